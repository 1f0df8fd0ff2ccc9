//! `cargo xtask try`: runs the contents of a package without a phone.
//!
//! - The libraries, those for other processors in an emulator: calls recorded with this machine's build are replayed, and
//!   every returned byte is compared.
//! - The shrunk code, as class files: a walk through the bindings on a JVM.
//!
//! Android's own linker and runtime are not covered.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::abi::{Abi, abis_or_all, parse_abi};
use super::archive::{self, Storage};
use super::build::{Built, build_package};
use super::classes::{CodeFormat, RULES};
use super::place::Place;
use super::symbols::SYSTEM_LIBRARIES;
use super::tools::{Emulation, Tools};
use crate::cargo::{self, LIBRARY};
use crate::report;
use crate::run::{self, Failure};

/// The C and Java sources that are compiled to run here.
const SOURCES: &str = "android/try";

/// The options of `cargo xtask try`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Only for this kind of phone; several times for several.
    #[arg(long, value_parser = parse_abi)]
    abi: Vec<Abi>,
}

/// Builds a package and runs its contents.
pub(crate) fn run(root: &Path, arguments: &Arguments) -> Result<(), Failure> {
    let abis = &abis_or_all(&arguments.abi);
    let tools = report::progress("tools", || Tools::require(root, false))?;
    let emulations = Emulation::require(abis)?;
    let place = Place::for_workspace(root)?;
    let built = build_package(&place, &tools, abis)?;
    run_package(&place, &built, &emulations)?.iter().for_each(|line| report::print_line(line));
    Ok(())
}

/// Runs the libraries and the shrunk code of a package. Returns a line about each.
pub(crate) fn run_package(place: &Place, built: &Built, emulations: &[Emulation]) -> Result<Vec<String>, Failure> {
    let mut lines = replay_on_libraries(place, &built.file, emulations)?;
    report::progress("what is left of the code, on a JVM", || walk_shrunk_code(place, built, &place.root.join(RULES)))?;
    lines
        .push("what is left of the code: welcome, confirm and plan on a JVM, every class found by its name".to_owned());
    Ok(lines)
}

/// Records calls with this machine's build and replays them on every library of a package.
fn replay_on_libraries(place: &Place, package: &Path, emulations: &[Emulation]) -> Result<Vec<String>, Failure> {
    let steps = place.out.join("try/calls.txt");
    report::progress("calls, recorded with this machine's build", || {
        let file = steps.to_string_lossy();
        fs::create_dir_all(place.out.join("try")).map_err(|error| Failure::File { path: steps.clone(), error })?;
        let args = ["run", "--quiet", "--locked", "--package", cargo::APP, "--example", "calls", "--", &file];
        run::captured(&mut cargo::cargo_command(&place.root, &args))
    })?;
    let mut lines = Vec::new();
    for emulation in emulations {
        let name = emulation.abi.name;
        let told = report::progress(&format!("replayed on {name}"), || {
            replay_on_library(
                place,
                emulation,
                &archive::read_entry(package, &format!("lib/{name}/lib{LIBRARY}.so"))?,
                &steps,
            )
        })?;
        lines.push(format!("{name}: {}", told.trim()));
    }
    Ok(lines)
}

/// Replays calls on one library. Returns the replaying program's output.
fn replay_on_library(place: &Place, emulation: &Emulation, library: &[u8], steps: &Path) -> Result<String, Failure> {
    let folder = place.out.join("try").join(emulation.abi.name);
    archive::remove_folder(&folder)?;
    let work = folder.join("work");
    fs::create_dir_all(&work).map_err(|error| Failure::File { path: work.clone(), error })?;
    let file = folder.join(format!("lib{LIBRARY}.so"));
    run::write_bytes(&file, library)?;
    let sources = place.root.join(SOURCES);
    let compile = |source: &str, to: &Path, args: &[&str]| {
        let mut compiler = Command::new(&emulation.compiler);
        compiler.args(["-O1", "-Wall", "-Wextra", "-Werror"]).args(args);
        run::captured(compiler.arg(sources.join(source)).arg("-o").arg(to))
    };
    for name in SYSTEM_LIBRARIES {
        // The shim declares functions that the compiler knows with other types, on purpose.
        let args = ["-shared", "-fPIC", "-Wno-builtin-declaration-mismatch", &format!("-Wl,-soname,{name}.so")];
        compile("shim.c", &folder.join(format!("{name}.so")), &args)?;
    }
    let program = folder.join("replay");
    compile("replay.c", &program, &[])?;
    let mut command = emulation.command(&[
        ("LD_LIBRARY_PATH", format!("{}:{}/lib", folder.display(), emulation.system)),
        // Loaded before the system's library, so that the shim's symbols win.
        ("LD_PRELOAD", folder.join("libc.so").display().to_string()),
    ]);
    let told = run::stdout(command.arg(program).arg(&file).arg(steps).current_dir(&work))?;
    Ok(String::from_utf8_lossy(&told).into_owned())
}

/// Shrinks the code by these rules and walks through the remaining classes on a JVM.
pub(crate) fn walk_shrunk_code(place: &Place, built: &Built, rules: &Path) -> Result<(), Failure> {
    let folder = place.out.join("try/classes");
    archive::remove_folder(&folder)?;
    let left = built.compiled.shrink(place, rules, &built.kept, CodeFormat::Classes)?;
    let listed = |name: &str, classes: &BTreeSet<String>| -> Result<PathBuf, Failure> {
        let file = folder.join(name);
        let lines: Vec<&str> = classes.iter().map(String::as_str).collect();
        run::write(&file, &(lines.join("\n") + "\n"))?;
        Ok(file)
    };
    let manifest = listed("manifest.txt", &built.inspected.named)?;
    let bridge = listed("bridge.txt", &classes_named_by_bridge(built)?)?;
    // Only JNA's library for this machine: its classes would replace those that shrinking removed.
    let desktop = folder.join("desktop.jar");
    let mut entries = Vec::new();
    for found in archive::read_archive(&built.compiled.desktop_bridge()?)? {
        if !found.name.ends_with(".class") && !found.name.ends_with('/') {
            entries.push(archive::Entry { name: found.name, bytes: found.bytes, storage: Storage::Packed });
        }
    }
    archive::write_archive(&desktop, entries)?;
    let host = cargo::build_host_library(&place.root)?;
    let path = [left, desktop, built.compiled.framework_classes()?].map(|jar| jar.display().to_string()).join(":");
    let mut java = built.compiled.java("java");
    java.args(["--enable-native-access=ALL-UNNAMED", "-cp", &path]);
    java.arg(format!("-Duniffi.component.{LIBRARY}.libraryOverride={}", host.file.display()));
    java.arg(place.root.join(SOURCES).join("Walk.java"));
    run::captured(java.arg(folder.join("data")).arg(manifest).arg(bridge))?;
    Ok(())
}

/// Returns the classes that JNA's library for phones looks up by name.
fn classes_named_by_bridge(built: &Built) -> Result<BTreeSet<String>, Failure> {
    let abi = built.abis.first().ok_or_else(|| Failure::Found("a package for no phone".to_owned()))?;
    let library = archive::read_entry(&built.file, &format!("lib/{}/libjnidispatch.so", abi.name))?;
    Ok(class_names_in(&library))
}

/// Returns `com.sun.jna.Native` for every text `com/sun/jna/Native` in a library.
fn class_names_in(library: &[u8]) -> BTreeSet<String> {
    let texts = library.split(|byte| *byte == 0).filter_map(|text| std::str::from_utf8(text).ok());
    let names = texts.filter(|text| {
        text.strip_prefix("com/sun/jna/").is_some_and(|name| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/$_".contains(&byte))
        })
    });
    names.map(|name| name.replace('/', ".")).collect()
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn class_names_in_a_library_are_found_by_their_shape() {
        let library =
            b"\x7fELF\0com/sun/jna/Native\0(Lcom/sun/jna/Pointer;)V\0com/sun/jna/Structure$FFIType\0com/sun/jna/\0";
        let names = class_names_in(library);
        assert_eq!(names, ["com.sun.jna.Native", "com.sun.jna.Structure$FFIType"].map(str::to_owned).into());
    }
}
