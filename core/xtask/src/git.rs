//! The list of files that git tracks.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use crate::run::{self, Failure, GIT};

/// Returns the tracked files as paths from the root of the repository.
pub(crate) fn tracked_files(root: &Path) -> Result<BTreeSet<String>, Failure> {
    GIT.require()?;
    let list = run::stdout(Command::new("git").args(["ls-files", "-z"]).current_dir(root))?;
    let names = list.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    Ok(names.map(|name| String::from_utf8_lossy(name).into_owned()).collect())
}
