//! Lists the languages of the terminal's own words: a language is there as soon as its file is.

use std::path::PathBuf;
use std::{env, fs};

fn main() {
    let package = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo"));
    let folder = package.join("../catalogue/shells").canonicalize().expect("the catalogue has words of the shells");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<PathBuf> = fs::read_dir(folder).expect("a folder").flatten().map(|file| file.path()).collect();
    files.sort();
    let mut code = format!("pub(super) static LANGUAGE_FILES: [(&str, &str); {}] = [\n", files.len());
    for file in files {
        let language = file.file_stem().expect("a file has a name").to_string_lossy();
        code.push_str(&format!("({language:?}, include_str!({:?})),\n", file.display().to_string()));
    }
    code.push_str("];\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("set by cargo"));
    fs::write(out.join("languages.rs"), code).expect("OUT_DIR is writable");
}
