//! Addresses of the screens and commands about reminders.

use std::fmt;

use chrono::NaiveDate;
use widerspruch_domain::civil::parse_day;
use widerspruch_domain::journal::{ALL_ACCOUNTS, CHECK, Nudging};

use crate::grammar::addresses::{CheckAddress, Subject, is_person};
use crate::grammar::fields::Field;

/// A screen of this feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route<'a> {
    Reminders,
    /// The check day of a person.
    Check {
        person: &'a str,
    },
    /// Whether the device lets reminders appear.
    Reliability,
    /// The plan as a file for a calendar.
    Calendar,
}

/// A command of this feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Command<'a> {
    TurnOn,
    /// Plans one reminder two minutes ahead.
    Test,
    SaveCalendar,
    /// Snoozes a guide or a request until a day.
    Snooze {
        subject: Subject<'a>,
        until: NaiveDate,
    },
    /// Snoozes a check day.
    SnoozeCheck {
        check: CheckAddress<'a>,
        until: NaiveDate,
    },
    /// Snoozes everything that is due.
    SnoozeAll {
        until: NaiveDate,
    },
    /// Chooses how nudges go on.
    ChooseNudging(Nudging),
}

impl<'a> Route<'a> {
    pub(crate) fn parse(parts: &[&'a str]) -> Option<Self> {
        match *parts {
            [person, CHECK] if is_person(person) => Some(Self::Check { person }),
            ["reminders"] => Some(Self::Reminders),
            ["reminders", "reliability"] => Some(Self::Reliability),
            ["reminders", "calendar"] => Some(Self::Calendar),
            _ => None,
        }
    }
}

impl fmt::Display for Route<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Check { person } => return write!(f, "/{person}/{CHECK}"),
            Self::Reminders => "/reminders",
            Self::Reliability => "/reminders/reliability",
            Self::Calendar => "/reminders/calendar",
        })
    }
}

impl<'a> Command<'a> {
    pub(crate) fn parse(parts: &[&'a str]) -> Option<Self> {
        match *parts {
            ["reminders", "on"] => Some(Self::TurnOn),
            ["reminders", "test"] => Some(Self::Test),
            ["reminders", "calendar"] => Some(Self::SaveCalendar),
            ["later", person, container, name, until] => {
                if let Some(check) = CheckAddress::of(person, container, name) {
                    return Some(Self::SnoozeCheck { check, until: parse_day(until)? });
                }
                let subject = Subject::of(person, container, name)?;
                Some(Self::Snooze { subject, until: parse_day(until)? })
            }
            ["postpone", until] => Some(Self::SnoozeAll { until: parse_day(until)? }),
            ["nudging", ALL_ACCOUNTS, nudging] => Some(Self::ChooseNudging(nudging.parse().ok()?)),
            // Notifications of older versions name the account of the step.
            ["nudging", person, _, nudging] if is_person(person) => Some(Self::ChooseNudging(nudging.parse().ok()?)),
            _ => None,
        }
    }

    /// Returns the inputs that the command reads.
    pub(crate) const fn fields(self) -> &'static [Field] {
        match self {
            Self::TurnOn
            | Self::Test
            | Self::SaveCalendar
            | Self::Snooze { .. }
            | Self::SnoozeCheck { .. }
            | Self::SnoozeAll { .. }
            | Self::ChooseNudging(_) => &[],
        }
    }
}

impl fmt::Display for Command<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TurnOn => f.write_str("reminders/on"),
            Self::Test => f.write_str("reminders/test"),
            Self::SaveCalendar => f.write_str("reminders/calendar"),
            Self::Snooze { subject, until } => write!(f, "later/{subject}/{until}"),
            Self::SnoozeCheck { check, until } => write!(f, "later/{check}/{until}"),
            Self::SnoozeAll { until } => write!(f, "postpone/{until}"),
            Self::ChooseNudging(nudging) => write!(f, "nudging/{ALL_ACCOUNTS}/{}", nudging.name()),
        }
    }
}
