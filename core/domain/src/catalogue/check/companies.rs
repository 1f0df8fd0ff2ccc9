//! The check of the companies behind the services, and of the sources that several files share.

use std::collections::BTreeSet;

use super::evidence::{check_evidence, check_sources};
use super::format::{host_of, is_email_address, is_id, is_packable};
use super::refusal::{Reason, Refusals};
use super::service::cited_sources;
use crate::catalogue::facts::{Facts, NO_AUTHORITY, UNKNOWN_AUTHORITY, Way};
use crate::catalogue::packed::Text;

pub(super) fn check_companies(facts: &Facts, refusals: &mut Refusals) {
    let file = "companies/facts.json";
    let all = &facts.companies;
    check_sources(file, all.sources, true, refusals);
    let used: BTreeSet<Text> = facts
        .services
        .values()
        .flat_map(|service| service.regions.values())
        .filter_map(|there| there.company)
        .collect();
    for (key, company) in &all.companies {
        let place = format!("{file}: companies.{key}");
        refusals.unless(is_id(key), || place.clone(), Reason::BadId);
        refusals.unless(used.contains(key), || place.clone(), Reason::DanglingId);
        let is_code = company.country.len() == 2 && company.country.bytes().all(|b| b.is_ascii_uppercase());
        refusals.unless(is_code, || format!("{place}.country"), Reason::BadCountry);
        let leads = [NO_AUTHORITY, UNKNOWN_AUTHORITY].contains(&company.authority.as_str())
            || facts.authorities.authorities.contains_key(company.authority.as_str());
        refusals.unless(leads, || format!("{place}.authority"), Reason::DanglingId);
        refusals.unless(is_packable(company.read_on), || format!("{place}.read_on"), Reason::BadDate);
        let others = company.representative.values().filter_map(|other| other.email);
        for email in company.email.into_iter().chain(others) {
            refusals.unless(is_email_address(&email), || format!("{place}: {email}"), Reason::BadAddress);
        }
        for channel in &company.channels {
            // A form has its address, and the other ways lead to the addresses above.
            let right = match channel.way {
                Way::Form => channel.url.is_some_and(|url| host_of(&url).is_some()),
                Way::Email => channel.url.is_none() && company.email.is_some(),
                Way::Post => channel.url.is_none() && !company.post.is_empty(),
            };
            refusals.unless(right, || format!("{place}.channels"), Reason::BadLink);
        }
        check_evidence(place, company.certainty, company.sources, facts.sources_of_companies(), refusals);
    }
    let of_companies: BTreeSet<Text> = all.companies.values().flat_map(|company| company.sources).copied().collect();
    for key in all.sources.keys().filter(|key| !of_companies.contains(*key)) {
        refusals.add(format!("{file}: sources.{key}"), Reason::DanglingId);
    }
    check_sources("sources.json", facts.sources, true, refusals);
    let cited: BTreeSet<Text> = facts.services.values().flat_map(cited_sources).chain(of_companies).collect();
    for key in
        facts.sources.keys().filter(|key| !cited.iter().any(|cited| cited.strip_prefix('@') == Some(key.as_str())))
    {
        refusals.add(format!("sources.json: {key}"), Reason::DanglingId);
    }
    for (key, source) in &all.sources {
        refusals.unless(source.read_on.is_some(), || format!("{file}: sources.{key}.read_on"), Reason::MissingField);
    }
    for (key, source) in &facts.sources {
        refusals.unless(source.read_on.is_some(), || format!("sources.json: {key}.read_on"), Reason::MissingField);
    }
}
