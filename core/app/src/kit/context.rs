//! The context of a command: what it sees, what was typed, and the ways in which it ends.
//!
//! A command writes and says so ([`Context::write`]), says so and changes nothing ([`NoChange`]), or is refused
//! ([`Error`]).

use std::fmt::Display;

use widerspruch_domain::journal::{Act, EntryId, Via};

use super::error::Error;
use super::session::Session;
use crate::boundary::{Action, FormValues, Moment, Notice, Outcome};
use crate::features::addresses::{AccountAddress, GuideAddress, RequestAddress};
use crate::features::fields::{Field, FieldKind, LINE_LENGTH};
use crate::features::home;
use crate::features::records::paths::Command as RecordsCommand;
use crate::model::{Account, Guide, Request, Snapshot};
use crate::words::{Catalogue, Word, w};

/// What a command sees and may do.
pub(crate) struct Context<'a> {
    pub(crate) session: &'a mut Session,
    pub(crate) form: &'a FormValues,
    pub(crate) now: Moment,
    pub(crate) via: Via,
}

/// How a command ended.
pub(crate) type Handled = Result<Outcome, Stopped>;

/// Why a command wrote nothing.
#[derive(Debug)]
pub(crate) enum Stopped {
    NoChange(NoChange),
    Error(Error),
}

/// The end of a command that says so and changes nothing: it was done before, or what it names is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NoChange {
    said: Option<Word>,
    go: Option<String>,
}

impl NoChange {
    /// The command names something that is gone, or that was answered meanwhile; leads to the nearest screen.
    pub(crate) fn gone(nearest: &dyn Display) -> Self {
        Self { said: Some(w::NOTICE_GONE), go: Some(nearest.to_string()) }
    }

    /// Everything is as the command wants it already.
    pub(crate) const fn already(word: Word) -> Self {
        Self { said: Some(word), go: None }
    }

    /// Says nothing and leads to a screen.
    pub(crate) fn leads_to(route: &dyn Display) -> Self {
        Self { said: None, go: Some(route.to_string()) }
    }

    /// Leads to a screen, too.
    pub(crate) fn at(self, route: &dyn Display) -> Self {
        Self { go: Some(route.to_string()), ..self }
    }

    /// Puts it into words.
    pub(crate) fn outcome(self, catalogue: &Catalogue) -> Outcome {
        let notice = self.said.map(|word| Notice { text: catalogue.text(word).to_owned(), undo: None });
        let then = self.go.map(|route| Action::Go { route }).into_iter().collect();
        Outcome { then, notice, plan_changed: false }
    }
}

impl From<NoChange> for Stopped {
    fn from(no_change: NoChange) -> Self {
        Self::NoChange(no_change)
    }
}

impl<E: Into<Error>> From<E> for Stopped {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

impl Context<'_> {
    /// Returns everything as it is now.
    pub(crate) fn snapshot(&self) -> Snapshot<'_> {
        self.session.at(self.now)
    }

    /// Writes acts for a person and says so, with the way back. Leads to a screen where one is given.
    pub(crate) fn write(&mut self, person: &str, acts: Vec<Act>, said: Word, to: Option<&dyn Display>) -> Handled {
        if !self.session.store.persons.contains_key(person) {
            return Err(NoChange::gone(&home::paths::Route::Start).into());
        }
        let entry = self.session.store.append(Some(person), acts, self.now)?;
        let notice = self.undoable(said, &entry);
        Ok(Outcome { then: to.map(go).into_iter().collect(), notice, plan_changed: true })
    }

    /// Finds an account, or ends the command.
    pub(crate) fn account(&self, address: AccountAddress<'_>) -> Result<Account<'_>, NoChange> {
        self.snapshot().account(address).ok_or_else(|| NoChange::gone(&home::paths::Route::Start))
    }

    /// Finds a guide that is offered, or ends the command.
    pub(crate) fn guide(&self, address: GuideAddress<'_>) -> Result<Guide<'_>, NoChange> {
        self.snapshot().guide(address).ok_or_else(|| NoChange::gone(&home::paths::Route::Start))
    }

    /// Finds a request, or ends the command.
    pub(crate) fn request(&self, address: RequestAddress<'_>) -> Result<Request<'_>, NoChange> {
        self.snapshot().request(address).ok_or_else(|| NoChange::gone(&home::paths::Route::Start))
    }

    /// Returns what was sent for an input, as it was sent.
    pub(crate) fn input(&self, field: &Field) -> Option<&str> {
        self.form.get(field.name).map(String::as_str)
    }

    /// Returns whether a switch was sent as on.
    pub(crate) fn is_on(&self, field: &Field) -> bool {
        self.input(field) == Some("true")
    }

    /// Reads a choice; `preset` where it was not sent.
    ///
    /// # Errors
    /// [`Error::BadInput`] for a value that is not among the field's.
    pub(crate) fn choice(&self, field: &Field, preset: &'static str) -> Result<&'static str, Error> {
        let FieldKind::Choice(possible) = field.kind else { return Err(Error::BadInput(field.name, w::ERROR_CHOICE)) };
        let sent = self.input(field).unwrap_or(preset);
        let known = possible.iter().copied().find(|value| *value == sent);
        known.ok_or(Error::BadInput(field.name, w::ERROR_CHOICE))
    }

    /// Reads a text without what steers a terminal, trimmed; empty where it was not sent.
    ///
    /// # Errors
    /// [`Error::BadInput`] for one that is too long.
    pub(crate) fn text(&self, field: &Field) -> Result<String, Error> {
        let longest = field.longest();
        let lines = longest > LINE_LENGTH;
        let sent = self.input(field).unwrap_or_default();
        let text: String = sent.chars().filter_map(|letter| clean_letter(letter, lines)).collect();
        let text = text.trim();
        if text.chars().count() > longest as usize {
            return Err(Error::BadInput(field.name, w::ERROR_LONG));
        }
        Ok(text.to_owned())
    }

    /// Makes a notice.
    pub(crate) fn notice(&self, word: Word) -> Option<Notice> {
        Some(Notice { text: self.session.catalogue.text(word).to_owned(), undo: None })
    }

    /// Makes a notice with the way back.
    pub(crate) fn undoable(&self, word: Word, entry: &EntryId) -> Option<Notice> {
        let undo = Some(RecordsCommand::undo(entry).to_string());
        Some(Notice { text: self.session.catalogue.text(word).to_owned(), undo })
    }
}

/// Shows a screen.
pub(crate) fn go(route: &dyn Display) -> Action {
    Action::Go { route: route.to_string() }
}

/// Cleans a letter of a text that somebody wrote: leaves out what steers a terminal or turns the direction of all that
/// follows. A text of one line has no line breaks.
fn clean_letter(letter: char, lines: bool) -> Option<char> {
    match letter {
        '\n' if lines => Some(letter),
        '\n' | '\t' => Some(' '),
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => None,
        _ if letter.is_control() => None,
        _ => Some(letter),
    }
}
