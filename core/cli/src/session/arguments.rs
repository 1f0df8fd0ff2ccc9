//! The command line: what can be called, and in the person's words what is wrong with a call.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use widerspruch_core::boundary::{FormValues, Moment};

use crate::io::clock::moment;
use crate::render::layout::Paper;
use crate::render::words::{Words, fill};

/// The name that is typed.
const NAME: &str = "widerspruch";

/// What can be left out of an export, and the input of its screen.
const LEFT_OUT: [(&str, &str); 2] = [("without-grounds", "without_grounds"), ("without-pictures", "without_pictures")];

/// What was called.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Arguments {
    pub(crate) lang: Option<String>,
    pub(crate) now: Option<Moment>,
    pub(crate) data_dir: Option<PathBuf>,
    pub(crate) json: bool,
    pub(crate) task: Task,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Task {
    /// Let the person browse.
    Browse,
    /// Print a screen.
    Show { route: String },
    /// Perform a command with exactly these inputs.
    Do { command: String, form: FormValues },
    /// Work out when an answer is due. What was typed is the core's to judge.
    Due { date: String, place: String, country: Option<String>, extended: bool },
    /// Write the file with everything that was noted, into the current folder.
    Export { person: Option<String>, form: FormValues },
    /// Print the plan, or what fell due since the last call.
    Remind { due: bool },
    /// Save what is planned as a calendar file; nothing means its own name here.
    Calendar { file: String },
}

/// Why there is nothing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Instead {
    /// Help or the version was asked for: a finished text.
    Print(String),
    /// The call is wrong: a finished sentence.
    Wrong(String),
}

/// What must be known before the arguments are understood: in which language to say that they are not, and in which form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Early {
    pub(crate) lang: Option<String>,
    pub(crate) json: bool,
}

/// Looks for `--lang` and `--json` only, by the rules of the parser: a value does not begin with a hyphen, what follows
/// `--` is an operand, and the last of several counts.
pub(crate) fn early(arguments: &[OsString]) -> Early {
    let mut found = Early::default();
    let mut all = arguments.iter().map(|argument| argument.to_str().unwrap_or_default()).peekable();
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

/// Understands a command line.
pub(crate) fn parse(arguments: &[OsString], words: &Words, paper: &Paper) -> Result<Arguments, Instead> {
    let matches = command(words, paper).try_get_matches_from(arguments).map_err(|error| instead(&error, words))?;
    if let Some(("help", asked)) = matches.subcommand() {
        return Err(Instead::Print(help(asked.get_one::<String>("about"), words, paper)));
    }
    let now = matches.get_one::<String>("now");
    let now = now.map(|text| moment(text).ok_or_else(|| wrong_now(words, text))).transpose()?;
    Ok(Arguments {
        lang: matches.get_one::<String>("lang").cloned(),
        now,
        data_dir: matches.get_one::<PathBuf>("data-dir").cloned(),
        json: matches.get_flag("json"),
        task: task(&matches, words)?,
    })
}

/// `help` and `help show`, as many programs have it; `--help` says the same.
fn help(about: Option<&String>, words: &Words, paper: &Paper) -> String {
    let mut command = command(words, paper);
    command.build();
    match about.and_then(|name| command.find_subcommand_mut(name)) {
        Some(sub) => sub.render_help().to_string(),
        None => command.render_help().to_string(),
    }
}

fn task(matches: &ArgMatches, words: &Words) -> Result<Task, Instead> {
    let text = |matches: &ArgMatches, name| matches.get_one::<String>(name).cloned().unwrap_or_default();
    Ok(match matches.subcommand() {
        Some(("show", show)) => Task::Show { route: text(show, "route") },
        Some(("do", perform)) => {
            let fields = perform.get_many::<String>("fields").into_iter().flatten();
            let field = |text: &String| match text.split_once('=') {
                Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
                _ => Err(wrong(words, &fill(&words.wrong_field, &[("given", text), ("form", &words.value_field)]))),
            };
            Task::Do { command: text(perform, "command"), form: fields.map(field).collect::<Result<_, _>>()? }
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

fn command(words: &Words, paper: &Paper) -> Command {
    let option = |name: &'static str, value: &str, help: &str| {
        Arg::new(name).long(name).value_name(value.to_owned()).help(help.to_owned()).global(true)
    };
    let flag =
        |name: &'static str, help: &str| Arg::new(name).long(name).help(help.to_owned()).action(ArgAction::SetTrue);
    let page = |usage: &str| {
        let usage = format!("  {NAME} {usage}");
        format!("{{about}}\n\n{}:\n{}\n\n{{all-args}}{{after-help}}", words.usage, usage.replace('\n', "\n  "))
    };
    let sub = |name: &'static str, about: &str, usage: &str| {
        Command::new(name)
            .about(about.to_owned())
            .help_template(page(usage))
            .disable_version_flag(true)
            .next_help_heading(words.heading_options.clone())
    };
    Command::new(NAME)
        .about(words.about.clone())
        .after_help(words.about_more.clone())
        .help_template(page(&format!("[{}]", words.value_command)))
        .term_width(paper.width)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .args_override_self(true)
        .subcommand_help_heading(words.heading_commands.clone())
        .next_help_heading(words.heading_options.clone())
        .arg(
            option("lang", &words.value_lang, &words.help_lang)
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

fn instead(error: &clap::Error, words: &Words) -> Instead {
    let given = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(" "),
        _ => String::new(),
    };
    // "--lang <SPRACHE>": the name alone says which one.
    let argument = given(ContextKind::InvalidArg);
    let argument = argument
        .strip_prefix("--")
        .and_then(|rest| rest.split([' ', '=']).next())
        .map_or(argument.clone(), |name| format!("--{name}"));
    let value = given(ContextKind::InvalidValue);
    let named = |text: &str| fill(text, &[("argument", &argument), ("given", &value)]);
    let sentence = match error.kind() {
        ErrorKind::DisplayHelp => return Instead::Print(error.render().to_string()),
        ErrorKind::DisplayVersion => {
            return Instead::Print(fill(&words.version, &[("version", &env!("CARGO_PKG_VERSION"))]));
        }
        ErrorKind::UnknownArgument => named(&words.wrong_argument),
        ErrorKind::InvalidSubcommand => {
            fill(&words.wrong_command, &[("given", &given(ContextKind::InvalidSubcommand))])
        }
        ErrorKind::MissingRequiredArgument => named(&words.wrong_missing),
        ErrorKind::InvalidValue if value.is_empty() => named(&words.wrong_empty),
        ErrorKind::InvalidValue => {
            let possible = match error.get(ContextKind::ValidValue) {
                Some(ContextValue::Strings(texts)) => texts.join(", "),
                _ => String::new(),
            };
            fill(&words.wrong_value, &[("argument", &argument), ("given", &value), ("possible", &possible)])
        }
        ErrorKind::TooManyValues => named(&words.wrong_many),
        ErrorKind::InvalidUtf8 => words.wrong_letters.clone(),
        _ => words.wrong_call.clone(),
    };
    wrong(words, &sentence)
}

fn wrong_now(words: &Words, given: &str) -> Instead {
    wrong(words, &fill(&words.wrong_now, &[("argument", &"--now"), ("given", &given)]))
}

/// The sentence, and where to read on.
fn wrong(words: &Words, sentence: &str) -> Instead {
    Instead::Wrong(format!("{sentence} {}", words.wrong_hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        Words::load(&["en".to_owned()], true)
    }

    fn command_line(arguments: &[&str]) -> Vec<OsString> {
        [NAME].iter().chain(arguments).map(OsString::from).collect()
    }

    fn parsed(arguments: &[&str]) -> Result<Arguments, Instead> {
        parse(&command_line(arguments), &words(), &Paper::new(80, true, false))
    }

    fn looked_ahead(arguments: &[&str]) -> (Option<String>, bool) {
        let Early { lang, json } = early(&command_line(arguments));
        (lang, json)
    }

    #[test]
    fn missing_value_of_lang_does_not_swallow_the_next_option() {
        assert_eq!(looked_ahead(&["--lang", "--json"]), (None, true));
        assert_eq!(looked_ahead(&["--lang", "--lang", "de"]), (Some("de".into()), false));
    }

    #[test]
    fn option_after_the_double_dash_is_an_operand() {
        assert_eq!(looked_ahead(&["--lang", "--", "--json"]), (None, false));
        assert_eq!(looked_ahead(&["do", "x", "--", "--lang", "de", "--json"]), (None, false));
    }

    #[test]
    fn last_of_repeated_lang_options_wins() {
        assert_eq!(looked_ahead(&["--lang", "en", "show", "--lang=de"]), (Some("de".into()), false));
    }

    /// All calls of up to four of these arguments, the valid ones among them.
    #[test]
    fn look_ahead_and_parser_disagree_on_no_valid_call() {
        let tokens = ["--lang", "en", "--lang=de", "--json", "--", "do", "--data-dir", "x=1"];
        let mut calls: Vec<Vec<&str>> = vec![Vec::new()];
        let mut valid = 0;
        for _ in 0..4 {
            calls = calls.iter().flat_map(|call| tokens.map(|token| [call.as_slice(), &[token]].concat())).collect();
            for call in &calls {
                if let Ok(Arguments { lang, json, .. }) = parsed(call) {
                    assert_eq!(looked_ahead(call), (lang, json), "{call:?}");
                    valid += 1;
                }
            }
        }
        assert!(valid > 100, "{valid}");
    }
}
