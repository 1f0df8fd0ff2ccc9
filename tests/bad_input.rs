//! Bad input gets a clear answer, nothing is lost, nothing panics.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use std::collections::HashMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;

use support::{Phone, crc32, moment, words};
use widerspruch_core::Core;
use widerspruch_core::boundary::{Action, CoreError, Moment};

const NOW: &str = "2026-11-23T20:00:00+01:00";

fn phone() -> Phone {
    let mut phone = Phone::new("en", "DE", NOW);
    phone.welcome();
    phone
}

fn journal(phone: &Phone) -> Vec<u8> {
    fs::read(phone.folder.path().join("profiles/p1/journal.jsonl")).unwrap()
}

#[test]
fn malformed_routes_are_refused() {
    let phone = phone();
    for route in [
        "",
        "p1",
        "/nonsense",
        "/p1/nonsense",
        "/../etc",
        "/p1/services/linkedin/ai-training/x",
        "/p1/authorities/de-by/x",
        "/é",
        "/p1%20",
    ] {
        let error = phone.core.screen(route, phone.now).unwrap_err();
        assert!(matches!(error, CoreError::UnknownRoute { .. }), "{route}: {error:?}");
    }
    let long = format!("/{}", "a".repeat(10_000));
    assert!(phone.core.screen(&long, phone.now).is_err());
}

#[test]
fn routes_of_missing_objects_are_screens_that_say_so() {
    let phone = phone();
    for route in [
        "/p9",
        "/p1/services/nothing",
        "/p1/services/linkedin/nothing",
        "/p9/services/linkedin/why",
        "/p1/authorities/nothing",
        "/p9/authorities",
        "/p9/authorities/de-by",
    ] {
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
        "set/weekdays/8",
        "account/p1/linkedin/add/0",
        "account/p1/linkedin/add/x",
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
fn duplicate_and_outdated_commands_say_so_and_change_nothing() {
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
        "begin/linkedin",
        "welcome/helping",
        "enough/p1/nothing",
        "notification/confirm/p1/linkedin/ai-training",
        "reopen/p1/linkedin/research",
        "account/p1/gone/add/1",
        "account/p1/linkedin/add/1",
    ];
    for command in stale {
        let outcome = phone.core.perform(command, &HashMap::new(), phone.now);
        let outcome = outcome.unwrap_or_else(|error| panic!("{command}: {error:?}"));
        assert!(outcome.notice.is_some(), "{command} says nothing");
        assert_eq!(journal(&phone), before, "{command}");
    }
}

#[test]
fn saving_unchanged_inputs_writes_no_entry() {
    let phone = phone();
    for (command, field, value) in [
        ("person/p1/rename", "name", "Ruth"),
        ("person/p1/country", "country", "AT"),
        ("account/p1/linkedin/name", "name", "Beruf"),
        ("account/p1/linkedin/add/2", "", ""),
        ("set/hour", "hour", "09:00"),
    ] {
        let form = HashMap::from([(field.to_owned(), value.to_owned())]);
        assert!(phone.core.perform(command, &form, phone.now).unwrap().notice.unwrap().undo.is_some(), "{command}");
        let before = journal(&phone);
        let again = phone.core.perform(command, &form, phone.now).unwrap();
        assert_eq!(again.notice.unwrap().undo, None, "{command}");
        assert_eq!(journal(&phone), before, "{command}");
    }
}

#[test]
fn the_last_chosen_weekday_cannot_be_removed() {
    let mut phone = phone();
    let off = |day: usize| (format!("set/weekdays/{day}"), HashMap::from([(format!("day{day}"), "false".to_owned())]));
    for day in [1, 2, 4, 5] {
        let (command, form) = off(day);
        phone.core.perform(&command, &form, phone.now).unwrap();
    }
    let days: Vec<u8> = phone.plan().upcoming.iter().take(3).map(|reminder| reminder.at.day).collect();
    assert_eq!(days, [25, 2, 9], "Wednesdays");
    let (command, form) = off(3);
    let error = phone.core.perform(&command, &form, phone.now).unwrap_err();
    assert!(matches!(error, CoreError::BadInput { field, .. } if field == "day3"));
    phone.core.perform("set/weekdays/7", &HashMap::from([("day7".into(), "true".into())]), phone.now).unwrap();
    phone.route = "/settings".into();
    assert!(words(&phone.screen()).iter().any(|text| text == "Wed, Sun"), "{:#?}", words(&phone.screen()));
}

#[test]
fn screens_and_commands_of_another_kind_of_guide_are_missing() {
    let phone = phone();
    let before = journal(&phone);
    for screen in ["unseen", "look", "already", "unseen/minor"] {
        let shown = phone.core.screen(&format!("/p1/services/linkedin/dpo/{screen}"), phone.now).unwrap();
        assert_eq!(shown.title, "No longer there", "{screen}");
    }
    let elsewhere = phone.core.screen("/p1/services/linkedin/data-copy/phone", phone.now).unwrap();
    assert_eq!(elsewhere.title, "No longer there");
    let reason = phone.core.screen("/p1/services/linkedin/ai-training/reason", phone.now).unwrap();
    assert_eq!(reason.title, "No longer there");
    for command in [
        "unseen/p1/linkedin/objection-form/old-app",
        "not-applicable/p1/linkedin/ai-training",
        "grounds/p1/linkedin/ai-training",
        "recheck/p1/linkedin/objection-form",
        "was-off/p1/linkedin/dpo/unknown",
    ] {
        let outcome = phone.core.perform(command, &HashMap::new(), phone.now).unwrap();
        assert_eq!(outcome.notice.unwrap().undo, None, "{command}");
    }
    assert_eq!(journal(&phone), before);
}

#[test]
fn control_characters_and_bidi_overrides_are_stripped_from_input() {
    let phone = phone();
    let form = HashMap::from([("name".into(), "Ru\u{1b}[2J\u{202e}th\nx\u{7}".into())]);
    phone.core.perform("person/p1/rename", &form, phone.now).unwrap();
    assert_eq!(phone.core.screen("/p1/person", phone.now).unwrap().title, "Ru[2Jth x");
    let form = HashMap::from([("grounds".into(), "Meine Fotos.\r\n\u{2066}Meine Texte.".into())]);
    phone.core.perform("grounds/p1/linkedin/objection-form", &form, phone.now).unwrap();
    let shown = phone.core.screen("/p1/services/linkedin/objection-form/reason", phone.now).unwrap();
    assert!(words(&shown).iter().any(|text| text == "Meine Fotos.\nMeine Texte."), "{shown:#?}");
}

#[test]
fn undo_of_a_new_person_restores_the_previous_current_person() {
    let mut phone = phone();
    for name in ["Mama", "Papa"] {
        phone.typed.insert("name".into(), name.into());
        phone.perform("person/add");
    }
    phone.perform(&phone.undo.clone().unwrap());
    assert_eq!(phone.screen().title, "Where Mama stands");
}

/// Lets both persons see the switch off, and waits until that is re-checked.
fn both_confirm(phone: &mut Phone) {
    phone.perform("confirm/p1/linkedin/ai-training");
    phone.perform("confirm/p2/linkedin/ai-training");
    phone.now = moment("2027-03-02T19:00:00+01:00");
}

#[test]
fn undo_of_several_entries_skips_missing_ones() {
    let mut phone = phone();
    phone.add("Mama");
    both_confirm(&mut phone);
    phone.perform("notification/postpone/2027-03-05");
    let undo = phone.undo.clone().unwrap();
    phone.core.perform("person/p1/erase", &HashMap::from([("sure".into(), "true".into())]), phone.now).unwrap();
    let outcome = phone.core.perform(&undo, &HashMap::new(), phone.now).unwrap();
    assert_eq!((outcome.notice.unwrap().text.as_str(), outcome.plan_changed), ("Undone.", true));
    assert!(phone.plan().due.unwrap().id.starts_with("p2/"));
}

#[test]
fn a_write_refused_for_one_person_changes_no_other_person() {
    let mut phone = phone();
    phone.add("Mama");
    both_confirm(&mut phone);
    write_newer(&phone.folder.path().join("profiles/p2/journal.jsonl"));
    let before = journal(&phone);
    phone.perform("notification/postpone/2027-03-05");
    assert!(matches!(phone.failure, Some(CoreError::ReadOnly { .. })), "{:?}", phone.failure);
    assert_eq!(journal(&phone), before);
}

#[test]
fn undo_of_the_first_entry_keeps_corrupt_and_unknown_lines() {
    for damaged in [false, true] {
        let mut phone = phone();
        let undo = phone.undo.clone().unwrap();
        let path = phone.folder.path().join("profiles/p1/journal.jsonl");
        if damaged {
            phone.perform("confirm/p1/linkedin/ai-training");
            let mut bytes = journal(&phone);
            let place = bytes.len() - 20;
            bytes[place] ^= 1;
            fs::write(&path, bytes).unwrap();
        } else {
            write_newer(&path);
        }
        phone.restart();
        phone.perform(&undo);
        assert!(path.exists(), "damaged: {damaged}");
        assert_eq!(phone.route, "/p1/erase");
    }
}

#[test]
fn a_stale_notification_does_not_act_on_a_new_person() {
    let phone = phone();
    phone.core.perform("person/p1/erase", &HashMap::from([("sure".into(), "true".into())]), phone.now).unwrap();
    let form = HashMap::from([("name".into(), "Mama".into())]);
    phone.core.perform("welcome/helping", &form, phone.now).unwrap();
    phone.core.perform("begin/p2/linkedin", &HashMap::new(), phone.now).unwrap();
    let path = phone.folder.path().join("profiles/p2/journal.jsonl");
    let before = fs::read(&path).unwrap();
    phone.core.perform("notification/confirm/p1/linkedin/ai-training", &HashMap::new(), phone.now).unwrap();
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn an_erasure_interrupted_by_a_crash_is_finished_after_restart() {
    let mut phone = phone();
    phone.core.perform("set/hour", &HashMap::from([("hour".into(), "09:00".into())]), phone.now).unwrap();
    let outbox = phone.folder.path().join("outbox");
    fs::create_dir(&outbox).unwrap();
    fs::write(outbox.join("pack.html"), "private").unwrap();
    let profiles = phone.folder.path().join("profiles");
    fs::rename(profiles.join("p1"), profiles.join(".erased-p1")).unwrap();
    phone.restart();
    let mut left: Vec<String> = Vec::new();
    for folder in [phone.folder.path(), &profiles] {
        left.extend(fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()));
    }
    left.sort();
    assert_eq!(left, ["device.txt", "lock", "profiles"]);
    let device = fs::read_to_string(phone.folder.path().join("device.txt")).unwrap();
    assert!(!device.contains("installation") && device.contains("persons_used 1"), "{device}");
    phone.welcome();
    assert!(profiles.join("p2").exists());
}

#[test]
fn file_permissions_keep_other_users_out() {
    let mut phone = phone();
    phone.perform("confirm/p1/linkedin/ai-training");
    let folders = ["profiles", "profiles/p1"].map(|name| (name, 0o700));
    let files = ["device.txt", "lock", "profiles/p1/journal.jsonl"].map(|name| (name, 0o600));
    for (name, mode) in folders.into_iter().chain(files) {
        let there = fs::metadata(phone.folder.path().join(name)).unwrap();
        assert_eq!(there.permissions().mode() & 0o777, mode, "{name}");
    }
}

#[test]
fn concurrent_threads_lose_no_entry() {
    let phone = std::sync::Arc::new(phone());
    let (done, finished) = std::sync::mpsc::channel();
    for _ in 0..2 {
        let (phone, done) = (phone.clone(), done.clone());
        std::thread::spawn(move || {
            for round in 0..100 {
                let what = if round % 2 == 0 { "confirm" } else { "reopen" };
                let command = format!("{what}/p1/linkedin/ai-training");
                phone.core.perform(&command, &HashMap::new(), phone.now).unwrap();
                phone.core.screen("/", phone.now).unwrap();
            }
            done.send(()).unwrap();
        });
    }
    for _ in 0..2 {
        finished.recv_timeout(std::time::Duration::from_secs(120)).expect("they wait for each other for ever");
    }
}

#[test]
fn a_language_set_by_another_process_takes_effect_at_once() {
    let phone = phone();
    let other = Core::open(phone.config.clone()).unwrap();
    phone.core.perform("set/language", &HashMap::from([("language".into(), "de".into())]), phone.now).unwrap();
    assert_eq!(other.screen("/", phone.now).unwrap().language, "de");
    assert!(other.reminders(phone.now).unwrap().upcoming[0].body.contains("Schritt"));
    let form = HashMap::from([("language".into(), "en".into())]);
    assert_eq!(other.perform("set/language", &form, phone.now).unwrap().notice.unwrap().text, "Saved.");
}

#[test]
fn invalid_inputs_are_refused_by_field() {
    let phone = phone();
    let before = journal(&phone);
    let long = "x".repeat(2000);
    let bad = [
        ("set/hour", "hour", "07:00"),
        ("set/hour", "hour", "late"),
        ("set/weekdays", "weekdays", "never"),
        ("set/weekdays/1", "day1", "perhaps"),
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
            CoreError::BadInput { field: named, explanation, details } => {
                assert_eq!(named, field, "{command}");
                assert_eq!(details, format!("the input `{field}` is refused"), "{command}");
                assert!(!explanation.is_empty());
            }
            other => panic!("{command}: {other:?}"),
        }
    }
    assert_eq!(journal(&phone), before);
}

#[test]
fn extreme_times_are_accepted_and_invalid_utc_offsets_refused() {
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
fn a_clock_rollback_reorders_no_entries() {
    let mut phone = phone();
    phone.perform("confirm/p1/linkedin/ai-training");
    phone.now = moment("2026-06-23T20:00:00+01:00");
    phone.perform("confirm/p1/linkedin/research");
    phone.perform("leave-out/p1/linkedin/ai-training");
    phone.restart();
    phone.now = moment(NOW);
    assert!(words(&phone.screen()).iter().any(|text| text == "1 of 3 steps done · 1 step skipped or not found"));
    phone.route = "/p1/services/linkedin/ai-training".into();
    assert!(words(&phone.screen()).iter().any(|text| text.contains("skipped")));
}

/// Root may write everywhere, so as root this shows the reading only; `core/cli/tests/storage.rs` calls as somebody else.
#[test]
fn a_read_only_folder_opens_and_refuses_writes() {
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
    assert!(words(&phone.screen()).iter().any(|text| text == "1 of 3 steps done"));
    if !root {
        phone.perform("confirm/p1/linkedin/research");
        assert!(matches!(phone.failure, Some(CoreError::Storage { .. })), "{:?}", phone.failure);
    }
    for folder in &folders {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    }
}

#[test]
fn a_file_in_place_of_the_data_folder_is_a_storage_error() {
    let phone = phone();
    let mut config = phone.config.clone();
    config.data_dir = phone.folder.path().join("device.txt").to_string_lossy().into_owned();
    assert!(matches!(Core::open(config).unwrap_err(), CoreError::Storage { .. }));
}

#[test]
fn a_journal_of_a_newer_version_is_read_only() {
    let mut phone = phone();
    let path = phone.folder.path().join("profiles/p1/journal.jsonl");
    let text = write_newer(&path);
    phone.restart();
    assert!(words(&phone.screen()).iter().any(|text| text.contains("newer version of the app")));
    phone.perform("confirm/p1/linkedin/ai-training");
    assert!(matches!(phone.failure, Some(CoreError::ReadOnly { .. })));
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn concurrent_processes_lose_no_entry() {
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
fn a_corrupt_byte_anywhere_in_a_journal_is_reported_without_panic() {
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
fn a_truncated_journal_is_reported_and_no_entry_id_is_duplicated() {
    let mut phone = phone();
    phone.perform("confirm/p1/linkedin/ai-training");
    phone.perform("confirm/p1/linkedin/research");
    let path = phone.folder.path().join("profiles/p1/journal.jsonl");
    let device = phone.folder.path().join("device.txt");
    let whole = fs::read(&path).unwrap();
    // Without the line by which a copied file is known: it is put back on each round.
    let known = fs::read_to_string(&device).unwrap();
    let known: String = known.split_inclusive('\n').filter(|line| !line.starts_with("inode ")).collect();
    let last_id = String::from_utf8_lossy(&whole).matches("\"id\":\"").count();
    for length in 0..whole.len() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &whole[..length]).unwrap();
        fs::write(&device, &known).unwrap();
        let core = Core::open(phone.config.clone()).unwrap();
        let shown = words(&core.screen("/", phone.now).unwrap());
        let told = shown.iter().any(|text| text.starts_with("Part of your records"));
        if length == 0 {
            // No readable line says that somebody is there: what is missing is told on the welcome screen.
            assert!(told && shown.iter().any(|text| text == "Where would you like to start?"), "{shown:#?}");
            continue;
        }
        // Without its last line end alone, nothing is missing.
        assert_eq!(told, length < whole.len() - 1, "cut to {length}: {shown:#?}");
        let form = HashMap::from([("name".into(), "Ruth".into())]);
        let done = core.perform("person/p1/rename", &form, phone.now).unwrap();
        let undo = done.notice.unwrap().undo.unwrap();
        assert!(undo.ends_with(&format!("-{}", last_id + 1)), "cut to {length}: {undo}");
        core.perform("damage/seen", &HashMap::new(), phone.now).unwrap();
        let shown = words(&core.screen("/", phone.now).unwrap());
        assert!(shown.iter().all(|text| !text.starts_with("Part of your records")), "cut to {length}: {shown:#?}");
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
    assert!(words(&shown).iter().any(|text| text == "0 of 3 steps done"));
    core.perform("confirm/p1/linkedin/ai-training", &HashMap::new(), phone.now).unwrap();
}

/// Appends what a later version of the app may write.
fn write_newer(path: &std::path::Path) -> String {
    let json = r#"{"v":99,"id":"aa-9","seq":9,"at":0,"offset":0,"acts":[{"from_the_future":{}}]}"#;
    let mut text = fs::read_to_string(path).unwrap();
    text.push_str(&format!("{:08x} {json}\n", crc32(json.as_bytes())));
    fs::write(path, &text).unwrap();
    text
}
