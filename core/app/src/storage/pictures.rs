//! Pictures that a person added: copies beside the journal, without what they say beside the picture, named by their checksum,
//! which reveals an altered copy.

use std::io::{self, ErrorKind};

use widerspruch_domain::journal::{Act, Attachment, EntryId, Picture, PictureType};

use super::checked_copies::CopyProblem;
use super::copies::{finish, prepare, remove_all_of};
use super::files::{look_at, read_at_most, remove};
use super::metadata::{holds_picture, strip_metadata};
use super::place::Place;
use super::sha256::sha256;
use super::store::Store;

pub(crate) use super::metadata::Location;

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
    /// The file holds no picture, or not to its end: nothing could draw it.
    Broken,
    Storage(io::Error),
}

/// A picture of the inbox as it is going to be kept.
pub(crate) struct Received {
    /// Bytes of the copy.
    pub(crate) bytes: Vec<u8>,
    /// What an entry says of the copy.
    pub(crate) picture: Picture,
    /// What became of the place at which the picture was made.
    pub(crate) location: Location,
}

/// Reads a file of the inbox, and removes what it says beside the picture.
pub(crate) fn read_received(file: &Place) -> Result<Received, NotTaken> {
    let bytes = match read_at_most(file, LARGEST) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Err(NotTaken::Gone),
        Err(error) if error.kind() == ErrorKind::FileTooLarge => return Err(NotTaken::TooLarge),
        // A link, a pipe or a folder.
        Err(error) if error.kind() == ErrorKind::InvalidData => return Err(NotTaken::OtherType),
        Err(error) => return Err(NotTaken::Storage(error)),
    };
    let kind = picture_type(&bytes).ok_or(NotTaken::OtherType)?;
    if !holds_picture(kind, &bytes) {
        return Err(NotTaken::Broken);
    }
    let (bytes, location) = strip_metadata(kind, bytes);
    let size = bytes.len() as u64;
    if size > LARGEST {
        return Err(NotTaken::TooLarge);
    }
    Ok(Received { picture: Picture { sha256: sha256(&bytes), kind, size }, bytes, location })
}

/// A copy that is on the disk and waits for its entry.
#[must_use]
pub(crate) struct PreparedCopy {
    /// Where it is; `None` if an intact copy was there already.
    place: Option<Place>,
}

impl PreparedCopy {
    /// Gives the copy its final name, once an entry names it. What lay there is kept beside it. Returns whether an intact
    /// copy was not there already.
    pub(crate) fn finish(self) -> io::Result<bool> {
        self.place.as_ref().map_or(Ok(false), |place| finish(place).map(|()| true))
    }

    /// Removes the copy, since it gets no entry.
    pub(crate) fn discard(self) {
        // What stays is removed when the folder is opened.
        let _ = self.place.as_ref().map_or(Ok(()), remove);
    }
}

/// Writes the copy of a picture beside the person's journal, unless an intact one is there.
pub(crate) fn prepare_copy(store: &Store, person: &str, received: &Received) -> io::Result<PreparedCopy> {
    store.may_write()?;
    if read_copy(store, person, &received.picture).is_ok() {
        return Ok(PreparedCopy { place: None });
    }
    let place = prepare(&store.at(&copy_path(person, &received.picture)), &received.bytes)?;
    Ok(PreparedCopy { place: Some(place) })
}

/// Finishes or removes what a crash left over of a person's pictures. The caller holds the lock.
pub(crate) fn sweep_copies(store: &Store, person: &str) {
    if let Some(journal) = store.persons.get(person).filter(|_| store.may_write().is_ok()) {
        // A file that cannot be removed now harms nobody, and the next start tries again.
        let _ = store.copies(person, journal).put_in_order();
    }
}

/// Looks whether the copy of a picture is there and has its size, without reading it.
pub(crate) fn find_copy(store: &Store, person: &str, picture: &Picture) -> Result<(), CopyProblem> {
    match look_at(&store.at(&copy_path(person, picture))) {
        Ok(Some(data)) if data.is_file() && data.len() == picture.size => Ok(()),
        Ok(Some(_)) => Err(CopyProblem::Altered),
        Ok(None) => Err(CopyProblem::Missing),
        Err(_) => Err(CopyProblem::Unreadable),
    }
}

/// Reads the copy of a picture, if its checksum is still that of the picture.
pub(crate) fn read_copy(store: &Store, person: &str, picture: &Picture) -> Result<Vec<u8>, CopyProblem> {
    match read_at_most(&store.at(&copy_path(person, picture)), picture.size.min(LARGEST)) {
        Ok(Some(bytes)) if sha256(&bytes) == picture.sha256 => Ok(bytes),
        Ok(Some(_)) => Err(CopyProblem::Altered),
        Ok(None) => Err(CopyProblem::Missing),
        // More bytes than the picture has, or a link, a pipe or a folder.
        Err(error) if matches!(error.kind(), ErrorKind::FileTooLarge | ErrorKind::InvalidData) => {
            Err(CopyProblem::Altered)
        }
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

/// Returns whether an attachment of the person names a picture.
pub(crate) fn is_attached(store: &Store, person: &str, picture: &Picture) -> bool {
    let names =
        |attachment: &Attachment| attachment.picture.as_ref().is_some_and(|known| known.sha256 == picture.sha256);
    store.persons.get(person).is_some_and(|journal| journal.state.attachments.iter().any(names))
}

/// Removes the copies of the pictures that these entries added, once the entries are undone, unless an attachment still
/// names them; with what was set aside of them.
pub(crate) fn remove_copies_of(store: &Store, undone: &[EntryId]) {
    for (person, journal) in store.persons.iter() {
        for entry in journal.entries().iter().filter(|entry| undone.contains(&entry.id)) {
            for act in &entry.acts {
                let Act::PictureAdded { picture, .. } = act else { continue };
                if !is_attached(store, person, picture) {
                    // A file that stays appears in no list, and the next start tries again.
                    let _ = remove_all_of(&store.copies(person, journal).folder, &picture.sha256);
                }
            }
        }
    }
}

/// Returns the path of a picture's copy below the data folder.
pub(crate) fn copy_path(person: &str, picture: &Picture) -> String {
    ["profiles/", person, "/evidence/", &picture.file_name()].concat()
}

/// Recognizes the type of a picture by its header; `None` for types that the app does not take.
fn picture_type(bytes: &[u8]) -> Option<PictureType> {
    let at = |from: usize, known: &[u8]| bytes.get(from..from + known.len()) == Some(known);
    if at(0, b"\x89PNG\r\n\x1a\n") {
        Some(PictureType::Png)
    } else if at(0, b"\xff\xd8\xff") {
        Some(PictureType::Jpeg)
    } else if at(0, b"RIFF") && at(8, b"WEBPVP8") {
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
    fn the_type_of_a_picture_is_known_by_its_header() {
        let known: [(&[u8], _); 11] = [
            (b"\x89PNG\r\n\x1a\n", Some(PictureType::Png)),
            (b"\x89PNG\r\n\x1a", None),
            (b"\xff\xd8\xff\xe0", Some(PictureType::Jpeg)),
            (b"RIFF....WEBPVP8 ", Some(PictureType::Webp)),
            (b"RIFF....WAVE", None),
            (b"....ftypheic", Some(PictureType::Heic)),
            (b"....ftypmif1", Some(PictureType::Heic)),
            (b"....ftypmp42", None),
            (b"<svg onload", None),
            (b"\xff\xd8", None),
            (b"", None),
        ];
        for (bytes, wanted) in known {
            assert_eq!(picture_type(bytes), wanted, "{bytes:?}");
        }
    }
}
