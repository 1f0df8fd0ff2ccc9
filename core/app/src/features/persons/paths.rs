//! Addresses of the welcome screen's commands, the list of persons, one person, and erasing.

use std::fmt;

use widerspruch_domain::journal::HelpAgreement;

use crate::features::settings::paths::Setting;
use crate::grammar::addresses::is_person;
use crate::grammar::fields::{Field, FieldKind, NAME_LENGTH, TextKind};

/// A screen of this feature. The welcome screen is missing: it is the start screen before the first person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route<'a> {
    /// The welcome screen for somebody who helps, before the first person.
    Helping,
    Persons,
    Person {
        person: &'a str,
    },
    /// The question why the country changes, while something that was sent is open.
    Country {
        person: &'a str,
        /// Code of the new country.
        country: &'a str,
    },
    /// The question whether somebody who is helped knows and wants that.
    Agreement {
        person: &'a str,
    },
    Erase {
        person: &'a str,
    },
}

/// A command of this feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Command<'a> {
    /// Begins with the answers of the welcome screen.
    Welcome,
    /// Begins with the presets and ignores the form.
    SkipWelcome,
    Add,
    Show {
        person: &'a str,
    },
    Rename {
        person: &'a str,
    },
    /// Says whose list it is, where that was lost.
    SayWhose {
        person: &'a str,
    },
    ChooseCountry {
        person: &'a str,
    },
    /// The person lives elsewhere from now on.
    Move {
        person: &'a str,
        /// Code of the new country.
        country: &'a str,
    },
    /// The country was wrong since the last move.
    CorrectCountry {
        person: &'a str,
        /// Code of the right country.
        country: &'a str,
    },
    /// Notes what somebody who is helped said about it.
    NoteHelp {
        person: &'a str,
        agreement: HelpAgreement,
    },
    Erase {
        person: &'a str,
    },
}

/// The person for whom the app is used.
pub(crate) const FOR: Field = Field::optional("for", FieldKind::Choice(&["me", "other"]));
/// The same, where it has to be answered.
pub(crate) const REQUIRED_FOR: Field = Field { required: true, ..FOR };
/// Name of a person who is helped; empty for oneself.
pub(crate) const NAME: Field = Field::optional("name", FieldKind::Text(TextKind::Name, NAME_LENGTH));
/// Code of the country where the person lives.
pub(crate) const COUNTRY: Field = Field::optional("country", FieldKind::Listed);
/// How many accounts the person has at a service.
pub(crate) const ACCOUNT: Field = Field::optional("account", FieldKind::Choice(&["one", "several", "former", "never"]));
/// Hour at which to remind.
const HOUR: Field = Field { required: false, ..Setting::Hour.field() };
/// Days on which to remind.
const WEEKDAYS: Field = Field { required: false, ..Setting::Weekdays.field() };
/// Confirmation that the person wants to erase.
pub(crate) const SURE: Field = Field::required("sure", FieldKind::Toggle);

impl<'a> Route<'a> {
    pub(crate) fn parse(parts: &[&'a str]) -> Option<Self> {
        match *parts {
            ["welcome", "helping"] => Some(Self::Helping),
            ["persons"] => Some(Self::Persons),
            [person, "person"] if is_person(person) => Some(Self::Person { person }),
            [person, "person", "country", country] if is_person(person) => Some(Self::Country { person, country }),
            [person, "person", "helping"] if is_person(person) => Some(Self::Agreement { person }),
            [person, "erase"] if is_person(person) => Some(Self::Erase { person }),
            _ => None,
        }
    }
}

impl fmt::Display for Route<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Helping => f.write_str("/welcome/helping"),
            Self::Persons => f.write_str("/persons"),
            Self::Person { person } => write!(f, "/{person}/person"),
            Self::Country { person, country } => write!(f, "/{person}/person/country/{country}"),
            Self::Agreement { person } => write!(f, "/{person}/person/helping"),
            Self::Erase { person } => write!(f, "/{person}/erase"),
        }
    }
}

impl<'a> Command<'a> {
    pub(crate) fn parse(parts: &[&'a str]) -> Option<Self> {
        match *parts {
            ["welcome"] => Some(Self::Welcome),
            ["welcome", "skip"] => Some(Self::SkipWelcome),
            ["person", "add"] => Some(Self::Add),
            ["person", person, "country", country, why] if is_person(person) => match why {
                "moved" => Some(Self::Move { person, country }),
                "corrected" => Some(Self::CorrectCountry { person, country }),
                _ => None,
            },
            ["person", person, "helping", said] if is_person(person) => {
                said.parse().ok().map(|agreement| Self::NoteHelp { person, agreement })
            }
            ["person", person, act] if is_person(person) => match act {
                "show" => Some(Self::Show { person }),
                "rename" => Some(Self::Rename { person }),
                "for" => Some(Self::SayWhose { person }),
                "country" => Some(Self::ChooseCountry { person }),
                "erase" => Some(Self::Erase { person }),
                _ => None,
            },
            _ => None,
        }
    }

    /// Returns the inputs that the command reads.
    pub(crate) const fn fields(self) -> &'static [Field] {
        const REQUIRED_NAME: Field = Field { required: true, ..NAME };
        const REQUIRED_COUNTRY: Field = Field { required: true, ..COUNTRY };
        match self {
            Self::Welcome => &[FOR, NAME, COUNTRY, ACCOUNT, HOUR, WEEKDAYS],
            Self::SkipWelcome
            | Self::Show { .. }
            | Self::Move { .. }
            | Self::CorrectCountry { .. }
            | Self::NoteHelp { .. } => &[],
            Self::Add => &[REQUIRED_NAME, COUNTRY],
            Self::Rename { .. } => &[NAME],
            Self::SayWhose { .. } => &[REQUIRED_FOR],
            Self::ChooseCountry { .. } => &[REQUIRED_COUNTRY],
            Self::Erase { .. } => &[SURE],
        }
    }
}

impl fmt::Display for Command<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Welcome => f.write_str("welcome"),
            Self::SkipWelcome => f.write_str("welcome/skip"),
            Self::Add => f.write_str("person/add"),
            Self::Show { person } => write!(f, "person/{person}/show"),
            Self::Rename { person } => write!(f, "person/{person}/rename"),
            Self::SayWhose { person } => write!(f, "person/{person}/for"),
            Self::ChooseCountry { person } => write!(f, "person/{person}/country"),
            Self::Move { person, country } => write!(f, "person/{person}/country/{country}/moved"),
            Self::CorrectCountry { person, country } => write!(f, "person/{person}/country/{country}/corrected"),
            Self::NoteHelp { person, agreement } => write!(f, "person/{person}/helping/{agreement}"),
            Self::Erase { person } => write!(f, "person/{person}/erase"),
        }
    }
}
