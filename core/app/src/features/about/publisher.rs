//! The screen that says who publishes the app and who checked what. What is not stated yet is shown as that.

use chrono::NaiveDate;
use widerspruch_domain::catalogue::PublisherFacts;

use super::paths::Route;
use crate::boundary::{Icon, Screen, Tone};
use crate::kit::{Line, NOTHING, ScreenBuilder, Target, say, t};
use crate::model::Snapshot;
use crate::words::{Catalogue, Word, Wording, w};

/// Returns the screen with the publisher, the checks, and how the texts came about.
pub(super) fn publisher_screen(snapshot: &Snapshot<'_>) -> Screen {
    let publisher = &snapshot.wording.catalogue.facts.publisher;
    let mut page = ScreenBuilder::new(snapshot, Some(&Route::About), t(w::ABOUT_PUBLISHER_TITLE));
    page.show_preview();
    add_publisher(&mut page, publisher);
    page.done()
}

/// Adds the e-mail address and the address of the source, each with what a tap on it opens.
pub(super) fn add_contact(page: &mut ScreenBuilder<'_>, publisher: &PublisherFacts) {
    if publisher.email.is_empty() {
        add_stated(page, w::ABOUT_EMAIL, "");
    } else {
        let line = Line { detail: say(&publisher.email), ..Line::new(Icon::External, t(w::ABOUT_EMAIL)) };
        page.line(line, Target::Open(&["mailto:", &publisher.email].concat()));
    }
    if publisher.source.is_empty() {
        add_stated(page, w::ABOUT_SOURCE, "");
    } else {
        let line = Line { detail: say(&publisher.source), ..Line::new(Icon::External, t(w::ABOUT_SOURCE)) };
        page.line(line, Target::Browse(&publisher.source));
    }
}

/// Returns the lines of the postal address as one text.
pub(super) fn address_lines(publisher: &PublisherFacts) -> String {
    let lines: Vec<&str> = publisher.address.iter().map(|line| line.as_str()).collect();
    lines.join("\n")
}

/// Returns what is stated, or that nothing is.
pub(super) fn stated<'a>(wording: &Wording, value: &'a str) -> &'a str {
    if value.is_empty() { wording.t(w::ABOUT_NOT_STATED) } else { value }
}

fn add_publisher(page: &mut ScreenBuilder<'_>, publisher: &PublisherFacts) {
    let wording = page.wording();
    add_stated(page, w::ABOUT_PUBLISHER, &publisher.name);
    add_stated(page, w::ABOUT_ADDRESS, &address_lines(publisher));
    add_contact(page, publisher);
    page.head(t(w::ABOUT_CHECKED));
    for language in Catalogue::languages() {
        let texts = publisher.texts.get(language.code);
        let checked = texts.map(|texts| checked(wording, &texts.checked_by, texts.checked_on)).unwrap_or_default();
        let label = wording.f(w::ABOUT_TEXTS_CHECKED, &[("language", &language.name)]);
        page.status(Tone::Neutral, Icon::Language, say(&label), say(stated(wording, &checked)));
    }
    add_stated(page, w::ABOUT_LAW_CHECKED, &checked(wording, &publisher.law_checked_by, publisher.law_checked_on));
    let lawyer = match publisher.lawyer_checked {
        Some(true) => wording.t(w::ABOUT_YES),
        Some(false) => wording.t(w::ABOUT_NO),
        None => "",
    };
    add_stated(page, w::ABOUT_LAWYER, lawyer);
    page.head(t(w::ABOUT_ORIGIN));
    let texts = publisher.texts.get(wording.catalogue.language);
    page.text(say(stated(wording, texts.map_or("", |texts| texts.origin.as_str()))));
}

/// Says who checked something and when; empty unless both are known.
fn checked(wording: &Wording, by: &str, on: Option<NaiveDate>) -> String {
    match on {
        Some(on) if !by.is_empty() => {
            wording.f(w::ABOUT_CHECKED_BY, &[("name", &by), ("date", &wording.full_date(on))])
        }
        _ => String::new(),
    }
}

fn add_stated(page: &mut ScreenBuilder<'_>, label: Word, value: &str) {
    let value = stated(page.wording(), value);
    page.status(Tone::Neutral, Icon::Info, t(label), if value.is_empty() { NOTHING } else { say(value) });
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use widerspruch_domain::catalogue::blanks::plain_blanks;

    use super::*;
    use crate::boundary::{Action, Row};
    use crate::kit::testing::TestFolder;

    fn rows(publisher: &PublisherFacts) -> Vec<Row> {
        let folder = TestFolder::empty();
        let snapshot = folder.snapshot();
        let mut page = ScreenBuilder::new(&snapshot, Some(&Route::About), t(w::ABOUT_PUBLISHER_TITLE));
        add_publisher(&mut page, publisher);
        page.done().sections.into_iter().flat_map(|section| section.rows).collect()
    }

    fn texts(rows: &[Row]) -> Vec<String> {
        let text = |row: &Row| match row {
            Row::Status { text, detail, .. } => format!("{text}: {}", detail.as_deref().unwrap_or_default()),
            Row::Item { title, detail, .. } => format!("{title}: {}", detail.as_deref().unwrap_or_default()),
            Row::Paragraph { text } => text.clone(),
            other => panic!("{other:?}"),
        };
        rows.iter().map(|row| plain_blanks(&text(row))).collect()
    }

    #[test]
    fn nothing_is_invented_for_a_publisher_who_has_stated_nothing() {
        let rows = rows(&PublisherFacts::default());
        let texts = texts(&rows);
        assert_eq!(texts.len(), 9, "{texts:?}");
        assert!(texts.iter().all(|text| text.ends_with("not yet stated")), "{texts:?}");
        assert!(rows.iter().all(|row| !matches!(row, Row::Item { .. })), "there is nothing to open");
    }

    #[test]
    fn what_the_publisher_states_is_shown_and_the_addresses_open() {
        let publisher: PublisherFacts = serde_json::from_value(json!({
            "name": "Example", "address": ["1 Street", "Place"], "email": "us@example.org",
            "source": "https://example.org/x", "law_checked_by": "A Lawyer", "law_checked_on": "2026-12-01",
            "lawyer_checked": true,
            "texts": { "en": { "checked_by": "A Reader", "checked_on": "2026-12-02", "origin": "Written with care." } },
        }))
        .unwrap();
        let rows = rows(&publisher);
        let texts = texts(&rows);
        for part in ["Example", "1 Street\nPlace", "A Lawyer (1 December 2026)", "A Reader (2 December 2026)", "care."]
        {
            assert!(texts.iter().any(|text| text.contains(part)), "{part}: {texts:?}");
        }
        let missing: Vec<&String> = texts.iter().filter(|text| text.ends_with("not yet stated")).collect();
        assert!(matches!(missing[..], [text] if text.contains("Deutsch")), "{missing:?}");
        let opened: Vec<&str> = rows
            .iter()
            .filter_map(|row| match row {
                Row::Item { action: Action::OpenUrl { url, .. }, .. } => Some(url.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(opened, ["mailto:us@example.org", "https://example.org/x"]);
    }

    #[test]
    fn a_check_without_its_day_is_not_shown_as_done() {
        let publisher = PublisherFacts { law_checked_by: "A Lawyer".to_owned().into(), ..PublisherFacts::default() };
        assert!(!texts(&rows(&publisher)).iter().any(|text| text.contains("A Lawyer")));
    }
}
