//! One line of a journal, and the version of its format.

use chrono::NaiveDateTime;
use serde::{Deserialize, Deserializer, Serialize};

use super::act::Act;
use super::entry_id::EntryId;
use crate::civil::civil_time;

/// Version of the format that this code writes. A journal with a higher version is opened read-only.
pub const VERSION: u32 = 2;

/// Highest place in the order that is believed. No journal comes near it, and one above it would stay the newest for
/// ever: nothing could be written behind it.
pub const LARGEST_SEQ: u64 = 1 << 62;

/// One line of a journal: what one command did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Version of the format: [`VERSION`] when the entry was written.
    pub v: u32,
    /// Name of the entry, for ever.
    pub id: EntryId,
    /// Lamport counter: higher than that of every entry seen before it was written. Above [`LARGEST_SEQ`] it is read as
    /// 0, the place before all others.
    #[serde(deserialize_with = "believed_seq")]
    pub seq: u64,
    /// Seconds since 1970 UTC, by the phone's clock.
    pub at: i64,
    /// Offset of the phone's clock from UTC in seconds, east positive.
    pub offset: i32,
    /// Acts of the command, undone together.
    pub acts: Vec<Act>,
}

impl Entry {
    /// Returns the local civil time at which the entry was written; 1970 for a time out of range.
    pub fn local(&self) -> NaiveDateTime {
        civil_time(self.at, self.offset)
    }

    /// Returns whether the entry begins a person or accounts and notes nothing else: what is noted there later rests on
    /// it. The first answer at a service also begins an account, and nothing rests on that.
    pub fn only_begins(&self) -> bool {
        self.acts.iter().all(|act| matches!(act, Act::PersonAdded { .. } | Act::AccountAdded { .. }))
    }
}

fn believed_seq<'de, D: Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    u64::deserialize(from).map(|seq| if seq > LARGEST_SEQ { 0 } else { seq })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry_at(at: i64, offset: i32) -> Entry {
        let id = EntryId { installation: "a1".into(), number: 1 };
        Entry { v: VERSION, id, seq: 1, at, offset, acts: Vec::new() }
    }

    #[test]
    fn local_time_is_utc_with_the_offset_of_the_phone() {
        let local = |offset| entry_at(1_795_460_400, offset).local().to_string();
        assert_eq!(
            (local(0), local(3600), local(-3600)),
            ("2026-11-23 19:00:00".to_owned(), "2026-11-23 20:00:00".to_owned(), "2026-11-23 18:00:00".to_owned(),)
        );
    }

    #[test]
    fn a_time_out_of_range_is_1970_and_does_not_overflow() {
        // The second is in the year −262143.
        for at in [i64::MIN, -8_334_601_228_800, i64::MAX] {
            assert_eq!(entry_at(at, 3600).local().to_string(), "1970-01-01 00:00:00");
        }
    }
}
