//! Damaged records: how much was lost, and the files with corrupt lines.

use super::paths::{Command, Route};
use crate::boundary::{Icon, Screen, Tone};
use crate::kit::{ScreenBuilder, Target, say, t};
use crate::model::Snapshot;
use crate::words::w;

/// Returns the screen about damaged records, in plain words.
pub(super) fn damage_screen(snapshot: &Snapshot<'_>) -> Screen {
    let wording = &snapshot.wording;
    let mut page = ScreenBuilder::new(snapshot, Some(&Route::Start), t(w::DAMAGE_TITLE));
    let files =
        snapshot.store.set_aside().next().is_some() || snapshot.store.journals().any(|journal| journal.damaged() > 0);
    if !files && snapshot.store.missing() == 0 {
        page.word(w::DAMAGE_NONE);
        return page.done();
    }
    page.word(if files { w::DAMAGE_MEANS } else { w::DAMAGE_MEANS_MISSING });
    page.word(w::DAMAGE_WHAT_TO_DO);
    page.head(t(w::DAMAGE_FILES));
    for (person, name, lines) in snapshot.store.set_aside() {
        let folder = person.map_or_else(|| "app".to_owned(), |person| format!("profiles/{person}"));
        let lines = wording.n(w::DAMAGE_LINES, lines, &[]);
        page.status(Tone::Neutral, Icon::Document, say(&format!("{folder}/{name}")), say(&lines));
    }
    if snapshot.store.new_damage() + snapshot.store.missing() > 0 {
        page.primary(t(w::DAMAGE_OK), Target::Do(&Command::AcceptDamage));
    }
    page.done()
}
