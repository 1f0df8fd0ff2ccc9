//! Finds the programs that building and running a package need, with their versions, and says how to install missing ones.

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::abi::Abi;
use crate::run::{self, Failure};
use crate::{cargo, jdk};

/// The lowest Java version that compiles the app.
const JAVA: u32 = 17;

/// The source of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// A package of Debian or Ubuntu.
    Apt(&'static str),
    /// A component of Rust.
    Rustup(&'static str),
    /// Rust itself.
    Rust,
}

/// The programs found and missing so far.
#[derive(Debug, Default)]
struct Search {
    lines: Vec<String>,
    missing: Vec<(&'static str, Source)>,
}

/// The tools that build the library for phones.
#[derive(Debug)]
pub(crate) struct Native {
    /// Compiles the unwinder.
    pub(crate) clang: PathBuf,
    /// Links the stubs of the phone's libraries.
    pub(crate) linker: PathBuf,
    /// The source of LLVM's libunwind.
    pub(crate) unwinder: PathBuf,
    /// The folder of Rust's toolchain.
    pub(crate) sysroot: PathBuf,
}

/// The tools that build a package.
#[derive(Debug)]
pub(crate) struct Tools {
    pub(crate) native: Native,
    pub(crate) jdk: PathBuf,
    /// A line for each tool, with version and path.
    pub(crate) lines: Vec<String>,
}

impl Native {
    /// Finds the tools; fails with the way to install the missing ones.
    pub(crate) fn require(root: &Path) -> Result<Self, Failure> {
        let mut search = Search::default();
        let native = search.native(root);
        search.end()?;
        native.ok_or_else(|| Failure::Found("Rust's own folder was not found".to_owned()))
    }
}

impl Tools {
    /// Finds the tools, with `signing` also apksigner; fails with the way to install the missing ones.
    pub(crate) fn require(root: &Path, signing: bool) -> Result<Self, Failure> {
        let mut search = Search::default();
        let native = search.native(root);
        let jdk = search.java();
        search.program("Maven", "mvn", Source::Apt("maven"));
        if signing {
            search.program("apksigner", "apksigner", Source::Apt("apksigner"));
        }
        let lines = search.end()?;
        let both = native.zip(jdk).ok_or_else(|| Failure::Found("Rust's own folder was not found".to_owned()))?;
        Ok(Self { native: both.0, jdk: both.1, lines })
    }
}

/// The way to run the library for one kind of phone on this machine.
#[derive(Debug)]
pub(crate) struct Emulation {
    pub(crate) abi: Abi,
    /// Compiles for its processor.
    pub(crate) compiler: PathBuf,
    /// The folder of the C library for its processor; empty for this machine's own.
    pub(crate) system: &'static str,
    /// The emulator; `None` if this machine's processor runs the programs.
    emulator: Option<PathBuf>,
}

/// The programs that emulate the processor of one kind of phone on another machine.
struct Foreign {
    abi: &'static str,
    /// Rust's name of the processor.
    processor: &'static str,
    compiler: &'static str,
    /// The packages with the compiler and the C library.
    packages: &'static str,
    emulator: &'static str,
    /// The folder of that C library.
    system: &'static str,
}

const FOREIGN: [Foreign; 3] = [
    Foreign {
        abi: "arm64-v8a",
        processor: "aarch64",
        compiler: "aarch64-linux-gnu-gcc",
        packages: "gcc-aarch64-linux-gnu libc6-dev-arm64-cross",
        emulator: "qemu-aarch64-static",
        system: "/usr/aarch64-linux-gnu",
    },
    // Android's 32-bit ARM passes floating-point arguments like Debian's armel, not like armhf.
    Foreign {
        abi: "armeabi-v7a",
        processor: "arm",
        compiler: "arm-linux-gnueabi-gcc",
        packages: "gcc-arm-linux-gnueabi libc6-dev-armel-cross",
        emulator: "qemu-arm-static",
        system: "/usr/arm-linux-gnueabi",
    },
    Foreign {
        abi: "x86_64",
        processor: "x86_64",
        compiler: "x86_64-linux-gnu-gcc",
        packages: "gcc-x86-64-linux-gnu libc6-dev-amd64-cross",
        emulator: "qemu-x86_64-static",
        system: "/usr/x86_64-linux-gnu",
    },
];

impl Emulation {
    /// Finds the ways to run libraries for these kinds of phones; fails with the way to install missing programs.
    pub(crate) fn require(abis: &[Abi]) -> Result<Vec<Self>, Failure> {
        let mut search = Search::default();
        let mut found = Vec::new();
        for foreign in FOREIGN {
            let Some(abi) = abis.iter().find(|abi| abi.name == foreign.abi).copied() else { continue };
            if foreign.processor == env::consts::ARCH {
                let compiler = search.program("cc", "cc", Source::Apt("gcc libc6-dev"));
                found.extend(compiler.map(|compiler| Self { abi, compiler, system: "", emulator: None }));
                continue;
            }
            let compiler = search.program(foreign.compiler, foreign.compiler, Source::Apt(foreign.packages));
            let emulator = search.program(foreign.emulator, foreign.emulator, Source::Apt("qemu-user-static"));
            let system = foreign.system;
            found.extend(compiler.map(|compiler| Self { abi, compiler, system, emulator }));
        }
        search.end()?;
        Ok(found)
    }

    /// Returns a command that runs the program in its first argument, with these environment variables.
    pub(crate) fn command(&self, variables: &[(&str, String)]) -> Command {
        match &self.emulator {
            Some(emulator) => {
                let mut command = Command::new(emulator);
                command.args(["-L", self.system]);
                // Set for the program, not for the emulator.
                variables.iter().for_each(|(name, value)| {
                    command.args(["-E", &format!("{name}={value}")]);
                });
                command
            }
            None => {
                let mut command = Command::new("env");
                command.args(variables.iter().map(|(name, value)| format!("{name}={value}")));
                command
            }
        }
    }
}

impl Search {
    fn native(&mut self, root: &Path) -> Option<Native> {
        let clang = self.clang();
        // Whatever the reason, a compiler that does not answer is named as missing. So is every other program below.
        let ask = |arg: &[&str]| run::captured(Command::new("rustc").args(arg).current_dir(root)).ok();
        let (Some(sysroot), Some(version), Ok(host)) =
            (ask(&["--print", "sysroot"]), ask(&["--version"]), cargo::host_target(root))
        else {
            self.missing.push(("Rust", Source::Rust));
            return None;
        };
        let sysroot = PathBuf::from(sysroot.trim());
        let rustlib = sysroot.join("lib/rustlib");
        let linker = self.part("rust-lld", rustlib.join(host).join("bin/gcc-ld/ld.lld"), Source::Rust);
        let source = rustlib.join("src/rust/src/llvm-project/libunwind");
        let unwinder = self.part("rust-src", source, Source::Rustup("rust-src"));
        self.lines.push(tool_line("Rust", version.trim(), &sysroot));
        Some(Native { clang: clang?, linker: linker?, unwinder: unwinder?, sysroot })
    }

    /// Finds clang, in one version for everybody: otherwise packages would differ.
    fn clang(&mut self) -> Option<PathBuf> {
        let program = env::var("CLANG").unwrap_or_else(|_| "clang-19".to_owned());
        self.program("clang (or what CLANG names)", &program, Source::Apt("clang-19"))
    }

    fn java(&mut self) -> Option<PathBuf> {
        let Some(jdk) = jdk::newest_jdk(jdk::jdk_candidates()).filter(|jdk| jdk.version >= JAVA) else {
            self.missing.push(("a JDK from 17 on", Source::Apt("openjdk-17-jdk-headless")));
            return None;
        };
        self.lines.push(tool_line("JDK", &jdk.version.to_string(), &jdk.home));
        Some(jdk.home)
    }

    fn part(&mut self, name: &'static str, path: PathBuf, source: Source) -> Option<PathBuf> {
        if path.exists() {
            return Some(path);
        }
        self.missing.push((name, source));
        None
    }

    fn program(&mut self, name: &'static str, program: &str, source: Source) -> Option<PathBuf> {
        let path = find_on_path(program);
        let version = path.as_ref().and_then(|path| run::captured(Command::new(path).arg("--version")).ok());
        match (path, version) {
            (Some(path), Some(version)) => {
                self.lines.push(tool_line(name, &without_escapes(version.lines().next().unwrap_or_default()), &path));
                Some(path)
            }
            _ => {
                self.missing.push((name, source));
                None
            }
        }
    }

    fn end(self) -> Result<Vec<String>, Failure> {
        if self.missing.is_empty() { Ok(self.lines) } else { Err(Failure::Found(install_instructions(&self.missing))) }
    }
}

/// Words the missing programs as one sentence with one command.
fn install_instructions(missing: &[(&str, Source)]) -> String {
    let names: Vec<&str> = missing.iter().map(|(name, _)| *name).collect();
    let pick = |of: fn(&Source) -> Option<&'static str>| missing.iter().filter_map(move |(_, source)| of(source));
    let apt: BTreeSet<&str> =
        pick(|source| if let Source::Apt(package) = source { Some(package) } else { None }).collect();
    let apt: Vec<&str> = apt.into_iter().collect();
    let rustup: Vec<&str> = pick(|source| if let Source::Rustup(part) = source { Some(part) } else { None }).collect();
    let mut commands = Vec::new();
    if !apt.is_empty() {
        commands.push(format!("sudo apt-get install --no-install-recommends {}", apt.join(" ")));
    }
    if !rustup.is_empty() {
        commands.push(format!("rustup component add {}", rustup.join(" ")));
    }
    let mut text = format!("Missing here: {}.", names.join(", "));
    if !commands.is_empty() {
        text.push_str(&format!(" To get it: `{}`", commands.join(" && ")));
    }
    if missing.iter().any(|(_, source)| *source == Source::Rust) {
        text.push_str(" Rust and its linker come from rustup (https://rustup.rs).");
    }
    text
}

/// Removes escape sequences: Maven prints its name in bold even into a pipe.
fn without_escapes(text: &str) -> String {
    let mut pieces = text.split('\u{1b}');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| text + piece.split_once('m').map_or(piece, |(_, rest)| rest))
}

fn tool_line(name: &str, version: &str, path: &Path) -> String {
    format!("{name}: {version}, {}", path.display())
}

fn find_on_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(program)).find(|path| path.is_file())
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn one_command_installs_everything_missing() {
        let missing = [
            ("clang", Source::Apt("clang-19")),
            ("rust-src", Source::Rustup("rust-src")),
            ("apksigner", Source::Apt("apksigner")),
        ];
        assert_eq!(
            install_instructions(&missing),
            "Missing here: clang, rust-src, apksigner. To get it: `sudo apt-get install --no-install-recommends \
             apksigner clang-19 && rustup component add rust-src`"
        );
        assert!(install_instructions(&[("rust-lld", Source::Rust)]).ends_with("come from rustup (https://rustup.rs)."));
    }

    #[test]
    fn escape_sequences_are_removed() {
        assert_eq!(without_escapes("\u{1b}[1mApache Maven 3.8.7\u{1b}[m"), "Apache Maven 3.8.7");
        assert_eq!(without_escapes("0.9"), "0.9");
    }

    #[test]
    fn missing_program_is_listed_and_found_one_has_a_version() {
        let mut search = Search::default();
        assert_eq!(search.program("nothing", "no-such-program-anywhere", Source::Apt("x")), None);
        assert_eq!(search.missing, [("nothing", Source::Apt("x"))]);
        let mut search = Search::default();
        assert!(search.program("git", "git", Source::Apt("git")).is_some());
        assert!(search.end().unwrap()[0].starts_with("git: git version "));
    }
}
