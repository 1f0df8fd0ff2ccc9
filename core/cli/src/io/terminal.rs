//! The terminal as it is: its size, whether anybody is there, and writing to it.

use std::env;
use std::io::{IsTerminal, Write, stderr, stdin, stdout};

use serde::Serialize;
use terminal_size::terminal_size_of;

use crate::error::Problem;
use crate::render::layout::Paper;

/// Where nothing is said of the width.
const USUAL_WIDTH: usize = 80;

/// Whether somebody sits in front of it: input and output are a terminal.
pub(crate) fn is_attended() -> bool {
    stdin().is_terminal() && stdout().is_terminal()
}

/// The paper that standard output is.
pub(crate) fn paper(utf8: bool) -> Paper {
    let columns = number("COLUMNS").or_else(|| terminal_size_of(stdout()).map(|(width, _)| usize::from(width.0)));
    Paper::new(columns.filter(|columns| *columns > 0).unwrap_or(USUAL_WIDTH), utf8, is_bold())
}

/// Lines that fit on the screen at once; `None` where everything may be written at once.
pub(crate) fn height() -> Option<usize> {
    let rows = number("LINES").or_else(|| terminal_size_of(stdout()).map(|(_, height)| usize::from(height.0)));
    rows.filter(|rows| *rows > 0)
}

/// Writes lines to standard output.
pub(crate) fn print(lines: &[String]) -> Result<(), Problem> {
    let mut text = lines.join("\n");
    text.push('\n');
    let mut out = stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// Writes a value as JSON to standard output.
pub(crate) fn print_json(value: &impl Serialize) -> Result<(), Problem> {
    let json = serde_json::to_string_pretty(value).map_err(|_| Problem::Terminal)?;
    print(&[json])
}

/// Says on standard error what went wrong. Where that cannot be written either, the exit status tells.
pub(crate) fn complain(text: &str, paper: &Paper) {
    let text = paper.shown(text);
    let lines = match terminal_size_of(stderr()) {
        Some(_) => paper.hang("", &text),
        // Whoever reads a file or a pipe wants the sentence in one piece.
        None => vec![text],
    };
    let _ = writeln!(stderr(), "{}", lines.join("\n"));
}

fn is_bold() -> bool {
    let colourless = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = env::var_os("TERM").is_none_or(|value| value.is_empty() || value == "dumb");
    stdout().is_terminal() && !colourless && !dumb
}

fn number(variable: &str) -> Option<usize> {
    env::var(variable).ok()?.trim().parse().ok()
}
