//! The screen about the app: what it is, and the ways to the pages behind it.

use super::notices::{notice_screen, notices_screen};
use super::paths::{Command, Route};
use super::privacy::privacy_screen;
use super::publisher::{add_contact, publisher_screen};
use crate::boundary::{Icon, Screen};
use crate::features::{home, settings};
use crate::kit::{Context, Handled, Line, ScreenBuilder, Target, fill, say, t};
use crate::model::Snapshot;
use crate::words::w;

/// Returns a screen of this feature. None of them needs a person: whoever has not begun can read them, too.
pub(crate) fn screen(snapshot: &Snapshot<'_>, route: Route<'_>) -> Option<Screen> {
    Some(match route {
        Route::About => about_screen(snapshot),
        Route::Publisher => publisher_screen(snapshot),
        Route::Privacy => privacy_screen(snapshot),
        Route::Notices => notices_screen(snapshot)?,
        Route::Notice(name) => notice_screen(snapshot, name)?,
    })
}

/// Performs a command of this feature, of which there is none.
pub(crate) fn perform(_: &mut Context<'_>, command: Command) -> Handled {
    match command {}
}

fn about_screen(snapshot: &Snapshot<'_>) -> Screen {
    let wording = &snapshot.wording;
    // Before anybody has begun there are no settings.
    let mut page = match snapshot.current() {
        Some(_) => ScreenBuilder::new(snapshot, Some(&settings::paths::Route::Settings), t(w::ABOUT_TITLE)),
        None => ScreenBuilder::new(snapshot, Some(&home::paths::Route::Start), t(w::ABOUT_TITLE)),
    };
    page.show_preview();
    page.text(fill(w::ABOUT_VERSION, &[("version", &snapshot.config.app_version)]));
    page.word(w::ABOUT_PRIVATE);
    page.word(w::ABOUT_TEMPLATES);
    page.word(w::NOT_AFFILIATED);
    page.section();
    for (icon, word, route) in [
        (Icon::Document, w::PRIVACY_TITLE, Route::Privacy),
        (Icon::Person, w::ABOUT_PUBLISHER_TITLE, Route::Publisher),
        (Icon::Document, w::NOTICES_TITLE, Route::Notices),
    ] {
        page.line(Line::new(icon, t(word)), Target::Go(&route));
    }
    page.head(t(w::ABOUT_CONTACT));
    add_contact(&mut page, &wording.catalogue.facts.publisher);
    page.head(t(w::ABOUT_CATALOGUE));
    for service in wording.catalogue.facts.services.values() {
        let read = wording.f(w::READ_ON, &[("date", &wording.full_date(service.read_on))]);
        page.text(say(&wording.join(w::JOIN_COLON, [service.name.as_str(), &read])));
    }
    page.foot(t(w::ABOUT_LICENCE));
    page.done()
}
