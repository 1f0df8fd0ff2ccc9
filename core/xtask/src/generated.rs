//! Writes files that are generated and committed, or compares them with the committed ones.

use std::fs;
use std::path::Path;

use crate::run::{self, Failure};

/// A generated file.
#[derive(Debug)]
pub(crate) struct GeneratedFile {
    /// Its path from the root of the repository.
    pub(crate) path: String,
    /// Its content; `None` if the file must not exist.
    pub(crate) text: Option<String>,
}

impl GeneratedFile {
    /// Writes or removes the file and returns "kept", "wrote" or "removed". An unchanged file keeps its modification time,
    /// which build systems look at.
    pub(crate) fn write_if_changed(&self, root: &Path) -> Result<&'static str, Failure> {
        let path = root.join(&self.path);
        let found = run::read_if_there(&path)?;
        match &self.text {
            same if *same == found => Ok("kept"),
            Some(text) => run::write(&path, text).map(|()| "wrote"),
            None => fs::remove_file(&path).map(|()| "removed").map_err(|error| Failure::File { path, error }),
        }
    }
}

/// Writes the files and prints what was done to each; with `check` only compares them, as `check_generated` does.
pub(crate) fn write_or_check(root: &Path, files: &[GeneratedFile], command: &str, check: bool) -> Result<(), Failure> {
    if check {
        check_generated(root, files, command)?;
        println!("{} files are up to date", files.len());
        return Ok(());
    }
    for file in files {
        println!("{} {}", file.write_if_changed(root)?, file.path);
    }
    Ok(())
}

/// Fails with every file that differs from the output of `cargo xtask <command>`.
pub(crate) fn check_generated(root: &Path, outputs: &[GeneratedFile], command: &str) -> Result<(), Failure> {
    let mut drifts = Vec::new();
    for output in outputs {
        let found = run::read_if_there(&root.join(&output.path))?;
        if let Some(drift) = describe_drift(found.as_deref(), output.text.as_deref()) {
            drifts.push(format!("{}: {drift}", output.path));
        }
    }
    if drifts.is_empty() {
        return Ok(());
    }
    drifts.push(format!("To mend it: run `cargo xtask {command}` and commit the result."));
    Err(Failure::Found(drifts.join("\n")))
}

fn describe_drift(found: Option<&str>, wanted: Option<&str>) -> Option<String> {
    let (found, wanted) = match (found, wanted) {
        (None, None) => return None,
        (None, Some(_)) => return Some("does not exist yet".to_owned()),
        (Some(_), None) => return Some("belongs to no source any more".to_owned()),
        (Some(found), Some(wanted)) if found == wanted => return None,
        (Some(found), Some(wanted)) => (found, wanted),
    };
    let (mut left, mut right) = (found.lines(), wanted.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (left.next(), right.next()) {
            (None, None) => return Some("differs in its line endings".to_owned()),
            (left, right) if left == right => {}
            (left, right) => {
                let show = |line: Option<&str>| line.map_or("(end of file)".to_owned(), str::to_owned);
                return Some(format!("differs from line {number} on\n  - {}\n  + {}", show(left), show(right)));
            }
        }
    }
}

#[cfg(test)]
mod test {
    use super::*;

    fn generated_file(text: Option<&str>) -> GeneratedFile {
        GeneratedFile { path: "folder/file.txt".to_owned(), text: text.map(str::to_owned) }
    }

    #[test]
    fn drift_names_file_line_and_remedy() {
        let root = tempfile::tempdir().unwrap();
        generated_file(Some("one\ntwo\n")).write_if_changed(root.path()).unwrap();
        let failure = check_generated(root.path(), &[generated_file(Some("one\n2\n"))], "strings").unwrap_err();
        assert_eq!(
            failure.to_string(),
            "folder/file.txt: differs from line 2 on\n  - two\n  + 2\n\
             To mend it: run `cargo xtask strings` and commit the result."
        );
    }

    #[test]
    fn every_kind_of_drift_is_described() {
        assert_eq!(describe_drift(Some("a"), Some("a")), None);
        assert_eq!(describe_drift(None, None), None);
        assert_eq!(describe_drift(None, Some("a")).unwrap(), "does not exist yet");
        assert_eq!(describe_drift(Some("a"), None).unwrap(), "belongs to no source any more");
        assert_eq!(describe_drift(Some("a\n"), Some("a")).unwrap(), "differs in its line endings");
        assert_eq!(
            describe_drift(Some("a\n"), Some("a\nb")).unwrap(),
            "differs from line 2 on\n  - (end of file)\n  + b"
        );
    }

    #[test]
    fn unchanged_file_is_kept_and_orphan_is_removed() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(generated_file(Some("a")).write_if_changed(root.path()).unwrap(), "wrote");
        assert_eq!(generated_file(Some("a")).write_if_changed(root.path()).unwrap(), "kept");
        check_generated(root.path(), &[generated_file(Some("a"))], "strings").unwrap();
        assert_eq!(generated_file(None).write_if_changed(root.path()).unwrap(), "removed");
        assert_eq!(generated_file(None).write_if_changed(root.path()).unwrap(), "kept");
        assert!(!root.path().join("folder/file.txt").exists());
    }
}
