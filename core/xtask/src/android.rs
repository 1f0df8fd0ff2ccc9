//! `cargo xtask android`: compiles the Android app with Maven and runs its tests on the JVM, against the core built for
//! this machine, with the made-up language that only tests know.

use std::collections::BTreeMap;
use std::io::{self, BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::report::{self, Outcome};
use crate::run::{self, Failure, MAVEN};
use crate::version::Version;
use crate::{bindings, cargo, jdk, maven};

/// The lowest Java version on which Robolectric simulates every level of Android.
const JDK_FOR_ALL_LEVELS: u32 = 21;

/// The levels that the tests leave out on an older Java.
const LEVELS_OF_NEWER_JDK: &str = "levels 33 and 36";

/// A class among the tests that calls an API which the lowest level lacks: the check of API levels must complain of it.
const GUARD_BAIT: &str = "GuardBait";

/// A part of the name of the goal that runs the tests: Maven 3.8 calls it `maven-surefire-plugin:3.5.3:test`, Maven 3.9
/// `surefire:3.5.3:test`.
const SUREFIRE: &str = "surefire";

/// Maven's arguments for recording the pictures instead of comparing them.
pub(crate) const ACCEPT_PICTURES: [&str; 3] =
    ["-Dtest=PicturesTest,StorePicturesTest", "-Dtest.sdks=35", "-Dpictures.accept=true"];

/// Runs the command.
pub(crate) fn run(root: &Path, args: &[String]) -> Result<(), Failure> {
    report::progress("bindings as committed", || bindings::check_committed(root))?;
    match run_app_tests(root, args)? {
        Outcome::Done { lines, total } => lines.iter().chain(&total).for_each(|line| println!("{line}")),
        Outcome::Skipped { why } => return Err(Failure::Found(why)),
    }
    Ok(())
}

/// Runs the step of `cargo xtask test`.
pub(crate) fn step(root: &Path) -> Result<Outcome, Failure> {
    run_app_tests(root, &[])
}

fn run_app_tests(root: &Path, args: &[String]) -> Result<Outcome, Failure> {
    if let Err(missing) = MAVEN.require() {
        return Ok(Outcome::Skipped { why: missing.to_string() });
    }
    let Some(jdk) = jdk::newest_jdk(jdk::jdk_candidates()) else {
        return Ok(Outcome::Skipped { why: "no JDK is there. To get one: `apt install openjdk-21-jdk`".to_owned() });
    };
    report::print_line(&format!("JDK {} in {}", jdk.version, jdk.home.display()));
    if jdk.version < JDK_FOR_ALL_LEVELS {
        report::print_line(&format!("left out: {LEVELS_OF_NEWER_JDK}, which need JDK {JDK_FOR_ALL_LEVELS} or newer"));
    }
    let library = report::progress("core for this machine", || cargo::build_pretending_library(root))?;
    let folder = library.file.parent().unwrap_or(root);
    let project = root.join("android");
    let mut command = Command::new("mvn");
    command
        .args(["--batch-mode", "--no-transfer-progress", "test"])
        .arg(format!("-Dcore.dir={}", folder.display()))
        .args(Version::read(root)?.for_maven())
        .args(args)
        .current_dir(&project)
        .env("JAVA_HOME", &jdk.home);
    let output = run_maven(&mut command)?;
    if !guard_found_bait(&output) {
        return Err(Failure::Found(format!(
            "{output}\nThe guard against newer calls did not complain of {GUARD_BAIT}."
        )));
    }
    let classes = surefire_classes(&output);
    if classes.is_empty() {
        return Err(Failure::Found(format!("{output}\nNo test ran.")));
    }
    let total = format!("{} tests of the Android app passed", classes.iter().map(|class| class.count).sum::<u64>());
    let mut lines = Vec::new();
    let mut levels = BTreeMap::new();
    for class in &classes {
        let took = Duration::from_secs_f64(class.seconds);
        let name = class.name.rsplit('.').next().unwrap_or(&class.name);
        report::add_timing(name, took);
        lines.push(format!("{name}: {} passed ({})", class.count, report::format_duration(took)));
        let report = project.join("target/surefire-reports").join(format!("TEST-{}.xml", class.name));
        add_level_seconds(&run::read_if_there(&report)?.unwrap_or_default(), &mut levels);
    }
    let level = |(level, seconds): (&String, &f64)| {
        format!("{level} {}", report::format_duration(Duration::from_secs_f64(*seconds)))
    };
    lines.push(format!("by level: {}", levels.iter().map(level).collect::<Vec<_>>().join(", ")));
    Ok(Outcome::Done { lines, total: Some(total) })
}

/// Runs Maven with a progress line for each goal, and returns what it printed.
fn run_maven(command: &mut Command) -> Result<String, Failure> {
    let failed = |output: String| Failure::Program { command: "mvn test".to_owned(), output };
    // The simulated device logs to standard error: shown only when the run fails.
    let (reader, writer) = io::pipe().map_err(|error| failed(error.to_string()))?;
    let log = writer.try_clone().map_err(|error| failed(error.to_string()))?;
    let mut fetching = Some(maven::lock_repository());
    let spawned = command.stdin(Stdio::null()).stdout(writer).stderr(log).spawn();
    let mut child = spawned.map_err(|error| failed(error.to_string()))?;
    // The command holds the writing ends of the pipe; reading ends only once they are closed.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut output = String::new();
    let mut open = false;
    for line in BufReader::new(reader).split(b'\n') {
        // An end of the output that cannot be read must not hide how the program ended.
        let Ok(line) = line else { break };
        let line = String::from_utf8_lossy(&line);
        if let Some(goal) = maven_goal(&line) {
            if open {
                report::end_line("ok");
            }
            report::begin_line(goal);
            open = true;
            // The tests take minutes and fetch nothing that another run does.
            if goal.contains(SUREFIRE) {
                fetching = None;
            }
        }
        output.push_str(&line);
        output.push('\n');
    }
    drop(fetching);
    let status = child.wait().map_err(|error| failed(error.to_string()))?;
    if open {
        report::end_line(if status.success() { "ok" } else { "failed" });
    }
    if status.success() { Ok(output) } else { Err(failed(output)) }
}

/// Reads the goal from Maven's headline: `[INFO] --- kotlin:2.4.21:compile (compile) @ android ---` gives
/// `kotlin:2.4.21:compile (compile)`.
fn maven_goal(line: &str) -> Option<&str> {
    let (goal, _) = line.strip_prefix("[INFO] --- ")?.split_once(" @ ")?;
    Some(goal)
}

/// Returns whether the check of API levels complained of `GUARD_BAIT`.
fn guard_found_bait(output: &str) -> bool {
    output.lines().any(|line| line.contains(GUARD_BAIT) && line.contains("Undefined reference"))
}

/// The tests of one class.
#[derive(Debug, PartialEq)]
struct TestClass {
    /// The full name: `app.widerspruch.PicturesTest`.
    name: String,
    count: u64,
    seconds: f64,
}

/// Reads every line like
/// `[INFO] Tests run: 4, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 9.5 s -- in app.widerspruch.PicturesTest`.
fn surefire_classes(output: &str) -> Vec<TestClass> {
    let classes = output.lines().filter_map(|line| {
        let (counts, class) = line.split_once("Tests run: ")?.1.split_once(" -- in ")?;
        let count = counts.split(',').next()?.parse().ok()?;
        let seconds = counts.split_once("Time elapsed: ")?.1.split(' ').next()?.replace(',', "").parse().ok()?;
        Some(TestClass { name: class.trim().to_owned(), count, seconds })
    });
    classes.collect()
}

/// Adds the seconds of the tests in a report of Surefire to those of their levels. Robolectric writes the level behind the
/// name of a test that runs at several: `name="opens[30]" classname="app.widerspruch.RowsTest" time="0.42"`.
fn add_level_seconds(report: &str, levels: &mut BTreeMap<String, f64>) {
    for test in report.split("<testcase ").skip(1) {
        let attribute =
            |name: &str| test.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split('"').next());
        let (Some(name), Some(time)) = (attribute("name"), attribute("time")) else { continue };
        let level = name.rsplit_once('[').and_then(|(_, rest)| rest.strip_suffix(']'));
        let level = level.filter(|level| level.bytes().all(|byte| byte.is_ascii_digit()));
        // From 1000 s on, with commas.
        let seconds: f64 = time.replace(',', "").parse().unwrap_or_default();
        *levels.entry(level.unwrap_or("tests without a level in their name").to_owned()).or_default() += seconds;
    }
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn goals_and_test_counts_are_parsed_from_maven_output() {
        let line = "[INFO] --- kotlin:2.4.21:compile (compile) @ android ---";
        assert_eq!(maven_goal(line), Some("kotlin:2.4.21:compile (compile)"));
        assert_eq!(maven_goal("[INFO] BUILD SUCCESS"), None);
        assert!(guard_found_bait(
            "[ERROR] /x/GuardBait.class:14: Undefined reference: android.view.WindowInsets.getInsets(int)"
        ));
        assert!(!guard_found_bait(
            "[INFO] Checking unresolved references to com.toasttab.android:gummy-bears-api-26:0.15.0"
        ));
        let output = "[INFO] Running app.widerspruch.PicturesTest
[INFO] Tests run: 4, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 9.588 s -- in app.widerspruch.PicturesTest
[INFO] Tests run: 60, Failures: 0, Errors: 0, Skipped: 0
";
        let name = "app.widerspruch.PicturesTest".to_owned();
        assert_eq!(surefire_classes(output), [TestClass { name, count: 4, seconds: 9.588 }]);
    }

    #[test]
    fn times_are_added_by_level() {
        let report = r#"<testsuite time="9"><testcase name="a[30]" classname="x.A" time="1.5"/>
            <testcase name="b[30]" classname="x.A" time="1,000.25"/><testcase name="c" classname="x.A" time="2"/>
            <testcase name="d[one de]" classname="x.A" time="3"></testcase></testsuite>"#;
        let mut levels = BTreeMap::new();
        add_level_seconds(report, &mut levels);
        let levels: Vec<_> = levels.iter().map(|(level, seconds)| (level.as_str(), *seconds)).collect();
        assert_eq!(levels, [("30", 1001.75), ("tests without a level in their name", 5.0)]);
    }
}
