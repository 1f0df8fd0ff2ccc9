//! The check of names that are no texts of a language: those in the facts have no straight marks, and that of an exported
//! file has letters that every system takes.

use super::refusal::{Reason, Refusals};
use crate::catalogue::facts::Facts;
use crate::catalogue::words::Words;

/// The word of which the name of an exported file begins.
const FILE_NAME: &str = "pack.file";

/// Checks the names in the facts, which are in many languages.
pub(super) fn check_names(facts: &Facts, refusals: &mut Refusals) {
    let straight = |text: &str| text.contains(['"', '\'']);
    for (key, authority) in &facts.authorities.authorities {
        let place = || format!("authorities/facts.json: authorities.{key}.name");
        refusals.unless(!straight(&authority.name), place, Reason::StraightMark);
    }
    let shared = facts.sources.iter().map(|(key, source)| (format!("sources.json: sources.{key}"), source));
    let of_companies = facts.companies.sources.iter();
    let of_companies = of_companies.map(|(key, source)| (format!("companies/facts.json: sources.{key}"), source));
    for (place, source) in shared.chain(of_companies) {
        refusals.unless(!straight(&source.title), || place, Reason::StraightMark);
    }
    for (id, service) in &facts.services {
        let file = format!("services/{id}/facts.json");
        for (key, source) in &service.sources {
            refusals.unless(!straight(&source.title), || format!("{file}: sources.{key}"), Reason::StraightMark);
        }
        for guide in &service.guides {
            for name in guide.other_names {
                let place = || format!("{file}: guides.{}.other_names {}", guide.id, name.text);
                refusals.unless(!straight(&name.text), place, Reason::StraightMark);
            }
        }
    }
}

pub(super) fn check_file_name(language: &str, words: &Words, refusals: &mut Refusals) {
    if let Some(name) = words.app.words.get(FILE_NAME).map(|message| message.text()) {
        let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let place = || format!("app/{language}.json: {FILE_NAME}");
        refusals.unless(!name.is_empty() && plain, place, Reason::BadFileName);
    }
}
