//! The tasks of scripts: each prints one thing, or performs one command, and ends.

use std::path::Path;

use widerspruch_core::boundary::{Action, CoreError, DeviceReport, FormValues, Outcome, ShownReminder};
use widerspruch_core::{Core, DueQuestion};

use crate::error::Error;
use crate::io::actions::{ActionRunner, FollowUp};
use crate::io::clock::Clock;
use crate::io::{files, terminal};
use crate::render::calls::{call_line, draw_call_overview};
use crate::render::due_date::draw_due_answer;
use crate::render::layout::Layout;
use crate::render::reminders::{draw_due_reminder, draw_plan};
use crate::render::screen::{LineMarks, draw_screen};
use crate::render::words::{Words, fill_template};
use crate::session::arguments::Task;
use crate::session::long_act::perform_to_the_end;

/// The command behind `calendar`.
const CALENDAR: &str = "reminders/calendar";

/// Runs tasks without asking the person anything.
pub(crate) struct Tasks<'a> {
    pub(crate) core: &'a Core,
    pub(crate) clock: Clock,
    pub(crate) data_dir: &'a Path,
    pub(crate) words: &'a Words,
    pub(crate) layout: Layout,
    /// Whether to print the boundary's types instead of text, and to run no actions.
    pub(crate) json: bool,
}

impl Tasks<'_> {
    /// Runs a task.
    pub(crate) fn run(&self, task: &Task) -> Result<(), Error> {
        match task {
            Task::Browse => self.show_home(),
            Task::Show { route } => self.show(route),
            Task::Do { command, form } => self.perform_with_file(command, form),
            Task::Due { date, place, country, extended } => {
                self.print_due_date(&DueQuestion { date, place, country: country.as_deref(), extended: *extended })
            }
            Task::Export { person, form } => self.export(person.as_deref(), form),
            Task::Remind { due: true } => self.print_due_reminder(),
            Task::Remind { due: false } => self.print_plan(),
            Task::Calendar { file } => self.save_calendar(file),
        }
    }

    fn show_home(&self) -> Result<(), Error> {
        self.show("/")?;
        if self.json { Ok(()) } else { terminal::print_lines(&draw_call_overview(&self.layout, self.words)) }
    }

    fn show(&self, route: &str) -> Result<(), Error> {
        let screen = self.core.screen(route, self.clock.now())?;
        if self.json {
            return terminal::print_json(&screen);
        }
        terminal::print_lines(&draw_screen(&self.layout, self.words, &screen, LineMarks::Calls).lines)
    }

    /// Performs a command. A file is copied to the inbox first, as on a phone where it is picked.
    fn perform_with_file(&self, command: &str, form: &FormValues) -> Result<(), Error> {
        self.refuse_unknown_inputs(command, form)?;
        let mut form = form.clone();
        if let Some(file) = form.get_mut("file") {
            *file = self.runner().copy_to_inbox(file).map_err(Error::NotDone)?;
        }
        self.perform(command, &form)
    }

    /// Refuses an input that the command does not read: in a script it is a mistake that would pass in silence.
    fn refuse_unknown_inputs(&self, command: &str, form: &FormValues) -> Result<(), Error> {
        let known: Vec<&str> = self.core.fields(command)?.iter().map(|field| field.name).collect();
        // The first by name, so that the same call always says the same.
        let Some(given) = form.keys().filter(|name| !known.contains(&name.as_str())).min() else { return Ok(()) };
        let template = if known.is_empty() { &self.words.wrong_input_of_none } else { &self.words.wrong_input };
        let explanation = fill_template(template, &[("given", given), ("known", &self.words.list(&known))]);
        let details = "the command has no such input".to_owned();
        Err(Error::Core(CoreError::BadInput { field: given.clone(), explanation, details }))
    }

    fn export(&self, person: Option<&str>, form: &FormValues) -> Result<(), Error> {
        let person = match person {
            Some(person) => Some(person.to_owned()),
            None => self.core.current(self.clock.now())?,
        };
        let person = person.ok_or_else(|| Error::NotDone(self.words.nobody.clone()))?;
        self.perform(&format!("pack/{person}"), form)
    }

    /// Performs a command, runs the actions that follow, and prints which calls come next.
    fn perform(&self, command: &str, form: &FormValues) -> Result<(), Error> {
        let say = |label: &str| if self.json { Ok(()) } else { self.runner().print_sentence(label) };
        let outcome = perform_to_the_end(self.core, self.clock, command, form, say)??;
        if self.json {
            return terminal::print_json(&outcome);
        }
        let mut runner = self.runner();
        self.print_notice(&runner, &outcome)?;
        for action in &outcome.then {
            match runner.run(action)? {
                FollowUp::Nothing | FollowUp::Pause | FollowUp::Back => {}
                FollowUp::Go(route) => runner.print_sentence(&self.next_call(&format!("show {route}")))?,
                FollowUp::Perform(command, _) => runner.print_sentence(&self.next_call(&format!("do {command}")))?,
            }
        }
        Ok(())
    }

    /// Saves the calendar file of the plan at the given place; an empty text means its own name in this folder.
    fn save_calendar(&self, file: &str) -> Result<(), Error> {
        let outcome = self.core.perform(CALENDAR, &FormValues::new(), self.clock.now())?;
        if self.json {
            return terminal::print_json(&outcome);
        }
        let runner = self.runner();
        if let Some(notice) = &outcome.notice {
            runner.print_sentence(&notice.text)?;
        }
        outcome.then.iter().try_for_each(|action| match action {
            Action::SaveFile { path, name, .. } => {
                let typed = if file.is_empty() { name } else { file };
                runner.save_to(path, &files::expand_path(typed, name))
            }
            _ => Ok(()),
        })
    }

    fn print_due_date(&self, question: &DueQuestion<'_>) -> Result<(), Error> {
        let answer = self.core.due(question, self.clock.now())?;
        if self.json {
            return terminal::print_json(&answer);
        }
        terminal::print_lines(&draw_due_answer(&self.layout, &answer))
    }

    /// Prints the due reminder once, and reports it as shown.
    fn print_due_reminder(&self) -> Result<(), Error> {
        let plan = self.core.reminders(self.clock.now())?;
        let due = plan.due.as_ref().filter(|_| !plan.due_shown);
        match due {
            due if self.json => terminal::print_json(&due)?,
            Some(due) => terminal::print_lines(&draw_due_reminder(&self.layout, self.words, due))?,
            None => {}
        }
        // Only after printing: a reminder that could not be printed was not shown.
        let Some(due) = due else { return Ok(()) };
        let shown = vec![ShownReminder { id: due.id.clone(), at: self.clock.now() }];
        self.core.report(DeviceReport { shown, ..DeviceReport::default() }, self.clock.now())?;
        Ok(())
    }

    fn print_plan(&self) -> Result<(), Error> {
        let plan = self.core.reminders(self.clock.now())?;
        if self.json {
            return terminal::print_json(&plan);
        }
        terminal::print_lines(&draw_plan(&self.layout, self.words, &plan))
    }

    fn print_notice(&self, runner: &ActionRunner<'_>, outcome: &Outcome) -> Result<(), Error> {
        let Some(notice) = &outcome.notice else { return Ok(()) };
        runner.print_sentence(&notice.text)?;
        if let Some(details) = &notice.details {
            runner.print_sentence(&fill_template(&self.words.details, &[("details", details)]))?;
        }
        match &notice.undo {
            Some(undo) => runner.print_sentence(&call_line(self.words, &self.words.call_undo, &format!("do {undo}"))),
            None => Ok(()),
        }
    }

    fn next_call(&self, arguments: &str) -> String {
        call_line(self.words, &self.words.call_next, arguments)
    }

    fn runner(&self) -> ActionRunner<'_> {
        ActionRunner {
            core: self.core,
            clock: self.clock,
            data_dir: self.data_dir,
            words: self.words,
            layout: self.layout,
            prompt: None,
        }
    }
}
