//! The way to a setting: the picture of the switch, the labels to follow, the steps, and the same for another device.

use widerspruch_domain::catalogue::packed::Text;
use widerspruch_domain::catalogue::{
    Certainty, Device, Gesture, PathFacts, SettingFacts, SettingShape, Speaker, StepFacts,
};
use widerspruch_domain::journal::Membership;

use super::kinds::route_to;
use super::paths::{Command, Page};
use crate::boundary::{Icon, Row, Screen, SettingPosition, Tone};
use crate::features::services::paths::Command::ChooseLanguage;
use crate::kit::{Line, ScreenBuilder, Target, fill, firm_claims, guide_route, say, t, warn_of_age};
use crate::model::{Account, Guide, Snapshot, is_phone};
use crate::words::{Value, Word, Wording, w};

/// Adds the setting as a picture, with the meaning of each position. It calls no position right or wrong.
pub(super) fn add_switch_picture(page: &mut ScreenBuilder<'_>, guide: &Guide<'_>) {
    let wording = page.wording();
    let account = guide.account;
    let Some(setting) = &guide.facts.setting else { return };
    // Where no source says what the positions mean, the steps alone say what to do.
    let (Some(on_means), Some(off_means)) = (setting.on_means, setting.off_means) else { return };
    page.head(fill(w::GUIDE_PICTURE, &[("service", &account.service())]));
    let (on_means, off_means) = (account.sentence(&on_means), account.sentence(&off_means));
    let label = setting.label.map_or_else(|| guide.name(wording).to_owned(), |label| account.label(&label));
    let (on, off) = (guide.on(), guide.off());
    let values: [(&str, &dyn Value); 5] =
        [("label", &label), ("on", &on), ("on_means", &on_means), ("off", &off), ("off_means", &off_means)];
    let spoken = wording.f(w::PICTURE_SPOKEN, &values);
    let position = |word: &str, meaning: &str, is_on| SettingPosition {
        word: word.to_owned(),
        meaning: meaning.to_owned(),
        is_on,
    };
    page.row(Row::SettingPicture {
        label,
        text: setting.text.map(|text| account.label(&text)),
        positions: vec![position(&on, on_means, true), position(&off, off_means, false)],
        spoken,
    });
    if setting.label.is_some_and(|label| account.is_reported(&label)) {
        page.word(w::STEP_SIMILAR);
    }
    match who_says(account, setting) {
        Says::Reports => page.word(w::REPORTED_ABOVE),
        Says::Service => {
            let (on, off) = (guide.on(), guide.off());
            page.text(fill(w::GUIDE_SAID, &[("service", &account.service()), ("on", &on), ("off", &off)]));
        }
        Says::Others => {}
    }
    for trap in firm_claims(page.snapshot, account, guide.facts.traps).into_iter().take(2) {
        page.text(say(trap));
    }
}

/// Who says what the positions of a setting mean.
enum Says {
    Reports,
    Service,
    Others,
}

fn who_says(account: Account<'_>, setting: &SettingFacts) -> Says {
    let facts = account.facts;
    let claims = || setting.on_means.iter().chain(&setting.off_means).filter_map(|id| facts.claims.get(id.as_str()));
    if claims().any(|claim| claim.certainty == Certainty::C) {
        return Says::Reports;
    }
    let mut sources = claims().flat_map(|claim| claim.sources);
    let all = account.sources();
    let own = |key: &Text| all.get(key).is_some_and(|source| source.by == Some(Speaker::Company));
    if sources.all(own) { Says::Service } else { Says::Others }
}

/// Adds what helps when something is different: a browser, the other kind of device, the written way, a password,
/// another language.
pub(super) fn add_exceptions(page: &mut ScreenBuilder<'_>, guide: &Guide<'_>, here: Option<&PathFacts>) {
    let wording = page.wording();
    page.head(t(w::GUIDE_EXCEPTIONS));
    if is_phone(wording.platform) {
        add_browser_button(page, guide);
    }
    let (other, title, icon, there) = match device_in_hand(wording) {
        Device::App => (Device::Computer, w::GUIDE_COMPUTER, Icon::Computer, Page::Computer),
        Device::Computer => (Device::App, w::GUIDE_PHONE, Icon::Phone, Page::Phone),
    };
    if here.is_some_and(|path| path.device != other) && path_on(guide, other).is_some() {
        page.line(Line::new(icon, t(title)), Target::Go(&route_to(guide, there)));
    }
    if let Some(path) = here {
        add_trail(page, guide, path, w::GUIDE_TRAIL);
    }
    let member = guide.account.state.membership == Membership::Member;
    if member && guide.link().is_some_and(|link| link.login.may_ask()) {
        page.text(fill(w::GUIDE_PASSWORD, &[("service", &guide.account.service())]));
    }
    if here.is_some_and(|path| path.steps.iter().any(|step| step.label.is_some())) {
        add_languages(page, guide);
    }
}

/// Adds a button that opens the setting in a browser.
pub(super) fn add_browser_button(page: &mut ScreenBuilder<'_>, guide: &Guide<'_>) {
    let open = Command::OpenLink { guide: guide.address(), browser_only: true };
    page.button_like(Tone::Neutral, Some(Icon::Browser), t(w::GUIDE_BROWSER), Target::Do(&open));
}

/// Adds a line for each other language of the menus, which switches path and picture: "My LinkedIn is in English".
pub(super) fn add_languages(page: &mut ScreenBuilder<'_>, guide: &Guide<'_>) {
    let wording = page.wording();
    let account = guide.account;
    let others = account.facts.languages().into_iter().filter(|code| *code != account.language);
    for code in others.filter(|code| wording.catalogue.offers(code)) {
        let name = wording.catalogue.language_name(code);
        let title = wording.f(w::GUIDE_LANGUAGE, &[("service", &account.service()), ("language", &name)]);
        let choose = ChooseLanguage { account: account.address(), language: Some(code) };
        page.line(Line::new(Icon::Language, say(&title)), Target::Do(&choose));
    }
}

/// Returns the kind of device on which the person most likely reads this.
fn device_in_hand(wording: &Wording) -> Device {
    if is_phone(wording.platform) { Device::App } else { Device::Computer }
}

pub(super) fn path_on(guide: &Guide<'_>, device: Device) -> Option<&'static PathFacts> {
    guide.facts.paths.into_iter().find(|path| path.device == device)
}

/// Returns the way on this kind of device, else the only way.
pub(crate) fn path_here(wording: &Wording, guide: &Guide<'_>) -> Option<&'static PathFacts> {
    path_on(guide, device_in_hand(wording)).or(guide.facts.paths.into_iter().next())
}

/// Returns the way in the service's own words; empty for a guide whose steps are sentences.
fn trail_parts(wording: &Wording, guide: &Guide<'_>, path: &PathFacts) -> Vec<String> {
    let mut parts = Vec::new();
    for step in path.steps {
        match step.label {
            _ if step.gesture == Gesture::TapPhoto => parts.push(wording.t(w::STEP_PHOTO).to_owned()),
            Some(label) => parts.push(label_on(guide, path, &label)),
            None => {}
        }
    }
    parts
}

fn add_trail(page: &mut ScreenBuilder<'_>, guide: &Guide<'_>, path: &PathFacts, caption: Word) {
    let wording = page.wording();
    let parts = trail_parts(wording, guide, path);
    if parts.is_empty() {
        return;
    }
    let caption = wording.t(if path.certainty == Certainty::C { w::GUIDE_TRAIL_REPORTED } else { caption });
    let spoken = wording.join(w::JOIN_SENTENCES, [caption, &wording.join(w::JOIN_LIST, &parts)]);
    page.row(Row::Trail { caption: caption.to_owned(), parts, spoken });
}

/// Adds the numbered steps of a way.
pub(super) fn add_steps(page: &mut ScreenBuilder<'_>, guide: &Guide<'_>, path: &PathFacts) {
    let wording = page.wording();
    page.head(t(w::GUIDE_STEPS));
    for (step, number) in path.steps.into_iter().zip(1..) {
        let text = step_text(wording, guide, path, step);
        page.row(Row::Step { number, text });
    }
    if let Some(language) = language_of_names(guide, path) {
        let language = wording.catalogue.language_name(language);
        page.text(fill(w::GUIDE_NAMES_SEEN, &[("language", &language)]));
    }
}

/// Returns the language in which several labels of a way stand instead of that of the menus: a sentence says it once
/// instead of a mark at each.
fn language_of_names(guide: &Guide<'_>, path: &PathFacts) -> Option<&'static str> {
    let mut others = path.steps.iter().filter_map(|step| guide.account.other_language(&step.label?));
    others.next().filter(|_| others.next().is_some())
}

/// Returns a label of a way, with its own mark where it alone stands in another language.
fn label_on(guide: &Guide<'_>, path: &PathFacts, label: &str) -> String {
    match language_of_names(guide, path) {
        Some(_) => guide.account.plain_label(label),
        None => guide.account.label(label),
    }
}

/// Returns the sentence that says to switch off: it names the word that then stands there, where that is known.
fn switch_off_word(guide: &Guide<'_>) -> Word {
    match &guide.facts.setting {
        Some(setting) if setting.off.is_some() => w::STEP_SWITCH_OFF,
        Some(setting) if setting.shape == SettingShape::Box => w::STEP_BOX_OFF,
        _ => w::STEP_SWITCH_OFF_PLAIN,
    }
}

pub(super) fn step_text(wording: &Wording, guide: &Guide<'_>, path: &PathFacts, step: &StepFacts) -> String {
    let word = match (step.gesture, path.device) {
        (Gesture::TapPhoto, _) => w::STEP_TAP_PHOTO,
        (Gesture::Tap, Device::App) => w::STEP_TAP,
        (Gesture::Tap, Device::Computer) => w::STEP_CLICK,
        (Gesture::Find, _) => w::STEP_FIND,
        (Gesture::SwitchOff, _) => switch_off_word(guide),
        (Gesture::Words, _) => {
            let sentence = step.words.and_then(|key| guide.words.steps.get(key.as_str()));
            return sentence.map_or_else(String::new, |sentence| sentence.to_string());
        }
    };
    let label = step.label.map_or_else(String::new, |label| label_on(guide, path, &label));
    let sentence = wording.f(word, &[("label", &label), ("off", &guide.off())]);
    if step.label.is_some_and(|label| guide.account.is_reported(&label)) {
        return wording.join(w::JOIN_SENTENCES, [&*sentence, wording.t(w::STEP_SIMILAR)]);
    }
    sentence
}

/// Returns the screen with the way on the other kind of device.
pub(super) fn elsewhere_screen(snapshot: &Snapshot<'_>, guide: &Guide<'_>, device: Device) -> Screen {
    let wording = &snapshot.wording;
    let (title, back) = match device {
        Device::Computer => (w::GUIDE_COMPUTER, w::COMPUTER_BACK),
        Device::App => (w::GUIDE_PHONE, w::PHONE_BACK),
    };
    let mut page = ScreenBuilder::new(snapshot, Some(&guide_route(guide)), t(title));
    warn_of_age(&mut page, guide.account);
    let path = path_on(guide, device);
    if let Some(path) = path {
        add_trail(&mut page, guide, path, w::GUIDE_TRAIL_THERE);
        add_steps(&mut page, guide, path);
    }
    add_switch_picture(&mut page, guide);
    page.section();
    page.item(t(back), &guide_route(guide));
    add_age(&mut page, guide);
    page.primary(t(w::COMPUTER_SEND), Target::Share(&share_message(wording, guide, path)));
    page.done()
}

/// Writes a message for somebody without the app: the subject, a way in words, the address.
pub(crate) fn share_message(wording: &Wording, guide: &Guide<'_>, path: Option<&PathFacts>) -> String {
    let mut lines = guide.words.share.to_string();
    if let Some(path) = path {
        let parts = trail_parts(wording, guide, path);
        if !parts.is_empty() {
            lines = format!("{lines}\n{}", wording.join(w::JOIN_TRAIL, parts));
        }
        if guide.facts.switches_off() {
            lines = format!("{lines}\n{}", wording.f(switch_off_word(guide), &[("off", &guide.off())]));
        }
    }
    if let Some(link) = guide.link() {
        lines = format!("{lines}\n{}", link.url);
    }
    let read = wording.full_date(guide.account.facts.read_on);
    format!("{lines}\n{}", wording.f(w::SHARE_AS_OF, &[("date", &read)]))
}

/// Adds the small print: how old the guide is, and whether somebody has tried it.
pub(super) fn add_age(page: &mut ScreenBuilder<'_>, guide: &Guide<'_>) {
    let (facts, wording) = (guide.account.facts, page.wording());
    let tried = if facts.tried_on_phone { w::GUIDE_TRIED } else { w::GUIDE_NOT_TRIED };
    let read = wording.f(w::READ_ON, &[("date", &wording.full_date(facts.read_on))]);
    page.foot(say(&wording.join(w::JOIN_SENTENCES, [&*read, wording.t(tried)])));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::persons;
    use crate::grammar::addresses::GuideAddress;
    use crate::kit::testing::TestFolder;

    #[test]
    fn several_labels_in_another_language_are_told_once_and_one_alone_is_marked() {
        let mut folder = TestFolder::empty();
        folder.done(&[], |context| {
            persons::perform(context, persons::paths::Command::Begin { person: None, service: "linkedin" })
        });
        let snapshot = folder.snapshot();
        let address = GuideAddress { person: "p1", account: "linkedin", guide: "ai-training" };
        let known = snapshot.guide(address).unwrap();
        let path = path_on(&known, Device::App).unwrap();
        assert_eq!(language_of_names(&known, path), None);
        let foreign = Guide { account: Account { language: "fr", speaks_it: false, ..known.account }, ..known };
        assert_eq!(language_of_names(&foreign, path), Some("en"));
        assert_eq!(label_on(&foreign, path, "privacy"), "Data privacy");
        let steps = path.steps.iter().filter(|step| step.label.is_none_or(|label| label == "privacy")).cloned();
        let alone = PathFacts { steps: steps.collect::<Vec<_>>().into(), ..path.clone() };
        assert_eq!(label_on(&foreign, &alone, "privacy"), "Data privacy (in English)");
        let screen = elsewhere_screen(&snapshot, &foreign, Device::App);
        let rows = screen.sections.iter().flat_map(|section| &section.rows);
        let said = rows
            .filter(|row| matches!(row, Row::Paragraph { text } if text == "We have seen some names in English only."));
        assert_eq!(said.count(), 1);
    }
}
