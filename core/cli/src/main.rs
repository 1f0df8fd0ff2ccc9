//! `widerspruch`: the same screens as on the phone, in a terminal.
//!
//! Without arguments it is an interactive browser; without a terminal it prints the home screen and the calls that lead
//! on. For scripts:
//!
//! * `show [PAGE]` prints a screen, and below each line the call that does the same as choosing it.
//! * `do COMMAND [FIELD=VALUE]…` performs a command with exactly the given inputs. (The browser sends all inputs of the
//!   screen.) `file=` names a file anywhere, which is copied. An input that the command does not know, that is given
//!   twice or cannot hold its value, and a day that is left out are refused with their name.
//! * `export` writes the file with all records into the current folder.
//! * `remind` prints the plan, `remind --due` the reminders that fell due since the last call, for a timer.
//! * `due DATE` works out when an answer is due.
//! * `calendar [FILE]` saves the plan as a calendar file.
//!
//! `--json` prints the boundary's own types and runs no actions. An error is then one JSON object on standard error, of
//! the shape of `CoreError` (`error`, `explanation`, for an input `field`), with two more kinds: `call` for a wrong
//! command line, `not_done` for what could not be done without a fault of the core. Standard output stays empty.
//!
//! Exit status: 0 = done, 1 = it could not be done, 2 = the call was wrong. With status 1, `code` says why: `already` (a
//! second call changes nothing), `gone`, `nothing` (to export or to plan), `blocked`, `read_only`, `storage`, `internal`,
//! `not_done` (a terminal or a file that does not work).
//!
//! Rooms, each of which uses only those below it:
//!
//! * `session`: the course of a call, from its arguments through tasks or the browser to the exit status.
//! * `io`: the system around the program: terminal, files, desktop, environment, clock.
//! * `error`: why the program ends early.
//! * `render`: screens, plans and answers as lines of text.

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

mod error;
mod io;
mod render;
mod session;

fn main() -> ExitCode {
    ExitCode::from(session::run_program(&env::args_os().collect::<Vec<OsString>>()))
}
