//! What Xcode and Apple would refuse about the iPhone app, found without them: the project file, the script that builds the
//! core, the property lists, and what the sources may not do. `cargo xtask ios` compiles the sources. Every check is a
//! function that gives what it found, and is also shown something wrong.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use plist::{Dictionary, Value};

const PROJECT: &str = "ios/Widerspruch.xcodeproj/project.pbxproj";
const APP: &str = "ios/Widerspruch";

/// Oldest system that the app runs on, as the project and the package say it.
const OLDEST: &str = "17.0";

/// Build settings that exist, of those that we may want: Xcode takes a misspelt one without a word.
const SETTINGS: &[&str] = &[
    "ASSETCATALOG_COMPILER_APPICON_NAME",
    "ASSETCATALOG_COMPILER_GLOBAL_ACCENT_COLOR_NAME",
    "CODE_SIGN_ENTITLEMENTS",
    "CODE_SIGN_STYLE",
    "CURRENT_PROJECT_VERSION",
    "DEAD_CODE_STRIPPING",
    "DEBUG_INFORMATION_FORMAT",
    "DEVELOPMENT_ASSET_PATHS",
    "ENABLE_DEBUG_DYLIB",
    "ENABLE_PREVIEWS",
    "ENABLE_TESTABILITY",
    "ENABLE_USER_SCRIPT_SANDBOXING",
    "GENERATE_INFOPLIST_FILE",
    "INFOPLIST_FILE",
    "INFOPLIST_KEY_CFBundleDisplayName",
    "INFOPLIST_KEY_ITSAppUsesNonExemptEncryption",
    "INFOPLIST_KEY_LSApplicationCategoryType",
    "INFOPLIST_KEY_UIApplicationSupportsIndirectInputEvents",
    "INFOPLIST_KEY_UILaunchScreen_Generation",
    "INFOPLIST_KEY_UISupportedInterfaceOrientations_iPad",
    "INFOPLIST_KEY_UISupportedInterfaceOrientations_iPhone",
    "IPHONEOS_DEPLOYMENT_TARGET",
    "LD_RUNPATH_SEARCH_PATHS",
    "LOCALIZATION_PREFERS_STRING_CATALOGS",
    "MARKETING_VERSION",
    "ONLY_ACTIVE_ARCH",
    "OTHER_LDFLAGS",
    "PRODUCT_BUNDLE_IDENTIFIER",
    "PRODUCT_NAME",
    "SDKROOT",
    "STRIP_INSTALLED_PRODUCT",
    "STRIP_STYLE",
    "SUPPORTED_PLATFORMS",
    "SUPPORTS_MACCATALYST",
    "SUPPORTS_MAC_DESIGNED_FOR_IPHONE_IPAD",
    "SWIFT_ACTIVE_COMPILATION_CONDITIONS",
    "SWIFT_APPROACHABLE_CONCURRENCY",
    "SWIFT_COMPILATION_MODE",
    "SWIFT_DEFAULT_ACTOR_ISOLATION",
    "SWIFT_EMIT_LOC_STRINGS",
    "SWIFT_OPTIMIZATION_LEVEL",
    "SWIFT_VERSION",
    "TARGETED_DEVICE_FAMILY",
    "VALIDATE_PRODUCT",
];

/// Phases of the target, in order. Without the one for resources, though it is empty, the asset catalogue is not copied.
const PHASES: [&str; 4] =
    ["PBXShellScriptBuildPhase", "PBXSourcesBuildPhase", "PBXFrameworksBuildPhase", "PBXResourcesBuildPhase"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Files below a folder with one of these endings, as paths from the root of the repository.
fn files(folder: &str, ending: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root().join(folder)];
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|own| own == ending) {
                let name = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

// ── The project file ────────────────────────────────────────────────────────────────────────────────────────────────────

/// The objects of a project file by their identifiers, and the identifier of the project.
fn objects(text: &str) -> Result<(BTreeMap<String, Dictionary>, String), String> {
    let tree = Value::from_reader_ascii(text.as_bytes()).map_err(|error| format!("not a project file: {error}"))?;
    let table = tree.as_dictionary().ok_or("not a project file")?;
    let list = table.get("objects").and_then(Value::as_dictionary).ok_or("no objects")?;
    let root = table.get("rootObject").and_then(Value::as_string).ok_or("no project")?;
    let objects = list.iter().filter_map(|(name, object)| Some((name.clone(), object.as_dictionary()?.clone())));
    Ok((objects.collect(), root.to_owned()))
}

fn is_identifier(text: &str) -> bool {
    text.len() == 24 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte))
}

/// Every identifier in a value, names of a table included.
fn references(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) if is_identifier(text) => vec![text.clone()],
        Value::Array(list) => list.iter().flat_map(references).collect(),
        Value::Dictionary(table) => references_of(table),
        _ => Vec::new(),
    }
}

fn references_of(table: &Dictionary) -> Vec<String> {
    let names = table.keys().filter(|name| is_identifier(name)).cloned();
    names.chain(table.values().flat_map(references)).collect()
}

fn word<'a>(table: &'a Dictionary, key: &str) -> &'a str {
    table.get(key).and_then(Value::as_string).unwrap_or_default()
}

/// A setting as it is written.
fn setting(settings: &Dictionary, key: &str) -> String {
    let value = settings.get(key);
    value.and_then(Value::as_signed_integer).map_or_else(|| word(settings, key).to_owned(), |number| number.to_string())
}

/// What is wrong with a project file. `exists` says whether a file or folder is there, as a path from the folder `ios`.
fn project_faults(text: &str, exists: &dyn Fn(&str) -> bool) -> Vec<String> {
    let (objects, project) = match objects(text) {
        Ok(found) => found,
        Err(fault) => return vec![fault],
    };
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    let mut waiting = vec![project];
    while let Some(identifier) = waiting.pop() {
        if !seen.insert(identifier.clone()) {
            continue;
        }
        match objects.get(&identifier) {
            Some(object) => waiting.extend(references_of(object)),
            None => faults.push(format!("dangling reference {identifier}")),
        }
    }
    faults.extend(objects.keys().filter(|name| !seen.contains(*name)).map(|name| format!("unreachable object {name}")));
    let mut missing = |path: &str| {
        if !exists(path) {
            faults.push(format!("{path} is not there"));
        }
    };
    for object in objects.values() {
        match word(object, "isa") {
            "PBXFileSystemSynchronizedRootGroup" => {
                let path = word(object, "path");
                missing(path);
                let exceptions = object.get("exceptions").map(references).unwrap_or_default();
                let left_out =
                    exceptions.iter().filter_map(|name| objects.get(name)?.get("membershipExceptions")?.as_array());
                left_out.flatten().filter_map(Value::as_string).for_each(|file| missing(&format!("{path}/{file}")));
            }
            "XCLocalSwiftPackageReference" => missing(&format!("{}/Package.swift", word(object, "relativePath"))),
            "PBXShellScriptBuildPhase" => {
                let named =
                    word(object, "shellScript").split("$SRCROOT/").nth(1).and_then(|rest| rest.split('"').next());
                missing(named.unwrap_or("a script of the phase"));
            }
            "XCBuildConfiguration" => {
                let settings = object.get("buildSettings").and_then(Value::as_dictionary);
                let named = ["CODE_SIGN_ENTITLEMENTS", "INFOPLIST_FILE", "DEVELOPMENT_ASSET_PATHS"];
                let paths = named.iter().filter_map(|key| settings?.get(key)?.as_string());
                paths.for_each(&mut missing);
            }
            _ => {}
        }
    }
    for object in objects.values() {
        match word(object, "isa") {
            "PBXNativeTarget" => {
                let phases = object.get("buildPhases").map(references).unwrap_or_default();
                let kinds: Vec<&str> =
                    phases.iter().filter_map(|phase| objects.get(phase)).map(|phase| word(phase, "isa")).collect();
                if kinds != PHASES {
                    faults.push(format!("phases are {kinds:?}"));
                }
            }
            "XCBuildConfiguration" => {
                let settings = object.get("buildSettings").and_then(Value::as_dictionary);
                let unknown =
                    settings.into_iter().flat_map(Dictionary::keys).filter(|key| !SETTINGS.contains(&key.as_str()));
                faults.extend(unknown.map(|key| format!("unknown setting {key}")));
            }
            _ => {}
        }
    }
    faults.sort();
    faults
}

fn in_ios(path: &str) -> bool {
    !path.is_empty() && root().join("ios").join(path).exists()
}

/// Settings of the target, by configuration.
fn target_settings(text: &str) -> BTreeMap<String, Dictionary> {
    let (objects, _) = objects(text).unwrap();
    let target = objects.values().find(|object| word(object, "isa") == "PBXNativeTarget").unwrap();
    let list = &objects[word(target, "buildConfigurationList")];
    let configurations = references(&list["buildConfigurations"]).into_iter().map(|name| objects[&name].clone());
    let settings = |one: &Dictionary| one["buildSettings"].as_dictionary().unwrap().clone();
    configurations.map(|one| (word(&one, "name").to_owned(), settings(&one))).collect()
}

#[test]
fn the_project_is_whole() {
    assert_eq!(project_faults(&read(PROJECT), &in_ios), [""; 0]);
}

#[test]
fn each_fault_of_a_project_is_found() {
    let project = read(PROJECT);
    let with = |old: &str, new: &str| {
        assert!(project.contains(old), "{old}");
        project_faults(&project.replacen(old, new, 1), &in_ios)
    };
    let cut = |from: &str, to: &str| {
        let start = project.find(from).unwrap();
        let end = start + project[start..].find(to).unwrap() + to.len();
        project_faults(&format!("{}{}", &project[..start], &project[end..]), &in_ios)
    };
    assert_eq!(
        cut("\t\t0A0000000000000000000003 /* Widerspruch.app */ = ", "};\n"),
        ["dangling reference 0A0000000000000000000003"]
    );
    assert_eq!(
        with("\t\t\t\t0A0000000000000000000016 /* XCLocalSwiftPackageReference \"WiderspruchKit\" */,\n", ""),
        ["unreachable object 0A0000000000000000000016"]
    );
    assert_eq!(with("SWIFT_VERSION", "SWIFT_VERSON"), ["unknown setting SWIFT_VERSON"]);
    assert_eq!(
        with("path = Widerspruch;", "path = Widerspuch;"),
        ["Widerspuch is not there", "Widerspuch/Info.plist is not there"]
    );
    assert_eq!(with("relativePath = WiderspruchKit;", "relativePath = Kit;"), ["Kit/Package.swift is not there"]);
    assert_eq!(with("/build-core.sh", "/build.sh"), ["build.sh is not there"]);
    assert_eq!(with("Widerspruch/Widerspruch.entitlements", "W.entitlements"), ["W.entitlements is not there"]);
    let faults = with("\t\t\t\t0A0000000000000000000013 /* Resources */,\n", "");
    assert!(faults[0].starts_with("phases are ") && faults[1].starts_with("unreachable object"), "{faults:?}");
    assert!(with("objects = {", "objects = {{")[0].starts_with("not a project file"));
    assert_eq!(with("Info.plist,", "Inf.plist,"), ["Widerspruch/Inf.plist is not there"]);
    assert_eq!(
        with("INFOPLIST_FILE = Widerspruch/Info.plist", "INFOPLIST_FILE = Info.plist"),
        ["Info.plist is not there"]
    );
}

#[test]
fn settings_are_what_the_app_needs() {
    let project = read(PROJECT);
    let settings = target_settings(&project);
    assert_eq!(settings.keys().collect::<Vec<_>>(), ["Debug", "Release"]);
    assert_eq!(settings["Debug"], settings["Release"], "the app is the same in both");
    let cargo = read("Cargo.toml");
    let version = cargo.split("\nversion = \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let numbers: Vec<u32> = version.split('.').map(|number| number.parse().unwrap()).collect();
    let code = (numbers[0] * 1_000_000 + numbers[1] * 1000 + numbers[2]).to_string();
    for (key, value) in [
        ("PRODUCT_BUNDLE_IDENTIFIER", "app.widerspruch"),
        ("MARKETING_VERSION", version),
        ("CURRENT_PROJECT_VERSION", &code),
        ("SWIFT_VERSION", "6.0"),
        ("SWIFT_DEFAULT_ACTOR_ISOLATION", "MainActor"),
        ("SWIFT_APPROACHABLE_CONCURRENCY", "YES"),
        // cargo reads more than a phase can declare.
        ("ENABLE_USER_SCRIPT_SANDBOXING", "NO"),
        // The catalogue is generated, and Xcode must not write into it.
        ("SWIFT_EMIT_LOC_STRINGS", "NO"),
        ("TARGETED_DEVICE_FAMILY", "1,2"),
        ("GENERATE_INFOPLIST_FILE", "YES"),
        ("INFOPLIST_KEY_ITSAppUsesNonExemptEncryption", "NO"),
        ("INFOPLIST_KEY_UILaunchScreen_Generation", "YES"),
        ("OTHER_LDFLAGS", "$(inherited) \"$(TARGET_TEMP_DIR)/rust/libwiderspruch_core.a\""),
    ] {
        assert_eq!(setting(&settings["Release"], key), value, "{key}");
    }
    // The archive that is linked is the one that the script leaves, and the oldest system is said once for all.
    assert!(project.contains("\"$(TARGET_TEMP_DIR)/rust/libwiderspruch_core.a\",\n"));
    assert_eq!(project.matches("IPHONEOS_DEPLOYMENT_TARGET = ").count(), 2);
    assert_eq!(project.matches(&format!("IPHONEOS_DEPLOYMENT_TARGET = {OLDEST};")).count(), 2);
    assert!(!project.contains("DEVELOPMENT_TEAM"), "a team belongs to a person, not into the repository");
}

#[test]
fn the_scheme_builds_the_target_of_the_project() {
    let (objects, _) = objects(&read(PROJECT)).unwrap();
    let (target, _) = objects.iter().find(|(_, object)| word(object, "isa") == "PBXNativeTarget").unwrap();
    let scheme = read("ios/Widerspruch.xcodeproj/xcshareddata/xcschemes/Widerspruch.xcscheme");
    let named: Vec<&str> =
        scheme.split("BlueprintIdentifier = \"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(named.len() >= 2 && named.iter().all(|name| name == target), "{named:?}");
}

// ── The script that builds the core ─────────────────────────────────────────────────────────────────────────────────────

/// What cargo, rustc, rustup and lipo were called with, where those of a Mac are played by scripts. Programs that are not
/// named in `there` are missing.
fn building(platform: &str, architectures: &str, installed: &[&str], there: &[&str]) -> (bool, String) {
    let folder = tempfile::tempdir().unwrap();
    // Names with blanks are common on a Mac.
    let home = folder.path().join("a home");
    let out = folder.path().join("build of it");
    let programs = home.join(".cargo/bin");
    fs::create_dir_all(&programs).unwrap();
    let log = folder.path().join("log");
    let targets = folder.path().join("targets");
    for target in installed {
        fs::create_dir_all(targets.join(target)).unwrap();
    }
    let says = |what: &str| format!("echo \"{what} $*\" >> '{}'\n", log.display());
    let rustc = format!("echo '{}'/\"$4\"\n", targets.display());
    let rustup = format!("{}mkdir -p '{}'/\"$3\"\n", says("rustup"), targets.display());
    let cargo = format!("[ \"$1\" = --version ] && exit\n{}env | sort > '{}.env'\n", says("cargo"), log.display());
    for (name, body) in [("cargo", cargo), ("rustc", rustc), ("rustup", rustup), ("lipo", says("lipo"))] {
        // One that is not there fails like one that does, wherever the machine that tests has its own.
        let body = if there.contains(&name) { body } else { "exit 127\n".to_owned() };
        program(&programs.join(name), &body);
    }
    let done = Command::new("bash")
        .arg(root().join("ios/build-core.sh"))
        .env_clear()
        .env("PATH", format!("{}:/usr/bin:/bin", programs.display()))
        .env("HOME", &home)
        .envs([("SRCROOT", root().join("ios")), ("TARGET_TEMP_DIR", out.clone())])
        .envs([("PLATFORM_NAME", platform), ("ARCHS", architectures), ("IPHONEOS_DEPLOYMENT_TARGET", OLDEST)])
        .env("SDKROOT", "the phone's")
        .output()
        .unwrap();
    let environment = fs::read_to_string(format!("{}.env", log.display())).unwrap_or_default();
    assert!(!environment.contains("SDKROOT"), "{environment}");
    assert!(environment.is_empty() || environment.contains(&format!("IPHONEOS_DEPLOYMENT_TARGET={OLDEST}\n")));
    let said = fs::read_to_string(&log).unwrap_or_default() + &String::from_utf8(done.stderr).unwrap();
    (done.status.success(), said.replace(out.to_str().unwrap(), "OUT"))
}

fn program(path: &Path, body: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::write(path, format!("#!/bin/bash\n{body}")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

const ALL: [&str; 4] = ["cargo", "rustc", "rustup", "lipo"];
const CARGO: &str = "cargo rustc --package widerspruch-app --lib --crate-type staticlib --release --locked --target";

#[test]
fn the_core_is_built_for_what_xcode_asks_for() {
    let library = |target: &str| format!("OUT/rust/target/{target}/release/libwiderspruch_core.a");
    let (done, said) = building("iphoneos", "arm64", &["aarch64-apple-ios"], &ALL);
    let lipo = format!("lipo -create {} -output OUT/rust/libwiderspruch_core.a", library("aarch64-apple-ios"));
    assert!(done, "{said}");
    assert_eq!(said, format!("{CARGO} aarch64-apple-ios\n{lipo}\n"));
    let (done, said) = building("iphonesimulator", "arm64 x86_64", &["x86_64-apple-ios"], &ALL);
    let (arm, intel) = (library("aarch64-apple-ios-sim"), library("x86_64-apple-ios"));
    assert!(done, "{said}");
    assert_eq!(
        said,
        format!(
            "rustup target add aarch64-apple-ios-sim\n{CARGO} aarch64-apple-ios-sim\n{CARGO} x86_64-apple-ios\n\
             lipo -create {arm} {intel} -output OUT/rust/libwiderspruch_core.a\n"
        )
    );
}

#[test]
fn what_cannot_be_built_is_said() {
    for (platform, architecture, there, says) in [
        ("macosx", "arm64", &ALL[..], "error: there is no Rust target for macosx"),
        ("iphoneos", "armv7", &ALL[..], "error: there is no Rust target for armv7"),
        ("iphoneos", "arm64", &["rustc", "rustup", "lipo"][..], "error: Rust is not installed."),
        ("iphoneos", "arm64", &["cargo", "rustc", "lipo"][..], "Run: rustup target add aarch64-apple-ios"),
    ] {
        let (done, said) = building(platform, architecture, &[], there);
        assert!(!done && said.contains(says), "{platform} {architecture}: {said}");
        assert!(!said.contains("lipo"), "{said}");
    }
}

// ── Property lists and catalogues ───────────────────────────────────────────────────────────────────────────────────────

fn list(path: &str) -> Dictionary {
    Value::from_file(root().join(path)).unwrap().into_dictionary().unwrap()
}

#[test]
fn the_app_declares_that_it_tracks_nobody_and_collects_nothing() {
    let manifest = list("ios/Widerspruch/PrivacyInfo.xcprivacy");
    assert_eq!(manifest["NSPrivacyTracking"].as_boolean(), Some(false));
    for nothing in ["NSPrivacyTrackingDomains", "NSPrivacyCollectedDataTypes"] {
        assert_eq!(manifest[nothing].as_array().map(Vec::len), Some(0), "{nothing}");
    }
    // Rust's library asks for the size and times of our own files.
    let reasons = manifest["NSPrivacyAccessedAPITypes"].as_array().unwrap();
    let reasons: Vec<(&str, Vec<String>)> = reasons
        .iter()
        .map(|one| one.as_dictionary().unwrap())
        .map(|one| {
            let why = one["NSPrivacyAccessedAPITypeReasons"].as_array().unwrap();
            (word(one, "NSPrivacyAccessedAPIType"), why.iter().map(|w| w.as_string().unwrap().to_owned()).collect())
        })
        .collect();
    assert_eq!(reasons, [("NSPrivacyAccessedAPICategoryFileTimestamp", vec!["C617.1".to_owned()])]);
    assert_eq!(manifest.len(), 4);
}

#[test]
fn the_app_has_one_window_with_scenes() {
    let info = list("ios/Widerspruch/Info.plist");
    let scenes = info["UIApplicationSceneManifest"].as_dictionary().unwrap();
    // Newer systems start no app without scenes, and two windows would share one way through the screens.
    assert_eq!(scenes["UIApplicationSupportsMultipleScenes"].as_boolean(), Some(false));
    assert_eq!(info.len(), 1, "all other keys are settings of the project");
}

#[test]
fn the_app_asks_for_no_special_right() {
    assert!(list("ios/Widerspruch/Widerspruch.entitlements").is_empty());
}

#[test]
fn every_language_of_the_catalogues_is_one_of_the_project() {
    let (objects, project) = objects(&read(PROJECT)).unwrap();
    let regions = objects[&project]["knownRegions"].as_array().unwrap();
    let regions: BTreeSet<&str> = regions.iter().filter_map(Value::as_string).filter(|one| *one != "Base").collect();
    let catalogues = files(APP, "xcstrings");
    assert_eq!(catalogues.len(), 2);
    for (name, text) in catalogues {
        let catalogue: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(Some(word(&objects[&project], "developmentRegion")), catalogue["sourceLanguage"].as_str());
        for (key, entry) in catalogue["strings"].as_object().unwrap() {
            let languages = entry["localizations"].as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(regions, languages, "{name}: {key}");
        }
    }
}

/// What does not fit in an asset catalogue, by the JSON files in it: a picture that is not there, or one that is not named.
fn asset_faults(folder: &Path) -> Vec<String> {
    let contents = fs::read_to_string(folder.join("Contents.json")).unwrap();
    let contents: serde_json::Value = serde_json::from_str(&contents).unwrap();
    let images = contents["images"].as_array().unwrap();
    let named: BTreeSet<&str> = images.iter().filter_map(|image| image["filename"].as_str()).collect();
    let there = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let there: BTreeSet<String> = there.filter(|name| name != "Contents.json").collect();
    let missing = named.iter().filter(|name| !there.contains(**name)).map(|name| format!("{name} is not there"));
    let surplus = there.iter().filter(|name| !named.contains(name.as_str())).map(|name| format!("{name} is not named"));
    missing.chain(surplus).collect()
}

#[test]
fn the_icon_has_every_picture_that_is_named() {
    let folder = root().join(APP).join("Assets.xcassets/AppIcon.appiconset");
    assert_eq!(asset_faults(&folder), [""; 0]);
    let copy = tempfile::tempdir().unwrap();
    fs::copy(folder.join("Contents.json"), copy.path().join("Contents.json")).unwrap();
    fs::write(copy.path().join("other.png"), "").unwrap();
    assert_eq!(
        asset_faults(copy.path()),
        ["any.png is not there", "dark.png is not there", "tinted.png is not there", "other.png is not named"]
    );
}

/// Red, green and blue of a colour in the asset catalogue, by day and by night, from 0 to 255.
fn colours(name: &str) -> [[u8; 3]; 2] {
    let contents = read(&format!("{APP}/Assets.xcassets/{name}.colorset/Contents.json"));
    let contents: serde_json::Value = serde_json::from_str(&contents).unwrap();
    let all = contents["colors"].as_array().unwrap();
    assert_eq!(all.len(), 2, "{name}: by day and by night");
    [0, 1].map(|index| {
        assert_eq!(all[index]["appearances"][0]["value"].as_str(), [None, Some("dark")][index], "{name}");
        ["red", "green", "blue"].map(|part| {
            let hex = all[index]["color"]["components"][part].as_str().unwrap();
            u8::from_str_radix(hex.strip_prefix("0x").unwrap(), 16).unwrap()
        })
    })
}

/// How well one colour can be read on another, from 1 to 21, as WCAG reckons.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let light = |colour: [u8; 3]| {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = colour.map(part);
        0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
    };
    let (one, other) = (light(one), light(other));
    one.max(other) / one.min(other)
}

#[test]
fn words_can_be_read_on_their_colours() {
    let (accent, on_accent) = (colours("AccentColor"), colours("on_accent"));
    // The system's ground of a row, by day and by night.
    let cards = [[255, 255, 255], [28, 28, 30]];
    for index in [0, 1] {
        assert!(contrast(on_accent[index], accent[index]) >= 4.5, "the primary button, {index}");
        assert!(contrast(accent[index], cards[index]) >= 4.5, "a button in a row, {index}");
    }
    assert!(contrast([255, 255, 255], accent[1]) < 4.5, "what the system would write by night cannot be read");
    assert!((contrast([0, 0, 0], [255, 255, 255]) - 21.0).abs() < 0.001);
}

// ── The sources ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/// Modules whose interfaces are in `ios/Stubs`, Foundation, and our own.
const MODULES: [&str; 10] = [
    "Foundation",
    "ImageIO",
    "PhotosUI",
    "SafariServices",
    "SwiftUI",
    "UIKit",
    "UniformTypeIdentifiers",
    "UserNotifications",
    "WiderspruchCore",
    "WiderspruchKit",
];

/// What the check on Linux cannot see through, and what we do not do.
const BANNED: [&str; 16] = [
    // Code that is skipped is code that nobody checks, and newer systems are taken for granted here.
    "#if",
    "canImport",
    "#available",
    // Letters have the size that the person chose.
    ".system(size",
    // Macros and attributes that need Apple's own compiler.
    "#Preview",
    "#selector",
    "@objc",
    "@Entry",
    // State of its own beside the core's.
    "@AppStorage",
    "UserDefaults",
    // Where something is missing, the app says so.
    "try!",
    "as!",
    "fatalError",
    // It sends nothing and writes no log.
    "URLSession",
    "print(",
    "NSLog",
];

/// A Swift source without its comments, every literal empty, and the literals by themselves with what stands before them.
fn literals(source: &str) -> (String, Vec<(String, String)>) {
    let mut code = String::new();
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        if rest.starts_with("//") {
            rest = rest.find('\n').map_or("", |end| &rest[end..]);
        } else if rest.starts_with("/*") {
            rest = rest.find("*/").map_or("", |end| &rest[end + 2..]);
        } else if first == '"' {
            let quotes = if rest.starts_with("\"\"\"") { "\"\"\"" } else { "\"" };
            let mut end = quotes.len();
            while !rest[end..].starts_with(quotes) {
                let step =
                    if rest[end..].starts_with('\\') { 2 } else { rest[end..].chars().next().unwrap().len_utf8() };
                end += step;
            }
            found.push((code.trim_end().to_owned(), rest[quotes.len()..end].to_owned()));
            code.push_str("\"\"");
            rest = &rest[end + quotes.len()..];
        } else {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    (code, found)
}

/// What a source of the app may not contain. `keys` are those of the String Catalog.
fn source_faults(source: &str, keys: &BTreeSet<String>) -> Vec<String> {
    let (code, literals) = literals(source);
    let mut faults = Vec::new();
    for line in code.lines() {
        let module =
            line.trim().strip_prefix("import ").or_else(|| line.trim().split_once(" import ").map(|(_, name)| name));
        if let Some(module) = module.filter(|module| !MODULES.contains(module)) {
            faults.push(format!("import {module}"));
        }
    }
    // One of the kit's actions is called so.
    let code = code.replace("func print(", "");
    faults.extend(BANNED.iter().filter(|banned| code.contains(**banned)).map(|banned| (*banned).to_owned()));
    for (before, text) in literals {
        // Names of symbols, keys and forms of values are small letters; words for people are not, or have blanks.
        let small = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-:/@%".contains(&byte);
        let is_name = text.replace("\\n", "").bytes().all(small)
            || !text.chars().any(char::is_alphanumeric)
            || before.ends_with("forInfoDictionaryKey:");
        let calls = ["Text(", "Label(", "Button(", "Toggle(", "LocalizedStringKey(", "NSLocalizedString("];
        let shown = calls.iter().any(|call| before.ends_with(call));
        if !is_name || (shown && !keys.contains(&text)) {
            faults.push(format!("“{text}” belongs into the core or the String Catalog"));
        }
    }
    faults
}

fn catalogue_keys() -> BTreeSet<String> {
    let catalogue: serde_json::Value = serde_json::from_str(&read("ios/Widerspruch/Localizable.xcstrings")).unwrap();
    catalogue["strings"].as_object().unwrap().keys().cloned().collect()
}

/// Screens made by hand for Xcode's canvas. They are in no package that is given away.
const PREVIEWS: &str = "ios/Widerspruch/Previews/";

#[test]
fn sources_show_no_words_of_their_own_and_do_nothing_unseen() {
    let sources = files(APP, "swift");
    assert!(!sources.is_empty());
    let keys = catalogue_keys();
    for (name, source) in &sources {
        let mut faults = source_faults(source, &keys);
        faults.retain(|fault| !(name.starts_with(PREVIEWS) && fault.starts_with('“')));
        assert_eq!(faults, [""; 0], "{name}");
    }
    let left_out = &target_settings(&read(PROJECT))["Release"]["DEVELOPMENT_ASSET_PATHS"];
    assert_eq!(left_out.as_string(), Some("Widerspruch/Previews"));
    assert!(in_ios("Widerspruch/Previews"));
}

#[test]
fn what_a_source_may_not_do_is_found() {
    let keys = BTreeSet::from(["back".to_owned()]);
    let faults = |source: &str| source_faults(source, &keys);
    let fine = "import SwiftUI\n// Text(\"Hello\") try! /* \n/* \"Hello\" */\nlet a = Text(\"back\"), b = \"bell.fill\", c = \"%04d-%02d\", d = \" › \"\n";
    assert_eq!(faults(fine), [""; 0]);
    assert_eq!(faults("import Combine\n@preconcurrency import Network\n"), ["import Combine", "import Network"]);
    for banned in BANNED {
        assert_eq!(faults(&format!("  {banned} x\n")), [banned], "{banned}");
    }
    for (wrong, text) in [
        ("Text(\"Hello\")", "Hello"),
        ("Text(\"back to it\")", "back to it"),
        ("Text( \"forward\" )", "forward"),
        (".accessibilityLabel(\"Zurück\")", "Zurück"),
        ("let title = \"Say \\\"no\\\"\"", "Say \\\"no\\\""),
        ("let title = \"\"\"\n  Long\n  \"\"\"", "\n  Long\n  "),
    ] {
        assert_eq!(faults(wrong), [format!("“{text}” belongs into the core or the String Catalog")], "{wrong}");
    }
}

/// What is wrong with one of our interfaces of Apple's modules: a declaration without its page, without the system that has
/// it, or with one that is newer than the oldest we run on. The compiler here enforces none of it.
fn interface_faults(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let body = text.find("\n\n").map_or("", |head| &text[head..]);
    for block in body.split("\n\n").map(str::trim).filter(|block| !block.is_empty()) {
        let first = block.lines().next().unwrap_or_default();
        if !first.starts_with("// https://developer.apple.com/documentation/") {
            faults.push(format!("no page above: {first}"));
        }
        if !block.contains("@available(iOS ") {
            faults.push(format!("since when: {first}"));
        }
    }
    for rest in text.split("@available(iOS ").skip(1) {
        let since = rest.split([',', ')']).next().unwrap_or_default();
        let number = |text: &str| text.split('.').map(|part| part.parse().unwrap_or(u32::MAX)).collect::<Vec<_>>();
        if number(since) > number(OLDEST) {
            faults.push(format!("only since iOS {since}: {}", rest.lines().nth(1).unwrap_or_default().trim()));
        }
    }
    faults
}

#[test]
fn interfaces_describe_what_the_oldest_system_has() {
    let stubs = files("ios/Stubs", "swiftinterface");
    let names: BTreeSet<&str> = stubs.keys().filter_map(|name| name.rsplit('/').next()?.split('.').next()).collect();
    let apple = |module: &&&str| !module.starts_with("Widerspruch") && **module != "Foundation";
    assert!(MODULES.iter().filter(apple).all(|module| names.contains(module)), "{names:?}");
    for (name, text) in &stubs {
        assert_eq!(interface_faults(text), [""; 0], "{name}");
        let module = name.rsplit('/').next().unwrap().split('.').next().unwrap();
        assert!(text.starts_with("// swift-interface-format-version: 1.0\n"), "{name}");
        assert!(text.lines().nth(1).unwrap().ends_with(&format!("-module-name {module}")), "{name}");
    }
}

#[test]
fn an_interface_that_claims_too_much_is_found() {
    let head = "// swift-interface-format-version: 1.0\n// flags\nimport Swift\n\n";
    let page = "// https://developer.apple.com/documentation/swiftui/view\n";
    let with = |block: &str| interface_faults(&format!("{head}{block}"));
    assert_eq!(with(&format!("{page}@available(iOS 17.0, *)\npublic struct A {{ }}\n")), [""; 0]);
    assert_eq!(with(&format!("{page}@available(iOS 9, *)\npublic struct A {{ }}\n")), [""; 0]);
    assert_eq!(
        with(&format!("{page}@available(iOS 18.0, *)\npublic struct A {{ }}\n")),
        ["only since iOS 18.0: public struct A { }"]
    );
    assert_eq!(with(&format!("{page}@available(iOS 17.4, *)\nfunc b()\n")), ["only since iOS 17.4: func b()"]);
    assert_eq!(with("@available(iOS 17.0, *)\nfunc b()\n"), ["no page above: @available(iOS 17.0, *)"]);
    assert_eq!(with(&format!("{page}func b()\n")).len(), 1);
}
