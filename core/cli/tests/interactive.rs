//! The browser as somebody in front of a real terminal meets it.

mod support;

use std::fs;

use support::seat::{Seat, plain};
use support::{System, Unprivileged, make_read_only, make_writable};

const GUIDE: &str = "/p1/services/linkedin/ai-training";

const ADDRESS: &str = "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement";

fn sit(system: &System) -> Seat {
    Seat::new(system.command(&[]), 80, 100)
}

/// Words that a person looks for, in one language.
struct Looks {
    locale: &'static str,
    prompt: &'static str,
    go: &'static str,
    main_step: &'static str,
    done: &'static str,
    noted: &'static str,
    undo: &'static str,
    undone: &'static str,
    quit: &'static str,
}

const LANGUAGES: [Looks; 2] = [
    Looks {
        locale: "de_DE.UTF-8",
        prompt: "Ihre Wahl: ",
        go: "Los geht’s",
        main_step: "Schalter ausstellen",
        done: "Er steht jetzt auf Aus",
        noted: "✓ Festgehalten.",
        undo: "[r] rückgängig",
        undone: "✓ Rückgängig gemacht.",
        quit: "q",
    },
    Looks {
        locale: "en_GB.UTF-8",
        prompt: "Your choice: ",
        go: "Let’s go",
        main_step: "Switch it off",
        done: "It is Off now",
        noted: "✓ Noted.",
        undo: "[u] undo",
        undone: "✓ Undone.",
        quit: "quit",
    },
];

#[test]
fn from_the_welcome_to_a_confirmed_step_and_back() {
    for looks in LANGUAGES {
        let system = System::new(looks.locale).with("LANGUAGE", "");
        let mut seat = sit(&system);
        seat.choose(looks.prompt, looks.go);
        seat.choose(looks.prompt, looks.main_step);
        seat.choose(looks.prompt, looks.done);
        seat.see(looks.noted);
        seat.see(looks.undo);
        seat.see(looks.prompt);
        let key = looks.undo[1..2].to_owned();
        seat.type_line(&key);
        seat.see(looks.undone);
        seat.see(looks.prompt);
        assert!(!plain(&seat.now()).contains(looks.undo), "what is undone cannot be undone again");
        seat.type_line(looks.quit);
        assert_eq!(seat.end(), (Some(0), true));
        let journal = fs::read_to_string(system.journal()).unwrap();
        assert!(journal.contains("answered") && journal.contains("undone"), "{journal}");
    }
}

#[test]
fn a_notice_is_gone_after_the_next_action() {
    let system = System::welcomed("de_DE.UTF-8");
    let mut seat = sit(&system);
    seat.see("Ihre Wahl: ");
    seat.type_line(GUIDE);
    seat.choose("Ihre Wahl: ", "Er steht jetzt auf Aus");
    seat.see("✓ Festgehalten.");
    seat.see("Ihre Wahl: ");
    seat.type_line("e");
    seat.see("Ihre Wahl: ");
    let now = plain(&seat.now());
    assert!(!now.contains("✓ Festgehalten.") && !now.contains("[r]"), "{now}");
}

#[test]
fn every_way_out_leaves_cleanly() {
    let system = System::welcomed("de_DE.UTF-8");
    for keys in ["\u{3}", "\u{4}", "q\r", "beenden\r", "Q\r"] {
        let mut seat = sit(&system);
        seat.see("Ihre Wahl: ");
        seat.press(keys);
        assert_eq!(seat.end(), (Some(0), true), "{keys:?}");
    }
}

#[test]
fn a_question_can_be_left_without_an_answer() {
    let system = System::new("de_DE.UTF-8");
    for leaves in [false, true] {
        for label in ["Name der Person", "Wo leben Sie?", "Wann dürfen wir erinnern?"] {
            let mut seat = sit(&system);
            seat.choose("Ihre Wahl: ", label);
            seat.see("> ");
            // What stands there already goes first: Ctrl-D in a filled line means to delete.
            seat.press("\u{15}");
            if leaves {
                seat.press("\u{4}");
            } else {
                seat.press("\u{3}");
                seat.see("Ihre Wahl: ");
                seat.type_line("q");
            }
            assert_eq!(seat.end(), (Some(0), true), "{label}");
        }
    }
    assert!(!system.journal().exists());
}

#[test]
fn keys_that_are_no_letters_are_asked_for_again() {
    let system = System::welcomed("de_DE.UTF-8");
    let mut seat = sit(&system);
    seat.see("Ihre Wahl: ");
    seat.press_bytes(b"\xff\r");
    seat.see("Das ließ sich nicht lesen.");
    seat.see("Ihre Wahl: ");
    // What was left of that line is no choice either.
    seat.type_line("");
    seat.see("Ihre Wahl: ");
    seat.type_line("q");
    assert_eq!(seat.end(), (Some(0), true));
}

#[test]
fn a_form_asks_field_by_field_and_sends_all_at_the_end() {
    let system = System::new("de_DE.UTF-8");
    let mut seat = sit(&system);
    let prompt = "Ihre Wahl: ";
    seat.choose(prompt, "Für wen?");
    seat.see("Enter allein: für mich.");
    seat.type_line("2");
    seat.choose(prompt, "Name der Person");
    seat.see("> ");
    seat.type_line("Müller-Lüdenscheidt");
    seat.choose(prompt, "Wo leben Sie?");
    seat.see("Enter allein: Deutschland.");
    seat.type_line("xyz");
    seat.see("Zu „xyz“ passt nichts.");
    seat.type_line("s");
    seat.see("Zu „s“ passen mehrere:");
    seat.type_line("oester");
    seat.see(prompt);
    let now = plain(&seat.now());
    assert!(now.contains("Müller-Lüdenscheidt") && now.contains("Österreich") && now.contains("ich helfe"), "{now}");
    seat.choose(prompt, "Wann dürfen wir erinnern?");
    seat.see("Zwischen 08:00 und 21:00.");
    seat.see("18:00");
    seat.press("\u{15}");
    seat.type_line("23:00");
    // Only the core knows that this does not go.
    seat.choose(prompt, "Los geht’s");
    seat.see("Erinnern können wir zwischen 08:00 und 21:00 Uhr.");
    seat.see("> ");
    seat.press("\u{15}");
    seat.type_line("20:00");
    seat.choose(prompt, "Los geht’s");
    seat.see("Müller-Lüdenscheidt");
    seat.see("gegen 20 Uhr");
    seat.see(prompt);
    seat.type_line("q");
    assert_eq!(seat.end(), (Some(0), true));
    let journal = fs::read_to_string(system.journal()).unwrap();
    assert!(journal.contains("Müller-Lüdenscheidt") && journal.contains("\"AT\""), "{journal}");
}

#[test]
fn an_answer_that_changes_nothing_does_nothing() {
    let system = System::welcomed("de_DE.UTF-8");
    let before = fs::read(system.journal()).unwrap();
    let mut seat = sit(&system);
    seat.see("Ihre Wahl: ");
    seat.type_line("/reminders");
    seat.choose("Ihre Wahl: ", "Wann dürfen wir erinnern?");
    seat.see("18:00");
    seat.type_line("");
    seat.see("gegen 18 Uhr");
    seat.see("Ihre Wahl: ");
    assert!(!seat.now().contains("Gespeichert."), "{}", seat.now());
    assert!(!system.data().join("app/journal.jsonl").exists());
    assert_eq!(fs::read(system.journal()).unwrap(), before);
}

#[test]
fn an_input_that_is_sent_at_once_is_asked_for_again_until_it_can_be_used() {
    let system = System::welcomed("de_DE.UTF-8");
    let mut seat = sit(&system);
    seat.see("Ihre Wahl: ");
    seat.type_line("/reminders");
    seat.choose("Ihre Wahl: ", "Wann dürfen wir erinnern?");
    for (typed, answer) in
        [("7:00", "Erinnern können wir"), ("", "Erinnern können wir"), ("abends", "Erinnern können wir")]
    {
        seat.see("> ");
        if !typed.is_empty() {
            seat.press("\u{15}");
        }
        seat.type_line(typed);
        seat.see(answer);
    }
    seat.see("> ");
    seat.press("\u{15}");
    seat.type_line("09:00");
    seat.see("✓ Gespeichert: gegen");
    seat.see("gegen 9 Uhr");
}

#[test]
fn what_could_not_be_kept_is_told_and_not_shown_as_if_it_were() {
    let system = System::welcomed("de_DE.UTF-8");
    let somebody = Unprivileged::new();
    make_read_only(system.folder.path());
    let mut seat = Seat::new(somebody.command(&system, &[]), 80, 100);
    seat.see("Ihre Wahl: ");
    seat.type_line("/reminders");
    seat.choose("Ihre Wahl: ", "An welchen Tagen?");
    seat.see("Enter allein:");
    seat.type_line("an allen");
    seat.see("! Der Ordner der App lässt sich nicht lesen oder beschreiben.");
    seat.see("Ordner: ");
    seat.see("Ihre Wahl: ");
    assert!(plain(&seat.now()).contains("werktags"), "{}", seat.now());
    make_writable(system.folder.path());
}

#[test]
fn what_is_done_at_once_keeps_what_was_typed_beside_it() {
    let system = System::welcomed("de_DE.UTF-8");
    let mut seat = sit(&system);
    let prompt = "Ihre Wahl: ";
    seat.see(prompt);
    seat.type_line("/p1/services/linkedin/account");
    seat.choose(prompt, "Name für dieses Konto");
    seat.see("> ");
    seat.type_line("beruflich");
    seat.choose(prompt, "Sprache von LinkedIn");
    seat.see("Enter allein:");
    seat.type_line("english");
    seat.see("✓ Gespeichert.");
    seat.see(prompt);
    assert!(plain(&seat.now()).contains("beruflich"), "{}", seat.now());
    seat.choose(prompt, "Name speichern");
    seat.see("✓ Gespeichert.");
    seat.see(prompt);
    seat.type_line("/settings");
    seat.see("LinkedIn (beruflich)");
}

#[test]
fn a_longer_text_ends_with_an_empty_line_and_comes_back_line_by_line() {
    let system = System::welcomed("de_DE.UTF-8");
    let mut seat = sit(&system);
    let prompt = "Ihre Wahl: ";
    seat.see(prompt);
    seat.type_line("/p1/services/linkedin/objection-form/reason");
    seat.choose(prompt, "Ihr eigener Grund");
    seat.see("Eine leere Zeile beendet den Text");
    for line in ["Ich schreibe Gutachten.", "Sie sind vertraulich.", ""] {
        seat.see("> ");
        seat.type_line(line);
    }
    seat.choose(prompt, "Grund ergänzen");
    seat.see("✓ Gespeichert.");
    seat.see(prompt);
    seat.type_line("/p1/services/linkedin/objection-form/reason");
    seat.choose(prompt, "Ihr eigener Grund");
    seat.see("> Ich schreibe Gutachten.");
    seat.type_line(" Viele.");
    seat.see("> Sie sind vertraulich.");
    seat.type_line("");
    seat.see("> ");
    seat.type_line("");
    seat.choose(prompt, "Grund ergänzen");
    seat.see("✓ Gespeichert.");
    let shown = system.call(&["show", "/p1/services/linkedin/objection-form/reason", "--json"]).json();
    let value = &shown["sections"][0]["rows"][1]["value"];
    assert_eq!(value, "Ich schreibe Gutachten. Viele.\nSie sind vertraulich.");
}

#[test]
fn a_yes_or_no_is_never_turned_by_itself() {
    let system = System::welcomed("de_DE.UTF-8");
    let mut seat = sit(&system);
    let prompt = "Ihre Wahl: ";
    seat.see(prompt);
    seat.type_line("/p1/erase");
    seat.choose(prompt, "Endgültig löschen");
    seat.see("Bitte bestätigen Sie zuerst");
    seat.choose(prompt, "Endgültig löschen");
    seat.see("Bitte bestätigen Sie zuerst");
    assert!(system.journal().exists());
    seat.choose(prompt, "Ja, alle Aufzeichnungen löschen");
    seat.choose(prompt, "Endgültig löschen");
    seat.see("Die Aufzeichnungen sind gelöscht.");
    assert!(!system.journal().exists());
}

#[test]
fn a_page_is_handed_to_the_desktop_and_that_is_said() {
    let system = System::welcomed("de_DE.UTF-8").with_desktop(0);
    let mut seat = sit(&system);
    let prompt = "Ihre Wahl: ";
    seat.see(prompt);
    seat.type_line(GUIDE);
    seat.choose(prompt, "LinkedIn öffnen");
    seat.see("Das System wurde gebeten, sie zu öffnen.");
    seat.see("Weiter mit Enter");
    assert!(seat.now().lines().any(|line| line == ADDRESS), "{}", seat.now());
    assert!(!seat.now().contains("noise"), "{}", seat.now());
    assert_eq!(fs::read_to_string(system.folder.path().join("opened")).unwrap().trim(), ADDRESS);
    seat.type_line("");
    seat.see("Hat es geklappt?");
}

#[test]
fn a_page_that_cannot_be_opened_is_told_in_the_cores_words() {
    for system in [
        System::welcomed("de_DE.UTF-8").with_desktop(3),
        System::welcomed("de_DE.UTF-8").with("WAYLAND_DISPLAY", "w").with("PATH", "/none"),
    ] {
        let mut seat = sit(&system);
        seat.see("Ihre Wahl: ");
        seat.type_line(GUIDE);
        seat.choose("Ihre Wahl: ", "LinkedIn öffnen");
        seat.see("Die Seite ließ sich nicht öffnen.");
        assert!(seat.now().lines().any(|line| line == ADDRESS), "{}", seat.now());
    }
}

#[test]
fn without_a_desktop_the_address_is_there_to_be_copied() {
    let system = System::welcomed("de_DE.UTF-8");
    let mut seat = sit(&system);
    seat.see("Ihre Wahl: ");
    seat.type_line(GUIDE);
    seat.choose("Ihre Wahl: ", "LinkedIn öffnen");
    seat.see("Bitte öffnen Sie sie selbst");
    assert!(seat.now().lines().any(|line| line == ADDRESS), "{}", seat.now());
}

#[test]
fn a_text_to_pass_on_stands_between_rules_as_it_is() {
    let system = System::welcomed("de_DE.UTF-8");
    let mut seat = sit(&system);
    seat.see("Ihre Wahl: ");
    seat.type_line(GUIDE);
    seat.choose("Ihre Wahl: ", "Anleitung weitergeben");
    seat.see("Bitte markieren und kopieren Sie den Text.");
    let now = plain(&seat.now());
    let rule = "─".repeat(80);
    let between: Vec<&str> =
        now.lines().skip_while(|line| *line != rule).skip(1).take_while(|line| *line != rule).collect();
    assert!(between.len() > 1 && between.iter().all(|line| !line.starts_with(' ')), "{now}");
}

#[test]
fn a_screen_longer_than_the_terminal_comes_in_parts() {
    let system = System::welcomed("de_DE.UTF-8");
    let mut seat = Seat::new(system.command(&[]), 80, 24);
    let prompt = "Ihre Wahl: ";
    seat.see(prompt);
    seat.type_line(GUIDE);
    let mut parts = 0;
    loop {
        seat.see(prompt);
        let now = plain(&seat.now());
        // The line that was typed stands there too.
        assert!(now.lines().count() <= 26, "{now}");
        assert!(now.contains("[z] zurück") && now.contains("[q] beenden") && now.contains("[s] Start"), "{now}");
        parts += 1;
        // The one next thing is in reach on every part.
        assert!(now.contains("] LinkedIn öffnen"), "{now}");
        if !now.contains("Enter: weiterlesen") {
            break;
        }
        seat.type_line("");
    }
    assert!(parts > 2, "{parts}");
    // A number counts wherever its line was shown, here on the first part.
    seat.type_line("1");
    seat.see("Schritt für Schritt");
    seat.see(prompt);
    assert!(plain(&seat.now()).contains("Lieber am Telefon"));
}

#[test]
fn lines_keep_to_the_width_of_the_terminal_or_of_columns() {
    for (columns, variable) in [(50, None), (80, Some("50"))] {
        let mut system = System::welcomed("de_DE.UTF-8");
        if let Some(variable) = variable {
            system = system.with("COLUMNS", variable);
        }
        let mut seat = Seat::new(system.command(&[]), columns, 200);
        seat.see("Ihre Wahl: ");
        seat.type_line(GUIDE);
        seat.see("Ihre Wahl: ");
        let all = plain(&seat.all());
        let widest = all.lines().map(|line| line.chars().count()).max();
        assert_eq!(widest, Some(50), "{all}");
    }
}

#[test]
fn headings_are_bold_unless_somebody_asked_for_no_colour() {
    for (variable, value, bold) in [("NO_COLOR", "", true), ("NO_COLOR", "1", false)] {
        let system = System::welcomed("de_DE.UTF-8").with(variable, value);
        let mut seat = sit(&system);
        seat.see("Ihre Wahl: ");
        assert_eq!(seat.now().contains("\u{1b}[1mIhr Stand\u{1b}[0m"), bold, "{value:?}: {}", seat.now());
        assert!(!seat.now().contains("\u{1b}[3"), "no colours at all: {}", seat.now());
        seat.type_line("q");
        seat.end();
    }
}

#[test]
fn without_utf8_the_browser_is_ascii_too() {
    let system = System::welcomed("de_DE.ISO-8859-1");
    let mut seat = sit(&system);
    let prompt = "Ihre Wahl: ";
    seat.see(prompt);
    seat.type_line(GUIDE);
    seat.choose(prompt, "Er steht jetzt auf Aus");
    seat.see("+ Festgehalten.");
    seat.see("[r] rueckgaengig");
    seat.see(prompt);
    seat.type_line("zurueck");
    seat.see("Ihr Stand");
    seat.see(prompt);
    assert!(seat.all().is_ascii(), "{}", seat.all());
}

#[test]
fn what_is_not_offered_is_said_and_the_bar_explains_itself() {
    let system = System::welcomed("de_DE.UTF-8");
    let mut seat = sit(&system);
    let prompt = "Ihre Wahl: ";
    seat.see(prompt);
    for (typed, answer) in [
        ("99", "„99“ steht hier nicht zur Wahl."),
        ("/nowhere", "Diese Seite gibt es nicht."),
        ("?", "ist sofort gespeichert."),
    ] {
        seat.type_line(typed);
        seat.see(answer);
        seat.see(prompt);
    }
    seat.type_line("e");
    seat.see("› Erinnerungen ‹".replace(' ', "").as_str());
    seat.see("[z] zurück");
    seat.see(prompt);
    seat.type_line("z");
    seat.see("›Start‹");
}

#[test]
fn the_words_follow_a_language_chosen_in_the_settings() {
    let system = System::welcomed("de_DE.UTF-8");
    let mut seat = sit(&system);
    seat.see("Ihre Wahl: ");
    seat.type_line("/settings");
    seat.choose("Ihre Wahl: ", "Sprache der App");
    seat.see("Enter allein:");
    seat.type_line("english");
    seat.see("Your choice: ");
    seat.see("[b] back");
}
