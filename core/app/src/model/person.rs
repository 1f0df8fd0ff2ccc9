//! A person.

use widerspruch_domain::journal::{HelpAgreement, State};
use widerspruch_domain::law::Region;

use crate::words::{Wording, w};

/// A person, with the region whose law applies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person<'a> {
    pub(crate) id: &'a str,
    pub(crate) state: &'a State,
    /// Country code; empty where it was lost, and the person is asked again.
    pub(crate) country: &'a str,
    pub(crate) region: Region,
}

impl<'a> Person<'a> {
    /// Returns the name of a person who is helped, for titles that say whose something is; `None` for oneself, and for
    /// somebody without a name.
    pub(crate) fn helped_name(&self) -> Option<&'a str> {
        Some(self.state.name.as_str()).filter(|name| self.state.helped && !name.is_empty())
    }

    /// Names a person who is helped at the beginning of a sentence.
    pub(crate) fn name_in_sentences(&self, wording: &Wording) -> &'a str {
        self.helped_name().unwrap_or(wording.t(w::HELPING_PERSON))
    }

    /// Returns whether the entry that says where the person lives was lost.
    pub(crate) const fn is_place_lost(&self) -> bool {
        self.country.is_empty()
    }

    /// Names the country, or says that it is not known any more.
    pub(crate) fn place(&self, wording: &Wording) -> &'static str {
        if self.is_place_lost() { wording.t(w::LOST_PLACE) } else { wording.catalogue.country(self.country) }
    }

    /// Returns the person's name in the app.
    pub(crate) fn name(&self, wording: &Wording) -> String {
        match (self.state.name.as_str(), self.state.helped) {
            ("", false) => wording.t(w::PERSON_ME),
            ("", true) => wording.t(w::PERSON_UNNAMED),
            (name, _) => name,
        }
        .to_owned()
    }
}

/// Says what somebody who is helped said about it.
pub(crate) fn help_words(wording: &Wording, person: Person<'_>, agreement: HelpAgreement) -> String {
    let word = match agreement {
        HelpAgreement::Agreed => w::HELPING_KNOWS,
        HelpAgreement::Unable => w::HELPING_IS_UNABLE,
        HelpAgreement::Represented => w::HELPING_REPRESENTED,
        HelpAgreement::Declined => w::HELPING_HAS_DECLINED,
    };
    wording.f(word, &[("name", &person.name_in_sentences(wording))])
}
