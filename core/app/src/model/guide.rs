//! A guide of an account.

use widerspruch_domain::catalogue::{GuideFacts, GuideWords};
use widerspruch_domain::checklist::guide_applies;
use widerspruch_domain::journal::GuideState;

use super::account::Account;
use crate::grammar::addresses::{GuideAddress, Subject};
use crate::words::Wording;

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

    /// Returns whether the guide is of use where the person lives and with their account.
    pub(crate) fn is_offered(&self) -> bool {
        guide_applies(self.facts, self.account.person.region, self.account.state.membership)
    }

    /// Returns the guide's place in the catalogue's order: the lower, the more it helps.
    pub(crate) fn place(&self) -> usize {
        self.account.facts.guides.iter().position(|guide| guide.id == self.facts.id).unwrap_or(usize::MAX)
    }

    /// Returns the word for "off" on the person's screen.
    pub(crate) fn off(&self) -> String {
        self.facts.setting.as_ref().map_or_else(String::new, |setting| self.account.label(&setting.off))
    }

    /// Returns the word for "on" on the person's screen.
    pub(crate) fn on(&self) -> String {
        self.facts.setting.as_ref().map_or_else(String::new, |setting| self.account.label(&setting.on))
    }

    /// Puts the word for "off" into one of the guide's texts.
    pub(crate) fn with_off(&self, wording: &Wording, text: &str) -> String {
        wording.catalogue.fill(text, &[("off", &self.off())])
    }
}
