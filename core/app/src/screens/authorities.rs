//! Supervisory authorities: whom the person can complain to, and how to reach them.

use widerspruch_domain::authorities::{competent, not_competent};
use widerspruch_domain::catalogue::AuthorityFacts;
use widerspruch_domain::catalogue::packed::{List, Text};
use widerspruch_domain::region::Region;

use super::page::{Line, NOTHING, Page, To, say, t};
use crate::boundary::{Icon, Screen};
use crate::content::w;
use crate::seen::{Person, Seen};
use crate::view::View;

/// The one authority where the person lives, or those of the Länder to choose from.
pub(super) fn authorities(seen: &Seen<'_>, person: Person<'_>, route: &str) -> Screen {
    let facts = &seen.view.content.facts.authorities;
    let mut page = Page::new(seen, route, &["/", person.id, "/objection"], t(w::AUTHORITY_FIND));
    let mut all = competent(facts, person.country);
    if let (Some((_, only)), None) = (all.next(), all.next()) {
        contact(&mut page, person, only);
    } else {
        list(&mut page, person, |path| To::Go(path), &["/", person.id, "/authorities/"].concat());
        page.head(t(w::AUTHORITY_NOT_COMPETENT));
        for (key, authority) in not_competent(facts, person.country) {
            page.item(say(&authority.name), &[route, "/", key]);
        }
        page.head(t(w::EFFECT_NOTES));
        told(&mut page, person.region, facts.by_land.get(person.country).copied().unwrap_or_default());
    }
    page.section();
    page.item(t(w::OBJECTION_MOVED), &["/", person.id, "/person"]);
    page.done()
}

/// One authority; `None` where there is none of that key.
pub(super) fn one(seen: &Seen<'_>, person: Person<'_>, route: &str, key: &str) -> Option<Screen> {
    let authority = seen.view.content.facts.authorities.authorities.get(key)?;
    let mut page = Page::new(seen, route, &["/", person.id, "/authorities"], t(w::AUTHORITY_TITLE));
    contact(&mut page, person, authority);
    Some(page.done())
}

/// The competent authorities where the person lives, by name. A tap leads to `path` with the authority's key behind it:
/// a route or a command, as `to` says. Where nothing was researched, that is said.
pub(super) fn list(page: &mut Page<'_>, person: Person<'_>, to: for<'a> fn(&'a [&'a str]) -> To<'a>, path: &str) {
    let view = page.view();
    let facts = &view.content.facts.authorities;
    let all = competent(facts, person.country);
    if all.clone().nth(1).is_some() {
        page.head(t(w::AUTHORITY_LAND));
    }
    let mut last = "";
    // Each time the one whose name comes next: the words of the language decide the order.
    while let Some((key, authority)) =
        all.clone().filter(|(_, a)| name(view, a) > last).min_by_key(|(_, a)| name(view, a))
    {
        last = name(view, authority);
        let detail = if authority.land.is_some() { say(&authority.name) } else { NOTHING };
        page.line(Line { icon: None, detail, ..Line::new(Icon::Info, say(last)) }, to(&[path, key]));
    }
    if last.is_empty() {
        page.word(w::AUTHORITY_NONE);
    } else {
        told(page, person.region, facts.addresses);
    }
}

/// The name of the Land, where each has its own authority; otherwise the authority's.
fn name(view: &View, authority: &AuthorityFacts) -> &'static str {
    authority.land.map_or(authority.name.as_str(), |land| view.content.land(&land))
}

/// How to reach an authority, the stable website first, and what to know before. Of one that is competent for nobody here
/// there is only the website, with the reason.
fn contact(page: &mut Page<'_>, person: Person<'_>, authority: &AuthorityFacts) {
    let (seen, content) = (page.seen, &page.view().content);
    let facts = &content.facts.authorities;
    let region = content.facts.regions.countries.get(authority.country.as_str()).copied().unwrap_or(Region::Other);
    let offered = authority.not_competent.is_empty();
    if offered {
        page.word(w::AUTHORITY_WHAT);
    }
    page.head(say(&authority.name));
    told(page, region, authority.not_competent);
    let website = Line { detail: say(&authority.website), ..Line::new(Icon::Browser, t(w::AUTHORITY_WEBSITE)) };
    page.line(website, To::Browse(&authority.website));
    if let (Some(form), true) = (authority.form, offered) {
        let line = Line { detail: t(w::AUTHORITY_FORM_DETAIL), ..Line::new(Icon::Browser, t(w::AUTHORITY_FORM)) };
        page.line(line, To::Browse(&form));
    }
    if let (Some(email), true) = (authority.email, offered) {
        let line = Line { detail: say(&email), ..Line::new(Icon::External, t(w::AUTHORITY_EMAIL)) };
        // The catalogue has only addresses in which nothing needs to be escaped.
        page.line(line, To::Open(&["mailto:", &email].concat()));
    }
    told(page, region, facts.addresses);
    page.head(t(w::EFFECT_NOTES));
    told(page, region, authority.notes);
    if offered {
        page.rights(region, content.facts.regions.complaint);
        let mut services = seen.accounts(person);
        services.dedup_by(|a, b| a.facts.id == b.facts.id);
        for account in services {
            page.sourced_claims(account, account.facts.complaint);
        }
    }
    page.foot(t(w::NO_ADVICE));
}

/// One row a claim about authorities that may be shown here, with where it was read.
fn told(page: &mut Page<'_>, region: Region, ids: List<Text>) {
    let content = &page.view().content;
    let facts = &content.facts.authorities;
    for id in ids {
        if let Some(claim) = facts.claims.get(id.as_str()) {
            page.sourced(region, claim, content.authority(id), facts.sources, facts.recheck_after);
        }
    }
}
