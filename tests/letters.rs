//! Every text to send, in every language and legal area: read in snapshots, and held to what is known of the law there. A
//! run leaves what changed beside the snapshots, as `.snap.new`, to be read before it takes their place
//! (`docs/contributing.md`).

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use support::{Phone, copied, languages, moment, plain, taps, words};
use widerspruch_core::boundary::{Action, Row, Screen};

const COUNTRIES: [&str; 6] = ["DE", "GB", "CH", "CA", "HK", "BR"];

/// What goes with the complaint.
const ENCLOSED: [&str; 2] = ["request-copy", "proof-of-sending"];

/// One text, as it can be copied.
struct Sent {
    country: &'static str,
    kind: String,
    letter: &'static str,
    text: String,
}

/// Every text of every request that is offered there, from the first to the last.
fn sent(language: &str, country: &'static str) -> Vec<Sent> {
    let mut all = Vec::new();
    for kind in offered(language, country) {
        let mut phone = begin(language, country, &kind);
        let request = phone.route.clone();
        let take = |phone: &mut Phone, letter: &'static str, all: &mut Vec<Sent>| {
            // Each text in each language, whoever reads it.
            phone.perform(&format!("request{request}/{letter}/in/{language}"));
            let screen = phone.core.screen(&format!("{request}/{letter}"), phone.now).unwrap();
            let copied = copied(phone, &screen);
            all.extend(copied.map(|text| Sent { country, kind: kind.clone(), letter, text }));
        };
        let note = |phone: &mut Phone, event: &str| phone.perform(&format!("request{request}/{event}"));
        take(&mut phone, "form-text", &mut all);
        take(&mut phone, "letter", &mut all);
        note(&mut phone, "sent-by-form");
        phone.now = moment("2027-02-01T20:00:00+01:00");
        take(&mut phone, "follow-up", &mut all);
        note(&mut phone, "followed-up");
        if country == "GB" {
            take(&mut phone, "complaint-to-controller", &mut all);
            note(&mut phone, "complained-to-controller");
        }
        if country == "DE" {
            phone.perform(&format!("request{request}/authority/de-by"));
        }
        if country == "CA" {
            phone.perform(&format!("request{request}/authority/ca"));
        }
        phone.typed.extend(ENCLOSED.map(|name| (name.to_owned(), "true".to_owned())));
        phone.perform(&format!("request{request}/complaint/enclose"));
        phone.typed.insert("name_me".to_owned(), "yes".to_owned());
        phone.perform(&format!("request{request}/name-me"));
        take(&mut phone, "complaint", &mut all);
    }
    all
}

/// The kinds of requests that are offered there.
fn offered(language: &str, country: &str) -> Vec<String> {
    let mut phone = Phone::new(language, country, "2026-11-23T20:00:00+01:00");
    phone.perform("welcome");
    let screen = phone.core.screen("/p1/requests", phone.now).unwrap();
    let begin = |command: &str| Some(command.strip_prefix("request/p1/linkedin/")?.strip_suffix("/begin")?.to_owned());
    let commands = taps(&screen).into_iter().filter_map(|(_, action)| match action {
        Action::Perform { command } => begin(&command),
        _ => None,
    });
    commands.collect()
}

/// A phone that shows a request for which everything is written.
fn begin(language: &str, country: &str, kind: &str) -> Phone {
    let mut phone = Phone::new(language, country, "2026-11-23T20:00:00+01:00");
    phone.perform("welcome");
    phone.perform(&format!("request/p1/linkedin/{kind}/begin"));
    let request = phone.route.clone();
    let inputs = [
        ("name", "Erika Muster"),
        ("email", "erika@example.org"),
        ("profile", "linkedin.com/in/erika-muster"),
        ("postal", "Musterweg 1\n12345 Musterstadt"),
        ("what", "CV"),
        ("grounds", "I write under my own name."),
        ("career", "true"),
    ];
    phone.typed.extend(inputs.map(|(name, text)| (name.to_owned(), text.to_owned())));
    phone.perform(&format!("request{request}/details"));
    assert!(phone.failure.is_none(), "{:?}", phone.failure);
    phone.route = request;
    phone
}

#[test]
fn letters_match_their_snapshots() {
    for language in &languages() {
        for country in COUNTRIES {
            let all: Vec<String> = sent(language, country)
                .into_iter()
                .map(|sent| format!("════ {} · {}\n\n{}", sent.kind, sent.letter, sent.text))
                .collect();
            let mut settings = insta::Settings::clone_current();
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            let name = format!("{language}-letters-{country}");
            settings.bind(|| insta::assert_snapshot!(name, all.join("\n\n\n")));
        }
    }
}

#[test]
fn no_letter_has_an_unfilled_placeholder_or_unknown_address() {
    for language in &languages() {
        for sent in COUNTRIES.into_iter().flat_map(|country| sent(language, country)) {
            let place = format!("{language} {} {} {}", sent.country, sent.kind, sent.letter);
            for wrong in ['{', '}', '[', ']', '_', '…', '<'] {
                assert!(!sent.text.contains(wrong), "{place}: {wrong}: {}", sent.text);
            }
            assert!(!sent.text.contains("\n\n\n") && !sent.text.contains("  "), "{place}: {}", sent.text);
            // LinkedIn's imprint has an address that is not for this, and no other is known.
            let addresses: Vec<&str> = sent.text.split_whitespace().filter(|word| word.contains('@')).collect();
            assert!(addresses.iter().all(|address| *address == "erika@example.org"), "{place}: {addresses:?}");
        }
    }
}

/// What letters must say only where it is true, or not at all.
struct Phrases {
    european_law: &'static str,
    one_month: &'static str,
    forty_days: &'static str,
    judgements: &'static [&'static str],
}

/// A letter is judged by phrases of its own language: those of another one would forbid nothing in it.
fn phrases(language: &str) -> Phrases {
    match language {
        "de" => Phrases {
            european_law: "DSGVO",
            one_month: "eines Monats",
            forty_days: "40 Tagen",
            judgements: &["illegal", "rechtswidrig", "Schadensersatz", "Bußgeld"],
        },
        "en" => Phrases {
            european_law: "GDPR",
            one_month: "one month",
            forty_days: "40 days",
            judgements: &["illegal", "damages", "fine of"],
        },
        _ => panic!("no phrases of letters in the language {language}: add them to tests/letters.rs"),
    }
}

#[test]
#[should_panic(expected = "no phrases of letters in the language fr")]
fn a_language_without_phrases_of_letters_is_refused() {
    phrases("fr");
}

#[test]
fn no_letter_cites_a_law_of_another_country() {
    for language in &languages() {
        for sent in COUNTRIES.into_iter().flat_map(|country| sent(language, country)) {
            let text = &plain(&sent.text);
            let place = format!("{language} {} {} {}: {text}", sent.country, sent.kind, sent.letter);
            let phrases = phrases(language);
            let others = text.replace("UK GDPR", "");
            let european = others.contains("GDPR") || others.contains(phrases.european_law);
            assert!(!european || sent.country == "DE", "{place}");
            for (law, country) in [
                ("UK GDPR", "GB"),
                ("Data Protection Act 2018", "GB"),
                ("DSG ", "CH"),
                ("FADP", "CH"),
                ("PIPEDA", "CA"),
                ("PDPO", "HK"),
            ] {
                assert!(!text.contains(law) || sent.country == country, "{place}");
            }
            if sent.country == "BR" {
                assert!(!text.contains("Art.") && !text.contains("s. "), "{place}");
            }
            // Periods of a statute, only where it sets one for this.
            let month = text.contains(phrases.one_month);
            assert!(!month || matches!(sent.country, "DE" | "GB"), "{place}");
            let days = text.contains(phrases.forty_days);
            assert!(!days || (sent.country == "HK" && sent.kind == "access"), "{place}");
            // Nothing that only a court or an authority could say (`law.md` §9).
            for word in phrases.judgements {
                assert!(!text.contains(word), "{place}");
            }
        }
    }
}

#[test]
fn no_paragraph_of_a_letter_is_missing_for_its_law() {
    let parts: [(&str, &str, &str, &[&str]); 12] = [
        ("DE", "objection", "letter", &["Art. 21(1) GDPR", "do not generate content", "Art. 18(1)(d)", "Art. 19"]),
        (
            "DE",
            "objection",
            "letter",
            &["Art. 12(4)", "one month", "Art. 12(3)", "I write under my own name.", "date from which"],
        ),
        ("DE", "objection", "form-text", &["Art. 21(1) GDPR", "do not generate content", "could harm me"]),
        ("DE", "advertising", "letter", &["Art. 21(2) GDPR", "No reasons are needed", "profiling"]),
        (
            "DE",
            "access",
            "letter",
            &["Art. 15 GDPR", "train AI models", "categories", "since when", "received them", "copy"],
        ),
        (
            "DE",
            "erasure",
            "letter",
            &["Art. 17(1)(c) GDPR", "At the same time I object under Art. 21(1) GDPR", "CV", "Art. 19", "confirm"],
        ),
        (
            "DE",
            "objection",
            "complaint",
            &[
                "Art. 77 GDPR",
                "BayLDA",
                "since 3 November 2025",
                "tell me the outcome",
                "Art. 78(2)",
                "I enclose: a copy of my request, proof of sending.",
                "23 November 2026: ",
            ],
        ),
        (
            "GB",
            "objection",
            "complaint-to-controller",
            &["data protection complaint", "section 164A", "30 days", "I have not found an answer"],
        ),
        ("GB", "objection", "letter", &["Art. 21(1) UK GDPR", "Art. 12(3) and 12A UK GDPR"]),
        ("CH", "objection", "letter", &["expressly forbid", "Art. 30(2)(b) FADP"]),
        ("CA", "objection", "letter", &["my consent", "I withdraw it"]),
        ("HK", "access", "letter", &["data access request", "within 40 days"]),
    ];
    for (country, kind, letter, wanted) in parts {
        let all = sent("en", country);
        let found = all.iter().find(|sent| sent.kind == kind && sent.letter == letter);
        let text = plain(&found.unwrap_or_else(|| unreachable!("{country} {kind} {letter}: no such text")).text);
        for part in wanted {
            assert!(text.contains(part), "{country} {kind} {letter}: {part}: {text}");
        }
        let is_letter = letter != "form-text";
        assert!(text.contains("linkedin.com/in/erika-muster"), "{country} {kind} {letter}: {text}");
        for part in ["Erika Muster", "erika@example.org", "Yours faithfully"] {
            assert_eq!(text.contains(part), is_letter, "{country} {kind} {letter}: {part}: {text}");
        }
    }
}

/// What was begun where the right exists claims nothing where the person lives now.
#[test]
fn after_a_move_no_letter_claims_a_right_of_the_old_country() {
    for kind in ["advertising", "access", "erasure", "objection"] {
        let mut phone = begin("en", "DE", kind);
        let request = phone.route.clone();
        phone.typed.insert("country".to_owned(), "ZZ".to_owned());
        phone.perform("person/p1/country");
        assert!(phone.failure.is_none(), "{:?}", phone.failure);
        let all = ["form-text", "letter"].map(|letter| {
            let screen = phone.core.screen(&format!("{request}/{letter}"), phone.now).unwrap();
            words(&screen).concat()
        });
        assert!(all.iter().all(|text| !text.contains("GDPR")), "{kind}: {all:?}");
        phone.route.clone_from(&request);
        let ways = words(&phone.screen()).contains(&"Letter".to_owned());
        assert_eq!(ways, kind == "objection", "{kind}: what is shown can be opened");
    }
}

#[test]
fn an_erasure_letter_claims_no_objection_that_was_not_made() {
    let mut phone = Phone::new("en", "DE", "2026-11-23T20:00:00+01:00");
    phone.perform("welcome");
    phone.perform("request/p1/linkedin/objection/begin");
    let objection = phone.route.clone();
    phone.perform("request/p1/linkedin/erasure/begin");
    let erasure = phone.route.clone();
    phone.typed.insert("what".to_owned(), "CV".to_owned());
    phone.perform(&format!("request{erasure}/details"));
    phone.perform(&format!("request{erasure}/form-text/in/en"));
    let said = |phone: &Phone, text: &str| {
        let mut inner = words(&phone.core.screen(&format!("{erasure}/form-text"), phone.now).unwrap()).into_iter();
        inner.any(|words| words.contains(text))
    };
    // A draft is no objection.
    assert!(said(&phone, "At the same time I object") && !said(&phone, "I objected"));
    phone.perform(&format!("request{objection}/sent-by-form"));
    assert!(said(&phone, "On 23 November 2026 I objected") && !said(&phone, "At the same time"));
}

#[test]
fn an_incomplete_letter_is_withheld_and_its_missing_details_are_listed() {
    for country in COUNTRIES {
        let mut phone = Phone::new("en", country, "2026-11-23T20:00:00+01:00");
        phone.perform("welcome");
        phone.perform("request/p1/linkedin/objection/begin");
        let letter = phone.core.screen(&format!("{}/letter", phone.route), phone.now).unwrap();
        let rows = || letter.sections.iter().flat_map(|section| &section.rows);
        assert!(!rows().any(|row| matches!(row, Row::Document { .. })), "{country}");
        let told = |row: &Row| matches!(row, Row::Callout { text, .. } if text.contains("Name as in the profile"));
        assert!(rows().any(told), "{country}");
    }
}

/// Every line of a journal, as what was done.
fn acts(phone: &Phone) -> Vec<Vec<String>> {
    let journal = std::fs::read_to_string(phone.folder.path().join("profiles/p1/journal.jsonl")).unwrap();
    let mut all = Vec::new();
    for line in journal.lines() {
        let entry: serde_json::Value = serde_json::from_str(line.split_once(' ').unwrap().1).unwrap();
        let acts = entry["acts"].as_array().unwrap().iter();
        all.push(acts.map(|act| act["act"].as_str().unwrap().to_owned()).collect());
    }
    all
}

/// The letters that were sent, as the history of a request leads to them.
fn wordings(phone: &Phone, request: &Screen) -> Vec<String> {
    let mut texts = Vec::new();
    for (_, action) in taps(request) {
        let Action::Go { route } = action else { continue };
        if route.contains("/noted/") {
            let wording = route.replace("/noted/", "/wording/");
            let screen = phone.core.screen(&wording, phone.now).unwrap();
            assert!(
                taps(&phone.core.screen(&route, phone.now).unwrap())
                    .iter()
                    .any(|(_, action)| matches!(action, Action::Go { route } if *route == wording)),
                "{route}"
            );
            texts.push(words(&screen).concat());
        }
    }
    texts
}

/// One tap is one entry: true as a whole or not at all, and undone as a whole.
#[test]
fn a_sent_form_and_its_wording_are_one_entry() {
    let mut phone = begin("en", "DE", "objection");
    let request = phone.route.clone();
    phone.perform("confirm/p1/linkedin/objection-form");
    assert_eq!(acts(&phone).pop().unwrap(), ["answered", "request_noted", "request_sent_as", "request_written"]);
    phone.route.clone_from(&request);
    let sent = phone.core.screen(&request, phone.now).unwrap();
    let wording = wordings(&phone, &sent).concat();
    assert!(wording.contains("I write under my own name."), "{wording}");
    phone.perform(phone.undo.clone().unwrap().as_str());
    let taken_back = words(&phone.core.screen(&request, phone.now).unwrap());
    assert!(taken_back.contains(&"not sent yet".to_owned()), "{taken_back:#?}");
}

#[test]
fn a_form_sent_without_a_draft_creates_its_request_atomically() {
    let mut phone = Phone::new("en", "DE", "2026-11-23T20:00:00+01:00");
    phone.perform("welcome");
    phone.perform("confirm/p1/linkedin/objection-form");
    assert_eq!(
        acts(&phone).pop().unwrap(),
        ["answered", "request_begun", "request_noted", "request_sent_as", "request_written"]
    );
    let requests = words(&phone.core.screen("/p1/requests", phone.now).unwrap());
    assert!(requests.contains(&"answer by Wed, 23 December".to_owned()), "{requests:#?}");
    let records = words(&phone.core.screen("/p1/records", phone.now).unwrap());
    assert_eq!(records.iter().filter(|said| said.contains("Sent using the form")).count(), 1, "{records:#?}");
}

#[test]
fn a_sent_request_completes_its_guide() {
    let mut phone = begin("en", "DE", "objection");
    phone.perform(&format!("request{}/sent-by-post", phone.route));
    assert_eq!(acts(&phone).pop().unwrap(), ["request_noted", "request_sent_as", "request_written", "answered"]);
    let home = words(&phone.core.screen("/", phone.now).unwrap());
    assert!(home.contains(&"1 of 3 steps done".to_owned()), "{home:#?}");
}

#[test]
fn repeated_requests_do_not_overwrite_earlier_wording() {
    let mut phone = begin("en", "DE", "access");
    let request = phone.route.clone();
    phone.perform(&format!("request{request}/sent-by-form"));
    let mut texts = Vec::new();
    for day in ["2027-01-10", "2027-02-20"] {
        phone.now = moment(&format!("{day}T20:00:00+01:00"));
        phone.perform(&format!("request{request}/follow-up/in/en"));
        phone.perform(&format!("request{request}/followed-up"));
    }
    texts.extend(wordings(&phone, &phone.core.screen(&request, phone.now).unwrap()));
    assert_eq!(texts.len(), 3, "{texts:#?}");
    assert!(texts[1].contains("10 January 2027") && !texts[1].contains("20 February 2027"), "{texts:#?}");
    assert!(texts[2].contains("20 February 2027") && !texts[2].contains("10 January 2027"), "{texts:#?}");
}

#[test]
fn anonymity_is_not_offered_in_austria() {
    let mut phone = begin("en", "AT", "objection");
    let request = phone.route.clone();
    phone.perform(&format!("request{request}/complaint/in/en"));
    phone.route.clone_from(&request);
    phone.perform(&format!("request{request}/sent-by-form"));
    phone.now = moment("2027-02-01T20:00:00+01:00");
    let complaint = words(&phone.core.screen(&format!("{request}/complaint"), phone.now).unwrap()).join("\n");
    assert!(complaint.contains("The company will learn who you are."), "{complaint}");
    assert!(!complaint.contains("tell the company") && !complaint.contains("name me"), "{complaint}");
    assert!(complaint.contains("I would like to complain under Art. 77 GDPR"), "{complaint}");
}

#[test]
fn the_wording_of_a_form_is_kept_with_empty_grounds() {
    let mut phone = Phone::new("en", "DE", "2026-11-23T20:00:00+01:00");
    phone.perform("welcome");
    phone.perform("request/p1/linkedin/objection/begin");
    let request = phone.route.clone();
    let tap = |phone: &mut Phone, label: &str| {
        let found = taps(&phone.screen()).into_iter().find(|(said, _)| said == label);
        phone.run(&found.unwrap_or_else(|| unreachable!("no {label}")).1);
    };
    for label in ["Text for the form", "I have sent it already", "Save"] {
        tap(&mut phone, label);
    }
    assert_eq!(phone.route, request);
    assert_eq!(acts(&phone).pop().unwrap(), ["request_noted", "request_sent_as", "request_written", "answered"]);
}
