//! The check day of a person: one day on which all switches that were seen off are looked at again.

use chrono::NaiveDate;

use crate::catalogue::GuideFacts;
use crate::civil::{add_days, add_months};
use crate::journal::{Answer, GuideState, HistoryItem, RecheckResult};
use crate::reminders::FIRST_DAY;

/// Months from the first switch that was seen off to the first check, and from one check to the next, unless the person
/// chose otherwise.
const MONTHS: (u8, u8) = (3, 6);

/// A switch that was seen less days before a check waits for the next one.
const YOUNG_DAYS: u64 = 30;

/// Most checks of a journal that are gone through.
const MOST: usize = 1000;

/// The next check day of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckDay {
    /// The day.
    pub day: NaiveDate,
    /// The switches that are still to be looked at, by their place.
    pub open: Vec<usize>,
    /// The switches that were looked at since that day, by their place.
    pub answered: Vec<usize>,
    /// The day of the check after it, if all is answered on its day: younger switches wait for that.
    pub after: NaiveDate,
}

/// Returns whether a guide leads to a switch that is looked at again.
pub fn is_checked(guide: &GuideFacts) -> bool {
    guide.recheck_months.is_some() || (guide.switches_off() && guide.step.is_some())
}

/// Returns the months to the first check and between two checks; `None` where the person wants none.
pub fn check_months(chosen: Option<u8>) -> Option<(u8, u8)> {
    match chosen {
        Some(0) => None,
        Some(months) => Some((months, months)),
        None => Some(MONTHS),
    }
}

/// Returns the next check day, from the switches of a person and the interval that they chose. What was noted on a day
/// later than `latest`, or before [`FIRST_DAY`], takes no part.
pub fn check_day(switches: &[&GuideState], chosen: Option<u8>, latest: NaiveDate) -> Option<CheckDay> {
    let (first, later) = check_months(chosen)?;
    let seen: Vec<Vec<Sighting>> = switches.iter().map(|state| sightings(state, latest)).collect();
    let all = || seen.iter().flatten();
    let noted = all().filter(|one| one.stands).map(|one| one.on).min()?;
    // Seen off for the first time on a check day or later, a switch moves no day that came before.
    let counted = add_months(noted, u32::from(first))?;
    let off = all().filter(|one| one.off).map(|one| one.on).min().filter(|off| *off < counted);
    let mut day = off.map_or(Some(counted), |off| add_months(off, u32::from(first)))?;
    for _ in 0..MOST {
        let last = |known: &&Vec<Sighting>| known.iter().rfind(|one| one.on < day).copied();
        let standing = || seen.iter().map(|known| last(&known).filter(|one| one.stands));
        let is_old = |one: &Sighting| add_days(one.on, YOUNG_DAYS) <= day;
        let on_it: Vec<usize> =
            standing().enumerate().filter_map(|(place, one)| one.filter(is_old).map(|_| place)).collect();
        let since = |place: &usize| seen[*place].iter().map(|one| one.on).find(|on| *on >= day);
        let (answered, open): (Vec<usize>, Vec<usize>) = on_it.iter().partition(|place| since(place).is_some());
        let next = if !open.is_empty() {
            return Some(CheckDay { day, open, answered, after: add_months(day, u32::from(later))? });
        } else if let Some(ended) = answered.iter().filter_map(since).max() {
            add_months(ended, u32::from(later))?
        } else {
            // Nothing that is old enough: counted afresh, from what was seen just before, or is seen next.
            let young = standing().flatten().map(|one| one.on).min();
            let next = || all().filter(|one| one.stands && one.on >= day).map(|one| one.on).min();
            add_months(young.or_else(next)?, u32::from(first))?
        };
        if next <= day {
            return None;
        }
        day = next;
    }
    None
}

/// Returns the day on which a switch looked different at a check, unless it was seen since. What was noted on a day later
/// than `latest`, or before [`FIRST_DAY`], takes no part.
pub fn changed_on(state: &GuideState, latest: NaiveDate) -> Option<NaiveDate> {
    let mut seen = state.history.iter().rev().filter(|(stamp, item)| {
        (FIRST_DAY..=latest).contains(&stamp.at.date()) && *item != HistoryItem::Recheck(RecheckResult::Skipped)
    });
    let (stamp, _) = seen.next().filter(|(_, item)| *item == HistoryItem::Recheck(RecheckResult::Changed))?;
    Some(stamp.at.date())
}

/// A day on which something was noted of a switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sighting {
    on: NaiveDate,
    /// Whether it was seen off.
    off: bool,
    /// Whether it is to be looked at again: it was seen off, or not found.
    stands: bool,
}

/// Returns what was noted of a switch, oldest day first.
fn sightings(state: &GuideState, latest: NaiveDate) -> Vec<Sighting> {
    let mut all: Vec<Sighting> = Vec::new();
    for (stamp, item) in &state.history {
        let off = match item {
            HistoryItem::Answer(answer) => matches!(answer, Answer::Done | Answer::WasOff { .. }),
            HistoryItem::Recheck(seen) => *seen == RecheckResult::Off,
        };
        let stands = match item {
            HistoryItem::Answer(answer) => off || matches!(answer, Answer::NotVisible { .. }),
            HistoryItem::Recheck(seen) => *seen != RecheckResult::On,
        };
        let on = stamp.at.date();
        if (FIRST_DAY..=latest).contains(&on) {
            let place = all.partition_point(|known| known.on <= on);
            all.insert(place, Sighting { on, off, stands });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::journal::{EntryId, Stamp, Unseen, Via};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn noted(on: NaiveDate, item: HistoryItem) -> (Stamp, HistoryItem) {
        let entry = EntryId { installation: "a1".into(), number: 1 };
        let at = on.and_hms_opt(20, 0, 0).unwrap();
        (Stamp { entry, seq: 1, at, offset: 0, via: Via::App }, item)
    }

    const DONE: HistoryItem = HistoryItem::Answer(Answer::Done);
    const UNSEEN: HistoryItem = HistoryItem::Answer(Answer::NotVisible { why: Unseen::OldApp });
    const OFF: HistoryItem = HistoryItem::Recheck(RecheckResult::Off);
    const ON: HistoryItem = HistoryItem::Recheck(RecheckResult::On);

    fn state(items: &[(&str, HistoryItem)]) -> GuideState {
        let history = items.iter().map(|(on, item)| noted(day(on), *item)).collect();
        GuideState { history, ..GuideState::UNTOUCHED.clone() }
    }

    #[test]
    fn a_switch_that_looked_different_stays_so_until_it_is_seen_again() {
        let changed = HistoryItem::Recheck(RecheckResult::Changed);
        let skipped = HistoryItem::Recheck(RecheckResult::Skipped);
        let mut items = vec![("2026-11-23", DONE), ("2027-02-23", changed), ("2027-08-23", skipped)];
        let seen = |items: &[_], latest| changed_on(&state(items), day(latest)).map(|on| on.to_string());
        assert_eq!(seen(&items, "2027-09-01").as_deref(), Some("2027-02-23"));
        assert_eq!(seen(&items, "2027-02-22"), None, "a day that is still to come tells nothing");
        items.push(("2027-08-24", OFF));
        assert_eq!(seen(&items, "2027-09-01"), None);
        assert_eq!(seen(&[("2026-11-23", DONE)], "2027-09-01"), None);
    }

    fn check(switches: &[GuideState], chosen: Option<u8>) -> Option<(String, Vec<usize>, Vec<usize>)> {
        let all: Vec<&GuideState> = switches.iter().collect();
        let found = check_day(&all, chosen, day("2030-01-01"))?;
        Some((found.day.to_string(), found.open, found.answered))
    }

    fn expect(on: &str, open: &[usize], answered: &[usize]) -> Option<(String, Vec<usize>, Vec<usize>)> {
        Some((on.to_owned(), open.to_vec(), answered.to_vec()))
    }

    #[test]
    fn the_first_check_is_3_months_after_the_first_switch_and_the_next_half_a_year_later() {
        let mut switches = vec![state(&[("2026-11-23", DONE)]), state(&[("2026-12-10", DONE)])];
        assert_eq!(check(&switches, None), expect("2027-02-23", &[0, 1], &[]));
        switches[0].history.push(noted(day("2027-02-23"), OFF));
        assert_eq!(check(&switches, None), expect("2027-02-23", &[1], &[0]));
        switches[1].history.push(noted(day("2027-02-25"), OFF));
        assert_eq!(check(&switches, None), expect("2027-08-25", &[0, 1], &[]));
    }

    #[test]
    fn a_switch_that_was_seen_less_than_30_days_before_waits_for_the_next_check() {
        let mut switches = vec![state(&[("2026-11-23", DONE)]), state(&[("2027-01-25", DONE)])];
        assert_eq!(check(&switches, None), expect("2027-02-23", &[0], &[]));
        switches[1] = state(&[("2027-01-24", DONE)]);
        assert_eq!(check(&switches, None), expect("2027-02-23", &[0, 1], &[]));
        // Alone it would be looked at on a day of its own.
        let alone = [state(&[("2026-11-23", DONE), ("2027-02-20", OFF)])];
        assert_eq!(check(&alone, None), expect("2027-05-20", &[0], &[]));
    }

    #[test]
    fn a_switch_that_is_on_again_is_answered_and_stands_on_no_check_until_it_is_off() {
        let mut switches = vec![state(&[("2026-11-23", DONE)]), state(&[("2026-12-10", DONE)])];
        switches[0].history.push(noted(day("2027-02-23"), ON));
        assert_eq!(check(&switches, None), expect("2027-02-23", &[1], &[0]), "the day does not move");
        switches[1].history.push(noted(day("2027-02-23"), OFF));
        assert_eq!(check(&switches, None), expect("2027-08-23", &[1], &[]));
        switches[0].history.push(noted(day("2027-02-23"), DONE));
        assert_eq!(check(&switches, None), expect("2027-08-23", &[0, 1], &[]));
    }

    #[test]
    fn a_switch_first_seen_off_on_a_check_day_leaves_the_rest_of_that_check() {
        let mut switches = [state(&[("2026-11-23", UNSEEN)]), state(&[("2026-11-24", UNSEEN)])];
        assert_eq!(check(&switches, None), expect("2027-02-23", &[0, 1], &[]));
        switches[0].history.push(noted(day("2027-02-23"), DONE));
        assert_eq!(check(&switches, None), expect("2027-02-23", &[1], &[0]));
    }

    #[test]
    fn without_a_switch_that_was_off_the_first_that_was_not_found_begins() {
        let switches = [state(&[("2026-12-01", UNSEEN)]), GuideState::UNTOUCHED.clone()];
        assert_eq!(check(&switches, None), expect("2027-03-01", &[0], &[]));
        assert_eq!(check(std::slice::from_ref(GuideState::UNTOUCHED), None), None);
        let reopened = [state(&[("2026-12-01", DONE), ("2026-12-02", HistoryItem::Answer(Answer::Open))])];
        assert_eq!(check(&reopened, None), None);
    }

    #[test]
    fn the_person_may_choose_another_interval_or_none() {
        let mut switches = vec![state(&[("2026-11-23", DONE)])];
        assert_eq!(check(&switches, Some(12)), expect("2027-11-23", &[0], &[]));
        switches[0].history.push(noted(day("2027-11-23"), OFF));
        assert_eq!(check(&switches, Some(12)), expect("2028-11-23", &[0], &[]));
        assert_eq!(check(&switches, Some(0)), None);
    }

    // A phone whose battery was empty woke up in 2037.
    #[test]
    fn what_was_noted_while_the_clock_was_wrong_takes_no_part() {
        let wrong = [state(&[("2037-01-01", DONE)]), state(&[("2020-01-01", DONE)])];
        assert_eq!(check(&wrong, None), None);
    }

    fn any_switches() -> impl Strategy<Value = Vec<GuideState>> {
        let item = prop_oneof![
            Just(DONE),
            Just(UNSEEN),
            Just(OFF),
            Just(ON),
            Just(HistoryItem::Recheck(RecheckResult::NotFound)),
            Just(HistoryItem::Answer(Answer::LeftOut)),
        ];
        let history = prop::collection::vec((0..600_u64, item), 0..6).prop_map(|mut all| {
            all.sort_by_key(|(on, _)| *on);
            let history = all.into_iter().map(|(on, item)| noted(add_days(day("2026-01-01"), on), item)).collect();
            GuideState { history, ..GuideState::UNTOUCHED.clone() }
        });
        prop::collection::vec(history, 1..60)
    }

    proptest! {
        #[test]
        fn every_switch_is_on_the_next_check_or_was_seen_30_days_before_it(switches in any_switches()) {
            let all: Vec<&GuideState> = switches.iter().collect();
            let found = check_day(&all, None, day("2030-01-01"));
            for (place, state) in switches.iter().enumerate() {
                let Some(newest) = sightings(state, day("2030-01-01")).last().copied() else { continue };
                if !newest.stands {
                    prop_assert!(found.as_ref().is_none_or(|check| !check.open.contains(&place)));
                    continue;
                }
                let check = found.as_ref().unwrap();
                let old = add_days(newest.on, YOUNG_DAYS) <= check.day;
                let known = check.open.contains(&place);
                prop_assert_eq!(known, old, "{} {:?}", place, check);
            }
        }

        #[test]
        fn answers_in_any_order_end_a_check(switches in any_switches(), backwards in any::<bool>(), late in 0..200_u64) {
            let mut switches = switches;
            let now = |switches: &[GuideState]| {
                let all: Vec<&GuideState> = switches.iter().collect();
                check_day(&all, None, day("2040-01-01"))
            };
            let Some(check) = now(&switches) else { return Ok(()) };
            let mut order = check.open.clone();
            if backwards {
                order.reverse();
            }
            // Nothing was noted after the days that the switches are made of.
            let on = add_days(check.day.max(day("2027-10-01")), late);
            for (count, place) in order.iter().enumerate() {
                prop_assert_eq!(now(&switches).unwrap().day, check.day);
                prop_assert_eq!(now(&switches).unwrap().open.len(), order.len() - count);
                switches[*place].history.push(noted(on, OFF));
            }
            let after = now(&switches).unwrap();
            prop_assert!(after.day > on && after.answered.is_empty(), "{:?}", after);
        }
    }
}
