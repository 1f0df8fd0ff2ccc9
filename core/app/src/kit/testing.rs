//! A data folder for tests of handlers, which perform commands as typed values.

use tempfile::TempDir;
use widerspruch_domain::journal::Via;

use super::context::{Context, Handled, NoChange, Stopped};
use super::error::Error;
use super::session::Session;
use crate::boundary::{FormValues, Moment, OpenConfig, Outcome, Platform};
use crate::model::Snapshot;

/// A data folder with its own clock: 23 November 2026, 20:00 in Berlin, until it is moved.
pub(crate) struct TestFolder {
    pub(crate) session: Session,
    pub(crate) now: Moment,
    pub(crate) via: Via,
    folder: TempDir,
}

impl TestFolder {
    /// Opens an empty folder on an Android phone in Germany, in English.
    pub(crate) fn empty() -> Self {
        Self::on(Platform::Android)
    }

    /// Opens an empty folder on a platform.
    pub(crate) fn on(platform: Platform) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = OpenConfig {
            data_dir: folder.path().to_string_lossy().into_owned(),
            languages: vec!["en".to_owned()],
            asked_language: None,
            region: Some("DE".to_owned()),
            platform,
            app_version: "0".to_owned(),
        };
        let session = Session::open(config).unwrap();
        let now = Moment { unix_seconds: 1_795_460_400, utc_offset_seconds: 3600 };
        Self { session, now, via: Via::App, folder }
    }

    /// Lets days go by.
    pub(crate) fn wait_days(&mut self, days: i64) {
        self.now.unix_seconds += days * 86_400;
    }

    /// Puts a file into the inbox, as a shell does.
    pub(crate) fn receive(&self, name: &str, bytes: &[u8]) {
        let inbox = self.folder.path().join("inbox");
        std::fs::create_dir_all(&inbox).unwrap();
        std::fs::write(inbox.join(name), bytes).unwrap();
    }

    /// Damages the first line of a person's journal, and opens the folder again.
    pub(crate) fn damage_journal(&mut self, person: &str) {
        let path = self.folder.path().join("profiles").join(person).join("journal.jsonl");
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[0] ^= 1;
        std::fs::write(&path, bytes).unwrap();
        self.session = Session::open(self.session.config.clone()).unwrap();
    }

    /// Returns whether a file exists, by its path below the data folder.
    pub(crate) fn has_file(&self, path: &str) -> bool {
        self.folder.path().join(path).exists()
    }

    /// Returns the state as of now.
    pub(crate) fn snapshot(&self) -> Snapshot<'_> {
        self.session.at(self.now)
    }

    /// Runs a handler with inputs, under the lock.
    pub(crate) fn run(
        &mut self,
        inputs: &[(&str, &str)],
        handler: impl FnOnce(&mut Context<'_>) -> Handled,
    ) -> Handled {
        let form: FormValues = inputs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let lock = self.session.store.lock();
        let (now, via) = (self.now, self.via);
        let handled = handler(&mut Context { session: &mut self.session, form: &form, now, via, fields: None });
        self.session.store.unlock(lock);
        handled
    }

    /// Runs a handler that must write, and returns its outcome.
    pub(crate) fn done(
        &mut self,
        inputs: &[(&str, &str)],
        handler: impl FnOnce(&mut Context<'_>) -> Handled,
    ) -> Outcome {
        let entries = self.entries();
        let outcome = self.run(inputs, handler).unwrap_or_else(|stopped| panic!("{stopped:?}"));
        assert!(self.entries() >= entries, "nothing was lost");
        outcome
    }

    /// Runs a handler that must change nothing, and returns what it says.
    pub(crate) fn unchanged(
        &mut self,
        inputs: &[(&str, &str)],
        handler: impl FnOnce(&mut Context<'_>) -> Handled,
    ) -> NoChange {
        let entries = self.entries();
        match self.run(inputs, handler) {
            Err(Stopped::NoChange(no_change)) => {
                assert_eq!(self.entries(), entries, "an entry was written");
                no_change
            }
            other => panic!("{other:?}"),
        }
    }

    /// Runs a handler that must refuse an input, and returns the input's name.
    pub(crate) fn refused(
        &mut self,
        inputs: &[(&str, &str)],
        handler: impl FnOnce(&mut Context<'_>) -> Handled,
    ) -> &'static str {
        let entries = self.entries();
        match self.run(inputs, handler) {
            Err(Stopped::Error(Error::BadInput(name, _))) => {
                assert_eq!(self.entries(), entries, "an entry was written");
                name
            }
            other => panic!("{other:?}"),
        }
    }

    fn entries(&self) -> usize {
        self.session.store.journals().map(crate::storage::OpenJournal::len).sum()
    }
}
