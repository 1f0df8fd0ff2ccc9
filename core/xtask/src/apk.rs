//! `cargo xtask apk`: a package for Android with the real core, without Android's SDK, NDK or Gradle.

use std::path::{Path, PathBuf};

use crate::cargo::{Library, Metadata};
use crate::report::{self, Outcome};
use crate::run::{self, Failure};
use crate::size;

mod archive;
mod classes;
mod dex;
mod elf;
mod gates;
mod last;
mod leaks;
pub(crate) mod native;
mod package;
mod prove;
mod sign;
mod tools;
mod trial;
mod twice;
pub(crate) mod version;

use classes::{Compiled, RULES};
use gates::{Expected, Seen};
use last::Last;
use leaks::Machine;
use native::{ABIS, Abi};
use package::Form;
use sign::Key;
use tools::{Emulation, Tools};
use version::Version;

/// The lowest level of Android that the app runs on, and the one it is made for: what the manifest must say.
pub(crate) const MIN_SDK: u32 = 26;
/// The level it is made for.
pub(crate) const TARGET_SDK: u32 = 36;

/// The kind of phone whose package is built twice when everything is tested; each takes a minute more.
const TWICE: Abi = ABIS[2];

/// Where sources come from and where everything made of them goes.
#[derive(Debug)]
pub(crate) struct Place {
    /// The folder of the workspace.
    pub(crate) root: PathBuf,
    /// Where cargo builds.
    pub(crate) target: PathBuf,
    /// Where the package and its parts are made.
    pub(crate) out: PathBuf,
}

impl Place {
    /// The place of a checkout.
    pub(crate) fn of(root: &Path) -> Result<Self, Failure> {
        let target = Metadata::read(root)?.target_directory;
        Ok(Self { root: root.to_owned(), out: target.join("apk"), target })
    }
}

/// The options of `cargo xtask apk`.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Options {
    /// Only for this kind of phone; several times for several.
    #[arg(long, value_parser = abi)]
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
    sizes: size::Arguments,
}

fn abi(name: &str) -> Result<Abi, String> {
    let names = || ABIS.map(|abi| abi.name).join(", ");
    ABIS.into_iter().find(|abi| abi.name == name).ok_or_else(|| format!("kinds of phones are {}", names()))
}

/// The options of `cargo xtask try`.
#[derive(Debug, clap::Args)]
pub(crate) struct Trial {
    /// Only for this kind of phone; several times for several.
    #[arg(long, value_parser = abi)]
    abi: Vec<Abi>,
}

/// `cargo xtask try`.
pub(crate) fn try_out(root: &Path, arguments: &Trial) -> Result<(), Failure> {
    trial::run(root, &wanted(&arguments.abi))
}

/// All kinds of phones where none was named.
fn wanted(abis: &[Abi]) -> Vec<Abi> {
    if abis.is_empty() { ABIS.to_vec() } else { abis.to_vec() }
}

/// `cargo xtask apk`.
pub(crate) fn run(root: &Path, arguments: &Options) -> Result<(), Failure> {
    let abis = wanted(&arguments.abi);
    if arguments.libraries_only {
        for abi in abis {
            let file = report::progress(&format!("core for {}", abi.name), || native::build(root, &abi))?;
            println!("    {}", file.display());
        }
        return Ok(());
    }
    let tools = report::progress("tools", || Tools::require(root, !arguments.unsigned_only && !arguments.twice))?;
    tools.lines.iter().for_each(|line| println!("    {line}"));
    let place = Place::of(root)?;
    if arguments.twice {
        return twice::run(&place, &tools, &abis);
    }
    let (built, last) = package(&place, &tools, &abis, arguments)?;
    last.show();
    if arguments.report { last.write(root, &[tools.lines, built.compiled.versions()?].concat()) } else { Ok(()) }
}

/// What all tests say of the package: signed with a throw-away key, it holds what it must; faults are refused; what is in
/// it runs; for one kind of phone, it is built twice the same.
pub(crate) fn step(root: &Path) -> Result<Outcome, Failure> {
    let (tools, emulations) = match (Tools::require(root, true), Emulation::require(&ABIS)) {
        (Ok(tools), Ok(emulations)) => (tools, emulations),
        (Err(missing), Ok(_)) | (Ok(_), Err(missing)) => return Ok(Outcome::Skipped { why: missing.to_string() }),
        (Err(first), Err(second)) => return Ok(Outcome::Skipped { why: format!("{first} {second}") }),
    };
    let place = Place::of(root)?;
    let (built, last) = package(&place, &tools, &ABIS, &Options { prove: true, ..Options::default() })?;
    let mut lines = trial::shipped(&place, &built, &emulations)?;
    lines.push(twice::again(&place, &tools, &built, TWICE)?);
    lines.push(format!("package: {} bytes", report::thousands(last.size)));
    Ok(Outcome::done(lines))
}

/// The package with everything that was asked for.
fn package(place: &Place, tools: &Tools, abis: &[Abi], arguments: &Options) -> Result<(Built, Last), Failure> {
    let built = build(place, tools, abis)?;
    let folder = arguments.out.as_ref().unwrap_or(&place.out);
    let name = |more: &str| file_name(&built.version, abis, more);
    let unsigned = folder.join(name("-unsigned.apk"));
    run::write_bytes(&unsigned, &run::read_bytes(&built.file)?)?;
    let mut last = Last::of(&built, &unsigned)?;
    if !arguments.unsigned_only {
        let signed = folder.join(name(".apk"));
        report::progress("signature", || {
            let key = Key::find(place, &built.compiled)?;
            key.sign(&built.compiled, &unsigned, &signed)?;
            let fingerprint = sign::verify(&built.compiled, &signed)?;
            // Signing could have moved something.
            gates::check(&built.compiled, &signed, &built.expected(place, tools)?)?;
            last.signed(&signed, &key, &fingerprint)
        })?;
    }
    if arguments.bundle {
        let bundle = folder.join(name(".aab"));
        report::progress("bundle", || {
            let linked =
                package::link(place, &built.compiled, &built.compiled.manifest(), &built.version, Form::Bundle)?;
            let libraries = package::libraries(&built.compiled, &built.libraries)?;
            let unsigned = package::bundle(place, &built.compiled, &linked, &built.dex, libraries)?;
            gates::check_bundle(&unsigned, &built.expected(place, tools)?)?;
            Key::find(place, &built.compiled)?.sign_bundle(&built.compiled, &unsigned, &bundle)
        })?;
        println!("    {}: {} bytes", bundle.display(), report::thousands(run::read_bytes(&bundle)?.len() as u64));
    }
    let whole = (abis.len() == ABIS.len()).then_some(last.size);
    let libraries: Vec<_> = built.libraries.iter().map(|(abi, library)| (abi.target, library)).collect();
    last.sizes = size::packaged(&place.root, &libraries, whole, &arguments.sizes)?;
    if arguments.prove {
        prove::run(place, tools, &built)?;
    }
    Ok((built, last))
}

/// What a build gives.
pub(crate) struct Built {
    version: Version,
    abis: Vec<Abi>,
    compiled: Compiled,
    libraries: Vec<(Abi, Library)>,
    /// The rules for what the manifest names.
    kept: PathBuf,
    /// The code, in an archive.
    dex: PathBuf,
    /// The unsigned package.
    file: PathBuf,
    seen: Seen,
}

/// Everything up to the unsigned package, which is looked at before anybody signs it.
fn build(place: &Place, tools: &Tools, abis: &[Abi]) -> Result<Built, Failure> {
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
    fn expected(&self, place: &Place, tools: &Tools) -> Result<Expected<'_>, Failure> {
        Expected::of(place, &self.abis, &self.version, Machine::this(place, &tools.native.sysroot))
    }
}

/// `widerspruch-0.1.0.apk`, and more where it is no package for everybody.
fn file_name(version: &Version, abis: &[Abi], more: &str) -> String {
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
    fn a_package_that_is_not_for_everybody_says_so() {
        let version = Version { name: "0.1.0".to_owned(), code: 1000 };
        assert_eq!(file_name(&version, &ABIS, ".apk"), "widerspruch-0.1.0.apk");
        assert_eq!(file_name(&version, &ABIS[..1], "-unsigned.apk"), "widerspruch-0.1.0-arm64-v8a-unsigned.apk");
        assert_eq!(abi("x86_64").unwrap(), ABIS[2]);
        assert_eq!(abi("x86").unwrap_err(), "kinds of phones are arm64-v8a, armeabi-v7a, x86_64");
    }
}
