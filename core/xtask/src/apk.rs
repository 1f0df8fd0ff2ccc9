//! `cargo xtask apk`: builds the Android package with the real core, without Android's SDK, NDK or Gradle.
//!
//! This file orchestrates. Below it, files use only files of lower levels:
//!
//! 1. `fault_injection`, then `emulate`, `reproducible`, `summary`: what is done with a built package
//! 2. `build`: from the sources to an unsigned package
//! 3. `gates`, `package`, `sign`, `native`: one part of the build each
//! 4. `classes`, `elf`, `leaks`, `tools`: what the parts share
//! 5. `archive`, `dex`, `place`, `symbols`, then `abi`: one subject each

use std::path::{Path, PathBuf};
use std::thread;

use crate::report::{self, Outcome};
use crate::run::{self, Failure};
use crate::size_budgets;
use crate::version::Version;

mod abi;
mod archive;
mod build;
mod classes;
mod dex;
mod elf;
pub(crate) mod emulate;
mod fault_injection;
mod gates;
mod leaks;
mod native;
mod package;
mod place;
mod reproducible;
mod sign;
mod summary;
mod symbols;
mod tools;

use abi::{ABIS, Abi, abis_or_all, parse_abi};
use build::{Built, build_package};
use package::ManifestFormat;
use place::Place;
use sign::Key;
use summary::Summary;
use tools::{Emulation, Tools};

/// The kind of phone that `cargo xtask test` builds a second time; each further one takes a minute more.
const REBUILT_ABI: Abi = ABIS[2];

/// The options of `cargo xtask apk`.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Options {
    /// Only for this kind of phone; several times for several.
    #[arg(long, value_parser = parse_abi)]
    abi: Vec<Abi>,
    /// Make only the libraries, to be looked at or tried.
    #[arg(long, conflicts_with_all = ["unsigned_only", "report", "out"])]
    libraries_only: bool,
    /// Do not sign: the same sources make the same unsigned bytes, whoever builds.
    #[arg(long)]
    unsigned_only: bool,
    /// Put faults in on purpose afterwards, and fail unless each is refused.
    #[arg(long, conflicts_with_all = ["unsigned_only", "twice"])]
    prove: bool,
    /// Make the bundle for stores as well.
    #[arg(long, conflicts_with = "unsigned_only")]
    bundle: bool,
    /// Build twice, here and in another folder, and fail unless both unsigned packages are the same.
    #[arg(long, conflicts_with_all = ["report", "out", "bundle", "libraries_only", "update"])]
    twice: bool,
    /// Where to put the package; target/apk otherwise.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Write what the package is like into docs/release.md.
    #[arg(long, conflicts_with_all = ["unsigned_only", "abi"])]
    report: bool,
    #[command(flatten)]
    sizes: size_budgets::Arguments,
}

/// Runs the command.
pub(crate) fn run(root: &Path, arguments: &Options) -> Result<(), Failure> {
    let abis = abis_or_all(&arguments.abi);
    if arguments.libraries_only {
        for abi in abis {
            let file = report::progress(&format!("core for {}", abi.name), || native::build_library_file(root, &abi))?;
            report::print_line(&format!("    {}", file.display()));
        }
        return Ok(());
    }
    let tools = report::progress("tools", || Tools::require(root, !arguments.unsigned_only && !arguments.twice))?;
    tools.lines.iter().for_each(|line| report::print_line(&format!("    {line}")));
    let place = Place::for_workspace(root)?;
    if arguments.twice {
        return reproducible::build_twice(&place, &tools, &abis);
    }
    let (built, summary) = make_package(&place, &tools, &abis, arguments)?;
    summary.print();
    if arguments.report {
        summary.write_to_document(root, &[tools.lines, built.compiled.versions()?].concat())
    } else {
        Ok(())
    }
}

/// Runs the step of `cargo xtask test`: builds and signs a package with a throw-away key, checks it, injects faults, runs
/// its libraries and code, and rebuilds it for one kind of phone in another folder.
pub(crate) fn step(root: &Path) -> Result<Outcome, Failure> {
    let (tools, emulations) = match (Tools::require(root, true), Emulation::require(&ABIS)) {
        (Ok(tools), Ok(emulations)) => (tools, emulations),
        (Err(missing), Ok(_)) | (Ok(_), Err(missing)) => return Ok(Outcome::Skipped { why: missing.to_string() }),
        (Err(first), Err(second)) => return Ok(Outcome::Skipped { why: format!("{first} {second}") }),
    };
    let place = Place::for_workspace(root)?;
    thread::scope(|scope| {
        // Shares nothing with the build here, so both can run at once.
        let copy = scope.spawn(|| report::collect_lines(|| reproducible::rebuild_one_abi(&place, &tools, REBUILT_ABI)));
        let (built, summary) = make_package(&place, &tools, &ABIS, &Options { prove: true, ..Options::default() })?;
        let mut lines = emulate::run_package(&place, &built, &emulations)?;
        let (copy, progress) = copy.join().expect("a panic ends the run");
        progress.iter().for_each(|line| report::print_line(line));
        lines.push(reproducible::compare_one_abi(&built, &copy?, REBUILT_ABI)?);
        lines.push(format!("package: {} bytes", report::thousands(summary.size)));
        Ok(Outcome::done(lines))
    })
}

/// Builds the package, then signs, bundles, measures and breaks it as the options ask.
fn make_package(place: &Place, tools: &Tools, abis: &[Abi], arguments: &Options) -> Result<(Built, Summary), Failure> {
    let built = build_package(place, tools, abis)?;
    let folder = arguments.out.as_ref().unwrap_or(&place.out);
    let name = |more: &str| package_file_name(&built.version, abis, more);
    let unsigned = folder.join(name("-unsigned.apk"));
    run::write_bytes(&unsigned, &run::read_bytes(&built.file)?)?;
    let mut summary = Summary::new(&built, &unsigned)?;
    if !arguments.unsigned_only {
        let signed = folder.join(name(".apk"));
        report::progress("signature", || {
            let key = Key::find(place, &built.compiled)?;
            key.sign(&built.compiled, &unsigned, &signed)?;
            let fingerprint = sign::verify_signature(&built.compiled, &signed)?;
            // Signing rewrites the archive and could have moved the libraries.
            gates::check_package(&built.compiled, &signed, &built.expected(place, tools)?)?;
            summary.add_signature(&signed, &key, &fingerprint)
        })?;
    }
    if arguments.bundle {
        let bundle = folder.join(name(".aab"));
        report::progress("bundle", || {
            let linked = package::link_resources(
                place,
                &built.compiled,
                &built.compiled.manifest(),
                &built.version,
                ManifestFormat::Bundle,
            )?;
            let libraries = package::library_entries(&built.compiled, &built.libraries)?;
            let unsigned = package::assemble_bundle(place, &built.compiled, &linked, &built.dex, libraries)?;
            gates::check_bundle(&unsigned, &built.expected(place, tools)?)?;
            Key::find(place, &built.compiled)?.sign_bundle(&built.compiled, &unsigned, &bundle)
        })?;
        report::print_line(&format!(
            "    {}: {} bytes",
            bundle.display(),
            report::thousands(run::read_bytes(&bundle)?.len() as u64)
        ));
    }
    let whole = (abis.len() == ABIS.len()).then_some(summary.size);
    let libraries: Vec<_> = built.libraries.iter().map(|(abi, library)| (abi.target, library)).collect();
    summary.sizes = size_budgets::check_package_sizes(&place.root, &libraries, whole, &arguments.sizes)?;
    if arguments.prove {
        fault_injection::run_fault_injection(place, tools, &built)?;
    }
    Ok((built, summary))
}

/// Returns `widerspruch-0.1.0.apk`; a package that lacks a kind of phone has those it is for in its name.
fn package_file_name(version: &Version, abis: &[Abi], more: &str) -> String {
    let mut name = format!("widerspruch-{}", version.name);
    if abis.len() < ABIS.len() {
        abis.iter().for_each(|abi| name.push_str(&format!("-{}", abi.name)));
    }
    format!("{name}{more}")
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn file_name_of_a_partial_package_names_its_abis() {
        let version = Version { name: "0.1.0".to_owned(), code: 1000 };
        assert_eq!(package_file_name(&version, &ABIS, ".apk"), "widerspruch-0.1.0.apk");
        assert_eq!(
            package_file_name(&version, &ABIS[..1], "-unsigned.apk"),
            "widerspruch-0.1.0-arm64-v8a-unsigned.apk"
        );
        assert_eq!(parse_abi("x86_64").unwrap(), ABIS[2]);
        assert_eq!(parse_abi("x86").unwrap_err(), "kinds of phones are arm64-v8a, armeabi-v7a, x86_64");
    }
}
