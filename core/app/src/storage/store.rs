//! The data folder: all journals, and what only this device knows.
//!
//! `profiles/<person>/journal.jsonl` is one person's, `app/journal.jsonl` holds choices for the app as a whole,
//! `device.txt` never travels. `no-backup` is there when the person leaves the data out of the device's backup.

use std::fs;
use std::fs::DirBuilder;
use std::io::{self, ErrorKind, Read};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use widerspruch_domain::journal::{Act, Entry, EntryId, State, VERSION, fold};
use widerspruch_domain::named::Named;

use super::device::{Device, DeviceFile};
use super::journal::{self, Journal};
use super::{Lock, sync_folder_of};
use crate::boundary::Moment;

/// Beginning of the name of a person's folder that is being erased.
const ERASED: &str = ".erased-";

/// One journal in memory.
#[derive(Debug, Default)]
pub(crate) struct Book {
    journal: Journal,
    /// What follows from the entries.
    pub(crate) state: State,
    /// Name of each file with damage beside the journal, and how many lines it holds.
    pub(crate) aside: Vec<(String, usize)>,
}

impl Book {
    fn refresh(&mut self, path: &Path) -> io::Result<()> {
        if self.journal.refresh(path)? {
            self.state = fold(&self.journal.entries);
            self.aside = path.parent().map_or_else(Vec::new, asides);
        }
        Ok(())
    }

    /// How many entries could be read.
    pub(crate) fn len(&self) -> usize {
        self.journal.entries.len()
    }

    /// Lines that cannot be read and could not be set aside, as in a read-only folder.
    pub(crate) fn damaged(&self) -> usize {
        self.journal.damaged.len()
    }

    /// Written by a newer version: nothing may be appended.
    pub(crate) fn newer(&self) -> bool {
        self.journal.newer
    }

    fn holds(&self, id: &EntryId) -> bool {
        self.journal.entries.iter().any(|entry| entry.id == *id)
    }
}

/// The data folder.
#[derive(Debug)]
pub(crate) struct Store {
    dir: PathBuf,
    /// Why nothing may be written now; `None` while a command holds the lock.
    closed: Option<Closed>,
    device: DeviceFile,
    /// Choices for the app as a whole.
    pub(crate) app: Book,
    /// By person: `p1`, `p2` …
    pub(crate) persons: Named<Book>,
}

/// Why nothing may be written.
#[derive(Debug, Clone, Copy)]
enum Closed {
    /// Nobody holds the lock.
    Unlocked,
    /// The lock cannot be had, as in a read-only folder: the system's error number.
    Refused(Option<i32>),
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
    /// Opens the folder, reads everything, and sets damage aside where it can be written.
    ///
    /// # Errors
    /// When the folder cannot be read. One that cannot be written opens.
    pub(crate) fn open(dir: &Path) -> io::Result<Self> {
        // What a person noted is nobody else's business on a shared computer.
        let made = DirBuilder::new().recursive(true).mode(0o700).create(dir);
        if !dir.is_dir() {
            made?;
        }
        let device = DeviceFile::new(dir.join("device.txt"));
        let mut store = Self {
            dir: dir.to_owned(),
            closed: Some(Closed::Unlocked),
            device,
            app: Book::default(),
            persons: Named::new(),
        };
        store.refresh()?;
        if !store.in_order() {
            // In a read-only folder everything stays where it is, and the damage is reported all the same.
            if let Ok(_lock) = Lock::wait(dir) {
                store.put_in_order()?;
            }
        }
        Ok(store)
    }

    /// Reads what other processes have appended, begun or erased since.
    pub(crate) fn refresh(&mut self) -> io::Result<()> {
        self.device.refresh()?;
        let ids = self.person_ids()?;
        self.persons.retain(|id| ids.iter().any(|known| known == id));
        for id in ids {
            let path = self.journal_of(&id);
            self.persons.or_insert(&id, Book::default).refresh(&path)?;
        }
        let path = self.app_journal();
        self.app.refresh(&path)
    }

    /// Takes the lock for one command, so that what it sees is what it changes. In a folder that cannot be written there
    /// is none; the command may look, and learns it when it writes. Given back to [`Self::unlock`].
    pub(crate) fn lock(&mut self) -> Option<Lock> {
        let lock = Lock::wait(&self.dir);
        self.closed = lock.as_ref().err().map(|error| Closed::Refused(error.raw_os_error()));
        lock.ok()
    }

    /// Gives back what [`Self::lock`] gave.
    pub(crate) fn unlock(&mut self, lock: Option<Lock>) {
        self.closed = Some(Closed::Unlocked);
        drop(lock);
    }

    fn may_write(&self) -> io::Result<()> {
        match self.closed {
            None => Ok(()),
            Some(Closed::Refused(Some(number))) => Err(io::Error::from_raw_os_error(number)),
            Some(Closed::Refused(None) | Closed::Unlocked) => Err(io::Error::other("written without the lock")),
        }
    }

    /// What only this device knows.
    pub(crate) fn device(&self) -> &Device {
        self.device.facts()
    }

    /// Changes what only this device knows, on the disk too.
    pub(crate) fn change_device(&mut self, change: impl Fn(&mut Device)) -> io::Result<()> {
        // What changes nothing needs no lock, so that a folder that cannot be written stays usable.
        let mut probe = self.device().clone();
        change(&mut probe);
        if probe == *self.device() {
            return Ok(());
        }
        self.may_write()?;
        self.device.change(change)
    }

    /// Every journal.
    pub(crate) fn books(&self) -> impl Iterator<Item = &Book> {
        self.persons.values().chain([&self.app])
    }

    /// Writes one entry into a person's journal, or into the app's for `None`.
    pub(crate) fn append(&mut self, person: Option<&str>, acts: Vec<Act>, now: Moment) -> Result<EntryId, WriteError> {
        self.may_write()?;
        let path = person.map_or_else(|| self.app_journal(), |id| self.journal_of(id));
        if person.map_or(Some(&self.app), |id| self.persons.get(id)).is_some_and(Book::newer) {
            return Err(WriteError::Newer);
        }
        if self.device().installation.is_empty() {
            let drawn = draw_installation()?;
            self.device.change(|device| device.installation = drawn)?;
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let seq = self.entries().map(|entry| entry.seq).max().unwrap_or(0).saturating_add(1);
        let number = self.newest_number().saturating_add(1);
        let id = EntryId { installation: self.device().installation.clone(), number };
        let entry =
            Entry { v: VERSION, id: id.clone(), seq, at: now.unix_seconds, offset: now.utc_offset_seconds, acts };
        journal::append(&path, &[entry])?;
        match person {
            Some(person) => self.persons.or_insert(person, Book::default).refresh(&path)?,
            None => self.app.refresh(&path)?,
        }
        Ok(id)
    }

    /// Begins a journal for one more person and returns the person's id, which no other person of this device had.
    pub(crate) fn add_person(&mut self, acts: Vec<Act>, now: Moment) -> Result<(String, EntryId), WriteError> {
        let number = |id: &str| id.strip_prefix('p')?.parse::<u32>().ok();
        let newest = self.persons.names().filter_map(number).max().unwrap_or(0).max(self.device().persons_used);
        let id = format!("p{}", newest.saturating_add(1));
        let entry = self.append(Some(&id), acts, now)?;
        Ok((id, entry))
    }

    /// Erases a person: the whole folder. With the last person everything goes. There is no way back.
    pub(crate) fn erase_person(&mut self, id: &str) -> Result<(), WriteError> {
        self.may_write()?;
        let person = self.dir.join("profiles").join(id);
        // Gone at once under this name: a crash leaves no half of a person, and the next start finishes it.
        let going = person.with_file_name(format!("{ERASED}{id}"));
        let last = self.persons.names().all(|other| other == id);
        if !last {
            let number = self.newest_number();
            let prefix = format!("{id}/");
            let next = self.persons.names().find(|other| *other != id).unwrap_or_default().to_owned();
            let used = id.strip_prefix('p').and_then(|n| n.parse().ok()).unwrap_or(0);
            self.device.change(|device| {
                device.numbers_used = device.numbers_used.max(number);
                device.persons_used = device.persons_used.max(used);
                device.forget(&prefix);
                if device.current == id {
                    device.current.clone_from(&next);
                }
            })?;
        }
        match fs::rename(&person, &going) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        sync_folder_of(&going)?;
        remove(&going)?;
        for folder in ["inbox", "outbox"] {
            remove(&self.dir.join(folder))?;
        }
        if last {
            remove(&self.dir.join("app"))?;
            self.device.erase()?;
        }
        Ok(self.refresh()?)
    }

    /// Leaves the data out of the device's backup, or takes them in again: shells look for the file.
    pub(crate) fn mark_for_backup(&self, wanted: bool) -> io::Result<()> {
        let marker = self.dir.join("no-backup");
        if marker.exists() != wanted {
            return Ok(());
        }
        if wanted { remove(&marker) } else { fs::write(marker, []) }
    }

    /// A choice for the app as a whole, where one was made.
    pub(crate) fn setting(&self, name: &str) -> Option<&str> {
        self.app.state.settings.get(name).map(String::as_str)
    }

    /// Every file with damage that was set aside: the person or `None` for the app, its name, and how many lines it holds.
    pub(crate) fn set_aside(&self) -> impl Iterator<Item = (Option<&str>, &str, usize)> {
        let persons = self.persons.iter().map(|(id, book)| (Some(id), book));
        let books = persons.chain([(None, &self.app)]);
        books.flat_map(|(id, book)| book.aside.iter().map(move |(name, lines)| (id, name.as_str(), *lines)))
    }

    /// The journal that holds an entry: a person's id, or `None` for the app's.
    pub(crate) fn find(&self, entry: &EntryId) -> Option<Option<&str>> {
        if self.app.holds(entry) {
            return Some(None);
        }
        self.persons.iter().find(|(_, book)| book.holds(entry)).map(|(id, _)| Some(id))
    }

    /// Whether an entry was taken back.
    pub(crate) fn is_undone(&self, id: &EntryId) -> bool {
        let undone = Act::Undone { entry: id.clone() };
        self.entries().flat_map(|entry| &entry.acts).any(|act| *act == undone)
    }

    fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.books().flat_map(|book| &book.journal.entries)
    }

    /// The highest number that this installation has given to an entry, erased ones included.
    fn newest_number(&self) -> u64 {
        let device = self.device();
        let own = self.entries().map(|entry| &entry.id).filter(|id| id.installation == device.installation);
        own.map(|id| id.number).max().unwrap_or(0).max(device.numbers_used)
    }

    fn in_order(&self) -> bool {
        self.books().all(|book| book.journal.whole()) && self.half_erased().next().is_none()
    }

    /// Sets damage aside and finishes what a crash interrupted.
    fn put_in_order(&mut self) -> io::Result<()> {
        let left: Vec<PathBuf> = self.half_erased().collect();
        for folder in left {
            remove(&folder)?;
        }
        let journals = self.persons.names().map(|id| self.journal_of(id)).chain([self.app_journal()]);
        for path in journals.filter(|path| path.exists()) {
            let _ = journal::set_damage_aside(&path);
        }
        self.refresh()
    }

    fn half_erased(&self) -> impl Iterator<Item = PathBuf> + use<> {
        let folders = fs::read_dir(self.dir.join("profiles")).into_iter().flatten().flatten();
        folders.filter(|entry| entry.file_name().to_string_lossy().starts_with(ERASED)).map(|entry| entry.path())
    }

    fn person_ids(&self) -> io::Result<Vec<String>> {
        let entries = match fs::read_dir(self.dir.join("profiles")) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        let persons = names.filter(|name| !name.starts_with('.'));
        Ok(persons.filter(|id| self.journal_of(id).exists()).collect())
    }

    fn journal_of(&self, person: &str) -> PathBuf {
        self.dir.join("profiles").join(person).join("journal.jsonl")
    }

    fn app_journal(&self) -> PathBuf {
        self.dir.join("app").join("journal.jsonl")
    }
}

/// Removes a file or a folder with all that is in it; one that is not there is fine.
fn remove(path: &Path) -> io::Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn asides(folder: &Path) -> Vec<(String, usize)> {
    let mut found: Vec<(String, usize)> = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(name) = entry.file_name().into_string() else { continue };
        if name.starts_with("damaged-") {
            let lines = |bytes: Vec<u8>| bytes.split(|b| *b == b'\n').filter(|line| !line.is_empty()).count();
            let place = found.partition_point(|(known, _)| *known < name);
            found.insert(place, (name, fs::read(entry.path()).map_or(1, lines)));
        }
    }
    found
}

/// Eight random bytes from the system, as hexadecimal digits.
fn draw_installation() -> io::Result<String> {
    let mut bytes = [0; 8];
    fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
