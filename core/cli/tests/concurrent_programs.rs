//! Several programs share one data folder, as a timer, a second terminal and the browser do: each command holds the
//! lock.
#![allow(clippy::unwrap_used, reason = "a helper of tests fails the test")]

mod support;

use std::sync::{Arc, Barrier};
use std::thread;

use support::System;
use widerspruch_core::Core;
use widerspruch_core::boundary::{DeviceReport, FormValues, Moment, OpenConfig, Platform, ShownReminder};

const NOW: Moment = Moment { unix_seconds: 1_795_460_400, utc_offset_seconds: 3600 };

fn open_core(system: &System) -> Core {
    Core::open(OpenConfig {
        asked_language: None,
        data_dir: system.data().to_string_lossy().into_owned(),
        languages: vec!["de".into()],
        region: None,
        platform: Platform::Terminal,
        app_version: "0.1.0".into(),
    })
    .unwrap()
}

#[test]
fn entry_of_another_program_is_not_missed() {
    let system = System::welcomed("de_DE.UTF-8");
    let browser = open_core(&system);
    assert_eq!(system.call(&["do", "confirm/p1/linkedin/ai-training"]).status, 0);
    let guide = browser.screen("/p1/services/linkedin/ai-training", NOW).unwrap();
    assert_eq!(guide.sections[1].header.as_deref(), Some("Festgehalten"));
}

#[test]
fn concurrent_writes_of_device_facts_do_not_fail() {
    let system = System::welcomed("de_DE.UTF-8");
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..40 {
                    let done = system.call(&["do", "person/p1/show"]);
                    assert_eq!(done.status, 0, "{done:?}");
                }
            });
        }
    });
}

#[test]
fn open_browser_does_not_overwrite_device_facts_of_a_timer() {
    let system = System::welcomed("de_DE.UTF-8");
    let browser = open_core(&system);
    let timer = open_core(&system);
    let shown = vec![ShownReminder { id: "p1/linkedin/ai-training/nudge/1".into(), at: NOW }];
    timer.report(DeviceReport { shown, ..DeviceReport::default() }, NOW).unwrap();
    browser.perform("open/p1/linkedin/ai-training/app", &FormValues::new(), NOW).unwrap();
    let device = std::fs::read_to_string(system.data().join("device.txt")).unwrap();
    assert!(device.contains("p1/linkedin/ai-training/nudge/1"), "{device}");
}

#[test]
fn concurrent_duplicate_confirmation_is_one_entry() {
    for _ in 0..20 {
        let system = System::welcomed("de_DE.UTF-8");
        let together = Arc::new(Barrier::new(4));
        thread::scope(|scope| {
            for _ in 0..4 {
                let (core, together) = (open_core(&system), Arc::clone(&together));
                scope.spawn(move || {
                    together.wait();
                    core.perform("confirm/p1/linkedin/ai-training", &FormValues::new(), NOW).unwrap();
                });
            }
        });
        let journal = std::fs::read_to_string(system.journal()).unwrap();
        assert_eq!(journal.matches("answered").count(), 1, "{journal}");
    }
}
