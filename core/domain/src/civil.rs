//! Arithmetic with civil dates, which have no clock and no time zone.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime};

/// The last day that has a form in journals, routes and commands: [`parse_day`] reads years of four digits.
pub const LAST_DAY: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("the last day of a year");

/// The largest offset from UTC of a time zone, in seconds.
const EASTERNMOST: i32 = 14 * 3600;

/// Returns the civil time of a moment at an offset from UTC, both in seconds. A time outside of the years 1 to 9999,
/// which only a made-up journal or an impossible clock has, is 1970: its days would have no form.
pub fn civil_time(unix_seconds: i64, utc_offset_seconds: i32) -> NaiveDateTime {
    let time = DateTime::from_timestamp(unix_seconds.saturating_add(i64::from(utc_offset_seconds)), 0);
    time.filter(|time| (1..=9999).contains(&time.year())).unwrap_or(DateTime::UNIX_EPOCH).naive_utc()
}

/// Returns the latest day that it is anywhere on Earth at a moment: whoever was in the east and is in the west now has noted
/// that day, which can be one or two days ahead here.
pub fn latest_day_anywhere(unix_seconds: i64) -> NaiveDate {
    civil_time(unix_seconds, EASTERNMOST).date()
}

/// Adds whole calendar months to a date. Where that day does not exist, takes the last day of the month
/// (31 January + 1 month = 28 February). Returns `None` past the end of the calendar.
pub fn add_months(date: NaiveDate, months: u32) -> Option<NaiveDate> {
    date.checked_add_months(Months::new(months))
}

/// Adds days to a date. Returns the last representable day past the end of the calendar.
pub fn add_days(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

/// Adds days to a date that a command will name. Returns at most [`LAST_DAY`].
pub fn add_nameable_days(date: NaiveDate, days: u64) -> NaiveDate {
    add_days(date, days).min(LAST_DAY)
}

/// Reads a date in the form `2026-11-23`. Returns `None` for any other form and for a day that does not exist: the years
/// are 1 to 9999, as in [`civil_time`].
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    let digits = |text: &str, count: usize| {
        let plain = text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
        if plain { text.parse::<u32>().ok() } else { None }
    };
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let year = i32::try_from(digits(year, 4)?).ok().filter(|year| *year > 0)?;
    NaiveDate::from_ymd_opt(year, digits(month, 2)?, digits(day, 2)?)
}

/// Counts whole months from one date to another: 0 from 3 November to 2 December, 1 to 3 December. Returns 0 where `to`
/// is before `from`.
pub fn months_between(from: NaiveDate, to: NaiveDate) -> u32 {
    if to <= from {
        return 0;
    }
    let months = (to.year() - from.year()) * 12 + i32::try_from(to.month()).unwrap_or(0)
        - i32::try_from(from.month()).unwrap_or(0);
    let whole = u32::try_from(months).unwrap_or(0);
    match add_months(from, whole) {
        Some(reached) if reached <= to => whole,
        _ => whole.saturating_sub(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        parse_day(text).unwrap()
    }

    #[test]
    fn an_invalid_or_unpadded_date_is_refused() {
        assert_eq!(parse_day("2026-02-28"), NaiveDate::from_ymd_opt(2026, 2, 28));
        for wrong in
            ["", "2026-2-28", "2026-02-29", "+026-02-28", "2026-02-28-", "26-02-28", "2026-02-28T", " 2026-02-28"]
        {
            assert_eq!(parse_day(wrong), None, "{wrong:?}");
        }
        // Before the year 1 there is no year 0.
        assert_eq!(parse_day("0000-01-01"), None);
        assert_eq!(parse_day("0001-01-01"), NaiveDate::from_ymd_opt(1, 1, 1));
    }

    #[test]
    fn adding_months_clamps_to_the_last_day_of_the_month() {
        assert_eq!(add_months(day("2026-01-31"), 1), Some(day("2026-02-28")));
        assert_eq!(add_months(day("2028-01-31"), 1), Some(day("2028-02-29")));
        assert_eq!(add_months(day("2026-03-05"), 1), Some(day("2026-04-05")));
    }

    #[test]
    fn arithmetic_ends_with_the_calendar_instead_of_overflowing() {
        assert_eq!(add_days(day("2026-12-31"), 1), day("2027-01-01"));
        assert_eq!(add_days(NaiveDate::MAX, 1), NaiveDate::MAX);
        assert_eq!(add_days(day("2026-12-31"), u64::MAX), NaiveDate::MAX);
        assert_eq!(add_months(NaiveDate::MAX, 1), None);
    }

    #[test]
    fn a_time_without_a_day_of_four_digits_is_1970_and_does_not_overflow() {
        let first = -62_135_596_800;
        let last = 253_402_300_799;
        assert_eq!(civil_time(first, 0).to_string(), "0001-01-01 00:00:00");
        assert_eq!(civil_time(last, 0).to_string(), "9999-12-31 23:59:59");
        for (at, offset) in [(first - 1, 0), (first, -1), (last + 1, 0), (last, 1), (i64::MIN, -1), (i64::MAX, 3600)] {
            assert_eq!(civil_time(at, offset).to_string(), "1970-01-01 00:00:00", "{at} {offset}");
        }
    }

    #[test]
    fn the_latest_day_anywhere_is_up_to_two_days_ahead() {
        let at = |text: &str| text.parse::<DateTime<chrono::FixedOffset>>().unwrap().timestamp();
        for (here, there) in [
            ("2026-11-30T09:59:00+00:00", "2026-11-30"),
            ("2026-11-30T10:00:00+00:00", "2026-12-01"),
            ("2026-11-29T22:30:00-12:00", "2026-12-01"),
            ("2026-12-01T00:00:00+14:00", "2026-12-01"),
        ] {
            assert_eq!(latest_day_anywhere(at(here)), day(there), "{here}");
        }
    }

    #[test]
    fn a_day_that_a_command_names_can_be_read() {
        assert_eq!(parse_day(&LAST_DAY.to_string()), Some(LAST_DAY));
        assert_eq!(add_nameable_days(day("9999-12-30"), 3), LAST_DAY);
        assert_eq!(add_nameable_days(day("2026-12-30"), 3), day("2027-01-02"));
    }

    #[test]
    fn partial_months_are_not_counted() {
        assert_eq!(months_between(day("2025-11-03"), day("2026-11-02")), 11);
        assert_eq!(months_between(day("2025-11-03"), day("2026-11-03")), 12);
        assert_eq!(months_between(day("2026-01-31"), day("2026-02-28")), 1);
        assert_eq!(months_between(day("2026-02-28"), day("2026-01-31")), 0);
    }
}
