//! Holds the sizes of libraries and packages to fixed budgets and to the last record. Code and packed content count
//! separately: code grows with features, content with services and languages.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::cargo::Library;
use crate::report::{self, thousands};
use crate::run::{self, Failure};

const RECORD: &str = "docs/sizes.json";
pub(crate) const UPDATE: &str = "`cargo xtask size --update --reason \"…\"`";
const UPDATE_PACKAGE: &str = "`cargo xtask apk --update --reason \"…\"`";
/// The most that a size may grow over its record without a written reason.
const GROWTH_PERCENT: u64 = 5;

/// Budgets in bytes of the stripped library. Content is packed facts and words: of all languages, and of German and
/// English alone.
const BUDGETS: [Budget; 3] = [
    Budget { name: "code", limit: 1_150_000, measure: Measured::code },
    Budget { name: "content", limit: 600_000, measure: Measured::content },
    Budget { name: "content, German and English", limit: 250_000, measure: Measured::german_and_english },
];

/// The most bytes of a package for every kind of phone.
const PACKAGE_BUDGET: u64 = 5_000_000;
/// The name of the package in the record, beside the targets.
const PACKAGE: &str = "android package";

/// The recorded sizes by target.
pub(crate) type Record = BTreeMap<String, Entry>;

/// The options of `cargo xtask size`, and those of `cargo xtask apk` for sizes.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Arguments {
    /// Record what is measured in docs/sizes.json.
    #[arg(long, requires = "reason")]
    pub(crate) update: bool,
    /// Why it has the size it has.
    #[arg(long, requires = "update")]
    pub(crate) reason: Option<String>,
    /// The day to record with it, as YYYY-MM-DD.
    #[arg(long, requires = "update", value_name = "DAY", value_parser = parse_day)]
    pub(crate) date: Option<String>,
}

struct Budget {
    name: &'static str,
    limit: u64,
    measure: fn(&Measured) -> u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Measured {
    total: u64,
    facts: u64,
    words: BTreeMap<String, u64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    // Absent for a package, which is measured as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    reason: String,
    total: u64,
}

impl Measured {
    pub(crate) fn entry(&self, reason: &str, date: Option<String>) -> Entry {
        let (code, content) = (Some(self.code()), Some(self.content()));
        Entry { code, content, date, reason: reason.to_owned(), total: self.total }
    }

    fn content(&self) -> u64 {
        self.facts + self.words.values().sum::<u64>()
    }

    fn code(&self) -> u64 {
        self.total.saturating_sub(self.content())
    }

    fn german_and_english(&self) -> u64 {
        let words = ["de", "en"].iter().filter_map(|language| self.words.get(*language));
        self.facts + words.sum::<u64>()
    }
}

/// Measures the libraries of a package and, if it is for every kind of phone, the package itself; records the sizes if
/// asked, and returns them as a table. Fails when a budget or the recorded size is exceeded.
pub(crate) fn check_package_sizes(
    root: &Path,
    libraries: &[(&str, &Library)],
    package: Option<u64>,
    arguments: &Arguments,
) -> Result<Vec<String>, Failure> {
    let measured = libraries.iter().map(|(target, library)| Ok((*target, measure_library(library)?)));
    let measured: Vec<(&str, Measured)> = measured.collect::<Result<_, Failure>>()?;
    let mut record = read_record(root)?;
    if let Some(reason) = &arguments.reason {
        for (target, measured) in &measured {
            record.insert((*target).to_owned(), measured.entry(reason, arguments.date.clone()));
        }
        if let Some(total) = package {
            let (reason, date) = (reason.clone(), arguments.date.clone());
            record.insert(PACKAGE.to_owned(), Entry { code: None, content: None, date, reason, total });
        }
        write_record(root, &record)?;
    }
    let mut rows = vec![["", "code", "content", "whole", "recorded"].map(str::to_owned).to_vec()];
    let recorded = |name: &str| record.get(name).map_or("nothing".to_owned(), |entry| thousands(entry.total));
    let mut findings = Vec::new();
    for (target, measured) in &measured {
        let numbers = [measured.code(), measured.content(), measured.total].map(thousands);
        rows.push([&[(*target).to_owned()], &numbers[..], &[recorded(target)]].concat());
        findings.extend(library_findings(target, measured, record.get(*target), UPDATE_PACKAGE));
    }
    if let Some(total) = package {
        rows.push([PACKAGE, "", "", &thousands(total), &recorded(PACKAGE)].map(str::to_owned).to_vec());
        findings.extend(package_findings(total, record.get(PACKAGE)));
    }
    if findings.is_empty() { Ok(report::align_columns(&rows)) } else { Err(Failure::Found(findings.join("\n"))) }
}

pub(crate) fn measure_library(library: &Library) -> Result<Measured, Failure> {
    let mut measured = Measured { total: file_length(&library.file)?, facts: 0, words: BTreeMap::new() };
    let failed = |error| Failure::File { path: library.packed.clone(), error };
    for entry in fs::read_dir(&library.packed).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        match name.strip_suffix(".bin") {
            // The same in every language, both of them.
            Some("facts" | "notices") => measured.facts += file_length(&path)?,
            Some(words) => {
                let language = words.strip_prefix("words-").unwrap_or(words).to_owned();
                measured.words.insert(language, file_length(&path)?);
            }
            None => {}
        }
    }
    if measured.facts == 0 || measured.words.is_empty() {
        let folder = library.packed.display();
        return Err(Failure::Found(format!(
            "{folder}: no facts.bin or no words-*.bin; does build.rs name them otherwise?"
        )));
    }
    Ok(measured)
}

fn file_length(path: &Path) -> Result<u64, Failure> {
    let metadata = fs::metadata(path).map_err(|error| Failure::File { path: path.to_owned(), error })?;
    Ok(metadata.len())
}

pub(crate) fn read_record(root: &Path) -> Result<Record, Failure> {
    let Some(json) = run::read_if_there(&root.join(RECORD))? else { return Ok(Record::new()) };
    serde_json::from_str(&json).map_err(|error| Failure::Found(format!("{RECORD}: {error}")))
}

pub(crate) fn write_record(root: &Path, record: &Record) -> Result<(), Failure> {
    run::write(&root.join(RECORD), &record_to_json(record))?;
    report::print_line(&format!("recorded in {RECORD}"));
    Ok(())
}

fn record_to_json(record: &Record) -> String {
    let mut json = serde_json::to_string_pretty(record).expect("numbers and texts are JSON");
    json.push('\n');
    json
}

pub(crate) fn size_table(measured: &Measured, recorded: Option<&Entry>) -> Vec<String> {
    let mut rows = vec![["", "bytes", "budget", "recorded"].map(str::to_owned).to_vec()];
    for budget in &BUDGETS {
        let bytes = (budget.measure)(measured);
        rows.push(vec![budget.name.to_owned(), thousands(bytes), thousands(budget.limit)]);
    }
    rows.push(vec!["the whole file".to_owned(), thousands(measured.total), String::new()]);
    if let Some(entry) = recorded {
        for (row, old) in [(1, entry.code), (2, entry.content), (4, Some(entry.total))] {
            rows[row].extend(old.map(thousands));
        }
    }
    let mut lines = report::align_columns(&rows);
    match recorded {
        None => lines.push(format!("nothing is recorded for this target: {UPDATE} would")),
        Some(entry) if grew_too_much(measured.total, entry.total) => {
            lines.push(format!("much smaller than recorded: {UPDATE} keeps it so"));
        }
        Some(_) => {}
    }
    lines
}

pub(crate) fn check_library_sizes(
    target: &str,
    measured: &Measured,
    recorded: Option<&Entry>,
    update: &str,
) -> Result<(), Failure> {
    let findings = library_findings(target, measured, recorded, update);
    if findings.is_empty() { Ok(()) } else { Err(Failure::Found(findings.join("\n"))) }
}

fn library_findings(target: &str, measured: &Measured, recorded: Option<&Entry>, update: &str) -> Vec<String> {
    let mut findings = Vec::new();
    for budget in &BUDGETS {
        findings.extend(over_budget(budget.name, (budget.measure)(measured), budget.limit));
    }
    if let Some(entry) = recorded {
        for (name, old, new) in [
            ("code", entry.code, measured.code()),
            ("content", entry.content, measured.content()),
            ("the whole file", Some(entry.total), measured.total),
        ] {
            findings.extend(old.and_then(|old| growth_finding(&format!("{name} for {target}"), old, new, update)));
        }
    }
    findings
}

fn package_findings(total: u64, recorded: Option<&Entry>) -> Vec<String> {
    let grown =
        recorded.and_then(|entry| growth_finding(&format!("the {PACKAGE}"), entry.total, total, UPDATE_PACKAGE));
    over_budget(&format!("the {PACKAGE}"), total, PACKAGE_BUDGET).into_iter().chain(grown).collect()
}

fn over_budget(name: &str, bytes: u64, limit: u64) -> Option<String> {
    let (bytes_shown, limit_shown) = (thousands(bytes), thousands(limit));
    (bytes > limit).then(|| format!("{name}: {bytes_shown} bytes, the budget is {limit_shown}; make it smaller"))
}

fn growth_finding(name: &str, old: u64, new: u64, update: &str) -> Option<String> {
    let (old_shown, new_shown) = (thousands(old), thousands(new));
    grew_too_much(old, new).then(|| {
        format!(
            "{name} grew from {old_shown} to {new_shown} bytes, by more than {GROWTH_PERCENT} %. If that is right, say \
             why with {update} and commit {RECORD}."
        )
    })
}

fn grew_too_much(old: u64, new: u64) -> bool {
    new * 100 > old * (100 + GROWTH_PERCENT)
}

fn parse_day(text: &str) -> Result<String, &'static str> {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts[..] {
        [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2) => Ok(text.to_owned()),
        _ => Err("a day looks like 2026-11-24"),
    }
}

#[cfg(test)]
mod test {
    use super::*;

    fn measured(code: u64, facts: u64, words: &[(&str, u64)]) -> Measured {
        let words: BTreeMap<_, _> = words.iter().map(|(language, bytes)| ((*language).to_owned(), *bytes)).collect();
        Measured { total: code + facts + words.values().sum::<u64>(), facts, words }
    }

    fn entry(measured: &Measured) -> Entry {
        measured.entry("first", None)
    }

    fn findings(measured: &Measured, recorded: Option<&Entry>) -> Vec<String> {
        let Err(failure) = check_library_sizes("t", measured, recorded, UPDATE) else { return Vec::new() };
        failure.to_string().lines().map(|line| line.split([':', ',']).next().unwrap().to_owned()).collect()
    }

    #[test]
    fn further_languages_count_only_as_content() {
        let measured = measured(600_000, 20_000, &[("de", 50_000), ("en", 40_000), ("fr", 45_000)]);
        assert_eq!(measured.content(), 155_000);
        assert_eq!(measured.code(), 600_000);
        assert_eq!(measured.german_and_english(), 110_000);
    }

    #[test]
    fn growth_up_to_five_percent_is_allowed() {
        let old = entry(&measured(100_000, 20_000, &[("de", 20_000)]));
        assert_eq!(findings(&measured(105_000, 21_000, &[("de", 21_000)]), Some(&old)), [""; 0]);
        let code = findings(&measured(105_001, 20_000, &[("de", 20_000)]), Some(&old));
        assert_eq!(code, ["code for t grew from 100"]);
        let content = findings(&measured(100_000, 21_000, &[("de", 21_001)]), Some(&old));
        assert_eq!(content, ["content for t grew from 40"]);
        let both = findings(&measured(106_000, 21_001, &[("de", 21_001)]), Some(&old));
        assert_eq!(
            both,
            ["code for t grew from 100", "content for t grew from 40", "the whole file for t grew from 140"]
        );
    }

    #[test]
    fn growth_finding_says_how_to_record_it() {
        let old = entry(&measured(100_000, 20_000, &[("de", 20_000)]));
        let failure =
            check_library_sizes("t", &measured(105_001, 20_000, &[("de", 20_000)]), Some(&old), UPDATE).unwrap_err();
        assert_eq!(
            failure.to_string(),
            "code for t grew from 100,000 to 105,001 bytes, by more than 5 %. If that is right, say why with \
             `cargo xtask size --update --reason \"…\"` and commit docs/sizes.json."
        );
    }

    #[test]
    fn shrinking_and_missing_record_are_allowed() {
        let small = measured(100_000, 20_000, &[("de", 20_000)]);
        let old = entry(&measured(200_000, 40_000, &[("de", 40_000)]));
        assert_eq!(findings(&small, Some(&old)), [""; 0]);
        assert_eq!(findings(&small, None), [""; 0]);
        let last = |recorded| size_table(&small, recorded).pop().unwrap();
        assert!(last(None).starts_with("nothing is recorded for this target"));
        assert!(last(Some(&old)).starts_with("much smaller than recorded"));
        assert!(last(Some(&entry(&small))).starts_with("the whole file"));
    }

    #[test]
    fn budgets_hold_with_and_without_record() {
        let code = measured(1_150_001, 10_000, &[("de", 10_000)]);
        assert_eq!(findings(&code, None), ["code"]);
        assert_eq!(findings(&code, Some(&entry(&code))), ["code"]);
        assert_eq!(findings(&measured(1_150_000, 100_000, &[("de", 100_000), ("fr", 400_001)]), None), ["content"]);
        let german_and_english = |english| measured(1_150_000, 100_000, &[("de", 75_000), ("en", english), ("fr", 1)]);
        assert_eq!(findings(&german_and_english(75_001), None), ["content"]);
        assert_eq!(findings(&german_and_english(75_000), None), [""; 0]);
    }

    #[test]
    fn package_is_held_to_budget_and_record() {
        let of = |total| Entry { code: None, content: None, date: None, reason: "first".to_owned(), total };
        assert_eq!(package_findings(5_000_000, None), [""; 0]);
        let budget = "the android package: 5,000,001 bytes, the budget is 5,000,000; make it smaller";
        assert_eq!(package_findings(5_000_001, None), [budget]);
        assert_eq!(package_findings(1_050_000, Some(&of(1_000_000))), [""; 0]);
        let [grown] = &package_findings(1_050_001, Some(&of(1_000_000)))[..] else { panic!("one finding") };
        let words = "the android package grew from 1,000,000 to 1,050,001 bytes, by more than 5 %. If that is right, say \
                     why with `cargo xtask apk --update";
        assert!(grown.starts_with(words), "{grown}");
        assert_eq!(record_to_json(&Record::from([(PACKAGE.to_owned(), of(7))])).matches("code").count(), 0);
    }

    #[test]
    fn record_survives_a_round_trip_unchanged() {
        let json = r#"{
  "aarch64-apple-ios": {
    "code": 600000,
    "content": 90000,
    "date": "2026-11-24",
    "reason": "first measurement",
    "total": 690000
  },
  "x86_64-unknown-linux-gnu": {
    "code": 640000,
    "content": 90000,
    "reason": "first measurement",
    "total": 730000
  }
}
"#;
        let record: Record = serde_json::from_str(json).unwrap();
        assert_eq!(record_to_json(&record), json);
    }

    #[test]
    fn invalid_day_is_rejected() {
        assert_eq!(parse_day("2026-11-24").unwrap(), "2026-11-24");
        assert!(
            ["2026-11-4", "24.11.2026", "2026-11", "today", "2026-1x-24"].iter().all(|text| parse_day(text).is_err())
        );
    }
}
