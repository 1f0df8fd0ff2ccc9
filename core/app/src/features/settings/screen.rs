//! The settings, and the days of the week.

use super::paths::{Command, Route, Setting, Weekday};
use crate::boundary::{Icon, Row, Screen, SystemPage, Tone};
use crate::features::{about, home, persons, reminders, services};
use crate::kit::{
    Line, ScreenBuilder, Target, hour_input, option, say, setting_toggle, system_page_button, t, weekdays_input,
};
use crate::model::{Person, Snapshot, cloud_backup_may_lack_pictures, is_phone, preset};
use crate::words::{conflict_words, w};

/// Returns a screen of this feature.
pub(crate) fn screen(snapshot: &Snapshot<'_>, route: Route) -> Option<Screen> {
    Some(match route {
        Route::Settings => settings_screen(snapshot, snapshot.current()?),
        Route::Weekdays => single_days_screen(snapshot),
    })
}

fn settings_screen(snapshot: &Snapshot<'_>, person: Person<'_>) -> Screen {
    let wording = &snapshot.wording;
    let mut page = ScreenBuilder::new(snapshot, Some(&home::paths::Route::Start), t(w::TAB_MORE));
    if snapshot.store.app.state.conflicts > 0 {
        page.callout(Tone::Info, say(&conflict_words(wording, snapshot.store.app.state.conflicts)));
        page.section();
    }
    page.line(Line::new(Icon::Bell, t(w::REMINDERS_TITLE)), Target::Go(&reminders::paths::Route::Reminders));
    page.head(t(w::SETTINGS_TITLE));
    let mut languages = vec![option(preset(Setting::Language), wording.t(w::SETTINGS_SYSTEM))];
    languages.extend(wording.catalogue.offered_languages().map(|language| option(language.code, language.name)));
    let (field, chosen) = (Setting::Language.field(), snapshot.setting(Setting::Language));
    let choose = Command::Choose(Setting::Language);
    page.choice(&field, t(w::SETTINGS_LANGUAGE), chosen, languages, Some(&choose));
    let who = wording.join(w::JOIN_DOT, [&*person.name(wording), person.place(wording)]);
    let line = Line { detail: say(&who), ..Line::new(Icon::Person, t(w::SETTINGS_PERSON)) };
    page.line(line, Target::Go(&persons::paths::Route::Person { person: person.id }));
    let line = Line { detail: t(w::PERSONS_DETAIL), ..Line::new(Icon::Person, t(w::PERSONS_TITLE)) };
    page.line(line, Target::Go(&persons::paths::Route::Persons));
    page.head(t(w::TAB_SERVICES));
    for account in snapshot.accounts(person) {
        let name = account.name(wording);
        let line = Line { detail: t(w::SETTINGS_ACCOUNT_DETAIL), ..Line::new(Icon::Language, say(&name)) };
        page.line(line, Target::Go(&services::paths::Route::Account(account.address())));
    }
    let phone = is_phone(wording.platform);
    page.head(t(w::REMINDERS_TITLE));
    setting_toggle(&mut page, Setting::Reminders, w::SETTINGS_REMINDERS, w::SETTINGS_REMINDERS_DETAIL);
    hour_input(&mut page);
    weekdays_input(&mut page);
    if phone {
        setting_toggle(&mut page, Setting::LockScreen, w::SETTINGS_LOCK_SCREEN, w::SETTINGS_LOCK_SCREEN_DETAIL);
        page.section();
        let detail = if cloud_backup_may_lack_pictures(wording.platform) {
            w::SETTINGS_BACKUP_DETAIL_ANDROID
        } else {
            w::SETTINGS_BACKUP_DETAIL
        };
        setting_toggle(&mut page, Setting::DeviceBackup, w::SETTINGS_BACKUP, detail);
        system_page_button(&mut page, SystemPage::Notifications);
    }
    page.section();
    page.item(t(w::ABOUT_TITLE), &about::paths::Route::About);
    page.done()
}

/// Returns the screen with a switch for each day of the week.
fn single_days_screen(snapshot: &Snapshot<'_>) -> Screen {
    let wording = &snapshot.wording;
    let mut page = ScreenBuilder::new(snapshot, Some(&Route::Settings), t(w::SETTINGS_WEEKDAYS));
    for (day, value) in Weekday::ALL.into_iter().zip(snapshot.preferences().weekdays) {
        let (name, label) = (day.field().name.to_owned(), wording.weekday(day.index()).to_owned());
        let on_change = Some(Command::ChooseDay(day).to_string());
        page.row(Row::Toggle { name, label, detail: None, value, on_change });
    }
    page.done()
}
