//! The boundary: every type that crosses to Kotlin, Swift and the terminal. Values only, variants with named fields,
//! no type named like a widget. Times are integers or civil text in ASCII; words are finished sentences.

mod device;
mod error;
mod reminders;
mod screen;

pub use device::*;
pub use error::CoreError;
pub use reminders::*;
pub use screen::*;
