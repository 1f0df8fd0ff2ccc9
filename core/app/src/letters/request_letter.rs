//! The letter of a request, from the person's texts, the law of the place and the history of the request.

use chrono::NaiveDate;
use widerspruch_domain::catalogue::AuthorityFacts;
use widerspruch_domain::journal::RequestKind;
use widerspruch_domain::law::{LegalRequest, naming_policy};
use widerspruch_domain::letters::Letter;

use super::addressee::{authority_lines, controller_lines};
use super::enclosures::chosen_enclosures;
use super::language::letter_language;
use super::writing::{Details, Written, write_letter};
use crate::model::{Request, Snapshot};
use crate::words::{event_words, w};

/// Writes a letter of a request as of a day.
///
/// Returns `None` if no recipient is known, or if the person has moved to a place whose law gives no such right.
///
/// # Errors
/// Returns the names of the inputs without which the letter would have a gap.
pub(crate) fn letter_for<'a>(
    snapshot: &Snapshot<'a>,
    request: &Request<'a>,
    letter: Letter,
    on: NaiveDate,
) -> Option<Result<Written, Vec<&'static str>>> {
    letter_in(snapshot, request, letter, on, letter_language(snapshot, request, letter).code)
}

/// Writes a letter of a request in a language of the app, to be read beside the one that is sent.
///
/// # Errors
/// Returns the names of the inputs without which the letter would have a gap.
pub(crate) fn letter_in<'a>(
    snapshot: &Snapshot<'a>,
    request: &Request<'a>,
    letter: Letter,
    on: NaiveDate,
    language: &str,
) -> Option<Result<Written, Vec<&'static str>>> {
    let (wording, facts) = (&snapshot.wording.in_language(language), request.account.facts);
    let region = request.region();
    let (_, controller) = request.controller()?;
    if !region.offers(request.state.kind) {
        return None;
    }
    let mut history = Vec::new();
    let mut answer = None;
    for (_, event, day) in request.state.history() {
        history.push(wording.join(w::JOIN_COLON, [&*wording.full_date(*day).alone(), wording.t(event_words(*event))]));
        if event.is_answer() {
            answer = Some(*event);
        }
    }
    let status = &request.status;
    if letter == Letter::FollowUp && answer.is_some() {
        return None;
    }
    // After a complaint to the controller the due date is that of the complaint.
    let due = status.overdue_from().filter(|from| status.law != LegalRequest::Complaint && *from <= on);
    let due = due.and(status.latest());
    let erases = request.state.kind == RequestKind::Erasure;
    let grounds = |field| if snapshot.takes_grounds(request) { request.text(field) } else { "" };
    let authority = snapshot.authority(request).map(|(_, authority)| authority);
    let name = authority.map(|authority| authority.name_in(language));
    let to = match authority.filter(|_| letter == Letter::Complaint) {
        Some(authority) => authority_lines(authority, language),
        None => controller_lines(controller),
    };
    let pasted = authority.is_some_and(AuthorityFacts::takes_only_its_form);
    let enclosures = chosen_enclosures(request, letter);
    let details = Details {
        region,
        kind: request.state.kind,
        member: request.is_member(),
        objected: if erases { snapshot.objected_on(request) } else { None },
        service: wording.catalogue.service_name(facts),
        controller,
        name: request.text("name"),
        email: request.text("email"),
        profile: request.text("profile"),
        postal: request.text("postal"),
        blocks: grounds("blocks"),
        grounds: grounds("grounds"),
        what: request.text("what"),
        today: on,
        sent: status.sent,
        sent_title: request.sent_title(),
        due: due.filter(|_| !status.waits_for_person),
        since: facts.regions.get(&region)?.start,
        history: &history,
        answer,
        authority: name.map_or("", |name| name.as_str()),
        to: &to,
        for_a_form: letter == Letter::Form || (letter == Letter::Complaint && pasted),
        enclosures: &enclosures,
        naming: naming_policy(request.country()),
        name_me: Some(request.text("name_me")).filter(|said| !said.is_empty()).map(|said| said == "yes"),
    };
    Some(write_letter(wording, letter, &details))
}
