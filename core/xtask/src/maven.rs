//! Keeps two runs of Maven from fetching into the local repository at the same time: Maven 3 does not lock it.

use std::sync::{Mutex, MutexGuard, PoisonError};

static REPOSITORY: Mutex<()> = Mutex::new(());

/// Waits until no other run of this program fetches, and keeps others from it until the guard is dropped.
pub(crate) fn lock_repository() -> MutexGuard<'static, ()> {
    REPOSITORY.lock().unwrap_or_else(PoisonError::into_inner)
}
