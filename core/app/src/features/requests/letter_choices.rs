//! What a person chooses about a letter: its language, and what goes with it. And the letter in the language of the app,
//! to be read beside the one that is sent.

use widerspruch_domain::letter_language::LanguageReason;
use widerspruch_domain::letters::Letter;

use super::paths::{Command, ENCLOSURES, Page, enclosures_field};
use super::status::route_to;
use crate::boundary::{Icon, Row, Screen, Tone};
use crate::kit::{Line, NOTHING, ScreenBuilder, Target, fill, reading_page, say, t};
use crate::letters::{enclosure_words, is_chosen, letter_in, letter_language, offered_languages, preset_language};
use crate::model::{Request, Snapshot};
use crate::words::{Value, Word, w};

/// Returns what speaks for the language of a letter, in words; `to_authority` is where an authority reads it.
const fn reason_words(reason: LanguageReason, to_authority: bool) -> Word {
    match reason {
        LanguageReason::AuthorityTakesIt => w::LETTER_LANGUAGE_AUTHORITY,
        LanguageReason::AuthorityUsesIt => w::LETTER_LANGUAGE_AUTHORITY_OWN,
        LanguageReason::CompanyReadsIt => w::LETTER_LANGUAGE_COMPANY,
        LanguageReason::NothingBetter if to_authority => w::LETTER_LANGUAGE_AUTHORITY_OTHER,
        LanguageReason::NothingBetter => w::LETTER_LANGUAGE_COMPANY_OTHER,
    }
}

/// Returns whether a letter is in another language than the screen.
pub(super) fn is_foreign(snapshot: &Snapshot<'_>, request: &Request<'_>, letter: Letter) -> bool {
    letter_language(snapshot, request, letter).code != snapshot.wording.catalogue.language
}

/// Adds warnings about the language of a letter: whoever reads it may not understand it, and the person's
/// own sentences stay as they are written.
pub(super) fn warn_of_language(page: &mut ScreenBuilder<'_>, request: &Request<'_>, letter: Letter) {
    let (snapshot, catalogue) = (page.snapshot, page.wording().catalogue);
    let language = letter_language(snapshot, request, letter);
    let name = catalogue.language_name(language.code);
    let to_authority = letter == Letter::Complaint;
    if language.reason == LanguageReason::NothingBetter {
        let values: [(&str, &dyn Value); 1] = [("language", &name)];
        page.callout(Tone::Warning, fill(reason_words(language.reason, to_authority), &values));
    }
    let asks = matches!(letter, Letter::Form | Letter::Post);
    if asks && is_foreign(snapshot, request, letter) && has_own_words(request) {
        page.callout(Tone::Info, fill(w::LETTER_LANGUAGE_OWN_WORDS, &[("language", &name)]));
    }
}

fn has_own_words(request: &Request<'_>) -> bool {
    ["grounds", "what"].iter().any(|field| !request.text(field).is_empty())
}

/// Adds the way to the language of a letter, and to the letter in the language of the screen where that is another.
pub(super) fn add_language(page: &mut ScreenBuilder<'_>, request: &Request<'_>, letter: Letter) {
    let (snapshot, catalogue) = (page.snapshot, page.wording().catalogue);
    if is_foreign(snapshot, request, letter) {
        let name = catalogue.language_name(catalogue.language);
        let values: [(&str, &dyn Value); 1] = [("language", &name)];
        page.line(
            Line::new(Icon::Document, fill(w::LETTER_LANGUAGE_READING, &values)),
            Target::Go(&route_to(request, Page::Reading(letter))),
        );
    }
    let name = catalogue.language_name(letter_language(snapshot, request, letter).code);
    let line = Line { detail: say(name), ..Line::new(Icon::Language, t(w::LETTER_LANGUAGE_TITLE)) };
    page.line(line, Target::Go(&route_to(request, Page::Language(letter))));
}

/// Returns the screen on which to choose the language of a letter.
pub(super) fn language_screen(snapshot: &Snapshot<'_>, request: &Request<'_>, letter: Letter) -> Screen {
    let back = route_to(request, Page::Letter(letter));
    let mut page = ScreenBuilder::new(snapshot, Some(&back), t(w::LETTER_LANGUAGE_TITLE));
    page.word(w::LETTER_LANGUAGE_WHY);
    let catalogue = snapshot.wording.catalogue;
    let (used, preset) = (letter_language(snapshot, request, letter), preset_language(snapshot, request, letter));
    let to_authority = letter == Letter::Complaint && snapshot.authority(request).is_some();
    let name = catalogue.language_name(preset.code);
    page.text(fill(reason_words(preset.reason, to_authority), &[("language", &name)]));
    page.answers(NOTHING);
    for code in offered_languages(snapshot, request, letter) {
        let name = catalogue.language_name(code);
        if code == used.code {
            page.status(Tone::Good, Icon::Check, say(name), t(w::LETTER_LANGUAGE_USED));
        } else {
            let choose = Command::ChooseLanguage { request: request.address(), letter, language: code };
            page.button(fill(w::LETTER_LANGUAGE_WRITE, &[("language", &name)]), &choose);
        }
    }
    page.done()
}

/// Returns the screen with a letter in the language of the app; `None` if there is no such letter, or it is written in
/// that language anyway.
pub(super) fn reading_screen(snapshot: &Snapshot<'_>, request: &Request<'_>, letter: Letter) -> Option<Screen> {
    let catalogue = snapshot.wording.catalogue;
    if !is_foreign(snapshot, request, letter) {
        return None;
    }
    let written = letter_in(snapshot, request, letter, snapshot.wording.today(), catalogue.language)?.ok()?;
    Some(reading_page(snapshot, &route_to(request, Page::Letter(letter)), &written))
}

/// Returns the screen on which to choose what goes with a letter.
pub(super) fn enclosures_screen(snapshot: &Snapshot<'_>, request: &Request<'_>, letter: Letter) -> Screen {
    let back = route_to(request, Page::Letter(letter));
    let mut page = ScreenBuilder::new(snapshot, Some(&back), t(w::ENCLOSE_TITLE));
    page.word(w::ENCLOSE_WHY);
    page.section();
    let chosen = request.text(&enclosures_field(letter));
    for field in ENCLOSURES {
        let Some((label, _)) = enclosure_words(field.name) else { continue };
        page.row(Row::Toggle {
            name: field.name.to_owned(),
            label: snapshot.wording.t(label).to_owned(),
            detail: kept(snapshot, request, field.name),
            value: is_chosen(chosen, field.name),
            on_change: None,
        });
    }
    page.foot(t(w::ENCLOSE_NO_ID));
    page.primary(t(w::DRAFT_SAVE), Target::Do(&Command::ChooseEnclosures { request: request.address(), letter }));
    page.done()
}

/// Says what of an enclosure the app itself keeps, so that the person knows where to find it.
fn kept(snapshot: &Snapshot<'_>, request: &Request<'_>, enclosure: &str) -> Option<String> {
    let wording = &snapshot.wording;
    match enclosure {
        "request-copy" if !request.state.wordings.is_empty() => Some(wording.t(w::ENCLOSE_KEPT_WORDING).to_owned()),
        "screenshots" => {
            let all = snapshot.attachments(request.subject());
            let pictures = all.iter().filter(|attachment| attachment.picture.is_some()).count();
            (pictures > 0).then(|| wording.n(w::ENCLOSE_KEPT_PICTURES, pictures, &[]))
        }
        _ => None,
    }
}
