//! What will be reminded when, and whether the device lets it.

use widerspruch_domain::checklist::progress;
use widerspruch_domain::civil::add_days;
use widerspruch_domain::journal::Nudging;
use widerspruch_domain::reminders::Occurrence;

use super::rows::{blank, button, callout, go, headed, item_with, perform, primary, rows, text};
use super::service::nudging;
use super::settings::{hour, weekdays};
use crate::boundary::{
    Action, ChannelState, Icon, PermissionState, Platform, Restriction, Row, Screen, ScreenSection, SystemPage, Tone,
};
use crate::content::{Word, w};
use crate::forms::Setting;
use crate::plan;
use crate::seen::{Account, Seen};

/// Most upcoming reminders that the screen lists.
const LISTED: usize = 8;

/// A pause, in days.
const PAUSE: u64 = 28;

pub(super) fn reminders(seen: &Seen<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut screen = blank(seen, route, Some("/"), view.t(w::TAB_REMINDERS));
    if !seen.reminders_on() {
        // Switched off in the app comes first: no permission helps then.
        let denied = seen.is_on(Setting::Reminders) && seen.store.device().permission == PermissionState::Denied;
        let word = if denied { w::REMINDERS_BLOCKED } else { w::REMINDERS_ASK };
        screen.sections.push(rows(vec![callout(if denied { Tone::Warning } else { Tone::Info }, view.t(word))]));
        let label = view.t(if denied { w::OPEN_SETTINGS } else { w::REMINDERS_TURN_ON });
        screen.primary = primary(label, perform("reminders/on"));
    } else if view.platform == Platform::Terminal {
        screen.sections.push(rows(vec![text(view.t(w::REMINDERS_TERMINAL))]));
    }
    let laid_out = plan::occurrences(seen);
    let due: Vec<Row> = laid_out.due.iter().filter_map(|o| line(seen, o)).collect();
    if !due.is_empty() {
        screen.sections.push(headed(view.t(w::REMINDERS_DUE), due));
    }
    let mut upcoming: Vec<Row> = laid_out.upcoming.iter().take(LISTED).filter_map(|o| line(seen, o)).collect();
    if upcoming.is_empty() {
        upcoming.push(text(view.t(w::HOME_NO_REMINDER)));
    }
    let more = laid_out.upcoming.len().saturating_sub(LISTED);
    screen.sections.push(ScreenSection {
        header: Some(view.t(w::REMINDERS_UPCOMING)),
        footer: (more > 0).then(|| view.count(w::REMINDERS_MORE_ONE, w::REMINDERS_MORE, more)),
        rows: upcoming,
    });
    screen.sections.push(ScreenSection {
        header: None,
        footer: Some(view.t(w::REMINDERS_INEXACT)),
        rows: vec![hour(seen, Some("set/hour")), weekdays(seen, Some("set/weekdays"))],
    });
    let accounts: Vec<Account<'_>> = seen.persons().flat_map(|person| seen.accounts(person)).collect();
    for account in &accounts {
        screen.sections.extend(pause_or_stop(seen, *account, accounts.len() > 1));
    }
    let detail = Some(view.t(w::RELIABILITY_DETAIL));
    screen.sections.push(rows(vec![item_with(
        Icon::Bell,
        view.t(w::RELIABILITY_TITLE),
        detail,
        go("/reminders/reliability"),
    )]));
    screen
}

/// One reminder in a list: when, and what about.
fn line(seen: &Seen<'_>, o: &Occurrence) -> Option<Row> {
    let view = &seen.view;
    let guide = seen.guide_by_key(&o.subject)?;
    let mut detail = format!("{}: {}", guide.account.name(), guide.words.name);
    if seen.store.persons.len() > 1 {
        detail = format!("{} · {detail}", guide.account.person.name(view));
    }
    Some(item_with(Icon::Calendar, view.date_and_hour(o.at), Some(detail), go(&guide.route())))
}

/// While a step is open: four weeks' rest, or no more of it. One tap each.
fn pause_or_stop(seen: &Seen<'_>, account: Account<'_>, several: bool) -> Option<ScreenSection> {
    let view = &seen.view;
    let next = progress(account.facts, account.state, account.person.region).next()?;
    let guide = seen.guide(account, &next.id)?;
    let mut found = Vec::new();
    if account.state.nudging != Nudging::Stopped {
        let until = add_days(view.today(), PAUSE);
        match guide.state.snoozed_until.filter(|day| *day > view.today()) {
            Some(day) => found.push(text(view.f(w::REMINDERS_PAUSED, &[("date", &view.date(day))]))),
            None => found.push(button(view.t(w::REMINDERS_PAUSE), perform(format!("later/{}/{until}", guide.key())))),
        }
    }
    found.extend(nudging(seen, account));
    let mut header = view.t(w::NUDGING_TITLE);
    if several {
        header = format!("{header}: {}", account.name());
    }
    if seen.store.persons.len() > 1 {
        header = format!("{header} · {}", account.person.name(view));
    }
    Some(headed(header, found))
}

pub(super) fn reliability(seen: &Seen<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let device = seen.store.device();
    let mut screen = blank(seen, route, Some("/reminders"), view.t(w::RELIABILITY_TITLE));
    if view.platform == Platform::Terminal {
        screen.sections.push(rows(vec![text(view.t(w::REMINDERS_TERMINAL))]));
        return screen;
    }
    let status = |good: bool, text: Word, detail: Word| Row::Status {
        tone: if good { Tone::Good } else { Tone::Warning },
        icon: if good { Icon::Check } else { Icon::Warning },
        text: view.t(text),
        detail: Some(view.t(detail)),
    };
    let mut found = vec![match device.permission {
        PermissionState::Granted => status(true, w::RELIABILITY_PERMISSION, w::RELIABILITY_ALLOWED),
        PermissionState::Denied => status(false, w::RELIABILITY_PERMISSION, w::RELIABILITY_DENIED),
        PermissionState::NotAsked | PermissionState::Unknown => {
            status(false, w::RELIABILITY_PERMISSION, w::RELIABILITY_NOT_ASKED)
        }
    }];
    match device.channel {
        ChannelState::On => found.push(status(true, w::RELIABILITY_CHANNEL, w::RELIABILITY_ALLOWED)),
        ChannelState::Quiet => found.push(status(true, w::RELIABILITY_CHANNEL, w::RELIABILITY_QUIET)),
        ChannelState::Off => {
            found.push(status(false, w::RELIABILITY_CHANNEL, w::RELIABILITY_DENIED));
            found.push(settings_button(seen, SystemPage::Channel));
        }
        ChannelState::Unknown => {}
    }
    if device.permission == PermissionState::Denied {
        found.push(settings_button(seen, SystemPage::Notifications));
    } else if device.permission != PermissionState::Granted {
        screen.primary = primary(view.t(w::REMINDERS_TURN_ON), perform("reminders/on"));
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
    let last: Vec<Row> = plan::occurrences(seen).due.iter().map(|o| how_it_went(seen, o)).collect();
    if !last.is_empty() {
        screen.sections.push(headed(view.t(w::RELIABILITY_LAST), last));
    }
    let mut test = vec![button(view.t(w::RELIABILITY_TEST), perform("reminders/test"))];
    test.extend(device.test_at.map(|at| text(test_result(seen, at))));
    screen.sections.push(headed(view.t(w::RELIABILITY_TRY), test));
    screen
}

fn settings_button(seen: &Seen<'_>, which: SystemPage) -> Row {
    super::rows::button_with(Icon::Gear, seen.view.t(w::OPEN_SETTINGS), Action::OpenSystemSettings { which })
}

/// What fell due: shown, probably shown, or missed. Presumed is never called shown.
fn how_it_went(seen: &Seen<'_>, o: &Occurrence) -> Row {
    let device = seen.store.device();
    let (tone, icon, word) = if device.shown.contains_key(&o.id) {
        (Tone::Good, Icon::Check, w::RELIABILITY_SHOWN)
    } else if device.presumed.contains(&o.id) {
        (Tone::Info, Icon::Bell, w::RELIABILITY_PRESUMED)
    } else {
        (Tone::Warning, Icon::Warning, w::RELIABILITY_MISSED)
    };
    Row::Status { tone, icon, text: seen.view.date_and_hour(o.at), detail: Some(seen.view.t(word)) }
}

/// How the newest test reminder went, measured from what the device reported.
fn test_result(seen: &Seen<'_>, test_at: i64) -> String {
    let view = &seen.view;
    match seen.store.device().shown.get(&plan::test_id(test_at)) {
        Some(shown) => match usize::try_from((shown - test_at).max(0) / 60).unwrap_or(0) {
            0 => view.t(w::TEST_ON_TIME),
            delay => view.count(w::TEST_DELAY_ONE, w::TEST_DELAY, delay),
        },
        None if test_at > seen.moment.unix_seconds => view.t(w::TEST_WAITING),
        None => view.t(w::TEST_NOT_SEEN),
    }
}
