//! Reads the map of the folders in `docs/architecture.md` and compares it with the folders.
//!
//! The map of a crate begins with a line that holds its folder, `core/app/src/`. Deeper lines follow, each with one or
//! more names (`civil.rs, region.rs`), two or more spaces, and what is there. A name with a slash at its end is a folder,
//! whose own names are indented once more. Every folder stands in the map; files may.

use std::collections::BTreeSet;

use crate::tree::Files;

/// Names that stand below a crate's folder in the map, as paths from there; folders end with a slash.
///
/// # Errors
/// If the crate has no map, or a line says nothing about what it names.
pub(crate) fn read(text: &str, folder: &str) -> Result<BTreeSet<String>, String> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut lines = text.lines();
    let first = lines.find(|line| line.split_whitespace().next() == Some(folder));
    let first = first.ok_or_else(|| format!("no map of {folder}"))?;
    let mut found = BTreeSet::new();
    // Folders that the line lies in, with their indents.
    let mut above = vec![(indent(first), String::new())];
    for line in lines.take_while(|line| !line.trim().is_empty() && indent(line) > indent(first)) {
        while above.last().is_some_and(|(outer, _)| *outer >= indent(line)) {
            above.pop();
        }
        let inside = above.last().map_or(String::new(), |(_, folder)| folder.clone());
        let (names, what) = line.trim().split_once("  ").unwrap_or((line.trim(), ""));
        if what.trim().is_empty() {
            return Err(format!("the map does not say what {inside}{names} is"));
        }
        for name in names.split(", ") {
            if !found.insert(format!("{inside}{name}")) {
                return Err(format!("{inside}{name} is twice in the map"));
            }
            if name.ends_with('/') {
                above.push((indent(line), format!("{inside}{name}")));
            }
        }
    }
    Ok(found)
}

/// Folders that are missing in the map, and names in it that are not there.
pub(crate) fn compare(map: &BTreeSet<String>, files: &Files) -> Vec<String> {
    let mut there: BTreeSet<String> = BTreeSet::new();
    for file in files.keys() {
        let ends = file.match_indices('/').map(|(at, _)| &file[..=at]);
        there.extend(ends.map(str::to_owned));
    }
    let missing = there.difference(map).map(|folder| format!("{folder} is not in the map"));
    let stale = map.iter().filter(|name| !there.contains(*name) && !files.contains_key(*name));
    missing.chain(stale.map(|name| format!("{name} is in the map and is not there"))).collect()
}
