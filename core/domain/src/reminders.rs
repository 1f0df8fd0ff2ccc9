//! The planner: lays all wanted reminders on days and hours, in local civil time.
//!
//! The day of an occurrence never depends on `now`: all occurrences, past ones included, get their days first and are
//! split into due and upcoming afterwards. So planning again, later or elsewhere in the world, gives the same day for
//! the same id, and no reminder can fall between two plans. An act of the person can move an upcoming occurrence to
//! another day, but not into the past: see [`Plan::moved_into_the_past`].

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

use chrono::{Datelike, Months, NaiveDate, NaiveDateTime};

use crate::civil::{add_days, add_months, months_between};

/// Days after its start on which [`Schedule::UntilKnown`] asks, before it asks every month.
pub const QUESTION_DAYS: [u64; 2] = [7, 14];

/// Days without a reminder that a phone may be left with.
pub const KEEP_ALIVE_DAYS: usize = 60;

/// Days after its day on which an unanswered [`Schedule::Check`] is asked again; on the last of them, whether to go on.
pub const CHECK_DAYS: [u64; 4] = [7, 35, 63, 91];

/// Earliest hour at which anything is shown.
pub const EARLIEST_HOUR: u32 = 8;

/// Latest hour at which anything is shown.
pub const LATEST_HOUR: u32 = 21;

/// Months for which monthly occurrences are planned ahead.
const MONTHS_AHEAD: u32 = 6;

/// First day on which something can have been noted: the first catalogue is younger. What is from before was noted while the
/// clock was wrong, perhaps by centuries.
pub const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(2025, 11, 1).expect("the first day of a month");

/// Months before today from which monthly occurrences are counted at most, and at least where the clock stands before
/// [`FIRST_DAY`].
const MONTHS_BACK: (u32, u32) = (1200, 12);

/// Category of a notification, which decides its words and buttons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// A guide is open.
    Nudge,
    /// The question whether to go on reminding.
    Question,
    /// A re-check: is the setting still off?
    Recheck,
    /// A request is a draft: was it sent?
    Send,
    /// A request was sent by post: did it arrive?
    Receipt,
    /// The period for an answer ends today.
    Due,
    /// The period for an answer seems to be over.
    Overdue,
    /// A good time to ask again, where no statute sets a period.
    Courtesy,
    /// The last place of a full plan: opening the app plans further.
    OpenApp,
    /// A question on the way to a far day, so that the phone does not put an unused app to sleep.
    KeepAlive,
}

impl Category {
    /// Returns the name, which is part of the ids of occurrences and names the set of buttons.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Nudge => "nudge",
            Self::Question => "question",
            Self::Recheck => "check",
            Self::Send => "send",
            Self::Receipt => "receipt",
            Self::Due => "due",
            Self::Overdue => "overdue",
            Self::Courtesy => "courtesy",
            Self::OpenApp => "open-app",
            Self::KeepAlive => "keep-alive",
        }
    }
}

/// Most nudges of a series: then comes the question whether to go on.
pub const NUDGES: usize = 5;

/// Days of a series of nudges, counted from its start. After the last nudge comes the question whether to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rhythm {
    /// After a day, 3 days later, then weekly.
    FromStart,
    /// Weekly: whoever gave an answer has a week of quiet.
    AfterAnswer,
}

impl Rhythm {
    /// Returns the distances of the nudges, and that of the question.
    pub const fn days(self) -> [u64; NUDGES + 1] {
        match self {
            Self::FromStart => [1, 4, 11, 18, 25, 32],
            Self::AfterAnswer => [7, 14, 21, 28, 35, 42],
        }
    }

    /// Returns the days of a series that begins on a day and that no pause holds.
    pub fn from(self, day: NaiveDate) -> [NaiveDate; NUDGES + 1] {
        self.days().map(|days| add_days(day, days))
    }
}

/// Reminders that a subject needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schedule {
    /// Nudges, then the question whether to go on, then nothing.
    Series {
        /// The days of the nudges, and that of the question.
        days: [NaiveDate; NUDGES + 1],
    },
    /// A nudge every month.
    Monthly {
        /// Start: the first nudge comes a month later.
        from: NaiveDate,
    },
    /// A re-check on a day, asked again after [`CHECK_DAYS`], and then the question whether to go on.
    Check {
        /// The day.
        on: NaiveDate,
    },
    /// Nudges on the way to a far day, after each [`KEEP_ALIVE_DAYS`].
    KeepAlive {
        /// The day from which the days are counted.
        from: NaiveDate,
        /// The far day.
        until: NaiveDate,
        /// Most of them: they are counted among the nudges of a series.
        most: usize,
    },
    /// A single reminder, due from a day on until the person answers.
    Dated {
        /// The first day.
        on: NaiveDate,
        /// Category of the reminder.
        category: Category,
        /// Whether the reminder may fall outside the chosen weekdays, because the person must act on that day.
        exact_day: bool,
    },
    /// The same question again and again until the person knows the answer: on [`QUESTION_DAYS`], then every month.
    UntilKnown {
        /// The day from which the days are counted.
        from: NaiveDate,
        /// Category of the reminders.
        category: Category,
    },
    /// A reminder on the last day for an answer, replaced by another when the answer is overdue.
    Answer {
        /// The due date. It may fall outside the chosen weekdays, because the person must look on that day.
        due: NaiveDate,
        /// The day on which to ask whether to follow up.
        overdue: NaiveDate,
    },
}

/// Thing to be reminded of: a guide or a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Unique name: `p1/linkedin/ai-training`.
    pub key: String,
    /// Reminders that it needs.
    pub schedule: Schedule,
    /// Snooze: reminders planned before this day come as a single one on this day.
    pub snoozed_until: Option<NaiveDate>,
}

/// Hour and weekdays on which the person wants reminders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preferences {
    /// Hour of the day, clamped to [`EARLIEST_HOUR`]..=[`LATEST_HOUR`].
    pub hour: u32,
    /// Chosen weekdays, Monday first. Seven times `false` means every day.
    pub weekdays: [bool; 7],
}

impl Preferences {
    /// Returns the first wanted time from `day` on.
    pub fn next(&self, day: NaiveDate) -> NaiveDateTime {
        let week = (0..7).map(|days| add_days(day, days));
        self.on(week.into_iter().find(|day| self.allows(*day)).unwrap_or(day))
    }

    fn allows(&self, day: NaiveDate) -> bool {
        let index = day.weekday().num_days_from_monday() as usize;
        self.weekdays.get(index).copied().unwrap_or(true) || self.weekdays == [false; 7]
    }

    fn on(&self, day: NaiveDate) -> NaiveDateTime {
        let hour = self.hour.clamp(EARLIEST_HOUR, LATEST_HOUR);
        day.and_hms_opt(hour, 0, 0).unwrap_or_else(|| day.and_time(chrono::NaiveTime::MIN))
    }
}

/// A reminder of a subject at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// Id, the same in every plan: `<subject>/<category>/<planned>`.
    pub id: String,
    /// Key of the subject, empty for [`Category::OpenApp`].
    pub subject: String,
    /// Category of the reminder.
    pub category: Category,
    /// Day by rule, before it had to make room.
    pub planned: NaiveDate,
    /// Time at which it is shown: on the planned day, or on the next day that is free and wanted.
    pub at: NaiveDateTime,
}

/// Desired state of all notifications.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// The newest due occurrence of each subject, in the order of their times.
    pub due: Vec<Occurrence>,
    /// Future occurrences, soonest first, at most one on a day.
    pub upcoming: Vec<Occurrence>,
}

/// Plans the reminders of all subjects at the local civil time `now`, with at most `limit` upcoming ones. `subjects`
/// are listed by importance. `kept` holds ids with their earliest day: see [`Plan::moved_into_the_past`].
pub fn plan_reminders(
    subjects: &[Subject],
    preferences: &Preferences,
    kept: &[(String, NaiveDate)],
    now: NaiveDateTime,
    limit: usize,
) -> Plan {
    let mut wanted = Vec::new();
    for (place, subject) in subjects.iter().enumerate() {
        wanted.extend(wanted_occurrences(subject, place, now.date()));
    }
    // Dated reminders choose their day first; among equals the earlier one, then the one listed first. Later months of
    // a monthly subject choose last, so the distance we plan ahead cannot move a reminder that is already planned.
    let wanted = sorted_by_key(wanted, |w| (w.rank as u64) << 32 | day_number(w.planned));
    let mut days = DayPlan { next: HashMap::default() };
    let mut occurrences = Vec::with_capacity(wanted.len());
    for Wanted { rank, planned, place, category } in wanted {
        let subject = subjects[place].key.clone();
        let id = format!("{subject}/{}/{planned}", category.id());
        let from = kept.iter().find(|(known, _)| *known == id).map_or(planned, |(_, day)| planned.max(*day));
        let day = days.take(from, |day| rank == Rank::Exact || preferences.allows(day));
        occurrences.push((place, Occurrence { id, subject, category, planned, at: preferences.on(day) }));
    }
    // Every occurrence has its own day, so sorting by day is enough.
    let occurrences = sorted_by_key(occurrences, |(_, o)| day_number(o.at.date()));
    let mut newest = vec![None; subjects.len()];
    let mut due = Vec::new();
    let mut upcoming = Vec::new();
    for (place, occurrence) in occurrences {
        if occurrence.at > now {
            upcoming.push(occurrence);
            continue;
        }
        newest[place] = Some(due.len());
        due.push((place, occurrence));
    }
    let due = due.into_iter().enumerate().filter(|(index, (place, _))| newest[*place] == Some(*index));
    Plan {
        due: due.map(|(_, (_, occurrence))| occurrence).collect(),
        upcoming: fit_to_limit(upcoming, preferences, limit),
    }
}

impl Plan {
    /// Returns the upcoming reminders of this plan that a `new` plan, made at the same time, calls due, because an
    /// answer or a setting freed an earlier day or moved the hour. Nobody has seen them yet, and a system that shows
    /// only what it was given never would. Each comes with the day to keep it on instead: its own day, or the next
    /// where the hour has passed.
    pub fn moved_into_the_past(
        &self,
        new: &Self,
        preferences: &Preferences,
        now: NaiveDateTime,
    ) -> Vec<(String, NaiveDate)> {
        let moved = self.upcoming.iter().filter(|o| new.due.iter().any(|due| due.id == o.id));
        let later = |day: NaiveDate| if preferences.on(day) > now { day } else { add_days(day, 1) };
        moved.map(|o| (o.id.clone(), later(o.at.date()))).collect()
    }
}

/// Sorts by key; things with the same key keep their order.
fn sorted_by_key<T>(things: Vec<T>, key: impl Fn(&T) -> u64) -> Vec<T> {
    let order = sorted_indices(things.iter().map(key).collect());
    let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
    order.into_iter().filter_map(|place| things[place].take()).collect()
}

/// Returns the indices of the keys in the order of the keys. All sorting of this module is done here, because a sort
/// for each type costs kilobytes of code.
fn sorted_indices(keys: Vec<u64>) -> Vec<usize> {
    let mut places: Vec<(u64, usize)> = keys.into_iter().zip(0..).collect();
    places.sort_unstable();
    places.into_iter().map(|(_, place)| place).collect()
}

/// Returns the number of a day, counted from the first representable day.
fn day_number(day: NaiveDate) -> u64 {
    u64::try_from(day.signed_duration_since(NaiveDate::MIN).num_days()).unwrap_or(0)
}

/// Order in which occurrences choose their days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Exact,
    Dated,
    Nudge,
    Monthly,
}

/// An occurrence before it has a day.
struct Wanted {
    rank: Rank,
    planned: NaiveDate,
    /// Index of the subject.
    place: usize,
    category: Category,
}

/// Returns the occurrences that a subject wants, oldest first.
fn wanted_occurrences(subject: &Subject, place: usize, today: NaiveDate) -> Vec<Wanted> {
    let mut all = Vec::new();
    let mut add = |rank, planned, category| all.push(Wanted { rank, planned, place, category });
    match subject.schedule {
        Schedule::Series { days: [nudges @ .., question] } => {
            for day in nudges {
                add(Rank::Nudge, day, Category::Nudge);
            }
            add(Rank::Nudge, question, Category::Question);
        }
        Schedule::UntilKnown { from, category } => {
            for days in QUESTION_DAYS {
                add(Rank::Dated, add_days(from, days), category);
            }
            for (day, rank) in monthly_days(from, today, Rank::Dated) {
                add(rank, day, category);
            }
        }
        Schedule::Monthly { from } => {
            for (day, rank) in monthly_days(from, today, Rank::Nudge) {
                add(rank, day, Category::Nudge);
            }
        }
        Schedule::KeepAlive { from, until, most } => {
            let days = from.iter_days().step_by(KEEP_ALIVE_DAYS).skip(1).take(most);
            for day in days.take_while(|day| *day < until) {
                add(Rank::Nudge, day, Category::KeepAlive);
            }
        }
        Schedule::Check { on } => {
            add(Rank::Dated, on, Category::Recheck);
            let [again @ .., last] = CHECK_DAYS;
            for days in again {
                add(Rank::Dated, add_days(on, days), Category::Recheck);
            }
            add(Rank::Dated, add_days(on, last), Category::Question);
        }
        Schedule::Dated { on, category, exact_day } => {
            add(if exact_day { Rank::Exact } else { Rank::Dated }, on, category);
        }
        Schedule::Answer { due, overdue } => {
            add(Rank::Exact, due, Category::Due);
            add(Rank::Dated, overdue, Category::Overdue);
        }
    }
    let Some(until) = subject.snoozed_until else { return all };
    let hidden = all.iter().take_while(|w| w.planned < until).count();
    let first = all.first().map(|w| w.rank);
    let held = all.drain(..hidden).next_back();
    if let Some(mut held) = held {
        if matches!(subject.schedule, Schedule::Check { .. }) {
            // What follows a check that was put off keeps its distance from the day that was chosen.
            let moved = day_number(until) - day_number(held.planned);
            all.iter_mut().for_each(|later| later.planned = add_days(later.planned, moved));
        }
        held.planned = until;
        // Which month is the last one hidden depends on how far we plan ahead; the rank must not.
        held.rank = if held.rank == Rank::Monthly { first.unwrap_or(held.rank) } else { held.rank };
        held.rank = held.rank.min(Rank::Nudge);
        match all.first_mut().filter(|w| w.planned == until) {
            // An occurrence is planned for that day already.
            Some(own) => own.rank = held.rank,
            None => all.insert(0, held),
        }
    }
    all
}

/// Returns the days of a monthly occurrence up to the horizon, the first one with the rank `first`. The horizon is the
/// same for all subjects, so planning on a later day only adds occurrences at the end.
fn monthly_days(from: NaiveDate, today: NaiveDate, first: Rank) -> Vec<(NaiveDate, Rank)> {
    let horizon = add_months(today, MONTHS_AHEAD).unwrap_or(NaiveDate::MAX);
    let mut months = months_between(from, first_counted_day(today)).max(1);
    let mut rank = if months == 1 { first } else { Rank::Monthly };
    let mut days = Vec::new();
    while let Some(day) = add_months(from, months).filter(|day| rank == first || *day <= horizon) {
        days.push((day, rank));
        rank = Rank::Monthly;
        months += 1;
    }
    days
}

/// Returns the day from which monthly occurrences are counted: the same on every day, unless the clock is wrong.
fn first_counted_day(today: NaiveDate) -> NaiveDate {
    let back = |months| today.checked_sub_months(Months::new(months)).unwrap_or(NaiveDate::MIN);
    FIRST_DAY.clamp(back(MONTHS_BACK.0), back(MONTHS_BACK.1))
}

/// Days that are taken. Each taken day points to a later day that may be free; walking along shortens the way, as in a
/// union-find. Hashed without randomness.
struct DayPlan {
    next: HashMap<NaiveDate, NaiveDate, BuildHasherDefault<DefaultHasher>>,
}

impl DayPlan {
    /// Takes and returns the first day from `day` on that is free and allowed.
    fn take(&mut self, day: NaiveDate, allowed: impl Fn(NaiveDate) -> bool) -> NaiveDate {
        let mut free = self.first_free(day);
        // The last representable day takes all that is left.
        while !allowed(free) && free < NaiveDate::MAX {
            // Block this day permanently: exact-day reminders have already picked theirs.
            let next = add_days(free, 1);
            self.next.insert(free, next);
            free = self.first_free(next);
        }
        self.next.insert(free, add_days(free, 1));
        free
    }

    /// Returns the first free day from `day` on.
    fn first_free(&mut self, day: NaiveDate) -> NaiveDate {
        let mut free = day;
        while let Some(next) = self.next.get(&free) {
            if *next == free {
                return free; // the last representable day
            }
            free = *next;
        }
        let mut walked = day;
        while let Some(next) = self.next.insert(walked, free) {
            walked = next;
        }
        self.next.remove(&free);
        free
    }
}

/// Keeps at most `limit` occurrences. The last of them asks to open the app, which then plans the others.
fn fit_to_limit(mut upcoming: Vec<Occurrence>, preferences: &Preferences, limit: usize) -> Vec<Occurrence> {
    if upcoming.len() <= limit || limit == 0 {
        upcoming.truncate(limit);
        return upcoming;
    }
    // The soonest stay, and dated reminders push nudges out.
    let pushed_out = |o: &Occurrence| matches!(o.category, Category::Nudge | Category::Question | Category::KeepAlive);
    let mut upcoming = sorted_by_key(upcoming, |o| u64::from(pushed_out(o)) << 32 | day_number(o.at.date()));
    let dropped = upcoming.split_off(limit - 1);
    let mut upcoming = sorted_by_key(upcoming, |o| day_number(o.at.date()));
    // It comes on the day of the first reminder left out: not earlier than needed, and on a free day.
    let Some(first) = dropped.iter().min_by_key(|o| o.at) else { return upcoming };
    let planned = first.at.date();
    let ask = Occurrence {
        id: format!("{}/{planned}", Category::OpenApp.id()),
        subject: String::new(),
        category: Category::OpenApp,
        planned,
        at: preferences.on(planned),
    };
    let place = upcoming.partition_point(|o| o.at < ask.at);
    upcoming.insert(place, ask);
    upcoming
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::{DateTime, Days, Offset, TimeDelta, TimeZone, Utc};
    use proptest::prelude::*;

    use super::*;

    const EVERY_DAY: Preferences = Preferences { hour: 18, weekdays: [true; 7] };
    const WORKING_DAYS: Preferences = Preferences { hour: 18, weekdays: [true, true, true, true, true, false, false] };

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    fn series(key: &str, from: &str) -> Subject {
        Subject { key: key.into(), schedule: started(day(from)), snoozed_until: None }
    }

    fn started(from: NaiveDate) -> Schedule {
        Schedule::Series { days: Rhythm::FromStart.from(from) }
    }

    fn recheck(key: &str, on: &str, exact_day: bool) -> Subject {
        let schedule = Schedule::Dated { on: day(on), category: Category::Recheck, exact_day };
        Subject { key: key.into(), schedule, snoozed_until: None }
    }

    fn days(plan: &[Occurrence]) -> Vec<String> {
        plan.iter().map(|o| o.at.date().to_string()).collect()
    }

    #[test]
    fn a_series_nudges_at_growing_distances_and_ends_with_the_question() {
        let plan = plan_reminders(&[series("a", "2026-11-23")], &EVERY_DAY, &[], at("2026-11-23T20:00:00"), 50);
        assert_eq!(
            days(&plan.upcoming),
            ["2026-11-24", "2026-11-27", "2026-12-04", "2026-12-11", "2026-12-18", "2026-12-25"]
        );
        assert_eq!(plan.upcoming[0].id, "a/nudge/2026-11-24");
        assert_eq!(plan.upcoming[5].category, Category::Question);
        assert!(plan.due.is_empty());
    }

    #[test]
    fn after_an_answer_a_series_is_quiet_for_a_week_and_nudges_weekly() {
        let schedule = Schedule::Series { days: Rhythm::AfterAnswer.from(day("2026-11-23")) };
        let subject = Subject { key: "a".into(), schedule, snoozed_until: None };
        let plan = plan_reminders(&[subject], &EVERY_DAY, &[], at("2026-11-23T20:00:00"), 50);
        assert_eq!(
            days(&plan.upcoming),
            ["2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21", "2026-12-28", "2027-01-04"]
        );
        assert_eq!(plan.upcoming[5].category, Category::Question);
    }

    #[test]
    fn a_reminder_on_an_unwanted_weekday_moves_to_the_next_wanted_one() {
        let plan =
            plan_reminders(&[recheck("a", "2026-11-28", false)], &WORKING_DAYS, &[], at("2026-11-23T20:00:00"), 50);
        assert_eq!(days(&plan.upcoming), ["2026-11-30"]);
        assert_eq!(plan.upcoming[0].planned, day("2026-11-28"));
    }

    #[test]
    fn an_exact_day_reminder_ignores_the_chosen_weekdays() {
        let plan =
            plan_reminders(&[recheck("a", "2026-11-28", true)], &WORKING_DAYS, &[], at("2026-11-23T20:00:00"), 50);
        assert_eq!(days(&plan.upcoming), ["2026-11-28"]);
    }

    #[test]
    fn a_nudge_makes_room_for_a_dated_reminder() {
        let subjects = [series("a", "2026-11-23"), recheck("b", "2026-11-24", false)];
        let plan = plan_reminders(&subjects, &EVERY_DAY, &[], at("2026-11-23T20:00:00"), 50);
        assert_eq!(plan.upcoming[0].subject, "b");
        assert_eq!(days(&plan.upcoming)[..3], ["2026-11-24", "2026-11-25", "2026-11-27"]);
    }

    #[test]
    fn missed_reminders_of_a_subject_are_due_as_the_newest_only() {
        let plan = plan_reminders(&[series("a", "2026-11-23")], &EVERY_DAY, &[], at("2027-03-01T09:00:00"), 50);
        assert_eq!(plan.due.iter().map(|o| o.id.as_str()).collect::<Vec<_>>(), ["a/question/2026-12-25"]);
        assert!(plan.upcoming.is_empty());
    }

    #[test]
    fn snoozed_reminders_come_once_at_the_end_of_the_snooze() {
        let mut subject = series("a", "2026-11-23");
        subject.snoozed_until = Some(day("2026-12-01"));
        let plan = plan_reminders(&[subject], &EVERY_DAY, &[], at("2026-11-23T20:00:00"), 50);
        assert_eq!(days(&plan.upcoming)[..3], ["2026-12-01", "2026-12-04", "2026-12-11"]);
    }

    #[test]
    fn a_phone_is_kept_awake_on_the_way_to_a_far_day() {
        let plan = |until: &str| {
            let schedule = Schedule::KeepAlive { from: day("2026-11-23"), until: day(until), most: NUDGES };
            let subject = Subject { key: "a".into(), schedule, snoozed_until: None };
            days(&plan_reminders(&[subject], &EVERY_DAY, &[], at("2026-11-23T20:00:00"), 50).upcoming)
        };
        assert_eq!(plan("2027-01-22"), Vec::<String>::new());
        assert_eq!(plan("2027-05-23"), ["2027-01-22", "2027-03-23", "2027-05-22"]);
        assert_eq!(plan("2030-01-01").len(), 5);
    }

    #[test]
    fn an_unanswered_check_is_asked_again_three_times_and_then_whether_to_go_on() {
        let mut subject =
            Subject { key: "a".into(), schedule: Schedule::Check { on: day("2027-02-23") }, snoozed_until: None };
        let plan = |subject: &Subject| {
            plan_reminders(std::slice::from_ref(subject), &EVERY_DAY, &[], at("2027-01-01T20:00:00"), 50)
        };
        let found = plan(&subject).upcoming;
        assert_eq!(days(&found), ["2027-02-23", "2027-03-02", "2027-03-30", "2027-04-27", "2027-05-25"]);
        assert_eq!(found.last().map(|o| o.category), Some(Category::Question));
        subject.snoozed_until = Some(day("2027-03-10"));
        assert_eq!(days(&plan(&subject).upcoming), ["2027-03-10", "2027-04-07", "2027-05-05", "2027-06-02"]);
    }

    #[test]
    fn a_check_that_was_put_off_is_asked_again_a_week_after_the_day_that_was_chosen() {
        for (until, first) in [("2027-02-26", "2027-03-05"), ("2027-03-01", "2027-03-08"), ("2027-03-02", "2027-03-09")]
        {
            let schedule = Schedule::Check { on: day("2027-02-23") };
            let subject = Subject { key: "a".into(), schedule, snoozed_until: Some(day(until)) };
            let plan = plan_reminders(&[subject], &EVERY_DAY, &[], at("2027-02-23T20:00:00"), 50);
            assert_eq!(days(&plan.upcoming)[..2], [until, first]);
        }
    }

    #[test]
    fn months_that_nobody_lived_through_are_not_counted() {
        let schedule = |from| Schedule::Monthly { from };
        let wanted = |from: NaiveDate, today: &str| {
            let subject = Subject { key: "a".into(), schedule: schedule(from), snoozed_until: None };
            wanted_occurrences(&subject, 0, day(today))
        };
        // Thirteen months since the first day, and six ahead.
        assert_eq!(wanted(NaiveDate::MIN, "2026-11-23").len(), 19);
        assert_eq!(wanted(day("0001-01-01"), "2026-11-23").len(), 19);
        assert_eq!(wanted(day("0001-01-01"), "1970-01-01").len(), 19);
        assert_eq!(wanted(day("2026-11-23"), "9999-12-31").len(), 1207);
        // The days are those that they would be with all months.
        let days: Vec<NaiveDate> =
            wanted(day("2019-05-31"), "2026-12-01").iter().map(|wanted| wanted.planned).collect();
        assert_eq!(days[..4], ["2025-10-31", "2025-11-30", "2025-12-31", "2026-01-31"].map(day));
    }

    #[test]
    fn a_monthly_nudge_clamps_to_the_end_of_the_month() {
        let subject =
            Subject { key: "a".into(), schedule: Schedule::Monthly { from: day("2026-12-31") }, snoozed_until: None };
        let plan = plan_reminders(&[subject], &EVERY_DAY, &[], at("2027-01-01T09:00:00"), 50);
        assert_eq!(days(&plan.upcoming)[..3], ["2027-01-31", "2027-02-28", "2027-03-31"]);
        assert_eq!(plan.upcoming.len(), 6);
    }

    #[test]
    fn a_clock_at_the_last_representable_day_does_not_loop_or_overflow() {
        let end = NaiveDate::MAX;
        let never = Preferences { hour: 18, weekdays: std::array::from_fn(|n| n != end.weekday() as usize) };
        let subjects = [started(end), Schedule::Monthly { from: end }].map(|schedule| Subject {
            key: format!("{schedule:?}"),
            schedule,
            snoozed_until: None,
        });
        let plan = plan_reminders(&subjects, &never, &[], end.and_hms_opt(9, 0, 0).unwrap(), 50);
        assert!(plan.upcoming.iter().all(|o| o.at.date() == end));
    }

    #[test]
    fn a_full_plan_ends_by_asking_to_open_the_app() {
        let subjects: Vec<Subject> = (0..20).map(|n| series(&format!("s{n:02}"), "2026-11-23")).collect();
        let plan = plan_reminders(&subjects, &EVERY_DAY, &[], at("2026-11-23T20:00:00"), 50);
        assert_eq!(plan.upcoming.len(), 50);
        assert_eq!(plan.upcoming[49].category, Category::OpenApp);
    }

    #[test]
    fn an_answer_is_due_on_its_day_and_replaced_when_it_is_overdue() {
        let schedule = Schedule::Answer { due: day("2026-12-23"), overdue: day("2026-12-28") };
        let subjects = [Subject { key: "p1/requests/a1-2".into(), schedule, snoozed_until: None }];
        let due_at = |now| plan_reminders(&subjects, &EVERY_DAY, &[], at(now), 50).due.into_iter().map(|o| o.category);
        assert_eq!(due_at("2026-12-22T18:00:00").collect::<Vec<_>>(), []);
        assert_eq!(due_at("2026-12-23T18:00:00").collect::<Vec<_>>(), [Category::Due]);
        assert_eq!(due_at("2026-12-28T18:00:00").collect::<Vec<_>>(), [Category::Overdue]);
    }

    #[test]
    fn the_next_wanted_time_is_on_a_chosen_weekday_within_the_allowed_hours() {
        // 28 November 2026 is a Saturday.
        assert_eq!(WORKING_DAYS.next(day("2026-11-28")), at("2026-11-30T18:00:00"));
        assert_eq!(WORKING_DAYS.next(day("2026-11-30")), at("2026-11-30T18:00:00"));
        let early = Preferences { hour: 3, weekdays: [false; 7] };
        assert_eq!(early.next(day("2026-11-28")), at("2026-11-28T08:00:00"));
        let late = Preferences { hour: 23, ..early };
        assert_eq!(late.next(day("2026-11-28")), at("2026-11-28T21:00:00"));
    }

    #[test]
    fn an_upcoming_reminder_that_a_new_plan_calls_due_keeps_its_day_or_the_next() {
        let now = at("2026-11-24T12:00:00");
        let before = plan_reminders(&[recheck("a", "2026-11-24", false)], &EVERY_DAY, &[], now, 50);
        let earlier = Preferences { hour: 9, ..EVERY_DAY };
        let after = plan_reminders(&[recheck("a", "2026-11-24", false)], &earlier, &[], now, 50);
        assert_eq!((before.upcoming.len(), after.due.len()), (1, 1));
        let kept = before.moved_into_the_past(&after, &earlier, now);
        assert_eq!(kept, [("a/check/2026-11-24".to_owned(), day("2026-11-25"))]);
        let mended = plan_reminders(&[recheck("a", "2026-11-24", false)], &earlier, &kept, now, 50);
        assert_eq!((days(&mended.upcoming), mended.due.len()), (vec!["2026-11-25".to_owned()], 0));
        assert_eq!(before.moved_into_the_past(&before, &EVERY_DAY, now), []);
    }

    #[test]
    fn category_ids_are_pinned_because_ids_of_reminders_hold_them() {
        use Category as C;
        let all = [C::Nudge, C::Question, C::Recheck, C::Send, C::Receipt, C::Due, C::Overdue, C::Courtesy, C::OpenApp];
        assert_eq!(
            all.map(C::id),
            ["nudge", "question", "check", "send", "receipt", "due", "overdue", "courtesy", "open-app"]
        );
    }

    fn any_day() -> impl Strategy<Value = NaiveDate> {
        (0..900_u64).prop_map(|n| day("2026-01-01").checked_add_days(Days::new(n)).unwrap())
    }

    fn any_subjects() -> impl Strategy<Value = Vec<Subject>> {
        let schedule = prop_oneof![
            (any_day(), any::<bool>()).prop_map(|(from, answered)| Schedule::Series {
                days: if answered { Rhythm::AfterAnswer } else { Rhythm::FromStart }.from(from),
            }),
            any_day().prop_map(|from| Schedule::Monthly { from }),
            any_day().prop_map(|on| Schedule::Check { on }),
            (any_day(), any_day()).prop_map(|(from, until)| Schedule::KeepAlive { from, until, most: NUDGES }),
            any_day().prop_map(|from| Schedule::UntilKnown { from, category: Category::Receipt }),
            (any_day(), any::<bool>()).prop_map(|(on, exact_day)| Schedule::Dated {
                on,
                category: Category::Recheck,
                exact_day
            }),
        ];
        prop::collection::vec((schedule, prop::option::of(any_day())), 0..12).prop_map(|all| {
            all.into_iter()
                .enumerate()
                .map(|(n, (schedule, snoozed_until))| Subject {
                    key: format!("p1/linkedin/g{n}"),
                    schedule,
                    snoozed_until,
                })
                .collect()
        })
    }

    fn any_preferences() -> impl Strategy<Value = Preferences> {
        (0..24_u32, any::<[bool; 7]>()).prop_map(|(hour, weekdays)| Preferences { hour, weekdays })
    }

    fn any_now() -> impl Strategy<Value = NaiveDateTime> {
        (any_day(), 0..24_u32).prop_map(|(day, hour)| day.and_hms_opt(hour, 0, 0).unwrap())
    }

    proptest! {
        #[test]
        fn upcoming_is_in_the_future_and_due_is_not(
            subjects in any_subjects(), preferences in any_preferences(), now in any_now(),
        ) {
            let plan = plan_reminders(&subjects, &preferences, &[], now, 50);
            prop_assert!(plan.upcoming.iter().all(|o| o.at > now));
            prop_assert!(plan.due.iter().all(|o| o.at <= now));
        }

        #[test]
        fn a_plan_keeps_the_limit_and_has_no_duplicate_days_or_ids(
            subjects in any_subjects(), preferences in any_preferences(), now in any_now(), limit in 0..60_usize,
        ) {
            let plan = plan_reminders(&subjects, &preferences, &[], now, limit);
            prop_assert!(plan.upcoming.len() <= limit);
            let days: BTreeSet<_> = plan.upcoming.iter().map(|o| o.at.date()).collect();
            prop_assert_eq!(days.len(), plan.upcoming.len());
            let ids: BTreeSet<_> = plan.due.iter().chain(&plan.upcoming).map(|o| &o.id).collect();
            prop_assert_eq!(ids.len(), plan.due.len() + plan.upcoming.len());
        }

        #[test]
        fn reminders_come_at_allowed_hours_on_wanted_weekdays(
            subjects in any_subjects(), preferences in any_preferences(), now in any_now(),
        ) {
            use chrono::Timelike;
            for o in plan_reminders(&subjects, &preferences, &[], now, usize::MAX).upcoming {
                prop_assert!((EARLIEST_HOUR..=LATEST_HOUR).contains(&o.at.hour()));
                let exact = subjects.iter().any(|s| {
                    s.key == o.subject && matches!(s.schedule, Schedule::Dated { exact_day: true, .. })
                });
                prop_assert!(exact || preferences.allows(o.at.date()));
                prop_assert!(o.at.date() >= o.planned);
            }
        }

        #[test]
        fn planning_is_deterministic_and_no_reminder_moves_or_is_lost_as_time_passes(
            subjects in any_subjects(), preferences in any_preferences(), now in any_now(), hours in 0..5_000_i64,
        ) {
            let first = plan_reminders(&subjects, &preferences, &[], now, usize::MAX);
            prop_assert_eq!(&plan_reminders(&subjects, &preferences, &[], now, usize::MAX), &first);
            let later = plan_reminders(&subjects, &preferences, &[], now + TimeDelta::hours(hours), usize::MAX);
            for o in &first.upcoming {
                let same = later.due.iter().chain(&later.upcoming).find(|l| l.id == o.id);
                let superseded = later.due.iter().any(|l| l.subject == o.subject && l.at >= o.at);
                prop_assert!(same.is_some() || superseded, "{} was lost", o.id);
                prop_assert!(same.is_none_or(|l| l.at == o.at), "{} moved", o.id);
            }
        }
    }

    proptest! {
        // The person answers, snoozes and chooses other hours and days any number of times.
        #[test]
        fn no_act_of_the_person_moves_an_upcoming_reminder_into_the_past(
            steps in prop::collection::vec((any_subjects(), any_preferences(), 0..400_i64), 2..6), start in any_now(),
        ) {
            let mut now = start;
            let mut kept: Vec<(String, NaiveDate)> = Vec::new();
            let mut before: Option<Plan> = None;
            for (subjects, preferences, hours) in steps {
                let mut planned = plan_reminders(&subjects, &preferences, &kept, now, 50);
                if let Some(before) = &before {
                    loop {
                        let moved = before.moved_into_the_past(&planned, &preferences, now);
                        if moved.is_empty() {
                            break;
                        }
                        kept.retain(|(id, _)| moved.iter().all(|(moved, _)| moved != id));
                        kept.extend(moved);
                        planned = plan_reminders(&subjects, &preferences, &kept, now, 50);
                    }
                    for o in &before.upcoming {
                        prop_assert!(planned.due.iter().all(|due| due.id != o.id), "{} was skipped", o.id);
                    }
                    let days: BTreeSet<_> = planned.upcoming.iter().map(|o| o.at.date()).collect();
                    prop_assert_eq!(days.len(), planned.upcoming.len());
                }
                now += TimeDelta::hours(hours);
                before = Some(plan_reminders(&subjects, &preferences, &kept, now, 50));
            }
        }
    }

    /// Arms one reminder a day around a change of clocks, at the earliest and the latest hour, as a system does: at the
    /// instant at which the zone's clocks show its time. A second before, it must be upcoming; from then on, due.
    fn assert_nothing_lost(zone: chrono_tz::Tz, around: DateTime<Utc>) {
        let local = |instant: DateTime<Utc>| instant.with_timezone(&zone).naive_local();
        let start = around - TimeDelta::days(2);
        let subjects: Vec<Subject> = (0..4)
            .map(|n| {
                let on = add_days(local(start).date(), n + 1);
                let schedule = Schedule::Dated { on, category: Category::Recheck, exact_day: true };
                Subject { key: format!("s{n}"), schedule, snoozed_until: None }
            })
            .collect();
        for hour in [EARLIEST_HOUR, LATEST_HOUR] {
            let preferences = Preferences { hour, ..EVERY_DAY };
            let at = |instant: DateTime<Utc>| plan_reminders(&subjects, &preferences, &[], local(instant), 50);
            let has = |all: &[Occurrence], id: &str| all.iter().any(|o| o.id == id);
            let armed = at(start).upcoming;
            assert_eq!(armed.len(), subjects.len(), "{zone}");
            for o in &armed {
                let shown = zone.from_local_datetime(&o.at).earliest();
                let shown = shown.unwrap_or_else(|| panic!("{zone} has no {}", o.at)).with_timezone(&Utc);
                assert!(has(&at(shown - TimeDelta::seconds(1)).upcoming, &o.id), "{zone} before {}", o.at);
                for later in [0, 1, 3600, 86_400] {
                    let due = at(shown + TimeDelta::seconds(later)).due;
                    assert!(has(&due, &o.id), "{zone} {later} s after {}", o.at);
                }
            }
        }
    }

    #[test]
    fn no_change_of_clocks_in_any_zone_in_2026_and_2027_loses_a_reminder() {
        let begin = Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).unwrap();
        let mut changes = 0;
        for zone in chrono_tz::TZ_VARIANTS {
            let offset =
                |hours: i64| zone.offset_from_utc_datetime(&(begin + TimeDelta::hours(hours)).naive_utc()).fix();
            let mut day = 0;
            while day < 730 * 24 {
                if offset(day) != offset(day + 24) {
                    changes += 1;
                    assert_nothing_lost(zone, begin + TimeDelta::hours(day));
                }
                day += 24;
            }
        }
        assert!(changes > 300, "the zone data hold the changes: {changes}");
    }

    #[test]
    fn travel_over_the_date_line_loses_no_reminder() {
        let subjects = [recheck("a", "2026-12-01", true), recheck("b", "2026-12-02", true)];
        let instant = Utc.with_ymd_and_hms(2026, 12, 1, 20, 0, 0).unwrap();
        for zone in [chrono_tz::Pacific::Auckland, chrono_tz::America::Los_Angeles, chrono_tz::Pacific::Kiritimati] {
            let plan = plan_reminders(&subjects, &EVERY_DAY, &[], instant.with_timezone(&zone).naive_local(), 50);
            assert_eq!(plan.due.len() + plan.upcoming.len(), 2, "{zone}");
        }
    }
}
