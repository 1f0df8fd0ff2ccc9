//! The device: the configuration of the core, the clock, and the device's reports.

use serde::{Deserialize, Serialize};

use super::screen::Action;

/// The system on which the core runs; decides a few words and which system settings exist.
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

/// The configuration with which the core opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct OpenConfig {
    /// The app's private folder, made if it is missing. While a file `no-backup` lies in it, the data stay out of the
    /// device's own backup.
    pub data_dir: String,
    /// The system's languages as BCP 47 tags, best first, a per-app choice included.
    pub languages: Vec<String>,
    /// A language for this run only, which overrides the language chosen in the app: the terminal's `--lang`. Phones
    /// leave it out.
    #[uniffi(default = None)]
    #[serde(default)]
    pub asked_language: Option<String>,
    /// The system's region as a country code, if it has one; presets the country where the person lives.
    pub region: Option<String>,
    /// The system.
    pub platform: Platform,
    /// The app's version, shown on the about screen and part of each reminder's fingerprint.
    pub app_version: String,
}

/// An instant with the local offset from UTC at that instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Moment {
    /// Seconds since 1970-01-01 UTC.
    pub unix_seconds: i64,
    /// Offset of local time from UTC in seconds, east positive; at most a day.
    pub utc_offset_seconds: i32,
}

/// State of the permission for notifications.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum PermissionState {
    /// Not known.
    #[default]
    Unknown,
    /// The person was never asked.
    NotAsked,
    /// Allowed.
    Granted,
    /// Refused.
    Denied,
}

/// State of the notification channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum ChannelState {
    /// Not known, or the system has no channels.
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
    /// Id of the reminder.
    pub id: String,
    /// Time at which it was shown.
    pub at: Moment,
}

/// An action that the device could not run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct FailedAction {
    /// The action.
    pub action: Action,
    /// The system's error in one line, without the text, the address or the file that the action names.
    pub details: String,
}

/// Report of the device: what it did, and what it allows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, uniffi::Record)]
pub struct DeviceReport {
    /// The system's languages as in [`OpenConfig`].
    pub languages: Vec<String>,
    /// The permission for notifications.
    pub permission: PermissionState,
    /// The notification channel.
    pub channel: ChannelState,
    /// Restrictions in force.
    pub restrictions: Vec<Restriction>,
    /// Maker of the device in lower case, such as `samsung`; empty if unknown.
    #[uniffi(default)]
    #[serde(default)]
    pub manufacturer: String,
    /// Notifications shown since the last report.
    pub shown: Vec<ShownReminder>,
    /// Ids of notifications that the person swept away since the last report.
    #[uniffi(default)]
    #[serde(default)]
    pub dismissed: Vec<String>,
    /// Ids of the notifications that wait in the system.
    pub pending: Vec<String>,
    /// An action that could not be run.
    pub failed_action: Option<FailedAction>,
}
