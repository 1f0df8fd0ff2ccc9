//! Settings and about.

use widerspruch_domain::reminders::{EARLIEST_HOUR, LATEST_HOUR};

use super::page::{Line, Page, Say, To, fill, option, say, t};
use crate::boundary::{Icon, Platform, Row, Screen, SystemPage, Tone};
use crate::content::{Content, Word, w};
use crate::forms::{self, DAYS, Setting};
use crate::seen::{Person, Seen};

pub(super) fn settings(seen: &Seen<'_>, person: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut page = Page::new(seen, route, &["/"], t(w::TAB_SETTINGS));
    let mut languages = vec![option(Setting::Language.preset(), view.t(w::SETTINGS_SYSTEM))];
    languages.extend(Content::languages().iter().map(|language| option(language.code, language.name)));
    let (name, chosen) = (Setting::Language.name(), seen.setting(Setting::Language));
    page.choice(name, t(w::SETTINGS_LANGUAGE), chosen, languages, &["set/language"]);
    let who = format!("{} · {}", person.name(view), view.content.country(person.country));
    let line = Line { detail: say(&who), ..Line::new(Icon::Person, t(w::SETTINGS_PERSON)) };
    page.line(line, To::Go(&["/", person.id, "/person"]));
    let line = Line { detail: t(w::PERSONS_DETAIL), ..Line::new(Icon::Person, t(w::PERSONS_TITLE)) };
    page.line(line, To::Go(&["/persons"]));
    page.head(t(w::TAB_SERVICES));
    for account in seen.accounts(person) {
        let name = account.name();
        let line = Line { detail: t(w::SETTINGS_ACCOUNT_DETAIL), ..Line::new(Icon::Language, say(&name)) };
        page.line(line, To::Go(&[&account.route(), "/account"]));
    }
    let phone = view.platform != Platform::Terminal;
    page.head(t(w::TAB_REMINDERS));
    toggle(&mut page, Setting::Reminders, w::SETTINGS_REMINDERS, w::SETTINGS_REMINDERS_DETAIL);
    hour(&mut page, &["set/hour"]);
    weekdays(&mut page, &["set/weekdays"]);
    if phone {
        toggle(&mut page, Setting::LockScreen, w::SETTINGS_LOCK_SCREEN, w::SETTINGS_LOCK_SCREEN_DETAIL);
        page.section();
        let detail = match view.platform {
            Platform::Android => w::SETTINGS_BACKUP_DETAIL_ANDROID,
            Platform::Ios | Platform::Terminal => w::SETTINGS_BACKUP_DETAIL,
        };
        toggle(&mut page, Setting::DeviceBackup, w::SETTINGS_BACKUP, detail);
        system_page(&mut page, SystemPage::Notifications);
    }
    page.section();
    page.item(t(w::ABOUT_TITLE), &["/about"]);
    page.done()
}

/// A button that opens a page of the system's settings.
pub(super) fn system_page(page: &mut Page<'_>, which: SystemPage) {
    page.button_like(Tone::Neutral, Some(Icon::Gear), t(w::OPEN_SETTINGS), To::System(which));
}

pub(super) fn toggle(page: &mut Page<'_>, setting: Setting, label: Word, detail: Word) {
    let (seen, view) = (page.seen, page.view());
    page.row(Row::Toggle {
        name: setting.name().to_owned(),
        label: view.t(label).to_owned(),
        detail: Some(view.t(detail).to_owned()),
        value: seen.is_on(setting),
        on_change: Some(format!("set/{}", setting.name())),
    });
}

pub(super) fn hour(page: &mut Page<'_>, on_change: &[&str]) {
    let (seen, view) = (page.seen, page.view());
    let hour = seen.preferences().hour;
    page.row(Row::TimeField {
        name: Setting::Hour.name().into(),
        label: view.t(w::SETTINGS_HOUR).to_owned(),
        value: forms::time(hour),
        shown: view.hour(hour),
        earliest: forms::time(EARLIEST_HOUR),
        latest: forms::time(LATEST_HOUR),
        on_change: (!on_change.is_empty()).then(|| on_change.concat()),
    });
}

/// On which days to remind; in the beginning without the way to single ones.
pub(super) fn weekdays(page: &mut Page<'_>, on_change: &[&str]) {
    let (seen, view) = (page.seen, page.view());
    let mut options =
        vec![option("workdays", view.t(w::SETTINGS_WORKDAYS)), option("every-day", view.t(w::SETTINGS_EVERY_DAY))];
    let (name, value) = (Setting::Weekdays.name(), seen.setting(Setting::Weekdays));
    if options.iter().all(|option| option.id != value) {
        let chosen = (0..7).zip(seen.preferences().weekdays).filter(|(_, wanted)| *wanted);
        let names: Vec<&str> = chosen.map(|(day, _)| view.weekday_short(day)).collect();
        options.push(option(value, &names.join(" ")));
    }
    page.choice(name, t(w::SETTINGS_WEEKDAYS), value, options, on_change);
    if !on_change.is_empty() {
        page.item(t(w::SETTINGS_SINGLE_DAYS), &["/settings/weekdays"]);
    }
}

/// Each day of the week by itself.
pub(super) fn single_days(seen: &Seen<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut page = Page::new(seen, route, &["/settings"], t(w::SETTINGS_WEEKDAYS));
    for ((day, name), value) in DAYS.into_iter().enumerate().zip(seen.preferences().weekdays) {
        let (name, label) = (name.to_owned(), view.weekday(day).to_owned());
        let on_change = Some(format!("set/weekdays/{}", day + 1));
        page.row(Row::Toggle { name, label, detail: None, value, on_change });
    }
    page.done()
}

pub(super) fn about(seen: &Seen<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut page = Page::new(seen, route, &["/settings"], t(w::ABOUT_TITLE));
    page.show_preview();
    page.text(fill(w::ABOUT_VERSION, &[("version", &seen.config.app_version)]));
    page.word(w::WELCOME_PRIVATE);
    page.word(w::NOT_AFFILIATED);
    page.word(w::NO_ADVICE);
    page.head(t(w::ABOUT_CATALOGUE));
    for service in view.content.facts.services.values() {
        let read = view.f(w::READ_ON, &[("date", &view.full_date(service.read_on))]);
        page.text(Say::Join(&[&service.name, ": ", &read]));
    }
    page.foot(t(w::ABOUT_LICENCE));
    page.done()
}
