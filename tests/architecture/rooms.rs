//! The table of the rooms: which files belong together, what they may use, and what nobody else may.

use crate::rules::{Crate, Room};

/// The crates of the core.
pub(crate) const CRATES: [Crate; 4] = [DOMAIN, APP, CLI, XTASK];

/// Files, clocks, chance, and output of any kind: what the rules do without.
const DOMAIN: Crate = Crate {
    folder: "core/domain",
    rooms: &[
        Room { name: "root", files: &["lib.rs"], uses: &[], outside: &[] },
        Room {
            name: "catalogue/check",
            files: &["catalogue/check/"],
            uses: &["catalogue", "requests", "journal", "law", "base"],
            outside: &[],
        },
        Room {
            name: "letter_language",
            files: &["letter_language.rs"],
            uses: &["authorities", "catalogue", "law"],
            outside: &[],
        },
        Room { name: "authorities", files: &["authorities.rs"], uses: &["catalogue"], outside: &[] },
        Room {
            name: "checklist",
            files: &["checklist.rs", "checks.rs", "nudges.rs"],
            uses: &["catalogue", "journal", "reminders", "law", "base"],
            outside: &[],
        },
        Room {
            name: "requests",
            files: &["requests.rs", "corrections.rs", "letters.rs"],
            uses: &["due", "journal", "reminders", "law", "base"],
            outside: &[],
        },
        Room { name: "due", files: &["due.rs"], uses: &["law", "base"], outside: &[] },
        Room { name: "reminders", files: &["reminders.rs"], uses: &["base"], outside: &[] },
        Room { name: "phase", files: &["phase.rs"], uses: &["base"], outside: &[] },
        Room { name: "catalogue", files: &["catalogue/"], uses: &["law", "base"], outside: &[] },
        Room { name: "law", files: &["law/"], uses: &["journal"], outside: &[] },
        Room { name: "journal", files: &["journal/"], uses: &["base"], outside: &[] },
        Room {
            name: "base",
            files: &["civil.rs", "plural.rs", "pretend.rs", "sorted_map.rs"],
            uses: &[],
            outside: &[],
        },
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

/// Time comes in as an argument; files are touched by the storage, which also waits for their lock; UniFFI by the boundary.
const APP: Crate = Crate {
    folder: "core/app",
    rooms: &[
        Room { name: "root", files: &["lib.rs", "features/mod.rs"], uses: &[], outside: &["uniffi"] },
        Room {
            name: "core",
            files: &["core.rs", "due_question.rs"],
            uses: &["dispatch", "kit", "plan", "features/*", "words", "model", "paths", "boundary"],
            outside: &["uniffi"],
        },
        Room {
            name: "dispatch",
            files: &["dispatch/"],
            uses: &["home", "features/*", "kit", "plan", "model", "words", "paths", "boundary"],
            outside: &[],
        },
        Room {
            name: "home",
            files: &["features/home/"],
            uses: &["features/*", "kit", "plan", "model", "words", "paths", "boundary"],
            outside: &[],
        },
        Room {
            name: "features/*",
            files: &["features/*/"],
            uses: &["kit", "letters", "plan", "export", "model", "words", "storage", "paths", "boundary"],
            outside: &[],
        },
        Room {
            name: "kit",
            files: &["kit/"],
            uses: &["letters", "plan", "model", "words", "storage", "paths", "boundary"],
            outside: &[],
        },
        Room { name: "letters", files: &["letters/"], uses: &["model", "words", "paths"], outside: &[] },
        Room {
            name: "plan",
            files: &["plan/"],
            uses: &["model", "words", "storage", "paths", "boundary"],
            outside: &[],
        },
        Room { name: "export", files: &["export/"], uses: &["model", "words", "storage", "boundary"], outside: &[] },
        Room { name: "model", files: &["model/"], uses: &["storage", "words", "paths", "boundary"], outside: &[] },
        Room { name: "words", files: &["words/"], uses: &["boundary"], outside: &[] },
        Room {
            name: "storage",
            files: &["storage/"],
            uses: &["boundary"],
            outside: &["std::fs", "std::os", "std::thread", "rustix"],
        },
        Room { name: "paths", files: &["features/*/paths.rs", "grammar/"], uses: &["boundary"], outside: &[] },
        Room { name: "boundary", files: &["boundary/"], uses: &[], outside: &["uniffi"] },
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
    split: &[],
    tangled: &[],
};

/// The one clock is the file that says so.
const CLI: Crate = Crate {
    folder: "core/cli",
    rooms: &[
        Room { name: "main", files: &["main.rs"], uses: &["session"], outside: &["std::env"] },
        Room { name: "session", files: &["session/"], uses: &["io", "error", "render"], outside: &[] },
        Room {
            name: "io",
            files: &["io/"],
            uses: &["error", "render"],
            outside: &["std::fs", "std::env", "std::process::Command", "std::Instant", "chrono::Local"],
        },
        Room { name: "error", files: &["error.rs"], uses: &["render"], outside: &[] },
        Room { name: "render", files: &["render/"], uses: &[], outside: &[] },
    ],
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
    rooms: &[
        Room { name: "main", files: &["main.rs"], uses: &["check", "commands", "apk", "report", "base"], outside: &[] },
        Room { name: "check", files: &["check.rs"], uses: &["commands", "report", "base"], outside: &[] },
        Room {
            name: "commands",
            files: &["*"],
            uses: &["apk", "faults", "notices", "strings", "report", "base"],
            outside: &[],
        },
        Room { name: "faults", files: &["faults/"], uses: &["base"], outside: &[] },
        Room { name: "apk", files: &["apk/"], uses: &["report", "base"], outside: &[] },
        Room { name: "notices", files: &["notices/"], uses: &["base"], outside: &[] },
        Room { name: "strings", files: &["strings/"], uses: &["base"], outside: &[] },
        Room { name: "report", files: &["report.rs"], uses: &["base"], outside: &[] },
        Room {
            name: "base",
            files: &[
                "cargo.rs",
                "catalogue.rs",
                "run.rs",
                "git.rs",
                "hash.rs",
                "jdk.rs",
                "version.rs",
                "generated.rs",
                "maven.rs",
            ],
            uses: &[],
            outside: &[],
        },
    ],
    watched: &["std::net"],
    split: &[],
    tangled: &[],
};
