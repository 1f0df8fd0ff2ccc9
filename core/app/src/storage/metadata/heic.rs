//! HEIC: boxes, among them one that lists the parts of the picture and where their bytes lie. Nothing is moved, since places
//! in the file are told in bytes: the copy begins as zeros of the same length, and gets what the look needs.

use std::ops::Range;

use super::exif;
use super::reader::Reader;
use super::stripped::{Stripped, xmp_names_place};

/// Kinds of parts that are picture: coded ones, and those that put others together.
const LOOK: [&[u8; 4]; 8] = [b"hvc1", b"hvt1", b"av01", b"avc1", b"grid", b"iovl", b"iden", b"tmap"];

/// Kinds of parts that describe the picture.
const DESCRIPTIONS: [&[u8; 4]; 4] = [b"Exif", b"mime", b"uri ", b"rgan"];

/// Properties of parts: how they are coded, their size, their colours and brightness, how they are cut and turned, their
/// time.
const PROPERTIES: [&[u8; 4]; 28] = [
    b"hvcC", b"hvtC", b"av1C", b"avcC", b"ispe", b"pixi", b"pasp", b"colr", b"clap", b"irot", b"imir", b"auxC",
    b"rloc", b"lsel", b"a1op", b"a1lx", b"oinf", b"tols", b"clli", b"mdcv", b"cclv", b"amve", b"ndwt", b"reve",
    b"iscl", b"rref", b"crtt", b"mdft",
];

/// Bytes of the box that says what the lists are of, before a name in words.
const HANDLER_LENGTH: usize = 12;

/// Most bytes of the box that lists the parts, and most boxes side by side: a hundred times what a phone writes.
const LARGEST_LISTS: usize = 1_000_000;
const MOST_BOXES: usize = 10_000;

/// A box: what it is, and where its header and its content begin.
struct Part {
    kind: [u8; 4],
    start: usize,
    body: Range<usize>,
}

/// A part of the picture, and where its bytes lie.
struct Item {
    id: u64,
    extents: Vec<Range<usize>>,
}

/// Copies what the look needs; `None` if there is a box or a part that is not known well enough.
pub(super) fn strip(file: &[u8]) -> Option<Stripped> {
    let mut out = vec![0; file.len()];
    let (mut lists, mut data) = (None, Vec::new());
    for part in parts(file, 0..file.len())? {
        match &part.kind {
            b"ftyp" => copy(&mut out, file, part.start..part.body.end),
            b"mdat" => {
                copy(&mut out, file, part.start..part.body.start);
                data.push(part.body);
            }
            b"meta" if lists.is_none() && part.body.len() <= LARGEST_LISTS => lists = Some(part),
            // Films, or more than one list.
            b"meta" | b"moov" | b"moof" | b"mfra" => return None,
            _ => blank(&mut out, file, &part),
        }
    }
    let lists = read_lists(&mut out, file, &lists?)?;
    let mut places = Reader::new(&file[lists.places.clone()]);
    let items = read_places(&mut places, &data, lists.inner_data.as_ref())?;
    copy(&mut out, file, lists.places.start..lists.places.end - places.rest().len());
    let mut look = Vec::new();
    let mut descriptions = Vec::new();
    for item in items {
        let place = lists.kinds.binary_search_by_key(&item.id, |(id, _)| *id).ok()?;
        let kind = lists.kinds[place].1;
        if LOOK.contains(&&kind) {
            look.extend(item.extents);
        } else if DESCRIPTIONS.contains(&&kind) {
            descriptions.push((kind, item.extents));
        } else {
            return None;
        }
    }
    let look = merge(look);
    for extent in &look {
        copy(&mut out, file, extent.clone());
    }
    let named_place = strip_descriptions(&mut out, file, &look, &descriptions)?;
    Some(Stripped { bytes: out, named_place })
}

/// What the box with the lists says.
struct Lists {
    /// Ids of parts with their kinds, sorted.
    kinds: Vec<(u64, [u8; 4])>,
    /// Where the box lies that says where the bytes of parts lie.
    places: Range<usize>,
    /// Where bytes of small parts lie within the lists.
    inner_data: Option<Range<usize>>,
}

/// Copies the lists of parts and their properties, but no names, which are zeros in the copy.
fn read_lists(out: &mut [u8], file: &[u8], lists: &Part) -> Option<Lists> {
    let children = lists.body.start.checked_add(4).filter(|start| *start <= lists.body.end)?;
    copy(out, file, lists.start..children);
    let (mut kinds, mut places, mut inner_data) = (None, None, None);
    for part in parts(file, children..lists.body.end)? {
        let is_second = match &part.kind {
            b"hdlr" => {
                copy_begin(out, file, &part, HANDLER_LENGTH);
                false
            }
            b"pitm" => {
                let has_short_id = *file.get(part.body.start)? == 0;
                copy_begin(out, file, &part, if has_short_id { 6 } else { 8 });
                false
            }
            b"iref" | b"grpl" => {
                copy(out, file, part.start..part.body.end);
                false
            }
            b"iinf" => {
                copy(out, file, part.start..part.body.start);
                kinds.replace(copy_kinds(out, file, part.body)?).is_some()
            }
            b"iloc" => {
                copy(out, file, part.start..part.body.start);
                places.replace(part.body).is_some()
            }
            b"idat" => {
                copy(out, file, part.start..part.body.start);
                inner_data.replace(part.body).is_some()
            }
            b"iprp" => {
                copy(out, file, part.start..part.body.start);
                copy_properties(out, file, part.body)?;
                false
            }
            // Protected parts.
            b"ipro" => true,
            // Among others, the addresses of other files, which no part may refer to.
            _ => {
                blank(out, file, &part);
                false
            }
        };
        if is_second {
            return None;
        }
    }
    Some(Lists { kinds: kinds?, places: places?, inner_data })
}

/// Copies properties. Blanks what a person wrote about a part, and gives up at one that is not known.
fn copy_properties(out: &mut [u8], file: &[u8], body: Range<usize>) -> Option<()> {
    for part in parts(file, body)? {
        match &part.kind {
            b"ipma" => copy(out, file, part.start..part.body.end),
            b"ipco" => {
                copy(out, file, part.start..part.body.start);
                for property in parts(file, part.body)? {
                    if PROPERTIES.contains(&&property.kind) {
                        copy(out, file, property.start..property.body.end);
                    } else if matches!(&property.kind, b"udes" | b"altt" | b"free" | b"skip") {
                        blank(out, file, &property);
                    } else {
                        return None;
                    }
                }
            }
            _ => return None,
        }
    }
    Some(())
}

/// Copies which parts there are, without their names and types in words, and returns them sorted by their ids.
fn copy_kinds(out: &mut [u8], file: &[u8], body: Range<usize>) -> Option<Vec<(u64, [u8; 4])>> {
    let mut reader = Reader::new(&file[body.clone()]);
    let version = reader.number(4)? >> 24;
    reader.take(if version == 0 { 2 } else { 4 })?;
    let mut kinds = Vec::new();
    let begin = body.end - reader.rest().len();
    copy(out, file, body.start..begin);
    for part in parts(file, begin..body.end)? {
        let mut reader = Reader::new(&file[part.body.clone()]);
        let id_size = match reader.number(4)? >> 24 {
            2 => 2,
            3 => 4,
            _ => return None,
        };
        let id = reader.number(id_size)?;
        // A number here means that the part is protected.
        if part.kind != *b"infe" || reader.number(2)? != 0 {
            return None;
        }
        kinds.push((id, *reader.kind()?));
        copy(out, file, part.start..part.body.end - reader.rest().len());
    }
    kinds.sort_unstable();
    let is_twice = kinds.windows(2).any(|pair| pair[0].0 == pair[1].0);
    (!is_twice).then_some(kinds)
}

/// Reads where the bytes of parts lie. Each piece must lie within the data, in the file or within the lists.
fn read_places(reader: &mut Reader<'_>, data: &[Range<usize>], inner_data: Option<&Range<usize>>) -> Option<Vec<Item>> {
    let version = reader.number(4)? >> 24;
    let (sizes, more_sizes) = (reader.byte()?, reader.byte()?);
    let [offset_size, length_size, base_size, index_size] =
        [sizes >> 4, sizes & 15, more_sizes >> 4, if version == 0 { 0 } else { more_sizes & 15 }].map(usize::from);
    let is_known = |size: &usize| matches!(size, 0 | 4 | 8);
    // Without lengths, a few bytes could claim any number of pieces.
    if version > 2 || length_size == 0 || ![offset_size, length_size, base_size, index_size].iter().all(is_known) {
        return None;
    }
    let count = reader.number(if version < 2 { 2 } else { 4 })?;
    let mut items = Vec::new();
    for _ in 0..count {
        let id = reader.number(if version < 2 { 2 } else { 4 })?;
        let method = if version == 0 { 0 } else { reader.number(2)? & 15 };
        // Bytes of another file.
        if reader.number(2)? != 0 {
            return None;
        }
        let base = reader.length(base_size)?;
        let mut extents = Vec::new();
        for _ in 0..reader.number(2)? {
            reader.take(index_size)?;
            let (offset, length) = (reader.length(offset_size)?, reader.length(length_size)?);
            let begin = base.checked_add(offset)?;
            let extent = match method {
                0 => {
                    let extent = begin..begin.checked_add(length)?;
                    let holder = data.get(data.partition_point(|data| data.end < extent.end))?;
                    if extent.start < holder.start {
                        return None;
                    }
                    extent
                }
                1 => {
                    let begin = inner_data?.start.checked_add(begin)?;
                    let extent = begin..begin.checked_add(length)?;
                    if extent.end > inner_data?.end {
                        return None;
                    }
                    extent
                }
                _ => return None,
            };
            // A length of 0 stands for all there is.
            if extent.is_empty() {
                return None;
            }
            extents.push(extent);
        }
        items.push(Item { id, extents });
    }
    Some(items)
}

/// Sorts pieces and joins those that touch.
fn merge(mut extents: Vec<Range<usize>>) -> Vec<Range<usize>> {
    extents.sort_unstable_by_key(|extent| extent.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for extent in extents {
        match merged.last_mut() {
            Some(last) if extent.start <= last.end => last.end = last.end.max(extent.end),
            _ => merged.push(extent),
        }
    }
    merged
}

/// Puts a new block of camera fields where one was, and returns whether a description named a place; `None` if one of them
/// shares bytes with the picture or with another.
fn strip_descriptions(
    out: &mut [u8],
    file: &[u8],
    look: &[Range<usize>],
    descriptions: &[([u8; 4], Vec<Range<usize>>)],
) -> Option<bool> {
    let mut named_place = false;
    let mut left = file.len();
    for (kind, extents) in descriptions {
        let mut said = Vec::new();
        for extent in extents {
            let next = look.partition_point(|look| look.end <= extent.start);
            if look.get(next).is_some_and(|look| look.start < extent.end) {
                return None;
            }
            left = left.checked_sub(extent.len())?;
            said.extend_from_slice(&file[extent.clone()]);
        }
        if kind == b"mime" {
            named_place |= xmp_names_place(&said);
            // An XML text of nothing but blanks.
            extents.iter().for_each(|extent| out[extent.clone()].fill(b' '));
        }
        if kind == b"Exif" {
            let mut reader = Reader::new(&said);
            // Bytes before the block.
            let before = reader.length(4).unwrap_or(0);
            reader.take(before);
            let found = exif::read(reader.rest());
            named_place |= found.named_place;
            let kept = if found.kept.is_empty() { exif::empty() } else { found.kept };
            let kept = [&[0; 4], kept.as_slice()].concat();
            // Where it has no room, there are zeros, which say nothing.
            if let [extent] = extents.as_slice()
                && let Some(room) = out[extent.clone()].get_mut(..kept.len())
            {
                room.copy_from_slice(&kept);
            }
        }
    }
    Some(named_place)
}

/// Reads the headers of boxes that lie side by side; `None` if they do not fill their place.
fn parts(file: &[u8], place: Range<usize>) -> Option<Vec<Part>> {
    let mut reader = Reader::new(file.get(place.clone())?);
    let mut found = Vec::new();
    while !reader.rest().is_empty() {
        if found.len() == MOST_BOXES {
            return None;
        }
        let start = place.end - reader.rest().len();
        let size = reader.length(4)?;
        let kind = *reader.kind()?;
        let length = match size {
            0 => reader.rest().len(),
            1 => reader.length(8)?.checked_sub(16)?,
            _ => size.checked_sub(8)?,
        };
        let body = place.end - reader.rest().len();
        reader.take(length)?;
        found.push(Part { kind, start, body: body..body + length });
    }
    Some(found)
}

fn copy(out: &mut [u8], file: &[u8], place: Range<usize>) {
    out[place.clone()].copy_from_slice(&file[place]);
}

/// Copies a box up to some bytes of its content. What follows is zeros in the copy.
fn copy_begin(out: &mut [u8], file: &[u8], part: &Part, length: usize) {
    copy(out, file, part.start..part.body.end.min(part.body.start + length));
}

/// Makes a box one without content, which readers skip.
fn blank(out: &mut [u8], file: &[u8], part: &Part) {
    copy(out, file, part.start..part.body.start);
    out[part.start + 4..part.start + 8].copy_from_slice(b"free");
}

/// Returns whether a file holds a picture that is whole, as far as its boxes tell: none of them is cut, and among the parts is
/// one that is picture, or of a kind that is not known here.
pub(super) fn holds_picture(file: &[u8]) -> bool {
    let Some(boxes) = parts(file, 0..file.len()) else { return false };
    // A film, or several pictures one after the other.
    if boxes.iter().any(|part| &part.kind == b"moov") {
        return true;
    }
    let has_data = boxes.iter().any(|part| &part.kind == b"mdat");
    let lists = boxes.into_iter().find(|part| &part.kind == b"meta");
    lists.is_some_and(|lists| lists_picture(file, &lists, has_data).unwrap_or(false))
}

/// Returns whether the lists name a part that is picture, or may be one, and there are data; `None` where they are cut.
fn lists_picture(file: &[u8], lists: &Part, has_data: bool) -> Option<bool> {
    let listed = parts(file, lists.body.start.checked_add(4)?..lists.body.end)?;
    let find = |kind: &[u8; 4]| listed.iter().find(|part| part.kind == *kind).map(|part| part.body.clone());
    // Small parts can lie within the lists.
    if !has_data && read_places(&mut Reader::new(&file[find(b"iloc")?]), &[], find(b"idat").as_ref()).is_none() {
        return Some(false);
    }
    // What is listed in another way cannot be judged.
    let Some(kinds) = copy_kinds(&mut vec![0; file.len()], file, find(b"iinf")?) else { return Some(true) };
    Some(kinds.iter().any(|(_, kind)| !DESCRIPTIONS.contains(&kind)))
}
