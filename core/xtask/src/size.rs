//! `cargo xtask size`: measures the library for this machine, built as packages get it.

use std::path::Path;

use crate::report::{self, Outcome};
use crate::run::{Failure, RUST_SRC};
use crate::size_budgets::{Arguments, Measured, UPDATE, judge, keep, measured, read, show};
use crate::{cargo, shell_lines};

/// `cargo xtask size`.
pub(crate) fn run(root: &Path, arguments: &Arguments) -> Result<(), Failure> {
    RUST_SRC.require()?;
    let target = cargo::host(root)?;
    let measured = report::progress(&format!("library for {target} as packages get it"), || measure(root, &target))?;
    let mut record = read(root)?;
    if let Some(reason) = &arguments.reason {
        record.insert(target.clone(), measured.entry(reason, arguments.date.clone()));
        keep(root, &record)?;
    }
    for line in show(&measured, record.get(&target)).into_iter().chain(shell_lines::count(root)?) {
        println!("    {line}");
    }
    judge(&target, &measured, record.get(&target), UPDATE)
}

/// The step of `cargo xtask test`.
pub(crate) fn check_recorded(root: &Path) -> Result<Outcome, Failure> {
    if let Err(missing) = RUST_SRC.require() {
        return Ok(Outcome::Skipped { why: missing.to_string() });
    }
    let target = cargo::host(root)?;
    let measured = measure(root, &target)?;
    let record = read(root)?;
    let mut shown = show(&measured, record.get(&target));
    shown.extend(shell_lines::count(root)?);
    match judge(&target, &measured, record.get(&target), UPDATE) {
        Ok(()) => Ok(Outcome::done(shown)),
        Err(failure) => Err(Failure::Found(format!("{}\n{failure}", shown.join("\n")))),
    }
}

fn measure(root: &Path, target: &str) -> Result<Measured, Failure> {
    measured(&cargo::packaged_library(root, target, &cargo::Flags::default())?)
}
