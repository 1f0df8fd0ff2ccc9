//! The check of the supervisory authorities.

use std::collections::BTreeSet;

use super::evidence::{check_claims, check_evidence, check_sources, check_usage};
use super::format::{host_of, is_email_address, is_id, is_land, is_packable};
use super::refusal::{Reason, Refusals};
use crate::catalogue::facts::{AuthoritiesFacts, AuthorityFacts, Facts};
use crate::catalogue::packed::{List, Text};
use crate::law::{Division, division};

pub(super) fn check_authorities(facts: &Facts, refusals: &mut Refusals) {
    let (file, countries) = ("authorities/facts.json", facts.regions.countries);
    let facts = &facts.authorities;
    let read = facts.sources.values().all(|source| source.read_on.is_some_and(|day| day <= facts.recheck_after));
    refusals.unless(read && is_packable(facts.recheck_after), || format!("{file}: recheck_after"), Reason::BadDate);
    check_sources(file, facts.sources, false, refusals);
    check_claims(file, facts.claims, facts.sources.into(), refusals);
    let addresses = facts.authorities.values().filter_map(|authority| authority.address.as_ref());
    let of_claims = facts.claims.values().flat_map(|claim| &claim.sources);
    let cited: BTreeSet<&Text> = of_claims.chain(addresses.flat_map(|address| &address.sources)).collect();
    for key in facts.sources.keys().filter(|key| !cited.contains(key)) {
        refusals.add(format!("{file}: sources.{key}"), Reason::DanglingId);
    }
    refusals.unless(!facts.addresses.is_empty(), || format!("{file}: addresses"), Reason::Unsourced);
    for (key, authority) in facts.authorities {
        let place = || format!("{file}: authorities.{key}");
        refusals.unless(is_id(key), place, Reason::BadId);
        refusals.unless(!authority.name.trim().is_empty(), place, Reason::MissingWord);
        let secure = [Some(authority.website), authority.form].into_iter().flatten();
        refusals.unless(secure.into_iter().all(|url| host_of(&url).is_some()), place, Reason::BadLink);
        refusals.unless(authority.email.map(Text::as_str).is_none_or(is_email_address), place, Reason::BadAddress);
        let land = authority.land.map(Text::as_str).is_none_or(|land| is_land(land, &authority.country));
        let right = countries.contains_key(authority.country.as_str()) && land;
        refusals.unless(right, place, Reason::BadPlace);
        let known = |key: &Text| facts.authorities.get(key).is_some_and(|it| it.country == authority.country);
        refusals.unless(authority.beside.iter().all(known), place, Reason::DanglingId);
        let code =
            |code: &Text| (2..=3).contains(&code.len()) && code.bytes().all(|letter| letter.is_ascii_lowercase());
        let languages = authority.languages.iter().chain(authority.reported_languages.iter());
        refusals.unless(languages.chain(authority.names.keys()).all(code), place, Reason::BadId);
        let named = authority.names.values().all(|name| !name.trim().is_empty());
        refusals.unless(named, place, Reason::MissingWord);
        if let Some(address) = &authority.address {
            check_evidence(
                format!("{}: address", place()),
                address.certainty,
                address.sources,
                facts.sources.into(),
                refusals,
            );
            let texts = address.other.values().copied().chain([address.lines]);
            let complete = |lines: List<Text>| !lines.is_empty() && lines.iter().all(|line| !line.trim().is_empty());
            refusals.unless(texts.into_iter().all(complete), place, Reason::MissingWord);
        }
        // Whoever takes nothing but a form is of no use without its address.
        let reachable = authority.form_rule.is_none() || (authority.form.is_some() && !authority.form_notes.is_empty());
        refusals.unless(reachable, place, Reason::BadLink);
        let settled = !authority.email_enough || authority.not_by_email.is_empty();
        refusals.unless(settled, place, Reason::BadAddress);
    }
    for (country, region) in countries {
        let competent = competent_in(facts, country);
        let said = !region.is_researched() || !competent.is_empty();
        refusals.unless(said, || format!("{file}: authorities of {country}"), Reason::MissingRegion);
        let lands: BTreeSet<_> = competent.iter().filter_map(|authority| authority.land).collect();
        let whole = competent.iter().filter(|authority| authority.land.is_none()).count();
        let fits = match division(country) {
            Some(Division::Lands) => whole == 0 && lands.len() != 1,
            Some(Division::Provinces) => whole <= 1,
            None => whole <= 1 && lands.is_empty(),
        };
        let apart = fits && whole + lands.len() == competent.len();
        refusals.unless(apart, || format!("{file}: authorities of {country}"), Reason::SeveralCompetent);
    }
    for country in facts.by_land.keys().filter(|country| division(country).is_none()) {
        refusals.add(format!("{file}: by_land.{country}"), Reason::DanglingId);
    }
    let of_authorities = facts
        .authorities
        .values()
        .flat_map(|it| [it.not_competent, it.notes, it.origin, it.form_notes, it.not_by_email]);
    let shown = of_authorities.chain(facts.by_land.values().copied()).chain([facts.addresses]).flatten();
    check_usage(&shown.map(|id| id.as_str()).collect(), facts.claims, |id| format!("{file}: claims.{id}"), refusals);
}

fn competent_in(facts: &AuthoritiesFacts, country: &str) -> Vec<&'static AuthorityFacts> {
    let all = facts.authorities.values();
    all.filter(|authority| authority.country == *country && authority.is_competent()).collect()
}
