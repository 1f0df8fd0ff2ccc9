//! Where a request stands: its stage, its due date and its next reminder, from the events that the person noted.
//!
//! Where no statute sets a period there is no due date, only a courtesy reminder (`law.md` §3). A letter by post has no
//! due date before the person says when it arrived (`law.md` §4.3). Questions of the controller and its wish for more
//! time are counted as `law.md` §4.4 says: an answer to a question never makes a date earlier.

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use crate::civil::{add_days, add_months};
use crate::due::{DueDate, DueDateError, due_date, due_date_with_pause, overdue_after, working_day};
use crate::journal::{RequestEvent, RequestKind, RequestState};
use crate::law::holidays::HolidayCalendar;
use crate::law::{LegalRequest, Region};
use crate::reminders::{Category, Schedule};

/// Days after which the person is asked about a draft.
const DRAFT_DAYS: u64 = 3;

/// Days after a question of the controller on which the person is asked whether they answered. Our own measure.
const QUESTION_DAYS: u64 = 7;

/// Days between a follow-up and the next reminder. Our own measure, from no law.
const FOLLOW_UP_DAYS: u64 = 14;

/// Days between a refusal or a part answer and the question whether the person wants to do something. Our own measure.
const ANSWER_DAYS: u64 = 14;

/// Days between a reply to a refusal or a part answer and the question whether something came. Our own measure.
const REPLY_DAYS: u64 = 28;

/// Months after which a courtesy reminder comes where no statute sets a period. Our own measure.
const COURTESY_MONTHS: u32 = 1;

/// Stage of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Not sent yet.
    Draft,
    /// Sent by post, and the day of arrival is not known.
    OnTheWay,
    /// Received, not answered.
    Waiting,
    /// Received, not answered, and the statutory period seems to be over.
    Overdue,
    /// The person asked again.
    FollowedUp,
    /// Answered by the controller.
    Answered(ControllerAnswer),
    /// The person replied to a refusal or a part answer.
    Replied,
    /// The controller has a data protection complaint.
    ComplainedToController,
    /// A supervisory authority has a complaint.
    Complained,
    /// The person is through with the request.
    Closed,
}

/// Answer of the controller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum ControllerAnswer {
    Granted,
    Partly,
    Refused,
}

/// Status of a request on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestStatus {
    /// Stage on that day.
    pub stage: Stage,
    /// Day on which the request was sent.
    pub sent: Option<NaiveDate>,
    /// Day on which the request was received, as far as that is known.
    pub receipt: Option<NaiveDate>,
    /// End of the statutory period for the request or, later, for a complaint to the controller; or why there is no
    /// such date. Where a question may move it, this is the date without the question.
    pub due: Result<DueDate, NoDueDate>,
    /// Other ends of the same period by other readings of what a question does; `None` where no question of the
    /// controller was answered, or where the law has one reading.
    pub readings: Option<Readings>,
    /// Questions of the controller that count for the period and were answered, in order.
    pub waited: Vec<Waited>,
    /// Whether that period seems to be over by every reading, and the controller waits for no answer of the person.
    pub overdue: bool,
    /// Whether the person looked on the latest date or later, and no answer had come.
    pub nothing_came: bool,
    /// Legal kind of request to which `due` belongs.
    pub law: LegalRequest,
    /// Whether the controller asked for more time within the first period.
    pub extended: bool,
    /// Open question of the controller: an event of asking that the person has not answered yet.
    pub question: Option<RequestEvent>,
    /// Whether the controller waits for the person's answer to a question that counts. Then nothing is overdue, and no
    /// date is a deadline.
    pub waits_for_person: bool,
    /// Whether a question may make the end of the period later than [`Self::due`], and it may still be running.
    pub may_be_later: bool,
    /// Whether the controller asked a question only after the period, which moves nothing.
    pub asked_late: bool,
    /// Whether the controller asked for more time at all.
    pub asked_for_time: bool,
    /// Whether the controller asked for more time again after it had got it, which moves nothing.
    pub asked_for_time_again: bool,
    /// End of the first period without the question, where the controller asked for more time only after it: whether it
    /// asked in time depends on the question. `None` where it asked before, or not at all.
    pub extension_doubtful_after: Option<NaiveDate>,
    /// Whether the controller wants its own form to be used, and the person has not answered that yet.
    pub form_demanded: bool,
    /// Whether the controller confirmed receipt of the request or, later, of a complaint to it.
    pub acknowledged: bool,
    /// Day of a data protection complaint to the controller, also when it was answered since.
    pub complained_to_controller: Option<NaiveDate>,
    /// Whether the person complained to a supervisory authority, also when the controller answered since.
    pub complained: bool,
    /// Newest answer of the controller to the request itself, whatever came after it, and its day.
    pub answer: Option<(ControllerAnswer, NaiveDate)>,
    /// Next reminder; `None` where the request needs no reminder.
    pub reminder: Option<Schedule>,
}

/// Ends of a period by the two other readings of what an answered question does (`law.md` §4.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Readings {
    /// The days of waiting do not count.
    pub paused: NaiveDate,
    /// The period begins again with the answer.
    pub fresh: NaiveDate,
    /// Days of waiting.
    pub days: u64,
}

/// A question of the controller and the person's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waited {
    /// Day of the question.
    pub asked: NaiveDate,
    /// Day on which the person had answered all that was asked.
    pub answered: NaiveDate,
}

impl RequestStatus {
    /// Returns the last day of the period by the reading that ends it latest; `None` without a due date.
    pub fn latest(&self) -> Option<NaiveDate> {
        let due = self.due.as_ref().ok()?.due;
        Some(self.readings.map_or(due, |other| due.max(other.paused).max(other.fresh)))
    }

    /// Returns the newest answer and its day where the controller refused the request or granted it only in part,
    /// whatever came after that.
    pub fn denial(&self) -> Option<(ControllerAnswer, NaiveDate)> {
        self.answer.filter(|(answer, _)| *answer != ControllerAnswer::Granted)
    }

    /// Returns the first day on which an answer is overdue, however the period is counted.
    pub fn overdue_from(&self) -> Option<NaiveDate> {
        self.latest().map(overdue_after)
    }
}

/// Why a request has no due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoDueDate {
    /// The controller has answered: what it writes after that has no period.
    Answered,
    /// The day of receipt is not known.
    NotReceived,
    /// No statute sets a period.
    NoPeriod,
    /// A law of the part of the country where the person lives sets a period of its own (`law.md` §7.4).
    LawOfPart,
    /// The controller asked for more time, and no statute says how much.
    NoExtension,
    /// The period starts when the controller has the proof of identity.
    WaitsForIdentity,
    /// Days of waiting for a clarification are not counted.
    WaitsForClarification,
    /// The controller confirmed a complaint, and the law sets no period for the answer to it.
    Confirmed,
}

/// Returns whether it makes sense to note an event in a request with this status.
pub fn may_note(status: &RequestStatus, event: RequestEvent) -> bool {
    use RequestEvent as E;
    use Stage as S;
    let stage = status.stage;
    let sent = !matches!(stage, S::Draft | S::Closed);
    let waits = sent && !matches!(stage, S::Answered(_) | S::Complained);
    match event {
        E::SentByForm | E::SentByEmail | E::SentByPost | E::HandedOver => stage == S::Draft,
        E::Received => waits && status.receipt.is_none(),
        E::IdentityAsked | E::ClarificationAsked => waits && status.question != Some(event),
        E::IdentityGiven => waits && status.question == Some(E::IdentityAsked),
        E::ClarificationGiven => waits && status.question == Some(E::ClarificationAsked),
        // A second wish for more time moves no period, but it came.
        E::MoreTime | E::NothingCame | E::FollowedUp => waits,
        E::Acknowledged => waits && !status.acknowledged,
        E::FormDemanded => waits && !status.form_demanded,
        E::Replied => {
            let short = S::Answered(ControllerAnswer::Partly);
            stage == short || stage == S::Answered(ControllerAnswer::Refused) || (waits && status.form_demanded)
        }
        E::Granted | E::Partly | E::Refused => sent,
        E::ComplainedToController => sent && !status.complained && status.complained_to_controller.is_none(),
        E::Complained => sent && !status.complained,
        E::Closed => stage != S::Closed,
    }
}

/// Returns whether an event can have happened on a day: whether it would have made sense to note it then, whatever was
/// noted before or after it. An answer or a complaint that is noted already does not stand in the way of what came before.
pub fn can_have_happened(request: &RequestState, event: RequestEvent, on: NaiveDate) -> bool {
    let course = in_order(request);
    if event.is_sending() {
        return may_note(&status_after(request, &course), event);
    }
    if course.iter().any(|(day, sent)| sent.is_sending() && on < *day) {
        return false;
    }
    let until = |last: NaiveDate| course.iter().filter(|(day, noted)| noted.is_sending() || *day < last).count();
    (until(on)..=until(add_days(on, 1))).any(|place| fits(request, &course, place, (on, event)))
}

/// Returns whether an event fits at a place of a course: after what stands before it, and before what stands behind it.
fn fits(
    request: &RequestState,
    course: &[(NaiveDate, RequestEvent)],
    place: usize,
    noted: (NaiveDate, RequestEvent),
) -> bool {
    use RequestEvent as E;
    let (before, after) = course.split_at(place);
    if !may_note(&status_after(request, before), noted.1) {
        return false;
    }
    match noted.1 {
        // Nothing follows the end.
        E::Closed => after.is_empty(),
        // What happens once, or once more after something else.
        E::Received | E::Acknowledged | E::ComplainedToController | E::Complained => {
            let mut known = [before, &[noted]].concat();
            after.iter().all(|next| {
                let makes_sense = next.1 != noted.1 || may_note(&status_after(request, &known), next.1);
                known.push(*next);
                makes_sense
            })
        }
        _ => true,
    }
}

/// Returns the status after a part of the events, as far as it says what can be noted next: no law has a part in that.
fn status_after(request: &RequestState, course: &[(NaiveDate, RequestEvent)]) -> RequestStatus {
    let timeline = Timeline::of(course.iter().copied());
    let today = course.iter().map(|(on, _)| *on).max().unwrap_or_default();
    status_of(&timeline, request, Region::ELSEWHERE, false, None, today)
}

/// Returns the first and the last of some days on which an event can have happened; `None` if it can have on none of
/// them. [`can_have_happened`] says of a day between the two whether the event can have happened then.
pub fn possible_days(
    request: &RequestState,
    event: RequestEvent,
    within: &RangeInclusive<NaiveDate>,
) -> Option<RangeInclusive<NaiveDate>> {
    // Only on the day of an event does it change what can happen.
    let mut days: Vec<NaiveDate> = request.events.iter().map(|(_, _, on)| *on).collect();
    days.extend([*within.start(), *within.end()]);
    days.sort_unstable();
    days.dedup();
    days.retain(|on| within.contains(on) && can_have_happened(request, event, *on));
    Some(*days.first()?..=*days.last()?)
}

/// Returns the legal kind of a request, on which its period depends.
pub const fn legal_request(kind: RequestKind) -> LegalRequest {
    match kind {
        RequestKind::Objection | RequestKind::Advertising => LegalRequest::Objection,
        RequestKind::Access => LegalRequest::Access,
        RequestKind::Erasure => LegalRequest::Erasure,
    }
}

/// Returns the status of a request on `today`, for a person in `region`. `calendar` is that of the country where the
/// controller has to act. `own_law` tells that the person lives in a part of the area with a law of its own: for access the
/// period of the whole area is not the one that counts there (`law.md` §7.4).
pub fn request_status(
    request: &RequestState,
    region: Region,
    own_law: bool,
    calendar: Option<HolidayCalendar>,
    today: NaiveDate,
) -> RequestStatus {
    status_of(&Timeline::of(in_order(request)), request, region, own_law, calendar, today)
}

fn status_of(
    timeline: &Timeline,
    request: &RequestState,
    region: Region,
    own_law: bool,
    calendar: Option<HolidayCalendar>,
    today: NaiveDate,
) -> RequestStatus {
    let receipt = timeline.receipt();
    let mut law = legal_request(request.kind);
    let mut count = match receipt {
        _ if timeline.answer.is_some() => Count::without(NoDueDate::Answered, timeline),
        None => Count::without(NoDueDate::NotReceived, timeline),
        Some(_) if own_law && law == LegalRequest::Access => Count::without(NoDueDate::LawOfPart, timeline),
        Some(receipt) => count_period(timeline, region, law, calendar, receipt),
    };
    let complained = timeline.complained_to_controller.filter(|_| timeline.sent.is_some());
    if let (Some(complained), true) = (complained, region.complaint_goes_first_to_the_company()) {
        law = LegalRequest::Complaint;
        let confirmed = timeline.acknowledged.is_some_and(|on| on >= complained);
        let date = due_date(region, law, calendar, complained, false).map_err(no_date_reason);
        let due = if confirmed { Err(NoDueDate::Confirmed) } else { date };
        // To confirm receipt the company needs no answer from the person.
        count = Count { due, open: false, ..Count::without(NoDueDate::Confirmed, timeline) };
    }
    // Whoever has answered waits for nothing.
    let decided = matches!(timeline.stage, Stage::Answered(_) | Stage::Replied | Stage::Complained | Stage::Closed);
    count.open &= !decided;
    let Count { due, extended, doubtful_after, readings, waited, open, asked_late } = count;
    let mut status = RequestStatus {
        stage: timeline.stage,
        sent: timeline.sent.map(|(_, on)| on),
        receipt,
        due,
        readings,
        waited,
        overdue: false,
        nothing_came: false,
        law,
        extended,
        question: timeline.question(),
        waits_for_person: open,
        may_be_later: false,
        asked_late,
        asked_for_time: !timeline.more_time.is_empty(),
        asked_for_time_again: extended && timeline.more_time.len() > 1,
        extension_doubtful_after: doubtful_after,
        form_demanded: timeline.form_demanded.is_some_and(|on| timeline.replied.is_none_or(|then| then < on)),
        acknowledged: timeline
            .acknowledged
            .is_some_and(|on| timeline.complained_to_controller.is_none_or(|then| then <= on)),
        complained_to_controller: timeline.complained_to_controller,
        complained: timeline.complained.is_some(),
        answer: timeline.answer,
        reminder: None,
    };
    let (latest, overdue_from) = (status.latest(), status.overdue_from());
    status.overdue = !open && overdue_from.is_some_and(|from| today >= from);
    status.nothing_came = latest.is_some_and(|latest| timeline.nothing_came.is_some_and(|on| on >= latest));
    // After a follow-up before the request is overdue, the due date stays the same.
    let early = overdue_from.is_some_and(|from| timeline.followed_up.is_some_and(|on| on < from));
    let stage = match timeline.stage {
        Stage::FollowedUp if early => match timeline.complained_to_controller {
            Some(_) => Stage::ComplainedToController,
            None => Stage::Waiting,
        },
        stage => stage,
    };
    status.stage = match stage {
        Stage::Waiting if receipt.is_none() => Stage::OnTheWay,
        Stage::Waiting if status.overdue => Stage::Overdue,
        stage => stage,
    };
    let later = latest > status.due.as_ref().ok().map(|due| due.due);
    let waits = matches!(status.stage, Stage::OnTheWay | Stage::Waiting);
    status.may_be_later = waits && (open || (later && overdue_from.is_some_and(|from| today < from)));
    status.reminder = next_reminder(request, &status, timeline, region, calendar);
    status
}

/// Newest day of each kind of event that was noted.
struct Timeline {
    stage: Stage,
    /// Whether the request was sent by post, and the day.
    sent: Option<(bool, NaiveDate)>,
    received: Option<NaiveDate>,
    identity_asked: Option<NaiveDate>,
    identity_given: Option<NaiveDate>,
    clarification_asked: Option<NaiveDate>,
    clarification_given: Option<NaiveDate>,
    /// Questions, answers to them and wishes for more time, in the order of days.
    moves: Vec<(NaiveDate, RequestEvent)>,
    more_time: Vec<NaiveDate>,
    form_demanded: Option<NaiveDate>,
    /// Newest answer to the request itself.
    answer: Option<(ControllerAnswer, NaiveDate)>,
    replied: Option<NaiveDate>,
    acknowledged: Option<NaiveDate>,
    nothing_came: Option<NaiveDate>,
    followed_up: Option<NaiveDate>,
    complained_to_controller: Option<NaiveDate>,
    complained: Option<NaiveDate>,
}

impl Timeline {
    fn of(events: impl IntoIterator<Item = (NaiveDate, RequestEvent)>) -> Self {
        let mut timeline = Self {
            stage: Stage::Draft,
            sent: None,
            received: None,
            identity_asked: None,
            identity_given: None,
            clarification_asked: None,
            clarification_given: None,
            moves: Vec::new(),
            more_time: Vec::new(),
            form_demanded: None,
            answer: None,
            replied: None,
            acknowledged: None,
            nothing_came: None,
            followed_up: None,
            complained_to_controller: None,
            complained: None,
        };
        for (on, event) in events {
            timeline.add(event, on);
        }
        // Where the sending was taken back, what came after it waits for another.
        if timeline.sent.is_none() && timeline.stage != Stage::Closed {
            timeline.stage = Stage::Draft;
        }
        timeline
    }

    fn add(&mut self, event: RequestEvent, on: NaiveDate) {
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
            E::ClarificationGiven => self.clarification_given = Some(on),
            E::MoreTime => self.more_time.push(on),
            E::Granted | E::Partly | E::Refused => {
                let answer = match event {
                    E::Granted => ControllerAnswer::Granted,
                    E::Partly => ControllerAnswer::Partly,
                    _ => ControllerAnswer::Refused,
                };
                self.answer = Some((answer, on));
                // A complaint to an authority stays open, unless the controller does everything that was asked.
                if answer == ControllerAnswer::Granted || self.stage != Stage::Complained {
                    self.stage = Stage::Answered(answer);
                }
            }
            E::FormDemanded => self.form_demanded = Some(on),
            E::Replied => {
                self.replied = Some(on);
                if matches!(self.stage, Stage::Answered(ControllerAnswer::Partly | ControllerAnswer::Refused)) {
                    self.stage = Stage::Replied;
                }
            }
            E::FollowedUp => {
                self.followed_up = Some(on);
                // Whoever asked again found an answer later that had come before.
                if !matches!(self.stage, Stage::Answered(_) | Stage::Complained) {
                    self.stage = Stage::FollowedUp;
                }
            }
            E::ComplainedToController => {
                self.complained_to_controller = Some(on);
                if self.stage != Stage::Complained {
                    self.stage = Stage::ComplainedToController;
                }
            }
            E::Complained => {
                self.complained = Some(on);
                self.stage = Stage::Complained;
            }
            E::Closed => self.stage = Stage::Closed,
            E::Acknowledged => self.acknowledged = Some(on),
            E::NothingCame => self.nothing_came = Some(on),
        }
        if order_in_a_day(event) > 0 {
            self.moves.push((on, event));
        }
    }

    /// Returns the day of receipt: the day of sending, or for a letter the day that the person noted.
    fn receipt(&self) -> Option<NaiveDate> {
        match self.sent? {
            (true, sent) => self.received.filter(|received| *received >= sent),
            (false, sent) => Some(sent),
        }
    }

    fn question(&self) -> Option<RequestEvent> {
        let clarification = Some(RequestEvent::ClarificationAsked).filter(|_| self.clarification_open());
        Some(RequestEvent::IdentityAsked).filter(|_| self.identity_open()).or(clarification)
    }

    /// Returns the day of the newest open question.
    fn asked(&self) -> Option<NaiveDate> {
        let identity = self.identity_asked.filter(|_| self.identity_open());
        identity.max(self.clarification_asked.filter(|_| self.clarification_open()))
    }

    fn identity_open(&self) -> bool {
        self.is_open(self.identity_asked, self.identity_given)
    }

    fn clarification_open(&self) -> bool {
        self.is_open(self.clarification_asked, self.clarification_given)
    }

    /// Returns whether a question waits for the person: once the controller has answered, what it asked before is settled.
    fn is_open(&self, asked: Option<NaiveDate>, given: Option<NaiveDate>) -> bool {
        let settled = given.max(self.answer.map(|(_, on)| on));
        asked.is_some_and(|asked| settled.is_none_or(|settled| settled < asked))
    }
}

/// Returns events in the order of days, whenever they were noted; on one day the sending first, then in the order noted, but
/// questions before answers and these before a wish for more time.
fn in_order(request: &RequestState) -> Vec<(NaiveDate, RequestEvent)> {
    let mut events: Vec<_> = request.events.iter().map(|(_, event, on)| (*on, *event)).collect();
    events.sort_by_key(|(on, event)| (!event.is_sending(), *on, order_in_a_day(*event)));
    events
}

/// Returns the order of the events of one day that move a period; 0 for all others.
const fn order_in_a_day(event: RequestEvent) -> u8 {
    match event {
        RequestEvent::IdentityAsked | RequestEvent::ClarificationAsked => 1,
        RequestEvent::IdentityGiven | RequestEvent::ClarificationGiven => 2,
        RequestEvent::MoreTime => 3,
        _ => 0,
    }
}

/// A period, counted with the questions of the controller and its wish for more time.
struct Count {
    due: Result<DueDate, NoDueDate>,
    /// Whether the period is the extended one.
    extended: bool,
    /// End of the first period by the text, where the wish for more time came only after it and yet counts.
    doubtful_after: Option<NaiveDate>,
    readings: Option<Readings>,
    waited: Vec<Waited>,
    /// Whether a question that counts is open.
    open: bool,
    /// Whether a question came only after the period.
    asked_late: bool,
}

impl Count {
    /// Returns what is counted where there is no date: any open question lets the controller wait.
    fn without(reason: NoDueDate, timeline: &Timeline) -> Self {
        let open = timeline.question().is_some();
        Self {
            due: Err(reason),
            extended: false,
            doubtful_after: None,
            readings: None,
            waited: Vec::new(),
            open,
            asked_late: false,
        }
    }
}

/// Counts a period from receipt, by the one algorithm of `law.md` §4.4.
fn count_period(
    timeline: &Timeline,
    region: Region,
    law: LegalRequest,
    calendar: Option<HolidayCalendar>,
    receipt: NaiveDate,
) -> Count {
    use RequestEvent as E;
    let moves = region.moves_period_with_questions();
    let date = |from, extended, paused| due_date_with_pause(region, law, calendar, from, extended, paused);
    let mut extended = false;
    // Where the period is counted from by the reading in which an answer begins it, and the days of waiting.
    let (mut start, mut days) = (receipt, 0);
    let latest = |extended, start, days| -> Option<NaiveDate> {
        let dates = if moves {
            [date(start, extended, days), date(start, extended, days), date(start, extended, days)]
        } else {
            [date(receipt, extended, 0), date(receipt, extended, days), date(start, extended, 0)]
        };
        dates.into_iter().map(|date| date.ok().map(|date| date.due)).max().flatten()
    };
    let mut waited = Vec::new();
    // The open question: its day, and the days of what was asked and is not answered yet.
    let mut open: Option<NaiveDate> = None;
    let (mut identity, mut content) = (None, None);
    let (mut asked_late, mut no_extension) = (false, false);
    let mut doubtful_after = None;
    for (on, event) in &timeline.moves {
        let on = (*on).max(receipt);
        match event {
            E::IdentityAsked | E::ClarificationAsked => {
                if open.is_none() && latest(extended, start, days).is_some_and(|latest| on > latest) {
                    asked_late = true;
                    continue;
                }
                open = open.or(Some(on));
                let asked = if *event == E::IdentityAsked { &mut identity } else { &mut content };
                *asked = asked.or(Some(on));
            }
            E::IdentityGiven | E::ClarificationGiven => {
                let asked = if *event == E::IdentityGiven { identity.take() } else { content.take() };
                let (Some(first), Some(asked)) = (open, asked) else { continue };
                match (moves, event) {
                    (true, E::IdentityGiven) => start = on,
                    (true, _) if law == LegalRequest::Access => days += days_between(asked, on) + 1,
                    _ => {}
                }
                if identity.is_none() && content.is_none() {
                    open = None;
                    waited.push(Waited { asked: first, answered: on });
                    if !moves {
                        days += days_between(first, on);
                        start = on;
                    }
                }
            }
            _ if extended => {}
            _ if open.is_some() || latest(extended, start, days).is_none_or(|latest| on <= latest) => {
                no_extension = date(receipt, true, 0).is_err();
                extended = !no_extension;
                // By the text the first period was over: only the question keeps it open.
                let text = date(receipt, false, 0).ok().map(|date| date.due);
                doubtful_after = text.filter(|text| extended && !moves && on > *text);
            }
            _ => {}
        }
    }
    let waits = match (moves, identity, content) {
        (true, Some(_), _) => Some(NoDueDate::WaitsForIdentity),
        (true, None, Some(_)) if law == LegalRequest::Access => Some(NoDueDate::WaitsForClarification),
        _ => None,
    };
    let due = if moves { date(start, extended, days) } else { date(receipt, extended, 0) };
    let due = match (due, waits) {
        (Ok(_), Some(waits)) => Err(waits),
        (Ok(_), None) if no_extension => Err(NoDueDate::NoExtension),
        (due, _) => due.map_err(no_date_reason),
    };
    let readings = if moves || waited.is_empty() {
        None
    } else {
        let end = |from, days| date(from, extended, days).ok().map(|date| date.due);
        end(receipt, days).zip(end(start, 0)).map(|(paused, fresh)| Readings { paused, fresh, days })
    };
    Count { due, extended, doubtful_after, readings, waited, open: open.is_some(), asked_late }
}

/// Returns the number of days from a day to another, 0 where that is earlier.
fn days_between(from: NaiveDate, to: NaiveDate) -> u64 {
    u64::try_from(to.signed_duration_since(from).num_days()).unwrap_or(0)
}

fn no_date_reason(error: DueDateError) -> NoDueDate {
    match error {
        DueDateError::NoPeriod | DueDateError::NoExtension | DueDateError::OutOfRange => NoDueDate::NoPeriod,
    }
}

/// Returns the next reminder: a single one at a time, until the request is closed or answered.
fn next_reminder(
    request: &RequestState,
    status: &RequestStatus,
    timeline: &Timeline,
    region: Region,
    calendar: Option<HolidayCalendar>,
) -> Option<Schedule> {
    let dated = |on, category| Some(Schedule::Dated { on, category, exact_day: false });
    let courtesy = |from: NaiveDate, months| dated(add_months(from, months)?, Category::Courtesy);
    match status.stage {
        Stage::Draft => dated(add_days(request.begun.at.date(), DRAFT_DAYS), Category::Send),
        Stage::OnTheWay => Some(Schedule::UntilKnown { from: status.sent?, category: Category::Receipt }),
        // The person owes the controller an answer: no date is a deadline.
        Stage::Waiting | Stage::Overdue | Stage::FollowedUp if status.waits_for_person => {
            dated(add_days(timeline.asked()?, QUESTION_DAYS), Category::Courtesy)
        }
        Stage::Waiting | Stage::Overdue | Stage::ComplainedToController => match &status.due {
            Ok(_) => {
                let (due, overdue_from) = (status.latest()?, status.overdue_from()?);
                let overdue = working_day(overdue_from, calendar);
                match status.nothing_came {
                    true => dated(overdue, Category::Overdue),
                    false => Some(Schedule::Answer { due, overdue }),
                }
            }
            Err(NoDueDate::NotReceived) => None,
            Err(NoDueDate::NoExtension) => courtesy(*timeline.more_time.last()?, COURTESY_MONTHS),
            Err(NoDueDate::Confirmed) => courtesy(timeline.acknowledged?, COURTESY_MONTHS),
            Err(
                NoDueDate::Answered
                | NoDueDate::NoPeriod
                | NoDueDate::LawOfPart
                | NoDueDate::WaitsForIdentity
                | NoDueDate::WaitsForClarification,
            ) => {
                let asked = timeline.more_time.last().copied();
                courtesy(timeline.complained_to_controller.or(asked).or(status.receipt)?, COURTESY_MONTHS)
            }
        },
        Stage::FollowedUp => dated(add_days(timeline.followed_up?, FOLLOW_UP_DAYS), Category::Courtesy),
        Stage::Replied => dated(add_days(timeline.replied?, REPLY_DAYS), Category::Courtesy),
        Stage::Complained => courtesy(timeline.complained?, region.progress_months()?),
        Stage::Answered(ControllerAnswer::Partly | ControllerAnswer::Refused) => {
            dated(add_days(timeline.answer?.1, ANSWER_DAYS), Category::Courtesy)
        }
        Stage::Answered(ControllerAnswer::Granted) | Stage::Closed => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::journal::{EntryId, Stamp, Via};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn stamp() -> Stamp {
        let entry = EntryId { installation: "a1".into(), number: 1 };
        Stamp { entry, seq: 1, at: day("2026-11-23").and_hms_opt(20, 0, 0).unwrap(), offset: 3600, via: Via::App }
    }

    fn request(kind: RequestKind, events: &[(RequestEvent, &str)]) -> RequestState {
        let mut request = RequestState::new("linkedin".into(), kind, stamp());
        request.events = events.iter().map(|(event, on)| (stamp(), *event, day(on))).collect();
        request
    }

    fn status(region: Region, kind: RequestKind, events: &[(RequestEvent, &str)], today: &str) -> RequestStatus {
        request_status(&request(kind, events), region, false, region.holidays("IE"), day(today))
    }

    fn due_of(status: &RequestStatus) -> NaiveDate {
        status.due.as_ref().unwrap().due
    }

    use RequestEvent as E;
    use RequestKind::{Access, Objection};

    #[test]
    fn a_draft_has_no_due_date_and_a_single_reminder() {
        let draft = status(Region::EU, Objection, &[], "2026-11-23");
        assert_eq!((draft.stage, &draft.due), (Stage::Draft, &Err(NoDueDate::NotReceived)));
        let on = day("2026-11-26");
        assert_eq!(draft.reminder, Some(Schedule::Dated { on, category: Category::Send, exact_day: false }));
    }

    #[test]
    fn a_form_is_received_on_the_day_of_sending_and_overdue_two_days_after_the_month() {
        let sent = [(E::SentByForm, "2026-11-23")];
        let waiting = status(Region::EU, Objection, &sent, "2026-12-24");
        assert_eq!((waiting.stage, due_of(&waiting)), (Stage::Waiting, day("2026-12-23")));
        // Two days later is Christmas, then a weekend with St Stephen's Day.
        let schedule = Schedule::Answer { due: day("2026-12-23"), overdue: day("2026-12-28") };
        assert_eq!(waiting.reminder, Some(schedule));
        assert_eq!(status(Region::EU, Objection, &sent, "2026-12-25").stage, Stage::Overdue);
    }

    #[test]
    fn a_letter_has_no_due_date_before_its_arrival_is_noted() {
        let sent = [(E::SentByPost, "2026-11-23")];
        let on_the_way = status(Region::EU, Access, &sent, "2027-06-01");
        assert_eq!((on_the_way.stage, &on_the_way.due), (Stage::OnTheWay, &Err(NoDueDate::NotReceived)));
        let arrived = [sent[0], (E::Received, "2026-11-26")];
        let waiting = status(Region::EU, Access, &arrived, "2026-12-01");
        assert_eq!((waiting.stage, due_of(&waiting)), (Stage::Waiting, day("2026-12-28")));
    }

    #[test]
    fn an_extension_counts_from_receipt_and_only_if_asked_for_within_the_period() {
        let with = |asked| [(E::SentByForm, "2026-01-31"), (E::MoreTime, asked)];
        let extended = status(Region::EU, Access, &with("2026-03-02"), "2026-03-10");
        assert_eq!((extended.extended, due_of(&extended)), (true, day("2026-04-30")));
        let too_late = status(Region::EU, Access, &with("2026-03-03"), "2026-03-10");
        assert_eq!((too_late.extended, due_of(&too_late), too_late.stage), (false, day("2026-03-02"), Stage::Overdue));
        // Asking again too late does not undo the extension.
        let again = [with("2026-03-02").as_slice(), &[(E::MoreTime, "2026-03-20")]].concat();
        let again = status(Region::EU, Access, &again, "2026-03-21");
        assert_eq!((again.extended, due_of(&again), again.stage), (true, day("2026-04-30"), Stage::Waiting));
        // No law fixes an extended period: a courtesy reminder comes a month after the controller asked.
        let open = status(Region::HK, Access, &with("2026-03-02"), "2026-06-01");
        assert_eq!(open.due, Err(NoDueDate::NoExtension));
        let on = day("2026-04-02");
        assert_eq!(open.reminder, Some(Schedule::Dated { on, category: Category::Courtesy, exact_day: false }));
    }

    #[test]
    fn a_question_after_a_follow_up_to_a_refusal_asks_the_person_and_not_the_company() {
        let course = [
            (E::SentByForm, "2026-10-20"),
            (E::Refused, "2026-11-25"),
            (E::Replied, "2026-11-26"),
            (E::FollowedUp, "2026-11-28"),
            (E::IdentityAsked, "2026-11-29"),
        ];
        let asked = status(Region::EU, Objection, &course, "2026-11-30");
        assert_eq!((asked.stage, asked.waits_for_person), (Stage::FollowedUp, true));
        let on = day("2026-12-06");
        assert_eq!(asked.reminder, Some(Schedule::Dated { on, category: Category::Courtesy, exact_day: false }));
        let before = status(Region::EU, Objection, &course[..4], "2026-11-30");
        let on = day("2026-12-12");
        assert_eq!(before.reminder, Some(Schedule::Dated { on, category: Category::Courtesy, exact_day: false }));
    }

    #[test]
    fn in_the_united_kingdom_open_questions_pause_the_period() {
        let sent = (E::SentByForm, "2026-09-03");
        let asked = [sent, (E::IdentityAsked, "2026-09-07")];
        let waits = status(Region::UK, Access, &asked, "2027-01-01");
        assert_eq!((waits.stage, &waits.due), (Stage::Waiting, &Err(NoDueDate::WaitsForIdentity)));
        let given = [sent, asked[1], (E::IdentityGiven, "2026-09-10")];
        // A Saturday, so Monday.
        assert_eq!(due_of(&status(Region::UK, Access, &given, "2026-09-11")), day("2026-10-12"));
        let clarified = [sent, (E::ClarificationAsked, "2026-09-10"), (E::ClarificationGiven, "2026-09-14")];
        let clarified = status(Region::UK, Access, &clarified, "2026-09-15");
        let due = clarified.due.as_ref().unwrap();
        assert_eq!((due.unrolled, due.paused), (day("2026-10-08"), 5));
        // Elsewhere the due date stays, and may be later.
        let kept = status(Region::EU, Access, &asked, "2026-09-15");
        assert_eq!((due_of(&kept), kept.may_be_later), (day("2026-10-05"), true));
        let later = status(Region::EU, Access, &given, "2026-09-15");
        assert!(later.may_be_later && !later.waits_for_person);
        assert_eq!(later.latest(), Some(day("2026-10-12")));
        // A follow-up before the due date does not move it.
        let early = status(Region::EU, Access, &[sent, (E::FollowedUp, "2026-09-20")], "2026-09-21");
        assert!(early.stage == Stage::Waiting && matches!(early.reminder, Some(Schedule::Answer { .. })));
        // A follow-up does not close the controller's question; an answer does.
        let followed = [asked.as_slice(), &[(E::FollowedUp, "2026-10-10")]].concat();
        assert_eq!(status(Region::EU, Access, &followed, "2026-10-11").question, Some(E::IdentityAsked));
        assert_eq!(status(Region::EU, Access, &given, "2026-10-11").question, None);
        // While the person owes the controller an answer, no overdue reminder is planned.
        let owes = status(Region::EU, Access, &asked, "2026-12-01");
        let on = day("2026-09-14");
        assert_eq!((owes.stage, owes.overdue, owes.waits_for_person), (Stage::Waiting, false, true));
        assert_eq!(owes.reminder, Some(Schedule::Dated { on, category: Category::Courtesy, exact_day: false }));
        let unclear = status(Region::UK, Access, &[sent, (E::ClarificationAsked, "2026-09-10")], "2026-12-01");
        assert_eq!(unclear.due, Err(NoDueDate::WaitsForClarification));
    }

    #[test]
    fn a_british_question_after_the_period_does_not_reopen_it() {
        let sent = (E::SentByForm, "2026-11-23");
        let asked = [sent, (E::IdentityAsked, "2027-01-10")];
        let given = [asked.as_slice(), &[(E::IdentityGiven, "2027-01-11")]].concat();
        let clarified = [sent, (E::ClarificationAsked, "2027-01-10"), (E::ClarificationGiven, "2027-01-20")];
        for events in [asked.as_slice(), &given, &clarified] {
            let late = status(Region::UK, Access, events, "2027-02-01");
            assert_eq!((due_of(&late), late.stage, late.may_be_later), (day("2026-12-23"), Stage::Overdue, false));
        }
    }

    #[test]
    fn after_looking_on_the_due_date_the_next_reminder_is_the_overdue_one() {
        let events = [(E::SentByForm, "2026-11-23"), (E::NothingCame, "2026-12-22")];
        let early = status(Region::EU, Access, &events, "2026-12-22");
        assert!(!early.nothing_came && matches!(early.reminder, Some(Schedule::Answer { .. })));
        let events = [events[0], (E::NothingCame, "2026-12-23")];
        let looked = status(Region::EU, Access, &events, "2026-12-23");
        let on = day("2026-12-28");
        assert_eq!(looked.reminder, Some(Schedule::Dated { on, category: Category::Overdue, exact_day: false }));
    }

    #[test]
    fn events_before_the_sending_or_answers_before_the_question_are_too_early() {
        let asked = [(E::SentByPost, "2026-11-23"), (E::IdentityAsked, "2026-12-01")];
        let within = day("2018-01-01")..=day("2026-12-20");
        let days = |events: &[(E, &str)], event| possible_days(&request(Access, events), event, &within);
        assert_eq!(days(&asked, E::Received), Some(day("2026-11-23")..=day("2026-12-20")));
        assert_eq!(days(&asked, E::IdentityGiven), Some(day("2026-12-01")..=day("2026-12-20")));
        assert_eq!(days(&[], E::SentByForm), Some(within.clone()));
        assert_eq!(days(&asked, E::SentByForm), None);
    }

    #[test]
    fn what_came_before_an_answer_can_be_noted_after_it() {
        let refused = [(E::SentByPost, "2026-11-01"), (E::Refused, "2026-11-25")];
        let today = "2026-11-30";
        let within = day("2018-01-01")..=day(today);
        for event in [E::Received, E::Acknowledged, E::IdentityAsked, E::MoreTime, E::FormDemanded, E::FollowedUp] {
            assert!(!may_note(&status(Region::EU, Access, &refused, today), event), "{event:?}");
            let days = possible_days(&request(Access, &refused), event, &within);
            assert_eq!(days, Some(day("2026-11-01")..=day("2026-11-25")), "{event:?}");
            let more = [refused.as_slice(), &[(event, "2026-11-12")]].concat();
            let status = status(Region::EU, Access, &more, today);
            assert_eq!(status.stage, Stage::Answered(ControllerAnswer::Refused), "{event:?}");
            assert!(!status.waits_for_person, "{event:?}");
        }
        let can = |events: &[(E, &str)], event, on| can_have_happened(&request(Access, events), event, day(on));
        assert!(!can(&refused, E::Acknowledged, "2026-11-26"), "the answer has come");
        assert!(!can(&refused, E::IdentityGiven, "2026-11-12"), "nobody asked");
        let asked = [refused.as_slice(), &[(E::IdentityAsked, "2026-11-10")]].concat();
        assert!(can(&asked, E::IdentityGiven, "2026-11-12") && !can(&asked, E::IdentityGiven, "2026-11-09"));
        // After the reply the company may ask again.
        let replied = [refused.as_slice(), &[(E::Replied, "2026-11-27"), (E::Granted, "2026-11-29")]].concat();
        assert!(can(&replied, E::MoreTime, "2026-11-28") && !can(&replied, E::MoreTime, "2026-11-26"));
    }

    #[test]
    fn what_happens_once_is_not_noted_twice_and_nothing_follows_the_end() {
        let can = |events: &[(E, &str)], event, on| can_have_happened(&request(Access, events), event, day(on));
        let sent = (E::SentByForm, "2026-11-01");
        for event in [E::Acknowledged, E::ComplainedToController, E::Complained] {
            let events = [sent, (event, "2026-11-20"), (E::Granted, "2026-11-25")];
            assert!(!can(&events, event, "2026-11-10") && !can(&events, event, "2026-11-22"), "{event:?}");
        }
        // The request and the complaint to the company are confirmed each.
        let both = [sent, (E::ComplainedToController, "2026-11-20"), (E::Acknowledged, "2026-11-22")];
        assert!(can(&both, E::Acknowledged, "2026-11-03"));
        let refused = [sent, (E::Refused, "2026-11-25")];
        assert!(!can(&refused, E::Closed, "2026-11-24") && can(&refused, E::Closed, "2026-11-25"));
        let closed = [refused[0], refused[1], (E::Closed, "2026-11-28")];
        assert!(can(&closed, E::Granted, "2026-11-27") && !can(&closed, E::Granted, "2026-11-29"));
        assert!(!can(&closed, E::SentByForm, "2026-11-01"));
    }

    #[test]
    fn without_its_sending_a_request_is_a_draft_whatever_else_was_noted() {
        for event in [E::Refused, E::ComplainedToController, E::Complained, E::FollowedUp] {
            let left = status(Region::UK, Objection, &[(event, "2026-11-20")], "2026-12-01");
            assert_eq!((left.stage, left.due.is_err()), (Stage::Draft, true), "{event:?}");
            assert!(may_note(&left, E::SentByForm), "{event:?}");
        }
    }

    #[test]
    fn asking_again_hides_no_answer_that_had_come_and_no_complaint() {
        let stage = |events: &[(E, &str)]| status(Region::UK, Access, events, "2026-12-01").stage;
        let sent = (E::SentByForm, "2026-10-01");
        let refused = [sent, (E::FollowedUp, "2026-11-20"), (E::Refused, "2026-11-12")];
        assert_eq!(stage(&refused), Stage::Answered(ControllerAnswer::Refused));
        for after in [E::FollowedUp, E::ComplainedToController] {
            assert_eq!(stage(&[sent, (after, "2026-11-20"), (E::Complained, "2026-11-12")]), Stage::Complained);
        }
    }

    #[test]
    fn a_british_complaint_to_the_controller_has_its_own_thirty_days() {
        let events = [(E::SentByForm, "2026-07-01"), (E::ComplainedToController, "2026-11-25")];
        let complained = status(Region::UK, Objection, &events, "2026-12-01");
        assert_eq!((complained.stage, due_of(&complained)), (Stage::ComplainedToController, day("2026-12-29")));
        // A complaint that was confirmed in time is never overdue.
        let confirmed = [events.as_slice(), &[(E::Acknowledged, "2026-12-10")]].concat();
        let confirmed = status(Region::UK, Objection, &confirmed, "2027-02-01");
        assert_eq!((&confirmed.due, confirmed.overdue), (&Err(NoDueDate::Confirmed), false));
        let on = day("2027-01-10");
        assert_eq!(confirmed.reminder, Some(Schedule::Dated { on, category: Category::Courtesy, exact_day: false }));
        // Later events leave the due date of the complaint and the complaint itself as they are.
        for after in [E::Refused, E::FollowedUp, E::Complained] {
            let more = [events.as_slice(), &[(after, "2026-12-10")]].concat();
            let more = status(Region::UK, Objection, &more, "2026-12-11");
            assert_eq!((more.law, due_of(&more)), (LegalRequest::Complaint, day("2026-12-29")));
            assert_eq!(more.complained_to_controller, Some(day("2026-11-25")));
        }
        // No other region has such a period.
        let elsewhere = status(Region::HK, Access, &events, "2026-12-01");
        assert_eq!(elsewhere.stage, Stage::ComplainedToController);
    }

    #[test]
    fn without_a_statutory_period_there_is_only_a_courtesy_reminder() {
        for region in [Region::CH, Region::CA, Region::HK, Region::ELSEWHERE] {
            let sent = status(region, Objection, &[(E::SentByForm, "2026-11-23")], "2027-11-23");
            assert_eq!((sent.stage, &sent.due), (Stage::Waiting, &Err(NoDueDate::NoPeriod)), "{region}");
            let on = day("2026-12-23");
            assert_eq!(sent.reminder, Some(Schedule::Dated { on, category: Category::Courtesy, exact_day: false }));
        }
    }

    #[test]
    fn the_newest_event_decides_the_stage() {
        let mut events = vec![(E::SentByForm, "2026-11-23"), (E::FollowedUp, "2026-12-28")];
        let stage = |events: &[(E, &str)]| status(Region::EU, Objection, events, "2027-01-05").stage;
        assert_eq!(stage(&events), Stage::FollowedUp);
        events.push((E::Refused, "2027-01-02"));
        assert_eq!(stage(&events), Stage::Answered(ControllerAnswer::Refused));
        events.push((E::Complained, "2027-01-04"));
        assert_eq!(stage(&events), Stage::Complained);
        let schedule = status(Region::EU, Objection, &events, "2027-01-05").reminder;
        let on = day("2027-04-04");
        assert_eq!(schedule, Some(Schedule::Dated { on, category: Category::Courtesy, exact_day: false }));
        // Another refusal does not change a complaint to the authority; a grant does.
        events.push((E::Refused, "2027-01-05"));
        assert_eq!(stage(&events), Stage::Complained);
        events.push((E::Granted, "2027-01-05"));
        assert_eq!(stage(&events), Stage::Answered(ControllerAnswer::Granted));
        events.push((E::Closed, "2027-04-05"));
        assert_eq!(stage(&events), Stage::Closed);
    }

    #[test]
    fn a_letter_is_asked_about_until_the_day_of_its_arrival_is_known() {
        let from = day("2026-11-23");
        let asks = Schedule::UntilKnown { from, category: Category::Receipt };
        for today in ["2026-11-24", "2027-06-01"] {
            assert_eq!(status(Region::EU, Access, &[(E::SentByPost, "2026-11-23")], today).reminder, Some(asks));
        }
    }

    #[test]
    fn a_refusal_and_a_part_answer_are_asked_about_once_and_a_reply_once_more() {
        for short in [E::Refused, E::Partly] {
            let events = [(E::SentByForm, "2026-11-23"), (short, "2026-12-01")];
            let refused = status(Region::EU, Objection, &events, "2026-12-02");
            let on = day("2026-12-15");
            assert_eq!(refused.reminder, Some(Schedule::Dated { on, category: Category::Courtesy, exact_day: false }));
            assert!(may_note(&refused, E::Replied) && !may_note(&refused, E::FollowedUp));
            let replied = [events.as_slice(), &[(E::Replied, "2026-12-03")]].concat();
            let replied = status(Region::EU, Objection, &replied, "2026-12-04");
            let on = day("2026-12-31");
            assert_eq!(replied.stage, Stage::Replied);
            assert_eq!(replied.reminder, Some(Schedule::Dated { on, category: Category::Courtesy, exact_day: false }));
            assert!(may_note(&replied, E::Granted) && may_note(&replied, E::Complained));
            assert!(!may_note(&replied, E::Replied));
            // The controller has answered: no day is one of its own any more, whatever the person notes after that.
            for after in [E::Replied, E::FollowedUp, E::Complained] {
                let later = [events.as_slice(), &[(E::Replied, "2026-12-03"), (after, "2026-12-04")]].concat();
                for today in ["2026-12-05", "2027-03-01"] {
                    let later = status(Region::EU, Objection, &later, today);
                    assert_eq!((&later.due, later.overdue), (&Err(NoDueDate::Answered), false), "{after:?}");
                    assert!(later.denial().is_some() && later.stage != Stage::Waiting, "{after:?}");
                }
            }
        }
    }

    #[test]
    fn pointing_to_a_form_decides_nothing_and_moves_no_date() {
        let events = [(E::SentByEmail, "2026-11-23"), (E::FormDemanded, "2026-12-01")];
        let demanded = status(Region::EU, Objection, &events, "2026-12-02");
        assert_eq!((demanded.stage, due_of(&demanded)), (Stage::Waiting, day("2026-12-23")));
        assert!(demanded.form_demanded && may_note(&demanded, E::Replied) && !may_note(&demanded, E::FormDemanded));
        let replied = [events.as_slice(), &[(E::Replied, "2026-12-03")]].concat();
        let replied = status(Region::EU, Objection, &replied, "2026-12-04");
        assert_eq!((replied.stage, due_of(&replied)), (Stage::Waiting, day("2026-12-23")));
        assert!(!replied.form_demanded && !may_note(&replied, E::Replied));
    }

    #[test]
    fn whoever_answers_the_question_is_not_told_overdue_sooner_than_who_does_not() {
        let asked = [(E::SentByForm, "2026-11-30"), (E::IdentityAsked, "2026-12-02")];
        let given = [asked[0], asked[1], (E::IdentityGiven, "2026-12-28")];
        let after = status(Region::EU, Objection, &given, "2027-01-02");
        assert_eq!((after.stage, after.may_be_later), (Stage::Waiting, true));
        let waited = Waited { asked: day("2026-12-02"), answered: day("2026-12-28") };
        assert_eq!((due_of(&after), after.waited.as_slice()), (day("2026-12-30"), [waited].as_slice()));
        let readings = Readings { paused: day("2027-01-25"), fresh: day("2027-01-28"), days: 26 };
        assert_eq!((after.readings, after.overdue_from()), (Some(readings), Some(day("2027-01-30"))));
        // The reminders wait as long.
        let answer = Schedule::Answer { due: day("2027-01-28"), overdue: day("2027-02-02") };
        assert_eq!(after.reminder, Some(answer));
        assert_eq!(status(Region::EU, Objection, &given, "2027-01-30").stage, Stage::Overdue);
        let open = status(Region::EU, Objection, &asked, "2027-06-01");
        assert_eq!((open.stage, open.waits_for_person), (Stage::Waiting, true));
    }

    #[test]
    fn an_extension_that_only_a_question_keeps_in_time_is_doubtful() {
        let asked = [(E::SentByForm, "2026-11-23"), (E::IdentityAsked, "2026-11-27")];
        let given = [asked[0], asked[1], (E::IdentityGiven, "2026-12-01")];
        let doubtful = |events: &[(E, &str)], asked| {
            let events = [events, &[(E::MoreTime, asked)]].concat();
            let status = status(Region::EU, Objection, &events, "2026-12-29");
            (status.extended, status.extension_doubtful_after, status.asked_for_time_again)
        };
        // Vector D11: between the end by the text and the latest end.
        assert_eq!(doubtful(&given, "2026-12-29"), (true, Some(day("2026-12-23")), false));
        assert_eq!(doubtful(&asked, "2026-12-29"), (true, Some(day("2026-12-23")), false));
        assert_eq!(doubtful(&given, "2026-12-23"), (true, None, false));
        assert_eq!(doubtful(&given[..1], "2026-12-24"), (false, None, false));
    }

    #[test]
    fn a_second_wish_for_more_time_is_noted_and_moves_nothing() {
        let once = [(E::SentByForm, "2026-11-23"), (E::MoreTime, "2026-12-01")];
        let first = status(Region::EU, Objection, &once, "2026-12-29");
        assert!(may_note(&first, E::MoreTime) && !first.asked_for_time_again);
        let twice = [once[0], once[1], (E::MoreTime, "2026-12-28")];
        let second = status(Region::EU, Objection, &twice, "2026-12-29");
        assert_eq!((&second.due, &second.reminder), (&first.due, &first.reminder));
        assert!(second.asked_for_time_again && second.extension_doubtful_after.is_none());
    }

    #[test]
    fn the_order_of_noting_does_not_matter() {
        let days = [(E::SentByForm, "2026-11-30"), (E::IdentityAsked, "2026-12-02"), (E::IdentityGiven, "2026-12-28")];
        let noted_late = [days[2], days[0], days[1]];
        assert_eq!(
            status(Region::EU, Access, &noted_late, "2027-01-02"),
            status(Region::EU, Access, &days, "2027-01-02")
        );
    }

    const EVENTS: [E; 19] = [
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
        E::FormDemanded,
        E::Replied,
        E::NothingCame,
        E::Partly,
        E::Granted,
        E::ComplainedToController,
        E::Closed,
    ];

    proptest! {
        #[test]
        fn the_order_of_noting_changes_neither_what_can_be_noted_nor_the_status(
            course in prop::collection::vec((prop::sample::select(EVENTS[2..].to_vec()), 1..20_u64), 1..6),
            order in prop::sample::subsequence((0..6_usize).collect::<Vec<_>>(), 6).prop_shuffle(),
            region in prop::sample::select(vec![Region::EU, Region::UK]),
        ) {
            // Each on a day of its own, and only what can be noted on that day, as it would happen.
            let mut on = day("2026-06-01");
            let mut lived = request(Access, &[(E::SentByPost, "2026-06-01")]);
            for (event, days) in course {
                on = add_days(on, days);
                let now = request_status(&lived, region, false, None, on);
                prop_assert_eq!(may_note(&now, event), can_have_happened(&lived, event, on));
                if may_note(&now, event) {
                    lived.events.push((stamp(), event, on));
                }
            }
            let mut late = request(Access, &[(E::SentByPost, "2026-06-01")]);
            let happened = &lived.events[1..];
            let mut left: Vec<_> = order.into_iter().filter_map(|place| happened.get(place)).collect();
            // What rests on something else is noted after that, in whatever order the person comes to it.
            while let Some(place) = left.iter().position(|(_, event, on)| can_have_happened(&late, *event, *on)) {
                late.events.push(left.remove(place).clone());
            }
            prop_assert!(left.is_empty(), "{left:?} cannot be noted after {:?}", late.events);
            let status = |request: &RequestState| request_status(request, region, false, None, add_days(on, 9));
            prop_assert_eq!(status(&late), status(&lived));
        }

        #[test]
        fn nothing_is_overdue_without_a_due_date_and_nothing_is_due_before_the_sending(
            region in prop::sample::select(Region::ALL.to_vec()),
            kind in prop::sample::select(vec![Objection, RequestKind::Advertising, Access, RequestKind::Erasure]),
            events in prop::collection::vec((prop::sample::select(EVENTS.to_vec()), 0..400_u64), 0..8),
            today in 0..800_u64,
        ) {
            let start = day("2026-06-01");
            let mut request = request(kind, &[]);
            request.events = events.iter().map(|(event, days)| (stamp(), *event, add_days(start, *days))).collect();
            let status = request_status(&request, region, false, Some(HolidayCalendar::Ireland), add_days(start, today));
            if status.stage == Stage::Overdue {
                let due = status.due.as_ref().unwrap();
                prop_assert!(add_days(start, today) >= add_days(due.due, 2));
            }
            if status.sent.is_none() {
                prop_assert!(status.due.is_err());
            }
            if let Ok(due) = &status.due {
                prop_assert!(due.due > due.receipt);
            }
            if !status.waits_for_person && let (Ok(due), Some(latest)) = (&status.due, status.latest()) {
                prop_assert!(latest >= due.due);
            }
            if let Some(Schedule::Answer { due, overdue }) = status.reminder {
                prop_assert!(overdue >= add_days(due, 2));
                prop_assert_eq!(working_day(overdue, Some(HolidayCalendar::Ireland)), overdue);
            }
        }
    }

    /// Draws questions, answers and wishes for more time, each some days after the one before.
    fn course() -> impl Strategy<Value = Vec<(E, u64)>> {
        let event = prop::sample::select(vec![E::IdentityAsked, E::IdentityGiven, E::MoreTime]);
        prop::collection::vec((event, 0..40_u64), 0..7)
    }

    proptest! {
        #[test]
        fn questions_and_later_answers_never_make_the_latest_date_earlier(
            moves in course(),
            region in prop::sample::select(vec![Region::EU, Region::UK]),
            received in 0..400_u64,
            delay in 1..60_u64,
        ) {
            let receipt = add_days(day("2026-01-01"), received);
            let course = |keep: &dyn Fn(E) -> bool, delay: u64| {
                let mut on = receipt;
                let mut events = vec![(stamp(), E::SentByForm, receipt)];
                for (event, days) in &moves {
                    on = add_days(on, *days);
                    if keep(*event) {
                        events.push((stamp(), *event, on));
                    }
                }
                // Only the last answer comes later, so that it stays behind its question.
                if let Some((_, E::IdentityGiven, on)) = events.last_mut() {
                    *on = add_days(*on, delay);
                }
                let mut request = request(Access, &[]);
                request.events = events;
                request_status(&request, region, false, Some(HolidayCalendar::Ireland), add_days(on, 400))
            };
            let (with, without) = (course(&|_| true, 0), course(&|event| event == E::MoreTime, 0));
            if !with.waits_for_person {
                // More time that was in time without the question is in time with it.
                prop_assert!(with.latest() >= without.latest(), "{with:?} {without:?}");
                let later = course(&|_| true, delay);
                prop_assert!(later.latest() >= with.latest(), "{later:?} {with:?}");
            }
            prop_assert!(!(with.waits_for_person && with.overdue));
        }
    }

    #[test]
    fn an_objection_to_advertising_has_the_period_of_an_objection() {
        let kinds = [Objection, RequestKind::Advertising, Access, RequestKind::Erasure];
        assert_eq!(
            kinds.map(legal_request),
            [LegalRequest::Objection, LegalRequest::Objection, LegalRequest::Access, LegalRequest::Erasure]
        );
    }

    #[test]
    fn events_that_make_no_sense_are_not_offered() {
        let may_note = |events: &[(E, &str)], event| may_note(&status(Region::EU, Access, events, "2026-12-01"), event);
        assert!(may_note(&[], E::SentByPost) && may_note(&[], E::Closed));
        assert!(!may_note(&[], E::Granted) && !may_note(&[], E::Received));
        let by_post = (E::SentByPost, "2026-11-23");
        assert!(may_note(&[by_post], E::Received) && !may_note(&[by_post], E::SentByPost));
        assert!(!may_note(&[by_post, (E::Received, "2026-11-26")], E::Received));
        assert!(!may_note(&[by_post], E::IdentityGiven));
        assert!(may_note(&[by_post, (E::IdentityAsked, "2026-11-26")], E::IdentityGiven));
        let refused = [by_post, (E::Refused, "2026-11-26")];
        assert!(may_note(&refused, E::Complained) && !may_note(&refused, E::MoreTime));
        let complained = [by_post, (E::Complained, "2026-11-26")];
        assert!(!may_note(&complained, E::Complained) && may_note(&complained, E::Granted));
        let closed = [by_post, (E::Closed, "2026-11-26")];
        assert!(!may_note(&closed, E::Closed) && !may_note(&closed, E::Granted));
    }
}
