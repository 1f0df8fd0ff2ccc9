#![cfg(test)]

use serde_json::{Value, json};

use super::check_catalogue;
use super::refusal::{Reason, Refusal};
use crate::catalogue::facts::Source;
use crate::law::Region;

fn facts() -> Value {
    let regions: Vec<String> =
        Region::ALL.iter().map(|r| format!(r#""{r}":{{"company":"ie","situation":["start"]}}"#)).collect();
    let rights: Vec<String> = Region::ALL.iter().map(|r| format!(r#""{r}":["right"]"#)).collect();
    let source = r#"{"title":"Notice","url":"https://www.linkedin.com/legal","dated":"2026-08","by":"company","read_on":"2026-11-23"}"#;
    let authority = |key: &str, country: &str, land: &str| {
        let address = format!(r#""website":"https://{key}.example.org","email":"post@{key}.example.org""#);
        format!(r#""{key}":{{"country":"{country}"{land},"name":"{key}",{address}}}"#)
    };
    let label = |en: &str| format!(r#"{{"en":["{en}"]}}"#);
    serde_json::from_str(&format!(
        r#"{{"regions":{{"recheck_after":"2027-02-23","sources":{{"Q1":{source}}},"claims":{{"right":{{"certainty":"A","sources":["Q1"]}}}},
        "countries":{{"DE":"eu","CH":"ch","GB":"uk","CA":"ca","HK":"hk","ZZ":"other"}},"rights":{{{rights}}}}},
        "authorities":{{"recheck_after":"2027-02-23","sources":{{"D1":{source}}},"claims":{{
        "free":{{"certainty":"A","sources":["D1"]}},"land":{{"certainty":"C","sources":["D1"]}}}},
        "addresses":["free"],"by_land":{{"DE":["land"]}},"authorities":{{{by},{be},{authorities}}}}},
        "services":{{"linkedin":{{"id":"linkedin","name":"LinkedIn","sort":"network","order":5,"benefit":"high",
        "own":"switch","read_on":"2026-11-23","tried_on_phone":false,"hosts":["www.linkedin.com"],
        "sources":{{"S1":{source}}},"claims":{{"start":{{"certainty":"C","sources":["S1"]}},
        "secret":{{"certainty":"D","sources":["S1"]}},"means":{{"certainty":"A","sources":["S1"]}},
        "past":{{"say":"past-unknown","ours":true}}}},
        "labels":{{"setting":{setting},"on":{on},"off":{off}}},
        "links":{{"switch":{{"url":"https://www.linkedin.com/x","login":"yes","certainty":"A","sources":["S1"]}}}},
        "regions":{{{regions}}},"guides":[{{"id":"ai","kind":"switch","step":"ai","minutes":3,
        "account":true,"setting":{{"shape":"switch","label":"setting","on":"on","off":"off","on_means":"means",
        "off_means":"means"}},"link":"switch","paths":[{{"device":"app","certainty":"A",
        "sources":["S1"],"steps":["tap setting","do look","off"]}}],
        "effect":["past"],"recheck_months":3}}],"why":[{{"heading":"use","claims":["means"]}}],
        "timeline":[{{"date":"2025-11","claim":"start"}}],"open_points":[{{"id":"phone"}}],"objection":["start"],"complaint":["start"]}}}},
        "companies":{{"sources":{{"C1":{source}}},"companies":{{"ie":{{"name":"LinkedIn Ireland","country":"IE",
        "post":["Dublin"],"authority":"unknown","certainty":"A","sources":["C1"],"read_on":"2026-11-23"}}}}}}}}"#,
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
        "guides":{"ai":{"title":"t","task":"t","name":"n","kind":"k","nudge":"n","check":"Is it {off}?",
        "done":"It says {off}","done_state":"{off}","steps":{"look":"Look."},"share":"s"}}}}}"#,
    )
    .unwrap();
    let mut words = words;
    words["common"] =
        json!({ "past-unknown": { "plain": "We do not know.", "hedged": "It is reported to be unclear." } });
    words["law"] = serde_json::from_str(include_str!("../../../../catalogue/law/en.json")).unwrap();
    json!({ "en": words, "pl": words })
}

/// Returns the refusals of a catalogue after an edit of its files.
fn refused(edit: impl FnOnce(&mut Value, &mut Value)) -> Vec<Refusal> {
    let (mut facts, mut words) = (facts(), words());
    edit(&mut facts, &mut words);
    check_catalogue(&serde_json::from_value(facts).unwrap(), &serde_json::from_value(words).unwrap())
}

fn assert_refused(reason: Reason, place: &str, break_it: impl FnOnce(&mut Value, &mut Value)) {
    let refusals = refused(break_it);
    let expected = refusals.iter().find(|refusal| refusal.reason == reason && refusal.place.contains(place));
    assert!(expected.is_some_and(|r| r.to_string().contains(place)), "{reason:?} at {place} not in {refusals:#?}");
}

fn linkedin(facts: &mut Value) -> &mut Value {
    &mut facts["services"]["linkedin"]
}

fn companies(facts: &mut Value) -> &mut Value {
    &mut facts["companies"]["companies"]
}

fn authorities(facts: &mut Value) -> &mut Value {
    &mut facts["authorities"]["authorities"]
}

fn remove(from: &mut Value, key: &str) {
    from.as_object_mut().unwrap().remove(key).unwrap();
}

#[test]
fn a_valid_catalogue_is_not_refused() {
    assert_eq!(refused(|_, _| ()), []);
}

#[test]
fn a_missing_word_is_refused() {
    assert_refused(Reason::MissingWord, "services/linkedin/en.json: claims.means", |_, words| {
        remove(&mut words["en"]["services"]["linkedin"]["claims"], "means");
    });
    assert_refused(Reason::MissingWord, "app.home.title", |_, words| {
        words["pl"]["app"]["words"] = json!({});
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
fn an_unknown_word_is_refused() {
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
    assert_refused(Reason::DanglingId, "guides.ai.request", |facts, _| {
        linkedin(facts)["guides"][0]["request"] = "a favour".into();
    });
    assert_refused(Reason::DanglingId, "source S9", |facts, _| {
        linkedin(facts)["claims"]["start"]["sources"] = json!(["S1", "S9"]);
    });
}

#[test]
fn unused_sources_links_labels_and_companies_are_refused() {
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
    assert_refused(Reason::DanglingId, "companies/facts.json: companies.other", |facts, _| {
        companies(facts)["other"] = companies(facts)["ie"].clone();
    });
    assert_refused(Reason::DanglingId, "companies/facts.json: sources.C2", |facts, _| {
        facts["companies"]["sources"]["C2"] = facts["companies"]["sources"]["C1"].clone();
    });
    assert_refused(Reason::DanglingId, "sources.json: audit", |facts, _| {
        facts["sources"] = json!({ "audit": linkedin(facts)["sources"]["S1"] });
    });
}

#[test]
fn a_shared_source_is_found_by_its_mark_and_says_when_it_was_read() {
    let shared = |facts: &mut Value| {
        facts["sources"] = json!({ "audit": linkedin(facts)["sources"]["S1"] });
        linkedin(facts)["claims"]["start"]["sources"] = json!(["@audit"]);
    };
    assert_eq!(refused(|facts, _| shared(facts)), []);
    assert_refused(Reason::DanglingId, "claims.start: source @other", |facts, _| {
        shared(facts);
        linkedin(facts)["claims"]["start"]["sources"] = json!(["@audit", "@other"]);
    });
    assert_refused(Reason::MissingField, "sources.json: audit.read_on", |facts, _| {
        shared(facts);
        remove(&mut facts["sources"]["audit"], "read_on");
    });
    // A source of the card itself was read when the card was.
    assert_eq!(refused(|facts, _| remove(&mut linkedin(facts)["sources"]["S1"], "read_on")), []);
    for (place, file) in [("services/linkedin/facts.json: sources.S1.by", "services"), ("sources.C1.by", "companies")] {
        assert_refused(Reason::MissingField, place, |facts, _| match file {
            "services" => remove(&mut linkedin(facts)["sources"]["S1"], "by"),
            _ => remove(&mut facts["companies"]["sources"]["C1"], "by"),
        });
    }
}

#[test]
fn a_company_with_a_wrong_address_or_authority_is_refused() {
    let cases: &[(Reason, &str, &str, Value)] = &[
        (Reason::DanglingId, ".authority", "authority", json!("xx")),
        (Reason::BadAddress, ": nobody", "email", json!("nobody")),
        (Reason::BadAddress, ": nobody", "representative", json!({ "eu": { "name": "R", "email": "nobody" } })),
        (Reason::BadLink, ".channels", "channels", json!([{ "way": "form" }])),
        (Reason::BadLink, ".channels", "channels", json!([{ "way": "form", "url": "http://example.org" }])),
        (Reason::BadLink, ".channels", "channels", json!([{ "way": "email" }])),
        (Reason::BadLink, ".channels", "channels", json!([{ "way": "post", "url": "https://example.org" }])),
        (Reason::BadDate, ".read_on", "read_on", json!("1999-12-31")),
        (Reason::Unsourced, "", "sources", json!([])),
        (Reason::BadCountry, ".country", "country", json!("Ireland")),
    ];
    for (reason, place, field, wrong) in cases {
        assert_refused(*reason, &format!("companies/facts.json: companies.ie{place}"), |facts, _| {
            companies(facts)["ie"][field] = wrong.clone();
        });
    }
    let right =
        json!([{ "way": "form", "url": "https://example.org", "login": "no" }, { "way": "email" }, { "way": "post" }]);
    assert_eq!(
        refused(|facts, _| {
            companies(facts)["ie"]["email"] = json!("dpo@example.org");
            companies(facts)["ie"]["channels"] = right;
        }),
        []
    );
}

#[test]
fn an_unused_claim_is_refused() {
    assert_refused(Reason::DanglingId, "claims.means", |facts, _| {
        let setting = &mut linkedin(facts)["guides"][0]["setting"];
        setting["on_means"] = json!("start");
        setting["off_means"] = json!("start");
        linkedin(facts)["why"] = json!([]);
    });
}

#[test]
fn a_setting_says_what_both_positions_mean_or_neither_and_what_protects_is_no_step() {
    assert_refused(Reason::MissingField, "setting.off_means", |facts, _| {
        remove(&mut linkedin(facts)["guides"][0]["setting"], "off_means");
    });
    assert_refused(Reason::FieldOfOtherKind, "guides.ai.step", |facts, _| {
        linkedin(facts)["guides"][0]["setting"]["protects"] = json!(true);
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
fn a_claim_about_our_own_research_needs_no_source_but_a_dangling_one_is_refused() {
    let own = |facts: &mut Value| linkedin(facts)["claims"]["means"]["ours"] = json!(true);
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
fn a_reported_claim_may_leave_its_hedge_to_a_section_with_a_hedging_row() {
    // `means` stands under the picture of the switch and on the "why" page, which both have such a row.
    let unhedged = |facts: &mut Value, words: &mut Value| {
        linkedin(facts)["claims"]["means"]["certainty"] = json!("C");
        for language in ["en", "pl"] {
            words[language]["app"]["words"]["reported.above"] = json!("This is only reported.");
            words[language]["app"]["words"]["reported.below"] = json!("Only reported:");
        }
    };
    assert_eq!(refused(unhedged), []);
    for row in ["reported.above", "reported.below"] {
        assert_refused(Reason::MissingHedge, &format!("app/en.json: {row}"), |facts, words| {
            unhedged(facts, words);
            words["en"]["app"]["words"][row] = json!("More:");
        });
    }
    for (list, shown) in
        [("objection", json!(["means"])), ("complaint", json!(["means"])), ("without_setting", json!("ai"))]
    {
        assert_refused(Reason::MissingHedge, "services/linkedin/en.json: claims.means", |facts, words| {
            unhedged(facts, words);
            linkedin(facts)["guides"][0]["notes"] = json!(["means"]);
            linkedin(facts)[list] = shown;
        });
    }
    assert_refused(Reason::MissingHedge, "services/linkedin/en.json: claims.means", |facts, words| {
        unhedged(facts, words);
        linkedin(facts)["regions"]["eu"]["notes"] = json!(["means"]);
    });
    assert_refused(Reason::MissingHedge, "regions/en.json: claims.right", |facts, words| {
        unhedged(facts, words);
        facts["regions"]["claims"]["right"]["certainty"] = json!("C");
        facts["regions"]["at_first_sight"] = json!({ "eu": ["right"] });
    });
}

#[test]
fn a_language_without_hedges_or_with_an_empty_one_is_refused() {
    for hedges in [json!([]), json!(["reported", ""]), json!(["reported", " a "])] {
        assert_refused(Reason::EmptyHedge, "app/en.json: hedges", |_, words| {
            words["en"]["app"]["hedges"] = hedges;
        });
    }
}

#[test]
fn an_unconfirmed_claim_with_words_is_refused() {
    assert_refused(Reason::ShownD, "claims.secret", |_, words| {
        words["en"]["services"]["linkedin"]["claims"]["secret"] = json!("It is reported.");
    });
}

#[test]
fn an_invalid_date_is_refused() {
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
fn an_insecure_link_or_one_to_another_host_is_refused() {
    for wrong in ["http://www.linkedin.com/x", "https://www.linkedin.com.example.org/x", "linkedin://settings"] {
        assert_refused(Reason::BadLink, "links.switch", |facts, _| {
            linkedin(facts)["links"]["switch"]["url"] = json!(wrong);
        });
    }
}

#[test]
fn an_insecure_link_of_an_authority_is_refused() {
    for field in ["website", "form"] {
        assert_refused(Reason::BadLink, "authorities.de-by", |facts, _| {
            authorities(facts)["de-by"][field] = json!("http://www.example.org/");
        });
    }
}

#[test]
fn an_invalid_email_address_is_refused() {
    for wrong in
        ["", "post", "@example.org", "post@", "post@example", "a b@example.org", "a@b@example.org", "ä@example.org"]
    {
        assert_refused(Reason::BadAddress, "authorities.de-by", |facts, _| {
            authorities(facts)["de-by"]["email"] = json!(wrong);
        });
    }
}

#[test]
fn an_authority_of_an_unknown_place_is_refused() {
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
fn several_competent_authorities_for_a_place_are_refused() {
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
    let add_incompetent_authority = |facts: &mut Value, _: &mut Value| {
        authorities(facts)["de"] = authorities(facts)["ch"].clone();
        authorities(facts)["de"]["country"] = json!("DE");
        authorities(facts)["de"]["not_competent"] = json!(["land"]);
    };
    assert_eq!(refused(add_incompetent_authority), []);
}

#[test]
fn an_invalid_id_is_refused() {
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
fn mismatched_places_between_languages_are_refused() {
    assert_refused(Reason::PlaceMismatch, "guides.ai.done", |_, words| {
        words["pl"]["services"]["linkedin"]["guides"]["ai"]["done"] = json!("It says {on}");
    });
}

/// Gives `app.steps` of both languages plural forms, and returns the refusals.
fn refused_forms(en: &Value, pl: &Value) -> Vec<(Reason, String)> {
    let refusals = refused(|_, words| {
        words["en"]["app"]["words"]["steps"] = en.clone();
        words["pl"]["app"]["words"]["steps"] = pl.clone();
    });
    refusals.into_iter().map(|refusal| (refusal.reason, refusal.place)).collect()
}

#[test]
fn plural_forms_are_exactly_those_of_the_language() {
    let en = json!({"one": "one step of {name}", "other": "{count} steps of {name}"});
    let pl = json!({"one": "krok {name}", "few": "{count} kroki {name}", "many": "{count} kroków {name}"});
    assert_eq!(refused_forms(&en, &pl), []);
    let wrong = [(Reason::WrongForms, "pl: app.steps".to_owned())];
    let missing = json!({"one": "krok {name}", "many": "{count} kroków {name}"});
    assert_eq!(refused_forms(&en, &missing), wrong);
    let superfluous =
        json!({"one": "{name}", "few": "{count}{name}", "many": "{count}{name}", "other": "{count}{name}"});
    assert_eq!(refused_forms(&en, &superfluous), wrong);
    assert_eq!(refused_forms(&en, &json!("{count} kroków {name}")), wrong);
}

#[test]
fn a_plural_form_for_several_numbers_says_which() {
    let en = json!({"one": "1 step", "other": "Many steps"});
    let pl = json!({"one": "krok", "few": "{count} kroki", "many": "{count} kroków"});
    assert_eq!(refused_forms(&en, &pl), [(Reason::FormWithoutNumber, "en: app.steps.Other".to_owned())]);
    let en = json!({"one": "{name}: 1 step", "other": "{count} steps"});
    let pl = json!({"one": "{name}", "few": "{count} {name}", "many": "{count} {name}"});
    assert_eq!(refused_forms(&en, &pl), [(Reason::FormWithoutNumber, "en: app.steps.Other".to_owned())]);
    // In Croatian, 21 is of the same category as 1.
    let refusals = refused(|_, words| {
        words["hr"] = words["en"].clone();
        let forms = json!({"one": "one step", "few": "{count} steps", "other": "{count} steps"});
        for language in ["en", "pl", "hr"] {
            words[language]["app"]["words"]["steps"] = forms.clone();
        }
    });
    let of_croatian: Vec<_> = refusals.iter().filter(|refusal| refusal.place.starts_with("hr")).collect();
    assert_eq!(of_croatian, [&Refusal { place: "hr: app.steps.One".to_owned(), reason: Reason::FormWithoutNumber }]);
}

#[test]
fn a_number_of_things_without_plural_forms_is_refused() {
    let text = json!("{count} steps");
    let refused = refused_forms(&text, &text);
    assert_eq!(refused, ["en", "pl"].map(|code| (Reason::CountWithoutForms, format!("{code}: app.steps"))));
}

#[test]
fn a_language_without_a_rule_for_plurals_is_refused() {
    assert_refused(Reason::UnknownLanguage, "app/xx.json", |_, words| {
        words["xx"] = words["en"].clone();
    });
}

#[test]
fn a_missing_region_is_refused() {
    assert_refused(Reason::MissingRegion, "services/linkedin/facts.json: regions", |facts, _| {
        linkedin(facts)["regions"] = json!({});
    });
    assert_refused(Reason::UnknownRegion, "regions.mars", |facts, _| {
        linkedin(facts)["regions"]["mars"] = json!({});
    });
    assert_refused(Reason::MissingRegion, "guides.ai.regions.uk", |facts, _| {
        remove(&mut linkedin(facts)["regions"], "uk");
        linkedin(facts)["guides"][0]["regions"] = json!({ "eu": "B", "uk": "C" });
    });
    assert_refused(Reason::DanglingId, "regions.eu.company", |facts, _| {
        linkedin(facts)["regions"]["eu"]["company"] = json!("nobody");
    });
    // What was not read about a region is not filled from another, and `*` is for everybody.
    assert_eq!(refused(|facts, _| linkedin(facts)["regions"]["uk"] = json!({})), []);
    assert_eq!(refused(|facts, _| remove(&mut linkedin(facts)["regions"], "uk")), []);
    assert_eq!(refused(|facts, _| linkedin(facts)["regions"] = json!({ "*": linkedin(facts)["regions"]["eu"] })), []);
    assert_refused(Reason::MissingRegion, "authorities of CH", |facts, _| {
        remove(authorities(facts), "ch");
    });
}

#[test]
fn a_missing_label_is_refused() {
    assert_refused(Reason::MissingLabel, "guides.ai: label off", |facts, _| {
        remove(&mut linkedin(facts)["labels"], "off");
    });
    for wrong in [json!([]), json!([" "])] {
        assert_refused(Reason::MissingLabel, "labels.off.en", |facts, _| {
            linkedin(facts)["labels"]["off"]["en"] = wrong;
        });
    }
    assert_refused(Reason::MissingLabel, "guides.ai.setting.off", |facts, _| {
        remove(&mut linkedin(facts)["guides"][0]["setting"], "off");
        remove(&mut linkedin(facts)["labels"], "off");
    });
}

#[test]
fn a_choice_without_the_words_of_its_answers_is_refused_and_a_switch_is_not() {
    let without_words = |facts: &mut Value, shape: &str| {
        for position in ["on", "off"] {
            remove(&mut linkedin(facts)["guides"][0]["setting"], position);
            remove(&mut linkedin(facts)["labels"], position);
        }
        linkedin(facts)["guides"][0]["setting"]["shape"] = json!(shape);
    };
    assert_eq!(refused(|facts, _| without_words(facts, "switch")), []);
    assert_eq!(refused(|facts, _| without_words(facts, "box")), []);
    assert_refused(Reason::MissingLabel, "guides.ai.setting.off", |facts, _| without_words(facts, "choice"));
}

#[test]
fn english_stands_in_for_a_missing_label_and_another_language_only_where_the_card_says_so() {
    let in_polish = |facts: &mut Value, words: &mut Value| {
        let english = linkedin(facts)["labels"]["off"]["en"].clone();
        linkedin(facts)["labels"]["off"] = json!({ "pl": english });
        for language in ["en", "pl"] {
            words[language]["app"]["languages"]["pl"] = json!("Polish");
        }
    };
    assert_refused(Reason::MissingLabel, "labels.off.en", in_polish);
    let native = |facts: &mut Value, words: &mut Value| {
        in_polish(facts, words);
        linkedin(facts)["native"] = json!("pl");
    };
    assert_eq!(refused(native), []);
}

#[test]
fn a_missing_setting_is_refused() {
    assert_refused(Reason::MissingSetting, "guides.ai.paths.app: off", |facts, _| {
        remove(&mut linkedin(facts)["guides"][0], "setting");
    });
}

#[test]
fn a_guide_has_what_its_kind_needs_and_nothing_of_another() {
    use Reason::{FieldOfOtherKind, MissingField};
    let mail = json!({ "to": "a@example.org", "subject": "Opt out", "certainty": "B", "sources": ["S1"] });
    let cases: &[(Reason, &str, &str, Value)] = &[
        (MissingField, "switch", "paths.app", json!({ "paths": [] })),
        (MissingField, "switch", "setting", json!({ "setting": null })),
        (FieldOfOtherKind, "switch", "request", json!({ "request": "objection" })),
        (FieldOfOtherKind, "switch", "mail", json!({ "mail": mail })),
        (MissingField, "computer", "link", json!({ "link": null })),
        (MissingField, "computer", "setting", json!({ "setting": null })),
        (MissingField, "computer", "paths.computer", json!({})),
        (FieldOfOtherKind, "computer", "paths.app", json!({})),
        (FieldOfOtherKind, "computer", "request", json!({ "request": "objection" })),
        (MissingField, "form", "link", json!({ "link": null })),
        (FieldOfOtherKind, "form", "setting", json!({})),
        (FieldOfOtherKind, "form", "mail", json!({ "mail": mail })),
        (MissingField, "mail", "mail", json!({})),
        (FieldOfOtherKind, "mail", "setting", json!({ "mail": mail })),
        (FieldOfOtherKind, "mail", "link", json!({ "mail": mail })),
        (FieldOfOtherKind, "mail", "paths.app", json!({ "mail": mail })),
        (FieldOfOtherKind, "letter", "link", json!({})),
        (FieldOfOtherKind, "letter", "step", json!({})),
        (MissingField, "contact", "link", json!({ "link": null })),
        (FieldOfOtherKind, "contact", "step", json!({})),
        (FieldOfOtherKind, "contact", "request", json!({ "request": "objection" })),
        (FieldOfOtherKind, "contact", "setting", json!({})),
    ];
    for (reason, kind, field, edit) in cases {
        assert_refused(*reason, &format!("services/linkedin/facts.json: guides.ai.{field}"), |facts, _| {
            let guide = &mut linkedin(facts)["guides"][0];
            guide["kind"] = json!(kind);
            for (key, value) in edit.as_object().unwrap() {
                guide[key] = value.clone();
            }
        });
    }
}

#[test]
fn a_mail_with_an_invalid_address_or_without_its_subject_is_refused() {
    for (reason, field, wrong) in
        [(Reason::BadAddress, "to", "nowhere"), (Reason::MissingWord, "subject", " "), (Reason::Unsourced, "", "")]
    {
        let place = format!("guides.ai.mail{}{field}", if field.is_empty() { "" } else { "." });
        assert_refused(reason, &place, |facts, _| {
            let mut mail = json!({ "to": "a@example.org", "subject": "Opt out", "certainty": "B", "sources": ["S1"] });
            if field.is_empty() {
                mail["sources"] = json!([]);
            } else {
                mail[field] = json!(wrong);
            }
            linkedin(facts)["guides"][0]["mail"] = mail;
        });
    }
}

#[test]
fn too_many_steps_two_guides_of_one_name_and_ways_without_a_common_region_are_refused() {
    let more = |facts: &mut Value, changes: &[Value]| {
        let guide = linkedin(facts)["guides"][0].clone();
        for change in changes {
            let mut other = guide.clone();
            for (key, value) in change.as_object().unwrap() {
                other[key] = value.clone();
            }
            linkedin(facts)["guides"].as_array_mut().unwrap().push(other);
        }
    };
    let step = |name: &str| json!({ "id": name, "step": name });
    assert_refused(Reason::TooManySteps, "linkedin/facts.json: guides", |facts, _| {
        more(facts, &[step("b"), step("c"), step("d")]);
    });
    assert_refused(Reason::BadId, "guides.ai", |facts, _| more(facts, &[json!({})]));
    assert_refused(Reason::WaysApart, "guides.b.regions", |facts, _| {
        linkedin(facts)["guides"][0]["regions"] = json!({ "eu": "B" });
        more(facts, &[json!({ "id": "b", "regions": { "uk": "C" } })]);
    });
    assert_refused(Reason::MissingField, "linkedin/facts.json: own", |facts, _| remove(linkedin(facts), "own"));
}

#[test]
fn an_unknown_field_is_refused_by_name() {
    let error = serde_json::from_str::<Source>(r#"{"title":"t","read_on":"2026-11-23","author":"x"}"#).unwrap_err();
    assert!(error.to_string().contains("unknown field `author`"));
}

/// Returns what a publisher states, all of it right.
fn publisher() -> Value {
    json!({
        "name": "Example", "address": ["1 Street", "Place"], "email": "us@example.org", "source": "https://example.org/x",
        "law_checked_by": "Somebody", "law_checked_on": "2026-11-30", "lawyer_checked": true,
        "texts": { "en": { "checked_by": "Somebody", "checked_on": "2026-11-30", "origin": "Written." } },
    })
}

#[test]
fn a_publisher_may_be_empty_but_not_wrong() {
    assert_eq!(refused(|facts, _| facts["publisher"] = publisher()), []);
    for (field, value, reason) in [
        ("email", json!("us at example.org"), Reason::BadAddress),
        ("source", json!("http://example.org"), Reason::BadLink),
        ("law_checked_on", json!("1999-12-31"), Reason::BadDate),
        ("texts", json!({ "fr": publisher()["texts"]["en"] }), Reason::UnknownWord),
    ] {
        assert_refused(reason, "publisher.json: ", |facts, _| {
            facts["publisher"] = publisher();
            facts["publisher"][field] = value;
        });
    }
}

#[test]
fn a_privacy_policy_that_lacks_a_part_in_a_language_is_refused() {
    let policy =
        |text: &[&str]| json!({ "scope": "For the app.", "sections": [{ "heading": "In short", "text": text }] });
    let with = |other: &'static [&'static str]| {
        move |_: &mut Value, words: &mut Value| {
            words["en"]["privacy"] = policy(&["Nothing.", "- {name}"]);
            words["pl"]["privacy"] = policy(other);
        }
    };
    assert_eq!(refused(with(&["Nix.", "- {name}"])), []);
    assert_refused(Reason::MissingWord, "privacy.1.point-2", with(&["Nix."]));
    assert_refused(Reason::MissingWord, "privacy.1.point-2", with(&["Nix.", "{name}"]));
    assert_refused(Reason::PlaceMismatch, "privacy.1.point-2", with(&["Nix.", "- {email}"]));
}

#[test]
fn a_text_of_the_law_that_a_row_does_not_promise_or_lacks_is_refused() {
    type Edit = fn(&mut Value);
    let cases: [(Reason, &str, Edit); 16] = [
        (Reason::MissingRegion, "law/en.json: hk", |law| remove(law, "hk")),
        (Reason::MissingWord, "law/en.json: eu.due.extended", |law| remove(&mut law["eu"]["due"], "extended")),
        (Reason::UnknownWord, "law/en.json: hk.due.extended", |law| law["hk"]["due"]["extended"] = json!("More.")),
        (Reason::MissingWord, "law/en.json: uk.company_complaint", |law| remove(&mut law["uk"], "company_complaint")),
        (Reason::UnknownWord, "law/en.json: other.complaint", |law| {
            law["other"]["complaint"] = json!({ "opening": "I complain.", "ask": ["Look."] });
        }),
        (Reason::MissingWord, "law/en.json: ch.requests.access", |law| remove(&mut law["ch"]["requests"], "access")),
        (Reason::UnknownWord, "law/en.json: hk.requests.erasure", |law| {
            law["hk"]["requests"]["erasure"] = law["eu"]["requests"]["erasure"].clone();
        }),
        (Reason::MissingWord, "law/en.json: uk.requests.access.over", |law| {
            remove(&mut law["uk"]["requests"]["access"], "over");
        }),
        (Reason::UnknownWord, "law/en.json: eu.requests.access.over_clarified", |law| {
            law["eu"]["requests"]["access"]["over_clarified"] = json!("It is over.");
        }),
        (Reason::MissingWord, "law/en.json: ch.requests.objection.wish", |law| {
            remove(&mut law["ch"]["requests"]["objection"], "wish");
        }),
        (Reason::UnknownWord, "law/en.json: eu.requests.objection.gaps.manners", |law| {
            law["eu"]["requests"]["objection"]["gaps"]["manners"] = json!("The answer is rude.");
        }),
        (Reason::UnknownWord, "law/en.json: eu.requests.objection.failures.late", |law| {
            law["eu"]["requests"]["objection"]["failures"]["late"] = json!("It is late.");
        }),
        (Reason::MissingWord, "law/en.json: hk.reply", |law| remove(&mut law["hk"], "reply")),
        (Reason::UnknownWord, "law/en.json: ch.complaint.hand_on", |law| {
            law["ch"]["complaint"]["hand_on"] = json!("Hand it on.");
        }),
        (Reason::PlaceMismatch, "law/en.json: ca.requests.objection.after", |law| {
            law["ca"]["requests"]["objection"]["after"] = json!(["Stop, {name}."]);
        }),
        // A paragraph that the other language has.
        (Reason::MissingWord, "en: law.eu.access.after.2", |law| {
            law["eu"]["requests"]["access"]["after"].as_array_mut().unwrap().truncate(2);
        }),
    ];
    for (reason, place, edit) in cases {
        assert_refused(reason, place, |_, words| edit(&mut words["en"]["law"]));
    }
}

#[test]
fn a_form_without_words_and_words_that_no_text_asks_for_are_refused() {
    let with = |text: &str, forms: Value| {
        let (text, forms) = (json!(text), json!({ "forms": forms }));
        move |_: &mut Value, words: &mut Value| {
            words["pl"]["app"]["words"]["home.title"] = text;
            words["pl"]["app"]["dates"] = forms;
        }
    };
    let until = json!({ "until": { "date": "jusqu’au {date}", "1": "jusqu’au {date}", "tomorrow": "jusqu’à demain" } });
    assert_eq!(refused(with("Hello {name.until}", until.clone())), []);
    assert_refused(Reason::UnknownForm, "app.home.title {name.since}", with("Hello {name.since}", until.clone()));
    assert_refused(Reason::UnknownForm, "{name.whenever}", with("Hello {name.whenever}", json!({})));
    assert_refused(Reason::UnknownForm, "dates.forms.whenever", with("{name}", json!({ "whenever": {} })));
    assert_refused(Reason::UnknownWord, "pl.json: dates.forms.until", with("Hello {name}", until));
    for (day, text, reason) in [
        ("date", "jusqu’au", Reason::PlaceMismatch),
        ("tomorrow", "jusqu’au {date}", Reason::PlaceMismatch),
        ("someday", "{date}", Reason::UnknownWord),
        ("32", "{date}", Reason::UnknownWord),
    ] {
        let mut until = json!({ "until": { "date": "{date}" } });
        until["until"][day] = json!(text);
        assert_refused(reason, &format!("dates.forms.until.{day}"), with("Hello {name.until}", until));
    }
    assert_refused(Reason::MissingWord, "dates.forms.until", with("{name.until}", json!({ "until": {} })));
    assert_refused(Reason::UnknownWord, "pl.json: dates.days.0", |_, words| {
        words["pl"]["app"]["dates"] = json!({ "days": { "0": "1er" } });
    });
    assert_refused(Reason::UnknownForm, "services/linkedin/pl.json: names.whenever", |_, words| {
        words["pl"]["services"]["linkedin"]["names"] = json!({ "of": "d’Adobe", "whenever": "Adobe" });
    });
}

#[test]
fn a_language_of_a_service_without_a_name_is_refused() {
    assert_refused(Reason::MissingWord, "app/pl.json: languages.fr, of linkedin", |facts, _| {
        linkedin(facts)["labels"]["off"]["fr"] = json!(["Non"]);
    });
}

#[test]
fn a_straight_mark_in_a_name_is_refused() {
    assert_refused(Reason::StraightMark, "authorities.ch.name", |facts, _| {
        authorities(facts)["ch"]["name"] = json!("Commissioner's Office");
    });
    assert_refused(Reason::StraightMark, "services/linkedin/facts.json: sources.S1", |facts, _| {
        linkedin(facts)["sources"]["S1"]["title"] = json!("\"Notice\"");
    });
}

#[test]
fn a_name_of_a_file_with_marked_letters_is_refused() {
    for (name, reason) in [("Aufzeichnungen", None), ("données", Some(())), ("zapisy/2026", Some(())), ("", Some(()))]
    {
        let found = refused(|_, words| {
            for language in ["en", "pl"] {
                words[language]["app"]["words"]["pack.file"] = json!(name);
            }
        });
        let reasons: Vec<Reason> = found.iter().map(|refusal| refusal.reason).collect();
        assert_eq!(reasons, [reason, reason].into_iter().flatten().map(|()| Reason::BadFileName).collect::<Vec<_>>());
    }
}
