//! Running a program with a fault put in, where the system has a way to do it.

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub(crate) use super::ptrace::{become_traced, run_traced};

#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
pub(crate) use elsewhere::{become_traced, run_traced};

/// Says everywhere else that there is no such way.
#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
mod elsewhere {
    use std::ffi::OsString;
    use std::path::Path;
    use std::process::Command;

    use crate::faults::fault::{Fault, Traced};
    use crate::run::Failure;

    pub(crate) fn become_traced(_program: &[OsString]) -> Failure {
        Failure::Found("A program can be traced on Linux with x86-64 only.".to_owned())
    }

    pub(crate) fn run_traced(
        _launcher: &mut Command,
        _watched: &Path,
        _fault: Option<(usize, Fault)>,
    ) -> Result<Option<Traced>, Failure> {
        Ok(None)
    }
}
