//! Data folders of a chosen size, for benchmarks and the measurement of memory.
#![allow(dead_code, reason = "each uses a part")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crc::{CRC_32_ISO_HDLC, Crc};
use tempfile::TempDir;
use widerspruch_core::boundary::{Moment, OpenConfig, Platform};

/// 24 November 2026, 20:00 in Berlin.
pub(crate) const NOW: Moment = Moment { unix_seconds: 1_795_546_800, utc_offset_seconds: 3600 };

/// A folder with one person's journal.
pub(crate) struct Folder {
    folder: TempDir,
}

impl Folder {
    /// A journal of so many entries in which one guide is answered over and over, as nobody would.
    pub(crate) fn of_entries(count: usize) -> Self {
        let mut journal = Journal::begun(1);
        for number in 1..count {
            let answer = if number % 2 == 0 { "open" } else { "done" };
            journal.add(&format!(
                r#"{{"act":"answered","account":"linkedin","guide":"ai-training","answer":"{answer}","via":"app"}}"#
            ));
        }
        journal.written()
    }

    /// At least so many guides: the seven of LinkedIn, once for each of many accounts.
    pub(crate) fn of_guides(count: usize) -> Self {
        Journal::begun(count.div_ceil(7)).written()
    }

    /// Puts a picture of nearly ten megabytes into the inbox, unlike those of other numbers, and returns its path.
    pub(crate) fn received_picture(&self, number: u8) -> String {
        let mut bytes = vec![number; 9_900_000];
        bytes[..33].copy_from_slice(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89");
        // All between the header and the end, less the length, the name and the checksum of the chunk.
        bytes[33..37].copy_from_slice(&9_899_943_u32.to_be_bytes());
        bytes[37..41].copy_from_slice(b"IDAT");
        bytes[9_899_988..].copy_from_slice(b"\0\0\0\0IEND\xaeB`\x82");
        let inbox = self.path().join("inbox");
        std::fs::create_dir_all(&inbox).expect("a new folder");
        let name = format!("inbox/{number}.png");
        std::fs::write(self.path().join(&name), bytes).expect("a new file");
        name
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn config(&self) -> OpenConfig {
        config_of(self.path())
    }

    pub(crate) fn journal(&self) -> PathBuf {
        journal_below(self.folder.path())
    }
}

/// What opens a data folder.
pub(crate) fn config_of(folder: &Path) -> OpenConfig {
    OpenConfig {
        data_dir: folder.to_string_lossy().into_owned(),
        languages: vec!["de".into()],
        asked_language: None,
        region: Some("DE".into()),
        platform: Platform::Android,
        app_version: "0.1.0".into(),
    }
}

fn journal_below(folder: &Path) -> PathBuf {
    folder.join("profiles/p1/journal.jsonl")
}

struct Journal {
    text: String,
    entries: usize,
}

impl Journal {
    fn begun(accounts: usize) -> Self {
        let mut journal = Self { text: String::new(), entries: 0 };
        let mut acts = vec![r#"{"act":"person_added","name":"","helped":"false","country":"DE"}"#.to_owned()];
        acts.extend((1..=accounts).map(|number| {
            let id = if number == 1 { "linkedin".to_owned() } else { format!("linkedin-{number}") };
            format!(r#"{{"act":"account_added","account":"{id}","service":"linkedin","membership":"member"}}"#)
        }));
        journal.add(&acts.join(","));
        journal
    }

    fn add(&mut self, acts: &str) {
        self.entries += 1;
        let number = self.entries;
        let at = 1_795_460_400 + number;
        let checksum = Crc::<u32>::new(&CRC_32_ISO_HDLC);
        let json = format!(r#"{{"v":1,"id":"a1-{number}","seq":{number},"at":{at},"offset":3600,"acts":[{acts}]}}"#);
        writeln!(self.text, "{:08x} {json}", checksum.checksum(json.as_bytes())).expect("writing to a string");
    }

    fn written(self) -> Folder {
        let folder = TempDir::new().expect("a temporary folder");
        let path = journal_below(folder.path());
        std::fs::create_dir_all(path.parent().expect("it has one")).expect("a new folder");
        std::fs::write(path, self.text).expect("a new file");
        Folder { folder }
    }
}
