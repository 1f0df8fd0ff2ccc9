//! One guide: the picture, the way there, the steps, the answers.

use chrono::NaiveDate;
use widerspruch_domain::catalogue::{Certainty, Device, Gesture, GuideKind, PathFacts, StepFacts};
use widerspruch_domain::checklist::{progress, was_seen_on};
use widerspruch_domain::civil::add_days;
use widerspruch_domain::journal::{Answer, Membership};

use super::page::{Line, Page, Say, To, claims, fill, option, say, t};
use super::standing::{due_check, state_of};
use crate::boundary::{Icon, Platform, Row, Screen, SettingPosition, Tone};
use crate::content::{Word, w};
use crate::forms::{GROUNDS_LENGTH, RECHECK_MONTHS};
use crate::seen::{Guide, Seen, records_route};
use crate::view::{View, capital};

/// The way on a computer, for somebody who holds a phone.
pub(super) const COMPUTER: Elsewhere =
    Elsewhere { device: Device::Computer, title: w::GUIDE_COMPUTER, back: w::COMPUTER_BACK };

/// The way on a phone, for somebody who sits at a computer.
pub(super) const PHONE: Elsewhere = Elsewhere { device: Device::App, title: w::GUIDE_PHONE, back: w::PHONE_BACK };

/// The way on the other kind of device.
#[derive(Debug, Clone, Copy)]
pub(super) struct Elsewhere {
    device: Device,
    title: Word,
    back: Word,
}

pub(super) fn guide(seen: &Seen<'_>, guide: &Guide<'_>, route: &str) -> Screen {
    let mut page = Page::new(seen, route, &[&guide.account.route()], say(&guide.words.title));
    whole(&mut page, guide);
    page.done()
}

fn whole(page: &mut Page<'_>, guide: &Guide<'_>) {
    let view = page.view();
    top(page, guide);
    let due = due_check(page.seen, guide);
    let open = guide.state.answer == Answer::Open;
    if let Some(day) = due {
        page.head(t(w::CHECK_TITLE));
        check(page, guide, day);
    } else if !open {
        answered(page, guide);
    }
    // Somebody who comes back from the service is asked at once.
    let opened = page.seen.store.device().opened.contains(&guide.key());
    if open && opened {
        answers(page, guide, w::GUIDE_WORKED);
    }
    picture(page, guide);
    if open {
        page.head(t(w::GUIDE_PREPARE));
        let ready: Vec<String> = guide.words.prepare.iter().map(|ready| format!("• {ready}")).collect();
        page.text(say(&ready.join("\n")));
    }
    page.section();
    if guide.facts.own_grounds || guide.facts.setting.is_none() {
        page.claims(guide.account, guide.facts.traps);
    }
    if guide.facts.own_grounds && open {
        grounds(page, guide);
    }
    let here = path_here(view, guide);
    way(page, guide, here);
    if let Some(path) = here {
        steps(page, guide, path);
    }
    if open && !opened {
        answers(page, guide, w::GUIDE_ANSWER);
    }
    page.section();
    page.item(t(w::GUIDE_EFFECT), &[&guide.route_to("effect")]);
    for key in guide.facts.more_links {
        if let (Some(link), Some(name)) =
            (guide.account.facts.links.get(key.as_str()), guide.words.links.get(key.as_str()))
        {
            page.line(Line::new(Icon::External, say(name)), To::Open(&link.url));
        }
    }
    let share = message(view, guide);
    page.button_like(Tone::Neutral, Some(Icon::Share), t(w::GUIDE_SHARE), To::Share(&share));
    age(page, guide);
    next_thing(page, guide, open || due.is_some());
}

/// Small print: how old it is, and whether somebody has tried it.
fn age(page: &mut Page<'_>, guide: &Guide<'_>) {
    let (facts, view) = (guide.account.facts, page.view());
    let tried = if facts.tried_on_phone { w::GUIDE_TRIED } else { w::GUIDE_NOT_TRIED };
    let read = view.f(w::READ_ON, &[("date", &view.full_date(facts.read_on))]);
    page.foot(Say::Join(&[&read, " ", view.t(tried)]));
}

/// What stands above everything else: how long it takes, and what the person should know first.
fn top(page: &mut Page<'_>, guide: &Guide<'_>) {
    let view = page.view();
    let minutes = view.minutes(guide.facts.minutes);
    page.text(fill(w::GUIDE_ESTIMATE, &[("service", &guide.account.name()), ("minutes", &minutes)]));
    if guide.account.person.state.helped {
        page.callout(Tone::Info, t(w::WELCOME_HELPING));
    }
    page.warn_of_age(guide.account.facts);
    if was_seen_on(guide.state) {
        page.callout(Tone::Warning, say(&seen_on(view, guide)));
    }
}

/// The one next thing: go there, or on to the next guide.
fn next_thing(page: &mut Page<'_>, guide: &Guide<'_>, to_do: bool) {
    let view = page.view();
    let account = guide.account;
    if to_do {
        let open = format!("open/{}/app", guide.key());
        match guide.facts.kind {
            GuideKind::Computer if view.platform != Platform::Terminal => {
                page.primary(t(w::COMPUTER_SEND), To::Share(&message(view, guide)));
            }
            GuideKind::Form | GuideKind::Contact => page.primary(t(w::GUIDE_OPEN_FORM), To::Do(&[&open])),
            GuideKind::Switch | GuideKind::Computer => {
                page.primary(fill(w::GUIDE_OPEN, &[("service", &account.facts.name)]), To::Do(&[&open]));
            }
        }
        return;
    }
    let next = progress(account.facts, account.state, account.person.region).next();
    match next.and_then(|next| page.seen.guide(account, &next.id)) {
        Some(next) => {
            page.primary(fill(w::GUIDE_NEXT, &[("name", &next.words.name)]), To::Go(&[&next.route()]));
        }
        None => page.primary(t(w::GONE_HOME), To::Go(&["/"])),
    }
}

/// What a setting that was seen on again means: why is not known, and what to do.
pub(super) fn seen_on(view: &View, guide: &Guide<'_>) -> String {
    view.f(w::HOME_SEEN_ON, &[("on", &guide.on()), ("off", &guide.off())])
}

/// The setting as a picture: what each word means, nothing called right or wrong.
fn picture(page: &mut Page<'_>, guide: &Guide<'_>) {
    let view = page.view();
    let account = guide.account;
    let Some(setting) = &guide.facts.setting else { return };
    page.head(t(w::GUIDE_PICTURE));
    let (label, on_means, off_means) =
        (account.label(&setting.label), account.sentence(&setting.on_means), account.sentence(&setting.off_means));
    let (on, off) = (guide.on(), guide.off());
    let values: [(&str, &dyn std::fmt::Display); 5] =
        [("label", &label), ("on", &on), ("on_means", &on_means), ("off", &off), ("off_means", &off_means)];
    let spoken = view.f(w::PICTURE_SPOKEN, &values);
    let position = |word: &str, meaning: &str, is_on| SettingPosition {
        word: word.to_owned(),
        meaning: meaning.to_owned(),
        is_on,
    };
    page.row(Row::SettingPicture {
        label: label.to_owned(),
        text: setting.text.map(|text| account.label(&text).to_owned()),
        positions: vec![position(on, on_means, true), position(off, off_means, false)],
        spoken,
    });
    if account.is_reported(&setting.label) {
        page.word(w::STEP_SIMILAR);
    }
    for trap in claims(page.seen, account, guide.facts.traps).into_iter().take(2) {
        page.text(say(trap));
    }
}

/// What opens it, the written way, and the way on the other kind of device.
fn way(page: &mut Page<'_>, guide: &Guide<'_>, here: Option<&PathFacts>) {
    let view = page.view();
    page.section();
    if view.platform != Platform::Terminal {
        open_row(page, guide);
    }
    let (other, title, icon, name) = match device(view) {
        Device::App => (Device::Computer, w::GUIDE_COMPUTER, Icon::Computer, "computer"),
        Device::Computer => (Device::App, w::GUIDE_PHONE, Icon::Phone, "phone"),
    };
    if here.is_some_and(|path| path.device != other) && path_on(guide, other).is_some() {
        page.line(Line::new(icon, t(title)), To::Go(&[&guide.route_to(name)]));
    }
    if let Some(path) = here {
        trail(page, guide, path, w::GUIDE_TRAIL);
    }
    let link = guide.account.facts.links.get(guide.facts.link_in(guide.account.person.region));
    let member = guide.account.state.membership == Membership::Member;
    if member && link.is_some_and(|link| link.login.may_ask()) {
        page.text(fill(w::GUIDE_PASSWORD, &[("service", &guide.account.facts.name)]));
    }
    if here.is_some_and(|path| path.steps.iter().any(|step| step.label.is_some())) {
        languages(page, guide);
    }
}

pub(super) fn open_row(page: &mut Page<'_>, guide: &Guide<'_>) {
    let open = format!("open/{}/browser", guide.key());
    page.button_like(Tone::Neutral, Some(Icon::Browser), t(w::GUIDE_BROWSER), To::Do(&[&open]));
}

/// "My LinkedIn is in English": switches path and picture.
pub(super) fn languages(page: &mut Page<'_>, guide: &Guide<'_>) {
    let view = page.view();
    let account = guide.account;
    for code in account.facts.languages.into_iter().filter(|code| ***code != *account.language) {
        let name = match code.as_str() {
            "de" => view.t(w::LANGUAGE_IN_DE),
            "en" => view.t(w::LANGUAGE_IN_EN),
            other => other,
        };
        let title = view.f(w::GUIDE_LANGUAGE, &[("service", &account.facts.name), ("language", &name)]);
        page.line(Line::new(Icon::Language, say(&title)), To::Do(&["language/", &account.key(), "/", code]));
    }
}

/// The kind of device the person most likely reads this on.
fn device(view: &View) -> Device {
    if view.platform == Platform::Terminal { Device::Computer } else { Device::App }
}

fn path_on(guide: &Guide<'_>, device: Device) -> Option<&'static PathFacts> {
    guide.facts.paths.into_iter().find(|path| path.device == device)
}

/// The way on this kind of device, else the one there is.
fn path_here(view: &View, guide: &Guide<'_>) -> Option<&'static PathFacts> {
    path_on(guide, device(view)).or(guide.facts.paths.into_iter().next())
}

/// The way in the service's own words; a guide whose steps are sentences has none.
fn parts(view: &View, guide: &Guide<'_>, path: &PathFacts) -> Vec<String> {
    let mut parts = Vec::new();
    for step in path.steps {
        match step.label {
            _ if step.gesture == Gesture::TapPhoto => parts.push(view.t(w::STEP_PHOTO).to_owned()),
            Some(label) => parts.push(guide.account.label(&label).to_owned()),
            None => {}
        }
    }
    parts
}

fn trail(page: &mut Page<'_>, guide: &Guide<'_>, path: &PathFacts, caption: Word) {
    let view = page.view();
    let parts = parts(view, guide, path);
    if parts.is_empty() {
        return;
    }
    let caption = view.t(if path.certainty == Certainty::C { w::GUIDE_TRAIL_REPORTED } else { caption });
    let spoken = format!("{caption} {}", parts.join(", "));
    page.row(Row::Trail { caption: caption.to_owned(), parts, spoken });
}

fn steps(page: &mut Page<'_>, guide: &Guide<'_>, path: &PathFacts) {
    let view = page.view();
    page.head(t(w::GUIDE_STEPS));
    for (step, number) in path.steps.into_iter().zip(1..) {
        let text = step_text(view, guide, path.device, step);
        page.row(Row::Step { number, text });
    }
}

fn step_text(view: &View, guide: &Guide<'_>, device: Device, step: &StepFacts) -> String {
    let word = match (step.gesture, device) {
        (Gesture::TapPhoto, _) => w::STEP_TAP_PHOTO,
        (Gesture::Tap, Device::App) => w::STEP_TAP,
        (Gesture::Tap, Device::Computer) => w::STEP_CLICK,
        (Gesture::Find, _) => w::STEP_FIND,
        (Gesture::SwitchOff, _) => w::STEP_SWITCH_OFF,
        (Gesture::Words, _) => {
            let sentence = step.words.and_then(|key| guide.words.steps.get(key.as_str()));
            return sentence.map_or_else(String::new, |sentence| sentence.to_string());
        }
    };
    let label = step.label.map_or("", |label| guide.account.label(&label));
    let sentence = view.f(word, &[("label", &label), ("off", &guide.off())]);
    if step.label.is_some_and(|label| guide.account.is_reported(&label)) {
        return format!("{sentence} {}", view.t(w::STEP_SIMILAR));
    }
    sentence
}

fn answers(page: &mut Page<'_>, guide: &Guide<'_>, heading: Word) {
    let key = guide.key();
    page.head(t(heading));
    let done = guide.with_off(&guide.words.done);
    page.button_like(Tone::Good, Some(Icon::Check), say(&done), To::Do(&["confirm/", &key]));
    let setting = guide.facts.setting.is_some();
    if !guide.words.already.is_empty() {
        let label = guide.with_off(&guide.words.already);
        // Since when matters for a setting only: training that happened stays.
        if setting {
            page.button_to(say(&label), To::Go(&[&guide.route_to("already")]));
        } else {
            page.button(say(&label), &["was-off/", &key, "/unknown"]);
        }
    }
    if setting {
        page.item(t(w::GUIDE_UNSEEN), &[&guide.route_to("unseen")]);
    }
    page.button_to(t(w::GUIDE_LATER), To::Go(&[&guide.route_to("later")]));
    if guide.facts.if_visible {
        page.button(t(w::GUIDE_NOT_APPLICABLE), &["not-applicable/", &key]);
    }
    page.button(t(w::GUIDE_LEAVE_OUT), &["leave-out/", &key]);
}

/// What was noted, the way back, and the next look.
fn answered(page: &mut Page<'_>, guide: &Guide<'_>) {
    let view = page.view();
    let state = guide.state;
    let done = matches!(state.answer, Answer::Done | Answer::WasOff { .. });
    page.head(t(w::ANSWERED_TITLE));
    if let Some(mark) = &state.answered {
        let said = capital(&state_of(view, guide, state.answer));
        let text = view.f(w::ANSWERED, &[("state", &said), ("stamp", &view.stamp(mark.at))]);
        page.callout(if done { Tone::Good } else { Tone::Info }, say(&text));
        let newest = state.history.last().map_or(mark, |(newest, _)| newest);
        page.button(t(w::UNDO), &["undo/", &newest.entry.to_string()]);
    }
    if let Some(last) = state.last_off.filter(|_| guide.facts.setting.is_some()) {
        page.text(fill(w::ANSWERED_LAST_OFF, &[("off", &guide.off()), ("date", &view.full_date(last.date()))]));
    }
    if done && guide.facts.setting.is_some() {
        page.word(w::ANSWERED_PICTURE);
    }
    page.item(t(w::ATTACHED_TITLE), &[&records_route(&guide.key())]);
    if let Some(day) = page.seen.next_check(guide) {
        page.text(fill(w::HOME_CHECK_PLANNED, &[("date", &view.full_date(day))]));
    }
    if guide.facts.recheck_months.is_some() && (done || matches!(state.answer, Answer::NotVisible { .. })) {
        recheck(page, guide);
        page.item(t(w::CHECK_NOW), &[&guide.route_to("look")]);
    }
    if !done {
        page.button(t(w::ANSWERED_REOPEN), &["reopen/", &guide.key()]);
    }
}

fn recheck(page: &mut Page<'_>, guide: &Guide<'_>) {
    let view = page.view();
    let months = guide.state.recheck_months.or(guide.facts.recheck_months).unwrap_or(0);
    let mut options = Vec::new();
    for months in RECHECK_MONTHS {
        let word = match months {
            0 => w::RECHECK_00,
            3 => w::RECHECK_03,
            6 => w::RECHECK_06,
            _ => w::RECHECK_12,
        };
        options.push(option(&months.to_string(), view.t(word)));
    }
    page.choice("months", t(w::RECHECK_LABEL), &months.to_string(), options, &["recheck/", &guide.key()]);
}

/// Look, then say what was seen. Each answer names its occurrence.
fn check(page: &mut Page<'_>, guide: &Guide<'_>, day: NaiveDate) {
    let view = page.view();
    if day < view.today() {
        page.text(fill(w::CHECK_PLANNED, &[("date", &view.date(day))]));
    }
    page.word(w::CHECK_TEXT);
    let unseen = matches!(guide.state.answer, Answer::NotVisible { .. });
    let off = view.f(if unseen { w::CHECK_OFF_NOW } else { w::CHECK_OFF }, &[("word", &guide.off())]);
    let on = view.f(w::CHECK_ON, &[("word", &guide.on())]);
    for (label, seen) in [(off.as_str(), "off"), (on.as_str(), "on")] {
        page.button(say(label), &["checked/", &guide.key(), "/", &day.to_string(), "/", seen]);
    }
    page.item(t(w::GUIDE_UNSEEN), &[&guide.route_to("unseen")]);
    if day <= view.today() && page.seen.next_check(guide) == Some(day) {
        page.button_to(t(w::GUIDE_LATER), To::Go(&[&guide.route_to("later")]));
    }
}

/// A look of the person's own accord.
pub(super) fn look(seen: &Seen<'_>, guide: &Guide<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut page = Page::new(seen, route, &[&guide.route()], t(w::CHECK_NOW));
    let day = due_check(seen, guide).unwrap_or(view.today());
    let looked = guide.state.last_check.is_some_and(|(last, _)| last >= day);
    let known = matches!(guide.state.answer, Answer::Done | Answer::WasOff { .. } | Answer::NotVisible { .. });
    if looked || !known {
        page.word(if looked { w::CHECK_TODAY } else { w::NOTICE_GONE });
        page.item(say(&guide.words.title), &[&guide.route()]);
    } else {
        check(&mut page, guide, day);
    }
    next_thing(&mut page, guide, true);
    page.done()
}

fn grounds(page: &mut Page<'_>, guide: &Guide<'_>) {
    let view = page.view();
    let written = guide.state.grounds.as_str();
    let detail = if written.is_empty() { view.t(w::GROUNDS_NONE) } else { written };
    let line = Line { detail: say(detail), ..Line::new(Icon::Document, t(w::GROUNDS_TITLE)) };
    page.line(line, To::Go(&[&guide.route_to("reason")]));
    if !written.is_empty() {
        page.button_like(Tone::Neutral, Some(Icon::Copy), t(w::GROUNDS_COPY), To::Copy(written));
    }
}

pub(super) fn reason(seen: &Seen<'_>, guide: &Guide<'_>, route: &str) -> Screen {
    let mut page = Page::new(seen, route, &[&guide.route()], t(w::GROUNDS_TITLE));
    page.word(w::GROUNDS_HELP);
    page.text_field("grounds", w::GROUNDS_TITLE, w::GROUNDS_HINT, &guide.state.grounds, GROUNDS_LENGTH);
    page.button_to(t(w::GROUNDS_WITHOUT), To::Go(&[&guide.route()]));
    page.primary(t(w::GROUNDS_SAVE), To::Do(&["grounds/", &guide.key()]));
    page.done()
}

pub(super) fn elsewhere(seen: &Seen<'_>, guide: &Guide<'_>, route: &str, elsewhere: Elsewhere) -> Screen {
    let view = &seen.view;
    let mut page = Page::new(seen, route, &[&guide.route()], t(elsewhere.title));
    page.warn_of_age(guide.account.facts);
    if let Some(path) = path_on(guide, elsewhere.device) {
        trail(&mut page, guide, path, w::GUIDE_TRAIL_THERE);
        steps(&mut page, guide, path);
    }
    picture(&mut page, guide);
    page.section();
    page.item(t(elsewhere.back), &[&guide.route()]);
    age(&mut page, guide);
    page.primary(t(w::COMPUTER_SEND), To::Share(&message(view, guide)));
    page.done()
}

/// What an answer here does and does not do, with its sources.
pub(super) fn effect(seen: &Seen<'_>, guide: &Guide<'_>, route: &str) -> Screen {
    let facts = guide.facts;
    let mut page = Page::new(seen, route, &[&guide.route()], t(w::GUIDE_EFFECT));
    page.warn_of_age(guide.account.facts);
    let sections = [
        (w::EFFECT_DOES, facts.effect),
        (w::EFFECT_TRAPS, facts.traps),
        (w::EFFECT_COVERED, facts.covered),
        (w::EFFECT_EXCLUDED, facts.excluded),
        (w::EFFECT_MINORS, facts.minors),
        (w::EFFECT_NOTES, facts.notes),
    ];
    for (heading, claims) in sections {
        page.head(t(heading));
        page.sourced_claims(guide.account, claims);
    }
    page.section();
    page.item(t(w::SERVICE_WHY), &[&guide.account.route(), "/why"]);
    page.done()
}

/// "It was already off": since when, in the person's own word.
pub(super) fn already(seen: &Seen<'_>, guide: &Guide<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut page = Page::new(seen, route, &[&guide.route()], t(w::ALREADY_TITLE));
    page.word(w::ALREADY_TEXT);
    let answer = format!("was-off/{}", guide.key());
    let there = guide.account.facts.regions.get(&guide.account.person.region);
    // Before the start there is no "after".
    if let Some(start) = there.and_then(|region| region.start).filter(|start| *start <= view.today()) {
        let before = view.f(w::ALREADY_BEFORE, &[("date", &view.full_date(start))]);
        page.button(say(&before), &[&answer, "/before"]);
        page.button(t(w::ALREADY_AFTER), &[&answer, "/after"]);
    }
    page.button(t(w::ALREADY_UNKNOWN), &[&answer, "/unknown"]);
    page.done()
}

pub(super) fn later(seen: &Seen<'_>, guide: &Guide<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut page = Page::new(seen, route, &[&guide.route()], t(w::GUIDE_LATER));
    for (days, word) in [(1, w::LATER_TOMORROW), (3, w::LATER_3), (7, w::LATER_WEEK), (28, w::LATER_MONTH)] {
        let day = add_days(view.today(), days);
        let detail = if days == 1 { String::new() } else { view.date(day) };
        let line = Line { detail: say(&detail), ..Line::new(Icon::Calendar, t(word)) };
        page.line(line, To::Do(&["later/", &guide.key(), "/", &day.to_string()]));
    }
    page.done()
}

/// What helps somebody without the app: what it is about, the way in words, the address.
pub(super) fn message(view: &View, guide: &Guide<'_>) -> String {
    let mut lines = guide.words.share.to_string();
    if let Some(path) = guide.facts.paths.first() {
        let parts = parts(view, guide, path);
        if !parts.is_empty() {
            lines = format!("{lines}\n{}", parts.join(" › "));
        }
        if guide.facts.setting.is_some() {
            lines = format!("{lines}\n{}", view.f(w::STEP_SWITCH_OFF, &[("off", &guide.off())]));
        }
    }
    if let Some(link) = guide.account.facts.links.get(guide.facts.link_in(guide.account.person.region)) {
        lines = format!("{lines}\n{}", link.url);
    }
    let read = view.full_date(guide.account.facts.read_on);
    format!("{lines}\n{}", view.f(w::SHARE_AS_OF, &[("date", &read)]))
}
