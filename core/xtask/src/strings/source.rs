//! Reads and checks the source of the shells' own strings: one JSON file for each language in `core/catalogue/shells`.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::catalogue::language_codes;
use crate::run::{self, Failure};

/// The folder of the source files, each named after its language.
pub(crate) const SOURCE: &str = "core/catalogue/shells";
/// The language for phones whose own is not among ours.
pub(crate) const DEFAULT: &str = "en";

/// The texts by language and key.
pub(super) type Languages = BTreeMap<String, BTreeMap<String, String>>;

/// Reads the texts of all languages; fails when they differ in their keys.
pub(super) fn read_languages(folder: &Path) -> Result<Languages, Failure> {
    let mut sources = BTreeMap::new();
    for language in language_codes(folder)? {
        let text = run::read(&folder.join(format!("{language}.json")))?;
        sources.insert(language, text);
    }
    parse_languages(&sources).map_err(Failure::Found)
}

fn parse_languages(sources: &BTreeMap<String, String>) -> Result<Languages, String> {
    let mut languages = Languages::new();
    for (language, json) in sources {
        let place = |why: String| format!("{SOURCE}/{language}.json: {why}");
        let entries: BTreeMap<String, Value> = serde_json::from_str(json).map_err(|e| place(e.to_string()))?;
        let mut texts = BTreeMap::new();
        for (key, value) in entries {
            match value {
                Value::String(text) => {
                    check_text(&key, &text).map_err(place)?;
                    texts.insert(key, text);
                }
                // Words of the terminal, which has no string resources.
                Value::Object(_) => {}
                _ => return Err(place(format!("`{key}` must be a text"))),
            }
        }
        languages.insert(language.clone(), texts);
    }
    let default = languages.get(DEFAULT).ok_or_else(|| format!("{SOURCE}/{DEFAULT}.json is missing"))?;
    for (language, texts) in &languages {
        let lacking = |from: &BTreeMap<_, _>, to: &BTreeMap<_, _>| from.keys().find(|k| !to.contains_key(*k)).cloned();
        if let Some(key) = lacking(default, texts) {
            return Err(format!("{SOURCE}/{language}.json: `{key}` is missing, {DEFAULT}.json has it"));
        }
        if let Some(key) = lacking(texts, default) {
            return Err(format!("{SOURCE}/{language}.json: `{key}` is not in {DEFAULT}.json"));
        }
    }
    Ok(languages)
}

fn check_text(key: &str, text: &str) -> Result<(), String> {
    // Android makes a constant of the key, and Xcode sorts keys like bytes only without digits and capitals.
    if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
        return Err(format!("`{key}` must be made of a–z and _"));
    }
    if text.trim().is_empty() {
        return Err(format!("`{key}` has no text"));
    }
    match text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
        Some(character) => Err(format!("`{key}` contains the control character {character:?}")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod test {
    use super::*;

    fn parsed(sources: &[(&str, &str)]) -> Result<Languages, String> {
        parse_languages(&sources.iter().map(|(language, json)| ((*language).to_owned(), (*json).to_owned())).collect())
    }

    #[test]
    fn words_of_the_terminal_are_ignored() {
        let languages = parsed(&[("en", r#"{"back": "Back", "terminal": {"quit": "Quit"}}"#)]).unwrap();
        assert_eq!(languages["en"], BTreeMap::from([("back".to_owned(), "Back".to_owned())]));
    }

    #[test]
    fn missing_or_surplus_key_is_refused() {
        let missing = parsed(&[("de", "{}"), ("en", r#"{"back": "Back"}"#)]).unwrap_err();
        assert_eq!(missing, "core/catalogue/shells/de.json: `back` is missing, en.json has it");
        let surplus = parsed(&[("de", r#"{"back": "Zurück"}"#), ("en", "{}")]).unwrap_err();
        assert_eq!(surplus, "core/catalogue/shells/de.json: `back` is not in en.json");
        assert_eq!(parsed(&[("de", "{}")]).unwrap_err(), "core/catalogue/shells/en.json is missing");
    }

    #[test]
    fn invalid_key_or_text_is_refused() {
        let refusal = |json| parsed(&[("en", json)]).unwrap_err();
        assert!(refusal(r#"{"two words": "x"}"#).ends_with("`two words` must be made of a–z and _"));
        assert!(refusal(r#"{"back": 1}"#).ends_with("`back` must be a text"));
        assert!(refusal(r#"{"back": " "}"#).ends_with("`back` has no text"));
        assert!(refusal(r#"{"back": "a\u0007"}"#).ends_with(r"`back` contains the control character '\u{7}'"));
        assert!(refusal("{").contains("core/catalogue/shells/en.json: EOF"));
    }
}
