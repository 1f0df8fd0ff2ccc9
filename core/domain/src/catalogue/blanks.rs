//! Blanks at which no line may break: the one rule that sets them in every text, by patterns of the language.
//!
//! A pattern has one such blank (U+00A0 or U+202F) and says what stands before and after it: `Art.\u{a0}#` for "Art. 21",
//! `#\u{a0}Uhr` for "18 Uhr". `#` is a number, `{month}` any month of the language, `{weekday}` any short weekday;
//! nothing is anything: `\u{a0}:` for a blank before every colon. Texts are written with plain blanks.

use super::words::AppWords;

/// Returns whether a character is a blank at which no line may break.
pub const fn is_bound_blank(letter: char) -> bool {
    matches!(letter, '\u{a0}' | '\u{202f}')
}

/// Returns a text with plain blanks, for comparing and for what is read by machines.
pub fn plain_blanks(text: &str) -> String {
    text.replace(is_bound_blank, " ")
}

/// The patterns of a language.
#[derive(Debug, Clone, Default)]
pub struct BoundBlanks {
    patterns: Vec<Pattern>,
}

/// What stands before and after a blank.
#[derive(Debug, Clone)]
struct Pattern {
    before: String,
    blank: char,
    after: String,
}

/// Places of texts whose values are numbers.
const NUMBERS: [&str; 8] = ["day", "year", "hour", "minute", "count", "number", "whole", "tenth"];

impl BoundBlanks {
    /// Reads the patterns of a language's style; `None` if one has not exactly one blank, which no line breaks.
    pub fn of(patterns: &[String], words: &AppWords) -> Option<Self> {
        let names = |prefix: &str| {
            let all = words.words.iter().filter(|(key, _)| key.strip_prefix(prefix).is_some_and(is_number));
            all.map(|(_, text)| text.text().to_owned()).collect()
        };
        Self::read(patterns, names("month."), names("weekday.short-"))
    }

    /// Reads patterns, with the names of the months and the short names of the weekdays.
    fn read(patterns: &[String], mut months: Vec<String>, mut weekdays: Vec<String>) -> Option<Self> {
        months.push("{month}".to_owned());
        weekdays.push("{weekday}".to_owned());
        let mut all = Vec::new();
        for pattern in patterns {
            let blank = pattern.chars().find(|letter| is_bound_blank(*letter))?;
            let (before, after) = pattern.split_once(blank)?;
            if pattern.contains(' ') || after.contains(is_bound_blank) {
                return None;
            }
            for before in named(before, &months, &weekdays) {
                for after in named(after, &months, &weekdays) {
                    all.push(Pattern { before: before.clone(), blank, after });
                }
            }
        }
        Some(Self { patterns: all })
    }

    /// Returns the patterns of several languages as one, for texts that may be in any of them.
    pub fn of_all<'a>(languages: impl IntoIterator<Item = &'a Self>) -> Self {
        let patterns = languages.into_iter().flat_map(|language| language.patterns.clone());
        Self { patterns: patterns.collect() }
    }

    /// Sets the blanks of a text.
    pub fn bind(&self, text: &str) -> String {
        let mut bound = String::with_capacity(text.len() + 8);
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(' ') {
            bound.push_str(before);
            let pattern = self.patterns.iter().find(|pattern| pattern.fits(&bound, after));
            bound.push(pattern.map_or(' ', |pattern| pattern.blank));
            rest = after;
        }
        bound.push_str(rest);
        bound
    }

    /// Returns whether a text has a plain blank where the rule wants another.
    pub fn finds_plain(&self, text: &str) -> bool {
        self.bind(text) != text
    }
}

impl Pattern {
    fn fits(&self, before: &str, after: &str) -> bool {
        ends_with(before, &self.before) && begins_with(after, &self.after)
    }
}

/// Writes one side of a pattern with each name that it stands for.
fn named(side: &str, months: &[String], weekdays: &[String]) -> Vec<String> {
    for (place, names) in [("{month}", months), ("{weekday}", weekdays)] {
        if side.contains(place) {
            return names.iter().map(|name| side.replace(place, name)).collect();
        }
    }
    vec![side.to_owned()]
}

fn ends_with(text: &str, side: &str) -> bool {
    if let Some((number, mark)) = side.split_once('#') {
        let Some(text) = text.strip_suffix(mark) else { return false };
        let place = text.strip_suffix('}').and_then(|text| text.rsplit_once('{'));
        let is_place = place.is_some_and(|(_, name)| NUMBERS.contains(&name));
        return number.is_empty() && (is_place || text.ends_with(|letter: char| letter.is_ascii_digit()));
    }
    // "Art." is no end of "Start.", but a mark such as "«" may follow anything.
    let whole = |before: &str| !side.starts_with(char::is_alphanumeric) || !before.ends_with(char::is_alphanumeric);
    text.strip_suffix(side).is_some_and(|before| side.is_empty() || whole(before))
}

fn begins_with(text: &str, side: &str) -> bool {
    if let Some(mark) = side.strip_prefix('#') {
        let place = text.strip_prefix('{').and_then(|text| text.split_once('}'));
        if let Some((name, after)) = place {
            return NUMBERS.contains(&name) && after.starts_with(mark);
        }
        let digits = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
        return digits.len() < text.len() && digits.starts_with(mark);
    }
    // "Uhr" is no beginning of "Uhren".
    let whole = |after: &str| !side.ends_with(char::is_alphanumeric) || !after.starts_with(char::is_alphanumeric);
    text.strip_prefix(side).is_some_and(|after| side.is_empty() || whole(after))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blanks(patterns: &[&str]) -> Option<BoundBlanks> {
        let patterns: Vec<String> = patterns.iter().map(|pattern| (*pattern).to_owned()).collect();
        let months = ["März", "November"].map(str::to_owned).to_vec();
        BoundBlanks::read(&patterns, months, vec!["Mi.".to_owned()])
    }

    /// Writes a bound text with `_` for a blank that no line breaks, and `.` kept as it is.
    fn bound(patterns: &[&str], text: &str) -> String {
        blanks(patterns).unwrap().bind(text).replace('\u{a0}', "_").replace('\u{202f}', "-")
    }

    #[test]
    fn citations_dates_hours_and_units_stay_in_one_piece() {
        let german = [
            "Art.\u{a0}#",
            "Abs.\u{a0}#",
            "§\u{a0}#",
            "#\u{a0}Uhr",
            "#.\u{a0}{month}",
            "{weekday},\u{a0}#.",
            "#\u{a0}MB",
        ];
        for (text, wanted) in [
            ("Art. 12 Abs. 3 DSGVO, § 40 BDSG", "Art._12 Abs._3 DSGVO, §_40 BDSG"),
            ("gegen 18 Uhr, gegen {hour} Uhr", "gegen 18_Uhr, gegen {hour}_Uhr"),
            ("am 3. November 2025", "am 3._November 2025"),
            ("{weekday}, {day}. {month} {year}", "{weekday},_{day}._{month} {year}"),
            ("Mi., 23. März; Mittwoch, 23. März", "Mi.,_23._März; Mittwoch, 23._März"),
            ("{whole},{tenth} MB und 10 MB", "{whole},{tenth}_MB und 10_MB"),
            // No part of a longer word, no other place, no other number.
            ("Start. 3 Dinge, 18 Uhren, {name} Uhr, 3 März", "Start. 3 Dinge, 18 Uhren, {name} Uhr, 3 März"),
            ("Art. 12\u{a0}Abs.  3", "Art._12_Abs.  3"),
        ] {
            assert_eq!(bound(&german, text), wanted);
        }
    }

    #[test]
    fn a_language_can_want_other_blanks_beside_its_marks() {
        let french = ["\u{a0}:", "\u{202f}?", "«\u{a0}", "\u{a0}»", "{weekday}\u{a0}#"];
        assert_eq!(bound(&french, "Objet : « Mi. 3 », vraiment ?"), "Objet_: «_Mi._3_», vraiment-?");
        assert!(blanks(&french).unwrap().finds_plain("Objet : a"));
        assert!(!blanks(&french).unwrap().finds_plain("Objet\u{a0}: a"));
        assert_eq!(plain_blanks("Objet\u{a0}: a\u{202f}?"), "Objet : a ?");
    }

    #[test]
    fn a_pattern_without_exactly_one_blank_is_refused() {
        for wrong in ["Art. #", "Art.#", "a\u{a0}b\u{a0}c", "a\u{a0}b c"] {
            assert!(blanks(&[wrong]).is_none(), "{wrong}");
        }
    }
}
