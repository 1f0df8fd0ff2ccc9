//! Notes whose day cannot be right, because the clock was wrong: the person is asked for it.

use crate::boundary::Tone;
use crate::features::records::paths::Route;
use crate::features::requests::paths::{Page, Route as RequestRoute};
use crate::kit::{ScreenBuilder, Target, doubt_words, say, t};
use crate::model::Person;
use crate::words::w;

/// Says which notes of a person have a day that cannot be right, and leads to where each is corrected.
pub(super) fn ask_for_days(page: &mut ScreenBuilder<'_>, person: Person<'_>) {
    let (snapshot, wording) = (page.snapshot, page.wording());
    for account in snapshot.accounts(person) {
        for guide in snapshot.recorded_guides(account) {
            let Some(note) = snapshot.doubted_note(&guide) else { continue };
            let text = doubt_words(wording, guide.name(wording), note.at.date());
            let route = Route::Day { person: person.id, entry: &note.entry.to_string() }.to_string();
            page.callout_more(Tone::Warning, say(&text), t(w::DOUBT_CORRECT), Target::Go(&route));
        }
    }
    for request in snapshot.requests(person) {
        let Some((entry, day)) = snapshot.doubted_event(&request) else { continue };
        let text = doubt_words(wording, request.name(wording), day);
        let noted = Page::Noted(&entry.to_string());
        let route = RequestRoute::Request { request: request.address(), page: noted }.to_string();
        page.callout_more(Tone::Warning, say(&text), t(w::DOUBT_CORRECT), Target::Go(&route));
    }
}
