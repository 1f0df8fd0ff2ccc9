//! What a package is for: the kinds of phones, by their processors, and the levels of Android.

use goblin::elf::header::{EM_AARCH64, EM_ARM, EM_X86_64};

/// The lowest level of Android that the app runs on, and the one it is made for: what the manifest must say.
pub(crate) const MIN_SDK: u32 = 26;
/// The level it is made for.
pub(crate) const TARGET_SDK: u32 = 36;

/// A kind of phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Abi {
    /// What Android calls it: a folder in the package.
    pub(crate) name: &'static str,
    /// What Rust calls it.
    pub(crate) target: &'static str,
    /// What clang calls it, with the lowest level.
    pub(crate) clang: &'static str,
    /// What the linker calls its format.
    pub(crate) emulation: &'static str,
    /// What the symbol list calls its processor.
    pub(crate) processor: &'static str,
    /// Its number in an ELF file.
    pub(crate) machine: u16,
}

/// All that are packed.
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

pub(crate) fn parse_abi(name: &str) -> Result<Abi, String> {
    let names = || ABIS.map(|abi| abi.name).join(", ");
    ABIS.into_iter().find(|abi| abi.name == name).ok_or_else(|| format!("kinds of phones are {}", names()))
}

/// All kinds of phones where none was named.
pub(crate) fn abis_or_all(abis: &[Abi]) -> Vec<Abi> {
    if abis.is_empty() { ABIS.to_vec() } else { abis.to_vec() }
}

#[cfg(test)]
mod test {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_phone_is_there_once() {
        let of = |word: fn(&Abi) -> &'static str| ABIS.iter().map(word).collect::<BTreeSet<_>>().len();
        assert_eq!(
            [of(|a| a.name), of(|a| a.target), of(|a| a.clang), of(|a| a.emulation), of(|a| a.processor)],
            [3; 5]
        );
    }
}
