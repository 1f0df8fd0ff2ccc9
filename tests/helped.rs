//! Pages of somebody who is helped, as one person holds the phone and another is meant: what belongs to the other is never
//! called that of whoever reads.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use support::requests::WRITTEN;
use support::{Phone, every_screen, moment, words};
use widerspruch_core::boundary::{Row, Screen};

/// Routes on which something belongs to whoever reads, with the reason.
const OF_THE_READER: [(&str, &str); 3] = [
    ("/settings", "the app and its phone"),
    ("/reminders", "reminders on that phone, and a calendar there"),
    ("/about", "who gives out the app, to whoever uses it"),
];

/// Words for what belongs to whoever reads.
const POSSESSIVES: [(&str, &[&str]); 2] = [
    ("de", &["Ihr", "Ihre", "Ihrem", "Ihren", "Ihrer", "Ihres", "Ihnen"]),
    ("en", &["your", "Your", "yours", "Yours"]),
];

/// What the line at the top of every page explains: whose data it is.
const EXPLAINED: [&str; 8] = [
    "Ihre Daten",
    "Ihren Daten",
    "Ihrer Daten",
    "Ihre LinkedIn-Daten",
    "Ihrer LinkedIn-Daten",
    "your data",
    "Your data",
    "your LinkedIn data",
];

/// Returns the texts of a screen that name something as that of whoever reads it. Letters are left out: in them the person
/// speaks to a company. So are the words of services, which stand in quotation marks.
fn faults(language: &str, screen: &Screen) -> Vec<String> {
    let mut screen = screen.clone();
    for section in &mut screen.sections {
        section.rows.retain(|row| !matches!(row, Row::Document { .. }));
    }
    let (_, possessives) = POSSESSIVES.into_iter().find(|(known, _)| *known == language).unwrap();
    let is_fault = |text: &str| {
        let text = EXPLAINED.iter().fold(text.to_owned(), |text, explained| text.replace(explained, ""));
        let unquoted: String = text.split(['„', '“', '”']).step_by(2).collect();
        let mut all = unquoted.split(|letter: char| !letter.is_alphabetic());
        all.any(|word| possessives.contains(&word))
    };
    words(&screen).into_iter().filter(|text| is_fault(text)).collect()
}

/// Goes through all pages, and says which of them call something of the person that of whoever reads.
fn check(language: &str, phone: &Phone, state: &str) {
    let hidden = ["/damage", "/p1/erase", "/p1/records"];
    let mut found = Vec::new();
    for (route, screen) in every_screen(phone, &hidden) {
        if !OF_THE_READER.iter().any(|(begin, _)| route.starts_with(begin)) {
            found.extend(faults(language, &screen).into_iter().map(|text| format!("{route}: {text}")));
        }
    }
    assert!(found.is_empty(), "{language}, {state}: {found:#?}");
}

#[test]
fn what_belongs_to_somebody_who_is_helped_is_not_called_that_of_the_helper() {
    for language in ["de", "en"] {
        for country in ["DE", "AT", "GB", "CH", "CA", "HK", "ZZ"] {
            let mut phone = Phone::new(language, country, "2026-10-19T20:00:00+01:00");
            phone.help("Mum");
            check(language, &phone, &format!("{country}, begun"));
            for (guide, answer) in [("ai-training", "confirm"), ("research", "leave-out"), ("ads", "not-visible")] {
                phone.perform(&format!("{answer}/p1/linkedin/{guide}"));
            }
            check(language, &phone, &format!("{country}, answered"));
            // Not every kind is offered everywhere.
            let kinds = ["objection", "access", "erasure", "advertising"].map(|kind| phone.begin(kind));
            let requests: Vec<String> = kinds.into_iter().filter(|route| route.contains("/requests/")).collect();
            check(language, &phone, &format!("{country}, drafts"));
            for request in &requests {
                phone.write(request, &WRITTEN);
            }
            check(language, &phone, &format!("{country}, written"));
            for (request, events) in requests.iter().zip([
                &["sent-by-form", "identity-asked", "identity-given", "refused", "replied"][..],
                &["sent-by-post", "received", "clarification-asked", "clarification-given", "more-time", "followed-up"],
                &["sent-by-email", "form-demanded", "partly"],
                &["sent-by-email", "granted"],
            ]) {
                for (day, event) in events.iter().enumerate() {
                    phone.note(request, event, &format!("2026-10-{:02}", 20 + day));
                    check(language, &phone, &format!("{country}, {event}"));
                }
            }
            for later in ["2026-12-15", "2027-03-01"] {
                phone.now = moment(&format!("{later}T20:00:00+01:00"));
                check(language, &phone, &format!("{country}, {later}"));
            }
        }
    }
}
