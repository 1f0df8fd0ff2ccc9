//! What differs between the countries of a legal area, and the countries that stand for others.

/// Code of every country that the catalogue does not list.
pub const ELSEWHERE: &str = "ZZ";

/// Country of LinkedIn's controller in the European Union, and of most services.
pub const USUAL_CONTROLLER_COUNTRY: &str = "IE";

/// Whether an authority names the person to the company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamingPolicy {
    /// It asks first, and names the person only with their consent (`law.md` §7.2).
    Asked,
    /// It always does, because the procedure is between both sides (`law.md` §7.3).
    Always,
    /// No rule was found.
    Unknown,
}

/// Parts of a country that have authorities of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Division {
    /// Each part has its own authority, and the country as a whole has none: Germany's Länder (`law.md` §7.2).
    Lands,
    /// Some parts have an authority beside that of the country: Canada's provinces (`law.md` §7.4).
    Provinces,
}

/// A row: what the law of one country says beside the law of its area.
struct CountryLaw {
    /// ISO 3166 code.
    code: &'static str,
    naming: NamingPolicy,
    division: Option<Division>,
}

/// Countries in which something differs.
const COUNTRIES: [CountryLaw; 3] = [
    CountryLaw { code: "AT", naming: NamingPolicy::Always, division: None },
    CountryLaw { code: "CA", naming: NamingPolicy::Unknown, division: Some(Division::Provinces) },
    CountryLaw { code: "DE", naming: NamingPolicy::Asked, division: Some(Division::Lands) },
];

/// Returns whether the authorities of a country name the person to the company. `country` is its code in the catalogue.
pub fn naming_policy(country: &str) -> NamingPolicy {
    row(country).map_or(NamingPolicy::Unknown, |law| law.naming)
}

/// Returns the parts of a country that have authorities of their own. `country` is its code in the catalogue.
pub fn division(country: &str) -> Option<Division> {
    row(country)?.division
}

fn row(country: &str) -> Option<&'static CountryLaw> {
    COUNTRIES.iter().find(|law| law.code == country)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unresearched_country_promises_nothing_about_naming() {
        assert_eq!(
            (naming_policy("DE"), naming_policy("AT"), naming_policy("IE")),
            (NamingPolicy::Asked, NamingPolicy::Always, NamingPolicy::Unknown)
        );
    }

    #[test]
    fn lands_and_provinces_are_told_apart() {
        assert_eq!(["DE", "CA", "FR"].map(division), [Some(Division::Lands), Some(Division::Provinces), None]);
    }
}
