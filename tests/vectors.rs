//! Replays `vectors/*.json`: dates and plans worked out once, by hand or read with care, that every later version gives
//! again.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::{Value, json};
use support::here;
use widerspruch_domain::civil::{add_days, add_months, months_between};
use widerspruch_domain::phase::{Phase, phase};
use widerspruch_domain::reminders::{Category, Occurrence, Preferences, Subject, Want, plan};

fn vectors(name: &str) -> Vec<Value> {
    let file = here("vectors").join(name);
    let vectors: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    assert!(!vectors.is_empty());
    vectors
}

fn day(value: &Value) -> NaiveDate {
    value.as_str().unwrap().parse().unwrap_or_else(|e| panic!("{value}: {e}"))
}

#[test]
fn calendar() {
    for vector in vectors("calendar.json") {
        let from = day(&vector["from"]);
        if let Some(months) = vector["months"].as_u64() {
            let reached = add_months(from, u32::try_from(months).unwrap());
            assert_eq!(reached, Some(day(&vector["to"])), "{vector}");
        }
        if let Some(days) = vector["days"].as_u64() {
            assert_eq!(add_days(from, days), day(&vector["to"]), "{vector}");
        }
        if let Some(whole) = vector["whole_months"].as_u64() {
            assert_eq!(u64::from(months_between(from, day(&vector["to"]))), whole, "{vector}");
        }
    }
}

#[test]
fn phases() {
    for vector in vectors("phases.json") {
        let is = match phase(day(&vector["start"]), day(&vector["today"])) {
            Phase::Announced { days } => json!({"announced": days}),
            Phase::LastDays { days } => json!({"last_days": days}),
            Phase::Running { months } => json!({"running": months}),
        };
        assert_eq!(is, vector["phase"], "{vector}");
    }
}

#[test]
fn plans() {
    for vector in vectors("plans.json") {
        let name = vector["name"].as_str().unwrap();
        let now: NaiveDateTime = vector["now"].as_str().unwrap().parse().unwrap();
        let hour = u32::try_from(vector["hour"].as_u64().unwrap_or(18)).unwrap();
        let weekend = vector["weekdays"] != "workdays";
        let preferences = Preferences { hour, weekdays: [true, true, true, true, true, weekend, weekend] };
        let limit = usize::try_from(vector["limit"].as_u64().unwrap_or(50)).unwrap();
        let subjects: Vec<Subject> = vector["subjects"].as_array().unwrap().iter().map(subject).collect();
        let kept = vector["kept"].as_object().into_iter().flatten();
        let kept: Vec<(String, NaiveDate)> = kept.map(|(id, until)| (id.clone(), day(until))).collect();
        let planned = plan(&subjects, &preferences, &kept, now, limit);
        let is = json!({"due": said(&planned.due), "upcoming": said(&planned.upcoming)});
        let wanted = json!({"due": vector["due"], "upcoming": vector["upcoming"]});
        assert!(is == wanted, "{name} gives {}", serde_json::to_string_pretty(&is).unwrap());
    }
}

fn subject(value: &Value) -> Subject {
    let given = |key: &str| value.get(key).map(day);
    let want = match (given("series"), given("monthly"), given("check"), given("exact")) {
        (Some(from), None, None, None) => Want::Series { from },
        (None, Some(from), None, None) => Want::Monthly { from },
        (None, None, Some(on), None) => Want::Dated { on, category: Category::Check, exact_day: false },
        (None, None, None, Some(on)) => Want::Dated { on, category: Category::Check, exact_day: true },
        _ => panic!("{value}"),
    };
    Subject { key: value["key"].as_str().unwrap().to_owned(), want, snoozed_until: given("snoozed_until") }
}

fn said(occurrences: &[Occurrence]) -> Vec<String> {
    occurrences.iter().map(|o| format!("{} {}", o.at.format("%a %Y-%m-%d %H:%M"), o.id)).collect()
}
