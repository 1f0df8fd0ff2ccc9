//! What can be corrected in the history of a request, one event at a time, without making nonsense of the others.

use chrono::NaiveDate;

use crate::journal::{Act, Entry, EntryId, NotedEvent, RequestEvent, RequestState};

/// Days on which a noted event can have happened, whatever else was noted: `None` where nothing bounds them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DayBounds {
    /// The first such day.
    pub first: Option<NaiveDate>,
    /// The last such day.
    pub last: Option<NaiveDate>,
}

/// Returns the days to which the event of an entry can be corrected: nothing happened before the sending or after the end,
/// and no answer was given before its question. Returns `None` if the entry noted no event of the request.
pub fn correctable_days(request: &RequestState, entry: &EntryId) -> Option<DayBounds> {
    let (_, event, _) = request.event(entry)?;
    let others = || request.history().into_iter().filter(|(stamp, ..)| stamp.entry != *entry);
    if event.is_sending() {
        let last = others().filter(|(_, other, _)| !other.is_sending()).map(|(_, _, on)| *on).min();
        return Some(DayBounds { first: None, last });
    }
    let sent = others().find(|(_, other, _)| other.is_sending()).map(|(_, _, on)| *on);
    let asked = question_of(*event).and_then(|_| partner(request, entry));
    if *event == RequestEvent::Closed {
        return Some(DayBounds { first: others().map(|(_, _, on)| *on).max(), last: None });
    }
    let answered = answer_to(*event).and_then(|_| partner(request, entry));
    let closed = others().find(|(_, other, _)| *other == RequestEvent::Closed);
    let last = answered.into_iter().chain(closed).map(|(_, _, on)| *on).min();
    Some(DayBounds { first: sent.max(asked.map(|(_, _, on)| *on)), last })
}

/// Returns the newest event that rests on the event of an entry, which has to stay as long as that stands: what followed the
/// sending, the answer to a question, the reply to an answer. `None` if it can be taken back by itself.
pub fn resting_event<'a>(request: &'a RequestState, entry: &EntryId) -> Option<&'a NotedEvent> {
    let (_, event, _) = request.event(entry)?;
    let begins = request.begun.entry == *entry;
    if event.is_sending() || begins {
        return newest_other(request, entry, |other| begins || !other.is_sending());
    }
    if is_replied_to(*event) {
        let history = request.history();
        let place = history.iter().position(|(stamp, ..)| stamp.entry == *entry)?;
        let mut later = history[place + 1..].iter().take_while(|(_, other, _)| !is_replied_to(*other));
        return later.find(|(_, other, _)| *other == RequestEvent::Replied).copied();
    }
    answer_to(*event).and_then(|_| partner(request, entry))
}

/// Returns the newest event that was noted by another entry, of those that are `wanted`.
pub fn newest_other<'a>(
    request: &'a RequestState,
    entry: &EntryId,
    wanted: impl Fn(RequestEvent) -> bool,
) -> Option<&'a NotedEvent> {
    let others = request.events.iter().filter(|(stamp, event, _)| stamp.entry != *entry && wanted(*event));
    others.max_by_key(|(stamp, ..)| stamp.seq)
}

/// Returns what was written or noted newest of all that rests on an entry and would be lost or lose its sense without it:
/// what belongs to a request that began with it or to an account that was added with it, what was sent as it was written,
/// the re-checks of an answer. Events of a request rest on each other as [`resting_event`] says. `entries` are those that
/// stand.
pub fn resting_entry<'a>(entries: &[&'a Entry], base: &Entry) -> Option<(&'a Entry, &'a Act)> {
    let mut newest: Option<(&Entry, &Act)> = None;
    for entry in entries.iter().copied().filter(|entry| entry.id != base.id && entry.seq > base.seq) {
        let newer = newest.is_none_or(|(known, _)| known.seq < entry.seq);
        let found = entry.acts.iter().find(|act| base.acts.iter().any(|on| rests_on(act, on, base, entry, entries)));
        newest = found.filter(|_| newer).map(|act| (entry, act)).or(newest);
    }
    newest
}

/// Returns whether an act of `later` rests on an act of `base`.
fn rests_on(act: &Act, on: &Act, base: &Entry, later: &Entry, entries: &[&Entry]) -> bool {
    match (on, act) {
        (Act::RequestBegun { .. }, Act::RequestNoted { request, .. } | Act::RequestWritten { request, .. }) => {
            *request == base.id
        }
        (Act::RequestBegun { .. }, Act::NoteAdded { to, .. } | Act::PictureAdded { to, .. }) => {
            to.strip_prefix("requests/").is_some_and(|id| *id == *base.id.to_string())
        }
        (
            Act::AccountAdded { account, .. },
            Act::Answered { .. }
            | Act::Rechecked { .. }
            | Act::GroundsWritten { .. }
            | Act::RequestBegun { .. }
            | Act::NoteAdded { .. }
            | Act::PictureAdded { .. },
        ) => base.only_begins() && act.account() == Some(account),
        (Act::Answered { account, guide, .. }, Act::Rechecked { account: of, guide: seen, .. }) => {
            let same = |act: &Act| matches!(act, Act::Answered { account: of, guide: seen, .. } if of == account && seen == guide);
            let mut between = entries.iter().filter(|entry| base.seq < entry.seq && entry.seq < later.seq);
            (account, guide) == (of, seen) && !between.any(|entry| entry.acts.iter().any(same))
        }
        (Act::RequestWritten { request, .. }, Act::RequestNoted { request: of, event, .. }) => {
            event.is_sending() && request == of
        }
        _ => false,
    }
}

/// Returns whether a reply can follow an event.
const fn is_replied_to(event: RequestEvent) -> bool {
    matches!(event, RequestEvent::Partly | RequestEvent::Refused | RequestEvent::FormDemanded)
}

/// Returns the answer to a question, or the question of an answer: the nearest in the order of days.
fn partner<'a>(request: &'a RequestState, entry: &EntryId) -> Option<&'a NotedEvent> {
    let history = request.history();
    let place = history.iter().position(|(stamp, ..)| stamp.entry == *entry)?;
    let (_, event, _) = history[place];
    match (answer_to(*event), question_of(*event)) {
        (Some(answer), _) => {
            let mut later = history[place + 1..].iter().take_while(|(_, other, _)| other != event);
            later.find(|(_, other, _)| *other == answer).copied()
        }
        (_, Some(question)) => history[..place].iter().rev().find(|(_, other, _)| *other == question).copied(),
        _ => None,
    }
}

const fn answer_to(event: RequestEvent) -> Option<RequestEvent> {
    match event {
        RequestEvent::IdentityAsked => Some(RequestEvent::IdentityGiven),
        RequestEvent::ClarificationAsked => Some(RequestEvent::ClarificationGiven),
        _ => None,
    }
}

const fn question_of(event: RequestEvent) -> Option<RequestEvent> {
    match event {
        RequestEvent::IdentityGiven => Some(RequestEvent::IdentityAsked),
        RequestEvent::ClarificationGiven => Some(RequestEvent::ClarificationAsked),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{Answer, Membership, RecheckResult, RequestKind, Stamp, Via};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn entry(number: u64) -> EntryId {
        EntryId { installation: "a1".into(), number }
    }

    /// Makes a request whose events were noted by entries that count from 2, in this order.
    fn request(events: &[(RequestEvent, &str)]) -> RequestState {
        let stamp = |number| {
            let at = day("2026-11-23").and_hms_opt(20, 0, 0).unwrap();
            Stamp { entry: entry(number), seq: number, at, offset: 3600, via: Via::App }
        };
        let mut request = RequestState::new("linkedin".into(), RequestKind::Access, stamp(1));
        for ((event, on), number) in events.iter().zip(2..) {
            request.events.push((stamp(number), *event, day(on)));
        }
        request
    }

    fn days(request: &RequestState, number: u64) -> [Option<String>; 2] {
        let bounds = correctable_days(request, &entry(number)).unwrap();
        [bounds.first, bounds.last].map(|day| day.map(|day| day.to_string()))
    }

    use RequestEvent as E;

    #[test]
    fn nothing_happened_before_the_sending_and_the_sending_after_nothing() {
        let sent =
            request(&[(E::SentByForm, "2026-12-01"), (E::MoreTime, "2026-12-20"), (E::Acknowledged, "2026-12-03")]);
        assert_eq!(days(&sent, 2), [None, Some("2026-12-03".into())]);
        assert_eq!(days(&sent, 3), [Some("2026-12-01".into()), None]);
        assert_eq!(days(&request(&[(E::SentByForm, "2026-12-01")]), 2), [None, None]);
        assert_eq!(correctable_days(&sent, &entry(9)), None);
    }

    #[test]
    fn nothing_happened_after_the_end() {
        let closed = request(&[(E::SentByForm, "2026-12-01"), (E::Refused, "2026-12-20"), (E::Closed, "2026-12-24")]);
        assert_eq!(days(&closed, 3), [Some("2026-12-01".into()), Some("2026-12-24".into())]);
        assert_eq!(days(&closed, 4), [Some("2026-12-20".into()), None]);
    }

    #[test]
    fn an_answer_follows_its_own_question() {
        let asked = request(&[
            (E::SentByForm, "2026-12-01"),
            (E::IdentityAsked, "2026-12-02"),
            (E::IdentityGiven, "2026-12-05"),
            (E::IdentityAsked, "2026-12-10"),
            (E::ClarificationGiven, "2026-12-11"),
            (E::IdentityGiven, "2026-12-20"),
        ]);
        assert_eq!(days(&asked, 3), [Some("2026-12-01".into()), Some("2026-12-05".into())]);
        assert_eq!(days(&asked, 4), [Some("2026-12-02".into()), None]);
        assert_eq!(days(&asked, 5), [Some("2026-12-01".into()), Some("2026-12-20".into())]);
        assert_eq!(days(&asked, 7), [Some("2026-12-10".into()), None]);
    }

    #[test]
    fn what_others_rest_on_is_not_taken_back_by_itself() {
        let events = [
            (E::SentByForm, "2026-12-01"),
            (E::IdentityAsked, "2026-12-02"),
            (E::IdentityGiven, "2026-12-05"),
            (E::Refused, "2026-12-10"),
            (E::Replied, "2026-12-11"),
        ];
        let all = request(&events);
        let rests = |request: &RequestState, number| resting_event(request, &entry(number)).map(|event| event.0.seq);
        assert_eq!([2, 3, 4, 5, 6].map(|number| rests(&all, number)), [Some(6), Some(4), None, Some(6), None]);
        assert_eq!(rests(&request(&events[..2]), 3), None);
        assert_eq!(rests(&request(&events[..1]), 2), None);
        // The reply is to the newest refusal.
        let again = request(&[events[0], events[3], (E::Partly, "2026-12-11"), (E::Replied, "2026-12-12")]);
        assert_eq!([3, 4].map(|number| rests(&again, number)), [None, Some(5)]);
        // With the beginning, everything goes.
        let mut begun = request(&[(E::SentByForm, "2026-12-01"), (E::SentByPost, "2026-12-02")]);
        begun.begun.entry = entry(2);
        assert_eq!(rests(&begun, 2), Some(3));
    }

    #[test]
    fn what_belongs_to_an_entry_is_found_until_it_is_taken_back_itself() {
        let account = || "linkedin".to_owned();
        let guide = || "ai-training".to_owned();
        let answered = || Act::Answered { account: account(), guide: guide(), answer: Answer::Done, via: Via::App };
        let rechecked = Act::Rechecked {
            account: account(),
            guide: guide(),
            due: day("2026-12-01"),
            seen: RecheckResult::Off,
            via: Via::App,
        };
        let began = entry(3);
        let written = Act::RequestWritten { request: began.clone(), field: "name".into(), text: "Anna".into() };
        let (event, on, via) = (E::SentByForm, day("2026-12-01"), Via::App);
        let sent = Act::RequestNoted { request: began.clone(), event, on, via };
        let note = Act::NoteAdded { to: format!("requests/{began}"), text: "seen".into() };
        let added = Act::AccountAdded { account: account(), service: account(), membership: Membership::Member };
        let begun = Act::RequestBegun { account: account(), kind: RequestKind::Access };
        let named = Act::AccountNamed { account: account(), name: "Work".into() };
        let acts = [added, named, begun, written, sent, note, answered(), rechecked, answered()];
        let all: Vec<Entry> = acts
            .into_iter()
            .zip(1..)
            .map(|(act, number)| Entry { v: 2, id: entry(number), seq: number, at: 0, offset: 0, acts: vec![act] })
            .collect();
        let rests = |count: usize, number: usize| {
            let standing: Vec<&Entry> = all.iter().take(count).collect();
            resting_entry(&standing, &all[number - 1]).map(|(entry, _)| entry.seq)
        };
        // A name is no reason to keep an account that was added by mistake.
        assert_eq!([2, 3, 9].map(|count| rests(count, 1)), [None, Some(3), Some(9)]);
        assert_eq!([3, 4, 5, 9].map(|count| rests(count, 3)), [None, Some(4), Some(5), Some(6)]);
        assert_eq!([4, 9].map(|count| rests(count, 4)), [None, Some(5)]);
        assert_eq!([7, 9].map(|count| rests(count, 7)), [None, Some(8)]);
        assert_eq!([5, 6, 8, 9].map(|number| rests(9, number)), [None; 4]);
    }

    #[test]
    fn nothing_rests_on_a_first_answer_only_because_it_began_the_account() {
        let account = || "linkedin".to_owned();
        let answered = |guide: &str| Act::Answered {
            account: account(),
            guide: guide.into(),
            answer: Answer::Done,
            via: Via::App,
        };
        let added = Act::AccountAdded { account: account(), service: account(), membership: Membership::Member };
        let noted = |number: u64, acts| Entry { v: 2, id: entry(number), seq: number, at: 0, offset: 0, acts };
        let (first, second) = (noted(1, vec![added, answered("ai-training")]), noted(2, vec![answered("research")]));
        assert_eq!(resting_entry(&[&first, &second], &first), None);
    }
}
