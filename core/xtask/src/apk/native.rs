//! Builds the core as a library for phones without Android's NDK:
//!
//! - The standard library is compiled along, so that Android's need not be fetched.
//! - The linker is that of Rust's toolchain.
//! - Empty stub libraries replace the phone's; they export exactly the symbols of `android/native/bionic-symbols.txt`.
//! - The unwinder, which brings a panic back to the boundary, is compiled from the source that Rust ships.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use super::abi::Abi;
use super::place::Place;
use super::symbols::{AllowedSymbols, SYMBOL_LIST, SYSTEM_LIBRARIES, allowed_symbols};
use super::{archive, elf, tools};
use crate::cargo::{self, LIBRARY, PackageFlags, UNUSED_METADATA};
use crate::hash::sha256_hex;
use crate::run::{self, Failure};

/// The C headers that the unwinder needs.
const HEADERS: &str = "android/native/include";
/// The library that the standard library links against.
const UNWIND: &str = "libunwind.a";
/// The copy of [`UNUSED_METADATA`] that the linker reads.
const VERSION_SCRIPT: &str = "unused-metadata.ver";
/// The sources of the unwinder, each with the arguments for its language.
const UNWINDER: [(&str, &[&str]); 6] = [
    ("libunwind.cpp", CPP),
    ("Unwind-EHABI.cpp", CPP),
    ("UnwindLevel1.c", C),
    ("UnwindLevel1-gcc-ext.c", C),
    ("UnwindRegistersRestore.S", &[]),
    ("UnwindRegistersSave.S", &[]),
];
const CPP: &[&str] = &["-std=c++17", "-fno-exceptions", "-fno-rtti", "-nostdinc++"];
const C: &[&str] = &["-std=c99", "-fexceptions"];
const EVERY_LANGUAGE: [&str; 10] = [
    "-nostdlibinc",
    "-fPIC",
    "-Oz",
    "-ffunction-sections",
    "-fdata-sections",
    "-fvisibility=hidden",
    "-funwind-tables",
    "-D_LIBUNWIND_HIDE_SYMBOLS",
    "-D__BIONIC__",
    "-DNDEBUG",
];

/// Builds and checks the core for one kind of phone. Returns the library's file.
pub(crate) fn build_library_file(root: &Path, abi: &Abi) -> Result<PathBuf, Failure> {
    Ok(build_core_library(&Place::for_workspace(root)?, abi)?.file)
}

/// Builds and checks the core in the folders of `place`.
pub(crate) fn build_core_library(place: &Place, abi: &Abi) -> Result<cargo::Library, Failure> {
    build_with_symbols(place, abi, &allowed_symbols(&place.root, abi)?)
}

/// Builds and checks the core with these symbols to import from the phone.
pub(crate) fn build_with_symbols(
    place: &Place,
    abi: &Abi,
    allowed: &AllowedSymbols,
) -> Result<cargo::Library, Failure> {
    let toolchain = tools::Native::require(&place.root)?;
    let folder = place.out.join("native").join(abi.name);
    archive::remove_folder(&folder)?;
    fs::create_dir_all(&folder).map_err(|error| Failure::File { path: folder.clone(), error })?;
    link_stub_libraries(&toolchain, abi, allowed, &folder)?;
    compile_unwinder(place, &toolchain, abi, &folder)?;
    run::write_bytes(&folder.join(VERSION_SCRIPT), &run::read_bytes(&place.root.join(UNUSED_METADATA))?)?;
    let flags = PackageFlags {
        all_crates: path_remapping_flags(place, &toolchain),
        library_only: linker_flags(place, &content_addressed_folder(&folder)?),
        target_dir: Some(place.target.clone()),
    };
    let library = cargo::build_packaged_library(&place.root, abi.target, &flags).map_err(explain_undefined_symbol)?;
    let bytes = run::read_bytes(&library.file)?;
    elf::check_core_library(abi, &format!("lib{LIBRARY}.so for {}", abi.name), &bytes, allowed)?;
    Ok(library)
}

/// Copies what the linker reads into a folder that is named after its contents. Cargo compares only flags and sources: in
/// a folder with a fixed name, it would keep a library that was linked against older ones.
fn content_addressed_folder(folder: &Path) -> Result<PathBuf, Failure> {
    let libraries = SYSTEM_LIBRARIES.map(|library| format!("{library}.so"));
    let names = libraries.into_iter().chain([UNWIND, VERSION_SCRIPT].map(str::to_owned));
    let parts: Vec<(String, Vec<u8>)> =
        names.map(|name| Ok((name.clone(), run::read_bytes(&folder.join(name))?))).collect::<Result<_, Failure>>()?;
    let all: Vec<u8> = parts.iter().flat_map(|(_, bytes)| bytes.clone()).collect();
    let called = folder.join(&sha256_hex(&all)[..16]);
    for (name, bytes) in parts {
        run::write_bytes(&called.join(name), &bytes)?;
    }
    Ok(called)
}

/// Adds a remedy to the linker's message about an undefined symbol.
fn explain_undefined_symbol(failure: Failure) -> Failure {
    match failure {
        Failure::Program { command, output } if output.contains("undefined symbol") => {
            let output = format!(
                "{output}\nThe core calls something that {SYMBOL_LIST} does not allow. If Android 8 has it, add it there as \
                 its first lines say; if not, the core has to do without."
            );
            Failure::Program { command, output }
        }
        other => other,
    }
}

/// Links a stub for each of the phone's libraries, which exports the allowed symbols.
fn link_stub_libraries(
    toolchain: &tools::Native,
    abi: &Abi,
    allowed: &AllowedSymbols,
    folder: &Path,
) -> Result<(), Failure> {
    for library in SYSTEM_LIBRARIES {
        // The linker refuses an empty library.
        let mut script = format!("__stand_in_{library} = 0;\n");
        for (_, name) in allowed.always.iter().filter(|(of, _)| of == library) {
            script.push_str(&format!("{name} = 0;\n"));
        }
        let file = folder.join(format!("{library}.ld"));
        run::write(&file, &script)?;
        let mut link = Command::new(&toolchain.linker);
        link.args(["-m", abi.emulation, "-shared", "-soname", &format!("{library}.so")]);
        run::captured(link.arg(&file).arg("-o").arg(folder.join(format!("{library}.so"))))?;
    }
    Ok(())
}

/// Compiles LLVM's libunwind into one object file; the linker accepts it under the name of an archive.
fn compile_unwinder(place: &Place, toolchain: &tools::Native, abi: &Abi, folder: &Path) -> Result<(), Failure> {
    let mut link = Command::new(&toolchain.linker);
    link.arg("-r");
    for (source, language) in UNWINDER {
        let object = folder.join(source).with_extension("o");
        let mut compile = Command::new(&toolchain.clang);
        compile.arg(format!("--target={}", abi.clang)).args(EVERY_LANGUAGE).args(language);
        compile.arg("-isystem").arg(place.root.join(HEADERS)).arg("-I").arg(toolchain.unwinder.join("include"));
        run::captured(compile.arg("-c").arg(toolchain.unwinder.join("src").join(source)).arg("-o").arg(&object))?;
        link.arg(object);
    }
    run::captured(link.arg("-o").arg(folder.join(UNWIND)))?;
    Ok(())
}

/// Returns the flags that replace this machine's paths: with them, packages would differ and tell who built them. The
/// compiler applies the last flag that matches.
fn path_remapping_flags(place: &Place, toolchain: &tools::Native) -> Vec<String> {
    let home = env::var_os("HOME").map(PathBuf::from);
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(home.as_ref()?.join(".cargo")));
    // These folders are named after the registry that the crates came from. Where none can be read, none was compiled from.
    let servers = cargo.as_ref().and_then(|cargo| fs::read_dir(cargo.join("registry/src")).ok());
    let mut crates: Vec<PathBuf> = servers.into_iter().flatten().flatten().map(|server| server.path()).collect();
    crates.sort();
    let mut paths: Vec<(PathBuf, &str)> = Vec::new();
    paths.extend(home.map(|home| (home, "/home")));
    paths.extend(cargo.map(|cargo| (cargo, "/cargo")));
    paths.extend(crates.into_iter().map(|folder| (folder, "/crates")));
    paths.push((toolchain.sysroot.clone(), "/rust"));
    paths.push((place.root.clone(), "/widerspruch"));
    paths.push((place.target.clone(), "/widerspruch/target"));
    paths.into_iter().map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display())).collect()
}

fn linker_flags(place: &Place, folder: &Path) -> Vec<String> {
    // A relative path if possible: flags are part of the symbols' hashes, and those decide the order of functions.
    let folder = folder.strip_prefix(&place.root).unwrap_or(folder);
    let mut flags = vec!["-Clinker-flavor=ld.lld".to_owned(), "-Clinker=rust-lld".to_owned()];
    flags.push(format!("-Lnative={}", folder.display()));
    let arguments = [
        // Otherwise a library with missing symbols links, and only the phone notices.
        "--no-undefined",
        // As in .cargo/config.toml, which our own flags replace.
        "-z",
        "max-page-size=16384",
        "--hash-style=gnu",
        "--build-id=none",
        &format!("-soname=lib{LIBRARY}.so"),
        "--no-as-needed",
        // Merges identical functions: no code of ours compares function addresses, which the compiler may merge anyway.
        "--icf=all",
        &format!("--version-script={}", folder.join(VERSION_SCRIPT).display()),
    ];
    flags.extend(arguments.iter().map(|argument| format!("-Clink-arg={argument}")));
    flags.extend(SYSTEM_LIBRARIES.iter().map(|library| format!("-Clink-arg=-l{}", library.trim_start_matches("lib"))));
    flags
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn undefined_symbol_is_reported_with_a_remedy() {
        let output = "rust-lld: error: undefined symbol: memfd_create".to_owned();
        let failure =
            explain_undefined_symbol(Failure::Program { command: "cargo rustc".to_owned(), output }).to_string();
        assert!(failure.contains("memfd_create\nThe core calls something that android/native/bionic-symbols.txt"));
        let other = Failure::Program { command: "cargo rustc".to_owned(), output: "E0308".to_owned() };
        assert_eq!(explain_undefined_symbol(other).to_string(), "E0308\n`cargo rustc` failed");
    }
}
