//! The screens of this feature by their routes, the screen of an account, and the question in which guide a step is wrong.

use percent_encoding::percent_decode_str;
use widerspruch_domain::journal::Membership;

use super::card::{minors_screen, service_screen, steps_screen};
use super::list::{company_screen, group_screen, groups_screen, mine_screen, rumours_screen, services_screen};
use super::paths::{Command, LANGUAGE, NAME, Route};
use super::why::{why_page, why_screen};
use crate::boundary::Screen;
use crate::features::guide;
use crate::kit::{ScreenBuilder, Target, option, say, t};
use crate::model::{Account, Snapshot};
use crate::words::w;

/// Returns a screen of this feature; `None` if the person, the account or the page is gone.
pub(crate) fn screen(snapshot: &Snapshot<'_>, route: Route<'_>) -> Option<Screen> {
    match route {
        Route::Services { person } => Some(services_screen(snapshot, snapshot.person(person)?, "")),
        Route::Mine { person } => Some(mine_screen(snapshot, snapshot.person(person)?)),
        Route::Find { person, words } => {
            let words = percent_decode_str(words).decode_utf8_lossy();
            Some(services_screen(snapshot, snapshot.person(person)?, &words))
        }
        Route::Groups { person } => Some(groups_screen(snapshot, snapshot.person(person)?)),
        Route::Filter { person, sort } => group_screen(snapshot, snapshot.person(person)?, sort),
        Route::Company { person, group } => company_screen(snapshot, snapshot.person(person)?, group),
        Route::Rumours { person } => rumours_screen(snapshot, snapshot.person(person)?),
        Route::Service(account) => Some(service_screen(snapshot, snapshot.account(account)?)),
        Route::Why(account) => Some(why_screen(snapshot, snapshot.account(account)?)),
        Route::WhyPage { account, page } => why_page(snapshot, snapshot.account(account)?, page),
        Route::Account(account) => Some(account_screen(snapshot, snapshot.account(account)?)),
        Route::Steps(account) => Some(steps_screen(snapshot, snapshot.account(account)?)),
        Route::Minors(account) => minors_screen(snapshot, snapshot.account(account)?),
        Route::Wrong(account) => Some(wrong_guide_screen(snapshot, snapshot.account(account)?)),
    }
}

/// Returns the screen that asks in which guide a step is wrong.
fn wrong_guide_screen(snapshot: &Snapshot<'_>, account: Account<'_>) -> Screen {
    let mut page = ScreenBuilder::new(snapshot, Some(&Route::Service(account.address())), t(w::WRONG_STEP_TITLE));
    page.word(w::WRONG_STEP_CHOOSE_GUIDE);
    for guide in snapshot.guides(account) {
        let route = guide::paths::Route { guide: guide.address(), page: guide::paths::Page::Wrong };
        page.item(say(guide.name(&snapshot.wording)), &route);
    }
    page.done()
}

/// Returns the screen with an account's name, the language of the menus, and the membership.
fn account_screen(snapshot: &Snapshot<'_>, account: Account<'_>) -> Screen {
    let wording = &snapshot.wording;
    let address = account.address();
    let mut page = ScreenBuilder::new(snapshot, Some(&Route::Service(address)), t(w::SERVICE_ACCOUNT));
    page.text_field(&NAME, w::ACCOUNT_NAME, w::ACCOUNT_NAME_HINT, &account.state.name);
    let mut options = Vec::new();
    for code in account.facts.languages() {
        options.push(option(code, wording.catalogue.own_name(code)));
    }
    let label = wording.f(w::ACCOUNT_LANGUAGE, &[("service", &account.service())]);
    let choose = Command::ChooseLanguage { account: address, language: None };
    page.choice(&LANGUAGE, say(&label), account.language, options, Some(&choose));
    page.primary(t(w::ACCOUNT_SAVE), Target::Do(&Command::NameAccount(address)));
    page.section();
    if account.state.membership == Membership::None {
        page.answers(t(w::ACCOUNT_ASK));
    }
    for (membership, word) in [
        (Membership::Member, w::ACCOUNT_MEMBER),
        (Membership::Former, w::ACCOUNT_FORMER),
        (Membership::Never, w::ACCOUNT_NEVER),
    ] {
        if membership != account.state.membership {
            page.button(t(word), &Command::ChooseMembership { account: address, membership });
        }
    }
    page.done()
}
