//! Screens as data: rows with their meaning, their actions, and the outcomes of commands.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

/// The inputs of a form: name → value, as text (`2026-11-23`, `18:00`, `true`, an option's id).
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

/// Meaning of a row for the person; never shown by colour alone.
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
    /// Cannot be undone.
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
    /// Paragraphs, in order.
    pub paragraphs: Vec<String>,
}

/// Effect of a tap or of a command. Every shell matches it exhaustively in one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Action {
    /// Show a screen.
    Go {
        /// Route of the screen.
        route: String,
    },
    /// Go back to the screen before.
    Back,
    /// Send all inputs of the screen with a command.
    Perform {
        /// The command's path.
        command: String,
    },
    /// Leave the app for a page.
    OpenUrl {
        /// Address: https or mailto.
        url: String,
        /// Whether to avoid the service's own app.
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
        /// The document to print.
        document: PrintDocument,
    },
    /// Let the person choose where a file of the outbox goes.
    SaveFile {
        /// Path below the data folder.
        path: String,
        /// Suggested name.
        name: String,
        /// Media type.
        mime: String,
    },
    /// Let the person pick a file, copy it to the inbox and perform the command with `file` = its path.
    Pick {
        /// Accepted media types.
        accept: Vec<String>,
        /// The command's path.
        command: String,
    },
    /// Ask the system's permission for notifications.
    AskNotificationPermission,
    /// Open a page of the system's settings.
    OpenSystemSettings {
        /// Page to open.
        which: SystemPage,
    },
}

/// A choice in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct ChoiceOption {
    /// The value that the form sends.
    pub id: String,
    /// Words of the option.
    pub label: String,
}

/// One position of a switch in [`Row::SettingPicture`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct SettingPosition {
    /// The service's word: Ein, Aus, On, Off.
    pub word: String,
    /// Meaning of the position, as a sentence that calls nothing right or wrong.
    pub meaning: String,
    /// Whether the knob stands at the "on" end, for drawing.
    pub is_on: bool,
}

/// A row of a screen: its meaning, not its looks. Every shell matches it exhaustively in one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
#[serde(tag = "row", rename_all = "snake_case")]
pub enum Row {
    /// Running text.
    Paragraph {
        /// The text, selectable.
        text: String,
    },
    /// A set-off text, with an optional link to more.
    Callout {
        /// Meaning of the row.
        tone: Tone,
        /// Picture beside the words.
        icon: Icon,
        /// The text.
        text: String,
        /// Words of the link.
        more: Option<String>,
        /// Effect of the link.
        action: Option<Action>,
    },
    /// A state: its name, and how it stands.
    Status {
        /// Meaning of the row.
        tone: Tone,
        /// Picture beside the words.
        icon: Icon,
        /// Name of the state.
        text: String,
        /// How it stands; a screen reader says it as the state.
        detail: Option<String>,
    },
    /// A line with a target.
    Item {
        /// Meaning of the row.
        tone: Tone,
        /// Picture beside the words, if it helps.
        icon: Option<Icon>,
        /// Words of the line.
        title: String,
        /// Smaller text below.
        detail: Option<String>,
        /// State at the end of the line.
        state: Option<String>,
        /// Effect of a tap.
        action: Action,
    },
    /// A numbered step.
    Step {
        /// Number of the step, from 1.
        number: u32,
        /// The sentence.
        text: String,
    },
    /// The written way to a setting.
    Trail {
        /// Sentence that says when the way is needed.
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
        /// The service's text beside the switch, if known.
        text: Option<String>,
        /// Both positions, "on" first.
        positions: Vec<SettingPosition>,
        /// The whole as one sentence for a screen reader.
        spoken: String,
    },
    /// A quieter button than the screen's primary one.
    ActionButton {
        /// Meaning of the row.
        tone: Tone,
        /// Picture beside the words, if it helps.
        icon: Option<Icon>,
        /// Words of the button: a verb.
        label: String,
        /// Effect of the button.
        action: Action,
    },
    /// Yes or no; the form sends `true` or `false`.
    Toggle {
        /// Name in the form.
        name: String,
        /// Label of the input.
        label: String,
        /// Smaller text below.
        detail: Option<String>,
        /// Present value.
        value: bool,
        /// The command performed when it changes.
        on_change: Option<String>,
    },
    /// A choice of one option among several.
    Choice {
        /// Name in the form.
        name: String,
        /// Label of the input.
        label: String,
        /// Id of the chosen option.
        value: String,
        /// Options, at least one.
        options: Vec<ChoiceOption>,
        /// The command performed when it changes.
        on_change: Option<String>,
    },
    /// A text to write.
    TextField {
        /// Name in the form.
        name: String,
        /// Label of the input.
        label: String,
        /// An example, or the purpose of the text.
        hint: Option<String>,
        /// Present text.
        value: String,
        /// Most characters.
        max_length: u32,
        /// Whether the text may have several lines.
        multiline: bool,
        /// Whether the text is hidden while it is typed.
        secret: bool,
    },
    /// A day.
    DateField {
        /// Name in the form.
        name: String,
        /// Label of the input.
        label: String,
        /// The day: `2026-11-23`.
        value: String,
        /// The value in words.
        shown: String,
        /// The command performed when it changes.
        on_change: Option<String>,
    },
    /// A time of day.
    TimeField {
        /// Name in the form.
        name: String,
        /// Label of the input.
        label: String,
        /// The time: `18:00`.
        value: String,
        /// The value in words.
        shown: String,
        /// Earliest value.
        earliest: String,
        /// Latest value.
        latest: String,
        /// The command performed when it changes.
        on_change: Option<String>,
    },
    /// A longer text with a title.
    Document {
        /// Title of the text.
        title: String,
        /// Paragraphs, in order.
        paragraphs: Vec<String>,
    },
    /// A picture that the person added.
    Picture {
        /// Path below the data folder.
        path: String,
        /// Words for a screen reader.
        description: String,
    },
}

/// Rows that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct ScreenSection {
    /// Heading, also for screen readers.
    pub header: Option<String>,
    /// Small print below.
    pub footer: Option<String>,
    /// Rows, in order.
    pub rows: Vec<Row>,
}

/// The primary button of a screen: the next thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct ScreenButton {
    /// Words of the button: a verb.
    pub label: String,
    /// Effect of the button.
    pub action: Action,
}

/// A tab of the bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct ScreenTab {
    /// Route of its screen.
    pub route: String,
    /// Words of the tab.
    pub label: String,
    /// Picture beside the words.
    pub icon: Icon,
    /// Whether the present screen belongs to the tab.
    pub selected: bool,
}

/// A short message after a command, with a way to undo it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Notice {
    /// A finished sentence.
    pub text: String,
    /// The command that undoes it, if it can be undone.
    pub undo: Option<String>,
}

/// A screen as data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Screen {
    /// Route of the screen.
    pub route: String,
    /// Route one level up, for a screen opened from elsewhere.
    pub parent: Option<String>,
    /// Title of the screen.
    pub title: String,
    /// Language of its words, a BCP 47 tag.
    pub language: String,
    /// Reading direction of that language.
    pub direction: Direction,
    /// Whether the app switcher's preview is hidden. (Called so because `private` is a keyword in Swift.)
    pub hide_preview: bool,
    /// Tabs of the bar; empty on a screen without a bar.
    pub tabs: Vec<ScreenTab>,
    /// Sections, in order.
    pub sections: Vec<ScreenSection>,
    /// The next thing to do.
    pub primary: Option<ScreenButton>,
    /// Message at the top.
    pub notice: Option<Notice>,
}

/// Outcome of a command or a report.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, uniffi::Record)]
pub struct Outcome {
    /// Actions to run, in order.
    pub then: Vec<Action>,
    /// Message to show.
    pub notice: Option<Notice>,
    /// Whether the plan must be fetched again.
    pub plan_changed: bool,
}
