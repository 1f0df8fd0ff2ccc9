//! The progress of one account: which guides are done, next and left.

use crate::catalogue::packed::Text;
use crate::catalogue::{GuideFacts, GuideKind, Login, ServiceFacts, Who};
use crate::journal::{AccountState, Answer, GuideState, Membership, RecheckResult};
use crate::law::Region;

/// Progress of an account: its steps by state, each list in the catalogue's order. A guide stands for each step: the way
/// that was taken, or else the one to take next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChecklistProgress<'a> {
    /// All steps.
    pub steps: Vec<&'a GuideFacts>,
    /// Steps that are done, or were so before.
    pub done: Vec<&'a GuideFacts>,
    /// Steps that sent a request that the controller did not grant: what they are for is not done, and nobody left it out.
    pub denied: Vec<(&'a GuideFacts, Denial)>,
    /// Steps that have another answer: not visible, not applicable, left out.
    pub set_aside: Vec<&'a GuideFacts>,
    /// Steps that are open, the most helpful first.
    pub open: Vec<&'a GuideFacts>,
    /// Guides that are offered and are no step.
    pub further: Vec<&'a GuideFacts>,
}

impl<'a> ChecklistProgress<'a> {
    /// Returns the number of steps.
    pub fn total(&self) -> usize {
        self.steps.len()
    }

    /// Returns whether any step was answered.
    pub fn begun(&self) -> bool {
        self.open.len() < self.total()
    }

    /// Counts those of the guides that were done as denied whose request was denied, as `denial` says.
    pub fn set_denied(&mut self, denial: impl Fn(&GuideFacts) -> Option<Denial>) {
        for guide in std::mem::take(&mut self.done) {
            match denial(guide) {
                None => self.done.push(guide),
                Some(denial) => self.denied.push((guide, denial)),
            }
        }
    }

    /// Returns the guide to follow next.
    pub fn next(&self) -> Option<&'a GuideFacts> {
        self.open.first().copied()
    }
}

/// A request of a guide that the controller refused, or granted only in part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Denial {
    /// Whether it was granted in part.
    pub is_partly: bool,
    /// Whether the person closed it. That makes it neither done nor left out.
    pub is_closed: bool,
}

/// Returns whether a guide is offered to somebody with that membership.
pub fn guide_applies(guide: &GuideFacts, membership: Membership) -> bool {
    membership == Membership::Member || !guide.account
}

/// Returns the step that a guide is a way to for somebody in `region`. What only an admin can do is no step, nor is
/// anything where the service was not read about.
pub fn step_in(service: &ServiceFacts, guide: &GuideFacts, region: Region) -> Option<Text> {
    let known = service.region(region).is_some() && guide.is_known_in(region);
    guide.step.filter(|_| known && guide.who == Who::Holder)
}

/// How much effort a guide takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// A few taps.
    Easy,
    /// More of them, or a login.
    Patience,
    /// Many taps, a ground of one's own, or a letter.
    Tedious,
}

/// Most taps of a guide that is easy.
const FEW_TAPS: usize = 5;

/// Most taps of a guide that is not tedious.
const SOME_TAPS: usize = 10;

/// Returns how much effort a guide takes for somebody in `region`, as far as it is known. A switch is in an app to which
/// people are logged in.
pub fn effort(service: &ServiceFacts, guide: &GuideFacts, region: Region) -> Effort {
    let taps = guide.paths.first().map(|path| path.steps.len());
    let link = guide.link_in(region).and_then(|key| service.links.get(key.as_str()));
    let logs_in = guide.kind != GuideKind::Switch && link.is_some_and(|link| link.login == Login::Yes);
    match taps {
        _ if guide.own_grounds || guide.kind == GuideKind::Letter => Effort::Tedious,
        Some(taps) if taps > SOME_TAPS => Effort::Tedious,
        Some(taps) if taps <= FEW_TAPS && !logs_in => Effort::Easy,
        _ => Effort::Patience,
    }
}

/// Returns the progress of an account. A guide that is "not visible" is not open: the next re-check asks for it. Of
/// several ways to one step one is enough, and a way that is not there leads to the next.
pub fn checklist_progress<'a>(
    service: &'a ServiceFacts,
    account: &AccountState,
    region: Region,
) -> ChecklistProgress<'a> {
    let mut progress = ChecklistProgress::default();
    let offered = || service.guides.iter().filter(|guide| guide_applies(guide, account.membership));
    for guide in offered() {
        let Some(step) = step_in(service, guide, region) else {
            progress.further.push(guide);
            continue;
        };
        let answer = |way: &GuideFacts| account.guide(&way.id).answer;
        let ways = || offered().filter(|way| step_in(service, way, region) == Some(step));
        let gone = |answer| matches!(answer, Answer::NotVisible { .. } | Answer::NotApplicable);
        let taken = ways().find(|way| is_done(answer(way))).or_else(|| ways().find(|way| !gone(answer(way))));
        let stands = taken.or_else(|| ways().next()).unwrap_or(guide);
        if progress.steps.iter().any(|known| known.id == stands.id) {
            continue;
        }
        progress.steps.push(stands);
        let place = match answer(stands) {
            Answer::Open => &mut progress.open,
            Answer::Done | Answer::WasOff { .. } => &mut progress.done,
            Answer::NotVisible { .. } | Answer::NotApplicable | Answer::LeftOut => &mut progress.set_aside,
        };
        place.push(stands);
    }
    progress
}

const fn is_done(answer: Answer) -> bool {
    matches!(answer, Answer::Done | Answer::WasOff { .. })
}

/// Returns whether the newest re-check showed the setting switched on again.
pub fn recheck_showed_on(state: &GuideState) -> bool {
    state.answer == Answer::Open && matches!(state.last_recheck, Some((_, RecheckResult::On)))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::journal::{Act, Entry, EntryId, State, Unseen, VERSION, Via, fold_entries};

    fn service() -> ServiceFacts {
        service_of(
            r#"{"id":"ai-training","kind":"form","step":"ai-training","minutes":3,"account":true,"recheck_months":3},
            {"id":"objection-form","kind":"form","step":"objection-form","minutes":3,"account":false},
            {"id":"data-copy","kind":"form","minutes":3,"account":true}"#,
        )
    }

    fn service_of(guides: &str) -> ServiceFacts {
        serde_json::from_str(&format!(
            r#"{{"id":"linkedin","name":"LinkedIn","sort":"network","order":5,"benefit":"high","read_on":"2026-11-23",
            "tried_on_phone":false,"hosts":[],"sources":{{}},"claims":{{}},"regions":{{"*":{{}}}},
            "guides":[{guides}]}}"#
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
    fn only_the_most_helpful_open_guide_is_next() {
        let state = after(Membership::Member, &[]);
        let account = state.accounts.get("linkedin").unwrap();
        let service = service();
        let progress = checklist_progress(&service, account, Region::EU);
        assert_eq!(progress.next().map(|next| next.id.as_str()), Some("ai-training"));
        assert_eq!((progress.done.len(), progress.total(), progress.begun()), (0, 2, false));
        assert_eq!(ids(&progress.further), ["data-copy"]);
    }

    #[test]
    fn a_guide_whose_request_was_denied_is_neither_done_nor_left_out_also_once_it_is_closed() {
        let state = after(Membership::Member, &[("ai-training", Answer::Done), ("objection-form", Answer::Done)]);
        let service = service();
        let account = state.accounts.get("linkedin").unwrap();
        for is_closed in [false, true] {
            let denial = Denial { is_partly: false, is_closed };
            let mut progress = checklist_progress(&service, account, Region::EU);
            progress.set_denied(|guide| (*guide.id == *"objection-form").then_some(denial));
            let denied: Vec<_> = progress.denied.iter().map(|(guide, denial)| (guide.id.as_str(), *denial)).collect();
            assert_eq!((ids(&progress.done), denied), (vec!["ai-training"], vec![("objection-form", denial)]));
            assert_eq!((progress.total(), progress.next(), progress.set_aside.len()), (2, None, 0));
        }
    }

    #[test]
    fn of_two_ways_to_one_step_one_is_enough_and_one_that_is_not_there_leads_to_the_other() {
        let service = service_of(
            r#"{"id":"switch","kind":"switch","step":"training","minutes":2,"account":true},
            {"id":"portal","kind":"form","step":"training","minutes":4,"account":false},
            {"id":"shield","kind":"switch","minutes":2,"account":true}"#,
        );
        let unseen = Answer::NotVisible { why: Unseen::OldApp };
        let progress = |answers: &[(&str, Answer)]| {
            let state = after(Membership::Member, answers);
            let progress = checklist_progress(&service, state.accounts.get("linkedin").unwrap(), Region::EU);
            assert_eq!((progress.total(), ids(&progress.further)), (1, vec!["shield"]));
            let of = |guides: &[&GuideFacts]| guides.first().map(|guide| guide.id.as_str().to_owned());
            (of(&progress.open), of(&progress.done), of(&progress.set_aside))
        };
        let stands = |id: &str| Some(id.to_owned());
        assert_eq!(progress(&[]), (stands("switch"), None, None));
        assert_eq!(progress(&[("portal", Answer::Done)]), (None, stands("portal"), None));
        assert_eq!(progress(&[("switch", unseen)]), (stands("portal"), None, None));
        assert_eq!(progress(&[("switch", Answer::LeftOut)]), (None, None, stands("switch")));
        assert_eq!(progress(&[("switch", unseen), ("portal", Answer::NotApplicable)]), (None, None, stands("switch")));
        let without = after(Membership::None, &[]);
        let progress = checklist_progress(&service, without.accounts.get("linkedin").unwrap(), Region::EU);
        assert_eq!(ids(&progress.open), ["portal"]);
    }

    #[test]
    fn a_way_that_is_not_known_in_the_region_or_that_only_an_admin_has_is_no_step() {
        let service = service_of(
            r#"{"id":"form","kind":"form","step":"form","minutes":3,"account":true,"regions":{"eu":"B","uk":"C"}},
            {"id":"mail","kind":"mail","step":"mail","minutes":3,"account":true,"who":"admin"}"#,
        );
        let state = after(Membership::Member, &[]);
        let progress = |region| checklist_progress(&service, state.accounts.get("linkedin").unwrap(), region);
        assert_eq!(ids(&progress(Region::EU).open), ["form"]);
        assert_eq!(ids(&progress(Region::UK).open), ["form"]);
        assert_eq!((progress(Region::CH).total(), ids(&progress(Region::CH).further)), (0, vec!["form", "mail"]));
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
    fn a_guide_that_is_not_visible_or_left_out_is_set_aside() {
        let hidden = Answer::NotVisible { why: Unseen::OldApp };
        let state = after(Membership::Member, &[("ai-training", hidden), ("objection-form", Answer::LeftOut)]);
        let account = state.accounts.get("linkedin").unwrap();
        let service = service();
        let progress = checklist_progress(&service, account, Region::EU);
        assert_eq!((progress.next(), progress.done.len(), progress.set_aside.len()), (None, 0, 2));
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

    #[test]
    fn effort_follows_from_taps_a_login_elsewhere_and_grounds() {
        let of = |fields: &str, taps: usize| {
            let steps = vec!["\"off\""; taps].join(",");
            let path = format!(r#"{{"device":"app","certainty":"B","sources":[],"steps":[{steps}]}}"#);
            let paths = if taps == 0 { String::new() } else { path };
            let service = service_of(&format!(
                r#"{{"id":"g","minutes":2,"account":true,"link":"l",{fields},"paths":[{paths}]}}"#
            ));
            let links = r#"{"l":{"url":"https://example.org/","login":"yes","certainty":"A","sources":[]}}"#;
            let service = ServiceFacts { links: serde_json::from_str(links).unwrap(), ..service };
            effort(&service, service.guides.first().unwrap(), Region::EU)
        };
        let switch = r#""kind":"switch""#;
        assert_eq!(
            [5, 6, 10, 11].map(|taps| of(switch, taps)),
            [Effort::Easy, Effort::Patience, Effort::Patience, Effort::Tedious]
        );
        assert_eq!(of(r#""kind":"form""#, 3), Effort::Patience, "it wants a login");
        assert_eq!(of(switch, 0), Effort::Patience, "nobody wrote down how many taps it takes");
        assert_eq!(of(r#""kind":"form","own_grounds":true"#, 3), Effort::Tedious);
    }
}
