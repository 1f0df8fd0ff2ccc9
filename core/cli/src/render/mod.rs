//! Screens, plans and answers as lines of text. Pure: no file, no clock, no terminal.

pub(crate) mod ascii;
pub(crate) mod calls;
pub(crate) mod due_date;
pub(crate) mod layout;
pub(crate) mod option_list;
pub(crate) mod pager;
pub(crate) mod prompt_bar;
pub(crate) mod reminders;
pub(crate) mod screen;
pub(crate) mod switch_picture;
pub(crate) mod words;
