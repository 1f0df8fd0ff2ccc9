//! The model at one moment: persons with their accounts, guides and requests, each with the facts of the catalogue and
//! the person's notes.

mod account;
mod check;
mod guide;
mod guide_status;
mod person;
mod platform;
mod request;
mod request_status;
mod setting;
mod snapshot;

pub(crate) use account::Account;
pub(crate) use check::Check;
pub(crate) use guide::Guide;
pub(crate) use guide_status::{
    answer_words, changed_words, correction_words, due_recheck, history_words, progress_sign, progress_words,
    recheck_question,
};
pub(crate) use person::{Person, help_words};
pub(crate) use platform::{app_shows_reminders, cloud_backup_may_lack_pictures, is_phone, system_shows_reminders};
pub(crate) use request::Request;
pub(crate) use request_status::{answer_sentence, stage_sign, stage_words};
pub(crate) use setting::{hour_value, listed_inputs, preset, stored_value, weekdays_value};
pub(crate) use snapshot::Snapshot;
