//! The checks of how texts read, on what is not built into the app: the texts in the stores. Those of the catalogue are
//! checked when it is packed.

#![allow(clippy::unwrap_used, reason = "a helper of tests fails the test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use widerspruch_domain::catalogue::check::{LanguageTexts, WordFile, check_style};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Returns the texts of the stores by language, with what each language wants of them.
fn store_texts() -> BTreeMap<String, LanguageTexts> {
    let mut languages = BTreeMap::new();
    for store in ["fastlane/metadata/android", "ios/fastlane/metadata"] {
        let folder = Path::new(ROOT).join(store);
        for entry in fs::read_dir(&folder).unwrap().flatten() {
            let name = entry.file_name().into_string().unwrap();
            let language = name.split('-').next().unwrap_or(&name).to_owned();
            let style = Path::new(ROOT).join(format!("core/catalogue/style/{language}.json"));
            let Ok(style) = fs::read_to_string(style) else { continue };
            let texts = languages.entry(language).or_insert_with(|| LanguageTexts {
                style: Some(serde_json::from_str(&style).unwrap()),
                ..LanguageTexts::default()
            });
            add_folder(texts, store, &entry.path(), &format!("{store}/{name}"));
        }
    }
    languages
}

fn add_folder(texts: &mut LanguageTexts, id: &str, folder: &Path, shown: &str) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name().into_string().unwrap());
        if path.is_dir() {
            add_folder(texts, &format!("{id}/{name}"), &path, &format!("{shown}/{name}"));
        } else if name.ends_with(".txt") && !name.ends_with("url.txt") && name != "keywords.txt" {
            // Keywords are what people look for, not what we say.
            let text = serde_json::Value::String(fs::read_to_string(&path).unwrap());
            let file: WordFile = serde_json::from_value(serde_json::json!({ name.clone(): text })).unwrap();
            texts.add(id, &format!("{shown}/{name}"), &file);
        }
    }
}

#[test]
fn texts_of_the_stores_read_as_each_language_wants() {
    let texts = store_texts();
    assert!(texts.values().all(|texts| texts.texts.len() > 5), "the folders of the stores hold texts in each language");
    let said: Vec<String> = check_style(&texts).iter().map(ToString::to_string).collect();
    assert!(said.is_empty(), "{}", said.join("\n"));
}

#[test]
fn a_bad_text_of_a_store_is_refused_by_its_file() {
    let mut texts = store_texts();
    let bad = serde_json::json!({ "title.txt": "Die \"Prüfliste\"" });
    let file = "fastlane/metadata/android/de-DE/title.txt";
    texts.get_mut("de").unwrap().add("fastlane/metadata/android", file, &serde_json::from_value(bad).unwrap());
    let said: Vec<String> = check_style(&texts).iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|said| said.starts_with(file) && said.contains("Checkliste")), "{said:?}");
    assert!(said.iter().any(|said| said.starts_with(file) && said.contains('"')), "{said:?}");
}
