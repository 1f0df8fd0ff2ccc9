//! The screens and answers of each kind of guide: no kind has all of them.

use widerspruch_domain::catalogue::Device;
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
        Page::Recheck => guide.facts.recheck_months.is_some(),
        Page::Grounds => guide.facts.own_grounds,
        Page::Unseen | Page::UnseenReason(_) => guide.facts.setting.is_some(),
        Page::Guide | Page::Effect | Page::Later => true,
    }
}

/// Returns whether a guide has an answer.
pub(super) fn offers_answer(guide: &Guide<'_>, answer: Answer) -> bool {
    match answer {
        Answer::WasOff { .. } => offers_page(guide, Page::Already),
        Answer::NotVisible { .. } => offers_page(guide, Page::Unseen),
        Answer::NotApplicable => guide.facts.if_visible,
        Answer::Open | Answer::Done | Answer::LeftOut => true,
    }
}

/// Returns the route of one of a guide's screens.
pub(super) fn route_to<'a>(guide: &Guide<'a>, page: Page) -> Route<'a> {
    Route { guide: guide.address(), page }
}
