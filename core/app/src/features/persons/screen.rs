//! The list of persons, the screen of a person, and the question before erasing.

use super::agreement::{add_question_of_help, agreement_screen};
use super::commands::asks_why;
use super::paths::{COUNTRY, Command, NAME, Route, SURE};
use crate::boundary::{Icon, Row, Screen, Tone};
use crate::features::settings;
use crate::kit::{Line, NOTHING, ScreenBuilder, Target, country_input, say, t};
use crate::model::{Person, Snapshot};
use crate::words::w;

/// Returns a screen of this feature; `None` if the person is gone.
pub(crate) fn screen(snapshot: &Snapshot<'_>, route: Route<'_>) -> Option<Screen> {
    Some(match route {
        // Whoever has begun is asked no more.
        Route::Helping | Route::FirstCountry { .. } | Route::Services | Route::Company { .. } => return None,
        Route::Persons => persons_screen(snapshot, snapshot.current()?),
        Route::Person { person } => person_screen(snapshot, snapshot.person(person)?),
        Route::Country { person, country } => return country_screen(snapshot, snapshot.person(person)?, country),
        Route::Agreement { person } => return agreement_screen(snapshot, snapshot.person(person)?),
        Route::Erase { person } => erase_screen(snapshot, snapshot.person(person)?),
    })
}

fn persons_screen(snapshot: &Snapshot<'_>, current: Person<'_>) -> Screen {
    let wording = &snapshot.wording;
    let mut page = ScreenBuilder::new(snapshot, Some(&settings::paths::Route::Settings), t(w::PERSONS_TITLE));
    page.section();
    for person in snapshot.persons() {
        let name = person.name(wording);
        let state = if person.id == current.id { t(w::PERSONS_CURRENT) } else { NOTHING };
        let detail = person.place(wording);
        let line = Line { detail: say(detail), state, ..Line::new(Icon::Person, say(&name)) };
        page.line(line, Target::Do(&Command::Show { person: person.id }));
    }
    page.head(t(w::PERSONS_ADD));
    page.word(w::WELCOME_HELPING);
    page.text_field(&NAME, w::WELCOME_NAME, w::PERSONS_NAME_HINT, "");
    country_input(&mut page, &COUNTRY, w::PERSONS_WHERE, current.country, None);
    page.primary(t(w::PERSONS_ADD), Target::Do(&Command::Add));
    page.done()
}

/// Returns the screen with a person's name, their country, and the way to erase them.
fn person_screen(snapshot: &Snapshot<'_>, person: Person<'_>) -> Screen {
    let wording = &snapshot.wording;
    let name = person.name(wording);
    let mut page = ScreenBuilder::new(snapshot, Some(&settings::paths::Route::Settings), say(&name));
    if person.state.helped {
        page.callout(Tone::Info, t(w::WELCOME_HELPING));
        add_question_of_help(&mut page, person);
    }
    page.section();
    let hint = if person.state.helped { w::PERSONS_NAME_HINT } else { w::PERSON_NAME_HINT };
    page.text_field(&NAME, w::PERSON_NAME, hint, &person.state.name);
    let label = if person.state.helped { w::PERSONS_WHERE } else { w::WELCOME_WHERE };
    let choose = Command::ChooseCountry { person: person.id };
    country_input(&mut page, &COUNTRY, label, person.country, Some(&choose));
    page.section();
    let title = wording.f(w::ERASE_TITLE, &[("name", &name)]);
    let line = Line { tone: Tone::Danger, ..Line::new(Icon::Trash, say(&title)) };
    page.line(line, Target::Go(&Route::Erase { person: person.id }));
    page.primary(t(w::PERSON_SAVE), Target::Do(&Command::Rename { person: person.id }));
    page.done()
}

/// Returns the screen that asks why the country changes; `None` for an unknown country, and where there is nothing to ask.
fn country_screen(snapshot: &Snapshot<'_>, person: Person<'_>, country: &str) -> Option<Screen> {
    let catalogue = &snapshot.wording.catalogue;
    let known = catalogue.facts.regions.countries.contains_key(country);
    if !known || country == person.country || !asks_why(snapshot, person) {
        return None;
    }
    let name = catalogue.country(country);
    let mut page = ScreenBuilder::new(snapshot, Some(&Route::Person { person: person.id }), t(w::COUNTRY_TITLE));
    page.word(w::COUNTRY_OPEN);
    page.section();
    let moved = snapshot.wording.f(w::COUNTRY_MOVED_WHAT, &[("country", &name)]);
    let line = Line { detail: say(&moved), ..Line::new(Icon::Calendar, t(w::COUNTRY_MOVED)) };
    page.line(line, Target::Do(&Command::Move { person: person.id, country }));
    let wrong = snapshot.wording.f(w::COUNTRY_WRONG_WHAT, &[("country", &name)]);
    let line = Line { detail: say(&wrong), ..Line::new(Icon::Info, t(w::COUNTRY_WRONG)) };
    page.line(line, Target::Do(&Command::CorrectCountry { person: person.id, country }));
    Some(page.done())
}

/// Returns the screen that asks before erasing, which cannot be undone.
fn erase_screen(snapshot: &Snapshot<'_>, person: Person<'_>) -> Screen {
    let wording = &snapshot.wording;
    let title = wording.f(w::ERASE_TITLE, &[("name", &person.name(wording))]);
    let mut page = ScreenBuilder::new(snapshot, Some(&Route::Person { person: person.id }), say(&title));
    page.callout(Tone::Danger, t(w::ERASE_TEXT));
    page.word(w::ERASE_STAYS);
    let (name, label) = (SURE.name.to_owned(), wording.t(w::ERASE_SURE).to_owned());
    page.row(Row::Toggle { name, label, detail: None, value: false, on_change: None });
    let erase = Command::Erase { person: person.id };
    page.button_like(Tone::Danger, Some(Icon::Trash), t(w::ERASE_DO), Target::Do(&erase));
    page.primary(t(w::ERASE_KEEP), Target::Go(&settings::paths::Route::Settings));
    page.done()
}
