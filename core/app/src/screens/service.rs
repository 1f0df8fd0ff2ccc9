//! Services, one service, why and sources, one account.

use widerspruch_domain::checklist::progress;
use widerspruch_domain::journal::{Answer, Membership, Nudging};

use super::home::said;
use super::rows::{
    blank, button, callout, choice, claims, go, headed, item, name_field, option, perform, primary, rows,
    sourced_claims, text,
};
use crate::boundary::{Icon, Row, Screen, ScreenSection, Tone};
use crate::content::{Content, w};
use crate::forms::NUDGING;
use crate::seen::{Account, Guide, Person, Seen};

pub(super) fn services(seen: &Seen<'_>, person: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut screen = blank(seen, route, Some("/"), view.t(w::TAB_SERVICES));
    let found = seen.accounts(person).map(|account| {
        let standing = progress(account.facts, account.state, person.region);
        let open = standing.next().is_some();
        Row::Item {
            tone: if open { Tone::Neutral } else { Tone::Good },
            icon: Some(if open { Icon::Circle } else { Icon::Check }),
            title: account.name(),
            detail: Some(account.words.about.clone()),
            state: Some(said(seen, &standing)),
            action: go(&account.route()),
        }
    });
    screen.sections.push(rows(found.collect()));
    let add = view.content.facts.services.values().map(|service| {
        let known = person.state.accounts.values().any(|account| account.service == service.id);
        let word = if known { w::SERVICES_ADD } else { w::SERVICES_ADD_FIRST };
        let command = format!("account/{}/{}/add", person.id, service.id);
        button(view.f(word, &[("service", &service.name)]), perform(command))
    });
    screen.sections.push(ScreenSection { header: None, footer: Some(view.t(w::NOT_AFFILIATED)), rows: add.collect() });
    screen
}

pub(super) fn service(seen: &Seen<'_>, account: Account<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let parent = format!("/{}/services", account.person.id);
    let mut screen = blank(seen, route, Some(&parent), account.name());
    let standing = progress(account.facts, account.state, account.person.region);
    let guides = || account.facts.guides.iter().filter_map(|facts| seen.guide(account, &facts.id));
    let list = |counts| guides().filter(|guide| guide.facts.counts == counts).map(|g| guide_item(seen, &g)).collect();
    screen.sections.push(ScreenSection {
        header: Some(view.t(w::SERVICE_STEPS)),
        footer: Some(said(seen, &standing)),
        rows: list(true),
    });
    screen.sections.push(headed(view.t(w::SERVICE_FURTHER), list(false)));
    let there = account.facts.regions.get(&account.person.region);
    let notes = there.map(|region| claims(seen, account, &region.notes)).into_iter().flatten();
    let mut about: Vec<Row> = notes.map(|note| callout(Tone::Info, note)).collect();
    about.push(item(view.t(w::SERVICE_WHY), go(&format!("{route}/why"))));
    about.push(item(view.t(w::SERVICE_ACCOUNT), go(&format!("{route}/account"))));
    if let Some(controller) = there.and_then(|region| account.facts.controllers.get(&region.controller)) {
        about.push(Row::Status {
            tone: Tone::Neutral,
            icon: Icon::Document,
            text: view.f(w::SERVICE_CONTROLLER, &[("name", &controller.name)]),
            detail: Some(controller.post.join(", ")),
        });
    }
    screen.sections.push(rows(about));
    if let Some(next) = standing.next().and_then(|next| seen.guide(account, &next.id)) {
        screen.primary = primary(next.words.title.clone(), go(&next.route()));
    }
    screen
}

/// Why it matters; every sentence with where it was read. What is long has a page of its own behind it.
pub(super) fn why(seen: &Seen<'_>, account: Account<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut screen = blank(seen, route, Some(&account.route()), view.t(w::SERVICE_WHY));
    if view.today() > account.facts.recheck_after {
        let old = view.f(w::MAY_HAVE_CHANGED, &[("service", &account.facts.name)]);
        screen.sections.push(rows(vec![callout(Tone::Warning, old)]));
    }
    screen.sections.extend(why_sections(seen, account, None));
    let mut pages: Vec<&String> = account.facts.why.iter().filter_map(|section| section.page.as_ref()).collect();
    pages.dedup();
    let mut more: Vec<Row> = pages
        .into_iter()
        .filter(|page| !why_sections(seen, account, Some(page)).is_empty())
        .map(|page| item(heading(account, page), go(&format!("{route}/{page}"))))
        .collect();
    more.push(item(view.t(w::WHY_TIMELINE), go(&format!("{route}/timeline"))));
    more.push(item(view.t(w::WHY_OPEN), go(&format!("{route}/open"))));
    screen.sections.push(ScreenSection {
        header: None,
        footer: Some(view.f(w::READ_ON, &[("date", &view.full_date(account.facts.read_on))])),
        rows: more,
    });
    screen
}

/// A page behind "why": what happened when, what is open, or one of the service's own.
pub(super) fn why_page(seen: &Seen<'_>, account: Account<'_>, route: &str, page: &str) -> Option<Screen> {
    let view = &seen.view;
    let parent = format!("{}/why", account.route());
    let titled = |title: String| blank(seen, route, Some(&parent), title);
    match page {
        "timeline" => {
            let mut screen = titled(view.t(w::WHY_TIMELINE));
            let events: Vec<String> = account.facts.timeline.iter().map(|event| event.claim.clone()).collect();
            screen.sections.push(rows(sourced_claims(seen, account, &events)));
            Some(screen)
        }
        "open" => {
            let mut screen = titled(view.t(w::WHY_OPEN));
            let here = account.facts.open_points.iter();
            let here = here.filter(|p| p.regions.is_empty() || p.regions.contains(&account.person.region));
            let sentences = here.filter_map(|point| account.words.open_points.get(&point.id)).cloned();
            screen.sections.push(rows(sentences.map(text).collect()));
            Some(screen)
        }
        _ => {
            let sections = why_sections(seen, account, Some(page));
            if sections.is_empty() {
                return None;
            }
            let mut screen = titled(heading(account, page));
            screen.sections = sections;
            Some(screen)
        }
    }
}

/// The sections of a page that say something where the person lives.
fn why_sections(seen: &Seen<'_>, account: Account<'_>, page: Option<&str>) -> Vec<ScreenSection> {
    let here = account.facts.why.iter().filter(|section| section.page.as_deref() == page);
    here.filter_map(|section| {
        let found = sourced_claims(seen, account, &section.claims);
        (!found.is_empty()).then(|| headed(heading(account, &section.heading), found))
    })
    .collect()
}

fn heading(account: Account<'_>, key: &str) -> String {
    account.words.headings.get(key).cloned().unwrap_or_default()
}

/// Name, language of the menus, whether there is an account, how reminders go on.
pub(super) fn account(seen: &Seen<'_>, account: Account<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let key = format!("{}/{}", account.person.id, account.id);
    let mut screen = blank(seen, route, Some(&account.route()), view.t(w::SERVICE_ACCOUNT));
    let own = |code: &str| {
        Content::languages()
            .find(|(known, _)| *known == code)
            .map_or_else(|| code.to_owned(), |(_, name)| name.to_owned())
    };
    screen.sections.push(rows(vec![
        name_field(seen, w::ACCOUNT_NAME, w::ACCOUNT_NAME_HINT, &account.state.name),
        choice(
            "language",
            view.f(w::ACCOUNT_LANGUAGE, &[("service", &account.facts.name)]),
            account.language(view.content.language),
            account.facts.languages.iter().map(|code| option(code, own(code))).collect(),
            Some(format!("language/{key}")),
        ),
    ]));
    screen.primary = primary(view.t(w::ACCOUNT_SAVE), perform(format!("account/{key}/name")));
    let (word, other) = match account.state.membership {
        Membership::Member => (w::ACCOUNT_NONE, "none"),
        Membership::None => (w::ACCOUNT_MEMBER, "member"),
    };
    screen.sections.push(rows(vec![button(view.t(word), perform(format!("account/{key}/membership/{other}")))]));
    screen.sections.push(headed(view.t(w::NUDGING_TITLE), nudging(seen, account)));
    screen
}

/// The other ways to be reminded of open steps.
pub(super) fn nudging(seen: &Seen<'_>, account: Account<'_>) -> Vec<Row> {
    let key = format!("{}/{}", account.person.id, account.id);
    let others = NUDGING.iter().filter(|(how, _)| *how != account.state.nudging);
    let offer = |(how, id): &(Nudging, &str)| {
        let word = match how {
            Nudging::Series => w::NUDGING_SERIES,
            Nudging::Monthly => w::NUDGING_MONTHLY,
            Nudging::Stopped => w::NUDGING_STOP,
        };
        button(seen.view.t(word), perform(format!("nudging/{key}/{id}")))
    };
    others.map(offer).collect()
}

/// A guide in a list, with how it stands.
pub(super) fn guide_item(seen: &Seen<'_>, guide: &Guide<'_>) -> Row {
    let (tone, icon) = sign_of(guide.state.answer);
    Row::Item {
        tone,
        icon: Some(icon),
        title: guide.words.name.clone(),
        detail: Some(guide.words.kind.clone()),
        state: Some(state_of(seen, guide, guide.state.answer)),
        action: go(&guide.route()),
    }
}

/// Tone and picture of an answer.
pub(super) fn sign_of(answer: Answer) -> (Tone, Icon) {
    match answer {
        Answer::Open => (Tone::Neutral, Icon::Circle),
        Answer::Done | Answer::WasOff { .. } => (Tone::Good, Icon::Check),
        Answer::NotVisible { .. } => (Tone::Info, Icon::Question),
        Answer::NotApplicable | Answer::LeftOut => (Tone::Neutral, Icon::Dash),
    }
}

/// How an answer is named in lists.
pub(super) fn state_of(seen: &Seen<'_>, guide: &Guide<'_>, answer: Answer) -> String {
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
