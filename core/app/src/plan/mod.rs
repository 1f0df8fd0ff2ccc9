//! The plan: reminders as notifications and as entries of a calendar file.

mod calendar_file;
mod notifications;
mod occurrences;

pub(crate) use calendar_file::{CALENDAR_NAME, calendar_file};
pub(crate) use notifications::{LATER_DAYS, TEST_AHEAD, reminder_plan, test_reminder_id};
pub(crate) use occurrences::{
    Carrier, LIMIT, carrier, check_shown_on, nudges_without_start, planned_occurrences, recheck_shown_on,
};
