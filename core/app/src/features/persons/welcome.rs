//! The welcome screen, shown before the first person was added.

use super::paths::{self, Command};
use crate::boundary::Screen;
use crate::features::about;
use crate::kit::{ScreenBuilder, Target, country_input, damage_warning, hour_input, option, t, weekdays_input};
use crate::model::Snapshot;
use crate::words::w;

/// Returns the welcome screen.
pub(crate) fn welcome(snapshot: &Snapshot<'_>) -> Screen {
    let wording = &snapshot.wording;
    let mut page = ScreenBuilder::new(snapshot, None, t(w::APP_NAME));
    page.show_preview();
    damage_warning(&mut page);
    page.word(w::WELCOME_WHAT);
    page.word(w::WELCOME_HOW);
    page.word(w::WELCOME_PRIVATE);
    page.section();
    let options = vec![option("me", wording.t(w::WELCOME_ME)), option("other", wording.t(w::WELCOME_OTHER))];
    page.choice(&paths::FOR, t(w::WELCOME_FOR), "me", options, None);
    page.text_field(&paths::NAME, w::WELCOME_NAME, w::WELCOME_NAME_HINT, "");
    country_input(&mut page, &paths::COUNTRY, w::WELCOME_WHERE, snapshot.preset_country(), None);
    let names = wording.catalogue.facts.services.values().map(|service| service.name.as_str());
    let names = wording.join(w::JOIN_LIST, names);
    let mut options = Vec::new();
    for (id, word) in [("one", w::WELCOME_ONE), ("several", w::WELCOME_SEVERAL), ("none", w::WELCOME_NONE)] {
        options.push(option(id, &wording.f(word, &[("service", &names)])));
    }
    page.choice(&paths::ACCOUNT, t(w::WELCOME_ACCOUNT), "one", options, None);
    hour_input(&mut page, false);
    weekdays_input(&mut page, false);
    page.section();
    page.word(w::WELCOME_HELPING);
    page.button(t(w::WELCOME_SKIP), &Command::SkipWelcome);
    page.item(t(w::PRIVACY_TITLE), &about::paths::Route::Privacy);
    page.foot(t(w::WELCOME_SMALL));
    page.primary(t(w::WELCOME_GO), Target::Do(&Command::Welcome));
    page.done()
}
