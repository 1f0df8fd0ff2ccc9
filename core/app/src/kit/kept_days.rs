//! Kept days: a reminder keeps its day when a command would move it into the past.

use widerspruch_domain::reminders::Plan;

use super::session::Session;
use crate::boundary::Moment;
use crate::plan::{LIMIT, planned_occurrences};

/// Lets reminders that waited before a command and would now lie in the past keep their day. Answered reminders keep it
/// too, so that undo brings them back on the same day. If the days cannot be
/// written, no reminder is lost: it comes at once, or appears on the home screen only.
pub(crate) fn keep_days(session: &mut Session, before: &Plan, now: Moment) {
    for _ in 0..=LIMIT {
        let snapshot = session.at(now);
        let after = planned_occurrences(&snapshot);
        let moved = before.moved_into_the_past(&after, &snapshot.preferences(), snapshot.wording.now);
        let kept = session.store.change_device(|device| {
            moved.iter().for_each(|(id, day)| device.keep_day(id, *day, now.unix_seconds));
        });
        if moved.is_empty() || kept.is_err() {
            return;
        }
    }
}
