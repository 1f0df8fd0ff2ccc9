//! Services, one service, why and sources, one account.

use widerspruch_domain::checklist::progress;
use widerspruch_domain::journal::{Membership, Nudging};

use super::page::{Line, NOTHING, Page, To, claims, fill, option, say, t};
use super::standing::{guide_item, said};
use crate::boundary::{Icon, Screen, Tone};
use crate::commands::account_id;
use crate::content::{Content, w};
use crate::forms::NUDGING;
use crate::seen::{Account, Person, Seen};

pub(super) fn services(seen: &Seen<'_>, person: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut page = Page::new(seen, route, &["/"], t(w::TAB_SERVICES));
    for account in seen.accounts(person) {
        let standing = progress(account.facts, account.state, person.region);
        let open = standing.next().is_some();
        let (tone, icon) = if open { (Tone::Neutral, Icon::Circle) } else { (Tone::Good, Icon::Check) };
        let (name, state) = (account.name(), said(view, &standing));
        let line = Line { tone, detail: say(&account.words.about), state: say(&state), ..Line::new(icon, say(&name)) };
        page.line(line, To::Go(&[&account.route()]));
    }
    page.section();
    for service in view.content.facts.services.values() {
        // The command names the account that it adds: a second tap adds no second one.
        let free = (1..).find(|number| !person.state.accounts.contains(&account_id(&service.id, *number))).unwrap_or(1);
        let word = if free > 1 { w::SERVICES_ADD } else { w::SERVICES_ADD_FIRST };
        let command = ["account/", person.id, "/", &service.id, "/add/", &free.to_string()];
        page.button(fill(word, &[("service", &service.name)]), &command);
    }
    page.foot(t(w::NOT_AFFILIATED));
    page.done()
}

pub(super) fn service(seen: &Seen<'_>, account: Account<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let parent = ["/", account.person.id, "/services"];
    let mut page = Page::new(seen, route, &parent, say(&account.name()));
    page.warn_of_age(account.facts);
    let standing = progress(account.facts, account.state, account.person.region);
    let guides = seen.guides(account);
    for (word, counts) in [(w::SERVICE_STEPS, true), (w::SERVICE_FURTHER, false)] {
        page.head(t(word));
        for guide in guides.iter().filter(|guide| guide.facts.counts == counts) {
            guide_item(&mut page, guide);
        }
        if counts {
            page.foot(say(&said(view, &standing)));
        }
    }
    page.section();
    let there = account.facts.regions.get(&account.person.region);
    for note in there.map(|region| claims(seen, account, region.notes)).unwrap_or_default() {
        page.callout(Tone::Info, say(note));
    }
    page.item(t(w::SERVICE_WHY), &[route, "/why"]);
    page.item(t(w::SERVICE_ACCOUNT), &[route, "/account"]);
    if let Some(controller) = there.and_then(|region| account.facts.controllers.get(region.controller.as_str())) {
        let text = view.f(w::SERVICE_CONTROLLER, &[("name", &controller.name)]);
        let lines: Vec<&str> = controller.post.iter().map(|line| line.as_str()).collect();
        page.status(Tone::Neutral, Icon::Document, say(&text), say(&lines.join(", ")));
    }
    if let Some(next) = standing.next().and_then(|next| seen.guide(account, &next.id)) {
        page.primary(say(&next.words.title), To::Go(&[&next.route()]));
    }
    page.done()
}

/// Why it matters; every sentence with where it was read. What is long has a page of its own behind it.
pub(super) fn why(seen: &Seen<'_>, account: Account<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut page = Page::new(seen, route, &[&account.route()], t(w::SERVICE_WHY));
    page.warn_of_age(account.facts);
    why_sections(&mut page, account, None);
    page.section();
    let mut last = "";
    for behind in account.facts.why.iter().filter_map(|section| section.page) {
        let mut there = Page::new(seen, route, &[], NOTHING);
        why_sections(&mut there, account, Some(&behind));
        if *behind != *last && !there.is_empty() {
            page.item(say(heading(account, &behind)), &[route, "/", &behind]);
        }
        last = behind.as_str();
    }
    page.item(t(w::WHY_TIMELINE), &[route, "/timeline"]);
    page.item(t(w::WHY_OPEN), &[route, "/open"]);
    page.foot(fill(w::READ_ON, &[("date", &view.full_date(account.facts.read_on))]));
    page.done()
}

/// A page behind "why": what happened when, what is open, or one of the service's own.
pub(super) fn why_page(seen: &Seen<'_>, account: Account<'_>, route: &str, name: &str) -> Option<Screen> {
    let view = &seen.view;
    let title = match name {
        "timeline" => view.t(w::WHY_TIMELINE),
        "open" => view.t(w::WHY_OPEN),
        _ => heading(account, name),
    };
    let mut page = Page::new(seen, route, &[&account.route(), "/why"], say(title));
    match name {
        "timeline" => {
            for event in account.facts.timeline {
                if let Some(claim) = account.facts.claims.get(event.claim.as_str()) {
                    let facts = account.facts;
                    page.sourced(
                        account.person.region,
                        claim,
                        account.sentence(&event.claim),
                        facts.sources,
                        facts.recheck_after,
                    );
                }
            }
        }
        "open" => {
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

/// The sections of a page that say something where the person lives.
fn why_sections(page: &mut Page<'_>, account: Account<'_>, name: Option<&str>) {
    for section in account.facts.why {
        if section.page.as_deref() == name {
            page.head(say(heading(account, &section.heading)));
            page.sourced_claims(account, section.claims);
        }
    }
}

fn heading(account: Account<'_>, key: &str) -> &'static str {
    account.words.headings.get(key).map_or("", |heading| heading.as_str())
}

/// Name, language of the menus, whether there is an account, how reminders go on.
pub(super) fn account(seen: &Seen<'_>, account: Account<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let key = account.key();
    let mut page = Page::new(seen, route, &[&account.route()], t(w::SERVICE_ACCOUNT));
    page.name_field(w::ACCOUNT_NAME, w::ACCOUNT_NAME_HINT, &account.state.name);
    let mut options = Vec::new();
    for code in account.facts.languages {
        let known = Content::languages().iter().find(|language| *language.code == **code);
        options.push(option(code, known.map_or(code.as_str(), |language| language.name)));
    }
    let label = view.f(w::ACCOUNT_LANGUAGE, &[("service", &account.facts.name)]);
    page.choice("language", say(&label), account.language, options, &["language/", &key]);
    page.primary(t(w::ACCOUNT_SAVE), To::Do(&["account/", &key, "/name"]));
    page.section();
    let (word, other) = match account.state.membership {
        Membership::Member => (w::ACCOUNT_NONE, "none"),
        Membership::None => (w::ACCOUNT_MEMBER, "member"),
    };
    page.button(t(word), &["account/", &key, "/membership/", other]);
    page.head(t(w::NUDGING_TITLE));
    nudging(&mut page, account);
    page.done()
}

/// The other ways to be reminded of open steps.
pub(super) fn nudging(page: &mut Page<'_>, account: Account<'_>) {
    for (how, id) in NUDGING.iter().filter(|(how, _)| *how != account.state.nudging) {
        let word = match how {
            Nudging::Series => w::NUDGING_SERIES,
            Nudging::Monthly => w::NUDGING_MONTHLY,
            Nudging::Stopped => w::NUDGING_STOP,
        };
        page.button(t(word), &["nudging/", &account.key(), "/", id]);
    }
}
