//! What screens are made of: the empty screen with its bar, and rows in their plain form.

use std::collections::BTreeMap;

use widerspruch_domain::catalogue::{Certainty, Claim, Source};
use widerspruch_domain::region::Region;

use crate::boundary::{Action, ChoiceOption, Icon, Notice, Row, Screen, ScreenButton, ScreenSection, ScreenTab, Tone};
use crate::content::{Word, w};
use crate::forms::NAME_LENGTH;
use crate::seen::{Account, Seen};
use crate::storage::store::Book;

pub(super) fn blank(seen: &Seen<'_>, route: &str, parent: Option<&str>, title: String) -> Screen {
    let newer = seen.store.books().any(Book::newer);
    Screen {
        route: route.to_owned(),
        parent: parent.map(str::to_owned),
        title,
        language: seen.view.content.language.to_owned(),
        direction: seen.view.content.direction,
        hide_preview: true,
        tabs: tabs(seen, route),
        sections: Vec::new(),
        primary: None,
        notice: newer.then(|| Notice { text: seen.view.t(w::ERROR_NEWER), undo: None }),
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
        ["settings" | "persons" | "about", ..] | [_, "erase" | "person"] => 3,
        [_, "services", ..] => 1,
        _ => 0,
    };
    let make =
        |(index, (route, label, icon))| ScreenTab { route, label: seen.view.t(label), icon, selected: index == place };
    all.into_iter().enumerate().map(make).collect()
}

pub(super) fn go(route: &str) -> Action {
    Action::Go { route: route.to_owned() }
}

pub(super) fn perform(command: impl Into<String>) -> Action {
    Action::Perform { command: command.into() }
}

pub(super) fn primary(label: String, action: Action) -> Option<ScreenButton> {
    Some(ScreenButton { label, action })
}

pub(super) fn rows(rows: Vec<Row>) -> ScreenSection {
    ScreenSection { header: None, footer: None, rows }
}

pub(super) fn headed(header: String, rows: Vec<Row>) -> ScreenSection {
    ScreenSection { header: Some(header), footer: None, rows }
}

pub(super) fn text(text: String) -> Row {
    Row::Paragraph { text }
}

pub(super) fn callout(tone: Tone, text: String) -> Row {
    let icon = match tone {
        Tone::Good => Icon::Check,
        Tone::Warning | Tone::Danger => Icon::Warning,
        Tone::Neutral | Tone::Info => Icon::Info,
    };
    Row::Callout { tone, icon, text, more: None, action: None }
}

pub(super) fn item(title: String, action: Action) -> Row {
    Row::Item { tone: Tone::Neutral, icon: None, title, detail: None, state: None, action }
}

/// An item with a picture and a smaller second line.
pub(super) fn item_with(icon: Icon, title: String, detail: Option<String>, action: Action) -> Row {
    Row::Item { tone: Tone::Neutral, icon: Some(icon), title, detail, state: None, action }
}

pub(super) fn button(label: String, action: Action) -> Row {
    Row::ActionButton { tone: Tone::Neutral, icon: None, label, action }
}

pub(super) fn button_with(icon: Icon, label: String, action: Action) -> Row {
    Row::ActionButton { tone: Tone::Neutral, icon: Some(icon), label, action }
}

pub(super) fn choice(
    name: &str,
    label: String,
    value: &str,
    options: Vec<ChoiceOption>,
    on_change: Option<String>,
) -> Row {
    Row::Choice { name: name.to_owned(), label, value: value.to_owned(), options, on_change }
}

pub(super) fn option(id: &str, label: String) -> ChoiceOption {
    ChoiceOption { id: id.to_owned(), label }
}

/// A short text to write: the name of a person or an account.
pub(super) fn name_field(seen: &Seen<'_>, label: Word, hint: Word, value: &str) -> Row {
    Row::TextField {
        name: "name".into(),
        label: seen.view.t(label),
        hint: Some(seen.view.t(hint)),
        value: value.to_owned(),
        max_length: NAME_LENGTH,
        multiline: false,
        secret: false,
    }
}

/// Sentences of the claims that may be shown here, in order.
pub(super) fn claims(seen: &Seen<'_>, account: Account<'_>, ids: &[String]) -> Vec<String> {
    let today = seen.view.today();
    let held = ids
        .iter()
        .filter(|id| account.facts.claims.get(*id).is_some_and(|claim| claim.holds(account.person.region, today)));
    held.filter_map(|id| account.words.claims.get(id)).cloned().collect()
}

/// One row a claim of an account's service, with where it was read.
pub(super) fn sourced_claims(seen: &Seen<'_>, account: Account<'_>, ids: &[String]) -> Vec<Row> {
    let row = |id: &String| {
        let sentence = account.words.claims.get(id)?;
        sourced(seen, account.person.region, account.facts.claims.get(id)?, sentence, &account.facts.sources)
    };
    ids.iter().filter_map(row).collect()
}

/// A claim's sentence, and below it the sources with the day on which they were read.
pub(super) fn sourced(
    seen: &Seen<'_>,
    region: Region,
    claim: &Claim,
    sentence: &str,
    sources: &BTreeMap<String, Source>,
) -> Option<Row> {
    let view = &seen.view;
    if !claim.holds(region, view.today()) {
        return None;
    }
    if claim.own {
        return Some(text(sentence.to_owned()));
    }
    let used: Vec<&Source> = claim.sources.iter().filter_map(|key| sources.get(key)).collect();
    let names: Vec<&str> = used.iter().map(|source| source.title.as_str()).collect();
    let read_on = used.iter().map(|source| source.read_on).max()?;
    let word = if claim.certainty == Certainty::C { w::SOURCE_REPORTED } else { w::SOURCE_READ };
    let mut detail = view.f(word, &[("names", &names.join("; ")), ("date", &view.full_date(read_on))]);
    if claim.recheck_after.is_some_and(|day| day < view.today()) {
        detail = format!("{detail} · {}", view.t(w::SOURCE_OLD));
    }
    Some(match used.iter().find_map(|source| source.url.clone()) {
        Some(url) => {
            item_with(Icon::Document, sentence.to_owned(), Some(detail), Action::OpenUrl { url, browser_only: true })
        }
        None => {
            Row::Status { tone: Tone::Neutral, icon: Icon::Document, text: sentence.to_owned(), detail: Some(detail) }
        }
    })
}
