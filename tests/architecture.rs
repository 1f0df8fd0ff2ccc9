//! Holds `docs/architecture.md`: which crate knows which, which file knows which, what the library consists of, what may
//! stand in the boundary. And two rules of `docs/contributing.md`: how the summaries of functions begin, and that no text is
//! put together in code.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

#[path = "architecture/arrows.rs"]
mod arrows;
#[path = "architecture/joins.rs"]
mod joins;
#[path = "architecture/law.rs"]
mod law;
#[path = "architecture/made_up.rs"]
mod made_up;
#[path = "architecture/map.rs"]
mod map;
#[path = "architecture/rooms.rs"]
mod rooms;
#[path = "architecture/rules.rs"]
mod rules;
#[path = "architecture/summaries.rs"]
mod summaries;
#[path = "architecture/tree.rs"]
mod tree;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use syn::{Fields, Item, ItemEnum, Visibility};

use crate::arrows::Arrows;
use crate::joins::Strictness;
use crate::rooms::CRATES;
use crate::rules::Crate;
use crate::tree::{Files, Module, Tree};

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

/// Texts of all Rust files of a crate.
fn files(folder: &str) -> Files {
    let source = root().join(folder).join("src");
    let mut all = Files::new();
    let mut folders = vec![source.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&source).unwrap().to_str().unwrap().to_owned();
                all.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    all
}

fn tree(files: &Files) -> Tree {
    Tree::read(files).unwrap_or_else(|fault| panic!("{fault}"))
}

fn judged(of: &Crate, files: &Files) -> Vec<String> {
    let tree = tree(files);
    of.judge(&tree, &Arrows::of(&tree))
}

/// Code that imports an item of a module.
fn import(module: &Module) -> String {
    let path = [&["crate".to_owned()], &module.path[..], &[module.scope.any_item().unwrap().to_owned()]].concat();
    format!("\nuse {};\n", path.join("::"))
}

/// Fails with all findings, a line each.
fn assert_nothing(findings: &[String], about: &str) {
    assert!(findings.is_empty(), "{about}:\n{}", findings.join("\n"));
}

// ── Rooms ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn no_file_uses_what_its_room_may_not() {
    let all = CRATES.iter().flat_map(|of| {
        let findings = judged(of, &files(of.folder)).into_iter();
        findings.map(|finding| format!("{}: {finding}", of.folder))
    });
    assert_nothing(&all.collect::<Vec<_>>(), "rooms");
}

/// What is shown here for every room that another room uses: an arrow from the lower room to the upper one is refused.
#[test]
fn an_upward_arrow_in_the_real_files_is_refused() {
    let mut shown = 0;
    for of in &CRATES {
        let files = files(of.folder);
        let tree = tree(&files);
        let file_in = |name: &str| {
            let is_there = |module: &&Module| of.room_of(&module.file).is_ok_and(|(at, _)| of.rooms[at].name == name);
            tree.modules.iter().filter(is_there).find(|module| module.scope.any_item().is_some())
        };
        for upper in of.rooms {
            for lower in upper.uses {
                let (Some(from), Some(to)) = (file_in(lower), file_in(upper.name)) else { continue };
                let arrow = format!("{} → {}: {}", from.file, to.file, to.scope.any_item().unwrap());
                let mut changed = files.clone();
                changed.get_mut(&from.file).unwrap().push_str(&import(to));
                let findings = judged(of, &changed);
                assert!(findings.iter().any(|finding| finding.starts_with(&arrow)), "{arrow}: {findings:#?}");
                shown += 1;
            }
        }
    }
    assert!(shown >= 3, "{shown}");
}

#[test]
fn a_circle_of_two_real_files_is_refused() {
    for of in &CRATES {
        let files = files(of.folder);
        let tree = tree(&files);
        let arrows = Arrows::of(&tree);
        let ends = arrows
            .inside
            .keys()
            .filter(|(from, to)| !of.tangled.contains(&from.as_str()) && !of.tangled.contains(&to.as_str()));
        let module = |file: &str| tree.modules.iter().find(|module| module.file == file).unwrap();
        let used = ends.map(|(from, to)| (module(from), module(to)));
        let (from, to) = used.into_iter().find(|(from, _)| from.scope.any_item().is_some()).unwrap();
        let mut changed = files.clone();
        changed.get_mut(&to.file).unwrap().push_str(&import(from));
        let circle =
            [(from, to), (to, from)].map(|(one, other)| (format!("circle: {} → {}", one.file, other.file), one));
        let found = judged(of, &changed).into_iter().any(|finding| {
            circle.iter().any(|(begins, one)| {
                finding.starts_with(begins)
                    && finding.matches(" → ").count() == 2
                    && finding.contains(&format!(" → {} (", one.file))
            })
        });
        assert!(found, "{circle:?}", circle = circle.map(|(begins, _)| begins));
    }
}

#[test]
fn files_and_clocks_in_the_real_rules_are_refused() {
    let of = &CRATES[0];
    for (code, finding) in [
        ("use std::{fs, env};", "std::env"),
        ("use std::{fs, env};", "std::fs"),
        ("fn today() -> chrono::DateTime<chrono::Utc> { chrono::Utc::now() }", "chrono::Utc::now"),
        ("fn chance() { let _ = std::collections::HashMap::<u8, u8>::new(); }", "std::collections::HashMap::new"),
        ("fn talk() { println!(); }", "println!"),
    ] {
        let mut files = files(of.folder);
        files.get_mut("lib.rs").unwrap().push_str(code);
        let findings = judged(of, &files);
        assert!(
            findings.iter().any(|found| found.starts_with(&format!("lib.rs: {finding} "))),
            "{code}: {findings:#?}"
        );
    }
}

#[test]
fn the_map_in_the_documentation_is_the_list_of_folders() {
    let page = fs::read_to_string(root().join("docs/architecture.md")).unwrap();
    for of in &CRATES {
        let map = map::read(&page, &format!("{}/src/", of.folder)).unwrap_or_else(|fault| panic!("{fault}"));
        assert_nothing(&map::compare(&map, &files(of.folder)), of.folder);
    }
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

/// The compiler holds it, for tests, benches and build scripts too; what the macros of UniFFI write is not judged.
#[test]
fn no_crate_of_ours_may_contain_unsafe_code() {
    let workspace = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(table(&workspace, "[workspace.lints.rust]").contains(&"unsafe_code = \"forbid\""));
    let metadata: Value =
        serde_json::from_str(&cargo(&["metadata", "--no-deps", "--locked", "--format-version=1"])).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() >= 5, "{}", packages.len());
    for package in packages {
        let manifest = fs::read_to_string(package["manifest_path"].as_str().unwrap()).unwrap();
        assert_eq!(table(&manifest, "[lints]"), ["workspace = true"], "{}", package["name"]);
    }
}

/// What is dropped may be the only word about a failing disk, so a reason stands directly above it.
#[test]
fn no_result_is_dropped_without_a_reason_beside_it() {
    let mut dropped = 0;
    let mut findings = Vec::new();
    for of in &CRATES {
        for (name, text) in files(of.folder) {
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let mut above = "";
            for (number, line) in code.lines().map(str::trim).enumerate() {
                if line.starts_with("let _ = ") {
                    dropped += 1;
                    if !above.starts_with("// ") {
                        findings.push(format!("{}/src/{name}:{}: {line}", of.folder, number + 1));
                    }
                } else {
                    above = line;
                }
            }
        }
    }
    assert!(dropped > 10, "{dropped}");
    assert_nothing(&findings, "a result is dropped");
}

/// Lines of a table of a manifest.
fn table<'a>(manifest: &'a str, name: &str) -> Vec<&'a str> {
    let lines = manifest.lines().skip_while(|line| *line != name).skip(1);
    lines.take_while(|line| !line.starts_with('[')).filter(|line| !line.is_empty()).collect()
}

/// The library is built so that a panic in a destructor ends the app.
#[test]
fn nothing_of_ours_is_a_destructor() {
    for folder in ["core/domain", "core/app"] {
        assert_eq!(Arrows::of(&tree(&files(folder))).destructors, BTreeSet::new(), "{folder}");
    }
}

/// Whoever adds a package to every phone's library writes it down here.
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
            "percent-encoding",
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

#[test]
fn every_documented_functions_summary_begins_with_a_verb_in_the_third_person() {
    let all = ["core/domain", "core/app", "core/cli", "core/xtask"]
        .map(|folder| summaries::judge(folder, &files(folder)).unwrap_or_else(|fault| panic!("{fault}")));
    assert_nothing(&all.into_iter().flatten().collect::<Vec<_>>(), "summaries");
}

/// Files whose texts are no sentences: the journal, addresses, causes of faults for whoever mends them, and tests.
const NO_SENTENCES: [&str; 5] =
    ["storage/", "grammar/", "dispatch/storage_errors.rs", "dispatch/tests.rs", "kit/testing.rs"];

#[test]
fn no_code_joins_texts_or_makes_capital_letters() {
    for (folder, strictness) in [("core/app", Strictness::Blanks), ("core/cli", Strictness::Marks)] {
        let mut files = files(folder);
        files.retain(|name, _| !NO_SENTENCES.iter().any(|place| name.starts_with(place)));
        let found = joins::judge(folder, &files, strictness).unwrap_or_else(|fault| panic!("{fault}"));
        assert_nothing(&found.into_iter().collect::<Vec<_>>(), "texts that are joined in code");
    }
}

/// Items of the boundary, in whatever files it lies.
fn boundary() -> Vec<Item> {
    let modules = tree(&files("core/app")).modules;
    let modules = modules.into_iter().filter(|module| module.path.first().is_some_and(|name| name == "boundary"));
    modules.flat_map(|module| module.items).collect()
}

/// Names that a platform's own widgets and types have cannot be imported beside them.
#[test]
fn no_exported_type_is_called_like_a_widget() {
    let names: Vec<String> = boundary()
        .iter()
        .filter_map(|item| match item {
            Item::Struct(item) if matches!(item.vis, Visibility::Public(_)) => Some(item.ident.to_string()),
            Item::Enum(item) if matches!(item.vis, Visibility::Public(_)) => Some(item.ident.to_string()),
            _ => None,
        })
        .collect();
    for known in ["Screen", "CoreError", "Reminder", "DeviceReport"] {
        assert!(names.iter().any(|name| name == known), "{known}");
    }
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
    for name in &names {
        assert!(!taken.contains(&name.as_str()), "{name}");
    }
}

/// Kotlin and Swift would name the fields of others `v1`, `v2`.
#[test]
fn exported_variants_have_named_fields() {
    let items = boundary();
    let enums: Vec<&ItemEnum> = items
        .iter()
        .filter_map(|item| match item {
            Item::Enum(item) if matches!(item.vis, Visibility::Public(_)) => Some(item),
            _ => None,
        })
        .collect();
    let variants = || enums.iter().flat_map(|item| item.variants.iter().map(move |variant| (&item.ident, variant)));
    assert!(variants().any(|(_, variant)| matches!(variant.fields, Fields::Named(_))));
    for (item, variant) in variants() {
        assert!(!matches!(variant.fields, Fields::Unnamed(_)), "{item}::{}", variant.ident);
    }
}

#[test]
fn only_the_table_of_law_knows_areas_and_countries() {
    let facts = fs::read_to_string(root().join("core/catalogue/regions/facts.json")).unwrap();
    let facts: Value = serde_json::from_str(&facts).unwrap();
    let countries: BTreeSet<String> = facts["countries"].as_object().unwrap().keys().cloned().collect();
    let mut found = Vec::new();
    for folder in ["core/domain", "core/app", "core/cli"] {
        let files = files(folder);
        let tests = law::test_modules(&files);
        for (name, text) in &files {
            let stem = name.rsplit('/').next().unwrap().trim_end_matches(".rs");
            if !(folder == "core/domain" && name.starts_with("law/") || tests.contains(stem)) {
                found
                    .extend(law::places_named(text, &countries).iter().map(|place| format!("{folder}/{name}:{place}")));
            }
        }
    }
    assert!(found.is_empty(), "ask `widerspruch_domain::law` instead:\n{}", found.join("\n"));
}
