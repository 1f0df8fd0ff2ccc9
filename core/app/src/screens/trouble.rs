//! What the person must know before anything else: records that were damaged.

use super::rows::{blank, go, headed, perform, primary, rows, text};
use crate::boundary::{Icon, Row, Screen, Tone};
use crate::content::w;
use crate::seen::Seen;
use crate::storage::store::Book;

/// The rows at the top of the home screen; none where all is well.
pub(super) fn trouble(seen: &Seen<'_>) -> Vec<Row> {
    let view = &seen.view;
    let mut found = Vec::new();
    let aside: usize = unseen_files(seen).map(|(_, lines)| lines).sum();
    let lost = aside + seen.store.books().map(Book::damaged).sum::<usize>();
    if lost > 0 {
        let all = seen.store.persons.values().map(Book::len).sum();
        let kept = view.count(w::DAMAGE_KEPT_ONE, w::DAMAGE_KEPT, all);
        let word =
            if aside == lost { (w::DAMAGE_LOST_ONE, w::DAMAGE_LOST) } else { (w::DAMAGE_LEFT_ONE, w::DAMAGE_LEFT) };
        let lost = view.count(word.0, word.1, lost);
        found.push(Row::Callout {
            tone: Tone::Warning,
            icon: Icon::Warning,
            text: view.f(w::DAMAGE_TEXT, &[("kept", &kept), ("lost", &lost)]),
            more: Some(view.t(w::DAMAGE_MORE)),
            action: Some(go("/damage")),
        });
    }
    found
}

/// What was damaged, in plain words.
pub(super) fn damage(seen: &Seen<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut screen = blank(seen, route, Some("/"), view.t(w::DAMAGE_TITLE));
    screen.sections.push(rows(vec![text(view.t(w::DAMAGE_MEANS)), text(view.t(w::DAMAGE_WHAT_TO_DO))]));
    let shown = seen.store.set_aside().map(|(person, name, lines)| Row::Status {
        tone: Tone::Neutral,
        icon: Icon::Document,
        text: person.map_or_else(|| format!("app/{name}"), |person| format!("profiles/{person}/{name}")),
        detail: Some(view.count(w::DAMAGE_LINES_ONE, w::DAMAGE_LINES, lines)),
    });
    let shown: Vec<Row> = shown.collect();
    if !shown.is_empty() {
        screen.sections.push(headed(view.t(w::DAMAGE_FILES), shown));
    }
    if unseen_files(seen).next().is_some() {
        screen.primary = primary(view.t(w::DAMAGE_OK), perform("damage/seen"));
    }
    screen
}

/// Name and lines of every file with damage that nobody has acknowledged.
fn unseen_files<'a>(seen: &Seen<'a>) -> impl Iterator<Item = (&'a str, usize)> + use<'a> {
    let (store, dismissed) = (seen.store, &seen.store.device().dismissed);
    store.set_aside().filter(|(_, name, _)| !dismissed.contains(*name)).map(|(_, name, lines)| (name, lines))
}
