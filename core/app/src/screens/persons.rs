//! Persons: the list, one person, what was noted for a person, erasing.

use widerspruch_domain::journal::{Noted, Seen as Looked, Via};

use super::page::{Line, NOTHING, Page, To, option, say, t};
use super::standing::{sign_of, state_of};
use crate::boundary::{Icon, Row, Screen, Tone};
use crate::content::{Word, w};
use crate::seen::{Person, Seen};

/// Most records that the screen lists.
const LISTED: usize = 200;

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

/// How many answers and looks the person noted.
pub(super) fn recorded(seen: &Seen<'_>, person: Person<'_>) -> usize {
    let guides = seen.accounts(person).into_iter().flat_map(|account| seen.guides(account));
    guides.map(|guide| guide.state.history.len()).sum()
}

/// Everything the person noted, newest first.
pub(super) fn records(seen: &Seen<'_>, person: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut page = Page::new(seen, route, &["/"], t(w::HOME_RECORDS));
    let accounts = seen.accounts(person);
    // The newest of each guide are enough to know the newest of all.
    let guides: Vec<_> = accounts.into_iter().flat_map(|account| seen.guides(account)).collect();
    let mut left: Vec<_> = guides.iter().map(|guide| guide.state.history.as_slice()).collect();
    let mut listed = 0;
    while listed < LISTED {
        let newest = left.iter().enumerate().filter_map(|(n, history)| history.last().map(|(mark, _)| (mark.seq, n)));
        let Some((_, newest)) = newest.max() else { break };
        let (guide, Some(((mark, noted), before))) = (guides[newest], left[newest].split_last()) else { break };
        left[newest] = before;
        listed += 1;
        let what = match noted {
            Noted::Answer(answer) => state_of(view, &guide, *answer),
            Noted::Check(Looked::Off) => view.f(w::RECORD_STILL, &[("word", &guide.off())]),
            Noted::Check(Looked::On) => view.f(w::RECORD_SEEN_ON, &[("word", &guide.on())]),
            Noted::Check(Looked::NotFound) => view.t(w::STATE_NOT_VISIBLE).to_owned(),
        };
        let mut detail = format!("{what} · {}", view.stamp(mark.at));
        if mark.via == Via::Notification {
            detail = format!("{detail} · {}", view.t(w::RECORD_FROM_NOTIFICATION));
        }
        let (tone, icon) = match noted {
            Noted::Answer(answer) => sign_of(*answer),
            Noted::Check(Looked::Off) => (Tone::Good, Icon::Check),
            Noted::Check(Looked::On) => (Tone::Warning, Icon::Warning),
            Noted::Check(Looked::NotFound) => (Tone::Info, Icon::Question),
        };
        let title = format!("{}: {}", guide.account.name(), guide.words.name);
        page.line(Line { tone, detail: say(&detail), ..Line::new(icon, say(&title)) }, To::Go(&[&guide.route()]));
    }
    if listed == 0 {
        page.word(w::RECORDS_EMPTY);
    }
    let older = left.iter().map(|history| history.len()).sum();
    if older > 0 {
        page.text(say(&view.count(w::RECORDS_OLDER_ONE, w::RECORDS_OLDER, older)));
    }
    page.foot(t(w::RECORDS_NOTE));
    // The beginning is not taken back here but erased, which is asked.
    if let Some(last) = person.state.last.as_ref().filter(|last| person.state.identity.as_ref() != Some(*last)) {
        page.section();
        page.button(t(w::RECORDS_UNDO), &["undo/", &last.to_string()]);
    }
    page.done()
}
