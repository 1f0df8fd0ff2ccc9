//! What many cards say, and what a card says about a guide by its kind. Both are written once a language, and the build
//! puts them into the words of each card: so no screen knows of them.

use super::facts::{Certainty, Claim, Facts, GuideFacts, GuideKind, ServiceFacts, SettingShape};
use super::forms::split_place;
use super::packed::{Table, Text};
use super::words::{CommonWords, GuideWords, KindWords, ServiceWords, Words};

/// The place for the name of the service.
pub(super) const SERVICE: &str = "service";

/// Keys of the sentences that say what a step does about the past. Nothing else may be guessed about it.
pub(super) const EFFECTS: [&str; 4] = ["future-only", "new-chats-only", "past-too", PAST_UNKNOWN];

/// Key of the sentence that says that nothing was read about the past.
pub(super) const PAST_UNKNOWN: &str = "past-unknown";

/// Puts common sentences into the words of the services whose claims say them, and what a guide's kind says into the words
/// of its guide. What is the card's own stays.
pub fn say_common(words: &mut Words, facts: &Facts) {
    let (common, kinds) = (std::mem::take(&mut words.common), std::mem::take(&mut words.kinds));
    let services = words.services.iter().map(|(id, own)| match facts.services.get(id) {
        Some(service) => (*id, with_kinds(service, with_common(service, own, common), kinds)),
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

fn with_kinds(service: &ServiceFacts, words: ServiceWords, kinds: Table<KindWords>) -> ServiceWords {
    if service.is_long() {
        return words;
    }
    let guides = service.guides.iter().map(|guide| {
        let own = words.guides.get(guide.id.as_str()).cloned().unwrap_or_default();
        let said = kinds.get(words_by_kind(guide)).map(|kind| with_kind(service, &words, &own, kind));
        (guide.id, said.unwrap_or(own))
    });
    let guides = guides.collect();
    ServiceWords { guides, ..words }
}

/// Returns the key of the words by kind: those of a setting depend on whether its words are known.
pub(super) fn words_by_kind(guide: &GuideFacts) -> &'static str {
    match (&guide.setting, guide.kind) {
        (Some(setting), _) if setting.protects => "shield",
        (Some(setting), _) if setting.off.is_some() => "switch",
        (Some(setting), _) if setting.shape == SettingShape::Box => "box",
        (Some(_), _) => "plain",
        (None, GuideKind::Switch | GuideKind::Computer) => "computer",
        (None, GuideKind::Form) => "form",
        (None, GuideKind::Mail) => "mail",
        (None, GuideKind::Letter | GuideKind::Contact) => "contact",
    }
}

fn with_kind(service: &ServiceFacts, words: &ServiceWords, own: &GuideWords, kind: &KindWords) -> GuideWords {
    let or = |own: Text, by_kind: Text| {
        if own.is_empty() { Text::from(filled(&by_kind, service, words)) } else { own }
    };
    let named = kind.named.replace("{name}", &own.name);
    // A guide with a name of its own is called by it everywhere.
    let or_named =
        |own_text: Text, by_kind: Text| or(own_text, if own.name.is_empty() { by_kind } else { named.clone().into() });
    GuideWords {
        title: or(own.title, if own.name.is_empty() { kind.title } else { own.name }),
        task: or_named(own.task, kind.task),
        name: or(own.name, kind.name),
        kind: or(own.kind, kind.kind),
        nudge: or(own.nudge, kind.nudge),
        check: or(own.check, kind.check),
        done: or(own.done, kind.done),
        done_state: or(own.done_state, kind.done_state),
        already: or(own.already, kind.already),
        share: or_named(own.share, kind.share),
        ..own.clone()
    }
}

/// Returns the common sentence that a claim says: hedged where it is only reported.
pub(super) fn common_sentence(claim: &Claim, common: Table<CommonWords>) -> Option<Text> {
    let sentence = common.get(claim.say?.as_str())?;
    Some(if claim.level() == Certainty::C { sentence.hedged } else { sentence.plain })
}

/// Puts the name of the service into a text. Other places are for the screens.
fn filled(sentence: &str, service: &ServiceFacts, words: &ServiceWords) -> String {
    let mut filled = String::new();
    for (index, part) in sentence.split('{').enumerate() {
        match part.split_once('}').filter(|_| index > 0) {
            Some((place, after)) if split_place(place).0 == SERVICE => {
                let form = split_place(place).1.and_then(|form| words.names.get(form));
                filled.extend([form.unwrap_or(&service.name), after]);
            }
            Some(_) => filled.extend(["{", part]),
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

    #[test]
    fn a_guide_says_what_its_kind_says_where_it_says_nothing_itself() {
        let card = |guide: serde_json::Value, own: serde_json::Value| {
            let service: ServiceFacts = serde_json::from_value(json!({
                "id": "adobe", "name": "Adobe", "sort": "media", "order": 1, "benefit": "low", "read_on": "2026-11-30",
                "tried_on_phone": false, "hosts": [], "sources": {}, "regions": {}, "claims": {}, "guides": [guide],
            }))
            .unwrap();
            let words = serde_json::from_value(json!({ "about": "a", "guides": { "g": own } })).unwrap();
            let kind = |word: &str| {
                let text = |field: &str| format!("{word} {field} {{service}} {{off}}");
                let fields =
                    ["title", "task", "name", "kind", "nudge", "check", "done", "done_state", "already", "share"];
                let mut kind: serde_json::Map<_, _> =
                    fields.map(|field| (field.to_owned(), json!(text(field)))).into_iter().collect();
                kind.insert("named".to_owned(), json!("{service}: {name}"));
                kind
            };
            let kinds = ["switch", "plain", "box", "shield", "form"]
                .map(|key| (key, kind(key)))
                .into_iter()
                .collect::<serde_json::Value>();
            let said = with_kinds(&service, words, serde_json::from_value(kinds).unwrap());
            said.guides.get("g").unwrap().clone()
        };
        let form =
            card(json!({ "id": "g", "kind": "form", "minutes": 1, "account": true }), json!({ "done": "Sent." }));
        assert_eq!(
            (&*form.task, &*form.done, &*form.title),
            ("form task Adobe {off}", "Sent.", "form title Adobe {off}")
        );
        let named = card(json!({ "id": "g", "kind": "form", "minutes": 1, "account": true }), json!({ "name": "Ads" }));
        assert_eq!(
            (&*named.title, &*named.task, &*named.share, &*named.kind),
            ("Ads", "Adobe: Ads", "Adobe: Ads", "form kind Adobe {off}")
        );
        let setting = |setting: serde_json::Value| {
            let guide = json!({ "id": "g", "kind": "switch", "minutes": 1, "account": true, "setting": setting });
            card(guide, json!({})).done.as_str()
        };
        let with_words =
            json!({ "shape": "box", "label": "l", "on": "on", "off": "off", "on_means": "a", "off_means": "b" });
        assert_eq!(setting(with_words), "switch done Adobe {off}");
        assert_eq!(
            setting(json!({ "shape": "box", "label": "l", "on_means": "a", "off_means": "b" })),
            "box done Adobe {off}"
        );
        assert_eq!(
            setting(json!({ "shape": "switch", "label": "l", "on_means": "a", "off_means": "b" })),
            "plain done Adobe {off}"
        );
        assert_eq!(setting(json!({ "shape": "switch", "protects": true })), "shield done Adobe {off}");
    }
}
