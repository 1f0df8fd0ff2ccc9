//! What a person sends with a letter. Only what they chose is named in it.

use crate::features::requests::paths;
use crate::letters::is_chosen;
use crate::model::Request;
use crate::words::{Word, w};
use widerspruch_domain::letters::Letter;

/// Returns the words of an enclosure: for the choice, and in the letter.
pub(crate) fn enclosure_words(id: &str) -> Option<(Word, Word)> {
    Some(match id {
        "request-copy" => (w::ENCLOSE_REQUEST, w::LETTER_ENCLOSED_REQUEST),
        "answer-copy" => (w::ENCLOSE_ANSWER, w::LETTER_ENCLOSED_ANSWER),
        "proof-of-sending" => (w::ENCLOSE_PROOF, w::LETTER_ENCLOSED_PROOF),
        "screenshots" => (w::ENCLOSE_SCREENSHOTS, w::LETTER_ENCLOSED_SCREENSHOTS),
        _ => return None,
    })
}

/// Returns the names of what the person chose to send with a letter, as the letter lists them.
pub(super) fn chosen_enclosures(request: &Request<'_>, letter: Letter) -> Vec<Word> {
    let chosen = request.text(&paths::enclosures_field(letter));
    let all = paths::ENCLOSURES.iter().filter(|field| is_chosen(chosen, field.name));
    all.filter_map(|field| Some(enclosure_words(field.name)?.1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_enclosure_of_the_form_has_words() {
        assert!(paths::ENCLOSURES.iter().all(|field| enclosure_words(field.name).is_some()));
        assert!(enclosure_words("unknown").is_none());
    }
}
