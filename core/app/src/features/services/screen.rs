//! The list of services, the screen of a service, and the screen of an account.

use percent_encoding::percent_decode_str;
use widerspruch_domain::catalogue::GuideFacts;
use widerspruch_domain::checklist::step_in;
use widerspruch_domain::journal::{Membership, format_account_id};

use super::list::{company_screen, group_screen, groups_screen, mine_screen, rumours_screen, services_screen};
use super::paths::{Command, LANGUAGE, NAME, Route};
use super::standing::{finding_word, finding_words};
use super::why::{why_page, why_screen};
use crate::boundary::{Icon, Screen, Tone};
use crate::features::guide;
use crate::kit::{
    ScreenBuilder, Target, fill, guide_route, guide_row, option, say, service_claims, shown_claims, sourced_claim, t,
    warn_of_age,
};
use crate::model::{Account, Snapshot, progress_words};
use crate::words::w;

/// Number of news on the screen of a service.
const NEWS_SHOWN: usize = 2;

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
        Route::Wrong(account) => Some(wrong_guide_screen(snapshot, snapshot.account(account)?)),
    }
}

fn service_screen(snapshot: &Snapshot<'_>, account: Account<'_>) -> Screen {
    let wording = &snapshot.wording;
    let parent = Route::Services { person: account.person.id };
    let mut page = ScreenBuilder::new(snapshot, Some(&parent), say(&account.name(wording)));
    warn_of_age(&mut page, account);
    add_finding(&mut page, account);
    let progress = snapshot.progress(account);
    let guides = snapshot.guides(account);
    for (word, steps) in [(w::SERVICE_STEPS, true), (w::SERVICE_FURTHER, false)] {
        page.head(t(word));
        let is_step = |facts: &GuideFacts| step_in(account.facts, facts, account.person.region).is_some();
        for guide in guides.iter().filter(|guide| is_step(guide.facts) == steps) {
            guide_row(&mut page, guide);
        }
        if steps && progress.total() > 0 {
            page.foot(say(&progress_words(wording, &progress)));
        }
    }
    page.head(t(w::SERVICE_NEWS));
    add_news(&mut page, account);
    page.head(t(w::SERVICE_RUMOURS));
    service_claims(&mut page, account, account.facts.rumours);
    page.section();
    let there = account.there();
    for note in there.map(|region| shown_claims(snapshot, account, region.notes)).unwrap_or_default() {
        page.callout(Tone::Info, say(note));
    }
    page.item(t(w::SERVICE_WHY), &Route::Why(account.address()));
    page.item(t(w::SERVICE_ACCOUNT), &Route::Account(account.address()));
    add_another(&mut page, account);
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

/// Adds the button for another account at the service, or for the first.
fn add_another(page: &mut ScreenBuilder<'_>, account: Account<'_>) {
    let (person, service) = (account.person, account.facts.id);
    // The command names the account that it adds, so that a second tap does not add another account.
    let is_free = |number: &u32| !person.state.accounts.contains_key(&format_account_id(&service, *number));
    let number = (1..).find(is_free).unwrap_or(1);
    let word = if number > 1 { w::SERVICES_ADD } else { w::SERVICES_ADD_FIRST };
    let command = Command::AddAccount { person: person.id, service: service.as_str(), number };
    page.button(fill(word, &[("service", &account.service())]), &command);
}

/// Adds what was found where nobody has to do anything.
fn add_finding(page: &mut ScreenBuilder<'_>, account: Account<'_>) {
    let Some(finding) = &account.facts.finding else { return };
    let said = finding_words(page.wording(), account, finding_word(finding.kind));
    page.callout(Tone::Info, say(&said));
    service_claims(page, account, finding.claims);
}

/// Adds the newest of what is new, each with its date.
fn add_news(page: &mut ScreenBuilder<'_>, account: Account<'_>) {
    let (facts, wording) = (account.facts, page.wording());
    for news in facts.news.iter().take(NEWS_SHOWN) {
        let claim = facts.claims.get(news.claim.as_str());
        if let Some(claim) = claim.filter(|claim| claim.holds(account.person.region, wording.today())) {
            let text = wording.join(w::JOIN_COLON, [&*wording.dated(&news.date), account.sentence(&news.claim)]);
            sourced_claim(page, claim, &text, account.sources(), facts.recheck_after());
        }
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

#[cfg(test)]
mod tests {
    use widerspruch_domain::catalogue::ServiceFacts;

    use super::*;
    use crate::boundary::Row;
    use crate::features::persons;
    use crate::grammar::addresses::AccountAddress;
    use crate::kit::testing::TestFolder;

    #[test]
    fn a_service_shows_its_finding_its_newest_news_and_what_is_rumoured() {
        let mut folder = TestFolder::empty();
        folder.done(&[], |context| persons::perform(context, persons::paths::Command::SkipWelcome));
        let snapshot = folder.snapshot();
        let account = snapshot.account(AccountAddress { person: "p1", account: "linkedin" }).unwrap();
        let news = |date: &str| format!(r#"{{"date":"{date}","claim":"trains-since"}}"#);
        let facts: &ServiceFacts = Box::leak(Box::new(ServiceFacts {
            finding: serde_json::from_str(r#"{"kind":"no_proof","claims":["earlier-stays"]}"#).unwrap(),
            news: serde_json::from_str(&format!("[{},{},{}]", news("2026-07-23"), news("2026-05"), news("2025")))
                .unwrap(),
            rumours: serde_json::from_str(r#"["no-deadline"]"#).unwrap(),
            guides: Default::default(),
            ..account.facts.clone()
        }));
        let screen = service_screen(&snapshot, Account { facts, ..account });
        let rows: Vec<&Row> = screen.sections.iter().flat_map(|section| &section.rows).collect();
        let said = |wanted: &str| {
            let texts = rows.iter().filter_map(|row| match row {
                Row::Callout { text, .. } | Row::Claim { text, .. } => Some(text.as_str()),
                _ => None,
            });
            let plain = |text: &str| text.replace('\u{a0}', " ");
            texts.filter(|text| plain(text).contains(&plain(wanted))).count()
        };
        assert_eq!(said("We found nothing to prove this, and LinkedIn denies it."), 1, "{rows:#?}");
        assert_eq!((said(account.sentence("earlier-stays")), said(account.sentence("no-deadline"))), (1, 1));
        let trains = account.sentence("trains-since");
        assert_eq!(said(&format!("23 July 2026: {trains}")), 1, "{rows:#?}");
        assert_eq!((said(&format!("May 2026: {trains}")), said(trains)), (1, 2));
        let footers: Vec<_> = screen.sections.iter().filter_map(|section| section.footer.as_deref()).collect();
        assert!(footers.is_empty(), "no steps, no progress: {footers:?}");
    }
}
