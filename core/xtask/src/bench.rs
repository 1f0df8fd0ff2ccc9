//! `cargo xtask bench`: runs the benchmarks of the app and holds criterion's medians to goals for opening a journal,
//! drawing the home screen, planning reminders, and peak memory.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use serde::Deserialize;

use crate::cargo::{self, Metadata};
use crate::report::{self, thousands};
use crate::run::{self, Failure};

const MILLISECOND: f64 = 1e6;
const MEBIBYTE: u64 = 1 << 20;

/// The example that prints its peak memory, and the number of journal entries it opens.
const PEAK: &str = "peak";
const PEAK_ENTRIES: &str = "10000";
/// The most that opening may add to the peak: roomy for the folded journal and the words of one language.
const PEAK_LIMIT: u64 = 8 * MEBIBYTE;

/// The goals for the medians.
const GOALS: [Goal; 4] = [
    Goal::Ratio { slow: "open/10000", fast: "parse/10000", at_most: 1.5 },
    Goal::Below { name: "home/guides-100", limit: MILLISECOND },
    Goal::Below { name: "plan/guides-100", limit: MILLISECOND },
    // No screen reads pictures as a whole.
    Goal::Ratio { slow: "attached/pictures-20", fast: "attached/notes-20", at_most: 2.0 },
];

/// A goal for one benchmark's median.
enum Goal {
    /// The slow benchmark takes at most this many times as long as the fast one.
    Ratio { slow: &'static str, fast: &'static str, at_most: f64 },
    /// The benchmark takes less than `limit` nanoseconds.
    Below { name: &'static str, limit: f64 },
}

/// Median times in nanoseconds, by the full name of the benchmark.
type Medians = BTreeMap<String, f64>;

#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Met(String),
    Missed(String),
    /// The benchmark did not run.
    Open(String),
}

/// Runs the benchmarks, prints the medians, and fails when a goal is missed.
pub(crate) fn run(root: &Path, args: &[String]) -> Result<(), Failure> {
    let metadata = Metadata::read(root)?;
    let benches = metadata.target_names("bench");
    if benches.is_empty() {
        return Err(Failure::Found(format!("{} has no benchmarks yet: they belong into core/app/benches", cargo::APP)));
    }
    let start = SystemTime::now();
    // By name: otherwise the library's unit tests run as well, and they reject criterion's options.
    let mut command = cargo::cargo_command(root, &["bench", "--package", cargo::APP, "--locked"]);
    command.args(benches.iter().flat_map(|name| ["--bench", name])).arg("--").args(args);
    run::streamed(&mut command)?;

    let mut medians = Medians::new();
    collect_medians(&metadata.target_directory.join("criterion"), start, &mut medians)?;
    let mut verdicts: Vec<Verdict> = GOALS.iter().map(|goal| goal.judge(&medians)).collect();
    if metadata.target_names("example").contains(&PEAK) {
        verdicts.push(measure_peak_memory(root)?);
    } else {
        verdicts.push(Verdict::Open(format!("peak memory: {} has no example `{PEAK}`", cargo::APP)));
    }

    println!();
    median_table(&medians).iter().for_each(|line| println!("{line}"));
    println!();
    growth_lines(&medians).iter().for_each(|line| println!("{line}"));
    println!();
    verdicts.iter().for_each(|verdict| println!("{verdict}"));
    let missed = verdicts.iter().filter(|verdict| matches!(verdict, Verdict::Missed(_))).count();
    if missed == 0 { Ok(()) } else { Err(Failure::Found(format!("{missed} of {} goals missed", verdicts.len()))) }
}

/// The fields of criterion's `benchmark.json` that we read.
#[derive(Debug, Deserialize)]
struct Benchmark {
    full_id: String,
}

/// The fields of criterion's `estimates.json` that we read.
#[derive(Debug, Deserialize)]
struct Estimates {
    median: Estimate,
}

#[derive(Debug, Deserialize)]
struct Estimate {
    point_estimate: f64,
}

/// Reads every folder `new` that was written since `start`; older ones belong to benchmarks that did not run now.
fn collect_medians(folder: &Path, start: SystemTime, medians: &mut Medians) -> Result<(), Failure> {
    let failed = |error| Failure::File { path: folder.to_owned(), error };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if !path.is_dir() {
            continue;
        }
        let estimates = path.join("estimates.json");
        if !path.ends_with("new") || !estimates.exists() {
            collect_medians(&path, start, medians)?;
            continue;
        }
        let written = fs::metadata(&estimates).and_then(|metadata| metadata.modified()).map_err(failed)?;
        if written >= start {
            let (name, median) = parse_measurement(&run::read(&path.join("benchmark.json"))?, &run::read(&estimates)?)
                .map_err(|error| Failure::Found(format!("{}: {error}", path.display())))?;
            medians.insert(name, median);
        }
    }
    Ok(())
}

fn parse_measurement(benchmark: &str, estimates: &str) -> Result<(String, f64), serde_json::Error> {
    let benchmark: Benchmark = serde_json::from_str(benchmark)?;
    let estimates: Estimates = serde_json::from_str(estimates)?;
    Ok((benchmark.full_id, estimates.median.point_estimate))
}

impl Goal {
    fn judge(&self, medians: &Medians) -> Verdict {
        match *self {
            Self::Ratio { slow, fast, at_most } => match (medians.get(slow), medians.get(fast)) {
                (Some(this), Some(that)) => {
                    let ratio = this / that;
                    let text = format!("{slow} takes {ratio:.2} × {fast} (goal: at most {at_most})");
                    if ratio <= at_most { Verdict::Met(text) } else { Verdict::Missed(text) }
                }
                _ => Verdict::Open(format!("{slow} beside {fast}: not measured")),
            },
            Self::Below { name, limit } => match medians.get(name) {
                Some(median) => {
                    let text = format!(
                        "{name} takes {} (goal: below {})",
                        format_nanoseconds(*median),
                        format_nanoseconds(limit)
                    );
                    if *median < limit { Verdict::Met(text) } else { Verdict::Missed(text) }
                }
                None => Verdict::Open(format!("{name}: not measured")),
            },
        }
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Met(text) => write!(f, "met      {text}"),
            Self::Missed(text) => write!(f, "NOT MET  {text}"),
            Self::Open(text) => write!(f, "open     {text}"),
        }
    }
}

fn measure_peak_memory(root: &Path) -> Result<Verdict, Failure> {
    let bytes = |what: &str| -> Result<u64, Failure> {
        let args =
            ["run", "--release", "--package", cargo::APP, "--locked", "--example", PEAK, "--", what, PEAK_ENTRIES];
        let output = run::stdout(&mut cargo::cargo_command(root, &args))?;
        let text = String::from_utf8_lossy(&output);
        text.trim().parse().map_err(|_| Failure::Found(format!("`{PEAK} {what}` printed no number of bytes: {text}")))
    };
    let (empty, open) = report::progress("peak memory", || Ok((bytes("empty")?, bytes("open")?)))?;
    Ok(judge_peak(empty, open))
}

fn judge_peak(empty: u64, open: u64) -> Verdict {
    let more = open.saturating_sub(empty);
    let (shown, limit) = (thousands(more), thousands(PEAK_LIMIT));
    let text =
        format!("opening {PEAK_ENTRIES} entries takes {shown} bytes of memory at its peak (goal: at most {limit})");
    if more <= PEAK_LIMIT { Verdict::Met(text) } else { Verdict::Missed(text) }
}

fn median_table(medians: &Medians) -> Vec<String> {
    let mut rows = vec![vec!["benchmark".to_owned(), "median".to_owned()]];
    rows.extend(
        sorted_medians(medians).into_iter().map(|(name, median)| vec![name.to_owned(), format_nanoseconds(median)]),
    );
    report::align_columns(&rows)
}

/// Returns a line for each series of benchmarks whose names differ only in the number at the end: how much slower the
/// largest is than the smallest.
fn growth_lines(medians: &Medians) -> Vec<String> {
    let mut series: BTreeMap<&str, Vec<(u64, f64)>> = BTreeMap::new();
    for (name, median) in sorted_medians(medians) {
        if let (stem, Some(number)) = split_trailing_number(name) {
            series.entry(stem).or_default().push((number, median));
        }
    }
    let growth = |(stem, points): (&str, Vec<(u64, f64)>)| {
        let (&(least, fast), &(most, slow)) = (points.first()?, points.last()?);
        let what = stem.trim_end_matches(['/', '-', '_']);
        let entries = most as f64 / least as f64;
        (least < most)
            .then(|| format!("{what}: from {least} to {most} ({entries:.0} ×) time grows {:.1} ×", slow / fast))
    };
    series.into_iter().filter_map(growth).collect()
}

/// Sorts by name, then by the number at the end of the name.
fn sorted_medians(medians: &Medians) -> Vec<(&str, f64)> {
    let mut all: Vec<(&str, f64)> = medians.iter().map(|(name, median)| (name.as_str(), *median)).collect();
    all.sort_by(|(a, _), (b, _)| split_trailing_number(a).cmp(&split_trailing_number(b)));
    all
}

fn split_trailing_number(name: &str) -> (&str, Option<u64>) {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    (stem, name[stem.len()..].parse().ok())
}

fn format_nanoseconds(nanoseconds: f64) -> String {
    match nanoseconds {
        n if n < 1e3 => format!("{n:.0} ns"),
        n if n < 1e6 => format!("{:.1} µs", n / 1e3),
        n if n < 1e9 => format!("{:.2} ms", n / 1e6),
        n => format!("{:.2} s", n / 1e9),
    }
}

#[cfg(test)]
mod test {
    use super::*;

    const BENCHMARK: &str = r#"{"group_id":"open","function_id":null,"value_str":"10000","throughput":null,"full_id":"open/10000","directory_name":"open/10000","title":"open/10000"}"#;
    const ESTIMATES: &str = r#"{"mean":{"confidence_interval":{"confidence_level":0.95,"lower_bound":1.0,"upper_bound":3.0},"point_estimate":2000.5,"standard_error":0.1},"median":{"confidence_interval":{"confidence_level":0.95,"lower_bound":1.0,"upper_bound":3.0},"point_estimate":1500.25,"standard_error":0.1},"slope":null}"#;

    fn medians(pairs: &[(&str, f64)]) -> Medians {
        pairs.iter().map(|(name, median)| ((*name).to_owned(), *median)).collect()
    }

    #[test]
    fn name_and_median_are_parsed_from_criterion_files() {
        assert_eq!(parse_measurement(BENCHMARK, ESTIMATES).unwrap(), ("open/10000".to_owned(), 1500.25));
        assert!(parse_measurement(BENCHMARK, "{}").is_err());
    }

    #[test]
    fn stale_results_are_ignored() {
        let folder = tempfile::tempdir().unwrap();
        for kind in ["new", "base"] {
            let path = folder.path().join("open").join("10000").join(kind);
            run::write(&path.join("benchmark.json"), BENCHMARK).unwrap();
            run::write(&path.join("estimates.json"), ESTIMATES).unwrap();
        }
        run::write(&folder.path().join("report").join("index.html"), "").unwrap();
        let mut found = Medians::new();
        collect_medians(folder.path(), SystemTime::UNIX_EPOCH, &mut found).unwrap();
        assert_eq!(found, medians(&[("open/10000", 1500.25)]));
        let mut later = Medians::new();
        collect_medians(folder.path(), SystemTime::now() + std::time::Duration::from_secs(60), &mut later).unwrap();
        assert_eq!(later, Medians::new());
    }

    #[test]
    fn goals_are_met_missed_or_not_measured() {
        let ratio = Goal::Ratio { slow: "open/10000", fast: "parse/10000", at_most: 1.5 };
        let met = ratio.judge(&medians(&[("open/10000", 150.0), ("parse/10000", 100.0)]));
        assert_eq!(met, Verdict::Met("open/10000 takes 1.50 × parse/10000 (goal: at most 1.5)".to_owned()));
        let missed = ratio.judge(&medians(&[("open/10000", 151.0), ("parse/10000", 100.0)]));
        assert_eq!(missed, Verdict::Missed("open/10000 takes 1.51 × parse/10000 (goal: at most 1.5)".to_owned()));
        let open = ratio.judge(&medians(&[("open/10000", 151.0)]));
        assert_eq!(open, Verdict::Open("open/10000 beside parse/10000: not measured".to_owned()));

        let below = Goal::Below { name: "home/guides-100", limit: MILLISECOND };
        let met = below.judge(&medians(&[("home/guides-100", 999_000.0)]));
        assert_eq!(met, Verdict::Met("home/guides-100 takes 999.0 µs (goal: below 1.00 ms)".to_owned()));
        assert!(matches!(below.judge(&medians(&[("home/guides-100", MILLISECOND)])), Verdict::Missed(_)));
        assert!(matches!(below.judge(&Medians::new()), Verdict::Open(_)));
    }

    #[test]
    fn peak_memory_is_measured_against_an_empty_folder() {
        assert!(matches!(judge_peak(5 * MEBIBYTE, 13 * MEBIBYTE), Verdict::Met(_)));
        assert!(matches!(judge_peak(5 * MEBIBYTE, 13 * MEBIBYTE + 1), Verdict::Missed(_)));
        assert!(matches!(judge_peak(5 * MEBIBYTE, 4 * MEBIBYTE), Verdict::Met(_)));
    }

    #[test]
    fn growth_compares_smallest_and_largest_of_a_series() {
        let medians = medians(&[
            ("home/guides-10", 20.0),
            ("home/guides-100", 50.0),
            ("open/10", 10.0),
            ("open/100", 90.0),
            ("open/9", 9.0),
            ("plan/once", 7.0),
        ]);
        assert_eq!(
            growth_lines(&medians),
            ["home/guides: from 10 to 100 (10 ×) time grows 2.5 ×", "open: from 9 to 100 (11 ×) time grows 10.0 ×"]
        );
        let names: Vec<&str> = sorted_medians(&medians).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["home/guides-10", "home/guides-100", "open/9", "open/10", "open/100", "plan/once"]);
    }

    #[test]
    fn times_are_formatted_in_a_fitting_unit() {
        assert_eq!(
            [12.3, 4_560.0, 7_890_000.0, 2.5e9].map(format_nanoseconds),
            ["12 ns", "4.6 µs", "7.89 ms", "2.50 s"]
        );
    }
}
