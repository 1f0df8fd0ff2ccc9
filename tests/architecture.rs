//! Holds `docs/architecture.md`: which crate knows which, what the library consists of, what may stand in the boundary.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Ordinary dependencies of a package of the workspace, by name.
fn dependencies(package: &str) -> BTreeSet<String> {
    let metadata: Value =
        serde_json::from_str(&cargo(&["metadata", "--no-deps", "--locked", "--format-version=1"])).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|found| found["name"] == package).unwrap_or_else(|| panic!("no {package}"));
    let all = package["dependencies"].as_array().unwrap().iter().filter(|dependency| dependency["kind"].is_null());
    all.map(|dependency| dependency["name"].as_str().unwrap().to_owned()).collect()
}

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut all = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                // Tests may do what the code may not.
                let text = fs::read_to_string(&path).unwrap();
                if !text.contains("#![cfg(test)]") {
                    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned();
                    all.push((path, code));
                }
            }
        }
    }
    assert!(!all.is_empty());
    all
}

#[test]
fn crates_know_only_what_lies_below_them() {
    let ours = |package| {
        let all = dependencies(package).into_iter();
        all.filter(|name| name.starts_with("widerspruch") || name == "xtask").collect::<Vec<_>>()
    };
    assert_eq!(ours("widerspruch-domain"), [""; 0]);
    assert_eq!(ours("widerspruch-app"), ["widerspruch-domain"]);
    assert_eq!(ours("widerspruch-cli"), ["widerspruch-app"]);
    assert_eq!(ours("xtask"), [""; 0]);
}

#[test]
fn only_the_app_touches_uniffi() {
    for package in ["widerspruch-domain", "widerspruch-cli", "widerspruch-tests"] {
        assert!(!dependencies(package).contains("uniffi"), "{package}");
    }
    assert!(dependencies("widerspruch-app").contains("uniffi"));
}

#[test]
fn the_rules_know_no_file_clock_chance_or_unsafe_code() {
    let domain = sources("core/domain/src");
    let lib = domain.iter().find(|(path, _)| path.ends_with("lib.rs")).unwrap();
    assert!(lib.1.contains("#![forbid(unsafe_code)]"));
    for (path, code) in &domain {
        let words = ["std::fs", "std::net", "std::env", "std::process", "std::thread", "std::time"];
        let calls =
            ["now()", "Utc::", "Local::", "RandomState", "HashMap::new", "HashSet::new", "println!", "unsafe {"];
        for word in words.iter().chain(&calls) {
            assert!(!code.contains(word), "{}: {word}", path.display());
        }
    }
}

/// Time comes in as an argument.
#[test]
fn the_app_asks_no_clock() {
    for (path, code) in sources("core/app/src") {
        for word in ["SystemTime", "Instant::", "Utc::now", "Local::", "std::net"] {
            assert!(!code.contains(word), "{}: {word}", path.display());
        }
    }
}

/// Whoever adds a package to every phone's library writes it down here.
/// The library is built so that a panic in a destructor ends the app.
#[test]
fn nothing_of_ours_is_a_destructor() {
    for (path, text) in sources("core/domain/src").into_iter().chain(sources("core/app/src")) {
        assert!(!text.contains(" Drop for "), "{}", path.display());
    }
}

#[test]
fn the_library_consists_of_these_packages() {
    let tree = cargo(&[
        "tree",
        "-p",
        "widerspruch-app",
        "-e",
        "normal,no-proc-macro",
        "--prefix",
        "none",
        "--locked",
        "--target",
        "x86_64-unknown-linux-gnu",
    ]);
    let mut packages: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    packages.sort_unstable();
    packages.dedup();
    assert_eq!(
        packages,
        [
            "adler2",
            "anyhow",
            "bitflags",
            "bytes",
            "cfg-if",
            "chrono",
            "crc",
            "crc-catalog",
            "equivalent",
            "fastrand",
            "getrandom",
            "hashbrown",
            "heck",
            "hmac-sha256",
            "indexmap",
            "itoa",
            "libc",
            "linux-raw-sys",
            "memchr",
            "miniz_oxide",
            "num-traits",
            "once_cell",
            "rustix",
            "serde",
            "serde_core",
            "serde_json",
            "static_assertions",
            "tempfile",
            "thiserror",
            "uniffi",
            "uniffi_core",
            "uniffi_pipeline",
            "widerspruch-app",
            "widerspruch-domain",
            "zmij"
        ]
    );
}

/// Names that a platform's own widgets and types have cannot be imported beside them.
#[test]
fn no_exported_type_is_called_like_a_widget() {
    let boundary = fs::read_to_string(root().join("core/app/src/boundary.rs")).unwrap();
    let names: Vec<&str> = boundary
        .lines()
        .filter_map(|line| line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum ")))
        .map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default())
        .collect();
    assert!(names.contains(&"Screen") && names.contains(&"CoreError"));
    let taken = [
        "Alert",
        "Button",
        "Color",
        "Companion",
        "Divider",
        "Error",
        "Font",
        "Form",
        "Group",
        "Image",
        "Intent",
        "Label",
        "Link",
        "List",
        "Menu",
        "Notification",
        "Path",
        "Picker",
        "Result",
        "Section",
        "Shape",
        "Slider",
        "Spacer",
        "State",
        "Stepper",
        "String",
        "Tab",
        "Table",
        "Text",
        "Theme",
        "Toggle",
        "View",
    ];
    for name in names {
        assert!(!taken.contains(&name), "{name}");
    }
}

/// Kotlin and Swift would name the fields of others `v1`, `v2`.
#[test]
fn exported_variants_have_named_fields() {
    let boundary = fs::read_to_string(root().join("core/app/src/boundary.rs")).unwrap();
    let variant = |line: &str| {
        let line = line.trim_start();
        let name = line.chars().take_while(char::is_ascii_alphanumeric).count();
        line.starts_with(|c: char| c.is_ascii_uppercase()) && line[name..].starts_with('(')
    };
    for (number, line) in boundary.split("#[cfg(test)]").next().unwrap_or_default().lines().enumerate() {
        assert!(!variant(line), "boundary.rs, line {}: {line}", number + 1);
    }
    assert!(variant("    Go(String),") && !variant("    Go { route: String },"));
}
