//! Builds an unsigned package from the sources and holds it to the gates.

use std::path::PathBuf;

use super::abi::Abi;
use super::classes::{self, Compiled, RULES};
use super::gates::{self, Expected, Inspected};
use super::leaks::Machine;
use super::native;
use super::package::{self, ManifestFormat};
use super::place::Place;
use super::tools::Tools;
use crate::cargo::Library;
use crate::report;
use crate::run::Failure;
use crate::version::Version;

/// An unsigned package with the parts it was made of.
pub(crate) struct Built {
    pub(crate) version: Version,
    pub(crate) abis: Vec<Abi>,
    pub(crate) compiled: Compiled,
    pub(crate) libraries: Vec<(Abi, Library)>,
    /// R8's rules that keep the classes named by the manifest.
    pub(crate) kept: PathBuf,
    /// The archive with the code for Android.
    pub(crate) dex: PathBuf,
    /// The unsigned package.
    pub(crate) file: PathBuf,
    pub(crate) inspected: Inspected,
}

/// Builds libraries, code and resources, puts them together, and checks the package before it can be signed.
pub(crate) fn build_package(place: &Place, tools: &Tools, abis: &[Abi]) -> Result<Built, Failure> {
    let version = Version::read(&place.root)?;
    let mut libraries = Vec::new();
    for abi in abis {
        libraries.push((
            *abi,
            report::progress(&format!("core for {}", abi.name), || native::build_core_library(place, abi))?,
        ));
    }
    let compiled = report::progress("Kotlin and resources", || Compiled::compile(place, &version, &tools.jdk))?;
    compiled.versions()?.iter().for_each(|line| report::print_line(&format!("    {line}")));
    let linked = report::progress("manifest", || {
        package::link_resources(place, &compiled, &compiled.manifest(), &version, ManifestFormat::Package)
    })?;
    let dex = report::progress("code for Android", || {
        compiled.shrink(place, &place.root.join(RULES), &linked.rules, classes::CodeFormat::Dex)
    })?;
    let file = place.out.join("package.zip");
    report::progress("package", || {
        package::assemble_package(&file, &linked, &dex, package::library_entries(&compiled, &libraries)?)
    })?;
    let (abis, kept) = (abis.to_vec(), linked.rules);
    let mut built = Built { version, abis, compiled, libraries, kept, dex, file, inspected: Inspected::default() };
    built.inspected = report::progress("what must be true of it", || {
        gates::check_package(&built.compiled, &built.file, &built.expected(place, tools)?)
    })?;
    Ok(built)
}

impl Built {
    /// Returns the expectations for this package.
    pub(crate) fn expected(&self, place: &Place, tools: &Tools) -> Result<Expected<'_>, Failure> {
        Expected::from_sources(place, &self.abis, &self.version, Machine::current(place, &tools.native.sysroot))
    }
}
