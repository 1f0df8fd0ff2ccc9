//! One guide: the picture, the way there, the steps, the answers.

use chrono::NaiveDate;
use widerspruch_domain::catalogue::{Certainty, Device, Gesture, GuideKind, PathFacts, StepFacts};
use widerspruch_domain::checklist::{next_check, progress, was_seen_on};
use widerspruch_domain::civil::add_days;
use widerspruch_domain::journal::Answer;

use super::rows::{
    blank, button, button_with, callout, choice, claims, go, headed, item, item_with, option, perform, primary, rows,
    sourced_claims, text,
};
use super::service::state_of;
use crate::boundary::{Action, Icon, Platform, Row, Screen, ScreenButton, ScreenSection, SettingPosition, Tone};
use crate::content::{Word, w};
use crate::forms::{GROUNDS_LENGTH, RECHECK_MONTHS};
use crate::seen::{Guide, Seen};
use crate::view::capital;

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
    let view = &seen.view;
    let mut screen = blank(seen, route, Some(&guide.account.route()), guide.words.title.clone());
    screen.sections.push(rows(top(seen, guide)));
    let due = due_check(seen, guide);
    if let Some(day) = due {
        screen.sections.push(headed(view.t(w::CHECK_TITLE), check(seen, guide, day)));
    } else if guide.state.answer != Answer::Open {
        screen.sections.push(answered(seen, guide));
    }
    screen.sections.extend(picture(seen, guide));
    if !guide.words.prepare.is_empty() {
        let ready = guide.words.prepare.iter().cloned().map(text).collect();
        screen.sections.push(headed(view.t(w::GUIDE_PREPARE), ready));
    }
    if guide.facts.own_grounds {
        screen.sections.push(grounds(seen, guide));
    } else if guide.facts.setting.is_none() {
        let traps: Vec<Row> = claims(seen, guide.account, &guide.facts.traps).into_iter().map(text).collect();
        if !traps.is_empty() {
            screen.sections.push(rows(traps));
        }
    }
    let here = path_here(seen, guide);
    screen.sections.push(way(seen, guide, here));
    if let Some(path) = here {
        screen.sections.push(headed(view.t(w::GUIDE_STEPS), steps(seen, guide, path)));
    }
    let open = guide.state.answer == Answer::Open;
    if open {
        screen.sections.push(answers(seen, guide));
    }
    let tried = if guide.account.facts.tried_on_phone { w::GUIDE_TRIED } else { w::GUIDE_NOT_TRIED };
    let read = view.f(w::READ_ON, &[("date", &view.full_date(guide.account.facts.read_on))]);
    let share = Action::Share { text: message(seen, guide) };
    screen.sections.push(ScreenSection {
        header: None,
        footer: Some(format!("{read} {}", view.t(tried))),
        rows: [
            vec![item(view.t(w::GUIDE_EFFECT), go(&format!("{}/effect", guide.route())))],
            more_links(guide),
            vec![button_with(Icon::Share, view.t(w::GUIDE_SHARE), share)],
        ]
        .concat(),
    });
    screen.primary = Some(next_thing(seen, guide, open || due.is_some()));
    screen
}

/// Pages that go with it.
fn more_links(guide: &Guide<'_>) -> Vec<Row> {
    let offer = |key: &String| {
        let url = guide.account.facts.links.get(key)?.url.clone();
        let name = guide.words.links.get(key)?.clone();
        Some(item_with(Icon::External, name, None, Action::OpenUrl { url, browser_only: false }))
    };
    guide.facts.more_links.iter().filter_map(offer).collect()
}

/// What stands above everything else: how long it takes, and what the person should know first.
fn top(seen: &Seen<'_>, guide: &Guide<'_>) -> Vec<Row> {
    let view = &seen.view;
    let minutes = view.minutes(guide.facts.minutes);
    let mut top = vec![text(view.f(w::GUIDE_ESTIMATE, &[("service", &guide.account.name()), ("minutes", &minutes)]))];
    if guide.account.person.state.helped {
        top.push(callout(Tone::Info, view.t(w::WELCOME_HELPING)));
    }
    if guide.may_have_changed(view.now) {
        let service = &guide.account.facts.name;
        top.push(callout(Tone::Warning, view.f(w::MAY_HAVE_CHANGED, &[("service", service)])));
    }
    if was_seen_on(guide.state) {
        top.push(callout(Tone::Warning, seen_on(seen, guide)));
    }
    top
}

/// The one next thing: go there, or on to the next guide.
fn next_thing(seen: &Seen<'_>, guide: &Guide<'_>, to_do: bool) -> ScreenButton {
    let view = &seen.view;
    if to_do {
        let open = perform(format!("open/{}/app", guide.key()));
        return match guide.facts.kind {
            GuideKind::Computer if seen.view.platform != Platform::Terminal => {
                ScreenButton { label: view.t(w::COMPUTER_SEND), action: Action::Share { text: message(seen, guide) } }
            }
            GuideKind::Form | GuideKind::Contact => ScreenButton { label: view.t(w::GUIDE_OPEN_FORM), action: open },
            GuideKind::Switch | GuideKind::Computer => {
                ScreenButton { label: view.f(w::GUIDE_OPEN, &[("service", &guide.account.facts.name)]), action: open }
            }
        };
    }
    let account = guide.account;
    let next = progress(account.facts, account.state, account.person.region).next();
    match next.and_then(|next| seen.guide(account, &next.id)) {
        Some(next) => {
            ScreenButton { label: view.f(w::GUIDE_NEXT, &[("name", &next.words.name)]), action: go(&next.route()) }
        }
        None => ScreenButton { label: view.t(w::GONE_HOME), action: go("/") },
    }
}

/// What a setting that was seen on again means: why is not known, and what to do.
pub(super) fn seen_on(seen: &Seen<'_>, guide: &Guide<'_>) -> String {
    let language = seen.view.content.language;
    seen.view.f(w::HOME_SEEN_ON, &[("on", &guide.on(language)), ("off", &guide.off(language))])
}

/// The day of a look that is due.
fn due_check(seen: &Seen<'_>, guide: &Guide<'_>) -> Option<NaiveDate> {
    next_check(guide.facts, guide.state).filter(|day| *day <= seen.view.today())
}

/// The setting as a picture: what each word means, nothing called right or wrong.
fn picture(seen: &Seen<'_>, guide: &Guide<'_>) -> Option<ScreenSection> {
    let view = &seen.view;
    let setting = guide.facts.setting.as_ref()?;
    let label = |key: &str| guide.account.label(key, view.content.language);
    let meaning = |claim: &str| guide.account.words.claims.get(claim).cloned().unwrap_or_default();
    let on = SettingPosition { word: label(&setting.on), meaning: meaning(&setting.on_means), is_on: true };
    let off = SettingPosition { word: label(&setting.off), meaning: meaning(&setting.off_means), is_on: false };
    let name = label(&setting.label);
    let spoken = view.f(
        w::PICTURE_SPOKEN,
        &[
            ("label", &name),
            ("on", &on.word),
            ("on_means", &on.meaning),
            ("off", &off.word),
            ("off_means", &off.meaning),
        ],
    );
    let beside = setting.text.as_deref().map(label);
    let mut found = vec![Row::SettingPicture { label: name, text: beside, positions: vec![on, off], spoken }];
    if guide.account.is_reported(&setting.label, view.content.language) {
        found.push(text(view.t(w::STEP_SIMILAR)));
    }
    found.extend(claims(seen, guide.account, &guide.facts.traps).into_iter().take(2).map(text));
    Some(headed(view.t(w::GUIDE_PICTURE), found))
}

/// What opens it, the written way, and the way on the other kind of device.
fn way(seen: &Seen<'_>, guide: &Guide<'_>, here: Option<&PathFacts>) -> ScreenSection {
    let view = &seen.view;
    let mut found = Vec::new();
    if view.platform != Platform::Terminal {
        found.push(open_row(seen, guide));
    }
    let (other, title) = match device(seen) {
        Device::App => (Device::Computer, w::GUIDE_COMPUTER),
        Device::Computer => (Device::App, w::GUIDE_PHONE),
    };
    if here.is_some_and(|path| path.device != other) && path_on(guide, other).is_some() {
        let (icon, name) =
            if other == Device::Computer { (Icon::Computer, "computer") } else { (Icon::Phone, "phone") };
        found.push(item_with(icon, view.t(title), None, go(&format!("{}/{name}", guide.route()))));
    }
    found.extend(here.and_then(|path| trail(seen, guide, path)));
    if guide
        .account
        .facts
        .links
        .get(guide.facts.link_in(guide.account.person.region))
        .is_some_and(|link| link.login.may_ask())
    {
        found.push(text(view.f(w::GUIDE_PASSWORD, &[("service", &guide.account.facts.name)])));
    }
    if here.is_some_and(|path| path.steps.iter().any(|step| step.label.is_some())) {
        found.extend(languages(seen, guide));
    }
    rows(found)
}

pub(super) fn open_row(seen: &Seen<'_>, guide: &Guide<'_>) -> Row {
    button_with(Icon::Browser, seen.view.t(w::GUIDE_BROWSER), perform(format!("open/{}/browser", guide.key())))
}

/// "My LinkedIn is in English": switches path and picture.
pub(super) fn languages(seen: &Seen<'_>, guide: &Guide<'_>) -> Vec<Row> {
    let view = &seen.view;
    let used = guide.account.language(view.content.language);
    let account = format!("{}/{}", guide.account.person.id, guide.account.id);
    let others = guide.account.facts.languages.iter().filter(|code| *code != used);
    let offer = |code: &String| {
        let name = match code.as_str() {
            "de" => view.t(w::LANGUAGE_IN_DE),
            "en" => view.t(w::LANGUAGE_IN_EN),
            other => other.to_owned(),
        };
        let title = view.f(w::GUIDE_LANGUAGE, &[("service", &guide.account.facts.name), ("language", &name)]);
        item_with(Icon::Language, title, None, perform(format!("language/{account}/{code}")))
    };
    others.map(offer).collect()
}

/// The kind of device the person most likely reads this on.
fn device(seen: &Seen<'_>) -> Device {
    if seen.view.platform == Platform::Terminal { Device::Computer } else { Device::App }
}

fn path_on<'g>(guide: &Guide<'g>, device: Device) -> Option<&'g PathFacts> {
    guide.facts.paths.iter().find(|path| path.device == device)
}

/// The way on this kind of device, else the one there is.
fn path_here<'g>(seen: &Seen<'_>, guide: &Guide<'g>) -> Option<&'g PathFacts> {
    path_on(guide, device(seen)).or_else(|| guide.facts.paths.first())
}

/// The way in the service's own words; a guide whose steps are sentences has none.
fn parts(seen: &Seen<'_>, guide: &Guide<'_>, path: &PathFacts) -> Vec<String> {
    let labels = path.steps.iter().filter_map(|step| match step.gesture {
        Gesture::TapPhoto => Some(seen.view.t(w::STEP_PHOTO)),
        _ => step.label.as_ref().map(|label| guide.account.label(label, seen.view.content.language)),
    });
    labels.collect()
}

fn trail(seen: &Seen<'_>, guide: &Guide<'_>, path: &PathFacts) -> Option<Row> {
    let parts = parts(seen, guide, path);
    if parts.is_empty() {
        return None;
    }
    let caption = seen.view.t(if path.certainty == Certainty::C { w::GUIDE_TRAIL_REPORTED } else { w::GUIDE_TRAIL });
    let spoken = format!("{caption} {}", parts.join(", "));
    Some(Row::Trail { caption, parts, spoken })
}

fn steps(seen: &Seen<'_>, guide: &Guide<'_>, path: &PathFacts) -> Vec<Row> {
    let view = &seen.view;
    let language = view.content.language;
    let sentence = |step: &StepFacts| {
        let label = step.label.as_ref().map_or_else(String::new, |label| guide.account.label(label, language));
        let similar = step.label.as_ref().is_some_and(|label| guide.account.is_reported(label, language));
        let sentence = match (step.gesture, path.device) {
            (Gesture::TapPhoto, _) => view.t(w::STEP_TAP_PHOTO),
            (Gesture::Tap, Device::App) => view.f(w::STEP_TAP, &[("label", &label)]),
            (Gesture::Tap, Device::Computer) => view.f(w::STEP_CLICK, &[("label", &label)]),
            (Gesture::Find, _) => view.f(w::STEP_FIND, &[("label", &label)]),
            (Gesture::SwitchOff, _) => view.f(w::STEP_SWITCH_OFF, &[("off", &guide.off(language))]),
            (Gesture::Words, _) => {
                step.words.as_ref().and_then(|key| guide.words.steps.get(key)).cloned().unwrap_or_default()
            }
        };
        if similar { format!("{sentence} {}", view.t(w::STEP_SIMILAR)) } else { sentence }
    };
    path.steps.iter().zip(1..).map(|(step, number)| Row::Step { number, text: sentence(step) }).collect()
}

fn answers(seen: &Seen<'_>, guide: &Guide<'_>) -> ScreenSection {
    let view = &seen.view;
    let (key, route) = (guide.key(), guide.route());
    let language = view.content.language;
    let mut found = vec![Row::ActionButton {
        tone: Tone::Good,
        icon: Some(Icon::Check),
        label: guide.with_off(&guide.words.done, language),
        action: perform(format!("confirm/{key}")),
    }];
    if !guide.words.already.is_empty() {
        // Since when matters for a setting only: training that happened stays.
        let action = if guide.facts.setting.is_some() {
            go(&format!("{route}/already"))
        } else {
            perform(format!("was-off/{key}/unknown"))
        };
        found.push(button(guide.with_off(&guide.words.already, language), action));
    }
    if guide.facts.setting.is_some() {
        found.push(item(view.t(w::GUIDE_UNSEEN), go(&format!("{route}/unseen"))));
    }
    found.push(button(view.t(w::GUIDE_LATER), go(&format!("{route}/later"))));
    if guide.facts.if_visible {
        found.push(button(view.t(w::GUIDE_NOT_APPLICABLE), perform(format!("not-applicable/{key}"))));
    }
    found.push(button(view.t(w::GUIDE_LEAVE_OUT), perform(format!("leave-out/{key}"))));
    let opened = seen.store.device().opened.contains(&key);
    headed(view.t(if opened { w::GUIDE_WORKED } else { w::GUIDE_ANSWER }), found)
}

/// What was noted, the way back, and the next look.
fn answered(seen: &Seen<'_>, guide: &Guide<'_>) -> ScreenSection {
    let view = &seen.view;
    let state = guide.state;
    let language = view.content.language;
    let done = matches!(state.answer, Answer::Done | Answer::WasOff { .. });
    let mut found = Vec::new();
    if let Some(mark) = &state.answered {
        let said = capital(&state_of(seen, guide, state.answer));
        found.push(callout(
            if done { Tone::Good } else { Tone::Info },
            view.f(w::ANSWERED, &[("state", &said), ("stamp", &view.stamp(mark.at))]),
        ));
        found.push(button(view.t(w::UNDO), perform(format!("undo/{}", mark.entry))));
    }
    if let Some(last) = state.last_off.filter(|_| done && guide.facts.setting.is_some()) {
        let day = view.full_date(last.date());
        found.push(text(view.f(w::ANSWERED_LAST_OFF, &[("off", &guide.off(language)), ("date", &day)])));
        found.push(text(view.t(w::ANSWERED_PICTURE)));
    }
    if let Some(day) = next_check(guide.facts, state) {
        found.push(text(view.f(w::HOME_CHECK_PLANNED, &[("date", &view.full_date(day))])));
    }
    if guide.facts.recheck_months.is_some() && (done || matches!(state.answer, Answer::NotVisible { .. })) {
        found.push(recheck(seen, guide));
        found.push(item(view.t(w::CHECK_NOW), go(&format!("{}/look", guide.route()))));
    }
    if !done {
        found.push(button(view.t(w::ANSWERED_REOPEN), perform(format!("reopen/{}", guide.key()))));
    }
    headed(view.t(w::ANSWERED_TITLE), found)
}

fn recheck(seen: &Seen<'_>, guide: &Guide<'_>) -> Row {
    let view = &seen.view;
    let months = guide.state.recheck_months.or(guide.facts.recheck_months).unwrap_or(0);
    let offer = |months: u8| {
        let label = match months {
            0 => view.t(w::RECHECK_NEVER),
            _ => view.f(w::RECHECK_IN, &[("months", &view.months(months))]),
        };
        option(&months.to_string(), label)
    };
    let options = RECHECK_MONTHS.map(offer).into();
    choice("months", view.t(w::RECHECK_LABEL), &months.to_string(), options, Some(format!("recheck/{}", guide.key())))
}

/// Look, then say what was seen. Each answer names its occurrence.
fn check(seen: &Seen<'_>, guide: &Guide<'_>, day: NaiveDate) -> Vec<Row> {
    let view = &seen.view;
    let key = guide.key();
    let language = view.content.language;
    let answer = |label: String, seen: &str| button(label, perform(format!("checked/{key}/{day}/{seen}")));
    let mut found = Vec::new();
    if day < view.today() {
        found.push(text(view.f(w::CHECK_PLANNED, &[("date", &view.date(day))])));
    }
    found.extend([
        text(view.t(w::CHECK_TEXT)),
        answer(view.f(w::CHECK_OFF, &[("word", &guide.off(language))]), "off"),
        answer(view.f(w::CHECK_ON, &[("word", &guide.on(language))]), "on"),
        answer(view.t(w::GUIDE_UNSEEN), "not-found"),
    ]);
    if day <= view.today() && next_check(guide.facts, guide.state) == Some(day) {
        found.push(button(view.t(w::GUIDE_LATER), go(&format!("{}/later", guide.route()))));
    }
    found
}

/// A look of the person's own accord.
pub(super) fn look(seen: &Seen<'_>, guide: &Guide<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut screen = blank(seen, route, Some(&guide.route()), view.t(w::CHECK_NOW));
    let day = due_check(seen, guide).unwrap_or(view.today());
    let looked = guide.state.last_check.is_some_and(|(last, _)| last >= day);
    let known = matches!(guide.state.answer, Answer::Done | Answer::WasOff { .. } | Answer::NotVisible { .. });
    screen.sections.push(rows(if looked || !known {
        vec![
            text(view.t(if looked { w::CHECK_TODAY } else { w::NOTICE_GONE })),
            item(guide.words.title.clone(), go(&guide.route())),
        ]
    } else {
        check(seen, guide, day)
    }));
    screen.primary = Some(next_thing(seen, guide, true));
    screen
}

fn grounds(seen: &Seen<'_>, guide: &Guide<'_>) -> ScreenSection {
    let view = &seen.view;
    let mut found: Vec<Row> = claims(seen, guide.account, &guide.facts.traps).into_iter().map(text).collect();
    let written = &guide.state.grounds;
    let detail = if written.is_empty() { view.t(w::GROUNDS_NONE) } else { written.clone() };
    let to = go(&format!("{}/reason", guide.route()));
    found.push(item_with(Icon::Document, view.t(w::GROUNDS_TITLE), Some(detail), to));
    if !written.is_empty() {
        found.push(button_with(Icon::Copy, view.t(w::GROUNDS_COPY), Action::Copy { text: written.clone() }));
    }
    rows(found)
}

pub(super) fn reason(seen: &Seen<'_>, guide: &Guide<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut screen = blank(seen, route, Some(&guide.route()), view.t(w::GROUNDS_TITLE));
    screen.sections.push(rows(vec![
        text(view.t(w::GROUNDS_HELP)),
        Row::TextField {
            name: "grounds".into(),
            label: view.t(w::GROUNDS_TITLE),
            hint: Some(view.t(w::GROUNDS_HINT)),
            value: guide.state.grounds.clone(),
            max_length: GROUNDS_LENGTH,
            multiline: true,
            secret: false,
        },
        button(view.t(w::GROUNDS_WITHOUT), go(&guide.route())),
    ]));
    screen.primary = primary(view.t(w::GROUNDS_SAVE), perform(format!("grounds/{}", guide.key())));
    screen
}

pub(super) fn elsewhere(seen: &Seen<'_>, guide: &Guide<'_>, route: &str, elsewhere: Elsewhere) -> Screen {
    let view = &seen.view;
    let mut screen = blank(seen, route, Some(&guide.route()), view.t(elsewhere.title));
    if let Some(path) = path_on(guide, elsewhere.device) {
        screen.sections.push(rows(trail(seen, guide, path).into_iter().collect()));
        screen.sections.push(headed(view.t(w::GUIDE_STEPS), steps(seen, guide, path)));
    }
    screen.sections.extend(picture(seen, guide));
    screen.sections.push(rows(vec![item(view.t(elsewhere.back), go(&guide.route()))]));
    let share = Action::Share { text: message(seen, guide) };
    screen.primary = primary(view.t(w::COMPUTER_SEND), share);
    screen
}

/// What an answer here does and does not do, with its sources.
pub(super) fn effect(seen: &Seen<'_>, guide: &Guide<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let account = guide.account;
    let mut screen = blank(seen, route, Some(&guide.route()), view.t(w::GUIDE_EFFECT));
    let sections = [
        (w::EFFECT_DOES, &guide.facts.effect),
        (w::EFFECT_TRAPS, &guide.facts.traps),
        (w::EFFECT_COVERED, &guide.facts.covered),
        (w::EFFECT_EXCLUDED, &guide.facts.excluded),
        (w::EFFECT_MINORS, &guide.facts.minors),
        (w::EFFECT_NOTES, &guide.facts.notes),
    ];
    for (heading, ids) in sections {
        let found = sourced_claims(seen, account, ids);
        if !found.is_empty() {
            screen.sections.push(headed(view.t(heading), found));
        }
    }
    screen.sections.push(rows(vec![item(view.t(w::SERVICE_WHY), go(&format!("{}/why", account.route())))]));
    screen
}

/// "It was already off": since when, in the person's own word.
pub(super) fn already(seen: &Seen<'_>, guide: &Guide<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let key = guide.key();
    let mut screen = blank(seen, route, Some(&guide.route()), view.t(w::ALREADY_TITLE));
    let start = guide.account.facts.regions.get(&guide.account.person.region).and_then(|region| region.start);
    let answer = |label: String, since: &str| button(label, perform(format!("was-off/{key}/{since}")));
    let mut found = vec![text(view.t(w::ALREADY_TEXT))];
    if let Some(start) = start {
        let day = view.full_date(start);
        found.push(answer(view.f(w::ALREADY_BEFORE, &[("date", &day)]), "before"));
        found.push(answer(view.t(w::ALREADY_AFTER), "after"));
    }
    found.push(answer(view.t(w::ALREADY_UNKNOWN), "unknown"));
    screen.sections.push(rows(found));
    screen
}

pub(super) fn later(seen: &Seen<'_>, guide: &Guide<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let key = guide.key();
    let mut screen = blank(seen, route, Some(&guide.route()), view.t(w::GUIDE_LATER));
    let choices = [(1, w::LATER_TOMORROW), (3, w::LATER_3), (7, w::LATER_WEEK), (28, w::LATER_MONTH)];
    let found = choices.map(|(days, word)| {
        let day = add_days(view.today(), days);
        let detail = if days == 1 { None } else { Some(view.date(day)) };
        item_with(Icon::Calendar, view.t(word), detail, perform(format!("later/{key}/{day}")))
    });
    screen.sections.push(rows(found.into()));
    screen
}

/// What helps somebody without the app: what it is about, the way in words, the address.
pub(super) fn message(seen: &Seen<'_>, guide: &Guide<'_>) -> String {
    let view = &seen.view;
    let mut lines = vec![guide.words.share.clone()];
    if let Some(path) = guide.facts.paths.first() {
        let parts = parts(seen, guide, path);
        if !parts.is_empty() {
            lines.push(parts.join(" › "));
        }
        if guide.facts.setting.is_some() {
            lines.push(view.f(w::STEP_SWITCH_OFF, &[("off", &guide.off(view.content.language))]));
        }
    }
    lines.extend(
        guide.account.facts.links.get(guide.facts.link_in(guide.account.person.region)).map(|link| link.url.clone()),
    );
    lines.join("\n")
}
