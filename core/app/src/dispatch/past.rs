//! What was sent stays as it was: no choice of today changes its law, its addressee, its title or its dates.

use chrono::NaiveDate;
use proptest::prelude::*;
use widerspruch_domain::journal::{Membership, RequestEvent, RequestKind};
use widerspruch_domain::letters::Letter;
use widerspruch_domain::requests::RequestStatus;

use super::tests::perform_text;
use crate::grammar::addresses::{AccountAddress, RequestAddress};
use crate::kit::testing::TestFolder;
use crate::letters::letter_for;

const LINKEDIN: AccountAddress<'static> = AccountAddress { person: "p1", account: "linkedin" };

/// Begins a person in a country with a request that has its details.
fn begun(country: &str, kind: RequestKind) -> (TestFolder, String) {
    let mut folder = TestFolder::empty();
    perform_text(&mut folder, "begin/linkedin", &[("country", country)]);
    perform_text(&mut folder, &format!("request/p1/linkedin/{}/begin", kind.name()), &[]);
    let snapshot = folder.snapshot();
    let id = snapshot.open_request(snapshot.account(LINKEDIN).unwrap(), kind).unwrap().id.to_owned();
    let details = [("name", "Anna"), ("email", "anna@example.org"), ("postal", "Weg 1"), ("what", "All posts")];
    perform_text(&mut folder, &format!("request/p1/requests/{id}/details"), &details);
    (folder, id)
}

fn note(folder: &mut TestFolder, id: &str, event: RequestEvent, on: &str) {
    let name = event.name().replace('_', "-");
    perform_text(folder, &format!("request/p1/requests/{id}/{name}"), &[("on", on)]);
}

/// What must not change.
#[derive(Debug, Clone, PartialEq)]
struct Kept {
    law: &'static str,
    country: String,
    status: RequestStatus,
    addressee: Option<String>,
    title: Option<String>,
    membership: Membership,
    holidays: &'static str,
    wordings: Vec<String>,
}

fn kept(folder: &TestFolder, id: &str) -> Kept {
    let snapshot = folder.snapshot();
    let request = snapshot.request(RequestAddress { person: "p1", id }).unwrap();
    Kept {
        law: request.region().id(),
        country: request.country().to_owned(),
        status: request.status.clone(),
        addressee: request.controller().map(|(_, controller)| controller.name.to_string()),
        title: request.sent_title().map(str::to_owned),
        membership: request.membership(),
        holidays: request.holiday_edition(),
        wordings: request.state.wordings.values().cloned().collect(),
    }
}

fn due(folder: &TestFolder, id: &str) -> Option<String> {
    kept(folder, id).status.due.ok().map(|due| due.due.to_string())
}

/// Returns the text of a letter as it can be sent now.
fn letter(folder: &TestFolder, id: &str, letter: Letter) -> String {
    let snapshot = folder.snapshot();
    let request = snapshot.request(RequestAddress { person: "p1", id }).unwrap();
    letter_for(&snapshot, &request, letter, snapshot.wording.today()).unwrap().unwrap().text()
}

fn words(folder: &TestFolder, route: &str) -> String {
    format!("{:#?}", super::screen(&folder.snapshot(), route).unwrap())
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn after_a_move_the_period_of_what_was_sent_neither_vanishes_nor_changes() {
    for country in ["CH", "CA", "GB", "ZZ", "FR"] {
        let (mut folder, id) = begun("DE", RequestKind::Access);
        note(&mut folder, &id, RequestEvent::SentByForm, "2026-11-23");
        let before = kept(&folder, &id);
        assert_eq!(due(&folder, &id).as_deref(), Some("2026-12-23"));
        perform_text(&mut folder, &format!("person/p1/country/{country}/moved"), &[]);
        assert_eq!(folder.snapshot().person("p1").unwrap().country, country);
        assert_eq!(kept(&folder, &id), before, "{country}");
    }
}

#[test]
fn after_a_move_a_follow_up_goes_to_the_company_to_which_the_request_went() {
    let (mut folder, id) = begun("DE", RequestKind::Access);
    note(&mut folder, &id, RequestEvent::SentByForm, "2026-11-23");
    perform_text(&mut folder, "person/p1/country/GB/moved", &[]);
    folder.wait_days(40);
    let text = letter(&folder, &id, Letter::FollowUp);
    assert!(text.contains("LinkedIn Ireland"), "{text}");
    let words = words(&folder, &format!("/p1/requests/{id}"));
    assert!(words.contains("Country at the time of sending: Germany."), "{words}");
}

#[test]
fn a_follow_up_quotes_the_title_that_was_sent_in_whatever_language_the_app_is_now() {
    let (mut folder, id) = begun("DE", RequestKind::Objection);
    note(&mut folder, &id, RequestEvent::SentByEmail, "2026-11-23");
    let title = kept(&folder, &id).title.unwrap();
    folder.wait_days(40);
    let before = letter(&folder, &id, Letter::FollowUp);
    for language in ["de", "en"] {
        perform_text(&mut folder, "set/language", &[("language", language)]);
        let text = letter(&folder, &id, Letter::FollowUp);
        assert!(text.contains(&title), "{language}: {title:?} is not in {text}");
        assert_eq!(text, before, "{language}");
    }
}

#[test]
fn closing_the_account_after_sending_does_not_make_it_one_that_never_was() {
    let (mut folder, id) = begun("DE", RequestKind::Access);
    note(&mut folder, &id, RequestEvent::SentByForm, "2026-11-23");
    folder.wait_days(40);
    let before = letter(&folder, &id, Letter::FollowUp);
    perform_text(&mut folder, "account/p1/linkedin/membership/none", &[]);
    assert_eq!(letter(&folder, &id, Letter::FollowUp), before);
}

#[test]
fn the_letters_after_the_first_keep_their_own_addressee_and_title() {
    let (mut folder, id) = begun("DE", RequestKind::Access);
    note(&mut folder, &id, RequestEvent::SentByForm, "2026-10-01");
    perform_text(&mut folder, &format!("request/p1/requests/{id}/authority/de-by"), &[]);
    perform_text(&mut folder, &format!("request/p1/requests/{id}/name-me"), &[("name_me", "yes")]);
    note(&mut folder, &id, RequestEvent::Complained, "2026-11-20");
    perform_text(&mut folder, "person/p1/country/CH/moved", &[]);
    let snapshot = folder.snapshot();
    let request = snapshot.request(RequestAddress { person: "p1", id: &id }).unwrap();
    let (stamp, ..) = request.state.events.last().unwrap();
    let complaint = request.state.sent_as.get(&stamp.entry.to_string()).unwrap();
    let name = snapshot.wording.catalogue.facts.authorities.authorities.get("de-by").unwrap().name;
    assert_eq!((complaint.addressee.as_str(), complaint.addressee_name.as_str()), ("de-by", name.as_str()));
    assert!(!complaint.title.is_empty() && !complaint.language.is_empty());
}

#[test]
fn a_draft_follows_the_country_without_a_question() {
    let (mut folder, id) = begun("DE", RequestKind::Access);
    let outcome = perform_text(&mut folder, "person/p1/country", &[("country", "GB")]);
    assert!(outcome.plan_changed);
    assert_eq!(kept(&folder, &id).law, "uk");
}

#[test]
fn an_open_request_that_was_sent_asks_why_the_country_changes() {
    let (mut folder, id) = begun("DE", RequestKind::Access);
    note(&mut folder, &id, RequestEvent::SentByForm, "2026-11-23");
    let outcome = perform_text(&mut folder, "person/p1/country", &[("country", "GB")]);
    let route = "/p1/person/country/GB";
    assert_eq!(outcome.then, [crate::boundary::Action::Go { route: route.to_owned() }]);
    assert!(!outcome.plan_changed && folder.snapshot().person("p1").unwrap().country == "DE");
    let said = words(&folder, route);
    assert!(said.contains("Moved") && said.contains("The country was wrong"), "{said}");
    // Once it is closed, nothing depends on the answer.
    note(&mut folder, &id, RequestEvent::Closed, "2026-11-23");
    assert!(perform_text(&mut folder, "person/p1/country", &[("country", "GB")]).plan_changed);
}

#[test]
fn a_wrong_country_is_corrected_with_the_date_that_was_told_before() {
    let (mut folder, id) = begun("DE", RequestKind::Access);
    // Good Friday is no holiday in Ireland, and Easter Monday is one in both.
    folder.wait_days(120);
    note(&mut folder, &id, RequestEvent::SentByForm, "2027-02-26");
    assert_eq!(due(&folder, &id).as_deref(), Some("2027-03-26"));
    let outcome = perform_text(&mut folder, "person/p1/country/GB/corrected", &[]);
    assert_eq!(outcome.notice.as_ref().unwrap().text, "Corrected. Time limits and reminders are counted again.");
    assert_eq!((kept(&folder, &id).law, due(&folder, &id).as_deref()), ("uk", Some("2027-03-30")));
    let said = words(&folder, &format!("/p1/requests/{id}"));
    assert!(said.contains("Counted before, for Germany: 26\\u{a0}March 2027"), "{said}");
    perform_text(&mut folder, &outcome.notice.unwrap().undo.unwrap(), &[]);
    assert_eq!((kept(&folder, &id).law, due(&folder, &id).as_deref()), ("eu", Some("2027-03-26")));
}

#[test]
fn a_country_is_not_asked_back_where_nothing_open_was_sent_from_it() {
    let (mut folder, id) = begun("DE", RequestKind::Access);
    note(&mut folder, &id, RequestEvent::SentByForm, "2026-11-23");
    perform_text(&mut folder, "person/p1/country/GB/moved", &[]);
    let outcome = perform_text(&mut folder, "person/p1/country", &[("country", "FR")]);
    assert!(outcome.plan_changed, "{outcome:?}");
    let outcome = perform_text(&mut folder, "person/p1/country/GB/corrected", &[]);
    assert_eq!(outcome.notice.unwrap().text, "Saved.");
    assert_eq!(due(&folder, &id).as_deref(), Some("2026-12-23"));
}

#[test]
fn undo_of_a_request_takes_back_its_correction_first() {
    let (mut folder, id) = begun("DE", RequestKind::Access);
    folder.wait_days(10);
    note(&mut folder, &id, RequestEvent::SentByForm, "2026-11-30");
    let entry = folder.snapshot().person("p1").unwrap().state.last.clone().unwrap();
    perform_text(&mut folder, &format!("request/p1/requests/{id}/correct/{entry}"), &[("on", "2026-11-23")]);
    let correction = folder.snapshot().person("p1").unwrap().state.last.clone().unwrap();
    let said = words(&folder, &format!("/p1/requests/{id}"));
    assert!(said.contains(&format!("undo/{correction}")) && !said.contains(&format!("undo/{entry}")), "{said}");
}

#[test]
fn a_request_that_began_with_its_sending_has_no_beginning_after_it() {
    let mut folder = TestFolder::empty();
    perform_text(&mut folder, "begin/linkedin", &[("country", "DE")]);
    folder.wait_days(10);
    perform_text(&mut folder, "request/p1/linkedin/access/sent-by-email", &[("on", "2026-11-23")]);
    let id = folder.snapshot().person("p1").unwrap().state.last.clone().unwrap().to_string();
    note(&mut folder, &id, RequestEvent::Acknowledged, "2026-11-25");
    let screen = words(&folder, &format!("/p1/requests/{id}"));
    assert!(!screen.contains("Started"), "{screen}");
    let snapshot = folder.snapshot();
    let mut page = Vec::new();
    let nothing = crate::export::LeftOut::default();
    crate::export::write_record_page(&snapshot, snapshot.person("p1").unwrap(), nothing, Some(&mut page)).unwrap();
    let page = String::from_utf8(page).unwrap();
    let places = ["Started", "25\u{a0}November 2026: "].map(|text| page.find(text).unwrap());
    assert!(places.is_sorted(), "{page}");
}

#[test]
fn what_is_sent_while_the_country_is_lost_gets_it_once_it_is_said() {
    let mut folder = TestFolder::empty();
    perform_text(&mut folder, "begin/linkedin", &[("country", "DE")]);
    let json = folder.newest_line("p1").split_once(' ').unwrap().1.replace(r#""country":"DE""#, r#""country":"""#);
    folder.replace_newest_line("p1", &json);
    perform_text(&mut folder, "request/p1/linkedin/objection/begin", &[]);
    let id = folder.snapshot().person("p1").unwrap().state.last.clone().unwrap().to_string();
    note(&mut folder, &id, RequestEvent::SentByForm, "2026-11-23");
    let said = words(&folder, &format!("/p1/requests/{id}"));
    assert!(said.contains("We no longer know the country"), "{said}");
    perform_text(&mut folder, "person/p1/country", &[("country", "DE")]);
    let request = kept(&folder, &id);
    assert_eq!((request.law, request.country.as_str()), ("eu", "DE"));
    assert_eq!(due(&folder, &id).as_deref(), Some("2026-12-23"));
    assert_eq!(request.addressee.as_deref(), Some("LinkedIn Ireland Unlimited Company"));
}

/// Reads anew what the clock of now believes.
fn refresh(folder: &mut TestFolder) {
    let now = folder.now;
    folder.session.refresh(now).unwrap();
}

/// Begins on a clock that is wrong, sends the form from its guide, and returns the entry once the clock is right.
fn sent_while_the_clock_was(wrong: i64) -> (TestFolder, String) {
    let mut folder = TestFolder::empty();
    perform_text(&mut folder, "begin/linkedin", &[("country", "DE")]);
    let right = folder.now.unix_seconds;
    folder.now.unix_seconds = wrong;
    perform_text(&mut folder, "request/p1/linkedin/objection/sent-by-form/text", &[]);
    let entry = folder.snapshot().person("p1").unwrap().state.last.clone().unwrap().to_string();
    folder.now.unix_seconds = right;
    refresh(&mut folder);
    (folder, entry)
}

/// Noon on 1 January 2020 and 2030.
const WRONG: [i64; 2] = [1_577_880_000, 1_893_499_200];

#[test]
fn what_was_sent_while_the_clock_was_wrong_takes_no_part_and_one_correction_puts_all_of_it_right() {
    for wrong in WRONG {
        let (folder, entry) = sent_while_the_clock_was(wrong);
        assert_eq!(kept(&folder, &entry).status.sent, None);
        let home = words(&folder, "/");
        assert_eq!(home.matches("does not count").count(), 1, "{home}");
        assert!(!home.contains("seems to be over"), "{home}");
        let page = words(&folder, &format!("/p1/requests/{entry}"));
        assert_eq!(page.matches("does not count").count(), 1, "{page}");
        assert!(!page.contains("/sent\""), "{page}");
        let snapshot = folder.snapshot();
        let account = snapshot.account(LINKEDIN).unwrap();
        let guides = snapshot.guides(account);
        let form = guides.iter().find(|guide| guide.request_kind() == Some(RequestKind::Objection)).unwrap();
        assert_eq!(form.state.answer, widerspruch_domain::journal::Answer::Open);
        let guide = words(&folder, &format!("/p1/services/linkedin/{}", form.facts.id));
        assert_eq!(guide.matches("does not count").count(), 1, "{guide}");
        let id = form.facts.id.to_string();
        for by_request in [true, false] {
            let (mut folder, entry) = sent_while_the_clock_was(wrong);
            let command = match by_request {
                true => format!("request/p1/requests/{entry}/correct/{entry}"),
                false => format!("day/p1/{entry}"),
            };
            perform_text(&mut folder, &command, &[("on", "2026-11-22")]);
            refresh(&mut folder);
            assert_eq!(kept(&folder, &entry).status.sent, Some(day("2026-11-22")), "{command}");
            let home = words(&folder, "/");
            assert!(!home.contains("does not count"), "{home}");
            let answer = folder.snapshot().account(LINKEDIN).unwrap().state.guide(&id).answer;
            assert_eq!(answer, widerspruch_domain::journal::Answer::Done);
        }
    }
}

#[test]
fn the_day_on_which_a_wrong_clock_saw_a_draft_begin_is_not_told() {
    for wrong in WRONG {
        let mut folder = TestFolder::empty();
        perform_text(&mut folder, "begin/linkedin", &[("country", "DE")]);
        let right = folder.now.unix_seconds;
        folder.now.unix_seconds = wrong;
        perform_text(&mut folder, "request/p1/linkedin/access/begin", &[]);
        let id = newest(&folder);
        folder.now.unix_seconds = right;
        refresh(&mut folder);
        note(&mut folder, &id, RequestEvent::SentByForm, "2026-11-23");
        for route in [format!("/p1/requests/{id}"), "/p1/requests/again/linkedin/access".to_owned()] {
            let said = words(&folder, &route);
            assert!(!said.contains("2020") && !said.contains("2030"), "{said}");
        }
    }
}

#[test]
fn a_wrong_clock_leaves_a_day_that_the_person_typed() {
    let mut folder = TestFolder::empty();
    perform_text(&mut folder, "begin/linkedin", &[("country", "DE")]);
    let right = folder.now.unix_seconds;
    folder.now.unix_seconds = WRONG[1];
    perform_text(&mut folder, "request/p1/linkedin/objection/sent-by-form/on/2026-11-20", &[]);
    let entry = folder.snapshot().person("p1").unwrap().state.last.clone().unwrap().to_string();
    folder.now.unix_seconds = right;
    refresh(&mut folder);
    assert_eq!(kept(&folder, &entry).status.sent, Some(day("2026-11-20")));
}

#[test]
fn a_wrong_day_is_corrected_by_itself_although_something_was_noted_since() {
    let (mut folder, id) = begun("DE", RequestKind::Access);
    folder.wait_days(10);
    note(&mut folder, &id, RequestEvent::SentByForm, "2026-11-30");
    let entry = folder.snapshot().person("p1").unwrap().state.last.clone().unwrap();
    note(&mut folder, &id, RequestEvent::Acknowledged, "2026-12-01");
    assert_eq!(due(&folder, &id).as_deref(), Some("2026-12-30"));
    let correct = format!("request/p1/requests/{id}/correct/{entry}");
    let outcome = perform_text(&mut folder, &correct, &[("on", "2026-11-23")]);
    assert_eq!(due(&folder, &id).as_deref(), Some("2026-12-23"));
    let said = words(&folder, &format!("/p1/requests/{id}"));
    assert!(said.contains("corrected, before: 30\\u{a0}November 2026"), "{said}");
    let undo = outcome.notice.unwrap().undo.unwrap();
    perform_text(&mut folder, &undo, &[]);
    assert_eq!(due(&folder, &id).as_deref(), Some("2026-12-30"));
}

#[test]
fn a_day_that_does_not_fit_the_other_events_is_refused() {
    let (mut folder, id) = begun("DE", RequestKind::Access);
    folder.wait_days(10);
    note(&mut folder, &id, RequestEvent::SentByForm, "2026-11-23");
    let sent = folder.snapshot().person("p1").unwrap().state.last.clone().unwrap();
    note(&mut folder, &id, RequestEvent::Acknowledged, "2026-11-25");
    let acknowledged = folder.snapshot().person("p1").unwrap().state.last.clone().unwrap();
    use crate::features::requests::{paths::Command, perform};
    let request = RequestAddress { person: "p1", id: &id };
    for (entry, on) in
        [(&sent, "2026-11-26"), (&acknowledged, "2026-11-22"), (&acknowledged, "2026-12-04"), (&sent, "")]
    {
        let entry = entry.to_string();
        let correct = Command::CorrectDay { request, entry: &entry };
        assert_eq!(folder.refused(&[("on", on)], |context| perform(context, correct)), "on", "{on}");
    }
}

#[test]
fn a_sending_that_is_corrected_to_a_day_long_ago_is_asked_back() {
    let (mut folder, id) = begun("DE", RequestKind::Access);
    note(&mut folder, &id, RequestEvent::SentByForm, "2026-11-23");
    let entry = folder.snapshot().person("p1").unwrap().state.last.clone().unwrap();
    let correct = format!("request/p1/requests/{id}/correct/{entry}");
    let asked = perform_text(&mut folder, &correct, &[("on", "2018-06-01")]);
    let page = format!("/p1/requests/{id}/noted/{entry}/on/2018-06-01");
    assert_eq!(asked.then, [crate::boundary::Action::Go { route: page.clone() }]);
    assert_eq!(kept(&folder, &id).status.sent, Some(day("2026-11-23")));
    let confirm = format!("{correct}/on/2018-06-01");
    let said = words(&folder, &page);
    assert!(said.contains(&confirm) && said.contains("1\\u{a0}June 2018"), "{said}");
    perform_text(&mut folder, &confirm, &[]);
    assert_eq!(kept(&folder, &id).status.sent, Some(day("2018-06-01")));
}

#[test]
fn the_day_of_what_a_form_sent_is_corrected_where_the_other_events_are_known() {
    let mut folder = TestFolder::empty();
    perform_text(&mut folder, "begin/linkedin", &[("country", "DE")]);
    folder.wait_days(10);
    perform_text(&mut folder, "request/p1/linkedin/objection/sent-by-form/text", &[("on", "2026-11-23")]);
    let id = newest(&folder);
    note(&mut folder, &id, RequestEvent::Acknowledged, "2026-11-25");
    let outcome = perform_text(&mut folder, &format!("day/p1/{id}"), &[("on", "2026-11-30")]);
    let route = format!("/p1/requests/{id}/noted/{id}");
    assert_eq!(outcome.then, [crate::boundary::Action::Go { route }]);
    assert_eq!(kept(&folder, &id).status.sent, Some(day("2026-11-23")));
}

#[test]
fn a_text_that_is_no_day_is_told_from_a_day_that_does_not_fit() {
    let (mut folder, id) = begun("DE", RequestKind::Access);
    note(&mut folder, &id, RequestEvent::SentByForm, "2026-11-23");
    let entry = folder.snapshot().person("p1").unwrap().state.last.clone().unwrap();
    let wrong = |folder: &mut TestFolder, command: &str, on: &str| {
        let form = [("on".to_owned(), on.to_owned())].into();
        let now = folder.now;
        match super::perform(&mut folder.session, command, &form, now) {
            Err(crate::kit::Error::BadInput("on", word)) => folder.session.catalogue.text(word).to_owned(),
            other => panic!("{other:?}"),
        }
    };
    let correct = format!("request/p1/requests/{id}/correct/{entry}");
    let acknowledged = format!("request/p1/requests/{id}/acknowledged");
    perform_text(&mut folder, "confirm/p1/linkedin/ai-training", &[]);
    let noted = folder.snapshot().person("p1").unwrap().state.last.clone().unwrap();
    for command in [correct.as_str(), &acknowledged, &format!("day/p1/{noted}")] {
        for on in ["abc", "", "2026-02-30", "30.11.2026"] {
            let said = wrong(&mut folder, command, on);
            assert!(said.contains("2026-01-31"), "{said}");
        }
        let said = wrong(&mut folder, command, "2026-12-24");
        assert!(said.contains("in the future"), "{said}");
    }
}

#[test]
fn an_event_is_taken_back_by_itself_but_not_the_sending_below_others() {
    let (mut folder, id) = begun("DE", RequestKind::Access);
    folder.wait_days(10);
    note(&mut folder, &id, RequestEvent::SentByForm, "2026-11-23");
    let sent = folder.snapshot().person("p1").unwrap().state.last.clone().unwrap();
    note(&mut folder, &id, RequestEvent::MoreTime, "2026-11-25");
    let asked = folder.snapshot().person("p1").unwrap().state.last.clone().unwrap();
    note(&mut folder, &id, RequestEvent::Acknowledged, "2026-11-26");
    let extended = due(&folder, &id);
    let refused = perform_text(&mut folder, &format!("request/p1/requests/{id}/take-back/{sent}"), &[]);
    assert!(!refused.plan_changed && due(&folder, &id) == extended);
    perform_text(&mut folder, &format!("request/p1/requests/{id}/take-back/{asked}"), &[]);
    let after = kept(&folder, &id).status;
    assert_eq!((due(&folder, &id).as_deref(), after.acknowledged), (Some("2026-12-23"), true));
}

fn newest(folder: &TestFolder) -> String {
    folder.snapshot().person("p1").unwrap().state.last.clone().unwrap().to_string()
}

/// Asserts that an entry cannot be undone, because something rests on it, and returns where that leads.
fn kept_by(folder: &mut TestFolder, command: &str, what: &str) -> String {
    let before = folder.newest_line("p1");
    let outcome = perform_text(folder, command, &[]);
    let text = outcome.notice.unwrap().text;
    assert!(text.starts_with("This cannot be undone by itself") && text.contains(what), "{text}");
    assert_eq!(folder.newest_line("p1"), before);
    match outcome.then.as_slice() {
        [crate::boundary::Action::Go { route }] => route.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_sending_that_others_follow_is_undone_neither_by_its_entry_nor_by_itself() {
    let mut folder = TestFolder::empty();
    perform_text(&mut folder, "begin/linkedin", &[("country", "DE")]);
    perform_text(&mut folder, "request/p1/linkedin/objection/sent-by-form/text", &[]);
    let id = newest(&folder);
    let guide = "/p1/services/linkedin/objection-form";
    let undo = format!("undo/{id}");
    let offers = |folder: &TestFolder, route: &str, undo: &str| words(folder, route).contains(&format!("{undo:?}"));
    assert!(offers(&folder, guide, &undo));
    note(&mut folder, &id, RequestEvent::Acknowledged, "2026-11-23");
    let acknowledged = newest(&folder);
    note(&mut folder, &id, RequestEvent::Refused, "2026-11-23");
    let refused = newest(&folder);
    for command in [undo.clone(), format!("request/p1/requests/{id}/take-back/{id}")] {
        let route = kept_by(&mut folder, &command, "refused");
        assert_eq!(route, format!("/p1/requests/{id}/noted/{refused}"));
    }
    assert!(!offers(&folder, guide, &undo));
    let page = words(&folder, &format!("/p1/requests/{id}/noted/{id}"));
    assert!(page.contains("This cannot be undone by itself") && page.contains(&format!("noted/{refused}")), "{page}");
    // Together they go, and one after the other.
    let (all, folder) = (format!("undo/{id},{acknowledged},{refused}"), &mut folder);
    assert!(perform_text(folder, &format!("undo/{refused}"), &[]).plan_changed);
    kept_by(folder, &undo, "confirmed");
    assert!(perform_text(folder, &all, &[]).plan_changed);
    assert!(folder.snapshot().person("p1").unwrap().state.requests.is_empty());
}

#[test]
fn a_draft_is_undone_after_what_was_written_for_it() {
    let (mut folder, id) = begun("DE", RequestKind::Access);
    let details = newest(&folder);
    let route = format!("/p1/requests/{id}");
    assert_eq!(kept_by(&mut folder, &format!("undo/{id}"), "Details for the letters"), route);
    assert!(words(&folder, &route).contains(&format!("\"undo/{details}\"")));
    note(&mut folder, &id, RequestEvent::SentByForm, "2026-11-23");
    // What was sent was written from it.
    let sent = newest(&folder);
    assert_eq!(kept_by(&mut folder, &format!("undo/{details}"), "2026"), format!("{route}/noted/{sent}"));
    for entry in [&sent, &details] {
        assert!(words(&folder, &route).contains(&format!("\"undo/{entry}\"")));
        assert!(perform_text(&mut folder, &format!("undo/{entry}"), &[]).plan_changed);
    }
    perform_text(&mut folder, &format!("note/{}", &route[1..]), &[("note", "seen")]);
    assert_eq!(kept_by(&mut folder, &format!("undo/{id}"), "Note"), format!("/p1/records/requests/{id}"));
    assert!(!words(&folder, &route).contains("\"undo/"));
}

#[test]
fn a_request_that_began_with_its_sending_keeps_its_notes() {
    let mut folder = TestFolder::empty();
    perform_text(&mut folder, "begin/linkedin", &[("country", "DE")]);
    perform_text(&mut folder, "request/p1/linkedin/access/sent-by-email", &[]);
    let id = newest(&folder);
    perform_text(&mut folder, &format!("note/p1/requests/{id}"), &[("note", "seen")]);
    kept_by(&mut folder, &format!("request/p1/requests/{id}/take-back/{id}"), "Note");
}

#[test]
fn an_account_or_an_answer_stays_while_something_rests_on_it() {
    let mut folder = TestFolder::empty();
    perform_text(&mut folder, "begin/linkedin", &[("country", "DE")]);
    perform_text(&mut folder, "account/p1/linkedin/add/2", &[]);
    let account = newest(&folder);
    perform_text(&mut folder, "account/p1/linkedin-2/name", &[("name", "Work")]);
    perform_text(&mut folder, "confirm/p1/linkedin-2/ai-training", &[]);
    let answer = newest(&folder);
    let guide = "/p1/services/linkedin-2/ai-training";
    assert_eq!(kept_by(&mut folder, &format!("undo/{account}"), "AI training"), guide);
    folder.wait_days(1);
    perform_text(&mut folder, "checked/p1/linkedin-2/ai-training/2026-11-24/off", &[]);
    let recheck = newest(&folder);
    assert_eq!(kept_by(&mut folder, &format!("undo/{answer}"), "24\u{a0}November 2026"), guide);
    for entry in [recheck, answer, account] {
        assert!(perform_text(&mut folder, &format!("undo/{entry}"), &[]).plan_changed, "{entry}");
    }
}

#[test]
fn the_correction_of_a_day_is_undone_only_where_the_former_day_still_fits() {
    let (mut folder, id) = begun("DE", RequestKind::Access);
    folder.wait_days(10);
    note(&mut folder, &id, RequestEvent::SentByForm, "2026-11-30");
    let sent = newest(&folder);
    perform_text(&mut folder, &format!("request/p1/requests/{id}/correct/{sent}"), &[("on", "2026-11-20")]);
    let correction = newest(&folder);
    note(&mut folder, &id, RequestEvent::Acknowledged, "2026-11-25");
    let acknowledged = newest(&folder);
    let route = kept_by(&mut folder, &format!("undo/{correction}"), "25\u{a0}November 2026");
    assert_eq!(route, format!("/p1/requests/{id}/noted/{acknowledged}"));
    perform_text(&mut folder, &format!("undo/{acknowledged}"), &[]);
    assert!(perform_text(&mut folder, &format!("undo/{correction}"), &[]).plan_changed);
    for wrong in WRONG {
        let (mut folder, entry) = sent_while_the_clock_was(wrong);
        perform_text(&mut folder, &format!("day/p1/{entry}"), &[("on", "2026-11-20")]);
        refresh(&mut folder);
        let correction = newest(&folder);
        note(&mut folder, &entry, RequestEvent::Acknowledged, "2026-11-22");
        kept_by(&mut folder, &format!("undo/{correction}"), "22\u{a0}November 2026");
    }
}

#[test]
fn a_history_is_in_the_order_of_days_on_the_screen_in_letters_and_on_the_record_page() {
    let (mut folder, id) = begun("DE", RequestKind::Access);
    folder.wait_days(10);
    note(&mut folder, &id, RequestEvent::SentByForm, "2026-10-01");
    note(&mut folder, &id, RequestEvent::Acknowledged, "2026-12-01");
    note(&mut folder, &id, RequestEvent::NothingCame, "2026-10-05");
    perform_text(&mut folder, &format!("request/p1/requests/{id}/authority/de-by"), &[]);
    perform_text(&mut folder, &format!("request/p1/requests/{id}/name-me"), &[("name_me", "yes")]);
    let snapshot = folder.snapshot();
    let mut page = Vec::new();
    let nothing = crate::export::LeftOut::default();
    crate::export::write_record_page(&snapshot, snapshot.person("p1").unwrap(), nothing, Some(&mut page)).unwrap();
    let page = String::from_utf8(page).unwrap();
    let screen = words(&folder, &format!("/p1/requests/{id}"));
    let screen = screen.split_once("What happened").unwrap().1;
    let complaint = letter(&folder, &id, Letter::Complaint);
    let said = [
        (page.as_str(), ["1\u{a0}October 2026: ", "5\u{a0}October 2026: ", "1\u{a0}December 2026: "]),
        (screen, [r"1\u{a0}October 2026", r"5\u{a0}October 2026", r"1\u{a0}December 2026"]),
        // In the language of the authority.
        (&complaint, ["1.\u{a0}Oktober 2026: ", "5.\u{a0}Oktober 2026: ", "1.\u{a0}Dezember 2026: "]),
    ];
    for (text, dates) in said {
        let places = dates.map(|date| text.find(date).unwrap_or_else(|| panic!("{date} is not in {text}")));
        assert!(places.is_sorted(), "{text}");
    }
}

/// Returns a text with plain blanks.
fn plain(text: &str) -> String {
    text.chars().map(|letter| if letter == '\u{a0}' { ' ' } else { letter }).collect()
}

/// Returns the page with all records as text.
fn record_page(folder: &TestFolder) -> String {
    let snapshot = folder.snapshot();
    let mut page = Vec::new();
    let nothing = crate::export::LeftOut::default();
    crate::export::write_record_page(&snapshot, snapshot.person("p1").unwrap(), nothing, Some(&mut page)).unwrap();
    String::from_utf8(page).unwrap()
}

/// Returns the lines of the records, without the titles that say what each is about.
fn records(folder: &TestFolder) -> Vec<String> {
    let screen = super::screen(&folder.snapshot(), "/p1/records").unwrap();
    let details = screen.sections.into_iter().flat_map(|section| section.rows).filter_map(|row| match row {
        crate::boundary::Row::Item { detail, .. } => detail.map(|detail| plain(&detail)),
        _ => None,
    });
    details.collect()
}

#[test]
fn records_are_in_the_order_of_days_and_say_these_and_every_correction() {
    let (mut folder, id) = begun("DE", RequestKind::Access);
    folder.wait_days(10);
    note(&mut folder, &id, RequestEvent::SentByForm, "2026-10-02");
    let sent = folder.snapshot().person("p1").unwrap().state.last.clone().unwrap();
    note(&mut folder, &id, RequestEvent::Acknowledged, "2026-12-01");
    note(&mut folder, &id, RequestEvent::NothingCame, "2026-10-05");
    perform_text(&mut folder, "confirm/p1/linkedin/ai-training", &[]);
    perform_text(&mut folder, &format!("request/p1/requests/{id}/correct/{sent}"), &[("on", "2026-10-01")]);
    perform_text(&mut folder, &format!("request/p1/requests/{id}/correct/{sent}"), &[("on", "2026-10-03")]);
    let told = [
        "Day corrected: 3 October 2026, before 1 October 2026 (Sent using the form) · 3 December 2026",
        "Day corrected: 1 October 2026, before 2 October 2026 (Sent using the form) · 3 December 2026",
        "switched off · 3 December 2026",
        "The company confirmed receipt · 1 December 2026",
        "Nothing has come · 5 October 2026",
        "Sent using the form · 3 October 2026",
    ];
    assert_eq!(records(&folder), told);
    assert_eq!(crate::features::records::count_records(&folder.snapshot(), folder.snapshot().person("p1").unwrap()), 6);
    let page = plain(&record_page(&folder));
    for correction in &told[..2] {
        let said = correction.strip_suffix(" · 3 December 2026").unwrap();
        assert!(page.contains(&format!("<li>{said} · ")), "{page}");
    }
}

#[test]
fn the_step_on_the_record_page_tells_the_day_of_its_sending_and_the_refusal() {
    let mut folder = TestFolder::empty();
    perform_text(&mut folder, "begin/linkedin", &[("country", "DE")]);
    perform_text(&mut folder, "request/p1/linkedin/objection/sent-by-form/text", &[("on", "2026-10-20")]);
    let id = newest(&folder);
    note(&mut folder, &id, RequestEvent::Refused, "2026-11-12");
    note(&mut folder, &id, RequestEvent::Closed, "2026-11-13");
    let page = plain(&record_page(&folder));
    let step = page.split("<h2>").nth(1).unwrap();
    assert!(step.contains("<li>20 October 2026: sent · noted: 23 November 2026, "), "{step}");
    let refused = "<p>LinkedIn refused on 12 November 2026. You have closed this request.</p>";
    assert!(step.contains(refused) && !page.contains("skipped") && !page.contains("eft out"), "{step}");
    let sent = folder.snapshot().person("p1").unwrap().state.requests.get(&id).unwrap().begun.entry.to_string();
    perform_text(&mut folder, &format!("request/p1/requests/{id}/correct/{sent}"), &[("on", "2026-10-19")]);
    assert!(plain(&record_page(&folder)).contains("<li>19 October 2026: sent · noted: "));
}

#[test]
fn undo_of_a_guide_stands_below_the_check_that_it_takes_back() {
    let mut folder = TestFolder::empty();
    perform_text(&mut folder, "begin/linkedin", &[("country", "DE")]);
    perform_text(&mut folder, "confirm/p1/linkedin/ai-training", &[]);
    let answer = newest(&folder);
    folder.wait_days(92);
    let guide = "/p1/services/linkedin/ai-training";
    for (seen, told) in [("skipped", "skipped at the check"), ("changed", "different from before at the check")] {
        perform_text(&mut folder, &format!("checked/p1/linkedin/ai-training/2027-02-23/{seen}"), &[]);
        let check = newest(&folder);
        let said = words(&folder, guide);
        let places = [": switched off", told, &format!("undo/{check}")].map(|text| said.find(text));
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{said}");
        assert!(!said.contains(&format!("undo/{answer}")), "{said}");
        perform_text(&mut folder, &format!("undo/{check}"), &[]);
    }
}

#[test]
fn a_switch_that_looked_different_says_so_on_the_guide_on_home_and_on_the_check_page() {
    let mut folder = TestFolder::empty();
    perform_text(&mut folder, "begin/linkedin", &[("country", "DE")]);
    perform_text(&mut folder, "confirm/p1/linkedin/ai-training", &[]);
    folder.wait_days(92);
    perform_text(&mut folder, "checked/p1/linkedin/ai-training/2027-02-23/changed", &[]);
    for page in ["/", "/p1/check", "/p1/services/linkedin"] {
        let said = words(&folder, page);
        assert!(said.contains("different on 23\\u{a0}February 2027"), "{said}");
    }
    let said = words(&folder, "/p1/services/linkedin/ai-training");
    assert!(said.contains("Noted on 23\\u{a0}February 2027, "), "{said}");
    folder.wait_days(182);
    perform_text(&mut folder, "checked/p1/linkedin/ai-training/2027-08-23/off", &[]);
    assert!(!words(&folder, "/").contains("different on"));
}

#[test]
fn a_request_that_began_with_its_sending_is_said_to_have_begun_on_that_day() {
    let mut folder = TestFolder::empty();
    perform_text(&mut folder, "begin/linkedin", &[("country", "DE")]);
    perform_text(&mut folder, "request/p1/linkedin/access/sent-by-email", &[("on", "2026-11-16")]);
    let again = words(&folder, "/p1/requests/again/linkedin/access");
    assert!(again.contains("16\\u{a0}November 2026") && !again.contains("23\\u{a0}November"), "{again}");
}

#[test]
fn of_what_was_noted_while_the_clock_was_wrong_nobody_is_told_an_hour() {
    for wrong in WRONG {
        let mut folder = TestFolder::empty();
        perform_text(&mut folder, "begin/linkedin", &[("country", "DE")]);
        let right = folder.now.unix_seconds;
        perform_text(&mut folder, "leave-out/p1/linkedin/research", &[]);
        folder.now.unix_seconds = wrong;
        perform_text(&mut folder, "confirm/p1/linkedin/ai-training", &[]);
        let seen = folder.snapshot().person("p1").unwrap().state.last.clone().unwrap();
        perform_text(&mut folder, "request/p1/linkedin/objection/sent-by-form/text", &[]);
        let sent = folder.snapshot().person("p1").unwrap().state.last.clone().unwrap();
        folder.now.unix_seconds = right;
        refresh(&mut folder);
        for entry in [&seen, &sent] {
            perform_text(&mut folder, &format!("day/p1/{entry}"), &[("on", "2026-11-22")]);
        }
        refresh(&mut folder);
        let said = records(&folder).join("\n");
        assert_eq!(said.matches("Day corrected: 22 November 2026, before 1 January 20").count(), 2, "{said}");
        let page = plain(&record_page(&folder));
        assert!(!page.contains("22 November 2026, 12:00"), "{page}");
        assert!(page.contains("<li>22 November 2026: switched off</li>"), "{page}");
        assert!(page.contains("<li>22 November 2026: Sent using the form</li>"), "{page}");
        for page in [&*format!("/p1/requests/{sent}/noted/{sent}"), "/p1/services/linkedin/ai-training"] {
            let said = words(&folder, page);
            assert!(said.contains("22\\u{a0}November 2026") && !said.contains("12:00"), "{said}");
        }
    }
}

#[test]
fn a_date_that_another_list_of_holidays_gave_is_told() {
    let (mut folder, id) = begun("DE", RequestKind::Access);
    note(&mut folder, &id, RequestEvent::SentByForm, "2026-11-23");
    let line = folder.newest_line("p1");
    let json = line.split_once(' ').unwrap().1;
    assert!(json.contains(r#""holidays":"IE-1""#) && json.contains(r#""due":"2026-12-23""#), "{json}");
    let said = |folder: &TestFolder| words(folder, &format!("/p1/requests/{id}/due"));
    assert!(!said(&folder).contains("list of public holidays is not the same"));
    // The same entry as an app wrote it that had another list.
    let other = json.replace("IE-1", "IE-0").replace(r#""due":"2026-12-23""#, r#""due":"2026-12-24""#);
    folder.replace_newest_line("p1", &other);
    let said = said(&folder);
    assert!(said.contains("list of public holidays is not the same"), "{said}");
    assert!(said.contains("On the day of sending it said: Thursday, 24\\u{a0}December 2026"), "{said}");
}

/// Choices that a person can make after sending.
fn choices() -> impl Strategy<Value = Vec<(String, Vec<(&'static str, &'static str)>)>> {
    let one = prop_oneof![
        prop::sample::select(vec!["CH", "GB", "FR", "CA", "HK", "ZZ", "DE"])
            .prop_map(|country| (format!("person/p1/country/{country}/moved"), Vec::new())),
        prop::sample::select(vec!["de", "en", "system"])
            .prop_map(|language| ("set/language".to_owned(), vec![("language", language)])),
        prop::sample::select(vec!["Mia", "", "Ben"])
            .prop_map(|name| ("person/p1/rename".to_owned(), vec![("name", name)])),
        prop::sample::select(vec!["none", "member"])
            .prop_map(|kind| (format!("account/p1/linkedin/membership/{kind}"), Vec::new())),
        prop::sample::select(vec!["Work", ""])
            .prop_map(|name| ("account/p1/linkedin/name".to_owned(), vec![("name", name)])),
    ];
    prop::collection::vec(one, 1..5)
}

/// Events in an order in which they can be noted, with the days after the sending.
fn courses() -> impl Strategy<Value = Vec<(RequestEvent, u64)>> {
    use RequestEvent as E;
    const AFTER: [E; 9] = [
        E::Received,
        E::Acknowledged,
        E::IdentityAsked,
        E::IdentityGiven,
        E::ClarificationAsked,
        E::ClarificationGiven,
        E::MoreTime,
        E::FollowedUp,
        E::Partly,
    ];
    let sending = prop::sample::select(vec![E::SentByForm, E::SentByEmail, E::SentByPost, E::HandedOver]);
    let after = prop::collection::vec((prop::sample::select(AFTER.to_vec()), 0..20_u64), 0..4);
    (sending, after).prop_map(|(sending, after)| {
        let mut events = vec![(sending, 0)];
        events.extend(after);
        events
    })
}

/// Notes a course of events; those that make no sense are refused, as a screen would not offer them.
fn note_course(folder: &mut TestFolder, id: &str, course: &[(RequestEvent, u64)]) {
    use crate::features::requests::{paths::Command, perform};
    let mut on = day("2026-11-23");
    for (event, days) in course {
        on = on + chrono::Days::new(*days);
        let request = RequestAddress { person: "p1", id };
        let note = Command::NoteEvent { request, event: *event, with_text: false };
        // What cannot have happened is refused, in both courses alike.
        let _ = folder.run(&[("on", &on.to_string())], |context| perform(context, note));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_choice_after_sending_changes_what_was_sent(
        country in prop::sample::select(vec!["DE", "GB", "CH", "CA"]),
        course in courses(),
        choices in choices(),
    ) {
        let (mut folder, id) = begun(country, RequestKind::Objection);
        folder.wait_days(100);
        note_course(&mut folder, &id, &course);
        let before = kept(&folder, &id);
        for (command, inputs) in choices {
            perform_text(&mut folder, &command, &inputs);
            prop_assert_eq!(&kept(&folder, &id), &before, "{}", command);
        }
    }

    #[test]
    fn the_order_of_noting_changes_nothing(
        course in courses(),
        order in Just((0..5_usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        use crate::features::requests::{paths::Command, perform};
        let (mut lived, id) = begun("GB", RequestKind::Access);
        lived.wait_days(100);
        // Each on a day of its own.
        let apart: Vec<_> = course.iter().map(|(event, days)| (*event, days + 1)).collect();
        note_course(&mut lived, &id, &apart);
        let snapshot = lived.snapshot();
        let request = snapshot.request(RequestAddress { person: "p1", id: &id }).unwrap();
        let happened: Vec<_> = request.state.events.iter().map(|(_, event, on)| (*event, *on)).collect();
        let (mut late, late_id) = begun("GB", RequestKind::Access);
        late.wait_days(100);
        let mut left: Vec<_> = order.into_iter().filter_map(|place| happened.get(place)).collect();
        for _ in 0..happened.len() {
            left.retain(|(event, on)| {
                let request = RequestAddress { person: "p1", id: &late_id };
                let note = Command::NoteEvent { request, event: *event, with_text: false };
                // What rests on something else is refused until that is noted.
                late.run(&[("on", &on.to_string())], |context| perform(context, note)).is_err()
            });
        }
        prop_assert!(left.is_empty(), "{left:?} of {happened:?}");
        prop_assert_eq!(kept(&late, &late_id).status, kept(&lived, &id).status);
    }

    #[test]
    fn a_corrected_country_gives_the_dates_of_one_that_was_right_from_the_start(
        wrong in prop::sample::select(vec!["DE", "GB", "CH", "CA", "ZZ"]),
        right in prop::sample::select(vec!["FR", "GB", "CH", "HK", "ZZ"]),
        course in courses(),
    ) {
        prop_assume!(wrong != right);
        let status = |country: &str, corrected: Option<&str>| {
            let (mut folder, id) = begun(country, RequestKind::Objection);
            folder.wait_days(100);
            note_course(&mut folder, &id, &course);
            if let Some(right) = corrected {
                perform_text(&mut folder, &format!("person/p1/country/{right}/corrected"), &[]);
            }
            (kept(&folder, &id).law, kept(&folder, &id).status)
        };
        // Some events are offered only where the law knows them, so both courses have those that the wrong place offers.
        prop_assert_eq!(status(wrong, Some(right)), status(right, None));
    }
}
