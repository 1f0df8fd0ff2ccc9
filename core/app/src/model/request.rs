//! A request, with its status.

use std::borrow::Cow;

use chrono::NaiveDate;
use widerspruch_domain::catalogue::Company;
use widerspruch_domain::catalogue::packed::Text;
use widerspruch_domain::due::{DueDate, working_day};
use widerspruch_domain::journal::{EntryId, Membership, NotedEvent, RequestEvent, RequestState};
use widerspruch_domain::law::holidays::HolidayCalendar;
use widerspruch_domain::law::{LegalRequest, Region};
use widerspruch_domain::requests::{RequestStatus, Stage, request_status};

use super::account::Account;
use super::person::Person;
use crate::features::requests::paths::{MINOR_BLOCK, SIGNING};
use crate::grammar::addresses::{RequestAddress, Subject};
use crate::grammar::fields::GROUNDS;
use crate::words::{Wording, due_steps, overdue_step, question_steps, request_kind_words, w};

/// Texts that all requests of an account share: who writes, and in which part of the country they live, does not change
/// with what is asked.
const SHARED: [&str; 5] = ["name", "email", "profile", "postal", "authority"];

/// A request, with its status. The person of its account lives where the request was sent from, wherever they live now.
#[derive(Debug, Clone)]
pub(crate) struct Request<'a> {
    pub(crate) account: Account<'a>,
    pub(crate) id: &'a str,
    pub(crate) state: &'a RequestState,
    /// The state without the events whose day does not count.
    pub(crate) counted: Cow<'a, RequestState>,
    pub(crate) status: RequestStatus,
    /// Whether the part of the country where the person lives has a law of its own, as far as they said where that is.
    pub(crate) own_law: bool,
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

    /// Returns the controller to whom the request goes or went, by its key in the facts about the service; `None` where
    /// none is known.
    pub(crate) fn controller(&self) -> Option<&'static (Text, Company)> {
        controller_of(self.account, self.state)
    }

    /// Returns whether the person has or had the account, as the letters of the request say: as it was at the sending.
    pub(crate) const fn membership(&self) -> Membership {
        match &self.state.sent_from {
            Some(sent) => sent.membership,
            None => self.account.state.membership,
        }
    }

    /// Returns the title under which the request was sent; `None` for a draft, and where the journal does not say it.
    pub(crate) fn sent_title(&self) -> Option<&'a str> {
        self.state.sent().map(|sent| sent.title.as_str()).filter(|title| !title.is_empty())
    }

    /// Returns the edition of the list of holidays by which dates are counted; empty where none counts.
    pub(crate) fn holiday_edition(&self) -> &'static str {
        counting_list(self.account, self.state).map_or("", HolidayCalendar::edition)
    }

    /// Returns how the request itself stands, also after a complaint to the controller, whose period follows.
    pub(crate) fn own_status(&self, today: NaiveDate) -> RequestStatus {
        let events = self.counted.events.iter().filter(|(_, event, _)| *event != RequestEvent::ComplainedToController);
        self.status_with(&events.collect::<Vec<_>>(), today)
    }

    /// Returns the status that the request would have with these events.
    fn status_with(&self, events: &[&NotedEvent], today: NaiveDate) -> RequestStatus {
        let mut state = self.counted.clone().into_owned();
        state.events = events.iter().copied().cloned().collect();
        request_status(&state, self.region(), self.own_law, counting_list(self.account, self.state), today)
    }

    /// Returns the end of the period that would be told if an event were noted.
    pub(crate) fn due_after(&self, event: RequestEvent, on: NaiveDate) -> Option<NaiveDate> {
        let noted = (self.state.begun.clone(), event, on);
        let mut events: Vec<&NotedEvent> = self.counted.events.iter().collect();
        events.push(&noted);
        self.status_with(&events, on).due.ok().map(|due| due.due)
    }

    /// Says how the due date was computed, a sentence per step.
    pub(crate) fn due_steps(&self, wording: &Wording, due: &DueDate) -> Vec<String> {
        let status = &self.status;
        let proof = status.law != LegalRequest::Complaint && status.receipt != Some(due.receipt);
        let mut steps = due_steps(wording, due, self.region(), status.law, status.extended, proof);
        steps.extend(question_steps(wording, status));
        steps.extend(status.overdue_from().map(|from| overdue_step(wording, from)));
        steps.extend(self.other_list(wording));
        steps
    }

    /// Says that the dates were counted by another list of holidays when the request was sent, and which date was told
    /// then, if it is another one now.
    fn other_list(&self, wording: &Wording) -> Vec<String> {
        let corrected = self.state.sent_from.as_ref().is_none_or(|sent| sent.law.is_none());
        let Some(sent) = self.state.sent().filter(|sent| !corrected && sent.holidays != self.holiday_edition()) else {
            return Vec::new();
        };
        let mut said = vec![wording.t(w::DUE_OTHER_LIST).to_owned()];
        let sending = self.counted.events.iter().rev().find(|(_, event, _)| event.is_sending());
        if let (Some(told), Some(sending)) = (sent.due, sending)
            && self.state.corrections_of(&sending.0.entry).next().is_none()
            && self.status_with(&[sending], sending.2).due.is_ok_and(|due| due.due != told)
        {
            said.push(wording.f(w::DUE_TOLD_THEN, &[("date", &wording.weekday_date(told))]));
        }
        said
    }

    /// Returns a text as pages show it and letters use it: what the person wrote for the request, else what it takes
    /// over; empty if there is neither.
    pub(crate) fn text(&self, field: &str) -> &'a str {
        self.own_text(field).unwrap_or_else(|| self.taken_over(field))
    }

    /// Returns who signs, as the person chose it. Whoever says among the grounds that they are under 18 has said it here.
    pub(crate) fn signing(&self) -> &'a str {
        let minor = self.text("blocks").split(',').any(|block| block == MINOR_BLOCK);
        match self.text(SIGNING.name) {
            "" | "self" if minor => "minor",
            "" => "self",
            chosen => chosen,
        }
    }

    /// Returns the text that the person wrote for this very request, which may be empty; `None` if they did not touch
    /// the field.
    pub(crate) fn own_text(&self, field: &str) -> Option<&'a str> {
        self.state.texts.get(field).map(String::as_str)
    }

    /// Returns the text that the request takes over until the person writes one for it: a name, an address or an authority
    /// from the newest other request of the account, or the grounds that were written in the guide to a form.
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

    /// Returns the wording of the request itself as it was kept when it was sent; empty if none was.
    pub(crate) fn sent_wording(&self) -> &'a str {
        let sent = self.state.events.iter().rev().find(|(_, event, _)| event.is_sending());
        sent.and_then(|(stamp, ..)| self.wording(&stamp.entry)).unwrap_or_default()
    }

    /// Returns the country from where the request was sent, if the person lives in another one now.
    pub(crate) fn sent_elsewhere(&self, wording: &Wording) -> Option<&'static str> {
        let now = self.account.person.state.country.as_str();
        let moved = !now.is_empty() && self.country() != now;
        moved.then(|| wording.catalogue.country(self.country()))
    }

    /// Returns the newest answer of the controller to the request itself.
    pub(crate) fn newest_answer(&self) -> Option<RequestEvent> {
        self.state.history().into_iter().rev().map(|(_, event, _)| *event).find(|event| event.is_answer())
    }

    /// Returns a day, or the first working day after it where the controller is.
    pub(crate) fn working_day(&self, day: NaiveDate) -> NaiveDate {
        working_day(day, counting_list(self.account, self.state))
    }

    /// Returns whether the controller answered.
    pub(crate) fn is_answered(&self) -> bool {
        self.counted.events.iter().any(|(_, event, _)| event.is_answer())
    }

    /// Names the request, in words that promise no right which the person does not have.
    pub(crate) fn name(&self, wording: &Wording) -> &'static str {
        wording.t(request_kind_words(self.state.kind, self.region()))
    }
}

/// Finds the controller to whom a request went, else the one for the place.
fn controller_of(account: Account<'_>, request: &RequestState) -> Option<&'static (Text, Company)> {
    // Where the country was lost, the addressee was not the one for any place.
    let sent = request.sent().filter(|sent| !sent.country.is_empty());
    let kept = sent.and_then(|sent| account.catalogue.facts.companies.find(&sent.addressee));
    kept.or_else(|| account.company())
}

/// Returns the holidays by which the dates of a request are counted: those of the place where the controller has to act
/// to whom it went. Where the place was wrong, those of the controller for the right one.
pub(super) fn counting_list(account: Account<'_>, request: &RequestState) -> Option<HolidayCalendar> {
    let kept = request.sent_from.as_ref().is_some_and(|sent| sent.law.is_some());
    if !kept {
        return account.holidays();
    }
    account.person.region.holidays(&controller_of(account, request)?.1.country)
}
