//! The interactive browser: numbers choose rows, forms ask field by field, Ctrl-D leaves.

use std::io::{BufRead, Write, stdin, stdout};

use dialoguer::{Input, Select};
use widerspruch_core::Core;
use widerspruch_core::boundary::{Action, FormValues, Row, Screen};

use crate::draw::{self, Choice};
use crate::{Clock, Problem};

/// Shows screens until the person leaves.
pub(crate) fn browse(core: &Core, clock: &Clock) -> Result<(), Problem> {
    let mut browser = Browser { core, clock, route: "/".to_owned(), behind: Vec::new(), typed: FormValues::new() };
    loop {
        let screen = core.screen(&browser.route, clock.now())?;
        let choices = draw::screen(&screen);
        print!("\n0 ←  q ✕  > ");
        stdout().flush()?;
        let mut line = String::new();
        if stdin().lock().read_line(&mut line)? == 0 {
            println!();
            return Ok(());
        }
        match line.trim() {
            "q" => return Ok(()),
            "0" | "" => browser.back(&screen),
            typed => match typed.parse::<usize>().ok().and_then(|number| choices.get(number.checked_sub(1)?)) {
                Some(Choice::Run(action)) => browser.run(&screen, action.clone())?,
                Some(Choice::Input(row)) => browser.ask(&screen, row)?,
                None if typed.starts_with('/') => browser.go(typed.to_owned()),
                None => {}
            },
        }
    }
}

struct Browser<'a> {
    core: &'a Core,
    clock: &'a Clock,
    route: String,
    behind: Vec<String>,
    /// Inputs of this screen that were changed and not sent yet.
    typed: FormValues,
}

impl Browser<'_> {
    fn go(&mut self, route: String) {
        if route == "/" {
            self.behind.clear();
        } else if route != self.route {
            self.behind.push(self.route.clone());
        }
        self.route = route;
        self.typed.clear();
    }

    fn back(&mut self, screen: &Screen) {
        self.route = self.behind.pop().or_else(|| screen.parent.clone()).unwrap_or_else(|| "/".to_owned());
        self.typed.clear();
    }

    fn run(&mut self, screen: &Screen, action: Action) -> Result<(), Problem> {
        match action {
            Action::Go { route } => self.go(route),
            Action::Back => self.back(screen),
            Action::Perform { command } => return self.perform(screen, &command),
            other => draw::action_line(&other),
        }
        Ok(())
    }

    fn perform(&mut self, screen: &Screen, command: &str) -> Result<(), Problem> {
        let mut form = inputs(screen);
        form.extend(self.typed.clone());
        match self.core.perform(command, &form, self.clock.now()) {
            Ok(outcome) => {
                self.typed.clear();
                if let Some(notice) = &outcome.notice {
                    println!("\n{}", notice.text);
                }
                for action in outcome.then {
                    self.run(screen, action)?;
                }
                Ok(())
            }
            // The sentence says what is safe and what to do; the screen stays.
            Err(error) => {
                println!("\n{}", Problem::from(error).sentence);
                Ok(())
            }
        }
    }

    fn ask(&mut self, screen: &Screen, row: &Row) -> Result<(), Problem> {
        let (name, value, on_change) = match row {
            Row::Toggle { name, value, on_change, .. } => (name, Some((!value).to_string()), on_change.clone()),
            Row::Choice { name, label, value, options, on_change } => {
                let labels: Vec<&str> = options.iter().map(|option| option.label.as_str()).collect();
                let chosen = options.iter().position(|option| option.id == *value).unwrap_or(0);
                let picked = Select::new().with_prompt(label).items(&labels).default(chosen).max_length(12);
                let picked = picked.interact_opt().map_err(unreadable)?;
                (name, picked.and_then(|index| options.get(index)).map(|option| option.id.clone()), on_change.clone())
            }
            Row::TextField { name, label, value, .. } => (name, Some(line(label, value)?), None),
            Row::DateField { name, label, value, on_change, .. }
            | Row::TimeField { name, label, value, on_change, .. } => {
                (name, Some(line(label, value)?), on_change.clone())
            }
            _ => return Ok(()),
        };
        let Some(value) = value else { return Ok(()) };
        self.typed.insert(name.clone(), value.clone());
        match on_change {
            Some(command) => self.perform(screen, &command),
            None => {
                println!("{value}");
                Ok(())
            }
        }
    }
}

/// All inputs of a screen with the values they have.
fn inputs(screen: &Screen) -> FormValues {
    let value = |row: &Row| match row {
        Row::Toggle { name, value, .. } => Some((name.clone(), value.to_string())),
        Row::Choice { name, value, .. }
        | Row::TextField { name, value, .. }
        | Row::DateField { name, value, .. }
        | Row::TimeField { name, value, .. } => Some((name.clone(), value.clone())),
        _ => None,
    };
    screen.sections.iter().flat_map(|section| &section.rows).filter_map(value).collect()
}

fn line(label: &str, value: &str) -> Result<String, Problem> {
    let input = Input::<String>::new().with_prompt(label).with_initial_text(value).allow_empty(true);
    input.interact_text().map_err(unreadable)
}

fn unreadable(error: dialoguer::Error) -> Problem {
    let dialoguer::Error::IO(error) = error;
    Problem::from(error)
}
