//! What holds for every language of the catalogue. Blanks at which no line may break stand on every screen, in every
//! letter, notification and file, by the one rule of the language (`blanks` of its style); the snapshots hold every screen,
//! letter and record page. And lists that name the languages, where none can be derived, name them all.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use support::{Phone, copied, here, languages};
use widerspruch_domain::catalogue::AppWords;
use widerspruch_domain::catalogue::blanks::{BoundBlanks, is_bound_blank};
use widerspruch_domain::catalogue::check::Style;

/// The rule of a language, from its words.
fn blanks(language: &str) -> BoundBlanks {
    let read = |folder: &str| {
        std::fs::read_to_string(here("../core/catalogue").join(folder).join(format!("{language}.json"))).unwrap()
    };
    let style: Style = serde_json::from_str(&read("style")).unwrap();
    let words: AppWords = serde_json::from_str(&read("app")).unwrap();
    BoundBlanks::of(&style.blanks, &words).unwrap()
}

/// Lines with a plain blank where the rule wants another.
fn faults(language: &str, text: &str) -> Vec<String> {
    let blanks = blanks(language);
    text.lines().filter(|line| blanks.finds_plain(line)).map(str::to_owned).collect()
}

/// A phone with a request whose answer is due, and everything planned.
fn used(language: &str) -> Phone {
    let mut phone = Phone::new(language, "DE", "2026-11-23T20:00:00+01:00");
    phone.welcome();
    phone.perform("confirm/p1/linkedin/ai-training");
    let request = phone.begin("access");
    phone.of_request(&request, "sent-by-email", &[]);
    phone
}

#[test]
fn no_snapshot_has_a_plain_blank_where_no_line_may_break() {
    for language in languages() {
        let mut read = 0;
        let mut found = Vec::new();
        for file in std::fs::read_dir(here("snapshots")).unwrap().map(Result::unwrap) {
            let name = file.file_name().into_string().unwrap();
            if name.starts_with(&format!("{language}-")) || name.contains(&format!("__{language}-")) {
                read += 1;
                let text = std::fs::read_to_string(file.path()).unwrap();
                found.extend(faults(&language, &text).into_iter().map(|line| format!("{name}: {line}")));
            }
        }
        assert!(read > 100, "{language}: {read} snapshots");
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[test]
fn notifications_and_the_calendar_file_keep_the_blanks() {
    for language in languages() {
        let mut phone = used(&language);
        let plan = serde_json::to_string_pretty(&phone.plan()).unwrap();
        assert_eq!(faults(&language, &plan), [""; 0]);
        phone.perform("reminders/calendar");
        let file = phone.saved.last().unwrap().replace("\r\n ", "");
        assert_eq!(faults(&language, &file), [""; 0]);
        assert!(file.contains(is_bound_blank), "{file}");
    }
}

#[test]
fn a_copied_letter_keeps_the_blanks_and_an_address_has_none() {
    for language in languages() {
        let mut phone = used(&language);
        phone.route = "/".to_owned();
        let request = phone.begin("advertising");
        for (name, value) in [("name", "Max Muster"), ("email", "max@example.org")] {
            phone.typed.insert(name.to_owned(), value.to_owned());
        }
        phone.perform(&format!("request{request}/details"));
        phone.route = format!("{request}/letter");
        let screen = phone.screen();
        let copied = copied(&phone, &screen).unwrap();
        assert!(copied.contains(is_bound_blank) && faults(&language, &copied).is_empty(), "{copied}");
        for route in ["/p1/authorities/de-by", "/p1/services/linkedin/ai-training"] {
            let screen = serde_json::to_value(phone.core.screen(route, phone.now).unwrap()).unwrap();
            judge_addresses(&screen);
        }
    }
}

/// Holds that no address and no name of a file has such a blank.
fn judge_addresses(value: &serde_json::Value) {
    match value {
        serde_json::Value::Array(all) => all.iter().for_each(judge_addresses),
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                let is_address = ["url", "route", "command", "path", "name"].contains(&name.as_str());
                let text = value.as_str().filter(|_| is_address).unwrap_or_default();
                assert!(!text.contains(is_bound_blank), "{name}: {text}");
                judge_addresses(value);
            }
        }
        _ => {}
    }
}

#[test]
fn a_plain_blank_in_a_citation_a_date_an_hour_or_a_size_is_found() {
    for (language, wrong) in [
        ("de", "nach Art. 21 DSGVO"),
        ("de", "§\u{a0}40 Abs. 3"),
        ("de", "am 3. November"),
        ("de", "gegen 18 Uhr"),
        ("de", "Mi., 23.\u{a0}Dezember"),
        ("de", "1,5 MB"),
        ("en", "PIPEDA s. 8(3)"),
        ("en", "on 3 November"),
        ("en", "around 6 pm"),
    ] {
        assert_eq!(faults(language, wrong), [wrong]);
        assert_eq!(faults(language, &blanks(language).bind(wrong)), [""; 0]);
    }
}

/// Lists of languages that nothing derives, each with how it names a language.
const LISTS: [(&str, &str); 9] = [
    ("tests/stories.rs", "super::replay(stringify!($name), \"{}\")"),
    ("tests/snapshots.rs", "run(\"{}\")"),
    ("tests/release.rs", "\"{}\" => &"),
    ("ios/WiderspruchKit/Tests/WiderspruchKitTests/Story.swift", "\"{}\""),
    ("ios/Widerspruch.xcodeproj/project.pbxproj", "\t{},"),
    ("android/app/src/test/kotlin/app/widerspruch/StoriesTest.kt", "\"{}\""),
    ("android/app/src/test/kotlin/app/widerspruch/AccessibilityTest.kt", "crawl(\"{}\""),
    ("android/app/src/test/kotlin/app/widerspruch/PicturesTest.kt", "\"{}\""),
    ("android/app/src/test/kotlin/app/widerspruch/StorePicturesTest.kt", "\"{}\""),
];

/// Lists that lack a language.
fn lists_without(language: &str) -> Vec<&'static str> {
    let lacks = |(file, form): &(&'static str, &str)| {
        let text = std::fs::read_to_string(here("..").join(file)).unwrap();
        (!text.contains(&form.replace("{}", language))).then_some(*file)
    };
    LISTS.iter().filter_map(lacks).collect()
}

#[test]
fn a_language_that_a_list_lacks_is_found_with_the_file_to_change() {
    for language in languages() {
        assert_eq!(lists_without(&language), [""; 0], "{language}: add the language to these files");
    }
    assert_eq!(lists_without("fr").len(), LISTS.len(), "{:?}", lists_without("fr"));
}
