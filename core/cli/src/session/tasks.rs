//! The tasks of scripts: each prints one thing, or performs one command, and ends.

use std::fmt::Display;
use std::io::{self, ErrorKind};
use std::path::Path;

use widerspruch_core::boundary::{Action, CoreError, DeviceReport, FormValues, Outcome, Row, ShownReminder};
use widerspruch_core::{Core, DueQuestion, Field, FieldKind, Performed, Unchanged};

use crate::error::{Error, with_cause};
use crate::io::actions::{ActionRunner, FollowUp};
use crate::io::clock::Clock;
use crate::io::files::NewFile;
use crate::io::{files, terminal};
use crate::render::calls::{call_line, draw_call_overview};
use crate::render::due_date::draw_due_answer;
use crate::render::layout::Layout;
use crate::render::reminders::{draw_due_reminder, draw_plan};
use crate::render::screen::{draw_calls, input_of};
use crate::render::words::{Words, fill_template};
use crate::session::arguments::Task;
use crate::session::long_act::perform_to_the_end;

/// The command behind `calendar`.
const CALENDAR: &str = "reminders/calendar";

/// Name of the calendar file, where none is given.
const CALENDAR_NAME: &str = "widerspruch.ics";

/// Refuses an input of a command.
fn wrong_input(field: &str, explanation: String, details: &str) -> Error {
    Error::Core(CoreError::BadInput { field: field.to_owned(), explanation, details: details.to_owned() })
}

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
        let rows: Vec<&Row> = screen.sections.iter().flat_map(|section| &section.rows).collect();
        let complete = |command: &str| self.complete(&rows, command);
        terminal::print_lines(&draw_calls(&self.layout, self.words, &screen, &complete))
    }

    /// Adds to a command the inputs without which a script's call is refused: as the rows of its screen have them, and a
    /// day that is not asked there as the present one.
    fn complete(&self, rows: &[&Row], command: &str) -> String {
        let mut call = command.to_owned();
        let needed = |field: &&Field| field.required || field.kind == FieldKind::Day;
        for field in self.core.fields(command).unwrap_or_default().iter().filter(needed) {
            let shown = rows.iter().filter_map(|row| input_of(row)).find(|(name, _)| *name == field.name);
            let value = match (shown, field.kind) {
                (Some((_, value)), _) => value,
                (None, FieldKind::Day) => self.clock.today().to_string(),
                (None, _) => String::new(),
            };
            call = format!("{call} {}={value}", field.name);
        }
        call
    }

    /// Performs a command. A file is copied to the inbox first, as on a phone where it is picked.
    fn perform_with_file(&self, command: &str, form: &FormValues) -> Result<(), Error> {
        self.refuse_wrong_inputs(command, form)?;
        let mut form = form.clone();
        if let Some(file) = form.get_mut("file") {
            *file = self.runner().copy_to_inbox(file).map_err(Error::NotDone)?;
        }
        self.perform(command, &form).map_err(|error| self.with_possible_values(command, error))
    }

    /// Adds to the refusal of an input the values that it may hold, where they can be listed.
    fn with_possible_values(&self, command: &str, error: Error) -> Error {
        let Error::Core(CoreError::BadInput { field, explanation, details }) = error else { return error };
        let fields = self.core.fields(command).unwrap_or_default();
        let known = fields.iter().find(|known| known.name == field);
        let possible = known.and_then(|known| self.core.possible_values(command, known, self.clock.now()).ok());
        let explanation = self.with_possible(explanation, &possible.unwrap_or_default());
        Error::Core(CoreError::BadInput { field, explanation, details })
    }

    /// Adds possible values to a sentence, if there are any.
    fn with_possible(&self, sentence: String, possible: &[impl AsRef<str>]) -> String {
        if possible.is_empty() {
            return sentence;
        }
        let possible = fill_template(&self.words.wrong_possible, &[("possible", &self.list_values(possible))]);
        Words::join(&self.words.join_sentences, &sentence, &possible)
    }

    /// Lists values as they are typed: the empty one in quotes, as it would not be seen.
    fn list_values(&self, values: &[impl AsRef<str>]) -> String {
        let typed = |value: &str| if value.is_empty() { "\"\"".to_owned() } else { value.to_owned() };
        self.words.list(&values.iter().map(|value| typed(value.as_ref())).collect::<Vec<_>>())
    }

    /// Refuses an input that the command does not read, a value that is none of the possible ones, and a day that is left
    /// out: in a script each is a mistake that would pass in silence, and a day decides when an answer is due.
    fn refuse_wrong_inputs(&self, command: &str, form: &FormValues) -> Result<(), Error> {
        let (words, fields) = (self.words, self.core.fields(command)?);
        let known: Vec<&str> = fields.iter().map(|field| field.name).collect();
        // The first by name, so that the same call always says the same.
        if let Some(given) = form.keys().filter(|name| !known.contains(&name.as_str())).min() {
            let template = if known.is_empty() { &words.wrong_input_of_none } else { &words.wrong_input };
            let explanation = fill_template(template, &[("given", given), ("known", &words.list(&known))]);
            return Err(wrong_input(given, explanation, "the command has no such input"));
        }
        for field in fields {
            let (given, possible) = (form.get(field.name), field.possible_values());
            if let (Some(given), Some(possible)) = (given, possible)
                && !possible.contains(&given.as_str())
            {
                let values = [
                    ("argument", &field.name as &dyn Display),
                    ("given", given),
                    ("possible", &self.list_values(possible)),
                ];
                let explanation = fill_template(&words.wrong_value, &values);
                return Err(wrong_input(field.name, explanation, "the input cannot hold this value"));
            }
            if given.is_none() && field.kind == FieldKind::Day {
                let missing = fill_template(&words.wrong_missing, &[("argument", &field.name)]);
                let example = fill_template(&words.field_date, &[("example", &"2026-11-23")]);
                let explanation = Words::join(&words.join_sentences, &missing, &example);
                return Err(wrong_input(field.name, explanation, "a day has no preset in a script"));
            }
        }
        Ok(())
    }

    /// Writes the page with all records into the current folder, under a name that is free.
    fn export(&self, person: Option<&str>, form: &FormValues) -> Result<(), Error> {
        let person = match person {
            Some(person) => Some(person.to_owned()),
            None => self.core.current(self.clock.now())?,
        };
        let nobody = || Error::Unchanged { code: Unchanged::Nothing, sentence: self.words.nobody.clone() };
        let person = person.ok_or_else(nobody)?;
        if self.json {
            return self.perform(&format!("pack/{person}"), form);
        }
        let here = Path::new("");
        let failed = |path: &Path, error: &io::Error| self.unwritten(path, error);
        let mut file = NewFile::in_folder(here).map_err(|error| failed(Path::new("."), &error))?;
        let exported = self.core.export(&person, form, &mut file, self.clock.now());
        if let Some(error) = file.error() {
            return Err(failed(Path::new("."), error));
        }
        let (performed, name) = exported?;
        self.refuse_unchanged(&performed)?;
        let saved = file.take_free_name(here, &name).map_err(|error| failed(Path::new(&name), &error))?;
        self.say_saved(&saved)
    }

    /// Performs a command, runs the actions that follow, and prints which calls come next.
    fn perform(&self, command: &str, form: &FormValues) -> Result<(), Error> {
        let say = |label: &str| if self.json { Ok(()) } else { self.runner().print_sentence(label) };
        let performed = perform_to_the_end(self.core, self.clock, command, form, say)??;
        self.refuse_unchanged(&performed)?;
        let outcome = performed.outcome;
        if self.json {
            return terminal::print_json(&outcome);
        }
        let mut runner = self.runner();
        self.print_notice(&runner, &outcome)?;
        for action in &outcome.then {
            match runner.run(action)? {
                FollowUp::Nothing | FollowUp::Pause | FollowUp::Back => {}
                FollowUp::Go(route) => runner.print_sentence(&self.next_call(&format!("show {route}")))?,
                FollowUp::Perform(command, _) => {
                    let call = self.complete(&[], &command);
                    runner.print_sentence(&self.next_call(&format!("do {call}")))?;
                }
            }
        }
        Ok(())
    }

    /// Ends the call where a command changed nothing.
    fn refuse_unchanged(&self, performed: &Performed) -> Result<(), Error> {
        let Some(code) = performed.unchanged else { return Ok(()) };
        let mut said = performed.outcome.notice.iter().map(|notice| notice.text.clone()).collect::<Vec<_>>();
        for action in &performed.outcome.then {
            if let Action::Go { route } = action {
                said.push(self.next_call(&format!("show {route}")));
            }
        }
        let sentence = said.iter().fold(String::new(), |sentence, next| match sentence.as_str() {
            "" => next.clone(),
            _ => Words::join(&self.words.join_sentences, &sentence, next),
        });
        Err(Error::Unchanged { code, sentence })
    }

    /// Saves the calendar file of the plan at the given place; an empty text means its own name in this folder.
    fn save_calendar(&self, file: &str) -> Result<(), Error> {
        if self.json {
            return self.perform(CALENDAR, &FormValues::new());
        }
        let (performed, text) = self.core.calendar(self.clock.now())?;
        self.refuse_unchanged(&performed)?;
        let typed = if file.is_empty() { CALENDAR_NAME } else { file };
        let target = files::expand_path(typed, CALENDAR_NAME);
        match files::write_without_overwriting(&target, text.as_bytes()) {
            Ok(()) => self.say_saved(&target),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                Err(Error::NotDone(fill_template(&self.words.save_exists, &[("path", &target.display())])))
            }
            Err(error) => Err(self.unwritten(&target, &error)),
        }
    }

    fn say_saved(&self, path: &Path) -> Result<(), Error> {
        self.runner().print_sentence(&fill_template(&self.words.save_done, &[("path", &path.display())]))
    }

    fn unwritten(&self, path: &Path, error: &io::Error) -> Error {
        let sentence = fill_template(&self.words.save_unwritten, &[("path", &path.display())]);
        Error::NotDone(with_cause(self.words, &sentence, error))
    }

    fn print_due_date(&self, question: &DueQuestion<'_>) -> Result<(), Error> {
        let now = self.clock.now();
        let answer = self.core.due(question, now).map_err(|error| match error {
            CoreError::BadInput { field, explanation, details } if field == "country" => {
                let possible = self.core.due_countries(question.place, now).unwrap_or_default();
                CoreError::BadInput { explanation: self.with_possible(explanation, &possible), field, details }
            }
            other => other,
        })?;
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
        // Only after printing: a reminder that could not be printed was not shown. Without one, the report lets the app
        // forget what it noted while the clock was ahead.
        let shown = due.map(|due| ShownReminder { id: due.id.clone(), at: self.clock.now() }).into_iter().collect();
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
