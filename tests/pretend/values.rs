//! Values in texts from right to left: each has marks around it, whoever fills the text.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::Value;
use widerspruch_core::boundary::Screen;
use widerspruch_domain::pretend::pretend;

use crate::support::{here, plain};

/// Fewest letters before a place that tell one text from all others.
const TELLING: usize = 16;

/// Returns the texts of a screen in which a value stands without marks around it.
pub(crate) fn values_without_marks(screen: &Screen) -> Vec<String> {
    let mut json = serde_json::to_value(screen).unwrap();
    drop_actions(&mut json);
    let mut texts = Vec::new();
    crate::visible(&json, &mut texts);
    static STARTS: LazyLock<BTreeSet<String>> = LazyLock::new(texts_before_places);
    texts.into_iter().filter(|text| STARTS.iter().any(|start| lacks_marks(text, start))).collect()
}

#[test]
fn a_value_without_marks_is_noticed() {
    let start = "Ðééááŕ óóññéé, ";
    assert!(lacks_marks("Ðééááŕ\u{a0}óóññéé, LinkedIn", start));
    assert!(!lacks_marks("Ðééááŕ óóññéé, \u{2068}LinkedIn\u{2069}", start));
    assert!(!lacks_marks("Ðééááŕ LinkedIn", start));
    let starts = texts_before_places().len();
    assert!(starts > 50, "{starts}");
}

/// Returns whether something else than a marked value follows where a text of the catalogue has a place.
fn lacks_marks(text: &str, start: &str) -> bool {
    plain(text).split(start).skip(1).any(|rest| !rest.starts_with('\u{2068}'))
}

/// Returns what stands before a place and nowhere else, in the texts from which the build makes the made-up language.
fn texts_before_places() -> BTreeSet<String> {
    let mut texts = Vec::new();
    for folder in ["app", "law", "letters", "privacy", "services/linkedin"] {
        let file = here("../core/catalogue").join(folder).join("en.json");
        collect(&serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap(), &mut texts);
    }
    let starts: BTreeSet<&str> = texts.iter().flat_map(|text| starts(text)).collect();
    let is_before_a_place = |start: &&str| {
        let mut rests = texts.iter().flat_map(|text| text.split(start).skip(1));
        start.chars().count() >= TELLING && rests.all(|rest| rest.starts_with('{'))
    };
    starts.into_iter().filter(is_before_a_place).map(pretend).collect()
}

/// Returns the parts of a text that stand before its places.
fn starts(text: &str) -> impl Iterator<Item = &str> {
    let before = text.rsplit_once('{').map_or("", |(before, _)| before);
    before.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest))
}

fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(plain(text)),
        Value::Array(all) => all.iter().for_each(|value| collect(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| collect(value, found)),
        _ => {}
    }
}

/// Removes what leaves the screen, where marks would be seen or become part of an address.
fn drop_actions(value: &mut Value) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(drop_actions),
        Value::Object(fields) => {
            fields.retain(|name, _| name != "action");
            fields.values_mut().for_each(drop_actions);
        }
        _ => {}
    }
}
