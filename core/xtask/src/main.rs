//! `cargo xtask`: builds, generates, checks and measures, the same for people and continuous integration. Depends on no
//! crate of the core and holds none of its rules.
//!
//! One file per command. Files use only files of lower levels, from top to bottom:
//!
//! 1. `main`, the command line
//! 2. `check`, the table of steps
//! 3. commands and steps, none of which uses another: `android`, `apk`, `bench`, `cards`, `faults`, `hygiene`, `ios`,
//!    `release_check`, `rust_tests`, `size`
//! 4. `shell_lines`, then `bindings`, `notices`, `strings`, `size_budgets`: shared by commands
//! 5. `cargo`, `catalogue`, `generated`, `git`, `jdk`, `maven`, `version`: one subject each
//! 6. `report`, `hash`, then `run`, which starts programs, reads files and words failures

use std::env;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod android;
mod apk;
mod bench;
mod bindings;
mod cards;
mod cargo;
mod catalogue;
mod check;
mod faults;
mod generated;
mod git;
mod hash;
mod hygiene;
mod ios;
mod jdk;
mod maven;
mod notices;
mod release_check;
mod report;
mod run;
mod rust_tests;
mod shell_lines;
mod size;
mod size_budgets;
mod strings;
mod version;

use run::Failure;

/// Builds, generates, checks and measures Widerspruch.
#[derive(Debug, Parser)]
#[command(name = "xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Everything: what `check` does, then all tests, then the sizes.
    Test {
        /// Fail when a step was skipped.
        #[arg(long)]
        strict: bool,
    },
    /// Format, lints, documentation, catalogue, generated files, order in the repository.
    Check,
    /// Write the Kotlin and Swift bindings of the core.
    Bindings {
        /// Write nothing; fail when the files are not what would be written.
        #[arg(long)]
        check: bool,
    },
    /// Compile the Android app and run its tests on the JVM, with the core built for this machine.
    Android {
        /// Only make the pictures of android/screenshots and of the stores anew, to be looked at.
        #[arg(long)]
        pictures: bool,
        /// Handed on to Maven, for example `-Dtest=StoriesTest -Dtest.sdks=35`.
        #[arg(last = true)]
        args: Vec<String>,
    },
    /// Build the Android package with the core, sign and check it: no SDK, NDK or Gradle needed.
    ///
    /// The key is the one that WIDERSPRUCH_KEYSTORE, WIDERSPRUCH_KEY_ALIAS, WIDERSPRUCH_KEYSTORE_PASSWORD and, where it
    /// is another, WIDERSPRUCH_KEY_PASSWORD name; without them, one that is worth nothing.
    Apk(apk::Options),
    /// Run what the package holds: its libraries, those for other processors in an emulator, and its shrunk code on a JVM.
    Try(apk::emulate::Arguments),
    /// Build the iPhone app's kit, run its tests with the core built for this machine, and type-check the app: no Mac needed.
    Ios,
    /// Write what is read without the core: the few strings of the shells, and the privacy policies of docs.
    Strings {
        /// Write nothing; fail when the files are not what would be written.
        #[arg(long)]
        check: bool,
    },
    /// Write down everything by others that the apps contain, with licences, for the page that shows it.
    Notices {
        /// Write nothing; fail when the file is not what would be written.
        #[arg(long)]
        check: bool,
    },
    /// List the cards of the services, what of them is to be read again, a card as the app shows it, or the sheet to try it.
    ///
    /// It warns and refuses nothing: docs/adding-a-service.md tells when to use which.
    Catalogue(cards::Options),
    /// Refuse a release while the publisher, a check of texts or law, or a contact is not filled in, naming each field.
    ReleaseCheck,
    /// Measure the library against the budgets and docs/sizes.json.
    Size(size_budgets::Arguments),
    /// Kill the terminal app at each system call that changes a file, make each fail, and judge what is left.
    ///
    /// Needs Linux on x86-64, where programs may be traced. docs/reliability.md tells what is judged.
    Faults(faults::Arguments),
    /// Run the benchmarks of the core and hold them to their goals.
    Bench {
        /// Handed on to the benchmarks, for example a part of a name.
        #[arg(last = true)]
        args: Vec<String>,
    },
}

fn main() -> ExitCode {
    if let Some(failure) = faults::become_traced_if_asked(env::args_os()) {
        eprintln!("{failure}");
        return ExitCode::FAILURE;
    }
    match perform(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn perform(command: Command) -> Result<(), Failure> {
    let root = &cargo::workspace_root();
    match command {
        Command::Test { strict } => check::run(root, &[check::CHECK, check::RUST_TESTS, check::APPS], strict),
        Command::Check => check::run(root, &[check::CHECK], false),
        Command::Bindings { check } => {
            let outputs = report::progress("bindings of the host library", || bindings::generate_bindings(root))?;
            generated::write_or_check(root, &outputs, "bindings", check)
        }
        Command::Strings { check } => {
            generated::write_or_check(root, &strings::generate_strings(root)?, "strings", check)
        }
        Command::Android { pictures, mut args } => {
            if pictures {
                args.extend(android::ACCEPT_PICTURES.map(str::to_owned));
            }
            android::run(root, &args)
        }
        Command::Apk(arguments) => apk::run(root, &arguments),
        Command::Try(arguments) => apk::emulate::run(root, &arguments),
        Command::Ios => ios::run(root),
        Command::Notices { check } => generated::write_or_check(root, &notices::notices_files(root)?, "notices", check),
        Command::Catalogue(options) => cards::run(root, &options),
        Command::ReleaseCheck => release_check::run(root),
        Command::Size(arguments) => size::run(root, &arguments),
        Command::Faults(arguments) => faults::run(root, &arguments),
        Command::Bench { args } => bench::run(root, &args),
    }
}

#[cfg(test)]
mod test {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn command_line_definition_is_consistent() {
        Arguments::command().debug_assert();
    }
}
