//! The name of an entry.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Name of an entry for ever: the installation that wrote it, and a running number. Written as `0af9-12`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    /// Lower-case hexadecimal digits, drawn once from the system's randomness.
    pub installation: String,
    /// Number of the entry, counted from 1 in each installation.
    pub number: u64,
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.installation, self.number)
    }
}

/// Error for a text that is not `<hexadecimal digits>-<number>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an entry id is <hexadecimal digits>-<number>")]
pub struct EntryIdError;

impl FromStr for EntryId {
    type Err = EntryIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (installation, number) = text.split_once('-').ok_or(EntryIdError)?;
        let hexadecimal =
            !installation.is_empty() && installation.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        let plain = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        if !hexadecimal || !plain {
            return Err(EntryIdError);
        }
        Ok(Self { installation: installation.to_owned(), number: number.parse().map_err(|_| EntryIdError)? })
    }
}

impl Serialize for EntryId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for EntryId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_id_survives_a_round_trip_and_an_invalid_one_is_refused() {
        let id = EntryId { installation: "0af9".into(), number: 12 };
        assert_eq!(id.to_string().parse(), Ok(id));
        for wrong in ["", "-", "a1", "a1-", "-1", "A1-1", "a1-+1", "a1--1", "a1-99999999999999999999", "g-1"] {
            assert_eq!(wrong.parse::<EntryId>(), Err(EntryIdError), "{wrong:?}");
        }
    }
}
