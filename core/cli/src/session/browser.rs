//! The interactive browser: shows a screen, asks what to do next, and does it.

use std::path::Path;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use widerspruch_core::boundary::{Action, ClaimSource, CoreError, FormValues, Row, Screen, Tone};
use widerspruch_core::{Core, Performed};

use crate::error::{Error, folder_sentence};
use crate::io::actions::{ActionRunner, FollowUp};
use crate::io::clock::Clock;
use crate::io::prompt::Prompt;
use crate::io::terminal;
use crate::render::pager::split_into_pages;
use crate::render::prompt_bar::{BarCommand, BarOffers, PromptBar};
use crate::render::screen::{
    ChoiceTarget, Drawing, LineMarks, StatusMessage, draw_messages, draw_next_action, draw_screen, source_lines,
};
use crate::render::words::{Words, fill_template};
use crate::session::form_inputs::{change_command, find_input, form_values, input_name, input_value, set_form_values};
use crate::session::history::History;
use crate::session::input_dialog::InputDialog;
use crate::session::long_act::perform_to_the_end;

/// Shows screens until the person leaves.
pub(crate) fn browse(core: &Core, clock: Clock, data_dir: &Path, words: Words, utf8: bool) -> Result<(), Error> {
    let prompt = Prompt::new(utf8, &words)?;
    let mut browser = Browser {
        core,
        clock,
        data_dir,
        words,
        utf8,
        prompt,
        history: History::new("/"),
        unsent: FormValues::new(),
        messages: Vec::new(),
        undo: None,
        page: 0,
    };
    while browser.show_and_answer()? {}
    Ok(())
}

struct Browser<'a> {
    core: &'a Core,
    clock: Clock,
    data_dir: &'a Path,
    words: Words,
    utf8: bool,
    prompt: Prompt,
    history: History,
    /// Changed inputs of this screen that were not sent yet.
    unsent: FormValues,
    /// Messages about the last action, until the next one.
    messages: Vec<StatusMessage>,
    /// The command that undoes the last action, until the next one.
    undo: Option<String>,
    /// The shown page of a screen that is longer than the terminal.
    page: usize,
}

/// The screen in front of the person, with what can be typed.
struct ShownScreen {
    screen: Screen,
    choices: Vec<ChoiceTarget>,
    bar: PromptBar,
    /// Whether the screen has another page.
    more: bool,
}

/// What to do after a typed line.
enum AfterLine {
    Redraw,
    AskAgain,
    Leave,
}

/// What becomes of unsent inputs when a command is done.
#[derive(Debug, Clone, Copy)]
enum Unsent<'a> {
    /// The command took them, and these values too: they are forgotten.
    Submitted(&'a FormValues),
    /// The command was about something else: they are kept.
    Kept,
}

impl Browser<'_> {
    /// Shows the screen and carries out the person's answer. Returns `false` when the person leaves.
    fn show_and_answer(&mut self) -> Result<bool, Error> {
        let shown = self.show()?;
        loop {
            let Some(line) = self.prompt.read_line(&self.words.choice, "")? else { return Ok(false) };
            match self.respond(&shown, line.trim())? {
                AfterLine::Redraw => return Ok(true),
                AfterLine::AskAgain => {}
                AfterLine::Leave => return Ok(false),
            }
        }
    }

    fn show(&mut self) -> Result<ShownScreen, Error> {
        let mut screen = self.core.screen(self.history.route(), self.clock.now())?;
        self.follow_language(&screen.language);
        set_form_values(&mut screen, &self.unsent);
        let layout = terminal::stdout_layout(self.utf8);
        let Drawing { lines, choices } = draw_screen(&layout, &self.words, &screen, LineMarks::Numbers);
        let messages = draw_messages(&layout, &self.messages);
        let back = self.history.previous(screen.parent.as_deref()).is_some();
        let mut offers = BarOffers { back, undo: self.undo.is_some(), more: true };
        // The primary action is the last line; while there is another page, it is offered above the bar too.
        let next = match (&screen.primary, choices.len()) {
            (Some(primary), number) => draw_next_action(&layout, &primary.label, number),
            (None, _) => Vec::new(),
        };
        let below = PromptBar::new(&self.words, &screen, offers).draw(&layout).len() + messages.len() + next.len() + 3;
        let pages = split_into_pages(&lines, terminal::terminal_rows().map(|rows| rows.saturating_sub(below)));
        self.page = self.page.min(pages.len() - 1);
        offers.more = self.page + 1 < pages.len();
        let bar = PromptBar::new(&self.words, &screen, offers);
        terminal::print_lines(&[String::new()])?;
        terminal::print_lines(pages.get(self.page).copied().unwrap_or_default())?;
        terminal::print_lines(&[String::new()])?;
        // Nearest to the prompt, where the person looks.
        let next = if offers.more { next } else { Vec::new() };
        terminal::print_lines(&[next, messages, bar.draw(&layout)].concat())?;
        Ok(ShownScreen { screen, choices, bar, more: offers.more })
    }

    fn respond(&mut self, shown: &ShownScreen, typed: &str) -> Result<AfterLine, Error> {
        if typed.is_empty() {
            self.page = if shown.more { self.page + 1 } else { 0 };
            return Ok(AfterLine::Redraw);
        }
        let number = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        if let Some(choice) = number.and_then(|index| shown.choices.get(index)) {
            self.clear_messages();
            self.choose(&shown.screen, choice)?;
            return Ok(AfterLine::Redraw);
        }
        match shown.bar.command_for(typed) {
            Some(BarCommand::Quit) => return Ok(AfterLine::Leave),
            Some(BarCommand::Help) => {
                self.print_sentence(&self.words.help_text)?;
                return Ok(AfterLine::AskAgain);
            }
            Some(BarCommand::Back) => {
                self.clear_messages();
                self.go_back(&shown.screen);
            }
            Some(BarCommand::Undo) => {
                if let Some(command) = self.undo.take() {
                    self.perform(&shown.screen, &command, Unsent::Kept)?;
                }
            }
            Some(BarCommand::Go(route)) => {
                self.clear_messages();
                self.go_to(route.clone());
            }
            None => {
                // A route, as it stands in a bug report or a manual.
                let found = typed.starts_with('/').then(|| self.core.screen(typed, self.clock.now()));
                let Some(Ok(_)) = found else {
                    let unknown = fill_template(&self.words.not_offered, &[("typed", &typed)]);
                    self.print_sentence(&found.and_then(Result::err).map_or(unknown, |error| error.to_string()))?;
                    return Ok(AfterLine::AskAgain);
                };
                self.clear_messages();
                self.go_to(typed.to_owned());
            }
        }
        Ok(AfterLine::Redraw)
    }

    fn choose(&mut self, screen: &Screen, target: &ChoiceTarget) -> Result<(), Error> {
        match target {
            ChoiceTarget::Run(action) => self.run_action(screen, action),
            ChoiceTarget::Sources(sources) => match sources.as_slice() {
                [ClaimSource { action: Some(action), .. }] => self.run_action(screen, action),
                sources => {
                    terminal::print_lines(&[String::new()])?;
                    for line in source_lines(sources) {
                        // Not wrapped, so that an address can be copied.
                        terminal::print_lines(&[terminal::stdout_layout(self.utf8).displayable(&line)])?;
                    }
                    self.prompt.read_line(&self.words.go_on, "")?;
                    Ok(())
                }
            },
            ChoiceTarget::Input(row) => match self.ask_input(row)? {
                Some(value) if input_value(row).as_ref() != Some(&value) => self.accept_value(screen, row, value),
                _ => Ok(()),
            },
        }
    }

    fn run_action(&mut self, screen: &Screen, action: &Action) -> Result<(), Error> {
        let mut runner = ActionRunner {
            core: self.core,
            clock: self.clock,
            data_dir: self.data_dir,
            words: &self.words,
            layout: terminal::stdout_layout(self.utf8),
            prompt: Some(&mut self.prompt),
        };
        match runner.run(action)? {
            FollowUp::Nothing => {}
            FollowUp::Pause => {
                terminal::print_lines(&[String::new()])?;
                self.prompt.read_line(&self.words.go_on, "")?;
            }
            FollowUp::Go(route) => self.go_to(route),
            FollowUp::Back => self.go_back(screen),
            FollowUp::Perform(command, more) => self.perform(screen, &command, Unsent::Submitted(&more))?,
        }
        Ok(())
    }

    fn perform(&mut self, screen: &Screen, command: &str, unsent: Unsent<'_>) -> Result<(), Error> {
        let mut values = form_values(screen);
        if let Unsent::Submitted(more) = unsent {
            values.extend(more.clone());
        }
        match perform_to_the_end(self.core, self.clock, command, &values, |label| self.print_sentence(label))? {
            Ok(Performed { outcome, .. }) => {
                if let Unsent::Submitted(_) = unsent {
                    self.unsent.clear();
                }
                self.clear_messages();
                if let Some(notice) = outcome.notice {
                    // A notice without a change, as "noted already", is no success.
                    let tone = if outcome.plan_changed { Tone::Good } else { Tone::Info };
                    self.messages.push(StatusMessage { tone, text: notice.text });
                    self.add_details(notice.details.as_deref());
                    self.undo = notice.undo;
                }
                outcome.then.iter().try_for_each(|action| self.run_action(screen, action))
            }
            Err(CoreError::BadInput { field, explanation, .. }) => match find_input(screen, &field).cloned() {
                // Asking for a yes or no would turn it, which only the person may do.
                None | Some(Row::Toggle { .. }) => {
                    self.messages.push(StatusMessage { tone: Tone::Warning, text: explanation });
                    Ok(())
                }
                // The refused value is the preset of the next question; without an answer, the input is as before.
                Some(row) => {
                    self.unsent.remove(&field);
                    self.print_sentence(&explanation)?;
                    match self.ask_input(&row)? {
                        Some(value) => self.accept_value(screen, &row, value),
                        None => Ok(()),
                    }
                }
            },
            Err(error) => {
                let text = match &error {
                    CoreError::Storage { .. } => folder_sentence(&error, self.data_dir, &self.words),
                    _ => error.to_string(),
                };
                self.messages.push(StatusMessage { tone: Tone::Warning, text });
                self.add_details(Some(error.details()));
                Ok(())
            }
        }
    }

    /// Adds the line for whoever mends a fault below the last message.
    fn add_details(&mut self, details: Option<&str>) {
        if let Some(details) = details.filter(|details| !details.is_empty()) {
            let text = fill_template(&self.words.details, &[("details", &details)]);
            self.messages.push(StatusMessage { tone: Tone::Info, text });
        }
    }

    fn ask_input(&mut self, row: &Row) -> Result<Option<String>, Error> {
        let layout = terminal::stdout_layout(self.utf8);
        InputDialog { prompt: &mut self.prompt, words: &self.words, layout }.ask(row)
    }

    /// Keeps a typed value until it is sent, or performs the command of its input at once.
    fn accept_value(&mut self, screen: &Screen, row: &Row, value: String) -> Result<(), Error> {
        if let Row::Search { route, .. } = row {
            // In the place of this screen: a search is no step in the way back.
            self.history.replace(format!("{route}{}", utf8_percent_encode(&value, NON_ALPHANUMERIC)));
            self.page = 0;
            return Ok(());
        }
        let Some(name) = input_name(row) else { return Ok(()) };
        match change_command(row) {
            None => {
                self.unsent.insert(name.to_owned(), value);
                Ok(())
            }
            Some(command) => {
                let mut screen = screen.clone();
                set_form_values(&mut screen, &FormValues::from([(name.to_owned(), value)]));
                self.perform(&screen, command, Unsent::Kept)
            }
        }
    }

    fn print_sentence(&self, text: &str) -> Result<(), Error> {
        terminal::print_lines(&terminal::stdout_layout(self.utf8).wrap_hanging("", text))
    }

    /// Drops the messages about the last action and its undo.
    fn clear_messages(&mut self) {
        self.messages.clear();
        self.undo = None;
    }

    fn go_to(&mut self, route: String) {
        if self.history.go_to(route) {
            self.unsent.clear();
        }
        self.page = 0;
    }

    fn go_back(&mut self, screen: &Screen) {
        if self.history.go_back(screen.parent.as_deref()) {
            self.unsent.clear();
            self.page = 0;
        }
    }

    /// Follows a language that was chosen in the settings.
    fn follow_language(&mut self, language: &str) {
        if self.words.language != language {
            self.words = Words::load(&[language.to_owned()], self.utf8);
            self.prompt.follow_language(&self.words);
        }
    }
}
