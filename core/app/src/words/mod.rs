//! Words: the catalogue unpacked, sentences filled in, dates and counts as a language says them.

mod catalogue;
mod due_dates;
mod terms;
mod wording;

pub(crate) use catalogue::{Catalogue, Word, fill, w};
pub(crate) use due_dates::due_steps;
pub(crate) use terms::{event_words, letter_title, request_kind_words};
pub(crate) use wording::{Wording, capital, local};
