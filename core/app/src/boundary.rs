//! The boundary: every type that crosses to Kotlin, Swift and the terminal. Values only, variants with named fields,
//! no type named like a widget. Times are integers or civil text in ASCII; words are finished sentences.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

/// What a form sends: input name → value, as text (`2026-11-23`, `18:00`, `true`, an option's id).
pub type FormValues = HashMap<String, String>;

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

/// Reading direction of a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From left to right.
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

/// What a row means for the person; never shown by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Ordinary.
    Neutral,
    /// Worth knowing.
    Info,
    /// Done.
    Good,
    /// Worth attention.
    Warning,
    /// Cannot be taken back.
    Danger,
}

/// The closed set of pictures; each shell draws its own, always beside words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum Icon {
    /// The person's standing.
    Home,
    /// List of services.
    Services,
    /// Reminders.
    Bell,
    /// Settings.
    Gear,
    /// Done.
    Check,
    /// Not done.
    Circle,
    /// Left out or not applicable.
    Dash,
    /// Information.
    Info,
    /// Attention.
    Warning,
    /// A question.
    Question,
    /// Leaves the app.
    External,
    /// A browser.
    Browser,
    /// A computer.
    Computer,
    /// A phone.
    Phone,
    /// Sharing.
    Share,
    /// Copying.
    Copy,
    /// A person.
    Person,
    /// A calendar day.
    Calendar,
    /// A document or source.
    Document,
    /// Deleting.
    Trash,
    /// A language.
    Language,
}

/// Pages of the system's settings that a button can open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum SystemPage {
    /// Notifications of this app.
    Notifications,
    /// The one notification channel (Android).
    Channel,
    /// Battery rules of this app.
    Battery,
    /// "Remove permissions if unused" (Android).
    UnusedApp,
    /// Language of this app.
    Language,
}

/// Something to print: plain paragraphs under a title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct PrintDocument {
    /// Name of the print job; not printed.
    pub title: String,
    /// In order.
    pub paragraphs: Vec<String>,
}

/// What a tap does, or what follows from a command. One exhaustive match a shell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Action {
    /// Show a screen.
    Go {
        /// Its route.
        route: String,
    },
    /// Back to the screen before.
    Back,
    /// Send all inputs of the screen with a command.
    Perform {
        /// The command's path.
        command: String,
    },
    /// Leave the app for a page.
    OpenUrl {
        /// https or mailto.
        url: String,
        /// Not in the service's own app.
        browser_only: bool,
    },
    /// Put a text on the clipboard.
    Copy {
        /// The text.
        text: String,
    },
    /// Open the system's share sheet.
    Share {
        /// The text.
        text: String,
    },
    /// Open the system's print dialog.
    Print {
        /// What.
        document: PrintDocument,
    },
    /// Let the person choose where a file of the outbox goes.
    SaveFile {
        /// Path below the data folder.
        path: String,
        /// Suggested name.
        name: String,
        /// Its type.
        mime: String,
    },
    /// Let the person pick a file, copy it to the inbox and perform the command with `file` = its path.
    Pick {
        /// Accepted types.
        accept: Vec<String>,
        /// The command.
        command: String,
    },
    /// Ask the system's permission for notifications.
    AskNotificationPermission,
    /// Open a page of the system's settings.
    OpenSystemSettings {
        /// Which.
        which: SystemPage,
    },
}

/// A choice in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct ChoiceOption {
    /// The value that the form sends.
    pub id: String,
    /// Its words.
    pub label: String,
}

/// One position of a switch in [`Row::SettingPicture`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct SettingPosition {
    /// The service's own word: Ein, Aus, On, Off.
    pub word: String,
    /// What it means, as a sentence; nothing is called right or wrong.
    pub meaning: String,
    /// Whether the knob stands at the "on" end, for drawing.
    pub is_on: bool,
}

/// One row of a screen: meaning, not looks. One exhaustive match a shell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
#[serde(tag = "row", rename_all = "snake_case")]
pub enum Row {
    /// Running text.
    Paragraph {
        /// The text, selectable.
        text: String,
    },
    /// A set-off text, with a way on where there is one.
    Callout {
        /// What it means.
        tone: Tone,
        /// Beside the words.
        icon: Icon,
        /// The text.
        text: String,
        /// Words of the way on.
        more: Option<String>,
        /// The way on.
        action: Option<Action>,
    },
    /// A state: what, and how it stands.
    Status {
        /// What it means.
        tone: Tone,
        /// Beside the words.
        icon: Icon,
        /// What.
        text: String,
        /// How it stands; also the state that a screen reader says.
        detail: Option<String>,
    },
    /// A line that leads somewhere.
    Item {
        /// What it means.
        tone: Tone,
        /// Beside the words, where it helps.
        icon: Option<Icon>,
        /// The line.
        title: String,
        /// Smaller, below.
        detail: Option<String>,
        /// State at the end of the line.
        state: Option<String>,
        /// Where it leads.
        action: Action,
    },
    /// A numbered step.
    Step {
        /// From 1.
        number: u32,
        /// The sentence.
        text: String,
    },
    /// The written way to a setting.
    Trail {
        /// When it is needed.
        caption: String,
        /// Labels in order.
        parts: Vec<String>,
        /// The whole as one sentence for a screen reader.
        spoken: String,
    },
    /// A switch of the service, drawn by the shell.
    SettingPicture {
        /// The service's label of the setting.
        label: String,
        /// The service's text beside the switch, where known.
        text: Option<String>,
        /// "on" first.
        positions: Vec<SettingPosition>,
        /// The whole as one sentence for a screen reader.
        spoken: String,
    },
    /// A quieter button than the screen's primary one.
    ActionButton {
        /// What it means.
        tone: Tone,
        /// Beside the words, where it helps.
        icon: Option<Icon>,
        /// A verb.
        label: String,
        /// What it does.
        action: Action,
    },
    /// Yes or no; the form sends `true` or `false`.
    Toggle {
        /// Name in the form.
        name: String,
        /// Its words.
        label: String,
        /// Smaller, below.
        detail: Option<String>,
        /// Its value.
        value: bool,
        /// The command performed when it changes.
        on_change: Option<String>,
    },
    /// One of several.
    Choice {
        /// Name in the form.
        name: String,
        /// Its words.
        label: String,
        /// Id of the chosen option.
        value: String,
        /// At least one.
        options: Vec<ChoiceOption>,
        /// The command performed when it changes.
        on_change: Option<String>,
    },
    /// A text to write.
    TextField {
        /// Name in the form.
        name: String,
        /// Its words.
        label: String,
        /// An example or what it is for.
        hint: Option<String>,
        /// What is written.
        value: String,
        /// Most characters.
        max_length: u32,
        /// Several lines.
        multiline: bool,
        /// Not shown while typed.
        secret: bool,
    },
    /// A day.
    DateField {
        /// Name in the form.
        name: String,
        /// Its words.
        label: String,
        /// `2026-11-23`.
        value: String,
        /// Worded by the core.
        shown: String,
        /// The command performed when it changes.
        on_change: Option<String>,
    },
    /// A time of day.
    TimeField {
        /// Name in the form.
        name: String,
        /// Its words.
        label: String,
        /// `18:00`.
        value: String,
        /// Worded by the core.
        shown: String,
        /// Earliest value.
        earliest: String,
        /// Latest value.
        latest: String,
        /// The command performed when it changes.
        on_change: Option<String>,
    },
    /// A longer text as a whole.
    Document {
        /// Its title.
        title: String,
        /// In order.
        paragraphs: Vec<String>,
    },
    /// A picture of the person's.
    Picture {
        /// Path below the data folder.
        path: String,
        /// What a screen reader says.
        description: String,
    },
}

/// Rows that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct ScreenSection {
    /// A heading, also for screen readers.
    pub header: Option<String>,
    /// Small print below.
    pub footer: Option<String>,
    /// In order.
    pub rows: Vec<Row>,
}

/// The one next thing to do on a screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct ScreenButton {
    /// A verb.
    pub label: String,
    /// What it does.
    pub action: Action,
}

/// One place of the bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct ScreenTab {
    /// Its route.
    pub route: String,
    /// Its words.
    pub label: String,
    /// Beside the words.
    pub icon: Icon,
    /// Whether this screen belongs to it.
    pub selected: bool,
}

/// A short message after a command, with the way back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Notice {
    /// A finished sentence.
    pub text: String,
    /// The command that takes it back, where it can be.
    pub undo: Option<String>,
}

/// One screen as data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Screen {
    /// The route it answers.
    pub route: String,
    /// The way up from a deep link.
    pub parent: Option<String>,
    /// Title.
    pub title: String,
    /// Language of its words, a BCP 47 tag.
    pub language: String,
    /// Reading direction of that language.
    pub direction: Direction,
    /// Whether the app switcher's preview is hidden. (Called so because `private` is a keyword in Swift.)
    pub hide_preview: bool,
    /// The bar; empty where there is none.
    pub tabs: Vec<ScreenTab>,
    /// In order.
    pub sections: Vec<ScreenSection>,
    /// The next thing to do.
    pub primary: Option<ScreenButton>,
    /// Something to say at the top.
    pub notice: Option<Notice>,
}

/// What follows from a command or a report.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, uniffi::Record)]
pub struct Outcome {
    /// To be run in order.
    pub then: Vec<Action>,
    /// To be shown.
    pub notice: Option<Notice>,
    /// Whether the plan must be fetched again.
    pub plan_changed: bool,
}

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

/// What a shell can act on. `explanation` is a finished sentence in the person's language: what happened, what is safe,
/// what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error, uniffi::Error)]
#[serde(tag = "error", rename_all = "snake_case")]
pub enum CoreError {
    /// The route is not one of this app's.
    #[error("{explanation}")]
    UnknownRoute {
        /// For the person.
        explanation: String,
    },
    /// The command is malformed.
    #[error("{explanation}")]
    UnknownCommand {
        /// For the person.
        explanation: String,
    },
    /// An input cannot be used; nothing was changed.
    #[error("{explanation}")]
    BadInput {
        /// Name of the input.
        field: String,
        /// For the person.
        explanation: String,
    },
    /// The journal was written by a newer version: everything can be seen, nothing changed.
    #[error("{explanation}")]
    ReadOnly {
        /// For the person.
        explanation: String,
    },
    /// The folder cannot be read or written (full, read-only, gone); what was kept before is safe.
    #[error("{explanation}")]
    Storage {
        /// For the person.
        explanation: String,
    },
    /// A bug of ours.
    #[error("{explanation}")]
    Internal {
        /// For the person.
        explanation: String,
    },
}
