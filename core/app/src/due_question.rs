//! The terminal's question when an answer is due. Phones show due dates on the screens of requests.

use chrono::NaiveDate;
use serde::Serialize;
use widerspruch_domain::civil::parse_day;
use widerspruch_domain::due::{DueDateError, LegalRequest, due_date};
use widerspruch_domain::holidays::HolidayCalendar;
use widerspruch_domain::region::Region;

use crate::kit::Error;
use crate::words::{Wording, due_steps, w};

/// Country of LinkedIn's controller in the European Union, and of most services.
const USUAL_COUNTRY: &str = "IE";

/// The question when an answer is due, as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueQuestion<'a> {
    /// Day of receipt, `2026-01-31`.
    pub date: &'a str,
    /// Where the person lives: `EU` (the EEA too), `UK`, `CH`, `CA` or `HK`, in any case.
    pub place: &'a str,
    /// ISO 3166 code of the controller's country, for the European Union only; Ireland if it is left out.
    pub country: Option<&'a str>,
    /// Whether the controller asked for more time.
    pub extended: bool,
}

/// The answer to a [`DueQuestion`]: a due date and how it was computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DueAnswer {
    /// The last day for an answer, `2026-03-02`.
    pub due: NaiveDate,
    /// The date from counting alone, before weekends and holidays.
    pub unrolled: NaiveDate,
    /// First day on which the app calls the answer overdue.
    pub overdue_from: NaiveDate,
    /// A sentence with the date.
    #[serde(skip)]
    pub sentence: String,
    /// The steps by which the date was computed and its caveats, a sentence each.
    pub steps: Vec<String>,
}

/// Answers when an answer is due, in words.
///
/// # Errors
/// [`Error::BadInput`] with the name of a field that is malformed, or for whose value no law sets a period.
pub(crate) fn answer_due_question(wording: &Wording, question: &DueQuestion<'_>) -> Result<DueAnswer, Error> {
    let receipt = parse_day(question.date).ok_or(Error::BadInput("date", w::DUE_WRONG_DATE))?;
    let region = Region::ALL.into_iter().find(|region| region.id().eq_ignore_ascii_case(question.place));
    let region = region.filter(|region| *region != Region::Other);
    let region = region.ok_or(Error::BadInput("place", w::DUE_WRONG_PLACE))?;
    let calendar = holidays_of(region, question.country)?;
    let request = match region {
        Region::Eu | Region::Uk => LegalRequest::Objection,
        _ => LegalRequest::Access,
    };
    let found = due_date(region, request, calendar, receipt, question.extended).map_err(|none| match none {
        DueDateError::NoPeriod => Error::BadInput("place", w::DUE_NO_PERIOD),
        DueDateError::NoExtension => Error::BadInput("extended", w::DUE_NO_EXTENSION),
        DueDateError::OutOfRange => Error::BadInput("date", w::DUE_OUT_OF_RANGE),
    })?;
    let mut steps = due_steps(wording, &found, region, request, question.extended, false);
    steps.push(wording.t(w::REQUESTS_NO_ADVICE).to_owned());
    Ok(DueAnswer {
        due: found.due,
        unrolled: found.unrolled,
        overdue_from: found.overdue_from(),
        sentence: wording.f(w::DUE_IS, &[("date", &wording.weekday_date(found.due))]),
        steps,
    })
}

fn holidays_of(region: Region, country: Option<&str>) -> Result<Option<HolidayCalendar>, Error> {
    let wrong = Error::BadInput("country", w::DUE_WRONG_COUNTRY);
    match (region, country) {
        (Region::Eu, country) => {
            let country = country.unwrap_or(USUAL_COUNTRY);
            let is_code = country.len() == 2 && country.bytes().all(|letter| letter.is_ascii_alphabetic());
            // Holidays of another legal area would give a wrong date that looks right.
            let is_eu = !["GB", "UK", "CH", "CA", "HK"].iter().any(|other| other.eq_ignore_ascii_case(country));
            if is_code && is_eu { Ok(HolidayCalendar::of_country(&country.to_ascii_uppercase())) } else { Err(wrong) }
        }
        (_, Some(_)) => Err(wrong),
        (Region::Uk, None) => Ok(Some(HolidayCalendar::UnitedKingdom)),
        (_, None) => Ok(None),
    }
}
