//! A screen in the making. Rows are added one at a time and copy what they show, which keeps the many screens small.

use std::fmt::Display;

use chrono::NaiveDate;
use widerspruch_domain::catalogue::packed::{List, Table, Text};
use widerspruch_domain::catalogue::{Certainty, Claim, ServiceFacts, Source};
use widerspruch_domain::region::Region;

use crate::boundary::{
    Action, ChoiceOption, Icon, Notice, PrintDocument, Row, Screen, ScreenButton, ScreenSection, ScreenTab, SystemPage,
    Tone,
};
use crate::content::{Word, w};
use crate::forms::{LINE_LENGTH, NAME_LENGTH};
use crate::letters::Written;
use crate::seen::{Account, Seen};
use crate::storage::store::Book;
use crate::view::View;

/// Something to say. Put together where it is written, so that a screen is a list of what it says, not of how.
#[derive(Clone, Copy)]
pub(super) enum Say<'a> {
    /// A text of the app.
    Word(Word),
    /// A text of the app with values in it.
    Fill(Word, &'a [(&'a str, &'a dyn Display)]),
    /// A text from elsewhere.
    Text(&'a str),
    /// Several texts in a row.
    Join(&'a [&'a str]),
}

/// A text of the app.
pub(super) const fn t(word: Word) -> Say<'static> {
    Say::Word(word)
}

/// A text of the app with values in it.
pub(super) const fn fill<'a>(word: Word, values: &'a [(&'a str, &'a dyn Display)]) -> Say<'a> {
    Say::Fill(word, values)
}

/// A text from elsewhere.
pub(super) const fn say(text: &str) -> Say<'_> {
    Say::Text(text)
}

/// Nothing.
pub(super) const NOTHING: Say<'static> = Say::Text("");

impl Say<'_> {
    fn said(self, view: &View) -> String {
        match self {
            Self::Word(word) => view.t(word).to_owned(),
            Self::Fill(word, values) => view.f(word, values),
            Self::Text(text) => text.to_owned(),
            Self::Join(texts) => texts.concat(),
        }
    }

    fn some(self, view: &View) -> Option<String> {
        Some(self.said(view)).filter(|text| !text.is_empty())
    }
}

/// What a tap does; routes, commands, texts and addresses in pieces.
#[derive(Debug, Clone, Copy)]
pub(super) enum To<'a> {
    /// Show the screen of a route.
    Go(&'a [&'a str]),
    /// Perform a command.
    Do(&'a [&'a str]),
    /// Open the share sheet with a text.
    Share(&'a str),
    /// Copy a text.
    Copy(&'a str),
    /// Print a text.
    Print(&'a Written),
    /// Open a page in the service's app or a browser.
    Open(&'a str),
    /// Open a page in a browser.
    Browse(&'a str),
    /// Let the person pick a picture and perform a command with it.
    Pick(&'a [&'a str]),
    /// Open a page of the system's settings.
    System(SystemPage),
}

impl To<'_> {
    fn action(self) -> Action {
        match self {
            To::Go(route) => Action::Go { route: route.concat() },
            To::Do(command) => Action::Perform { command: command.concat() },
            To::Share(text) => Action::Share { text: text.to_owned() },
            To::Print(Written { title, paragraphs }) => {
                let document = PrintDocument { title: title.clone(), paragraphs: paragraphs.clone() };
                Action::Print { document }
            }
            To::Copy(text) => Action::Copy { text: text.to_owned() },
            To::Open(url) => Action::OpenUrl { url: url.to_owned(), browser_only: false },
            To::Browse(url) => Action::OpenUrl { url: url.to_owned(), browser_only: true },
            To::Pick(command) => Action::Pick {
                accept: ["image/png", "image/jpeg", "image/webp", "image/heic"].map(str::to_owned).into(),
                command: command.concat(),
            },
            To::System(which) => Action::OpenSystemSettings { which },
        }
    }
}

/// A line that leads somewhere, before it is a row. What says nothing is left out.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) tone: Tone,
    pub(super) icon: Option<Icon>,
    pub(super) title: Say<'a>,
    pub(super) detail: Say<'a>,
    pub(super) state: Say<'a>,
}

impl<'a> Line<'a> {
    pub(super) const fn new(icon: Icon, title: Say<'a>) -> Self {
        Self { tone: Tone::Neutral, icon: Some(icon), title, detail: NOTHING, state: NOTHING }
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
    pub(super) fn new(seen: &'a Seen<'a>, route: &str, parent: &[&str], title: Say<'_>) -> Self {
        let view = &seen.view;
        let newer = seen.store.books().any(Book::newer);
        let screen = Screen {
            route: route.to_owned(),
            parent: Say::Join(parent).some(view),
            title: title.said(view),
            language: view.content.language.to_owned(),
            direction: view.content.direction,
            hide_preview: true,
            tabs: tabs(seen, route),
            sections: Vec::new(),
            primary: None,
            notice: newer.then(|| Notice { text: view.t(w::ERROR_NEWER).to_owned(), undo: None }),
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
        self.head(NOTHING);
    }

    /// From here on rows belong together, under a heading.
    pub(super) fn head(&mut self, header: Say<'_>) {
        let header = header.some(self.view());
        self.screen.sections.push(ScreenSection { header, footer: None, rows: Vec::new() });
    }

    /// Small print below the rows so far.
    pub(super) fn foot(&mut self, footer: Say<'_>) {
        self.last().footer = footer.some(self.view());
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

    /// Running text; none where nothing is said.
    pub(super) fn text(&mut self, text: Say<'_>) {
        if let Some(text) = text.some(self.view()) {
            self.row(Row::Paragraph { text });
        }
    }

    /// A text of the app.
    pub(super) fn word(&mut self, word: Word) {
        self.text(t(word));
    }

    pub(super) fn callout(&mut self, tone: Tone, text: Say<'_>) {
        self.callout_more(tone, text, NOTHING, To::Go(&[]));
    }

    /// A set-off text with a way on.
    pub(super) fn callout_more(&mut self, tone: Tone, text: Say<'_>, more: Say<'_>, to: To<'_>) {
        let view = self.view();
        let icon = match tone {
            Tone::Good => Icon::Check,
            Tone::Warning | Tone::Danger => Icon::Warning,
            Tone::Neutral => Icon::Question,
            Tone::Info => Icon::Info,
        };
        let more = more.some(view);
        let action = more.is_some().then(|| to.action());
        self.row(Row::Callout { tone, icon, text: text.said(view), more, action });
    }

    pub(super) fn status(&mut self, tone: Tone, icon: Icon, text: Say<'_>, detail: Say<'_>) {
        let view = self.view();
        self.row(Row::Status { tone, icon, text: text.said(view), detail: detail.some(view) });
    }

    /// A line that leads to a screen.
    pub(super) fn item(&mut self, title: Say<'_>, route: &[&str]) {
        self.line(Line { icon: None, ..Line::new(Icon::Info, title) }, To::Go(route));
    }

    pub(super) fn line(&mut self, line: Line<'_>, to: To<'_>) {
        let view = self.view();
        let Line { tone, icon, title, detail, state } = line;
        let (title, detail, state) = (title.said(view), detail.some(view), state.some(view));
        self.row(Row::Item { tone, icon, title, detail, state, action: to.action() });
    }

    /// A quiet button that performs a command.
    pub(super) fn button(&mut self, label: Say<'_>, command: &[&str]) {
        self.button_to(label, To::Do(command));
    }

    pub(super) fn button_to(&mut self, label: Say<'_>, to: To<'_>) {
        self.button_like(Tone::Neutral, None, label, to);
    }

    pub(super) fn button_like(&mut self, tone: Tone, icon: Option<Icon>, label: Say<'_>, to: To<'_>) {
        let label = label.said(self.view());
        self.row(Row::ActionButton { tone, icon, label, action: to.action() });
    }

    pub(super) fn choice(
        &mut self,
        name: &str,
        label: Say<'_>,
        value: &str,
        options: Vec<ChoiceOption>,
        on_change: &[&str],
    ) {
        let view = self.view();
        let (name, label, value) = (name.to_owned(), label.said(view), value.to_owned());
        self.row(Row::Choice { name, label, value, options, on_change: Say::Join(on_change).some(view) });
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
            hint: t(hint).some(view),
            value: value.to_owned(),
            max_length,
            multiline: max_length > LINE_LENGTH,
            secret: false,
        });
    }

    /// The one next thing to do.
    pub(super) fn primary(&mut self, label: Say<'_>, to: To<'_>) {
        self.screen.primary = Some(ScreenButton { label: label.said(self.view()), action: to.action() });
    }

    /// Sentences of the claims that may be shown here.
    pub(super) fn claims(&mut self, account: Account<'_>, ids: List<Text>) {
        for sentence in claims(self.seen, account, ids) {
            self.text(say(sentence));
        }
    }

    /// One row a claim of an account's service that may be shown here, with where it was read.
    pub(super) fn sourced_claims(&mut self, account: Account<'_>, ids: List<Text>) {
        for id in ids {
            if let Some(claim) = account.facts.claims.get(id.as_str()) {
                let facts = account.facts;
                self.sourced(account.person.region, claim, account.sentence(id), facts.sources, facts.recheck_after);
            }
        }
    }

    /// One row a claim on the rights in a region, with where it was read.
    pub(super) fn rights(&mut self, region: Region, rights: Table<List<Text>, Region>) {
        let content = &self.view().content;
        let regions = &content.facts.regions;
        for id in rights.get(&region).copied().unwrap_or_default() {
            if let Some(claim) = regions.claims.get(id.as_str()) {
                self.sourced(region, claim, content.right(id), regions.sources, regions.recheck_after);
            }
        }
    }

    /// A claim's sentence, and below it the sources with the day on which they were read. After `recheck_after`, or an
    /// earlier day of its own, it may have changed.
    pub(super) fn sourced(
        &mut self,
        region: Region,
        claim: &Claim,
        sentence: &str,
        sources: Table<Source>,
        recheck_after: NaiveDate,
    ) {
        let view = self.view();
        if !claim.holds(region, view.today()) {
            return;
        }
        if claim.own {
            return self.text(say(sentence));
        }
        let mut names = String::new();
        let mut newest = None;
        let mut url = None;
        for source in claim.sources.iter().filter_map(|key| sources.get(key.as_str())) {
            if !names.is_empty() {
                names.push_str("; ");
            }
            match source.dated.map(|dated| view.dated(&dated)) {
                Some(date) => names.push_str(&view.f(w::SOURCE_DATED, &[("name", &source.title), ("date", &date)])),
                None => names.push_str(&source.title),
            }
            newest = newest.max(Some(source.read_on));
            url = url.or(source.url);
        }
        let date = newest.map_or_else(String::new, |day| view.full_date(day));
        let word = if claim.certainty == Certainty::C { w::SOURCE_REPORTED } else { w::SOURCE_READ };
        let mut detail = view.f(word, &[("names", &names), ("date", &date)]);
        if claim.recheck_after.unwrap_or(recheck_after) < view.today() {
            detail.push_str(" · ");
            detail.push_str(view.t(w::SOURCE_OLD));
        }
        let (sentence, detail) = (say(sentence), say(&detail));
        match url {
            Some(url) => self.line(Line { detail, ..Line::new(Icon::Document, sentence) }, To::Browse(&url)),
            None => self.status(Tone::Neutral, Icon::Document, sentence, detail),
        }
    }

    /// Says that what stands here may have changed, where nobody has looked for long.
    pub(super) fn warn_of_age(&mut self, facts: &ServiceFacts) {
        if self.view().today() > facts.recheck_after {
            self.callout(Tone::Warning, fill(w::MAY_HAVE_CHANGED, &[("service", &facts.name)]));
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

fn tabs(seen: &Seen<'_>, route: &str) -> Vec<ScreenTab> {
    let Some(current) = seen.current() else { return Vec::new() };
    let mut parts = route.trim_start_matches('/').split('/');
    let place = match (parts.next().unwrap_or(""), parts.next()) {
        ("reminders", _) => Icon::Bell,
        ("settings" | "persons" | "about", _) | (_, Some("erase" | "person")) => Icon::Gear,
        (_, Some("services")) => Icon::Services,
        _ => Icon::Home,
    };
    let all: [(&[&str], Word, Icon); 4] = [
        (&["/"], w::TAB_HOME, Icon::Home),
        (&["/", current.id, "/services"], w::TAB_SERVICES, Icon::Services),
        (&["/reminders"], w::TAB_REMINDERS, Icon::Bell),
        (&["/settings"], w::TAB_SETTINGS, Icon::Gear),
    ];
    let mut tabs = Vec::with_capacity(all.len());
    for (route, word, icon) in all {
        let label = seen.view.t(word).to_owned();
        tabs.push(ScreenTab { route: route.concat(), label, icon, selected: icon == place });
    }
    tabs
}
