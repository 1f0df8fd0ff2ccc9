//! Screens: from a route to what is shown. One module a kind of screen; a route whose object is gone says so.

use widerspruch_domain::journal::{EntryId, RequestKind};

use crate::boundary::{Screen, ScreenSection};
use crate::content::w;
use crate::fault::Fault;
use crate::forms;
use crate::letters::Letter;
use crate::seen::Seen;

mod authorities;
mod guide;
mod home;
mod letters;
mod page;
mod persons;
mod records;
mod reminders;
mod requests;
mod service;
mod settings;
mod standing;
mod trouble;
mod unseen;

use page::{Page, To, t};
pub(crate) use standing::noted;

/// The screen behind a route.
pub(crate) fn screen(seen: &Seen<'_>, route: &str) -> Result<Screen, Fault> {
    let path = route.strip_prefix('/').ok_or(Fault::UnknownRoute)?;
    let parts: Vec<&str> = path.split('/').collect();
    let Some(current) = seen.current() else {
        // Nobody has begun: whatever was asked for, the beginning is the way.
        return if path.is_empty() { Ok(home::welcome(seen)) } else { known(&parts).map(|()| gone(seen, route)) };
    };
    let found = match parts.as_slice() {
        [""] => Some(home::home(seen, current, route)),
        ["reminders"] => Some(reminders::reminders(seen, route)),
        ["reminders", "reliability"] => Some(reminders::reliability(seen, route)),
        ["reminders", "calendar"] => Some(reminders::calendar(seen, route)),
        ["settings"] => Some(settings::settings(seen, current, route)),
        ["settings", "weekdays"] => Some(settings::single_days(seen, route)),
        ["persons"] => Some(persons::persons(seen, current, route)),
        ["about"] => Some(settings::about(seen, route)),
        ["damage"] => Some(trouble::damage(seen, route)),
        [person, rest @ ..] if is_person(person) => of_person(seen, person, route, rest)?,
        _ => return Err(Fault::UnknownRoute),
    };
    match found {
        Some(mut screen) => {
            if let [_, "requests", ..] = parts.as_slice() {
                small_print(seen, &mut screen);
            }
            Ok(screen)
        }
        None => known(&parts).map(|()| gone(seen, route)),
    }
}

/// Screens of a person; `None` where the person, account or guide is gone.
fn of_person(seen: &Seen<'_>, person: &str, route: &str, rest: &[&str]) -> Result<Option<Screen>, Fault> {
    let Some(person) = seen.person(person) else { return Ok(None) };
    let screen = match rest {
        [] => home::home(seen, person, route),
        ["objection"] => home::objection(seen, person, route),
        ["authorities"] => authorities::authorities(seen, person, route),
        ["authorities", key] => return Ok(authorities::one(seen, person, route, key)),
        ["records"] => records::records(seen, person, route),
        ["records", "pack"] => records::pack(seen, person, route),
        ["records", what, which, rest @ ..] => {
            let key = [person.id, "/", what, "/", which].concat();
            return match rest {
                [] => Ok(records::attached(seen, person, &key, route)),
                ["note"] => Ok(records::note(seen, &key, route)),
                _ => Err(Fault::UnknownRoute),
            };
        }
        ["requests"] => requests::requests(seen, person, route),
        ["requests", "again", account, kind] => {
            let kind = kind.parse().map_err(|()| Fault::UnknownRoute)?;
            let account = seen.account(person.id, account);
            let first = account.and_then(|account| Some((account, seen.open_request(account, kind)?)));
            let Some((account, first)) = first else { return Ok(None) };
            requests::again(seen, account, kind, &first, route)
        }
        ["requests", id, rest @ ..] => {
            let Some(request) = seen.request(person.id, id) else { return Ok(None) };
            match rest {
                [] => requests::request(seen, &request, route),
                ["details"] => letters::details(seen, &request, route),
                ["authority"] => letters::authority(seen, &request, route),
                ["wording", noted] => {
                    let noted = noted.parse().map_err(|_| Fault::UnknownRoute)?;
                    return Ok(letters::wording(seen, &request, route, &noted));
                }
                [letter] if Letter::of(letter).is_some() => {
                    let letter = Letter::of(letter).ok_or(Fault::UnknownRoute)?;
                    return Ok(letters::letter(seen, &request, route, letter));
                }
                ["further"] => requests::further(seen, &request, route),
                ["sent"] => requests::sent(seen, &request, route),
                ["answer"] => requests::answer(seen, &request, route),
                ["due"] => {
                    let Ok(due) = &request.standing.due else { return Ok(None) };
                    requests::counted(seen, &request, due, route)
                }
                [event] | [event, "text"] => {
                    let event = forms::event(event).ok_or(Fault::UnknownRoute)?;
                    requests::noting(seen, &request, route, event, rest.len() > 1)
                }
                _ => return Err(Fault::UnknownRoute),
            }
        }
        ["person"] => persons::person(seen, person, route),
        ["erase"] => persons::erase(seen, person, route),
        ["services"] => service::services(seen, person, route),
        ["services", account, rest @ ..] => {
            let Some(account) = seen.account(person.id, account) else { return Ok(None) };
            match rest {
                [] => service::service(seen, account, route),
                ["why"] => service::why(seen, account, route),
                ["why", page] => return Ok(service::why_page(seen, account, route, page)),
                ["account"] => service::account(seen, account, route),
                [guide, rest @ ..] => {
                    let Some(guide) = seen.guide(account, guide) else { return Ok(None) };
                    match rest {
                        [] => guide::guide(seen, &guide, route),
                        // Some kinds of guides lack some screens: a form cannot be missing from a menu.
                        [screen, ..] if !guide.has(screen) => {
                            known(&["p1", "services", "", "", screen])?;
                            return Ok(None);
                        }
                        ["computer"] => guide::elsewhere(seen, &guide, route, guide::COMPUTER),
                        ["phone"] => guide::elsewhere(seen, &guide, route, guide::PHONE),
                        ["effect"] => guide::effect(seen, &guide, route),
                        ["already"] => guide::already(seen, &guide, route),
                        ["later"] => guide::later(seen, &guide, route),
                        ["look"] => guide::look(seen, &guide, route),
                        ["reason"] => guide::reason(seen, &guide, route),
                        ["unseen"] => unseen::list(seen, &guide, route),
                        ["unseen", why] => {
                            let why = forms::unseen(why).ok_or(Fault::UnknownRoute)?;
                            unseen::one(seen, &guide, route, why)
                        }
                        _ => return Err(Fault::UnknownRoute),
                    }
                }
            }
        }
        _ => return Err(Fault::UnknownRoute),
    };
    Ok(Some(screen))
}

/// What stands below every screen of requests, with their dates and letters.
fn small_print(seen: &Seen<'_>, screen: &mut Screen) {
    for word in [w::REQUESTS_YOU_SEND, w::REQUESTS_NO_ADVICE] {
        let footer = Some(seen.view.t(word).to_owned());
        screen.sections.push(ScreenSection { header: None, footer, rows: Vec::new() });
    }
}

/// Whether a route could have been one, where its object is gone.
fn known(parts: &[&str]) -> Result<(), Fault> {
    let known = match parts {
        ["reminders" | "settings" | "persons" | "about" | "damage"]
        | ["reminders", "reliability" | "calendar"]
        | ["settings", "weekdays"] => true,
        [person, rest @ ..] if is_person(person) => match rest {
            [] | ["objection" | "authorities" | "records" | "person" | "erase" | "services" | "requests"] => true,
            ["requests", id] => id.parse::<EntryId>().is_ok(),
            ["requests", "again", _, kind] => kind.parse::<RequestKind>().is_ok(),
            ["requests", id, screen] => {
                let screens = ["sent", "answer", "due", "details", "authority", "further"];
                let known = screens.contains(screen) || forms::event(screen).is_some() || Letter::of(screen).is_some();
                id.parse::<EntryId>().is_ok() && known
            }
            ["requests", id, event, "text"] => id.parse::<EntryId>().is_ok() && forms::event(event).is_some(),
            ["requests", id, "wording", noted] => [id, noted].iter().all(|id| id.parse::<EntryId>().is_ok()),
            ["authorities", _]
            | ["services", _]
            | ["services", _, "why", _]
            | ["records", "pack"]
            | ["records", _, _]
            | ["records", _, _, "note"] => true,
            ["services", _, _, rest @ ..] => match rest {
                [] => true,
                [screen] => {
                    let screens = ["computer", "phone", "effect", "already", "later", "look", "reason", "unseen"];
                    screens.contains(screen)
                }
                ["unseen", why] => forms::unseen(why).is_some(),
                _ => false,
            },
            _ => false,
        },
        _ => false,
    };
    if known { Ok(()) } else { Err(Fault::UnknownRoute) }
}

fn is_person(text: &str) -> bool {
    text.strip_prefix('p').is_some_and(|n| !n.is_empty() && n.len() < 10 && n.bytes().all(|b| b.is_ascii_digit()))
}

/// What a route named is no more: erased, or from another version.
fn gone(seen: &Seen<'_>, route: &str) -> Screen {
    let mut page = Page::new(seen, route, &["/"], t(w::GONE_TITLE));
    page.word(w::GONE_TEXT);
    page.primary(t(w::GONE_HOME), To::Go(&["/"]));
    page.done()
}
