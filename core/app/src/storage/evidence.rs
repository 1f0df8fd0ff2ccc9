//! Pictures that a person added: copies beside the journal, named by their checksum, so that a change shows.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use widerspruch_domain::journal::{Act, Attached, EntryId, Picture, PictureType};

use super::store::{Store, remove};
use super::{make_folder, replace};
use crate::content::{Word, w};
use crate::sha256::sha256;

/// Most bytes of a picture.
pub(crate) const LARGEST: u64 = 10_000_000;

/// What cannot be taken in.
#[derive(Debug)]
pub(crate) enum NotTaken {
    /// Why, as a sentence for the person.
    Wrong(Word),
    /// It cannot be read.
    Storage(io::Error),
}

/// What a picture is, by its first bytes; `None` for what is none that we take.
fn kind(bytes: &[u8]) -> Option<PictureType> {
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

impl Store {
    /// Looks at a file of the inbox: its bytes, and the picture that they are.
    pub(crate) fn received(&self, file: &Path) -> Result<(Vec<u8>, Picture), NotTaken> {
        // Shells take in no more than twice the most.
        let bytes = match fs::read(file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(NotTaken::Wrong(w::ERROR_PICTURE_GONE)),
            Err(error) => return Err(NotTaken::Storage(error)),
        };
        let size = bytes.len() as u64;
        if size > LARGEST {
            return Err(NotTaken::Wrong(w::ERROR_PICTURE_LARGE));
        }
        let kind = kind(&bytes).ok_or(NotTaken::Wrong(w::ERROR_PICTURE_TYPE))?;
        let picture = Picture { sha256: sha256(&bytes), kind, size };
        Ok((bytes, picture))
    }

    /// Keeps a copy. One that is there and whole stays; one that was altered is set aside first.
    pub(crate) fn keep(&self, person: &str, picture: &Picture, bytes: &[u8]) -> io::Result<()> {
        self.may_write()?;
        let path = self.copy_of(person, picture);
        match self.picture(person, picture) {
            Ok(_) => return Ok(()),
            Err(w::PICTURE_ALTERED) => fs::rename(&path, self.at(&[&place(person, picture), ".altered"].concat()))?,
            Err(_) => path.parent().map_or(Ok(()), make_folder)?,
        }
        replace(&path, bytes)
    }

    /// The copy of a picture, or what is wrong with it.
    pub(crate) fn picture(&self, person: &str, picture: &Picture) -> Result<Vec<u8>, Word> {
        match fs::read(self.copy_of(person, picture)) {
            Ok(bytes) if sha256(&bytes) == picture.sha256 => Ok(bytes),
            Ok(_) => Err(w::PICTURE_ALTERED),
            Err(error) if error.kind() == ErrorKind::NotFound => Err(w::PICTURE_MISSING),
            Err(_) => Err(w::PICTURE_UNREADABLE),
        }
    }

    /// Removes the copy of a picture that nothing names any more.
    pub(crate) fn forget(&self, person: &str, picture: &Picture) {
        let names = |attached: &Attached| attached.picture.as_ref().is_some_and(|known| known.sha256 == picture.sha256);
        if !self.persons.get(person).is_some_and(|book| book.state.attached.iter().any(names)) {
            // What stays is in no list, and goes with the person.
            let _ = remove(&self.copy_of(person, picture));
        }
    }

    /// Removes the copies of pictures that these entries added and that nothing names any more.
    pub(crate) fn forget_undone(&self, undone: &[EntryId]) {
        for (person, book) in self.persons.iter() {
            for entry in book.entries().iter().filter(|entry| undone.contains(&entry.id)) {
                for act in &entry.acts {
                    if let Act::PictureAdded { picture, .. } = act {
                        self.forget(person, picture);
                    }
                }
            }
        }
    }

    fn copy_of(&self, person: &str, picture: &Picture) -> PathBuf {
        self.at(&place(person, picture))
    }
}

/// Where the copy lies, below the data folder.
pub(crate) fn place(person: &str, picture: &Picture) -> String {
    ["profiles/", person, "/evidence/", &picture.file()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_known_by_its_first_bytes_not_by_its_name() {
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
            assert_eq!(kind(bytes), wanted, "{bytes:?}");
        }
    }
}
