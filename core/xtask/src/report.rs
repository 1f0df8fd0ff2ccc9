//! What is printed while work goes on, and numbers as people read them.

use std::cell::RefCell;
use std::io::{self, Write as _};
use std::time::{Duration, Instant};

use crate::run::Failure;

/// How a step that did not fail went.
pub(crate) enum Outcome {
    /// It was done.
    Done {
        /// The tools' own summary.
        lines: Vec<String>,
        /// What is worth repeating at the very end.
        total: Option<String>,
    },
    /// It could not be tried here.
    Skipped {
        /// Why, and what would change it.
        why: String,
    },
}

impl Outcome {
    /// Done, with these lines to show.
    pub(crate) fn done(lines: Vec<String>) -> Self {
        Self::Done { lines, total: None }
    }
}

/// Runs one piece of work behind the line "▸ name … ok (12 s)".
pub(crate) fn progress<T>(name: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    begin_line(name);
    let start = Instant::now();
    let result = work();
    end_line(if result.is_ok() { "ok" } else { "failed" }, start.elapsed());
    result
}

thread_local! {
    /// The lines that were begun and not ended, and whether another one came in between.
    static BEGUN: RefCell<Vec<(String, bool)>> = const { RefCell::new(Vec::new()) };
}

/// The first half of a line; what follows may take minutes and may be told in lines of its own.
pub(crate) fn begin_line(name: &str) {
    BEGUN.with_borrow_mut(|begun| {
        if let Some((_, interrupted @ false)) = begun.last_mut() {
            *interrupted = true;
            println!();
        }
        print!("{}▸ {name} … ", indent(begun.len()));
        begun.push((name.to_owned(), false));
    });
    // Nobody is there to be told when the output is closed.
    let _ = io::stdout().flush();
}

/// The second half.
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

/// A number with a comma every three digits.
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

/// Rows with every column as wide as its widest cell: the first to the left, the others to the right.
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
    fn numbers_are_grouped_by_three() {
        assert_eq!([0, 999, 1_000, 838_860, 1_234_567].map(thousands), ["0", "999", "1,000", "838,860", "1,234,567"]);
    }

    #[test]
    fn durations_lose_precision_as_they_grow() {
        let shown = [300, 12_900, 119_000, 754_000].map(|millis| format_duration(Duration::from_millis(millis)));
        assert_eq!(shown, ["0.3 s", "12 s", "119 s", "12 min 34 s"]);
    }

    #[test]
    fn columns_line_up() {
        let rows = [vec!["code".to_owned(), "7".to_owned()], vec!["ä".to_owned(), "700".to_owned(), "x".to_owned()]];
        assert_eq!(align_columns(&rows), ["code    7", "ä     700  x"]);
    }
}
