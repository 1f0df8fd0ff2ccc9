//! Reading parts of a file in order. Whatever a file claims, nothing is read beyond its end.

/// The rest of some bytes that are read in order.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Returns what is left, without reading it.
    pub(super) const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Reads a number of bytes; `None` if there are fewer.
    pub(super) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    /// Reads an unsigned number of 0 to 8 bytes, the highest first.
    pub(super) fn number(&mut self, size: usize) -> Option<u64> {
        Some(self.take(size)?.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    /// Reads an unsigned number as a count or a length in memory.
    pub(super) fn length(&mut self, size: usize) -> Option<usize> {
        self.number(size)?.try_into().ok()
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|byte| byte[0])
    }

    /// Reads the four letters by which chunks and boxes are told apart.
    pub(super) fn kind(&mut self) -> Option<&'a [u8; 4]> {
        self.take(4)?.try_into().ok()
    }
}
