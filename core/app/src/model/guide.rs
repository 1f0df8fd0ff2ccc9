//! A guide of an account.

use widerspruch_domain::catalogue::packed::Text;
use widerspruch_domain::catalogue::{Certainty, GuideFacts, GuideWords, Link, SettingFacts, SettingShape};
use widerspruch_domain::checklist::guide_applies;
use widerspruch_domain::journal::{GuideState, RequestKind, RequestState};
use widerspruch_domain::law::Region;

use super::account::Account;
use crate::grammar::addresses::{GuideAddress, Subject};
use crate::grammar::fields::GROUNDS;
use crate::words::{Word, Wording, request_kind_words, w};

/// A guide of an account.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Guide<'a> {
    pub(crate) account: Account<'a>,
    pub(crate) facts: &'static GuideFacts,
    pub(crate) words: &'static GuideWords,
    pub(crate) state: &'a GuideState,
}

impl<'a> Guide<'a> {
    /// Returns the guide's address in routes and commands.
    pub(crate) fn address(&self) -> GuideAddress<'a> {
        let account = self.account.address();
        GuideAddress { person: account.person, account: account.account, guide: self.facts.id.as_str() }
    }

    /// Returns the guide as the subject of notes, pictures and reminders.
    pub(crate) fn subject(&self) -> Subject<'a> {
        Subject::Guide(self.address())
    }

    /// Returns the kind of request that the guide's form sends; `None` if it sends none, or if nobody may send it where
    /// the person lives.
    pub(crate) fn request_kind(&self) -> Option<RequestKind> {
        let kind = self.facts.request.and_then(|kind| kind.parse().ok());
        kind.filter(|kind| self.account.offers(*kind))
    }

    /// Names the guide as lists do. A form that sends a request is called as that request.
    pub(crate) fn name(&self, wording: &Wording) -> &'static str {
        self.request_kind()
            .map_or(self.words.name.as_str(), |kind| wording.t(request_kind_words(kind, self.account.person.region)))
    }

    /// Names the guide and its account.
    pub(crate) fn name_with_account(&self, wording: &Wording) -> String {
        wording.join(w::JOIN_COLON, [&*self.account.name(wording), self.name(wording)])
    }

    /// Returns the title of the guide's screen.
    pub(crate) fn title(&self, wording: &Wording) -> String {
        match self.request_kind() {
            Some(_) => wording.f(w::GUIDE_FORM_TITLE, &[("name", &self.name(wording))]),
            None => self.words.title.to_string(),
        }
    }

    /// Returns the grounds for the guide's form: those of the draft that the form sends, else those written here.
    pub(crate) fn grounds(&self) -> &'a str {
        let requests = self.account.person.state.requests.values();
        let mut drafts = requests.filter(|request| self.is_sent_by_form(request) && is_draft(request));
        let own = drafts.find_map(|draft| draft.texts.get(GROUNDS.name));
        own.map_or(self.state.grounds.as_str(), String::as_str)
    }

    fn is_sent_by_form(&self, request: &RequestState) -> bool {
        request.account == self.account.id && self.request_kind() == Some(request.kind)
    }

    /// Returns whether the guide is of use where the person lives and with their account.
    pub(crate) fn is_offered(&self) -> bool {
        guide_applies(self.facts, self.account.state.membership)
    }

    /// Returns the guide's place in the catalogue's order: the lower, the more it helps.
    pub(crate) fn place(&self) -> usize {
        self.account.facts.guides.iter().position(|guide| guide.id == self.facts.id).unwrap_or(usize::MAX)
    }

    /// Returns the word for "off" on the person's screen, or the app's own where the service's is not known.
    pub(crate) fn off(&self) -> String {
        self.position(|setting| setting.off, [w::SETTING_OFF, w::SETTING_BOX_OFF])
    }

    /// Returns the word for "on" on the person's screen, or the app's own where the service's is not known.
    pub(crate) fn on(&self) -> String {
        self.position(|setting| setting.on, [w::SETTING_ON, w::SETTING_BOX_ON])
    }

    fn position(&self, label: impl Fn(&SettingFacts) -> Option<Text>, [switch, of_box]: [Word; 2]) -> String {
        let Some(setting) = &self.facts.setting else { return String::new() };
        let own = if setting.shape == SettingShape::Box { of_box } else { switch };
        label(setting).map_or_else(|| self.account.catalogue.text(own).to_owned(), |label| self.account.label(&label))
    }

    /// Returns the legal areas from which the way is known, where it is less well known for the person's own.
    pub(crate) fn known_elsewhere(&self) -> Vec<Region> {
        let (here, card) = (self.account.person.region, self.account.facts);
        let is_sure = |region: Region| {
            let ways = self.facts.regions;
            let known = ways.is_empty() || ways.get(&region).is_some_and(|certainty| *certainty != Certainty::C);
            known && card.region(region).is_some()
        };
        let elsewhere = Region::ALL.into_iter().filter(|region| is_sure(*region));
        if is_sure(here) { Vec::new() } else { elsewhere.collect() }
    }

    /// Returns whether some people where the person lives may not see the setting.
    pub(crate) fn is_sometimes_missing(&self) -> bool {
        self.facts.if_visible || !self.known_elsewhere().is_empty()
    }

    /// Returns the link that opens the guide's setting or form where the person lives.
    pub(crate) fn link(&self) -> Option<&'static Link> {
        self.account.facts.links.get(self.facts.link_in(self.account.person.region)?.as_str())
    }

    /// Puts the word for "off" into one of the guide's texts.
    pub(crate) fn with_off(&self, wording: &Wording, text: &str) -> String {
        wording.catalogue.fill(text, &[("off", &self.off())])
    }
}

/// Returns whether a request was not sent yet.
fn is_draft(request: &RequestState) -> bool {
    !request.events.iter().any(|(_, event, _)| event.is_sending())
}
