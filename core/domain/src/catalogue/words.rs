//! Words, in one language each.

use serde::Deserialize;

use super::about::PrivacyWords;
use super::packed::{List, Table, Text, packed, packed_choice};

/// Words of one guide.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GuideWords {
    /// Title of the screen: "KI-Training: Schalter ausstellen".
    pub title: Text,
    /// The task as a button: "Schalter ausstellen".
    pub task: Text,
    /// Name in lists: "Forschung mit Ihren Daten".
    pub name: Text,
    /// Kind of the guide, in lists: "Formular".
    pub kind: Text,
    /// Complete text of the nudge: "KI-Training bei LinkedIn: ein Schritt, wenige Minuten."
    pub nudge: Text,
    /// Question of the re-check, empty where the guide has no re-check. `{passed}` becomes "three months have passed".
    #[serde(default)]
    pub check: Text,
    /// Button that answers "done": "Er steht jetzt auf {off}", "Ich habe es abgeschickt".
    pub done: Text,
    /// State "done" in lists: "steht auf {off}", "abgeschickt".
    pub done_state: Text,
    /// Button that answers "already so before", empty where that makes no sense.
    #[serde(default)]
    pub already: Text,
    /// Sentences of the steps with the gesture `words`.
    #[serde(default)]
    pub steps: Table<Text>,
    /// Things to have ready, in order.
    #[serde(default)]
    pub prepare: List<Text>,
    /// Names of the pages behind `more_links`.
    #[serde(default)]
    pub links: Table<Text>,
    /// Short message for people without the app that says what the guide is about. The app adds path and address.
    pub share: Text,
}

/// Words of a service: `services/<id>/<language>.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceWords {
    /// Sentence about what the service does with the data.
    pub about: Text,
    /// Sentences of all claims that may be shown, by claim id.
    pub claims: Table<Text>,
    /// Headings of the "why" page, and titles of the pages behind it.
    pub headings: Table<Text>,
    /// Sentences of open points, by id.
    pub open_points: Table<Text>,
    /// Words of guides, by id.
    pub guides: Table<GuideWords>,
}

/// Names of countries and sentences about rights: `regions/<language>.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegionsWords {
    /// Sentences of claims, by claim id.
    pub claims: Table<Text>,
    /// Country names by code.
    pub countries: Table<Text>,
}

/// Words about the supervisory authorities: `authorities/<language>.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AuthoritiesWords {
    /// Sentences of claims, by claim id.
    pub claims: Table<Text>,
    /// Names of the Länder by code.
    pub lands: Table<Text>,
}

/// Reading direction of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ReadingDirection {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// Words of the app itself: `app/<language>.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AppWords {
    /// The language's own name: "Deutsch".
    pub language_name: Text,
    /// Reading direction.
    pub direction: ReadingDirection,
    /// Hedges: a sentence of certainty C must contain at least one of these words.
    pub hedges: List<Text>,
    /// Texts with `{named}` places, by flat key (`home.title`).
    pub words: Table<Text>,
}

/// All words of one language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Words of the app itself.
    pub app: AppWords,
    /// Countries and rights.
    pub regions: RegionsWords,
    /// Supervisory authorities.
    pub authorities: AuthoritiesWords,
    /// Words of services, by id.
    pub services: Table<ServiceWords>,
    /// The privacy policy.
    #[serde(default)]
    pub privacy: PrivacyWords,
}

packed! {
    GuideWords { title, task, name, kind, nudge, check, done, done_state, already, steps, prepare, links, share }
    ServiceWords { about, claims, headings, open_points, guides }
    RegionsWords { claims, countries }
    AuthoritiesWords { claims, lands }
    AppWords { language_name, direction, hedges, words }
    Words { app, regions, authorities, services, privacy }
}

packed_choice! {
    ReadingDirection { Ltr, Rtl }
}
