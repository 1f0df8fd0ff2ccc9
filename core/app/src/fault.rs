//! What can go wrong, with every detail; [`Fault::explained`] is the one place that turns it into what a shell acts on.

use std::io::ErrorKind;

use crate::boundary::CoreError;
use crate::content::{Content, Word, w};
use crate::storage::evidence::NotTaken;
use crate::storage::store::WriteError;

/// What went wrong, before it is put into words.
#[derive(Debug)]
pub(crate) enum Fault {
    UnknownRoute,
    UnknownCommand,
    /// Name of the input, and the sentence.
    BadInput(&'static str, Word),
    ReadOnly,
    Storage(std::io::Error),
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self::Storage(error)
    }
}

impl From<WriteError> for Fault {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Newer => Self::ReadOnly,
            WriteError::Storage(error) => Self::Storage(error),
        }
    }
}

impl From<NotTaken> for Fault {
    fn from(reason: NotTaken) -> Self {
        match reason {
            NotTaken::Wrong(word) => Self::BadInput("file", word),
            NotTaken::Storage(error) => Self::Storage(error),
        }
    }
}

impl Fault {
    /// The error of the boundary, with its sentence.
    pub(crate) fn explained(self, content: &Content) -> CoreError {
        let say = |word| content.text(word).to_owned();
        match self {
            Self::UnknownRoute => CoreError::UnknownRoute { explanation: say(w::ERROR_ROUTE) },
            Self::UnknownCommand => CoreError::UnknownCommand { explanation: say(w::ERROR_COMMAND) },
            Self::BadInput(field, word) => CoreError::BadInput { field: field.to_owned(), explanation: say(word) },
            Self::ReadOnly => CoreError::ReadOnly { explanation: say(w::ERROR_NEWER) },
            Self::Storage(error) => {
                let word = match error.kind() {
                    ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => w::ERROR_FULL,
                    ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => w::ERROR_DENIED,
                    _ => w::ERROR_STORAGE,
                };
                CoreError::Storage { explanation: say(word) }
            }
        }
    }
}
