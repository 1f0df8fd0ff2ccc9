//! The interactive browser: shows a screen, asks what next, does it.

use std::path::Path;

use widerspruch_core::Core;
use widerspruch_core::boundary::{Action, CoreError, FormValues, Row, Screen, Tone};

use crate::error::{Problem, in_folder};
use crate::io::actions::{Rest, Runner};
use crate::io::clock::Clock;
use crate::io::prompt::Prompt;
use crate::io::terminal;
use crate::render::pager::pages;
use crate::render::prompt_bar::{Bar, Offers, Way};
use crate::render::screen::{self, Choice, Marks, Note};
use crate::render::words::{Words, fill};
use crate::session::form_inputs;
use crate::session::input_dialog::Asking;

/// Shows screens until the person leaves.
pub(crate) fn browse(core: &Core, clock: Clock, data_dir: &Path, words: Words, utf8: bool) -> Result<(), Problem> {
    let prompt = Prompt::new(utf8, &words)?;
    let mut browser = Browser {
        core,
        clock,
        data_dir,
        words,
        utf8,
        prompt,
        route: "/".to_owned(),
        behind: Vec::new(),
        typed: FormValues::new(),
        notes: Vec::new(),
        undo: None,
        page: 0,
    };
    while browser.turn()? {}
    Ok(())
}

struct Browser<'a> {
    core: &'a Core,
    clock: Clock,
    data_dir: &'a Path,
    words: Words,
    utf8: bool,
    prompt: Prompt,
    route: String,
    /// Routes that lead back, the nearest last.
    behind: Vec<String>,
    /// Inputs of this screen that were changed and not sent yet.
    typed: FormValues,
    /// What came of the last action; gone after the next.
    notes: Vec<Note>,
    /// The command that takes back what was just done.
    undo: Option<String>,
    /// The part of the screen that is shown, where it is longer than the terminal.
    page: usize,
}

/// What the person has in front of them.
struct Shown {
    screen: Screen,
    choices: Vec<Choice>,
    bar: Bar,
    /// Whether the screen goes on below.
    more: bool,
}

/// What follows from a typed line.
enum Next {
    Show,
    Ask,
    Leave,
}

impl Browser<'_> {
    /// Shows the screen once and does what the person wants. `false` when that is to leave.
    fn turn(&mut self) -> Result<bool, Problem> {
        let shown = self.show()?;
        loop {
            let Some(line) = self.prompt.line(&self.words.choice, "")? else { return Ok(false) };
            match self.respond(&shown, line.trim())? {
                Next::Show => return Ok(true),
                Next::Ask => {}
                Next::Leave => return Ok(false),
            }
        }
    }

    fn show(&mut self) -> Result<Shown, Problem> {
        let mut screen = self.core.screen(&self.route, self.clock.now())?;
        self.follow(&screen.language);
        form_inputs::fill_in(&mut screen, &self.typed);
        let paper = terminal::paper(self.utf8);
        let screen::Drawing { lines, choices } = screen::screen(&paper, &self.words, &screen, Marks::Numbers);
        let notes = screen::notes(&paper, &self.notes);
        let mut offers = Offers { back: self.way_back(&screen).is_some(), undo: self.undo.is_some(), more: true };
        // The one next thing stands last; where the screen goes on below, it is offered above the bar too.
        let next = match (&screen.primary, choices.len()) {
            (Some(primary), number) => screen::next(&paper, &primary.label, number),
            (None, _) => Vec::new(),
        };
        let below = Bar::new(&self.words, &screen, offers).draw(&paper).len() + notes.len() + next.len() + 3;
        let parts = pages(&lines, terminal::height().map(|rows| rows.saturating_sub(below)));
        self.page = self.page.min(parts.len() - 1);
        offers.more = self.page + 1 < parts.len();
        let bar = Bar::new(&self.words, &screen, offers);
        terminal::print(&[String::new()])?;
        terminal::print(parts.get(self.page).copied().unwrap_or_default())?;
        terminal::print(&[String::new()])?;
        // Nearest to the prompt, where the person looks.
        let next = if offers.more { next } else { Vec::new() };
        terminal::print(&[next, notes, bar.draw(&paper)].concat())?;
        Ok(Shown { screen, choices, bar, more: offers.more })
    }

    fn respond(&mut self, shown: &Shown, typed: &str) -> Result<Next, Problem> {
        if typed.is_empty() {
            self.page = if shown.more { self.page + 1 } else { 0 };
            return Ok(Next::Show);
        }
        let number = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        if let Some(choice) = number.and_then(|index| shown.choices.get(index)) {
            self.settle();
            self.choose(&shown.screen, choice)?;
            return Ok(Next::Show);
        }
        match shown.bar.way(typed) {
            Some(Way::Quit) => return Ok(Next::Leave),
            Some(Way::Help) => {
                self.say(&self.words.help_text)?;
                return Ok(Next::Ask);
            }
            Some(Way::Back) => {
                self.settle();
                self.back(&shown.screen);
            }
            Some(Way::Undo) => {
                if let Some(command) = self.undo.take() {
                    self.perform(&shown.screen, &command, Sent::Aside)?;
                }
            }
            Some(Way::To(route)) => {
                self.settle();
                self.go(route.clone());
            }
            None => {
                // A route as it stands in a report or a manual.
                let found = typed.starts_with('/').then(|| self.core.screen(typed, self.clock.now()));
                let Some(Ok(_)) = found else {
                    let unknown = fill(&self.words.not_offered, &[("typed", &typed)]);
                    self.say(&found.and_then(Result::err).map_or(unknown, |error| error.to_string()))?;
                    return Ok(Next::Ask);
                };
                self.settle();
                self.go(typed.to_owned());
            }
        }
        Ok(Next::Show)
    }

    fn choose(&mut self, screen: &Screen, choice: &Choice) -> Result<(), Problem> {
        match choice {
            Choice::Run(action) => self.run(screen, action),
            Choice::Input(row) => match self.answer(row)? {
                Some(value) if form_inputs::value(row).as_ref() != Some(&value) => self.take(screen, row, value),
                _ => Ok(()),
            },
        }
    }

    fn run(&mut self, screen: &Screen, action: &Action) -> Result<(), Problem> {
        let mut runner = Runner {
            core: self.core,
            clock: self.clock,
            data_dir: self.data_dir,
            words: &self.words,
            paper: terminal::paper(self.utf8),
            prompt: Some(&mut self.prompt),
        };
        match runner.run(action)? {
            Rest::Nothing => {}
            Rest::Read => {
                terminal::print(&[String::new()])?;
                self.prompt.line(&self.words.go_on, "")?;
            }
            Rest::Go(route) => self.go(route),
            Rest::Back => self.back(screen),
            Rest::Perform(command, more) => self.perform(screen, &command, Sent::With(&more))?,
        }
        Ok(())
    }

    fn perform(&mut self, screen: &Screen, command: &str, sent: Sent<'_>) -> Result<(), Problem> {
        let mut values = form_inputs::inputs(screen);
        if let Sent::With(more) = sent {
            values.extend(more.clone());
        }
        match self.core.perform(command, &values, self.clock.now()) {
            Ok(outcome) => {
                if let Sent::With(_) = sent {
                    self.typed.clear();
                }
                self.settle();
                if let Some(notice) = outcome.notice {
                    // "That was noted already" is no success of this moment.
                    let tone = if outcome.plan_changed { Tone::Good } else { Tone::Info };
                    self.notes.push(Note { tone, text: notice.text });
                    self.undo = notice.undo;
                }
                outcome.then.iter().try_for_each(|action| self.run(screen, action))
            }
            Err(CoreError::BadInput { field, explanation }) => match form_inputs::input(screen, &field).cloned() {
                // A yes or no is not asked but turned, which is the person's to do.
                None | Some(Row::Toggle { .. }) => {
                    self.notes.push(Note { tone: Tone::Warning, text: explanation });
                    Ok(())
                }
                // Asked for again with what was typed; left unanswered, the input is as before.
                Some(row) => {
                    self.typed.remove(&field);
                    self.say(&explanation)?;
                    match self.answer(&row)? {
                        Some(value) => self.take(screen, &row, value),
                        None => Ok(()),
                    }
                }
            },
            Err(error) => {
                let text = match &error {
                    CoreError::Storage { .. } => in_folder(&error, self.data_dir, &self.words),
                    _ => error.to_string(),
                };
                self.notes.push(Note { tone: Tone::Warning, text });
                Ok(())
            }
        }
    }

    fn answer(&mut self, row: &Row) -> Result<Option<String>, Problem> {
        let paper = terminal::paper(self.utf8);
        Asking { prompt: &mut self.prompt, words: &self.words, paper }.ask(row)
    }

    /// Keeps a typed value until it is sent, or performs at once what its input performs.
    fn take(&mut self, screen: &Screen, row: &Row, value: String) -> Result<(), Problem> {
        let Some(name) = form_inputs::name(row) else { return Ok(()) };
        match form_inputs::on_change(row) {
            None => {
                self.typed.insert(name.to_owned(), value);
                Ok(())
            }
            Some(command) => {
                let mut screen = screen.clone();
                form_inputs::fill_in(&mut screen, &FormValues::from([(name.to_owned(), value)]));
                self.perform(&screen, command, Sent::Aside)
            }
        }
    }

    fn say(&self, text: &str) -> Result<(), Problem> {
        terminal::print(&terminal::paper(self.utf8).hang("", text))
    }

    /// What was said of the last action is over.
    fn settle(&mut self) {
        self.notes.clear();
        self.undo = None;
    }

    fn go(&mut self, route: String) {
        if route != self.route {
            // Whoever comes back to a screen comes back to it once.
            match self.behind.iter().position(|known| *known == route) {
                Some(at) => self.behind.truncate(at),
                None => self.behind.push(std::mem::replace(&mut self.route, route.clone())),
            }
            self.typed.clear();
        }
        self.route = route;
        self.page = 0;
    }

    fn back(&mut self, screen: &Screen) {
        if let Some(route) = self.way_back(screen) {
            self.behind.pop();
            self.route = route;
            self.typed.clear();
            self.page = 0;
        }
    }

    fn way_back(&self, screen: &Screen) -> Option<String> {
        self.behind.last().or(screen.parent.as_ref()).cloned()
    }

    /// The language may have been changed in the settings.
    fn follow(&mut self, language: &str) {
        if self.words.language != language {
            self.words = Words::load(&[language.to_owned()], self.utf8);
            self.prompt.follow(&self.words);
        }
    }
}

/// What becomes of typed inputs when a command is done.
#[derive(Debug, Clone, Copy)]
enum Sent<'a> {
    /// They were what it was about, with these beside them.
    With(&'a FormValues),
    /// They stay typed: it was about something else.
    Aside,
}
