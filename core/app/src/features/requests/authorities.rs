//! Supervisory authorities: the authorities to which the person can complain, and how to reach them.

use widerspruch_domain::authorities::{authorities_not_competent, authority_of_whole_country, competent_authorities};
use widerspruch_domain::catalogue::packed::{List, Text};
use widerspruch_domain::catalogue::{AuthorityFacts, Certainty};
use widerspruch_domain::law::{AuthorityTakes, Division, Region, division};

use super::paths::{Command, Route};
use crate::boundary::{Icon, Screen, Tone};
use crate::features::{home, persons};
use crate::grammar::addresses::RequestAddress;
use crate::kit::{Line, NOTHING, ScreenBuilder, Target, rights_claims, say, service_claims, sourced_claim, t};
use crate::model::{Person, Snapshot};
use crate::words::{Wording, fits_search, w};

/// Returns the screen of the only authority where the person lives, or the list of the authorities of the Länder whose
/// name or Land fits `words`.
pub(super) fn authorities_screen(snapshot: &Snapshot<'_>, person: Person<'_>, words: &str) -> Screen {
    let facts = &snapshot.wording.catalogue.facts.authorities;
    let mut all = competent_authorities(facts, person.country);
    let only = all.next().filter(|_| all.next().is_none());
    let title = if only.is_some() { w::AUTHORITY_TITLE } else { w::AUTHORITY_FIND };
    let mut page = ScreenBuilder::new(snapshot, Some(&home::paths::Route::Objection { person: person.id }), t(title));
    if let Some((_, only)) = only {
        add_contact(&mut page, person, only);
    } else {
        if division(person.country) == Some(Division::Lands) {
            let names = |a: &AuthorityFacts| fits_search(words, &[listed_name(&snapshot.wording, a), &a.name]);
            let hits = competent_authorities(facts, person.country).filter(|(_, authority)| names(authority)).count();
            page.search(w::AUTHORITY_SEARCH, words, hits, &Route::FindAuthorities { person: person.id, words: "" });
        }
        add_authorities(&mut page, person, Leads::Look, words);
        page.head(t(w::AUTHORITY_NOT_COMPETENT));
        for (key, authority) in authorities_not_competent(facts, person.country) {
            page.item(say(&authority.name), &Route::Authority { person: person.id, key: key.as_str() });
        }
        page.head(t(w::EFFECT_NOTES));
        authority_claims(&mut page, person.region, facts.by_land.get(person.country).copied().unwrap_or_default());
    }
    page.section();
    page.item(t(w::OBJECTION_MOVED), &persons::paths::Route::Person { person: person.id });
    page.done()
}

/// Returns the screen of an authority; `None` for an unknown key.
pub(super) fn authority_screen(snapshot: &Snapshot<'_>, person: Person<'_>, key: &str) -> Option<Screen> {
    let authority = snapshot.wording.catalogue.facts.authorities.authorities.get(key)?;
    let mut page = ScreenBuilder::new(snapshot, Some(&Route::Authorities { person: person.id }), t(w::AUTHORITY_TITLE));
    add_contact(&mut page, person, authority);
    Some(page.done())
}

/// Target of a tap on an authority.
#[derive(Debug, Clone, Copy)]
pub(super) enum Leads<'a> {
    /// Shows its screen.
    Look,
    /// Chooses it for the complaint of a request.
    Choose(RequestAddress<'a>),
}

/// Adds the competent authorities where the person lives whose name or Land fits `words`, by name. If no authority was
/// researched, or none fits, says so.
pub(super) fn add_authorities(page: &mut ScreenBuilder<'_>, person: Person<'_>, leads: Leads<'_>, words: &str) {
    let wording = page.wording();
    let facts = &wording.catalogue.facts.authorities;
    let all = competent_authorities(facts, person.country);
    let none = all.clone().next().is_none();
    let whole = match division(person.country) {
        Some(Division::Lands) => {
            page.head(t(w::AUTHORITY_LAND));
            None
        }
        Some(Division::Provinces) => {
            page.head(t(w::AUTHORITY_PROVINCE));
            authority_of_whole_country(facts, person.country)
        }
        None => None,
    };
    let all = all.filter(|(key, _)| whole.is_none_or(|(of_all, _)| of_all != key));
    let mut fitting: Vec<_> = all.filter(|(_, a)| fits_search(words, &[listed_name(wording, a), &a.name])).collect();
    let order = wording.catalogue.sorted_lands();
    fitting.sort_by_key(|(_, authority)| order.iter().position(|land| Some(*land) == authority.land));
    let found = !fitting.is_empty();
    for (key, authority) in fitting {
        let detail = if authority.land.is_some() { say(&authority.name) } else { NOTHING };
        let line = Line { detail, ..Line::new(Icon::Info, say(listed_name(wording, authority))) };
        add_authority(page, person, leads, key, line);
    }
    if let Some((key, authority)) = whole {
        let line = Line { detail: say(&authority.name), ..Line::new(Icon::Info, t(w::AUTHORITY_PROVINCE_OTHER)) };
        add_authority(page, person, leads, key, line);
    }
    if found {
        authority_claims(page, person.region, facts.addresses);
    } else {
        page.word(if none { w::AUTHORITY_NONE } else { w::AUTHORITY_NOT_FOUND });
    }
}

fn add_authority(
    page: &mut ScreenBuilder<'_>,
    person: Person<'_>,
    leads: Leads<'_>,
    key: &'static str,
    line: Line<'_>,
) {
    let line = Line { icon: None, ..line };
    match leads {
        Leads::Look => page.line(line, Target::Go(&Route::Authority { person: person.id, key })),
        Leads::Choose(request) => page.line(line, Target::Do(&Command::ChooseAuthority { request, key })),
    }
}

/// Returns the name of the authority's Land; without a Land, the authority's name.
pub(super) fn listed_name(wording: &Wording, authority: &AuthorityFacts) -> &'static str {
    authority.land.map_or(authority.name.as_str(), |land| wording.catalogue.land(&land))
}

/// Adds the contacts of an authority and of those beside it, the stable website first, and notes. For an authority that
/// is not competent for the person, adds only the website, with the reason.
fn add_contact(page: &mut ScreenBuilder<'_>, person: Person<'_>, authority: &AuthorityFacts) {
    let (snapshot, catalogue) = (page.snapshot, &page.wording().catalogue);
    let region =
        catalogue.facts.regions.countries.get(authority.country.as_str()).copied().unwrap_or(Region::ELSEWHERE);
    let offered = authority.not_competent.is_empty();
    if offered {
        page.word(w::AUTHORITY_WHAT);
        add_limits(page, region, authority);
    }
    add_ways_to_all(page, region, authority);
    if offered {
        add_authority_notes(page, region, authority);
    }
    if offered && region == person.region {
        let mut services = snapshot.accounts(person);
        services.dedup_by(|a, b| a.facts.id == b.facts.id);
        for account in services {
            service_claims(page, account, account.facts.complaint);
        }
    }
    page.foot(t(w::NO_ADVICE));
}

/// Adds the ways to an authority and to those beside it.
pub(super) fn add_ways_to_all(page: &mut ScreenBuilder<'_>, region: Region, authority: &AuthorityFacts) {
    let facts = &page.wording().catalogue.facts.authorities;
    add_ways(page, region, authority);
    for beside in authority.beside.iter().filter_map(|key| facts.authorities.get(key)) {
        add_ways(page, region, beside);
    }
}

/// Adds the ways to an authority, and where they are from. For one that is not competent, adds only the website.
fn add_ways(page: &mut ScreenBuilder<'_>, region: Region, authority: &AuthorityFacts) {
    page.head(say(&authority.name));
    authority_claims(page, region, authority.not_competent);
    let website = Line { detail: say(&authority.website), ..Line::new(Icon::Browser, t(w::AUTHORITY_WEBSITE)) };
    page.line(website, Target::Browse(&authority.website));
    if authority.is_competent() {
        if let Some(form) = authority.form {
            let title = match region.authority_takes() {
                Some(AuthorityTakes::Report) => w::AUTHORITY_FORM_REPORT,
                _ => w::AUTHORITY_FORM,
            };
            let line = Line { detail: t(w::AUTHORITY_FORM_DETAIL), ..Line::new(Icon::Browser, t(title)) };
            page.line(line, Target::Browse(&form));
        }
        if let Some(email) = authority.usable_email() {
            let line = Line { detail: say(&email), ..Line::new(Icon::External, t(w::AUTHORITY_EMAIL)) };
            // The catalogue refuses addresses that would need escaping.
            page.line(line, Target::Open(&["mailto:", &email].concat()));
            if !authority.email_enough {
                page.word(w::AUTHORITY_EMAIL_UNSURE);
            }
        }
        add_address(page, authority);
    }
    let of_all = page.wording().catalogue.facts.authorities.addresses;
    authority_claims(page, region, if authority.origin.is_empty() { of_all } else { authority.origin });
}

/// Adds the postal address of an authority that takes letters.
fn add_address(page: &mut ScreenBuilder<'_>, authority: &AuthorityFacts) {
    let language = page.wording().catalogue.language;
    let Some(address) = authority.address.as_ref().filter(|_| authority.can_be_written_to()) else { return };
    let lines: Vec<&str> = address.lines_in(language).iter().map(|line| line.as_str()).collect();
    page.status(Tone::Neutral, Icon::Document, t(w::AUTHORITY_ADDRESS), say(&lines.join("\n")));
    if address.certainty == Certainty::C {
        page.word(w::AUTHORITY_ADDRESS_CHECK);
    }
}

/// Adds how an authority wants to be written to, and that it cannot be by post where no address is known.
pub(super) fn add_limits(page: &mut ScreenBuilder<'_>, region: Region, authority: &AuthorityFacts) {
    authority_claims(page, region, authority.form_notes);
    if !authority.takes_only_its_form() {
        authority_claims(page, region, authority.not_by_email);
    }
    if authority.address.is_none() {
        page.word(w::AUTHORITY_NO_ADDRESS);
    }
}

/// Adds the notes to read before a complaint to an authority.
pub(super) fn add_authority_notes(page: &mut ScreenBuilder<'_>, region: Region, authority: &AuthorityFacts) {
    page.head(t(w::EFFECT_NOTES));
    rights_claims(page, region, page.wording().catalogue.facts.regions.complaint);
    authority_claims(page, region, authority.notes);
}

/// Adds a row for each claim about authorities that may be shown here, with its sources.
fn authority_claims(page: &mut ScreenBuilder<'_>, region: Region, ids: List<Text>) {
    let (catalogue, today) = (&page.wording().catalogue, page.wording().today());
    let facts = &catalogue.facts.authorities;
    for id in ids {
        if let Some(claim) = facts.claims.get(id.as_str()).filter(|claim| claim.holds(region, today)) {
            sourced_claim(page, claim, catalogue.authority(id), facts.sources.into(), facts.recheck_after);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boundary::{Action, FormValues, Moment, OpenConfig, Platform, Row};
    use crate::core::Core;

    const NOW: Moment = Moment { unix_seconds: 1_795_460_400, utc_offset_seconds: 3600 };

    /// Runs a check for a person in a country, in each language.
    fn in_each_language(country: &str, look: impl Fn(&Snapshot<'_>, Person<'_>)) {
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
            core.perform("begin/linkedin", &FormValues::new(), NOW).unwrap();
            core.run(NOW, |session| {
                let snapshot = session.at(NOW);
                look(&snapshot, snapshot.current().unwrap());
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
        let mut rows = screen.sections.iter().flat_map(|section| &section.rows);
        rows.any(|row| matches!(row, Row::Claim { text, sources, .. } if text == sentence && !sources.is_empty()))
    }

    #[test]
    fn a_list_leads_to_its_target_and_never_to_an_authority_that_is_not_competent() {
        for (country, count) in [("DE", 16), ("FR", 1), ("CH", 1), ("CA", 4), ("ZZ", 0)] {
            in_each_language(country, |snapshot, person| {
                let mut page = ScreenBuilder::new(snapshot, None, NOTHING);
                let request = RequestAddress { person: "p1", id: "a-2" };
                add_authorities(&mut page, person, Leads::Choose(request), "");
                let screen = page.done();
                let chosen: Vec<_> = (rows(&screen).into_iter())
                    .filter_map(|(title, _, action)| match action {
                        Action::Perform { command } => {
                            Some((title, command.strip_prefix("request/p1/requests/a-2/authority/")))
                        }
                        _ => None,
                    })
                    .collect();
                assert_eq!(chosen.len(), count, "{country}");
                // The authority of all provinces comes last.
                assert!(chosen[..count.min(3)].is_sorted() && (country == "CA" || chosen.is_sorted()), "{chosen:?}");
                assert!(chosen.iter().all(|(_, key)| key.is_some_and(|key| key != "de-bund")), "{chosen:?}");
                let free = snapshot.wording.catalogue.authority("addresses");
                assert_eq!(says(&screen, free), count > 0, "{country}");
            });
        }
    }

    #[test]
    fn every_authority_has_its_website_first_and_names_its_source() {
        in_each_language("DE", |snapshot, person| {
            let catalogue = &snapshot.wording.catalogue;
            for (key, authority) in catalogue.facts.authorities.authorities {
                let screen = authority_screen(snapshot, person, key).unwrap();
                let rows = rows(&screen);
                let opens = |url: &str, browser_only| {
                    let wanted = Action::OpenUrl { url: url.to_owned(), browser_only };
                    rows.iter().position(|(_, _, action)| **action == wanted)
                };
                assert_eq!(opens(&authority.website, true), Some(0), "{key}");
                let known = says(&screen, catalogue.authority("addresses"));
                assert!(known || !authority.origin.is_empty(), "{key}");
                let offered = authority.not_competent.is_empty();
                let form = authority.form.and_then(|form| opens(&form, true));
                assert_eq!(form.is_some(), authority.form.is_some() && offered, "{key}");
                let email = authority.usable_email().and_then(|email| opens(&format!("mailto:{email}"), false));
                assert_eq!(email.is_some(), authority.usable_email().is_some() && offered, "{key}");
            }
            assert!(authority_screen(snapshot, person, "nothing").is_none());
        });
    }

    #[test]
    fn a_province_shows_both_offices_and_says_that_its_law_may_give_another_time() {
        in_each_language("CA", |snapshot, person| {
            let catalogue = &snapshot.wording.catalogue;
            let list = rows(&authorities_screen(snapshot, person, "")).len();
            assert_eq!(list, 5, "three provinces, elsewhere in Canada, and a move");
            for key in ["ca-qc", "ca-ab", "ca-bc", "ca"] {
                let screen = authority_screen(snapshot, person, key).unwrap();
                let opens = |of: &str| {
                    let url = catalogue.facts.authorities.authorities.get(of).unwrap().website.to_string();
                    let wanted = Action::OpenUrl { url, browser_only: true };
                    rows(&screen).iter().any(|(_, _, action)| **action == wanted)
                };
                assert!(opens(key) && opens("ca"), "{key}");
                let province = key != "ca";
                assert_eq!(says(&screen, catalogue.authority("ca-both")), province, "{key}");
                // The free data set has none of them.
                assert!(says(&screen, catalogue.authority("ca-addresses")), "{key}");
                assert!(!says(&screen, catalogue.authority("addresses")), "{key}");
            }
        });
    }

    #[test]
    fn claims_about_another_region_are_not_shown() {
        in_each_language("DE", |snapshot, person| {
            let lead = snapshot.accounts(person)[0].sentence("dpc-lead");
            assert!(says(&authority_screen(snapshot, person, "de-by").unwrap(), lead));
            assert!(!says(&authority_screen(snapshot, person, "ch").unwrap(), lead));
        });
    }
}
