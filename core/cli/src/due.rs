//! `remind --due`: what fell due since the last call, for a timer.

use std::path::Path;

use widerspruch_core::Core;
use widerspruch_core::boundary::{DeviceReport, PermissionState, ShownReminder};

use crate::{Clock, Problem, draw};

/// Prints the due reminder once and takes note that it was shown.
pub(crate) fn print(core: &Core, data_dir: &Path, clock: &Clock, json: bool) -> Result<(), Problem> {
    let plan = core.reminders(clock.now())?;
    let seen = data_dir.join("terminal-shown.txt");
    let last = std::fs::read_to_string(&seen).unwrap_or_default();
    let due = plan.due.filter(|reminder| reminder.id != last.trim());
    if json {
        println!("{}", serde_json::to_string_pretty(&due)?);
    } else if let Some(reminder) = &due {
        draw::reminder(reminder);
    }
    if let Some(reminder) = due {
        core.report(
            DeviceReport {
                permission: PermissionState::Granted,
                shown: vec![ShownReminder { id: reminder.id.clone(), at: clock.now() }],
                ..DeviceReport::default()
            },
            clock.now(),
        )?;
        std::fs::write(&seen, reminder.id)?;
    }
    Ok(())
}
