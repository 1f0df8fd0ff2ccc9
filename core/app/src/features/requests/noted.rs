//! The history of a request, and an event of it: correcting its day, and taking back nothing but that event.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use widerspruch_domain::corrections::correctable_days;
use widerspruch_domain::journal::{Act, EntryId, NotedEvent, Stamp, is_hour_lost};
use widerspruch_domain::reminders::FIRST_DAY;

use super::paths::{Command, ON, Page};
use super::status::{days_until_now, route_to};
use crate::boundary::{Icon, Outcome, Screen, Tone};
use crate::grammar::addresses::RequestAddress;
use crate::kit::{
    Context, Error, Handled, Line, NoChange, ScreenBuilder, Target, go, is_long_ago, newest_resting,
    refuse_before_correction, request_route, say, t,
};
use crate::model::{Request, Snapshot};
use crate::words::{Wording, event_words, w};

/// Adds what happened to a request in the order of days, each event with the way to correct it.
pub(super) fn add_history(page: &mut ScreenBuilder<'_>, request: &Request<'_>) {
    let wording = page.wording();
    page.head(t(w::REQUEST_TIMELINE));
    let begun = request.state.begun.at.date();
    let history = request.state.history();
    let before = history.partition_point(|(_, _, on)| *on < begun);
    for event in &history[..before] {
        add_event_line(page, request, event);
    }
    // The day on which a wrong clock saw it begin tells nothing.
    if !request.state.is_begun_by_sending() && page.snapshot.believed_days().contains(&begun) {
        page.status(Tone::Neutral, Icon::Calendar, say(&wording.full_date(begun).alone()), t(w::REQUEST_BEGUN));
    }
    for event in &history[before..] {
        add_event_line(page, request, event);
    }
}

fn add_event_line(page: &mut ScreenBuilder<'_>, request: &Request<'_>, noted: &NotedEvent) {
    let (stamp, event, on) = noted;
    let wording = page.wording();
    let date = wording.full_date(*on).alone();
    let mut detail = vec![wording.t(event_words(*event)).to_owned()];
    detail.extend(former_days(wording, request, &stamp.entry));
    if page.snapshot.is_doubted(noted) {
        detail.push(wording.t(w::DOUBT_MARK).to_owned());
    }
    let detail = wording.join(w::JOIN_DOT, detail);
    let line = Line { detail: say(&detail), ..Line::new(Icon::Calendar, say(&date)) };
    let entry = stamp.entry.to_string();
    page.line(line, Target::Go(&route_to(request, Page::Noted(&entry))));
}

/// Says on which days an event was noted before, a text for each correction.
fn former_days(wording: &Wording, request: &Request<'_>, entry: &EntryId) -> Vec<String> {
    let corrections = request.state.corrections_of(entry);
    corrections.map(|correction| wording.f(w::NOTED_WAS, &[("date", &wording.full_date(correction.was))])).collect()
}

/// Returns the screen of an event; `None` if no event of the request was noted with that entry.
pub(super) fn noted_screen(snapshot: &Snapshot<'_>, request: &Request<'_>, entry: &EntryId) -> Option<Screen> {
    let wording = &snapshot.wording;
    let (stamp, event, on) = request.state.event(entry)?;
    let mut page = ScreenBuilder::new(snapshot, Some(&request_route(request)), t(event_words(*event)));
    let date = wording.full_date(*on).alone();
    let mut noted = Vec::new();
    if !is_hour_lost(&request.state.corrections, entry) {
        noted.push(wording.f(w::PACK_NOTED, &[("stamp", &wording.stamp(stamp.at))]));
    }
    noted.extend(former_days(wording, request, entry));
    page.status(Tone::Neutral, Icon::Calendar, say(&date), say(&wording.join(w::JOIN_DOT, noted)));
    let id = entry.to_string();
    if request.wording(entry).is_some() {
        page.item(t(w::DRAFT_WORDING), &route_to(request, Page::Wording(&id)));
    }
    page.section();
    let days = days_of(snapshot, request, entry)?;
    if let Some(sending) = snapshot.doubted_sending(request).filter(|sending| *sending != entry) {
        page.word(w::NOTED_SENDING_FIRST);
        page.primary(t(w::DOUBT_CORRECT), Target::Go(&route_to(request, Page::Noted(&sending.to_string()))));
    } else if !days.is_empty() {
        page.date_field(&ON, w::NOTED_DAY, if days.contains(on) { *on } else { *days.end() }, days);
        page.foot(t(w::NOTED_CORRECT_WHAT));
        let correct = Command::CorrectDay { request: request.address(), entry: &id };
        page.primary(t(w::NOTED_CORRECT), Target::Do(&correct));
    }
    page.section();
    match newest_resting(snapshot, request.account.person, entry, &[]) {
        None => {
            page.button(t(w::NOTED_TAKE_BACK), &Command::TakeBack { request: request.address(), entry: &id });
            page.foot(t(w::NOTED_TAKE_BACK_WHAT));
        }
        Some(resting) => {
            page.text(say(&resting.reason(snapshot)));
            page.line(Line::new(Icon::Calendar, say(&resting.what)), Target::Go(&resting.route));
        }
    }
    Some(page.done())
}

/// Returns the days to which an event can be corrected: those that fit the other events, up to today.
fn days_of(snapshot: &Snapshot<'_>, request: &Request<'_>, entry: &EntryId) -> Option<RangeInclusive<NaiveDate>> {
    let today = snapshot.wording.today();
    let (stamp, ..) = request.state.event(entry)?;
    let mut others = request.state.clone();
    // What does not count bounds nothing, or neither of two wrong days could be corrected first.
    others.events.retain(|event| event.0.entry == *entry || !snapshot.is_doubted(event));
    let bounds = correctable_days(&others, entry)?;
    let days = days_until_now(request, today);
    // The day of an entry that a wrong clock gave is one on which there was this app.
    let earliest = if is_noted_wrongly(snapshot, stamp) { FIRST_DAY } else { *days.start() };
    let first = bounds.first.map_or(earliest, |first| first.max(earliest));
    Some(first..=bounds.last.map_or(*days.end(), |last| last.min(*days.end())))
}

/// Returns whether an entry was noted while the clock was wrong.
fn is_noted_wrongly(snapshot: &Snapshot<'_>, stamp: &Stamp) -> bool {
    !snapshot.believed_days().contains(&stamp.at.date())
}

/// Corrects the day of an event. Where the whole entry was noted while the clock was wrong, corrects all that it noted.
/// `confirmed` is a day long ago, after the question for it.
pub(super) fn correct_day(
    context: &mut Context<'_>,
    address: RequestAddress<'_>,
    entry: &str,
    confirmed: Option<NaiveDate>,
) -> Handled {
    let found = context.request(address)?;
    let route = request_route(&found).to_string();
    let entry: EntryId = entry.parse().map_err(|_| Error::UnknownCommand)?;
    let days = days_of(&context.snapshot(), &found, &entry).ok_or_else(|| NoChange::gone(&route))?;
    let event = found.state.event(&entry).ok_or_else(|| NoChange::gone(&route))?;
    if context.snapshot().doubted_sending(&found) != Some(&entry) {
        refuse_before_correction(&context.snapshot(), &found)?;
    }
    let on = match confirmed {
        Some(on) => on,
        None => context.day(&ON)?,
    };
    if !days.contains(&on) {
        let before_this_app = on < FIRST_DAY && is_noted_wrongly(&context.snapshot(), &event.0);
        let word = if before_this_app { w::DOUBT_WRONG_DAY } else { w::NOTED_WRONG_DAY };
        return Err(Error::BadInput(ON.name, word).into());
    }
    if event.2 == on {
        return Err(NoChange::already(w::NOTICE_ALREADY).at(&route).into());
    }
    let snapshot = context.snapshot();
    if confirmed.is_none() && event.1.is_sending() && is_long_ago(on, snapshot.wording.today()) {
        let noted = entry.to_string();
        let page = route_to(&found, Page::CorrectLongAgo { entry: &noted, on });
        return Err(NoChange::blocked(w::NOTICE_LONG_AGO).at(&page).into());
    }
    let act = if snapshot.is_doubted(event) && is_noted_wrongly(&snapshot, &event.0) {
        Act::DayCorrected { entry, on }
    } else {
        Act::RequestCorrected { request: address.id.parse().map_err(|_| Error::UnknownCommand)?, entry, on }
    };
    context.write(address.person, vec![act], w::NOTICE_CORRECTED, Some(&route))
}

/// Takes an event back, and nothing else.
pub(super) fn take_back(context: &mut Context<'_>, address: RequestAddress<'_>, entry: &str) -> Handled {
    let found = context.request(address)?;
    let route = request_route(&found).to_string();
    let entry: EntryId = entry.parse().map_err(|_| Error::UnknownCommand)?;
    if found.state.event(&entry).is_none() {
        return Err(NoChange::gone(&route).into());
    }
    let snapshot = context.snapshot();
    if let Some(resting) = newest_resting(&snapshot, found.account.person, &entry, &[]) {
        return Err(resting.refusal(&snapshot).into());
    }
    let store = &mut context.session.store;
    store.append(Some(address.person), vec![Act::Undone { entry }], context.now)?;
    let then = vec![go(&route)];
    Ok(Outcome { then, notice: context.notice(w::NOTICE_UNDONE), plan_changed: true, long_act: None })
}
