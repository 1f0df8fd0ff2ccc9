//! Inputs and buttons that several features show.

use widerspruch_domain::journal::Nudging;
use widerspruch_domain::reminders::{EARLIEST_HOUR, LATEST_HOUR};

use super::builder::{ScreenBuilder, Target, fill, option, t};
use crate::boundary::{Icon, Row, SystemPage, Tone};
use crate::features::reminders::paths as reminders;
use crate::features::settings::paths::{Command, Route, Setting};
use crate::grammar::fields::Field;
use crate::model::{Person, hour_value};
use crate::words::{Word, w};

/// Adds a switch for a setting.
pub(crate) fn setting_toggle(page: &mut ScreenBuilder<'_>, setting: Setting, label: Word, detail: Word) {
    let (snapshot, wording) = (page.snapshot, page.wording());
    page.row(Row::Toggle {
        name: setting.name().to_owned(),
        label: wording.t(label).to_owned(),
        detail: Some(wording.t(detail).to_owned()),
        value: snapshot.is_on(setting),
        on_change: Some(Command::Choose(setting).to_string()),
    });
}

/// Adds the hour at which to remind.
pub(crate) fn hour_input(page: &mut ScreenBuilder<'_>) {
    let (snapshot, wording) = (page.snapshot, page.wording());
    let hour = snapshot.preferences().hour;
    let mut options = Vec::new();
    for hour in EARLIEST_HOUR..=LATEST_HOUR {
        options.push(option(&hour_value(hour), &wording.hour(hour)));
    }
    let command = Command::Choose(Setting::Hour);
    page.choice(&Setting::Hour.field(), t(w::SETTINGS_HOUR), &hour_value(hour), options, Some(&command));
}

/// Adds the days on which to remind.
pub(crate) fn weekdays_input(page: &mut ScreenBuilder<'_>) {
    let (snapshot, wording) = (page.snapshot, page.wording());
    let mut options = vec![
        option("workdays", wording.t(w::SETTINGS_WORKDAYS)),
        option("every-day", wording.t(w::SETTINGS_EVERY_DAY)),
    ];
    let value = snapshot.setting(Setting::Weekdays);
    if options.iter().all(|option| option.id != value) {
        let chosen = (0..7).zip(snapshot.preferences().weekdays).filter(|(_, wanted)| *wanted);
        let names: Vec<&str> = chosen.map(|(day, _)| wording.weekday_short(day)).collect();
        options.push(option(value, &wording.join(w::JOIN_LIST, names)));
    }
    let command = Command::Choose(Setting::Weekdays);
    page.choice(&Setting::Weekdays.field(), t(w::SETTINGS_WEEKDAYS), value, options, Some(&command));
    page.item(t(w::SETTINGS_SINGLE_DAYS), &Route::Weekdays);
}

/// Adds the country where a person lives, which decides rights and texts.
pub(crate) fn country_input(
    page: &mut ScreenBuilder<'_>,
    field: &Field,
    label: Word,
    value: &str,
    on_change: Option<&dyn std::fmt::Display>,
) {
    let wording = page.wording();
    let codes = wording.catalogue.sorted_countries().into_iter();
    let options = codes.map(|code| option(code, wording.catalogue.country(code))).collect();
    page.choice(field, t(label), value, options, on_change);
}

/// Adds what helps to write grounds: in a letter of somebody who is helped that person speaks, not the helper.
pub(crate) fn add_grounds_help(page: &mut ScreenBuilder<'_>, person: Person<'_>) {
    match person.helped_name() {
        Some(name) => page.text(fill(w::GROUNDS_HELPED, &[("name", &name)])),
        None => page.word(w::GROUNDS_HELP),
    }
}

/// Adds a button for each other way to be reminded of open steps.
pub(crate) fn nudging_buttons(page: &mut ScreenBuilder<'_>, chosen: Nudging) {
    for (nudging, word) in [
        (Nudging::Series, w::NUDGING_SERIES),
        (Nudging::Monthly, w::NUDGING_MONTHLY),
        (Nudging::Stopped, w::NUDGING_STOP),
    ] {
        if nudging != chosen {
            page.button(t(word), &reminders::Command::ChooseNudging(nudging));
        }
    }
}

/// Adds a button that opens a page of the system's settings.
pub(crate) fn system_page_button(page: &mut ScreenBuilder<'_>, which: SystemPage) {
    page.button_like(Tone::Neutral, Some(Icon::Gear), t(w::OPEN_SETTINGS), Target::System(which));
}
