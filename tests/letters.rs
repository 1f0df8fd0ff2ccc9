//! Every text to send, in every language and legal area: kept in `letters/<area>.<language>.txt`, to be read there, and held
//! to what is known of the law (`docs/letters.md`).

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use support::requests::WRITTEN;
use support::{Phone, copied, here, inputs, languages, moment, plain, taps, words};
use widerspruch_core::boundary::{Action, Row, Screen};

const COUNTRIES: [&str; 6] = ["DE", "GB", "CH", "CA", "HK", "BR"];

/// What goes with the complaint.
const ENCLOSED: [&str; 2] = ["request-copy", "proof-of-sending"];

/// The legal area of each country, which names its file of letters.
const AREAS: [&str; 6] = ["eu", "uk", "ch", "ca", "hk", "other"];

/// One text, as it can be copied.
struct Sent {
    country: &'static str,
    kind: String,
    letter: &'static str,
    /// What happened before.
    after: &'static str,
    text: String,
}

/// What happens to a request until a letter is written: the events with their days, and what the person chooses.
struct Course {
    after: &'static str,
    events: &'static [(&'static str, &'static str)],
    chosen: &'static [(&'static str, &'static str)],
    letter: &'static str,
    on: &'static str,
}

const fn course(
    letter: &'static str,
    after: &'static str,
    events: &'static [(&'static str, &'static str)],
    on: &'static str,
) -> Course {
    Course { after, events, chosen: &[], letter, on }
}

const fn complaint(
    after: &'static str,
    events: &'static [(&'static str, &'static str)],
    chosen: &'static [(&'static str, &'static str)],
    on: &'static str,
) -> Course {
    Course { after, events, chosen, letter: "complaint", on }
}

const SENT: (&str, &str) = ("2026-11-23", "sent-by-form");

/// After a question about what is meant, a late letter differs from other late ones only where its days do not count.
const MEANT_LATE: &str = "a question about what is meant, answered, late";

/// Every way to a letter.
const COURSES: [Course; 22] = [
    course("form-text", "nothing was sent", &[], "2026-11-23"),
    course("letter", "nothing was sent", &[], "2026-11-23"),
    course("follow-up", "no answer, early", &[SENT], "2026-12-05"),
    course("follow-up", "no answer, late", &[("2026-11-23", "sent-by-email")], "2027-02-01"),
    course(
        "follow-up",
        "a question that was answered, late",
        &[SENT, ("2026-11-26", "identity-asked"), ("2026-11-28", "identity-given")],
        "2027-02-01",
    ),
    course(
        "follow-up",
        "a question that was answered, early",
        &[SENT, ("2026-11-26", "clarification-asked"), ("2026-11-28", "clarification-given")],
        "2026-12-05",
    ),
    course(
        "follow-up",
        MEANT_LATE,
        &[SENT, ("2026-11-26", "clarification-asked"), ("2026-11-28", "clarification-given")],
        "2027-02-01",
    ),
    course("identity-reply", "a question about the identity", &[SENT, ("2026-11-26", "identity-asked")], "2026-11-27"),
    course("reply", "a refusal", &[SENT, ("2026-12-10", "refused")], "2026-12-11"),
    course("reply", "an answer in part", &[SENT, ("2026-12-10", "partly")], "2026-12-11"),
    course(
        "reply",
        "the company wants its form",
        &[("2026-11-23", "sent-by-email"), ("2026-11-30", "form-demanded")],
        "2026-12-01",
    ),
    course("complaint-to-controller", "no answer, late", &[SENT], "2027-02-01"),
    course("complaint-to-controller", "a refusal", &[SENT, ("2026-12-10", "refused")], "2026-12-11"),
    complaint("no answer, late", &[SENT], &[("failure", "no-decision")], "2027-02-01"),
    complaint(
        "no answer, a question that was answered, late",
        &[SENT, ("2026-11-26", "identity-asked"), ("2026-11-28", "identity-given"), ("2027-02-01", "followed-up")],
        &[("failure", "no-decision"), ("effect", "Two employers have asked me about it.")],
        "2027-03-01",
    ),
    complaint(
        "no answer, and none to the complaint to the company",
        &[SENT, ("2027-02-01", "complained-to-controller")],
        &[("failure", "no-decision")],
        "2027-04-01",
    ),
    complaint("a refusal", &[SENT, ("2026-12-10", "refused")], &[("failure", "refused")], "2026-12-11"),
    complaint("an answer in part", &[SENT, ("2026-12-10", "partly")], &[("failure", "incomplete")], "2026-12-11"),
    complaint("a promise", &[SENT, ("2026-12-10", "granted")], &[("failure", "continued")], "2027-02-01"),
    complaint(
        "what seems a full answer",
        &[SENT, ("2026-12-10", "granted")],
        &[("failure", "incomplete")],
        "2027-02-01",
    ),
    complaint("nothing, early", &[SENT], &[("failure", "continued")], "2026-12-05"),
    complaint(
        "a question about the identity",
        &[SENT, ("2026-11-26", "identity-asked")],
        &[("failure", "too-much-proof")],
        "2026-12-05",
    ),
];

/// Every text of every request that is offered there, from the first to the last.
fn sent(language: &str, country: &'static str) -> Arc<Vec<Sent>> {
    type Known = Mutex<BTreeMap<(String, &'static str), Arc<Vec<Sent>>>>;
    static KNOWN: Known = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    known.entry((language.to_owned(), country)).or_insert_with(|| Arc::new(write_all(language, country))).clone()
}

fn write_all(language: &str, country: &'static str) -> Vec<Sent> {
    let mut all = Vec::new();
    for kind in offered(language, country) {
        for course in COURSES {
            let text = written(language, country, &kind, &course);
            let (letter, after) = (course.letter, course.after);
            all.extend(text.map(|text| Sent { country, kind: kind.clone(), letter, after, text }));
        }
    }
    all
}

/// The text of a letter after all that happened before; `None` if it is not offered then.
fn written(language: &str, country: &'static str, kind: &str, course: &Course) -> Option<String> {
    if course.after == MEANT_LATE && (country, kind) != ("GB", "access") {
        return None;
    }
    let mut phone = begin(language, country, kind);
    let request = phone.route.clone();
    // What is kept when it is sent is in that language too.
    for letter in ["form-text", "letter"] {
        phone.perform(&format!("request{request}/{letter}/in/{language}"));
        phone.route.clone_from(&request);
    }
    for (on, event) in course.events {
        if *event == "complained-to-controller" && country != "GB" {
            return None;
        }
        phone.now = moment(&format!("{on}T20:00:00+01:00"));
        phone.perform(&format!("request{request}/{event}"));
        assert!(phone.failure.is_none(), "{country} {kind} {event}: {:?}", phone.failure);
        phone.route.clone_from(&request);
    }
    phone.now = moment(&format!("{}T20:00:00+01:00", course.on));
    let incomplete = ["an answer in part", "what seems a full answer"].contains(&course.after);
    if course.letter == "reply" || (kind == "access" && incomplete) {
        let gaps = phone.core.screen(&format!("{request}/gaps"), phone.now).unwrap();
        let all = gaps.sections.iter().flat_map(|section| &section.rows).filter_map(|row| match row {
            Row::Toggle { name, .. } => Some((name.clone(), "true".to_owned())),
            _ => None,
        });
        phone.typed.extend(all);
        phone.perform(&format!("request{request}/gaps"));
    }
    if course.letter.starts_with("complaint") {
        if country == "DE" {
            phone.perform(&format!("request{request}/authority/de-by"));
        }
        if country == "CA" {
            phone.perform(&format!("request{request}/authority/ca"));
        }
        if course.after == "no answer, late" {
            phone.typed.extend(ENCLOSED.map(|name| (name.to_owned(), "true".to_owned())));
            phone.perform(&format!("request{request}/{}/enclose", course.letter));
        }
        phone.typed.insert("name_me".to_owned(), "yes".to_owned());
        phone.perform(&format!("request{request}/name-me"));
        phone.typed.extend(course.chosen.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
        // Where one sentence alone can be true, the person chooses that.
        if let ([only], false) = (failures(&phone, &request).as_slice(), phone.typed.contains_key("failure")) {
            phone.typed.insert("failure".to_owned(), only.clone());
        }
        phone.perform(&format!("request{request}/failure"));
    }
    // Each text in each language, whoever reads it.
    phone.perform(&format!("request{request}/{}/in/{language}", course.letter));
    let screen = phone.core.screen(&format!("{request}/{}", course.letter), phone.now).unwrap();
    let text = copied(&phone, &screen)?;
    let chosen = course.chosen.iter().find(|(name, _)| *name == "failure");
    // What the person chose was not among what can be true.
    chosen.is_none_or(|(_, failure)| is_chosen(&phone, &request, failure)).then_some(text)
}

/// What can have gone wrong, as the person is asked.
fn failures(phone: &Phone, request: &str) -> Vec<String> {
    let screen = phone.core.screen(&format!("{request}/failure"), phone.now).unwrap();
    let options = screen.sections.iter().flat_map(|section| &section.rows).find_map(|row| match row {
        Row::Choice { name, options, .. } if name == "failure" => Some(options.clone()),
        _ => None,
    });
    options.into_iter().flatten().map(|option| option.id).filter(|id| !id.is_empty()).collect()
}

/// Whether the choice of what went wrong stands where the person set it.
fn is_chosen(phone: &Phone, request: &str, failure: &str) -> bool {
    let screen = phone.core.screen(&format!("{request}/failure"), phone.now).unwrap();
    inputs(&screen).get("failure").is_some_and(|chosen| chosen == failure)
}

/// The kinds of requests that are offered there.
fn offered(language: &str, country: &str) -> Vec<String> {
    let mut phone = Phone::new(language, country, "2026-11-23T20:00:00+01:00");
    phone.welcome();
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
    phone.welcome();
    let request = phone.begin(kind);
    phone.fill(&[("profile", "linkedin.com/in/erika-muster"), ("what", "CV"), ("career", "true")]);
    phone.of_request(&request, "details", &WRITTEN);
    phone
}

/// What stands above the message of then in a letter that quotes it.
fn quotes(language: &str) -> &'static str {
    match language {
        "de" => "\nMeine Nachricht von damals:\n\n",
        "en" => "\nMy message at that time:\n\n",
        _ => panic!("no words above a quoted message in the language {language}: add them to tests/letters.rs"),
    }
}

/// What of a file was written in full already.
#[derive(Default)]
struct Above {
    texts: Vec<String>,
    heads: Vec<String>,
    ends: Vec<String>,
}

impl Above {
    /// Writes a text so that the files can be read: what stands above in every byte (the message of then, who writes to
    /// whom, the account with the closing and the name) is only pointed at.
    fn shorten(&mut self, text: &str, language: &str) -> String {
        let (letter, quote) = text.split_once(quotes(language)).map_or((text, None), |(it, quote)| (it, Some(quote)));
        let paragraphs: Vec<&str> = letter.trim_end().split("\n\n").collect();
        let mut shown = Vec::new();
        match paragraphs.as_slice() {
            // A letter has sender, address, date, subject and salutation before its text, and three paragraphs after it.
            [sender, address, body @ .., account, closing, name] if body.len() > 3 => {
                shown.push(pointed(&mut self.heads, [*sender, *address].join("\n\n"), "[sender and address as above]"));
                shown.extend(body.iter().map(|paragraph| (*paragraph).to_owned()));
                let end = [*account, *closing, *name].join("\n\n");
                shown.push(pointed(&mut self.ends, end, "[account, closing and name as above]"));
            }
            all => shown.extend(all.iter().map(|paragraph| (*paragraph).to_owned())),
        }
        if let Some(quote) = quote {
            shown.push(quotes(language).trim().to_owned());
            let known = self.texts.iter().any(|before| before.contains(quote));
            shown.push(if known {
                "[the message of then, word for word as above]".to_owned()
            } else {
                quote.to_owned()
            });
        }
        self.texts.push(text.to_owned());
        shown.join("\n\n")
    }
}

/// A text, or where it was written before, what points at it.
fn pointed(before: &mut Vec<String>, text: String, pointer: &str) -> String {
    if before.contains(&text) {
        return pointer.to_owned();
    }
    before.push(text.clone());
    text
}

/// With `LETTERS_UPDATE=1` the files are written anew: read them as whoever gets the letters would.
#[test]
fn every_letter_in_every_area_and_language_reads_as_its_file() {
    for language in &languages() {
        for (country, area) in COUNTRIES.into_iter().zip(AREAS) {
            let mut all = String::new();
            let mut above = Above::default();
            for sent in sent(language, country).iter() {
                all.push_str(&format!(
                    "════ {} · {} · after: {}\n\n{}\n\n\n",
                    sent.kind,
                    sent.letter,
                    sent.after,
                    above.shorten(&sent.text, language)
                ));
            }
            let file = here(&format!("letters/{area}.{language}.txt"));
            if std::env::var_os("LETTERS_UPDATE").is_some() {
                std::fs::write(&file, &all).unwrap();
            }
            let there = std::fs::read_to_string(&file).unwrap_or_default();
            assert!(
                there == all,
                "{} is not as the letters are: write it with LETTERS_UPDATE=1 and read it",
                file.display()
            );
        }
    }
}

#[test]
fn no_letter_has_an_unfilled_placeholder_or_unknown_address() {
    for language in &languages() {
        let all = COUNTRIES.map(|country| sent(language, country));
        for sent in all.iter().flat_map(|sent| sent.iter()) {
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
        let all = COUNTRIES.map(|country| sent(language, country));
        for sent in all.iter().flat_map(|sent| sent.iter()) {
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

/// Parts that a letter must have: its area, what is asked, the letter, what happened before (empty for all).
type Parts = (&'static str, &'static str, &'static str, &'static str, &'static [&'static str]);

/// What each cell of the table of law demands (`docs/letters.md`).
const MUST: &[Parts] = &[
    (
        "DE",
        "objection",
        "letter",
        "",
        &[
            "As far as you process my personal data on the basis of legitimate interests in order to train AI",
            "Art. 21(1) GDPR",
            "do not generate content",
            "from now on",
            "earlier posts",
            "what others have posted about me",
            "affiliates",
            "in addition to the switch",
            "compelling grounds",
            "Art. 18(1)(d)",
            "name these recipients to me (Art. 19 GDPR)",
            "the date from which",
            "without undue delay",
            "within one month of receipt at the latest (Art. 12(3) GDPR)",
            "Art. 12(4)",
            "Dear Data Protection Officer",
        ],
    ),
    (
        "GB",
        "objection",
        "letter",
        "",
        &["Art. 21(1) UK GDPR", "Microsoft or other affiliates", "Art. 12(3) and 12A UK GDPR"],
    ),
    (
        "CH",
        "objection",
        "letter",
        "",
        &[
            "expressly forbid",
            "Art. 30(2)(b)",
            "Art. 30(3)",
            "Art. 32(2)(a) and (b)",
            "third parties",
            "Art. 31",
            "date",
        ],
    ),
    (
        "CA",
        "objection",
        "letter",
        "",
        &["clause 4.3", "withdraw", "what follows", "stop disclosing", "confirm the date"],
    ),
    (
        "HK",
        "objection",
        "letter",
        "",
        &["do not wish", "confirm in writing", "As far as", "Data Protection Principle 3"],
    ),
    ("BR", "objection", "letter", "", &["do not wish", "confirm in writing"]),
    ("DE", "advertising", "letter", "", &["Art. 21(2) GDPR", "profiling", "Art. 21(3) GDPR", "Art. 12(3) GDPR"]),
    ("GB", "advertising", "letter", "", &["Art. 21(2) UK GDPR", "profiling", "Art. 21(3) UK GDPR"]),
    ("CH", "advertising", "letter", "", &["expressly forbid", "advertising", "profiling", "Art. 30(2)(b)", "confirm"]),
    ("CA", "advertising", "letter", "", &["clause 4.3", "advertising", "withdraw", "confirm"]),
    ("HK", "advertising", "letter", "", &["As far as", "section 35G", "cease", "free of charge", "in writing"]),
    (
        "DE",
        "access",
        "letter",
        "",
        &[
            "confirm whether",
            "copy",
            "Art. 15(1) and (3)",
            "(a), (b) and (g)",
            "since when",
            "recipients by name",
            "(c) and (d)",
            "Art. 15(1)(h)",
            "recruiters",
            "Art. 15(2)",
            "Art. 46",
            "electronically",
            "Art. 12(4)",
        ],
    ),
    ("GB", "access", "letter", "", &["Art. 15(1) and (3) UK GDPR", "Art. 15(1)(h) UK GDPR", "Art. 15(2) UK GDPR"]),
    (
        "CH",
        "access",
        "letter",
        "",
        &[
            "as such",
            "Art. 25(2)(b)",
            "point c",
            "point d",
            "point e",
            "point f",
            "point g",
            "Art. 19(4)",
            "Art. 25(6)",
            "as a rule",
            "30 days",
        ],
    ),
    (
        "CA",
        "access",
        "letter",
        "",
        &[
            "written request",
            "section 8",
            "clause 4.9",
            "to whom",
            "30 days",
            "law of my province",
            "of a province may say otherwise",
        ],
    ),
    (
        "HK",
        "access",
        "form-text",
        "",
        &[
            "As far as",
            "data access request",
            "section 18(1)",
            "whether you hold",
            "copy",
            "section 20(1)(a)",
            "40 days",
            "section 19(1)",
        ],
    ),
    (
        "DE",
        "erasure",
        "letter",
        "",
        &[
            "\n\nCV\n\n",
            "Art. 17(1) GDPR",
            "on LinkedIn (Art. 17(1)(a) GDPR)",
            "Art. 17(1)(b)",
            "Art. 17(1)(c) and Art. 21(1) GDPR",
            "Art. 17(1)(d)",
            "Art. 18(1)(d)",
            "name these recipients to me (Art. 19",
            "I write under my own name.",
        ],
    ),
    ("GB", "erasure", "letter", "", &["Art. 17(1) UK GDPR", "Art. 17(1)(c) and Art. 21(1) UK GDPR"]),
    (
        "CH",
        "erasure",
        "letter",
        "",
        &["erase or destroy", "\n\nCV\n\n", "Art. 30(2)(b)", "Art. 6(4)", "Art. 32(2)(c)", "Art. 31"],
    ),
    (
        "DE",
        "objection",
        "follow-up",
        "",
        &["On 23 November 2026 I wrote to you", "Art. 21(1) GDPR", "I have not received an answer", "by "],
    ),
    (
        "DE",
        "objection",
        "follow-up",
        "no answer, late",
        &["By my count", "Art. 12(3) GDPR ended on 23 December 2026", "by e-mail"],
    ),
    ("DE", "objection", "follow-up", "no answer, early", &["how things stand", "by 21 December 2026"]),
    (
        "DE",
        "objection",
        "follow-up",
        "a question that was answered, late",
        &[
            "Whichever way the question of 26 November 2026 and my answer of 28 November 2026 are counted",
            "at the latest",
        ],
    ),
    ("CH", "access", "follow-up", "no answer, late", &["Art. 25(7)", "Art. 18"]),
    ("CA", "access", "follow-up", "no answer, late", &["section 8(3)"]),
    ("HK", "access", "follow-up", "no answer, late", &["section 19(1)", "40 days", "As far as the Ordinance applies"]),
    ("HK", "access", "follow-up", "no answer, early", &["On 23 November 2026 I sent you form OPS003."]),
    ("HK", "access", "complaint", "no answer, late", &["23 November 2026: I sent the company form OPS003."]),
    (
        "GB",
        "objection",
        "follow-up",
        "a question that was answered, late",
        &[
            "On 26 November 2026 you asked me to prove who I am, and on 28 November 2026 I answered.",
            "began with my answer",
        ],
    ),
    ("GB", "access", "follow-up", MEANT_LATE, &["Leaving out the days from your question of 26 November 2026"]),
    (
        "GB",
        "objection",
        "complaint",
        "no answer, a question that was answered, late",
        &["On 26 November 2026 the company asked me to prove who I am", "began with that answer"],
    ),
    ("GB", "objection", "complaint-to-controller", "a refusal", &["You answered me on 10 December 2026."]),
    (
        "DE",
        "objection",
        "reply",
        "a refusal",
        &[
            "On 10 December 2026 you answered and refused my request.",
            "which compelling grounds",
            "whether the processing is restricted (Art. 18(1)(d) GDPR)",
            "gives no reasons (Art. 12(4)",
            "complain to the data protection authority or go to court",
        ],
    ),
    ("DE", "objection", "reply", "the company wants its form", &["already reached you", "Art. 12(2)", "To save time"]),
    (
        "DE",
        "access",
        "reply",
        "an answer in part",
        &[
            "Art. 15(1)(a)",
            "Art. 15(1)(b)",
            "Art. 15(1)(c)",
            "Art. 15(1)(d)",
            "Art. 15(1)(g)",
            "Art. 15(1)(h)",
            "Art. 15(2)",
            "Art. 15(3)",
        ],
    ),
    ("DE", "erasure", "reply", "a refusal", &["Art. 17(3)"]),
    ("DE", "erasure", "reply", "an answer in part", &["Art. 17(3)", "Art. 19"]),
    ("DE", "access", "reply", "an answer in part", &["On 10 December 2026 you gave me part of what I asked for."]),
    ("CH", "objection", "reply", "a refusal", &["Art. 31"]),
    ("CH", "access", "reply", "a refusal", &["Art. 18(3)"]),
    ("CA", "access", "reply", "a refusal", &["section 8(7)"]),
    ("HK", "access", "reply", "a refusal", &["section 21"]),
    (
        "DE",
        "objection",
        "identity-reply",
        "",
        &[
            "My request of 23 November 2026 stands",
            "logged in",
            "e-mail address of the account",
            "reasonable doubt",
            "what would be enough",
            "Art. 12(6)",
            "cover everything",
        ],
    ),
    (
        "CH",
        "objection",
        "identity-reply",
        "",
        &["(Art. 16(5) of the Ordinance, DSV). I will gladly confirm", "what would be enough"],
    ),
    ("CA", "objection", "identity-reply", "", &["what would be enough"]),
    ("HK", "access", "identity-reply", "", &["section 20(1)(a)", "what would be enough"]),
    (
        "GB",
        "objection",
        "complaint-to-controller",
        "no answer, late",
        &[
            "Data protection complaint\n",
            "section 164A",
            "On 23 November 2026",
            "no decision",
            "ended on 23 December 2026",
            "Art. 12(3)",
            "Art. 21(1)",
            "30 days",
            "ICO",
        ],
    ),
    (
        "DE",
        "objection",
        "complaint",
        "",
        &[
            "Art. 77 GDPR",
            "LinkedIn Ireland Unlimited Company\n",
            "Wilton Plaza",
            "BayLDA",
            "since 3 November 2025",
            "23 November 2026: I sent the company’s form.",
            "Art. 58(2)(c)",
            "It concerns my objection to AI training of 23 November 2026, which I sent to the company",
            "lead supervisory authority",
            "Art. 56 and 60",
            "within 3 months",
            "Art. 77(2), Art. 78(2)",
        ],
    ),
    (
        "DE",
        "objection",
        "complaint",
        "no answer, late",
        &[
            "time limit of Art. 12(3) GDPR. By my count it ended on 23 December 2026.",
            "Art. 58(2)(f)",
            "I enclose: a copy of my request and proof of sending.",
        ],
    ),
    ("DE", "objection", "complaint", "a refusal", &["refused", "compelling grounds", "Art. 21(1)"]),
    (
        "DE",
        "objection",
        "complaint",
        "a question about the identity",
        &["Art. 12(6)", "without that proof (Art. 58(2)(c)"],
    ),
    ("GB", "access", "complaint", "a question about the identity", &["without asking for more proof"]),
    (
        "DE",
        "objection",
        "complaint",
        "no answer, a question that was answered, late",
        &["This is how it affects me: ", "Two employers have asked me about it."],
    ),
    ("DE", "advertising", "complaint", "nothing, early", &["still get direct marketing", "Art. 21(3)"]),
    ("DE", "access", "complaint", "an answer in part", &["incomplete (Art. 15 GDPR)", "In detail:", "Art. 15(1)(a)"]),
    ("DE", "access", "complaint", "what seems a full answer", &["In detail:", "Art. 15(1)(a)"]),
    ("CH", "access", "complaint", "an answer in part", &["In detail:", "Art. 25(2)(c)"]),
    ("DE", "erasure", "complaint", "a refusal", &["Art. 17(1)", "Art. 58(2)(g)"]),
    (
        "GB",
        "objection",
        "complaint",
        "no answer, late",
        &["section 165", "have not complained to the company", "ended on 23 December 2026"],
    ),
    (
        "GB",
        "objection",
        "complaint",
        "no answer, and none to the complaint to the company",
        &[
            "section 165",
            "ended on 23 December 2026",
            "On 1 February 2027 I complained to the company",
            "I have received no acknowledgement. By my count the 30 days for it ended on 3 March 2027.",
        ],
    ),
    (
        "CH",
        "objection",
        "complaint",
        "",
        &[
            "Report",
            "reporting",
            "Wilton Plaza",
            "Art. 30(2)(b), Art. 31",
            "Art. 49(1)",
            "Art. 49(4)",
            "since 3 November 2025. So this concerns not only me.",
        ],
    ),
    ("CH", "access", "complaint", "a refusal", &["Art. 25", "Art. 49(1)"]),
    (
        "CA",
        "objection",
        "complaint",
        "",
        &["written complaint", "section 11(1)", "Schedule 1, clause 4.3", "investigate", "outcome"],
    ),
    ("CA", "access", "complaint", "no answer, late", &["clause 4.9", "section 8(5)"]),
    (
        "HK",
        "access",
        "complaint",
        "no answer, late",
        &["section 37", "data user", "I live in Hong Kong", "section 19", "as far as the Ordinance applies"],
    ),
    ("HK", "advertising", "complaint", "", &["section 35G", "section 37"]),
];

/// In Canada three provinces have laws of their own beside the federal one: the letter names the one that holds where the
/// person lives, once the app knows that.
#[test]
fn a_letter_from_canada_names_the_law_of_the_province() {
    const OWN: [(&str, &str, &str); 3] = [
        ("ca-qc", "Québec", "(Act respecting the protection of personal information in the private sector, P-39.1)"),
        ("ca-ab", "Alberta", "(Personal Information Protection Act)"),
        ("ca-bc", "British Columbia", "(Personal Information Protection Act)"),
    ];
    let read = |phone: &Phone, request: &str, letter: &str| {
        let screen = phone.core.screen(&format!("{request}/{letter}"), phone.now).unwrap();
        plain(&copied(phone, &screen).unwrap_or_default())
    };
    for language in &languages() {
        for (key, province, law) in OWN.into_iter().chain([("ca", "", "PIPEDA"), ("", "", "PIPEDA")]) {
            let mut phone = begin(language, "CA", "access");
            let request = phone.route.clone();
            if !key.is_empty() {
                // The way there stands on the page of the letter, and leads back to the request.
                let page = phone.core.screen(&format!("{request}/letter"), phone.now).unwrap();
                let there = format!("{request}/authority");
                assert!(taps(&page).iter().any(|(_, to)| matches!(to, Action::Go { route } if *route == there)));
                phone.perform(&format!("request{request}/authority/{key}"));
                assert_eq!((phone.route.as_str(), &phone.failure), (&*request, &None));
            }
            phone.perform(&format!("request{request}/letter/in/{language}"));
            phone.route.clone_from(&request);
            let text = read(&phone, &request, "letter");
            assert!(text.contains(province) && text.contains(law) && text.contains("PIPEDA"), "{key}: {text}");
            let vague = ["einer Provinz", "meiner Provinz", "a province", "my province"];
            let said = vague.iter().filter(|part| text.contains(*part)).count();
            assert_eq!(said, if key.is_empty() { 2 } else { 0 }, "{key}: {text}");
            for (_, other, _) in OWN.iter().filter(|(other, ..)| *other != key) {
                assert!(!text.contains(other), "{key}: {text}");
            }
            if key.is_empty() {
                continue;
            }
            phone.perform(&format!("request{request}/sent-by-form"));
            phone.now = moment("2027-02-01T20:00:00+01:00");
            phone.typed.insert("name_me".to_owned(), "yes".to_owned());
            phone.perform(&format!("request{request}/name-me"));
            let text = read(&phone, &request, "complaint");
            assert!(text.contains("11(1)") && text.contains(province) && text.contains(law), "{key}: {text}");
        }
    }
}

/// The law of the province stands in every letter, also of the next request, and its office is asked to look at it.
#[test]
fn every_letter_of_somebody_whose_province_is_known_names_its_law() {
    let own = "(Act respecting the protection of personal information in the private sector, P-39.1)";
    for kind in ["objection", "advertising", "access"] {
        for (key, law, application) in [("ca-qc", own, kind == "access"), ("ca-ab", "(Personal Information", false)] {
            let mut phone = begin("en", "CA", kind);
            let request = phone.route.clone();
            phone.of_request(&request, &format!("authority/{key}"), &[]);
            let read = |phone: &Phone, request: &str, letter: &str| {
                let screen = phone.core.screen(&format!("{request}/{letter}"), phone.now).unwrap();
                let text = plain(&copied(phone, &screen).unwrap());
                assert!(text.contains(law) && text.contains("PIPEDA"), "{key} {kind} {letter}: {text}");
                text
            };
            read(&phone, &request, "letter");
            phone.of_request(&request, "sent-by-form", &[]);
            phone.now = moment("2027-02-01T20:00:00+01:00");
            read(&phone, &request, "follow-up");
            phone.of_request(&request, "identity-asked", &[]);
            read(&phone, &request, "identity-reply");
            phone.of_request(&request, "refused", &[]);
            phone.of_request(&request, "gaps", &[("reasons", "true")]);
            read(&phone, &request, "reply");
            phone.of_request(&request, "name-me", &[("name_me", "yes")]);
            phone.of_request(&request, "failure", &[("failure", "refused")]);
            let text = read(&phone, &request, "complaint");
            let province = if key == "ca-qc" { "Québec" } else { "Alberta" };
            assert!(text.contains(&format!("follows the law of {province} in this")), "{text}");
            assert_eq!(text.contains("application to examine a disagreement"), application, "{text}");
            let next = phone.begin(if kind == "advertising" { "access" } else { "advertising" });
            read(&phone, &next, "letter");
        }
    }
}

/// What a letter must never say, by area, what is asked and the letter; empty for all.
const NEVER: &[(&str, &str, &str, &[&str])] = &[
    ("DE", "objection", "letter", &["consent", "withdraw", "must stop", "Microsoft", "Hiring"]),
    ("GB", "", "", &["Art. 77", "DPC", "Ireland"]),
    ("GB", "", "complaint-to-controller", &["have to complain", "had to", "must first", "The company", "the company"]),
    ("CH", "objection", "", &["GDPR", "month", "days", "violat"]),
    ("CH", "", "complaint", &["omplain", "party"]),
    ("CH", "access", "letter", &["month", "GDPR", "always free"]),
    ("CA", "objection", "", &["4.3.8", "object", "days", "month"]),
    ("CA", "advertising", "", &["absolute", "days", "month"]),
    ("CH", "advertising", "", &["absolute", "days", "month"]),
    ("HK", "objection", "", &["right to", "days", "month", " must "]),
    ("HK", "advertising", "", &["days", "month"]),
    ("BR", "", "", &["right", "Art.", "section", "days", "month", "authority"]),
    ("DE", "advertising", "letter", &["situation", "grounds"]),
    ("DE", "access", "letter", &["situation", "because"]),
    ("DE", "erasure", "letter", &["everything", "models"]),
    (
        "",
        "",
        "",
        &["model has to", "unlearn", "approved", "have not found", "date of birth", "phone", "legally watertight"],
    ),
    ("", "", "follow-up", &["breach", "in violation"]),
    ("", "", "identity-reply", &["goes on running", "paused", "suspended"]),
];

#[test]
fn every_letter_has_what_the_law_of_its_place_demands() {
    for (country, kind, letter, after, wanted) in MUST {
        let all = sent("en", country);
        let mut found = all
            .iter()
            .filter(|sent| sent.kind == *kind && sent.letter == *letter && (after.is_empty() || sent.after == *after));
        let mut checked = 0;
        for sent in found.by_ref() {
            let text = plain(&sent.text);
            for part in *wanted {
                assert!(text.contains(part), "{country} {kind} {letter}, {}: lacks “{part}”: {text}", sent.after);
            }
            checked += 1;
        }
        assert!(checked > 0, "{country} {kind} {letter}, {after}: no such text");
    }
}

#[test]
fn no_letter_says_what_the_law_of_its_place_does_not_give() {
    for country in COUNTRIES {
        for sent in sent("en", country).iter() {
            // The message of then is quoted, and a name of the authority is not ours.
            let text = plain(&sent.text);
            let text = text.split("My message at that time:").next().unwrap_or_default();
            for (area, kind, letter, words) in NEVER {
                let fits = |wanted: &str, is: &str| wanted.is_empty() || wanted == is;
                if fits(area, country) && fits(kind, &sent.kind) && fits(letter, sent.letter) {
                    let said = words.iter().find(|word| text.contains(**word));
                    assert!(
                        said.is_none(),
                        "{country} {} {}, {}: says {said:?}: {text}",
                        sent.kind,
                        sent.letter,
                        sent.after
                    );
                }
            }
        }
    }
}

/// The Ordinance takes a data access request in Chinese or English; a German text of it is only read.
#[test]
fn the_text_for_the_form_of_hong_kong_is_written_in_english() {
    let german = sent("de", "HK");
    let form = german.iter().find(|it| it.kind == "access" && it.letter == "form-text").unwrap();
    assert!(form.text.starts_with("As far as the Personal Data (Privacy) Ordinance"), "{}", form.text);
    let mut phone = begin("de", "HK", "access");
    let form_text = format!("{}/form-text", phone.route);
    let offers = |phone: &Phone, text: &str| {
        taps(&phone.core.screen(&format!("{form_text}/language"), phone.now).unwrap())
            .iter()
            .any(|(_, action)| matches!(action, Action::Perform { command } if command.ends_with(text)))
    };
    assert!(!offers(&phone, "/form-text/in/de"));
    phone.perform(&format!("request{form_text}/in/de"));
    assert!(phone.failure.is_some(), "the app writes it in German");
}

/// While a period runs, or may still run, no letter says what follows without an answer; where none is set, it may.
#[test]
fn no_letter_threatens_while_a_period_may_still_run() {
    let mut seen = [0, 0];
    for country in COUNTRIES.into_iter().filter(|country| *country != "BR") {
        for sent in sent("en", country).iter() {
            let early = sent.letter == "follow-up" && sent.after.ends_with("early");
            if !early && sent.after != "the company wants its form" {
                continue;
            }
            let period = matches!(country, "DE" | "GB") || sent.kind == "access";
            let place = format!("{country} {} {}: {}", sent.kind, sent.after, sent.text);
            assert_eq!(sent.text.contains("Otherwise I intend to"), !period, "{place}");
            seen[usize::from(period)] += 1;
        }
    }
    assert!(seen.iter().all(|seen| *seen > 5), "{seen:?}");
}

#[test]
fn a_reply_to_a_refusal_misses_nothing_that_only_a_yes_contains() {
    for (after, told) in [("a refusal", false), ("an answer in part", true)] {
        for (country, kind) in [("DE", "objection"), ("DE", "advertising"), ("GB", "erasure"), ("CH", "objection")] {
            let all = sent("en", country);
            let mut replies = all.iter().filter(|it| it.kind == kind && it.letter == "reply" && it.after == after);
            let text = plain(&replies.next().unwrap().text);
            let yes = ["from which date", "date of the erasure"].iter().any(|part| text.contains(part));
            assert_eq!(yes, told, "{country} {kind}, {after}: {text}");
        }
    }
}

#[test]
fn a_complaint_about_too_much_proof_asks_for_nothing_else() {
    for sent in sent("en", "DE").iter().filter(|it| it.letter == "complaint") {
        let about_proof = sent.after == "a question about the identity";
        let text = plain(&sent.text);
        let more = text.contains("Art. 58(2)(f)") || text.contains("Art. 58(2)(g)");
        assert_eq!(more, !about_proof && sent.kind != "access", "{} {}: {text}", sent.kind, sent.after);
    }
}

#[test]
fn a_letter_quotes_of_what_was_sent_only_what_it_says() {
    for language in &languages() {
        let all = sent(language, "DE");
        let mut quoting = all.iter().filter_map(|it| it.text.split_once(quotes(language)));
        let by_letter = quoting.find(|(_, quote)| quote.starts_with("Sehr geehrte") || quote.starts_with("Dear"));
        let (_, quote) = by_letter.unwrap();
        for part in ["Musterweg", "Freundlichen", "freundlichen Grüßen", "Yours faithfully", "Wilton Plaza"] {
            assert!(!quote.contains(part), "{part}: {quote}");
        }
        assert!(all.iter().all(|it| it.text.matches("Wilton Plaza").count() < 2), "{language}");
    }
}

/// While a period runs, or may still run, no letter says that it is over.
#[test]
fn no_letter_calls_a_period_over_that_may_still_run() {
    for (language, over) in [("de", "endete"), ("en", "ended on")] {
        let mut seen = 0;
        for country in COUNTRIES {
            for sent in sent(language, country).iter() {
                let late = sent.after.ends_with("late") || sent.after.starts_with("no answer, and none");
                assert!(late || !sent.text.contains(over), "{country} {} {}: {}", sent.kind, sent.after, sent.text);
                seen += usize::from(late && sent.text.contains(over));
            }
        }
        assert!(seen > 20, "{language}: {seen}");
    }
}

#[test]
fn german_letters_to_switzerland_have_the_spelling_of_switzerland() {
    let all = sent("de", "CH");
    assert!(all.iter().any(|sent| sent.text.contains("Freundliche Grüsse")), "letters have a closing");
    for sent in all.iter() {
        assert!(!sent.text.contains('ß'), "{} {}, {}: {}", sent.kind, sent.letter, sent.after, sent.text);
    }
}

#[test]
fn every_letter_has_a_line_in_the_document_for_each_area() {
    let document = std::fs::read_to_string(here("../docs/letters.md")).unwrap();
    let kinds = ["objection", "advertising", "access", "erasure"];
    let letters = ["follow-up", "reply", "identity-reply", "complaint-to-controller", "complaint"];
    for (country, area) in COUNTRIES.into_iter().zip(AREAS) {
        let all = sent("en", country);
        for name in kinds.into_iter().chain(letters) {
            let begins = format!("| {name} | {area} | ");
            let line = document.lines().find_map(|line| line.strip_prefix(&begins));
            let line = line.unwrap_or_else(|| panic!("docs/letters.md has no line {begins}"));
            let there =
                all.iter().any(|sent| if kinds.contains(&name) { sent.kind == name } else { sent.letter == name });
            assert_eq!(line.starts_with('✓'), there, "{begins}: {line}");
            assert!(there || line.starts_with("– "), "{begins}: {line}");
        }
    }
}

#[test]
fn a_letter_says_who_writes_and_why() {
    let parts: [(&str, &str, &str, &[&str]); 3] = [
        ("DE", "objection", "letter", &["I write under my own name.", "could harm me"]),
        ("DE", "objection", "form-text", &["I write under my own name.", "could harm me"]),
        ("DE", "erasure", "letter", &["I write under my own name.", "could harm me"]),
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

/// What an authority is asked for is of its own law, what was done wrong of the law of the request, and the letter says why
/// it names two: for every pair of areas, everything that can be asked and everything that can go wrong.
#[test]
fn a_complaint_after_a_move_asks_each_authority_only_for_what_its_own_law_knows() {
    const MEASURES: [(&str, &str); 4] =
        [("DE", "Art. 58"), ("CH", "Art. 49"), ("CA", "PIPEDA in this"), ("HK", "Ordinance applies to")];
    const NAMES: [(&str, &str, &str); 5] = [
        ("DE", "Germany", "GDPR"),
        ("GB", "United Kingdom", "UK GDPR"),
        ("CH", "Switzerland", "FADP"),
        ("CA", "Canada", "PIPEDA"),
        ("HK", "Hong Kong", "PDPO"),
    ];
    let mut read = 0;
    for (from, was, law) in NAMES {
        for (to, is, _) in NAMES.into_iter().chain([("FR", "France", "GDPR"), ("ZZ", "", "")]).filter(|to| to.0 != from)
        {
            for kind in offered("en", from) {
                for answer in ["", "identity-asked", "refused", "partly", "granted"] {
                    let mut phone = begin("en", from, &kind);
                    let request = phone.route.clone();
                    for event in ["sent-by-email", answer].into_iter().filter(|event| !event.is_empty()) {
                        phone.perform(&format!("request{request}/{event}"));
                        phone.route.clone_from(&request);
                    }
                    phone.perform(&format!("person/p1/country/{to}/moved"));
                    phone.route.clone_from(&request);
                    phone.now = moment("2027-02-01T20:00:00+01:00");
                    // Where nothing is known of the new place, the old one remains.
                    let place = if to == "ZZ" { from } else { to };
                    let area = if place == "FR" { "DE" } else { place };
                    let authority = match place {
                        "DE" => "de-by",
                        "CA" => "ca",
                        _ => "",
                    };
                    if !authority.is_empty() {
                        phone.perform(&format!("request{request}/authority/{authority}"));
                    }
                    phone.of_request(&request, "name-me", &[("name_me", "yes")]);
                    phone.perform(&format!("request{request}/complaint/in/en"));
                    for failure in failures(&phone, &request) {
                        phone.of_request(&request, "failure", &[("failure", &failure)]);
                        let screen = phone.core.screen(&format!("{request}/complaint"), phone.now).unwrap();
                        let text = plain(&copied(&phone, &screen).unwrap_or_default());
                        let said = format!("{from} {to} {kind} {failure}: {text}");
                        if from == "HK" && to == "ZZ" {
                            assert_eq!(text, "", "the authority there wants somebody who lives there");
                            continue;
                        }
                        read += 1;
                        assert!(text.contains(&format!("2026 I lived in this country: {was}. ")), "{said}");
                        let now = if is.is_empty() {
                            "I no longer live there.".to_owned()
                        } else {
                            format!("I now live in this country: {is}.")
                        };
                        assert!(text.contains(&now), "{said}");
                        assert_eq!(text.contains(&format!("law there ({law})")), area != from, "{said}");
                        let wish = text.split("I now live").nth(1).or(text.split("I no longer").nth(1)).unwrap();
                        for (country, measure) in MEASURES {
                            let asked = wish.contains(measure) || (country == "CA" && wish.contains("PIPEDA in"));
                            assert!(!asked || country == area, "{measure}: {said}");
                            assert!(asked || country != area || area == from, "{measure} is missing: {said}");
                        }
                        for wrong in ["Art. 58(2)(c) UK", "Art. 58(2)(f) UK", "Art. 58(2)(g) UK"] {
                            assert!(!text.contains(wrong), "{said}");
                        }
                        // Only a company that sits where authorities lead each other has a lead one.
                        let leads = text.contains("lead supervisory authority");
                        assert_eq!(leads, area == "DE" && ["DE", "CH"].contains(&from), "{said}");
                        assert_eq!(text.contains("I see signs of a breach"), area == "CH" && from == "CH", "{said}");
                        assert!(!text.contains("from my region"), "{said}");
                    }
                }
            }
        }
    }
    assert!(read > 200, "{read}");
}

/// After a move the next step is not the authority of the place that the person left.
#[test]
fn a_follow_up_after_a_move_names_no_authority_that_it_will_not_go_to() {
    for (from, to, wanted, never) in [
        ("DE", "GB", "Otherwise I intend to turn to the data protection authority.", "Art. 77"),
        ("GB", "DE", "Otherwise I intend to turn to the data protection authority.", "ICO"),
        ("CH", "DE", "Otherwise I intend to turn to the data protection authority.", "FDPIC"),
        ("DE", "FR", "(Art. 77 GDPR)", "ICO"),
        ("DE", "ZZ", "(Art. 77 GDPR)", "ICO"),
        ("HK", "ZZ", "I would be glad", "Otherwise"),
    ] {
        let mut phone = begin("en", from, "objection");
        let request = phone.route.clone();
        phone.perform(&format!("request{request}/sent-by-email"));
        phone.perform(&format!("person/p1/country/{to}/moved"));
        phone.route.clone_from(&request);
        phone.now = moment("2027-02-01T20:00:00+01:00");
        phone.perform(&format!("request{request}/follow-up/in/en"));
        let screen = phone.core.screen(&format!("{request}/follow-up"), phone.now).unwrap();
        let text = plain(&copied(&phone, &screen).unwrap());
        let text = text.split("My message at that time").next().unwrap();
        assert!(text.contains(wanted) && !text.contains(never), "{from} {to}: {text}");
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
    phone.welcome();
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
    assert!(said(&phone, "including to train AI, I object to this") && !said(&phone, "I already objected"));
    phone.perform(&format!("request{objection}/sent-by-form"));
    assert!(
        said(&phone, "I already objected to AI training with my data on 23 November 2026")
            && !said(&phone, "including to train AI")
    );
}

#[test]
fn an_incomplete_letter_is_withheld_and_its_missing_details_are_listed() {
    for country in COUNTRIES {
        let mut phone = Phone::new("en", country, "2026-11-23T20:00:00+01:00");
        phone.welcome();
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
    phone.welcome();
    phone.perform("confirm/p1/linkedin/objection-form");
    assert_eq!(
        acts(&phone).pop().unwrap(),
        ["answered", "request_begun", "request_noted", "request_sent_as", "request_written"]
    );
    let requests = words(&phone.core.screen("/p1/requests", phone.now).unwrap());
    assert!(requests.contains(&"answer by Wed, 23 December".to_owned()), "{requests:#?}");
    let records = words(&phone.core.screen("/p1/records", phone.now).unwrap());
    assert_eq!(records.iter().filter(|said| said.starts_with("Sent using the form")).count(), 1, "{records:#?}");
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
    assert!(complaint.contains("This is a complaint under Art. 77 GDPR"), "{complaint}");
}

#[test]
fn the_wording_of_a_form_is_kept_with_empty_grounds() {
    let mut phone = Phone::new("en", "DE", "2026-11-23T20:00:00+01:00");
    phone.welcome();
    let request = phone.begin("objection");
    let tap = |phone: &mut Phone, label: &str| {
        let found = taps(&phone.screen()).into_iter().find(|(said, _)| said == label);
        phone.run(&found.unwrap_or_else(|| unreachable!("no {label}")).1);
    };
    for label in ["Text for the form", "It was sent already", "Save"] {
        tap(&mut phone, label);
    }
    assert_eq!(phone.route, request);
    assert_eq!(acts(&phone).pop().unwrap(), ["request_noted", "request_sent_as", "request_written", "answered"]);
}
