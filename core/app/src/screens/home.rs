//! Welcome, and the person's standing: am I done, what is next, how long does it take.

use std::fmt::Display;

use chrono::NaiveDate;
use widerspruch_domain::checklist::{Progress, progress, was_seen_on};
use widerspruch_domain::journal::{Answer, Membership, Nudging};
use widerspruch_domain::phase::{Phase, phase};
use widerspruch_domain::reminders::{Category, Plan};
use widerspruch_domain::requests::Stage;

use super::guide::{message, seen_on};
use super::page::{Line, NOTHING, Page, Say, To, claims, fill, option, say, t};
use super::persons::country;
use super::records::recorded;
use super::requests::request_item;
use super::settings::{hour, weekdays};
use super::standing::{guide_item, said};
use super::trouble::trouble;
use crate::boundary::{Icon, Screen, Tone};
use crate::content::w;
use crate::forms::Setting;
use crate::plan;
use crate::seen::{Account, Guide, Person, Request, Seen};
use crate::view::{View, capital};

pub(super) fn welcome(seen: &Seen<'_>) -> Screen {
    let view = &seen.view;
    let mut page = Page::new(seen, "/", &[], t(w::APP_NAME));
    page.show_preview();
    trouble(&mut page);
    page.word(w::WELCOME_WHAT);
    page.word(w::WELCOME_HOW);
    page.word(w::WELCOME_PRIVATE);
    page.section();
    let options = vec![option("me", view.t(w::WELCOME_ME)), option("other", view.t(w::WELCOME_OTHER))];
    page.choice("for", t(w::WELCOME_FOR), "me", options, &[]);
    page.name_field(w::WELCOME_NAME, w::WELCOME_NAME_HINT, "");
    country(&mut page, w::WELCOME_WHERE, seen.preset_country(), &[]);
    let names: Vec<&str> = view.content.facts.services.values().map(|service| service.name.as_str()).collect();
    let names = names.join(", ");
    let mut options = Vec::new();
    for (id, word) in [("one", w::WELCOME_ONE), ("several", w::WELCOME_SEVERAL), ("none", w::WELCOME_NONE)] {
        options.push(option(id, &view.f(word, &[("service", &names)])));
    }
    page.choice("account", t(w::WELCOME_ACCOUNT), "one", options, &[]);
    hour(&mut page, &[]);
    weekdays(&mut page, &[]);
    page.section();
    page.word(w::WELCOME_HELPING);
    page.button(t(w::WELCOME_SKIP), &["welcome/skip"]);
    page.foot(t(w::WELCOME_SMALL));
    page.primary(t(w::WELCOME_GO), To::Do(&["welcome"]));
    page.done()
}

pub(super) fn home(seen: &Seen<'_>, person: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let several = seen.store.persons.len() > 1;
    let title = if several || person.state.helped {
        view.f(w::HOME_TITLE_OF, &[("name", &person.name(view))])
    } else {
        view.t(w::HOME_TITLE).to_owned()
    };
    let mut page = Page::new(seen, route, &[], say(&title));
    trouble(&mut page);
    let planned = plan::occurrences(seen);
    let accounts = seen.accounts(person);
    let mut requests = seen.requests(person);
    requests.retain(|request| request.standing.stage != Stage::Closed);
    // What is due leads, then an open step: "never two alarms at once".
    let due = |account: &&Account<'_>| looks(seen, **account).iter().any(|(_, day)| *day <= view.today());
    let asks =
        |account: &&Account<'_>| requests.iter().any(|one| one.account.id == account.id && answer_is_due(one, view));
    let open = |account: &&Account<'_>| progress(account.facts, account.state, account.person.region).next().is_some();
    let lead = accounts.iter().find(due).or(accounts.iter().find(asks)).or(accounts.iter().find(open));
    match lead.or(accounts.first()) {
        Some(lead) => {
            let asked = requests.iter().position(|one| one.account.id == lead.id && answer_is_due(one, view));
            let led = leading(&mut page, *lead, accounts.len() > 1, &planned, asked.map(|place| &requests[place]));
            if let (true, Some(place)) = (led, asked) {
                requests.remove(place);
            }
            page.head(t(w::HOME_ACCOUNTS));
            for account in accounts.iter().filter(|account| account.id != lead.id) {
                other(&mut page, *account);
            }
        }
        None => page.item(t(w::TAB_SERVICES), &["/", person.id, "/services"]),
    }
    page.section();
    for request in &requests {
        request_item(&mut page, request);
    }
    page.section();
    next_reminder(&mut page, &planned);
    for account in accounts.iter().filter(|account| account.state.nudging == Nudging::Stopped) {
        match accounts.len() {
            1 => page.word(w::HOME_NUDGES_STOPPED),
            _ => page.text(fill(w::HOME_NUDGES_STOPPED_FOR, &[("account", &account.name())])),
        }
    }
    page.item(t(w::HOME_WHAT_IS), &["/", person.id, "/objection"]);
    page.item(t(w::REQUESTS_TITLE), &["/", person.id, "/requests"]);
    if person.state.entries > 1 {
        let count = recorded(seen, person);
        let word = if count == 0 { w::HOME_RECORDS } else { w::HOME_RECORDS_COUNT };
        page.item(fill(word, &[("count", &count)]), &["/", person.id, "/records"]);
    }
    if several {
        page.item(t(w::HOME_OTHERS), &["/persons"]);
    }
    page.done()
}

/// The account that leads: how it stands, the next thing, the rest. `asked` is a request of it whose answer is due; says
/// whether that leads.
fn leading(
    page: &mut Page<'_>,
    account: Account<'_>,
    several: bool,
    planned: &Plan,
    asked: Option<&Request<'_>>,
) -> bool {
    let (seen, view) = (page.seen, page.view());
    let standing = progress(account.facts, account.state, account.person.region);
    let next = standing.next().and_then(|next| seen.guide(account, &next.id));
    let looks = looks(seen, account);
    let due = looks.iter().filter(|(_, day)| *day <= view.today()).min_by_key(|(guide, day)| (*day, guide.place()));
    let name = if several { account.name() } else { String::new() };
    page.head(say(&name));
    // The most important step is shorter than a letter, and helps more.
    let is_main = next.as_ref().is_some_and(|next| next.place() == 0);
    let asked = asked.filter(|_| due.is_none() && !is_main);
    let leads = match (due, &next, asked) {
        (Some((due, day)), ..) => look_due(page, due, *day),
        (None, _, Some(request)) => {
            answer_due(page, request);
            None
        }
        (None, Some(next), None) => {
            if asks_to_go_on(account, planned) {
                page.callout(Tone::Neutral, t(w::HOME_QUESTION));
                page.button(t(w::NUDGING_MONTHLY), &["nudging/", &account.key(), "/monthly"]);
                page.button(t(w::NUDGING_STOP), &["nudging/", &account.key(), "/stopped"]);
            }
            to_do(page, next, &standing)
        }
        (None, None, None) => {
            all_answered(page, account, &standing);
            None
        }
    };
    let mut footer = said(view, &standing);
    if account.state.membership == Membership::None {
        footer = format!("{} {footer}", view.t(w::HOME_NO_ACCOUNT));
    }
    let all = standing.open.iter().chain(&standing.done).chain(&standing.set_aside);
    let rest: Vec<_> = all.filter(|facts| leads != Some(facts.id.as_str())).collect();
    let soonest = looks.iter().map(|(_, day)| *day).filter(|day| *day > view.today()).min();
    let first = leads.is_some() || asked.is_some();
    if !rest.is_empty() || soonest.is_some() || !first {
        page.head(t(if first { w::HOME_THEN } else { w::HOME_LIST }));
    }
    for guide in rest.into_iter().filter_map(|facts| seen.guide(account, &facts.id)) {
        guide_item(page, &guide);
    }
    if let Some(day) = soonest {
        let text = view.f(w::HOME_CHECK_PLANNED, &[("date", &view.full_date(day))]);
        page.status(Tone::Neutral, Icon::Calendar, say(&text), NOTHING);
    }
    if let (false, Some(first)) = (first, seen.guides(account).first()) {
        let line = Line { detail: t(w::HOME_PASS_ON_DETAIL), ..Line::new(Icon::Share, t(w::HOME_PASS_ON)) };
        page.line(line, To::Share(&message(view, first)));
    }
    page.foot(say(&footer));
    asked.is_some()
}

/// Whether the statutory period of a request ends today or seems to be over, and the person did not put that off.
fn answer_is_due(request: &Request<'_>, view: &View) -> bool {
    let (standing, today) = (&request.standing, view.today());
    let ends_today = standing.due.as_ref().is_ok_and(|due| due.due == today);
    let asks = ends_today && standing.stage == Stage::Waiting && !standing.nothing_came;
    let due = standing.stage == Stage::Overdue || asks;
    due && request.state.snoozed_until.is_none_or(|until| until <= today)
}

/// An answer that is due leads alone.
fn answer_due(page: &mut Page<'_>, request: &Request<'_>) {
    let view = page.view();
    let overdue = request.standing.stage == Stage::Overdue;
    let date = request.standing.due.as_ref().map_or_else(|_| String::new(), |due| view.full_date(due.due));
    let values: [(&str, &dyn Display); 2] = [("service", &request.account.facts.name), ("date", &date)];
    let (tone, word) =
        if overdue { (Tone::Warning, w::REQUEST_OVERDUE_TEXT) } else { (Tone::Info, w::REQUEST_DUE_TODAY) };
    page.callout(tone, Say::Join(&[request.name(view), ": ", &view.f(word, &values)]));
    page.primary(t(w::REMINDER_LOOK), To::Go(&[&request.route()]));
}

/// A look that is due leads alone. Returns the guide that leads.
fn look_due(page: &mut Page<'_>, due: &Guide<'_>, day: NaiveDate) -> Option<&'static str> {
    let (seen, view) = (page.seen, page.view());
    let question = plan::check_question(seen, due);
    page.callout(Tone::Neutral, say(&question));
    if day < view.today() {
        page.text(fill(w::CHECK_PLANNED, &[("date", &view.date(day))]));
    }
    page.primary(t(w::REMINDER_LOOK_AGAIN), To::Go(&[&due.route()]));
    Some(due.facts.id.as_str())
}

/// Whether the series of nudges for an account ended in the question.
fn asks_to_go_on(account: Account<'_>, planned: &Plan) -> bool {
    let key = account.key();
    let mine = |subject: &str| subject.strip_prefix(key.as_str()).is_some_and(|rest| rest.starts_with('/'));
    planned.due.iter().any(|o| o.category == Category::Question && mine(&o.subject))
}

/// An open step leads: why, how long, and the way out. Returns the guide that leads.
fn to_do(page: &mut Page<'_>, next: &Guide<'_>, standing: &Progress<'_>) -> Option<&'static str> {
    let (seen, view) = (page.seen, page.view());
    let account = next.account;
    let main = account.facts.guides.first().and_then(|main| seen.guide(account, &main.id));
    let is_main = main.is_some_and(|main| main.facts.id == next.facts.id);
    // Without the main step, as where there is no account, the situation is what the others are for.
    let unsettled = is_main || main.is_none();
    if was_seen_on(next.state) {
        page.callout(Tone::Warning, say(&seen_on(view, next)));
    } else if unsettled {
        situation(page, account);
    }
    match main.filter(|_| !is_main).map(|main| main.state.answer) {
        Some(Answer::Done | Answer::WasOff { .. }) => {
            let more = capital(&view.number(standing.open.len()));
            let word = if standing.open.len() == 1 { w::HOME_MAIN_DONE_ONE } else { w::HOME_MAIN_DONE };
            page.callout(Tone::Good, fill(word, &[("count", &more)]));
        }
        Some(Answer::NotVisible { .. }) => page.callout(Tone::Info, t(w::HOME_NOT_FOUND)),
        _ => {}
    }
    if unsettled {
        let minutes = view.minutes(next.facts.minutes);
        let label = view.f(w::HOME_NEXT, &[("task", &next.words.task), ("minutes", &minutes)]);
        page.primary(say(&label), To::Go(&[&next.route()]));
        if next.facts.setting.is_some() && !was_seen_on(next.state) {
            page.item(t(w::HOME_ALREADY), &[&next.route()]);
        }
    } else {
        page.primary(fill(w::GUIDE_NEXT, &[("name", &next.words.name)]), To::Go(&[&next.route()]));
    }
    if !is_main && standing.begun() {
        page.button(t(w::HOME_ENOUGH), &["enough/", &account.key()]);
    }
    Some(next.facts.id.as_str())
}

/// Nothing is open: what was done, and honestly what was not.
fn all_answered(page: &mut Page<'_>, account: Account<'_>, standing: &Progress<'_>) {
    let (seen, view) = (page.seen, page.view());
    let total = standing.total();
    let main = account.facts.guides.first().and_then(|main| seen.guide(account, &main.id));
    if main.is_some_and(|main| matches!(main.state.answer, Answer::NotVisible { .. })) {
        page.callout(Tone::Info, t(w::HOME_NOT_FOUND));
    }
    if standing.set_aside.is_empty() {
        let word = if total == 1 { w::HOME_DONE_ONE } else { w::HOME_DONE };
        page.callout(Tone::Good, fill(word, &[("count", &view.number(total))]));
    } else {
        page.callout(Tone::Info, fill(w::HOME_ANSWERED, &[("progress", &said(view, standing))]));
    }
    for guide in standing.done.iter().filter_map(|facts| seen.guide(account, &facts.id)) {
        if let (Some(last), true) = (guide.state.last_off, guide.facts.setting.is_some()) {
            let date = view.full_date(last.date());
            let text = view.f(w::HOME_LAST_OFF, &[("off", &guide.off()), ("date", &date)]);
            page.status(Tone::Good, Icon::Check, Say::Join(&[&guide.words.name, ": ", &text]), NOTHING);
        }
    }
}

/// A further account: how it stands, and the way to it.
fn other(page: &mut Page<'_>, account: Account<'_>) {
    let (seen, view) = (page.seen, page.view());
    let standing = progress(account.facts, account.state, account.person.region);
    let next = standing.next().and_then(|next| seen.guide(account, &next.id));
    let (tone, icon) = if next.is_some() { (Tone::Neutral, Icon::Circle) } else { (Tone::Good, Icon::Check) };
    let detail = next.map_or("", |next| next.words.title.as_str());
    let (name, state) = (account.name(), said(view, &standing));
    let line = Line { tone, detail: say(detail), state: say(&state), ..Line::new(icon, say(&name)) };
    page.line(line, To::Go(&[&account.route()]));
}

/// Every guide of the account that is looked at again, with the day.
fn looks<'a>(seen: &Seen<'a>, account: Account<'a>) -> Vec<(Guide<'a>, NaiveDate)> {
    let mut looks = Vec::new();
    for guide in seen.guides(account) {
        if let Some(day) = seen.next_check(&guide) {
            looks.push((guide, day));
        }
    }
    looks
}

/// What is on since when, what an objection today can do, what the sources leave open.
fn situation(page: &mut Page<'_>, account: Account<'_>) {
    let (seen, view) = (page.seen, page.view());
    let content = &view.content;
    let mut sentences = Vec::new();
    let mut countdown = String::new();
    match account.facts.regions.get(&account.person.region) {
        Some(there) => {
            countdown = there.start.map_or_else(String::new, |start| before(view, start));
            sentences.extend(claims(seen, account, there.situation));
            sentences.extend(claims(seen, account, there.notes));
        }
        None => sentences.push(account.words.about.as_str()),
    }
    if let Some(rights) = content.facts.regions.at_first_sight.get(&account.person.region) {
        sentences.extend(rights.iter().map(|id| content.right(id)));
    }
    if !countdown.is_empty() {
        sentences.insert(0, &countdown);
    }
    page.warn_of_age(account.facts);
    let why: &[&str] = &[&account.route(), "/why"];
    page.callout_more(Tone::Info, say(&sentences.join(" ")), t(w::HOME_MORE), To::Go(why));
}

/// How long it is until a processing begins; nothing once it is running.
fn before(view: &View, start: NaiveDate) -> String {
    let date = view.full_date(start);
    let (word, days) = match phase(start, view.today()) {
        Phase::Announced { days } => (w::PHASE_ANNOUNCED, days),
        Phase::LastDays { days: 0 } => (w::PHASE_LAST_DAY, 0),
        Phase::LastDays { days } => (w::PHASE_LAST_DAYS, days + 1),
        Phase::Running { .. } => return String::new(),
    };
    view.f(word, &[("date", &date), ("days", &days)])
}

/// What comes next, or that reminders are off and how to change that.
fn next_reminder(page: &mut Page<'_>, planned: &Plan) {
    let view = page.view();
    if !page.seen.reminders_on() {
        // "Not yet" is for who has not been asked.
        let wanted = page.seen.is_on(Setting::Reminders);
        let word = if wanted { w::HOME_REMINDERS_OFF } else { w::HOME_REMINDERS_SWITCHED_OFF };
        let line = Line { state: t(w::HOME_TURN_ON), ..Line::new(Icon::Bell, t(word)) };
        return page.line(line, To::Go(&["/reminders"]));
    }
    let title = match planned.upcoming.first() {
        _ if !planned.due.is_empty() => view.count(w::HOME_DUE_ONE, w::HOME_DUE, planned.due.len()),
        Some(next) => view.f(w::HOME_NEXT_REMINDER, &[("date", &view.date_and_hour(next.at))]),
        None => view.t(w::HOME_NO_REMINDER).to_owned(),
    };
    page.line(Line::new(Icon::Bell, say(&title)), To::Go(&["/reminders"]));
}

/// What an objection is, and which right stands behind it where the person lives.
pub(super) fn objection(seen: &Seen<'_>, person: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut page = Page::new(seen, route, &["/"], t(w::HOME_WHAT_IS));
    page.word(w::OBJECTION_TEXT);
    let mut services = seen.accounts(person);
    services.dedup_by(|a, b| a.facts.id == b.facts.id);
    for account in services {
        page.warn_of_age(account.facts);
        // The switch is of no use to somebody who cannot sign in.
        if account.state.membership == Membership::Member {
            page.claims(account, account.facts.objection);
        }
    }
    page.head(fill(w::OBJECTION_RIGHTS, &[("country", &view.content.country(person.country))]));
    page.rights(person.region, view.content.facts.regions.rights);
    page.foot(t(w::NO_ADVICE));
    page.section();
    page.item(t(w::AUTHORITY_FIND), &["/", person.id, "/authorities"]);
    page.item(t(w::OBJECTION_MOVED), &["/", person.id, "/person"]);
    page.done()
}
