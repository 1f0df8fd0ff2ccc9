//! The check of the supervisory authorities.

use std::collections::BTreeSet;

use super::evidence::{check_claims, check_sources, check_usage};
use super::format::{is_email_address, is_id, is_land, is_packable};
use super::refusal::{Reason, Refusals};
use crate::catalogue::facts::{AuthoritiesFacts, AuthorityFacts, Facts};
use crate::catalogue::packed::Text;

pub(super) fn check_authorities(facts: &Facts, refusals: &mut Refusals) {
    let (file, countries) = ("authorities/facts.json", facts.regions.countries);
    let facts = &facts.authorities;
    let read = facts.sources.values().all(|source| source.read_on <= facts.recheck_after);
    refusals.unless(read && is_packable(facts.recheck_after), || format!("{file}: recheck_after"), Reason::BadDate);
    check_sources(file, facts.sources, refusals);
    check_claims(file, facts.claims, facts.sources, refusals);
    let cited: BTreeSet<&Text> = facts.claims.values().flat_map(|claim| &claim.sources).collect();
    for key in facts.sources.keys().filter(|key| !cited.contains(key)) {
        refusals.add(format!("{file}: sources.{key}"), Reason::DanglingId);
    }
    refusals.unless(!facts.addresses.is_empty(), || format!("{file}: addresses"), Reason::Unsourced);
    for (key, authority) in facts.authorities {
        let place = || format!("{file}: authorities.{key}");
        refusals.unless(is_id(key), place, Reason::BadId);
        refusals.unless(!authority.name.trim().is_empty(), place, Reason::MissingWord);
        let secure = [Some(authority.website), authority.form].into_iter().flatten();
        refusals.unless(secure.into_iter().all(|url| url.starts_with("https://")), place, Reason::BadLink);
        refusals.unless(authority.email.map(Text::as_str).is_none_or(is_email_address), place, Reason::BadAddress);
        let land = authority.land.map(Text::as_str).is_none_or(|land| is_land(land, &authority.country));
        let right = countries.contains_key(authority.country.as_str()) && land;
        refusals.unless(right, place, Reason::BadPlace);
    }
    for (country, region) in countries {
        let competent = competent_in(facts, country);
        let said = !region.is_researched() || !competent.is_empty();
        refusals.unless(said, || format!("{file}: authorities of {country}"), Reason::MissingRegion);
        // Either a single authority for the whole country, or one for each of several Länder.
        let mut lands = BTreeSet::new();
        let several = competent.len() > 1;
        let apart = competent.iter().all(|a| a.land.is_some() == several && lands.insert(a.land));
        refusals.unless(apart, || format!("{file}: authorities of {country}"), Reason::SeveralCompetent);
    }
    for country in facts.by_land.keys().filter(|country| competent_in(facts, country).len() < 2) {
        refusals.add(format!("{file}: by_land.{country}"), Reason::DanglingId);
    }
    let of_authorities = facts.authorities.values().flat_map(|authority| [authority.not_competent, authority.notes]);
    let shown = of_authorities.chain(facts.by_land.values().copied()).chain([facts.addresses]).flatten();
    check_usage(&shown.map(|id| id.as_str()).collect(), facts.claims, |id| format!("{file}: claims.{id}"), refusals);
}

fn competent_in(facts: &AuthoritiesFacts, country: &str) -> Vec<&'static AuthorityFacts> {
    let all = facts.authorities.values();
    all.filter(|authority| authority.country == *country && authority.is_competent()).collect()
}
