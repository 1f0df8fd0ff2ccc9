//! `widerspruch`: the same screens as on the phone, in a terminal. Without arguments an interactive browser; for
//! scripts `show`, `do` and `remind`. Exit status 0 = done, 1 = it could not be done, 2 = the call was wrong.

use std::env;
use std::io::{IsTerminal, stdin, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{DateTime, Local};
use clap::{Parser, Subcommand};
use widerspruch_core::Core;
use widerspruch_core::boundary::{CoreError, FormValues, Moment, OpenConfig, Platform};

mod browser;
mod draw;
mod due;

/// Say no to AI training with your data.
#[derive(Debug, Parser)]
#[command(name = "widerspruch", version, about)]
struct Arguments {
    /// Language of the words, instead of the system's.
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = ["de", "en"])]
    lang: Option<String>,
    /// The moment to act at (RFC 3339), instead of the clock.
    #[arg(long, global = true, value_name = "TIME", value_parser = moment)]
    now: Option<Moment>,
    /// Where the records are, instead of the data folder of the system.
    #[arg(long, global = true, value_name = "FOLDER")]
    data_dir: Option<PathBuf>,
    /// Print the boundary's own types as JSON.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print a screen.
    Show {
        /// Its route.
        #[arg(default_value = "/")]
        route: String,
    },
    /// Perform a command.
    Do {
        /// Its path.
        command: String,
        /// Inputs of the screen.
        #[arg(value_name = "FIELD=VALUE", value_parser = field)]
        fields: Vec<(String, String)>,
    },
    /// Print what will be reminded when.
    Remind {
        /// Only what fell due since the last call.
        #[arg(long)]
        due: bool,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{}", problem.sentence);
            ExitCode::from(problem.status)
        }
    }
}

/// What ends the program early.
struct Problem {
    status: u8,
    sentence: String,
}

impl From<CoreError> for Problem {
    fn from(error: CoreError) -> Self {
        let status = match &error {
            CoreError::UnknownRoute { .. } | CoreError::UnknownCommand { .. } | CoreError::BadInput { .. } => 2,
            _ => 1,
        };
        let sentence = match &error {
            CoreError::BadInput { field, explanation } => format!("{field}: {explanation}"),
            other => other.to_string(),
        };
        Self { status, sentence }
    }
}

impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        Self { status: 1, sentence: error.to_string() }
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        Self { status: 1, sentence: error.to_string() }
    }
}

fn run(arguments: &Arguments) -> Result<(), Problem> {
    let data_dir = arguments.data_dir.clone().unwrap_or_else(data_folder);
    let core = Core::open(OpenConfig {
        data_dir: data_dir.to_string_lossy().into_owned(),
        languages: arguments.lang.clone().or_else(locale).into_iter().collect(),
        region: locale().and_then(|tag| Some(tag.split_once('-')?.1.to_owned())),
        platform: Platform::Terminal,
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
    })?;
    let clock = Clock(arguments.now);
    match &arguments.command {
        None if stdin().is_terminal() && stdout().is_terminal() && !arguments.json => browser::browse(&core, &clock),
        None => {
            show(&core, "/", &clock, arguments.json)?;
            if !arguments.json {
                println!("\nwiderspruch show ROUTE · widerspruch do COMMAND · widerspruch remind · widerspruch --help");
            }
            Ok(())
        }
        Some(Command::Show { route }) => show(&core, route, &clock, arguments.json),
        Some(Command::Do { command, fields }) => {
            let form: FormValues = fields.iter().cloned().collect();
            let outcome = core.perform(command, &form, clock.now())?;
            if arguments.json {
                println!("{}", serde_json::to_string_pretty(&outcome)?);
            } else {
                draw::outcome(&outcome);
            }
            Ok(())
        }
        Some(Command::Remind { due: true }) => due::print(&core, &data_dir, &clock, arguments.json),
        Some(Command::Remind { due: false }) => {
            let plan = core.reminders(clock.now())?;
            if arguments.json {
                println!("{}", serde_json::to_string_pretty(&plan)?);
            } else {
                for reminder in plan.due.iter().chain(&plan.upcoming) {
                    draw::reminder(reminder);
                }
            }
            Ok(())
        }
    }
}

fn show(core: &Core, route: &str, clock: &Clock, json: bool) -> Result<(), Problem> {
    let screen = core.screen(route, clock.now())?;
    if json {
        println!("{}", serde_json::to_string_pretty(&screen)?);
    } else {
        draw::screen(&screen);
    }
    Ok(())
}

/// The given moment, or the system's clock.
struct Clock(Option<Moment>);

impl Clock {
    fn now(&self) -> Moment {
        self.0.unwrap_or_else(|| {
            let now = Local::now();
            Moment { unix_seconds: now.timestamp(), utc_offset_seconds: now.offset().local_minus_utc() }
        })
    }
}

fn moment(text: &str) -> Result<Moment, String> {
    let time = DateTime::parse_from_rfc3339(text).map_err(|e| format!("{e}; write 2026-11-23T20:00:00+01:00"))?;
    Ok(Moment { unix_seconds: time.timestamp(), utc_offset_seconds: time.offset().local_minus_utc() })
}

fn field(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write FIELD=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

/// The system's language as a BCP 47 tag: `de_DE.UTF-8` is `de-DE`.
fn locale() -> Option<String> {
    let set = |name| env::var(name).ok().filter(|value: &String| !value.is_empty());
    let value = set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG"))?;
    Some(value.split(['.', '@']).next()?.replace('_', "-"))
}

/// `widerspruch` below the XDG data folder.
fn data_folder() -> PathBuf {
    let absolute = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = absolute("HOME").unwrap_or_default();
    absolute("XDG_DATA_HOME").unwrap_or_else(|| home.join(".local/share")).join("widerspruch")
}
