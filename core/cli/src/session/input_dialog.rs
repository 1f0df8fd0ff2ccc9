//! The dialog that asks the person for one input of a form.

use widerspruch_core::boundary::{ChoiceOption, Row, TextKind};

use crate::error::Error;
use crate::io::prompt::Prompt;
use crate::io::terminal;
use crate::render::layout::Layout;
use crate::render::option_list::{draw_options, matching_options};
use crate::render::words::{Words, fill_template};

/// Example of a date, for an input without a preset.
const EXAMPLE_DAY: &str = "2026-11-23";

/// Asks for an input at the prompt.
pub(crate) struct InputDialog<'a> {
    pub(crate) prompt: &'a mut Prompt,
    pub(crate) words: &'a Words,
    pub(crate) layout: Layout,
}

impl InputDialog<'_> {
    /// Asks for a new value. Returns `None` when the input stays as it is.
    pub(crate) fn ask(&mut self, row: &Row) -> Result<Option<String>, Error> {
        match row {
            Row::Toggle { value, .. } => Ok(Some((!value).to_string())),
            Row::Choice { label, value, options, .. } => self.ask_option(label, value, options),
            Row::TextField { label, hint, kind: TextKind::Secret, .. } => {
                self.print_paragraph(&[label, hint.as_deref().unwrap_or_default()])?;
                self.prompt.read_secret("> ")
            }
            Row::TextField { label, hint, value, max_length, multiline, .. } => {
                self.print_paragraph(&[label, hint.as_deref().unwrap_or_default()])?;
                self.ask_text(value, *max_length as usize, *multiline)
            }
            Row::DateField { label, value, earliest, latest, .. } => {
                let example = if value.is_empty() { EXAMPLE_DAY } else { value };
                let form = fill_template(&self.words.field_date, &[("example", &example)]);
                let span = fill_template(&self.words.field_between, &[("earliest", earliest), ("latest", latest)]);
                self.print_paragraph(&[label, &form, &span])?;
                self.ask_line(value)
            }
            Row::Search { label, value, .. } => {
                self.print_paragraph(&[label])?;
                self.ask_line(value)
            }
            _ => Ok(None),
        }
    }

    fn ask_line(&mut self, value: &str) -> Result<Option<String>, Error> {
        self.print_sentence(&self.words.field_keys)?;
        Ok(self.prompt.read_line("> ", value)?.map(|line| line.trim().to_owned()))
    }

    /// Asks for a text until it has at most `most` characters; the next try begins with what was typed.
    fn ask_text(&mut self, value: &str, most: usize, multiline: bool) -> Result<Option<String>, Error> {
        let mut value = value.to_owned();
        loop {
            let typed = if multiline { self.ask_lines(&value)? } else { self.ask_line(&value)? };
            let Some(typed) = typed else { return Ok(None) };
            let length = typed.chars().count();
            if length <= most {
                return Ok(Some(typed));
            }
            self.print_sentence(&fill_template(&self.words.field_too_long, &[("length", &length), ("most", &most)]))?;
            value = typed;
        }
    }

    /// Asks for lines until an empty one. The lines of the present value are presets, to be kept or changed.
    fn ask_lines(&mut self, value: &str) -> Result<Option<String>, Error> {
        self.print_sentence(&self.words.field_lines)?;
        let mut before = value.lines().filter(|line| !line.trim().is_empty());
        let mut lines: Vec<String> = Vec::new();
        loop {
            match self.prompt.read_line("> ", before.next().unwrap_or_default())? {
                None => return Ok(None),
                Some(line) if line.trim().is_empty() => return Ok(Some(lines.join("\n"))),
                Some(line) => lines.push(line.trim_end().to_owned()),
            }
        }
    }

    /// Asks until the typed text means exactly one option. Returns its id.
    fn ask_option(&mut self, label: &str, value: &str, options: &[ChoiceOption]) -> Result<Option<String>, Error> {
        let chosen = options.iter().find(|option| option.id == value).map_or("", |option| &option.label);
        self.print_paragraph(&[label])?;
        let all: Vec<usize> = (0..options.len()).collect();
        terminal::print_lines(&draw_options(&self.layout, options, &all))?;
        self.print_paragraph(&[&fill_template(&self.words.option_which, &[("value", &chosen)])])?;
        loop {
            let Some(typed) = self.prompt.read_line("> ", "")? else { return Ok(None) };
            let typed = typed.trim();
            if typed.is_empty() {
                return Ok(None);
            }
            match matching_options(options, typed).as_slice() {
                [] => self.print_sentence(&fill_template(&self.words.option_none, &[("typed", &typed)]))?,
                [only] => return Ok(options.get(*only).map(|option| option.id.clone())),
                several => {
                    self.print_sentence(&fill_template(&self.words.option_several, &[("typed", &typed)]))?;
                    terminal::print_lines(&draw_options(&self.layout, options, several))?;
                }
            }
        }
    }

    /// Prints an empty line and then all texts that are not empty.
    fn print_paragraph(&self, texts: &[&str]) -> Result<(), Error> {
        terminal::print_lines(&[String::new()])?;
        texts.iter().filter(|text| !text.is_empty()).try_for_each(|text| self.print_sentence(text))
    }

    fn print_sentence(&self, text: &str) -> Result<(), Error> {
        terminal::print_lines(&self.layout.wrap_hanging("", text))
    }
}
