//! The check day of a person: its switches, and what was seen today.

use chrono::NaiveDate;
use widerspruch_domain::civil::add_nameable_days;
use widerspruch_domain::journal::{Answer, HistoryItem, RecheckResult};
use widerspruch_domain::reminders::Plan;

use super::paths::{Command, Route};
use crate::boundary::{Icon, Screen, Tone};
use crate::features::{guide, home};
use crate::kit::{Line, ScreenBuilder, Target, fill, guide_route, say, t};
use crate::model::{Check, Guide, Person, Snapshot, app_shows_reminders, changed_words};
use crate::plan::{Carrier, carrier, check_shown_on, planned_occurrences};
use crate::words::w;

/// Days by which a check is put off.
const WEEK: u64 = 7;

/// Returns the screen of a person's check day.
pub(super) fn check_screen(snapshot: &Snapshot<'_>, person: Person<'_>) -> Screen {
    let wording = &snapshot.wording;
    let check = snapshot.check(person);
    let due = check.as_ref().filter(|check| check.is_due(wording.today()));
    let title = due.map(|check| wording.n(w::CHECK_LIST, check.open.len(), &[]));
    let title = title.unwrap_or_else(|| wording.t(w::CHECK_DAY).to_owned());
    let parent = home::paths::Route::Home { person: person.id };
    let mut page = ScreenBuilder::new(snapshot, Some(&parent), say(&title));
    let (seen, same) = seen_today(snapshot, person);
    if seen > 0 {
        let sum = wording.n(w::CHECK_DONE, seen, &[("same", &same)]);
        page.callout(Tone::Good, say(&sum));
    }
    match &check {
        Some(check) if due.is_some() => add_due(&mut page, check),
        Some(check) => {
            let planned = planned_occurrences(snapshot);
            // Who wants no help is asked on no day.
            let wanted = (!person.state.wants_no_reminders()).then_some(check.address.day);
            let day = wanted.map(|day| check_shown_on(snapshot, person, day, &planned));
            if let Some(day) = day {
                page.text(fill(w::HOME_CHECK_PLANNED, &[("date", &wording.full_date(day))]));
            }
            page.section();
            for one in &check.open {
                switch_line(&mut page, one, Target::Go(&guide_route(one)));
            }
            if let Some(day) = day {
                say_carrier(&mut page, &planned, day);
            }
            page.primary(t(w::GONE_HOME), Target::Go(&home::paths::Route::Start));
        }
        None => {
            page.word(w::CHECK_NONE);
            page.primary(t(w::GONE_HOME), Target::Go(&home::paths::Route::Start));
        }
    }
    page.done()
}

/// Says what lets the reminder of a far check day come, where the phone puts apps to sleep that nobody opens.
fn say_carrier(page: &mut ScreenBuilder<'_>, planned: &Plan, day: NaiveDate) {
    let snapshot = page.snapshot;
    if !app_shows_reminders(snapshot.wording.platform) || !snapshot.reminders_on() {
        return;
    }
    match carrier(snapshot, planned, day) {
        Some(Carrier::Exemption) => page.word(w::CHECK_FAR_EXEMPT),
        Some(Carrier::KeepAlive) => page.word(w::CHECK_FAR_KEPT),
        Some(Carrier::Calendar) => {
            page.callout_more(Tone::Info, t(w::CHECK_FAR_CALENDAR), t(w::CALENDAR_SAVE), Target::Go(&Route::Calendar));
        }
        None => {}
    }
}

/// Adds the switches of a check day that has come.
fn add_due(page: &mut ScreenBuilder<'_>, check: &Check<'_>) {
    let wording = page.wording();
    let put_off = check.put_off(wording.today());
    if let Some(day) = put_off {
        page.text(fill(w::CHECK_PUT_OFF, &[("date", &wording.full_date(day))]));
    }
    // Two minutes a switch.
    page.text(say(&wording.n(w::CHECK_DURATION, check.open.len() * 2, &[])));
    page.section();
    let step =
        |one: &Guide<'_>| guide::paths::Route { guide: one.address(), page: guide::paths::Page::CheckStep }.to_string();
    for one in &check.open {
        switch_line(page, one, Target::Go(&step(one)));
    }
    page.section();
    let until = add_nameable_days(wording.today(), WEEK);
    if put_off.is_none_or(|day| day < until) {
        page.button(t(w::LATER_WEEK), &Command::SnoozeCheck { check: check.address, until });
    }
    if let Some(first) = check.open.first() {
        let name = first.name_with_account(wording);
        page.primary(fill(w::CHECK_BEGIN, &[("name", &name)]), Target::Go(&step(first)));
    }
}

/// Adds a switch as a line: how it was seen last.
fn switch_line(page: &mut ScreenBuilder<'_>, guide: &Guide<'_>, target: Target<'_>) {
    let wording = page.wording();
    let detail = match guide.state.last_off {
        Some(last) if !matches!(guide.state.answer, Answer::NotVisible { .. }) => {
            let date = wording.full_date(last.date());
            wording.f(w::CHECK_LAST_OFF, &[("off", &guide.off()), ("date", &date)])
        }
        _ => wording.t(w::STATE_NOT_VISIBLE).to_owned(),
    };
    let detail = wording.join(w::JOIN_DOT, [detail, changed_words(page.snapshot, guide)]);
    let name = guide.name_with_account(wording);
    page.line(Line { detail: say(&detail), ..Line::new(Icon::Question, say(&name)) }, target);
}

/// Counts the switches that were looked at today, and those that stood as before.
fn seen_today(snapshot: &Snapshot<'_>, person: Person<'_>) -> (usize, usize) {
    let today = snapshot.wording.today();
    let guides = snapshot.accounts(person).into_iter().flat_map(|account| snapshot.guides(account));
    let newest = guides.filter_map(|guide| {
        let mut history = guide.state.history.iter().rev().filter(|(stamp, _)| stamp.at.date() == today);
        history.find_map(|(_, item)| match item {
            HistoryItem::Recheck(RecheckResult::Skipped) | HistoryItem::Answer(_) => None,
            HistoryItem::Recheck(seen) => Some(*seen),
        })
    });
    let newest: Vec<RecheckResult> = newest.collect();
    (newest.len(), newest.iter().filter(|seen| **seen == RecheckResult::Off).count())
}
