//! The context of a command: the data folder, the inputs, and the ways in which a command ends.
//!
//! A command writes ([`Context::write`]), changes nothing and says why ([`NoChange`]), or is refused ([`Error`]).

use std::fmt::Display;

use chrono::NaiveDate;
use widerspruch_domain::catalogue::ServiceFacts;
use widerspruch_domain::civil::parse_day;
use widerspruch_domain::journal::{Act, EntryId, Membership, Via};

use super::error::Error;
use super::session::Session;
use crate::boundary::{Action, FormValues, Moment, Notice, Outcome};
use crate::features::home;
use crate::features::records::paths::Command as RecordsCommand;
use crate::grammar::addresses::{AccountAddress, GuideAddress, RequestAddress};
use crate::grammar::fields::{Field, FieldKind, LINE_LENGTH};
use crate::model::{Account, Guide, Request, Snapshot};
use crate::words::{Catalogue, Word, w, without_isolates};

/// Access of a command to the data folder and to its inputs.
pub(crate) struct Context<'a> {
    pub(crate) session: &'a mut Session,
    pub(crate) form: &'a FormValues,
    pub(crate) now: Moment,
    pub(crate) via: Via,
    /// Inputs that the command says it reads; `None` in tests of a single handler.
    pub(crate) fields: Option<&'static [Field]>,
}

/// The result of a command.
pub(crate) type Handled = Result<Outcome, Stopped>;

/// Reasons why a command wrote nothing.
#[derive(Debug)]
pub(crate) enum Stopped {
    NoChange(NoChange),
    Error(Error),
}

/// Why a command changed nothing, for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unchanged {
    /// The object of the command is gone, or was answered meanwhile.
    Gone,
    /// It was done before.
    Already,
    /// There is nothing to do it with, as in a calendar file without entries.
    Nothing,
    /// Something stands in its way, which the notice names.
    Blocked,
}

impl Unchanged {
    /// Returns the name, which scripts rely on.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Already => "already",
            Self::Nothing => "nothing",
            Self::Blocked => "blocked",
        }
    }
}

/// A command that was performed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Performed {
    /// What the person is told, and what is to be done now.
    pub outcome: Outcome,
    /// Why nothing was changed; `None` if the command did what it is for.
    pub unchanged: Option<Unchanged>,
}

/// The end of a command that changes nothing and says why: it was done before, or its object is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NoChange {
    why: Unchanged,
    said: Option<Word>,
    /// A sentence with values, in the place of the word.
    because: Option<String>,
    go: Option<String>,
}

impl NoChange {
    /// Says that the command's object is gone or was answered meanwhile, and leads to the nearest screen.
    pub(crate) fn gone(nearest: &dyn Display) -> Self {
        Self { why: Unchanged::Gone, said: Some(w::NOTICE_GONE), because: None, go: Some(nearest.to_string()) }
    }

    /// Says that the command was done before.
    pub(crate) const fn already(word: Word) -> Self {
        Self { why: Unchanged::Already, said: Some(word), because: None, go: None }
    }

    /// Says that there is nothing to do it with.
    pub(crate) const fn nothing(word: Word) -> Self {
        Self { why: Unchanged::Nothing, said: Some(word), because: None, go: None }
    }

    /// Says what stands in the way of the command: often a question that it asks back.
    pub(crate) const fn blocked(word: Word) -> Self {
        Self { why: Unchanged::Blocked, said: Some(word), because: None, go: None }
    }

    /// Says in a finished sentence what stands in the way of the command.
    pub(crate) const fn blocked_because(text: String) -> Self {
        Self { why: Unchanged::Blocked, said: None, because: Some(text), go: None }
    }

    /// Says nothing and leads to the screen of what is there already.
    pub(crate) fn leads_to(route: &dyn Display) -> Self {
        Self { why: Unchanged::Already, said: None, because: None, go: Some(route.to_string()) }
    }

    /// Says in a finished sentence that the command was done before.
    pub(crate) const fn already_because(text: String) -> Self {
        Self { why: Unchanged::Already, said: None, because: Some(text), go: None }
    }

    /// Adds a screen to which the command leads.
    pub(crate) fn at(self, route: &dyn Display) -> Self {
        Self { go: Some(route.to_string()), ..self }
    }

    /// Puts the end into words.
    pub(crate) fn outcome(self, catalogue: &Catalogue) -> Outcome {
        let said = self.said.map(|word| catalogue.text(word).to_owned());
        let notice = self.because.or(said).map(|text| Notice::new(&text));
        let then = self.go.map(|route| Action::Go { route }).into_iter().collect();
        Outcome { then, notice, ..Outcome::default() }
    }

    /// Puts the end into words, and keeps its reason for programs.
    pub(crate) fn performed(self, catalogue: &Catalogue) -> Performed {
        let unchanged = Some(self.why);
        Performed { outcome: self.outcome(catalogue), unchanged }
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
    /// Returns the state as of now.
    pub(crate) fn snapshot(&self) -> Snapshot<'_> {
        self.session.at(self.now)
    }

    /// Writes acts for a person, and confirms it with a notice that can undo them. Leads to the screen `to`, if it is
    /// given.
    pub(crate) fn write(&mut self, person: &str, acts: Vec<Act>, said: Word, to: Option<&dyn Display>) -> Handled {
        if !self.session.store.persons.contains_key(person) {
            return Err(NoChange::gone(&home::paths::Route::Start).into());
        }
        let acts = self.choosing(person, acts);
        let entry = self.session.store.append(Some(person), acts, self.now)?;
        let notice = self.undoable(said, &entry);
        Ok(Outcome { then: to.map(go).into_iter().collect(), notice, plan_changed: true, long_act: None })
    }

    /// Adds the account to acts at a service that the person has not chosen yet: the first of them chooses it. An answer
    /// takes up again what was put away.
    pub(crate) fn choosing(&self, person: &str, mut acts: Vec<Act>) -> Vec<Act> {
        let adds = acts.iter().any(|act| matches!(act, Act::AccountAdded { .. }));
        let account = acts.iter().find_map(Act::account).map(|account| AccountAddress { person, account });
        let account = account.filter(|_| !adds).and_then(|address| self.snapshot().account(address));
        let answers = acts.iter().any(|act| matches!(act, Act::Answered { .. }));
        match account {
            Some(account) if !account.is_chosen() => acts.insert(0, first_account(account.facts)),
            Some(account) if account.state.put_away && answers => {
                acts.insert(0, Act::AccountChosen { account: account.id.to_owned(), chosen: true });
            }
            _ => {}
        }
        acts
    }

    /// Finds an account; without it, ends the command.
    pub(crate) fn account(&self, address: AccountAddress<'_>) -> Result<Account<'_>, NoChange> {
        self.snapshot().account(address).ok_or_else(|| NoChange::gone(&home::paths::Route::Start))
    }

    /// Finds a guide that is offered; without it, ends the command.
    pub(crate) fn guide(&self, address: GuideAddress<'_>) -> Result<Guide<'_>, NoChange> {
        self.snapshot().guide(address).ok_or_else(|| NoChange::gone(&home::paths::Route::Start))
    }

    /// Finds a request; without it, ends the command.
    pub(crate) fn request(&self, address: RequestAddress<'_>) -> Result<Request<'_>, NoChange> {
        self.snapshot().request(address).ok_or_else(|| NoChange::gone(&home::paths::Route::Start))
    }

    /// Returns the value of an input, as the form sent it.
    pub(crate) fn input(&self, field: &Field) -> Option<&str> {
        debug_assert!(
            self.fields.is_none_or(|fields| fields.iter().any(|known| known.name == field.name)),
            "the command reads `{}`, which is not among its fields",
            field.name
        );
        self.form.get(field.name).map(String::as_str)
    }

    /// Returns whether the form sent a switch as on.
    pub(crate) fn is_on(&self, field: &Field) -> bool {
        self.input(field) == Some("true")
    }

    /// Reads a choice; `None` if the form has no value for a field that is not required.
    ///
    /// # Errors
    /// [`Error::BadInput`] for a value that is no option of the field, and for a required field without a value.
    pub(crate) fn choice(&self, field: &Field) -> Result<Option<&'static str>, Error> {
        let refused = Error::BadInput(field.name, w::ERROR_CHOICE);
        let options = match field.kind {
            FieldKind::Choice(options) => options,
            _ => &[],
        };
        match self.input(field) {
            None if field.required => Err(refused),
            None => Ok(None),
            Some(sent) => options.iter().copied().find(|option| *option == sent).map(Some).ok_or(refused),
        }
    }

    /// Reads a text, trimmed and without characters that steer a terminal; returns an empty text if the form has none.
    ///
    /// # Errors
    /// [`Error::BadInput`] for a text that is too long.
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

    /// Reads a day.
    ///
    /// # Errors
    /// [`Error::BadInput`] for a text that names no day of the calendar, and for a form without one.
    pub(crate) fn day(&self, field: &Field) -> Result<NaiveDate, Error> {
        let day = self.input(field).and_then(|text| parse_day(text.trim()));
        day.ok_or(Error::BadInput(field.name, w::DUE_WRONG_DATE))
    }

    /// Makes a notice.
    pub(crate) fn notice(&self, word: Word) -> Option<Notice> {
        Some(Notice::new(self.session.catalogue.text(word)))
    }

    /// Makes a notice with a button that undoes an entry.
    pub(crate) fn undoable(&self, word: Word, entry: &EntryId) -> Option<Notice> {
        let undo = Some(RecordsCommand::undo(entry).to_string());
        Some(Notice { undo, ..Notice::new(self.session.catalogue.text(word)) })
    }
}

/// Makes the act with which a person takes a service into their list.
pub(crate) fn first_account(service: &ServiceFacts) -> Act {
    let (account, service) = (service.id.to_string(), service.id.to_string());
    Act::AccountAdded { account, service, membership: Membership::Member }
}

/// Makes the action that shows a screen.
pub(crate) fn go(route: &dyn Display) -> Action {
    Action::Go { route: route.to_string() }
}

/// Makes the action that copies a text. What leaves the screens is plain text.
pub(crate) fn copy(text: &str) -> Action {
    Action::Copy { text: without_isolates(text) }
}

/// Cleans a character of a typed text: drops characters that steer a terminal or change the direction of the text after
/// them. Without `lines`, a line break becomes a space.
fn clean_letter(letter: char, lines: bool) -> Option<char> {
    match letter {
        '\n' if lines => Some(letter),
        '\n' | '\t' => Some(' '),
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => None,
        _ if letter.is_control() => None,
        _ => Some(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::testing::TestFolder;

    const GUIDE: &str = "/p1/services/linkedin/ai-training";

    fn go_to(route: &str) -> Vec<Action> {
        vec![Action::Go { route: route.to_owned() }]
    }

    #[test]
    fn the_end_of_a_command_without_a_change_loses_neither_its_sentence_nor_its_route() {
        const GONE: &str =
            "This no longer applies: it has been answered in the meantime or is gone. Nothing was changed.";
        let catalogue = TestFolder::empty().session.catalogue;
        let already = NoChange::already(w::NOTICE_ALREADY);
        let cases = [
            (NoChange::gone(&GUIDE), Some(GONE), go_to(GUIDE)),
            (already.clone(), Some("That had been noted already."), Vec::new()),
            (NoChange::leads_to(&GUIDE), None, go_to(GUIDE)),
            (already.at(&GUIDE), Some("That had been noted already."), go_to(GUIDE)),
            (NoChange::gone(&"/").at(&GUIDE), Some(GONE), go_to(GUIDE)),
        ];
        for (no_change, text, then) in cases {
            let case = format!("{no_change:?}");
            let notice = text.map(Notice::new);
            assert_eq!(no_change.outcome(&catalogue), Outcome { then, notice, ..Outcome::default() }, "{case}");
        }
    }

    #[test]
    fn a_screen_shown_by_a_command_is_that_of_the_route() {
        assert_eq!([go(&GUIDE)], *go_to(GUIDE));
    }
}
