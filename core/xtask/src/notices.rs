//! `cargo xtask notices`: writes down everything by others that the apps contain, with licences and copyright lines, from
//! the files that the packages themselves bring. The app shows the result; what no lock file names is added by hand.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::generated::GeneratedFile;
use crate::run::Failure;

mod component;
mod crates;
mod jars;
mod texts;

use component::Component;

/// The generated file.
const NOTICES: &str = "core/catalogue/notices.json";
/// Components that no lock file names: the standard library, and what lies inside of others.
const BY_HAND: &str = include_str!("notices/by_hand.json");

/// Everything that is shown.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Notices {
    components: Vec<Component>,
    /// Licences as paragraphs, each once, by the names that the components use.
    texts: BTreeMap<String, Vec<String>>,
}

/// Returns the file with the notices.
pub(crate) fn notices_file(root: &Path) -> Result<GeneratedFile, Failure> {
    let mut bodies = texts::Bodies::default();
    let mut components = crates::rust_components(root, &mut bodies)?;
    components.extend(jars::android_components(root, &mut bodies)?);
    components.extend(components_by_hand(&mut bodies)?);
    components.sort_by(|one, other| {
        (one.name.to_lowercase(), &one.version).cmp(&(other.name.to_lowercase(), &other.version))
    });
    if let Some(pair) = components.windows(2).find(|pair| pair[0].name == pair[1].name) {
        return Err(Failure::Found(format!("{} is there twice; the app finds notices by name", pair[0].name)));
    }
    let notices = Notices { components, texts: bodies.into_paragraphs() };
    let mut json = serde_json::to_string_pretty(&notices).expect("texts and lists");
    json.push('\n');
    Ok(GeneratedFile { path: NOTICES.to_owned(), text: Some(json) })
}

/// Fails when the committed file is not the one that the packages give.
pub(crate) fn check_committed(root: &Path) -> Result<(), Failure> {
    crate::generated::check_generated(root, &[notices_file(root)?], "notices")
}

fn components_by_hand(bodies: &mut texts::Bodies) -> Result<Vec<Component>, Failure> {
    let components: Vec<Component> = serde_json::from_str(BY_HAND)
        .map_err(|error| Failure::Found(format!("core/xtask/src/notices/by_hand.json: {error}")))?;
    for component in &components {
        for text in &component.texts {
            bodies.require(text).map_err(|fault| Failure::Found(format!("{}: {fault}", component.name)))?;
        }
    }
    Ok(components)
}
