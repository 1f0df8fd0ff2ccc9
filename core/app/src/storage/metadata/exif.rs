//! The block of fields that cameras write (EXIF, a small TIFF file). A picture's copy gets a new one with the few fields
//! that it keeps.

/// Letters before the block in a JPEG file, which some programs also write elsewhere.
pub(super) const PREFIX: &[u8; 6] = b"Exif\0\0";

const ORIENTATION: usize = 0x0112;
const CHANGED: usize = 0x0132;
const CAMERA_FIELDS: usize = 0x8769;
const GPS_FIELDS: usize = 0x8825;
const TAKEN: usize = 0x9003;
const DIGITIZED: usize = 0x9004;
const COLOR_SPACE: usize = 0xA001;

/// Fields that name a place: latitude and longitude, those of a destination, the name of an area.
const PLACES: [usize; 5] = [2, 4, 20, 22, 28];

/// Types of values: a text, an unsigned number of two bytes, one of four.
const TEXT: usize = 2;
const SHORT: usize = 3;
const LONG: usize = 4;

/// Bytes of a time: `2026:11:23 20:00:00` and a zero.
const TIME_LENGTH: usize = 20;

/// What a block says, as far as a copy is concerned.
#[derive(Default)]
pub(super) struct Exif {
    /// The new block; empty if nothing is kept.
    pub(super) kept: Vec<u8>,
    pub(super) named_place: bool,
}

/// Reads a block and puts together the one of the copy: how the picture is turned, its colour space, its times. A block
/// that cannot be read tells nobody anything, so nothing of it is kept.
pub(super) fn read(block: &[u8]) -> Exif {
    let block = block.strip_prefix(PREFIX).unwrap_or(block);
    let Some((tiff, first)) = Tiff::new(block) else { return Exif::default() };
    let (mut main, mut camera, mut named_place) = (Fields::default(), Fields::default(), false);
    for entry in tiff.entries(first) {
        match entry.tag {
            ORIENTATION => main.keep(entry.tag, tiff.short(&entry).filter(|turn| matches!(turn, [0, 1..=8]))),
            CHANGED => main.keep(entry.tag, tiff.time(&entry)),
            CAMERA_FIELDS => {
                for entry in tiff.entries(tiff.number(entry.value, 4).unwrap_or(0)) {
                    match entry.tag {
                        TAKEN | DIGITIZED => camera.keep(entry.tag, tiff.time(&entry)),
                        COLOR_SPACE => camera.keep(entry.tag, tiff.short(&entry)),
                        _ => {}
                    }
                }
            }
            GPS_FIELDS => {
                let mut entries = tiff.entries(tiff.number(entry.value, 4).unwrap_or(0));
                named_place |= entries.any(|entry| PLACES.contains(&entry.tag));
            }
            _ => {}
        }
    }
    let is_empty = main.all.is_empty() && camera.all.is_empty();
    Exif { kept: if is_empty { Vec::new() } else { write(&main, &camera) }, named_place }
}

/// Returns a block that says nothing.
pub(super) fn empty() -> Vec<u8> {
    write(&Fields::default(), &Fields::default())
}

/// A TIFF file in memory.
struct Tiff<'a> {
    bytes: &'a [u8],
    lowest_first: bool,
}

/// A field as it stands in a directory.
struct Entry {
    tag: usize,
    kind: usize,
    count: usize,
    /// Where the value stands, or for a long value the number that says where.
    value: usize,
}

impl<'a> Tiff<'a> {
    /// Returns the file and the place of its first directory; `None` if the bytes are no TIFF file.
    fn new(bytes: &'a [u8]) -> Option<(Self, usize)> {
        let lowest_first = match bytes.get(..4)? {
            b"II*\0" => true,
            b"MM\0*" => false,
            _ => return None,
        };
        let tiff = Self { bytes, lowest_first };
        let first = tiff.number(4, 4)?;
        Some((tiff, first))
    }

    /// Iterates over the fields of a directory, at most 65,535, as far as they are there. No directory begins at 0.
    fn entries(&self, directory: usize) -> impl Iterator<Item = Entry> {
        let count = if directory == 0 { 0 } else { self.number(directory, 2).unwrap_or(0) };
        (0..count).map_while(move |place| {
            let entry = directory.checked_add(2 + 12 * place)?;
            let tag = self.number(entry, 2)?;
            Some(Entry { tag, kind: self.number(entry + 2, 2)?, count: self.number(entry + 4, 4)?, value: entry + 8 })
        })
    }

    fn bytes_at(&self, at: usize, size: usize) -> Option<&'a [u8]> {
        self.bytes.get(at..at.checked_add(size)?)
    }

    /// Reads an unsigned number of two or four bytes.
    fn number(&self, at: usize, size: usize) -> Option<usize> {
        let bytes = self.bytes_at(at, size)?;
        let add = |number: usize, byte: &u8| number << 8 | usize::from(*byte);
        Some(if self.lowest_first { bytes.iter().rev().fold(0, add) } else { bytes.iter().fold(0, add) })
    }

    /// Reads a value of one number of two bytes, the highest first.
    fn short(&self, entry: &Entry) -> Option<[u8; 2]> {
        if (entry.kind, entry.count) != (SHORT, 1) {
            return None;
        }
        let [first, second] = self.bytes_at(entry.value, 2)?.try_into().ok()?;
        Some(if self.lowest_first { [second, first] } else { [first, second] })
    }

    /// Reads a value that is a time and nothing else.
    fn time(&self, entry: &Entry) -> Option<[u8; TIME_LENGTH]> {
        if (entry.kind, entry.count) != (TEXT, TIME_LENGTH) {
            return None;
        }
        let time: [u8; TIME_LENGTH] = self.bytes_at(self.number(entry.value, 4)?, TIME_LENGTH)?.try_into().ok()?;
        let is_time = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b':' | b' ' | 0);
        time.iter().all(is_time).then_some(time)
    }
}

/// Fields of a new directory, each once, in the order of their tags.
#[derive(Default)]
struct Fields {
    all: Vec<(usize, Vec<u8>)>,
}

impl Fields {
    /// Adds a field, unless there is no value or the field was added before.
    fn keep<const SIZE: usize>(&mut self, tag: usize, value: Option<[u8; SIZE]>) {
        let place = self.all.partition_point(|(known, _)| *known < tag);
        if let Some(value) = value.filter(|_| self.all.get(place).is_none_or(|(known, _)| *known != tag)) {
            self.all.insert(place, (tag, value.to_vec()));
        }
    }
}

/// Writes a new block: a main directory, and one of camera fields unless there are none.
fn write(main: &Fields, camera: &Fields) -> Vec<u8> {
    let mut out = b"MM\0*\0\0\0\x08".to_vec();
    write_directory(&mut out, main, !camera.all.is_empty());
    if !camera.all.is_empty() {
        write_directory(&mut out, camera, false);
    }
    out
}

/// Writes a directory with its values behind it. With `leads_on`, its last field leads to a directory that follows.
fn write_directory(out: &mut Vec<u8>, fields: &Fields, leads_on: bool) {
    fn push(out: &mut Vec<u8>, size: usize, number: usize) {
        // A new block has a hundred bytes, so that each number in it fits.
        out.extend((0..size).rev().map(|place| (number >> (8 * place)) as u8));
    }
    let count = fields.all.len() + usize::from(leads_on);
    let mut behind = out.len() + 2 + 12 * count + 4;
    push(out, 2, count);
    for (tag, value) in &fields.all {
        push(out, 2, *tag);
        if value.len() == TIME_LENGTH {
            push(out, 2, TEXT);
            push(out, 4, TIME_LENGTH);
            push(out, 4, behind);
            behind += TIME_LENGTH;
        } else {
            push(out, 2, SHORT);
            push(out, 4, 1);
            out.extend_from_slice(value);
            push(out, 2, 0);
        }
    }
    if leads_on {
        push(out, 2, CAMERA_FIELDS);
        push(out, 2, LONG);
        push(out, 4, 1);
        push(out, 4, behind);
    }
    push(out, 4, 0);
    for (_, value) in fields.all.iter().filter(|(_, value)| value.len() == TIME_LENGTH) {
        out.extend_from_slice(value);
    }
}
