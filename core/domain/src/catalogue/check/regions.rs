//! The check of countries and the rights that people have there.

use std::collections::BTreeSet;

use super::evidence::{check_claims, check_sources, check_usage};
use super::format::is_packable;
use super::refusal::{Reason, Refusals};
use crate::catalogue::facts::RegionsFacts;
use crate::journal::RequestKind;
use crate::law::Region;

pub(super) fn check_regions(facts: &RegionsFacts, refusals: &mut Refusals) {
    let file = "regions/facts.json";
    let read = facts.sources.values().all(|source| source.read_on.is_some_and(|day| day <= facts.recheck_after));
    refusals.unless(read && is_packable(facts.recheck_after), || format!("{file}: recheck_after"), Reason::BadDate);
    check_sources(file, facts.sources, false, refusals);
    check_claims(file, facts.claims, facts.sources.into(), refusals);
    let mut used = BTreeSet::new();
    for region in Region::ALL {
        match facts.rights.get(&region) {
            Some(claims) if !claims.is_empty() => used.extend(claims.iter().map(|text| text.as_str())),
            _ => refusals.add(format!("{file}: rights.{region}"), Reason::MissingRegion),
        }
        let lived_in = facts.countries.values().any(|r| *r == region);
        refusals.unless(lived_in, || format!("{file}: countries of {region}"), Reason::MissingRegion);
    }
    for (field, claims) in [("at_first_sight", facts.at_first_sight), ("complaint", facts.complaint)] {
        for id in claims.values().flatten().filter(|id| !used.contains(id.as_str())) {
            refusals.add(format!("{file}: {field} {id}"), Reason::DanglingId);
        }
    }
    for kind in facts.before_request.keys().filter(|kind| kind.parse::<RequestKind>().is_err()) {
        refusals.add(format!("{file}: before_request.{kind}"), Reason::DanglingId);
    }
    used.extend(facts.before_request.values().flat_map(|it| it.values().flatten()).map(|id| id.as_str()));
    check_usage(&used, facts.claims, |id| format!("{file}: claims.{id}"), refusals);
}
