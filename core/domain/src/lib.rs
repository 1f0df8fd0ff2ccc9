//! The rules: pure functions from what we know (the catalogue), what the person did (the journal) and what time it
//! is (an argument) to what follows. Nothing here reads a file, a clock or a source of randomness.
//!
//! * [`catalogue`] – the types of the facts and words, and what makes a catalogue wrong
//! * [`authorities`] – which supervisory authority is competent for a person
//! * [`region`] – where a person lives and what that decides
//! * [`phase`] – where a start date stands seen from today
//! * [`journal`] – what a person can do, one entry each, and the state that follows from all entries
//! * [`letters`] – the letters of a request, and which event notes that one was sent
//! * [`named`] – a few things by name
//! * [`checklist`] – what is done, what is next, what is left
//! * [`due`] – when the law gives a controller time to answer until
//! * [`requests`] – how a request stands: sent, received, due, overdue, answered
//! * [`holidays`] – the days on which no such period ends
//! * [`reminders`] – the whole desired state of notifications
#![forbid(unsafe_code)]
#![cfg_attr(not(test), deny(clippy::use_debug))]

pub mod authorities;
pub mod catalogue;
pub mod checklist;
pub mod civil;
pub mod due;
pub mod holidays;
pub mod journal;
pub mod letters;
pub mod named;
pub mod phase;
pub mod region;
pub mod reminders;
pub mod requests;
