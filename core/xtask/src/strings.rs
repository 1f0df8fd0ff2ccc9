//! Generates what is read without the core: the few strings of the shells, from `core/catalogue/shells` to each platform's
//! format, and the privacy policies of `docs`, from `core/catalogue/privacy`.

use std::path::Path;

use crate::generated::{self, GeneratedFile};
use crate::run::Failure;

mod android;
mod policy;
mod source;
mod xcode;

/// Returns the string files of Android and iOS, and the pages of the privacy policy.
pub(crate) fn generate_strings(root: &Path) -> Result<Vec<GeneratedFile>, Failure> {
    let languages = source::read_languages(&root.join(source::SOURCE))?;
    let mut outputs = android::android_string_files(root, &languages)?;
    outputs.extend(xcode::xcode_string_files(&languages)?);
    outputs.extend(policy::policy_files(root)?);
    Ok(outputs)
}

/// Fails when the committed files are not those that the sources give.
pub(crate) fn check_committed(root: &Path) -> Result<(), Failure> {
    generated::check_generated(root, &generate_strings(root)?, "strings")
}
