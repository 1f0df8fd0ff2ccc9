//! The day of an entry that was noted while the clock was wrong.

use widerspruch_domain::journal::Stamp;
use widerspruch_domain::reminders::FIRST_DAY;

use super::paths::{Command, ON, Route};
use crate::boundary::{Screen, Tone};
use crate::kit::{ScreenBuilder, Target, doubt_words, say, t};
use crate::model::{Guide, Person, Snapshot};
use crate::words::w;

/// Finds what an entry noted about a guide.
pub(super) fn noted_by<'a>(snapshot: &Snapshot<'a>, person: Person<'a>, entry: &str) -> Option<(Guide<'a>, &'a Stamp)> {
    for account in snapshot.all_accounts(person) {
        for guide in snapshot.recorded_guides(account) {
            let found = guide.state.history.iter().find(|(stamp, _)| stamp.entry.to_string() == *entry);
            if let Some((stamp, _)) = found {
                return Some((guide, stamp));
            }
        }
    }
    None
}

/// Returns the screen that asks for the day of an entry; `None` if the entry is gone.
pub(super) fn day_screen(snapshot: &Snapshot<'_>, person: Person<'_>, entry: &str) -> Option<Screen> {
    let (guide, stamp) = noted_by(snapshot, person, entry)?;
    let (wording, today) = (&snapshot.wording, snapshot.wording.today());
    let records = Route::Records { person: person.id };
    let mut page = ScreenBuilder::new(snapshot, Some(&records), t(w::DOUBT_CORRECT));
    let day = stamp.at.date();
    page.callout(Tone::Warning, say(&doubt_words(wording, guide.name(wording), day)));
    page.section();
    let days = FIRST_DAY..=today;
    page.date_field(&ON, w::DOUBT_WHEN, if days.contains(&day) { day } else { today }, days);
    page.primary(t(w::DOUBT_SAVE), Target::Do(&Command::CorrectDay { person: person.id, entry }));
    page.section();
    page.button(t(w::NOTED_TAKE_BACK), &Command::undo(&stamp.entry));
    Some(page.done())
}
