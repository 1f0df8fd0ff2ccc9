//! Requests: what was asked of a controller, where it stands, and what may have happened since.

use widerspruch_domain::due::{Due, Request as Law};
use widerspruch_domain::journal::{RequestEvent, RequestKind};
use widerspruch_domain::region::Region;
use widerspruch_domain::reminders::{Category, Want};
use widerspruch_domain::requests::{self, NoDate, Outcome, Stage, Standing, may_follow};

use super::letters::{self, texts};
use super::page::{Line, Page, To, fill, say, t};
use crate::boundary::{Icon, Row, Screen, Tone};
use crate::content::{Word, w};
use crate::forms::{EVENTS, Setting};
use crate::letters::Letter;
use crate::seen::{Account, Person, Request, Seen, asked};
use crate::view::{View, capital};

pub(super) fn requests(seen: &Seen<'_>, person: Person<'_>, route: &str) -> Screen {
    let mut page = Page::new(seen, route, &["/"], t(w::REQUESTS_TITLE));
    page.word(w::REQUESTS_WHAT);
    let (closed, open): (Vec<_>, Vec<_>) =
        seen.requests(person).into_iter().partition(|request| request.standing.stage == Stage::Closed);
    for (heading, requests) in [(w::REQUESTS_OPEN, open), (w::REQUESTS_CLOSED, closed)] {
        page.head(t(heading));
        for request in &requests {
            request_item(&mut page, request);
        }
    }
    let accounts = seen.accounts(person);
    for account in &accounts {
        match accounts.len() {
            1 => page.head(t(w::REQUESTS_NEW)),
            _ => page.head(fill(w::REQUESTS_NEW_AT, &[("account", &account.name())])),
        }
        for kind in requests::offered(person.region) {
            let line = Line::new(Icon::Document, t(asked(*kind, person.region)));
            page.line(line, To::Do(&["request/", &account.key(), "/", kind.name(), "/begin"]));
        }
    }
    page.done()
}

/// A request in a list, with how it stands.
pub(super) fn request_item(page: &mut Page<'_>, request: &Request<'_>) {
    let view = page.view();
    let (tone, icon) = sign_of(&request.standing);
    let name = request.account.name();
    let state = state_of(view, request);
    let line = Line { tone, detail: say(&name), state: say(&state), ..Line::new(icon, say(request.name(view))) };
    page.line(line, To::Go(&[&request.route()]));
}

pub(super) fn request(seen: &Seen<'_>, request: &Request<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let person = request.account.person;
    let mut page = Page::new(seen, route, &["/", person.id, "/requests"], say(request.name(view)));
    let (tone, icon) = sign_of(&request.standing);
    page.status(tone, icon, say(&request.account.name()), say(&state_of(view, request)));
    explain(&mut page, request);
    match request.standing.stage {
        Stage::Draft => draft(&mut page, request),
        Stage::Closed => {}
        _ => waiting(&mut page, request),
    }
    page.head(t(w::REQUEST_TIMELINE));
    let begun = view.full_date(request.state.begun.at.date());
    page.status(Tone::Neutral, Icon::Calendar, say(&begun), t(w::REQUEST_BEGUN));
    for (mark, event, on) in &request.state.events {
        let (date, what) = (view.full_date(*on), t(EVENTS[*event as usize].1));
        if request.wording(&mark.entry).is_some() {
            let line = Line { detail: what, ..Line::new(Icon::Calendar, say(&date)) };
            page.line(line, To::Go(&[&request.route(), "/wording/", &mark.entry.to_string()]));
        } else {
            page.status(Tone::Neutral, Icon::Calendar, say(&date), what);
        }
    }
    if let Some((mark, ..)) = request.state.events.last() {
        page.button(t(w::UNDO), &["undo/", &mark.entry.to_string()]);
    } else {
        page.button(t(w::UNDO), &["undo/", &request.state.begun.entry.to_string()]);
    }
    event(&mut page, request, RequestEvent::Closed, w::REQUEST_CLOSE);
    page.item(t(w::ATTACHED_TITLE), &[&request.records_route()]);
    page.done()
}

/// Until when, or why nobody can say so.
fn explain(page: &mut Page<'_>, request: &Request<'_>) {
    let (view, standing) = (page.view(), &request.standing);
    if !requests::offered(request.account.person.region).contains(&request.state.kind) {
        page.callout(Tone::Info, t(w::REQUEST_NOT_OFFERED));
    }
    if let Some(country) = request.sent_elsewhere(view) {
        page.callout(Tone::Info, fill(w::REQUEST_SENT_ELSEWHERE, &[("country", &country)]));
    }
    match standing.stage {
        Stage::Draft | Stage::Answered(_) | Stage::Closed => {}
        Stage::Complained => page.word(w::AUTHORITY_WHAT),
        _ => period(page, request),
    }
    if let Some(Want::Dated { on, category: Category::Courtesy, .. }) = standing.want
        && on > view.today()
        && page.seen.is_on(Setting::Reminders)
    {
        page.text(fill(w::REQUEST_NEXT, &[("date", &view.full_date(on))]));
    }
}

/// The statutory period, or why there is none.
fn period(page: &mut Page<'_>, request: &Request<'_>) {
    let (view, standing) = (page.view(), &request.standing);
    let service = request.account.facts.name;
    match &standing.due {
        Ok(due) => {
            let (date, overdue_from) = (view.full_date(due.due), view.full_date(due.overdue_from()));
            let values: [(&str, &dyn std::fmt::Display); 3] =
                [("service", &service), ("date", &date), ("overdue_from", &overdue_from)];
            let past = due.due <= view.today();
            let (tone, word) = match standing.stage {
                _ if standing.law == Law::Complaint && standing.overdue => {
                    (Some(Tone::Warning), w::REQUEST_OVERDUE_ACKNOWLEDGE)
                }
                _ if standing.law == Law::Complaint && due.due < view.today() => (None, w::REQUEST_DUE_ENDED),
                _ if standing.law == Law::Complaint => (None, w::REQUEST_DUE_ACKNOWLEDGE),
                Stage::Overdue => (Some(Tone::Warning), w::REQUEST_OVERDUE_TEXT),
                Stage::FollowedUp if past => (None, w::REQUEST_DUE_ENDED),
                _ if past && standing.nothing_came => (Some(Tone::Info), w::REQUEST_NOTHING_YET),
                _ if due.due == view.today() => (Some(Tone::Info), w::REQUEST_DUE_TODAY),
                _ if past => (None, w::REQUEST_DUE_ENDED),
                _ if standing.extended => (None, w::REQUEST_DUE_EXTENDED),
                _ => (None, w::REQUEST_DUE),
            };
            match tone {
                Some(tone) => page.callout(tone, fill(word, &values)),
                None => page.text(fill(word, &values)),
            }
            if standing.asked_for_time && !standing.extended && standing.law != Law::Complaint {
                page.word(w::REQUEST_MORE_TIME_LATE);
            }
            page.item(t(w::REQUEST_HOW_COUNTED), &[&request.route(), "/due"]);
        }
        Err(none) => {
            let word = match none {
                NoDate::NotReceived => w::REQUEST_NOT_RECEIVED,
                NoDate::WaitsForIdentity => w::REQUEST_WAITS_FOR_IDENTITY,
                NoDate::WaitsForClarification => w::REQUEST_WAITS_FOR_CLARIFICATION,
                NoDate::Confirmed => w::REQUEST_CONFIRMED,
                NoDate::NoExtension => w::REQUEST_NO_EXTENSION,
                NoDate::NoPeriod if request.account.person.region == Region::Other => w::REQUEST_NOT_RESEARCHED,
                NoDate::NoPeriod => w::REQUEST_NO_STATUTE,
            };
            page.text(fill(word, &[("service", &service)]));
        }
    }
    if standing.may_be_later {
        page.word(w::REQUEST_MAY_BE_LATER);
    }
}

fn draft(page: &mut Page<'_>, request: &Request<'_>) {
    let seen = page.seen;
    page.section();
    texts(page, request);
    if let Some(route) = request.form(seen) {
        page.line(Line::new(Icon::External, t(w::REQUEST_TO_FORM)), To::Go(&[&route]));
    }
    page.primary(t(w::REQUEST_SENT_IT), To::Go(&[&request.route(), "/sent"]));
}

/// What may have happened since it was sent.
fn waiting(page: &mut Page<'_>, request: &Request<'_>) {
    use RequestEvent as E;
    let (seen, standing) = (page.seen, &request.standing);
    let route = |screen: &str| [&request.route(), "/", screen].concat();
    let can = |letter: Letter| letters::offered(seen, request, letter);
    let complaint = [Letter::ControllerComplaint, Letter::Complaint].into_iter().find(|letter| can(*letter));
    let complaint = complaint.map(|letter| (letter.title(request.account.person.region), letter.id()));
    let answer = Some((w::REQUEST_ANSWER, "answer"));
    let first = match (standing.stage, standing.question) {
        (Stage::Answered(Outcome::Partly | Outcome::Refused), _) => complaint,
        (Stage::Answered(Outcome::Granted), _) => None,
        (Stage::ComplainedToController, _) if standing.overdue => complaint.or(answer),
        (Stage::Overdue, _) if can(Letter::FollowUp) => Some((w::REQUEST_ASK_AGAIN, Letter::FollowUp.id())),
        (_, Some(E::IdentityAsked)) => Some((w::REQUEST_IDENTITY_GIVEN, name_of(E::IdentityGiven))),
        (_, Some(_)) => Some((w::REQUEST_CLARIFICATION_GIVEN, name_of(E::ClarificationGiven))),
        (Stage::OnTheWay, None) => Some((w::REQUEST_ARRIVED, name_of(E::Received))),
        (_, None) => answer,
    };
    page.section();
    if let Some((word, screen)) = first {
        page.primary(t(word), To::Go(&[&route(screen)]));
    }
    if first != answer && !matches!(standing.stage, Stage::Answered(_)) {
        page.button_to(t(w::REQUEST_ANSWER), To::Go(&[&route("answer")]));
    }
    for (happened, word) in [
        (E::Received, w::REQUEST_ARRIVED),
        (E::IdentityGiven, w::REQUEST_IDENTITY_GIVEN),
        (E::ClarificationGiven, w::REQUEST_CLARIFICATION_GIVEN),
    ] {
        if first != Some((word, name_of(happened))) {
            event(page, request, happened, word);
        }
    }
    event(page, request, E::MoreTime, w::REQUEST_MORE_TIME);
    event(page, request, E::IdentityAsked, w::REQUEST_IDENTITY);
    let ended = standing.due.as_ref().is_ok_and(|due| due.due <= page.view().today());
    if ended && standing.stage == Stage::Waiting && !standing.may_be_later && !standing.nothing_came {
        // Today, whatever else: nobody needs to be asked for the day.
        page.button(t(w::REQUEST_NOTHING), &["request/", &request.key(), "/", name_of(E::NothingCame)]);
    }
    event(page, request, E::ClarificationAsked, w::REQUEST_CLARIFICATION);
    event(page, request, E::Acknowledged, w::REQUEST_ACKNOWLEDGED);
    if is_ripe(request, page.view()) {
        further_ways(page, request);
    } else if may_follow(standing, E::Complained) {
        page.section();
        page.item(t(w::REQUEST_FURTHER), &[&route("further")]);
    }
}

/// Whether asking again or complaining is the next thing to do.
pub(super) fn is_ripe(request: &Request<'_>, view: &View) -> bool {
    match (request.standing.stage, request.standing.want) {
        (Stage::Overdue | Stage::FollowedUp | Stage::ComplainedToController, _)
        | (Stage::Answered(Outcome::Partly | Outcome::Refused), _) => true,
        (Stage::Waiting, Some(Want::Dated { on, category: Category::Courtesy, .. })) => on <= view.today(),
        _ => false,
    }
}

/// Asking again and complaining, before it is time.
pub(super) fn further(seen: &Seen<'_>, request: &Request<'_>, route: &str) -> Screen {
    let mut page = Page::new(seen, route, &[&request.route()], t(w::REQUEST_FURTHER));
    too_early(&mut page, request);
    further_ways(&mut page, request);
    page.done()
}

/// That it may be too early for a complaint: authorities in the European Union and in Switzerland say so (`law.md` §7.1).
pub(super) fn too_early(page: &mut Page<'_>, request: &Request<'_>) {
    let settled = matches!(request.standing.stage, Stage::Answered(_) | Stage::Complained);
    if !settled && !is_ripe(request, page.view()) && matches!(request.account.person.region, Region::Eu | Region::Ch) {
        page.callout(Tone::Info, t(w::LETTER_COMPLAINT_EARLY));
    }
}

fn further_ways(page: &mut Page<'_>, request: &Request<'_>) {
    use RequestEvent as E;
    let region = request.account.person.region;
    page.section();
    texts(page, request);
    page.section();
    event(page, request, E::FollowedUp, w::REQUEST_FOLLOW_UP);
    if region == Region::Uk && may_follow(&request.standing, E::ComplainedToController) {
        page.word(w::REQUEST_COMPLAIN_FIRST_WHY);
        let label = page.view().f(w::REQUEST_COMPLAIN_FIRST, &[("service", &request.account.facts.name)]);
        let route = format!("{}/{}", request.route(), name_of(E::ComplainedToController));
        page.button_to(say(&label), To::Go(&[&route]));
    } else if region != Region::Other {
        event(page, request, E::Complained, w::REQUEST_COMPLAIN);
    }
}

/// A way to note that something happened, where it can have happened.
fn event(page: &mut Page<'_>, request: &Request<'_>, event: RequestEvent, label: Word) {
    if may_follow(&request.standing, event) {
        page.button_to(t(label), To::Go(&[&request.route(), "/", name_of(event)]));
    }
}

/// How it was sent: each way leads to its day.
pub(super) fn sent(seen: &Seen<'_>, request: &Request<'_>, route: &str) -> Screen {
    use RequestEvent as E;
    let mut page = Page::new(seen, route, &[&request.route()], t(w::REQUEST_SENT_TITLE));
    for (sent, label) in [
        (E::SentByForm, w::REQUEST_BY_FORM),
        (E::SentByPost, w::REQUEST_BY_POST),
        (E::SentByEmail, w::REQUEST_BY_EMAIL),
        (E::HandedOver, w::REQUEST_BY_HAND),
    ] {
        event(&mut page, request, sent, label);
    }
    page.done()
}

/// What the answer says.
pub(super) fn answer(seen: &Seen<'_>, request: &Request<'_>, route: &str) -> Screen {
    use RequestEvent as E;
    let mut page = Page::new(seen, route, &[&request.route()], t(w::REQUEST_ANSWER_TITLE));
    for (answer, label) in [
        (E::Granted, w::REQUEST_ANSWER_GRANTED),
        (E::Partly, w::REQUEST_ANSWER_PARTLY),
        (E::Refused, w::REQUEST_ANSWER_REFUSED),
    ] {
        event(&mut page, request, answer, label);
    }
    match request.account.person.region {
        Region::Eu => page.foot(t(w::REQUEST_GOOD_ANSWER)),
        Region::Uk => page.foot(t(w::REQUEST_GOOD_ANSWER_UK)),
        Region::Ch | Region::Ca | Region::Hk | Region::Other => {}
    }
    page.done()
}

/// One event, and its day. `with_text` where the text that is sent was looked at just before.
pub(super) fn noting(
    seen: &Seen<'_>,
    request: &Request<'_>,
    route: &str,
    event: RequestEvent,
    with_text: bool,
) -> Screen {
    let view = &seen.view;
    let title = capital(view.t(EVENTS[event as usize].1));
    let mut page = Page::new(seen, route, &[&request.route()], say(&title));
    if event == RequestEvent::IdentityAsked {
        page.word(w::REQUEST_IDENTITY_HELP);
    }
    let today = view.today();
    page.row(Row::DateField {
        name: "on".into(),
        label: view.t(w::REQUEST_DAY).to_owned(),
        value: today.to_string(),
        shown: view.date(today),
        on_change: None,
    });
    let text = if with_text { "/text" } else { "" };
    page.primary(t(w::REQUEST_NOTE_IT), To::Do(&["request/", &request.key(), "/", name_of(event), text]));
    page.done()
}

/// How the due date came about.
pub(super) fn counted(seen: &Seen<'_>, request: &Request<'_>, due: &Due, route: &str) -> Screen {
    let mut page = Page::new(seen, route, &[&request.route()], t(w::REQUEST_HOW_COUNTED));
    for step in request.steps(&seen.view, due) {
        page.text(say(&step));
    }
    page.done()
}

/// The same request once more is asked about.
pub(super) fn again(
    seen: &Seen<'_>,
    account: Account<'_>,
    kind: RequestKind,
    first: &Request<'_>,
    route: &str,
) -> Screen {
    let view = &seen.view;
    let mut page = Page::new(seen, route, &["/", account.person.id, "/requests"], t(w::REQUEST_AGAIN_TITLE));
    let date = view.full_date(first.state.begun.at.date());
    page.callout(Tone::Neutral, fill(w::REQUEST_AGAIN_TEXT, &[("date", &date)]));
    if account.person.region.has_right_to_object() {
        let law = if account.person.region == Region::Uk { w::LETTER_LAW_UK } else { w::LETTER_LAW_EU };
        page.text(fill(w::REQUEST_AGAIN_LAW, &[("law", &view.t(law))]));
    }
    page.button(t(w::REQUEST_AGAIN_DO), &["request/", &account.key(), "/", kind.name(), "/begin-again"]);
    page.primary(t(w::REQUEST_AGAIN_LOOK), To::Go(&[&first.route()]));
    page.done()
}

pub(super) fn name_of(event: RequestEvent) -> &'static str {
    EVENTS[event as usize].0
}

/// Tone and picture of a stage.
fn sign_of(standing: &Standing) -> (Tone, Icon) {
    match standing.stage {
        Stage::ComplainedToController if standing.overdue => (Tone::Warning, Icon::Warning),
        Stage::Draft => (Tone::Neutral, Icon::Circle),
        Stage::OnTheWay | Stage::Waiting | Stage::FollowedUp | Stage::ComplainedToController | Stage::Complained => {
            (Tone::Neutral, Icon::Calendar)
        }
        Stage::Overdue | Stage::Answered(Outcome::Refused) => (Tone::Warning, Icon::Warning),
        Stage::Answered(Outcome::Partly) => (Tone::Info, Icon::Info),
        Stage::Answered(Outcome::Granted) | Stage::Closed => (Tone::Good, Icon::Check),
    }
}

/// How a request stands, in a few words.
fn state_of(view: &View, request: &Request<'_>) -> String {
    let word = match request.standing.stage {
        Stage::Draft => w::REQUEST_DRAFT,
        Stage::OnTheWay => w::REQUEST_ON_THE_WAY,
        Stage::Waiting => match &request.standing.due {
            Ok(due) if due.due >= view.today() => {
                return view.f(w::REQUEST_WAITING_UNTIL, &[("date", &view.date(due.due))]);
            }
            _ => w::REQUEST_WAITING,
        },
        Stage::Overdue => w::REQUEST_OVERDUE,
        Stage::FollowedUp => w::REQUEST_FOLLOWED_UP,
        Stage::Answered(Outcome::Granted) => w::REQUEST_GRANTED,
        Stage::Answered(Outcome::Partly) => w::REQUEST_PARTLY,
        Stage::Answered(Outcome::Refused) => w::REQUEST_REFUSED,
        Stage::ComplainedToController => w::REQUEST_COMPLAINED_TO_CONTROLLER,
        Stage::Complained => w::REQUEST_COMPLAINED,
        Stage::Closed => w::REQUEST_CLOSED,
    };
    view.t(word).to_owned()
}
