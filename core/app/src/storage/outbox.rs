//! Files on their way: the inbox holds files that a shell handed in, the outbox files that it hands on.

use std::fs::File;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use super::files::{look_at, make_folder, names_in, private_file, remove};
use super::place::{IoContext as _, Place};
use super::store::Store;

/// Seconds after which a file on its way is left over: it was taken in or handed on long before.
const LEFT_FOR: i64 = 24 * 60 * 60;

/// Writes a new file of the outbox and returns its path below the data folder. Removes the files that lay there: the
/// person has put them where they belong. If the file cannot be written as a whole, removes it too, as on a full disk
/// half a file would leave no room for the next entry.
pub(crate) fn write_to_outbox(
    store: &Store,
    name: &str,
    write: impl FnOnce(File) -> io::Result<()>,
) -> io::Result<String> {
    store.may_write()?;
    let outbox = store.at("outbox");
    remove(&outbox)?;
    make_folder(&outbox)?;
    let place = outbox.join(name);
    let file = private_file().create(true).truncate(true).write(true).open(&place).context("make", &place);
    if let Err(error) = file.and_then(|file| write(file).context("write", &place)) {
        // The person should read why writing failed, not why removing failed.
        let _ = remove(&outbox);
        return Err(error);
    }
    Ok(["outbox/", name].concat())
}

/// Returns the file of the inbox that a path names; `None` if it names no file. Only the last part of the path counts,
/// so that no command leads out of the inbox.
pub(crate) fn inbox_file(store: &Store, path: &str) -> Option<Place> {
    let name = Path::new(path).file_name()?.to_str()?;
    Some(store.at(&["inbox/", name].concat()))
}

/// Removes a file of the inbox.
pub(crate) fn discard_inbox_file(file: &Place) {
    // A file that cannot be removed now is removed when the app is opened on another day, or with the person.
    let _ = remove(file);
}

/// Removes the files of the outbox, whose pages no longer say what the records say.
pub(crate) fn discard_outbox(store: &Store) {
    // A file that cannot be removed now is removed by the next export, on another day, or with the person.
    let _ = remove(&store.at("outbox"));
}

/// Removes files of the inbox and the outbox that lay there long before `now`, in seconds: what was picked and never
/// taken in, as when a phone ended the app in between, and what was handed on.
pub(crate) fn sweep_left_over(store: &Store, now: i64) {
    for folder in ["inbox", "outbox"].map(|name| store.at(name)) {
        // What cannot be listed or removed now is swept on another day.
        for file in names_in(&folder).unwrap_or_default().iter().map(|name| folder.join(name)) {
            // By the time of its arrival: a copy can bring along the time at which its picture was taken.
            if look_at(&file).is_ok_and(|data| data.is_some_and(|data| data.ctime() < now.saturating_sub(LEFT_FOR))) {
                // As above.
                let _ = remove(&file);
            }
        }
    }
}
