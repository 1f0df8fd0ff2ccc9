//! Generates the Kotlin and Swift bindings from the compiled library.

use std::collections::BTreeSet;
use std::path::Path;

use camino::{Utf8Path, Utf8PathBuf};
use uniffi_bindgen::bindings::{GenerateOptions, TargetLanguage, generate_with_bindgen_paths};
use uniffi_bindgen::{BindgenPaths, BindgenPathsLayer};

use crate::cargo::{self, LIBRARY, UNUSED_METADATA};
use crate::generated::{self, GeneratedFile};
use crate::run::{self, Failure};

/// The generator's name for each file, and its path in the repository. The generated module map is left out on purpose:
/// its lines `use "Darwin"` break the C module under newer versions of Xcode (mozilla/uniffi-rs#2917).
pub(crate) const FILES: [(&str, &str); 3] = [
    (
        "app/widerspruch/core/widerspruch_core.kt",
        "android/app/src/generated/kotlin/app/widerspruch/core/widerspruch_core.kt",
    ),
    ("WiderspruchCore.swift", "ios/WiderspruchKit/Sources/WiderspruchCore/WiderspruchCore.swift"),
    ("WiderspruchCoreFFI.h", "ios/WiderspruchKit/Sources/WiderspruchCoreFFI/include/WiderspruchCoreFFI.h"),
];

/// Builds the library for this machine and generates the bindings, which are the same for every target. A debug build:
/// stripping would remove the metadata that the generator reads.
pub(crate) fn generate_bindings(root: &Path) -> Result<Vec<GeneratedFile>, Failure> {
    let library = cargo::build_host_library(root)?;
    let folder = tempfile::tempdir().map_err(|error| Failure::File { path: std::env::temp_dir(), error })?;
    let options = GenerateOptions {
        languages: vec![TargetLanguage::Kotlin, TargetLanguage::Swift],
        source: utf8(&library.file)?.to_owned(),
        out_dir: utf8(folder.path())?.to_owned(),
        ..GenerateOptions::default()
    };
    let mut paths = BindgenPaths::default();
    paths.add_layer(Package(utf8(&library.package)?.to_owned()));
    generate_with_bindgen_paths(options, paths)
        .map_err(|error| Failure::Found(format!("The bindings could not be generated: {error:#}")))?;
    let unused = version_script(&run::read_bytes(&library.file)?);
    let unused = GeneratedFile { path: UNUSED_METADATA.to_owned(), text: Some(unused) };
    FILES
        .iter()
        .map(|(generated, path)| {
            Ok(GeneratedFile { path: (*path).to_owned(), text: Some(run::read(&folder.path().join(generated))?) })
        })
        .chain([Ok(unused)])
        .collect()
}

/// Returns a version script for the metadata in a library of any system's format, in all of which names end with a zero.
fn version_script(library: &[u8]) -> String {
    let names = library.split(|byte| *byte == 0).filter_map(|name| {
        // Apple's symbols begin with a line.
        let name = name.strip_prefix(b"_").unwrap_or(name);
        let is_one = name.starts_with(b"UNIFFI_META_")
            && name.iter().all(|byte| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'_'));
        is_one.then(|| String::from_utf8_lossy(name))
    });
    let names: BTreeSet<_> = names.collect();
    let lines: String = names.iter().map(|name| format!("    {name};\n")).collect();
    format!("# Written by `cargo xtask bindings`.\n{{\n  local:\n{lines}}};\n")
}

/// Fails when the committed bindings are not those that the library gives.
pub(crate) fn check_committed(root: &Path) -> Result<(), Failure> {
    generated::check_generated(root, &generate_bindings(root)?, "bindings")
}

/// Tells the generator that `uniffi.toml` lies beside the package's `Cargo.toml`.
struct Package(Utf8PathBuf);

impl BindgenPathsLayer for Package {
    fn get_crate_root(&self, crate_name: &str) -> Option<Utf8PathBuf> {
        (crate_name == LIBRARY).then(|| self.0.clone())
    }
}

fn utf8(path: &Path) -> Result<&Utf8Path, Failure> {
    Utf8Path::from_path(path)
        .ok_or_else(|| Failure::Found(format!("{}: the generator needs a path in UTF-8", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_are_found_once_and_other_names_are_not() {
        let library = b"\x7fELF\0UNIFFI_META_B_2\0uniffi_b\0_UNIFFI_META_A\0UNIFFI_META_A\0UNIFFI_META_A.llvm.1\0xUNIFFI_META_C\0";
        let script = version_script(library);
        assert!(script.ends_with("{\n  local:\n    UNIFFI_META_A;\n    UNIFFI_META_B_2;\n};\n"), "{script}");
    }
}
