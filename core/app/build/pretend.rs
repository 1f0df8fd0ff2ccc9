//! The catalogue with what only tests know: a language made from English, and whatever `tests/pretend/catalogue` adds to
//! the files of the same name. The build then goes its ordinary way, so a language is added by its files alone.

use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::{Map, Value};
use widerspruch_domain::pretend::{PRETEND_LANGUAGE, pretend, pretend_form};

use crate::{names, read, refuse};

/// Words that are read by code or name a file, and therefore the same in every language.
const CODES: [&str; 2] = ["hour.clock", "pack.file"];

/// The plural forms of the made-up language.
const FORMS: [&str; 5] = ["one", "two", "few", "many", "other"];

/// Writes a copy of the catalogue to `copy`, with the additions and the made-up language, and returns it. Refuses to do
/// so for a package.
pub(crate) fn pretended_catalogue(catalogue: &Path, additions: &Path, copy: PathBuf) -> PathBuf {
    if env::var("PROFILE").as_deref() == Ok("release") {
        refuse(catalogue, "the feature `pretend` is for tests: no package may have it");
    }
    println!("cargo::rerun-if-changed={}", additions.display());
    if copy.exists() {
        fs::remove_dir_all(&copy).unwrap_or_else(|error| refuse(&copy, &error.to_string()));
    }
    copy_folder(catalogue, &copy);
    add_folder(additions, &copy);
    add_language(&copy);
    copy
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap_or_else(|error| refuse(to, &error.to_string()));
    for name in names(from) {
        let (from, to) = (from.join(&name), to.join(&name));
        if from.is_dir() {
            copy_folder(&from, &to);
        } else {
            fs::copy(&from, &to).unwrap_or_else(|error| refuse(&from, &error.to_string()));
        }
    }
}

/// Adds the fields of each file to those of its namesake: objects field by field, lists at their end.
fn add_folder(from: &Path, to: &Path) {
    for name in names(from) {
        let (from, to) = (from.join(&name), to.join(&name));
        if from.is_dir() {
            fs::create_dir_all(&to).unwrap_or_else(|error| refuse(&to, &error.to_string()));
            add_folder(&from, &to);
        } else if from.extension().is_some_and(|ending| ending == "json") {
            let mut whole = if to.exists() { read(&to) } else { Value::Object(Map::new()) };
            add_value(&mut whole, read(&from));
            write_json(&to, &whole);
        }
    }
}

fn add_value(to: &mut Value, added: Value) {
    match (to, added) {
        (Value::Object(to), Value::Object(added)) => {
            for (key, value) in added {
                add_value(to.entry(key).or_insert(Value::Null), value);
            }
        }
        (Value::Array(to), Value::Array(added)) => to.extend(added),
        (to, added) => *to = added,
    }
}

/// Writes the made-up language beside each file in English.
fn add_language(folder: &Path) {
    for name in names(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            add_language(&path);
        } else if name == "en.json" {
            let mut words: Value = pretended(read(&path));
            if let Some(direction) = words.get_mut("direction") {
                *direction = "rtl".into();
            }
            write_json(&folder.join(format!("{PRETEND_LANGUAGE}.json")), &words);
        }
    }
}

fn pretended(words: Value) -> Value {
    match words {
        Value::String(text) => pretend(&text).into(),
        Value::Array(all) => all.into_iter().map(pretended).collect(),
        // The form for several numbers says its number, which each form of the made-up language needs.
        Value::Object(forms) if is_plural(&forms) => {
            let text = forms["other"].as_str().unwrap_or_default();
            FORMS.into_iter().map(|form| (form.to_owned(), Value::from(pretend_form(text, form)))).collect()
        }
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(key, value)| {
                let is_code = CODES.contains(&key.as_str());
                (key, if is_code { value } else { pretended(value) })
            });
            Value::Object(fields.collect())
        }
        other => other,
    }
}

fn is_plural(fields: &Map<String, Value>) -> bool {
    fields.contains_key("other") && fields.keys().all(|key| key == "one" || key == "other")
}

fn write_json(path: &Path, value: &Value) {
    fs::write(path, value.to_string()).unwrap_or_else(|error| refuse(path, &error.to_string()));
}
