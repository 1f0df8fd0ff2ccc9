//! The records when several programs write at once, the folder is read-only or the disk is full.
#![allow(clippy::unwrap_used, reason = "a helper of tests fails the test")]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use support::{CallResult, System, Unprivileged, make_read_only, make_writable, program};

fn count_lines(journal: &Path) -> usize {
    fs::read_to_string(journal).unwrap().lines().count()
}

/// Returns the files beside the journal, where damage would be set aside.
fn files_beside(journal: &Path) -> Vec<PathBuf> {
    let folder = fs::read_dir(journal.parent().unwrap()).unwrap();
    folder.map(|entry| entry.unwrap().path()).filter(|path| path != journal).collect()
}

#[test]
fn concurrent_writers_lose_and_damage_no_entry() {
    const EACH: usize = 25;
    let system = System::welcomed("de_DE.UTF-8");
    let before = count_lines(&system.journal());
    thread::scope(|scope| {
        for writer in ["Anna", "Bert"] {
            let system = &system;
            scope.spawn(move || {
                for number in 0..EACH {
                    let done = system.call(&["do", "person/p1/rename", &format!("name={writer} {number}")]);
                    assert_eq!(done.status, 0, "{done:?}");
                }
            });
        }
    });
    let journal = fs::read_to_string(system.journal()).unwrap();
    assert_eq!(journal.lines().count(), before + 2 * EACH);
    for writer in ["Anna", "Bert"] {
        for number in 0..EACH {
            assert!(journal.contains(&format!("{writer} {number}\"")), "{writer} {number} is lost");
        }
    }
    assert_eq!(files_beside(&system.journal()), Vec::<PathBuf>::new(), "nothing was taken for damage");
}

#[test]
fn read_only_folder_is_readable_and_refused_writes_are_reported() {
    for (locale, safe) in [
        ("de_DE.UTF-8", "Ihre bisherigen Aufzeichnungen sind sicher; neu festgehalten wurde nichts."),
        ("en_GB.UTF-8", "Your records so far are safe; nothing new was noted."),
    ] {
        let system = System::welcomed(locale);
        let unprivileged = Unprivileged::new();
        make_read_only(system.folder.path());
        let before = fs::read(system.journal()).unwrap();
        for arguments in [&["show"][..], &["remind"], &[], &["show", "/p1/services/linkedin/ai-training", "--json"]] {
            let done = unprivileged.call(&system, arguments);
            assert_eq!((done.status, done.errors.as_str()), (0, ""), "{arguments:?}");
        }
        for command in
            ["confirm/p1/linkedin/ai-training", "leave-out/p1/linkedin/research", "begin/linkedin", "reminders/on"]
        {
            let done = unprivileged.call(&system, &["do", command]);
            if command == "reminders/on" {
                // Nothing is to be written: they are on.
                assert_eq!(done.status, 0, "{command}: {done:?}");
            } else if command == "begin/linkedin" {
                assert_eq!((done.status, done.out.as_str()), (1, ""), "it was done before: {done:?}");
            } else {
                assert_eq!((done.status, done.out.as_str()), (1, ""), "{command}");
                assert!(done.errors.contains(safe), "{command}: {}", done.errors);
            }
        }
        assert_eq!(fs::read(system.journal()).unwrap(), before);
        make_writable(system.folder.path());
    }
}

#[test]
fn failed_creation_of_the_data_folder_is_reported() {
    let system = System::new("de_DE.UTF-8");
    let unprivileged = Unprivileged::new();
    make_read_only(system.folder.path());
    let done = unprivileged.call(&system, &["show"]);
    assert_eq!((done.status, done.out.as_str()), (1, ""));
    assert!(done.errors.contains("Bitte prüfen Sie die Rechte des Ordners."), "{}", done.errors);
    make_writable(system.folder.path());
}

#[test]
fn full_disk_in_the_middle_of_a_line_is_rolled_back() {
    /// Bytes in a unit of `ulimit -f`.
    const BLOCK: u64 = 512;
    let long = format!("name={}", "ä".repeat(60));
    for (locale, safe) in [
        ("de_DE.UTF-8", ["Gelöscht wurde nichts.", "Ihre bisherigen Aufzeichnungen sind sicher"]),
        ("en_GB.UTF-8", ["Nothing was deleted.", "Your records so far are safe"]),
    ] {
        let system = System::welcomed(locale);
        let length = || fs::metadata(system.journal()).unwrap().len();
        let start = length();
        assert_eq!(system.call(&["do", "person/p1/rename", &long]).status, 0);
        let line = length() - start;
        // Fill up until the next line would cross the end of a block, where the disk will end.
        for name in ["name=Anna", "name=Berta"].iter().cycle() {
            if length().next_multiple_of(BLOCK) - length() < line && length() >= 4 * BLOCK {
                break;
            }
            assert_eq!(system.call(&["do", "person/p1/rename", name]).status, 0);
        }
        let before = fs::read(system.journal()).unwrap();
        let blocks = length().div_ceil(BLOCK);
        let mut full = Command::new("sh");
        // Ignore the signal that would end the program, so that it gets an error as from a full disk.
        full.args(["-c", &format!("ulimit -f {blocks}; trap '' XFSZ; exec \"$@\"")]).arg("sh").arg(program());
        let plain = system.command(&["do", "person/p1/rename", &long]);
        full.args(plain.get_args()).env_clear();
        full.envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?)))).env("PATH", "/usr/bin:/bin");
        let done = CallResult::of(full);
        assert_eq!((done.status, done.out.as_str()), (1, ""), "{done:?}");
        assert!(safe.iter().any(|safe| done.errors.contains(safe)), "{}", done.errors);
        assert!(fs::read(system.journal()).unwrap() == before, "a piece of a line stayed");
        assert_eq!(files_beside(&system.journal()), Vec::<PathBuf>::new());
        assert_eq!(system.call(&["do", "person/p1/rename", &long]).status, 0, "with room it goes on");
        assert!(fs::read(system.journal()).unwrap().starts_with(&before) && length() > before.len() as u64);
    }
}

#[test]
fn erased_words_go_also_where_a_picture_or_an_export_cannot_be_removed() {
    for (locale, rest) in [
        ("de_DE.UTF-8", "Ein Rest ließ sich noch nicht entfernen"),
        ("en_GB.UTF-8", "Some of their files could not be removed yet"),
    ] {
        for (stuck, others) in [("profiles/p1/evidence", true), ("profiles/p1/evidence", false), ("outbox", true)] {
            let system = System::welcomed(locale);
            let unprivileged = Unprivileged::new();
            if others {
                assert_eq!(system.call(&["do", "person/add", "name=Ruth"]).status, 0);
            }
            assert_eq!(system.call(&["do", "person/p1/rename", "name=Kummerfeld"]).status, 0);
            let damaged = system.data().join("profiles/p1/damaged-00000000.txt");
            fs::write(&damaged, "Kummerfeld").unwrap();
            fs::create_dir_all(system.data().join(stuck)).unwrap();
            fs::write(system.data().join(stuck).join("picture.png"), "x").unwrap();
            open_to_all(system.folder.path());
            fs::set_permissions(system.data().join(stuck), fs::Permissions::from_mode(0o555)).unwrap();
            let done = unprivileged.call(&system, &["do", "person/p1/erase", "sure=true"]);
            assert_eq!((done.status, done.errors.as_str()), (0, ""), "{stuck}");
            assert!(done.out.replace('\n', " ").contains(rest), "{stuck}: {}", done.out);
            let journal = system.data().join("profiles/.erased-p1/journal.jsonl");
            assert!(!journal.exists() && !journal.with_file_name("damaged-00000000.txt").exists(), "{stuck}");
            // The app goes on, nobody else gets the number, and a start that can remove the rest does.
            assert_eq!(unprivileged.call(&system, &["show"]).status, 0, "{stuck}");
            assert!(system.data().join("profiles/.erased-p1").exists(), "{stuck}");
            let added = if others { ["do", "person/add", "name=Ben"] } else { ["do", "begin/linkedin", "country=DE"] };
            assert_eq!(unprivileged.call(&system, &added).status, 0, "{stuck}");
            assert!(!system.data().join("profiles/p1").exists(), "{stuck}");
            assert_eq!(system.call(&["show"]).status, 0);
            assert!(!system.data().join("profiles/.erased-p1").exists(), "{stuck}");
        }
    }
}

/// Lets everybody write everything in a folder.
fn open_to_all(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            open_to_all(&entry);
        } else {
            fs::set_permissions(&entry, fs::Permissions::from_mode(0o666)).unwrap();
        }
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(0o777)).unwrap();
}
