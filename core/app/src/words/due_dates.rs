//! Due dates in words: the steps by which a date was computed. The rules are in [`widerspruch_domain::due`].

use chrono::{Datelike, NaiveDate};
use widerspruch_domain::due::{Caveat, DueDate, SkipReason};
use widerspruch_domain::law::holidays::Holiday;
use widerspruch_domain::law::{LegalRequest, Period, Region};
use widerspruch_domain::requests::{RequestStatus, Waited};

use super::catalogue::{Word, w};
use super::places::Value;
use super::wording::Wording;

/// Says how a due date was computed: the law, the count, the skipped days, the caveats. `proof` means that the period
/// began with a proof of identity instead of the request.
pub(crate) fn due_steps(
    wording: &Wording,
    due: &DueDate,
    region: Region,
    request: LegalRequest,
    extended: bool,
    proof: bool,
) -> Vec<String> {
    let words = &wording.catalogue.law(region).due;
    let complaint = request == LegalRequest::Complaint;
    let law = if complaint {
        words.acknowledgement
    } else if extended {
        words.extended
    } else {
        words.answer
    };
    // Where the day of receipt counts as the first day, the date is the same.
    let as_first = region.counts_receipt_as_first_day() && !complaint;
    let received = match (proof, as_first) {
        (true, _) => w::DUE_PROOF,
        (false, true) => w::DUE_RECEIVED,
        (false, false) => w::DUE_RECEIPT,
    };
    let dated = |word: Word, day: NaiveDate| wording.f(word, &[("date", &wording.weekday_date(day))]);
    let mut steps = vec![law.to_string(), dated(received, due.receipt), period_sentence(wording, due)];
    if due.paused > 0 {
        let date = wording.weekday_date(due.unrolled);
        steps.push(wording.n(w::DUE_PAUSED, due.paused, &[("date", &date)]));
    }
    for skipped in &due.skipped {
        steps.push(match skipped.reason {
            SkipReason::Saturday | SkipReason::Sunday => dated(w::DUE_WEEKEND, skipped.day),
            SkipReason::Holiday(holiday) => wording.f(
                w::DUE_HOLIDAY,
                &[("date", &wording.weekday_date(skipped.day)), ("holiday", &wording.t(holiday_word(holiday)))],
            ),
        });
    }
    if !due.skipped.is_empty() {
        steps.push(dated(w::DUE_ROLLED, due.due));
    }
    steps.extend(due.caveats.iter().map(|caveat| {
        wording
            .t(match caveat {
                Caveat::ExtensionFromReceipt => w::DUE_CAVEAT_EXTENSION,
                Caveat::PartsDiffer => return words.parts.to_string(),
                Caveat::HolidaysUnknown => w::DUE_CAVEAT_HOLIDAYS_UNKNOWN,
                Caveat::HolidayDoubtful => w::DUE_CAVEAT_HOLIDAY_DOUBTFUL,
                Caveat::HolidaysByRule => w::DUE_CAVEAT_HOLIDAYS_BY_RULE,
                Caveat::NotRolled => w::DUE_CAVEAT_NOT_ROLLED,
            })
            .to_owned()
    }));
    if request == LegalRequest::Complaint {
        steps.push(wording.t(w::DUE_CAVEAT_COMPLAINT_POST).to_owned());
    }
    steps
}

/// Says what the controller's wish for more time moved, and how its questions may move the end of a period, and until
/// which day the app waits (`law.md` §4.4).
pub(crate) fn question_steps(wording: &Wording, status: &RequestStatus) -> Vec<String> {
    let mut steps = Vec::new();
    if status.asked_late {
        steps.push(wording.t(w::DUE_ASKED_LATE).to_owned());
    }
    if status.law != LegalRequest::Complaint {
        if status.asked_for_time && !status.extended {
            steps.push(wording.t(w::REQUEST_MORE_TIME_LATE).to_owned());
        }
        if status.asked_for_time_again {
            steps.push(wording.t(w::DUE_MORE_TIME_AGAIN).to_owned());
        }
        if let Some(date) = status.extension_doubtful_after {
            steps.push(wording.f(w::REQUEST_MORE_TIME_DOUBTFUL, &[("date", &wording.full_date(date))]));
        }
    }
    let (Some(readings), Some(latest)) = (status.readings, status.latest()) else { return steps };
    for Waited { asked, answered } in &status.waited {
        let days = u64::try_from(answered.signed_duration_since(*asked).num_days()).unwrap_or(0);
        let values: [(&str, &dyn Value); 2] =
            [("asked", &wording.full_date(*asked)), ("answered", &wording.full_date(*answered))];
        steps.push(wording.n(w::DUE_WAITED, days, &values));
    }
    for (word, day) in [
        (w::DUE_READING_PAUSED, readings.paused),
        (w::DUE_READING_FRESH, readings.fresh),
        (w::DUE_READING_LATEST, latest),
    ] {
        steps.push(wording.f(word, &[("date", &wording.weekday_date(day))]));
    }
    steps
}

/// Says from which day an answer is overdue.
pub(crate) fn overdue_step(wording: &Wording, from: NaiveDate) -> String {
    wording.f(w::DUE_OVERDUE, &[("date", &wording.weekday_date(from))])
}

fn period_sentence(wording: &Wording, due: &DueDate) -> String {
    let date = wording.weekday_date(due.before_pause());
    let (word, count) = match due.period {
        Period::Days(days) => (w::DUE_DAYS, days),
        Period::Months(months) if due.clamped => (w::DUE_MONTHS_CLAMPED, months.into()),
        Period::Months(months) => (w::DUE_MONTHS, months.into()),
    };
    wording.n(word, count, &[("date", &date), ("day", &due.receipt.day())])
}

fn holiday_word(holiday: Holiday) -> Word {
    match holiday {
        Holiday::NewYear => w::HOLIDAY_NEW_YEAR,
        Holiday::StBrigid => w::HOLIDAY_ST_BRIGID,
        Holiday::StPatrick => w::HOLIDAY_ST_PATRICK,
        Holiday::GoodFriday => w::HOLIDAY_GOOD_FRIDAY,
        Holiday::EasterSunday => w::HOLIDAY_EASTER_SUNDAY,
        Holiday::EasterMonday => w::HOLIDAY_EASTER_MONDAY,
        Holiday::LabourDay => w::HOLIDAY_LABOUR_DAY,
        Holiday::Ascension => w::HOLIDAY_ASCENSION,
        Holiday::WhitMonday => w::HOLIDAY_WHIT_MONDAY,
        Holiday::GermanUnity => w::HOLIDAY_GERMAN_UNITY,
        Holiday::Christmas => w::HOLIDAY_CHRISTMAS,
        Holiday::SecondChristmasDay => w::HOLIDAY_SECOND_CHRISTMAS_DAY,
        Holiday::Substitute => w::HOLIDAY_SUBSTITUTE,
        Holiday::National => w::HOLIDAY_NATIONAL,
    }
}
