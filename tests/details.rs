//! Errors keep their cause, for whoever mends it, and tell nothing that a person typed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use support::{Phone, crc32, input, inputs, moment, taps};
use widerspruch_core::Core;
use widerspruch_core::boundary::{Action, CoreError, DeviceReport, FailedAction, FormValues, Screen};

const NOW: &str = "2026-11-23T20:04:00+01:00";

/// What the person types everywhere, and what the folder of the data is called.
const TYPED: &str = "zwiebelkuchen";

/// Commands that read each kind of input.
const READING: [&str; 14] = [
    "welcome/helping",
    "person/add",
    "person/p1/rename",
    "person/p1/country",
    "account/p1/linkedin/name",
    "grounds/p1/linkedin/objection-form",
    "note/p1/linkedin/ai-training",
    "picture/p1/linkedin/ai-training",
    "recheck/p1/linkedin/ai-training",
    "request/p1/requests/ID/details",
    "request/p1/requests/ID/sent-by-email",
    "set/hour",
    "set/language",
    "set/weekdays",
];

/// A phone whose person has typed the marker wherever something can be typed.
fn typed_everywhere() -> (Phone, String) {
    let mut phone = Phone::new("en", "DE", NOW);
    let folder = phone.folder.path().join(TYPED);
    phone.config.data_dir = folder.to_string_lossy().into_owned();
    phone.core = Core::open(phone.config.clone()).unwrap();
    let form = |pairs: &[(&str, &str)]| -> FormValues {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let done = |command: &str, pairs: &[(&str, &str)]| phone.core.perform(command, &form(pairs), phone.now).unwrap();
    done("welcome/helping", &[("name", TYPED)]);
    done("begin/p1/linkedin", &[]);
    done("account/p1/linkedin/name", &[("name", TYPED)]);
    done("grounds/p1/linkedin/objection-form", &[("grounds", TYPED)]);
    done("note/p1/linkedin/ai-training", &[("note", TYPED)]);
    let begun = done("request/p1/linkedin/access/begin", &[]);
    let [Action::Go { route }] = begun.then.as_slice() else { panic!("{begun:?}") };
    let id = route.strip_prefix("/p1/requests/").unwrap().to_owned();
    let email = format!("{TYPED}@example.org");
    done(&format!("request/p1/requests/{id}/details"), &[("name", TYPED), ("email", &email), ("postal", TYPED)]);
    (phone, id)
}

/// Holds that an error is one line of its cause, and tells nothing that was typed.
fn judge(error: &CoreError, place: &str) {
    let details = error.details();
    assert!(!details.is_empty() && !details.contains('\n'), "{place}: {details:?}");
    let all = serde_json::to_string(error).unwrap().to_lowercase();
    assert!(!all.contains(TYPED), "{place}: {all}");
}

fn data(phone: &Phone) -> PathBuf {
    Path::new(&phone.config.data_dir).to_owned()
}

#[test]
fn refused_calls_tell_nothing_that_was_typed() {
    let (phone, id) = typed_everywhere();
    for route in [format!("/{TYPED}"), format!("/p1/{TYPED}/x"), format!("/p1/authorities/find/{TYPED}/x")] {
        judge(&phone.core.screen(&route, phone.now).unwrap_err(), &route);
    }
    for command in [TYPED.to_owned(), format!("undo/{TYPED}"), format!("request/p1/requests/{id}/authority/{TYPED}")] {
        judge(&phone.core.perform(&command, &FormValues::new(), phone.now).unwrap_err(), &command);
    }
    let long = TYPED.repeat(400);
    let mut refused = 0;
    for command in READING.map(|command| command.replace("ID", &id)) {
        for field in phone.core.fields(&command).unwrap() {
            for value in [TYPED, &long, "", &format!("inbox/{TYPED}.png")] {
                let form = FormValues::from([(field.name.to_owned(), value.to_owned())]);
                if let Err(error) = phone.core.perform(&command, &form, phone.now) {
                    judge(&error, &command);
                    refused += 1;
                }
            }
        }
    }
    assert!(refused > 20, "{refused}");
    assert!(data(&phone).join("profiles/p1/journal.jsonl").exists());
}

#[test]
fn a_failing_folder_tells_the_operation_the_file_and_the_cause_but_no_text_of_the_person() {
    type Break = fn(&Path);
    let breaks: [(&str, Break); 4] = [
        ("lock", |folder| {
            fs::remove_file(folder.join("lock")).unwrap();
            fs::create_dir(folder.join("lock")).unwrap();
        }),
        ("profiles/p1/journal.jsonl", |folder| {
            let journal = folder.join("profiles/p1/journal.jsonl");
            fs::remove_file(&journal).unwrap();
            fs::create_dir(&journal).unwrap();
        }),
        ("device.txt", |folder| {
            fs::remove_file(folder.join("device.txt")).unwrap();
            fs::create_dir(folder.join("device.txt")).unwrap();
        }),
        ("profiles/p1/journal.jsonl", |folder| {
            let journal = folder.join("profiles/p1/journal.jsonl");
            let newer = r#"{"v":99,"id":"aa-9"}"#;
            let text = fs::read_to_string(&journal).unwrap();
            fs::write(&journal, format!("{text}{:08x} {newer}\n", crc32(newer.as_bytes()))).unwrap();
        }),
    ];
    for (file, break_it) in breaks {
        let (phone, _) = typed_everywhere();
        break_it(&data(&phone));
        let form = FormValues::from([("note".to_owned(), TYPED.repeat(2))]);
        let error = phone.core.perform("note/p1/linkedin/ai-training", &form, phone.now).unwrap_err();
        judge(&error, file);
        if let CoreError::Storage { details, .. } = &error {
            assert!(details.contains(file), "{file}: {details}");
        }
        // The same when the app starts.
        if let Err(error) = Core::open(phone.config.clone()) {
            judge(&error, file);
        }
    }
}

#[test]
fn a_failed_action_is_told_with_the_cause_that_the_shell_gives() {
    let (phone, _) = typed_everywhere();
    let failed = |details: &str| {
        let action = Action::Share { text: TYPED.to_owned() };
        let report = DeviceReport {
            failed_action: Some(FailedAction { action, details: details.to_owned() }),
            ..DeviceReport::default()
        };
        phone.core.report(report, phone.now).unwrap().notice.unwrap()
    };
    let notice = failed("ActivityNotFoundException");
    assert_eq!(notice.details.as_deref(), Some("ActivityNotFoundException"));
    assert!(!notice.text.contains(TYPED), "{}", notice.text);
    assert_eq!(failed("").details, None);
}

#[test]
fn a_swept_reminder_is_known_until_it_is_answered_and_by_its_device_alone() {
    let mut phone = Phone::new("en", "DE", NOW);
    phone.welcome();
    phone.now = moment("2026-11-24T20:00:00+01:00");
    let due = phone.plan().due.unwrap();
    assert!(!phone.plan().due_dismissed);
    let report = DeviceReport {
        manufacturer: "samsung".to_owned(),
        dismissed: vec![due.id, format!("{TYPED}\nx")],
        ..DeviceReport::default()
    };
    phone.core.report(report, phone.now).unwrap();
    assert!(phone.plan().due_dismissed);
    phone.restart();
    assert!(phone.plan().due_dismissed, "also in a new process");
    let facts = fs::read_to_string(phone.folder.path().join("device.txt")).unwrap();
    assert!(facts.contains("manufacturer samsung") && !facts.contains(TYPED), "{facts}");
    // An older report without a maker forgets nothing.
    phone.core.report(DeviceReport::default(), phone.now).unwrap();
    assert!(fs::read_to_string(phone.folder.path().join("device.txt")).unwrap().contains("manufacturer samsung"));
    phone.perform("confirm/p1/linkedin/ai-training");
    assert!(!phone.plan().due_dismissed);
}

#[test]
fn every_day_that_a_field_offers_is_taken_and_no_other() {
    let (mut phone, id) = typed_everywhere();
    phone.perform(&format!("request/p1/requests/{id}/sent-by-post"));
    let sent = phone.now;
    phone.now = moment("2026-11-30T20:04:00+01:00");
    let route = format!("/p1/requests/{id}/received");
    let screen: Screen = phone.core.screen(&route, phone.now).unwrap();
    assert!(input(&screen, "on").is_some(), "{:?}", taps(&screen));
    let field = screen.sections.iter().flat_map(|section| &section.rows).find_map(|row| {
        let json = serde_json::to_value(row).unwrap();
        (json["row"] == "date_field").then(|| (json["earliest"].clone(), json["latest"].clone()))
    });
    assert_eq!(field, Some(("2026-11-23".into(), "2026-11-30".into())), "from the sending on, {sent:?}");
    assert_eq!(inputs(&screen)["on"], "2026-11-30");
    let taken = |day: &str| {
        let form = FormValues::from([("on".to_owned(), day.to_owned())]);
        phone.core.perform(&format!("request/p1/requests/{id}/received"), &form, phone.now).is_ok()
    };
    assert!(!taken("2026-11-22") && !taken("2026-12-01"));
    assert!(taken("2026-11-23"));
}
