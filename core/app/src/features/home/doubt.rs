//! Notes whose day cannot be right, because the clock was wrong: the person is asked for it.

use crate::kit::{ScreenBuilder, warn_of_day_of_guide, warn_of_day_of_request};
use crate::model::Person;

/// Says which notes of a person have a day that cannot be right, and leads to where each is corrected. What one entry noted
/// is said once.
pub(super) fn ask_for_days(page: &mut ScreenBuilder<'_>, person: Person<'_>) {
    let snapshot = page.snapshot;
    let mut said = Vec::new();
    for account in snapshot.all_accounts(person) {
        for guide in snapshot.recorded_guides(account) {
            let note = guide.state.doubted.as_ref();
            let note = note.filter(|note| snapshot.request_of_doubt(person, &note.entry).is_none());
            if let Some(note) = note.filter(|note| !said.contains(&&note.entry)) {
                said.push(&note.entry);
                warn_of_day_of_guide(page, &guide);
            }
        }
    }
    for request in snapshot.requests(person) {
        warn_of_day_of_request(page, &request);
    }
}
