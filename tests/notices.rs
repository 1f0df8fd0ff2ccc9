//! The page on software by others, against the lock files: `core/catalogue/notices.json` names every package that ends up
//! in the apps, in its version. Needs no network. `cargo xtask notices` writes the file.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Components that no lock file names: the standard library of Rust, and what lies inside of JNA.
const BY_HAND: [&str; 2] = ["libffi", "rust-std"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn notices() -> Value {
    serde_json::from_str(&read("core/catalogue/notices.json")).unwrap()
}

/// Versions by name of what the notices name for a platform.
fn named(notices: &Value, platform: &str) -> BTreeMap<String, String> {
    let components = notices["components"].as_array().unwrap().iter();
    let there = components.filter(|component| component["platforms"].as_array().unwrap().contains(&platform.into()));
    let text = |component: &Value, key: &str| component[key].as_str().unwrap().to_owned();
    there
        .map(|component| (text(component, "name"), text(component, "version")))
        .filter(|(name, _)| !BY_HAND.contains(&name.as_str()))
        .collect()
}

/// Versions by name of the crates by others that are linked for a target.
fn linked(target: &str) -> BTreeMap<String, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let edges = ["--edges", "normal,no-proc-macro", "--prefix", "none", "--locked", "--offline"];
    let output = Command::new(cargo)
        .args(["tree", "--package", "widerspruch-app", "--target", target])
        .args(edges)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).unwrap();
    let packages = tree.lines().filter_map(|line| line.split_once(" v"));
    packages
        .filter(|(name, _)| !name.starts_with("widerspruch-"))
        .map(|(name, rest)| (name.to_owned(), rest.split(' ').next().unwrap().to_owned()))
        .collect()
}

/// Versions by name of the libraries that `android/pom.xml` names for the package.
fn maven(pom: &str) -> BTreeMap<String, String> {
    fn element<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
        let (_, rest) = xml.split_once(&format!("<{name}>"))?;
        rest.split_once(&format!("</{name}>")).map(|(content, _)| content.trim())
    }
    let list = element(pom.split("<build>").next().unwrap(), "dependencies").unwrap();
    let packaged = list.split("<dependency>").skip(1).filter(|dependency| element(dependency, "scope").is_none());
    let version = |text: &str| {
        let property = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
        property.map_or(text.to_owned(), |property| element(pom, property).unwrap().to_owned())
    };
    let library = |dependency: &str| {
        (element(dependency, "artifactId").unwrap().to_owned(), version(element(dependency, "version").unwrap()))
    };
    packaged.map(library).collect()
}

/// What is there and not named, or named in another version.
fn unnamed(there: &BTreeMap<String, String>, named: &BTreeMap<String, String>) -> Vec<String> {
    let missing = there.iter().filter(|(name, version)| named.get(*name) != Some(version));
    missing.map(|(name, version)| format!("{name} {version}: run `cargo xtask notices`")).collect()
}

#[test]
fn every_crate_in_the_apps_has_its_notice_and_no_other_has_one() {
    for (platform, target) in [("android", "aarch64-linux-android"), ("ios", "aarch64-apple-ios")] {
        let (linked, mut named) = (linked(target), named(&notices(), platform));
        assert!(linked.len() > 30, "{linked:?}");
        assert_eq!(unnamed(&linked, &named), [""; 0], "{platform}");
        named.retain(|name, _| !linked.contains_key(name));
        let others: BTreeSet<&str> = named.keys().map(String::as_str).collect();
        // What the libraries from Maven need in turn, their own pages say; those are not in the repository.
        let maven =
            if platform == "android" { ["annotations", "jna", "kotlin-stdlib"].into() } else { BTreeSet::new() };
        assert_eq!(others, maven, "{platform}: surplus notices");
    }
}

#[test]
fn every_library_of_the_android_package_has_its_notice() {
    let libraries = maven(&read("android/pom.xml"));
    assert_eq!(libraries.keys().collect::<Vec<_>>(), ["jna", "kotlin-stdlib"]);
    assert_eq!(unnamed(&libraries, &named(&notices(), "android")), [""; 0]);
}

#[test]
fn a_crate_that_is_newer_than_its_notice_is_found() {
    let linked = linked("aarch64-linux-android");
    let mut old = linked.clone();
    old.insert("serde".to_owned(), "0.9.0".to_owned());
    old.remove("bytes");
    let found = unnamed(&linked, &old);
    assert!(found.len() == 2 && found[0].starts_with("bytes ") && found[1].starts_with("serde "), "{found:?}");
}

#[test]
fn every_notice_has_a_licence_a_source_and_the_text() {
    let notices = notices();
    for component in notices["components"].as_array().unwrap() {
        let texts = component["texts"].as_array().unwrap();
        let found = texts.iter().filter_map(|id| notices["texts"][id.as_str().unwrap()].as_array());
        let whole =
            found.map(|text| text.iter().map(|p| p.as_str().unwrap().len()).sum::<usize>()).all(|length| length > 500);
        assert!(!texts.is_empty() && whole, "{}", component["name"]);
        for field in ["licence", "source"] {
            assert!(!component[field].as_str().unwrap().is_empty(), "{}: {field}", component["name"]);
        }
        // MPL-2.0 asks for it: whoever gets the app is told where the source is.
        assert!(component["source"].as_str().unwrap().starts_with("http"), "{}", component["name"]);
    }
    let used: BTreeSet<&str> = notices["components"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|component| component["texts"].as_array().unwrap())
        .map(|id| id.as_str().unwrap())
        .collect();
    let kept: BTreeSet<&str> = notices["texts"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(used, kept, "each text once, and none that nobody needs");
}
