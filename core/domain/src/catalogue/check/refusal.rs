//! Why a catalogue is refused.

use std::fmt;

/// Why something is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A word that should be there is not.
    MissingWord,
    /// A word that nothing asks for.
    UnknownWord,
    /// An id that names nothing, or a claim that nobody shows.
    DanglingId,
    /// No source, or for certainty A none with an address.
    Unsourced,
    /// Certainty C without a hedge.
    MissingHedge,
    /// Certainty D, which is never shown, with words.
    ShownD,
    /// A date that is none or stands in the wrong order.
    BadDate,
    /// Not https, or not one of the service's hosts.
    BadLink,
    /// An e-mail address that is none, or that a link could not hold as it is.
    BadAddress,
    /// Something else than lower-case letters, digits and hyphens.
    BadId,
    /// Something else than two capital letters.
    BadCountry,
    /// No country of the regions, or no Land of its country.
    BadPlace,
    /// A person would not know which of several authorities is theirs.
    SeveralCompetent,
    /// Languages disagree on the `{places}` of a text.
    PlaceMismatch,
    /// A region about which nothing is said.
    MissingRegion,
    /// A label that is missing in a language of the service.
    MissingLabel,
    /// A switch guide without its switch.
    MissingSetting,
}

impl Reason {
    fn sentence(self) -> &'static str {
        match self {
            Self::MissingWord => "a text is missing or empty; add it in this language",
            Self::UnknownWord => "nothing asks for this text; remove it or correct its key",
            Self::DanglingId => "this names nothing, or nothing names it; correct the id or remove it",
            Self::Unsourced => "no source (certainty A needs one with an address); add it",
            Self::MissingHedge => "certainty C must be worded as reported; use one of the language's hedges",
            Self::ShownD => "certainty D is never shown; remove the text or find a source",
            Self::BadDate => "this is no date, or a date that cannot be right; write YYYY-MM-DD and check the order",
            Self::BadLink => "links are https and on a host of the service; correct the link or add the host",
            Self::BadCountry => "a country is its two-letter code in capitals",
            Self::BadAddress => {
                "an e-mail address has one @, a domain, and only letters, digits, dots, hyphens, underscores"
            }
            Self::BadId => "ids are lower-case letters, digits and hyphens",
            Self::BadPlace => "this is no country of regions/facts.json, or no Land (ISO 3166-2) of its country",
            Self::SeveralCompetent => "a country has one competent authority, or one for each Land; correct it",
            Self::PlaceMismatch => "the languages have different {places} here; make them the same",
            Self::MissingRegion => "every region must be said something about; add it",
            Self::MissingLabel => "this label is needed in every language of the service, of certainty A to C",
            Self::MissingSetting => "a guide of the kind switch needs its setting",
        }
    }
}

/// One thing that is wrong, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    /// File and place: `services/linkedin/de.json: claims.start`.
    pub place: String,
    /// Why.
    pub reason: Reason,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.reason.sentence())
    }
}

/// Collects what is wrong while a catalogue is checked.
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
