//! When the law gives a controller time to answer until: the statutory period of a request, its due date and how it came
//! about (`law.md` §3, §4 and §6). Where no statute sets a period there is no due date.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::civil::{add_days, add_months};
use crate::holidays::{Calendar, Holiday, is_weekend};
use crate::region::Region;

/// From this many days after the due date on, an answer is overdue: it absorbs an older way of counting, zones and a mail
/// late in the evening.
const MARGIN_DAYS: u64 = 2;

/// What a person sent to a controller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Request {
    /// An objection, to the processing or to direct marketing.
    Objection,
    /// A request for access to one's data.
    Access,
    /// A request for erasure.
    Erasure,
    /// United Kingdom: a data protection complaint to the controller, before the supervisory authority.
    Complaint,
}

/// How long an answer may take, counted from receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Calendar months.
    Months(u32),
    /// Calendar days.
    Days(u64),
}

/// The rule for one kind of request in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The period.
    pub period: Period,
    /// The whole period where the controller asked for more time, from receipt too; `None` where no law fixes one.
    pub extended: Option<Period>,
    /// Whether a period that would end on a Saturday, Sunday or public holiday ends with the next working day. Where it does
    /// not, the true date may be a little later: which days count there is not certain.
    pub rolls: bool,
}

/// The first day on which a complaint to the controller is acknowledged within a period, in the United Kingdom.
const COMPLAINTS_SINCE: Option<NaiveDate> = NaiveDate::from_ymd_opt(2026, 6, 19);

/// The statutory rule for a request that was received on a day; `None` where no statute sets a period.
///
/// Sources: Art. 12(3) GDPR; Art. 12(3) and 12A UK GDPR; s. 164A Data Protection Act 2018; Art. 25(7) FADP; PIPEDA s. 8(3)
/// and (4); PDPO s. 19(1).
pub fn rule(region: Region, request: Request, receipt: NaiveDate) -> Option<Rule> {
    let month = Rule { period: Period::Months(1), extended: Some(Period::Months(3)), rolls: true };
    let days = |days, extended| Rule { period: Period::Days(days), extended, rolls: false };
    match (region, request) {
        (Region::Uk, Request::Complaint) => {
            COMPLAINTS_SINCE.is_some_and(|since| receipt >= since).then_some(Rule { rolls: true, ..days(30, None) })
        }
        (_, Request::Complaint) => None,
        (Region::Eu | Region::Uk, _) => Some(month),
        (Region::Ch, Request::Access) => Some(days(30, None)),
        (Region::Ca, Request::Access) => Some(days(30, Some(Period::Days(60)))),
        (Region::Hk, Request::Access) => Some(days(40, None)),
        (Region::Ch | Region::Ca | Region::Hk | Region::Other, _) => None,
    }
}

/// A due date and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// When the request was received.
    pub receipt: NaiveDate,
    /// What was counted.
    pub period: Period,
    /// Where counting alone leads.
    pub unrolled: NaiveDate,
    /// Whether the month has no such day, so that its last one was taken.
    pub clamped: bool,
    /// Days of waiting for a clarification, which do not count, and are in [`Self::unrolled`] already.
    pub paused: u64,
    /// The days that were passed over at the end, in order.
    pub skipped: Vec<Skipped>,
    /// The last day for an answer.
    pub due: NaiveDate,
    /// What a person should know beside the date, most important first.
    pub caveats: Vec<Caveat>,
}

/// A day on which no period ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Skipped {
    /// The day.
    pub day: NaiveDate,
    /// Why not.
    pub why: Why,
}

/// Why no period ends on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is a Saturday; a holiday on it changes nothing.
    Saturday,
    /// It is a Sunday; a holiday on it changes nothing.
    Sunday,
    /// It is a public holiday on another day of the week.
    Holiday(Holiday),
}

/// Why a due date may not be the last word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caveat {
    /// Counted from receipt, as we read it; that is not settled in the European Union.
    ExtensionFromReceipt,
    /// The holidays of that country were not researched: only weekends were passed over.
    HolidaysUnknown,
    /// A day that is a holiday by some lists only: the period may end later.
    HolidayDoubtful,
    /// The holidays follow from the rules; nobody has compared the official list of that year yet.
    HolidaysByRule,
    /// The end on a Saturday, Sunday or holiday was left as it is: the period may end on the next working day.
    NotRolled,
}

impl Due {
    /// Where counting leads before the days of waiting are added.
    pub fn before_pause(&self) -> NaiveDate {
        self.unrolled.checked_sub_days(Days::new(self.paused)).unwrap_or(self.unrolled)
    }

    /// From when on an answer is overdue.
    pub fn overdue_from(&self) -> NaiveDate {
        add_days(self.due, MARGIN_DAYS)
    }
}

/// Why there is no such due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoDue {
    /// A reminder may be set all the same, as a courtesy.
    #[error("no statute sets a period for this request there")]
    NoPeriod,
    /// The period itself stays.
    #[error("no law fixes how much longer an answer may take there")]
    NoExtension,
    /// The calendar ends before the period does.
    #[error("the day is out of range")]
    OutOfRange,
}

/// The due date of a request.
///
/// `receipt` is the civil day on which the controller received it; it is not counted. `calendar` is the one of the country
/// where the controller has to act, `None` where it was not researched. With `extended`, the date after the controller asked
/// for more time.
///
/// # Errors
/// See [`NoDue`].
pub fn due(
    region: Region,
    request: Request,
    calendar: Option<Calendar>,
    receipt: NaiveDate,
    extended: bool,
) -> Result<Due, NoDue> {
    due_paused(region, request, calendar, receipt, extended, 0)
}

/// As [`due`], where `paused` days of waiting for a clarification do not count, as in the United Kingdom.
///
/// # Errors
/// See [`NoDue`].
pub fn due_paused(
    region: Region,
    request: Request,
    calendar: Option<Calendar>,
    receipt: NaiveDate,
    extended: bool,
    paused: u64,
) -> Result<Due, NoDue> {
    let rule = rule(region, request, receipt).ok_or(NoDue::NoPeriod)?;
    let period = if extended { rule.extended.ok_or(NoDue::NoExtension)? } else { rule.period };
    let mut due = count_paused(receipt, period, rule.rolls, calendar, paused)?;
    due.caveats = caveats(&due, region, &rule, calendar, extended);
    Ok(due)
}

/// Counts a period from a day of receipt, whichever law it is from; without caveats.
///
/// # Errors
/// [`NoDue::OutOfRange`].
pub fn count(receipt: NaiveDate, period: Period, rolls: bool, calendar: Option<Calendar>) -> Result<Due, NoDue> {
    count_paused(receipt, period, rolls, calendar, 0)
}

fn count_paused(
    receipt: NaiveDate,
    period: Period,
    rolls: bool,
    calendar: Option<Calendar>,
    paused: u64,
) -> Result<Due, NoDue> {
    let (unrolled, clamped) = match period {
        Period::Months(months) => {
            let reached = add_months(receipt, months).ok_or(NoDue::OutOfRange)?;
            (reached, reached.day() != receipt.day())
        }
        Period::Days(days) => (add_days(receipt, days), false),
    };
    let unrolled = add_days(unrolled, paused);
    let mut due =
        Due { receipt, period, unrolled, clamped, paused, skipped: Vec::new(), due: unrolled, caveats: Vec::new() };
    if rolls {
        while let Some(why) = why_not(due.due, calendar) {
            due.skipped.push(Skipped { day: due.due, why });
            due.due = due.due.succ_opt().ok_or(NoDue::OutOfRange)?;
        }
    }
    if due.overdue_from() == NaiveDate::MAX { Err(NoDue::OutOfRange) } else { Ok(due) }
}

/// `day`, or the first working day after it. Without a calendar only weekends are passed over.
pub fn working_day(day: NaiveDate, calendar: Option<Calendar>) -> NaiveDate {
    let mut day = day;
    while why_not(day, calendar).is_some() && day < NaiveDate::MAX {
        day = add_days(day, 1);
    }
    day
}

/// Why no period ends on a day, where one does not.
fn why_not(day: NaiveDate, calendar: Option<Calendar>) -> Option<Why> {
    match day.weekday() {
        Weekday::Sat => Some(Why::Saturday),
        Weekday::Sun => Some(Why::Sunday),
        _ => calendar?.holiday(day).map(Why::Holiday),
    }
}

fn caveats(due: &Due, region: Region, rule: &Rule, calendar: Option<Calendar>, extended: bool) -> Vec<Caveat> {
    let mut caveats = Vec::new();
    if extended && region == Region::Eu {
        caveats.push(Caveat::ExtensionFromReceipt);
    }
    if !rule.rolls {
        caveats.push(if is_weekend(due.due) { Caveat::NotRolled } else { Caveat::HolidaysUnknown });
        return caveats;
    }
    match calendar {
        None => caveats.push(Caveat::HolidaysUnknown),
        Some(calendar) => {
            if calendar.is_doubtful(due.due) {
                caveats.push(Caveat::HolidayDoubtful);
            }
            if due.due.year() > calendar.compared_until() {
                caveats.push(Caveat::HolidaysByRule);
            }
        }
    }
    caveats
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn no_statute_no_due_date() {
        let due =
            |region, request, extended| due(region, request, None, day("2026-11-23"), extended).map(|due| due.due);
        for (region, request) in [
            (Region::Ch, Request::Objection),
            (Region::Ca, Request::Objection),
            (Region::Hk, Request::Erasure),
            (Region::Other, Request::Access),
            (Region::Eu, Request::Complaint),
        ] {
            assert_eq!(due(region, request, false), Err(NoDue::NoPeriod), "{region} {request:?}");
        }
        for (region, request) in
            [(Region::Ch, Request::Access), (Region::Hk, Request::Access), (Region::Uk, Request::Complaint)]
        {
            assert_eq!(due(region, request, true), Err(NoDue::NoExtension), "{region} {request:?}");
        }
    }

    #[test]
    fn complaints_to_a_british_controller_have_a_period_since_the_day_of_the_law() {
        let rule = |receipt| rule(Region::Uk, Request::Complaint, day(receipt)).map(|rule| rule.period);
        assert_eq!(rule("2026-06-18"), None);
        assert_eq!(rule("2026-06-19"), Some(Period::Days(30)));
    }

    #[test]
    fn what_is_not_certain_is_said() {
        let caveats = |region, request, calendar, receipt, extended| {
            due(region, request, calendar, day(receipt), extended).unwrap().caveats
        };
        let ireland = Some(Calendar::Ireland);
        assert_eq!(caveats(Region::Eu, Request::Objection, ireland, "2026-11-23", false), []);
        assert_eq!(
            caveats(Region::Eu, Request::Objection, ireland, "2026-11-23", true),
            [Caveat::ExtensionFromReceipt, Caveat::HolidaysByRule]
        );
        assert_eq!(caveats(Region::Eu, Request::Access, None, "2026-11-23", false), [Caveat::HolidaysUnknown]);
        assert_eq!(
            caveats(Region::Eu, Request::Access, Some(Calendar::Netherlands), "2027-04-05", false),
            [Caveat::HolidayDoubtful, Caveat::HolidaysByRule]
        );
        assert_eq!(caveats(Region::Hk, Request::Access, None, "2026-11-23", false), [Caveat::NotRolled]);
        assert_eq!(caveats(Region::Hk, Request::Access, None, "2026-02-01", false), [Caveat::HolidaysUnknown]);
    }

    #[test]
    fn the_end_of_the_calendar_is_an_error() {
        for receipt in [NaiveDate::MAX, NaiveDate::MAX.pred_opt().unwrap()] {
            for (region, request) in [(Region::Eu, Request::Access), (Region::Hk, Request::Access)] {
                assert_eq!(due(region, request, None, receipt, false), Err(NoDue::OutOfRange));
            }
        }
    }

    /// Any day of a century, with any rule that rolls.
    fn received() -> impl Strategy<Value = (NaiveDate, Option<Calendar>, bool)> {
        let calendars = Calendar::ALL.into_iter().map(Some).chain([None]).collect::<Vec<_>>();
        let days = (0..36_525_u64).prop_map(|days| add_days(day("2000-01-01"), days));
        (days, prop::sample::select(calendars), any::<bool>())
    }

    proptest! {
        #[test]
        fn a_month_is_never_cut_short_and_ends_on_a_working_day((receipt, calendar, extended) in received()) {
            let due = due(Region::Eu, Request::Objection, calendar, receipt, extended).unwrap();
            let months = if extended { 3 } else { 1 };
            prop_assert_eq!(due.unrolled, add_months(receipt, months).unwrap());
            prop_assert!(due.due >= due.unrolled);
            prop_assert_eq!(why_not(due.due, calendar), None);
            // Every day from where counting led up to the due date was passed over, and for a reason.
            let mut next = due.unrolled;
            for skipped in &due.skipped {
                prop_assert_eq!(skipped.day, next);
                prop_assert_eq!(why_not(next, calendar), Some(skipped.why));
                next = next.succ_opt().unwrap();
            }
            prop_assert_eq!(due.due, next);
        }

        #[test]
        fn what_is_received_later_is_not_due_earlier((receipt, calendar, extended) in received()) {
            for (region, request) in [(Region::Eu, Request::Erasure), (Region::Uk, Request::Access)] {
                let due = |receipt| due(region, request, calendar, receipt, extended).unwrap().due;
                prop_assert!(due(receipt) <= due(receipt.succ_opt().unwrap()));
            }
        }

        #[test]
        fn asking_for_more_time_never_shortens_it((receipt, calendar, _) in received()) {
            for (region, request) in [(Region::Eu, Request::Objection), (Region::Ca, Request::Access)] {
                let due = |extended| due(region, request, calendar, receipt, extended).unwrap().due;
                prop_assert!(due(false) < due(true));
            }
        }
    }
}
