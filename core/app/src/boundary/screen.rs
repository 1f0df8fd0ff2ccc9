//! Screens as data: rows that say what they mean, actions behind them, and what follows from a command.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

/// What a form sends: input name → value, as text (`2026-11-23`, `18:00`, `true`, an option's id).
pub type FormValues = HashMap<String, String>;

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
