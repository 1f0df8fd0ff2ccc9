//! What a damaged line took away is asked again, and nothing stands in for it. What an editor adds to lines is no damage.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use std::fs;
use std::path::PathBuf;

use support::{Phone, every_screen, inputs, taps, words};
use widerspruch_core::boundary::{Action, FormValues, Platform, Row, Screen};

const NOW: &str = "2026-11-30T20:00:00+01:00";

fn journal(phone: &Phone, of: &str) -> PathBuf {
    phone.folder.path().join(of).join("journal.jsonl")
}

/// Somebody in Germany with a step that is done, a request that was sent, and one that was not.
fn begun() -> Phone {
    // The device does not say where it is.
    let mut phone = Phone::on(Platform::Android, "en", "FR", NOW);
    phone.typed.insert("country".into(), "DE".into());
    phone.welcome();
    phone.perform("confirm/p1/linkedin/ai-training");
    for kind in ["access", "objection"] {
        phone.perform(&format!("request/p1/linkedin/{kind}/begin"));
    }
    let request = phone.route.clone();
    phone.typed.insert("on".into(), "2026-11-30".into());
    phone.perform(&format!("request{request}/sent-by-email"));
    phone.route = "/".into();
    phone
}

/// Flips a bit in a line of a journal, and opens the folder again.
fn damage(phone: &mut Phone, of: &str, line: usize) {
    let path = journal(phone, of);
    let mut bytes = fs::read(&path).unwrap();
    let start = bytes.split_inclusive(|byte| *byte == b'\n').take(line).map(<[u8]>::len).sum::<usize>();
    bytes[start + 20] ^= 1;
    fs::write(&path, bytes).unwrap();
    phone.restart();
}

fn choice(screen: &Screen, wanted: &str) -> Option<(String, Option<String>)> {
    screen.sections.iter().flat_map(|section| &section.rows).find_map(|row| match row {
        Row::Choice { name, value, on_change, .. } if name == wanted => Some((value.clone(), on_change.clone())),
        _ => None,
    })
}

#[test]
fn a_lost_country_is_asked_again_and_nothing_pretends_to_know_it() {
    let mut phone = begun();
    let whole = every_screen(&phone, &["/p1/requests"]);
    let request = whole.keys().find(|route| {
        route.starts_with("/p1/requests/") && words(&whole[*route]).iter().any(|text| text.contains("30 December"))
    });
    let request = request.unwrap_or_else(|| panic!("no due date in {:?}", whole.keys())).clone();
    damage(&mut phone, "profiles/p1", 0);
    let home = phone.screen();
    let asked = ("".to_owned(), Some("person/p1/country".to_owned()));
    assert_eq!(choice(&home, "country"), Some(asked), "{:#?}", words(&home));
    assert!(words(&home).iter().any(|text| text.starts_with("Because of the damage we no longer know the country.")));
    assert!(home.primary.is_none(), "no step leads before the place is known");
    for (route, screen) in
        every_screen(&phone, &[&request, "/p1/requests", "/p1/objection", "/p1/authorities", "/p1/person"])
    {
        // What the app says about itself and about other countries is no claim about the person, and a request that was
        // sent keeps the place from where it was sent.
        let of_person = route == "/" || route.starts_with("/p1");
        if !of_person || ["/authorities/", "/why", &request].iter().any(|other| route.contains(other)) {
            continue;
        }
        let said = words(&screen);
        for pretended in ["have not looked into", "elsewhere", "France", "Germany", "Commission nationale"] {
            // The names of the countries to choose from are no claim.
            let options = choice(&screen, "country").is_some();
            assert!(options || said.iter().all(|text| !text.contains(pretended)), "{route}: {pretended}: {said:#?}");
        }
    }
    // The request is still there, and nothing that was noted is gone.
    assert!(words(&phone.core.screen(&request, phone.now).unwrap()).iter().any(|text| text.contains("30 November")));
    phone.typed.insert("country".into(), "DE".into());
    phone.perform("person/p1/country");
    assert_eq!(phone.notice.as_deref(), Some("Saved."));
    assert!(words(&phone.core.screen(&request, phone.now).unwrap()).iter().any(|text| text.contains("30 December")));
    assert_eq!(choice(&phone.screen(), "country"), None);
    assert!(phone.screen().primary.is_none(), "it is still asked whose list this is");
    phone.typed.insert("for".into(), "me".into());
    phone.perform("person/p1/for");
    assert!(phone.screen().primary.is_some());
}

#[test]
fn after_total_loss_the_person_is_there_and_home_offers_to_start_again() {
    let mut phone = begun();
    fs::write(journal(&phone, "profiles/p1"), "nothing that can be read\nand no more\n").unwrap();
    phone.restart();
    let home = phone.screen();
    assert!(choice(&home, "country").is_some(), "{:#?}", words(&home));
    let again = taps(&home).into_iter().find(|(label, _)| label == "Start again with LinkedIn");
    let Some((_, Action::Perform { command })) = again else { panic!("{:#?}", taps(&home)) };
    phone.perform(&command);
    phone.typed.insert("country".into(), "DE".into());
    phone.perform("person/p1/country");
    let home = phone.screen();
    assert!(taps(&home).iter().all(|(label, _)| !label.starts_with("Start again")));
    assert_eq!(choice(&home, "country"), None);
    assert!(words(&home).iter().any(|text| text == "0 of 3 steps done"), "{:#?}", words(&home));
}

#[test]
fn a_lost_language_is_asked_again() {
    let mut phone = begun();
    phone.typed.insert("language".into(), "de".into());
    phone.perform("set/language");
    assert_eq!(choice(&phone.screen(), "language"), None);
    damage(&mut phone, "app", 0);
    let asked = ("system".to_owned(), Some("set/language".to_owned()));
    assert_eq!(choice(&phone.screen(), "language"), Some(asked));
    phone.typed.insert("language".into(), "de".into());
    phone.perform("set/language");
    assert_eq!((choice(&phone.screen(), "language"), phone.screen().language.as_str()), (None, "de"));
}

#[test]
fn line_ends_of_another_system_and_a_byte_order_mark_are_no_damage() {
    type Edit = fn(&str) -> String;
    let edits: [(&str, Edit); 3] = [
        ("line ends", |text| text.replace('\n', "\r\n")),
        ("byte order mark", |text| format!("\u{feff}{text}")),
        ("both", |text| format!("\u{feff}{}", text.replace('\n', "\r\n"))),
    ];
    for (name, edit) in edits {
        let mut phone = begun();
        let before = every_screen(&phone, &[]);
        let path = journal(&phone, "profiles/p1");
        let edited = edit(&fs::read_to_string(&path).unwrap());
        fs::write(&path, &edited).unwrap();
        phone.restart();
        assert_eq!(every_screen(&phone, &[]), before, "{name}");
        // Going on keeps what is there, and nothing is set aside.
        phone.core.perform("leave-out/p1/linkedin/research", &FormValues::new(), phone.now).unwrap();
        phone.restart();
        assert!(fs::read_to_string(&path).unwrap().starts_with(&edited), "{name}");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "{name}");
        assert!(
            words(&phone.core.screen("/damage", phone.now).unwrap())
                .iter()
                .any(|text| text.contains("nothing is missing")),
            "{name}"
        );
        assert!(!inputs(&phone.screen()).contains_key("country"), "{name}");
    }
}

#[test]
fn whose_list_it_is_is_asked_again_where_that_was_lost() {
    let mut phone = begun();
    for (name, text) in [("name", "Mum"), ("country", "GB")] {
        phone.typed.insert(name.into(), text.into());
    }
    phone.perform("person/add");
    phone.route = "/".into();
    assert!(choice(&phone.screen(), "for").is_none(), "what is known is not asked");
    damage(&mut phone, "profiles/p2", 0);
    let asked = choice(&phone.screen(), "for");
    assert_eq!(asked, Some((String::new(), Some("person/p2/for".into()))), "no answer is preset");
    let answers = [("for", "other", "for"), ("name", "Mum", "rename"), ("country", "GB", "country")];
    for (name, text, command) in answers {
        phone.typed.insert(name.into(), text.into());
        phone.perform(&format!("person/p2/{command}"));
        assert!(phone.failure.is_none(), "{command}: {:?}", phone.failure);
    }
    phone.route = "/".into();
    let home = phone.screen();
    assert!(choice(&home, "for").is_none());
    // She is somebody who is helped again.
    assert!(taps(&home).iter().any(|(_, action)| *action == Action::Go { route: "/p2/person/helping".into() }));
}

#[test]
fn who_said_no_is_reminded_of_nothing_also_where_it_is_lost_whose_list_it_is() {
    let mut phone = Phone::on(Platform::Android, "en", "DE", NOW);
    phone.help("Mum");
    phone.typed.insert("country".into(), "DE".into());
    phone.perform("request/p1/linkedin/objection/begin");
    phone.perform("confirm/p1/linkedin/ai-training");
    phone.perform("person/p1/helping/declined");
    phone.route = "/".into();
    let nothing_next = |phone: &Phone| {
        let home = phone.screen();
        assert!(home.primary.is_none() && !words(&home).iter().any(|text| text == "up next"), "{:#?}", words(&home));
        assert!(words(&home).iter().any(|text| text.contains("does not want this")), "{:#?}", words(&home));
        assert!(phone.plan().upcoming.is_empty() && phone.plan().due.is_none());
    };
    nothing_next(&phone);
    assert!(phone.core.screen("/p1/services/linkedin", phone.now).unwrap().primary.is_none());
    damage(&mut phone, "profiles/p1", 0);
    nothing_next(&phone);
    // The way back is there.
    phone.perform("person/p1/helping/agreed");
    assert!(phone.failure.is_none());
    phone.route = "/".into();
    assert!(!words(&phone.screen()).iter().any(|text| text.contains("does not want this")));
}
