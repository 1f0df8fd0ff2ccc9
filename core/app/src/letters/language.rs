//! The language of each letter of a request: as the person chose it, else by who reads it.

use widerspruch_domain::letter_language::{
    LanguageReason, LetterLanguage, language_to_authority, languages_to_company, reason_at_authority,
};
use widerspruch_domain::letters::Letter;

use crate::features::requests::paths;
use crate::model::{Request, Snapshot};
use crate::words::Catalogue;

/// Returns the language in which a letter of a request is written, with what speaks for it.
pub(crate) fn letter_language(
    snapshot: &Snapshot<'_>,
    request: &Request<'_>,
    letter: Letter,
) -> LetterLanguage<'static> {
    let chosen = request.text(&paths::language_field(letter));
    let known = Catalogue::known_language(chosen).filter(|_| !chosen.is_empty());
    match known.filter(|code| is_taken(snapshot, request, letter, code)) {
        Some(code) => LetterLanguage { code, reason: reason(snapshot, request, letter, code) },
        None => preset_language(snapshot, request, letter),
    }
}

/// Returns the language that who reads a letter speaks best for.
pub(crate) fn preset_language(
    snapshot: &Snapshot<'_>,
    request: &Request<'_>,
    letter: Letter,
) -> LetterLanguage<'static> {
    if let Some((_, authority)) = snapshot.authority(request).filter(|_| letter == Letter::Complaint) {
        return language_to_authority(authority, Catalogue::known_language);
    }
    // What follows a letter that was sent is read by those who read that letter.
    let sent = request.state.sent().map(|sent| sent.language.as_str()).filter(|language| !language.is_empty());
    let sent = sent.filter(|_| !matches!(letter, Letter::Form | Letter::Post));
    if let Some(code) = sent.and_then(Catalogue::known_language) {
        return LetterLanguage { code, reason: reason(snapshot, request, letter, code) };
    }
    let code = to_company(snapshot, request).first().copied().unwrap_or(snapshot.wording.catalogue.language);
    LetterLanguage { code, reason: reason(snapshot, request, letter, code) }
}

/// Returns what speaks for a language of the app.
fn reason(snapshot: &Snapshot<'_>, request: &Request<'_>, letter: Letter, code: &str) -> LanguageReason {
    match snapshot.authority(request).filter(|_| letter == Letter::Complaint) {
        Some((_, authority)) => reason_at_authority(authority, code, Catalogue::known_language),
        None if to_company(snapshot, request).contains(&code) => LanguageReason::CompanyReadsIt,
        None => LanguageReason::NothingBetter,
    }
}

/// Returns whether a letter may be written in a language. A form that the law prescribes is in the languages of that law.
fn is_taken(snapshot: &Snapshot<'_>, request: &Request<'_>, letter: Letter, code: &str) -> bool {
    let prescribed = letter == Letter::Form && request.region().asks_by_form(request.state.kind);
    !prescribed || to_company(snapshot, request).contains(&code)
}

fn to_company(snapshot: &Snapshot<'_>, request: &Request<'_>) -> Vec<&'static str> {
    let facts = &snapshot.wording.catalogue.facts.authorities;
    languages_to_company(facts, request.region(), request.country(), Catalogue::known_language)
}

/// Returns the languages in which a letter can be written, in the order in which they are offered.
pub(crate) fn offered_languages(snapshot: &Snapshot<'_>, request: &Request<'_>, letter: Letter) -> Vec<&'static str> {
    let mut all = vec![preset_language(snapshot, request, letter).code];
    all.extend(snapshot.wording.catalogue.offered_languages().map(|language| language.code));
    let mut offered = Vec::new();
    for code in all {
        if !offered.contains(&code) && is_taken(snapshot, request, letter, code) {
            offered.push(code);
        }
    }
    offered
}
