//! The program as scripts call it: its output, its errors and its exit status.
#![allow(clippy::unwrap_used, reason = "a helper of tests fails the test")]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;

use serde_json::{Value, json};
use support::{CallResult, System, Unprivileged, make_read_only, make_writable, program};

/// Locales, each with the hint at the help in its language.
const LANGUAGES: [(&str, &str); 2] =
    [("de_DE.UTF-8", "Hilfe: widerspruch --help"), ("en_GB.UTF-8", "Help: widerspruch --help")];

fn widest(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap_or(0)
}

#[test]
fn wrong_call_has_status_2_and_a_sentence_in_the_right_language() {
    let calls: [(&[&str], &str); 10] = [
        (&["--lang", "fr"], "--lang"),
        (&["--lang"], "--lang"),
        (&["--now", "gestern"], "gestern"),
        (&["--json=yes"], "--json"),
        (&["--color"], "--color"),
        (&["fetch"], "fetch"),
        (&["do"], "<"),
        (&["do", "begin/linkedin", "country"], "country"),
        (&["do", "begin/linkedin", "=DE"], "=DE"),
        (&["show", "/", "/p1"], "/p1"),
    ];
    for (locale, hint) in LANGUAGES {
        let system = System::new(locale);
        for (arguments, named) in calls {
            let done = system.call(arguments);
            assert_eq!(done.status, 2, "{arguments:?}: {done:?}");
            assert_eq!(done.out, "", "{arguments:?}");
            assert!(done.errors.contains(named) && done.errors.contains(hint), "{arguments:?}: {}", done.errors);
            assert_eq!(done.errors.lines().count(), 1, "{arguments:?}: {}", done.errors);
            for english in ["error:", "Usage", "invalid", "possible values", "required"] {
                assert!(!done.errors.contains(english), "{arguments:?}: {}", done.errors);
            }
        }
        assert!(!system.data().join("device.txt").exists(), "a wrong call keeps nothing");
    }
}

#[test]
fn unknown_input_of_a_command_is_refused_and_nothing_is_written() {
    for (locale, reads, none) in [
        ("de_DE.UTF-8", "Seine Eingaben: country", "Er hat keine"),
        ("en_GB.UTF-8", "Its inputs: country", "it has none"),
    ] {
        let system = System::new(locale);
        let done = system.call(&["do", "begin/linkedin", "country=DE", "contry=AT"]);
        assert_eq!((done.status, done.out.as_str()), (2, ""), "{done:?}");
        assert!(done.errors.contains("contry") && done.errors.contains(reads), "{}", done.errors);
        assert!(!system.data().join("profiles").exists(), "a refused command keeps nothing");
        assert_eq!(system.call(&["do", "begin/linkedin", "country=DE"]).status, 0);
        let picked = system.data().with_file_name("picture.png");
        fs::write(&picked, "x").unwrap();
        let file = format!("file={}", picked.display());
        let done = system.call(&["do", "confirm/p1/linkedin/ai-training", &file]);
        assert_eq!(done.status, 2, "{done:?}");
        assert!(done.errors.contains(none), "{}", done.errors);
        assert!(!system.data().join("inbox").exists(), "a file that nothing reads is not copied");
    }
}

/// Begins a request and returns the beginning of its commands: `request/p1/requests/a1-2`.
fn request(system: &System) -> String {
    let outcome = system.call(&["do", "request/p1/linkedin/objection/begin", "--json"]).json();
    let route = outcome["then"][0]["route"].as_str().unwrap();
    format!("request{route}")
}

#[test]
fn repeated_input_or_impossible_value_is_refused_with_its_name_and_nothing_is_written() {
    for (locale, twice, possible) in
        [("de_DE.UTF-8", "steht zweimal da", "Möglich"), ("en_GB.UTF-8", "is there twice", "Possible: true, false")]
    {
        let system = System::welcomed(locale);
        let request = request(&system);
        let details = format!("{request}/details");
        let before = fs::read(system.journal()).unwrap();
        let done = system.call(&["do", "person/p1/rename", "name=a", "name=b"]);
        assert_eq!((done.status, done.out.as_str()), (2, ""), "{done:?}");
        assert!(done.errors.contains("name") && done.errors.contains(twice), "{}", done.errors);
        for value in ["maybe", "", "True", "yes"] {
            let done = system.call(&["do", &details, &format!("safety={value}"), "--json"]);
            let error: Value = serde_json::from_str(&done.errors).unwrap();
            assert_eq!((done.status, &error["error"], &error["field"]), (2, &json!("bad_input"), &json!("safety")));
            let explanation = error["explanation"].as_str().unwrap();
            assert!(explanation.contains(possible) && explanation.contains("true, false"), "{explanation}");
        }
        let done = system.call(&["do", &details, "emial=a@example.org", "nmae=A"]);
        assert_eq!(done.status, 2, "{done:?}");
        assert!(done.errors.starts_with("emial: "), "{}", done.errors);
        assert_eq!(fs::read(system.journal()).unwrap(), before);
    }
}

#[test]
fn day_has_no_preset_in_a_script() {
    let system = System::welcomed("en_GB.UTF-8");
    let sent = format!("{}/sent-by-form", request(&system));
    let before = fs::read(system.journal()).unwrap();
    for call in
        [&["do", &sent][..], &["do", &sent, "onn=2026-11-20"], &["do", &sent, "on="], &["do", &sent, "on=20.11.2026"]]
    {
        let done = system.call(call);
        assert_eq!((done.status, done.out.as_str()), (2, ""), "{call:?}: {done:?}");
    }
    let missing = system.call(&["do", &sent]).errors;
    assert!(missing.starts_with("on: Missing: on.") && missing.contains("2026-11-23"), "{missing}");
    assert_eq!(fs::read(system.journal()).unwrap(), before);
    assert_eq!(system.call(&["do", &sent, "on=2026-11-20"]).status, 0);
}

#[test]
fn what_changes_nothing_has_status_1_and_a_stable_code() {
    for locale in ["de_DE.UTF-8", "en_GB.UTF-8"] {
        let system = System::welcomed(locale);
        let sent = format!("{}/sent-by-form", request(&system));
        let outcome = system.call(&["do", "confirm/p1/linkedin/ai-training", "--json"]).json();
        let undo = outcome["notice"]["undo"].as_str().unwrap().to_owned();
        assert_eq!(system.call(&["do", &sent, "on=2026-11-20"]).status, 0);
        for (call, code) in [
            (&["do", "confirm/p1/linkedin/ai-training"][..], "already"),
            (&["do", &sent, "on=2026-11-20"], "already"),
            (&["do", "confirm/p9/linkedin/ai-training"], "gone"),
            (&["do", "request/p1/requests/a1-99/granted", "on=2026-11-20"], "gone"),
            (&["do", "set/hour", "hour=18:00"], "already"),
            (&["do", "reminders/test"], "blocked"),
            (&["export", "--person", "p9"], "gone"),
        ] {
            let entries = fs::read(system.journal()).unwrap();
            let said = system.call(call);
            assert_eq!((said.status, said.out.as_str()), (1, ""), "{call:?}: {said:?}");
            assert!(!said.errors.trim().is_empty(), "{call:?}");
            let done = system.call(&[call, &["--json"]].concat());
            let error: Value = serde_json::from_str(&done.errors).unwrap();
            assert_eq!((done.status, done.out.as_str(), &error["code"]), (1, "", &json!(code)), "{call:?}");
            assert_eq!(fs::read(system.journal()).unwrap(), entries, "{call:?}");
        }
        // Undone once, and no second time.
        assert_eq!(system.call(&["do", &undo]).status, 0);
        let again = system.call(&["do", &undo, "--json"]);
        let error: Value = serde_json::from_str(&again.errors).unwrap();
        assert_eq!((again.status, &error["code"]), (1, &json!("already")));
        assert_ne!(error["explanation"], "Undone.");
        // Nothing to export, nothing planned.
        let nobody = System::new(locale);
        system.call(&["do", "enough/p1/linkedin"]);
        for (system, call) in [(&nobody, "export"), (&nobody, "calendar")] {
            let done = system.call(&[call, "--json"]);
            let error: Value = serde_json::from_str(&done.errors).unwrap();
            assert_eq!((done.status, &error["code"]), (1, &json!("nothing")), "{call}");
        }
    }
}

#[test]
fn what_is_asked_back_is_no_done_thing_and_says_its_question() {
    for (locale, day, again, country) in [
        ("de_DE.UTF-8", "ob der Tag stimmt", "läuft schon", "warum sich das Land ändert"),
        ("en_GB.UTF-8", "whether the day is right", "is under way", "why the country changes"),
    ] {
        let system = System::welcomed(locale);
        let sent = format!("{}/sent-by-form", request(&system));
        let blocked = |call: &[&str], said: &str| {
            let entries = fs::read(system.journal()).unwrap();
            let error: Value = serde_json::from_str(&system.call(&[call, &["--json"]].concat()).errors).unwrap();
            assert_eq!(error["code"], "blocked", "{call:?}: {error}");
            assert!(error["explanation"].as_str().unwrap().contains(said), "{error}");
            assert_eq!(fs::read(system.journal()).unwrap(), entries, "{call:?}");
        };
        blocked(&["do", &sent, "on=2025-01-02"], day);
        blocked(&["do", "request/p1/linkedin/access/sent-by-post", "on=2025-01-02"], day);
        assert_eq!(system.call(&["do", &sent, "on=2026-11-20"]).status, 0);
        blocked(&["do", "request/p1/linkedin/objection/begin"], again);
        blocked(&["do", "person/p1/country", "country=CH"], country);
    }
}

#[test]
fn a_call_that_a_screen_shows_works_as_it_is_shown() {
    let system = System::welcomed("de_DE.UTF-8");
    let request = request(&system);
    let calls = |route: &str| -> Vec<String> {
        let shown = system.call(&["show", route]).out;
        let calls = shown.lines().filter_map(|line| line.trim().strip_prefix("→ "));
        calls.filter(|call| call.starts_with("do request/")).map(str::to_owned).collect()
    };
    let run = |call: &str| system.call(&call.split(' ').collect::<Vec<_>>());
    let route = request.strip_prefix("request").unwrap();
    // The day stands on the screen.
    let sent = calls(&format!("{route}/sent-by-form"));
    let sent = sent.iter().find(|call| call.contains("sent-by-form")).unwrap();
    assert!(sent.ends_with(" on=2026-11-23"), "{sent}");
    assert_eq!(run(sent).status, 0, "{sent}");
    // It is not asked, as that nothing came is true today.
    let later = ["--now", "2026-12-24T12:00:00+01:00"];
    let shown = system.call(&[&["show", route], &later[..]].concat()).out;
    let call =
        shown.lines().find_map(|line| line.trim().strip_prefix("→ ").filter(|call| call.contains("nothing-came")));
    let call = call.unwrap_or_else(|| panic!("{shown}"));
    assert!(call.ends_with("nothing-came on=2026-12-24"), "{call}");
    let done = system.call(&[call.split(' ').collect::<Vec<_>>(), later.to_vec()].concat());
    assert_eq!(done.status, 0, "{call}: {done:?}");
}

#[test]
fn a_refused_choice_names_those_that_there_are() {
    for (locale, possible) in [("de_DE.UTF-8", "Möglich: "), ("en_GB.UTF-8", "Possible: ")] {
        let new = System::new(locale);
        let done = new.call(&["do", "begin/linkedin", "country=XX"]);
        assert!(done.status == 2 && done.errors.contains(possible), "{done:?}");
        assert!(done.errors.contains("DE, ") && done.errors.contains("HK"), "{done:?}");
        let done = new.call(&["due", "2026-11-20", "--country", "US"]);
        assert!(done.status == 2 && done.errors.contains(possible), "{done:?}");
        assert!(done.errors.contains("DE, ") && !done.errors.contains("HK"), "{done:?}");
        let system = System::welcomed(locale);
        let request = request(&system);
        let (name_me, details) = (format!("{request}/name-me"), format!("{request}/details"));
        for (call, values) in [
            (&["do", "set/weekdays", "weekdays=often"][..], "workdays, every-day, 135."),
            (&["do", "set/weekdays"], "workdays, every-day, 135."),
            (&["do", "set/language", "language=xx"], "system, de, en."),
            (&["do", &name_me], "yes, no, \"\"."),
            (&["do", &name_me, "name_me=maybe"], "yes, no, \"\"."),
            (&["do", &details, "health=maybe"], "true, false."),
            (&["do", &details, "sensitive-circles=true"], "false."),
        ] {
            let done = system.call(call);
            // A sentence may be broken into lines.
            let said = done.errors.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(done.status == 2 && said.contains(&format!("{possible}{values}")), "{call:?}: {done:?}");
        }
    }
}

#[test]
fn only_a_full_hour_is_taken_for_reminders() {
    let system = System::welcomed("en_GB.UTF-8");
    for hour in ["18:30", "07:59", "07:30", "21:01", "07:00", "22:00"] {
        let done = system.call(&["do", "set/hour", &format!("hour={hour}")]);
        assert_eq!((done.status, done.out.as_str()), (2, ""), "{hour}: {done:?}");
        assert!(
            done.errors.starts_with("hour: We can remind on the hour, between 08:00 and 21:00."),
            "{}",
            done.errors
        );
    }
    assert_eq!(system.call(&["do", "set/hour", "hour=21:00"]).status, 0);
}

#[test]
fn files_are_written_from_a_read_only_folder_too() {
    let system = System::welcomed("en_GB.UTF-8");
    // A calendar holds what has a date.
    assert_eq!(system.call(&["do", "confirm/p1/linkedin/ai-training"]).status, 0);
    let user = Unprivileged::new();
    make_read_only(&system.data());
    let here = tempfile::tempdir().unwrap();
    fs::set_permissions(here.path(), fs::Permissions::from_mode(0o777)).unwrap();
    for arguments in [&["calendar", "plan.ics"][..], &["export"]] {
        let mut command = user.command(&system, arguments);
        command.current_dir(here.path());
        let done = CallResult::of(command);
        assert_eq!(done.status, 0, "{arguments:?}: {done:?}");
        assert!(done.out.starts_with("Saved: "), "{done:?}");
    }
    make_writable(&system.data());
    assert!(!system.data().join("outbox").exists());
}

#[test]
fn invalid_utf8_argument_is_refused_and_creates_no_folder() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let bad = OsStr::from_bytes(b"no-\xff-letters");
    for (locale, sentence) in [("de_DE.UTF-8", "Zeichen, die kein UTF-8 sind"), ("en_GB.UTF-8", "are not UTF-8")] {
        let system = System::new(locale);
        for before in [&["show"][..], &["--lang"], &["--data-dir"], &["do", "begin/linkedin"]] {
            let mut command = system.command(before);
            command.arg(bad);
            let done = CallResult::of(command);
            assert_eq!((done.status, done.out.as_str()), (2, ""), "{before:?}: {done:?}");
            assert!(done.errors.contains(sentence), "{before:?}: {}", done.errors);
        }
        assert_eq!(fs::read_dir(system.folder.path()).unwrap().count(), 0);
    }
}

#[test]
fn unknown_route_unknown_command_and_invalid_input_have_status_2() {
    for (locale, route, command, choice) in [
        (
            "de_DE.UTF-8",
            "Diese Seite gibt es nicht.",
            "Das versteht die App nicht.",
            "country: Diese Auswahl gibt es nicht.",
        ),
        ("en_GB.UTF-8", "There is no such page.", "The app does not understand", "country: "),
    ] {
        let system = System::new(locale);
        for (arguments, sentence) in [
            (&["show", "nowhere"][..], route),
            (&["do", "fly"], command),
            (&["do", "begin/linkedin", "country=XX"], choice),
        ] {
            let done = system.call(arguments);
            assert_eq!((done.status, done.out.as_str()), (2, ""), "{arguments:?}: {done:?}");
            assert!(done.errors.starts_with(sentence), "{arguments:?}: {}", done.errors);
            let hint = done.errors.contains("widerspruch show");
            assert_eq!(hint, arguments.len() == 2, "{arguments:?}: {}", done.errors);
        }
    }
}

#[test]
fn missing_home_folder_is_reported() {
    let mut command = std::process::Command::new(program());
    command.arg("show").env_clear().env("LANG", "de_DE.UTF-8").stdin(Stdio::null());
    let done = CallResult::of(command);
    assert_eq!((done.status, done.out.as_str()), (2, ""), "{done:?}");
    assert!(done.errors.contains("--data-dir"), "{}", done.errors);
}

#[test]
fn text_to_copy_is_printed_in_scripts() {
    let system = System::welcomed("de_DE.UTF-8").with_variable("COLUMNS", "88");
    let guide = system.call(&["show", "/p1/services/linkedin/ai-training"]).out;
    let address = "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement";
    assert!(guide.lines().any(|line| line.trim() == address), "{guide}");
}

#[test]
fn unusable_data_folder_has_status_1_and_is_named() {
    for (locale, sentence) in [("de_DE.UTF-8", "Gelöscht wurde nichts."), ("en_GB.UTF-8", "Nothing was deleted.")] {
        let system = System::new(locale);
        fs::write(system.data(), "a file where the folder should be").unwrap();
        for arguments in [&["show"][..], &["do", "begin/linkedin"], &["remind"], &["remind", "--due"], &[]] {
            let done = system.call(arguments);
            assert_eq!((done.status, done.out.as_str()), (1, ""), "{arguments:?}: {done:?}");
            assert!(done.errors.contains(sentence), "{arguments:?}: {}", done.errors);
            assert!(done.errors.contains(&*system.data().to_string_lossy()), "{arguments:?}: {}", done.errors);
        }
    }
}

#[test]
fn printed_undo_call_undoes_the_command() {
    for (locale, noted, undo, undone) in [
        ("de_DE.UTF-8", "Festgehalten.", "Rückgängig: widerspruch do ", "Rückgängig gemacht."),
        ("en_GB.UTF-8", "Noted.", "Undo: widerspruch do ", "Undone."),
    ] {
        let system = System::welcomed(locale);
        let done = system.call(&["do", "confirm/p1/linkedin/ai-training"]);
        assert_eq!((done.status, done.errors.as_str()), (0, ""));
        assert!(done.out.starts_with(noted), "{}", done.out);
        let command = done.out.lines().find_map(|line| line.strip_prefix(undo)).unwrap();
        let taken_back = system.call(&["do", command]);
        assert_eq!((taken_back.status, taken_back.out.trim()), (0, undone));
    }
}

#[test]
fn no_input_is_sent_that_was_not_given() {
    let system = System::welcomed("de_DE.UTF-8");
    let done = system.call(&["do", "person/p1/country"]);
    assert_eq!(done.status, 2, "the country that the screen shows must not be sent: {done:?}");
    assert_eq!(system.call(&["do", "person/p1/country", "country=AT"]).status, 0);
    let person = system.call(&["do", "person/add", "name=a=b c", "country=DE"]);
    assert_eq!(person.status, 0, "{person:?}");
    assert!(system.call(&["show", "/persons"]).out.contains("a=b c"));
}

#[test]
fn json_output_has_the_shape_of_the_boundary() {
    let system = System::welcomed("de_DE.UTF-8");
    let screen = system.call(&["show", "/p1/services/linkedin/ai-training", "--json"]).json();
    assert_eq!(screen["route"], "/p1/services/linkedin/ai-training");
    assert_eq!(screen["language"], "de");
    let command = json!({ "action": "perform", "command": "open/p1/linkedin/ai-training/app" });
    assert_eq!(screen["primary"]["action"], command);
    let outcome = system.call(&["do", "confirm/p1/linkedin/ai-training", "--json"]).json();
    assert_eq!(outcome["then"], json!([{ "action": "go", "route": "/p1/services/linkedin/ai-training" }]));
    assert_eq!(outcome["plan_changed"], true);
    assert!(outcome["notice"]["undo"].as_str().unwrap().starts_with("undo/"));
    let plan = system.call(&["remind", "--json"]).json();
    assert!(plan["due"].is_null() && !plan["upcoming"].as_array().unwrap().is_empty());
    assert_eq!(system.call(&["--json"]).json(), system.call(&["show", "--json"]).json());
}

#[test]
fn json_error_is_one_object_on_standard_error() {
    let system = System::new("de_DE.UTF-8");
    for (arguments, status, kind, field) in [
        (&["do", "begin/linkedin", "country=XX", "--json"][..], 2, "bad_input", Some("country")),
        (&["show", "nowhere", "--json"], 2, "unknown_route", None),
        (&["do", "fly", "--json"], 2, "unknown_command", None),
        (&["--json", "fetch"], 2, "call", None),
        (&["--lang", "--json"], 2, "call", None),
    ] {
        let done = system.call(arguments);
        assert_eq!((done.status, done.out.as_str()), (status, ""), "{arguments:?}");
        let error: Value = serde_json::from_str(&done.errors).unwrap();
        assert_eq!(error["error"], kind);
        assert_eq!(error["field"].as_str(), field);
        assert!(!error["explanation"].as_str().unwrap().is_empty());
    }
    let blocked = System::new("de_DE.UTF-8");
    fs::write(blocked.data(), "in the way").unwrap();
    let done = blocked.call(&["show", "--json"]);
    let error: Value = serde_json::from_str(&done.errors).unwrap();
    assert_eq!((done.status, &error["error"]), (1, &json!("storage")));
}

#[test]
fn lang_option_overrides_the_locale_and_unknown_language_falls_back() {
    let title =
        |system: &System, arguments: &[&str]| system.call(arguments).out.lines().nth(2).unwrap_or_default().to_owned();
    let german = "  So sagen Sie Nein zum KI-Training mit Ihren Daten. Die App zeigt den Weg. Sie";
    let english = title(&System::new("en_GB.UTF-8"), &["show"]);
    assert_ne!(english, german);
    let de = System::new("de_AT.UTF-8");
    assert_eq!(title(&de, &["show"]), german);
    assert_eq!(title(&de, &["show", "--lang", "en"]), english);
    assert_eq!(title(&de, &["--lang=en", "show"]), english);
    let list = System::new("en_US.UTF-8").with_variable("LANGUAGE", "fr:de:en");
    assert_eq!(title(&list, &["show"]), german);
    assert_eq!(title(&System::new("en_US.UTF-8").with_variable("LC_MESSAGES", "de_DE.UTF-8"), &["show"]), german);
    assert_eq!(title(&System::new("de_DE.UTF-8").with_variable("LC_ALL", "C.UTF-8"), &["show"]), english);
    assert_eq!(title(&System::new("fr_FR.UTF-8"), &["show"]), english);
}

#[test]
fn no_english_remains_in_german_help_and_version() {
    let system = System::new("de_DE.UTF-8");
    for arguments in [
        &["--help"][..],
        &["help"],
        &["help", "show"],
        &["-h"],
        &["show", "--help"],
        &["do", "--help"],
        &["remind", "-h"],
        &["calendar", "-h"],
    ] {
        let done = system.call(arguments);
        assert_eq!((done.status, done.errors.as_str()), (0, ""), "{arguments:?}");
        assert!(done.out.contains("Aufruf:") && done.out.contains("Optionen:"), "{}", done.out);
        for english in ["Usage", "Options", "Commands", "Arguments", "Print", "default", "possible values"] {
            assert!(!done.out.contains(english), "{arguments:?} says {english}: {}", done.out);
        }
        assert!(widest(&done.out) <= 80, "{}", done.out);
    }
    assert_eq!(system.call(&["--version"]).out, format!("Widerspruch, Version {}\n", env!("CARGO_PKG_VERSION")));
    assert!(system.call(&["--lang", "en", "--help"]).out.contains("Usage:"));
    assert!(!system.data().exists(), "asking for help keeps nothing");
}

#[test]
fn country_is_preset_from_the_region_and_unknown_without_one() {
    for (locale, country) in [("de_AT.UTF-8", "AT"), ("en_GB.UTF-8", "GB"), ("de.UTF-8", "ZZ"), ("C.UTF-8", "ZZ")] {
        let screen = System::new(locale).call(&["show", "/welcome/country/linkedin", "--json"]).json();
        let row = &screen["sections"][0]["rows"][0];
        assert_eq!((&row["name"], &row["value"]), (&"country".into(), &country.into()), "{locale}");
        // Where the system does not say it, a tap on a service asks first.
        let first = System::new(locale).call(&["show", "--json"]).json();
        let tap = &first["sections"][1]["rows"][0]["action"]["action"];
        assert_eq!(tap, if country == "ZZ" { "go" } else { "perform" }, "{locale}");
    }
}

#[test]
fn no_foreign_letter_is_printed_without_utf8() {
    for (name, value) in [("LC_ALL", "de_DE.ISO-8859-1"), ("LC_CTYPE", "C"), ("LANG", "de_DE")] {
        let system = System::welcomed("de_DE.UTF-8").with_variable("LC_MESSAGES", "de_DE").with_variable(name, value);
        for arguments in [
            &[][..],
            &["show", "/p1/services/linkedin/ai-training"],
            &["show", "/settings"],
            &["do", "confirm/p1/linkedin/ai-training"],
            &["remind"],
            &["--help"],
            &["--lang", "ü"],
            &["show", "ü"],
        ] {
            let done = system.call(arguments);
            assert!(done.out.is_ascii() && done.errors.is_ascii(), "{name}={value} {arguments:?}: {done:?}");
        }
        let guide = system.call(&["show", "/p1/services/linkedin/ai-training"]).out;
        assert!(guide.contains("gruen") && guide.contains("schwarz"), "{guide}");
        assert!(guide.contains("\"Einstellungen & Datenschutz\"") && guide.contains("> Einstellungen"), "{guide}");
    }
}

#[test]
fn no_line_is_wider_than_the_columns_variable() {
    for locale in ["de_DE.UTF-8", "en_GB.UTF-8", "de_DE.ISO-8859-1"] {
        for columns in [30, 40, 60, 80, 100] {
            let system = System::welcomed(locale).with_variable("COLUMNS", &columns.to_string());
            for arguments in [
                &[][..],
                &["show", "/p1/services"],
                &["show", "/p1/services/linkedin"],
                &["show", "/p1/services/linkedin/why"],
                &["show", "/p1/services/linkedin/ai-training"],
                &["show", "/reminders"],
                &["show", "/settings"],
                &["remind"],
            ] {
                let done = system.call(arguments);
                assert_eq!(done.status, 0, "{arguments:?}: {done:?}");
                assert!(widest(&done.out) <= columns, "{arguments:?} at {columns}: {}", done.out);
            }
        }
    }
}

#[test]
fn no_escape_sequence_is_printed_without_a_terminal() {
    let system = System::welcomed("de_DE.UTF-8").with_variable("TERM", "xterm-256color");
    for arguments in [&[][..], &["show", "/settings"], &["--help"], &["fetch"]] {
        let done = system.call(arguments);
        assert!(!done.out.contains('\u{1b}') && !done.errors.contains('\u{1b}'), "{arguments:?}: {done:?}");
    }
}

#[test]
fn call_without_terminal_prints_home_and_further_calls() {
    for (locale, how) in [("de_DE.UTF-8", "So geht es weiter"), ("en_GB.UTF-8", "How to go on")] {
        let system = System::welcomed(locale);
        let done = system.call(&[]);
        assert_eq!((done.status, done.errors.as_str()), (0, ""));
        assert!(done.out.starts_with(&system.call(&["show"]).out), "{}", done.out);
        assert!(done.out.contains(how) && done.out.contains("widerspruch --help"), "{}", done.out);
    }
}

#[test]
fn no_printed_call_is_refused() {
    let system = System::welcomed("de_DE.UTF-8").with_variable("COLUMNS", "88");
    let guide = system.call(&["show", "/p1/services/linkedin/ai-training"]).out;
    let calls: Vec<&str> = guide.lines().filter_map(|line| line.trim_start().strip_prefix("→ ")).collect();
    assert!(calls.len() > 8, "{guide}");
    for call in calls {
        let done = system.call(&call.split(' ').collect::<Vec<_>>());
        assert_eq!(done.status, 0, "{call}: {done:?}");
    }
}

#[test]
fn address_is_not_wrapped_and_no_page_opened_without_a_terminal() {
    let system = System::welcomed("de_DE.UTF-8").with_variable("COLUMNS", "30").with_desktop(0);
    let done = system.call(&["do", "open/p1/linkedin/ai-training/app"]);
    assert_eq!(done.status, 0);
    let address = "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement";
    assert!(done.out.lines().any(|line| line == address), "{}", done.out);
    assert!(done.out.contains("Bitte öffnen Sie sie selbst"), "{}", done.out);
    assert!(!system.folder.path().join("opened").exists());
}

#[test]
fn due_reminder_is_not_printed_twice() {
    for form in [&["remind", "--due"][..], &["remind", "--due", "--json"]] {
        let system = System::welcomed("de_DE.UTF-8");
        let later = |arguments: &[&str]| {
            let mut all = vec!["--now", "2026-11-25T20:00:00+01:00"];
            all.extend(arguments);
            let mut command = system.command(&[]);
            command.args(&all);
            CallResult::of(command)
        };
        let nothing = if form.len() == 3 { "null\n" } else { "" };
        assert_eq!(system.call(form).out, nothing, "nothing is due yet");
        let first = later(form);
        assert!(first.out.contains("LinkedIn"), "{first:?}");
        let second = later(form);
        assert_eq!((second.status, second.out.as_str()), (0, nothing));
        assert!(later(&["remind"]).out.contains("Jetzt fällig"), "it stays due until it is answered");
    }
}

#[test]
fn printed_answer_of_a_due_reminder_is_accepted() {
    let system = System::welcomed("de_DE.UTF-8").with_variable("COLUMNS", "88");
    let mut command = system.command(&["--now", "2026-11-25T20:00:00+01:00", "remind", "--due"]);
    command.stdin(Stdio::null());
    let due = CallResult::of(command).out;
    let answer = due.lines().find_map(|line| line.trim().strip_prefix("Steht auf Aus: widerspruch ")).unwrap();
    let done = system.call(&answer.split(' ').collect::<Vec<_>>());
    assert_eq!((done.status, done.out.lines().next()), (0, Some("Festgehalten.")));
}

#[test]
fn broken_pipe_causes_no_panic() {
    let system = System::welcomed("de_DE.UTF-8");
    for arguments in [&["show", "/p1/services/linkedin/why"][..], &["remind", "--json"], &["--help"], &[]] {
        // As `head -1` leaves it, but closed in time for certain.
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let child = system.command(arguments).stdout(writer).stderr(Stdio::piped()).spawn().unwrap();
        let done = child.wait_with_output().unwrap();
        assert_eq!((done.status.code(), done.stderr.as_slice()), (Some(0), &[][..]), "{arguments:?}");
    }
}

#[test]
fn due_date_has_its_reasons_and_invalid_questions_are_refused() {
    let system = System::new("de_DE.UTF-8");
    let done = system.call(&["due", "2026-01-31"]);
    assert_eq!(done.status, 0, "{done:?}");
    for sentence in [
        "Die Antwort ist fällig: Montag, 2. März 2026\n",
        "Eingang: Samstag, 31. Januar 2026. Der Tag selbst zählt nicht mit.",
        "1 Monat später: Samstag, 28. Februar 2026.",
        "Sonntag, 1. März 2026 liegt am Wochenende.",
        "Wir geben 2 Tage Spielraum, weil nicht alle gleich zählen.",
        "keine Rechtsberatung",
    ] {
        assert!(done.out.contains(sentence), "{sentence}: {}", done.out);
    }
    // Due date, date before weekends and holidays, number of steps: one for each day that was passed over.
    for (call, due, unrolled, steps) in [
        (&["2026-01-31"][..], "2026-03-02", "2026-02-28", 8),
        (&["2026-01-31", "--extended"], "2026-04-30", "2026-04-30", 6),
        (&["2026-03-03", "--country", "DE"], "2026-04-07", "2026-04-03", 10),
        (&["2026-03-03", "--country", "fr"], "2026-04-03", "2026-04-03", 6),
        (&["2026-11-25", "--place", "uk"], "2026-12-29", "2026-12-25", 10),
        (&["2026-11-23", "--place", "CH"], "2026-12-23", "2026-12-23", 6),
        (&["2026-11-23", "--place", "CA", "--extended"], "2027-01-22", "2027-01-22", 7),
        (&["2026-11-23", "--place", "HK"], "2027-01-02", "2027-01-02", 6),
    ] {
        let answer = system.call(&[&["due", "--json"], call].concat()).json();
        assert_eq!((&answer["due"], &answer["unrolled"]), (&json!(due), &json!(unrolled)), "{call:?}");
        assert_eq!(answer["steps"].as_array().unwrap().len(), steps, "{call:?}: {answer}");
    }
    // The date would lie in a year that has five digits.
    assert_eq!(system.call(&["due", "9999-12-31", "--json"]).status, 2);
    for (locale, sentences) in [
        ("de_DE.UTF-8", ["Diesen Tag gibt es nicht.", "Eine feste Verlängerung", "Diesen Ort", "Dieses Land"]),
        ("en_GB.UTF-8", ["There is no such day.", "There is no fixed extension", "We do not know", "This country"]),
    ] {
        let system = System::new(locale);
        for (call, field, sentence) in [
            (&["2026-02-30"][..], "date", sentences[0]),
            (&["0000-01-01"], "date", sentences[0]),
            (&["2026-01-31", "--place", "HK", "--extended"], "extended", sentences[1]),
            (&["2026-01-31", "--place", "US"], "place", sentences[2]),
            (&["2026-01-31", "--country", "GB"], "country", sentences[3]),
            (&["2026-01-31", "--country", "Eire"], "country", sentences[3]),
            (&["2026-01-31", "--country", "US"], "country", sentences[3]),
            (&["2026-01-31", "--country", "QQ"], "country", sentences[3]),
            (&["2026-01-31", "--place", "UK", "--country", "IE"], "country", sentences[3]),
        ] {
            let done = system.call(&[&["due"], call].concat());
            assert_eq!((done.status, done.out.as_str()), (2, ""), "{call:?}");
            assert!(done.errors.starts_with(&format!("{field}: {sentence}")), "{call:?}: {}", done.errors);
        }
    }
}

#[test]
fn calendar_overwrites_no_file_and_reports_a_failed_write() {
    let system = System::welcomed("de_DE.UTF-8");
    assert_eq!(system.call(&["do", "confirm/p1/linkedin/ai-training"]).status, 0);
    let read = |name: &str| fs::read_to_string(system.folder.path().join(name)).unwrap();
    for (arguments, file) in [
        (&["calendar"][..], "widerspruch.ics"),
        (&["calendar", "Termine.ics"], "Termine.ics"),
        (&["calendar", "data"], "data/widerspruch.ics"),
    ] {
        let done = system.call(arguments);
        assert_eq!((done.status, done.out), (0, format!("Gespeichert: {file}\n")), "{}", done.errors);
        assert!(read(file).starts_with("BEGIN:VCALENDAR\r\n"), "{arguments:?}");
        assert_eq!(read(file), read("widerspruch.ics"));
    }
    fs::write(system.folder.path().join("mine"), "mine").unwrap();
    let done = system.call(&["calendar", "mine"]);
    assert_eq!((done.status, done.out.as_str()), (1, ""));
    assert!(done.errors.starts_with("mine gibt es schon."), "{}", done.errors);
    assert_eq!(read("mine"), "mine");
    let done = system.call(&["calendar", "nowhere/x"]);
    assert_eq!(done.status, 1);
    assert!(done.errors.starts_with("nowhere/x ließ sich nicht schreiben."), "{}", done.errors);
    // With JSON, the action is printed and not run.
    let outcome = system.call(&["calendar", "other", "--json"]).json();
    assert_eq!(outcome["then"][0]["action"], "save_file");
    assert!(!system.folder.path().join("other").exists());
    system.call(&["do", "reopen/p1/linkedin/ai-training"]);
    let done = system.call(&["calendar", "other"]);
    let nothing = "Noch steht kein Tag fest, der in den Kalender gehört.\n";
    assert_eq!((done.status, done.out.as_str(), done.errors.as_str()), (1, "", nothing));
    assert!(!system.folder.path().join("other").exists());
}

#[test]
fn full_disk_behind_standard_output_is_reported() {
    let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else { return };
    let system = System::new("de_DE.UTF-8");
    let mut command = system.command(&["show"]);
    let done = command.stdout(full).stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
    assert_eq!(done.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&done.stderr).starts_with("Aus dem Terminal ließ sich nichts lesen"), "{done:?}");
}

#[test]
fn default_data_folder_is_private_and_ignores_a_relative_xdg_path() {
    let home = tempfile::tempdir().unwrap();
    for (name, value, expected) in [
        ("XDG_DATA_HOME", "data", "data/widerspruch"),
        ("HOME", "", ".local/share/widerspruch"),
        ("XDG_DATA_HOME", "relative", ""),
    ] {
        let mut command = std::process::Command::new(program());
        let value = if value == "relative" { value.into() } else { home.path().join(value) };
        command.env_clear().env("HOME", home.path().join("home")).env(name, value).args([
            "do",
            "begin/linkedin",
            "country=DE",
        ]);
        command.current_dir(home.path()).output().unwrap();
        let expected = if expected.is_empty() { "home/.local/share/widerspruch" } else { expected };
        let folder = home.path().join(expected);
        assert!(folder.join("profiles/p1/journal.jsonl").exists(), "{}", folder.display());
        assert_eq!(fs::metadata(folder).unwrap().permissions().mode() & 0o777, 0o700);
    }
    assert!(!home.path().join("relative").exists(), "a relative XDG folder counts for nothing");
}

#[test]
fn picture_is_copied_and_missing_or_invalid_one_refused() {
    let system = System::welcomed("en_GB.UTF-8");
    system.call(&["do", "confirm/p1/linkedin/ai-training"]);
    let picture = system.folder.path().join("shot.png");
    fs::write(
        &picture,
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\x0bIDATx\x9cc\xf8\x0f\x04\0\x09\xfb\x03\xfd\xfb^k+\0\0\0\0IEND\xaeB`\x82",
    )
    .unwrap();
    let add = |file: &str| system.call(&["do", "picture/p1/linkedin/ai-training", &format!("file={file}")]);
    let done = add(picture.to_str().unwrap());
    assert_eq!((done.status, picture.exists()), (0, true), "{}", done.errors);
    let shown = system.call(&["show", "/p1/records/linkedin/ai-training"]);
    assert!(shown.out.contains("SHA-256"), "{}", shown.out);
    let gone = add("nowhere.png");
    assert_eq!((gone.status, gone.errors.contains("nowhere.png could not be read.")), (1, true), "{}", gone.errors);
    fs::write(&picture, b"no picture").unwrap();
    let wrong = add(picture.to_str().unwrap());
    assert_eq!((wrong.status, wrong.errors.contains("This is not a picture")), (2, true), "{}", wrong.errors);
}

#[test]
fn export_leaves_out_grounds_and_pictures_and_needs_a_person() {
    assert_eq!(System::new("de_DE.UTF-8").call(&["export"]).status, 1, "there is no person yet");
    let system = System::welcomed("de_DE.UTF-8");
    system.call(&["do", "confirm/p1/linkedin/ai-training"]);
    let done = system.call(&["export", "--without-grounds", "--without-pictures"]);
    assert_eq!(done.status, 0, "{}", done.errors);
    let name = "aufzeichnungen-2026-11-23.html";
    assert!(done.out.contains(name), "{}", done.out);
    let html = fs::read_to_string(system.folder.path().join(name)).unwrap();
    assert!(
        html.contains("Bilder wurden weggelassen") && html.contains("Persönliche Gründe und der Wortlaut"),
        "{html}"
    );
    let outcome = system.call(&["export", "--person", "p1", "--json"]).json();
    assert_eq!(outcome["then"][0]["action"], "save_file");
}
