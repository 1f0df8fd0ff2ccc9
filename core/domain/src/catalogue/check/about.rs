//! The check of what the app says about itself. What is empty is not refused here: `cargo xtask release-check` does that.

use std::collections::BTreeMap;

use super::format::{is_email_address, is_packable};
use super::refusal::{Reason, Refusals};
use crate::catalogue::about::PublisherFacts;
use crate::catalogue::words::Words;

pub(super) fn check_publisher(publisher: &PublisherFacts, words: &BTreeMap<String, Words>, refusals: &mut Refusals) {
    let place = |field: &str| format!("publisher.json: {field}");
    let email = &publisher.email;
    refusals.unless(email.is_empty() || is_email_address(email), || place("email"), Reason::BadAddress);
    let source = &publisher.source;
    refusals.unless(source.is_empty() || source.starts_with("https://"), || place("source"), Reason::BadLink);
    let days = publisher.texts.values().filter_map(|texts| texts.checked_on).chain(publisher.law_checked_on);
    for day in days.filter(|day| !is_packable(*day)) {
        refusals.add(place(&day.to_string()), Reason::BadDate);
    }
    for language in publisher.texts.keys().filter(|language| !words.contains_key(language.as_str())) {
        refusals.add(place(&format!("texts.{language}")), Reason::UnknownWord);
    }
}
