//! Where the start date of a processing stands, seen from a day. A past start is never a missed deadline: an objection
//! stays possible at any time and works for the future (`linkedin.md` §1 no. 1).

use chrono::NaiveDate;

use crate::civil::months_between;

/// Number of days before the start that are counted down one by one.
const LAST_DAYS: i64 = 7;

/// Phase of a processing that starts on a known day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// The start is more than a week away.
    Announced {
        /// Days until the start.
        days: i64,
    },
    /// The start is within a week.
    LastDays {
        /// Whole days between today and the start, 0 to 6: with 0, today is the last day before the start.
        days: i64,
    },
    /// The processing has started: "late, but not lost".
    Running {
        /// Whole months since the start.
        months: u32,
    },
}

/// Returns the phase of a processing that starts on `start`, seen on `today`.
pub fn phase_on(start: NaiveDate, today: NaiveDate) -> Phase {
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
        assert_eq!(phase_on(start, day("2025-10-01")), Phase::Announced { days: 33 });
        assert_eq!(phase_on(start, day("2025-10-26")), Phase::Announced { days: 8 });
        assert_eq!(phase_on(start, day("2025-10-27")), Phase::LastDays { days: 6 });
        assert_eq!(phase_on(start, day("2025-11-02")), Phase::LastDays { days: 0 });
        assert_eq!(phase_on(start, day("2025-11-03")), Phase::Running { months: 0 });
        assert_eq!(phase_on(start, day("2026-11-24")), Phase::Running { months: 12 });
    }
}
