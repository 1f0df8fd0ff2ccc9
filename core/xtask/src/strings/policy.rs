//! Writes the privacy policies of `docs` from the texts that the app shows, with what the publisher states in them.

use std::path::Path;

use serde::Deserialize;

use crate::catalogue::{Publisher, language_codes, read_publisher};
use crate::generated::GeneratedFile;
use crate::run::{self, Failure};

/// One file for each language.
const SOURCE: &str = "core/catalogue/privacy";
const APP: &str = "core/catalogue/app";
/// The most characters of a line.
const WIDTH: usize = 128;

#[derive(Debug, Deserialize)]
struct Policy {
    scope: String,
    sections: Vec<Section>,
}

#[derive(Debug, Deserialize)]
struct Section {
    heading: String,
    text: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct App {
    words: AppWords,
}

/// The words of the app that a page needs.
#[derive(Debug, Deserialize)]
struct AppWords {
    #[serde(rename = "privacy.title")]
    title: String,
    #[serde(rename = "about.not-stated")]
    not_stated: String,
}

/// Returns the page of every language.
pub(super) fn policy_files(root: &Path) -> Result<Vec<GeneratedFile>, Failure> {
    let publisher = read_publisher(root)?;
    let languages = language_codes(&root.join(SOURCE))?;
    let file = |language: &String| {
        let policy: Policy = read_json(root, &format!("{SOURCE}/{language}.json"))?;
        let app: App = read_json(root, &format!("{APP}/{language}.json"))?;
        let text = policy_page(&policy, &publisher, &app.words);
        Ok(GeneratedFile { path: format!("docs/privacy-policy.{language}.md"), text: Some(text) })
    };
    languages.iter().map(file).collect()
}

fn read_json<T: for<'de> Deserialize<'de>>(root: &Path, path: &str) -> Result<T, Failure> {
    serde_json::from_str(&run::read(&root.join(path))?).map_err(|error| Failure::Found(format!("{path}: {error}")))
}

fn policy_page(policy: &Policy, publisher: &Publisher, words: &AppWords) -> String {
    let stated = |value: &str| if value.is_empty() { words.not_stated.clone() } else { value.to_owned() };
    let places = [
        ("{name}", stated(&publisher.name)),
        ("{address}", stated(&publisher.address.join(", "))),
        ("{email}", stated(&publisher.email)),
        ("{source}", stated(&publisher.source)),
    ];
    let mut page = format!("# {}\n\n{}\n", words.title, wrapped(&policy.scope, ""));
    for section in &policy.sections {
        page.push_str(&format!("\n## {}\n", section.heading));
        let mut in_list = false;
        for text in &section.text {
            let filled = places.iter().fold(text.clone(), |text, (place, value)| text.replace(place, value));
            let point = filled.starts_with("- ");
            let gap = if point && in_list { "" } else { "\n" };
            page.push_str(&format!("{gap}{}\n", wrapped(&filled, if point { "  " } else { "" })));
            in_list = point;
        }
    }
    page
}

/// Breaks a text into lines; `indent` begins all but the first.
fn wrapped(text: &str, indent: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) => lines.push(format!("{indent}{word}")),
            None => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod test {
    use super::*;

    fn words() -> AppWords {
        AppWords { title: "Privacy policy".to_owned(), not_stated: "not yet stated".to_owned() }
    }

    fn policy() -> Policy {
        serde_json::from_str(
            r#"{"scope": "For the app.", "sections": [
                {"heading": "Who", "text": ["It is:", "- Name: {name}", "- E-mail: {email}", "No more."]},
                {"heading": "Where", "text": ["At {source}"]}]}"#,
        )
        .unwrap()
    }

    #[test]
    fn sections_lists_and_paragraphs_become_markdown_with_what_is_stated() {
        let publisher = Publisher { name: "Example".to_owned(), ..Publisher::default() };
        assert_eq!(
            policy_page(&policy(), &publisher, &words()),
            "# Privacy policy\n\nFor the app.\n\n## Who\n\nIt is:\n\n- Name: Example\n- E-mail: not yet stated\n\n\
             No more.\n\n## Where\n\nAt not yet stated\n"
        );
    }

    #[test]
    fn long_texts_are_broken_between_words_and_points_are_indented() {
        let text = format!("- {}", ["word"; 60].join(" "));
        let lines = wrapped(&text, "  ");
        assert!(lines.lines().all(|line| line.chars().count() <= WIDTH), "{lines}");
        assert!(lines.lines().skip(1).all(|line| line.starts_with("  word")), "{lines}");
        assert_eq!(lines.replace("\n  ", " "), text);
    }
}
