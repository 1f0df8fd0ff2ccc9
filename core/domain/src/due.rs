//! The statutory period for an answer to a request, its due date and how that date came about (`law.md` §3, §4 and §6).
//! Where no statute sets a period there is no due date.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::civil::{add_days, add_months};
use crate::law::holidays::{Holiday, HolidayCalendar, is_weekend};
use crate::law::{LegalRequest, Period, Region, StatutoryRule};

/// Days after the due date from which an answer counts as overdue. They absorb an older way of counting, time zones and
/// a mail late in the evening.
const MARGIN_DAYS: u64 = 2;

/// A due date and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueDate {
    /// Day on which the request was received.
    pub receipt: NaiveDate,
    /// Period that was counted.
    pub period: Period,
    /// End of the period before weekends and holidays are passed over.
    pub unrolled: NaiveDate,
    /// Whether the last month has no such day, so that its last day was taken.
    pub clamped: bool,
    /// Days of waiting for a clarification, which extend the period; [`Self::unrolled`] includes them.
    pub paused: u64,
    /// Days that were passed over at the end, in order.
    pub skipped: Vec<SkippedDay>,
    /// Last day for an answer.
    pub due: NaiveDate,
    /// Doubts that a person should know, most important first.
    pub caveats: Vec<Caveat>,
}

/// A day on which no period ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SkippedDay {
    /// The day that was passed over.
    pub day: NaiveDate,
    /// Why no period ends on it.
    pub reason: SkipReason,
}

/// Why no period ends on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SkipReason {
    /// A Saturday, whether it is a holiday or not.
    Saturday,
    /// A Sunday, whether it is a holiday or not.
    Sunday,
    /// A public holiday on another day of the week.
    Holiday(Holiday),
}

/// A doubt about a due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caveat {
    /// The extended period was counted from receipt, as we read the law; that is not settled in the European Union.
    ExtensionFromReceipt,
    /// A part of the legal area has a law or holidays of its own, so that the period may end on another day there.
    PartsDiffer,
    /// The country's holidays were not researched: only weekends were passed over.
    HolidaysUnknown,
    /// The due date is a holiday by some lists only: the period may end later.
    HolidayDoubtful,
    /// The holidays follow from rules, and were not compared with an official list of that year yet.
    HolidaysByRule,
    /// The due date was left on a Saturday or Sunday: the period may end on the next working day.
    NotRolled,
}

impl DueDate {
    /// Returns the end of the period without the days of waiting for a clarification.
    pub fn before_pause(&self) -> NaiveDate {
        self.unrolled.checked_sub_days(Days::new(self.paused)).unwrap_or(self.unrolled)
    }

    /// Returns the first day on which an answer is overdue.
    pub fn overdue_from(&self) -> NaiveDate {
        overdue_after(self.due)
    }
}

/// Returns the first day on which an answer is overdue whose period ends on a day.
pub fn overdue_after(end: NaiveDate) -> NaiveDate {
    add_days(end, MARGIN_DAYS)
}

/// Error for a request that has no such due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DueDateError {
    /// No statute sets a period. A courtesy reminder is still possible.
    #[error("no statute sets a period for this request there")]
    NoPeriod,
    /// No law fixes an extended period. The first period is known.
    #[error("no law fixes how much longer an answer may take there")]
    NoExtension,
    /// The calendar of dates ends before the period does.
    #[error("the day is out of range")]
    OutOfRange,
}

/// Returns the due date of a request.
///
/// `receipt` is the civil day on which the controller received it; that day is not counted. `calendar` is that of the
/// country where the controller has to act, `None` where its holidays were not researched. `extended` asks for the due
/// date after the controller asked for more time.
///
/// # Errors
/// See [`DueDateError`].
pub fn due_date(
    region: Region,
    request: LegalRequest,
    calendar: Option<HolidayCalendar>,
    receipt: NaiveDate,
    extended: bool,
) -> Result<DueDate, DueDateError> {
    due_date_with_pause(region, request, calendar, receipt, extended, 0)
}

/// Returns the due date of a request like [`due_date`], where `paused` days of waiting for a clarification are not
/// counted, as in the United Kingdom.
///
/// # Errors
/// See [`DueDateError`].
pub fn due_date_with_pause(
    region: Region,
    request: LegalRequest,
    calendar: Option<HolidayCalendar>,
    receipt: NaiveDate,
    extended: bool,
    paused: u64,
) -> Result<DueDate, DueDateError> {
    let rule = region.statutory_rule(request, receipt).ok_or(DueDateError::NoPeriod)?;
    let period = if extended { rule.extended.ok_or(DueDateError::NoExtension)? } else { rule.period };
    let mut due = count_paused(receipt, period, rule.rolls, calendar, paused)?;
    due.caveats = caveats(&due, region, &rule, calendar, extended);
    Ok(due)
}

/// Counts any period from a day of receipt. The result has no caveats.
///
/// # Errors
/// [`DueDateError::OutOfRange`].
pub fn count_period(
    receipt: NaiveDate,
    period: Period,
    rolls: bool,
    calendar: Option<HolidayCalendar>,
) -> Result<DueDate, DueDateError> {
    count_paused(receipt, period, rolls, calendar, 0)
}

fn count_paused(
    receipt: NaiveDate,
    period: Period,
    rolls: bool,
    calendar: Option<HolidayCalendar>,
    paused: u64,
) -> Result<DueDate, DueDateError> {
    let (unrolled, clamped) = match period {
        Period::Months(months) => {
            let reached = add_months(receipt, months).ok_or(DueDateError::OutOfRange)?;
            (reached, reached.day() != receipt.day())
        }
        Period::Days(days) => (add_days(receipt, days), false),
    };
    let unrolled = add_days(unrolled, paused);
    let mut due =
        DueDate { receipt, period, unrolled, clamped, paused, skipped: Vec::new(), due: unrolled, caveats: Vec::new() };
    if rolls {
        while let Some(reason) = reason_to_skip(due.due, calendar) {
            due.skipped.push(SkippedDay { day: due.due, reason });
            due.due = due.due.succ_opt().ok_or(DueDateError::OutOfRange)?;
        }
    }
    if due.overdue_from() == NaiveDate::MAX { Err(DueDateError::OutOfRange) } else { Ok(due) }
}

/// Returns `day`, or the first working day after it. Without a calendar only weekends are passed over.
pub fn working_day(day: NaiveDate, calendar: Option<HolidayCalendar>) -> NaiveDate {
    let mut day = day;
    while reason_to_skip(day, calendar).is_some() && day < NaiveDate::MAX {
        day = add_days(day, 1);
    }
    day
}

/// Returns why no period ends on a day, `None` where a period may.
fn reason_to_skip(day: NaiveDate, calendar: Option<HolidayCalendar>) -> Option<SkipReason> {
    match day.weekday() {
        Weekday::Sat => Some(SkipReason::Saturday),
        Weekday::Sun => Some(SkipReason::Sunday),
        _ => calendar?.holiday(day).map(SkipReason::Holiday),
    }
}

fn caveats(
    due: &DueDate,
    region: Region,
    rule: &StatutoryRule,
    calendar: Option<HolidayCalendar>,
    extended: bool,
) -> Vec<Caveat> {
    let mut caveats = Vec::new();
    if extended && !region.settles_extension() {
        caveats.push(Caveat::ExtensionFromReceipt);
    }
    if region.may_end_otherwise_in_parts(due.unrolled, due.due) {
        caveats.push(Caveat::PartsDiffer);
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
    fn a_request_without_a_statutory_period_has_no_due_date() {
        let due =
            |region, request, extended| due_date(region, request, None, day("2026-11-23"), extended).map(|due| due.due);
        for (region, request) in [
            (Region::CH, LegalRequest::Objection),
            (Region::CA, LegalRequest::Objection),
            (Region::HK, LegalRequest::Erasure),
            (Region::ELSEWHERE, LegalRequest::Access),
            (Region::EU, LegalRequest::Complaint),
        ] {
            assert_eq!(due(region, request, false), Err(DueDateError::NoPeriod), "{region} {request:?}");
        }
        for (region, request) in [
            (Region::CH, LegalRequest::Access),
            (Region::HK, LegalRequest::Access),
            (Region::UK, LegalRequest::Complaint),
        ] {
            assert_eq!(due(region, request, true), Err(DueDateError::NoExtension), "{region} {request:?}");
        }
    }

    #[test]
    fn an_uncertain_due_date_has_caveats() {
        let caveats = |region, request, calendar, receipt, extended| {
            due_date(region, request, calendar, day(receipt), extended).unwrap().caveats
        };
        let ireland = Some(HolidayCalendar::Ireland);
        assert_eq!(caveats(Region::EU, LegalRequest::Objection, ireland, "2026-11-23", false), []);
        assert_eq!(
            caveats(Region::EU, LegalRequest::Objection, ireland, "2026-11-23", true),
            [Caveat::ExtensionFromReceipt, Caveat::HolidaysByRule]
        );
        assert_eq!(caveats(Region::EU, LegalRequest::Access, None, "2026-11-23", false), [Caveat::HolidaysUnknown]);
        assert_eq!(
            caveats(Region::EU, LegalRequest::Access, Some(HolidayCalendar::Netherlands), "2027-04-05", false),
            [Caveat::HolidayDoubtful, Caveat::HolidaysByRule]
        );
        assert_eq!(caveats(Region::HK, LegalRequest::Access, None, "2026-11-23", false), [Caveat::NotRolled]);
        assert_eq!(caveats(Region::HK, LegalRequest::Access, None, "2026-02-01", false), [Caveat::HolidaysUnknown]);
        let canada = caveats(Region::CA, LegalRequest::Access, None, "2026-02-01", false);
        assert_eq!(canada, [Caveat::PartsDiffer, Caveat::HolidaysUnknown]);
    }

    #[test]
    fn a_british_date_beside_a_holiday_of_a_part_says_so() {
        let differs = |receipt, due: &str| {
            let british = Some(HolidayCalendar::UnitedKingdom);
            let found = due_date(Region::UK, LegalRequest::Access, british, day(receipt), false).unwrap();
            assert_eq!(found.due, day(due));
            found.caveats.contains(&Caveat::PartsDiffer)
        };
        // Easter Monday was passed over, which Scotland does not have; 30 November is free there.
        assert!(differs("2026-03-05", "2026-04-07") && differs("2026-10-30", "2026-11-30"));
        // Northern Ireland has Monday instead of Sunday, 12 July.
        assert!(differs("2026-06-12", "2026-07-13"));
        assert!(!differs("2026-11-26", "2026-12-29") && !differs("2026-09-03", "2026-10-05"));
    }

    #[test]
    fn a_due_date_past_the_end_of_the_calendar_is_out_of_range() {
        for receipt in [NaiveDate::MAX, NaiveDate::MAX.pred_opt().unwrap()] {
            for (region, request) in [(Region::EU, LegalRequest::Access), (Region::HK, LegalRequest::Access)] {
                assert_eq!(due_date(region, request, None, receipt, false), Err(DueDateError::OutOfRange));
            }
        }
    }

    #[test]
    fn a_pause_extends_the_period_and_is_subtracted_again() {
        let due = due_date_with_pause(Region::UK, LegalRequest::Access, None, day("2026-09-03"), false, 4).unwrap();
        assert_eq!((due.before_pause(), due.unrolled, due.paused), (day("2026-10-03"), day("2026-10-07"), 4));
        assert_eq!(due.overdue_from(), day("2026-10-09"));
    }

    #[test]
    fn a_month_without_that_day_is_clamped_and_a_period_that_does_not_roll_may_end_on_a_sunday() {
        let clamped = count_period(day("2026-01-31"), Period::Months(1), true, None).unwrap();
        assert_eq!((clamped.clamped, clamped.unrolled, clamped.due), (true, day("2026-02-28"), day("2026-03-02")));
        assert_eq!(
            clamped.skipped.iter().map(|skipped| skipped.reason).collect::<Vec<_>>(),
            [SkipReason::Saturday, SkipReason::Sunday]
        );
        let sunday = count_period(day("2026-01-23"), Period::Days(30), false, None).unwrap();
        assert_eq!((sunday.clamped, sunday.due, sunday.skipped.len()), (false, day("2026-02-22"), 0));
    }

    #[test]
    fn a_working_day_stays_and_a_holiday_or_weekend_moves_on() {
        let ireland = Some(HolidayCalendar::Ireland);
        assert_eq!(working_day(day("2026-12-23"), ireland), day("2026-12-23"));
        assert_eq!(working_day(day("2026-12-25"), ireland), day("2026-12-28"));
        assert_eq!(working_day(day("2026-12-25"), None), day("2026-12-25"));
        assert_eq!(working_day(NaiveDate::MAX, None), NaiveDate::MAX);
    }

    /// Draws a day of a century, a calendar, and whether the period is extended.
    fn received() -> impl Strategy<Value = (NaiveDate, Option<HolidayCalendar>, bool)> {
        let calendars = HolidayCalendar::ALL.into_iter().map(Some).chain([None]).collect::<Vec<_>>();
        let days = (0..36_525_u64).prop_map(|days| add_days(day("2000-01-01"), days));
        (days, prop::sample::select(calendars), any::<bool>())
    }

    proptest! {
        #[test]
        fn a_month_is_never_shortened_and_ends_on_a_working_day((receipt, calendar, extended) in received()) {
            let due = due_date(Region::EU, LegalRequest::Objection, calendar, receipt, extended).unwrap();
            let months = if extended { 3 } else { 1 };
            prop_assert_eq!(due.unrolled, add_months(receipt, months).unwrap());
            prop_assert!(due.due >= due.unrolled);
            prop_assert_eq!(reason_to_skip(due.due, calendar), None);
            // Every day between the counted end and the due date was passed over for a reason.
            let mut next = due.unrolled;
            for skipped in &due.skipped {
                prop_assert_eq!(skipped.day, next);
                prop_assert_eq!(reason_to_skip(next, calendar), Some(skipped.reason));
                next = next.succ_opt().unwrap();
            }
            prop_assert_eq!(due.due, next);
        }

        #[test]
        fn a_later_receipt_never_gives_an_earlier_due_date((receipt, calendar, extended) in received()) {
            for (region, request) in [(Region::EU, LegalRequest::Erasure), (Region::UK, LegalRequest::Access)] {
                let due = |receipt| due_date(region, request, calendar, receipt, extended).unwrap().due;
                prop_assert!(due(receipt) <= due(receipt.succ_opt().unwrap()));
            }
        }

        #[test]
        fn an_extended_period_is_never_shorter((receipt, calendar, _) in received()) {
            for (region, request) in [(Region::EU, LegalRequest::Objection), (Region::CA, LegalRequest::Access)] {
                let due = |extended| due_date(region, request, calendar, receipt, extended).unwrap().due;
                prop_assert!(due(false) < due(true));
            }
        }
    }
}
