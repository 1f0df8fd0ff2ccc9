//! The lines above the prompt that say what else can be typed: tabs, back, undo, quit, help.

use widerspruch_core::boundary::Screen;

use crate::render::ascii::ascii;
use crate::render::layout::{Paper, width};
use crate::render::words::Words;

/// What a letter or word of the bar stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Way {
    /// To a screen.
    To(String),
    /// To the screen before.
    Back,
    /// Takes back what was just done.
    Undo,
    /// Leaves.
    Quit,
    /// Says how all this works.
    Help,
}

/// What the bar offers besides the tabs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Offers {
    /// There is a screen before this one.
    pub(crate) back: bool,
    /// Something can be taken back.
    pub(crate) undo: bool,
    /// The screen goes on below.
    pub(crate) more: bool,
}

/// One entry of the bar.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    key: String,
    label: String,
    selected: bool,
    way: Way,
}

/// The bar of a screen.
#[derive(Debug)]
pub(crate) struct Bar {
    tabs: Vec<Entry>,
    keys: Vec<Entry>,
    more: Option<String>,
}

impl Bar {
    /// The bar for a screen. A tab's key is the first letter of its label that is still free.
    pub(crate) fn new(words: &Words, screen: &Screen, offers: Offers) -> Self {
        let entry = |key: &str, label: &str, way| Entry { key: key.into(), label: label.into(), selected: false, way };
        let mut taken: Vec<String> =
            [&words.key_back, &words.key_undo, &words.key_quit, &words.key_help].map(Clone::clone).into();
        let mut tabs = Vec::new();
        for tab in &screen.tabs {
            let letters = ascii(&tab.label).to_lowercase();
            let mut free = letters.chars().filter(char::is_ascii_lowercase).chain('a'..='z').map(String::from);
            let key = free.find(|key| !taken.contains(key)).unwrap_or_default();
            taken.push(key.clone());
            tabs.push(Entry { selected: tab.selected, ..entry(&key, &tab.label, Way::To(tab.route.clone())) });
        }
        let mut keys = Vec::new();
        if offers.undo {
            keys.push(entry(&words.key_undo, &words.undo, Way::Undo));
        }
        if offers.back {
            keys.push(entry(&words.key_back, &words.back, Way::Back));
        }
        keys.push(entry(&words.key_quit, &words.quit, Way::Quit));
        keys.push(entry(&words.key_help, &words.help, Way::Help));
        Self { tabs, keys, more: offers.more.then(|| words.read_on.clone()) }
    }

    /// Where a typed letter or word leads.
    pub(crate) fn way(&self, typed: &str) -> Option<&Way> {
        let plain = |text: &str| ascii(text).to_lowercase();
        let typed = plain(typed);
        let entries = || self.tabs.iter().chain(&self.keys);
        let known = entries().find(|entry| entry.key == typed);
        known.or_else(|| entries().find(|entry| plain(&entry.label) == typed)).map(|entry| &entry.way)
    }

    /// The bar as lines, under a rule.
    pub(crate) fn draw(&self, paper: &Paper) -> Vec<String> {
        let mut lines = vec![paper.sign("─", "-").repeat(paper.width)];
        let shown = |entry: &Entry| {
            let label = paper.shown(&entry.label);
            // The brackets say "you are here" without colour or weight.
            let label = if entry.selected {
                format!("{}{label}{}", paper.sign("›", ">"), paper.sign("‹", "<"))
            } else {
                label
            };
            format!("[{}] {label}", entry.key)
        };
        lines.extend(row(paper, &self.tabs.iter().map(shown).collect::<Vec<_>>()));
        let more = self.more.as_ref().map(|more| paper.shown(more));
        lines.extend(row(paper, &more.into_iter().chain(self.keys.iter().map(shown)).collect::<Vec<_>>()));
        lines
    }
}

/// Entries side by side, broken only between them.
fn row(paper: &Paper, entries: &[String]) -> Vec<String> {
    const INDENT: usize = 1;
    const SPACE: usize = 3;
    let mut lines: Vec<String> = Vec::new();
    for entry in entries {
        match lines.last_mut() {
            Some(line) if width(line) + SPACE + width(entry) <= paper.width => {
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

    fn bar(offers: Offers) -> Bar {
        let words = Words::load(&["de".to_owned()], true);
        Bar::new(&words, &screen(&["Start", "Dienste", "Erinnerungen", "Einstellungen"]), offers)
    }

    #[test]
    fn every_tab_has_a_letter_of_its_own() {
        let lines = bar(Offers { back: true, undo: true, more: true }).draw(&Paper::new(80, true, false));
        assert_eq!(lines[1], " [s] ›Start‹   [d] Dienste   [e] Erinnerungen   [i] Einstellungen");
        assert_eq!(lines[2], " Enter: weiterlesen   [r] rückgängig   [z] zurück   [q] beenden   [?] Hilfe");
    }

    #[test]
    fn letters_and_words_lead_where_they_say() {
        let bar = bar(Offers { back: true, ..Offers::default() });
        assert_eq!(bar.way("E"), Some(&Way::To("/2".into())));
        assert_eq!(bar.way("einstellungen"), Some(&Way::To("/3".into())));
        assert_eq!(bar.way("zurueck"), Some(&Way::Back));
        assert_eq!(bar.way("q"), Some(&Way::Quit));
        assert_eq!(bar.way("r"), None, "nothing to take back");
        assert_eq!(bar.way("x"), None);
    }

    #[test]
    fn no_entry_is_torn_in_a_narrow_terminal() {
        let lines = bar(Offers::default()).draw(&Paper::new(30, false, false));
        assert!(lines.iter().all(|line| width(line) <= 30), "{lines:?}");
        assert!(lines.contains(&" [s] >Start<   [d] Dienste".to_owned()), "{lines:?}");
    }
}
