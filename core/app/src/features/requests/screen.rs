//! The screens of requests: the list, the status of a request, and the events to note.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use percent_encoding::percent_decode_str;
use widerspruch_domain::due::{DueDate, overdue_after};
use widerspruch_domain::journal::{RequestEvent, RequestKind};
use widerspruch_domain::law::LegalRequest;
use widerspruch_domain::letters::Letter;
use widerspruch_domain::reminders::{Category, Schedule};
use widerspruch_domain::requests::{ControllerAnswer, NoDueDate, Stage, may_note};

use super::authorities::{authorities_screen, authority_screen};
use super::letter_choices::{enclosures_screen, language_screen, reading_screen};
use super::letter_screens::{
    add_letters, choose_authority_screen, details_screen, grounds_screen, letter_screen, missing_details,
    offers_letter, signing_screen, title_of, wording_screen,
};
use super::noted::{add_history, noted_screen};
use super::paths::{Command, ON, Page, Route};
use super::reply_screens::{failure_screen, gaps_screen};
use super::status::{
    days_of_event, due_today_word, is_handed_out, is_ripe, request_row, route_to, warn_of_early_complaint,
};
use crate::boundary::{Icon, Screen, ScreenSection, SectionKind, Tone};
use crate::features::settings::paths::Setting;
use crate::features::{home, records};
use crate::kit::{
    Line, NOTHING, ScreenBuilder, Target, days_of_sending, fill, guide_route, newest_resting, request_route, say, t,
    undo_words, warn_of_day_of_request,
};
use crate::model::{Account, Person, Request, Snapshot, stage_sign, stage_words};
use crate::words::{Value, Word, event_words, request_kind_words, w};

/// Returns a screen of this feature; `None` if the person, the request or the authority is gone.
pub(crate) fn screen(snapshot: &Snapshot<'_>, route: Route<'_>) -> Option<Screen> {
    let mut screen = match route {
        Route::Requests { person } => requests_screen(snapshot, snapshot.person(person)?),
        Route::Again { account, kind } => {
            let account = snapshot.account(account)?;
            again_screen(snapshot, account, kind, &snapshot.open_request(account, kind)?)
        }
        Route::Request { request, page } => screen_of_request(snapshot, &snapshot.request(request)?, page)?,
        Route::SentBefore(account) => sent_before_screen(snapshot, snapshot.account(account)?),
        Route::SentWay { account, kind } => sent_way_screen(snapshot, snapshot.account(account)?, kind)?,
        Route::SentLongAgo { account, kind, event, on } => {
            let back = Route::SentWay { account, kind };
            long_ago_screen(snapshot, on, &back, &Command::NoteSentLongAgo { account, kind, event, on })
        }
        Route::Authorities { person } => return Some(authorities_screen(snapshot, snapshot.person(person)?, "")),
        Route::FindAuthorities { person, words } => {
            let words = percent_decode_str(words).decode_utf8_lossy();
            return Some(authorities_screen(snapshot, snapshot.person(person)?, &words));
        }
        Route::Authority { person, key } => return authority_screen(snapshot, snapshot.person(person)?, key),
    };
    // Where requests begin, and where a letter leaves the app.
    if matches!(route, Route::Requests { .. } | Route::Request { page: Page::Letter(_), .. }) {
        for word in [w::REQUESTS_YOU_SEND, w::REQUESTS_TEMPLATES, w::REQUESTS_NO_ADVICE] {
            let footer = Some(snapshot.wording.t(word).to_owned());
            screen.sections.push(ScreenSection { kind: SectionKind::Rows, header: None, footer, rows: Vec::new() });
        }
    }
    Some(screen)
}

fn screen_of_request(snapshot: &Snapshot<'_>, request: &Request<'_>, page: Page<'_>) -> Option<Screen> {
    Some(match page {
        Page::Request => request_screen(snapshot, request),
        Page::Grounds(from) => grounds_screen(snapshot, request, from),
        Page::Details(from) => details_screen(snapshot, request, from),
        Page::Authority => choose_authority_screen(snapshot, request),
        Page::Gaps(from) => return gaps_screen(snapshot, request, from),
        Page::Signing(from) => return signing_screen(snapshot, request, from),
        Page::Failure(from) => return failure_screen(snapshot, request, from),
        Page::Letter(letter) => return letter_screen(snapshot, request, letter),
        Page::Language(letter) => language_screen(snapshot, request, letter),
        Page::Reading(letter) => return reading_screen(snapshot, request, letter),
        Page::Enclosures(letter) => enclosures_screen(snapshot, request, letter),
        Page::Wording(noted) => return wording_screen(snapshot, request, &noted.parse().ok()?),
        Page::Noted(noted) => return noted_screen(snapshot, request, &noted.parse().ok()?),
        // A page on which nothing can be chosen any more is gone.
        Page::Further if !may_note(&request.status, RequestEvent::Complained) => return None,
        Page::Further => further_screen(snapshot, request),
        Page::Sent if request.status.stage != Stage::Draft => return None,
        Page::Sent => sent_screen(snapshot, request),
        Page::Answer if !may_note(&request.status, RequestEvent::Granted) => return None,
        Page::Answer => answer_screen(snapshot, request),
        Page::Other if other_events(request).is_empty() => return None,
        Page::Other => other_screen(snapshot, request),
        Page::Earlier => return earlier_screen(snapshot, request),
        // While the person is asked something, no day is a deadline (`law.md` §4.4).
        Page::Due if request.status.waits_for_person => uncounted_screen(snapshot, request),
        Page::Due => due_screen(snapshot, request, request.status.due.as_ref().ok()?),
        Page::LongAgo { event, on } => {
            let back = route_to(request, Page::Event { event, with_text: false });
            let note = Command::NoteEventLongAgo { request: request.address(), event, on };
            long_ago_screen(snapshot, on, &back, &note)
        }
        Page::CorrectLongAgo { entry, on } => {
            let back = route_to(request, Page::Noted(entry));
            let correct = Command::CorrectDayLongAgo { request: request.address(), entry, on };
            long_ago_screen(snapshot, on, &back, &correct)
        }
        Page::Event { event, with_text } => return event_screen(snapshot, request, event, with_text),
    })
}

fn requests_screen(snapshot: &Snapshot<'_>, person: Person<'_>) -> Screen {
    let name = person.helped_name();
    let values: [(&str, &dyn Value); 1] = [("name", &name.unwrap_or_default())];
    let title = if name.is_some() { fill(w::REQUESTS_TITLE_OF, &values) } else { t(w::REQUESTS_TITLE) };
    let mut page = ScreenBuilder::new(snapshot, Some(&home::paths::Route::Start), title);
    page.word(w::REQUESTS_WHAT);
    let (closed, open): (Vec<_>, Vec<_>) =
        snapshot.requests(person).into_iter().partition(|request| request.status.stage == Stage::Closed);
    for (heading, requests) in [(w::REQUESTS_OPEN, open), (w::REQUESTS_CLOSED, closed)] {
        page.head(t(heading));
        for request in &requests {
            request_row(&mut page, request);
        }
    }
    let accounts = snapshot.accounts(person);
    for account in &accounts {
        match accounts.len() {
            1 => page.head(t(w::REQUESTS_NEW)),
            _ => page.head(fill(w::REQUESTS_NEW_AT, &[("account", &account.name(&snapshot.wording))])),
        }
        for kind in account.offered_requests() {
            let line = Line::new(Icon::Document, t(request_kind_words(*kind, person.region)));
            let begin = Command::Begin { account: account.address(), kind: *kind, again: false };
            page.line(line, Target::Do(&begin));
        }
        if !account.offered_requests().is_empty() {
            page.item(t(w::REQUESTS_SENT_BEFORE), &Route::SentBefore(account.address()));
        }
    }
    page.done()
}

/// Returns the screen that asks which kind of request the person has sent already.
fn sent_before_screen(snapshot: &Snapshot<'_>, account: Account<'_>) -> Screen {
    let back = Route::Requests { person: account.person.id };
    let mut page = ScreenBuilder::new(snapshot, Some(&back), t(w::SENT_BEFORE_TITLE));
    page.answers(t(w::SENT_BEFORE_WHAT));
    for kind in account.offered_requests() {
        let route = Route::SentWay { account: account.address(), kind: *kind };
        page.item(t(request_kind_words(*kind, account.person.region)), &route);
    }
    page.done()
}

/// Returns the screen that asks on which day and in which way such a request was sent; `None` for one that is not
/// offered.
fn sent_way_screen(snapshot: &Snapshot<'_>, account: Account<'_>, kind: RequestKind) -> Option<Screen> {
    let region = account.person.region;
    if !account.offers(kind) {
        return None;
    }
    let back = Route::SentBefore(account.address());
    let mut page = ScreenBuilder::new(snapshot, Some(&back), t(request_kind_words(kind, region)));
    let today = snapshot.wording.today();
    page.date_field(&ON, w::GUIDE_SENT_DAY, today, days_of_sending(today));
    page.answers(t(w::REQUEST_SENT_TITLE));
    for (event, label) in WAYS {
        page.button(t(label), &Command::NoteSent { account: account.address(), kind, event, with_text: false });
    }
    Some(page.done())
}

/// Returns the screen that asks whether something was really sent on a day long ago.
fn long_ago_screen(snapshot: &Snapshot<'_>, on: NaiveDate, back: &Route<'_>, note: &Command<'_>) -> Screen {
    let date = snapshot.wording.full_date(on);
    let mut page = ScreenBuilder::new(snapshot, Some(back), t(w::LONG_AGO_TITLE));
    page.text(fill(w::LONG_AGO_TEXT, &[("date", &date)]));
    page.answers(NOTHING);
    page.button_to(t(w::LONG_AGO_OTHER_DAY), Target::Go(back));
    page.button(t(w::LONG_AGO_YES), note);
    page.done()
}

fn request_screen(snapshot: &Snapshot<'_>, request: &Request<'_>) -> Screen {
    let wording = &snapshot.wording;
    let person = request.account.person;
    let mut page =
        ScreenBuilder::new(snapshot, Some(&Route::Requests { person: person.id }), say(request.name(wording)));
    let (tone, icon) = stage_sign(&request.status);
    page.status(tone, icon, say(&request.account.name(wording)), say(&stage_words(wording, request)));
    warn_of_day_of_request(&mut page, request);
    add_explanation(&mut page, request);
    match request.status.stage {
        // It was sent: only the day is missing.
        _ if snapshot.doubted_sending(request).is_some() => {}
        Stage::Draft => add_draft(&mut page, request),
        Stage::Closed => {}
        _ => add_next_steps(&mut page, request),
    }
    // Before anything else is noted, what is there is put right.
    if let Some((stamp, ..)) = snapshot.doubted_event(request) {
        let entry = stamp.entry.to_string();
        page.primary(t(w::DOUBT_CORRECT), Target::Go(&route_to(request, Page::Noted(&entry))));
    }
    add_history(&mut page, request);
    if !earlier_events(request, wording.today()).is_empty() {
        page.item(t(w::REQUEST_EARLIER), &route_to(request, Page::Earlier));
    }
    let newest = request.state.newest_entry();
    let resting = newest_resting(snapshot, person, newest, &[]);
    // What was written last is undone before that for which it was written.
    let undone = resting.as_ref().map_or(Some(newest), |text| Some(&text.entry).filter(|_| text.is_text));
    if let Some(undone) = undone {
        page.button(say(&undo_words(snapshot, person, undone)), &records::paths::Command::undo(undone));
    }
    add_event(&mut page, request, RequestEvent::Closed, w::REQUEST_CLOSE);
    page.item(t(w::ATTACHED_TITLE), &records::paths::Route::Attachments(request.subject()));
    page.done()
}

/// Adds the day until which an answer is expected, or the reason why that day is unknown.
fn add_explanation(page: &mut ScreenBuilder<'_>, request: &Request<'_>) {
    let (wording, status) = (page.wording(), &request.status);
    if !request.region().offers(request.state.kind) {
        page.callout(Tone::Info, t(w::REQUEST_NOT_OFFERED));
    }
    match status.stage {
        Stage::Draft | Stage::Answered(_) | Stage::Closed => {}
        Stage::Complained => page.word(w::AUTHORITY_WHAT),
        // What comes after that is the company's answer to the person, and our own question.
        Stage::Replied if !status.waits_for_person => {
            page.text(fill(w::REQUEST_ANSWERED, &[("service", &request.account.service())]));
            if is_ripe(request, wording) {
                page.text(fill(w::REQUEST_REPLY_CAME, &[("service", &request.account.service())]));
            }
        }
        _ => add_period(page, request),
    }
    if let Some(country) = request.sent_elsewhere(wording) {
        page.text(fill(w::REQUEST_SENT_ELSEWHERE, &[("country", &country)]));
    }
    for (country, due) in page.snapshot.counted_before(request) {
        let country = wording.catalogue.country(country);
        match due {
            Some(due) => {
                let date = wording.full_date(due);
                page.text(fill(w::REQUEST_COUNTED_BEFORE, &[("country", &country), ("date", &date)]));
            }
            None => page.text(fill(w::REQUEST_COUNTED_BEFORE_NONE, &[("country", &country)])),
        }
    }
    if let Some(Schedule::Dated { on, category: Category::Courtesy, .. }) = status.reminder
        && on > wording.today()
        && page.snapshot.is_on(Setting::Reminders)
        && !request.account.person.state.wants_no_reminders()
    {
        let word = match status.stage {
            _ if status.waits_for_person => w::REQUEST_NEXT_ANSWERED,
            Stage::Replied => w::REQUEST_NEXT_REPLIED,
            Stage::Answered(_) | Stage::FollowedUp | Stage::Complained => w::REQUEST_NEXT_AGAIN,
            _ => w::REQUEST_NEXT,
        };
        let (service, date) = (request.account.service(), wording.full_date(on));
        page.text(fill(word, &[("service", &service), ("date", &date)]));
    }
}

/// Adds the statutory period, or the reason why there is no period.
fn add_period(page: &mut ScreenBuilder<'_>, request: &Request<'_>) {
    let (wording, status) = (page.wording(), &request.status);
    let service = request.account.service();
    match &status.due {
        Ok(_) if status.waits_for_person => page.text(fill(w::REQUEST_WAITS_FOR_YOU, &[("service", &service)])),
        Ok(due) => {
            let latest = status.latest().unwrap_or(due.due);
            // Once the latest day is over, the earlier ones tell nothing any more.
            let end = if status.may_be_later && latest >= wording.today() { due.due } else { latest };
            let (date, overdue_from) = (wording.full_date(end), wording.full_date(overdue_after(latest)));
            let values: [(&str, &dyn Value); 3] =
                [("service", &service), ("date", &date), ("overdue_from", &overdue_from)];
            let past = end <= wording.today();
            let (tone, word) = match status.stage {
                _ if status.law == LegalRequest::Complaint && status.overdue => {
                    (Some(Tone::Warning), w::REQUEST_OVERDUE_ACKNOWLEDGE)
                }
                _ if status.law == LegalRequest::Complaint && end < wording.today() => (None, w::REQUEST_DUE_ENDED),
                _ if status.law == LegalRequest::Complaint => (None, w::REQUEST_DUE_ACKNOWLEDGE),
                Stage::Overdue => (Some(Tone::Warning), w::REQUEST_OVERDUE_TEXT),
                Stage::FollowedUp if past => (None, w::REQUEST_DUE_ENDED),
                _ if past && status.nothing_came => (Some(Tone::Info), w::REQUEST_NOTHING_YET),
                _ if latest == wording.today() => (Some(Tone::Info), due_today_word(&status.due, latest)),
                _ if latest < wording.today() && status.may_be_later => (None, w::REQUEST_LATEST_ENDED),
                // By this reading the period is over, by another it may not be: that is said below.
                _ if past && status.may_be_later => (None, w::REQUEST_DUE_WITHOUT),
                _ if past => (None, w::REQUEST_DUE_ENDED),
                _ if status.extended => (None, w::REQUEST_DUE_EXTENDED),
                _ => (None, w::REQUEST_DUE),
            };
            match tone {
                Some(tone) => page.callout(tone, fill(word, &values)),
                None => page.text(fill(word, &values)),
            }
            if status.may_be_later && latest > wording.today() {
                page.text(fill(w::REQUEST_LATEST, &[("date", &wording.weekday_date(latest))]));
            }
            if status.asked_for_time && !status.extended && status.law != LegalRequest::Complaint {
                page.word(w::REQUEST_MORE_TIME_LATE);
            }
            if let Some(date) = status.extension_doubtful_after.filter(|_| status.may_be_later) {
                page.text(fill(w::REQUEST_MORE_TIME_DOUBTFUL, &[("date", &wording.full_date(date))]));
            }
            if !is_ripe(request, wording) {
                page.item(t(w::REQUEST_HOW_COUNTED), &route_to(request, Page::Due));
            }
        }
        Err(none) => {
            let word = match none {
                _ if status.waits_for_person && request.is_answered() => w::REQUEST_WAITS_ANSWERED,
                NoDueDate::Answered => w::REQUEST_ANSWERED,
                NoDueDate::NotReceived => w::REQUEST_NOT_RECEIVED,
                NoDueDate::WaitsForIdentity => w::REQUEST_WAITS_FOR_IDENTITY,
                NoDueDate::WaitsForClarification => w::REQUEST_WAITS_FOR_CLARIFICATION,
                NoDueDate::Confirmed => w::REQUEST_CONFIRMED,
                NoDueDate::NoExtension => w::REQUEST_NO_EXTENSION,
                NoDueDate::LawOfPart => {
                    page.text(say(&wording.catalogue.law(request.region()).due.of_part));
                    return;
                }
                NoDueDate::NoPeriod if request.country().is_empty() => w::LOST_WAITS,
                NoDueDate::NoPeriod if !request.region().is_researched() => w::REQUEST_NOT_RESEARCHED,
                NoDueDate::NoPeriod => w::REQUEST_NO_STATUTE,
            };
            page.text(fill(word, &[("service", &service)]));
        }
    }
    if status.may_be_later && status.due.is_err() && !request.is_answered() {
        page.word(w::REQUEST_MAY_BE_LATER);
    }
}

fn add_draft(page: &mut ScreenBuilder<'_>, request: &Request<'_>) {
    let snapshot = page.snapshot;
    page.section();
    add_letters(page, request);
    if let Some(form) = snapshot.form_guide(request) {
        page.line(Line::new(Icon::External, t(w::REQUEST_TO_FORM)), Target::Go(&guide_route(&form)));
    }
    let letters = [Letter::Form, Letter::Post].into_iter().filter(|letter| offers_letter(snapshot, request, *letter));
    let letters: Vec<Letter> = letters.collect();
    if letters.iter().any(|letter| is_handed_out(snapshot, request, *letter)) {
        page.primary(t(w::DRAFT_NOTE_SENT), Target::Go(&route_to(request, Page::Sent)));
        return;
    }
    // Whoever sent it in a way of their own finds this too.
    page.button_to(t(w::REQUEST_SENT_ALREADY), Target::Go(&route_to(request, Page::Sent)));
    // First it is written, then looked at and handed out.
    match (missing_details(snapshot, request), letters.first()) {
        (Some(details), _) => page.primary(t(w::DRAFT_FILL_IN), Target::Go(&route_to(request, details))),
        (None, Some(letter)) => page.primary(t(w::DRAFT_LOOK), Target::Go(&route_to(request, Page::Letter(*letter)))),
        (None, None) => {}
    }
}

/// Adds what can be said and done since the sending. Where it is time to ask again or to complain, the texts for that
/// stand side by side, before all that may have happened, and none of them is the primary button.
fn add_next_steps(page: &mut ScreenBuilder<'_>, request: &Request<'_>) {
    use RequestEvent as E;
    let status = &request.status;
    let answered = matches!(status.stage, Stage::Answered(_));
    let answer = route_to(request, Page::Answer);
    if is_ripe(request, page.wording()) {
        page.head(t(w::REQUEST_NOW));
        add_further_ways(page, request);
        page.foot(t(w::REQUEST_DO_NOTHING));
        page.section();
        // A better answer may follow a refusal.
        page.item(t(w::REQUEST_ANSWER), &answer);
        add_other(page, request);
        if status.due.is_ok() && !answered {
            page.item(t(w::REQUEST_HOW_COUNTED), &route_to(request, Page::Due));
        }
        return;
    }
    let ended = status.latest().is_some_and(|latest| latest <= page.wording().today());
    page.answers(NOTHING);
    let noting = |event| Page::Event { event, with_text: false };
    let asks_what_came = ended && status.stage == Stage::Waiting && !status.waits_for_person && !status.nothing_came;
    let own = match (status.stage, status.question) {
        (Stage::Answered(_), _) => None,
        (_, Some(E::IdentityAsked)) => Some((w::REQUEST_IDENTITY_GIVEN, noting(E::IdentityGiven))),
        (_, Some(_)) => Some((w::REQUEST_CLARIFICATION_GIVEN, noting(E::ClarificationGiven))),
        (Stage::OnTheWay, None) => Some((w::REQUEST_ARRIVED, noting(E::Received))),
        (_, None) => None,
    };
    if asks_what_came {
        page.answers(t(w::REQUEST_CAME));
        page.button_to(t(w::REQUEST_CAME_YES), Target::Go(&answer));
        // "Nothing came" is always true today, so the day is not asked.
        let nothing = Command::NoteEvent { request: request.address(), event: E::NothingCame, with_text: false };
        page.button(t(w::REQUEST_CAME_NO), &nothing);
    } else if let Some((word, next)) = own {
        page.primary(t(word), Target::Go(&route_to(request, next)));
        page.button_to(t(w::REQUEST_ANSWER), Target::Go(&answer));
    } else if !answered {
        page.primary(t(w::REQUEST_ANSWER), Target::Go(&answer));
    }
    page.section();
    // Whoever asks back, or demands a form, gets an answer.
    for letter in [Letter::IdentityReply, Letter::Reply] {
        if offers_letter(page.snapshot, request, letter) {
            let title = title_of(page.snapshot, request, letter);
            page.line(Line::new(Icon::Document, say(title)), Target::Go(&route_to(request, Page::Letter(letter))));
        }
    }
    add_other(page, request);
    if may_note(status, E::Complained) {
        page.item(t(further_title(page.snapshot, request)), &route_to(request, Page::Further));
    }
}

/// Adds the way to what else may have happened, if anything can have.
fn add_other(page: &mut ScreenBuilder<'_>, request: &Request<'_>) {
    if !other_events(request).is_empty() {
        page.item(t(w::REQUEST_OTHER), &route_to(request, Page::Other));
    }
}

/// Returns the title of the screen with asking again and complaining: who was answered does not ask for an answer again.
fn further_title(snapshot: &Snapshot<'_>, request: &Request<'_>) -> Word {
    let asks = offers_letter(snapshot, request, Letter::FollowUp);
    if asks { w::REQUEST_FURTHER } else { w::REQUEST_FURTHER_COMPLAIN }
}

/// Returns the screen with asking again and complaining, before it is time.
fn further_screen(snapshot: &Snapshot<'_>, request: &Request<'_>) -> Screen {
    let mut page = ScreenBuilder::new(snapshot, Some(&request_route(request)), t(further_title(snapshot, request)));
    warn_of_early_complaint(&mut page, request);
    page.section();
    add_further_ways(&mut page, request);
    page.done()
}

/// Adds the texts for asking again and for complaining.
fn add_further_ways(page: &mut ScreenBuilder<'_>, request: &Request<'_>) {
    let region = request.region();
    let law = page.wording().catalogue.law(region);
    let short = matches!(request.status.stage, Stage::Answered(ControllerAnswer::Partly | ControllerAnswer::Refused));
    if short && !law.good_answer.is_empty() {
        page.text(say(&law.good_answer));
        page.word(w::REQUEST_REFUSED_HELP);
    }
    let first_to_the_company = page.snapshot.takes_company_complaint(request);
    if first_to_the_company && may_note(&request.status, RequestEvent::ComplainedToController) {
        page.text(say(law.company_complaint.as_ref().map_or("", |words| &words.why)));
    }
    add_letters(page, request);
}

/// Returns what else can have happened as a request stands, apart from what the company answered, with the words for it.
fn other_events(request: &Request<'_>) -> Vec<(RequestEvent, Word)> {
    use RequestEvent as E;
    let region = request.region();
    let can = |event| may_note(&request.status, event);
    let mut events = vec![
        (E::Received, w::REQUEST_ARRIVED),
        (E::IdentityGiven, w::REQUEST_IDENTITY_GIVEN),
        (E::ClarificationGiven, w::REQUEST_CLARIFICATION_GIVEN),
        (E::FollowedUp, w::REQUEST_FOLLOW_UP),
    ];
    if region.complaint_goes_first_to_the_company() && can(E::ComplainedToController) {
        events.push((E::ComplainedToController, w::REQUEST_COMPLAIN_FIRST));
    }
    if region.authority_takes().is_some() {
        events.push((E::Complained, w::REQUEST_COMPLAIN));
    }
    events.retain(|(event, _)| can(*event));
    events
}

/// Returns the screen with what else can have happened.
fn other_screen(snapshot: &Snapshot<'_>, request: &Request<'_>) -> Screen {
    let mut page = ScreenBuilder::new(snapshot, Some(&request_route(request)), t(w::REQUEST_OTHER));
    page.answers(NOTHING);
    for (event, word) in other_events(request) {
        let label = page.wording().f(word, &[("service", &request.account.facts.name)]);
        page.button_to(say(&label), Target::Go(&route_to(request, Page::Event { event, with_text: false })));
    }
    page.done()
}

/// Returns what can have happened before an answer, a complaint or the end, which is noted already.
fn earlier_events(request: &Request<'_>, today: NaiveDate) -> Vec<RequestEvent> {
    use RequestEvent as E;
    let status = &request.status;
    if status.answer.is_none() && !matches!(status.stage, Stage::Complained | Stage::Closed) {
        return Vec::new();
    }
    let mut events = vec![
        E::Received,
        E::Acknowledged,
        E::IdentityAsked,
        E::IdentityGiven,
        E::ClarificationAsked,
        E::ClarificationGiven,
        E::FormDemanded,
        E::MoreTime,
        E::FollowedUp,
        E::Granted,
        E::Partly,
        E::Refused,
        E::Replied,
        E::ComplainedToController,
    ];
    if request.region().authority_takes().is_some() {
        events.push(E::Complained);
    }
    // Whoever replied goes on: what can happen then, too, can have happened before the answer.
    let happened = |event: &RequestEvent, days: &RangeInclusive<NaiveDate>| {
        let before = status.answer.is_some_and(|(_, on)| *days.start() <= on);
        !may_note(status, *event) || (before && comes_before_an_answer(*event))
    };
    events.retain(|event| days_of_event(request, *event, today).is_some_and(|days| happened(event, &days)));
    events
}

/// Returns whether an event usually comes before the controller's answer: no answer itself, and nothing that follows one.
const fn comes_before_an_answer(event: RequestEvent) -> bool {
    use RequestEvent as E;
    !event.is_answer() && !matches!(event, E::Replied | E::ComplainedToController | E::Complained)
}

/// Returns the screen with what can have happened before; `None` where nothing can.
fn earlier_screen(snapshot: &Snapshot<'_>, request: &Request<'_>) -> Option<Screen> {
    let mut page = ScreenBuilder::new(snapshot, Some(&request_route(request)), t(w::REQUEST_EARLIER));
    page.word(w::REQUEST_EARLIER_WHAT);
    page.answers(NOTHING);
    let events = earlier_events(request, snapshot.wording.today());
    for event in &events {
        let route = route_to(request, Page::Event { event: *event, with_text: false });
        page.button_to(t(event_words(*event)), Target::Go(&route));
    }
    (!events.is_empty()).then(|| page.done())
}

/// Adds a way to note an event, if it can have happened.
fn add_event(page: &mut ScreenBuilder<'_>, request: &Request<'_>, event: RequestEvent, label: Word) {
    if may_note(&request.status, event) {
        page.button_to(t(label), Target::Go(&route_to(request, Page::Event { event, with_text: false })));
    }
}

/// Ways in which a request is sent.
const WAYS: [(RequestEvent, Word); 4] = [
    (RequestEvent::SentByForm, w::REQUEST_BY_FORM),
    (RequestEvent::SentByPost, w::REQUEST_BY_POST),
    (RequestEvent::SentByEmail, w::REQUEST_BY_EMAIL),
    (RequestEvent::HandedOver, w::REQUEST_BY_HAND),
];

/// Returns the screen that asks how the request was sent; each way leads to the question for the day.
fn sent_screen(snapshot: &Snapshot<'_>, request: &Request<'_>) -> Screen {
    let mut page = ScreenBuilder::new(snapshot, Some(&request_route(request)), t(w::REQUEST_SENT_TITLE));
    page.answers(NOTHING);
    for (sent, label) in WAYS {
        add_event(&mut page, request, sent, label);
    }
    page.done()
}

/// Returns the screen that asks what the answer says.
fn answer_screen(snapshot: &Snapshot<'_>, request: &Request<'_>) -> Screen {
    use RequestEvent as E;
    let mut page = ScreenBuilder::new(snapshot, Some(&request_route(request)), t(w::REQUEST_ANSWER_TITLE));
    page.answers(NOTHING);
    for (answer, label) in [
        (E::Granted, w::REQUEST_ANSWER_GRANTED),
        (E::Partly, w::REQUEST_ANSWER_PARTLY),
        (E::Refused, w::REQUEST_ANSWER_REFUSED),
    ] {
        add_event(&mut page, request, answer, label);
    }
    page.foot(say(&snapshot.wording.catalogue.law(request.region()).good_answer));
    page.answers(t(w::REQUEST_UNDECIDED));
    for (said, label) in [
        (E::MoreTime, w::REQUEST_MORE_TIME),
        (E::FormDemanded, w::REQUEST_FORM_DEMANDED),
        (E::IdentityAsked, w::REQUEST_IDENTITY),
        (E::ClarificationAsked, w::REQUEST_CLARIFICATION),
        (E::Acknowledged, w::REQUEST_ACKNOWLEDGED),
    ] {
        add_event(&mut page, request, said, label);
    }
    page.done()
}

/// Returns the screen that asks for the day of an event; `None` if the event can have happened on no day. `with_text` means
/// that the person has just seen the sent text.
fn event_screen(
    snapshot: &Snapshot<'_>,
    request: &Request<'_>,
    event: RequestEvent,
    with_text: bool,
) -> Option<Screen> {
    let wording = &snapshot.wording;
    let today = wording.today();
    let days = days_of_event(request, event, today)?;
    let last = *days.end();
    let mut page = ScreenBuilder::new(snapshot, Some(&request_route(request)), t(event_words(event)));
    if event == RequestEvent::IdentityAsked {
        page.word(w::REQUEST_IDENTITY_HELP);
    }
    if event == RequestEvent::MoreTime && request.status.due.is_ok() && request.region().knows_extension() {
        page.word(w::REQUEST_MORE_TIME_REASONS);
    }
    page.date_field(&ON, w::REQUEST_DAY, today.clamp(*days.start(), last), days);
    if last < today {
        page.foot(fill(w::REQUEST_EARLIER_UNTIL, &[("date", &wording.full_date(last))]));
    }
    let note = Command::NoteEvent { request: request.address(), event, with_text };
    page.primary(t(w::REQUEST_NOTE_IT), Target::Do(&note));
    Some(page.done())
}

/// Returns the screen that says how the due date was computed.
fn due_screen(snapshot: &Snapshot<'_>, request: &Request<'_>, due: &DueDate) -> Screen {
    let mut page = ScreenBuilder::new(snapshot, Some(&request_route(request)), t(w::REQUEST_HOW_COUNTED));
    for step in request.due_steps(&snapshot.wording, due) {
        page.text(say(&step));
    }
    page.done()
}

/// Returns the screen that says why no due date is counted at present.
fn uncounted_screen(snapshot: &Snapshot<'_>, request: &Request<'_>) -> Screen {
    let mut page = ScreenBuilder::new(snapshot, Some(&request_route(request)), t(w::REQUEST_HOW_COUNTED));
    page.text(fill(w::REQUEST_WAITS_FOR_YOU, &[("service", &request.account.service())]));
    page.word(w::DUE_AFTER_ANSWER);
    page.done()
}

/// Returns the screen that asks whether to begin a request although `first` of the same kind is open.
fn again_screen(snapshot: &Snapshot<'_>, account: Account<'_>, kind: RequestKind, first: &Request<'_>) -> Screen {
    let wording = &snapshot.wording;
    let mut page =
        ScreenBuilder::new(snapshot, Some(&Route::Requests { person: account.person.id }), t(w::REQUEST_AGAIN_TITLE));
    let begun = first.state.begun_on();
    let known = snapshot.believed_days().contains(&begun);
    let date = wording.full_date(first.status.sent.filter(|_| !known).unwrap_or(begun));
    page.callout(Tone::Neutral, fill(w::REQUEST_AGAIN_TEXT, &[("date", &date)]));
    let law = wording.catalogue.law(account.person.region);
    if account.person.region.excess_may_cost() {
        page.text(say(&wording.catalogue.fill(&law.again, &[("law", &law.name)])));
    }
    let begin = Command::Begin { account: account.address(), kind, again: true };
    page.button(t(w::REQUEST_AGAIN_DO), &begin);
    page.primary(t(w::REQUEST_AGAIN_LOOK), Target::Go(&request_route(first)));
    page.done()
}
