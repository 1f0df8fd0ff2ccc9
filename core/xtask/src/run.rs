//! Runs other programs: captured for a step, streamed for a person who waits, and named when one is missing.

use std::fs;
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Why something did not work, worded for the person at the terminal.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// A program that has to be installed first.
    #[error("{program} is missing. To get it: {install}")]
    Missing {
        /// What is missing.
        program: &'static str,
        /// The one command or place that gets it.
        install: &'static str,
    },
    /// A program that ran and said no.
    #[error("{output}\n`{command}` failed")]
    Program {
        /// The command line.
        command: String,
        /// Everything it printed.
        output: String,
    },
    /// A file that cannot be read or written.
    #[error("{}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// A finding, with what to do about it.
    #[error("{0}")]
    Found(String),
}

/// A program from outside the repository.
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
/// Comes with Rust, unless a minimal profile was chosen.
pub(crate) const RUSTFMT: Tool =
    Tool { program: "rustfmt", probe: &["cargo", "fmt", "--version"], install: "`rustup component add rustfmt`" };
/// Comes with Rust, unless a minimal profile was chosen.
pub(crate) const CLIPPY: Tool =
    Tool { program: "clippy", probe: &["cargo", "clippy", "--version"], install: "`rustup component add clippy`" };
/// The source of the standard library, which packages compile for size.
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

/// Adds targets; Rust from a system's packages comes without it.
pub(crate) const RUSTUP: Tool =
    Tool { program: "rustup", probe: &["rustup", "--version"], install: "https://rustup.rs" };

impl Tool {
    /// Fails with the way to get the tool when it is not there.
    pub(crate) fn require(&self) -> Result<(), Failure> {
        let mut probe = Command::new(self.probe[0]);
        probe.args(&self.probe[1..]).stdin(Stdio::null());
        match probe.output() {
            Ok(output) if output.status.success() => Ok(()),
            _ => Err(Failure::Missing { program: self.program, install: self.install }),
        }
    }
}

/// Runs to the end and gives everything that was printed, in the order in which it was printed.
pub(crate) fn captured(command: &mut Command) -> Result<String, Failure> {
    let line = command_line(command);
    let failed = |error: io::Error| Failure::Program { command: line.clone(), output: error.to_string() };
    let (mut reader, writer) = io::pipe().map_err(failed)?;
    command.stdin(Stdio::null()).stdout(writer.try_clone().map_err(failed)?).stderr(writer);
    let mut child = command.spawn().map_err(failed)?;
    // The command holds this side's writing ends: as long as they are open, reading does not end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).map_err(failed)?;
    let output = String::from_utf8_lossy(&bytes).into_owned();
    let status = child.wait().map_err(failed)?;
    if status.success() { Ok(output) } else { Err(Failure::Program { command: line, output }) }
}

/// Runs to the end and gives what was printed for programs to read; what is printed for people counts on failure only.
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

/// Runs to the end with everything shown as it comes.
pub(crate) fn streamed(command: &mut Command) -> Result<(), Failure> {
    let line = command_line(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::Program { command: line, output: status.to_string() }),
        Err(error) => Err(Failure::Program { command: line, output: error.to_string() }),
    }
}

/// The text of a file.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::File { path: path.to_owned(), error })
}

/// What a file holds.
pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| Failure::File { path: path.to_owned(), error })
}

/// The text of a file, or nothing if there is no such file.
pub(crate) fn read_if_there(path: &Path) -> Result<Option<String>, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::File { path: path.to_owned(), error }),
    }
}

/// Writes a file and the folders above it.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    write_bytes(path, text.as_bytes())
}

/// Writes a file that is no text, and the folders above it.
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
    fn a_failing_program_is_told_with_its_whole_output() {
        let failure = captured(Command::new("sh").args(["-c", "echo why; exit 3"])).unwrap_err();
        assert_eq!(failure.to_string(), "why\n\n`sh -c echo why; exit 3` failed");
    }

    #[test]
    fn a_missing_program_is_told_with_the_way_to_get_it() {
        let tool = Tool { program: "nothing", probe: &["no-such-program-anywhere"], install: "`install nothing`" };
        assert_eq!(tool.require().unwrap_err().to_string(), "nothing is missing. To get it: `install nothing`");
    }
}
