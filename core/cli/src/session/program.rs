//! One call of the program, from its arguments to its exit status.

use std::ffi::OsString;
use std::path::Path;

use widerspruch_core::Core;
use widerspruch_core::boundary::{OpenConfig, Platform};

use crate::error::Error;
use crate::io::clock::Clock;
use crate::io::locale::Locale;
use crate::io::{files, terminal};
use crate::render::layout::Layout;
use crate::render::words::Words;
use crate::session::arguments::{Arguments, EarlyExit, Task, parse_arguments, read_early_options};
use crate::session::browser::browse;
use crate::session::tasks::Tasks;

/// Runs the program and returns its exit status. The first argument is the program's name.
pub(crate) fn run_program(command_line: &[OsString]) -> u8 {
    let early = read_early_options(command_line);
    let locale = Locale::from_environment();
    let languages: Vec<String> = early.lang.iter().chain(&locale.languages).cloned().collect();
    let words = Words::load(&languages, locale.utf8);
    let layout = terminal::stdout_layout(locale.utf8);
    let done = match parse_arguments(command_line, &words, &layout) {
        Ok(arguments) => run_call(&arguments, languages, locale, &words, layout),
        Err(EarlyExit::Print(text)) => terminal::print_lines(&[text.trim_end().to_owned()]),
        Err(EarlyExit::WrongCall(sentence)) => Err(Error::WrongCall(sentence)),
    };
    let Err(error) = done else { return 0 };
    if early.json {
        if let Some(json) = error.json(&words) {
            terminal::print_json_error(&json);
        }
    } else if let Some(sentence) = error.sentence(&words) {
        terminal::print_error(&sentence, &layout);
        if let Some(details) = error.details(&words) {
            terminal::print_error(&details, &layout);
        }
    }
    error.status()
}

/// Runs a call in its data folder, which an error about the folder then names.
fn run_call(
    arguments: &Arguments,
    languages: Vec<String>,
    locale: Locale,
    words: &Words,
    layout: Layout,
) -> Result<(), Error> {
    let data_dir = arguments.data_dir.clone().or_else(files::default_data_folder);
    let data_dir = data_dir.ok_or_else(|| Error::WrongCall(words.no_home.clone()))?;
    run_in_folder(&data_dir, arguments, languages, locale, words, layout).map_err(|error| error.with_folder(&data_dir))
}

fn run_in_folder(
    data_dir: &Path,
    arguments: &Arguments,
    languages: Vec<String>,
    locale: Locale,
    words: &Words,
    layout: Layout,
) -> Result<(), Error> {
    // A lossy conversion would lead to another folder.
    let data_dir_text = data_dir.to_str().ok_or_else(|| Error::WrongCall(words.wrong_letters.clone()))?;
    let core = Core::open(OpenConfig {
        data_dir: data_dir_text.to_owned(),
        languages,
        asked_language: arguments.lang.clone(),
        region: locale.region,
        platform: Platform::Terminal,
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
    })?;
    let clock = Clock(arguments.now);
    // The terminal's own words follow the language that was chosen in the settings, as the core's do.
    let words = Words::load(&[core.screen("/about", clock.now())?.language], locale.utf8);
    let json = arguments.json;
    if arguments.task == Task::Browse && !json && terminal::is_interactive() {
        return browse(&core, clock, data_dir, words, locale.utf8);
    }
    Tasks { core: &core, clock, data_dir, words: &words, layout, json }.run(&arguments.task)
}
