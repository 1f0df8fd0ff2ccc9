//! Screens: from a route to what is shown. One module a kind of screen; a route whose object is gone says so.

use crate::boundary::Screen;
use crate::content::w;
use crate::fault::Fault;
use crate::forms;
use crate::seen::{Person, Seen};

mod guide;
mod home;
mod persons;
mod reminders;
mod rows;
mod service;
mod settings;
mod trouble;
mod unseen;

use rows::{blank, go, primary, text};

/// The screen behind a route.
pub(crate) fn screen(seen: &Seen<'_>, route: &str) -> Result<Screen, Fault> {
    let path = route.strip_prefix('/').ok_or(Fault::UnknownRoute)?;
    let Some(current) = seen.current() else {
        // Nobody has begun: whatever was asked for, the beginning is the way.
        return if path.is_empty() { Ok(home::welcome(seen)) } else { known(path).map(|()| gone(seen, route)) };
    };
    let parts: Vec<&str> = path.split('/').collect();
    let found = match parts.as_slice() {
        [""] => Some(home::home(seen, current, route)),
        ["reminders"] => Some(reminders::reminders(seen, route)),
        ["reminders", "reliability"] => Some(reminders::reliability(seen, route)),
        ["settings"] => Some(settings::settings(seen, current, route)),
        ["persons"] => Some(persons::persons(seen, current, route)),
        ["about"] => Some(settings::about(seen, route)),
        ["damage"] => Some(trouble::damage(seen, route)),
        [person, rest @ ..] if is_person(person) => {
            let person = seen.person(person);
            of_person(seen, person, route, rest)?
        }
        _ => return Err(Fault::UnknownRoute),
    };
    Ok(found.unwrap_or_else(|| gone(seen, route)))
}

/// Screens of a person; `None` where the person, account or guide is gone.
fn of_person(seen: &Seen<'_>, person: Option<Person<'_>>, route: &str, rest: &[&str]) -> Result<Option<Screen>, Fault> {
    let Some(person) = person else { return known_of_person(rest).map(|()| None) };
    Ok(match rest {
        [] => Some(home::home(seen, person, route)),
        ["objection"] => Some(home::objection(seen, person, route)),
        ["records"] => Some(persons::records(seen, person, route)),
        ["person"] => Some(persons::person(seen, person, route)),
        ["erase"] => Some(persons::erase(seen, person, route)),
        ["services"] => Some(service::services(seen, person, route)),
        ["services", account, rest @ ..] => {
            let Some(account) = seen.account(person.id, account) else { return known_of_account(rest).map(|()| None) };
            match rest {
                [] => Some(service::service(seen, account, route)),
                ["why"] => Some(service::why(seen, account, route)),
                ["why", page] => service::why_page(seen, account, route, page),
                ["account"] => Some(service::account(seen, account, route)),
                [guide, rest @ ..] => {
                    let Some(guide) = seen.guide(account, guide) else {
                        return known_of_guide(rest).map(|()| None);
                    };
                    match rest {
                        [] => Some(guide::guide(seen, &guide, route)),
                        ["computer"] => Some(guide::elsewhere(seen, &guide, route, guide::COMPUTER)),
                        ["phone"] => Some(guide::elsewhere(seen, &guide, route, guide::PHONE)),
                        ["effect"] => Some(guide::effect(seen, &guide, route)),
                        ["already"] => Some(guide::already(seen, &guide, route)),
                        ["later"] => Some(guide::later(seen, &guide, route)),
                        ["look"] => Some(guide::look(seen, &guide, route)),
                        ["reason"] => Some(guide::reason(seen, &guide, route)),
                        ["unseen"] => Some(unseen::list(seen, &guide, route)),
                        ["unseen", why] => {
                            let why = forms::unseen(why).ok_or(Fault::UnknownRoute)?;
                            Some(unseen::one(seen, &guide, route, why))
                        }
                        _ => return Err(Fault::UnknownRoute),
                    }
                }
            }
        }
        _ => return Err(Fault::UnknownRoute),
    })
}

/// Whether a route could have been one, where its object is gone.
fn known(path: &str) -> Result<(), Fault> {
    match path.split('/').collect::<Vec<_>>().as_slice() {
        ["reminders" | "settings" | "persons" | "about" | "damage"] | ["reminders", "reliability"] => Ok(()),
        [person, rest @ ..] if is_person(person) => known_of_person(rest),
        _ => Err(Fault::UnknownRoute),
    }
}

fn known_of_person(rest: &[&str]) -> Result<(), Fault> {
    match rest {
        [] | ["objection" | "records" | "person" | "erase" | "services"] => Ok(()),
        ["services", _, rest @ ..] => known_of_account(rest),
        _ => Err(Fault::UnknownRoute),
    }
}

fn known_of_account(rest: &[&str]) -> Result<(), Fault> {
    match rest {
        [] | ["why", _] => Ok(()),
        [_, rest @ ..] => known_of_guide(rest),
    }
}

fn known_of_guide(rest: &[&str]) -> Result<(), Fault> {
    match rest {
        [] | ["computer" | "phone" | "effect" | "already" | "later" | "look" | "reason" | "unseen"] => Ok(()),
        ["unseen", why] if forms::unseen(why).is_some() => Ok(()),
        _ => Err(Fault::UnknownRoute),
    }
}

fn is_person(text: &str) -> bool {
    text.strip_prefix('p').is_some_and(|n| !n.is_empty() && n.len() < 10 && n.bytes().all(|b| b.is_ascii_digit()))
}

/// What a route named is no more: erased, or from another version.
fn gone(seen: &Seen<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut screen = blank(seen, route, Some("/"), view.t(w::GONE_TITLE));
    screen.sections.push(rows::rows(vec![text(view.t(w::GONE_TEXT))]));
    screen.primary = primary(view.t(w::GONE_HOME), go("/"));
    screen
}
