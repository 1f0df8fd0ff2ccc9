//! How long the shells are: what a person wrote for the app itself, without generated code and tests.

use std::path::Path;

use crate::report::thousands;
use crate::run::{self, Failure};
use crate::{bindings, git};

/// Lines that a shell may have, with new surfaces (widget, sharing, lock). It stays thin by having nothing to say about
/// rules and words.
const BUDGET: u64 = 3_200;

/// A shell, its folder, its language's file ending.
const SHELLS: [(&str, &str, &str); 2] = [("Android", "android/", ".kt"), ("iOS", "ios/", ".swift")];

/// One line for each shell that exists, or a failure for one that grew too long.
pub(crate) fn count_shell_lines(root: &Path) -> Result<Vec<String>, Failure> {
    let files = git::tracked_files(root)?;
    let mut lines = Vec::new();
    for (shell, folder, ending) in SHELLS {
        let own = files.iter().filter(|file| file.starts_with(folder) && file.ends_with(ending) && is_counted(file));
        let mut total = 0;
        for file in own {
            // A file that is gone but still tracked has no lines.
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
    // Previews are screens made by hand for an editor's canvas; they are in no app.
    let is_test =
        |folder: &str| folder.eq_ignore_ascii_case("tests") || matches!(folder, "test" | "androidTest" | "Previews");
    !folders.any(is_test) && !file.contains("/generated/") && !bindings::FILES.iter().any(|(_, path)| *path == file)
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn generated_code_and_tests_do_not_count() {
        assert!(is_counted("android/app/src/main/kotlin/app/widerspruch/Main.kt"));
        assert!(is_counted("ios/WiderspruchKit/Sources/WiderspruchKit/Model.swift"));
        assert!(!is_counted("android/app/src/test/kotlin/StoryTest.kt"));
        assert!(!is_counted("android/app/src/generated/kotlin/x.kt"));
        assert!(!is_counted("ios/WiderspruchKit/Tests/WiderspruchKitTests/StoryTests.swift"));
        assert!(!is_counted("ios/Widerspruch/Previews/Previews.swift"));
        assert!(!is_counted("ios/WiderspruchKit/Sources/WiderspruchCore/WiderspruchCore.swift"));
    }
}
