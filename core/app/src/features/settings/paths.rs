//! Addresses of the settings, and the names of the choices for the app as a whole.

use std::fmt;

use crate::grammar::fields::{Field, FieldKind};

/// A screen of this feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    Settings,
    /// The screen with a switch for each day of the week.
    Weekdays,
}

/// A command of this feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Command {
    Choose(Setting),
    /// Switches reminders on a day of the week on or off.
    ChooseDay(Weekday),
}

/// A choice for the app as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setting {
    /// `system`, or the code of a language.
    Language,
    /// The hour of reminders: the input holds `18:00`, the journal `18`.
    Hour,
    /// `workdays`, `every-day`, or the days as digits, Monday first: `135`.
    Weekdays,
    /// Whether to remind at all.
    Reminders,
    /// Whether the lock screen says nothing about what is due.
    LockScreen,
    /// Whether the calendar file says nothing about what is due.
    CalendarPrivate,
    /// Whether the data are part of the device's own backup.
    DeviceBackup,
}

/// A day of the week, from 0 for Monday to 6 for Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Weekday(u8);

impl Setting {
    /// All settings.
    pub(crate) const ALL: [Self; 7] = [
        Self::Language,
        Self::Hour,
        Self::Weekdays,
        Self::Reminders,
        Self::LockScreen,
        Self::CalendarPrivate,
        Self::DeviceBackup,
    ];

    /// Returns the input of the setting. Its name is part of commands and of the journal, and never changes.
    pub(crate) const fn field(self) -> Field {
        self.fields()[0]
    }

    /// Returns the name of the setting.
    pub(crate) const fn name(self) -> &'static str {
        self.field().name
    }

    const fn fields(self) -> &'static [Field; 1] {
        const FIELDS: [[Field; 1]; 7] = [
            [Field::required("language", FieldKind::Listed)],
            [Field::required("hour", FieldKind::Hour)],
            [Field::required("weekdays", FieldKind::Listed)],
            [Field::required("reminders", FieldKind::Toggle)],
            [Field::required("lock_screen", FieldKind::Toggle)],
            [Field::required("device_backup", FieldKind::Toggle)],
            [Field::required("calendar_private", FieldKind::Toggle)],
        ];
        match self {
            Self::Language => &FIELDS[0],
            Self::Hour => &FIELDS[1],
            Self::Weekdays => &FIELDS[2],
            Self::Reminders => &FIELDS[3],
            Self::LockScreen => &FIELDS[4],
            Self::DeviceBackup => &FIELDS[5],
            Self::CalendarPrivate => &FIELDS[6],
        }
    }
}

impl Weekday {
    /// All days, Monday first.
    pub(crate) const ALL: [Self; 7] = [Self(0), Self(1), Self(2), Self(3), Self(4), Self(5), Self(6)];

    /// Returns the day's place in the week, 0 for Monday.
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }

    /// Returns the input of the day: `day1` for Monday.
    pub(crate) const fn field(self) -> Field {
        self.fields()[0]
    }

    const fn fields(self) -> &'static [Field; 1] {
        const FIELDS: [[Field; 1]; 7] = [
            [Field::required("day1", FieldKind::Toggle)],
            [Field::required("day2", FieldKind::Toggle)],
            [Field::required("day3", FieldKind::Toggle)],
            [Field::required("day4", FieldKind::Toggle)],
            [Field::required("day5", FieldKind::Toggle)],
            [Field::required("day6", FieldKind::Toggle)],
            [Field::required("day7", FieldKind::Toggle)],
        ];
        &FIELDS[self.0 as usize]
    }
}

impl Route {
    pub(crate) fn parse(parts: &[&str]) -> Option<Self> {
        match *parts {
            ["settings"] => Some(Self::Settings),
            ["settings", "weekdays"] => Some(Self::Weekdays),
            _ => None,
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Settings => "/settings",
            Self::Weekdays => "/settings/weekdays",
        })
    }
}

impl Command {
    pub(crate) fn parse(parts: &[&str]) -> Option<Self> {
        match *parts {
            ["set", name] => Setting::ALL.into_iter().find(|setting| setting.name() == name).map(Self::Choose),
            ["set", "weekdays", number] => {
                Weekday::ALL.into_iter().find(|day| number_of(*day) == number).map(Self::ChooseDay)
            }
            _ => None,
        }
    }

    /// Returns the inputs that the command reads.
    pub(crate) const fn fields(self) -> &'static [Field] {
        match self {
            Self::Choose(setting) => setting.fields(),
            Self::ChooseDay(day) => day.fields(),
        }
    }
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Choose(setting) => write!(f, "set/{}", setting.name()),
            Self::ChooseDay(day) => write!(f, "set/weekdays/{}", number_of(*day)),
        }
    }
}

/// Returns a day's number in commands: `1` for Monday.
const fn number_of(day: Weekday) -> &'static str {
    ["1", "2", "3", "4", "5", "6", "7"][day.0 as usize]
}
