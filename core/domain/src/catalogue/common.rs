//! Sentences that many cards say. They are written once a language, and the build puts them into the words of each card:
//! so no screen knows of them.

use super::facts::{Certainty, Claim, Facts, ServiceFacts};
use super::forms::split_place;
use super::packed::{Table, Text};
use super::words::{CommonWords, ServiceWords, Words};

/// The only place of a common sentence.
pub(super) const SERVICE: &str = "service";

/// Keys of the sentences that say what a step does about the past. Nothing else may be guessed about it.
pub(super) const EFFECTS: [&str; 4] = ["future-only", "new-chats-only", "past-too", PAST_UNKNOWN];

/// Key of the sentence that says that nothing was read about the past.
pub(super) const PAST_UNKNOWN: &str = "past-unknown";

/// Puts common sentences into the words of the services whose claims say them. A sentence of the card's own stays.
pub fn say_common(words: &mut Words, facts: &Facts) {
    let common = std::mem::take(&mut words.common);
    let services = words.services.iter().map(|(id, own)| match facts.services.get(id) {
        Some(service) => (*id, with_common(service, own, common)),
        None => (*id, own.clone()),
    });
    words.services = services.collect();
}

fn with_common(service: &ServiceFacts, words: &ServiceWords, common: Table<CommonWords>) -> ServiceWords {
    let said = service.claims.iter().filter(|(id, _)| !words.claims.contains_key(id.as_str()));
    let said = said.filter_map(|(id, claim)| {
        let sentence = common_sentence(claim, common)?;
        Some((*id, filled(&sentence, service, words).into()))
    });
    let claims = words.claims.iter().copied().chain(said).collect();
    ServiceWords { claims, ..words.clone() }
}

/// Returns the common sentence that a claim says: hedged where it is only reported.
pub(super) fn common_sentence(claim: &Claim, common: Table<CommonWords>) -> Option<Text> {
    let sentence = common.get(claim.say?.as_str())?;
    Some(if claim.level() == Certainty::C { sentence.hedged } else { sentence.plain })
}

fn filled(sentence: &str, service: &ServiceFacts, words: &ServiceWords) -> String {
    let mut filled = String::new();
    for (index, part) in sentence.split('{').enumerate() {
        match part.split_once('}').filter(|_| index > 0) {
            Some((place, after)) => {
                let form = split_place(place).1.and_then(|form| words.names.get(form));
                filled.push_str(form.unwrap_or(&service.name));
                filled.push_str(after);
            }
            None => filled.push_str(part),
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_common_sentence_names_the_service_is_hedged_by_its_certainty_and_leaves_that_of_the_card() {
        let service: ServiceFacts = serde_json::from_value(json!({
            "id": "adobe", "name": "Adobe", "sort": "media", "order": 1, "benefit": "low", "read_on": "2026-11-30",
            "tried_on_phone": false, "hosts": [], "sources": {}, "regions": {},
            "claims": {
                "known": { "say": "reserves", "certainty": "A" },
                "reported": { "say": "reserves", "certainty": "C" },
                "ours": { "say": "reserves", "ours": true },
                "own": { "say": "reserves", "certainty": "C" },
            },
        }))
        .unwrap();
        let words: ServiceWords = serde_json::from_value(json!({
            "about": "a", "names": { "of": "d’Adobe" }, "claims": { "own": "Reportedly so." },
        }))
        .unwrap();
        let common =
            json!({ "reserves": { "plain": "{service} trains.", "hedged": "Une phrase {service.of} {service.in}." } });
        let said = with_common(&service, &words, serde_json::from_value(common).unwrap());
        let claims: Vec<(&str, &str)> = said.claims.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
        assert_eq!(
            claims,
            [
                ("known", "Adobe trains."),
                ("ours", "Adobe trains."),
                ("own", "Reportedly so."),
                ("reported", "Une phrase d’Adobe Adobe."),
            ]
        );
    }
}
