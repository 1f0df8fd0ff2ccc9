//! Files in and out: what the core has written goes where the person wants it, what the person picks goes to the inbox.

use std::env;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Largest file that is taken in, in megabytes.
pub(crate) const LIMIT_MB: u64 = 20;

/// Why a file was not taken in.
#[derive(Debug)]
pub(crate) enum NotTaken {
    /// It cannot be read.
    Unreadable,
    /// It is larger than [`LIMIT_MB`].
    TooLarge,
    /// The inbox cannot be written.
    NoRoom,
}

/// A path as people write it: `~/` is the home folder; a folder means the suggested name in it.
pub(crate) fn meant(typed: &str, name: &str) -> PathBuf {
    let typed = typed.trim();
    let home = env::var_os("HOME").map(PathBuf::from);
    let path = match (typed.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => home.join(rest),
        _ if typed == "~" => env::var_os("HOME").map_or_else(|| typed.into(), PathBuf::from),
        _ => PathBuf::from(typed),
    };
    if path.is_dir() { path.join(name) } else { path }
}

/// Copies a file to a place where there is none yet.
///
/// # Errors
/// [`ErrorKind::AlreadyExists`] where there is one, others where it cannot be written; nothing half-written stays.
pub(crate) fn copy_new(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = File::open(from)?;
    let mut target = OpenOptions::new().write(true).create_new(true).open(to)?;
    let copied = io::copy(&mut source, &mut target).and_then(|_| target.sync_all());
    if copied.is_err() {
        // It was made a moment ago by us, so nothing of anybody's is lost.
        let _ = fs::remove_file(to);
    }
    copied
}

/// Copies a file to the first of `name.html`, `name-2.html`, `name-3.html` … that is free in a folder.
///
/// # Errors
/// When the folder cannot be written.
pub(crate) fn copy_into(folder: &Path, from: &Path, name: &str) -> io::Result<PathBuf> {
    let mut number = 1;
    loop {
        let target = folder.join(numbered(name, number));
        match copy_new(from, &target) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
            done => return done.map(|()| target),
        }
    }
}

/// Copies a picked file to the inbox and returns its path there.
///
/// # Errors
/// Which of three reasons it is not taken; nothing of it stays in the inbox then.
pub(crate) fn take_in(data_dir: &Path, picked: &Path) -> Result<PathBuf, NotTaken> {
    let limit = LIMIT_MB * 1_000_000;
    // Asked before opening: a pipe would wait for its other end for ever.
    if !fs::metadata(picked).is_ok_and(|data| data.is_file()) {
        return Err(NotTaken::Unreadable);
    }
    let source = File::open(picked).map_err(|_| NotTaken::Unreadable)?;
    let name = picked.file_name().map_or_else(|| "file".into(), |name| name.to_string_lossy().into_owned());
    let inbox = data_dir.join("inbox");
    fs::create_dir_all(&inbox).map_err(|_| NotTaken::NoRoom)?;
    let mut number = 1;
    let (mut target, path) = loop {
        let path = inbox.join(numbered(&name, number));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(target) => break (target, path),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
            Err(_) => return Err(NotTaken::NoRoom),
        }
    };
    // One byte more than the limit, so that a file that grows meanwhile is noticed too.
    let copied = io::copy(&mut source.take(limit + 1), &mut target);
    match copied {
        Ok(length) if length <= limit => Ok(path),
        other => {
            let _ = fs::remove_file(&path);
            Err(if other.is_ok() { NotTaken::TooLarge } else { NotTaken::NoRoom })
        }
    }
}

fn numbered(name: &str, number: u32) -> String {
    match (number, name.rsplit_once('.')) {
        (1, _) => name.to_owned(),
        (_, Some((stem, ending))) if !stem.is_empty() => format!("{stem}-{number}.{ending}"),
        _ => format!("{name}-{number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&from, "new").unwrap();
        fs::write(&to, "old").unwrap();
        assert_eq!(copy_new(&from, &to).unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&to).unwrap(), "old");
        fs::remove_file(&to).unwrap();
        copy_new(&from, &to).unwrap();
        assert_eq!(fs::read_to_string(&to).unwrap(), "new");
    }

    #[test]
    fn without_anybody_to_ask_the_next_free_name_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let from = folder.path().join("pack.html");
        fs::write(&from, "1").unwrap();
        assert_eq!(copy_into(folder.path(), &from, "pack.html").unwrap(), folder.path().join("pack-2.html"));
        assert_eq!(copy_into(folder.path(), &from, "pack.html").unwrap(), folder.path().join("pack-3.html"));
        assert!(copy_into(&folder.path().join("none"), &from, "pack.html").is_err());
    }

    #[test]
    fn a_taken_name_gets_a_number_before_its_ending() {
        assert_eq!(numbered("pack.html", 1), "pack.html");
        assert_eq!(numbered("pack.html", 2), "pack-2.html");
        assert_eq!(numbered("pack", 3), "pack-3");
        assert_eq!(numbered(".pack", 2), ".pack-2");
    }

    #[test]
    fn a_picked_file_lies_in_the_inbox_and_the_next_of_that_name_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let picked = folder.path().join("picture.png");
        fs::write(&picked, "1").unwrap();
        let first = take_in(folder.path(), &picked).unwrap();
        fs::write(&picked, "2").unwrap();
        let second = take_in(folder.path(), &picked).unwrap();
        assert_eq!(first, folder.path().join("inbox/picture.png"));
        assert_eq!(second, folder.path().join("inbox/picture-2.png"));
        assert_eq!((fs::read_to_string(first).unwrap(), fs::read_to_string(second).unwrap()), ("1".into(), "2".into()));
    }

    #[test]
    fn what_is_too_large_or_no_file_is_not_taken_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let large = folder.path().join("large");
        File::create(&large).unwrap().set_len(LIMIT_MB * 1_000_000 + 1).unwrap();
        assert!(matches!(take_in(folder.path(), &large), Err(NotTaken::TooLarge)));
        assert!(matches!(take_in(folder.path(), folder.path()), Err(NotTaken::Unreadable)));
        assert!(matches!(take_in(folder.path(), &folder.path().join("none")), Err(NotTaken::Unreadable)));
        assert_eq!(fs::read_dir(folder.path().join("inbox")).unwrap().count(), 0);
        File::create(&large).unwrap().set_len(LIMIT_MB * 1_000_000).unwrap();
        assert!(take_in(folder.path(), &large).is_ok());
        fs::remove_dir_all(folder.path().join("inbox")).unwrap();
        fs::write(folder.path().join("inbox"), "in the way").unwrap();
        assert!(matches!(take_in(folder.path(), &large), Err(NotTaken::NoRoom)));
    }

    #[test]
    fn a_folder_means_the_suggested_name_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let typed = folder.path().to_string_lossy();
        assert_eq!(meant(&typed, "pack.html"), folder.path().join("pack.html"));
        assert_eq!(meant(" x.html ", "pack.html"), Path::new("x.html"));
    }
}
