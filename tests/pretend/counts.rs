//! Counts in a language of five plural forms: each number is said in the form that the rule gives it.

use serde_json::Value;
use widerspruch_domain::plural::PluralCategory::{self, Few, Many, One, Other, Two};
use widerspruch_domain::plural::PluralForms;
use widerspruch_domain::pretend::{PRETEND_LANGUAGE, pretend_form};

use crate::support::{Phone, here, words};

/// Days that somebody takes to explain a request, each with the form that the number asks for; every form is there.
const DAYS: [(usize, &str); 9] = [
    (1, "one"),
    (2, "two"),
    (3, "few"),
    (10, "few"),
    (11, "many"),
    (99, "many"),
    (100, "other"),
    (101, "one"),
    (102, "two"),
];

#[test]
fn each_number_of_days_is_said_in_its_own_form() {
    let app: Value =
        serde_json::from_str(&std::fs::read_to_string(here("../core/catalogue/app/en.json")).unwrap()).unwrap();
    let english = app["words"]["due.paused"]["other"].as_str().unwrap();
    for (days, form) in DAYS {
        let mut phone = Phone::new(PRETEND_LANGUAGE, "GB", "2026-11-23T20:00:00+00:00");
        phone.welcome();
        let request = phone.begin("access");
        let asked = phone.now.unix_seconds;
        // The days of the question and of the answer are both among those that do not count.
        for (later, event) in [(0, "sent-by-form"), (0, "clarification-asked"), (days - 1, "clarification-given")] {
            phone.now.unix_seconds = asked + i64::try_from(later).unwrap() * 24 * 60 * 60;
            phone.route.clone_from(&request);
            phone.perform(&format!("request{request}/{event}"));
            assert!(phone.failure.is_none(), "{event}: {:?}", phone.failure);
        }
        phone.route = format!("{request}/due");
        let shown: Vec<String> = words(&phone.screen()).iter().map(|text| without_marks(text)).collect();
        let wanted = pretend_form(english, form).replace("{count}", &days.to_string());
        let (before, after) = wanted.split_once("{date}").unwrap();
        let is_said = shown.iter().any(|text| text.starts_with(before) && text.ends_with(after));
        assert!(is_said, "{days} days, {form}: {shown:#?}");
    }
}

#[test]
fn the_rule_of_the_made_up_language_has_its_five_forms() {
    let forms = PluralForms::of(PRETEND_LANGUAGE).unwrap();
    let numbers =
        |category: PluralCategory| (0..=200).filter(|number| forms.category(*number) == category).collect::<Vec<_>>();
    assert_eq!(numbers(One), [1, 101]);
    assert_eq!(numbers(Two), [2, 102]);
    assert_eq!(numbers(Few), (3..=10).chain(103..=110).collect::<Vec<_>>());
    assert_eq!(numbers(Many), (11..=99).chain(111..=199).collect::<Vec<_>>());
    assert_eq!(numbers(Other), [0, 100, 200]);
    assert_eq!(forms.categories(), [One, Two, Few, Many, Other]);
}

fn without_marks(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}
