//! Whether the device lets reminders appear, and how the last ones went.

use widerspruch_domain::reminders::Occurrence;

use super::paths::{Command, Route};
use crate::boundary::{ChannelState, Icon, PermissionState, Restriction, Screen, SystemPage, Tone};
use crate::kit::{ScreenBuilder, Target, say, system_page_button, t};
use crate::model::{Snapshot, is_phone};
use crate::plan::{planned_occurrences, test_reminder_id};
use crate::words::{Word, w};

/// Returns the screen that says whether the device lets reminders appear, and how the last ones went.
pub(super) fn reliability_screen(snapshot: &Snapshot<'_>) -> Screen {
    let wording = &snapshot.wording;
    let device = snapshot.store.device();
    let mut page = ScreenBuilder::new(snapshot, Some(&Route::Reminders), t(w::RELIABILITY_TITLE));
    if !is_phone(wording.platform) {
        page.word(w::REMINDERS_TERMINAL);
        return page.done();
    }
    match device.permission {
        PermissionState::Granted => add_state(&mut page, true, w::RELIABILITY_PERMISSION, w::RELIABILITY_ALLOWED),
        PermissionState::Denied => {
            add_state(&mut page, false, w::RELIABILITY_PERMISSION, w::RELIABILITY_DENIED);
            system_page_button(&mut page, SystemPage::Notifications);
        }
        PermissionState::NotAsked | PermissionState::Unknown => {
            add_state(&mut page, false, w::RELIABILITY_PERMISSION, w::RELIABILITY_NOT_ASKED);
            page.primary(t(w::REMINDERS_TURN_ON), Target::Do(&Command::TurnOn));
        }
    }
    match device.channel {
        ChannelState::On => add_state(&mut page, true, w::RELIABILITY_CHANNEL, w::RELIABILITY_ALLOWED),
        ChannelState::Quiet => add_state(&mut page, true, w::RELIABILITY_CHANNEL, w::RELIABILITY_QUIET),
        ChannelState::Off => {
            add_state(&mut page, false, w::RELIABILITY_CHANNEL, w::RELIABILITY_DENIED);
            system_page_button(&mut page, SystemPage::Channel);
        }
        ChannelState::Unknown => {}
    }
    for restriction in &device.restrictions {
        let (word, which) = match restriction {
            Restriction::Background => (w::RELIABILITY_BACKGROUND, SystemPage::Battery),
            Restriction::RarelyUsed => (w::RELIABILITY_RARELY, SystemPage::Battery),
            Restriction::UnusedApp => (w::RELIABILITY_UNUSED, SystemPage::UnusedApp),
        };
        page.callout_more(Tone::Warning, t(word), t(w::OPEN_SETTINGS), Target::System(which));
    }
    page.head(t(w::RELIABILITY_LAST));
    // If no reminder may appear, the reason is said above.
    let due = planned_occurrences(snapshot).due;
    for due in due.iter().filter(|_| device.permission == PermissionState::Granted) {
        add_result(&mut page, due);
    }
    page.head(t(w::RELIABILITY_TRY));
    page.button(t(w::RELIABILITY_TEST), &Command::Test);
    if let Some(at) = device.test_at {
        page.text(say(&test_result(snapshot, at)));
    }
    page.done()
}

fn add_state(page: &mut ScreenBuilder<'_>, good: bool, text: Word, detail: Word) {
    let (tone, icon) = if good { (Tone::Good, Icon::Check) } else { (Tone::Warning, Icon::Warning) };
    page.status(tone, icon, t(text), t(detail));
}

/// Adds how a due reminder went: shown, probably shown, or missed. A presumed showing is never called shown.
fn add_result(page: &mut ScreenBuilder<'_>, o: &Occurrence) {
    let (device, wording) = (page.snapshot.store.device(), page.wording());
    let (tone, icon, word) = if device.shown_at(&o.id).is_some() {
        (Tone::Good, Icon::Check, w::RELIABILITY_SHOWN)
    } else if device.is_presumed(&o.id) {
        (Tone::Info, Icon::Bell, w::RELIABILITY_PRESUMED)
    } else {
        (Tone::Warning, Icon::Warning, w::RELIABILITY_MISSED)
    };
    page.status(tone, icon, say(&wording.date_and_hour(o.at)), t(word));
}

/// Says how the newest test reminder went, measured from what the device reported.
fn test_result(snapshot: &Snapshot<'_>, test_at: i64) -> String {
    let wording = &snapshot.wording;
    let word = match snapshot.store.device().shown_at(&test_reminder_id(test_at)) {
        Some(shown) => match usize::try_from((shown - test_at).max(0) / 60).unwrap_or(0) {
            0 => w::TEST_ON_TIME,
            delay => return wording.n(w::TEST_DELAY, delay, &[]),
        },
        None if test_at > snapshot.moment.unix_seconds => w::TEST_WAITING,
        None => w::TEST_NOT_SEEN,
    };
    wording.t(word).to_owned()
}
