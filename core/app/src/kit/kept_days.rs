//! Reminders keep their day when a command makes room before them.

use chrono::{Days, NaiveDate};
use widerspruch_domain::reminders::Plan;

use super::session::Session;
use crate::boundary::Moment;
use crate::plan::{LIMIT, planned_occurrences};

/// How long a reminder keeps a day that it was given, in days: past the longest interval between two re-checks. What is
/// answered needs it too, or undo would bring it back on another day.
const KEPT_FOR: u64 = 400;

/// Lets reminders that waited before a command and would now lie in the past keep their day. Where that cannot be kept,
/// nothing is lost: a reminder may come at once, or be seen on the home screen only.
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
