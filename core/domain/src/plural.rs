//! Plural forms of whole numbers by language, as Unicode's CLDR has them. A table of our own: a library costs fifty times
//! its bytes, and a test compares every rule with one.

use serde::Deserialize;

/// A class of numbers that a language says in a form of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum PluralCategory {
    /// Nothing, in some languages; in Latvian 10 and 11 too.
    Zero,
    /// A single thing, in most languages; in many of the east of Europe 21 and 31 too.
    One,
    /// A pair.
    Two,
    /// A few: in many languages 2 to 4.
    Few,
    /// Many: in some languages from 5 on, in others millions only.
    Many,
    /// All other numbers.
    Other,
}

use PluralCategory::{Few, Many, One, Other, Two, Zero};

impl PluralCategory {
    /// All categories, in CLDR's order.
    pub const ALL: [Self; 6] = [Zero, One, Two, Few, Many, Other];
}

/// The plural forms of a language: its categories, and the rule that tells which a number has.
#[derive(Debug, Clone, Copy)]
pub struct PluralForms {
    categories: &'static [PluralCategory],
    category: fn(usize) -> PluralCategory,
}

impl PluralForms {
    /// Returns the forms of a language by its code (BCP 47), as files of the catalogue are called; `None` for a language
    /// that the table does not know.
    pub fn of(language: &str) -> Option<Self> {
        let (categories, category): (&'static [PluralCategory], fn(usize) -> PluralCategory) = match language {
            "bg" | "da" | "de" | "el" | "en" | "et" | "fi" | "hu" | "nb" | "nl" | "sv" | "tr" => {
                (&[One, Other], single)
            }
            "fr" | "pt" | "pt-BR" => (&[One, Many, Other], romance_with_zero),
            "es" | "it" | "pt-PT" => (&[One, Many, Other], romance),
            "cs" | "sk" => (&[One, Few, Other], czech),
            "pl" => (&[One, Few, Many], polish),
            "uk" => (&[One, Few, Many], ukrainian),
            "hr" => (&[One, Few, Other], croatian),
            "sl" => (&[One, Two, Few, Other], slovenian),
            "lt" => (&[One, Few, Other], lithuanian),
            "lv" => (&[Zero, One, Other], latvian),
            "ro" => (&[One, Few, Other], romanian),
            "ga" => (&[One, Two, Few, Many, Other], irish),
            "mt" => (&[One, Two, Few, Many, Other], maltese),
            "ar" => (&[Zero, One, Two, Few, Many, Other], arabic),
            #[cfg(feature = "pretend")]
            crate::pretend::PRETEND_LANGUAGE => (&[One, Two, Few, Many, Other], pretended),
            _ => return None,
        };
        Some(Self { categories, category })
    }

    /// Returns the categories that whole numbers have in this language, in CLDR's order.
    pub const fn categories(self) -> &'static [PluralCategory] {
        self.categories
    }

    /// Returns the category of a number.
    pub fn category(self, number: usize) -> PluralCategory {
        (self.category)(number)
    }

    /// Returns whether a category means one number and no other, so that a sentence may do without the number.
    pub fn is_single_number(self, category: PluralCategory) -> bool {
        // Each rule repeats itself after a hundred, apart from those for millions.
        (0..=300).filter(|number| self.category(*number) == category).count() == 1
    }
}

const fn single(number: usize) -> PluralCategory {
    if number == 1 { One } else { Other }
}

const fn romance(number: usize) -> PluralCategory {
    match number {
        1 => One,
        _ if number != 0 && number.is_multiple_of(1_000_000) => Many,
        _ => Other,
    }
}

const fn romance_with_zero(number: usize) -> PluralCategory {
    if number == 0 { One } else { romance(number) }
}

const fn czech(number: usize) -> PluralCategory {
    match number {
        1 => One,
        2..=4 => Few,
        _ => Other,
    }
}

const fn polish(number: usize) -> PluralCategory {
    match (number % 10, number % 100) {
        _ if number == 1 => One,
        (2..=4, 0..=11 | 15..) => Few,
        _ => Many,
    }
}

const fn ukrainian(number: usize) -> PluralCategory {
    match (number % 10, number % 100) {
        (1, 0..=10 | 12..) => One,
        (2..=4, 0..=11 | 15..) => Few,
        _ => Many,
    }
}

const fn croatian(number: usize) -> PluralCategory {
    match ukrainian(number) {
        Many => Other,
        category => category,
    }
}

const fn slovenian(number: usize) -> PluralCategory {
    match number % 100 {
        1 => One,
        2 => Two,
        3 | 4 => Few,
        _ => Other,
    }
}

const fn lithuanian(number: usize) -> PluralCategory {
    match (number % 10, number % 100) {
        (0, _) | (_, 11..=19) => Other,
        (1, _) => One,
        _ => Few,
    }
}

const fn latvian(number: usize) -> PluralCategory {
    match (number % 10, number % 100) {
        (0, _) | (_, 11..=19) => Zero,
        (1, _) => One,
        _ => Other,
    }
}

const fn romanian(number: usize) -> PluralCategory {
    match number % 100 {
        _ if number == 1 => One,
        _ if number == 0 => Few,
        1..=19 => Few,
        _ => Other,
    }
}

const fn irish(number: usize) -> PluralCategory {
    match number {
        1 => One,
        2 => Two,
        3..=6 => Few,
        7..=10 => Many,
        _ => Other,
    }
}

const fn maltese(number: usize) -> PluralCategory {
    match number % 100 {
        _ if number == 0 => Few,
        _ if number == 1 => One,
        _ if number == 2 => Two,
        3..=10 => Few,
        11..=19 => Many,
        _ => Other,
    }
}

const fn arabic(number: usize) -> PluralCategory {
    match number % 100 {
        _ if number == 0 => Zero,
        _ if number == 1 => One,
        _ if number == 2 => Two,
        3..=10 => Few,
        11.. => Many,
        _ => Other,
    }
}

/// Answers like Arabic without its *zero*, but with the *one* and *two* of Slovenian, where 101 is *one* too.
#[cfg(feature = "pretend")]
const fn pretended(number: usize) -> PluralCategory {
    match number % 100 {
        1 => One,
        2 => Two,
        3..=10 => Few,
        11.. => Many,
        _ => Other,
    }
}

#[cfg(test)]
mod tests {
    use icu_locale_core::Locale;
    use icu_plurals::{PluralCategory as Theirs, PluralRuleType, PluralRules};

    use super::*;

    const LANGUAGES: [&str; 30] = [
        "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt",
        "nb", "nl", "pl", "pt", "pt-BR", "pt-PT", "ro", "sk", "sl", "sv", "tr", "uk",
    ];

    const LARGE: [usize; 12] = [
        10_000,
        100_000,
        100_001,
        1_000_000,
        1_000_001,
        1_000_002,
        1_000_011,
        2_000_000,
        3_000_005,
        1_000_000_000,
        1_000_000_100,
        2_147_483_647,
    ];

    fn theirs(category: Theirs) -> PluralCategory {
        match category {
            Theirs::Zero => Zero,
            Theirs::One => One,
            Theirs::Two => Two,
            Theirs::Few => Few,
            Theirs::Many => Many,
            Theirs::Other => Other,
        }
    }

    #[test]
    fn every_rule_agrees_with_cldr() {
        for language in LANGUAGES {
            let forms = PluralForms::of(language).unwrap_or_else(|| panic!("{language} has no rule"));
            let locale: Locale = language.parse().unwrap();
            let rules = PluralRules::try_new(locale.into(), PluralRuleType::Cardinal.into()).unwrap();
            let mut met = Vec::new();
            for number in (0..=2000).chain(LARGE) {
                let expected = theirs(rules.category_for(number));
                assert_eq!(forms.category(number), expected, "{number} in {language}");
                met.push(expected);
            }
            met.sort();
            met.dedup();
            assert_eq!(forms.categories(), met, "categories of {language}");
        }
    }

    #[test]
    fn a_language_without_a_rule_is_not_known() {
        assert!(PluralForms::of("xx").is_none());
        assert!(PluralForms::of("").is_none());
    }

    #[test]
    fn only_a_category_of_a_single_number_may_do_without_it() {
        let single = |language: &str| {
            let forms = PluralForms::of(language).unwrap();
            let single = forms.categories().iter().filter(|category| forms.is_single_number(**category));
            single.copied().collect::<Vec<_>>()
        };
        assert_eq!(single("de"), [One]);
        assert_eq!(single("pl"), [One]);
        assert_eq!(single("ar"), [Zero, One, Two]);
        for language in ["fr", "hr", "uk", "lt", "lv", "sl"] {
            assert_eq!(single(language), [], "{language}");
        }
    }
}
