//! One line of a journal.

use chrono::{DateTime, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::act::Act;
use super::entry_id::EntryId;

/// The version that this code writes. A journal with a higher one is opened read-only.
pub const VERSION: u32 = 1;

/// One line of a journal: what one command did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Version of the format, [`VERSION`] when written.
    pub v: u32,
    /// Its name.
    pub id: EntryId,
    /// Lamport counter: higher than that of every entry seen before it was written.
    pub seq: u64,
    /// When, in seconds since 1970 UTC, by the phone's clock.
    pub at: i64,
    /// The phone's offset from UTC at that time, in seconds.
    pub offset: i32,
    /// What was done; several where one command does several things, undone together.
    pub acts: Vec<Act>,
}

impl Entry {
    /// The local civil time at which it was written.
    pub fn local(&self) -> NaiveDateTime {
        DateTime::from_timestamp(self.at.saturating_add(i64::from(self.offset)), 0)
            .unwrap_or(DateTime::UNIX_EPOCH)
            .naive_utc()
    }
}
