//! Writes Android's `strings.xml`, one for each language, and the list of languages for the system's settings.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::source::{DEFAULT, Languages, SOURCE};
use crate::generated::GeneratedFile;
use crate::run::Failure;

const RESOURCES: &str = "android/app/src/main/res";
const NAME: &str = "strings.xml";
/// The languages between which Android's settings let a person choose for this app.
const LOCALES: &str = "android/app/src/main/res/xml/locales_config.xml";

/// Returns the files of all languages; a file whose language is gone has no text and is removed.
pub(super) fn android_string_files(root: &Path, languages: &Languages) -> Result<Vec<GeneratedFile>, Failure> {
    let path = |folder: &str| format!("{RESOURCES}/{folder}/{NAME}");
    let mut outputs: BTreeMap<String, Option<String>> = languages
        .iter()
        .map(|(language, texts)| (path(&values_folder(language)), Some(strings_xml(language, texts))))
        .collect();
    for folder in subfolders(&root.join(RESOURCES))? {
        if folder.starts_with("values") && root.join(path(&folder)).exists() {
            outputs.entry(path(&folder)).or_insert(None);
        }
    }
    outputs.insert(LOCALES.to_owned(), Some(locales_xml(languages)));
    Ok(outputs.into_iter().map(|(path, text)| GeneratedFile { path, text }).collect())
}

fn locales_xml(languages: &Languages) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <!-- Written by `cargo xtask strings` from the files in {SOURCE}. -->\n\
         <locale-config xmlns:android=\"http://schemas.android.com/apk/res/android\">\n"
    );
    for language in languages.keys() {
        writeln!(xml, "    <locale android:name=\"{language}\" />").expect("writing to a string");
    }
    xml.push_str("</locale-config>\n");
    xml
}

fn subfolders(path: &Path) -> Result<Vec<String>, Failure> {
    let failed = |error| Failure::File { path: path.to_owned(), error };
    match fs::read_dir(path) {
        Ok(entries) => {
            let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
            entries.map(|entry| entry.map(name).map_err(failed)).collect()
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(failed(error)),
    }
}

fn values_folder(language: &str) -> String {
    match language {
        DEFAULT => "values".to_owned(),
        _ if language.contains('-') => format!("values-b+{}", language.replace('-', "+")),
        _ => format!("values-{language}"),
    }
}

fn strings_xml(language: &str, texts: &BTreeMap<String, String>) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <!-- Written by `cargo xtask strings` from {SOURCE}/{language}.json: change that file. -->\n\
         <resources>\n"
    );
    for (key, text) in texts {
        // These texts have no placeholders, so a percent sign is literal.
        let formatted = if text.contains('%') { " formatted=\"false\"" } else { "" };
        writeln!(xml, "    <string name=\"{key}\"{formatted}>{}</string>", escape_for_android(text))
            .expect("writing to a string");
    }
    xml.push_str("</resources>\n");
    xml
}

/// Escapes a text for the resource compiler and for XML.
fn escape_for_android(text: &str) -> String {
    let mut escaped = String::new();
    for (index, character) in text.chars().enumerate() {
        match character {
            '\\' => escaped.push_str(r"\\"),
            '\'' => escaped.push_str(r"\'"),
            '"' => escaped.push_str("\\\""),
            '\n' => escaped.push_str(r"\n"),
            '\t' => escaped.push_str(r"\t"),
            // A leading `@` or `?` would refer to a resource or an attribute.
            '@' | '?' if index == 0 => {
                escaped.push('\\');
                escaped.push(character);
            }
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            _ => escaped.push(character),
        }
    }
    if needs_quotes(text) { format!("\"{escaped}\"") } else { escaped }
}

/// Returns whether the resource compiler would change the spaces of the unquoted text.
fn needs_quotes(text: &str) -> bool {
    let other = |c: char| c.is_whitespace() && !matches!(c, ' ' | '\n' | '\t');
    text.starts_with(' ') || text.ends_with(' ') || text.contains("  ") || text.contains(other)
}

#[cfg(test)]
mod test {
    use super::*;

    fn texts(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn strings_xml_has_the_expected_form() {
        let xml = strings_xml(
            "en",
            &texts(&[("close", "Close"), ("app_name", "Say \"no\" & don't"), ("share", "100 % done")]),
        );
        assert_eq!(
            xml,
            r#"<?xml version="1.0" encoding="utf-8"?>
<!-- Written by `cargo xtask strings` from core/catalogue/shells/en.json: change that file. -->
<resources>
    <string name="app_name">Say \"no\" &amp; don\'t</string>
    <string name="close">Close</string>
    <string name="share" formatted="false">100 % done</string>
</resources>
"#
        );
    }

    #[test]
    fn special_characters_are_escaped() {
        for (text, xml) in [
            ("it's", r"it\'s"),
            ("@string/x", r"\@string/x"),
            ("?attr/x", r"\?attr/x"),
            ("a@b? c", "a@b? c"),
            (r"C:\n", r"C:\\n"),
            ("one\ntwo\tthree", r"one\ntwo\tthree"),
            ("<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"),
            (" a", r#"" a""#),
            ("a ", r#""a ""#),
            ("a  \"b\"", r#""a  \"b\"""#),
            ("10\u{202f}000", "\"10\u{202f}000\""),
            ("„Grüße“ 中文 🦀", "„Grüße“ 中文 🦀"),
        ] {
            assert_eq!(escape_for_android(text), xml);
        }
    }

    #[test]
    fn resource_folders_follow_the_language() {
        assert_eq!(
            ["en", "de", "pt-BR", "zh-Hans"].map(values_folder),
            ["values", "values-de", "values-b+pt+BR", "values-b+zh+Hans"]
        );
    }

    #[test]
    fn file_of_a_removed_language_is_removed() {
        let root = tempfile::tempdir().unwrap();
        let stale = root.path().join(RESOURCES).join("values-fr/strings.xml");
        crate::run::write(&stale, "<resources/>").unwrap();
        crate::run::write(&root.path().join(RESOURCES).join("values-night/colors.xml"), "<resources/>").unwrap();
        let languages = Languages::from([("en".to_owned(), texts(&[("back", "Back")]))]);
        let outputs = android_string_files(root.path(), &languages).unwrap();
        let locales = outputs.iter().find(|output| output.path == LOCALES).unwrap().text.as_deref().unwrap();
        assert!(locales.contains("<locale android:name=\"en\" />") && !locales.contains("\"fr\""), "{locales}");
        let outputs = outputs.iter().filter(|output| output.path != LOCALES);
        let kept: Vec<_> = outputs.map(|output| (output.path.as_str(), output.text.is_some())).collect();
        let path = "android/app/src/main/res";
        assert_eq!(
            kept,
            [(&*format!("{path}/values-fr/strings.xml"), false), (&*format!("{path}/values/strings.xml"), true)]
        );
    }
}
