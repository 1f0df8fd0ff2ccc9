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

/// What the app shows.
const NOTICES: &str = "core/catalogue/notices.json";
/// The same as a text, to give away with a package.
const TEXT: &str = "NOTICES.txt";
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

/// Returns the files with the notices.
pub(crate) fn notices_files(root: &Path) -> Result<Vec<GeneratedFile>, Failure> {
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
    let file = |path: &str, text| GeneratedFile { path: path.to_owned(), text: Some(text) };
    Ok(vec![file(NOTICES, json), file(TEXT, notices_text(&notices))])
}

/// Fails when the committed files are not those that the packages give.
pub(crate) fn check_committed(root: &Path) -> Result<(), Failure> {
    crate::generated::check_generated(root, &notices_files(root)?, "notices")
}

/// Writes the notices as a text: each component with its copyright lines, then each licence once.
fn notices_text(notices: &Notices) -> String {
    let mut text = "The apps of Widerspruch contain software by others. Written by `cargo xtask notices`.\n".to_owned();
    for Component { name, version, platforms, licence, source, copyright, texts } in &notices.components {
        let named = [name.as_str(), version.as_str()].join(" ");
        text.push_str(&format!("\n{} ({})\n", named.trim_end(), platforms.join(", ")));
        text.push_str(&format!("    licence: {licence}, as below: {}\n    source: {source}\n", texts.join(", ")));
        text.extend(copyright.iter().map(|line| format!("    {line}\n")));
    }
    for (id, paragraphs) in &notices.texts {
        text.push_str(&format!("\n\n{}\n{id}\n{}\n", "=".repeat(80), "=".repeat(80)));
        text.extend(paragraphs.iter().map(|paragraph| format!("\n{paragraph}\n")));
    }
    text
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

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn the_text_names_every_component_and_has_each_licence_once() {
        let component = |name: &str, copyright: &[&str]| Component {
            name: name.to_owned(),
            version: "1.2".to_owned(),
            platforms: vec!["android".to_owned()],
            licence: "MIT".to_owned(),
            source: "https://example.org".to_owned(),
            copyright: copyright.iter().map(|line| (*line).to_owned()).collect(),
            texts: vec!["MIT".to_owned()],
        };
        let texts = [("MIT".to_owned(), vec!["Permission is hereby granted.".to_owned()])].into();
        let components = vec![component("one", &["Copyright A"]), component("two", &[])];
        let text = notices_text(&Notices { components, texts });
        assert!(text.contains("\none 1.2 (android)\n    licence: MIT, as below: MIT\n"), "{text}");
        assert!(text.contains("    Copyright A\n") && text.contains("\ntwo 1.2 (android)\n"), "{text}");
        assert_eq!(text.matches("Permission is hereby granted.").count(), 1);
    }
}
