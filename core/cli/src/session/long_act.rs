//! Long acts: commands that do a part of their work and name the command that goes on.

use widerspruch_core::boundary::{CoreError, FormValues};
use widerspruch_core::{Core, Performed};

use crate::error::Error;
use crate::io::clock::Clock;

/// Performs a command, and after it the commands that go on, saying each time how far the act has come. Returns how
/// the last one ended; the outer error is that of `say`.
pub(crate) fn perform_to_the_end(
    core: &Core,
    clock: Clock,
    command: &str,
    form: &FormValues,
    say: impl Fn(&str) -> Result<(), Error>,
) -> Result<Result<Performed, CoreError>, Error> {
    let mut done = core.perform_or_say_why(command, form, clock.now());
    while let Some(act) = done.as_ref().ok().and_then(|done| done.outcome.long_act.as_ref()) {
        say(&act.label)?;
        done = core.perform_or_say_why(&act.command, form, clock.now());
    }
    Ok(done)
}
