//! What the pages of a request say as it stands: dates, questions back, more time, answers.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use support::requests::WRITTEN;
use support::{Phone, moment, plain, words};

/// A person in Germany who has sent the objection by the form on a day.
fn sent(on: &str) -> (Phone, String) {
    support::requests::sent("de", "DE", on)
}

/// Returns the words of a page of the request on a day.
fn said(phone: &mut Phone, route: &str, on: &str) -> String {
    phone.now = moment(&format!("{on}T20:00:00+01:00"));
    phone.route = route.to_owned();
    words(&phone.screen()).join("\n")
}

#[test]
fn an_extension_that_only_a_question_keeps_in_time_is_said_to_be_doubtful() {
    // Vector D11 of the law sheet.
    let (mut phone, request) = sent("2026-11-23");
    phone.note(&request, "identity-asked", "2026-11-27");
    phone.note(&request, "identity-given", "2026-12-01");
    phone.note(&request, "more-time", "2026-12-29");
    let doubt = "rechtzeitig um mehr Zeit gebeten hat, hängt von der Rückfrage ab. Ohne sie endete die Frist am 23. Dezember 2026.";
    for page in [request.clone(), format!("{request}/due")] {
        let said = said(&mut phone, &page, "2026-12-29");
        assert!(said.contains(doubt), "{page}: {said}");
    }
}

#[test]
fn while_a_question_is_open_no_day_is_called_a_deadline() {
    let (mut phone, request) = sent("2026-11-23");
    phone.note(&request, "identity-asked", "2026-11-27");
    let due = said(&mut phone, &format!("{request}/due"), "2027-03-01");
    assert!(due.contains("Bis dahin zählen wir keine Frist."), "{due}");
    assert!(!due.contains("2026") && !due.contains("berfällig"), "{due}");
}

#[test]
fn the_latest_day_is_said_as_the_latest_and_is_over_afterwards() {
    // Vector D1: the readings end on 30 December, 25 January and 28 January.
    let (mut phone, request) = sent("2026-11-30");
    phone.note(&request, "identity-asked", "2026-12-02");
    phone.note(&request, "identity-given", "2026-12-28");
    // An open step would lead.
    phone.perform("leave-out/p1/linkedin/ai-training");
    phone.perform("leave-out/p1/linkedin/research");
    let before = said(&mut phone, &request, "2027-01-27");
    assert!(before.contains("Wir warten bis: Donnerstag, 28. Januar 2027."), "{before}");
    for page in ["/", &request] {
        let last = said(&mut phone, page, "2027-01-28");
        assert!(last.contains("Spätestens heute endet die Frist"), "{page}: {last}");
        assert!(!last.contains("noch länger laufen"), "{page}: {last}");
    }
    let after = said(&mut phone, &request, "2027-01-29");
    assert!(after.contains("lief die Frist spätestens am 28. Januar 2027 ab."), "{after}");
    assert!(!after.contains("Wir warten bis") && !after.contains("noch länger laufen"), "{after}");
    let overdue = said(&mut phone, &request, "2027-01-30");
    assert!(overdue.contains("Die Frist ist wohl abgelaufen"), "{overdue}");
}

#[test]
fn a_second_wish_for_more_time_is_noted_and_a_late_one_moves_nothing() {
    let (mut phone, request) = sent("2026-11-23");
    let asks = said(&mut phone, &format!("{request}/more-time"), "2026-12-01");
    assert!(asks.contains("Ohne Gründe zählt die Verlängerung nicht sicher."), "{asks}");
    phone.note(&request, "more-time", "2026-12-01");
    phone.note(&request, "more-time", "2026-12-10");
    let due = said(&mut phone, &format!("{request}/due"), "2026-12-10");
    assert!(due.contains("noch einmal um mehr Zeit gebeten. Nach unserer Zählung ändert das nichts."), "{due}");
    assert!(due.contains("Dienstag, 23. Februar 2027"), "{due}");
    // Vector D12.
    let (mut phone, request) = sent("2026-11-23");
    phone.note(&request, "more-time", "2026-12-24");
    let due = said(&mut phone, &format!("{request}/due"), "2026-12-24");
    assert!(due.contains("zu spät um mehr Zeit gebeten. Nach unserer Zählung gilt die alte Frist."), "{due}");
}

#[test]
fn a_denied_objection_is_not_done_and_its_page_has_every_way_side_by_side() {
    for (event, state) in [("refused", "abgelehnt"), ("partly", "zum Teil zugestimmt")] {
        let (mut phone, request) = sent("2026-11-23");
        assert!(said(&mut phone, "/", "2026-11-23").contains("1 von 3 Schritten getan"));
        phone.note(&request, event, "2026-12-01");
        let home = said(&mut phone, "/", "2026-12-01");
        assert!(home.contains("0 von 3 Schritten getan") && home.contains(state), "{home}");
        assert!(!home.contains("abgeschickt"), "{home}");
        let page = said(&mut phone, &request, "2026-12-01");
        for way in
            ["Antwort an das Unternehmen", "Beschwerde", "Sie müssen nichts davon tun", "Eine Antwort ist gekommen"]
        {
            assert!(page.contains(way), "{way}: {page}");
        }
        assert!(phone.screen().primary.is_none());
        phone.note(&request, "granted", "2026-12-02");
        assert!(said(&mut phone, "/", "2026-12-02").contains("1 von 3 Schritten getan"));
    }
}

#[test]
fn what_came_before_an_answer_is_noted_after_it_and_changes_nothing_else() {
    for (answer, state) in [("refused", "abgelehnt"), ("granted", "zugestimmt"), ("closed", "abgeschlossen")] {
        let (mut phone, request) = sent("2026-11-01");
        let page = said(&mut phone, &request, "2026-11-10");
        assert!(!page.contains("Früheres nachtragen"), "{page}");
        phone.note(&request, answer, "2026-11-25");
        let page = said(&mut phone, &request, "2026-11-26");
        assert!(page.contains("Früheres nachtragen") && page.contains(state), "{page}");
        let earlier = said(&mut phone, &format!("{request}/earlier"), "2026-11-26");
        for event in ["Das Unternehmen hat den Eingang bestätigt", "Das Unternehmen hat nach der Identität gefragt"] {
            assert!(earlier.contains(event), "{answer}: {earlier}");
        }
        assert!(!earlier.contains("Die Identität ist belegt"), "{earlier}");
        let asked = said(&mut phone, &format!("{request}/identity-asked"), "2026-11-26");
        assert!(asked.contains("Möglich ist das bis zum 25. November 2026"), "{asked}");
        // After the answer, before the sending, without a day.
        for (day, told) in [
            (Some("2026-11-26"), "Nach einer Antwort"),
            (Some("2026-10-31"), "nicht vor dem vorigen Eintrag"),
            (None, "Das passt nicht mehr"),
        ] {
            let form = day.map(|day| ("on".to_owned(), day.to_owned())).into_iter().collect();
            let done = phone.core.perform(&format!("request{request}/acknowledged"), &form, phone.now);
            let text = match done {
                Ok(outcome) => outcome.notice.unwrap().text,
                Err(error) => error.to_string(),
            };
            assert!(plain(&text).contains(told), "{answer} {day:?}: {text}");
        }
        for (event, day) in [("acknowledged", "2026-11-12"), ("identity-asked", "2026-11-13")] {
            let form = [("on".to_owned(), day.to_owned())].into();
            phone.core.perform(&format!("request{request}/{event}"), &form, phone.now).unwrap();
        }
        let page = said(&mut phone, &request, "2026-11-26");
        assert!(page.contains(state) && page.contains("12. November 2026"), "{page}");
        assert!(!page.contains("wartet auf Ihre Antwort") && !page.contains("ob Sie geantwortet haben"), "{page}");
        let earlier = said(&mut phone, &format!("{request}/earlier"), "2026-11-26");
        assert!(earlier.contains("Die Identität ist belegt"), "{earlier}");
        assert!(!earlier.contains("Das Unternehmen hat den Eingang bestätigt"), "{earlier}");
    }
}

#[test]
fn the_letter_of_somebody_whose_account_is_gone_says_that_there_was_one() {
    for (membership, line) in
        [("former", "Ich hatte ein Konto bei LinkedIn."), ("never", "Ich habe kein Konto bei LinkedIn.")]
    {
        let mut phone = Phone::new("de", "DE", "2026-11-23T20:00:00+01:00");
        phone.perform("welcome");
        phone.perform(&format!("account/p1/linkedin/membership/{membership}"));
        let request = phone.begin("objection");
        phone.write(&request, &WRITTEN);
        let letter = said(&mut phone, &format!("{request}/letter"), "2026-11-23");
        assert!(letter.contains(line), "{membership}: {letter}");
    }
}

/// Begins a request for access with a name and an address, and returns its route.
fn drafted(language: &str, country: &str) -> (Phone, String) {
    let mut phone = Phone::new(language, country, "2026-11-30T20:00:00+01:00");
    phone.perform("welcome");
    let request = phone.begin("access");
    let details = [("name", "Ada Muster"), ("email", "ada@example.org"), ("postal", "Weg 1\n1010 Wien")];
    phone.of_request(&request, "details", &details);
    (phone, request)
}

/// Says who signs.
fn sign(phone: &mut Phone, request: &str, signing: &str, guardian: &str) {
    phone.route = format!("{request}/signing");
    phone.typed.insert("signing".into(), signing.into());
    phone.typed.insert("guardian".into(), guardian.into());
    phone.perform(&format!("request{request}/signing"));
}

#[test]
fn a_letter_of_somebody_under_18_says_so_and_names_the_parent_who_agrees_or_signs() {
    for (language, country, signing, lines) in [
        ("de", "DE", "self", ["Ada Muster", ""]),
        ("de", "DE", "minor", ["Ada Muster, unter 18", ""]),
        ("de", "DE", "agreed", ["Ada Muster, unter 18", "Ich stimme zu: Eva Muster, sorgeberechtigt"]),
        ("de", "AT", "agreed", ["Ada Muster, unter 18", "Ich stimme zu: Eva Muster, obsorgeberechtigt"]),
        ("de", "DE", "represented", ["Ada Muster, gesetzlich vertreten durch Eva Muster", ""]),
        ("en", "GB", "agreed", ["Ada Muster, under 18", "I agree: Eva Muster, with parental responsibility"]),
        ("en", "GB", "represented", ["Ada Muster, legally represented by Eva Muster", ""]),
    ] {
        let (mut phone, request) = drafted(language, country);
        sign(&mut phone, &request, signing, "Eva Muster");
        assert!(phone.failure.is_none(), "{country} {signing}: {:?}", phone.failure);
        let letter = said(&mut phone, &format!("{request}/letter"), "2026-11-30");
        for line in lines.into_iter().filter(|line| !line.is_empty()) {
            assert!(letter.lines().any(|said| said == line), "{country} {signing}: {letter}");
        }
        let (minor, parent) = (signing == "minor" || signing == "agreed", signing != "self" && signing != "minor");
        assert_eq!(letter.contains("18"), minor, "{country} {signing}: {letter}");
        assert_eq!(letter.contains("Eva Muster"), parent, "{country} {signing}: {letter}");
    }
}

#[test]
fn where_a_parent_agrees_or_signs_the_name_is_needed() {
    let (mut phone, request) = drafted("de", "DE");
    for signing in ["agreed", "represented"] {
        sign(&mut phone, &request, signing, "");
        assert!(phone.failure.take().is_some(), "{signing}");
    }
}

#[test]
fn in_austria_a_complaint_of_somebody_under_18_waits_for_a_parents_agreement() {
    for (country, waits) in [("AT", true), ("FR", false)] {
        let (mut phone, request) = drafted("de", country);
        phone.note(&request, "sent-by-email", "2026-11-30");
        let complaint = format!("{request}/complaint");
        let missing = |phone: &mut Phone| said(phone, &complaint, "2027-02-01").contains("Name des Elternteils");
        assert!(!missing(&mut phone), "{country}");
        sign(&mut phone, &request, "minor", "");
        assert_eq!(missing(&mut phone), waits, "{country}");
        sign(&mut phone, &request, "agreed", "Eva Muster");
        assert!(!missing(&mut phone), "{country}");
    }
}

#[test]
fn who_never_had_an_account_links_the_post_in_question_instead_of_a_profile() {
    for (membership, label, line) in [
        ("never", "Link zu dem Beitrag, um den es geht", "Es geht um diesen Beitrag: linkedin.com/posts/1"),
        ("former", "Adresse des Profils", "linkedin.com/posts/1"),
    ] {
        let mut phone = Phone::new("de", "DE", "2026-11-30T20:00:00+01:00");
        phone.typed.insert("account".into(), membership.into());
        phone.perform("welcome");
        let request = phone.begin("access");
        let details = said(&mut phone, &format!("{request}/details"), "2026-11-30");
        assert!(details.contains(label), "{membership}: {details}");
        assert_eq!(details.contains("Name wie im Profil"), membership == "former", "{details}");
        let details = [("name", "Ada Muster"), ("email", "ada@example.org"), ("profile", "linkedin.com/posts/1")];
        phone.of_request(&request, "details", &details);
        let letter = said(&mut phone, &format!("{request}/letter"), "2026-11-30");
        assert!(letter.contains(line), "{membership}: {letter}");
        assert_eq!(letter.contains("Profil"), membership == "former", "{letter}");
    }
}
