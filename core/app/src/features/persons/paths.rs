//! Addresses of the first screens and of their commands, the list of persons, one person, and erasing.

use std::fmt;

use widerspruch_domain::journal::HelpAgreement;

use crate::grammar::addresses::is_person;
use crate::grammar::fields::{Field, FieldKind, NAME_LENGTH, TextKind};

/// A screen of this feature. The first screen is missing: it is the start before the first person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route<'a> {
    /// The screen for somebody who helps, before the first person.
    Helping,
    /// The question where somebody lives who begins with a service, where the device does not say it.
    FirstCountry {
        service: &'a str,
    },
    /// The question which service of a company to begin with, before the first person.
    Company {
        company: &'a str,
    },
    /// All services to begin with, before the first person.
    Services,
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
    /// Begins with a service: of the person, else of somebody who uses the app for the first time.
    Begin {
        person: Option<&'a str>,
        service: &'a str,
    },
    /// Begins with the name of somebody who is helped.
    Help,
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
/// Confirmation that the person wants to erase.
pub(crate) const SURE: Field = Field::required("sure", FieldKind::Toggle);

impl<'a> Route<'a> {
    pub(crate) fn parse(parts: &[&'a str]) -> Option<Self> {
        match *parts {
            ["welcome", "helping"] => Some(Self::Helping),
            ["welcome", "country", service] => Some(Self::FirstCountry { service }),
            ["welcome", "company", company] => Some(Self::Company { company }),
            ["welcome", "services"] => Some(Self::Services),
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
            Self::FirstCountry { service } => write!(f, "/welcome/country/{service}"),
            Self::Company { company } => write!(f, "/welcome/company/{company}"),
            Self::Services => f.write_str("/welcome/services"),
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
            ["begin", service] => Some(Self::Begin { person: None, service }),
            ["begin", person, service] if is_person(person) => Some(Self::Begin { person: Some(person), service }),
            ["welcome", "helping"] => Some(Self::Help),
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
            Self::Begin { person: None, .. } => &[COUNTRY],
            Self::Help => &[NAME, COUNTRY],
            Self::Begin { person: Some(_), .. }
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
            Self::Begin { person: None, service } => write!(f, "begin/{service}"),
            Self::Begin { person: Some(person), service } => write!(f, "begin/{person}/{service}"),
            Self::Help => f.write_str("welcome/helping"),
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
