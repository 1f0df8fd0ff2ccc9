//! The symbols that Android's own libraries export on every supported phone, read from `android/native/bionic-symbols.txt`.

use std::collections::BTreeSet;
use std::path::Path;

use super::abi::Abi;
use crate::run::{self, Failure};

/// The list of the symbols that the library may import from a phone.
pub(crate) const SYMBOL_LIST: &str = "android/native/bionic-symbols.txt";
/// The phone's libraries that ours links against.
pub(crate) const SYSTEM_LIBRARIES: [&str; 4] = ["libc", "libdl", "liblog", "libm"];

/// The symbols that the library may import from one kind of phone.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct AllowedSymbols {
    /// Symbols of every phone, as (library, name).
    pub(crate) always: BTreeSet<(String, String)>,
    /// Symbols that only newer phones have, imported weakly.
    pub(crate) newer: BTreeSet<String>,
}

/// Reads the symbols that one kind of phone has.
pub(crate) fn allowed_symbols(root: &Path, abi: &Abi) -> Result<AllowedSymbols, Failure> {
    parse_symbols(&run::read(&root.join(SYMBOL_LIST))?, abi.processor)
}

fn parse_symbols(list: &str, processor: &str) -> Result<AllowedSymbols, Failure> {
    let mut names = AllowedSymbols::default();
    for (number, line) in (1..).zip(list.lines()).filter(|(_, line)| !line.starts_with('#') && !line.is_empty()) {
        let words: Vec<&str> = line.split(' ').collect();
        let known = words.first().is_some_and(|library| SYSTEM_LIBRARIES.contains(library));
        match words[..] {
            [_, name, "weak"] if known => {
                names.newer.insert(name.to_owned());
            }
            [library, name, ref only @ ..] if known && only.len() < 2 => {
                if only.iter().all(|only| *only == processor) {
                    names.always.insert((library.to_owned(), name.to_owned()));
                }
            }
            _ => {
                return Err(Failure::Found(format!(
                    "{SYMBOL_LIST}:{number}: `{line}`: a line is a library ({}), a name and, if need be, the only processor \
                     or `weak`",
                    SYSTEM_LIBRARIES.join(", ")
                )));
            }
        }
    }
    Ok(names)
}

#[cfg(test)]
mod test {
    use super::*;

    fn names(list: &str, processor: &str) -> Vec<String> {
        let names = parse_symbols(list, processor).unwrap();
        let always = names.always.into_iter().map(|(library, name)| format!("{library} {name}"));
        always.chain(names.newer.into_iter().map(|name| format!("newer {name}"))).collect()
    }

    #[test]
    fn symbol_of_one_processor_is_for_no_other() {
        let list = "# why\n\nlibc abort\nlibdl dl_unwind_find_exidx arm\nlibc getrandom weak\n";
        assert_eq!(names(list, "arm"), ["libc abort", "libdl dl_unwind_find_exidx", "newer getrandom"]);
        assert_eq!(names(list, "arm64"), ["libc abort", "newer getrandom"]);
    }

    #[test]
    fn invalid_line_is_reported() {
        for line in ["abort", "libssl SSL_new", "libc open arm x86_64"] {
            let failure = parse_symbols(&format!("libc abort\n{line}\n"), "arm").unwrap_err().to_string();
            assert!(
                failure.starts_with(&format!("android/native/bionic-symbols.txt:2: `{line}`: a line is")),
                "{failure}"
            );
        }
    }
}
