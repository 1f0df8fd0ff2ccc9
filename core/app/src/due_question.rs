//! The terminal's question when an answer is due. Phones show due dates on the screens of requests.

use chrono::NaiveDate;
use serde::Serialize;
use widerspruch_domain::catalogue::RegionsFacts;
use widerspruch_domain::civil::{LAST_DAY, parse_day};
use widerspruch_domain::due::{DueDateError, due_date};
use widerspruch_domain::law::holidays::HolidayCalendar;
use widerspruch_domain::law::{LegalRequest, Region, USUAL_CONTROLLER_COUNTRY};

use crate::kit::{Error, days_of_sending};
use crate::words::{Wording, due_steps, overdue_step, w};

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
    // Nothing was sent before, and lists of holidays do not reach back for ever.
    if receipt < *days_of_sending(receipt).start() {
        return Err(Error::BadInput("date", w::DUE_TOO_EARLY));
    }
    let region = researched_region(question.place).ok_or(Error::BadInput("place", w::DUE_WRONG_PLACE))?;
    let calendar = holidays_of(&wording.catalogue.facts.regions, region, question.country)?;
    let request = region.request_with_period().unwrap_or(LegalRequest::Objection);
    let found = due_date(region, request, calendar, receipt, question.extended).map_err(|none| match none {
        DueDateError::NoPeriod => Error::BadInput("place", w::DUE_NO_PERIOD),
        DueDateError::NoExtension => Error::BadInput("extended", w::DUE_NO_EXTENSION),
        DueDateError::OutOfRange => Error::BadInput("date", w::DUE_OUT_OF_RANGE),
    })?;
    if found.overdue_from() > LAST_DAY {
        return Err(Error::BadInput("date", w::DUE_OUT_OF_RANGE));
    }
    let mut steps = due_steps(wording, &found, region, request, question.extended, false);
    steps.push(overdue_step(wording, found.overdue_from()));
    steps.push(wording.t(w::REQUESTS_NO_ADVICE).to_owned());
    Ok(DueAnswer {
        due: found.due,
        unrolled: found.unrolled,
        overdue_from: found.overdue_from(),
        sentence: wording.f(w::DUE_IS, &[("date", &wording.weekday_date(found.due))]),
        steps,
    })
}

fn researched_region(place: &str) -> Option<Region> {
    let region = Region::ALL.into_iter().find(|region| region.id().eq_ignore_ascii_case(place));
    region.filter(|region| region.is_researched())
}

/// Returns the countries whose holidays count at a place, where those of the company's country do.
pub(crate) fn countries_with_holidays(facts: &RegionsFacts, place: &str) -> Vec<String> {
    let region = researched_region(place).filter(|region| region.follows_holidays_of_controller());
    let there = facts.countries.iter().filter(|(_, area)| Some(area) == region.as_ref());
    there.map(|(code, _)| code.to_string()).collect()
}

fn holidays_of(facts: &RegionsFacts, region: Region, country: Option<&str>) -> Result<Option<HolidayCalendar>, Error> {
    let Some(country) = country else { return Ok(region.holidays(USUAL_CONTROLLER_COUNTRY)) };
    let country = country.to_ascii_uppercase();
    // Without holidays, or with those of another legal area, the date would be wrong and look right.
    let is_there = facts.countries.get(country.as_str()).is_some_and(|area| *area == region);
    if !region.follows_holidays_of_controller() || !is_there {
        return Err(Error::BadInput("country", w::DUE_WRONG_COUNTRY));
    }
    Ok(region.holidays(&country))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Catalogue;

    #[test]
    fn a_day_far_in_the_past_is_refused() {
        let folder = crate::kit::testing::TestFolder::empty();
        let wording = folder.snapshot().wording;
        let asked = |date| {
            let question = DueQuestion { date, place: "EU", country: None, extended: false };
            answer_due_question(&wording, &question).map(|answer| answer.due.to_string())
        };
        assert_eq!(asked("2018-06-01").ok().as_deref(), Some("2018-07-02"));
        for date in ["1899-12-31", "0001-01-01", "2017-12-31"] {
            assert!(matches!(asked(date), Err(Error::BadInput("date", word)) if word == w::DUE_TOO_EARLY), "{date}");
        }
    }

    #[test]
    fn every_place_that_can_be_asked_about_is_named_to_whoever_names_another() {
        for language in Catalogue::languages() {
            let said = Catalogue::load([language.code]).unwrap().text(w::DUE_WRONG_PLACE);
            let shells = format!("{}/../catalogue/shells/{}.json", env!("CARGO_MANIFEST_DIR"), language.code);
            let shells: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(shells).unwrap()).unwrap();
            let help = shells["terminal"]["help_place"].as_str().unwrap();
            for region in Region::ALL.into_iter().filter(|region| region.is_researched()) {
                let id = region.id().to_uppercase();
                assert!(said.contains(&id) && help.contains(&id), "{}: {id} is not in: {said} / {help}", language.code);
            }
        }
    }
}
