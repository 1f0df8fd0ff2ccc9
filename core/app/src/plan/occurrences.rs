//! The planner's occurrences: all wanted reminders, laid out on the calendar.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use widerspruch_domain::civil::{add_days, parse_day};
use widerspruch_domain::journal::Nudging;
use widerspruch_domain::nudges::{is_start_unknown, nudges};
use widerspruch_domain::reminders::{
    Category, KEEP_ALIVE_DAYS, NUDGES, Occurrence, Plan, Schedule, Subject as PlannedSubject, plan_reminders,
};

use crate::boundary::Restriction;
use crate::features::settings::paths::Setting;
use crate::grammar::addresses::{AccountAddress, CheckAddress, Subject};
use crate::model::{Guide, Person, Snapshot};
use crate::storage::device::Device;

/// Days for which a nudge that keeps the phone awake stays.
const KEPT_DAYS: u64 = 7;

/// Most reminders handed to the system; iOS keeps 64.
pub(crate) const LIMIT: usize = 50;

/// Lays out all wanted reminders on the calendar; returns an empty plan if reminders are switched off.
pub(crate) fn planned_occurrences(snapshot: &Snapshot<'_>) -> Plan {
    if snapshot.is_on(Setting::Reminders) { lay_out_occurrences(snapshot, LIMIT) } else { Plan::default() }
}

/// Lays out all wanted reminders even if they are switched off, with at most `limit` upcoming. The days do not depend
/// on the limit.
pub(crate) fn lay_out_occurrences(snapshot: &Snapshot<'_>, limit: usize) -> Plan {
    let mut plan = lay_out_all(snapshot, limit);
    // After a journey to the west or a change of the hour, today's reminder is not shown a second time.
    let device = snapshot.store.device();
    plan.upcoming.retain(|o| shown_at(device, &o.id).is_none());
    // There is nothing to answer: whoever opens the app has done what it is for.
    let day = snapshot.wording.today();
    plan.due.retain(|o| o.category != Category::KeepAlive || add_days(o.at.date(), KEPT_DAYS) > day);
    plan
}

/// Returns when a reminder was shown. A check was shown, too, if one of its switches was asked for singly, as older
/// versions did.
pub(super) fn shown_at(device: &Device, id: &str) -> Option<i64> {
    let mark = ["/", Category::Recheck.id(), "/"].concat();
    let single = || {
        let (subject, day) = id.rsplit_once(&mark)?;
        let person = CheckAddress::parse(subject)?.person;
        let of_switch = |known: &str| {
            known.rsplit_once(&mark).is_some_and(|(subject, on)| {
                on == day && Subject::parse(subject).is_some_and(|subject| subject.person() == person)
            })
        };
        device.shown.iter().find(|(known, _)| of_switch(known)).map(|(_, at)| *at)
    };
    device.shown_at(id).or_else(single)
}

/// Returns the day on which a guide's next re-check is asked for: the day by rule, or a later one where that is none of the
/// chosen weekdays or another reminder has it.
pub(crate) fn recheck_shown_on(snapshot: &Snapshot<'_>, guide: &Guide<'_>, planned: &Plan) -> Option<NaiveDate> {
    if guide.account.person.state.wants_no_reminders() {
        return None;
    }
    Some(check_shown_on(snapshot, guide.account.person, snapshot.next_recheck(guide)?, planned))
}

/// Returns the day on which a person is asked for a check: the day by rule, or a later one where the person put it off,
/// that is none of the chosen weekdays, or another reminder has it.
pub(crate) fn check_shown_on(snapshot: &Snapshot<'_>, person: Person<'_>, day: NaiveDate, planned: &Plan) -> NaiveDate {
    // Once it has come, what follows is only a repetition.
    let is_to_come = day > snapshot.wording.today();
    let key = CheckAddress { person: person.id, day }.to_string();
    let mut upcoming = planned.upcoming.iter().filter(|o| o.category == Category::Recheck && o.subject == key);
    let found = upcoming.find(|o| is_to_come || o.planned == day).map(|o| o.at.date());
    let put_off = person.state.check.snoozed_until.filter(|_| is_to_come);
    found.unwrap_or_else(|| put_off.map_or(day, |until| until.max(day)))
}

/// Lets a reminder come on a far day, although the phone puts apps to sleep that nobody opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carrier {
    /// The phone makes an exception of this app.
    Exemption,
    /// Other reminders come on the way.
    KeepAlive,
    /// Nothing does: the calendar is another way.
    Calendar,
}

/// Returns what lets a reminder come on a day; `None` if that is not far.
pub(crate) fn carrier(snapshot: &Snapshot<'_>, planned: &Plan, day: NaiveDate) -> Option<Carrier> {
    let days = |from: NaiveDate, to: NaiveDate| to.signed_duration_since(from).num_days();
    let far = |from, to| usize::try_from(days(from, to)).is_ok_and(|days| days > KEEP_ALIVE_DAYS);
    if !far(snapshot.wording.today(), day) {
        return None;
    }
    if !snapshot.store.device().restrictions.contains(&Restriction::UnusedApp) {
        return Some(Carrier::Exemption);
    }
    let mut newest = snapshot.wording.today();
    for on in planned.upcoming.iter().map(|o| o.at.date()).filter(|on| *on <= day) {
        // One that finds no wanted day in time comes within a week.
        if far(add_days(newest, 7), on) {
            return Some(Carrier::Calendar);
        }
        newest = on;
    }
    Some(if far(add_days(newest, 7), day) { Carrier::Calendar } else { Carrier::KeepAlive })
}

/// Lays out what is in the calendar file: the next check, every upcoming reminder with a date, and each due date from today on, although
/// its reminder came already.
pub(super) fn calendar_occurrences(snapshot: &Snapshot<'_>) -> Vec<Occurrence> {
    let (device, today) = (snapshot.store.device(), snapshot.wording.today());
    let mut plan = lay_out_all(snapshot, usize::MAX);
    let is_over = |o: &Occurrence| o.planned < today;
    let mut checks = BTreeSet::new();
    plan.upcoming.retain(|o| match o.category {
        // It may have had to make room for another one, and come after its day.
        Category::Due => !is_over(o),
        // The next time of a check stands for those after it.
        Category::Recheck => checks.insert(o.subject.clone()) && shown_at(device, &o.id).is_none(),
        // Open steps have no date.
        Category::Nudge | Category::Question | Category::KeepAlive => false,
        _ => device.shown_at(&o.id).is_none(),
    });
    plan.due.retain(|o| o.category == Category::Due && !is_over(o));
    plan.due.into_iter().chain(plan.upcoming).collect()
}

fn lay_out_all(snapshot: &Snapshot<'_>, limit: usize) -> Plan {
    let kept = snapshot.store.device().kept_days.iter().map(|kept| (kept.id.clone(), kept.day));
    let kept: Vec<_> = kept.collect();
    plan_reminders(&wanted_subjects(snapshot), &snapshot.preferences(), &kept, snapshot.wording.now, limit)
}

/// Collects everything that the persons want to be reminded of. Who does not want to be helped any more is left out.
fn wanted_subjects(snapshot: &Snapshot<'_>) -> Vec<PlannedSubject> {
    let mut wanted = Vec::new();
    // Requests first: if several reminders want the same day, the end of a period leads.
    let persons = || snapshot.persons().into_iter().filter(|person| !person.state.wants_no_reminders());
    for request in persons().flat_map(|person| snapshot.requests(person)) {
        if let Some(schedule) = request.status.reminder {
            let key = request.address().to_string();
            wanted.push(PlannedSubject { key, schedule, snoozed_until: request.state.snoozed_until });
        }
    }
    for person in persons() {
        if let Some(check) = snapshot.check(person) {
            let schedule = Schedule::Check { on: check.address.day };
            let snoozed_until = person.state.check.snoozed_until;
            wanted.push(PlannedSubject { key: check.address.to_string(), schedule, snoozed_until });
        }
    }
    let nudges = wanted_nudges(snapshot).or_else(|| wanted_keep_alive(snapshot, &wanted));
    wanted.extend(nudges);
    wanted
}

/// Returns the nudges that keep a phone awake on the way to a far day, where no step is open, the phone puts unused apps to
/// sleep, and the person wants nudges.
fn wanted_keep_alive(snapshot: &Snapshot<'_>, wanted: &[PlannedSubject]) -> Option<PlannedSubject> {
    let owner = snapshot.owner().filter(|owner| owner.state.nudges.nudging != Nudging::Stopped)?;
    let sleeps = snapshot.store.device().restrictions.contains(&Restriction::UnusedApp);
    let days = wanted.iter().filter_map(|subject| match subject.schedule {
        Schedule::Check { on } | Schedule::Dated { on, .. } => Some(on),
        Schedule::Answer { overdue, .. } => Some(overdue),
        _ => None,
    });
    let (from, until) = (newest_answer(snapshot).filter(|_| sleeps)?, days.max()?);
    let key = AccountAddress { person: owner.id, account: Category::KeepAlive.id() }.to_string();
    // Whoever answers nothing sees no more of both together than a series has.
    let device = snapshot.store.device();
    let mark = ["/", Category::Nudge.id(), "/"].concat();
    let since = |id: &str| id.rsplit_once(&mark).and_then(|(_, day)| parse_day(day)).is_some_and(|day| day > from);
    let nudged = device.shown.iter().chain(&device.presumed).filter(|(id, _)| since(id)).count();
    let most = NUDGES.saturating_sub(nudged);
    Some(PlannedSubject { key, schedule: Schedule::KeepAlive { from, until, most }, snoozed_until: None })
}

/// Returns whether the phone nudges once a month by days that do not follow from what anybody noted.
pub(crate) fn nudges_without_start(snapshot: &Snapshot<'_>) -> bool {
    let answered = newest_answer(snapshot);
    let latest = snapshot.last_believed_day();
    snapshot.owner().is_some_and(|owner| is_start_unknown(&owner.state.nudges, answered, latest))
}

/// Returns the newest day on which anybody on the phone answered a step.
fn newest_answer(snapshot: &Snapshot<'_>) -> Option<NaiveDate> {
    snapshot.persons().iter().filter_map(|person| person.state.nudges.answered).max()
}

/// Returns the nudges of the phone: one series, for the person whose phone it is. Whoever is helped is reminded of dated
/// things only.
fn wanted_nudges(snapshot: &Snapshot<'_>) -> Option<PlannedSubject> {
    let owner = snapshot.owner()?;
    let next = snapshot.next_step(owner)?;
    let key = next.subject().to_string();
    let latest = snapshot.last_believed_day();
    nudges(&owner.state.nudges, newest_answer(snapshot), key, &snapshot.preferences(), latest)
}
