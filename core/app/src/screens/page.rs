//! A screen in the making. Rows are added one at a time and copy what they show, which keeps the many screens small.

use std::fmt::Display;

use widerspruch_domain::catalogue::packed::{List, Table, Text};
use widerspruch_domain::catalogue::{Certainty, Claim, Source};
use widerspruch_domain::region::Region;

use crate::boundary::{Action, ChoiceOption, Icon, Notice, Row, Screen, ScreenButton, ScreenSection, ScreenTab, Tone};
use crate::content::{Word, w};
use crate::forms::NAME_LENGTH;
use crate::seen::{Account, Seen};
use crate::storage::store::Book;
use crate::view::View;

/// What a tap does, where it only names a text.
#[derive(Debug, Clone, Copy)]
pub(super) enum To<'a> {
    /// Show the screen of a route.
    Go(&'a str),
    /// Perform a command.
    Do(&'a str),
    /// Open the share sheet with a text.
    Share(&'a str),
    /// Copy a text.
    Copy(&'a str),
    /// Open a page in the service's app or a browser.
    Open(&'a str),
    /// Open a page in a browser.
    Browse(&'a str),
}

impl From<To<'_>> for Action {
    fn from(to: To<'_>) -> Self {
        match to {
            To::Go(route) => Self::Go { route: route.to_owned() },
            To::Do(command) => Self::Perform { command: command.to_owned() },
            To::Share(text) => Self::Share { text: text.to_owned() },
            To::Copy(text) => Self::Copy { text: text.to_owned() },
            To::Open(url) => Self::OpenUrl { url: url.to_owned(), browser_only: false },
            To::Browse(url) => Self::OpenUrl { url: url.to_owned(), browser_only: true },
        }
    }
}

/// A line that leads somewhere, before it is a row. Empty texts are left out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) tone: Tone,
    pub(super) icon: Option<Icon>,
    pub(super) title: &'a str,
    pub(super) detail: &'a str,
    pub(super) state: &'a str,
}

impl<'a> Line<'a> {
    pub(super) const fn new(icon: Icon, title: &'a str) -> Self {
        Self { tone: Tone::Neutral, icon: Some(icon), title, detail: "", state: "" }
    }
}

/// A screen in the making.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub(super) seen: &'a Seen<'a>,
    screen: Screen,
}

impl<'a> Page<'a> {
    /// An empty screen with its bar. No `parent` means the top.
    pub(super) fn new(seen: &'a Seen<'a>, route: &str, parent: &str, title: &str) -> Self {
        let content = &seen.view.content;
        let newer = seen.store.books().any(Book::newer);
        let screen = Screen {
            route: route.to_owned(),
            parent: some(parent),
            title: title.to_owned(),
            language: content.language.to_owned(),
            direction: content.direction,
            hide_preview: true,
            tabs: tabs(seen, route),
            sections: Vec::new(),
            primary: None,
            notice: newer.then(|| Notice { text: content.text(w::ERROR_NEWER).to_owned(), undo: None }),
        };
        Self { seen, screen }
    }

    pub(super) fn view(&self) -> &'a View {
        &self.seen.view
    }

    /// The screen says nothing that is only the person's.
    pub(super) fn show_preview(&mut self) {
        self.screen.hide_preview = false;
    }

    /// From here on rows belong together, without a heading.
    pub(super) fn section(&mut self) {
        self.head("");
    }

    /// From here on rows belong together, under a heading.
    pub(super) fn head(&mut self, header: &str) {
        self.screen.sections.push(ScreenSection { header: some(header), footer: None, rows: Vec::new() });
    }

    /// Small print below the rows so far.
    pub(super) fn foot(&mut self, footer: &str) {
        self.last().footer = some(footer);
    }

    pub(super) fn row(&mut self, row: Row) {
        self.last().rows.push(row);
    }

    fn last(&mut self) -> &mut ScreenSection {
        if self.screen.sections.is_empty() {
            self.section();
        }
        self.screen.sections.last_mut().expect("there is one")
    }

    /// Running text; none where it is empty.
    pub(super) fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.row(Row::Paragraph { text: text.to_owned() });
        }
    }

    /// A text of the app.
    pub(super) fn word(&mut self, word: Word) {
        self.text(self.view().t(word));
    }

    /// A text of the app with values in it.
    pub(super) fn filled(&mut self, word: Word, values: &[(&str, &dyn Display)]) {
        let text = self.view().f(word, values);
        self.text(&text);
    }

    pub(super) fn callout(&mut self, tone: Tone, text: &str) {
        self.callout_more(tone, text, None);
    }

    /// A set-off text with a way on: its words and its route.
    pub(super) fn callout_more(&mut self, tone: Tone, text: &str, more: Option<(&str, &str)>) {
        let icon = match tone {
            Tone::Good => Icon::Check,
            Tone::Warning | Tone::Danger => Icon::Warning,
            Tone::Neutral => Icon::Question,
            Tone::Info => Icon::Info,
        };
        let (more, action) = more.map(|(words, route)| (words.to_owned(), To::Go(route).into())).unzip();
        self.row(Row::Callout { tone, icon, text: text.to_owned(), more, action });
    }

    pub(super) fn status(&mut self, tone: Tone, icon: Icon, text: &str, detail: &str) {
        self.row(Row::Status { tone, icon, text: text.to_owned(), detail: some(detail) });
    }

    /// A line that leads to a screen.
    pub(super) fn item(&mut self, word: Word, route: &str) {
        self.item_named(self.view().t(word), route);
    }

    pub(super) fn item_named(&mut self, title: &str, route: &str) {
        self.line(Line { tone: Tone::Neutral, icon: None, title, detail: "", state: "" }, To::Go(route));
    }

    pub(super) fn line(&mut self, line: Line<'_>, to: To<'_>) {
        let Line { tone, icon, title, detail, state } = line;
        let (title, detail, state) = (title.to_owned(), some(detail), some(state));
        self.row(Row::Item { tone, icon, title, detail, state, action: to.into() });
    }

    /// A quiet button that performs a command.
    pub(super) fn button(&mut self, word: Word, command: &str) {
        self.button_named(self.view().t(word), To::Do(command));
    }

    pub(super) fn button_named(&mut self, label: &str, to: To<'_>) {
        self.button_like(Tone::Neutral, None, label, to.into());
    }

    pub(super) fn button_like(&mut self, tone: Tone, icon: Option<Icon>, label: &str, action: Action) {
        self.row(Row::ActionButton { tone, icon, label: label.to_owned(), action });
    }

    pub(super) fn choice(&mut self, name: &str, label: &str, value: &str, options: Vec<ChoiceOption>, on_change: &str) {
        let (name, label, value) = (name.to_owned(), label.to_owned(), value.to_owned());
        self.row(Row::Choice { name, label, value, options, on_change: some(on_change) });
    }

    /// A short text to write: the name of a person or an account.
    pub(super) fn name_field(&mut self, label: Word, hint: Word, value: &str) {
        self.text_field("name", label, hint, value, NAME_LENGTH);
    }

    /// A text to write; a long one has several lines.
    pub(super) fn text_field(&mut self, name: &str, label: Word, hint: Word, value: &str, max_length: u32) {
        let view = self.view();
        self.row(Row::TextField {
            name: name.to_owned(),
            label: view.t(label).to_owned(),
            hint: some(view.t(hint)),
            value: value.to_owned(),
            max_length,
            multiline: max_length > NAME_LENGTH,
            secret: false,
        });
    }

    /// The one next thing to do.
    pub(super) fn primary(&mut self, label: &str, to: To<'_>) {
        self.screen.primary = Some(ScreenButton { label: label.to_owned(), action: to.into() });
    }

    /// Sentences of the claims that may be shown here.
    pub(super) fn claims(&mut self, account: Account<'_>, ids: List<Text>) {
        for sentence in claims(self.seen, account, ids) {
            self.text(sentence);
        }
    }

    /// One row a claim of an account's service that may be shown here, with where it was read.
    pub(super) fn sourced_claims(&mut self, account: Account<'_>, ids: List<Text>) {
        for id in ids {
            if let Some(claim) = account.facts.claims.get(id.as_str()) {
                self.sourced(account.person.region, claim, account.sentence(id), account.facts.sources);
            }
        }
    }

    /// A claim's sentence, and below it the sources with the day on which they were read.
    pub(super) fn sourced(&mut self, region: Region, claim: &Claim, sentence: &str, sources: Table<Source>) {
        let view = self.view();
        if !claim.holds(region, view.today()) {
            return;
        }
        if claim.own {
            return self.text(sentence);
        }
        let mut names = String::new();
        let mut newest = None;
        let mut url = None;
        for source in claim.sources.iter().filter_map(|key| sources.get(key.as_str())) {
            if !names.is_empty() {
                names.push_str("; ");
            }
            names.push_str(&source.title);
            newest = newest.max(Some(source.read_on));
            url = url.or(source.url);
        }
        let date = newest.map_or_else(String::new, |day| view.full_date(day));
        let word = if claim.certainty == Certainty::C { w::SOURCE_REPORTED } else { w::SOURCE_READ };
        let mut detail = view.f(word, &[("names", &names), ("date", &date)]);
        if claim.recheck_after.is_some_and(|day| day < view.today()) {
            detail = format!("{detail} · {}", view.t(w::SOURCE_OLD));
        }
        match url {
            Some(url) => self.line(Line { detail: &detail, ..Line::new(Icon::Document, sentence) }, To::Browse(&url)),
            None => self.status(Tone::Neutral, Icon::Document, sentence, &detail),
        }
    }

    /// Whether any row stands on it yet.
    pub(super) fn is_empty(&self) -> bool {
        self.screen.sections.iter().all(|section| section.rows.is_empty())
    }

    /// The screen, without sections that hold nothing.
    pub(super) fn done(mut self) -> Screen {
        self.screen.sections.retain(|section| !section.rows.is_empty() || section.footer.is_some());
        self.screen
    }
}

/// Sentences of the claims that may be shown here, in order.
pub(super) fn claims(seen: &Seen<'_>, account: Account<'_>, ids: List<Text>) -> Vec<&'static str> {
    let today = seen.view.today();
    let mut sentences = Vec::new();
    for id in ids {
        if account.facts.claims.get(id.as_str()).is_some_and(|claim| claim.holds(account.person.region, today)) {
            sentences.push(account.sentence(id));
        }
    }
    sentences
}

pub(super) fn option(id: &str, label: &str) -> ChoiceOption {
    ChoiceOption { id: id.to_owned(), label: label.to_owned() }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn tabs(seen: &Seen<'_>, route: &str) -> Vec<ScreenTab> {
    let Some(current) = seen.current() else { return Vec::new() };
    let mut parts = route.trim_start_matches('/').split('/');
    let place = match (parts.next().unwrap_or(""), parts.next()) {
        ("reminders", _) => Icon::Bell,
        ("settings" | "persons" | "about", _) | (_, Some("erase" | "person")) => Icon::Gear,
        (_, Some("services")) => Icon::Services,
        _ => Icon::Home,
    };
    let services = format!("/{}/services", current.id);
    let all = [
        ("/", w::TAB_HOME, Icon::Home),
        (&services, w::TAB_SERVICES, Icon::Services),
        ("/reminders", w::TAB_REMINDERS, Icon::Bell),
        ("/settings", w::TAB_SETTINGS, Icon::Gear),
    ];
    let mut tabs = Vec::with_capacity(all.len());
    for (route, word, icon) in all {
        let label = seen.view.t(word).to_owned();
        tabs.push(ScreenTab { route: route.to_owned(), label, icon, selected: icon == place });
    }
    tabs
}
