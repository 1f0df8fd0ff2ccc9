//! The check of a whole catalogue.

use std::collections::BTreeMap;

use super::about::check_publisher;
use super::authorities::check_authorities;
use super::companies::check_companies;
use super::forms::check_forms;
use super::law::check_law;
use super::names::{check_file_name, check_names};
use super::refusal::{Refusal, Refusals};
use super::regions::check_regions;
use super::service::check_service;
use super::words::{check_places, check_plurals, check_words};
use crate::catalogue::facts::Facts;
use crate::catalogue::words::Words;

/// Checks a catalogue and returns everything that makes it invalid, sorted. `words` are by language code.
pub fn check_catalogue(facts: &Facts, words: &BTreeMap<String, Words>) -> Vec<Refusal> {
    let mut refusals = Refusals::default();
    check_regions(&facts.regions, &mut refusals);
    check_authorities(facts, &mut refusals);
    check_publisher(&facts.publisher, words, &mut refusals);
    for (id, service) in &facts.services {
        check_service(id, service, facts, &mut refusals);
    }
    check_companies(facts, &mut refusals);
    for (language, words_of_it) in words {
        check_words(facts, language, words_of_it, &mut refusals);
        check_forms(facts, language, words_of_it, words, &mut refusals);
        check_file_name(language, words_of_it, &mut refusals);
        check_law(language, words_of_it.law, &mut refusals);
    }
    check_names(facts, &mut refusals);
    check_places(words, &mut refusals);
    check_plurals(words, &mut refusals);
    refusals.into_sorted()
}
