//! Shared helpers: calling the program as a shell does, in a separate folder and environment.
#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub(crate) mod pty;

/// User id without rights, on every Linux.
const NOBODY: u32 = 65534;

/// The moment of all calls, a Monday evening.
pub(crate) const NOW: &str = "2026-11-23T20:00:00+01:00";

/// Returns the path of the program.
pub(crate) fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_widerspruch"))
}

/// A person's system: environment variables, and a folder with the data folder in it.
pub(crate) struct System {
    pub(crate) folder: TempDir,
    pub(crate) variables: Vec<(&'static str, String)>,
}

impl System {
    /// Creates a system of that locale without records.
    pub(crate) fn new(locale: &str) -> Self {
        Self { folder: TempDir::new().unwrap(), variables: vec![("LANG", locale.to_owned())] }
    }

    /// Creates a system with a person who has finished the welcome screen.
    pub(crate) fn welcomed(locale: &str) -> Self {
        let system = Self::new(locale);
        let done = system.call(&["do", "begin/linkedin", "country=DE"]);
        assert_eq!(done.status, 0, "{done:?}");
        system
    }

    /// Sets a variable of the environment.
    pub(crate) fn with_variable(mut self, name: &'static str, value: &str) -> Self {
        self.variables.retain(|(known, _)| *known != name);
        self.variables.push((name, value.to_owned()));
        self
    }

    /// Adds a desktop whose opener is a script: it writes the address to the file `opened` and exits with the status.
    pub(crate) fn with_desktop(self, status: u8) -> Self {
        let opener = self.folder.path().join("xdg-open");
        let note = self.folder.path().join("opened");
        let script =
            format!("#!/bin/sh\necho noise; echo noise >&2; echo \"$1\" > {}; exit {status}\n", note.display());
        fs::write(&opener, script).unwrap();
        fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
        let path = self.folder.path().to_string_lossy().into_owned();
        self.with_variable("DISPLAY", ":0").with_variable("PATH", &path)
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub(crate) fn journal(&self) -> PathBuf {
        self.data().join("profiles/p1/journal.jsonl")
    }

    /// Returns a call of the program in this system, with no other variables.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        self.command_of(program(), arguments)
    }

    /// As [`Self::command`], for a copy of the program.
    pub(crate) fn command_of(&self, program: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.env_clear().envs(self.variables.iter().map(|(name, value)| (*name, value.as_str())));
        command.arg("--data-dir").arg(self.data()).args(["--now", NOW]).args(arguments);
        command.current_dir(self.folder.path()).stdin(Stdio::null());
        command
    }

    pub(crate) fn call(&self, arguments: &[&str]) -> CallResult {
        CallResult::of(self.command(arguments))
    }
}

/// The exit status and output of a call.
#[derive(Debug)]
pub(crate) struct CallResult {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) errors: String,
}

impl CallResult {
    pub(crate) fn of(mut command: Command) -> Self {
        let Output { status, stdout, stderr } = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self {
            status: status.code().unwrap_or_else(|| panic!("ended by a signal: {status}")),
            out: text(stdout),
            errors: text(stderr),
        }
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

/// A copy of the program that a user without rights can start.
pub(crate) struct Unprivileged {
    folder: TempDir,
    program: PathBuf,
}

impl Unprivileged {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let copy = folder.path().join("widerspruch");
        // By `cp`, not by this process: a child that another thread starts at that moment would inherit the open file,
        // and a program that is open for writing cannot be run.
        assert!(Command::new("cp").arg(program()).arg(&copy).status().unwrap().success());
        for path in [folder.path(), &copy] {
            fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        Self { folder, program: copy }
    }

    pub(crate) fn call(&self, system: &System, arguments: &[&str]) -> CallResult {
        CallResult::of(self.command(system, arguments))
    }

    pub(crate) fn command(&self, system: &System, arguments: &[&str]) -> Command {
        let mut command = system.command_of(&self.program, arguments);
        command.current_dir(self.folder.path());
        if rustix::process::geteuid().is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        command
    }
}

/// Makes a folder readable for everybody and writable for nobody (but root).
pub(crate) fn make_read_only(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            make_read_only(&entry);
        } else {
            fs::set_permissions(&entry, fs::Permissions::from_mode(0o444)).unwrap();
        }
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(0o555)).unwrap();
}

/// Undoes [`make_read_only`] for folders, so that they can be deleted.
pub(crate) fn make_writable(folder: &Path) {
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        make_writable(&entry);
    }
}
