//! Files and folders that survive a crash and that no other user of the computer can read.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

/// Replaces a file atomically: after a crash the old content or the new one is there, never a part of it.
///
/// # Errors
/// When the folder cannot be written; the old file is then untouched.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_with(path, |_| bytes.to_vec())
}

/// Replaces a file atomically by content that may name the inode number of the new file.
///
/// # Errors
/// When the folder cannot be written; the old file is then untouched.
pub(super) fn replace_with(path: &Path, content: impl FnOnce(u64) -> Vec<u8>) -> io::Result<()> {
    let staging = staging_of(path);
    // A leftover of a crash, or a link that somebody put there.
    match fs::remove_file(&staging) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let written = private_file().create_new(true).write(true).open(&staging).and_then(|mut file| {
        file.write_all(&content(file.metadata()?.ino()))?;
        file.sync_all()
    });
    if let Err(error) = written.and_then(|()| fs::rename(&staging, path)) {
        // The old file is untouched either way, so a staging file that stays is no error.
        let _ = fs::remove_file(&staging);
        return Err(error);
    }
    sync_folder_of(path)
}

/// Makes a file that does not exist yet, whole and durable.
///
/// # Errors
/// When it cannot be made; nothing of it stays then.
pub(super) fn create_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let made = replace(path, bytes);
    if made.is_err() {
        // Also where only the sync of the folder failed: the caller says that nothing was written.
        let _ = fs::remove_file(path);
    }
    made
}

/// Returns the path at which a file is written before it gets its name.
pub(super) fn staging_of(path: &Path) -> PathBuf {
    path.with_extension("new")
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
/// [`ErrorKind::InvalidData`] for a pipe, a device or a folder; others if it cannot be read.
pub(super) fn open_if_there(path: &Path) -> io::Result<Option<File>> {
    let file = match OpenOptions::new().read(true).custom_flags(no_surprises()).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    if file.metadata()?.is_file() {
        return Ok(Some(file));
    }
    Err(io::Error::new(ErrorKind::InvalidData, "a pipe, a device or a folder where a file should be"))
}

/// Reads a file whole; `None` if there is no such file.
///
/// # Errors
/// [`ErrorKind::FileTooLarge`] for more than `most` bytes, [`ErrorKind::InvalidData`] for anything but a file; others if
/// it cannot be read.
pub(super) fn read_at_most(path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    let Some(file) = open_if_there(path)? else { return Ok(None) };
    let mut bytes = Vec::new();
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(ErrorKind::FileTooLarge.into());
    }
    Ok(Some(bytes))
}

fn no_surprises() -> i32 {
    // The bits of open(2), which are positive in a C int.
    i32::try_from((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits()).expect("flags of open fit into a C int")
}

/// Makes a folder and all folders above it, durably. A folder that exists is no error.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = parent_folder(folder) {
        make_folder(parent)?;
    }
    match DirBuilder::new().mode(0o700).create(folder) {
        // Another process was faster.
        Err(_) if folder.is_dir() => Ok(()),
        Err(error) => Err(error),
        Ok(()) => sync_folder_of(folder),
    }
}

/// Syncs the folder of a path, so that a new name in it survives a crash.
pub(super) fn sync_folder_of(path: &Path) -> io::Result<()> {
    File::open(parent_folder(path).unwrap_or(Path::new(".")))?.sync_all()
}

/// Returns the folder of a path; `None` if that is the current folder or the root.
fn parent_folder(path: &Path) -> Option<&Path> {
    path.parent().filter(|folder| !folder.as_os_str().is_empty())
}

/// Removes a file, or a folder with everything in it. A missing path is no error.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    // A link to a folder is removed, not what it leads to.
    let is_folder = fs::symlink_metadata(path).is_ok_and(|data| data.is_dir());
    let removed = if is_folder { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
