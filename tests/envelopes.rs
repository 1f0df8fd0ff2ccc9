//! The envelope of each letter: its language by who reads it, the addressee with the address, and the ways on which it
//! can leave, as the facts about each supervisory authority say.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use serde_json::Value;
use support::{Phone, here, languages, moment, plain, taps, words};
use widerspruch_core::boundary::{Action, Row, Screen, Tone};

/// A phone with an objection that was sent on 23 November 2026, and for whose complaint everything is written.
fn objected(language: &str, country: &str) -> Phone {
    let (mut phone, request) = support::requests::written(language, country);
    phone.note(&request, "sent-by-form", "2026-11-23");
    phone.now = moment("2027-02-01T20:00:00+01:00");
    phone
}

fn screen(phone: &Phone, page: &str) -> Screen {
    phone.core.screen(&format!("{}/{page}", phone.route), phone.now).unwrap()
}

/// The text of the letter on a screen, paragraph by paragraph.
fn copied(screen: &Screen) -> String {
    let paper = screen.sections.iter().flat_map(|section| &section.rows).find_map(|row| match row {
        Row::Document { paragraphs, .. } => Some(plain(&paragraphs.join("\n\n"))),
        _ => None,
    });
    paper.unwrap_or_default()
}

/// The language that a screen says its letter has.
fn told_language(screen: &Screen) -> &str {
    let paper = screen.sections.iter().flat_map(|section| &section.rows).find_map(|row| match row {
        Row::Document { language, .. } => Some(language.as_str()),
        _ => None,
    });
    paper.unwrap_or_default()
}

/// The ways of handing out a letter that stand together right below its paper, all alike.
fn ways_below_the_paper(screen: &Screen) -> Vec<&'static str> {
    let mut below = screen.sections.iter().flat_map(|section| &section.rows);
    below.find(|row| matches!(row, Row::Document { .. }));
    let ways = below.map_while(|row| match row {
        Row::ActionButton { tone: Tone::Neutral, action: Action::Perform { command }, .. } => {
            ["copy", "share", "print"].into_iter().find(|way| command.ends_with(&format!("/{way}")))
        }
        _ => None,
    });
    ways.collect()
}

/// The language of a letter, by its small words (`docs/adding-a-language.md`).
fn language_of(text: &str) -> &'static str {
    let count = |word: &str| text.split_whitespace().filter(|found| *found == word).count();
    if count("the") + count("my") > count("die") + count("ich") { "en" } else { "de" }
}

fn authorities() -> Vec<(String, Value)> {
    let facts = std::fs::read_to_string(here("../core/catalogue/authorities/facts.json")).unwrap();
    let facts: Value = serde_json::from_str(&facts).unwrap();
    let all = facts["authorities"].as_object().unwrap().clone();
    all.into_iter().filter(|(_, it)| it.get("not_competent").is_none()).collect()
}

fn texts<'a>(value: &'a Value, field: &str) -> Vec<&'a str> {
    value[field].as_array().into_iter().flatten().map(|text| text.as_str().unwrap()).collect()
}

#[test]
fn a_complaint_has_the_language_the_address_and_the_ways_of_each_authority() {
    let all = authorities();
    assert_eq!(all.len(), 52);
    for app in &languages() {
        for (key, facts) in &all {
            let place = format!("{key}, app in {app}");
            let mut phone = objected(app, facts["country"].as_str().unwrap());
            let request = phone.route.clone();
            phone.perform(&format!("request{request}/authority/{key}"));
            phone.route = request;
            let page = screen(&phone, "complaint");
            let (text, shown) = (copied(&page), words(&page).concat());
            // The language: the first that it takes and that the app has.
            let taken = texts(facts, "languages");
            let own = taken.iter().find(|code| languages().iter().any(|known| known == *code));
            assert_eq!(language_of(&text), *own.unwrap_or(&"en"), "{place}: {text}");
            assert_eq!(told_language(&page), language_of(&text), "{place}");
            let warned = ["eigenen Sprache", "own language only"].iter().any(|part| shown.contains(part));
            assert_eq!(warned, own.is_none(), "{place}: {shown}");
            let reading = phone.core.screen(&format!("{}/complaint/reading", phone.route), phone.now).unwrap();
            let beside = reading.sections.iter().flat_map(|section| &section.rows).find_map(|row| match row {
                Row::Document { paragraphs, .. } => Some(paragraphs.join(" ")),
                _ => None,
            });
            assert_eq!(
                beside.as_deref().map(language_of),
                (own.unwrap_or(&"en") != app).then_some(app.as_str()),
                "{place}"
            );
            // The address, and what is offered to send the text.
            let lines = texts(&facts["address"], "lines");
            let pasted = facts["form_rule"] == "compulsory";
            // Where neither a form nor an e-mail takes the place of paper, the address is left to the person.
            let enough = facts.get("not_by_email").is_none();
            let online = facts["form"].is_string() || (facts["email"].is_string() && enough);
            let posted = !pasted && (!lines.is_empty() || !online);
            // Sharing leads to an ordinary e-mail, and the first way is one that is known to count.
            let below = ways_below_the_paper(&page);
            let wanted = [("copy", true), ("share", enough || pasted), ("print", posted)];
            assert_eq!(
                below,
                wanted.into_iter().filter_map(|(way, there)| there.then_some(way)).collect::<Vec<_>>(),
                "{place}"
            );
            let mailed = facts["email"].is_string() && enough;
            let first = if pasted || !(mailed || posted) {
                "copy"
            } else if mailed {
                "share"
            } else {
                "print"
            };
            let primary = page.primary.as_ref().map(|primary| &primary.action);
            assert!(
                matches!(primary, Some(Action::Perform { command }) if command.ends_with(&format!("/complaint/{first}"))),
                "{place}: {primary:?}, not {first}"
            );
            let other = facts["address"]["other"][language_of(&text)].as_array().is_some();
            assert!(other || !posted || lines.iter().all(|line| text.contains(&plain(line))), "{place}: {text}");
            let opens = |url: &str| {
                let to = |action: &Action| matches!(action, Action::OpenUrl { url: found, .. } if found == url);
                taps(&page).iter().any(|(_, action)| to(action))
            };
            let mail = facts["email"].as_str().map(|email| opens(&format!("mailto:{email}")));
            assert_eq!(mail.unwrap_or_default(), facts["email"].is_string() && enough, "{place}");
            assert!(facts["form"].as_str().is_none_or(&opens), "{place}");
            assert_eq!(text.contains("Musterweg 1"), !pasted, "{place}: a form has fields of its own for that");
        }
    }
}

#[test]
fn a_letter_to_the_company_is_in_a_language_that_it_reads_there() {
    for app in &languages() {
        for (country, wanted) in [
            ("DE", "de"),
            ("AT", "de"),
            ("CH", "de"),
            ("LI", "de"),
            ("FR", "en"),
            ("GB", "en"),
            ("CA", "en"),
            ("HK", "en"),
            ("ZZ", "en"),
        ] {
            let phone = objected(app, country);
            let text = copied(&screen(&phone, "follow-up"));
            assert_eq!(language_of(&text), wanted, "{country}, app in {app}: {text}");
        }
    }
}

/// The app speaks another language than when the request was sent: neither the letter nor what it quotes follows.
#[test]
fn a_complaint_in_germany_stays_german_and_quotes_what_was_sent_when_the_app_changes_to_english() {
    let mut phone = objected("de", "DE");
    let request = phone.route.clone();
    phone.perform(&format!("request{request}/authority/de-nw"));
    phone.typed.insert("language".to_owned(), "en".to_owned());
    phone.perform("set/language");
    phone.route = request;
    let page = screen(&phone, "complaint");
    let text = copied(&page);
    assert_eq!((page.language.as_str(), language_of(&text)), ("en", "de"), "{text}");
    assert!(text.contains("Widerspruch gegen KI-Training") && !text.contains("Objection"), "{text}");
    assert!(text.contains("Kavalleriestraße 2 - 4\n40213 Düsseldorf"), "{text}");
}

#[test]
fn a_person_chooses_another_language_for_one_letter_and_goes_back_to_the_preset_one() {
    let mut phone = objected("en", "DE");
    let request = phone.route.clone();
    let language = |phone: &Phone, page: &str| {
        language_of(&copied(&phone.core.screen(&format!("{request}/{page}"), phone.now).unwrap()))
    };
    phone.perform(&format!("request{request}/follow-up/in/en"));
    assert_eq!(language(&phone, "follow-up"), "en");
    phone.perform(&format!("request{request}/follow-up/in/de"));
    assert_eq!(language(&phone, "follow-up"), "de");
    phone.perform(&format!("request{request}/follow-up/in/fr"));
    assert!(phone.failure.is_some(), "the app has no French");
}

#[test]
fn a_letter_names_only_the_enclosures_that_were_chosen() {
    let mut phone = objected("de", "AT");
    let request = phone.route.clone();
    let text = |phone: &Phone| copied(&phone.core.screen(&format!("{request}/complaint"), phone.now).unwrap());
    assert!(!text(&phone).contains("Ich lege bei"), "{}", text(&phone));
    phone.typed.insert("request-copy".to_owned(), "true".to_owned());
    phone.typed.insert("screenshots".to_owned(), "true".to_owned());
    phone.perform(&format!("request{request}/complaint/enclose"));
    assert!(
        text(&phone).contains("Ich lege bei: eine Kopie meines Schreibens und Bildschirmfotos."),
        "{}",
        text(&phone)
    );
}

#[test]
fn in_hong_kong_the_form_is_named_before_the_text_that_asks_for_access() {
    for language in &languages() {
        let mut phone = Phone::new(language, "HK", "2026-11-23T20:00:00+08:00");
        phone.welcome();
        for (kind, named) in [("access", true), ("objection", false)] {
            let request = phone.begin(kind);
            phone.of_request(&request, "details", &[("name", "Kim Example"), ("email", "kim@example.org")]);
            // Where the law prescribes a form there is a text for its field, and no letter.
            let page = screen(&phone, if named { "form-text" } else { "letter" });
            let rows: Vec<&Row> = page.sections.iter().flat_map(|section| &section.rows).collect();
            let paper = rows.iter().position(|row| matches!(row, Row::Document { .. })).unwrap();
            let form = rows.iter().position(|row| matches!(row, Row::Claim { text, .. } if text.contains("OPS003")));
            let form = form.or_else(|| {
                rows.iter().position(|row| matches!(row, Row::Paragraph { text } if text.contains("OPS003")))
            });
            assert_eq!(form.is_some_and(|form| form < paper), named, "{language} {kind}: {rows:#?}");
            // What goes into a field of a form is copied.
            let ways: &[&str] = if named { &["copy", "share"] } else { &["copy", "share", "print"] };
            assert_eq!(ways_below_the_paper(&page), ways, "{language} {kind}");
        }
    }
}

/// A screen reader and a printer need the language of each text, which is not always that of the screen.
#[test]
fn every_text_on_paper_says_in_which_language_it_is() {
    for (app, country, letter) in [("de", "GB", "en"), ("en", "DE", "de"), ("de", "DE", "de"), ("en", "CA", "en")] {
        let place = format!("{app} in {country}");
        let phone = objected(app, country);
        assert_eq!(told_language(&screen(&phone, "follow-up")), letter, "{place}");
        let request = phone.route.clone();
        let printed = phone.core.perform(&format!("hand-out{request}/follow-up/print"), &phone.typed, phone.now);
        let Action::Print { document } = &printed.unwrap().then[0] else { panic!("{place}: nothing is printed") };
        assert_eq!(document.language, letter, "{place}");
        let reading = phone.core.screen(&format!("{request}/follow-up/reading"), phone.now).unwrap();
        assert_eq!(told_language(&reading), if app == letter { "" } else { app }, "{place}");
        // The letter that was sent keeps its language, whatever the app speaks now.
        let leads = |from: &str, part: &str| {
            let shown = phone.core.screen(from, phone.now).unwrap();
            let there = taps(&shown).into_iter().find_map(|(_, action)| match action {
                Action::Go { route } if route.contains(part) => Some(route),
                _ => None,
            });
            there.unwrap_or_else(|| panic!("{place}: nothing leads from {from} to {part}"))
        };
        let kept = leads(&leads(&request, "/noted/"), "/wording/");
        let kept = phone.core.screen(&kept, phone.now).unwrap();
        assert_eq!(told_language(&kept), letter, "{place}");
        let prints = taps(&kept).into_iter().find_map(|(_, action)| match action {
            Action::Print { document } => Some(document.language),
            _ => None,
        });
        assert_eq!(prints.as_deref(), Some(letter), "{place}");
        let mut fresh = Phone::new(app, country, "2026-11-23T20:00:00+01:00");
        fresh.welcome();
        let guide = fresh.core.screen("/p1/services/linkedin/objection-form", fresh.now).unwrap();
        assert_eq!(told_language(&guide), letter, "{place}");
        assert_eq!(language_of(&copied(&guide)), letter, "{place}");
        // Whoever does not read that language reads the text in the app's, from the guide too.
        let there = "/p1/services/linkedin/objection-form/reading";
        let leads = taps(&guide).iter().any(|(_, to)| matches!(to, Action::Go { route } if route == there));
        let reading = fresh.core.screen(there, fresh.now).unwrap();
        assert_eq!((leads, told_language(&reading)), if app == letter { (false, "") } else { (true, app) }, "{place}");
        assert!(app == letter || language_of(&copied(&reading)) == app, "{place}: {reading:?}");
        let report = fresh.core.screen("/p1/services/linkedin/ai-training/wrong/else", fresh.now).unwrap();
        assert_eq!(told_language(&report), app, "{place}");
    }
}

/// Copying, sharing and printing stand together below the paper, before and after one of them was used.
#[test]
fn a_letter_is_copied_shared_and_printed_from_below_its_paper() {
    for language in &languages() {
        let mut phone = objected(language, "DE");
        let request = phone.route.clone();
        for handed_out in [false, true] {
            let page = screen(&phone, "follow-up");
            assert_eq!(ways_below_the_paper(&page), ["copy", "share", "print"], "{language}, {handed_out}");
            // The next thing to do stays in sight: first it leaves, then that is noted.
            let primary = page.primary.unwrap().action;
            let leaves = |end: &str| matches!(&primary, Action::Perform { command } if command.ends_with(end));
            let notes = matches!(&primary, Action::Go { route } if route.ends_with("/followed-up"));
            assert_eq!((leaves("/follow-up/share"), notes), (!handed_out, handed_out), "{language}: {primary:?}");
            phone.perform(&format!("hand-out{request}/follow-up/share"));
            phone.route.clone_from(&request);
        }
    }
}
