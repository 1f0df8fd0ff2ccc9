//! Files and folders that survive a crash and that no other user of the computer can read.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

/// Replaces a file atomically: after a crash the old content or the new one is there, never a part of it.
///
/// # Errors
/// When the folder cannot be written; the old file is then untouched.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let staging = path.with_extension("new");
    let written = private_file().create(true).truncate(true).write(true).open(&staging).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    if let Err(error) = written {
        // The old file is untouched either way, so a staging file that stays is no error.
        let _ = fs::remove_file(&staging);
        return Err(error);
    }
    fs::rename(&staging, path)?;
    sync_folder_of(path)
}

/// Returns options for a file that other users of the computer cannot read.
pub(super) fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
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
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
