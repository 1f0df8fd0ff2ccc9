//! Reminders as lines of text: the plan, and the one that is due.

use widerspruch_core::boundary::{CivilTime, Reminder, ReminderPlan, ReminderTarget};

use crate::render::calls::call_line;
use crate::render::layout::Layout;
use crate::render::words::Words;

/// Draws the due reminder and the planned ones, or a sentence that there are none.
pub(crate) fn draw_plan(layout: &Layout, words: &Words, plan: &ReminderPlan) -> Vec<String> {
    let rule = layout.symbol("─", "-");
    let mut lines = Vec::new();
    if let Some(due) = &plan.due {
        lines.extend(layout.heading(2, &words.remind_due, rule));
        lines.extend(draw_due_reminder(layout, words, due));
    }
    if !plan.upcoming.is_empty() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(layout.heading(2, &words.remind_upcoming, rule));
        for reminder in &plan.upcoming {
            let start = format!("  {}  ", civil_time_text(&reminder.at));
            lines.extend(layout.wrap_hanging(&start, &reminder_text(words, reminder)));
        }
    }
    if lines.is_empty() {
        lines.extend(layout.wrap_hanging("", &words.remind_none));
    }
    lines
}

/// Draws a due reminder and the calls that open or answer it.
pub(crate) fn draw_due_reminder(layout: &Layout, words: &Words, due: &Reminder) -> Vec<String> {
    let mut lines = layout.wrap_hanging("  ", &reminder_text(words, due));
    let open = (words.call_open.clone(), format!("show {}", due.route));
    let answers = due.actions.iter().map(|action| match &action.target {
        ReminderTarget::Command { command } => (action.label.clone(), format!("do {command}")),
        ReminderTarget::Route { route } => (action.label.clone(), format!("show {route}")),
    });
    let mut listed = Vec::new();
    for (label, arguments) in [open].into_iter().chain(answers) {
        // A reminder about several things has a button that leads where the reminder itself does.
        if listed.contains(&arguments) {
            continue;
        }
        lines.extend(layout.wrap_hanging("    ", &call_line(words, &label, &arguments)));
        listed.push(arguments);
    }
    lines
}

fn reminder_text(words: &Words, reminder: &Reminder) -> String {
    Words::join(&words.join_colon, &reminder.title, &reminder.body)
}

/// Returns a time as `2026-11-23 18:00`.
fn civil_time_text(at: &CivilTime) -> String {
    format!("{}-{:02}-{:02} {:02}:{:02}", at.year, at.month, at.day, at.hour, at.minute)
}

#[cfg(test)]
mod tests {
    use widerspruch_core::boundary::ReminderAction;

    use super::*;

    fn layout() -> Layout {
        Layout::new(60, true, false)
    }

    fn words() -> Words {
        Words::load(&["en".to_owned()], true)
    }

    fn reminder(targets: Vec<(&str, ReminderTarget)>) -> Reminder {
        let action = |(label, target): (&str, ReminderTarget)| ReminderAction { label: label.into(), target };
        Reminder {
            id: "id".into(),
            fingerprint: "1".into(),
            at: CivilTime { year: 2026, month: 1, day: 2, hour: 8, minute: 5 },
            title: "Title".into(),
            body: "Body.".into(),
            public_text: "Public".into(),
            route: "/p1".into(),
            category: "nudge".into(),
            actions: targets.into_iter().map(action).collect(),
        }
    }

    fn plan(due: Option<Reminder>, upcoming: Vec<Reminder>) -> ReminderPlan {
        ReminderPlan { due, due_shown: false, due_dismissed: false, upcoming, categories: Vec::new() }
    }

    #[test]
    fn duplicate_call_of_a_due_reminder_is_listed_once() {
        let due = reminder(vec![
            ("View", ReminderTarget::Route { route: "/p1".into() }),
            ("Done", ReminderTarget::Command { command: "confirm/p1".into() }),
        ]);
        let expected = ["  Title: Body.", "    Open: widerspruch show /p1", "    Done: widerspruch do confirm/p1"];
        assert_eq!(draw_due_reminder(&layout(), &words(), &due), expected);
    }

    #[test]
    fn single_digits_of_a_planned_time_are_padded() {
        let lines = draw_plan(&layout(), &words(), &plan(None, vec![reminder(Vec::new())]));
        assert_eq!(lines.get(1..).unwrap(), ["  2026-01-02 08:05  Title: Body."]);
        assert!(lines[0].starts_with("─ Coming up ──"), "{lines:?}");
    }

    #[test]
    fn empty_plan_says_so_and_due_and_planned_reminders_stand_apart() {
        assert_eq!(draw_plan(&layout(), &words(), &plan(None, Vec::new())), ["No reminder is planned."]);
        let both = draw_plan(&layout(), &words(), &plan(Some(reminder(Vec::new())), vec![reminder(Vec::new())]));
        let empty: Vec<usize> = both.iter().enumerate().filter(|(_, line)| line.is_empty()).map(|(at, _)| at).collect();
        assert_eq!((both.len(), empty), (6, vec![3]), "{both:?}");
    }
}
