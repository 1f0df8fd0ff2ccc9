//! An account, with the catalogue's facts about its service.

use chrono::NaiveDate;
use widerspruch_domain::catalogue::packed::Text;
use widerspruch_domain::catalogue::{Company, RegionFacts, ServiceFacts, ServiceWords, Sources};
use widerspruch_domain::journal::{AccountState, RequestKind};
use widerspruch_domain::law::Region;
use widerspruch_domain::law::holidays::HolidayCalendar;

use super::person::Person;
use crate::grammar::addresses::AccountAddress;
use crate::words::{Catalogue, ServiceName, Wording, w};

/// An account, with the catalogue's facts about its service.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Account<'a> {
    pub(crate) person: Person<'a>,
    pub(crate) id: &'a str,
    pub(crate) state: &'a AccountState,
    pub(crate) facts: &'static ServiceFacts,
    pub(crate) words: &'static ServiceWords,
    /// Language of the service's menus: as chosen, else the app's if the service has it, else the one in which its labels
    /// are known best.
    pub(crate) language: &'static str,
    /// Whether the person chose that language, or speaks it: then its labels need no mark.
    pub(crate) speaks_it: bool,
    pub(crate) catalogue: Catalogue,
}

impl<'a> Account<'a> {
    /// Returns the account's address in routes and commands.
    pub(crate) const fn address(&self) -> AccountAddress<'a> {
        AccountAddress { person: self.person.id, account: self.id }
    }

    /// Returns whether the person has chosen the account, or used it: else it is only looked at.
    pub(crate) fn is_chosen(&self) -> bool {
        self.person.state.accounts.contains_key(self.id)
    }

    /// Returns whether nobody has read about the service for so long that its steps are folded.
    pub(crate) fn is_folded(&self, today: NaiveDate) -> bool {
        today > self.facts.fold_after()
    }

    /// Returns the holidays of the place where the controller has to act; `None` if they were not researched or do not
    /// count.
    pub(crate) fn holidays(&self) -> Option<HolidayCalendar> {
        self.person.region.holidays(&self.company()?.1.country)
    }

    /// Returns what is known about the service where the person lives.
    pub(crate) fn there(&self) -> Option<&'static RegionFacts> {
        self.facts.region(self.person.region)
    }

    /// Returns the company that decides where the person lives, with its key; `None` where that was not read.
    pub(crate) fn company(&self) -> Option<&'static (Text, Company)> {
        self.company_in(self.person.region)
    }

    /// Returns the company that decides in a region, with its key; `None` where that was not read.
    pub(crate) fn company_in(&self, region: Region) -> Option<&'static (Text, Company)> {
        self.catalogue.facts.companies.find(&self.facts.region(region)?.company?)
    }

    /// Returns the kinds of requests that the person can make: none where nobody read who decides.
    pub(crate) fn offered_requests(&self) -> &'static [RequestKind] {
        if self.company().is_some() { self.person.region.offered_requests() } else { &[] }
    }

    /// Returns whether the person can make a request of a kind.
    pub(crate) fn offers(&self, kind: RequestKind) -> bool {
        self.offered_requests().contains(&kind)
    }

    /// Returns the sources that the service's claims name.
    pub(crate) const fn sources(&self) -> Sources {
        self.catalogue.facts.sources_of(self.facts)
    }

    /// Returns the service's name, followed by the account's own name, or else by its number if it is not the first.
    pub(crate) fn name(&self, wording: &Wording) -> String {
        let service = self.service();
        let number = self.id.strip_prefix(self.facts.id.as_str()).and_then(|rest| rest.strip_prefix('-'));
        match (self.state.name.as_str(), number) {
            ("", None) => self.facts.name.to_string(),
            ("", Some(number)) => wording.f(w::ACCOUNT_NUMBERED, &[("service", &service), ("number", &number)]),
            (name, _) => wording.f(w::ACCOUNT_NAMED, &[("service", &service), ("name", &name)]),
        }
    }

    /// Returns the service's name as a value of a text, in the form that the text asks for.
    pub(crate) const fn service(&self) -> ServiceName {
        ServiceName { name: self.facts.name, forms: self.words.names }
    }

    /// Returns whether a label is known from a single report, so that it may be a little different.
    pub(crate) fn is_reported(&self, key: &str) -> bool {
        self.find_label(key).is_some_and(|(language, _)| self.facts.is_label_reported(key, language))
    }

    /// Returns the service's own words for a label. Where no source shows them in the language of the menus, returns
    /// those in English, or in the service's own language, and says so: "Off (in English)".
    pub(crate) fn label(&self, key: &str) -> String {
        let Some((_, label)) = self.find_label(key) else { return String::new() };
        let Some(language) = self.other_language(key) else { return label.to_string() };
        let language = self.catalogue.language_name(language);
        let mark = self.catalogue.text(w::LABEL_IN_LANGUAGE);
        self.catalogue.fill(mark, &[("label", &label), ("language", &language)])
    }

    /// Returns a label as it stands there, in whatever language.
    pub(crate) fn plain_label(&self, key: &str) -> String {
        self.find_label(key).map_or_else(String::new, |(_, label)| label.to_string())
    }

    /// Returns the language in which a label stands, if it is another than that of the menus, or one that the person
    /// neither speaks nor chose.
    pub(crate) fn other_language(&self, key: &str) -> Option<&'static str> {
        let (language, _) = self.find_label(key)?;
        (!self.speaks_it || language != self.language).then_some(language)
    }

    /// Finds the likeliest words of a label in the language of the menus, else in the one that stands in for it.
    fn find_label(&self, key: &str) -> Option<(&'static str, Text)> {
        let (language, texts) = self.facts.label(key, self.language)?;
        Some((language, *texts.first()?))
    }

    /// Returns the sentence of a claim, whether it may be shown or not.
    pub(crate) fn sentence(&self, claim: &str) -> &'static str {
        self.words.claims.get(claim).map_or("", |sentence| sentence.as_str())
    }
}
