//! The kit of the features: the screen builder, shared inputs and rows, claims with their sources, an open session, and
//! the context of a command.

mod builder;
mod claims;
mod context;
mod error;
mod inputs;
mod kept_days;
mod panics;
mod resting;
mod rows;
mod sent_letters;
mod session;
#[cfg(test)]
pub(crate) mod testing;

pub(crate) use builder::{Line, NOTHING, Say, ScreenBuilder, Target, fill, option, say, t};
pub(crate) use claims::{
    firm_claims, first_claims, gathered_claims, own_page, plain_claims, rights_claims, service_claims, shown_claims,
    sourced_claim, warn_of_age,
};
pub(crate) use context::{Context, Handled, NoChange, Stopped, copy, first_account, go};
pub use context::{Performed, Unchanged};
pub(crate) use error::Error;
pub(crate) use inputs::{
    add_grounds_help, country_input, hour_input, nudging_buttons, setting_toggle, system_page_button, weekdays_input,
};
pub(crate) use kept_days::keep_days;
pub(crate) use panics::catch_panic;
pub(crate) use resting::{newest_resting, undo_words};
pub(crate) use rows::{
    answer_sign, answered_request, damage_warning, doubt_words, guide_route, guide_row, guide_row_with, minors_words,
    request_route, warn_of_day_of_guide, warn_of_day_of_request,
};
pub(crate) use sent_letters::{
    acts_of_event, acts_of_sending, days_of_sending, form_text, form_text_in, is_long_ago, reading_page,
    refuse_before_correction,
};
pub(crate) use session::{Session, latest_believed, load_words};
