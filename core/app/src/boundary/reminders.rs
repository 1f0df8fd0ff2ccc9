//! The whole desired state of notifications, which a shell brings its system to.

use serde::{Deserialize, Serialize};

/// A local civil time, without a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct CivilTime {
    /// Year, for example 2026.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
}

/// Effect of a button of a notification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
#[serde(tag = "target", rename_all = "snake_case")]
pub enum ReminderTarget {
    /// Performs a command without opening the app.
    Command {
        /// The command's path.
        command: String,
    },
    /// Opens a screen.
    Route {
        /// The screen's route.
        route: String,
    },
}

/// A button of a notification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct ReminderAction {
    /// Words of the button.
    pub label: String,
    /// Effect of the button.
    pub target: ReminderTarget,
}

/// A notification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Reminder {
    /// Id, the same in every plan.
    pub id: String,
    /// Fingerprint of the content. If it changes for an id, the shell replaces the notification.
    pub fingerprint: String,
    /// Local civil time at which it is shown.
    pub at: CivilTime,
    /// First line.
    pub title: String,
    /// The text.
    pub body: String,
    /// Text that a locked screen may show.
    pub public_text: String,
    /// Route of the screen that a tap opens.
    pub route: String,
    /// Id of a [`ReminderCategory`].
    pub category: String,
    /// Buttons, in the order of the category.
    pub actions: Vec<ReminderAction>,
}

/// A closed set of buttons, registered at launch on iOS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct ReminderCategory {
    /// Id of the set.
    pub id: String,
    /// Words of its buttons.
    pub labels: Vec<String>,
    /// Whether each button opens a screen. iOS must know this before the first notification.
    pub opens_app: Vec<bool>,
    /// Text for a system that hides previews.
    pub public_text: String,
}

/// The whole desired state of notifications.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct ReminderPlan {
    /// One reminder for everything that fell due and is unanswered. On Android, a reminder that may not be shown yet,
    /// because it is night or because of another reminder on the same day, is among the upcoming instead.
    pub due: Option<Reminder>,
    /// Whether the device reported that it showed the due reminder, so that it need not show it again.
    pub due_shown: bool,
    /// Whether the person swept the due reminder away, so that it does not come back after a reboot or an update.
    pub due_dismissed: bool,
    /// Reminders in the future, soonest first, at most one a day and 50 in all.
    pub upcoming: Vec<Reminder>,
    /// All categories.
    pub categories: Vec<ReminderCategory>,
}
