//! Reads and writes ZIP archives reproducibly: entries in a fixed order with a fixed date, so that the same parts give the
//! same bytes.

use std::fs;
use std::io::{Cursor, ErrorKind, Read as _, Write as _};
use std::path::Path;

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::run::{self, Failure};

/// How an entry is stored in an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Storage {
    /// Compressed.
    Packed,
    /// Uncompressed, starting at a multiple of this many bytes.
    Aligned(u16),
}

/// A file to be written into an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) storage: Storage,
}

/// A file that was read from an archive.
#[derive(Debug)]
pub(crate) struct ReadEntry {
    pub(crate) name: String,
    /// Its content, uncompressed.
    pub(crate) bytes: Vec<u8>,
    /// The offset of its data in the archive.
    pub(crate) start: u64,
    /// Its size in the archive, in bytes.
    pub(crate) size: u64,
    /// Whether it is stored uncompressed.
    pub(crate) stored: bool,
}

/// Writes an archive with these entries in this order.
pub(crate) fn write_archive(file: &Path, entries: Vec<Entry>) -> Result<(), Failure> {
    let bytes = pack(entries).map_err(|error| zip_failure(file, &error))?;
    run::write_bytes(file, &bytes)
}

fn pack(entries: Vec<Entry>) -> Result<Vec<u8>, ZipError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for entry in entries {
        let options = SimpleFileOptions::default().unix_permissions(0o644);
        let options = match entry.storage {
            Storage::Packed => options.compression_method(CompressionMethod::Deflated).compression_level(Some(9)),
            Storage::Aligned(to) => options.compression_method(CompressionMethod::Stored).with_alignment(to),
        };
        archive.start_file(entry.name, options)?;
        archive.write_all(&entry.bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Reads every file of an archive, sorted by name.
pub(crate) fn read_archive(file: &Path) -> Result<Vec<ReadEntry>, Failure> {
    let bytes = run::read_bytes(file)?;
    let mut found = unpack(&bytes).map_err(|error| zip_failure(file, &error))?;
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

fn unpack(bytes: &[u8]) -> Result<Vec<ReadEntry>, ZipError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut found = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index)?;
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        found.push(ReadEntry {
            name: entry.name()?.into_owned(),
            bytes,
            // Known once the entry was read.
            start: entry.data_start().unwrap_or_default(),
            size: entry.compressed_size(),
            stored: entry.compression() == CompressionMethod::Stored,
        });
    }
    Ok(found)
}

/// Reads one file of an archive.
pub(crate) fn read_entry(file: &Path, name: &str) -> Result<Vec<u8>, Failure> {
    let found = read_archive(file)?.into_iter().find(|found| found.name == name);
    let missing = || Failure::Found(format!("{}: no {name} in it", file.display()));
    found.map(|found| found.bytes).ok_or_else(missing)
}

/// Returns every file below a folder as an entry, sorted by name.
pub(crate) fn folder_entries(folder: &Path) -> Result<Vec<Entry>, Failure> {
    let mut entries = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        let failed = |error| Failure::File { path: next.clone(), error };
        for entry in fs::read_dir(&next).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            let bytes = run::read_bytes(&path)?;
            entries.push(Entry { name, bytes, storage: Storage::Aligned(1) });
        }
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(entries)
}

/// Removes a folder if it exists.
pub(crate) fn remove_folder(folder: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Failure::File { path: folder.to_owned(), error }),
        _ => Ok(()),
    }
}

fn zip_failure(file: &Path, error: &ZipError) -> Failure {
    Failure::Found(format!("{}: {error}", file.display()))
}

#[cfg(test)]
mod test {
    use super::*;

    fn entry(name: &str, bytes: &[u8], storage: Storage) -> Entry {
        Entry { name: name.to_owned(), bytes: bytes.to_vec(), storage }
    }

    #[test]
    fn entries_survive_a_round_trip_at_their_alignment() {
        let file = tempfile::tempdir().unwrap().keep().join("a.zip");
        let text = [b'x'; 1000];
        write_archive(
            &file,
            vec![entry("b.txt", &text, Storage::Packed), entry("a.so", b"so", Storage::Aligned(16384))],
        )
        .unwrap();
        let found = read_archive(&file).unwrap();
        assert_eq!(found.iter().map(|f| (&*f.name, f.stored)).collect::<Vec<_>>(), [("a.so", true), ("b.txt", false)]);
        assert_eq!(found[0].start % 16384, 0);
        assert!(found[0].start > 0 && found[1].size < 100);
        assert_eq!(found[1].bytes, text);
        assert_eq!(read_entry(&file, "a.so").unwrap(), b"so");
        assert!(read_entry(&file, "c").unwrap_err().to_string().ends_with("a.zip: no c in it"));
    }

    #[test]
    fn same_entries_give_the_same_bytes_at_another_time() {
        let entries = || vec![entry("a", b"one", Storage::Packed), entry("b", b"two", Storage::Aligned(4))];
        let first = pack(entries()).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(2100));
        assert_eq!(first, pack(entries()).unwrap());
    }

    #[test]
    fn folder_entries_are_sorted_by_name() {
        let place = tempfile::tempdir().unwrap();
        for name in ["b/c", "a", "b/a"] {
            run::write(&place.path().join(name), name).unwrap();
        }
        let names: Vec<String> = folder_entries(place.path()).unwrap().into_iter().map(|entry| entry.name).collect();
        assert_eq!(names, ["a", "b/a", "b/c"]);
        remove_folder(&place.path().join("b")).unwrap();
        remove_folder(&place.path().join("b")).unwrap();
        assert_eq!(folder_entries(place.path()).unwrap().len(), 1);
    }
}
