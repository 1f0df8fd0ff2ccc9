//! A component by others, as the generated file holds it.

use serde::{Deserialize, Serialize};

/// A package, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Component {
    pub(super) name: String,
    /// Empty where the component has no version of its own.
    pub(super) version: String,
    /// `android`, `ios`, or both.
    pub(super) platforms: Vec<String>,
    /// As the package states it, in the form of SPDX.
    pub(super) licence: String,
    /// Where its source is.
    pub(super) source: String,
    pub(super) copyright: Vec<String>,
    /// Names of the licences' texts.
    pub(super) texts: Vec<String>,
}
