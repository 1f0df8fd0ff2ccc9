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

/// Word for parents who may decide for a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CustodyWord {
    /// The usual word: Sorge in German.
    Sorge,
    /// The word of Austrian law, in German: Obsorge (`law.md` §9a.1).
    Obsorge,
}

/// A row: what the law of one country says beside the law of its area.
struct CountryLaw {
    /// ISO 3166 code.
    code: &'static str,
    naming: NamingPolicy,
    division: Option<Division>,
    /// Whether the authority takes the complaint of somebody under 18 only with a parent's agreement.
    agreement: bool,
    custody: CustodyWord,
}

/// Countries in which something differs.
const COUNTRIES: [CountryLaw; 3] = [
    CountryLaw {
        code: "AT",
        naming: NamingPolicy::Always,
        division: None,
        agreement: true,
        custody: CustodyWord::Obsorge,
    },
    CountryLaw {
        code: "CA",
        naming: NamingPolicy::Unknown,
        division: Some(Division::Provinces),
        agreement: false,
        custody: CustodyWord::Sorge,
    },
    CountryLaw {
        code: "DE",
        naming: NamingPolicy::Asked,
        division: Some(Division::Lands),
        agreement: false,
        custody: CustodyWord::Sorge,
    },
];

/// Returns whether the authorities of a country name the person to the company. `country` is its code in the catalogue.
pub fn naming_policy(country: &str) -> NamingPolicy {
    row(country).map_or(NamingPolicy::Unknown, |law| law.naming)
}

/// Returns the parts of a country that have authorities of their own. `country` is its code in the catalogue.
pub fn division(country: &str) -> Option<Division> {
    row(country)?.division
}

/// Returns whether the authority of a country takes the complaint of somebody under 18 only with a parent's agreement.
/// Elsewhere it may ask for it. `country` is its code in the catalogue.
pub fn complaint_of_minor_needs_agreement(country: &str) -> bool {
    row(country).is_some_and(|law| law.agreement)
}

/// Returns how parents who may decide are called there. `country` is its code in the catalogue.
pub fn custody_word(country: &str) -> CustodyWord {
    row(country).map_or(CustodyWord::Sorge, |law| law.custody)
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
    fn only_austria_is_known_to_want_a_parents_agreement_to_a_complaint() {
        assert_eq!(["AT", "DE", "ES"].map(complaint_of_minor_needs_agreement), [true, false, false]);
        assert_eq!(["AT", "DE"].map(custody_word), [CustodyWord::Obsorge, CustodyWord::Sorge]);
    }

    #[test]
    fn lands_and_provinces_are_told_apart() {
        assert_eq!(["DE", "CA", "FR"].map(division), [Some(Division::Lands), Some(Division::Provinces), None]);
    }
}
