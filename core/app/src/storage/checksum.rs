//! CRC-32 as in zip files and `crc32(1)`: of the lines of journals, and of what a notification says.

use crc::{CRC_32_ISO_HDLC, Crc, Table};

/// The table of one kilobyte: the faster ones take sixteen, in every phone's package.
static CRC: Crc<u32, Table<1>> = Crc::<u32, Table<1>>::new(&CRC_32_ISO_HDLC);

/// The checksum of some bytes.
pub(crate) fn checksum(bytes: &[u8]) -> u32 {
    CRC.checksum(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_common_one() {
        assert_eq!(checksum(b"123456789"), 0xCBF4_3926);
    }
}
