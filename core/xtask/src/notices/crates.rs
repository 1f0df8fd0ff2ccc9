//! The crates that end up in the library, by platform, with the licence files that lie in their packages.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::component::Component;
use super::texts::Bodies;
use crate::cargo;
use crate::run::{self, Failure};

/// A target of each platform. What differs between the kinds of phones of a platform is no package.
const TARGETS: [(&str, &str); 2] = [("android", "aarch64-linux-android"), ("ios", "aarch64-apple-ios")];

#[derive(Debug, Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Debug, Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    repository: Option<String>,
    manifest_path: PathBuf,
    /// None for a package of our own.
    source: Option<String>,
}

/// Returns a component for each crate by others.
pub(super) fn rust_components(root: &Path, bodies: &mut Bodies) -> Result<Vec<Component>, Failure> {
    let json = run::stdout(&mut cargo::cargo_command(root, &["metadata", "--locked", "--format-version=1"]))?;
    let metadata: Metadata =
        serde_json::from_slice(&json).map_err(|error| Failure::Found(format!("`cargo metadata`: {error}")))?;
    let mut platforms: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for (platform, target) in TARGETS {
        for package in linked_packages(root, target)? {
            platforms.entry(package).or_default().push(platform.to_owned());
        }
    }
    let mut components = Vec::new();
    for ((name, version), platforms) in platforms {
        let package = metadata.packages.iter().find(|package| package.name == name && package.version == version);
        let package =
            package.ok_or_else(|| Failure::Found(format!("`cargo metadata` does not know {name} {version}")))?;
        if package.source.is_none() {
            continue;
        }
        components.push(component(package, platforms, bodies)?);
    }
    Ok(components)
}

/// Returns name and version of every package that is linked for a target.
fn linked_packages(root: &Path, target: &str) -> Result<Vec<(String, String)>, Failure> {
    let args = ["tree", "--package", cargo::APP, "--edges", "normal,no-proc-macro", "--prefix", "none", "--locked"];
    let tree = run::stdout(cargo::cargo_command(root, &args).args(["--target", target]))?;
    Ok(packages_of(&String::from_utf8_lossy(&tree)))
}

fn packages_of(tree: &str) -> Vec<(String, String)> {
    let mut packages: Vec<(String, String)> = tree
        .lines()
        .filter_map(|line| {
            let mut words = line.split(' ');
            Some((words.next()?.to_owned(), words.next()?.strip_prefix('v')?.to_owned()))
        })
        .collect();
    packages.sort();
    packages.dedup();
    packages
}

fn component(package: &Package, platforms: Vec<String>, bodies: &mut Bodies) -> Result<Component, Failure> {
    let Package { name, version, license, repository, manifest_path, .. } = package;
    let fault = |fault: String| Failure::Found(format!("{name} {version}: {fault}"));
    let licence = license.clone().ok_or_else(|| fault("it states no licence".to_owned()))?;
    let folder = manifest_path.parent().expect("a manifest lies in a folder");
    let found = bodies.find(&licence, &licence_files(folder)?).map_err(fault)?;
    Ok(Component {
        name: name.clone(),
        version: version.clone(),
        platforms,
        licence,
        source: repository.clone().unwrap_or_else(|| format!("https://crates.io/crates/{name}")),
        copyright: found.copyright,
        texts: vec![found.text],
    })
}

/// Returns the files of a package that can hold its licence, in the order of their names.
fn licence_files(folder: &Path) -> Result<Vec<(String, String)>, Failure> {
    let mut files = Vec::new();
    for place in [folder.to_owned(), folder.join("LICENSES")] {
        let Ok(entries) = fs::read_dir(&place) else { continue };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let upper = name.to_uppercase();
            let about_licence =
                ["LICENSE", "LICENCE", "COPYING", "MIT", "APACHE"].iter().any(|word| upper.starts_with(word));
            if about_licence && entry.path().is_file() {
                files.push((name, run::read(&entry.path())?));
            }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn packages_are_read_from_the_tree_each_once() {
        let tree = "app v0.1.0 (somewhere)\nserde v1.0.2\nserde v1.0.2 (*)\nbytes v1.12.2\n";
        let packages = packages_of(tree);
        let names: Vec<&str> = packages.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["app", "bytes", "serde"]);
        assert_eq!(packages[1].1, "1.12.2");
    }

    #[test]
    fn files_of_licences_are_found_in_both_places() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("LICENSES")).unwrap();
        for name in ["LICENSE-MIT", "README.md", "LICENSES/Apache-2.0.txt"] {
            fs::write(folder.path().join(name), "text").unwrap();
        }
        let names: Vec<String> = licence_files(folder.path()).unwrap().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["Apache-2.0.txt", "LICENSE-MIT"]);
    }
}
