//! The names inside routes and commands: persons, accounts, guides, requests, days. Every `paths.rs` writes and reads
//! them with the code here.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use widerspruch_domain::civil::parse_day;
use widerspruch_domain::journal::{CHECK, EntryId, Via};

/// Beginning of the command of a notification's button.
const NOTIFICATION: &str = "notification/";

/// Address of an account: `p1/linkedin`, `p1/linkedin-2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AccountAddress<'a> {
    pub(crate) person: &'a str,
    pub(crate) account: &'a str,
}

/// Address of a guide of an account: `p1/linkedin/ai-training`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct GuideAddress<'a> {
    pub(crate) person: &'a str,
    pub(crate) account: &'a str,
    pub(crate) guide: &'a str,
}

/// Address of a request, by the entry with which it began: `p1/requests/0af9-17`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RequestAddress<'a> {
    pub(crate) person: &'a str,
    /// Text of an [`EntryId`].
    pub(crate) id: &'a str,
}

/// Address of a person's check day: `p1/check/2027-02-23`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CheckAddress<'a> {
    pub(crate) person: &'a str,
    pub(crate) day: NaiveDate,
}

/// Guide or request to which a reminder, a note or a picture belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject<'a> {
    Guide(GuideAddress<'a>),
    Request(RequestAddress<'a>),
}

impl<'a> GuideAddress<'a> {
    /// Returns the account of the guide.
    pub(crate) const fn account(self) -> AccountAddress<'a> {
        AccountAddress { person: self.person, account: self.account }
    }
}

impl<'a> CheckAddress<'a> {
    /// Parses a key of the planner.
    pub(crate) fn parse(key: &'a str) -> Option<Self> {
        let (person, rest) = key.split_once('/')?;
        let (container, day) = rest.split_once('/')?;
        Self::of(person, container, day)
    }

    /// Parses the three parts of a key.
    pub(crate) fn of(person: &'a str, container: &str, day: &str) -> Option<Self> {
        let day = parse_day(day).filter(|_| is_person(person) && container == CHECK)?;
        Some(Self { person, day })
    }
}

impl fmt::Display for CheckAddress<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{CHECK}/{}", self.person, self.day)
    }
}

impl<'a> RequestAddress<'a> {
    /// Makes the address of a request; `None` if `id` is no id of an entry.
    pub(crate) fn checked(person: &'a str, id: &'a str) -> Option<Self> {
        is_entry_id(id).then_some(Self { person, id })
    }
}

impl<'a> Subject<'a> {
    /// Parses a key of the planner or of an attachment.
    pub(crate) fn parse(key: &'a str) -> Option<Self> {
        let mut parts = key.splitn(3, '/');
        let (person, container, name) = (parts.next()?, parts.next()?, parts.next()?);
        Self::of(person, container, name)
    }

    /// Parses the three parts of a key: the second is an account, or the word `requests`.
    pub(crate) fn of(person: &'a str, container: &'a str, name: &'a str) -> Option<Self> {
        if !is_person(person) || name.contains('/') {
            return None;
        }
        if container == CHECK {
            return None;
        }
        if container == "requests" {
            return RequestAddress::checked(person, name).map(Self::Request);
        }
        Some(Self::Guide(GuideAddress { person, account: container, guide: name }))
    }

    /// Parses the subject in an act of a person's journal: a key without the person.
    pub(crate) fn of_attachment(person: &'a str, to: &'a str) -> Option<Self> {
        let (container, name) = to.split_once('/')?;
        Self::of(person, container, name)
    }

    /// Returns the person.
    pub(crate) const fn person(self) -> &'a str {
        match self {
            Self::Guide(guide) => guide.person,
            Self::Request(request) => request.person,
        }
    }

    /// Writes the subject for an act of the person's journal: `linkedin/ai-training`.
    pub(crate) fn attachment_target(self) -> String {
        match self {
            Self::Guide(GuideAddress { account, guide, .. }) => [account, "/", guide].concat(),
            Self::Request(RequestAddress { id, .. }) => ["requests/", id].concat(),
        }
    }
}

impl fmt::Display for AccountAddress<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.person, self.account)
    }
}

impl fmt::Display for GuideAddress<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.person, self.account, self.guide)
    }
}

impl fmt::Display for RequestAddress<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/requests/{}", self.person, self.id)
    }
}

impl fmt::Display for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Guide(guide) => guide.fmt(f),
            Self::Request(request) => request.fmt(f),
        }
    }
}

/// Returns whether a text can name a person: `p1`, `p2` …
pub(crate) fn is_person(text: &str) -> bool {
    text.strip_prefix('p').is_some_and(|number| number.len() < 10 && parse_number::<u32>(number).is_some())
}

/// Returns whether a text can be the id of an entry.
pub(crate) fn is_entry_id(text: &str) -> bool {
    parse_entry_id(text).is_some()
}

/// Parses the id of an entry, and refuses every spelling but the one in which it is written: `a1-1`, not `a1-01`.
pub(crate) fn parse_entry_id(text: &str) -> Option<EntryId> {
    text.parse().ok().filter(|id: &EntryId| id.to_string() == text)
}

/// Parses a number that is counted from 1, and refuses every spelling but the one in which it is written: `2`, not `02`
/// or `+2`.
pub(crate) fn parse_number<T: FromStr>(text: &str) -> Option<T> {
    let first = text.bytes().next()?;
    if (b'1'..=b'9').contains(&first) { text.parse().ok() } else { None }
}

/// Writes a name of the journal with hyphens, for routes and commands: `sent_by_form` → `sent-by-form`.
pub(crate) fn hyphenated(name: &str) -> String {
    name.replace('_', "-")
}

/// Parses a name written by [`hyphenated`], and refuses every other spelling.
pub(crate) fn parse_hyphenated<T: FromStr>(text: &str) -> Option<T> {
    if text.contains('_') { None } else { text.replace('-', "_").parse().ok() }
}

/// Writes the command of a notification's button. Such commands are never changed or removed: a notification can be
/// months old when it is answered.
pub(crate) fn notification_command(command: &dyn fmt::Display) -> String {
    format!("{NOTIFICATION}{command}")
}

/// Splits a command into its origin, a notification or a screen, and the command itself.
pub(crate) fn split_via(command: &str) -> (Via, &str) {
    match command.strip_prefix(NOTIFICATION) {
        Some(command) => (Via::Notification, command),
        None => (Via::App, command),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_subject_is_read_as_it_was_written(
            number in 1_u32..1000,
            account in "[a-z]{1,12}(-[2-9])?",
            guide in "[a-z-]{1,20}",
            id in "[0-9a-f]{1,16}-[1-9][0-9]{0,5}",
        ) {
            let person = format!("p{number}");
            prop_assume!(account != "requests");
            let guide = Subject::Guide(GuideAddress { person: &person, account: &account, guide: &guide });
            let request = Subject::Request(RequestAddress { person: &person, id: &id });
            for subject in [guide, request] {
                let (key, target) = (subject.to_string(), subject.attachment_target());
                prop_assert_eq!(Subject::parse(&key), Some(subject));
                prop_assert_eq!(Subject::of_attachment(&person, &target), Some(subject));
            }
        }
    }

    #[test]
    fn malformed_subjects_are_refused() {
        for key in ["", "p1", "p1/linkedin", "p1/requests/17", "p1/requests/0af9", "p1/linkedin/a/b", "x/linkedin/a"] {
            assert_eq!(Subject::parse(key), None, "{key}");
        }
    }

    #[test]
    fn invalid_persons_are_refused() {
        assert!(["p1", "p10", "p999999999"].into_iter().all(is_person));
        assert!(
            ["", "p", "1", "P1", "p-1", "p+1", "p0", "p01", "p1a", "p1000000000", "reminders"]
                .into_iter()
                .all(|text| !is_person(text))
        );
    }

    #[test]
    fn a_second_spelling_of_a_number_is_refused() {
        for text in ["a1-1", "0a1-10", "a1-18446744073709551615"] {
            assert!(is_entry_id(text), "{text}");
        }
        for text in ["a1-01", "a1-0010", "a1-+1", "A1-1", "a1-1 "] {
            assert!(!is_entry_id(text), "{text}");
        }
        assert_eq!((parse_number::<u32>("2"), parse_number("4294967295")), (Some(2), Some(u32::MAX)));
        for text in ["", "0", "02", "+2", "-2", " 2", "2 ", "4294967296", "2a"] {
            assert_eq!(parse_number::<u32>(text), None, "{text}");
        }
    }

    #[test]
    fn commands_of_notifications_and_screens_are_told_apart() {
        let command = notification_command(&"postpone/2026-11-23");
        assert_eq!(command, "notification/postpone/2026-11-23");
        assert_eq!(split_via(&command), (Via::Notification, "postpone/2026-11-23"));
        assert_eq!(split_via("postpone/2026-11-23"), (Via::App, "postpone/2026-11-23"));
    }
}
