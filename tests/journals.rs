//! Opens `fixtures`: journals as released versions wrote them, and damaged ones.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use support::{Phone, here, words};
use widerspruch_core::Core;
use widerspruch_core::boundary::CoreError;
use widerspruch_core::storage::journal::read;

const NOW: &str = "2027-05-24T12:00:00+02:00";

/// All files below a folder, by their path in it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            all.extend(files(&entry.path()).into_iter().map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else {
            all.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    all
}

/// A phone on which these files lie.
fn phone_with(files: &BTreeMap<String, Vec<u8>>) -> Phone {
    let mut phone = Phone::new("en", "DE", NOW);
    for (name, bytes) in files {
        let path = phone.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    phone.restart();
    phone
}

fn journals(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    files(folder).into_iter().filter(|(name, _)| name.ends_with(".jsonl")).collect()
}

/// What version 1 wrote is read for ever: every kind of act, three persons, two accounts, the app's own choices.
#[test]
fn journals_of_version_1_open_unchanged() {
    let there = files(&here("fixtures/journals/v1"));
    let phone = phone_with(&there);
    let see = |route: &str, wanted: &[&str]| {
        let all = words(&phone.core.screen(route, phone.now).unwrap());
        for text in wanted {
            assert!(all.iter().any(|shown| shown.contains(text)), "{route}: no {text:?} in {all:#?}");
        }
    };
    see("/p1", &["Where Ruth stands", "When you last looked, it said On.", "LinkedIn (Beruf)", "1 of 3 steps done"]);
    see("/p1/person", &["Ruth", "Austria"]);
    see("/p1/records", &["was On", "had been done before", "not found"]);
    see(
        "/p1/services/linkedin/ai-training",
        &["When you last looked, it said On", "Data for Generative AI Improvement"],
    );
    // The newest choice of an interval holds for all switches.
    see("/p1/services/linkedin/research", &["Take a look and choose what you see."]);
    see("/p1/services/linkedin/objection-form/reason", &["Meine Fotos.\nMeine Texte."]);
    see("/p1/services/linkedin-2/ai-training", &["It says Off"]);
    see("/p1/services/linkedin/ads", &["Noted on 24 November 2026, ", ": does not apply."]);
    see("/p2", &["Where Ben stands", "0 of 3 steps done"]);
    see("/p3/requests", &["complaint to the company", "agreed in part"]);
    let (begun, asked) = ("/p3/requests/04f6bc80b06ab758-5", "/p3/requests/04f6bc80b06ab758-13");
    see(begun, &["The company confirmed receipt", "Proof of identity is given", "has acknowledged the complaint"]);
    see(&format!("{begun}/wording/04f6bc80b06ab758-7"), &["I run a shelter."]);
    see(asked, &["15 January 2027", "Arrived at the company"]);
    see("/p3/records/linkedin/ai-training", &["On the phone with her.", "c06303dd848a80e9e774747ca5f185ba6812"]);
    see("/p3/records/requests/04f6bc80b06ab758-13", &["Tracking kept."]);
    see("/settings", &["around 9 am", "every day"]);
    let kept = |folder: &Path| {
        files(folder).into_iter().filter(|(name, _)| there.contains_key(name)).collect::<BTreeMap<_, _>>()
    };
    assert!(kept(phone.folder.path()) == there, "reading changes nothing");
}

/// What version 2 adds means the same for ever: what was sent stays as it was, and what is corrected keeps what was there.
#[test]
fn journals_of_version_2_open_unchanged() {
    let there = files(&here("fixtures/journals/v2"));
    let phone = phone_with(&there);
    let see = |route: &str, wanted: &[&str]| {
        let all = words(&phone.core.screen(route, phone.now).unwrap());
        for text in wanted {
            assert!(all.iter().any(|shown| shown.contains(text)), "{route}: no {text:?} in {all:#?}");
        }
    };
    see("/p1/person", &["Eva", "France"]);
    let access = "/p1/requests/04f6bc80b06ab758-2";
    let corrected = "Sent using the form · corrected, before: 23 November 2026";
    let counted = "Counted before, for Germany: 21 December 2026";
    see(access, &["Country at the time of sending: United Kingdom.", corrected, counted]);
    see(&format!("{access}/wording/04f6bc80b06ab758-3"), &["Access to my data", "Please give me access."]);
    see("/p2/person/helping", &["Mum does not want this.", "Noted on 5 December 2026"]);
    see("/p1/requests/04f6bc80b06ab758-8", &["1 December 2026", "3 December 2026", "4 December 2026"]);
    see("/p1/records", &["different from before at the check", "skipped at the check"]);
    let check = phone.plan().upcoming.into_iter().find(|reminder| reminder.id.contains("/check/")).unwrap();
    assert!(check.id.starts_with("p1/check/"), "{check:?}");
    let kept = |folder: &Path| {
        files(folder).into_iter().filter(|(name, _)| there.contains_key(name)).collect::<BTreeMap<_, _>>()
    };
    assert!(kept(phone.folder.path()) == there, "reading changes nothing");
}

#[test]
fn fixtures_of_version_1_cover_every_act() {
    let mut acts = Vec::new();
    for bytes in journals(&here("fixtures/journals/v1")).values() {
        for line in std::str::from_utf8(bytes).unwrap().lines() {
            let entry: Value = serde_json::from_str(&line[9..]).unwrap();
            assert_eq!(entry["v"], 1);
            acts.extend(entry["acts"].as_array().unwrap().iter().map(|act| act["act"].as_str().unwrap().to_owned()));
        }
    }
    acts.sort();
    acts.dedup();
    assert_eq!(
        acts,
        [
            "account_added",
            "account_named",
            "answered",
            "checked",
            "country_chosen",
            "grounds_written",
            "note_added",
            "nudging_chosen",
            "person_added",
            "person_renamed",
            "picture_added",
            "recheck_chosen",
            "request_begun",
            "request_noted",
            "request_snoozed",
            "request_written",
            "service_language_chosen",
            "setting_chosen",
            "snoozed",
            "undone"
        ]
    );
}

/// What was kept, what was set aside and what is told, for each file in `fixtures/damaged`.
#[test]
fn corrupt_journals_lose_nothing_and_are_reported() {
    let cases: BTreeMap<String, Value> =
        serde_json::from_str(&fs::read_to_string(here("fixtures/damaged/cases.json")).unwrap()).unwrap();
    let there = journals(&here("fixtures/damaged"));
    assert_eq!(there.len(), cases.len(), "every file has a case");
    for (name, case) in cases {
        let bytes = &there[&format!("{name}.jsonl")];
        let (kept, aside) = (case["kept"].as_u64().unwrap(), case["set_aside"].as_u64().unwrap());
        let newer = case["newer"] == true;
        let path = here("fixtures/damaged").join(format!("{name}.jsonl"));
        let journal = read(&path).unwrap();
        assert_eq!((journal.entries.len() as u64, journal.damaged.len() as u64), (kept, aside), "{name}: {journal:#?}");

        let phone = phone_with(&BTreeMap::from([("profiles/p1/journal.jsonl".to_owned(), bytes.clone())]));
        let shown = words(&phone.screen());
        let told = |text: &str| shown.iter().any(|shown| shown.contains(text));
        assert_eq!(told("Nothing was deleted"), aside > 0, "{name}: {shown:#?}");
        assert_eq!(told("newer version of the app"), newer, "{name}: {shown:#?}");

        if bytes.is_empty() {
            let nobody = !phone.folder.path().join("profiles/p1").exists()
                && shown.iter().any(|text| text == "Where would you like to start?");
            assert!(nobody, "{name}: an empty journal is no person: {shown:#?}");
            continue;
        }
        // What is not understood, or told twice in two ways, stands among the records.
        let records = words(&phone.core.screen("/p1/records", phone.now).unwrap());
        let among = |text: &str| records.iter().any(|shown| shown.contains(text));
        assert_eq!(among("does not understand"), case["unknown"] == true, "{name}: {records:#?}");
        assert_eq!(among("same identifier"), case["same_id"] == true, "{name}: {records:#?}");

        // Every line is still there: in the journal, or beside it unchanged.
        let mut left: Vec<Vec<u8>> = Vec::new();
        for bytes in files(&phone.folder.path().join("profiles/p1")).values() {
            left.extend(bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec));
        }
        for line in bytes.split(|byte| *byte == b'\n') {
            assert!(left.iter().any(|left| left == line), "{name}: {:?} is gone", String::from_utf8_lossy(line));
        }

        // Opening once more finds nothing new, and what is done now is kept.
        let again = Core::open(phone.config.clone()).unwrap();
        let done = again.perform("person/p1/rename", &[("name".to_owned(), "Ruth".to_owned())].into(), phone.now);
        if newer {
            assert!(matches!(done, Err(CoreError::ReadOnly { .. })), "{name}: {done:?}");
        } else if kept > 0 {
            done.unwrap();
            let journal = read(&phone.folder.path().join("profiles/p1/journal.jsonl")).unwrap();
            assert_eq!((journal.entries.len() as u64, journal.damaged.len()), (kept + 1, 0), "{name}");
        }
    }
}
