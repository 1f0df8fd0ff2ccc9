//! Tests of the test: small crates, made up to hold one fault each.

use std::collections::BTreeSet;

use crate::arrows::Arrows;
use crate::joins::{self, Strictness};
use crate::map;
use crate::rules::{Crate, Room};
use crate::summaries;
use crate::tree::{Files, Tree};

/// Rooms of a crate with features, from the top down.
const FEATURES: Crate = Crate {
    folder: "made-up",
    rooms: &[
        Room { name: "root", files: &["lib.rs", "features/mod.rs"], uses: &["top"], outside: &[] },
        Room { name: "top", files: &["top.rs"], uses: &["home", "features/*", "paths"], outside: &[] },
        Room { name: "home", files: &["features/home/"], uses: &["features/*", "kit"], outside: &[] },
        Room { name: "features/*", files: &["features/*/"], uses: &["kit", "paths"], outside: &[] },
        Room { name: "kit", files: &["kit.rs", "kit/"], uses: &["paths"], outside: &["std::fs"] },
        Room { name: "paths", files: &["features/*/paths.rs", "features/fields.rs"], uses: &[], outside: &[] },
    ],
    watched: &["std::fs", "std::env", "std::HashMap/2", "chrono::Utc", "println!"],
    split: &[],
    tangled: &[],
};

/// A crate in which every room of [`FEATURES`] has a file and every arrow that is allowed.
fn features() -> Files {
    files(&[
        ("lib.rs", "mod features; mod kit; mod top; pub use top::start;"),
        (
            "top.rs",
            "use crate::features::{home, guide, guide::paths::Path}; pub fn start(_: Path) { home::home(); guide::guide(); }",
        ),
        ("features/mod.rs", "pub mod fields; pub mod guide; pub mod home; pub mod letter; use crate::top::start as _;"),
        ("features/fields.rs", "pub struct Field;"),
        ("features/home/mod.rs", "use crate::features::guide::guide; pub fn home() { guide(); crate::kit::row(); }"),
        ("features/guide/mod.rs", "pub mod paths; pub fn guide() { let _ = paths::Path; crate::kit::row(); }"),
        (
            "features/guide/paths.rs",
            "use super::super::fields::Field; pub struct Path; pub fn field() -> Field { Field }",
        ),
        ("features/letter/mod.rs", "pub fn letter() {}"),
        ("kit.rs", "mod deep; pub use deep::row; use std::fs::File; pub fn file() -> Option<File> { None }"),
        ("kit/deep.rs", "use crate::features::guide::paths; pub fn row() -> paths::Path { paths::Path }"),
    ])
}

fn files(all: &[(&str, &str)]) -> Files {
    all.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn arrows(all: &[(&str, &str)]) -> Arrows {
    Arrows::of(&Tree::read(&files(all)).unwrap())
}

/// Findings after code was added to a file of [`features`].
fn findings(file: &str, code: &str) -> Vec<String> {
    let mut files = features();
    files.get_mut(file).unwrap().push_str(code);
    let tree = Tree::read(&files).unwrap();
    FEATURES.judge(&tree, &Arrows::of(&tree))
}

#[test]
fn a_crate_without_faults_has_no_findings() {
    assert_eq!(findings("lib.rs", ""), [""; 0]);
}

/// Every way of naming something of an upper file is an arrow to the file that defines it.
#[test]
fn an_upward_arrow_is_found_however_it_is_spelled() {
    for code in [
        "use crate::upper::high;",
        "use crate::{upper::{self as up, high}};",
        "use crate::upper::high as low;",
        "use super::upper::high;",
        "use crate::upper as up; fn f() { up::high(); }",
        "use crate::upper::*; fn f() { high(); }",
        "use crate::high;",
        "use crate::relay::high;",
        "use crate::relay::all::*; fn f() { high(); }",
        "pub use crate::upper::high;",
        "pub use crate::upper; fn f() { upper::high(); }",
        "fn f() { crate::upper::high(); }",
        "fn f() { super::upper::high(); }",
        "mod inner { fn f() { super::super::upper::high(); } }",
        "fn f() { use crate::upper; upper::high(); }",
        "fn f() { use crate::upper as up; let f = || if true { up::high() }; f(); }",
        "fn f() { println!(\"{}\", crate::upper::high()); }",
        "fn f() { let _ = vec![crate::upper::high(); 3]; }",
        "fn f(x: u8) { assert!(matches!(x, crate::upper::LIMIT if true), \"why\"); }",
        "fn f(x: u8) { let _ = matches!(x, crate::upper::LIMIT | 2 if true); }",
        "own! { key => crate::upper::high }",
        "own! { use crate::{upper::{high}}; => }",
        "macro_rules! own { ($x:expr) => { $crate::upper::high($x) }; }",
        "fn f() -> Option<crate::upper::High> { None }",
        "fn f(_: &dyn crate::upper::Trait) {}",
        "struct Low { high: Vec<crate::upper::High> }",
        "impl crate::upper::Trait for u8 {}",
        "fn f<T: crate::upper::Trait>() {}",
        "fn f() { let _ = <u8 as crate::upper::Trait>::VALUE; }",
        "use crate::upper::Choice::*; fn f() { let _ = One; }",
        "fn f(x: Choice) -> bool { use crate::upper::Choice; x == Choice::One }",
        "#[derive(serde::Serialize)] struct Low { #[serde(with = \"crate::upper::high\")] high: u8 }",
        "#[crate::upper::attribute] fn f() {}",
        "fn f() { made!(); }",
        "fn f() { crate::made!(); }",
        "fn f() { crate::upper::by_a_macro(); }",
        "#[cfg(not(test))] use crate::upper::high;",
        "#[cfg(any(test, unix))] use crate::upper::high;",
    ] {
        let arrows = arrows(&[
            ("lib.rs", "mod lower; mod relay; mod upper; pub use upper::high;"),
            (
                "upper.rs",
                "#[macro_export] macro_rules! made { () => {}; } pub fn high() {} pub const LIMIT: u8 = 1;
                pub struct High; pub trait Trait { const VALUE: u8; } #[derive(PartialEq)] pub enum Choice { One }
                some_macro!(by_a_macro);",
            ),
            ("relay.rs", "pub use crate::upper::high; pub mod all { pub use crate::upper::*; }"),
            ("lower.rs", code),
        ]);
        let names = arrows.inside.get(&("lower.rs".to_owned(), "upper.rs".to_owned()));
        // That the module is named, as in `use crate::upper`, is not enough: so must be what is used of it.
        let used = |names: &BTreeSet<String>| names.iter().any(|name| !name.starts_with("upper"));
        assert!(names.is_some_and(used), "{code}: {:?}", arrows.inside);
    }
}

#[test]
fn what_only_tests_use_is_no_arrow() {
    for code in [
        "#[cfg(test)] mod tests { use crate::upper::high; }",
        "#[cfg(test)] mod tests;",
        "#[cfg(all(test, unix))] use crate::upper::high;",
        "#[cfg(test)] fn f() { crate::upper::high(); }",
        "#[test] fn f() { crate::upper::high(); }",
        "struct Low; impl Low { #[cfg(test)] fn f() { crate::upper::high(); } }",
        "fn f() { #[cfg(test)] use crate::upper::high; #[cfg(test)] let _ = crate::upper::high(); }",
        "//! See [`crate::upper::high`].\n/// And [`crate::upper`].\npub(in crate::lower) fn f() {}",
        "mod own { pub fn high() {} } use own::high; fn f() { high(); let high = 1; drop(high); }",
    ] {
        let mut files =
            files(&[("lib.rs", "mod lower; mod upper;"), ("upper.rs", "pub fn high() {}"), ("lower.rs", code)]);
        if code.ends_with("mod tests;") {
            files.insert("lower/tests.rs".into(), "mod deep; use crate::upper::high;".into());
            files.insert("lower/tests/deep.rs".into(), "use crate::upper::high;".into());
        }
        let tree = Tree::read(&files).unwrap();
        assert_eq!(Arrows::of(&tree).inside, [].into(), "{code}");
        assert_eq!(tree.for_tests.len(), if code.ends_with("mod tests;") { 2 } else { 0 }, "{code}");
    }
}

/// A folder's own file declares and hands on what lies in the folder; that alone ties nothing.
#[test]
fn an_arrow_leads_past_the_file_that_hands_a_name_on() {
    let arrows = arrows(&[
        ("lib.rs", "mod room; mod user; pub use room::Thing;"),
        ("room/mod.rs", "mod thing; mod deeper; pub(crate) use thing::Thing; pub(crate) use deeper::*;"),
        ("room/thing.rs", "pub struct Thing;"),
        ("room/deeper.rs", "use super::Thing; pub fn make() -> Thing { Thing }"),
        ("user.rs", "use crate::room; pub fn f() -> crate::Thing { room::make() }"),
    ]);
    let found: Vec<(&str, &str)> = arrows.inside.keys().map(|(from, to)| (from.as_str(), to.as_str())).collect();
    assert_eq!(
        found,
        [("room/deeper.rs", "room/thing.rs"), ("user.rs", "room/deeper.rs"), ("user.rs", "room/thing.rs"),]
    );
}

#[test]
fn a_circle_of_two_files_is_told_with_the_names_that_tie_it() {
    let found = findings("kit/deep.rs", " use super::file;");
    assert_eq!(found, [""; 0], "deep.rs may use kit.rs, which only hands it on");
    let mut files = features();
    files.get_mut("kit/deep.rs").unwrap().push_str(" pub fn two() { super::file(); }");
    files.get_mut("kit.rs").unwrap().push_str(" pub fn three() { deep::two(); }");
    let tree = Tree::read(&files).unwrap();
    let found = FEATURES.judge(&tree, &Arrows::of(&tree));
    assert_eq!(found, ["circle: kit.rs → kit/deep.rs (two) → kit.rs (file)"]);
    let known = Crate { tangled: &["kit.rs", "kit/deep.rs"], ..FEATURES };
    assert_eq!(known.judge(&tree, &Arrows::of(&tree)), [""; 0]);
    let known = Crate { tangled: &["kit.rs", "kit/deep.rs", "top.rs"], ..FEATURES };
    assert_eq!(known.judge(&tree, &Arrows::of(&tree)), ["top.rs is listed as tangled and lies in no circle"]);
}

#[test]
fn rooms_keep_features_apart() {
    for (file, code, finding) in [
        (
            "kit.rs",
            " use crate::features::guide::guide;",
            "kit.rs → features/guide/mod.rs: guide (room kit may not use features/guide)",
        ),
        (
            "features/letter/mod.rs",
            " use crate::features::guide::guide;",
            "features/letter/mod.rs → features/guide/mod.rs: guide (room features/letter may not use features/guide)",
        ),
        (
            "features/letter/mod.rs",
            " fn f() { super::super::top::start(); }",
            "features/letter/mod.rs → top.rs: start (room features/letter may not use top)",
        ),
        (
            "features/guide/mod.rs",
            " use crate::features::home::home;",
            "features/guide/mod.rs → features/home/mod.rs: home (room features/guide may not use home)",
        ),
        (
            "features/guide/paths.rs",
            " use crate::kit::file;",
            "features/guide/paths.rs → kit.rs: file (room paths may not use kit)",
        ),
    ] {
        let found = findings(file, code);
        assert!(found.contains(&finding.to_owned()), "{code}: {found:#?}");
    }
    // A path of another feature is no arrow to that feature.
    assert_eq!(findings("features/letter/mod.rs", " use crate::features::guide::paths::Path;"), [""; 0]);
}

#[test]
fn a_table_that_is_not_true_is_found() {
    let room = |name, files, uses| Room { name, files, uses, outside: &[] };
    let rooms = |rooms: &'static [Room]| Crate { rooms, watched: &["std::fs"], ..FEATURES };
    let tree = Tree::read(&files(&[
        ("lib.rs", "mod one; mod two;"),
        ("one.rs", "use crate::two::f;"),
        ("two.rs", "pub fn f() {}"),
    ]));
    let tree = tree.unwrap();
    let judge = |of: Crate| of.judge(&tree, &Arrows::of(&tree));
    let leak = |rooms: Vec<Room>| -> &'static [Room] { rooms.leak() };
    let root = room("root", &["lib.rs"], &[]);
    let one = room("one", &["one.rs"], &["two"]);
    let two = room("two", &["two.rs"], &[]);
    assert_eq!(judge(rooms(leak(vec![root, one, two]))), [""; 0]);
    assert_eq!(
        judge(rooms(leak(vec![root, one]))),
        ["room one may use two, which is no room", "two.rs is in no room", "room one may use two and does not"]
    );
    assert_eq!(judge(rooms(leak(vec![root, one, two, room("three", &["three/"], &[])]))), ["room three has no files"]);
    assert_eq!(
        judge(rooms(leak(vec![root, one, two, room("again", &["two.rs"], &[])]))).first().unwrap(),
        "two.rs is in two rooms, two and again"
    );
    let up = room("two", &["two.rs"], &["one"]);
    assert_eq!(
        judge(rooms(leak(vec![root, one, up]))),
        ["the table has a circle of rooms: one → two → one", "room two may use one and does not"]
    );
    let idle = Room { outside: &["std::fs"], ..two };
    assert_eq!(judge(rooms(leak(vec![root, one, idle]))), ["room two may use std::fs and does not"]);
    let unknown = Room { outside: &["std::net"], ..two };
    assert_eq!(
        judge(rooms(leak(vec![root, one, unknown]))),
        ["room two may use std::net, which nobody is kept from", "room two may use std::net and does not"]
    );
}

#[test]
fn names_of_other_crates_are_found_however_they_are_spelled() {
    for (code, path) in [
        (" use std::{fs, env};", "std::env"),
        (" use std::{fs, env};", "std::fs"),
        (" use std::{fs::{self, File}, io};", "std::fs::File"),
        (" use std as s; fn f() { let _ = s::fs::read(\"\"); }", "std::fs::read"),
        (" fn f() { let _ = ::std::env::args(); }", "std::env::args"),
        (" use std::*; fn f() { let _ = fs::read(\"\"); }", "std::*"),
        (" use std::os::unix::fs::MetadataExt as _;", "std::os::unix::fs::MetadataExt"),
        (" extern crate std as other; fn f() { let _ = other::env::args(); }", "std::env::args"),
        (" use chrono::offset::Utc;", "chrono::offset::Utc"),
        (" use chrono::prelude::*;", "chrono::prelude::*"),
        (" type Map = std::collections::HashMap<u8, u8>;", "std::collections::HashMap/2"),
        (" fn f() { println!(); }", "println!"),
        (" fn f() { std::println!(); }", "std::println!"),
        (" macro_rules! say { () => { println!() }; }", "println!"),
        (" fn f() { own!(a => std::env::args()); }", "std::env::args"),
    ] {
        let found = findings("features/letter/mod.rs", code);
        let start = format!("features/letter/mod.rs: {path} (room features/letter may not use ");
        assert!(found.iter().any(|finding| finding.starts_with(&start)), "{code}: {found:#?}");
    }
    for code in [
        " use std::{fmt, io::Write as _};",
        " mod fs { pub fn read() {} } fn f() { fs::read(); }",
        " use chrono::NaiveDate;",
        " #[cfg(test)] mod tests { use std::fs; #[test] fn f() { println!(); } }",
        " type Map = std::collections::HashMap<u8, u8, std::hash::BuildHasherDefault<std::hash::DefaultHasher>>;",
    ] {
        assert_eq!(findings("features/letter/mod.rs", code), [""; 0], "{code}");
    }
}

#[test]
fn an_impl_away_from_its_type_is_found() {
    let code = " use crate::kit::Store; impl Store { pub fn more(&self) {} }";
    let mut files = features();
    files.get_mut("kit.rs").unwrap().push_str(" pub struct Store;");
    files.get_mut("features/letter/mod.rs").unwrap().push_str(code);
    let tree = Tree::read(&files).unwrap();
    let arrows = Arrows::of(&tree);
    let finding = "features/letter/mod.rs: `impl Store` belongs into the file of Store";
    assert_eq!(FEATURES.judge(&tree, &arrows), [finding]);
    let listed = Crate { split: &[("Store", "features/letter/mod.rs")], ..FEATURES };
    assert_eq!(listed.judge(&tree, &arrows), [""; 0]);
    let stale = Crate { split: &[("Store", "features/letter/mod.rs"), ("Store", "top.rs")], ..FEATURES };
    assert_eq!(stale.judge(&tree, &arrows), ["top.rs is listed with `impl Store` and has none"]);
}

#[test]
fn destructors_are_found() {
    let found = arrows(&[("lib.rs", "struct File; impl std::ops::Drop for File { fn drop(&mut self) {} }")]);
    assert_eq!(found.destructors, BTreeSet::from([("File".to_owned(), "lib.rs".to_owned())]));
}

#[test]
fn a_missing_file_or_one_that_no_module_declares_is_an_error() {
    let fault = |all: &[(&str, &str)]| Tree::read(&files(all)).err().unwrap();
    assert_eq!(fault(&[("lib.rs", "mod gone;")]), "lib.rs: no file for the module gone");
    assert_eq!(fault(&[("lib.rs", ""), ("left.rs", "")]), "left.rs is declared by no module");
    assert_eq!(
        fault(&[("lib.rs", "#[path = \"b.rs\"] mod a;"), ("b.rs", "")]),
        "lib.rs: `#[path]` hides where the module a lies"
    );
    assert!(fault(&[("lib.rs", "fn {")]).starts_with("lib.rs: "));
    assert_eq!(fault(&[("other.rs", "")]), "one root is needed, not []");
}

#[test]
fn a_map_that_is_not_the_list_of_folders_is_found() {
    let page = "# Map\n\n    made-up/src/          the crate\n      lib.rs, top.rs      the way in\n      features/           a folder a feature\n        home/             all of them\n        guide/            one\n        letter/           another\n      kit/                what they share\n\n    other/src/\n      more/               not ours\n";
    let compare = |page: &str| map::compare(&map::read(page, "made-up/src/").unwrap(), &features());
    assert_eq!(compare(page), [""; 0]);
    assert_eq!(compare(&page.replace("        guide/            one\n", "")), ["features/guide/ is not in the map"]);
    assert_eq!(compare(&page.replace("top.rs", "gone.rs")), ["gone.rs is in the map and is not there"]);
    assert_eq!(
        compare(&page.replace("      kit/  ", "        kit/")),
        ["kit/ is not in the map", "features/kit/ is in the map and is not there"]
    );
    let fault = |page: &str| map::read(page, "made-up/src/").err().unwrap();
    assert_eq!(fault(&page.replace("another", "")), "the map does not say what features/letter/ is");
    assert_eq!(fault(&page.replace("letter/", "guide/ ")), "features/guide/ is twice in the map");
    assert_eq!(fault("# No map"), "no map of made-up/src/");
}

#[test]
fn a_summary_that_does_not_begin_with_a_verb_is_found_in_every_kind_of_function() {
    let wrong = [
        "The day.",
        "`20261124`.",
        "Whether it is due.",
        "returns a day.",
        "Address of a person.",
        "Lines of a file.",
        "Names of a person.",
        "Only reads.",
        "What's due.",
    ];
    for summary in wrong {
        for code in [
            format!("/// {summary}\nfn f() {{}}"),
            format!("struct S;\nimpl S {{\n    /// {summary}\n    #[must_use]\n    fn f() {{}}\n}}"),
            format!("trait T {{\n    /// {summary}\n    fn f();\n}}"),
            format!("mod inner {{\n    fn g() {{\n        /// {summary}\n        fn f() {{}}\n    }}\n}}"),
            format!("#[doc = \"{summary}\"]\nfn f() {{}}"),
        ] {
            let line = code.lines().position(|line| line.contains(summary)).unwrap() + 1;
            let findings = summaries::judge("made-up", &files(&[("lib.rs", &code)])).unwrap();
            assert_eq!(findings, BTreeSet::from([format!("made-up/src/lib.rs:{line}: {summary}")]), "{code}");
        }
    }
    for code in [
        "/// Returns a day.\n/// The day is in 2026.\nfn f() {}",
        "/// Names a person.\nfn f() {}",
        "/// Re-reads, then writes.\nfn f() {}",
        "fn f() {}",
        "/// The type.\nstruct S;",
        "// The day.\nfn f() {}",
    ] {
        assert_eq!(summaries::judge("made-up", &files(&[("lib.rs", code)])).unwrap(), BTreeSet::new(), "{code}");
    }
}

#[test]
fn a_text_that_joins_words_is_found_wherever_it_stands() {
    for wrong in
        ["{}: {}", ": ", " · ", ", ", "; ", " ", "{first} {second}", "{} ({})", " › ", "• {text}", "{a}\u{a0}: {b}"]
    {
        for code in [
            format!("fn f() {{ g({wrong:?}); }}"),
            format!("fn f() {{ let text = format!({wrong:?}, 1, 2); }}"),
            format!("const C: &str = {wrong:?};"),
            format!("fn f() {{ vec![[{wrong:?}].concat()]; }}"),
        ] {
            let found = joins::judge("made-up", &files(&[("lib.rs", &code)]), Strictness::Blanks).unwrap();
            assert_eq!(found, BTreeSet::from([format!("made-up/src/lib.rs:1: {wrong:?}")]), "{code}");
        }
    }
    for (text, found) in [
        ("{} · {}", 1),
        ("{a}: {b}", 1),
        ("    ", 0),
        ("{start}{symbol} ", 0),
        ("·", 0),
        ("{} ({})", 1),
        ("{}-{} {}:{}", 0),
    ] {
        let code = format!("fn f() {{ format!({text:?}); }}");
        let judged = joins::judge("made-up", &files(&[("lib.rs", &code)]), Strictness::Marks).unwrap();
        assert_eq!(judged.len(), found, "{code}");
    }
    let capital =
        joins::judge("made-up", &files(&[("lib.rs", "fn f() { x.to_uppercase(); }")]), Strictness::Blanks).unwrap();
    assert_eq!(capital, BTreeSet::from(["made-up/src/lib.rs:1: a capital letter".to_owned()]));
    for right in ["", "\\n", "/", "-", "{}/{}", "{number:02}", "{}-{}", "SHA-256 {}", "</p>\\n", "{}T{}", "mailto:"] {
        for code in [format!("fn f() {{ g(\"{right}\"); }}"), format!("fn f() {{ format!(\"{right}\"); }}")] {
            assert_eq!(
                joins::judge("made-up", &files(&[("lib.rs", &code)]), Strictness::Blanks).unwrap(),
                BTreeSet::new(),
                "{code}"
            );
        }
    }
    let for_tests = "/// A list: `, `.\nstruct S;\n#[cfg(test)]\nmod tests { fn f() { g(\", \"); } }";
    assert_eq!(joins::judge("made-up", &files(&[("lib.rs", for_tests)]), Strictness::Blanks).unwrap(), BTreeSet::new());
}
