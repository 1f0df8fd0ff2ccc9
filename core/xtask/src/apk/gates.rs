//! What must be true of a finished package, looked up in the package itself.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use super::archive::{self, Found};
use super::classes::Compiled;
use super::dex::Dex;
use super::elf::{self, PAGE};
use super::leaks::{self, Machine};
use super::native::{self, ABIS, Abi, Names};
use super::version::Version;
use super::{MIN_SDK, Place, TARGET_SDK};
use crate::cargo::LIBRARY;
use crate::run::{self, Failure};

/// What the app is called on every phone. Another one is another app, and nobody's records are in it.
const PACKAGE: &str = "app.widerspruch";
/// What a person wrote, and what says what may be asked for.
const MANIFEST: &str = "android/app/src/main/AndroidManifest.xml";
/// Never, whatever the manifest says.
const NEVER: &str = "android.permission.INTERNET";
/// The library through which Kotlin calls ours.
const BRIDGE: &str = "jnidispatch";

/// What was read while looking.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Seen {
    /// What the app may do.
    pub(crate) permissions: BTreeSet<String>,
    /// Every file: its packed and its unpacked size.
    pub(crate) files: BTreeMap<String, (u64, u64)>,
    /// What our libraries take from phones, over all kinds.
    pub(crate) symbols: BTreeSet<String>,
    /// How many classes and methods there are.
    pub(crate) code: (usize, u32),
}

/// What a package is held against.
pub(crate) struct Expected<'a> {
    /// The kinds of phones it is for.
    pub(crate) abis: &'a [Abi],
    /// The version it has.
    pub(crate) version: &'a Version,
    /// What the sources ask for.
    pub(crate) declared: BTreeSet<String>,
    /// Hosts that may be named.
    pub(crate) hosts: BTreeSet<String>,
    /// What must not be told.
    pub(crate) machine: Machine,
    /// What our libraries may take from each kind of phone.
    pub(crate) names: Vec<(Abi, Names)>,
}

/// Fails with everything that is wrong with a package.
pub(crate) fn check(compiled: &Compiled, file: &Path, expected: &Expected) -> Result<Seen, Failure> {
    let dump = |args: &[&str]| run::captured(Command::new(compiled.aapt2()).arg("dump").args(args).arg(file));
    let manifest = Manifest::read(&dump(&["xmltree", "--file", "AndroidManifest.xml"])?);
    let resources = resources(&dump(&["resources"])?);
    let mut findings = manifest.judge(expected);
    let files = archive::read(file)?;
    let mut seen = look(&files, expected, &mut findings);
    findings.extend(manifest.dangling(&seen.1, &resources));
    seen.0.permissions = manifest.permissions;
    if findings.is_empty() { Ok(seen.0) } else { Err(Failure::Found(findings.join("\n"))) }
}

impl<'a> Expected<'a> {
    /// What the sources of a place say.
    pub(crate) fn of(place: &Place, abis: &'a [Abi], version: &'a Version, machine: Machine) -> Result<Self, Failure> {
        let names = abis.iter().map(|abi| Ok((*abi, native::allowed(&place.root, abi)?)));
        Ok(Self {
            abis,
            version,
            declared: declared(&run::read(&place.root.join(MANIFEST))?),
            hosts: leaks::allowed(&place.root)?,
            machine,
            names: names.collect::<Result<_, Failure>>()?,
        })
    }
}

/// The permissions that a written manifest asks for.
fn declared(manifest: &str) -> BTreeSet<String> {
    let elements = manifest.split("<uses-permission").skip(1).filter_map(|rest| rest.split('>').next());
    let names = elements.filter_map(|element| element.split_once("android:name=\"")?.1.split('"').next());
    names.map(str::to_owned).collect()
}

/// The manifest as the package has it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Manifest {
    package: String,
    permissions: BTreeSet<String>,
    /// Of manifest, uses-sdk and application, by name.
    values: BTreeMap<String, String>,
    /// With what names them.
    classes: BTreeMap<String, String>,
    resources: BTreeSet<String>,
}

impl Manifest {
    /// From what `aapt2 dump xmltree` prints: a line for each element, `E: activity (line=21)`, and one for each of its
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
            // Or libraries are copied at the installation and take their place twice.
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

    /// Names in it that lead nowhere.
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

/// The identities of `resource 0x7f010000 color/card` in what `aapt2 dump resources` prints.
fn resources(dump: &str) -> BTreeSet<String> {
    let lines = dump.lines().filter_map(|line| line.trim().strip_prefix("resource ")?.split(' ').next());
    lines.map(str::to_owned).collect()
}

/// Looks at every file. Gives what was seen, and all classes.
fn look(files: &[Found], expected: &Expected, findings: &mut Vec<String>) -> (Seen, BTreeSet<String>) {
    let mut seen = Seen::default();
    let mut classes = BTreeSet::new();
    for file in files {
        let Found { name, bytes, .. } = file;
        seen.files.insert(name.clone(), (file.size, bytes.len() as u64));
        findings.extend(place(file));
        for host in leaks::hosts(bytes).difference(&expected.hosts) {
            findings.push(format!(
                "{name} names the host {host}. If nothing is sent there, core/catalogue may link to it, or \
                 core/xtask/src/apk/leaks.rs list it with the reason"
            ));
        }
        findings.extend(
            expected.machine.find(bytes).into_iter().map(|found| {
                format!("{name} tells where it was built: {found}; give the compiler another name for it")
            }),
        );
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
            && let Err(failure) = library(name, bytes, expected, &mut seen.symbols)
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

/// How a file must lie for phones to use it straight from the package.
fn place(file: &Found) -> Option<String> {
    let to = match &*file.name {
        "resources.arsc" => 4,
        name if name.ends_with(".so") => PAGE,
        _ => return None,
    };
    let name = &file.name;
    if !file.stored {
        return Some(format!("{name} is packed; phones use it only as it is"));
    }
    (!file.start.is_multiple_of(to)).then(|| format!("{name} lies at {}, which is no multiple of {to}", file.start))
}

fn library(name: &str, bytes: &[u8], expected: &Expected, symbols: &mut BTreeSet<String>) -> Result<(), Failure> {
    let Some(abi) = ABIS.iter().find(|abi| name.starts_with(&format!("lib/{}/", abi.name))) else { return Ok(()) };
    let names = expected.names.iter().find(|(of, _)| of == abi);
    match names.filter(|_| name.ends_with(&format!("/lib{LIBRARY}.so"))) {
        Some((_, names)) => {
            symbols.extend(elf::imports(name, bytes)?);
            elf::ours(abi, name, bytes, names)
        }
        None => elf::any(abi, name, bytes),
    }
}
