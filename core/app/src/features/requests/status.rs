//! The status of a request in words and icons, and the routes of its screens.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use widerspruch_domain::due::DueDate;
use widerspruch_domain::journal::RequestEvent;
use widerspruch_domain::letters::Letter;
use widerspruch_domain::reminders::{Category, Schedule};
use widerspruch_domain::requests::{ControllerAnswer, NoDueDate, Stage, possible_days};

use super::paths::{Page, Route};
use crate::boundary::Tone;
use crate::grammar::addresses::RequestAddress;
use crate::kit::{Line, ScreenBuilder, Target, days_of_sending, request_route, say, t};
use crate::model::{Request, Snapshot, stage_sign, stage_words};
use crate::words::{Word, Wording, w};

/// Returns the route of one of a request's screens.
pub(super) fn route_to<'a>(request: &Request<'a>, page: Page<'a>) -> Route<'a> {
    Route::Request { request: request.address(), page }
}

/// Adds a request as a line of a list, with how it stands.
pub(crate) fn request_row(page: &mut ScreenBuilder<'_>, request: &Request<'_>) {
    let wording = page.wording();
    let (tone, icon) = stage_sign(&request.status);
    let name = request.account.name(wording);
    let state = stage_words(wording, request);
    let line = Line { tone, detail: say(&name), state: say(&state), ..Line::new(icon, say(request.name(wording))) };
    page.line(line, Target::Go(&request_route(request)));
}

/// Returns the days of which an event of a request can be: not before data subjects had these rights, and not after today.
/// After a journey to the west, what was noted this morning stands at a day that is still to come here.
pub(super) fn days_until_now(request: &Request<'_>, today: NaiveDate) -> RangeInclusive<NaiveDate> {
    let newest = request.counted.events.iter().map(|(_, _, on)| *on).max();
    *days_of_sending(today).start()..=newest.map_or(today, |newest| newest.max(today))
}

/// Returns the first and the last day on which an event of a request can have happened, as far as the others allow; `None`
/// if they do not.
pub(super) fn days_of_event(
    request: &Request<'_>,
    event: RequestEvent,
    today: NaiveDate,
) -> Option<RangeInclusive<NaiveDate>> {
    let days = possible_days(&request.counted, event, &days_until_now(request, today));
    days.filter(|_| is_possible(request, event))
}

/// Returns whether the person has handed out a letter as it is written now: copied, shared or printed it, or opened the
/// form for which it is.
pub(super) fn is_handed_out(snapshot: &Snapshot<'_>, request: &Request<'_>, letter: Letter) -> bool {
    let device = snapshot.store.device();
    let form = snapshot.form_guide(request).filter(|_| letter == Letter::Form);
    device.handed_out.contains(&handed_out_name(request.address(), letter))
        || form.is_some_and(|form| device.opened.contains(&form.address().to_string()))
}

/// Returns the name under which the device remembers that a letter was handed out.
pub(super) fn handed_out_name(request: RequestAddress<'_>, letter: Letter) -> String {
    format!("{request}/{}", letter.id())
}

/// Returns whether the law under which a request was sent knows an event: not everywhere is there a complaint to the
/// company.
pub(super) fn is_possible(request: &Request<'_>, event: RequestEvent) -> bool {
    event != RequestEvent::ComplainedToController || request.region().complaint_goes_first_to_the_company()
}

/// Returns whether asking again or complaining is the next thing to do.
pub(super) fn is_ripe(request: &Request<'_>, wording: &Wording) -> bool {
    match (request.status.stage, request.status.reminder) {
        (Stage::Waiting | Stage::FollowedUp, _) if request.status.waits_for_person => false,
        (Stage::Overdue | Stage::FollowedUp | Stage::ComplainedToController, _)
        | (Stage::Answered(ControllerAnswer::Partly | ControllerAnswer::Refused), _) => true,
        (Stage::Waiting | Stage::Replied, Some(Schedule::Dated { on, category: Category::Courtesy, .. })) => {
            on <= wording.today()
        }
        _ => false,
    }
}

/// Returns how to say that the period ends on its latest day, which is today: a day that only one of several readings
/// gives is the latest one.
pub(crate) fn due_today_word(due: &Result<DueDate, NoDueDate>, latest: NaiveDate) -> Word {
    match due {
        Ok(due) if due.due < latest => w::REQUEST_DUE_TODAY_LATEST,
        _ => w::REQUEST_DUE_TODAY,
    }
}

/// Warns that it may be too early for a complaint, where authorities say so (`law.md` §7.1).
pub(super) fn warn_of_early_complaint(page: &mut ScreenBuilder<'_>, request: &Request<'_>) {
    let settled = request.status.answer.is_some() || request.status.stage == Stage::Complained;
    if !settled && !is_ripe(request, page.wording()) && request.region().advises_waiting() {
        page.callout(Tone::Info, t(w::DRAFT_COMPLAINT_EARLY));
    }
}
