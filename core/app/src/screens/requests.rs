//! Requests: what was asked of a controller, where it stands, and what may have happened since.

use widerspruch_domain::due::{Due, Request as Legal};
use widerspruch_domain::journal::{RequestEvent, RequestKind};
use widerspruch_domain::region::Region;
use widerspruch_domain::requests::{NoDate, Outcome, Stage, legal, may_follow, offered};

use super::letters::texts;
use super::page::{Line, Page, To, fill, say, t};
use crate::boundary::{Icon, Row, Screen, Tone};
use crate::content::{Word, w};
use crate::due::steps;
use crate::forms::EVENTS;
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
        for kind in offered(person.region) {
            let line = Line::new(Icon::Document, t(asked(*kind, person.region)));
            page.line(line, To::Do(&["request/", &account.key(), "/", kind.name(), "/begin"]));
        }
    }
    page.done()
}

/// A request in a list, with how it stands.
pub(super) fn request_item(page: &mut Page<'_>, request: &Request<'_>) {
    let view = page.view();
    let (tone, icon) = sign_of(request.standing.stage);
    let name = request.account.name();
    let state = state_of(view, request);
    let line = Line { tone, detail: say(&name), state: say(&state), ..Line::new(icon, say(request.name(view))) };
    page.line(line, To::Go(&[&request.route()]));
}

pub(super) fn request(seen: &Seen<'_>, request: &Request<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let person = request.account.person;
    let mut page = Page::new(seen, route, &["/", person.id, "/requests"], say(request.name(view)));
    let (tone, icon) = sign_of(request.standing.stage);
    page.status(tone, icon, say(&request.account.name()), say(&state_of(view, request)));
    explain(&mut page, request);
    match request.standing.stage {
        Stage::Draft => draft(&mut page, request),
        Stage::OnTheWay => event(&mut page, request, RequestEvent::Received, w::REQUEST_ARRIVED),
        Stage::Closed => {}
        _ => waiting(&mut page, request),
    }
    page.section();
    event(&mut page, request, RequestEvent::Closed, w::REQUEST_CLOSE);
    page.head(t(w::REQUEST_TIMELINE));
    let begun = view.full_date(request.state.begun.at.date());
    page.status(Tone::Neutral, Icon::Calendar, say(&begun), t(w::REQUEST_BEGUN));
    for (_, event, on) in &request.state.events {
        let (date, what) = (view.full_date(*on), t(EVENTS[*event as usize].1));
        match Letter::sent_by(*event).filter(|letter| request.wording(*letter).is_some()) {
            Some(letter) => {
                let line = Line { detail: what, ..Line::new(Icon::Calendar, say(&date)) };
                page.line(line, To::Go(&[&request.route(), "/wording/", letter.id()]));
            }
            None => page.status(Tone::Neutral, Icon::Calendar, say(&date), what),
        }
    }
    if let Some((mark, ..)) = request.state.events.last() {
        page.button(t(w::UNDO), &["undo/", &mark.entry.to_string()]);
    } else {
        page.button(t(w::UNDO), &["undo/", &request.state.begun.entry.to_string()]);
    }
    page.item(t(w::ATTACHED_TITLE), &["/", person.id, "/records/requests/", request.id]);
    page.done()
}

/// Until when, or why nobody can say so.
fn explain(page: &mut Page<'_>, request: &Request<'_>) {
    let (view, standing) = (page.view(), &request.standing);
    let today = view.today();
    let service = request.account.facts.name;
    let region = request.account.person.region;
    if !matches!(standing.stage, Stage::OnTheWay | Stage::Waiting | Stage::Overdue | Stage::ComplainedToController) {
        return;
    }
    match &standing.due {
        Ok(due) => {
            let date = view.full_date(due.due);
            let values: [(&str, &dyn std::fmt::Display); 2] = [("service", &service), ("date", &date)];
            match standing.stage {
                Stage::Overdue => page.callout(Tone::Warning, fill(w::REQUEST_OVERDUE_TEXT, &values)),
                Stage::ComplainedToController => page.text(fill(w::REQUEST_DUE_ACKNOWLEDGE, &values)),
                _ if due.due == today => page.callout(Tone::Info, fill(w::REQUEST_DUE_TODAY, &values)),
                _ if standing.extended => page.text(fill(w::REQUEST_DUE_EXTENDED, &values)),
                _ => page.text(fill(w::REQUEST_DUE, &values)),
            }
            page.item(t(w::REQUEST_HOW_COUNTED), &[&request.route(), "/due"]);
        }
        Err(NoDate::NotReceived) => page.word(w::REQUEST_NOT_RECEIVED),
        Err(NoDate::WaitsForIdentity) => page.word(w::REQUEST_WAITS_FOR_IDENTITY),
        Err(NoDate::NoPeriod) if region == Region::Other => page.word(w::REQUEST_NOT_RESEARCHED),
        Err(NoDate::NoPeriod) => page.word(w::REQUEST_NO_STATUTE),
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
    let region = request.account.person.region;
    let answered = matches!(request.standing.stage, Stage::Answered(_));
    page.section();
    if !answered {
        page.primary(t(w::REQUEST_ANSWER), To::Go(&[&request.route(), "/answer"]));
    }
    let open = request.standing.may_be_later || request.standing.due == Err(NoDate::WaitsForIdentity);
    let asked_last = request.state.events.iter().rev().map(|(_, event, _)| *event);
    let question = asked_last.into_iter().find(|event| matches!(event, E::IdentityAsked | E::ClarificationAsked));
    match question.filter(|_| open) {
        Some(E::IdentityAsked) => event(page, request, E::IdentityGiven, w::REQUEST_IDENTITY_GIVEN),
        Some(_) => event(page, request, E::ClarificationGiven, w::REQUEST_CLARIFICATION_GIVEN),
        None => {
            event(page, request, E::MoreTime, w::REQUEST_MORE_TIME);
            event(page, request, E::IdentityAsked, w::REQUEST_IDENTITY);
            event(page, request, E::ClarificationAsked, w::REQUEST_CLARIFICATION);
        }
    }
    event(page, request, E::Acknowledged, w::REQUEST_ACKNOWLEDGED);
    if let Ok(due) = &request.standing.due
        && due.due <= page.view().today()
    {
        event(page, request, E::NothingCame, w::REQUEST_NOTHING);
    }
    page.section();
    texts(page, request);
    page.section();
    event(page, request, E::FollowedUp, w::REQUEST_FOLLOW_UP);
    if region == Region::Uk && request.standing.stage != Stage::ComplainedToController {
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
    if may_follow(request.standing.stage, event) {
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
    if request.account.person.region.has_right_to_object() {
        page.foot(t(w::REQUEST_GOOD_ANSWER));
    }
    page.done()
}

/// One event, and its day.
pub(super) fn noting(seen: &Seen<'_>, request: &Request<'_>, route: &str, event: RequestEvent) -> Screen {
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
    page.primary(t(w::REQUEST_NOTE_IT), To::Do(&["request/", &request.key(), "/", name_of(event)]));
    page.done()
}

/// How the due date came about.
pub(super) fn counted(seen: &Seen<'_>, request: &Request<'_>, due: &Due, route: &str) -> Screen {
    let view = &seen.view;
    let mut page = Page::new(seen, route, &[&request.route()], t(w::REQUEST_HOW_COUNTED));
    let complaint = request.standing.stage == Stage::ComplainedToController;
    let law = if complaint { Legal::Complaint } else { legal(request.state.kind) };
    for step in steps(view, due, request.account.person.region, law, request.standing.extended) {
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
        page.word(w::REQUEST_AGAIN_LAW);
    }
    page.button(t(w::REQUEST_AGAIN_DO), &["request/", &account.key(), "/", kind.name(), "/begin-again"]);
    page.primary(t(w::REQUEST_AGAIN_LOOK), To::Go(&[&first.route()]));
    page.done()
}

pub(super) fn name_of(event: RequestEvent) -> &'static str {
    EVENTS[event as usize].0
}

/// Tone and picture of a stage.
fn sign_of(stage: Stage) -> (Tone, Icon) {
    match stage {
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
            Ok(due) => return view.f(w::REQUEST_WAITING_UNTIL, &[("date", &view.date(due.due))]),
            Err(_) => w::REQUEST_WAITING,
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
