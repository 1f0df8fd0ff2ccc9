//! Checks that builds are reproducible: builds the package again from scratch in a folder of another name, and compares
//! the bytes.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::abi::{ABIS, Abi};
use super::archive::{self, ReadEntry};
use super::build::{Built, build_package};
use super::place::Place;
use super::tools::Tools;
use crate::hash::sha256_hex;
use crate::run::{self, Failure};
use crate::{git, report};

/// What remains of an earlier build in the other folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Earlier {
    /// Nothing: everything is built from scratch.
    Removed,
    /// Its target folder: cargo builds again what changed, as it does here.
    Kept,
}

/// Builds twice, the second time from scratch, and fails unless both unsigned packages have the same bytes.
pub(crate) fn build_twice(here: &Place, tools: &Tools, abis: &[Abi]) -> Result<(), Failure> {
    let first = build_package(here, tools, abis)?.file;
    let second = build_in_copy(here, tools, abis, Earlier::Removed)?;
    let same = run::read_bytes(&first)?;
    if same != run::read_bytes(&second)? {
        return Err(differing_packages(&first, &second, &archive::read_archive(&first)?));
    }
    report::print_line(&format!("twice the same package: SHA-256 {}", sha256_hex(&same)));
    Ok(())
}

/// Builds the unsigned package in the other folder for one kind of phone. Returns its file.
pub(crate) fn rebuild_one_abi(here: &Place, tools: &Tools, abi: Abi) -> Result<PathBuf, Failure> {
    report::progress(&format!("built again in another folder, for {}", abi.name), || {
        build_in_copy(here, tools, &[abi], Earlier::Kept)
    })
}

/// Fails unless the files of `second`, a package for one kind of phone, are the same as in the first package. Returns a line
/// about it.
pub(crate) fn compare_one_abi(built: &Built, second: &Path, abi: Abi) -> Result<String, Failure> {
    let others =
        |name: &str| ABIS.iter().any(|other| *other != abi && name.starts_with(&format!("lib/{}/", other.name)));
    let mut first = archive::read_archive(&built.file)?;
    first.retain(|file| !others(&file.name));
    let same = |(one, other): (&ReadEntry, &ReadEntry)| one.name == other.name && one.bytes == other.bytes;
    let found = archive::read_archive(second)?;
    if first.len() == found.len() && first.iter().zip(&found).all(same) {
        return Ok(format!("built twice for {}: {} files, all the same", abi.name, found.len()));
    }
    Err(differing_packages(&built.file, second, &first))
}

/// Builds the unsigned package out of a copy of the sources.
fn build_in_copy(here: &Place, tools: &Tools, abis: &[Abi], earlier: Earlier) -> Result<PathBuf, Failure> {
    let there = report::progress("the sources in another folder", || copy_sources(here, earlier))?;
    if earlier == Earlier::Removed {
        report::print_line("the same once more, from nothing:");
    }
    Ok(build_package(&there, tools, abis)?.file)
}

fn differing_packages(first: &Path, second: &Path, files: &[ReadEntry]) -> Failure {
    let found = match archive::read_archive(second) {
        Ok(found) => found,
        Err(failure) => return failure,
    };
    let mut differences = list_differences(files, &found);
    differences.push(format!("To look at them: {} and {}", first.display(), second.display()));
    Failure::Found(differences.join("\n"))
}

/// Copies the tracked files, as they are now, to a folder that shares only the tools with this one.
fn copy_sources(here: &Place, earlier: Earlier) -> Result<Place, Failure> {
    let root: PathBuf = here.out.join("twice").join("elsewhere");
    let target = root.join("target");
    match earlier {
        Earlier::Removed => archive::remove_folder(&root)?,
        Earlier::Kept => remove_all_but(&root, &target)?,
    }
    for file in git::tracked_files(&here.root)? {
        let path = here.root.join(&file);
        // Deleted and not committed yet.
        if path.is_file() {
            copy_with_time(&path, &root.join(&file))?;
        }
    }
    Ok(Place { out: target.join("apk"), target, root })
}

/// Removes everything in a folder except one entry.
fn remove_all_but(folder: &Path, kept: &Path) -> Result<(), Failure> {
    let failed = |error| Failure::File { path: folder.to_owned(), error };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(failed)?,
    };
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() && path != kept {
            archive::remove_folder(&path)?;
        } else if path != kept {
            fs::remove_file(&path).map_err(failed)?;
        }
    }
    Ok(())
}

/// Copies a file with the time of its last change, by which cargo knows what to build again.
fn copy_with_time(from: &Path, to: &Path) -> Result<(), Failure> {
    run::write_bytes(to, &run::read_bytes(from)?)?;
    let changed = fs::metadata(from).and_then(|metadata| metadata.modified());
    let set = |time| fs::File::options().write(true).open(to).and_then(|file| file.set_modified(time));
    changed.and_then(set).map_err(|error| Failure::File { path: to.to_owned(), error })
}

/// Lists the differences: missing files first, then files that differ, with the first differing byte.
fn list_differences(first: &[ReadEntry], second: &[ReadEntry]) -> Vec<String> {
    let mut told = vec!["The same sources made two packages that differ:".to_owned()];
    let find = |files: &[ReadEntry], name: &str| files.iter().position(|file| file.name == name);
    for file in first {
        let Some(other) = find(second, &file.name).map(|index| &second[index]) else {
            told.push(format!("{} is only in the first", file.name));
            continue;
        };
        if file.bytes != other.bytes {
            let at = file.bytes.iter().zip(&other.bytes).position(|(a, b)| a != b);
            let at = at.unwrap_or(file.bytes.len().min(other.bytes.len()));
            let (one, two) = (file.bytes.len(), other.bytes.len());
            told.push(format!("{}: {one} and {two} bytes, not the same from byte {at} on", file.name));
        }
    }
    for file in second.iter().filter(|file| find(first, &file.name).is_none()) {
        told.push(format!("{} is only in the second", file.name));
    }
    if told.len() == 1 {
        told.push("what is in them is the same, but not how it is packed".to_owned());
    }
    told
}

#[cfg(test)]
mod test {
    use super::*;

    fn files(files: &[(&str, &str)]) -> Vec<ReadEntry> {
        let found = |(name, text): &(&str, &str)| ReadEntry {
            name: (*name).to_owned(),
            bytes: text.as_bytes().to_vec(),
            start: 0,
            size: 0,
            stored: true,
        };
        files.iter().map(found).collect()
    }

    #[test]
    fn differences_name_the_file_and_the_first_byte() {
        let first = files(&[("a", "one"), ("b", "12345"), ("c", "same")]);
        let second = files(&[("b", "12X456"), ("c", "same"), ("d", "")]);
        assert_eq!(
            list_differences(&first, &second)[1..],
            ["a is only in the first", "b: 5 and 6 bytes, not the same from byte 2 on", "d is only in the second"]
        );
        assert_eq!(list_differences(&first, &first)[1..], ["what is in them is the same, but not how it is packed"]);
        let longer = files(&[("a", "one more")]);
        assert_eq!(
            list_differences(&files(&[("a", "one")]), &longer)[1..],
            ["a: 3 and 8 bytes, not the same from byte 3 on"]
        );
    }

    #[test]
    fn copy_holds_the_tracked_files_only() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().to_owned();
        let git =
            |args: &[&str]| run::captured(std::process::Command::new("git").args(args).current_dir(&root)).unwrap();
        git(&["init", "--quiet"]);
        for file in ["a/tracked", "gone", "untracked"] {
            run::write(&root.join(file), file).unwrap();
        }
        git(&["add", "a", "gone"]);
        fs::remove_file(root.join("gone")).unwrap();
        let here = Place { root: root.clone(), target: root.join("target"), out: root.join("target/apk") };
        run::write(&here.out.join("twice/elsewhere/old"), "").unwrap();
        run::write(&here.out.join("twice/elsewhere/target/built"), "").unwrap();
        let there = copy_sources(&here, Earlier::Kept).unwrap();
        assert_eq!(run::read(&there.root.join("a/tracked")).unwrap(), "a/tracked");
        assert!(!["gone", "untracked", "old"].iter().any(|file| there.root.join(file).exists()));
        assert!(there.out.starts_with(&there.target) && there.target.starts_with(&there.root));
        let time = |file: &Path| fs::metadata(file).unwrap().modified().unwrap();
        assert_eq!(time(&there.root.join("a/tracked")), time(&root.join("a/tracked")));
        assert!(there.target.join("built").exists());
        copy_sources(&here, Earlier::Removed).unwrap();
        assert!(there.root.join("a/tracked").exists() && !there.target.exists());
    }
}
