//! Summarizes the package that was built: prints it, or writes it into docs/release.md.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::build::Built;
use super::sign::Key;
use crate::cargo::LIBRARY;
use crate::hash::sha256_hex;
use crate::report::{self, thousands};
use crate::run::{self, Failure};

/// The document that holds the summary.
const DOCUMENT: &str = "docs/release.md";
/// The lines around the summary in the document.
const MARKS: (&str, &str) = ("<!-- report -->", "<!-- /report -->");

/// The facts about a package.
#[derive(Debug)]
pub(crate) struct Summary {
    file: PathBuf,
    /// The size of the package in bytes, signed if it was signed.
    pub(crate) size: u64,
    facts: Vec<(String, String)>,
    /// The rows of the table of sizes.
    pub(crate) sizes: Vec<String>,
}

impl Summary {
    /// Summarizes an unsigned package.
    pub(crate) fn new(built: &Built, unsigned: &Path) -> Result<Self, Failure> {
        let bytes = run::read_bytes(unsigned)?;
        let inspected = &built.inspected;
        let (classes, methods) = inspected.code;
        let permissions: Vec<&str> =
            inspected.permissions.iter().map(|name| &name[name.rfind('.').map_or(0, |at| at + 1)..]).collect();
        let version = format!("{} ({})", built.version.name, built.version.code);
        let facts = [
            ("version", version),
            ("permissions", permissions.join(", ")),
            ("files", size_by_part(&inspected.files)),
            ("code", format!("{} classes, {} methods", thousands(classes as u64), thousands(methods.into()))),
            ("names taken from the phone", inspected.symbols.len().to_string()),
            ("SHA-256, unsigned", sha256_hex(&bytes)),
        ];
        let facts = facts.into_iter().map(|(name, fact)| (name.to_owned(), fact)).collect();
        Ok(Self { file: unsigned.to_owned(), size: bytes.len() as u64, facts, sizes: Vec::new() })
    }

    /// Replaces the file by the signed package and adds its facts.
    pub(crate) fn add_signature(&mut self, signed: &Path, key: &Key, fingerprint: &str) -> Result<(), Failure> {
        let bytes = run::read_bytes(signed)?;
        signed.clone_into(&mut self.file);
        self.size = bytes.len() as u64;
        self.facts.push(("SHA-256, signed".to_owned(), sha256_hex(&bytes)));
        let key =
            if key.throw_away { "a throw-away key: for trying, not for people" } else { "the key of the environment" };
        self.facts.push(("signed with".to_owned(), key.to_owned()));
        self.facts.push(("SHA-256 of the key".to_owned(), fingerprint.to_owned()));
        Ok(())
    }

    /// Prints the summary.
    pub(crate) fn print(&self) {
        report::print_line(&format!("{}: {} bytes", self.file.display(), thousands(self.size)));
        let width = self.facts.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        self.facts.iter().for_each(|(name, fact)| report::print_line(&format!("    {name:<width$}  {fact}")));
        self.sizes.iter().for_each(|line| report::print_line(&format!("    {line}")));
    }

    /// Writes the summary, with the tools, into the document.
    pub(crate) fn write_to_document(&self, root: &Path, tools: &[String]) -> Result<(), Failure> {
        let path = root.join(DOCUMENT);
        let old = run::read_if_there(&path)?;
        let new = insert_report(old.as_deref().unwrap_or(EMPTY), &self.markdown(tools))?;
        run::write(&path, &new)?;
        report::print_line(&format!("written into {DOCUMENT}"));
        Ok(())
    }

    fn markdown(&self, tools: &[String]) -> String {
        let name = self.file.file_name().unwrap_or_default().to_string_lossy();
        let mut text = format!("`{name}`: {} bytes.\n\n| what | |\n|---|---|\n", thousands(self.size));
        self.facts.iter().for_each(|(name, fact)| text.push_str(&format!("| {name} | {fact} |\n")));
        // The path of a tool is of no use to others.
        let tools: Vec<&str> =
            tools.iter().map(|line| line.rsplit_once(", ").map_or(&**line, |(tool, _)| tool)).collect();
        text.push_str(&format!("| made with | {} |\n\n```text\n{}\n```\n", tools.join(" · "), self.sizes.join("\n")));
        text
    }
}

/// Returns the number of files, and the size of each part in the package.
fn size_by_part(files: &BTreeMap<String, u64>) -> String {
    let kind = |name: &str| match name {
        name if name.ends_with(&format!("lib{LIBRARY}.so")) => 0,
        name if name.ends_with(".so") => 1,
        name if name.ends_with(".dex") => 2,
        _ => 3,
    };
    let parts = ["core", "JNA", "code", "resources and manifest"].iter().enumerate().map(|(index, part)| {
        let bytes = files.iter().filter(|(name, _)| kind(name) == index).map(|(_, bytes)| bytes).sum();
        format!("{part} {}", thousands(bytes))
    });
    format!("{}: {}", files.len(), parts.collect::<Vec<_>>().join(", "))
}

const EMPTY: &str = "# Releases\n\n## The last package\n\n<!-- report -->\n<!-- /report -->\n";

fn insert_report(document: &str, report: &str) -> Result<String, Failure> {
    let (before, rest) = document.split_once(MARKS.0).unwrap_or_default();
    let (_, after) = rest.split_once(MARKS.1).unwrap_or_default();
    if before.is_empty() || after.is_empty() {
        let (start, end) = MARKS;
        return Err(Failure::Found(format!("{DOCUMENT}: no place between lines `{start}` and `{end}` for the report")));
    }
    Ok(format!("{before}{}\n\n{report}\n{}{after}", MARKS.0, MARKS.1))
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn new_report_replaces_the_old_one() {
        let first = insert_report(EMPTY, "one\n").unwrap();
        assert_eq!(first, "# Releases\n\n## The last package\n\n<!-- report -->\n\none\n\n<!-- /report -->\n");
        let second = insert_report(&format!("{first}after\n"), "two\n").unwrap();
        assert_eq!(second, "# Releases\n\n## The last package\n\n<!-- report -->\n\ntwo\n\n<!-- /report -->\nafter\n");
        assert!(insert_report("# Releases\n", "one").is_err());
    }

    #[test]
    fn every_file_counts_to_one_part() {
        let files = [
            ("AndroidManifest.xml", 1),
            ("classes.dex", 2000),
            ("lib/x/libjnidispatch.so", 30),
            ("lib/x/libwiderspruch_core.so", 4),
            ("lib/y/libwiderspruch_core.so", 5),
            ("resources.arsc", 6),
        ];
        let files = BTreeMap::from(files.map(|(name, bytes)| (name.to_owned(), bytes)));
        assert_eq!(size_by_part(&files), "6: core 9, JNA 30, code 2,000, resources and manifest 7");
    }

    #[test]
    fn report_names_tool_versions_without_paths() {
        let facts = vec![("version".to_owned(), "0.1.0 (1000)".to_owned())];
        let sizes = vec!["   code".to_owned()];
        let summary = Summary { file: PathBuf::from("target/apk/a.apk"), size: 1_234_567, facts, sizes };
        assert_eq!(
            summary.markdown(&["JDK: 25, /usr/lib/jvm/x".to_owned()]),
            "`a.apk`: 1,234,567 bytes.\n\n| what | |\n|---|---|\n| version | 0.1.0 (1000) |\n| made with | JDK: 25 |\n\n\
             ```text\n   code\n```\n"
        );
    }
}
