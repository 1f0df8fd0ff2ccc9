//! Reminders: the plan, snoozing, whether the device shows them, and the device's reports.

mod check;
mod commands;
mod device_report;
pub(crate) mod paths;
mod reliability;
mod screen;

pub(crate) use commands::{calendar_text, perform};
pub(crate) use device_report::take_report;
pub(crate) use screen::screen;
