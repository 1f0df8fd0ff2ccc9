//! Judges the arrows of a crate by the table of its rooms. Each check returns its findings as sentences.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::arrows::Arrows;
use crate::tree::Tree;

/// What the table says of a crate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Crate {
    /// Its folder in the repository.
    pub(crate) folder: &'static str,
    pub(crate) rooms: &'static [Room],
    /// Names of other crates that only rooms with an entry in [`Room::outside`] may use. `std::fs` means `std::fs` and
    /// everything in it. Between the crate and the names after it, modules may be left out: `std::HashMap::new` is
    /// `std::collections::HashMap::new`. `println!` is a macro, `std::HashMap/2` a type with two arguments.
    pub(crate) watched: &'static [&'static str],
    /// Types with a plain `impl` block in another file than their own, which hides arrows: type and file.
    pub(crate) split: &'static [(&'static str, &'static str)],
    /// Files that lie in a circle today.
    pub(crate) tangled: &'static [&'static str],
}

/// Files that belong together, and what they may use.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    /// A `*` makes the room a row of rooms, one for whatever the first `*` of [`Room::files`] stands for.
    pub(crate) name: &'static str,
    /// Paths from `src`. `storage/` is a folder with all below it, `core.rs` a file, and `*` any one name between
    /// slashes. The pattern that says most decides: a file before a folder, then the one with more names.
    pub(crate) files: &'static [&'static str],
    /// Other rooms that these files may name.
    pub(crate) uses: &'static [&'static str],
    /// Entries of [`Crate::watched`] that these files may name.
    pub(crate) outside: &'static [&'static str],
}

impl Crate {
    /// Returns the room of a file: its place in the table and its name.
    ///
    /// # Errors
    /// If the file belongs to no room or to two.
    pub(crate) fn room_of(&self, file: &str) -> Result<(usize, String), String> {
        let mut found = Vec::new();
        for (at, room) in self.rooms.iter().enumerate() {
            for pattern in room.files {
                if let Some((weight, star)) = matching(pattern, file) {
                    found.push((weight, at, room.name.replace('*', &star)));
                }
            }
        }
        let most = found.iter().map(|(weight, ..)| *weight).max();
        found.retain(|(weight, ..)| Some(*weight) == most);
        match &found[..] {
            [] => Err(format!("{file} is in no room")),
            [(_, at, name)] => Ok((*at, name.clone())),
            [(_, _, one), (_, _, other), ..] => Err(format!("{file} is in two rooms, {one} and {other}")),
        }
    }

    /// Findings of everything but the map.
    pub(crate) fn judge(&self, tree: &Tree, arrows: &Arrows) -> Vec<String> {
        let mut findings = self.table();
        findings.extend(self.arrows(tree, arrows));
        findings.extend(self.circles(arrows));
        findings.extend(self.outside(tree, arrows));
        findings.extend(self.split_types(arrows));
        findings
    }

    /// Whether the table itself leads down only.
    fn table(&self) -> Vec<String> {
        let mut findings = Vec::new();
        let mut uses: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for room in self.rooms {
            if uses.insert(room.name, room.uses.iter().copied().collect()).is_some() {
                findings.push(format!("two rooms are called {}", room.name));
            }
            for used in room.uses {
                if !self.rooms.iter().any(|other| other.name == *used) {
                    findings.push(format!("room {} may use {used}, which is no room", room.name));
                }
            }
            for entry in room.outside.iter().filter(|entry| !self.watched.contains(entry)) {
                findings.push(format!("room {} may use {entry}, which nobody is kept from", room.name));
            }
        }
        if let Some(circle) = self.rooms.iter().find_map(|room| shortest_circle(&uses, room.name)) {
            findings.push(format!("the table has a circle of rooms: {}", circle.join(" → ")));
        }
        findings
    }

    /// Arrows that the table does not allow, and what it allows or lists without need.
    fn arrows(&self, tree: &Tree, arrows: &Arrows) -> Vec<String> {
        let mut findings = Vec::new();
        let mut rooms = BTreeMap::new();
        for file in tree.files() {
            match self.room_of(file) {
                Ok(room) => {
                    rooms.insert(file, room);
                }
                Err(finding) => findings.push(finding),
            }
        }
        let mut used = BTreeSet::new();
        for ((from, to), names) in &arrows.inside {
            let (Some((at, room)), Some((below, other))) = (rooms.get(from.as_str()), rooms.get(to.as_str())) else {
                continue;
            };
            if room == other {
                continue;
            }
            let allowed = self.rooms[*below].name;
            if self.rooms[*at].uses.contains(&allowed) {
                used.insert((*at, allowed));
            } else {
                findings.push(format!("{from} → {to}: {} (room {room} may not use {other})", listed(names)));
            }
        }
        for (at, room) in self.rooms.iter().enumerate() {
            if !rooms.values().any(|(found, _)| *found == at) {
                findings.push(format!("room {} has no files", room.name));
                continue;
            }
            let idle = room.uses.iter().filter(|other| !used.contains(&(at, **other)));
            findings.extend(idle.map(|other| format!("room {} may use {other} and does not", room.name)));
        }
        findings
    }

    /// Circles of files, each told by its shortest way round.
    fn circles(&self, arrows: &Arrows) -> Vec<String> {
        let mut uses: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (from, to) in arrows.inside.keys() {
            uses.entry(from).or_default().insert(to);
        }
        let mut circles: Vec<Vec<&str>> = uses.keys().filter_map(|file| shortest_circle(&uses, file)).collect();
        let mut findings = Vec::new();
        for file in self.tangled {
            if !circles.iter().any(|circle| circle[0] == *file) {
                findings.push(format!("{file} is listed as tangled and lies in no circle"));
            }
        }
        circles.retain(|circle| !self.tangled.contains(&circle[0]));
        // A circle is found from each of its files; once is enough.
        circles.sort_by_key(|circle| circle.len());
        let mut told: BTreeSet<BTreeSet<&str>> = BTreeSet::new();
        for circle in circles {
            if !told.insert(circle.iter().copied().collect()) {
                continue;
            }
            let mut sentence = format!("circle: {}", circle[0]);
            for pair in circle.windows(2) {
                let names = &arrows.inside[&(pair[0].to_owned(), pair[1].to_owned())];
                sentence.push_str(&format!(" → {} ({})", pair[1], listed(names)));
            }
            findings.push(sentence);
        }
        findings
    }

    /// Names of other crates that a room may not use.
    fn outside(&self, tree: &Tree, arrows: &Arrows) -> Vec<String> {
        let mut findings = Vec::new();
        let mut used = BTreeSet::new();
        for file in tree.files() {
            let Ok((at, room)) = self.room_of(file) else { continue };
            for path in arrows.outside.get(file).into_iter().flatten() {
                for entry in self.watched.iter().filter(|entry| names(path, entry)) {
                    if self.rooms[at].outside.contains(entry) {
                        used.insert((at, *entry));
                    } else {
                        findings.push(format!("{file}: {path} (room {room} may not use {entry})"));
                    }
                }
            }
        }
        for (at, room) in self.rooms.iter().enumerate() {
            let idle = room.outside.iter().filter(|entry| !used.contains(&(at, **entry)));
            findings.extend(idle.map(|entry| format!("room {} may use {entry} and does not", room.name)));
        }
        findings
    }

    fn split_types(&self, arrows: &Arrows) -> Vec<String> {
        let found: BTreeSet<(&str, &str)> =
            arrows.split.iter().map(|(name, file)| (name.as_str(), file.as_str())).collect();
        let listed: BTreeSet<(&str, &str)> = self.split.iter().copied().collect();
        let new = found.difference(&listed);
        let new = new.map(|(name, file)| format!("{file}: `impl {name}` belongs into the file of {name}"));
        let old = listed.difference(&found);
        new.chain(old.map(|(name, file)| format!("{file} is listed with `impl {name}` and has none"))).collect()
    }
}

/// How much a pattern says of a file that it matches, and what its first `*` stands for.
fn matching(pattern: &str, file: &str) -> Option<((bool, usize), String)> {
    let folder = pattern.strip_suffix('/');
    let wanted: Vec<&str> = folder.unwrap_or(pattern).split('/').collect();
    let parts: Vec<&str> = file.split('/').collect();
    let fits = if folder.is_some() { parts.len() > wanted.len() } else { parts.len() == wanted.len() };
    let pairs = || wanted.iter().zip(&parts);
    if !fits || !pairs().all(|(wanted, part)| *wanted == "*" || wanted == part) {
        return None;
    }
    let star = pairs().find(|(wanted, _)| **wanted == "*").map_or("", |(_, part)| part.trim_end_matches(".rs"));
    let is_file = folder.is_none() && wanted.last() != Some(&"*");
    Some(((is_file, pairs().filter(|(wanted, _)| **wanted != "*").count()), star.to_owned()))
}

/// Whether a path of another crate is what an entry of the table names, or a glob that may bring it.
fn names(path: &str, entry: &str) -> bool {
    let parts = |text: &str| -> Vec<String> {
        let mut parts: Vec<String> = text.split("::").map(str::to_owned).collect();
        if ["core", "alloc"].contains(&parts[0].as_str()) {
            parts[0] = "std".to_owned();
        }
        parts
    };
    let (path, entry) = (parts(path), parts(entry));
    if path.last() == entry.last() && entry.len() == 1 && entry[0].ends_with('!') {
        return true;
    }
    let (rest, wanted) = (&path[1..], &entry[1..]);
    let glob = rest.last().is_some_and(|last| last == "*");
    path[0] == entry[0] && (wanted.is_empty() || glob || rest.windows(wanted.len()).any(|window| window == wanted))
}

/// The shortest way from a node back to it; begins and ends with it.
fn shortest_circle<'a>(uses: &BTreeMap<&'a str, BTreeSet<&'a str>>, start: &'a str) -> Option<Vec<&'a str>> {
    let mut before: BTreeMap<&str, &str> = BTreeMap::new();
    let mut waiting = VecDeque::from([start]);
    while let Some(node) = waiting.pop_front() {
        for next in uses.get(node).into_iter().flatten() {
            if *next == start {
                let mut way = vec![start, node];
                while let Some(node) = before.get(way[way.len() - 1]) {
                    way.push(node);
                }
                way.reverse();
                return Some(way);
            }
            if !before.contains_key(next) {
                before.insert(next, node);
                waiting.push_back(next);
            }
        }
    }
    None
}

fn listed(names: &BTreeSet<String>) -> String {
    names.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}
