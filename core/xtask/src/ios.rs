//! `cargo xtask ios`: checks the iPhone app without a Mac. The tests of the kit run against the core built for this
//! machine; the app is type-checked against our written copy of Apple's interfaces.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::report::{self, Outcome};
use crate::run::{self, Failure, RUSTUP, SWIFTC};
use crate::{bindings, cargo};

/// The Swift package of the kit.
const KIT: &str = "ios/WiderspruchKit";

const APP: &str = "ios/Widerspruch";

/// Apple's interfaces as text, as much of them as the app uses.
const STUBS: &str = "ios/Stubs";

/// The handwritten Swift sources, which `swift format` checks.
const WRITTEN: [&str; 4] =
    [APP, "ios/WiderspruchKit/Sources/WiderspruchKit", "ios/WiderspruchKit/Tests", "ios/WiderspruchKit/Package.swift"];

/// Makes the generated header a module.
const MODULE_MAP: &str = "ios/WiderspruchKit/Sources/WiderspruchCoreFFI/include/module.modulemap";

/// The handwritten module map. The generated one builds here but breaks under newer versions of Xcode
/// (mozilla/uniffi-rs#2917), which only this comparison notices.
const MODULE_MAP_LINES: &str = "module WiderspruchCoreFFI {\n    header \"WiderspruchCoreFFI.h\"\n    export *\n}\n";

/// The settings of the app's target in Xcode, as compiler options.
const SETTINGS: [&str; 9] = [
    "-parse-as-library",
    "-swift-version",
    "6",
    "-default-isolation",
    "MainActor",
    "-enable-upcoming-feature",
    "NonisolatedNonsendingByDefault",
    "-enable-upcoming-feature",
    "InferIsolatedConformances",
];

/// Rust's target for the iPhone.
const TARGET: &str = "aarch64-apple-ios";

/// The folders of the sources and of Swift's build.
struct KitFolders<'a> {
    root: &'a Path,
    /// Swift's build folder.
    scratch: PathBuf,
}

/// A named part of the step; returns lines to print.
struct Part {
    name: &'static str,
    run: fn(&KitFolders<'_>) -> Result<Vec<String>, Failure>,
}

const PARTS: [Part; 5] = [
    Part { name: "module map", run: check_module_map },
    Part { name: "kit", run: build_kit },
    Part { name: "tests of the kit with the core of this machine", run: test_kit },
    Part { name: "app against Apple's interfaces as written down", run: type_check_app },
    Part { name: "format of the Swift code", run: check_swift_format },
];

/// Runs the command with a line for each part.
pub(crate) fn run(root: &Path) -> Result<(), Failure> {
    SWIFTC.require()?;
    report::progress("bindings as committed", || bindings::check_committed(root))?;
    let folders = KitFolders::new(root)?;
    for part in PARTS {
        let lines = report::progress(part.name, || (part.run)(&folders))?;
        lines.iter().for_each(|line| report::print_line(&format!("    {line}")));
    }
    if let Outcome::Skipped { why } = report::progress("core for the iPhone", || check_core_for_iphone(root))? {
        report::print_line(&format!("skipped: core for the iPhone: {why}"));
    }
    Ok(())
}

/// Runs the step of `cargo xtask test`; the core for the iPhone is a step of its own.
pub(crate) fn step(root: &Path) -> Result<Outcome, Failure> {
    if let Err(missing) = SWIFTC.require() {
        return Ok(Outcome::Skipped { why: missing.to_string() });
    }
    let folders = KitFolders::new(root)?;
    let mut total = None;
    for part in PARTS {
        total = total.or(report::progress(part.name, || (part.run)(&folders))?.pop());
    }
    Ok(Outcome::Done { lines: Vec::new(), total })
}

/// Type-checks the core for the iPhone; linking would need Apple's tools.
pub(crate) fn check_core_for_iphone(root: &Path) -> Result<Outcome, Failure> {
    // Without rustup, the target may still be installed.
    let args = ["check", "--package", cargo::APP, "--lib", "--locked", "--target", TARGET];
    if RUSTUP.require().is_ok()
        && let Err(failure) = run::captured(Command::new("rustup").args(["target", "add", TARGET]))
    {
        return Ok(Outcome::Skipped { why: format!("`rustup target add {TARGET}` failed: {failure}") });
    }
    match run::captured(&mut cargo::cargo_command(root, &args)) {
        Ok(_) => Ok(Outcome::done(Vec::new())),
        Err(Failure::Program { output, .. }) if output.contains("target may not be installed") => {
            Ok(Outcome::Skipped { why: format!("Rust has no {TARGET}. To get it: `rustup target add {TARGET}`") })
        }
        Err(failure) => Err(failure),
    }
}

impl<'a> KitFolders<'a> {
    fn new(root: &'a Path) -> Result<Self, Failure> {
        Ok(Self { root, scratch: cargo::Metadata::read(root)?.target_directory.join("swift") })
    }

    fn swift(&self, command: &str) -> Command {
        let mut swift = Command::new("swift");
        swift.arg(command).arg("--package-path").arg(self.root.join(KIT));
        swift.arg("--scratch-path").arg(&self.scratch).args(["-Xswiftc", "-warnings-as-errors"]);
        swift
    }
}

fn check_module_map(folders: &KitFolders<'_>) -> Result<Vec<String>, Failure> {
    if run::read(&folders.root.join(MODULE_MAP))? == MODULE_MAP_LINES {
        return Ok(Vec::new());
    }
    Err(Failure::Found(format!("{MODULE_MAP} must be these lines, and never the generated file:\n{MODULE_MAP_LINES}")))
}

fn build_kit(folders: &KitFolders<'_>) -> Result<Vec<String>, Failure> {
    run::captured(&mut folders.swift("build")).map(|_| Vec::new())
}

fn test_kit(folders: &KitFolders<'_>) -> Result<Vec<String>, Failure> {
    let library = cargo::build_host_library(folders.root)?;
    let missing = || Failure::Found("cargo built no static library: is crate-type still staticlib?".to_owned());
    // By its path: in a folder with both libraries, the linker would take the dynamic one.
    let archive = library.archive.ok_or_else(missing)?;
    let output = run::captured(folders.swift("test").args(["--disable-xctest", "-Xlinker"]).arg(archive)).map_err(
        |failure| match failure {
            Failure::Program { command, output } => Failure::Program { command, output: without_passed_tests(&output) },
            other => other,
        },
    )?;
    match count_passed_tests(&output) {
        0 => Err(Failure::Found(format!("{output}\nNo test ran."))),
        tests => Ok(vec![format!("{tests} tests of the iPhone app passed")]),
    }
}

/// Type-checks the app against the stubs of Apple's interfaces, with plain `swiftc`: a module named SwiftUI in the package,
/// which Xcode reads too, would shadow the real one.
fn type_check_app(folders: &KitFolders<'_>) -> Result<Vec<String>, Failure> {
    let mut sources = Vec::new();
    collect_swift_files(&folders.root.join(APP), &mut sources)?;
    sources.sort();
    let map = folders.root.join(MODULE_MAP);
    let mut command = Command::new("swiftc");
    command
        // `-typecheck` is not enough: data races are diagnosed when SIL is generated.
        .args(["-emit-sil", "-wmo", "-o", "/dev/null", "-warnings-as-errors", "-module-name", "Widerspruch"])
        .args(SETTINGS)
        .arg("-I")
        .arg(folders.root.join(STUBS))
        .arg("-I")
        .arg(folders.scratch.join("debug/Modules"))
        .arg("-module-cache-path")
        .arg(folders.scratch.join("interfaces"))
        .args(["-Xcc", &format!("-fmodule-map-file={}", map.display())])
        .args(sources);
    run::captured(&mut command).map(|_| Vec::new())
}

fn check_swift_format(folders: &KitFolders<'_>) -> Result<Vec<String>, Failure> {
    let mut command = Command::new("swift");
    command.args(["format", "lint", "--strict", "--recursive", "--configuration", "ios/.swift-format"]).args(WRITTEN);
    run::captured(command.current_dir(folders.root)).map(|_| Vec::new()).map_err(|finding| {
        Failure::Found(format!(
            "{finding}\nTo mend it: `swift format --in-place --recursive --configuration ios/.swift-format {}`.",
            WRITTEN.join(" ")
        ))
    })
}

/// Collects every Swift file below a folder.
fn collect_swift_files(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let failed = |error| Failure::File { path: folder.to_owned(), error };
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            collect_swift_files(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "swift") {
            found.push(path);
        }
    }
    Ok(())
}

/// Removes the lines of passed tests from the output of a failed run.
fn without_passed_tests(output: &str) -> String {
    let telling = output.lines().filter(|line| !line.starts_with(['◇', '✔', '━', '↳']));
    telling.collect::<Vec<_>>().join("\n")
}

/// Counts the passed tests; a test with arguments counts once for each. Lines are
/// `✔ Test "a title" with 6 test cases passed after 0.1 seconds.`
fn count_passed_tests(output: &str) -> u64 {
    let passed = output.lines().filter_map(|line| {
        let (test, _) = line.split_once(" Test ")?.1.rsplit_once(" passed after ")?;
        // The summary of the run, no test.
        if test.starts_with("run with ") {
            return None;
        }
        let cases = test.rsplit_once(" with ").and_then(|(_, cases)| cases.split_once(" test case")?.0.parse().ok());
        Some(cases.unwrap_or(1))
    });
    passed.sum()
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn passed_tests_are_counted_with_their_cases() {
        let output = "
◇ Test \"a thing\" started.
◇ Test case passing 1 argument error → x to \"a thing that was refused\" started.
✔ Test \"a title with 2 words passed after a while\" passed after 0.002 seconds.
✔ Test \"a thing that was refused\" with 6 test cases passed after 0.1 seconds.
✔ Test thereAreStories() passed after 0.002 seconds.
✔ Test one() with 1 test case passed after 0.002 seconds.
✔ Suite BoundaryTests passed after 10.564 seconds.
✔ Test run with 65 tests in 6 suites passed after 10.564 seconds.
";
        assert_eq!(count_passed_tests(output), 9);
        assert_eq!(count_passed_tests("✔ Test run with 0 tests in 0 suites passed after 0.001 seconds."), 0);
    }

    #[test]
    fn passed_tests_are_removed_from_a_failed_run() {
        let output = "◇ Test a() started.\n✔ Test a() passed after 1 seconds.\n━ Test d() recorded a known issue\n✘ Test b() failed.\nwhy";
        assert_eq!(without_passed_tests(output), "✘ Test b() failed.\nwhy");
    }

    #[test]
    fn generated_module_map_is_refused() {
        let root = tempfile::tempdir().unwrap();
        let folders = KitFolders { root: root.path(), scratch: root.path().join("swift") };
        assert!(check_module_map(&folders).is_err(), "there is none");
        run::write(&root.path().join(MODULE_MAP), MODULE_MAP_LINES).unwrap();
        assert!(check_module_map(&folders).is_ok());
        let generated = MODULE_MAP_LINES.replace("    export *\n", "    export *\n    use \"Darwin\"\n");
        run::write(&root.path().join(MODULE_MAP), &generated).unwrap();
        assert!(check_module_map(&folders).unwrap_err().to_string().contains("never the generated file"));
    }

    #[test]
    fn swift_files_are_collected_recursively() {
        let root = tempfile::tempdir().unwrap();
        for file in ["a.swift", "b/c.swift", "b/d.plist"] {
            run::write(&root.path().join(file), "").unwrap();
        }
        let mut found = Vec::new();
        collect_swift_files(root.path(), &mut found).unwrap();
        found.sort();
        assert_eq!(found, [root.path().join("a.swift"), root.path().join("b/c.swift")]);
    }
}
