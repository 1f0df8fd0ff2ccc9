//! The errors of the calls to the core.

use serde::{Deserialize, Serialize};

/// Errors on which a shell can act. `explanation` is a finished text in the person's language: what happened, what is
/// safe, what to do. `details` is one line in English for whoever mends the fault: what failed, the system's error,
/// where. It never contains a text that the person typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error, uniffi::Error)]
#[serde(tag = "error", rename_all = "snake_case")]
pub enum CoreError {
    /// The route is not one of this app's.
    #[error("{explanation}")]
    UnknownRoute {
        /// Finished text for the person.
        explanation: String,
        /// One line for whoever mends it.
        details: String,
    },
    /// The command is malformed.
    #[error("{explanation}")]
    UnknownCommand {
        /// Finished text for the person.
        explanation: String,
        /// One line for whoever mends it.
        details: String,
    },
    /// An input is invalid; nothing was changed.
    #[error("{explanation}")]
    BadInput {
        /// Name of the input.
        field: String,
        /// Finished text for the person.
        explanation: String,
        /// One line for whoever mends it.
        details: String,
    },
    /// A newer version wrote the journal: everything can be seen, but nothing can be changed.
    #[error("{explanation}")]
    ReadOnly {
        /// Finished text for the person.
        explanation: String,
        /// One line for whoever mends it.
        details: String,
    },
    /// The folder cannot be read or written (full, read-only, gone); earlier entries are safe.
    #[error("{explanation}")]
    Storage {
        /// Finished text for the person.
        explanation: String,
        /// One line for whoever mends it.
        details: String,
    },
    /// The app has a bug: a panic, whose place is in `details`, or a damaged library.
    #[error("{explanation}")]
    Internal {
        /// Finished text for the person.
        explanation: String,
        /// One line for whoever mends it.
        details: String,
    },
}

impl CoreError {
    /// Returns the line for whoever mends the fault.
    pub fn details(&self) -> &str {
        match self {
            Self::UnknownRoute { details, .. }
            | Self::UnknownCommand { details, .. }
            | Self::BadInput { details, .. }
            | Self::ReadOnly { details, .. }
            | Self::Storage { details, .. }
            | Self::Internal { details, .. } => details,
        }
    }
}
