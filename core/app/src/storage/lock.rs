//! The lock of a data folder.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::thread;
use std::time::Duration;

use rustix::fs::{FlockOperation, flock};

use super::files::private_file;
use super::place::{IoContext as _, Place, refusal};

/// How often the lock is tried, and how long each time is waited for it: ten seconds in all. A command takes
/// milliseconds, so whoever holds it longer was stopped.
const TRIES: u32 = 500;

/// How often it is tried before the folder is only read: for one second.
const TRIES_BEFORE_READING: u32 = 50;

const PAUSE: Duration = Duration::from_millis(20);

/// The lock of a data folder, held while a command reads new entries, applies, appends and syncs. Reading needs no
/// lock.
#[derive(Debug)]
pub(crate) struct Lock {
    // Closing the file releases the lock.
    _file: File,
}

impl Lock {
    /// Waits for the lock of `data_dir`, which must exist, for at most ten seconds.
    ///
    /// # Errors
    /// [`ErrorKind::TimedOut`] if another program holds it that long; others if the lock file cannot be made, for
    /// example in a read-only folder.
    pub(crate) fn wait(data_dir: &Place) -> io::Result<Self> {
        Self::wait_for(data_dir, TRIES)
    }

    /// Waits like [`Self::wait`], for at most a second: whoever calls can go on without the lock.
    pub(crate) fn wait_briefly(data_dir: &Place) -> io::Result<Self> {
        Self::wait_for(data_dir, TRIES_BEFORE_READING)
    }

    fn wait_for(data_dir: &Place, tries: u32) -> io::Result<Self> {
        let place = data_dir.join("lock");
        let file = private_file().create(true).truncate(false).write(true).open(&place).context("open", &place)?;
        for _ in 0..tries {
            // std's File::lock answers "unsupported" on Android.
            match flock(&file, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => return Ok(Self { _file: file }),
                Err(error) if error == rustix::io::Errno::WOULDBLOCK => thread::sleep(PAUSE),
                Err(error) if error == rustix::io::Errno::INTR => {}
                Err(error) => return Err(error.into()).context("wait for", &place),
            }
        }
        let why = format!("waited {:?} for another program", PAUSE.saturating_mul(tries));
        Err(refusal(ErrorKind::TimedOut, "wait for", &place, &why))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_that_another_program_keeps_is_an_error_not_a_hang() {
        let folder = tempfile::tempdir().unwrap();
        let data_dir = Place::data_folder(folder.path());
        let held = Lock::wait(&data_dir).unwrap();
        let error = Lock::wait_for(&data_dir, 3).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TimedOut);
        assert_eq!(error.to_string(), "wait for lock: waited 60ms for another program");
        drop(held);
        assert!(Lock::wait_for(&data_dir, 1).is_ok());
    }

    #[test]
    fn a_pipe_or_a_link_instead_of_the_lock_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let data_dir = Place::data_folder(folder.path());
        std::os::unix::fs::symlink(folder.path().join("elsewhere"), data_dir.join("lock")).unwrap();
        let error = Lock::wait_for(&data_dir, 1).unwrap_err();
        assert_eq!(error.to_string(), format!("open lock: {}", io::Error::from(rustix::io::Errno::LOOP)));
        assert!(!folder.path().join("elsewhere").exists(), "a link is not followed");
    }
}
