//! Compiles the app's Kotlin and resources with Maven, then shrinks and translates the classes with R8.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::abi::MIN_SDK;
use super::archive;
use super::place::Place;
use crate::maven;
use crate::run::{self, Failure};
use crate::version::Version;

/// R8's rules for classes that must keep their names; Gradle uses the same file.
pub(crate) const RULES: &str = "android/app/proguard-rules.pro";
/// The start of the file name of Android's framework classes.
const FRAMEWORK: &str = "android-all-";
/// The start of the file name of JNA, through which Kotlin calls our library.
const BRIDGE: &str = "jna-";

/// JVM options for a run of half a minute, which ends before code of the second compiler pays off: half of the
/// processor's time.
const SHORT_RUN: [&str; 2] = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];

/// The folder of Maven's output: compiled classes, resources, and fetched tools.
#[derive(Debug)]
pub(crate) struct Compiled {
    folder: PathBuf,
    jdk: PathBuf,
}

/// The format in which R8 writes the remaining classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CodeFormat {
    Dex,
    /// Class files, to be run on a JVM.
    Classes,
}

/// A tool that Maven fetched.
#[derive(Debug)]
pub(crate) struct Jar {
    pub(crate) file: PathBuf,
    /// The version in the file name: "9.5.28" of `r8-9.5.28.jar`.
    pub(crate) version: String,
}

impl Compiled {
    /// Compiles the app's sources and fetches the packaging tools, in the versions of android/pom.xml.
    pub(crate) fn compile(place: &Place, version: &Version, jdk: &Path) -> Result<Self, Failure> {
        let folder = place.out.join("maven");
        // Removes classes of deleted sources and tools of older versions.
        for old in ["classes", "tools"] {
            archive::remove_folder(&folder.join(old))?;
        }
        let compiled = Self { folder, jdk: jdk.to_owned() };
        compiled.maven(&place.root.join("android"), &["packaging"], "process-classes", &version.for_maven())?;
        make_executable(&compiled.aapt2())?;
        Ok(compiled)
    }

    /// Runs Maven; if Maven Central lacks one of Google's tools, runs it again with Google's repository.
    fn maven(&self, project: &Path, profiles: &[&str], phase: &str, args: &[String]) -> Result<(), Failure> {
        let run = |profiles: &[&str]| {
            let mut maven = Command::new("mvn");
            maven.args(["--batch-mode", "--no-transfer-progress", phase]).args(args);
            maven.args(profiles.iter().map(|profile| format!("-P{profile}")));
            maven.arg(format!("-Dbuild.dir={}", self.folder.display()));
            let _fetching = maven::lock_repository();
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

    /// Fetches bundletool, which only bundles need, and returns its class path.
    pub(crate) fn bundletool(&self, place: &Place) -> Result<String, Failure> {
        self.maven(&place.root.join("android/bundletool"), &[], "initialize", &[])?;
        Ok(run::read(&self.folder.join("bundletool.txt"))?.trim().to_owned())
    }

    /// Returns the compiler of resources.
    pub(crate) fn aapt2(&self) -> PathBuf {
        self.folder.join("aapt2/prebuilt/linux/aapt2")
    }

    /// Returns the archive of the framework's resources.
    pub(crate) fn framework(&self) -> PathBuf {
        self.folder.join("aapt2/prebuilt/android-framework.jar")
    }

    /// Returns the archive of the compiled, not yet linked resources.
    pub(crate) fn resources(&self) -> PathBuf {
        self.folder.join("android/compiled.zip")
    }

    /// Returns the manifest, completed as Gradle would complete it.
    pub(crate) fn manifest(&self) -> PathBuf {
        self.folder.join("android/AndroidManifest.xml")
    }

    /// Returns the folder of the JDK.
    pub(crate) fn jdk(&self) -> &Path {
        &self.jdk
    }

    /// Returns a command for a program of the JDK.
    pub(crate) fn java(&self, program: &str) -> Command {
        Command::new(self.jdk.join("bin").join(program))
    }

    /// Finds one of the fetched tools.
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

    /// Returns a line for each fetched tool with its version and path.
    pub(crate) fn versions(&self) -> Result<Vec<String>, Failure> {
        let aapt2 = run::captured(Command::new(self.aapt2()).arg("version"))?;
        // aapt2 appends the current month to its version.
        let number = aapt2.split_whitespace().last().unwrap_or_default().split('-').next().unwrap_or_default();
        let aapt2 = format!("aapt2: {number}, {}", self.aapt2().display());
        let jars = [("R8", "r8"), ("JNA", "jna")].map(|(name, file)| {
            let jar = self.tool(file)?;
            Ok(format!("{name}: {}, {}", jar.version, jar.file.display()))
        });
        jars.into_iter().chain([Ok(aapt2)]).collect()
    }

    /// Removes unused code with R8, by `rules` and the rules for the classes that the manifest names. Returns the archive of
    /// the remaining code.
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
        // From the aar, whose classes match its libraries for phones.
        let jna = place.out.join("jna.jar");
        run::write_bytes(&jna, &archive::read_entry(&self.tool("jna")?.file, "classes.jar")?)?;
        let mut r8 = self.java("java");
        r8.args(SHORT_RUN);
        r8.args(["-Xmx2g", "-cp"]).arg(self.tool("r8")?.file).args(["com.android.tools.r8.R8", "--release"]);
        match form {
            CodeFormat::Dex => r8.args(["--min-api", &MIN_SDK.to_string()]),
            CodeFormat::Classes => r8.arg("--classfile"),
        };
        // The framework's jar lacks `java.*`, so the JDK's classes take their place.
        r8.arg("--lib").arg(self.framework_classes()?).arg("--lib").arg(&self.jdk);
        r8.arg("--pg-conf").arg(rules).arg("--pg-conf").arg(manifest);
        let libraries = self
            .class_path()?
            .into_iter()
            .filter(|jar| !file_name_starts_with(jar, BRIDGE) && !file_name_starts_with(jar, FRAMEWORK));
        run::captured(r8.arg("--output").arg(&left).arg(classes).arg(jna).args(libraries))?;
        Ok(left)
    }

    /// Returns the jar of the framework's classes.
    pub(crate) fn framework_classes(&self) -> Result<PathBuf, Failure> {
        self.on_class_path(FRAMEWORK)
    }

    /// Returns the jar of JNA with its libraries for computers.
    pub(crate) fn desktop_bridge(&self) -> Result<PathBuf, Failure> {
        self.on_class_path(BRIDGE)
    }

    fn on_class_path(&self, name: &str) -> Result<PathBuf, Failure> {
        let found = self.class_path()?.into_iter().find(|jar| file_name_starts_with(jar, name));
        found.ok_or_else(|| Failure::Found(format!("the class path of android/pom.xml has no {name}*.jar")))
    }

    /// Returns the class path that the sources were compiled against.
    fn class_path(&self) -> Result<Vec<PathBuf>, Failure> {
        let path = run::read(&self.folder.join("tools/classpath.txt"))?;
        Ok(path.trim().split(':').map(PathBuf::from).collect())
    }
}

fn file_name_starts_with(jar: &Path, name: &str) -> bool {
    jar.file_name().is_some_and(|file| file.to_string_lossy().starts_with(name))
}

/// Returns whether Maven failed to fetch one of Google's tools.
fn lacks_android_tools(failure: &Failure) -> bool {
    let Failure::Program { output, .. } = failure else { return false };
    output.lines().any(|line| line.starts_with("[ERROR]") && line.contains("com.android.tools"))
}

/// Adds a remedy to Maven's message about a tool that it could not fetch.
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
    fn missing_r8_is_reported_with_a_remedy() {
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
    fn fetched_tool_is_found_with_its_version() {
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
