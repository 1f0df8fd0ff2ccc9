//! What the user sees and does. The only crate that UniFFI touches: [`boundary`] holds every type that crosses and
//! [`Core`] is the one object, the shells draw its screens. [`storage`] keeps the journals.
#![cfg_attr(not(test), deny(clippy::use_debug))]

pub mod boundary;
mod calendar;
mod checksum;
mod commands;
mod content;
mod core;
mod due;
mod fault;
mod forms;
mod letters;
mod pack;
mod plan;
mod report;
mod screens;
mod seen;
mod session;
mod sha256;
pub mod storage;
mod view;

pub use crate::core::Core;
pub use crate::due::{DueAnswer, DueQuestion};

uniffi::setup_scaffolding!();
