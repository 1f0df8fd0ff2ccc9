//! The table of the rooms: which files belong together, what they may use, and what nobody else may.

use crate::rules::{Crate, Room};

/// The crates of the core.
pub(crate) const CRATES: [Crate; 4] = [DOMAIN, APP, CLI, XTASK];

/// Files, clocks, chance, and output of any kind: what the rules do without.
const DOMAIN: Crate = Crate {
    folder: "core/domain",
    rooms: &[
        Room { name: "root", files: &["lib.rs"], uses: &[], outside: &[] },
        Room { name: "check", files: &["catalogue/check.rs"], uses: &["catalogue", "rules", "base"], outside: &[] },
        Room { name: "rules", files: &["*", "journal/"], uses: &["catalogue", "base"], outside: &[] },
        Room { name: "catalogue", files: &["catalogue/"], uses: &["base"], outside: &[] },
        Room { name: "base", files: &["civil.rs", "named.rs", "region.rs"], uses: &[], outside: &[] },
    ],
    watched: &[
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "std::thread",
        "std::time",
        "std::os",
        "std::RandomState",
        "std::HashMap::new",
        "std::HashMap::with_capacity",
        "std::HashMap::from",
        // Without a hasher of its own, a map is in another order each time.
        "std::HashMap/2",
        "std::HashSet::new",
        "std::HashSet::with_capacity",
        "std::HashSet::from",
        "std::HashSet/1",
        "chrono::Utc",
        "chrono::Local",
        "print!",
        "println!",
        "eprint!",
        "eprintln!",
        "dbg!",
    ],
    split: &[],
    tangled: &[],
};

/// Time comes in as an argument; files are touched by the storage, UniFFI by the boundary.
const APP: Crate = Crate {
    folder: "core/app",
    rooms: &[
        Room {
            name: "top",
            files: &["*", "screens/"],
            uses: &["storage", "error", "words", "checksums", "boundary"],
            outside: &["std::fs", "uniffi"],
        },
        Room { name: "error", files: &["fault.rs"], uses: &["storage", "words", "boundary"], outside: &[] },
        Room {
            name: "storage",
            files: &["storage/"],
            uses: &["words", "checksums", "boundary"],
            outside: &["std::fs", "std::os", "rustix"],
        },
        Room { name: "words", files: &["content.rs", "view.rs"], uses: &["boundary"], outside: &[] },
        Room { name: "checksums", files: &["checksum.rs", "sha256.rs"], uses: &[], outside: &[] },
        Room { name: "boundary", files: &["boundary.rs", "boundary/"], uses: &[], outside: &["uniffi"] },
    ],
    watched: &[
        "std::fs",
        "std::env",
        "std::process",
        "std::thread",
        "std::os",
        "rustix",
        "uniffi",
        "std::net",
        "std::SystemTime",
        "std::Instant",
        "chrono::Utc",
        "chrono::Local",
        "print!",
        "println!",
        "eprint!",
        "eprintln!",
        "dbg!",
    ],
    split: &[("Core", "due.rs"), ("Store", "storage/evidence.rs")],
    tangled: &[
        "calendar.rs",
        "commands.rs",
        "core.rs",
        "due.rs",
        "letters.rs",
        "pack.rs",
        "plan.rs",
        "report.rs",
        "screens/authorities.rs",
        "screens/guide.rs",
        "screens/home.rs",
        "screens/letters.rs",
        "screens/mod.rs",
        "screens/page.rs",
        "screens/persons.rs",
        "screens/records.rs",
        "screens/reminders.rs",
        "screens/requests.rs",
        "screens/service.rs",
        "screens/settings.rs",
        "screens/standing.rs",
        "screens/trouble.rs",
        "screens/unseen.rs",
        "seen.rs",
        "session.rs",
    ],
};

/// The one clock is the file that says so.
const CLI: Crate = Crate {
    folder: "core/cli",
    rooms: &[Room {
        name: "all",
        files: &["*"],
        uses: &[],
        outside: &["std::fs", "std::env", "std::process::Command", "std::Instant", "chrono::Local"],
    }],
    watched: &[
        "std::fs",
        "std::env",
        "std::process::Command",
        "std::net",
        "std::SystemTime",
        "std::Instant",
        "chrono::Utc",
        "chrono::Local",
    ],
    split: &[],
    tangled: &[],
};

const XTASK: Crate = Crate {
    folder: "core/xtask",
    rooms: &[Room { name: "all", files: &["*", "apk/", "strings/"], uses: &[], outside: &[] }],
    watched: &["std::net"],
    split: &[],
    tangled: &[
        "apk.rs",
        "apk/classes.rs",
        "apk/elf.rs",
        "apk/gates.rs",
        "apk/last.rs",
        "apk/leaks.rs",
        "apk/native.rs",
        "apk/package.rs",
        "apk/prove.rs",
        "apk/sign.rs",
        "apk/tools.rs",
        "apk/trial.rs",
        "apk/twice.rs",
        "strings.rs",
        "strings/android.rs",
        "strings/xcode.rs",
    ],
};
