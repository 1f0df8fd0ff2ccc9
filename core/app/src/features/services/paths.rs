//! Addresses of the services, of one service, of why it matters, and of an account.

use std::fmt;

use widerspruch_domain::catalogue::Sort;
use widerspruch_domain::journal::Membership;

use crate::grammar::addresses::{AccountAddress, is_person, parse_number};
use crate::grammar::fields::{Field, FieldKind, NAME_LENGTH, TextKind};

/// A screen of this feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route<'a> {
    Services {
        person: &'a str,
    },
    /// Those of a person, also where they are many.
    Mine {
        person: &'a str,
    },
    /// The services whose names fit the words.
    Find {
        person: &'a str,
        /// Percent-encoded words, as a shell writes them; empty for all services.
        words: &'a str,
    },
    /// The groups of services.
    Groups {
        person: &'a str,
    },
    /// The services of a group.
    Filter {
        person: &'a str,
        sort: Sort,
    },
    /// The services of companies that belong together.
    Company {
        person: &'a str,
        /// Their group, in small letters.
        group: &'a str,
    },
    Rumours {
        person: &'a str,
    },
    Service(AccountAddress<'a>),
    Why(AccountAddress<'a>),
    /// A page behind "why": `timeline`, `open`, or a page that the service's facts name.
    WhyPage {
        account: AccountAddress<'a>,
        page: &'a str,
    },
    Account(AccountAddress<'a>),
    /// The steps of a card that nobody has read again for long.
    Steps(AccountAddress<'a>),
    /// What concerns people under 18.
    Minors(AccountAddress<'a>),
    /// "A step is wrong": in which guide.
    Wrong(AccountAddress<'a>),
}

/// A command of this feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Command<'a> {
    /// Adds the account with a number, so that a second tap does not add another account.
    AddAccount {
        person: &'a str,
        service: &'a str,
        /// Number of the account, from 1.
        number: u32,
    },
    /// Says whether the person uses a service: what is put away keeps what was noted there.
    Use {
        person: &'a str,
        service: &'a str,
        used: bool,
    },
    NameAccount(AccountAddress<'a>),
    ChooseMembership {
        account: AccountAddress<'a>,
        membership: Membership,
    },
    /// Chooses the language of the service's menus: this language, else the language in the form.
    ChooseLanguage {
        account: AccountAddress<'a>,
        language: Option<&'a str>,
    },
}

/// Name of an account; may be empty.
pub(crate) const NAME: Field = Field::optional("name", FieldKind::Text(TextKind::FreeText, NAME_LENGTH));
/// Language of the service's menus.
pub(crate) const LANGUAGE: Field = Field::required("language", FieldKind::Listed);

impl<'a> Route<'a> {
    pub(crate) fn parse(parts: &[&'a str]) -> Option<Self> {
        let [person, "services", ref rest @ ..] = *parts else { return None };
        if !is_person(person) {
            return None;
        }
        // No service has one of these names.
        match *rest {
            [] => return Some(Self::Services { person }),
            ["all"] => return Some(Self::Mine { person }),
            ["find", words] => return Some(Self::Find { person, words }),
            ["filter"] => return Some(Self::Groups { person }),
            ["filter", sort] => {
                let sort = Sort::ALL.into_iter().find(|known| known.name() == sort)?;
                return Some(Self::Filter { person, sort });
            }
            ["company", group] => return Some(Self::Company { person, group }),
            ["rumours"] => return Some(Self::Rumours { person }),
            _ => {}
        }
        let [account, ref rest @ ..] = *rest else { return None };
        let account = AccountAddress { person, account };
        match *rest {
            [] => Some(Self::Service(account)),
            ["why"] => Some(Self::Why(account)),
            ["why", page] => Some(Self::WhyPage { account, page }),
            ["account"] => Some(Self::Account(account)),
            ["steps"] => Some(Self::Steps(account)),
            ["minors"] => Some(Self::Minors(account)),
            ["wrong"] => Some(Self::Wrong(account)),
            _ => None,
        }
    }
}

impl fmt::Display for Route<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let service =
            |f: &mut fmt::Formatter<'_>, at: &AccountAddress<'_>| write!(f, "/{}/services/{}", at.person, at.account);
        match self {
            Self::Services { person } => write!(f, "/{person}/services"),
            Self::Mine { person } => write!(f, "/{person}/services/all"),
            Self::Find { person, words } => write!(f, "/{person}/services/find/{words}"),
            Self::Groups { person } => write!(f, "/{person}/services/filter"),
            Self::Filter { person, sort } => write!(f, "/{person}/services/filter/{}", sort.name()),
            Self::Company { person, group } => write!(f, "/{person}/services/company/{group}"),
            Self::Rumours { person } => write!(f, "/{person}/services/rumours"),
            Self::Service(account) => service(f, account),
            Self::Why(account) => {
                service(f, account)?;
                f.write_str("/why")
            }
            Self::WhyPage { account, page } => {
                service(f, account)?;
                write!(f, "/why/{page}")
            }
            Self::Account(account) => {
                service(f, account)?;
                f.write_str("/account")
            }
            Self::Steps(account) => {
                service(f, account)?;
                f.write_str("/steps")
            }
            Self::Minors(account) => {
                service(f, account)?;
                f.write_str("/minors")
            }
            Self::Wrong(account) => {
                service(f, account)?;
                f.write_str("/wrong")
            }
        }
    }
}

impl<'a> Command<'a> {
    pub(crate) fn parse(parts: &[&'a str]) -> Option<Self> {
        match *parts {
            ["account", person, service, "add", number] if is_person(person) => {
                Some(Self::AddAccount { person, service, number: parse_number(number)? })
            }
            ["uses", person, service, used @ ("on" | "off")] if is_person(person) => {
                Some(Self::Use { person, service, used: used == "on" })
            }
            ["account", person, account, "name"] if is_person(person) => {
                Some(Self::NameAccount(AccountAddress { person, account }))
            }
            ["account", person, account, "membership", membership] if is_person(person) => {
                let membership = membership.parse().ok()?;
                Some(Self::ChooseMembership { account: AccountAddress { person, account }, membership })
            }
            ["language", person, account, ref language @ ..] if is_person(person) && language.len() < 2 => {
                let language = language.first().copied();
                Some(Self::ChooseLanguage { account: AccountAddress { person, account }, language })
            }
            _ => None,
        }
    }

    /// Returns the inputs that the command reads.
    pub(crate) const fn fields(self) -> &'static [Field] {
        match self {
            Self::NameAccount(_) => &[NAME],
            Self::ChooseLanguage { language: None, .. } => &[LANGUAGE],
            Self::AddAccount { .. }
            | Self::Use { .. }
            | Self::ChooseMembership { .. }
            | Self::ChooseLanguage { .. } => &[],
        }
    }
}

impl fmt::Display for Command<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AddAccount { person, service, number } => write!(f, "account/{person}/{service}/add/{number}"),
            Self::Use { person, service, used } => {
                write!(f, "uses/{person}/{service}/{}", if *used { "on" } else { "off" })
            }
            Self::NameAccount(account) => write!(f, "account/{account}/name"),
            Self::ChooseMembership { account, membership } => {
                write!(f, "account/{account}/membership/{}", membership.name())
            }
            Self::ChooseLanguage { account, language: None } => write!(f, "language/{account}"),
            Self::ChooseLanguage { account, language: Some(language) } => write!(f, "language/{account}/{language}"),
        }
    }
}
