//! Counts the handwritten lines of the Android and iOS shells, without generated code and tests, against a budget.

use std::path::Path;

use crate::report::thousands;
use crate::run::{self, Failure};
use crate::{bindings, git};

/// The most lines of a shell, new surfaces (widget, sharing, lock) included. Rules and words belong into the core.
const BUDGET: u64 = 3_200;

/// Name, folder and file ending of each shell.
const SHELLS: [(&str, &str, &str); 2] = [("Android", "android/", ".kt"), ("iOS", "ios/", ".swift")];

/// Returns a line for each shell that exists; fails when a shell is over the budget.
pub(crate) fn count_shell_lines(root: &Path) -> Result<Vec<String>, Failure> {
    let files = git::tracked_files(root)?;
    let mut lines = Vec::new();
    for (shell, folder, ending) in SHELLS {
        let own = files.iter().filter(|file| file.starts_with(folder) && file.ends_with(ending) && is_counted(file));
        let mut total = 0;
        for file in own {
            // A deleted file stays tracked until it is committed.
            total += run::read_if_there(&root.join(file))?.map_or(0, |text| text.lines().count() as u64);
        }
        let (count, budget) = (thousands(total), thousands(BUDGET));
        if total > BUDGET {
            return Err(Failure::Found(format!(
                "{shell}: {count} lines of shell, {budget} are the most; move what is no drawing into the core"
            )));
        }
        if total > 0 {
            lines.push(format!("{shell} shell: {count} lines of {budget}"));
        }
    }
    Ok(lines)
}

fn is_counted(file: &str) -> bool {
    let mut folders = file.split('/');
    // Previews are handmade screens for an editor's canvas and are not part of the app.
    let is_test =
        |folder: &str| folder.eq_ignore_ascii_case("tests") || matches!(folder, "test" | "androidTest" | "Previews");
    !folders.any(is_test) && !file.contains("/generated/") && !bindings::FILES.iter().any(|(_, path)| *path == file)
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn generated_code_and_tests_are_not_counted() {
        assert!(is_counted("android/app/src/main/kotlin/app/widerspruch/Main.kt"));
        assert!(is_counted("ios/WiderspruchKit/Sources/WiderspruchKit/Model.swift"));
        assert!(!is_counted("android/app/src/test/kotlin/StoryTest.kt"));
        assert!(!is_counted("android/app/src/generated/kotlin/x.kt"));
        assert!(!is_counted("ios/WiderspruchKit/Tests/WiderspruchKitTests/StoryTests.swift"));
        assert!(!is_counted("ios/Widerspruch/Previews/Previews.swift"));
        assert!(!is_counted("ios/WiderspruchKit/Sources/WiderspruchCore/WiderspruchCore.swift"));
    }
}
