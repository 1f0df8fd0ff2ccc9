//! The errors inside the app, with every detail. [`Error::explained`] turns them into the errors of the boundary.

use std::fmt;
use std::io::ErrorKind;

use crate::boundary::CoreError;
use crate::features::records::paths::FILE;
use crate::storage::WriteError;
use crate::storage::pictures::NotTaken;
use crate::words::{Catalogue, Word, w};

/// An error before it is put into words.
#[derive(Debug)]
pub(crate) enum Error {
    UnknownRoute,
    UnknownCommand,
    /// The name of a refused input, and the sentence that says why.
    BadInput(&'static str, Word),
    /// A journal has entries of a newer version.
    ReadOnly,
    Storage(std::io::Error),
}

impl fmt::Display for Error {
    /// Writes the line for whoever mends the fault. It names no route, no command and no value, since a person can have
    /// typed a part of them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownRoute => f.write_str("no feature's grammar has this route"),
            Self::UnknownCommand => {
                f.write_str("no feature's grammar has this command, or its object cannot be chosen")
            }
            Self::BadInput(field, _) => write!(f, "the input `{field}` is refused"),
            Self::ReadOnly => f.write_str("a journal has entries of a version that this app cannot write"),
            Self::Storage(error) => error.fmt(f),
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Storage(error)
    }
}

impl From<WriteError> for Error {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Newer => Self::ReadOnly,
            WriteError::Storage(error) => Self::Storage(error),
        }
    }
}

impl From<NotTaken> for Error {
    fn from(reason: NotTaken) -> Self {
        match reason {
            NotTaken::Gone => Self::BadInput(FILE.name, w::ERROR_PICTURE_GONE),
            NotTaken::TooLarge => Self::BadInput(FILE.name, w::ERROR_PICTURE_LARGE),
            NotTaken::Broken => Self::BadInput(FILE.name, w::ERROR_PICTURE_BROKEN),
            NotTaken::OtherType => Self::BadInput(FILE.name, w::ERROR_PICTURE_TYPE),
            NotTaken::Storage(error) => Self::Storage(error),
        }
    }
}

impl Error {
    /// Returns the error of the boundary, with its sentence.
    pub(crate) fn explained(self, catalogue: &Catalogue) -> CoreError {
        let say = |word| catalogue.text(word).to_owned();
        let details = self.to_string();
        match self {
            Self::UnknownRoute => CoreError::UnknownRoute { explanation: say(w::ERROR_ROUTE), details },
            Self::UnknownCommand => CoreError::UnknownCommand { explanation: say(w::ERROR_COMMAND), details },
            Self::BadInput(field, word) => {
                CoreError::BadInput { field: field.to_owned(), explanation: say(word), details }
            }
            Self::ReadOnly => CoreError::ReadOnly { explanation: say(w::ERROR_NEWER), details },
            Self::Storage(error) => {
                let word = match error.kind() {
                    // `FileTooLarge` is our own refusal to read: no room would help.
                    ErrorKind::StorageFull | ErrorKind::QuotaExceeded => w::ERROR_FULL,
                    ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => w::ERROR_DENIED,
                    _ => w::ERROR_STORAGE,
                };
                CoreError::Storage { explanation: say(word), details }
            }
        }
    }
}
