//! The check of the words of each legal area against its row in the table of law: every text that the row promises is
//! there, and no other.

use super::refusal::{Reason, Refusals};
use crate::catalogue::packed::{Table, Text};
use crate::catalogue::words::{LawWords, RequestWords};
use crate::journal::RequestKind;
use crate::law::Region;
use crate::letters::{Failure, GAPS};
use crate::requests::legal_request;

/// Places that a text of the law may have; the letters fill them.
const PLACES: [&str; 13] = [
    "law",
    "controller",
    "service",
    "what",
    "about",
    "objected",
    "sent",
    "due",
    "by",
    "question",
    "given",
    "complained",
    "acknowledge_by",
];

pub(super) fn check_law(language: &str, laws: Table<LawWords, Region>, refusals: &mut Refusals) {
    let file = format!("law/{language}.json");
    for region in Region::ALL {
        match laws.get(&region) {
            Some(words) => check_area(&format!("{file}: {region}"), region, words, refusals),
            None => refusals.add(format!("{file}: {region}"), Reason::MissingRegion),
        }
    }
}

fn check_area(place: &str, region: Region, words: &LawWords, refusals: &mut Refusals) {
    let due = &words.due;
    let promised = [
        ("area", true, words.area),
        ("name", region.is_researched(), words.name),
        ("due.answer", region.request_with_period().is_some(), due.answer),
        ("due.extended", region.knows_extension(), due.extended),
        ("due.acknowledgement", region.complaint_goes_first_to_the_company(), due.acknowledgement),
        ("due.parts", region.has_parts_that_differ(), due.parts),
        ("good_answer", region.refusal_needs_reasons(), words.good_answer),
        ("again", region.excess_may_cost(), words.again),
    ];
    for (slot, promised, text) in promised {
        hold(&format!("{place}.{slot}"), promised, text, refusals);
    }
    hold(&format!("{place}.next_step"), region.authority_takes().is_some(), words.next_step, refusals);
    let reply = words.reply.as_ref();
    hold_part(&format!("{place}.reply"), region.is_researched(), reply.is_some(), refusals);
    for text in reply.into_iter().flat_map(|it| it.identity) {
        hold(&format!("{place}.reply.identity"), true, *text, refusals);
    }
    for (part, text) in words.parts {
        hold(&format!("{place}.parts.{part}"), region.has_parts_with_laws(), *text, refusals);
    }
    let offered = region.offered_requests();
    for kind in offered {
        let place = format!("{place}.requests.{}", kind.name());
        match words.requests.get(kind.name()) {
            Some(words) => check_request(&place, region, *kind, words, refusals),
            None => refusals.add(place, Reason::MissingWord),
        }
    }
    for name in words.requests.keys().filter(|name| !offered.iter().any(|kind| kind.name() == name.as_str())) {
        refusals.add(format!("{place}.requests.{name}"), Reason::UnknownWord);
    }
    let first = words.company_complaint.as_ref();
    hold_part(
        &format!("{place}.company_complaint"),
        region.complaint_goes_first_to_the_company(),
        first.is_some(),
        refusals,
    );
    for (slot, text) in first.into_iter().flat_map(|it| {
        [("why", it.why), ("title", it.title), ("subject", it.subject), ("opening", it.opening), ("ask", it.ask)]
    }) {
        hold(&format!("{place}.company_complaint.{slot}"), true, text, refusals);
    }
    let complaint = words.complaint.as_ref();
    hold_part(&format!("{place}.complaint"), region.authority_takes().is_some(), complaint.is_some(), refusals);
    if let Some(it) = complaint {
        hold(&format!("{place}.complaint.opening"), true, it.opening, refusals);
        let first = region.complaint_goes_first_to_the_company();
        let proof = words.requests.iter().any(|(_, it)| it.failures.get(Failure::TooMuchProof.name()).is_some());
        for (slot, promised, text) in [
            ("moved_wish", true, it.moved_wish),
            ("proof_wish", proof, it.proof_wish),
            ("hand_on", region.has_lead_authority(), it.hand_on),
            ("after_company", first, it.after_company),
            ("after_company_over", first, it.after_company_over),
            ("without_company", first, it.without_company),
        ] {
            hold(&format!("{place}.complaint.{slot}"), promised, text, refusals);
        }
        for (part, words) in it.parts {
            for (slot, text) in [("opening", words.opening), ("wish", words.wish)] {
                hold(&format!("{place}.complaint.parts.{part}.{slot}"), region.has_parts_with_laws(), text, refusals);
            }
        }
        hold_part(&format!("{place}.complaint.ask"), true, !it.ask.is_empty(), refusals);
        it.ask.iter().for_each(|text| hold(&format!("{place}.complaint.ask"), true, *text, refusals));
    }
}

fn check_request(place: &str, region: Region, kind: RequestKind, words: &RequestWords, refusals: &mut Refusals) {
    let erases = kind == RequestKind::Erasure;
    hold(&format!("{place}.after_objection"), erases, words.after_objection, refusals);
    hold(&format!("{place}.with_objection"), erases, words.with_objection, refusals);
    let period = region.has_period_for(legal_request(kind));
    let authority = region.authority_takes().is_some();
    for (slot, promised, text) in [
        ("subject", true, words.subject),
        ("asked", true, words.asked),
        ("over", period, words.over),
        ("over_asked", period, words.over_asked),
        ("over_clarified", kind == RequestKind::Access && region.moves_period_with_questions(), words.over_clarified),
        ("form_sent", region.asks_by_form(kind), words.form_sent),
        ("form_step", region.asks_by_form(kind), words.form_step),
        ("by_form", authority, words.by_form),
        ("company_wish", region.complaint_goes_first_to_the_company(), words.company_wish),
        ("wish", authority, words.wish),
    ] {
        hold(&format!("{place}.{slot}"), promised, text, refusals);
    }
    for (slot, paragraphs) in [("before", words.before), ("after", words.after)] {
        hold_part(&format!("{place}.{slot}"), true, !paragraphs.is_empty(), refusals);
    }
    for (slot, paragraphs) in
        [("before", words.before), ("after", words.after), ("reply", words.reply), ("identity", words.identity)]
    {
        paragraphs.iter().for_each(|text| hold(&format!("{place}.{slot}"), true, *text, refusals));
    }
    for (part, words) in words.parts {
        for (slot, text) in [("before", words.before), ("answer_by", words.answer_by)] {
            hold(&format!("{place}.parts.{part}.{slot}"), region.has_parts_with_laws(), text, refusals);
        }
    }
    let by_parts = words.parts.keys().next().is_some();
    hold(&format!("{place}.answer_by"), by_parts, words.answer_by, refusals);
    // Where no answer to a refusal was researched, nothing can be said to be missing in one.
    hold_part(&format!("{place}.gaps"), region.is_researched(), words.gaps.keys().next().is_some(), refusals);
    hold_part(&format!("{place}.failures"), authority, words.failures.keys().next().is_some(), refusals);
    let failures = Failure::ALL.map(Failure::name);
    for (slot, known, texts) in [("gaps", &GAPS[..], words.gaps), ("failures", &failures[..], words.failures)] {
        for (id, text) in texts {
            let place = format!("{place}.{slot}.{id}");
            refusals.unless(known.contains(&id.as_str()), || place.clone(), Reason::UnknownWord);
            hold(&place, true, *text, refusals);
        }
    }
}

/// Refuses a text that is promised and missing, one that is there and not promised, and one with an unknown place.
fn hold(place: &str, promised: bool, text: Text, refusals: &mut Refusals) {
    hold_part(place, promised, !text.trim().is_empty(), refusals);
    let mut places = text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or_default());
    refusals.unless(places.all(|name| PLACES.contains(&name)), || place.to_owned(), Reason::PlaceMismatch);
}

fn hold_part(place: &str, promised: bool, there: bool, refusals: &mut Refusals) {
    let reason = if promised { Reason::MissingWord } else { Reason::UnknownWord };
    refusals.unless(there == promised, || place.to_owned(), reason);
}
