//! Asking the person at the terminal.

use std::borrow::Cow;
use std::io::ErrorKind;

use rustyline::completion::Completer;
use rustyline::config::Configurer;
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::history::MemHistory;
use rustyline::validate::Validator;
use rustyline::{ColorMode, Config, Editor, Helper};

use crate::error::Problem;
use crate::io::terminal;
use crate::render::ascii::ascii;
use crate::render::words::Words;

/// A line editor. Ctrl-C and Ctrl-D are answers, not accidents: the one leaves a question, the other the program, and the
/// terminal is as it was.
#[derive(Debug)]
pub(crate) struct Prompt {
    editor: Editor<Mask, MemHistory>,
    /// Terminals that cannot edit a line, such as the one inside Emacs.
    dumb: bool,
    utf8: bool,
    /// What to say of keys that are no letters.
    unreadable: String,
}

impl Prompt {
    /// A prompt on standard input and output.
    pub(crate) fn new(utf8: bool, words: &Words) -> Result<Self, Problem> {
        let config = Config::builder().auto_add_history(false).bracketed_paste(true).build();
        let mut editor = Editor::with_history(config, MemHistory::new()).map_err(|_| Problem::Terminal)?;
        editor.set_helper(Some(Mask { hidden: false }));
        let dumb = std::env::var("TERM").is_ok_and(|term| ["dumb", "cons25", "emacs"].contains(&term.as_str()));
        Ok(Self { editor, dumb, utf8, unreadable: words.unreadable.clone() })
    }

    /// Speaks another language from now on.
    pub(crate) fn follow(&mut self, words: &Words) {
        self.unreadable.clone_from(&words.unreadable);
    }

    /// One line, with a text to begin with. `None` when the person does not want to answer.
    ///
    /// # Errors
    /// [`Problem::Left`] when the person wants to leave altogether.
    pub(crate) fn line(&mut self, prompt: &str, preset: &str) -> Result<Option<String>, Problem> {
        if !preset.is_empty() && (self.dumb || (!self.utf8 && !preset.is_ascii())) {
            // What cannot be edited here is shown beside the prompt, and kept by an empty line.
            let shown = if self.utf8 { preset.to_owned() } else { ascii(preset) };
            let typed = self.read(&format!("{prompt}({shown}) "), "")?;
            return Ok(typed.map(|line| if line.is_empty() { preset.to_owned() } else { line }));
        }
        self.read(prompt, preset)
    }

    /// One line that is not shown.
    pub(crate) fn secret(&mut self, prompt: &str) -> Result<Option<String>, Problem> {
        self.hide(true);
        let typed = self.read(prompt, "");
        self.hide(false);
        typed
    }

    fn hide(&mut self, hidden: bool) {
        // The mask is drawn by what else would be colour.
        self.editor.set_color_mode(if hidden { ColorMode::Forced } else { ColorMode::Disabled });
        self.editor.set_helper(Some(Mask { hidden }));
    }

    fn read(&mut self, prompt: &str, preset: &str) -> Result<Option<String>, Problem> {
        loop {
            match self.editor.readline_with_initial(prompt, (preset, "")) {
                Ok(line) => return Ok(Some(line)),
                Err(ReadlineError::Interrupted) => return Ok(None),
                Err(ReadlineError::Eof) => return Err(Problem::Left),
                Err(ReadlineError::Io(error)) if error.kind() == ErrorKind::InvalidData => {
                    terminal::print(&[String::new(), self.unreadable.clone()])?;
                }
                Err(ReadlineError::Io(error)) => return Err(error.into()),
                Err(_) => return Err(Problem::Terminal),
            }
        }
    }
}

/// Shows a star for every letter of a secret.
#[derive(Debug)]
struct Mask {
    hidden: bool,
}

impl Highlighter for Mask {
    fn highlight<'l>(&self, line: &'l str, _pos: usize) -> Cow<'l, str> {
        if self.hidden { "*".repeat(crate::render::layout::width(line)).into() } else { line.into() }
    }

    fn highlight_char(&self, _line: &str, _pos: usize, _kind: CmdKind) -> bool {
        self.hidden
    }
}

impl Helper for Mask {}
impl Validator for Mask {}

impl Hinter for Mask {
    type Hint = String;
}

impl Completer for Mask {
    type Candidate = String;
}
