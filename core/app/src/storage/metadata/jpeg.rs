//! JPEG: segments that begin with a marker, and the picture's data between them. What follows the end, such as a second
//! picture or the film of a moving photo, is not copied.

use super::exif;
use super::reader::Reader;
use super::stripped::{Stripped, contains, xmp_names_place};

const START: u8 = 0xD8;
const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;

/// Bytes of a JFIF header with a preview of no pixels, and of Adobe's note on how colours are stored.
const JFIF_LENGTH: usize = 14;
const ADOBE_LENGTH: usize = 12;

/// Copies the segments that the look needs; `None` if the file does not lead to its end.
pub(super) fn strip(file: &[u8]) -> Option<Stripped> {
    let mut reader = Reader::new(file);
    if next_marker(&mut reader)? != START {
        return None;
    }
    let mut out = vec![0xFF, START];
    let (mut named_place, mut has_exif, mut has_frame, mut has_scan) = (false, false, false, false);
    loop {
        let marker = next_marker(&mut reader)?;
        if marker == END {
            out.extend([0xFF, END]);
            return (has_frame && has_scan).then_some(Stripped { bytes: out, named_place });
        }
        // Markers without a length stand only within the data.
        if matches!(marker, 0x00..=0x01 | 0xD0..=START) {
            return None;
        }
        let length = reader.length(2)?;
        let body = reader.take(length.checked_sub(2)?)?;
        match marker {
            SCAN => {
                has_scan = true;
                segment(&mut out, marker, body);
                out.extend_from_slice(take_data(&mut reader));
            }
            // Frames, tables, and the height where it is told late.
            0xC0..=0xC7 | 0xC9..=0xCF | 0xDB..=0xDF => {
                has_frame |= !matches!(marker, 0xC4 | 0xCC | 0xDB..=0xDF);
                segment(&mut out, marker, body);
            }
            0xE0 if body.starts_with(b"JFIF\0") && body.len() >= JFIF_LENGTH => {
                let without_preview = [&body[..JFIF_LENGTH - 2], &[0, 0]].concat();
                segment(&mut out, marker, &without_preview);
            }
            0xE1 if body.starts_with(exif::PREFIX) => {
                let found = exif::read(body);
                named_place |= found.named_place;
                if !found.kept.is_empty() && !has_exif {
                    segment(&mut out, marker, &[exif::PREFIX.as_slice(), &found.kept].concat());
                }
                has_exif = true;
            }
            0xE1 => named_place |= xmp_names_place(body),
            0xE2 if body.starts_with(b"ICC_PROFILE\0") => segment(&mut out, marker, body),
            0xED => named_place |= iptc_names_place(body),
            0xEE if body.starts_with(b"Adobe") && body.len() >= ADOBE_LENGTH => {
                segment(&mut out, marker, &body[..ADOBE_LENGTH]);
            }
            // Other segments of programs, and comments.
            0xE0..=0xEF | 0xFE => {}
            _ => return None,
        }
    }
}

/// Reads a marker after any number of fill bytes.
fn next_marker(reader: &mut Reader<'_>) -> Option<u8> {
    if reader.byte()? != 0xFF {
        return None;
    }
    loop {
        match reader.byte()? {
            0xFF => {}
            marker => return Some(marker),
        }
    }
}

/// Takes the data of a scan up to the marker after it, or up to the end of the file.
fn take_data<'a>(reader: &mut Reader<'a>) -> &'a [u8] {
    let rest = reader.rest();
    let is_marker = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xD0..=0xD7);
    let length = rest.windows(2).position(is_marker).unwrap_or(rest.len());
    reader.take(length).unwrap_or_default()
}

fn segment(out: &mut Vec<u8>, marker: u8, body: &[u8]) {
    // A segment that was read, or a block of camera fields, which is small: two bytes hold the length.
    let [.., high, low] = (body.len() + 2).to_be_bytes();
    out.extend([0xFF, marker, high, low]);
    out.extend_from_slice(body);
}

/// Returns whether a segment of Photoshop holds a field of IPTC with a city, a part of it, a state or a country.
fn iptc_names_place(body: &[u8]) -> bool {
    [90, 92, 95, 100, 101].iter().any(|field| contains(body, &[0x1C, 2, *field]))
}

/// Returns whether a file holds a picture that is whole: a frame with a size, data, and an end after it. Readers look for the
/// next marker where something else stands between segments, and so does this.
pub(super) fn holds_picture(file: &[u8]) -> bool {
    find_data(file).is_some_and(|(has_size, data)| has_size && contains(data, &[0xFF, END]))
}

/// Goes from segment to segment to the first data, and says whether the frame before it has a size.
fn find_data(file: &[u8]) -> Option<(bool, &[u8])> {
    let mut reader = Reader::new(file);
    let mut has_size = false;
    loop {
        if reader.byte()? != 0xFF {
            continue;
        }
        let marker = loop {
            match reader.byte()? {
                0xFF => {}
                marker => break marker,
            }
        };
        // Markers without a length.
        if matches!(marker, 0x00..=0x01 | 0xD0..=START) {
            continue;
        }
        if marker == END {
            return None;
        }
        let length = reader.length(2)?.checked_sub(2)?;
        let body = reader.take(length)?;
        match marker {
            SCAN => return Some((has_size, reader.rest())),
            // A frame: the bits of a sample, the height, the width.
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                let mut frame = Reader::new(body);
                frame.byte()?;
                has_size = frame.number(2)? > 0 && frame.number(2)? > 0;
            }
            _ => {}
        }
    }
}
