//! Fields of commands: the inputs that a form sends with a command, their kinds, and whether they are required.

pub(crate) use crate::boundary::TextKind;

/// An input of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Name in the form.
    pub name: &'static str,
    /// Values that it may hold.
    pub kind: FieldKind,
    /// Whether the command is refused without it.
    pub required: bool,
}

/// Values that an input may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// A text of this kind with this maximum of Unicode scalar values; with a maximum above 200 it may have several
    /// lines.
    Text(TextKind, u32),
    /// One of these values.
    Choice(&'static [&'static str]),
    /// A choice whose options the catalogue or the service decides, such as a country.
    Listed,
    /// `true` or `false`.
    Toggle,
    /// A day such as `2026-11-23`.
    Day,
    /// An hour such as `18:00`.
    Hour,
    /// A file of the inbox.
    File,
}

/// Most characters of a text on one line.
pub(crate) const LINE_LENGTH: u32 = 200;

/// Most characters of the name of a person or an account.
pub(crate) const NAME_LENGTH: u32 = 60;

/// Most characters of the person's own grounds.
pub(crate) const GROUNDS_LENGTH: u32 = 1000;

/// Grounds in the person's own words, for a guide's form or a request.
pub(crate) const GROUNDS: Field = Field::optional("grounds", FieldKind::Text(TextKind::FreeText, GROUNDS_LENGTH));

impl Field {
    /// Describes an input without which the command is refused.
    pub(crate) const fn required(name: &'static str, kind: FieldKind) -> Self {
        Self { name, kind, required: true }
    }

    /// Describes an input that can be left out.
    pub(crate) const fn optional(name: &'static str, kind: FieldKind) -> Self {
        Self { name, kind, required: false }
    }

    /// Returns the values that the input may hold, where its kind says them all; `None` for other kinds.
    pub const fn possible_values(&self) -> Option<&'static [&'static str]> {
        match self.kind {
            FieldKind::Choice(options) => Some(options),
            FieldKind::Toggle => Some(&["true", "false"]),
            _ => None,
        }
    }

    /// Returns the maximum of characters of a text; 0 for other kinds.
    pub(crate) const fn longest(&self) -> u32 {
        match self.kind {
            FieldKind::Text(_, longest) => longest,
            _ => 0,
        }
    }
}
