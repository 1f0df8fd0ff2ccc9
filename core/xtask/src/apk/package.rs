//! Links the resources, and puts resources, code and libraries into a package or a bundle.

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

/// The output of the linker of resources.
#[derive(Debug)]
pub(crate) struct LinkedResources {
    /// The archive of manifest and resources.
    pub(crate) file: PathBuf,
    /// R8's rules that keep the classes named by the manifest.
    pub(crate) rules: PathBuf,
}

/// The format of the linked manifest and resources.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ManifestFormat {
    /// Binary XML, for phones.
    Package,
    /// Protocol buffers, for stores, which make packages of them.
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
        // Sources would be paths of this machine.
        aapt2.args(["--proto-format", "--exclude-sources"]);
    }
    aapt2.arg("--proguard").arg(&linked.rules).arg("-o").arg(&linked.file).arg(compiled.resources());
    run::captured(&mut aapt2)?;
    Ok(linked)
}

/// Returns our libraries and JNA's for some kinds of phones, aligned so that phones load them straight from the package.
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

/// Writes the unsigned package.
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

/// Writes the unsigned bundle, from which stores make a package for each phone.
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

/// Makes stores store libraries as we do: uncompressed, aligned to 16 KB.
const BUNDLE_CONFIG: &str = r#"{
  "optimizations": {
    "uncompressNativeLibraries": { "enabled": true, "alignment": "PAGE_ALIGNMENT_16K" }
  }
}
"#;

/// Returns the DEX files of R8's output, which also holds files for desktops.
fn code_entries(dex: &Path, folder: &str) -> Result<impl Iterator<Item = Entry>, Failure> {
    let found = archive::read_archive(dex)?.into_iter().filter(|found| found.name.ends_with(".dex"));
    let entry = move |name: String| format!("{folder}{name}");
    Ok(found.map(move |found| Entry { name: entry(found.name), bytes: found.bytes, storage: Storage::Packed }))
}
