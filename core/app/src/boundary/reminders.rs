//! The whole desired state of notifications, for a shell to make its system agree with.

use serde::{Deserialize, Serialize};

/// A civil time: no zone, no instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct CivilTime {
    /// For example 2026.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
}

/// What a button of a notification does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
#[serde(tag = "target", rename_all = "snake_case")]
pub enum ReminderTarget {
    /// Performed without opening the app.
    Command {
        /// Its path.
        command: String,
    },
    /// Opens a screen.
    Route {
        /// The route.
        route: String,
    },
}

/// A button of a notification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct ReminderAction {
    /// Its words.
    pub label: String,
    /// What it does.
    pub target: ReminderTarget,
}

/// One notification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Reminder {
    /// Stable over plans.
    pub id: String,
    /// Another one for the same id means: replace.
    pub fingerprint: String,
    /// When it is shown, in local civil time.
    pub at: CivilTime,
    /// First line.
    pub title: String,
    /// The text.
    pub body: String,
    /// What a locked screen may show.
    pub public_text: String,
    /// The screen that a tap opens.
    pub route: String,
    /// Id of a [`ReminderCategory`].
    pub category: String,
    /// In the order of the category.
    pub actions: Vec<ReminderAction>,
}

/// A closed set of buttons, registered at launch on iOS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct ReminderCategory {
    /// Its id.
    pub id: String,
    /// Words of its buttons.
    pub labels: Vec<String>,
    /// For each button, whether it leads to a screen: iOS must know before there is a notification.
    pub opens_app: Vec<bool>,
    /// Shown where previews are hidden.
    pub public_text: String,
}

/// The whole desired state of notifications.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct ReminderPlan {
    /// All that fell due and is unanswered, as one. On Android, what may not be shown yet, at night or as a second one on
    /// the same day, is among the upcoming instead.
    pub due: Option<Reminder>,
    /// Whether the device has reported that it showed the due one: it need not be shown again.
    pub due_shown: bool,
    /// In the future, soonest first, at most one a day and 50 in all.
    pub upcoming: Vec<Reminder>,
    /// All categories.
    pub categories: Vec<ReminderCategory>,
}
