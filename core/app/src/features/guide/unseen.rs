//! "I don't see this": the reasons for not seeing a setting, and a next step for each.

use widerspruch_domain::journal::{Answer, RecheckResult, Unseen};

use super::kinds::route_to;
use super::paths::{Command, Page};
use super::way::{add_browser_button, add_languages};
use crate::boundary::Screen;
use crate::kit::{ScreenBuilder, Target, fill, guide_route, plain_claims, say, shown_claims, t};
use crate::model::{Guide, Snapshot, due_recheck};
use crate::words::{Wording, w};

/// Reasons for not seeing a setting, most likely first.
const REASONS: [Unseen; 7] = [
    Unseen::OtherAccount,
    Unseen::OtherName,
    Unseen::OtherWord,
    Unseen::OldApp,
    Unseen::NotOffered,
    Unseen::Minor,
    Unseen::SomethingElse,
];

/// Returns the screen that asks what the person sees instead.
pub(super) fn unseen_screen(snapshot: &Snapshot<'_>, guide: &Guide<'_>) -> Screen {
    let wording = &snapshot.wording;
    let mut page = ScreenBuilder::new(snapshot, Some(&guide_route(guide)), t(w::GUIDE_UNSEEN));
    page.answers(t(w::UNSEEN_ASK));
    for why in REASONS {
        if why != Unseen::Minor || !guide.facts.minors.is_empty() {
            page.item(say(&reason_title(wording, guide, why)), &route_to(guide, Page::UnseenReason(why)));
        }
    }
    add_ending(&mut page, guide);
    page.primary(t(w::GUIDE_BROWSER), Target::Do(&Command::OpenLink { guide: guide.address(), browser_only: true }));
    page.done()
}

/// Returns the screen with the next step for a reason.
pub(super) fn unseen_reason_screen(snapshot: &Snapshot<'_>, guide: &Guide<'_>, why: Unseen) -> Screen {
    let wording = &snapshot.wording;
    let mut page =
        ScreenBuilder::new(snapshot, Some(&route_to(guide, Page::Unseen)), say(&reason_title(wording, guide, why)));
    let service = guide.account.service();
    match why {
        Unseen::OtherAccount => page.text(fill(w::UNSEEN_ACCOUNT_HELP, &[("service", &service)])),
        Unseen::OtherName => add_other_names(&mut page, guide),
        Unseen::OtherWord => {
            page.text(fill(w::UNSEEN_WORD_HELP, &[("on", &guide.on()), ("off", &guide.off())]));
            add_languages(&mut page, guide);
        }
        Unseen::OldApp => page.text(fill(w::UNSEEN_OLD_HELP, &[("service", &service)])),
        Unseen::NotOffered => page.word(w::UNSEEN_REGION_HELP),
        Unseen::Minor => plain_claims(&mut page, guide.account, guide.facts.minors),
        Unseen::SomethingElse => page.word(w::UNSEEN_ELSE_HELP),
    }
    if matches!(why, Unseen::OtherAccount | Unseen::OldApp | Unseen::SomethingElse) {
        add_browser_button(&mut page, guide);
    }
    page.item(t(w::UNSEEN_BACK), &guide_route(guide));
    page.head(t(w::UNSEEN_STILL));
    if let Some(day) = due_recheck(snapshot, guide) {
        let result = RecheckResult::NotFound;
        page.button(t(w::UNSEEN_NOTE), &Command::Recheck { guide: guide.address(), due: day, result });
        add_ending(&mut page, guide);
        return page.done();
    }
    let answer = Answer::NotVisible { why };
    page.button(t(w::UNSEEN_NOTE), &Command::Answer { guide: guide.address(), answer });
    add_ending(&mut page, guide);
    page.done()
}

/// Adds a warning against wrong conclusions from a missing switch, and the guide that remains.
fn add_ending(page: &mut ScreenBuilder<'_>, guide: &Guide<'_>) {
    page.section();
    let end = page.wording().f(w::UNSEEN_END, &[("service", &guide.account.service())]);
    let mut sentences = vec![end];
    let instead = guide.account.facts.without_setting.and_then(|id| page.snapshot.guide_of(guide.account, &id));
    if let Some(open) = instead.and_then(|instead| open_to_all(page, &instead)) {
        sentences.push(open.to_string());
    }
    page.text(say(&page.wording().join(w::JOIN_SENTENCES, sentences)));
    if let Some(instead) = instead {
        page.item(say(&instead.title(page.wording())), &guide_route(&instead));
    }
}

/// Returns the first note of a guide, which says who may use it; `None` if the note may not be shown here.
fn open_to_all(page: &ScreenBuilder<'_>, instead: &Guide<'_>) -> Option<&'static str> {
    let first = instead.facts.notes.first()?;
    let shown = shown_claims(page.snapshot, instead.account, instead.facts.notes);
    shown.first().copied().filter(|sentence| *sentence == instead.account.sentence(first))
}

fn add_other_names(page: &mut ScreenBuilder<'_>, guide: &Guide<'_>) {
    let here = joined_names(page.wording(), guide, true);
    if here.is_empty() {
        page.word(w::UNSEEN_NAME_HELP_NONE);
    } else {
        page.text(fill(w::UNSEEN_NAME_HELP, &[("names", &here)]));
    }
    // Menus in another language show the setting's name in that language.
    let elsewhere = joined_names(page.wording(), guide, false);
    if !elsewhere.is_empty() {
        page.text(fill(w::UNSEEN_NAME_ELSEWHERE, &[("names", &elsewhere)]));
    }
}

/// Lists other names of the setting, in the language of the menus or in the other languages.
fn joined_names(wording: &Wording, guide: &Guide<'_>, here: bool) -> String {
    let mut names = Vec::new();
    let account = guide.account;
    let label = guide.facts.setting.as_ref().and_then(|setting| setting.label);
    let label = label.and_then(|label| account.facts.label(&label, account.language));
    let others = label.filter(|(language, _)| here && *language == account.language);
    for text in others.into_iter().flat_map(|(_, texts)| texts).skip(1) {
        names.push(wording.f(w::QUOTE_NAME, &[("name", text)]));
    }
    for name in guide.facts.other_names {
        if (*name.language == *guide.account.language) == here {
            names.push(wording.f(w::QUOTE_NAME, &[("name", &name.text)]));
        }
    }
    wording.join(w::JOIN_LIST, names)
}

fn reason_title(wording: &Wording, guide: &Guide<'_>, why: Unseen) -> String {
    let word = match why {
        Unseen::OtherAccount => w::UNSEEN_ACCOUNT,
        Unseen::OtherName => w::UNSEEN_NAME,
        Unseen::OtherWord => w::UNSEEN_WORD,
        Unseen::OldApp => w::UNSEEN_OLD,
        Unseen::NotOffered => w::UNSEEN_REGION,
        Unseen::Minor => w::UNSEEN_MINOR,
        Unseen::SomethingElse => w::UNSEEN_ELSE,
    };
    wording.f(word, &[("on", &guide.on()), ("off", &guide.off()), ("service", &guide.account.service())])
}
