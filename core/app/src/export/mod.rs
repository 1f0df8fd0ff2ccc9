//! The records of a person as one page, to read, print and keep.

mod record_page;

pub(crate) use record_page::{LeftOut, copy_problem_words, size_of_pictures, write_record_page};
