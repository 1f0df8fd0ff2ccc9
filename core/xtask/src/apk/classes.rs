//! The Kotlin and the resources of the app: compiled by Maven, then shrunk and translated by R8.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::abi::MIN_SDK;
use super::archive;
use super::place::Place;
use crate::run::{self, Failure};
use crate::version::Version;

/// What keeps its name and place when unused code is left out: shared with Gradle.
pub(crate) const RULES: &str = "android/app/proguard-rules.pro";
/// The framework's classes, against which everything is compiled.
const FRAMEWORK: &str = "android-all-";
/// Through which Kotlin calls our library.
const BRIDGE: &str = "jna-";

/// What Maven made and fetched.
#[derive(Debug)]
pub(crate) struct Compiled {
    folder: PathBuf,
    jdk: PathBuf,
}

/// What is made of the classes that are left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CodeFormat {
    /// Code for Android.
    Dex,
    /// Class files again, to be run on a JVM.
    Classes,
}

/// A tool that Maven fetched, by its place and the version in its name.
#[derive(Debug)]
pub(crate) struct Jar {
    /// The file.
    pub(crate) file: PathBuf,
    /// "9.5.28" of `r8-9.5.28.jar`.
    pub(crate) version: String,
}

impl Compiled {
    /// Compiles the sources of the app and fetches what makes a package of them, with the versions of android/pom.xml.
    pub(crate) fn compile(place: &Place, version: &Version, jdk: &Path) -> Result<Self, Failure> {
        let folder = place.out.join("maven");
        // Classes of sources that are gone, and tools of an older version.
        for old in ["classes", "tools"] {
            archive::remove_folder(&folder.join(old))?;
        }
        let compiled = Self { folder, jdk: jdk.to_owned() };
        compiled.maven(&place.root.join("android"), &["packaging"], "process-classes", &version.for_maven())?;
        make_executable(&compiled.aapt2())?;
        Ok(compiled)
    }

    /// Runs Maven, and once more with Google's repository where Maven Central lacks a tool of theirs.
    fn maven(&self, project: &Path, profiles: &[&str], phase: &str, args: &[String]) -> Result<(), Failure> {
        let run = |profiles: &[&str]| {
            let mut maven = Command::new("mvn");
            maven.args(["--batch-mode", "--no-transfer-progress", phase]).args(args);
            maven.args(profiles.iter().map(|profile| format!("-P{profile}")));
            maven.arg(format!("-Dbuild.dir={}", self.folder.display()));
            run::captured(maven.current_dir(project).env("JAVA_HOME", &self.jdk))
        };
        match run(profiles) {
            Err(failure) if lacks_android_tools(&failure) => {
                run(&[profiles, &["google"]].concat()).map_err(explain_missing_tools)?
            }
            other => other?,
        };
        Ok(())
    }

    /// The class path of what makes a bundle, fetched only where one is made.
    pub(crate) fn bundletool(&self, place: &Place) -> Result<String, Failure> {
        self.maven(&place.root.join("android/bundletool"), &[], "initialize", &[])?;
        Ok(run::read(&self.folder.join("bundletool.txt"))?.trim().to_owned())
    }

    /// The compiler of resources.
    pub(crate) fn aapt2(&self) -> PathBuf {
        self.folder.join("aapt2/prebuilt/linux/aapt2")
    }

    /// The framework's resources.
    pub(crate) fn framework(&self) -> PathBuf {
        self.folder.join("aapt2/prebuilt/android-framework.jar")
    }

    /// The compiled resources, not yet linked.
    pub(crate) fn resources(&self) -> PathBuf {
        self.folder.join("android/compiled.zip")
    }

    /// The manifest with what Gradle would add.
    pub(crate) fn manifest(&self) -> PathBuf {
        self.folder.join("android/AndroidManifest.xml")
    }

    /// The folder of the JDK.
    pub(crate) fn jdk(&self) -> &Path {
        &self.jdk
    }

    /// A program of the JDK.
    pub(crate) fn java(&self, program: &str) -> Command {
        Command::new(self.jdk.join("bin").join(program))
    }

    /// One of the fetched tools.
    pub(crate) fn tool(&self, name: &str) -> Result<Jar, Failure> {
        let folder = self.folder.join("tools");
        let failed = |error| Failure::File { path: folder.clone(), error };
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let file = entry.map_err(failed)?.path();
            let stem = file.file_stem().unwrap_or_default().to_string_lossy();
            if let Some(version) = stem.strip_prefix(name).and_then(|rest| rest.strip_prefix('-')) {
                return Ok(Jar { version: version.to_owned(), file });
            }
        }
        Err(Failure::Found(format!("{}: Maven put no {name} there; is it still in android/pom.xml?", folder.display())))
    }

    /// The fetched tools, each with its version and how it was found.
    pub(crate) fn versions(&self) -> Result<Vec<String>, Failure> {
        let aapt2 = run::captured(Command::new(self.aapt2()).arg("version"))?;
        // Behind its own number is the month of today.
        let number = aapt2.split_whitespace().last().unwrap_or_default().split('-').next().unwrap_or_default();
        let aapt2 = format!("aapt2: {number}, {}", self.aapt2().display());
        let jars = [("R8", "r8"), ("JNA", "jna")].map(|(name, file)| {
            let jar = self.tool(file)?;
            Ok(format!("{name}: {}, {}", jar.version, jar.file.display()))
        });
        jars.into_iter().chain([Ok(aapt2)]).collect()
    }

    /// Leaves out what is not used, by `rules` and those for what the manifest names. Gives the archive with the rest.
    pub(crate) fn shrink(
        &self,
        place: &Place,
        rules: &Path,
        manifest: &Path,
        form: CodeFormat,
    ) -> Result<PathBuf, Failure> {
        let left = place.out.join(if form == CodeFormat::Dex { "dex.zip" } else { "left.jar" });
        let classes = place.out.join("classes.jar");
        archive::write_archive(&classes, archive::folder_entries(&self.folder.join("classes"))?)?;
        // Of the aar, because they belong to its libraries.
        let jna = place.out.join("jna.jar");
        run::write_bytes(&jna, &archive::read_entry(&self.tool("jna")?.file, "classes.jar")?)?;
        let mut r8 = self.java("java");
        r8.args(["-Xmx2g", "-cp"]).arg(self.tool("r8")?.file).args(["com.android.tools.r8.R8", "--release"]);
        match form {
            CodeFormat::Dex => r8.args(["--min-api", &MIN_SDK.to_string()]),
            CodeFormat::Classes => r8.arg("--classfile"),
        };
        // The framework's jar has no `java.*`: those of the JDK stand in.
        r8.arg("--lib").arg(self.framework_classes()?).arg("--lib").arg(&self.jdk);
        r8.arg("--pg-conf").arg(rules).arg("--pg-conf").arg(manifest);
        let libraries = self
            .class_path()?
            .into_iter()
            .filter(|jar| !file_name_starts_with(jar, BRIDGE) && !file_name_starts_with(jar, FRAMEWORK));
        run::captured(r8.arg("--output").arg(&left).arg(classes).arg(jna).args(libraries))?;
        Ok(left)
    }

    /// The framework's classes.
    pub(crate) fn framework_classes(&self) -> Result<PathBuf, Failure> {
        self.on_class_path(FRAMEWORK)
    }

    /// JNA with its libraries for computers.
    pub(crate) fn desktop_bridge(&self) -> Result<PathBuf, Failure> {
        self.on_class_path(BRIDGE)
    }

    fn on_class_path(&self, name: &str) -> Result<PathBuf, Failure> {
        let found = self.class_path()?.into_iter().find(|jar| file_name_starts_with(jar, name));
        found.ok_or_else(|| Failure::Found(format!("the class path of android/pom.xml has no {name}*.jar")))
    }

    /// What the sources were compiled against.
    fn class_path(&self) -> Result<Vec<PathBuf>, Failure> {
        let path = run::read(&self.folder.join("tools/classpath.txt"))?;
        Ok(path.trim().split(':').map(PathBuf::from).collect())
    }
}

fn file_name_starts_with(jar: &Path, name: &str) -> bool {
    jar.file_name().is_some_and(|file| file.to_string_lossy().starts_with(name))
}

/// Whether Maven could not get what is Google's own.
fn lacks_android_tools(failure: &Failure) -> bool {
    let Failure::Program { output, .. } = failure else { return false };
    output.lines().any(|line| line.starts_with("[ERROR]") && line.contains("com.android.tools"))
}

/// Maven says at length what it could not fetch, and not what to do about it.
fn explain_missing_tools(failure: Failure) -> Failure {
    match failure {
        Failure::Program { command, output } if output.contains("com.android.tools") => {
            let output = format!(
                "{output}\nMaven found a tool of Android's neither on Maven Central nor in Google's repository. With a mirror, \
                 let it carry `com.android.tools`, or name one that does in Maven's settings.xml."
            );
            Failure::Program { command, output }
        }
        other => other,
    }
}

#[cfg(unix)]
fn make_executable(file: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt as _;
    let permissions = fs::Permissions::from_mode(0o755);
    fs::set_permissions(file, permissions).map_err(|error| Failure::File { path: file.to_owned(), error })
}

#[cfg(not(unix))]
fn make_executable(_: &Path) -> Result<(), Failure> {
    Ok(())
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn a_missing_r8_is_told_with_the_way_out() {
        let output = "[ERROR] Could not find artifact com.android.tools:r8:jar:9.5.28 in central".to_owned();
        let failure = Failure::Program { command: "mvn".to_owned(), output };
        assert!(lacks_android_tools(&failure));
        let failure = explain_missing_tools(failure).to_string();
        assert!(failure.contains("Google's repository"), "{failure}");
        let other = Failure::Program { command: "mvn".to_owned(), output: "no".to_owned() };
        assert!(!lacks_android_tools(&other));
        assert_eq!(explain_missing_tools(other).to_string(), "no\n`mvn` failed");
    }

    #[test]
    fn a_tool_is_found_with_its_version() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["r8-9.5.28.jar", "jna-5.19.1.aar", "classpath.txt"] {
            run::write(&folder.path().join("tools").join(name), "").unwrap();
        }
        let compiled = Compiled { folder: folder.path().to_owned(), jdk: PathBuf::new() };
        assert_eq!(compiled.tool("jna").unwrap().version, "5.19.1");
        assert_eq!(compiled.tool("r8").unwrap().version, "9.5.28");
        assert!(compiled.tool("bundletool").unwrap_err().to_string().contains("no bundletool there"));
    }
}
