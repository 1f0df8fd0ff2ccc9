//! The letter of a request, from the person's texts, the law of the place and the history of the request.

use chrono::NaiveDate;
use widerspruch_domain::catalogue::AuthorityFacts;
use widerspruch_domain::civil::add_days;
use widerspruch_domain::journal::{RequestEvent, RequestKind};
use widerspruch_domain::law::{LegalRequest, naming_policy};
use widerspruch_domain::letters::{Course, Failure, Letter};
use widerspruch_domain::requests::{NoDueDate, Waited, legal_request};

use super::addressee::{authority_lines, controller_lines};
use super::enclosures::chosen_enclosures;
use super::language::letter_language;
use super::writing::{Details, Next, Written, write_letter};
use crate::model::{Request, Snapshot};
use crate::words::{did_words, w};

/// Days until which the person would be glad of an answer.
const COURTESY_DAYS: u64 = 14;

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
    let moved = snapshot.moved_to(request);
    let (_, controller) = request.controller()?;
    if !region.offers(request.state.kind) {
        return None;
    }
    let by_form = region.asks_by_form(request.state.kind);
    let course = letter_course(request, on);
    let offered = match letter {
        Letter::Form => true,
        // Where the law prescribes a form, a letter may be refused.
        Letter::Post => !by_form,
        Letter::FollowUp => course.answer.is_none(),
        Letter::Reply => can_reply(snapshot, request),
        Letter::IdentityReply => course.identity.is_some() && region.is_researched(),
        Letter::ControllerComplaint => snapshot.takes_company_complaint(request),
        Letter::Complaint => region.authority_takes().is_some(),
    };
    if !offered {
        return None;
    }
    let kind = request.state.kind;
    let form = wording.catalogue.law(region).requests.get(kind.name()).map(|words| words.form_step).unwrap_or_default();
    let form_sent = by_form && !request.sent_wording().is_empty();
    let did = |event: RequestEvent| {
        if form_sent && event.is_sending() { form.as_str() } else { wording.t(did_words(event, kind)) }
    };
    let history: Vec<String> = course
        .events
        .iter()
        .map(|(day, event)| wording.join(w::JOIN_COLON, [&*wording.full_date(*day).alone(), did(*event)]))
        .collect();
    let status = &request.status;
    let erases = request.state.kind == RequestKind::Erasure;
    let grounds = |field| if snapshot.takes_grounds(request) { request.text(field) } else { "" };
    let authority = snapshot.authority(request).map(|(_, authority)| authority);
    let here = (request.country(), region);
    let of_authority = snapshot.complaint_place(request);
    let (country, place) = if letter == Letter::Complaint { of_authority } else { here };
    let name = authority.map(|authority| authority.name_in(language));
    let to = match authority.filter(|_| letter == Letter::Complaint) {
        Some(authority) => authority_lines(authority, language),
        None => controller_lines(controller),
    };
    let pasted = authority.is_some_and(AuthorityFacts::takes_only_its_form);
    let enclosures = chosen_enclosures(request, letter);
    let (question, given) = match letter {
        Letter::IdentityReply => (course.identity, None),
        _ => (course.question, course.given),
    };
    let by = request.working_day(add_days(on, COURTESY_DAYS));
    let next = if snapshot.complaint_places(request).is_empty() {
        Next::Nothing
    } else if of_authority.1 == region {
        Next::Authority
    } else {
        Next::AuthorityOfOtherLaw
    };
    let details = Details {
        region,
        place,
        then: wording.catalogue.country(request.country()),
        now: moved.map(|now| {
            Some(now.country).filter(|_| now.region.is_researched()).map(|it| wording.catalogue.country(it))
        }),
        kind: request.state.kind,
        membership: request.membership(),
        objected: if erases { snapshot.objected_on(request) } else { None },
        service: wording.catalogue.service_name(facts),
        controller,
        name: request.text("name"),
        email: request.text("email"),
        profile: request.text("profile"),
        postal: request.text("postal"),
        signing: if letter == Letter::Complaint { request.signing() } else { request.text("signing") },
        guardian: request.text("guardian"),
        country,
        blocks: grounds("blocks"),
        grounds: grounds("grounds"),
        what: request.text("what"),
        today: on,
        by,
        sent: status.sent,
        sent_title: request.sent_title(),
        way: course.way,
        wording: request.sent_wording(),
        due: course.due,
        question,
        given,
        clarified: course.clarified,
        form_sent,
        next: if says_next(request, letter, &course, by, on) { next } else { Next::Nothing },
        since: facts.region(region)?.start,
        history: &history,
        answer: course.newest,
        gaps: request.text("gaps"),
        failure: chosen_failure(snapshot, request, on),
        effect: request.text("effect"),
        complained: status.complained_to_controller,
        acknowledge_by: acknowledge_by(request, on),
        hands_on: place.has_lead_authority()
            && snapshot.region_of(&controller.country, None) == place
            && *controller.country != *country,
        authority: name.map_or("", |name| name.as_str()),
        own_law: request.own_law,
        part: authority.map_or("", |authority| authority.land.unwrap_or(authority.country).as_str()),
        to: &to,
        for_a_form: letter == Letter::Form || (letter == Letter::Complaint && pasted),
        enclosures: &enclosures,
        naming: naming_policy(country),
        name_me: Some(request.text("name_me")).filter(|said| !said.is_empty()).map(|said| said == "yes"),
    };
    Some(write_letter(wording, letter, &details))
}

/// What happened to a request, as its letters need it.
struct LetterCourse {
    /// In the order in which things happened, not in which they were noted.
    events: Vec<(NaiveDate, RequestEvent)>,
    way: Option<RequestEvent>,
    /// Newest answer of the controller to the request itself.
    answer: Option<RequestEvent>,
    /// Newest answer, or that the controller wants its form to be used.
    newest: Option<(NaiveDate, RequestEvent)>,
    /// Days of the newest question, and of the answer to it.
    question: Option<NaiveDate>,
    given: Option<NaiveDate>,
    /// Whether the question after which a period that is over was counted was only about what the person means, where
    /// that makes a difference.
    clarified: bool,
    /// Day of the newest question about the person's identity.
    identity: Option<NaiveDate>,
    /// End of the period by the latest count, if it is over.
    due: Option<NaiveDate>,
}

fn letter_course(request: &Request<'_>, on: NaiveDate) -> LetterCourse {
    use RequestEvent as E;
    let events: Vec<_> = request.counted.history().into_iter().map(|(_, event, day)| (*day, *event)).collect();
    let mut course = LetterCourse {
        events: Vec::new(),
        way: None,
        answer: None,
        newest: None,
        question: None,
        given: None,
        clarified: false,
        identity: None,
        due: None,
    };
    for (day, event) in &events {
        match event {
            event if event.is_sending() => course.way = Some(*event),
            E::IdentityAsked | E::ClarificationAsked => {
                (course.question, course.given) = (Some(*day), None);
                if *event == E::IdentityAsked {
                    course.identity = Some(*day);
                }
            }
            E::IdentityGiven | E::ClarificationGiven if course.question.is_some() => course.given = Some(*day),
            E::Granted | E::Partly | E::Refused => {
                course.answer = Some(*event);
                course.newest = Some((*day, *event));
            }
            E::FormDemanded => course.newest = Some((*day, *event)),
            _ => {}
        }
    }
    course.events = events;
    let status = request.own_status(on);
    if status.overdue && status.overdue_from().is_some_and(|from| from <= on) {
        course.due = status.latest();
        // Only what was asked in time can have moved the period.
        let newest = status.waited.last();
        let mut counted = newest;
        if request.region().moves_period_with_questions() {
            // The period is counted from a proof of identity; the days of another question count in one period only.
            let proved = |it: &&Waited| course.events.contains(&(it.answered, E::IdentityGiven));
            course.clarified = status.law == LegalRequest::Access && newest.is_some_and(|it| !proved(&it));
            if !course.clarified {
                counted = status.waited.iter().rev().find(proved);
            }
        }
        (course.question, course.given) = (counted.map(|it| it.asked), counted.map(|it| it.answered));
    }
    course
}

/// Returns whether a letter may say what the person intends without an answer: after an answer, where no statute sets a
/// period, and where the day until which the person waits is after the end of the period by the latest count.
fn says_next(request: &Request<'_>, letter: Letter, course: &LetterCourse, by: NaiveDate, on: NaiveDate) -> bool {
    let answered = letter == Letter::Reply && course.newest.is_some_and(|(_, event)| event.is_answer());
    let no_period = !request.region().has_period_for(legal_request(request.state.kind));
    answered || no_period || request.own_status(on).latest().is_some_and(|latest| by > latest)
}

/// Returns the end of the period in which the controller has to acknowledge a complaint, if it is over.
fn acknowledge_by(request: &Request<'_>, on: NaiveDate) -> Option<NaiveDate> {
    let status = &request.status;
    let open = status.overdue && status.law == LegalRequest::Complaint;
    let over = open && status.overdue_from().is_some_and(|from| from <= on);
    status.latest().filter(|_| over)
}

/// Returns whether there is something to reply to: a refusal or an answer in part, or the wish that the person use a
/// form, if there are words for that.
pub(crate) fn can_reply(snapshot: &Snapshot<'_>, request: &Request<'_>) -> bool {
    let law = snapshot.wording.catalogue.law(request.region());
    let answers = |event: &RequestEvent| event.is_answer() || *event == RequestEvent::FormDemanded;
    match request.counted.history().into_iter().rev().map(|(_, event, _)| *event).find(answers) {
        Some(RequestEvent::FormDemanded) => law.reply.as_ref().is_some_and(|reply| !reply.form.is_empty()),
        Some(RequestEvent::Partly | RequestEvent::Refused) => law.reply.is_some(),
        _ => false,
    }
}

/// Returns whether the person can say what they miss in an answer: in one to which there is a reply, and in access that
/// was given.
pub(crate) fn can_miss_parts(snapshot: &Snapshot<'_>, request: &Request<'_>) -> bool {
    let given = request.state.kind == RequestKind::Access && request.newest_answer() == Some(RequestEvent::Granted);
    let words = snapshot.wording.catalogue.law(request.region()).reply.is_some();
    (given && words) || can_reply(snapshot, request)
}

/// Returns what can have gone wrong as a request stands, in the order in which it is offered.
pub(crate) fn failures(snapshot: &Snapshot<'_>, request: &Request<'_>, on: NaiveDate) -> Vec<Failure> {
    let course = letter_course(request, on);
    let kind = request.state.kind;
    // The period of a law of the province is not counted.
    let no_period = !request.region().has_period_for(legal_request(kind))
        || matches!(request.status.due, Err(NoDueDate::LawOfPart));
    let sent = request.status.sent.is_some();
    let course = Course {
        answer: course.answer,
        period_over: sent && (no_period || course.due.is_some()),
        identity_asked: course.identity.is_some(),
    };
    let words = snapshot.wording.catalogue.law(request.region()).requests.get(kind.name());
    let known = |failure: &Failure| words.is_some_and(|words| words.failures.get(failure.name()).is_some());
    Failure::ALL.into_iter().filter(|failure| failure.fits(kind, course) && known(failure)).collect()
}

/// Returns what went wrong, as the person chose it. Only that no decision came stands without a choice, where nothing
/// else can be true: everything else the person says themselves (`law.md` §9a.3).
pub(crate) fn chosen_failure(snapshot: &Snapshot<'_>, request: &Request<'_>, on: NaiveDate) -> Option<Failure> {
    let fitting = failures(snapshot, request, on);
    let chosen = Failure::of(request.text("failure")).filter(|chosen| fitting.contains(chosen));
    chosen.or(match fitting.as_slice() {
        [only @ Failure::NoDecision] => Some(*only),
        _ => None,
    })
}
