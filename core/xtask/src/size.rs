//! `cargo xtask size`: measures the library for this machine, built as packages get it.

use std::path::Path;

use crate::cargo::UNUSED_METADATA;
use crate::report::{self, Outcome};
use crate::run::{Failure, RUST_SRC};
use crate::size_budgets::{
    Arguments, Measured, UPDATE, check_library_sizes, measure_library, read_record, size_table, write_record,
};
use crate::{cargo, shell_lines};

/// Measures the library, records the size if asked, and fails if a budget or the recorded size is exceeded.
pub(crate) fn run(root: &Path, arguments: &Arguments) -> Result<(), Failure> {
    RUST_SRC.require()?;
    let target = cargo::host_target(root)?;
    let measured =
        report::progress(&format!("library for {target} as packages get it"), || measure_host_library(root, &target))?;
    let mut record = read_record(root)?;
    if let Some(reason) = &arguments.reason {
        record.insert(target.clone(), measured.entry(reason, arguments.date.clone()));
        write_record(root, &record)?;
    }
    for line in size_table(&measured, record.get(&target)).into_iter().chain(shell_lines::count_shell_lines(root)?) {
        report::print_line(&format!("    {line}"));
    }
    check_library_sizes(&target, &measured, record.get(&target), UPDATE)
}

/// Runs the step of `cargo xtask test`.
pub(crate) fn step(root: &Path) -> Result<Outcome, Failure> {
    if let Err(missing) = RUST_SRC.require() {
        return Ok(Outcome::Skipped { why: missing.to_string() });
    }
    let target = cargo::host_target(root)?;
    let measured = measure_host_library(root, &target)?;
    let record = read_record(root)?;
    let mut shown = size_table(&measured, record.get(&target));
    shown.extend(shell_lines::count_shell_lines(root)?);
    match check_library_sizes(&target, &measured, record.get(&target), UPDATE) {
        Ok(()) => Ok(Outcome::done(shown)),
        Err(failure) => Err(Failure::Found(format!("{}\n{failure}", shown.join("\n")))),
    }
}

fn measure_host_library(root: &Path, target: &str) -> Result<Measured, Failure> {
    let mut flags = cargo::PackageFlags::default();
    // What packages get from their linker. Other systems' linkers do not know it.
    if target == "x86_64-unknown-linux-gnu" {
        let script = root.join(UNUSED_METADATA);
        flags.library_only.push("-Clink-arg=-Wl,--icf=all".to_owned());
        flags.library_only.push(format!("-Clink-arg=-Wl,--version-script={}", script.display()));
    }
    measure_library(&cargo::build_packaged_library(root, target, &flags)?)
}
