//! The words and the time of a screen, with counts, spans and days in the language in use. A day has the forms that
//! sentences need: alone, after a preposition, at the start, near to today.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use widerspruch_domain::catalogue::Form;
use widerspruch_domain::civil::{civil_time, parse_day};

use super::catalogue::{Catalogue, Word, w};
use super::places::Value;
use crate::boundary::{Moment, Platform};

/// Most minutes that are called "a few".
const FEW_MINUTES: u8 = 5;

/// Key of the text of a form for a day without a weekday, and for every day that has no text of its own.
const ANY_DAY: &str = "date";

/// Key of the text of a form for a day with its weekday.
const WITH_WEEKDAY: &str = "weekday";

/// Returns the local civil time of a moment; 1970 for one outside of the years 1 to 9999.
pub(crate) fn local_time(now: Moment) -> NaiveDateTime {
    civil_time(now.unix_seconds, now.utc_offset_seconds)
}

/// A day as a value of a text, or alone.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Day {
    wording: Wording,
    day: NaiveDate,
    style: Style,
}

/// How much of a day is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// "3. November 2025".
    Full,
    /// "3. November 2025, 20:04".
    Stamp { hour: u32, minute: u32 },
    /// "Montag, 2. März 2026".
    Weekday,
    /// "heute", "Di., 24. November", with the year for another year.
    Near,
}

/// The words of the language in use, and the time of the screen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wording {
    pub(crate) catalogue: Catalogue,
    pub(crate) platform: Platform,
    pub(crate) now: NaiveDateTime,
}

impl Wording {
    /// Returns the same in another language of the app.
    pub(crate) fn in_language(&self, code: &str) -> Self {
        Self { catalogue: self.catalogue.in_language(code), ..*self }
    }

    pub(crate) fn today(&self) -> NaiveDate {
        self.now.date()
    }

    pub(crate) fn t(&self, word: Word) -> &'static str {
        self.catalogue.text(word)
    }

    pub(crate) fn f(&self, word: Word, values: &[(&str, &dyn Value)]) -> String {
        self.catalogue.fill(self.catalogue.text(word), values)
    }

    /// Says something about a number of things, in the plural form that the number has in the language.
    pub(crate) fn n(&self, word: Word, count: impl TryInto<usize>, values: &[(&str, &dyn Value)]) -> String {
        let count = count.try_into().unwrap_or(usize::MAX);
        let mut all: Vec<(&str, &dyn Value)> = vec![("count", &count)];
        all.extend_from_slice(values);
        self.catalogue.fill(self.catalogue.text_for(word, count), &all)
    }

    /// Joins texts as the language does; `word` is one of its joins of two texts. Leaves out texts that are empty.
    pub(crate) fn join<T: AsRef<str>>(&self, word: Word, texts: impl IntoIterator<Item = T>) -> String {
        texts.into_iter().fold(String::new(), |first, second| self.join_two(word, first, second.as_ref()))
    }

    fn join_two(&self, word: Word, first: String, second: &str) -> String {
        if second.is_empty() {
            first
        } else if first.is_empty() {
            second.to_owned()
        } else {
            self.f(word, &[("first", &first.as_str()), ("second", &second)])
        }
    }

    /// Says an estimate of minutes: "wenige Minuten", "etwa 10 Minuten".
    pub(crate) fn minutes(&self, minutes: u8) -> String {
        if minutes <= FEW_MINUTES {
            return self.t(w::MINUTES_FEW).to_owned();
        }
        self.n(w::MINUTES_ABOUT, minutes, &[])
    }

    /// Says a day with its year: "3. November 2025".
    pub(crate) const fn full_date(&self, day: NaiveDate) -> Day {
        Day { wording: *self, day, style: Style::Full }
    }

    /// Says a day with its weekday: "Montag, 2. März 2026".
    pub(crate) const fn weekday_date(&self, day: NaiveDate) -> Day {
        Day { wording: *self, day, style: Style::Weekday }
    }

    /// Says a day relative to today: "heute", "morgen", "Di., 24. November", with the year for other years.
    pub(crate) const fn date(&self, day: NaiveDate) -> Day {
        Day { wording: *self, day, style: Style::Near }
    }

    /// Says a day and the exact time: "23. November 2026, 20:04".
    pub(crate) fn stamp(&self, at: NaiveDateTime) -> Day {
        Day { wording: *self, day: at.date(), style: Style::Stamp { hour: at.hour(), minute: at.minute() } }
    }

    /// Says a source's date as exactly as it is known: "2025", "Oktober 2025", "3. November 2025".
    pub(crate) fn dated(&self, date: &str) -> String {
        if let Some(day) = parse_day(date) {
            return self.full_date(day).alone();
        }
        match parse_day(&format!("{date}-01")) {
            Some(month) => self.f(w::DATE_MONTH, &[("month", &self.month_alone(month)), ("year", &month.year())]),
            None => date.to_owned(),
        }
    }

    /// Says a day and an hour: "morgen gegen 18 Uhr".
    pub(crate) fn date_and_hour(&self, at: NaiveDateTime) -> String {
        self.f(w::DATE_AT_HOUR, &[("date", &self.date(at.date())), ("hour", &self.hour(at.hour()))])
    }

    /// Says an hour: "gegen 18 Uhr", "around 6 pm".
    pub(crate) fn hour(&self, hour: u32) -> String {
        let word = if hour < 12 { w::HOUR_MORNING } else { w::HOUR_EVENING };
        let twelve = if hour.is_multiple_of(12) { 12 } else { hour % 12 };
        let said = if self.t(w::HOUR_CLOCK) == "12" { twelve } else { hour };
        self.f(word, &[("hour", &said)])
    }

    /// Says that months have passed, as a sentence: "3 Monate sind um.", "Ein Jahr ist um."
    pub(crate) fn passed(&self, months: u8) -> String {
        if months == 12 { self.t(w::PASSED_YEAR).to_owned() } else { self.n(w::PASSED_MONTHS, months, &[]) }
    }

    /// Abbreviates the name of a weekday, 0 for Monday: "Mo.", "Mon".
    pub(crate) fn weekday_short(&self, index: usize) -> &'static str {
        const WORDS: [Word; 7] = [
            w::WEEKDAY_SHORT_1,
            w::WEEKDAY_SHORT_2,
            w::WEEKDAY_SHORT_3,
            w::WEEKDAY_SHORT_4,
            w::WEEKDAY_SHORT_5,
            w::WEEKDAY_SHORT_6,
            w::WEEKDAY_SHORT_7,
        ];
        WORDS.get(index).map_or("", |word| self.t(*word))
    }

    /// Names a weekday, 0 for Monday: "Montag", "Monday".
    pub(crate) fn weekday(&self, index: usize) -> &'static str {
        const WORDS: [Word; 7] =
            [w::WEEKDAY_1, w::WEEKDAY_2, w::WEEKDAY_3, w::WEEKDAY_4, w::WEEKDAY_5, w::WEEKDAY_6, w::WEEKDAY_7];
        WORDS.get(index).map_or("", |word| self.t(*word))
    }

    /// Names the month of a day as a date has it: "1 marca".
    fn month(&self, day: NaiveDate) -> &'static str {
        const WORDS: [Word; 12] = [
            w::MONTH_01,
            w::MONTH_02,
            w::MONTH_03,
            w::MONTH_04,
            w::MONTH_05,
            w::MONTH_06,
            w::MONTH_07,
            w::MONTH_08,
            w::MONTH_09,
            w::MONTH_10,
            w::MONTH_11,
            w::MONTH_12,
        ];
        WORDS.get(day.month0() as usize).map_or("", |word| self.t(*word))
    }

    /// Names the month of a day as it reads without a day: "marzec".
    fn month_alone(&self, day: NaiveDate) -> &'static str {
        const WORDS: [Word; 12] = [
            w::MONTH_ALONE_01,
            w::MONTH_ALONE_02,
            w::MONTH_ALONE_03,
            w::MONTH_ALONE_04,
            w::MONTH_ALONE_05,
            w::MONTH_ALONE_06,
            w::MONTH_ALONE_07,
            w::MONTH_ALONE_08,
            w::MONTH_ALONE_09,
            w::MONTH_ALONE_10,
            w::MONTH_ALONE_11,
            w::MONTH_ALONE_12,
        ];
        WORDS.get(day.month0() as usize).map_or("", |word| self.t(*word))
    }
}

impl Day {
    /// Says the day as a text of its own.
    pub(crate) fn alone(&self) -> String {
        self.said(None)
    }

    /// Returns the day as a value of a text; nothing if it is unknown.
    pub(crate) fn or_nothing(day: &Option<Self>) -> &dyn Value {
        match day {
            Some(day) => day,
            None => &"",
        }
    }

    fn said(&self, form: Option<Form>) -> String {
        let (kind, plain) = self.plain();
        let forms = form.and_then(|form| self.wording.catalogue.dates().forms.get(form.name()));
        let number = self.day.day().to_string();
        let own = forms.and_then(|forms| {
            let own = if kind == ANY_DAY { forms.get(number.as_str()) } else { forms.get(kind) };
            own.or_else(|| forms.get(ANY_DAY))
        });
        let said = own.map_or(plain.clone(), |text| self.wording.catalogue.fill(text, &[("date", &plain)]));
        match self.style {
            Style::Stamp { hour, minute } => {
                let (hour, minute) = (format!("{hour:02}"), format!("{minute:02}"));
                self.wording.f(w::DATE_STAMP, &[("date", &said), ("hour", &hour), ("minute", &minute)])
            }
            _ => said,
        }
    }

    /// Returns what the day is, by which its forms differ, and the day without a preposition.
    fn plain(&self) -> (&'static str, String) {
        let (wording, day) = (&self.wording, self.day);
        let number = day.day().to_string();
        let number = wording.catalogue.dates().days.get(number.as_str()).map_or(number.as_str(), |own| own.as_str());
        let weekday = day.weekday().num_days_from_monday() as usize;
        let (month, year, short) = (wording.month(day), day.year(), wording.weekday_short(weekday));
        let values: [(&str, &dyn Value); 4] =
            [("day", &number), ("month", &month), ("year", &year), ("weekday", &short)];
        match self.style {
            Style::Full | Style::Stamp { .. } => (ANY_DAY, wording.f(w::DATE_FULL, &values)),
            Style::Weekday => {
                let date = wording.f(w::DATE_FULL, &values);
                let values: [(&str, &dyn Value); 2] = [("weekday", &wording.weekday(weekday)), ("date", &date)];
                (WITH_WEEKDAY, wording.f(w::DATE_WEEKDAY, &values))
            }
            Style::Near => match day.signed_duration_since(wording.today()).num_days() {
                0 => ("today", wording.t(w::DATE_TODAY).to_owned()),
                1 => ("tomorrow", wording.t(w::DATE_TOMORROW).to_owned()),
                -1 => ("yesterday", wording.t(w::DATE_YESTERDAY).to_owned()),
                _ if year == wording.today().year() => (WITH_WEEKDAY, wording.f(w::DATE_NEAR, &values)),
                _ => (WITH_WEEKDAY, wording.f(w::DATE_NEAR_YEAR, &values)),
            },
        }
    }
}

impl Value for Day {
    fn write(&self, form: Option<Form>, to: &mut String) {
        to.push_str(&self.said(form));
    }
}

#[cfg(test)]
mod tests {
    use widerspruch_domain::catalogue::DateWords;

    use super::*;
    use crate::boundary::Platform;
    use crate::words::Catalogue;
    use crate::words::fill_places;

    /// Returns words as of Monday, 23 November 2026, 20:04, with other words for dates.
    fn wording(language: &str, dates: &str, texts: &[(Word, &str)]) -> Wording {
        let dates: DateWords = serde_json::from_str(dates).unwrap();
        let catalogue = Catalogue::load([language]).unwrap().with_dates(dates, texts);
        Wording { catalogue, platform: Platform::Android, now: "2026-11-23T20:04:00".parse().unwrap() }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Compares texts with plain blanks.
    fn assert_said(said: &str, wanted: &str) {
        assert_eq!(said.replace(['\u{a0}', '\u{202f}'], " "), wanted);
    }

    #[test]
    fn a_near_day_is_named_and_a_day_of_another_year_keeps_its_weekday() {
        for (language, said) in [
            ("de", ["heute", "morgen", "gestern", "Mi., 25. November", "Fr., 1. Januar 2027"]),
            ("en", ["today", "tomorrow", "yesterday", "Wed, 25 November", "Fri, 1 January 2027"]),
        ] {
            let wording = wording(language, "{}", &[]);
            let days = ["2026-11-23", "2026-11-24", "2026-11-22", "2026-11-25", "2027-01-01"];
            for (of, wanted) in days.into_iter().zip(said) {
                assert_said(&wording.date(day(of)).alone(), wanted);
            }
        }
    }

    #[test]
    fn a_preposition_belongs_to_the_language_and_today_has_its_own() {
        let french = [
            (w::DATE_TOMORROW, "demain"),
            (w::DATE_FULL, "{day} {month} {year}"),
            (w::DATE_NEAR, "{weekday} {day} {month}"),
            (w::WEEKDAY_SHORT_3, "mer."),
            (w::MONTH_11, "novembre"),
            (w::MONTH_12, "décembre"),
        ];
        let dates = r#"{"days": {"1": "1er"}, "forms": {
            "until": {"date": "jusqu’au {date}", "tomorrow": "jusqu’à demain", "today": "jusqu’à ce soir"},
            "start": {"date": "Le {date}", "tomorrow": "Demain"}}}"#;
        let french = wording("en", dates, &french);
        let filled = |text, date: Day| fill_places(text, &[("date", &date)]);
        for (of, wanted) in [
            ("2026-11-23", "Réponse jusqu’à ce soir"),
            ("2026-11-24", "Réponse jusqu’à demain"),
            ("2026-11-25", "Réponse jusqu’au mer. 25 novembre"),
        ] {
            assert_said(&filled("Réponse {date.until}", french.date(day(of))), wanted);
        }
        let first = french.full_date(day("2026-12-01"));
        assert_said(&filled("{date.start} est férié.", first), "Le 1er décembre 2026 est férié.");
        assert_said(&filled("{date.start} est férié.", french.date(day("2026-11-24"))), "Demain est férié.");
        assert_said(&filled("Échéance : {date}", first), "Échéance : 1er décembre 2026");
    }

    #[test]
    fn an_article_can_depend_on_the_day_and_on_the_weekday_before_it() {
        let italian = [(w::DATE_FULL, "{day} {month} {year}"), (w::MONTH_03, "marzo"), (w::WEEKDAY_7, "domenica")];
        let dates = r#"{"forms": {"until": {"date": "entro il {date}", "weekday": "entro {date}", "8": "entro l’{date}",
            "11": "entro l’{date}"}}}"#;
        let italian = wording("en", dates, &italian);
        let filled = |date: Day| fill_places("Risposta {date.until}", &[("date", &date)]);
        assert_said(&filled(italian.full_date(day("2026-03-08"))), "Risposta entro l’8 marzo 2026");
        assert_said(&filled(italian.full_date(day("2026-03-09"))), "Risposta entro il 9 marzo 2026");
        assert_said(&filled(italian.weekday_date(day("2026-03-08"))), "Risposta entro domenica, 8 marzo 2026");
    }

    #[test]
    fn a_month_has_one_form_in_a_date_and_another_alone() {
        let polish = [(w::MONTH_03, "marca"), (w::MONTH_ALONE_03, "marzec"), (w::DATE_FULL, "{day} {month} {year}")];
        let polish = wording("en", "{}", &polish);
        for (dated, wanted) in [("2026-03-01", "1 marca 2026"), ("2026-03", "marzec 2026"), ("2026", "2026")] {
            assert_said(&polish.dated(dated), wanted);
        }
    }

    #[test]
    fn the_time_of_a_stamp_is_written_as_the_language_writes_it() {
        let finnish = wording("en", "{}", &[(w::DATE_STAMP, "{date} klo {hour}.{minute}")]);
        assert_said(&finnish.stamp(finnish.now).alone(), "23 November 2026 klo 20.04");
        let early = "2026-11-03T09:05:00".parse().unwrap();
        assert_said(&wording("de", "{}", &[]).stamp(early).alone(), "3. November 2026, 09:05");
    }
}
