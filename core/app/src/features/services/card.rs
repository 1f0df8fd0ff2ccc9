//! The card of a service: what it does, what a person can do about it, and what is known.

use widerspruch_domain::catalogue::packed::{List, Text};
use widerspruch_domain::catalogue::{GuideFacts, Who};
use widerspruch_domain::checklist::{Effort, effort, step_in};
use widerspruch_domain::journal::{Answer, format_account_id};

use super::paths::{Command, Route};
use super::standing::{finding_word, finding_words};
use crate::boundary::{Icon, Screen, Tone};
use crate::kit::{
    ScreenBuilder, Target, fill, first_claims, gathered_claims, guide_route, guide_row, guide_row_with, minors_words,
    own_page, say, service_claims, shown_claims, sourced_claim, t, warn_of_age,
};
use crate::model::{Account, Guide, Snapshot, progress_words};
use crate::words::{Word, w};

/// One of the lists of claims that a guide has.
type Claims = fn(&GuideFacts) -> List<Text>;

/// Number of news on a card.
const NEWS_SHOWN: usize = 2;

/// Number of claims on a card about what a step reaches.
const REACH_SHOWN: usize = 2;

/// Returns the card of a service.
pub(super) fn service_screen(snapshot: &Snapshot<'_>, account: Account<'_>) -> Screen {
    let wording = &snapshot.wording;
    let parent = Route::Services { person: account.person.id };
    let mut page = ScreenBuilder::new(snapshot, Some(&parent), say(&account.name(wording)));
    page.text(say(&account.words.about));
    warn_of_age(&mut page, account);
    let there = account.there();
    if there.is_none() {
        page.callout(Tone::Info, t(w::SERVICES_NOT_READ));
    }
    add_finding(&mut page, account);
    let guides = snapshot.guides(account);
    if guides.iter().any(|guide| guide.facts.who == Who::Admin) {
        page.callout(Tone::Info, fill(w::SERVICE_ADMIN, &[("service", &account.service())]));
    }
    let progress = snapshot.progress(account);
    let folded = account.is_folded(wording.today());
    if folded && !guides.is_empty() {
        page.item(t(w::SERVICE_OLD_STEPS), &Route::Steps(account.address()));
    } else {
        add_steps(&mut page, account);
    }
    if let Some(step) = progress.steps.first() {
        page.head(t(w::GUIDE_EFFECT));
        first_claims(&mut page, account, step.effect, REACH_SHOWN);
    }
    page.head(t(w::SERVICE_NEWS));
    add_news(&mut page, account);
    if !folded {
        add_other_guides(&mut page, account);
    }
    page.head(t(w::SERVICE_RUMOURS));
    service_claims(&mut page, account, account.facts.rumours);
    page.section();
    for note in there.map(|region| shown_claims(snapshot, account, region.notes)).unwrap_or_default() {
        page.callout(Tone::Info, say(note));
    }
    page.item(t(details_word(account)), &Route::Why(account.address()));
    page.item(t(w::SERVICE_ACCOUNT), &Route::Account(account.address()));
    add_another(&mut page, account);
    if knows_minors(account) {
        page.item(t(minors_title(account)), &Route::Minors(account.address()));
    }
    if let Some((_, controller)) = account.company() {
        let text = wording.f(w::SERVICE_CONTROLLER, &[("name", &controller.name)]);
        let lines = wording.join(w::JOIN_LIST, controller.post.iter().map(|line| line.as_str()));
        page.status(Tone::Neutral, Icon::Document, say(&text), say(&lines));
    } else {
        page.word(w::SERVICE_NO_COMPANY);
    }
    if !guides.is_empty() {
        page.item(t(w::WRONG_STEP_TITLE), &Route::Wrong(account.address()));
    }
    let tried = if account.facts.tried_on_phone { w::GUIDE_TRIED } else { w::GUIDE_NOT_TRIED };
    let tried = if guides.is_empty() { "" } else { wording.t(tried) };
    let read = wording.f(w::READ_ON, &[("date", &wording.full_date(account.facts.read_on))]);
    page.foot(say(&wording.join(w::JOIN_SENTENCES, [&*read, tried])));
    let wanted = !folded && !account.person.state.wants_no_reminders();
    if let Some(next) = progress.next().filter(|_| wanted).and_then(|next| snapshot.guide_of(account, &next.id)) {
        page.primary(say(&next.title(wording)), Target::Go(&guide_route(&next)));
    }
    page.done()
}

/// Returns the word for the page with everything that is known.
pub(super) fn details_word(account: Account<'_>) -> Word {
    if account.facts.is_long() { w::SERVICE_WHY } else { w::SERVICE_DETAILS }
}

/// Returns the screen with the steps of a card that nobody has read again for long.
pub(super) fn steps_screen(snapshot: &Snapshot<'_>, account: Account<'_>) -> Screen {
    let parent = Route::Service(account.address());
    let mut page = ScreenBuilder::new(snapshot, Some(&parent), t(w::SERVICE_OLD_STEPS));
    warn_of_age(&mut page, account);
    add_steps(&mut page, account);
    add_other_guides(&mut page, account);
    page.done()
}

/// Adds the steps, each with the effort that it takes while it is open.
fn add_steps(page: &mut ScreenBuilder<'_>, account: Account<'_>) {
    let (snapshot, wording) = (page.snapshot, page.wording());
    let progress = snapshot.progress(account);
    page.head(t(w::SERVICE_STEPS));
    for guide in progress.steps.iter().filter_map(|step| snapshot.guide_of(account, &step.id)) {
        if guide.state.answer == Answer::Open {
            let word = match effort(account.facts, guide.facts, account.person.region) {
                Effort::Easy => w::EFFORT_EASY,
                Effort::Patience => w::EFFORT_PATIENCE,
                Effort::Tedious => w::EFFORT_TEDIOUS,
            };
            let minutes = wording.minutes(guide.facts.minutes);
            let detail = wording.join(w::JOIN_DOT, [&*guide.words.kind, &minutes, wording.t(word)]);
            guide_row_with(page, &guide, &detail);
        } else {
            guide_row(page, &guide);
        }
    }
    // The only step says by itself how it stands.
    if progress.total() > 1 || !progress.set_aside.is_empty() {
        page.foot(say(&progress_words(wording, &progress)));
    }
}

/// Adds the other ways to the steps, then what a person can do besides.
fn add_other_guides(page: &mut ScreenBuilder<'_>, account: Account<'_>) {
    let snapshot = page.snapshot;
    let (progress, guides) = (snapshot.progress(account), snapshot.guides(account));
    let is_step = |facts: &GuideFacts| step_in(account.facts, facts, account.person.region).is_some();
    let is_shown = |guide: &&Guide<'_>| progress.steps.iter().any(|step| step.id == guide.facts.id);
    for (word, steps) in [(w::SERVICE_OTHER_WAYS, true), (w::SERVICE_FURTHER, false)] {
        page.head(t(word));
        for guide in guides.iter().filter(|guide| is_step(guide.facts) == steps && !is_shown(guide)) {
            guide_row(page, guide);
        }
    }
}

/// Returns whether the card says something to people under 18: it has a step, and the law gives rights without an age.
fn knows_minors(account: Account<'_>) -> bool {
    account.person.region.has_right_to_object() && account.facts.guides.iter().any(|guide| guide.step.is_some())
}

fn minors_title(account: Account<'_>) -> Word {
    if account.person.state.helped { w::MINORS_TITLE_HELPED } else { w::MINORS_TITLE }
}

/// Returns the screen for people under 18; `None` where nothing is known for them. It asks for no age.
pub(super) fn minors_screen(snapshot: &Snapshot<'_>, account: Account<'_>) -> Option<Screen> {
    if !knows_minors(account) {
        return None;
    }
    let parent = Route::Service(account.address());
    let mut page = ScreenBuilder::new(snapshot, Some(&parent), t(minors_title(account)));
    minors_words(&mut page, account.person.state.helped, account.person.country);
    page.section();
    gathered_claims(&mut page, account, account.facts.guides.iter().map(|guide| guide.minors));
    Some(page.done())
}

/// Adds what a short card knows beyond its first screen, each claim once, and the company's own page.
pub(super) fn add_details(page: &mut ScreenBuilder<'_>, account: Account<'_>) {
    let lists: [(Word, Claims); 6] = [
        (w::EFFECT_DOES, |guide| guide.effect),
        (w::EFFECT_COVERED, |guide| guide.covered),
        (w::EFFECT_EXCLUDED, |guide| guide.excluded),
        (w::EFFECT_MINORS, |guide| guide.minors),
        (w::EFFECT_TRAPS, |guide| guide.traps),
        (w::EFFECT_FURTHER, |guide| guide.notes),
    ];
    for (heading, of) in lists {
        page.head(t(heading));
        gathered_claims(page, account, account.facts.guides.iter().map(of));
    }
    page.section();
    own_page(page, account);
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
        folder.done(&[], |context| {
            persons::perform(context, persons::paths::Command::Begin { person: None, service: "linkedin" })
        });
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
        assert_eq!(footers.len(), 1, "no steps, no progress: {footers:?}");
        assert!(footers[0].starts_with("Sources read"), "{footers:?}");
    }

    const COUNTRIES: [&str; 6] = ["DE", "GB", "CH", "CA", "HK", "ZZ"];

    /// Most rows of a card.
    const MOST_ROWS: usize = 24;

    fn begun(country: &str) -> TestFolder {
        let mut folder = TestFolder::empty();
        folder.session.config.region = Some(country.to_owned());
        folder.done(&[], |context| {
            persons::perform(context, persons::paths::Command::Begin { person: None, service: "linkedin" })
        });
        folder.know_cards();
        folder
    }

    fn card(folder: &TestFolder, account: &str) -> Screen {
        let snapshot = folder.snapshot();
        service_screen(&snapshot, snapshot.account(AccountAddress { person: "p1", account }).unwrap())
    }

    /// Returns the headings, the texts and the lines of a screen with plain blanks.
    fn texts(screen: &Screen) -> Vec<String> {
        let mut texts = Vec::new();
        for section in &screen.sections {
            texts.extend(section.header.iter().map(|header| format!("# {header}")));
            texts.extend(section.rows.iter().map(|row| match row {
                Row::Paragraph { text } | Row::Callout { text, .. } | Row::Claim { text, .. } => text.clone(),
                Row::Item { title, detail, .. } => [title, detail.as_deref().unwrap_or("")].join(" | "),
                Row::ActionButton { label, .. } => format!("[{label}]"),
                Row::Status { text, .. } => text.clone(),
                other => panic!("{other:?}"),
            }));
            texts.extend(section.footer.iter().map(|footer| format!("-- {footer}")));
        }
        texts.into_iter().map(|text| text.replace('\u{a0}', " ")).collect()
    }

    #[test]
    fn a_card_says_what_the_service_does_what_to_do_with_which_effort_and_what_that_reaches() {
        let facebook = texts(&card(&begun("DE"), "facebook"));
        let wanted = [
            "Meta trains AI with what adults share in public and with chats with Meta AI.",
            "# Steps",
            "Objection to AI training | Form · a few minutes · some patience",
            "# What this does and does not do",
        ];
        assert_eq!(facebook[..wanted.len()], wanted, "{facebook:#?}");
        let news = facebook.iter().position(|text| text == "# News").unwrap();
        let further = facebook.iter().position(|text| text == "# What else you can do").unwrap();
        let details = facebook.iter().position(|text| text.starts_with("All details and sources")).unwrap();
        let minors = facebook.iter().position(|text| text.starts_with("Under 18?")).unwrap();
        assert!(news < further && further < details && details < minors, "{facebook:#?}");
        assert!(!facebook.iter().any(|text| text.contains("step done")), "the only step says how it stands");
    }

    #[test]
    fn another_way_to_the_same_step_stands_below_the_first() {
        let chatgpt = texts(&card(&begun("DE"), "chatgpt"));
        let ways = chatgpt.iter().position(|text| text == "# Another way").unwrap();
        assert!(chatgpt[ways + 1].starts_with("Objection"), "{chatgpt:#?}");
    }

    #[test]
    fn a_finding_leads_and_what_only_an_admin_can_set_says_who_can() {
        let folder = begun("DE");
        let gmail = texts(&card(&folder, "gmail"));
        assert_eq!(gmail[1], "We found nothing to prove this, and Google denies it.", "{gmail:#?}");
        assert!(!gmail.iter().any(|text| text == "# Steps" || text.starts_with("Under 18?")), "{gmail:#?}");
        let slack = texts(&card(&folder, "slack"));
        assert_eq!(slack[1], "Only whoever looks after Slack in the firm or club can set this.", "{slack:#?}");
        assert_eq!(card(&folder, "slack").primary, None);
    }

    #[test]
    fn a_card_of_another_region_says_that_nobody_read_about_it_and_has_no_step() {
        let folder = begun("CA");
        let screen = card(&folder, "facebook");
        let facebook = texts(&screen);
        assert_eq!(facebook[1], "We have read nothing about this for this country.", "{facebook:#?}");
        assert_eq!((screen.primary, facebook.iter().any(|text| text == "# Steps")), (None, false));
        assert!(facebook.iter().any(|text| text.starts_with("We have not read which company")), "{facebook:#?}");
    }

    #[test]
    fn a_card_that_was_read_too_long_ago_warns_once_and_later_folds_its_steps_behind_the_companys_own_page() {
        let mut folder = begun("DE");
        let warned = |texts: &[String]| texts.iter().filter(|text| text.contains("may have changed")).count();
        // Read on 30 November 2026, every 92 days.
        folder.wait_days(99);
        assert_eq!(warned(&texts(&card(&folder, "facebook"))), 0);
        folder.wait_days(1);
        let old = texts(&card(&folder, "facebook"));
        assert!(warned(&old) == 1 && old.contains(&"# Steps".to_owned()), "{old:#?}");
        folder.wait_days(91);
        assert!(texts(&card(&folder, "facebook")).contains(&"# Steps".to_owned()));
        folder.wait_days(1);
        let screen = card(&folder, "facebook");
        let folded = texts(&screen);
        let wanted = [
            "We read these steps on 30 November 2026. Look at Facebook first.",
            "What Facebook itself says about it | ",
            "The steps as they were | ",
        ];
        assert_eq!(folded[1..4], wanted, "{folded:#?}");
        assert_eq!((warned(&folded), screen.primary), (0, None));
        let snapshot = folder.snapshot();
        let account = snapshot.account(AccountAddress { person: "p1", account: "facebook" }).unwrap();
        assert!(texts(&steps_screen(&snapshot, account)).contains(&"# Steps".to_owned()));
    }

    #[test]
    fn no_card_has_more_rows_than_fit_anywhere_and_every_detail_of_a_short_one_stands_once() {
        for country in COUNTRIES {
            let folder = begun(country);
            let snapshot = folder.snapshot();
            for id in snapshot.wording.catalogue.facts.services.keys() {
                let account = AccountAddress { person: "p1", account: id.as_str() };
                let account = snapshot.account(account).unwrap();
                let screen = service_screen(&snapshot, account);
                let rows: usize = screen.sections.iter().map(|section| section.rows.len()).sum();
                assert!(rows <= MOST_ROWS, "{country}, {id}: {rows}");
                let mut page = ScreenBuilder::new(&snapshot, None, t(w::SERVICE_DETAILS));
                add_details(&mut page, account);
                for section in page.done().sections {
                    let mut claims: Vec<_> =
                        section.rows.iter().filter(|row| matches!(row, Row::Claim { .. })).collect();
                    let all = claims.len();
                    claims.dedup();
                    assert_eq!(claims.len(), all, "{country}, {id}");
                }
            }
        }
    }
}
