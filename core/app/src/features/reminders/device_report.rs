//! The reports of a device, which are kept beside the journals, never in them.

use crate::boundary::{Action, DeviceReport, Moment, Notice, Outcome, PermissionState};
use crate::kit::{Error, Session, latest_believed};
use crate::model::system_shows_reminders;
use crate::plan::planned_occurrences;
use crate::words::{Word, w};

/// Keeps the report of a device, and returns what the person should know of it.
pub(crate) fn take_report(session: &mut Session, report: DeviceReport, now: Moment) -> Result<Outcome, Error> {
    session.sweep(now);
    let fallen_due: Vec<String> = planned_occurrences(&session.at(now)).due.into_iter().map(|o| o.id).collect();
    let mut shown = Vec::new();
    // A time that is still to come was told while the clock was ahead.
    for report in report.shown.iter().filter(|report| report.at.unix_seconds <= latest_believed(now)) {
        shown.extend(shown_ids(session, &report.id, report.at).into_iter().map(|id| (id, report.at.unix_seconds)));
    }
    let swept: Vec<String> = report.dismissed.iter().flat_map(|id| shown_ids(session, id, now)).collect();
    let platform = session.config.platform;
    let permission_before = session.store.device().permission;
    session.store.change_device(|device| {
        device.permission = report.permission;
        device.channel = report.channel;
        device.restrictions.clone_from(&report.restrictions);
        if !report.manufacturer.is_empty() {
            device.manufacturer.clone_from(&report.manufacturer);
        }
        for id in swept.iter().filter(|id| fallen_due.contains(id)) {
            device.note_swept(id, now.unix_seconds);
        }
        for (id, at) in &shown {
            device.note_shown(id, *at);
        }
        if system_shows_reminders(platform) && permission_before == PermissionState::Granted {
            // iOS does not report what it shows: a reminder that left the queue after its time was probably shown. An
            // app that shows reminders itself knows: a reminder that it did not show was missed.
            let known = |id: &&String| fallen_due.contains(*id) && !report.pending.contains(*id);
            let gone: Vec<String> = device.pending.iter().filter(known).cloned().collect();
            gone.iter().for_each(|id| device.note_presumed(id, now.unix_seconds));
        }
        device.pending.clone_from(&report.pending);
    })?;
    let language_changed = !report.languages.is_empty() && report.languages != session.config.languages;
    if language_changed {
        session.config.languages = report.languages;
    }
    let notice = report.failed_action.map(|failed| {
        let text = session.catalogue.text(failure_words(&failed.action));
        Notice { details: Some(failed.details).filter(|details| !details.is_empty()), ..Notice::new(text) }
    });
    let plan_changed = language_changed || permission_before != session.store.device().permission;
    Ok(Outcome { then: Vec::new(), notice, plan_changed, long_act: None })
}

/// Returns the ids of all reminders in a notification: reminders that are due together appear as one, with the id of
/// the newest.
fn shown_ids(session: &Session, id: &str, at: Moment) -> Vec<String> {
    let due = planned_occurrences(&session.at(at)).due;
    if due.last().is_some_and(|newest| newest.id == id) {
        return due.into_iter().map(|o| o.id).collect();
    }
    vec![id.to_owned()]
}

/// Says that a shell could not run an action.
fn failure_words(action: &Action) -> Word {
    match action {
        Action::OpenUrl { .. } => w::FAILED_OPEN,
        Action::Share { .. } => w::FAILED_SHARE,
        Action::Print { .. } => w::FAILED_PRINT,
        _ => w::FAILED_OTHER,
    }
}
