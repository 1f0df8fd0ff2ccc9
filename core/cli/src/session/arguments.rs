//! The command line: its tasks and options, and sentences about a wrong call in the person's language.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use widerspruch_core::boundary::{FormValues, Moment};

use crate::io::clock::parse_moment;
use crate::render::calls::PROGRAM;
use crate::render::layout::Layout;
use crate::render::words::{Words, fill_template};

/// Options that leave something out of an export, each with the input of the export screen that it sets.
const LEFT_OUT: [(&str, &str); 2] = [("without-grounds", "without_grounds"), ("without-pictures", "without_pictures")];

/// A parsed command line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Arguments {
    pub(crate) lang: Option<String>,
    pub(crate) now: Option<Moment>,
    pub(crate) data_dir: Option<PathBuf>,
    pub(crate) json: bool,
    pub(crate) task: Task,
}

/// The task of a call.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Task {
    /// Let the person browse.
    Browse,
    /// Print a screen.
    Show { route: String },
    /// Perform a command with exactly these inputs.
    Do { command: String, form: FormValues },
    /// Work out when an answer is due. The core checks the values.
    Due { date: String, place: String, country: Option<String>, extended: bool },
    /// Write the file with all records into the current folder.
    Export { person: Option<String>, form: FormValues },
    /// Print the plan, or the reminder that fell due since the last call.
    Remind { due: bool },
    /// Save the plan as a calendar file; an empty text means its own name in the current folder.
    Calendar { file: String },
}

/// The end of a call without a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum EarlyExit {
    /// Print help or the version, a finished text.
    Print(String),
    /// Refuse the call with a finished sentence.
    WrongCall(String),
}

/// Options that are needed before the command line is parsed: the language and the form of an error about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct EarlyOptions {
    pub(crate) lang: Option<String>,
    pub(crate) json: bool,
}

/// Reads `--lang` and `--json`, by the rules of the parser: a value does not begin with a hyphen, what follows
/// `--` is an operand, and the last of several counts.
pub(crate) fn read_early_options(command_line: &[OsString]) -> EarlyOptions {
    let mut found = EarlyOptions::default();
    let mut all = command_line.iter().map(|argument| argument.to_str().unwrap_or_default()).peekable();
    while let Some(argument) = all.next() {
        match argument {
            "--" => break,
            "--json" => found.json = true,
            "--lang" => {
                found.lang = all.next_if(|next| !next.starts_with('-')).map(str::to_owned).or(found.lang);
            }
            other => found.lang = other.strip_prefix("--lang=").map(str::to_owned).or(found.lang),
        }
    }
    found
}

/// Parses a command line, which begins with the name of the program.
pub(crate) fn parse_arguments(
    command_line: &[OsString],
    words: &Words,
    layout: &Layout,
) -> Result<Arguments, EarlyExit> {
    let matches =
        clap_command(words, layout).try_get_matches_from(command_line).map_err(|error| early_exit(&error, words))?;
    if let Some(("help", asked)) = matches.subcommand() {
        return Err(EarlyExit::Print(help_text(asked.get_one::<String>("about"), words, layout)));
    }
    let now = matches.get_one::<String>("now");
    let now = now.map(|text| parse_moment(text).ok_or_else(|| wrong_now(words, text))).transpose()?;
    Ok(Arguments {
        lang: matches.get_one::<String>("lang").cloned(),
        now,
        data_dir: matches.get_one::<PathBuf>("data-dir").cloned(),
        json: matches.get_flag("json"),
        task: parse_task(&matches, words)?,
    })
}

/// Returns the text of `help` and `help show`, which is that of `--help`.
fn help_text(about: Option<&String>, words: &Words, layout: &Layout) -> String {
    let mut command = clap_command(words, layout);
    command.build();
    match about.and_then(|name| command.find_subcommand_mut(name)) {
        Some(sub) => sub.render_help().to_string(),
        None => command.render_help().to_string(),
    }
}

fn parse_task(matches: &ArgMatches, words: &Words) -> Result<Task, EarlyExit> {
    let text = |matches: &ArgMatches, name| matches.get_one::<String>(name).cloned().unwrap_or_default();
    Ok(match matches.subcommand() {
        Some(("show", show)) => Task::Show { route: text(show, "route") },
        Some(("do", perform)) => {
            let fields = perform.get_many::<String>("fields").into_iter().flatten();
            let field = |text: &String| match text.split_once('=') {
                Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
                _ => Err(wrong_call(
                    words,
                    &fill_template(&words.wrong_field, &[("given", text), ("form", &words.value_field)]),
                )),
            };
            let mut form = FormValues::new();
            for given in fields.map(field) {
                let (name, value) = given?;
                if form.contains_key(&name) {
                    return Err(wrong_call(words, &fill_template(&words.wrong_repeated, &[("given", &name)])));
                }
                form.insert(name, value);
            }
            Task::Do { command: text(perform, "command"), form }
        }
        Some(("due", due)) => Task::Due {
            date: text(due, "date"),
            place: text(due, "place"),
            country: due.get_one::<String>("country").cloned(),
            extended: due.get_flag("extended"),
        },
        Some(("export", export)) => {
            let left_out = LEFT_OUT.iter().filter(|(name, _)| export.get_flag(name));
            let form = left_out.map(|(_, field)| ((*field).to_owned(), "true".to_owned())).collect();
            Task::Export { person: export.get_one::<String>("person").cloned(), form }
        }
        Some(("remind", remind)) => Task::Remind { due: remind.get_flag("due") },
        Some(("calendar", calendar)) => Task::Calendar { file: text(calendar, "file") },
        _ => Task::Browse,
    })
}

fn clap_command(words: &Words, layout: &Layout) -> Command {
    let option = |name: &'static str, value: &str, help: &str| {
        Arg::new(name).long(name).value_name(value.to_owned()).help(help.to_owned()).global(true)
    };
    let flag =
        |name: &'static str, help: &str| Arg::new(name).long(name).help(help.to_owned()).action(ArgAction::SetTrue);
    let page = |usage: &str| {
        let usage = format!("  {PROGRAM} {usage}");
        format!("{{about}}\n\n{}:\n{}\n\n{{all-args}}{{after-help}}", words.usage, usage.replace('\n', "\n  "))
    };
    let sub = |name: &'static str, about: &str, usage: &str| {
        Command::new(name)
            .about(about.to_owned())
            .help_template(page(usage))
            .disable_version_flag(true)
            .next_help_heading(words.heading_options.clone())
    };
    let languages: Vec<&str> = Words::languages().collect();
    let help_lang = fill_template(&words.help_lang, &[("languages", &words.list(&languages))]);
    Command::new(PROGRAM)
        .about(words.about.clone())
        .after_help(words.about_more.clone())
        .help_template(page(&format!("[{}]", words.value_command)))
        .term_width(layout.width)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .args_override_self(true)
        .subcommand_help_heading(words.heading_commands.clone())
        .next_help_heading(words.heading_options.clone())
        .arg(
            option("lang", &words.value_lang, &help_lang)
                .value_parser(PossibleValuesParser::new(Words::languages()))
                .hide_possible_values(true),
        )
        .arg(option("now", &words.value_now, &words.help_now))
        .arg(option("data-dir", &words.value_data_dir, &words.help_data_dir).value_parser(value_parser!(PathBuf)))
        .arg(Arg::new("json").long("json").help(words.help_json.clone()).global(true).action(ArgAction::SetTrue))
        .arg(
            Arg::new("help").short('h').long("help").help(words.help_help.clone()).global(true).action(ArgAction::Help),
        )
        .arg(Arg::new("version").short('V').long("version").help(words.help_version.clone()).action(ArgAction::Version))
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand(
            sub("show", &words.about_show, &format!("show [{}]", words.value_route)).arg(
                Arg::new("route")
                    .value_name(words.value_route.clone())
                    .help(words.help_route.clone())
                    .help_heading(words.heading_arguments.clone())
                    .default_value("/")
                    .hide_default_value(true),
            ),
        )
        .subcommand(
            sub("do", &words.about_do, &format!("do {} [{}]…", words.value_command, words.value_field))
                .arg(
                    Arg::new("command")
                        .value_name(words.value_command.clone())
                        .help(words.help_command.clone())
                        .help_heading(words.heading_arguments.clone())
                        .required(true),
                )
                .arg(
                    Arg::new("fields")
                        .value_name(words.value_field.clone())
                        .help(words.help_field.clone())
                        .help_heading(words.heading_arguments.clone())
                        .action(ArgAction::Append)
                        .num_args(0..),
                ),
        )
        .subcommand(
            sub("remind", &words.about_remind, "remind [--due]")
                .arg(Arg::new("due").long("due").help(words.help_due.clone()).action(ArgAction::SetTrue)),
        )
        .subcommand(
            sub("due", &words.about_due, &format!("due {}", words.value_date))
                .arg(
                    Arg::new("date")
                        .value_name(words.value_date.clone())
                        .help(words.help_date.clone())
                        .help_heading(words.heading_arguments.clone())
                        .required(true),
                )
                .arg(
                    Arg::new("place")
                        .long("place")
                        .value_name(words.value_place.clone())
                        .help(words.help_place.clone())
                        .default_value("EU")
                        .hide_default_value(true),
                )
                .arg(
                    Arg::new("country")
                        .long("country")
                        .value_name(words.value_country.clone())
                        .help(words.help_country.clone()),
                )
                .arg(
                    Arg::new("extended").long("extended").help(words.help_extended.clone()).action(ArgAction::SetTrue),
                ),
        )
        .subcommand(
            sub("calendar", &words.about_calendar, &format!("calendar [{}]", words.value_file)).arg(
                Arg::new("file")
                    .value_name(words.value_file.clone())
                    .help(words.help_file.clone())
                    .help_heading(words.heading_arguments.clone()),
            ),
        )
        .subcommand(
            sub("export", &words.about_export, "export [--without-grounds] [--without-pictures]")
                .arg(
                    Arg::new("person")
                        .long("person")
                        .value_name(words.value_person.clone())
                        .help(words.help_person.clone()),
                )
                .arg(flag("without-grounds", &words.help_without_grounds))
                .arg(flag("without-pictures", &words.help_without_pictures)),
        )
        .subcommand(Command::new("help").hide(true).arg(Arg::new("about")))
}

/// Turns an error of the parser into a text or sentence in the person's language.
fn early_exit(error: &clap::Error, words: &Words) -> EarlyExit {
    let given = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(" "),
        _ => String::new(),
    };
    // The parser names an option with its value, as in "--lang <SPRACHE>"; the sentence names the option only.
    let argument = given(ContextKind::InvalidArg);
    let argument = argument
        .strip_prefix("--")
        .and_then(|rest| rest.split([' ', '=']).next())
        .map_or(argument.clone(), |name| format!("--{name}"));
    let value = given(ContextKind::InvalidValue);
    let named = |text: &str| fill_template(text, &[("argument", &argument), ("given", &value)]);
    let sentence = match error.kind() {
        ErrorKind::DisplayHelp => return EarlyExit::Print(error.render().to_string()),
        ErrorKind::DisplayVersion => {
            return EarlyExit::Print(fill_template(&words.version, &[("version", &env!("CARGO_PKG_VERSION"))]));
        }
        ErrorKind::UnknownArgument => named(&words.wrong_argument),
        ErrorKind::InvalidSubcommand => {
            fill_template(&words.wrong_command, &[("given", &given(ContextKind::InvalidSubcommand))])
        }
        ErrorKind::MissingRequiredArgument => named(&words.wrong_missing),
        ErrorKind::InvalidValue if value.is_empty() => named(&words.wrong_empty),
        ErrorKind::InvalidValue => {
            let possible = match error.get(ContextKind::ValidValue) {
                Some(ContextValue::Strings(texts)) => words.list(texts),
                _ => String::new(),
            };
            fill_template(&words.wrong_value, &[("argument", &argument), ("given", &value), ("possible", &possible)])
        }
        ErrorKind::TooManyValues => named(&words.wrong_many),
        ErrorKind::InvalidUtf8 => words.wrong_letters.clone(),
        _ => words.wrong_call.clone(),
    };
    wrong_call(words, &sentence)
}

fn wrong_now(words: &Words, given: &str) -> EarlyExit {
    wrong_call(words, &fill_template(&words.wrong_now, &[("argument", &"--now"), ("given", &given)]))
}

/// Returns a sentence about a wrong call, with a hint at the help.
fn wrong_call(words: &Words, sentence: &str) -> EarlyExit {
    EarlyExit::WrongCall(Words::join(&words.join_sentences, sentence, &words.wrong_hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        Words::load(&["en".to_owned()], true)
    }

    fn command_line(arguments: &[&str]) -> Vec<OsString> {
        [PROGRAM].iter().chain(arguments).map(OsString::from).collect()
    }

    fn parsed(arguments: &[&str]) -> Result<Arguments, EarlyExit> {
        parse_arguments(&command_line(arguments), &words(), &Layout::new(80, true, false))
    }

    fn early_options(arguments: &[&str]) -> (Option<String>, bool) {
        let EarlyOptions { lang, json } = read_early_options(&command_line(arguments));
        (lang, json)
    }

    #[test]
    fn missing_value_of_lang_does_not_swallow_the_next_option() {
        assert_eq!(early_options(&["--lang", "--json"]), (None, true));
        assert_eq!(early_options(&["--lang", "--lang", "de"]), (Some("de".into()), false));
    }

    #[test]
    fn option_after_the_double_dash_is_an_operand() {
        assert_eq!(early_options(&["--lang", "--", "--json"]), (None, false));
        assert_eq!(early_options(&["do", "x", "--", "--lang", "de", "--json"]), (None, false));
    }

    #[test]
    fn duplicate_lang_option_overrides_the_first() {
        assert_eq!(early_options(&["--lang", "en", "show", "--lang=de"]), (Some("de".into()), false));
    }

    /// Tries all calls of up to four of these arguments.
    #[test]
    fn early_options_differ_from_the_parsed_ones_in_no_valid_call() {
        let tokens = ["--lang", "en", "--lang=de", "--json", "--", "do", "--data-dir", "x=1"];
        let mut calls: Vec<Vec<&str>> = vec![Vec::new()];
        let mut valid = 0;
        for _ in 0..4 {
            calls = calls.iter().flat_map(|call| tokens.map(|token| [call.as_slice(), &[token]].concat())).collect();
            for call in &calls {
                if let Ok(Arguments { lang, json, .. }) = parsed(call) {
                    assert_eq!(early_options(call), (lang, json), "{call:?}");
                    valid += 1;
                }
            }
        }
        assert!(valid > 100, "{valid}");
    }
}
