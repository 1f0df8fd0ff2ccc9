//! Places in the data folder, and errors that say what was being done there.
//!
//! Such an error is one line for whoever mends a fault: `write profiles/p1/journal.jsonl: No space left on device (os
//! error 28)`. It reveals nothing about the person: no path of the folder, no name that is not the app's own.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Beginning of the name that a person's folder has while it is being erased.
pub(super) const ERASED: &str = ".erased-";

/// Beginning of the names of files with corrupt lines.
pub(super) const DAMAGED: &str = "damaged-";

/// A path in the data folder. As text it is the part below the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    path: PathBuf,
    /// Number of names at the end of the path that lie below the data folder.
    below: usize,
}

impl Place {
    /// Makes the place of the data folder itself.
    pub(crate) fn data_folder(path: &Path) -> Self {
        Self { path: path.to_owned(), below: 0 }
    }

    /// Returns the full path.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns a place inside this folder. The path is relative and names its folders by `/`.
    pub(crate) fn join(&self, path: &str) -> Self {
        Self { path: self.path.join(path), below: self.below.saturating_add(Path::new(path).iter().count()) }
    }

    /// Returns the folder of this place; `None` if that is the current folder or the root.
    pub(super) fn parent(&self) -> Option<Self> {
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty())?;
        Some(Self { path: folder.to_owned(), below: self.below.saturating_sub(1) })
    }

    /// Returns the place of another name in the same folder.
    pub(super) fn with_file_name(&self, name: &str) -> Self {
        Self { path: self.path.with_file_name(name), below: self.below }
    }

    /// Returns the place of the same name with another ending.
    pub(super) fn with_extension(&self, extension: &str) -> Self {
        Self { path: self.path.with_extension(extension), below: self.below }
    }

    /// Returns the place of the same name with something behind it.
    pub(super) fn with_end(&self, end: &str) -> Self {
        let mut path = self.path.as_os_str().to_owned();
        path.push(end);
        Self { path: path.into(), below: self.below }
    }
}

impl AsRef<Path> for Place {
    fn as_ref(&self) -> &Path {
        &self.path
    }
}

impl Display for Place {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        if self.below == 0 {
            return to.write_str("the data folder");
        }
        let names: Vec<_> = self.path.iter().rev().take(self.below).map(|name| told(name.to_str())).collect();
        for (at, name) in names.iter().rev().enumerate() {
            if at > 0 {
                to.write_str("/")?;
            }
            to.write_str(name)?;
        }
        Ok(())
    }
}

/// Adds to the error of a result what was being done, and where.
pub(super) trait IoContext<T> {
    /// Makes the error say what was being done. The kind of the error stays, and an error that says so already stays as
    /// it is.
    fn context(self, doing: &str, place: &Place) -> io::Result<T>;
}

impl<T> IoContext<T> for io::Result<T> {
    fn context(self, doing: &str, place: &Place) -> Self {
        self.map_err(|error| explained(error, doing, place))
    }
}

fn explained(error: io::Error, doing: &str, place: &Place) -> io::Error {
    match error.get_ref() {
        Some(known) if known.is::<Failure>() => error,
        _ => failure(error.kind(), format!("{doing} {place}: {error}")),
    }
}

/// Makes an error of a rule of our own: what was being done, where, and what the rule found.
pub(super) fn refusal(kind: ErrorKind, doing: &str, place: &Place, why: &str) -> io::Error {
    failure(kind, format!("{doing} {place}: {why}"))
}

/// Makes the error of a write that failed and could not be taken back either. Its kind is none of those for which the app
/// says that nothing was noted.
pub(super) fn not_taken_back(place: &Place, error: &io::Error, cause: &io::Error) -> io::Error {
    refusal(ErrorKind::Other, "take back", place, &format!("{cause}; what was to be taken back: {error}"))
}

/// Makes an error that is already a whole line.
pub(super) fn failure(kind: ErrorKind, line: String) -> io::Error {
    io::Error::new(kind, Failure(line))
}

/// What was being done, where, and why it failed, as one line.
#[derive(Debug)]
struct Failure(String);

impl Display for Failure {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str(&self.0)
    }
}

impl Error for Failure {}

/// Returns a name in the data folder if the app gave it, else `…`: a picked file has a name that a person chose, and so
/// has whatever else was put into the folder.
fn told(name: Option<&str>) -> &str {
    const OURS: [&str; 14] = [
        "profiles",
        "app",
        "evidence",
        "inbox",
        "outbox",
        "lock",
        "no-backup",
        "no-backup.new",
        "device.txt",
        "device.new",
        "unfinished.txt",
        "unfinished.new",
        "journal.jsonl",
        "journal.new",
    ];
    let is_person = |name: &str| {
        let number = name.strip_prefix(ERASED).unwrap_or(name).strip_prefix('p');
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let is_checksum = |text: &str, digits| text.len() == digits && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_damage = |name: &str| {
        let sum = name.strip_prefix(DAMAGED).and_then(|name| name.split_once('.'));
        sum.is_some_and(|(sum, ending)| is_checksum(sum, 8) && ["txt", "new"].contains(&ending))
    };
    let is_picture = |name: &str| name.split_once('.').is_some_and(|(sum, _)| is_checksum(sum, 64));
    let ours = |name: &&str| OURS.contains(name) || is_person(name) || is_damage(name) || is_picture(name);
    name.filter(ours).unwrap_or("…")
}

#[cfg(test)]
mod tests {
    use rustix::io::Errno;

    use super::*;

    fn line(place: &Place, error: Errno) -> String {
        Err::<(), _>(io::Error::from(error)).context("write", place).unwrap_err().to_string()
    }

    #[test]
    fn an_error_says_what_was_done_where_and_what_the_system_answered() {
        let data_dir = Place::data_folder(Path::new("/data/ruth/records"));
        let cases = [
            ("profiles/p1/journal.jsonl", "write profiles/p1/journal.jsonl: No space left on device (os error 28)"),
            (
                "profiles/.erased-p12/journal.jsonl",
                "write profiles/.erased-p12/journal.jsonl: No space left on device (os error 28)",
            ),
            ("app/damaged-0af91234.txt", "write app/damaged-0af91234.txt: No space left on device (os error 28)"),
            // Names that the app did not give.
            ("inbox/ruth.png", "write inbox/…: No space left on device (os error 28)"),
            ("profiles/ruth/damaged-ruth.txt", "write profiles/…/…: No space left on device (os error 28)"),
            ("profiles/p1/evidence/ruth.png", "write profiles/p1/evidence/…: No space left on device (os error 28)"),
        ];
        for (path, wanted) in cases {
            assert_eq!(line(&data_dir.join(path), Errno::NOSPC), wanted);
        }
        assert_eq!(line(&data_dir, Errno::ACCESS), "write the data folder: Permission denied (os error 13)");
        let picture = format!("profiles/p1/evidence/{}.png", "0a".repeat(32));
        assert_eq!(
            line(&data_dir.join(&picture), Errno::ACCESS),
            format!("write {picture}: Permission denied (os error 13)")
        );
        let parent = data_dir.join("profiles/p1").parent().unwrap();
        assert_eq!(line(&parent, Errno::ACCESS), "write profiles: Permission denied (os error 13)");
        let above = data_dir.parent().unwrap();
        assert_eq!(line(&above, Errno::ACCESS), "write the data folder: Permission denied (os error 13)");
    }

    #[test]
    fn an_error_with_its_line_keeps_its_kind_and_its_first_line() {
        let place = Place::data_folder(Path::new("/x")).join("lock");
        for error in [Errno::NOSPC, Errno::DQUOT, Errno::ACCESS, Errno::ROFS, Errno::FBIG, Errno::IO] {
            let once = Err::<(), _>(io::Error::from(error)).context("open", &place).unwrap_err();
            assert_eq!(once.kind(), io::Error::from(error).kind());
            let line = once.to_string();
            let twice = Err::<(), _>(once).context("wait for", &place).unwrap_err();
            assert_eq!((twice.kind(), twice.to_string()), (io::Error::from(error).kind(), line));
        }
    }
}
