//! The course of a call: its arguments, then one task or the browser.

mod arguments;
mod browser;
mod form_inputs;
mod history;
mod input_dialog;
mod long_act;
mod program;
mod tasks;

pub(crate) use program::run_program;
