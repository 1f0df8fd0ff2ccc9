//! Welcome, and the person's standing.

use widerspruch_domain::checklist::{next_check, progress, was_seen_on};
use widerspruch_domain::journal::{Membership, Noted, Nudging, Seen as Looked, Via};
use widerspruch_domain::phase::{Phase, phase};

use super::{blank, button, callout, claims, go, headed, item, notice, perform, rows, sourced, text, trouble};
use crate::boundary::{Action, ChoiceOption, Icon, Row, Screen, ScreenButton, ScreenSection, Tone};
use crate::commands::NAME_LENGTH;
use crate::content::{Word, w};
use crate::core::{Account, Guide, Person, Seen};
use crate::plan;
use crate::view::capital;

pub(super) fn welcome(seen: &Seen<'_>) -> Screen {
    let view = &seen.view;
    let region = seen.config.region.clone().unwrap_or_default().to_uppercase();
    let known = seen.view.content.facts.regions.countries.contains_key(&region);
    let mut screen = blank(seen, "/", None, view.t(w::APP_NAME));
    screen.hide_preview = false;
    screen.sections.push(rows(vec![
        text(view.t(w::WELCOME_WHAT)),
        text(view.t(w::WELCOME_HOW)),
        text(view.t(w::WELCOME_PRIVATE)),
    ]));
    let choice = |name: &str, label: Word, value: &str, options: &[(&str, Word)]| Row::Choice {
        name: name.to_owned(),
        label: view.t(label),
        value: value.to_owned(),
        options: options.iter().map(|(id, word)| ChoiceOption { id: (*id).to_owned(), label: view.t(*word) }).collect(),
        on_change: None,
    };
    let account = [("one", w::WELCOME_ONE), ("several", w::WELCOME_SEVERAL), ("none", w::WELCOME_NONE)];
    screen.sections.push(rows(vec![
        choice("for", w::WELCOME_FOR, "me", &[("me", w::WELCOME_ME), ("other", w::WELCOME_OTHER)]),
        Row::TextField {
            name: "name".into(),
            label: view.t(w::WELCOME_NAME),
            hint: Some(view.t(w::WELCOME_NAME_HINT)),
            value: String::new(),
            max_length: u32::try_from(NAME_LENGTH).unwrap_or(0),
            multiline: false,
            secret: false,
        },
        country(seen, if known { &region } else { "ZZ" }, None),
        choice("account", w::WELCOME_ACCOUNT, "one", &account),
        super::settings::hour(seen, None),
        super::settings::weekdays(seen, None),
    ]));
    screen.sections.push(ScreenSection {
        header: None,
        footer: Some(view.t(w::WELCOME_SMALL)),
        rows: vec![text(view.t(w::WELCOME_HELPING)), button(view.t(w::WELCOME_SKIP), perform("welcome/skip"))],
    });
    screen.primary = Some(ScreenButton { label: view.t(w::WELCOME_GO), action: perform("welcome") });
    screen
}

/// Where the person lives: decides rights and texts.
pub(super) fn country(seen: &Seen<'_>, value: &str, on_change: Option<String>) -> Row {
    let view = &seen.view;
    let codes = view.content.facts.regions.countries.keys();
    let mut options: Vec<ChoiceOption> =
        codes.map(|code| ChoiceOption { id: code.clone(), label: view.content.country(code).to_owned() }).collect();
    options.sort_by_key(|option| (option.id == "ZZ", option.label.replace('Ö', "O").replace('É', "E")));
    Row::Choice { name: "country".into(), label: view.t(w::WELCOME_WHERE), value: value.to_owned(), options, on_change }
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
    let troubles = trouble(seen, person);
    if !troubles.is_empty() {
        screen.sections.push(rows(troubles));
    }
    let accounts = seen.accounts(person);
    // The first account with something to do leads; "never two alarms at once".
    let leads = accounts.iter().position(|a| progress(a.facts, a.state, person.region).next().is_some());
    for (index, account) in accounts.iter().enumerate() {
        let lead = leads.map_or(index == 0, |leading| leading == index);
        standing(seen, *account, accounts.len() > 1, lead, &mut screen);
    }
    let mut last = Vec::new();
    last.push(item(view.t(w::HOME_WHAT_IS), go(&format!("/{}/objection", person.id))));
    if person.state.entries > 1 {
        last.push(item(view.t(w::HOME_RECORDS), go(&format!("/{}/records", person.id))));
    }
    if several {
        last.push(item(view.t(w::HOME_OTHERS), go("/persons")));
    }
    screen.sections.push(rows(last));
    let mut coming = vec![next_reminder(seen)];
    if person.state.accounts.values().any(|a| a.nudging == Nudging::Stopped) {
        coming.push(text(view.t(w::HOME_NUDGES_STOPPED)));
    }
    screen.sections.push(rows(coming));
    screen
}

fn standing(seen: &Seen<'_>, account: Account<'_>, several: bool, lead: bool, screen: &mut Screen) {
    let view = &seen.view;
    let language = view.content.language;
    let standing = progress(account.facts, account.state, account.person.region);
    let guide = |id: &str| seen.guide(account, id);
    let header = several.then(|| account.name());
    let mut section = ScreenSection { header, footer: None, rows: Vec::new() };
    let next = standing.next().and_then(guide);
    let checks: Vec<(Guide<'_>, chrono::NaiveDate)> = account
        .facts
        .guides
        .iter()
        .filter_map(|g| guide(&g.id))
        .filter_map(|g| next_check(g.facts, &g.state).map(|day| (g, day)))
        .collect();
    if let Some((due, day)) = checks.iter().filter(|(_, day)| *day <= view.today()).min_by_key(|(_, day)| *day) {
        let months = due.state.recheck_months.or(due.facts.recheck_months).unwrap_or(0);
        let question = due.with_off(&due.words.check, language).replace("{months}", &view.months(months));
        section.rows.push(Row::Callout {
            tone: Tone::Info,
            icon: Icon::Question,
            text: capital(&question),
            more: Some(view.f(w::HOME_CHECK_DUE, &[("date", &view.date(*day))])),
            action: Some(go(&due.route())),
        });
    }
    match &next {
        Some(next) => {
            if standing.settled.is_empty() {
                section.rows.push(situation(seen, account));
            } else if standing.settled.iter().any(|id| Some(id) == account.facts.guides.first().map(|g| &g.id)) {
                section.rows.push(callout(
                    Tone::Good,
                    view.count(w::HOME_MAIN_DONE_ONE, w::HOME_MAIN_DONE, standing.open.len()),
                ));
            }
            if was_seen_on(&next.state) {
                section.rows.push(callout(Tone::Warning, view.t(w::HOME_SEEN_ON)));
            }
            let minutes = view.count(w::MINUTES_ONE, w::MINUTES, usize::from(next.facts.minutes));
            let label = view.f(w::HOME_NEXT, &[("task", &next.words.task), ("minutes", &minutes)]);
            if lead {
                screen.primary = Some(ScreenButton { label, action: go(&next.route()) });
            } else {
                section.rows.push(item(label, go(&next.route())));
            }
            if next.facts.setting.is_some() && standing.settled.is_empty() {
                section.rows.push(item(view.t(w::HOME_ALREADY), go(&next.route())));
            }
            if !standing.settled.is_empty() {
                let enough = format!("enough/{}/{}", account.person.id, account.id);
                section.rows.push(button(view.t(w::HOME_ENOUGH), perform(enough)));
            }
        }
        None => {
            section.rows.push(callout(Tone::Good, view.count(w::HOME_DONE_ONE, w::HOME_DONE, standing.total())));
            if let Some(first) = account.facts.guides.first().and_then(|g| guide(&g.id)) {
                let message = super::guide::message(seen, &first);
                section.rows.push(Row::Item {
                    tone: Tone::Neutral,
                    icon: Some(Icon::Share),
                    title: view.t(w::HOME_PASS_ON),
                    detail: Some(view.t(w::HOME_PASS_ON_DETAIL)),
                    state: None,
                    action: Action::Share { text: message },
                });
            }
        }
    }
    screen.sections.push(section);
    let later: Vec<Row> = standing
        .open
        .iter()
        .skip(1)
        .chain(&standing.settled)
        .filter_map(|id| guide(id))
        .map(|g| super::service::guide_item(seen, &g))
        .collect();
    let footer = match account.state.membership {
        Membership::None => Some(view.t(w::HOME_NO_ACCOUNT)),
        Membership::Member => {
            let (done, all) = (standing.settled.len(), standing.total());
            Some(view.f(w::HOME_PROGRESS, &[("done", &done), ("all", &all)]))
        }
    };
    let soonest = checks.iter().filter(|(_, day)| *day > view.today()).min_by_key(|(_, day)| *day);
    let mut list = ScreenSection {
        header: Some(view.t(if next.is_some() { w::HOME_THEN } else { w::HOME_LIST })),
        footer,
        rows: later,
    };
    if let Some((_, day)) = soonest {
        list.rows.push(Row::Status {
            tone: Tone::Neutral,
            icon: Icon::Calendar,
            text: view.f(w::HOME_CHECK_PLANNED, &[("date", &view.full_date(*day))]),
            detail: None,
        });
    }
    screen.sections.push(list);
}

/// What is on since when, what an objection today can do, what the sources leave open.
fn situation(seen: &Seen<'_>, account: Account<'_>) -> Row {
    let view = &seen.view;
    let Some(region) = account.facts.regions.get(&account.person.region) else {
        return text(account.words.about.clone());
    };
    let mut sentences = claims(seen, account, &region.situation);
    sentences.extend(claims(seen, account, &region.notes));
    match region.start.map(|start| (start, phase(start, view.today()))) {
        Some((start, Phase::Announced { days })) => {
            let day = view.full_date(start);
            sentences.insert(0, view.f(w::PHASE_ANNOUNCED, &[("date", &day), ("days", &days)]));
        }
        Some((start, Phase::LastDays { days: 0 })) => {
            sentences.insert(0, view.f(w::PHASE_LAST_DAY, &[("date", &view.full_date(start))]));
        }
        Some((start, Phase::LastDays { days })) => {
            let day = view.full_date(start);
            sentences.insert(0, view.f(w::PHASE_LAST_DAYS, &[("date", &day), ("days", &(days + 1))]));
        }
        Some((_, Phase::Running { .. })) | None => {}
    }
    if account.person.region == widerspruch_domain::region::Region::Hk {
        sentences.push(view.content.right("hk-right").to_owned());
    }
    Row::Callout {
        tone: Tone::Info,
        icon: Icon::Info,
        text: sentences.join(" "),
        more: Some(view.t(w::HOME_MORE)),
        action: Some(go(&format!("{}/why", account.route()))),
    }
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
    let plan = plan::occurrences(seen);
    let title = match plan.upcoming.first() {
        Some(next) => view.f(w::HOME_NEXT_REMINDER, &[("date", &view.date_and_hour(next.at))]),
        None => view.t(w::HOME_NO_REMINDER),
    };
    Row::Item {
        tone: Tone::Neutral,
        icon: Some(Icon::Bell),
        title,
        detail: None,
        state: None,
        action: go("/reminders"),
    }
}

/// What an objection is, and which right stands behind it where the person lives.
pub(super) fn objection(seen: &Seen<'_>, person: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut screen = blank(seen, route, Some("/"), view.t(w::HOME_WHAT_IS));
    screen.sections.push(rows(vec![text(view.t(w::OBJECTION_TEXT))]));
    let regions = &view.content.facts.regions;
    let rights = regions.rights.get(&person.region).into_iter().flatten();
    let found: Vec<Row> = rights
        .filter_map(|id| {
            sourced(seen, person.region, regions.claims.get(id)?, view.content.right(id), &regions.sources)
        })
        .collect();
    let country = view.content.country(&person.state.country);
    screen.sections.push(ScreenSection {
        header: Some(view.f(w::OBJECTION_RIGHTS, &[("country", &country)])),
        footer: Some(view.t(w::NO_ADVICE)),
        rows: found,
    });
    screen.sections.push(rows(vec![item(view.t(w::OBJECTION_MOVED), go("/settings"))]));
    screen
}

/// What was damaged, in plain words.
pub(super) fn damage(seen: &Seen<'_>, person: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut screen = blank(seen, route, Some("/"), view.t(w::DAMAGE_TITLE));
    screen.sections.push(rows(vec![text(view.t(w::DAMAGE_MEANS)), text(view.t(w::DAMAGE_WHAT_TO_DO))]));
    let files = seen.store.persons.get(person.id).map_or(&[][..], |book| &book.aside);
    let shown = files.iter().map(|(name, lines)| Row::Status {
        tone: Tone::Neutral,
        icon: Icon::Document,
        text: format!("profiles/{}/{name}", person.id),
        detail: Some(view.count(w::DAMAGE_LINES_ONE, w::DAMAGE_LINES, *lines)),
    });
    screen.sections.push(headed(view.t(w::DAMAGE_FILES), shown.collect()));
    let open = files.iter().find(|(name, _)| !seen.store.device.dismissed.contains(name));
    screen.primary = open
        .map(|(name, _)| ScreenButton { label: view.t(w::DAMAGE_OK), action: perform(format!("damage/{name}/seen")) });
    screen
}

/// Everything the person noted, newest first.
pub(super) fn records(seen: &Seen<'_>, person: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let language = view.content.language;
    let mut screen = blank(seen, route, Some("/"), view.t(w::HOME_RECORDS));
    let mut all = Vec::new();
    for account in seen.accounts(person) {
        for guide in account.facts.guides.iter().filter_map(|g| seen.guide(account, &g.id)) {
            for (mark, noted) in &guide.state.history {
                let what = match noted {
                    Noted::Answer(answer) => super::service::state(seen, &guide, *answer),
                    Noted::Check(Looked::Off) => guide.with_off(&guide.words.done_state, language),
                    Noted::Check(Looked::On) => view.t(w::RECORD_SEEN_ON),
                    Noted::Check(Looked::NotFound) => view.t(w::STATE_NOT_VISIBLE),
                };
                let via =
                    if mark.via == Via::Notification { view.t(w::RECORD_FROM_NOTIFICATION) } else { String::new() };
                let detail = [what, view.stamp(mark.at), via].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>();
                let text = format!("{}: {}", account.name(), guide.words.name);
                let row =
                    Row::Status { tone: Tone::Neutral, icon: Icon::Calendar, text, detail: Some(detail.join(" · ")) };
                all.push((mark.at, mark.entry.clone(), row));
            }
        }
    }
    all.sort_by(|a, b| (b.0, &b.1).cmp(&(a.0, &a.1)));
    let found: Vec<Row> = all.into_iter().map(|(_, _, row)| row).collect();
    if found.is_empty() {
        screen.notice = notice(view.t(w::RECORDS_EMPTY));
    }
    let footer = Some(view.t(w::RECORDS_NOTE));
    screen.sections.push(ScreenSection { header: None, footer, rows: found });
    if let Some(last) = &person.state.last
        && person.state.entries > 1
    {
        screen.sections.push(rows(vec![button(view.t(w::RECORDS_UNDO), perform(format!("undo/{last}")))]));
    }
    screen
}
