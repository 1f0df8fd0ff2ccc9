//! What a person can do, one [`Entry`] a command, and the [`State`] that follows from all entries.
//!
//! Order is the Lamport counter, then the installation; time is content, so a wrong clock cannot reorder anything. The
//! fold does not care how entries were split over files or merged from several. What stands in the file, and never
//! changes, is in `durable.rs`.

mod account_id;
mod act;
mod durable;
mod entry;
mod entry_id;
mod fold;
mod state;
mod tests;

pub use account_id::{format_account_id, parse_account_id};
pub use act::{
    Act, Answer, Membership, Nudging, Picture, PictureType, RequestEvent, RequestKind, Seen, Since, Unseen, Via,
};
pub use entry::{Entry, VERSION};
pub use entry_id::{EntryId, EntryIdError};
pub use fold::fold;
pub use state::{AccountState, Attached, GuideState, Mark, Noted, RequestState, State};
