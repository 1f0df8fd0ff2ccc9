//! The welcome screen, shown before the first person was added, and the one for somebody who helps.

use super::paths::{self, Command, Route};
use crate::boundary::{Icon, Screen};
use crate::features::{about, home};
use crate::kit::{
    Line, ScreenBuilder, Target, country_input, damage_warning, fill, hour_input, option, t, weekdays_input,
};
use crate::model::Snapshot;
use crate::words::{Word, w};

/// Returns the welcome screen.
pub(crate) fn welcome(snapshot: &Snapshot<'_>) -> Screen {
    let mut page = ScreenBuilder::new(snapshot, None, t(w::APP_NAME));
    page.show_preview();
    damage_warning(&mut page);
    page.text(fill(w::WELCOME_WHAT, &[("services", &service_names(snapshot))]));
    page.word(w::WELCOME_HOW);
    page.word(w::WELCOME_PRIVATE);
    page.section();
    page.line(Line::new(Icon::Person, t(w::WELCOME_OTHER)), Target::Go(&Route::Helping));
    add_presets(&mut page, w::WELCOME_WHERE, w::WELCOME_ACCOUNT);
    page.section();
    page.button(t(w::WELCOME_SKIP), &Command::SkipWelcome);
    page.item(t(w::PRIVACY_TITLE), &about::paths::Route::Privacy);
    page.foot(t(w::WELCOME_SMALL));
    page.primary(t(w::WELCOME_GO), Target::Do(&Command::Welcome));
    page.done()
}

/// Returns the welcome screen for somebody who helps: only they are asked for a name.
pub(crate) fn welcome_helper(snapshot: &Snapshot<'_>) -> Screen {
    let wording = &snapshot.wording;
    let mut page = ScreenBuilder::new(snapshot, Some(&home::paths::Route::Start), t(w::WELCOME_OTHER));
    page.word(w::WELCOME_HELPING);
    page.section();
    let options = vec![option("other", wording.t(w::WELCOME_OTHER)), option("me", wording.t(w::WELCOME_ME))];
    page.choice(&paths::FOR, t(w::WELCOME_FOR), "other", options, None);
    page.text_field(&paths::NAME, w::WELCOME_NAME, w::WELCOME_NAME_HINT, "");
    add_presets(&mut page, w::PERSONS_WHERE, w::PERSONS_ACCOUNT);
    page.primary(t(w::WELCOME_GO), Target::Do(&Command::Welcome));
    page.done()
}

/// Adds the questions whose answers are preset.
fn add_presets(page: &mut ScreenBuilder<'_>, place: Word, account: Word) {
    let (snapshot, wording) = (page.snapshot, page.wording());
    country_input(page, &paths::COUNTRY, place, snapshot.preset_country(), None);
    let names = service_names(snapshot);
    let mut options = Vec::new();
    for (id, word) in [
        ("one", w::WELCOME_ONE),
        ("several", w::WELCOME_SEVERAL),
        ("former", w::WELCOME_FORMER),
        ("never", w::WELCOME_NEVER),
    ] {
        options.push(option(id, &wording.f(word, &[("service", &names)])));
    }
    page.choice(&paths::ACCOUNT, t(account), "one", options, None);
    hour_input(page, false);
    weekdays_input(page, false);
}

fn service_names(snapshot: &Snapshot<'_>) -> String {
    let names = snapshot.wording.catalogue.facts.services.values().map(|service| service.name.as_str());
    snapshot.wording.join(w::JOIN_LIST, names)
}
