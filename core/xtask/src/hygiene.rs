//! Checks every file that git tracks: no paths of a developer's machine, no dead links between documents, no big files.

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

use crate::git;
use crate::report::{Outcome, thousands};
use crate::run::Failure;

const MAX_FILE_BYTES: u64 = 1 << 20;

/// The folders above home and scratch folders; a path counts only with a name behind them.
const MACHINE_FOLDERS: [&str; 5] = ["/root/", "/home/", "/Users/", "/tmp/", r"C:\Users\"];

/// Checks every tracked file and returns their number.
pub(crate) fn check_repository(root: &Path) -> Result<Outcome, Failure> {
    let files = git::tracked_files(root)?;
    let mut findings = Vec::new();
    for file in &files {
        let path = root.join(file);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            // Deleted and not committed yet, or a link to a folder: nothing to read.
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::IsADirectory) => continue,
            Err(error) => return Err(Failure::File { path, error }),
        };
        findings.extend(file_findings(file, &bytes, &files));
    }
    if findings.is_empty() {
        Ok(Outcome::done(vec![format!("{} files", thousands(files.len() as u64))]))
    } else {
        Err(Failure::Found(findings.join("\n")))
    }
}

fn file_findings(file: &str, bytes: &[u8], files: &BTreeSet<String>) -> Vec<String> {
    let mut findings = Vec::new();
    let size = bytes.len() as u64;
    if size > MAX_FILE_BYTES {
        let (size, largest) = (thousands(size), thousands(MAX_FILE_BYTES));
        findings.push(format!("{file}: {size} bytes, {largest} are the most; make it smaller, or build it"));
    }
    let text = String::from_utf8_lossy(bytes);
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(path) = machine_path(line) {
            findings.push(format!("{file}:{number}: `{path}` exists on one machine only; name it in another way"));
        }
    }
    if file.ends_with(".md") {
        for (number, target) in repository_links(&text) {
            if !link_target_exists(file, &target, files) {
                findings.push(format!("{file}:{number}: link to `{target}`, which is not in the repository"));
            }
        }
    }
    findings
}

/// Finds the first path of a machine in a line. It must begin a word: web addresses and paths inside a device or a
/// repository do not count.
fn machine_path(line: &str) -> Option<&str> {
    MACHINE_FOLDERS.iter().find_map(|start| {
        line.match_indices(start).find_map(|(at, _)| {
            let inside = line[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || "_-./~}>)*".contains(c));
            let rest = &line[at + start.len()..];
            let name = rest.find(|c: char| !c.is_alphanumeric() && !"_-.".contains(c)).unwrap_or(rest.len());
            (!inside && name > 0).then(|| &line[at..at + start.len() + name])
        })
    })
}

/// Returns the targets of a document's links into the repository, with their line numbers.
fn repository_links(markdown: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (number, line) in (1..).zip(markdown.lines()) {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced || line.starts_with("    ") {
            continue;
        }
        let line = without_code_spans(line);
        let inline = line.match_indices("](").map(|(at, open)| &line[at + open.len()..]);
        let reference = line.starts_with('[').then(|| line.split_once("]: ")).flatten().map(|(_, target)| target);
        for rest in inline.chain(reference) {
            let target = match rest.strip_prefix('<') {
                Some(rest) => rest.split('>').next(),
                None => rest.split([')', ' ']).next(),
            };
            let target = target.unwrap_or_default().split('#').next().unwrap_or_default();
            if !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:") {
                found.push((number, target.to_owned()));
            }
        }
    }
    found
}

fn without_code_spans(line: &str) -> String {
    let pieces = line.split('`').enumerate();
    pieces.filter(|(index, _)| index % 2 == 0).map(|(_, piece)| piece).collect::<Vec<_>>().join("`")
}

fn link_target_exists(file: &str, target: &str, files: &BTreeSet<String>) -> bool {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let from = if target.starts_with('/') { "" } else { folder };
    let mut path: Vec<&str> = Vec::new();
    for part in from.split('/').chain(target.split('/')) {
        match part {
            "" | "." => {}
            ".." if path.pop().is_none() => return false,
            ".." => {}
            _ => path.push(part),
        }
    }
    let path = path.join("/");
    path.is_empty() || files.contains(&path) || files.iter().any(|f| f.starts_with(&format!("{path}/")))
}

#[cfg(test)]
mod test {
    use super::*;

    /// Turns `|` into `/`, so that this file does not contain the paths that it looks for.
    fn spoken(path: &str) -> String {
        path.replace('|', "/")
    }

    #[test]
    fn machine_paths_are_found() {
        for (line, path) in [
            ("cd |root|project", "|root|project"),
            ("path = \"|home|anna|x\"", "|home|anna"),
            ("(|tmp|build_1.log)", "|tmp|build_1.log"),
            ("--out=|Users|anna|Desktop", "|Users|anna"),
        ] {
            assert_eq!(machine_path(&spoken(line)), Some(&*spoken(path)), "{line}");
        }
    }

    #[test]
    fn lookalikes_of_machine_paths_are_ignored() {
        for line in [
            "https:||example.org|home|anna",
            "adb push x |data|local|tmp|x",
            "src|home|screen.rs, ..|tmp|x",
            "the folders |home|, |tmp| and |root|",
            "|home|<name>|x, |home|$USER|x",
        ] {
            assert_eq!(machine_path(&spoken(line)), None, "{line}");
        }
    }

    #[test]
    fn links_in_code_and_to_websites_are_ignored() {
        let markdown = "[a](one.md) and ![b](<two three.png> \"title\")\n`[c](no.md)` [d](https://example.org/x)\n\
                        ```\n[e](no.md)\n```\n[f](#here), [g](docs/four.md#there), [h](mailto:a@example.org)\n\
                        [i]: five/six.md\n    [j](no.md)\n";
        let found = repository_links(markdown);
        let found: Vec<_> = found.iter().map(|(line, target)| (*line, target.as_str())).collect();
        assert_eq!(found, [(1, "one.md"), (1, "two three.png"), (6, "docs/four.md"), (7, "five/six.md")]);
    }

    #[test]
    fn links_are_resolved_from_their_document() {
        let files = BTreeSet::from(["README.md", "docs/a.md", "docs/pictures/b.png"].map(str::to_owned));
        for (file, target, there) in [
            ("README.md", "docs/a.md", true),
            ("README.md", "docs", true),
            ("README.md", "docs/", true),
            ("README.md", "doc", false),
            ("README.md", "../README.md", false),
            ("docs/a.md", "../README.md", true),
            ("docs/a.md", "./pictures/b.png", true),
            ("docs/a.md", "/docs/a.md", true),
            ("docs/a.md", "docs/a.md", false),
            ("docs/a.md", "..", true),
        ] {
            assert_eq!(link_target_exists(file, target, &files), there, "{file} → {target}");
        }
    }

    #[test]
    fn findings_name_file_and_line() {
        let files = BTreeSet::from(["a.md".to_owned()]);
        let text = spoken("fine\nsee |home|anna|notes and [this](gone.md)\n");
        assert_eq!(
            file_findings("a.md", text.as_bytes(), &files),
            [
                spoken("a.md:2: `|home|anna` exists on one machine only; name it in another way"),
                "a.md:2: link to `gone.md`, which is not in the repository".to_owned(),
            ]
        );
        assert_eq!(file_findings("a.rs", b"[this](gone.md)", &files), [""; 0]);
    }

    #[test]
    fn file_over_the_size_limit_is_found() {
        let files = BTreeSet::new();
        let mut bytes = vec![b'x'; 1 << 20];
        assert_eq!(file_findings("a.bin", &bytes, &files), [""; 0]);
        bytes.push(b'x');
        let finding = "a.bin: 1,048,577 bytes, 1,048,576 are the most; make it smaller, or build it";
        assert_eq!(file_findings("a.bin", &bytes, &files), [finding]);
    }
}
