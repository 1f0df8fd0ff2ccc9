//! The words and the time of a screen, with dates, counts and spans in the language in use.

use std::fmt::Display;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use widerspruch_domain::civil::{civil_time, parse_day};

use super::catalogue::{Catalogue, Word, fill_places, w};
use crate::boundary::{Moment, Platform};

/// Most minutes that are called "a few".
const FEW_MINUTES: u8 = 5;

/// Returns the local civil time of a moment; 1970 for one outside of the years 1 to 9999.
pub(crate) fn local_time(now: Moment) -> NaiveDateTime {
    civil_time(now.unix_seconds, now.utc_offset_seconds)
}

/// Capitalizes the first letter, for a sentence that begins with a name or a number from elsewhere.
pub(crate) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The words of the language in use, and the time of the screen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wording {
    pub(crate) catalogue: Catalogue,
    pub(crate) platform: Platform,
    pub(crate) now: NaiveDateTime,
}

impl Wording {
    pub(crate) fn today(&self) -> NaiveDate {
        self.now.date()
    }

    pub(crate) fn t(&self, word: Word) -> &'static str {
        self.catalogue.text(word)
    }

    pub(crate) fn f(&self, word: Word, values: &[(&str, &dyn Display)]) -> String {
        fill_places(self.catalogue.text(word), values)
    }

    /// Spells a number up to twelve: "drei"; writes a larger one in digits.
    pub(crate) fn number(&self, count: usize) -> String {
        const WORDS: [Word; 12] = [
            w::NUMBER_01,
            w::NUMBER_02,
            w::NUMBER_03,
            w::NUMBER_04,
            w::NUMBER_05,
            w::NUMBER_06,
            w::NUMBER_07,
            w::NUMBER_08,
            w::NUMBER_09,
            w::NUMBER_10,
            w::NUMBER_11,
            w::NUMBER_12,
        ];
        count
            .checked_sub(1)
            .and_then(|at| WORDS.get(at))
            .map_or_else(|| count.to_string(), |word| self.t(*word).to_owned())
    }

    /// Says an estimate of minutes: "wenige Minuten", "etwa zehn Minuten".
    pub(crate) fn minutes(&self, minutes: u8) -> String {
        if minutes <= FEW_MINUTES {
            return self.t(w::MINUTES_FEW).to_owned();
        }
        self.f(w::MINUTES_ABOUT, &[("count", &self.number(usize::from(minutes)))])
    }

    /// Says a count with the sentence for a single thing or the sentence for several.
    pub(crate) fn count(&self, one: Word, many: Word, count: usize) -> String {
        self.f(if count == 1 { one } else { many }, &[("count", &count)])
    }

    /// Says a day with its year: "3. November 2025".
    pub(crate) fn full_date(&self, day: NaiveDate) -> String {
        self.f(w::DATE_FULL, &[("day", &day.day()), ("month", &self.month(day)), ("year", &day.year())])
    }

    /// Says a day with its weekday: "Montag, 2. März 2026".
    pub(crate) fn weekday_date(&self, day: NaiveDate) -> String {
        let weekday = self.weekday(day.weekday().num_days_from_monday() as usize);
        self.f(w::DATE_WEEKDAY, &[("weekday", &weekday), ("date", &self.full_date(day))])
    }

    /// Says a source's date as exactly as it is known: "2025", "Oktober 2025", "3. November 2025".
    pub(crate) fn dated(&self, date: &str) -> String {
        if let Some(day) = parse_day(date) {
            return self.full_date(day);
        }
        match parse_day(&format!("{date}-01")) {
            Some(month) => self.f(w::DATE_MONTH, &[("month", &self.month(month)), ("year", &month.year())]),
            None => date.to_owned(),
        }
    }

    /// Says a day relative to today: "heute", "morgen", "Di., 24. November", with the year for other years.
    pub(crate) fn date(&self, day: NaiveDate) -> String {
        match day.signed_duration_since(self.today()).num_days() {
            0 => self.t(w::DATE_TODAY).to_owned(),
            1 => self.t(w::DATE_TOMORROW).to_owned(),
            -1 => self.t(w::DATE_YESTERDAY).to_owned(),
            _ if day.year() == self.today().year() => {
                let weekday = self.weekday_short(day.weekday().num_days_from_monday() as usize);
                self.f(w::DATE_NEAR, &[("weekday", &weekday), ("day", &day.day()), ("month", &self.month(day))])
            }
            _ => self.full_date(day),
        }
    }

    /// Says a day and an hour: "morgen gegen 18 Uhr".
    pub(crate) fn date_and_hour(&self, at: NaiveDateTime) -> String {
        self.f(w::DATE_AT_HOUR, &[("date", &self.date(at.date())), ("hour", &self.hour(at.hour()))])
    }

    /// Says a day and the exact time: "23. November 2026, 20:04".
    pub(crate) fn stamp(&self, at: NaiveDateTime) -> String {
        format!("{}, {:02}:{:02}", self.full_date(at.date()), at.hour(), at.minute())
    }

    /// Says an hour: "gegen 18 Uhr", "around 6 pm".
    pub(crate) fn hour(&self, hour: u32) -> String {
        let word = if hour < 12 { w::HOUR_MORNING } else { w::HOUR_EVENING };
        let twelve = if hour.is_multiple_of(12) { 12 } else { hour % 12 };
        let said = if self.t(w::HOUR_CLOCK) == "12" { twelve } else { hour };
        self.f(word, &[("hour", &said)])
    }

    /// Says that months have passed, with a capital letter: "Drei Monate sind um", "Ein Jahr ist um".
    pub(crate) fn passed(&self, months: u8) -> String {
        match months {
            1 => self.t(w::PASSED_ONE).to_owned(),
            12 => self.t(w::PASSED_YEAR).to_owned(),
            _ => capitalized(&self.f(w::PASSED_MONTHS, &[("count", &self.number(usize::from(months)))])),
        }
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
}
