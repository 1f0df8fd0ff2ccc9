//! Replays `vectors/boundary`: what every shell relies on.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;
use support::{Phone, crc32, here, inputs};
use widerspruch_core::boundary::{CoreError, Platform, ReminderAction, ReminderTarget};

fn vectors(name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(here("vectors/boundary").join(name)).unwrap()).unwrap()
}

/// Commands carried by notifications that phones may still show are never removed.
#[test]
fn commands_of_old_notifications_stay_compatible() {
    for vector in vectors("notification-commands.json").as_array().unwrap() {
        let mut phone = Phone::new("en", "DE", "2026-11-23T20:00:00+01:00");
        phone.welcome();
        for before in vector["after"].as_array().into_iter().flatten() {
            phone.perform(before.as_str().unwrap());
        }
        phone.now = support::moment(vector["now"].as_str().unwrap());
        let command = vector["command"].as_str().unwrap();
        let outcome = phone.core.perform(command, &HashMap::new(), phone.now).unwrap();
        assert_eq!(outcome.notice.unwrap().text, vector["notice"].as_str().unwrap(), "{command}");
    }
}

/// Names under which shells match the variants. Complete, since another variant does not compile.
fn error_name(error: &CoreError) -> &'static str {
    match error {
        CoreError::UnknownRoute { .. } => "unknown_route",
        CoreError::UnknownCommand { .. } => "unknown_command",
        CoreError::BadInput { .. } => "bad_input",
        CoreError::ReadOnly { .. } => "read_only",
        CoreError::Storage { .. } => "storage",
        CoreError::Internal { .. } => "internal",
    }
}

/// An error as `--json` prints it and scripts read it.
fn error_json(error: &CoreError) -> Value {
    let json = serde_json::to_value(error).unwrap();
    assert_eq!(json["error"], error_name(error), "renamed");
    json
}

#[test]
fn an_error_that_is_renamed_or_loses_its_field_breaks_shells() {
    let mut reached = BTreeSet::new();
    for vector in vectors("errors.json").as_array().unwrap() {
        let mut phone = Phone::new("en", "DE", "2026-11-23T20:00:00+01:00");
        phone.welcome();
        let call = vector["call"].as_str().unwrap();
        let journal = phone.folder.path().join("profiles/p1/journal.jsonl");
        let kind = vector["kind"].as_str().unwrap();
        let error = match kind {
            "screen" => phone.core.screen(call, phone.now).unwrap_err(),
            // No call of a test leads to a bug of ours; the next test has what can be said of it.
            "bug" => continue,
            _ => {
                match kind {
                    "perform" => {}
                    "newer" => {
                        let newer = r#"{"v":99,"id":"aa-9"}"#;
                        let line = format!("{:08x} {newer}\n", crc32(newer.as_bytes()));
                        let text = std::fs::read_to_string(&journal).unwrap();
                        std::fs::write(&journal, text + &line).unwrap();
                    }
                    "blocked" => {
                        std::fs::remove_file(phone.folder.path().join("lock")).unwrap();
                        std::fs::create_dir(phone.folder.path().join("lock")).unwrap();
                    }
                    _ => panic!("unknown kind {kind}"),
                }
                phone.core.perform(call, &HashMap::new(), phone.now).unwrap_err()
            }
        };
        reached.insert(error_name(&error));
        let json = error_json(&error);
        assert_eq!(json["error"], vector["error"], "{kind}");
        assert_eq!(json.get("field"), vector.get("field"), "{kind}");
        // A sentence for people, not the name of a variant.
        let explanation = json["explanation"].as_str().unwrap();
        assert!(explanation.ends_with('.') && explanation.contains(' '), "{kind}: {explanation}");
        assert_eq!(error.to_string(), explanation, "{kind}");
        // One line for whoever mends it.
        let details = json["details"].as_str().unwrap();
        assert!(!details.is_empty() && !details.contains('\n') && details == error.details(), "{kind}: {details}");
    }
    assert_eq!(reached, BTreeSet::from(["bad_input", "read_only", "storage", "unknown_command", "unknown_route"]));
}

/// Nothing here shows when it comes; what is pinned is the shape by which shells and scripts know it.
#[test]
fn the_internal_error_that_is_renamed_breaks_shells() {
    let explanation = "the library is damaged";
    let details = "panic at core/app/src/core.rs:1:1";
    let error = CoreError::Internal { explanation: explanation.into(), details: details.into() };
    let json = serde_json::json!({ "error": "internal", "explanation": explanation, "details": details });
    assert_eq!(error_json(&error), json);
    let vectors = vectors("errors.json");
    let bug = vectors.as_array().unwrap().iter().find(|vector| vector["kind"] == "bug").unwrap();
    assert_eq!(bug["error"], error_json(&error)["error"]);
}

/// What inputs are sent, what is kept of them, and which input an error names.
#[test]
fn form_inputs_are_parsed_or_refused_by_field() {
    for vector in vectors("forms.json").as_array().unwrap() {
        let mut phone = Phone::new("en", "DE", "2026-11-23T20:00:00+01:00");
        phone.welcome();
        for before in vector["after"].as_array().into_iter().flatten() {
            phone.perform(before.as_str().unwrap());
        }
        let form: HashMap<String, String> = serde_json::from_value(vector["form"].clone()).unwrap();
        let done = phone.core.perform(vector["command"].as_str().unwrap(), &form, phone.now);
        if let Some(wanted) = vector["field"].as_str() {
            assert!(matches!(&done, Err(CoreError::BadInput { field, .. }) if field == wanted), "{vector}: {done:?}");
            continue;
        }
        assert_eq!(done.unwrap().notice.unwrap().text, vector["notice"].as_str().unwrap(), "{vector}");
        let screen = phone.core.screen(vector["screen"].as_str().unwrap(), phone.now).unwrap();
        let kept = inputs(&screen).remove(vector["input"].as_str().unwrap());
        assert_eq!(kept.as_deref(), vector["value"].as_str(), "{vector}");
    }
}

/// Whole plans, as shells hand them to the system. `VECTORS_UPDATE=1` writes them anew, to be read.
#[test]
fn a_changed_reminder_plan_breaks_shells() {
    let mut all = vectors("plans.json");
    for vector in all.as_array_mut().unwrap() {
        let platform = match vector["platform"].as_str().unwrap() {
            "ios" => Platform::Ios,
            _ => Platform::Android,
        };
        let mut phone = Phone::on(platform, vector["language"].as_str().unwrap(), "DE", "2026-11-23T20:00:00+01:00");
        phone.welcome();
        for step in vector["steps"].as_array().unwrap() {
            let form: HashMap<String, String> = serde_json::from_value(step[1].clone()).unwrap();
            phone.core.perform(step[0].as_str().unwrap(), &form, phone.now).unwrap();
        }
        phone.now = support::moment(vector["now"].as_str().unwrap());
        let plan = phone.plan();
        for reminder in plan.due.iter().chain(&plan.upcoming) {
            let category = plan.categories.iter().find(|category| category.id == reminder.category).unwrap();
            let opens = |action: &ReminderAction| matches!(action.target, ReminderTarget::Route { .. });
            let opening: Vec<bool> = reminder.actions.iter().map(opens).collect();
            assert_eq!(opening, category.opens_app, "{}", reminder.id);
            let labels: Vec<&String> = reminder.actions.iter().map(|action| &action.label).collect();
            assert!(labels.iter().copied().eq(&category.labels), "{}", reminder.id);
        }
        let plan = serde_json::to_value(plan).unwrap();
        if std::env::var_os("VECTORS_UPDATE").is_none() {
            assert_eq!(plan, vector["plan"], "{}", vector["name"]);
        }
        vector["plan"] = plan;
    }
    if std::env::var_os("VECTORS_UPDATE").is_some() {
        let text = serde_json::to_string_pretty(&all).unwrap();
        std::fs::write(here("vectors/boundary/plans.json"), text + "\n").unwrap();
    }
}
