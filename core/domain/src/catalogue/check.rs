//! What makes a catalogue wrong. The build refuses one with a single [`Refusal`] and lists them all.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::NaiveDate;

use super::packed::{FIRST_DAY, List, Table, Text};
use super::{Certainty, Claim, Facts, Gesture, GuideFacts, GuideKind, RegionsFacts, ServiceFacts, Source, Words};
use crate::authorities::competent;
use crate::journal::RequestKind;
use crate::region::Region;

/// Why something is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A word that should be there is not.
    MissingWord,
    /// A word that nothing asks for.
    UnknownWord,
    /// An id that names nothing, or a claim that nobody shows.
    DanglingId,
    /// No source, or for certainty A none with an address.
    Unsourced,
    /// Certainty C without a hedge.
    MissingHedge,
    /// Certainty D, which is never shown, with words.
    ShownD,
    /// A date that is none or stands in the wrong order.
    BadDate,
    /// Not https, or not one of the service's hosts.
    BadLink,
    /// An e-mail address that is none, or that a link could not hold as it is.
    BadAddress,
    /// Something else than lower-case letters, digits and hyphens.
    BadId,
    /// Something else than two capital letters.
    BadCountry,
    /// No country of the regions, or no Land of its country.
    BadPlace,
    /// A person would not know which of several authorities is theirs.
    SeveralCompetent,
    /// Languages disagree on the `{places}` of a text.
    PlaceMismatch,
    /// A region about which nothing is said.
    MissingRegion,
    /// A label that is missing in a language of the service.
    MissingLabel,
    /// A switch guide without its switch.
    MissingSetting,
}

impl Reason {
    fn sentence(self) -> &'static str {
        match self {
            Self::MissingWord => "a text is missing or empty; add it in this language",
            Self::UnknownWord => "nothing asks for this text; remove it or correct its key",
            Self::DanglingId => "this names nothing, or nothing names it; correct the id or remove it",
            Self::Unsourced => "no source (certainty A needs one with an address); add it",
            Self::MissingHedge => "certainty C must be worded as reported; use one of the language's hedges",
            Self::ShownD => "certainty D is never shown; remove the text or find a source",
            Self::BadDate => "this is no date, or a date that cannot be right; write YYYY-MM-DD and check the order",
            Self::BadLink => "links are https and on a host of the service; correct the link or add the host",
            Self::BadCountry => "a country is its two-letter code in capitals",
            Self::BadAddress => {
                "an e-mail address has one @, a domain, and only letters, digits, dots, hyphens, underscores"
            }
            Self::BadId => "ids are lower-case letters, digits and hyphens",
            Self::BadPlace => "this is no country of regions/facts.json, or no Land (ISO 3166-2) of its country",
            Self::SeveralCompetent => "a country has one competent authority, or one for each Land; correct it",
            Self::PlaceMismatch => "the languages have different {places} here; make them the same",
            Self::MissingRegion => "every region must be said something about; add it",
            Self::MissingLabel => "this label is needed in every language of the service, of certainty A to C",
            Self::MissingSetting => "a guide of the kind switch needs its setting",
        }
    }
}

/// One thing that is wrong, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    /// File and place: `services/linkedin/de.json: claims.start`.
    pub place: String,
    /// Why.
    pub reason: Reason,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.reason.sentence())
    }
}

/// Everything that is wrong with a catalogue, sorted; empty when it may be shipped. `words` is by language code.
pub fn check(facts: &Facts, words: &BTreeMap<String, Words>) -> Vec<Refusal> {
    let mut found = Found(Vec::new());
    check_regions(&facts.regions, &mut found);
    check_authorities(facts, &mut found);
    for (id, service) in &facts.services {
        check_service(id, service, &mut found);
    }
    for (language, words) in words {
        check_words(facts, language, words, &mut found);
    }
    check_places(words, &mut found);
    found.0.sort();
    found.0.dedup();
    found.0
}

struct Found(Vec<Refusal>);

impl Found {
    fn add(&mut self, place: impl Into<String>, reason: Reason) {
        self.0.push(Refusal { place: place.into(), reason });
    }

    fn unless(&mut self, right: bool, place: impl FnOnce() -> String, reason: Reason) {
        if !right {
            self.add(place(), reason);
        }
    }
}

fn check_regions(facts: &RegionsFacts, found: &mut Found) {
    let file = "regions/facts.json";
    let read = facts.sources.values().all(|source| source.read_on <= facts.recheck_after);
    found.unless(read && fits(facts.recheck_after), || format!("{file}: recheck_after"), Reason::BadDate);
    check_sources(file, facts.sources, found);
    check_claims(file, facts.claims, facts.sources, found);
    let mut used = BTreeSet::new();
    for region in Region::ALL {
        match facts.rights.get(&region) {
            Some(claims) if !claims.is_empty() => used.extend(claims.iter().map(|text| text.as_str())),
            _ => found.add(format!("{file}: rights.{region}"), Reason::MissingRegion),
        }
        let lived_in = facts.countries.values().any(|r| *r == region);
        found.unless(lived_in, || format!("{file}: countries of {region}"), Reason::MissingRegion);
    }
    for (field, claims) in [("at_first_sight", facts.at_first_sight), ("complaint", facts.complaint)] {
        for id in claims.values().flatten().filter(|id| !used.contains(id.as_str())) {
            found.add(format!("{file}: {field} {id}"), Reason::DanglingId);
        }
    }
    same_keys(&used, facts.claims, |id| format!("{file}: claims.{id}"), found);
}

fn check_authorities(facts: &Facts, found: &mut Found) {
    let (file, countries) = ("authorities/facts.json", facts.regions.countries);
    let facts = &facts.authorities;
    let read = facts.sources.values().all(|source| source.read_on <= facts.recheck_after);
    found.unless(read && fits(facts.recheck_after), || format!("{file}: recheck_after"), Reason::BadDate);
    check_sources(file, facts.sources, found);
    check_claims(file, facts.claims, facts.sources, found);
    let cited: BTreeSet<&Text> = facts.claims.values().flat_map(|claim| &claim.sources).collect();
    for key in facts.sources.keys().filter(|key| !cited.contains(key)) {
        found.add(format!("{file}: sources.{key}"), Reason::DanglingId);
    }
    found.unless(!facts.addresses.is_empty(), || format!("{file}: addresses"), Reason::Unsourced);
    for (key, authority) in facts.authorities {
        let place = || format!("{file}: authorities.{key}");
        found.unless(is_id(key), place, Reason::BadId);
        found.unless(!authority.name.trim().is_empty(), place, Reason::MissingWord);
        let secure = [Some(authority.website), authority.form].into_iter().flatten();
        found.unless(secure.into_iter().all(|url| url.starts_with("https://")), place, Reason::BadLink);
        found.unless(authority.email.map(Text::as_str).is_none_or(is_address), place, Reason::BadAddress);
        let land = authority.land.map(Text::as_str).is_none_or(|land| is_land(land, &authority.country));
        let right = countries.contains_key(authority.country.as_str()) && land;
        found.unless(right, place, Reason::BadPlace);
    }
    for (country, region) in countries {
        let competent = competent(facts, country);
        let said = *region == Region::Other || competent.clone().next().is_some();
        found.unless(said, || format!("{file}: authorities of {country}"), Reason::MissingRegion);
        // The whole country counts as a Land: it is none beside others.
        let mut lands = BTreeSet::new();
        let several = competent.clone().nth(1).is_some();
        let apart = competent.clone().all(|(_, a)| a.land.is_some() == several && lands.insert(a.land));
        found.unless(apart, || format!("{file}: authorities of {country}"), Reason::SeveralCompetent);
    }
    for country in facts.by_land.keys().filter(|country| competent(facts, country).nth(1).is_none()) {
        found.add(format!("{file}: by_land.{country}"), Reason::DanglingId);
    }
    let of_authorities = facts.authorities.values().flat_map(|authority| [authority.not_competent, authority.notes]);
    let shown = of_authorities.chain(facts.by_land.values().copied()).chain([facts.addresses]).flatten();
    same_keys(&shown.map(|id| id.as_str()).collect(), facts.claims, |id| format!("{file}: claims.{id}"), found);
}

fn check_service(id: &str, facts: &ServiceFacts, found: &mut Found) {
    let file = format!("services/{id}/facts.json");
    // `linkedin-2` is somebody's second account at `linkedin`.
    let numbered = id.rsplit_once('-').is_some_and(|(_, end)| end.bytes().all(|b| b.is_ascii_digit()));
    found.unless(facts.id == id && is_id(id) && !numbered, || format!("{file}: id"), Reason::BadId);
    found.unless(facts.read_on <= facts.recheck_after, || format!("{file}: recheck_after"), Reason::BadDate);
    let dates = facts.regions.values().filter_map(|region| region.start).chain([facts.read_on, facts.recheck_after]);
    found.unless(dates.into_iter().all(fits), || format!("{file}: dates"), Reason::BadDate);
    check_sources(&file, facts.sources, found);
    check_claims(&file, facts.claims, facts.sources, found);
    for (key, link) in &facts.links {
        let host = link.url.strip_prefix("https://").and_then(|rest| rest.split(['/', '?', '#']).next());
        let known = host.is_some_and(|host| facts.hosts.iter().any(|allowed| allowed == host));
        found.unless(known, || format!("{file}: links.{key}"), Reason::BadLink);
        check_evidence(format!("{file}: links.{key}"), link.certainty, link.sources, facts.sources, found);
    }
    for (key, controller) in &facts.controllers {
        let place = format!("{file}: controllers.{key}");
        let is_code = controller.country.len() == 2 && controller.country.bytes().all(|b| b.is_ascii_uppercase());
        found.unless(is_code, || format!("{place}.country"), Reason::BadCountry);
        check_evidence(place, controller.certainty, controller.sources, facts.sources, found);
    }
    for (key, label) in &facts.labels {
        for (language, label) in label {
            let place = format!("{file}: labels.{key}.{language}");
            check_evidence(place, label.certainty, label.sources, facts.sources, found);
        }
    }
    for region in Region::ALL {
        match facts.regions.get(&region) {
            Some(there) => {
                let known = facts.controllers.contains_key(&there.controller);
                found.unless(known, || format!("{file}: regions.{region}.controller"), Reason::DanglingId);
            }
            None => found.add(format!("{file}: regions.{region}"), Reason::MissingRegion),
        }
    }
    for event in &facts.timeline {
        let right = is_partial_date(&event.date);
        found.unless(right, || format!("{file}: timeline {}", event.date), Reason::BadDate);
    }
    for guide in &facts.guides {
        check_guide(&file, facts, guide, found);
    }
    let instead = facts.without_setting.iter().filter(|id| !facts.guides.iter().any(|guide| guide.id == **id));
    for id in instead {
        found.add(format!("{file}: without_setting {id}"), Reason::DanglingId);
    }
    same_keys(&shown_claims(facts), facts.claims, |id| format!("{file}: claims.{id}"), found);
    check_unused(&file, facts, found);
}

/// What nothing uses has been forgotten, or its user misspelt.
fn check_unused(file: &str, facts: &ServiceFacts, found: &mut Found) {
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
        found.add(format!("{file}: sources.{key}"), Reason::DanglingId);
    }
    let links = |guide: &GuideFacts, key: &Text| {
        guide.link == *key || guide.link_by_region.values().any(|link| link == key) || guide.more_links.contains(key)
    };
    for key in facts.links.keys().filter(|key| !facts.guides.iter().any(|guide| links(guide, key))) {
        found.add(format!("{file}: links.{key}"), Reason::DanglingId);
    }
    for key in
        facts.labels.keys().filter(|key| !facts.guides.iter().any(|guide| guide_labels(guide).contains(key.as_str())))
    {
        found.add(format!("{file}: labels.{key}"), Reason::DanglingId);
    }
    let controls = |key: &Text| facts.regions.values().any(|region| region.controller == *key);
    for key in facts.controllers.keys().filter(|key| !controls(key)) {
        found.add(format!("{file}: controllers.{key}"), Reason::DanglingId);
    }
}

/// Keys of all labels that a guide shows.
fn guide_labels(guide: &GuideFacts) -> BTreeSet<&str> {
    let setting = guide.setting.iter();
    let setting =
        setting.flat_map(|s| [Some(&s.label), Some(&s.on), Some(&s.off), s.text.as_ref()].into_iter().flatten());
    let steps = guide.paths.iter().flat_map(|path| &path.steps).filter_map(|step| step.label.as_ref());
    setting.chain(steps).map(|text| text.as_str()).collect()
}

fn check_guide(file: &str, facts: &ServiceFacts, guide: &GuideFacts, found: &mut Found) {
    let place = format!("{file}: guides.{}", guide.id);
    found.unless(is_id(&guide.id), || place.clone(), Reason::BadId);
    let asks = guide.request.is_none_or(|kind| kind.parse::<RequestKind>().is_ok());
    found.unless(asks, || format!("{place}.request"), Reason::DanglingId);
    for link in
        [guide.link].into_iter().chain(guide.link_by_region.values().copied()).chain(guide.more_links.iter().copied())
    {
        found.unless(facts.links.contains_key(link.as_str()), || format!("{place}.link {link}"), Reason::DanglingId);
    }
    let has_switch = guide.kind != GuideKind::Switch || guide.setting.is_some();
    found.unless(has_switch, || place.clone(), Reason::MissingSetting);
    let steps = guide.paths.iter().flat_map(|path| &path.steps);
    for label in guide_labels(guide) {
        let known = facts.labels.get(label);
        let everywhere = known.is_some_and(|known| {
            facts.languages.iter().all(|l| known.get(l).is_some_and(|label| label.certainty != Certainty::D))
        });
        found.unless(everywhere, || format!("{place}: label {label}"), Reason::MissingLabel);
    }
    for (index, step) in steps.enumerate() {
        let complete = match step.gesture {
            Gesture::Tap | Gesture::Find => step.label.is_some(),
            Gesture::SwitchOff => guide.setting.is_some(),
            Gesture::Words => step.words.is_some(),
            Gesture::TapPhoto => true,
        };
        found.unless(complete, || format!("{place}: step {}", index + 1), Reason::DanglingId);
    }
    for path in &guide.paths {
        check_evidence(format!("{place}.paths"), path.certainty, path.sources, facts.sources, found);
    }
    for name in &guide.other_names {
        check_evidence(format!("{place}.other_names"), name.certainty, name.sources, facts.sources, found);
    }
}

/// Every claim that some screen shows.
fn shown_claims(facts: &ServiceFacts) -> BTreeSet<&'static str> {
    let guides = facts.guides.into_iter().flat_map(|g| {
        let setting = g.setting.iter().flat_map(|s| [&s.on_means, &s.off_means]);
        [&g.effect, &g.traps, &g.covered, &g.excluded, &g.minors, &g.notes].into_iter().flatten().chain(setting)
    });
    let regions = facts.regions.values().flat_map(|r| r.situation.iter().chain(&r.notes));
    let why = facts.why.into_iter().flat_map(|section| &section.claims);
    let timeline = facts.timeline.into_iter().map(|event| &event.claim);
    guides
        .chain(regions)
        .chain(why)
        .chain(timeline)
        .chain(facts.objection)
        .chain(facts.complaint)
        .map(|text| text.as_str())
        .collect()
}

fn check_sources(file: &str, sources: Table<Source>, found: &mut Found) {
    for (key, source) in sources {
        let place = || format!("{file}: sources.{key}");
        found.unless(!source.title.trim().is_empty(), place, Reason::MissingWord);
        let secure = source.url.as_ref().is_none_or(|url| url.starts_with("https://"));
        found.unless(secure, place, Reason::BadLink);
        found.unless(fits(source.read_on), place, Reason::BadDate);
        let dated = source.dated.map(Text::as_str).is_none_or(is_partial_date);
        found.unless(dated, place, Reason::BadDate);
    }
}

fn check_claims(file: &str, claims: Table<Claim>, sources: Table<Source>, found: &mut Found) {
    for (id, claim) in claims {
        let place = || format!("{file}: claims.{id}");
        found.unless(is_id(id), place, Reason::BadId);
        let dates = [claim.valid_from, claim.valid_until, claim.recheck_after];
        found.unless(dates.into_iter().flatten().all(fits), place, Reason::BadDate);
        let ordered = claim.valid_from.zip(claim.valid_until).is_none_or(|(from, until)| from <= until);
        found.unless(ordered, place, Reason::BadDate);
        if !(claim.own && claim.sources.is_empty()) {
            check_evidence(place(), claim.certainty, claim.sources, sources, found);
        }
    }
}

fn check_evidence(place: String, certainty: Certainty, keys: List<Text>, sources: Table<Source>, found: &mut Found) {
    for key in keys.iter().filter(|key| !sources.contains_key(key.as_str())) {
        found.add(format!("{place}: source {key}"), Reason::DanglingId);
    }
    let with_address = keys.iter().any(|key| sources.get(key).is_some_and(|source| source.url.is_some()));
    if keys.is_empty() || (certainty == Certainty::A && !with_address) {
        found.add(place, Reason::Unsourced);
    }
}

fn check_words(facts: &Facts, language: &str, words: &Words, found: &mut Found) {
    let hedges = words.app.hedges;
    let regions = format!("regions/{language}.json");
    check_sentences(&regions, facts.regions.claims, words.regions.claims, hedges, found);
    let countries: BTreeSet<&str> = facts.regions.countries.keys().map(|text| text.as_str()).collect();
    check_texts(&format!("{regions}: countries"), &countries, words.regions.countries, found);
    let file = format!("authorities/{language}.json");
    check_sentences(&file, facts.authorities.claims, words.authorities.claims, hedges, found);
    let lands: BTreeSet<&str> =
        facts.authorities.authorities.values().filter_map(|authority| authority.land.map(Text::as_str)).collect();
    check_texts(&format!("{file}: lands"), &lands, words.authorities.lands, found);
    for (id, service) in &facts.services {
        let file = format!("services/{id}/{language}.json");
        let Some(words) = words.services.get(id) else {
            found.add(file, Reason::MissingWord);
            continue;
        };
        found.unless(!words.about.trim().is_empty(), || format!("{file}: about"), Reason::MissingWord);
        check_sentences(&file, service.claims, words.claims, hedges, found);
        let headings: BTreeSet<&str> = service
            .why
            .iter()
            .flat_map(|section| section.page.iter().chain([&section.heading]))
            .map(|text| text.as_str())
            .collect();
        check_texts(&format!("{file}: headings"), &headings, words.headings, found);
        let open: BTreeSet<&str> = service.open_points.iter().map(|point| point.id.as_str()).collect();
        check_texts(&format!("{file}: open_points"), &open, words.open_points, found);
        for guide in &service.guides {
            let place = format!("{file}: guides.{}", guide.id);
            let Some(texts) = words.guides.get(&guide.id) else {
                found.add(place, Reason::MissingWord);
                continue;
            };
            let steps: BTreeSet<&str> = guide
                .paths
                .iter()
                .flat_map(|path| &path.steps)
                .filter_map(|step| step.words.map(Text::as_str))
                .collect();
            check_texts(&format!("{place}.steps"), &steps, texts.steps, found);
            let links: BTreeSet<&str> = guide.more_links.iter().map(|text| text.as_str()).collect();
            check_texts(&format!("{place}.links"), &links, texts.links, found);
            let mut needed = vec![&texts.title, &texts.task, &texts.name, &texts.kind, &texts.nudge, &texts.done];
            needed.extend([&texts.done_state, &texts.share]);
            needed.extend(guide.recheck_months.map(|_| &texts.check));
            let complete = needed.iter().all(|text| !text.trim().is_empty());
            found.unless(complete, || place.clone(), Reason::MissingWord);
        }
        for id in words.guides.keys().filter(|id| !service.guides.iter().any(|guide| guide.id == **id)) {
            found.add(format!("{file}: guides.{id}"), Reason::UnknownWord);
        }
    }
    for id in words.services.keys().filter(|id| !facts.services.contains_key(id.as_str())) {
        found.add(format!("services/{id}/{language}.json"), Reason::UnknownWord);
    }
}

/// Sentences of claims: one for every claim that may be shown, hedged where it must be, and no other.
fn check_sentences(file: &str, claims: Table<Claim>, sentences: Table<Text>, hedges: List<Text>, found: &mut Found) {
    for (id, claim) in claims {
        let place = || format!("{file}: claims.{id}");
        match (claim.certainty, sentences.get(id)) {
            (Certainty::D, Some(_)) => found.add(place(), Reason::ShownD),
            (Certainty::D, None) => {}
            (_, None) => found.add(place(), Reason::MissingWord),
            (certainty, Some(text)) => {
                found.unless(!text.trim().is_empty(), place, Reason::MissingWord);
                let text = text.to_lowercase();
                let hedged = hedges.iter().any(|hedge| text.contains(&hedge.to_lowercase()));
                found.unless(certainty != Certainty::C || hedged, place, Reason::MissingHedge);
            }
        }
    }
    for id in sentences.keys().filter(|id| !claims.contains_key(id.as_str())) {
        found.add(format!("{file}: claims.{id}"), Reason::UnknownWord);
    }
}

fn check_texts(place: &str, needed: &BTreeSet<&str>, texts: Table<Text>, found: &mut Found) {
    for key in needed {
        let there = texts.get(*key).is_some_and(|text| !text.trim().is_empty());
        found.unless(there, || format!("{place}.{key}"), Reason::MissingWord);
    }
    for key in texts.keys().filter(|key| !needed.contains(key.as_str())) {
        found.add(format!("{place}.{key}"), Reason::UnknownWord);
    }
}

/// Every text has the same `{places}` in every language, and the app's words the same keys: one that stands in any
/// language is missing in the others.
fn check_places(words: &BTreeMap<String, Words>, found: &mut Found) {
    let by_language: Vec<_> = words.iter().map(|(language, words)| (language, texts(words))).collect();
    let mut all: BTreeMap<&String, &str> = BTreeMap::new();
    for (_, texts) in &by_language {
        for (key, text) in texts {
            all.entry(key).or_insert(text);
        }
    }
    for (language, texts) in &by_language {
        for (key, reference) in &all {
            match texts.get(*key) {
                Some(text) if places(text) != places(reference) => {
                    found.add(format!("{language}: {key}"), Reason::PlaceMismatch);
                }
                // The words of services are asked for by their facts.
                None if key.starts_with("app.") => found.add(format!("{language}: {key}"), Reason::MissingWord),
                _ => {}
            }
        }
    }
}

fn texts(words: &Words) -> BTreeMap<String, &str> {
    let mut all = BTreeMap::new();
    for (key, text) in &words.app.words {
        all.insert(format!("app.{key}"), text.as_str());
    }
    for (service, words) in &words.services {
        for (id, text) in &words.claims {
            all.insert(format!("services.{service}.claims.{id}"), text);
        }
        for (id, guide) in &words.guides {
            let fields = [
                ("nudge", &guide.nudge),
                ("check", &guide.check),
                ("done", &guide.done),
                ("done_state", &guide.done_state),
                ("already", &guide.already),
            ];
            for (field, text) in fields {
                all.insert(format!("services.{service}.guides.{id}.{field}"), text);
            }
        }
    }
    all
}

fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

fn same_keys(used: &BTreeSet<&str>, claims: Table<Claim>, place: impl Fn(&str) -> String, found: &mut Found) {
    for id in used.iter().filter(|id| !claims.contains_key(**id)) {
        found.add(place(id), Reason::DanglingId);
    }
    for (id, _) in claims.iter().filter(|(id, c)| c.certainty != Certainty::D && !used.contains(id.as_str())) {
        found.add(place(id), Reason::DanglingId);
    }
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Whether it is an e-mail address that stands in a `mailto:` link as it is.
fn is_address(text: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_".contains(&b))
            && !part.starts_with('.')
    };
    text.split_once('@').is_some_and(|(name, domain)| plain(name) && plain(domain) && domain.contains('.'))
}

/// Whether it is the code of a part of a country as ISO 3166-2 makes them: `DE-BY`.
fn is_land(text: &str, country: &str) -> bool {
    let part = text.strip_prefix(country).and_then(|rest| rest.strip_prefix('-'));
    part.is_some_and(|part| {
        (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    })
}

/// Whether a day can be packed.
fn fits(day: NaiveDate) -> bool {
    (0..=i64::from(u16::MAX)).contains(&day.signed_duration_since(FIRST_DAY).num_days())
}

/// `2025`, `2025-10` or `2025-10-23`, and a real day.
fn is_partial_date(text: &str) -> bool {
    let full = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    full.len() == 10 && full.parse::<NaiveDate>().is_ok()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn facts() -> Value {
        let regions: Vec<String> =
            Region::ALL.iter().map(|r| format!(r#""{r}":{{"controller":"ie","situation":["start"]}}"#)).collect();
        let rights: Vec<String> = Region::ALL.iter().map(|r| format!(r#""{r}":["right"]"#)).collect();
        let source =
            r#"{"title":"Notice","url":"https://www.linkedin.com/legal","dated":"2026-08","read_on":"2026-11-23"}"#;
        let authority = |key: &str, country: &str, land: &str| {
            let address = format!(r#""website":"https://{key}.example.org","email":"post@{key}.example.org""#);
            format!(r#""{key}":{{"country":"{country}"{land},"name":"{key}",{address}}}"#)
        };
        let label = |en: &str| format!(r#"{{"en":{{"text":"{en}","certainty":"A","sources":["S1"]}}}}"#);
        serde_json::from_str(&format!(
            r#"{{"regions":{{"recheck_after":"2027-02-23","sources":{{"Q1":{source}}},"claims":{{"right":{{"certainty":"A","sources":["Q1"]}}}},
            "countries":{{"DE":"eu","CH":"ch","GB":"uk","CA":"ca","HK":"hk","ZZ":"other"}},"rights":{{{rights}}}}},
            "authorities":{{"recheck_after":"2027-02-23","sources":{{"D1":{source}}},"claims":{{
            "free":{{"certainty":"A","sources":["D1"]}},"land":{{"certainty":"C","sources":["D1"]}}}},
            "addresses":["free"],"by_land":{{"DE":["land"]}},"authorities":{{{by},{be},{authorities}}}}},
            "services":{{"linkedin":{{"id":"linkedin","name":"LinkedIn","read_on":"2026-11-23",
            "recheck_after":"2027-02-23","tried_on_phone":false,"languages":["en"],"hosts":["www.linkedin.com"],
            "sources":{{"S1":{source}}},"claims":{{"start":{{"certainty":"C","sources":["S1"]}},
            "secret":{{"certainty":"D","sources":["S1"]}},"means":{{"certainty":"A","sources":["S1"]}}}},
            "labels":{{"setting":{setting},"on":{on},"off":{off}}},
            "links":{{"switch":{{"url":"https://www.linkedin.com/x","login":"yes","certainty":"A","sources":["S1"]}}}},
            "controllers":{{"ie":{{"name":"LinkedIn Ireland","country":"IE","post":["Dublin"],"certainty":"A","sources":["S1"]}}}},
            "regions":{{{regions}}},"guides":[{{"id":"ai","kind":"switch","counts":true,"minutes":3,
            "needs_account":true,"setting":{{"label":"setting","on":"on","off":"off","on_means":"means",
            "off_means":"means"}},"link":"switch","paths":[{{"device":"app","certainty":"A",
            "sources":["S1"],"steps":[{{"gesture":"tap","label":"setting"}},{{"gesture":"words","words":"look"}}]}}],
            "recheck_months":3}}],"why":[{{"heading":"use","claims":["means"]}}],
            "timeline":[{{"date":"2025-11","claim":"start"}}],"open_points":[{{"id":"phone"}}]}}}}}}"#,
            rights = rights.join(","),
            regions = regions.join(","),
            by = authority("de-by", "DE", r#","land":"DE-BY""#),
            be = authority("de-be", "DE", r#","land":"DE-BE""#),
            authorities = ["CH", "GB", "CA", "HK"].map(|country| authority(&country.to_lowercase(), country, "")).join(","),
            setting = label("AI"),
            on = label("On"),
            off = label("Off"),
        ))
        .unwrap()
    }

    fn words() -> Value {
        let words: Value = serde_json::from_str(
            r#"{"app":{"language_name":"English","direction":"ltr","hedges":["reported"],"words":{"home.title":"Hello {name}"}},
            "regions":{"claims":{"right":"You can object."},"countries":{"DE":"Germany","CH":"Switzerland",
            "GB":"United Kingdom","CA":"Canada","HK":"Hong Kong","ZZ":"elsewhere"}},
            "authorities":{"claims":{"free":"From a free data set.","land":"It is reported to be that of the Land."},
            "lands":{"DE-BE":"Berlin","DE-BY":"Bavaria"}},
            "services":{"linkedin":{"about":"About.","claims":{"start":"It is reported to have begun.","means":"It is used."},
            "headings":{"use":"What is used"},"open_points":{"phone":"Nobody has tried it."},
            "guides":{"ai":{"title":"t","task":"t","name":"n","kind":"k","nudge":"n","check":"{passed}?",
            "done":"It says {off}","done_state":"{off}","steps":{"look":"Look."},"share":"s"}}}}}"#,
        )
        .unwrap();
        json!({ "en": words, "xx": words })
    }

    /// What is wrong with a catalogue whose files somebody has edited.
    fn refused(edit: impl FnOnce(&mut Value, &mut Value)) -> Vec<Refusal> {
        let (mut facts, mut words) = (facts(), words());
        edit(&mut facts, &mut words);
        check(&serde_json::from_value(facts).unwrap(), &serde_json::from_value(words).unwrap())
    }

    fn assert_refused(reason: Reason, place: &str, break_it: impl FnOnce(&mut Value, &mut Value)) {
        let refusals = refused(break_it);
        let expected = refusals.iter().find(|refusal| refusal.reason == reason && refusal.place.contains(place));
        assert!(expected.is_some_and(|r| r.to_string().contains(place)), "{reason:?} at {place} not in {refusals:#?}");
    }

    fn linkedin(facts: &mut Value) -> &mut Value {
        &mut facts["services"]["linkedin"]
    }

    fn authorities(facts: &mut Value) -> &mut Value {
        &mut facts["authorities"]["authorities"]
    }

    fn remove(from: &mut Value, key: &str) {
        from.as_object_mut().unwrap().remove(key).unwrap();
    }

    #[test]
    fn a_right_catalogue_is_not_refused() {
        assert_eq!(refused(|_, _| ()), []);
    }

    #[test]
    fn a_missing_word_is_refused() {
        assert_refused(Reason::MissingWord, "services/linkedin/en.json: claims.means", |_, words| {
            remove(&mut words["en"]["services"]["linkedin"]["claims"], "means");
        });
        assert_refused(Reason::MissingWord, "app.home.title", |_, words| {
            words["xx"]["app"]["words"] = json!({});
        });
        assert_refused(Reason::MissingWord, "regions/en.json: countries.DE", |_, words| {
            words["en"]["regions"]["countries"]["DE"] = json!(" ");
        });
        assert_refused(Reason::MissingWord, "authorities/en.json: lands.DE-BY", |_, words| {
            remove(&mut words["en"]["authorities"]["lands"], "DE-BY");
        });
        assert_refused(Reason::MissingWord, "authorities.ch", |facts, _| {
            authorities(facts)["ch"]["name"] = json!("");
        });
    }

    #[test]
    fn a_word_without_a_fact_is_refused() {
        assert_refused(Reason::UnknownWord, "claims.other", |_, words| {
            words["en"]["services"]["linkedin"]["claims"]["other"] = json!("x");
        });
    }

    #[test]
    fn a_dangling_id_is_refused() {
        assert_refused(Reason::DanglingId, "guides.ai.link", |facts, _| {
            linkedin(facts)["guides"][0]["link"] = json!("nowhere");
        });
        assert_refused(Reason::DanglingId, "without_setting form", |facts, _| {
            linkedin(facts)["without_setting"] = json!("form");
        });
        assert_refused(Reason::DanglingId, "at_first_sight wrong", |facts, _| {
            facts["regions"]["at_first_sight"] = json!({ "hk": ["wrong"] });
        });
        assert_refused(Reason::DanglingId, "complaint wrong", |facts, _| {
            facts["regions"]["complaint"] = json!({ "eu": ["wrong"] });
        });
        assert_refused(Reason::DanglingId, "services/linkedin/facts.json: claims.wrong", |facts, _| {
            linkedin(facts)["complaint"] = json!(["wrong"]);
        });
        assert_refused(Reason::DanglingId, "authorities/facts.json: claims.wrong", |facts, _| {
            authorities(facts)["ch"]["notes"] = json!(["wrong"]);
        });
        assert_refused(Reason::DanglingId, "authorities/facts.json: by_land.CH", |facts, _| {
            facts["authorities"]["by_land"]["CH"] = json!(["land"]);
        });
        assert_refused(Reason::DanglingId, "source S9", |facts, _| {
            linkedin(facts)["claims"]["start"]["sources"] = json!(["S1", "S9"]);
        });
    }

    #[test]
    fn what_nothing_uses_is_refused() {
        assert_refused(Reason::DanglingId, "sources.S2", |facts, _| {
            linkedin(facts)["sources"]["S2"] = linkedin(facts)["sources"]["S1"].clone();
        });
        assert_refused(Reason::DanglingId, "authorities/facts.json: sources.D2", |facts, _| {
            facts["authorities"]["sources"]["D2"] = facts["authorities"]["sources"]["D1"].clone();
        });
        assert_refused(Reason::DanglingId, "links.other", |facts, _| {
            linkedin(facts)["links"]["other"] = linkedin(facts)["links"]["switch"].clone();
        });
        assert_refused(Reason::DanglingId, "labels.other", |facts, _| {
            linkedin(facts)["labels"]["other"] = linkedin(facts)["labels"]["on"].clone();
        });
        assert_refused(Reason::BadCountry, "controllers.ie.country", |facts, _| {
            linkedin(facts)["controllers"]["ie"]["country"] = "Ireland".into();
        });
        assert_refused(Reason::DanglingId, "guides.ai.request", |facts, _| {
            linkedin(facts)["guides"][0]["request"] = "a favour".into();
        });
        assert_refused(Reason::DanglingId, "controllers.other", |facts, _| {
            linkedin(facts)["controllers"]["other"] = linkedin(facts)["controllers"]["ie"].clone();
        });
    }

    #[test]
    fn a_claim_that_nobody_shows_is_refused() {
        assert_refused(Reason::DanglingId, "claims.means", |facts, _| {
            let setting = &mut linkedin(facts)["guides"][0]["setting"];
            setting["on_means"] = json!("start");
            setting["off_means"] = json!("start");
            linkedin(facts)["why"] = json!([]);
        });
    }

    #[test]
    fn an_unsourced_claim_is_refused() {
        assert_refused(Reason::Unsourced, "claims.start", |facts, _| {
            linkedin(facts)["claims"]["start"]["sources"] = json!([]);
        });
        assert_refused(Reason::Unsourced, "claims.means", |facts, _| {
            remove(&mut linkedin(facts)["sources"]["S1"], "url");
        });
    }

    #[test]
    fn a_sentence_about_ourselves_needs_no_source_and_may_have_none() {
        let own = |facts: &mut Value| linkedin(facts)["claims"]["means"]["own"] = json!(true);
        assert_eq!(
            refused(|facts, _| {
                own(facts);
                linkedin(facts)["claims"]["means"]["sources"] = json!([]);
            }),
            []
        );
        assert_refused(Reason::DanglingId, "source S9", |facts, _| {
            own(facts);
            linkedin(facts)["claims"]["means"]["sources"] = json!(["S9"]);
        });
    }

    #[test]
    fn a_reported_claim_without_a_hedge_is_refused() {
        assert_refused(Reason::MissingHedge, "services/linkedin/en.json: claims.start", |_, words| {
            words["en"]["services"]["linkedin"]["claims"]["start"] = json!("It has begun.");
        });
        assert_refused(Reason::MissingHedge, "authorities/en.json: claims.land", |_, words| {
            words["en"]["authorities"]["claims"]["land"] = json!("It is that of the Land.");
        });
    }

    #[test]
    fn an_unconfirmed_claim_with_words_is_refused() {
        assert_refused(Reason::ShownD, "claims.secret", |_, words| {
            words["en"]["services"]["linkedin"]["claims"]["secret"] = json!("It is reported.");
        });
    }

    #[test]
    fn a_bad_date_is_refused() {
        assert_refused(Reason::BadDate, "recheck_after", |facts, _| {
            linkedin(facts)["recheck_after"] = json!("2026-11-22");
        });
        assert_refused(Reason::BadDate, "regions/facts.json: recheck_after", |facts, _| {
            facts["regions"]["recheck_after"] = json!("2026-11-22");
        });
        assert_refused(Reason::BadDate, "authorities/facts.json: recheck_after", |facts, _| {
            facts["authorities"]["recheck_after"] = json!("2026-11-22");
        });
        assert_refused(Reason::BadDate, "claims.start", |facts, _| {
            let claim = &mut linkedin(facts)["claims"]["start"];
            claim["valid_from"] = json!("2026-01-02");
            claim["valid_until"] = json!("2026-01-01");
        });
        assert_refused(Reason::BadDate, "dates", |facts, _| {
            linkedin(facts)["regions"]["eu"]["start"] = json!("1999-12-31");
        });
        for wrong in ["2025-13", "25", "2025-02-30", "Oct 2025"] {
            assert_refused(Reason::BadDate, "timeline", |facts, _| {
                linkedin(facts)["timeline"][0]["date"] = json!(wrong);
            });
        }
    }

    #[test]
    fn a_bad_link_is_refused() {
        for wrong in ["http://www.linkedin.com/x", "https://www.linkedin.com.example.org/x", "linkedin://settings"] {
            assert_refused(Reason::BadLink, "links.switch", |facts, _| {
                linkedin(facts)["links"]["switch"]["url"] = json!(wrong);
            });
        }
    }

    #[test]
    fn an_address_of_an_authority_that_is_not_secure_is_refused() {
        for field in ["website", "form"] {
            assert_refused(Reason::BadLink, "authorities.de-by", |facts, _| {
                authorities(facts)["de-by"][field] = json!("http://www.example.org/");
            });
        }
    }

    #[test]
    fn an_email_address_that_a_link_cannot_hold_is_refused() {
        for wrong in
            ["", "post", "@example.org", "post@", "post@example", "a b@example.org", "a@b@example.org", "ä@example.org"]
        {
            assert_refused(Reason::BadAddress, "authorities.de-by", |facts, _| {
                authorities(facts)["de-by"]["email"] = json!(wrong);
            });
        }
    }

    #[test]
    fn an_authority_of_a_place_that_is_none_is_refused() {
        for wrong in ["DE", "DE-", "DE-by", "AT-9", "DE-ABCD"] {
            assert_refused(Reason::BadPlace, "authorities.de-by", |facts, _| {
                authorities(facts)["de-by"]["land"] = json!(wrong);
            });
        }
        assert_refused(Reason::BadPlace, "authorities.ch", |facts, _| {
            authorities(facts)["ch"]["country"] = json!("XX");
        });
    }

    #[test]
    fn authorities_between_which_nobody_could_choose_are_refused() {
        let place = "authorities of DE";
        assert_refused(Reason::SeveralCompetent, place, |facts, _| {
            authorities(facts)["de-by"]["land"] = json!("DE-BE");
        });
        assert_refused(Reason::SeveralCompetent, place, |facts, _| {
            remove(&mut authorities(facts)["de-by"], "land");
        });
        assert_refused(Reason::SeveralCompetent, place, |facts, _| {
            remove(authorities(facts), "de-by");
        });
        let one_that_is_never_offered = |facts: &mut Value, _: &mut Value| {
            authorities(facts)["de"] = authorities(facts)["ch"].clone();
            authorities(facts)["de"]["country"] = json!("DE");
            authorities(facts)["de"]["not_competent"] = json!(["land"]);
        };
        assert_eq!(refused(one_that_is_never_offered), []);
    }

    #[test]
    fn a_bad_id_is_refused() {
        assert_refused(Reason::BadId, "authorities.Bavaria", |facts, _| {
            authorities(facts)["Bavaria"] = authorities(facts)["de-by"].clone();
        });
        assert_refused(Reason::BadId, "guides.AI switch", |facts, _| {
            linkedin(facts)["guides"][0]["id"] = json!("AI switch");
        });
        assert_refused(Reason::BadId, "services/linkedin-2/facts.json: id", |facts, _| {
            linkedin(facts)["id"] = json!("linkedin-2");
            facts["services"] = json!({ "linkedin-2": linkedin(facts) });
        });
    }

    #[test]
    fn languages_that_disagree_on_places_are_refused() {
        assert_refused(Reason::PlaceMismatch, "guides.ai.done", |_, words| {
            words["xx"]["services"]["linkedin"]["guides"]["ai"]["done"] = json!("It says {on}");
        });
    }

    #[test]
    fn a_region_about_which_nothing_is_said_is_refused() {
        assert_refused(Reason::MissingRegion, "regions.uk", |facts, _| {
            remove(&mut linkedin(facts)["regions"], "uk");
        });
        assert_refused(Reason::MissingRegion, "authorities of CH", |facts, _| {
            remove(authorities(facts), "ch");
        });
    }

    #[test]
    fn a_label_missing_in_a_language_of_the_service_is_refused() {
        assert_refused(Reason::MissingLabel, "label off", |facts, _| {
            linkedin(facts)["labels"]["off"]["en"]["certainty"] = json!("D");
        });
    }

    #[test]
    fn a_switch_guide_without_its_switch_is_refused() {
        assert_refused(Reason::MissingSetting, "guides.ai", |facts, _| {
            remove(&mut linkedin(facts)["guides"][0], "setting");
        });
    }

    #[test]
    fn an_unknown_field_is_refused_by_name() {
        let error = serde_json::from_str::<Source>(r#"{"title":"t","read_on":"2026-11-23","author":"x"}"#).unwrap_err();
        assert!(error.to_string().contains("unknown field `author`"));
    }
}
