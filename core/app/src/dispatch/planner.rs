//! What the plan promises, whatever persons answer, put off and choose, in any order.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use proptest::prelude::*;
use widerspruch_domain::civil::add_days;
use widerspruch_domain::journal::Nudging;
use widerspruch_domain::reminders::{Category, Occurrence};

use super::tests::perform_text;
use crate::grammar::addresses::CheckAddress;
use crate::kit::testing::TestFolder;
use crate::plan::planned_occurrences;

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
        perform_text(&mut folder, "welcome", &[]);
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
