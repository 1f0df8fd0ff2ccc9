//! Replays `stories/*.json` against the core, each in every language. A step is an object with one verb:
//!
//! | verb | meaning |
//! |---|---|
//! | `open` | go to a route |
//! | `tap` | tap what has these words |
//! | `fill` | put values into inputs (`{"name": "Mama"}`); one with a command of its own performs it |
//! | `search` | words for the screen's search |
//! | `perform` | a command, as a notification sends it |
//! | `undo` | take back what the last notice offers to |
//! | `see`, `not_see` | words that stand, or do not stand, on the screen |
//! | `notice` | what the last command said |
//! | `fails` | the last command was refused with this error |
//! | `opened`, `shared` | part of the last address or text that left the app |
//! | `saved` | part of the last file that left the app, its long lines in one piece |
//! | `planned` | `YYYY-MM-DD HH:MM words`: a reminder of the plan |
//! | `due` | words of the reminder that is due, or null |
//! | `report` | what the device says |
//! | `travel` | the clock, with its offset |
//! | `restart` | the same folder in a new process |
//! | `damage` | flips a byte of a file at a fraction of its length |
//!
//! A text is one string, or one a language. Stories have plain blanks: a blank at which no line may break counts as one.
//! With `STORIES_LOG` set to a folder, each story leaves there which screen stood
//! after which step and what was said. The Swift runner does the same, and the Android runner with `-Dstories.log`, so all can
//! be compared.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use support::{Phone, here, input, moment, plain, row_words, taps, words};
use widerspruch_core::boundary::{Action, Row};

fn replay(name: &str, language: &str) {
    let file = here("stories").join(format!("{name}.json"));
    let story: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    let text = |key: &str| story[key].as_str().unwrap_or_else(|| panic!("{name}: no {key}")).to_owned();
    assert!(!text("title").is_empty());
    let platform = story.get("platform").cloned().unwrap_or_else(|| "android".into());
    let platform = serde_json::from_value(platform).unwrap_or_else(|e| panic!("{name}: {e}"));
    let mut phone = Phone::on(platform, language, &text("country"), &text("now"));
    let mut log = String::new();
    for (index, step) in story["steps"].as_array().expect("steps").iter().enumerate() {
        let step = step.as_object().filter(|step| step.len() == 1).expect("a step has one verb");
        let (verb, value) = step.iter().next().unwrap();
        let place = format!("{name} ({language}), step {}: {verb} {value}", index + 1);
        run(&mut phone, verb, value, language, &place);
        judge_primary(&phone, &place);
        log.push_str(&format!("{}. {verb}: {}\n", index + 1, phone.screen().title));
        if let Some(notice) = &phone.notice {
            log.push_str(&format!("   {notice}\n"));
        }
    }
    if let Some(folder) = std::env::var_os("STORIES_LOG") {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(std::path::Path::new(&folder).join(format!("{name}-{language}.txt")), log).unwrap();
    }
}

/// Holds that the primary button is the next thing: a sending is noted once something was handed out, and steps that
/// stand side by side have none.
fn judge_primary(phone: &Phone, place: &str) {
    let screen = phone.screen();
    let Some(primary) = &screen.primary else { return };
    let sendings = ["/sent", "/sent-by-form/text", "/followed-up", "/complained-to-controller", "/complained"];
    let notes_sending =
        matches!(&primary.action, Action::Go { route } if sendings.iter().any(|end| route.ends_with(end)));
    let left = !phone.shared.is_empty() || !phone.opened.is_empty();
    assert!(left || !notes_sending, "{place}: {} before anything was handed out", primary.label);
    let side_by_side = ["Das können Sie jetzt tun", "What you can do now"];
    let headers: Vec<&str> = screen.sections.iter().filter_map(|section| section.header.as_deref()).collect();
    assert!(!headers.iter().any(|header| side_by_side.contains(header)), "{place}: {} is lit up", primary.label);
}

fn run(phone: &mut Phone, verb: &str, value: &Value, language: &str, place: &str) {
    let text = || {
        let text = value.as_str().or_else(|| value[language].as_str());
        text.unwrap_or_else(|| panic!("{place}: no text")).to_owned()
    };
    let shown = |phone: &Phone| {
        let mut all = words(&phone.screen());
        all.extend(phone.notice.clone());
        all
    };
    if verb != "fails" {
        assert!(phone.failure.is_none(), "{place}: before it: {:?}", phone.failure);
    }
    match verb {
        "open" => {
            phone.route = text();
            phone.notice = None;
        }
        "tap" => {
            let wanted = text();
            let all = taps(&phone.screen());
            let found = all.iter().find(|(label, _)| *label == wanted);
            let labels: Vec<&String> = all.iter().map(|(label, _)| label).collect();
            let (_, action) = found.unwrap_or_else(|| panic!("{place}: there is only {labels:#?}"));
            phone.notice = None;
            phone.run(&action.clone());
        }
        "fill" => {
            for (name, value) in value.as_object().expect("inputs") {
                let on_change = input(&phone.screen(), name).unwrap_or_else(|| panic!("{place}: no such input"));
                phone.typed.insert(name.clone(), value.as_str().expect("text").to_owned());
                if let Some(command) = on_change {
                    phone.perform(&command);
                }
            }
        }
        "search" => {
            let screen = phone.screen();
            let rows = screen.sections.iter().flat_map(|section| &section.rows);
            let mut route = rows.filter_map(|row| match row {
                Row::Search { route, .. } => Some(route),
                _ => None,
            });
            let route = route.next_back().unwrap_or_else(|| panic!("{place}: no search"));
            phone.route = format!("{route}{}", utf8_percent_encode(&text(), NON_ALPHANUMERIC));
        }
        "perform" => phone.perform(&text()),
        "undo" => {
            let undo = phone.undo.take().unwrap_or_else(|| panic!("{place}: nothing to undo"));
            phone.perform(&undo);
        }
        "see" => {
            let wanted = text();
            let all = shown(phone);
            assert!(all.iter().any(|words| words.contains(&wanted)), "{place}: {all:#?}");
        }
        "not_see" => {
            let wanted = text();
            let all = shown(phone);
            assert!(!all.iter().any(|words| words.contains(&wanted)), "{place}: {all:#?}");
        }
        "notice" => assert_eq!(phone.notice.as_deref(), Some(text().as_str()), "{place}"),
        "fails" => {
            let failure = phone.failure.take().unwrap_or_else(|| panic!("{place}: it did not fail"));
            assert_eq!(serde_json::to_value(failure).unwrap()["error"], *value, "{place}");
        }
        "opened" => {
            let last = phone.opened.last().unwrap_or_else(|| panic!("{place}: nothing was opened"));
            assert!(last.contains(&text()), "{place}: {last}");
        }
        "shared" => {
            let last = phone.shared.last().unwrap_or_else(|| panic!("{place}: nothing was shared"));
            assert!(plain(last).contains(&text()), "{place}: {last}");
        }
        "saved" => {
            let last = phone.saved.last().unwrap_or_else(|| panic!("{place}: nothing was saved"));
            let whole = plain(&last.replace("\r\n ", ""));
            assert!(whole.contains(&text()), "{place}: {whole}");
        }
        "planned" => {
            let all: Vec<String> = phone.plan().upcoming.iter().map(said).collect();
            assert!(all.iter().any(|line| line.contains(&text())), "{place}: {all:#?}");
        }
        "due" => {
            let due = phone.plan().due.map(|reminder| said(&reminder));
            match (&due, value.is_null()) {
                (None, true) => {}
                (Some(line), false) => assert!(line.contains(&text()), "{place}: {line}"),
                _ => panic!("{place}: due is {due:?}"),
            }
        }
        "report" => {
            let mut report = serde_json::json!({
                "languages": [], "permission": "unknown", "channel": "unknown", "restrictions": [], "shown": [],
                "pending": [], "failed_action": null
            });
            for (key, value) in value.as_object().expect("a report") {
                report[key] = value.clone();
            }
            let outcome = phone.core.report(serde_json::from_value(report).unwrap(), phone.now).unwrap();
            phone.notice = outcome.notice.map(|notice| plain(&notice.text));
        }
        "travel" => phone.now = moment(&text()),
        "restart" => phone.restart(),
        "damage" => {
            let file = phone.folder.path().join(value["file"].as_str().unwrap());
            let mut bytes = std::fs::read(&file).unwrap();
            let last = (bytes.len() - 1) as f64;
            let index = (value["at"].as_f64().unwrap() * last) as usize;
            bytes[index] ^= 1;
            std::fs::write(&file, bytes).unwrap();
        }
        _ => panic!("{place}: unknown verb"),
    }
}

fn said(reminder: &widerspruch_core::boundary::Reminder) -> String {
    let at = reminder.at;
    format!("{}-{:02}-{:02} {:02}:{:02} {}", at.year, at.month, at.day, at.hour, at.minute, plain(&reminder.body))
}

/// One test a story and language; [`no_story_is_left_out`] holds the list to the folder.
macro_rules! stories {
    ($($name:ident),* $(,)?) => {
        const LISTED: &[&str] = &[$(stringify!($name)),*];
        $(mod $name {
            #[test]
            fn de() {
                super::replay(stringify!($name), "de");
            }

            #[test]
            fn en() {
                super::replay(stringify!($name), "en");
            }
        })*
    };
}

stories![
    about,
    already_off,
    authority_by_country,
    before_the_start,
    begun_by_mistake,
    calendar_file,
    check_day,
    check_one_date,
    check_put_off,
    check_young_switch,
    computer_only,
    corrected_day,
    damaged_journal,
    elsewhere,
    enough_is_enough,
    erase,
    find_a_service,
    find_the_authority,
    first_value,
    form_with_reason,
    go_on_reminding,
    helping_a_parent,
    helping_asked,
    hong_kong,
    late_and_open,
    left_out,
    look_again,
    not_found_again,
    missed_reminders,
    moved,
    no_account,
    not_visible,
    notification_answers,
    other_language,
    pause_and_stop,
    record_pack,
    reliability,
    letter_elsewhere,
    letter_for_a_form,
    letter_language,
    letter_to_complaint,
    letter_uk,
    request_courtesy,
    request_identity,
    request_overdue,
    request_uk,
    sent_before,
    settings,
    several_at_once,
    switched_on_again,
    switzerland,
    two_accounts,
    united_kingdom,
    under_18,
    walk_complaint,
    walk_late_employee,
    walk_no_account,
    walk_parent,
];

#[test]
fn no_story_is_left_out() {
    let files = std::fs::read_dir(here("stories")).unwrap().flatten();
    let mut names: Vec<String> =
        files.map(|file| file.file_name().to_string_lossy().trim_end_matches(".json").to_owned()).collect();
    names.sort();
    let mut listed = LISTED.to_vec();
    listed.sort_unstable();
    assert_eq!(names, listed);
}

/// The walks that must stay short, and their most taps: after the clock last moved, else after the first screen.
const WALKS: [(&str, usize); 4] =
    [("walk_late_employee", 10), ("walk_complaint", 7), ("walk_parent", 4), ("walk_no_account", 5)];

#[test]
fn the_walks_stay_short() {
    for (name, most) in WALKS {
        let file = here("stories").join(format!("{name}.json"));
        let story: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let steps = story["steps"].as_array().expect("steps");
        let is = |verb: &'static str| move |step: &Value| step.get(verb).is_some();
        let welcomed = |step: &Value| step["tap"] == "LinkedIn";
        let start = steps.iter().rposition(is("travel")).or_else(|| steps.iter().position(welcomed));
        let taps = steps[start.expect("a start")..].iter().skip(1).filter(|step| is("tap")(step)).count();
        assert!(taps <= most && taps > 2, "{name}: {taps} taps, at most {most}");
    }
}

#[test]
fn the_first_screen_has_few_words() {
    for language in ["de", "en"] {
        let screen = Phone::new(language, "DE", "2026-11-30T20:00:00+01:00").screen();
        let mut shown = vec![screen.title.clone()];
        shown.extend(screen.sections.iter().flat_map(|section| section.footer.clone()));
        for row in screen.sections.iter().flat_map(|section| &section.rows) {
            match row {
                // Of a list to choose from only what is chosen is seen.
                Row::Choice { label, value, options, .. } => {
                    shown.push(label.clone());
                    shown.extend(options.iter().find(|option| option.id == *value).map(|option| option.label.clone()));
                }
                row => shown.extend(row_words(row)),
            }
        }
        let count = shown.iter().flat_map(|text| text.split_whitespace()).count();
        assert!(count <= 60, "{language}: {count} words: {shown:#?}");
    }
}
