//! `due`: when an answer is due, and why.

use widerspruch_core::{Core, DueQuestion};

use crate::clock::Clock;
use crate::output;
use crate::problem::Problem;
use crate::remind::Form;

/// Prints the date with its reasons.
pub(crate) fn print(core: &Core, question: &DueQuestion<'_>, clock: Clock, form: Form<'_>) -> Result<(), Problem> {
    let answer = core.due(question, clock.now())?;
    let Form::Text(paper, _) = form else { return output::print_json(&answer) };
    let mut lines = paper.hang("", &answer.sentence);
    lines.push(String::new());
    for step in &answer.steps {
        lines.extend(paper.hang("  ", step));
    }
    output::print(&lines)
}
