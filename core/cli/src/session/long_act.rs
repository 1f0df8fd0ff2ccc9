//! Long acts: commands that do a part of their work and name the command that goes on.

use widerspruch_core::Core;
use widerspruch_core::boundary::{CoreError, FormValues, Outcome};

use crate::error::Error;
use crate::io::clock::Clock;

/// Performs a command, and after it the commands that go on, saying each time how far the act has come. Returns the
/// outcome of the last one; the outer error is that of `say`.
pub(crate) fn perform_to_the_end(
    core: &Core,
    clock: Clock,
    command: &str,
    form: &FormValues,
    say: impl Fn(&str) -> Result<(), Error>,
) -> Result<Result<Outcome, CoreError>, Error> {
    let mut done = core.perform(command, form, clock.now());
    while let Ok(Outcome { long_act: Some(act), .. }) = &done {
        say(&act.label)?;
        done = core.perform(&act.command, form, clock.now());
    }
    Ok(done)
}
