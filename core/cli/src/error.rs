//! What ends the program early, and with which exit status.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use widerspruch_core::boundary::CoreError;

use crate::render::words::{Words, fill};

/// The call was right, but what it asked for could not be done.
const NOT_DONE: u8 = 1;

/// The call was wrong.
const WRONG_CALL: u8 = 2;

/// What ends the program early.
#[derive(Debug)]
pub(crate) enum Problem {
    /// The core refuses; its sentence is finished.
    Core(CoreError),
    /// As [`Self::Core`], because of this folder.
    Folder(CoreError, PathBuf),
    /// The arguments are wrong; a finished sentence.
    Call(String),
    /// Something of the terminal or a file did not work; a finished sentence.
    NotDone(String),
    /// Nothing can be read from the terminal or written to it.
    Terminal,
    /// The person leaves, in the middle of a question too.
    Left,
    /// Whoever read our output has enough, as in `widerspruch show | head -1`: no mistake of anybody.
    Closed,
}

impl Problem {
    /// The exit status.
    pub(crate) fn status(&self) -> u8 {
        match self {
            Self::Closed | Self::Left => 0,
            Self::Core(
                CoreError::UnknownRoute { .. } | CoreError::UnknownCommand { .. } | CoreError::BadInput { .. },
            )
            | Self::Call(_) => WRONG_CALL,
            Self::Core(CoreError::ReadOnly { .. } | CoreError::Storage { .. } | CoreError::Internal { .. })
            | Self::Folder(..)
            | Self::NotDone(_)
            | Self::Terminal => NOT_DONE,
        }
    }

    /// What to say; nothing where nobody listens.
    pub(crate) fn sentence(&self, words: &Words) -> Option<String> {
        match self {
            Self::Core(CoreError::BadInput { field, explanation }) => Some(format!("{field}: {explanation}")),
            Self::Core(error @ CoreError::UnknownRoute { .. }) => Some(format!("{error} {}", words.hint_page)),
            Self::Core(error @ CoreError::UnknownCommand { .. }) => Some(format!("{error} {}", words.hint_command)),
            Self::Core(error) => Some(error.to_string()),
            Self::Folder(error, path) => Some(in_folder(error, path, words)),
            Self::Call(sentence) | Self::NotDone(sentence) => Some(sentence.clone()),
            Self::Terminal => Some(words.error_terminal.clone()),
            Self::Closed | Self::Left => None,
        }
    }

    /// The same for `--json`: the core's error as it is, ours in the same shape.
    pub(crate) fn json(&self, words: &Words) -> Option<Value> {
        let ours =
            |kind: &str| self.sentence(words).map(|explanation| json!({ "error": kind, "explanation": explanation }));
        match self {
            Self::Core(error) | Self::Folder(error, _) => serde_json::to_value(error).ok(),
            Self::Call(_) => ours("call"),
            Self::NotDone(_) | Self::Terminal => ours("not_done"),
            Self::Closed | Self::Left => None,
        }
    }

    /// Names the folder where it is the reason.
    pub(crate) fn in_folder(self, path: &Path) -> Self {
        match self {
            Self::Core(error @ CoreError::Storage { .. }) => Self::Folder(error, path.to_owned()),
            other => other,
        }
    }
}

/// The core's sentence about a folder, with its path: on a computer the person can go there.
pub(crate) fn in_folder(error: &CoreError, path: &Path, words: &Words) -> String {
    format!("{error} {}", fill(&words.folder, &[("path", &path.display())]))
}

impl From<CoreError> for Problem {
    fn from(error: CoreError) -> Self {
        Self::Core(error)
    }
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        if error.kind() == ErrorKind::BrokenPipe { Self::Closed } else { Self::Terminal }
    }
}
