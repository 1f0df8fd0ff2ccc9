//! Calls of this program as text, for a person who types them next.

use crate::render::layout::Layout;
use crate::render::words::Words;

/// The name of the program as it is typed.
pub(crate) const PROGRAM: &str = "widerspruch";

/// Returns a call with the label that says what it is for.
pub(crate) fn call_line(words: &Words, label: &str, arguments: &str) -> String {
    Words::join(&words.join_colon, label, &format!("{PROGRAM} {arguments}"))
}

/// Draws a list of calls with their meanings, for a call without arguments and without a terminal.
pub(crate) fn draw_call_overview(layout: &Layout, words: &Words) -> Vec<String> {
    let mut lines = vec![String::new()];
    lines.extend(layout.heading(2, &words.how_on, layout.symbol("─", "-")));
    let calls = [
        (format!("show [{}]", words.value_route), &words.how_show),
        (format!("do {} [{}]", words.value_command, words.value_field), &words.how_do),
        ("export".to_owned(), &words.how_export),
        ("remind".to_owned(), &words.how_remind),
        (format!("due {}", words.value_date), &words.how_due),
        (format!("calendar [{}]", words.value_file), &words.how_calendar),
        ("--help".to_owned(), &words.how_help),
    ];
    for (arguments, meaning) in calls {
        lines.extend(layout.wrap_hanging("  ", &format!("{PROGRAM} {arguments}")));
        lines.extend(layout.wrap_hanging("      ", meaning));
    }
    lines
}
