//! Finds leaks in the files of a package: hosts that are not on a list, and paths of the machine that built it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

use super::place::Place;
use crate::run::{self, Failure};

/// The folder whose links may be named in a package.
const CATALOGUE: &str = "core/catalogue";

/// Host names that are only identifiers, each with its purpose.
const TECHNICAL: [(&str, &str); 1] = [("schemas.android.com", "the name space of Android's manifest and resources")];

/// The top-level domains by which a name without `://` counts as a host. Those of every country would match words of code.
const ENDINGS: [&str; 11] = ["ai", "app", "cloud", "com", "de", "dev", "eu", "info", "io", "net", "org"];

/// Returns the hosts that a package may name.
pub(crate) fn allowed_hosts(root: &Path) -> Result<BTreeSet<String>, Failure> {
    let mut hosts: BTreeSet<String> = TECHNICAL.iter().map(|(host, _)| (*host).to_owned()).collect();
    let mut waiting = vec![root.join(CATALOGUE)];
    while let Some(folder) = waiting.pop() {
        let failed = |error| Failure::File { path: folder.clone(), error };
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                let text = run::read(&path)?;
                hosts.extend(text.match_indices("https://").map(|(at, found)| host_of_url(&text[at + found.len()..])));
            }
        }
    }
    Ok(hosts)
}

fn host_of_url(rest: &str) -> String {
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-.".contains(c)).unwrap_or(rest.len());
    rest[..end].trim_end_matches('.').to_ascii_lowercase()
}

/// Returns the hosts that a file names.
pub(crate) fn named_hosts(bytes: &[u8]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for text in text_encodings(bytes) {
        let mut start = 0;
        for (index, byte) in text.iter().chain([&0]).enumerate() {
            // An underscore belongs to the word, so that a name of code is not taken for a host.
            if byte.is_ascii_alphanumeric() || b"-._".contains(byte) {
                continue;
            }
            let linked = text[..start].ends_with(b"://");
            let word = std::str::from_utf8(&text[start..index]).unwrap_or_default();
            let word = word.trim_matches(['.', '-']).to_ascii_lowercase();
            if !word.is_empty() && (linked || looks_like_a_host(&word)) {
                found.insert(word);
            }
            start = index + 1;
        }
    }
    found
}

fn looks_like_a_host(word: &str) -> bool {
    let labels: Vec<&str> = word.split('.').collect();
    let named = labels.len() > 1 && ENDINGS.contains(labels.last().unwrap_or(&""));
    let fine =
        |label: &&str| !label.is_empty() && !label.contains('_') && !label.starts_with('-') && !label.ends_with('-');
    named && labels.iter().all(fine) && labels.iter().any(|label| label.len() > 2)
}

/// Paths and names that identify the build machine, each with its meaning.
#[derive(Debug)]
pub(crate) struct Machine(BTreeMap<String, &'static str>);

impl Machine {
    /// Returns those of this machine.
    pub(crate) fn current(place: &Place, sysroot: &Path) -> Self {
        let home = PathBuf::from(env::var_os("HOME").unwrap_or_default());
        let cargo = env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), PathBuf::from);
        let user = ["USER", "LOGNAME"].iter().find_map(|name| env::var(name).ok()).filter(|name| !name.is_empty());
        Self::with_folders(
            &[
                (place.root.clone(), "the folder of the sources"),
                (place.target.clone(), "the folder of the build"),
                (home, "the home folder"),
                (cargo, "cargo's folder"),
                (sysroot.to_owned(), "Rust's folder"),
            ],
            user.as_deref(),
        )
    }

    /// Returns those of a machine with these folders and this user.
    pub(crate) fn with_folders(paths: &[(PathBuf, &'static str)], user: Option<&str>) -> Self {
        let mut names: BTreeMap<String, &'static str> = BTreeMap::new();
        for (path, what) in paths.iter().filter(|(path, _)| path.components().count() > 1) {
            names.entry(path.to_string_lossy().into_owned()).or_insert(what);
        }
        if let Some(user) = user {
            names.entry(format!("/{user}/")).or_insert("the name of the user");
        }
        Self(names)
    }

    /// Finds the paths and names that a file holds.
    pub(crate) fn find(&self, bytes: &[u8]) -> Vec<String> {
        let mut found = BTreeSet::new();
        for text in text_encodings(bytes) {
            for (name, what) in &self.0 {
                if contains_whole_word(&text, name) {
                    found.insert(format!("{name}, {what}"));
                }
            }
        }
        found.into_iter().collect()
    }
}

/// Returns whether a text contains a name as a whole word: the home of anna is no part of that of annabel.
fn contains_whole_word(text: &[u8], name: &str) -> bool {
    let word = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(byte));
    let whole = |at: usize| name.ends_with('/') || !word(text.get(at + name.len()));
    text.windows(name.len()).enumerate().any(|(at, window)| window == name.as_bytes() && whole(at))
}

/// Returns the file read with one byte a letter, and with two from an even and from an odd offset on.
fn text_encodings(bytes: &[u8]) -> [Vec<u8>; 3] {
    let narrow = |skip: usize| -> Vec<u8> {
        let pairs = bytes.get(skip..).unwrap_or_default().chunks_exact(2);
        pairs.map(|pair| if pair[1] == 0 { pair[0] } else { 0 }).collect()
    };
    [bytes.to_vec(), narrow(0), narrow(1)]
}

#[cfg(test)]
mod test {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        named_hosts(text.as_bytes()).into_iter().collect()
    }

    #[test]
    fn hosts_are_found_with_and_without_a_link() {
        assert_eq!(found("see https://Example.org/path, http://localhost:80"), ["example.org", "localhost"]);
        assert_eq!(found("\u{1}tracker.example.com\u{0}x"), ["tracker.example.com"]);
        assert_eq!(found("mail@example.de."), ["example.de"]);
        let wide: Vec<u8> = "\u{5}https://example.net/".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(named_hosts(&wide), BTreeSet::from(["example.net".to_owned()]));
        assert_eq!(named_hosts(&[&[1], &wide[..]].concat()), BTreeSet::from(["example.net".to_owned()]));
    }

    #[test]
    fn qualified_names_of_code_are_not_hosts() {
        assert_eq!(
            found(
                "com.sun.jna.Native kotlin/io/x a.de en.io android.settings.APP_SETTINGS 1.2.3 libc.so ..com x-.org core/str.rs"
            ),
            [""; 0]
        );
    }

    #[test]
    fn hosts_of_the_catalogue_are_allowed() {
        let root = tempfile::tempdir().unwrap();
        run::write(&root.path().join("core/catalogue/a/b.json"), r#"{"url": "https://www.example.eu/x?y"}"#).unwrap();
        run::write(&root.path().join("core/catalogue/LICENSE"), "https://example.org/").unwrap();
        let hosts: Vec<String> = allowed_hosts(root.path()).unwrap().into_iter().collect();
        assert_eq!(hosts, ["schemas.android.com", "www.example.eu"]);
    }

    #[test]
    fn machine_paths_are_found_as_whole_words() {
        // Put together, because the repository names no such path.
        let home = ["", "home", "anna"].join("/");
        let machine = Machine::with_folders(
            &[(PathBuf::from(&home), "the home folder"), (PathBuf::from("/"), "all")],
            Some("anna"),
        );
        let find = |text: &str| machine.find(text.as_bytes());
        assert_eq!(find(&format!("{home}/x")), ["/anna/, the name of the user", &format!("{home}, the home folder")]);
        assert_eq!(find(&home), [format!("{home}, the home folder")]);
        assert_eq!(find(&format!("{home}bel/x /cargo/registry")), [""; 0]);
        let wide: Vec<u8> = home.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(machine.find(&wide), [format!("{home}, the home folder")]);
    }
}
