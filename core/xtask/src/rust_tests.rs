//! Runs the Rust tests of the workspace, and those in the made-up language, and counts them.

use std::path::Path;

use crate::cargo;
use crate::report::{self, Outcome};
use crate::run::{self, Failure};

/// Runs the step of `cargo xtask test`: all tests of both parts of the workspace, and the screens
/// in the made-up language.
pub(crate) fn step(root: &Path) -> Result<Outcome, Failure> {
    for (part, mut command) in cargo::test_commands(root, &["--no-run"])? {
        report::progress(&format!("{part}, compiled"), || run::captured(&mut command))?;
    }
    let mut output = String::new();
    for (part, mut command) in cargo::test_commands(root, &["--no-fail-fast"])? {
        output += &report::progress(&format!("{part}, run"), || run::captured(&mut command))?;
    }
    let Summary { lines, passed, ignored } = parse_test_output(&output);
    if passed == 0 {
        return Err(Failure::Found(format!("{output}\nNo test ran.")));
    }
    Ok(Outcome::Done { lines, total: Some(format!("{passed} tests passed, {ignored} ignored")) })
}

#[derive(Debug, PartialEq, Eq)]
struct Summary {
    lines: Vec<String>,
    passed: u64,
    ignored: u64,
}

/// Collects every line "test result: …" with the name of the test program before it, and the counts.
fn parse_test_output(output: &str) -> Summary {
    let mut summary = Summary { lines: Vec::new(), passed: 0, ignored: 0 };
    let mut program = String::new();
    for line in output.lines() {
        let trimmed = line.trim_start();
        if let Some(running) = trimmed.strip_prefix("Running ") {
            program = program_name(running);
        } else if let Some(package) = trimmed.strip_prefix("Doc-tests ") {
            program = format!("{package} (documentation)");
        } else if let Some(result) = line.strip_prefix("test result: ") {
            summary.lines.push(format!("{program}: test result: {result}"));
            summary.passed += parse_count(result, "passed");
            summary.ignored += parse_count(result, "ignored");
        }
    }
    summary
}

/// Shortens `unittests src/lib.rs (target/debug/deps/widerspruch_core-0123456789abcdef)` to
/// `widerspruch_core (unittests src/lib.rs)`.
fn program_name(running: &str) -> String {
    let Some((source, program)) = running.split_once(" (") else { return running.to_owned() };
    let program = program.trim_end_matches(')').rsplit(['/', '\\']).next().unwrap_or_default();
    let program = program.rsplit_once('-').map_or(program, |(name, _hash)| name);
    format!("{program} ({source})")
}

fn parse_count(result: &str, what: &str) -> u64 {
    let part = result.split([';', '.']).map(str::trim).find_map(|part| part.strip_suffix(what));
    part.and_then(|number| number.trim().parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn results_are_counted_by_program() {
        let output = "
   Compiling widerspruch-app v0.1.0
     Running unittests src/lib.rs (target/debug/deps/widerspruch_core-0123456789abcdef)

running 2 tests
test result: ok. 31 passed; 0 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.05s

     Running stories.rs (target/debug/deps/stories-fedcba9876543210)
test result: ok. 9 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s

   Doc-tests widerspruch_core
test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
";
        let ok = "test result: ok.";
        let rest = "0 measured; 0 filtered out; finished in";
        assert_eq!(
            parse_test_output(output),
            Summary {
                lines: vec![
                    format!(
                        "widerspruch_core (unittests src/lib.rs): {ok} 31 passed; 0 failed; 2 ignored; {rest} 0.05s"
                    ),
                    format!("stories (stories.rs): {ok} 9 passed; 0 failed; 0 ignored; {rest} 1.20s"),
                    format!("widerspruch_core (documentation): {ok} 1 passed; 0 failed; 0 ignored; {rest} 0.00s"),
                ],
                passed: 41,
                ignored: 2,
            }
        );
    }

    #[test]
    fn indented_test_result_line_is_not_counted() {
        assert_eq!(parse_test_output("test a::test_result ... ok\n  test result: ok. 5 passed;").passed, 0);
    }
}
