//! Cards of each kind, as `tests/fixtures/cards` has them: beside the real catalogue nothing is refused, and each rule
//! refuses a card that breaks it, by its file and field.
#![cfg(test)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::words::places;
use super::{LanguageTexts, Style, check_catalogue, check_style};
use crate::catalogue::packed::Text;
use crate::catalogue::{Facts, Words, say_common};
use crate::law::Region;

const CARDS: [&str; 4] = ["chatgpt", "facebook", "gmail", "slack"];
const LANGUAGES: [&str; 2] = ["de", "en"];

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Reads a file without its remarks.
fn read(file: &str) -> Value {
    fn drop_remarks(value: &mut Value) {
        match value {
            Value::Array(all) => all.iter_mut().for_each(drop_remarks),
            Value::Object(fields) => {
                fields.retain(|key, _| !key.starts_with("//"));
                fields.values_mut().for_each(drop_remarks);
            }
            _ => {}
        }
    }
    let text = fs::read_to_string(repository().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    let mut value = serde_json::from_str(&text).unwrap();
    drop_remarks(&mut value);
    value
}

fn add(to: &mut Value, added: Value) {
    let Value::Object(added) = added else { panic!("no fields") };
    to.as_object_mut().unwrap().extend(added);
}

/// Returns the real catalogue with the four cards.
fn catalogue() -> (Value, Value) {
    let real = |file: &str| read(&format!("core/catalogue/{file}"));
    let card = |file: &str| read(&format!("tests/fixtures/cards/{file}"));
    let mut facts = json!({
        "regions": real("regions/facts.json"), "authorities": real("authorities/facts.json"),
        "companies": real("companies/facts.json"), "sources": real("sources.json"),
        "services": { "linkedin": real("services/linkedin/facts.json") },
    });
    for field in ["sources", "companies"] {
        add(&mut facts["companies"][field], card("companies.json")[field].clone());
    }
    add(&mut facts["sources"], card("sources.json"));
    for name in CARDS {
        facts["services"][name] = card(&format!("{name}/facts.json"));
    }
    // Its form may share an answer with that of Instagram, which has no card here.
    facts["services"]["facebook"]["guides"][0].as_object_mut().unwrap().remove("linked");
    let mut words = json!({});
    for language in LANGUAGES {
        let of = |folder: &str| real(&format!("{folder}/{language}.json"));
        let mut app = of("app");
        add(&mut app["words"], of("letters"));
        let mut services = json!({ "linkedin": of("services/linkedin") });
        for name in CARDS {
            services[name] = card(&format!("{name}/{language}.json"));
        }
        words[language] = json!({
            "app": app, "regions": of("regions"), "law": of("law"), "authorities": of("authorities"),
            "common": of("common"), "kinds": of("kinds"), "services": services,
        });
    }
    (facts, words)
}

fn refused(facts: Value, words: Value) -> Vec<String> {
    let facts: Facts = serde_json::from_value(facts).unwrap();
    let words: BTreeMap<String, Words> = serde_json::from_value(words).unwrap();
    check_catalogue(&facts, &words).into_iter().map(|refusal| refusal.to_string()).collect()
}

#[test]
fn the_cards_of_each_kind_are_taken_and_read_as_their_language_wants() {
    let (facts, words) = catalogue();
    assert_eq!(refused(facts, words.clone()), [""; 0]);
    let mut languages = BTreeMap::new();
    for language in LANGUAGES {
        let style: Style = serde_json::from_value(read(&format!("core/catalogue/style/{language}.json"))).unwrap();
        let mut texts = LanguageTexts { style: Some(style), texts: BTreeMap::new() };
        for name in CARDS {
            let file = serde_json::from_value(words[language]["services"][name].clone()).unwrap();
            texts.add(&format!("services/{name}"), &format!("services/{name}/{language}.json"), &file);
        }
        languages.insert(language.to_owned(), texts);
    }
    let faults: Vec<String> = check_style(&languages).iter().map(ToString::to_string).collect();
    assert_eq!(faults, [""; 0]);
}

#[test]
fn what_a_card_means_follows_from_its_facts() {
    let (mut facts, words) = catalogue();
    facts["services"]["chatgpt"]["moved"] = json!(["openai"]);
    let facts: Facts = serde_json::from_value(facts).unwrap();
    let id = |id: &str| facts.service(id).map(|service| service.id.as_str());
    assert_eq!((id("openai"), id("slack"), id("sora")), (Some("chatgpt"), Some("slack"), None));
    let card = |name: &str| facts.services.get(name).unwrap();
    let (chatgpt, facebook, gmail, slack) = (card("chatgpt"), card("facebook"), card("gmail"), card("slack"));
    assert_eq!(facebook.recheck_after(), "2027-03-02".parse().unwrap());
    assert_eq!(slack.recheck_after(), "2027-06-01".parse().unwrap());
    assert_eq!((chatgpt.languages(), slack.languages()), (vec!["de", "en"], vec![]));
    let label = |card: &crate::catalogue::ServiceFacts, key: &str, language: &str| {
        card.label(key, language)
            .map(|(found, texts)| (found, texts.iter().map(|text| text.as_str()).collect::<Vec<_>>()))
    };
    assert_eq!(label(chatgpt, "data", "de"), Some(("de", vec!["Datenkontrollen", "Datensteuerung"])));
    assert_eq!(label(chatgpt, "dont", "de"), Some(("en", vec!["Do not train on my content"])));
    assert!(facebook.is_label_reported("policy", "en") && !facebook.is_label_reported("policy", "de"));
    assert!(gmail.is_label_reported("smart", "de") && !chatgpt.is_label_reported("improve", "de"));
    // What nobody read about a region is filled from no other.
    assert_eq!(facebook.region(Region::EU).and_then(|there| there.company).map(Text::as_str), Some("meta-ie"));
    assert!(facebook.region(Region::UK).is_some_and(|there| there.company.is_none()));
    assert!(facebook.region(Region::CA).is_none() && slack.region(Region::CA).is_some());
    let mut words: BTreeMap<String, Words> = serde_json::from_value(words).unwrap();
    let words = words.get_mut("de").unwrap();
    say_common(words, &facts);
    let said = |service: &str, claim: &str| words.services.get(service).unwrap().claims.get(claim).unwrap().as_str();
    assert_eq!(said("chatgpt", "on"), "Das Unternehmen hinter ChatGPT behält sich vor, damit KI zu trainieren.");
    assert_eq!(
        said("gmail", "back"),
        "Der Schalter soll später manchmal wieder an gewesen sein. Sehen Sie noch einmal nach."
    );
    let guide = |service: &str, guide: &str| words.services.get(service).unwrap().guides.get(guide).unwrap();
    assert_eq!(&*guide("chatgpt", "ai-training").done, "Er ist jetzt aus");
    assert_eq!(&*guide("slack", "workspace-mail").task, "E-Mail an Slack schreiben");
    assert_eq!(&*guide("gmail", "smart-features").title, "Smarte Funktionen ausschalten");
    assert!(guide("linkedin", "data-copy").already.is_empty());
    assert_eq!(said("linkedin", "earlier-stays"), "Training, das schon stattgefunden hat, bleibt bestehen.");
}

#[test]
fn what_a_card_says_is_short_and_has_no_place_that_nobody_fills() {
    let (facts, words) = catalogue();
    let facts: Facts = serde_json::from_value(facts).unwrap();
    let mut words: BTreeMap<String, Words> = serde_json::from_value(words).unwrap();
    for (language, words) in &mut words {
        say_common(words, &facts);
        for (id, service) in &words.services {
            let guides = service.guides.iter().flat_map(|(guide, words)| {
                let texts = [
                    ("title", words.title, 60),
                    ("task", words.task, 60),
                    ("name", words.name, 60),
                    ("nudge", words.nudge, 120),
                    ("check", words.check, 120),
                    ("done", words.done, 60),
                    ("already", words.already, 60),
                    ("share", words.share, 400),
                    ("body", words.body, 400),
                ];
                texts.map(|(field, text, most)| (format!("{guide}.{field}"), text, most))
            });
            let claims = service.claims.iter().map(|(claim, text)| (claim.to_string(), *text, usize::MAX));
            for (field, text, most) in guides.chain(claims) {
                let place = format!("{language}, {id}: {field}: {text}");
                assert!(text.chars().count() <= most, "{place}");
                assert!(places(&text).iter().all(|name| ["off", "workspace"].contains(name)), "{place}");
            }
            for (guide, words) in &service.guides {
                let said = [words.title, words.task, words.name, words.kind, words.nudge, words.done, words.share];
                assert!(said.iter().all(|text| !text.is_empty()), "{language}, {id}: {guide}");
            }
        }
    }
}

/// What is done to a card: the place in the catalogue, and the value that comes there; nothing removes it.
type Edit<'a> = (&'a str, Value);

/// Sets a value, which `null` removes. A place begins with `facts` or a language.
fn set(facts: &mut Value, words: &mut Value, (place, value): &Edit<'_>) {
    let (root, rest) = place.split_once('/').unwrap();
    let root = if root == "facts" { facts } else { &mut words[root] };
    let (parent, key) = rest.rsplit_once('/').unwrap();
    let parent = root.pointer_mut(&format!("/{parent}")).unwrap_or_else(|| panic!("{place}"));
    match (parent, value) {
        (Value::Object(fields), Value::Null) => drop(fields.remove(key)),
        (Value::Object(fields), value) => drop(fields.insert(key.to_owned(), value.clone())),
        (Value::Array(all), value) => all[key.parse::<usize>().unwrap()] = value.clone(),
        _ => panic!("{place}"),
    }
}

#[test]
fn a_card_that_breaks_a_rule_is_refused_by_file_and_field() {
    let long = "x".repeat(131);
    let words = |count: usize| vec!["wort"; count].join(" ");
    let claim = json!({ "certainty": "A", "sources": ["P"] });
    let news = |date: &str| json!({ "date": date, "claim": "trains" });
    let (facts, words_of_cards) = catalogue();
    let mut rumours = facts["services"]["slack"].clone();
    rumours["id"] = json!("rumours");
    let cases: Vec<(&str, Vec<Edit<'_>>)> = vec![
        // The past.
        (
            "services/slack/facts.json: guides.effect in eu: the effect of a step says",
            vec![("facts/services/slack/guides/0/effect", json!([]))],
        ),
        (
            "services/facebook/facts.json: guides.effect in uk: the effect of a step says",
            vec![("facts/services/facebook/claims/past/regions", json!(["ch"]))],
        ),
        (
            "services/slack/facts.json: claims.past.ours: what is ours says `past-unknown`",
            vec![("facts/services/slack/claims/past/say", json!("future-only"))],
        ),
        (
            "services/slack/facts.json: claims.past.say: this names nothing",
            vec![("facts/services/slack/claims/past/say", json!("never-heard"))],
        ),
        // Findings, rumours, news.
        (
            "services/gmail/facts.json: finding: a false alarm needs a source",
            vec![("facts/services/gmail/finding/kind", json!("false_alarm"))],
        ),
        (
            "services/gmail/facts.json: finding.claims: a card has",
            vec![("facts/services/gmail/finding/claims", json!([]))],
        ),
        (
            "services/gmail/facts.json: claims.nothing: this names nothing",
            vec![("facts/services/gmail/rumours", json!(["claimed", "nothing"]))],
        ),
        (
            "services/gmail/facts.json: a card has a step, a finding, or a company",
            vec![("facts/services/gmail/finding", Value::Null), ("facts/services/gmail/regions", json!({ "*": {} }))],
        ),
        (
            "services/facebook/facts.json: news 2026-08-01: this is no date",
            vec![("facts/services/facebook/news", json!([news("2026-07-23"), news("2026-08-01")]))],
        ),
        (
            "services/facebook/facts.json: news 2026-07-23: portal: this names nothing",
            vec![("facts/services/facebook/news/0/guides", json!(["portal"]))],
        ),
        (
            "services/facebook/facts.json: news: a card has",
            vec![("facts/services/facebook/news", json!(vec![news("2026-07"); 5]))],
        ),
        // Words.
        (
            "services/slack/en.json: claims.confirm: certainty C must",
            vec![
                ("en/services/slack/claims/confirm", json!("It comes.")),
                ("facts/services/slack/rumours", json!(["confirm"])),
            ],
        ),
        (
            "services/slack/de.json: guides.workspace-mail.body: a text is missing",
            vec![("de/services/slack/guides/workspace-mail", json!({}))],
        ),
        (
            "services/gmail/de.json: guides.smart-features.body: nothing asks for",
            vec![("de/services/gmail/guides/smart-features/body", json!("Bitte nicht."))],
        ),
        (
            "en: services.slack.guides.workspace-mail.body: the languages have different",
            vec![(
                "en/services/slack/guides/workspace-mail/body",
                json!("Please do not use our data for your models."),
            )],
        ),
        ("services/slack/de.json: about: this is too long", vec![("de/services/slack/about", json!(long))]),
        (
            "services/slack/de.json: claims.models: this is too long",
            vec![("de/services/slack/claims/models", json!(long))],
        ),
        (
            "services/gmail/de.json: guides.smart-features.name: this is too long",
            vec![("de/services/gmail/guides/smart-features/name", json!(long))],
        ),
        (
            "services/slack/de.json: 250 words: a card has 50 to 120 words",
            vec![("de/services/slack/guides/workspace-mail/steps", json!({ "long": words(200) }))],
        ),
        (
            "services/slack/de.json: 9 claims: a card has",
            vec![
                ("facts/services/slack/claims", json!(BTreeMap::from_iter((0..9).map(|n| (format!("c{n}"), &claim))))),
                (
                    "de/services/slack/claims",
                    json!(BTreeMap::from_iter((0..9).map(|n| (format!("c{n}"), "Es ist so.")))),
                ),
            ],
        ),
        (
            "common/en.json: past-unknown.hedged: certainty C must",
            vec![("en/common/past-unknown/hedged", json!("It is unclear."))],
        ),
        ("common/de.json: past-too.plain: a text is missing", vec![("de/common/past-too/plain", json!(""))]),
        (
            "common/de.json: past-too.plain: the languages have different",
            vec![("de/common/past-too/plain", json!("Gilt bei {company} auch."))],
        ),
        (
            "services/facebook/de.json: guides.third-party.name: a text is missing",
            vec![("de/services/facebook/guides/third-party", json!({}))],
        ),
        ("kinds/de.json: mail: a text is missing", vec![("de/kinds/mail", Value::Null)]),
        ("kinds/de.json: mail.done: a text is missing", vec![("de/kinds/mail/done", json!(" "))]),
        ("kinds/de.json: mail.task: the languages have different", vec![("de/kinds/mail/task", json!("Auf {off}"))]),
        (
            "services/chatgpt/facts.json: guides.ai-training.excluded: this is needed",
            vec![("facts/services/chatgpt/guides/0/excluded", json!([]))],
        ),
        (
            "services/chatgpt/facts.json: guides.ai-training.per: a guide of this kind must not",
            vec![("facts/services/chatgpt/guides/0/per", json!("device"))],
        ),
        // Labels, sources, regions.
        (
            "services/facebook/facts.json: guides.objection.paths.app.reported_in fr: this names nothing",
            vec![("facts/services/facebook/guides/0/paths/0/reported_in", json!(["fr"]))],
        ),
        (
            "services/facebook/facts.json: guides.objection.paths.app.known settings-2: this names nothing",
            vec![("facts/services/facebook/guides/0/paths/0/known", json!(["settings-2"]))],
        ),
        (
            "services/facebook/facts.json: guides.objection.regions.ca: something must be said",
            vec![("facts/services/facebook/guides/0/regions/ca", json!("C"))],
        ),
        (
            "services/facebook/facts.json: claims.keep: source @vz: this names nothing",
            vec![("facts/services/facebook/claims/keep/sources", json!(["@vz"]))],
        ),
        ("sources.json: sources.audit: a name has the marks", vec![("facts/sources/audit/title", json!("\"Audit\""))]),
        (
            "companies/facts.json: sources.meta-policy.read_on: this is needed",
            vec![("facts/companies/sources/meta-policy/read_on", Value::Null)],
        ),
        ("sources.json: sources.audit.by: this is needed", vec![("facts/sources/audit/by", Value::Null)]),
        (
            "services/facebook/facts.json: guides.objection.linked meta-objection: this names nothing",
            vec![("facts/services/facebook/guides/0/linked", json!("meta-objection"))],
        ),
        (
            "services/slack/facts.json: hosts bit.ly: links are",
            vec![("facts/services/slack/hosts", json!(["slack.com", "bit.ly"]))],
        ),
        (
            "services/slack/facts.json: hosts a.slack.com: this names nothing",
            vec![("facts/services/slack/hosts", json!(["slack.com", "a.slack.com"]))],
        ),
        (
            "services/slack/facts.json: links.page: links are https",
            vec![("facts/services/slack/links/page/url", json!("https://me@slack.com/"))],
        ),
        (
            "services/slack/facts.json: sources.P: links are https",
            vec![("facts/services/slack/sources/P/url", json!("https://slack.com:8443/"))],
        ),
        (
            "services/slack/facts.json: moved facebook: ids are",
            vec![("facts/services/slack/moved", json!(["facebook"]))],
        ),
        ("services/rumours/facts.json: id: ids are", vec![("facts/services/rumours", rumours)]),
        ("services/slack/facts.json: own: this is needed", vec![("facts/services/slack/own", Value::Null)]),
    ];
    for (message, edits) in cases {
        let (mut facts, mut words) = (facts.clone(), words_of_cards.clone());
        edits.iter().for_each(|edit| set(&mut facts, &mut words, edit));
        let refusals = refused(facts, words);
        assert!(refusals.iter().any(|refusal| refusal.starts_with(message)), "{message} not in {refusals:#?}");
    }
}
