//! What only this device knows, in `device.json`: rewritten as a whole, lost without harm, never part of a copy.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::replace;
use crate::boundary::{ChannelState, PermissionState, Restriction};

/// Facts of this device.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Device {
    /// Drawn once from the system; names this installation's entries.
    pub(crate) installation: String,
    /// No entry number up to this one is given again, even where its journal was erased.
    pub(crate) numbers_used: u64,
    /// No person up to this number is named so again: a forgotten notification must not reach somebody else.
    pub(crate) persons_used: u32,
    /// The person whose screens are shown.
    pub(crate) current: String,
    /// Guides whose link was opened and not answered since: `p1/linkedin/ai-training`.
    pub(crate) opened: BTreeSet<String>,
    /// Names of set-aside files that the person has seen.
    pub(crate) dismissed: BTreeSet<String>,
    pub(crate) permission: PermissionState,
    pub(crate) channel: ChannelState,
    pub(crate) restrictions: Vec<Restriction>,
    /// Id of a reminder → when it was shown, in seconds since 1970.
    pub(crate) shown: BTreeMap<String, i64>,
    /// Ids that waited in the system when it last reported.
    pub(crate) pending: BTreeSet<String>,
    /// Ids that left the system's queue at their time, so were probably shown.
    pub(crate) presumed: BTreeSet<String>,
    /// When a test reminder is to appear, in seconds since 1970.
    pub(crate) test_at: Option<i64>,
}

impl Device {
    /// Forgets everything whose name begins so.
    pub(crate) fn forget(&mut self, prefix: &str) {
        self.opened.retain(|key| !key.starts_with(prefix));
        self.shown.retain(|key, _| !key.starts_with(prefix));
        self.pending.retain(|key| !key.starts_with(prefix));
        self.presumed.retain(|key| !key.starts_with(prefix));
    }
}

/// The file and what it held when it was last read.
#[derive(Debug)]
pub(crate) struct DeviceFile {
    path: PathBuf,
    bytes: Vec<u8>,
    facts: Device,
}

impl DeviceFile {
    /// Nothing is read yet.
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path, bytes: Vec::new(), facts: Device::default() }
    }

    pub(crate) fn facts(&self) -> &Device {
        &self.facts
    }

    /// Reads what another process wrote. Facts that cannot be read are kept under another name and begun anew: nothing
    /// in them is the person's.
    pub(crate) fn refresh(&mut self) -> io::Result<()> {
        let bytes = match fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error),
        };
        if bytes == self.bytes {
            return Ok(());
        }
        self.facts = if bytes.is_empty() {
            Device::default()
        } else {
            serde_json::from_slice(&bytes).unwrap_or_else(|_| {
                let _ = fs::rename(&self.path, self.path.with_file_name("device-damaged.json"));
                Device::default()
            })
        };
        self.bytes = bytes;
        Ok(())
    }

    /// Reads, changes and writes; the caller holds the lock. On failure the facts in memory stay as they were.
    pub(crate) fn change(&mut self, change: impl FnOnce(&mut Device)) -> io::Result<()> {
        self.refresh()?;
        let mut facts = self.facts.clone();
        change(&mut facts);
        if facts != self.facts {
            let bytes = serde_json::to_vec_pretty(&facts)?;
            replace(&self.path, &bytes)?;
            self.facts = facts;
            self.bytes = bytes;
        }
        Ok(())
    }

    /// Forgets everything, on the disk too.
    pub(crate) fn erase(&mut self) -> io::Result<()> {
        for path in [self.path.clone(), self.path.with_file_name("device-damaged.json")] {
            match fs::remove_file(path) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        self.facts = Device::default();
        self.bytes.clear();
        Ok(())
    }
}
