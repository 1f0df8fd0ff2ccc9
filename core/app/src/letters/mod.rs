//! Letters: their texts, and the details that go into them.

mod addressee;
mod enclosures;
mod language;
mod request_letter;
mod writing;

pub(crate) use enclosures::enclosure_words;
pub(crate) use language::{letter_language, offered_languages, preset_language};
pub(crate) use request_letter::{can_miss_parts, can_reply, chosen_failure, failures, letter_for, letter_in};
pub(crate) use writing::{AGREEMENT, BLOCK_SEPARATOR, PARAGRAPH_SEPARATOR, Written, block_words, is_chosen};
