//! Small files of each type, with the place hidden wherever a camera or a program may put it, and a reader by others that
//! looks for it in the copy.

use std::io::Cursor;

use ::exif::{Context, In, Tag, Value};
use proptest::prelude::*;

use super::stripped::contains;
use super::*;

const KINDS: [PictureType; 4] = [PictureType::Jpeg, PictureType::Png, PictureType::Webp, PictureType::Heic];

/// A word that stands wherever something beside the picture is said.
const MARKER: &[u8] = b"BERLIN";
/// Data of a picture, as far as the tests are concerned.
const PIXELS: &[u8] = b"pixels, pixels";
const XMP: &[u8] = b"<x:xmpmeta><rdf:Description exif:GPSLatitude='52,31N' photoshop:City='BERLIN'/></x:xmpmeta>";

/// What a file of a test says beside the picture.
#[derive(Clone, Copy)]
struct Says {
    exif: Option<Fields>,
    /// Everything else, in every corner of the file.
    rest: bool,
    xmp: bool,
}

/// Fields of a camera.
#[derive(Clone, Copy)]
struct Fields {
    lowest_first: bool,
    /// How the picture is turned, and when it was made.
    kept: bool,
    place: bool,
}

const NOTHING: Says = Says { exif: None, rest: false, xmp: false };
const PHOTO: Fields = Fields { lowest_first: false, kept: true, place: true };
const EVERYTHING: Says = Says { exif: Some(PHOTO), rest: true, xmp: true };

fn file(kind: PictureType, says: Says) -> Vec<u8> {
    match kind {
        PictureType::Jpeg => jpeg(says),
        PictureType::Png => png(says),
        PictureType::Webp => webp(says),
        PictureType::Heic => heic(says),
    }
}

/// Makes a block of camera fields: orientation 6, the maker's own note, a time, latitude and longitude.
fn exif_block(fields: Fields) -> Vec<u8> {
    let short = |number: u16| if fields.lowest_first { number.to_le_bytes() } else { number.to_be_bytes() };
    let long = |number: u32| if fields.lowest_first { number.to_le_bytes() } else { number.to_be_bytes() };
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&short(tag)[..], &short(kind), &long(count), &value].concat()
    };
    let turn = |number: u16| [short(number), [0, 0]].concat().try_into().unwrap();
    let directory =
        |entries: &[Vec<u8>]| [&short(u16::try_from(entries.len()).unwrap())[..], &entries.concat(), &long(0)].concat();
    // Directories at fixed places, values behind them.
    let (camera_at, gps_at, values_at) = (100, 200, 300);
    let mut main = Vec::new();
    if fields.kept {
        main.push(entry(0x0112, 3, 1, turn(6)));
    }
    main.push(entry(0x010F, 2, 7, long(values_at)));
    main.push(entry(0x8769, 4, 1, long(camera_at)));
    if fields.place {
        main.push(entry(0x8825, 4, 1, long(gps_at)));
    }
    let mut camera = Vec::new();
    if fields.kept {
        camera.push(entry(0x9003, 2, 20, long(values_at + 10)));
    }
    camera.push(entry(0x927C, 7, 7, long(values_at)));
    let gps = [
        entry(0, 1, 4, [2, 3, 0, 0]),
        entry(1, 2, 2, *b"N\0\0\0"),
        entry(2, 5, 3, long(values_at + 40)),
        entry(3, 2, 2, *b"E\0\0\0"),
        entry(4, 5, 3, long(values_at + 40)),
    ];
    let mut block = if fields.lowest_first { b"II*\0".to_vec() } else { b"MM\0*".to_vec() };
    block.extend(long(8));
    for (at, part) in [
        (8, directory(&main)),
        (camera_at, directory(&camera)),
        (gps_at, if fields.place { directory(&gps) } else { Vec::new() }),
        (values_at, b"BERLIN\0".to_vec()),
        (values_at + 10, b"2026:11:23 20:04:00\0".to_vec()),
        (values_at + 40, [52, 1, 31, 1, 7, 1].map(long).concat()),
    ] {
        block.resize(at as usize, 0);
        block.extend(part);
    }
    block
}

fn jpeg(says: Says) -> Vec<u8> {
    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], &length[..], body].concat()
    }
    let mut out = vec![0xFF, 0xD8];
    out.extend(segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"));
    if let Some(fields) = says.exif {
        out.extend(segment(0xE1, &[b"Exif\0\0", exif_block(fields).as_slice()].concat()));
    }
    if says.xmp {
        out.extend(segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", XMP].concat()));
    }
    out.extend(segment(0xE2, b"ICC_PROFILE\0\x01\x01colours"));
    if says.rest {
        out.extend(segment(0xED, b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x0b\x1c\x02\x5a\0\x06BERLIN\0"));
        out.extend(segment(0xE2, b"MPF\0BERLIN"));
        out.extend(segment(0xE5, MARKER));
        out.extend(segment(0xFE, MARKER));
    }
    out.extend(segment(0xEE, b"Adobe\0\x64\0\0\0\0\x01"));
    out.extend(segment(0xDB, &[0; 65]));
    out.extend(segment(0xC2, b"\x08\0\x01\0\x01\x01\x01\x11\0"));
    for _ in 0..2 {
        out.extend(segment(0xC4, &[0; 20]));
        out.extend(segment(0xDA, b"\x01\x01\0\0\x3f\0"));
        out.extend(b"data\xff\0data\xff\xd0data");
        if says.rest {
            out.extend(segment(0xFE, MARKER));
        }
    }
    out.extend([0xFF, 0xD9]);
    if says.rest {
        out.extend(MARKER);
    }
    out
}

fn png(says: Says) -> Vec<u8> {
    fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let sum = crate::storage::checksum::checksum(&[kind, body].concat()).to_be_bytes();
        [&u32::try_from(body.len()).unwrap().to_be_bytes()[..], kind, body, &sum].concat()
    }
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    out.extend(chunk(b"IHDR", b"\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0"));
    out.extend(chunk(b"iCCP", b"name\0\0colours"));
    out.extend(chunk(b"tIME", b"\x07\xea\x0b\x17\x14\x04\0"));
    if let Some(fields) = says.exif {
        out.extend(chunk(b"eXIf", &exif_block(fields)));
    }
    if says.xmp {
        out.extend(chunk(b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", XMP].concat()));
    }
    if says.rest {
        out.extend(chunk(b"tEXt", b"Comment\0BERLIN"));
        out.extend(chunk(b"zTXt", b"Raw profile type exif\0\0BERLIN"));
        out.extend(chunk(b"prVt", MARKER));
    }
    out.extend(chunk(b"IDAT", PIXELS));
    out.extend(chunk(b"IDAT", PIXELS));
    if says.rest {
        out.extend(chunk(b"tEXt", b"Location\0BERLIN"));
    }
    out.extend(chunk(b"IEND", b""));
    if says.rest {
        out.extend(MARKER);
    }
    out
}

fn webp(says: Says) -> Vec<u8> {
    fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len()).unwrap().to_le_bytes();
        [&kind[..], &length, body, if body.len() % 2 == 1 { &[0][..] } else { &[] }].concat()
    }
    let flags = 0x20 | if says.exif.is_some() { 8 } else { 0 } | if says.xmp { 4 } else { 0 };
    let mut chunks = b"WEBP".to_vec();
    chunks.extend(chunk(b"VP8X", &[flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    chunks.extend(chunk(b"ICCP", b"colours"));
    chunks.extend(chunk(b"ANIM", &[0; 6]));
    chunks.extend(chunk(b"ANMF", &[&[0; 16], chunk(b"VP8L", PIXELS).as_slice()].concat()));
    chunks.extend(chunk(b"VP8 ", PIXELS));
    if let Some(fields) = says.exif {
        chunks.extend(chunk(b"EXIF", &exif_block(fields)));
    }
    if says.xmp {
        chunks.extend(chunk(b"XMP ", XMP));
    }
    if says.rest {
        chunks.extend(chunk(b"ABCD", MARKER));
    }
    let mut out = chunk(b"RIFF", &chunks);
    if says.rest {
        out.extend(MARKER);
    }
    out
}

fn heic(says: Says) -> Vec<u8> {
    fn part(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        [&u32::try_from(body.len() + 8).unwrap().to_be_bytes()[..], kind, body].concat()
    }
    fn item(id: u8, kind: &[u8; 4], name: &[u8], more: &[u8]) -> Vec<u8> {
        part(b"infe", &[&[2, 0, 0, 0, 0, id, 0, 0], &kind[..], name, b"\0", more].concat())
    }
    // A box with the word in it; without the word, one of the same length that says nothing.
    let said = |whole: Vec<u8>| if says.rest { whole } else { part(b"free", &vec![0; whole.len() - 8]) };
    let name = if says.rest { MARKER } else { &[0; MARKER.len()] };
    // What lies in the data: kind, what is said of the kind, bytes, and whether they are among the lists.
    let mut items = vec![(*b"hvc1", b"".to_vec(), PIXELS.to_vec(), false)];
    items.push((*b"grid", Vec::new(), b"gridgrid".to_vec(), true));
    if let Some(fields) = says.exif {
        items.push((*b"Exif", Vec::new(), [b"\0\0\0\x06Exif\0\0", exif_block(fields).as_slice()].concat(), false));
    }
    if says.xmp {
        items.push((*b"mime", b"application/rdf+xml\0".to_vec(), XMP.to_vec(), false));
    }
    items.push((*b"hvc1", Vec::new(), PIXELS.to_vec(), false));
    let (mut inner, mut data) = (Vec::new(), if says.rest { MARKER.to_vec() } else { vec![0; MARKER.len()] });
    let mut infos = vec![0, 0, 0, 0, 0, u8::try_from(items.len()).unwrap()];
    let mut places = Vec::new();
    for (place, (kind, more, bytes, is_inner)) in items.iter().enumerate() {
        let id = u8::try_from(place + 1).unwrap();
        infos.extend(item(id, kind, name, more));
        let holder = if *is_inner { &mut inner } else { &mut data };
        places.push((id, u8::from(*is_inner), holder.len(), bytes.len()));
        holder.extend(bytes);
    }
    let file = |data_at: usize| {
        let handler = [b"\0\0\0\0\0\0\0\0pict\0\0\0\0\0\0\0\0\0\0\0\0", name, b"\0"].concat();
        let mut lists = [&[0; 4], part(b"hdlr", &handler).as_slice()].concat();
        let address = part(b"url ", &[&[0; 4], MARKER, b"\0"].concat());
        lists.extend(said(part(b"dinf", &part(b"dref", &[&[0, 0, 0, 0, 0, 0, 0, 1], address.as_slice()].concat()))));
        lists.extend(part(b"pitm", &[b"\0\0\0\0\0\x01", name].concat()));
        let mut table = vec![1, 0, 0, 0, 0x44, 0, 0, u8::try_from(places.len()).unwrap()];
        for (id, method, at, length) in &places {
            let at = if *method == 0 { data_at + at } else { *at };
            table.extend([0, *id, 0, *method, 0, 0, 0, 1]);
            table.extend(u32::try_from(at).unwrap().to_be_bytes());
            table.extend(u32::try_from(*length).unwrap().to_be_bytes());
        }
        table.extend(name);
        lists.extend(part(b"iloc", &table));
        lists.extend(part(b"iinf", &infos));
        let mut properties = [part(b"irot", &[1]), part(b"colr", b"nclx")].concat();
        properties.extend(said(part(b"udes", MARKER)));
        properties.extend(said(part(b"altt", &[&[0; 4], MARKER, b"\0\0"].concat())));
        lists.extend(part(b"iprp", &[part(b"ipco", &properties), part(b"ipma", &[0; 8])].concat()));
        lists.extend(part(b"idat", &inner));
        lists.extend(said(part(b"uuid", MARKER)));
        let mut out = part(b"ftyp", b"heic\0\0\0\0mif1heic");
        out.extend(part(b"meta", &lists));
        let begin = out.len() + 8;
        out.extend(part(b"mdat", &data));
        out.extend(said(part(b"mpvd", MARKER)));
        (out, begin)
    };
    let (_, data_at) = file(0);
    file(data_at).0
}

/// Returns what another reader finds: how the picture is turned, when it was made, whether any field is about a place.
fn read_by_others(file: &[u8]) -> (Option<u32>, Option<String>, bool) {
    let Ok(found) = ::exif::Reader::new().read_from_container(&mut Cursor::new(file)) else {
        return (None, None, false);
    };
    let turned = found.get_field(Tag::Orientation, In::PRIMARY).and_then(|field| field.value.get_uint(0));
    let time = found.get_field(Tag::DateTimeOriginal, In::PRIMARY).map(|field| match &field.value {
        Value::Ascii(texts) => String::from_utf8(texts.concat()).unwrap(),
        other => panic!("{other:?}"),
    });
    (turned, time, found.fields().any(|field| field.tag.context() == Context::Gps))
}

fn time() -> Option<String> {
    Some("2026:11:23 20:04:00".to_owned())
}

#[test]
fn the_copy_of_a_photo_says_no_place_and_stays_turned_as_it_was() {
    for kind in KINDS {
        for lowest_first in [false, true] {
            let fields = Fields { lowest_first, ..PHOTO };
            let photo = file(kind, Says { exif: Some(fields), ..EVERYTHING });
            assert_eq!(read_by_others(&photo), (Some(6), time(), true), "{kind:?}");
            let (copy, location) = strip_metadata(kind, photo);
            assert_eq!(location, Location::Removed, "{kind:?}");
            assert_eq!(read_by_others(&copy), (Some(6), time(), false), "{kind:?}");
            assert!(!contains(&copy, MARKER), "{kind:?}: {}", copy.escape_ascii());
            assert_eq!(strip_metadata(kind, copy.clone()), (copy, Location::NotNamed), "{kind:?}: the copy of a copy");
        }
    }
}

#[test]
fn the_data_and_colours_of_a_picture_are_copied_byte_for_byte() {
    for kind in KINDS {
        let plain = file(kind, NOTHING);
        assert_eq!(strip_metadata(kind, plain.clone()), (plain.clone(), Location::NotNamed), "{kind:?}");
        // Where none of the camera's fields is kept, the copy is the picture alone.
        let (copy, location) = strip_metadata(kind, file(kind, Says { rest: true, ..NOTHING }));
        assert_eq!(copy, plain, "{kind:?}");
        // Only the fields of a JPEG are read that say it without EXIF and XMP.
        let told = if kind == PictureType::Jpeg { Location::Removed } else { Location::NotNamed };
        assert_eq!(location, told, "{kind:?}");
        if kind != PictureType::Heic {
            let says = Says { exif: Some(Fields { kept: false, ..PHOTO }), ..EVERYTHING };
            assert_eq!(strip_metadata(kind, file(kind, says)), (plain, Location::Removed), "{kind:?}");
        }
    }
}

#[test]
fn a_place_is_told_wherever_it_stood_and_none_where_there_was_none() {
    let fields = Fields { place: false, ..PHOTO };
    for kind in KINDS {
        for (says, told) in [
            (Says { exif: Some(PHOTO), ..NOTHING }, Location::Removed),
            (Says { xmp: true, ..NOTHING }, Location::Removed),
            (Says { exif: Some(fields), ..NOTHING }, Location::NotNamed),
        ] {
            assert_eq!(strip_metadata(kind, file(kind, says)).1, told, "{kind:?}");
        }
    }
}

#[test]
fn a_preview_in_a_jpeg_is_not_copied() {
    let plain = jpeg(NOTHING);
    let header = b"JFIF\0\x01\x01\0\0\x01\0\x01";
    let at = plain.windows(header.len()).position(|part| part == header).unwrap();
    let mut photo = plain.clone();
    photo.splice(at + header.len()..at + header.len() + 2, [1, 1, 7, 7, 7]);
    photo[at - 1] += 3;
    assert_eq!(strip_metadata(PictureType::Jpeg, photo), (plain, Location::NotNamed));
}

#[test]
fn a_file_that_cannot_be_read_to_its_end_is_kept_as_it_is() {
    let with = |kind, old: &[u8], new: &[u8]| {
        let mut bytes = file(kind, EVERYTHING);
        let at = bytes.windows(old.len()).position(|part| part == old).unwrap();
        bytes.splice(at..at + old.len(), new.iter().copied());
        (kind, bytes)
    };
    for (kind, bytes) in [
        (PictureType::Png, b"\x89PNG\r\n\x1a\n, and no more".to_vec()),
        with(PictureType::Png, b"iCCP", b"ICCP"),
        with(PictureType::Jpeg, b"\xff\xc2", b"\xff\xf7"),
        with(PictureType::Jpeg, b"\xff\xc2", b"\xff\xfe"),
        with(PictureType::Webp, b"VP8L", b"BLOB"),
        with(PictureType::Heic, b"grid", b"blob"),
        with(PictureType::Heic, b"colr", b"blob"),
        with(PictureType::Heic, b"mpvd", b"moov"),
    ] {
        assert_eq!(
            strip_metadata(kind, bytes.clone()),
            (bytes.clone(), Location::Unchecked),
            "{}",
            bytes.escape_ascii()
        );
    }
}

#[test]
fn camera_fields_that_share_bytes_with_a_heic_picture_are_not_taken_for_stripped() {
    // The first piece of the picture is said to be so long that the camera's fields behind it belong to it.
    let photo = heic(EVERYTHING);
    let length = u32::try_from(PIXELS.len()).unwrap().to_be_bytes();
    let places = photo.windows(4).position(|part| part == b"iloc").unwrap();
    let at = places + photo[places..].windows(4).position(|part| part == length).unwrap();
    assert_eq!(strip_metadata(PictureType::Heic, photo.clone()).1, Location::Removed);
    let mut claimed = photo;
    claimed[at..at + 4].copy_from_slice(&100_u32.to_be_bytes());
    assert_eq!(strip_metadata(PictureType::Heic, claimed).1, Location::Unchecked);
}

#[test]
fn a_cut_file_does_not_panic_and_no_place_is_left_where_one_was_removed() {
    for kind in KINDS {
        let photo = file(kind, EVERYTHING);
        for length in 0..photo.len() {
            judge(kind, &photo[..length]);
        }
    }
}

#[test]
fn a_flipped_bit_does_not_panic_and_leaves_no_place_where_one_was_removed() {
    for kind in KINDS {
        let mut photo = file(kind, EVERYTHING);
        for at in 0..photo.len() {
            for flip in [1, 0x20, 0x80, 0xFF] {
                photo[at] ^= flip;
                judge(kind, &photo);
                photo[at] ^= flip;
            }
        }
    }
}

#[test]
fn a_file_that_is_cut_or_has_no_picture_in_it_holds_none() {
    for kind in KINDS {
        assert!(holds_picture(kind, &file(kind, EVERYTHING)), "{kind:?}");
        let whole = file(kind, NOTHING);
        // What follows the data of a HEIC is no part of it.
        let data = whole.windows(PIXELS.len()).rposition(|part| part == PIXELS).filter(|_| kind == PictureType::Heic);
        for length in 0..data.map_or(whole.len(), |data| data + PIXELS.len()) {
            assert!(!holds_picture(kind, &whole[..length]), "{kind:?}: {length} of {}", whole.len());
        }
    }
    let replace = |mut bytes: Vec<u8>, old: &[u8], new: &[u8]| {
        while let Some(at) = bytes.windows(old.len()).position(|part| part == old) {
            bytes.splice(at..at + old.len(), new.iter().copied());
        }
        bytes
    };
    let with = |kind, old: &[u8], new: &[u8]| (kind, replace(file(kind, EVERYTHING), old, new));
    let without = |kind, [first, second]: [&[u8]; 2]| {
        (kind, replace(replace(file(kind, EVERYTHING), first, b"mime"), second, b"mime"))
    };
    for (kind, bytes) in [
        // No data.
        without(PictureType::Webp, [b"VP8 ", b"ANMF"]),
        without(PictureType::Heic, [b"hvc1", b"grid"]),
        with(PictureType::Png, b"IDAT", b"teXt"),
        with(PictureType::Jpeg, b"\xff\xda", b"\xff\xfe"),
        with(PictureType::Jpeg, b"\xff\xc2", b"\xff\xfe"),
        // Data that end too soon, before an end of the file that is there.
        with(PictureType::Png, b"pixels, pixels", b"pixels"),
        with(PictureType::Webp, b"pixels, pixels", b"pixels"),
        with(PictureType::Heic, b"pixels, pixels", b"pixels"),
        // Data that were altered.
        with(PictureType::Png, b"pixels, pixels", b"pixels; pixels"),
        // No width, no height.
        with(PictureType::Png, b"IHDR\0\0\0\x01", b"IHDR\0\0\0\0"),
        with(PictureType::Png, b"IHDR\0\0\0\x01\0\0\0\x01", b"IHDR\0\0\0\x01\0\0\0\0"),
        with(PictureType::Jpeg, b"\x08\0\x01\0\x01", b"\x08\0\0\0\x01"),
        with(PictureType::Jpeg, b"\x08\0\x01\0\x01", b"\x08\0\x01\0\0"),
        (PictureType::Webp, b"RIFF\x16\0\0\0WEBPVP8 \x0a\0\0\0...\x9d\x01\x2a\0\0\x01\0".to_vec()),
    ] {
        assert!(!holds_picture(kind, &bytes), "{kind:?}: {}", bytes.escape_ascii());
    }
}

#[test]
fn a_png_whose_data_cannot_fill_its_size_holds_no_picture() {
    let chunk = |kind: &[u8], body: &[u8]| {
        let sum = crate::storage::checksum::checksum(&[kind, body].concat()).to_be_bytes();
        [&u32::try_from(body.len()).unwrap().to_be_bytes()[..], kind, body, &sum].concat()
    };
    let of_size = |width: u32, data: &[u8]| {
        let header = [&width.to_be_bytes()[..], &width.to_be_bytes(), b"\x08\x06\0\0\0"].concat();
        let chunks = [chunk(b"IHDR", &header), chunk(b"IDAT", data), chunk(b"IEND", b"")].concat();
        [b"\x89PNG\r\n\x1a\n", &chunks[..]].concat()
    };
    // Only the size tells that the data were cut: their checksum fits what is left.
    assert!(!holds_picture(PictureType::Png, &of_size(4000, b"\x78\x9c\xec\xc1")));
    assert!(!holds_picture(PictureType::Png, &of_size(u32::MAX, b"\x78\x9c\xec\xc1")));
    // As few bytes as deflate needs for a single colour.
    assert!(holds_picture(PictureType::Png, &of_size(4000, &[0; 1938])));
    assert!(holds_picture(PictureType::Png, &of_size(1, b"\x78\x9c\xec\xc1")));
}

#[test]
fn a_large_file_of_tiny_parts_takes_neither_long_nor_much_memory() {
    let tiny: [(PictureType, &[u8], &[u8]); 4] = [
        (PictureType::Jpeg, b"\xff\xd8", b"\xff\xfe\0\x02"),
        (PictureType::Png, b"\x89PNG\r\n\x1a\n\0\0\0\0IHDR\0\0\0\0", b"\0\0\0\0tEXt\0\0\0\0"),
        (PictureType::Webp, b"RIFF\xf0\xff\x1f\0WEBP", b"ABCD\0\0\0\0"),
        (PictureType::Heic, b"\0\0\0\x08ftyp", b"\0\0\0\x08free"),
    ];
    for (kind, begin, part) in tiny {
        let mut bytes = begin.to_vec();
        while bytes.len() < 2_000_000 {
            bytes.extend(part);
        }
        assert_eq!(strip_metadata(kind, bytes).1, Location::Unchecked, "{kind:?}");
    }
}

/// Checks what must be true of any bytes.
fn judge(kind: PictureType, bytes: &[u8]) {
    let (copy, location) = strip_metadata(kind, bytes.to_vec());
    if location == Location::Unchecked {
        assert_eq!(copy, bytes, "{kind:?}");
        return;
    }
    assert!(!read_by_others(&copy).2, "{kind:?}: {} left of {}", copy.escape_ascii(), bytes.escape_ascii());
    let (again, location) = strip_metadata(kind, copy.clone());
    assert_eq!(
        (again, location),
        (copy, Location::NotNamed),
        "{kind:?}: the copy of a copy of {}",
        bytes.escape_ascii()
    );
}

proptest! {
    #[test]
    fn bytes_twisted_in_several_places_leave_no_place_where_one_was_removed(
        kind in 0..KINDS.len(),
        twists in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<Option<prop::sample::Index>>(),
    ) {
        let mut photo = file(KINDS[kind], EVERYTHING);
        for (at, byte) in twists {
            let at = at.index(photo.len());
            photo[at] = byte;
        }
        if let Some(cut) = cut {
            photo.truncate(cut.index(photo.len()));
        }
        judge(KINDS[kind], &photo);
    }

    #[test]
    fn any_bytes_after_a_known_beginning_do_not_panic(
        kind in 0..KINDS.len(),
        begin in 0..60_usize,
        rest in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let mut bytes = file(KINDS[kind], EVERYTHING);
        bytes.truncate(begin);
        bytes.extend(rest);
        judge(KINDS[kind], &bytes);
    }
}
