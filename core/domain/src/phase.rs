//! Where a start date stands, seen from a day. A date that is past is never a missed deadline: an objection stays
//! possible at any time and works for the future (`linkedin.md` §1 no. 1).

use chrono::NaiveDate;

use crate::civil::months_between;

/// From this many days before the start on, the last days are counted one by one.
const LAST_DAYS: i64 = 7;

/// Stage of a processing that starts on a known day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Announced, more than a week away.
    Announced {
        /// Days until it starts.
        days: i64,
    },
    /// The last week; 0 means tomorrow it is running, so today is the last day before.
    LastDays {
        /// Whole days left after today, 0 to 6.
        days: i64,
    },
    /// Running: "late, but not lost".
    Running {
        /// Whole months since the start.
        months: u32,
    },
}

/// The phase of a processing that starts on `start`, seen on `today`.
pub fn phase(start: NaiveDate, today: NaiveDate) -> Phase {
    let days = start.signed_duration_since(today).num_days();
    if days <= 0 {
        Phase::Running { months: months_between(start, today) }
    } else if days <= LAST_DAYS {
        Phase::LastDays { days: days - 1 }
    } else {
        Phase::Announced { days }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_start_is_announced_then_counted_down_then_running() {
        let start = day("2025-11-03");
        assert_eq!(phase(start, day("2025-10-01")), Phase::Announced { days: 33 });
        assert_eq!(phase(start, day("2025-10-26")), Phase::Announced { days: 8 });
        assert_eq!(phase(start, day("2025-10-27")), Phase::LastDays { days: 6 });
        assert_eq!(phase(start, day("2025-11-02")), Phase::LastDays { days: 0 });
        assert_eq!(phase(start, day("2025-11-03")), Phase::Running { months: 0 });
        assert_eq!(phase(start, day("2026-11-24")), Phase::Running { months: 12 });
    }
}
