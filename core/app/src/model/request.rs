//! One request, and how it stands.

use widerspruch_domain::due::{DueDate, LegalRequest};
use widerspruch_domain::journal::{EntryId, RequestState};
use widerspruch_domain::requests::RequestStatus;

use super::account::Account;
use crate::features::addresses::{RequestAddress, Subject};
use crate::words::{Wording, due_steps, request_kind_words};

/// One request, and how it stands.
#[derive(Debug, Clone)]
pub(crate) struct Request<'a> {
    pub(crate) account: Account<'a>,
    pub(crate) id: &'a str,
    pub(crate) state: &'a RequestState,
    pub(crate) status: RequestStatus,
}

impl<'a> Request<'a> {
    /// Returns what routes and commands call it.
    pub(crate) const fn address(&self) -> RequestAddress<'a> {
        RequestAddress { person: self.account.person.id, id: self.id }
    }

    /// Returns what its notes, pictures and reminders belong to.
    pub(crate) const fn subject(&self) -> Subject<'a> {
        Subject::Request(self.address())
    }

    /// Says how its due date came about.
    pub(crate) fn due_steps(&self, wording: &Wording, due: &DueDate) -> Vec<String> {
        let status = &self.status;
        let proof = status.law != LegalRequest::Complaint && status.receipt != Some(due.receipt);
        due_steps(wording, due, self.account.person.region, status.law, status.extended, proof)
    }

    /// Returns a text that was written for it; empty where none was.
    pub(crate) fn text(&self, field: &str) -> &'a str {
        self.state.texts.get(field).map_or("", String::as_str)
    }

    /// Returns the wording that was sent when that entry noted the sending.
    pub(crate) fn wording(&self, noted: &EntryId) -> Option<&'a str> {
        self.state.wordings.get(&noted.to_string()).map(String::as_str)
    }

    /// Returns the country from where it was sent, where another law holds in the person's country now.
    pub(crate) fn sent_elsewhere(&self, wording: &Wording) -> Option<&'static str> {
        let from = self.state.sent_from.as_deref()?;
        let region = wording.catalogue.facts.regions.countries.get(from)?;
        (*region != self.account.person.region).then(|| wording.catalogue.country(from))
    }

    /// Returns whether the controller answered.
    pub(crate) fn is_answered(&self) -> bool {
        self.state.events.iter().any(|(_, event, _)| event.is_answer())
    }

    /// Names what is asked, in words that promise no right which the person does not have.
    pub(crate) fn name(&self, wording: &Wording) -> &'static str {
        wording.t(request_kind_words(self.state.kind, self.account.person.region))
    }
}
