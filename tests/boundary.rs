//! Replays `vectors/boundary`: what every shell relies on.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use std::collections::HashMap;

use serde_json::Value;
use support::{Phone, here};

fn vectors(name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(here("vectors/boundary").join(name)).unwrap()).unwrap()
}

/// Commands carried by notifications that phones may still show are never removed.
#[test]
fn commands_of_notifications_are_understood_for_ever() {
    for vector in vectors("notification-commands.json").as_array().unwrap() {
        let mut phone = Phone::new("en", "DE", "2026-11-23T20:00:00+01:00");
        phone.perform("welcome");
        for before in vector["after"].as_array().into_iter().flatten() {
            phone.perform(before.as_str().unwrap());
        }
        phone.now = support::moment(vector["now"].as_str().unwrap());
        let command = vector["command"].as_str().unwrap();
        let outcome = phone.core.perform(command, &HashMap::new(), phone.now).unwrap();
        assert_eq!(outcome.notice.unwrap().text, vector["notice"].as_str().unwrap(), "{command}");
    }
}

/// All error variants by the name under which shells match them.
#[test]
fn errors_keep_their_names() {
    let phone = Phone::new("en", "DE", "2026-11-23T20:00:00+01:00");
    for vector in vectors("errors.json").as_array().unwrap() {
        let call = vector["call"].as_str().unwrap();
        let error = match vector["kind"].as_str().unwrap() {
            "screen" => phone.core.screen(call, phone.now).unwrap_err(),
            _ => phone.core.perform(call, &HashMap::new(), phone.now).unwrap_err(),
        };
        assert_eq!(serde_json::to_value(&error).unwrap()["error"], vector["error"]);
    }
}
