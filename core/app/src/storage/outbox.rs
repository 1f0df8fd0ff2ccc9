//! Files on their way: what a shell handed in lies in the inbox, what it takes out in the outbox.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use super::files::{make_folder, private, remove};
use super::store::Store;

/// How long a file may lie in the inbox, in seconds: whatever takes it in has done so long before.
const LEFT_FOR: i64 = 24 * 60 * 60;

/// Writes a new file of the outbox and returns its path below the data folder. Removes what lay there before: what was
/// handed out is where the person wanted it. Where the file cannot be written as a whole, nothing of it stays: on a full
/// disk half a file would keep the next entry out as well.
pub(crate) fn write_to_outbox(
    store: &Store,
    name: &str,
    write: impl FnOnce(File) -> io::Result<()>,
) -> io::Result<String> {
    store.may_write()?;
    let outbox = store.at("outbox");
    remove(&outbox)?;
    make_folder(&outbox)?;
    let file = private().create(true).truncate(true).write(true).open(outbox.join(name));
    if let Err(error) = file.and_then(write) {
        // The person should read why it failed, not why the rest of it stays.
        let _ = remove(&outbox);
        return Err(error);
    }
    Ok(["outbox/", name].concat())
}

/// Returns the file of the inbox that a path names. Only the last part of the path counts: no command leads out of the
/// inbox. `None` where the path names no file.
pub(crate) fn inbox_file(store: &Store, path: &str) -> Option<PathBuf> {
    let name = Path::new(path).file_name()?.to_str()?;
    Some(store.at(&["inbox/", name].concat()))
}

/// Removes a file of the inbox. One that cannot be removed now goes when the app is opened on another day, or with the
/// person.
pub(crate) fn discard_inbox_file(file: &Path) {
    let _ = remove(file);
}

/// Removes files that were picked long before `now`, in seconds, and not taken in, as where a phone ended the app in
/// between.
pub(crate) fn sweep_inbox(store: &Store, now: i64) {
    for file in fs::read_dir(store.at("inbox")).into_iter().flatten().flatten() {
        let path = file.path();
        // The day on which it came to lie there: a copy can bring along the day on which its picture was taken.
        if fs::metadata(&path).is_ok_and(|data| data.ctime() < now.saturating_sub(LEFT_FOR)) {
            let _ = remove(&path);
        }
    }
}
