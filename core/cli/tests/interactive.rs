//! The browser at a real terminal, with a person who types.

mod support;

use std::fs;

use support::pty::{PtySession, without_escapes};
use support::{System, Unprivileged, make_read_only, make_writable};

const GUIDE: &str = "/p1/services/linkedin/ai-training";

const ADDRESS: &str = "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement";

fn start_browser(system: &System) -> PtySession {
    PtySession::new(system.command(&[]), 80, 100)
}

/// Words in one language for which a person waits.
struct ExpectedWords {
    locale: &'static str,
    prompt: &'static str,
    go: &'static str,
    done: &'static str,
    noted: &'static str,
    undo: &'static str,
    undone: &'static str,
    quit: &'static str,
}

const LANGUAGES: [ExpectedWords; 2] = [
    ExpectedWords {
        locale: "de_DE.UTF-8",
        prompt: "Ihre Wahl: ",
        go: "LinkedIn",
        done: "Er steht jetzt auf Aus",
        noted: "✓ Festgehalten.",
        undo: "[r] rückgängig",
        undone: "✓ Rückgängig gemacht.",
        quit: "q",
    },
    ExpectedWords {
        locale: "en_GB.UTF-8",
        prompt: "Your choice: ",
        go: "LinkedIn",
        done: "It is Off now",
        noted: "✓ Noted.",
        undo: "[u] undo",
        undone: "✓ Undone.",
        quit: "quit",
    },
];

#[test]
fn welcome_confirmation_and_undo_reach_the_journal() {
    for words in LANGUAGES {
        let system = System::new(words.locale).with_variable("LANGUAGE", "");
        let mut session = start_browser(&system);
        session.choose(words.prompt, words.go);
        session.choose(words.prompt, words.done);
        session.wait_for(words.noted);
        session.wait_for(words.undo);
        session.wait_for(words.prompt);
        let key = words.undo[1..2].to_owned();
        session.type_line(&key);
        session.wait_for(words.undone);
        session.wait_for(words.prompt);
        assert!(
            !without_escapes(&session.new_output()).contains(words.undo),
            "an undone command cannot be undone again"
        );
        session.type_line(words.quit);
        assert_eq!(session.wait_for_exit(), (Some(0), true));
        let journal = fs::read_to_string(system.journal()).unwrap();
        assert!(journal.contains("answered") && journal.contains("undone"), "{journal}");
    }
}

#[test]
fn stale_notice_and_undo_are_gone_after_the_next_action() {
    let system = System::welcomed("de_DE.UTF-8");
    let mut session = start_browser(&system);
    session.wait_for("Ihre Wahl: ");
    session.type_line(GUIDE);
    session.choose("Ihre Wahl: ", "Er steht jetzt auf Aus");
    session.wait_for("✓ Festgehalten.");
    session.wait_for("Ihre Wahl: ");
    session.type_line("/reminders");
    session.wait_for("Ihre Wahl: ");
    let now = without_escapes(&session.new_output());
    assert!(!now.contains("✓ Festgehalten.") && !now.contains("[r]"), "{now}");
}

#[test]
fn no_way_out_leaves_the_terminal_in_raw_mode() {
    let system = System::welcomed("de_DE.UTF-8");
    for keys in ["\u{3}", "\u{4}", "q\r", "beenden\r", "Q\r"] {
        let mut session = start_browser(&system);
        session.wait_for("Ihre Wahl: ");
        session.press(keys);
        assert_eq!(session.wait_for_exit(), (Some(0), true), "{keys:?}");
    }
}

#[test]
fn cancelled_question_changes_nothing() {
    let system = System::new("de_DE.UTF-8");
    for leaves in [false, true] {
        for label in ["Name der Person", "Wo leben Sie?"] {
            let mut session = start_browser(&system);
            if label == "Name der Person" {
                session.choose("Ihre Wahl: ", "Ich helfe jemandem");
            }
            session.choose("Ihre Wahl: ", label);
            session.wait_for("> ");
            // Clear the preset first: in a filled line, Ctrl-D deletes a letter.
            session.press("\u{15}");
            if leaves {
                session.press("\u{4}");
            } else {
                session.press("\u{3}");
                session.wait_for("Ihre Wahl: ");
                session.type_line("q");
            }
            assert_eq!(session.wait_for_exit(), (Some(0), true), "{label}");
        }
    }
    assert!(!system.journal().exists());
}

#[test]
fn invalid_utf8_from_the_keyboard_is_asked_for_again() {
    let system = System::welcomed("de_DE.UTF-8");
    let mut session = start_browser(&system);
    session.wait_for("Ihre Wahl: ");
    session.press_bytes(b"\xff\r");
    session.wait_for("Das ließ sich nicht lesen.");
    session.wait_for("Ihre Wahl: ");
    // The rest of the invalid line must not be taken for a choice.
    session.type_line("");
    session.wait_for("Ihre Wahl: ");
    session.type_line("q");
    assert_eq!(session.wait_for_exit(), (Some(0), true));
}

#[test]
fn form_loses_no_field() {
    let system = System::new("de_DE.UTF-8");
    let mut session = start_browser(&system);
    let prompt = "Ihre Wahl: ";
    session.choose(prompt, "Ich helfe jemandem");
    session.choose(prompt, "Name der Person");
    session.wait_for("> ");
    session.type_line("Müller-Lüdenscheidt");
    session.choose(prompt, "Wo lebt die Person?");
    session.wait_for("Enter allein: Deutschland.");
    session.type_line("xyz");
    session.wait_for("Zu „xyz“ passt nichts.");
    session.type_line("s");
    session.wait_for("Zu „s“ passen mehrere:");
    session.type_line("oester");
    session.wait_for(prompt);
    let now = without_escapes(&session.new_output());
    assert!(now.contains("Müller-Lüdenscheidt") && now.contains("Österreich"), "{now}");
    session.choose(prompt, "Weiter");
    session.wait_for("Müller-Lüdenscheidt");
    session.wait_for(prompt);
    session.type_line("q");
    assert_eq!(session.wait_for_exit(), (Some(0), true));
    let journal = fs::read_to_string(system.journal()).unwrap();
    assert!(journal.contains("Müller-Lüdenscheidt") && journal.contains("\"AT\""), "{journal}");
}

#[test]
fn unchanged_answer_writes_no_entry() {
    let system = System::welcomed("de_DE.UTF-8");
    let before = fs::read(system.journal()).unwrap();
    let mut session = start_browser(&system);
    session.wait_for("Ihre Wahl: ");
    session.type_line("/reminders");
    session.choose("Ihre Wahl: ", "Wann dürfen wir erinnern?");
    session.wait_for("Enter allein: gegen 18 Uhr.");
    session.type_line("");
    session.wait_for("Ihre Wahl: ");
    assert!(!session.new_output().contains("Gespeichert."), "{}", session.new_output());
    assert!(!system.data().join("app/journal.jsonl").exists());
    assert_eq!(fs::read(system.journal()).unwrap(), before);
}

#[test]
fn invalid_input_is_asked_for_again_with_the_limits_of_the_core() {
    let system = System::welcomed("de_DE.UTF-8");
    let mut session = start_browser(&system);
    session.wait_for("Ihre Wahl: ");
    session.type_line("/persons");
    session.choose("Ihre Wahl: ", "Person hinzufügen");
    for _ in 0..2 {
        session.wait_for("Bitte geben Sie einen Namen ein.");
        session.wait_for("> ");
        session.type_line("");
        session.choose("Ihre Wahl: ", "Person hinzufügen");
    }
    session.wait_for("> ");
    session.type_line("Mama");
    session.choose("Ihre Wahl: ", "Person hinzufügen");
    session.wait_for("Mama");
}

#[test]
fn failed_write_is_reported_and_the_old_value_shown() {
    let system = System::welcomed("de_DE.UTF-8");
    let unprivileged = Unprivileged::new();
    make_read_only(system.folder.path());
    let mut session = PtySession::new(unprivileged.command(&system, &[]), 80, 100);
    session.wait_for("Ihre Wahl: ");
    session.type_line("/reminders");
    session.choose("Ihre Wahl: ", "An welchen Tagen?");
    session.wait_for("Enter allein:");
    session.type_line("an allen");
    session.wait_for("! Die App kann ihren Ordner nicht lesen oder nichts darin speichern.");
    session.wait_for("Ordner: ");
    session.wait_for("Ihre Wahl: ");
    assert!(without_escapes(&session.new_output()).contains("montags bis freitags"), "{}", session.new_output());
    make_writable(system.folder.path());
}

#[test]
fn command_of_one_input_does_not_lose_unsent_text_of_another() {
    let system = System::welcomed("de_DE.UTF-8");
    let mut session = start_browser(&system);
    let prompt = "Ihre Wahl: ";
    session.wait_for(prompt);
    session.type_line("/p1/services/linkedin/account");
    session.choose(prompt, "Name für dieses Konto");
    session.wait_for("> ");
    session.type_line("beruflich");
    session.choose(prompt, "Sprache von LinkedIn");
    session.wait_for("Enter allein:");
    session.type_line("english");
    session.wait_for("✓ Gespeichert.");
    session.wait_for(prompt);
    assert!(without_escapes(&session.new_output()).contains("beruflich"), "{}", session.new_output());
    session.choose(prompt, "Name speichern");
    session.wait_for("✓ Gespeichert.");
    session.wait_for(prompt);
    session.type_line("/settings");
    session.wait_for("LinkedIn (beruflich)");
}

#[test]
fn multiline_text_loses_no_line_when_edited_again() {
    let system = System::welcomed("de_DE.UTF-8");
    let mut session = start_browser(&system);
    let prompt = "Ihre Wahl: ";
    session.wait_for(prompt);
    session.type_line("/p1/services/linkedin/objection-form/reason");
    session.choose(prompt, "Ein persönlicher Grund");
    session.wait_for("Eine leere Zeile beendet den Text");
    for line in ["Ich schreibe Gutachten.", "Sie sind vertraulich.", ""] {
        session.wait_for("> ");
        session.type_line(line);
    }
    session.choose(prompt, "Grund ergänzen");
    session.wait_for("✓ Gespeichert.");
    session.wait_for(prompt);
    session.type_line("/p1/services/linkedin/objection-form/reason");
    session.choose(prompt, "Ein persönlicher Grund");
    session.wait_for("> Ich schreibe Gutachten.");
    session.type_line(" Viele.");
    session.wait_for("> Sie sind vertraulich.");
    session.type_line("");
    session.wait_for("> ");
    session.type_line("");
    session.choose(prompt, "Grund ergänzen");
    session.wait_for("✓ Gespeichert.");
    let shown = system.call(&["show", "/p1/services/linkedin/objection-form/reason", "--json"]).json();
    let mut rows = shown["sections"].as_array().unwrap().iter().flat_map(|section| section["rows"].as_array().unwrap());
    let value = &rows.find(|row| row["name"] == "grounds").unwrap()["value"];
    assert_eq!(value, "Ich schreibe Gutachten. Viele.\nSie sind vertraulich.");
}

#[test]
fn refused_command_turns_no_toggle() {
    let system = System::welcomed("de_DE.UTF-8");
    let mut session = start_browser(&system);
    let prompt = "Ihre Wahl: ";
    session.wait_for(prompt);
    session.type_line("/p1/erase");
    session.choose(prompt, "Endgültig löschen");
    session.wait_for("Bitte bestätigen Sie zuerst");
    session.choose(prompt, "Endgültig löschen");
    session.wait_for("Bitte bestätigen Sie zuerst");
    assert!(system.journal().exists());
    session.choose(prompt, "Ja, alle Aufzeichnungen löschen");
    session.choose(prompt, "Endgültig löschen");
    session.wait_for("Die Aufzeichnungen sind gelöscht.");
    assert!(!system.journal().exists());
}

#[test]
fn opened_page_is_announced_without_noise_of_the_desktop() {
    let system = System::welcomed("de_DE.UTF-8").with_desktop(0);
    let mut session = start_browser(&system);
    let prompt = "Ihre Wahl: ";
    session.wait_for(prompt);
    session.type_line(GUIDE);
    session.choose(prompt, "LinkedIn öffnen");
    session.wait_for("Das System wurde gebeten, sie zu öffnen.");
    session.wait_for("Weiter mit Enter");
    assert!(session.new_output().lines().any(|line| line == ADDRESS), "{}", session.new_output());
    assert!(!session.new_output().contains("noise"), "{}", session.new_output());
    assert_eq!(fs::read_to_string(system.folder.path().join("opened")).unwrap().trim(), ADDRESS);
    session.type_line("");
    session.wait_for("Hat es geklappt?");
}

#[test]
fn failed_or_missing_page_opener_is_reported() {
    for system in [
        System::welcomed("de_DE.UTF-8").with_desktop(3),
        System::welcomed("de_DE.UTF-8").with_variable("WAYLAND_DISPLAY", "w").with_variable("PATH", "/none"),
    ] {
        let mut session = start_browser(&system);
        session.wait_for("Ihre Wahl: ");
        session.type_line(GUIDE);
        session.choose("Ihre Wahl: ", "LinkedIn öffnen");
        session.wait_for("Die Seite ließ sich nicht öffnen.");
        assert!(session.new_output().lines().any(|line| line == ADDRESS), "{}", session.new_output());
    }
}

#[test]
fn address_is_printed_where_there_is_no_desktop() {
    let system = System::welcomed("de_DE.UTF-8");
    let mut session = start_browser(&system);
    session.wait_for("Ihre Wahl: ");
    session.type_line(GUIDE);
    session.choose("Ihre Wahl: ", "LinkedIn öffnen");
    session.wait_for("Bitte öffnen Sie sie selbst");
    assert!(session.new_output().lines().any(|line| line == ADDRESS), "{}", session.new_output());
}

#[test]
fn text_to_copy_is_neither_indented_nor_wrapped() {
    let system = System::welcomed("de_DE.UTF-8");
    let mut session = start_browser(&system);
    session.wait_for("Ihre Wahl: ");
    session.type_line(GUIDE);
    session.choose("Ihre Wahl: ", "Anleitung weitergeben");
    session.wait_for("Bitte markieren und kopieren Sie den Text.");
    let now = without_escapes(&session.new_output());
    let rule = "─".repeat(80);
    let between: Vec<&str> =
        now.lines().skip_while(|line| *line != rule).skip(1).take_while(|line| *line != rule).collect();
    assert!(between.len() > 1 && between.iter().all(|line| !line.starts_with(' ')), "{now}");
}

#[test]
fn screen_longer_than_the_terminal_is_paged_without_losing_a_choice() {
    let system = System::welcomed("de_DE.UTF-8");
    let mut session = PtySession::new(system.command(&[]), 80, 24);
    let prompt = "Ihre Wahl: ";
    session.wait_for(prompt);
    session.type_line(GUIDE);
    let mut parts = 0;
    loop {
        session.wait_for(prompt);
        let now = without_escapes(&session.new_output());
        // Two lines more than the terminal: the typed line and its end.
        assert!(now.lines().count() <= 26, "{now}");
        assert!(now.contains("[z] zurück") && now.contains("[q] beenden") && now.contains("[s] Start"), "{now}");
        parts += 1;
        // The primary action is in reach on every page.
        assert!(now.contains("] LinkedIn öffnen"), "{now}");
        if !now.contains("Enter: weiterlesen") {
            break;
        }
        session.type_line("");
    }
    assert!(parts > 2, "{parts}");
    // A number counts on every page, also when its line stands on another.
    session.type_line("1");
    session.wait_for("haben Sie festgehalten:");
}

#[test]
fn no_line_is_wider_than_the_terminal_or_columns_variable() {
    for (columns, variable) in [(50, None), (80, Some("50"))] {
        let mut system = System::welcomed("de_DE.UTF-8");
        if let Some(variable) = variable {
            system = system.with_variable("COLUMNS", variable);
        }
        let mut session = PtySession::new(system.command(&[]), columns, 200);
        session.wait_for("Ihre Wahl: ");
        session.type_line(GUIDE);
        session.wait_for("Ihre Wahl: ");
        let all = without_escapes(&session.whole_output());
        let widest = all.lines().map(|line| line.chars().count()).max();
        assert_eq!(widest, Some(50), "{all}");
    }
}

#[test]
fn no_color_variable_switches_bold_off() {
    for (variable, value, bold) in [("NO_COLOR", "", true), ("NO_COLOR", "1", false)] {
        let system = System::welcomed("de_DE.UTF-8").with_variable(variable, value);
        let mut session = start_browser(&system);
        session.wait_for("Ihre Wahl: ");
        assert_eq!(
            session.new_output().contains("\u{1b}[1mIhr Stand\u{1b}[0m"),
            bold,
            "{value:?}: {}",
            session.new_output()
        );
        assert!(!session.new_output().contains("\u{1b}[3"), "no colours at all: {}", session.new_output());
        session.type_line("q");
        session.wait_for_exit();
    }
}

#[test]
fn no_foreign_letter_reaches_a_terminal_without_utf8() {
    let system = System::welcomed("de_DE.ISO-8859-1");
    let mut session = start_browser(&system);
    let prompt = "Ihre Wahl: ";
    session.wait_for(prompt);
    session.type_line(GUIDE);
    session.choose(prompt, "Er steht jetzt auf Aus");
    session.wait_for("+ Festgehalten.");
    session.wait_for("[r] rueckgaengig");
    session.wait_for(prompt);
    session.type_line("zurueck");
    session.wait_for("Ihr Stand");
    session.wait_for(prompt);
    assert!(session.whole_output().is_ascii(), "{}", session.whole_output());
}

#[test]
fn unknown_number_and_route_are_refused_and_the_bar_explained() {
    let system = System::welcomed("de_DE.UTF-8");
    let mut session = start_browser(&system);
    let prompt = "Ihre Wahl: ";
    session.wait_for(prompt);
    for (typed, answer) in [
        ("99", "„99“ steht hier nicht zur Wahl."),
        ("/nowhere", "Diese Seite gibt es nicht."),
        ("?", "ist sofort gespeichert."),
    ] {
        session.type_line(typed);
        session.wait_for(answer);
        session.wait_for(prompt);
    }
    session.type_line("m");
    session.wait_for("› Mehr ‹".replace(' ', "").as_str());
    session.wait_for("[z] zurück");
    session.wait_for(prompt);
    session.type_line("z");
    session.wait_for("›Start‹");
}

#[test]
fn words_follow_a_language_change_in_the_settings() {
    let system = System::welcomed("de_DE.UTF-8");
    let mut session = start_browser(&system);
    session.wait_for("Ihre Wahl: ");
    session.type_line("/settings");
    session.choose("Ihre Wahl: ", "Sprache der App");
    session.wait_for("Enter allein:");
    session.type_line("english");
    session.wait_for("Your choice: ");
    session.wait_for("[b] back");
}
