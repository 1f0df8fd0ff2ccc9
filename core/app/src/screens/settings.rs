//! Settings, persons, erasing, about.

use super::{blank, callout, go, headed, item, perform, rows, text};
use crate::boundary::{
    Action, ChoiceOption, Icon, Platform, Row, Screen, ScreenButton, ScreenSection, SystemPage, Tone,
};
use crate::commands::NAME_LENGTH;
use crate::content::{Content, w};
use crate::core::{Person, Seen};

pub(super) fn settings(seen: &Seen<'_>, person: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut screen = blank(seen, route, Some("/"), view.t(w::TAB_SETTINGS));
    let mut languages = vec![ChoiceOption { id: "system".into(), label: view.t(w::SETTINGS_SYSTEM) }];
    languages.extend(Content::languages().map(|(code, name)| ChoiceOption { id: code.into(), label: name.into() }));
    let language = Row::Choice {
        name: "language".into(),
        label: view.t(w::SETTINGS_LANGUAGE),
        value: seen.setting("language").to_owned(),
        options: languages,
        on_change: Some("set/language".into()),
    };
    let country = super::home::country(seen, &person.state.country, Some(format!("person/{}/country", person.id)));
    screen.sections.push(rows(vec![language, country]));
    let accounts = seen.accounts(person);
    let of_accounts = accounts.iter().map(|account| Row::Item {
        tone: Tone::Neutral,
        icon: Some(Icon::Language),
        title: account.name(),
        detail: Some(view.t(w::SETTINGS_ACCOUNT_DETAIL)),
        state: None,
        action: go(&format!("{}/account", account.route())),
    });
    screen.sections.push(headed(view.t(w::TAB_SERVICES), of_accounts.collect()));
    let toggle = |name: &str, label, detail| Row::Toggle {
        name: name.to_owned(),
        label: view.t(label),
        detail: Some(view.t(detail)),
        value: seen.setting(name) == "true",
        on_change: Some(format!("set/{name}")),
    };
    screen.sections.push(headed(
        view.t(w::TAB_REMINDERS),
        vec![
            toggle("reminders", w::SETTINGS_REMINDERS, w::SETTINGS_REMINDERS_DETAIL),
            hour(seen, Some("set/hour")),
            weekdays(seen, Some("set/weekdays")),
            toggle("lock_screen", w::SETTINGS_LOCK_SCREEN, w::SETTINGS_LOCK_SCREEN_DETAIL),
        ],
    ));
    if view.platform != Platform::Terminal {
        let backup = toggle("device_backup", w::SETTINGS_BACKUP, w::SETTINGS_BACKUP_DETAIL);
        let system = Row::ActionButton {
            tone: Tone::Neutral,
            icon: Some(Icon::Gear),
            label: view.t(w::OPEN_SETTINGS),
            action: Action::OpenSystemSettings { which: SystemPage::Notifications },
        };
        screen.sections.push(rows(vec![backup, system]));
    }
    screen.sections.push(rows(vec![
        item(view.t(w::PERSONS_TITLE), go("/persons")),
        item(view.t(w::ABOUT_TITLE), go("/about")),
        Row::Item {
            tone: Tone::Danger,
            icon: Some(Icon::Trash),
            title: view.f(w::ERASE_TITLE, &[("name", &person.name(view))]),
            detail: None,
            state: None,
            action: go(&format!("/{}/erase", person.id)),
        },
    ]));
    screen
}

pub(super) fn hour(seen: &Seen<'_>, on_change: Option<&str>) -> Row {
    let view = &seen.view;
    let hour = seen.preferences().hour;
    Row::TimeField {
        name: "hour".into(),
        label: view.t(w::SETTINGS_HOUR),
        value: format!("{hour:02}:00"),
        shown: view.hour(hour),
        earliest: "08:00".into(),
        latest: "21:00".into(),
        on_change: on_change.map(str::to_owned),
    }
}

pub(super) fn weekdays(seen: &Seen<'_>, on_change: Option<&str>) -> Row {
    let view = &seen.view;
    let option = |id: &str, word| ChoiceOption { id: id.to_owned(), label: view.t(word) };
    Row::Choice {
        name: "weekdays".into(),
        label: view.t(w::SETTINGS_WEEKDAYS),
        value: seen.setting("weekdays").to_owned(),
        options: vec![option("workdays", w::SETTINGS_WORKDAYS), option("every-day", w::SETTINGS_EVERY_DAY)],
        on_change: on_change.map(str::to_owned),
    }
}

pub(super) fn persons(seen: &Seen<'_>, current: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut screen = blank(seen, route, Some("/settings"), view.t(w::PERSONS_TITLE));
    let found = seen.persons().map(|person| Row::Item {
        tone: Tone::Neutral,
        icon: Some(Icon::Person),
        title: person.name(view),
        detail: Some(view.content.country(&person.state.country).to_owned()),
        state: (person.id == current.id).then(|| view.t(w::PERSONS_CURRENT)),
        action: perform(format!("person/{}/show", person.id)),
    });
    screen.sections.push(rows(found.collect()));
    screen.sections.push(headed(
        view.t(w::PERSONS_ADD),
        vec![
            text(view.t(w::WELCOME_HELPING)),
            Row::TextField {
                name: "name".into(),
                label: view.t(w::WELCOME_NAME),
                hint: Some(view.t(w::WELCOME_NAME_HINT)),
                value: String::new(),
                max_length: u32::try_from(NAME_LENGTH).unwrap_or(0),
                multiline: false,
                secret: false,
            },
            super::home::country(seen, &current.state.country, None),
        ],
    ));
    screen.primary = Some(ScreenButton { label: view.t(w::PERSONS_ADD), action: perform("person/add") });
    screen
}

/// Asked before: there is no way back from erasing.
pub(super) fn erase(seen: &Seen<'_>, person: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let name = person.name(view);
    let mut screen = blank(seen, route, Some("/settings"), view.f(w::ERASE_TITLE, &[("name", &name)]));
    screen.sections.push(rows(vec![
        callout(Tone::Danger, view.t(w::ERASE_TEXT)),
        text(view.t(w::ERASE_STAYS)),
        Row::Toggle { name: "sure".into(), label: view.t(w::ERASE_SURE), detail: None, value: false, on_change: None },
        Row::ActionButton {
            tone: Tone::Danger,
            icon: Some(Icon::Trash),
            label: view.t(w::ERASE_DO),
            action: perform(format!("person/{}/erase", person.id)),
        },
    ]));
    screen.primary = Some(ScreenButton { label: view.t(w::ERASE_KEEP), action: go("/settings") });
    screen
}

pub(super) fn about(seen: &Seen<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut screen = blank(seen, route, Some("/settings"), view.t(w::ABOUT_TITLE));
    screen.hide_preview = false;
    screen.sections.push(rows(vec![
        text(view.f(w::ABOUT_VERSION, &[("version", &seen.config.app_version)])),
        text(view.t(w::WELCOME_PRIVATE)),
        text(view.t(w::NOT_AFFILIATED)),
        text(view.t(w::NO_ADVICE)),
    ]));
    let read = view.content.facts.services.values().map(|service| {
        let day = view.full_date(service.read_on);
        text(format!("{}: {}", service.name, view.f(w::READ_ON, &[("date", &day)])))
    });
    screen.sections.push(ScreenSection {
        header: Some(view.t(w::ABOUT_CATALOGUE)),
        footer: Some(view.t(w::ABOUT_LICENCE)),
        rows: read.collect(),
    });
    screen
}
