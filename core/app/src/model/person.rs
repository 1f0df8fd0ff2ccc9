//! A person.

use widerspruch_domain::journal::State;
use widerspruch_domain::law::Region;

use crate::words::{Wording, w};

/// A person, with the region whose law applies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person<'a> {
    pub(crate) id: &'a str,
    pub(crate) state: &'a State,
    /// Country code.
    pub(crate) country: &'a str,
    pub(crate) region: Region,
}

impl Person<'_> {
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
