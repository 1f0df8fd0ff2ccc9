//! Every screen in every language, and per region where it differs. A change is accepted with
//! `INSTA_UPDATE=always cargo test -p widerspruch-tests --test snapshots` and then read.

#![allow(clippy::unwrap_used, reason = "writing to a string")]

mod support;

use std::fmt::Write as _;

use support::Phone;
use widerspruch_core::boundary::{Row, Screen};

const NOW: &str = "2026-11-23T20:00:00+01:00";

const ROUTES: &[&str] = &[
    "/",
    "/p1/objection",
    "/damage",
    "/p1/person",
    "/p1/records",
    "/p1/erase",
    "/p1/services",
    "/p1/services/linkedin",
    "/p1/services/linkedin/why",
    "/p1/services/linkedin/why/authorities",
    "/p1/services/linkedin/why/timeline",
    "/p1/services/linkedin/why/open",
    "/p1/services/linkedin/account",
    "/p1/services/linkedin/ai-training",
    "/p1/services/linkedin/ai-training/computer",
    "/p1/services/linkedin/ai-training/effect",
    "/p1/services/linkedin/ai-training/unseen",
    "/p1/services/linkedin/ai-training/unseen/other-account",
    "/p1/services/linkedin/ai-training/unseen/other-name",
    "/p1/services/linkedin/ai-training/unseen/other-word",
    "/p1/services/linkedin/ai-training/unseen/old-app",
    "/p1/services/linkedin/ai-training/unseen/not-offered",
    "/p1/services/linkedin/ai-training/unseen/minor",
    "/p1/services/linkedin/ai-training/unseen/something-else",
    "/p1/services/linkedin/ai-training/already",
    "/p1/services/linkedin/ai-training/later",
    "/p1/services/linkedin/research",
    "/p1/services/linkedin/objection-form",
    "/p1/services/linkedin/objection-form/reason",
    "/p1/services/linkedin/ads",
    "/p1/services/linkedin/data-copy",
    "/p1/services/linkedin/deletion",
    "/p1/services/linkedin/dpo",
    "/reminders",
    "/reminders/reliability",
    "/settings",
    "/persons",
    "/about",
    "/p7",
];

/// What differs by where the person lives.
const REGIONAL: &[&str] = &[
    "/",
    "/p1/objection",
    "/p1/services/linkedin",
    "/p1/services/linkedin/why",
    "/p1/services/linkedin/why/open",
    "/p1/services/linkedin/ai-training/effect",
    "/p1/services/linkedin/objection-form",
    "/p1/services/linkedin/ads",
];

fn phone(language: &str, country: &str) -> Phone {
    let mut phone = Phone::new(language, country, NOW);
    phone.perform("welcome");
    phone
}

fn check(name: &str, phone: &Phone) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name.to_owned(), drawn(&phone.screen())));
}

fn every(language: &str) {
    check(&format!("{language}-welcome"), &Phone::new(language, "DE", NOW));
    let mut phone = phone(language, "DE");
    for route in ROUTES {
        (*route).clone_into(&mut phone.route);
        check(&format!("{language}{}", route.replace('/', "-").trim_end_matches('-')), &phone);
    }
    phone.perform("confirm/p1/linkedin/ai-training");
    check(&format!("{language}-after-ai-training"), &phone);
    "/".clone_into(&mut phone.route);
    check(&format!("{language}-after-home"), &phone);
    "/p1/services/linkedin/ai-training/look".clone_into(&mut phone.route);
    check(&format!("{language}-after-look"), &phone);
    phone.perform("enough/p1/linkedin");
    check(&format!("{language}-after-enough"), &phone);
    "/p1/records".clone_into(&mut phone.route);
    check(&format!("{language}-after-records"), &phone);
}

fn regional(language: &str, country: &str) {
    let mut phone = phone(language, country);
    for route in REGIONAL {
        (*route).clone_into(&mut phone.route);
        check(&format!("{language}-{country}{}", route.replace('/', "-").trim_end_matches('-')), &phone);
    }
}

macro_rules! in_both {
    ($($name:ident: $run:expr;)*) => {
        mod de {
            $(#[test] fn $name() { let run: fn(&str) = $run; run("de"); })*
        }
        mod en {
            $(#[test] fn $name() { let run: fn(&str) = $run; run("en"); })*
        }
    };
}

in_both! {
    every_screen: super::every;
    switzerland: |language| super::regional(language, "CH");
    united_kingdom: |language| super::regional(language, "GB");
    canada: |language| super::regional(language, "CA");
    hong_kong: |language| super::regional(language, "HK");
    elsewhere: |language| super::regional(language, "ZZ");
}

/// A screen for reading: one line a row, its kind, its words, where it leads.
fn drawn(screen: &Screen) -> String {
    let mut out = format!("# {}  ({}, parent {:?})\n", screen.title, screen.route, screen.parent);
    for section in &screen.sections {
        writeln!(out, "\n## {}", section.header.as_deref().unwrap_or("")).unwrap();
        for row in &section.rows {
            row_line(&mut out, row);
        }
        if let Some(footer) = &section.footer {
            writeln!(out, "-- {footer}").unwrap();
        }
    }
    if let Some(primary) = &screen.primary {
        writeln!(out, "\n[ {} ] {}", primary.label, json(&primary.action)).unwrap();
    }
    for tab in &screen.tabs {
        writeln!(out, "tab {}{} {:?} {}", if tab.selected { "*" } else { "" }, tab.label, tab.icon, tab.route).unwrap();
    }
    if let Some(notice) = &screen.notice {
        writeln!(out, "notice {}", notice.text).unwrap();
    }
    out
}

fn row_line(out: &mut String, row: &Row) {
    writeln!(out, "{}", json(row)).unwrap();
}

/// As JSON, with a fixed name for the installation, which is drawn anew in each folder.
fn json(value: &impl serde::Serialize) -> String {
    let text = serde_json::to_string(value).unwrap();
    let Some((before, after)) = text.split_once("undo/") else { return text };
    let (_, number) = after.split_once('-').unwrap();
    format!("{before}undo/a1-{number}")
}
