//! The table of steps, and how it is worked off: in order, a line each, until one fails.

use std::path::Path;
use std::time::Instant;

use crate::report::{self, Outcome};
use crate::run::{self, CLIPPY, Failure, RUSTFMT};
use crate::{android, apk, bindings, cargo, generated, hygiene, ios, rust_tests, size, strings};

/// One thing that must be right.
pub(crate) struct Step {
    name: &'static str,
    run: fn(&Path) -> Result<Outcome, Failure>,
}

/// What needs no test to run. The catalogue comes before everything that also builds the app, and would fail less clearly.
pub(crate) const CHECK: &[Step] = &[
    Step { name: "format", run: format },
    Step { name: "catalogue (core/app/build.rs)", run: catalogue },
    Step { name: "lints", run: lints },
    Step { name: "documentation", run: documentation },
    Step { name: "bindings as committed", run: bindings_as_committed },
    Step { name: "strings as committed", run: strings_as_committed },
    Step { name: "order in the repository", run: hygiene::check },
];

/// What comes on top for everything.
pub(crate) const TEST: &[Step] = &[
    Step { name: "tests", run: rust_tests::run },
    Step { name: "Android app", run: android::step },
    Step { name: "Android package", run: apk::step },
    Step { name: "iPhone app", run: ios::step },
    Step { name: "core for the iPhone", run: ios::core },
    Step { name: "sizes", run: size::check_recorded },
];

/// Works the tables off. A failing step shows its whole output and is the last one: those after it would mostly fail for
/// the same reason.
pub(crate) fn run(root: &Path, tables: &[&[Step]], strict: bool) -> Result<(), Failure> {
    let mut skipped = Vec::new();
    let mut totals = Vec::new();
    for step in tables.iter().copied().flatten() {
        report::begin(step.name);
        let start = Instant::now();
        match (step.run)(root) {
            Ok(Outcome::Done { lines, total }) => {
                report::end("ok", start.elapsed());
                lines.iter().for_each(|line| println!("    {line}"));
                totals.extend(total);
            }
            Ok(Outcome::Skipped { why }) => {
                report::end("skipped", start.elapsed());
                skipped.push(format!("skipped: {}: {why}", step.name));
            }
            Err(failure) => {
                report::end("failed", start.elapsed());
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

fn format(root: &Path) -> Result<Outcome, Failure> {
    RUSTFMT.require()?;
    quiet(root, &["fmt", "--all", "--check", "--", "--color", "never"])
        .map_err(|difference| Failure::Found(format!("{difference}\nTo mend it: run `cargo fmt --all`.")))
}

fn lints(root: &Path) -> Result<Outcome, Failure> {
    CLIPPY.require()?;
    for mut command in cargo::everywhere(root, "clippy", &["--all-targets", "--", "--deny", "warnings"]) {
        run::captured(&mut command)?;
    }
    Ok(Outcome::done(Vec::new()))
}

fn catalogue(root: &Path) -> Result<Outcome, Failure> {
    quiet(root, &["build", "--package", cargo::APP, "--lib", "--locked"])
}

fn documentation(root: &Path) -> Result<Outcome, Failure> {
    for mut command in cargo::everywhere(root, "doc", &["--no-deps"]) {
        run::captured(command.env("RUSTDOCFLAGS", "--deny warnings"))?;
    }
    Ok(Outcome::done(Vec::new()))
}

fn bindings_as_committed(root: &Path) -> Result<Outcome, Failure> {
    generated::compare(root, &bindings::generate(root)?, "bindings")?;
    Ok(Outcome::done(Vec::new()))
}

fn strings_as_committed(root: &Path) -> Result<Outcome, Failure> {
    generated::compare(root, &strings::generate(root)?, "strings")?;
    Ok(Outcome::done(Vec::new()))
}

fn quiet(root: &Path, args: &[&str]) -> Result<Outcome, Failure> {
    run::captured(&mut cargo::cargo(root, args))?;
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
    fn only_strict_minds_a_skipped_step() {
        let root = Path::new("");
        assert!(run(root, &[&[FINE, SKIPPED]], false).is_ok());
        assert!(run(root, &[&[FINE, SKIPPED]], true).is_err());
        assert!(run(root, &[&[FINE], &[FINE]], true).is_ok());
    }

    #[test]
    fn the_first_failure_ends_the_run() {
        let failure = run(Path::new(""), &[&[FINE, WRONG], &[LATER]], false).unwrap_err();
        assert_eq!(failure.to_string(), "wrong");
    }
}
