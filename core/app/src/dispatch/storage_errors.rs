//! What an error of the storage reveals: the place below the data folder and the system's reason, never what a person
//! typed, chose or is called.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command as Program;

use super::tests::{every_command, fixed_names};
use super::*;
use crate::boundary::CoreError;
use crate::grammar::fields::FieldKind;
use crate::kit::testing::TestFolder;
use crate::storage::Store;

/// Stands in every text that a person types, and in the path of the folder.
const MARKER: &str = "Kummerfeld";

const NOW: Moment = Moment { unix_seconds: 1_795_460_400, utc_offset_seconds: 3600 };

/// Places at which something else than the app's own file can stand.
const PLACES: [&str; 18] = [
    "lock",
    "device.txt",
    "device.new",
    "unfinished.txt",
    "unfinished.new",
    "no-backup",
    "no-backup.new",
    "inbox",
    "outbox",
    "app",
    "app/journal.jsonl",
    "app/journal.new",
    "profiles",
    "profiles/p1",
    "profiles/p1/evidence",
    "profiles/p1/journal.jsonl",
    "profiles/Kummerfeld/journal.jsonl",
    "profiles/Kummerfeld",
];

fn open(data_dir: &Path) -> Result<Session, CoreError> {
    let mut config = TestFolder::empty().session.config;
    config.data_dir = data_dir.to_string_lossy().into_owned();
    Session::open(config)
}

/// Fills in a form with the marker wherever a person types.
fn form(fields: &[Field]) -> FormValues {
    let value = |field: &Field| match field.kind {
        FieldKind::Text(..) => MARKER.to_owned(),
        FieldKind::Choice(options) => options[0].to_owned(),
        FieldKind::Listed => "DE".to_owned(),
        FieldKind::Toggle => "true".to_owned(),
        FieldKind::Day => "2026-11-23".to_owned(),
        FieldKind::Hour => "18:00".to_owned(),
        FieldKind::File => format!("inbox/{MARKER}.png"),
    };
    let mut form: FormValues = fields.iter().map(|field| (field.name.to_owned(), value(field))).collect();
    form.insert(MARKER.to_owned(), MARKER.to_owned());
    form
}

fn perform_alone(session: &mut Session, command: &str, form: &FormValues) -> Result<Outcome, Error> {
    let lock = session.store.lock();
    let done = session.refresh(NOW).and_then(|()| perform(session, command, form, NOW)).map(|done| done.outcome);
    session.store.unlock(lock);
    done
}

/// Makes a folder of somebody who has typed the marker everywhere. Returns the id of a request in it.
fn fill(data_dir: &Path) -> String {
    fs::create_dir_all(data_dir).unwrap();
    fs::write(data_dir.join("device.txt"), "installation a1\n").unwrap();
    let mut session = open(data_dir).unwrap();
    let welcome = [("name", MARKER), ("country", "DE")].map(|(name, value)| (name.to_owned(), value.to_owned()));
    perform_alone(&mut session, "welcome/helping", &welcome.into()).unwrap();
    perform_alone(&mut session, "begin/p1/linkedin", &FormValues::new()).unwrap();
    perform_alone(&mut session, "request/p1/linkedin/objection/begin", &FormValues::new()).unwrap();
    let begun = session.store.persons.get("p1").unwrap().state.requests.keys().next().unwrap();
    begun.to_owned()
}

/// Puts something into the way at a place of the folder.
fn block(place: &Path, kind: &str) {
    // Whatever was there.
    let _ = fs::remove_file(place);
    let _ = fs::remove_dir_all(place);
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    match kind {
        "pipe" => assert!(Program::new("mkfifo").arg(place).status().unwrap().success()),
        "file" => fs::write(place, MARKER).unwrap(),
        _ => fs::create_dir_all(place.join(MARKER)).unwrap(),
    }
}

#[test]
fn an_error_of_the_storage_reveals_no_typed_text_no_name_and_no_path_of_the_folder() {
    let mut lines = BTreeSet::new();
    for place in PLACES {
        for kind in ["pipe", "file", "folder"] {
            let folder = tempfile::Builder::new().prefix(MARKER).tempdir().unwrap();
            let mut names = fixed_names();
            names.entry = fill(folder.path());
            let mut session = open(folder.path()).unwrap();
            fs::create_dir_all(folder.path().join("inbox")).unwrap();
            block(&folder.path().join(place), kind);
            lines.extend(Store::open(folder.path()).err().map(|error| error.to_string()));
            for command in every_command(&names) {
                // A command removes its picture from the inbox, which can be what is in the way.
                let _ = fs::write(
                    folder.path().join(format!("inbox/{MARKER}.png")),
                    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\x0bIDATx\x9cc\xf8\x0f\x04\0\x09\xfb\x03\xfd\xfb^k+\0\0\0\0IEND\xaeB`\x82",
                );
                let text = command.to_string();
                let done = perform_alone(&mut session, &text, &form(fields(&text).unwrap()));
                if let Err(Error::Storage(error)) = done {
                    lines.insert(error.to_string());
                }
            }
        }
    }
    for line in &lines {
        let (place, reason) = line.split_once(": ").unwrap();
        assert!(place.split_once(' ').is_some() && !reason.is_empty(), "{line}");
        let folder = std::env::temp_dir();
        assert!(!line.contains(MARKER) && !line.contains(folder.to_str().unwrap()), "{line}");
    }
    let wanted = [
        "open profiles/p1/journal.jsonl: a pipe, a device or a folder where a file should be",
        "open device.txt: a pipe, a device or a folder where a file should be",
        "remove device.new: Is a directory (os error 21)",
        "make profiles/p1/evidence: File exists (os error 17)",
        "list profiles: Not a directory (os error 20)",
    ];
    for line in wanted {
        assert!(lines.contains(line), "{line}\n{lines:#?}");
    }
}
