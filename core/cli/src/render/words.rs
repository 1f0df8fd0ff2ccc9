//! The terminal's own words, from the shells' catalogue. All other words come from the core.

use std::fmt::Display;

use serde::Deserialize;

use self::languages::LANGUAGE_FILES;
use crate::render::ascii::to_ascii;

/// Language codes, each with the file of the shells' words in that language.
#[rustfmt::skip]
mod languages {
    include!(concat!(env!("OUT_DIR"), "/languages.rs"));
}

/// All words of the terminal in one language. A test fails on a missing or unknown key; the compiler warns of an unused
/// one.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    /// The language of the words.
    #[serde(skip)]
    pub(crate) language: &'static str,
    pub(crate) key_back: String,
    pub(crate) key_undo: String,
    pub(crate) key_quit: String,
    pub(crate) key_help: String,
    pub(crate) back: String,
    pub(crate) undo: String,
    pub(crate) quit: String,
    pub(crate) help: String,
    pub(crate) read_on: String,
    pub(crate) join_colon: String,
    pub(crate) join_dot: String,
    pub(crate) join_list: String,
    pub(crate) join_sentences: String,
    pub(crate) with_cause: String,
    pub(crate) choice: String,
    pub(crate) go_on: String,
    pub(crate) unreadable: String,
    pub(crate) not_offered: String,
    pub(crate) help_text: String,
    pub(crate) yes: String,
    pub(crate) no: String,
    pub(crate) details: String,
    pub(crate) field_keys: String,
    pub(crate) field_lines: String,
    pub(crate) field_between: String,
    pub(crate) field_date: String,
    pub(crate) field_too_long: String,
    pub(crate) option_which: String,
    pub(crate) option_none: String,
    pub(crate) option_several: String,
    pub(crate) open_address: String,
    pub(crate) open_asked: String,
    pub(crate) open_by_hand: String,
    pub(crate) copy_text: String,
    pub(crate) share_text: String,
    pub(crate) print_text: String,
    pub(crate) mark_text: String,
    pub(crate) save_where: String,
    pub(crate) save_exists: String,
    pub(crate) save_failed: String,
    pub(crate) save_unwritten: String,
    pub(crate) save_done: String,
    pub(crate) pick_which: String,
    pub(crate) pick_types: String,
    pub(crate) pick_unreadable: String,
    pub(crate) pick_too_large: String,
    pub(crate) pick_failed: String,
    pub(crate) pick_by_hand: String,
    pub(crate) no_permission: String,
    pub(crate) no_settings: String,
    pub(crate) how_on: String,
    pub(crate) how_show: String,
    pub(crate) how_do: String,
    pub(crate) how_due: String,
    pub(crate) how_calendar: String,
    pub(crate) how_export: String,
    pub(crate) how_remind: String,
    pub(crate) how_help: String,
    pub(crate) call_next: String,
    pub(crate) call_undo: String,
    pub(crate) call_open: String,
    pub(crate) remind_due: String,
    pub(crate) remind_upcoming: String,
    pub(crate) remind_none: String,
    pub(crate) error_terminal: String,
    pub(crate) folder: String,
    pub(crate) hint_page: String,
    pub(crate) hint_command: String,
    pub(crate) no_home: String,
    pub(crate) nobody: String,
    pub(crate) about: String,
    pub(crate) about_more: String,
    pub(crate) version: String,
    pub(crate) usage: String,
    pub(crate) heading_commands: String,
    pub(crate) heading_options: String,
    pub(crate) heading_arguments: String,
    pub(crate) value_lang: String,
    pub(crate) value_now: String,
    pub(crate) value_data_dir: String,
    pub(crate) value_route: String,
    pub(crate) value_command: String,
    pub(crate) value_field: String,
    pub(crate) value_date: String,
    pub(crate) value_place: String,
    pub(crate) value_country: String,
    pub(crate) value_file: String,
    pub(crate) about_show: String,
    pub(crate) about_do: String,
    pub(crate) about_due: String,
    pub(crate) about_calendar: String,
    pub(crate) value_person: String,
    pub(crate) about_export: String,
    pub(crate) about_remind: String,
    pub(crate) help_lang: String,
    pub(crate) help_now: String,
    pub(crate) help_data_dir: String,
    pub(crate) help_json: String,
    pub(crate) help_help: String,
    pub(crate) help_version: String,
    pub(crate) help_route: String,
    pub(crate) help_command: String,
    pub(crate) help_field: String,
    pub(crate) help_due: String,
    pub(crate) help_date: String,
    pub(crate) help_place: String,
    pub(crate) help_country: String,
    pub(crate) help_extended: String,
    pub(crate) help_file: String,
    pub(crate) help_person: String,
    pub(crate) help_without_grounds: String,
    pub(crate) help_without_pictures: String,
    pub(crate) wrong_argument: String,
    pub(crate) wrong_command: String,
    pub(crate) wrong_missing: String,
    pub(crate) wrong_empty: String,
    pub(crate) wrong_value: String,
    pub(crate) wrong_possible: String,
    pub(crate) wrong_many: String,
    pub(crate) wrong_field: String,
    pub(crate) wrong_input: String,
    pub(crate) wrong_input_of_none: String,
    pub(crate) wrong_repeated: String,
    pub(crate) wrong_now: String,
    pub(crate) wrong_letters: String,
    pub(crate) wrong_call: String,
    pub(crate) wrong_hint: String,
}

#[derive(Debug, Deserialize)]
struct Shells {
    terminal: serde_json::Map<String, serde_json::Value>,
}

impl Words {
    /// Returns the codes of all languages.
    pub(crate) fn languages() -> impl Iterator<Item = &'static str> {
        LANGUAGE_FILES.iter().map(|(language, _)| *language)
    }

    /// Returns the words in the first of the wanted languages (BCP 47 tags) that exists, else in English; in ASCII
    /// unless the terminal shows UTF-8.
    pub(crate) fn load(wanted: &[String], utf8: bool) -> Self {
        let find = |tag: &String| {
            let code = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
            LANGUAGE_FILES.iter().find(|(language, _)| *language == code)
        };
        let english = || find(&"en".to_owned());
        let (language, file) = wanted.iter().find_map(find).or_else(english).expect("a test looks for English");
        let mut words = parse_words(file, utf8).expect("a test parses every file");
        words.language = language;
        words
    }

    /// Joins two texts as the language does; `join` is one of its joins.
    pub(crate) fn join(join: &str, first: &str, second: &str) -> String {
        fill_template(join, &[("first", &first), ("second", &second)])
    }

    /// Lists texts as the language does.
    pub(crate) fn list(&self, texts: &[impl AsRef<str>]) -> String {
        let mut texts = texts.iter().map(AsRef::as_ref);
        let first = texts.next().unwrap_or_default().to_owned();
        texts.fold(first, |list, text| Self::join(&self.join_list, &list, text))
    }
}

fn parse_words(file: &str, utf8: bool) -> serde_json::Result<Words> {
    let mut shells: Shells = serde_json::from_str(file)?;
    if !utf8 {
        for word in shells.terminal.values_mut() {
            *word = to_ascii(word.as_str().unwrap_or_default()).into();
        }
    }
    serde_json::from_value(shells.terminal.into())
}

/// Puts values into the `{named}` places of a text.
pub(crate) fn fill_template(text: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else { break };
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => filled.push_str(&value.to_string()),
            None => filled.extend(["{", name, "}"]),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    fn places(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
    }

    #[test]
    fn no_language_lacks_a_key_or_a_named_place() {
        let mut all = LANGUAGE_FILES.iter().map(|(language, file)| {
            let shells: Shells = serde_json::from_str(file).unwrap();
            parse_words(file, true).unwrap_or_else(|error| panic!("{language}: {error}"));
            let words: BTreeMap<String, String> = serde_json::from_value(shells.terminal.into()).unwrap();
            let with_places = |(key, text): (&String, &String)| {
                assert!(!text.is_empty() && text.trim_start() == text, "{language}: {key}");
                (key.clone(), places(text).into_iter().map(str::to_owned).collect::<Vec<_>>())
            };
            words.iter().map(with_places).collect::<BTreeMap<_, _>>()
        });
        let first = all.next().unwrap();
        for other in all {
            assert_eq!(first, other);
        }
    }

    #[test]
    fn keys_of_the_prompt_bar_are_single_letters_without_duplicates() {
        for language in Words::languages() {
            let words = Words::load(&[language.to_owned()], true);
            let keys = [&words.key_back, &words.key_undo, &words.key_quit, &words.key_help];
            assert!(keys.iter().all(|key| key.len() == 1 && !key.starts_with(|c: char| c.is_ascii_digit())));
            assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "{language}");
        }
    }

    #[test]
    fn every_language_of_the_catalogue_is_there_and_a_value_is_filled_in_once() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalogue/shells");
        let files: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(Words::languages().map(str::to_owned).collect::<BTreeSet<_>>(), files);
        let words = Words::load(&["en".to_owned()], true);
        assert_eq!(Words::join(&words.join_list, "{second}", "b"), "{second}, b");
        assert_eq!(words.list(&["a", "b", "c"]), "a, b, c");
    }

    #[test]
    fn unknown_language_falls_back_to_the_next_and_to_english() {
        let load = |tags: &[&str]| Words::load(&tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>(), true);
        assert_eq!(load(&["fr-FR", "de-AT", "en"]).language, "de");
        assert_eq!(load(&["ja"]).language, "en");
        assert_eq!(load(&[]).language, "en");
    }

    #[test]
    fn no_word_loses_a_letter_in_ascii() {
        for language in Words::languages() {
            let words = format!("{:?}", Words::load(&[language.to_owned()], false));
            assert!(words.is_ascii(), "{words}");
            let known = format!("{:?}", Words::load(&[language.to_owned()], true));
            assert_eq!(words.matches('?').count(), known.matches('?').count(), "{language}: a sign has no ASCII");
        }
    }
}
