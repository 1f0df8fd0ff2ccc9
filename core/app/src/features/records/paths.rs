//! Addresses of records, of notes and pictures, of the exported page, and of undo.

use std::fmt;

use widerspruch_domain::journal::EntryId;

use crate::grammar::addresses::{Subject, is_entry_id, is_person, parse_entry_id, parse_number};
use crate::grammar::fields::{Field, FieldKind, TextKind};

/// A screen of this feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route<'a> {
    Records {
        person: &'a str,
    },
    /// The choice of what the exported page contains.
    Export {
        person: &'a str,
    },
    /// Notes and pictures of a guide or a request.
    Attachments(Subject<'a>),
    /// The same, with the checksum of each picture computed anew.
    CheckedAttachments(Subject<'a>),
    /// A new note.
    Note(Subject<'a>),
    /// The day of an entry that was noted while the clock was wrong.
    Day {
        person: &'a str,
        entry: &'a str,
    },
}

/// A command of this feature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Command<'a> {
    Export {
        person: &'a str,
    },
    AddNote(Subject<'a>),
    AddPicture(Subject<'a>),
    /// Computes the checksums of the pictures of a subject anew, from the picture with this number on: as many as a
    /// second allows.
    CheckPictures {
        subject: Subject<'a>,
        from: u32,
    },
    /// Corrects the day of an entry.
    CorrectDay {
        person: &'a str,
        entry: &'a str,
    },
    /// Undoes everything that these entries did.
    Undo(Vec<EntryId>),
}

/// A note in the person's own words.
pub(crate) const NOTE: Field = Field::required("note", FieldKind::Text(TextKind::FreeText, 2000));
/// The picture, as a path below the data folder.
pub(crate) const FILE: Field = Field::required("file", FieldKind::File);
/// The day on which something was noted.
pub(crate) const ON: Field = Field::required("on", FieldKind::Day);
/// Whether grounds and wordings stay out of the exported page.
pub(crate) const WITHOUT_GROUNDS: Field = Field::optional("without_grounds", FieldKind::Toggle);
/// Whether pictures stay out of the exported page.
pub(crate) const WITHOUT_PICTURES: Field = Field::optional("without_pictures", FieldKind::Toggle);

impl<'a> Route<'a> {
    pub(crate) fn parse(parts: &[&'a str]) -> Option<Self> {
        if let [person, "day", entry] = *parts {
            return (is_person(person) && is_entry_id(entry)).then_some(Self::Day { person, entry });
        }
        let [person, "records", ref rest @ ..] = *parts else { return None };
        if !is_person(person) {
            return None;
        }
        match *rest {
            [] => Some(Self::Records { person }),
            ["pack"] => Some(Self::Export { person }),
            [container, name] => Subject::of(person, container, name).map(Self::Attachments),
            [container, name, "check"] => Subject::of(person, container, name).map(Self::CheckedAttachments),
            [container, name, "note"] => Subject::of(person, container, name).map(Self::Note),
            _ => None,
        }
    }
}

impl fmt::Display for Route<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Records { person } => write!(f, "/{person}/records"),
            Self::Export { person } => write!(f, "/{person}/records/pack"),
            Self::Attachments(subject) => write!(f, "/{}/records/{}", subject.person(), subject.attachment_target()),
            Self::CheckedAttachments(subject) => {
                write!(f, "/{}/records/{}/check", subject.person(), subject.attachment_target())
            }
            Self::Day { person, entry } => write!(f, "/{person}/day/{entry}"),
            Self::Note(subject) => write!(f, "/{}/records/{}/note", subject.person(), subject.attachment_target()),
        }
    }
}

impl<'a> Command<'a> {
    pub(crate) fn parse(parts: &[&'a str]) -> Option<Self> {
        match *parts {
            ["pack", person] if is_person(person) => Some(Self::Export { person }),
            ["note", person, container, name] => Subject::of(person, container, name).map(Self::AddNote),
            ["picture", person, container, name] => Subject::of(person, container, name).map(Self::AddPicture),
            ["check", person, container, name] => {
                Some(Self::CheckPictures { subject: Subject::of(person, container, name)?, from: 0 })
            }
            ["check", person, container, name, from] => {
                let from = parse_number(from)?;
                Some(Self::CheckPictures { subject: Subject::of(person, container, name)?, from })
            }
            ["day", person, entry] if is_person(person) && is_entry_id(entry) => {
                Some(Self::CorrectDay { person, entry })
            }
            ["undo", entries] => {
                let entries: Option<Vec<EntryId>> = entries.split(',').map(parse_entry_id).collect();
                entries.map(Self::Undo)
            }
            _ => None,
        }
    }

    /// Returns the inputs that the command reads.
    pub(crate) const fn fields(&self) -> &'static [Field] {
        match self {
            Self::Export { .. } => &[WITHOUT_GROUNDS, WITHOUT_PICTURES],
            Self::AddNote(_) => &[NOTE],
            Self::AddPicture(_) => &[FILE],
            Self::CorrectDay { .. } => &[ON],
            Self::CheckPictures { .. } | Self::Undo(_) => &[],
        }
    }

    /// Makes the command that undoes an entry.
    pub(crate) fn undo(entry: &EntryId) -> Self {
        Self::Undo(vec![entry.clone()])
    }
}

impl fmt::Display for Command<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Export { person } => write!(f, "pack/{person}"),
            Self::AddNote(subject) => write!(f, "note/{subject}"),
            Self::AddPicture(subject) => write!(f, "picture/{subject}"),
            Self::CheckPictures { subject, from: 0 } => write!(f, "check/{subject}"),
            Self::CheckPictures { subject, from } => write!(f, "check/{subject}/{from}"),
            Self::CorrectDay { person, entry } => write!(f, "day/{person}/{entry}"),
            Self::Undo(entries) => {
                f.write_str("undo/")?;
                for (place, entry) in entries.iter().enumerate() {
                    write!(f, "{}{entry}", if place == 0 { "" } else { "," })?;
                }
                Ok(())
            }
        }
    }
}
