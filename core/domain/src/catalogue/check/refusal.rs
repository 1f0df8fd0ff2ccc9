//! Refusals: what makes a catalogue invalid, and where.

use std::fmt;

/// Reason of a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A text is missing or empty.
    MissingWord,
    /// A text that nothing uses.
    UnknownWord,
    /// An id that names nothing, or a claim, source, link or label that nothing uses.
    DanglingId,
    /// A fact without a source, or of certainty A without a source that has an address.
    Unsourced,
    /// A sentence of certainty C without a hedge.
    MissingHedge,
    /// A language without hedges, or with one that says nothing.
    EmptyHedge,
    /// A sentence for a claim of certainty D, which is never shown.
    ShownD,
    /// A date that does not exist, is out of range or in the wrong order.
    BadDate,
    /// A link without https, or to a host that the service does not list.
    BadLink,
    /// Not an e-mail address, or an address with characters that have to be escaped in a mailto link.
    BadAddress,
    /// An id with other characters than lower-case letters, digits and hyphens, or like that of a further account.
    BadId,
    /// A country code that is not two capital letters.
    BadCountry,
    /// An authority of an unknown country, or of a Land of another country.
    BadPlace,
    /// Several competent authorities for the same place.
    SeveralCompetent,
    /// A form of a date or a name that the app does not know, or that the language has no words for.
    UnknownForm,
    /// A straight mark in a name.
    StraightMark,
    /// A name of a file with other characters than letters without marks, digits and hyphens.
    BadFileName,
    /// A text with other `{places}` in another language.
    PlaceMismatch,
    /// A language whose plural forms the table of the rules does not know.
    UnknownLanguage,
    /// Plural forms that are not exactly those of the language, or a text with forms in one language only.
    WrongForms,
    /// A text with `{count}` that has no plural forms.
    CountWithoutForms,
    /// A plural form that says no number although it stands for several, or lacks another place.
    FormWithoutNumber,
    /// A region without facts.
    MissingRegion,
    /// A key of a region that no legal area has.
    UnknownRegion,
    /// A label without words, or without words in English where no other language stands in; or a setting of which one
    /// position has a label and the other has none.
    MissingLabel,
    /// A step that switches off where there is no setting.
    MissingSetting,
    /// A guide without something that its kind needs, or a service with steps and no page of the company's own.
    MissingField,
    /// A guide with something that its kind must not have.
    FieldOfOtherKind,
    /// More steps than a card may have.
    TooManySteps,
    /// Two ways to one step that share no region.
    WaysApart,
    /// A false alarm of which only the company speaks, or who repeats it.
    OnlyDenied,
    /// A service with neither a step nor a finding nor a company to write to.
    NothingToDo,
    /// A claim of our own that says more than that nothing was read.
    OursIsMore,
    /// A region for which no step says what it does about the past.
    NoEffect,
    /// A text that is too long for its place.
    TooLong,
    /// A card whose facts or words take too much room.
    TooLarge,
    /// Too many or too few words, claims or news.
    WrongLength,
}

impl Reason {
    /// Returns the sentence for the person who writes the catalogue.
    fn sentence(self) -> &'static str {
        match self {
            Self::MissingWord => "a text is missing or empty; add it in this language",
            Self::UnknownWord => "nothing asks for this text; remove it or correct its key",
            Self::DanglingId => "this names nothing, or nothing names it; correct the id or remove it",
            Self::Unsourced => "no source (certainty A needs one with an address); add it",
            Self::MissingHedge => "certainty C must be worded as reported; use one of the language's hedges",
            Self::EmptyHedge => "a hedge is a word of four letters or more, and a language has one; write it",
            Self::ShownD => "certainty D is never shown; remove the text or find a source",
            Self::BadDate => "this is no date, or a date that cannot be right; write YYYY-MM-DD and check the order",
            Self::BadLink => {
                "links are https, without user and port, on a host that is no shortener, and for a service on one of its hosts; correct it"
            }
            Self::BadCountry => "a country is its two-letter code in capitals",
            Self::BadAddress => {
                "an e-mail address has one @, a domain, and only letters, digits, dots, hyphens, underscores"
            }
            Self::BadId => "ids are lower-case letters, digits and hyphens",
            Self::BadPlace => "this is no country of regions/facts.json, or no Land (ISO 3166-2) of its country",
            Self::SeveralCompetent => "a country has one competent authority, or one for each Land; correct it",
            Self::UnknownForm => {
                "the app does not know this form of a date or a name, or its words are missing; add them"
            }
            Self::StraightMark => "a name has the marks of its language, as ’ or “, and no straight ones",
            Self::BadFileName => "the name of a file is letters from a to z, digits and hyphens",
            Self::PlaceMismatch => "the languages have different {places} here; make them the same",
            Self::UnknownLanguage => "no rule for its plural forms; add one to core/domain/src/plural.rs",
            Self::WrongForms => "its plural forms are not exactly those of the language (CLDR, whole numbers)",
            Self::CountWithoutForms => {
                "a text with {count} needs plural forms; a number that no word depends on is {number}"
            }
            Self::FormWithoutNumber => {
                "this plural form stands for several numbers, so it needs {count}, and all other places"
            }
            Self::MissingRegion => "something must be said about this region; add it",
            Self::UnknownRegion => "a region is one of the table of law, or * where the sources speak of everybody",
            Self::MissingLabel => {
                "a label needs words in English, or the card declares its `native` language; a setting has both words or none, and a choice has them"
            }
            Self::MissingSetting => "a step that switches off needs the guide's setting",
            Self::MissingField => "this is needed here; add it",
            Self::FieldOfOtherKind => "a guide of this kind must not have this; remove it or correct the kind",
            Self::TooManySteps => "a card has at most 2 steps, one that tells everything 3; make the others optional",
            Self::OnlyDenied => {
                "a false alarm needs a source by an authority, a court, a consumer organisation or who checks facts; else it is no_proof"
            }
            Self::NothingToDo => "a card has a step, a finding, or a company to write to; else leave the service out",
            Self::OursIsMore => "what is ours says `past-unknown`; everything else has a source",
            Self::NoEffect => {
                "the effect of a step says `future-only`, `new-chats-only`, `past-too` or `past-unknown` in each region"
            }
            Self::TooLong => "this is too long: what it does 90 characters, a claim 130, a name 40",
            Self::WrongLength => {
                "a card has 50 to 120 words and at most 8 claims of its own, a finding 1 to 3 claims, news at most 4"
            }
            Self::TooLarge => {
                "packed by itself a card has at most 900 bytes of facts and 600 of words, all cards 550 and 525 on average; leave something out"
            }
            Self::WaysApart => "ways to one step share a region; give them steps of their own",
        }
    }
}

/// A fault of a catalogue, its place, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    /// File and place in it: `services/linkedin/de.json: claims.start`.
    pub place: String,
    /// Reason of the refusal.
    pub reason: Reason,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.reason.sentence())
    }
}

/// Collects refusals while a catalogue is checked.
#[derive(Default)]
pub(super) struct Refusals(Vec<Refusal>);

impl Refusals {
    pub(super) fn add(&mut self, place: impl Into<String>, reason: Reason) {
        self.0.push(Refusal { place: place.into(), reason });
    }

    pub(super) fn unless(&mut self, right: bool, place: impl FnOnce() -> String, reason: Reason) {
        if !right {
            self.add(place(), reason);
        }
    }

    /// Returns the refusals in order, each once.
    pub(super) fn into_sorted(self) -> Vec<Refusal> {
        let mut refusals = self.0;
        refusals.sort();
        refusals.dedup();
        refusals
    }
}
