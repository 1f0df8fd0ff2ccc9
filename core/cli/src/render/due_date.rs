//! A due date with its reasons as lines of text.

use widerspruch_core::DueAnswer;

use crate::render::layout::Layout;

/// Draws the date in a sentence, and below it how it came about.
pub(crate) fn draw_due_answer(layout: &Layout, answer: &DueAnswer) -> Vec<String> {
    let mut lines = layout.wrap_hanging("", &answer.sentence);
    lines.push(String::new());
    lines.extend(answer.steps.iter().flat_map(|step| layout.wrap_hanging("  ", step)));
    lines
}
