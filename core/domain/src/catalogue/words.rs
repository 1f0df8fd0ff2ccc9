//! Words: what is said in one language.

use serde::Deserialize;

use super::packed::{List, Table, Text, packed, packed_choice};

/// The words of one guide.
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
    /// What kind of thing it is, in lists: "Formular".
    pub kind: Text,
    /// The nudge, complete: "KI-Training bei LinkedIn: ein Schritt, wenige Minuten."
    pub nudge: Text,
    /// The re-check question; empty where the guide has no re-check. `{passed}` becomes "three months have passed".
    #[serde(default)]
    pub check: Text,
    /// What the answer button says: "Er steht jetzt auf {off}", "Ich habe es abgeschickt".
    pub done: Text,
    /// How the list names it when done: "steht auf {off}", "abgeschickt".
    pub done_state: Text,
    /// What the answer "already so before" says; empty where that makes no sense.
    #[serde(default)]
    pub already: Text,
    /// Sentences of steps with gesture `words`.
    #[serde(default)]
    pub steps: Table<Text>,
    /// What to have ready, in order.
    #[serde(default)]
    pub prepare: List<Text>,
    /// Names of the pages of `more_links`.
    #[serde(default)]
    pub links: Table<Text>,
    /// Short message for somebody without the app: what it is about. Path and address are added by the app.
    pub share: Text,
}

/// `services/<id>/<language>.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceWords {
    /// One sentence on what the service does with the data.
    pub about: Text,
    /// Sentence of every claim that may be shown.
    pub claims: Table<Text>,
    /// Headings of the "why" page, and titles of the pages behind it.
    pub headings: Table<Text>,
    /// What is open, by id.
    pub open_points: Table<Text>,
    /// By guide id.
    pub guides: Table<GuideWords>,
}

/// `regions/<language>.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegionsWords {
    /// By claim id.
    pub claims: Table<Text>,
    /// Country names by code.
    pub countries: Table<Text>,
}

/// `authorities/<language>.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AuthoritiesWords {
    /// By claim id.
    pub claims: Table<Text>,
    /// Names of the Länder by code.
    pub lands: Table<Text>,
}

/// How a language is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ReadingDirection {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

/// `app/<language>.json`: the words of the app itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AppWords {
    /// The language's own name: "Deutsch".
    pub language_name: Text,
    /// How it is read.
    pub direction: ReadingDirection,
    /// Words of which a sentence of certainty C must contain one.
    pub hedges: List<Text>,
    /// Flat keys (`home.title`) → text with `{named}` places.
    pub words: Table<Text>,
}

/// All words of one language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The app itself.
    pub app: AppWords,
    /// Countries and rights.
    pub regions: RegionsWords,
    /// Who supervises where.
    pub authorities: AuthoritiesWords,
    /// By service id.
    pub services: Table<ServiceWords>,
}

packed! {
    GuideWords { title, task, name, kind, nudge, check, done, done_state, already, steps, prepare, links, share }
    ServiceWords { about, claims, headings, open_points, guides }
    RegionsWords { claims, countries }
    AuthoritiesWords { claims, lands }
    AppWords { language_name, direction, hedges, words }
    Words { app, regions, authorities, services }
}

packed_choice! {
    ReadingDirection { Ltr, Rtl }
}
