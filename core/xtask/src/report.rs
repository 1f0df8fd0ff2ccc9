//! Prints the progress of steps with their times, and formats numbers and tables.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::io::{self, Write as _};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::run::Failure;

/// The result of a step that did not fail.
pub(crate) enum Outcome {
    Done {
        /// Lines to print below the step.
        lines: Vec<String>,
        /// A line to print after all steps.
        total: Option<String>,
    },
    /// The step could not run on this machine.
    Skipped {
        /// The reason, and what to install.
        why: String,
    },
}

impl Outcome {
    /// Returns `Done` with lines and no total.
    pub(crate) fn done(lines: Vec<String>) -> Self {
        Self::Done { lines, total: None }
    }
}

/// Runs a piece of work and prints "▸ name … ok (12 s)" around it.
pub(crate) fn progress<T>(name: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    begin_line(name);
    let result = work();
    end_line(if result.is_ok() { "ok" } else { "failed" });
    result
}

/// The progress of one thread.
#[derive(Default)]
struct Progress {
    open: Vec<OpenLine>,
    /// The lines of collected work; `None` prints lines as they come.
    collected: Option<Vec<String>>,
}

/// A progress line that was begun and not ended.
struct OpenLine {
    name: String,
    start: Instant,
    /// Whether another line was printed since.
    interrupted: bool,
    /// Its place among the collected lines.
    place: usize,
}

/// The time of a finished piece of work, by the names of the lines it was nested in.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Timing {
    path: Vec<String>,
    took: Duration,
}

thread_local! {
    static PROGRESS: RefCell<Progress> = RefCell::default();
}

/// The times of everything that ended so far, on any thread.
static TIMINGS: Mutex<Vec<Timing>> = Mutex::new(Vec::new());

/// Prints the first half of a progress line; nested work may print lines before `end_line`.
pub(crate) fn begin_line(name: &str) {
    PROGRESS.with_borrow_mut(|progress| {
        let depth = progress.open.len();
        let mut place = 0;
        match &mut progress.collected {
            Some(lines) => {
                place = lines.len();
                lines.push(String::new());
            }
            None => {
                if let Some(open) = progress.open.last_mut().filter(|open| !open.interrupted) {
                    open.interrupted = true;
                    println!();
                }
                print!("{}▸ {name} … ", indent(depth));
                // A closed output is no reason to fail.
                let _ = io::stdout().flush();
            }
        }
        progress.open.push(OpenLine { name: name.to_owned(), start: Instant::now(), interrupted: false, place });
    });
}

/// Ends the line that was begun last: prints its second half, and the first half again if lines came in between.
pub(crate) fn end_line(verdict: &str) {
    PROGRESS.with_borrow_mut(|progress| {
        let Some(ended) = progress.open.pop() else { return };
        let took = ended.start.elapsed();
        let depth = progress.open.len();
        let second = format!("{verdict} ({})", format_duration(took));
        let first = format!("{}▸ {} … ", indent(depth), ended.name);
        match &mut progress.collected {
            Some(lines) => lines[ended.place] = first + &second,
            None if ended.interrupted => println!("{first}{second}"),
            None => println!("{second}"),
        }
        let path = progress.open.iter().map(|open| open.name.clone()).chain([ended.name]).collect();
        record_timing(Timing { path, took });
    });
}

/// Prints a line below the open progress line, if there is one.
pub(crate) fn print_line(line: &str) {
    PROGRESS.with_borrow_mut(|progress| match &mut progress.collected {
        Some(lines) => lines.push(format!("{}{line}", indent(progress.open.len()))),
        None => {
            if let Some(open) = progress.open.last_mut().filter(|open| !open.interrupted) {
                open.interrupted = true;
                println!();
            }
            println!("{line}");
        }
    });
}

/// Records the time of a piece of work that another program measured, nested in the open lines.
pub(crate) fn add_timing(name: &str, took: Duration) {
    PROGRESS.with_borrow(|progress| {
        let path = progress.open.iter().map(|open| open.name.clone()).chain([name.to_owned()]).collect();
        record_timing(Timing { path, took });
    });
}

/// Runs work whose lines are collected and returned instead of printed: for work beside other work, whose lines would mix.
pub(crate) fn collect_lines<T>(work: impl FnOnce() -> T) -> (T, Vec<String>) {
    let before = PROGRESS.replace(Progress { open: Vec::new(), collected: Some(Vec::new()) });
    let result = work();
    let progress = PROGRESS.replace(before);
    (result, progress.collected.unwrap_or_default())
}

/// Returns a line with the slowest pieces of work, of those that consist of no measured smaller ones.
pub(crate) fn slowest_line(count: usize) -> String {
    let timings = TIMINGS.lock().unwrap_or_else(PoisonError::into_inner);
    let slowest = slowest_timings(&timings, count);
    slowest
        .into_iter()
        .map(|t| format!("{} {}", t.path.join(" › "), format_duration(t.took)))
        .collect::<Vec<_>>()
        .join(", ")
}

fn record_timing(timing: Timing) {
    TIMINGS.lock().unwrap_or_else(PoisonError::into_inner).push(timing);
}

fn slowest_timings(timings: &[Timing], count: usize) -> Vec<&Timing> {
    let has_parts = |whole: &Timing| {
        timings.iter().any(|part| part.path.len() > whole.path.len() && part.path.starts_with(&whole.path))
    };
    let mut smallest: Vec<&Timing> = timings.iter().filter(|timing| !has_parts(timing)).collect();
    smallest.sort_by_key(|timing| Reverse(timing.took));
    smallest.truncate(count);
    smallest
}

fn indent(depth: usize) -> String {
    "  ".repeat(depth)
}

/// Formats a duration with the precision that matters.
pub(crate) fn format_duration(took: Duration) -> String {
    match took.as_secs() {
        0 => format!("{:.1} s", took.as_secs_f64()),
        seconds @ 1..120 => format!("{seconds} s"),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

/// Formats a number with a comma every three digits.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Pads every column to its widest cell: the first aligned to the left, the others to the right.
pub(crate) fn align_columns(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|c| c.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| match column {
            0 => format!("{cell:<width$}"),
            _ => format!("{cell:>width$}"),
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!([0, 999, 1_000, 838_860, 1_234_567].map(thousands), ["0", "999", "1,000", "838,860", "1,234,567"]);
    }

    #[test]
    fn durations_lose_precision_as_they_grow() {
        let shown = [300, 12_900, 119_000, 754_000].map(|millis| format_duration(Duration::from_millis(millis)));
        assert_eq!(shown, ["0.3 s", "12 s", "119 s", "12 min 34 s"]);
    }

    #[test]
    fn collected_lines_are_nested_under_their_finished_header() {
        let (result, lines) = collect_lines(|| {
            progress("whole", || {
                progress("part", || Ok(()))?;
                print_line("    a note");
                progress("other part", || Err::<(), _>(Failure::Found("why".to_owned())))
            })
        });
        assert!(result.is_err());
        assert_eq!(
            lines,
            ["▸ whole … failed (0.0 s)", "  ▸ part … ok (0.0 s)", "      a note", "  ▸ other part … failed (0.0 s)"]
        );
    }

    #[test]
    fn slowest_timings_are_parts_and_not_the_whole() {
        let timing = |path: &[&str], seconds| Timing {
            path: path.iter().map(|name| (*name).to_owned()).collect(),
            took: Duration::from_secs(seconds),
        };
        let timings = [
            timing(&["a", "x"], 3),
            timing(&["a", "y"], 50),
            timing(&["a"], 60),
            timing(&["b"], 40),
            timing(&["c"], 1),
        ];
        assert_eq!(slowest_timings(&timings, 2), [&timings[1], &timings[3]]);
    }

    #[test]
    fn columns_are_aligned() {
        let rows = [vec!["code".to_owned(), "7".to_owned()], vec!["ä".to_owned(), "700".to_owned(), "x".to_owned()]];
        assert_eq!(align_columns(&rows), ["code    7", "ä     700  x"]);
    }
}
