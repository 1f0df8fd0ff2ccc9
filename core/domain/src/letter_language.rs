//! The language of a letter, by who reads it (`law.md` §8.5). The language of the app plays no part: a letter to a
//! German authority is in German, whatever the phone speaks. Languages are named by BCP 47 tags.

use crate::authorities::competent_authorities;
use crate::catalogue::packed::Text;
use crate::catalogue::{AuthoritiesFacts, AuthorityFacts};
use crate::law::Region;

/// The language that most readers abroad understand, and that the app always has.
pub const COMMON_LANGUAGE: &str = "en";

/// What speaks for the language of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LanguageReason {
    /// The authority takes complaints in it, by its own word or by two sources.
    AuthorityTakesIt,
    /// It is the authority's own language, as far as is reported.
    AuthorityUsesIt,
    /// The company reads it, as far as is known.
    CompanyReadsIt,
    /// Nothing: the app has no language of the reader.
    NothingBetter,
}

/// A language for a letter, and what speaks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterLanguage<'a> {
    /// Language of the app.
    pub code: &'a str,
    /// What speaks for it.
    pub reason: LanguageReason,
}

/// Returns the language to preset for a complaint to an authority. `known` finds the language of the app for a tag.
pub fn language_to_authority<'a>(
    authority: &AuthorityFacts,
    known: impl Fn(&str) -> Option<&'a str>,
) -> LetterLanguage<'a> {
    let find = |code: &Text| known(&tag(code, &authority.country));
    if let Some(code) = authority.languages.iter().find_map(find) {
        return LetterLanguage { code, reason: LanguageReason::AuthorityTakesIt };
    }
    // What is only reported is preset where it is the authority's own language, and not one that it may take besides.
    let own = authority.reported_languages.first().filter(|_| authority.languages.is_empty());
    if let Some(code) = own.and_then(find) {
        return LetterLanguage { code, reason: LanguageReason::AuthorityUsesIt };
    }
    LetterLanguage { code: common(known), reason: LanguageReason::NothingBetter }
}

/// Returns what speaks for a complaint to an authority in a language of the app.
pub fn reason_at_authority<'a>(
    authority: &AuthorityFacts,
    code: &str,
    known: impl Fn(&str) -> Option<&'a str>,
) -> LanguageReason {
    let is_it = |language: &Text| known(&tag(language, &authority.country)) == Some(code);
    if authority.languages.iter().any(is_it) {
        LanguageReason::AuthorityTakesIt
    } else if authority.languages.is_empty() && authority.reported_languages.first().is_some_and(is_it) {
        LanguageReason::AuthorityUsesIt
    } else {
        LanguageReason::NothingBetter
    }
}

/// Returns the languages in which a letter to a company is safe in a country, the one to preset first. Where the
/// company writes to people in their own language, those of the country's authority come first.
pub fn languages_to_company<'a>(
    facts: &AuthoritiesFacts,
    region: Region,
    country: &str,
    known: impl Fn(&str) -> Option<&'a str>,
) -> Vec<&'a str> {
    let mut wanted = Vec::new();
    if region.company_reads_own_language()
        && let Some((_, authority)) = competent_authorities(facts, country).next()
    {
        let own = authority.languages.iter().chain(authority.reported_languages.iter());
        wanted.extend(own.map(|code| tag(code, country)));
    }
    wanted.extend(region.company_reads().iter().map(|code| tag(code, country)));
    let mut found = Vec::new();
    for code in wanted.iter().filter_map(|tag| known(tag)) {
        if !found.contains(&code) {
            found.push(code);
        }
    }
    if found.is_empty() { vec![common(known)] } else { found }
}

/// Returns the tag of a language as it is written in a country, so that the app's own variant of it is found.
fn tag(code: &str, country: &str) -> String {
    [code, country].join("-")
}

fn common<'a>(known: impl Fn(&str) -> Option<&'a str>) -> &'a str {
    known(COMMON_LANGUAGE).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn facts() -> AuthoritiesFacts {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalogue/authorities/facts.json");
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    }

    /// Finds the language of a tag among some.
    fn among<'a>(codes: &'a [&'a str]) -> impl Fn(&str) -> Option<&'a str> {
        move |tag| codes.iter().copied().find(|code| tag == *code || tag.split('-').next() == Some(*code))
    }

    fn preset(key: &str, codes: &'static [&'static str]) -> (&'static str, LanguageReason) {
        let preset = language_to_authority(facts().authorities.get(key).unwrap(), among(codes));
        (preset.code, preset.reason)
    }

    #[test]
    fn a_complaint_is_in_a_language_that_the_authority_takes() {
        use LanguageReason::{AuthorityTakesIt, NothingBetter};
        for (key, wanted) in [
            ("de-by", ("de", AuthorityTakesIt)),
            ("at", ("de", AuthorityTakesIt)),
            ("be", ("de", AuthorityTakesIt)),
            ("ch", ("de", AuthorityTakesIt)),
            ("lu", ("de", AuthorityTakesIt)),
            ("ie", ("en", AuthorityTakesIt)),
            ("nl", ("en", AuthorityTakesIt)),
            ("ca-qc", ("en", AuthorityTakesIt)),
            ("hk", ("en", AuthorityTakesIt)),
            ("gb", ("en", AuthorityTakesIt)),
            ("fr", ("en", NothingBetter)),
            ("es", ("en", NothingBetter)),
            ("pl", ("en", NothingBetter)),
            // English is only reported there, and Finnish is not there.
            ("fi", ("en", NothingBetter)),
            ("hr", ("en", NothingBetter)),
        ] {
            assert_eq!(preset(key, &["de", "en"]), wanted, "{key}");
        }
    }

    #[test]
    fn a_language_that_is_added_is_found_by_the_facts_alone() {
        use LanguageReason::{AuthorityTakesIt, AuthorityUsesIt};
        const MORE: &[&str] = &["de", "en", "fr", "hr", "zh"];
        for (key, wanted) in [
            ("fr", ("fr", AuthorityTakesIt)),
            ("be", ("fr", AuthorityTakesIt)),
            ("lu", ("fr", AuthorityTakesIt)),
            ("hk", ("zh", AuthorityTakesIt)),
            ("hr", ("hr", AuthorityUsesIt)),
            ("de-by", ("de", AuthorityTakesIt)),
        ] {
            assert_eq!(preset(key, MORE), wanted, "{key}");
        }
    }

    #[test]
    fn a_letter_to_the_company_is_in_a_language_of_the_country_where_the_company_writes_in_it() {
        let to = |country: &str, region: Region, codes| languages_to_company(&facts(), region, country, among(codes));
        const HAVE: &[&str] = &["de", "en"];
        for country in ["DE", "AT", "LI", "LU", "BE"] {
            assert_eq!(to(country, Region::EU, HAVE), ["de", "en"], "{country}");
        }
        assert_eq!(to("CH", Region::CH, HAVE), ["de", "en"]);
        for country in ["FR", "ES", "PL", "IE"] {
            assert_eq!(to(country, Region::EU, HAVE), ["en"], "{country}");
        }
        assert_eq!(to("GB", Region::UK, HAVE), ["en"]);
        assert_eq!(to("CA", Region::CA, &["de", "en", "fr"]), ["en"]);
        assert_eq!(to("HK", Region::HK, &["de", "en", "zh"]), ["en", "zh"]);
        assert_eq!(to("US", Region::ELSEWHERE, HAVE), ["en"]);
    }

    #[test]
    fn what_speaks_for_a_chosen_language_is_known() {
        use LanguageReason::{AuthorityTakesIt, NothingBetter};
        let facts = facts();
        let reason = |key: &str, code: &str| {
            reason_at_authority(facts.authorities.get(key).unwrap(), code, among(&["de", "en"]))
        };
        assert_eq!((reason("de-by", "de"), reason("de-by", "en")), (AuthorityTakesIt, NothingBetter));
        assert_eq!((reason("ch", "en"), reason("fi", "en")), (AuthorityTakesIt, NothingBetter));
    }
}
