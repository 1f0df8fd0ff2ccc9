//! What a person did, one [`Entry`] for each command, and the [`State`] that follows from all entries.
//!
//! Entries are ordered by a Lamport counter, then by installation. Time is content, so a wrong clock cannot reorder
//! them. The fold gives the same state however entries were split over files or merged from several.

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
    ALL_ACCOUNTS, Act, Answer, CHECK, HelpAgreement, Membership, Nudging, Picture, PictureType, RecheckResult,
    RequestEvent, RequestKind, SentAs, Since, Unseen, Via,
};
pub use entry::{Entry, LARGEST_SEQ, VERSION};
pub use entry_id::{EntryId, EntryIdError};
pub use fold::{fold_believed_entries, fold_entries, is_doubted};
pub use state::{
    AccountState, Attachment, CheckState, Correction, FormerPlace, GuideState, HistoryItem, NotedEvent, NudgeState,
    Pause, RequestState, SentFrom, Stamp, State, is_hour_lost,
};
