//! Claims of the catalogue as rows: a sentence with its sources.

use chrono::NaiveDate;
use widerspruch_domain::catalogue::packed::{List, Table, Text};
use widerspruch_domain::catalogue::{Certainty, Claim, Sources};
use widerspruch_domain::law::Region;

use super::builder::{Line, ScreenBuilder, Target, fill, say};
use crate::boundary::{ClaimSource, Icon, Row, Tone};
use crate::model::{Account, Snapshot};
use crate::words::{Day, w};

/// A claim that may be shown here, with its sentence.
type Said<'a> = (&'a Claim, &'a str);

/// Returns the sentences of the claims that may be shown here, in order. Each must carry its own hedge where it needs
/// one: the build demands that of the lists that are shown this way.
pub(crate) fn shown_claims(snapshot: &Snapshot<'_>, account: Account<'_>, ids: List<Text>) -> Vec<&'static str> {
    claims_here(snapshot, account, ids).into_iter().map(|(_, sentence)| sentence).collect()
}

/// Returns the sentences of those claims that are more than reported, so that they need no hedge.
pub(crate) fn firm_claims(snapshot: &Snapshot<'_>, account: Account<'_>, ids: List<Text>) -> Vec<&'static str> {
    let (firm, _) = by_certainty(claims_here(snapshot, account, ids));
    firm.into_iter().map(|(_, sentence)| sentence).collect()
}

/// Adds the sentences of the claims that may be shown here, without their sources. What is only reported comes last,
/// under a row that says so.
pub(crate) fn plain_claims(page: &mut ScreenBuilder<'_>, account: Account<'_>, ids: List<Text>) {
    let (firm, reported) = by_certainty(claims_here(page.snapshot, account, ids));
    for (_, sentence) in firm {
        page.text(say(sentence));
    }
    if !reported.is_empty() {
        page.word(w::REPORTED_BELOW);
    }
    for (_, sentence) in reported {
        page.text(say(sentence));
    }
}

/// Adds a row for each claim of an account's service that may be shown here, with its sources.
pub(crate) fn service_claims(page: &mut ScreenBuilder<'_>, account: Account<'_>, ids: List<Text>) {
    let claims = claims_here(page.snapshot, account, ids);
    sourced_claims(page, claims, account.sources(), account.facts.recheck_after());
}

/// Adds what several lists say, as [`service_claims`] does, each claim once.
pub(crate) fn gathered_claims(
    page: &mut ScreenBuilder<'_>,
    account: Account<'_>,
    lists: impl Iterator<Item = List<Text>>,
) {
    let mut claims: Vec<Said<'_>> = Vec::new();
    for said in lists.flat_map(|ids| claims_here(page.snapshot, account, ids)) {
        if !claims.iter().any(|(_, known)| *known == said.1) {
            claims.push(said);
        }
    }
    sourced_claims(page, claims, account.sources(), account.facts.recheck_after());
}

/// Adds the first claims of a list, as [`service_claims`] does, without those that are only reported.
pub(crate) fn first_claims(page: &mut ScreenBuilder<'_>, account: Account<'_>, ids: List<Text>, count: usize) {
    let (mut firm, _) = by_certainty(claims_here(page.snapshot, account, ids));
    firm.truncate(count);
    sourced_claims(page, firm, account.sources(), account.facts.recheck_after());
}

/// Adds a row for each claim about the rights in a region, with its sources.
pub(crate) fn rights_claims(page: &mut ScreenBuilder<'_>, region: Region, rights: Table<List<Text>, Region>) {
    let (catalogue, today) = (&page.wording().catalogue, page.wording().today());
    let regions = &catalogue.facts.regions;
    let ids = rights.get(&region).copied().unwrap_or_default();
    let claims = ids.iter().filter_map(|id| Some((regions.claims.get(id.as_str())?, catalogue.right(id))));
    let claims = claims.filter(|(claim, _)| claim.holds(region, today)).collect();
    sourced_claims(page, claims, regions.sources.into(), regions.recheck_after);
}

/// Adds claims with their sources: first what is more than reported, then the rest under a row that says so. Claims in
/// a row that have the same sources name them once.
fn sourced_claims(page: &mut ScreenBuilder<'_>, claims: Vec<Said<'_>>, sources: Sources, recheck_after: NaiveDate) {
    let (firm, reported) = by_certainty(claims);
    for (place, group) in [firm, reported].into_iter().enumerate() {
        if place == 1 && !group.is_empty() {
            page.word(w::REPORTED_BELOW);
        }
        for run in group.chunk_by(|(one, _), (next, _)| {
            !one.ours && !next.ours && one.sources == next.sources && one.recheck_after == next.recheck_after
        }) {
            match run {
                [(claim, sentence)] => sourced_claim(page, claim, sentence, sources, recheck_after),
                [(claim, _), ..] => {
                    for (_, sentence) in run {
                        page.text(say(sentence));
                    }
                    let shared = page.wording().n(w::SOURCE_SHARED, run.len(), &[]);
                    sourced_claim(page, claim, &shared, sources, recheck_after);
                }
                [] => {}
            }
        }
    }
}

/// Adds a claim's sentence with its sources, and the day on which they were read. After the claim's own date
/// for a re-check, or else after `recheck_after`, adds that the claim may have changed.
pub(crate) fn sourced_claim(
    page: &mut ScreenBuilder<'_>,
    claim: &Claim,
    sentence: &str,
    sources: Sources,
    recheck_after: NaiveDate,
) {
    let wording = page.wording();
    if claim.ours {
        return page.text(say(sentence));
    }
    let mut named = Vec::new();
    let mut newest = None;
    for source in claim.sources.iter().filter_map(|key| sources.get(key)) {
        let title = match source.dated.map(|dated| wording.dated(&dated)) {
            Some(date) => wording.f(w::SOURCE_DATED, &[("name", &source.title), ("date", &date)]),
            None => source.title.to_string(),
        };
        let url = source.url.filter(|_| source.link);
        named.push(ClaimSource { title, action: url.map(|url| Target::Browse(&url).action()) });
        newest = newest.max(sources.read_on(source));
    }
    let date = newest.map(|day| wording.full_date(day));
    // No number of sources: many repeat each other.
    let word = if is_reported(claim) { w::SOURCE_REPORTED } else { w::SOURCE_READ };
    let read_on = wording.f(word, &[("date", Day::or_nothing(&date))]);
    let is_stale = claim.recheck_after.unwrap_or(recheck_after) < wording.today();
    let stale = is_stale.then(|| wording.t(w::SOURCE_OLD).to_owned());
    page.row(Row::Claim { text: sentence.to_owned(), sources: named, read_on, stale });
}

fn claims_here(snapshot: &Snapshot<'_>, account: Account<'_>, ids: List<Text>) -> Vec<Said<'static>> {
    let (region, today) = (account.person.region, snapshot.wording.today());
    let known = ids.into_iter().filter_map(|id| Some((account.facts.claims.get(id.as_str())?, account.sentence(id))));
    known.filter(|(claim, _)| claim.holds(region, today)).collect()
}

/// Divides claims into those that are more than reported and the others, and keeps their order.
fn by_certainty(claims: Vec<Said<'_>>) -> (Vec<Said<'_>>, Vec<Said<'_>>) {
    claims.into_iter().partition(|(claim, _)| !is_reported(claim))
}

fn is_reported(claim: &Claim) -> bool {
    claim.certainty == Certainty::C
}

/// Warns that the facts about a service may have changed, if nobody has checked them for long. After twice that time, leads
/// to the company's own page first.
pub(crate) fn warn_of_age(page: &mut ScreenBuilder<'_>, account: Account<'_>) {
    let (facts, today) = (account.facts, page.wording().today());
    let service = account.service();
    if account.is_folded(today) {
        let date = page.wording().full_date(facts.read_on);
        page.callout(Tone::Warning, fill(w::SERVICE_FOLDED, &[("service", &service), ("date", &date)]));
        own_page(page, account);
    } else if today > facts.recheck_after() {
        page.callout(Tone::Warning, fill(w::MAY_HAVE_CHANGED, &[("service", &service)]));
    }
}

/// Adds the link to the company's own page on the matter, where it has one.
pub(crate) fn own_page(page: &mut ScreenBuilder<'_>, account: Account<'_>) {
    if let Some(link) = account.facts.own.and_then(|key| account.facts.links.get(key.as_str())) {
        let title = page.wording().f(w::SERVICE_OWN_PAGE, &[("service", &account.service())]);
        page.line(Line::new(Icon::External, say(&title)), Target::Browse(&link.url));
    }
}

#[cfg(test)]
mod tests {
    use widerspruch_domain::catalogue::{ServiceFacts, Source};

    use super::*;
    use crate::boundary::{Screen, ScreenSection};
    use crate::features::persons;
    use crate::kit::testing::TestFolder;

    /// Returns the sentences of a section.
    fn sentences(section: &ScreenSection) -> Vec<&str> {
        let rows = section.rows.iter().filter_map(|row| match row {
            Row::Paragraph { text } | Row::Claim { text, .. } => Some(text.as_str()),
            _ => None,
        });
        rows.collect()
    }

    /// Returns the lists whose sentences may leave their hedge to the section.
    fn hedged_lists(facts: &'static ServiceFacts) -> Vec<List<Text>> {
        let guides = facts.guides.into_iter();
        let guides = guides.flat_map(|g| [g.effect, g.traps, g.covered, g.excluded, g.minors, g.notes]);
        guides.chain(facts.why.into_iter().map(|section| section.claims)).collect()
    }

    #[test]
    fn what_is_only_reported_stands_below_the_row_that_says_so_and_nothing_else_does() {
        let mut folder = TestFolder::empty();
        folder.done(&[], |context| {
            persons::perform(context, persons::paths::Command::Begin { person: None, service: "linkedin" })
        });
        let snapshot = folder.snapshot();
        let account = snapshot.accounts(snapshot.current().unwrap())[0];
        let row = snapshot.wording.t(w::REPORTED_BELOW);
        let mut seen = 0;
        for list in hedged_lists(account.facts) {
            for sourced in [true, false] {
                let mut page = ScreenBuilder::new(&snapshot, None, say("title"));
                page.section();
                if sourced {
                    service_claims(&mut page, account, list);
                } else {
                    plain_claims(&mut page, account, list);
                }
                let screen: Screen = page.done();
                let said = screen.sections.first().map(sentences).unwrap_or_default();
                let below = said.iter().position(|text| *text == row).unwrap_or(said.len());
                for (claim, sentence) in claims_here(&snapshot, account, list) {
                    let place = said.iter().position(|text| *text == sentence).unwrap();
                    assert_eq!(place > below, is_reported(claim), "{sentence}");
                    seen += usize::from(is_reported(claim));
                }
            }
        }
        assert!(seen > 10, "the catalogue has such claims: {seen}");
    }

    #[test]
    fn a_source_that_does_not_say_when_it_was_read_was_read_when_the_card_was() {
        let mut folder = TestFolder::empty();
        folder.done(&[], |context| {
            persons::perform(context, persons::paths::Command::Begin { person: None, service: "linkedin" })
        });
        let snapshot = folder.snapshot();
        let account = snapshot.accounts(snapshot.current().unwrap())[0];
        let undated =
            account.facts.sources.iter().map(|(key, source)| (*key, Source { read_on: None, ..source.clone() }));
        let read_on = "2026-10-09".parse().unwrap();
        let facts: &ServiceFacts =
            Box::leak(Box::new(ServiceFacts { sources: undated.collect(), read_on, ..account.facts.clone() }));
        let mut page = ScreenBuilder::new(&snapshot, None, say("title"));
        page.section();
        service_claims(&mut page, Account { facts, ..account }, account.facts.guides.first().unwrap().covered);
        let screen = page.done();
        let read = screen.sections.iter().flat_map(|section| &section.rows).filter_map(|row| match row {
            Row::Claim { read_on, .. } => Some(read_on.replace('\u{a0}', " ")),
            _ => None,
        });
        let read: Vec<String> = read.collect();
        assert!(!read.is_empty() && read.iter().all(|read| read.contains("9 October 2026")), "{read:?}");
    }

    #[test]
    fn claims_with_the_same_sources_name_them_once() {
        let mut folder = TestFolder::empty();
        folder.done(&[], |context| {
            persons::perform(context, persons::paths::Command::Begin { person: None, service: "linkedin" })
        });
        let snapshot = folder.snapshot();
        let account = snapshot.accounts(snapshot.current().unwrap())[0];
        let covered = account.facts.guides.first().unwrap().covered;
        let mut page = ScreenBuilder::new(&snapshot, None, say("title"));
        page.section();
        service_claims(&mut page, account, covered);
        let screen = page.done();
        let rows = &screen.sections[0].rows;
        let sources: Vec<_> = rows.iter().filter(|row| matches!(row, Row::Claim { .. })).collect();
        assert_eq!(sources.len(), 2, "once for LinkedIn's notice, once for the reports: {rows:#?}");
        let sentences = sentences(&screen.sections[0]);
        assert!(claims_here(&snapshot, account, covered).iter().all(|(_, said)| sentences.contains(said)));
    }
}
