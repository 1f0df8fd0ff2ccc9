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
    let mut all = competent(facts, person.country);
    let only = all.next().filter(|_| all.next().is_none());
    let title = if only.is_some() { w::AUTHORITY_TITLE } else { w::AUTHORITY_FIND };
    let mut page = Page::new(seen, route, &["/", person.id, "/objection"], t(title));
    if let Some((_, only)) = only {
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
    if offered {
        notes(page, region, authority);
    }
    if offered && region == person.region {
        let mut services = seen.accounts(person);
        services.dedup_by(|a, b| a.facts.id == b.facts.id);
        for account in services {
            page.sourced_claims(account, account.facts.complaint);
        }
    }
    page.foot(t(w::NO_ADVICE));
}

/// What to know before a complaint to an authority.
pub(super) fn notes(page: &mut Page<'_>, region: Region, authority: &AuthorityFacts) {
    page.head(t(w::EFFECT_NOTES));
    page.rights(region, page.view().content.facts.regions.complaint);
    told(page, region, authority.notes);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boundary::{Action, FormValues, Moment, OpenConfig, Platform, Row};
    use crate::core::Core;

    const NOW: Moment = Moment { unix_seconds: 1_795_460_400, utc_offset_seconds: 3600 };

    /// What somebody in a country sees, in each language.
    fn in_both(country: &str, look: impl Fn(&Seen<'_>, Person<'_>)) {
        for language in ["de", "en"] {
            let folder = tempfile::tempdir().unwrap();
            let config = OpenConfig {
                data_dir: folder.path().to_string_lossy().into_owned(),
                languages: vec![language.to_owned()],
                asked_language: None,
                region: Some(country.to_owned()),
                platform: Platform::Android,
                app_version: "0".to_owned(),
            };
            let core = Core::open(config).unwrap();
            core.perform("welcome", &FormValues::new(), NOW).unwrap();
            core.run(NOW, |session| {
                let seen = session.at(NOW);
                look(&seen, seen.current().unwrap());
                Ok(())
            })
            .unwrap();
        }
    }

    fn rows(screen: &Screen) -> Vec<(&str, Option<&str>, &Action)> {
        let mut found = Vec::new();
        for row in screen.sections.iter().flat_map(|section| &section.rows) {
            if let Row::Item { title, detail, action, .. } = row {
                found.push((title.as_str(), detail.as_deref(), action));
            }
        }
        found
    }

    fn says(screen: &Screen, sentence: &str) -> bool {
        rows(screen).iter().any(|(title, ..)| *title == sentence)
    }

    #[test]
    fn a_list_leads_where_it_is_used_and_never_to_one_that_is_not_competent() {
        for (country, count) in [("DE", 16), ("FR", 1), ("CH", 1), ("ZZ", 0)] {
            in_both(country, |seen, person| {
                let mut page = Page::new(seen, "/", &[], NOTHING);
                list(&mut page, person, |path| To::Do(path), "request/p1/2/authority/");
                let screen = page.done();
                let chosen: Vec<_> = (rows(&screen).into_iter())
                    .filter_map(|(title, _, action)| match action {
                        Action::Perform { command } => Some((title, command.strip_prefix("request/p1/2/authority/"))),
                        _ => None,
                    })
                    .collect();
                assert_eq!(chosen.len(), count, "{country}");
                assert!(chosen.is_sorted(), "{chosen:?}");
                assert!(chosen.iter().all(|(_, key)| key.is_some_and(|key| key != "de-bund")), "{chosen:?}");
                let free = seen.view.content.authority("addresses");
                assert_eq!(says(&screen, free), count > 0, "{country}");
            });
        }
    }

    #[test]
    fn every_authority_has_its_website_first_and_says_where_that_is_from() {
        in_both("DE", |seen, person| {
            let content = &seen.view.content;
            for (key, authority) in content.facts.authorities.authorities {
                let screen = one(seen, person, "/p1/authorities/x", key).unwrap();
                let rows = rows(&screen);
                let opens = |url: &str, browser_only| {
                    let wanted = Action::OpenUrl { url: url.to_owned(), browser_only };
                    rows.iter().position(|(_, _, action)| **action == wanted)
                };
                assert_eq!(opens(&authority.website, true), Some(authority.not_competent.len()), "{key}");
                assert!(says(&screen, content.authority("addresses")), "{key}");
                let offered = authority.not_competent.is_empty();
                let form = authority.form.and_then(|form| opens(&form, true));
                assert_eq!(form.is_some(), authority.form.is_some() && offered, "{key}");
                let email = authority.email.and_then(|email| opens(&format!("mailto:{email}"), false));
                assert_eq!(email.is_some(), authority.email.is_some() && offered, "{key}");
            }
            assert!(one(seen, person, "/p1/authorities/x", "nothing").is_none());
        });
    }

    #[test]
    fn abroad_nothing_is_said_that_holds_only_at_home() {
        in_both("DE", |seen, person| {
            let lead = seen.accounts(person)[0].sentence("dpc-lead");
            assert!(says(&one(seen, person, "/p1/authorities/de-by", "de-by").unwrap(), lead));
            assert!(!says(&one(seen, person, "/p1/authorities/ch", "ch").unwrap(), lead));
        });
    }
}
