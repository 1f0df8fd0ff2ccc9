//! Settings and about.

use super::rows::{blank, button_with, choice, go, headed, item, item_with, option, rows, text};
use crate::boundary::{Action, Icon, Platform, Row, Screen, ScreenSection, SystemPage};
use crate::content::{Content, Word, w};
use crate::forms::{self, Setting};
use crate::seen::{Person, Seen};

pub(super) fn settings(seen: &Seen<'_>, person: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut screen = blank(seen, route, Some("/"), view.t(w::TAB_SETTINGS));
    let mut languages = vec![option("system", view.t(w::SETTINGS_SYSTEM))];
    languages.extend(Content::languages().map(|(code, name)| option(code, name.to_owned())));
    let chosen = seen.setting(Setting::Language);
    let language = Setting::Language.name();
    let who = format!("{} · {}", person.name(view), view.content.country(person.country));
    screen.sections.push(rows(vec![
        choice(language, view.t(w::SETTINGS_LANGUAGE), chosen, languages, Some(format!("set/{language}"))),
        item_with(Icon::Person, view.t(w::SETTINGS_PERSON), Some(who), go(&format!("/{}/person", person.id))),
        item_with(Icon::Person, view.t(w::PERSONS_TITLE), Some(view.t(w::PERSONS_DETAIL)), go("/persons")),
    ]));
    let of_accounts = seen.accounts(person).map(|account| {
        let detail = Some(view.t(w::SETTINGS_ACCOUNT_DETAIL));
        item_with(Icon::Language, account.name(), detail, go(&format!("{}/account", account.route())))
    });
    screen.sections.push(headed(view.t(w::TAB_SERVICES), of_accounts.collect()));
    let phone = view.platform != Platform::Terminal;
    let mut reminders = vec![
        toggle(seen, Setting::Reminders, w::SETTINGS_REMINDERS, w::SETTINGS_REMINDERS_DETAIL),
        hour(seen, Some("set/hour")),
        weekdays(seen, Some("set/weekdays")),
    ];
    if phone {
        reminders.push(toggle(seen, Setting::LockScreen, w::SETTINGS_LOCK_SCREEN, w::SETTINGS_LOCK_SCREEN_DETAIL));
    }
    screen.sections.push(headed(view.t(w::TAB_REMINDERS), reminders));
    if phone {
        let system = Action::OpenSystemSettings { which: SystemPage::Notifications };
        screen.sections.push(rows(vec![
            toggle(seen, Setting::DeviceBackup, w::SETTINGS_BACKUP, w::SETTINGS_BACKUP_DETAIL),
            button_with(Icon::Gear, view.t(w::OPEN_SETTINGS), system),
        ]));
    }
    screen.sections.push(rows(vec![item(view.t(w::ABOUT_TITLE), go("/about"))]));
    screen
}

fn toggle(seen: &Seen<'_>, setting: Setting, label: Word, detail: Word) -> Row {
    Row::Toggle {
        name: setting.name().to_owned(),
        label: seen.view.t(label),
        detail: Some(seen.view.t(detail)),
        value: seen.is_on(setting),
        on_change: Some(format!("set/{}", setting.name())),
    }
}

pub(super) fn hour(seen: &Seen<'_>, on_change: Option<&str>) -> Row {
    let view = &seen.view;
    let hour = seen.preferences().hour;
    Row::TimeField {
        name: Setting::Hour.name().into(),
        label: view.t(w::SETTINGS_HOUR),
        value: forms::time(hour),
        shown: view.hour(hour),
        earliest: forms::time(widerspruch_domain::reminders::EARLIEST_HOUR),
        latest: forms::time(widerspruch_domain::reminders::LATEST_HOUR),
        on_change: on_change.map(str::to_owned),
    }
}

pub(super) fn weekdays(seen: &Seen<'_>, on_change: Option<&str>) -> Row {
    let view = &seen.view;
    let options =
        vec![option("workdays", view.t(w::SETTINGS_WORKDAYS)), option("every-day", view.t(w::SETTINGS_EVERY_DAY))];
    let (name, value) = (Setting::Weekdays.name(), seen.setting(Setting::Weekdays));
    choice(name, view.t(w::SETTINGS_WEEKDAYS), value, options, on_change.map(str::to_owned))
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
