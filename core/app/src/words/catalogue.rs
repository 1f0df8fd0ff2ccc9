//! The catalogue inside the library: the facts, and the words of the language in use. An unpacked block lives as long
//! as the process.

use std::fmt::{Display, Write as _};
use std::sync::OnceLock;

use widerspruch_domain::catalogue::packed::{Packed, Table, Text, unpack};
use widerspruch_domain::catalogue::{
    Facts, LawWords, Notices, PrivacyWords, ReadingDirection, ServiceFacts, ServiceWords, Words,
};
use widerspruch_domain::law::Region;

use crate::boundary::Direction;

/// A text of the app itself, the same in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word(usize);

/// All words of the app; the build makes a constant of each, and an unused constant is a warning.
#[rustfmt::skip]
pub(crate) mod w {
    use super::{Language, Word};
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

#[cfg(feature = "pretend")]
const TESTS_ONLY: &str = widerspruch_domain::catalogue::pretend::PRETEND_LANGUAGE;
#[cfg(not(feature = "pretend"))]
const TESTS_ONLY: &str = "";

static FACTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/facts.bin"));
static NOTICES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/notices.bin"));

/// A language of the app: its code, its own name, its words.
pub(crate) struct Language {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    packed: &'static [u8],
    words: OnceLock<Option<Words>>,
}

impl Language {
    const fn new(code: &'static str, name: &'static str, packed: &'static [u8]) -> Self {
        Self { code, name, packed, words: OnceLock::new() }
    }
}

/// Facts, and the words of one language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Catalogue {
    pub(crate) facts: &'static Facts,
    pub(crate) language: &'static str,
    pub(crate) direction: Direction,
    words: &'static Words,
    texts: Table<Text>,
}

impl Catalogue {
    /// Unpacks the facts and the first language of `wanted` (BCP 47 tags) that the app has, else English. Returns
    /// `None` if the library is damaged.
    pub(crate) fn load<'a>(wanted: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        static UNPACKED: OnceLock<Option<Facts>> = OnceLock::new();
        let language = best_language(wanted);
        let facts = UNPACKED.get_or_init(|| unpack_block(FACTS)).as_ref()?;
        let words = language.words.get_or_init(|| unpack_block(language.packed)).as_ref()?;
        let direction = match words.app.direction {
            ReadingDirection::Ltr => Direction::LeftToRight,
            ReadingDirection::Rtl => Direction::RightToLeft,
        };
        Some(Self { facts, language: language.code, direction, words, texts: words.app.words })
    }

    /// Returns whether `wanted` still leads to the loaded language.
    pub(crate) fn suits<'a>(&self, wanted: impl IntoIterator<Item = &'a str>) -> bool {
        best_language(wanted).code == self.language
    }

    /// Returns the languages to choose from: all, and the one that only tests know where it is in use.
    pub(crate) fn offered_languages(&self) -> impl Iterator<Item = &'static Language> {
        let current = self.language;
        Self::languages().iter().filter(move |language| language.code == current || language.code != TESTS_ONLY)
    }

    /// Returns all languages of the app.
    pub(crate) fn languages() -> &'static [Language] {
        &w::LANGUAGES
    }

    /// Returns the notices of everything by others, which are unpacked when somebody looks at them; `None` if the library
    /// is damaged.
    pub(crate) fn notices() -> Option<&'static Notices> {
        static UNPACKED: OnceLock<Option<Notices>> = OnceLock::new();
        UNPACKED.get_or_init(|| unpack_block(NOTICES)).as_ref()
    }

    /// Returns a text of the app.
    pub(crate) fn text(&self, word: Word) -> &'static str {
        self.texts.iter().as_slice().get(word.0).map_or("", |(_, text)| text.as_str())
    }

    pub(crate) fn service(&self, id: &str) -> Option<(&'static ServiceFacts, &'static ServiceWords)> {
        self.facts.services.get(id).zip(self.words.services.get(id))
    }

    /// Returns the texts of a legal area.
    pub(crate) fn law(&self, region: Region) -> &'static LawWords {
        static NONE: OnceLock<LawWords> = OnceLock::new();
        self.words.law.get(&region).unwrap_or_else(|| NONE.get_or_init(LawWords::default))
    }

    pub(crate) fn right(&self, claim: &str) -> &'static str {
        self.words.regions.claims.get(claim).map_or("", |text| text.as_str())
    }

    /// Returns the sentence of a claim about supervisory authorities.
    pub(crate) fn authority(&self, claim: &str) -> &'static str {
        self.words.authorities.claims.get(claim).map_or("", |text| text.as_str())
    }

    /// Returns the name of a Land.
    pub(crate) fn land(&self, code: &str) -> &'static str {
        self.words.authorities.lands.get(code).map_or("", |text| text.as_str())
    }

    /// Returns the privacy policy.
    pub(crate) fn privacy(&self) -> &'static PrivacyWords {
        &self.words.privacy
    }

    pub(crate) fn country(&self, code: &str) -> &'static str {
        self.words.regions.countries.get(code).map_or("", |text| text.as_str())
    }
}

/// Puts values into the `{named}` places of a text. A place without a value stays.
pub(crate) fn fill_places(text: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else { break };
        match values.iter().find(|(known, _)| *known == name) {
            // Writing to a string cannot fail.
            Some((_, value)) => drop(write!(filled, "{value}")),
            None => filled.extend(["{", name, "}"]),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// Returns the first language of `wanted` (BCP 47 tags) that the app has, else English.
fn best_language<'a>(wanted: impl IntoIterator<Item = &'a str>) -> &'static Language {
    let find = |code: &str| w::LANGUAGES.iter().find(|language| language.code.eq_ignore_ascii_case(code));
    let codes = wanted.into_iter().map(|tag| tag.split(['-', '_']).next().unwrap_or(tag));
    codes.into_iter().find_map(find).or_else(|| find("en")).unwrap_or(&w::LANGUAGES[0])
}

/// Unpacks a block of the library; `None` if it is damaged.
fn unpack_block<T: Packed>(block: &[u8]) -> Option<T> {
    let (length, deflated) = block.split_first_chunk::<4>()?;
    let mut bytes = vec![0; u32::from_le_bytes(*length) as usize];
    let written = miniz_oxide::inflate::decompress_slice_iter_to_slice(&mut bytes, [deflated].into_iter(), false, true);
    (written == Ok(bytes.len())).then(|| unpack(bytes))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_language_is_loaded_with_english_as_fallback() {
        assert_eq!(best_language(["fr-FR", "de-AT"]).code, "de");
        assert_eq!(best_language(["EN_us"]).code, "en");
        assert_eq!(best_language(["ja"]).code, "en");
        assert_eq!(best_language([]).code, "en");
    }

    #[test]
    fn every_language_unpacks() {
        for language in Catalogue::languages() {
            let catalogue = Catalogue::load([language.code]).unwrap();
            assert_eq!(catalogue.language, language.code);
            assert!(catalogue.service("linkedin").is_some());
        }
    }

    #[test]
    fn corrupt_blocks_are_refused() {
        assert!(unpack_block::<Facts>(&[]).is_none());
        assert!(unpack_block::<Facts>(&FACTS[..FACTS.len() / 2]).is_none());
        assert!(unpack_block::<Words>(FACTS).is_none());
    }

    #[test]
    fn places_are_filled_once_and_unknown_places_stay() {
        let values: [(&str, &dyn Display); 2] = [("name", &"{count}"), ("count", &3)];
        assert_eq!(fill_places("{count} for {name}, {other}.", &values), "3 for {count}, {other}.");
    }
}
