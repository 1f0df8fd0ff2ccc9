//! Nudges: one series a phone, about the next open step of the person whose phone it is.

use chrono::NaiveDate;

use crate::catalogue::{GuideFacts, ServiceFacts};
use crate::checklist::checklist_progress;
use crate::civil::add_days;
use crate::journal::{AccountState, NudgeState, Nudging};
use crate::law::Region;
use crate::reminders::{FIRST_DAY, Rhythm, Schedule, Subject};

/// Days without a nudge after an answer.
const QUIET_DAYS: u64 = 7;

/// Returns the open step to take next, with its place among `accounts`: the first step of each service before a second
/// one, then the one that helps most, then the shortest.
pub fn next_step<'a>(
    accounts: &[(&'a ServiceFacts, &AccountState)],
    region: Region,
) -> Option<(usize, &'a GuideFacts)> {
    let mut best = None;
    for (account, (service, state)) in accounts.iter().enumerate() {
        let progress = checklist_progress(service, state, region);
        let Some(guide) = progress.next() else { continue };
        let before = progress.steps.iter().take_while(|step| step.id != guide.id).count();
        let order = (before, service.benefit as u8, guide.minutes, service.order, account);
        if best.is_none_or(|(known, _)| order < known) {
            best = Some((order, guide));
        }
    }
    best.map(|((.., account), guide)| (account, guide))
}

/// Returns the nudges of a phone. `owner` is what they follow from in the journal of the person whose phone it is,
/// `answered` the newest day on which anybody on the phone answered a step, and `key` names the next step. A day later
/// than `latest` was noted while the clock was wrong.
pub fn nudges(owner: &NudgeState, answered: Option<NaiveDate>, key: String, latest: NaiveDate) -> Option<Subject> {
    let believed = |day: &NaiveDate| *day <= latest;
    let answered = answered.filter(believed);
    // Without a day that is believed nobody can tell how many nudges there were: one a month, by days that never move.
    let known = owner.from.filter(believed);
    let from = known.unwrap_or(FIRST_DAY);
    let schedule = match (owner.nudging, answered) {
        (Nudging::Stopped, _) => return None,
        (Nudging::Series, None) if known.is_none() => Schedule::Monthly { from },
        (Nudging::Monthly, _) => Schedule::Monthly { from: answered.map_or(from, |answered| answered.max(from)) },
        (Nudging::Series, Some(answered)) if add_days(answered, QUIET_DAYS) > from => {
            Schedule::Series { from: answered, rhythm: Rhythm::AfterAnswer }
        }
        (Nudging::Series, _) => Schedule::Series { from, rhythm: Rhythm::FromStart },
    };
    Some(Subject { key, schedule, snoozed_until: owner.snoozed_until })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn schedule(owner: &NudgeState, answered: Option<&str>) -> Option<Schedule> {
        let subject = nudges(owner, answered.map(day), "p1/linkedin/ai-training".into(), day("2027-06-01"))?;
        assert_eq!(subject.snoozed_until, owner.snoozed_until);
        Some(subject.schedule)
    }

    fn begun(nudging: Nudging) -> NudgeState {
        NudgeState { nudging, from: Some(day("2026-11-23")), ..NudgeState::default() }
    }

    #[test]
    fn the_first_days_nudge_more_often_than_the_weeks_after_an_answer() {
        let series = |from, rhythm| Some(Schedule::Series { from: day(from), rhythm });
        let owner = begun(Nudging::Series);
        assert_eq!(schedule(&owner, None), series("2026-11-23", Rhythm::FromStart));
        assert_eq!(schedule(&owner, Some("2026-11-23")), series("2026-11-23", Rhythm::AfterAnswer));
        assert_eq!(schedule(&owner, Some("2027-01-04")), series("2027-01-04", Rhythm::AfterAnswer));
    }

    #[test]
    fn a_choice_soon_after_an_answer_leaves_the_week_of_quiet() {
        let owner = begun(Nudging::Series);
        let quiet = Schedule::Series { from: day("2026-11-17"), rhythm: Rhythm::AfterAnswer };
        assert_eq!(schedule(&owner, Some("2026-11-17")), Some(quiet));
        let over = Schedule::Series { from: day("2026-11-23"), rhythm: Rhythm::FromStart };
        assert_eq!(schedule(&owner, Some("2026-11-16")), Some(over));
    }

    #[test]
    fn once_a_month_is_counted_from_the_choice_or_the_newest_answer() {
        let owner = begun(Nudging::Monthly);
        assert_eq!(schedule(&owner, Some("2026-11-01")), Some(Schedule::Monthly { from: day("2026-11-23") }));
        assert_eq!(schedule(&owner, Some("2026-12-05")), Some(Schedule::Monthly { from: day("2026-12-05") }));
        assert_eq!(schedule(&begun(Nudging::Stopped), None), None);
    }

    // A phone whose battery was empty woke up in 2037.
    #[test]
    fn a_day_noted_while_the_clock_was_ahead_silences_no_nudge() {
        let owner = NudgeState { from: Some(day("2037-01-01")), ..NudgeState::default() };
        let found = nudges(&owner, Some(day("2037-01-02")), "a".into(), day("2026-11-17")).unwrap();
        assert_eq!(found.schedule, Schedule::Monthly { from: FIRST_DAY });
        let answered = nudges(&owner, Some(day("2026-11-10")), "a".into(), day("2026-11-17")).unwrap();
        assert_eq!(answered.schedule, Schedule::Series { from: day("2026-11-10"), rhythm: Rhythm::AfterAnswer });
    }
}
