//! The list of services, the screen of a service, and the screen of an account.

use widerspruch_domain::catalogue::GuideFacts;
use widerspruch_domain::checklist::step_in;
use widerspruch_domain::journal::{Membership, format_account_id};

use super::paths::{Command, LANGUAGE, NAME, Route};
use super::why::{why_page, why_screen};
use crate::boundary::{Icon, Screen, Tone};
use crate::features::{guide, home};
use crate::kit::{
    Line, ScreenBuilder, Target, fill, guide_route, guide_row, option, say, shown_claims, t, warn_of_age,
};
use crate::model::{Account, Person, Snapshot, progress_words};
use crate::words::w;

/// Returns a screen of this feature; `None` if the person, the account or the page is gone.
pub(crate) fn screen(snapshot: &Snapshot<'_>, route: Route<'_>) -> Option<Screen> {
    match route {
        Route::Services { person } => Some(services_screen(snapshot, snapshot.person(person)?)),
        Route::Service(account) => Some(service_screen(snapshot, snapshot.account(account)?)),
        Route::Why(account) => Some(why_screen(snapshot, snapshot.account(account)?)),
        Route::WhyPage { account, page } => why_page(snapshot, snapshot.account(account)?, page),
        Route::Account(account) => Some(account_screen(snapshot, snapshot.account(account)?)),
        Route::Wrong(account) => Some(wrong_guide_screen(snapshot, snapshot.account(account)?)),
    }
}

fn services_screen(snapshot: &Snapshot<'_>, person: Person<'_>) -> Screen {
    let wording = &snapshot.wording;
    let mut page = ScreenBuilder::new(snapshot, Some(&home::paths::Route::Start), t(w::TAB_SERVICES));
    for account in snapshot.accounts(person) {
        let progress = snapshot.progress(account);
        let open = progress.next().is_some();
        let (tone, icon) = if open { (Tone::Neutral, Icon::Circle) } else { (Tone::Good, Icon::Check) };
        let (name, state) = (account.name(wording), progress_words(wording, &progress));
        let line = Line { tone, detail: say(&account.words.about), state: say(&state), ..Line::new(icon, say(&name)) };
        page.line(line, Target::Go(&Route::Service(account.address())));
    }
    page.section();
    for service in wording.catalogue.facts.services.values() {
        // The command names the account that it adds, so that a second tap does not add another account.
        let free = (1..)
            .find(|number| !person.state.accounts.contains_key(&format_account_id(&service.id, *number)))
            .unwrap_or(1);
        let word = if free > 1 { w::SERVICES_ADD } else { w::SERVICES_ADD_FIRST };
        let command = Command::AddAccount { person: person.id, service: service.id.as_str(), number: free };
        page.button(fill(word, &[("service", &wording.catalogue.service_name(service))]), &command);
    }
    page.foot(t(w::NOT_AFFILIATED));
    page.done()
}

fn service_screen(snapshot: &Snapshot<'_>, account: Account<'_>) -> Screen {
    let wording = &snapshot.wording;
    let parent = Route::Services { person: account.person.id };
    let mut page = ScreenBuilder::new(snapshot, Some(&parent), say(&account.name(wording)));
    warn_of_age(&mut page, account);
    let progress = snapshot.progress(account);
    let guides = snapshot.guides(account);
    for (word, steps) in [(w::SERVICE_STEPS, true), (w::SERVICE_FURTHER, false)] {
        page.head(t(word));
        let is_step = |facts: &GuideFacts| step_in(account.facts, facts, account.person.region).is_some();
        for guide in guides.iter().filter(|guide| is_step(guide.facts) == steps) {
            guide_row(&mut page, guide);
        }
        if steps {
            page.foot(say(&progress_words(wording, &progress)));
        }
    }
    page.section();
    let there = account.there();
    for note in there.map(|region| shown_claims(snapshot, account, region.notes)).unwrap_or_default() {
        page.callout(Tone::Info, say(note));
    }
    page.item(t(w::SERVICE_WHY), &Route::Why(account.address()));
    page.item(t(w::SERVICE_ACCOUNT), &Route::Account(account.address()));
    page.item(t(w::WRONG_STEP_TITLE), &Route::Wrong(account.address()));
    if let Some((_, controller)) = account.company() {
        let text = wording.f(w::SERVICE_CONTROLLER, &[("name", &controller.name)]);
        let lines = wording.join(w::JOIN_LIST, controller.post.iter().map(|line| line.as_str()));
        page.status(Tone::Neutral, Icon::Document, say(&text), say(&lines));
    } else {
        page.word(w::SERVICE_NO_COMPANY);
    }
    let wanted = !account.person.state.wants_no_reminders();
    if let Some(next) = progress.next().filter(|_| wanted).and_then(|next| snapshot.guide_of(account, &next.id)) {
        page.primary(say(&next.title(wording)), Target::Go(&guide_route(&next)));
    }
    page.done()
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
