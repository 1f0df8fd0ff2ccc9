//! The lock of a data folder.

use std::fs::File;
use std::io;
use std::path::Path;

use super::files::private_file;

/// The lock of a data folder, held while a command reads new entries, applies, appends and syncs. Reading needs no
/// lock.
#[derive(Debug)]
pub(crate) struct Lock {
    // Closing the file releases the lock.
    _file: File,
}

impl Lock {
    /// Waits for the lock of `data_dir`, which must exist.
    ///
    /// # Errors
    /// If the lock file cannot be made, for example in a read-only folder.
    pub(crate) fn wait(data_dir: &Path) -> io::Result<Self> {
        let file = private_file().create(true).truncate(false).write(true).open(data_dir.join("lock"))?;
        // std's File::lock answers "unsupported" on Android.
        rustix::io::retry_on_intr(|| rustix::fs::flock(&file, rustix::fs::FlockOperation::LockExclusive))?;
        Ok(Self { _file: file })
    }
}
