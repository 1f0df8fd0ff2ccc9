//! What the tests share: calling the program as a shell would, in a folder and an environment of its own.
#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub(crate) mod seat;

/// Somebody without any rights, on every Linux.
const NOBODY: u32 = 65534;

/// A Monday evening.
pub(crate) const NOW: &str = "2026-11-23T20:00:00+01:00";

/// The program.
pub(crate) fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_widerspruch"))
}

/// A person's system: language, letters and a data folder.
pub(crate) struct System {
    pub(crate) folder: TempDir,
    pub(crate) variables: Vec<(&'static str, String)>,
}

impl System {
    /// A system of that locale, with nothing kept yet.
    pub(crate) fn new(locale: &str) -> Self {
        Self { folder: TempDir::new().unwrap(), variables: vec![("LANG", locale.to_owned())] }
    }

    /// The same with a person in it, who has gone through the welcome screen.
    pub(crate) fn welcomed(locale: &str) -> Self {
        let system = Self::new(locale);
        let done = system.call(&["do", "welcome", "country=DE"]);
        assert_eq!(done.status, 0, "{done:?}");
        system
    }

    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.variables.retain(|(known, _)| *known != name);
        self.variables.push((name, value.to_owned()));
        self
    }

    /// The same with a desktop that is a script: it notes what it is asked to open and ends as told.
    pub(crate) fn with_desktop(self, status: u8) -> Self {
        let opener = self.folder.path().join("xdg-open");
        let note = self.folder.path().join("opened");
        let script =
            format!("#!/bin/sh\necho noise; echo noise >&2; echo \"$1\" > {}; exit {status}\n", note.display());
        fs::write(&opener, script).unwrap();
        fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
        let path = self.folder.path().to_string_lossy().into_owned();
        self.with("DISPLAY", ":0").with("PATH", &path)
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub(crate) fn journal(&self) -> PathBuf {
        self.data().join("profiles/p1/journal.jsonl")
    }

    /// The program with an environment of which nothing is left but what this system sets.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        self.command_of(program(), arguments)
    }

    pub(crate) fn command_of(&self, program: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.env_clear().envs(self.variables.iter().map(|(name, value)| (*name, value.as_str())));
        command.arg("--data-dir").arg(self.data()).args(["--now", NOW]).args(arguments);
        command.current_dir(self.folder.path()).stdin(Stdio::null());
        command
    }

    pub(crate) fn call(&self, arguments: &[&str]) -> Done {
        Done::of(self.command(arguments))
    }
}

/// What a call came to.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) errors: String,
}

impl Done {
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

/// The program where somebody without rights can start it, and a command that starts it so.
pub(crate) struct Unprivileged {
    folder: TempDir,
    program: PathBuf,
}

impl Unprivileged {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let copy = folder.path().join("widerspruch");
        // By another program: a file that this one has open for writing, a call that starts at that moment on another
        // thread has too, and a program that is open for writing cannot be run.
        assert!(Command::new("cp").arg(program()).arg(&copy).status().unwrap().success());
        for path in [folder.path(), &copy] {
            fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        Self { folder, program: copy }
    }

    pub(crate) fn call(&self, system: &System, arguments: &[&str]) -> Done {
        Done::of(self.command(system, arguments))
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

/// Lets everybody read a folder and nobody but its owner write it, its owner neither unless that is root.
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

pub(crate) fn make_writable(folder: &Path) {
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        make_writable(&entry);
    }
}
