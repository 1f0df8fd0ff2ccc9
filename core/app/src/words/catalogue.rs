//! The catalogue inside the library: the facts, and the words of the language in use. An unpacked block lives as long
//! as the process.

use std::sync::OnceLock;

use widerspruch_domain::catalogue::packed::{BuildKey, List, Table, Text, unpack, unpack_sharing_keys};
use widerspruch_domain::catalogue::{
    DateWords, Facts, LawWords, Message, Notices, PrivacyWords, ReadingDirection, ServiceFacts, ServiceWords, Words,
};
use widerspruch_domain::law::Region;
use widerspruch_domain::plural::PluralForms;

use super::places::{ServiceName, Value, fill_isolated, fill_places};
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
const TESTS_ONLY: &str = widerspruch_domain::pretend::PRETEND_LANGUAGE;
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
    texts: Table<Message, BuildKey>,
    plurals: PluralForms,
}

impl Catalogue {
    /// Unpacks the facts and the first language of `wanted` (BCP 47 tags) that the app has, else English. Returns
    /// `None` if the library is damaged.
    pub(crate) fn load<'a>(wanted: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        static UNPACKED: OnceLock<Option<(Facts, List<Text>)>> = OnceLock::new();
        let language = best_language(wanted);
        let (facts, keys) = UNPACKED.get_or_init(|| unpack(inflate(FACTS)?)).as_ref()?;
        let words = language.words.get_or_init(|| unpack_sharing_keys(inflate(language.packed)?, *keys)).as_ref()?;
        let direction = match words.app.direction {
            ReadingDirection::Ltr => Direction::LeftToRight,
            ReadingDirection::Rtl => Direction::RightToLeft,
        };
        let plurals = PluralForms::of(language.code)?;
        Some(Self { facts, language: language.code, direction, words, texts: words.app.words, plurals })
    }

    /// Returns whether `wanted` still leads to the loaded language.
    pub(crate) fn suits<'a>(&self, wanted: impl IntoIterator<Item = &'a str>) -> bool {
        best_language(wanted).code == self.language
    }

    /// Returns the languages to choose from: all, and the one that only tests know where it is in use.
    pub(crate) fn offered_languages(&self) -> impl Iterator<Item = &'static Language> {
        Self::languages().iter().filter(|language| self.offers(language.code))
    }

    /// Returns whether a language is one to choose: the one that only tests know is, where it is in use.
    pub(crate) fn offers(&self, code: &str) -> bool {
        code == self.language || code != TESTS_ONLY
    }

    /// Returns the catalogue with the words of another language of the app; the facts are the same. Both can be in use at
    /// once, as in a letter that is not in the language of the screen.
    pub(crate) fn in_language(self, code: &str) -> Self {
        if code == self.language { self } else { Self::load([code]).unwrap_or(self) }
    }

    /// Returns the language of the app for a BCP 47 tag, if it has one.
    pub(crate) fn known_language(tag: &str) -> Option<&'static str> {
        let codes: Vec<&'static str> = w::LANGUAGES.iter().map(|language| language.code).collect();
        best_code([tag], &codes)
    }

    /// Returns all languages of the app.
    pub(crate) fn languages() -> &'static [Language] {
        &w::LANGUAGES
    }

    /// Returns the notices of everything by others, which are unpacked when somebody looks at them; `None` if the library
    /// is damaged.
    pub(crate) fn notices() -> Option<&'static Notices> {
        static UNPACKED: OnceLock<Option<Notices>> = OnceLock::new();
        UNPACKED.get_or_init(|| unpack(inflate(NOTICES)?)).as_ref()
    }

    /// Returns the catalogue with other words for dates, as another language would have them.
    #[cfg(test)]
    pub(crate) fn with_dates(self, dates: DateWords, texts: &[(Word, &str)]) -> Self {
        let other = |index: usize| texts.iter().find(|(word, _)| word.0 == index).map(|(_, text)| (*text).to_owned());
        let texts =
            self.texts.iter().enumerate().map(|(at, (key, text))| (*key, other(at).map_or(*text, Message::from)));
        let mut words = self.words.clone();
        words.app.dates = dates;
        Self { words: Box::leak(Box::new(words)), texts: texts.collect(), ..self }
    }

    /// Returns the catalogue with other services, companies and shared sources, and what it says about them.
    #[cfg(test)]
    pub(crate) fn with_services(self, facts: Facts, words: impl FnOnce(Words) -> Words) -> Self {
        let mut words = words(self.words.clone());
        widerspruch_domain::catalogue::say_common(&mut words, &facts);
        Self { facts: Box::leak(Box::new(facts)), words: Box::leak(Box::new(words)), ..self }
    }

    /// Returns spellings and forms of dates.
    pub(crate) const fn dates(&self) -> &'static DateWords {
        &self.words.app.dates
    }

    /// Returns a text of the app that depends on no number.
    pub(crate) fn text(&self, word: Word) -> &'static str {
        self.message(word).map_or("", Message::text)
    }

    /// Returns the form of a text for a number.
    pub(crate) fn text_for(&self, word: Word, count: usize) -> &'static str {
        self.message(word).map_or("", |message| message.form(self.plurals.category(count)))
    }

    fn message(&self, word: Word) -> Option<Message> {
        self.texts.iter().as_slice().get(word.0).map(|(_, message)| *message)
    }

    /// Puts values into the `{named}` places of a text in this language. Each value that stands in a text from right to
    /// left is isolated from it: a name or a date in Latin letters would be torn apart there, and change its neighbours.
    pub(crate) fn fill(&self, text: &str, values: &[(&str, &dyn Value)]) -> String {
        if self.direction == Direction::RightToLeft { fill_isolated(text, values) } else { fill_places(text, values) }
    }

    /// Finds a service by its id, or by one that it had before.
    pub(crate) fn service(&self, id: &str) -> Option<(&'static ServiceFacts, &'static ServiceWords)> {
        let facts = self.facts.service(id)?;
        Some((facts, self.words.services.get(facts.id.as_str())?))
    }

    /// Returns the texts of a legal area.
    pub(crate) fn law(&self, region: Region) -> &'static LawWords {
        static NONE: OnceLock<LawWords> = OnceLock::new();
        self.words.law.get(&region).unwrap_or_else(|| NONE.get_or_init(LawWords::default))
    }

    /// Returns the name of a service, with the forms that the language has of it.
    pub(crate) fn service_name(&self, service: &ServiceFacts) -> ServiceName {
        let words = self.words.services.get(service.id.as_str());
        ServiceName { name: service.name, forms: words.map_or(Table::default(), |words| words.names) }
    }

    pub(crate) fn right(&self, claim: &str) -> &'static str {
        self.words.regions.claims.get(claim).map_or("", |text| text.as_str())
    }

    /// Returns the sentence of a claim about supervisory authorities.
    pub(crate) fn authority(&self, claim: &str) -> &'static str {
        self.words.authorities.claims.get(claim).map_or("", |text| text.as_str())
    }

    /// Returns the codes of the countries in the order of their names; "elsewhere" comes last.
    pub(crate) const fn sorted_countries(&self) -> List<Text> {
        self.words.regions.order
    }

    /// Returns the codes of the Länder in the order of their names.
    pub(crate) const fn sorted_lands(&self) -> List<Text> {
        self.words.authorities.order
    }

    /// Returns the name of a language as it stands in a sentence; without one, the name that it gives itself.
    pub(crate) fn language_name<'a>(&self, code: &'a str) -> &'a str {
        self.words.app.languages.get(code).map_or_else(|| self.own_name(code), |name| name.as_str())
    }

    /// Returns the name that a language gives itself; for one that the app does not have, the name in a sentence.
    pub(crate) fn own_name<'a>(&self, code: &'a str) -> &'a str {
        let own = Self::languages().iter().find(|language| language.code == code).map(|language| language.name);
        own.or_else(|| self.words.app.languages.get(code).map(|name| name.as_str())).unwrap_or(code)
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

/// Returns the first language of `wanted` (BCP 47 tags) that the app has, else English.
fn best_language<'a>(wanted: impl IntoIterator<Item = &'a str>) -> &'static Language {
    let find = |code: &str| w::LANGUAGES.iter().find(|language| language.code == code);
    let codes: Vec<&str> = w::LANGUAGES.iter().map(|language| language.code).collect();
    best_code(wanted, &codes).and_then(find).or_else(|| find("en")).unwrap_or(&w::LANGUAGES[0])
}

/// Returns the first code of `wanted` (BCP 47 tags) that is `known`: the whole tag, then without its last part, and so on.
fn best_code<'a, 'k>(wanted: impl IntoIterator<Item = &'a str>, known: &[&'k str]) -> Option<&'k str> {
    let find = |tag: &str| known.iter().copied().find(|code| code.eq_ignore_ascii_case(tag));
    wanted.into_iter().find_map(|tag| {
        let tag = tag.replace('_', "-");
        let mut shorter = tag.as_str();
        loop {
            if let Some(code) = find(shorter) {
                return Some(code);
            }
            match shorter.rsplit_once('-') {
                Some((rest, _)) => shorter = rest,
                None => return related_codes(&tag).iter().find_map(|code| find(code)),
            }
        }
    })
}

/// Returns the codes of what somebody reads as well who wants a language that the app does not have.
fn related_codes(tag: &str) -> &'static [&'static str] {
    let tag = tag.to_ascii_lowercase();
    match tag.split('-').next().unwrap_or_default() {
        // Whoever reads either Norwegian reads the one that most are written in.
        "no" | "nn" => &["nb"],
        // Portuguese of no country is that of Brazil; outside of Brazil it is written as in Portugal.
        "pt" if tag == "pt" || tag.starts_with("pt-br") => &["pt-BR", "pt-PT"],
        "pt" => &["pt-PT", "pt-BR"],
        _ => &[],
    }
}

/// Inflates a block of the library; `None` if it is damaged.
fn inflate(block: &[u8]) -> Option<Vec<u8>> {
    let (length, deflated) = block.split_first_chunk::<4>()?;
    let mut bytes = vec![0; u32::from_le_bytes(*length) as usize];
    let written = miniz_oxide::inflate::decompress_slice_iter_to_slice(&mut bytes, [deflated].into_iter(), false, true);
    (written == Ok(bytes.len())).then_some(bytes)
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
    fn the_whole_tag_comes_before_the_language_alone() {
        let known = ["de", "en", "nb", "pt", "pt-BR", "zh-Hant"];
        for (wanted, code) in [
            ("pt-BR", Some("pt-BR")),
            ("pt_br", Some("pt-BR")),
            ("pt-PT", Some("pt")),
            ("pt", Some("pt")),
            ("zh-Hant-HK", Some("zh-Hant")),
            ("zh-Hans", None),
            ("no", Some("nb")),
            ("nn-NO", Some("nb")),
            ("de-CH-1996", Some("de")),
            ("", None),
        ] {
            assert_eq!(best_code([wanted], &known), code, "{wanted}");
        }
        assert_eq!(best_code(["fr", "no"], &known), Some("nb"));
        assert_eq!(best_code(["no"], &["en", "nn"]), None);
        let both = ["en", "pt-BR", "pt-PT"];
        for (wanted, code) in [("pt", "pt-BR"), ("pt-AO", "pt-PT"), ("pt-br", "pt-BR"), ("pt-PT", "pt-PT")] {
            assert_eq!(best_code([wanted], &both), Some(code), "{wanted}");
        }
        for wanted in ["pt", "pt-AO", "pt-BR", "pt-PT"] {
            for only in ["pt-BR", "pt-PT"] {
                assert_eq!(best_code([wanted], &["en", only]), Some(only), "{wanted}");
            }
        }
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
        assert!(inflate(&[]).is_none());
        assert!(inflate(&FACTS[..FACTS.len() / 2]).is_none());
        assert!(unpack::<Words>(inflate(FACTS).unwrap()).is_none());
        let words = inflate(Catalogue::languages()[0].packed).unwrap();
        assert!(unpack_sharing_keys::<Words>(words, List::default()).is_none());
    }
}
