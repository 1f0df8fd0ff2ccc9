//! A person.

use widerspruch_domain::journal::State;
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

impl Person<'_> {
    /// Returns the name of a person who is helped, for titles that say whose something is; `None` for oneself, and for
    /// somebody without a name.
    pub(crate) fn helped_name(&self) -> Option<&str> {
        Some(self.state.name.as_str()).filter(|name| self.state.helped && !name.is_empty())
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
