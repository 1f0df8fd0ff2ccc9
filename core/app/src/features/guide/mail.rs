//! The mail that a service wants instead of a switch: it goes there in English, and the person reads it in their language.

use super::wrong_step::mail_address;
use crate::boundary::{Icon, Row, Tone};
use crate::kit::{ScreenBuilder, Target, fill, say, t};
use crate::model::Guide;
use crate::words::{Catalogue, w};

/// Language in which services read such mails.
const ENGLISH: &str = "en";

/// Adds the mail, with a button to copy it.
pub(super) fn add_mail(page: &mut ScreenBuilder<'_>, guide: &Guide<'_>) {
    let Some(mail) = &guide.facts.mail else { return };
    let (catalogue, text) = (page.wording().catalogue, text_in_english(guide));
    page.head(t(w::GUIDE_TEXT));
    page.text(fill(w::GUIDE_MAIL_TO, &[("email", &mail.to)]));
    let (title, language) = (mail.subject.to_string(), ENGLISH.to_owned());
    page.row(Row::Document { title, language, paragraphs: vec![text.clone()] });
    page.button_like(Tone::Neutral, Some(Icon::Copy), t(w::DRAFT_COPY), Target::Copy(&text));
    if catalogue.language != ENGLISH {
        page.word(w::GUIDE_MAIL_SAME);
        page.text(say(&text_in(catalogue, &guide.words.body)));
    }
}

/// Returns the address that opens the mail.
pub(super) fn mail_link(guide: &Guide<'_>) -> Option<String> {
    let mail = guide.facts.mail.as_ref()?;
    mail_address(&mail.to, &mail.subject, &text_in_english(guide))
}

fn text_in_english(guide: &Guide<'_>) -> String {
    let english = guide.account.catalogue.in_language(ENGLISH);
    let known =
        english.service(&guide.account.facts.id).and_then(|(_, words)| words.guides.get(guide.facts.id.as_str()));
    text_in(english, &known.unwrap_or(guide.words).body)
}

/// Fills a text in a language: what the person has to add stays a blank.
fn text_in(catalogue: Catalogue, body: &str) -> String {
    catalogue.fill(body, &[("workspace", &catalogue.text(w::GUIDE_MAIL_BLANK))])
}

#[cfg(test)]
mod tests {
    use widerspruch_domain::catalogue::{GuideFacts, GuideWords};

    use super::super::paths::{Page, Route};
    use super::super::screen::screen_of;
    use super::*;
    use crate::boundary::Action;
    use crate::features::persons;
    use crate::grammar::addresses::GuideAddress;
    use crate::kit::testing::TestFolder;

    #[test]
    fn a_mail_is_shown_with_its_address_and_opens_with_subject_and_text() {
        let mut folder = TestFolder::empty();
        folder.done(&[], |context| {
            persons::perform(context, persons::paths::Command::Begin { person: None, service: "linkedin" })
        });
        let snapshot = folder.snapshot();
        let address = GuideAddress { person: "p1", account: "linkedin", guide: "dpo" };
        let guide = snapshot.guide(address).unwrap();
        let facts: &GuideFacts = Box::leak(Box::new(
            serde_json::from_str(
                r#"{"id":"mail","kind":"mail","minutes":5,"account":true,"mail":{"to":"a@example.org",
                "subject":"Opt out & more","certainty":"B","sources":["S1"]}}"#,
            )
            .unwrap(),
        ));
        let words: &GuideWords = Box::leak(Box::new(
            serde_json::from_str(r#"{"title":"Mail","body":"Please stop in {workspace}."}"#).unwrap(),
        ));
        let guide = Guide { facts, words, ..guide };
        let text = text_in_english(&guide);
        assert_eq!(text, "Please stop in [please add].");
        let link = mail_link(&guide).unwrap();
        assert!(link.starts_with("mailto:a@example.org?subject=Opt%20out%20%26%20more&body=Please"), "{link}");
        let screen = screen_of(&snapshot, &guide, Route { guide: address, page: Page::Guide }).unwrap();
        let rows: Vec<&Row> = screen.sections.iter().flat_map(|section| &section.rows).collect();
        let shown = rows.iter().any(|row| {
            matches!(row, Row::Document { title, paragraphs, .. }
            if title == "Opt out & more" && *paragraphs == [text.clone()])
        });
        assert!(shown, "{rows:#?}");
        let opens = screen
            .primary
            .as_ref()
            .is_some_and(|button| matches!(&button.action, Action::OpenUrl { url, .. } if *url == link));
        assert!(opens, "{:?}", screen.primary);
    }
}
