//! The lists of services: those of a person, all others, those that fit what was typed, and the false rumours.

use widerspruch_domain::catalogue::{Claim, Sort};

use super::paths::Route;
use super::standing::standing;
use crate::boundary::{Icon, Screen, Tone};
use crate::features::home;
use crate::grammar::addresses::AccountAddress;
use crate::kit::{Line, Say, ScreenBuilder, Target, guide_route, say, sourced_claim, t};
use crate::model::{Account, Person, Snapshot};
use crate::words::{Word, fits_search, w};

/// Most of a person's services that are listed whole: of more, those that are open come first.
const MOST_OF_MINE: usize = 12;

/// Returns the screen with all services, or with those that fit what was typed.
pub(super) fn services_screen(snapshot: &Snapshot<'_>, person: Person<'_>, words: &str) -> Screen {
    let wording = &snapshot.wording;
    let mut page = ScreenBuilder::new(snapshot, Some(&home::paths::Route::Start), t(w::TAB_SERVICES));
    let (mut mine, mut more) = (mine(snapshot, person), more(snapshot, person));
    let found = |account: &Account<'_>| fits(account, words);
    let typed = words.trim();
    if typed.is_empty() {
        page.search(w::SERVICES_SEARCH, words, 0, &Route::Find { person: person.id, words: "" });
        if groups(snapshot).len() > 1 {
            page.item(t(w::SERVICES_GROUPS), &Route::Groups { person: person.id });
        }
        page.head(t(w::SERVICES_MINE));
        let count = mine.len();
        if count > MOST_OF_MINE {
            mine.retain(|account| standing(snapshot, *account).open);
        }
        add_rows(&mut page, &mine);
        if mine.len() < count {
            page.item(say(&wording.n(w::SERVICES_ALL_MINE, count, &[])), &Route::Mine { person: person.id });
        }
        page.head(t(w::SERVICES_MORE));
        add_rows(&mut page, &more);
        page.section();
        if !rumours(snapshot, person, true).is_empty() || !rumours(snapshot, person, false).is_empty() {
            page.item(t(w::SERVICE_RUMOURS), &Route::Rumours { person: person.id });
        }
        page.foot(t(w::NOT_AFFILIATED));
        return page.done();
    }
    mine.retain(found);
    more.retain(found);
    let hits = mine.len() + more.len();
    page.search(w::SERVICES_SEARCH, words, hits, &Route::Find { person: person.id, words: "" });
    page.section();
    add_rows(&mut page, &mine);
    add_rows(&mut page, &more);
    if hits == 0 {
        page.word(w::SERVICES_NOT_FOUND);
        let suggestion = wording.f(w::SERVICES_SUGGESTION, &[("service", &typed)]);
        page.button_like(Tone::Neutral, Some(Icon::Share), t(w::SERVICES_SUGGEST), Target::Share(&suggestion));
    }
    page.done()
}

/// Returns the screen with all services of a person.
pub(super) fn mine_screen(snapshot: &Snapshot<'_>, person: Person<'_>) -> Screen {
    let mut page = list_page(snapshot, person, t(w::SERVICES_MINE));
    add_rows(&mut page, &mine(snapshot, person));
    page.done()
}

/// Returns the screen with the groups of services.
pub(super) fn groups_screen(snapshot: &Snapshot<'_>, person: Person<'_>) -> Screen {
    let mut page = list_page(snapshot, person, t(w::SERVICES_GROUPS));
    for sort in groups(snapshot) {
        page.item(t(sort_word(sort)), &Route::Filter { person: person.id, sort });
    }
    page.done()
}

/// Returns the screen with the services of a group; `None` if there are none.
pub(super) fn group_screen(snapshot: &Snapshot<'_>, person: Person<'_>, sort: Sort) -> Option<Screen> {
    some_screen(snapshot, person, t(sort_word(sort)), &|account| account.facts.sort == sort)
}

/// Returns the screen with the services of companies that belong together; `None` if there are none.
pub(super) fn company_screen(snapshot: &Snapshot<'_>, person: Person<'_>, group: &str) -> Option<Screen> {
    let facts = snapshot.wording.catalogue.facts;
    let mut groups = facts.services.values().filter_map(|service| facts.group_of(service));
    let name = groups.find(|known| known.eq_ignore_ascii_case(group))?;
    some_screen(snapshot, person, say(&name), &|account| facts.group_of(account.facts) == Some(name))
}

/// Returns the screen with the false rumours: first what somebody independent calls false, then what nobody could prove.
pub(super) fn rumours_screen(snapshot: &Snapshot<'_>, person: Person<'_>) -> Option<Screen> {
    let wording = &snapshot.wording;
    let mut page = list_page(snapshot, person, t(w::SERVICE_RUMOURS));
    for (word, proven) in [(w::RUMOURS_FALSE, true), (w::RUMOURS_NO_PROOF, false)] {
        page.head(t(word));
        for (account, claim, sentence) in rumours(snapshot, person, proven) {
            let text = wording.join(w::JOIN_COLON, [account.facts.name.as_str(), sentence]);
            sourced_claim(&mut page, claim, &text, account.sources(), account.facts.recheck_after());
        }
    }
    (!page.is_empty()).then(|| page.done())
}

/// Begins a screen below the list of all services.
fn list_page<'a>(snapshot: &'a Snapshot<'a>, person: Person<'_>, title: Say<'_>) -> ScreenBuilder<'a> {
    ScreenBuilder::new(snapshot, Some(&Route::Services { person: person.id }), title)
}

/// Returns the screen with the services that are `wanted`; `None` if there are none.
fn some_screen(
    snapshot: &Snapshot<'_>,
    person: Person<'_>,
    title: Say<'_>,
    wanted: &dyn Fn(&Account<'_>) -> bool,
) -> Option<Screen> {
    let mut page = list_page(snapshot, person, title);
    for (heading, mut accounts) in
        [(w::SERVICES_MINE, mine(snapshot, person)), (w::SERVICES_MORE, more(snapshot, person))]
    {
        accounts.retain(wanted);
        page.head(t(heading));
        add_rows(&mut page, &accounts);
    }
    (!page.is_empty()).then(|| page.done())
}

/// Returns the accounts of a person, by name.
fn mine<'a>(snapshot: &Snapshot<'a>, person: Person<'a>) -> Vec<Account<'a>> {
    by_name(snapshot, snapshot.accounts(person))
}

/// Returns the services that a person has not chosen, by name.
fn more<'a>(snapshot: &Snapshot<'a>, person: Person<'a>) -> Vec<Account<'a>> {
    let ids = snapshot.wording.catalogue.facts.services.keys().map(|id| id.as_str());
    let all = ids.filter_map(|id| snapshot.account(AccountAddress { person: person.id, account: id }));
    by_name(snapshot, all.filter(|account| !account.is_chosen()).collect())
}

/// Sorts by name: those of services are the same in every language, and have no letter that sorts otherwise in one.
fn by_name<'a>(snapshot: &Snapshot<'_>, mut accounts: Vec<Account<'a>>) -> Vec<Account<'a>> {
    accounts.sort_by_cached_key(|account| account.name(&snapshot.wording).to_lowercase());
    accounts
}

/// Returns whether what was typed begins words of a service's names or of the group behind it.
fn fits(account: &Account<'_>, words: &str) -> bool {
    let facts = account.facts;
    let group = account.catalogue.facts.group_of(facts);
    let names: Vec<&str> = facts.also.iter().chain([&facts.name]).chain(&group).map(|name| name.as_str()).collect();
    fits_search(words, &[&names[..], &[&account.state.name]].concat())
}

/// Adds a row for each service, which leads to the guide of what is to be done next, else to the card.
fn add_rows(page: &mut ScreenBuilder<'_>, accounts: &[Account<'_>]) {
    for account in accounts {
        let (name, stands) = (account.name(page.wording()), standing(page.snapshot, *account));
        let icon = account.is_chosen().then_some(stands.icon);
        let tone = stands.tone;
        let line = Line { icon, tone, detail: say(&stands.words), ..Line::new(stands.icon, say(&name)) };
        match &stands.next {
            Some(next) => page.line(line, Target::Go(&guide_route(next))),
            None => page.line(line, Target::Go(&Route::Service(account.address()))),
        }
    }
}

/// Returns the groups that have services.
fn groups(snapshot: &Snapshot<'_>) -> Vec<Sort> {
    let services = snapshot.wording.catalogue.facts.services;
    Sort::ALL.into_iter().filter(|sort| services.values().any(|service| service.sort == *sort)).collect()
}

const fn sort_word(sort: Sort) -> Word {
    match sort {
        Sort::Network => w::SORT_NETWORK,
        Sort::Assistant => w::SORT_ASSISTANT,
        Sort::Device => w::SORT_DEVICE,
        Sort::Shop => w::SORT_SHOP,
        Sort::Media => w::SORT_MEDIA,
        Sort::Work => w::SORT_WORK,
        Sort::Daily => w::SORT_DAILY,
    }
}

/// Returns the rumours that hold where the person lives: those of which somebody independent says what is true, or the
/// others.
fn rumours<'a>(
    snapshot: &Snapshot<'a>,
    person: Person<'a>,
    proven: bool,
) -> Vec<(Account<'a>, &'static Claim, &'static str)> {
    let (facts, today) = (snapshot.wording.catalogue.facts, snapshot.wording.today());
    let mut found = Vec::new();
    for id in facts.services.keys() {
        let Some(account) = snapshot.account(AccountAddress { person: person.id, account: id.as_str() }) else {
            continue;
        };
        for id in account.facts.rumours {
            let claim = account.facts.claims.get(id.as_str()).filter(|claim| claim.holds(person.region, today));
            if let Some(claim) = claim.filter(|claim| facts.is_proven(account.facts, claim) == proven) {
                found.push((account, claim, account.sentence(id)));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boundary::{Action, Row};
    use crate::features::{guide, persons};
    use crate::kit::testing::TestFolder;
    use widerspruch_domain::journal::Answer;

    fn begun() -> TestFolder {
        let mut folder = TestFolder::empty();
        folder.done(&[], |context| {
            persons::perform(context, persons::paths::Command::Begin { person: None, service: "linkedin" })
        });
        folder.know_cards();
        folder
    }

    /// Returns the headings and the lines of a screen, with where each leads.
    fn lines(screen: &Screen) -> Vec<String> {
        let mut lines = Vec::new();
        for section in &screen.sections {
            lines.extend(section.header.iter().map(|header| format!("# {header}")));
            for row in &section.rows {
                lines.extend(match row {
                    Row::Item { title, detail, action: Action::Go { route }, .. } => {
                        Some(format!("{title}: {} -> {route}", detail.as_deref().unwrap_or("-")).replace('\u{a0}', " "))
                    }
                    Row::Paragraph { text } => Some(text.clone()),
                    Row::Search { found, .. } => found.clone(),
                    Row::ActionButton { label, .. } => Some(format!("[{label}]")),
                    Row::Claim { text, .. } => Some(format!("* {text}").replace('\u{a0}', " ")),
                    _ => None,
                });
            }
        }
        lines
    }

    #[test]
    fn a_row_says_how_a_service_stands_and_leads_to_what_is_to_be_done_else_to_the_card() {
        let mut folder = begun();
        let snapshot = folder.snapshot();
        let screen = services_screen(&snapshot, snapshot.current().unwrap(), "");
        assert_eq!(
            lines(&screen),
            [
                "All groups: - -> /p1/services/filter",
                "# Mine",
                "LinkedIn: open · Switch · a few minutes -> /p1/services/linkedin/ai-training",
                "# More, A to Z",
                "ChatGPT: Switch · a few minutes -> /p1/services/chatgpt/ai-training",
                "Facebook: Form · a few minutes -> /p1/services/facebook/objection",
                "Gmail: You need to do nothing. There is one setting that you can change. -> /p1/services/gmail",
                "Slack: Only whoever looks after Slack in the firm or club can set this. -> /p1/services/slack",
                "False rumours: - -> /p1/services/rumours",
            ]
        );
        let of = |account, guide| crate::grammar::addresses::GuideAddress { person: "p1", account, guide };
        for guide in [of("chatgpt", "ai-training"), of("facebook", "objection")] {
            let answer = guide::paths::Command::Answer { guide, answer: Answer::Done };
            folder.done(&[], |context| guide::perform(context, answer));
        }
        let snapshot = folder.snapshot();
        let screen = mine_screen(&snapshot, snapshot.current().unwrap());
        let lines = lines(&screen);
        assert_eq!(lines[0], "ChatGPT: last seen off on 23 November 2026 -> /p1/services/chatgpt");
        assert_eq!(lines[1], "Facebook: sent on 23 November 2026 -> /p1/services/facebook");
    }

    #[test]
    fn what_was_typed_begins_a_word_of_a_name_of_another_name_or_of_the_group() {
        let folder = begun();
        let snapshot = folder.snapshot();
        let found = |words: &str| {
            let lines = lines(&services_screen(&snapshot, snapshot.current().unwrap(), words));
            lines.into_iter().map(|line| line.split(':').next().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(found("META"), ["1 result", "Facebook"]);
        assert_eq!(found("photo"), ["1 result", "Gmail"]);
        assert_eq!(found("o"), ["1 result", "ChatGPT"], "OpenAI");
        assert_eq!(found("in "), ["We have not checked this service yet.", "[Suggest it]"]);
        assert_eq!(found("google"), ["1 result", "Gmail"]);
    }

    #[test]
    fn where_nobody_read_about_a_service_its_row_says_so() {
        let mut folder = begun();
        let country = persons::paths::Command::ChooseCountry { person: "p1" };
        folder.done(&[("country", "CA")], |context| persons::perform(context, country));
        let snapshot = folder.snapshot();
        let screen = company_screen(&snapshot, snapshot.current().unwrap(), "meta").unwrap();
        assert_eq!(screen.title, "Meta");
        assert_eq!(
            lines(&screen)[1],
            "Facebook: We have read nothing about this for this country. -> /p1/services/facebook"
        );
        assert!(company_screen(&snapshot, snapshot.current().unwrap(), "nobody").is_none());
    }

    #[test]
    fn groups_divide_the_services_and_an_empty_one_is_gone() {
        let folder = begun();
        let snapshot = folder.snapshot();
        let person = snapshot.current().unwrap();
        let lines_of = |screen: Option<Screen>| screen.map(|screen| lines(&screen).len());
        assert_eq!(
            lines(&groups_screen(&snapshot, person)),
            [
                "Social networks: - -> /p1/services/filter/network",
                "AI assistants: - -> /p1/services/filter/assistant",
                "Search, mail and devices: - -> /p1/services/filter/device",
                "Work and school: - -> /p1/services/filter/work",
            ]
        );
        assert_eq!(lines_of(group_screen(&snapshot, person, Sort::Network)), Some(4), "LinkedIn and Facebook");
        assert_eq!(lines_of(group_screen(&snapshot, person, Sort::Shop)), None);
    }

    #[test]
    fn a_rumour_is_called_false_only_where_somebody_independent_says_so() {
        let folder = begun();
        let snapshot = folder.snapshot();
        let screen = rumours_screen(&snapshot, snapshot.current().unwrap()).unwrap();
        assert_eq!(
            lines(&screen),
            [
                "# False",
                "* Facebook: Posts like “Goodbye Meta AI” do nothing.",
                "# Nothing found to prove it",
                "* Gmail: Google denied the report of November 2025: mail did not train Gemini.",
            ]
        );
    }
}
