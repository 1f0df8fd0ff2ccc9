//! `cargo xtask android`: compiles the Android app with Maven and runs its tests on the JVM, against the core built for
//! this machine.

use std::io::{self, BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::report::{self, Outcome};
use crate::run::{Failure, MAVEN};
use crate::version::Version;
use crate::{bindings, cargo, jdk};

/// The lowest Java version on which Robolectric simulates every level of Android.
const JDK_FOR_ALL_LEVELS: u32 = 21;

/// The levels that the tests leave out on an older Java.
const LEVELS_OF_NEWER_JDK: &str = "levels 33 and 36";

/// A class among the tests that calls an API which the lowest level lacks: the check of API levels must complain of it.
const GUARD_BAIT: &str = "GuardBait";

/// Maven's arguments for recording the pictures instead of comparing them.
pub(crate) const ACCEPT_PICTURES: [&str; 3] =
    ["-Dtest=PicturesTest,StorePicturesTest", "-Dtest.sdks=35", "-Dpictures.accept=true"];

/// Runs the command and prints each of Maven's goals as it happens.
pub(crate) fn run(root: &Path, args: &[String]) -> Result<(), Failure> {
    report::progress("bindings as committed", || bindings::check_committed(root))?;
    match run_app_tests(root, args, true)? {
        Outcome::Done { lines, total } => lines.iter().chain(&total).for_each(|line| println!("{line}")),
        Outcome::Skipped { why } => return Err(Failure::Found(why)),
    }
    Ok(())
}

/// Runs the step of `cargo xtask test`.
pub(crate) fn step(root: &Path) -> Result<Outcome, Failure> {
    run_app_tests(root, &[], false)
}

fn run_app_tests(root: &Path, args: &[String], shown: bool) -> Result<Outcome, Failure> {
    if let Err(missing) = MAVEN.require() {
        return Ok(Outcome::Skipped { why: missing.to_string() });
    }
    let Some(jdk) = jdk::newest_jdk(jdk::jdk_candidates()) else {
        return Ok(Outcome::Skipped { why: "no JDK is there. To get one: `apt install openjdk-21-jdk`".to_owned() });
    };
    let mut lines = vec![format!("JDK {} in {}", jdk.version, jdk.home.display())];
    if jdk.version < JDK_FOR_ALL_LEVELS {
        lines.push(format!("left out: {LEVELS_OF_NEWER_JDK}, which need JDK {JDK_FOR_ALL_LEVELS} or newer"));
    }
    if shown {
        lines.drain(..).for_each(|line| println!("{line}"));
    }
    let library = cargo::build_host_library(root)?;
    let folder = library.file.parent().unwrap_or(root);
    let mut command = Command::new("mvn");
    command
        .args(["--batch-mode", "--no-transfer-progress", "test"])
        .arg(format!("-Dcore.dir={}", folder.display()))
        .args(Version::read(root)?.for_maven())
        .args(args)
        .current_dir(root.join("android"))
        .env("JAVA_HOME", &jdk.home);
    let output = run_maven(&mut command, shown)?;
    if !guard_found_bait(&output) {
        return Err(Failure::Found(format!(
            "{output}\nThe guard against newer calls did not complain of {GUARD_BAIT}."
        )));
    }
    let tests = surefire_counts(&output);
    if tests.is_empty() {
        return Err(Failure::Found(format!("{output}\nNo test ran.")));
    }
    let total = format!("{} tests of the Android app passed", tests.iter().map(|(_, count)| count).sum::<u64>());
    lines.extend(tests.into_iter().map(|(name, count)| format!("{name}: {count} passed")));
    Ok(Outcome::Done { lines, total: Some(total) })
}

/// Runs Maven and returns what it printed; with `shown`, prints a line for each goal.
fn run_maven(command: &mut Command, shown: bool) -> Result<String, Failure> {
    let failed = |output: String| Failure::Program { command: "mvn test".to_owned(), output };
    // The simulated device logs to standard error: shown only when the run fails.
    let (reader, writer) = io::pipe().map_err(|error| failed(error.to_string()))?;
    let log = writer.try_clone().map_err(|error| failed(error.to_string()))?;
    let spawned = command.stdin(Stdio::null()).stdout(writer).stderr(log).spawn();
    let mut child = spawned.map_err(|error| failed(error.to_string()))?;
    // The command holds the writing ends of the pipe; reading ends only once they are closed.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut output = String::new();
    let mut since = Instant::now();
    let mut open = false;
    for line in BufReader::new(reader).lines().map_while(Result::ok) {
        if let Some(goal) = maven_goal(&line).filter(|_| shown) {
            if open {
                report::end_line("ok", since.elapsed());
            }
            report::begin_line(goal);
            (since, open) = (Instant::now(), true);
        }
        output.push_str(&line);
        output.push('\n');
    }
    let status = child.wait().map_err(|error| failed(error.to_string()))?;
    if open {
        report::end_line(if status.success() { "ok" } else { "failed" }, since.elapsed());
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

/// Returns class and number of tests of every line like
/// `[INFO] Tests run: 4, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 9.5 s -- in app.widerspruch.PicturesTest`.
fn surefire_counts(output: &str) -> Vec<(String, u64)> {
    let tests = output.lines().filter_map(|line| {
        let (counts, class) = line.split_once("Tests run: ")?.1.split_once(" -- in ")?;
        let count = counts.split(',').next()?.parse().ok()?;
        Some((class.rsplit('.').next()?.to_owned(), count))
    });
    tests.collect()
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
        assert_eq!(surefire_counts(output), [("PicturesTest".to_owned(), 4)]);
    }
}
