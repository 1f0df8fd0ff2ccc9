//! The screen builder: screens add rows one by one, and every row copies its words. This keeps the code of the many
//! screens small.

use std::fmt::Display;
use std::ops::RangeInclusive;

use chrono::NaiveDate;

use crate::boundary::{
    Action, ChoiceOption, Icon, Notice, PrintDocument, Row, Screen, ScreenButton, ScreenSection, SectionKind,
    SystemPage, TextKind, Tone,
};
use crate::grammar::fields::{Field, FieldKind, LINE_LENGTH};
use crate::letters::Written;
use crate::model::Snapshot;
use crate::storage::OpenJournal;
use crate::words::{Value, Word, Wording, w, without_isolates};

/// A text to show, from the app or from elsewhere. The builder looks words up and fills them, so that screens do not.
#[derive(Clone, Copy)]
pub(crate) enum Say<'a> {
    /// A text of the app.
    Word(Word),
    /// A text of the app with values in it.
    Fill(Word, &'a [(&'a str, &'a dyn Value)]),
    /// A text from elsewhere.
    Text(&'a str),
}

/// Makes a text of the app.
pub(crate) const fn t(word: Word) -> Say<'static> {
    Say::Word(word)
}

/// Makes a text of the app with values in it.
pub(crate) const fn fill<'a>(word: Word, values: &'a [(&'a str, &'a dyn Value)]) -> Say<'a> {
    Say::Fill(word, values)
}

/// Makes a text from elsewhere.
pub(crate) const fn say(text: &str) -> Say<'_> {
    Say::Text(text)
}

/// The empty text, which is not shown.
pub(crate) const NOTHING: Say<'static> = Say::Text("");

impl Say<'_> {
    fn said(self, wording: &Wording) -> String {
        match self {
            Self::Word(word) => wording.t(word).to_owned(),
            Self::Fill(word, values) => wording.f(word, values),
            Self::Text(text) => text.to_owned(),
        }
    }

    fn some(self, wording: &Wording) -> Option<String> {
        Some(self.said(wording)).filter(|text| !text.is_empty())
    }
}

/// The effect of a tap. Routes and commands come from the `paths.rs` of a feature.
#[derive(Clone, Copy)]
pub(crate) enum Target<'a> {
    /// Show the screen of a route.
    Go(&'a dyn Display),
    /// Perform a command.
    Do(&'a dyn Display),
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
    Pick(&'a dyn Display),
    /// Open a page of the system's settings.
    System(SystemPage),
}

impl Target<'_> {
    pub(crate) fn action(self) -> Action {
        match self {
            Target::Go(route) => Action::Go { route: route.to_string() },
            Target::Do(command) => Action::Perform { command: command.to_string() },
            // What leaves the screens is plain text.
            Target::Share(text) => Action::Share { text: without_isolates(text) },
            Target::Print(Written { title, language, paragraphs, .. }) => Action::Print {
                document: PrintDocument {
                    title: title.clone(),
                    language: (*language).to_owned(),
                    paragraphs: paragraphs.clone(),
                },
            },
            Target::Copy(text) => Action::Copy { text: without_isolates(text) },
            Target::Open(url) => Action::OpenUrl { url: without_isolates(url), browser_only: false },
            Target::Browse(url) => Action::OpenUrl { url: without_isolates(url), browser_only: true },
            Target::Pick(command) => Action::Pick {
                accept: ["image/png", "image/jpeg", "image/webp", "image/heic"].map(str::to_owned).into(),
                command: command.to_string(),
            },
            Target::System(which) => Action::OpenSystemSettings { which },
        }
    }
}

/// A line with a target, before it becomes a row. Empty texts are left out.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    pub(crate) tone: Tone,
    pub(crate) icon: Option<Icon>,
    pub(crate) title: Say<'a>,
    pub(crate) detail: Say<'a>,
    pub(crate) state: Say<'a>,
}

impl<'a> Line<'a> {
    /// Makes a line with an icon and a title.
    pub(crate) const fn new(icon: Icon, title: Say<'a>) -> Self {
        Self { tone: Tone::Neutral, icon: Some(icon), title, detail: NOTHING, state: NOTHING }
    }
}

/// A screen in the making.
#[derive(Debug)]
pub(crate) struct ScreenBuilder<'a> {
    pub(crate) snapshot: &'a Snapshot<'a>,
    screen: Screen,
}

impl<'a> ScreenBuilder<'a> {
    /// Begins a screen without rows; the dispatcher adds its route and its bar. A screen without a `parent` is a tab's
    /// first.
    pub(crate) fn new(snapshot: &'a Snapshot<'a>, parent: Option<&dyn Display>, title: Say<'_>) -> Self {
        let wording = &snapshot.wording;
        let newer = snapshot.store.journals().any(OpenJournal::newer);
        let screen = Screen {
            route: String::new(),
            parent: parent.map(ToString::to_string),
            title: title.said(wording),
            language: wording.catalogue.language.to_owned(),
            direction: wording.catalogue.direction,
            hide_preview: true,
            tabs: Vec::new(),
            sections: Vec::new(),
            primary: None,
            notice: newer.then(|| Notice::new(wording.t(w::ERROR_NEWER))),
        };
        Self { snapshot, screen }
    }

    /// Returns the words and the time.
    pub(crate) fn wording(&self) -> &'a Wording {
        &self.snapshot.wording
    }

    /// Lets the app switcher show a preview, for a screen without personal data.
    pub(crate) fn show_preview(&mut self) {
        self.screen.hide_preview = false;
    }

    /// Begins a section without a heading.
    pub(crate) fn section(&mut self) {
        self.head(NOTHING);
    }

    /// Begins a section under a heading.
    pub(crate) fn head(&mut self, header: Say<'_>) {
        self.begin(SectionKind::Rows, header);
    }

    /// Begins the section of the answers to one question. They are grouped by what they mean: the good one first, the
    /// dangerous one last.
    pub(crate) fn answers(&mut self, question: Say<'_>) {
        self.begin(SectionKind::Answers, question);
    }

    fn begin(&mut self, kind: SectionKind, header: Say<'_>) {
        let header = header.some(self.wording());
        self.screen.sections.push(ScreenSection { kind, header, footer: None, rows: Vec::new() });
    }

    /// Sets the small print below the section.
    pub(crate) fn foot(&mut self, footer: Say<'_>) {
        self.last().footer = footer.some(self.wording());
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, row: Row) {
        self.last().rows.push(row);
    }

    fn last(&mut self) -> &mut ScreenSection {
        if self.screen.sections.is_empty() {
            self.section();
        }
        self.screen.sections.last_mut().expect("there is one")
    }

    /// Adds running text, unless it is empty.
    pub(crate) fn text(&mut self, text: Say<'_>) {
        if let Some(text) = text.some(self.wording()) {
            self.row(Row::Paragraph { text });
        }
    }

    /// Adds running text of the app.
    pub(crate) fn word(&mut self, word: Word) {
        self.text(t(word));
    }

    /// Adds a set-off text.
    pub(crate) fn callout(&mut self, tone: Tone, text: Say<'_>) {
        self.callout_more(tone, text, NOTHING, Target::Go(&""));
    }

    /// Adds a set-off text with a link to more.
    pub(crate) fn callout_more(&mut self, tone: Tone, text: Say<'_>, more: Say<'_>, to: Target<'_>) {
        self.callout_titled(tone, NOTHING, text, more, to);
    }

    /// Adds a set-off text under a short title, with a link to more.
    pub(crate) fn callout_titled(&mut self, tone: Tone, title: Say<'_>, text: Say<'_>, more: Say<'_>, to: Target<'_>) {
        let wording = self.wording();
        let icon = match tone {
            Tone::Good => Icon::Check,
            Tone::Warning | Tone::Danger => Icon::Warning,
            Tone::Neutral => Icon::Question,
            Tone::Info => Icon::Info,
        };
        let more = more.some(wording);
        let action = more.is_some().then(|| to.action());
        self.row(Row::Callout { tone, icon, title: title.some(wording), text: text.said(wording), more, action });
    }

    /// Adds a bar that shows how many of the parts are done; nothing if there are no parts.
    pub(crate) fn progress(&mut self, done: usize, total: usize, label: Say<'_>) {
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        if total > 0 {
            let label = label.said(self.wording());
            self.row(Row::Progress { done: count(done.min(total)), total: count(total), label });
        }
    }

    /// Adds a field for words to look for, whose screens have the routes `route` + the words. `hits` is how many were
    /// found; where nothing was, the screen says so itself.
    pub(crate) fn search(&mut self, label: Word, value: &str, hits: usize, route: &dyn Display) {
        let said = hits > 0 && !value.trim().is_empty();
        let found = said.then(|| self.wording().n(w::SEARCH_FOUND, hits, &[]));
        self.row(Row::Search {
            name: "search".to_owned(),
            label: self.wording().t(label).to_owned(),
            value: value.to_owned(),
            found,
            route: route.to_string(),
        });
    }

    /// Adds a state: its name, and how it stands.
    pub(crate) fn status(&mut self, tone: Tone, icon: Icon, text: Say<'_>, detail: Say<'_>) {
        let wording = self.wording();
        self.row(Row::Status { tone, icon, text: text.said(wording), detail: detail.some(wording) });
    }

    /// Adds a line that opens a screen.
    pub(crate) fn item(&mut self, title: Say<'_>, route: &dyn Display) {
        self.line(Line { icon: None, ..Line::new(Icon::Info, title) }, Target::Go(route));
    }

    /// Adds a line with a target.
    pub(crate) fn line(&mut self, line: Line<'_>, to: Target<'_>) {
        let wording = self.wording();
        let Line { tone, icon, title, detail, state } = line;
        let (title, detail, state) = (title.said(wording), detail.some(wording), state.some(wording));
        self.row(Row::Item { tone, icon, title, detail, state, action: to.action() });
    }

    /// Adds a quiet button that performs a command.
    pub(crate) fn button(&mut self, label: Say<'_>, command: &dyn Display) {
        self.button_to(label, Target::Do(command));
    }

    /// Adds a quiet button.
    pub(crate) fn button_to(&mut self, label: Say<'_>, to: Target<'_>) {
        self.button_like(Tone::Neutral, None, label, to);
    }

    /// Adds a button with a tone and an icon.
    pub(crate) fn button_like(&mut self, tone: Tone, icon: Option<Icon>, label: Say<'_>, to: Target<'_>) {
        let label = label.said(self.wording());
        self.row(Row::ActionButton { tone, icon, label, action: to.action() });
    }

    /// Adds a choice among several options.
    pub(crate) fn choice(
        &mut self,
        field: &Field,
        label: Say<'_>,
        value: &str,
        options: Vec<ChoiceOption>,
        on_change: Option<&dyn Display>,
    ) {
        let wording = self.wording();
        let (name, label, value) = (field.name.to_owned(), label.said(wording), value.to_owned());
        self.row(Row::Choice { name, label, value, options, on_change: on_change.map(ToString::to_string) });
    }

    /// Adds a field for a text; a field for a long text has several lines.
    pub(crate) fn text_field(&mut self, field: &Field, label: Word, hint: Word, value: &str) {
        let wording = self.wording();
        let (kind, max_length) = match field.kind {
            FieldKind::Text(kind, longest) => (kind, longest),
            _ => (TextKind::FreeText, LINE_LENGTH),
        };
        self.row(Row::TextField {
            name: field.name.to_owned(),
            label: wording.t(label).to_owned(),
            hint: t(hint).some(wording),
            value: value.to_owned(),
            kind,
            max_length,
            multiline: max_length > LINE_LENGTH,
        });
    }

    /// Adds a field for a day between two days, both included.
    pub(crate) fn date_field(&mut self, field: &Field, label: Word, value: NaiveDate, days: RangeInclusive<NaiveDate>) {
        let wording = self.wording();
        self.row(Row::DateField {
            name: field.name.to_owned(),
            label: wording.t(label).to_owned(),
            value: value.to_string(),
            shown: wording.date(value).alone(),
            earliest: days.start().to_string(),
            latest: days.end().to_string(),
            on_change: None,
        });
    }

    /// Adds a finished text as paper, in its own language.
    pub(crate) fn document(&mut self, written: &Written) {
        let Written { title, language, .. } = written;
        let (title, language) = (title.clone(), (*language).to_owned());
        self.row(Row::Document { title, language, paragraphs: written.body() });
    }

    /// Sets the primary button: the next thing to do.
    pub(crate) fn primary(&mut self, label: Say<'_>, to: Target<'_>) {
        self.screen.primary = Some(ScreenButton { label: label.said(self.wording()), action: to.action() });
    }

    /// Returns whether the screen has no row yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.screen.sections.iter().all(|section| section.rows.is_empty())
    }

    /// Finishes the screen, without empty sections.
    pub(crate) fn done(mut self) -> Screen {
        self.screen.sections.retain(|section| !section.rows.is_empty() || section.footer.is_some());
        for section in &mut self.screen.sections {
            if section.kind == SectionKind::Answers {
                section.rows.sort_by_key(place_among_answers);
            }
        }
        self.screen
    }
}

/// Returns the place of a row among the answers to a question. Rows that are no answers, such as the field for the
/// answer's day, come first.
fn place_among_answers(row: &Row) -> u8 {
    match row {
        Row::ActionButton { tone, .. } | Row::Item { tone, .. } => match tone {
            Tone::Good => 1,
            Tone::Neutral | Tone::Info => 2,
            Tone::Warning => 3,
            Tone::Danger => 4,
        },
        _ => 0,
    }
}

/// Makes an option of a choice.
pub(crate) fn option(id: &str, label: &str) -> ChoiceOption {
    ChoiceOption { id: id.to_owned(), label: label.to_owned() }
}
