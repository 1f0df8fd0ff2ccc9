//! What the plan promises, whatever persons answer, put off and choose, in any order.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use proptest::prelude::*;
use widerspruch_domain::catalogue::{Benefit, Facts, ServiceFacts};
use widerspruch_domain::checks::is_checked;
use widerspruch_domain::civil::add_days;
use widerspruch_domain::journal::{Answer, Nudging};
use widerspruch_domain::reminders::{Category, Occurrence};

use super::tests::perform_text;
use crate::grammar::addresses::CheckAddress;
use crate::kit::testing::TestFolder;
use crate::plan::{LIMIT, planned_occurrences};

/// Something that happens.
#[derive(Debug, Clone)]
enum Step {
    Command(String),
    AddPerson(u8),
    AddAccount(u8),
    Set(&'static str, &'static str),
    Wait(i64),
}

fn any_step() -> impl Strategy<Value = Step> {
    let guides = prop::sample::select(vec!["ai-training", "research", "objection-form"]);
    let accounts = prop::sample::select(vec!["linkedin", "linkedin-2"]);
    let acts = prop::sample::select(vec!["confirm", "leave-out", "reopen", "unseen"]);
    let answer = (acts, 1..4_u8, accounts.clone(), guides.clone()).prop_map(|(act, person, account, guide)| {
        let why = if act == "unseen" { "/old-app" } else { "" };
        Step::Command(format!("{act}/p{person}/{account}/{guide}{why}"))
    });
    let later = (1..4_u8, accounts, guides, 1..60_u64).prop_map(|(person, account, guide, days)| {
        let until = add_days(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(), days);
        Step::Command(format!("later/p{person}/{account}/{guide}/{until}"))
    });
    let nudging = prop::sample::select(vec!["series", "monthly", "stopped"]);
    prop_oneof![
        4 => answer,
        1 => later,
        1 => nudging.prop_map(|how| Step::Command(format!("nudging/all/{how}"))),
        1 => (1..5_u8).prop_map(Step::AddPerson),
        1 => (1..4_u8).prop_map(Step::AddAccount),
        1 => prop::sample::select(vec!["08:00", "12:00", "21:00"]).prop_map(|hour| Step::Set("hour", hour)),
        1 => prop::sample::select(vec!["workdays", "every-day"]).prop_map(|days| Step::Set("weekdays", days)),
        4 => (1..50_i64).prop_map(Step::Wait),
    ]
}

fn take(folder: &mut TestFolder, step: &Step) {
    match step {
        Step::Command(command) => {
            perform_text(folder, command, &[]);
        }
        Step::AddPerson(number) => {
            perform_text(folder, "person/add", &[("name", &format!("P{number}"))]);
        }
        Step::AddAccount(person) => {
            perform_text(folder, &format!("account/p{person}/linkedin/add/2"), &[]);
        }
        Step::Set(setting, value) => {
            perform_text(folder, &format!("set/{setting}"), &[(setting, value)]);
        }
        Step::Wait(days) => folder.wait_days(*days),
    }
}

fn nudges(all: &[Occurrence]) -> Vec<&Occurrence> {
    let is_nudge = |o: &&Occurrence| {
        matches!(o.category, Category::Nudge | Category::Question) && CheckAddress::parse(&o.subject).is_none()
    };
    all.iter().filter(is_nudge).collect()
}

fn days(all: &[Occurrence]) -> Vec<NaiveDate> {
    nudges(all).into_iter().map(|o| o.at.date()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn one_series_nudges_for_the_next_step_of_the_owner_and_leaves_a_week_after_each_answer(
        steps in prop::collection::vec(any_step(), 1..25),
    ) {
        let mut folder = TestFolder::empty();
        perform_text(&mut folder, "begin/linkedin", &[]);
        for step in &steps {
            let before = planned_occurrences(&folder.snapshot());
            take(&mut folder, step);
            let snapshot = folder.snapshot();
            let plan = planned_occurrences(&snapshot);
            prop_assert_eq!(&plan, &planned_occurrences(&snapshot), "planning twice is the same");
            let upcoming: BTreeSet<NaiveDate> = plan.upcoming.iter().map(|o| o.at.date()).collect();
            prop_assert_eq!(upcoming.len(), plan.upcoming.len(), "two on one day after {:?}", step);
            let preferences = snapshot.preferences();
            prop_assert!(nudges(&plan.upcoming).iter().all(|o| preferences.next(o.at.date()) == o.at), "{:?}", plan.upcoming);
            // A nudge names the next step of the person whose phone it is, and nobody else's.
            let next = snapshot.next_step(snapshot.owner().unwrap()).map(|guide| guide.subject().to_string());
            for nudge in nudges(&plan.due).into_iter().chain(nudges(&plan.upcoming)) {
                prop_assert_eq!(Some(&nudge.subject), next.as_ref(), "after {:?}", step);
            }
            let ahead = nudges(&plan.upcoming);
            let questions = ahead.iter().filter(|o| o.category == Category::Question).count();
            let most = match snapshot.owner().unwrap().state.nudges.nudging {
                Nudging::Series => 6,
                // Half a year ahead.
                Nudging::Monthly => 7,
                Nudging::Stopped => 0,
            };
            prop_assert!(ahead.len() <= most && questions <= 1, "{:?}", ahead);
            let answered = snapshot.persons().iter().filter_map(|person| person.state.nudges.answered).max();
            if let Some(answered) = answered {
                let quiet = add_days(answered, 7);
                prop_assert!(days(&plan.upcoming).iter().chain(&days(&plan.due)).all(|day| *day >= quiet));
            }
            if matches!(step, Step::AddPerson(_)) {
                prop_assert_eq!(days(&plan.upcoming), days(&before.upcoming), "a person moves no day");
            }
            // Another account can have the next step, on the same days, if there was one before.
            if matches!(step, Step::AddAccount(_)) && !nudges(&before.upcoming).is_empty() {
                prop_assert_eq!(days(&plan.upcoming), days(&before.upcoming), "an account moves no day");
            }
        }
    }
}

/// Most services of a random catalogue.
const MOST: usize = 60;

/// Names the services of a random catalogue.
fn service(number: usize) -> String {
    format!("s{number:02}")
}

/// Gives a folder a catalogue of services, each with some of the guides of a card, and another order and benefit.
fn set_services(folder: &mut TestFolder, cards: &[(u8, u16)]) {
    let facts = folder.session.catalogue.facts;
    let known = facts.service("linkedin").unwrap();
    let varied = cards.iter().enumerate().map(|(number, (mask, order))| {
        let offered = known.guides.iter().enumerate().filter(|(place, _)| *place == 0 || mask >> place & 1 == 1);
        let guides: Vec<_> = offered.map(|(_, guide)| guide.clone()).collect();
        let benefit = [Benefit::High, Benefit::Medium, Benefit::Low][usize::from(mask % 3)];
        let card =
            ServiceFacts { guides: guides.into(), order: *order, benefit, pillar: mask & 128 != 0, ..known.clone() };
        (service(number).into(), card)
    });
    let services = [("linkedin".to_owned().into(), known.clone())].into_iter().chain(varied).collect();
    folder.session.catalogue.facts = Box::leak(Box::new(Facts { services, ..facts.clone() }));
}

fn any_step_of_many() -> impl Strategy<Value = Step> {
    let guides = || prop::sample::select(vec!["ai-training", "research", "objection-form"]);
    let acts = prop::sample::select(vec!["confirm", "confirm", "leave-out", "reopen", "unseen"]);
    let answer = (acts, 1..6_u8, 0..MOST, guides()).prop_map(|(act, person, account, guide)| {
        let why = if act == "unseen" { "/old-app" } else { "" };
        Step::Command(format!("{act}/p{person}/{}/{guide}{why}", service(account)))
    });
    let later = (1..6_u8, 0..MOST, guides(), 1..90_u64).prop_map(|(person, account, guide, days)| {
        let until = add_days(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(), days);
        Step::Command(format!("later/p{person}/{}/{guide}/{until}", service(account)))
    });
    let nudging = prop::sample::select(vec!["series", "series", "monthly", "stopped"]);
    prop_oneof![
        6 => answer,
        1 => later,
        1 => nudging.prop_map(|how| Step::Command(format!("nudging/all/{how}"))),
        1 => (1..6_u8).prop_map(Step::AddPerson),
        4 => (1..6_u8, 0..MOST).prop_map(|(person, account)| {
            Step::Command(format!("account/p{person}/{}/add/1", service(account)))
        }),
        1 => prop::sample::select(vec!["08:00", "12:00", "21:00"]).prop_map(|hour| Step::Set("hour", hour)),
        1 => prop::sample::select(vec!["workdays", "every-day"]).prop_map(|days| Step::Set("weekdays", days)),
        3 => (1..40_i64).prop_map(Step::Wait),
    ]
}

/// Returns what is planned from the day after tomorrow on, which planning tomorrow must keep.
fn later_ones(all: &[Occurrence], today: NaiveDate) -> Vec<(String, NaiveDate)> {
    let later = all.iter().filter(|o| o.at.date() > add_days(today, 1) && o.category != Category::OpenApp);
    later.map(|o| (o.id.clone(), o.at.date())).collect()
}

/// Holds what the plan promises of a folder as it is now.
fn judge(folder: &mut TestFolder) -> Result<(), TestCaseError> {
    let snapshot = folder.snapshot();
    let (plan, today) = (planned_occurrences(&snapshot), snapshot.wording.today());
    prop_assert_eq!(&plan, &planned_occurrences(&snapshot), "planning twice is the same");
    let days: BTreeSet<NaiveDate> = plan.upcoming.iter().map(|o| o.at.date()).collect();
    prop_assert_eq!(days.len(), plan.upcoming.len(), "two on one day");
    let preferences = snapshot.preferences();
    let owner = snapshot.owner().unwrap();
    let next = snapshot.next_step(owner).map(|guide| guide.subject().to_string());
    let answered = snapshot.persons().iter().filter_map(|person| person.state.nudges.answered).max();
    for o in plan.due.iter().chain(&plan.upcoming) {
        let exact = matches!(o.category, Category::Due | Category::OpenApp);
        prop_assert!(exact || preferences.next(o.at.date()) == o.at, "an unwanted day: {:?}", o);
        let series = matches!(o.category, Category::Nudge | Category::Question);
        if series && CheckAddress::parse(&o.subject).is_none() {
            prop_assert_eq!(Some(&o.subject), next.as_ref(), "it names the next step of the phone's own person");
            prop_assert!(answered.is_none_or(|day| o.at.date() >= add_days(day, 7)), "a week of quiet: {:?}", o);
        }
    }
    let most = if owner.state.nudges.nudging == Nudging::Series { 6 } else { 7 };
    prop_assert!(nudges(&plan.upcoming).len() <= most, "{:?}", plan.upcoming);
    for person in snapshot.persons() {
        let check = snapshot.check(person);
        for guide in snapshot.accounts(person).into_iter().flat_map(|account| snapshot.guides(account)) {
            let off = guide.state.last_off.filter(|_| guide.state.answer == Answer::Done && is_checked(guide.facts));
            let Some(off) = off else { continue };
            let check = check.as_ref().unwrap();
            let young = add_days(off.date(), 30) > check.address.day;
            prop_assert!(
                check.asks(&guide) || young || check.is_due(today),
                "{:?} is not on {:?}",
                guide.subject(),
                check
            );
            prop_assert!(snapshot.next_recheck(&guide).is_some());
        }
    }
    let later = later_ones(&plan.upcoming, today);
    folder.wait_days(1);
    let tomorrow = planned_occurrences(&folder.snapshot());
    folder.wait_days(-1);
    let kept: Vec<_> = later_ones(&tomorrow.upcoming, today);
    // A full plan has room for more tomorrow.
    let lost = later.iter().find(|one| !kept.contains(one) && plan.upcoming.len() < LIMIT);
    prop_assert!(lost.is_none(), "planning tomorrow loses {:?}", lost);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_the_catalogue_and_the_persons_do_the_plan_keeps_its_promises(
        cards in prop::collection::vec((any::<u8>(), 0..200_u16), 1..=MOST),
        steps in prop::collection::vec(any_step_of_many(), 1..40),
    ) {
        let mut folder = TestFolder::empty();
        set_services(&mut folder, &cards);
        perform_text(&mut folder, "begin/linkedin", &[]);
        perform_text(&mut folder, "account/p1/s00/add/1", &[]);
        let snapshot = folder.snapshot();
        let accounts = snapshot.accounts(snapshot.owner().unwrap());
        prop_assert!(accounts.iter().any(|account| account.id == service(0)), "the catalogue is another");
        for step in &steps {
            let before = planned_occurrences(&folder.snapshot());
            take(&mut folder, step);
            judge(&mut folder)?;
            let adds = matches!(step, Step::AddPerson(_))
                || matches!(step, Step::Command(command) if command.starts_with("account/"));
            if adds && !nudges(&before.upcoming).is_empty() {
                let plan = planned_occurrences(&folder.snapshot());
                prop_assert_eq!(days(&plan.upcoming), days(&before.upcoming), "{:?} moves no day", step);
            }
        }
        // From now on nobody answers: the series ends in its question.
        let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
        let series = folder.snapshot().owner().unwrap().state.nudges.nudging == Nudging::Series;
        for _ in 0..90 {
            let due = planned_occurrences(&folder.snapshot()).due;
            seen.extend(nudges(&due).iter().map(|o| (o.category.id().to_owned(), o.id.clone())));
            folder.wait_days(1);
        }
        let count = |category: Category| seen.iter().filter(|(known, _)| known == category.id()).count();
        if series {
            prop_assert!(count(Category::Nudge) <= 5 && count(Category::Question) <= 1, "{:?}", seen);
            prop_assert!(nudges(&planned_occurrences(&folder.snapshot()).upcoming).is_empty(), "it has ended");
        }
    }
}
