//! A request, with its status.

use widerspruch_domain::catalogue::Controller;
use widerspruch_domain::catalogue::packed::Text;
use widerspruch_domain::due::DueDate;
use widerspruch_domain::journal::{EntryId, Membership, RequestState};
use widerspruch_domain::law::{LegalRequest, Region};
use widerspruch_domain::requests::{RequestStatus, Stage};

use super::account::Account;
use super::person::Person;
use crate::grammar::addresses::{RequestAddress, Subject};
use crate::grammar::fields::GROUNDS;
use crate::words::{Wording, due_steps, overdue_step, question_steps, request_kind_words};

/// Texts that all requests of an account share: who writes does not change with what is asked.
const SHARED: [&str; 4] = ["name", "email", "profile", "postal"];

/// A request, with its status.
#[derive(Debug, Clone)]
pub(crate) struct Request<'a> {
    pub(crate) account: Account<'a>,
    pub(crate) id: &'a str,
    pub(crate) state: &'a RequestState,
    pub(crate) status: RequestStatus,
}

impl<'a> Request<'a> {
    /// Returns the request's address in routes and commands.
    pub(crate) const fn address(&self) -> RequestAddress<'a> {
        RequestAddress { person: self.account.person.id, id: self.id }
    }

    /// Returns the request as the subject of notes, pictures and reminders.
    pub(crate) const fn subject(&self) -> Subject<'a> {
        Subject::Request(self.address())
    }

    /// Returns the legal area whose law the request follows.
    pub(crate) const fn region(&self) -> Region {
        self.account.person.region
    }

    /// Returns the code of the country whose law the request follows.
    pub(crate) const fn country(&self) -> &'a str {
        self.account.person.country
    }

    /// Returns the person as one who lives where the law of the request holds.
    pub(crate) const fn sender(&self) -> Person<'a> {
        self.account.person
    }

    /// Returns the controller to whom the request goes, by its key in the facts about the service; `None` where none is
    /// known.
    pub(crate) fn controller(&self) -> Option<&'static (Text, Controller)> {
        let facts = self.account.facts;
        let key = &facts.regions.get(&self.region())?.controller;
        facts.controllers.iter().find(|(known, _)| known == key)
    }

    /// Returns whether the person has the account, as the letters of the request say.
    pub(crate) fn is_member(&self) -> bool {
        self.account.state.membership == Membership::Member
    }

    /// Says how the due date was computed, a sentence per step.
    pub(crate) fn due_steps(&self, wording: &Wording, due: &DueDate) -> Vec<String> {
        let status = &self.status;
        let proof = status.law != LegalRequest::Complaint && status.receipt != Some(due.receipt);
        let mut steps = due_steps(wording, due, self.region(), status.law, status.extended, proof);
        steps.extend(question_steps(wording, status));
        steps.extend(status.overdue_from().map(|from| overdue_step(wording, from)));
        steps
    }

    /// Returns a text as pages show it and letters use it: what the person wrote for the request, else what it takes
    /// over; empty if there is neither.
    pub(crate) fn text(&self, field: &str) -> &'a str {
        self.own_text(field).unwrap_or_else(|| self.taken_over(field))
    }

    /// Returns the text that the person wrote for this very request, which may be empty; `None` if they did not touch
    /// the field.
    pub(crate) fn own_text(&self, field: &str) -> Option<&'a str> {
        self.state.texts.get(field).map(String::as_str)
    }

    /// Returns the text that the request takes over until the person writes one for it: a name or an address from the
    /// newest other request of the account, or the grounds that were written in the guide to a form.
    pub(crate) fn taken_over(&self, field: &str) -> &'a str {
        if field == GROUNDS.name {
            if self.status.stage != Stage::Draft {
                return "";
            }
            let guides = self.account.facts.guides.into_iter().map(|facts| self.account.state.guide(&facts.id));
            return guides.map(|guide| guide.grounds.as_str()).find(|text| !text.is_empty()).unwrap_or_default();
        }
        if !SHARED.contains(&field) {
            return "";
        }
        let others = self.account.person.state.requests.values().filter(|other| other.account == self.account.id);
        let written = others.filter(|other| !other.text(field).is_empty());
        written.max_by_key(|other| other.begun.seq).map_or("", |other| other.text(field))
    }

    /// Returns the letter that was sent, by the entry that noted the sending.
    pub(crate) fn wording(&self, noted: &EntryId) -> Option<&'a str> {
        self.state.wordings.get(&noted.to_string()).map(String::as_str)
    }

    /// Returns the country from where the request was sent, if the law of another region applies to the person now.
    pub(crate) fn sent_elsewhere(&self, wording: &Wording) -> Option<&'static str> {
        let from = self.state.sent_from.as_deref()?;
        let region = wording.catalogue.facts.regions.countries.get(from)?;
        (*region != self.region()).then(|| wording.catalogue.country(from))
    }

    /// Returns whether the controller answered.
    pub(crate) fn is_answered(&self) -> bool {
        self.state.events.iter().any(|(_, event, _)| event.is_answer())
    }

    /// Names the request, in words that promise no right which the person does not have.
    pub(crate) fn name(&self, wording: &Wording) -> &'static str {
        wording.t(request_kind_words(self.state.kind, self.region()))
    }
}
