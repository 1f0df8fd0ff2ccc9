//! Why the program ends early, in which words it says so, and with which exit status.

use std::fmt::Display;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use widerspruch_core::Unchanged;
use widerspruch_core::boundary::CoreError;

use crate::render::words::{Words, fill_template};

/// Exit status of a right call that could not be carried out.
const NOT_DONE: u8 = 1;

/// Exit status of a wrong call.
const WRONG_CALL: u8 = 2;

/// A reason to end the program early. Texts are finished sentences in the person's language.
#[derive(Debug)]
pub(crate) enum Error {
    /// A refusal by the core.
    Core(CoreError),
    /// A refusal by the core that is due to this data folder.
    DataFolder(CoreError, PathBuf),
    /// Wrong arguments.
    WrongCall(String),
    /// A command that changed nothing: the reason for programs, and the sentence.
    Unchanged { code: Unchanged, sentence: String },
    /// A file or terminal that did not work.
    NotDone(String),
    /// A terminal that can be neither read nor written, and what it answered.
    Terminal(String),
    /// The person's wish to leave, also in the middle of a question.
    UserLeft,
    /// Standard output that its reader has closed, as in `widerspruch show | head -1`; not a fault.
    OutputClosed,
}

impl Error {
    /// Returns the exit status.
    pub(crate) fn status(&self) -> u8 {
        match self {
            Self::OutputClosed | Self::UserLeft => 0,
            Self::Core(
                CoreError::UnknownRoute { .. } | CoreError::UnknownCommand { .. } | CoreError::BadInput { .. },
            )
            | Self::WrongCall(_) => WRONG_CALL,
            Self::Core(CoreError::ReadOnly { .. } | CoreError::Storage { .. } | CoreError::Internal { .. })
            | Self::DataFolder(..)
            | Self::Unchanged { .. }
            | Self::NotDone(_)
            | Self::Terminal(_) => NOT_DONE,
        }
    }

    /// Returns the sentence for the person; `None` where nobody would read it.
    pub(crate) fn sentence(&self, words: &Words) -> Option<String> {
        match self {
            Self::Core(CoreError::BadInput { field, explanation, .. }) => {
                Some(Words::join(&words.join_colon, field, explanation))
            }
            Self::Core(error @ CoreError::UnknownRoute { .. }) => {
                Some(Words::join(&words.join_sentences, &error.to_string(), &words.hint_page))
            }
            Self::Core(error @ CoreError::UnknownCommand { .. }) => {
                Some(Words::join(&words.join_sentences, &error.to_string(), &words.hint_command))
            }
            Self::Core(error) => Some(error.to_string()),
            Self::DataFolder(error, path) => Some(folder_sentence(error, path, words)),
            Self::WrongCall(sentence) | Self::NotDone(sentence) | Self::Unchanged { sentence, .. } => {
                Some(sentence.clone())
            }
            Self::Terminal(cause) => Some(with_cause(words, &words.error_terminal, cause)),
            Self::OutputClosed | Self::UserLeft => None,
        }
    }

    /// Returns the error for `--json`: the core's as it is, the terminal's in the same shape. What could not be done has a
    /// `code`, which says why: it stays the same in every language and version.
    pub(crate) fn json(&self, words: &Words) -> Option<Value> {
        let own =
            |kind: &str| self.sentence(words).map(|explanation| json!({ "error": kind, "explanation": explanation }));
        let json = match self {
            Self::Core(error) | Self::DataFolder(error, _) => serde_json::to_value(error).ok(),
            Self::WrongCall(_) => own("call"),
            Self::NotDone(_) | Self::Terminal(_) | Self::Unchanged { .. } => own("not_done"),
            Self::OutputClosed | Self::UserLeft => None,
        };
        let mut json = json?;
        if let (NOT_DONE, Some(fields)) = (self.status(), json.as_object_mut()) {
            let code = match self {
                Self::Unchanged { code, .. } => json!(code.code()),
                // Their kind says it.
                _ => fields.get("error").cloned().unwrap_or_default(),
            };
            fields.insert("code".to_owned(), code);
        }
        Some(json)
    }

    /// Returns the line for whoever mends the fault; `None` where the call was wrong, or nothing more is known.
    pub(crate) fn details(&self, words: &Words) -> Option<String> {
        match self {
            Self::Core(
                error @ (CoreError::ReadOnly { .. } | CoreError::Storage { .. } | CoreError::Internal { .. }),
            )
            | Self::DataFolder(error, _) => Some(fill_template(&words.details, &[("details", &error.details())])),
            _ => None,
        }
    }

    /// Adds the data folder to an error of the storage.
    pub(crate) fn with_folder(self, path: &Path) -> Self {
        match self {
            Self::Core(error @ CoreError::Storage { .. }) => Self::DataFolder(error, path.to_owned()),
            other => other,
        }
    }
}

/// Returns the core's sentence about a folder with the folder's path, since on a computer the person can go there.
pub(crate) fn folder_sentence(error: &CoreError, path: &Path, words: &Words) -> String {
    let folder = fill_template(&words.folder, &[("path", &path.display())]);
    Words::join(&words.join_sentences, &error.to_string(), &folder)
}

/// Adds to a sentence what the system answered.
pub(crate) fn with_cause(words: &Words, sentence: &str, cause: impl Display) -> String {
    fill_template(&words.with_cause, &[("sentence", &sentence), ("cause", &cause)])
}

impl From<CoreError> for Error {
    fn from(error: CoreError) -> Self {
        Self::Core(error)
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        if error.kind() == ErrorKind::BrokenPipe { Self::OutputClosed } else { Self::Terminal(error.to_string()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        Words::load(&["en".to_owned()], true)
    }

    fn storage_error() -> Error {
        Error::Core(CoreError::Storage { explanation: "The disk is full.".into(), details: "write x".into() })
    }

    #[test]
    fn broken_pipe_is_no_failure() {
        let closed = Error::from(io::Error::from(ErrorKind::BrokenPipe));
        assert_eq!((closed.status(), closed.sentence(&words()), closed.json(&words())), (0, None, None));
        let failed = Error::from(io::Error::from_raw_os_error(28));
        let sentence = words().error_terminal + " (No space left on device (os error 28))";
        assert_eq!((failed.status(), failed.sentence(&words())), (1, Some(sentence)));
    }

    #[test]
    fn wrong_input_names_its_field_and_has_the_status_of_a_wrong_call() {
        let wrong = Error::Core(CoreError::BadInput {
            field: "country".into(),
            explanation: "No such country.".into(),
            details: "the input `country` is refused".into(),
        });
        assert_eq!(wrong.status(), 2);
        assert_eq!(wrong.sentence(&words()).as_deref(), Some("country: No such country."));
        let json = json!({
            "error": "bad_input",
            "field": "country",
            "explanation": "No such country.",
            "details": "the input `country` is refused",
        });
        assert_eq!(wrong.json(&words()), Some(json));
    }

    #[test]
    fn storage_failure_names_the_data_folder_in_text_only() {
        let failed = storage_error().with_folder(Path::new("/data"));
        let sentence = failed.sentence(&words()).unwrap();
        assert!(sentence.starts_with("The disk is full. ") && sentence.contains("/data"), "{sentence}");
        assert_eq!((failed.status(), failed.json(&words())), (1, storage_error().json(&words())));
        let other = Error::NotDone("No.".into()).with_folder(Path::new("/data"));
        assert_eq!(other.sentence(&words()).as_deref(), Some("No."));
    }

    #[test]
    fn errors_of_the_terminal_have_kinds_of_their_own_in_json() {
        let wrong = json!({ "error": "call", "explanation": "No." });
        assert_eq!(Error::WrongCall("No.".into()).json(&words()), Some(wrong));
        let unchanged = |code| Error::Unchanged { code, sentence: "No.".into() };
        for (error, code) in [
            (Error::NotDone("No.".into()), "not_done"),
            (unchanged(Unchanged::Gone), "gone"),
            (unchanged(Unchanged::Already), "already"),
            (unchanged(Unchanged::Nothing), "nothing"),
            (unchanged(Unchanged::Blocked), "blocked"),
        ] {
            assert_eq!(error.status(), 1);
            let json = json!({ "error": "not_done", "code": code, "explanation": "No." });
            assert_eq!(error.json(&words()), Some(json));
        }
        assert_eq!(storage_error().json(&words()).unwrap()["code"], "storage");
    }
}
