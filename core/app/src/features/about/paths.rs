//! Addresses of the pages about the app.

use std::fmt;

use crate::grammar::fields::Field;

/// A screen of this feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route<'a> {
    About,
    /// Who publishes the app, and who checked what.
    Publisher,
    Privacy,
    /// Everything by others that the app contains.
    Notices,
    /// The notice of a component, by its name.
    Notice(&'a str),
}

/// A command of this feature: there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Command {}

impl<'a> Route<'a> {
    pub(crate) fn parse(parts: &[&'a str]) -> Option<Self> {
        match *parts {
            ["about"] => Some(Self::About),
            ["about", "publisher"] => Some(Self::Publisher),
            ["about", "privacy"] => Some(Self::Privacy),
            ["about", "notices"] => Some(Self::Notices),
            ["about", "notices", name] if !name.is_empty() => Some(Self::Notice(name)),
            _ => None,
        }
    }
}

impl fmt::Display for Route<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::About => "/about",
            Self::Publisher => "/about/publisher",
            Self::Privacy => "/about/privacy",
            Self::Notices => "/about/notices",
            Self::Notice(name) => return write!(f, "/about/notices/{name}"),
        })
    }
}

impl Command {
    pub(crate) const fn parse(_: &[&str]) -> Option<Self> {
        None
    }

    /// Returns the inputs that the command reads.
    pub(crate) const fn fields(self) -> &'static [Field] {
        match self {}
    }
}

impl fmt::Display for Command {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}
