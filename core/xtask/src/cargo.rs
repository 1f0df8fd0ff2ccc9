//! Calls cargo: builds the library for this machine or for a package, and finds its files.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::run::{self, Failure};

/// The package whose library the shells load.
pub(crate) const APP: &str = "widerspruch-app";
/// The library's name in Rust.
pub(crate) const LIBRARY: &str = "widerspruch_core";

/// Tells the linker to leave the generator's metadata out of packages, where nothing reads them. By name, because the
/// compiler's own list of what the library exports is by name, and that wins over a pattern.
pub(crate) const UNUSED_METADATA: &str = "android/native/unused-metadata.ver";
/// The terminal app.
const TERMINAL: &str = "widerspruch";

/// Makes cargo print the paths of artifacts as JSON and errors as text.
const MESSAGES: &str = "--message-format=json-render-diagnostics";

/// The workspace as two builds. In a single build, features would be unified: the generator of the bindings would be
/// compiled again for a minute, and the core would be tested with features that no shell gets.
const PARTS: [(&str, &[&str]); 2] =
    [("core and tests", &["--workspace", "--exclude", "xtask"]), ("xtask", &["--package", "xtask"])];

/// What only tests know, the language made from English above all, as a build of its own: no other may have its feature.
/// It goes to the folder of the named target, as [`build_pretending_library`] says.
const PRETENDED: (&str, &[&str]) =
    ("the made-up language", &["--package", "widerspruch-tests", "--features", "pretend", "--test", "pretend"]);

/// Returns the folder of the workspace.
pub(crate) fn workspace_root() -> PathBuf {
    // Read at run time: a binary that was built in another checkout would hold that one's path.
    let package = env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo: run this as `cargo xtask`");
    let root = Path::new(&package).ancestors().nth(2);
    root.expect("this package is two folders below the root").to_owned()
}

/// Returns a command of the same cargo that runs this program.
pub(crate) fn cargo_command(root: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args).current_dir(root);
    command
}

/// Returns the commands that together cover every package of the workspace, one for each of `PARTS`, with its name.
pub(crate) fn commands_for_both_parts(root: &Path, command: &str, options: &[&str]) -> [(&'static str, Command); 2] {
    PARTS.map(|(name, part)| (name, cargo_command(root, &[&[command], part, &["--locked"], options].concat())))
}

/// Returns the commands that test everything: the two parts, and the screens in the made-up language.
pub(crate) fn test_commands(root: &Path, options: &[&str]) -> Result<Vec<(&'static str, Command)>, Failure> {
    let (name, part) = PRETENDED;
    let host = host_target(root)?;
    let pretended = cargo_command(root, &[&["test"], part, &["--locked", "--target", &host], options].concat());
    Ok(commands_for_both_parts(root, "test", options).into_iter().chain([(name, pretended)]).collect())
}

/// Returns cargo's default target.
pub(crate) fn host_target(root: &Path) -> Result<String, Failure> {
    let version = run::captured(&mut cargo_command(root, &["--version", "--verbose"]))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| Failure::Found("`cargo --version --verbose` names no host".to_owned()))
}

/// Builds the terminal app as the tests do, and returns the program.
pub(crate) fn build_terminal(root: &Path) -> Result<PathBuf, Failure> {
    let args = [&["build"], PARTS[0].1, &["--bin", TERMINAL, "--locked"]].concat();
    run::captured(&mut cargo_command(root, &args))?;
    Ok(Metadata::read(root)?.target_directory.join("debug").join(TERMINAL))
}

/// The built library of the app and the files beside it.
pub(crate) struct Library {
    /// The dynamic library.
    pub(crate) file: PathBuf,
    /// The static library, if it was built as well.
    pub(crate) archive: Option<PathBuf>,
    /// The folder of the package.
    pub(crate) package: PathBuf,
    /// The folder in which the build script wrote the packed catalogue.
    pub(crate) packed: PathBuf,
}

/// Builds the app's library for this machine, with debug assertions, and finds it in cargo's messages.
pub(crate) fn build_host_library(root: &Path) -> Result<Library, Failure> {
    run_build(cargo_command(root, &["build", "--package", APP, "--lib", "--locked"]).arg(MESSAGES))
}

/// Builds the app's library as `build_host_library` does, with what only tests know. It goes to the folder of the named
/// target: a library of this name has no hash in its file's name, so in the same folder each would pass for the other.
pub(crate) fn build_pretending_library(root: &Path) -> Result<Library, Failure> {
    let host = host_target(root)?;
    let args = ["build", "--package", APP, "--lib", "--locked", "--features", "pretend", "--target", &host];
    run_build(cargo_command(root, &args).arg(MESSAGES))
}

/// Extra flags for package builds, on top of the common ones.
#[derive(Debug, Default)]
pub(crate) struct PackageFlags {
    /// Flags for every crate, the standard library included. They replace those of the environment and .cargo/config.toml.
    pub(crate) all_crates: Vec<String>,
    /// Flags for the library alone: changing them does not rebuild its dependencies.
    pub(crate) library_only: Vec<String>,
    /// The target folder, if not cargo's own.
    pub(crate) target_dir: Option<PathBuf>,
}

/// Flags that make the library smaller:
///
/// - of a panic's place only the file and the line: an error's details name them to whoever mends it;
/// - no output of `Debug`: the lint `use_debug` keeps it out of the library's texts;
/// - frame pointers: they shrink the unwinding tables by a third, which is more than they cost;
/// - unwinding tables only for functions that a panic can pass through: the others, a fifth, are known not to panic;
/// - a function with much on its stack stays one of its own, also where only one other calls it: in a frame of kilobytes,
///   every access needs a longer instruction;
/// - abort on a panic inside a destructor: none of our destructors does anything, and during unwinding it aborts anyway.
const SMALL: [&str; 6] = [
    "-Zlocation-detail=file,line",
    "-Zfmt-debug=none",
    "-Cforce-frame-pointers=yes",
    "-Cforce-unwind-tables=no",
    "-Cllvm-args=-inline-max-stacksize=1024",
    "-Zpanic-in-drop=abort",
];

/// Builds the library as it is packaged for `target`: without other packages, whose features would be unified; with the
/// standard library compiled for size and without the symbolizer of backtraces, a fifth of the file. `-Zbuild-std` is
/// unstable, so `RUSTC_BOOTSTRAP` allows it on the stable compiler.
pub(crate) fn build_packaged_library(root: &Path, target: &str, flags: &PackageFlags) -> Result<Library, Failure> {
    let args =
        ["rustc", "--package", APP, "--release", "--lib", "--crate-type", "cdylib", "--locked", "--target", target];
    let std = ["-Zbuild-std=std,panic_unwind", "-Zbuild-std-features=optimize_for_size"];
    let mut command =
        cargo_command(root, &[&args[..], &std, &["--config", "profile.release.strip=\"symbols\"", MESSAGES]].concat());
    if let Some(folder) = &flags.target_dir {
        command.arg("--target-dir").arg(folder);
    }
    let everywhere: Vec<&str> = SMALL.into_iter().chain(flags.all_crates.iter().map(String::as_str)).collect();
    command.env("CARGO_ENCODED_RUSTFLAGS", everywhere.join("\u{1f}"));
    if !flags.library_only.is_empty() {
        command.arg("--").args(&flags.library_only);
    }
    run_build(command.env("RUSTC_BOOTSTRAP", "1"))
}

fn run_build(command: &mut Command) -> Result<Library, Failure> {
    let messages = run::stdout(command)?;
    find_library(&String::from_utf8_lossy(&messages))
        .ok_or_else(|| Failure::Found(format!("cargo built no dynamic library {LIBRARY}: is crate-type still cdylib?")))
}

#[derive(Debug, Deserialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
enum Message {
    CompilerArtifact {
        package_id: String,
        manifest_path: PathBuf,
        target: Target,
        filenames: Vec<PathBuf>,
    },
    BuildScriptExecuted {
        package_id: String,
        out_dir: PathBuf,
    },
    #[serde(other)]
    Other,
}

fn find_library(messages: &str) -> Option<Library> {
    let messages: Vec<Message> = messages.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let (id, manifest, file, archive) = messages.iter().find_map(|message| match message {
        Message::CompilerArtifact { package_id, manifest_path, target, filenames } if target.name == LIBRARY => {
            let dynamic = |file: &&PathBuf| {
                file.extension()
                    .is_some_and(|extension| extension == "so" || extension == "dylib" || extension == "dll")
            };
            let archive = filenames.iter().find(|file| file.extension().is_some_and(|extension| extension == "a"));
            Some((package_id, manifest_path, filenames.iter().find(dynamic)?, archive))
        }
        _ => None,
    })?;
    let packed = messages.iter().find_map(|message| match message {
        Message::BuildScriptExecuted { package_id, out_dir } if package_id == id => Some(out_dir),
        _ => None,
    })?;
    Some(Library {
        file: file.clone(),
        archive: archive.cloned(),
        package: manifest.parent()?.to_owned(),
        packed: packed.clone(),
    })
}

/// The fields of `cargo metadata` that we read.
#[derive(Debug, Deserialize)]
pub(crate) struct Metadata {
    packages: Vec<Package>,
    /// The target folder.
    pub(crate) target_directory: PathBuf,
}

#[derive(Debug, Deserialize)]
struct Package {
    name: String,
    targets: Vec<Target>,
}

#[derive(Debug, Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

impl Metadata {
    /// Reads `cargo metadata`.
    pub(crate) fn read(root: &Path) -> Result<Self, Failure> {
        let json = run::stdout(&mut cargo_command(root, &["metadata", "--locked", "--no-deps", "--format-version=1"]))?;
        serde_json::from_slice(&json).map_err(|error| Failure::Found(format!("`cargo metadata`: {error}")))
    }

    /// Returns the names of the app's targets of one kind, such as "bench" or "example".
    pub(crate) fn target_names(&self, kind: &str) -> Vec<&str> {
        let packages = self.packages.iter().filter(|package| package.name == APP);
        let targets = packages.flat_map(|package| &package.targets).filter(|t| t.kind.iter().any(|k| k == kind));
        targets.map(|target| target.name.as_str()).collect()
    }
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn library_is_found_in_cargo_messages() {
        let messages = r#"
{"reason":"build-script-executed","package_id":"other","linked_libs":[],"out_dir":"build/other/out"}
{"reason":"build-script-executed","package_id":"app","linked_libs":[],"out_dir":"build/app/out"}
{"reason":"compiler-artifact","package_id":"app","manifest_path":"core/app/Cargo.toml","target":{"kind":["custom-build"],"name":"build-script-build"},"filenames":["build-script-build"]}
{"reason":"compiler-artifact","package_id":"app","manifest_path":"core/app/Cargo.toml","target":{"kind":["lib","cdylib"],"name":"widerspruch_core"},"filenames":["libwiderspruch_core.rlib","libwiderspruch_core.a","libwiderspruch_core.so"]}
{"reason":"build-finished","success":true}"#;
        let library = find_library(messages).unwrap();
        assert_eq!(library.file, Path::new("libwiderspruch_core.so"));
        assert_eq!(library.archive.as_deref(), Some(Path::new("libwiderspruch_core.a")));
        assert_eq!(library.package, Path::new("core/app"));
        assert_eq!(library.packed, Path::new("build/app/out"));
    }

    #[test]
    fn missing_dynamic_library_is_noticed() {
        let messages = r#"
{"reason":"build-script-executed","package_id":"app","out_dir":"build/app/out"}
{"reason":"compiler-artifact","package_id":"app","manifest_path":"core/app/Cargo.toml","target":{"kind":["lib"],"name":"widerspruch_core"},"filenames":["libwiderspruch_core.rlib"]}"#;
        assert!(find_library(messages).is_none());
    }
}
