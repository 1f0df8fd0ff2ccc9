//! Persons: the list, one person, erasing.

use super::page::{Line, NOTHING, Page, To, option, say, t};
use crate::boundary::{Icon, Row, Screen, Tone};
use crate::content::{Word, w};
use crate::seen::{Person, Seen};

pub(super) fn persons(seen: &Seen<'_>, current: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut page = Page::new(seen, route, &["/settings"], t(w::PERSONS_TITLE));
    page.section();
    for person in seen.persons() {
        let name = person.name(view);
        let state = if person.id == current.id { t(w::PERSONS_CURRENT) } else { NOTHING };
        let detail = view.content.country(person.country);
        let line = Line { detail: say(detail), state, ..Line::new(Icon::Person, say(&name)) };
        page.line(line, To::Do(&["person/", person.id, "/show"]));
    }
    page.head(t(w::PERSONS_ADD));
    page.word(w::WELCOME_HELPING);
    page.name_field(w::WELCOME_NAME, w::PERSONS_NAME_HINT, "");
    country(&mut page, w::PERSONS_WHERE, current.country, &[]);
    page.primary(t(w::PERSONS_ADD), To::Do(&["person/add"]));
    page.done()
}

/// Name, where the person lives, and the way out.
pub(super) fn person(seen: &Seen<'_>, person: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let name = person.name(view);
    let mut page = Page::new(seen, route, &["/settings"], say(&name));
    if person.state.helped {
        page.callout(Tone::Info, t(w::WELCOME_HELPING));
    }
    page.section();
    let hint = if person.state.helped { w::PERSONS_NAME_HINT } else { w::PERSON_NAME_HINT };
    page.name_field(w::PERSON_NAME, hint, &person.state.name);
    let label = if person.state.helped { w::PERSONS_WHERE } else { w::WELCOME_WHERE };
    country(&mut page, label, person.country, &["person/", person.id, "/country"]);
    page.section();
    let title = view.f(w::ERASE_TITLE, &[("name", &name)]);
    let line = Line { tone: Tone::Danger, ..Line::new(Icon::Trash, say(&title)) };
    page.line(line, To::Go(&["/", person.id, "/erase"]));
    page.primary(t(w::PERSON_SAVE), To::Do(&["person/", person.id, "/rename"]));
    page.done()
}

/// Where the person lives: decides rights and texts.
pub(super) fn country(page: &mut Page<'_>, label: Word, value: &str, on_change: &[&str]) {
    let view = page.view();
    let mut options = Vec::new();
    for code in view.content.facts.regions.countries.keys() {
        // By name, as the words of the language sort; "elsewhere" comes last.
        let new = option(code, view.content.country(code));
        let place = options.iter().position(|known| before(&new.id, &new.label, known)).unwrap_or(options.len());
        options.insert(place, new);
    }
    page.choice("country", t(label), value, options, on_change);
}

fn before(id: &str, label: &str, other: &crate::boundary::ChoiceOption) -> bool {
    let plain = |label: &str| label.replace('Ö', "O");
    (id == "ZZ", plain(label)) < (other.id == "ZZ", plain(&other.label))
}

/// Asked before: there is no way back from erasing.
pub(super) fn erase(seen: &Seen<'_>, person: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let title = view.f(w::ERASE_TITLE, &[("name", &person.name(view))]);
    let mut page = Page::new(seen, route, &["/", person.id, "/person"], say(&title));
    page.callout(Tone::Danger, t(w::ERASE_TEXT));
    page.word(w::ERASE_STAYS);
    let label = view.t(w::ERASE_SURE).to_owned();
    page.row(Row::Toggle { name: "sure".into(), label, detail: None, value: false, on_change: None });
    page.button_like(Tone::Danger, Some(Icon::Trash), t(w::ERASE_DO), To::Do(&["person/", person.id, "/erase"]));
    page.primary(t(w::ERASE_KEEP), To::Go(&["/settings"]));
    page.done()
}
