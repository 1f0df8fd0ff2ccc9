//! One build from the sources to an unsigned package that has passed the gates.

use std::path::PathBuf;

use super::abi::Abi;
use super::classes::{self, Compiled, RULES};
use super::gates::{self, Expected, Seen};
use super::leaks::Machine;
use super::native;
use super::package::{self, Form};
use super::place::Place;
use super::tools::Tools;
use crate::cargo::Library;
use crate::report;
use crate::run::Failure;
use crate::version::Version;

/// What a build gives.
pub(crate) struct Built {
    pub(crate) version: Version,
    pub(crate) abis: Vec<Abi>,
    pub(crate) compiled: Compiled,
    pub(crate) libraries: Vec<(Abi, Library)>,
    /// The rules for what the manifest names.
    pub(crate) kept: PathBuf,
    /// The code, in an archive.
    pub(crate) dex: PathBuf,
    /// The unsigned package.
    pub(crate) file: PathBuf,
    pub(crate) seen: Seen,
}

/// Everything up to the unsigned package, which is looked at before anybody signs it.
pub(crate) fn build(place: &Place, tools: &Tools, abis: &[Abi]) -> Result<Built, Failure> {
    let version = Version::read(&place.root)?;
    let mut libraries = Vec::new();
    for abi in abis {
        libraries.push((*abi, report::progress(&format!("core for {}", abi.name), || native::build_in(place, abi))?));
    }
    let compiled = report::progress("Kotlin and resources", || Compiled::make(place, &version, &tools.jdk))?;
    compiled.versions()?.iter().for_each(|line| println!("    {line}"));
    let linked = report::progress("manifest", || {
        package::link(place, &compiled, &compiled.manifest(), &version, Form::Package)
    })?;
    let dex = report::progress("code for Android", || {
        compiled.shrink(place, &place.root.join(RULES), &linked.rules, classes::Form::Dex)
    })?;
    let file = place.out.join("package.zip");
    report::progress("package", || {
        package::assemble(&file, &linked, &dex, package::libraries(&compiled, &libraries)?)
    })?;
    let (abis, kept) = (abis.to_vec(), linked.rules);
    let mut built = Built { version, abis, compiled, libraries, kept, dex, file, seen: Seen::default() };
    built.seen = report::progress("what must be true of it", || {
        gates::check(&built.compiled, &built.file, &built.expected(place, tools)?)
    })?;
    Ok(built)
}

impl Built {
    pub(crate) fn expected(&self, place: &Place, tools: &Tools) -> Result<Expected<'_>, Failure> {
        Expected::of(place, &self.abis, &self.version, Machine::this(place, &tools.native.sysroot))
    }
}
