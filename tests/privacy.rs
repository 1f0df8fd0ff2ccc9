//! What the privacy policy names, against what the app can hold and hand out: each kind of entry, each way out of the app,
//! each file of the data folder. A new kind does not compile, or fails here, until the policy says something about it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::Value;
use support::{Phone, here};
use widerspruch_core::boundary::{Action, PrintDocument, SystemPage};
use widerspruch_domain::journal::{
    Act, Answer, EntryId, HelpAgreement, Membership, Nudging, Picture, PictureType, RecheckResult, RequestEvent,
    RequestKind, SentAs, Via,
};

/// Words that the policy must have, in German and in English.
type Named = [&'static str; 2];

const LANGUAGES: [&str; 2] = ["de", "en"];

/// A number for each kind of entry, and the words under which the policy names it.
fn entry(act: &Act) -> (usize, Named) {
    match act {
        Act::PersonAdded { .. } => (0, ["ob Sie jemandem helfen", "whether you are helping somebody"]),
        Act::PersonRenamed { .. } => (1, ["Ihr Name, wenn Sie ihn eintragen", "your name if you enter it"]),
        Act::CountryChosen { .. } => (2, ["das Land, in dem Sie leben", "the country you live in"]),
        Act::CountryCorrected { .. } => (21, ["das Land, in dem Sie leben", "the country you live in"]),
        Act::HelpedChosen { .. } => (26, ["ob Sie jemandem helfen", "whether you are helping somebody"]),
        Act::HelpNoted { .. } => (25, ["ob diese Person das möchte", "whether that person wants this"]),
        Act::RequestSentAs { .. } => {
            (22, ["an wen es ging und in welcher Sprache", "to whom it went and in which language"])
        }
        Act::RequestCorrected { .. } => (23, ["Was mit einem Schreiben geschehen ist", "What happened to a request"]),
        Act::AccountAdded { .. } => {
            (3, ["bei welchem Dienst Sie ein Konto haben", "with which service you have an account"])
        }
        Act::AccountChosen { .. } => (27, ["Sie von Ihrer Liste genommen haben", "you took off your list"]),
        Act::AccountNamed { .. } => (4, ["wie Sie es nennen", "what you call it"]),
        Act::ServiceLanguageChosen { .. } => (5, ["die Sprache der Menüs", "the language of the menus"]),
        Act::Answered { .. } => (6, ["welchen Schritt Sie wann und mit welchem Ergebnis", "which step you confirmed"]),
        Act::Rechecked { .. } => (7, ["was eine spätere Kontrolle ergab", "what a later check showed"]),
        Act::RecheckChosen { .. } => (8, ["Einstellungen und Erinnerungen", "settings and reminders"]),
        Act::Snoozed { .. } => (9, ["auf später verschoben", "put off until later"]),
        Act::NudgingChosen { .. } => (10, ["Pausen", "pauses"]),
        Act::GroundsWritten { .. } => (11, ["was Sie selbst schreiben", "what you write yourself"]),
        Act::RequestBegun { .. } => (12, ["Ihre Schreiben an Unternehmen", "Your requests to companies"]),
        Act::RequestNoted { .. } => (13, ["Was mit einem Schreiben geschehen ist", "What happened to a request"]),
        Act::RequestWritten { .. } => {
            (14, ["Auch der Wortlaut, den Sie abgeschickt haben", "The wording that you sent"])
        }
        Act::RequestSnoozed { .. } => (15, ["auf später verschoben", "put off until later"]),
        Act::NoteAdded { .. } => (16, ["Notizen, die Sie hinzufügen", "Notes that you add"]),
        Act::PictureAdded { .. } => (17, ["Bilder, die Sie hinzufügen", "Pictures that you add"]),
        Act::SettingChosen { .. } => (18, ["Sprache, Stunde, Tage", "language, hour, days"]),
        Act::DayCorrected { .. } => (24, ["Tage, die Sie berichtigt haben", "Days that you corrected"]),
        Act::Undone { .. } => (19, ["Was Sie zurückgenommen haben", "What you undid"]),
        Act::Unknown { .. } => (20, ["einer neueren Version der App", "of a newer version of the app"]),
    }
}

const KINDS_OF_ENTRIES: usize = 28;

/// One entry of each kind.
fn every_entry() -> Vec<Act> {
    let (text, day, via) = (String::new, NaiveDate::from_ymd_opt(2026, 11, 30).unwrap(), Via::App);
    let request: EntryId = "a1-1".parse().unwrap();
    let picture = Picture { sha256: text(), kind: PictureType::Png, size: 1 };
    let sent = SentAs {
        law: text(),
        country: text(),
        holidays: text(),
        addressee: text(),
        addressee_name: text(),
        language: text(),
        title: text(),
        membership: Membership::Member,
        due: None,
    };
    vec![
        Act::PersonAdded { name: text(), helped: false, country: text() },
        Act::PersonRenamed { name: text() },
        Act::CountryChosen { country: text() },
        Act::CountryCorrected { country: text() },
        Act::HelpedChosen { helped: false },
        Act::HelpNoted { agreement: HelpAgreement::Agreed },
        Act::AccountAdded { account: text(), service: text(), membership: Membership::Member },
        Act::AccountChosen { account: text(), chosen: false },
        Act::AccountNamed { account: text(), name: text() },
        Act::ServiceLanguageChosen { account: text(), language: text() },
        Act::Answered { account: text(), guide: text(), answer: Answer::Done, via },
        Act::Rechecked { account: text(), guide: text(), due: day, seen: RecheckResult::Off, via },
        Act::RecheckChosen { account: text(), guide: text(), months: 3 },
        Act::Snoozed { account: text(), guide: text(), until: day, via },
        Act::NudgingChosen { account: text(), nudging: Nudging::Series },
        Act::GroundsWritten { account: text(), guide: text(), text: text() },
        Act::RequestBegun { account: text(), kind: RequestKind::Access },
        Act::RequestNoted { request: request.clone(), event: RequestEvent::Received, on: day, via },
        Act::RequestSentAs { request: request.clone(), sent },
        Act::RequestCorrected { request: request.clone(), entry: request.clone(), on: day },
        Act::RequestWritten { request: request.clone(), field: text(), text: text() },
        Act::RequestSnoozed { request: request.clone(), until: day, via },
        Act::NoteAdded { to: text(), text: text() },
        Act::PictureAdded { to: text(), picture },
        Act::SettingChosen { name: text(), value: text() },
        Act::DayCorrected { entry: request.clone(), on: day },
        Act::Undone { entry: request },
        Act::Unknown { fields: Vec::new() },
    ]
}

/// A number for each action, and the words under which the policy names it; none for an action that takes nothing out of
/// the app.
fn way_out(action: &Action) -> (usize, Option<Named>) {
    match action {
        Action::Go { .. } => (0, None),
        Action::Back => (1, None),
        Action::Perform { .. } => (2, None),
        Action::OpenUrl { .. } => (3, Some(["Er öffnet sich in Ihrem Browser", "it opens in your browser"])),
        Action::Copy { .. } => (4, Some(["Zwischenablage", "clipboard"])),
        Action::Share { .. } => (5, Some(["Teilen: Der gezeigte Text", "Sharing: the text that is shown"])),
        Action::Print { .. } => (6, Some(["Druckdienst Ihres Telefons", "print service of your phone"])),
        Action::SaveFile { .. } => (7, Some(["an den Ort, den Sie wählen", "the place that you choose"])),
        Action::Pick { .. } => (8, Some(["nur, was Sie zum Hinzufügen auswählen", "only what you choose to add"])),
        Action::AskNotificationPermission => (9, Some(["Ab Android 13 fragt das Telefon", "the phone asks you first"])),
        Action::OpenSystemSettings { .. } => (10, None),
    }
}

const ACTIONS: usize = 11;

/// One of each action.
fn every_action() -> Vec<Action> {
    let text = String::new;
    vec![
        Action::Go { route: text() },
        Action::Back,
        Action::Perform { command: text() },
        Action::OpenUrl { url: text(), browser_only: true },
        Action::Copy { text: text() },
        Action::Share { text: text() },
        Action::Print { document: PrintDocument { title: text(), language: text(), paragraphs: Vec::new() } },
        Action::SaveFile { path: text(), name: text(), mime: text() },
        Action::Pick { accept: Vec::new(), command: text() },
        Action::AskNotificationPermission,
        Action::OpenSystemSettings { which: SystemPage::Notifications },
    ]
}

/// What a person can type into a request, by the name of the input, and what the policy calls it.
const INPUTS_OF_REQUESTS: [(&str, Named); 10] = [
    ("name", ["Name", "name"]),
    ("email", ["E-Mail-Adresse", "e-mail address"]),
    ("postal", ["Postanschrift", "postal address"]),
    ("name_me", ["Ihren Namen nennen soll", "may tell the company your name"]),
    ("signing", ["unter 18", "under 18"]),
    ("guardian", ["Name eines Elternteils", "name of a parent"]),
    ("gaps", ["was Ihnen an einer Antwort fehlt", "what you miss in an answer"]),
    ("failure", ["was falsch gelaufen ist", "what went wrong"]),
    ("effect", ["was das für Sie bedeutet", "what that means for you"]),
    ("profile", ["die Adresse Ihres Profils", "the address of your profile"]),
];

/// What may reveal what the law calls special: the policy says so of one's own reasons.
const SENSITIVE: [Named; 5] = [
    ["Gesundheit", "health"],
    ["Glauben", "religion"],
    ["Weltanschauung", "beliefs"],
    ["Herkunft", "origin"],
    ["Gewerkschaft", "trade union"],
];

/// Files and folders of the data folder, and what the policy says of them; nothing of those without data.
const FILES: [(&str, Option<Named>); 6] = [
    ("app", Some(["Ihre Einstellungen", "Your settings"])),
    ("device.txt", Some(["Nummer dieser Installation", "number of this installation"])),
    ("inbox", Some(["liegt dabei kurz im Ordner der App", "lies in the app’s folder for a moment"])),
    ("lock", None),
    ("outbox", Some(["nach mehr als 24 Stunden", "after more than 24 hours"])),
    ("profiles", Some(["Ihre Antworten", "Your answers"])),
];

fn policy(language: &str) -> String {
    let json = std::fs::read_to_string(here(&format!("../core/catalogue/privacy/{language}.json"))).unwrap();
    let policy: Value = serde_json::from_str(&json).unwrap();
    let sections = policy["sections"].as_array().unwrap().iter();
    let texts = sections.flat_map(|section| section["text"].as_array().unwrap());
    texts.map(|text| text.as_str().unwrap()).collect::<Vec<_>>().join("\n")
}

/// Words that a policy lacks.
fn missing(policy: &str, language: usize, named: impl IntoIterator<Item = Named>) -> Vec<&'static str> {
    named.into_iter().map(|words| words[language]).filter(|words| !policy.contains(words)).collect()
}

/// Everything that the policy must name.
fn everything() -> Vec<Named> {
    let entries = every_entry().iter().map(|act| entry(act).1).collect::<Vec<_>>();
    let ways = every_action().iter().filter_map(|action| way_out(action).1).collect::<Vec<_>>();
    let inputs = INPUTS_OF_REQUESTS.map(|(_, named)| named);
    let files = FILES.iter().filter_map(|(_, named)| *named);
    entries.into_iter().chain(ways).chain(inputs).chain(SENSITIVE).chain(files).collect()
}

#[test]
fn the_policy_names_every_entry_every_way_out_and_every_file() {
    let entries: BTreeSet<usize> = every_entry().iter().map(|act| entry(act).0).collect();
    assert_eq!(entries, (0..KINDS_OF_ENTRIES).collect(), "a kind of entry that the table does not see");
    let actions: BTreeSet<usize> = every_action().iter().map(|action| way_out(action).0).collect();
    assert_eq!(actions, (0..ACTIONS).collect(), "an action that the table does not see");
    for (number, language) in LANGUAGES.into_iter().enumerate() {
        assert_eq!(missing(&policy(language), number, everything()), [""; 0], "{language}");
    }
}

#[test]
fn a_policy_without_requests_reasons_or_printing_is_found() {
    for (number, language) in LANGUAGES.into_iter().enumerate() {
        let whole = policy(language);
        for words in everything() {
            let without = whole.replace(words[number], "");
            assert!(missing(&without, number, everything()).contains(&words[number]), "{}", words[number]);
        }
    }
}

/// The inputs of a request's page are those of the table: another one would be stored without a word about it.
#[test]
fn every_input_of_a_request_is_in_the_table() {
    let mut phone = Phone::new("en", "DE", "2026-11-30T12:00:00+01:00");
    phone.welcome();
    phone.perform("request/p1/linkedin/access/begin");
    let details = format!("{}/details", phone.route);
    let screen = phone.core.screen(&details, phone.now).unwrap();
    let inputs: BTreeSet<String> = screen
        .sections
        .iter()
        .flat_map(|section| &section.rows)
        .filter_map(|row| match row {
            widerspruch_core::boundary::Row::TextField { name, .. } => Some(name.clone()),
            _ => None,
        })
        .collect();
    let own_words = ["grounds", "what"];
    let known: BTreeSet<&str> = INPUTS_OF_REQUESTS.iter().map(|(name, _)| *name).chain(own_words).collect();
    let unknown: Vec<&String> = inputs.iter().filter(|name| !known.contains(name.as_str())).collect();
    assert!(!inputs.is_empty() && unknown.is_empty(), "{unknown:?}");
}

/// The data folder after a person has done everything that leaves a file.
#[test]
fn every_file_of_the_data_folder_is_in_the_table() {
    let mut phone = Phone::new("en", "DE", "2026-11-30T12:00:00+01:00");
    phone.welcome();
    phone.perform("confirm/p1/linkedin/ai-training");
    phone.core.perform("set/hour", &[("hour".into(), "10:00".into())].into(), phone.now).unwrap();
    let picture = phone.folder.path().join("picture");
    std::fs::write(
        &picture,
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\x0bIDATx\x9cc\xf8\x0f\x04\0\x09\xfb\x03\xfd\xfb^k+\0\0\0\0IEND\xaeB`\x82",
    )
    .unwrap();
    phone.file = Some(picture.clone());
    phone.route = "/p1/records/linkedin/ai-training".to_owned();
    phone.run(&Action::Pick { accept: Vec::new(), command: "picture/p1/linkedin/ai-training".into() });
    std::fs::remove_file(&picture).unwrap();
    phone.perform("pack/p1");
    phone.perform("calendar");
    let names = std::fs::read_dir(phone.folder.path()).unwrap().map(|file| file.unwrap().file_name());
    let found: BTreeSet<String> = names.map(|name| name.into_string().unwrap()).collect();
    let known: BTreeSet<String> = FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(found.difference(&known).collect::<Vec<_>>(), [""; 0]);
    assert!(found.contains("outbox") && found.contains("profiles"), "{found:?}");
}

#[test]
fn the_policy_quotes_what_the_lock_screen_says() {
    for language in LANGUAGES {
        let mut phone = Phone::new(language, "DE", "2026-11-30T12:00:00+01:00");
        phone.welcome();
        let plan = phone.core.reminders(phone.now).unwrap();
        // Before it stands the name of the app.
        let said = plan.upcoming[0].public_text.rsplit(": ").next().unwrap().trim_end_matches('.').to_lowercase();
        assert!(policy(language).to_lowercase().contains(&said), "{language}: {said}");
    }
}
