//! The check of claims and sources, which all kinds of facts have.

use std::collections::BTreeSet;

use super::format::{host_of, is_id, is_packable, is_partial_date};
use super::refusal::{Reason, Refusals};
use crate::catalogue::facts::{Certainty, Claim, Source, Sources};
use crate::catalogue::packed::{List, Table, Text};

/// Checks sources. Where `by` is asked for, each says who speaks.
pub(super) fn check_sources(file: &str, sources: Table<Source>, by: bool, refusals: &mut Refusals) {
    for (key, source) in sources {
        let place = || format!("{file}: sources.{key}");
        refusals.unless(!source.title.trim().is_empty(), place, Reason::MissingWord);
        let secure = source.url.is_none_or(|url| host_of(&url).is_some());
        refusals.unless(secure, place, Reason::BadLink);
        refusals.unless(source.read_on.is_none_or(is_packable), place, Reason::BadDate);
        refusals.unless(!by || source.by.is_some(), || format!("{}.by", place()), Reason::MissingField);
        let dated = source.dated.map(Text::as_str).is_none_or(is_partial_date);
        refusals.unless(dated, place, Reason::BadDate);
    }
}

pub(super) fn check_claims(file: &str, claims: Table<Claim>, sources: Sources, refusals: &mut Refusals) {
    for (id, claim) in claims {
        let place = || format!("{file}: claims.{id}");
        refusals.unless(is_id(id), place, Reason::BadId);
        let dates = [claim.valid_from, claim.valid_until, claim.recheck_after];
        refusals.unless(dates.into_iter().flatten().all(is_packable), place, Reason::BadDate);
        let ordered = claim.valid_from.zip(claim.valid_until).is_none_or(|(from, until)| from <= until);
        refusals.unless(ordered, place, Reason::BadDate);
        if !(claim.ours && claim.sources.is_empty()) {
            check_evidence(place(), claim.level(), claim.sources, sources, refusals);
        }
    }
}

pub(super) fn check_evidence(
    place: String,
    certainty: Certainty,
    keys: List<Text>,
    sources: Sources,
    refusals: &mut Refusals,
) {
    for key in keys.iter().filter(|key| sources.get(key).is_none()) {
        refusals.add(format!("{place}: source {key}"), Reason::DanglingId);
    }
    let with_address = keys.iter().any(|key| sources.get(key).is_some_and(|source| source.url.is_some()));
    if keys.is_empty() || (certainty == Certainty::A && !with_address) {
        refusals.add(place, Reason::Unsourced);
    }
}

/// Refuses used ids that name no claim, and claims that nothing uses although they may be shown.
pub(super) fn check_usage(
    used: &BTreeSet<&str>,
    claims: Table<Claim>,
    place: impl Fn(&str) -> String,
    refusals: &mut Refusals,
) {
    for id in used.iter().filter(|id| !claims.contains_key(**id)) {
        refusals.add(place(id), Reason::DanglingId);
    }
    for (id, _) in claims.iter().filter(|(id, c)| c.level() != Certainty::D && !used.contains(id.as_str())) {
        refusals.add(place(id), Reason::DanglingId);
    }
}
