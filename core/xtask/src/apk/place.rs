//! The folders that a package is built from and into.

use std::path::{Path, PathBuf};

use crate::cargo::Metadata;
use crate::run::Failure;

/// Where sources come from and where everything made of them goes.
#[derive(Debug)]
pub(crate) struct Place {
    /// The folder of the workspace.
    pub(crate) root: PathBuf,
    /// Where cargo builds.
    pub(crate) target: PathBuf,
    /// Where the package and its parts are made.
    pub(crate) out: PathBuf,
}

impl Place {
    /// The place of a checkout.
    pub(crate) fn for_workspace(root: &Path) -> Result<Self, Failure> {
        let target = Metadata::read(root)?.target_directory;
        Ok(Self { root: root.to_owned(), out: target.join("apk"), target })
    }
}
