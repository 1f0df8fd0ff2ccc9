//! Generates the few strings that a shell shows without the core, from `core/catalogue/shells` to each platform's format.

use std::path::Path;

use crate::generated::{self, GeneratedFile};
use crate::run::Failure;

mod android;
mod source;
mod xcode;

/// Returns the string files of Android and iOS.
pub(crate) fn generate_strings(root: &Path) -> Result<Vec<GeneratedFile>, Failure> {
    let languages = source::read_languages(&root.join(source::SOURCE))?;
    let mut outputs = android::android_string_files(root, &languages)?;
    outputs.extend(xcode::xcode_string_files(&languages)?);
    Ok(outputs)
}

/// Fails when the committed files are not those that the sources give.
pub(crate) fn check_committed(root: &Path) -> Result<(), Failure> {
    generated::check_generated(root, &generate_strings(root)?, "strings")
}
