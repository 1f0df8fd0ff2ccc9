//! Resources, code and libraries into one file.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::abi::{Abi, MIN_SDK, TARGET_SDK};
use super::archive::{self, Entry, Storage};
use super::classes::Compiled;
use super::elf::PAGE_SIZE;
use super::place::Place;
use crate::cargo::{LIBRARY, Library};
use crate::run::{self, Failure};
use crate::version::Version;

/// What the linker of resources makes.
#[derive(Debug)]
pub(crate) struct LinkedResources {
    /// Manifest and resources in an archive.
    pub(crate) file: PathBuf,
    /// The rules that keep the classes which the manifest names.
    pub(crate) rules: PathBuf,
}

/// How manifest and resources are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ManifestFormat {
    /// As phones read them.
    Package,
    /// As stores make packages of them.
    Bundle,
}

/// Links a manifest and the resources.
pub(crate) fn link_resources(
    place: &Place,
    compiled: &Compiled,
    manifest: &Path,
    version: &Version,
    form: ManifestFormat,
) -> Result<LinkedResources, Failure> {
    let name = if form == ManifestFormat::Package { "resources.ap_" } else { "resources.pb_" };
    let linked = LinkedResources { file: place.out.join(name), rules: place.out.join("manifest.pro") };
    let mut aapt2 = Command::new(compiled.aapt2());
    aapt2.args(["link", "-I"]).arg(compiled.framework()).arg("--manifest").arg(manifest);
    aapt2.args(["--min-sdk-version", &MIN_SDK.to_string(), "--target-sdk-version", &TARGET_SDK.to_string()]);
    aapt2.args(["--version-code", &version.code.to_string(), "--version-name", &version.name]);
    if form == ManifestFormat::Bundle {
        // Sources are paths of this machine.
        aapt2.args(["--proto-format", "--exclude-sources"]);
    }
    aapt2.arg("--proguard").arg(&linked.rules).arg("-o").arg(&linked.file).arg(compiled.resources());
    run::captured(&mut aapt2)?;
    Ok(linked)
}

/// The libraries for some kinds of phones: ours, and the one through which Kotlin calls it. They lie so that phones use
/// them straight from the package.
pub(crate) fn library_entries(compiled: &Compiled, ours: &[(Abi, Library)]) -> Result<Vec<Entry>, Failure> {
    let jna = compiled.tool("jna")?.file;
    let mut entries = Vec::new();
    for (abi, library) in ours {
        let bridge = archive::read_entry(&jna, &format!("jni/{}/libjnidispatch.so", abi.name))?;
        for (name, bytes) in [("jnidispatch", bridge), (LIBRARY, run::read_bytes(&library.file)?)] {
            let name = format!("lib/{}/lib{name}.so", abi.name);
            entries.push(Entry { name, bytes, storage: Storage::Aligned(PAGE_SIZE as u16) });
        }
    }
    Ok(entries)
}

/// Puts the parts together as phones want them, unsigned.
pub(crate) fn assemble_package(
    file: &Path,
    linked: &LinkedResources,
    dex: &Path,
    libraries: Vec<Entry>,
) -> Result<(), Failure> {
    let mut entries = Vec::new();
    for found in archive::read_archive(&linked.file)? {
        let storage = if found.name == "resources.arsc" { Storage::Aligned(4) } else { Storage::Packed };
        entries.push(Entry { name: found.name, bytes: found.bytes, storage });
    }
    entries.extend(code_entries(dex, "")?);
    entries.extend(libraries);
    archive::write_archive(file, entries)
}

/// Puts the same parts together as stores want them. They make a package for each phone of it.
pub(crate) fn assemble_bundle(
    place: &Place,
    compiled: &Compiled,
    linked: &LinkedResources,
    dex: &Path,
    libraries: Vec<Entry>,
) -> Result<PathBuf, Failure> {
    let mut entries = Vec::new();
    for found in archive::read_archive(&linked.file)? {
        let name = if found.name == "AndroidManifest.xml" { format!("manifest/{}", found.name) } else { found.name };
        entries.push(Entry { name, bytes: found.bytes, storage: Storage::Packed });
    }
    entries.extend(code_entries(dex, "dex/")?);
    entries.extend(libraries);
    let module = place.out.join("base.zip");
    archive::write_archive(&module, entries)?;
    let config = place.out.join("bundle.json");
    run::write(&config, BUNDLE_CONFIG)?;
    let bundle = place.out.join("bundle.aab");
    let path = compiled.bundletool(place)?;
    let bundletool = || {
        let mut command = compiled.java("java");
        command.args(["-cp", &path, "com.android.tools.build.bundletool.BundleToolMain"]);
        command
    };
    let mut build = bundletool();
    build
        .args(["build-bundle", "--overwrite"])
        .arg(bundletool_option("modules", &module))
        .arg(bundletool_option("config", &config));
    run::captured(build.arg(bundletool_option("output", &bundle)))?;
    run::captured(bundletool().arg("validate").arg(bundletool_option("bundle", &bundle)))?;
    Ok(bundle)
}

fn bundletool_option(name: &str, path: &Path) -> String {
    format!("--{name}={}", path.display())
}

/// Packages made of it keep libraries as ours do: unpacked, at whole pages of 16 KB.
const BUNDLE_CONFIG: &str = r#"{
  "optimizations": {
    "uncompressNativeLibraries": { "enabled": true, "alignment": "PAGE_ALIGNMENT_16K" }
  }
}
"#;

/// R8 also hands on files that only a desktop would read.
fn code_entries(dex: &Path, folder: &str) -> Result<impl Iterator<Item = Entry>, Failure> {
    let found = archive::read_archive(dex)?.into_iter().filter(|found| found.name.ends_with(".dex"));
    let entry = move |name: String| format!("{folder}{name}");
    Ok(found.map(move |found| Entry { name: entry(found.name), bytes: found.bytes, storage: Storage::Packed }))
}
