//! What a person adds to their records, takes back, and keeps.

use std::path::Path;

use widerspruch_domain::journal::{Act, EntryId};

use super::paths::{Command, FILE, NOTE, Route, WITHOUT_GROUNDS, WITHOUT_PICTURES};
use crate::boundary::{Action, Outcome};
use crate::export::{LeftOut, write_record_page};
use crate::features::addresses::Subject;
use crate::features::{home, persons};
use crate::kit::{Context, Error, Handled, NoChange, go};
use crate::storage::OpenJournal;
use crate::storage::outbox::{discard_inbox_file, inbox_file, write_to_outbox};
use crate::storage::pictures::{keep_copy, read_received, remove_copies_of, remove_unused_copy};
use crate::words::w;

/// Performs a command of this feature.
pub(crate) fn perform(context: &mut Context<'_>, command: Command<'_>) -> Handled {
    match command {
        Command::Export { person } => export_records(context, person),
        Command::AddNote(subject) => add_note(context, subject),
        Command::AddPicture(subject) => add_picture(context, subject),
        Command::Undo(entries) => undo_entries(context, entries),
    }
}

/// Writes the page with everything that was noted, for the shell to hand on.
fn export_records(context: &mut Context<'_>, person: &str) -> Handled {
    let snapshot = context.snapshot();
    let known = snapshot.person(person).ok_or_else(|| NoChange::gone(&home::paths::Route::Start))?;
    let left_out = LeftOut { grounds: context.is_on(&WITHOUT_GROUNDS), pictures: context.is_on(&WITHOUT_PICTURES) };
    let name = [snapshot.wording.t(w::PACK_FILE), "-", &snapshot.wording.today().to_string(), ".html"].concat();
    let path = write_to_outbox(snapshot.store, &name, |mut file| {
        write_record_page(&snapshot, known, left_out, Some(&mut file)).map(drop)
    })?;
    let save = Action::SaveFile { path, name, mime: "text/html".to_owned() };
    Ok(Outcome { then: vec![save], notice: None, plan_changed: false })
}

/// Ends the command where nothing is there to which a note or a picture can belong.
fn require_subject(context: &Context<'_>, subject: Subject<'_>) -> Result<(), NoChange> {
    let snapshot = context.snapshot();
    let is_there = match subject {
        Subject::Guide(address) => snapshot.recorded_guide(address).is_some(),
        Subject::Request(address) => snapshot.request(address).is_some(),
    };
    if is_there { Ok(()) } else { Err(NoChange::gone(&home::paths::Route::Start)) }
}

fn add_note(context: &mut Context<'_>, subject: Subject<'_>) -> Handled {
    let text = context.text(&NOTE)?;
    require_subject(context, subject)?;
    if text.is_empty() {
        return Err(Error::BadInput(NOTE.name, w::ERROR_NOTE_EMPTY).into());
    }
    let route = Route::Attachments(subject);
    if context.snapshot().attachments(subject).last().is_some_and(|last| last.note == text) {
        return Err(NoChange::already(w::NOTICE_ALREADY).at(&route).into());
    }
    let act = Act::NoteAdded { to: subject.attachment_target(), text };
    context.write(subject.person(), vec![act], w::NOTICE_SAVED, Some(&route))
}

/// Takes a picture from the inbox. Whatever becomes of it, it does not stay there.
fn add_picture(context: &mut Context<'_>, subject: Subject<'_>) -> Handled {
    let file = context.input(&FILE).and_then(|path| inbox_file(&context.session.store, path));
    let file = file.ok_or(Error::BadInput(FILE.name, w::ERROR_PICTURE_GONE))?;
    let handled = take_picture(context, subject, &file);
    discard_inbox_file(&file);
    handled
}

fn take_picture(context: &mut Context<'_>, subject: Subject<'_>, file: &Path) -> Handled {
    require_subject(context, subject)?;
    let person = subject.person();
    let (bytes, picture) = read_received(file)?;
    keep_copy(&context.session.store, person, &picture, &bytes)?;
    let all = context.snapshot().attachments(subject);
    if all.iter().any(|attached| attached.picture.as_ref().is_some_and(|known| known.sha256 == picture.sha256)) {
        return Err(NoChange::already(w::NOTICE_ALREADY).into());
    }
    let act = Act::PictureAdded { to: subject.attachment_target(), picture: picture.clone() };
    let handled = context.write(person, vec![act], w::NOTICE_SAVED, None);
    if handled.is_err() {
        remove_unused_copy(&context.session.store, person, &picture);
    }
    handled
}

/// Takes back what entries did, and removes the pictures that nothing names any more.
fn undo_entries(context: &mut Context<'_>, entries: Vec<EntryId>) -> Handled {
    let mut is_there = false;
    let mut undone = Vec::new();
    let mut writings = Vec::new();
    for entry in entries {
        let store = &context.session.store;
        if let Some((person, to)) = store.attached_to(&entry)
            && let Some(subject) = Subject::of_attachment(person, &to)
        {
            return Err(NoChange::already(w::NOTICE_ATTACHED).at(&Route::Attachments(subject)).into());
        }
        // One of several can be gone with its person; the others are taken back all the same.
        let Some(place) = store.find(&entry).map(|place| place.map(str::to_owned)) else { continue };
        is_there = true;
        if let Some(person) = place.as_deref().filter(|person| begins_person(context, person, &entry)) {
            return undo_beginning(context, person);
        }
        if !store.is_undone(&entry) {
            undone.push(entry.clone());
            writings.push((place, vec![Act::Undone { entry }]));
        }
    }
    if !is_there {
        return Err(NoChange::gone(&home::paths::Route::Start).into());
    }
    if writings.is_empty() {
        return Err(NoChange::already(w::NOTICE_UNDONE).into());
    }
    context.session.store.append_all(writings, context.now)?;
    remove_copies_of(&context.session.store, &undone);
    context.session.follow_backup_choice()?;
    Ok(Outcome { then: Vec::new(), notice: context.notice(w::NOTICE_UNDONE), plan_changed: true })
}

fn begins_person(context: &Context<'_>, person: &str, entry: &EntryId) -> bool {
    let journal = context.session.store.persons.get(person);
    journal.is_some_and(|journal| journal.state.identity.as_ref() == Some(entry))
}

/// Takes back the beginning of a person, if nothing else is there to lose. Else a person is erased, which is asked about.
fn undo_beginning(context: &mut Context<'_>, person: &str) -> Handled {
    let store = &mut context.session.store;
    if store.missing() > 0 || !store.persons.get(person).is_some_and(OpenJournal::holds_one_entry_only) {
        return Err(NoChange::gone(&persons::paths::Route::Erase { person }).into());
    }
    store.erase_person(person)?;
    let then = vec![go(&home::paths::Route::Start)];
    Ok(Outcome { then, notice: context.notice(w::NOTICE_UNDONE), plan_changed: true })
}
