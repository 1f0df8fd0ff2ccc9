//! PNG: chunks with a length, four letters and a checksum. What follows the last chunk is not copied.

use super::exif;
use super::reader::Reader;
use super::stripped::{Stripped, xmp_names_place};
use crate::storage::checksum::checksum;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Chunks beside those that every reader must know: transparency, colours, background, size of a pixel, a moving picture.
const LOOK: [&[u8; 4]; 14] = [
    b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"pHYs", b"acTL",
    b"fcTL", b"fdAT",
];

/// Copies the chunks that the look needs; `None` if the file does not lead to its end.
pub(super) fn strip(file: &[u8]) -> Option<Stripped> {
    let mut reader = Reader::new(file);
    if reader.take(SIGNATURE.len())? != SIGNATURE {
        return None;
    }
    let mut out = SIGNATURE.to_vec();
    let (mut named_place, mut has_header, mut has_data) = (false, false, false);
    loop {
        let length = reader.length(4)?;
        let kind = reader.kind()?;
        let body = reader.take(length)?;
        let checksum = reader.take(4)?;
        // A phone from Apple puts its own chunk before the header.
        if !has_header && !matches!(kind, b"IHDR" | b"CgBI") {
            return None;
        }
        match kind {
            b"IEND" => {
                chunk(&mut out, kind, body);
                return has_data.then_some(Stripped { bytes: out, named_place });
            }
            b"eXIf" => {
                let found = exif::read(body);
                named_place |= found.named_place;
                if !found.kept.is_empty() {
                    chunk(&mut out, kind, &found.kept);
                }
            }
            b"iTXt" => named_place |= xmp_names_place(body),
            // The time of the last change.
            b"tIME" if body.len() == 7 => copy(&mut out, kind, body, checksum),
            b"IHDR" | b"PLTE" | b"IDAT" | b"CgBI" => {
                has_header |= kind == b"IHDR";
                has_data |= kind == b"IDAT";
                copy(&mut out, kind, body, checksum);
            }
            _ if LOOK.contains(&kind) => copy(&mut out, kind, body, checksum),
            // A small first letter says that a picture can be shown without the chunk.
            [b'a'..=b'z', ..] => {}
            _ => return None,
        }
    }
}

/// Copies a chunk with the checksum that it has, right or wrong.
fn copy(out: &mut Vec<u8>, kind: &[u8; 4], body: &[u8], checksum: &[u8]) {
    // As long as the chunk that was read, whose length had four bytes.
    out.extend((body.len() as u32).to_be_bytes());
    out.extend_from_slice(kind);
    out.extend_from_slice(body);
    out.extend_from_slice(checksum);
}

/// Writes a new chunk.
fn chunk(out: &mut Vec<u8>, kind: &[u8; 4], body: &[u8]) {
    copy(out, kind, body, &checksum(&[kind.as_slice(), body].concat()).to_be_bytes());
}

/// Most points for which a byte of data can stand: eight, of one bit each, in each of the 1032 bytes that deflate can make
/// of one.
const MOST_POINTS: u64 = 8 * 1032;

/// Returns whether a file holds a picture that is whole: chunks lead from a size over data that can fill it to the end.
pub(super) fn holds_picture(file: &[u8]) -> bool {
    find_end(file).is_some_and(|(points, data)| points > 0 && points <= data.saturating_mul(MOST_POINTS))
}

/// Goes from chunk to chunk to the end, and counts the points of the size and the bytes of data behind it; `None` where no
/// end is reached, or where a chunk that the picture needs was altered.
fn find_end(file: &[u8]) -> Option<(u64, u64)> {
    let mut reader = Reader::new(file);
    reader.take(SIGNATURE.len())?;
    let (mut points, mut data) = (0, 0);
    loop {
        let length = reader.length(4)?;
        let chunk = reader.take(length.checked_add(4)?)?;
        let sum = reader.number(4)?;
        let (kind, body) = chunk.split_first_chunk::<4>()?;
        // A large first letter says that no picture can be shown without the chunk.
        if kind[0].is_ascii_uppercase() && u64::from(checksum(chunk)) != sum {
            return None;
        }
        match kind {
            b"IHDR" => {
                let mut size = Reader::new(body);
                // Each has four bytes.
                points = size.number(4)? * size.number(4)?;
            }
            b"IDAT" if points > 0 => data += body.len() as u64,
            b"IEND" => return Some((points, data)),
            _ => {}
        }
    }
}
