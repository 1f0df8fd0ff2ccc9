//! Services, one service, why and sources, one account.

use widerspruch_domain::checklist::progress;
use widerspruch_domain::journal::{Answer, Membership, Nudging};

use super::{blank, button, callout, claims, go, headed, item, perform, rows, sourced, text};
use crate::boundary::{Action, ChoiceOption, Icon, Row, Screen, ScreenButton, ScreenSection, Tone};
use crate::commands::NAME_LENGTH;
use crate::content::w;
use crate::core::{Account, Guide, Person, Seen};

pub(super) fn services(seen: &Seen<'_>, person: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut screen = blank(seen, route, Some("/"), view.t(w::TAB_SERVICES));
    let accounts = seen.accounts(person);
    let found = accounts.iter().map(|account| {
        let standing = progress(account.facts, account.state, person.region);
        let (done, all) = (standing.settled.len(), standing.total());
        Row::Item {
            tone: if done == all { Tone::Good } else { Tone::Neutral },
            icon: Some(if done == all { Icon::Check } else { Icon::Circle }),
            title: account.name(),
            detail: Some(account.words.about.clone()),
            state: Some(view.f(w::HOME_PROGRESS, &[("done", &done), ("all", &all)])),
            action: go(&account.route()),
        }
    });
    screen.sections.push(rows(found.collect()));
    let add = view.content.facts.services.values().map(|service| {
        let command = format!("account/{}/{}/add", person.id, service.id);
        button(view.f(w::SERVICES_ADD, &[("service", &service.name)]), perform(command))
    });
    screen.sections.push(ScreenSection { header: None, footer: Some(view.t(w::NOT_AFFILIATED)), rows: add.collect() });
    screen
}

pub(super) fn service(seen: &Seen<'_>, account: Account<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let parent = format!("/{}/services", account.person.id);
    let mut screen = blank(seen, route, Some(&parent), account.name());
    let standing = progress(account.facts, account.state, account.person.region);
    let list = |ids: &[String]| -> Vec<Row> {
        ids.iter().filter_map(|id| seen.guide(account, id)).map(|g| guide_item(seen, &g)).collect()
    };
    let counting: Vec<String> = account
        .facts
        .guides
        .iter()
        .map(|g| g.id.clone())
        .filter(|id| standing.open.contains(id) || standing.settled.contains(id))
        .collect();
    let (done, all) = (standing.settled.len(), standing.total());
    screen.sections.push(ScreenSection {
        header: Some(view.t(w::SERVICE_STEPS)),
        footer: Some(view.f(w::HOME_PROGRESS, &[("done", &done), ("all", &all)])),
        rows: list(&counting),
    });
    screen.sections.push(headed(view.t(w::SERVICE_FURTHER), list(&standing.further)));
    let there = account.facts.regions.get(&account.person.region);
    let mut about = vec![item(view.t(w::SERVICE_WHY), go(&format!("{route}/why")))];
    about.push(item(view.t(w::SERVICE_ACCOUNT), go(&format!("{route}/account"))));
    if let Some(controller) = there.and_then(|r| account.facts.controllers.get(&r.controller)) {
        about.push(Row::Status {
            tone: Tone::Neutral,
            icon: Icon::Document,
            text: view.f(w::SERVICE_CONTROLLER, &[("name", &controller.name)]),
            detail: Some(controller.post.join(", ")),
        });
    }
    let mut notes: Vec<Row> =
        there.map(|r| claims(seen, account, &r.notes)).into_iter().flatten().map(|t| callout(Tone::Info, t)).collect();
    notes.extend(about);
    screen.sections.push(rows(notes));
    if let Some(next) = standing.next().and_then(|id| seen.guide(account, id)) {
        screen.primary = Some(ScreenButton { label: next.words.title.clone(), action: go(&next.route()) });
    }
    screen
}

/// Why it matters, what happened when, what is open, and where every sentence was read.
pub(super) fn why(seen: &Seen<'_>, account: Account<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut screen = blank(seen, route, Some(&account.route()), view.t(w::SERVICE_WHY));
    if view.today() > account.facts.recheck_after {
        screen.sections.push(rows(vec![callout(Tone::Warning, view.t(w::MAY_HAVE_CHANGED))]));
    }
    let row = |id: &String| {
        let sentence = account.words.claims.get(id)?;
        sourced(seen, account.person.region, account.facts.claims.get(id)?, sentence, &account.facts.sources)
    };
    for section in &account.facts.why {
        let found: Vec<Row> = section.claims.iter().filter_map(row).collect();
        if !found.is_empty() {
            let heading = account.words.headings.get(&section.heading).cloned().unwrap_or_default();
            screen.sections.push(headed(heading, found));
        }
    }
    let events: Vec<Row> = account.facts.timeline.iter().filter_map(|event| row(&event.claim)).collect();
    screen.sections.push(headed(view.t(w::WHY_TIMELINE), events));
    let open = account.facts.open_points.iter().filter_map(|id| account.words.open_points.get(id)).cloned().map(text);
    screen.sections.push(ScreenSection {
        header: Some(view.t(w::WHY_OPEN)),
        footer: Some(view.f(w::READ_ON, &[("date", &view.full_date(account.facts.read_on))])),
        rows: open.collect(),
    });
    screen
}

/// Name, language of the menus, whether there is an account, how reminders go on.
pub(super) fn account(seen: &Seen<'_>, account: Account<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let key = format!("{}/{}", account.person.id, account.id);
    let mut screen = blank(seen, route, Some(&account.route()), view.t(w::SERVICE_ACCOUNT));
    screen.sections.push(rows(vec![Row::TextField {
        name: "name".into(),
        label: view.t(w::ACCOUNT_NAME),
        hint: Some(view.t(w::ACCOUNT_NAME_HINT)),
        value: account.state.name.clone(),
        max_length: u32::try_from(NAME_LENGTH).unwrap_or(0),
        multiline: false,
        secret: false,
    }]));
    screen.primary = Some(ScreenButton { label: view.t(w::SAVE), action: perform(format!("account/{key}/name")) });
    let names: Vec<_> = crate::content::Content::languages().collect();
    let own = |code: &str| names.iter().find(|(known, _)| *known == code).map_or(code, |(_, name)| *name).to_owned();
    screen.sections.push(rows(vec![
        Row::Choice {
            name: "language".into(),
            label: view.f(w::ACCOUNT_LANGUAGE, &[("service", &account.facts.name)]),
            value: account.language(view.content.language).to_owned(),
            options: account.facts.languages.iter().map(|c| ChoiceOption { id: c.clone(), label: own(c) }).collect(),
            on_change: Some(format!("language/{key}")),
        },
        match account.state.membership {
            Membership::Member => button(view.t(w::ACCOUNT_NONE), perform(format!("account/{key}/membership/none"))),
            Membership::None => button(view.t(w::ACCOUNT_MEMBER), perform(format!("account/{key}/membership/member"))),
        },
    ]));
    let nudging = |word, how: &str| button(view.t(word), perform(format!("nudging/{key}/{how}")));
    let choices = match account.state.nudging {
        Nudging::Series => vec![nudging(w::NUDGING_MONTHLY, "monthly"), nudging(w::NUDGING_STOP, "stopped")],
        Nudging::Monthly => vec![nudging(w::NUDGING_SERIES, "series"), nudging(w::NUDGING_STOP, "stopped")],
        Nudging::Stopped => vec![nudging(w::NUDGING_SERIES, "series"), nudging(w::NUDGING_MONTHLY, "monthly")],
    };
    screen.sections.push(headed(view.t(w::TAB_REMINDERS), choices));
    screen
}

/// A guide in a list, with how it stands.
pub(super) fn guide_item(seen: &Seen<'_>, guide: &Guide<'_>) -> Row {
    let (tone, icon) = match guide.state.answer {
        Answer::Open => (Tone::Neutral, Icon::Circle),
        Answer::Done | Answer::WasOff { .. } => (Tone::Good, Icon::Check),
        Answer::NotVisible { .. } => (Tone::Info, Icon::Question),
        Answer::NotApplicable | Answer::LeftOut => (Tone::Neutral, Icon::Dash),
    };
    Row::Item {
        tone,
        icon: Some(icon),
        title: guide.words.name.clone(),
        detail: Some(guide.words.kind.clone()),
        state: Some(state(seen, guide, guide.state.answer)),
        action: Action::Go { route: guide.route() },
    }
}

/// How an answer is named in lists.
pub(super) fn state(seen: &Seen<'_>, guide: &Guide<'_>, answer: Answer) -> String {
    let view = &seen.view;
    match answer {
        Answer::Open => view.t(w::STATE_OPEN),
        Answer::Done => guide.with_off(&guide.words.done_state, view.content.language),
        Answer::WasOff { .. } => view.t(w::STATE_WAS_OFF),
        Answer::NotVisible { .. } => view.t(w::STATE_NOT_VISIBLE),
        Answer::NotApplicable => view.t(w::STATE_NOT_APPLICABLE),
        Answer::LeftOut => view.t(w::STATE_LEFT_OUT),
    }
}
