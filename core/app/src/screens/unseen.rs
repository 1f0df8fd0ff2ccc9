//! "I don't see this": what somebody sees instead, and for each answer its own next step.

use std::slice::from_ref;

use widerspruch_domain::journal::Unseen;

use super::guide::{languages, open_row};
use super::rows::{blank, button, claims, go, headed, item, perform, primary, rows, text};
use crate::boundary::{Row, Screen, ScreenSection};
use crate::content::{Word, w};
use crate::forms::UNSEEN;
use crate::seen::{Guide, Seen};

pub(super) fn list(seen: &Seen<'_>, guide: &Guide<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut screen = blank(seen, route, Some(&guide.route()), view.t(w::GUIDE_UNSEEN));
    screen.primary = primary(view.t(w::GUIDE_BROWSER), perform(format!("open/{}/browser", guide.key())));
    let offered = UNSEEN.iter().filter(|(why, _)| *why != Unseen::Minor || !guide.facts.minors.is_empty());
    let found = offered.map(|(why, id)| item(title(seen, guide, *why), go(&format!("{route}/{id}"))));
    screen.sections.push(headed(view.t(w::UNSEEN_ASK), found.collect()));
    screen.sections.push(end(seen, guide));
    screen
}

pub(super) fn one(seen: &Seen<'_>, guide: &Guide<'_>, route: &str, why: Unseen) -> Screen {
    let view = &seen.view;
    let language = view.content.language;
    let parent = format!("{}/unseen", guide.route());
    let mut screen = blank(seen, route, Some(&parent), title(seen, guide, why));
    let service = &guide.account.facts.name;
    let mut found = match why {
        Unseen::OtherAccount => vec![text(view.f(w::UNSEEN_ACCOUNT_HELP, &[("service", service)]))],
        Unseen::OtherName => names(seen, guide),
        Unseen::OtherWord => {
            let words = [("on", guide.on(language)), ("off", guide.off(language))];
            let words = words.each_ref().map(|(name, word)| (*name, word as &dyn std::fmt::Display));
            let mut rows = vec![text(view.f(w::UNSEEN_WORD_HELP, &words))];
            rows.extend(languages(seen, guide));
            rows
        }
        Unseen::OldApp => vec![text(view.f(w::UNSEEN_OLD_HELP, &[("service", service)]))],
        Unseen::NotOffered => vec![text(view.t(w::UNSEEN_REGION_HELP))],
        Unseen::Minor => claims(seen, guide.account, &guide.facts.minors).into_iter().map(text).collect(),
        Unseen::SomethingElse => vec![text(view.t(w::UNSEEN_ELSE_HELP))],
    };
    if matches!(why, Unseen::OtherAccount | Unseen::OldApp | Unseen::SomethingElse) {
        found.push(open_row(seen, guide));
    }
    found.push(item(view.t(w::UNSEEN_BACK), go(&guide.route())));
    screen.sections.push(rows(found));
    screen.sections.push(headed(
        view.t(w::UNSEEN_STILL),
        vec![button(view.t(w::UNSEEN_NOTE), perform(format!("unseen/{}/{}", guide.key(), id(why))))],
    ));
    screen.sections.push(end(seen, guide));
    screen
}

/// What no switch does not mean, and what is open all the same.
fn end(seen: &Seen<'_>, guide: &Guide<'_>) -> ScreenSection {
    let mut sentence = seen.view.t(w::UNSEEN_END);
    let instead = guide.account.facts.without_setting.as_deref().and_then(|id| seen.guide(guide.account, id));
    let Some(instead) = instead else { return rows(vec![text(sentence)]) };
    // Its first note says who may use it.
    if let Some(open) = instead.facts.notes.first().and_then(|note| claims(seen, guide.account, from_ref(note)).pop()) {
        sentence = format!("{sentence} {open}");
    }
    rows(vec![text(sentence), item(instead.words.title.clone(), go(&instead.route()))])
}

fn names(seen: &Seen<'_>, guide: &Guide<'_>) -> Vec<Row> {
    let view = &seen.view;
    let used = guide.account.language(view.content.language);
    let here = guide.facts.other_names.iter().filter(|name| name.language == used);
    let names: Vec<String> = here.map(|name| view.f(w::QUOTE_NAME, &[("name", &name.text)])).collect();
    if names.is_empty() {
        return vec![text(view.t(w::UNSEEN_NAME_HELP_NONE))];
    }
    vec![text(view.f(w::UNSEEN_NAME_HELP, &[("names", &names.join(", "))]))]
}

fn title(seen: &Seen<'_>, guide: &Guide<'_>, why: Unseen) -> String {
    let view = &seen.view;
    let language = view.content.language;
    let word: Word = match why {
        Unseen::OtherAccount => w::UNSEEN_ACCOUNT,
        Unseen::OtherName => w::UNSEEN_NAME,
        Unseen::OtherWord => {
            return view.f(w::UNSEEN_WORD, &[("on", &guide.on(language)), ("off", &guide.off(language))]);
        }
        Unseen::OldApp => return view.f(w::UNSEEN_OLD, &[("service", &guide.account.facts.name)]),
        Unseen::NotOffered => w::UNSEEN_REGION,
        Unseen::Minor => w::UNSEEN_MINOR,
        Unseen::SomethingElse => w::UNSEEN_ELSE,
    };
    view.t(word)
}

fn id(why: Unseen) -> &'static str {
    UNSEEN.iter().find(|(known, _)| *known == why).map_or("something-else", |(_, id)| id)
}
