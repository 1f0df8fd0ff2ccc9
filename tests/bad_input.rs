//! Bad input gets a clear answer, nothing is lost, nothing panics.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use std::collections::HashMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;

use support::{Phone, moment, words};
use widerspruch_core::Core;
use widerspruch_core::boundary::{Action, CoreError, Moment};

const NOW: &str = "2026-11-23T20:00:00+01:00";

fn phone() -> Phone {
    let mut phone = Phone::new("en", "DE", NOW);
    phone.perform("welcome");
    phone
}

fn journal(phone: &Phone) -> Vec<u8> {
    fs::read(phone.folder.path().join("profiles/p1/journal.jsonl")).unwrap()
}

#[test]
fn texts_that_are_no_routes_are_refused() {
    let phone = phone();
    for route in
        ["", "p1", "/nonsense", "/p1/nonsense", "/../etc", "/p1/services/linkedin/ai-training/x", "/é", "/p1%20"]
    {
        let error = phone.core.screen(route, phone.now).unwrap_err();
        assert!(matches!(error, CoreError::UnknownRoute { .. }), "{route}: {error:?}");
    }
    let long = format!("/{}", "a".repeat(10_000));
    assert!(phone.core.screen(&long, phone.now).is_err());
}

#[test]
fn routes_whose_object_is_gone_are_screens_that_say_so() {
    let phone = phone();
    for route in ["/p9", "/p1/services/nothing", "/p1/services/linkedin/nothing", "/p9/services/linkedin/why"] {
        let screen = phone.core.screen(route, phone.now).unwrap();
        assert_eq!(screen.title, "No longer there", "{route}");
        assert_eq!(screen.primary.unwrap().action, Action::Go { route: "/".into() });
    }
}

#[test]
fn malformed_commands_are_refused_and_change_nothing() {
    let phone = phone();
    let before = journal(&phone);
    let bad = [
        "",
        "/",
        "confirm",
        "confirm/p1",
        "confirm/p1/linkedin",
        "later/p1/linkedin/ai-training/tomorrow",
        "later/p1/linkedin/ai-training/9999-12-31",
        "checked/p1/linkedin/ai-training/2027-02-23/maybe",
        "was-off/p1/linkedin/ai-training/yesterday",
        "unseen/p1/linkedin/ai-training/blind",
        "undo/x",
        "undo/-1",
        "open/p1/linkedin/ai-training/elsewhere",
        "nudging/p1/linkedin/daily",
        "set/nonsense",
        "notification/",
        "welcome/x",
    ];
    for command in bad {
        let error = phone.core.perform(command, &HashMap::new(), phone.now).unwrap_err();
        assert!(matches!(error, CoreError::UnknownCommand { .. }), "{command}: {error:?}");
    }
    assert_eq!(journal(&phone), before);
}

#[test]
fn repeated_and_outdated_commands_say_so_and_change_nothing() {
    let mut phone = phone();
    phone.perform("confirm/p1/linkedin/ai-training");
    let before = journal(&phone);
    let stale = [
        "confirm/p1/linkedin/ai-training",
        "confirm/p9/linkedin/ai-training",
        "confirm/p1/linkedin-7/ai-training",
        "confirm/p1/linkedin/gone",
        "checked/p1/linkedin/ai-training/2020-01-01/off",
        "undo/abc-1",
        "later/p1/linkedin/research/2026-11-01",
        "person/p9/show",
        "person/p9/erase",
        "welcome",
        "enough/p1/nothing",
        "notification/confirm/p1/linkedin/ai-training",
        "reopen/p1/linkedin/research",
        "account/p1/gone/add",
    ];
    for command in stale {
        let outcome = phone.core.perform(command, &HashMap::new(), phone.now);
        let outcome = outcome.unwrap_or_else(|error| panic!("{command}: {error:?}"));
        assert!(outcome.notice.is_some(), "{command} says nothing");
        assert_eq!(journal(&phone), before, "{command}");
    }
}

#[test]
fn inputs_that_cannot_be_used_are_named() {
    let phone = phone();
    let before = journal(&phone);
    let long = "x".repeat(2000);
    let bad = [
        ("set/hour", "hour", "07:00"),
        ("set/hour", "hour", "late"),
        ("set/weekdays", "weekdays", "never"),
        ("set/language", "language", "tlh"),
        ("person/p1/country", "country", "XX"),
        ("person/add", "name", ""),
        ("person/p1/rename", "name", long.as_str()),
        ("grounds/p1/linkedin/objection-form", "grounds", long.as_str()),
        ("recheck/p1/linkedin/ai-training", "months", "5"),
        ("language/p1/linkedin", "language", "xx"),
        ("person/p1/erase", "sure", "yes"),
    ];
    for (command, field, value) in bad {
        let form = HashMap::from([(field.to_owned(), value.to_owned())]);
        match phone.core.perform(command, &form, phone.now).unwrap_err() {
            CoreError::BadInput { field: named, explanation } => {
                assert_eq!(named, field, "{command}");
                assert!(!explanation.is_empty());
            }
            other => panic!("{command}: {other:?}"),
        }
    }
    assert_eq!(journal(&phone), before);
}

#[test]
fn any_moment_is_a_screen_and_an_impossible_offset_is_refused() {
    let phone = phone();
    for unix_seconds in [0, i64::MAX, i64::MIN, 253_402_300_799, -62_135_596_800] {
        let now = Moment { unix_seconds, utc_offset_seconds: 0 };
        phone.core.screen("/", now).unwrap();
        phone.core.reminders(now).unwrap();
    }
    let now = Moment { unix_seconds: 0, utc_offset_seconds: 86_401 };
    assert!(matches!(phone.core.screen("/", now).unwrap_err(), CoreError::BadInput { .. }));
}

#[test]
fn a_clock_moved_back_ten_years_reorders_nothing() {
    let mut phone = phone();
    phone.perform("confirm/p1/linkedin/ai-training");
    phone.now = moment("2016-11-23T20:00:00+01:00");
    phone.perform("confirm/p1/linkedin/research");
    phone.perform("leave-out/p1/linkedin/ai-training");
    phone.restart();
    phone.now = moment(NOW);
    assert!(words(&phone.screen()).iter().any(|text| text == "1 of 3 steps done, 1 skipped or not found"));
    phone.route = "/p1/services/linkedin/ai-training".into();
    assert!(words(&phone.screen()).iter().any(|text| text.contains("Skipped on purpose")));
}

/// Root may write everywhere: the test then shows nothing and says so.
#[test]
fn a_read_only_folder_opens_and_refuses_to_change() {
    let mut phone = phone();
    phone.perform("confirm/p1/linkedin/ai-training");
    let folders = ["", "profiles", "profiles/p1"].map(|name| phone.folder.path().join(name));
    for folder in &folders {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o555)).unwrap();
    }
    let lock = phone.folder.path().join("lock");
    fs::set_permissions(&lock, fs::Permissions::from_mode(0o444)).unwrap();
    let journal = phone.folder.path().join("profiles/p1/journal.jsonl");
    fs::set_permissions(&journal, fs::Permissions::from_mode(0o444)).unwrap();
    let root = fs::OpenOptions::new().append(true).open(&journal).is_ok();
    phone.restart();
    assert!(words(&phone.screen()).iter().any(|text| text == "1 of 3 steps"));
    if !root {
        phone.perform("confirm/p1/linkedin/research");
        assert!(matches!(phone.failure, Some(CoreError::Storage { .. })), "{:?}", phone.failure);
    }
    for folder in &folders {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    }
}

#[test]
fn a_file_where_the_folder_should_be_is_a_storage_error() {
    let phone = phone();
    let mut config = phone.config.clone();
    config.data_dir = phone.folder.path().join("device.txt").to_string_lossy().into_owned();
    assert!(matches!(Core::open(config).unwrap_err(), CoreError::Storage { .. }));
}

#[test]
fn a_newer_journal_is_shown_and_not_changed() {
    let mut phone = phone();
    let path = phone.folder.path().join("profiles/p1/journal.jsonl");
    let json = r#"{"v":99,"id":"aa-9","seq":9,"at":0,"offset":0,"acts":[{"from_the_future":{}}]}"#;
    let mut text = fs::read_to_string(&path).unwrap();
    text.push_str(&format!("{:08x} {json}\n", crc32(json.as_bytes())));
    fs::write(&path, &text).unwrap();
    phone.restart();
    assert!(words(&phone.screen()).iter().any(|text| text.contains("newer version of the app")));
    phone.perform("confirm/p1/linkedin/ai-training");
    assert!(matches!(phone.failure, Some(CoreError::ReadOnly { .. })));
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn two_processes_take_turns_and_lose_nothing() {
    let phone = phone();
    let other = Core::open(phone.config.clone()).unwrap();
    let commands =
        ["confirm/p1/linkedin/ai-training", "confirm/p1/linkedin/research", "confirm/p1/linkedin/objection-form"];
    std::thread::scope(|scope| {
        for (index, core) in [&phone.core, &other].into_iter().enumerate() {
            scope.spawn(move || {
                for _ in 0..20 {
                    for command in commands.iter().skip(index) {
                        core.perform(command, &HashMap::new(), moment(NOW)).unwrap();
                        let reopened = command.replacen("confirm", "reopen", 1);
                        core.perform(&reopened, &HashMap::new(), moment(NOW)).unwrap();
                    }
                }
            });
        }
    });
    let text = String::from_utf8(journal(&phone)).unwrap();
    let mut ids: Vec<&str> =
        text.lines().map(|line| line.split("\"id\":\"").nth(1).unwrap().split('"').next().unwrap()).collect();
    let lines = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), lines, "every entry has an id of its own");
    assert!(lines > 20);
    let again = Core::open(phone.config.clone()).unwrap();
    let shown = again.screen("/", moment(NOW)).unwrap();
    assert_eq!(words(&shown), words(&phone.screen()));
}

#[test]
fn every_byte_of_a_journal_flipped_is_never_a_panic_and_never_silent() {
    let mut phone = phone();
    phone.perform("confirm/p1/linkedin/ai-training");
    let path = phone.folder.path().join("profiles/p1/journal.jsonl");
    let whole = fs::read(&path).unwrap();
    for index in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[index] ^= 0x20;
        fs::write(&path, &bytes).unwrap();
        let core = Core::open(phone.config.clone()).unwrap();
        let shown = core.screen("/", phone.now).unwrap();
        let told = words(&shown).iter().any(|text| text.contains("Nothing was deleted"));
        // A flip in the last line end only tears the tail off, which is put right.
        assert!(told || index == whole.len() - 1, "byte {index}: {:#?}", words(&shown));
        for file in fs::read_dir(path.parent().unwrap()).unwrap().flatten() {
            fs::remove_file(file.path()).unwrap();
        }
    }
}

#[test]
fn a_journal_of_a_hundred_thousand_entries_opens_and_answers() {
    let phone = phone();
    let path = phone.folder.path().join("profiles/p1/journal.jsonl");
    let mut text = fs::read_to_string(&path).unwrap();
    for number in 100..100_100 {
        let answer = if number % 2 == 0 { "done" } else { "open" };
        let json = format!(
            r#"{{"v":1,"id":"ab-{number}","seq":{number},"at":1795460400,"offset":3600,"acts":[{{"act":"answered","account":"linkedin","guide":"ai-training","answer":"{answer}","via":"app"}}]}}"#
        );
        text.push_str(&format!("{:08x} {json}\n", crc32(json.as_bytes())));
    }
    fs::write(&path, text).unwrap();
    let core = Core::open(phone.config.clone()).unwrap();
    let shown = core.screen("/", phone.now).unwrap();
    assert!(words(&shown).iter().any(|text| text == "0 of 3 steps"));
    core.perform("confirm/p1/linkedin/ai-training", &HashMap::new(), phone.now).unwrap();
}

/// The journal's checksum, written out: a test must not trust the code it tests.
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    !crc
}
