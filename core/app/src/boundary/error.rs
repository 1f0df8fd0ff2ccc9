//! The errors of the five calls.

use serde::{Deserialize, Serialize};

/// What a shell can act on. `explanation` is a finished sentence in the person's language: what happened, what is safe,
/// what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error, uniffi::Error)]
#[serde(tag = "error", rename_all = "snake_case")]
pub enum CoreError {
    /// The route is not one of this app's.
    #[error("{explanation}")]
    UnknownRoute {
        /// For the person.
        explanation: String,
    },
    /// The command is malformed.
    #[error("{explanation}")]
    UnknownCommand {
        /// For the person.
        explanation: String,
    },
    /// An input cannot be used; nothing was changed.
    #[error("{explanation}")]
    BadInput {
        /// Name of the input.
        field: String,
        /// For the person.
        explanation: String,
    },
    /// The journal was written by a newer version: everything can be seen, nothing changed.
    #[error("{explanation}")]
    ReadOnly {
        /// For the person.
        explanation: String,
    },
    /// The folder cannot be read or written (full, read-only, gone); what was kept before is safe.
    #[error("{explanation}")]
    Storage {
        /// For the person.
        explanation: String,
    },
    /// A bug of ours.
    #[error("{explanation}")]
    Internal {
        /// For the person.
        explanation: String,
    },
}
