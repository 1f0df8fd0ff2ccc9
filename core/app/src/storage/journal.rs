//! One journal file: a line an entry, `<crc32> <json>`, appended and synced.
//!
//! What cannot be read is never thrown away: damaged bytes go unchanged into a file of their own beside the journal, the
//! rest loads. A line whose checksum holds but whose version is newer than ours stays where it is and makes the journal
//! read-only.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use widerspruch_domain::journal::{Entry, VERSION};

use super::checksum::checksum;
use super::files::{private, replace, sync_folder_of};

/// Digits of the checksum and the space after it.
const PREFIX: usize = 9;

/// Bytes at the end by which a file is known again: a line's checksum and name are among them.
const TAIL: usize = 256;

/// What a journal file holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Journal {
    /// All entries that could be read, in the order of the file.
    pub entries: Vec<Entry>,
    /// Lines that could not be read, unchanged and without their line end.
    pub damaged: Vec<Vec<u8>>,
    /// Whether a line was written by a newer version: nothing may be appended.
    pub newer: bool,
    /// What was read up to here.
    at: Position,
}

/// A file and a place in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Position {
    /// Often changes when the file is replaced as a whole; a file system may give the number again.
    inode: u64,
    /// When the file was last touched, in seconds and nanoseconds.
    changed: (i64, i64),
    length: u64,
    /// The last bytes before this place.
    tail: Vec<u8>,
}

impl Position {
    /// Whether a line ends here.
    fn complete(&self) -> bool {
        self.tail.last().is_none_or(|last| *last == b'\n')
    }
}

impl Journal {
    /// Reads what was appended since; the whole when the file was replaced. `true` when something changed. A file that
    /// is not there is an empty journal.
    ///
    /// # Errors
    /// When the file is there and cannot be read; the journal is then as it was.
    pub fn refresh(&mut self, path: &Path) -> io::Result<bool> {
        let Some(mut file) = open(path)? else {
            let changed = *self != Self::default();
            *self = Self::default();
            return Ok(changed);
        };
        let there = file.metadata()?;
        let changed = (there.ctime(), there.ctime_nsec());
        let same = there.ino() == self.at.inode;
        if same && there.len() == self.at.length && changed == self.at.changed {
            return Ok(false);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(there.len()).unwrap_or(0));
        // The last line once more: only where it still stands there has the file grown and not become another.
        let known = self.at.tail.clone();
        if same && there.len() >= self.at.length && known.last().is_none_or(|last| *last == b'\n') {
            file.seek(SeekFrom::Start(self.at.length - known.len() as u64))?;
            file.read_to_end(&mut bytes)?;
        }
        let mut length = self.at.length + bytes.len().saturating_sub(known.len()) as u64;
        let mut new = known.len();
        if bytes.is_empty() || !bytes.starts_with(&known) {
            *self = Self::default();
            bytes.clear();
            file.rewind()?;
            file.read_to_end(&mut bytes)?;
            (length, new) = (bytes.len() as u64, 0);
        }
        for line in lines(bytes.get(new..).unwrap_or_default()) {
            match judge(line) {
                Line::Entry(entry) => self.entries.push(*entry),
                Line::Newer => self.newer = true,
                Line::Damaged => self.damaged.push(line.to_vec()),
            }
        }
        let tail = bytes.split_off(bytes.len().saturating_sub(TAIL));
        self.at = Position { inode: there.ino(), changed, length, tail };
        Ok(true)
    }

    /// Whether every line could be read and the last one is complete.
    pub fn whole(&self) -> bool {
        self.damaged.is_empty() && self.at.complete()
    }
}

/// Reads a journal; a file that is not there is an empty one.
///
/// # Errors
/// When the file is there and cannot be read.
pub fn read(path: &Path) -> io::Result<Journal> {
    let mut journal = Journal::default();
    journal.refresh(path)?;
    Ok(journal)
}

/// Appends entries and returns only when they are on the disk. The caller holds the lock of the folder and has looked at
/// [`Journal::newer`]. A torn tail is set aside first, so that it cannot swallow the new line. Gives back how many bytes
/// stood before the new ones.
///
/// # Errors
/// When the disk is full or the folder read-only; the file is then as it was before.
pub fn append(path: &Path, entries: &[Entry]) -> io::Result<u64> {
    if torn(path)? {
        set_damage_aside(path)?;
    }
    let mut bytes = Vec::new();
    for entry in entries {
        write_line(&mut bytes, entry)?;
    }
    let new = !path.exists();
    let mut file = private().create(true).append(true).open(path)?;
    let before = file.metadata()?.len();
    if let Err(error) = file.write_all(&bytes).and_then(|()| file.sync_data()) {
        // A piece of a line must not stay. Should this fail too, the piece is found and set aside on the next open.
        let _ = file.set_len(before);
        return Err(error);
    }
    if new {
        sync_folder_of(path)?;
    }
    Ok(before)
}

/// Takes back what was appended after that length; a journal that was not there is removed. The caller holds the
/// lock of the folder.
///
/// # Errors
/// When the file cannot be written; what was appended then stays.
pub(super) fn shorten(path: &Path, length: u64) -> io::Result<()> {
    if length == 0 {
        return std::fs::remove_file(path);
    }
    let file = File::options().write(true).open(path)?;
    if file.metadata()?.len() > length {
        file.set_len(length)?;
    }
    file.sync_all()
}

/// Moves what cannot be read out of the journal into a file of its own, unchanged, and returns that file. `None` when
/// nothing is damaged. The caller holds the lock of the folder. The damage is on the disk before the journal is touched.
///
/// # Errors
/// When the folder cannot be written; the journal is then as it was.
pub fn set_damage_aside(path: &Path) -> io::Result<Option<PathBuf>> {
    let bytes = std::fs::read(path)?;
    let mut kept = Vec::with_capacity(bytes.len());
    let mut damage = Vec::new();
    for line in lines(&bytes) {
        if let Line::Damaged = judge(line) {
            damage.extend_from_slice(line);
            damage.push(b'\n');
        } else {
            kept.extend_from_slice(line);
            kept.push(b'\n');
        }
    }
    if damage.is_empty() {
        if kept.len() != bytes.len() {
            // Only the last line's end was missing.
            replace(path, &kept)?;
        }
        return Ok(None);
    }
    // Named by the whole journal: the same damage once more is one more file, and what a crash made us begin again is not.
    let aside = path.with_file_name(format!("damaged-{:08x}.txt", checksum(&bytes)));
    let mut file = private().create(true).truncate(true).write(true).open(&aside)?;
    file.write_all(&damage)?;
    file.sync_all()?;
    sync_folder_of(&aside)?;
    replace(path, &kept)?;
    Ok(Some(aside))
}

enum Line {
    Entry(Box<Entry>),
    Newer,
    Damaged,
}

/// A file that is there.
fn open(path: &Path) -> io::Result<Option<File>> {
    match File::open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether the last line has no end.
fn torn(path: &Path) -> io::Result<bool> {
    let Some(mut file) = open(path)? else { return Ok(false) };
    if file.metadata()?.len() == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

/// Lines without their ends; empty ones hold nothing and are passed over.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty())
}

fn judge(line: &[u8]) -> Line {
    let Some(json) = checked(line) else { return Line::Damaged };
    match serde_json::from_slice::<Entry>(json) {
        Ok(entry) if entry.v <= VERSION => Line::Entry(Box::new(entry)),
        Ok(_) => Line::Newer,
        Err(_) => match serde_json::from_slice::<Versioned>(json) {
            Ok(line) if line.v > VERSION => Line::Newer,
            _ => Line::Damaged,
        },
    }
}

/// The part of a line that no version may change.
#[derive(Deserialize)]
struct Versioned {
    v: u32,
}

/// The JSON of a line whose checksum holds.
fn checked(line: &[u8]) -> Option<&[u8]> {
    let (prefix, json) = line.split_at_checked(PREFIX)?;
    let digits = std::str::from_utf8(prefix.strip_suffix(b" ")?).ok()?;
    let lower = digits.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    let sum = u32::from_str_radix(digits, 16).ok()?;
    (lower && sum == checksum(json)).then_some(json)
}

fn write_line(to: &mut Vec<u8>, entry: &Entry) -> io::Result<()> {
    let json = serde_json::to_vec(entry).map_err(|_| ErrorKind::InvalidData)?;
    write!(to, "{:08x} ", checksum(&json))?;
    to.extend_from_slice(&json);
    to.push(b'\n');
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs::OpenOptions;

    use widerspruch_domain::journal::{Act, EntryId};

    use super::*;

    fn entry(number: u64) -> Entry {
        Entry {
            v: VERSION,
            id: EntryId { installation: "a1".into(), number },
            seq: number,
            at: 1_795_460_400,
            offset: 3600,
            acts: vec![Act::PersonRenamed { name: format!("Jürgen {number}\nß") }],
        }
    }

    fn journal_of(count: u64) -> (tempfile::TempDir, PathBuf, Vec<u8>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.jsonl");
        append(&path, &(1..=count).map(entry).collect::<Vec<_>>()).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        (folder, path, bytes)
    }

    #[test]
    fn what_was_appended_is_read_again() {
        let (_folder, path, _) = journal_of(3);
        append(&path, &[entry(4)]).unwrap();
        let journal = read(&path).unwrap();
        assert_eq!(journal.entries, (1..=4).map(entry).collect::<Vec<_>>());
        assert!(journal.damaged.is_empty() && !journal.newer);
    }

    #[test]
    fn a_journal_that_is_not_there_is_empty() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read(&folder.path().join("journal.jsonl")).unwrap().entries.is_empty());
    }

    #[test]
    fn wherever_a_journal_is_cut_every_whole_line_before_the_cut_loads_and_the_next_entry_is_safe() {
        let (_folder, path, bytes) = journal_of(3);
        let ends: Vec<usize> = bytes.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(at, _)| at).collect();
        for cut in 0..bytes.len() {
            std::fs::write(&path, &bytes[..cut]).unwrap();
            let whole = ends.iter().filter(|end| **end <= cut).count();
            let torn = cut > 0 && whole < 3 && !ends.contains(&cut) && !ends.contains(&(cut - 1));
            let journal = read(&path).unwrap();
            assert_eq!(journal.entries.len(), whole, "cut at {cut}");
            assert_eq!(journal.damaged.len(), usize::from(torn), "cut at {cut}");
            append(&path, &[entry(9)]).unwrap();
            let after = read(&path).unwrap();
            assert_eq!(after.entries.len(), whole + 1, "cut at {cut}");
            assert!(after.damaged.is_empty(), "cut at {cut}");
            for aside in std::fs::read_dir(path.parent().unwrap()).unwrap().map(|file| file.unwrap().path()) {
                if aside.file_name().unwrap().to_str().unwrap().starts_with("damaged-") {
                    let start = ends.iter().rev().find(|end| **end < cut).map_or(0, |end| end + 1);
                    assert_eq!(std::fs::read(&aside).unwrap().strip_suffix(b"\n").unwrap(), &bytes[start..cut]);
                    std::fs::remove_file(aside).unwrap();
                }
            }
        }
    }

    #[test]
    fn whichever_bit_is_flipped_nothing_is_lost_in_silence() {
        let (_folder, path, bytes) = journal_of(2);
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut flipped = bytes.clone();
                flipped[at] ^= 1 << bit;
                std::fs::write(&path, &flipped).unwrap();
                let journal = read(&path).unwrap();
                let told = journal.entries.len() == 2 || !journal.damaged.is_empty() || journal.newer;
                assert!(told, "byte {at}, bit {bit}");
                let honest = journal.entries.iter().all(|found| *found == entry(found.id.number));
                assert!(honest, "byte {at}, bit {bit}");
            }
        }
    }

    #[test]
    fn damage_in_the_middle_is_set_aside_unchanged_and_once() {
        let (_folder, path, mut bytes) = journal_of(3);
        let second = bytes.iter().position(|b| *b == b'\n').unwrap() + 1;
        bytes[second + 20] ^= 1;
        std::fs::write(&path, &bytes).unwrap();
        let lost = read(&path).unwrap().damaged.remove(0);
        let aside = set_damage_aside(&path).unwrap().unwrap();
        assert_eq!(std::fs::read(&aside).unwrap().strip_suffix(b"\n").unwrap(), lost);
        let journal = read(&path).unwrap();
        assert_eq!(journal.entries, [entry(1), entry(3)]);
        assert!(journal.damaged.is_empty());
        assert_eq!(set_damage_aside(&path).unwrap(), None);
    }

    #[test]
    fn a_line_of_a_newer_version_stays_in_place_and_is_told() {
        let (_folder, path, mut bytes) = journal_of(1);
        let json = br#"{"v":2,"id":"b2-1","seq":7,"something":"else"}"#;
        bytes.extend_from_slice(format!("{:08x} ", checksum(json)).as_bytes());
        bytes.extend_from_slice(json);
        bytes.push(b'\n');
        std::fs::write(&path, &bytes).unwrap();
        let journal = read(&path).unwrap();
        assert!(journal.newer && journal.damaged.is_empty());
        assert_eq!(journal.entries, [entry(1)]);
        set_damage_aside(&path).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
    }

    #[test]
    fn what_others_append_is_read_without_the_rest_and_a_replaced_file_as_a_whole() {
        let (_folder, path, bytes) = journal_of(2);
        let mut journal = read(&path).unwrap();
        assert!(!journal.refresh(&path).unwrap());
        append(&path, &[entry(3)]).unwrap();
        assert!(journal.refresh(&path).unwrap());
        assert_eq!(journal, read(&path).unwrap());
        assert_eq!(journal.entries.len(), 3);
        // As long as before, but another file.
        let mut other = bytes[..bytes.len() / 2].to_vec();
        other.resize(std::fs::metadata(&path).unwrap().len() as usize - 1, b'x');
        other.push(b'\n');
        replace(&path, &other).unwrap();
        assert!(journal.refresh(&path).unwrap());
        assert_eq!(journal, read(&path).unwrap());
        assert_eq!((journal.entries.len(), journal.damaged.len()), (1, 1));
        std::fs::remove_file(&path).unwrap();
        assert!(journal.refresh(&path).unwrap());
        assert_eq!(journal, Journal::default());
    }

    /// Some file systems give a number again at once.
    #[test]
    fn another_file_under_the_same_number_is_read_as_a_whole() {
        let (_folder, path, bytes) = journal_of(2);
        let (_other, other, _) = journal_of(0);
        append(&other, &[entry(7), entry(8), entry(9)]).unwrap();
        let mut journal = read(&path).unwrap();
        let longer = std::fs::read(other).unwrap();
        for replacement in [longer.clone(), longer[..bytes.len()].to_vec(), longer] {
            // Writing over it keeps the number.
            std::fs::write(&path, &replacement).unwrap();
            assert!(journal.refresh(&path).unwrap());
            assert_eq!(journal, read(&path).unwrap());
        }
    }

    #[test]
    fn the_same_damage_once_more_is_one_more_file() {
        let (_folder, path, _) = journal_of(2);
        for number in 3..5 {
            let mut bytes = std::fs::read(&path).unwrap();
            bytes.extend_from_slice(&[0; 40]);
            std::fs::write(&path, bytes).unwrap();
            assert!(set_damage_aside(&path).unwrap().is_some());
            append(&path, &[entry(number)]).unwrap();
        }
        let files = std::fs::read_dir(path.parent().unwrap()).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        assert_eq!(names.filter(|name| name.starts_with("damaged-")).count(), 2);
    }

    #[test]
    fn a_torn_tail_that_another_writer_completes_is_read_again() {
        let (_folder, path, bytes) = journal_of(2);
        std::fs::write(&path, &bytes[..bytes.len() - 5]).unwrap();
        let mut journal = read(&path).unwrap();
        assert_eq!((journal.entries.len(), journal.damaged.len(), journal.whole()), (1, 1, false));
        OpenOptions::new().append(true).open(&path).unwrap().write_all(&bytes[bytes.len() - 5..]).unwrap();
        assert!(journal.refresh(&path).unwrap());
        assert_eq!((journal.entries.len(), journal.damaged.len(), journal.whole()), (2, 0, true));
    }

    #[test]
    fn a_file_that_cannot_be_replaced_stays_as_it_was() {
        let (_folder, path, bytes) = journal_of(2);
        let folder_in_the_way = path.with_extension("new");
        std::fs::create_dir(&folder_in_the_way).unwrap();
        assert!(replace(&path, b"other").is_err());
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
    }

    #[test]
    fn two_writers_under_the_lock_lose_nothing() {
        let (folder, path, _) = journal_of(0);
        std::thread::scope(|scope| {
            for writer in 0..4_u64 {
                let (folder, path) = (folder.path(), &path);
                scope.spawn(move || {
                    for number in 0..25 {
                        let _lock = super::super::lock::Lock::wait(folder).unwrap();
                        append(path, &[entry(writer * 100 + number)]).unwrap();
                    }
                });
            }
        });
        let journal = read(&path).unwrap();
        assert_eq!(journal.entries.len(), 100);
        assert!(journal.damaged.is_empty());
    }
}
