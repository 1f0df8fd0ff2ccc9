//! The terminal: its size, whether a person sits at it, and writing to it.

use std::env;
use std::io::{IsTerminal, Write, stderr, stdin, stdout};

use serde::Serialize;
use serde_json::Value;
use terminal_size::terminal_size_of;

use crate::error::Error;
use crate::render::layout::Layout;

/// Columns where nothing tells the width.
const DEFAULT_WIDTH: usize = 80;

/// Returns whether a person can answer: standard input and output are a terminal.
pub(crate) fn is_interactive() -> bool {
    stdin().is_terminal() && stdout().is_terminal()
}

/// Returns the layout of standard output.
pub(crate) fn stdout_layout(utf8: bool) -> Layout {
    let columns =
        number_in_variable("COLUMNS").or_else(|| terminal_size_of(stdout()).map(|(width, _)| usize::from(width.0)));
    Layout::new(columns.filter(|columns| *columns > 0).unwrap_or(DEFAULT_WIDTH), utf8, allows_bold())
}

/// Returns the number of lines that fit on the screen; `None` where there is no limit.
pub(crate) fn terminal_rows() -> Option<usize> {
    let rows =
        number_in_variable("LINES").or_else(|| terminal_size_of(stdout()).map(|(_, height)| usize::from(height.0)));
    rows.filter(|rows| *rows > 0)
}

/// Writes lines to standard output.
pub(crate) fn print_lines(lines: &[String]) -> Result<(), Error> {
    let mut text = lines.join("\n");
    text.push('\n');
    let mut out = stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// Writes a value as JSON to standard output.
pub(crate) fn print_json(value: &impl Serialize) -> Result<(), Error> {
    let json = serde_json::to_string_pretty(value).map_err(|error| Error::Terminal(error.to_string()))?;
    print_lines(&[json])
}

/// Writes a sentence to standard error.
pub(crate) fn print_error(text: &str, layout: &Layout) {
    let text = layout.displayable(text);
    let lines = match terminal_size_of(stderr()) {
        Some(_) => layout.wrap_hanging("", &text),
        // In a file or pipe the sentence stays in one piece.
        None => vec![text],
    };
    // If this fails too, the exit status alone tells of the error.
    let _ = writeln!(stderr(), "{}", lines.join("\n"));
}

/// Writes an error as JSON to standard error.
pub(crate) fn print_json_error(error: &Value) {
    // As above.
    let _ = writeln!(stderr(), "{error}");
}

fn allows_bold() -> bool {
    let no_colour = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = env::var_os("TERM").is_none_or(|value| value.is_empty() || value == "dumb");
    stdout().is_terminal() && !no_colour && !dumb
}

fn number_in_variable(variable: &str) -> Option<usize> {
    env::var(variable).ok()?.trim().parse().ok()
}
