//! The boundary: every type that crosses to Kotlin, Swift and the terminal. Types are values, variants have named
//! fields, and no type has the name of a widget. Times are integers or civil text in ASCII; words are finished
//! sentences.

mod device;
mod error;
mod reminders;
mod screen;

pub use device::*;
pub use error::CoreError;
pub use reminders::*;
pub use screen::*;
