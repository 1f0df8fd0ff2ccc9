//! Files below the data folder. [`journal`] reads and appends journals; a [`Lock`] is held for each command.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

pub(crate) mod device;
pub(crate) mod evidence;
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
        let file = private().create(true).truncate(false).write(true).open(data_dir.join("lock"))?;
        // std's File::lock answers "unsupported" on Android.
        rustix::io::retry_on_intr(|| rustix::fs::flock(&file, rustix::fs::FlockOperation::LockExclusive))?;
        Ok(Self { _file: file })
    }
}

/// Replaces `path` by `bytes` as a whole: after a crash there is the old file or the new one, never a piece.
///
/// # Errors
/// When the folder cannot be written; the old file is then untouched.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let staging = path.with_extension("new");
    let written = private().create(true).truncate(true).write(true).open(&staging).and_then(|mut file| {
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

/// What a person noted is nobody else's business on a shared computer.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

/// Makes a folder with all above it, as durable as what will lie in it. One that is there is fine.
fn make_folder(folder: &Path) -> io::Result<()> {
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
fn sync_folder_of(path: &Path) -> io::Result<()> {
    File::open(above(path).unwrap_or(Path::new(".")))?.sync_all()
}

/// The folder in which a path lies; `None` where that is the current one or there is none.
fn above(path: &Path) -> Option<&Path> {
    path.parent().filter(|folder| !folder.as_os_str().is_empty())
}
