//! The few strings that a shell shows without the core, from `core/catalogue/shells` to each platform's own format.

use std::path::Path;

use crate::generated::Output;
use crate::run::Failure;

mod android;
mod source;
mod xcode;

/// Every file that the strings go to.
pub(crate) fn generate(root: &Path) -> Result<Vec<Output>, Failure> {
    let languages = source::read_languages(&root.join(source::SOURCE))?;
    let mut outputs = android::outputs(root, &languages)?;
    outputs.extend(xcode::outputs(&languages)?);
    Ok(outputs)
}
