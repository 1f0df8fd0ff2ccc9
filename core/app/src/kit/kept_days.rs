//! Kept days: a reminder keeps its day when a command would move it into the past.

use chrono::{Days, NaiveDate};
use widerspruch_domain::reminders::Plan;

use super::session::Session;
use crate::boundary::Moment;
use crate::plan::{LIMIT, planned_occurrences};

/// Days for which a reminder keeps its day: more than the longest interval between two re-checks. Answered reminders
/// keep it too, so that undo brings them back on the same day.
const KEPT_FOR: u64 = 400;

/// Lets reminders that waited before a command and would now lie in the past keep their day. If the days cannot be
/// written, no reminder is lost: it comes at once, or appears on the home screen only.
pub(crate) fn keep_days(session: &mut Session, before: &Plan, now: Moment) {
    for _ in 0..=LIMIT {
        let snapshot = session.at(now);
        let after = planned_occurrences(&snapshot);
        let moved = before.moved_into_the_past(&after, &snapshot.preferences(), snapshot.wording.now);
        let oldest = snapshot.wording.today().checked_sub_days(Days::new(KEPT_FOR)).unwrap_or(NaiveDate::MIN);
        let kept = session.store.change_device(|device| {
            let again = |id: &String| moved.iter().any(|(moved, _)| moved == id);
            device.kept_days.retain(|(id, day)| *day > oldest && !again(id));
            device.kept_days.extend(moved.iter().cloned());
        });
        if moved.is_empty() || kept.is_err() {
            return;
        }
    }
}
