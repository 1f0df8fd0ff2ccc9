//! The String Catalog of the iOS app, byte for byte as Xcode saves it, so that opening it there is no change.

use std::fmt::Write as _;

use super::{DEFAULT, Languages};
use crate::generated::Output;

const PATH: &str = "ios/Widerspruch/Localizable.xcstrings";

/// The one file of all languages.
pub(super) fn output(languages: &Languages) -> Output {
    Output { path: PATH.to_owned(), text: Some(file(languages)) }
}

/// Written by hand: no JSON writer puts a space before the colon. `manual` keeps Xcode from calling a key stale that it
/// cannot find in Swift. The format has no place for a comment, and Xcode ends the file without a newline.
fn file(languages: &Languages) -> String {
    let mut json = format!("{{\n  \"sourceLanguage\" : {},\n  \"strings\" : {{\n", quote(DEFAULT));
    let keys = languages[DEFAULT].keys();
    let entries = keys.map(|key| {
        let mut entry = format!("    {} : {{\n      \"extractionState\" : \"manual\",\n", quote(key));
        entry.push_str("      \"localizations\" : {\n");
        let units = languages.iter().map(|(language, texts)| {
            let mut unit = format!("        {} : {{\n          \"stringUnit\" : {{\n", quote(language));
            unit.push_str("            \"state\" : \"translated\",\n");
            write!(unit, "            \"value\" : {}\n          }}\n        }}", quote(&texts[key]))
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

fn quote(text: &str) -> String {
    serde_json::to_string(text).expect("text is JSON")
}

#[cfg(test)]
mod test {
    use std::collections::BTreeMap;

    use super::*;

    fn languages(pairs: &[(&str, &[(&str, &str)])]) -> Languages {
        let texts = |texts: &[(&str, &str)]| -> BTreeMap<String, String> {
            texts.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
        };
        pairs.iter().map(|(language, pairs)| ((*language).to_owned(), texts(pairs))).collect()
    }

    #[test]
    fn a_catalogue_looks_like_this() {
        let file = file(&languages(&[
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
    fn a_catalogue_is_json() {
        let file = file(&languages(&[("en", &[("back", "\u{1f980} \" \\ \n \t ' </")])]));
        let json: serde_json::Value = serde_json::from_str(&file).unwrap();
        let value = &json["strings"]["back"]["localizations"]["en"]["stringUnit"]["value"];
        assert_eq!(value, "\u{1f980} \" \\ \n \t ' </");
    }
}
