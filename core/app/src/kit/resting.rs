//! What rests on an entry, which has to stay as long as that stands.

use chrono::NaiveDate;
use widerspruch_domain::corrections::{correctable_days, newest_other, resting_entry, resting_event};
use widerspruch_domain::journal::{Act, Entry, EntryId, HistoryItem, NotedEvent, RequestState, is_doubted};

use super::context::NoChange;
use super::rows::guide_route;
use crate::features::records;
use crate::features::requests::paths::{Page, Route};
use crate::grammar::addresses::{AccountAddress, GuideAddress, RequestAddress, Subject};
use crate::model::{Person, Snapshot, history_words};
use crate::words::{event_words, request_kind_words, w};

/// The newest of what rests on an entry.
#[derive(Debug)]
pub(crate) struct Resting {
    /// The entry that noted it.
    pub(crate) entry: EntryId,
    /// Whether it is a text from which letters are written.
    pub(crate) is_text: bool,
    /// What was noted, in a few words.
    pub(crate) what: String,
    /// The day of it.
    on: NaiveDate,
    /// The screen on which it can be undone.
    pub(crate) route: String,
}

impl Resting {
    /// Says why an entry has to stay.
    pub(crate) fn reason(&self, snapshot: &Snapshot<'_>) -> String {
        let date = snapshot.wording.full_date(self.on);
        snapshot.wording.f(w::NOTED_STAYS, &[("what", &self.what), ("date", &date)])
    }

    /// Ends the command that would undo what it rests on.
    pub(crate) fn refusal(&self, snapshot: &Snapshot<'_>) -> NoChange {
        NoChange::blocked_because(self.reason(snapshot)).at(&self.route)
    }
}

/// Returns the newest of what rests on an entry of a person, apart from the entries that are undone `together`; `None` if
/// the entry can be undone.
pub(crate) fn newest_resting(
    snapshot: &Snapshot<'_>,
    person: Person<'_>,
    entry: &EntryId,
    together: &[EntryId],
) -> Option<Resting> {
    let mut entries = snapshot.store.standing_entries(person.id);
    entries.retain(|other| other.id == *entry || !together.contains(&other.id));
    let base = *entries.iter().find(|known| known.id == *entry)?;
    let by_entry = resting_entry(&entries, base);
    let mut requests = person.state.requests.iter();
    let by_event = requests.find_map(|(id, request)| {
        let event = resting_event(request, entry).or_else(|| resting_on_correction(snapshot, &entries, request, entry));
        let found = event.filter(|(stamp, ..)| !together.contains(&stamp.entry))?;
        Some((id, found))
    });
    match (by_entry, by_event) {
        (Some((later, act)), Some((_, (stamp, ..)))) if later.seq > stamp.seq => describe(snapshot, person, later, act),
        (_, Some((id, event))) => Some(describe_event(snapshot, RequestAddress { person: person.id, id }, event)),
        (Some((later, act)), None) => describe(snapshot, person, later, act),
        (None, None) => None,
    }
}

/// Names what undoing an entry of a person takes back, and its day: a button that does not stand beside that says so.
pub(crate) fn undo_words(snapshot: &Snapshot<'_>, person: Person<'_>, entry: &EntryId) -> String {
    let wording = &snapshot.wording;
    let entries = snapshot.store.standing_entries(person.id);
    let Some(known) = entries.into_iter().find(|known| known.id == *entry) else {
        return wording.t(w::UNDO).to_owned();
    };
    // What sends a request may begin it, and answers a guide.
    let noted = known.acts.iter().find(|act| matches!(act, Act::RequestNoted { .. }));
    let told = noted.into_iter().chain(&known.acts).find_map(|act| describe(snapshot, person, known, act));
    let (what, on) = told.map_or_else(
        || {
            let named = known.acts.iter().find_map(|act| name_of(snapshot, person, act));
            (named.unwrap_or_else(|| wording.t(w::UNDO_OTHER).to_owned()), known.local().date())
        },
        |told| (told.what, told.on),
    );
    wording.f(w::UNDO_OF, &[("what", &what), ("date", &wording.full_date(on))])
}

/// Names an act on which nothing rests.
fn name_of(snapshot: &Snapshot<'_>, person: Person<'_>, act: &Act) -> Option<String> {
    let word = match act {
        Act::AccountAdded { account, .. }
        | Act::AccountNamed { account, .. }
        | Act::ServiceLanguageChosen { account, .. } => {
            let known = snapshot.account(AccountAddress { person: person.id, account })?;
            return Some(known.name(&snapshot.wording));
        }
        Act::PersonRenamed { .. }
        | Act::HelpedChosen { .. }
        | Act::HelpNoted { .. }
        | Act::CountryChosen { .. }
        | Act::CountryCorrected { .. } => w::SETTINGS_PERSON,
        Act::RequestCorrected { .. } | Act::DayCorrected { .. } => w::UNDO_CORRECTION,
        Act::Snoozed { .. } | Act::RequestSnoozed { .. } => w::GUIDE_LATER,
        Act::NudgingChosen { .. } => w::NUDGING_TITLE,
        Act::RecheckChosen { .. } => w::RECHECK_LABEL,
        _ => return None,
    };
    Some(snapshot.wording.t(word).to_owned())
}

/// Returns an event that would not fit any more if the correction of another one was undone.
fn resting_on_correction<'a>(
    snapshot: &Snapshot<'_>,
    entries: &[&Entry],
    request: &'a RequestState,
    entry: &EntryId,
) -> Option<&'a NotedEvent> {
    let correction = request.corrections.iter().find(|correction| correction.stamp.entry == *entry)?;
    let event = &correction.event;
    // An older correction has no effect any more.
    if request.corrections_of(event).any(|other| other.stamp.seq > correction.stamp.seq) {
        return None;
    }
    let mut others = request.clone();
    others.events.retain(|other| other.0.entry == *event || !snapshot.is_doubted(other));
    let noted = entries.iter().find(|known| known.id == *event)?.local().date();
    let resting = if is_doubted(&snapshot.believed_days(), noted, correction.was) {
        resting_event(&others, event)
    } else {
        let days = correctable_days(&others, event)?;
        let fits = days.first.is_none_or(|first| first <= correction.was)
            && days.last.is_none_or(|last| correction.was <= last);
        newest_other(&others, event, |_| true).filter(|_| !fits)
    };
    let resting = resting?.0.entry.clone();
    request.event(&resting)
}

fn describe_event(snapshot: &Snapshot<'_>, request: RequestAddress<'_>, (stamp, event, on): &NotedEvent) -> Resting {
    let noted = stamp.entry.to_string();
    let route = Route::Request { request, page: Page::Noted(&noted) }.to_string();
    let what = snapshot.wording.t(event_words(*event)).to_owned();
    Resting { entry: stamp.entry.clone(), is_text: false, what, on: *on, route }
}

/// Describes an entry by the act that rests on another one.
fn describe(snapshot: &Snapshot<'_>, person: Person<'_>, entry: &Entry, act: &Act) -> Option<Resting> {
    let wording = &snapshot.wording;
    let of_request = |id: &EntryId| Route::to(RequestAddress { person: person.id, id: &id.to_string() }).to_string();
    // The day of an answer can have been corrected.
    let mut on = None;
    let (what, route) = match act {
        Act::RequestNoted { request, .. } => {
            let (id, event) = (request.to_string(), person.state.requests.get(&request.to_string())?.event(&entry.id)?);
            return Some(describe_event(snapshot, RequestAddress { person: person.id, id: &id }, event));
        }
        Act::RequestWritten { request, .. } => (wording.t(w::NOTED_TEXTS).to_owned(), of_request(request)),
        Act::RequestBegun { kind, .. } => {
            (wording.t(request_kind_words(*kind, person.region)).to_owned(), of_request(&entry.id))
        }
        Act::NoteAdded { to, .. } | Act::PictureAdded { to, .. } => {
            let picture = matches!(act, Act::PictureAdded { .. });
            let subject = Subject::of_attachment(person.id, to)?;
            let word = if picture { w::PACK_PICTURE } else { w::PACK_NOTE };
            (wording.t(word).to_owned(), records::paths::Route::Attachments(subject).to_string())
        }
        Act::Answered { account, guide, .. }
        | Act::Rechecked { account, guide, .. }
        | Act::GroundsWritten { account, guide, .. } => {
            let known = snapshot.recorded_guide(GuideAddress { person: person.id, account, guide })?;
            let said = match act {
                Act::Answered { answer, .. } => history_words(wording, &known, HistoryItem::Answer(*answer)),
                Act::Rechecked { seen, .. } => history_words(wording, &known, HistoryItem::Recheck(*seen)),
                _ => wording.t(w::GROUNDS_TITLE).to_owned(),
            };
            on =
                known.state.history.iter().find(|(stamp, _)| stamp.entry == entry.id).map(|(stamp, _)| stamp.at.date());
            (wording.join(w::JOIN_COLON, [known.name(wording), &said]), guide_route(&known).to_string())
        }
        _ => return None,
    };
    let is_text = matches!(act, Act::RequestWritten { .. });
    Some(Resting { entry: entry.id.clone(), is_text, what, on: on.unwrap_or(entry.local().date()), route })
}
