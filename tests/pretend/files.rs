//! What leaves the app as a file: the calendar and the page of records, read from right to left.

use widerspruch_domain::pretend::PRETEND_LANGUAGE;

use crate::support::{Phone, moment};
use crate::{facts, foreign};

/// What the person wrote, which stands in the files as it is.
const NOTE: &str = "A note of my own";

/// Somebody with a note, a picture, an open step and a request whose answer is due.
fn busy() -> Phone {
    let mut phone = Phone::new(PRETEND_LANGUAGE, "DE", crate::NOW);
    phone.welcome();
    phone.perform("confirm/p1/linkedin/ai-training");
    phone.add_note_and_picture(NOTE);
    let request = phone.begin("access");
    phone.of_request(&request, "sent-by-post", &[]);
    phone.now = moment("2026-11-24T09:30:00+01:00");
    phone
}

#[test]
fn the_calendar_says_everything_in_the_made_up_language() {
    for hidden in ["true", "false"] {
        let mut phone = busy();
        phone.typed.insert("calendar_private".into(), hidden.into());
        phone.perform("set/calendar_private");
        phone.saved.clear();
        phone.perform("reminders/calendar");
        let file = phone.saved.pop().unwrap().replace("\r\n ", "");
        assert!(file.contains(&format!("//{PRETEND_LANGUAGE}\r\n")), "{file}");
        let said = file.lines().filter_map(|line| {
            let (name, text) = line.split_once(':')?;
            let is_text = ["SUMMARY", "DESCRIPTION"].contains(&name);
            // The format writes a comma and the end of a line with a sign before it.
            is_text.then(|| text.replace("\\n", " ").replace('\\', ""))
        });
        assert_own("the calendar", said.collect());
    }
}

#[test]
fn the_page_of_records_says_everything_in_the_made_up_language_from_right_to_left() {
    let mut phone = busy();
    phone.route = "/p1/records/pack".to_owned();
    phone.saved.clear();
    phone.perform("pack/p1");
    let page = phone.saved.pop().unwrap();
    let head = format!("<html lang=\"{PRETEND_LANGUAGE}\" dir=\"rtl\">");
    assert!(page.contains(&head), "{}", page.chars().take(400).collect::<String>());
    assert!(page.contains(NOTE));
    let (_, body) = page.split_once("<body").unwrap();
    let title = page.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0;
    let texts = body.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text.trim());
    assert_own("the page", texts.chain([title]).map(str::to_owned).collect());
}

/// Asserts that all texts are of the made-up language, apart from the note, and that there are some.
fn assert_own(place: &str, texts: Vec<String>) {
    let facts = facts();
    let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_empty() && text != NOTE).collect();
    let is_checksum = |word: &str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    assert!(texts.len() > 5, "{place}: {texts:#?}");
    let wrong = texts.iter().filter_map(|text| Some((foreign(text, &facts)?, text)));
    let wrong: Vec<_> = wrong.filter(|(word, _)| !is_checksum(word)).collect();
    assert!(wrong.is_empty(), "{place}: {wrong:#?}");
}
