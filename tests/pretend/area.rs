//! A legal area that is a row of the table and its words, and nothing else: somebody lives there, and sees every screen
//! and every letter. Nothing is blank, no place is left without its value, and nothing is said of the law of another area.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use widerspruch_core::boundary::{Action, Screen};
use widerspruch_domain::law::Region;
use widerspruch_domain::pretend::{PRETEND_LANGUAGE, pretend};

use crate::support::requests::{WRITTEN, written};
use crate::support::{Phone, copied, every_screen, here, moment, taps};

/// The area, and the country that lies in it.
const AREA: &str = "xa";
const COUNTRY: &str = "XA";

const LANGUAGES: [&str; 3] = ["de", "en", PRETEND_LANGUAGE];

/// Letters that follow each other in the made-up language only.
const DOUBLED: &str = "éé";

/// Fewest letters of a piece of text that tells one area from another.
const TELLING: usize = 16;

/// What happens to a request, in order, each with the day on which it is noted.
const COURSE: [(&str, &str); 11] = [
    ("sent-by-form", "2026-11-23"),
    ("more-time", "2026-11-25"),
    ("identity-asked", "2026-11-26"),
    ("identity-given", "2026-11-27"),
    ("clarification-asked", "2026-11-28"),
    ("clarification-given", "2026-11-30"),
    ("form-demanded", "2026-12-01"),
    ("followed-up", "2027-03-01"),
    ("complained-to-controller", "2027-03-02"),
    ("refused", "2027-04-01"),
    ("complained", "2027-04-02"),
];

/// What the company asks about: a letter tells a period by what was asked and answered.
const QUESTIONS: [&[&str]; 3] = [&["identity", "clarification"], &["identity"], &[]];

#[test]
fn whoever_lives_in_the_made_up_area_sees_it_on_every_screen_and_in_every_letter() {
    for language in LANGUAGES {
        let foreign = texts_of_others(language, AREA);
        let mut own = texts_of(language, AREA);
        let mut see = |route: &str, screen: &Screen| {
            let texts = texts_on(screen);
            own.retain(|text| !texts.iter().any(|shown| shown.contains(text.as_str())));
            let faults: Vec<String> = texts.iter().filter_map(|text| fault(text, &foreign)).collect();
            assert!(faults.is_empty(), "{language} {route}: {faults:#?}");
        };
        let mut phone = Phone::new(language, COUNTRY, "2026-11-23T20:00:00+01:00");
        phone.welcome();
        for (route, screen) in every_screen(&phone, &["/p1/erase", "/p1/records"]) {
            if !route.starts_with("/about") {
                see(&route, &screen);
            }
        }
        for kind in Region::of(AREA).unwrap().offered_requests() {
            for questions in QUESTIONS {
                live(language, kind.name(), questions, &mut see);
            }
        }
        assert!(own.is_empty(), "{language}: said on no screen: {own:#?}");
    }
}

/// The authority of the area takes complaints in the made-up language, of which nothing but its files knows.
#[test]
fn a_complaint_is_in_a_language_that_was_added_by_its_files_alone() {
    for language in ["de", "en"] {
        let (mut phone, request) = written(language, COUNTRY);
        phone.note(&request, "sent-by-form", "2026-11-23");
        phone.now = moment("2027-03-01T20:00:00+01:00");
        let handed_out = |page: &str| {
            let screen = phone.core.screen(&format!("{request}/{page}"), phone.now).unwrap();
            plain(&copied(&phone, &screen).unwrap())
        };
        let text = handed_out("complaint");
        assert!(text.contains("1 Harbour Lane") && text.contains(DOUBLED), "{language}: {text}");
        // To the company, the language of the area's law.
        let text = handed_out("follow-up");
        assert!(!text.contains(DOUBLED) && text.contains(" the "), "{language}: {text}");
        let reading = phone.core.screen(&format!("{request}/complaint/reading"), phone.now).unwrap();
        assert!(!texts_on(&reading).concat().contains(DOUBLED), "{language}");
    }
}

#[test]
fn a_text_of_another_area_a_blank_and_an_empty_place_are_noticed() {
    let foreign = texts_of_others("en", AREA);
    let european = texts_of("en", "eu").pop_first().unwrap();
    for wrong in ["", "  ", "Dear {name},", "Section {0", &european] {
        assert!(fault(wrong, &foreign).is_some(), "{wrong}");
    }
    assert_eq!(fault("On the Isle you can object at any time.", &foreign), None);
    // The start page of somebody in another area says what nobody in this one may read.
    let mut phone = Phone::new("en", "CA", "2026-11-23T20:00:00+01:00");
    phone.welcome();
    let said: Vec<String> = every_screen(&phone, &[]).values().flat_map(texts_on).collect();
    assert!(said.iter().any(|text| fault(text, &foreign).is_some()));
}

/// Leads a request from its beginning to its end, and shows each of its screens at each stage.
fn live(language: &str, kind: &str, questions: &[&str], see: &mut impl FnMut(&str, &Screen)) {
    let mut phone = Phone::new(language, COUNTRY, "2026-11-23T20:00:00+01:00");
    phone.welcome();
    let request = phone.begin(kind);
    show(&phone, see);
    phone.fill(&[("profile", "linkedin.com/in/erika-muster")]);
    phone.write(&request, &WRITTEN);
    show(&phone, see);
    // For access the law of the area knows no extension: after one no period ends, and no letter could say so.
    let extended = |event: &str| event == "more-time" && kind == "access";
    let happens = |event: &str| !extended(event) && question(event).is_none_or(|about| questions.contains(&about));
    for (event, on) in COURSE.into_iter().filter(|(event, _)| happens(event)) {
        phone.note(&request, event, on);
        show(&phone, see);
        if event == "identity-asked" {
            // From now on it can be true, and a complaint says it.
            phone.typed.insert("failure".to_owned(), "too-much-proof".to_owned());
            phone.perform(&format!("request{request}/failure"));
        }
    }
    // The same once more, which leads to the question whether to.
    phone.perform(&format!("request/p1/linkedin/{kind}/begin"));
    assert_ne!(phone.route, request);
    show(&phone, see);
    phone.now = moment("2027-12-01T20:00:00+01:00");
    phone.route = request;
    show(&phone, see);
}

/// Returns what an event is a question about, or an answer to one.
fn question(event: &str) -> Option<&str> {
    event.strip_suffix("-asked").or_else(|| event.strip_suffix("-given"))
}

/// Shows the screen of the phone and every screen of requests and authorities behind it.
fn show(phone: &Phone, see: &mut impl FnMut(&str, &Screen)) {
    let mut ways = vec![phone.route.clone()];
    let mut seen = BTreeSet::new();
    while let Some(route) = ways.pop() {
        if !seen.insert(route.clone()) {
            continue;
        }
        let screen = phone.core.screen(&route, phone.now).unwrap();
        for (_, action) in taps(&screen) {
            match action {
                Action::Go { route } if ["/p1/requests", "/p1/authorities"].iter().any(|at| route.starts_with(at)) => {
                    ways.push(route);
                }
                _ => {}
            }
        }
        see(&route, &screen);
    }
}

/// What a person reads, hears or hands on.
fn texts_on(screen: &Screen) -> Vec<String> {
    let mut found = Vec::new();
    crate::visible(&serde_json::to_value(screen).unwrap(), &mut found);
    found.iter().map(|text| plain(text)).collect()
}

/// Returns a text with plain blanks and without the marks that keep a value apart from text of the other direction.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ").replace(['\u{2068}', '\u{2069}'], "")
}

/// Says what is wrong with a text for somebody who lives in the made-up area.
fn fault(text: &str, foreign: &BTreeMap<String, String>) -> Option<String> {
    if text.trim().is_empty() {
        return Some("a blank".to_owned());
    }
    if text.contains(['{', '}']) {
        return Some(format!("a place without its value: {text}"));
    }
    let other = foreign.iter().find(|(piece, _)| text.contains(piece.as_str()));
    other.map(|(piece, place)| format!("of {place}: “{piece}” in: {text}"))
}

/// Returns the pieces of text of an area's own words, outside of places.
fn texts_of(language: &str, area: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    collect(&law(language)[area], &mut all);
    all.into_iter().flat_map(|text| pieces(&text)).collect()
}

/// Returns pieces of text that are said in other areas only, and where they are from.
fn texts_of_others(language: &str, area: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut add = |place: String, texts: BTreeSet<String>| {
        found.extend(texts.iter().flat_map(|text| pieces(text)).map(|piece| (piece, place.clone())));
    };
    for (other, words) in law(language).as_object().unwrap() {
        let mut texts = BTreeSet::new();
        collect(words, &mut texts);
        if other != area {
            add(format!("law.{other}"), texts);
        }
    }
    for folder in ["regions", "authorities", "services/linkedin"] {
        let (facts, words) = (read(&format!("{folder}/facts.json")), words(folder, language));
        for (id, sentence) in words["claims"].as_object().unwrap() {
            let regions = facts["claims"][id]["regions"].as_array().cloned().unwrap_or_default();
            if !regions.is_empty() && !regions.contains(&json!(area)) {
                add(format!("{folder}.{id}"), BTreeSet::from([sentence.as_str().unwrap().to_owned()]));
            }
        }
    }
    // What is said here too, or on the screens of every area, tells nothing.
    let mut own = texts_of(language, area);
    collect(&words("app", language), &mut own);
    found.retain(|piece, _| !own.iter().any(|text| text.contains(piece)));
    found
}

/// Returns the parts of a text between its places that are long enough to be told from others.
fn pieces(text: &str) -> Vec<String> {
    let outside = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
    outside.map(str::trim).filter(|part| part.chars().count() >= TELLING).map(str::to_owned).collect()
}

/// Returns the words by law in a language, with those of the made-up area.
fn law(language: &str) -> Value {
    words("law", language)
}

/// Returns the words of a folder in a language, with what the tests add; the made-up language is made from English.
fn words(folder: &str, language: &str) -> Value {
    if language == PRETEND_LANGUAGE {
        return pretended(words(folder, "en"));
    }
    read(&format!("{folder}/{language}.json"))
}

fn read(file: &str) -> Value {
    let parse = |path: &str| std::fs::read_to_string(here(path)).map(|text| serde_json::from_str(&text).unwrap());
    let mut whole = parse(&format!("../core/catalogue/{file}")).unwrap();
    if let Ok(added) = parse(&format!("pretend/catalogue/{file}")) {
        add(&mut whole, added);
    }
    whole
}

fn add(to: &mut Value, added: Value) {
    match (to, added) {
        (Value::Object(to), Value::Object(added)) => {
            for (key, value) in added {
                add(to.entry(key).or_insert(Value::Null), value);
            }
        }
        (to, added) => *to = added,
    }
}

fn pretended(words: Value) -> Value {
    match words {
        Value::String(text) => pretend(&text).into(),
        Value::Array(all) => all.into_iter().map(pretended).collect(),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(key, value)| (key, pretended(value))).collect())
        }
        other => other,
    }
}

fn collect(value: &Value, all: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(all.insert(text.clone())),
        Value::Array(values) => values.iter().for_each(|value| collect(value, all)),
        Value::Object(fields) => fields.values().for_each(|value| collect(value, all)),
        _ => {}
    }
}
