//! The check that finds what makes a catalogue invalid. The build fails on a single [`Refusal`], and lists them all.

mod about;
mod authorities;
mod cards;
mod checker;
mod companies;
mod evidence;
mod format;
mod forms;
mod hosts;
mod law;
mod names;
mod refusal;
mod regions;
mod service;
mod sizes;
mod style;
mod tests;
mod words;

pub use checker::check_catalogue;
pub use refusal::{Reason, Refusal};
pub use sizes::{CardSize, check_sizes};
pub use style::{LONGEST_SENTENCE, LanguageTexts, Style, StyleFault, StyleRefusal, StyledText, WordFile, check_style};
