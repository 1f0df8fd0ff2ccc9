//! Due dates in words: the date, and how it came about, step by step. The rules are in [`widerspruch_domain::due`].

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use widerspruch_domain::civil::day;
use widerspruch_domain::due::{Caveat, Due, NoDue, Period, Request, Why, due};
use widerspruch_domain::holidays::{Calendar, Holiday};
use widerspruch_domain::region::Region;

use crate::boundary::{CoreError, Moment};
use crate::content::{Word, w};
use crate::core::Core;
use crate::fault::Fault;
use crate::view::View;

/// LinkedIn's controller in the European Union, and that of most services.
const USUAL_COUNTRY: &str = "IE";

/// What is asked, as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueQuestion<'a> {
    /// Day of receipt, `2026-01-31`.
    pub date: &'a str,
    /// Where the person lives: `EU` (the EEA too), `UK`, `CH`, `CA` or `HK`, in any case.
    pub place: &'a str,
    /// ISO 3166 code of the controller's country; only in the European Union, Ireland where it is left out.
    pub country: Option<&'a str>,
    /// Whether the controller asked for more time.
    pub extended: bool,
}

/// A due date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DueAnswer {
    /// The last day for an answer, `2026-03-02`.
    pub due: NaiveDate,
    /// Where counting alone leads, before weekends and holidays.
    pub unrolled: NaiveDate,
    /// From when on we call an answer overdue.
    pub overdue_from: NaiveDate,
    /// The date in a sentence.
    #[serde(skip)]
    pub sentence: String,
    /// How it came about and what is not certain, a sentence each.
    pub steps: Vec<String>,
}

impl Core {
    /// When an answer is due: to an objection where the law gives a period for one, to an access request elsewhere. Not
    /// part of the boundary, as phones show it on the screens of requests.
    ///
    /// # Errors
    /// [`CoreError::BadInput`] with the name of the field: what is malformed, or for which no law sets a period.
    pub fn due(&self, question: &DueQuestion<'_>, now: Moment) -> Result<DueAnswer, CoreError> {
        self.run(now, |session| answer(&session.at(now).view, question))
    }
}

fn answer(view: &View, question: &DueQuestion<'_>) -> Result<DueAnswer, Fault> {
    let receipt = day(question.date).ok_or(Fault::BadInput("date", w::DUE_WRONG_DATE))?;
    let region = Region::ALL.into_iter().find(|region| region.id().eq_ignore_ascii_case(question.place));
    let region = region.filter(|region| *region != Region::Other);
    let region = region.ok_or(Fault::BadInput("place", w::DUE_WRONG_PLACE))?;
    let calendar = calendar(region, question.country)?;
    let request = match region {
        Region::Eu | Region::Uk => Request::Objection,
        _ => Request::Access,
    };
    let found = due(region, request, calendar, receipt, question.extended).map_err(|none| match none {
        NoDue::NoPeriod => Fault::BadInput("place", w::DUE_NO_PERIOD),
        NoDue::NoExtension => Fault::BadInput("extended", w::DUE_NO_EXTENSION),
        NoDue::OutOfRange => Fault::BadInput("date", w::DUE_OUT_OF_RANGE),
    })?;
    let mut steps = steps(view, &found, region, request, question.extended, false);
    steps.push(view.t(w::REQUESTS_NO_ADVICE).to_owned());
    Ok(DueAnswer {
        due: found.due,
        unrolled: found.unrolled,
        overdue_from: found.overdue_from(),
        sentence: view.f(w::DUE_IS, &[("date", &weekday(view, found.due))]),
        steps,
    })
}

fn calendar(region: Region, country: Option<&str>) -> Result<Option<Calendar>, Fault> {
    let wrong = Fault::BadInput("country", w::DUE_WRONG_COUNTRY);
    match (region, country) {
        (Region::Eu, country) => {
            let country = country.unwrap_or(USUAL_COUNTRY);
            let is_code = country.len() == 2 && country.bytes().all(|letter| letter.is_ascii_alphabetic());
            // Another legal area's holidays would look as if they were right.
            let is_eu = !["GB", "UK", "CH", "CA", "HK"].iter().any(|other| other.eq_ignore_ascii_case(country));
            if is_code && is_eu { Ok(Calendar::of_country(&country.to_ascii_uppercase())) } else { Err(wrong) }
        }
        (_, Some(_)) => Err(wrong),
        (Region::Uk, None) => Ok(Some(Calendar::UnitedKingdom)),
        (_, None) => Ok(None),
    }
}

/// How a due date came about: the law, the count, what was passed over, and what is not certain. `proof` where the period
/// began with a proof of identity instead of the request.
pub(crate) fn steps(
    view: &View,
    due: &Due,
    region: Region,
    request: Request,
    extended: bool,
    proof: bool,
) -> Vec<String> {
    let law = match (region, extended) {
        (Region::Uk, _) if request == Request::Complaint => w::DUE_LAW_UK_COMPLAINT,
        (Region::Eu, false) => w::DUE_LAW_EU,
        (Region::Eu, true) => w::DUE_LAW_EU_EXTENDED,
        (Region::Uk, false) => w::DUE_LAW_UK,
        (Region::Uk, true) => w::DUE_LAW_UK_EXTENDED,
        (Region::Ca, true) => w::DUE_LAW_CA_EXTENDED,
        (Region::Ca, false) => w::DUE_LAW_CA,
        (Region::Hk, _) => w::DUE_LAW_HK,
        (Region::Ch | Region::Other, _) => w::DUE_LAW_CH,
    };
    // The British authority counts the day of receipt as the first, and comes to the same date.
    let as_first = region == Region::Uk && request != Request::Complaint;
    let received = match (proof, as_first) {
        (true, _) => w::DUE_PROOF,
        (false, true) => w::DUE_RECEIVED,
        (false, false) => w::DUE_RECEIPT,
    };
    let dated = |word: Word, day: NaiveDate| view.f(word, &[("date", &weekday(view, day))]);
    let mut steps = vec![view.t(law).to_owned(), dated(received, due.receipt), counted(view, due)];
    if due.paused > 0 {
        let date = weekday(view, due.unrolled);
        steps.push(view.f(w::DUE_PAUSED, &[("count", &due.paused), ("date", &date)]));
    }
    for skipped in &due.skipped {
        steps.push(match skipped.why {
            Why::Saturday | Why::Sunday => dated(w::DUE_WEEKEND, skipped.day),
            Why::Holiday(holiday) => {
                view.f(w::DUE_HOLIDAY, &[("date", &weekday(view, skipped.day)), ("holiday", &view.t(name(holiday)))])
            }
        });
    }
    if !due.skipped.is_empty() {
        steps.push(dated(w::DUE_ROLLED, due.due));
    }
    steps.extend(due.caveats.iter().map(|caveat| {
        view.t(match caveat {
            Caveat::ExtensionFromReceipt => w::DUE_CAVEAT_EXTENSION,
            Caveat::HolidaysUnknown => w::DUE_CAVEAT_HOLIDAYS_UNKNOWN,
            Caveat::HolidayDoubtful => w::DUE_CAVEAT_HOLIDAY_DOUBTFUL,
            Caveat::HolidaysByRule => w::DUE_CAVEAT_HOLIDAYS_BY_RULE,
            Caveat::NotRolled => w::DUE_CAVEAT_NOT_ROLLED,
        })
        .to_owned()
    }));
    if request == Request::Complaint {
        steps.push(view.t(w::DUE_CAVEAT_COMPLAINT_POST).to_owned());
    }
    steps.push(dated(w::DUE_OVERDUE, due.overdue_from()));
    steps
}

fn counted(view: &View, due: &Due) -> String {
    let date = weekday(view, due.before_pause());
    let (word, count) = match due.period {
        Period::Days(days) => (w::DUE_DAYS, days),
        Period::Months(1) => (if due.clamped { w::DUE_MONTH_CLAMPED } else { w::DUE_MONTH }, 1),
        Period::Months(months) => (if due.clamped { w::DUE_MONTHS_CLAMPED } else { w::DUE_MONTHS }, months.into()),
    };
    let day = due.receipt.day();
    view.f(word, &[("count", &count), ("date", &date), ("day", &day)])
}

/// "Montag, 2. März 2026".
fn weekday(view: &View, day: NaiveDate) -> String {
    let weekday = view.weekday(day.weekday().num_days_from_monday() as usize);
    view.f(w::DATE_WEEKDAY, &[("weekday", &weekday), ("date", &view.full_date(day))])
}

fn name(holiday: Holiday) -> Word {
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
