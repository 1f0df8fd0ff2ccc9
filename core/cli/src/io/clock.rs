//! The moment at which things are done.

use chrono::{DateTime, Local};
use widerspruch_core::boundary::Moment;

/// A given moment, or the system's clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock(pub(crate) Option<Moment>);

impl Clock {
    /// Now.
    pub(crate) fn now(self) -> Moment {
        self.0.unwrap_or_else(|| {
            let now = Local::now();
            Moment { unix_seconds: now.timestamp(), utc_offset_seconds: now.offset().local_minus_utc() }
        })
    }
}

/// A moment as RFC 3339 writes it.
pub(crate) fn moment(text: &str) -> Option<Moment> {
    let time = DateTime::parse_from_rfc3339(text).ok()?;
    Some(Moment { unix_seconds: time.timestamp(), utc_offset_seconds: time.offset().local_minus_utc() })
}
