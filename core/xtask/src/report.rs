//! Prints the progress of steps with their times, and formats numbers and tables.

use std::cell::RefCell;
use std::io::{self, Write as _};
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
    let start = Instant::now();
    let result = work();
    end_line(if result.is_ok() { "ok" } else { "failed" }, start.elapsed());
    result
}

thread_local! {
    /// The open lines, and whether another line was printed since each was begun.
    static BEGUN: RefCell<Vec<(String, bool)>> = const { RefCell::new(Vec::new()) };
}

/// Prints the first half of a progress line; nested work may print lines before `end_line`.
pub(crate) fn begin_line(name: &str) {
    BEGUN.with_borrow_mut(|begun| {
        if let Some((_, interrupted @ false)) = begun.last_mut() {
            *interrupted = true;
            println!();
        }
        print!("{}▸ {name} … ", indent(begun.len()));
        begun.push((name.to_owned(), false));
    });
    // A closed output is no reason to fail.
    let _ = io::stdout().flush();
}

/// Prints the second half of a progress line, and the first half again if lines came in between.
pub(crate) fn end_line(verdict: &str, took: Duration) {
    BEGUN.with_borrow_mut(|begun| {
        if let Some((name, true)) = begun.pop() {
            print!("{}▸ {name} … ", indent(begun.len()));
        }
    });
    println!("{verdict} ({})", format_duration(took));
}

fn indent(depth: usize) -> String {
    "  ".repeat(depth)
}

fn format_duration(took: Duration) -> String {
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
    fn columns_are_aligned() {
        let rows = [vec!["code".to_owned(), "7".to_owned()], vec!["ä".to_owned(), "700".to_owned(), "x".to_owned()]];
        assert_eq!(align_columns(&rows), ["code    7", "ä     700  x"]);
    }
}
