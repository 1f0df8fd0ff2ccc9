//! What can be corrected in the history of a request, one event at a time, without making nonsense of the others.

use chrono::NaiveDate;

use crate::journal::{EntryId, NotedEvent, RequestEvent, RequestState};

/// Why an event cannot be taken back by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needed {
    /// It is the sending, and other events follow it.
    ByLaterEvents,
    /// It is a question, and its answer was noted.
    ByItsAnswer,
}

/// Days on which a noted event can have happened, whatever else was noted: `None` where nothing bounds them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DayBounds {
    /// The first such day.
    pub first: Option<NaiveDate>,
    /// The last such day.
    pub last: Option<NaiveDate>,
}

/// Returns the days to which the event of an entry can be corrected: nothing happened before the sending, and no answer
/// was given before its question. Returns `None` if the entry noted no event of the request.
pub fn correctable_days(request: &RequestState, entry: &EntryId) -> Option<DayBounds> {
    let (_, event, _) = request.event(entry)?;
    let others = || request.history().into_iter().filter(|(stamp, ..)| stamp.entry != *entry);
    if event.is_sending() {
        let last = others().filter(|(_, other, _)| !other.is_sending()).map(|(_, _, on)| *on).min();
        return Some(DayBounds { first: None, last });
    }
    let sent = others().find(|(_, other, _)| other.is_sending()).map(|(_, _, on)| *on);
    let asked = question_of(*event).and_then(|_| partner(request, entry));
    let answered = answer_to(*event).and_then(|_| partner(request, entry));
    Some(DayBounds { first: sent.max(asked.map(|(_, _, on)| *on)), last: answered.map(|(_, _, on)| *on) })
}

/// Returns why the event of an entry has to stay as long as others stand; `None` if it can be taken back by itself.
pub fn needed(request: &RequestState, entry: &EntryId) -> Option<Needed> {
    let (_, event, _) = request.event(entry)?;
    if event.is_sending() && request.events.iter().any(|(_, other, _)| !other.is_sending()) {
        return Some(Needed::ByLaterEvents);
    }
    answer_to(*event).and_then(|_| partner(request, entry)).map(|_| Needed::ByItsAnswer)
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
    use crate::journal::{RequestKind, Stamp, Via};

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
        let events =
            [(E::SentByForm, "2026-12-01"), (E::IdentityAsked, "2026-12-02"), (E::IdentityGiven, "2026-12-05")];
        let all = request(&events);
        assert_eq!(
            [2, 3, 4].map(|number| needed(&all, &entry(number))),
            [Some(Needed::ByLaterEvents), Some(Needed::ByItsAnswer), None]
        );
        assert_eq!(needed(&request(&events[..2]), &entry(3)), None);
        assert_eq!(needed(&request(&events[..1]), &entry(2)), None);
    }
}
