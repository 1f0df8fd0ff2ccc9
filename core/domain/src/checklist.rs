//! The progress of one account: which guides are done, next and left, and which reminders follow.

use chrono::{Datelike, NaiveDate};

use crate::catalogue::{GuideFacts, ServiceFacts};
use crate::civil::add_months;
use crate::journal::{AccountState, Answer, GuideState, Membership, Nudging, RecheckResult};
use crate::law::Region;
use crate::reminders::{Category, FIRST_DAY, Schedule, Subject};

/// Progress of an account: its guides by state, each list in the catalogue's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChecklistProgress<'a> {
    /// Guides that count and are done, or were so before.
    pub done: Vec<&'a GuideFacts>,
    /// Guides that count and sent a request that the controller did not grant: what they are for is not done.
    pub denied: Vec<&'a GuideFacts>,
    /// Guides that count and have another answer: not visible, not applicable, left out.
    pub set_aside: Vec<&'a GuideFacts>,
    /// Guides that count and are open, the most helpful first.
    pub open: Vec<&'a GuideFacts>,
    /// Guides that are offered and do not count.
    pub further: Vec<&'a GuideFacts>,
}

impl<'a> ChecklistProgress<'a> {
    /// Returns the number of guides that count.
    pub fn total(&self) -> usize {
        self.done.len() + self.denied.len() + self.set_aside.len() + self.open.len()
    }

    /// Returns whether any guide that counts was answered.
    pub fn begun(&self) -> bool {
        self.open.len() < self.total()
    }

    /// Counts those of the guides that were done as denied of which `is_denied` says so.
    pub fn set_denied(&mut self, is_denied: impl Fn(&GuideFacts) -> bool) {
        let (denied, done) = self.done.iter().partition(|guide| is_denied(guide));
        (self.denied, self.done) = (denied, done);
    }

    /// Returns the guide to follow next.
    pub fn next(&self) -> Option<&'a GuideFacts> {
        self.open.first().copied()
    }
}

/// Returns whether a guide is offered to somebody in `region` with that membership.
pub fn guide_applies(guide: &GuideFacts, region: Region, membership: Membership) -> bool {
    (guide.regions.is_empty() || guide.regions.contains(&region))
        && (membership == Membership::Member || !guide.needs_account)
}

/// Returns the progress of an account. A guide that is "not visible" is not open: the next re-check asks for it.
pub fn checklist_progress<'a>(
    service: &'a ServiceFacts,
    account: &AccountState,
    region: Region,
) -> ChecklistProgress<'a> {
    let mut progress = ChecklistProgress {
        done: Vec::new(),
        denied: Vec::new(),
        set_aside: Vec::new(),
        open: Vec::new(),
        further: Vec::new(),
    };
    for guide in service.guides.iter().filter(|guide| guide_applies(guide, region, account.membership)) {
        let place = match account.guide(&guide.id).answer {
            _ if !guide.counts => &mut progress.further,
            Answer::Open => &mut progress.open,
            Answer::Done | Answer::WasOff { .. } => &mut progress.done,
            Answer::NotVisible { .. } | Answer::NotApplicable | Answer::LeftOut => &mut progress.set_aside,
        };
        place.push(guide);
    }
    progress
}

/// Returns the months between two re-checks of a guide, `None` where nothing can be re-checked or the person wants no
/// re-check.
pub fn recheck_interval(guide: &GuideFacts, state: &GuideState) -> Option<u8> {
    state.recheck_months.or(guide.recheck_months).filter(|months| *months > 0)
}

/// Returns the day of a guide's next re-check: one interval after the last answer or re-check that counts, which is none of
/// a day later than `latest`. `None` where nothing can be re-checked or the person wants no re-check.
pub fn next_recheck(guide: &GuideFacts, state: &GuideState, latest: NaiveDate) -> Option<NaiveDate> {
    let months = recheck_interval(guide, state)?;
    let recheckable = matches!(state.answer, Answer::Done | Answer::WasOff { .. } | Answer::NotVisible { .. });
    // A re-check that found nothing counts too, or the question would come again the next day for ever.
    let mut days = state.history.iter().rev().filter(|_| recheckable).map(|(stamp, _)| stamp.at.date());
    add_months(days.find(|day| (FIRST_DAY..=latest).contains(day))?, u32::from(months))
}

/// Returns a stand-in for a day that was noted while the clock was wrong, perhaps by years. It stays the same for a
/// whole month, so that reminders counted from it can fall due.
fn start_of_month(latest: NaiveDate) -> NaiveDate {
    latest.with_day(1).unwrap_or(latest)
}

/// Returns what an account needs reminders for: nudges for the next guide, and a re-check of each answered setting.
/// `prefix` names person and account: `p1/linkedin`. A time later than the day `latest` was noted while the clock was
/// wrong, and one before [`FIRST_DAY`] too, unless `latest` is the end of time, because the clock is wrong now.
pub fn reminder_subjects(
    service: &ServiceFacts,
    account: &AccountState,
    region: Region,
    prefix: &str,
    latest: NaiveDate,
) -> Vec<Subject> {
    let mut subjects = Vec::new();
    if let Some(next) = checklist_progress(service, account, region).next() {
        let id = &next.id;
        // What began on a wrong clock begins afresh.
        let too_early = account.nudged_from < FIRST_DAY && latest < NaiveDate::MAX;
        let is_wrong = too_early || account.nudged_from > latest;
        let from = if is_wrong { start_of_month(latest) } else { account.nudged_from };
        let schedule = match account.nudging {
            Nudging::Series => Some(Schedule::Series { from }),
            Nudging::Monthly => Some(Schedule::Monthly { from }),
            Nudging::Stopped => None,
        };
        let snoozed_until = account.guide(id).snoozed_until;
        subjects.extend(schedule.map(|schedule| Subject { key: format!("{prefix}/{id}"), schedule, snoozed_until }));
    }
    for guide in service.guides.iter().filter(|guide| guide_applies(guide, region, account.membership)) {
        let state = account.guide(&guide.id);
        if let Some(on) = next_recheck(guide, state, latest) {
            let schedule = Schedule::Dated { on, category: Category::Recheck, exact_day: false };
            subjects.push(Subject {
                key: format!("{prefix}/{}", guide.id),
                schedule,
                snoozed_until: state.snoozed_until,
            });
        }
    }
    subjects
}

/// Returns whether the newest re-check showed the setting switched on again.
pub fn recheck_showed_on(state: &GuideState) -> bool {
    state.answer == Answer::Open && matches!(state.last_recheck, Some((_, RecheckResult::On)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{Act, Entry, EntryId, State, Unseen, VERSION, Via, fold_entries};

    fn service() -> ServiceFacts {
        let guide = |id: &str, counts: bool, needs_account: bool, recheck: &str| {
            format!(
                r#"{{"id":"{id}","kind":"form","counts":{counts},"minutes":3,"needs_account":{needs_account},
                "link":"form","paths":[]{recheck}}}"#
            )
        };
        let guides = [
            guide("ai-training", true, true, r#","recheck_months":3"#),
            guide("objection-form", true, false, ""),
            guide("data-copy", false, true, ""),
        ]
        .join(",");
        serde_json::from_str(&format!(
            r#"{{"id":"linkedin","name":"LinkedIn","read_on":"2026-11-23","recheck_after":"2027-02-23",
            "tried_on_phone":false,"languages":["de"],"hosts":[],"sources":{{}},"claims":{{}},"labels":{{}},
            "links":{{}},"controllers":{{}},"regions":{{}},"guides":[{guides}],"why":[],"timeline":[],
            "open_points":[]}}"#
        ))
        .unwrap()
    }

    fn ids<'a>(guides: &[&'a GuideFacts]) -> Vec<&'a str> {
        guides.iter().map(|guide| guide.id.as_str()).collect()
    }

    fn after(membership: Membership, answers: &[(&str, Answer)]) -> State {
        let entry = |number: u64, acts| Entry {
            v: VERSION,
            id: EntryId { installation: "a1".into(), number },
            seq: number,
            at: 1_795_460_400,
            offset: 3600,
            acts,
        };
        let mut entries = vec![entry(
            1,
            vec![Act::AccountAdded { account: "linkedin".into(), service: "linkedin".into(), membership }],
        )];
        for (guide, answer) in answers {
            let act =
                Act::Answered { account: "linkedin".into(), guide: (*guide).into(), answer: *answer, via: Via::App };
            entries.push(entry(entries.len() as u64 + 1, vec![act]));
        }
        fold_entries(&entries)
    }

    #[test]
    fn only_the_most_helpful_open_guide_is_next_and_gets_nudges() {
        let state = after(Membership::Member, &[]);
        let account = state.accounts.get("linkedin").unwrap();
        let service = service();
        let progress = checklist_progress(&service, account, Region::EU);
        assert_eq!(progress.next().map(|next| next.id.as_str()), Some("ai-training"));
        assert_eq!((progress.done.len(), progress.total(), progress.begun()), (0, 2, false));
        assert_eq!(ids(&progress.further), ["data-copy"]);
        let subjects = reminder_subjects(&service, account, Region::EU, "p1/linkedin", NaiveDate::MAX);
        assert_eq!(subjects.len(), 1);
        assert_eq!(subjects[0].key, "p1/linkedin/ai-training");
    }

    #[test]
    fn a_guide_whose_request_was_denied_counts_and_is_not_done() {
        let state = after(Membership::Member, &[("ai-training", Answer::Done), ("objection-form", Answer::Done)]);
        let service = service();
        let account = state.accounts.get("linkedin").unwrap();
        let mut progress = checklist_progress(&service, account, Region::EU);
        progress.set_denied(|guide| *guide.id == *"objection-form");
        assert_eq!((ids(&progress.done), ids(&progress.denied)), (vec!["ai-training"], vec!["objection-form"]));
        assert_eq!((progress.total(), progress.next()), (2, None));
    }

    #[test]
    fn without_membership_guides_that_need_an_account_are_not_offered() {
        let state = after(Membership::None, &[]);
        let service = service();
        let progress = checklist_progress(&service, state.accounts.get("linkedin").unwrap(), Region::EU);
        assert_eq!(ids(&progress.open), ["objection-form"]);
        assert!(progress.further.is_empty());
    }

    #[test]
    fn a_confirmed_setting_is_rechecked_after_its_interval() {
        let state = after(Membership::Member, &[("ai-training", Answer::Done)]);
        let subjects = reminder_subjects(
            &service(),
            state.accounts.get("linkedin").unwrap(),
            Region::EU,
            "p1/linkedin",
            NaiveDate::MAX,
        );
        assert!(subjects.iter().any(|s| s.key == "p1/linkedin/ai-training"
            && s.schedule
                == Schedule::Dated {
                    on: "2027-02-23".parse().unwrap(),
                    category: Category::Recheck,
                    exact_day: false
                }));
    }

    #[test]
    fn a_guide_that_is_not_visible_is_rechecked_and_one_left_out_is_not() {
        let hidden = Answer::NotVisible { why: Unseen::OldApp };
        let state = after(Membership::Member, &[("ai-training", hidden), ("objection-form", Answer::LeftOut)]);
        let account = state.accounts.get("linkedin").unwrap();
        let service = service();
        let progress = checklist_progress(&service, account, Region::EU);
        assert_eq!((progress.next(), progress.done.len(), progress.set_aside.len()), (None, 0, 2));
        assert_eq!(reminder_subjects(&service, account, Region::EU, "p1/linkedin", NaiveDate::MAX).len(), 1);
        let state = after(Membership::Member, &[("ai-training", Answer::LeftOut)]);
        let guide = state.guide("linkedin", "ai-training");
        assert_eq!(next_recheck(&service.guides[0], guide, NaiveDate::MAX), None);
    }

    // A phone whose battery was empty woke up in 2037.
    #[test]
    fn an_answer_noted_while_the_clock_was_ahead_silences_no_nudge_and_plans_no_recheck() {
        let state = after(Membership::Member, &[("ai-training", Answer::Done)]);
        let account = state.accounts.get("linkedin").unwrap();
        let (service, latest) = (service(), "2026-11-17".parse().unwrap());
        let schedules: Vec<Schedule> = reminder_subjects(&service, account, Region::EU, "a", latest)
            .into_iter()
            .map(|subject| subject.schedule)
            .collect();
        assert_eq!(schedules, [Schedule::Series { from: "2026-11-01".parse().unwrap() }]);
    }

    #[test]
    fn the_persons_interval_replaces_that_of_the_catalogue_and_zero_means_no_recheck() {
        let service = service();
        let state = |recheck_months| GuideState { recheck_months, ..GuideState::UNTOUCHED.clone() };
        assert_eq!(recheck_interval(&service.guides[0], &state(None)), Some(3));
        assert_eq!(recheck_interval(&service.guides[0], &state(Some(12))), Some(12));
        assert_eq!(recheck_interval(&service.guides[0], &state(Some(0))), None);
        assert_eq!(recheck_interval(&service.guides[1], &state(None)), None);
    }

    #[test]
    fn only_an_open_guide_whose_recheck_showed_on_counts_as_switched_on_again() {
        let showed_on = |answer, seen| {
            let last_recheck = Some((NaiveDate::MIN, seen));
            recheck_showed_on(&GuideState { answer, last_recheck, ..GuideState::UNTOUCHED.clone() })
        };
        assert!(showed_on(Answer::Open, RecheckResult::On));
        assert!(!showed_on(Answer::Open, RecheckResult::Off) && !showed_on(Answer::LeftOut, RecheckResult::On));
        assert!(!recheck_showed_on(GuideState::UNTOUCHED));
    }
}
