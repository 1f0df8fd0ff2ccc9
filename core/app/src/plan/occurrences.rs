//! The planner's occurrences: what is wanted, laid out on the calendar.

use widerspruch_domain::checklist::reminder_subjects;
use widerspruch_domain::reminders::{Plan, Subject as PlannedSubject, plan_reminders};

use crate::features::settings::paths::Setting;
use crate::model::Snapshot;

/// Most reminders handed to the system; iOS keeps 64.
pub(crate) const LIMIT: usize = 50;

/// Lays out what the persons want to be reminded of on the calendar; nothing where reminders are switched off.
pub(crate) fn planned_occurrences(snapshot: &Snapshot<'_>) -> Plan {
    if snapshot.is_on(Setting::Reminders) { lay_out_occurrences(snapshot, LIMIT) } else { Plan::default() }
}

/// Lays out the same whether reminders are switched on or not, with at most `limit` upcoming. Days do not depend on the
/// limit.
pub(crate) fn lay_out_occurrences(snapshot: &Snapshot<'_>, limit: usize) -> Plan {
    let device = snapshot.store.device();
    let mut plan = plan_reminders(
        &wanted_subjects(snapshot),
        &snapshot.preferences(),
        &device.kept_days,
        snapshot.wording.now,
        limit,
    );
    // A journey to the west or a later hour does not show again what was shown today.
    plan.upcoming.retain(|o| device.shown_at(&o.id).is_none());
    plan
}

/// Collects all that the persons want to be reminded of.
fn wanted_subjects(snapshot: &Snapshot<'_>) -> Vec<PlannedSubject> {
    let latest = snapshot.last_believed_day();
    let mut wanted = Vec::new();
    // Dated things first: on a day that several want, a period that ends leads.
    for request in snapshot.persons().into_iter().flat_map(|person| snapshot.requests(person)) {
        if let Some(schedule) = request.status.reminder {
            let key = request.address().to_string();
            wanted.push(PlannedSubject { key, schedule, snoozed_until: request.state.snoozed_until });
        }
    }
    for account in snapshot.all_accounts() {
        let key = account.address().to_string();
        wanted.extend(reminder_subjects(account.facts, account.state, account.person.region, &key, latest));
    }
    wanted
}
