//! The screen of a guide: the picture of the switch, the way there, the steps, the answers.

use widerspruch_domain::catalogue::Device;
use widerspruch_domain::checklist::recheck_showed_on;
use widerspruch_domain::journal::Answer;

use super::answers::{
    NextThing, add_answered, add_answers, add_grounds, add_next_thing, add_recheck, add_written_text, already_screen,
    grounds_screen, later_screen, reading_screen, recheck_screen,
};
use super::check::{check_changed_screen, check_step_screen};
use super::kinds::{offers_page, route_to};
use super::mail::add_mail;
use super::paths::{Page, Route};
use super::unseen::{unseen_reason_screen, unseen_screen};
use super::way::{add_age, add_exceptions, add_steps, add_switch_picture, elsewhere_screen, path_here, share_message};
use super::wrong_step::{report_screen, wrong_step_screen};
use crate::boundary::{Icon, Screen, Tone};
use crate::features::services;
use crate::kit::{
    Line, ScreenBuilder, Target, fill, first_claims, guide_route, plain_claims, say, service_claims, t, warn_of_age,
    warn_of_day_of_guide,
};
use crate::model::{Guide, Snapshot, due_recheck};
use crate::words::{Wording, w};

/// Number of effects on the screen that a person sees first: the others wait behind "All the details".
const EFFECTS_AT_FIRST_SIGHT: usize = 5;

/// Returns a screen of this feature; `None` if the guide is gone, or is of a kind that lacks the screen: a form cannot
/// be missing from a menu.
pub(crate) fn screen(snapshot: &Snapshot<'_>, route: Route<'_>) -> Option<Screen> {
    screen_of(snapshot, &snapshot.guide(route.guide)?, route)
}

pub(super) fn screen_of(snapshot: &Snapshot<'_>, guide: &Guide<'_>, route: Route<'_>) -> Option<Screen> {
    if !offers_page(guide, route.page) {
        return None;
    }
    Some(match route.page {
        Page::Guide => guide_screen(snapshot, guide),
        Page::Computer => elsewhere_screen(snapshot, guide, Device::Computer),
        Page::Phone => elsewhere_screen(snapshot, guide, Device::App),
        Page::Effect => effect_screen(snapshot, guide),
        Page::Details => details_screen(snapshot, guide),
        Page::Already => already_screen(snapshot, guide),
        Page::Later => later_screen(snapshot, guide),
        Page::Recheck => recheck_screen(snapshot, guide),
        Page::CheckStep => check_step_screen(snapshot, guide),
        Page::CheckChanged => check_changed_screen(snapshot, guide),
        Page::Grounds => grounds_screen(snapshot, guide),
        Page::Reading => reading_screen(snapshot, guide)?,
        Page::Unseen => unseen_screen(snapshot, guide),
        Page::UnseenReason(why) => unseen_reason_screen(snapshot, guide, why),
        Page::Wrong => wrong_step_screen(snapshot, guide),
        Page::WrongStep { device, number } => report_screen(snapshot, guide, Some((device, number)))?,
        Page::WrongElse => report_screen(snapshot, guide, None)?,
    })
}

fn guide_screen(snapshot: &Snapshot<'_>, guide: &Guide<'_>) -> Screen {
    let parent = services::paths::Route::Service(guide.account.address());
    let mut page = ScreenBuilder::new(snapshot, Some(&parent), say(&guide.title(&snapshot.wording)));
    add_guide(&mut page, guide);
    page.done()
}

fn add_guide(page: &mut ScreenBuilder<'_>, guide: &Guide<'_>) {
    let wording = page.wording();
    add_top(page, guide);
    warn_of_day_of_guide(page, guide);
    let due = due_recheck(page.snapshot, guide);
    let open = guide.state.answer == Answer::Open;
    let opened = open && page.snapshot.store.device().opened.contains(&guide.address().to_string());
    if let Some(day) = due {
        page.head(t(w::CHECK_TITLE));
        add_recheck(page, guide, day);
    } else if !open {
        add_answered(page, guide);
    }
    // A person who comes back from the service is asked at once.
    if opened {
        add_answers(page, guide, true);
    }
    add_switch_picture(page, guide);
    if open && !guide.words.prepare.is_empty() {
        page.head(t(w::GUIDE_PREPARE));
        for ready in guide.words.prepare {
            page.text(say(ready));
        }
    }
    page.section();
    // What helps to write a text is of no use any more once it is sent.
    if if guide.facts.own_grounds { open } else { guide.facts.setting.is_none() } {
        plain_claims(page, guide.account, guide.facts.traps);
    }
    if guide.facts.own_grounds && open {
        add_grounds(page, guide);
    }
    if open {
        add_mail(page, guide);
        add_written_text(page, guide);
        page.section();
    }
    let here = path_here(wording, guide);
    match here {
        // What was read long ago does not pass for new: the company's own page comes first.
        Some(path) if guide.account.is_folded(wording.today()) => {
            let there = if path.device == Device::App { Page::Phone } else { Page::Computer };
            page.item(t(w::SERVICE_OLD_STEPS), &route_to(guide, there));
        }
        Some(path) => add_steps(page, guide, path),
        None => {}
    }
    if open && !opened {
        add_answers(page, guide, false);
    }
    add_exceptions(page, guide, here);
    page.section();
    page.item(t(w::GUIDE_EFFECT), &route_to(guide, Page::Effect));
    for key in guide.facts.more_links {
        if let (Some(link), Some(name)) =
            (guide.account.facts.links.get(key.as_str()), guide.words.links.get(key.as_str()))
        {
            page.line(Line::new(Icon::External, say(name)), Target::Open(&link.url));
        }
    }
    let share = share_message(wording, guide, here);
    page.button_like(Tone::Neutral, Some(Icon::Share), t(w::GUIDE_SHARE), Target::Share(&share));
    page.item(t(w::WRONG_STEP_TITLE), &route_to(guide, Page::Wrong));
    let card = services::paths::Route::Service(guide.account.address());
    page.item(fill(w::GUIDE_CARD, &[("service", &guide.account.service())]), &card);
    add_age(page, guide);
    add_next_thing(
        page,
        guide,
        if opened {
            NextThing::Answer
        } else if open || due.is_some() {
            NextThing::Open
        } else {
            NextThing::Next
        },
    );
}

/// Adds the top of the screen: the time that the guide takes, and the things to know before it.
fn add_top(page: &mut ScreenBuilder<'_>, guide: &Guide<'_>) {
    let wording = page.wording();
    let minutes = wording.minutes(guide.facts.minutes);
    page.text(fill(w::GUIDE_ESTIMATE, &[("service", &guide.account.name(wording)), ("minutes", &minutes)]));
    if guide.account.person.state.helped {
        if let Some(name) = guide.account.person.helped_name() {
            page.text(fill(w::GUIDE_HELPING_OF, &[("name", &name), ("service", &guide.account.service())]));
        }
        page.callout(Tone::Info, fill(w::GUIDE_HELPING, &[("service", &guide.account.service())]));
    }
    warn_of_age(page, guide.account);
    let known = guide.known_elsewhere();
    if !known.is_empty() {
        let areas = known.into_iter().map(|region| wording.catalogue.law(region).area.as_str());
        let areas = wording.join(w::JOIN_LIST, areas);
        page.callout(Tone::Info, fill(w::GUIDE_KNOWN_ELSEWHERE, &[("regions", &areas)]));
    }
    if recheck_showed_on(guide.state) {
        page.callout(Tone::Warning, say(&seen_on_words(wording, guide)));
    }
}

/// Says that the cause of a setting that is on again is unknown, and what to do about it.
pub(crate) fn seen_on_words(wording: &Wording, guide: &Guide<'_>) -> String {
    wording.f(w::HOME_SEEN_ON, &[("on", &guide.on())])
}

/// Returns the screen with the main effects of an answer here and their limits.
fn effect_screen(snapshot: &Snapshot<'_>, guide: &Guide<'_>) -> Screen {
    let mut page = ScreenBuilder::new(snapshot, Some(&guide_route(guide)), t(w::GUIDE_EFFECT));
    warn_of_age(&mut page, guide.account);
    page.section();
    first_claims(&mut page, guide.account, guide.facts.effect, EFFECTS_AT_FIRST_SIGHT);
    page.section();
    page.item(t(w::EFFECT_ALL), &route_to(guide, Page::Details));
    page.item(t(w::SERVICE_WHY), &services::paths::Route::Why(guide.account.address()));
    page.done()
}

/// Returns the screen with everything that is known about the effects of an answer here, with sources.
fn details_screen(snapshot: &Snapshot<'_>, guide: &Guide<'_>) -> Screen {
    let facts = guide.facts;
    let mut page = ScreenBuilder::new(snapshot, Some(&route_to(guide, Page::Effect)), t(w::EFFECT_ALL));
    warn_of_age(&mut page, guide.account);
    let sections = [
        (w::EFFECT_DOES, facts.effect),
        (w::EFFECT_TRAPS, facts.traps),
        (w::EFFECT_COVERED, facts.covered),
        (w::EFFECT_EXCLUDED, facts.excluded),
        (w::EFFECT_MINORS, facts.minors),
        (w::EFFECT_FURTHER, facts.notes),
    ];
    for (heading, claims) in sections {
        page.head(t(heading));
        service_claims(&mut page, guide.account, claims);
    }
    page.done()
}
