//! `cargo xtask check` and `cargo xtask test`: the table of steps. Prints a line for each with its time, and stops when a step
//! fails.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Instant;

use crate::report::{self, Outcome};
use crate::run::{self, CLIPPY, Failure, RUSTFMT};
use crate::{android, apk, bindings, cargo, faults, hygiene, ios, notices, rust_tests, size, strings};

/// A named check that passes, fails or is skipped.
pub(crate) struct Step {
    name: &'static str,
    run: fn(&Path) -> Result<Outcome, Failure>,
}

/// Steps that run one after the other.
type Lane = &'static [Step];

/// Lanes that run side by side. A stage begins when the one before has passed.
pub(crate) type Stage = &'static [Lane];

/// The steps of `cargo xtask check`. The catalogue comes before the other steps that build the app, whose errors would be
/// less clear.
pub(crate) const CHECK: Stage = &[&[
    Step { name: "format", run: check_format },
    Step { name: "catalogue (core/app/build.rs)", run: build_catalogue },
    Step { name: "lints", run: check_lints },
    Step { name: "documentation", run: check_documentation },
    Step { name: "bindings as committed", run: check_bindings },
    Step { name: "strings as committed", run: check_strings },
    Step { name: "order in the repository", run: hygiene::check_repository },
]];

/// The Rust tests, which use every core, and a part of the faults, which do too.
pub(crate) const RUST_TESTS: Stage =
    &[&[Step { name: "tests", run: rust_tests::step }, Step { name: "faults of the disk", run: faults::step }]];

/// The apps. Most of each lane keeps a single core busy: one JVM for the tests, one linker for a library.
pub(crate) const APPS: Stage = &[
    &[
        Step { name: "Android app", run: android::step },
        // After the Android app, whose build fetches the libraries.
        Step { name: "notices as committed", run: check_notices },
        Step { name: "iPhone app", run: ios::step },
        Step { name: "core for the iPhone", run: ios::check_core_for_iphone },
    ],
    &[Step { name: "Android package", run: apk::step }, Step { name: "sizes", run: size::step }],
];

/// Lines to repeat after all steps.
#[derive(Debug, Default)]
struct Ending {
    totals: Vec<String>,
    skipped: Vec<String>,
}

/// Runs the stages. The first failing step ends the run: later steps would mostly fail for the same reason.
pub(crate) fn run(root: &Path, stages: &[Stage], strict: bool) -> Result<(), Failure> {
    let start = Instant::now();
    let mut ending = Ending::default();
    for stage in stages {
        let passed = match stage {
            [lane] => lane.iter().try_for_each(|step| run_step(root, step, &mut ending)),
            lanes => run_side_by_side(root, lanes, &mut ending),
        };
        if let Err(failure) = passed {
            ending.skipped.iter().for_each(|line| println!("{line}"));
            return Err(failure);
        }
    }
    ending.totals.iter().chain(&ending.skipped).for_each(|line| println!("{line}"));
    println!("{} in all; the slowest: {}", report::format_duration(start.elapsed()), report::slowest_line(SLOWEST));
    if strict && !ending.skipped.is_empty() {
        return Err(Failure::Found("A step was skipped, which --strict does not allow.".to_owned()));
    }
    Ok(())
}

/// The number of slow pieces of work that are named at the end.
const SLOWEST: usize = 8;

fn run_step(root: &Path, step: &Step, ending: &mut Ending) -> Result<(), Failure> {
    report::begin_line(step.name);
    let result = (step.run)(root);
    report::end_line(match &result {
        Ok(Outcome::Done { .. }) => "ok",
        Ok(Outcome::Skipped { .. }) => "skipped",
        Err(_) => "failed",
    });
    match result? {
        Outcome::Done { lines, total } => {
            lines.iter().for_each(|line| report::print_line(&format!("    {line}")));
            ending.totals.extend(total);
        }
        Outcome::Skipped { why } => ending.skipped.push(format!("skipped: {}: {why}", step.name)),
    }
    Ok(())
}

/// Runs each lane on a thread of its own, and prints the lines of a step when it has ended. After a failure no further step
/// begins.
fn run_side_by_side(root: &Path, lanes: &[Lane], ending: &mut Ending) -> Result<(), Failure> {
    let names = |lane: &Lane| lane.iter().map(|step| step.name).collect::<Vec<_>>().join(", ");
    println!("▸ side by side: {} …", lanes.iter().map(names).collect::<Vec<_>>().join(" | "));
    let failed = AtomicBool::new(false);
    let shared = Mutex::new(ending);
    let run_lane = |lane: &Lane| {
        for step in *lane {
            if failed.load(Ordering::Relaxed) {
                break;
            }
            let mut own = Ending::default();
            let (result, lines) = report::collect_lines(|| run_step(root, step, &mut own));
            let mut ending = shared.lock().expect("no thread panics while it holds this");
            lines.iter().for_each(|line| println!("{line}"));
            ending.totals.append(&mut own.totals);
            ending.skipped.append(&mut own.skipped);
            if result.is_err() {
                failed.store(true, Ordering::Relaxed);
                return result;
            }
        }
        Ok(())
    };
    let run_lane = &run_lane;
    thread::scope(|scope| {
        let threads: Vec<_> = lanes.iter().map(|lane| scope.spawn(move || run_lane(lane))).collect();
        let results: Vec<_> = threads.into_iter().map(|thread| thread.join().expect("a panic ends the run")).collect();
        results.into_iter().collect()
    })
}

fn check_format(root: &Path) -> Result<Outcome, Failure> {
    RUSTFMT.require()?;
    run_cargo(root, &["fmt", "--all", "--check", "--", "--color", "never"])
        .map_err(|difference| Failure::Found(format!("{difference}\nTo mend it: run `cargo fmt --all`.")))
}

fn check_lints(root: &Path) -> Result<Outcome, Failure> {
    CLIPPY.require()?;
    for (part, mut command) in
        cargo::commands_for_both_parts(root, "clippy", &["--all-targets", "--", "--deny", "warnings"])
    {
        report::progress(part, || run::captured(&mut command))?;
    }
    Ok(Outcome::done(Vec::new()))
}

fn build_catalogue(root: &Path) -> Result<Outcome, Failure> {
    run_cargo(root, &["build", "--package", cargo::APP, "--lib", "--locked"])
}

fn check_documentation(root: &Path) -> Result<Outcome, Failure> {
    for (part, mut command) in cargo::commands_for_both_parts(root, "doc", &["--no-deps"]) {
        report::progress(part, || run::captured(command.env("RUSTDOCFLAGS", "--deny warnings")))?;
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

fn check_notices(root: &Path) -> Result<Outcome, Failure> {
    match notices::check_committed(root) {
        Err(missing @ Failure::Missing { .. }) => Ok(Outcome::Skipped { why: missing.to_string() }),
        checked => checked.map(|()| Outcome::done(Vec::new())),
    }
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
        assert!(run(root, &[&[&[FINE, SKIPPED]]], false).is_ok());
        assert!(run(root, &[&[&[FINE, SKIPPED]]], true).is_err());
        assert!(run(root, &[&[&[FINE], &[FINE, SKIPPED]]], true).is_err());
        assert!(run(root, &[&[&[FINE]], &[&[FINE]]], true).is_ok());
    }

    #[test]
    fn first_failure_ends_the_run() {
        let failure = run(Path::new(""), &[&[&[FINE, WRONG]], &[&[LATER]]], false).unwrap_err();
        assert_eq!(failure.to_string(), "wrong");
    }

    #[test]
    fn failure_in_one_lane_fails_the_stage() {
        let failure = run(Path::new(""), &[&[&[FINE, FINE], &[WRONG, LATER]], &[&[LATER]]], false).unwrap_err();
        assert_eq!(failure.to_string(), "wrong");
    }
}
