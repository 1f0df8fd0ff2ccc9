//! Words: the unpacked catalogue, filled sentences, dates and counts in the language in use.

mod catalogue;
mod due_dates;
mod places;
mod search;
mod terms;
mod wording;

pub(crate) use catalogue::{Catalogue, Word, w};
pub(crate) use due_dates::{due_steps, overdue_step, question_steps};
pub(crate) use places::{ServiceName, Value, fill_places, without_isolates};
pub(crate) use search::fits_search;
pub(crate) use terms::{conflict_words, did_words, event_words, letter_title, request_kind_words};
pub(crate) use wording::{Day, Wording, local_time};
