//! CRC-32 as in zip files and `crc32(1)`, for the lines of journals and the texts of notifications.

use crc::{CRC_32_ISO_HDLC, Crc, Table};

/// The algorithm with a table of one kilobyte: the faster tables add sixteen to every phone's package.
static CRC: Crc<u32, Table<1>> = Crc::<u32, Table<1>>::new(&CRC_32_ISO_HDLC);

/// Computes the CRC-32 of some bytes.
pub(crate) fn checksum(bytes: &[u8]) -> u32 {
    CRC.checksum(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_crc_32_of_zip_files() {
        assert_eq!(checksum(b"123456789"), 0xCBF4_3926);
    }
}
