//! The rules: pure functions from what we know (the catalogue), what the person did (the journal) and what time it
//! is (an argument) to what follows. Nothing here reads a file, a clock or a source of randomness.
//!
//! From top to bottom; a module uses only those below it:
//!
//! * [`checklist`] – which guides are done, next and left
//! * [`checks`] – the day on which a person looks at all switches again
//! * [`nudges`] – the one series of reminders about open steps
//! * [`requests`] – where a request stands (sent, received, due, overdue, answered), and which reminder follows
//! * [`letter_language`] – in which language a letter is written, by who reads it
//! * [`corrections`] – what can be corrected in the history of a request
//! * [`authorities`] – which supervisory authority is competent for a person
//! * [`reminders`] – the plan of all notifications
//! * [`letters`] – the letters of a request, and which event notes that one was sent
//! * [`due`] – due dates, counted
//! * [`catalogue`] – facts and words, their packed form, and the check that refuses an invalid catalogue
//! * [`law`] – what the law says where a person lives: one row for each legal area
//! * [`journal`] – what a person did, one entry for each command, and the state that follows from all entries
//! * [`phase`] – where the start date of a processing stands, seen from today
//! * [`plural`] – the plural forms of whole numbers by language
//! * [`civil`] – arithmetic with civil dates
//! * [`sorted_map`] – a sorted map with texts as keys
#![cfg_attr(not(test), deny(clippy::use_debug))]

pub mod authorities;
pub mod catalogue;
pub mod checklist;
pub mod checks;
pub mod civil;
pub mod corrections;
pub mod due;
pub mod journal;
pub mod law;
pub mod letter_language;
pub mod letters;
pub mod nudges;
pub mod phase;
pub mod plural;
#[cfg(feature = "pretend")]
pub mod pretend;
pub mod reminders;
pub mod requests;
pub mod sorted_map;
