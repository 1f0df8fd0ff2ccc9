//! Every screen as data. One module a group; here the routes and the rows that all of them use.

use widerspruch_domain::catalogue::{Certainty, Claim, Source};
use widerspruch_domain::region::Region;

use crate::boundary::{Action, Direction, Icon, Notice, Row, Screen, ScreenButton, ScreenSection, ScreenTab, Tone};
use crate::content::w;
use crate::core::{Account, Fault, Person, Seen};

mod guide;
mod home;
mod reminders;
mod service;
mod settings;

/// The screen of a route.
pub(crate) fn screen(seen: &Seen<'_>, route: &str) -> Result<Screen, Fault> {
    let path = route.strip_prefix('/').ok_or(Fault::UnknownRoute)?;
    if path.len() > 200 || path.bytes().any(|b| !(b.is_ascii_alphanumeric() || b == b'/' || b == b'-')) {
        return Err(Fault::UnknownRoute);
    }
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let Some(current) = seen.current() else {
        // Nothing is known yet: whatever was asked for, the way begins here.
        return match parts.as_slice() {
            ["about"] => Ok(settings::about(seen, route)),
            _ => Ok(home::welcome(seen)),
        };
    };
    let shown = match parts.as_slice() {
        [] => Some(home::home(seen, current, route)),
        ["reminders"] => Some(reminders::reminders(seen, current, route)),
        ["reminders", "reliability"] => Some(reminders::reliability(seen, route)),
        ["settings"] => Some(settings::settings(seen, current, route)),
        ["persons"] => Some(settings::persons(seen, current, route)),
        ["about"] => Some(settings::about(seen, route)),
        [person, rest @ ..] if is_person(person) => match seen.person(person) {
            Some(person) => of_person(seen, person, rest, route)?,
            None => None,
        },
        _ => return Err(Fault::UnknownRoute),
    };
    Ok(shown.unwrap_or_else(|| gone(seen, route)))
}

fn of_person(seen: &Seen<'_>, person: Person<'_>, rest: &[&str], route: &str) -> Result<Option<Screen>, Fault> {
    Ok(match rest {
        [] => Some(home::home(seen, person, route)),
        ["objection"] => Some(home::objection(seen, person, route)),
        ["damage"] => Some(home::damage(seen, person, route)),
        ["records"] => Some(home::records(seen, person, route)),
        ["erase"] => Some(settings::erase(seen, person, route)),
        ["services"] => Some(service::services(seen, person, route)),
        ["services", account, rest @ ..] => {
            let Some(account) = seen.account(person.id, account) else { return Ok(None) };
            match rest {
                [] => Some(service::service(seen, account, route)),
                ["why"] => Some(service::why(seen, account, route)),
                ["account"] => Some(service::account(seen, account, route)),
                [guide, rest @ ..] => {
                    let Some(guide) = seen.guide(account, guide) else { return Ok(None) };
                    match rest {
                        [] => Some(guide::guide(seen, &guide, route)),
                        ["computer"] => Some(guide::computer(seen, &guide, route)),
                        ["effect"] => Some(guide::effect(seen, &guide, route)),
                        ["unseen"] => Some(guide::unseen(seen, &guide, route)),
                        ["already"] => Some(guide::already(seen, &guide, route)),
                        ["later"] => Some(guide::later(seen, &guide, route)),
                        ["reason"] => Some(guide::reason(seen, &guide, route)),
                        _ => return Err(Fault::UnknownRoute),
                    }
                }
            }
        }
        _ => return Err(Fault::UnknownRoute),
    })
}

fn is_person(text: &str) -> bool {
    text.strip_prefix('p').is_some_and(|n| !n.is_empty() && n.len() < 10 && n.bytes().all(|b| b.is_ascii_digit()))
}

/// What a route named is no more: erased, or from another version.
fn gone(seen: &Seen<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut screen = blank(seen, route, Some("/"), view.t(w::GONE_TITLE));
    screen.sections.push(rows(vec![text(view.t(w::GONE_TEXT))]));
    screen.primary = Some(ScreenButton { label: view.t(w::GONE_HOME), action: go("/") });
    screen
}

fn blank(seen: &Seen<'_>, route: &str, parent: Option<&str>, title: String) -> Screen {
    Screen {
        route: route.to_owned(),
        parent: parent.map(str::to_owned),
        title,
        language: seen.view.content.language.to_owned(),
        direction: Direction::LeftToRight,
        hide_preview: true,
        tabs: tabs(seen, route),
        sections: Vec::new(),
        primary: None,
        notice: None,
    }
}

fn tabs(seen: &Seen<'_>, route: &str) -> Vec<ScreenTab> {
    let Some(current) = seen.current() else { return Vec::new() };
    let services = format!("/{}/services", current.id);
    let all = [
        ("/".to_owned(), w::TAB_HOME, Icon::Home),
        (services, w::TAB_SERVICES, Icon::Services),
        ("/reminders".to_owned(), w::TAB_REMINDERS, Icon::Bell),
        ("/settings".to_owned(), w::TAB_SETTINGS, Icon::Gear),
    ];
    let place = match route.trim_matches('/').split('/').collect::<Vec<_>>().as_slice() {
        ["reminders", ..] => 2,
        ["settings" | "persons" | "about", ..] | [_, "erase"] => 3,
        [_, "services", ..] => 1,
        _ => 0,
    };
    let make =
        |(index, (route, label, icon))| ScreenTab { route, label: seen.view.t(label), icon, selected: index == place };
    all.into_iter().enumerate().map(make).collect()
}

fn go(route: &str) -> Action {
    Action::Go { route: route.to_owned() }
}

fn perform(command: impl Into<String>) -> Action {
    Action::Perform { command: command.into() }
}

fn rows(rows: Vec<Row>) -> ScreenSection {
    ScreenSection { header: None, footer: None, rows }
}

fn headed(header: String, rows: Vec<Row>) -> ScreenSection {
    ScreenSection { header: Some(header), footer: None, rows }
}

fn text(text: String) -> Row {
    Row::Paragraph { text }
}

fn callout(tone: Tone, text: String) -> Row {
    let icon = match tone {
        Tone::Good => Icon::Check,
        Tone::Warning | Tone::Danger => Icon::Warning,
        Tone::Neutral | Tone::Info => Icon::Info,
    };
    Row::Callout { tone, icon, text, more: None, action: None }
}

fn item(title: String, action: Action) -> Row {
    Row::Item { tone: Tone::Neutral, icon: None, title, detail: None, state: None, action }
}

fn button(label: String, action: Action) -> Row {
    Row::ActionButton { tone: Tone::Neutral, icon: None, label, action }
}

/// Sentences of the claims that may be shown here, in order.
fn claims(seen: &Seen<'_>, account: Account<'_>, ids: &[String]) -> Vec<String> {
    let today = seen.view.today();
    let held = ids
        .iter()
        .filter(|id| account.facts.claims.get(*id).is_some_and(|claim| claim.holds(account.person.region, today)));
    held.filter_map(|id| account.words.claims.get(id)).cloned().collect()
}

/// One row a claim with where it was read: the sentence, and below it the sources with their days.
fn sourced(
    seen: &Seen<'_>,
    region: Region,
    claim: &Claim,
    sentence: &str,
    sources: &std::collections::BTreeMap<String, Source>,
) -> Option<Row> {
    if !claim.holds(region, seen.view.today()) {
        return None;
    }
    let used: Vec<&Source> = claim.sources.iter().filter_map(|key| sources.get(key)).collect();
    let names: Vec<&str> = used.iter().map(|source| source.title.as_str()).collect();
    let read_on = used.iter().map(|source| source.read_on).max()?;
    let word = if claim.certainty == Certainty::C { w::SOURCE_REPORTED } else { w::SOURCE_READ };
    let detail = seen.view.f(word, &[("names", &names.join("; ")), ("date", &seen.view.full_date(read_on))]);
    Some(match used.iter().find_map(|source| source.url.clone()) {
        Some(url) => Row::Item {
            tone: Tone::Neutral,
            icon: Some(Icon::Document),
            title: sentence.to_owned(),
            detail: Some(detail),
            state: None,
            action: Action::OpenUrl { url, browser_only: true },
        },
        None => {
            Row::Status { tone: Tone::Neutral, icon: Icon::Document, text: sentence.to_owned(), detail: Some(detail) }
        }
    })
}

/// What the person must know before anything else: damage, or a newer version's records.
fn trouble(seen: &Seen<'_>, person: Person<'_>) -> Vec<Row> {
    let view = &seen.view;
    let Some(book) = seen.store.persons.get(person.id) else { return Vec::new() };
    let mut found = Vec::new();
    if book.newer || seen.store.app.newer {
        found.push(callout(Tone::Warning, view.t(w::ERROR_NEWER)));
    }
    let unseen: usize =
        book.aside.iter().filter(|(name, _)| !seen.store.device.dismissed.contains(name)).map(|a| a.1).sum();
    let lost = unseen + book.damaged;
    if lost > 0 {
        let kept = view.count(w::DAMAGE_KEPT_ONE, w::DAMAGE_KEPT, book.len());
        let lost = view.count(w::DAMAGE_LOST_ONE, w::DAMAGE_LOST, lost);
        found.push(Row::Callout {
            tone: Tone::Warning,
            icon: Icon::Warning,
            text: view.f(w::DAMAGE_TEXT, &[("kept", &kept), ("lost", &lost)]),
            more: Some(view.t(w::DAMAGE_MORE)),
            action: Some(go(&format!("/{}/damage", person.id))),
        });
    }
    found
}

fn notice(text: String) -> Option<Notice> {
    Some(Notice { text, undo: None })
}
