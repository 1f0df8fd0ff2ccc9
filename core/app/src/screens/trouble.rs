//! What the person must know before anything else: records that were damaged.

use super::page::{Page, Say, To, say, t};
use crate::boundary::{Icon, Screen, Tone};
use crate::content::w;
use crate::seen::Seen;
use crate::storage::store::Book;

/// The row at the top of the home screen; none where all is well.
pub(super) fn trouble(page: &mut Page<'_>) {
    let (seen, view) = (page.seen, page.view());
    let aside = unseen_lines(seen);
    let lost = aside + seen.store.books().map(Book::damaged).sum::<usize>();
    if lost == 0 {
        return;
    }
    let all = seen.store.persons.values().map(Book::len).sum();
    let kept = view.count(w::DAMAGE_KEPT_ONE, w::DAMAGE_KEPT, all);
    let (one, many) =
        if aside == lost { (w::DAMAGE_LOST_ONE, w::DAMAGE_LOST) } else { (w::DAMAGE_LEFT_ONE, w::DAMAGE_LEFT) };
    let lost = view.count(one, many, lost);
    let text = view.f(w::DAMAGE_TEXT, &[("kept", &kept), ("lost", &lost)]);
    page.callout_more(Tone::Warning, say(&text), t(w::DAMAGE_MORE), To::Go(&["/damage"]));
}

/// What was damaged, in plain words.
pub(super) fn damage(seen: &Seen<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut page = Page::new(seen, route, &["/"], t(w::DAMAGE_TITLE));
    if seen.store.set_aside().next().is_none() && seen.store.books().all(|book| book.damaged() == 0) {
        page.word(w::DAMAGE_NONE);
        return page.done();
    }
    page.word(w::DAMAGE_MEANS);
    page.word(w::DAMAGE_WHAT_TO_DO);
    page.head(t(w::DAMAGE_FILES));
    for (person, name, lines) in seen.store.set_aside() {
        let folder = person.map_or_else(|| "app".to_owned(), |person| format!("profiles/{person}"));
        let lines = view.count(w::DAMAGE_LINES_ONE, w::DAMAGE_LINES, lines);
        page.status(Tone::Neutral, Icon::Document, Say::Join(&[&folder, "/", name]), say(&lines));
    }
    if unseen_lines(seen) > 0 {
        page.primary(t(w::DAMAGE_OK), To::Do(&["damage/seen"]));
    }
    page.done()
}

/// Lines in files with damage that nobody has acknowledged.
fn unseen_lines(seen: &Seen<'_>) -> usize {
    let dismissed = &seen.store.device().dismissed;
    seen.store.set_aside().filter(|(_, name, _)| !dismissed.iter().any(|seen| seen == name)).map(|(_, _, n)| n).sum()
}
