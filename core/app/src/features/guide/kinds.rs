//! The screens and answers of each kind of guide: no kind has all of them.

use widerspruch_domain::catalogue::Device;
use widerspruch_domain::checks::is_checked;
use widerspruch_domain::journal::Answer;

use super::paths::{Page, Route};
use crate::model::Guide;

/// Returns whether a guide has a screen.
pub(super) fn offers_page(guide: &Guide<'_>, page: Page) -> bool {
    let has_path = |device: Device| guide.facts.paths.into_iter().any(|path| path.device == device);
    match page {
        Page::Computer => has_path(Device::Computer),
        Page::Phone => has_path(Device::App),
        Page::Already => !guide.words.already.is_empty(),
        Page::Recheck | Page::CheckStep | Page::CheckChanged => is_checked(guide.facts),
        Page::Grounds => guide.facts.own_grounds,
        Page::Reading => guide.request_kind().is_some(),
        Page::Unseen | Page::UnseenReason(_) => guide.facts.switches_off(),
        Page::WrongStep { device, .. } => has_path(device),
        // Nothing reminds of an open step of somebody who is helped.
        Page::Later => guide.state.answer != Answer::Open || !guide.account.person.state.helped,
        Page::Guide | Page::Effect | Page::Details | Page::Wrong | Page::WrongElse => true,
    }
}

/// Returns whether a guide has an answer.
pub(super) fn offers_answer(guide: &Guide<'_>, answer: Answer) -> bool {
    match answer {
        Answer::WasOff { .. } => offers_page(guide, Page::Already),
        Answer::NotVisible { .. } => offers_page(guide, Page::Unseen),
        Answer::NotApplicable => guide.is_sometimes_missing(),
        Answer::Open | Answer::Done | Answer::LeftOut => true,
    }
}

/// Returns the route of one of a guide's screens.
pub(super) fn route_to<'a>(guide: &Guide<'a>, page: Page) -> Route<'a> {
    Route { guide: guide.address(), page }
}

#[cfg(test)]
mod tests {
    use widerspruch_domain::catalogue::packed::List;
    use widerspruch_domain::catalogue::{GuideFacts, ServiceFacts};

    use super::*;
    use crate::features::persons;
    use crate::grammar::addresses::GuideAddress;
    use crate::kit::testing::TestFolder;
    use crate::model::Account;

    fn begun() -> TestFolder {
        let mut folder = TestFolder::empty();
        folder.done(&[], |context| {
            persons::perform(context, persons::paths::Command::Begin { person: None, service: "linkedin" })
        });
        folder
    }

    fn guide<'a>(folder: &'a TestFolder, guide: &str) -> Guide<'a> {
        folder.snapshot().guide(GuideAddress { person: "p1", account: "linkedin", guide }).unwrap()
    }

    #[test]
    fn a_guide_without_a_path_on_a_device_has_no_screen_for_it() {
        let folder = begun();
        let devices = |guide: &Guide<'_>| [Page::Computer, Page::Phone].map(|page| offers_page(guide, page));
        let training = guide(&folder, "ai-training");
        assert_eq!(devices(&training), [true, true]);
        assert_eq!(devices(&guide(&folder, "objection-form")), [true, false]);
        // Every guide of the catalogue has a path on a computer.
        let facts: &GuideFacts = Box::leak(Box::new(GuideFacts { paths: List::default(), ..training.facts.clone() }));
        assert_eq!(devices(&Guide { facts, ..training }), [false, false]);
    }

    #[test]
    fn not_applicable_is_no_answer_to_a_setting_that_everybody_has() {
        let folder = begun();
        let offered = |id| offers_answer(&guide(&folder, id), Answer::NotApplicable);
        assert!(offered("ads"));
        assert!(["ai-training", "research", "objection-form", "data-copy"].into_iter().all(|id| !offered(id)));
    }

    #[test]
    fn a_guide_without_a_setting_has_neither_a_recheck_nor_reasons_for_not_seeing_it() {
        let folder = begun();
        for (id, setting, grounds, already) in [
            ("ai-training", true, false, true),
            ("objection-form", false, true, true),
            ("data-copy", false, false, false),
        ] {
            let guide = guide(&folder, id);
            for page in [Page::Recheck, Page::Unseen] {
                assert_eq!(offers_page(&guide, page), setting, "{id}, {page:?}");
            }
            assert_eq!(offers_page(&guide, Page::Grounds), grounds, "{id}");
            assert_eq!(offers_page(&guide, Page::Already), already, "{id}");
        }
    }

    #[test]
    fn a_way_that_is_less_well_known_where_the_person_lives_says_from_where_it_is_known_and_is_perhaps_missing() {
        let folder = begun();
        let training = guide(&folder, "ai-training");
        let with = |regions: &str, card: &str| {
            let regions = serde_json::from_str(regions).unwrap();
            let facts: &GuideFacts = Box::leak(Box::new(GuideFacts { regions, ..training.facts.clone() }));
            let regions = serde_json::from_str(card).unwrap();
            let card: &ServiceFacts = Box::leak(Box::new(ServiceFacts { regions, ..training.account.facts.clone() }));
            Guide { facts, account: Account { facts: card, ..training.account }, ..training }
        };
        let ids = |guide: &Guide<'_>| guide.known_elsewhere().iter().map(|region| region.id()).collect::<Vec<_>>();
        let here = training.account.person.region.id();
        let everywhere = with("{}", r#"{"*":{}}"#);
        assert!(ids(&everywhere).is_empty() && !offers_answer(&everywhere, Answer::NotApplicable));
        assert!(ids(&with(&format!(r#"{{"{here}":"B","uk":"C"}}"#), r#"{"*":{}}"#)).is_empty());
        let reported = with(&format!(r#"{{"{here}":"C","ca":"A","uk":"B"}}"#), r#"{"*":{}}"#);
        assert_eq!((ids(&reported), offers_answer(&reported, Answer::NotApplicable)), (vec!["uk", "ca"], true));
        let unread = with("{}", r#"{"hk":{"company":"linkedin-us"}}"#);
        assert_eq!((ids(&unread), offers_answer(&unread, Answer::NotApplicable)), (vec!["hk"], true));
        // Nobody read who decides there, so nobody is written to.
        assert!(unread.account.offered_requests().is_empty() && everywhere.account.offered_requests().is_empty());
        assert!(!training.account.offered_requests().is_empty());
    }
}
