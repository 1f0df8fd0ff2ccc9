//! The list of services, the screen of a service, and the screen of an account.

use widerspruch_domain::catalogue::{FindingKind, GuideFacts};
use widerspruch_domain::checklist::step_in;
use widerspruch_domain::journal::{Membership, format_account_id};

use super::paths::{Command, LANGUAGE, NAME, Route};
use super::why::{why_page, why_screen};
use crate::boundary::{Icon, Screen, Tone};
use crate::features::{guide, home};
use crate::kit::{
    Line, ScreenBuilder, Target, fill, guide_route, guide_row, option, say, service_claims, shown_claims,
    sourced_claim, t, warn_of_age,
};
use crate::model::{Account, Person, Snapshot, progress_words};
use crate::words::w;

/// Number of news on the screen of a service.
const NEWS_SHOWN: usize = 2;

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

/// Adds what was found where nobody has to do anything.
fn add_finding(page: &mut ScreenBuilder<'_>, account: Account<'_>) {
    let Some(finding) = &account.facts.finding else { return };
    let word = match finding.kind {
        FindingKind::FalseAlarm => w::FINDING_FALSE_ALARM,
        FindingKind::NoProof => w::FINDING_NO_PROOF,
        FindingKind::NothingAnnounced => w::FINDING_NOTHING_ANNOUNCED,
        FindingKind::OptIn => w::FINDING_OPT_IN,
        FindingKind::NoWay => w::FINDING_NO_WAY,
    };
    let group = account.company().and_then(|(_, company)| company.group);
    let company = group.unwrap_or(account.facts.name);
    page.callout(Tone::Info, fill(word, &[("company", &company), ("service", &account.service())]));
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
