//! What the pages of a request say as it stands: dates, questions back, more time, answers.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use support::requests::WRITTEN;
use support::{Phone, inputs, moment, plain, taps, words};
use widerspruch_core::boundary::Action;

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
        assert!(
            !page.contains("das Unternehmen wartet auf eine Antwort") && !page.contains("ob Sie geantwortet haben"),
            "{page}"
        );
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
        phone.welcome();
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
    phone.welcome();
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
        let missing =
            |phone: &mut Phone| said(phone, &complaint, "2027-02-01").contains("Zustimmung eines Elternteils");
        assert!(!missing(&mut phone), "{country}");
        sign(&mut phone, &request, "minor", "Eva Muster");
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
        phone.welcome();
        phone.perform(&format!("account/p1/linkedin/membership/{membership}"));
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

/// A person who has sent the objection, which was refused on a day, with what a complaint needs.
fn refused(country: &str, on: &str) -> (Phone, String) {
    let mut phone = Phone::new("de", country, "2026-11-30T12:00:00+01:00");
    phone.welcome();
    phone.perform("request/p1/linkedin/objection/begin");
    let request = phone.route.clone();
    for (name, text) in [("name", "Ada Muster"), ("email", "ada@example.org"), ("postal", "Weg 1")] {
        phone.typed.insert(name.into(), text.into());
    }
    phone.perform(&format!("request{request}/details"));
    phone.note(&request, "sent-by-form", "2026-11-30");
    phone.note(&request, "refused", on);
    (phone, request)
}

/// Types texts on a page and performs a command of the request there.
fn write(phone: &mut Phone, request: &str, page: &str, command: &str, typed: &[(&str, &str)]) {
    phone.route = format!("{request}/{page}");
    phone.typed.extend(typed.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    phone.perform(&format!("request{request}/{command}"));
    assert!(phone.failure.is_none(), "{command}: {:?}", phone.failure);
}

#[test]
fn a_complaint_about_a_refusal_says_so_only_after_the_person_chose_that() {
    let (mut phone, request) = refused("FR", "2026-12-10");
    let complaint = format!("{request}/complaint");
    write(&mut phone, &request, "complaint", "name-me", &[("name_me", "yes")]);
    let before = said(&mut phone, &complaint, "2026-12-11");
    assert!(before.contains("Für diesen Text fehlt noch: Was ist falsch gelaufen?"), "{before}");
    assert!(!before.contains("This is what happened:"), "{before}");
    // One tap, although only one sentence can be true.
    let choice = inputs(&phone.screen());
    assert_eq!(choice.get("failure").map(String::as_str), Some(""));
    write(&mut phone, &request, "complaint", "complaint/failure", &[("failure", "refused")]);
    assert_eq!(phone.route, complaint);
    let after = said(&mut phone, &complaint, "2026-12-11");
    assert!(after.contains("This is what happened:") && !after.contains("fehlt noch"), "{after}");
    // What cannot be true is not taken.
    phone.typed.insert("failure".into(), "no-decision".into());
    phone.perform(&format!("request{request}/failure"));
    assert!(phone.failure.take().is_some());
}

#[test]
fn that_no_decision_came_stands_in_a_complaint_without_a_question() {
    let (mut phone, request) = sent("2026-11-30");
    let complaint = said(&mut phone, &format!("{request}/complaint"), "2027-01-10");
    assert!(!complaint.contains("Was ist falsch gelaufen?"), "{complaint}");
}

#[test]
fn what_is_filled_in_from_a_letter_leads_back_to_it() {
    let (mut phone, request) = refused("FR", "2026-12-10");
    write(&mut phone, &request, "complaint", "name-me", &[("name_me", "yes")]);
    write(&mut phone, &request, "complaint", "complaint/failure", &[("failure", "refused")]);
    for letter in ["complaint", "reply"] {
        phone.route = format!("{request}/{letter}");
        if letter == "reply" {
            write(&mut phone, &request, "reply/gaps", "reply/gaps", &[("compelling", "true")]);
        }
        let page = said(&mut phone, &format!("{request}/{letter}"), "2026-12-11");
        let details = taps(&phone.screen()).into_iter().find(|(label, _)| label == "Name und Adresse").unwrap().1;
        assert_eq!(details, Action::Go { route: format!("{request}/{letter}/details") }, "{page}");
        phone.run(&details);
        assert_eq!(phone.screen().parent, Some(format!("{request}/{letter}")));
        let command = phone.screen().primary.unwrap().action;
        phone.typed.insert("postal".into(), format!("Weg 2, {letter}"));
        phone.run(&command);
        assert_eq!(phone.route, format!("{request}/{letter}"));
    }
    // The same with who signs, two pages away.
    phone.route = format!("{request}/complaint/signing");
    assert_eq!(phone.screen().parent, Some(format!("{request}/complaint/details")));
    // From the page of the request, the way back is that page.
    phone.route = format!("{request}/details");
    assert_eq!(phone.screen().parent, Some(request));
}

#[test]
fn a_form_that_carries_only_some_of_the_toggles_keeps_the_others() {
    let (phone, request) = refused("DE", "2026-12-10");
    let perform = |command: &str, inputs: &[(&str, &str)]| {
        let inputs = inputs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        phone.core.perform(&format!("request{request}/{command}"), &inputs, phone.now)
    };
    let is_on = |page: &str, name: &str| {
        inputs(&phone.core.screen(&format!("{request}/{page}"), phone.now).unwrap()).get(name).unwrap() == "true"
    };
    perform("details", &[("safety", "true")]).unwrap();
    perform("details", &[("health", "true")]).unwrap();
    assert!(is_on("grounds", "safety") && is_on("grounds", "health"));
    perform("gaps", &[("compelling", "true")]).unwrap();
    perform("gaps", &[("reasons", "true")]).unwrap();
    assert!(is_on("gaps", "compelling") && is_on("gaps", "reasons"));
    perform("complaint/enclose", &[("screenshots", "true")]).unwrap();
    perform("complaint/enclose", &[("answer-copy", "true")]).unwrap();
    assert!(is_on("complaint/enclosures", "screenshots") && is_on("complaint/enclosures", "answer-copy"));
    perform("signing", &[("signing", "agreed"), ("guardian", "Eva Muster")]).unwrap();
    perform("signing", &[("signing", "represented")]).unwrap();
    perform("signing", &[("guardian", "Eva Mustermann")]).unwrap();
    let signing = inputs(&phone.core.screen(&format!("{request}/signing"), phone.now).unwrap());
    assert_eq!((&*signing["signing"], &*signing["guardian"]), ("represented", "Eva Mustermann"));
    // What was one block once is chosen by nobody any more.
    assert!(perform("details", &[("sensitive-circles", "true")]).is_err());
}

#[test]
fn who_says_under_18_among_the_grounds_is_asked_who_agrees_to_a_complaint_in_austria() {
    for (country, waits) in [("AT", true), ("FR", false)] {
        let (mut phone, request) = refused(country, "2026-12-10");
        write(&mut phone, &request, "grounds", "details", &[("minor", "true")]);
        phone.route = format!("{request}/complaint");
        let missing = |phone: &mut Phone| said(phone, &format!("{request}/complaint"), "2026-12-11");
        assert_eq!(missing(&mut phone).contains("Zustimmung eines Elternteils"), waits, "{}", missing(&mut phone));
        write(&mut phone, &request, "complaint", "complaint/failure", &[("failure", "refused")]);
        if waits {
            let route = format!("{request}/complaint/signing");
            assert_eq!(phone.screen().primary.map(|primary| primary.action), Some(Action::Go { route: route.clone() }));
            phone.route.clone_from(&route);
            assert_eq!(inputs(&phone.screen())["signing"], "agreed");
            let said = said(&mut phone, &route, "2026-12-11");
            assert!(said.contains("Für diese Beschwerde muss ein Elternteil zustimmen."), "{said}");
            for refused in ["mit dem Zusatz", "wie alle anderen"] {
                assert!(!said.contains(refused), "{said}");
            }
            for refused in ["minor", "self"] {
                phone.route.clone_from(&route);
                phone.typed.insert("signing".into(), refused.into());
                phone.typed.insert("guardian".into(), "Eva Muster".into());
                phone.perform(&format!("request{route}"));
                assert!(phone.failure.take().is_some(), "{refused}");
            }
        }
        write(&mut phone, &request, "signing", "signing", &[("signing", "agreed"), ("guardian", "Eva Muster")]);
        assert!(!missing(&mut phone).contains("Zustimmung eines Elternteils"), "{country}");
    }
}

#[test]
fn after_a_reply_no_day_is_a_deadline_and_our_own_question_comes() {
    for event in ["refused", "partly"] {
        let (mut phone, request) = sent("2026-11-30");
        phone.perform("leave-out/p1/linkedin/ai-training");
        phone.perform("leave-out/p1/linkedin/research");
        phone.note(&request, event, "2026-12-10");
        phone.note(&request, "replied", "2026-12-11");
        for (on, ripe) in [("2026-12-12", false), ("2026-12-30", false), ("2027-01-05", false), ("2027-01-08", true)] {
            for page in [request.clone(), "/".into(), "/p1/requests".into(), format!("{request}/further")] {
                let said = said(&mut phone, &page, on);
                for wrong in
                    ["fällig am", "ist die Antwort", "Frist endete", "die Frist am", "abgelaufen", "Antwort bis"]
                {
                    assert!(!said.contains(wrong), "{event} {on} {page}: {wrong}: {said}");
                }
                assert!(!said.contains("noch nicht geantwortet"), "{event} {on} {page}: {said}");
            }
            let page = said(&mut phone, &request, on);
            assert!(page.contains("Eine Frist zählen wir jetzt nicht mehr."), "{page}");
            assert_eq!(page.contains("Um den 8. Januar 2027 fragen wir, ob LinkedIn"), !ripe, "{on}: {page}");
            assert_eq!(page.contains("Hat LinkedIn inzwischen geantwortet?"), ripe, "{on}: {page}");
        }
        phone.now = moment("2027-01-08T20:00:00+01:00");
        let due = phone.plan().due.unwrap();
        assert!(plain(&due.body).contains("Hat LinkedIn geantwortet?"), "{}", due.body);
        phone.route = format!("{request}/due");
        assert!(!words(&phone.screen()).join(" ").contains("30. Dezember"));
    }
}

#[test]
fn a_denied_objection_is_done_only_once_it_is_granted_whatever_is_noted_after_the_denial() {
    for event in ["refused", "partly"] {
        for after in ["replied", "complained", "followed-up"] {
            let (mut phone, request) = sent("2026-11-30");
            phone.note(&request, event, "2026-12-10");
            if after != "complained" {
                phone.note(&request, "replied", "2026-12-11");
            }
            if after != "replied" {
                phone.note(&request, after, "2026-12-12");
            }
            let home = said(&mut phone, "/", "2026-12-12");
            assert!(home.contains("0 von 3 Schritten getan") && !home.contains("abgeschickt"), "{after}: {home}");
            assert_eq!(home.matches("Widerspruch gegen KI-Training").count(), 1, "{after}: {home}");
            let guide = said(&mut phone, "/p1/services/linkedin/objection-form", "2026-12-12");
            assert!(guide.contains("LinkedIn hat am 10. Dezember 2026"), "{after}: {guide}");
            let way = taps(&phone.screen()).into_iter().find(|(label, _)| label.starts_with("Zum Schreiben"));
            assert_eq!(way.map(|(_, action)| action), Some(Action::Go { route: request.clone() }));
            phone.note(&request, "granted", "2026-12-20");
            assert!(said(&mut phone, "/", "2026-12-20").contains("1 von 3 Schritten getan"), "{after}");
        }
    }
}

#[test]
fn a_denied_objection_that_was_closed_is_told_as_denied_and_never_as_left_out() {
    for (event, state, sum) in [
        ("refused", "abgelehnt, abgeschlossen", "1 abgelehnt"),
        ("partly", "zum Teil zugestimmt, abgeschlossen", "bei 1 nur zum Teil zugestimmt"),
    ] {
        let (mut phone, request) = sent("2026-11-30");
        phone.perform("confirm/p1/linkedin/ai-training");
        phone.perform("confirm/p1/linkedin/research");
        phone.note(&request, event, "2026-12-10");
        phone.note(&request, "closed", "2026-12-11");
        for page in ["/", "/p1/requests", &request, "/p1/services/linkedin", "/p1/services", "/p1/records"] {
            let told = said(&mut phone, page, "2026-12-11");
            for wrong in ["eggelassen", "übersprungen", "nicht gefunden"] {
                assert!(!told.contains(wrong), "{page}: {told}");
            }
            let rows = phone.screen().sections.into_iter().flat_map(|section| section.rows);
            for row in rows.map(|row| format!("{row:?}")).filter(|row| row.contains(state) || row.contains(sum)) {
                assert!(!row.contains("Check"), "a tick on {page}: {row}");
            }
            if !["/p1/services", "/p1/records"].contains(&page) {
                assert!(told.contains(state), "{page}: {told}");
            }
        }
        for page in ["/", "/p1/services", "/p1/services/linkedin"] {
            let told = said(&mut phone, page, "2026-12-11");
            assert!(told.contains(&format!("2 von 3 Schritten getan · {sum}")), "{page}: {told}");
        }
        let guide = said(&mut phone, "/p1/services/linkedin/objection-form", "2026-12-11");
        assert!(guide.contains("LinkedIn hat am 10. Dezember 2026"), "{guide}");
        assert!(guide.contains("Sie haben dieses Schreiben abgeschlossen."), "{guide}");
        // A new draft does nothing yet.
        phone.perform("request/p1/linkedin/objection/begin");
        assert!(said(&mut phone, "/", "2026-12-11").contains("2 von 3 Schritten getan"));
    }
}

#[test]
fn a_step_that_sent_a_request_has_one_row_on_home_and_the_guide_tells_that_it_was_granted() {
    let (mut phone, request) = sent("2026-10-20");
    let told = |phone: &mut Phone, state: &str| {
        let home = said(phone, "/", "2026-11-30");
        assert_eq!(home.matches("Widerspruch gegen KI-Training").count(), 1, "{home}");
        assert!(home.contains(state) && !home.contains("abgeschickt"), "{home}");
    };
    told(&mut phone, "Frist wohl abgelaufen");
    phone.note(&request, "granted", "2026-11-20");
    told(&mut phone, "zugestimmt");
    let guide = "/p1/services/linkedin/objection-form";
    assert!(said(&mut phone, guide, "2026-11-30").contains("LinkedIn hat am 20. November 2026 zugestimmt."));
    phone.note(&request, "closed", "2026-11-30");
    told(&mut phone, "zugestimmt, abgeschlossen");
    assert!(said(&mut phone, guide, "2026-11-30").contains("LinkedIn hat am 20. November 2026 zugestimmt."));
}

#[test]
fn what_came_after_a_refusal_is_told_beside_it() {
    let (mut phone, request) = sent("2026-10-20");
    phone.note(&request, "refused", "2026-11-25");
    phone.note(&request, "replied", "2026-11-26");
    phone.note(&request, "followed-up", "2026-11-28");
    for page in ["/", "/p1/requests", &request, "/p1/services/linkedin"] {
        let told = said(&mut phone, page, "2026-11-28");
        assert!(told.contains("abgelehnt, nachgefragt"), "{page}: {told}");
    }
    // Whoever was answered asks for no answer, so no page promises a text for that.
    let further = said(&mut phone, &format!("{request}/further"), "2026-11-28");
    assert!(further.contains("Sich beschweren") && !further.contains("Nachfragen"), "{further}");
    phone.note(&request, "identity-asked", "2026-11-29");
    let page = said(&mut phone, &request, "2026-11-29");
    assert!(page.contains("abgelehnt, das Unternehmen wartet auf eine Antwort") && !page.contains("Frist"), "{page}");
    assert!(page.contains("Um den 6. Dezember 2026 fragen wir, ob die Antwort abgeschickt ist."), "{page}");
    let primary = phone.screen().primary.unwrap();
    assert_eq!(primary.action, Action::Go { route: format!("{request}/identity-given") });
}

#[test]
fn what_came_before_a_refusal_can_be_noted_after_the_reply_to_it() {
    let (mut phone, request) = sent("2026-10-20");
    phone.note(&request, "refused", "2026-11-25");
    phone.note(&request, "replied", "2026-11-26");
    assert!(said(&mut phone, &request, "2026-11-30").contains("Früheres nachtragen"));
    let earlier = said(&mut phone, &format!("{request}/earlier"), "2026-11-30");
    assert!(earlier.contains("Das Unternehmen hat den Eingang bestätigt"), "{earlier}");
    assert!(!earlier.contains("Das Unternehmen hat zugestimmt"), "{earlier}");
    let form = [("on".to_owned(), "2026-11-12".to_owned())].into();
    phone.core.perform(&format!("request{request}/acknowledged"), &form, phone.now).unwrap();
    let page = said(&mut phone, &request, "2026-11-30");
    assert!(page.contains("12. November 2026") && page.contains("abgelehnt, darauf geantwortet"), "{page}");
}

#[test]
fn what_is_noted_already_is_told_with_its_day() {
    let (mut phone, request) = sent("2026-10-20");
    phone.note(&request, "acknowledged", "2026-11-12");
    phone.note(&request, "refused", "2026-11-25");
    for day in [None, Some("2026-11-13")] {
        let form = day.map(|day| ("on".to_owned(), day.to_owned())).into_iter().collect();
        let outcome = phone.core.perform(&format!("request{request}/acknowledged"), &form, phone.now).unwrap();
        let said = plain(&outcome.notice.unwrap().text);
        assert_eq!(said, "„Das Unternehmen hat den Eingang bestätigt“ ist schon festgehalten: 12. November 2026.");
    }
}

#[test]
fn an_undo_row_names_what_it_undoes_where_something_else_stands_last() {
    let (mut phone, request) = sent("2026-10-20");
    phone.note(&request, "refused", "2026-11-25");
    let form = [("on".to_owned(), "2026-11-12".to_owned())].into();
    phone.core.perform(&format!("request{request}/acknowledged"), &form, phone.now).unwrap();
    let undo = "Rückgängig: Das Unternehmen hat den Eingang bestätigt, 12. November 2026";
    for page in [&request, "/p1/records"] {
        let said = said(&mut phone, page, "2026-11-25");
        assert!(said.contains(undo), "{page}: {said}");
    }
    phone.of_request(&request, "details", &[("name", "Eva")]);
    assert!(said(&mut phone, &request, "2026-11-26").contains(undo));
    let records = said(&mut phone, "/p1/records", "2026-11-26");
    assert!(records.contains("Rückgängig: Angaben für die Schreiben, 25. November 2026"), "{records}");
    for (command, undo) in [
        ("confirm/p1/linkedin/ai-training", "KI-Training: ausgeschaltet"),
        ("person/p1/country/FR/moved", "Name und Land"),
        ("later/p1/linkedin/research/2026-12-20", "Später erinnern"),
        ("recheck/p1/linkedin/ai-training", "Kontrolle aller Schalter"),
    ] {
        phone.fill(&[("months", "12")]);
        phone.perform(command);
        let records = said(&mut phone, "/p1/records", "2026-11-26");
        assert!(records.contains(&format!("Rückgängig: {undo}, 26. November 2026")), "{command}: {records}");
    }
}

#[test]
fn a_page_of_a_request_on_which_nothing_can_be_chosen_is_gone_and_leads_on() {
    let (mut phone, request) = sent("2026-10-20");
    phone.note(&request, "granted", "2026-11-20");
    phone.note(&request, "closed", "2026-11-20");
    let draft = phone.begin("access");
    for page in [
        format!("{request}/sent"),
        format!("{request}/answer"),
        format!("{request}/other"),
        format!("{request}/further"),
        format!("{draft}/earlier"),
        format!("{draft}/answer"),
        format!("{draft}/other"),
        format!("{draft}/further"),
    ] {
        let gone = said(&mut phone, &page, "2026-11-20");
        assert!(gone.contains("Nicht mehr da") && phone.screen().primary.is_some(), "{page}: {gone}");
    }
}

/// Says that the person has moved.
fn moved(phone: &mut Phone, country: &str) {
    phone.route = "/p1/person".into();
    phone.perform(&format!("person/p1/country/{country}/moved"));
    assert!(phone.failure.is_none(), "{country}: {:?}", phone.failure);
}

#[test]
fn after_a_move_the_authorities_of_both_places_are_offered_those_of_today_first() {
    for (from, to, today, then) in [
        ("DE", "FR", "Commission nationale de l’informatique et des libertés (CNIL)", "Bayern"),
        ("GB", "DE", "Bayern", "Information Commissioner’s Office (ICO)"),
        ("HK", "DE", "Bayern", ""),
        ("DE", "US", "", "Bayern"),
    ] {
        let (mut phone, request) = refused(from, "2026-12-10");
        moved(&mut phone, if to == "US" { "ZZ" } else { to });
        let choice = said(&mut phone, &format!("{request}/authority"), "2026-12-11");
        let places = [today, then].map(|name| choice.find(name));
        if then.is_empty() {
            // Only the place of today has an authority that the complaint can go to.
            assert!(!choice.contains("Nach einem Umzug") && choice.contains("Bayern"), "{from} {to}: {choice}");
            assert!(!choice.contains("Hong Kong") && !choice.contains("Hongkong"), "{choice}");
        } else if today.is_empty() {
            // That none is known where the person lives now is said before the others.
            let none = choice.find("haben wir noch keine Datenschutzbehörde herausgesucht");
            assert!(choice.contains("Nach einem Umzug") && none.is_some() && none < places[1], "{choice}");
        } else {
            assert!(places[0].is_some() && places[0] < places[1], "{from} {to}: {choice}");
            assert!(choice.contains("Heutiges Land") && choice.contains("Land beim Abschicken"));
        }
    }
}

#[test]
fn a_complaint_after_a_move_follows_the_authority_that_was_chosen() {
    let (mut phone, request) = refused("DE", "2026-12-10");
    moved(&mut phone, "FR");
    write(&mut phone, &request, "complaint", "complaint/failure", &[("failure", "refused")]);
    write(&mut phone, &request, "complaint", "name-me", &[("name_me", "yes")]);
    // The one of today is preset, and the other can be chosen.
    let page = said(&mut phone, &format!("{request}/complaint"), "2026-12-11");
    assert!(page.contains("This is a complaint under Art. 77 GDPR") && page.contains("CNIL"), "{page}");
    assert!(taps(&phone.screen()).iter().any(|(label, _)| label == "Eine andere wählen"), "{page}");
    phone.perform(&format!("request{request}/authority/de-by"));
    let page = said(&mut phone, &format!("{request}/complaint"), "2026-12-11");
    assert!(page.contains("ich beschwere mich nach Art. 77 DSGVO") && page.contains("BayLDA"), "{page}");
    // One of a third country is not offered.
    phone.perform(&format!("request{request}/authority/ie"));
    assert!(said(&mut phone, &format!("{request}/complaint"), "2026-12-11").contains("BayLDA"));
    // Another law: the frame is that of the authority, what went wrong that of then, and the page says so.
    let (mut phone, request) = refused("GB", "2026-12-10");
    moved(&mut phone, "DE");
    write(&mut phone, &request, "complaint", "complaint/failure", &[("failure", "refused")]);
    write(&mut phone, &request, "complaint", "name-me", &[("name_me", "yes")]);
    phone.perform(&format!("request{request}/authority/de-by"));
    let page = said(&mut phone, &format!("{request}/complaint"), "2026-12-11");
    assert!(page.contains("ich beschwere mich nach Art. 77 DSGVO"), "{page}");
    assert!(page.contains("Für das Schreiben galt das Recht dieses Landes: Vereinigtes Königreich"), "{page}");
    assert!(!page.contains("section 165"), "{page}");
}

#[test]
fn a_letter_that_says_that_nobody_complained_to_the_company_is_shown_with_that_first() {
    for (from, to) in [("GB", ""), ("DE", "GB"), ("GB", "DE")] {
        let (mut phone, request) = refused(from, "2026-12-10");
        if !to.is_empty() {
            moved(&mut phone, to);
        }
        write(&mut phone, &request, "complaint", "complaint/failure", &[("failure", "refused")]);
        write(&mut phone, &request, "complaint", "name-me", &[("name_me", "yes")]);
        if to == "DE" {
            phone.perform(&format!("request{request}/authority/de-by"));
        }
        let page = said(&mut phone, &format!("{request}/complaint"), "2026-12-11");
        let told = page.contains("Im Text steht, dass es keine Beschwerde beim Unternehmen gab");
        assert_eq!(told, to != "DE", "{from} {to}: {page}");
        assert_eq!(page.contains("I have not complained to the company."), told, "{page}");
        // Only where the law of the request knows such a complaint can one be noted, and only there is its text offered.
        let notes =
            taps(&phone.screen()).iter().any(|(label, _)| label == "Eine Beschwerde beim Unternehmen gab es schon");
        assert_eq!(notes, (from, to) == ("GB", ""), "{from} {to}: {page}");
        let further = said(&mut phone, &format!("{request}/further"), "2026-12-11");
        assert_eq!(further.contains("Datenschutzbeschwerde"), (from, to) == ("GB", ""), "{from} {to}: {further}");
    }
}

#[test]
fn who_signs_a_complaint_is_chosen_on_the_way_to_it() {
    let (mut phone, request) = support::requests::sent("de", "AT", "2026-10-20");
    phone.of_request(&request, "complaint/details", &WRITTEN);
    phone.route = format!("{request}/complaint/signing");
    phone.fill(&[("signing", "agreed"), ("guardian", "Anna Muster")]);
    phone.perform(&format!("request{request}/complaint/signing"));
    assert_eq!(phone.route, format!("{request}/complaint"));
}

#[test]
fn who_does_not_want_help_is_promised_no_question() {
    let promised = |agreement: &str| {
        let mut phone = Phone::new("de", "DE", "2026-11-23T20:00:00+01:00");
        phone.help("Mama");
        let request = phone.begin("objection");
        phone.write(&request, &WRITTEN);
        phone.note(&request, "sent-by-form", "2026-11-23");
        phone.note(&request, "refused", "2026-11-25");
        phone.note(&request, "replied", "2026-11-26");
        phone.perform(&format!("person/p1/helping/{agreement}"));
        phone.route = request;
        words(&phone.screen()).iter().any(|text| text.contains("fragen wir"))
    };
    assert!(promised("agreed"));
    assert!(!promised("declined"));
}

/// Returns the complaint about a refused objection of somebody who moved on, as it is copied.
fn complaint_of(mut phone: Phone, request: &str, authority: &str) -> String {
    write(&mut phone, request, "complaint", "complaint/failure", &[("failure", "refused")]);
    write(&mut phone, request, "complaint", "name-me", &[("name_me", "yes")]);
    phone.perform(&format!("request{request}/authority/{authority}"));
    said(&mut phone, &format!("{request}/complaint"), "2026-12-12")
}

#[test]
fn a_complaint_relies_on_the_law_of_the_province_as_its_letter_did() {
    let (phone, request) = refused("CA", "2026-12-10");
    let complaint = complaint_of(phone, &request, "ca-qc");
    assert!(complaint.contains("P-39.1) applies, I rely on it as well."), "{complaint}");
}

#[test]
fn a_complaint_after_moves_speaks_of_the_federal_law_only_as_far_as_it_applies() {
    let (mut phone, request) = refused("DE", "2026-12-10");
    moved(&mut phone, "GB");
    moved(&mut phone, "CA");
    let complaint = complaint_of(phone, &request, "ca");
    assert!(complaint.contains("under section 11(1) of PIPEDA as far as PIPEDA applies."), "{complaint}");
    assert!(complaint.contains("follows PIPEDA in this, as far as PIPEDA applies."), "{complaint}");
}

#[test]
fn access_in_a_province_with_a_law_of_its_own_is_never_late_by_the_federal_period() {
    for (authority, own) in [("ca-ab", true), ("ca-bc", true), ("ca-qc", true), ("ca", false)] {
        let mut phone = Phone::new("en", "CA", "2026-10-05T12:00:00+01:00");
        phone.welcome();
        let request = phone.begin("access");
        phone.write(&request, &WRITTEN);
        phone.perform(&format!("request{request}/authority/{authority}"));
        phone.note(&request, "sent-by-email", "2026-10-05");
        let page = said(&mut phone, &request, "2026-11-20");
        assert_eq!(page.contains("ended on 4 November 2026"), !own, "{authority}: {page}");
        assert_eq!(page.contains("45 days in Alberta"), own, "{authority}: {page}");
        let follow_up = said(&mut phone, &format!("{request}/follow-up"), "2026-11-20");
        assert_eq!(follow_up.contains("the 30 days of section 8(3)"), !own, "{authority}: {follow_up}");
        phone.of_request(&request, "complaint/failure", &[("failure", "no-decision")]);
        let complaint = said(&mut phone, &format!("{request}/complaint"), "2026-11-20");
        assert_eq!(
            complaint.contains("As far as PIPEDA applies, that counts as a refusal"),
            own,
            "{authority}: {complaint}"
        );
        assert_eq!(complaint.contains("within the time limit"), !own, "{authority}: {complaint}");
    }
}
