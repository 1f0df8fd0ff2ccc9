//! What a person can do, one [`Entry`] a command, and the [`State`] that follows from all entries.
//!
//! Order is the Lamport counter, then the installation; time is content, so a wrong clock cannot reorder anything. The
//! fold does not care how entries were split over files or merged from several. What stands in the file, and never
//! changes, is in `durable.rs`.

use std::fmt;
use std::str::FromStr;

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::named::Named;

mod durable;
mod fold;

pub use fold::fold;

/// The version that this code writes. A journal with a higher one is opened read-only.
pub const VERSION: u32 = 1;

/// Names an entry for ever: the installation that wrote it (drawn once from the system) and a running number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    /// Lower-case hexadecimal digits.
    pub installation: String,
    /// Counts from 1 in each installation.
    pub number: u64,
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.installation, self.number)
    }
}

/// The text is not `<hexadecimal>-<number>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an entry id is <hexadecimal digits>-<number>")]
pub struct EntryIdError;

impl FromStr for EntryId {
    type Err = EntryIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (installation, number) = text.split_once('-').ok_or(EntryIdError)?;
        let hexadecimal =
            !installation.is_empty() && installation.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        let plain = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        if !hexadecimal || !plain {
            return Err(EntryIdError);
        }
        Ok(Self { installation: installation.to_owned(), number: number.parse().map_err(|_| EntryIdError)? })
    }
}

impl Serialize for EntryId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for EntryId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// One line of a journal: what one command did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Version of the format, [`VERSION`] when written.
    pub v: u32,
    /// Its name.
    pub id: EntryId,
    /// Lamport counter: higher than that of every entry seen before it was written.
    pub seq: u64,
    /// When, in seconds since 1970 UTC, by the phone's clock.
    pub at: i64,
    /// The phone's offset from UTC at that time, in seconds.
    pub offset: i32,
    /// What was done; several where one command does several things, undone together.
    pub acts: Vec<Act>,
}

impl Entry {
    /// The local civil time at which it was written.
    pub fn local(&self) -> NaiveDateTime {
        chrono::DateTime::from_timestamp(self.at.saturating_add(i64::from(self.offset)), 0)
            .unwrap_or(chrono::DateTime::UNIX_EPOCH)
            .naive_utc()
    }
}

/// How the person came to the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Via {
    /// On a screen of the app.
    #[default]
    App,
    /// By a button of a notification.
    Notification,
}

/// Since when a setting was already off, in the person's own word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// Before the processing began.
    BeforeStart,
    /// After it began.
    AfterStart,
    /// The person does not know.
    Unknown,
}

/// Why somebody does not see a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unseen {
    /// Looked in another account.
    OtherAccount,
    /// It has another name.
    OtherName,
    /// It shows other words than the two.
    OtherWord,
    /// The service's app is too old.
    OldApp,
    /// It is not offered where the person lives.
    NotOffered,
    /// The person is under 18.
    Minor,
    /// Something else.
    SomethingElse,
}

/// State of a guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Nothing has been done, or it was taken up again.
    Open,
    /// The person did it.
    Done,
    /// It had been so before.
    WasOff {
        /// Since when.
        since: Since,
    },
    /// The person does not see it.
    NotVisible {
        /// Why, as far as the person can tell.
        why: Unseen,
    },
    /// It does not apply.
    NotApplicable,
    /// Left out by choice.
    LeftOut,
}

/// What a look at a setting showed at a re-check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// Still off.
    Off,
    /// On (again); why is not known.
    On,
    /// Not found.
    NotFound,
}

/// Whether a person has an account at a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Membership {
    /// An account.
    Member,
    /// None (any more).
    None,
}

/// How reminders go on after the question "go on reminding?".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nudging {
    /// The ordinary series.
    Series,
    /// Once a month.
    Monthly,
    /// Not any more.
    Stopped,
}

/// What a person asks of a controller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestKind {
    /// No training with one's data: Art. 21(1) GDPR and what corresponds to it elsewhere.
    Objection,
    /// No direct marketing: Art. 21(2) GDPR.
    Advertising,
    /// Access to one's data: Art. 15 GDPR and what corresponds to it elsewhere.
    Access,
    /// Erasure of data: Art. 17 GDPR.
    Erasure,
}

/// What happened to a request, in the person's own word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestEvent {
    /// Sent by the controller's form on the web.
    SentByForm,
    /// Sent by e-mail.
    SentByEmail,
    /// Sent by post.
    SentByPost,
    /// Handed over.
    HandedOver,
    /// What was sent by post arrived.
    Received,
    /// The controller confirmed that it arrived.
    Acknowledged,
    /// The controller asked who the person is.
    IdentityAsked,
    /// The person answered that.
    IdentityGiven,
    /// The controller asked what exactly is meant.
    ClarificationAsked,
    /// The person answered that.
    ClarificationGiven,
    /// The controller said that it needs longer.
    MoreTime,
    /// Answered: the controller does what was asked.
    Granted,
    /// Answered: it does a part of it.
    Partly,
    /// Answered: it refuses.
    Refused,
    /// On that day nothing had come.
    NothingCame,
    /// The person asked again.
    FollowedUp,
    /// The person complained to the controller, as British law wants it first.
    ComplainedToController,
    /// The person complained to a supervisory authority.
    Complained,
    /// The person is through with it.
    Closed,
}

/// What a picture is, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureType {
    /// As most screenshots are.
    Png,
    /// As most cameras write them.
    Jpeg,
    /// As many websites send them.
    Webp,
    /// As iPhones write them. Not every browser shows it.
    Heic,
}

/// One thing done. `account` is the service's id, with `-2`, `-3` … for further accounts there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// The first act of a person's journal. Its entry's id is that person's identity across phones.
    PersonAdded {
        /// As the person is called in the app; empty for oneself.
        name: String,
        /// Whether somebody else holds the phone.
        helped: bool,
        /// Country code, `ZZ` for elsewhere.
        country: String,
    },
    /// Another name.
    PersonRenamed {
        /// The new one.
        name: String,
    },
    /// The person lives elsewhere.
    CountryChosen {
        /// Country code, `ZZ` for elsewhere.
        country: String,
    },
    /// A checklist begins.
    AccountAdded {
        /// Its id.
        account: String,
        /// The service's id.
        service: String,
        /// Whether there is an account at all.
        membership: Membership,
    },
    /// A name for one of several accounts.
    AccountNamed {
        /// Its id.
        account: String,
        /// The name.
        name: String,
    },
    /// The language of the service's menus.
    ServiceLanguageChosen {
        /// Its id.
        account: String,
        /// Language code.
        language: String,
    },
    /// A guide was answered.
    Answered {
        /// Its account.
        account: String,
        /// Its id.
        guide: String,
        /// The new state.
        answer: Answer,
        /// How.
        via: Via,
    },
    /// A re-check was answered.
    Checked {
        /// Its account.
        account: String,
        /// Its id.
        guide: String,
        /// The occurrence that is answered: the day for which it was planned.
        due: NaiveDate,
        /// What was seen.
        seen: Seen,
        /// How.
        via: Via,
    },
    /// Another interval for re-checks.
    RecheckChosen {
        /// Its account.
        account: String,
        /// Its id.
        guide: String,
        /// 3, 6 or 12; 0 for none.
        months: u8,
    },
    /// Not now.
    Snoozed {
        /// Its account.
        account: String,
        /// Its id.
        guide: String,
        /// The first day on which to remind again.
        until: NaiveDate,
        /// How.
        via: Via,
    },
    /// How nudges go on.
    NudgingChosen {
        /// Its account.
        account: String,
        /// How.
        nudging: Nudging,
    },
    /// The person's own grounds for a form.
    GroundsWritten {
        /// Its account.
        account: String,
        /// Its id.
        guide: String,
        /// The text.
        text: String,
    },
    /// A request begins, as a draft. Its entry's id names it for ever.
    RequestBegun {
        /// The account it is about.
        account: String,
        /// What is asked.
        kind: RequestKind,
    },
    /// Something happened to a request.
    RequestNoted {
        /// The entry with which it began.
        request: EntryId,
        /// What.
        event: RequestEvent,
        /// The day of it, in the person's word.
        on: NaiveDate,
        /// How.
        via: Via,
    },
    /// A text of a request: name, grounds. In an entry that notes an event, the wording that was sent then.
    RequestWritten {
        /// The entry with which it began.
        request: EntryId,
        /// Which text.
        field: String,
        /// The text.
        text: String,
    },
    /// Not now.
    RequestSnoozed {
        /// The entry with which it began.
        request: EntryId,
        /// The first day on which to remind again.
        until: NaiveDate,
        /// How.
        via: Via,
    },
    /// A note of the person's own.
    NoteAdded {
        /// What it belongs to: `linkedin/ai-training`, or `requests/` and the entry with which the request began.
        to: String,
        /// The text.
        text: String,
    },
    /// A picture, of which a copy lies beside the journal.
    PictureAdded {
        /// What it belongs to, as of a note.
        to: String,
        /// The copy when it was added.
        picture: Picture,
    },
    /// A choice for the app as a whole.
    SettingChosen {
        /// `language`, `hour`, `weekdays`, `lock_screen`, `device_backup`, `reminders`.
        name: String,
        /// The new value.
        value: String,
    },
    /// Takes back what an entry did.
    Undone {
        /// That entry.
        entry: EntryId,
    },
}

impl Act {
    /// The account in which it was done.
    pub fn account(&self) -> Option<&str> {
        match self {
            Self::AccountAdded { account, .. }
            | Self::AccountNamed { account, .. }
            | Self::ServiceLanguageChosen { account, .. }
            | Self::Answered { account, .. }
            | Self::Checked { account, .. }
            | Self::RecheckChosen { account, .. }
            | Self::Snoozed { account, .. }
            | Self::NudgingChosen { account, .. }
            | Self::GroundsWritten { account, .. }
            | Self::RequestBegun { account, .. } => Some(account),
            Self::NoteAdded { to, .. } | Self::PictureAdded { to, .. } => {
                to.split_once('/').map(|(account, _)| account).filter(|account| *account != "requests")
            }
            Self::PersonAdded { .. }
            | Self::PersonRenamed { .. }
            | Self::CountryChosen { .. }
            | Self::RequestNoted { .. }
            | Self::RequestWritten { .. }
            | Self::RequestSnoozed { .. }
            | Self::SettingChosen { .. }
            | Self::Undone { .. } => None,
        }
    }
}

/// When and how something came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The entry, for undo.
    pub entry: EntryId,
    /// Its place in the order of entries.
    pub seq: u64,
    /// Local civil time.
    pub at: NaiveDateTime,
    /// Its offset from UTC in seconds, east positive.
    pub offset: i32,
    /// How.
    pub via: Via,
}

/// What is known of one guide of one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuideState {
    /// Its state.
    pub answer: Answer,
    /// When it was answered.
    pub answered: Option<Mark>,
    /// The newest look that showed "off", and when.
    pub last_off: Option<NaiveDateTime>,
    /// The newest re-check: the occurrence and what was seen.
    pub last_check: Option<(NaiveDate, Seen)>,
    /// Chosen interval of re-checks in months; `None` = the catalogue's, 0 = none.
    pub recheck_months: Option<u8>,
    /// No reminder before this day.
    pub snoozed_until: Option<NaiveDate>,
    /// Own grounds.
    pub grounds: String,
    /// Everything that was answered, oldest first.
    pub history: Vec<(Mark, Noted)>,
}

/// A line of a guide's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noted {
    /// An answer.
    Answer(Answer),
    /// A look.
    Check(Seen),
}

impl GuideState {
    /// Nothing was entered.
    pub const UNTOUCHED: &'static Self = &Self {
        answer: Answer::Open,
        answered: None,
        last_off: None,
        last_check: None,
        recheck_months: None,
        snoozed_until: None,
        grounds: String::new(),
        history: Vec::new(),
    };
}

/// What is known of one request. What follows from it is in [`crate::requests`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestState {
    /// The account it is about.
    pub account: String,
    /// What is asked.
    pub kind: RequestKind,
    /// When it was begun.
    pub begun: Mark,
    /// What happened, in the order in which it was noted, each with its day.
    pub events: Vec<(Mark, RequestEvent, NaiveDate)>,
    /// Country code of the place from where it was sent.
    pub sent_from: Option<String>,
    /// What its letters are written from, by field.
    pub texts: Named<String>,
    /// The wording as it was sent, by the id of the entry that noted the sending.
    pub wordings: Named<String>,
    /// No reminder before this day.
    pub snoozed_until: Option<NaiveDate>,
}

impl RequestState {
    /// One of its texts; empty where it was not written.
    pub fn text(&self, field: &str) -> &str {
        self.texts.get(field).map_or("", String::as_str)
    }
}

/// A picture when it was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// SHA-256 of its bytes, as 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// What it is.
    pub kind: PictureType,
    /// How many bytes.
    pub size: u64,
}

impl Picture {
    /// Name of the copy: the same picture has the same name.
    pub fn file(&self) -> String {
        [&self.sha256, ".", self.kind.name()].concat()
    }
}

/// Something that the person added to a guide or a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// What it belongs to, as in the act.
    pub to: String,
    /// When it was added.
    pub mark: Mark,
    /// The note; empty for a picture.
    pub note: String,
    /// The picture.
    pub picture: Option<Picture>,
}

/// One checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountState {
    /// The service's id.
    pub service: String,
    /// Whether there is an account.
    pub membership: Membership,
    /// Its name, where one was given.
    pub name: String,
    /// Language of the service's menus, where chosen.
    pub language: Option<String>,
    /// How nudges go on, and since when.
    pub nudging: Nudging,
    /// The day from which the nudges count.
    pub nudged_from: NaiveDate,
    /// By guide id; absent means open and untouched.
    pub guides: Named<GuideState>,
}

/// What follows from a journal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    /// Identity of the person across phones.
    pub identity: Option<EntryId>,
    /// Name, empty for oneself.
    pub name: String,
    /// Whether somebody else holds the phone.
    pub helped: bool,
    /// Country code.
    pub country: String,
    /// By account id.
    pub accounts: Named<AccountState>,
    /// Requests by the id of the entry with which they began.
    pub requests: Named<RequestState>,
    /// Notes and pictures, oldest first.
    pub attached: Vec<Attached>,
    /// Choices for the app as a whole.
    pub settings: Named<String>,
    /// The newest entry that can be taken back.
    pub last: Option<EntryId>,
    /// Entries that count (neither undone nor undoing).
    pub entries: usize,
}

impl AccountState {
    /// The state of a guide; untouched where nothing was entered.
    pub fn guide(&self, guide: &str) -> &GuideState {
        self.guides.get(guide).unwrap_or(GuideState::UNTOUCHED)
    }

    /// The state of a guide, to be changed.
    fn guide_mut(&mut self, guide: &str) -> &mut GuideState {
        self.guides.or_insert(guide, || GuideState::UNTOUCHED.clone())
    }
}

impl State {
    /// The state of a guide; untouched where nothing was entered.
    pub fn guide(&self, account: &str, guide: &str) -> &GuideState {
        self.accounts.get(account).map_or(GuideState::UNTOUCHED, |account| account.guide(guide))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry(number: u64, acts: Vec<Act>) -> Entry {
        let id = EntryId { installation: "a1".into(), number };
        // 23 November 2026, 20:00 in Berlin, and a minute for each further entry.
        Entry {
            v: VERSION,
            id,
            seq: number,
            at: 1_795_460_400 + 60 * i64::try_from(number).unwrap(),
            offset: 3600,
            acts,
        }
    }

    fn begun() -> Vec<Entry> {
        vec![entry(
            1,
            vec![
                Act::PersonAdded { name: String::new(), helped: false, country: "DE".into() },
                Act::AccountAdded {
                    account: "linkedin".into(),
                    service: "linkedin".into(),
                    membership: Membership::Member,
                },
            ],
        )]
    }

    fn answered(answer: Answer) -> Act {
        Act::Answered { account: "linkedin".into(), guide: "ai-training".into(), answer, via: Via::App }
    }

    #[test]
    fn an_answer_is_kept_with_its_time_and_its_word() {
        let mut entries = begun();
        entries.push(entry(2, vec![answered(Answer::WasOff { since: Since::BeforeStart })]));
        let state = fold(&entries);
        let guide = state.guide("linkedin", "ai-training");
        assert_eq!(guide.answer, Answer::WasOff { since: Since::BeforeStart });
        assert_eq!(guide.last_off.unwrap().date(), "2026-11-23".parse().unwrap());
        assert_eq!(guide.history.len(), 1);
    }

    #[test]
    fn a_setting_seen_on_again_is_open_again_and_stays_in_the_history() {
        let mut entries = begun();
        entries.push(entry(2, vec![answered(Answer::Done)]));
        entries.push(entry(
            3,
            vec![Act::Checked {
                account: "linkedin".into(),
                guide: "ai-training".into(),
                due: "2027-02-23".parse().unwrap(),
                seen: Seen::On,
                via: Via::App,
            }],
        ));
        let state = fold(&entries);
        let guide = state.guide("linkedin", "ai-training");
        assert_eq!(guide.answer, Answer::Open);
        assert_eq!(
            guide.history.iter().map(|(_, noted)| *noted).collect::<Vec<_>>(),
            [Noted::Answer(Answer::Done), Noted::Check(Seen::On)]
        );
    }

    #[test]
    fn a_setting_that_could_not_be_found_and_is_found_off_later_is_done() {
        let mut entries = begun();
        entries.push(entry(2, vec![answered(Answer::NotVisible { why: Unseen::OldApp })]));
        let check = |seen| Act::Checked {
            account: "linkedin".into(),
            guide: "ai-training".into(),
            due: "2027-02-23".parse().unwrap(),
            seen,
            via: Via::App,
        };
        entries.push(entry(3, vec![check(Seen::NotFound)]));
        assert_eq!(fold(&entries).guide("linkedin", "ai-training").answer, Answer::NotVisible { why: Unseen::OldApp });
        entries.push(entry(4, vec![check(Seen::Off)]));
        assert_eq!(fold(&entries).guide("linkedin", "ai-training").answer, Answer::Done);
    }

    #[test]
    fn what_was_done_counts_even_where_the_beginning_was_lost() {
        let act = |account: &str| Act::Answered {
            account: account.into(),
            guide: "ai-training".into(),
            answer: Answer::Done,
            via: Via::App,
        };
        let state = fold(&[entry(2, vec![act("linkedin"), act("linkedin-2")])]);
        assert_eq!(state.guide("linkedin", "ai-training").answer, Answer::Done);
        let services: Vec<&str> = state.accounts.values().map(|account| account.service.as_str()).collect();
        assert_eq!(services, ["linkedin", "linkedin"]);
    }

    #[test]
    fn an_account_whose_beginning_was_taken_back_does_not_come_back_by_what_was_done_there() {
        let mut entries = begun();
        let before = fold(&entries);
        let account = || "linkedin-2".to_owned();
        let added =
            Act::AccountAdded { account: account(), service: "linkedin".into(), membership: Membership::Member };
        entries.push(entry(2, vec![added.clone()]));
        entries.push(entry(3, vec![Act::AccountNamed { account: account(), name: "Beruf".into() }]));
        let id = entries[1].id.clone();
        entries.push(entry(4, vec![Act::Undone { entry: id }]));
        assert_eq!(fold(&entries).accounts, before.accounts);
        entries.push(entry(5, vec![added]));
        let state = fold(&entries);
        assert_eq!(state.accounts.get("linkedin-2").map(|account| account.name.as_str()), Some(""));
    }

    #[test]
    fn what_was_noted_of_a_request_counts_only_where_its_beginning_is_known() {
        let mut entries = begun();
        let request = EntryId { installation: "a1".into(), number: 2 };
        let on = "2026-11-23".parse().unwrap();
        let noted = Act::RequestNoted { request: request.clone(), event: RequestEvent::SentByForm, on, via: Via::App };
        entries.push(entry(3, vec![noted]));
        assert!(fold(&entries).requests.is_empty());
        entries.push(entry(2, vec![Act::RequestBegun { account: "linkedin".into(), kind: RequestKind::Access }]));
        let state = fold(&entries);
        let known = state.requests.get("a1-2").unwrap();
        assert_eq!((known.kind, known.events.len()), (RequestKind::Access, 1));
        entries.push(entry(4, vec![Act::Undone { entry: request }]));
        assert!(fold(&entries).requests.is_empty());
    }

    #[test]
    fn what_was_added_stays_with_what_it_belongs_to() {
        let mut entries = begun();
        let note = |to: &str| Act::NoteAdded { to: to.to_owned(), text: "seen".into() };
        entries.push(entry(2, vec![Act::RequestBegun { account: "linkedin".into(), kind: RequestKind::Access }]));
        entries.push(entry(3, vec![note("requests/a1-2"), note("linkedin/ai-training"), note("requests/a1-9")]));
        let state = fold(&entries);
        let to = |state: &State| state.attached.iter().map(|attached| attached.to.clone()).collect::<Vec<_>>();
        assert_eq!(to(&state), ["requests/a1-2", "linkedin/ai-training"]);
        let id = entries[1].id.clone();
        entries.push(entry(4, vec![Act::Undone { entry: id }]));
        assert_eq!(to(&fold(&entries)), ["linkedin/ai-training"]);
    }

    #[test]
    fn a_picture_in_a_journal_names_nothing_but_a_checksum() {
        let read = |sha256: &str| {
            let text =
                format!(r#"{{"act":"picture_added","to":"linkedin/ads","sha256":"{sha256}","type":"png","size":"7"}}"#);
            serde_json::from_str::<Act>(&text).ok()
        };
        let right = "0af9".repeat(16);
        assert!(
            matches!(read(&right), Some(Act::PictureAdded { picture, .. }) if picture.file() == format!("{right}.png"))
        );
        for wrong in [String::new(), "../".repeat(21) + ".", right.to_uppercase(), right[1..].to_owned()] {
            assert_eq!(read(&wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn undo_takes_back_everything_one_command_did() {
        let mut entries = begun();
        let before = fold(&entries);
        entries.push(entry(
            2,
            vec![answered(Answer::Done), Act::SettingChosen { name: "hour".into(), value: "19".into() }],
        ));
        let id = entries[1].id.clone();
        entries.push(entry(3, vec![Act::Undone { entry: id }]));
        assert_eq!(fold(&entries), before);
    }

    #[test]
    fn the_durable_form_of_an_entry_is_pinned() {
        let text = serde_json::to_string(&entry(2, vec![answered(Answer::Done)])).unwrap();
        assert_eq!(
            text,
            r#"{"v":1,"id":"a1-2","seq":2,"at":1795460520,"offset":3600,"acts":[{"act":"answered","account":"linkedin","guide":"ai-training","answer":"done","via":"app"}]}"#
        );
        assert_eq!(serde_json::from_str::<Entry>(&text).unwrap(), entry(2, vec![answered(Answer::Done)]));
    }

    #[test]
    fn entry_ids_are_read_as_they_are_written_and_nothing_else_is() {
        let id = EntryId { installation: "0af9".into(), number: 12 };
        assert_eq!(id.to_string().parse(), Ok(id));
        for wrong in ["", "-", "a1", "a1-", "-1", "A1-1", "a1-+1", "a1--1", "a1-99999999999999999999", "g-1"] {
            assert_eq!(wrong.parse::<EntryId>(), Err(EntryIdError), "{wrong:?}");
        }
    }

    /// Every act but taking back.
    fn any_act() -> impl Strategy<Value = Act> {
        const ANSWERS: [Answer; 8] = [
            Answer::Open,
            Answer::Done,
            Answer::LeftOut,
            Answer::NotApplicable,
            Answer::WasOff { since: Since::BeforeStart },
            Answer::WasOff { since: Since::Unknown },
            Answer::NotVisible { why: Unseen::OldApp },
            Answer::NotVisible { why: Unseen::SomethingElse },
        ];
        let account = || prop::sample::select(vec!["linkedin", "linkedin-2"]).prop_map(str::to_owned);
        let guide = || {
            (account(), prop::sample::select(vec!["ai-training", "research", "objection-form"]).prop_map(str::to_owned))
        };
        let via = || prop::sample::select(vec![Via::App, Via::Notification]);
        let day = || (0..400_u64).prop_map(|days| crate::civil::add_days("2026-11-01".parse().unwrap(), days));
        let text = || ".{0,12}";
        // Some of them begin a request, most do not.
        let request = || (1..12_u64).prop_map(|number| EntryId { installation: "a1".into(), number });
        let to = || {
            prop_oneof![
                guide().prop_map(|(account, guide)| format!("{account}/{guide}")),
                request().prop_map(|request| format!("requests/{request}")),
            ]
        };
        const EVENTS: [RequestEvent; 19] = [
            RequestEvent::SentByForm,
            RequestEvent::SentByEmail,
            RequestEvent::SentByPost,
            RequestEvent::HandedOver,
            RequestEvent::Received,
            RequestEvent::Acknowledged,
            RequestEvent::IdentityAsked,
            RequestEvent::IdentityGiven,
            RequestEvent::ClarificationAsked,
            RequestEvent::ClarificationGiven,
            RequestEvent::MoreTime,
            RequestEvent::Granted,
            RequestEvent::Partly,
            RequestEvent::Refused,
            RequestEvent::NothingCame,
            RequestEvent::FollowedUp,
            RequestEvent::ComplainedToController,
            RequestEvent::Complained,
            RequestEvent::Closed,
        ];
        prop_oneof![
            (text(), any::<bool>(), "[A-Z]{2}").prop_map(|(name, helped, country)| Act::PersonAdded {
                name,
                helped,
                country
            }),
            text().prop_map(|name| Act::PersonRenamed { name }),
            "[A-Z]{2}".prop_map(|country| Act::CountryChosen { country }),
            (account(), prop::sample::select(vec![Membership::Member, Membership::None])).prop_map(
                |(account, membership)| Act::AccountAdded { account, service: "linkedin".into(), membership }
            ),
            (account(), text()).prop_map(|(account, name)| Act::AccountNamed { account, name }),
            (account(), "[a-z]{2}").prop_map(|(account, language)| Act::ServiceLanguageChosen { account, language }),
            (guide(), prop::sample::select(ANSWERS.to_vec()), via())
                .prop_map(|((account, guide), answer, via)| { Act::Answered { account, guide, answer, via } }),
            (guide(), day(), prop::sample::select(vec![Seen::Off, Seen::On, Seen::NotFound]), via())
                .prop_map(|((account, guide), due, seen, via)| Act::Checked { account, guide, due, seen, via }),
            (guide(), prop::sample::select(vec![0, 3, 6, 12]))
                .prop_map(|((account, guide), months)| Act::RecheckChosen { account, guide, months }),
            (guide(), day(), via()).prop_map(|((account, guide), until, via)| Act::Snoozed {
                account,
                guide,
                until,
                via
            }),
            (account(), prop::sample::select(vec![Nudging::Series, Nudging::Monthly, Nudging::Stopped]))
                .prop_map(|(account, nudging)| Act::NudgingChosen { account, nudging }),
            (guide(), text()).prop_map(|((account, guide), text)| Act::GroundsWritten { account, guide, text }),
            (account(), prop::sample::select(vec![RequestKind::Objection, RequestKind::Access]))
                .prop_map(|(account, kind)| Act::RequestBegun { account, kind }),
            (request(), prop::sample::select(EVENTS.to_vec()), day(), via())
                .prop_map(|(request, event, on, via)| Act::RequestNoted { request, event, on, via }),
            (request(), "[a-z]{0,8}", text()).prop_map(|(request, field, text)| Act::RequestWritten {
                request,
                field,
                text
            }),
            (to(), text()).prop_map(|(to, text)| Act::NoteAdded { to, text }),
            (to(), "[0-9a-f]{64}", any::<u64>()).prop_map(|(to, sha256, size)| Act::PictureAdded {
                to,
                picture: Picture { sha256, kind: PictureType::Heic, size }
            }),
            (request(), day(), via()).prop_map(|(request, until, via)| Act::RequestSnoozed { request, until, via }),
            ("[a-z]{0,8}", text()).prop_map(|(name, value)| Act::SettingChosen { name, value }),
        ]
    }

    fn any_journal() -> impl Strategy<Value = Vec<Entry>> {
        prop::collection::vec(prop::collection::vec(any_act(), 1..3), 0..20).prop_map(|commands| {
            let mut entries = begun();
            for acts in commands {
                let number = u64::try_from(entries.len()).unwrap() + 1;
                entries.push(entry(number, acts));
            }
            entries
        })
    }

    proptest! {
        #[test]
        fn undo_after_do_is_identity(mut entries in any_journal(), act in any_act()) {
            let before = fold(&entries);
            let number = u64::try_from(entries.len()).unwrap() + 1;
            entries.push(entry(number, vec![act]));
            let id = entries[entries.len() - 1].id.clone();
            entries.push(entry(number + 1, vec![Act::Undone { entry: id }]));
            prop_assert_eq!(fold(&entries), before);
        }

        #[test]
        fn the_fold_does_not_care_how_a_journal_was_split_or_merged(
            entries in any_journal(),
            cuts in prop::collection::vec(0..40_usize, 0..6),
        ) {
            let whole = fold(&entries);
            let mut merged = entries;
            merged.reverse();
            for cut in cuts {
                let at = cut % merged.len();
                merged.rotate_left(at);
                let again = merged[0].clone();
                merged.push(again);
            }
            prop_assert_eq!(fold(&merged), whole);
        }

        #[test]
        fn entries_survive_their_durable_form(entries in any_journal()) {
            for entry in entries {
                let text = serde_json::to_string(&entry).unwrap();
                prop_assert_eq!(serde_json::from_str::<Entry>(&text).unwrap(), entry);
            }
        }
    }
}
