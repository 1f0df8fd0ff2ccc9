//! The made-up language is one by its files alone, as any other would be.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use tempfile::TempDir;
use widerspruch_domain::pretend::PRETEND_LANGUAGE;

use crate::support::here;

/// What the build does to the catalogue.
#[path = "../../core/app/build/pretend.rs"]
mod build;

/// Files of code that know of the made-up language: what it is, its plural rule, its files, and that nobody else is
/// offered it.
const KNOWING: [&str; 4] =
    ["app/build/pretend.rs", "app/src/words/catalogue.rs", "domain/src/plural.rs", "domain/src/pretend.rs"];

#[test]
fn a_language_is_added_by_its_files_alone() {
    let (catalogue, additions) = (here("../core/catalogue"), here("pretend/catalogue"));
    let folder = TempDir::new().unwrap();
    let copy = build::pretended_catalogue(&catalogue, &additions, folder.path().join("catalogue"));
    let (before, added, after) = (files(&catalogue), files(&additions), files(&copy));
    let own = format!("{PRETEND_LANGUAGE}.json");
    for (path, bytes) in &after {
        let is_own = path.ends_with(&own);
        assert!(is_own || before.get(path) == Some(bytes) || added.contains_key(path), "{}", path.display());
    }
    let gone: Vec<_> = before.keys().filter(|path| !after.contains_key(*path)).collect();
    assert!(gone.is_empty(), "{gone:?}");
    // A file in every folder where English has one, and nowhere else.
    let folders = |name: &str| -> Vec<&Path> {
        after.keys().filter(|path| path.ends_with(name)).map(|path| path.parent().unwrap()).collect()
    };
    assert_eq!(folders(&own), folders("en.json"));
    assert!(folders(&own).len() > 5);
}

#[test]
fn no_other_code_knows_of_the_made_up_language() {
    let core = files(&here("../core"));
    let knows = |bytes: &[u8]| {
        let code = String::from_utf8_lossy(bytes);
        code.contains("PRETEND_LANGUAGE") || code.contains(&format!("\"{PRETEND_LANGUAGE}\""))
    };
    let code = core.iter().filter(|(path, _)| path.extension().is_some_and(|ending| ending == "rs"));
    let knowing: Vec<&Path> = code.filter(|(_, bytes)| knows(bytes)).map(|(path, _)| path.as_path()).collect();
    assert_eq!(knowing, KNOWING.map(Path::new));
}

/// Returns the files in a folder and below, by their paths in it.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut ways = vec![folder.to_owned()];
    while let Some(way) = ways.pop() {
        for name in names(&way) {
            let path = way.join(name);
            if path.is_dir() {
                ways.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// Returns the names in a folder, for the build's code as well.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Reads a file of the catalogue, for the build's code.
pub(crate) fn read<T: DeserializeOwned>(path: &Path) -> T {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Fails the test where the build's code refuses a file.
pub(crate) fn refuse(path: &Path, why: &str) -> ! {
    panic!("{}: {why}", path.display())
}
