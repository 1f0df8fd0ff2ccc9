//! The version of the app: the workspace's, and Android's version code computed from it.

use std::path::Path;

use crate::run::{self, Failure};

/// The version name and code of an Android package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Version {
    /// The version for people, from Cargo.toml.
    pub(crate) name: String,
    /// The number that Android compares: an update needs a higher one. `android/app/build.gradle.kts` computes it the same
    /// way.
    pub(crate) code: u32,
}

impl Version {
    /// Reads the version from the workspace's Cargo.toml.
    pub(crate) fn read(root: &Path) -> Result<Self, Failure> {
        let manifest = run::read(&root.join("Cargo.toml"))?;
        let name = find_workspace_version(&manifest).ok_or_else(|| {
            Failure::Found("Cargo.toml: no line `version = \"…\"` below [workspace.package]".to_owned())
        })?;
        let code = version_code(name).ok_or_else(|| {
            Failure::Found(format!(
                "Cargo.toml: version {name}: Android needs three numbers, the second and third below 1000, the first \
                 below 2000, and not all of them 0"
            ))
        })?;
        Ok(Self { name: name.to_owned(), code })
    }

    /// Returns the version as Maven's arguments.
    pub(crate) fn for_maven(&self) -> [String; 2] {
        [format!("-Dapp.versionName={}", self.name), format!("-Dapp.versionCode={}", self.code)]
    }
}

fn find_workspace_version(manifest: &str) -> Option<&str> {
    let (_, section) = manifest.split_once("[workspace.package]\n")?;
    let mut lines = section.lines().take_while(|line| !line.starts_with('['));
    lines.find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
}

/// Computes the version code: 1.2.3 is 1,002,003. Minor and patch numbers stay below 1000.
fn version_code(name: &str) -> Option<u32> {
    let numbers: Vec<u32> = name.split('.').map(|number| number.parse().ok()).collect::<Option<_>>()?;
    match numbers[..] {
        [major @ ..2000, minor @ ..1000, patch @ ..1000] => {
            Some(major * 1_000_000 + minor * 1000 + patch).filter(|code| *code > 0)
        }
        _ => None,
    }
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn version_code_grows_with_the_version() {
        assert_eq!(
            ["0.0.1", "0.1.0", "0.1.1", "0.2.0", "1.0.0", "1.2.3", "1.12.0"].map(|name| version_code(name).unwrap()),
            [1, 1000, 1001, 2000, 1_000_000, 1_002_003, 1_012_000]
        );
        for name in ["0.0.0", "1.0", "1.0.0-beta", "1.1000.0", "1.0.1000", "2000.0.0", "", "1.0.0.0", "a.b.c"] {
            assert_eq!(version_code(name), None, "{name}");
        }
    }

    #[test]
    fn version_is_read_from_the_workspace_manifest() {
        let manifest =
            "[package]\nversion = \"9.9.9\"\n[workspace.package]\nedition = \"2024\"\nversion = \"0.1.0\"\n[x]\n";
        assert_eq!(find_workspace_version(manifest), Some("0.1.0"));
        assert_eq!(find_workspace_version("[workspace.package]\nedition = \"2024\"\n[x]\nversion = \"0.1.0\"\n"), None);
        let folder = tempfile::tempdir().unwrap();
        run::write(&folder.path().join("Cargo.toml"), "[workspace.package]\nversion = \"1.0\"\n").unwrap();
        let failure = Version::read(folder.path()).unwrap_err().to_string();
        assert!(failure.starts_with("Cargo.toml: version 1.0: Android needs three numbers"));
    }
}
