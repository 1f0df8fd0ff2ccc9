//! The commands about records: adding notes and pictures, undoing, exporting.

use std::io::Write;

use widerspruch_domain::journal::{Act, EntryId, Picture};
use widerspruch_domain::reminders::FIRST_DAY;

use super::noted_by;
use super::paths::{Command, FILE, NOTE, ON, Route, WITHOUT_GROUNDS, WITHOUT_PICTURES};
use crate::boundary::{Action, LongAct, Notice, Outcome};
use crate::export::{LeftOut, write_record_page};
use crate::features::{home, persons, requests};
use crate::grammar::addresses::Subject;
use crate::kit::{Context, Error, Handled, NoChange, Stopped, go, newest_resting};
use crate::model::Snapshot;
use crate::storage::outbox::{discard_inbox_file, discard_outbox, inbox_file, write_to_outbox};
use crate::storage::pictures::{
    Location, check_copy, checked_copy, is_attached, prepare_copy, read_received, remove_copies_of, sweep_copies,
};
use crate::storage::{Erased, OpenJournal, Place};
use crate::words::w;

/// Performs a command of this feature.
pub(crate) fn perform(context: &mut Context<'_>, command: Command<'_>) -> Handled {
    match command {
        Command::Export { person } => export_records(context, person),
        Command::AddNote(subject) => add_note(context, subject),
        Command::AddPicture(subject) => add_picture(context, subject),
        Command::CheckPictures { subject, from } => check_pictures(context, subject, from),
        Command::CorrectDay { person, entry } => correct_day(context, person, entry),
        Command::Undo(entries) => undo_entries(context, &entries),
    }
}

/// Writes the page with all records, for the shell to save.
fn export_records(context: &mut Context<'_>, person: &str) -> Handled {
    let snapshot = context.snapshot();
    let known = snapshot.person(person).ok_or_else(|| NoChange::gone(&home::paths::Route::Start))?;
    let (left_out, name) = (left_out(context), page_name(&snapshot));
    let path = write_to_outbox(snapshot.store, &name, |mut file| {
        write_record_page(&snapshot, known, left_out, Some(&mut file)).map(drop)
    })?;
    let save = Action::SaveFile { path, name, mime: "text/html".to_owned() };
    Ok(Outcome { then: vec![save], notice: None, plan_changed: false, long_act: None })
}

/// Writes the page with all records straight to a file, and returns the name that suits it.
pub(crate) fn write_records(context: &Context<'_>, person: &str, to: &mut dyn Write) -> Result<String, Stopped> {
    let snapshot = context.snapshot();
    let known = snapshot.person(person).ok_or_else(|| NoChange::gone(&home::paths::Route::Start))?;
    write_record_page(&snapshot, known, left_out(context), Some(to))?;
    Ok(page_name(&snapshot))
}

fn left_out(context: &Context<'_>) -> LeftOut {
    LeftOut { grounds: context.is_on(&WITHOUT_GROUNDS), pictures: context.is_on(&WITHOUT_PICTURES) }
}

/// Returns the name of the file with the page: `records-2026-11-23.html`.
fn page_name(snapshot: &Snapshot<'_>) -> String {
    [snapshot.wording.t(w::PACK_FILE), "-", &snapshot.wording.today().to_string(), ".html"].concat()
}

/// Bytes of pictures whose checksums a slow phone computes within a second.
const BYTES_A_SECOND: u64 = 16_000_000;

/// Computes the checksums of pictures anew, and answers with the command that goes on where there are more than a
/// second allows. The last part leads to the screen with the results, and says how many pictures are as they were.
fn check_pictures(context: &mut Context<'_>, subject: Subject<'_>, from: u32) -> Handled {
    require_subject(context, subject)?;
    let snapshot = context.snapshot();
    let attached = snapshot.attachments(subject);
    let pictures: Vec<Picture> = attached.iter().filter_map(|attachment| attachment.picture.clone()).collect();
    let person = subject.person();
    let store = &mut context.session.store;
    // The results of earlier parts are gone with the app that made them, and a check of another subject forgets them.
    let is_followed = pictures.iter().take(from as usize).all(|picture| checked_copy(store, person, picture).is_some());
    let from = if is_followed { from } else { 0 };
    if from == 0 {
        store.checked_copies.clear();
    }
    let (mut done, mut bytes) = (from as usize, 0_u64);
    while let Some(picture) = pictures.get(done).filter(|_| bytes < BYTES_A_SECOND) {
        check_copy(&mut context.session.store, person, picture);
        bytes = bytes.saturating_add(picture.size);
        done += 1;
    }
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let wording = context.snapshot().wording;
    if done < pictures.len() {
        let label = wording.n(w::ATTACHED_CHECKING, pictures.len(), &[("done", &done)]);
        let command = Command::CheckPictures { subject, from: count(done) }.to_string();
        let long_act = Some(LongAct { done: count(done), total: count(pictures.len()), label, command });
        return Ok(Outcome { long_act, ..Outcome::default() });
    }
    let store = &context.session.store;
    let is_bad = |picture: &Picture| matches!(checked_copy(store, person, picture), Some(Err(_)));
    let snapshot = context.snapshot();
    let mut bad = snapshot.attachments(subject);
    bad.retain(|attachment| attachment.picture.as_ref().is_some_and(is_bad));
    let text = match bad.first() {
        None => wording.t(w::ATTACHED_ALL_UNCHANGED).to_owned(),
        Some(first) => {
            // In a script, the screen that leads on knows no result any more.
            wording.n(w::ATTACHED_SOME_CHANGED, bad.len(), &[("stamp", &wording.stamp(first.stamp.at))])
        }
    };
    let then = vec![go(&Route::CheckedAttachments(subject))];
    Ok(Outcome { then, notice: Some(Notice::new(&text)), ..Outcome::default() })
}

/// Ends the command if the subject of a note or a picture is gone.
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

/// Takes a picture from the inbox. Removes it from there even if it is refused.
fn add_picture(context: &mut Context<'_>, subject: Subject<'_>) -> Handled {
    let file = context.input(&FILE).and_then(|path| inbox_file(&context.session.store, path));
    let file = file.ok_or(Error::BadInput(FILE.name, w::ERROR_PICTURE_GONE))?;
    let handled = take_picture(context, subject, &file);
    discard_inbox_file(&file);
    handled
}

fn take_picture(context: &mut Context<'_>, subject: Subject<'_>, file: &Place) -> Handled {
    require_subject(context, subject)?;
    let person = subject.person();
    sweep_copies(&context.session.store, person);
    let received = read_received(file)?;
    let prepared = prepare_copy(&context.session.store, person, &received)?;
    let picture = received.picture;
    let all = context.snapshot().attachments(subject);
    if all.iter().any(|attachment| attachment.picture.as_ref().is_some_and(|known| known.sha256 == picture.sha256)) {
        // An entry names the copy already. If it cannot get its name now, it does when the folder is opened.
        let is_healed = prepared.finish().unwrap_or(true);
        if is_healed {
            return Ok(Outcome { notice: context.notice(w::NOTICE_COPY_HEALED), ..Outcome::default() });
        }
        return Err(NoChange::already(w::NOTICE_ALREADY).into());
    }
    let said = match received.location {
        Location::NotNamed => w::NOTICE_SAVED,
        Location::Removed => w::NOTICE_PLACE_REMOVED,
        Location::Unchecked => w::NOTICE_PLACE_UNCHECKED,
    };
    let act = Act::PictureAdded { to: subject.attachment_target(), picture: picture.clone() };
    let handled = context.write(person, vec![act], said, None);
    if handled.is_err() {
        // Where the line could not be taken back either, the journal names the copy all the same. Where it cannot be read,
        // the person is told why the write failed.
        let _ = context.session.store.refresh();
    }
    if handled.is_ok() || is_attached(&context.session.store, person, &picture) {
        // The entry counts. If the copy cannot get its name now, it does when the folder is opened.
        let _ = prepared.finish();
    } else {
        prepared.discard();
    }
    handled
}

/// Corrects the day of an entry about a guide.
fn correct_day(context: &mut Context<'_>, person: &str, entry: &str) -> Handled {
    let snapshot = context.snapshot();
    let start = home::paths::Route::Start;
    let known = snapshot.person(person).ok_or_else(|| NoChange::gone(&start))?;
    let (_, stamp) = noted_by(&snapshot, known, entry).ok_or_else(|| NoChange::gone(&start))?;
    // What counts in a request is corrected there, by the days of the other events.
    let mut requests = snapshot.requests(known).into_iter();
    let of_request = requests.find(|request| request.state.event(&stamp.entry).is_some());
    if let Some(request) = of_request.filter(|_| !snapshot.is_note_doubted(known, stamp)) {
        let page = requests::paths::Page::Noted(entry);
        let route = requests::paths::Route::Request { request: request.address(), page };
        return Err(NoChange::leads_to(&route).into());
    }
    let on = context.day(&ON)?;
    if !(FIRST_DAY..=snapshot.wording.today()).contains(&on) {
        return Err(Error::BadInput(ON.name, w::DOUBT_WRONG_DAY).into());
    }
    if on == stamp.at.date() {
        return Err(NoChange::already(w::NOTICE_ALREADY).at(&start).into());
    }
    let act = Act::DayCorrected { entry: stamp.entry.clone(), on };
    context.write(person, vec![act], w::NOTICE_SAVED, Some(&start))
}

/// Undoes entries, and removes the pictures that no attachment names any more.
fn undo_entries(context: &mut Context<'_>, entries: &[EntryId]) -> Handled {
    let mut is_there = false;
    let mut undone = Vec::new();
    let mut writings = Vec::new();
    for entry in entries.iter().cloned() {
        let store = &context.session.store;
        // An entry can be gone with its person; the others are undone all the same.
        let Some(place) = store.find(&entry).map(|place| place.map(str::to_owned)) else { continue };
        is_there = true;
        if let Some(person) = place.as_deref().filter(|person| begins_person(context, person, &entry)) {
            return undo_beginning(context, person);
        }
        let snapshot = context.snapshot();
        let known = place.as_deref().and_then(|person| snapshot.person(person));
        if let Some(resting) = known.and_then(|known| newest_resting(&snapshot, known, &entry, entries)) {
            return Err(resting.refusal(&snapshot).into());
        }
        if !snapshot.store.is_undone(&entry) && !undone.contains(&entry) {
            undone.push(entry.clone());
            writings.push((place, vec![Act::Undone { entry }]));
        }
    }
    if !is_there {
        return Err(NoChange::gone(&home::paths::Route::Start).into());
    }
    if writings.is_empty() {
        return Err(NoChange::already(w::NOTICE_UNDONE_BEFORE).into());
    }
    context.session.store.append_all(writings, context.now)?;
    remove_copies_of(&context.session.store, &undone);
    // An exported page says what was taken back.
    discard_outbox(&context.session.store);
    // The entry counts even where the marker cannot follow it. The next start tries again.
    let _ = context.session.follow_backup_choice();
    Ok(Outcome { then: Vec::new(), notice: context.notice(w::NOTICE_UNDONE), plan_changed: true, long_act: None })
}

fn begins_person(context: &Context<'_>, person: &str, entry: &EntryId) -> bool {
    let journal = context.session.store.persons.get(person);
    journal.is_some_and(|journal| journal.state.identity.as_ref() == Some(entry))
}

/// Undoes the beginning of a person without other records. For any other person, asks before erasing.
fn undo_beginning(context: &mut Context<'_>, person: &str) -> Handled {
    let store = &mut context.session.store;
    if store.missing() > 0 || !store.persons.get(person).is_some_and(OpenJournal::holds_one_entry_only) {
        return Err(NoChange::blocked(w::NOTICE_PERSON_STAYS).at(&persons::paths::Route::Erase { person }).into());
    }
    let said = match store.erase_person(person)? {
        Erased::Whole => w::NOTICE_UNDONE,
        Erased::RestLeft => w::NOTICE_ERASED_REST,
    };
    let then = vec![go(&home::paths::Route::Start)];
    Ok(Outcome { then, notice: context.notice(said), plan_changed: true, long_act: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::{guide, persons, settings};
    use crate::grammar::addresses::GuideAddress;
    use crate::kit::Stopped;
    use crate::kit::testing::TestFolder;

    const TRAINING: GuideAddress<'static> = GuideAddress { person: "p1", account: "linkedin", guide: "ai-training" };
    const SUBJECT: Subject<'static> = Subject::Guide(TRAINING);
    const PNG: &[u8] =
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\x0bIDATx\x9cc\xf8\x0f\x04\0\x09\xfb\x03\xfd\xfb^k+\0\0\0\0IEND\xaeB`\x82";

    fn begun() -> TestFolder {
        let mut folder = TestFolder::empty();
        folder.done(&[], |context| {
            persons::perform(context, persons::paths::Command::Begin { person: None, service: "linkedin" })
        });
        folder
    }

    /// Returns the newest entry of the person.
    fn newest(folder: &TestFolder) -> EntryId {
        folder.snapshot().person("p1").unwrap().state.last.clone().unwrap()
    }

    #[test]
    fn an_empty_note_is_refused_and_the_same_note_is_kept_once() {
        let mut folder = begun();
        assert_eq!(folder.refused(&[], |context| perform(context, Command::AddNote(SUBJECT))), "note");
        folder.done(&[("note", "seen")], |context| perform(context, Command::AddNote(SUBJECT)));
        let again = folder.unchanged(&[("note", "seen")], |context| perform(context, Command::AddNote(SUBJECT)));
        assert_eq!(again, NoChange::already(w::NOTICE_ALREADY).at(&Route::Attachments(SUBJECT)));
    }

    #[test]
    fn a_picture_leaves_the_inbox_even_if_it_is_refused() {
        let mut folder = begun();
        let add = Command::AddPicture(SUBJECT);
        assert_eq!(folder.refused(&[], |context| perform(context, add.clone())), "file");
        assert_eq!(folder.refused(&[("file", "gone.png")], |context| perform(context, add.clone())), "file");
        folder.receive("a.txt", b"no picture");
        assert_eq!(folder.refused(&[("file", "a.txt")], |context| perform(context, add.clone())), "file");
        assert!(!folder.has_file("inbox/a.txt"));
        for _ in 0..2 {
            folder.receive("a.png", PNG);
            let _ = folder.run(&[("file", "inbox/a.png")], |context| perform(context, add.clone()));
            assert!(!folder.has_file("inbox/a.png"));
        }
        assert_eq!(folder.snapshot().attachments(SUBJECT).len(), 1);
    }

    #[test]
    fn undoing_a_picture_removes_its_copy() {
        let mut folder = begun();
        folder.receive("a.png", PNG);
        folder.done(&[("file", "a.png")], |context| perform(context, Command::AddPicture(SUBJECT)));
        let picture = folder.snapshot().attachments(SUBJECT)[0].picture.clone().unwrap();
        let copy = crate::storage::pictures::copy_path("p1", &picture);
        assert!(folder.has_file(&copy));
        let undo = Command::undo(&newest(&folder));
        folder.done(&[], |context| perform(context, undo.clone()));
        assert!(!folder.has_file(&copy));
        assert_eq!(folder.unchanged(&[], |context| perform(context, undo)), NoChange::already(w::NOTICE_UNDONE_BEFORE));
    }

    #[test]
    fn what_undoes_an_entry_is_not_undone_itself() {
        let mut folder = begun();
        folder.done(&[("note", "seen")], |context| perform(context, Command::AddNote(SUBJECT)));
        let note = newest(&folder);
        folder.done(&[], |context| perform(context, Command::undo(&note)));
        let undoing = EntryId { number: note.number + 1, ..note };
        let unchanged = folder.unchanged(&[], |context| perform(context, Command::undo(&undoing)));
        assert_eq!(unchanged, NoChange::already(w::NOTICE_UNDONE_BEFORE));
    }

    #[test]
    fn undoing_an_unknown_entry_is_gone() {
        let mut folder = begun();
        let undo = Command::Undo(vec!["0af9-99".parse().unwrap()]);
        let gone = NoChange::gone(&home::paths::Route::Start);
        assert_eq!(folder.unchanged(&[], |context| perform(context, undo)), gone);
    }

    #[test]
    fn undoing_the_beginning_of_a_person_with_records_asks_to_erase() {
        let mut folder = begun();
        let beginning = newest(&folder);
        let answer =
            guide::paths::Command::Answer { guide: TRAINING, answer: widerspruch_domain::journal::Answer::Done };
        folder.done(&[], |context| guide::perform(context, answer));
        let erase = persons::paths::Route::Erase { person: "p1" };
        let unchanged = folder.unchanged(&[], |context| perform(context, Command::undo(&beginning)));
        assert_eq!(unchanged, NoChange::blocked(w::NOTICE_PERSON_STAYS).at(&erase));
    }

    #[test]
    fn undoing_the_beginning_of_an_untouched_person_erases_them() {
        let mut folder = begun();
        let beginning = newest(&folder);
        let outcome = folder.run(&[], |context| perform(context, Command::undo(&beginning))).unwrap();
        assert!(outcome.plan_changed, "the reminders of an erased person would stay");
        assert!(!folder.has_file("profiles/p1"));
    }

    #[test]
    fn the_exported_page_lies_in_the_outbox_and_replaces_the_last_one() {
        let mut folder = begun();
        let export = Command::Export { person: "p1" };
        let inputs = [("without_pictures", "true")];
        let outcome = folder.done_without_entry(&inputs, |context| perform(context, export.clone()));
        assert!(!outcome.plan_changed);
        let [Action::SaveFile { path, mime, .. }] = outcome.then.as_slice() else { panic!("{outcome:?}") };
        assert!(folder.has_file(path) && mime == "text/html");
        let unknown = Command::Export { person: "p9" };
        let gone = NoChange::gone(&home::paths::Route::Start);
        assert_eq!(folder.unchanged(&[], |context| perform(context, unknown)), gone);
    }

    #[test]
    fn undoing_the_beginning_of_a_person_with_lost_entries_erases_nothing() {
        let mut folder = begun();
        let beginning = newest(&folder);
        folder.done(&[("note", "seen")], |context| perform(context, Command::AddNote(SUBJECT)));
        folder.cut_journal("p1");
        assert_eq!((folder.session.store.missing(), folder.session.store.new_damage()), (1, 0));
        assert_asks_to_erase(&mut folder, &beginning);
    }

    #[test]
    fn undoing_the_beginning_of_a_person_with_corrupt_entries_erases_nothing() {
        let mut folder = begun();
        let beginning = newest(&folder);
        folder.done(&[("note", "seen")], |context| perform(context, Command::AddNote(SUBJECT)));
        folder.damage_journal_at_end("p1");
        folder.run(&[], |context| home::perform(context, home::paths::Command::AcceptDamage)).unwrap();
        assert_eq!(folder.session.store.missing(), 0, "only the line that was set aside is left of the note");
        assert_asks_to_erase(&mut folder, &beginning);
    }

    #[test]
    fn undoing_the_beginning_of_a_person_with_entries_of_a_newer_version_erases_nothing() {
        let mut folder = begun();
        let beginning = newest(&folder);
        folder.append_newer_line("p1");
        assert_eq!(
            (folder.session.store.missing(), folder.session.store.persons.get("p1").unwrap().newer()),
            (0, true)
        );
        assert_asks_to_erase(&mut folder, &beginning);
    }

    #[test]
    fn undoing_the_beginning_of_a_person_with_a_corrupt_line_that_was_not_set_aside_yet_erases_nothing() {
        let mut folder = begun();
        let beginning = newest(&folder);
        folder.append_line("p1", "00000000 an entry of another phone");
        assert_eq!((folder.session.store.missing(), folder.session.store.persons.get("p1").unwrap().damaged()), (0, 1));
        assert_asks_to_erase(&mut folder, &beginning);
    }

    fn assert_asks_to_erase(folder: &mut TestFolder, beginning: &EntryId) {
        let (_, route) = folder.unchanged_texts(&[], |context| perform(context, Command::undo(beginning)));
        assert_eq!(route, "/p1/erase");
        assert!(folder.has_file("profiles/p1/journal.jsonl"), "the person was erased");
    }

    #[test]
    fn undoing_the_choice_of_the_backup_removes_or_restores_the_marker_of_the_folder() {
        let mut folder = TestFolder::empty();
        let choose = settings::paths::Command::Choose(settings::paths::Setting::DeviceBackup);
        for choices in [&["false"][..], &["false", "true"]] {
            for choice in choices {
                folder.done(&[("device_backup", choice)], |context| settings::perform(context, choose));
            }
            let marked = choices.last() == Some(&"false");
            assert_eq!(folder.has_file("no-backup"), marked);
            let undo = Command::undo(folder.session.store.app.state.last.as_ref().unwrap());
            folder.done(&[], |context| perform(context, undo));
            assert_eq!(folder.has_file("no-backup"), !marked, "after undoing {choices:?}");
        }
    }

    #[test]
    fn a_picture_leaves_no_copy_where_its_entry_cannot_be_written() {
        let mut folder = begun();
        folder.receive("a.png", PNG);
        folder.block_journal("p1");
        let add = Command::AddPicture(SUBJECT);
        let handled = folder.run(&[("file", "a.png")], |context| perform(context, add));
        assert!(matches!(handled, Err(Stopped::Error(Error::Storage(_)))), "{handled:?}");
        assert!(folder.has_file("profiles/p1/evidence"), "a copy was made");
        assert_eq!(folder.files_in("profiles/p1/evidence"), [""; 0]);
    }

    #[test]
    fn a_failed_write_does_not_remove_the_copy_of_a_picture_that_is_attached_elsewhere() {
        let mut folder = begun();
        folder.receive("a.png", PNG);
        folder.done(&[("file", "a.png")], |context| perform(context, Command::AddPicture(SUBJECT)));
        let copies = folder.files_in("profiles/p1/evidence");
        assert_eq!(copies.len(), 1);
        folder.receive("b.png", PNG);
        folder.block_journal("p1");
        let elsewhere = Subject::Guide(GuideAddress { guide: "research", ..TRAINING });
        let handled = folder.run(&[("file", "b.png")], |context| perform(context, Command::AddPicture(elsewhere)));
        assert!(handled.is_err());
        assert_eq!(folder.files_in("profiles/p1/evidence"), copies);
    }
}
