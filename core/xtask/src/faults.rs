//! `cargo xtask faults`: kills the terminal app before, half through and after every system call that changes a file, makes
//! each of them fail, and judges what is left. docs/reliability.md tells the way and the figures.
//!
//! This file orchestrates. Below it, files use only files of lower levels:
//!
//! 1. `trial`: a command, with one fault after the other
//! 2. `scenarios`: the commands, and what has to be there before
//! 3. `sandbox`: a folder in which the program runs; `judge`: what is wrong
//! 4. `tracer`, `ptrace`, then `fault`: stopping a program at its calls

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use crate::cargo;
use crate::report::{self, Outcome};
use crate::run::{self, Failure};

mod fault;
mod judge;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod ptrace;
mod sandbox;
mod scenarios;
mod tracer;
mod trial;

use fault::{End, Fault};
use judge::{Finding, State};
use sandbox::{LAUNCH, Sandbox};
use scenarios::SCENARIOS;
use trial::{Point, Prepared, Tried};

/// About how many faults `cargo xtask test` puts in: half a minute of two cores.
const BOUNDED: usize = 300;

/// How many findings of a kind are shown where only a part is tried.
const EXAMPLES: usize = 12;

/// Why the step is skipped.
const NO_TRACING: &str = "this system does not let a program be traced (ptrace): it has to be Linux on x86-64, and in a \
container the system call has to be allowed, for example with `--cap-add=SYS_PTRACE`";

/// The options of `cargo xtask faults`.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Arguments {
    /// Only commands with this in their name, such as "picture".
    #[arg(long)]
    only: Option<String>,
    /// Only about as many faults, spread over all commands, as `cargo xtask test` does.
    #[arg(long)]
    at_most: Option<usize>,
    /// Another build of the terminal app.
    #[arg(long)]
    program: Option<PathBuf>,
}

/// Runs `cargo xtask faults`.
pub(crate) fn run(root: &Path, arguments: &Arguments) -> Result<(), Failure> {
    match try_all(root, arguments)? {
        Outcome::Done { lines, .. } => {
            lines.iter().for_each(|line| report::print_line(line));
            Ok(())
        }
        Outcome::Skipped { why } => Err(Failure::Found(why)),
    }
}

/// Runs the step of `cargo xtask test`: a part of the faults, the same each time.
pub(crate) fn step(root: &Path) -> Result<Outcome, Failure> {
    try_all(root, &Arguments { at_most: Some(BOUNDED), ..Arguments::default() })
}

/// Replaces this process by the program that its arguments name, where `faults` has started it as the launcher of a traced
/// program. Returns `None` for any other arguments, and why it is still here otherwise.
pub(crate) fn become_traced_if_asked(arguments: impl Iterator<Item = OsString>) -> Option<Failure> {
    let mut arguments = arguments.skip(1);
    if arguments.next()? != LAUNCH {
        return None;
    }
    Some(tracer::become_traced(&arguments.collect::<Vec<_>>()))
}

fn try_all(root: &Path, arguments: &Arguments) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let folder = tempfile::tempdir().map_err(|error| Failure::File { path: std::env::temp_dir(), error })?;
    // A copy, because another build may replace the program meanwhile.
    let program = folder.path().join("widerspruch");
    let built = match &arguments.program {
        Some(program) => program.clone(),
        None => cargo::build_terminal(root)?,
    };
    std::fs::copy(&built, &program).map_err(|error| Failure::File { path: built, error })?;
    if !check_tracer(&program)? {
        return Ok(Outcome::Skipped { why: NO_TRACING.to_owned() });
    }
    let wanted = |name: &str| arguments.only.as_ref().is_none_or(|part| name.contains(part.as_str()));
    let scenarios: Vec<_> = SCENARIOS.iter().filter(|scenario| wanted(scenario.name)).collect();
    if scenarios.is_empty() {
        return Err(Failure::Found("No command has such a name.".to_owned()));
    }
    let prepared = side_by_side(&scenarios, |scenario| {
        Prepared::new(&program, scenario)?.ok_or_else(|| Failure::Found(NO_TRACING.to_owned()))
    })?;
    let all: Vec<(&Prepared, Point)> =
        prepared.iter().flat_map(|prepared| prepared.points().map(move |point| (prepared, point))).collect();
    let chosen = spread(&all, arguments.at_most.unwrap_or(all.len()));
    let tried = side_by_side(&chosen, |(prepared, point)| prepared.try_fault(*point))?;
    let mut counts = Counts::default();
    for ((prepared, point), tried) in chosen.iter().zip(&tried) {
        counts.add(prepared, *point, tried);
    }
    let calls: usize = prepared.iter().map(|prepared| prepared.calls.len()).sum();
    let part = if chosen.len() == all.len() {
        "all of them".to_owned()
    } else {
        format!("{} of them, the same each time; all: `cargo xtask faults`", report::thousands(chosen.len() as u64))
    };
    let mut lines = vec![format!(
        "{} commands, {} changing system calls, {} faults, {part}",
        prepared.len(),
        report::thousands(calls as u64),
        report::thousands(all.len() as u64)
    )];
    if arguments.at_most.is_none() {
        lines.extend(counts.table(&prepared));
    }
    lines.extend(counts.lines());
    lines.push(format!("in {}", report::format_duration(start.elapsed())));
    if counts.findings.is_empty() {
        return Ok(Outcome::done(lines));
    }
    lines.extend(counts.examples(if arguments.at_most.is_some() { EXAMPLES } else { usize::MAX }));
    Err(Failure::Found(lines.join("\n")))
}

/// Puts faults into a program of which everybody knows what it does: whether tracing works here, and does what it is said
/// to. Returns whether this system allows it.
fn check_tracer(program: &Path) -> Result<bool, Failure> {
    let letters = |fault| -> Result<Option<(String, End)>, Failure> {
        let sandbox = Sandbox::new(program)?;
        let script: [OsString; 3] =
            ["/bin/sh".into(), "-c".into(), "printf abcdef > letters; printf gh >> letters".into()];
        let Some((_, traced)) = sandbox.trace(&script, fault)? else { return Ok(None) };
        Ok(Some((run::read_if_there(&sandbox.here("letters"))?.unwrap_or_default(), traced.end)))
    };
    let failed = |end: &End| matches!(end, End::Exited(_));
    // The calls of the shell: open, write, open, write.
    for (fault, there, ends) in [
        (None, "abcdefgh", (|end| *end == End::Exited(0)) as fn(&End) -> bool),
        (Some((1, Fault::KillBefore)), "", |end| *end == End::Killed),
        (Some((1, Fault::KillHalf)), "abc", |end| *end == End::Killed),
        (Some((1, Fault::KillAfter)), "abcdef", |end| *end == End::Killed),
        (Some((3, Fault::NoSpace)), "abcdef", failed),
        (Some((3, Fault::DeviceFails)), "abcdef", failed),
        (Some((1, Fault::StaysFull)), "abc", failed),
        (Some((2, Fault::StaysBroken)), "abcdef", failed),
    ] {
        let Some((letters, end)) = letters(fault)? else { return Ok(false) };
        if letters != there || !ends(&end) {
            return Err(Failure::Found(format!("the tracer is wrong: {fault:?} left {letters:?}, {end:?}")));
        }
    }
    Ok(true)
}

/// Chooses about as many, evenly spread.
fn spread<T: Copy>(all: &[T], at_most: usize) -> Vec<T> {
    let count = at_most.min(all.len());
    (0..count).map(|place| all[place * all.len() / count]).collect()
}

/// Does work for each item, with as many threads as there are cores. Returns the results in order.
fn side_by_side<I: Sync, T: Send>(
    items: &[I],
    work: impl Fn(&I) -> Result<T, Failure> + Sync,
) -> Result<Vec<T>, Failure> {
    let next = AtomicUsize::new(0);
    let results: Mutex<BTreeMap<usize, Result<T, Failure>>> = Mutex::new(BTreeMap::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, Into::into) {
            scope.spawn(|| {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(place) else { return };
                    let result = work(item);
                    let failed = result.is_err();
                    results.lock().unwrap_or_else(PoisonError::into_inner).insert(place, result);
                    if failed {
                        next.store(items.len(), Ordering::Relaxed);
                    }
                }
            });
        }
    });
    results.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().collect()
}

/// What came out, counted.
#[derive(Default)]
struct Counts {
    /// By command: as before it, as after it, where both are the same, neither.
    states: BTreeMap<&'static str, [u64; 4]>,
    findings: BTreeMap<Finding, Vec<String>>,
}

impl Counts {
    fn add(&mut self, prepared: &Prepared, point: Point, tried: &Tried) {
        let place = match tried.state {
            State::Before => 0,
            State::After => 1,
            State::Either => 2,
            State::Half(_) | State::Closed(_) => 3,
        };
        self.states.entry(prepared.scenario.name).or_default()[place] += 1;
        for (finding, words) in &tried.findings {
            self.findings.entry(*finding).or_default().push(format!("{}: {words}", prepared.describe(point)));
        }
    }

    /// Returns a line for each command.
    fn table(&self, all: &[Prepared]) -> Vec<String> {
        let head = ["command", "calls", "faults", "as before", "as after", "both", "half"].map(str::to_owned).to_vec();
        let row = |prepared: &Prepared| {
            let states = self.states.get(prepared.scenario.name).copied().unwrap_or_default();
            let numbers = [prepared.calls.len() as u64, states.iter().sum()].into_iter().chain(states);
            let cells = numbers.map(report::thousands);
            [prepared.scenario.name.to_owned()].into_iter().chain(cells).collect()
        };
        report::align_columns(&[head].into_iter().chain(all.iter().map(row)).collect::<Vec<_>>())
    }

    fn lines(&self) -> Vec<String> {
        let count = |finding: Finding| self.findings.get(&finding).map_or(0, Vec::len);
        let sum = |place: usize| report::thousands(self.states.values().map(|states| states[place]).sum());
        let states = format!(
            "as before the command {}, as after it {}, where both are the same {}, neither {}",
            sum(0),
            sum(1),
            sum(2),
            sum(3)
        );
        let found: Vec<String> =
            Finding::ALL.into_iter().map(|finding| format!("{} {}", count(finding), finding.name())).collect();
        vec![states, found.join(", ")]
    }

    fn examples(&self, most: usize) -> Vec<String> {
        let mut lines = Vec::new();
        for (finding, all) in &self.findings {
            lines.push(format!("{}: {}", all.len(), finding.name()));
            lines.extend(all.iter().take(most).map(|example| format!("  {example}")));
        }
        lines
    }
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn a_part_is_spread_over_everything_and_is_the_same_each_time() {
        let all: Vec<usize> = (0..100).collect();
        assert_eq!(spread(&all, 4), [0, 25, 50, 75]);
        assert_eq!(spread(&all, 1000), all);
        assert!(spread::<usize>(&[], 3).is_empty());
    }

    #[test]
    fn the_first_failure_ends_the_work() {
        let work = |number: &u32| if *number == 3 { Err(Failure::Found("three".to_owned())) } else { Ok(*number) };
        assert_eq!(side_by_side(&[1, 2], work).unwrap(), [1, 2]);
        assert_eq!(side_by_side(&[1, 2, 3, 4], work).unwrap_err().to_string(), "three");
    }
}
