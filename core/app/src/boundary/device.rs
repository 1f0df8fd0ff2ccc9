//! The device: what the core needs to open on it, its clock, and what it reports.

use serde::{Deserialize, Serialize};

use super::screen::Action;

/// The system the core runs on; decides a few words and which system settings exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum Platform {
    /// Android.
    Android,
    /// iPhone and iPad.
    Ios,
    /// The terminal companion.
    Terminal,
}

/// What the core needs to open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct OpenConfig {
    /// The app's private folder; made where it is missing. While a file `no-backup` lies in it, the person leaves the
    /// data out of the device's own backup.
    pub data_dir: String,
    /// The system's languages as BCP 47 tags, best first, a per-app choice included.
    pub languages: Vec<String>,
    /// A language asked for in this run only, before the one chosen in the app: the terminal's `--lang`. Phones leave it
    /// out.
    #[uniffi(default = None)]
    #[serde(default)]
    pub asked_language: Option<String>,
    /// The system's region as a country code, where it says one; presets where the person lives.
    pub region: Option<String>,
    /// The system.
    pub platform: Platform,
    /// The app's version, shown on the about screen and part of each reminder's fingerprint.
    pub app_version: String,
}

/// An instant and the place's offset at that instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Moment {
    /// Seconds since 1970-01-01 UTC.
    pub unix_seconds: i64,
    /// Offset of local time from UTC in seconds, east positive; at most a day.
    pub utc_offset_seconds: i32,
}

/// What the system says of the permission for notifications.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum PermissionState {
    /// Not known.
    #[default]
    Unknown,
    /// Never asked.
    NotAsked,
    /// Allowed.
    Granted,
    /// Refused.
    Denied,
}

/// What the system says of the notification channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum ChannelState {
    /// There is none on this system, or it is not known.
    #[default]
    Unknown,
    /// On.
    On,
    /// Shown without sound.
    Quiet,
    /// Switched off.
    Off,
}

/// A rule of the system that can hold reminders back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum Restriction {
    /// Background work of this app is restricted.
    Background,
    /// The system has put the app into a rarely used bucket.
    RarelyUsed,
    /// Permissions are removed when the app is not used for months.
    UnusedApp,
}

/// A notification that the device has shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct ShownReminder {
    /// Its id.
    pub id: String,
    /// When.
    pub at: Moment,
}

/// What the device did and allows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, uniffi::Record)]
pub struct DeviceReport {
    /// The system's languages as in [`OpenConfig`].
    pub languages: Vec<String>,
    /// Permission.
    pub permission: PermissionState,
    /// Channel.
    pub channel: ChannelState,
    /// Restrictions in force.
    pub restrictions: Vec<Restriction>,
    /// Shown since the last report.
    pub shown: Vec<ShownReminder>,
    /// Ids that wait in the system.
    pub pending: Vec<String>,
    /// An action that could not be run.
    pub failed_action: Option<Action>,
}
