//! What a screen, a plan or a letter sees at one moment: persons, their accounts, guides and requests, with the facts of
//! the catalogue beside what the person noted.

mod account;
mod guide;
mod guide_status;
mod person;
mod platform;
mod request;
mod setting;
mod snapshot;

pub(crate) use account::Account;
pub(crate) use guide::Guide;
pub(crate) use guide_status::{answer_words, due_recheck, history_words, progress_words, recheck_question};
pub(crate) use person::Person;
pub(crate) use platform::{cloud_backup_may_lack_pictures, is_phone, shows_reminders_by_itself, shows_without_telling};
pub(crate) use request::Request;
pub(crate) use setting::{hour_value, preset, stored_value, weekdays_value};
pub(crate) use snapshot::Snapshot;
