//! The lock of a data folder.

use std::fs::File;
use std::io;
use std::path::Path;

use super::files::private;

/// Held while a command reads what others appended, applies, appends and syncs; reading needs none.
#[derive(Debug)]
pub(crate) struct Lock {
    // Closing the file gives the lock back.
    _file: File,
}

impl Lock {
    /// Waits for the lock of `data_dir`. The folder must exist.
    ///
    /// # Errors
    /// When the lock file cannot be made, for example in a read-only folder.
    pub(crate) fn wait(data_dir: &Path) -> io::Result<Self> {
        let file = private().create(true).truncate(false).write(true).open(data_dir.join("lock"))?;
        // std's File::lock answers "unsupported" on Android.
        rustix::io::retry_on_intr(|| rustix::fs::flock(&file, rustix::fs::FlockOperation::LockExclusive))?;
        Ok(Self { _file: file })
    }
}
