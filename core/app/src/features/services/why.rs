//! "Why it matters": the processing by a service, its dates, and the open questions.

use super::card::{add_details, details_word};
use super::paths::Route;
use crate::boundary::Screen;
use crate::kit::{NOTHING, ScreenBuilder, fill, rights_claims, say, service_claims, sourced_claim, t, warn_of_age};
use crate::model::{Account, Snapshot};
use crate::words::w;

/// Name of the page with the timeline.
const TIMELINE: &str = "timeline";

/// Name of the page with the open questions.
const OPEN: &str = "open";

/// Returns the screen that says why it matters, every sentence with its sources. Long sections have pages behind it.
pub(super) fn why_screen(snapshot: &Snapshot<'_>, account: Account<'_>) -> Screen {
    let wording = &snapshot.wording;
    let address = account.address();
    let mut page = ScreenBuilder::new(snapshot, Some(&Route::Service(address)), t(details_word(account)));
    warn_of_age(&mut page, account);
    if let Some(there) = account.there() {
        page.head(t(w::SITUATION_NOW));
        service_claims(&mut page, account, there.situation);
        service_claims(&mut page, account, there.notes);
        rights_claims(&mut page, account.person.region, wording.catalogue.facts.regions.at_first_sight);
    }
    why_sections(&mut page, account, None);
    if !account.facts.is_long() {
        add_details(&mut page, account);
    }
    page.section();
    let mut last = "";
    for behind in account.facts.why.iter().filter_map(|section| section.page) {
        let mut there = ScreenBuilder::new(snapshot, None, NOTHING);
        why_sections(&mut there, account, Some(&behind));
        if *behind != *last && !there.is_empty() {
            let route = Route::WhyPage { account: address, page: behind.as_str() };
            page.item(say(heading(account, &behind)), &route);
        }
        last = behind.as_str();
    }
    for (name, word) in [(TIMELINE, w::WHY_TIMELINE), (OPEN, w::WHY_OPEN)] {
        if why_page(snapshot, account, name).is_some() {
            page.item(t(word), &Route::WhyPage { account: address, page: name });
        }
    }
    page.foot(fill(w::READ_ON, &[("date", &wording.full_date(account.facts.read_on))]));
    page.done()
}

/// Returns a page behind "why": the timeline, the open questions, or a page that the service's facts name. Returns
/// `None` if the page would be empty.
pub(super) fn why_page(snapshot: &Snapshot<'_>, account: Account<'_>, name: &str) -> Option<Screen> {
    let wording = &snapshot.wording;
    let title = match name {
        TIMELINE => wording.t(w::WHY_TIMELINE),
        OPEN => wording.t(w::WHY_OPEN),
        _ => heading(account, name),
    };
    let mut page = ScreenBuilder::new(snapshot, Some(&Route::Why(account.address())), say(title));
    match name {
        TIMELINE => {
            let (facts, today) = (account.facts, wording.today());
            for event in facts.timeline {
                let claim = facts.claims.get(event.claim.as_str());
                if let Some(claim) = claim.filter(|claim| claim.holds(account.person.region, today)) {
                    let sentence = account.sentence(&event.claim);
                    sourced_claim(&mut page, claim, sentence, account.sources(), facts.recheck_after());
                }
            }
        }
        OPEN => {
            for point in account.facts.open_points {
                if point.regions.is_empty() || point.regions.contains(&account.person.region) {
                    let text = account.words.open_points.get(point.id.as_str());
                    page.text(text.map_or(NOTHING, |text| say(text)));
                }
            }
        }
        _ => why_sections(&mut page, account, Some(name)),
    }
    (!page.is_empty()).then(|| page.done())
}

/// Adds the sections of a page that have claims for the person's region.
fn why_sections(page: &mut ScreenBuilder<'_>, account: Account<'_>, name: Option<&str>) {
    for section in account.facts.why {
        if section.page.as_deref() == name {
            page.head(say(heading(account, &section.heading)));
            service_claims(page, account, section.claims);
        }
    }
}

fn heading(account: Account<'_>, key: &str) -> &'static str {
    account.words.headings.get(key).map_or("", |heading| heading.as_str())
}
