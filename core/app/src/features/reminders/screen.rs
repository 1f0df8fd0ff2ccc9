//! The planned reminders, and the calendar file.

use chrono::NaiveDateTime;
use widerspruch_domain::civil::add_nameable_days;
use widerspruch_domain::journal::Nudging;
use widerspruch_domain::reminders::{Category, Occurrence};

use super::check::check_screen;
use super::paths::{Command, Route};
use super::reliability::reliability_screen;
use crate::boundary::{Icon, PermissionState, Screen, Tone};
use crate::features::settings;
use crate::features::settings::paths::Setting;
use crate::kit::{
    Line, ScreenBuilder, Target, fill, guide_route, hour_input, nudging_buttons, request_route, say, setting_toggle, t,
    weekdays_input,
};
use crate::model::{Account, Snapshot, is_phone};
use crate::plan::{calendar_file, nudges_without_start, planned_occurrences};
use crate::words::w;

/// Returns a screen of this feature. `None` if the person is gone.
pub(crate) fn screen(snapshot: &Snapshot<'_>, route: Route<'_>) -> Option<Screen> {
    Some(match route {
        Route::Check { person } => check_screen(snapshot, snapshot.person(person)?),
        Route::Reminders => reminders_screen(snapshot),
        Route::Reliability => reliability_screen(snapshot),
        Route::Calendar => calendar_screen(snapshot),
    })
}

/// Most upcoming reminders that the screen lists.
const LISTED: usize = 8;

/// A pause, in days.
const PAUSE: u64 = 28;

fn reminders_screen(snapshot: &Snapshot<'_>) -> Screen {
    let wording = &snapshot.wording;
    let mut page = ScreenBuilder::new(snapshot, Some(&settings::paths::Route::Settings), t(w::REMINDERS_TITLE));
    if !snapshot.reminders_on() {
        // The switch of the app comes first: while it is off, no permission helps.
        let (tone, word, label) = match snapshot.store.device().permission {
            _ if !snapshot.is_on(Setting::Reminders) => (Tone::Info, w::REMINDERS_OFF, w::REMINDERS_TURN_ON),
            PermissionState::Denied => (Tone::Warning, w::REMINDERS_BLOCKED, w::OPEN_SETTINGS),
            _ => (Tone::Info, w::REMINDERS_ASK, w::REMINDERS_TURN_ON),
        };
        page.callout(tone, t(word));
        page.primary(t(label), Target::Do(&Command::TurnOn));
    } else if !is_phone(wording.platform) {
        page.word(w::REMINDERS_TERMINAL);
    }
    let mut laid_out = planned_occurrences(snapshot);
    // A day that may lie before the first use of the app is not called due.
    let without_start = nudges_without_start(snapshot);
    laid_out.due.retain(|o| !without_start || o.category != Category::Nudge);
    page.head(t(w::REMINDERS_DUE));
    for due in folded(snapshot, &laid_out.due) {
        reminder_line(&mut page, &due);
    }
    // With reminders switched off, there is nothing to pause.
    if snapshot.is_on(Setting::Reminders) {
        pause_or_stop(&mut page);
    }
    // Before the device allows it, nothing comes up.
    page.head(t(if snapshot.reminders_on() { w::REMINDERS_UPCOMING } else { w::REMINDERS_WOULD }));
    let upcoming = folded(snapshot, &laid_out.upcoming);
    for reminder in upcoming.iter().take(LISTED) {
        reminder_line(&mut page, reminder);
    }
    if upcoming.is_empty() {
        page.word(w::HOME_NO_REMINDER);
    }
    let more = upcoming.len().saturating_sub(LISTED);
    if more > 0 {
        page.foot(say(&wording.n(w::REMINDERS_MORE, more, &[])));
    }
    page.section();
    hour_input(&mut page);
    weekdays_input(&mut page);
    page.foot(t(w::REMINDERS_INEXACT));
    page.section();
    let line = Line { detail: t(w::RELIABILITY_DETAIL), ..Line::new(Icon::Bell, t(w::RELIABILITY_TITLE)) };
    page.line(line, Target::Go(&Route::Reliability));
    let line = Line { detail: t(w::CALENDAR_DETAIL), ..Line::new(Icon::Calendar, t(w::CALENDAR_SAVE)) };
    page.line(line, Target::Go(&Route::Calendar));
    page.done()
}

/// Reminders of one thing: the first of them, and how many follow.
struct Reminders {
    at: NaiveDateTime,
    about: String,
    route: String,
    further: usize,
}

/// Folds the reminders of one thing into one, at the place of the first.
fn folded(snapshot: &Snapshot<'_>, occurrences: &[Occurrence]) -> Vec<Reminders> {
    let mut all: Vec<Reminders> = Vec::new();
    for occurrence in occurrences {
        let Some((about, route)) = subject_words(snapshot, occurrence) else { continue };
        match all.iter_mut().find(|known| known.route == route && known.about == about) {
            Some(known) => known.further += 1,
            None => all.push(Reminders { at: occurrence.at, about, route, further: 0 }),
        }
    }
    all
}

/// Returns what a reminder is about, and the route of its screen.
fn subject_words(snapshot: &Snapshot<'_>, occurrence: &Occurrence) -> Option<(String, String)> {
    let wording = &snapshot.wording;
    if let Some(check) = snapshot.check_of_key(&occurrence.subject) {
        let person = check.address.person;
        let several = snapshot.store.persons.len() > 1;
        let whose = snapshot.person(person).filter(|_| several).map_or_else(String::new, |person| person.name(wording));
        let about = match check.only_one() {
            Some(one) => one.name_with_account(wording),
            None => wording.n(w::CHECK_LIST, check.open.len(), &[]),
        };
        return Some((wording.join(w::JOIN_DOT, [about, whose]), Route::Check { person }.to_string()));
    }
    let guide = || {
        let guide = snapshot.guide_of_key(&occurrence.subject)?;
        Some((guide.account, guide.name(wording), guide_route(&guide).to_string()))
    };
    let request = snapshot
        .request_of_key(&occurrence.subject)
        .map(|request| (request.account, request.name(wording), request_route(&request).to_string()));
    let (account, name, route) = request.or_else(guide)?;
    let what = wording.join(w::JOIN_COLON, [&*account.name(wording), name]);
    Some((wording.join(w::JOIN_DOT, [what, person_if_several(snapshot, account)]), route))
}

/// Adds the reminders of one thing as a line: the time of the first, what they are about, and how many follow.
fn reminder_line(page: &mut ScreenBuilder<'_>, reminders: &Reminders) {
    let wording = page.wording();
    let title = wording.date_and_hour(reminders.at);
    let further = match reminders.further {
        0 => String::new(),
        further => wording.n(w::REMINDERS_FURTHER, further, &[]),
    };
    let line = Line { detail: say(&reminders.about), state: say(&further), ..Line::new(Icon::Calendar, say(&title)) };
    page.line(line, Target::Go(&reminders.route));
}

/// Names whose account it is, if the app is used for several persons.
fn person_if_several(snapshot: &Snapshot<'_>, account: Account<'_>) -> String {
    if snapshot.store.persons.len() > 1 { account.person.name(&snapshot.wording) } else { String::new() }
}

/// Adds buttons that pause reminders for four weeks or stop them, while a step is open.
fn pause_or_stop(page: &mut ScreenBuilder<'_>) {
    let (snapshot, wording) = (page.snapshot, page.wording());
    let Some(guide) = snapshot.owner().and_then(|owner| snapshot.next_step(owner)) else { return };
    page.head(t(w::NUDGING_TITLE));
    let nudges = &guide.account.person.state.nudges;
    if nudges.nudging != Nudging::Stopped {
        match nudges.paused_until().filter(|day| *day > wording.today()) {
            Some(day) => page.text(fill(w::REMINDERS_PAUSED, &[("date", &wording.date(day))])),
            None => {
                let until = add_nameable_days(wording.today(), PAUSE);
                page.button(t(w::REMINDERS_PAUSE), &Command::Snooze { subject: guide.subject(), until });
            }
        }
    }
    if nudges_without_start(snapshot) {
        // They come once a month already.
        page.button(t(w::NUDGING_STOP), &Command::ChooseNudging(Nudging::Stopped));
    } else {
        nudging_buttons(page, nudges.nudging);
    }
}

/// Returns the screen that offers the plan as a calendar file, with the contents and the limits of the file.
fn calendar_screen(snapshot: &Snapshot<'_>) -> Screen {
    let mut page = ScreenBuilder::new(snapshot, Some(&Route::Reminders), t(w::CALENDAR_TITLE));
    let entries = calendar_file(snapshot).1;
    if entries == 0 {
        page.word(w::CALENDAR_EMPTY);
        return page.done();
    }
    page.text(say(&snapshot.wording.n(w::CALENDAR_HOLDS, entries, &[])));
    page.word(w::CALENDAR_HOURS);
    page.word(w::CALENDAR_AGAIN);
    page.word(w::CALENDAR_KEPT);
    page.callout(Tone::Info, t(w::CALENDAR_LEAVES));
    setting_toggle(&mut page, Setting::CalendarPrivate, w::CALENDAR_HIDE, w::CALENDAR_HIDE_DETAIL);
    page.primary(t(w::CALENDAR_SAVE), Target::Do(&Command::SaveCalendar));
    page.done()
}
