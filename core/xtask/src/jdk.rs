//! Finds the Java Development Kit that Maven, R8 and the tools of a package run on.

use std::env;
use std::path::PathBuf;

use crate::run;

/// The folders in which systems install JDKs.
const JDK_FOLDERS: [&str; 3] = ["/usr/lib/jvm", "/usr/java", "/opt"];

/// An installed JDK, ordered by version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Jdk {
    /// The major version: 25 for 25.0.3.
    pub(crate) version: u32,
    pub(crate) home: PathBuf,
}

/// Returns the folders that may hold a JDK, `JAVA_HOME` first.
pub(crate) fn jdk_candidates() -> Vec<PathBuf> {
    let named: Vec<PathBuf> = env::var_os("JAVA_HOME").map(PathBuf::from).into_iter().collect();
    // A folder that is not there or cannot be read has no JDK for us.
    let found = JDK_FOLDERS.iter().filter_map(|place| std::fs::read_dir(place).ok()).flatten().flatten();
    named.into_iter().chain(found.map(|entry| entry.path())).collect()
}

/// Returns the newest JDK among folders; a folder without `javac` is passed over.
pub(crate) fn newest_jdk(homes: Vec<PathBuf>) -> Option<Jdk> {
    let jdks = homes.into_iter().filter(|home| home.join("bin/javac").is_file()).filter_map(|home| {
        // A JDK always has this file. Without it, this is something else.
        let release = run::read(&home.join("release")).ok()?;
        Some(Jdk { version: parse_java_version(&release)?, home })
    });
    jdks.max()
}

/// Reads 25 from `JAVA_VERSION="25.0.3"` in a JDK's file `release`.
fn parse_java_version(release: &str) -> Option<u32> {
    let line = release.lines().find_map(|line| line.strip_prefix("JAVA_VERSION="))?;
    line.trim_matches('"').split(['.', '-', '+']).next()?.parse().ok()
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn newest_jdk_is_chosen_and_a_runtime_without_compiler_ignored() {
        let folder = tempfile::tempdir().unwrap();
        let home = |name: &str| folder.path().join(name);
        for (name, release) in [("a", "JAVA_VERSION=\"17.0.15\"\n"), ("b", "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"25\"")] {
            run::write(&home(name).join("bin/javac"), "").unwrap();
            run::write(&home(name).join("release"), release).unwrap();
        }
        run::write(&home("jre").join("release"), "JAVA_VERSION=\"99\"").unwrap();
        let homes = ["a", "b", "jre", "none"].map(home).to_vec();
        assert_eq!(newest_jdk(homes), Some(Jdk { version: 25, home: home("b") }));
        assert_eq!(newest_jdk(Vec::new()), None);
    }
}
