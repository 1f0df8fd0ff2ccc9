//! What follows from a journal.

use chrono::{NaiveDate, NaiveDateTime};

use super::act::{Answer, Membership, Nudging, Picture, RequestEvent, RequestKind, Seen, Via};
use super::entry_id::EntryId;
use crate::named::Named;

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

impl State {
    /// The state of a guide; untouched where nothing was entered.
    pub fn guide(&self, account: &str, guide: &str) -> &GuideState {
        self.accounts.get(account).map_or(GuideState::UNTOUCHED, |account| account.guide(guide))
    }
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

impl AccountState {
    /// The state of a guide; untouched where nothing was entered.
    pub fn guide(&self, guide: &str) -> &GuideState {
        self.guides.get(guide).unwrap_or(GuideState::UNTOUCHED)
    }

    /// The state of a guide, to be changed.
    pub(super) fn guide_mut(&mut self, guide: &str) -> &mut GuideState {
        self.guides.or_insert(guide, || GuideState::UNTOUCHED.clone())
    }
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

/// A line of a guide's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noted {
    /// An answer.
    Answer(Answer),
    /// A look.
    Check(Seen),
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
