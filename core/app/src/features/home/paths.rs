//! Addresses of the home screen, the screen about objections, and damaged records.

use std::fmt;

use crate::grammar::addresses::is_person;
use crate::grammar::fields::Field;

/// A screen of this feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route<'a> {
    /// The home screen of the person whose screens are shown; before the first person, the welcome screen.
    Start,
    Home {
        person: &'a str,
    },
    Objection {
        person: &'a str,
    },
    Damage,
}

/// A command of this feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Command {
    /// Notes that the person knows what was damaged.
    AcceptDamage,
}

impl<'a> Route<'a> {
    pub(crate) fn parse(parts: &[&'a str]) -> Option<Self> {
        match *parts {
            [""] => Some(Self::Start),
            ["damage"] => Some(Self::Damage),
            [person] if is_person(person) => Some(Self::Home { person }),
            [person, "objection"] if is_person(person) => Some(Self::Objection { person }),
            _ => None,
        }
    }
}

impl fmt::Display for Route<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start => f.write_str("/"),
            Self::Home { person } => write!(f, "/{person}"),
            Self::Objection { person } => write!(f, "/{person}/objection"),
            Self::Damage => f.write_str("/damage"),
        }
    }
}

impl Command {
    pub(crate) fn parse(parts: &[&str]) -> Option<Self> {
        match *parts {
            ["damage", "seen"] => Some(Self::AcceptDamage),
            _ => None,
        }
    }

    /// Returns the inputs that the command reads.
    pub(crate) const fn fields(self) -> &'static [Field] {
        match self {
            Self::AcceptDamage => &[],
        }
    }
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AcceptDamage => f.write_str("damage/seen"),
        }
    }
}
