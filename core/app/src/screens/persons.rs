//! Persons: the list, one person, what was noted for a person, erasing.

use widerspruch_domain::journal::{Noted, Seen as Looked, Via};

use super::rows::{blank, button, callout, choice, go, headed, name_field, option, perform, primary, rows, text};
use super::service::{sign_of, state_of};
use crate::boundary::{Icon, Row, Screen, ScreenSection, Tone};
use crate::content::w;
use crate::seen::{Person, Seen};

/// Most records that the screen lists.
const LISTED: usize = 200;

pub(super) fn persons(seen: &Seen<'_>, current: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut screen = blank(seen, route, Some("/settings"), view.t(w::PERSONS_TITLE));
    let found = seen.persons().map(|person| Row::Item {
        tone: Tone::Neutral,
        icon: Some(Icon::Person),
        title: person.name(view),
        detail: Some(view.content.country(person.country).to_owned()),
        state: (person.id == current.id).then(|| view.t(w::PERSONS_CURRENT)),
        action: perform(format!("person/{}/show", person.id)),
    });
    screen.sections.push(rows(found.collect()));
    screen.sections.push(headed(
        view.t(w::PERSONS_ADD),
        vec![
            text(view.t(w::WELCOME_HELPING)),
            name_field(seen, w::WELCOME_NAME, w::PERSONS_NAME_HINT, ""),
            country(seen, current.country, None),
        ],
    ));
    screen.primary = primary(view.t(w::PERSONS_ADD), perform("person/add"));
    screen
}

/// Name, where the person lives, and the way out.
pub(super) fn person(seen: &Seen<'_>, person: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let name = person.name(view);
    let mut screen = blank(seen, route, Some("/settings"), name.clone());
    if person.state.helped {
        screen.sections.push(rows(vec![callout(Tone::Info, view.t(w::WELCOME_HELPING))]));
    }
    screen.sections.push(rows(vec![
        name_field(seen, w::PERSON_NAME, w::PERSON_NAME_HINT, &person.state.name),
        country(seen, person.country, Some(format!("person/{}/country", person.id))),
    ]));
    screen.sections.push(rows(vec![Row::Item {
        tone: Tone::Danger,
        icon: Some(Icon::Trash),
        title: view.f(w::ERASE_TITLE, &[("name", &name)]),
        detail: None,
        state: None,
        action: go(&format!("/{}/erase", person.id)),
    }]));
    screen.primary = primary(view.t(w::PERSON_SAVE), perform(format!("person/{}/rename", person.id)));
    screen
}

/// Where the person lives: decides rights and texts.
pub(super) fn country(seen: &Seen<'_>, value: &str, on_change: Option<String>) -> Row {
    let view = &seen.view;
    let codes = view.content.facts.regions.countries.keys();
    let mut options: Vec<_> = codes.map(|code| option(code, view.content.country(code).to_owned())).collect();
    options.sort_by_key(|option| (option.id == "ZZ", option.label.replace('Ö', "O")));
    choice("country", view.t(w::WELCOME_WHERE), value, options, on_change)
}

/// Asked before: there is no way back from erasing.
pub(super) fn erase(seen: &Seen<'_>, person: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let name = person.name(view);
    let mut screen =
        blank(seen, route, Some(&format!("/{}/person", person.id)), view.f(w::ERASE_TITLE, &[("name", &name)]));
    screen.sections.push(rows(vec![
        callout(Tone::Danger, view.t(w::ERASE_TEXT)),
        text(view.t(w::ERASE_STAYS)),
        Row::Toggle { name: "sure".into(), label: view.t(w::ERASE_SURE), detail: None, value: false, on_change: None },
        Row::ActionButton {
            tone: Tone::Danger,
            icon: Some(Icon::Trash),
            label: view.t(w::ERASE_DO),
            action: perform(format!("person/{}/erase", person.id)),
        },
    ]));
    screen.primary = primary(view.t(w::ERASE_KEEP), go("/settings"));
    screen
}

/// Everything the person noted, newest first.
pub(super) fn records(seen: &Seen<'_>, person: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut screen = blank(seen, route, Some("/"), view.t(w::HOME_RECORDS));
    let mut all = Vec::new();
    for account in seen.accounts(person) {
        for guide in account.facts.guides.iter().filter_map(|g| seen.guide(account, &g.id)) {
            for (mark, noted) in &guide.state.history {
                let what = match noted {
                    Noted::Answer(answer) => state_of(seen, &guide, *answer),
                    Noted::Check(Looked::Off) => {
                        view.f(w::RECORD_STILL, &[("word", &guide.off(view.content.language))])
                    }
                    Noted::Check(Looked::On) => {
                        view.f(w::RECORD_SEEN_ON, &[("word", &guide.on(view.content.language))])
                    }
                    Noted::Check(Looked::NotFound) => view.t(w::STATE_NOT_VISIBLE),
                };
                let mut detail = format!("{what} · {}", view.stamp(mark.at));
                if mark.via == Via::Notification {
                    detail = format!("{detail} · {}", view.t(w::RECORD_FROM_NOTIFICATION));
                }
                let title = format!("{}: {}", account.name(), guide.words.name);
                let (tone, icon) = match noted {
                    Noted::Answer(answer) => sign_of(*answer),
                    Noted::Check(Looked::Off) => (Tone::Good, Icon::Check),
                    Noted::Check(Looked::On) => (Tone::Warning, Icon::Warning),
                    Noted::Check(Looked::NotFound) => (Tone::Info, Icon::Question),
                };
                let (state, action) = (None, go(&guide.route()));
                let row = Row::Item { tone, icon: Some(icon), title, detail: Some(detail), state, action };
                all.push(((mark.seq, mark.entry.number), row));
            }
        }
    }
    all.sort_by_key(|(order, _)| std::cmp::Reverse(*order));
    let older = all.len().saturating_sub(LISTED);
    let mut found: Vec<Row> = all.into_iter().take(LISTED).map(|(_, row)| row).collect();
    if found.is_empty() {
        found.push(text(view.t(w::RECORDS_EMPTY)));
    }
    if older > 0 {
        found.push(text(view.count(w::RECORDS_OLDER_ONE, w::RECORDS_OLDER, older)));
    }
    screen.sections.push(ScreenSection { header: None, footer: Some(view.t(w::RECORDS_NOTE)), rows: found });
    // The beginning is not taken back here but erased, which is asked.
    if let Some(last) = person.state.last.as_ref().filter(|last| person.state.identity.as_ref() != Some(*last)) {
        screen.sections.push(rows(vec![button(view.t(w::RECORDS_UNDO), perform(format!("undo/{last}")))]));
    }
    screen
}
