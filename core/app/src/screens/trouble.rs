//! What the person must know before anything else: records that were damaged.

use super::page::{Page, Say, To, say, t};
use crate::boundary::{Icon, Screen, Tone};
use crate::content::w;
use crate::seen::Seen;
use crate::storage::store::Book;

/// The row at the top of the home screen; none where all is well.
pub(super) fn trouble(page: &mut Page<'_>) {
    let (seen, view) = (page.seen, page.view());
    let aside = seen.store.new_damage();
    let unread = aside + seen.store.books().map(Book::damaged).sum::<usize>();
    // A damaged line is missing too: told once, as what can still be looked at.
    let missing = seen.store.missing().saturating_sub(unread);
    if unread + missing == 0 {
        return;
    }
    let all = seen.store.persons.values().map(Book::len).sum();
    let kept = view.count(w::DAMAGE_KEPT_ONE, w::DAMAGE_KEPT, all);
    let (one, many) =
        if aside == unread { (w::DAMAGE_LOST_ONE, w::DAMAGE_LOST) } else { (w::DAMAGE_LEFT_ONE, w::DAMAGE_LEFT) };
    let mut lost = Vec::new();
    if unread > 0 {
        lost.push(view.count(one, many, unread));
    }
    if missing > 0 {
        lost.push(view.count(w::DAMAGE_MISSING_ONE, w::DAMAGE_MISSING, missing));
    }
    let word = if unread > 0 { w::DAMAGE_TEXT } else { w::DAMAGE_TEXT_MISSING };
    let text = view.f(word, &[("kept", &kept), ("lost", &lost.join(" "))]);
    page.callout_more(Tone::Warning, say(&text), t(w::DAMAGE_MORE), To::Go(&["/damage"]));
}

/// What was damaged, in plain words.
pub(super) fn damage(seen: &Seen<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut page = Page::new(seen, route, &["/"], t(w::DAMAGE_TITLE));
    let files = seen.store.set_aside().next().is_some() || seen.store.books().any(|book| book.damaged() > 0);
    if !files && seen.store.missing() == 0 {
        page.word(w::DAMAGE_NONE);
        return page.done();
    }
    page.word(if files { w::DAMAGE_MEANS } else { w::DAMAGE_MEANS_MISSING });
    page.word(w::DAMAGE_WHAT_TO_DO);
    page.head(t(w::DAMAGE_FILES));
    for (person, name, lines) in seen.store.set_aside() {
        let folder = person.map_or_else(|| "app".to_owned(), |person| format!("profiles/{person}"));
        let lines = view.count(w::DAMAGE_LINES_ONE, w::DAMAGE_LINES, lines);
        page.status(Tone::Neutral, Icon::Document, Say::Join(&[&folder, "/", name]), say(&lines));
    }
    if seen.store.new_damage() + seen.store.missing() > 0 {
        page.primary(t(w::DAMAGE_OK), To::Do(&["damage/seen"]));
    }
    page.done()
}
