//! What will be reminded when, and whether the device lets it.

use widerspruch_domain::reminders::Occurrence;

use super::{blank, button, callout, go, headed, perform, rows, text};
use crate::boundary::{
    Action, ChannelState, Icon, PermissionState, Platform, Restriction, Row, Screen, ScreenButton, ScreenSection,
    SystemPage, Tone,
};
use crate::content::{Word, w};
use crate::core::{Person, Seen};
use crate::plan;

/// Most upcoming reminders that the screen lists.
const LISTED: usize = 8;

pub(super) fn reminders(seen: &Seen<'_>, _person: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut screen = blank(seen, route, Some("/"), view.t(w::TAB_REMINDERS));
    if !seen.reminders_on() {
        let denied = seen.store.device.permission == PermissionState::Denied;
        let word = if denied { w::REMINDERS_BLOCKED } else { w::REMINDERS_ASK };
        screen.sections.push(rows(vec![callout(if denied { Tone::Warning } else { Tone::Info }, view.t(word))]));
        let label = view.t(if denied { w::OPEN_SETTINGS } else { w::REMINDERS_TURN_ON });
        screen.primary = Some(ScreenButton { label, action: perform("reminders/on") });
    }
    let laid_out = plan::occurrences(seen);
    let line = |o: &Occurrence| {
        let mut names = o.subject.split('/');
        let guide = seen.guide_at(names.next()?, names.next()?, names.next()?)?;
        Some(Row::Item {
            tone: Tone::Neutral,
            icon: Some(Icon::Calendar),
            title: view.date_and_hour(o.at),
            detail: Some(format!("{}: {}", guide.account.name(), guide.words.name)),
            state: None,
            action: go(&guide.route()),
        })
    };
    let due: Vec<Row> = laid_out.due.iter().filter_map(line).collect();
    if !due.is_empty() {
        screen.sections.push(headed(view.t(w::REMINDERS_DUE), due));
    }
    let upcoming: Vec<Row> = laid_out.upcoming.iter().take(LISTED).filter_map(line).collect();
    let more = laid_out.upcoming.len().saturating_sub(LISTED);
    screen.sections.push(ScreenSection {
        header: Some(view.t(w::REMINDERS_UPCOMING)),
        footer: (more > 0).then(|| view.count(w::REMINDERS_MORE_ONE, w::REMINDERS_MORE, more)),
        rows: if upcoming.is_empty() { vec![text(view.t(w::HOME_NO_REMINDER))] } else { upcoming },
    });
    let hour = super::settings::hour(seen, Some("set/hour"));
    let days = super::settings::weekdays(seen, Some("set/weekdays"));
    screen.sections.push(ScreenSection {
        header: None,
        footer: Some(view.t(w::REMINDERS_INEXACT)),
        rows: vec![hour, days],
    });
    screen.sections.push(rows(vec![Row::Item {
        tone: Tone::Neutral,
        icon: Some(Icon::Bell),
        title: view.t(w::RELIABILITY_TITLE),
        detail: Some(view.t(w::RELIABILITY_DETAIL)),
        state: None,
        action: go("/reminders/reliability"),
    }]));
    screen
}

pub(super) fn reliability(seen: &Seen<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let device = &seen.store.device;
    let mut screen = blank(seen, route, Some("/reminders"), view.t(w::RELIABILITY_TITLE));
    if view.platform == Platform::Terminal {
        screen.sections.push(rows(vec![text(view.t(w::RELIABILITY_TERMINAL))]));
        return screen;
    }
    let status = |good: bool, text: Word, detail: Word| Row::Status {
        tone: if good { Tone::Good } else { Tone::Warning },
        icon: if good { Icon::Check } else { Icon::Warning },
        text: view.t(text),
        detail: Some(view.t(detail)),
    };
    let permission = match device.permission {
        PermissionState::Granted => status(true, w::RELIABILITY_PERMISSION, w::RELIABILITY_ALLOWED),
        PermissionState::Denied => status(false, w::RELIABILITY_PERMISSION, w::RELIABILITY_DENIED),
        PermissionState::NotAsked | PermissionState::Unknown => {
            status(false, w::RELIABILITY_PERMISSION, w::RELIABILITY_NOT_ASKED)
        }
    };
    let mut found = vec![permission];
    match device.channel {
        ChannelState::On => found.push(status(true, w::RELIABILITY_CHANNEL, w::RELIABILITY_ALLOWED)),
        ChannelState::Quiet => found.push(status(true, w::RELIABILITY_CHANNEL, w::RELIABILITY_QUIET)),
        ChannelState::Off => found.push(status(false, w::RELIABILITY_CHANNEL, w::RELIABILITY_DENIED)),
        ChannelState::Unknown => {}
    }
    for restriction in &device.restrictions {
        let (word, page) = match restriction {
            Restriction::Background => (w::RELIABILITY_BACKGROUND, SystemPage::Battery),
            Restriction::RarelyUsed => (w::RELIABILITY_RARELY, SystemPage::Battery),
            Restriction::UnusedApp => (w::RELIABILITY_UNUSED, SystemPage::UnusedApp),
        };
        found.push(Row::Callout {
            tone: Tone::Warning,
            icon: Icon::Warning,
            text: view.t(word),
            more: Some(view.t(w::OPEN_SETTINGS)),
            action: Some(Action::OpenSystemSettings { which: page }),
        });
    }
    screen.sections.push(rows(found));
    let due = plan::occurrences(seen).due;
    let missed: Vec<Row> = due
        .iter()
        .filter(|o| !device.shown.contains_key(&o.id))
        .map(|o| {
            // Waiting in the system when last heard of: it was probably shown, which nobody can confirm.
            let word = if device.pending.contains(&o.id) { w::RELIABILITY_PRESUMED } else { w::RELIABILITY_MISSED };
            Row::Status {
                tone: Tone::Info,
                icon: Icon::Bell,
                text: view.date_and_hour(o.at),
                detail: Some(view.t(word)),
            }
        })
        .collect();
    if !missed.is_empty() {
        screen.sections.push(headed(view.t(w::RELIABILITY_LAST), missed));
    }
    let mut test = vec![button(view.t(w::RELIABILITY_TEST), perform("reminders/test"))];
    if let Some(at) = device.test_at {
        let sentence = match device.shown.get(&format!("test/{at}")) {
            Some(shown) => {
                let delay = usize::try_from((shown - at).max(0) / 60).unwrap_or(0);
                if delay == 0 { view.t(w::TEST_ON_TIME) } else { view.count(w::TEST_DELAY_ONE, w::TEST_DELAY, delay) }
            }
            None if at > seen.moment.unix_seconds => view.t(w::TEST_WAITING),
            None => view.t(w::TEST_NOT_SEEN),
        };
        test.push(text(sentence));
    }
    screen.sections.push(headed(view.t(w::RELIABILITY_TRY), test));
    screen
}
