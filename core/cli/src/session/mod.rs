//! The course of a call: its arguments, its one task, or the browser that goes from screen to screen.

pub(crate) mod arguments;
pub(crate) mod browser;
pub(crate) mod due;
pub(crate) mod form_inputs;
pub(crate) mod input_dialog;
pub(crate) mod remind;
