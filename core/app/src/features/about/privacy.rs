//! The privacy policy as a page. The pages beside the source code are generated from the same texts.

use super::paths::Route;
use super::publisher::{address_lines, stated};
use crate::boundary::Screen;
use crate::kit::{ScreenBuilder, say, t};
use crate::model::Snapshot;
use crate::words::{Value, w};

/// Returns the screen with the privacy policy.
pub(super) fn privacy_screen(snapshot: &Snapshot<'_>) -> Screen {
    let wording = &snapshot.wording;
    let (policy, publisher) = (wording.catalogue.privacy(), &wording.catalogue.facts.publisher);
    let address = address_lines(publisher);
    let name = stated(wording, &publisher.name);
    let (address, email) = (stated(wording, &address), stated(wording, &publisher.email));
    let source = stated(wording, &publisher.source);
    let values: [(&str, &dyn Value); 4] =
        [("name", &name), ("address", &address), ("email", &email), ("source", &source)];
    let mut page = ScreenBuilder::new(snapshot, Some(&Route::About), t(w::PRIVACY_TITLE));
    page.show_preview();
    page.text(say(&policy.scope));
    for section in policy.sections {
        page.head(say(&section.heading));
        for text in section.text {
            let filled = wording.catalogue.fill(text, &values);
            let point = filled.strip_prefix('-').map(|point| wording.f(w::LIST_ITEM, &[("item", &point.trim_start())]));
            page.text(say(point.as_deref().unwrap_or(&filled)));
        }
    }
    page.done()
}
