//! "A step is wrong": which one, and a text about it to pass on, which the person reads before. It says nothing about the
//! person: no name, account, country, answer, or day of the person's own.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use widerspruch_domain::catalogue::Device;
use widerspruch_domain::catalogue::blanks::plain_blanks;

use super::kinds::route_to;
use super::paths::Page;
use super::way::{path_on, step_text};
use crate::boundary::{Icon, Row, Screen, Tone};
use crate::kit::{Line, ScreenBuilder, Target, guide_route, say, t};
use crate::model::{Guide, Snapshot};
use crate::words::{Value, Word, w};

/// Returns the screen that asks which step is wrong.
pub(super) fn wrong_step_screen(snapshot: &Snapshot<'_>, guide: &Guide<'_>) -> Screen {
    let wording = &snapshot.wording;
    let mut page = ScreenBuilder::new(snapshot, Some(&guide_route(guide)), t(w::WRONG_STEP_TITLE));
    page.word(w::WRONG_STEP_CHOOSE);
    for device in [Device::App, Device::Computer] {
        let Some(path) = path_on(guide, device) else { continue };
        page.head(t(match device {
            Device::App => w::WRONG_STEP_HEAD_PHONE,
            Device::Computer => w::WRONG_STEP_HEAD_COMPUTER,
        }));
        for (step, number) in path.steps.into_iter().zip(1..) {
            let text = step_text(wording, guide, path, step);
            let line = Line { icon: None, ..Line::new(Icon::Question, say(&text)) };
            page.line(line, Target::Go(&route_to(guide, Page::WrongStep { device, number })));
        }
    }
    page.section();
    page.item(t(w::WRONG_STEP_ELSE), &route_to(guide, Page::WrongElse));
    page.done()
}

/// Returns the screen with the text about a step; `None` if the guide has no such step.
pub(super) fn report_screen(snapshot: &Snapshot<'_>, guide: &Guide<'_>, step: Option<(Device, u32)>) -> Option<Screen> {
    let report = report_text(snapshot, guide, step)?;
    let mut page = ScreenBuilder::new(snapshot, Some(&route_to(guide, Page::Wrong)), t(w::WRONG_STEP_TITLE));
    page.word(w::WRONG_STEP_SHOWN);
    let mut lines = report.lines().map(str::to_owned);
    let language = snapshot.wording.catalogue.language.to_owned();
    page.row(Row::Document { title: lines.next().unwrap_or_default(), language, paragraphs: lines.collect() });
    page.word(w::WRONG_STEP_ADD);
    page.button_like(Tone::Neutral, Some(Icon::Copy), t(w::WRONG_STEP_COPY), Target::Copy(&report));
    let subject = snapshot.wording.t(w::WRONG_STEP_TITLE);
    match mail_address(&snapshot.wording.catalogue.facts.publisher.email, subject, &report) {
        Some(mail) => page.button_like(Tone::Neutral, Some(Icon::External), t(w::WRONG_STEP_MAIL), Target::Open(&mail)),
        None => page.foot(t(w::WRONG_STEP_NO_ADDRESS)),
    }
    page.primary(t(w::WRONG_STEP_SHARE), Target::Share(&report));
    Some(page.done())
}

/// Writes the text about a step, or about something else in the guide.
fn report_text(snapshot: &Snapshot<'_>, guide: &Guide<'_>, step: Option<(Device, u32)>) -> Option<String> {
    let (wording, facts) = (&snapshot.wording, guide.account.facts);
    let language = wording.catalogue.own_name(guide.account.language);
    let date = wording.full_date(facts.read_on);
    let region = guide.account.person.region.id().to_ascii_uppercase();
    let service = guide.account.service();
    let title = guide.title(wording);
    let mut values: Vec<(&str, &dyn Value)> = vec![
        ("service", &service),
        ("guide", &title),
        ("date", &date),
        ("version", &snapshot.config.app_version),
        ("language", &language),
        ("region", &region),
    ];
    let Some((device, number)) = step else { return Some(wording.f(w::WRONG_STEP_TEXT_ELSE, &values)) };
    let path = path_on(guide, device)?;
    let step = path.steps.get((number as usize).checked_sub(1)?)?;
    let text = step_text(wording, guide, path, step);
    let label =
        step.label.map_or_else(|| wording.t(w::WRONG_STEP_NO_LABEL).to_owned(), |label| guide.account.label(&label));
    let place = wording.t(place_words(device));
    values.extend([("number", &number as &dyn Value), ("device", &place), ("step", &text), ("label", &label)]);
    Some(wording.f(w::WRONG_STEP_TEXT, &values))
}

/// Returns the address that opens a message with the text; `None` while nobody has an address for it.
pub(super) fn mail_address(email: &str, subject: &str, text: &str) -> Option<String> {
    let encoded = |text: &str| utf8_percent_encode(&plain_blanks(text), NON_ALPHANUMERIC).to_string();
    // Lines of a message end like this.
    let body = text.replace('\n', "\r\n");
    (!email.is_empty()).then(|| format!("mailto:{email}?subject={}&body={}", encoded(subject), encoded(&body)))
}

const fn place_words(device: Device) -> Word {
    match device {
        Device::App => w::WRONG_STEP_PHONE,
        Device::Computer => w::WRONG_STEP_COMPUTER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::{persons, services};
    use crate::grammar::addresses::{AccountAddress, GuideAddress};
    use crate::kit::testing::TestFolder;

    const TRAINING: GuideAddress<'static> = GuideAddress { person: "p1", account: "linkedin", guide: "ai-training" };

    fn begun() -> TestFolder {
        let mut folder = TestFolder::empty();
        let inputs = [("name", "Persona"), ("country", "LI")];
        folder.done(&inputs, |context| persons::perform(context, persons::paths::Command::Help));
        let begin = persons::paths::Command::Begin { person: Some("p1"), service: "linkedin" };
        folder.done(&[], |context| persons::perform(context, begin));
        let account = AccountAddress { person: "p1", account: "linkedin" };
        let name = services::paths::Command::NameAccount(account);
        folder.done(&[("name", "Nickname")], |context| services::perform(context, name));
        folder
    }

    fn reports(folder: &TestFolder) -> Vec<String> {
        let snapshot = folder.snapshot();
        let guide = snapshot.guide(TRAINING).unwrap();
        let steps = [Device::App, Device::Computer].into_iter().flat_map(|device| {
            (1..)
                .map(move |number| Some((device, number)))
                .take(path_on(&guide, device).map_or(0, |path| path.steps.len()))
        });
        steps.chain([None]).map(|step| report_text(&snapshot, &guide, step).unwrap()).collect()
    }

    #[test]
    fn a_report_names_service_guide_step_label_day_version_language_and_region() {
        let folder = begun();
        let reports = reports(&folder);
        assert!(reports.len() > 4, "{reports:#?}");
        let snapshot = folder.snapshot();
        let guide = snapshot.guide(TRAINING).unwrap();
        let read = snapshot.wording.full_date(guide.account.facts.read_on).alone();
        for report in &reports {
            for part in ["LinkedIn", &guide.words.title, &read, &snapshot.config.app_version, "English", "EU"] {
                assert!(report.contains(part), "{part}: {report}");
            }
            assert!(!report.contains('{'), "{report}");
        }
        let path = path_on(&guide, Device::App).unwrap();
        for (step, report) in path.steps.iter().zip(&reports) {
            assert!(report.contains(&step_text(&snapshot.wording, &guide, path, step)), "{report}");
            if let Some(label) = step.label {
                assert!(report.contains(&format!("\nMenu label: {}\n", guide.account.label(&label))), "{report}");
            }
        }
    }

    #[test]
    fn a_report_says_nothing_about_the_person() {
        let mut folder = begun();
        folder.wait_days(3);
        let today = folder.snapshot().wording.full_date(folder.snapshot().wording.today()).alone();
        for report in reports(&folder) {
            for personal in ["Persona", "Nickname", "Liechtenstein", "LI\n", "p1", "linkedin", &today] {
                assert!(!report.contains(personal), "{personal}: {report}");
            }
        }
    }

    #[test]
    fn a_step_that_the_guide_does_not_have_has_no_report() {
        let folder = begun();
        let snapshot = folder.snapshot();
        let guide = snapshot.guide(TRAINING).unwrap();
        for number in [0, 99] {
            assert!(report_screen(&snapshot, &guide, Some((Device::App, number))).is_none(), "{number}");
        }
    }

    #[test]
    fn a_message_is_offered_only_where_somebody_has_an_address_for_it() {
        assert_eq!(mail_address("", "Subject", "Text"), None);
        assert_eq!(
            mail_address("us@example.org", "A step", "Zwei\nZeilen & mehr").unwrap(),
            "mailto:us@example.org?subject=A%20step&body=Zwei%0D%0AZeilen%20%26%20mehr"
        );
    }
}
