//! Packs the catalogue into the library: refuses a wrong one, then writes the facts once and the words of each language
//! as deflated blocks, and a Rust constant for every word of the app, with its English text.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

use serde::de::DeserializeOwned;
use serde_json::Value;
use widerspruch_domain::catalogue::blanks::BoundBlanks;
use widerspruch_domain::catalogue::check::{CardSize, LanguageTexts, Style, check_catalogue, check_sizes, check_style};
use widerspruch_domain::catalogue::packed::{SharedKeys, Table, pack, pack_sharing_keys};
use widerspruch_domain::catalogue::{Facts, Notices, Source, Words, say_common};

#[cfg(feature = "pretend")]
#[path = "build/pretend.rs"]
mod pretend;

fn main() {
    let package = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo"));
    let catalogue = package.join("../catalogue");
    println!("cargo::rerun-if-changed={}", catalogue.display());
    // A made-up language reads as nobody wants it to.
    let style_texts = texts(&catalogue, &languages(&catalogue.join("app")));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("set by cargo"));
    #[cfg(feature = "pretend")]
    let catalogue =
        pretend::pretended_catalogue(&catalogue, &package.join("../../tests/pretend/catalogue"), out.join("catalogue"));
    let ids = folders(&catalogue.join("services"));
    let apps: BTreeMap<String, (Value, Style, BoundBlanks)> = languages(&catalogue.join("app"))
        .into_iter()
        .map(|language| {
            let file = format!("{language}.json");
            let path = catalogue.join("app").join(&file);
            let app = app_words(&catalogue, &file);
            let of_style = catalogue.join("style").join(&file);
            let style: Style = if of_style.exists() { read(&of_style) } else { Style::default() };
            let blanks = BoundBlanks::of(&style.blanks, &typed(&path, app.clone()))
                .unwrap_or_else(|| refuse(&of_style, "blanks: a pattern has one blank, U+00A0 or U+202F"));
            (language, (app, style, blanks))
        })
        .collect();
    // A source can have its title in any language.
    let all_blanks = BoundBlanks::of_all(apps.values().map(|(_, _, blanks)| blanks));
    let facts_of = |folder: &str| catalogue.join(folder).join("facts.json");
    let facts = Facts {
        regions: titled(&facts_of("regions"), &all_blanks),
        authorities: titled(&facts_of("authorities"), &all_blanks),
        services: ids
            .iter()
            .map(|id| (id.clone().into(), titled(&facts_of(&format!("services/{id}")), &all_blanks)))
            .collect(),
        companies: titled(&facts_of("companies"), &all_blanks),
        sources: sources(&catalogue.join("sources.json"), &all_blanks),
        first: read(&catalogue.join("first.json")),
        publisher: read(&catalogue.join("publisher.json")),
    };
    let notices: Notices = read(&catalogue.join("notices.json"));
    write_block(&out.join("notices.bin"), &pack(&notices));
    let mut words: BTreeMap<String, Words> = apps
        .into_iter()
        .map(|(language, (app, style, blanks))| {
            let file = format!("{language}.json");
            let path = catalogue.join("app").join(&file);
            let services = ids
                .iter()
                .map(|id| catalogue.join(format!("services/{id}/{file}")))
                .zip(&ids)
                .filter(|(path, _)| path.exists())
                .map(|(path, id)| (id.clone().into(), bound(&path, read(&path), &blanks)))
                .collect();
            let file_in = |folder: &str| catalogue.join(folder).join(&file);
            let [regions, law, authorities, common, kinds, privacy] =
                ["regions", "law", "authorities", "common", "kinds", "privacy"].map(file_in);
            let mut words = Words {
                app: bound(&path, app, &blanks),
                regions: bound(&regions, read(&regions), &blanks),
                law: bound(&law, read(&law), &blanks),
                authorities: bound(&authorities, read(&authorities), &blanks),
                services,
                kinds: bound(&kinds, read(&kinds), &blanks),
                common: bound(&common, read(&common), &blanks),
                privacy: bound(&privacy, read(&privacy), &blanks),
            };
            words.sort(&style.letters);
            (language, words)
        })
        .collect();
    let refusals = check_catalogue(&facts, &words).into_iter().map(|refusal| refusal.to_string());
    let style = check_style(&style_texts).into_iter().map(|refusal| refusal.to_string());
    let sizes = check_sizes(&card_sizes(&facts, &words)).into_iter().map(|refusal| refusal.to_string());
    let refusals: Vec<String> = refusals.chain(style).chain(sizes).collect();
    for refusal in &refusals {
        println!("cargo::error=core/catalogue/{refusal}");
    }
    if !refusals.is_empty() {
        process::exit(1);
    }
    for words in words.values_mut() {
        say_common(words, &facts);
    }
    let mut keys = SharedKeys::default();
    let count = words.len();
    let mut code = format!("pub(crate) static LANGUAGES: [Language; {count}] = [\n");
    for (language, words) in &words {
        let name = words.app.language_name;
        write_block(&out.join(format!("words-{language}.bin")), &pack_sharing_keys(words, &mut keys));
        writeln!(
            code,
            "Language::new({language:?}, {name:?}, include_bytes!(concat!(env!(\"OUT_DIR\"), \"/words-{language}.bin\"))),"
        )
        .expect("writing to a string");
    }
    code.push_str("];\n");
    // Most keys are identifiers of facts too, so they take little room beside them.
    write_block(&out.join("facts.bin"), &pack(&(facts, keys.into_list())));
    let english =
        words.get("en").unwrap_or_else(|| refuse(&catalogue.join("app"), "the app needs its words in English"));
    for (index, (key, message)) in english.app.words.iter().enumerate() {
        let name = key.replace(['.', '-'], "_").to_uppercase();
        let text = message.text().replace('\n', " ");
        writeln!(code, "/// {text:?}\npub(crate) const {name}: Word = Word({index});").expect("writing to a string");
    }
    fs::write(out.join("words.rs"), code).expect("OUT_DIR is writable");
}

/// The room that each card takes by itself.
fn card_sizes(facts: &Facts, words: &BTreeMap<String, Words>) -> Vec<CardSize> {
    let cards = facts.services.iter().filter(|(_, service)| !service.is_long());
    let sizes = cards.map(|(id, service)| {
        let own = |words: &Words| words.services.get(id.as_str()).map_or(0, |own| deflated(&pack(own)).len());
        let words = words.iter().map(|(language, words)| (language.clone(), own(words))).collect();
        CardSize { id: id.to_string(), facts: deflated(&pack(service)).len(), words }
    });
    sizes.collect()
}

/// The texts of every file of words as they stand, those of the shells too.
fn texts(catalogue: &Path, languages: &[String]) -> BTreeMap<String, LanguageTexts> {
    let mut all = BTreeMap::new();
    for language in languages {
        let file = format!("{language}.json");
        let style = catalogue.join("style").join(&file);
        let style = style.exists().then(|| read(&style));
        let mut texts = LanguageTexts { style, ..LanguageTexts::default() };
        for folder in folders(catalogue).into_iter().filter(|folder| folder != "style") {
            add_texts(catalogue, &folder, &file, &mut texts);
        }
        all.insert(language.clone(), texts);
    }
    all
}

fn add_texts(catalogue: &Path, folder: &str, file: &str, texts: &mut LanguageTexts) {
    let path = catalogue.join(folder).join(file);
    if path.exists() {
        texts.add(folder, &format!("{folder}/{file}"), &read(&path));
    }
    for below in folders(&catalogue.join(folder)) {
        add_texts(catalogue, &format!("{folder}/{below}"), file, texts);
    }
}

/// The app's words, and those of the letters: two files for those who write them, one table for the app.
fn app_words(catalogue: &Path, file: &str) -> Value {
    let path = catalogue.join("letters").join(file);
    let letters: BTreeMap<String, Value> = read(&path);
    let mut app: Value = read(&catalogue.join("app").join(file));
    let words = app["words"].as_object_mut().unwrap_or_else(|| refuse(&path, "the app has no words"));
    for (key, text) in letters {
        let of_letters = key.starts_with("letter.") || key.starts_with("block.");
        if !of_letters || words.insert(key.clone(), text).is_some() {
            refuse(&path, &format!("{key}: keys here begin with `letter.` or `block.`, and stand here only"));
        }
    }
    app
}

/// Sets the blanks at which no line may break, in every text of a file.
fn bound<T: DeserializeOwned>(path: &Path, mut value: Value, blanks: &BoundBlanks) -> T {
    fn bind(value: &mut Value, blanks: &BoundBlanks) {
        match value {
            Value::String(text) => *text = blanks.bind(text),
            Value::Array(all) => all.iter_mut().for_each(|value| bind(value, blanks)),
            Value::Object(fields) => fields.values_mut().for_each(|value| bind(value, blanks)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    bind(&mut value, blanks);
    typed(path, value)
}

/// Reads facts, and sets the blanks in the titles of their sources.
fn titled<T: DeserializeOwned>(path: &Path, blanks: &BoundBlanks) -> T {
    let mut facts: Value = read(path);
    if let Some(sources) = facts.get_mut("sources") {
        bind_titles(sources, blanks);
    }
    typed(path, facts)
}

/// Reads the sources that several files share.
fn sources(path: &Path, blanks: &BoundBlanks) -> Table<Source> {
    let mut sources: Value = read(path);
    bind_titles(&mut sources, blanks);
    typed(path, sources)
}

fn bind_titles(sources: &mut Value, blanks: &BoundBlanks) {
    for source in sources.as_object_mut().into_iter().flat_map(|sources| sources.values_mut()) {
        if let Some(Value::String(title)) = source.get_mut("title") {
            *title = blanks.bind(title);
        }
    }
}

fn typed<T: DeserializeOwned>(path: &Path, value: Value) -> T {
    serde_json::from_value(value).unwrap_or_else(|error| refuse(path, &error.to_string()))
}

/// Reads a file without its remarks for translators.
fn read<T: DeserializeOwned>(path: &Path) -> T {
    let mut text = fs::read_to_string(path).unwrap_or_else(|error| refuse(path, &error.to_string()));
    let mut value = serde_json::from_str(&text).unwrap_or_else(|error| refuse(path, &error.to_string()));
    // Errors of a file that has no remarks name its lines.
    if drop_remarks(&mut value) {
        text = value.to_string();
    }
    serde_json::from_str(&text).unwrap_or_else(|error| refuse(path, &error.to_string()))
}

/// Removes the fields that begin with `//`, and returns whether there were any.
fn drop_remarks(value: &mut Value) -> bool {
    match value {
        // Every value is looked at, also after the first remark.
        Value::Array(all) => all.iter_mut().filter_map(|value| drop_remarks(value).then_some(())).count() > 0,
        Value::Object(fields) => {
            let before = fields.len();
            fields.retain(|key, _| !key.starts_with("//"));
            let found = fields.len() < before;
            fields.values_mut().fold(found, |found, value| drop_remarks(value) || found)
        }
        _ => false,
    }
}

fn refuse(path: &Path, why: &str) -> ! {
    let shown: PathBuf = path.components().skip_while(|part| part.as_os_str() != "catalogue").collect();
    println!("cargo::error=core/{}: {why}", shown.display());
    process::exit(1)
}

fn folders(path: &Path) -> Vec<String> {
    names(path).into_iter().filter(|name| path.join(name).is_dir()).collect()
}

fn languages(path: &Path) -> Vec<String> {
    names(path).iter().filter_map(|name| name.strip_suffix(".json")).map(str::to_owned).collect()
}

fn names(path: &Path) -> Vec<String> {
    let entries = fs::read_dir(path).unwrap_or_else(|error| refuse(path, &error.to_string()));
    let mut names: Vec<String> = entries.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn deflated(packed: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(packed, 10)
}

/// Length of the packed value in four bytes, little-endian, then that value deflated.
fn write_block(path: &Path, packed: &[u8]) {
    let length = u32::try_from(packed.len()).expect("a catalogue below 4 GB");
    let mut bytes = length.to_le_bytes().to_vec();
    bytes.extend(deflated(packed));
    fs::write(path, bytes).expect("OUT_DIR is writable");
}
