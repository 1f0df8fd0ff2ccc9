//! Runs other programs, reads and writes files, and words their failures.

use std::fs;
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A failure, worded for the person at the terminal.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// A program is not installed.
    #[error("{program} is missing. To get it: {install}")]
    Missing {
        program: &'static str,
        /// The command or address to get it.
        install: &'static str,
    },
    /// A program returned an error.
    #[error("{output}\n`{command}` failed")]
    Program {
        command: String,
        /// Everything that the program printed.
        output: String,
    },
    /// A file cannot be read or written.
    #[error("{}: {error}", path.display())]
    File { path: PathBuf, error: io::Error },
    /// A check failed: what is wrong, and what to do about it.
    #[error("{0}")]
    Found(String),
}

/// A program that must be installed, and how to test for it.
pub(crate) struct Tool {
    program: &'static str,
    probe: &'static [&'static str],
    install: &'static str,
}

/// Lists the files of the repository.
pub(crate) const GIT: Tool = Tool {
    program: "git",
    probe: &["git", "--version"],
    install: "your system's package manager, e.g. `apt install git`",
};
/// Formats Rust; missing in rustup's minimal profile.
pub(crate) const RUSTFMT: Tool =
    Tool { program: "rustfmt", probe: &["cargo", "fmt", "--version"], install: "`rustup component add rustfmt`" };
/// Lints Rust; missing in rustup's minimal profile.
pub(crate) const CLIPPY: Tool =
    Tool { program: "clippy", probe: &["cargo", "clippy", "--version"], install: "`rustup component add clippy`" };
/// The source of the standard library, which package builds compile for size.
pub(crate) const RUST_SRC: Tool = Tool {
    program: "rust-src",
    probe: &["sh", "-c", "test -d \"$(rustc --print sysroot)/lib/rustlib/src/rust/library\""],
    install: "`rustup component add rust-src`",
};
/// Builds and tests the Android app.
pub(crate) const MAVEN: Tool = Tool {
    program: "maven",
    probe: &["mvn", "--version"],
    install: "your system's package manager, e.g. `apt install maven`",
};
/// Builds and tests the iPhone app's kit.
pub(crate) const SWIFTC: Tool = Tool {
    program: "swiftc",
    probe: &["swiftc", "--version"],
    install: "`swiftly install latest` (https://www.swift.org/install), or Xcode on a Mac",
};

/// Adds targets; missing where Rust comes from a system's packages.
pub(crate) const RUSTUP: Tool =
    Tool { program: "rustup", probe: &["rustup", "--version"], install: "https://rustup.rs" };

impl Tool {
    /// Fails with the way to install the tool if it is missing.
    pub(crate) fn require(&self) -> Result<(), Failure> {
        let mut probe = Command::new(self.probe[0]);
        probe.args(&self.probe[1..]).stdin(Stdio::null());
        match probe.output() {
            Ok(output) if output.status.success() => Ok(()),
            _ => Err(Failure::Missing { program: self.program, install: self.install }),
        }
    }
}

/// Runs a program and returns its standard output and errors, in the order in which they were printed.
pub(crate) fn captured(command: &mut Command) -> Result<String, Failure> {
    let line = command_line(command);
    let failed = |error: io::Error| Failure::Program { command: line.clone(), output: error.to_string() };
    let (mut reader, writer) = io::pipe().map_err(failed)?;
    command.stdin(Stdio::null()).stdout(writer.try_clone().map_err(failed)?).stderr(writer);
    let mut child = command.spawn().map_err(failed)?;
    // The command holds the writing ends of the pipe; reading ends only once they are closed.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).map_err(failed)?;
    let output = String::from_utf8_lossy(&bytes).into_owned();
    let status = child.wait().map_err(failed)?;
    if status.success() { Ok(output) } else { Err(Failure::Program { command: line, output }) }
}

/// Runs a program and returns its standard output; its standard error is shown only on failure.
pub(crate) fn stdout(command: &mut Command) -> Result<Vec<u8>, Failure> {
    let line = command_line(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| Failure::Program { command: line.clone(), output: error.to_string() })?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(Failure::Program { command: line, output: String::from_utf8_lossy(&output.stderr).into_owned() })
    }
}

/// Runs a program with its output shown as it comes.
pub(crate) fn streamed(command: &mut Command) -> Result<(), Failure> {
    let line = command_line(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::Program { command: line, output: status.to_string() }),
        Err(error) => Err(Failure::Program { command: line, output: error.to_string() }),
    }
}

/// Reads a text file.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::File { path: path.to_owned(), error })
}

/// Reads a file as bytes.
pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| Failure::File { path: path.to_owned(), error })
}

/// Reads a text file; returns `None` if it does not exist.
pub(crate) fn read_if_there(path: &Path) -> Result<Option<String>, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::File { path: path.to_owned(), error }),
    }
}

/// Writes a text file and creates the folders above it.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    write_bytes(path, text.as_bytes())
}

/// Writes bytes to a file and creates the folders above it.
pub(crate) fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error| Failure::File { path: path.to_owned(), error };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(path, bytes).map_err(failed)
}

fn command_line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn output_and_errors_keep_their_order() {
        let text = captured(Command::new("sh").args(["-c", "echo one; echo two >&2; echo three"])).unwrap();
        assert_eq!(text, "one\ntwo\nthree\n");
    }

    #[test]
    fn failing_program_reports_its_whole_output() {
        let failure = captured(Command::new("sh").args(["-c", "echo why; exit 3"])).unwrap_err();
        assert_eq!(failure.to_string(), "why\n\n`sh -c echo why; exit 3` failed");
    }

    #[test]
    fn missing_program_reports_how_to_install_it() {
        let tool = Tool { program: "nothing", probe: &["no-such-program-anywhere"], install: "`install nothing`" };
        assert_eq!(tool.require().unwrap_err().to_string(), "nothing is missing. To get it: `install nothing`");
    }
}
