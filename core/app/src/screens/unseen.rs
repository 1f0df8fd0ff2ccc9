//! "I don't see this": what somebody sees instead, and for each answer its own next step.

use widerspruch_domain::journal::Unseen;

use super::guide::{languages, open_row};
use super::page::{Page, To, claims, fill, say, t};
use super::standing::due_check;
use crate::boundary::Screen;
use crate::content::w;
use crate::forms::UNSEEN;
use crate::seen::{Guide, Seen};
use crate::view::View;

pub(super) fn list(seen: &Seen<'_>, guide: &Guide<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut page = Page::new(seen, route, &[&guide.route()], t(w::GUIDE_UNSEEN));
    page.head(t(w::UNSEEN_ASK));
    for (why, id) in UNSEEN {
        if why != Unseen::Minor || !guide.facts.minors.is_empty() {
            page.item(say(&title(view, guide, why)), &[route, "/", id]);
        }
    }
    end(&mut page, guide);
    page.primary(t(w::GUIDE_BROWSER), To::Do(&["open/", &guide.key(), "/browser"]));
    page.done()
}

pub(super) fn one(seen: &Seen<'_>, guide: &Guide<'_>, route: &str, why: Unseen) -> Screen {
    let view = &seen.view;
    let mut page = Page::new(seen, route, &[&guide.route_to("unseen")], say(&title(view, guide, why)));
    let service = guide.account.facts.name;
    match why {
        Unseen::OtherAccount => page.text(fill(w::UNSEEN_ACCOUNT_HELP, &[("service", &service)])),
        Unseen::OtherName => names(&mut page, guide),
        Unseen::OtherWord => {
            page.text(fill(w::UNSEEN_WORD_HELP, &[("on", &guide.on()), ("off", &guide.off())]));
            languages(&mut page, guide);
        }
        Unseen::OldApp => page.text(fill(w::UNSEEN_OLD_HELP, &[("service", &service)])),
        Unseen::NotOffered => page.word(w::UNSEEN_REGION_HELP),
        Unseen::Minor => page.claims(guide.account, guide.facts.minors),
        Unseen::SomethingElse => page.word(w::UNSEEN_ELSE_HELP),
    }
    if matches!(why, Unseen::OtherAccount | Unseen::OldApp | Unseen::SomethingElse) {
        open_row(&mut page, guide);
    }
    page.item(t(w::UNSEEN_BACK), &[&guide.route()]);
    page.head(t(w::UNSEEN_STILL));
    if let Some(day) = due_check(seen, guide) {
        page.button(t(w::UNSEEN_NOTE), &["checked/", &guide.key(), "/", &day.to_string(), "/not-found"]);
        end(&mut page, guide);
        return page.done();
    }
    let id = UNSEEN.iter().find(|(known, _)| *known == why).map_or("something-else", |(_, id)| id);
    page.button(t(w::UNSEEN_NOTE), &["unseen/", &guide.key(), "/", id]);
    end(&mut page, guide);
    page.done()
}

/// What no switch does not mean, and what is open all the same.
fn end(page: &mut Page<'_>, guide: &Guide<'_>) {
    page.section();
    let mut sentence = page.view().t(w::UNSEEN_END).to_owned();
    let instead = guide.account.facts.without_setting.and_then(|id| page.seen.guide(guide.account, &id));
    if let Some(open) = instead.and_then(|instead| open_to_all(page, &instead)) {
        sentence = format!("{sentence} {open}");
    }
    page.text(say(&sentence));
    if let Some(instead) = instead {
        page.item(say(&instead.words.title), &[&instead.route()]);
    }
}

/// Its first note says who may use it.
fn open_to_all(page: &Page<'_>, instead: &Guide<'_>) -> Option<&'static str> {
    let first = instead.facts.notes.first()?;
    let shown = claims(page.seen, instead.account, instead.facts.notes);
    shown.first().copied().filter(|sentence| *sentence == instead.account.sentence(first))
}

fn names(page: &mut Page<'_>, guide: &Guide<'_>) {
    let here = joined(page.view(), guide, true);
    if here.is_empty() {
        page.word(w::UNSEEN_NAME_HELP_NONE);
    } else {
        page.text(fill(w::UNSEEN_NAME_HELP, &[("names", &here)]));
    }
    // Somebody whose menus are in another language looks for its name there.
    let elsewhere = joined(page.view(), guide, false);
    if !elsewhere.is_empty() {
        page.text(fill(w::UNSEEN_NAME_ELSEWHERE, &[("names", &elsewhere)]));
    }
}

/// Other names of the setting in the language of the menus, or in all others.
fn joined(view: &View, guide: &Guide<'_>, here: bool) -> String {
    let mut names = Vec::new();
    for name in guide.facts.other_names {
        if (*name.language == *guide.account.language) == here {
            names.push(view.f(w::QUOTE_NAME, &[("name", &name.text)]));
        }
    }
    names.join(", ")
}

fn title(view: &View, guide: &Guide<'_>, why: Unseen) -> String {
    let word = match why {
        Unseen::OtherAccount => w::UNSEEN_ACCOUNT,
        Unseen::OtherName => w::UNSEEN_NAME,
        Unseen::OtherWord => w::UNSEEN_WORD,
        Unseen::OldApp => w::UNSEEN_OLD,
        Unseen::NotOffered => w::UNSEEN_REGION,
        Unseen::Minor => w::UNSEEN_MINOR,
        Unseen::SomethingElse => w::UNSEEN_ELSE,
    };
    view.f(word, &[("on", &guide.on()), ("off", &guide.off()), ("service", &guide.account.facts.name)])
}
