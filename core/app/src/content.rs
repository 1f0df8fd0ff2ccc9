//! The catalogue inside the library: facts once, and the words of the one language in use.

use std::fmt::Display;

use serde::de::DeserializeOwned;
use widerspruch_domain::catalogue::{Facts, ReadingDirection, ServiceFacts, ServiceWords, Words};

use crate::boundary::Direction;

/// A text of the app itself, the same in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word(usize);

/// All words of the app; the build makes a constant of each. One that no screen uses is a warning.
#[rustfmt::skip]
pub(crate) mod w {
    use super::Word;
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

static FACTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/facts.bin"));

/// Facts, and the words of one language.
#[derive(Debug)]
pub(crate) struct Content {
    pub(crate) facts: Facts,
    pub(crate) language: &'static str,
    pub(crate) direction: Direction,
    words: Words,
    texts: Vec<String>,
}

impl Content {
    /// Unpacks the facts and the first of `wanted` (BCP 47 tags) that there is; English where there is none.
    ///
    /// # Errors
    /// Names the block that cannot be unpacked: a damaged library.
    pub(crate) fn load<'a>(wanted: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let (language, words) = best(wanted);
        let mut words: Words = unpack(words)?;
        let texts = std::mem::take(&mut words.app.words).into_values().collect();
        let direction = match words.app.direction {
            ReadingDirection::Ltr => Direction::LeftToRight,
            ReadingDirection::Rtl => Direction::RightToLeft,
        };
        Ok(Self { facts: unpack(FACTS)?, language, direction, words, texts })
    }

    /// Whether `wanted` still leads to the language that is loaded.
    pub(crate) fn suits<'a>(&self, wanted: impl IntoIterator<Item = &'a str>) -> bool {
        best(wanted).0 == self.language
    }

    /// All languages: code and own name.
    pub(crate) fn languages() -> impl Iterator<Item = (&'static str, &'static str)> {
        w::LANGUAGES.iter().map(|(code, name, _)| (*code, *name))
    }

    /// A text.
    pub(crate) fn text(&self, word: Word) -> &str {
        self.texts.get(word.0).map_or("", String::as_str)
    }

    pub(crate) fn service(&self, id: &str) -> Option<(&ServiceFacts, &ServiceWords)> {
        self.facts.services.get(id).zip(self.words.services.get(id))
    }

    pub(crate) fn right(&self, claim: &str) -> &str {
        self.words.regions.claims.get(claim).map_or("", String::as_str)
    }

    pub(crate) fn country(&self, code: &str) -> &str {
        self.words.regions.countries.get(code).map_or("", String::as_str)
    }
}

/// Puts values into `{named}` places.
pub(crate) fn fill(text: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut filled = text.to_owned();
    for (name, value) in values {
        filled = filled.replace(&format!("{{{name}}}"), &value.to_string());
    }
    filled
}

fn best<'a>(wanted: impl IntoIterator<Item = &'a str>) -> (&'static str, &'static [u8]) {
    let find = |code: &str| w::LANGUAGES.iter().find(|(known, _, _)| *known == code);
    wanted
        .into_iter()
        .filter_map(|tag| tag.split(['-', '_']).next())
        .find_map(|code| find(&code.to_ascii_lowercase()))
        .or_else(|| find("en"))
        .or_else(|| w::LANGUAGES.first())
        .map_or(("en", &[]), |(code, _, packed)| (*code, *packed))
}

fn unpack<T: DeserializeOwned>(packed: &[u8]) -> Result<T, String> {
    let (length, deflated) = packed.split_first_chunk::<4>().ok_or("empty block")?;
    let limit = u32::from_le_bytes(*length) as usize;
    let json = miniz_oxide::inflate::decompress_to_vec_with_limit(deflated, limit).map_err(|e| e.to_string())?;
    serde_json::from_slice(&json).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_language_wins_and_english_is_the_fallback() {
        assert_eq!(best(["fr-FR", "de-AT"]).0, "de");
        assert_eq!(best(["EN_us"]).0, "en");
        assert_eq!(best(["ja"]).0, "en");
        assert_eq!(best([]).0, "en");
    }

    #[test]
    fn every_language_unpacks() {
        for (language, _) in Content::languages() {
            let content = Content::load([language]).unwrap();
            assert_eq!(content.language, language);
            assert!(content.service("linkedin").is_some());
        }
    }

    #[test]
    fn damaged_blocks_are_refused_not_trusted() {
        assert!(unpack::<Facts>(&[]).is_err());
        assert!(unpack::<Facts>(&FACTS[..FACTS.len() / 2]).is_err());
    }
}
