//! The check of the facts of one service.

use std::collections::BTreeSet;

use super::evidence::{check_claims, check_evidence, check_sources, check_usage};
use super::format::{is_id, is_packable, is_partial_date};
use super::refusal::{Reason, Refusals};
use crate::catalogue::facts::{Certainty, Gesture, GuideFacts, GuideKind, ServiceFacts};
use crate::catalogue::packed::Text;
use crate::journal::{RequestKind, parse_account_id};
use crate::law::Region;

pub(super) fn check_service(id: &str, facts: &ServiceFacts, refusals: &mut Refusals) {
    let file = format!("services/{id}/facts.json");
    // `linkedin-2` would be the id of a second account at `linkedin`.
    let numbered = parse_account_id(id) != (id, 1);
    refusals.unless(facts.id == id && is_id(id) && !numbered, || format!("{file}: id"), Reason::BadId);
    refusals.unless(facts.read_on <= facts.recheck_after, || format!("{file}: recheck_after"), Reason::BadDate);
    let dates = facts.regions.values().filter_map(|region| region.start).chain([facts.read_on, facts.recheck_after]);
    refusals.unless(dates.into_iter().all(is_packable), || format!("{file}: dates"), Reason::BadDate);
    check_sources(&file, facts.sources, refusals);
    check_claims(&file, facts.claims, facts.sources, refusals);
    for (key, link) in &facts.links {
        let host = link.url.strip_prefix("https://").and_then(|rest| rest.split(['/', '?', '#']).next());
        let known = host.is_some_and(|host| facts.hosts.iter().any(|allowed| allowed == host));
        refusals.unless(known, || format!("{file}: links.{key}"), Reason::BadLink);
        check_evidence(format!("{file}: links.{key}"), link.certainty, link.sources, facts.sources, refusals);
    }
    for (key, controller) in &facts.controllers {
        let place = format!("{file}: controllers.{key}");
        let is_code = controller.country.len() == 2 && controller.country.bytes().all(|b| b.is_ascii_uppercase());
        refusals.unless(is_code, || format!("{place}.country"), Reason::BadCountry);
        check_evidence(place, controller.certainty, controller.sources, facts.sources, refusals);
    }
    for (key, label) in &facts.labels {
        for (language, label) in label {
            let place = format!("{file}: labels.{key}.{language}");
            check_evidence(place, label.certainty, label.sources, facts.sources, refusals);
        }
    }
    for region in Region::ALL {
        match facts.regions.get(&region) {
            Some(there) => {
                let known = facts.controllers.contains_key(&there.controller);
                refusals.unless(known, || format!("{file}: regions.{region}.controller"), Reason::DanglingId);
            }
            None => refusals.add(format!("{file}: regions.{region}"), Reason::MissingRegion),
        }
    }
    for event in &facts.timeline {
        let right = is_partial_date(&event.date);
        refusals.unless(right, || format!("{file}: timeline {}", event.date), Reason::BadDate);
    }
    for guide in &facts.guides {
        check_guide(&file, facts, guide, refusals);
    }
    check_languages(&file, facts, refusals);
    let instead = facts.without_setting.iter().filter(|id| !facts.guides.iter().any(|guide| guide.id == **id));
    for id in instead {
        refusals.add(format!("{file}: without_setting {id}"), Reason::DanglingId);
    }
    check_usage(&shown_claims(facts), facts.claims, |id| format!("{file}: claims.{id}"), refusals);
    check_unused(&file, facts, refusals);
}

/// Checks that every language of a service knows at least what the first guide is about: the name of its setting. Other
/// labels may fall back one by one.
fn check_languages(file: &str, facts: &ServiceFacts, refusals: &mut Refusals) {
    let Some(setting) = facts.guides.first().and_then(|guide| guide.setting.as_ref()) else { return };
    let label = facts.labels.get(setting.label.as_str());
    for language in facts.languages {
        let known = label.and_then(|label| label.get(language.as_str()));
        let is_known = known.is_some_and(|label| label.certainty != Certainty::D);
        refusals.unless(is_known, || format!("{file}: languages.{language}"), Reason::MissingLabel);
    }
}

fn check_guide(file: &str, facts: &ServiceFacts, guide: &GuideFacts, refusals: &mut Refusals) {
    let place = format!("{file}: guides.{}", guide.id);
    refusals.unless(is_id(&guide.id), || place.clone(), Reason::BadId);
    let asks = guide.request.is_none_or(|kind| kind.parse::<RequestKind>().is_ok());
    refusals.unless(asks, || format!("{place}.request"), Reason::DanglingId);
    for link in
        [guide.link].into_iter().chain(guide.link_by_region.values().copied()).chain(guide.more_links.iter().copied())
    {
        refusals.unless(facts.links.contains_key(link.as_str()), || format!("{place}.link {link}"), Reason::DanglingId);
    }
    let has_switch = guide.kind != GuideKind::Switch || guide.setting.is_some();
    refusals.unless(has_switch, || place.clone(), Reason::MissingSetting);
    let steps = guide.paths.iter().flat_map(|path| &path.steps);
    let is_known = |label: &str, language: &str| {
        let known = facts.labels.get(label).and_then(|label| label.get(language));
        known.is_some_and(|label| label.certainty != Certainty::D)
    };
    for label in guide_labels(guide) {
        let there = is_known(label, facts.fallback_language());
        refusals.unless(there, || format!("{place}: label {label}"), Reason::MissingLabel);
    }
    for (index, step) in steps.enumerate() {
        let complete = match step.gesture {
            Gesture::Tap | Gesture::Find => step.label.is_some(),
            Gesture::SwitchOff => guide.setting.is_some(),
            Gesture::Words => step.words.is_some(),
            Gesture::TapPhoto => true,
        };
        refusals.unless(complete, || format!("{place}: step {}", index + 1), Reason::DanglingId);
    }
    for path in &guide.paths {
        check_evidence(format!("{place}.paths"), path.certainty, path.sources, facts.sources, refusals);
    }
    for name in &guide.other_names {
        check_evidence(format!("{place}.other_names"), name.certainty, name.sources, facts.sources, refusals);
    }
}

/// Refuses unused sources, links, labels and controllers: their user was forgotten or misspelt.
fn check_unused(file: &str, facts: &ServiceFacts, refusals: &mut Refusals) {
    let labels = facts.labels.values().flat_map(|label| label.values()).map(|label| &label.sources);
    let paths = facts.guides.iter().flat_map(|guide| &guide.paths).map(|path| &path.sources);
    let names = facts.guides.iter().flat_map(|guide| &guide.other_names).map(|name| &name.sources);
    let cited: BTreeSet<&Text> = (facts.claims.values().map(|claim| &claim.sources))
        .chain(facts.links.values().map(|link| &link.sources))
        .chain(facts.controllers.values().map(|controller| &controller.sources))
        .chain(labels)
        .chain(paths)
        .chain(names)
        .flatten()
        .collect();
    for key in facts.sources.keys().filter(|key| !cited.contains(key)) {
        refusals.add(format!("{file}: sources.{key}"), Reason::DanglingId);
    }
    let links = |guide: &GuideFacts, key: &Text| {
        guide.link == *key || guide.link_by_region.values().any(|link| link == key) || guide.more_links.contains(key)
    };
    for key in facts.links.keys().filter(|key| !facts.guides.iter().any(|guide| links(guide, key))) {
        refusals.add(format!("{file}: links.{key}"), Reason::DanglingId);
    }
    for key in
        facts.labels.keys().filter(|key| !facts.guides.iter().any(|guide| guide_labels(guide).contains(key.as_str())))
    {
        refusals.add(format!("{file}: labels.{key}"), Reason::DanglingId);
    }
    let controls = |key: &Text| facts.regions.values().any(|region| region.controller == *key);
    for key in facts.controllers.keys().filter(|key| !controls(key)) {
        refusals.add(format!("{file}: controllers.{key}"), Reason::DanglingId);
    }
}

/// Returns the ids of all claims that a screen shows.
fn shown_claims(facts: &ServiceFacts) -> BTreeSet<&'static str> {
    let guides = facts.guides.into_iter().flat_map(|g| {
        let setting = g.setting.iter().flat_map(|s| [&s.on_means, &s.off_means]);
        [&g.effect, &g.traps, &g.covered, &g.excluded, &g.minors, &g.notes].into_iter().flatten().chain(setting)
    });
    let why = facts.why.into_iter().flat_map(|section| &section.claims);
    guides.chain(why).map(|text| text.as_str()).chain(claims_without_row(facts)).collect()
}

/// Returns the ids of the claims that some screen shows outside a section with a row "We know this only from reports":
/// their sentences need their own hedge.
pub(super) fn claims_without_row(facts: &ServiceFacts) -> BTreeSet<&'static str> {
    let regions = facts.regions.values().flat_map(|r| r.situation.iter().chain(&r.notes));
    let timeline = facts.timeline.into_iter().map(|event| &event.claim);
    // The first note of the guide that remains says who may use it, behind another sentence.
    let instead = facts.guides.into_iter().filter(|guide| facts.without_setting.as_ref() == Some(&guide.id));
    regions
        .chain(timeline)
        .chain(facts.objection)
        .chain(facts.complaint)
        .chain(instead.filter_map(|guide| guide.notes.first()))
        .map(|text| text.as_str())
        .collect()
}

/// Returns the keys of all labels that a guide shows.
fn guide_labels(guide: &GuideFacts) -> BTreeSet<&str> {
    let setting = guide.setting.iter();
    let setting =
        setting.flat_map(|s| [Some(&s.label), Some(&s.on), Some(&s.off), s.text.as_ref()].into_iter().flatten());
    let steps = guide.paths.iter().flat_map(|path| &path.steps).filter_map(|step| step.label.as_ref());
    setting.chain(steps).map(|text| text.as_str()).collect()
}
