//! How a request stands: from what the person noted to its stage, its due date and what to be reminded of.
//!
//! Where no statute sets a period there is no due date, only a courtesy reminder (`law.md` §3). A letter by post has none
//! before the person says when it arrived (`law.md` §4.3).

use chrono::NaiveDate;

use crate::civil::{add_days, add_months};
use crate::due::{Due, NoDue, Request, due, due_paused, working_day};
use crate::holidays::Calendar;
use crate::journal::{RequestEvent, RequestKind, RequestState};
use crate::region::Region;
use crate::reminders::{Category, Want};

/// Days after which a draft is asked about.
const DRAFT_DAYS: u64 = 3;

/// Days after which a letter should have arrived.
const POST_DAYS: u64 = 7;

/// Days after a follow-up until we ask again; our own measure, no law's.
const FOLLOW_UP_DAYS: u64 = 14;

/// Months after which a courtesy reminder comes, where no statute sets a period; our own measure.
const COURTESY_MONTHS: u32 = 1;

/// Months after which an authority gives word on progress at the latest: Art. 78(2) GDPR.
const PROGRESS_MONTHS: u32 = 3;

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Not sent.
    Draft,
    /// Sent by post; when it arrived is not known.
    OnTheWay,
    /// Received, not answered.
    Waiting,
    /// Received, not answered, and the statutory period seems to be over.
    Overdue,
    /// The person asked again.
    FollowedUp,
    /// Answered.
    Answered(Outcome),
    /// United Kingdom: the controller has a data protection complaint.
    ComplainedToController,
    /// A supervisory authority has a complaint.
    Complained,
    /// The person is through with it.
    Closed,
}

/// What the controller answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It does what was asked.
    Granted,
    /// It does a part of it.
    Partly,
    /// It refuses.
    Refused,
}

/// How a request stands on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Where it stands.
    pub stage: Stage,
    /// The day on which it was sent.
    pub sent: Option<NaiveDate>,
    /// The day on which it was received, as far as that is known.
    pub receipt: Option<NaiveDate>,
    /// The end of the statutory period, for a request or, later, for a complaint to the controller; or why there is none.
    pub due: Result<Due, NoDate>,
    /// Whether the controller asked for more time while it could.
    pub extended: bool,
    /// Whether an open question of the controller may make the date later.
    pub may_be_later: bool,
    /// What to be reminded of.
    pub want: Option<Want>,
}

/// Why there is no due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoDate {
    /// It was not received yet, or nobody knows when.
    NotReceived,
    /// No statute sets a period, or none for how much longer it may take.
    NoPeriod,
    /// United Kingdom: the month starts when the proof of identity arrives.
    WaitsForIdentity,
}

/// What can be asked of a controller where a person lives: no right is offered that is not known there (`law.md` §1, §2,
/// §3). An objection is a plain wish where there is no right to object.
pub const fn offered(region: Region) -> &'static [RequestKind] {
    use RequestKind::{Access, Advertising, Erasure, Objection};
    match region {
        Region::Eu | Region::Uk => &[Objection, Advertising, Access, Erasure],
        Region::Ch | Region::Ca | Region::Hk => &[Objection, Access],
        Region::Other => &[Objection],
    }
}

/// Whether it makes sense to note an event now.
pub fn may_follow(stage: Stage, event: RequestEvent) -> bool {
    use RequestEvent as E;
    use Stage as S;
    let sent = !matches!(stage, S::Draft | S::Closed);
    match event {
        E::SentByForm | E::SentByEmail | E::SentByPost | E::HandedOver => stage == S::Draft,
        E::Received => stage == S::OnTheWay,
        E::Acknowledged
        | E::IdentityAsked
        | E::IdentityGiven
        | E::ClarificationAsked
        | E::ClarificationGiven
        | E::MoreTime
        | E::NothingCame
        | E::FollowedUp => sent && !matches!(stage, S::Answered(_)),
        E::Granted | E::Partly | E::Refused | E::ComplainedToController | E::Complained => sent,
        E::Closed => stage != S::Closed,
    }
}

/// What the law calls a request of that kind, for its period.
pub const fn legal(kind: RequestKind) -> Request {
    match kind {
        RequestKind::Objection | RequestKind::Advertising => Request::Objection,
        RequestKind::Access => Request::Access,
        RequestKind::Erasure => Request::Erasure,
    }
}

/// How a request stands on `today` for a person in `region`. `calendar` is that of the country where the controller has to
/// act.
pub fn standing(request: &RequestState, region: Region, calendar: Option<Calendar>, today: NaiveDate) -> Standing {
    let noted = Noted::of(request);
    let receipt = noted.receipt();
    let law = legal(request.kind);
    let (mut date, extended) = match receipt {
        None => (Err(NoDate::NotReceived), false),
        Some(receipt) => noted.date(region, law, calendar, receipt),
    };
    if let (Some(complained), Region::Uk) = (noted.complained_to_controller, region) {
        date = due(region, Request::Complaint, calendar, complained, false).map_err(why);
    }
    let overdue = date.as_ref().is_ok_and(|due| today >= due.overdue_from());
    let stage = match noted.stage {
        Stage::Waiting if receipt.is_none() => Stage::OnTheWay,
        Stage::Waiting if overdue => Stage::Overdue,
        stage => stage,
    };
    let open_question = noted.identity_open() || noted.clarification_open();
    let mut standing = Standing {
        stage,
        sent: noted.sent.map(|(_, on)| on),
        receipt,
        due: date,
        extended,
        may_be_later: open_question && matches!(stage, Stage::Waiting | Stage::Overdue),
        want: None,
    };
    standing.want = want(request, &standing, &noted, region, calendar);
    standing
}

/// What was noted, the newest of each kind.
struct Noted {
    stage: Stage,
    /// Whether it went by post, and when.
    sent: Option<(bool, NaiveDate)>,
    received: Option<NaiveDate>,
    identity_asked: Option<NaiveDate>,
    identity_given: Option<NaiveDate>,
    clarification_asked: Option<NaiveDate>,
    /// Days of waiting for clarifications that were given.
    paused: u64,
    more_time: Option<NaiveDate>,
    followed_up: Option<NaiveDate>,
    complained_to_controller: Option<NaiveDate>,
    complained: Option<NaiveDate>,
}

impl Noted {
    fn of(request: &RequestState) -> Self {
        let mut noted = Self {
            stage: Stage::Draft,
            sent: None,
            received: None,
            identity_asked: None,
            identity_given: None,
            clarification_asked: None,
            paused: 0,
            more_time: None,
            followed_up: None,
            complained_to_controller: None,
            complained: None,
        };
        for (_, event, on) in &request.events {
            noted.take(*event, *on);
        }
        noted
    }

    fn take(&mut self, event: RequestEvent, on: NaiveDate) {
        use RequestEvent as E;
        match event {
            E::SentByForm | E::SentByEmail | E::SentByPost | E::HandedOver => {
                self.sent = Some((event == E::SentByPost, on));
                self.stage = Stage::Waiting;
            }
            E::Received => self.received = Some(on),
            E::IdentityAsked => self.identity_asked = Some(on),
            E::IdentityGiven => self.identity_given = Some(on),
            E::ClarificationAsked => self.clarification_asked = Some(on),
            E::ClarificationGiven => {
                let waited = self.clarification_asked.take().map(|asked| on.signed_duration_since(asked).num_days());
                self.paused += waited.and_then(|days| u64::try_from(days).ok()).unwrap_or(0);
            }
            E::MoreTime => self.more_time = Some(on),
            E::Granted => self.stage = Stage::Answered(Outcome::Granted),
            E::Partly => self.stage = Stage::Answered(Outcome::Partly),
            E::Refused => self.stage = Stage::Answered(Outcome::Refused),
            E::FollowedUp => {
                self.followed_up = Some(on);
                self.stage = Stage::FollowedUp;
            }
            E::ComplainedToController => {
                self.complained_to_controller = Some(on);
                self.stage = Stage::ComplainedToController;
            }
            E::Complained => {
                self.complained = Some(on);
                self.stage = Stage::Complained;
            }
            E::Closed => self.stage = Stage::Closed,
            E::Acknowledged | E::NothingCame => {}
        }
    }

    /// What is sent at once arrives that day; a letter when the person says so.
    fn receipt(&self) -> Option<NaiveDate> {
        match self.sent? {
            (true, sent) => self.received.filter(|received| *received >= sent),
            (false, sent) => Some(sent),
        }
    }

    fn identity_open(&self) -> bool {
        self.identity_asked.is_some_and(|asked| self.identity_given.is_none_or(|given| given < asked))
    }

    fn clarification_open(&self) -> bool {
        self.clarification_asked.is_some()
    }

    /// The end of the period, and whether it is the extended one.
    fn date(
        &self,
        region: Region,
        law: Request,
        calendar: Option<Calendar>,
        receipt: NaiveDate,
    ) -> (Result<Due, NoDate>, bool) {
        let british = region == Region::Uk;
        if british && self.identity_open() {
            return (Err(NoDate::WaitsForIdentity), false);
        }
        let from = self.identity_given.filter(|given| british && *given > receipt).unwrap_or(receipt);
        let paused = if british { self.paused } else { 0 };
        let date = |extended| due_paused(region, law, calendar, from, extended, paused).map_err(why);
        let first = date(false);
        // More time has to be asked for within the first period.
        let in_time = |first: &Due| self.more_time.is_some_and(|asked| asked >= receipt && asked <= first.due);
        if first.as_ref().is_ok_and(in_time) { (date(true), true) } else { (first, false) }
    }
}

fn why(none: NoDue) -> NoDate {
    match none {
        NoDue::NoPeriod | NoDue::NoExtension | NoDue::OutOfRange => NoDate::NoPeriod,
    }
}

/// One thing at a time, for as long as the person is not through.
fn want(
    request: &RequestState,
    standing: &Standing,
    noted: &Noted,
    region: Region,
    calendar: Option<Calendar>,
) -> Option<Want> {
    let dated = |on, category| Some(Want::Dated { on, category, exact_day: false });
    let answer = |due: &Due| {
        let overdue = working_day(due.overdue_from(), calendar);
        Some(Want::Answer { due: due.due, overdue })
    };
    let courtesy = |from: NaiveDate, months| dated(add_months(from, months)?, Category::Courtesy);
    match standing.stage {
        Stage::Draft => dated(add_days(request.begun.at.date(), DRAFT_DAYS), Category::Send),
        Stage::OnTheWay => dated(add_days(standing.sent?, POST_DAYS), Category::Receipt),
        Stage::Waiting | Stage::Overdue | Stage::ComplainedToController => match &standing.due {
            Ok(due) => answer(due),
            Err(NoDate::NotReceived) => None,
            Err(NoDate::NoPeriod | NoDate::WaitsForIdentity) => {
                courtesy(noted.complained_to_controller.or(noted.more_time).or(standing.receipt)?, COURTESY_MONTHS)
            }
        },
        Stage::FollowedUp => dated(add_days(noted.followed_up?, FOLLOW_UP_DAYS), Category::Courtesy),
        Stage::Complained if region == Region::Eu => courtesy(noted.complained?, PROGRESS_MONTHS),
        Stage::Complained | Stage::Answered(_) | Stage::Closed => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::journal::{EntryId, Mark, Via};
    use crate::named::Named;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn mark() -> Mark {
        let entry = EntryId { installation: "a1".into(), number: 1 };
        Mark { entry, seq: 1, at: day("2026-11-23").and_hms_opt(20, 0, 0).unwrap(), offset: 3600, via: Via::App }
    }

    fn request(kind: RequestKind, events: &[(RequestEvent, &str)]) -> RequestState {
        RequestState {
            account: "linkedin".into(),
            kind,
            begun: mark(),
            events: events.iter().map(|(event, on)| (mark(), *event, day(on))).collect(),
            texts: Named::new(),
            snoozed_until: None,
        }
    }

    fn of(region: Region, kind: RequestKind, events: &[(RequestEvent, &str)], today: &str) -> Standing {
        let calendar = match region {
            Region::Eu => Some(Calendar::Ireland),
            Region::Uk => Some(Calendar::UnitedKingdom),
            _ => None,
        };
        standing(&request(kind, events), region, calendar, day(today))
    }

    fn due_of(standing: &Standing) -> NaiveDate {
        standing.due.as_ref().unwrap().due
    }

    use RequestEvent as E;
    use RequestKind::{Access, Objection};

    #[test]
    fn a_draft_has_no_due_date_and_is_asked_about_once() {
        let draft = of(Region::Eu, Objection, &[], "2026-11-23");
        assert_eq!((draft.stage, &draft.due), (Stage::Draft, &Err(NoDate::NotReceived)));
        let on = day("2026-11-26");
        assert_eq!(draft.want, Some(Want::Dated { on, category: Category::Send, exact_day: false }));
    }

    #[test]
    fn a_form_is_received_when_it_is_sent_and_overdue_two_days_after_the_month() {
        let sent = [(E::SentByForm, "2026-11-23")];
        let waiting = of(Region::Eu, Objection, &sent, "2026-12-24");
        assert_eq!((waiting.stage, due_of(&waiting)), (Stage::Waiting, day("2026-12-23")));
        // Two days later is Christmas, then a weekend with St Stephen's Day.
        let want = Want::Answer { due: day("2026-12-23"), overdue: day("2026-12-28") };
        assert_eq!(waiting.want, Some(want));
        assert_eq!(of(Region::Eu, Objection, &sent, "2026-12-25").stage, Stage::Overdue);
    }

    #[test]
    fn a_letter_has_no_due_date_before_somebody_says_when_it_arrived() {
        let sent = [(E::SentByPost, "2026-11-23")];
        let on_the_way = of(Region::Eu, Access, &sent, "2027-06-01");
        assert_eq!((on_the_way.stage, &on_the_way.due), (Stage::OnTheWay, &Err(NoDate::NotReceived)));
        let arrived = [sent[0], (E::Received, "2026-11-26")];
        let waiting = of(Region::Eu, Access, &arrived, "2026-12-01");
        assert_eq!((waiting.stage, due_of(&waiting)), (Stage::Waiting, day("2026-12-28")));
    }

    #[test]
    fn more_time_counts_from_receipt_and_only_where_it_was_asked_for_in_time() {
        let with = |asked| [(E::SentByForm, "2026-01-31"), (E::MoreTime, asked)];
        let extended = of(Region::Eu, Access, &with("2026-03-02"), "2026-03-10");
        assert_eq!((extended.extended, due_of(&extended)), (true, day("2026-04-30")));
        let too_late = of(Region::Eu, Access, &with("2026-03-03"), "2026-03-10");
        assert_eq!((too_late.extended, due_of(&too_late), too_late.stage), (false, day("2026-03-02"), Stage::Overdue));
        // No law fixes how much longer it may take: a courtesy, a month after that word.
        let open = of(Region::Hk, Access, &with("2026-03-02"), "2026-06-01");
        assert_eq!(open.due, Err(NoDate::NoPeriod));
        let on = day("2026-04-02");
        assert_eq!(open.want, Some(Want::Dated { on, category: Category::Courtesy, exact_day: false }));
    }

    #[test]
    fn in_the_united_kingdom_the_month_waits_for_identity_and_clarification() {
        let sent = (E::SentByForm, "2026-09-03");
        let asked = [sent, (E::IdentityAsked, "2026-09-07")];
        let waits = of(Region::Uk, Access, &asked, "2027-01-01");
        assert_eq!((waits.stage, &waits.due), (Stage::Waiting, &Err(NoDate::WaitsForIdentity)));
        let given = [sent, asked[1], (E::IdentityGiven, "2026-09-10")];
        // A Saturday, so Monday.
        assert_eq!(due_of(&of(Region::Uk, Access, &given, "2026-09-11")), day("2026-10-12"));
        let clarified = [sent, (E::ClarificationAsked, "2026-09-10"), (E::ClarificationGiven, "2026-09-14")];
        let clarified = of(Region::Uk, Access, &clarified, "2026-09-15");
        let due = clarified.due.as_ref().unwrap();
        assert_eq!((due.unrolled, due.paused), (day("2026-10-07"), 4));
        // Elsewhere the date stays, and may be later.
        let kept = of(Region::Eu, Access, &asked, "2026-09-15");
        assert_eq!((due_of(&kept), kept.may_be_later), (day("2026-10-05"), true));
        assert!(!of(Region::Eu, Access, &given, "2026-09-15").may_be_later);
    }

    #[test]
    fn a_british_complaint_to_the_controller_has_thirty_days_of_its_own() {
        let events = [(E::SentByForm, "2026-07-01"), (E::ComplainedToController, "2026-11-25")];
        let complained = of(Region::Uk, Objection, &events, "2026-12-01");
        assert_eq!((complained.stage, due_of(&complained)), (Stage::ComplainedToController, day("2026-12-29")));
        // Nowhere else is there such a period.
        let elsewhere = of(Region::Hk, Access, &events, "2026-12-01");
        assert_eq!(elsewhere.stage, Stage::ComplainedToController);
    }

    #[test]
    fn no_statute_no_due_date_but_a_courtesy() {
        for region in [Region::Ch, Region::Ca, Region::Hk, Region::Other] {
            let sent = of(region, Objection, &[(E::SentByForm, "2026-11-23")], "2027-11-23");
            assert_eq!((sent.stage, &sent.due), (Stage::Waiting, &Err(NoDate::NoPeriod)), "{region}");
            let on = day("2026-12-23");
            assert_eq!(sent.want, Some(Want::Dated { on, category: Category::Courtesy, exact_day: false }));
        }
    }

    #[test]
    fn what_came_last_decides() {
        let mut events = vec![(E::SentByForm, "2026-11-23"), (E::FollowedUp, "2026-12-28")];
        let stage = |events: &[(E, &str)]| of(Region::Eu, Objection, events, "2027-01-05").stage;
        assert_eq!(stage(&events), Stage::FollowedUp);
        events.push((E::Refused, "2027-01-02"));
        assert_eq!(stage(&events), Stage::Answered(Outcome::Refused));
        events.push((E::Complained, "2027-01-04"));
        assert_eq!(stage(&events), Stage::Complained);
        let want = of(Region::Eu, Objection, &events, "2027-01-05").want;
        let on = day("2027-04-04");
        assert_eq!(want, Some(Want::Dated { on, category: Category::Courtesy, exact_day: false }));
        events.push((E::Closed, "2027-04-05"));
        assert_eq!(stage(&events), Stage::Closed);
    }

    const EVENTS: [E; 12] = [
        E::SentByForm,
        E::SentByPost,
        E::Received,
        E::IdentityAsked,
        E::IdentityGiven,
        E::ClarificationAsked,
        E::ClarificationGiven,
        E::MoreTime,
        E::Refused,
        E::FollowedUp,
        E::Complained,
        E::Acknowledged,
    ];

    proptest! {
        #[test]
        fn whatever_was_noted_nothing_is_overdue_without_a_statute_and_nothing_before_it_was_sent(
            region in prop::sample::select(Region::ALL.to_vec()),
            kind in prop::sample::select(vec![Objection, RequestKind::Advertising, Access, RequestKind::Erasure]),
            events in prop::collection::vec((prop::sample::select(EVENTS.to_vec()), 0..400_u64), 0..8),
            today in 0..800_u64,
        ) {
            let start = day("2026-06-01");
            let mut request = request(kind, &[]);
            request.events = events.iter().map(|(event, days)| (mark(), *event, add_days(start, *days))).collect();
            let standing = standing(&request, region, Some(Calendar::Ireland), add_days(start, today));
            if standing.stage == Stage::Overdue {
                let due = standing.due.as_ref().unwrap();
                prop_assert!(add_days(start, today) >= add_days(due.due, 2));
            }
            if standing.sent.is_none() {
                prop_assert!(standing.due.is_err());
            }
            if let (Ok(due), Some(receipt)) = (&standing.due, standing.receipt) {
                prop_assert!(due.due > receipt);
            }
            if let Some(Want::Answer { due, overdue }) = standing.want {
                prop_assert!(overdue >= add_days(due, 2));
                prop_assert_eq!(working_day(overdue, Some(Calendar::Ireland)), overdue);
            }
        }
    }
}
