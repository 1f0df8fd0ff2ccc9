//! Files in and out of the data folder: copies of what the core has written, and of what the person picks.

use std::env;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Size in megabytes of the largest file that is copied to the inbox.
pub(crate) const INBOX_LIMIT_MB: u64 = 20;

/// Why a file could not be copied to the inbox.
#[derive(Debug)]
pub(crate) enum InboxError {
    /// The file cannot be read.
    Unreadable(io::Error),
    /// The file is larger than [`INBOX_LIMIT_MB`].
    TooLarge,
    /// The inbox cannot be written.
    InboxUnwritable(io::Error),
}

/// Returns the path that a person means: `~/` stands for the home folder, and a folder for the suggested name in it.
pub(crate) fn expand_path(typed: &str, name: &str) -> PathBuf {
    let typed = typed.trim();
    let home = env::var_os("HOME").map(PathBuf::from);
    let path = match (typed.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => home.join(rest),
        _ if typed == "~" => env::var_os("HOME").map_or_else(|| typed.into(), PathBuf::from),
        _ => PathBuf::from(typed),
    };
    if path.is_dir() { path.join(name) } else { path }
}

/// Returns `widerspruch` below the XDG data folder; `None` if the environment tells neither that nor the home folder.
pub(crate) fn default_data_folder() -> Option<PathBuf> {
    let absolute = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let data = absolute("XDG_DATA_HOME").or_else(|| absolute("HOME").map(|home| home.join(".local/share")))?;
    Some(data.join("widerspruch"))
}

/// A file that is being written and has no name yet, readable for the owner only: it holds names, letters and pictures.
/// What has no name at the end of the program is gone, and so it is after a crash.
#[derive(Debug)]
pub(crate) struct NewFile {
    file: Unnamed,
    /// Why it could not be written.
    error: Option<io::Error>,
}

/// Where a file lies that has no name yet.
#[derive(Debug)]
enum Unnamed {
    #[cfg(target_os = "linux")]
    Nowhere(File),
    /// Under a name that nobody was told, on file systems where nothing can lie without.
    Temporary(NamedTempFile),
}

impl NewFile {
    /// Begins a file that will get a name in this folder.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub(crate) fn in_folder(folder: &Path) -> io::Result<Self> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        #[cfg(target_os = "linux")]
        if let Some(file) = nameless::make_in(folder)? {
            return Ok(Self { file: Unnamed::Nowhere(file), error: None });
        }
        // Files of this kind are made with mode 0600.
        Ok(Self { file: Unnamed::Temporary(NamedTempFile::new_in(folder)?), error: None })
    }

    /// Returns why it could not be written; `None` if everything was.
    pub(crate) fn error(&self) -> Option<&io::Error> {
        self.error.as_ref()
    }

    fn handle(&mut self) -> &mut File {
        match &mut self.file {
            #[cfg(target_os = "linux")]
            Unnamed::Nowhere(file) => file,
            Unnamed::Temporary(file) => file.as_file_mut(),
        }
    }

    /// Gives the file its name. Where something else has it, the file comes back with the error.
    fn take_name(self, name: &Path) -> Result<(), (io::Error, Self)> {
        match self.file {
            #[cfg(target_os = "linux")]
            Unnamed::Nowhere(file) => nameless::give_name(&file, name)
                .map_err(|error| (error, Self { file: Unnamed::Nowhere(file), error: None })),
            Unnamed::Temporary(file) => file
                .persist_noclobber(name)
                .map(drop)
                .map_err(|refused| (refused.error, Self { file: Unnamed::Temporary(refused.file), error: None })),
        }
    }

    /// Gives the file the first of `name.html`, `name-2.html`, `name-3.html` … that is free in a folder.
    ///
    /// # Errors
    /// If it cannot be written to the disk, or the folder cannot be written.
    pub(crate) fn take_free_name(mut self, folder: &Path, name: &str) -> io::Result<PathBuf> {
        self.handle().sync_all()?;
        let mut number = 1;
        loop {
            let target = folder.join(numbered_name(name, number));
            match self.take_name(&target) {
                Ok(()) => return Ok(target),
                Err((error, again)) if error.kind() == ErrorKind::AlreadyExists => self = again,
                Err((error, _)) => return Err(error),
            }
            number += 1;
        }
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.handle().write(bytes);
        if let Err(error) = &written
            && error.kind() != ErrorKind::Interrupted
        {
            self.error = Some(io::Error::new(error.kind(), error.to_string()));
        }
        written
    }

    fn flush(&mut self) -> io::Result<()> {
        self.handle().flush()
    }
}

/// Copies a file to a path that does not exist yet, readable for the owner only: it holds names, letters and pictures.
///
/// # Errors
/// [`ErrorKind::AlreadyExists`] if the path exists, others if it cannot be written. The path holds the whole copy or
/// nothing, also after a crash.
pub(crate) fn copy_without_overwriting(from: &Path, to: &Path) -> io::Result<()> {
    make_without_overwriting(to, &mut File::open(from)?)
}

/// Writes a file at a path that does not exist yet, as [`copy_without_overwriting`] does.
///
/// # Errors
/// [`ErrorKind::AlreadyExists`] if the path exists, others if it cannot be written.
pub(crate) fn write_without_overwriting(to: &Path, bytes: &[u8]) -> io::Result<()> {
    make_without_overwriting(to, &mut &*bytes)
}

fn make_without_overwriting(to: &Path, from: &mut dyn Read) -> io::Result<()> {
    let mut file = NewFile::in_folder(to.parent().unwrap_or(Path::new("")))?;
    io::copy(from, &mut file)?;
    file.handle().sync_all()?;
    file.take_name(to).map_err(|(error, _)| error)
}

/// Files that get a name when they are whole: a crash leaves none of them behind.
#[cfg(target_os = "linux")]
mod nameless {
    use std::fs::{File, OpenOptions};
    use std::io::{self, ErrorKind};
    use std::os::fd::AsRawFd as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    use std::path::Path;

    use rustix::fs::{AtFlags, CWD, OFlags, linkat};

    /// Makes a file without a name, readable for the owner only; `None` where the file system has none.
    pub(super) fn make_in(folder: &Path) -> io::Result<Option<File>> {
        // The bits of open(2), which are positive in a C int.
        let flag = i32::try_from(OFlags::TMPFILE.bits()).expect("flags of open fit into a C int");
        match OpenOptions::new().write(true).mode(0o600).custom_flags(flag).open(folder) {
            Ok(file) => Ok(Some(file)),
            Err(error) if matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::IsADirectory) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Gives the file a name that is free.
    pub(super) fn give_name(file: &File, name: &Path) -> io::Result<()> {
        let nameless = format!("/proc/self/fd/{}", file.as_raw_fd());
        Ok(linkat(CWD, nameless, CWD, name, AtFlags::SYMLINK_FOLLOW)?)
    }
}

/// Copies a file to the first of `name.html`, `name-2.html`, `name-3.html` … that does not exist in a folder.
///
/// # Errors
/// If the folder cannot be written.
pub(crate) fn copy_to_free_name(folder: &Path, from: &Path, name: &str) -> io::Result<PathBuf> {
    let mut number = 1;
    loop {
        let target = folder.join(numbered_name(name, number));
        match copy_without_overwriting(from, &target) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
            done => return done.map(|()| target),
        }
    }
}

/// Copies a picked file to the inbox and returns its path there.
///
/// # Errors
/// The reason why the file is not copied. No partial copy stays in the inbox.
pub(crate) fn copy_to_inbox(data_dir: &Path, picked: &Path) -> Result<PathBuf, InboxError> {
    let limit = INBOX_LIMIT_MB * 1_000_000;
    // Before opening: opening a pipe would wait for its other end.
    if !fs::metadata(picked).map_err(InboxError::Unreadable)?.is_file() {
        return Err(InboxError::Unreadable(io::Error::new(ErrorKind::InvalidData, "not a file")));
    }
    let source = File::open(picked).map_err(InboxError::Unreadable)?;
    let name = picked.file_name().map_or_else(|| "file".into(), |name| name.to_string_lossy().into_owned());
    let inbox = data_dir.join("inbox");
    let made = DirBuilder::new().recursive(true).mode(0o700).create(&inbox);
    made.map_err(InboxError::InboxUnwritable)?;
    let mut number = 1;
    let (mut target, path) = loop {
        let path = inbox.join(numbered_name(&name, number));
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
            Ok(target) => break (target, path),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(InboxError::InboxUnwritable(error)),
        }
    };
    // One byte more than the limit, so that a file that grows meanwhile is refused too.
    let copied = io::copy(&mut source.take(limit + 1), &mut target);
    let refused = match copied {
        Ok(length) if length <= limit => return Ok(path),
        Ok(_) => InboxError::TooLarge,
        Err(error) => InboxError::InboxUnwritable(error),
    };
    // What stays is swept from the inbox a day later.
    let _ = fs::remove_file(&path);
    Err(refused)
}

/// Returns a file name with a number before its extension, from the second file on.
fn numbered_name(name: &str, number: u32) -> String {
    match (number, name.rsplit_once('.')) {
        (1, _) => name.to_owned(),
        (_, Some((stem, extension))) if !stem.is_empty() => format!("{stem}-{number}.{extension}"),
        _ => format!("{name}-{number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn crash_while_saving_leaves_no_file_behind() {
        use std::io::Write as _;
        let folder = tempfile::tempdir().unwrap();
        let names = || fs::read_dir(folder.path()).unwrap().count();
        let mut file = nameless::make_in(folder.path()).unwrap().unwrap();
        file.write_all(b"half").unwrap();
        assert_eq!(names(), 0, "what has a name stays after a crash");
        let saved = folder.path().join("saved");
        nameless::give_name(&file, &saved).unwrap();
        assert_eq!(fs::read(&saved).unwrap(), b"half");
        assert_eq!(nameless::give_name(&file, &saved).unwrap_err().kind(), ErrorKind::AlreadyExists);
    }

    #[test]
    fn copies_are_readable_for_the_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let folder = tempfile::tempdir().unwrap();
        let from = folder.path().join("from");
        fs::write(&from, "records").unwrap();
        let exported = folder.path().join("records.html");
        copy_without_overwriting(&from, &exported).unwrap();
        assert_eq!(mode(&exported), 0o600);
        let picked = copy_to_inbox(folder.path(), &from).unwrap();
        assert_eq!((mode(&picked), mode(picked.parent().unwrap())), (0o600, 0o700));
    }

    #[test]
    fn failed_copy_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("records.html");
        assert!(copy_without_overwriting(folder.path(), &to).is_err(), "a folder cannot be copied");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn existing_file_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&from, "new").unwrap();
        fs::write(&to, "old").unwrap();
        assert_eq!(copy_without_overwriting(&from, &to).unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&to).unwrap(), "old");
        fs::remove_file(&to).unwrap();
        copy_without_overwriting(&from, &to).unwrap();
        assert_eq!(fs::read_to_string(&to).unwrap(), "new");
    }

    #[test]
    fn duplicate_name_gets_the_next_free_number() {
        let folder = tempfile::tempdir().unwrap();
        let from = folder.path().join("pack.html");
        fs::write(&from, "1").unwrap();
        assert_eq!(copy_to_free_name(folder.path(), &from, "pack.html").unwrap(), folder.path().join("pack-2.html"));
        assert_eq!(copy_to_free_name(folder.path(), &from, "pack.html").unwrap(), folder.path().join("pack-3.html"));
        assert!(copy_to_free_name(&folder.path().join("none"), &from, "pack.html").is_err());
    }

    #[test]
    fn number_stands_before_the_extension() {
        assert_eq!(numbered_name("pack.html", 1), "pack.html");
        assert_eq!(numbered_name("pack.html", 2), "pack-2.html");
        assert_eq!(numbered_name("pack", 3), "pack-3");
        assert_eq!(numbered_name(".pack", 2), ".pack-2");
    }

    #[test]
    fn duplicate_name_does_not_overwrite_a_file_in_the_inbox() {
        let folder = tempfile::tempdir().unwrap();
        let picked = folder.path().join("picture.png");
        fs::write(&picked, "1").unwrap();
        let first = copy_to_inbox(folder.path(), &picked).unwrap();
        fs::write(&picked, "2").unwrap();
        let second = copy_to_inbox(folder.path(), &picked).unwrap();
        assert_eq!(first, folder.path().join("inbox/picture.png"));
        assert_eq!(second, folder.path().join("inbox/picture-2.png"));
        assert_eq!((fs::read_to_string(first).unwrap(), fs::read_to_string(second).unwrap()), ("1".into(), "2".into()));
    }

    #[test]
    fn oversized_or_unreadable_file_is_refused_and_leaves_no_partial_copy() {
        let folder = tempfile::tempdir().unwrap();
        let large = folder.path().join("large");
        File::create(&large).unwrap().set_len(INBOX_LIMIT_MB * 1_000_000 + 1).unwrap();
        assert!(matches!(copy_to_inbox(folder.path(), &large), Err(InboxError::TooLarge)));
        assert!(matches!(copy_to_inbox(folder.path(), folder.path()), Err(InboxError::Unreadable(_))));
        assert!(matches!(copy_to_inbox(folder.path(), &folder.path().join("none")), Err(InboxError::Unreadable(_))));
        assert_eq!(fs::read_dir(folder.path().join("inbox")).unwrap().count(), 0);
        File::create(&large).unwrap().set_len(INBOX_LIMIT_MB * 1_000_000).unwrap();
        assert!(copy_to_inbox(folder.path(), &large).is_ok());
        fs::remove_dir_all(folder.path().join("inbox")).unwrap();
        fs::write(folder.path().join("inbox"), "in the way").unwrap();
        assert!(matches!(copy_to_inbox(folder.path(), &large), Err(InboxError::InboxUnwritable(_))));
    }

    #[test]
    fn path_of_a_folder_gets_the_suggested_name() {
        let folder = tempfile::tempdir().unwrap();
        let typed = folder.path().to_string_lossy();
        assert_eq!(expand_path(&typed, "pack.html"), folder.path().join("pack.html"));
        assert_eq!(expand_path(" x.html ", "pack.html"), Path::new("x.html"));
    }
}
