//! The supervisory authority that is competent for a person, by where they live. People may also complain where they
//! work or where the breach took place (Art. 77 GDPR), but the app knows only the place of living (`law.md` §7).

use crate::catalogue::packed::Text;
use crate::catalogue::{AuthoritiesFacts, AuthorityFacts};

/// Returns the competent authorities of a country, with their keys. `country` is its code in the catalogue. That is a
/// single authority, or one for each Land, or one for the country and one for some provinces beside it, or nothing where
/// the country was not researched.
pub fn competent_authorities(
    facts: &AuthoritiesFacts,
    country: &str,
) -> impl Iterator<Item = &'static (Text, AuthorityFacts)> + Clone {
    of_country(facts, country).filter(|(_, authority)| authority.is_competent())
}

/// Returns the authority that is competent wherever in a country somebody lives, with its key.
pub fn authority_of_whole_country(facts: &AuthoritiesFacts, country: &str) -> Option<&'static (Text, AuthorityFacts)> {
    competent_authorities(facts, country).find(|(_, authority)| authority.land.is_none())
}

/// Returns the authorities of a country that are easily taken for competent and are not, with their keys.
pub fn authorities_not_competent(
    facts: &AuthoritiesFacts,
    country: &str,
) -> impl Iterator<Item = &'static (Text, AuthorityFacts)> + Clone {
    of_country(facts, country).filter(|(_, authority)| !authority.is_competent())
}

fn of_country(
    facts: &AuthoritiesFacts,
    country: &str,
) -> impl Iterator<Item = &'static (Text, AuthorityFacts)> + Clone {
    facts.authorities.iter().filter(move |(_, authority)| authority.country == *country)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use serde::de::DeserializeOwned;

    use super::*;
    use crate::catalogue::RegionsFacts;
    use crate::law::{Division, Region, division};

    fn read<T: DeserializeOwned>(file: &str) -> T {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalogue").join(file);
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    }

    fn authorities() -> AuthoritiesFacts {
        read("authorities/facts.json")
    }

    fn keys(country: &str) -> Vec<&'static str> {
        competent_authorities(&authorities(), country).map(|(key, _)| key.as_str()).collect()
    }

    #[test]
    fn every_country_has_the_authorities_that_its_law_names() {
        let facts = authorities();
        let countries = read::<RegionsFacts>("regions/facts.json").countries;
        assert_eq!(countries.values().filter(|region| **region == Region::EU).count(), 30);
        for (country, region) in countries {
            let lands: Vec<_> = competent_authorities(&facts, country).map(|(_, authority)| authority.land).collect();
            let parts: BTreeSet<_> = lands.iter().flatten().map(|land| land.as_str()).collect();
            let whole = lands.iter().filter(|land| land.is_none()).count();
            match division(country) {
                Some(Division::Lands) => assert_eq!((whole, parts.len()), (0, 16), "{parts:?}"),
                Some(Division::Provinces) => {
                    assert_eq!((whole, parts), (1, BTreeSet::from(["CA-AB", "CA-BC", "CA-QC"])));
                }
                None => assert_eq!((whole, parts.len()), (usize::from(region.is_researched()), 0), "{country}"),
            }
        }
        assert_eq!((keys("IE"), keys("CH"), keys("GB")), (vec!["ie"], vec!["ch"], vec!["gb"]));
        assert_eq!(keys("US"), [""; 0]);
        let whole = |country| authority_of_whole_country(&facts, country).map(|(key, _)| key.as_str());
        assert_eq!(["CA", "FR", "DE", "US"].map(whole), [Some("ca"), Some("fr"), None, None]);
    }

    #[test]
    fn a_province_has_the_authority_of_the_country_beside_its_own() {
        for (key, authority) in competent_authorities(&authorities(), "CA") {
            let beside: Vec<&str> = authority.beside.iter().map(|key| key.as_str()).collect();
            assert_eq!(beside, if authority.land.is_some() { vec!["ca"] } else { vec![] }, "{key}");
        }
    }

    #[test]
    fn a_complaint_has_a_language_where_the_authority_says_which() {
        let facts = authorities();
        let first = |key: &str| facts.authorities.get(key).unwrap().languages.iter().next().map(|code| code.as_str());
        assert_eq!(["de-by", "be", "hk", "ca-qc"].map(first), [Some("de"), Some("fr"), Some("zh"), Some("fr")]);
        // Known from a single source only.
        assert_eq!(["hr", "pt", "si"].map(first), [None; 3]);
    }

    #[test]
    fn no_authority_of_the_collected_list_is_missing() {
        assert_eq!(authorities().authorities.iter().len(), 53);
    }

    #[test]
    fn the_federal_commissioner_is_competent_for_nobody() {
        let facts = authorities();
        let offered: Vec<_> = (facts.authorities.values())
            .flat_map(|authority| competent_authorities(&facts, &authority.country))
            .filter(|(key, authority)| **key == *"de-bund" || authority.name.contains("BfDI"))
            .collect();
        assert_eq!(offered, [] as [&(Text, AuthorityFacts); 0]);
        let wrong: Vec<_> = authorities_not_competent(&facts, "DE").map(|(key, _)| key.as_str()).collect();
        assert_eq!(wrong, ["de-bund"]);
        assert_eq!(authorities_not_competent(&facts, "AT").count(), 0);
    }

    #[test]
    fn in_bavaria_the_authority_for_companies_is_competent() {
        let facts = authorities();
        let there = competent_authorities(&facts, "DE")
            .find(|(_, authority)| authority.land.is_some_and(|land| land == "DE-BY"));
        assert!(there.is_some_and(|(_, authority)| authority.name.contains("BayLDA")));
        assert!(facts.authorities.values().all(|authority| !authority.name.contains("BayLfD")));
    }
}
