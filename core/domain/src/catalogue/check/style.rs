//! The check of how texts read: words that were replaced, several words for one thing, sentences that are too long, marks
//! of another language, texts left in another language, and other `{places}` than in English. What a language wants stands
//! in `style/<language>.json` beside its words.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::words::places;

/// Most words of a sentence on a screen. Letters may have longer ones.
pub const LONGEST_SENTENCE: usize = 25;

/// The language that every other one is compared with.
const REFERENCE: &str = "en";

/// Fewest common words by which a language is told from another.
const FEWEST_COMMON_WORDS: usize = 20;

/// Keys of the forms of a counted text. They are one text, and differ by language.
const PLURAL_FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Quotation marks of the languages of Europe, except those that also show a way through menus: `›`.
const QUOTATION_MARKS: &str = "„“”‟‚‘‛«»";

/// Fewest letters of a word that shows whether a text was translated.
const TELLING_LETTERS: usize = 4;

/// What a language wants of its texts: `style/<language>.json`. A word stands for itself in any case, with `*` before or
/// after it for every word that ends or begins so.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Style {
    /// Remark for those who edit the file.
    #[serde(default, rename = "//")]
    pub remark: String,
    /// Marks of quotations, each opening one followed by its closing one: `„“‚‘`.
    pub quotes: String,
    /// Words that nearly every longer text of the language has, and no text of the other languages.
    pub common: BTreeSet<String>,
    /// Words with a full stop that does not end a sentence: `Art.`.
    pub abbreviations: BTreeSet<String>,
    /// Words that were replaced, each with what is written instead.
    pub replaced: BTreeMap<String, String>,
    /// The one word for a thing, each with the words that nobody writes for it on a screen.
    pub one_word: BTreeMap<String, BTreeSet<String>>,
    /// Words of `replaced` and `one_word` that letters may use: their readers are companies and authorities.
    pub in_letters: BTreeSet<String>,
    /// Words that say what a company may do, which no card does, as they are written.
    #[serde(default)]
    pub not_in_cards: BTreeSet<String>,
    /// Texts of cards that have such a word in another sense, by folder and key.
    #[serde(default)]
    pub in_another_sense: BTreeSet<String>,
    /// Patterns of the blanks at which no line may break; see [`crate::catalogue::blanks`].
    #[serde(default)]
    pub blanks: Vec<String>,
    /// Letters of the language that sort after another letter: "z å ä ö"; see [`crate::catalogue::collation`].
    #[serde(default)]
    pub letters: Vec<String>,
    /// Texts that are right although they are the English ones, by folder and key: `app: app.name`.
    #[serde(default)]
    pub same_as_english: BTreeSet<String>,
}

impl Style {
    /// Returns whether the lists without which nothing would be found hold something.
    fn is_written(&self) -> bool {
        !self.quotes.is_empty() && self.common.len() >= FEWEST_COMMON_WORDS && !self.one_word.is_empty()
    }
}

/// A text with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StyledText {
    /// File of the text: `app/de.json`.
    pub file: String,
    /// Place in the file: `words.home.title`.
    pub key: String,
    /// Text, or the forms of a counted one on a line each.
    pub text: String,
    /// Whether a company or an authority reads it, not the person who uses the app.
    pub letter: bool,
}

/// Texts of one language, and what the language wants of them.
#[derive(Debug, Clone, Default)]
pub struct LanguageTexts {
    /// What the language wants; `None` where nobody has written it down.
    pub style: Option<Style>,
    /// Texts by an id that is the same in every language.
    pub texts: BTreeMap<String, StyledText>,
}

impl LanguageTexts {
    /// Adds the texts of a file; `folder` names it in every language.
    pub fn add(&mut self, folder: &str, file: &str, words: &WordFile) {
        for (key, text) in words.texts() {
            let letter = is_of_letter(folder, &key);
            let text = StyledText { file: file.to_owned(), key: key.clone(), text, letter };
            self.texts.insert(format!("{folder}: {key}"), text);
        }
    }
}

/// Returns whether a text stands in a letter; of the texts by law, some stand on screens.
fn is_of_letter(folder: &str, key: &str) -> bool {
    let parts = [".requests.", ".reply.", ".next_step", ".closing", ".company_complaint.", ".complaint.", ".parts."];
    let on_screens = [".why", ".title"].iter().any(|end| key.ends_with(end));
    let by_law = parts.iter().any(|part| key.contains(part)) && !on_screens;
    folder == "letters" || folder == "law" && by_law
}

/// A file of words as it stands, whatever its fields are.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub struct WordFile(Node);

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Node {
    Text(String),
    List(Vec<Node>),
    Table(BTreeMap<String, Node>),
    Other(IgnoredAny),
}

impl WordFile {
    /// Returns the texts by their place in the file. Remarks and the list of hedges are no texts.
    fn texts(&self) -> Vec<(String, String)> {
        let mut texts = Vec::new();
        self.0.collect("", &mut texts);
        texts
    }
}

impl Node {
    fn collect(&self, place: &str, texts: &mut Vec<(String, String)>) {
        let below = |key: &str| if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") };
        match self {
            Self::Text(text) => texts.push((place.to_owned(), text.clone())),
            Self::List(list) => {
                for (index, node) in list.iter().enumerate() {
                    node.collect(&below(&index.to_string()), texts);
                }
            }
            Self::Table(table) if table.keys().all(|key| PLURAL_FORMS.contains(&key.as_str())) && !table.is_empty() => {
                let mut forms = Vec::new();
                for node in table.values() {
                    node.collect(place, &mut forms);
                }
                let forms: Vec<String> = forms.into_iter().map(|(_, form)| form).collect();
                texts.push((place.to_owned(), forms.join("\n")));
            }
            Self::Table(table) => {
                for (key, node) in table.iter().filter(|(key, _)| !key.starts_with("//") && *key != "hedges") {
                    node.collect(&below(key), texts);
                }
            }
            Self::Other(_) => {}
        }
    }
}

/// A fault of how a text reads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum StyleFault {
    /// Nobody has written down what the language wants, or only the beginning of it.
    NoStyle,
    /// A word that was replaced.
    Replaced {
        /// Word of the text.
        word: String,
        /// What is written instead.
        instead: String,
    },
    /// Another word for a thing that has one.
    OtherWord {
        /// Word of the text.
        word: String,
        /// The one word for the thing.
        instead: String,
    },
    /// A word that says what a company may do.
    Permits {
        /// Word of the text.
        word: String,
    },
    /// A sentence with too many words.
    LongSentence {
        /// Number of its words.
        words: usize,
        /// Its first words.
        begins: String,
    },
    /// A quotation mark or an apostrophe that the language does not write.
    WrongMark {
        /// Mark of the text.
        mark: char,
        /// Marks of the language.
        instead: String,
    },
    /// A text that is the English one.
    LeftInEnglish,
    /// A text with more words of another language than of its own.
    OtherLanguage {
        /// Code of the other language.
        language: String,
        /// Words of it.
        words: String,
    },
    /// Other `{places}` than in English.
    OtherPlaces {
        /// Places of the text.
        here: String,
        /// Places of the English text.
        english: String,
    },
    /// A text that may be the English one, and is not or does not exist.
    UnusedPermission,
}

impl fmt::Display for StyleFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoStyle => f.write_str(
                "what this language wants of its texts is missing; write it as in style/en.json: marks of quotations, \
                 twenty common words or more, abbreviations, replaced words, the one word for each thing",
            ),
            Self::Replaced { word, instead } => write!(f, "“{word}” was replaced; write “{instead}”"),
            Self::OtherWord { word, instead } => {
                write!(f, "“{word}” is a second word for one thing; write “{instead}”")
            }
            Self::Permits { word } => {
                write!(f, "“{word}”: a card says what a company says or does, never that it is allowed to")
            }
            Self::LongSentence { words, begins } => write!(
                f,
                "a sentence has {words} words, at most {LONGEST_SENTENCE} are read at once; make two of “{begins} …”"
            ),
            Self::WrongMark { mark, instead } => {
                write!(f, "this language does not write the mark {mark}; write its own, one of {instead}")
            }
            Self::LeftInEnglish => f.write_str(
                "this is the English text; translate it, or list it under same_as_english in the language’s style",
            ),
            Self::OtherLanguage { language, words } => {
                write!(f, "this reads like “{language}” ({words}); write it in the language of the file")
            }
            Self::OtherPlaces { here, english } => {
                write!(f, "the places are {here} here and {english} in English; make them the same")
            }
            Self::UnusedPermission => {
                f.write_str("no such text is the English one; take it off the list same_as_english")
            }
        }
    }
}

/// A fault of how a text reads, with its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StyleRefusal {
    /// File and key: `app/de.json: words.home.title`.
    pub place: String,
    /// What is wrong, and what to write instead.
    pub fault: StyleFault,
}

impl fmt::Display for StyleRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.fault)
    }
}

/// Checks how the texts of all languages read, and returns what is wrong, in order.
pub fn check_style(languages: &BTreeMap<String, LanguageTexts>) -> Vec<StyleRefusal> {
    let mut refusals = Vec::new();
    let english = languages.get(REFERENCE);
    for (language, own) in languages {
        let file = format!("style/{language}.json");
        let Some(style) = own.style.as_ref().filter(|style| style.is_written()) else {
            refusals.push(StyleRefusal { place: file, fault: StyleFault::NoStyle });
            continue;
        };
        let others: Vec<(&str, &Style)> = languages
            .iter()
            .filter(|(other, _)| *other != language)
            .filter_map(|(other, texts)| Some((other.as_str(), texts.style.as_ref()?)))
            .collect();
        for (id, text) in &own.texts {
            let reference = english.filter(|_| language != REFERENCE).and_then(|english| english.texts.get(id));
            let mut faults = Vec::new();
            add_unwanted_words(style, text, &mut faults);
            add_wrong_marks(style, &text.text, &mut faults);
            if is_of_card(&text.file) && !style.in_another_sense.contains(id) {
                // As it is written: May is a month, too.
                let outside = outside_quotations(&style.quotes, &text.text);
                let words =
                    outside.split(|c: char| !c.is_alphabetic()).filter(|word| style.not_in_cards.contains(*word));
                faults.extend(words.map(|word| StyleFault::Permits { word: word.to_owned() }));
            }
            if !text.letter {
                add_long_sentences(style, &text.text, &mut faults);
            }
            add_other_language(style, &others, &text.text, &mut faults);
            if let Some(reference) = reference {
                add_other_places(&text.text, &reference.text, &mut faults);
                if is_left_in_english(&text.text, &reference.text) && !style.same_as_english.contains(id) {
                    faults.push(StyleFault::LeftInEnglish);
                }
            }
            let place = || format!("{}: {}", text.file, text.key);
            refusals.extend(faults.into_iter().map(|fault| StyleRefusal { place: place(), fault }));
        }
        for id in &style.same_as_english {
            let same = own
                .texts
                .get(id)
                .zip(english.and_then(|english| english.texts.get(id)))
                .is_some_and(|(text, reference)| is_left_in_english(&text.text, &reference.text));
            if !same && holds_folder(own, id) {
                let place = format!("{file}: same_as_english, {id}");
                refusals.push(StyleRefusal { place, fault: StyleFault::UnusedPermission });
            }
        }
    }
    refusals.sort();
    refusals.dedup();
    refusals
}

/// Returns whether the texts of a file say what companies do.
fn is_of_card(file: &str) -> bool {
    ["services/", "common/", "kinds/"].iter().any(|folder| file.starts_with(folder))
}

/// Returns whether the texts of an id's folder are being checked: those of the stores are checked apart.
fn holds_folder(own: &LanguageTexts, id: &str) -> bool {
    let folder = id.split_once(": ").map_or(id, |(folder, _)| folder);
    own.texts.keys().any(|known| known.split_once(": ").is_some_and(|(known, _)| known == folder))
}

fn add_unwanted_words(style: &Style, text: &StyledText, faults: &mut Vec<StyleFault>) {
    let words = words_outside_quotations(style, &text.text);
    let allowed = |pattern: &String| text.letter && style.in_letters.contains(pattern);
    for (pattern, instead) in style.replaced.iter().filter(|(pattern, _)| !allowed(pattern)) {
        if let Some(word) = found(&words, pattern) {
            faults.push(StyleFault::Replaced { word, instead: instead.clone() });
        }
    }
    for (instead, patterns) in &style.one_word {
        for pattern in patterns.iter().filter(|pattern| !allowed(pattern)) {
            if let Some(word) = found(&words, pattern) {
                faults.push(StyleFault::OtherWord { word, instead: instead.clone() });
            }
        }
    }
}

fn add_wrong_marks(style: &Style, text: &str, faults: &mut Vec<StyleFault>) {
    let straight = |mark| matches!(mark, '"' | '\'');
    let foreign = |mark| QUOTATION_MARKS.contains(mark) && !style.quotes.contains(mark);
    for mark in text.chars().filter(|mark| straight(*mark) || foreign(*mark)) {
        faults.push(StyleFault::WrongMark { mark, instead: format!("{}’", style.quotes) });
    }
}

fn add_long_sentences(style: &Style, text: &str, faults: &mut Vec<StyleFault>) {
    // What is quoted cannot be shortened.
    for sentence in sentences(style, &outside_quotations(&style.quotes, text)) {
        if sentence.len() > LONGEST_SENTENCE {
            let begins = sentence[..5].join(" ");
            faults.push(StyleFault::LongSentence { words: sentence.len(), begins });
        }
    }
}

fn add_other_language(style: &Style, others: &[(&str, &Style)], text: &str, faults: &mut Vec<StyleFault>) {
    let words = words_outside_quotations(style, text);
    let count = |common: &BTreeSet<String>| words.iter().filter(|word| common.contains(*word)).count();
    let own = count(&style.common);
    for (language, other) in others {
        let common: BTreeSet<String> = other.common.difference(&style.common).cloned().collect();
        if count(&common) > own {
            let found: BTreeSet<&str> =
                words.iter().filter(|word| common.contains(*word)).map(String::as_str).collect();
            let words = found.into_iter().collect::<Vec<_>>().join(", ");
            faults.push(StyleFault::OtherLanguage { language: (*language).to_owned(), words });
        }
    }
}

fn add_other_places(text: &str, reference: &str, faults: &mut Vec<StyleFault>) {
    let (here, english) = (places(text), places(reference));
    if here != english {
        let list = |places: &BTreeSet<&str>| match places.len() {
            0 => "none".to_owned(),
            _ => places.iter().map(|place| format!("{{{place}}}")).collect::<Vec<_>>().join(", "),
        };
        faults.push(StyleFault::OtherPlaces { here: list(&here), english: list(&english) });
    }
}

/// Returns whether a text is the English one, and more than names of places and short words.
fn is_left_in_english(text: &str, english: &str) -> bool {
    text == english
        && words_of(&without_places(text))
            .iter()
            .any(|word| word.chars().filter(|letter| letter.is_alphabetic()).count() >= TELLING_LETTERS)
}

/// Returns the sentences of a text, each as its words. A colon ends one too: who reads aloud takes a breath there.
fn sentences<'a>(style: &Style, text: &'a str) -> Vec<Vec<&'a str>> {
    let mut all = Vec::new();
    for line in text.lines() {
        let mut sentence = Vec::new();
        let mut words = line.split_whitespace().peekable();
        while let Some(word) = words.next() {
            if word.chars().any(char::is_alphanumeric) {
                sentence.push(word);
            }
            let end = word.trim_end_matches(|c| QUOTATION_MARKS.contains(c) || c == ')');
            let next_begins = words
                .peek()
                .is_none_or(|next| !next.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase));
            if end.ends_with(['!', '?', '…', '。', ':'])
                || (end.ends_with('.') && next_begins && !is_abbreviation(style, end))
            {
                all.push(std::mem::take(&mut sentence));
            }
        }
        all.push(sentence);
    }
    all
}

/// Returns whether the full stop of a word belongs to it: `Art.`, `3.`, `B.`.
fn is_abbreviation(style: &Style, word: &str) -> bool {
    let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let stem = bare.trim_end_matches('.');
    let ordinal = (1..=2).contains(&stem.len()) && stem.chars().all(|c| c.is_ascii_digit());
    ordinal || stem.chars().count() == 1 || style.abbreviations.contains(bare)
}

/// Returns the words of a text in small letters, without `{places}` and without what it quotes: names of menus and words
/// of others stay as they are.
fn words_outside_quotations(style: &Style, text: &str) -> Vec<String> {
    words_of(&outside_quotations(&style.quotes, &without_places(text)))
}

/// Returns a text with a `|` for each quotation.
fn outside_quotations(quotes: &str, text: &str) -> String {
    let mut outside = String::new();
    let mut closing = None;
    for c in text.chars() {
        if closing == Some(c) {
            closing = None;
        } else if closing.is_none() {
            closing = closing_mark(quotes, c);
            outside.push(if closing.is_some() { '|' } else { c });
        }
    }
    outside
}

/// Returns the mark that ends a quotation that begins with `opening`.
fn closing_mark(quotes: &str, opening: char) -> Option<char> {
    let marks: Vec<char> = quotes.chars().collect();
    marks.chunks_exact(2).find(|pair| pair[0] == opening).map(|pair| pair[1])
}

fn without_places(text: &str) -> String {
    let mut outside = String::new();
    for (index, part) in text.split('{').enumerate() {
        let rest = part.split_once('}').filter(|_| index > 0).map_or(part, |(_, rest)| rest);
        outside.push_str(if index > 0 { "|" } else { "" });
        outside.push_str(rest);
    }
    outside
}

/// Returns the words in small letters. What stands between two words that do not follow each other is a word of its own.
fn words_of(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut end = |word: &mut String| {
        if !word.is_empty() {
            words.push(std::mem::take(word));
        }
    };
    for c in text.chars() {
        if c.is_alphanumeric() || matches!(c, '’' | '-') {
            word.extend(c.to_lowercase());
        } else {
            end(&mut word);
            if !c.is_whitespace() {
                end(&mut c.to_string());
            }
        }
    }
    end(&mut word);
    words
}

/// Returns the words of a text that a pattern of one or more words stands for.
fn found(words: &[String], pattern: &str) -> Option<String> {
    let patterns: Vec<String> = pattern.split_whitespace().map(str::to_lowercase).collect();
    let fits = |window: &&[String]| window.iter().zip(&patterns).all(|(word, pattern)| stands_for(pattern, word));
    words.windows(patterns.len().max(1)).find(fits).map(|window| window.join(" "))
}

fn stands_for(pattern: &str, word: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(end), None) => word.ends_with(end),
        (None, Some(beginning)) => word.starts_with(beginning),
        (Some(_), Some(_)) => word.contains(pattern.trim_matches('*')),
        (None, None) => word == pattern,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn style(language: &str) -> Style {
        let mut style = match language {
            "de" => json!({
                "quotes": "„“‚‘", "common": ["und", "nicht", "sie", "für"], "abbreviations": ["Art.", "Abs."],
                "replaced": { "ausstellen": "ausschalten", "so festhalten": "als … notieren" },
                "one_word": { "Datenschutzbehörde": ["Aufsicht*"], "Schreiben": ["Antrag", "*antrag", "Anträg*"] },
                "in_letters": ["Aufsicht*"], "same_as_english": ["app: name"]
            }),
            _ => json!({
                "quotes": "“”‘’", "common": ["and", "not", "you", "for"], "abbreviations": [],
                "replaced": { "own records": "my records" }, "one_word": { "records": ["log"] }, "in_letters": [],
                "not_in_cards": ["may"], "in_another_sense": ["services/meta: claims.b", "common: claims.b"]
            }),
        };
        let filling = (0..FEWEST_COMMON_WORDS).map(|number| format!("{language}{number}").into());
        style["common"].as_array_mut().unwrap().extend(filling);
        serde_json::from_value(style).unwrap()
    }

    /// Returns what is said of a German text beside its English one, as `file: key: fault`.
    fn said(folder: &str, german: serde_json::Value, english: serde_json::Value) -> Vec<String> {
        let mut languages = BTreeMap::new();
        for (language, mut words) in [("de", german), ("en", english)] {
            words["name"] = "Widerspruch".into();
            let mut texts = LanguageTexts { style: Some(style(language)), texts: BTreeMap::new() };
            let file = format!("{folder}/{language}.json");
            texts.add(folder, &file, &serde_json::from_value(words).unwrap());
            if folder != "app" {
                texts.add("app", "app/xx.json", &serde_json::from_value(json!({ "name": "Widerspruch" })).unwrap());
            }
            languages.insert(language.to_owned(), texts);
        }
        check_style(&languages)
            .iter()
            .map(ToString::to_string)
            .filter(|said| folder == "app" || !said.contains(".json: name: "))
            .collect()
    }

    /// Returns what is said of one German text on a screen.
    fn said_of(german: &str) -> Vec<String> {
        said(
            "app",
            json!({ "words": { "home.title": german } }),
            json!({ "words": { "home.title": "Something else" } }),
        )
    }

    #[test]
    fn a_right_text_is_not_refused() {
        assert_eq!(said_of("Bitte schalten Sie das aus, nach Art. 12 Abs. 3 und für heute."), [""; 0]);
    }

    #[test]
    fn that_a_company_is_allowed_to_is_refused_in_cards_and_the_month_is_not() {
        let said = |folder: &str, english: &str| {
            let texts = |text: &str| serde_json::json!({ "claims": { "a": text, "b": text } });
            said(folder, texts("Meta trainiert."), texts(english))
        };
        let fault = "“may”: a card says what a company says or does, never that it is allowed to";
        assert_eq!(said("services/meta", "Meta may train."), [format!("services/meta/en.json: claims.a: {fault}")]);
        assert_eq!(said("common", "It may."), [format!("common/en.json: claims.a: {fault}")]);
        assert!(said("services/meta", "Since May 2026, “may” they say.").is_empty());
        assert!(said("app", "You may.").is_empty());
    }

    #[test]
    fn a_replaced_word_is_refused_with_what_is_written_instead() {
        let place = "app/de.json: words.home.title";
        assert_eq!(said_of("Jetzt Ausstellen?"), [format!("{place}: “ausstellen” was replaced; write “ausschalten”")]);
        assert_eq!(
            said_of("So festhalten: nicht gefunden"),
            [format!("{place}: “so festhalten” was replaced; write “als … notieren”")]
        );
        assert_eq!(said_of("Festhalten, so wie es ist. Ausstellung."), [""; 0]);
        let english = json!({ "words": { "home.title": "Own records" } });
        assert_eq!(
            said("app", json!({ "words": { "home.title": "Aufzeichnungen" } }), english),
            ["app/en.json: words.home.title: “own records” was replaced; write “my records”"]
        );
    }

    #[test]
    fn a_second_word_for_one_thing_is_refused() {
        for (text, word, instead) in [
            ("Die Aufsichtsbehörde hilft.", "aufsichtsbehörde", "Datenschutzbehörde"),
            ("Ihr Auskunftsantrag", "auskunftsantrag", "Schreiben"),
            ("Ihre Anträge", "anträge", "Schreiben"),
        ] {
            let fault = format!("“{word}” is a second word for one thing; write “{instead}”");
            assert_eq!(said_of(text), [format!("app/de.json: words.home.title: {fault}")]);
        }
    }

    #[test]
    fn letters_may_use_words_of_the_law_and_long_sentences() {
        let long = "Wort ".repeat(40) + "Ende.";
        let english = json!({ "x": "Something else", "y": "And more" });
        let letter = said("letters", json!({ "x": "Die Aufsichtsbehörde.", "y": long }), english.clone());
        assert_eq!(letter, [""; 0]);
        let letter = said("letters", json!({ "x": "Mein Antrag.", "y": "Und mehr" }), english);
        assert_eq!(letter, ["letters/de.json: x: “antrag” is a second word for one thing; write “Schreiben”"]);
    }

    #[test]
    fn of_the_texts_by_law_those_on_screens_are_read_as_such() {
        let law = |text: &str| json!({ "eu": { "due": { "answer": text }, "complaint": { "opening": text }, "company_complaint": { "why": text } } });
        let refused = said("law", law("Die Aufsichtsbehörde."), law("Something else"));
        assert!(refused.len() == 2 && refused[0].contains("eu.company_complaint.why"), "{refused:#?}");
        assert!(refused[1].contains("eu.due.answer"), "{refused:#?}");
    }

    #[test]
    fn what_is_quoted_is_not_ours() {
        assert_eq!(said_of("Suchen Sie „Antrag for you and not“."), [""; 0]);
    }

    #[test]
    fn a_sentence_of_more_words_than_are_read_at_once_is_refused() {
        let sentence = |words: usize| "Wort ".repeat(words - 1) + "Ende.";
        assert_eq!(said_of(&sentence(25)), [""; 0]);
        assert_eq!(said_of(&format!("{} Darin: {}", sentence(24), sentence(25))), [""; 0]);
        assert_eq!(said_of(&format!("Dort steht „{}“ oder „{}“.", sentence(24), sentence(24))), [""; 0]);
        let fault = "a sentence has 26 words, at most 25 are read at once; make two of “Wort Wort Wort Wort Wort …”";
        assert_eq!(said_of(&sentence(26)), [format!("app/de.json: words.home.title: {fault}")]);
        // None of these full stops ends a sentence.
        let one = format!("{} nach Art. 12 Abs. 3 am 3. November z. B. „so.“ und {}", "Wort ".repeat(10), sentence(10));
        assert_eq!(said_of(&one).len(), 1);
    }

    #[test]
    fn straight_marks_and_those_of_another_language_are_refused() {
        for mark in ['"', '\'', '”', '«'] {
            let fault = format!("this language does not write the mark {mark}; write its own, one of „“‚‘’");
            assert_eq!(said_of(&format!("Ein {mark}Wort")), [format!("app/de.json: words.home.title: {fault}")]);
        }
        assert_eq!(said_of("Ein „Wort“ und ‚eins‘, so geht’s"), [""; 0]);
    }

    #[test]
    fn a_text_left_in_english_is_refused() {
        let german = json!({ "words": { "a": "Settings", "b": "{name} · OK", "c": "PDF" } });
        assert_eq!(
            said("app", german.clone(), german),
            ["app/de.json: words.a: this is the English text; translate it, or list it under same_as_english in the \
                 language’s style"]
        );
    }

    #[test]
    fn a_text_that_may_be_the_english_one_has_to_be_it() {
        let mut languages = BTreeMap::new();
        for (language, name) in [("de", "Widerspruch"), ("en", "Opt out")] {
            let mut texts = LanguageTexts { style: Some(style(language)), texts: BTreeMap::new() };
            texts.add("app", "app/x.json", &serde_json::from_value(json!({ "name": name })).unwrap());
            languages.insert(language.to_owned(), texts);
        }
        let said: Vec<String> = check_style(&languages).iter().map(ToString::to_string).collect();
        let fault = "no such text is the English one; take it off the list same_as_english";
        assert_eq!(said, [format!("style/de.json: same_as_english, app: name: {fault}")]);
    }

    #[test]
    fn a_text_in_another_language_is_refused() {
        let fault = "this reads like “en” (for, you); write it in the language of the file";
        assert_eq!(said_of("This is for you, Sie."), [format!("app/de.json: words.home.title: {fault}")]);
        assert_eq!(said_of("Das ist for Sie und you nicht."), [""; 0]);
    }

    #[test]
    fn other_places_than_in_english_are_refused_in_every_kind_of_words() {
        for (folder, key) in [("regions", "claims"), ("services/linkedin", "share"), ("shells", "terminal")] {
            let said = said(folder, json!({ key: "Am {date.on} bei {name}" }), json!({ key: "On {date}" }));
            let fault = "the places are {date}, {name} here and {date} in English; make them the same";
            assert_eq!(said, [format!("{folder}/de.json: {key}: {fault}")]);
        }
        let forms = json!({ "x": { "one": "Eine Sache", "other": "{count} Sachen" } });
        let english = json!({ "x": { "one": "One thing", "few": "…", "other": "{count} things" } });
        assert_eq!(said("regions", forms, english), [""; 0]);
    }

    #[test]
    fn every_form_of_a_counted_text_is_read() {
        let forms = json!({ "x": { "one": "Ein Antrag", "other": "{count} Schreiben" } });
        let english = json!({ "x": { "one": "One request", "other": "{count} requests" } });
        assert_eq!(
            said("app", forms, english),
            ["app/de.json: x: “antrag” is a second word for one thing; write “Schreiben”"]
        );
    }

    #[test]
    fn a_language_without_a_style_is_refused_with_what_to_write() {
        let mut languages = BTreeMap::from([("fr".to_owned(), LanguageTexts::default())]);
        languages.insert("en".to_owned(), LanguageTexts { style: Some(style("en")), texts: BTreeMap::new() });
        let said: Vec<String> = check_style(&languages).iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 1);
        assert!(said[0].starts_with("style/fr.json: what this language wants of its texts is missing; write it as in"));
    }

    #[test]
    fn a_style_whose_lists_are_empty_is_none() {
        for empty in ["quotes", "common", "one_word"] {
            let mut languages = BTreeMap::new();
            let mut unwritten = style("de");
            match empty {
                "quotes" => unwritten.quotes.clear(),
                "common" => unwritten.common = BTreeSet::from(["und".to_owned()]),
                _ => unwritten.one_word.clear(),
            }
            languages.insert("de".to_owned(), LanguageTexts { style: Some(unwritten), texts: BTreeMap::new() });
            assert_eq!(check_style(&languages)[0].fault, StyleFault::NoStyle, "{empty}");
        }
    }

    #[test]
    fn remarks_and_hedges_are_no_texts() {
        let german = json!({ "//x": "for you and not", "hedges": ["for you and not"], "x": 1 });
        assert_eq!(said("app", german, json!({})), [""; 0]);
    }
}
