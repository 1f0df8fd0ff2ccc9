//! A journal file: a line per entry, `<crc32> <json>`, appended and synced.
//!
//! Corrupt lines are never thrown away: they move unchanged into another file beside the journal, and the rest loads. A
//! line with a valid checksum and a newer version than ours stays where it is and makes the journal read-only.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use serde::Deserialize;
use widerspruch_domain::journal::{Entry, EntryId, VERSION};

use super::checksum::checksum;
use super::files::{
    create_whole, exchange, look_at, open_if_there, private_file, read_at_most, replace, sync_folder_of, too_large,
};
use super::place::{DAMAGED, IoContext as _, Place, not_taken_back, refusal};

/// Most bytes of a journal: a thousand times what five years of use need.
const LARGEST: u64 = 512_000_000;

/// Length of a line's checksum and the space after it.
const PREFIX: usize = 9;

/// Number of bytes at the end by which a file is recognized. They hold a line's checksum and its entry's id.
const TAIL: usize = 256;

/// The content of a journal file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Journal {
    /// All entries that could be read, in the order of the file.
    pub entries: Vec<Entry>,
    /// Lines that could not be read, unchanged and without their line end.
    pub damaged: Vec<Vec<u8>>,
    /// Whether a newer version wrote a line, so that nothing may be appended.
    pub newer: bool,
    /// Place in the file up to which it was read.
    at: Position,
}

/// A place in a file, with enough of the file to recognize it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Position {
    /// Number of the file. It often changes when the file is replaced, but a file system may reuse it.
    inode: u64,
    /// Time of the last change of the file or its attributes, in seconds and nanoseconds.
    changed: (i64, i64),
    length: u64,
    /// The last bytes before this place.
    tail: Vec<u8>,
}

impl Position {
    /// Returns whether a line ends here.
    fn ends_a_line(&self) -> bool {
        self.tail.last().is_none_or(|last| *last == b'\n')
    }
}

impl Journal {
    /// Reads the lines that were appended since the last call, or the whole file if it was replaced. Returns whether
    /// anything changed. A missing file is an empty journal.
    ///
    /// # Errors
    /// If the file exists and cannot be read; the journal is then unchanged.
    pub(crate) fn refresh(&mut self, place: &Place) -> io::Result<bool> {
        let Some(mut file) = open_if_there(place)? else {
            let changed = *self != Self::default();
            *self = Self::default();
            return Ok(changed);
        };
        let there = file.metadata().context("look at", place)?;
        if there.len() > LARGEST {
            return Err(too_large(place, LARGEST));
        }
        let changed = (there.ctime(), there.ctime_nsec());
        let same = there.ino() == self.at.inode;
        if same && there.len() == self.at.length && changed == self.at.changed {
            return Ok(false);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(there.len()).unwrap_or(0));
        // Never more than was there when it was looked at: what grows meanwhile is read the next time.
        let mut read_from = |start: u64, bytes: &mut Vec<u8>| {
            file.seek(SeekFrom::Start(start))
                .and_then(|_| (&file).take(there.len().saturating_sub(start)).read_to_end(bytes))
                .context("read", place)
        };
        // Read the known end again: if it is not there any more, this is another file.
        let known = self.at.tail.clone();
        if same && there.len() >= self.at.length && known.last().is_none_or(|last| *last == b'\n') {
            read_from(self.at.length - known.len() as u64, &mut bytes)?;
        }
        let mut length = self.at.length + bytes.len().saturating_sub(known.len()) as u64;
        let mut new = known.len();
        if bytes.is_empty() || !bytes.starts_with(&known) {
            *self = Self::default();
            bytes.clear();
            read_from(0, &mut bytes)?;
            (length, new) = (bytes.len() as u64, 0);
        }
        for line in split_lines(bytes.get(new..).unwrap_or_default()) {
            match parse_line(line) {
                Line::Entry(entry) => self.entries.push(*entry),
                Line::Newer => self.newer = true,
                Line::Damaged => self.damaged.push(line.to_vec()),
            }
        }
        let tail = bytes.split_off(bytes.len().saturating_sub(TAIL));
        self.at = Position { inode: there.ino(), changed, length, tail };
        Ok(true)
    }

    /// Returns whether every line could be read and the last line has its end.
    pub fn is_intact(&self) -> bool {
        self.damaged.is_empty() && self.at.ends_a_line()
    }

    /// Returns whether the last line lacks its end.
    pub(super) fn is_torn(&self) -> bool {
        !self.at.ends_a_line()
    }

    /// Returns the id in the last line that could not be read; `None` if it cannot be made out.
    pub(super) fn damaged_id(&self) -> Option<EntryId> {
        self.text_of_id()?.split_once('"')?.0.parse().ok()
    }

    /// Returns the id in the last line that could not be read, as much of it as is there; `None` if the line ends before it.
    pub(super) fn torn_id(&self) -> Option<String> {
        Some(self.text_of_id()?.split('"').next()?.to_owned())
    }

    /// Returns what follows the beginning of the id in the last line that could not be read.
    fn text_of_id(&self) -> Option<String> {
        // A letter of several bytes can be torn too.
        let line = String::from_utf8_lossy(self.damaged.last()?);
        Some(line.split_once("\"id\":\"")?.1.to_owned())
    }
}

/// Reads a journal. A missing file is an empty journal.
///
/// # Errors
/// If the file exists and cannot be read.
pub fn read(path: &Path) -> io::Result<Journal> {
    let mut journal = Journal::default();
    journal.refresh(&Place::data_folder(path))?;
    Ok(journal)
}

/// Appends entries, syncs them to the disk and returns how many bytes the file had before. Sets a torn tail aside
/// first, which would swallow the new line. The caller holds the lock of the folder and has checked [`Journal::newer`].
///
/// # Errors
/// If the disk is full or the folder read-only; the file is then unchanged.
pub(crate) fn append(place: &Place, entries: &[Entry]) -> io::Result<u64> {
    if has_torn_tail(place)? {
        set_damage_aside(place)?;
    }
    let mut bytes = Vec::new();
    for entry in entries {
        write_line(&mut bytes, entry, place)?;
    }
    if look_at(place)?.is_some_and(|data| data.len() > 0 || !data.is_file()) {
        return append_bytes(place, &bytes);
    }
    // The first line is there whole or not at all: a journal that is there is a person.
    create_whole(place, &bytes)?;
    Ok(0)
}

fn append_bytes(place: &Place, bytes: &[u8]) -> io::Result<u64> {
    let mut file = private_file().append(true).open(place).context("open", place)?;
    let before = file.metadata().context("look at", place)?.len();
    let written = file.write_all(bytes).context("write", place);
    if let Err(error) = written.and_then(|()| file.sync_data().context("sync", place)) {
        return Err(take_back(&file, place, before, error));
    }
    Ok(before)
}

/// Cuts off what an append left that failed: not even a part of a line may stay. Returns the error of the append, or, where
/// this fails too, one whose sentence does not say that nothing was noted: the entry may be there.
fn take_back(file: &File, place: &Place, before: u64, error: io::Error) -> io::Error {
    let length = file.metadata().map(|data| data.len());
    if length.is_ok_and(|length| length == before) {
        return error;
    }
    match file.set_len(before) {
        Ok(()) => error,
        Err(cause) => not_taken_back(place, &error, &cause),
    }
}

/// Rolls an append back: cuts the journal to the length that it had, and removes a journal that did not exist. The
/// caller holds the lock of the folder.
///
/// # Errors
/// If the file cannot be written; the appended entries then stay.
pub(super) fn shorten(place: &Place, length: u64) -> io::Result<()> {
    if length == 0 {
        std::fs::remove_file(place).context("remove", place)?;
        return sync_folder_of(place);
    }
    let file = File::options().write(true).open(place).context("open", place)?;
    if file.metadata().context("look at", place)?.len() > length {
        file.set_len(length).context("shorten", place)?;
    }
    file.sync_all().context("sync", place)
}

/// Cuts off a last line that lacks its end and cannot be read. The caller holds the lock of the folder, and knows that
/// nobody was told that the entry was noted.
///
/// # Errors
/// If the file cannot be written; the piece then stays.
pub(super) fn cut_torn_tail(place: &Place) -> io::Result<()> {
    let bytes = read_at_most(place, LARGEST)?.unwrap_or_default();
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    // Only its end may be missing.
    if whole == 0 || !matches!(parse_line(&bytes[whole..]), Line::Damaged) {
        return Ok(());
    }
    shorten(place, whole as u64)
}

/// Moves corrupt lines unchanged out of the journal into a new file beside it and returns that file; `None` if no line
/// is corrupt. Writes the new file before it touches the journal. The caller holds the lock of the folder.
///
/// # Errors
/// If the folder cannot be written; the journal is then unchanged.
pub(crate) fn set_damage_aside(place: &Place) -> io::Result<Option<Place>> {
    let bytes = read_at_most(place, LARGEST)?.unwrap_or_default();
    let mut kept = Vec::with_capacity(bytes.len());
    let mut damage = Vec::new();
    for line in split_lines(&bytes) {
        if let Line::Damaged = parse_line(line) {
            damage.extend_from_slice(line);
            damage.push(b'\n');
        } else {
            kept.extend_from_slice(line);
            kept.push(b'\n');
        }
    }
    if damage.is_empty() {
        if kept.len() != bytes.len() {
            // No line is corrupt: the journal only lacked the end of its last line.
            replace(place, &kept)?;
        }
        return Ok(None);
    }
    // Named by the journal's checksum: new damage gets a new file, repeating this step after a crash does not.
    let aside = place.with_file_name(&format!("{DAMAGED}{:08x}.txt", checksum(&bytes)));
    if let Err(error) = keep_damage(&aside, &damage).and_then(|()| exchange(place, |_| kept)) {
        // The lines stay in the journal. If it grows, they are set aside under another name, and would be told twice.
        let _ = std::fs::remove_file(&aside);
        return Err(error);
    }
    sync_folder_of(place)?;
    Ok(Some(aside))
}

fn keep_damage(aside: &Place, damage: &[u8]) -> io::Result<()> {
    let mut file = private_file().create(true).truncate(true).write(true).open(aside).context("open", aside)?;
    file.write_all(damage).context("write", aside)?;
    file.sync_all().context("sync", aside)?;
    sync_folder_of(aside)
}

enum Line {
    Entry(Box<Entry>),
    Newer,
    Damaged,
}

/// Returns whether the last line of a file lacks its end.
fn has_torn_tail(place: &Place) -> io::Result<bool> {
    let Some(mut file) = open_if_there(place)? else { return Ok(false) };
    if file.metadata().context("look at", place)?.len() == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1)).and_then(|_| file.read_exact(&mut last)).context("read", place)?;
    Ok(last != *b"\n")
}

/// Splits bytes into lines without their ends, and skips blank lines.
fn split_lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty())
}

/// Removes what an editor may have put around a line: blanks, the CR of its end, a byte order mark. None of it is damage.
fn without_blanks(line: &[u8]) -> &[u8] {
    line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii()
}

fn parse_line(line: &[u8]) -> Line {
    let line = without_blanks(line);
    let Some(json) = checked_json(line) else { return Line::Damaged };
    match serde_json::from_slice::<Entry>(json) {
        Ok(entry) if entry.v <= VERSION => Line::Entry(Box::new(entry)),
        Ok(_) => Line::Newer,
        Err(_) => match serde_json::from_slice::<Versioned>(json) {
            Ok(line) if line.v > VERSION => Line::Newer,
            _ => Line::Damaged,
        },
    }
}

/// The part of an entry that every version of the format has.
#[derive(Deserialize)]
struct Versioned {
    v: u32,
}

/// Returns the JSON of a line; `None` if the line is malformed or its checksum is wrong.
fn checked_json(line: &[u8]) -> Option<&[u8]> {
    let (prefix, json) = line.split_at_checked(PREFIX)?;
    let digits = std::str::from_utf8(prefix.strip_suffix(b" ")?).ok()?;
    let lower = digits.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    let sum = u32::from_str_radix(digits, 16).ok()?;
    (lower && sum == checksum(json)).then_some(json)
}

/// Writes an entry as a line, if this module reads the line back as the same entry: what is acknowledged must be there
/// at the next start.
fn write_line(to: &mut Vec<u8>, entry: &Entry, place: &Place) -> io::Result<()> {
    let refuse = |why| refusal(ErrorKind::InvalidData, "write", place, &format!("entry {} {why}", entry.id));
    // The reason of the other library is left out: it can quote what was typed.
    let json = serde_json::to_vec(entry).map_err(|_| refuse("has no form"))?;
    let mut line = format!("{:08x} ", checksum(&json)).into_bytes();
    line.extend_from_slice(&json);
    if !matches!(parse_line(&line), Line::Entry(read) if *read == *entry) {
        return Err(refuse("could not be read back"));
    }
    to.append(&mut line);
    to.push(b'\n');
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs::OpenOptions;

    use widerspruch_domain::journal::{Act, Via};

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

    fn journal_of(count: u64) -> (tempfile::TempDir, Place, Vec<u8>) {
        let folder = tempfile::tempdir().unwrap();
        let path = Place::data_folder(folder.path()).join("journal.jsonl");
        append(&path, &(1..=count).map(entry).collect::<Vec<_>>()).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        (folder, path, bytes)
    }

    #[test]
    fn appended_entries_are_read_back() {
        let (_folder, path, _) = journal_of(3);
        append(&path, &[entry(4)]).unwrap();
        let journal = read(path.path()).unwrap();
        assert_eq!(journal.entries, (1..=4).map(entry).collect::<Vec<_>>());
        assert!(journal.damaged.is_empty() && !journal.newer);
    }

    #[test]
    fn an_entry_that_could_not_be_read_back_is_refused_by_its_id_without_its_text() {
        let (_folder, path, _) = journal_of(1);
        let day = chrono::NaiveDate::from_ymd_opt(10_000, 1, 1).unwrap();
        let act = Act::Snoozed { account: "linkedin".into(), guide: "ruth".into(), until: day, via: Via::App };
        let error = append(&path, &[Entry { acts: vec![act], ..entry(2) }]).unwrap_err();
        assert_eq!(error.to_string(), "write journal.jsonl: entry a1-2 could not be read back");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_write_on_a_full_disk_says_so() {
        let full = Place::data_folder(Path::new("/dev")).join("full");
        let error = append_bytes(&full, b"x").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::StorageFull);
        assert_eq!(error.to_string(), "write …: No space left on device (os error 28)");
    }

    #[test]
    fn a_line_that_cannot_be_taken_back_is_not_said_to_be_unwritten() {
        let (_folder, path, bytes) = journal_of(2);
        let full = || io::Error::from(rustix::io::Errno::NOSPC);
        // A file that is open for reading cannot be shortened.
        let file = File::open(&path).unwrap();
        let error = take_back(&file, &path, 1, Err::<(), _>(full()).context("sync", &path).unwrap_err());
        assert_eq!(error.kind(), ErrorKind::Other);
        let line = "take back journal.jsonl: Invalid argument (os error 22); what was to be taken back: \
                    sync journal.jsonl: No space left on device (os error 28)";
        assert_eq!(error.to_string(), line);
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
        // Where nothing was written, nothing has to be taken back.
        let untouched = take_back(&file, &path, bytes.len() as u64, full());
        assert_eq!(untouched.kind(), ErrorKind::StorageFull);
    }

    #[test]
    fn a_first_line_that_cannot_be_taken_back_is_not_said_to_be_unwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = Place::data_folder(folder.path()).join("journal.jsonl");
        // A folder can be neither replaced by a file nor removed as one.
        std::fs::create_dir(&path).unwrap();
        let error = create_whole(&path, b"x").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Other);
        assert!(error.to_string().starts_with("take back journal.jsonl: "), "{error}");
    }

    #[test]
    fn a_pipe_instead_of_a_journal_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = Place::data_folder(folder.path()).join("journal.jsonl");
        assert!(std::process::Command::new("mkfifo").arg(path.path()).status().unwrap().success());
        for error in [append(&path, &[entry(1)]).unwrap_err(), Journal::default().refresh(&path).unwrap_err()] {
            let line = "open journal.jsonl: a pipe, a device or a folder where a file should be";
            assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::InvalidData, line));
        }
    }

    #[test]
    fn a_missing_journal_is_empty() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read(&folder.path().join("journal.jsonl")).unwrap().entries.is_empty());
    }

    #[test]
    fn a_journal_truncated_at_any_byte_loads_its_intact_lines_and_takes_the_next_entry() {
        let (_folder, path, bytes) = journal_of(3);
        let ends: Vec<usize> = bytes.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(at, _)| at).collect();
        for cut in 0..bytes.len() {
            std::fs::write(&path, &bytes[..cut]).unwrap();
            let whole = ends.iter().filter(|end| **end <= cut).count();
            let torn = cut > 0 && whole < 3 && !ends.contains(&cut) && !ends.contains(&(cut - 1));
            let journal = read(path.path()).unwrap();
            assert_eq!(journal.entries.len(), whole, "cut at {cut}");
            assert_eq!(journal.damaged.len(), usize::from(torn), "cut at {cut}");
            append(&path, &[entry(9)]).unwrap();
            let after = read(path.path()).unwrap();
            assert_eq!(after.entries.len(), whole + 1, "cut at {cut}");
            assert!(after.damaged.is_empty(), "cut at {cut}");
            for aside in std::fs::read_dir(path.path().parent().unwrap()).unwrap().map(|file| file.unwrap().path()) {
                if aside.file_name().unwrap().to_str().unwrap().starts_with("damaged-") {
                    let start = ends.iter().rev().find(|end| **end < cut).map_or(0, |end| end + 1);
                    assert_eq!(std::fs::read(&aside).unwrap().strip_suffix(b"\n").unwrap(), &bytes[start..cut]);
                    std::fs::remove_file(aside).unwrap();
                }
            }
        }
    }

    #[test]
    fn a_flipped_bit_anywhere_is_noticed_and_yields_no_wrong_entry() {
        let (_folder, path, bytes) = journal_of(2);
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut flipped = bytes.clone();
                flipped[at] ^= 1 << bit;
                std::fs::write(&path, &flipped).unwrap();
                let journal = read(path.path()).unwrap();
                let told = journal.entries.len() == 2 || !journal.damaged.is_empty() || journal.newer;
                assert!(told, "byte {at}, bit {bit}");
                let honest = journal.entries.iter().all(|found| *found == entry(found.id.number));
                assert!(honest, "byte {at}, bit {bit}");
            }
        }
    }

    #[test]
    fn a_corrupt_line_in_the_middle_is_set_aside_unchanged_and_once() {
        let (_folder, path, mut bytes) = journal_of(3);
        let second = bytes.iter().position(|b| *b == b'\n').unwrap() + 1;
        bytes[second + 20] ^= 1;
        std::fs::write(&path, &bytes).unwrap();
        let lost = read(path.path()).unwrap().damaged.remove(0);
        let aside = set_damage_aside(&path).unwrap().unwrap();
        assert_eq!(std::fs::read(&aside).unwrap().strip_suffix(b"\n").unwrap(), lost);
        let journal = read(path.path()).unwrap();
        assert_eq!(journal.entries, [entry(1), entry(3)]);
        assert!(journal.damaged.is_empty());
        assert_eq!(set_damage_aside(&path).unwrap(), None);
    }

    #[test]
    fn corrupt_lines_that_cannot_be_set_aside_leave_no_second_copy() {
        let (folder, path, mut bytes) = journal_of(2);
        bytes[20] ^= 1;
        std::fs::write(&path, &bytes).unwrap();
        std::fs::create_dir(path.with_extension("new")).unwrap();
        assert!(set_damage_aside(&path).is_err());
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "the journal, and what is in the way");
    }

    #[test]
    fn a_line_of_a_newer_version_stays_in_place_and_is_reported() {
        let (_folder, path, mut bytes) = journal_of(1);
        let json = br#"{"v":9,"id":"b2-1","seq":7,"something":"else"}"#;
        bytes.extend_from_slice(format!("{:08x} ", checksum(json)).as_bytes());
        bytes.extend_from_slice(json);
        bytes.push(b'\n');
        std::fs::write(&path, &bytes).unwrap();
        let journal = read(path.path()).unwrap();
        assert!(journal.newer && journal.damaged.is_empty());
        assert_eq!(journal.entries, [entry(1)]);
        set_damage_aside(&path).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
    }

    #[test]
    fn refresh_reads_appended_lines_alone_and_a_replaced_file_as_a_whole() {
        let (_folder, path, bytes) = journal_of(2);
        let mut journal = read(path.path()).unwrap();
        assert!(!journal.refresh(&path).unwrap());
        append(&path, &[entry(3)]).unwrap();
        assert!(journal.refresh(&path).unwrap());
        assert_eq!(journal, read(path.path()).unwrap());
        assert_eq!(journal.entries.len(), 3);
        // The same length, another file.
        let mut other = bytes[..bytes.len() / 2].to_vec();
        other.resize(std::fs::metadata(&path).unwrap().len() as usize - 1, b'x');
        other.push(b'\n');
        replace(&path, &other).unwrap();
        assert!(journal.refresh(&path).unwrap());
        assert_eq!(journal, read(path.path()).unwrap());
        assert_eq!((journal.entries.len(), journal.damaged.len()), (1, 1));
        std::fs::remove_file(&path).unwrap();
        assert!(journal.refresh(&path).unwrap());
        assert_eq!(journal, Journal::default());
    }

    // Some file systems reuse the number of a removed file at once.
    #[test]
    fn a_replaced_file_with_a_reused_inode_is_read_as_a_whole() {
        let (_folder, path, bytes) = journal_of(2);
        let (_other, other, _) = journal_of(0);
        append(&other, &[entry(7), entry(8), entry(9)]).unwrap();
        let mut journal = read(path.path()).unwrap();
        let longer = std::fs::read(other).unwrap();
        for replacement in [longer.clone(), longer[..bytes.len()].to_vec(), longer] {
            // Overwriting keeps the inode.
            std::fs::write(&path, &replacement).unwrap();
            assert!(journal.refresh(&path).unwrap());
            assert_eq!(journal, read(path.path()).unwrap());
        }
    }

    #[test]
    fn the_same_corruption_a_second_time_makes_a_second_file() {
        let (_folder, path, _) = journal_of(2);
        for number in 3..5 {
            let mut bytes = std::fs::read(&path).unwrap();
            bytes.extend_from_slice(&[0; 40]);
            std::fs::write(&path, bytes).unwrap();
            assert!(set_damage_aside(&path).unwrap().is_some());
            append(&path, &[entry(number)]).unwrap();
        }
        let files = std::fs::read_dir(path.path().parent().unwrap()).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        assert_eq!(names.filter(|name| name.starts_with("damaged-")).count(), 2);
    }

    #[test]
    fn a_torn_tail_is_read_again_once_another_writer_completes_it() {
        let (_folder, path, bytes) = journal_of(2);
        std::fs::write(&path, &bytes[..bytes.len() - 5]).unwrap();
        let mut journal = read(path.path()).unwrap();
        assert_eq!((journal.entries.len(), journal.damaged.len(), journal.is_intact()), (1, 1, false));
        OpenOptions::new().append(true).open(&path).unwrap().write_all(&bytes[bytes.len() - 5..]).unwrap();
        assert!(journal.refresh(&path).unwrap());
        assert_eq!((journal.entries.len(), journal.damaged.len(), journal.is_intact()), (2, 0, true));
    }

    #[test]
    fn a_failed_replace_leaves_the_file_unchanged() {
        let (_folder, path, bytes) = journal_of(2);
        let folder_in_the_way = path.with_extension("new");
        std::fs::create_dir(&folder_in_the_way).unwrap();
        assert!(replace(&path, b"other").is_err());
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
    }

    #[test]
    fn concurrent_writers_under_the_lock_lose_no_entry() {
        let (folder, path, _) = journal_of(0);
        std::thread::scope(|scope| {
            for writer in 0..4_u64 {
                let (folder, path) = (folder.path(), &path);
                scope.spawn(move || {
                    for number in 0..25 {
                        let _lock = super::super::lock::Lock::wait(&Place::data_folder(folder)).unwrap();
                        append(path, &[entry(writer * 100 + number)]).unwrap();
                    }
                });
            }
        });
        let journal = read(path.path()).unwrap();
        assert_eq!(journal.entries.len(), 100);
        assert!(journal.damaged.is_empty());
    }
}
