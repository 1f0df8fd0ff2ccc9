//! What the app says about itself: who publishes it and who checked what, the privacy policy, and what others made of it.

use chrono::NaiveDate;
use serde::Deserialize;

use super::packed::{List, Table, Text, packed};

/// Who publishes the app, and who checked what: `publisher.json`. Whoever publishes fills it in once; what is empty is
/// shown as not yet stated, and `cargo xtask release-check` refuses a release with it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PublisherFacts {
    /// Full name of the person or body that publishes the app.
    pub name: Text,
    /// Postal address, line by line, country last.
    pub address: List<Text>,
    /// E-mail address that somebody reads, and whose messages are not public.
    pub email: Text,
    /// Address of the source code (https).
    pub source: Text,
    /// Who checked what the app says about the law.
    pub law_checked_by: Text,
    /// Day on which that was finished.
    pub law_checked_on: Option<NaiveDate>,
    /// Whether a lawyer has checked it.
    pub lawyer_checked: Option<bool>,
    /// What is to be said about the texts, by language of the app.
    pub texts: Table<TextsFacts>,
}

/// Who checked the texts of a language, and how they came about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TextsFacts {
    /// Who checked every text in this language.
    pub checked_by: Text,
    /// Day on which that was finished.
    pub checked_on: Option<NaiveDate>,
    /// How the texts came about, said in this language.
    pub origin: Text,
}

/// The privacy policy in one language: `privacy/<language>.json`. The pages in `docs` are generated from it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PrivacyWords {
    /// What it is for, and as of which day.
    pub scope: Text,
    /// Its sections, in order.
    pub sections: List<PrivacySection>,
}

/// A section of the privacy policy.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PrivacySection {
    /// Its heading.
    pub heading: Text,
    /// Its paragraphs, in order; one that begins with "- " is a point of a list. `{name}`, `{address}`, `{email}` and
    /// `{source}` become what the publisher states.
    pub text: List<Text>,
}

/// Everything by others that the apps contain: `notices.json`, which `cargo xtask notices` writes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Notices {
    /// Packages and parts of packages, by name.
    pub components: List<Component>,
    /// Licences as paragraphs, each once.
    pub texts: Table<List<Text>>,
}

/// A package by others, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// Its name, which no other component has.
    pub name: Text,
    /// Its version; empty where it has none of its own.
    pub version: Text,
    /// The phones whose app contains it: `android`, `ios`.
    pub platforms: List<Text>,
    /// Its licence, as an expression of SPDX.
    pub licence: Text,
    /// Address of its source.
    pub source: Text,
    /// Who holds the copyright, as its licence says.
    pub copyright: List<Text>,
    /// Keys of the licences' texts.
    pub texts: List<Text>,
}

packed! {
    Notices { components, texts }
    Component { name, version, platforms, licence, source, copyright, texts }
    PublisherFacts { name, address, email, source, law_checked_by, law_checked_on, lawyer_checked, texts }
    TextsFacts { checked_by, checked_on, origin }
    PrivacyWords { scope, sections }
    PrivacySection { heading, text }
}
