//! Everything that a person can see, in a language made from English for this alone: with a letter beyond ASCII for each
//! of ASCII, longer, and from right to left. A letter of ASCII that is left comes from a fact, or it is a word that
//! stands in code.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

#[path = "pretend/area.rs"]
mod area;
#[path = "pretend/counts.rs"]
mod counts;
#[path = "pretend/everywhere.rs"]
mod everywhere;
#[path = "pretend/files.rs"]
mod files;
#[path = "pretend/language.rs"]
mod language;
mod support;
#[path = "pretend/values.rs"]
mod values;

use std::collections::BTreeSet;

// The build's code, which a test calls, finds its helpers at the root.
use language::{names, read, refuse};
use serde_json::Value;
use support::{Phone, every_screen, here, moment, taps};
use values::values_without_marks;
use widerspruch_core::boundary::{Action, Direction, Row, Screen};
use widerspruch_domain::law::Region;
use widerspruch_domain::pretend::{PRETEND_LANGUAGE, pretend};

const NOW: &str = "2026-11-23T20:00:00+01:00";

/// Screens to which no row leads a person who has just begun.
const HIDDEN: [&str; 5] = ["/damage", "/p1/erase", "/p1/records", "/p1/services/linkedin/ai-training/look", "/p7"];

#[test]
fn every_screen_of_a_beginner_is_of_the_made_up_language_alone() {
    let mut phone = Phone::new(PRETEND_LANGUAGE, "DE", NOW);
    assert_screen(&phone.screen());
    phone.welcome();
    for (route, screen) in every_screen(&phone, &HIDDEN) {
        // Licences are shown as they are written, and names of packages are no words.
        if !route.starts_with("/about/notices") {
            assert_screen(&screen);
        }
    }
}

#[test]
fn a_year_of_use_is_of_the_made_up_language_alone_with_its_letters_and_notifications() {
    let mut phone = Phone::new(PRETEND_LANGUAGE, "DE", NOW);
    phone.welcome();
    assert_everything(&phone);
    phone.perform("open/p1/linkedin/ai-training/app");
    phone.perform("confirm/p1/linkedin/ai-training");
    phone.perform("enough/p1/linkedin");
    assert_everything(&phone);
    let request = phone.begin("access");
    phone.perform(&format!("request{request}/sent-by-post"));
    phone.perform(&format!("request{request}/received"));
    assert_everything(&phone);
    // The same once more, which leads to the question whether to.
    phone.perform("request/p1/linkedin/access/begin");
    assert_screen(&phone.screen());
    phone.route.clone_from(&request);
    for (now, event) in [("2026-12-28T18:30:00+01:00", "identity-asked"), ("2027-02-25T20:00:00+01:00", "refused")] {
        phone.now = moment(now);
        phone.perform(&format!("request{request}/{event}"));
        assert_everything(&phone);
    }
    phone.perform("checked/p1/linkedin/ai-training/2027-02-23/on");
    assert_everything(&phone);
}

/// Asserts that all screens that can be reached now, and all reminders, are of the made-up language, and that nothing
/// that leaves the screens has marks around its values. Returns the routes of the screens.
fn assert_everything(phone: &Phone) -> BTreeSet<String> {
    let all = every_screen(phone, &HIDDEN);
    for (route, screen) in &all {
        if !route.starts_with("/about/notices") {
            assert_screen(screen);
        }
        for (label, action) in taps(screen) {
            let json = serde_json::to_string(&action).unwrap();
            let plain = !["\u{2068}", "\u{2069}", "%E2%81%A8", "%E2%81%A9"].iter().any(|mark| json.contains(mark));
            assert!(plain || matches!(action, Action::Print { .. }), "{route}, {label}: {action:?}");
        }
    }
    assert_words("reminders", &serde_json::to_value(phone.plan()).unwrap());
    all.into_keys().collect()
}

#[test]
fn the_made_up_language_is_offered_only_to_those_who_use_it() {
    for (language, offered) in [("de", false), ("en", false), (PRETEND_LANGUAGE, true)] {
        let mut phone = Phone::new(language, "DE", NOW);
        phone.welcome();
        phone.route = "/settings".to_owned();
        let json = serde_json::to_string(&phone.screen()).unwrap();
        assert_eq!(json.contains(r#""id":"qps""#), offered, "in {language}: {json}");
    }
}

#[test]
fn a_label_that_no_source_shows_is_in_english_and_says_so() {
    let mut phone = Phone::new(PRETEND_LANGUAGE, "DE", NOW);
    phone.welcome();
    phone.route = "/p1/services/linkedin/ai-training".to_owned();
    let mut texts = Vec::new();
    visible(&serde_json::to_value(phone.screen()).unwrap(), &mut texts);
    let whole = texts.join("\n").replace('\u{a0}', " ");
    let labels: Value =
        serde_json::from_str(&std::fs::read_to_string(here("../core/catalogue/services/linkedin/facts.json")).unwrap())
            .unwrap();
    let english = |key: &str| labels["labels"][key]["en"][0].as_str().unwrap().to_owned();
    let mark = format!("({} \u{2068}", pretend("in"));
    let (off, section) = (pretend(&english("off")), english("section"));
    assert!(whole.contains(&off) && !whole.contains(&format!("{off}\u{2069} {mark}")), "{whole}");
    for key in ["on", "section"] {
        assert!(whole.contains(&format!("\u{2068}{}\u{2069} {mark}", english(key))), "{key}: {whole}");
    }
    for key in ["section", "privacy", "settings-app", "ai-setting"] {
        let german = labels["labels"][key]["de"][0].as_str().unwrap();
        assert!(german == section || !whole.contains(german), "{german}: {whole}");
    }
    // Whoever chooses English needs no mark.
    phone.perform("language/p1/linkedin/en");
    let screen = serde_json::to_string(&phone.core.screen("/p1/services/linkedin/ai-training", phone.now).unwrap());
    assert!(!screen.unwrap().contains(&mark));
}

#[test]
fn a_word_that_stands_in_code_is_noticed() {
    let facts = ["LinkedIn".to_owned()];
    assert_eq!(foreign("Óþééñ LinkedIn: 3 {count}, and more", &facts).as_deref(), Some("{count}, and more"));
    assert_eq!(foreign("Óþééñ LinkedIn: 3.", &facts), None);
}

fn assert_screen(screen: &Screen) {
    assert_eq!((screen.language.as_str(), screen.direction), (PRETEND_LANGUAGE, Direction::RightToLeft));
    let screen = &without_letters(screen);
    assert_words(&screen.route, &serde_json::to_value(screen).unwrap());
    let bare = values_without_marks(screen);
    assert!(bare.is_empty(), "{}: {bare:#?}", screen.route);
}

/// Returns a screen without the text of a letter that is not in the language of the app: a letter is in that of whoever
/// reads it. The same letter in the language of the app is a screen of its own.
fn without_letters(screen: &Screen) -> Screen {
    let mut screen = screen.clone();
    let with_letter = ["/requests/", "/services/"].iter().any(|part| screen.route.contains(part));
    if with_letter && !screen.route.ends_with("/reading") {
        for row in screen.sections.iter_mut().flat_map(|section| &mut section.rows) {
            match row {
                Row::Document { title, paragraphs, .. } => {
                    title.clear();
                    paragraphs.clear();
                }
                Row::ActionButton { action: Action::Copy { text } | Action::Share { text }, .. } => text.clear(),
                _ => {}
            }
        }
    }
    screen
}

/// Asserts that all texts of a screen or of reminders are of the made-up language.
fn assert_words(place: &str, value: &Value) {
    let facts = facts();
    let mut texts = Vec::new();
    visible(value, &mut texts);
    let foreign: Vec<(String, String)> =
        texts.into_iter().filter_map(|text| Some((foreign(&text, &facts)?, text))).collect();
    assert!(foreign.is_empty(), "{place}: {foreign:#?}");
}

/// Returns what of a text has a letter of ASCII and is not from a fact; a place without its value, too.
fn foreign(text: &str, facts: &[String]) -> Option<String> {
    let mut rest = text.replace(['\u{a0}', '\u{202f}'], " ");
    for fact in facts {
        rest = rest.replace(fact.as_str(), " ");
    }
    let rest = rest.replace(['\u{2068}', '\u{2069}'], "");
    let is_foreign = |word: &str| word.contains(|letter: char| letter.is_ascii_alphabetic() || "{}".contains(letter));
    let words: Vec<&str> = rest.split_whitespace().filter(|word| is_foreign(word)).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Returns the texts that are the same in every language: those of the facts, and the languages' own names; the longest
/// first, because a short one may be a part of it.
fn facts() -> Vec<String> {
    let catalogue = |file: &str| here("../core/catalogue").join(file);
    let read = |file: &str| serde_json::from_str(&std::fs::read_to_string(catalogue(file)).unwrap()).unwrap();
    let mut all = BTreeSet::new();
    let files =
        ["regions/facts.json", "authorities/facts.json", "companies/facts.json", "services/linkedin/facts.json"];
    for file in files {
        collect(&read(file), &mut all);
        if let Ok(added) = std::fs::read_to_string(here("pretend/catalogue").join(file)) {
            collect(&serde_json::from_str(&added).unwrap(), &mut all);
        }
    }
    for file in std::fs::read_dir(catalogue("app")).unwrap() {
        let words: Value = read(file.unwrap().path().to_str().unwrap());
        all.extend(words["language_name"].as_str().map(str::to_owned));
    }
    all.extend(Region::ALL.map(|region| region.id().to_uppercase()));
    let mut all: Vec<String> = all.into_iter().collect();
    all.sort_by_key(|fact| std::cmp::Reverse(fact.len()));
    all
}

/// Collects what a person can see, hear or hand on.
fn visible(value: &Value, found: &mut Vec<String>) {
    // Names that only programs read.
    const NAMES: [&str; 24] = [
        "accept",
        "action",
        "category",
        "command",
        "direction",
        "earliest",
        "fingerprint",
        "icon",
        "id",
        "kind",
        "language",
        "latest",
        "mime",
        "name",
        "on_change",
        "parent",
        "path",
        "route",
        "row",
        "target",
        "tone",
        "url",
        "value",
        "which",
    ];
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(all) => all.iter().for_each(|value| visible(value, found)),
        Value::Object(fields) => {
            let is_text = |name: &str, value: &Value| value.is_object() || !NAMES.contains(&name);
            fields.iter().filter(|(name, value)| is_text(name, value)).for_each(|(_, value)| visible(value, found));
        }
        _ => {}
    }
}

fn collect(value: &Value, all: &mut BTreeSet<String>) {
    match value {
        // An id of a fact is a word with a small letter, and would excuse an English word.
        Value::String(text) => {
            let is_id =
                text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte));
            all.extend((!is_id).then(|| text.clone()));
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, all)),
        Value::Object(fields) => fields.values().for_each(|value| collect(value, all)),
        _ => {}
    }
}
