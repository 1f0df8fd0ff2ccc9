//! The session: an open data folder and the words of the language in use.

use std::path::Path;

use super::error::Error;
use crate::boundary::{CoreError, Moment, OpenConfig};
use crate::features::settings::paths::Setting;
use crate::model::{Snapshot, preset};
use crate::storage::Store;
use crate::storage::outbox::sweep_left_over;
use crate::words::{Catalogue, Wording, local_time, w};

/// Seconds of a day, the largest accepted offset from UTC.
const DAY: i32 = 86_400;

#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) config: OpenConfig,
    pub(crate) catalogue: Catalogue,
    pub(crate) store: Store,
}

impl Session {
    /// Opens the data folder in the language chosen there, else in the system's.
    pub(crate) fn open(config: OpenConfig) -> Result<Self, CoreError> {
        let first = config.asked_language.iter().chain(&config.languages).map(String::as_str);
        let catalogue = load_words(first)?;
        let store =
            Store::open(Path::new(&config.data_dir)).map_err(|error| Error::from(error).explained(&catalogue))?;
        let mut session = Self { config, catalogue, store };
        session.follow_language()?;
        // Where the marker cannot be written, the records open all the same, and the next start tries again.
        let _ = session.follow_backup_choice();
        Ok(session)
    }

    /// Returns the state as of a moment.
    pub(crate) fn at(&self, now: Moment) -> Snapshot<'_> {
        let wording = Wording { catalogue: self.catalogue, platform: self.config.platform, now: local_time(now) };
        Snapshot::new(wording, now, &self.store, &self.config)
    }

    /// Reads what other processes wrote since the last call, and refuses an impossible moment.
    pub(crate) fn refresh(&mut self, now: Moment) -> Result<(), Error> {
        if !(-DAY..=DAY).contains(&now.utc_offset_seconds) {
            return Err(Error::BadInput("now", w::ERROR_NOW));
        }
        self.store.refresh()?;
        let days = self.at(now).believed_days();
        self.store.believe(days);
        Ok(())
    }

    /// Forgets what the device did while its clock was ahead. Where the clock is wrong now, as it shows a day before this
    /// app was made, nothing is forgotten: what looks as if it were still to come happened.
    pub(crate) fn forget_what_is_to_come(&mut self, now: Moment) {
        if self.at(now).clock_is_possible() {
            self.store.forget_after(latest_believed(now));
        }
    }

    /// Leaves the data out of the device's backup or includes them, as the person chose.
    pub(crate) fn follow_backup_choice(&self) -> std::io::Result<()> {
        let wanted = self.setting(Setting::DeviceBackup) == "true";
        self.store.mark_for_backup(wanted)
    }

    /// Removes files of the inbox and the outbox that are left over.
    pub(crate) fn sweep(&self, now: Moment) {
        sweep_left_over(&self.store, now.unix_seconds);
    }

    /// Returns a choice for the app as a whole, or its preset.
    pub(crate) fn setting(&self, setting: Setting) -> &str {
        self.store.setting(setting.name()).unwrap_or(preset(setting))
    }

    /// Loads the words of the language that is wanted now, unless they are loaded.
    pub(crate) fn follow_language(&mut self) -> Result<(), CoreError> {
        let chosen = Some(self.setting(Setting::Language)).filter(|code| *code != preset(Setting::Language));
        let asked = self.config.asked_language.as_deref();
        let system = self.config.languages.iter().map(String::as_str);
        let wanted: Vec<&str> = asked.into_iter().chain(chosen).chain(system).collect();
        if !self.catalogue.suits(wanted.iter().copied()) {
            self.catalogue = load_words(wanted)?;
        }
        Ok(())
    }
}

/// Seconds by which a clock is put right every day.
const SLACK: i64 = 300;

/// Returns the latest time, in seconds since 1970, at which the device can have done something. Later ones were noted
/// while the clock was ahead.
pub(crate) const fn latest_believed(now: Moment) -> i64 {
    now.unix_seconds.saturating_add(SLACK)
}

/// Loads the words of the first language that the app has.
pub(crate) fn load_words<'a>(languages: impl IntoIterator<Item = &'a str>) -> Result<Catalogue, CoreError> {
    Catalogue::load(languages).ok_or_else(|| CoreError::Internal {
        explanation: "the library is damaged".to_owned(),
        details: "the packed words could not be unpacked".to_owned(),
    })
}
