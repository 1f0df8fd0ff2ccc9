//! Screens as lines of text, with the actions and inputs that their numbers stand for.

use widerspruch_core::boundary::{Action, ClaimSource, Icon, Row, Screen, TextKind, Tone};

use crate::render::layout::{Layout, text_width};
use crate::render::switch_picture::draw_switch;
use crate::render::words::Words;

/// Greatest distance in columns from the margin to the end of a line's state, so that the state stays near its label.
const STATE_COLUMN: usize = 60;

/// How a line is marked that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineMarks {
    /// By a number before it, to type.
    Numbers,
    /// By the call below it that does the same.
    Calls,
}

/// A screen as text.
#[derive(Debug, Default)]
pub(crate) struct Drawing {
    /// Lines no wider than the layout.
    pub(crate) lines: Vec<String>,
    /// The targets of the numbers, in order.
    pub(crate) choices: Vec<ChoiceTarget>,
}

/// The target of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ChoiceTarget {
    /// An action to run.
    Run(Action),
    /// An input to fill in.
    Input(Box<Row>),
    /// The sources of a claim to read.
    Sources(Vec<ClaimSource>),
}

/// A message about the last command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StatusMessage {
    /// Its importance.
    pub(crate) tone: Tone,
    /// A finished sentence.
    pub(crate) text: String,
}

/// Draws a screen for a script; `complete` adds to a command the inputs without which its call would be refused.
pub(crate) fn draw_calls(
    layout: &Layout,
    words: &Words,
    screen: &Screen,
    complete: &dyn Fn(&str) -> String,
) -> Vec<String> {
    draw(layout, words, screen, LineMarks::Calls, complete).lines
}

/// Draws a screen; its primary action comes last.
pub(crate) fn draw_screen(layout: &Layout, words: &Words, screen: &Screen, marks: LineMarks) -> Drawing {
    draw(layout, words, screen, marks, &str::to_owned)
}

fn draw(
    layout: &Layout,
    words: &Words,
    screen: &Screen,
    marks: LineMarks,
    complete: &dyn Fn(&str) -> String,
) -> Drawing {
    let gutter = match marks {
        LineMarks::Numbers => 5,
        LineMarks::Calls => 2,
    };
    let mut drawer =
        ScreenDrawer { layout, words, marks, complete, gutter, drawing: Drawing::default(), last: BlockKind::Heading };
    drawer.heading(&screen.title, layout.symbol("═", "="));
    if let Some(notice) = &screen.notice {
        drawer.callout(tone_symbol(layout, Tone::Info, Icon::Info), None, &notice.text);
    }
    for section in &screen.sections {
        match &section.header {
            Some(header) => {
                drawer.gap();
                drawer.heading(header, layout.symbol("─", "-"));
            }
            None => drawer.last = BlockKind::Apart,
        }
        for row in &section.rows {
            drawer.row(row);
        }
        if let Some(footer) = &section.footer {
            drawer.text(footer);
        }
    }
    if let Some(primary) = &screen.primary {
        drawer.last = BlockKind::Apart;
        let label = EntryLabel { text: &primary.label, bold: true, ..EntryLabel::default() };
        drawer.action_entry(&label, &primary.action);
    }
    drawer.drawing
}

/// Cells of a bar that shows how much is done.
const PROGRESS_CELLS: u32 = 12;

/// Draws how much is done as a bar.
fn draw_progress(layout: &Layout, done: u32, total: u32) -> String {
    let full = done.min(total).saturating_mul(PROGRESS_CELLS) / total.max(1);
    let cells = |count: u32, symbol: &str| symbol.repeat(count as usize);
    cells(full, layout.symbol("█", "#")) + &cells(PROGRESS_CELLS - full, layout.symbol("░", "."))
}

/// Returns the titles of sources, each followed by its address, if it has one.
pub(crate) fn source_lines(sources: &[ClaimSource]) -> Vec<String> {
    let mut lines = Vec::new();
    for source in sources {
        lines.push(source.title.clone());
        if let Some(Action::OpenUrl { url, .. }) = &source.action {
            lines.push(url.clone());
        }
    }
    lines
}

/// Draws messages about the last command.
pub(crate) fn draw_messages(layout: &Layout, messages: &[StatusMessage]) -> Vec<String> {
    let icon = |tone| if tone == Tone::Good { Icon::Check } else { Icon::Info };
    let start = |tone| format!(" {} ", tone_symbol(layout, tone, icon(tone)));
    messages.iter().flat_map(|message| layout.wrap_hanging(&start(message.tone), &message.text)).collect()
}

/// Draws the primary action of a screen as a separate line with its number.
pub(crate) fn draw_next_action(layout: &Layout, label: &str, number: usize) -> Vec<String> {
    let start = format!("{:>4} ", format!("[{number}]"));
    let lines = layout.wrap_hanging(&start, label);
    lines.iter().map(|line| layout.bold_from(text_width(&start), line)).collect()
}

/// The kind of a block of lines, which decides on the empty line before the next: short blocks of one kind stand close
/// together, and all blocks stand close below a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BlockKind {
    Heading,
    Apart,
    Text,
    State,
    Step,
    Entry,
}

/// The parts of a line that can be chosen.
#[derive(Debug, Clone, Copy, Default)]
struct EntryLabel<'a> {
    symbol: Option<&'a str>,
    text: &'a str,
    state: Option<&'a str>,
    detail: Option<&'a str>,
    bold: bool,
}

struct ScreenDrawer<'a> {
    layout: &'a Layout,
    words: &'a Words,
    marks: LineMarks,
    /// Adds to a command what its call needs.
    complete: &'a dyn Fn(&str) -> String,
    gutter: usize,
    drawing: Drawing,
    last: BlockKind,
}

impl ScreenDrawer<'_> {
    fn row(&mut self, row: &Row) {
        match row {
            Row::Paragraph { text } => self.text(text),
            Row::Callout { tone, icon, title, text, more, action } => {
                self.callout(tone_symbol(self.layout, *tone, *icon), title.as_deref(), text);
                if let (Some(more), Some(action)) = (more, action) {
                    self.last = BlockKind::Heading;
                    self.action_entry(&EntryLabel { text: more, ..EntryLabel::default() }, action);
                }
            }
            Row::Progress { done, total, label } => {
                let bar = format!("{}{} ", self.margin(), draw_progress(self.layout, *done, *total));
                let lines = self.layout.wrap_hanging(&bar, label);
                self.block(BlockKind::Text, lines);
            }
            Row::Claim { text, sources, read_on, stale } => self.claim(text, sources, read_on, stale.as_deref()),
            Row::Search { label, value, found, .. } => {
                self.input_entry(
                    row,
                    &EntryLabel { text: label, detail: found.as_deref(), ..EntryLabel::default() },
                    value,
                );
            }
            Row::Status { tone, icon, text, detail } => {
                let start = format!("{}{} ", self.margin(), tone_symbol(self.layout, *tone, *icon));
                let mut lines = self.layout.wrap_hanging(&start, text);
                if let Some(detail) = detail {
                    lines.extend(self.layout.wrap_hanging(&" ".repeat(text_width(&start)), detail));
                }
                self.block(BlockKind::State, lines);
            }
            Row::Item { icon, tone, title, detail, state, action } => {
                let symbol = icon.and_then(|icon| meaningful_symbol(self.layout, *tone, icon));
                let (state, detail) = (state.as_deref(), detail.as_deref());
                self.action_entry(&EntryLabel { symbol, text: title, state, detail, bold: false }, action);
            }
            Row::Step { number, text } => {
                let start = format!("{}{number:>2}. ", self.margin());
                let mut lines = self.layout.wrap_hanging(&start, text);
                if let Some(line) = lines.first_mut() {
                    let shown = format!("{number}.");
                    *line = line.replacen(&shown, &self.layout.bold(&shown), 1);
                }
                self.block(BlockKind::Step, lines);
            }
            Row::Trail { caption, parts, .. } => {
                let mut lines = self.layout.wrap_hanging(&self.margin(), caption);
                lines.extend(self.trail_lines(parts));
                self.block(BlockKind::Text, lines);
            }
            Row::SettingPicture { label, text, positions, .. } => {
                let room = self.layout.width - self.gutter;
                let picture = draw_switch(self.layout, room, label, text.as_deref(), positions);
                let lines = picture.iter().map(|line| format!("{}{line}", self.margin())).collect();
                self.block(BlockKind::Text, lines);
            }
            Row::ActionButton { tone, label, action, .. } => {
                // A check mark would look as if it were done already.
                let symbol = (*tone == Tone::Danger).then_some("!");
                self.action_entry(&EntryLabel { symbol, text: label, ..EntryLabel::default() }, action);
            }
            Row::Toggle { label, value, detail, .. } => {
                let state = if *value { &self.words.yes } else { &self.words.no };
                self.input_entry(
                    row,
                    &EntryLabel { text: label, detail: detail.as_deref(), ..EntryLabel::default() },
                    state,
                );
            }
            Row::Choice { label, value, options, .. } => {
                let chosen = options.iter().find(|option| option.id == *value).map_or("", |option| &option.label);
                self.input_entry(row, &EntryLabel { text: label, ..EntryLabel::default() }, chosen);
            }
            Row::TextField { label, hint, value, kind, .. } => {
                let shown = if *kind == TextKind::Secret && !value.is_empty() { "***" } else { value };
                self.input_entry(
                    row,
                    &EntryLabel { text: label, detail: hint.as_deref(), ..EntryLabel::default() },
                    shown,
                );
            }
            Row::DateField { label, shown, .. } => {
                self.input_entry(row, &EntryLabel { text: label, ..EntryLabel::default() }, shown);
            }
            Row::Document { title, paragraphs, .. } => {
                let title = self.layout.wrap_hanging(&self.margin(), title);
                let mut lines: Vec<String> =
                    title.iter().map(|line| self.layout.bold_from(self.gutter, line)).collect();
                for paragraph in paragraphs {
                    lines.push(String::new());
                    lines.extend(self.layout.wrap_hanging(&self.margin(), paragraph));
                }
                self.block(BlockKind::Text, lines);
            }
            Row::Picture { path, description } => {
                let mut lines = self.layout.wrap_hanging(&self.margin(), description);
                lines.extend(self.layout.wrap_hanging(&self.margin(), path));
                self.block(BlockKind::Text, lines);
            }
        }
    }

    fn heading(&mut self, text: &str, rule: &str) {
        let lines = self.layout.heading(self.gutter, text, rule);
        self.drawing.lines.extend(lines);
        self.last = BlockKind::Heading;
    }

    fn text(&mut self, text: &str) {
        let lines = self.layout.wrap_hanging(&self.margin(), text);
        self.block(BlockKind::Text, lines);
    }

    /// Draws a text under its title, with a line down its side.
    fn callout(&mut self, symbol: &str, title: Option<&str>, text: &str) {
        let side = format!("{}{} ", self.margin(), self.layout.symbol("│", "|"));
        let (mut first, under) = (format!("{side}{symbol} "), format!("{side}  "));
        let mut lines = Vec::new();
        if let Some(title) = title {
            let title = self.layout.wrap_prefixed(&first, &under, title);
            lines.extend(title.iter().map(|line| self.layout.bold_from(text_width(&under), line)));
            first.clone_from(&under);
        }
        lines.extend(self.layout.wrap_prefixed(&first, &under, text));
        self.block(BlockKind::Text, lines);
    }

    /// Draws a claim with the line that stands for its sources; choosing it shows them. A script sees them at once.
    fn claim(&mut self, text: &str, sources: &[ClaimSource], read_on: &str, stale: Option<&str>) {
        let read_on =
            stale.map_or_else(|| read_on.to_owned(), |stale| Words::join(&self.words.join_dot, read_on, stale));
        let label = EntryLabel { text, detail: Some(&read_on), ..EntryLabel::default() };
        self.entry(&label, ChoiceTarget::Sources(sources.to_vec()), None);
        if self.marks == LineMarks::Calls {
            let under = format!("{}    ", self.margin());
            for line in source_lines(sources) {
                self.drawing.lines.extend(self.layout.wrap_hanging(&under, &line));
            }
        }
    }

    /// Draws `A › B › C`; lines break between the parts, and inside a part only if it is longer than a line.
    fn trail_lines(&self, parts: &[String]) -> Vec<String> {
        let (indent, under) = (" ".repeat(self.gutter + 2), " ".repeat(self.gutter + 4));
        let room = self.layout.width - text_width(&under);
        let arrow = self.layout.symbol(" ›", " >");
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for (index, part) in parts.iter().enumerate() {
            let part = self.layout.displayable(part);
            let part = if index + 1 < parts.len() { format!("{part}{arrow}") } else { part };
            if !line.is_empty() && text_width(&line) + 1 + text_width(&part) > room {
                lines.extend(self.layout.wrap_prefixed(&indent, &under, &line));
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&part);
        }
        lines.extend(self.layout.wrap_prefixed(&indent, &under, &line));
        lines
    }

    fn action_entry(&mut self, label: &EntryLabel<'_>, action: &Action) {
        self.entry(label, ChoiceTarget::Run(action.clone()), self.action_call(action));
        if let (LineMarks::Calls, Action::Copy { text } | Action::Share { text }) = (self.marks, action) {
            // A script cannot choose the line to see the text.
            let under = format!("{}    ", self.margin());
            self.drawing.lines.extend(self.layout.wrap_hanging(&under, text));
        }
    }

    /// Returns the call, or the address, that does the same as choosing the line.
    fn action_call(&self, action: &Action) -> Option<String> {
        match action {
            Action::Go { route } => Some(format!("show {route}")),
            Action::Perform { command } => Some(format!("do {}", (self.complete)(command))),
            Action::Pick { command, .. } => Some(format!("do {command} file=")),
            Action::OpenUrl { url, .. } => Some(url.clone()),
            Action::Back
            | Action::Copy { .. }
            | Action::Share { .. }
            | Action::Print { .. }
            | Action::SaveFile { .. }
            | Action::AskNotificationPermission
            | Action::OpenSystemSettings { .. } => None,
        }
    }

    fn input_entry(&mut self, row: &Row, label: &EntryLabel<'_>, value: &str) {
        let state = match value.lines().next() {
            None | Some("") => self.layout.symbol("–", "-").to_owned(),
            Some(first) if value.lines().nth(1).is_some() => format!("{first} …"),
            Some(first) => first.to_owned(),
        };
        self.entry(
            &EntryLabel { state: Some(&state), ..*label },
            ChoiceTarget::Input(Box::new(row.clone())),
            input_call(row),
        );
    }

    fn entry(&mut self, label: &EntryLabel<'_>, target: ChoiceTarget, call: Option<String>) {
        self.drawing.choices.push(target);
        let mut start = match self.marks {
            LineMarks::Numbers => format!("{:>4} ", format!("[{}]", self.drawing.choices.len())),
            LineMarks::Calls => self.margin(),
        };
        if let Some(symbol) = label.symbol {
            start = format!("{start}{symbol} ");
        }
        let under = " ".repeat(text_width(&start));
        let text = self.layout.displayable(label.text);
        let state = label.state.map(|state| self.layout.displayable(state));
        let end = self.layout.width.min(self.gutter + STATE_COLUMN);
        let mut lines = match state {
            Some(state) if text_width(&start) + text_width(&text) + 2 + text_width(&state) <= end => {
                let space = end - text_width(&start) - text_width(&text) - text_width(&state);
                vec![format!("{start}{text}{}{state}", " ".repeat(space))]
            }
            Some(state) => {
                self.layout.wrap_hanging(&start, &format!("{text} {} {state}", self.layout.symbol("·", "-")))
            }
            None => self.layout.wrap_hanging(&start, &text),
        };
        if label.bold {
            lines = lines.iter().map(|line| self.layout.bold_from(text_width(&start), line)).collect();
        }
        if let Some(detail) = label.detail {
            lines.extend(self.layout.wrap_hanging(&under, detail));
        }
        if let Some(call) = call.filter(|_| self.marks == LineMarks::Calls) {
            lines.extend(self.layout.wrap_hanging(&format!("{under}{} ", self.layout.symbol("→", "->")), &call));
        }
        self.block(BlockKind::Entry, lines);
    }

    fn margin(&self) -> String {
        " ".repeat(self.gutter)
    }

    fn block(&mut self, kind: BlockKind, lines: Vec<String>) {
        let near = kind == BlockKind::Step || (matches!(kind, BlockKind::State | BlockKind::Entry) && lines.len() <= 2);
        let close = self.last == kind && near;
        if !close && self.last != BlockKind::Heading {
            self.gap();
        }
        self.last = if lines.len() <= 2 || kind == BlockKind::Step { kind } else { BlockKind::Apart };
        self.drawing.lines.extend(lines);
    }

    fn gap(&mut self) {
        if self.drawing.lines.last().is_some_and(|line| !line.is_empty()) {
            self.drawing.lines.push(String::new());
        }
    }
}

/// Returns the symbol of a tone and an icon, which carries the meaning without colour.
fn tone_symbol(layout: &Layout, tone: Tone, icon: Icon) -> &'static str {
    meaningful_symbol(layout, tone, icon).unwrap_or(match tone {
        Tone::Info => "i",
        _ => layout.symbol("•", "*"),
    })
}

/// Returns the symbol of a tone and an icon that say more than that there is an icon.
fn meaningful_symbol(layout: &Layout, tone: Tone, icon: Icon) -> Option<&'static str> {
    match (tone, icon) {
        (_, Icon::Check) => Some(layout.symbol("✓", "+")),
        (_, Icon::Circle) => Some(layout.symbol("○", "o")),
        (_, Icon::Dash) => Some(layout.symbol("–", "-")),
        (_, Icon::Question) => Some("?"),
        (Tone::Warning | Tone::Danger, _) => Some("!"),
        _ => None,
    }
}

/// Returns an input as a script gives it, with the command that the input performs at once.
fn input_call(row: &Row) -> Option<String> {
    let on_change = match row {
        Row::Toggle { on_change, .. } | Row::Choice { on_change, .. } | Row::DateField { on_change, .. } => on_change,
        Row::Search { route, .. } => return Some(format!("show {route}")),
        _ => &None,
    };
    let (name, value) = input_of(row)?;
    let field = format!("{name}={value}");
    Some(on_change.as_ref().map_or_else(|| field.clone(), |command| format!("do {command} {field}")))
}

/// Returns the name of an input and its value; an empty one for a text, which may have several lines.
pub(crate) fn input_of(row: &Row) -> Option<(&str, String)> {
    match row {
        Row::Toggle { name, value, .. } => Some((name, value.to_string())),
        Row::Choice { name, value, .. } | Row::DateField { name, value, .. } => Some((name, value.clone())),
        Row::TextField { name, .. } => Some((name, String::new())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use widerspruch_core::Core;
    use widerspruch_core::boundary::{
        ChoiceOption, Direction, FormValues, Moment, OpenConfig, Platform, ScreenSection, SectionKind,
    };

    use super::*;

    const NOW: Moment = Moment { unix_seconds: 1_795_460_400, utc_offset_seconds: 3600 };

    fn words(language: &str, utf8: bool) -> Words {
        Words::load(&[language.to_owned()], utf8)
    }

    fn plain(text: &str) -> String {
        text.chars().filter(|c| !c.is_whitespace()).collect()
    }

    /// Returns all screens that can be reached from home, before and after each of some commands.
    /// Returns whether a screen is like a hundred others: the notice of a package, the report on a step.
    fn is_like_others(route: &str) -> bool {
        let like = ["/about/notices/", "/wrong/"].iter().any(|part| route.contains(part));
        like && !["/notices/uniffi", "/ai-training/wrong/phone/1"].iter().any(|kept| route.ends_with(kept))
    }

    fn reachable_screens(language: &str) -> Vec<Screen> {
        let folder = tempfile::tempdir().unwrap();
        let core = Core::open(OpenConfig {
            data_dir: folder.path().to_string_lossy().into_owned(),
            languages: vec![language.to_owned()],
            asked_language: None,
            region: Some("DE".into()),
            platform: Platform::Terminal,
            app_version: "0.1.0".into(),
        })
        .unwrap();
        let mut all = vec![core.screen("/", NOW).unwrap()];
        core.perform("begin/linkedin", &FormValues::new(), NOW).unwrap();
        for command in ["nudging/p1/linkedin/series", "confirm/p1/linkedin/ai-training", "enough/p1/linkedin"] {
            let mut found = BTreeMap::new();
            let mut waiting = vec!["/".to_owned()];
            while let Some(route) = waiting.pop() {
                if found.contains_key(&route) {
                    continue;
                }
                let shown = core.screen(&route, NOW).unwrap();
                waiting.extend(shown.tabs.iter().map(|tab| tab.route.clone()));
                let drawing =
                    draw_screen(&Layout::new(80, true, false), &words(language, true), &shown, LineMarks::Numbers);
                for choice in drawing.choices {
                    if let ChoiceTarget::Run(Action::Go { route }) = choice {
                        waiting.extend(Some(route).filter(|route| !is_like_others(route)));
                    }
                }
                found.insert(route, shown);
            }
            assert!(found.len() > 15, "{:?}", found.keys());
            for shown in found.into_values() {
                if !all.contains(&shown) {
                    all.push(shown);
                }
            }
            core.perform(command, &FormValues::new(), NOW).unwrap();
        }
        all
    }

    #[test]
    fn no_line_is_overlong_and_without_utf8_none_has_a_foreign_letter() {
        for language in Words::languages() {
            let all = reachable_screens(language);
            for utf8 in [true, false] {
                let words = words(language, utf8);
                // Wider layouts are all alike.
                for columns in (30..=90).chain([100, 120]) {
                    let layout = Layout::new(columns, utf8, false);
                    for shown in &all {
                        for marks in [LineMarks::Numbers, LineMarks::Calls] {
                            for line in draw_screen(&layout, &words, shown, marks).lines {
                                assert!(text_width(&line) <= columns, "{language} {columns} {}: {line}", shown.route);
                                assert!(utf8 || line.is_ascii(), "{language} {}: {line}", shown.route);
                            }
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn no_text_of_a_screen_is_lost_at_any_width() {
        for language in Words::languages() {
            for shown in reachable_screens(language) {
                for columns in [30, 40, 60, 80, 100] {
                    let layout = Layout::new(columns, true, false);
                    let lines = draw_screen(&layout, &words(language, true), &shown, LineMarks::Numbers).lines;
                    let drawn = plain(&lines.join("").replace('│', ""));
                    let rows = shown.sections.iter().flat_map(|section| &section.rows);
                    let said = rows.filter_map(|row| match row {
                        Row::Paragraph { text } | Row::Callout { text, .. } | Row::Status { text, .. } => Some(text),
                        Row::Item { title, .. } => Some(title),
                        Row::ActionButton { label, .. } | Row::Choice { label, .. } => Some(label),
                        Row::Step { text, .. } => Some(text),
                        _ => None,
                    });
                    let around = shown.sections.iter().flat_map(|s| s.header.iter().chain(&s.footer));
                    for text in said.chain(around).chain([&shown.title]) {
                        assert!(drawn.contains(&plain(text)), "{} at {columns}: {text}\n{drawn}", shown.route);
                    }
                }
            }
        }
    }

    #[test]
    fn primary_action_comes_last_and_has_the_last_number() {
        for shown in reachable_screens("de") {
            let Some(primary) = &shown.primary else { continue };
            let drawing = draw_screen(&Layout::new(88, true, false), &words("de", true), &shown, LineMarks::Numbers);
            assert_eq!(drawing.choices.last(), Some(&ChoiceTarget::Run(primary.action.clone())));
            let last = format!("[{}] {}", drawing.choices.len(), primary.label);
            assert_eq!(drawing.lines.last().map(|line| line.trim()), Some(last.as_str()));
        }
    }

    fn screen_of(rows: Vec<Row>) -> Screen {
        Screen {
            route: "/".into(),
            parent: None,
            title: "Titel".into(),
            language: "de".into(),
            direction: Direction::LeftToRight,
            hide_preview: false,
            tabs: Vec::new(),
            sections: vec![ScreenSection {
                kind: SectionKind::Rows,
                header: Some("Abschnitt".into()),
                footer: None,
                rows,
            }],
            primary: None,
            notice: None,
        }
    }

    fn drawn(columns: usize, utf8: bool, rows: Vec<Row>, marks: LineMarks) -> String {
        let lines = draw_screen(&Layout::new(columns, utf8, false), &words("de", utf8), &screen_of(rows), marks).lines;
        lines.get(3..).unwrap_or_default().join("\n")
    }

    fn item(title: &str, state: &str) -> Row {
        Row::Item {
            tone: Tone::Good,
            icon: Some(Icon::Check),
            title: title.into(),
            detail: Some("Schalter daneben".into()),
            state: Some(state.into()),
            action: Action::Go { route: "/p1".into() },
        }
    }

    #[test]
    fn state_follows_the_title_where_the_line_has_no_room() {
        let row = || vec![item("Forschung mit Ihren Daten", "steht auf Aus")];
        let wide = " [1] ✓ Forschung mit Ihren Daten            steht auf Aus\n       Schalter daneben";
        assert_eq!(drawn(57, true, row(), LineMarks::Numbers), wide);
        let narrow = " [1] + Forschung mit Ihren\n       Daten - steht auf Aus\n       Schalter daneben";
        assert_eq!(drawn(30, false, row(), LineMarks::Numbers), narrow);
    }

    #[test]
    fn calls_of_scripts_stand_below_their_line() {
        let weekdays = Row::Choice {
            name: "weekdays".into(),
            label: "An welchen Tagen?".into(),
            value: "workdays".into(),
            options: vec![ChoiceOption { id: "workdays".into(), label: "werktags".into() }],
            on_change: Some("set/weekdays".into()),
        };
        let expected = "  An welchen Tagen?           werktags\n  → do set/weekdays weekdays=workdays";
        assert_eq!(drawn(38, true, vec![weekdays], LineMarks::Calls), expected);
        let expected = "  ✓ Forschung            steht auf Aus\n    Schalter daneben\n    → show /p1";
        assert_eq!(drawn(38, true, vec![item("Forschung", "steht auf Aus")], LineMarks::Calls), expected);
    }

    #[test]
    fn trail_is_not_torn_inside_its_parts() {
        let parts = ["Profilbild", "Einstellungen", "So verwendet LinkedIn Ihre Daten"].map(str::to_owned).into();
        let trail = Row::Trail { caption: "Der Weg:".into(), parts, spoken: String::new() };
        let expected = "     Der Weg:\n       Profilbild › Einstellungen ›\n       So verwendet LinkedIn Ihre Daten";
        assert_eq!(drawn(42, true, vec![trail], LineMarks::Numbers), expected);
    }

    #[test]
    fn secret_value_is_hidden_and_long_value_is_cut_to_one_line() {
        let field = |value: &str, secret: bool| Row::TextField {
            name: "text".into(),
            label: "Text".into(),
            hint: None,
            value: value.into(),
            kind: if secret { TextKind::Secret } else { TextKind::FreeText },
            max_length: 100,
            multiline: !secret,
        };
        assert_eq!(drawn(30, true, vec![field("geheim", true)], LineMarks::Numbers), " [1] Text                  ***");
        assert_eq!(
            drawn(30, true, vec![field("eins\nzwei", false)], LineMarks::Numbers),
            " [1] Text               eins …"
        );
        assert_eq!(drawn(30, false, vec![field("", false)], LineMarks::Numbers), " [1] Text                    -");
    }

    #[test]
    fn progress_claims_titles_and_searches_are_drawn() {
        let source = |title: &str, url: Option<&str>| ClaimSource {
            title: title.into(),
            action: url.map(|url| Action::OpenUrl { url: url.into(), browser_only: true }),
        };
        let rows = || {
            vec![
                Row::Callout {
                    tone: Tone::Info,
                    icon: Icon::Info,
                    title: Some("Noch offen".into()),
                    text: "Das geht jederzeit.".into(),
                    more: None,
                    action: None,
                },
                Row::Progress { done: 1, total: 3, label: "1 von 3 Schritten".into() },
                Row::Claim {
                    text: "So steht es da.".into(),
                    sources: vec![source("Hilfe", Some("https://example.org/a")), source("Brief", None)],
                    read_on: "2 Quellen".into(),
                    stale: Some("kann sich geändert haben".into()),
                },
                Row::Search {
                    name: "search".into(),
                    label: "Suchen".into(),
                    value: String::new(),
                    found: None,
                    route: "/find/".into(),
                },
            ]
        };
        let expected = "     │ i Noch offen\n     │   Das geht jederzeit.\n\n     ████░░░░░░░░ 1 von 3 Schritten\n\n \
                        [1] So steht es da.\n     2 Quellen · kann sich geändert haben\n [2] Suchen                              –";
        assert_eq!(drawn(42, true, rows(), LineMarks::Numbers), expected);
        let script = drawn(42, false, rows(), LineMarks::Calls);
        for line in ["  ####........ 1 von 3 Schritten", "Hilfe", "https://example.org/a", "Brief", "-> show /find/"] {
            assert!(script.contains(line), "{script}");
        }
    }

    #[test]
    fn bold_changes_no_text() {
        for shown in reachable_screens("en") {
            let [bold, not] = [true, false].map(|bold| {
                draw_screen(&Layout::new(80, true, bold), &words("en", true), &shown, LineMarks::Numbers).lines
            });
            let without = bold.join("\n").replace("\u{1b}[1m", "").replace("\u{1b}[0m", "");
            assert_eq!(without, not.join("\n"));
            assert!(bold[0].contains("\u{1b}[1m"));
        }
    }
}
