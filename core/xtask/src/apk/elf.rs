//! What must be true of every library in a package, and what of ours on top. Android's linker refuses some of it only on
//! some phones, so it is looked at here.

use std::collections::BTreeSet;

use goblin::elf::dynamic::{DF_1_NOW, DF_BIND_NOW, DF_TEXTREL, DT_TEXTREL};
use goblin::elf::program_header::{PF_W, PF_X, PT_GNU_RELRO, PT_GNU_STACK, PT_LOAD};
use goblin::elf::sym::STB_WEAK;
use goblin::elf::{Elf, Sym, header};

use super::native::{Abi, Names, SYSTEM};
use crate::cargo::LIBRARY;
use crate::run::Failure;

/// The largest page that a phone has.
pub(crate) const PAGE: u64 = 16 * 1024;
/// What the boundary is made of, and nothing else may be called from outside.
const BOUNDARY: [&str; 3] = ["uniffi_", "ffi_", "UNIFFI_META_"];

/// Fails with everything that is wrong with our library.
pub(crate) fn ours(abi: &Abi, name: &str, bytes: &[u8], allowed: &Names) -> Result<(), Failure> {
    let elf = parse(name, bytes)?;
    let mut findings = common(abi, &elf);
    let needed: BTreeSet<String> = elf.libraries.iter().map(|&library| library.to_owned()).collect();
    let wanted: BTreeSet<String> = SYSTEM.iter().map(|library| format!("{library}.so")).collect();
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
    for exported in symbols(&elf, |symbol| !symbol.is_import()) {
        if !BOUNDARY.iter().any(|start| exported.starts_with(start)) {
            findings.push(format!("{exported} can be called from outside and is no part of the boundary"));
        }
    }
    let list = format!("android/native/bionic-symbols.txt does not allow for {}", abi.name);
    for taken in symbols(&elf, |symbol| symbol.is_import() && symbol.st_bind() != STB_WEAK) {
        if !allowed.always.iter().any(|(_, known)| *known == taken) {
            findings.push(format!("takes {taken} from the phone, which {list}"));
        }
    }
    for tried in symbols(&elf, |symbol| symbol.is_import() && symbol.st_bind() == STB_WEAK) {
        if !allowed.newer.contains(&tried) && !allowed.always.iter().any(|(_, known)| *known == tried) {
            findings.push(format!("takes {tried} from phones that have it, which {list} as `weak`"));
        }
    }
    told(name, findings)
}

/// Fails with everything that is wrong with any library, whoever made it.
pub(crate) fn any(abi: &Abi, name: &str, bytes: &[u8]) -> Result<(), Failure> {
    told(name, common(abi, &parse(name, bytes)?))
}

/// What a library takes from the phone.
pub(crate) fn imports(name: &str, bytes: &[u8]) -> Result<BTreeSet<String>, Failure> {
    Ok(symbols(&parse(name, bytes)?, Sym::is_import))
}

fn parse<'a>(name: &str, bytes: &'a [u8]) -> Result<Elf<'a>, Failure> {
    Elf::parse(bytes).map_err(|error| Failure::Found(format!("{name}: no library: {error}")))
}

fn told(name: &str, findings: Vec<String>) -> Result<(), Failure> {
    if findings.is_empty() {
        return Ok(());
    }
    Err(Failure::Found(findings.into_iter().map(|finding| format!("{name}: {finding}")).collect::<Vec<_>>().join("\n")))
}

fn common(abi: &Abi, elf: &Elf) -> Vec<String> {
    let mut findings = Vec::new();
    if elf.header.e_machine != abi.machine || elf.header.e_type != header::ET_DYN {
        findings.push(format!("is no shared library for {}", abi.name));
    }
    for segment in &elf.program_headers {
        match segment.p_type {
            PT_LOAD => {
                let skewed = segment.p_vaddr % PAGE != segment.p_offset % PAGE;
                if segment.p_align < PAGE || skewed {
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

fn symbols(elf: &Elf, wanted: impl Fn(&Sym) -> bool) -> BTreeSet<String> {
    let named = elf.dynsyms.iter().filter(|symbol| wanted(symbol));
    let names = named.filter_map(|symbol| elf.dynstrtab.get_at(symbol.st_name));
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}
