//! What people read before they have the app, and what stores take: `fastlane`, the privacy policies, the recipe for
//! F-Droid. `docs/release.md` says how they are used. Every check is a function that gives what it found, and is also shown
//! something wrong.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Folder of a store, language of the app.
const LANGUAGES: [(&str, &str); 2] = [("de-DE", "de"), ("en-US", "en")];

/// What Apple calls the folder of a language that has another name at Google, as in `facts/languages`.
const APPLE_FOLDERS: [(&str, &str); 11] = [
    ("ar", "ar-SA"),
    ("cs-CZ", "cs"),
    ("da-DK", "da"),
    ("el-GR", "el"),
    ("fi-FI", "fi"),
    ("hu-HU", "hu"),
    ("it-IT", "it"),
    ("no-NO", "no"),
    ("pl-PL", "pl"),
    ("sv-SE", "sv"),
    ("tr-TR", "tr"),
];

/// Characters that a text may have. Google Play has the lowest numbers.
const LIMITS: [(&str, usize); 3] = [("title.txt", 30), ("short_description.txt", 80), ("full_description.txt", 4000)];
const CHANGELOG: usize = 500;

/// The same of the texts for the iPhone, as Apple has it.
const APPLE_LIMITS: [(&str, usize); 5] = [
    ("name.txt", 30),
    ("subtitle.txt", 30),
    ("keywords.txt", 100),
    ("promotional_text.txt", 170),
    ("description.txt", 4000),
];

/// Apple wants these, too, as soon as there is an address.
const APPLE_ADDRESSES: [&str; 2] = ["privacy_url.txt", "support_url.txt"];

/// Kinds of pictures of screens.
const SCREENSHOTS: [&str; 3] = ["phoneScreenshots", "sevenInchScreenshots", "tenInchScreenshots"];

/// Bytes of all pictures together.
const PICTURES: usize = 1_500_000;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn json(path: &str) -> Value {
    serde_json::from_str(&read(path)).unwrap()
}

fn store(folder: &str) -> PathBuf {
    root().join("fastlane/metadata/android").join(folder)
}

/// Every file below a folder, as a path from there.
fn files(folder: &Path) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                all.insert(path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    all
}

/// The texts of a store in one language, by file.
fn store_texts(folder: &str) -> BTreeMap<String, String> {
    texts_below(&store(folder))
}

fn apple_store(path: &str) -> PathBuf {
    root().join("ios/fastlane/metadata").join(path)
}

/// Apple's name for the folder of a language.
fn apple_folder(google: &str) -> &str {
    APPLE_FOLDERS.iter().find(|(name, _)| *name == google).map_or(google, |(_, apple)| apple)
}

/// The texts of Apple's store in one language, by file.
fn apple_texts(folder: &str) -> BTreeMap<String, String> {
    texts_below(&apple_store(apple_folder(folder)))
}

/// What the people are told who look at the app before Apple's store takes it.
fn review_notes() -> String {
    fs::read_to_string(apple_store("review_information/notes.txt")).unwrap()
}

fn texts_below(folder: &Path) -> BTreeMap<String, String> {
    let names = files(folder).into_iter().filter(|name| name.ends_with(".txt"));
    names.map(|name| (name.clone(), fs::read_to_string(folder.join(&name)).unwrap())).collect()
}

fn policy(language: &str) -> String {
    read(&format!("docs/privacy-policy.{language}.md"))
}

// ── The version ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/// The workspace's version, and the code that stores count by.
fn version(cargo: &str) -> Result<(String, u32), String> {
    let package = cargo.split("[workspace.package]").nth(1).ok_or("no [workspace.package]")?;
    let package = package.split("\n[").next().unwrap_or_default();
    let name = package.lines().find_map(|line| line.strip_prefix("version = ")).ok_or("no version")?.trim_matches('"');
    // F-Droid takes the first line that looks like one.
    let first = cargo.split("\nversion = \"").nth(1).and_then(|rest| rest.split('"').next());
    if first != Some(name) {
        return Err(format!("another version stands before {name}"));
    }
    let numbers = name.split('.').map(str::parse::<u32>).collect::<Result<Vec<_>, _>>();
    match numbers.as_deref() {
        Ok([major, minor @ ..1000, patch @ ..1000]) => Ok((name.to_owned(), major * 1_000_000 + minor * 1000 + patch)),
        _ => Err(format!("{name} is not three numbers, the last two below 1000")),
    }
}

fn this_version() -> (String, u32) {
    version(&read("Cargo.toml")).unwrap()
}

#[test]
fn version_codes_increase_with_the_version() {
    let code = |version_line: &str| {
        version(&format!("[workspace]\n\n[workspace.package]\nversion = \"{version_line}\"\nedition = \"2024\"\n"))
            .map(|v| v.1)
    };
    assert_eq!(code("0.1.0"), Ok(1000));
    assert_eq!(code("1.2.3"), Ok(1_002_003));
    assert_eq!(code("0.999.999"), Ok(999_999));
    assert_eq!(code("1.0.0"), Ok(1_000_000));
    for wrong in ["0.1000.0", "1.0.1000", "1.0", "1.0.0-beta"] {
        assert!(code(wrong).is_err(), "{wrong}");
    }
    assert!(version("[x]\nversion = \"9.9.9\"\n[workspace.package]\nversion = \"0.1.0\"\n").is_err());
    assert!(this_version().1 > 0);
}

// ── Files and limits ────────────────────────────────────────────────────────────────────────────────────────────────────

/// What is wrong with a text as such.
fn text_faults(name: &str, text: &str, most: usize) -> Vec<String> {
    let mut faults = Vec::new();
    let Some(body) = text.strip_suffix('\n') else {
        return vec![format!("{name}: does not end with a line break")];
    };
    let length = body.chars().count();
    if length > most {
        faults.push(format!("{name}: {length} characters, {most} are the most"));
    }
    if body.trim() != body || body.is_empty() || text.lines().any(|line| line.trim_end() != line) {
        faults.push(format!("{name}: empty, or blanks at an end"));
    }
    if body.chars().any(|c| matches!(c, '\u{2600}'..='\u{27bf}' | '\u{fe0f}' | '\u{1f000}'..)) {
        faults.push(format!("{name}: pictures between letters"));
    }
    faults
}

/// What is wrong with the files of one language.
fn store_faults(texts: &BTreeMap<String, String>, code: u32) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, most) in LIMITS {
        match texts.get(name) {
            Some(text) => faults.extend(text_faults(name, text, most)),
            None => faults.push(format!("{name} is missing")),
        }
    }
    let changelogs = texts.iter().filter_map(|(name, text)| Some((name.strip_prefix("changelogs/")?, text)));
    let mut codes = BTreeSet::new();
    for (name, text) in changelogs {
        faults.extend(text_faults(name, text, CHANGELOG));
        match name.strip_suffix(".txt").map(str::parse::<u32>) {
            Some(Ok(found)) if found <= code => _ = codes.insert(found),
            _ => faults.push(format!("changelogs/{name} belongs to no version up to this one")),
        }
    }
    if !codes.contains(&code) {
        faults.push(format!("changelogs/{code}.txt is missing"));
    }
    faults
}

#[test]
fn no_store_text_is_missing_or_too_long() {
    let (_, code) = this_version();
    for (folder, _) in LANGUAGES {
        assert_eq!(store_faults(&store_texts(folder), code), [""; 0], "{folder}");
    }
    let all = LANGUAGES.map(|(folder, _)| files(&store(folder)));
    assert!(all.iter().all(|names| *names == all[0]), "every language has the same files: {all:#?}");
}

/// What is wrong with the files of one language in Apple's store. `named` says whether the project has an address.
fn apple_faults(texts: &BTreeMap<String, String>, named: bool) -> Vec<String> {
    let addresses = APPLE_ADDRESSES.iter().filter(|_| named).map(|name| (*name, 255));
    let wanted: BTreeMap<&str, usize> = APPLE_LIMITS.into_iter().chain(addresses).collect();
    let surplus = texts.keys().filter(|name| !wanted.contains_key(name.as_str()));
    let mut faults: Vec<String> = surplus.map(|name| format!("{name} is not for now")).collect();
    for (name, most) in &wanted {
        match texts.get(*name) {
            Some(text) => faults.extend(text_faults(name, text, *most)),
            None => faults.push(format!("{name} is missing")),
        }
    }
    let text = |name: &str| texts.get(name).map_or("", String::as_str).to_lowercase();
    let (name, subtitle, keywords) = (text("name.txt"), text("subtitle.txt"), text("keywords.txt"));
    let shown: BTreeSet<&str> = words(&name).chain(words(&subtitle)).collect();
    for keyword in keywords.trim_end_matches('\n').split(',') {
        if keyword.trim() != keyword || keyword.is_empty() {
            faults.push(format!("the keyword “{keyword}” has blanks that count"));
        }
        if shown.contains(keyword) {
            faults.push(format!("the keyword “{keyword}” is found by the name already"));
        }
    }
    // Marks of others say what the app is about, in descriptions only.
    for (file, text) in [("name.txt", &name), ("subtitle.txt", &subtitle), ("keywords.txt", &keywords)] {
        let marks = ["linkedin", "microsoft", "apple", "iphone", "google", "android"];
        faults.extend(marks.iter().filter(|mark| text.contains(**mark)).map(|mark| format!("{file}: {mark}")));
    }
    // An iPhone has no permission for the internet that an app could do without.
    if ["permission", "berechtigung"].iter().any(|word| text("description.txt").contains(word)) {
        faults.push("description.txt speaks of permissions".to_owned());
    }
    faults
}

#[test]
fn no_text_for_apples_store_is_missing_or_invalid() {
    let named = repository(&read("Cargo.toml")).is_some();
    let facts = json("core/catalogue/services/linkedin/facts.json");
    for (folder, language) in LANGUAGES {
        let texts = apple_texts(folder);
        assert_eq!(apple_faults(&texts, named), [""; 0], "{folder}");
        let shell = json(&format!("core/catalogue/shells/{language}.json"));
        let name = shell["app_name"].as_str().unwrap();
        assert_eq!(name_faults(&texts["name.txt"], &texts["subtitle.txt"], name), [""; 0], "{folder}");
        assert_eq!(fact_faults(&texts["description.txt"], language, &facts), [""; 0], "{folder}");
    }
    let category = fs::read_to_string(apple_store("primary_category.txt")).unwrap().trim().to_lowercase();
    let project = read("ios/Widerspruch.xcodeproj/project.pbxproj");
    assert!(project.contains(&format!("\"public.app-category.{category}\"")), "{category}");
    assert_eq!(text_faults("notes", &review_notes(), 4000), [""; 0]);
}

#[test]
fn what_apple_would_refuse_is_found() {
    let right = apple_texts("de-DE");
    assert_eq!(apple_faults(&right, false), [""; 0]);
    assert_eq!(apple_faults(&right, true), ["privacy_url.txt is missing", "support_url.txt is missing"]);
    for (name, text, fault) in [
        ("name.txt", "Widerspruch gegen jedes KI-Training\n", "name.txt: 35 characters, 30 are the most"),
        ("subtitle.txt", "Hilfe bei LinkedIn\n", "subtitle.txt: linkedin"),
        ("keywords.txt", "daten, ja\n", "the keyword “ ja” has blanks that count"),
        ("keywords.txt", "daten,widerspruch\n", "the keyword “widerspruch” is found by the name already"),
        ("description.txt", "Ohne Berechtigung für das Internet.\n", "description.txt speaks of permissions"),
        ("release_notes.txt", "Die erste Version.\n", "release_notes.txt is not for now"),
    ] {
        let mut texts = right.clone();
        texts.insert(name.to_owned(), text.to_owned());
        assert_eq!(apple_faults(&texts, false), [fault]);
    }
}

#[test]
fn a_missing_or_too_long_text_is_found() {
    let texts = LIMITS.map(|(name, _)| name).into_iter().chain(["changelogs/100.txt"]);
    let mut texts: BTreeMap<String, String> = texts.map(|name| (name.to_owned(), "Words.\n".to_owned())).collect();
    assert_eq!(store_faults(&texts, 100), [""; 0]);
    assert_eq!(store_faults(&texts, 101), ["changelogs/101.txt is missing"]);
    assert_eq!(
        store_faults(&texts, 99),
        ["changelogs/100.txt belongs to no version up to this one", "changelogs/99.txt is missing"]
    );
    texts.insert("title.txt".to_owned(), format!("{}\n", "ü".repeat(31)));
    texts.remove("short_description.txt");
    assert_eq!(
        store_faults(&texts, 100),
        ["title.txt: 31 characters, 30 are the most", "short_description.txt is missing"]
    );
    assert!(text_faults("x", &format!("{}\n", "ü".repeat(30)), 30).is_empty());
    for wrong in ["no end", "\n", " a\n", "a \nb\n", "a ✔\n", "\u{1f512}\n"] {
        assert_eq!(text_faults("x", wrong, 30).len(), 1, "{wrong:?}");
    }
}

// ── Names ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

/// What is wrong with the two lines that a store shows in its lists.
fn name_faults(title: &str, short: &str, app_name: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if !title.starts_with(app_name) {
        faults.push(format!("the title does not begin with the app's name, “{app_name}”"));
    }
    for word in words(title).chain(words(short)) {
        let shouted = word.chars().count() > 2 && word.chars().all(char::is_uppercase);
        let praise = ["kostenlos", "gratis", "free", "best", "beste", "neu", "new", "top", "nr", "no"];
        if shouted || praise.contains(&word.to_lowercase().as_str()) {
            faults.push(format!("“{word}” is advertising"));
        }
    }
    faults.retain(|fault| fault != "“no” is advertising");
    faults
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[test]
fn the_app_has_its_own_name_in_the_stores() {
    for (folder, language) in LANGUAGES {
        let texts = store_texts(folder);
        let shell = json(&format!("core/catalogue/shells/{language}.json"));
        let name = shell["app_name"].as_str().unwrap();
        let faults = name_faults(&texts["title.txt"], &texts["short_description.txt"], name);
        assert_eq!(faults, [""; 0], "{folder}");
    }
    assert_eq!(name_faults("Widerspruch KI", "Nein sagen.", "Widerspruch"), [""; 0]);
    assert_eq!(
        name_faults("Opt-out", "FREE and best", "Opt out"),
        ["the title does not begin with the app's name, “Opt out”", "“FREE” is advertising", "“best” is advertising"]
    );
}

// ── Promises ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/// What nobody may promise, by language. `*` stands for any ending.
struct Forbidden {
    /// Nowhere.
    never: &'static [&'static str],
    /// Only in a sentence that denies it.
    only_denied: &'static [&'static str],
    /// Not together in a sentence that does not deny it.
    together: &'static [(&'static str, &'static str)],
    /// What makes a sentence deny something.
    denials: &'static [&'static str],
    /// What the app cannot do yet, and the texts of a store must not promise. Goes as it comes.
    not_yet: &'static [&'static str],
}

const GERMAN: Forbidden = Forbidden {
    never: &[
        // No certainty that we do not have.
        "garant*",
        "100 %",
        "100%",
        "hundertprozent*",
        "sicher",
        "sichere*",
        "sicherheit*",
        "schützt",
        "geschützt",
        "anonym*",
        "rechtssicher*",
        "gerichtsfest*",
        "beweissicher*",
        // The app does nothing at a service, and stops nobody.
        "automatisch*",
        "blockier*",
        "verhinder*",
        "stoppt",
        "unterbindet",
        "widerspricht für sie",
        "in ihrem namen",
        "löscht ihre daten",
        "entfernt ihre daten",
        // What services do to switches, and who reads along, nobody knows.
        "setzt den schalter",
        "stellt den schalter zurück",
        "niemand liest",
        "niemand sieht",
        // No fear, and no false hurry: late, but not lost.
        "zu spät",
        "letzte chance",
        "nur noch",
        "sofort",
        "jetzt handeln",
        "frist endet",
        "frist läuft*",
        "vor ablauf",
        "beeilen",
        "heimlich*",
        "klau*",
        "gestohlen",
        "spion*",
        "ausspion*",
        "skandal*",
        "gefahr*",
        "für immer",
        "nie wieder",
        "endgültig*",
        // Nobody has approved of anything.
        "offiziell*",
        "empfohlen von",
        "zertifiziert*",
    ],
    only_denied: &["rechtsberatung", "rechtlich*", "beweis*", "verbunden", "sendet", "werbung", "passwort*"],
    together: &[
        ("lösch*", "modell*"),
        ("gelöscht", "modell*"),
        ("entfern*", "modell*"),
        ("lösch*", "trainiert*"),
        ("gelöscht", "trainiert*"),
        ("zurück", "trainiert*"),
        ("rückgängig", "training*"),
        ("vergisst", "ki"),
        ("privat*", "unsichtbar*"),
    ],
    denials: &["nicht", "nichts", "nie", "kein*", "ohne", "kaum"],
    not_yet: &["pdf", "iphone*", "ios", "facebook", "instagram", "whatsapp", "meta", "google", "chatgpt", "xing"],
};

const ENGLISH: Forbidden = Forbidden {
    never: &[
        "guarant*",
        "100 %",
        "100%",
        "secure*",
        "security",
        "safe",
        "safely",
        "protects",
        "protect your*",
        "anonym*",
        "legally binding",
        "court*",
        "automatic*",
        "block*",
        "prevents",
        "stops linkedin",
        "objects for you",
        "on your behalf",
        "deletes your data",
        "delete your data",
        "removes your data",
        "resets",
        "sets the switch",
        "nobody reads",
        "nobody sees",
        "too late",
        "last chance",
        "hurry",
        "act now",
        "immediately",
        "secretly",
        "steal*",
        "stolen",
        "spy*",
        "spies",
        "scandal*",
        "danger*",
        "forever",
        "for good",
        "never again",
        "official*",
        "recommended by",
        "certified",
    ],
    only_denied: &["legal", "legal advice", "proof", "affiliated", "deadline*", "sends", "ads", "password*"],
    together: &[
        ("delet*", "model*"),
        ("remov*", "model*"),
        ("eras*", "model*"),
        ("delet*", "trained"),
        ("back", "trained"),
        ("undo*", "training"),
        ("forget*", "ai"),
        ("private", "unseen"),
    ],
    denials: &["not", "no", "nothing", "never", "without", "hardly", "cannot"],
    not_yet: &["pdf", "iphone*", "ios", "facebook", "instagram", "whatsapp", "meta", "google", "chatgpt", "xing"],
};

/// A language is judged by a list of its own: words of another one would forbid nothing in it.
fn forbidden(language: &str) -> &'static Forbidden {
    match language {
        "de" => &GERMAN,
        "en" => &ENGLISH,
        _ => panic!("no list of forbidden promises for the language {language}"),
    }
}

/// Whether a phrase stands in a sentence in small letters, from the beginning of a word to the end of one.
fn has(sentence: &str, phrase: &str) -> bool {
    let (phrase, any_ending) = phrase.strip_suffix('*').map_or((phrase, false), |stem| (stem, true));
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    sentence.match_indices(phrase).any(|(at, found)| {
        let ends = any_ending || !word(sentence[at + found.len()..].chars().next());
        ends && !word(sentence[..at].chars().next_back())
    })
}

/// Promises in a text that nobody may make. `store` is what is told about the app to people who do not have it yet.
fn promises(text: &str, language: &str, store: bool) -> Vec<String> {
    let rules = forbidden(language);
    let mut found = Vec::new();
    // A line that a sentence goes on over is no end of it.
    let text = text.to_lowercase().replace("\n\n", ".").replace("\n•", ".").replace("\n- ", ".").replace('\n', " ");
    for sentence in text.split(['.', '!', '?', ';']).map(str::trim).filter(|sentence| !sentence.is_empty()) {
        let denied = rules.denials.iter().any(|denial| has(sentence, denial));
        let not_yet: &[&str] = if store { rules.not_yet } else { &[] };
        let only_denied = rules.only_denied.iter().filter(|_| !denied);
        let alone = rules.never.iter().chain(not_yet).chain(only_denied).filter(|phrase| has(sentence, phrase));
        found.extend(alone.map(|phrase| format!("“{phrase}” in “{sentence}”")));
        let pairs = rules.together.iter().filter(|(one, other)| !denied && has(sentence, one) && has(sentence, other));
        found.extend(pairs.map(|(one, other)| format!("“{one}” with “{other}” in “{sentence}”")));
    }
    found
}

#[test]
#[should_panic(expected = "no list of forbidden promises for the language fr")]
fn a_language_without_a_list_of_forbidden_promises_is_refused() {
    promises("Nous garantissons la suppression de vos données.", "fr", true);
}

/// The checks of this file go through [`LANGUAGES`]: texts in another language would be judged by nobody.
#[test]
fn texts_in_a_language_that_no_check_reads_are_found() {
    let folders = |path: PathBuf| -> BTreeSet<String> {
        let names = files(&path).into_iter();
        let folders = names.filter_map(|name| name.split_once('/').map(|(folder, _)| folder.to_owned()));
        folders.filter(|folder| folder != "review_information").collect()
    };
    let of_the_app: BTreeSet<String> = files(&root().join("core/catalogue/app"));
    let listed: BTreeSet<String> = LANGUAGES.map(|(_, language)| format!("{language}.json")).into();
    assert_eq!(listed, of_the_app, "LANGUAGES of tests/release.rs are those of core/catalogue/app");
    let wanted: BTreeSet<String> = LANGUAGES.map(|(folder, _)| folder.to_owned()).into();
    assert_eq!(folders(store("")), wanted);
    let wanted = LANGUAGES.map(|(folder, _)| apple_folder(folder).to_owned()).into();
    assert_eq!(folders(apple_store("")), wanted);
    assert_eq!((apple_folder("it-IT"), apple_folder("de-DE")), ("it", "de-DE"));
    let policies: BTreeSet<String> =
        files(&root().join("docs")).into_iter().filter(|name| name.starts_with("privacy-policy.")).collect();
    assert_eq!(policies, LANGUAGES.map(|(_, language)| format!("privacy-policy.{language}.md")).into());
}

#[test]
fn no_text_promises_what_the_app_must_not() {
    for (folder, language) in LANGUAGES {
        for (name, text) in store_texts(folder).into_iter().chain(apple_texts(folder)) {
            assert_eq!(promises(&text, language, true), [""; 0], "{folder}/{name}");
        }
        assert_eq!(promises(&policy(language), language, false), [""; 0], "privacy policy, {language}");
    }
    assert_eq!(promises(&review_notes(), "en", true), [""; 0], "notes for the review");
}

#[test]
fn a_promise_is_found_and_its_denial_is_none() {
    for (language, promise, denial) in [
        ("de", "Wir garantieren das.", "Das bestätigen Sie selbst."),
        ("de", "Ihre Daten sind sicher.", "Das steht in der Gerätesicherung."),
        ("de", "Mit Rechtsberatung.", "Das ist keine Rechtsberatung."),
        ("de", "Ihre Einträge sind ein Beweis.", "Das sind Ihre eigenen Notizen, kein Beweis."),
        ("de", "Ihre Daten werden aus dem Modell gelöscht.", "Aus dem Modell lässt sich nichts löschen."),
        ("de", "Macht das Training rückgängig.", "Erfolgtes Training macht es nicht\nrückgängig."),
        ("de", "Handeln Sie, bevor die Frist endet.", "Der 3. November war der Beginn, keine Frist."),
        ("de", "Zu 100 % geschützt", "Zu drei Schritten"),
        ("de", "Blockiert LinkedIn", "Erinnert Sie an LinkedIn"),
        ("de", "Es ist fast zu spät!", "Es lohnt sich weiterhin!"),
        ("de", "Auch für Instagram", "Auch für LinkedIn"),
        ("en", "It is guaranteed.", "It is for you to confirm."),
        ("en", "Your data is secure", "Your data stays on your phone"),
        ("en", "With legal advice.", "This is not legal advice."),
        ("en", "It deletes your data from the model.", "It takes nothing back out of a model."),
        ("en", "Undo the training", "It does not undo the training"),
        ("en", "Before the deadline ends.", "That was the start, not a deadline."),
        ("en", "Blocks AI training", "Says no to AI training"),
        ("en", "Affiliated with LinkedIn", "Not affiliated with LinkedIn"),
        ("en", "Works at Facebook", "Works at LinkedIn"),
    ] {
        assert!(!promises(promise, language, true).is_empty(), "{promise}");
        assert_eq!(promises(denial, language, true), [""; 0]);
    }
    // In a policy, words of what the app cannot do yet may be needed for one's rights.
    assert!(!promises("Facebook", "de", true).is_empty() && promises("Facebook", "de", false).is_empty());
}

/// Every rule bites on the very words it forbids.
#[test]
fn every_rule_refuses_the_words_it_forbids() {
    for (_, language) in LANGUAGES {
        let rules = forbidden(language);
        for phrase in rules.never.iter().chain(rules.only_denied).chain(rules.not_yet) {
            let text = format!("so {} so", phrase.replace('*', "xy"));
            assert!(!promises(&text, language, true).is_empty(), "{language}: {phrase}");
        }
        for (one, other) in rules.together {
            let text = format!("{} und {}", one.replace('*', "xy"), other.replace('*', "xy"));
            assert!(!promises(&text, language, true).is_empty(), "{language}: {one}, {other}");
        }
    }
}

// ── Facts, hosts, unfinished places ─────────────────────────────────────────────────────────────────────────────────────

/// `2026-11-23` as the app writes it in that language.
fn written(date: &str, language: &str) -> String {
    let [year, month, day] = date.split('-').collect::<Vec<_>>()[..] else { panic!("{date}") };
    let path = format!("core/catalogue/app/{language}.json");
    assert!(root().join(&path).exists(), "no form of a date for the language {language}");
    let words = json(&path);
    let text = |key: &str| words["words"][key].as_str().unwrap_or_else(|| panic!("{path}: {key}")).to_owned();
    let day = day.trim_start_matches('0');
    let day = words["dates"]["days"][day].as_str().unwrap_or(day);
    let month = text(&format!("month.{month}"));
    text("date.full").replace("{day}", day).replace("{month}", &month).replace("{year}", year)
}

/// How a description says that the app tells of each guide whether somebody has tried it. This stays true whether
/// somebody has or not.
fn tells_of_tries(language: &str) -> &'static str {
    match language {
        "de" => "ob sie jemand auf einem Telefon ausprobiert hat",
        "en" => "whether somebody has tried it on a phone",
        _ => panic!("no words for what was tried in the language {language}"),
    }
}

#[test]
#[should_panic(expected = "no form of a date for the language fr")]
fn a_language_without_a_form_of_dates_is_refused() {
    written("2026-11-03", "fr");
}

#[test]
#[should_panic(expected = "no words for what was tried in the language fr")]
fn a_language_without_words_for_what_was_tried_is_refused() {
    tells_of_tries("fr");
}

/// What a description says of LinkedIn that the catalogue does not say, or the other way round.
fn fact_faults(text: &str, language: &str, facts: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let read_on = facts["read_on"].as_str().unwrap();
    let since = facts["claims"]["trains-since"]["valid_from"].as_str().unwrap();
    for (date, what) in [(read_on, "the day of the sources"), (since, "the beginning")] {
        let date = written(date, language);
        if !text.contains(&date) {
            faults.push(format!("{what}, {date}, is missing"));
        }
    }
    if !text.contains(tells_of_tries(language)) {
        faults.push("that each guide says whether somebody has tried it is missing".to_owned());
    }
    faults
}

#[test]
fn descriptions_agree_with_the_catalogue() {
    let facts = json("core/catalogue/services/linkedin/facts.json");
    for (folder, language) in LANGUAGES {
        let text = &store_texts(folder)["full_description.txt"];
        assert_eq!(fact_faults(text, language, &facts), [""; 0], "{folder}");
    }
    let invented = serde_json::json!({
        "read_on": "2027-03-01",
        "claims": { "trains-since": { "valid_from": "2025-11-03" } },
    });
    let text = "Seit dem 3. November 2025. Gelesen am 28. Februar 2027.";
    assert_eq!(
        fact_faults(text, "de", &invented),
        [
            "the day of the sources, 1. März 2027, is missing",
            "that each guide says whether somebody has tried it is missing"
        ]
    );
    let text = "Since 3 November 2025. Read on 1 March 2027. It says whether somebody has tried it on a phone.";
    assert_eq!(fact_faults(text, "en", &invented), [""; 0]);
}

/// Names of hosts in a text, with or without `https://`.
fn hosts(text: &str) -> BTreeSet<String> {
    let endings = ["com", "net", "org", "info", "eu", "de", "at", "ch", "ie", "uk", "io", "app", "dev", "example"];
    let piece = |c: char| !(c.is_ascii_alphanumeric() || "-.:/@_".contains(c));
    let mut found = BTreeSet::new();
    for token in text.split(piece) {
        let (scheme, rest) = token.split_once("://").map_or((false, token), |(_, rest)| (true, rest));
        let host = rest.split(['/', ':']).next().unwrap_or_default().trim_matches('.').to_lowercase();
        let ending = host.rsplit_once('.').map(|(_, ending)| ending);
        if !host.is_empty() && (scheme || ending.is_some_and(|ending| endings.contains(&ending))) {
            found.insert(host.rsplit('@').next().unwrap_or_default().to_owned());
        }
    }
    found
}

/// Hosts that texts for people may name: those of the services, and our own.
fn known_hosts() -> BTreeSet<String> {
    let folders = fs::read_dir(root().join("core/catalogue/services")).unwrap().map(Result::unwrap);
    let facts = folders.map(|folder| fs::read_to_string(folder.path().join("facts.json")).unwrap());
    let services = facts.flat_map(|facts| {
        let facts: Value = serde_json::from_str(&facts).unwrap();
        facts["hosts"].as_array().unwrap().iter().map(|host| host.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    });
    let publisher = json("core/catalogue/publisher.json");
    let own = ["email", "source"].map(|field| publisher[field].as_str().unwrap().to_owned());
    let own = own.into_iter().chain(repository(&read("Cargo.toml")));
    services.chain(own.flat_map(|address| hosts(&address))).collect()
}

/// What a text still has to be told.
fn gaps(text: &str) -> Vec<&'static str> {
    let marks = ["TODO", "TBD", "FIXME", "XXX", "lorem", "…", "<", ">", "{", "}", "[", "]", "__"];
    marks.into_iter().filter(|mark| text.contains(mark)).collect()
}

/// Texts for people: file, language, words.
fn texts_for_people() -> Vec<(String, &'static str, String)> {
    let mut all = Vec::new();
    for (folder, language) in LANGUAGES {
        let texts = store_texts(folder).into_iter().chain(apple_texts(folder));
        all.extend(texts.map(|(name, text)| (format!("{folder}/{name}"), language, text)));
        all.push((format!("privacy policy, {language}"), language, policy(language)));
    }
    all.push(("notes for the review".to_owned(), "en", review_notes()));
    all
}

#[test]
fn texts_name_no_host_that_the_catalogue_does_not_know() {
    let known = known_hosts();
    assert!(known.contains("www.linkedin.com"));
    for (name, _, text) in texts_for_people() {
        assert_eq!(hosts(&text).difference(&known).collect::<Vec<_>>(), [""; 0], "{name}");
    }
    let text =
        "Siehe https://tracker.example/x, schreib an a.b@mail.org oder www.linkedin.com. Am 3. November, z.B. so.";
    let found = hosts(text).into_iter().filter(|host| !known.contains(host)).collect::<Vec<_>>();
    assert_eq!(found, ["mail.org", "tracker.example"]);
}

#[test]
fn no_text_has_an_unfilled_placeholder() {
    for (name, _, text) in texts_for_people() {
        assert_eq!(gaps(&text), [""; 0], "{name}");
    }
    assert_eq!(gaps("Name: <Name>, TODO"), ["TODO", "<", ">"]);
}

// ── Privacy policies ────────────────────────────────────────────────────────────────────────────────────────────────────

/// For each section: how deep its heading is, how many paragraphs and how many points it has.
fn outline(markdown: &str) -> Vec<(usize, usize, usize)> {
    let mut sections: Vec<(usize, usize, usize)> = Vec::new();
    for block in markdown.split("\n\n").map(str::trim).filter(|block| !block.is_empty()) {
        let depth = block.chars().take_while(|c| *c == '#').count();
        let points = block.lines().filter(|line| line.starts_with("- ")).count();
        match sections.last_mut() {
            _ if depth > 0 => sections.push((depth, 0, 0)),
            Some(section) if points > 0 => section.2 += points,
            Some(section) => section.1 += 1,
            None => sections.push((0, 1, 0)),
        }
    }
    sections
}

/// A section of a policy, by what its heading has.
fn section<'a>(policy: &'a str, heading: &str) -> &'a str {
    policy.split("\n## ").find(|section| section.starts_with(heading)).unwrap_or_else(|| panic!("no section {heading}"))
}

fn permissions(manifest: &str) -> BTreeSet<&str> {
    let all = manifest.split("<uses-permission android:name=\"android.permission.").skip(1);
    all.filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn policies_say_the_same_in_every_language() {
    let german = policy("de");
    for (_, language) in LANGUAGES {
        assert_eq!(outline(&policy(language)), outline(&german), "{language}");
    }
    let english = policy("en");
    assert!(outline(&german).len() > 12);
    assert_ne!(outline(&german), outline(&english.replacen("\n- ", "\n", 1)));
    assert_ne!(outline(&german), outline(&english.replacen("\n## ", "\n### ", 1)));
}

#[test]
fn the_dates_of_the_policies_do_not_differ() {
    let dates = LANGUAGES.map(|(_, language)| {
        let text = policy(language);
        let days =
            (2026..2100).flat_map(|year| (1..13).flat_map(move |month| (1..32).map(move |day| (year, month, day))));
        let mut dates = days.map(|(year, month, day)| format!("{year}-{month:02}-{day:02}"));
        dates.find(|date| text.lines().take(4).any(|line| line.contains(&format!(" {}", written(date, language)))))
    });
    assert!(dates[0].is_some() && dates.iter().all(|date| *date == dates[0]), "{dates:?}");
}

#[test]
fn no_permission_of_the_manifest_is_missing_in_the_policies() {
    let manifest = read("android/app/src/main/AndroidManifest.xml");
    assert_eq!(permissions(&manifest), BTreeSet::from(["POST_NOTIFICATIONS", "RECEIVE_BOOT_COMPLETED"]));
    for (_, language) in LANGUAGES {
        let (heading, names) = match language {
            "de" => ("Welche Berechtigungen", ["- Mitteilungen: ", "- Beim Einschalten starten (nur Android): "]),
            "en" => ("Which permissions", ["- Notifications: ", "- Run at startup (Android only): "]),
            _ => panic!("no names of permissions in the language {language}"),
        };
        let text = policy(language);
        let points: Vec<&str> = section(&text, heading).lines().filter(|line| line.starts_with("- ")).collect();
        assert_eq!(points.len(), permissions(&manifest).len(), "{language}");
        assert!(names.iter().all(|name| points.iter().any(|point| point.starts_with(name))), "{points:?}");
    }
    let more = manifest.replacen(
        "<application",
        "<uses-permission android:name=\"android.permission.INTERNET\" /><application",
        1,
    );
    assert_eq!(permissions(&more).len(), 3);
}

// ── Pictures ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/// What the head of a PNG file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Png {
    width: u32,
    height: u32,
    /// Bits of each colour.
    depth: u8,
    /// 2: red, green, blue. 3: a palette. 6: with alpha.
    kind: u8,
    /// A palette or a colour that lets something through.
    transparent: bool,
}

fn png(bytes: &[u8]) -> Option<Png> {
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    if bytes.get(..8)? != b"\x89PNG\r\n\x1a\n" || bytes.get(12..16)? != b"IHDR" {
        return None;
    }
    let mut transparent = false;
    let mut at = 8;
    while let (Some(length), Some(name)) = (number(at), bytes.get(at + 4..at + 8)) {
        transparent |= name == b"tRNS";
        at += length as usize + 12;
    }
    let (depth, kind) = (*bytes.get(24)?, *bytes.get(25)?);
    Some(Png { width: number(16)?, height: number(20)?, depth, kind, transparent })
}

/// What a store would refuse about a picture.
fn picture_faults(name: &str, bytes: &[u8]) -> Vec<String> {
    let Some(picture) = png(bytes) else { return vec![format!("{name}: no PNG")] };
    let Png { width, height, depth, kind, transparent } = picture;
    let size = format!("{width} × {height}");
    let (fits, right) = match name {
        // With alpha in the file, for Google Play, and nothing that lets anything through.
        "icon.png" => (width == 512 && height == 512 && bytes.len() <= 1024 * 1024, kind == 6),
        "featureGraphic.png" => (width == 1024 && height == 500, kind == 2),
        // Apple takes alpha in one only: behind the icon for the dark, the system draws.
        "any.png" | "tinted.png" => (width == 1024 && height == 1024, kind == 2),
        "dark.png" => (width == 1024 && height == 1024, kind == 6),
        _ => {
            let (short, long) = (width.min(height), width.max(height));
            let fits = short >= 320 && long <= 3840 && long <= 2 * short && bytes.len() <= 8_000_000;
            // Large tablets are shown larger pictures.
            (fits && (short >= 1080 || !name.starts_with("tenInch")), kind == 2 || kind == 3)
        }
    };
    let mut faults = Vec::new();
    if !fits {
        faults.push(format!("{name}: {size}, {} bytes", bytes.len()));
    }
    if !right || transparent || depth > 8 {
        faults.push(format!("{name}: kind {kind} with {depth} bits, transparent: {transparent}"));
    }
    faults
}

/// What is wrong with the pictures of one language, by name and content.
fn gallery_faults(pictures: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut faults: Vec<String> = pictures.iter().flat_map(|(name, bytes)| picture_faults(name, bytes)).collect();
    for name in ["icon.png", "featureGraphic.png"] {
        if !pictures.contains_key(name) {
            faults.push(format!("{name} is missing"));
        }
    }
    for kind in SCREENSHOTS {
        let names: Vec<&str> = pictures.keys().filter_map(|name| name.strip_prefix(kind)?.strip_prefix('/')).collect();
        if !(2..=8).contains(&names.len()) {
            faults.push(format!("{kind}: {} pictures, 2 to 8 can be shown", names.len()));
        }
        if !(1..).zip(&names).all(|(number, name)| name.starts_with(&format!("{number}_"))) {
            faults.push(format!("{kind}: not numbered in order: {names:?}"));
        }
    }
    faults
}

fn pictures(folder: &str) -> BTreeMap<String, Vec<u8>> {
    let images = store(folder).join("images");
    let all = files(&images).into_iter();
    all.map(|name| (name.clone(), fs::read(images.join(name)).unwrap())).collect()
}

#[test]
fn the_iphones_icon_is_as_apple_wants_it() {
    let folder = root().join("ios/Widerspruch/Assets.xcassets/AppIcon.appiconset");
    for name in ["any.png", "dark.png", "tinted.png"] {
        assert_eq!(picture_faults(name, &fs::read(folder.join(name)).unwrap()), [""; 0]);
    }
}

#[test]
fn no_picture_has_an_invalid_size_or_format() {
    let mut bytes = 0;
    for (folder, _) in LANGUAGES {
        let all = pictures(folder);
        assert_eq!(gallery_faults(&all), [""; 0], "{folder}");
        bytes += all.values().map(Vec::len).sum::<usize>();
    }
    assert!(bytes <= PICTURES, "{bytes} bytes of pictures, {PICTURES} are the most");
}

/// The head of a PNG file, and perhaps a transparent colour.
fn head(width: u32, height: u32, kind: u8, transparent: bool) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, kind, 0, 0, 0, 0, 0, 0, 0]);
    if transparent {
        bytes.extend(b"\0\0\0\x01tRNS\0\0\0\0\0");
    }
    bytes
}

#[test]
fn a_wrong_picture_is_found() {
    assert_eq!(png(&head(3, 4, 2, true)), Some(Png { width: 3, height: 4, depth: 8, kind: 2, transparent: true }));
    for (name, right) in [
        ("icon.png", head(512, 512, 6, false)),
        ("featureGraphic.png", head(1024, 500, 2, false)),
        ("any.png", head(1024, 1024, 2, false)),
        ("dark.png", head(1024, 1024, 6, false)),
        ("phoneScreenshots/1_a.png", head(1080, 2160, 3, false)),
        ("tenInchScreenshots/1_a.png", head(1920, 1080, 2, false)),
    ] {
        assert_eq!(picture_faults(name, &right), [""; 0], "{name}");
    }
    for (name, wrong) in [
        ("icon.png", head(511, 512, 6, false)),
        ("icon.png", head(512, 512, 3, false)),
        ("featureGraphic.png", head(1024, 501, 2, false)),
        ("any.png", head(1024, 1024, 6, false)),
        ("tinted.png", head(512, 512, 2, false)),
        ("dark.png", head(1024, 1024, 2, false)),
        ("featureGraphic.png", head(1024, 500, 6, false)),
        ("phoneScreenshots/1_a.png", head(1080, 2161, 2, false)),
        ("phoneScreenshots/1_a.png", head(319, 600, 2, false)),
        ("phoneScreenshots/1_a.png", head(2000, 3841, 2, false)),
        ("phoneScreenshots/1_a.png", head(1080, 1920, 6, false)),
        ("phoneScreenshots/1_a.png", head(1080, 1920, 3, true)),
        ("tenInchScreenshots/1_a.png", head(1079, 1920, 2, false)),
        ("phoneScreenshots/1_a.png", b"GIF89a".to_vec()),
    ] {
        assert_eq!(picture_faults(name, &wrong).len(), 1, "{name}: {:?}", png(&wrong));
    }
    let mut all = pictures("de-DE");
    all.remove("icon.png");
    let first = all.keys().find(|name| name.starts_with("phoneScreenshots/1_")).unwrap().clone();
    all.remove(&first);
    all.retain(|name, _| !name.starts_with("sevenInch"));
    let faults = gallery_faults(&all);
    assert_eq!(faults.len(), 3, "{faults:?}");
}

// ── The recipe for F-Droid ──────────────────────────────────────────────────────────────────────────────────────────────

/// Where the repository is, if Cargo.toml knows.
fn repository(cargo: &str) -> Option<String> {
    let line = cargo.lines().find_map(|line| line.strip_prefix("repository = "))?;
    Some(line.trim_matches('"').trim_end_matches('/').to_owned())
}

/// What is wrong with a recipe, given Cargo.toml and the app's build file.
fn recipe_faults(recipe: &str, cargo: &str, gradle: &str) -> Vec<String> {
    let value = |key: &str| {
        let line =
            |line: &str| Some(line.trim_start_matches([' ', '-']).strip_prefix(key)?.strip_prefix(": ")?.to_owned());
        recipe.lines().find_map(line).unwrap_or_default().trim_matches('\'').to_owned()
    };
    let (name, code) = version(cargo).unwrap();
    let mut faults = Vec::new();
    let mut expect = |key: &str, wanted: &str| {
        let found = value(key);
        if found != wanted {
            faults.push(format!("{key}: {found}, not {wanted}"));
        }
    };
    for key in ["versionName", "CurrentVersion"] {
        expect(key, &name);
    }
    for key in ["versionCode", "CurrentVersionCode"] {
        expect(key, &code.to_string());
    }
    expect("commit", &format!("v{name}"));
    expect("License", cargo.lines().find_map(|line| line.strip_prefix("license = ")).unwrap().trim_matches('"'));
    expect("subdir", "android/app");
    let address = repository(cargo);
    let below = |path: &str| address.as_ref().map_or_else(String::new, |address| format!("{address}{path}"));
    expect("SourceCode", &below(""));
    expect("IssueTracker", &below("/issues"));
    expect("Repo", &below(".git"));
    // r28c is 28.2 and something.
    let ndk = value("ndk");
    let number = ndk.trim_start_matches('r').trim_end_matches(|c: char| c.is_ascii_lowercase());
    let letter = ndk.bytes().next_back().filter(u8::is_ascii_lowercase).map_or(0, |letter| letter - b'a');
    for (what, wanted) in [
        ("the NDK", format!("ndkVersion = \"{number}.{letter}.")),
        ("cargo-ndk", format!("cargo install cargo-ndk --version {} --locked", after(recipe, "cargo-ndk --version "))),
    ] {
        if !gradle.contains(&wanted) {
            faults.push(format!("{what} is not the one of build.gradle.kts: {wanted}"));
        }
    }
    let rust = after(cargo, "rust-version = ").trim_matches('"').to_owned();
    if !after(recipe, "rustup default ").starts_with(&rust) {
        faults.push(format!("Rust is not {rust}"));
    }
    faults
}

/// The word behind the first place of a phrase.
fn after<'a>(text: &'a str, phrase: &str) -> &'a str {
    text.split(phrase).nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap_or_default()
}

#[test]
fn the_recipe_builds_this_version() {
    let [recipe, cargo, gradle] =
        ["docs/fdroid/app.widerspruch.yml", "Cargo.toml", "android/app/build.gradle.kts"].map(read);
    assert_eq!(recipe_faults(&recipe, &cargo, &gradle), [""; 0]);
    assert!(root().join("android/app/build.gradle.kts").is_file());
    let (name, _) = version(&cargo).unwrap();
    let newer = cargo.replacen(&format!("version = \"{name}\""), "version = \"77.0.0\"", 1);
    let faults = recipe_faults(&recipe, &newer, &gradle);
    let keys: Vec<&str> = faults.iter().filter_map(|fault| fault.split(':').next()).collect();
    assert_eq!(keys, ["versionName", "CurrentVersion", "versionCode", "CurrentVersionCode", "commit"]);
    // Addresses are those of Cargo.toml, or not there yet.
    let lines =
        |text: &str, keep: fn(&str) -> bool| text.lines().filter(|line| keep(line)).collect::<Vec<_>>().join("\n");
    let nowhere = lines(&cargo, |line| !line.starts_with("repository = "));
    let told = nowhere.replacen("license = ", "repository = \"https://our.org/w/\"\nlicense = ", 1);
    let address = |line: &str| ["SourceCode: ", "IssueTracker: ", "Repo: "].iter().any(|key| line.starts_with(key));
    let bare =
        lines(&recipe, |line| !["SourceCode: ", "IssueTracker: ", "Repo: "].iter().any(|key| line.starts_with(key)));
    assert_eq!(recipe.lines().filter(|line| address(line)).count(), 3);
    let filled = format!(
        "SourceCode: https://our.org/w\nIssueTracker: https://our.org/w/issues\nRepo: https://our.org/w.git\n{bare}"
    );
    assert_eq!(recipe_faults(&filled, &told, &gradle), [""; 0]);
    assert_eq!(recipe_faults(&filled, &nowhere, &gradle).len(), 3);
    assert_eq!(recipe_faults(&bare, &nowhere, &gradle), [""; 0]);
    let other = |what: &str| recipe.replacen(after(&recipe, what), "r1.0", 1);
    for what in ["ndk: ", "cargo-ndk --version ", "rustup default "] {
        assert_eq!(recipe_faults(&other(what), &cargo, &gradle).len(), 1, "{what}");
    }
}

// ── The page for the maintainer ─────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn the_page_for_the_maintainer_has_what_commands_look_for() {
    let page = read("docs/release.md");
    let (_, report) = page.rsplit_once("\n## ").unwrap();
    let (heading, rest) = report.split_once("\n\n<!-- report -->\n").unwrap();
    assert_eq!(heading, "The last package");
    assert!(rest.ends_with("<!-- /report -->\n"));
    for name in
        ["WIDERSPRUCH_KEYSTORE", "WIDERSPRUCH_KEY_ALIAS", "WIDERSPRUCH_KEYSTORE_PASSWORD", "WIDERSPRUCH_KEY_PASSWORD"]
    {
        assert!(page.contains(name), "{name}");
    }
}
