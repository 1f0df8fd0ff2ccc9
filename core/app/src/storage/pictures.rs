//! Pictures that a person added: copies beside the journal, named by their checksum, which reveals an altered copy.

use std::fs;
use std::io::{self, ErrorKind};

use widerspruch_domain::journal::{Act, Attachment, EntryId, Picture, PictureType};

use super::checked_copies::CopyProblem;
use super::files::{make_folder, remove, replace};
use super::outbox::discard_outbox;
use super::place::{IoContext as _, Place};
use super::sha256::sha256;
use super::store::Store;

/// Most bytes of a picture.
pub(crate) const LARGEST: u64 = 10_000_000;

/// Reasons to refuse a file of the inbox.
#[derive(Debug)]
pub(crate) enum NotTaken {
    /// The file does not exist.
    Gone,
    /// The file has more than [`LARGEST`] bytes.
    TooLarge,
    /// The file is no picture of a known type.
    OtherType,
    Storage(io::Error),
}

/// Reads a file of the inbox and returns its bytes and the description of the picture in them.
pub(crate) fn read_received(file: &Place) -> Result<(Vec<u8>, Picture), NotTaken> {
    // The read needs no limit of its own: shells copy at most twice as many bytes.
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(NotTaken::Gone),
        Err(error) => return Err(error).context("read", file).map_err(NotTaken::Storage),
    };
    let size = bytes.len() as u64;
    if size > LARGEST {
        return Err(NotTaken::TooLarge);
    }
    let kind = picture_type(&bytes).ok_or(NotTaken::OtherType)?;
    let picture = Picture { sha256: sha256(&bytes), kind, size };
    Ok((bytes, picture))
}

/// Keeps a copy of a picture beside the person's journal. An intact copy stays; an altered one is set aside first.
pub(crate) fn keep_copy(store: &Store, person: &str, picture: &Picture, bytes: &[u8]) -> io::Result<()> {
    store.may_write()?;
    let path = store.at(&copy_path(person, picture));
    match read_copy(store, person, picture) {
        Ok(_) => return Ok(()),
        Err(CopyProblem::Altered) => {
            fs::rename(&path, store.at(&altered_path(person, picture))).context("rename", &path)?;
        }
        Err(CopyProblem::Missing | CopyProblem::Unreadable) => path.parent().as_ref().map_or(Ok(()), make_folder)?,
    }
    replace(&path, bytes)
}

/// Looks whether the copy of a picture is there and has its size, without reading it.
pub(crate) fn find_copy(store: &Store, person: &str, picture: &Picture) -> Result<(), CopyProblem> {
    match fs::symlink_metadata(store.at(&copy_path(person, picture))) {
        Ok(data) if data.is_file() && data.len() == picture.size => Ok(()),
        Ok(_) => Err(CopyProblem::Altered),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(CopyProblem::Missing),
        Err(_) => Err(CopyProblem::Unreadable),
    }
}

/// Reads the copy of a picture, if its checksum is still that of the picture.
pub(crate) fn read_copy(store: &Store, person: &str, picture: &Picture) -> Result<Vec<u8>, CopyProblem> {
    match fs::read(store.at(&copy_path(person, picture))) {
        Ok(bytes) if sha256(&bytes) == picture.sha256 => Ok(bytes),
        Ok(_) => Err(CopyProblem::Altered),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(CopyProblem::Missing),
        Err(_) => Err(CopyProblem::Unreadable),
    }
}

/// Computes the checksum of a picture's copy anew, and keeps the result for as long as the app runs.
pub(crate) fn check_copy(store: &mut Store, person: &str, picture: &Picture) {
    let result = read_copy(store, person, picture).map(drop);
    let path = store.at(&copy_path(person, picture));
    store.checked_copies.keep(path.as_ref(), result);
}

/// Returns the result of [`check_copy`]; `None` if the copy was written since, or was not checked.
pub(crate) fn checked_copy(store: &Store, person: &str, picture: &Picture) -> Option<Result<(), CopyProblem>> {
    store.checked_copies.result_of(store.at(&copy_path(person, picture)).as_ref())
}

/// Removes the copy of a picture and what was set aside of it, unless an attachment of the person still names it.
pub(crate) fn remove_unused_copy(store: &Store, person: &str, picture: &Picture) {
    let names =
        |attachment: &Attachment| attachment.picture.as_ref().is_some_and(|known| known.sha256 == picture.sha256);
    if !store.persons.get(person).is_some_and(|journal| journal.state.attachments.iter().any(names)) {
        // A copy that stays appears in no list, and is erased with the person.
        let _ = remove(&store.at(&copy_path(person, picture)));
        let _ = remove(&store.at(&altered_path(person, picture)));
    }
}

/// Removes the copies of the pictures that these entries added, once the entries are undone, and a page that shows them.
pub(crate) fn remove_copies_of(store: &Store, undone: &[EntryId]) {
    for (person, journal) in store.persons.iter() {
        for entry in journal.entries().iter().filter(|entry| undone.contains(&entry.id)) {
            for act in &entry.acts {
                if let Act::PictureAdded { picture, .. } = act {
                    remove_unused_copy(store, person, picture);
                    discard_outbox(store);
                }
            }
        }
    }
}

/// Returns the path of a picture's copy below the data folder.
pub(crate) fn copy_path(person: &str, picture: &Picture) -> String {
    ["profiles/", person, "/evidence/", &picture.file_name()].concat()
}

/// Returns the path at which an altered copy of a picture is set aside.
fn altered_path(person: &str, picture: &Picture) -> String {
    [copy_path(person, picture), ".altered".to_owned()].concat()
}

/// Recognizes the type of a picture by its first bytes; `None` for types that the app does not take.
fn picture_type(bytes: &[u8]) -> Option<PictureType> {
    let at = |from: usize, known: &[u8]| bytes.get(from..from + known.len()) == Some(known);
    if at(0, b"\x89PNG\r\n\x1a\n") {
        Some(PictureType::Png)
    } else if at(0, b"\xff\xd8\xff") {
        Some(PictureType::Jpeg)
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Some(PictureType::Webp)
    } else if at(4, b"ftyp") && [b"heic", b"heix", b"mif1", b"msf1"].iter().any(|brand| at(8, *brand)) {
        Some(PictureType::Heic)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_type_of_a_picture_follows_from_its_first_bytes() {
        let known: [(&[u8], _); 9] = [
            (b"\x89PNG\r\n\x1a\n....", Some(PictureType::Png)),
            (b"\xff\xd8\xff\xe0", Some(PictureType::Jpeg)),
            (b"RIFF....WEBPVP8 ", Some(PictureType::Webp)),
            (b"....ftypheic", Some(PictureType::Heic)),
            (b"....ftypmif1", Some(PictureType::Heic)),
            (b"....ftypmp42", None),
            (b"RIFF....WAVE", None),
            (b"<svg onload", None),
            (b"", None),
        ];
        for (bytes, wanted) in known {
            assert_eq!(picture_type(bytes), wanted, "{bytes:?}");
        }
    }
}
