//! What ends the program early, and with which exit status.

use std::io::{self, ErrorKind};

use serde_json::{Value, json};
use widerspruch_core::boundary::CoreError;

use crate::words::Words;

/// The call was right, but what it asked for could not be done.
const NOT_DONE: u8 = 1;

/// The call was wrong.
const WRONG_CALL: u8 = 2;

/// What ends the program early.
#[derive(Debug)]
pub(crate) enum Problem {
    /// The core refuses; its sentence is finished.
    Core(CoreError),
    /// The arguments are wrong; a finished sentence.
    Call(String),
    /// Something of the terminal or a file did not work; a finished sentence.
    NotDone(String),
    /// Nothing can be read from the terminal or written to it.
    Terminal,
    /// Whoever read our output has enough, as in `widerspruch show | head -1`: no mistake of anybody.
    Closed,
}

impl Problem {
    /// The exit status.
    pub(crate) fn status(&self) -> u8 {
        match self {
            Self::Closed => 0,
            Self::Core(
                CoreError::UnknownRoute { .. } | CoreError::UnknownCommand { .. } | CoreError::BadInput { .. },
            )
            | Self::Call(_) => WRONG_CALL,
            Self::Core(CoreError::ReadOnly { .. } | CoreError::Storage { .. } | CoreError::Internal { .. })
            | Self::NotDone(_)
            | Self::Terminal => NOT_DONE,
        }
    }

    /// What to say; nothing where nobody listens.
    pub(crate) fn sentence(&self, words: &Words) -> Option<String> {
        match self {
            Self::Core(CoreError::BadInput { field, explanation }) => Some(format!("{field}: {explanation}")),
            Self::Core(error) => Some(error.to_string()),
            Self::Call(sentence) | Self::NotDone(sentence) => Some(sentence.clone()),
            Self::Terminal => Some(words.error_terminal.clone()),
            Self::Closed => None,
        }
    }

    /// The same for `--json`: the core's error as it is, ours in the same shape.
    pub(crate) fn json(&self, words: &Words) -> Option<Value> {
        let ours =
            |kind: &str| self.sentence(words).map(|explanation| json!({ "error": kind, "explanation": explanation }));
        match self {
            Self::Core(error) => serde_json::to_value(error).ok(),
            Self::Call(_) => ours("call"),
            Self::NotDone(_) | Self::Terminal => ours("not_done"),
            Self::Closed => None,
        }
    }
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
