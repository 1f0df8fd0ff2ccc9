//! The files in which copies of pictures lie beside a journal, and which of them are left over.
//!
//! A copy is written under a name of its own before its entry is, and gets its final name after it. So a crash leaves no
//! unnamed file under a final name: a file there that no entry names is one whose entry was lost, and stays.

use std::fs;
use std::io::{self, ErrorKind};

use widerspruch_domain::journal::{Act, Entry, State};

use super::files::{create_whole, look_at, make_folder, names_in, remove, sync_folder_of};
use super::place::{IoContext as _, Place, refusal};

/// End of the name of a whole copy whose entry may not be written yet.
const PREPARED: &str = ".adding";

/// End of the name of a file that is being written.
const STAGED: &str = ".new";

/// End of the name of a file that lay where a copy belongs; further ones have a number behind it.
const ALTERED: &str = ".altered";

/// The copies beside a person's journal, and what the journal says of them.
pub(super) struct Copies<'a> {
    /// Folder of the copies.
    pub(super) folder: Place,
    pub(super) entries: &'a [Entry],
    pub(super) state: &'a State,
    /// Whether everything that was noted can be read, so that no entry that cannot be read names a file.
    pub(super) is_journal_whole: bool,
}

/// What is to become of a file that a crash left over.
enum Fate {
    /// The entry of a prepared copy was written.
    Finish,
    Remove,
}

impl Copies<'_> {
    /// Returns whether nothing is left over.
    pub(super) fn are_in_order(&self) -> io::Result<bool> {
        Ok(self.left_over()?.is_empty())
    }

    /// Finishes the copies whose entry was written, and removes what was never added or was taken back. The caller holds
    /// the lock.
    pub(super) fn put_in_order(&self) -> io::Result<()> {
        for (name, fate) in self.left_over()? {
            let file = self.folder.join(&name);
            match fate {
                Fate::Finish => finish(&file)?,
                Fate::Remove => remove(&file)?,
            }
        }
        Ok(())
    }

    fn left_over(&self) -> io::Result<Vec<(String, Fate)>> {
        let names = names_of_files(&self.folder)?.into_iter();
        Ok(names.filter_map(|name| self.fate(&name).map(|fate| (name, fate))).collect())
    }

    /// Returns what is to become of a file; `None` for one that stays.
    fn fate(&self, name: &str) -> Option<Fate> {
        let sha256 = name.split('.').next().filter(|sha256| sha256.len() == 64)?;
        if name.ends_with(STAGED) {
            return Some(Fate::Remove);
        }
        let is_prepared = name.ends_with(PREPARED);
        if self.is_named(sha256) {
            return is_prepared.then_some(Fate::Finish);
        }
        (self.is_journal_whole && (is_prepared || self.was_taken_back(sha256))).then_some(Fate::Remove)
    }

    fn is_named(&self, sha256: &str) -> bool {
        let mut pictures = self.state.attachments.iter().filter_map(|attachment| attachment.picture.as_ref());
        pictures.any(|picture| picture.sha256 == sha256)
    }

    /// Returns whether each entry that added a picture was undone, and there is one.
    fn was_taken_back(&self, sha256: &str) -> bool {
        let adds = |act: &Act| matches!(act, Act::PictureAdded { picture, .. } if picture.sha256 == sha256);
        let mut added = self.entries.iter().filter(|entry| entry.acts.iter().any(adds)).peekable();
        let acts = || self.entries.iter().flat_map(|entry| &entry.acts);
        added.peek().is_some()
            && added.all(|added| acts().any(|act| matches!(act, Act::Undone { entry } if *entry == added.id)))
    }
}

/// Writes a copy under the name that it has until its entry is written, and returns the place of that.
pub(super) fn prepare(copy: &Place, bytes: &[u8]) -> io::Result<Place> {
    if let Some(folder) = copy.parent() {
        if look_at(&folder)?.is_some_and(|data| data.is_symlink()) {
            return Err(refusal(ErrorKind::InvalidData, "open", &folder, "a link where a folder should be"));
        }
        make_folder(&folder)?;
    }
    let prepared = copy.with_end(PREPARED);
    // Nothing of it may stay where it is refused: under this name, the next start would finish it.
    create_whole(&prepared, bytes)?;
    Ok(prepared)
}

/// Gives a prepared copy its final name. What lay there is kept beside it.
pub(super) fn finish(prepared: &Place) -> io::Result<()> {
    let copy = prepared.with_extension("");
    if look_at(&copy)?.is_some() {
        let mut aside = copy.with_end(ALTERED);
        let mut number = 1_u32;
        while look_at(&aside)?.is_some() {
            number += 1;
            aside = copy.with_end(&format!("{ALTERED}-{number}"));
        }
        fs::rename(&copy, &aside).context("rename", &copy)?;
    }
    fs::rename(prepared, &copy).context("rename to", &copy)?;
    sync_folder_of(&copy)
}

/// Removes every file of a picture: its copy, and what lay in the copy's place.
pub(super) fn remove_all_of(folder: &Place, sha256: &str) -> io::Result<()> {
    let names = names_of_files(folder)?;
    let of_picture = names.iter().filter(|name| name.split('.').next() == Some(sha256));
    of_picture.map(|name| folder.join(name)).try_for_each(|file| remove(&file))
}

/// Returns the names in a folder of copies; none where a link leads elsewhere.
pub(super) fn names_of_files(folder: &Place) -> io::Result<Vec<String>> {
    // What a link leads to is not ours.
    if look_at(folder)?.is_some_and(|data| data.is_dir()) { names_in(folder) } else { Ok(Vec::new()) }
}
