//! Prints the highest memory in use so far, in bytes: `peak empty N`, or `peak open N` after opening a journal of N entries
//! and drawing the home screen. What stands between both is what the core needs.

#[path = "../benches/fixture.rs"]
mod fixture;

use fixture::{Folder, NOW, config_of};
use widerspruch_core::Core;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    // Made by another process, so that making it is not measured.
    match arguments.as_slice() {
        ["empty", _] => println!("{}", peak()),
        ["open", entries] => {
            let folder = Folder::of_entries(entries.parse().expect("a number of entries"));
            let here = std::env::current_exe().expect("this program");
            let measured = std::process::Command::new(here).arg("in").arg(folder.path()).status();
            assert!(measured.expect("it starts").success(), "it measures");
        }
        ["in", folder] => {
            let core = Core::open(config_of(folder.as_ref())).expect("it opens");
            let screen = core.screen("/", NOW).expect("a screen");
            assert!(!screen.sections.is_empty(), "it shows something");
            println!("{}", peak());
        }
        _ => {
            eprintln!("peak empty ENTRIES | peak open ENTRIES");
            std::process::exit(2)
        }
    }
}

/// The kernel's high-water mark of this process.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a high-water mark");
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").trim().parse().expect("a number");
    kilobytes * 1024
}
