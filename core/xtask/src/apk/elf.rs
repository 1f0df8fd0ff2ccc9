//! Checks the ELF files of a package: what every library must satisfy, and what ours must satisfy on top. Some of it
//! Android's linker refuses only on some phones.

use std::collections::BTreeSet;

use goblin::elf::dynamic::{DF_1_NOW, DF_BIND_NOW, DF_TEXTREL, DT_TEXTREL};
use goblin::elf::program_header::{PF_W, PF_X, PT_GNU_RELRO, PT_GNU_STACK, PT_LOAD};
use goblin::elf::sym::STB_WEAK;
use goblin::elf::{Elf, Sym, header};

use super::abi::Abi;
use super::symbols::{AllowedSymbols, SYSTEM_LIBRARIES};
use crate::cargo::LIBRARY;
use crate::run::Failure;

/// The largest memory page of a phone, in bytes.
pub(crate) const PAGE_SIZE: u64 = 16 * 1024;
/// The prefixes of the boundary's functions; the library may export no others.
const BOUNDARY_PREFIXES: [&str; 2] = ["uniffi_", "ffi_"];

/// Fails with everything that is wrong with our library: format, dependencies, exports and imports.
pub(crate) fn check_core_library(abi: &Abi, name: &str, bytes: &[u8], allowed: &AllowedSymbols) -> Result<(), Failure> {
    let elf = parse_elf(name, bytes)?;
    let mut findings = common_findings(abi, &elf);
    let needed: BTreeSet<String> = elf.libraries.iter().map(|&library| library.to_owned()).collect();
    let wanted: BTreeSet<String> = SYSTEM_LIBRARIES.iter().map(|library| format!("{library}.so")).collect();
    if needed != wanted {
        findings.push(format!("needs {needed:?}, not {wanted:?}"));
    }
    let soname = format!("lib{LIBRARY}.so");
    if elf.soname != Some(&soname) {
        findings.push(format!("calls itself {:?}, not {soname}", elf.soname.unwrap_or_default()));
    }
    let info = elf.dynamic.as_ref().map(|dynamic| &dynamic.info);
    if !info.is_some_and(|info| info.flags_1 & DF_1_NOW != 0 || info.flags & DF_BIND_NOW != 0) {
        findings.push("looks for what it calls only when it calls it, so its tables stay writable".to_owned());
    }
    if !elf.program_headers.iter().any(|segment| segment.p_type == PT_GNU_STACK) {
        findings.push("says nothing of its stack, which is executable then".to_owned());
    }
    for exported in symbol_names(&elf, |symbol| !symbol.is_import()) {
        if !BOUNDARY_PREFIXES.iter().any(|start| exported.starts_with(start)) {
            findings.push(format!("{exported} can be called from outside and is no part of the boundary"));
        }
    }
    let list = format!("android/native/bionic-symbols.txt does not allow for {}", abi.name);
    for taken in symbol_names(&elf, |symbol| symbol.is_import() && symbol.st_bind() != STB_WEAK) {
        if !allowed.always.iter().any(|(_, known)| *known == taken) {
            findings.push(format!("takes {taken} from the phone, which {list}"));
        }
    }
    for tried in symbol_names(&elf, |symbol| symbol.is_import() && symbol.st_bind() == STB_WEAK) {
        if !allowed.newer.contains(&tried) && !allowed.always.iter().any(|(_, known)| *known == tried) {
            findings.push(format!("takes {tried} from phones that have it, which {list} as `weak`"));
        }
    }
    to_failure(name, findings)
}

/// Fails with everything that is wrong with the format of any library, also one by others.
pub(crate) fn check_any_library(abi: &Abi, name: &str, bytes: &[u8]) -> Result<(), Failure> {
    to_failure(name, common_findings(abi, &parse_elf(name, bytes)?))
}

/// Returns the symbols that a library imports.
pub(crate) fn imported_symbols(name: &str, bytes: &[u8]) -> Result<BTreeSet<String>, Failure> {
    Ok(symbol_names(&parse_elf(name, bytes)?, Sym::is_import))
}

fn parse_elf<'a>(name: &str, bytes: &'a [u8]) -> Result<Elf<'a>, Failure> {
    Elf::parse(bytes).map_err(|error| Failure::Found(format!("{name}: no library: {error}")))
}

fn to_failure(name: &str, findings: Vec<String>) -> Result<(), Failure> {
    if findings.is_empty() {
        return Ok(());
    }
    Err(Failure::Found(findings.into_iter().map(|finding| format!("{name}: {finding}")).collect::<Vec<_>>().join("\n")))
}

fn common_findings(abi: &Abi, elf: &Elf) -> Vec<String> {
    let mut findings = Vec::new();
    if elf.header.e_machine != abi.machine || elf.header.e_type != header::ET_DYN {
        findings.push(format!("is no shared library for {}", abi.name));
    }
    for segment in &elf.program_headers {
        match segment.p_type {
            PT_LOAD => {
                let skewed = segment.p_vaddr % PAGE_SIZE != segment.p_offset % PAGE_SIZE;
                if segment.p_align < PAGE_SIZE || skewed {
                    findings.push(format!(
                        "a segment at {:#x} is aligned to {:#x}; phones with pages of 16 KB cannot load it",
                        segment.p_offset, segment.p_align
                    ));
                }
                if segment.p_flags & (PF_W | PF_X) == PF_W | PF_X {
                    findings.push(format!("a segment at {:#x} is writable and executable", segment.p_offset));
                }
            }
            PT_GNU_STACK if segment.p_flags & PF_X != 0 => findings.push("wants an executable stack".to_owned()),
            _ => {}
        }
    }
    if !elf.program_headers.iter().any(|segment| segment.p_type == PT_GNU_RELRO) {
        findings.push("does not have its tables made read-only after loading (RELRO)".to_owned());
    }
    let writes_code = elf.dynamic.as_ref().is_some_and(|dynamic| {
        dynamic.info.flags & DF_TEXTREL != 0 || dynamic.dyns.iter().any(|entry| entry.d_tag == DT_TEXTREL)
    });
    if writes_code {
        findings.push("has its code changed at loading, which Android refuses".to_owned());
    }
    findings
}

fn symbol_names(elf: &Elf, wanted: impl Fn(&Sym) -> bool) -> BTreeSet<String> {
    let named = elf.dynsyms.iter().filter(|symbol| wanted(symbol));
    let names = named.filter_map(|symbol| elf.dynstrtab.get_at(symbol.st_name));
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
pub(crate) mod test {
    use goblin::elf::dynamic::{DT_FLAGS_1, DT_HASH, DT_NEEDED, DT_SONAME, DT_STRSZ, DT_STRTAB, DT_SYMENT, DT_SYMTAB};
    use goblin::elf::program_header::{PF_R, PT_DYNAMIC};
    use goblin::elf::sym::STB_GLOBAL;

    use super::super::abi::ABIS;
    use super::*;

    /// What a small library is made of.
    pub(crate) struct Made {
        pub(crate) machine: u16,
        pub(crate) align: u64,
        pub(crate) data: u32,
        pub(crate) stack: Option<u32>,
        pub(crate) relro: bool,
        pub(crate) needed: Vec<&'static str>,
        pub(crate) soname: &'static str,
        pub(crate) now: bool,
        pub(crate) changes_code: bool,
        pub(crate) exported: Vec<&'static str>,
        pub(crate) taken: Vec<&'static str>,
        pub(crate) tried: Vec<&'static str>,
    }

    /// Makes a library without faults.
    pub(crate) fn fine(machine: u16) -> Made {
        Made {
            machine,
            align: PAGE_SIZE,
            data: PF_R | PF_W,
            stack: Some(PF_R | PF_W),
            relro: true,
            needed: vec!["libc.so", "libdl.so", "liblog.so", "libm.so"],
            soname: "libwiderspruch_core.so",
            now: true,
            changes_code: false,
            exported: vec!["uniffi_x", "ffi_y"],
            taken: vec!["malloc"],
            tried: vec!["getrandom"],
        }
    }

    impl Made {
        /// Writes the library as a file. Addresses in memory are places in the file.
        pub(crate) fn bytes(&self) -> Vec<u8> {
            let mut strings = vec![0];
            let mut string = |text: &str| {
                let at = strings.len() as u64;
                strings.extend(text.bytes().chain([0]));
                at
            };
            let mut symbols = vec![0; 24];
            for (names, bind, section) in
                [(&self.exported, STB_GLOBAL, 1), (&self.taken, STB_GLOBAL, 0), (&self.tried, STB_WEAK, 0)]
            {
                for name in names {
                    symbols.extend((string(name) as u32).to_le_bytes());
                    // A function.
                    symbols.extend([(bind << 4) | 2, 0, section, 0]);
                    // Something that is defined lies somewhere.
                    symbols.extend([u64::from(section) * 64, 0].map(u64::to_le_bytes).concat());
                }
            }
            let count = symbols.len() as u32 / 24;
            let mut dynamic: Vec<[u64; 2]> = self.needed.iter().map(|name| [DT_NEEDED, string(name)]).collect();
            dynamic.push([DT_SONAME, string(self.soname)]);
            dynamic.extend(self.now.then_some([DT_FLAGS_1, DF_1_NOW]));
            dynamic.extend(self.changes_code.then_some([DT_TEXTREL, 0]));
            let hash: Vec<u8> = [&[1, count, 0], &vec![0; count as usize][..]]
                .concat()
                .iter()
                .flat_map(|n: &u32| n.to_le_bytes())
                .collect();
            let segments = 3 + u64::from(self.relro) + u64::from(self.stack.is_some());
            let at_symbols = 64 + 56 * segments;
            let at_hash = at_symbols + symbols.len() as u64;
            let at_strings = at_hash + hash.len() as u64;
            let at_dynamic = (at_strings + strings.len() as u64).next_multiple_of(8);
            dynamic.extend([[DT_SYMTAB, at_symbols], [DT_SYMENT, 24], [DT_HASH, at_hash], [DT_STRTAB, at_strings]]);
            dynamic.extend([[DT_STRSZ, strings.len() as u64], [0, 0]]);
            let length = at_dynamic + 16 * dynamic.len() as u64;

            let mut file = vec![0x7f, b'E', b'L', b'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
            file.extend([3, self.machine].map(u16::to_le_bytes).concat());
            file.extend(1_u32.to_le_bytes());
            file.extend([0, 64, 0].map(u64::to_le_bytes).concat());
            file.extend(0_u32.to_le_bytes());
            file.extend([64, 56, segments as u16, 64, 0, 0].map(u16::to_le_bytes).concat());
            let mut segment = |kind: u32, flags: u32, start: u64, end: u64, align: u64| {
                file.extend([kind, flags].map(u32::to_le_bytes).concat());
                file.extend([start, start, start, end - start, end - start, align].map(u64::to_le_bytes).concat());
            };
            segment(PT_LOAD, PF_R | PF_X, 0, length, self.align);
            segment(PT_LOAD, self.data, 0, length, self.align);
            segment(PT_DYNAMIC, PF_R, at_dynamic, length, 8);
            if self.relro {
                segment(PT_GNU_RELRO, PF_R, at_dynamic, length, 1);
            }
            if let Some(flags) = self.stack {
                segment(PT_GNU_STACK, flags, 0, 0, 0);
            }
            file.extend(symbols);
            file.extend(hash);
            file.extend(&strings);
            file.resize(at_dynamic as usize, 0);
            file.extend(dynamic.concat().into_iter().flat_map(u64::to_le_bytes));
            file
        }
    }

    /// Returns the symbols that the library may import.
    pub(crate) fn names() -> AllowedSymbols {
        let always = BTreeSet::from([("libc".to_owned(), "malloc".to_owned())]);
        AllowedSymbols { always, newer: BTreeSet::from(["getrandom".to_owned()]) }
    }

    fn arm() -> Made {
        fine(ABIS[0].machine)
    }

    fn wrong(made: &Made) -> String {
        check_core_library(&ABIS[0], "a.so", &made.bytes(), &names()).unwrap_err().to_string()
    }

    #[test]
    fn valid_library_passes() {
        check_core_library(&ABIS[0], "a.so", &arm().bytes(), &names()).unwrap();
        check_any_library(&ABIS[0], "a.so", &arm().bytes()).unwrap();
        let imports: Vec<String> = imported_symbols("a.so", &arm().bytes()).unwrap().into_iter().collect();
        assert_eq!(imports, ["getrandom", "malloc"]);
    }

    #[test]
    fn symbol_missing_on_android_8_is_refused() {
        let made = Made { taken: vec!["malloc", "memfd_create"], ..arm() };
        assert_eq!(
            wrong(&made),
            "a.so: takes memfd_create from the phone, which android/native/bionic-symbols.txt does not allow for arm64-v8a"
        );
        // Without looking whether it is there.
        let made = Made { taken: vec!["getrandom"], ..arm() };
        assert!(wrong(&made).starts_with("a.so: takes getrandom from the phone, which"));
        let made = Made { tried: vec!["preadv2"], ..arm() };
        assert!(wrong(&made).ends_with("does not allow for arm64-v8a as `weak`"));
    }

    #[test]
    fn export_outside_the_boundary_is_refused() {
        let made = Made { exported: vec!["uniffi_x", "secret"], ..arm() };
        assert_eq!(wrong(&made), "a.so: secret can be called from outside and is no part of the boundary");
    }

    #[test]
    fn page_alignment_below_16_kb_is_refused() {
        let made = Made { align: 4096, ..arm() };
        let line = "a.so: a segment at 0x0 is aligned to 0x1000; phones with pages of 16 KB cannot load it";
        assert_eq!(wrong(&made), [line; 2].join("\n"));
        assert_eq!(check_any_library(&ABIS[0], "a.so", &made.bytes()).unwrap_err().to_string(), [line; 2].join("\n"));
    }

    #[test]
    fn library_for_another_abi_is_refused() {
        assert_eq!(wrong(&fine(ABIS[2].machine)), "a.so: is no shared library for arm64-v8a");
        assert!(check_any_library(&ABIS[0], "a.so", b"PK").unwrap_err().to_string().starts_with("a.so: no library: "));
    }

    #[test]
    fn each_hardening_weakness_is_reported() {
        for (made, told) in [
            (Made { data: PF_R | PF_W | PF_X, ..arm() }, "a segment at 0x0 is writable and executable"),
            (Made { stack: Some(PF_R | PF_W | PF_X), ..arm() }, "wants an executable stack"),
            (Made { stack: None, ..arm() }, "says nothing of its stack, which is executable then"),
            (Made { relro: false, ..arm() }, "does not have its tables made read-only after loading (RELRO)"),
            (Made { changes_code: true, ..arm() }, "has its code changed at loading, which Android refuses"),
            (
                Made { now: false, ..arm() },
                "looks for what it calls only when it calls it, so its tables stay writable",
            ),
            (Made { soname: "x.so", ..arm() }, "calls itself \"x.so\", not libwiderspruch_core.so"),
        ] {
            assert_eq!(wrong(&made), format!("a.so: {told}"));
        }
        let made = Made { needed: vec!["libc.so", "libdl.so", "liblog.so", "libm.so", "libssl.so"], ..arm() };
        assert!(wrong(&made).starts_with("a.so: needs {\"libc.so\", "), "{}", wrong(&made));
    }
}
