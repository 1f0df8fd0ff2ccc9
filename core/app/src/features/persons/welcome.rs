//! What to begin with: the first screen, shown before the first person was added, and what it leads to.

use widerspruch_domain::catalogue::{FirstRow, ServiceFacts};

use super::paths::{COUNTRY, Command, NAME, Route};
use crate::boundary::{Icon, Screen};
use crate::features::{about, home, services};
use crate::kit::{Line, ScreenBuilder, Target, country_input, damage_warning, fill, say, t};
use crate::model::{Person, Snapshot};
use crate::words::w;

/// Returns the first screen, which asks what to begin with.
pub(crate) fn first_screen(snapshot: &Snapshot<'_>) -> Screen {
    let mut page = ScreenBuilder::new(snapshot, None, t(w::FIRST_TITLE));
    page.show_preview();
    damage_warning(&mut page);
    page.word(w::FIRST_WHAT);
    page.section();
    add_rows(&mut page, None);
    page.section();
    if is_country_known(snapshot) {
        country_input(&mut page, &COUNTRY, w::WELCOME_WHERE, snapshot.preset_country(), None);
    }
    page.line(Line::new(Icon::Person, t(w::WELCOME_OTHER)), Target::Go(&Route::Helping));
    page.item(t(w::PRIVACY_TITLE), &about::paths::Route::Privacy);
    page.foot(t(w::WELCOME_SMALL));
    page.done()
}

/// Asks what a person begins with who uses no service yet.
pub(crate) fn add_beginning(page: &mut ScreenBuilder<'_>, person: Person<'_>) {
    match person.helped_name() {
        Some(name) => page.head(fill(w::FIRST_TITLE_OF, &[("name", &name)])),
        None => page.head(t(w::FIRST_TITLE)),
    }
    add_rows(page, Some(person));
}

/// Returns a screen that the first one leads to; `None` where there is nothing to choose.
pub(crate) fn beginning_screen(snapshot: &Snapshot<'_>, route: Route<'_>) -> Option<Screen> {
    let facts = snapshot.wording.catalogue.facts;
    match route {
        Route::Helping => Some(helper_screen(snapshot)),
        Route::FirstCountry { service } => Some(country_screen(snapshot, facts.service(service)?)),
        Route::Services => Some(services_screen(snapshot)),
        Route::Company { company } => company_screen(snapshot, company),
        _ => None,
    }
}

/// Returns the screen that asks which service of a company to begin with; `None` if the first screen names none.
fn company_screen(snapshot: &Snapshot<'_>, company: &str) -> Option<Screen> {
    let mut rows = snapshot.wording.catalogue.facts.first.rows.into_iter();
    let row = rows.find(|row| row.company.is_some_and(|known| *known == *company))?;
    let mut page = ScreenBuilder::new(snapshot, Some(&home::paths::Route::Start), say(&row.name));
    page.word(w::FIRST_COMPANY);
    page.section();
    for service in with_card(snapshot, row) {
        add_service(&mut page, None, service);
    }
    Some(page.done())
}

/// Returns the screen for somebody who helps: only they are asked for a name.
fn helper_screen(snapshot: &Snapshot<'_>) -> Screen {
    let mut page = ScreenBuilder::new(snapshot, Some(&home::paths::Route::Start), t(w::WELCOME_OTHER));
    page.word(w::WELCOME_HELPING);
    page.section();
    page.text_field(&NAME, w::WELCOME_NAME, w::WELCOME_NAME_HINT, "");
    country_input(&mut page, &COUNTRY, w::PERSONS_WHERE, snapshot.preset_country(), None);
    page.primary(t(w::WELCOME_GO), Target::Do(&Command::Help));
    page.done()
}

/// Returns the screen that asks where somebody lives before they begin with a service.
fn country_screen(snapshot: &Snapshot<'_>, service: &ServiceFacts) -> Screen {
    let mut page = ScreenBuilder::new(snapshot, Some(&home::paths::Route::Start), t(w::WELCOME_WHERE));
    country_input(&mut page, &COUNTRY, w::WELCOME_WHERE, snapshot.preset_country(), None);
    page.primary(t(w::WELCOME_GO), Target::Do(&Command::Begin { person: None, service: &service.id }));
    page.done()
}

/// Returns the screen with the services that the first one does not name.
fn services_screen(snapshot: &Snapshot<'_>) -> Screen {
    let mut page = ScreenBuilder::new(snapshot, Some(&home::paths::Route::Start), t(w::FIRST_TITLE));
    for service in others(snapshot) {
        add_service(&mut page, None, service);
    }
    page.done()
}

/// Adds a row for each service or company that the first screen names, and one for all others.
fn add_rows(page: &mut ScreenBuilder<'_>, person: Option<Person<'_>>) {
    let snapshot = page.snapshot;
    for row in snapshot.wording.catalogue.facts.first.rows {
        match (with_card(snapshot, row).as_slice(), &row.company) {
            ([], _) => {}
            ([service], _) | ([service, ..], None) => add_service(page, person, service),
            (_, Some(company)) => match person {
                Some(person) => {
                    let of_company = services::paths::Route::Company { person: person.id, group: company };
                    page.item(say(&row.name), &of_company);
                }
                None => page.item(say(&row.name), &Route::Company { company }),
            },
        }
    }
    if others(snapshot).is_empty() {
        return;
    }
    match person {
        Some(person) => page.item(t(w::FIRST_OTHER), &services::paths::Route::Services { person: person.id }),
        None => page.item(t(w::FIRST_OTHER), &Route::Services),
    }
}

/// Adds a service as a row: a tap begins with it.
fn add_service(page: &mut ScreenBuilder<'_>, person: Option<Person<'_>>, service: &ServiceFacts) {
    let begin = Command::Begin { person: person.map(|person| person.id), service: &service.id };
    let line = Line { icon: None, ..Line::new(Icon::Info, say(&service.name)) };
    if person.is_none() && !is_country_known(page.snapshot) {
        page.line(line, Target::Go(&Route::FirstCountry { service: &service.id }));
    } else {
        page.line(line, Target::Do(&begin));
    }
}

/// Returns the services of a row that have a card.
fn with_card(snapshot: &Snapshot<'_>, row: &FirstRow) -> Vec<&'static ServiceFacts> {
    let facts = snapshot.wording.catalogue.facts;
    row.services.into_iter().filter_map(|service| facts.service(service)).collect()
}

/// Returns the services that the first screen does not name, in the order of lists.
fn others(snapshot: &Snapshot<'_>) -> Vec<&'static ServiceFacts> {
    let facts = snapshot.wording.catalogue.facts;
    let named = |service: &&ServiceFacts| facts.first.rows.iter().any(|row| row.services.contains(&service.id));
    let mut others: Vec<_> = facts.services.values().filter(|service| !named(service)).collect();
    others.sort_by_key(|service| service.order);
    others
}

/// Returns whether the device says where it is used.
pub(super) fn is_country_known(snapshot: &Snapshot<'_>) -> bool {
    snapshot.config.region.as_deref().is_some_and(|region| !region.is_empty())
}
