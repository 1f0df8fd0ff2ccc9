//! What a person does about a request.

use chrono::Datelike;
use widerspruch_domain::civil::day;
use widerspruch_domain::journal::{Act, Answer, EntryId, RequestEvent, RequestKind};
use widerspruch_domain::requests::{self, Stage};

use super::paths::{self, BLOCKS, Command, EMAIL, NAME_ME, ON, Page, Route};
use super::status::request_route;
use crate::boundary::Outcome;
use crate::features::addresses::{AccountAddress, RequestAddress};
use crate::features::fields::GROUNDS;
use crate::kit::{Context, Error, Handled, NoChange, acts_of_event, go};
use crate::letters::BLOCK_SEPARATOR;
use crate::words::w;

/// What happened to a request did not happen before this year: the law that gives the right applies from then on.
const EARLIEST_YEAR: i32 = 2018;

/// Performs a command of this feature.
pub(crate) fn perform(context: &mut Context<'_>, command: Command<'_>) -> Handled {
    match command {
        Command::Begin { account, kind, again } => begin_request(context, account, kind, again),
        Command::WriteDetails(request) => write_details(context, request),
        Command::AllowNaming(request) => allow_naming(context, request),
        Command::ChooseAuthority { request, key } => choose_authority(context, request, key),
        Command::NoteEvent { request, event, with_text } => note_event(context, request, event, with_text),
    }
}

/// Begins a request. If one of this kind is open, asks first; if it is a draft, opens it.
fn begin_request(context: &mut Context<'_>, address: AccountAddress<'_>, kind: RequestKind, again: bool) -> Handled {
    let person = address.person;
    let known = context.account(address)?;
    if !requests::offered(known.person.region).contains(&kind) {
        return Err(NoChange::gone(&Route::Requests { person }).into());
    }
    if let Some(first) = context.snapshot().open_request(known, kind) {
        if first.standing.stage == Stage::Draft {
            return Err(NoChange::leads_to(&request_route(&first)).into());
        }
        if !again {
            return Err(NoChange::leads_to(&Route::Again { account: address, kind }).into());
        }
    }
    let act = Act::RequestBegun { account: address.account.to_owned(), kind };
    let entry = context.session.store.append(Some(person), vec![act], context.now)?;
    let notice = context.undoable(w::NOTICE_REQUEST_BEGUN, &entry);
    let id = entry.to_string();
    let route = Route::Request { request: RequestAddress { person, id: &id }, page: Page::Request };
    Ok(Outcome { then: vec![go(&route)], notice, plan_changed: true })
}

/// Notes what happened to a request, and on which day: today where none is given. `with_text` where the text that was
/// sent stood on the screen.
fn note_event(context: &mut Context<'_>, address: RequestAddress<'_>, event: RequestEvent, with_text: bool) -> Handled {
    let snapshot = context.snapshot();
    let found = context.request(address)?;
    let (route, today) = (request_route(&found).to_string(), snapshot.wording.today());
    let on = match context.input(&ON) {
        Some(text) => day(text.trim()).filter(|on| *on <= today && on.year() >= EARLIEST_YEAR),
        None => Some(today),
    };
    let on = on.filter(|on| requests::earliest(found.state, event).is_none_or(|earliest| earliest <= *on));
    let on = on.ok_or(Error::BadInput(ON.name, w::REQUEST_WRONG_DAY))?;
    if found.state.events.last().is_some_and(|(_, last, day)| (*last, *day) == (event, on)) {
        return Err(NoChange::already(w::NOTICE_ALREADY).at(&route).into());
    }
    if !requests::may_follow(&found.standing, event) {
        return Err(NoChange::gone(&route).into());
    }
    let mut acts = acts_of_event(&snapshot, &found, event, on, context.via, with_text)?;
    if requests::is_sending(event)
        && let Some(guide) = snapshot.form_guide(&found).filter(|guide| guide.state.answer != Answer::Done)
    {
        // The step on the list is the same thing.
        let (account, guide) = (found.account.id.to_owned(), guide.facts.id.to_string());
        acts.push(Act::Answered { account, guide, answer: Answer::Done, via: context.via });
    }
    context.write(address.person, acts, w::NOTICE_NOTED, Some(&route))
}

/// Writes what the letters of a request are made of: all inputs in one entry, so that one undo takes them back. What is
/// not among the inputs stays.
fn write_details(context: &mut Context<'_>, address: RequestAddress<'_>) -> Handled {
    let mut texts: Vec<(&str, String)> = Vec::new();
    for field in [paths::WHAT, paths::NAME, EMAIL, paths::PROFILE, paths::POSTAL, GROUNDS] {
        if context.input(&field).is_some() {
            let text = context.text(&field)?;
            if field == EMAIL && !text.is_empty() && (!text.contains('@') || text.contains(' ')) {
                return Err(Error::BadInput(field.name, w::LETTER_WRONG_EMAIL).into());
            }
            texts.push((field.name, text));
        }
    }
    let asked = BLOCKS.iter().any(|block| context.input(block).is_some());
    if asked {
        let chosen = BLOCKS.iter().filter(|block| context.is_on(block)).map(|block| block.name);
        let chosen: Vec<&str> = chosen.collect();
        texts.push(("blocks", chosen.join(&BLOCK_SEPARATOR.to_string())));
    }
    write_texts(context, address, texts, Page::Request)
}

fn allow_naming(context: &mut Context<'_>, address: RequestAddress<'_>) -> Handled {
    let sent = context.input(&NAME_ME).ok_or(Error::BadInput(NAME_ME.name, w::ERROR_CHOICE));
    let value = sent.and_then(|_| context.choice(&NAME_ME, ""))?.to_owned();
    write_texts(context, address, vec![(NAME_ME.name, value)], COMPLAINT)
}

fn choose_authority(context: &mut Context<'_>, address: RequestAddress<'_>, key: &str) -> Handled {
    if !context.session.catalogue.facts.authorities.authorities.contains_key(key) {
        return Err(Error::UnknownCommand.into());
    }
    write_texts(context, address, vec![("authority", key.to_owned())], COMPLAINT)
}

/// The letter whose screen asks who is competent and whether to be named.
const COMPLAINT: Page<'static> = Page::Letter(widerspruch_domain::letters::Letter::Complaint);

/// Saves the texts that changed, and shows a screen of the request.
fn write_texts(
    context: &mut Context<'_>,
    address: RequestAddress<'_>,
    texts: Vec<(&str, String)>,
    then: Page<'_>,
) -> Handled {
    let found = context.request(address)?;
    let request: EntryId = address.id.parse().map_err(|_| Error::UnknownCommand)?;
    let mut acts = Vec::new();
    for (field, text) in texts {
        if found.text(field) != text {
            acts.push(Act::RequestWritten { request: request.clone(), field: field.to_owned(), text });
        }
    }
    let route = Route::Request { request: address, page: then };
    if acts.is_empty() {
        return Err(NoChange::already(w::NOTICE_ALREADY).at(&route).into());
    }
    context.write(address.person, acts, w::NOTICE_SAVED, Some(&route))
}
