//! Welcome, and the person's standing: am I done, what is next, how long does it take.

use chrono::NaiveDate;
use widerspruch_domain::checklist::{Progress, next_check, progress, was_seen_on};
use widerspruch_domain::journal::{Membership, Nudging};
use widerspruch_domain::phase::{Phase, phase};
use widerspruch_domain::reminders::Category;

use super::guide::{message, seen_on};
use super::persons::country;
use super::rows::{
    blank, button, callout, choice, claims, go, headed, item, item_with, name_field, option, perform, primary, rows,
    sourced, text,
};
use super::service::guide_item;
use super::settings::{hour, weekdays};
use super::trouble::trouble;
use crate::boundary::{Action, Icon, Row, Screen, ScreenSection, Tone};
use crate::content::{Word, w};
use crate::plan;
use crate::seen::{Account, Guide, Person, Seen};

pub(super) fn welcome(seen: &Seen<'_>) -> Screen {
    let view = &seen.view;
    let mut screen = blank(seen, "/", None, view.t(w::APP_NAME));
    screen.hide_preview = false;
    screen.sections.push(rows(vec![
        text(view.t(w::WELCOME_WHAT)),
        text(view.t(w::WELCOME_HOW)),
        text(view.t(w::WELCOME_PRIVATE)),
    ]));
    let ask = |name: &str, label: Word, value: &str, options: &[(&str, String)]| {
        let options = options.iter().map(|(id, label)| option(id, label.clone())).collect();
        choice(name, view.t(label), value, options, None)
    };
    let names: Vec<&str> = view.content.facts.services.values().map(|service| service.name.as_str()).collect();
    let service = names.join(", ");
    let has = |word| view.f(word, &[("service", &service)]);
    let accounts = [("one", has(w::WELCOME_ONE)), ("several", has(w::WELCOME_SEVERAL)), ("none", has(w::WELCOME_NONE))];
    screen.sections.push(rows(vec![
        ask("for", w::WELCOME_FOR, "me", &[("me", view.t(w::WELCOME_ME)), ("other", view.t(w::WELCOME_OTHER))]),
        name_field(seen, w::WELCOME_NAME, w::WELCOME_NAME_HINT, ""),
        country(seen, seen.preset_country(), None),
        ask("account", w::WELCOME_ACCOUNT, "one", &accounts),
        hour(seen, None),
        weekdays(seen, None),
    ]));
    screen.sections.push(ScreenSection {
        header: None,
        footer: Some(view.t(w::WELCOME_SMALL)),
        rows: vec![text(view.t(w::WELCOME_HELPING)), button(view.t(w::WELCOME_SKIP), perform("welcome/skip"))],
    });
    screen.primary = primary(view.t(w::WELCOME_GO), perform("welcome"));
    screen
}

pub(super) fn home(seen: &Seen<'_>, person: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let several = seen.store.persons.len() > 1;
    let title = if several || person.state.helped {
        view.f(w::HOME_TITLE_OF, &[("name", &person.name(view))])
    } else {
        view.t(w::HOME_TITLE)
    };
    let mut screen = blank(seen, route, None, title);
    let troubles = trouble(seen);
    if !troubles.is_empty() {
        screen.sections.push(rows(troubles));
    }
    let accounts: Vec<Account<'_>> = seen.accounts(person).collect();
    // The first account with something to do leads; "never two alarms at once".
    let open = |account: &&Account<'_>| progress(account.facts, account.state, person.region).next().is_some();
    match accounts.iter().find(open).or(accounts.first()) {
        Some(lead) => {
            leading(seen, *lead, accounts.len() > 1, &mut screen);
            let others = accounts.iter().filter(|account| account.id != lead.id);
            let others: Vec<Row> = others.map(|account| other(seen, *account)).collect();
            if !others.is_empty() {
                screen.sections.push(headed(view.t(w::HOME_ACCOUNTS), others));
            }
        }
        None => {
            let services = go(&format!("/{}/services", person.id));
            screen.sections.push(rows(vec![item(view.t(w::TAB_SERVICES), services)]));
        }
    }
    let mut last = vec![next_reminder(seen)];
    if person.state.accounts.values().any(|account| account.nudging == Nudging::Stopped) {
        last.push(text(view.t(w::HOME_NUDGES_STOPPED)));
    }
    last.push(item(view.t(w::HOME_WHAT_IS), go(&format!("/{}/objection", person.id))));
    if person.state.entries > 1 {
        last.push(item(view.t(w::HOME_RECORDS), go(&format!("/{}/records", person.id))));
    }
    if several {
        last.push(item(view.t(w::HOME_OTHERS), go("/persons")));
    }
    screen.sections.push(rows(last));
    screen
}

/// The account that leads: how it stands, the next thing, the rest.
fn leading(seen: &Seen<'_>, account: Account<'_>, several: bool, screen: &mut Screen) {
    let view = &seen.view;
    let standing = progress(account.facts, account.state, account.person.region);
    let next = standing.next().and_then(|next| seen.guide(account, &next.id));
    let looks = looks(seen, account);
    let mut top = asked(seen, account, &looks);
    match &next {
        Some(next) => {
            top.extend(to_do(seen, account, next, &standing));
            let label =
                view.f(w::HOME_NEXT, &[("task", &next.words.task), ("minutes", &view.minutes(next.facts.minutes))]);
            screen.primary = primary(label, go(&next.route()));
        }
        None => top.extend(all_answered(seen, account, &standing)),
    }
    let name = several.then(|| account.name());
    let rest = standing.open.iter().skip(1).chain(&standing.done).chain(&standing.set_aside);
    let mut list: Vec<Row> =
        rest.filter_map(|facts| seen.guide(account, &facts.id)).map(|guide| guide_item(seen, &guide)).collect();
    if let Some((_, day)) = looks.iter().filter(|(_, day)| *day > view.today()).min_by_key(|(_, day)| *day) {
        list.push(Row::Status {
            tone: Tone::Neutral,
            icon: Icon::Calendar,
            text: view.f(w::HOME_CHECK_PLANNED, &[("date", &view.full_date(*day))]),
            detail: None,
        });
    }
    if next.is_none() {
        list.extend(pass_on(seen, account));
    }
    let header = view.t(if next.is_some() { w::HOME_THEN } else { w::HOME_LIST });
    let mut footer = said(seen, &standing);
    if account.state.membership == Membership::None {
        footer = format!("{} {footer}", view.t(w::HOME_NO_ACCOUNT));
    }
    if list.is_empty() {
        screen.sections.push(ScreenSection { header: name, footer: Some(footer), rows: top });
        return;
    }
    screen.sections.push(ScreenSection { header: name, footer: None, rows: top });
    screen.sections.push(ScreenSection { header: Some(header), footer: Some(footer), rows: list });
}

/// What asks for an answer: a look that is due, or whether to go on reminding.
fn asked(seen: &Seen<'_>, account: Account<'_>, looks: &[(Guide<'_>, NaiveDate)]) -> Vec<Row> {
    let view = &seen.view;
    let mut found = Vec::new();
    if let Some((due, day)) = looks.iter().filter(|(_, day)| *day <= view.today()).min_by_key(|(_, day)| *day) {
        found.push(Row::Callout {
            tone: Tone::Info,
            icon: Icon::Question,
            text: plan::check_question(seen, due),
            more: Some(view.f(w::HOME_CHECK_DUE, &[("date", &view.date(*day))])),
            action: Some(go(&due.route())),
        });
    }
    let key = format!("{}/{}", account.person.id, account.id);
    let prefix = format!("{key}/");
    let due = plan::occurrences(seen).due;
    if due.iter().any(|o| o.category == Category::Question && o.subject.starts_with(&prefix)) {
        found.push(callout(Tone::Info, view.t(w::HOME_QUESTION)));
        found.push(button(view.t(w::NUDGING_MONTHLY), perform(format!("nudging/{key}/monthly"))));
        found.push(button(view.t(w::NUDGING_STOP), perform(format!("nudging/{key}/stopped"))));
    }
    found
}

fn to_do(seen: &Seen<'_>, account: Account<'_>, next: &Guide<'_>, standing: &Progress<'_>) -> Vec<Row> {
    let view = &seen.view;
    let mut found = Vec::new();
    let main = account.facts.guides.first();
    if !standing.begun() {
        found.push(situation(seen, account));
    } else if main.is_some_and(|main| standing.done.iter().any(|done| done.id == main.id)) {
        let more = view.number(standing.open.len());
        let word = if standing.open.len() == 1 { w::HOME_MAIN_DONE_ONE } else { w::HOME_MAIN_DONE };
        found.push(callout(Tone::Good, view.f(word, &[("count", &crate::view::capital(&more))])));
    }
    if was_seen_on(next.state) {
        found.push(callout(Tone::Warning, seen_on(seen, next)));
    }
    if standing.begun() {
        let enough = format!("enough/{}/{}", account.person.id, account.id);
        found.push(button(view.t(w::HOME_ENOUGH), perform(enough)));
    } else if next.facts.setting.is_some() {
        found.push(item(view.t(w::HOME_ALREADY), go(&next.route())));
    }
    found
}

/// Nothing is open: what was done, and honestly what was not.
fn all_answered(seen: &Seen<'_>, account: Account<'_>, standing: &Progress<'_>) -> Vec<Row> {
    let view = &seen.view;
    let total = standing.total();
    let mut found = vec![if standing.set_aside.is_empty() {
        let word = if total == 1 { w::HOME_DONE_ONE } else { w::HOME_DONE };
        callout(Tone::Good, view.f(word, &[("count", &view.number(total))]))
    } else {
        callout(Tone::Info, view.f(w::HOME_ANSWERED, &[("progress", &said(seen, standing))]))
    }];
    let switches = standing.done.iter().filter_map(|facts| seen.guide(account, &facts.id));
    found.extend(switches.filter(|guide| guide.facts.setting.is_some()).filter_map(|guide| {
        let last = guide.state.last_off?;
        let off = guide.off(view.content.language);
        let words = view.f(w::HOME_LAST_OFF, &[("off", &off), ("date", &view.full_date(last.date()))]);
        let text = format!("{}: {words}", guide.words.name);
        Some(Row::Status { tone: Tone::Good, icon: Icon::Check, text, detail: None })
    }));
    found
}

/// "1 of 3 steps", and what was set aside.
pub(super) fn said(seen: &Seen<'_>, standing: &Progress<'_>) -> String {
    let (done, all, aside) = (standing.done.len(), standing.total(), standing.set_aside.len());
    let word = match (aside, all) {
        (0, 1) => w::HOME_PROGRESS_ONE,
        (0, _) => w::HOME_PROGRESS,
        _ => w::HOME_PROGRESS_ASIDE,
    };
    seen.view.f(word, &[("done", &done), ("all", &all), ("aside", &aside)])
}

/// A further account: how it stands, and the way to it.
fn other(seen: &Seen<'_>, account: Account<'_>) -> Row {
    let standing = progress(account.facts, account.state, account.person.region);
    let next = standing.next().and_then(|next| seen.guide(account, &next.id));
    Row::Item {
        tone: if next.is_some() { Tone::Neutral } else { Tone::Good },
        icon: Some(if next.is_some() { Icon::Circle } else { Icon::Check }),
        title: account.name(),
        detail: next.map(|next| next.words.title.clone()),
        state: Some(said(seen, &standing)),
        action: go(&account.route()),
    }
}

/// Every guide of the account that is looked at again, with the day.
fn looks<'a>(seen: &Seen<'a>, account: Account<'a>) -> Vec<(Guide<'a>, NaiveDate)> {
    let guides = account.facts.guides.iter().filter_map(|facts| seen.guide(account, &facts.id));
    guides.filter_map(|guide| next_check(guide.facts, guide.state).map(|day| (guide, day))).collect()
}

fn pass_on(seen: &Seen<'_>, account: Account<'_>) -> Option<Row> {
    let first = account.facts.guides.first().and_then(|facts| seen.guide(account, &facts.id))?;
    let share = Action::Share { text: message(seen, &first) };
    let detail = Some(seen.view.t(w::HOME_PASS_ON_DETAIL));
    Some(item_with(Icon::Share, seen.view.t(w::HOME_PASS_ON), detail, share))
}

/// What is on since when, what an objection today can do, what the sources leave open.
fn situation(seen: &Seen<'_>, account: Account<'_>) -> Row {
    let view = &seen.view;
    let content = view.content;
    let region = account.person.region;
    let mut sentences = Vec::new();
    if let Some(there) = account.facts.regions.get(&region) {
        sentences.extend(there.start.and_then(|start| before(seen, start)));
        sentences.extend(claims(seen, account, &there.situation));
        sentences.extend(claims(seen, account, &there.notes));
    } else {
        sentences.push(account.words.about.clone());
    }
    let rights = content.facts.regions.at_first_sight.get(&region).into_iter().flatten();
    sentences.extend(rights.map(|id| content.right(id).to_owned()));
    Row::Callout {
        tone: Tone::Info,
        icon: Icon::Info,
        text: sentences.join(" "),
        more: Some(view.t(w::HOME_MORE)),
        action: Some(go(&format!("{}/why", account.route()))),
    }
}

/// How long it is until a processing begins; nothing once it is running.
fn before(seen: &Seen<'_>, start: NaiveDate) -> Option<String> {
    let view = &seen.view;
    let date = view.full_date(start);
    Some(match phase(start, view.today()) {
        Phase::Announced { days } => view.f(w::PHASE_ANNOUNCED, &[("date", &date), ("days", &days)]),
        Phase::LastDays { days: 0 } => view.f(w::PHASE_LAST_DAY, &[("date", &date)]),
        Phase::LastDays { days } => view.f(w::PHASE_LAST_DAYS, &[("date", &date), ("days", &(days + 1))]),
        Phase::Running { .. } => return None,
    })
}

/// What comes next, or that reminders are off and how to change that.
fn next_reminder(seen: &Seen<'_>) -> Row {
    let view = &seen.view;
    if !seen.reminders_on() {
        return Row::Item {
            tone: Tone::Neutral,
            icon: Some(Icon::Bell),
            title: view.t(w::HOME_REMINDERS_OFF),
            detail: None,
            state: Some(view.t(w::HOME_TURN_ON)),
            action: go("/reminders"),
        };
    }
    let title = match plan::occurrences(seen).upcoming.first() {
        Some(next) => view.f(w::HOME_NEXT_REMINDER, &[("date", &view.date_and_hour(next.at))]),
        None => view.t(w::HOME_NO_REMINDER),
    };
    item_with(Icon::Bell, title, None, go("/reminders"))
}

/// What an objection is, and which right stands behind it where the person lives.
pub(super) fn objection(seen: &Seen<'_>, person: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut screen = blank(seen, route, Some("/"), view.t(w::HOME_WHAT_IS));
    let mut what = vec![text(view.t(w::OBJECTION_TEXT))];
    let mut services: Vec<Account<'_>> = seen.accounts(person).collect();
    services.dedup_by(|a, b| a.facts.id == b.facts.id);
    for account in services {
        what.extend(claims(seen, account, &account.facts.objection).into_iter().map(text));
    }
    screen.sections.push(rows(what));
    let regions = &view.content.facts.regions;
    let rights = regions.rights.get(&person.region).into_iter().flatten();
    let found = rights.filter_map(|id| {
        sourced(seen, person.region, regions.claims.get(id)?, view.content.right(id), &regions.sources)
    });
    screen.sections.push(ScreenSection {
        header: Some(view.f(w::OBJECTION_RIGHTS, &[("country", &view.content.country(person.country))])),
        footer: Some(view.t(w::NO_ADVICE)),
        rows: found.collect(),
    });
    screen.sections.push(rows(vec![item(view.t(w::OBJECTION_MOVED), go(&format!("/{}/person", person.id)))]));
    screen
}
