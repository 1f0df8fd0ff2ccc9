//! Reading lines that the person types at the terminal.

use std::borrow::Cow;
use std::env;
use std::io::ErrorKind;

use rustyline::completion::Completer;
use rustyline::config::Configurer;
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::history::MemHistory;
use rustyline::validate::Validator;
use rustyline::{ColorMode, Config, Editor, Helper};

use crate::error::Error;
use crate::io::terminal;
use crate::render::ascii::to_ascii;
use crate::render::layout::text_width;
use crate::render::words::Words;

/// A line editor. Ctrl-C leaves a question and Ctrl-D the program; both give the terminal back as it was.
#[derive(Debug)]
pub(crate) struct Prompt {
    editor: Editor<Mask, MemHistory>,
    /// Whether the terminal cannot edit a line, as the one inside Emacs.
    dumb: bool,
    utf8: bool,
    /// The sentence about bytes that are not UTF-8.
    unreadable: String,
}

impl Prompt {
    /// Creates a prompt on standard input and output.
    pub(crate) fn new(utf8: bool, words: &Words) -> Result<Self, Error> {
        let config = Config::builder().auto_add_history(false).bracketed_paste(true).build();
        let mut editor =
            Editor::with_history(config, MemHistory::new()).map_err(|error| Error::Terminal(error.to_string()))?;
        editor.set_helper(Some(Mask { hidden: false }));
        let dumb = env::var("TERM").is_ok_and(|term| ["dumb", "cons25", "emacs"].contains(&term.as_str()));
        Ok(Self { editor, dumb, utf8, unreadable: words.unreadable.clone() })
    }

    /// Switches to the language of the given words.
    pub(crate) fn follow_language(&mut self, words: &Words) {
        self.unreadable.clone_from(&words.unreadable);
    }

    /// Reads a line that begins with the preset text. Returns `None` when the person leaves the question.
    ///
    /// # Errors
    /// [`Error::UserLeft`] when the person leaves the program.
    pub(crate) fn read_line(&mut self, prompt: &str, preset: &str) -> Result<Option<String>, Error> {
        if !preset.is_empty() && (self.dumb || (!self.utf8 && !preset.is_ascii())) {
            // A preset that cannot be edited here is shown beside the prompt, and an empty line keeps it.
            let shown = if self.utf8 { preset.to_owned() } else { to_ascii(preset) };
            let typed = self.read(&format!("{prompt}({shown}) "), "")?;
            return Ok(typed.map(|line| if line.is_empty() { preset.to_owned() } else { line }));
        }
        self.read(prompt, preset)
    }

    /// Reads a line as [`Self::read_line`] does, without showing it.
    pub(crate) fn read_secret(&mut self, prompt: &str) -> Result<Option<String>, Error> {
        self.set_hidden(true);
        let typed = self.read(prompt, "");
        self.set_hidden(false);
        typed
    }

    fn set_hidden(&mut self, hidden: bool) {
        // The editor draws the mask only where it would draw colours.
        self.editor.set_color_mode(if hidden { ColorMode::Forced } else { ColorMode::Disabled });
        self.editor.set_helper(Some(Mask { hidden }));
    }

    fn read(&mut self, prompt: &str, preset: &str) -> Result<Option<String>, Error> {
        loop {
            match self.editor.readline_with_initial(prompt, (preset, "")) {
                Ok(line) => return Ok(Some(line)),
                Err(ReadlineError::Interrupted) => return Ok(None),
                Err(ReadlineError::Eof) => return Err(Error::UserLeft),
                Err(ReadlineError::Io(error)) if error.kind() == ErrorKind::InvalidData => {
                    terminal::print_lines(&[String::new(), self.unreadable.clone()])?;
                }
                Err(ReadlineError::Io(error)) => return Err(error.into()),
                Err(error) => return Err(Error::Terminal(error.to_string())),
            }
        }
    }
}

/// Shows stars in place of a secret.
#[derive(Debug)]
struct Mask {
    hidden: bool,
}

impl Highlighter for Mask {
    fn highlight<'l>(&self, line: &'l str, _pos: usize) -> Cow<'l, str> {
        if self.hidden { "*".repeat(text_width(line)).into() } else { line.into() }
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
