//! Results of checking the copies of pictures, for as long as the app runs: no screen reads a whole picture.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use widerspruch_domain::sorted_map::SortedMap;

/// Problems of the copy of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CopyProblem {
    Missing,
    /// The copy no longer has the checksum of the picture that was added.
    Altered,
    Unreadable,
}

/// The last result for each copy, with what tells whether the copy was written since.
#[derive(Debug, Default)]
pub(crate) struct CheckedCopies(SortedMap<(Option<Version>, Result<(), CopyProblem>)>);

/// Inode number, bytes, and the time of the last write in seconds and nanoseconds.
type Version = (u64, u64, i64, i64);

impl CheckedCopies {
    /// Forgets all results.
    pub(crate) fn clear(&mut self) {
        self.0 = SortedMap::new();
    }

    /// Keeps the result for a copy.
    pub(super) fn keep(&mut self, copy: &Path, result: Result<(), CopyProblem>) {
        let checked = (version_of(copy), result);
        *self.0.get_or_insert_with(&copy.to_string_lossy(), || checked) = checked;
    }

    /// Returns the result for a copy; `None` if it was written since, or was not checked.
    pub(super) fn result_of(&self, copy: &Path) -> Option<Result<(), CopyProblem>> {
        let (version, result) = self.0.get(&copy.to_string_lossy())?;
        (*version == version_of(copy)).then_some(*result)
    }
}

/// Returns the version of a file; `None` if it is not there, or cannot be looked at.
fn version_of(file: &Path) -> Option<Version> {
    let data = fs::symlink_metadata(file).ok()?;
    Some((data.ino(), data.len(), data.mtime(), data.mtime_nsec()))
}
