//! Files of the catalogue that several commands read: what the publisher states, and which languages there are.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::run::{self, Failure};

/// What the maintainer fills in once.
pub(crate) const PUBLISHER: &str = "core/catalogue/publisher.json";

/// What the publisher states. A field that is missing is as empty as one without a text.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Publisher {
    pub(crate) name: String,
    pub(crate) address: Vec<String>,
    pub(crate) email: String,
    pub(crate) source: String,
    pub(crate) law_checked_by: String,
    pub(crate) law_checked_on: Option<String>,
    pub(crate) lawyer_checked: Option<bool>,
    pub(crate) texts: BTreeMap<String, Texts>,
}

/// What the publisher states about the texts in one language.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Texts {
    pub(crate) checked_by: String,
    pub(crate) checked_on: Option<String>,
    pub(crate) origin: String,
}

/// Reads what the publisher states; fails where the file has a field that it does not know.
pub(crate) fn read_publisher(root: &Path) -> Result<Publisher, Failure> {
    serde_json::from_str(&run::read(&root.join(PUBLISHER))?)
        .map_err(|error| Failure::Found(format!("{PUBLISHER}: {error}")))
}

/// Reads a file of the catalogue; a fault in it is told with its place.
pub(crate) fn read_json(path: &Path) -> Result<serde_json::Value, Failure> {
    serde_json::from_str(&run::read(path)?).map_err(|error| Failure::Found(format!("{}: {error}", path.display())))
}

/// Returns the names of the folders in a folder, in order.
pub(crate) fn folders(folder: &Path) -> Result<Vec<String>, Failure> {
    let failed = |error| Failure::File { path: folder.to_owned(), error };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if entry.path().is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Returns the codes of the languages that have a file in a folder, in order.
pub(crate) fn language_codes(folder: &Path) -> Result<Vec<String>, Failure> {
    let failed = |error| Failure::File { path: folder.to_owned(), error };
    let mut codes = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
        codes.extend(name.strip_suffix(".json").map(str::to_owned));
    }
    codes.sort();
    Ok(codes)
}
