//! WebP: a RIFF file of chunks with four letters and a length. What follows it is not copied.

use super::exif;
use super::reader::Reader;
use super::stripped::{Stripped, xmp_names_place};

/// Bits in the first byte of the chunk `VP8X`, which says what else there is.
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;

/// Bytes of a frame's chunk before the chunks in it.
const FRAME_HEADER: usize = 16;

/// Copies the chunks that the look needs; `None` if the file does not lead to its end.
pub(super) fn strip(file: &[u8]) -> Option<Stripped> {
    let mut whole = Reader::new(file);
    if whole.kind()? != b"RIFF" {
        return None;
    }
    let length = little(&mut whole)?;
    let mut reader = Reader::new(whole.take(length)?);
    if reader.kind()? != b"WEBP" {
        return None;
    }
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    let (mut named_place, mut has_data, mut has_exif, mut flags_at) = (false, false, false, None);
    while !reader.rest().is_empty() {
        let (kind, body) = next_chunk(&mut reader)?;
        match kind {
            b"VP8X" if body.len() == 10 && flags_at.is_none() => {
                flags_at = Some(out.len() + 8);
                chunk(&mut out, kind, body);
            }
            b"VP8X" => return None,
            b"VP8 " | b"VP8L" | b"ANMF" => {
                if kind == b"ANMF" && !holds_only_a_frame(body) {
                    return None;
                }
                has_data = true;
                chunk(&mut out, kind, body);
            }
            b"ICCP" | b"ANIM" | b"ALPH" => chunk(&mut out, kind, body),
            b"EXIF" => {
                let found = exif::read(body);
                named_place |= found.named_place;
                if !found.kept.is_empty() && !has_exif {
                    has_exif = true;
                    chunk(&mut out, kind, &found.kept);
                }
            }
            b"XMP " => named_place |= xmp_names_place(body),
            _ => {}
        }
    }
    if let Some(flags) = flags_at.and_then(|at| out.get_mut(at)) {
        *flags &= !(HAS_EXIF | HAS_XMP);
        if has_exif {
            *flags |= HAS_EXIF;
        }
    }
    let length = u32::try_from(out.len() - 8).ok()?;
    out[4..8].copy_from_slice(&length.to_le_bytes());
    has_data.then_some(Stripped { bytes: out, named_place })
}

fn little(reader: &mut Reader<'_>) -> Option<usize> {
    let bytes: [u8; 4] = reader.take(4)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(bytes)).ok()
}

fn next_chunk<'a>(reader: &mut Reader<'a>) -> Option<(&'a [u8; 4], &'a [u8])> {
    let kind = reader.kind()?;
    let length = little(reader)?;
    let body = reader.take(length)?;
    if length % 2 == 1 {
        reader.take(1)?;
    }
    Some((kind, body))
}

/// Returns whether a frame of a moving picture holds its data and nothing else.
fn holds_only_a_frame(body: &[u8]) -> bool {
    let Some(chunks) = body.get(FRAME_HEADER..) else { return false };
    let mut reader = Reader::new(chunks);
    while !reader.rest().is_empty() {
        if !matches!(next_chunk(&mut reader), Some((b"ALPH" | b"VP8 " | b"VP8L", _))) {
            return false;
        }
    }
    true
}

fn chunk(out: &mut Vec<u8>, kind: &[u8; 4], body: &[u8]) {
    out.extend_from_slice(kind);
    // As long as a chunk that was read, whose length had four bytes.
    out.extend((body.len() as u32).to_le_bytes());
    out.extend_from_slice(body);
    if body.len() % 2 == 1 {
        out.push(0);
    }
}

/// Returns whether a file holds a picture that is whole: as long as it says, with data that have a size.
pub(super) fn holds_picture(file: &[u8]) -> bool {
    find_data(file).unwrap_or(false)
}

/// Goes from chunk to chunk; `None` where one is cut.
fn find_data(file: &[u8]) -> Option<bool> {
    let mut whole = Reader::new(file);
    whole.kind()?;
    let length = little(&mut whole)?;
    let mut reader = Reader::new(whole.take(length)?);
    reader.kind()?;
    let mut has_data = false;
    while !reader.rest().is_empty() {
        let (kind, body) = next_chunk(&mut reader)?;
        has_data |= match kind {
            // Three bytes about the frame, three fixed ones, the width and the height of fourteen bits each.
            b"VP8 " => {
                let size = |at: usize| body.get(at..at + 2).is_some_and(|low| low[0] != 0 || low[1] & 0x3F != 0);
                size(6) && size(8)
            }
            // A fixed byte, and the size less one.
            b"VP8L" => body.len() > 5,
            b"ANMF" => body.len() > FRAME_HEADER,
            _ => false,
        };
    }
    Some(has_data)
}
