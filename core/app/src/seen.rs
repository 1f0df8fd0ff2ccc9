//! Words, time and journals as seen at one moment: what screens, plans and commands read.

use chrono::NaiveDateTime;
use widerspruch_domain::catalogue::{Certainty, GuideFacts, GuideWords, ServiceFacts, ServiceWords};
use widerspruch_domain::checklist::applies;
use widerspruch_domain::journal::{AccountState, GuideState, State};
use widerspruch_domain::region::Region;
use widerspruch_domain::reminders::Preferences;

use crate::boundary::{Moment, OpenConfig, PermissionState, Platform};
use crate::content::w;
use crate::forms::Setting;
use crate::storage::store::{Book, Store};
use crate::view::View;

/// Words, time and journals as seen at one moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub(crate) view: View<'a>,
    pub(crate) moment: Moment,
    pub(crate) store: &'a Store,
    pub(crate) config: &'a OpenConfig,
}

/// One person.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person<'a> {
    pub(crate) id: &'a str,
    pub(crate) state: &'a State,
    /// Country code.
    pub(crate) country: &'a str,
    pub(crate) region: Region,
}

/// One account, with what the catalogue knows of its service.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Account<'a> {
    pub(crate) person: Person<'a>,
    pub(crate) id: &'a str,
    pub(crate) state: &'a AccountState,
    pub(crate) facts: &'a ServiceFacts,
    pub(crate) words: &'a ServiceWords,
}

/// One guide of an account.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Guide<'a> {
    pub(crate) account: Account<'a>,
    pub(crate) facts: &'a GuideFacts,
    pub(crate) words: &'a GuideWords,
    pub(crate) state: &'a GuideState,
}

impl<'a> Seen<'a> {
    /// In the order in which they were added.
    pub(crate) fn persons(&self) -> impl Iterator<Item = Person<'a>> + use<'a> {
        let seen = *self;
        let mut all: Vec<_> = self.store.persons.iter().collect();
        all.sort_by_key(|(id, _)| (id.len(), *id));
        all.into_iter().map(move |(id, book)| seen.person_of(id, book))
    }

    pub(crate) fn person(&self, id: &str) -> Option<Person<'a>> {
        self.store.persons.get_key_value(id).map(|(id, book)| self.person_of(id, book))
    }

    fn person_of(&self, id: &'a str, book: &'a Book) -> Person<'a> {
        // Damage can take the entry that says where somebody lives.
        let known = book.state.country.as_str();
        let country = if known.is_empty() { self.preset_country() } else { known };
        let region = self.view.content.facts.regions.countries.get(country).copied().unwrap_or(Region::Other);
        Person { id, state: &book.state, country, region }
    }

    /// The person whose screens are shown; the first where none was chosen.
    pub(crate) fn current(&self) -> Option<Person<'a>> {
        self.person(&self.store.device().current).or_else(|| self.persons().next())
    }

    /// By service, in the order in which they were added.
    pub(crate) fn accounts(&self, person: Person<'a>) -> impl Iterator<Item = Account<'a>> + use<'a> {
        let seen = *self;
        let mut all: Vec<_> = person.state.accounts.iter().collect();
        all.sort_by_key(|(id, state)| (&state.service, id.len(), *id));
        all.into_iter().filter_map(move |(id, state)| seen.account_of(person, id, state))
    }

    pub(crate) fn account(&self, person: &str, account: &str) -> Option<Account<'a>> {
        let person = self.person(person)?;
        let (id, state) = person.state.accounts.get_key_value(account)?;
        self.account_of(person, id, state)
    }

    fn account_of(&self, person: Person<'a>, id: &'a str, state: &'a AccountState) -> Option<Account<'a>> {
        let (facts, words) = self.view.content.service(&state.service)?;
        Some(Account { person, id, state, facts, words })
    }

    pub(crate) fn guide(&self, account: Account<'a>, guide: &str) -> Option<Guide<'a>> {
        let facts = account.facts.guides.iter().find(|g| g.id == guide)?;
        let words = account.words.guides.get(guide)?;
        let applies = applies(facts, account.person.region, account.state.membership);
        applies.then(|| Guide { account, facts, words, state: account.state.guide(guide) })
    }

    /// The guide that a subject of the planner names: `p1/linkedin/ai-training`.
    pub(crate) fn guide_by_key(&self, key: &str) -> Option<Guide<'a>> {
        let mut names = key.split('/');
        self.guide_at(names.next()?, names.next()?, names.next()?)
    }

    pub(crate) fn guide_at(&self, person: &str, account: &str, guide: &str) -> Option<Guide<'a>> {
        self.guide(self.account(person, account)?, guide)
    }

    /// A choice for the app as a whole, or its preset.
    pub(crate) fn setting(&self, setting: Setting) -> &'a str {
        self.store.setting(setting.name()).unwrap_or(setting.preset())
    }

    pub(crate) fn is_on(&self, setting: Setting) -> bool {
        self.setting(setting) == "true"
    }

    pub(crate) fn preferences(&self) -> Preferences {
        let every = self.setting(Setting::Weekdays) == "every-day";
        let hour = self.setting(Setting::Hour).parse().unwrap_or(18);
        Preferences { hour, weekdays: [true, true, true, true, true, every, every] }
    }

    /// Whether reminders are wanted and can appear.
    pub(crate) fn reminders_on(&self) -> bool {
        let allowed = self.store.device().permission == PermissionState::Granted;
        self.is_on(Setting::Reminders) && (allowed || self.view.platform == Platform::Terminal)
    }

    /// Where the person probably lives: what the device says, where we know it.
    pub(crate) fn preset_country(&self) -> &'a str {
        let said = self.config.region.as_deref().unwrap_or_default();
        let countries = &self.view.content.facts.regions.countries;
        countries.get_key_value(said.to_uppercase().as_str()).map_or("ZZ", |(code, _)| code)
    }
}

impl Person<'_> {
    pub(crate) fn name(&self, view: &View<'_>) -> String {
        match (self.state.name.as_str(), self.state.helped) {
            ("", false) => view.t(w::PERSON_ME),
            ("", true) => view.t(w::PERSON_UNNAMED),
            (name, _) => name.to_owned(),
        }
    }
}

impl Account<'_> {
    /// The service's name, with the account's own or its number where there are several.
    pub(crate) fn name(&self) -> String {
        let number = self.id.strip_prefix(self.facts.id.as_str()).and_then(|rest| rest.strip_prefix('-'));
        match (self.state.name.as_str(), number) {
            ("", None) => self.facts.name.clone(),
            ("", Some(number)) => format!("{} {number}", self.facts.name),
            (name, _) => format!("{} ({name})", self.facts.name),
        }
    }

    pub(crate) fn route(&self) -> String {
        format!("/{}/services/{}", self.person.id, self.id)
    }

    /// Language of the service's menus: as chosen, else the app's where the service has it.
    pub(crate) fn language<'s>(&'s self, app_language: &'s str) -> &'s str {
        let wanted = self.state.language.as_deref().unwrap_or(app_language);
        let languages = &self.facts.languages;
        languages.iter().find(|l| *l == wanted).or_else(|| languages.first()).map_or(wanted, String::as_str)
    }

    /// Whether a label is known from one report only, so may be a little different.
    pub(crate) fn is_reported(&self, key: &str, app_language: &str) -> bool {
        let language = self.language(app_language);
        self.facts.labels.get(key).and_then(|l| l.get(language)).is_some_and(|l| l.certainty == Certainty::C)
    }

    /// The service's own words for a label.
    pub(crate) fn label(&self, key: &str, app_language: &str) -> String {
        let language = self.language(app_language);
        self.facts.labels.get(key).and_then(|l| l.get(language)).map_or_else(String::new, |l| l.text.clone())
    }
}

impl Guide<'_> {
    /// `p1/linkedin/ai-training`.
    pub(crate) fn key(&self) -> String {
        format!("{}/{}/{}", self.account.person.id, self.account.id, self.facts.id)
    }

    pub(crate) fn route(&self) -> String {
        format!("{}/{}", self.account.route(), self.facts.id)
    }

    /// Place in the catalogue's order: the lower, the more it helps.
    pub(crate) fn place(&self) -> usize {
        self.account.facts.guides.iter().position(|guide| guide.id == self.facts.id).unwrap_or(usize::MAX)
    }

    /// The word for "off" on the person's screen.
    pub(crate) fn off(&self, app_language: &str) -> String {
        self.facts.setting.as_ref().map_or_else(String::new, |s| self.account.label(&s.off, app_language))
    }

    /// The word for "on" on the person's screen.
    pub(crate) fn on(&self, app_language: &str) -> String {
        self.facts.setting.as_ref().map_or_else(String::new, |s| self.account.label(&s.on, app_language))
    }

    /// One of the guide's texts with the word for "off" in it.
    pub(crate) fn with_off(&self, text: &str, app_language: &str) -> String {
        text.replace("{off}", &self.off(app_language))
    }

    /// When a claim here counts as old.
    pub(crate) fn may_have_changed(&self, now: NaiveDateTime) -> bool {
        now.date() > self.account.facts.recheck_after
    }
}
