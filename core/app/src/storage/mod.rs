//! The data folder: journals, pictures beside them, device facts, inbox and outbox. It has no words: errors are values,
//! and the rooms above put them into sentences.

pub(crate) mod checked_copies;
pub(crate) mod checksum;
mod copies;
pub(crate) mod device;
mod files;
pub mod journal;
mod lock;
mod metadata;
pub(crate) mod outbox;
pub(crate) mod pictures;
mod place;
mod sha256;
pub(crate) mod store;

pub(crate) use place::Place;
pub(crate) use store::{Erased, OpenJournal, Store, WriteError};
