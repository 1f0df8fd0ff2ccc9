//! The catalogue: facts once, words per language. These types are the truth for the JSON files under `core/catalogue`;
//! unknown fields are refused. [`check`] finds everything else that makes a catalogue invalid.
//!
//! A **claim** is a statement about the world with its certainty and sources; its sentence stands in the words of each
//! language under the same id. **Labels** are the exact words of a service's own menus, by language of the service.

mod about;
pub mod blanks;
pub mod check;
pub mod collation;
mod common;
mod facts;
mod forms;
mod message;
pub mod packed;
mod schema;
mod words;

pub use about::{Component, Notices, PrivacySection, PrivacyWords, PublisherFacts, TextsFacts};
pub use common::say_common;
pub use facts::{
    AccountType, AuthoritiesFacts, AuthorityFacts, Benefit, Certainty, Channel, Claim, CompaniesFacts, Company, Device,
    EVERYWHERE, Event, Facts, Finding, FindingKind, FirstFacts, FirstRow, FormRule, Gesture, GuideFacts, GuideKind,
    Link, Login, MailFacts, NO_AUTHORITY, News, OpenPoint, OtherName, PathFacts, Per, RegionFacts, RegionsFacts,
    Representative, ServiceFacts, SettingFacts, SettingShape, Sort, Source, Sources, Speaker, StepFacts,
    UNKNOWN_AUTHORITY, Way, Who, WhySection,
};
pub use forms::{Form, split_place};
pub use message::Message;
pub use words::{
    AppWords, AuthoritiesWords, CommonWords, CompanyComplaintWords, ComplaintPartWords, ComplaintWords, DateWords,
    DueWords, GuideWords, KindWords, LawWords, PartWords, ReadingDirection, RegionsWords, RequestWords, ServiceWords,
    Words,
};
