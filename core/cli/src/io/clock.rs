//! The moment at which things are done.

use chrono::{DateTime, Local, NaiveDate};
use widerspruch_core::boundary::Moment;

/// A fixed moment, or the system's clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock(pub(crate) Option<Moment>);

impl Clock {
    /// Returns the fixed moment, or the present one with the system's offset from UTC.
    pub(crate) fn now(self) -> Moment {
        self.0.unwrap_or_else(|| {
            let now = Local::now();
            Moment { unix_seconds: now.timestamp(), utc_offset_seconds: now.offset().local_minus_utc() }
        })
    }

    /// Returns the day on which that moment falls where the person is.
    pub(crate) fn today(self) -> NaiveDate {
        let now = self.now();
        let local = now.unix_seconds.saturating_add(i64::from(now.utc_offset_seconds));
        DateTime::from_timestamp(local, 0).unwrap_or_default().date_naive()
    }
}

/// Parses a moment in the form of RFC 3339; `None` where the text is not one.
pub(crate) fn parse_moment(text: &str) -> Option<Moment> {
    let time = DateTime::parse_from_rfc3339(text).ok()?;
    Some(Moment { unix_seconds: time.timestamp(), utc_offset_seconds: time.offset().local_minus_utc() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offset_of_a_given_moment_is_kept() {
        let evening = Moment { unix_seconds: 1_795_460_400, utc_offset_seconds: 3600 };
        assert_eq!(parse_moment("2026-11-23T20:00:00+01:00"), Some(evening));
        assert_eq!(parse_moment("2026-11-23T19:00:00Z"), Some(Moment { utc_offset_seconds: 0, ..evening }));
        assert_eq!(Clock(Some(evening)).now(), evening);
        let night = Moment { unix_seconds: evening.unix_seconds + 4 * 3600, ..evening };
        assert_eq!(Clock(Some(night)).today().to_string(), "2026-11-24", "midnight comes where the person is");
    }

    #[test]
    fn invalid_or_incomplete_moment_is_refused() {
        for text in ["", "gestern", "2026-11-23", "2026-11-23T20:00:00", "2026-02-30T20:00:00Z", "2026-11-23T25:00:00Z"]
        {
            assert_eq!(parse_moment(text), None, "{text}");
        }
    }
}
