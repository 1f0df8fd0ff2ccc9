//! The folders that a package is built from and into.

use std::path::{Path, PathBuf};

use crate::cargo::Metadata;
use crate::run::Failure;

/// The folders of the sources, of cargo's build, and of the package's parts.
#[derive(Debug)]
pub(crate) struct Place {
    /// The folder of the workspace.
    pub(crate) root: PathBuf,
    /// The target folder.
    pub(crate) target: PathBuf,
    /// The folder for the package and its parts.
    pub(crate) out: PathBuf,
}

impl Place {
    /// Returns the folders of a checkout.
    pub(crate) fn for_workspace(root: &Path) -> Result<Self, Failure> {
        let target = Metadata::read(root)?.target_directory;
        Ok(Self { root: root.to_owned(), out: target.join("apk"), target })
    }
}
