//! What is left of a picture's file, and how a place is found in the texts that several types of files hold.

/// A picture's file without what it says beside the picture.
pub(super) struct Stripped {
    pub(super) bytes: Vec<u8>,
    pub(super) named_place: bool,
}

/// Returns whether a text in XMP names a place, by the names of its fields.
pub(super) fn xmp_names_place(xmp: &[u8]) -> bool {
    const FIELDS: [&[u8]; 10] = [
        b"exif:GPSLatitude",
        b"exif:GPSLongitude",
        b"exif:GPSDest",
        b"photoshop:City",
        b"photoshop:State",
        b"photoshop:Country",
        b"Iptc4xmpCore:Location",
        b"Iptc4xmpCore:CountryCode",
        b"Iptc4xmpExt:Location",
        b"Iptc4xmpExt:Sublocation",
    ];
    FIELDS.iter().any(|field| contains(xmp, field))
}

/// Returns whether some bytes stand among others.
pub(super) fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|part| part == wanted)
}
