//! Letters: their texts, and the details that go into them.

mod request_letter;
mod writing;

pub(crate) use request_letter::letter_for;
pub(crate) use writing::{BLOCK_SEPARATOR, PARAGRAPH_SEPARATOR, Written, block_words, is_chosen};
