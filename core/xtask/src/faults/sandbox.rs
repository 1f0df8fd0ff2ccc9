//! A folder in which the program runs: the data folder, the current folder beside it, and what the program printed.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use super::fault::{End, Fault, Traced};
use super::tracer;
use crate::run::Failure;

/// The first argument with which `cargo xtask` starts itself, to become the traced program behind it.
pub(crate) const LAUNCH: &str = "become-traced";

/// Where files lie in memory on Linux: a sync takes no time there, and what a disk does is not judged anyway.
const MEMORY: &str = "/dev/shm";

/// A folder in which the program runs.
pub(crate) struct Sandbox {
    folder: tempfile::TempDir,
    program: PathBuf,
}

/// What a call of the program ended with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) end: End,
    pub(crate) output: String,
    pub(crate) errors: String,
}

/// The files below a sandbox with what they hold, without what differs from run to run.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

impl Sandbox {
    /// Makes an empty sandbox for a program.
    pub(crate) fn new(program: &Path) -> Result<Self, Failure> {
        let make = tempfile::Builder::new().prefix("faults-").to_owned();
        let folder = make.tempdir_in(MEMORY).or_else(|_| make.tempdir());
        let folder = folder.map_err(|error| failure(&std::env::temp_dir(), error))?;
        let sandbox = Self { folder, program: program.to_owned() };
        for name in ["watched", "watched/here"] {
            fs::create_dir(sandbox.folder.path().join(name)).map_err(|error| failure(program, error))?;
        }
        Ok(sandbox)
    }

    /// Makes a copy. Its data folder counts as the same, not as a copied one, unless `moved` is set.
    pub(crate) fn copy(&self, moved: bool) -> Result<Self, Failure> {
        let copy = Self::new(&self.program)?;
        copy_folder(&self.watched(), &copy.watched()).map_err(|error| failure(&self.watched(), error))?;
        if !moved {
            copy.settle().map_err(|error| failure(&copy.watched(), error))?;
        }
        Ok(copy)
    }

    /// Writes the number of the file into `device.txt`, by which the app tells a copy.
    fn settle(&self) -> io::Result<()> {
        let path = self.data("device.txt");
        let Ok(text) = fs::read_to_string(&path) else { return Ok(()) };
        let number = fs::metadata(&path)?.ino();
        let lines = text.lines().map(|line| match line.split_once(' ') {
            Some(("inode", _)) => format!("inode {number}\n"),
            _ => format!("{line}\n"),
        });
        let lines: String = lines.collect();
        // Without replacing the file, which would get another number.
        OpenOptions::new().write(true).truncate(true).open(path)?.write_all(lines.as_bytes())
    }

    /// Returns a path in the data folder.
    pub(crate) fn data(&self, path: &str) -> PathBuf {
        self.watched().join("data").join(path)
    }

    /// Returns a path in the current folder of the program.
    pub(crate) fn here(&self, path: &str) -> PathBuf {
        self.watched().join("here").join(path)
    }

    fn watched(&self) -> PathBuf {
        self.folder.path().join("watched")
    }

    /// Runs the program to its end.
    pub(crate) fn run(&self, now: &str, arguments: &[String]) -> Result<Answer, Failure> {
        let mut command = Command::new(&self.program);
        self.prepare(command.args(self.arguments(now, arguments)));
        let output = command.stdin(Stdio::null()).output().map_err(|error| failure(&self.program, error))?;
        let end = output.status.code().map_or(End::Crashed, End::Exited);
        Ok(Answer { end, output: text(&output.stdout), errors: text(&output.stderr) })
    }

    /// Runs the program with a fault put in, or only counts its calls. `None` where tracing is not allowed.
    pub(crate) fn run_traced(
        &self,
        now: &str,
        arguments: &[String],
        fault: Option<(usize, Fault)>,
    ) -> Result<Option<(Answer, Traced)>, Failure> {
        let all = [vec![self.program.clone().into_os_string()], self.arguments(now, arguments)].concat();
        self.trace(&all, fault)
    }

    /// Runs any program like [`Self::run_traced`].
    pub(crate) fn trace(
        &self,
        program: &[OsString],
        fault: Option<(usize, Fault)>,
    ) -> Result<Option<(Answer, Traced)>, Failure> {
        let xtask = std::env::current_exe().map_err(|error| failure(&self.program, error))?;
        let mut command = Command::new(xtask);
        self.prepare(command.arg(LAUNCH).args(program));
        let paths = ["output", "errors"].map(|name| self.folder.path().join(name));
        let [output, errors] = &paths;
        let open = |path: &PathBuf| File::create(path).map_err(|error| failure(path, error));
        command.stdin(Stdio::null()).stdout(open(output)?).stderr(open(errors)?);
        let Some(traced) = tracer::run_traced(&mut command, &self.watched(), fault)? else { return Ok(None) };
        let read = |path: &PathBuf| fs::read(path).map(|bytes| text(&bytes)).map_err(|error| failure(path, error));
        Ok(Some((Answer { end: traced.end, output: read(output)?, errors: read(errors)? }, traced)))
    }

    fn arguments(&self, now: &str, arguments: &[String]) -> Vec<OsString> {
        let mut all: Vec<OsString> = vec!["--data-dir".into(), self.data("").into(), "--now".into(), now.into()];
        all.extend(arguments.iter().map(OsString::from));
        all
    }

    fn prepare(&self, command: &mut Command) {
        command.env_clear().env("HOME", self.here("")).env("LC_ALL", "en_IE.UTF-8").env("TMPDIR", self.folder.path());
        command.current_dir(self.here(""));
    }

    /// Returns all files with what they hold. What differs from run to run is taken out: the name of the installation, the
    /// checksums that follow from it, the number of a file.
    pub(crate) fn files(&self) -> Result<Files, Failure> {
        let root = self.watched();
        let mut files = Files::new();
        read_folder(&root, &root, &self.installations(), &mut files).map_err(|error| failure(&root, error))?;
        // Files with corrupt lines are named by a checksum.
        let mut steady = Files::new();
        let mut damaged = 0;
        for (name, bytes) in files {
            let folder = name.split_once("/damaged-").map(|(folder, _)| folder.to_owned());
            damaged += usize::from(folder.is_some());
            steady.insert(folder.map_or(name, |folder| format!("{folder}/damaged {damaged}")), bytes);
        }
        Ok(steady)
    }

    /// Returns the names of the installation: the one that it has, and those that it had here.
    pub(crate) fn installations(&self) -> Vec<String> {
        let facts = fs::read_to_string(self.data("device.txt")).unwrap_or_default();
        let now = facts.lines().find_map(|line| line.strip_prefix("installation ")).map(str::to_owned);
        let journals = self.journals().unwrap_or_default();
        let ids = journals.values().flatten().filter_map(|line| line.split_once("\"id\":\"")?.1.split_once('-'));
        let mut all: Vec<String> = ids.map(|(installation, _)| installation.to_owned()).chain(now).collect();
        all.retain(|name| name.len() == 16);
        all.sort();
        all.dedup();
        all
    }

    /// Returns the lines of all journals, by journal.
    pub(crate) fn journals(&self) -> Result<BTreeMap<String, Vec<String>>, Failure> {
        let files = self.raw_files()?;
        let journals = files.into_iter().filter(|(name, _)| name.ends_with("/journal.jsonl"));
        Ok(journals.map(|(name, bytes)| (name, text(&bytes).lines().map(str::to_owned).collect())).collect())
    }

    fn raw_files(&self) -> Result<Files, Failure> {
        let root = self.watched();
        let mut files = Files::new();
        read_folder(&root, &root, &[], &mut files).map_err(|error| failure(&root, error))?;
        Ok(files)
    }
}

/// Returns a time at which everything is swept that a day is given: two days from now, as the clock of the disk tells.
pub(crate) fn days_later() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()) + 2 * 86_400;
    format!("{}T12:00:00Z", day_of(seconds / 86_400))
}

/// Returns the day with a number from 1970 on, as in a calendar.
fn day_of(number: u64) -> String {
    let (mut year, mut rest) = (1970, number);
    let is_leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    while rest >= 365 + u64::from(is_leap(year)) {
        rest -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let months = [31, 28 + u64::from(is_leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 0;
    while rest >= months[month] {
        rest -= months[month];
        month += 1;
    }
    format!("{year:04}-{:02}-{:02}", month + 1, rest + 1)
}

fn failure(path: &Path, error: io::Error) -> Failure {
    Failure::File { path: path.to_owned(), error }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            fs::create_dir_all(&target)?;
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn read_folder(root: &Path, folder: &Path, installations: &[String], files: &mut Files) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
        if path.is_dir() {
            files.insert(format!("{name}/"), Vec::new());
            read_folder(root, &path, installations, files)?;
        } else {
            let bytes = fs::read(&path)?;
            files.insert(name, if installations.is_empty() { bytes } else { steady(&path, bytes, installations) });
        }
    }
    Ok(())
}

/// Takes out of a file what differs from run to run.
fn steady(path: &Path, bytes: Vec<u8>, installations: &[String]) -> Vec<u8> {
    let Ok(mut content) = String::from_utf8(bytes.clone()) else { return bytes };
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    for installation in installations {
        content = content.replace(installation, "installation");
    }
    let line = |line: &str| match name {
        // Behind the checksum.
        "journal.jsonl" => line.get(9..).unwrap_or(line).to_owned(),
        "device.txt" if line.starts_with("inode ") => "inode".to_owned(),
        _ => line.to_owned(),
    };
    let ends = content.ends_with('\n');
    let mut lines = content.lines().map(line).collect::<Vec<_>>().join("\n");
    if ends {
        lines.push('\n');
    }
    lines.into_bytes()
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn days_are_counted_as_in_a_calendar() {
        for (number, day) in [(0, "1970-01-01"), (59, "1970-03-01"), (11_016, "2000-02-29"), (20_787, "2026-11-30")] {
            assert_eq!(day_of(number), day);
        }
    }

    #[test]
    fn what_differs_from_run_to_run_is_taken_out() {
        let steady = |name: &str, text: &str| steady(Path::new(name), text.as_bytes().to_vec(), &["0af9".to_owned()]);
        assert_eq!(steady("p1/journal.jsonl", "12345678 {\"id\":\"0af9-1\"}\n"), b"{\"id\":\"installation-1\"}\n");
        assert_eq!(steady("device.txt", "installation 0af9\ninode 77\n"), b"installation installation\ninode\n");
        assert_eq!(steady("here/a.txt", "12345678 0af9"), b"12345678 installation");
    }
}
