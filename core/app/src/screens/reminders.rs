//! What will be reminded when, and whether the device lets it.

use widerspruch_domain::checklist::progress;
use widerspruch_domain::civil::add_days;
use widerspruch_domain::journal::Nudging;
use widerspruch_domain::reminders::Occurrence;

use super::page::{Line, Page, To, fill, say, t};
use super::service::nudging;
use super::settings::{hour, system_page, toggle, weekdays};
use crate::boundary::{ChannelState, Icon, PermissionState, Platform, Restriction, Screen, SystemPage, Tone};
use crate::calendar;
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
    let mut page = Page::new(seen, route, &["/"], t(w::TAB_REMINDERS));
    if !seen.reminders_on() {
        // Switched off in the app comes first: no permission helps then.
        let (tone, word, label) = match seen.store.device().permission {
            _ if !seen.is_on(Setting::Reminders) => (Tone::Info, w::REMINDERS_OFF, w::REMINDERS_TURN_ON),
            PermissionState::Denied => (Tone::Warning, w::REMINDERS_BLOCKED, w::OPEN_SETTINGS),
            _ => (Tone::Info, w::REMINDERS_ASK, w::REMINDERS_TURN_ON),
        };
        page.callout(tone, t(word));
        page.primary(t(label), To::Do(&["reminders/on"]));
    } else if view.platform == Platform::Terminal {
        page.word(w::REMINDERS_TERMINAL);
    }
    let laid_out = plan::occurrences(seen);
    page.head(t(w::REMINDERS_DUE));
    for due in &laid_out.due {
        line(&mut page, due);
    }
    page.head(t(w::REMINDERS_UPCOMING));
    for upcoming in laid_out.upcoming.iter().take(LISTED) {
        line(&mut page, upcoming);
    }
    if laid_out.upcoming.is_empty() {
        page.word(w::HOME_NO_REMINDER);
    }
    let more = laid_out.upcoming.len().saturating_sub(LISTED);
    if more > 0 {
        page.foot(say(&view.count(w::REMINDERS_MORE_ONE, w::REMINDERS_MORE, more)));
    }
    page.section();
    hour(&mut page, &["set/hour"]);
    weekdays(&mut page, &["set/weekdays"]);
    page.foot(t(w::REMINDERS_INEXACT));
    let accounts = seen.all_accounts();
    // Where nothing is reminded of, there is nothing to pause.
    for account in accounts.iter().filter(|_| seen.is_on(Setting::Reminders)) {
        pause_or_stop(&mut page, *account, accounts.len() > 1);
    }
    page.section();
    let line = Line { detail: t(w::RELIABILITY_DETAIL), ..Line::new(Icon::Bell, t(w::RELIABILITY_TITLE)) };
    page.line(line, To::Go(&["/reminders/reliability"]));
    let line = Line { detail: t(w::CALENDAR_DETAIL), ..Line::new(Icon::Calendar, t(w::CALENDAR_SAVE)) };
    page.line(line, To::Go(&["/reminders/calendar"]));
    page.done()
}

/// One reminder in a list: when, and what about.
fn line(page: &mut Page<'_>, o: &Occurrence) {
    let (seen, view) = (page.seen, page.view());
    let guide = || seen.guide_by_key(&o.subject).map(|guide| (guide.account, guide.words.name.as_str(), guide.route()));
    let request = seen.request_by_key(&o.subject);
    let request = request.map(|request| (request.account, request.name(view), request.route()));
    let Some((account, name, route)) = request.or_else(guide) else { return };
    let mut detail = format!("{}: {name}", account.name());
    if seen.store.persons.len() > 1 {
        detail = format!("{detail} · {}", account.person.name(view));
    }
    let title = view.date_and_hour(o.at);
    page.line(Line { detail: say(&detail), ..Line::new(Icon::Calendar, say(&title)) }, To::Go(&[&route]));
}

/// While a step is open: four weeks' rest, or no more of it. One tap each.
fn pause_or_stop(page: &mut Page<'_>, account: Account<'_>, several: bool) {
    let (seen, view) = (page.seen, page.view());
    let next = progress(account.facts, account.state, account.person.region).next();
    let Some(guide) = next.and_then(|next| seen.guide(account, &next.id)) else { return };
    let mut header = view.t(w::NUDGING_TITLE).to_owned();
    if several {
        header = format!("{header}: {}", account.name());
    }
    if seen.store.persons.len() > 1 {
        header = format!("{header} · {}", account.person.name(view));
    }
    page.head(say(&header));
    if account.state.nudging != Nudging::Stopped {
        match guide.state.snoozed_until.filter(|day| *day > view.today()) {
            Some(day) => page.text(fill(w::REMINDERS_PAUSED, &[("date", &view.date(day))])),
            None => {
                let until = add_days(view.today(), PAUSE);
                page.button(t(w::REMINDERS_PAUSE), &["later/", &guide.key(), "/", &until.to_string()]);
            }
        }
    }
    nudging(page, account);
}

/// What is planned as a file for the person's own calendar: what it says, and what it cannot know.
pub(super) fn calendar(seen: &Seen<'_>, route: &str) -> Screen {
    let mut page = Page::new(seen, route, &["/reminders"], t(w::CALENDAR_TITLE));
    let entries = calendar::file(seen).1;
    if entries == 0 {
        page.word(w::HOME_NO_REMINDER);
        return page.done();
    }
    page.text(say(&seen.view.count(w::CALENDAR_HOLDS_ONE, w::CALENDAR_HOLDS, entries)));
    page.word(w::CALENDAR_HOURS);
    page.word(w::CALENDAR_AGAIN);
    page.callout(Tone::Info, t(w::CALENDAR_LEAVES));
    toggle(&mut page, Setting::LockScreen, w::CALENDAR_HIDE, w::CALENDAR_HIDE_DETAIL);
    page.primary(t(w::CALENDAR_SAVE), To::Do(&["reminders/calendar"]));
    page.done()
}

pub(super) fn reliability(seen: &Seen<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let device = seen.store.device();
    let mut page = Page::new(seen, route, &["/reminders"], t(w::RELIABILITY_TITLE));
    if view.platform == Platform::Terminal {
        page.word(w::REMINDERS_TERMINAL);
        return page.done();
    }
    match device.permission {
        PermissionState::Granted => state(&mut page, true, w::RELIABILITY_PERMISSION, w::RELIABILITY_ALLOWED),
        PermissionState::Denied => {
            state(&mut page, false, w::RELIABILITY_PERMISSION, w::RELIABILITY_DENIED);
            system_page(&mut page, SystemPage::Notifications);
        }
        PermissionState::NotAsked | PermissionState::Unknown => {
            state(&mut page, false, w::RELIABILITY_PERMISSION, w::RELIABILITY_NOT_ASKED);
            page.primary(t(w::REMINDERS_TURN_ON), To::Do(&["reminders/on"]));
        }
    }
    match device.channel {
        ChannelState::On => state(&mut page, true, w::RELIABILITY_CHANNEL, w::RELIABILITY_ALLOWED),
        ChannelState::Quiet => state(&mut page, true, w::RELIABILITY_CHANNEL, w::RELIABILITY_QUIET),
        ChannelState::Off => {
            state(&mut page, false, w::RELIABILITY_CHANNEL, w::RELIABILITY_DENIED);
            system_page(&mut page, SystemPage::Channel);
        }
        ChannelState::Unknown => {}
    }
    for restriction in &device.restrictions {
        let (word, which) = match restriction {
            Restriction::Background => (w::RELIABILITY_BACKGROUND, SystemPage::Battery),
            Restriction::RarelyUsed => (w::RELIABILITY_RARELY, SystemPage::Battery),
            Restriction::UnusedApp => (w::RELIABILITY_UNUSED, SystemPage::UnusedApp),
        };
        page.callout_more(Tone::Warning, t(word), t(w::OPEN_SETTINGS), To::System(which));
    }
    page.head(t(w::RELIABILITY_LAST));
    // Why nothing came where nothing may come is said above.
    let due = plan::occurrences(seen).due;
    for due in due.iter().filter(|_| device.permission == PermissionState::Granted) {
        how_it_went(&mut page, due);
    }
    page.head(t(w::RELIABILITY_TRY));
    page.button(t(w::RELIABILITY_TEST), &["reminders/test"]);
    if let Some(at) = device.test_at {
        page.text(say(&test_result(seen, at)));
    }
    page.done()
}

fn state(page: &mut Page<'_>, good: bool, text: Word, detail: Word) {
    let (tone, icon) = if good { (Tone::Good, Icon::Check) } else { (Tone::Warning, Icon::Warning) };
    page.status(tone, icon, t(text), t(detail));
}

/// What fell due: shown, probably shown, or missed. Presumed is never called shown.
fn how_it_went(page: &mut Page<'_>, o: &Occurrence) {
    let (device, view) = (page.seen.store.device(), page.view());
    let (tone, icon, word) = if device.shown_at(&o.id).is_some() {
        (Tone::Good, Icon::Check, w::RELIABILITY_SHOWN)
    } else if device.presumed.contains(&o.id) {
        (Tone::Info, Icon::Bell, w::RELIABILITY_PRESUMED)
    } else {
        (Tone::Warning, Icon::Warning, w::RELIABILITY_MISSED)
    };
    page.status(tone, icon, say(&view.date_and_hour(o.at)), t(word));
}

/// How the newest test reminder went, measured from what the device reported.
fn test_result(seen: &Seen<'_>, test_at: i64) -> String {
    let view = &seen.view;
    let word = match seen.store.device().shown_at(&plan::test_id(test_at)) {
        Some(shown) => match usize::try_from((shown - test_at).max(0) / 60).unwrap_or(0) {
            0 => w::TEST_ON_TIME,
            delay => return view.count(w::TEST_DELAY_ONE, w::TEST_DELAY, delay),
        },
        None if test_at > seen.moment.unix_seconds => w::TEST_WAITING,
        None => w::TEST_NOT_SEEN,
    };
    view.t(word).to_owned()
}
