//! Files and folders that survive a crash and that no other user of the computer can read. Every error says what was
//! being done, and where.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;
use rustix::io::Errno;

use super::place::{IoContext as _, Place, not_taken_back, refusal};

/// Replaces a file atomically: after a crash the old content or the new one is there, never a part of it.
///
/// # Errors
/// When the folder cannot be written; the old file is then untouched.
pub(super) fn replace(place: &Place, bytes: &[u8]) -> io::Result<()> {
    exchange(place, |_| bytes.to_vec())?;
    sync_folder_of(place)
}

/// Replaces a file atomically by content that may name the inode number of the new file. A power failure can bring the old
/// file back until the folder is synced.
///
/// # Errors
/// When the folder cannot be written; the old file is then untouched.
pub(super) fn exchange(place: &Place, content: impl FnOnce(u64) -> Vec<u8>) -> io::Result<()> {
    let staging = staging_of(place);
    // A leftover of a crash, or a link that somebody put there.
    match fs::remove_file(&staging) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error).context("remove", &staging),
        _ => {}
    }
    let made = private_file().create_new(true).write(true).open(&staging).context("make", &staging);
    let written = made.and_then(|mut file| {
        let inode = file.metadata().context("look at", &staging)?.ino();
        file.write_all(&content(inode)).context("write", &staging)?;
        file.sync_all().context("sync", &staging)
    });
    if let Err(error) = written.and_then(|()| fs::rename(&staging, place).context("rename to", place)) {
        // The old file is untouched either way, so a staging file that stays is no error.
        let _ = fs::remove_file(&staging);
        return Err(error);
    }
    Ok(())
}

/// Makes a file that does not exist yet, whole and durable.
///
/// # Errors
/// When it cannot be made; nothing of it stays then, except after an error of [`not_taken_back`].
pub(super) fn create_whole(place: &Place, bytes: &[u8]) -> io::Result<()> {
    let Err(error) = replace(place, bytes) else { return Ok(()) };
    // Also where only the sync of the folder failed: the caller says that nothing was written, and why.
    match fs::remove_file(place) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => Err(not_taken_back(place, &error, &cause)),
        _ => Err(error),
    }
}

/// Returns the place at which a file is written before it gets its name.
pub(super) fn staging_of(place: &Place) -> Place {
    place.with_extension("new")
}

/// Returns options for a file that other users of the computer cannot read. A link is not followed, and a pipe does not
/// wait for its other end.
pub(super) fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.mode(0o600).custom_flags(no_surprises());
    options
}

/// Opens a file for reading; `None` if there is no such file.
///
/// # Errors
/// [`ErrorKind::InvalidData`] for a link, a pipe, a device or a folder; others if it cannot be read.
pub(super) fn open_if_there(place: &Place) -> io::Result<Option<File>> {
    let file = match OpenOptions::new().read(true).custom_flags(no_surprises()).open(place) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) if error.raw_os_error() == Some(Errno::LOOP.raw_os_error()) => {
            return Err(refusal(ErrorKind::InvalidData, "open", place, "a link where a file should be"));
        }
        Err(error) => return Err(error).context("open", place),
    };
    if file.metadata().context("look at", place)?.is_file() {
        return Ok(Some(file));
    }
    Err(refusal(ErrorKind::InvalidData, "open", place, "a pipe, a device or a folder where a file should be"))
}

/// Reads a file whole; `None` if there is no such file.
///
/// # Errors
/// [`ErrorKind::FileTooLarge`] for more than `most` bytes, [`ErrorKind::InvalidData`] for anything but a file; others if
/// it cannot be read.
pub(super) fn read_at_most(place: &Place, most: u64) -> io::Result<Option<Vec<u8>>> {
    let Some(file) = open_if_there(place)? else { return Ok(None) };
    let mut bytes = Vec::new();
    file.take(most.saturating_add(1)).read_to_end(&mut bytes).context("read", place)?;
    if bytes.len() as u64 > most {
        return Err(too_large(place, most));
    }
    Ok(Some(bytes))
}

/// Counts the lines of a file that are not empty, without keeping them; 0 if there is no such file.
pub(super) fn count_lines(place: &Place) -> io::Result<usize> {
    let Some(mut file) = open_if_there(place)? else { return Ok(0) };
    let mut piece = [0; 8192];
    let (mut lines, mut before) = (0, b'\n');
    loop {
        let length = file.read(&mut piece).context("read", place)?;
        if length == 0 {
            return Ok(lines);
        }
        for byte in &piece[..length] {
            lines += usize::from(before == b'\n' && *byte != b'\n');
            before = *byte;
        }
    }
}

/// Makes the error for a file that has more bytes than the app reads.
pub(super) fn too_large(place: &Place, most: u64) -> io::Error {
    refusal(ErrorKind::FileTooLarge, "read", place, &format!("more than {most} bytes"))
}

fn no_surprises() -> i32 {
    // The bits of open(2), which are positive in a C int.
    i32::try_from((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits()).expect("flags of open fit into a C int")
}

/// Makes a folder and all folders above it, durably. A folder that exists is no error.
pub(super) fn make_folder(folder: &Place) -> io::Result<()> {
    if folder.path().is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent() {
        make_folder(&parent)?;
    }
    match DirBuilder::new().mode(0o700).create(folder) {
        // Another process was faster.
        Err(_) if folder.path().is_dir() => Ok(()),
        Err(error) => Err(error).context("make", folder),
        Ok(()) => sync_folder_of(folder),
    }
}

/// Syncs the folder of a place, so that a new name in it survives a crash.
pub(super) fn sync_folder_of(place: &Place) -> io::Result<()> {
    let folder = place.parent().unwrap_or_else(|| Place::data_folder(Path::new(".")));
    File::open(&folder).and_then(|open| open.sync_all()).context("sync", &folder)
}

/// Removes a file, or a folder with everything in it. A missing path is no error.
pub(crate) fn remove(place: &Place) -> io::Result<()> {
    // A link to a folder is removed, not what it leads to.
    let removed = match fs::symlink_metadata(place) {
        Ok(data) if data.is_dir() => fs::remove_dir_all(place),
        Ok(_) => fs::remove_file(place),
        Err(error) => Err(error),
    };
    match removed {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error).context("remove", place),
        _ => Ok(()),
    }
}

/// Returns the names in a folder, sorted; none if there is no such folder.
pub(super) fn names_in(folder: &Place) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).context("list", folder),
    };
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry.context("list", folder)?.file_name().to_string_lossy().into_owned());
    }
    names.sort_unstable();
    Ok(names)
}

/// Returns what is known about a path without following a link; `None` if nothing is there.
pub(super) fn look_at(place: &Place) -> io::Result<Option<Metadata>> {
    match fs::symlink_metadata(place) {
        Ok(data) => Ok(Some(data)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).context("look at", place),
    }
}

/// Returns whether an error only says that nothing can be written now: what is there can still be read.
pub(crate) fn is_closed_or_full(error: &io::Error) -> bool {
    use ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    matches!(error.kind(), PermissionDenied | QuotaExceeded | ReadOnlyFilesystem | StorageFull)
}
