//! Checks a finished package: manifest, alignment, libraries, code, and leaks of hosts or paths.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use super::abi::{ABIS, Abi, MIN_SDK, TARGET_SDK};
use super::archive::{self, ReadEntry};
use super::classes::Compiled;
use super::dex::Dex;
use super::elf::{self, PAGE_SIZE};
use super::leaks::{self, Machine};
use super::place::Place;
use super::symbols::{self, AllowedSymbols};
use crate::cargo::LIBRARY;
use crate::run::{self, Failure};
use crate::version::Version;

/// The application id. Under another id it would be another app, without the person's records.
const PACKAGE: &str = "app.widerspruch";
/// The handwritten manifest, which declares the permissions.
const MANIFEST: &str = "android/app/src/main/AndroidManifest.xml";
/// The permission that is refused even if the manifest declares it.
const NEVER: &str = "android.permission.INTERNET";
/// The library through which Kotlin calls ours.
const BRIDGE: &str = "jnidispatch";

/// The facts that were read while checking a package.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Inspected {
    /// The permissions that the package asks for.
    pub(crate) permissions: BTreeSet<String>,
    /// The size of every file in the package, in bytes.
    pub(crate) files: BTreeMap<String, u64>,
    /// The symbols that our libraries import, over all kinds of phones.
    pub(crate) symbols: BTreeSet<String>,
    /// The classes that the manifest names.
    pub(crate) named: BTreeSet<String>,
    /// The numbers of classes and methods.
    pub(crate) code: (usize, u32),
}

/// The expectations that a package is held to.
pub(crate) struct Expected<'a> {
    pub(crate) abis: &'a [Abi],
    pub(crate) version: &'a Version,
    /// The permissions that the handwritten manifest declares.
    pub(crate) declared: BTreeSet<String>,
    /// The hosts that files may name.
    pub(crate) hosts: BTreeSet<String>,
    /// The paths and names of this machine, which no file may hold.
    pub(crate) machine: Machine,
    /// The symbols that our libraries may import, for each kind of phone.
    pub(crate) names: Vec<(Abi, AllowedSymbols)>,
}

/// Fails with everything that is wrong with a package.
pub(crate) fn check_package(compiled: &Compiled, file: &Path, expected: &Expected) -> Result<Inspected, Failure> {
    let dump = |args: &[&str]| run::captured(Command::new(compiled.aapt2()).arg("dump").args(args).arg(file));
    let manifest = Manifest::read(&dump(&["xmltree", "--file", "AndroidManifest.xml"])?);
    let resources = resource_ids(&dump(&["resources"])?);
    let mut findings = manifest.judge(expected);
    let files = archive::read_archive(file)?;
    let mut seen = inspect_files(&files, expected, &mut findings);
    findings.extend(manifest.dangling(&seen.1, &resources));
    seen.0.permissions = manifest.permissions;
    seen.0.named = manifest.classes.into_keys().collect();
    if findings.is_empty() { Ok(seen.0) } else { Err(Failure::Found(findings.join("\n"))) }
}

impl<'a> Expected<'a> {
    /// Reads the expectations from the sources.
    pub(crate) fn from_sources(
        place: &Place,
        abis: &'a [Abi],
        version: &'a Version,
        machine: Machine,
    ) -> Result<Self, Failure> {
        let names = abis.iter().map(|abi| Ok((*abi, symbols::allowed_symbols(&place.root, abi)?)));
        Ok(Self {
            abis,
            version,
            declared: declared_permissions(&run::read(&place.root.join(MANIFEST))?),
            hosts: leaks::allowed_hosts(&place.root)?,
            machine,
            names: names.collect::<Result<_, Failure>>()?,
        })
    }
}

/// Returns the permissions that a handwritten manifest declares.
fn declared_permissions(manifest: &str) -> BTreeSet<String> {
    let elements = manifest.split("<uses-permission").skip(1).filter_map(|rest| rest.split('>').next());
    let names = elements.filter_map(|element| element.split_once("android:name=\"")?.1.split('"').next());
    names.map(str::to_owned).collect()
}

/// The manifest of the package.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Manifest {
    package: String,
    permissions: BTreeSet<String>,
    /// The attributes of manifest, uses-sdk and application, by name.
    values: BTreeMap<String, String>,
    /// The named classes, each with the element that names it.
    classes: BTreeMap<String, String>,
    resources: BTreeSet<String>,
}

impl Manifest {
    /// Parses the output of `aapt2 dump xmltree`: a line for each element, `E: activity (line=21)`, and one for each of its
    /// attributes, `A: http://schemas.android.com/apk/res/android:name(0x01010003)=".App" (Raw: ".App")`.
    fn read(tree: &str) -> Self {
        let mut manifest = Self::default();
        let mut element = "";
        for line in tree.lines().map(str::trim) {
            if let Some(name) = line.strip_prefix("E: ") {
                element = name.split(' ').next().unwrap_or_default();
                continue;
            }
            let Some((name, value)) = line.strip_prefix("A: ").and_then(|line| line.split_once('=')) else { continue };
            let name = name.rsplit(':').next().unwrap_or(name).split('(').next().unwrap_or_default();
            let value = match value.strip_prefix('"') {
                Some(text) => text.split('"').next().unwrap_or_default(),
                None => value,
            };
            if value.starts_with("@0x") {
                manifest.resources.insert(value.trim_start_matches('@').to_owned());
            }
            match (element, name) {
                ("manifest", "package") => value.clone_into(&mut manifest.package),
                (kind, "name") if kind.starts_with("uses-permission") => {
                    manifest.permissions.insert(value.to_owned());
                }
                (
                    "application" | "activity" | "receiver" | "service" | "provider",
                    "name" | "backupAgent" | "appComponentFactory",
                ) => {
                    let whole =
                        if value.starts_with('.') { format!("{}{value}", manifest.package) } else { value.to_owned() };
                    manifest.classes.insert(whole, element.to_owned());
                }
                ("manifest" | "uses-sdk" | "application", _) => {
                    manifest.values.insert(name.to_owned(), value.to_owned());
                }
                _ => {}
            }
        }
        manifest
    }

    fn judge(&self, expected: &Expected) -> Vec<String> {
        let mut findings = Vec::new();
        for added in self.permissions.difference(&expected.declared) {
            findings.push(format!("permission {added}: the package asks for it, {MANIFEST} does not; what added it?"));
        }
        for lost in expected.declared.difference(&self.permissions) {
            findings.push(format!("permission {lost}: {MANIFEST} asks for it, the package does not"));
        }
        if self.permissions.contains(NEVER) {
            findings.push(format!("permission {NEVER}: the app sends nothing, and this is how everybody can see it"));
        }
        if self.package != PACKAGE {
            findings.push(format!("the package is called {:?}, not {PACKAGE}: that is another app", self.package));
        }
        let version = expected.version;
        for (name, wanted) in [
            ("versionCode", version.code.to_string()),
            ("versionName", version.name.clone()),
            ("minSdkVersion", MIN_SDK.to_string()),
            ("targetSdkVersion", TARGET_SDK.to_string()),
            // Otherwise the installation copies the libraries, and they take twice the space.
            ("extractNativeLibs", "false".to_owned()),
        ] {
            let found = self.values.get(name).map_or("nothing", String::as_str);
            if found != wanted {
                findings.push(format!("manifest: {name} is {found}, not {wanted}"));
            }
        }
        for (name, why) in
            [("debuggable", "whoever holds the phone can read its records"), ("testOnly", "phones refuse it")]
        {
            if self.values.get(name).is_some_and(|value| value != "false") {
                findings.push(format!("manifest: {name} is set: {why}"));
            }
        }
        findings
    }

    /// Finds named classes and resources that the package lacks.
    fn dangling(&self, classes: &BTreeSet<String>, resources: &BTreeSet<String>) -> Vec<String> {
        let gone = self.classes.iter().filter(|(class, _)| !classes.contains(*class));
        let missing = self.resources.iter().filter(|id| id.starts_with("0x7f") && !resources.contains(*id));
        gone.map(|(class, element)| {
            format!(
                "manifest: {element} {class} is in no code of the package; do android/app/proguard-rules.pro keep it?"
            )
        })
        .chain(missing.map(|id| format!("manifest: resource {id} is not in resources.arsc")))
        .collect()
    }
}

/// Returns the ids in the output of `aapt2 dump resources`, from lines like `resource 0x7f010000 color/card`.
fn resource_ids(dump: &str) -> BTreeSet<String> {
    let lines = dump.lines().filter_map(|line| line.trim().strip_prefix("resource ")?.split(' ').next());
    lines.map(str::to_owned).collect()
}

/// Checks every file. Returns the facts that were read, and the names of all classes.
fn inspect_files(
    files: &[ReadEntry],
    expected: &Expected,
    findings: &mut Vec<String>,
) -> (Inspected, BTreeSet<String>) {
    let mut seen = Inspected::default();
    let mut classes = BTreeSet::new();
    for file in files {
        let ReadEntry { name, bytes, .. } = file;
        seen.files.insert(name.clone(), file.size);
        findings.extend(alignment_finding(file));
        findings.extend(leak_findings(name, bytes, expected));
        if name.ends_with(".dex") {
            match Dex::read(bytes) {
                Ok(dex) => {
                    seen.code = (seen.code.0 + dex.classes.len(), seen.code.1 + dex.methods);
                    classes.extend(dex.classes);
                }
                Err(wrong) => findings.push(format!("{name}: {wrong}")),
            }
        }
        if name.ends_with(".so")
            && let Err(failure) = check_library(name, bytes, expected, &mut seen.symbols)
        {
            findings.push(failure.to_string());
        }
    }
    let libraries: BTreeSet<&str> = files.iter().map(|file| &*file.name).filter(|name| name.ends_with(".so")).collect();
    let path = |abi: &Abi, library: &str| format!("lib/{}/lib{library}.so", abi.name);
    let wanted: BTreeSet<String> =
        expected.abis.iter().flat_map(|abi| [BRIDGE, LIBRARY].map(|library| path(abi, library))).collect();
    for missing in wanted.iter().filter(|library| !libraries.contains(library.as_str())) {
        findings.push(format!("{missing} is missing"));
    }
    for other in libraries.iter().filter(|library| !wanted.contains(**library)) {
        findings.push(format!("{other} is none of the package's libraries; what brought it?"));
    }
    (seen, classes)
}

/// Finds hosts and paths of this machine that a file must not hold.
fn leak_findings(name: &str, bytes: &[u8], expected: &Expected) -> Vec<String> {
    let foreign = leaks::named_hosts(bytes).into_iter().filter(|host| !expected.hosts.contains(host)).map(|host| {
        format!(
            "{name} names the host {host}. If nothing is sent there, core/catalogue may link to it, or \
             core/xtask/src/apk/leaks.rs list it with the reason"
        )
    });
    let built = expected
        .machine
        .find(bytes)
        .into_iter()
        .map(|found| format!("{name} tells where it was built: {found}; give the compiler another name for it"));
    foreign.chain(built).collect()
}

/// Fails with every leak of a bundle. Its parts are those of the package, which was checked.
pub(crate) fn check_bundle(file: &Path, expected: &Expected) -> Result<(), Failure> {
    let files = archive::read_archive(file)?;
    let findings: Vec<String> =
        files.iter().flat_map(|file| leak_findings(&file.name, &file.bytes, expected)).collect();
    if findings.is_empty() { Ok(()) } else { Err(Failure::Found(findings.join("\n"))) }
}

/// Checks that phones can use a file straight from the package: uncompressed and aligned.
fn alignment_finding(file: &ReadEntry) -> Option<String> {
    let to = match &*file.name {
        "resources.arsc" => 4,
        name if name.ends_with(".so") => PAGE_SIZE,
        _ => return None,
    };
    let name = &file.name;
    if !file.stored {
        return Some(format!("{name} is packed; phones use it only as it is"));
    }
    (!file.start.is_multiple_of(to)).then(|| format!("{name} lies at {}, which is no multiple of {to}", file.start))
}

fn check_library(name: &str, bytes: &[u8], expected: &Expected, symbols: &mut BTreeSet<String>) -> Result<(), Failure> {
    let Some(abi) = ABIS.iter().find(|abi| name.starts_with(&format!("lib/{}/", abi.name))) else { return Ok(()) };
    let names = expected.names.iter().find(|(of, _)| of == abi);
    match names.filter(|_| name.ends_with(&format!("/lib{LIBRARY}.so"))) {
        Some((_, names)) => {
            symbols.extend(elf::imported_symbols(name, bytes)?);
            elf::check_core_library(abi, name, bytes, names)
        }
        None => elf::check_any_library(abi, name, bytes),
    }
}

#[cfg(test)]
mod test {
    use std::path::PathBuf;

    use super::super::archive::{Entry, Storage};
    use super::super::{dex, elf};
    use super::*;

    const TREE: &str = r#"N: android=http://schemas.android.com/apk/res/android (line=3)
  E: manifest (line=3)
    A: http://schemas.android.com/apk/res/android:versionCode(0x0101021b)=1000
    A: http://schemas.android.com/apk/res/android:versionName(0x0101021c)="0.1.0" (Raw: "0.1.0")
    A: package="app.widerspruch" (Raw: "app.widerspruch")
      E: uses-permission (line=4)
        A: http://schemas.android.com/apk/res/android:name(0x01010003)="p.NOTE" (Raw: "p.NOTE")
      E: uses-sdk (line=7)
        A: http://schemas.android.com/apk/res/android:minSdkVersion(0x0101020c)=26
        A: http://schemas.android.com/apk/res/android:targetSdkVersion(0x01010270)=36
      E: application (line=7)
        A: http://schemas.android.com/apk/res/android:label(0x01010001)=@0x7f050000
        A: http://schemas.android.com/apk/res/android:name(0x01010003)=".App" (Raw: ".App")
        A: http://schemas.android.com/apk/res/android:backupAgent(0x0101027f)=".Backup" (Raw: ".Backup")
        A: http://schemas.android.com/apk/res/android:extractNativeLibs(0x010104ea)=false
          E: receiver (line=35)
            A: http://schemas.android.com/apk/res/android:name(0x01010003)="other.Receiver" (Raw: "other.Receiver")
              E: intent-filter (line=38)
                  E: action (line=39)
                    A: http://schemas.android.com/apk/res/android:name(0x01010003)="x.BOOT" (Raw: "x.BOOT")
"#;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn version() -> Version {
        Version { name: "0.1.0".to_owned(), code: 1000 }
    }

    /// Returns the expectations of a package for one kind of phone.
    fn expected(version: &Version) -> Expected<'_> {
        Expected {
            abis: &ABIS[..1],
            version,
            declared: set(&["p.NOTE"]),
            hosts: set(&["schemas.android.com"]),
            machine: Machine::with_folders(&[(PathBuf::from("/builder/x"), "the home folder")], None),
            names: vec![(ABIS[0], elf::test::names())],
        }
    }

    fn tree(replaced: &str, by: &str) -> Vec<String> {
        assert!(TREE.contains(replaced));
        let version = version();
        Manifest::read(&TREE.replace(replaced, by)).judge(&expected(&version))
    }

    #[test]
    fn manifest_is_parsed() {
        let manifest = Manifest::read(TREE);
        assert_eq!(manifest.judge(&expected(&version())), [""; 0]);
        let classes: Vec<&str> = manifest.classes.keys().map(String::as_str).collect();
        assert_eq!(classes, ["app.widerspruch.App", "app.widerspruch.Backup", "other.Receiver"]);
        assert_eq!(manifest.resources, set(&["0x7f050000"]));
    }

    #[test]
    fn added_or_lost_permission_is_refused() {
        let line = "      E: uses-sdk (line=7)";
        let more = |name: &str| {
            tree(line, &format!("      E: uses-permission-sdk-23 (line=5)\n A: x:name(0x1)=\"{name}\"\n{line}"))
        };
        assert_eq!(
            more("p.CONTACTS"),
            [
                "permission p.CONTACTS: the package asks for it, android/app/src/main/AndroidManifest.xml does not; what \
              added it?"
            ]
        );
        let lost = tree("E: uses-permission ", "E: uses-feature ");
        assert_eq!(
            lost,
            ["permission p.NOTE: android/app/src/main/AndroidManifest.xml asks for it, the package does not"]
        );
    }

    #[test]
    fn internet_permission_is_refused_even_if_declared() {
        let version = version();
        let expected = Expected { declared: set(&[NEVER]), ..expected(&version) };
        let findings = Manifest::read(&TREE.replace("p.NOTE", NEVER)).judge(&expected);
        assert_eq!(
            findings,
            ["permission android.permission.INTERNET: the app sends nothing, and this is how everybody can see it"]
        );
    }

    #[test]
    fn wrong_id_version_or_level_in_the_manifest_is_refused() {
        for (replaced, by, finding) in [
            (
                "\"app.widerspruch\"",
                "\"app.other\"",
                "the package is called \"app.other\", not app.widerspruch: that is another app",
            ),
            ("(0x0101021b)=1000", "(0x0101021b)=999", "manifest: versionCode is 999, not 1000"),
            ("=\"0.1.0\"", "=\"0.1.1\"", "manifest: versionName is 0.1.1, not 0.1.0"),
            ("=26", "=21", "manifest: minSdkVersion is 21, not 26"),
            ("=36", "=35", "manifest: targetSdkVersion is 35, not 36"),
            ("extractNativeLibs", "hasCode", "manifest: extractNativeLibs is nothing, not false"),
            (
                "A: http://schemas.android.com/apk/res/android:label(0x01010001)=@0x7f050000",
                "A: x:debuggable(0x1)=true",
                "manifest: debuggable is set: whoever holds the phone can read its records",
            ),
        ] {
            assert_eq!(tree(replaced, by), [finding]);
        }
    }

    #[test]
    fn missing_class_or_resource_of_the_manifest_is_refused() {
        let manifest = Manifest::read(TREE);
        let all = set(&["app.widerspruch.App", "app.widerspruch.Backup", "other.Receiver"]);
        let dump = "  type string id=05 entryCount=1\n    resource 0x7f050000 string/app_name\n      () \"x\"";
        assert_eq!(manifest.dangling(&all, &resource_ids(dump)), [""; 0]);
        assert_eq!(
            manifest.dangling(&set(&["app.widerspruch.App", "other.Receiver"]), &BTreeSet::new()),
            [
                "manifest: application app.widerspruch.Backup is in no code of the package; do \
                 android/app/proguard-rules.pro keep it?",
                "manifest: resource 0x7f050000 is not in resources.arsc",
            ]
        );
    }

    #[test]
    fn declared_permissions_are_read_from_the_manifest() {
        let written = "<manifest>\n<uses-permission android:name=\"a.B\" />\n<uses-permission-sdk-23\n  \
                       android:maxSdkVersion=\"30\" android:name=\"c.D\"/>\n<application android:name=\".App\"/>";
        assert_eq!(declared_permissions(written), set(&["a.B", "c.D"]));
    }

    /// Checks a package without faults after a change, and returns the findings.
    fn package(change: impl Fn(&mut Vec<Entry>)) -> Vec<String> {
        let entry = |name: &str, bytes: Vec<u8>, storage| Entry { name: name.to_owned(), bytes, storage };
        let library = elf::test::fine(ABIS[0].machine).bytes();
        let mut entries = vec![
            entry("AndroidManifest.xml", b"http://schemas.android.com/".to_vec(), Storage::Packed),
            entry("resources.arsc", vec![1; 9], Storage::Aligned(4)),
            entry("classes.dex", dex::test::dex_file(&["app.widerspruch.App"], &[]), Storage::Packed),
            entry("lib/arm64-v8a/libjnidispatch.so", library.clone(), Storage::Aligned(16384)),
            entry("lib/arm64-v8a/libwiderspruch_core.so", library, Storage::Aligned(16384)),
        ];
        change(&mut entries);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.apk");
        archive::write_archive(&file, entries).unwrap();
        let mut findings = Vec::new();
        let version = version();
        inspect_files(&archive::read_archive(&file).unwrap(), &expected(&version), &mut findings);
        findings
    }

    #[test]
    fn valid_package_passes() {
        assert_eq!(package(|_| {}), [""; 0]);
    }

    #[test]
    fn misaligned_or_compressed_library_is_refused() {
        let shifted = package(|entries| entries[4].storage = Storage::Aligned(4));
        let [finding] = &shifted[..] else { panic!("{shifted:?}") };
        assert!(finding.starts_with("lib/arm64-v8a/libwiderspruch_core.so lies at "), "{finding}");
        assert!(finding.ends_with(", which is no multiple of 16384"), "{finding}");
        let packed = package(|entries| entries[3].storage = Storage::Packed);
        assert_eq!(packed, ["lib/arm64-v8a/libjnidispatch.so is packed; phones use it only as it is"]);
        let table = package(|entries| entries[1].storage = Storage::Packed);
        assert_eq!(table, ["resources.arsc is packed; phones use it only as it is"]);
    }

    #[test]
    fn unknown_host_is_refused() {
        assert_eq!(
            package(|entries| entries[1].bytes = b"\0https://tracker.example.com/x\0".to_vec()),
            [
                "resources.arsc names the host tracker.example.com. If nothing is sent there, core/catalogue may link to it, \
              or core/xtask/src/apk/leaks.rs list it with the reason"
            ]
        );
    }

    #[test]
    fn path_of_the_build_machine_is_refused() {
        let told = package(|entries| entries[4].bytes.extend(b"/builder/x/src/lib.rs"));
        assert_eq!(
            told,
            ["lib/arm64-v8a/libwiderspruch_core.so tells where it was built: /builder/x, the home folder; give the \
              compiler another name for it"]
        );
    }

    #[test]
    fn invoke_custom_is_refused() {
        let custom = package(|entries| entries[2].bytes = dex::test::dex_file(&["A"], &[7, 8]));
        assert!(custom[0].starts_with("classes.dex: it has invoke-custom and method handles"), "{custom:?}");
    }

    #[test]
    fn missing_or_foreign_library_is_refused() {
        let lost = package(|entries| drop(entries.pop()));
        assert_eq!(lost, ["lib/arm64-v8a/libwiderspruch_core.so is missing"]);
        let other = package(|entries| entries[3].name = "lib/mips/libjnidispatch.so".to_owned());
        assert_eq!(
            other,
            [
                "lib/arm64-v8a/libjnidispatch.so is missing",
                "lib/mips/libjnidispatch.so is none of the package's libraries; what brought it?"
            ]
        );
    }

    #[test]
    fn only_our_library_is_held_to_the_symbol_list() {
        let made = || elf::test::Made { taken: vec!["gets"], ..elf::test::fine(ABIS[0].machine) }.bytes();
        assert_eq!(package(|entries| entries[3].bytes = made()), [""; 0]);
        let ours = package(|entries| entries[4].bytes = made());
        assert!(ours[0].contains("takes gets from the phone"), "{ours:?}");
    }
}
