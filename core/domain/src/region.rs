//! The legal area in which a person lives. The law follows the place of living, not the passport (`law.md` §1).

use std::fmt;

use serde::{Deserialize, Serialize};

/// Legal area, on which rights, controllers and texts depend.
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
    /// Everywhere else: not researched, and the app says so.
    Other,
}

impl Region {
    /// All regions, in the order in which they are listed.
    pub const ALL: [Self; 6] = [Self::Eu, Self::Ch, Self::Uk, Self::Ca, Self::Hk, Self::Other];

    /// Returns the identifier used in the catalogue.
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

    /// Returns whether a general right to object to processing based on legitimate interests is known: Art. 21(1) GDPR
    /// and UK GDPR. Elsewhere no text may promise such a right.
    pub const fn has_right_to_object(self) -> bool {
        matches!(self, Self::Eu | Self::Uk)
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_the_catalogue() {
        for region in Region::ALL {
            assert_eq!(serde_json::from_value::<Region>(region.id().into()).unwrap(), region);
            assert_eq!(serde_json::to_value(region).unwrap(), region.to_string());
        }
    }

    #[test]
    fn only_the_gdpr_areas_have_a_general_right_to_object() {
        let with_right: Vec<Region> = Region::ALL.into_iter().filter(|region| region.has_right_to_object()).collect();
        assert_eq!(with_right, [Region::Eu, Region::Uk]);
    }
}
