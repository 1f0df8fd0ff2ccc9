//! One guide: the picture, the way there, the steps, the answers.

use widerspruch_domain::catalogue::{Certainty, Device, Gesture, GuideKind, PathFacts};
use widerspruch_domain::checklist::{next_check, was_seen_on};
use widerspruch_domain::civil::add_days;
use widerspruch_domain::journal::{Answer, Membership, Unseen};

use super::{blank, button, callout, claims, go, headed, item, perform, rows, sourced, text};
use crate::boundary::{Action, ChoiceOption, Icon, Row, Screen, ScreenButton, ScreenSection, SettingPosition, Tone};
use crate::commands::{GROUNDS_LENGTH, UNSEEN, asks_since};
use crate::content::w;
use crate::core::{Guide, Seen};

pub(super) fn guide(seen: &Seen<'_>, guide: &Guide<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let key = guide.key();
    let parent = guide.account.route();
    let mut screen = blank(seen, route, Some(&parent), guide.words.title.clone());
    let minutes = view.count(w::MINUTES_ONE, w::MINUTES, usize::from(guide.facts.minutes));
    let mut top = vec![text(view.f(w::GUIDE_ESTIMATE, &[("service", &guide.account.name()), ("minutes", &minutes)]))];
    if guide.account.person.state.helped {
        top.push(callout(Tone::Info, view.t(w::WELCOME_HELPING)));
    }
    if guide.may_have_changed(view.now) {
        top.push(callout(Tone::Warning, view.t(w::MAY_HAVE_CHANGED)));
    }
    screen.sections.push(rows(top));
    let due = next_check(guide.facts, &guide.state).filter(|day| *day <= view.today());
    if let Some(day) = due {
        screen.sections.push(check(seen, guide, day));
    } else if guide.state.answer != Answer::Open {
        screen.sections.push(answered(seen, guide));
    } else if was_seen_on(&guide.state) {
        screen.sections.push(rows(vec![callout(Tone::Warning, view.t(w::HOME_SEEN_ON))]));
    }
    if let Some(section) = picture(seen, guide) {
        screen.sections.push(section);
    }
    if !guide.words.prepare.is_empty() {
        let ready = guide.words.prepare.iter().cloned().map(text).collect();
        screen.sections.push(headed(view.t(w::GUIDE_PREPARE), ready));
    }
    if guide.facts.kind == GuideKind::Form && guide.facts.counts {
        screen.sections.push(grounds(seen, guide));
    }
    screen.sections.push(way(seen, guide, route));
    if let Some(path) = path(guide, Device::App).or_else(|| guide.facts.paths.first()) {
        screen.sections.push(headed(view.t(w::GUIDE_STEPS), steps(seen, guide, path)));
    }
    if guide.state.answer == Answer::Open && due.is_none() {
        screen.sections.push(answers(seen, guide, route));
    }
    let tried = if guide.account.facts.tried_on_phone { w::GUIDE_TRIED } else { w::GUIDE_NOT_TRIED };
    let read = view.f(w::READ_ON, &[("date", &view.full_date(guide.account.facts.read_on))]);
    screen.sections.push(ScreenSection {
        header: None,
        footer: Some(format!("{read} {}", view.t(tried))),
        rows: vec![
            item(view.t(w::GUIDE_EFFECT), go(&format!("{route}/effect"))),
            Row::ActionButton {
                tone: Tone::Neutral,
                icon: Some(Icon::Share),
                label: view.t(w::GUIDE_SHARE),
                action: Action::Share { text: message(seen, guide) },
            },
        ],
    });
    if guide.state.answer == Answer::Open || due.is_some() {
        let label = match guide.facts.kind {
            GuideKind::Form | GuideKind::Contact => view.t(w::GUIDE_OPEN_FORM),
            GuideKind::Switch | GuideKind::Computer => view.f(w::GUIDE_OPEN, &[("service", &guide.account.facts.name)]),
        };
        screen.primary = Some(ScreenButton { label, action: perform(format!("open/{key}/app")) });
    } else if let Some(next) = next_guide(seen, guide) {
        let label = view.f(w::GUIDE_NEXT, &[("name", &next.words.name)]);
        screen.primary = Some(ScreenButton { label, action: go(&next.route()) });
    } else {
        screen.primary = Some(ScreenButton { label: view.t(w::GONE_HOME), action: go("/") });
    }
    screen
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
    found.extend(claims(seen, guide.account, &guide.facts.traps).into_iter().take(2).map(text));
    Some(headed(view.t(w::GUIDE_PICTURE), found))
}

fn way(seen: &Seen<'_>, guide: &Guide<'_>, route: &str) -> ScreenSection {
    let view = &seen.view;
    let key = guide.key();
    let mut found = vec![Row::ActionButton {
        tone: Tone::Neutral,
        icon: Some(Icon::Browser),
        label: view.t(w::GUIDE_BROWSER),
        action: perform(format!("open/{key}/browser")),
    }];
    if path(guide, Device::App).is_some() && path(guide, Device::Computer).is_some() {
        found.push(Row::Item {
            tone: Tone::Neutral,
            icon: Some(Icon::Computer),
            title: view.t(w::GUIDE_COMPUTER),
            detail: None,
            state: None,
            action: go(&format!("{route}/computer")),
        });
    }
    if let Some(row) =
        path(guide, Device::App).or_else(|| guide.facts.paths.first()).and_then(|p| trail(seen, guide, p))
    {
        found.push(row);
    }
    found.push(text(view.t(w::GUIDE_PASSWORD)));
    found.extend(other_language(seen, guide));
    rows(found)
}

/// "My LinkedIn is in English": switches path and picture.
fn other_language(seen: &Seen<'_>, guide: &Guide<'_>) -> Vec<Row> {
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
        let service = &guide.account.facts.name;
        Row::Item {
            tone: Tone::Neutral,
            icon: Some(Icon::Language),
            title: view.f(w::GUIDE_LANGUAGE, &[("service", service), ("language", &name)]),
            detail: None,
            state: None,
            action: perform(format!("language/{account}/{code}")),
        }
    };
    others.map(offer).collect()
}

fn path<'g>(guide: &Guide<'g>, device: Device) -> Option<&'g PathFacts> {
    guide.facts.paths.iter().find(|path| path.device == device)
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
    let sentence = |step: &widerspruch_domain::catalogue::StepFacts| {
        let label = step.label.as_ref().map_or_else(String::new, |label| guide.account.label(label, language));
        match (step.gesture, path.device) {
            (Gesture::TapPhoto, _) => view.t(w::STEP_TAP_PHOTO),
            (Gesture::Tap, Device::App) => view.f(w::STEP_TAP, &[("label", &label)]),
            (Gesture::Tap, Device::Computer) => view.f(w::STEP_CLICK, &[("label", &label)]),
            (Gesture::Find, _) => view.f(w::STEP_FIND, &[("label", &label)]),
            (Gesture::SwitchOff, _) => view.f(w::STEP_SWITCH_OFF, &[("off", &guide.off(language))]),
            (Gesture::Words, _) => {
                step.words.as_ref().and_then(|key| guide.words.steps.get(key)).cloned().unwrap_or_default()
            }
        }
    };
    path.steps.iter().zip(1..).map(|(step, number)| Row::Step { number, text: sentence(step) }).collect()
}

fn answers(seen: &Seen<'_>, guide: &Guide<'_>, route: &str) -> ScreenSection {
    let view = &seen.view;
    let key = guide.key();
    let opened = seen.store.device.opened.contains(&key);
    let language = view.content.language;
    let mut found = vec![Row::ActionButton {
        tone: Tone::Good,
        icon: Some(Icon::Check),
        label: guide.with_off(&guide.words.done, language),
        action: perform(format!("confirm/{key}")),
    }];
    if !guide.words.already.is_empty() {
        let action = if asks_since(guide.facts) {
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
    headed(view.t(if opened { w::GUIDE_WORKED } else { w::GUIDE_ANSWER }), found)
}

/// What was noted, and the way back.
fn answered(seen: &Seen<'_>, guide: &Guide<'_>) -> ScreenSection {
    let view = &seen.view;
    let key = guide.key();
    let state = &guide.state;
    let mut found = Vec::new();
    if let Some(mark) = &state.answered {
        let tone = if matches!(state.answer, Answer::Done | Answer::WasOff { .. }) { Tone::Good } else { Tone::Info };
        let said = crate::view::capital(&super::service::state(seen, guide, state.answer));
        found.push(callout(tone, view.f(w::ANSWERED, &[("state", &said), ("stamp", &view.stamp(mark.at))])));
        let undo = perform(format!("undo/{}", mark.entry));
        found.push(button(view.t(w::UNDO), undo));
    }
    if matches!(state.answer, Answer::Done | Answer::WasOff { .. }) && guide.facts.setting.is_some() {
        if let Some(last) = state.last_off {
            let day = view.full_date(last.date());
            found.push(text(
                view.f(w::ANSWERED_LAST_OFF, &[("off", &guide.off(view.content.language)), ("date", &day)]),
            ));
        }
        found.push(text(view.t(w::ANSWERED_PICTURE)));
    }
    if let Some(day) = next_check(guide.facts, state) {
        found.push(text(view.f(w::HOME_CHECK_PLANNED, &[("date", &view.full_date(day))])));
    }
    if guide.facts.recheck_months.is_some() {
        found.push(recheck(seen, guide));
    }
    if !matches!(state.answer, Answer::Done | Answer::WasOff { .. }) {
        found.push(button(view.t(w::ANSWERED_REOPEN), perform(format!("reopen/{key}"))));
    }
    headed(view.t(w::ANSWERED_TITLE), found)
}

fn recheck(seen: &Seen<'_>, guide: &Guide<'_>) -> Row {
    let view = &seen.view;
    let months = guide.state.recheck_months.or(guide.facts.recheck_months).unwrap_or(0);
    let option = |months: u8| {
        let label = if months == 0 {
            view.t(w::RECHECK_NEVER)
        } else {
            view.f(w::RECHECK_IN, &[("months", &view.months(months))])
        };
        ChoiceOption { id: months.to_string(), label }
    };
    Row::Choice {
        name: "months".into(),
        label: view.t(w::RECHECK_LABEL),
        value: months.to_string(),
        options: [3, 6, 12, 0].map(option).into(),
        on_change: Some(format!("recheck/{}", guide.key())),
    }
}

/// A re-check is due: look, then say what was seen. Each answer names its occurrence.
fn check(seen: &Seen<'_>, guide: &Guide<'_>, day: chrono::NaiveDate) -> ScreenSection {
    let view = &seen.view;
    let key = guide.key();
    let language = view.content.language;
    let setting = guide.facts.setting.as_ref();
    let on = setting.map_or_else(String::new, |s| guide.account.label(&s.on, language));
    let off = guide.off(language);
    let answer = |label: String, seen: &str| button(label, perform(format!("checked/{key}/{day}/{seen}")));
    let tomorrow = add_days(view.today(), 1);
    headed(
        view.t(w::CHECK_TITLE),
        vec![
            text(view.f(w::CHECK_TEXT, &[("date", &view.date(day))])),
            answer(view.f(w::CHECK_OFF, &[("word", &off)]), "off"),
            answer(view.f(w::CHECK_ON, &[("word", &on)]), "on"),
            answer(view.t(w::GUIDE_UNSEEN), "not-found"),
            button(view.t(w::LATER_TOMORROW), perform(format!("later/{key}/{tomorrow}"))),
        ],
    )
}

fn grounds(seen: &Seen<'_>, guide: &Guide<'_>) -> ScreenSection {
    let view = &seen.view;
    let mut found: Vec<Row> = claims(seen, guide.account, &guide.facts.traps).into_iter().map(text).collect();
    found.push(Row::Item {
        tone: Tone::Neutral,
        icon: None,
        title: view.t(w::GROUNDS_TITLE),
        detail: Some(if guide.state.grounds.is_empty() {
            view.t(w::GROUNDS_NONE)
        } else {
            guide.state.grounds.clone()
        }),
        state: None,
        action: go(&format!("{}/reason", guide.route())),
    });
    if !guide.state.grounds.is_empty() {
        found.push(Row::ActionButton {
            tone: Tone::Neutral,
            icon: Some(Icon::Copy),
            label: view.t(w::GROUNDS_COPY),
            action: Action::Copy { text: guide.state.grounds.clone() },
        });
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
            max_length: u32::try_from(GROUNDS_LENGTH).unwrap_or(0),
            multiline: true,
            secret: false,
        },
        button(view.t(w::GROUNDS_WITHOUT), go(&guide.route())),
    ]));
    let save = perform(format!("grounds/{}", guide.key()));
    screen.primary = Some(ScreenButton { label: view.t(w::GROUNDS_SAVE), action: save });
    screen
}

pub(super) fn computer(seen: &Seen<'_>, guide: &Guide<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut screen = blank(seen, route, Some(&guide.route()), view.t(w::GUIDE_COMPUTER));
    if let Some(path) = path(guide, Device::Computer) {
        screen.sections.push(rows(trail(seen, guide, path).into_iter().collect()));
        screen.sections.push(headed(view.t(w::GUIDE_STEPS), steps(seen, guide, path)));
    }
    screen.sections.extend(picture(seen, guide));
    screen.sections.push(rows(vec![item(view.t(w::COMPUTER_BACK), go(&guide.route()))]));
    let mail = Action::Share { text: message(seen, guide) };
    screen.primary = Some(ScreenButton { label: view.t(w::COMPUTER_SEND), action: mail });
    screen
}

/// What an answer here does and does not do, with its sources.
pub(super) fn effect(seen: &Seen<'_>, guide: &Guide<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let account = guide.account;
    let mut screen = blank(seen, route, Some(&guide.route()), view.t(w::GUIDE_EFFECT));
    let row = |id: &String| {
        let sentence = account.words.claims.get(id)?;
        let claim = account.facts.claims.get(id)?;
        sourced(seen, account.person.region, claim, sentence, &account.facts.sources)
    };
    let sections = [
        (w::EFFECT_DOES, &guide.facts.effect),
        (w::EFFECT_TRAPS, &guide.facts.traps),
        (w::EFFECT_COVERED, &guide.facts.covered),
        (w::EFFECT_EXCLUDED, &guide.facts.excluded),
        (w::EFFECT_NOTES, &guide.facts.notes),
    ];
    for (heading, ids) in sections {
        let found: Vec<Row> = ids.iter().filter_map(row).collect();
        if !found.is_empty() {
            screen.sections.push(headed(view.t(heading), found));
        }
    }
    screen.sections.push(rows(vec![item(view.t(w::SERVICE_WHY), go(&format!("{}/why", account.route())))]));
    screen
}

pub(super) fn unseen(seen: &Seen<'_>, guide: &Guide<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let key = guide.key();
    let mut screen = blank(seen, route, Some(&guide.route()), view.t(w::GUIDE_UNSEEN));
    let browser = perform(format!("open/{key}/browser"));
    screen.primary = Some(ScreenButton { label: view.t(w::GUIDE_BROWSER), action: browser });
    let mut names: Vec<String> =
        guide.facts.other_names.iter().map(|n| view.f(w::QUOTE_NAME, &[("name", &n.text)])).collect();
    names.dedup();
    let off = guide.off(view.content.language);
    let found = UNSEEN.iter().map(|(why, id)| {
        let (title, help) = match why {
            Unseen::OtherAccount => (w::UNSEEN_ACCOUNT, view.t(w::UNSEEN_ACCOUNT_HELP)),
            Unseen::OtherName if names.is_empty() => (w::UNSEEN_NAME, view.t(w::UNSEEN_NAME_HELP_NONE)),
            Unseen::OtherName => (w::UNSEEN_NAME, view.f(w::UNSEEN_NAME_HELP, &[("names", &names.join(", "))])),
            Unseen::OtherWord => (w::UNSEEN_WORD, view.f(w::UNSEEN_WORD_HELP, &[("off", &off)])),
            Unseen::OldApp => (w::UNSEEN_OLD, view.t(w::UNSEEN_OLD_HELP)),
            Unseen::NotOffered => (w::UNSEEN_REGION, view.t(w::UNSEEN_REGION_HELP)),
            Unseen::Minor => (w::UNSEEN_MINOR, view.t(w::UNSEEN_MINOR_HELP)),
            Unseen::SomethingElse => (w::UNSEEN_ELSE, view.t(w::UNSEEN_ELSE_HELP)),
        };
        Row::Item {
            tone: Tone::Neutral,
            icon: None,
            title: view.f(title, &[("off", &off)]),
            detail: Some(help),
            state: Some(view.t(w::UNSEEN_NOTE)),
            action: perform(format!("unseen/{key}/{id}")),
        }
    });
    let found = found.collect();
    screen.sections.push(ScreenSection {
        header: Some(view.t(w::UNSEEN_ASK)),
        footer: Some(view.t(w::UNSEEN_END)),
        rows: found,
    });
    if let Some(form) = seen.guide(guide.account, "objection-form") {
        screen.sections.push(rows(vec![item(form.words.title.clone(), go(&form.route()))]));
    }
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
        Row::Item {
            tone: Tone::Neutral,
            icon: Some(Icon::Calendar),
            title: view.t(word),
            detail: Some(view.date(day)),
            state: None,
            action: perform(format!("later/{key}/{day}")),
        }
    });
    screen.sections.push(rows(found.into()));
    screen
}

/// What helps somebody without the app: what it is about, the way in words, the address.
pub(super) fn message(seen: &Seen<'_>, guide: &Guide<'_>) -> String {
    let mut lines = vec![guide.words.share.clone()];
    if let Some(path) = guide.facts.paths.first() {
        let parts = parts(seen, guide, path);
        if !parts.is_empty() {
            lines.push(parts.join(" › "));
        }
        if guide.facts.setting.is_some() {
            let off = guide.off(seen.view.content.language);
            lines.push(seen.view.f(w::STEP_SWITCH_OFF, &[("off", &off)]));
        }
    }
    lines.extend(guide.account.facts.links.get(&guide.facts.link).map(|link| link.url.clone()));
    lines.join("\n")
}

/// The next open guide of the same account.
fn next_guide<'a>(seen: &Seen<'a>, guide: &Guide<'a>) -> Option<Guide<'a>> {
    let account = guide.account;
    if account.state.membership == Membership::None && guide.facts.needs_account {
        return None;
    }
    let standing = widerspruch_domain::checklist::progress(account.facts, account.state, account.person.region);
    standing.next().and_then(|id| seen.guide(account, id)).filter(|next| next.facts.id != guide.facts.id)
}
