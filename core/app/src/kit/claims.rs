//! Claims of the catalogue as rows: a sentence with its sources.

use chrono::NaiveDate;
use widerspruch_domain::catalogue::packed::{List, Table, Text};
use widerspruch_domain::catalogue::{Certainty, Claim, Source};
use widerspruch_domain::law::Region;

use super::builder::{ScreenBuilder, Target, fill, say};
use crate::boundary::{ClaimSource, Row, Tone};
use crate::model::{Account, Snapshot};
use crate::words::{Day, w};

/// Returns the sentences of the claims that may be shown here, in order.
pub(crate) fn shown_claims(snapshot: &Snapshot<'_>, account: Account<'_>, ids: List<Text>) -> Vec<&'static str> {
    let today = snapshot.wording.today();
    let mut sentences = Vec::new();
    for id in ids {
        if account.facts.claims.get(id.as_str()).is_some_and(|claim| claim.holds(account.person.region, today)) {
            sentences.push(account.sentence(id));
        }
    }
    sentences
}

/// Adds the sentences of the claims that may be shown here, without their sources.
pub(crate) fn plain_claims(page: &mut ScreenBuilder<'_>, account: Account<'_>, ids: List<Text>) {
    for sentence in shown_claims(page.snapshot, account, ids) {
        page.text(say(sentence));
    }
}

/// Adds a row for each claim of an account's service that may be shown here.
pub(crate) fn service_claims(page: &mut ScreenBuilder<'_>, account: Account<'_>, ids: List<Text>) {
    for id in ids {
        if let Some(claim) = account.facts.claims.get(id.as_str()) {
            let facts = account.facts;
            sourced_claim(page, account.person.region, claim, account.sentence(id), facts.sources, facts.recheck_after);
        }
    }
}

/// Adds a row for each claim about the rights in a region.
pub(crate) fn rights_claims(page: &mut ScreenBuilder<'_>, region: Region, rights: Table<List<Text>, Region>) {
    let catalogue = &page.wording().catalogue;
    let regions = &catalogue.facts.regions;
    for id in rights.get(&region).copied().unwrap_or_default() {
        if let Some(claim) = regions.claims.get(id.as_str()) {
            sourced_claim(page, region, claim, catalogue.right(id), regions.sources, regions.recheck_after);
        }
    }
}

/// Adds a claim's sentence with its sources, and the day on which they were read. After the claim's own date
/// for a re-check, or else after `recheck_after`, adds that the claim may have changed.
pub(crate) fn sourced_claim(
    page: &mut ScreenBuilder<'_>,
    region: Region,
    claim: &Claim,
    sentence: &str,
    sources: Table<Source>,
    recheck_after: NaiveDate,
) {
    let wording = page.wording();
    if !claim.holds(region, wording.today()) {
        return;
    }
    if claim.own {
        return page.text(say(sentence));
    }
    let mut named = Vec::new();
    let mut newest = None;
    for source in claim.sources.iter().filter_map(|key| sources.get(key.as_str())) {
        let title = match source.dated.map(|dated| wording.dated(&dated)) {
            Some(date) => wording.f(w::SOURCE_DATED, &[("name", &source.title), ("date", &date)]),
            None => source.title.to_string(),
        };
        named.push(ClaimSource { title, action: source.url.map(|url| Target::Browse(&url).action()) });
        newest = newest.max(Some(source.read_on));
    }
    let date = newest.map(|day| wording.full_date(day));
    let word = match (claim.certainty == Certainty::C, named.len() == 1) {
        (true, true) => w::SOURCE_REPORTED_ONE,
        (true, false) => w::SOURCE_REPORTED,
        (false, true) => w::SOURCE_READ_ONE,
        (false, false) => w::SOURCE_READ,
    };
    let read_on = wording.f(word, &[("count", &named.len()), ("date", Day::or_nothing(&date))]);
    let is_stale = claim.recheck_after.unwrap_or(recheck_after) < wording.today();
    let stale = is_stale.then(|| wording.t(w::SOURCE_OLD).to_owned());
    page.row(Row::Claim { text: sentence.to_owned(), sources: named, read_on, stale });
}

/// Warns that the facts about a service may have changed, if nobody has checked them for long.
pub(crate) fn warn_of_age(page: &mut ScreenBuilder<'_>, account: Account<'_>) {
    if page.wording().today() > account.facts.recheck_after {
        page.callout(Tone::Warning, fill(w::MAY_HAVE_CHANGED, &[("service", &account.service())]));
    }
}
