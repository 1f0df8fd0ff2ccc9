//! Files below the data folder. [`journal`] reads and appends journals; a [`Lock`] is held for each command.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

pub(crate) mod device;
pub mod journal;
pub(crate) mod store;

/// Held while a command reads what others appended, applies, appends and syncs; reading needs none.
#[derive(Debug)]
pub struct Lock {
    // Closing the file gives the lock back.
    _file: File,
}

impl Lock {
    /// Waits for the lock of `data_dir`. The folder must exist.
    ///
    /// # Errors
    /// When the lock file cannot be made, for example in a read-only folder.
    pub fn wait(data_dir: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(data_dir.join("lock"))?;
        // std's File::lock answers "unsupported" on Android.
        rustix::fs::flock(&file, rustix::fs::FlockOperation::LockExclusive)?;
        Ok(Self { _file: file })
    }
}

/// Replaces `path` by `bytes` as a whole: after a crash there is the old file or the new one, never a piece.
///
/// # Errors
/// When the folder cannot be written; the old file is then untouched.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let staging = path.with_extension("new");
    let written = File::create(&staging).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    if let Err(error) = written {
        // Best effort: what matters is that the old file stays.
        let _ = std::fs::remove_file(&staging);
        return Err(error);
    }
    std::fs::rename(&staging, path)?;
    sync_folder_of(path)
}

/// Makes a new name in a folder as durable as the file behind it.
fn sync_folder_of(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}
