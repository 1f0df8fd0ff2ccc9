//! Nudges: one series a phone, about the next open step of the person whose phone it is.

use chrono::NaiveDate;

use crate::catalogue::{GuideFacts, ServiceFacts};
use crate::checklist::checklist_progress;
use crate::civil::add_days;
use crate::journal::{AccountState, NudgeState, Nudging, Pause};
use crate::law::Region;
use crate::reminders::{FIRST_DAY, NUDGES, Preferences, Rhythm, Schedule, Subject};

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
pub fn nudges(
    owner: &NudgeState,
    answered: Option<NaiveDate>,
    key: String,
    preferences: &Preferences,
    latest: NaiveDate,
) -> Option<Subject> {
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
            Schedule::Series { days: held_days(answered, Rhythm::AfterAnswer, &owner.pauses, preferences) }
        }
        (Nudging::Series, _) => {
            Schedule::Series { days: held_days(from, Rhythm::FromStart, &owner.pauses, preferences) }
        }
    };
    Some(Subject { key, schedule, snoozed_until: owner.paused_until() })
}

/// Returns whether nudges come once a month only because no day is believed from which a series could be counted. The
/// arguments are those of [`nudges`].
pub fn is_start_unknown(owner: &NudgeState, answered: Option<NaiveDate>, latest: NaiveDate) -> bool {
    owner.nudging == Nudging::Series && [owner.from, answered].into_iter().flatten().all(|day| day > latest)
}

/// Returns the days of a series of which pauses hold what had not come when they were chosen: it comes after them, at the
/// distances that it had.
fn held_days(from: NaiveDate, rhythm: Rhythm, pauses: &[Pause], preferences: &Preferences) -> [NaiveDate; NUDGES + 1] {
    let mut days = rhythm.from(from);
    let first = days[0];
    for pause in pauses {
        // Few weekdays put nudges off to days of the ones after them.
        let mut free = NaiveDate::MIN;
        let laid_out = days.iter().map(|day| {
            let at = preferences.next(free.max(*day));
            free = add_days(at.date(), 1);
            at
        });
        let shown = laid_out.take_while(|at| *at <= pause.noted).count();
        // Whoever puts off the question is asked again.
        let next = shown.min(NUDGES);
        let until = pause.until.max(add_days(pause.noted.date(), 1));
        // Nobody is nudged earlier than without a pause, unless a nudge was what they put off.
        let mut day = if shown == 0 { until.max(first) } else { until };
        for (held, distance) in days.iter_mut().zip(distances(rhythm)).skip(next) {
            *held = day;
            day = add_days(day, distance);
        }
    }
    days
}

/// Returns how many days lie between each day of a series and the one after it.
fn distances(rhythm: Rhythm) -> impl Iterator<Item = u64> {
    let days = rhythm.days();
    days.into_iter().skip(1).chain([0]).zip(days).map(|(next, day)| next.saturating_sub(day))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDateTime;
    use proptest::prelude::*;

    use super::*;
    use crate::reminders::{Category, plan_reminders};

    const EVERY_DAY: Preferences = Preferences { hour: 18, weekdays: [true; 7] };

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn schedule(owner: &NudgeState, answered: Option<&str>) -> Option<Schedule> {
        let key = "p1/linkedin/ai-training".into();
        let subject = nudges(owner, answered.map(day), key, &EVERY_DAY, day("2027-06-01"))?;
        assert_eq!(subject.snoozed_until, owner.paused_until());
        Some(subject.schedule)
    }

    fn begun(nudging: Nudging) -> NudgeState {
        NudgeState { nudging, from: Some(day("2026-11-23")), ..NudgeState::default() }
    }

    #[test]
    fn the_first_days_nudge_more_often_than_the_weeks_after_an_answer() {
        let series = |from, rhythm: Rhythm| Some(Schedule::Series { days: rhythm.from(day(from)) });
        let owner = begun(Nudging::Series);
        assert_eq!(schedule(&owner, None), series("2026-11-23", Rhythm::FromStart));
        assert_eq!(schedule(&owner, Some("2026-11-23")), series("2026-11-23", Rhythm::AfterAnswer));
        assert_eq!(schedule(&owner, Some("2027-01-04")), series("2027-01-04", Rhythm::AfterAnswer));
    }

    #[test]
    fn a_choice_soon_after_an_answer_leaves_the_week_of_quiet() {
        let owner = begun(Nudging::Series);
        let quiet = Schedule::Series { days: Rhythm::AfterAnswer.from(day("2026-11-17")) };
        assert_eq!(schedule(&owner, Some("2026-11-17")), Some(quiet));
        let over = Schedule::Series { days: Rhythm::FromStart.from(day("2026-11-23")) };
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
        let found = nudges(&owner, Some(day("2037-01-02")), "a".into(), &EVERY_DAY, day("2026-11-17")).unwrap();
        assert_eq!(found.schedule, Schedule::Monthly { from: FIRST_DAY });
        assert!(is_start_unknown(&owner, Some(day("2037-01-02")), day("2026-11-17")));
        assert!(!is_start_unknown(&owner, Some(day("2026-11-10")), day("2026-11-17")));
        let answered = nudges(&owner, Some(day("2026-11-10")), "a".into(), &EVERY_DAY, day("2026-11-17")).unwrap();
        assert_eq!(answered.schedule, Schedule::Series { days: Rhythm::AfterAnswer.from(day("2026-11-10")) });
    }

    fn paused(from: &str, pauses: &[(&str, &str)]) -> Vec<String> {
        let pauses = pauses.iter().map(|(noted, until)| Pause { noted: noted.parse().unwrap(), until: day(until) });
        let owner = NudgeState { from: Some(day(from)), pauses: pauses.collect(), ..NudgeState::default() };
        let Some(Schedule::Series { days }) = schedule(&owner, None) else { panic!("no series") };
        days.map(|day| day.to_string()).to_vec()
    }

    #[test]
    fn the_rest_of_a_series_comes_after_a_pause_at_its_distances() {
        let held = paused("2026-11-24", &[("2026-11-27T20:00:00", "2026-12-25")]);
        assert_eq!(held, ["2026-11-25", "2026-12-25", "2027-01-01", "2027-01-08", "2027-01-15", "2027-01-22"]);
        // Before the hour, that day's nudge had not come.
        let early = paused("2026-11-24", &[("2026-11-25T17:59:00", "2026-12-25")]);
        assert_eq!(early, ["2026-12-25", "2026-12-28", "2027-01-04", "2027-01-11", "2027-01-18", "2027-01-25"]);
        let asked = paused("2026-11-24", &[("2027-01-10T20:00:00", "2027-01-17")]);
        assert_eq!(asked[4..], ["2026-12-19", "2027-01-17"], "only the question is left");
    }

    #[test]
    fn another_day_replaces_that_of_a_pause_and_before_the_first_nudge_nothing_comes_earlier() {
        let shortened = [("2026-11-27T20:00:00", "2026-12-25"), ("2026-11-28T20:00:00", "2026-12-01")];
        assert_eq!(paused("2026-11-24", &shortened)[..3], ["2026-11-25", "2026-12-01", "2026-12-08"]);
        let early = [("2026-11-24T20:00:00", "2026-12-25"), ("2026-11-24T21:00:00", "2026-11-25")];
        assert_eq!(paused("2026-11-24", &early), Rhythm::FromStart.from(day("2026-11-24")).map(|day| day.to_string()));
    }

    /// Walks through the days of a phone: what is due is shown once; on some days the person puts it off, then answers
    /// nothing. Returns how many nudges and questions were shown, and the newest days of each.
    fn walk(
        owner: &mut NudgeState,
        preferences: &Preferences,
        later: &[(u64, u64)],
    ) -> (Vec<NaiveDate>, Vec<NaiveDate>) {
        let (mut seen, mut nudged, mut asked) = (Vec::new(), Vec::new(), Vec::new());
        let first = owner.from.unwrap();
        for passed in 0..500 {
            let now: NaiveDateTime = add_days(first, passed).and_hms_opt(21, 30, 0).unwrap();
            let subject = nudges(owner, None, "a".into(), preferences, now.date()).unwrap();
            let due = plan_reminders(&[subject], preferences, &[], now, 50).due;
            for shown in due.into_iter().filter(|o| !seen.contains(&o.id)).collect::<Vec<_>>() {
                let days = if shown.category == Category::Question { &mut asked } else { &mut nudged };
                days.push(shown.at.date());
                seen.push(shown.id);
            }
            for (_, days) in later.iter().filter(|(on, _)| *on == passed) {
                owner.pauses.push(Pause { noted: now, until: add_days(now.date(), *days) });
            }
        }
        (nudged, asked)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn a_phone_nudges_five_times_whatever_is_put_off_and_then_asks(
            later in prop::collection::vec((0..60_u64, 1..40_u64), 0..6),
            weekdays in any::<[bool; 7]>(),
            hour in 8..22_u32,
        ) {
            let preferences = Preferences { hour, weekdays };
            let mut owner = begun(Nudging::Series);
            let (nudged, asked) = walk(&mut owner, &preferences, &later);
            prop_assert_eq!(nudged.len(), NUDGES, "{:?}", nudged);
            // A question that was put off is asked again.
            let put_off = owner.pauses.iter().filter(|pause| asked[0] <= pause.noted.date()).count();
            prop_assert!(!asked.is_empty() && asked.len() <= 1 + put_off, "{:?} {:?}", asked, owner.pauses);
            prop_assert!(asked[0] > nudged[NUDGES - 1]);
            for pause in &owner.pauses {
                let held = |day: &NaiveDate| *day > pause.noted.date() && *day < pause.until;
                let newest = owner.pauses.iter().rfind(|other| other.noted.date() < pause.until);
                if newest == Some(pause) {
                    prop_assert!(!nudged.iter().chain(&asked).any(held), "{:?} {:?}", nudged, pause);
                }
            }
        }
    }
}
