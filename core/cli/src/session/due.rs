//! `due`: when an answer is due, and why.

use widerspruch_core::{Core, DueQuestion};

use crate::error::Problem;
use crate::io::clock::Clock;
use crate::io::terminal;
use crate::session::remind::Form;

/// Prints the date with its reasons.
pub(crate) fn print(core: &Core, question: &DueQuestion<'_>, clock: Clock, form: Form<'_>) -> Result<(), Problem> {
    let answer = core.due(question, clock.now())?;
    let Form::Text(paper, _) = form else { return terminal::print_json(&answer) };
    let mut lines = paper.hang("", &answer.sentence);
    lines.push(String::new());
    for step in &answer.steps {
        lines.extend(paper.hang("  ", step));
    }
    terminal::print(&lines)
}
