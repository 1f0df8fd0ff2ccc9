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
    /// Language of the paragraphs, a BCP 47 tag. It need not be that of the screen.
    pub language: String,
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

/// A source of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct ClaimSource {
    /// Its title and its date, as exactly as it is known.
    pub title: String,
    /// Effect of the link to it, if it has one.
    pub action: Option<Action>,
}

/// What a text field holds, so that keyboards and autofill fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum TextKind {
    /// The name of a person.
    Name,
    /// An e-mail address.
    Email,
    /// A postal address.
    Address,
    /// A web address.
    WebAddress,
    /// Anything else, in the person's own words.
    FreeText,
    /// A passphrase: hidden while it is typed, never filled in by the system, never kept over the end of the process.
    Secret,
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
        /// A short answer to "am I done", above the text.
        title: Option<String>,
        /// The text.
        text: String,
        /// Words of the link.
        more: Option<String>,
        /// Effect of the link.
        action: Option<Action>,
    },
    /// How much of something is done, drawn as a bar.
    Progress {
        /// How many parts are done, at most `total`.
        done: u32,
        /// How many parts there are, at least one.
        total: u32,
        /// The same in words, which a screen reader says.
        label: String,
    },
    /// A sentence about a service, a company or the law, with its sources folded below it.
    Claim {
        /// The sentence.
        text: String,
        /// The sources, at least one.
        sources: Vec<ClaimSource>,
        /// How many sources there are, when they were read, and whether they only report it; unfolds the sources.
        read_on: String,
        /// That the claim may have changed, if it was read too long ago.
        stale: Option<String>,
    },
    /// A field for words to look for. The shell fetches the screen `route` + the percent-encoded words in the place of
    /// this one, without a step in the way back; the field keeps its focus.
    Search {
        /// Name of the input.
        name: String,
        /// Label of the input.
        label: String,
        /// Present words.
        value: String,
        /// How many were found, below the field; a screen reader says it once whenever it changes.
        found: Option<String>,
        /// Beginning of the route.
        route: String,
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
        /// What the text is.
        kind: TextKind,
        /// Most characters, counted in Unicode scalar values (code points).
        max_length: u32,
        /// Whether the text may have several lines.
        multiline: bool,
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
        /// The earliest day that the command takes.
        earliest: String,
        /// The latest day that the command takes.
        latest: String,
        /// The command performed when it changes.
        on_change: Option<String>,
    },
    /// A longer text with a title.
    Document {
        /// Title of the text.
        title: String,
        /// Language of title and paragraphs, a BCP 47 tag. It need not be that of the screen.
        language: String,
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

/// What the rows of a section are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// Rows that belong together.
    Rows,
    /// Answers to one question, drawn as one card: the good one first, the dangerous one last.
    Answers,
}

/// Rows that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct ScreenSection {
    /// What the rows are to each other.
    pub kind: SectionKind,
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
    /// One line for whoever mends a fault, if the message tells of one: what failed, the system's error, where. It
    /// never contains a text that the person typed.
    pub details: Option<String>,
}

impl Notice {
    /// Makes a message that nothing undoes.
    pub(crate) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), undo: None, details: None }
    }
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

/// How far a long act has come. The shell draws the progress and performs `command` at once; a person who leaves the
/// screen ends the act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct LongAct {
    /// How many parts are done, less than `total`.
    pub done: u32,
    /// How many parts there are.
    pub total: u32,
    /// The same in words, which a screen reader says.
    pub label: String,
    /// The command that goes on.
    pub command: String,
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
    /// The rest of a long act, of which the command has done a part.
    pub long_act: Option<LongAct>,
}
