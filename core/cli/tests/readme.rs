//! The transcript in the README matches what the program prints.
#![allow(clippy::unwrap_used, reason = "a helper of tests fails the test")]

mod support;

use std::fs;
use std::path::Path;

use support::System;

#[test]
fn transcript_in_the_readme_matches_the_output() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md")).unwrap();
    let (_, transcript) = readme.split_once("```console\n").unwrap();
    let (transcript, _) = transcript.split_once("```").unwrap();
    let system = System::new("en_GB.UTF-8");
    let mut calls = 0;
    for call in transcript.split("$ widerspruch ").skip(1) {
        let (arguments, printed) = call.split_once('\n').unwrap();
        let done = system.call(&arguments.split(' ').collect::<Vec<_>>());
        assert_eq!((done.status, done.errors.as_str()), (0, ""), "{arguments}");
        assert_eq!(mask_installations(&done.out), mask_installations(printed), "widerspruch {arguments}");
        calls += 1;
    }
    assert!(calls > 3);
}

/// Replaces the random names of installations.
fn mask_installations(text: &str) -> String {
    let mut pieces = text.split("undo/");
    let mut plain = pieces.next().unwrap().to_owned();
    for piece in pieces {
        let number = piece.trim_start_matches(|c: char| c.is_ascii_hexdigit());
        plain.push_str("undo/…");
        plain.push_str(number);
    }
    plain
}
