//! Writes the String Catalogs of the iOS app byte for byte as Xcode saves them, so that opening them there changes nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::source::{DEFAULT, Languages, SOURCE};
use crate::generated::GeneratedFile;
use crate::run::Failure;

/// The catalog of the strings that the app shows.
const PATH: &str = "ios/Widerspruch/Localizable.xcstrings";
/// The catalog of the strings that the system shows, under the keys of Info.plist.
const INFO_PATH: &str = "ios/Widerspruch/InfoPlist.xcstrings";
/// The key of the app's name, and its key in Info.plist.
const APP_NAME: &str = "app_name";
const DISPLAY_NAME: &str = "CFBundleDisplayName";

/// Returns the two catalogs, each with all languages.
pub(super) fn xcode_string_files(languages: &Languages) -> Result<Vec<GeneratedFile>, Failure> {
    let mut info = Languages::new();
    for (language, texts) in languages {
        let name = texts.get(APP_NAME).ok_or_else(|| Failure::Found(format!("{SOURCE}: `{APP_NAME}` is missing")))?;
        info.insert(language.clone(), BTreeMap::from([(DISPLAY_NAME.to_owned(), name.clone())]));
    }
    let output = |path: &str, languages| GeneratedFile { path: path.to_owned(), text: Some(string_catalog(languages)) };
    Ok(vec![output(PATH, languages), output(INFO_PATH, &info)])
}

/// Writes a catalog without a JSON library, none of which puts a space before the colon. `manual` keeps Xcode from marking
/// keys as stale that it does not find in Swift. The format has no comments, and Xcode writes no newline at the end.
fn string_catalog(languages: &Languages) -> String {
    let mut json = format!("{{\n  \"sourceLanguage\" : {},\n  \"strings\" : {{\n", json_string(DEFAULT));
    let keys = languages[DEFAULT].keys();
    let entries = keys.map(|key| {
        let mut entry = format!("    {} : {{\n      \"extractionState\" : \"manual\",\n", json_string(key));
        entry.push_str("      \"localizations\" : {\n");
        let units = languages.iter().map(|(language, texts)| {
            let mut unit = format!("        {} : {{\n          \"stringUnit\" : {{\n", json_string(language));
            unit.push_str("            \"state\" : \"translated\",\n");
            write!(unit, "            \"value\" : {}\n          }}\n        }}", json_string(&texts[key]))
                .expect("writing to a string");
            unit
        });
        entry.push_str(&units.collect::<Vec<_>>().join(",\n"));
        entry.push_str("\n      }\n    }");
        entry
    });
    json.push_str(&entries.collect::<Vec<_>>().join(",\n"));
    json.push_str("\n  },\n  \"version\" : \"1.0\"\n}");
    json
}

fn json_string(text: &str) -> String {
    serde_json::to_string(text).expect("text is JSON")
}

#[cfg(test)]
mod test {
    use super::*;

    fn languages(pairs: &[(&str, &[(&str, &str)])]) -> Languages {
        let texts = |texts: &[(&str, &str)]| -> BTreeMap<String, String> {
            texts.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
        };
        pairs.iter().map(|(language, pairs)| ((*language).to_owned(), texts(pairs))).collect()
    }

    #[test]
    fn string_catalog_has_the_expected_form() {
        let file = string_catalog(&languages(&[
            ("en", &[("close", "Close"), ("back", "Say \"no\"\n100 % </b> \\ it's")]),
            ("de", &[("close", "Schließen"), ("back", "Zurück")]),
        ]));
        assert_eq!(
            file,
            r#"{
  "sourceLanguage" : "en",
  "strings" : {
    "back" : {
      "extractionState" : "manual",
      "localizations" : {
        "de" : {
          "stringUnit" : {
            "state" : "translated",
            "value" : "Zurück"
          }
        },
        "en" : {
          "stringUnit" : {
            "state" : "translated",
            "value" : "Say \"no\"\n100 % </b> \\ it's"
          }
        }
      }
    },
    "close" : {
      "extractionState" : "manual",
      "localizations" : {
        "de" : {
          "stringUnit" : {
            "state" : "translated",
            "value" : "Schließen"
          }
        },
        "en" : {
          "stringUnit" : {
            "state" : "translated",
            "value" : "Close"
          }
        }
      }
    }
  },
  "version" : "1.0"
}"#
        );
    }

    #[test]
    fn app_name_is_under_the_key_of_info_plist() {
        let outputs = xcode_string_files(&languages(&[("en", &[("app_name", "No"), ("back", "Back")])])).unwrap();
        let texts: Vec<&String> = outputs.iter().flat_map(|output| &output.text).collect();
        assert!(texts[0].contains("\"app_name\" : {"));
        let json: serde_json::Value = serde_json::from_str(texts[1]).unwrap();
        assert_eq!(json["strings"].as_object().unwrap().keys().collect::<Vec<_>>(), ["CFBundleDisplayName"]);
        assert_eq!(json["strings"]["CFBundleDisplayName"]["localizations"]["en"]["stringUnit"]["value"], "No");
        assert!(xcode_string_files(&languages(&[("en", &[("back", "Back")])])).is_err());
    }

    #[test]
    fn string_catalog_with_special_characters_is_valid_json() {
        let file = string_catalog(&languages(&[("en", &[("back", "\u{1f980} \" \\ \n \t ' </")])]));
        let json: serde_json::Value = serde_json::from_str(&file).unwrap();
        let value = &json["strings"]["back"]["localizations"]["en"]["stringUnit"]["value"];
        assert_eq!(value, "\u{1f980} \" \\ \n \t ' </");
    }
}
