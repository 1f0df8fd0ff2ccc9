//! The lines above the prompt that list the letters to type: tabs, back, undo, quit, help.

use widerspruch_core::boundary::Screen;

use crate::render::ascii::to_ascii;
use crate::render::layout::{Layout, text_width};
use crate::render::words::Words;

/// A command that a letter or word of the bar stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BarCommand {
    /// Show the screen of this route.
    Go(String),
    /// Show the screen before.
    Back,
    /// Undo the last command.
    Undo,
    /// Leave the browser.
    Quit,
    /// Explain how the browser works.
    Help,
}

/// Entries of the bar that depend on the situation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct BarOffers {
    /// Whether there is a screen before this one.
    pub(crate) back: bool,
    /// Whether the last command can be undone.
    pub(crate) undo: bool,
    /// Whether the screen has another page.
    pub(crate) more: bool,
}

/// One entry of the bar.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    key: String,
    label: String,
    selected: bool,
    command: BarCommand,
}

/// The prompt bar of a screen.
#[derive(Debug)]
pub(crate) struct PromptBar {
    tabs: Vec<Entry>,
    keys: Vec<Entry>,
    more: Option<String>,
}

impl PromptBar {
    /// Creates the bar of a screen. A tab's key is the first letter of its label that is still free.
    pub(crate) fn new(words: &Words, screen: &Screen, offers: BarOffers) -> Self {
        let entry =
            |key: &str, label: &str, command| Entry { key: key.into(), label: label.into(), selected: false, command };
        let mut taken: Vec<String> =
            [&words.key_back, &words.key_undo, &words.key_quit, &words.key_help].map(Clone::clone).into();
        let mut tabs = Vec::new();
        for tab in &screen.tabs {
            let letters = to_ascii(&tab.label).to_lowercase();
            let mut free = letters.chars().filter(char::is_ascii_lowercase).chain('a'..='z').map(String::from);
            let key = free.find(|key| !taken.contains(key)).unwrap_or_default();
            taken.push(key.clone());
            tabs.push(Entry { selected: tab.selected, ..entry(&key, &tab.label, BarCommand::Go(tab.route.clone())) });
        }
        let mut keys = Vec::new();
        if offers.undo {
            keys.push(entry(&words.key_undo, &words.undo, BarCommand::Undo));
        }
        if offers.back {
            keys.push(entry(&words.key_back, &words.back, BarCommand::Back));
        }
        keys.push(entry(&words.key_quit, &words.quit, BarCommand::Quit));
        keys.push(entry(&words.key_help, &words.help, BarCommand::Help));
        Self { tabs, keys, more: offers.more.then(|| words.read_on.clone()) }
    }

    /// Returns the command of a typed letter or word; `None` for one that the bar does not list.
    pub(crate) fn command_for(&self, typed: &str) -> Option<&BarCommand> {
        let plain = |text: &str| to_ascii(text).to_lowercase();
        let typed = plain(typed);
        let entries = || self.tabs.iter().chain(&self.keys);
        let known = entries().find(|entry| entry.key == typed);
        known.or_else(|| entries().find(|entry| plain(&entry.label) == typed)).map(|entry| &entry.command)
    }

    /// Draws the bar as lines under a rule.
    pub(crate) fn draw(&self, layout: &Layout) -> Vec<String> {
        let mut lines = vec![layout.symbol("─", "-").repeat(layout.width)];
        let shown = |entry: &Entry| {
            let label = layout.displayable(&entry.label);
            // The brackets say "you are here" without colour or weight.
            let label = if entry.selected {
                format!("{}{label}{}", layout.symbol("›", ">"), layout.symbol("‹", "<"))
            } else {
                label
            };
            format!("[{}] {label}", entry.key)
        };
        lines.extend(draw_row(layout, &self.tabs.iter().map(shown).collect::<Vec<_>>()));
        let more = self.more.as_ref().map(|more| layout.displayable(more));
        lines.extend(draw_row(layout, &more.into_iter().chain(self.keys.iter().map(shown)).collect::<Vec<_>>()));
        lines
    }
}

/// Draws entries side by side; a line breaks only between them.
fn draw_row(layout: &Layout, entries: &[String]) -> Vec<String> {
    const INDENT: usize = 1;
    const SPACE: usize = 3;
    let mut lines: Vec<String> = Vec::new();
    for entry in entries {
        match lines.last_mut() {
            Some(line) if text_width(line) + SPACE + text_width(entry) <= layout.width => {
                line.push_str(&" ".repeat(SPACE));
                line.push_str(entry);
            }
            _ => lines.push(format!("{}{entry}", " ".repeat(INDENT))),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use widerspruch_core::boundary::{Direction, Icon, ScreenTab};

    use super::*;

    fn screen(labels: &[&str]) -> Screen {
        let tab = |(index, label): (usize, &&str)| ScreenTab {
            route: format!("/{index}"),
            label: (*label).to_owned(),
            icon: Icon::Home,
            selected: index == 0,
        };
        Screen {
            route: "/".into(),
            parent: None,
            title: String::new(),
            language: "de".into(),
            direction: Direction::LeftToRight,
            hide_preview: false,
            tabs: labels.iter().enumerate().map(tab).collect(),
            sections: Vec::new(),
            primary: None,
            notice: None,
        }
    }

    fn bar(offers: BarOffers) -> PromptBar {
        let words = Words::load(&["de".to_owned()], true);
        PromptBar::new(&words, &screen(&["Start", "Dienste", "Erinnerungen", "Einstellungen"]), offers)
    }

    #[test]
    fn no_two_tabs_share_a_letter() {
        let lines = bar(BarOffers { back: true, undo: true, more: true }).draw(&Layout::new(80, true, false));
        assert_eq!(lines[1], " [s] ›Start‹   [d] Dienste   [e] Erinnerungen   [i] Einstellungen");
        assert_eq!(lines[2], " Enter: weiterlesen   [r] rückgängig   [z] zurück   [q] beenden   [?] Hilfe");
    }

    #[test]
    fn letters_and_words_stand_for_their_command_only_where_offered() {
        let bar = bar(BarOffers { back: true, ..BarOffers::default() });
        assert_eq!(bar.command_for("E"), Some(&BarCommand::Go("/2".into())));
        assert_eq!(bar.command_for("einstellungen"), Some(&BarCommand::Go("/3".into())));
        assert_eq!(bar.command_for("zurueck"), Some(&BarCommand::Back));
        assert_eq!(bar.command_for("q"), Some(&BarCommand::Quit));
        assert_eq!(bar.command_for("r"), None, "nothing to take back");
        assert_eq!(bar.command_for("x"), None);
    }

    #[test]
    fn no_entry_is_torn_or_overlong_in_a_narrow_terminal() {
        let lines = bar(BarOffers::default()).draw(&Layout::new(30, false, false));
        assert!(lines.iter().all(|line| text_width(line) <= 30), "{lines:?}");
        assert!(lines.contains(&" [s] >Start<   [d] Dienste".to_owned()), "{lines:?}");
    }
}
