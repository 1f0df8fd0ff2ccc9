//! The check of the words of each language against the facts, and against the words of the other languages.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::refusal::{Reason, Refusals};
use super::service::claims_without_row;
use crate::catalogue::common::{SERVICE, common_sentence, words_by_kind};
use crate::catalogue::facts::{Certainty, Claim, Facts, GuideKind, ServiceFacts};
use crate::catalogue::forms::split_place;
use crate::catalogue::packed::{List, Table, Text};
use crate::catalogue::words::{CommonWords, GuideWords, LawWords, ServiceWords, Words};
use crate::plural::{PluralCategory, PluralForms};

/// The place of the number by which a plural form is chosen.
const COUNT: &str = "count";

/// Fewest letters of a hedge: a shorter text, or none, stands in nearly every sentence.
const FEWEST_LETTERS_OF_A_HEDGE: usize = 4;

/// Checks what cards say about guides by their kind: each kind has its words, and only the places that are filled.
fn check_kinds(facts: &Facts, language: &str, words: &Words, refusals: &mut Refusals) {
    let file = format!("kinds/{language}.json");
    let cards = facts.services.values().filter(|service| !service.is_long());
    for kind in cards.flat_map(|service| service.guides).map(words_by_kind) {
        refusals.unless(words.kinds.contains_key(kind), || format!("{file}: {kind}"), Reason::MissingWord);
    }
    for (key, kind) in &words.kinds {
        let texts = [
            ("title", kind.title, ""),
            ("task", kind.task, ""),
            ("name", kind.name, ""),
            ("kind", kind.kind, ""),
            ("nudge", kind.nudge, ""),
            ("check", kind.check, "off"),
            ("done", kind.done, "off"),
            ("done_state", kind.done_state, "off"),
            ("already", kind.already, "off"),
            ("share", kind.share, ""),
            ("named", kind.named, "name"),
        ];
        for (field, text, place) in texts {
            let may_lack = ["check", "already"].contains(&field);
            let at = || format!("{file}: {key}.{field}");
            refusals.unless(may_lack || !text.trim().is_empty(), at, Reason::MissingWord);
            refusals.unless(
                places(&text).iter().all(|name| [SERVICE, place].contains(name)),
                at,
                Reason::PlaceMismatch,
            );
        }
    }
}

/// Fewest and most words of a card.
const WORDS_OF_A_CARD: RangeInclusive<usize> = 50..=120;

/// Most claims in a card's own words.
const MOST_CLAIMS: usize = 8;

/// Most characters of what a service does, of a claim, and of the name of a guide.
const LONGEST: [usize; 3] = [90, 130, 40];

/// Checks that a card is short enough to be read.
fn check_length(
    file: &str,
    service: &ServiceFacts,
    words: &ServiceWords,
    common: Table<CommonWords>,
    refusals: &mut Refusals,
) {
    let [about, claim, name] = LONGEST;
    let claims = words.claims.iter().map(|(id, text)| (format!("claims.{id}"), text, claim));
    let names = words.guides.iter().map(|(id, guide)| (format!("guides.{id}.name"), &guide.name, name));
    for (place, text, most) in claims.chain(names).chain([("about".to_owned(), &words.about, about)]) {
        refusals.unless(text.chars().count() <= most, || format!("{file}: {place}"), Reason::TooLong);
    }
    let guides = words.guides.values().flat_map(|guide| {
        let own = [guide.title, guide.task, guide.name, guide.kind, guide.nudge, guide.check, guide.done];
        let own = own.into_iter().chain([guide.done_state, guide.already, guide.body, guide.share]);
        own.chain(guide.steps.values().copied())
            .chain(guide.prepare.iter().copied())
            .chain(guide.links.values().copied())
    });
    let texts = guides.chain(words.claims.values().copied()).chain([words.about]);
    let count = |text: Text| text.split_whitespace().count();
    let own: usize = texts.map(count).sum();
    refusals.unless(own <= *WORDS_OF_A_CARD.end(), || format!("{file}: {own} words"), Reason::WrongLength);
    // What many cards say is read with it.
    let said = service.claims.values().filter_map(|claim| common_sentence(claim, common)).map(count);
    let all = own + said.sum::<usize>();
    refusals.unless(all >= *WORDS_OF_A_CARD.start(), || format!("{file}: {all} words"), Reason::WrongLength);
    let own = words.claims.keys().count();
    refusals.unless(own <= MOST_CLAIMS, || format!("{file}: {own} claims"), Reason::WrongLength);
}

/// Checks the sentences that many cards say: each has two forms, the hedged one with a hedge, and no place but the service.
fn check_common(language: &str, words: &Words, refusals: &mut Refusals) {
    for (key, sentence) in &words.common {
        for (form, text) in [("plain", sentence.plain), ("hedged", sentence.hedged)] {
            let place = || format!("common/{language}.json: {key}.{form}");
            refusals.unless(!text.trim().is_empty(), place, Reason::MissingWord);
            refusals.unless(places(&text).iter().all(|name| *name == SERVICE), place, Reason::PlaceMismatch);
        }
        let hedged = has_hedge(&sentence.hedged, words.app.hedges);
        refusals.unless(hedged, || format!("common/{language}.json: {key}.hedged"), Reason::MissingHedge);
    }
}

pub(super) fn check_words(facts: &Facts, language: &str, words: &Words, refusals: &mut Refusals) {
    let hedges = words.app.hedges;
    let mut rows_needed = false;
    let telling = |hedge: &&Text| hedge.trim().chars().count() >= FEWEST_LETTERS_OF_A_HEDGE;
    let all_tell = !hedges.is_empty() && hedges.iter().filter(telling).count() == hedges.len();
    refusals.unless(all_tell, || format!("app/{language}.json: hedges"), Reason::EmptyHedge);
    let regions = format!("regions/{language}.json");
    let bare = facts.regions.at_first_sight.values().flatten().map(|id| id.as_str()).collect();
    let hedging = Hedging { hedges, common: None, bare: Bare::These(bare) };
    rows_needed |= check_sentences(&regions, facts.regions.claims, words.regions.claims, &hedging, refusals);
    let countries: BTreeSet<&str> = facts.regions.countries.keys().map(|text| text.as_str()).collect();
    check_texts(&format!("{regions}: countries"), &countries, words.regions.countries, refusals);
    let file = format!("authorities/{language}.json");
    let hedging = Hedging { hedges, common: None, bare: Bare::All };
    rows_needed |= check_sentences(&file, facts.authorities.claims, words.authorities.claims, &hedging, refusals);
    let lands: BTreeSet<&str> =
        facts.authorities.authorities.values().filter_map(|authority| authority.land.map(Text::as_str)).collect();
    check_texts(&format!("{file}: lands"), &lands, words.authorities.lands, refusals);
    check_common(language, words, refusals);
    check_kinds(facts, language, words, refusals);
    let common = words.common;
    for (id, claim, key) in facts
        .services
        .iter()
        .flat_map(|(id, service)| service.claims.iter().filter_map(move |(claim, facts)| Some((id, claim, facts.say?))))
    {
        let known = words.common.contains_key(key.as_str());
        refusals.unless(known, || format!("services/{id}/facts.json: claims.{claim}.say"), Reason::DanglingId);
    }
    for (id, service) in &facts.services {
        let file = format!("services/{id}/{language}.json");
        let Some(words) = words.services.get(id) else {
            refusals.add(file, Reason::MissingWord);
            continue;
        };
        refusals.unless(!words.about.trim().is_empty(), || format!("{file}: about"), Reason::MissingWord);
        let hedging = Hedging { hedges, common: Some(common), bare: Bare::These(claims_without_row(service)) };
        rows_needed |= check_sentences(&file, service.claims, words.claims, &hedging, refusals);
        let headings: BTreeSet<&str> = service
            .why
            .iter()
            .flat_map(|section| section.page.iter().chain([&section.heading]))
            .map(|text| text.as_str())
            .collect();
        check_texts(&format!("{file}: headings"), &headings, words.headings, refusals);
        let open: BTreeSet<&str> = service.open_points.iter().map(|point| point.id.as_str()).collect();
        check_texts(&format!("{file}: open_points"), &open, words.open_points, refusals);
        for guide in &service.guides {
            let place = format!("{file}: guides.{}", guide.id);
            let none = GuideWords::default();
            let texts = words.guides.get(&guide.id).unwrap_or(&none);
            let steps: BTreeSet<&str> = guide
                .paths
                .iter()
                .flat_map(|path| &path.steps)
                .filter_map(|step| step.words.map(Text::as_str))
                .collect();
            check_texts(&format!("{place}.steps"), &steps, texts.steps, refusals);
            let links: BTreeSet<&str> = guide.more_links.iter().map(|text| text.as_str()).collect();
            check_texts(&format!("{place}.links"), &links, texts.links, refusals);
            let mut needed = vec![&texts.title, &texts.task, &texts.name, &texts.kind, &texts.nudge, &texts.done];
            needed.extend([&texts.done_state, &texts.share]);
            needed.extend(guide.recheck_months.map(|_| &texts.check));
            // What a card of one page says about a guide follows from its kind.
            let complete = !service.is_long() || needed.iter().all(|text| !text.trim().is_empty());
            refusals.unless(complete, || place.clone(), Reason::MissingWord);
            // The kind alone does not say what an optional guide is for.
            let called = guide.step.is_some() || !texts.name.trim().is_empty();
            refusals.unless(called, || format!("{place}.name"), Reason::MissingWord);
            let mails = guide.kind == GuideKind::Mail;
            let body = if mails { Reason::MissingWord } else { Reason::UnknownWord };
            refusals.unless(mails != texts.body.trim().is_empty(), || format!("{place}.body"), body);
        }
        if !service.is_long() {
            check_length(&file, service, words, common, refusals);
        }
        for id in words.guides.keys().filter(|id| !service.guides.iter().any(|guide| guide.id == **id)) {
            refusals.add(format!("{file}: guides.{id}"), Reason::UnknownWord);
        }
    }
    for id in words.services.keys().filter(|id| !facts.services.contains_key(id.as_str())) {
        refusals.add(format!("services/{id}/{language}.json"), Reason::UnknownWord);
    }
    for row in HEDGING_ROWS.into_iter().filter(|_| rows_needed) {
        let hedged = words.app.words.get(row).is_some_and(|row| row.texts().all(|text| has_hedge(text, hedges)));
        refusals.unless(hedged, || format!("app/{language}.json: {row}"), Reason::MissingHedge);
    }
}

/// Checks that the texts of a language which depend on a number have its plural forms, and say the number.
pub(super) fn check_plurals(words: &BTreeMap<String, Words>, refusals: &mut Refusals) {
    let plural: BTreeSet<&str> = words
        .values()
        .flat_map(|words| words.app.words)
        .filter(|(_, message)| message.is_plural())
        .map(|(key, _)| key.as_str())
        .collect();
    for (language, words) in words {
        let Some(rule) = PluralForms::of(language) else {
            refusals.add(format!("app/{language}.json"), Reason::UnknownLanguage);
            continue;
        };
        for (key, message) in &words.app.words {
            let place = || format!("{language}: app.{key}");
            let needed = all_places(&message.texts().collect::<Vec<_>>());
            if !plural.contains(key.as_str()) {
                refusals.unless(!needed.contains(COUNT), place, Reason::CountWithoutForms);
                continue;
            }
            let there: Vec<PluralCategory> = message.forms().map(|(category, _)| category).collect();
            refusals.unless(there == rule.categories(), place, Reason::WrongForms);
            for (category, form) in message.forms() {
                let may_lack = |name: &str| name == COUNT && rule.is_single_number(category);
                let said = places(form);
                let complete = needed.iter().all(|name| said.contains(name) || may_lack(name));
                refusals.unless(complete, || format!("{}.{category:?}", place()), Reason::FormWithoutNumber);
            }
        }
    }
}

/// Checks that every text has the same `{places}` in every language, and that the app's words have the same keys.
pub(super) fn check_places(words: &BTreeMap<String, Words>, refusals: &mut Refusals) {
    let by_language: Vec<_> = words.iter().map(|(language, words)| (language, places_by_key(words))).collect();
    let mut all: BTreeMap<&String, &BTreeSet<&str>> = BTreeMap::new();
    for (_, texts) in &by_language {
        for (key, places) in texts {
            all.entry(key).or_insert(places);
        }
    }
    for (language, texts) in &by_language {
        for (key, reference) in &all {
            match texts.get(*key) {
                Some(places) if places != *reference => {
                    refusals.add(format!("{language}: {key}"), Reason::PlaceMismatch);
                }
                // Missing words of services are found by their facts.
                None if ["app.", "law.", "privacy."].iter().any(|part| key.starts_with(part)) => {
                    refusals.add(format!("{language}: {key}"), Reason::MissingWord);
                }
                _ => {}
            }
        }
    }
}

/// The rows of the app that hedge a whole section.
const HEDGING_ROWS: [&str; 2] = ["reported.above", "reported.below"];

/// How the sentences of a file are hedged.
struct Hedging<'a> {
    hedges: List<Text>,
    /// Sentences that the file may leave to all cards.
    common: Option<Table<CommonWords>>,
    bare: Bare<'a>,
}

/// The claims that some screen shows outside a section with a hedging row.
enum Bare<'a> {
    All,
    These(BTreeSet<&'a str>),
}

/// Checks that every claim that may be shown has its sentence, with a hedge where it needs one, and that no other
/// sentence is there. A sentence of certainty C may leave the hedge to its section only where every section that shows
/// it has a hedging row. Returns whether a sentence does.
fn check_sentences(
    file: &str,
    claims: Table<Claim>,
    sentences: Table<Text>,
    hedging: &Hedging<'_>,
    refusals: &mut Refusals,
) -> bool {
    let mut rows_needed = false;
    for (id, claim) in claims {
        let place = || format!("{file}: claims.{id}");
        let said = claim.say.is_some() && hedging.common.is_some_and(|common| common_sentence(claim, common).is_some());
        match (claim.level(), sentences.get(id)) {
            // The common sentence has its own hedge.
            (certainty, None) if said && certainty != Certainty::D => {}
            (Certainty::D, Some(_)) => refusals.add(place(), Reason::ShownD),
            (Certainty::D, None) => {}
            (_, None) => refusals.add(place(), Reason::MissingWord),
            (certainty, Some(text)) => {
                refusals.unless(!text.trim().is_empty(), place, Reason::MissingWord);
                if certainty == Certainty::C && !has_hedge(text, hedging.hedges) {
                    let in_section = match &hedging.bare {
                        Bare::All => false,
                        Bare::These(bare) => !bare.contains(id.as_str()),
                    };
                    refusals.unless(in_section, place, Reason::MissingHedge);
                    rows_needed = true;
                }
            }
        }
    }
    for id in sentences.keys().filter(|id| !claims.contains_key(id.as_str())) {
        refusals.add(format!("{file}: claims.{id}"), Reason::UnknownWord);
    }
    rows_needed
}

fn has_hedge(text: &str, hedges: List<Text>) -> bool {
    let text = text.to_lowercase();
    hedges.iter().any(|hedge| text.contains(&hedge.to_lowercase()))
}

fn check_texts(place: &str, needed: &BTreeSet<&str>, texts: Table<Text>, refusals: &mut Refusals) {
    for key in needed {
        let there = texts.get(*key).is_some_and(|text| !text.trim().is_empty());
        refusals.unless(there, || format!("{place}.{key}"), Reason::MissingWord);
    }
    for key in texts.keys().filter(|key| !needed.contains(key.as_str())) {
        refusals.add(format!("{place}.{key}"), Reason::UnknownWord);
    }
}

fn places_by_key(words: &Words) -> BTreeMap<String, BTreeSet<&str>> {
    texts_with_places(words).into_iter().map(|(key, forms)| (key, all_places(&forms))).collect()
}

/// Returns the texts that may have `{places}`, with all their plural forms, by a key that names them in refusals.
pub(super) fn texts_with_places(words: &Words) -> BTreeMap<String, Vec<&str>> {
    let mut all = BTreeMap::new();
    for (key, message) in &words.app.words {
        all.insert(format!("app.{key}"), message.texts().collect());
    }
    for (region, words) in &words.law {
        for (slot, text) in texts_of_law(words) {
            all.insert(format!("law.{region}.{slot}"), vec![text]);
        }
    }
    for (section, number) in words.privacy.sections.iter().zip(1..) {
        for (text, place) in section.text.iter().zip(1..) {
            // A point of a list in one language is one in every language.
            let point = if text.starts_with("- ") { "point" } else { "text" };
            all.insert(format!("privacy.{number}.{point}-{place}"), vec![text]);
        }
    }
    for (service, words) in &words.services {
        for (id, text) in &words.claims {
            all.insert(format!("services.{service}.claims.{id}"), vec![text]);
        }
        for (id, guide) in &words.guides {
            let fields = [
                ("nudge", &guide.nudge),
                ("check", &guide.check),
                ("done", &guide.done),
                ("done_state", &guide.done_state),
                ("already", &guide.already),
                ("body", &guide.body),
            ];
            for (field, text) in fields {
                all.insert(format!("services.{service}.guides.{id}.{field}"), vec![text]);
            }
        }
    }
    all
}

/// Returns the texts of a legal area that are there, by their slots.
fn texts_of_law(words: &LawWords) -> Vec<(String, &str)> {
    let due = &words.due;
    let mut all = vec![
        ("due.answer".to_owned(), due.answer.as_str()),
        ("due.extended".to_owned(), due.extended.as_str()),
        ("due.acknowledgement".to_owned(), due.acknowledgement.as_str()),
        ("due.parts".to_owned(), due.parts.as_str()),
        ("good_answer".to_owned(), words.good_answer.as_str()),
        ("again".to_owned(), words.again.as_str()),
    ];
    let mut list = |slot: String, texts: List<Text>| {
        all.extend(texts.iter().enumerate().map(|(place, text)| (format!("{slot}.{place}"), text.as_str())));
    };
    for (kind, request) in &words.requests {
        list(format!("{kind}.before"), request.before);
        list(format!("{kind}.after"), request.after);
        list(format!("{kind}.reply"), request.reply);
        list(format!("{kind}.identity"), request.identity);
    }
    if let Some(complaint) = &words.complaint {
        list("complaint.ask".to_owned(), complaint.ask);
    }
    if let Some(reply) = &words.reply {
        list("reply.identity".to_owned(), reply.identity);
        all.push(("reply.form".to_owned(), &reply.form));
        all.push(("reply.help".to_owned(), &reply.help));
    }
    all.push(("next_step".to_owned(), &words.next_step));
    for (kind, request) in &words.requests {
        for (slot, text) in [
            ("subject", &request.subject),
            ("after_objection", &request.after_objection),
            ("with_objection", &request.with_objection),
            ("asked", &request.asked),
            ("over", &request.over),
            ("over_asked", &request.over_asked),
            ("over_clarified", &request.over_clarified),
            ("form_sent", &request.form_sent),
            ("form_step", &request.form_step),
            ("by_form", &request.by_form),
            ("company_wish", &request.company_wish),
            ("wish", &request.wish),
        ] {
            all.push((format!("{kind}.{slot}"), text));
        }
        for (slot, texts) in [("gaps", request.gaps), ("failures", request.failures)] {
            all.extend(texts.iter().map(|(id, text)| (format!("{kind}.{slot}.{id}"), text.as_str())));
        }
    }
    if let Some(complaint) = &words.complaint {
        for (slot, text) in [
            ("opening", &complaint.opening),
            ("moved_opening", &complaint.moved_opening),
            ("moved_wish", &complaint.moved_wish),
            ("concerns_others", &complaint.concerns_others),
            ("over", &complaint.over),
            ("over_asked", &complaint.over_asked),
            ("over_clarified", &complaint.over_clarified),
            ("proof_wish", &complaint.proof_wish),
            ("hand_on", &complaint.hand_on),
            ("after_company", &complaint.after_company),
            ("after_company_over", &complaint.after_company_over),
            ("without_company", &complaint.without_company),
        ] {
            all.push((format!("complaint.{slot}"), text));
        }
    }
    if let Some(complaint) = &words.company_complaint {
        all.push(("company_complaint.opening".to_owned(), &complaint.opening));
        all.push(("company_complaint.ask".to_owned(), &complaint.ask));
    }
    all.retain(|(_, text)| !text.is_empty());
    all
}

/// Returns the places of a text in all its plural forms. A plural text has its number, even if no form says it.
fn all_places<'a>(forms: &[&'a str]) -> BTreeSet<&'a str> {
    forms.iter().copied().flat_map(places).chain((forms.len() > 1).then_some(COUNT)).collect()
}

/// Returns the names of the values that a text needs, in whatever form.
pub(super) fn places(text: &str) -> BTreeSet<&str> {
    whole_places(text).map(|place| split_place(place).0).collect()
}

/// Returns the places of a text, with the forms that they ask for.
pub(super) fn whole_places(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(place, _)| place)
}
