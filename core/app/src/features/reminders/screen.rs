//! The planned reminders, and the calendar file.

use widerspruch_domain::checklist::checklist_progress;
use widerspruch_domain::civil::add_nameable_days;
use widerspruch_domain::journal::Nudging;
use widerspruch_domain::reminders::Occurrence;

use super::paths::{Command, Route};
use super::reliability::reliability_screen;
use crate::boundary::{Icon, PermissionState, Screen, Tone};
use crate::features::home;
use crate::features::settings::paths::Setting;
use crate::kit::{
    Line, ScreenBuilder, Target, fill, guide_route, hour_input, nudging_buttons, request_route, say, setting_toggle, t,
    weekdays_input,
};
use crate::model::{Account, Snapshot, is_phone};
use crate::plan::{calendar_file, planned_occurrences};
use crate::words::w;

/// Returns a screen of this feature. None of them can be gone.
pub(crate) fn screen(snapshot: &Snapshot<'_>, route: Route) -> Option<Screen> {
    Some(match route {
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
    let mut page = ScreenBuilder::new(snapshot, Some(&home::paths::Route::Start), t(w::TAB_REMINDERS));
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
    let laid_out = planned_occurrences(snapshot);
    page.head(t(w::REMINDERS_DUE));
    for due in &laid_out.due {
        occurrence_line(&mut page, due);
    }
    page.head(t(w::REMINDERS_UPCOMING));
    for upcoming in laid_out.upcoming.iter().take(LISTED) {
        occurrence_line(&mut page, upcoming);
    }
    if laid_out.upcoming.is_empty() {
        page.word(w::HOME_NO_REMINDER);
    }
    let more = laid_out.upcoming.len().saturating_sub(LISTED);
    if more > 0 {
        page.foot(say(&wording.count(w::REMINDERS_MORE_ONE, w::REMINDERS_MORE, more)));
    }
    page.section();
    hour_input(&mut page, true);
    weekdays_input(&mut page, true);
    page.foot(t(w::REMINDERS_INEXACT));
    let accounts = snapshot.all_accounts();
    // With reminders switched off, there is nothing to pause.
    for account in accounts.iter().filter(|_| snapshot.is_on(Setting::Reminders)) {
        pause_or_stop(&mut page, *account, accounts.len() > 1);
    }
    page.section();
    let line = Line { detail: t(w::RELIABILITY_DETAIL), ..Line::new(Icon::Bell, t(w::RELIABILITY_TITLE)) };
    page.line(line, Target::Go(&Route::Reliability));
    let line = Line { detail: t(w::CALENDAR_DETAIL), ..Line::new(Icon::Calendar, t(w::CALENDAR_SAVE)) };
    page.line(line, Target::Go(&Route::Calendar));
    page.done()
}

/// Adds a reminder as a line: its time and its subject.
fn occurrence_line(page: &mut ScreenBuilder<'_>, o: &Occurrence) {
    let (snapshot, wording) = (page.snapshot, page.wording());
    let guide = || {
        let guide = snapshot.guide_of_key(&o.subject)?;
        Some((guide.account, guide.words.name.as_str(), guide_route(&guide).to_string()))
    };
    let request = snapshot
        .request_of_key(&o.subject)
        .map(|request| (request.account, request.name(wording), request_route(&request).to_string()));
    let Some((account, name, route)) = request.or_else(guide) else { return };
    let mut detail = format!("{}: {name}", account.name());
    if snapshot.store.persons.len() > 1 {
        detail = format!("{detail} · {}", account.person.name(wording));
    }
    let title = wording.date_and_hour(o.at);
    page.line(Line { detail: say(&detail), ..Line::new(Icon::Calendar, say(&title)) }, Target::Go(&route));
}

/// Adds buttons that pause reminders for four weeks or stop them, while a step is open.
fn pause_or_stop(page: &mut ScreenBuilder<'_>, account: Account<'_>, several: bool) {
    let (snapshot, wording) = (page.snapshot, page.wording());
    let next = checklist_progress(account.facts, account.state, account.person.region).next();
    let Some(guide) = next.and_then(|next| snapshot.guide_of(account, &next.id)) else { return };
    let mut header = wording.t(w::NUDGING_TITLE).to_owned();
    if several {
        header = format!("{header}: {}", account.name());
    }
    if snapshot.store.persons.len() > 1 {
        header = format!("{header} · {}", account.person.name(wording));
    }
    page.head(say(&header));
    if account.state.nudging != Nudging::Stopped {
        match guide.state.snoozed_until.filter(|day| *day > wording.today()) {
            Some(day) => page.text(fill(w::REMINDERS_PAUSED, &[("date", &wording.date(day))])),
            None => {
                let until = add_nameable_days(wording.today(), PAUSE);
                page.button(t(w::REMINDERS_PAUSE), &Command::Snooze { subject: guide.subject(), until });
            }
        }
    }
    nudging_buttons(page, account);
}

/// Returns the screen that offers the plan as a calendar file, with the contents and the limits of the file.
fn calendar_screen(snapshot: &Snapshot<'_>) -> Screen {
    let mut page = ScreenBuilder::new(snapshot, Some(&Route::Reminders), t(w::CALENDAR_TITLE));
    let entries = calendar_file(snapshot).1;
    if entries == 0 {
        page.word(w::HOME_NO_REMINDER);
        return page.done();
    }
    page.text(say(&snapshot.wording.count(w::CALENDAR_HOLDS_ONE, w::CALENDAR_HOLDS, entries)));
    page.word(w::CALENDAR_HOURS);
    page.word(w::CALENDAR_AGAIN);
    page.callout(Tone::Info, t(w::CALENDAR_LEAVES));
    setting_toggle(&mut page, Setting::LockScreen, w::CALENDAR_HIDE, w::CALENDAR_HIDE_DETAIL);
    page.primary(t(w::CALENDAR_SAVE), Target::Do(&Command::SaveCalendar));
    page.done()
}
