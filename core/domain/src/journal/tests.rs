#![cfg(test)]

use proptest::prelude::*;

use crate::civil::add_days;
use crate::journal::{
    Act, Answer, Entry, EntryId, GuideState, HelpAgreement, HistoryItem, Membership, Nudging, Picture, PictureType,
    RecheckResult, RequestEvent, RequestKind, SentAs, SentFrom, Since, State, Unseen, VERSION, Via, fold_entries,
};

fn entry(number: u64, acts: Vec<Act>) -> Entry {
    let id = EntryId { installation: "a1".into(), number };
    // 23 November 2026, 20:00 in Berlin, and a minute for each further entry.
    Entry { v: VERSION, id, seq: number, at: 1_795_460_400 + 60 * i64::try_from(number).unwrap(), offset: 3600, acts }
}

fn begun() -> Vec<Entry> {
    vec![entry(
        1,
        vec![
            Act::PersonAdded { name: String::new(), helped: false, country: "DE".into() },
            Act::AccountAdded {
                account: "linkedin".into(),
                service: "linkedin".into(),
                membership: Membership::Member,
            },
        ],
    )]
}

fn answered(answer: Answer) -> Act {
    Act::Answered { account: "linkedin".into(), guide: "ai-training".into(), answer, via: Via::App }
}

#[test]
fn an_answer_is_folded_with_its_time_and_its_detail() {
    let mut entries = begun();
    entries.push(entry(2, vec![answered(Answer::WasOff { since: Since::BeforeStart })]));
    let state = fold_entries(&entries);
    let guide = state.guide("linkedin", "ai-training");
    assert_eq!(guide.answer, Answer::WasOff { since: Since::BeforeStart });
    assert_eq!(guide.last_off.unwrap().date(), "2026-11-23".parse().unwrap());
    assert_eq!(guide.history.len(), 1);
}

#[test]
fn somebody_who_is_helped_and_does_not_want_it_ends_reminders_until_they_do() {
    let helped = |agreements: &[HelpAgreement]| {
        let added = Act::PersonAdded { name: "Mum".into(), helped: true, country: "DE".into() };
        let mut entries = vec![entry(1, vec![added])];
        for (agreement, number) in agreements.iter().zip(2..) {
            entries.push(entry(number, vec![Act::HelpNoted { agreement: *agreement }]));
        }
        let state = fold_entries(&entries);
        (state.help.as_ref().map(|(agreement, _)| *agreement), state.wants_no_reminders())
    };
    use HelpAgreement as H;
    assert_eq!(helped(&[]), (None, false));
    assert_eq!(helped(&[H::Agreed]), (Some(H::Agreed), false));
    assert_eq!(helped(&[H::Agreed, H::Declined]), (Some(H::Declined), true));
    assert_eq!(helped(&[H::Declined, H::Agreed]), (Some(H::Agreed), false));
    assert_eq!(helped(&[H::Unable]), (Some(H::Unable), true));
    assert_eq!(helped(&[H::Unable, H::Represented]), (Some(H::Represented), false));
}

#[test]
fn a_recheck_that_shows_on_reopens_the_guide_and_keeps_its_history() {
    let mut entries = begun();
    entries.push(entry(2, vec![answered(Answer::Done)]));
    entries.push(entry(
        3,
        vec![Act::Rechecked {
            account: "linkedin".into(),
            guide: "ai-training".into(),
            due: "2027-02-23".parse().unwrap(),
            seen: RecheckResult::On,
            via: Via::App,
        }],
    ));
    let state = fold_entries(&entries);
    let guide = state.guide("linkedin", "ai-training");
    assert_eq!(guide.answer, Answer::Open);
    assert_eq!(
        guide.history.iter().map(|(_, noted)| *noted).collect::<Vec<_>>(),
        [HistoryItem::Answer(Answer::Done), HistoryItem::Recheck(RecheckResult::On)]
    );
}

#[test]
fn a_recheck_that_shows_off_settles_a_guide_that_was_not_found() {
    let mut entries = begun();
    entries.push(entry(2, vec![answered(Answer::NotVisible { why: Unseen::OldApp })]));
    let recheck = |seen| Act::Rechecked {
        account: "linkedin".into(),
        guide: "ai-training".into(),
        due: "2027-02-23".parse().unwrap(),
        seen,
        via: Via::App,
    };
    entries.push(entry(3, vec![recheck(RecheckResult::NotFound)]));
    assert_eq!(
        fold_entries(&entries).guide("linkedin", "ai-training").answer,
        Answer::NotVisible { why: Unseen::OldApp }
    );
    entries.push(entry(4, vec![recheck(RecheckResult::Off)]));
    assert_eq!(fold_entries(&entries).guide("linkedin", "ai-training").answer, Answer::Done);
}

#[test]
fn an_account_whose_first_entry_is_lost_keeps_its_later_entries() {
    let act = |account: &str| Act::Answered {
        account: account.into(),
        guide: "ai-training".into(),
        answer: Answer::Done,
        via: Via::App,
    };
    let state = fold_entries(&[entry(2, vec![act("linkedin"), act("linkedin-2")])]);
    assert_eq!(state.guide("linkedin", "ai-training").answer, Answer::Done);
    let services: Vec<&str> = state.accounts.values().map(|account| account.service.as_str()).collect();
    assert_eq!(services, ["linkedin", "linkedin"]);
}

#[test]
fn an_undone_account_is_not_revived_by_its_later_entries() {
    let mut entries = begun();
    let before = fold_entries(&entries);
    let account = || "linkedin-2".to_owned();
    let added = Act::AccountAdded { account: account(), service: "linkedin".into(), membership: Membership::Member };
    entries.push(entry(2, vec![added.clone()]));
    entries.push(entry(3, vec![Act::AccountNamed { account: account(), name: "Beruf".into() }]));
    let id = entries[1].id.clone();
    entries.push(entry(4, vec![Act::Undone { entry: id }]));
    assert_eq!(fold_entries(&entries).accounts, before.accounts);
    entries.push(entry(5, vec![added]));
    let state = fold_entries(&entries);
    assert_eq!(state.accounts.get("linkedin-2").map(|account| account.name.as_str()), Some(""));
}

#[test]
fn a_first_answer_that_began_its_account_is_undone_alone() {
    let mut entries = begun();
    let added =
        Act::AccountAdded { account: "chatgpt".into(), service: "chatgpt".into(), membership: Membership::Member };
    let answered = |guide: &str| Act::Answered {
        account: "chatgpt".into(),
        guide: guide.into(),
        answer: Answer::Done,
        via: Via::App,
    };
    entries.push(entry(2, vec![added, answered("ai-training")]));
    entries.push(entry(3, vec![answered("portal")]));
    entries.push(entry(4, vec![Act::Undone { entry: entries[1].id.clone() }]));
    let state = fold_entries(&entries);
    assert_eq!(state.guide("chatgpt", "ai-training").answer, Answer::Open);
    assert_eq!(state.guide("chatgpt", "portal").answer, Answer::Done);
}

#[test]
fn an_account_that_was_put_away_keeps_what_was_noted_until_it_is_taken_up_again() {
    let mut entries = begun();
    let chosen = |chosen| Act::AccountChosen { account: "linkedin".into(), chosen };
    let answered =
        Act::Answered { account: "linkedin".into(), guide: "ai-training".into(), answer: Answer::Done, via: Via::App };
    let put_away = |entries: &[Entry]| fold_entries(entries).accounts.get("linkedin").unwrap().put_away;
    entries.push(entry(2, vec![answered]));
    assert!(!put_away(&entries), "journals of today have their account chosen");
    entries.push(entry(3, vec![chosen(false)]));
    assert!(put_away(&entries));
    assert_eq!(fold_entries(&entries).guide("linkedin", "ai-training").answer, Answer::Done);
    entries.push(entry(4, vec![chosen(true)]));
    assert!(!put_away(&entries));
    entries.push(entry(5, vec![Act::Undone { entry: entries[3].id.clone() }]));
    assert!(put_away(&entries));
}

#[test]
fn a_request_whose_first_entry_is_lost_or_undone_is_left_out() {
    let mut entries = begun();
    let request = EntryId { installation: "a1".into(), number: 2 };
    let on = "2026-11-23".parse().unwrap();
    let noted = Act::RequestNoted { request: request.clone(), event: RequestEvent::SentByForm, on, via: Via::App };
    entries.push(entry(3, vec![noted]));
    assert!(fold_entries(&entries).requests.is_empty());
    entries.push(entry(2, vec![Act::RequestBegun { account: "linkedin".into(), kind: RequestKind::Access }]));
    let state = fold_entries(&entries);
    let known = state.requests.get("a1-2").unwrap();
    assert_eq!((known.kind, known.events.len()), (RequestKind::Access, 1));
    entries.push(entry(4, vec![Act::Undone { entry: request }]));
    assert!(fold_entries(&entries).requests.is_empty());
}

#[test]
fn a_text_written_with_an_event_is_the_wording_that_was_sent() {
    let mut entries = begun();
    let request = EntryId { installation: "a1".into(), number: 2 };
    let written =
        |text: &str| Act::RequestWritten { request: request.clone(), field: "name".into(), text: text.into() };
    let on = "2026-11-23".parse().unwrap();
    let sent = Act::RequestNoted { request: request.clone(), event: RequestEvent::SentByEmail, on, via: Via::App };
    let snoozed = Act::RequestSnoozed { request: request.clone(), until: on, via: Via::App };
    entries.push(entry(2, vec![Act::RequestBegun { account: "linkedin".into(), kind: RequestKind::Access }]));
    entries.push(entry(3, vec![written("Mia"), snoozed]));
    assert_eq!(fold_entries(&entries).requests.get("a1-2").unwrap().snoozed_until, Some(on));
    entries.push(entry(4, vec![sent, written("Dear Sir or Madam")]));
    let state = fold_entries(&entries);
    let request = state.requests.get("a1-2").unwrap();
    assert_eq!((request.text("name"), request.text("grounds")), ("Mia", ""));
    assert_eq!(request.wordings.get("a1-4").map(String::as_str), Some("Dear Sir or Madam"));
    // Sending ends the snooze, and the country at that time is kept.
    let from = request.sent_from.as_ref().unwrap();
    assert_eq!((request.snoozed_until, from.country.as_str(), &from.law), (None, "DE", &None));
}

#[test]
fn an_answer_ends_the_snooze_of_its_guide_and_not_that_of_the_series() {
    let mut entries = begun();
    let until = "2026-12-24".parse().unwrap();
    let guide = || "ai-training".to_owned();
    entries.push(entry(2, vec![Act::Snoozed { account: "linkedin".into(), guide: guide(), until, via: Via::App }]));
    assert_eq!(fold_entries(&entries).guide("linkedin", "ai-training").snoozed_until, Some(until));
    let mut later = entry(3, vec![answered(Answer::Done)]);
    later.at += 86_400;
    entries.push(later);
    let state = fold_entries(&entries);
    let account = state.accounts.get("linkedin").unwrap();
    let (began, answered) = ("2026-11-23".parse().unwrap(), "2026-11-24".parse().unwrap());
    let nudges = (state.nudges.from, state.nudges.answered, state.nudges.paused_until());
    assert_eq!(nudges, (Some(began), Some(answered), Some(until)));
    assert_eq!((account.guide("ai-training").snoozed_until, account.guide("research")), (None, GuideState::UNTOUCHED));
}

#[test]
fn attachments_of_a_request_go_when_the_request_is_undone() {
    let mut entries = begun();
    let note = |to: &str| Act::NoteAdded { to: to.to_owned(), text: "seen".into() };
    entries.push(entry(2, vec![Act::RequestBegun { account: "linkedin".into(), kind: RequestKind::Access }]));
    entries.push(entry(3, vec![note("requests/a1-2"), note("linkedin/ai-training"), note("requests/a1-9")]));
    let state = fold_entries(&entries);
    let to = |state: &State| state.attachments.iter().map(|attachment| attachment.to.clone()).collect::<Vec<_>>();
    assert_eq!(to(&state), ["requests/a1-2", "linkedin/ai-training"]);
    let id = entries[1].id.clone();
    entries.push(entry(4, vec![Act::Undone { entry: id }]));
    assert_eq!(to(&fold_entries(&entries)), ["linkedin/ai-training"]);
}

#[test]
fn undo_reverts_every_act_of_an_entry() {
    let mut entries = begun();
    let before = fold_entries(&entries);
    entries
        .push(entry(2, vec![answered(Answer::Done), Act::SettingChosen { name: "hour".into(), value: "19".into() }]));
    let id = entries[1].id.clone();
    entries.push(entry(3, vec![Act::Undone { entry: id }]));
    assert_eq!(fold_entries(&entries), before);
}

#[test]
fn the_durable_form_of_an_entry_is_pinned() {
    let text = serde_json::to_string(&entry(2, vec![answered(Answer::Done)])).unwrap();
    assert_eq!(
        text,
        r#"{"v":2,"id":"a1-2","seq":2,"at":1795460520,"offset":3600,"acts":[{"act":"answered","account":"linkedin","guide":"ai-training","answer":"done","via":"app"}]}"#
    );
    assert_eq!(serde_json::from_str::<Entry>(&text).unwrap(), entry(2, vec![answered(Answer::Done)]));
}

fn sent_as(country: &str, title: &str) -> SentAs {
    SentAs {
        law: "eu".into(),
        country: country.into(),
        holidays: "IE-1".into(),
        addressee: "ireland".into(),
        addressee_name: "LinkedIn Ireland".into(),
        language: "en".into(),
        title: title.into(),
        membership: Membership::Member,
        due: None,
    }
}

fn request_id() -> EntryId {
    EntryId { installation: "a1".into(), number: 2 }
}

fn sent_on(on: &str) -> Act {
    let on = on.parse().unwrap();
    Act::RequestNoted { request: request_id(), event: RequestEvent::SentByForm, on, via: Via::App }
}

/// Begins a person in Germany with a draft.
fn with_draft() -> Vec<Entry> {
    let mut entries = begun();
    entries.push(entry(2, vec![Act::RequestBegun { account: "linkedin".into(), kind: RequestKind::Access }]));
    entries
}

fn sent_from(entries: &[Entry]) -> SentFrom {
    fold_entries(entries).requests.get("a1-2").unwrap().sent_from.clone().unwrap()
}

#[test]
fn what_was_sent_stays_in_its_country_and_with_its_account_whatever_is_chosen_later() {
    let mut entries = with_draft();
    let sent = Act::RequestSentAs { request: request_id(), sent: sent_as("DE", "Auskunft") };
    entries.push(entry(3, vec![sent_on("2026-11-23"), sent]));
    let before = fold_entries(&entries).requests.get("a1-2").unwrap().clone();
    entries.push(entry(4, vec![Act::CountryChosen { country: "GB".into() }]));
    let none = Membership::None;
    let closed = Act::AccountAdded { account: "linkedin".into(), service: "linkedin".into(), membership: none };
    entries.push(entry(5, vec![closed, Act::PersonRenamed { name: "Mia".into() }]));
    let state = fold_entries(&entries);
    assert_eq!((state.country.as_str(), state.requests.get("a1-2")), ("GB", Some(&before)));
    let from = before.sent_from.as_ref().unwrap();
    assert_eq!((from.country.as_str(), from.law.as_deref(), from.membership), ("DE", Some("eu"), Membership::Member));
    assert_eq!(before.sent().map(|sent| sent.title.as_str()), Some("Auskunft"));
}

#[test]
fn a_corrected_country_holds_for_what_was_sent_since_the_last_move_and_keeps_the_wrong_one() {
    let mut entries = with_draft();
    let sent = Act::RequestSentAs { request: request_id(), sent: sent_as("DE", "") };
    entries.push(entry(3, vec![sent_on("2026-11-23"), sent]));
    let corrected = |number, country: &str| entry(number, vec![Act::CountryCorrected { country: country.into() }]);
    let mut moved = entries.clone();
    entries.push(corrected(4, "GB"));
    let from = sent_from(&entries);
    assert_eq!((from.country.as_str(), &from.law), ("GB", &None));
    let former: Vec<_> = from.former.iter().map(|former| (former.country.as_str(), former.law.as_deref())).collect();
    assert_eq!(former, [("DE", Some("eu"))]);
    // A single undo takes the correction back.
    entries.push(entry(5, vec![Act::Undone { entry: EntryId { installation: "a1".into(), number: 4 } }]));
    assert_eq!((sent_from(&entries).country.as_str(), sent_from(&entries).former.len()), ("DE", 0));
    // After a move, only what the person said about the new place can be wrong.
    moved.push(entry(4, vec![Act::CountryChosen { country: "FR".into() }]));
    moved.push(corrected(5, "GB"));
    let state = fold_entries(&moved);
    assert_eq!((state.country.as_str(), sent_from(&moved).country.as_str()), ("GB", "DE"));
}

#[test]
fn a_country_that_was_lost_and_is_named_again_is_that_of_what_was_sent_before() {
    let mut entries = with_draft();
    entries.push(entry(3, vec![sent_on("2026-11-23")]));
    // The line of the first entry is damaged, and the account lives on in its id.
    entries.remove(0);
    assert_eq!(sent_from(&entries).country, "");
    entries.push(entry(4, vec![Act::CountryChosen { country: "GB".into() }]));
    assert_eq!(sent_from(&entries).country, "GB");
    entries.push(entry(5, vec![Act::CountryChosen { country: "FR".into() }]));
    assert_eq!(sent_from(&entries).country, "GB");
    entries.push(entry(6, vec![Act::CountryCorrected { country: "ES".into() }]));
    assert_eq!((sent_from(&entries).country.as_str(), sent_from(&entries).former.len()), ("GB", 0));
}

#[test]
fn a_corrected_day_takes_the_place_of_the_wrong_one_until_the_correction_is_undone() {
    let mut entries = with_draft();
    entries.push(entry(3, vec![sent_on("2026-11-23")]));
    let on = "2026-11-20".parse().unwrap();
    let event = EntryId { installation: "a1".into(), number: 3 };
    entries.push(entry(4, vec![Act::RequestCorrected { request: request_id(), entry: event.clone(), on }]));
    let request = |entries: &[Entry]| fold_entries(entries).requests.get("a1-2").unwrap().clone();
    let corrected = request(&entries);
    assert_eq!(corrected.event(&event).unwrap().2, on);
    let was: Vec<String> = corrected.corrections_of(&event).map(|correction| correction.was.to_string()).collect();
    assert_eq!(was, ["2026-11-23"]);
    let mut undone = entries.clone();
    undone.push(entry(5, vec![Act::Undone { entry: EntryId { installation: "a1".into(), number: 4 } }]));
    assert_eq!(request(&undone), request(&entries[..3]));
    // Where the event itself is taken back, its correction goes with it.
    entries.push(entry(5, vec![Act::Undone { entry: event }]));
    assert_eq!((request(&entries).events.len(), request(&entries).corrections.len()), (0, 0));
}

#[test]
fn a_history_is_in_the_order_of_days_and_then_as_noted() {
    let mut entries = with_draft();
    let noted = |event, on: &str| {
        vec![Act::RequestNoted { request: request_id(), event, on: on.parse().unwrap(), via: Via::App }]
    };
    entries.push(entry(3, noted(RequestEvent::SentByForm, "2026-11-23")));
    entries.push(entry(4, noted(RequestEvent::Acknowledged, "2026-12-01")));
    entries.push(entry(5, noted(RequestEvent::MoreTime, "2026-11-25")));
    entries.push(entry(6, noted(RequestEvent::NothingCame, "2026-12-01")));
    let state = fold_entries(&entries);
    let history = state.requests.get("a1-2").unwrap().history();
    let numbers: Vec<u64> = history.iter().map(|(stamp, ..)| stamp.entry.number).collect();
    assert_eq!(numbers, [3, 5, 4, 6]);
}

/// Draws an act other than an undo.
const MEMBERSHIPS: [Membership; 4] = [Membership::Member, Membership::None, Membership::Former, Membership::Never];

fn any_act() -> impl Strategy<Value = Act> {
    const ANSWERS: [Answer; 8] = [
        Answer::Open,
        Answer::Done,
        Answer::LeftOut,
        Answer::NotApplicable,
        Answer::WasOff { since: Since::BeforeStart },
        Answer::WasOff { since: Since::Unknown },
        Answer::NotVisible { why: Unseen::OldApp },
        Answer::NotVisible { why: Unseen::SomethingElse },
    ];
    let account = || prop::sample::select(vec!["linkedin", "linkedin-2"]).prop_map(str::to_owned);
    let guide =
        || (account(), prop::sample::select(vec!["ai-training", "research", "objection-form"]).prop_map(str::to_owned));
    let via = || prop::sample::select(vec![Via::App, Via::Notification]);
    let day = || (0..400_u64).prop_map(|days| add_days("2026-11-01".parse().unwrap(), days));
    let text = || ".{0,12}";
    // Few of these entries begin a request: the others refer to a missing one.
    let request = || (1..12_u64).prop_map(|number| EntryId { installation: "a1".into(), number });
    let to = || {
        prop_oneof![
            guide().prop_map(|(account, guide)| format!("{account}/{guide}")),
            request().prop_map(|request| format!("requests/{request}")),
        ]
    };
    const EVENTS: [RequestEvent; 21] = [
        RequestEvent::SentByForm,
        RequestEvent::SentByEmail,
        RequestEvent::SentByPost,
        RequestEvent::HandedOver,
        RequestEvent::Received,
        RequestEvent::Acknowledged,
        RequestEvent::IdentityAsked,
        RequestEvent::IdentityGiven,
        RequestEvent::ClarificationAsked,
        RequestEvent::ClarificationGiven,
        RequestEvent::MoreTime,
        RequestEvent::Granted,
        RequestEvent::Partly,
        RequestEvent::Refused,
        RequestEvent::FormDemanded,
        RequestEvent::Replied,
        RequestEvent::NothingCame,
        RequestEvent::FollowedUp,
        RequestEvent::ComplainedToController,
        RequestEvent::Complained,
        RequestEvent::Closed,
    ];
    prop_oneof![
        (text(), any::<bool>(), "[A-Z]{2}").prop_map(|(name, helped, country)| Act::PersonAdded {
            name,
            helped,
            country
        }),
        text().prop_map(|name| Act::PersonRenamed { name }),
        any::<bool>().prop_map(|helped| Act::HelpedChosen { helped }),
        "[A-Z]{2}".prop_map(|country| Act::CountryChosen { country }),
        "[A-Z]{2}".prop_map(|country| Act::CountryCorrected { country }),
        prop::sample::select(vec![HelpAgreement::Agreed, HelpAgreement::Declined])
            .prop_map(|agreement| Act::HelpNoted { agreement }),
        (request(), 1..12_u64, day()).prop_map(|(request, number, on)| Act::RequestCorrected {
            request,
            entry: EntryId { installation: "a1".into(), number },
            on
        }),
        (request(), "[A-Z]{2}", text())
            .prop_map(|(request, country, title)| Act::RequestSentAs { request, sent: sent_as(&country, &title) }),
        (account(), prop::sample::select(MEMBERSHIPS.to_vec())).prop_map(|(account, membership)| Act::AccountAdded {
            account,
            service: "linkedin".into(),
            membership
        }),
        (account(), any::<bool>()).prop_map(|(account, chosen)| Act::AccountChosen { account, chosen }),
        (account(), text()).prop_map(|(account, name)| Act::AccountNamed { account, name }),
        (account(), "[a-z]{2}").prop_map(|(account, language)| Act::ServiceLanguageChosen { account, language }),
        (guide(), prop::sample::select(ANSWERS.to_vec()), via())
            .prop_map(|((account, guide), answer, via)| { Act::Answered { account, guide, answer, via } }),
        (
            guide(),
            day(),
            prop::sample::select(vec![RecheckResult::Off, RecheckResult::On, RecheckResult::NotFound]),
            via()
        )
            .prop_map(|((account, guide), due, seen, via)| Act::Rechecked { account, guide, due, seen, via }),
        (guide(), prop::sample::select(vec![0, 3, 6, 12])).prop_map(|((account, guide), months)| Act::RecheckChosen {
            account,
            guide,
            months
        }),
        (guide(), day(), via()).prop_map(|((account, guide), until, via)| Act::Snoozed { account, guide, until, via }),
        (account(), prop::sample::select(vec![Nudging::Series, Nudging::Monthly, Nudging::Stopped]))
            .prop_map(|(account, nudging)| Act::NudgingChosen { account, nudging }),
        (guide(), text()).prop_map(|((account, guide), text)| Act::GroundsWritten { account, guide, text }),
        (account(), prop::sample::select(vec![RequestKind::Objection, RequestKind::Access]))
            .prop_map(|(account, kind)| Act::RequestBegun { account, kind }),
        (request(), prop::sample::select(EVENTS.to_vec()), day(), via())
            .prop_map(|(request, event, on, via)| Act::RequestNoted { request, event, on, via }),
        (request(), "[a-z]{0,8}", text()).prop_map(|(request, field, text)| Act::RequestWritten {
            request,
            field,
            text
        }),
        (to(), text()).prop_map(|(to, text)| Act::NoteAdded { to, text }),
        (to(), "[0-9a-f]{64}", any::<u64>()).prop_map(|(to, sha256, size)| Act::PictureAdded {
            to,
            picture: Picture { sha256, kind: PictureType::Heic, size }
        }),
        (request(), day(), via()).prop_map(|(request, until, via)| Act::RequestSnoozed { request, until, via }),
        ("[a-z]{0,8}", text()).prop_map(|(name, value)| Act::SettingChosen { name, value }),
    ]
}

fn any_journal() -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec(prop::collection::vec(any_act(), 1..3), 0..20).prop_map(|commands| {
        let mut entries = begun();
        for acts in commands {
            let number = u64::try_from(entries.len()).unwrap() + 1;
            entries.push(entry(number, acts));
        }
        entries
    })
}

#[test]
fn two_entries_of_one_id_and_other_content_both_count_and_are_told() {
    let mut entries = begun();
    let number = u64::try_from(entries.len()).unwrap() + 1;
    let note = |text: &str| Act::NoteAdded { to: "linkedin/ai-training".into(), text: text.into() };
    entries.push(entry(number, vec![note("of one copy")]));
    entries.push(entry(number, vec![note("of the other")]));
    let state = fold_entries(&entries);
    assert_eq!((state.attachments.len(), state.conflicts), (2, 1));
    let again = entries[entries.len() - 1].clone();
    entries.insert(0, again);
    entries.reverse();
    assert_eq!(fold_entries(&entries), state, "neither order nor repetition matters");
}

#[test]
fn an_unknown_act_has_no_effect_but_is_told() {
    let mut entries = begun();
    let before = fold_entries(&entries);
    let unknown = Act::Unknown { fields: vec![("act".into(), "flown".into())] };
    entries.push(entry(u64::try_from(entries.len()).unwrap() + 1, vec![unknown]));
    let state = fold_entries(&entries);
    assert_eq!((state.unknown.len(), state.accounts), (1, before.accounts));
}

proptest! {
    #[test]
    fn a_corrected_day_is_as_good_as_one_that_was_right_at_once(
        entries in any_journal(),
        place in 0..40_usize,
        day in 0..400_u64,
    ) {
        let on = add_days("2026-11-01".parse().unwrap(), day);
        let noted = |entry: &Entry| {
            entry.acts.iter().find_map(|act| match act {
                Act::RequestNoted { request, .. } => Some(request.clone()),
                _ => None,
            })
        };
        let places: Vec<usize> = (0..entries.len()).filter(|at| noted(&entries[*at]).is_some()).collect();
        prop_assume!(!places.is_empty());
        let at = places[place % places.len()];
        let request = noted(&entries[at]).unwrap();
        let mut at_once = entries.clone();
        let mut first = true;
        for act in &mut at_once[at].acts {
            if let Act::RequestNoted { request: known, on: day, .. } = act
                && first
                && *known == request
            {
                (*day, first) = (on, false);
            }
        }
        // A correction that was noted before would be overwritten.
        for entry in &mut at_once {
            entry.acts.retain(|act| !matches!(act, Act::RequestCorrected { .. }));
        }
        let mut corrected = entries.clone();
        for entry in &mut corrected {
            entry.acts.retain(|act| !matches!(act, Act::RequestCorrected { .. }));
        }
        let number = u64::try_from(entries.len()).unwrap() + 1;
        let event = entries[at].id.clone();
        corrected.push(entry(number, vec![Act::RequestCorrected { request: request.clone(), entry: event, on }]));
        let mut state = fold_entries(&corrected);
        let wanted = fold_entries(&at_once);
        if let Some(request) = state.requests.get_mut(&request.to_string()) {
            request.corrections.clear();
        }
        prop_assert_eq!(&state.requests, &wanted.requests);
    }

    #[test]
    fn what_is_noted_after_an_answer_of_the_same_day_stands_before_it(
        order in Just(vec![RequestEvent::FormDemanded, RequestEvent::SentByForm, RequestEvent::Refused]).prop_shuffle(),
    ) {
        let mut entries = with_draft();
        let on = "2026-11-01".parse().unwrap();
        for (event, number) in order.into_iter().zip(3..) {
            entries.push(entry(number, vec![Act::RequestNoted { request: request_id(), event, on, via: Via::App }]));
        }
        let state = fold_entries(&entries);
        let history = state.requests.get("a1-2").unwrap().history();
        let events: Vec<_> = history.into_iter().map(|(_, event, _)| *event).collect();
        prop_assert_eq!(events, [RequestEvent::SentByForm, RequestEvent::FormDemanded, RequestEvent::Refused]);
    }

    #[test]
    fn the_order_of_noting_changes_nothing_in_a_history(
        days in prop::collection::vec(0..60_u64, 1..8),
        turn in 0..8_usize,
    ) {
        let noted = |order: Vec<u64>| {
            let mut entries = with_draft();
            for (day, number) in order.iter().zip(3..) {
                let on = add_days("2026-11-01".parse().unwrap(), *day);
                let event = RequestEvent::FollowedUp;
                entries.push(entry(number, vec![Act::RequestNoted { request: request_id(), event, on, via: Via::App }]));
            }
            let state = fold_entries(&entries);
            let history = state.requests.get("a1-2").unwrap().history();
            history.iter().map(|(_, event, on)| (*event, *on)).collect::<Vec<_>>()
        };
        let mut turned = days.clone();
        turned.rotate_left(turn % days.len());
        prop_assert_eq!(noted(turned), noted(days));
    }

    #[test]
    fn undo_after_any_act_restores_the_state(mut entries in any_journal(), act in any_act()) {
        let before = fold_entries(&entries);
        let number = u64::try_from(entries.len()).unwrap() + 1;
        entries.push(entry(number, vec![act]));
        let id = entries[entries.len() - 1].id.clone();
        entries.push(entry(number + 1, vec![Act::Undone { entry: id }]));
        prop_assert_eq!(fold_entries(&entries), before);
    }

    #[test]
    fn the_fold_ignores_order_and_duplicates_of_entries(
        entries in any_journal(),
        cuts in prop::collection::vec(0..40_usize, 0..6),
    ) {
        let whole = fold_entries(&entries);
        let mut merged = entries;
        merged.reverse();
        for cut in cuts {
            let at = cut % merged.len();
            merged.rotate_left(at);
            let again = merged[0].clone();
            merged.push(again);
        }
        prop_assert_eq!(fold_entries(&merged), whole);
    }

    #[test]
    fn any_entry_survives_a_round_trip_through_its_durable_form(entries in any_journal()) {
        for entry in entries {
            let text = serde_json::to_string(&entry).unwrap();
            prop_assert_eq!(serde_json::from_str::<Entry>(&text).unwrap(), entry);
        }
    }
}
