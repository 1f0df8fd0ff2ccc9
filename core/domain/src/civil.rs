//! Calendar arithmetic on civil dates: days without a clock and without a zone.

use chrono::{Datelike, Days, Months, NaiveDate};

/// `date` plus whole calendar months; where the day does not exist, the last day of that month
/// (31 January + 1 month = 28 February). `None` past the end of the calendar.
pub fn add_months(date: NaiveDate, months: u32) -> Option<NaiveDate> {
    date.checked_add_months(Months::new(months))
}

/// `date` plus `days`, or the last representable day.
pub fn add_days(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

/// `2026-11-23`, in that form only; `None` for anything else.
pub fn day(text: &str) -> Option<NaiveDate> {
    let digits = |text: &str, count: usize| {
        let plain = text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
        if plain { text.parse::<u32>().ok() } else { None }
    };
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(digits(year, 4)?).ok()?, digits(month, 2)?, digits(day, 2)?)
}

/// Whole months from `from` to `to`, never negative: 3 November to 2 December is 0, to 3 December 1.
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
        super::day(text).unwrap()
    }

    #[test]
    fn a_day_has_one_form() {
        assert_eq!(super::day("2026-02-28"), NaiveDate::from_ymd_opt(2026, 2, 28));
        for wrong in
            ["", "2026-2-28", "2026-02-29", "+026-02-28", "2026-02-28-", "26-02-28", "2026-02-28T", " 2026-02-28"]
        {
            assert_eq!(super::day(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn a_month_ends_on_the_last_day_where_the_date_does_not_exist() {
        assert_eq!(add_months(day("2026-01-31"), 1), Some(day("2026-02-28")));
        assert_eq!(add_months(day("2028-01-31"), 1), Some(day("2028-02-29")));
        assert_eq!(add_months(day("2026-03-05"), 1), Some(day("2026-04-05")));
    }

    #[test]
    fn months_are_counted_only_when_whole() {
        assert_eq!(months_between(day("2025-11-03"), day("2026-11-02")), 11);
        assert_eq!(months_between(day("2025-11-03"), day("2026-11-03")), 12);
        assert_eq!(months_between(day("2026-01-31"), day("2026-02-28")), 1);
        assert_eq!(months_between(day("2026-02-28"), day("2026-01-31")), 0);
    }
}
