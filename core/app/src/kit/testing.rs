//! A data folder for tests of handlers, which perform commands as typed values.

use std::path::PathBuf;

use serde::de::DeserializeOwned;
use tempfile::TempDir;
use widerspruch_domain::catalogue::packed::{Table, Text};
use widerspruch_domain::catalogue::{CompaniesFacts, Facts, ServiceFacts, ServiceWords, Words};
use widerspruch_domain::journal::Via;

use super::context::{Context, Handled, NoChange, Stopped};
use super::error::Error;
use super::session::Session;
use crate::boundary::{Action, FormValues, Moment, OpenConfig, Outcome, Platform};
use crate::model::Snapshot;
use crate::storage::checksum::checksum;
use crate::words::Catalogue;

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

    /// Lets the app know LinkedIn and the services of `tests/fixtures/cards`, and no others.
    pub(crate) fn know_cards(&mut self) {
        self.session.catalogue = with_cards(self.session.catalogue);
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
        self.flip_bit(person, |_| 0);
    }

    /// Damages the last line of a person's journal, and opens the folder again.
    pub(crate) fn damage_journal_at_end(&mut self, person: &str) {
        // Before the end of the line.
        self.flip_bit(person, |bytes| bytes.len() - 2);
    }

    fn flip_bit(&mut self, person: &str, place: impl FnOnce(&[u8]) -> usize) {
        let path = self.journal(person);
        let mut bytes = std::fs::read(&path).unwrap();
        let place = place(&bytes);
        bytes[place] ^= 1;
        std::fs::write(&path, bytes).unwrap();
        self.session = Session::open(self.session.config.clone()).unwrap();
    }

    /// Cuts a person's journal after its first line, as a copy that was interrupted does, and opens the folder again.
    pub(crate) fn cut_journal(&mut self, person: &str) {
        let path = self.journal(person);
        let text = std::fs::read_to_string(&path).unwrap();
        let first = text.find('\n').unwrap() + 1;
        assert!(first < text.len(), "there is a second line to lose");
        std::fs::write(&path, &text[..first]).unwrap();
        self.session = Session::open(self.session.config.clone()).unwrap();
    }

    /// Appends a line to a person's journal while the folder is open, as another process does.
    pub(crate) fn append_line(&mut self, person: &str, line: &str) {
        let path = self.journal(person);
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, [&text, line, "\n"].concat()).unwrap();
        self.session.store.refresh().unwrap();
    }

    /// Appends a line of a newer version to a person's journal.
    pub(crate) fn append_newer_line(&mut self, person: &str) {
        let json = r#"{"v":999}"#;
        self.append_line(person, &format!("{:08x} {json}", checksum(json.as_bytes())));
    }

    /// Puts a folder in the place of a person's journal, so that no entry can be written there.
    pub(crate) fn block_journal(&self, person: &str) {
        let path = self.journal(person);
        std::fs::remove_file(&path).unwrap();
        std::fs::create_dir(&path).unwrap();
    }

    /// Puts a folder at a path below the data folder, so that no file can be written there.
    pub(crate) fn block(&self, path: &str) {
        std::fs::create_dir_all(self.folder.path().join(path)).unwrap();
    }

    /// Returns the newest line of a person's journal.
    pub(crate) fn newest_line(&self, person: &str) -> String {
        std::fs::read_to_string(self.journal(person)).unwrap().lines().last().unwrap().to_owned()
    }

    /// Puts other content in the place of the newest line of a person's journal, and opens the folder again.
    pub(crate) fn replace_newest_line(&mut self, person: &str, json: &str) {
        let path = self.journal(person);
        let text = std::fs::read_to_string(&path).unwrap();
        let newest = self.newest_line(person);
        let kept = text.strip_suffix(&[&newest, "\n"].concat()).unwrap();
        let line = format!("{:08x} {json}\n", checksum(json.as_bytes()));
        std::fs::write(&path, [kept, &line].concat()).unwrap();
        self.session = Session::open(self.session.config.clone()).unwrap();
    }

    /// Returns whether a file exists, by its path below the data folder.
    pub(crate) fn has_file(&self, path: &str) -> bool {
        self.folder.path().join(path).exists()
    }

    /// Returns the names of the files in a folder, by its path below the data folder.
    pub(crate) fn files_in(&self, path: &str) -> Vec<String> {
        let files = std::fs::read_dir(self.folder.path().join(path)).unwrap();
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
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

    /// Runs a handler that must write an entry, after which the plan is laid out again. Returns its outcome.
    pub(crate) fn done(
        &mut self,
        inputs: &[(&str, &str)],
        handler: impl FnOnce(&mut Context<'_>) -> Handled,
    ) -> Outcome {
        let entries = self.entries();
        let outcome = self.run(inputs, handler).unwrap_or_else(|stopped| panic!("{stopped:?}"));
        assert!(self.entries() > entries, "no entry was written");
        assert!(outcome.plan_changed, "the plan stays as it was before the entry");
        outcome
    }

    /// Runs a handler that must succeed without an entry, and returns its outcome.
    pub(crate) fn done_without_entry(
        &mut self,
        inputs: &[(&str, &str)],
        handler: impl FnOnce(&mut Context<'_>) -> Handled,
    ) -> Outcome {
        let entries = self.entries();
        let outcome = self.run(inputs, handler).unwrap_or_else(|stopped| panic!("{stopped:?}"));
        assert_eq!(self.entries(), entries, "an entry was written");
        outcome
    }

    /// Runs a handler that must change nothing, and returns how it ends.
    pub(crate) fn unchanged(
        &mut self,
        inputs: &[(&str, &str)],
        handler: impl FnOnce(&mut Context<'_>) -> Handled,
    ) -> NoChange {
        let before = (self.entries(), self.session.store.device().clone());
        match self.run(inputs, handler) {
            Err(Stopped::NoChange(no_change)) => {
                assert_eq!((self.entries(), self.session.store.device().clone()), before, "something was written");
                no_change
            }
            other => panic!("{other:?}"),
        }
    }

    /// Runs a handler that must change nothing, and returns what a shell gets: the notice and the route, empty where
    /// there is none.
    pub(crate) fn unchanged_texts(
        &mut self,
        inputs: &[(&str, &str)],
        handler: impl FnOnce(&mut Context<'_>) -> Handled,
    ) -> (String, String) {
        let outcome = self.unchanged(inputs, handler).outcome(&self.session.catalogue);
        assert!(!outcome.plan_changed, "the plan is laid out again although nothing changed");
        let route = match outcome.then.as_slice() {
            [] => String::new(),
            [Action::Go { route }] => route.clone(),
            other => panic!("{other:?}"),
        };
        let notice = outcome.notice.map(|notice| {
            assert_eq!(notice.undo, None, "there is nothing to undo");
            notice.text
        });
        (notice.unwrap_or_default(), route)
    }

    /// Runs a handler that must refuse an input, and returns the input's name.
    pub(crate) fn refused(
        &mut self,
        inputs: &[(&str, &str)],
        handler: impl FnOnce(&mut Context<'_>) -> Handled,
    ) -> &'static str {
        self.refusal(inputs, handler).0
    }

    /// Runs a handler that must refuse an input, and returns the input's name with the sentence that says why.
    pub(crate) fn refusal(
        &mut self,
        inputs: &[(&str, &str)],
        handler: impl FnOnce(&mut Context<'_>) -> Handled,
    ) -> (&'static str, &'static str) {
        let entries = self.entries();
        match self.run(inputs, handler) {
            Err(Stopped::Error(Error::BadInput(name, word))) => {
                assert_eq!(self.entries(), entries, "an entry was written");
                (name, self.session.catalogue.text(word))
            }
            other => panic!("{other:?}"),
        }
    }

    fn journal(&self, person: &str) -> PathBuf {
        self.folder.path().join("profiles").join(person).join("journal.jsonl")
    }

    fn entries(&self) -> usize {
        self.session.store.journals().map(crate::storage::OpenJournal::len).sum()
    }
}

/// Returns the catalogue in English with LinkedIn and the services of `tests/fixtures/cards` in the place of its own.
fn with_cards(catalogue: Catalogue) -> Catalogue {
    let card = |id: &str, file: &str| format!("tests/fixtures/cards/{id}/{file}.json");
    let cards = ["chatgpt", "facebook", "gmail", "slack"];
    let real = catalogue.facts;
    let (linkedin, said) = catalogue.service("linkedin").unwrap();
    let services = cards.map(|id| (Text::from(id.to_owned()), file::<ServiceFacts>(&card(id, "facts"))));
    let companies: CompaniesFacts = file("tests/fixtures/cards/companies.json");
    let facts = Facts {
        services: services.into_iter().chain([(linkedin.id, linkedin.clone())]).collect(),
        companies: CompaniesFacts {
            sources: with(real.companies.sources, companies.sources),
            companies: with(real.companies.companies, companies.companies),
        },
        sources: with(real.sources, file("tests/fixtures/cards/sources.json")),
        ..real.clone()
    };
    let services = cards.map(|id| (Text::from(id.to_owned()), file::<ServiceWords>(&card(id, "en"))));
    catalogue.with_services(facts, |words| Words {
        services: services.into_iter().chain([(linkedin.id, said.clone())]).collect(),
        common: file("core/catalogue/common/en.json"),
        kinds: file("core/catalogue/kinds/en.json"),
        ..words
    })
}

/// Reads a file of the repository.
fn file<T: DeserializeOwned>(path: &str) -> T {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../");
    serde_json::from_str(&std::fs::read_to_string([root, path].concat()).unwrap()).unwrap()
}

/// Adds what a table lacks.
fn with<V: Clone>(known: Table<V>, more: Table<V>) -> Table<V> {
    let new = more.iter().filter(|(key, _)| !known.contains_key(key.as_str()));
    known.iter().chain(new).cloned().collect()
}
