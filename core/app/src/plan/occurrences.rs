//! The planner's occurrences: all wanted reminders, laid out on the calendar.

use chrono::NaiveDate;
use widerspruch_domain::nudges::nudges;
use widerspruch_domain::reminders::{Category, Occurrence, Plan, Schedule, Subject as PlannedSubject, plan_reminders};

use crate::features::settings::paths::Setting;
use crate::model::{Account, Guide, Snapshot};

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
    plan.upcoming.retain(|o| device.shown_at(&o.id).is_none());
    plan
}

/// Returns the day on which a guide's next re-check is asked for: the day by rule, or a later one where that is none of the
/// chosen weekdays or another reminder has it.
pub(crate) fn recheck_shown_on(snapshot: &Snapshot<'_>, guide: &Guide<'_>, planned: &Plan) -> Option<NaiveDate> {
    if guide.account.person.state.wants_no_reminders() {
        return None;
    }
    let day = snapshot.next_recheck(guide)?;
    let key = guide.subject().to_string();
    let mut upcoming = planned.upcoming.iter();
    let found = upcoming.find(|o| o.category == Category::Recheck && o.planned == day && o.subject == key);
    Some(found.map_or(day, |o| o.at.date()))
}

/// Lays out what is in the calendar file: every upcoming reminder, and each due date from today on, although its reminder
/// came already.
pub(super) fn calendar_occurrences(snapshot: &Snapshot<'_>) -> Vec<Occurrence> {
    let (device, today) = (snapshot.store.device(), snapshot.wording.today());
    let mut plan = lay_out_all(snapshot, usize::MAX);
    let is_over = |o: &Occurrence| o.planned < today;
    plan.upcoming.retain(|o| match o.category {
        // It may have had to make room for another one, and come after its day.
        Category::Due => !is_over(o),
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
    let persons = snapshot.persons().into_iter().filter(|person| !person.state.wants_no_reminders());
    for request in persons.flat_map(|person| snapshot.requests(person)) {
        if let Some(schedule) = request.status.reminder {
            let key = request.address().to_string();
            wanted.push(PlannedSubject { key, schedule, snoozed_until: request.state.snoozed_until });
        }
    }
    let accounts = snapshot.all_accounts().into_iter();
    let wants = |account: &Account<'_>| !account.person.state.wants_no_reminders();
    for guide in accounts.filter(wants).flat_map(|account| snapshot.guides(account)) {
        if let Some(on) = snapshot.next_recheck(&guide) {
            let schedule = Schedule::Dated { on, category: Category::Recheck, exact_day: false };
            let snoozed_until = guide.state.snoozed_until;
            wanted.push(PlannedSubject { key: guide.subject().to_string(), schedule, snoozed_until });
        }
    }
    wanted.extend(wanted_nudges(snapshot));
    wanted
}

/// Returns the nudges of the phone: one series, for the person whose phone it is. Whoever is helped is reminded of dated
/// things only.
fn wanted_nudges(snapshot: &Snapshot<'_>) -> Option<PlannedSubject> {
    let owner = snapshot.owner()?;
    let next = snapshot.next_step(owner)?;
    let answered = snapshot.persons().iter().filter_map(|person| person.state.nudges.answered).max();
    nudges(&owner.state.nudges, answered, next.subject().to_string(), snapshot.last_believed_day())
}
