//! The state that follows from a journal.

use chrono::{NaiveDate, NaiveDateTime};

use super::act::{
    Answer, HelpAgreement, Membership, Nudging, Picture, RecheckResult, RequestEvent, RequestKind, SentAs, Via,
};
use super::entry_id::EntryId;
use crate::sorted_map::SortedMap;

/// State of one person, folded from the entries of that person's journal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    /// Identity of the person across phones: the id of the first entry.
    pub identity: Option<EntryId>,
    /// Name of the person; empty for oneself.
    pub name: String,
    /// Whether somebody else holds the phone.
    pub helped: bool,
    /// Whether an entry says so: the one that did can be lost by damage.
    pub is_owner_known: bool,
    /// What the person last said about being helped, and when that was noted.
    pub help: Option<(HelpAgreement, Stamp)>,
    /// Country code, `ZZ` for elsewhere.
    pub country: String,
    /// Number of moves to another country. What was sent between two of them was sent from one place.
    pub moves: usize,
    /// Accounts by id.
    pub accounts: SortedMap<AccountState>,
    /// Requests by the id of the entry with which they began.
    pub requests: SortedMap<RequestState>,
    /// How the nudges of the phone go on, if it is this person's.
    pub nudges: NudgeState,
    /// What the person chose about the check day.
    pub check: CheckState,
    /// Notes and pictures, oldest first.
    pub attachments: Vec<Attachment>,
    /// Choices for the app as a whole, by name.
    pub settings: SortedMap<String>,
    /// The newest entry that can be undone.
    pub last: Option<EntryId>,
    /// Number of entries that are neither undone nor undo another.
    pub entries: usize,
    /// When acts were done that this version does not understand, oldest first.
    pub unknown: Vec<Stamp>,
    /// Number of entries that share their id with an entry of other content. All of them count.
    pub conflicts: usize,
}

impl State {
    /// Returns whether nobody is to be reminded of anything of this person.
    pub fn wants_no_reminders(&self) -> bool {
        self.is_perhaps_helped() && self.help.as_ref().is_some_and(|(agreement, _)| agreement.ends_reminders())
    }

    /// Returns whether somebody else holds the phone, as far as is known: only who is helped said something about that,
    /// also where the entry is lost that says whose list it is.
    pub fn is_perhaps_helped(&self) -> bool {
        self.helped || !self.is_owner_known && self.help.is_some()
    }

    /// Returns the state of a guide of an account, [`GuideState::UNTOUCHED`] without an entry.
    pub fn guide(&self, account: &str, guide: &str) -> &GuideState {
        self.accounts.get(account).map_or(GuideState::UNTOUCHED, |account| account.guide(guide))
    }

    /// Returns whether a request was sent since the last move: a correction of the country changes where it was sent from.
    pub fn is_sent_from_here(&self, request: &RequestState) -> bool {
        request.sent_from.as_ref().is_some_and(|sent| sent.moves == self.moves)
    }
}

/// What the nudges for open steps follow from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NudgeState {
    /// How they go on.
    pub nudging: Nudging,
    /// Day on which they began: that of the first entry, or of the choice how they go on.
    pub from: Option<NaiveDate>,
    /// The newest day on which the person answered a step or a re-check.
    pub answered: Option<NaiveDate>,
    /// What was put off since they began, oldest first.
    pub pauses: Vec<Pause>,
}

impl NudgeState {
    /// Returns the day before which no nudge comes.
    pub fn paused_until(&self) -> Option<NaiveDate> {
        self.pauses.last().map(|pause| pause.until)
    }
}

/// A time in which nothing nudges: the rest of the series comes after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// Local civil time at which the person chose it.
    pub noted: NaiveDateTime,
    /// The first day after it.
    pub until: NaiveDate,
}

/// What a person chose about their check day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CheckState {
    /// Months between two checks: 0 for no checks, `None` for the usual ones.
    pub months: Option<u8>,
    /// No reminder before this day.
    pub snoozed_until: Option<NaiveDate>,
}

/// State of one account, which is one checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountState {
    /// The service's id.
    pub service: String,
    /// Whether the person has that account.
    pub membership: Membership,
    /// Whether the person put it away: what was noted there stays, and nothing there is open any more.
    pub put_away: bool,
    /// Name of the account; empty where the person gave no name.
    pub name: String,
    /// Language of the service's menus, where the person chose it.
    pub language: Option<String>,
    /// Touched guides by id.
    pub guides: SortedMap<GuideState>,
}

impl AccountState {
    /// Returns the state of a guide, [`GuideState::UNTOUCHED`] without an entry.
    pub fn guide(&self, guide: &str) -> &GuideState {
        self.guides.get(guide).unwrap_or(GuideState::UNTOUCHED)
    }

    /// Returns the state of a guide for changing it, inserted first where the guide is untouched.
    pub(super) fn guide_mut(&mut self, guide: &str) -> &mut GuideState {
        self.guides.get_or_insert_with(guide, || GuideState::UNTOUCHED.clone())
    }
}

/// State of one guide of one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuideState {
    /// The newest answer.
    pub answer: Answer,
    /// When that answer was given.
    pub answered: Option<Stamp>,
    /// The newest answer or re-check, where its day is not believed: it takes no part until the day is corrected or another
    /// one is noted.
    pub doubted: Option<Stamp>,
    /// Local civil time at which the person last saw or set the setting to "off".
    pub last_off: Option<NaiveDateTime>,
    /// The newest re-check: the day for which it was planned, and its result.
    pub last_recheck: Option<(NaiveDate, RecheckResult)>,
    /// No reminder before this day.
    pub snoozed_until: Option<NaiveDate>,
    /// The person's own grounds for a form.
    pub grounds: String,
    /// Answers and re-checks, oldest first.
    pub history: Vec<(Stamp, HistoryItem)>,
    /// Days of entries that were corrected, oldest entry first.
    pub corrections: Vec<Correction>,
}

impl GuideState {
    /// State of a guide of which nothing was noted.
    pub const UNTOUCHED: &'static Self = &Self {
        answer: Answer::Open,
        answered: None,
        doubted: None,
        last_off: None,
        last_recheck: None,
        snoozed_until: None,
        grounds: String::new(),
        history: Vec::new(),
        corrections: Vec::new(),
    };
}

/// A line of a guide's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum HistoryItem {
    Answer(Answer),
    Recheck(RecheckResult),
}

/// Entries of one request, in their folded form. The module `requests` says where the request stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestState {
    /// Id of the account that the request is about.
    pub account: String,
    /// What the request asks for.
    pub kind: RequestKind,
    /// When the request was begun.
    pub begun: Stamp,
    /// Events in the order in which they were noted, each with the day on which it happened.
    pub events: Vec<NotedEvent>,
    /// What held when the request was sent; `None` for a draft.
    pub sent_from: Option<SentFrom>,
    /// What its letters were written from when they were sent, by the id of the entry that noted the sending. Entries of
    /// older versions have none.
    pub sent_as: SortedMap<SentAs>,
    /// Days that were corrected, oldest correction first.
    pub corrections: Vec<Correction>,
    /// Texts from which its letters are written, by field.
    pub texts: SortedMap<String>,
    /// Wordings as they were sent, by the id of the entry that noted the sending.
    pub wordings: SortedMap<String>,
    /// No reminder before this day.
    pub snoozed_until: Option<NaiveDate>,
}

/// An event of a request with the day on which it happened, and when it was noted.
pub type NotedEvent = (Stamp, RequestEvent, NaiveDate);

/// What held when a request was sent, whatever the person chose since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentFrom {
    /// Code of the country where the person lived: as the person says now, where they corrected it.
    pub country: String,
    /// Identifier of the legal area; `None` where the entry did not keep it or the country was corrected.
    pub law: Option<String>,
    /// Whether the person had the account.
    pub membership: Membership,
    /// Places that were noted before and are wrong, oldest first.
    pub former: Vec<FormerPlace>,
    /// Number of moves before the sending.
    pub(super) moves: usize,
}

/// A place from which a request was not sent, as the person noticed later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerPlace {
    /// Country code.
    pub country: String,
    /// Identifier of the legal area, where the entry kept it.
    pub law: Option<String>,
    /// When the place was corrected.
    pub corrected: Stamp,
}

/// A correction of the day of an event, or of all that an entry noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The entry that noted the event.
    pub event: EntryId,
    /// When the day was corrected.
    pub stamp: Stamp,
    /// The wrong day.
    pub was: NaiveDate,
    /// The right day.
    pub on: NaiveDate,
    /// Whether the entry was noted while the clock was wrong: then nobody knows the hour at which it was noted.
    pub of_entry: bool,
}

/// Returns whether nobody knows when an entry was noted, as one of these corrections says.
pub fn is_hour_lost(corrections: &[Correction], entry: &EntryId) -> bool {
    corrections.iter().any(|correction| correction.of_entry && correction.event == *entry)
}

impl RequestState {
    /// Makes a request that was begun, and of which nothing else was noted.
    pub const fn new(account: String, kind: RequestKind, begun: Stamp) -> Self {
        Self {
            account,
            kind,
            begun,
            events: Vec::new(),
            sent_from: None,
            sent_as: SortedMap::new(),
            corrections: Vec::new(),
            texts: SortedMap::new(),
            wordings: SortedMap::new(),
            snoozed_until: None,
        }
    }

    /// Returns the events in the order of their days. Of one day the sending comes first, and what the company or the person
    /// decided last, since the rest may be noted after it; else those that were noted first.
    pub fn history(&self) -> Vec<&NotedEvent> {
        let mut events: Vec<&NotedEvent> = self.events.iter().collect();
        events.sort_by_key(|(_, event, on)| (*on, !event.is_sending(), event.decides()));
        events
    }

    /// Returns the event that an entry noted.
    pub fn event(&self, entry: &EntryId) -> Option<&NotedEvent> {
        self.events.iter().find(|(stamp, ..)| stamp.entry == *entry)
    }

    /// Returns whether the request began with its sending: then it has no beginning of its own.
    pub fn is_begun_by_sending(&self) -> bool {
        self.event(&self.begun.entry).is_some_and(|(_, event, _)| event.is_sending())
    }

    /// Returns the day on which the request began: that of its sending, whenever it was noted, if it began with that.
    pub fn begun_on(&self) -> NaiveDate {
        self.event(&self.begun.entry).map_or(self.begun.at.date(), |(_, _, on)| *on)
    }

    /// Returns the newest entry that noted or corrected an event, or the one with which the request began.
    pub fn newest_entry(&self) -> &EntryId {
        let events = self.events.iter().map(|(stamp, ..)| stamp);
        let stamps = events.chain(self.corrections.iter().map(|correction| &correction.stamp));
        &stamps.max_by_key(|stamp| stamp.seq).unwrap_or(&self.begun).entry
    }

    /// Returns the corrections of the day of an event, oldest first.
    pub fn corrections_of(&self, entry: &EntryId) -> impl Iterator<Item = &Correction> {
        self.corrections.iter().filter(move |correction| correction.event == *entry)
    }

    /// Returns what the request was written from when it was sent; `None` for a draft, and for an entry of an older
    /// version.
    pub fn sent(&self) -> Option<&SentAs> {
        let (stamp, ..) = self.events.iter().rev().find(|(_, event, _)| event.is_sending())?;
        self.sent_as.get(&stamp.entry.to_string())
    }

    /// Returns the text of a field, empty where it was not written.
    pub fn text(&self, field: &str) -> &str {
        self.texts.get(field).map_or("", String::as_str)
    }
}

/// A note or a picture that the person added to a guide or a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// What it belongs to: `linkedin/ai-training`, or `requests/` and the id of the request.
    pub to: String,
    /// When it was added.
    pub stamp: Stamp,
    /// Text of the note; empty for a picture.
    pub note: String,
    /// The picture; `None` for a note.
    pub picture: Option<Picture>,
}

/// When and how something was noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Id of the entry, for undo.
    pub entry: EntryId,
    /// Place of the entry in the order of entries.
    pub seq: u64,
    /// Local civil time of the entry.
    pub at: NaiveDateTime,
    /// Offset of that time from UTC in seconds, east positive.
    pub offset: i32,
    /// How the person came to note it.
    pub via: Via,
}
