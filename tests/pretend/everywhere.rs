//! The made-up language on every device, in every legal area, and in a folder that is damaged.

use std::collections::BTreeMap;

use serde_json::Value;
use widerspruch_core::boundary::Platform;
use widerspruch_domain::law::Region;
use widerspruch_domain::pretend::PRETEND_LANGUAGE;

use crate::support::{Phone, here};
use crate::{NOW, assert_everything, assert_screen};

/// Routes to which something must lead, whatever the device.
const FIXED: [&str; 12] = [
    "/",
    "/about",
    "/about/notices",
    "/about/privacy",
    "/about/publisher",
    "/p1/person",
    "/p1/records/pack",
    "/p1/requests",
    "/persons",
    "/reminders",
    "/reminders/calendar",
    "/settings",
];

#[test]
fn every_device_and_every_legal_area_is_of_the_made_up_language_alone() {
    let countries = countries();
    assert_eq!(countries.len(), Region::ALL.len(), "{countries:?}");
    // Each device and each area once: a screen depends on one or the other.
    let devices = [Platform::Android, Platform::Ios, Platform::Terminal].into_iter().cycle();
    for (platform, country) in devices.zip(countries.values()) {
        let mut phone = Phone::on(platform, PRETEND_LANGUAGE, country, NOW);
        assert_screen(&phone.screen());
        phone.route = "/welcome/helping".to_owned();
        assert_screen(&phone.screen());
        phone.route = "/".to_owned();
        phone.welcome();
        let seen = assert_everything(&phone);
        let unseen: Vec<_> = FIXED.iter().filter(|route| !seen.contains(**route)).collect();
        assert!(unseen.is_empty(), "{platform:?}, {country}: {unseen:?}");
    }
}

#[test]
fn a_damaged_folder_is_told_of_in_the_made_up_language() {
    let mut phone = Phone::new(PRETEND_LANGUAGE, "DE", NOW);
    phone.welcome();
    for guide in ["ai-training", "research", "objection-form"] {
        phone.perform(&format!("confirm/p1/linkedin/{guide}"));
    }
    let path = phone.folder.path().join("profiles/p1/journal.jsonl");
    let whole = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    // Entries that are gone; after them, an entry that has changed, whose file is named by the folder.
    for left in [
        format!("{}\n{}\n", lines[0], lines[1]),
        format!("{}\n{}\n{}\n", lines[0], lines[1], lines[2].replace("done", "dome")),
    ] {
        std::fs::write(&path, left).unwrap();
        phone.restart();
        assert_screen(&phone.screen());
        let screen = phone.core.screen("/damage", phone.now).unwrap();
        assert!(screen.primary.is_some(), "the damage is told: {screen:#?}");
        let mut screen = serde_json::to_value(screen).unwrap();
        leave_out_files(&mut screen);
        crate::assert_words("/damage", &screen);
    }
}

/// Returns a country of each legal area.
fn countries() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for file in ["../core/catalogue/regions/facts.json", "pretend/catalogue/regions/facts.json"] {
        let facts: Value = serde_json::from_str(&std::fs::read_to_string(here(file)).unwrap()).unwrap();
        for (country, area) in facts["countries"].as_object().unwrap() {
            found.insert(area.as_str().unwrap().to_owned(), country.clone());
        }
    }
    found
}

/// Empties texts that are the names of files.
fn leave_out_files(value: &mut Value) {
    match value {
        Value::String(text) if text.replace(['\u{2068}', '\u{2069}'], "").starts_with("profiles/p1/") => text.clear(),
        Value::Array(all) => all.iter_mut().for_each(leave_out_files),
        Value::Object(fields) => fields.values_mut().for_each(leave_out_files),
        _ => {}
    }
}
