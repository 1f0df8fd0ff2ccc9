//! The data folder: all journals, and the facts of this device.
//!
//! `profiles/<person>/journal.jsonl` belongs to one person, `app/journal.jsonl` holds choices for the app as a whole,
//! `device.txt` never leaves the device. `no-backup` exists while the data stay out of the device's backup.

use std::fs;
use std::io::{self, ErrorKind, Read};
use std::ops::RangeInclusive;
use std::path::Path;

use chrono::NaiveDate;
use widerspruch_domain::journal::{Act, Entry, EntryId, LARGEST_SEQ, State, VERSION, fold_believed_entries};
use widerspruch_domain::sorted_map::SortedMap;

use super::checked_copies::CheckedCopies;
use super::checksum::checksum;
use super::copies::{Copies, names_of_files};
use super::device::{Device, DeviceFile, LARGEST_NUMBER, LARGEST_PERSON};
use super::files::{
    count_lines, is_closed_or_full, look_at, make_folder, names_in, read_at_most, remove, replace, staging_of,
    sync_folder_of,
};
use super::journal::{self, Journal};
use super::lock::Lock;
use super::place::{DAMAGED, ERASED, IoContext as _, Place, failure};
use crate::boundary::Moment;

/// File that says how long journals were before a command that writes to several of them.
const UNFINISHED: &str = "unfinished.txt";

/// Most bytes of that file.
const LARGEST_GROUP: u64 = 1_000_000;

/// File that exists while the data stay out of the device's backup.
const NO_BACKUP: &str = "no-backup";

/// Name of the app's journal in it; persons are called `p1`, `p2` …
const APP: &str = "app";

/// Name of the folder with the copies of a person's pictures.
const EVIDENCE: &str = "evidence";

/// A journal in memory, with the state that follows from it.
#[derive(Debug, Default)]
pub(crate) struct OpenJournal {
    journal: Journal,
    /// The state after all entries.
    pub(crate) state: State,
    /// How many entries are of a day before and after those that are believed.
    doubted: (usize, usize),
    /// Files with corrupt lines beside the journal: name and number of lines.
    pub(crate) aside: Vec<(String, usize)>,
}

impl OpenJournal {
    /// Reads what was written since the last call; returns whether anything changed.
    fn refresh(&mut self, place: &Place, days: &RangeInclusive<NaiveDate>) -> io::Result<bool> {
        let changed = self.journal.refresh(place)?;
        if changed {
            self.doubted = self.count_doubted(days);
            self.state = fold_believed_entries(&self.journal.entries, days);
            self.aside = place.parent().as_ref().map_or(Ok(Vec::new()), set_aside_files)?;
        }
        Ok(changed)
    }

    /// Believes the entries of these days.
    fn believe(&mut self, days: &RangeInclusive<NaiveDate>) {
        let doubted = self.count_doubted(days);
        if doubted != self.doubted {
            self.doubted = doubted;
            self.state = fold_believed_entries(&self.journal.entries, days);
        }
    }

    fn count_doubted(&self, days: &RangeInclusive<NaiveDate>) -> (usize, usize) {
        let mut doubted = (0, 0);
        for day in self.journal.entries.iter().map(|entry| entry.local().date()) {
            doubted.0 += usize::from(day < *days.start());
            doubted.1 += usize::from(day > *days.end());
        }
        doubted
    }

    /// Returns how many entries could be read.
    pub(crate) fn len(&self) -> usize {
        self.journal.entries.len()
    }

    /// Counts the corrupt lines that are still in the journal, because it lies in a read-only folder.
    pub(crate) fn damaged(&self) -> usize {
        self.journal.damaged.len()
    }

    /// Returns whether a newer version wrote the journal, so that nothing may be appended.
    pub(crate) fn newer(&self) -> bool {
        self.journal.newer
    }

    /// Returns whether the journal is one readable entry and nothing else: no corrupt line, no line of a newer version.
    pub(crate) fn holds_one_entry_only(&self) -> bool {
        self.len() == 1 && self.damaged() == 0 && !self.newer() && self.aside.is_empty()
    }

    /// Returns every entry that could be read.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.journal.entries
    }

    fn holds(&self, id: &EntryId) -> bool {
        self.journal.entries.iter().any(|entry| entry.id == *id)
    }
}

/// Returns the entry that an act undoes.
const fn undone_by(act: &Act) -> Option<&EntryId> {
    match act {
        Act::Undone { entry } => Some(entry),
        _ => None,
    }
}

/// The open data folder.
#[derive(Debug)]
pub(crate) struct Store {
    dir: Place,
    /// Reason why nothing may be written now; `None` while a command holds the lock.
    closed: Option<Closed>,
    device: DeviceFile,
    /// Choices for the app as a whole.
    pub(crate) app: OpenJournal,
    /// Journals by person: `p1`, `p2` …
    pub(crate) persons: SortedMap<OpenJournal>,
    /// Number of entries that this installation wrote and that are in no journal any more.
    missing: u64,
    /// Days of which entries are believed.
    believed: RangeInclusive<NaiveDate>,
    /// Copies of pictures whose checksums were computed anew since the app was opened.
    pub(crate) checked_copies: CheckedCopies,
}

/// An entry to write: the person, or `None` for the app as a whole, and the acts.
pub(crate) type Writing = (Option<String>, Vec<Act>);

/// Reasons why nothing may be written.
#[derive(Debug)]
enum Closed {
    /// Nobody holds the lock.
    Unlocked,
    /// The system refused the lock, as in a read-only folder.
    Refused(io::Error),
}

/// Reasons why a journal was not written.
#[derive(Debug)]
pub(crate) enum WriteError {
    Storage(io::Error),
    Newer,
}

/// What is left of an erased person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Erased {
    Whole,
    /// Something could not be removed yet.
    RestLeft,
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self::Storage(error)
    }
}

impl Store {
    /// Opens the folder, reads everything, and sets corrupt lines aside unless the folder is read-only or another program
    /// keeps its lock.
    ///
    /// # Errors
    /// If the folder cannot be read. A read-only folder is no error.
    pub(crate) fn open(dir: &Path) -> io::Result<Self> {
        let dir = Place::data_folder(dir);
        make_folder(&dir)?;
        let device = DeviceFile::new(dir.join("device.txt"));
        let mut store = Self {
            dir,
            closed: Some(Closed::Unlocked),
            device,
            app: OpenJournal::default(),
            persons: SortedMap::new(),
            missing: 0,
            believed: NaiveDate::MIN..=NaiveDate::MAX,
            checked_copies: CheckedCopies::default(),
        };
        store.refresh()?;
        if !store.is_in_order()? {
            match Lock::wait_briefly(&store.dir) {
                Ok(_lock) => store.put_in_order()?,
                // Reading needs no lock: what is damaged is told from where it lies, and the next start tries again.
                Err(error) if error.kind() == ErrorKind::TimedOut => {}
                Err(error) => pass_over_closed(Err(error))?,
            }
        }
        Ok(store)
    }

    /// Reads what other processes have written or erased since the last call.
    pub(crate) fn refresh(&mut self) -> io::Result<()> {
        let accounted = |device: &Device| (device.numbers_used, device.newest);
        let before = (accounted(self.device()), self.persons.len());
        self.device.refresh()?;
        let ids = self.person_ids()?;
        self.persons.retain(|id| ids.iter().any(|known| known == id));
        let mut changed = before != (accounted(self.device()), self.persons.len());
        for id in ids {
            let path = self.journal_of(&id);
            changed |= self.persons.get_or_insert_with(&id, OpenJournal::default).refresh(&path, &self.believed)?;
        }
        let path = self.app_journal();
        changed |= self.app.refresh(&path, &self.believed)?;
        if changed {
            self.missing = self.count_missing();
        }
        Ok(())
    }

    /// Believes the entries of these days, and no day of the others: they were noted while the clock was wrong.
    pub(crate) fn believe(&mut self, days: RangeInclusive<NaiveDate>) {
        if days != self.believed {
            self.believed = days;
            let days = &self.believed;
            self.persons.values_mut().chain([&mut self.app]).for_each(|journal| journal.believe(days));
        }
    }

    /// Takes the lock for one command, so that no other process writes between its reading and its writing. Returns
    /// `None` in a read-only folder: reading still works, the first write fails. Pass the result to [`Self::unlock`].
    pub(crate) fn lock(&mut self) -> Option<Lock> {
        // What a crash of another process left half done is undone before anything is read.
        match Lock::wait(&self.dir).and_then(|lock| self.roll_back_unfinished().map(|()| lock)) {
            Ok(lock) => {
                self.closed = None;
                Some(lock)
            }
            // The first write tells it.
            Err(error) => {
                self.closed = Some(Closed::Refused(error));
                None
            }
        }
    }

    /// Releases the lock from [`Self::lock`].
    pub(crate) fn unlock(&mut self, lock: Option<Lock>) {
        self.closed = Some(Closed::Unlocked);
        drop(lock);
    }

    pub(super) fn may_write(&self) -> io::Result<()> {
        match &self.closed {
            None => Ok(()),
            Some(Closed::Refused(error)) => Err(failure(error.kind(), error.to_string())),
            Some(Closed::Unlocked) => Err(failure(ErrorKind::Other, "write without the lock".to_owned())),
        }
    }

    /// Returns the facts of this device.
    pub(crate) fn device(&self) -> &Device {
        self.device.facts()
    }

    /// Changes the facts of this device, in memory and on the disk.
    pub(crate) fn change_device(&mut self, change: impl Fn(&mut Device)) -> io::Result<()> {
        self.change_device_if_needed(&change)
    }

    fn change_device_if_needed(&mut self, change: &dyn Fn(&mut Device)) -> io::Result<()> {
        // Without a change nothing is written, so that a read-only folder stays usable.
        let mut probe = self.device().clone();
        change(&mut probe);
        if probe == *self.device() {
            return Ok(());
        }
        self.may_write()?;
        self.device.change(change)
    }

    /// Forgets what the device did after a time, in seconds since 1970: the clock was ahead then. In a folder that cannot be
    /// written now, forgets it in memory.
    pub(crate) fn forget_after(&mut self, latest: i64) {
        if self.closed.is_none() {
            // What cannot be written is forgotten in memory, and written by the next command.
            let _ = self.change_device(|device| device.forget_after(latest));
        }
        self.device.forget_after(latest);
    }

    /// Iterates over all journals.
    pub(crate) fn journals(&self) -> impl Iterator<Item = &OpenJournal> {
        self.persons.values().chain([&self.app])
    }

    /// Writes one entry into a person's journal, or into the app's for `None`.
    pub(crate) fn append(&mut self, person: Option<&str>, acts: Vec<Act>, now: Moment) -> Result<EntryId, WriteError> {
        let written = self.append_all(vec![(person.map(str::to_owned), acts)], now)?;
        Ok(written.into_iter().next().expect("an entry for each writing"))
    }

    /// Writes entries into several journals. If one write fails, rolls the others back.
    pub(crate) fn append_all(&mut self, writings: Vec<Writing>, now: Moment) -> Result<Vec<EntryId>, WriteError> {
        self.may_write()?;
        let journal = |person: &Option<String>| person.as_ref().map_or(Some(&self.app), |id| self.persons.get(id));
        if writings.iter().any(|(person, _)| journal(person).is_some_and(OpenJournal::newer)) {
            return Err(WriteError::Newer);
        }
        self.ready_installation()?;
        let mut seq = self.entries().map(|entry| entry.seq).max().unwrap_or(0).max(self.newest_number());
        let mut number = self.newest_number();
        let mut written = Vec::new();
        let mut lines = Vec::new();
        for (person, acts) in writings {
            (seq, number) = (seq.saturating_add(1).min(LARGEST_SEQ), number.saturating_add(1));
            let id = EntryId { installation: self.device().installation.clone(), number };
            let at = now.unix_seconds;
            lines.push((person, Entry { v: VERSION, id: id.clone(), seq, at, offset: now.utc_offset_seconds, acts }));
            written.push(id);
        }
        for (person, _) in &lines {
            self.cut_unacknowledged_tail(person.as_deref())?;
        }
        self.append_group(&lines)?;
        // If the number cannot be kept, the journals still show it.
        let _ = self.device.change(|device| device.newest = number);
        // The entries are written. If they cannot be read now, the next command reports it.
        let _ = self.refresh();
        Ok(written)
    }

    /// Appends lines to several journals: all of them or none, also in a crash. How long each journal was is written down
    /// first; as long as that file is there, the group is unfinished and the next start rolls it back.
    fn append_group(&mut self, lines: &[(Option<String>, Entry)]) -> io::Result<()> {
        let unfinished = self.dir.join(UNFINISHED);
        if lines.len() > 1 {
            let mut lengths = String::new();
            for (person, _) in lines {
                let length = look_at(&self.journal_at(person.as_deref()))?.map_or(0, |data| data.len());
                lengths.extend([&length.to_string(), " ", person.as_deref().unwrap_or(APP), "\n"]);
            }
            replace(&unfinished, format!("{:08x}\n{lengths}", checksum(lengths.as_bytes())).as_bytes())?;
        }
        let mut appended = Ok(());
        for (person, entry) in lines {
            let path = self.journal_at(person.as_deref());
            appended = path.parent().as_ref().map_or(Ok(()), make_folder);
            appended = appended.and_then(|()| journal::append(&path, std::slice::from_ref(entry)).map(drop));
            if appended.is_err() {
                break;
            }
        }
        if lines.len() > 1 {
            if appended.is_ok() {
                // Only without the file is the group there for good.
                appended = remove(&unfinished);
                // From here on everybody reads the group, so it is there. Only a power failure could bring the file back.
                let _ = sync_folder_of(&unfinished);
            }
            if appended.is_err() {
                // Should this fail too, the file stays and the next start rolls back.
                let _ = self.roll_back_unfinished();
            }
        }
        if appended.is_err() {
            // What stays is empty, and goes at the next start.
            let _ = self.remove_empty_persons();
        }
        appended
    }

    /// Rolls back a group of lines that a crash left unfinished. The caller holds the lock. A damaged file shortens
    /// nothing: half a group is better than an entry less.
    fn roll_back_unfinished(&self) -> io::Result<()> {
        let unfinished = self.dir.join(UNFINISHED);
        let Some(lengths) = read_at_most(&unfinished, LARGEST_GROUP)? else { return Ok(()) };
        let lengths = String::from_utf8_lossy(&lengths);
        let whole =
            lengths.split_once('\n').filter(|(sum, lines)| *sum == format!("{:08x}", checksum(lines.as_bytes())));
        for line in whole.map_or("", |(_, lines)| lines).lines() {
            let Some((length, name)) = line.split_once(' ') else { continue };
            if name != APP && !is_person(name) {
                continue;
            }
            let Ok(length) = length.parse() else { continue };
            let path = self.journal_at(Some(name).filter(|name| *name != APP));
            if look_at(&path)?.is_some_and(|data| data.len() > length) {
                journal::shorten(&path, length)?;
            }
        }
        remove(&unfinished)?;
        sync_folder_of(&unfinished)
    }

    /// Removes folders of persons in which nothing was written: no such person ever began. The caller holds the lock.
    fn remove_empty_persons(&self) -> io::Result<()> {
        for folder in self.empty_persons()? {
            for name in ["journal.jsonl", "journal.new"] {
                remove(&folder.join(name))?;
            }
            fs::remove_dir(&folder).context("remove", &folder)?;
        }
        Ok(())
    }

    fn empty_persons(&self) -> io::Result<Vec<Place>> {
        let mut empty = Vec::new();
        for id in self.folders_of_persons()? {
            let folder = self.folder_of(&id);
            if holds_nothing(&folder)? {
                empty.push(folder);
            }
        }
        Ok(empty)
    }

    /// Returns the id that the next entry will get while the lock is held, for acts that name their entry.
    pub(crate) fn next_id(&mut self) -> Result<EntryId, WriteError> {
        self.may_write()?;
        self.ready_installation()?;
        let number = self.newest_number().saturating_add(1);
        Ok(EntryId { installation: self.device().installation.clone(), number })
    }

    fn ready_installation(&mut self) -> io::Result<()> {
        // Numbers that are used up begin again in another installation: none is ever given twice.
        if !self.device().installation.is_empty() && self.newest_number() < LARGEST_NUMBER {
            return Ok(());
        }
        let drawn = draw_installation()?;
        self.device.change(|device| device.begin_installation(drawn))
    }

    /// Returns an id for a new person, which no person of this device ever had.
    pub(crate) fn free_person(&self) -> String {
        let believed = |number: &u32| *number <= LARGEST_PERSON;
        let there = self.persons.keys().map(person_number).filter(believed).max().unwrap_or(0);
        // Where the device could not keep the number of an erased person, the rest of that person still shows it.
        let half_erased = self.half_erased().unwrap_or_default();
        let erased = half_erased.iter().filter_map(|name| name.strip_prefix(ERASED));
        let erased = erased.map(person_number).filter(believed).max().unwrap_or(0);
        let mut number = there.max(self.device().persons_used).max(erased);
        loop {
            number = number.saturating_add(1);
            let id = format!("p{number}");
            if !self.persons.contains_key(&id) {
                return id;
            }
        }
    }

    /// Erases a person with the whole folder, and everything with the last person. There is no way back.
    pub(crate) fn erase_person(&mut self, id: &str) -> Result<Erased, WriteError> {
        self.may_write()?;
        let person = self.folder_of(id);
        // Renaming is atomic: after a crash the person is gone, and the next start removes the rest.
        let going = person.with_file_name(&format!("{ERASED}{id}"));
        match fs::rename(&person, &going) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).context("rename", &person).map_err(WriteError::Storage);
            }
            _ => {}
        }
        self.persons.retain(|known| known != id);
        // The person is gone: syncing and removing the rest can fail without making that untrue. What is left is told, and
        // the next start tries again.
        let _ = sync_folder_of(&going);
        let _ = self.finish_erasing();
        // If the others cannot be read now, the next call reports it.
        let _ = self.refresh();
        self.missing = self.count_missing();
        let is_all_removed = self.half_erased().is_ok_and(|left| left.is_empty());
        Ok(if is_all_removed { Erased::Whole } else { Erased::RestLeft })
    }

    /// Removes the rest of erased persons, and what this device knows of them. What cannot be removed keeps nothing else
    /// from going. Removes their folders last, once nothing else is left: a folder that is still there shows that this is
    /// unfinished.
    ///
    /// # Errors
    /// If the facts of this device cannot be changed. What cannot be removed is no error.
    fn finish_erasing(&mut self) -> io::Result<()> {
        let left = self.half_erased()?;
        if left.is_empty() {
            return Ok(());
        }
        let folders: Vec<Place> = left.iter().map(|name| self.folder_of(name)).collect();
        // All of this goes before the facts of the device are written: on a full disk it makes the room for them.
        let mut is_all_removed = true;
        let mut try_to_remove = |place: &Place| is_all_removed &= remove(place).is_ok();
        // Words before pictures.
        for folder in &folders {
            try_to_remove(&folder.join("journal.jsonl"));
            let names = names_in(folder).unwrap_or_default().into_iter().filter(|name| name != EVIDENCE);
            names.for_each(|name| try_to_remove(&folder.join(&name)));
        }
        let others = self.person_ids()?;
        if others.is_empty() {
            try_to_remove(&self.dir.join("app"));
        }
        for folder in ["inbox", "outbox"] {
            try_to_remove(&self.dir.join(folder));
        }
        for evidence in folders.iter().map(|folder| folder.join(EVIDENCE)) {
            let names = names_of_files(&evidence).unwrap_or_default();
            names.iter().for_each(|name| try_to_remove(&evidence.join(name)));
            try_to_remove(&evidence);
        }
        // Numbers of persons reveal nothing, and a reused number would let an old notification reach somebody else.
        let erased: Vec<&str> = left.iter().filter_map(|name| name.strip_prefix(ERASED)).collect();
        let used = erased.iter().map(|id| person_number(id)).max().unwrap_or(0).max(self.device().persons_used);
        let numbers = self.newest_number();
        self.device.change(|device| {
            if others.is_empty() {
                *device = Device { persons_used: used, ..Device::default() };
                return;
            }
            (device.numbers_used, device.persons_used) = (numbers, used);
            erased.iter().for_each(|id| device.forget(&[id, "/"].concat()));
            if erased.contains(&device.current.as_str()) {
                let before = others.iter().find(|id| **id == device.previous).or(others.first());
                device.current = before.cloned().unwrap_or_default();
            }
        })?;
        if is_all_removed {
            // A folder that stays is removed at the next start.
            let _ = folders.iter().try_for_each(remove);
        }
        Ok(())
    }

    /// Writes or removes the file by which shells leave the data out of the device's backup.
    pub(crate) fn mark_for_backup(&self, wanted: bool) -> io::Result<()> {
        let marker = self.dir.join(NO_BACKUP);
        if look_at(&marker)?.is_some() != wanted {
            return Ok(());
        }
        if wanted {
            return remove(&marker);
        }
        replace(&marker, &[])
    }

    /// Returns the place of a path below the data folder.
    pub(crate) fn at(&self, path: &str) -> Place {
        self.dir.join(path)
    }

    /// Returns a choice for the app as a whole; `None` if nothing was chosen.
    pub(crate) fn setting(&self, name: &str) -> Option<&str> {
        self.app.state.settings.get(name).map(String::as_str)
    }

    /// Iterates over the files with corrupt lines: the person or `None` for the app, the name, the number of lines.
    pub(crate) fn set_aside(&self) -> impl Iterator<Item = (Option<&str>, &str, usize)> {
        let persons = self.persons.iter().map(|(id, journal)| (Some(id), journal));
        let journals = persons.chain([(None, &self.app)]);
        journals.flat_map(|(id, journal)| journal.aside.iter().map(move |(name, lines)| (id, name.as_str(), *lines)))
    }

    /// Finds the journal that holds an entry: `Some(None)` is the app's, `Some(Some(id))` a person's.
    pub(crate) fn find(&self, entry: &EntryId) -> Option<Option<&str>> {
        if self.app.holds(entry) {
            return Some(None);
        }
        self.persons.iter().find(|(_, journal)| journal.holds(entry)).map(|(id, _)| Some(id))
    }

    /// Returns whether an entry was undone, or undoes another one itself, which is not undone again.
    pub(crate) fn is_undone(&self, id: &EntryId) -> bool {
        let undoes =
            |entry: &Entry| entry.acts.iter().filter_map(undone_by).any(|undone| entry.id == *id || undone == id);
        self.entries().any(undoes)
    }

    /// Returns the entries of a person that were not undone.
    pub(crate) fn standing_entries(&self, person: &str) -> Vec<&Entry> {
        let entries = self.persons.get(person).map_or(&[][..], OpenJournal::entries);
        let undone: Vec<&EntryId> = entries.iter().flat_map(|entry| &entry.acts).filter_map(undone_by).collect();
        entries.iter().filter(|entry| !undone.contains(&&entry.id)).collect()
    }

    fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.journals().flat_map(|journal| &journal.journal.entries)
    }

    /// Returns the highest number that this installation gave to an entry, even if the entry was erased or lost.
    fn newest_number(&self) -> u64 {
        let device = self.device();
        own_numbers(self.entries(), device).max().unwrap_or(0).max(device.numbers_used).max(device.newest)
    }

    /// Counts the entries that were written here, were not erased and are in no journal. A file that was cut at the end
    /// of a line shows no other trace.
    fn count_missing(&self) -> u64 {
        // Entries of a newer version are there, but cannot be counted. While somebody is being erased, theirs count as there.
        if self.journals().any(OpenJournal::newer) || self.half_erased().is_ok_and(|left| !left.is_empty()) {
            return 0;
        }
        self.count_missing_after(self.device().numbers_used)
    }

    /// Counts the numbers above one that this installation gave to entries which are in no journal.
    fn count_missing_after(&self, number: u64) -> u64 {
        let mut there: Vec<u64> = own_numbers(self.entries(), self.device()).filter(|own| *own > number).collect();
        there.sort_unstable();
        there.dedup();
        self.newest_number().saturating_sub(number).saturating_sub(there.len() as u64)
    }

    /// Returns how many entries are missing, as of the last refresh. Those in corrupt lines that were set aside count
    /// too.
    pub(crate) fn missing(&self) -> usize {
        usize::try_from(self.missing).unwrap_or(usize::MAX)
    }

    /// Notes that the person knows what is missing, so that it is not reported again.
    pub(crate) fn accept_losses(&mut self) -> io::Result<()> {
        let snapshot: Vec<String> = self.set_aside().map(|(person, name, _)| aside_key(person, name)).collect();
        let number = self.newest_number();
        self.change_device(|device| {
            device.dismissed.clone_from(&snapshot);
            device.numbers_used = number;
        })?;
        self.missing = self.count_missing();
        Ok(())
    }

    /// Counts the lines in files with corrupt lines that the person has not seen yet.
    pub(crate) fn new_damage(&self) -> usize {
        let known = |person, name: &str| self.device().dismissed.contains(&aside_key(person, name));
        self.set_aside().filter(|(person, name, _)| !known(*person, name)).map(|(_, _, lines)| lines).sum()
    }

    /// Returns whether there is damage that the person has not seen yet, or that could not be set aside.
    pub(crate) fn has_new_damage(&self) -> bool {
        self.new_damage() > 0 || self.missing > 0 || self.journals().any(|journal| journal.damaged() > 0)
    }

    /// Returns whether choices for the app as a whole were damaged, and the person has not seen that yet.
    pub(crate) fn has_new_damage_in_settings(&self) -> bool {
        let known = |name: &str| self.device().dismissed.contains(&aside_key(None, name));
        self.app.damaged() > 0 || self.app.aside.iter().any(|(name, _)| !known(name))
    }

    fn is_in_order(&self) -> io::Result<bool> {
        Ok(self.journals().all(|journal| journal.journal.is_intact())
            && self.half_erased()?.is_empty()
            && self.empty_persons()?.is_empty()
            && look_at(&self.dir.join(UNFINISHED))?.is_none()
            && self.unnamed_files().is_empty()
            // Where the pictures of a person cannot be listed, each of them is told.
            && self.persons.iter().all(|(id, person)| self.copies(id, person).are_in_order().unwrap_or(true)))
    }

    /// Sets corrupt lines aside and finishes what a crash interrupted: an erasure, a picture that was added or taken back.
    /// The caller holds the lock.
    fn put_in_order(&mut self) -> io::Result<()> {
        self.roll_back_unfinished()?;
        // Before a journal is judged: another process may have gone on since it was read.
        self.refresh()?;
        for file in self.unnamed_files() {
            // What stays is replaced when the file that it was to become is written.
            let _ = remove(&file);
        }
        pass_over_closed(self.remove_empty_persons())?;
        pass_over_closed(self.finish_erasing())?;
        for person in self.persons.keys().map(Some).chain([None]) {
            // What cannot be cut off or set aside is told from where it lies, nothing is lost, and the next start tries
            // again.
            let _ =
                self.cut_unacknowledged_tail(person).and_then(|()| journal::set_damage_aside(&self.journal_at(person)));
        }
        self.refresh()?;
        for (id, person) in self.persons.iter() {
            // A file that cannot be removed now is in no list, and the next start tries again.
            let _ = self.copies(id, person).put_in_order();
        }
        Ok(())
    }

    /// Returns the copies of a person's pictures, with what the journal says of them.
    pub(super) fn copies<'a>(&self, id: &str, person: &'a OpenJournal) -> Copies<'a> {
        let is_journal_whole = self.missing == 0
            && !self.journals().any(OpenJournal::newer)
            && person.damaged() == 0
            && person.aside.is_empty()
            && person.state.unknown.is_empty();
        let folder = self.folder_of(id).join(EVIDENCE);
        Copies { folder, entries: person.entries(), state: &person.state, is_journal_whole }
    }

    /// Returns the files that a crash left before they got their names. Those of pictures are not among them.
    fn unnamed_files(&self) -> Vec<Place> {
        let single = ["device.txt", UNFINISHED, NO_BACKUP].map(|name| self.dir.join(name));
        let journals = self.persons.keys().map(|id| self.journal_of(id)).chain([self.app_journal()]);
        let all = single.into_iter().chain(journals).map(|place| staging_of(&place));
        // A folder there is not ours.
        all.filter(|place| fs::symlink_metadata(place).is_ok_and(|data| !data.is_dir())).collect()
    }

    /// Cuts off a piece of a line that a crash left at the end of a journal, if this installation wrote it and nobody was told
    /// that its entry was noted: its number was never acknowledged, or every number given after the journal's last entry
    /// belongs to an entry that is there. Any other piece is damage. The caller holds the lock.
    fn cut_unacknowledged_tail(&self, person: Option<&str>) -> io::Result<()> {
        let journal = person.map_or(Some(&self.app), |id| self.persons.get(id));
        let Some(journal) = journal.filter(|journal| journal.journal.is_torn()) else { return Ok(()) };
        let own = &self.device().installation;
        // What another installation acknowledged, the numbers of this one do not show.
        let id = journal.journal.torn_id().unwrap_or_default();
        let is_own = match id.split_once('-') {
            Some((installation, _)) => installation == own,
            // Where the id cannot be made out, it is that of whoever wrote the line before.
            None => own.starts_with(&id) && journal.entries().last().is_some_and(|last| last.id.installation == *own),
        };
        let last = own_numbers(journal.entries().iter(), self.device()).max().unwrap_or(0);
        let are_all_there = self.device().newest > 0 && self.count_missing_after(last) == 0;
        let is_new = journal.journal.damaged_id().is_some_and(|id| id.number > self.newest_number());
        if is_own && (are_all_there || is_new) && journal.damaged() == 1 && !self.journals().any(OpenJournal::newer) {
            return journal::cut_torn_tail(&self.journal_at(person));
        }
        Ok(())
    }

    /// Returns the names of the folders of persons who are being erased.
    fn half_erased(&self) -> io::Result<Vec<String>> {
        let mut names = names_in(&self.dir.join("profiles"))?;
        names.retain(|name| name.starts_with(ERASED));
        Ok(names)
    }

    fn person_ids(&self) -> io::Result<Vec<String>> {
        let mut begun = Vec::new();
        for id in self.folders_of_persons()? {
            if look_at(&self.journal_of(&id))?.is_some() && !holds_nothing(&self.folder_of(&id))? {
                begun.push(id);
            }
        }
        Ok(begun)
    }

    /// Returns the names of all folders that can be those of persons.
    fn folders_of_persons(&self) -> io::Result<Vec<String>> {
        let mut folders = Vec::new();
        // Another folder there, such as a copy with another name, is not ours.
        for name in names_in(&self.dir.join("profiles"))?.into_iter().filter(|name| is_person(name)) {
            let place = self.folder_of(&name);
            match fs::metadata(&place) {
                Ok(data) if data.is_dir() => folders.push(name),
                Ok(_) => {}
                // Erased by another process in this moment.
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(error).context("look at", &place),
            }
        }
        Ok(folders)
    }

    fn folder_of(&self, person: &str) -> Place {
        self.dir.join("profiles").join(person)
    }

    fn journal_at(&self, person: Option<&str>) -> Place {
        person.map_or_else(|| self.app_journal(), |id| self.journal_of(id))
    }

    fn journal_of(&self, person: &str) -> Place {
        self.folder_of(person).join("journal.jsonl")
    }

    fn app_journal(&self) -> Place {
        self.dir.join("app").join("journal.jsonl")
    }
}

/// Passes over an error that only says that nothing can be written now, as in a read-only folder or on a full disk: what
/// is there can be read, and the next start tries again.
fn pass_over_closed(done: io::Result<()>) -> io::Result<()> {
    done.or_else(|error| if is_closed_or_full(&error) { Ok(()) } else { Err(error) })
}

/// Returns whether a person's folder holds only what a crash left before anybody began: no readable line, and nothing
/// that was set aside or added either.
fn holds_nothing(folder: &Place) -> io::Result<bool> {
    for name in names_in(folder)? {
        let is_empty = match name.as_str() {
            "journal.jsonl" => look_at(&folder.join(&name))?.is_none_or(|data| data.is_file() && data.len() == 0),
            "journal.new" => true,
            _ => false,
        };
        if !is_empty {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Returns whether a name is the id of a person, as addresses spell it: `p3`, not `p03`.
fn is_person(name: &str) -> bool {
    let number = person_number(name);
    (1..1_000_000_000).contains(&number) && name == format!("p{number}")
}

/// Returns the number in a person's id: 3 for `p3`.
fn person_number(id: &str) -> u32 {
    id.strip_prefix('p').and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// Iterates over the numbers of those entries that the installation of a device wrote.
fn own_numbers<'a>(entries: impl Iterator<Item = &'a Entry>, device: &'a Device) -> impl Iterator<Item = u64> {
    let own = entries.map(|entry| &entry.id).filter(|id| id.installation == device.installation);
    own.map(|id| id.number).filter(|number| *number <= LARGEST_NUMBER)
}

/// Names a file with corrupt lines among those of all persons.
fn aside_key(person: Option<&str>, name: &str) -> String {
    format!("{}/{name}", person.unwrap_or("app"))
}

/// Lists the files with corrupt lines in a folder: name and number of lines.
fn set_aside_files(folder: &Place) -> io::Result<Vec<(String, usize)>> {
    let mut found = Vec::new();
    for name in names_in(folder)?.into_iter().filter(|name| name.starts_with(DAMAGED)) {
        // A file that cannot be read is told all the same: something was damaged.
        let lines = count_lines(&folder.join(&name)).unwrap_or(1);
        found.push((name, lines));
    }
    Ok(found)
}

/// Draws the name of an installation: eight random bytes from the system as hexadecimal digits.
fn draw_installation() -> io::Result<String> {
    let mut bytes = [0; 8];
    let drawn = fs::File::open("/dev/urandom").and_then(|mut random| random.read_exact(&mut bytes));
    drawn.map_err(|error| failure(error.kind(), format!("read /dev/urandom: {error}")))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
