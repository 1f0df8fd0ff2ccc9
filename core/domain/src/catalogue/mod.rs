//! What we know: facts once, words per language. These types are the truth for the JSON files under
//! `core/catalogue`; unknown fields are refused. [`check`] says what else makes a catalogue wrong.
//!
//! A **claim** is one statement about the world with its certainty and sources; its sentence stands in each language's
//! words under the same id. **Labels** are the exact words of a service's own menus, by language of the service.

pub mod check;
mod facts;
pub mod packed;
mod schema;
mod words;

pub use facts::{
    AuthoritiesFacts, AuthorityFacts, Certainty, Claim, Controller, Device, Event, Facts, Gesture, GuideFacts,
    GuideKind, Label, Link, Login, OpenPoint, OtherName, PathFacts, RegionFacts, RegionsFacts, ServiceFacts,
    SettingFacts, Source, StepFacts, WhySection,
};
pub use words::{AppWords, AuthoritiesWords, GuideWords, ReadingDirection, RegionsWords, ServiceWords, Words};
