//! The check of the facts of one service.

use std::collections::BTreeSet;

use super::evidence::{check_claims, check_evidence, check_sources, check_usage};
use super::format::{host_of, is_email_address, is_host, is_id, is_packable, is_partial_date};
use super::refusal::{Reason, Refusals};
use crate::catalogue::common::{EFFECTS, PAST_UNKNOWN};
use crate::catalogue::facts::{
    Claim, Device, EVERYWHERE, Facts, FindingKind, Gesture, GuideFacts, GuideKind, ServiceFacts, SettingShape, Sources,
    Speaker,
};
use crate::catalogue::packed::Text;
use crate::journal::{RequestKind, parse_account_id};
use crate::law::Region;

/// Words that routes have where the id of a service can stand.
const WORDS_OF_ROUTES: [&str; 8] = ["all", "check", "company", "filter", "find", "kind", "organisation", "rumours"];

/// Most steps of a card.
const MOST_STEPS: usize = 2;

/// Most steps of a card that tells everything about its service.
const MOST_STEPS_OF_A_LONG_CARD: usize = 3;

pub(super) fn check_service(id: &str, facts: &ServiceFacts, all: &Facts, refusals: &mut Refusals) {
    let sources = all.sources_of(facts);
    let file = format!("services/{id}/facts.json");
    // `linkedin-2` would be the id of a second account at `linkedin`.
    let numbered = parse_account_id(id) != (id, 1) || WORDS_OF_ROUTES.contains(&id);
    refusals.unless(facts.id == id && is_id(id) && !numbered, || format!("{file}: id"), Reason::BadId);
    for moved in facts.moved.iter().filter(|moved| !is_id(moved) || all.services.contains_key(moved.as_str())) {
        refusals.add(format!("{file}: moved {moved}"), Reason::BadId);
    }
    for host in facts.hosts.iter().filter(|host| !is_host(host)) {
        refusals.add(format!("{file}: hosts {host}"), Reason::BadLink);
    }
    let leads_there = |host: &Text| facts.links.values().any(|link| host_of(&link.url) == Some(host.as_str()));
    for host in facts.hosts.iter().filter(|host| !leads_there(host)) {
        refusals.add(format!("{file}: hosts {host}"), Reason::DanglingId);
    }
    let dates = facts.regions.values().filter_map(|region| region.start).chain([facts.read_on]);
    refusals.unless(dates.into_iter().all(is_packable), || format!("{file}: dates"), Reason::BadDate);
    check_sources(&file, facts.sources, true, refusals);
    check_claims(&file, facts.claims, sources, refusals);
    for (key, link) in &facts.links {
        let known = host_of(&link.url).is_some_and(|host| facts.hosts.iter().any(|allowed| allowed == host));
        refusals.unless(known, || format!("{file}: links.{key}"), Reason::BadLink);
        check_evidence(format!("{file}: links.{key}"), link.certainty, link.sources, sources, refusals);
    }
    check_labels(&file, facts, refusals);
    if let Some(own) = facts.own {
        refusals.unless(facts.links.contains_key(own.as_str()), || format!("{file}: own"), Reason::DanglingId);
    }
    check_steps(&file, facts, refusals);
    for guide in &facts.guides {
        let others = |name: &Text| {
            let services = all.services.values().filter(|other| other.id != facts.id);
            services.flat_map(|other| other.guides).any(|other| other.linked == Some(*name))
        };
        for name in guide.linked.iter().filter(|name| !others(name)) {
            refusals.add(format!("{file}: guides.{}.linked {name}", guide.id), Reason::DanglingId);
        }
    }
    refusals.unless(!facts.regions.is_empty(), || format!("{file}: regions"), Reason::MissingRegion);
    for (key, there) in &facts.regions {
        let known = *key == EVERYWHERE || Region::of(key).is_some();
        refusals.unless(known, || format!("{file}: regions.{key}"), Reason::UnknownRegion);
        let company = there.company.is_none_or(|company| all.companies.companies.contains_key(company.as_str()));
        refusals.unless(company, || format!("{file}: regions.{key}.company"), Reason::DanglingId);
    }
    let unread = |region: &&Region| facts.region(**region).is_none();
    for guide in &facts.guides {
        for region in guide.regions.keys().filter(unread) {
            refusals.add(format!("{file}: guides.{}.regions.{region}", guide.id), Reason::MissingRegion);
        }
    }
    for event in &facts.timeline {
        let right = is_partial_date(&event.date);
        refusals.unless(right, || format!("{file}: timeline {}", event.date), Reason::BadDate);
    }
    check_findings(&file, facts, sources, refusals);
    check_effects(&file, facts, refusals);
    for guide in &facts.guides {
        check_guide(&file, facts, sources, guide, refusals);
    }
    let instead = facts.without_setting.iter().filter(|id| !facts.guides.iter().any(|guide| guide.id == **id));
    for id in instead {
        refusals.add(format!("{file}: without_setting {id}"), Reason::DanglingId);
    }
    check_usage(&shown_claims(facts), facts.claims, |id| format!("{file}: claims.{id}"), refusals);
    check_unused(&file, facts, refusals);
}

/// Checks the labels: each has its words, and English is among its languages, or the one that stands in for English.
fn check_labels(file: &str, facts: &ServiceFacts, refusals: &mut Refusals) {
    for (key, label) in &facts.labels {
        let place = |language: &str| format!("{file}: labels.{key}.{language}");
        for (language, texts) in label {
            let complete = !texts.is_empty() && texts.iter().all(|text| !text.trim().is_empty());
            refusals.unless(complete, || place(language), Reason::MissingLabel);
        }
        refusals.unless(facts.label(key, "").is_some(), || place("en"), Reason::MissingLabel);
    }
}

/// Most claims of a finding.
const MOST_CLAIMS_OF_A_FINDING: usize = 3;

/// Most news of a service.
const MOST_NEWS: usize = 4;

/// Checks what is found, rumoured and new, and that there is something to do or to know.
fn check_findings(file: &str, facts: &ServiceFacts, sources: Sources, refusals: &mut Refusals) {
    if let Some(finding) = &facts.finding {
        let few = (1..=MOST_CLAIMS_OF_A_FINDING).contains(&finding.claims.len());
        refusals.unless(few, || format!("{file}: finding.claims"), Reason::WrongLength);
        let cited =
            finding.claims.iter().filter_map(|id| facts.claims.get(id.as_str())).flat_map(|claim| claim.sources);
        let speakers = cited.filter_map(|key| sources.get(key)?.by);
        let proven = finding.kind != FindingKind::FalseAlarm || speakers.into_iter().any(Speaker::is_independent);
        refusals.unless(proven, || format!("{file}: finding"), Reason::OnlyDenied);
    }
    let step = facts.guides.iter().any(|guide| guide.step.is_some());
    let company = facts.regions.values().any(|there| there.company.is_some());
    refusals.unless(facts.finding.is_some() || step || company, || file.to_owned(), Reason::NothingToDo);
    refusals.unless(facts.news.len() <= MOST_NEWS, || format!("{file}: news"), Reason::WrongLength);
    let mut newest = None;
    for news in &facts.news {
        let place = || format!("{file}: news {}", news.date);
        // Partial dates have the order of their texts.
        let right = is_partial_date(&news.date) && newest.is_none_or(|newest: Text| news.date <= newest);
        refusals.unless(right, place, Reason::BadDate);
        newest = Some(news.date);
        for id in news.guides.iter().filter(|id| !facts.guides.iter().any(|guide| guide.id == **id)) {
            refusals.add(format!("{}: {id}", place()), Reason::DanglingId);
        }
    }
    for (id, claim) in facts.claims.iter().filter(|(_, claim)| claim.ours && !facts.is_long()) {
        let unread = claim.say.is_some_and(|key| *key == *PAST_UNKNOWN);
        refusals.unless(unread, || format!("{file}: claims.{id}.ours"), Reason::OursIsMore);
    }
}

/// Checks that a service with a step says for each of its regions what the step does about the past.
fn check_effects(file: &str, facts: &ServiceFacts, refusals: &mut Refusals) {
    let steps: Vec<&GuideFacts> = facts.guides.iter().filter(|guide| guide.step.is_some()).collect();
    if steps.is_empty() {
        return;
    }
    let effects = steps.iter().flat_map(|guide| guide.effect).filter_map(|id| facts.claims.get(id.as_str()));
    let said: Vec<&Claim> =
        effects.filter(|claim| claim.say.is_some_and(|key| EFFECTS.contains(&key.as_str()))).collect();
    for region in Region::ALL.into_iter().filter(|region| facts.region(*region).is_some()) {
        let told = said.iter().any(|claim| claim.regions.is_empty() || claim.regions.contains(&region));
        refusals.unless(told, || format!("{file}: guides.effect in {region}"), Reason::NoEffect);
    }
}

/// Checks the steps of a service, and the names of its guides.
fn check_steps(file: &str, facts: &ServiceFacts, refusals: &mut Refusals) {
    let steps: BTreeSet<Text> = facts.guides.iter().filter_map(|guide| guide.step).collect();
    let most = if facts.is_long() { MOST_STEPS_OF_A_LONG_CARD } else { MOST_STEPS };
    refusals.unless(steps.len() <= most, || format!("{file}: guides"), Reason::TooManySteps);
    refusals.unless(steps.is_empty() || facts.own.is_some(), || format!("{file}: own"), Reason::MissingField);
    for (place, guide) in facts.guides.iter().enumerate() {
        let others = facts.guides.iter().take(place);
        let named = others.clone().all(|other| other.id != guide.id);
        refusals.unless(named, || format!("{file}: guides.{}", guide.id), Reason::BadId);
        let apart = |other: &GuideFacts| {
            let both = !other.regions.is_empty() && !guide.regions.is_empty();
            guide.step.is_some()
                && other.step == guide.step
                && both
                && !guide.regions.keys().any(|region| other.regions.contains_key(region))
        };
        for _ in others.filter(|other| apart(other)) {
            refusals.add(format!("{file}: guides.{}.regions", guide.id), Reason::WaysApart);
        }
    }
}

fn check_guide(file: &str, facts: &ServiceFacts, sources: Sources, guide: &GuideFacts, refusals: &mut Refusals) {
    let place = format!("{file}: guides.{}", guide.id);
    refusals.unless(is_id(&guide.id), || place.clone(), Reason::BadId);
    check_kind(&place, guide, refusals);
    let asks = guide.request.is_none_or(|kind| kind.parse::<RequestKind>().is_ok());
    refusals.unless(asks, || format!("{place}.request"), Reason::DanglingId);
    for link in guide_links(guide) {
        refusals.unless(facts.links.contains_key(link.as_str()), || format!("{place}.link {link}"), Reason::DanglingId);
    }
    for label in guide_labels(guide) {
        let there = facts.labels.contains_key(label);
        refusals.unless(there, || format!("{place}: label {label}"), Reason::MissingLabel);
    }
    for path in &guide.paths {
        let place = format!("{place}.paths.{}", if path.device == Device::App { "app" } else { "computer" });
        check_evidence(place.clone(), path.certainty, path.sources, sources, refusals);
        for label in path.known.iter().filter(|label| !guide_labels(guide).contains(label.as_str())) {
            refusals.add(format!("{place}.known {label}"), Reason::DanglingId);
        }
        let languages = facts.languages();
        for code in path.reported_in.iter().filter(|code| !languages.contains(&code.as_str())) {
            refusals.add(format!("{place}.reported_in {code}"), Reason::DanglingId);
        }
        let switches = path.steps.iter().any(|step| step.gesture == Gesture::SwitchOff);
        refusals.unless(!switches || guide.switches_off(), || format!("{place}: off"), Reason::MissingSetting);
    }
    for name in &guide.other_names {
        check_evidence(format!("{place}.other_names"), name.certainty, name.sources, sources, refusals);
    }
    if let Some(mail) = &guide.mail {
        refusals.unless(is_email_address(&mail.to), || format!("{place}.mail.to"), Reason::BadAddress);
        refusals.unless(!mail.subject.trim().is_empty(), || format!("{place}.mail.subject"), Reason::MissingWord);
        check_evidence(format!("{place}.mail"), mail.certainty, mail.sources, sources, refusals);
    }
}

/// Checks that a guide has what its kind needs, and nothing that its kind must not have.
fn check_kind(place: &str, guide: &GuideFacts, refusals: &mut Refusals) {
    use GuideKind as K;
    let has_path = |device| guide.paths.iter().any(|path| path.device == device);
    let (kind, step) = (guide.kind, guide.step.is_some());
    let has = [
        ("setting", guide.setting.is_some()),
        ("link", guide.link.is_some()),
        ("mail", guide.mail.is_some()),
        ("request", guide.request.is_some()),
        ("step", step),
        ("paths.app", has_path(Device::App)),
        ("paths.computer", has_path(Device::Computer)),
    ];
    let (needs, refuses): (&[&str], &[&str]) = match kind {
        K::Switch => (&["setting", "paths.app"], &["request", "mail"]),
        // A setting is what a step is about; what is optional may be something else to do.
        K::Computer if step => (&["setting", "link", "paths.computer"], &["paths.app", "request", "mail"]),
        K::Computer => (&["link", "paths.computer"], &["paths.app", "request", "mail"]),
        K::Form => (&["link"], &["setting", "mail"]),
        K::Mail => (&["mail"], &["setting", "link", "paths.app", "paths.computer"]),
        K::Letter => (&[], &["setting", "link", "mail", "request", "step", "paths.app", "paths.computer"]),
        K::Contact => (&["link"], &["step", "request", "setting", "mail"]),
    };
    for (field, there) in has {
        refusals.unless(there || !needs.contains(&field), || format!("{place}.{field}"), Reason::MissingField);
        refusals.unless(!there || !refuses.contains(&field), || format!("{place}.{field}"), Reason::FieldOfOtherKind);
    }
    // Whom the service leaves out is a claim, after whose word it is.
    let told = guide.not_for.is_empty() || !guide.excluded.is_empty();
    refusals.unless(told, || format!("{place}.excluded"), Reason::MissingField);
    let repeated = guide.per.is_none() || !step;
    refusals.unless(repeated, || format!("{place}.per"), Reason::FieldOfOtherKind);
    if let Some(setting) = &guide.setting {
        let named = setting.on.is_some() && setting.off.is_some();
        let complete =
            setting.on.is_some() == setting.off.is_some() && (named || setting.shape != SettingShape::Choice);
        refusals.unless(complete, || format!("{place}.setting.off"), Reason::MissingLabel);
        // Both or neither: a position without a meaning beside one with it would look like an oversight.
        let told = setting.on_means.is_some() == setting.off_means.is_some();
        refusals.unless(told, || format!("{place}.setting.off_means"), Reason::MissingField);
        // What protects is never a step: nobody is asked to check it, and "off" is not what counts as done.
        refusals.unless(!setting.protects || !step, || format!("{place}.step"), Reason::FieldOfOtherKind);
    }
}

/// Returns the keys of all sources that a service cites.
pub(super) fn cited_sources(facts: &ServiceFacts) -> BTreeSet<Text> {
    let mails = facts.guides.iter().filter_map(|guide| guide.mail.as_ref()).map(|mail| mail.sources);
    let paths = facts.guides.iter().flat_map(|guide| &guide.paths).map(|path| path.sources);
    let names = facts.guides.iter().flat_map(|guide| &guide.other_names).map(|name| name.sources);
    let links = facts.links.values().map(|link| link.sources);
    let claims = facts.claims.values().map(|claim| claim.sources);
    claims.chain(links).chain(mails).chain(paths).chain(names).flatten().copied().collect()
}

/// Refuses unused sources, links and labels: their user was forgotten or misspelt.
fn check_unused(file: &str, facts: &ServiceFacts, refusals: &mut Refusals) {
    let cited = cited_sources(facts);
    for key in facts.sources.keys().filter(|key| !cited.contains(*key)) {
        refusals.add(format!("{file}: sources.{key}"), Reason::DanglingId);
    }
    let links: BTreeSet<Text> = facts.guides.iter().flat_map(guide_links).chain(facts.own).collect();
    for key in facts.links.keys().filter(|key| !links.contains(*key)) {
        refusals.add(format!("{file}: links.{key}"), Reason::DanglingId);
    }
    for key in
        facts.labels.keys().filter(|key| !facts.guides.iter().any(|guide| guide_labels(guide).contains(key.as_str())))
    {
        refusals.add(format!("{file}: labels.{key}"), Reason::DanglingId);
    }
}

/// Returns the ids of all claims that a screen shows.
fn shown_claims(facts: &ServiceFacts) -> BTreeSet<&'static str> {
    let guides = facts.guides.into_iter().flat_map(|g| {
        let setting = g.setting.iter().flat_map(|s| [&s.on_means, &s.off_means]).flatten();
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
        .chain(facts.finding.iter().flat_map(|finding| finding.claims))
        .chain(facts.rumours)
        .chain(facts.news.into_iter().map(|news| &news.claim))
        .chain(facts.guides.into_iter().filter_map(|guide| guide.proof.as_ref()))
        .chain(instead.filter_map(|guide| guide.notes.first()))
        .map(|text| text.as_str())
        .collect()
}

/// Returns the keys of all links of a guide.
fn guide_links(guide: &GuideFacts) -> impl Iterator<Item = Text> {
    guide.link.into_iter().chain(guide.link_by_region.values().copied()).chain(guide.more_links.iter().copied())
}

/// Returns the keys of all labels that a guide shows.
fn guide_labels(guide: &GuideFacts) -> BTreeSet<&str> {
    let setting = guide.setting.iter();
    let setting =
        setting.flat_map(|s| [s.label.as_ref(), s.on.as_ref(), s.off.as_ref(), s.text.as_ref()].into_iter().flatten());
    let steps = guide.paths.iter().flat_map(|path| &path.steps).filter_map(|step| step.label.as_ref());
    setting.chain(steps).map(|text| text.as_str()).collect()
}
