//! Reads a DEX file as far as the gates need it: format, class names, number of methods, and no method handles.

use std::collections::BTreeSet;

/// The newest format that Android 8 reads.
const MAGIC: &[u8] = b"dex\n038\0";
/// The map item type that `invoke-custom` needs.
const CALL_SITES: u16 = 7;
/// The map item type that `const-method-handle` and call sites need.
const METHOD_HANDLES: u16 = 8;

/// The header fields with number and offset of a table: (number, offset).
const STRINGS: (usize, usize) = (0x38, 0x3c);
const TYPES: (usize, usize) = (0x40, 0x44);
const CLASSES: (usize, usize) = (0x60, 0x64);
const METHODS: usize = 0x58;
const MAP: usize = 0x34;

/// The contents of a DEX file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Dex {
    /// The defined classes, as `app.widerspruch.App`.
    pub(crate) classes: BTreeSet<String>,
    /// The number of methods it refers to.
    pub(crate) methods: u32,
}

impl Dex {
    /// Reads a file; the error says what is wrong with it.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, String> {
        if !bytes.starts_with(MAGIC) {
            let format = String::from_utf8_lossy(bytes.get(4..7).unwrap_or_default()).into_owned();
            return Err(format!("its format is {format:?}; Android 8 reads 038 and nothing newer"));
        }
        let broken = || "it is cut off".to_owned();
        let mut custom = Vec::new();
        let map = read_u32(bytes, MAP).ok_or_else(broken)?;
        for index in 0..read_u32(bytes, map).ok_or_else(broken)? {
            match read_u16(bytes, map + 4 + index * 12).ok_or_else(broken)? {
                CALL_SITES => custom.push("invoke-custom"),
                METHOD_HANDLES => custom.push("method handles"),
                _ => {}
            }
        }
        if !custom.is_empty() {
            let custom = custom.join(" and ");
            return Err(format!("it has {custom}, of which nothing was translated; did R8 change, or its options?"));
        }
        let classes = (0..read_u32(bytes, CLASSES.0).ok_or_else(broken)?).map(|index| class_name(bytes, index));
        let classes = classes.collect::<Option<_>>().ok_or_else(broken)?;
        Ok(Self { classes, methods: read_u32(bytes, METHODS).ok_or_else(broken)? as u32 })
    }
}

/// Returns the name of the class definition at `index`: it refers to a type, the type to a string, whose letters follow
/// its length.
fn class_name(bytes: &[u8], index: usize) -> Option<String> {
    let of_type = read_u32(bytes, read_u32(bytes, CLASSES.1)? + index * 32)?;
    let of_string = read_u32(bytes, read_u32(bytes, TYPES.1)? + of_type * 4)?;
    let mut at = read_u32(bytes, read_u32(bytes, STRINGS.1)? + of_string * 4)?;
    while bytes.get(at)? & 0x80 != 0 {
        at += 1;
    }
    let letters = bytes.get(at + 1..)?.split(|byte| *byte == 0).next()?;
    let name = std::str::from_utf8(letters).ok()?;
    Some(name.strip_prefix('L')?.strip_suffix(';')?.replace('/', "."))
}

fn read_u32(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?) as usize)
}

fn read_u16(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}

#[cfg(test)]
pub(crate) mod test {
    use super::*;

    /// Makes the smallest file with these classes, and with these further kinds of items in its map.
    pub(crate) fn dex_file(classes: &[&str], items: &[u16]) -> Vec<u8> {
        let mut bytes = vec![0; 0x70];
        bytes[..8].copy_from_slice(MAGIC);
        let put = |bytes: &mut Vec<u8>, at: usize, value: usize| {
            bytes[at..at + 4].copy_from_slice(&(value as u32).to_le_bytes());
        };
        let mut places = Vec::new();
        for class in classes {
            places.push(bytes.len());
            let descriptor = format!("L{};", class.replace('.', "/"));
            bytes.push(descriptor.len() as u8);
            bytes.extend(descriptor.bytes());
            bytes.push(0);
        }
        let table = |bytes: &mut Vec<u8>, (count, offset): (usize, usize), rows: Vec<Vec<u8>>| {
            let start = bytes.len();
            put(bytes, count, rows.len());
            put(bytes, offset, start);
            bytes.extend(rows.concat());
        };
        let rows = |numbers: Vec<usize>, width: usize| -> Vec<Vec<u8>> {
            let row = |number: usize| [&(number as u32).to_le_bytes()[..], &vec![0; width - 4]].concat();
            numbers.into_iter().map(row).collect()
        };
        table(&mut bytes, STRINGS, rows(places, 4));
        table(&mut bytes, TYPES, rows((0..classes.len()).collect(), 4));
        table(&mut bytes, CLASSES, rows((0..classes.len()).collect(), 32));
        let map = bytes.len();
        put(&mut bytes, MAP, map);
        bytes.extend((items.len() as u32).to_le_bytes());
        for item in items {
            bytes.extend(item.to_le_bytes());
            bytes.extend([0; 10]);
        }
        bytes
    }

    #[test]
    fn class_names_are_read() {
        let dex = Dex::read(&dex_file(&["app.widerspruch.App", "B"], &[0, 1, 2])).unwrap();
        assert_eq!(dex.classes, BTreeSet::from(["app.widerspruch.App", "B"].map(str::to_owned)));
    }

    #[test]
    fn newer_or_foreign_format_is_refused() {
        let mut newer = dex_file(&["A"], &[]);
        newer[6] = b'9';
        let failure = Dex::read(&newer).unwrap_err();
        assert_eq!(failure, "its format is \"039\"; Android 8 reads 038 and nothing newer");
        assert!(Dex::read(b"PK").unwrap_err().starts_with("its format is \"\""));
    }

    #[test]
    fn method_handles_are_refused() {
        for (items, what) in [(&[1, 7][..], "invoke-custom"), (&[8], "method handles")] {
            let failure = Dex::read(&dex_file(&["A"], items)).unwrap_err();
            assert!(failure.starts_with(&format!("it has {what}, of which")), "{failure}");
        }
    }

    #[test]
    fn truncated_file_is_refused_without_a_panic() {
        let whole = dex_file(&["A"], &[1]);
        for length in 8..whole.len() - 10 {
            assert_eq!(Dex::read(&whole[..length]).unwrap_err(), "it is cut off", "{length}");
        }
    }
}
