//! `cargo xtask check` and `cargo xtask test`: the table of steps, run in order, a line each, until a step fails.

use std::path::Path;
use std::time::Instant;

use crate::report::{self, Outcome};
use crate::run::{self, CLIPPY, Failure, RUSTFMT};
use crate::{android, apk, bindings, cargo, hygiene, ios, rust_tests, size, strings};

/// A named check that passes, fails or is skipped.
pub(crate) struct Step {
    name: &'static str,
    run: fn(&Path) -> Result<Outcome, Failure>,
}

/// The steps of `cargo xtask check`. The catalogue comes before the other steps that build the app, whose errors would be
/// less clear.
pub(crate) const CHECK: &[Step] = &[
    Step { name: "format", run: check_format },
    Step { name: "catalogue (core/app/build.rs)", run: build_catalogue },
    Step { name: "lints", run: check_lints },
    Step { name: "documentation", run: check_documentation },
    Step { name: "bindings as committed", run: check_bindings },
    Step { name: "strings as committed", run: check_strings },
    Step { name: "order in the repository", run: hygiene::check_repository },
];

/// The further steps of `cargo xtask test`.
pub(crate) const TEST: &[Step] = &[
    Step { name: "tests", run: rust_tests::step },
    Step { name: "Android app", run: android::step },
    Step { name: "Android package", run: apk::step },
    Step { name: "iPhone app", run: ios::step },
    Step { name: "core for the iPhone", run: ios::check_core_for_iphone },
    Step { name: "sizes", run: size::step },
];

/// Runs the steps of all tables. The first failing step ends the run: later steps would mostly fail for the same reason.
pub(crate) fn run(root: &Path, tables: &[&[Step]], strict: bool) -> Result<(), Failure> {
    let mut skipped = Vec::new();
    let mut totals = Vec::new();
    for step in tables.iter().copied().flatten() {
        report::begin_line(step.name);
        let start = Instant::now();
        match (step.run)(root) {
            Ok(Outcome::Done { lines, total }) => {
                report::end_line("ok", start.elapsed());
                lines.iter().for_each(|line| println!("    {line}"));
                totals.extend(total);
            }
            Ok(Outcome::Skipped { why }) => {
                report::end_line("skipped", start.elapsed());
                skipped.push(format!("skipped: {}: {why}", step.name));
            }
            Err(failure) => {
                report::end_line("failed", start.elapsed());
                skipped.iter().for_each(|line| println!("{line}"));
                return Err(failure);
            }
        }
    }
    totals.iter().chain(&skipped).for_each(|line| println!("{line}"));
    if strict && !skipped.is_empty() {
        return Err(Failure::Found("A step was skipped, which --strict does not allow.".to_owned()));
    }
    Ok(())
}

fn check_format(root: &Path) -> Result<Outcome, Failure> {
    RUSTFMT.require()?;
    run_cargo(root, &["fmt", "--all", "--check", "--", "--color", "never"])
        .map_err(|difference| Failure::Found(format!("{difference}\nTo mend it: run `cargo fmt --all`.")))
}

fn check_lints(root: &Path) -> Result<Outcome, Failure> {
    CLIPPY.require()?;
    for mut command in cargo::commands_for_both_parts(root, "clippy", &["--all-targets", "--", "--deny", "warnings"]) {
        run::captured(&mut command)?;
    }
    Ok(Outcome::done(Vec::new()))
}

fn build_catalogue(root: &Path) -> Result<Outcome, Failure> {
    run_cargo(root, &["build", "--package", cargo::APP, "--lib", "--locked"])
}

fn check_documentation(root: &Path) -> Result<Outcome, Failure> {
    for mut command in cargo::commands_for_both_parts(root, "doc", &["--no-deps"]) {
        run::captured(command.env("RUSTDOCFLAGS", "--deny warnings"))?;
    }
    Ok(Outcome::done(Vec::new()))
}

fn check_bindings(root: &Path) -> Result<Outcome, Failure> {
    bindings::check_committed(root)?;
    Ok(Outcome::done(Vec::new()))
}

fn check_strings(root: &Path) -> Result<Outcome, Failure> {
    strings::check_committed(root)?;
    Ok(Outcome::done(Vec::new()))
}

fn run_cargo(root: &Path, args: &[&str]) -> Result<Outcome, Failure> {
    run::captured(&mut cargo::cargo_command(root, args))?;
    Ok(Outcome::done(Vec::new()))
}

#[cfg(test)]
mod test {
    use super::*;

    const FINE: Step = Step { name: "fine", run: |_| Ok(Outcome::done(Vec::new())) };
    const SKIPPED: Step = Step { name: "skipped", run: |_| Ok(Outcome::Skipped { why: "no tool".to_owned() }) };
    const WRONG: Step = Step { name: "wrong", run: |_| Err(Failure::Found("wrong".to_owned())) };
    const LATER: Step = Step { name: "later", run: |_| Err(Failure::Found("later".to_owned())) };

    #[test]
    fn skipped_step_fails_only_with_strict() {
        let root = Path::new("");
        assert!(run(root, &[&[FINE, SKIPPED]], false).is_ok());
        assert!(run(root, &[&[FINE, SKIPPED]], true).is_err());
        assert!(run(root, &[&[FINE], &[FINE]], true).is_ok());
    }

    #[test]
    fn first_failure_ends_the_run() {
        let failure = run(Path::new(""), &[&[FINE, WRONG], &[LATER]], false).unwrap_err();
        assert_eq!(failure.to_string(), "wrong");
    }
}
