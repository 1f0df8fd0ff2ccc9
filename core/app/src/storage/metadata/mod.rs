//! What a picture's file says beside the picture: where, when and with what it was made. Our copy keeps what the look needs
//! and the time; it is put together from parts that are known, so that whatever else a camera adds is not in it.

mod exif;
mod heic;
mod jpeg;
mod png;
mod reader;
mod stripped;
#[cfg(test)]
mod tests;
mod webp;

use widerspruch_domain::journal::PictureType;

use stripped::Stripped;

/// What became of the place that a picture's file may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Location {
    /// No place was found in the file.
    NotNamed,
    /// The file named a place, and the copy does not.
    Removed,
    /// The file could not be read to its end, so nothing was removed.
    Unchecked,
}

/// Returns whether a file holds a picture that is whole, as far as its parts tell without drawing it.
pub(super) fn holds_picture(kind: PictureType, bytes: &[u8]) -> bool {
    match kind {
        PictureType::Png => png::holds_picture(bytes),
        PictureType::Jpeg => jpeg::holds_picture(bytes),
        PictureType::Webp => webp::holds_picture(bytes),
        PictureType::Heic => heic::holds_picture(bytes),
    }
}

/// Removes what a picture's file says beside the picture. Leaves a file that cannot be read to its end as it is.
pub(super) fn strip_metadata(kind: PictureType, bytes: Vec<u8>) -> (Vec<u8>, Location) {
    let stripped = match kind {
        PictureType::Png => png::strip(&bytes),
        PictureType::Jpeg => jpeg::strip(&bytes),
        PictureType::Webp => webp::strip(&bytes),
        PictureType::Heic => heic::strip(&bytes),
    };
    match stripped {
        Some(Stripped { bytes, named_place: true }) => (bytes, Location::Removed),
        Some(Stripped { bytes, named_place: false }) => (bytes, Location::NotNamed),
        None => (bytes, Location::Unchecked),
    }
}
