//! Replays `vectors/*.json`: dates and plans worked out once, by hand or read with care, that every later version gives
//! again.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use serde_json::{Value, json};
use support::here;
use widerspruch_domain::civil::{add_days, add_months, months_between};
use widerspruch_domain::due::{SkipReason, count_period, due_date};
use widerspruch_domain::journal::{EntryId, RequestEvent, RequestKind, RequestState, Stamp, Via};
use widerspruch_domain::law::holidays::{Holiday, HolidayCalendar, easter_sunday};
use widerspruch_domain::law::{LegalRequest, Period, Region};
use widerspruch_domain::phase::{Phase, phase_on};
use widerspruch_domain::reminders::{Category, Occurrence, Preferences, Rhythm, Schedule, Subject, plan_reminders};
use widerspruch_domain::requests::{Stage, request_status};

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
fn due_dates() {
    for vector in vectors("due.json") {
        let text = |name: &str| vector[name].as_str().unwrap_or_default();
        let region = Region::of(text("place")).unwrap();
        let request = match text("request") {
            "objection" => LegalRequest::Objection,
            "access" => LegalRequest::Access,
            "complaint" => LegalRequest::Complaint,
            other => panic!("{other}"),
        };
        let extended = vector["extended"].as_bool().unwrap();
        let (calendar, receipt) = (HolidayCalendar::of_country(text("country")), day(&vector["receipt"]));
        let found = due_date(region, request, calendar, receipt, extended)
            // Counted as the law counts since, though it was not in force then.
            .or_else(|none| match request {
                LegalRequest::Complaint => count_period(receipt, Period::Days(30), true, calendar),
                _ => Err(none),
            })
            .unwrap();
        assert_eq!(found.due, day(&vector["due"]), "{vector}");
        if vector["unrolled"].is_string() {
            assert_eq!(found.unrolled, day(&vector["unrolled"]), "{vector}");
        }
        if vector["overdue_from"].is_string() {
            assert_eq!(found.overdue_from(), day(&vector["overdue_from"]), "{vector}");
        }
        if let Some(moved) = vector["moved_by"].as_array() {
            let by = found.skipped.iter().map(|skipped| match skipped.reason {
                SkipReason::Saturday => "Sat",
                SkipReason::Sunday => "Sun",
                SkipReason::Holiday(Holiday::StBrigid) => "St Brigid's Day",
                SkipReason::Holiday(Holiday::StPatrick) => "St Patrick's Day",
                SkipReason::Holiday(Holiday::EasterMonday) => "Easter Monday",
                SkipReason::Holiday(Holiday::NewYear) => "New Year's Day",
                SkipReason::Holiday(Holiday::Christmas) => "Christmas",
                SkipReason::Holiday(Holiday::SecondChristmasDay) => "St Stephen",
                SkipReason::Holiday(_) => ["May", "June", "August", "October"]
                    .into_iter()
                    .find(|month| moved.iter().any(|by| by.as_str() == Some(&format!("{month} holiday"))))
                    .unwrap_or("another holiday"),
            });
            let wanted = moved.iter().map(|by| by.as_str().unwrap().trim_end_matches(" holiday"));
            assert!(by.eq(wanted), "{vector}: {:?}", found.skipped);
        }
    }
}

/// Questions and extensions in the European Union, the controller in Ireland. Without an answered question that counts
/// the three readings are one.
#[test]
fn questions() {
    for vector in vectors("questions.json") {
        let receipt = day(&vector["receipt"]);
        let id = EntryId { installation: "a1".into(), number: 1 };
        let at = receipt.and_hms_opt(20, 0, 0).unwrap();
        let stamp = Stamp { entry: id, seq: 1, at, offset: 0, via: Via::App };
        let mut request = RequestState::new("linkedin".into(), RequestKind::Objection, stamp.clone());
        request.events.push((stamp.clone(), RequestEvent::SentByForm, receipt));
        for moved in vector["events"].as_array().unwrap() {
            let event: RequestEvent = moved[0].as_str().unwrap().parse().unwrap();
            let on = day(&moved[1]);
            request.events.push((stamp.clone(), event, on));
            let status = |today| {
                request_status(&request, Region::of("eu").unwrap(), false, Some(HolidayCalendar::Ireland), today)
            };
            // At any moment between a question that counts and its answer the controller waits.
            if event == RequestEvent::IdentityAsked && vector["no"] != "D8" {
                assert!(status(on).waits_for_person && !status(add_days(on, 400)).overdue, "{vector}");
            }
        }
        let status =
            |today| request_status(&request, Region::of("eu").unwrap(), false, Some(HolidayCalendar::Ireland), today);
        let overdue_from = day(&vector["overdue_from"]);
        let found = status(overdue_from);
        let due = found.due.as_ref().unwrap().due;
        let (paused, fresh) = found.readings.map_or((due, due), |other| (other.paused, other.fresh));
        assert_eq!([due, paused, fresh], ["text", "paused", "fresh"].map(|reading| day(&vector[reading])), "{vector}");
        assert_eq!((found.overdue_from(), found.overdue), (Some(overdue_from), true), "{vector}");
        let before = status(overdue_from.pred_opt().unwrap());
        assert!(!before.overdue && before.stage == Stage::Waiting, "{vector}");
    }
}

#[test]
fn holidays() {
    let text = std::fs::read_to_string(here("vectors/holidays.json")).unwrap();
    let vectors: Value = serde_json::from_str(&text).unwrap();
    for sunday in vectors["easter"].as_array().unwrap().iter().map(day) {
        assert_eq!(easter_sunday(sunday.year()), Some(sunday));
    }
    for year in vectors["IE"].as_array().unwrap() {
        let wanted: Vec<NaiveDate> = year["holidays"].as_array().unwrap().iter().map(day).collect();
        let first = NaiveDate::from_ymd_opt(i32::try_from(year["year"].as_i64().unwrap()).unwrap(), 1, 1).unwrap();
        let days = first.iter_days().take_while(|day| day.year() == first.year());
        let found: Vec<NaiveDate> = days.filter(|day| HolidayCalendar::Ireland.holiday(*day).is_some()).collect();
        assert_eq!(found, wanted);
    }
}

#[test]
fn phases() {
    for vector in vectors("phases.json") {
        let is = match phase_on(day(&vector["start"]), day(&vector["today"])) {
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
        let planned = plan_reminders(&subjects, &preferences, &kept, now, limit);
        let is = json!({"due": said(&planned.due), "upcoming": said(&planned.upcoming)});
        let wanted = json!({"due": vector["due"], "upcoming": vector["upcoming"]});
        assert!(is == wanted, "{name} gives {}", serde_json::to_string_pretty(&is).unwrap());
    }
}

fn subject(value: &Value) -> Subject {
    let given = |key: &str| value.get(key).map(day);
    let schedule = match (given("series"), given("monthly"), given("check"), given("exact")) {
        (Some(from), None, None, None) => Schedule::Series { days: Rhythm::FromStart.from(from) },
        (None, Some(from), None, None) => Schedule::Monthly { from },
        (None, None, Some(on), None) => Schedule::Dated { on, category: Category::Recheck, exact_day: false },
        (None, None, None, Some(on)) => Schedule::Dated { on, category: Category::Recheck, exact_day: true },
        _ => panic!("{value}"),
    };
    Subject { key: value["key"].as_str().unwrap().to_owned(), schedule, snoozed_until: given("snoozed_until") }
}

fn said(occurrences: &[Occurrence]) -> Vec<String> {
    occurrences.iter().map(|o| format!("{} {}", o.at.format("%a %Y-%m-%d %H:%M"), o.id)).collect()
}
