//! Where a person lives. The law follows the place of living, not the passport (`law.md` §1).

use std::fmt;

use serde::{Deserialize, Serialize};

/// A legal area: decides rights, controllers and texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Region {
    /// European Union and European Economic Area: GDPR.
    Eu,
    /// Switzerland: Federal Act on Data Protection.
    Ch,
    /// United Kingdom: UK GDPR and Data Protection Act 2018.
    Uk,
    /// Canada: PIPEDA and the laws of some provinces.
    Ca,
    /// Hong Kong: Personal Data (Privacy) Ordinance.
    Hk,
    /// Everywhere else: not researched, and said so.
    Other,
}

impl Region {
    /// All regions, in the order in which they are listed.
    pub const ALL: [Self; 6] = [Self::Eu, Self::Ch, Self::Uk, Self::Ca, Self::Hk, Self::Other];

    /// The identifier used in the catalogue.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Eu => "eu",
            Self::Ch => "ch",
            Self::Uk => "uk",
            Self::Ca => "ca",
            Self::Hk => "hk",
            Self::Other => "other",
        }
    }

    /// Whether a general right to object to processing based on legitimate interests is known: Art. 21(1) GDPR and
    /// UK GDPR. Elsewhere no sentence may promise one.
    pub const fn has_right_to_object(self) -> bool {
        matches!(self, Self::Eu | Self::Uk)
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
