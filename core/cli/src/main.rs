//! `widerspruch`: the same screens as on the phone, in a terminal.
//!
//! Without arguments an interactive browser; where nobody can answer, the home screen and how to go on. For scripts:
//!
//! * `show [PAGE]` prints a screen, and below each line the call that does the same as choosing it.
//! * `do COMMAND [FIELD=VALUE]…` performs a command. Exactly the given inputs are sent; what the screen shows beside them
//!   is not, other than in the browser, which sends all. `file=` is a file anywhere, which is copied.
//! * `export` writes the file with everything that was noted into the current folder.
//! * `remind` prints the plan, `remind --due` what fell due since the last call, for a timer.
//! * `calendar [FILE]` saves the plan as a calendar file.
//!
//! `--json` prints the boundary's own types and runs no actions. An error is then one JSON object on standard error, of
//! the shape of `CoreError` (`error`, `explanation`, for an input `field`), with two kinds of our own: `call` for a wrong
//! command line, `not_done` for a terminal or file that does not work. Standard output stays empty.
//!
//! Exit status 0 = done, 1 = it could not be done, 2 = the call was wrong.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use widerspruch_core::boundary::{Action, FormValues, OpenConfig, Platform};
use widerspruch_core::{Core, DueQuestion};

use crate::error::Problem;
use crate::io::actions::{Rest, Runner};
use crate::io::clock::Clock;
use crate::io::locale::Locale;
use crate::io::{files, terminal};
use crate::render::layout::Paper;
use crate::render::screen;
use crate::render::screen::Marks;
use crate::render::words::Words;
use crate::session::arguments::{Arguments, Instead, Task};
use crate::session::remind::Form;
use crate::session::{arguments, browser, due, remind};

mod error;
mod io;
mod render;
mod session;

/// The command behind `calendar`.
const CALENDAR: &str = "reminders/calendar";

fn main() -> ExitCode {
    let given: Vec<OsString> = env::args_os().collect();
    let early = arguments::early(&given);
    let locale = Locale::read(|name| env::var(name).ok());
    let wanted: Vec<String> = early.lang.iter().chain(&locale.languages).cloned().collect();
    let words = Words::load(&wanted, locale.utf8);
    let paper = terminal::paper(locale.utf8);
    let done = match arguments::parse(&given, &words, &paper) {
        Ok(arguments) => run(&arguments, wanted, locale, &words, paper),
        Err(Instead::Print(text)) => terminal::print(&[text.trim_end().to_owned()]),
        Err(Instead::Wrong(sentence)) => Err(Problem::Call(sentence)),
    };
    let Err(problem) = done else { return ExitCode::SUCCESS };
    if early.json {
        if let Some(json) = problem.json(&words) {
            eprintln!("{json}");
        }
    } else if let Some(sentence) = problem.sentence(&words) {
        terminal::complain(&sentence, &paper);
    }
    ExitCode::from(problem.status())
}

fn run(
    arguments: &Arguments,
    languages: Vec<String>,
    locale: Locale,
    words: &Words,
    paper: Paper,
) -> Result<(), Problem> {
    let data_dir = arguments.data_dir.clone().or_else(data_folder);
    let data_dir = data_dir.ok_or_else(|| Problem::Call(words.no_home.clone()))?;
    run_in(&data_dir, arguments, languages, locale, words, paper).map_err(|problem| problem.in_folder(&data_dir))
}

fn run_in(
    data_dir: &Path,
    arguments: &Arguments,
    languages: Vec<String>,
    locale: Locale,
    words: &Words,
    paper: Paper,
) -> Result<(), Problem> {
    // A name put into other letters would lead to another folder.
    let named = data_dir.to_str().ok_or_else(|| Problem::Call(words.wrong_letters.clone()))?;
    let core = Core::open(OpenConfig {
        data_dir: named.to_owned(),
        languages,
        asked_language: arguments.lang.clone(),
        region: locale.region,
        platform: Platform::Terminal,
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
    })?;
    let clock = Clock(arguments.now);
    // A language chosen in the settings counts for our words as it does for the core's.
    let words = &Words::load(&[core.screen("/about", clock.now())?.language], locale.utf8);
    let json = arguments.json;
    let form = if json { Form::Json } else { Form::Text(paper, words) };
    match &arguments.task {
        Task::Browse if !json && terminal::is_attended() => {
            browser::browse(&core, clock, data_dir, words.clone(), locale.utf8)
        }
        Task::Browse => {
            show(&core, "/", clock, form)?;
            if json { Ok(()) } else { terminal::print(&how_on(&paper, words)) }
        }
        Task::Show { route } => show(&core, route, clock, form),
        Task::Do { command, form: inputs } => {
            let runner = Runner { core: &core, clock, data_dir, words, paper, prompt: None };
            let mut inputs = inputs.clone();
            // A file is taken in first, as on a phone where it is picked.
            if let Some(file) = inputs.get_mut("file") {
                *file = runner.take_in(file).map_err(Problem::NotDone)?;
            }
            if json {
                return terminal::print_json(&core.perform(command, &inputs, clock.now())?);
            }
            perform(runner, command, &inputs)
        }
        Task::Export { person, form: inputs } => {
            let command = match person.clone().or(core.current(clock.now())?) {
                Some(person) => format!("pack/{person}"),
                None => return Err(Problem::NotDone(words.nobody.clone())),
            };
            if json {
                return terminal::print_json(&core.perform(&command, inputs, clock.now())?);
            }
            let runner = Runner { core: &core, clock, data_dir, words, paper, prompt: None };
            perform(runner, &command, inputs)
        }
        Task::Due { date, place, country, extended } => {
            let country = country.as_deref();
            due::print(&core, &DueQuestion { date, place, country, extended: *extended }, clock, form)
        }
        Task::Calendar { .. } if json => {
            terminal::print_json(&core.perform(CALENDAR, &FormValues::new(), clock.now())?)
        }
        Task::Calendar { file } => {
            let runner = Runner { core: &core, clock, data_dir, words, paper, prompt: None };
            calendar(&runner, file)
        }
        Task::Remind { due: true } => remind::print_due(&core, clock, form),
        Task::Remind { due: false } => remind::print_plan(&core, clock, form),
    }
}

fn show(core: &Core, route: &str, clock: Clock, form: Form<'_>) -> Result<(), Problem> {
    let shown = core.screen(route, clock.now())?;
    match form {
        Form::Json => terminal::print_json(&shown),
        Form::Text(paper, words) => terminal::print(&screen::screen(&paper, words, &shown, Marks::Calls).lines),
    }
}

/// Performs a command, runs what follows and says what can be called next.
fn perform(mut runner: Runner<'_>, command: &str, inputs: &FormValues) -> Result<(), Problem> {
    let outcome = runner.core.perform(command, inputs, runner.clock.now())?;
    let words = runner.words;
    if let Some(notice) = &outcome.notice {
        runner.say(&notice.text)?;
        if let Some(undo) = &notice.undo {
            runner.say(&call(&words.call_undo, &format!("do {undo}")))?;
        }
    }
    for action in &outcome.then {
        match runner.run(action)? {
            Rest::Nothing | Rest::Read | Rest::Back => {}
            Rest::Go(route) => runner.say(&call(&words.call_next, &format!("show {route}")))?,
            Rest::Perform(command, _) => runner.say(&call(&words.call_next, &format!("do {command}")))?,
        }
    }
    Ok(())
}

/// Saves what is planned where it was asked for.
fn calendar(runner: &Runner<'_>, file: &str) -> Result<(), Problem> {
    let outcome = runner.core.perform(CALENDAR, &FormValues::new(), runner.clock.now())?;
    if let Some(notice) = &outcome.notice {
        runner.say(&notice.text)?;
    }
    outcome.then.iter().try_for_each(|action| match action {
        Action::SaveFile { path, name, .. } => {
            let typed = if file.is_empty() { name } else { file };
            runner.save_as(path, &files::meant(typed, name))
        }
        _ => Ok(()),
    })
}

fn call(label: &str, arguments: &str) -> String {
    format!("{label}: widerspruch {arguments}")
}

/// For whoever has called without arguments where nobody can answer.
fn how_on(paper: &Paper, words: &Words) -> Vec<String> {
    let mut lines = vec![String::new()];
    lines.extend(screen::heading(paper, 2, &words.how_on, paper.sign("─", "-")));
    let calls = [
        (format!("show [{}]", words.value_route), &words.how_show),
        (format!("do {} [{}]", words.value_command, words.value_field), &words.how_do),
        ("export".to_owned(), &words.how_export),
        ("remind".to_owned(), &words.how_remind),
        (format!("due {}", words.value_date), &words.how_due),
        (format!("calendar [{}]", words.value_file), &words.how_calendar),
        ("--help".to_owned(), &words.how_help),
    ];
    for (arguments, meaning) in calls {
        lines.extend(paper.hang("  ", &format!("widerspruch {arguments}")));
        lines.extend(paper.hang("      ", meaning));
    }
    lines
}

/// `widerspruch` below the XDG data folder; `None` where the system does not say where that is.
fn data_folder() -> Option<PathBuf> {
    let absolute = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let data = absolute("XDG_DATA_HOME").or_else(|| absolute("HOME").map(|home| home.join(".local/share")))?;
    Some(data.join("widerspruch"))
}
