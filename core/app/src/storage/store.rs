//! All journals of the data folder and what only this device knows.
//!
//! `profiles/<person>/journal.jsonl` is one person's, `app/journal.jsonl` holds choices for the app as a whole,
//! `device.json` never travels.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use widerspruch_domain::journal::{Act, Entry, EntryId, State, VERSION, fold};

use super::{Lock, journal, replace};
use crate::boundary::{ChannelState, Moment, PermissionState, Restriction};

/// Facts of this device: rewritten as a whole, lost without harm.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Device {
    /// Drawn once from the system; names this installation's entries.
    pub(crate) installation: String,
    /// No entry number up to this one is given again, even where its journal was erased.
    pub(crate) numbers_used: u64,
    /// The person whose screens are shown.
    pub(crate) current: String,
    /// Guides whose link was opened and not answered since: `p1/linkedin/ai-training`.
    pub(crate) opened: BTreeSet<String>,
    /// Names of set-aside files that the person has seen.
    pub(crate) dismissed: BTreeSet<String>,
    pub(crate) permission: PermissionState,
    pub(crate) channel: ChannelState,
    pub(crate) restrictions: Vec<Restriction>,
    /// Id of a reminder → when it was shown, in seconds since 1970.
    pub(crate) shown: BTreeMap<String, i64>,
    pub(crate) pending: BTreeSet<String>,
    /// When a test reminder is to appear, in seconds since 1970.
    pub(crate) test_at: Option<i64>,
}

/// One journal in memory.
#[derive(Debug, Default)]
pub(crate) struct Book {
    entries: Vec<Entry>,
    length: u64,
    /// What follows from the entries.
    pub(crate) state: State,
    /// Written by a newer version: nothing may be appended.
    pub(crate) newer: bool,
    /// Lines that cannot be read and could not be set aside, as in a read-only folder.
    pub(crate) damaged: usize,
    /// Name of each file with damage beside the journal, and how many lines it holds.
    pub(crate) aside: Vec<(String, usize)>,
}

impl Book {
    fn load(path: &Path) -> io::Result<Self> {
        let read = journal::read(path)?;
        let state = fold(&read.entries);
        let aside = path.parent().map_or_else(Vec::new, asides);
        let damaged = read.damaged.len();
        Ok(Self { entries: read.entries, length: read.length, state, newer: read.newer, damaged, aside })
    }

    /// How many entries could be read.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }
}

/// The data folder.
#[derive(Debug)]
pub(crate) struct Store {
    dir: PathBuf,
    pub(crate) device: Device,
    /// Choices for the app as a whole.
    pub(crate) app: Book,
    /// By person: `p1`, `p2` …
    pub(crate) persons: BTreeMap<String, Book>,
}

/// Why a journal was not written.
#[derive(Debug)]
pub(crate) enum WriteError {
    Storage(io::Error),
    Newer,
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self::Storage(error)
    }
}

impl Store {
    /// Opens the folder, sets damage aside where it can be written, and reads everything.
    ///
    /// # Errors
    /// When the folder cannot be read. One that cannot be written opens.
    pub(crate) fn open(dir: &Path) -> io::Result<Self> {
        let made = fs::create_dir_all(dir);
        if !dir.is_dir() {
            made?;
        }
        let mut store =
            Self { dir: dir.to_owned(), device: Device::default(), app: Book::default(), persons: BTreeMap::new() };
        if let Ok(_lock) = Lock::wait(dir) {
            for path in store.person_ids()?.iter().map(|id| store.journal_of(id)).chain([store.app_journal()]) {
                if path.exists() {
                    // In a read-only folder the damage stays where it is and is reported all the same.
                    let _ = journal::set_damage_aside(&path);
                }
            }
        }
        store.device = read_device(&dir.join("device.json"))?;
        store.refresh()?;
        Ok(store)
    }

    /// Reads what other processes have appended, begun or erased since.
    pub(crate) fn refresh(&mut self) -> io::Result<()> {
        let ids = self.person_ids()?;
        self.persons.retain(|id, _| ids.contains(id));
        for id in ids {
            let path = self.journal_of(&id);
            if self.persons.get(&id).is_none_or(|book| book.length != length_of(&path)) {
                self.persons.insert(id, Book::load(&path)?);
            }
        }
        let path = self.app_journal();
        if self.app.length != length_of(&path) {
            self.app = Book::load(&path)?;
        }
        Ok(())
    }

    /// Writes one entry into a person's journal, or into the app's for `None`.
    pub(crate) fn append(&mut self, person: Option<&str>, acts: Vec<Act>, now: Moment) -> Result<EntryId, WriteError> {
        let _lock = Lock::wait(&self.dir)?;
        self.refresh()?;
        self.append_locked(person, acts, now)
    }

    /// Begins a journal for one more person and returns the person's id.
    pub(crate) fn add_person(&mut self, acts: Vec<Act>, now: Moment) -> Result<(String, EntryId), WriteError> {
        let _lock = Lock::wait(&self.dir)?;
        self.refresh()?;
        let newest = self.persons.keys().filter_map(|id| id.strip_prefix('p')?.parse::<u32>().ok()).max().unwrap_or(0);
        let id = format!("p{}", newest + 1);
        let entry = self.append_locked(Some(&id), acts, now)?;
        Ok((id, entry))
    }

    /// Erases a person: the whole folder. There is no way back.
    pub(crate) fn erase_person(&mut self, id: &str) -> Result<(), WriteError> {
        let _lock = Lock::wait(&self.dir)?;
        self.device.numbers_used = self.newest_number();
        let prefix = format!("{id}/");
        self.device.opened.retain(|key| !key.starts_with(&prefix));
        self.device.shown.retain(|key, _| !key.starts_with(&prefix));
        self.device.pending.retain(|key| !key.starts_with(&prefix));
        self.save_device()?;
        match fs::remove_dir_all(self.dir.join("profiles").join(id)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        for folder in ["inbox", "outbox"] {
            let _ = fs::remove_dir_all(self.dir.join(folder));
        }
        self.persons.remove(id);
        if self.device.current == id {
            self.device.current = self.persons.keys().next().cloned().unwrap_or_default();
            self.save_device()?;
        }
        Ok(())
    }

    /// Rewrites `device.json`.
    pub(crate) fn save_device(&self) -> io::Result<()> {
        let bytes = serde_json::to_vec_pretty(&self.device)?;
        replace(&self.dir.join("device.json"), &bytes)
    }

    /// The journal that holds an entry: a person's id, or `None` for the app's.
    pub(crate) fn find(&self, entry: &EntryId) -> Option<Option<&str>> {
        let holds = |book: &Book| book.entries.iter().any(|e| e.id == *entry);
        if holds(&self.app) {
            return Some(None);
        }
        self.persons.iter().find(|(_, book)| holds(book)).map(|(id, _)| Some(id.as_str()))
    }

    /// Whether an entry was taken back.
    pub(crate) fn is_undone(&self, id: &EntryId) -> bool {
        let books = self.persons.values().chain([&self.app]);
        books.flat_map(|book| &book.entries).flat_map(|e| &e.acts).any(|act| *act == Act::Undone { entry: id.clone() })
    }

    fn append_locked(&mut self, person: Option<&str>, acts: Vec<Act>, now: Moment) -> Result<EntryId, WriteError> {
        let path = person.map_or_else(|| self.app_journal(), |id| self.journal_of(id));
        if person.map_or(Some(&self.app), |id| self.persons.get(id)).is_some_and(|book| book.newer) {
            return Err(WriteError::Newer);
        }
        if self.device.installation.is_empty() {
            self.device.installation = draw_installation()?;
            self.save_device()?;
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let books = self.persons.values().chain([&self.app]);
        let seq = books.flat_map(|book| &book.entries).map(|entry| entry.seq).max().unwrap_or(0).saturating_add(1);
        let id = EntryId {
            installation: self.device.installation.clone(),
            number: self.newest_number().max(self.device.numbers_used).saturating_add(1),
        };
        let entry =
            Entry { v: VERSION, id: id.clone(), seq, at: now.unix_seconds, offset: now.utc_offset_seconds, acts };
        journal::append(&path, &[entry])?;
        let book = Book::load(&path)?;
        match person {
            Some(person) => {
                self.persons.insert(person.to_owned(), book);
            }
            None => self.app = book,
        }
        Ok(id)
    }

    fn newest_number(&self) -> u64 {
        let books = self.persons.values().chain([&self.app]);
        let ids = books.flat_map(|book| &book.entries).map(|entry| &entry.id);
        let own = ids.filter(|id| id.installation == self.device.installation).map(|id| id.number).max();
        own.unwrap_or(0).max(self.device.numbers_used)
    }

    fn person_ids(&self) -> io::Result<BTreeSet<String>> {
        let entries = match fs::read_dir(self.dir.join("profiles")) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BTreeSet::new()),
            Err(error) => return Err(error),
        };
        let with_journal = entries.flatten().filter(|entry| entry.path().join("journal.jsonl").exists());
        Ok(with_journal.filter_map(|entry| entry.file_name().into_string().ok()).collect())
    }

    fn journal_of(&self, person: &str) -> PathBuf {
        self.dir.join("profiles").join(person).join("journal.jsonl")
    }

    fn app_journal(&self) -> PathBuf {
        self.dir.join("app").join("journal.jsonl")
    }
}

fn length_of(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |data| data.len())
}

fn asides(folder: &Path) -> Vec<(String, usize)> {
    let names = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<(String, usize)> = names
        .filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path())))
        .filter(|(name, _)| name.starts_with("damaged-"))
        .map(|(name, path)| {
            let lines = fs::read(path).map_or(1, |b| b.split(|b| *b == b'\n').filter(|l| !l.is_empty()).count());
            (name, lines)
        })
        .collect();
    found.sort();
    found
}

/// Device facts that cannot be read are kept under another name and begun anew: nothing in them is the person's.
fn read_device(path: &Path) -> io::Result<Device> {
    match fs::read(path) {
        Ok(bytes) => Ok(serde_json::from_slice(&bytes).unwrap_or_else(|_| {
            let _ = fs::rename(path, path.with_file_name("device-damaged.json"));
            Device::default()
        })),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Device::default()),
        Err(error) => Err(error),
    }
}

/// Eight random bytes from the system, as hexadecimal digits.
fn draw_installation() -> io::Result<String> {
    let mut bytes = [0; 8];
    fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
