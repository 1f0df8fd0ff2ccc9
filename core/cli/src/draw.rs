//! Screens as text: no colour is needed, none carries meaning.

use std::env;
use std::io::{IsTerminal, stdout};

use widerspruch_core::boundary::{Action, Icon, Outcome, Reminder, Row, Screen, Tone};

/// Widest line; longer ones are hard to read.
const WIDEST: usize = 100;

/// Prints a screen and returns what its numbers lead to, in order.
pub(crate) fn screen(screen: &Screen) -> Vec<Choice> {
    let mut pen = Pen::new();
    pen.blank();
    pen.heading(&screen.title);
    if let Some(notice) = &screen.notice {
        pen.text("", &notice.text);
    }
    for section in &screen.sections {
        pen.blank();
        if let Some(header) = &section.header {
            pen.heading(header);
        }
        for row in &section.rows {
            pen.row(row);
        }
        if let Some(footer) = &section.footer {
            pen.text("", footer);
        }
    }
    if let Some(primary) = &screen.primary {
        pen.blank();
        pen.choice(&format!("[ {} ]", primary.label), Choice::Run(primary.action.clone()));
    }
    pen.choices
}

/// What a number stands for.
#[derive(Debug, Clone)]
pub(crate) enum Choice {
    /// An action.
    Run(Action),
    /// An input to fill in.
    Input(Box<Row>),
}

/// Prints what a command led to.
pub(crate) fn outcome(outcome: &Outcome) {
    if let Some(notice) = &outcome.notice {
        println!("{}", notice.text);
        if let Some(undo) = &notice.undo {
            println!("  ↶ {undo}");
        }
    }
    for action in &outcome.then {
        action_line(action);
    }
}

/// Says what an action would do, for somebody who must do it by hand.
pub(crate) fn action_line(action: &Action) {
    match action {
        Action::Go { route } => println!("→ {route}"),
        Action::OpenUrl { url, .. } => println!("→ {url}"),
        Action::Copy { text } | Action::Share { text } => println!("\n{text}"),
        Action::Print { document } => println!("\n{}\n\n{}", document.title, document.paragraphs.join("\n\n")),
        Action::SaveFile { path, .. } => println!("→ {path}"),
        Action::Perform { command } | Action::Pick { command, .. } => println!("→ {command}"),
        Action::Back | Action::AskNotificationPermission | Action::OpenSystemSettings { .. } => {}
    }
}

/// Prints one reminder of the plan.
pub(crate) fn reminder(reminder: &Reminder) {
    let at = &reminder.at;
    let when = format!("{}-{:02}-{:02} {:02}:{:02}", at.year, at.month, at.day, at.hour, at.minute);
    println!("{when}  {}: {}", reminder.title, reminder.body);
}

struct Pen {
    width: usize,
    bold: bool,
    choices: Vec<Choice>,
}

impl Pen {
    fn new() -> Self {
        let width = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(80);
        let bold = stdout().is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self { width: usize::clamp(width, 30, WIDEST), bold, choices: Vec::new() }
    }

    fn row(&mut self, row: &Row) {
        match row {
            Row::Paragraph { text } => self.text("", text),
            Row::Callout { tone, icon, text, more, action } => {
                self.text(&format!("{} ", sign(*tone, *icon)), text);
                if let (Some(more), Some(action)) = (more, action) {
                    self.choice(more, Choice::Run(action.clone()));
                }
            }
            Row::Status { tone, icon, text, detail } => {
                self.text(&format!("{} ", sign(*tone, *icon)), text);
                self.detail(detail.as_deref());
            }
            Row::Item { icon, tone, title, detail, state, action } => {
                let mark = icon.map_or(String::new(), |icon| format!("{} ", sign(*tone, icon)));
                let state = state.as_ref().map_or(String::new(), |state| format!(" · {state}"));
                self.choice(&format!("{mark}{title}{state}"), Choice::Run(action.clone()));
                self.detail(detail.as_deref());
            }
            Row::Step { number, text } => self.text(&format!("{number}. "), text),
            Row::Trail { caption, parts, .. } => {
                self.text("", caption);
                self.text("  ", &parts.join(" › "));
            }
            Row::SettingPicture { label, text, positions, .. } => {
                self.text("┃ ", label);
                if let Some(text) = text {
                    self.text("┃ ", text);
                }
                for position in positions {
                    let knob = if position.is_on { "( ●)" } else { "(● )" };
                    self.text(&format!("┃ {knob} {}: ", position.word), &position.meaning);
                }
            }
            Row::ActionButton { label, action, .. } => self.choice(label, Choice::Run(action.clone())),
            Row::Toggle { label, value, detail, .. } => {
                let mark = if *value { "[x]" } else { "[ ]" };
                self.choice(&format!("{mark} {label}"), Choice::Input(Box::new(row.clone())));
                self.detail(detail.as_deref());
            }
            Row::Choice { label, value, options, .. } => {
                let chosen = options.iter().find(|o| o.id == *value).map_or("", |o| o.label.as_str());
                self.choice(&format!("{label} {chosen}"), Choice::Input(Box::new(row.clone())));
            }
            Row::TextField { label, value, secret, .. } => {
                let value = if *secret { "" } else { value };
                self.choice(&format!("{label}: {value}"), Choice::Input(Box::new(row.clone())));
            }
            Row::DateField { label, shown, .. } | Row::TimeField { label, shown, .. } => {
                self.choice(&format!("{label} {shown}"), Choice::Input(Box::new(row.clone())));
            }
            Row::Document { title, paragraphs } => {
                self.heading(title);
                for paragraph in paragraphs {
                    self.text("", paragraph);
                }
            }
            Row::Picture { path, description } => self.text("", &format!("{description} ({path})")),
        }
    }

    fn choice(&mut self, label: &str, choice: Choice) {
        self.choices.push(choice);
        let number = format!("{:>3}  ", self.choices.len());
        self.text(&number, label);
    }

    fn detail(&self, detail: Option<&str>) {
        if let Some(detail) = detail {
            self.text("     ", detail);
        }
    }

    fn heading(&self, text: &str) {
        if self.bold { println!("\u{1b}[1m{text}\u{1b}[0m") } else { println!("{text}") }
    }

    fn blank(&self) {
        println!();
    }

    /// Wraps at the width; further lines stand under the first one's text.
    fn text(&self, before: &str, text: &str) {
        let indent = before.chars().count();
        for (index, paragraph) in text.lines().enumerate() {
            let mut line = if index == 0 { before.to_owned() } else { " ".repeat(indent) };
            let mut length = indent;
            for word in paragraph.split_whitespace() {
                let more = word.chars().count();
                if length > indent && length + 1 + more > self.width {
                    println!("{line}");
                    line = " ".repeat(indent);
                    length = indent;
                }
                if length > indent {
                    line.push(' ');
                    length += 1;
                }
                line.push_str(word);
                length += more;
            }
            println!("{line}");
        }
    }
}

/// A sign that means the same without colour.
fn sign(tone: Tone, icon: Icon) -> &'static str {
    match (tone, icon) {
        (_, Icon::Check) => "✓",
        (_, Icon::Circle) => "○",
        (_, Icon::Dash) => "–",
        (_, Icon::Question) => "?",
        (Tone::Warning | Tone::Danger, _) => "!",
        (Tone::Info, _) => "i",
        _ => "·",
    }
}
