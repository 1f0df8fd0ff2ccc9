//! The kinds of phones (ABIs) and the levels of Android that a package is built for.

use goblin::elf::header::{EM_AARCH64, EM_ARM, EM_X86_64};

/// The lowest level of Android that the app runs on.
pub(crate) const MIN_SDK: u32 = 26;
/// The level of Android whose behaviour the app is made for.
pub(crate) const TARGET_SDK: u32 = 36;

/// A kind of phone, by the processor and its calling convention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Abi {
    /// Android's name, which is also the folder in the package.
    pub(crate) name: &'static str,
    /// Rust's target.
    pub(crate) target: &'static str,
    /// Clang's target, with the lowest level.
    pub(crate) clang: &'static str,
    /// The linker's name of the output format.
    pub(crate) emulation: &'static str,
    /// The processor's name in the list of symbols.
    pub(crate) processor: &'static str,
    /// The machine number in an ELF file.
    pub(crate) machine: u16,
}

/// The kinds of phones that a package holds libraries for.
pub(crate) const ABIS: [Abi; 3] = [
    Abi {
        name: "arm64-v8a",
        target: "aarch64-linux-android",
        clang: "aarch64-linux-android26",
        emulation: "aarch64linux",
        processor: "arm64",
        machine: EM_AARCH64,
    },
    Abi {
        name: "armeabi-v7a",
        target: "armv7-linux-androideabi",
        clang: "armv7a-linux-androideabi26",
        emulation: "armelf_linux_eabi",
        processor: "arm",
        machine: EM_ARM,
    },
    Abi {
        name: "x86_64",
        target: "x86_64-linux-android",
        clang: "x86_64-linux-android26",
        emulation: "elf_x86_64",
        processor: "x86_64",
        machine: EM_X86_64,
    },
];

/// Parses Android's name of a kind of phone.
pub(crate) fn parse_abi(name: &str) -> Result<Abi, String> {
    let names = || ABIS.map(|abi| abi.name).join(", ");
    ABIS.into_iter().find(|abi| abi.name == name).ok_or_else(|| format!("kinds of phones are {}", names()))
}

/// Returns all kinds of phones if the list is empty.
pub(crate) fn abis_or_all(abis: &[Abi]) -> Vec<Abi> {
    if abis.is_empty() { ABIS.to_vec() } else { abis.to_vec() }
}

#[cfg(test)]
mod test {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_of_abis_are_unique() {
        let of = |word: fn(&Abi) -> &'static str| ABIS.iter().map(word).collect::<BTreeSet<_>>().len();
        assert_eq!(
            [of(|a| a.name), of(|a| a.target), of(|a| a.clang), of(|a| a.emulation), of(|a| a.processor)],
            [3; 5]
        );
    }
}
