//! `remind`: the plan, and what fell due since the last call.

use widerspruch_core::Core;
use widerspruch_core::boundary::{CivilTime, DeviceReport, Reminder, ReminderPlan, ReminderTarget, ShownReminder};

use crate::error::Problem;
use crate::io::clock::Clock;
use crate::io::terminal;
use crate::render::layout::Paper;
use crate::render::words::Words;

/// Prints the due reminder once and takes note that it was shown.
pub(crate) fn print_due(core: &Core, clock: Clock, form: Form<'_>) -> Result<(), Problem> {
    let plan = core.reminders(clock.now())?;
    let due = plan.due.as_ref().filter(|_| !plan.due_shown);
    match (form, due) {
        (Form::Json, due) => terminal::print_json(&due)?,
        (Form::Text(paper, words), Some(due)) => terminal::print(&draw_due(&paper, words, due))?,
        (Form::Text(..), None) => {}
    }
    // Only what was printed counts as shown.
    let Some(due) = due else { return Ok(()) };
    let shown = vec![ShownReminder { id: due.id.clone(), at: clock.now() }];
    core.report(DeviceReport { shown, ..DeviceReport::default() }, clock.now())?;
    Ok(())
}

/// Prints the plan.
pub(crate) fn print_plan(core: &Core, clock: Clock, form: Form<'_>) -> Result<(), Problem> {
    let plan = core.reminders(clock.now())?;
    match form {
        Form::Json => terminal::print_json(&plan),
        Form::Text(paper, words) => terminal::print(&draw_plan(&paper, words, &plan)),
    }
}

/// How something is printed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form<'a> {
    /// The boundary's type.
    Json,
    /// For a person.
    Text(Paper, &'a Words),
}

fn draw_plan(paper: &Paper, words: &Words, plan: &ReminderPlan) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(due) = &plan.due {
        lines.extend(crate::render::screen::heading(paper, 2, &words.remind_due, paper.sign("─", "-")));
        lines.extend(draw_due(paper, words, due));
    }
    if !plan.upcoming.is_empty() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(crate::render::screen::heading(paper, 2, &words.remind_upcoming, paper.sign("─", "-")));
        for reminder in &plan.upcoming {
            lines.extend(paper.hang(&format!("  {}  ", stamp(&reminder.at)), &sentence(reminder)));
        }
    }
    if lines.is_empty() {
        lines.extend(paper.hang("", &words.remind_none));
    }
    lines
}

/// A due reminder with what can be called to answer it.
fn draw_due(paper: &Paper, words: &Words, due: &Reminder) -> Vec<String> {
    let mut lines = paper.hang("  ", &sentence(due));
    let opens = (words.call_open.clone(), format!("show {}", due.route));
    let answers = due.actions.iter().map(|action| match &action.target {
        ReminderTarget::Command { command } => (action.label.clone(), format!("do {command}")),
        ReminderTarget::Route { route } => (action.label.clone(), format!("show {route}")),
    });
    let mut said = Vec::new();
    for (label, call) in [opens].into_iter().chain(answers) {
        // "View" of several things is where the notification itself leads.
        if said.contains(&call) {
            continue;
        }
        said.push(call.clone());
        lines.extend(paper.hang("    ", &format!("{label}: widerspruch {call}")));
    }
    lines
}

fn sentence(reminder: &Reminder) -> String {
    format!("{}: {}", reminder.title, reminder.body)
}

fn stamp(at: &CivilTime) -> String {
    format!("{}-{:02}-{:02} {:02}:{:02}", at.year, at.month, at.day, at.hour, at.minute)
}
