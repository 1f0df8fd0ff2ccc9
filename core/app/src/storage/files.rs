//! Writes and removes files and folders so that they outlast a crash and are nobody else's business.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

/// Replaces `path` by `bytes` as a whole: after a crash there is the old file or the new one, never a piece.
///
/// # Errors
/// When the folder cannot be written; the old file is then untouched.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let staging = path.with_extension("new");
    let written = private().create(true).truncate(true).write(true).open(&staging).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    if let Err(error) = written {
        // Best effort: what matters is that the old file stays.
        let _ = fs::remove_file(&staging);
        return Err(error);
    }
    fs::rename(&staging, path)?;
    sync_folder_of(path)
}

/// What a person noted is nobody else's business on a shared computer.
pub(super) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

/// Makes a folder with all above it, as durable as what will lie in it. One that is there is fine.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(above) = above(folder) {
        make_folder(above)?;
    }
    match DirBuilder::new().mode(0o700).create(folder) {
        // Another process was faster.
        Err(_) if folder.is_dir() => Ok(()),
        Err(error) => Err(error),
        Ok(()) => sync_folder_of(folder),
    }
}

/// Makes a new name in a folder as durable as the file behind it.
pub(super) fn sync_folder_of(path: &Path) -> io::Result<()> {
    File::open(above(path).unwrap_or(Path::new(".")))?.sync_all()
}

/// The folder in which a path lies; `None` where that is the current one or there is none.
fn above(path: &Path) -> Option<&Path> {
    path.parent().filter(|folder| !folder.as_os_str().is_empty())
}

/// Removes a file, or a folder with all that is in it. A path that is not there is no error.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
