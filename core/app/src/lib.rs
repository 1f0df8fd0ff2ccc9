//! The app without its looks: screens, commands, reminders and storage. Shells draw the screens. This is the only crate
//! with UniFFI: [`boundary`] holds every type that crosses to a shell, [`Core`] is the object that a shell calls.
//!
//! Rooms, from top to bottom; arrows point down only:
//! `core` and `due_question` → `dispatch` → `features` → `kit` → `letters`, `plan`, `export` → `model` → [`storage`],
//! `words` → [`boundary`]. A feature knows no other one, but every room may use the `paths.rs` of every feature, which use
//! the rules, `grammar` and the boundary's kinds of text only.
#![cfg_attr(not(test), deny(clippy::use_debug))]

pub mod boundary;
mod core;
mod dispatch;
mod due_question;
mod export;
mod features;
mod grammar;
mod kit;
mod letters;
mod model;
mod plan;
pub mod storage;
mod words;

pub use crate::core::Core;
pub use crate::due_question::{DueAnswer, DueQuestion};
pub use crate::grammar::fields::{Field, FieldKind};
pub use crate::kit::{Performed, Unchanged};

uniffi::setup_scaffolding!();
