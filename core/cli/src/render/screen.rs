//! Screens as lines of text. Pure: takes paper and words, returns lines and what their numbers lead to.

use widerspruch_core::boundary::{Action, Icon, Row, Screen, Tone};

use crate::render::layout::{Paper, width};
use crate::render::switch_picture;
use crate::render::words::Words;

/// A state stands at the end of its line, but never farther than this from the line's beginning.
const STATE_COLUMN: usize = 60;

/// What stands in front of a line that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marks {
    /// A number to type.
    Numbers,
    /// Nothing; the call that does the same stands below.
    Calls,
}

/// A screen on paper.
#[derive(Debug, Default)]
pub(crate) struct Drawing {
    /// None wider than the paper.
    pub(crate) lines: Vec<String>,
    /// What the numbers lead to, in order.
    pub(crate) choices: Vec<Choice>,
}

/// What a number stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Choice {
    /// An action.
    Run(Action),
    /// An input to fill in.
    Input(Box<Row>),
}

/// What came of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Note {
    /// What it means.
    pub(crate) tone: Tone,
    /// The sentence.
    pub(crate) text: String,
}

/// Draws a screen.
pub(crate) fn screen(paper: &Paper, words: &Words, screen: &Screen, marks: Marks) -> Drawing {
    let gutter = match marks {
        Marks::Numbers => 5,
        Marks::Calls => 2,
    };
    let mut pen = Pen { paper, words, marks, gutter, drawing: Drawing::default(), last: Kind::Heading };
    pen.heading(&screen.title, paper.sign("═", "="));
    if let Some(notice) = &screen.notice {
        pen.set_off(sign(paper, Tone::Info, Icon::Info), &notice.text);
    }
    for section in &screen.sections {
        match &section.header {
            Some(header) => {
                pen.gap();
                pen.heading(header, paper.sign("─", "-"));
            }
            None => pen.last = Kind::Apart,
        }
        for row in &section.rows {
            pen.row(row);
        }
        if let Some(footer) = &section.footer {
            pen.text(footer);
        }
    }
    if let Some(primary) = &screen.primary {
        pen.last = Kind::Apart;
        let label = Label { text: &primary.label, strong: true, ..Label::default() };
        pen.run(&label, &primary.action);
    }
    pen.drawing
}

/// Draws what came of an action.
pub(crate) fn notes(paper: &Paper, notes: &[Note]) -> Vec<String> {
    let icon = |tone| if tone == Tone::Good { Icon::Check } else { Icon::Info };
    notes
        .iter()
        .flat_map(|note| paper.hang(&format!(" {} ", sign(paper, note.tone, icon(note.tone))), &note.text))
        .collect()
}

/// The one next thing, as a line of its own that can be chosen by its number.
pub(crate) fn next(paper: &Paper, label: &str, number: usize) -> Vec<String> {
    let start = format!("{:>4} ", format!("[{number}]"));
    let lines = paper.hang(&start, label);
    lines.iter().map(|line| paper.strong_from(width(&start), line)).collect()
}

/// A heading between two rules; a long one has no room for the second.
pub(crate) fn heading(paper: &Paper, gutter: usize, text: &str, rule: &str) -> Vec<String> {
    let start = format!("{} ", rule.repeat(gutter.saturating_sub(1)));
    let mut lines = paper.hang(&start, text);
    let used = lines.first().map_or(0, |line| width(line));
    lines = lines.iter().map(|line| paper.strong_from(gutter, line)).collect();
    if let [line] = lines.as_mut_slice()
        && used + 2 < paper.width
    {
        line.push(' ');
        line.push_str(&rule.repeat(paper.width - used - 1));
    }
    lines
}

/// How a row looks to its neighbours: short rows of one kind stand close together, and all close below a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Heading,
    Apart,
    Text,
    State,
    Step,
    Choice,
}

/// Parts of a line that can be chosen.
#[derive(Debug, Clone, Copy, Default)]
struct Label<'a> {
    sign: Option<&'a str>,
    text: &'a str,
    state: Option<&'a str>,
    detail: Option<&'a str>,
    strong: bool,
}

struct Pen<'a> {
    paper: &'a Paper,
    words: &'a Words,
    marks: Marks,
    gutter: usize,
    drawing: Drawing,
    last: Kind,
}

impl Pen<'_> {
    fn row(&mut self, row: &Row) {
        match row {
            Row::Paragraph { text } => self.text(text),
            Row::Callout { tone, icon, text, more, action } => {
                self.set_off(sign(self.paper, *tone, *icon), text);
                if let (Some(more), Some(action)) = (more, action) {
                    self.last = Kind::Heading;
                    self.run(&Label { text: more, ..Label::default() }, action);
                }
            }
            Row::Status { tone, icon, text, detail } => {
                let start = format!("{}{} ", self.margin(), sign(self.paper, *tone, *icon));
                let mut lines = self.paper.hang(&start, text);
                if let Some(detail) = detail {
                    lines.extend(self.paper.hang(&" ".repeat(width(&start)), detail));
                }
                self.block(Kind::State, lines);
            }
            Row::Item { icon, tone, title, detail, state, action } => {
                let sign = icon.and_then(|icon| meaningful(self.paper, *tone, icon));
                let (state, detail) = (state.as_deref(), detail.as_deref());
                self.run(&Label { sign, text: title, state, detail, strong: false }, action);
            }
            Row::Step { number, text } => {
                let start = format!("{}{number:>2}. ", self.margin());
                let mut lines = self.paper.hang(&start, text);
                if let Some(line) = lines.first_mut() {
                    let shown = format!("{number}.");
                    *line = line.replacen(&shown, &self.paper.strong(&shown), 1);
                }
                self.block(Kind::Step, lines);
            }
            Row::Trail { caption, parts, .. } => {
                let mut lines = self.paper.hang(&self.margin(), caption);
                lines.extend(self.trail(parts));
                self.block(Kind::Text, lines);
            }
            Row::SettingPicture { label, text, positions, .. } => {
                let room = self.paper.width - self.gutter;
                let picture = switch_picture::draw(self.paper, room, label, text.as_deref(), positions);
                let lines = picture.iter().map(|line| format!("{}{line}", self.margin())).collect();
                self.block(Kind::Text, lines);
            }
            Row::ActionButton { tone, label, action, .. } => {
                // A tick would look as if it were done already.
                let sign = (*tone == Tone::Danger).then_some("!");
                self.run(&Label { sign, text: label, ..Label::default() }, action);
            }
            Row::Toggle { label, value, detail, .. } => {
                let state = if *value { &self.words.yes } else { &self.words.no };
                self.input(row, &Label { text: label, detail: detail.as_deref(), ..Label::default() }, state);
            }
            Row::Choice { label, value, options, .. } => {
                let chosen = options.iter().find(|option| option.id == *value).map_or("", |option| &option.label);
                self.input(row, &Label { text: label, ..Label::default() }, chosen);
            }
            Row::TextField { label, hint, value, secret, .. } => {
                let shown = if *secret && !value.is_empty() { "***" } else { value };
                self.input(row, &Label { text: label, detail: hint.as_deref(), ..Label::default() }, shown);
            }
            Row::DateField { label, shown, .. } | Row::TimeField { label, shown, .. } => {
                self.input(row, &Label { text: label, ..Label::default() }, shown);
            }
            Row::Document { title, paragraphs } => {
                let title = self.paper.hang(&self.margin(), title);
                let mut lines: Vec<String> =
                    title.iter().map(|line| self.paper.strong_from(self.gutter, line)).collect();
                for paragraph in paragraphs {
                    lines.push(String::new());
                    lines.extend(self.paper.hang(&self.margin(), paragraph));
                }
                self.block(Kind::Text, lines);
            }
            Row::Picture { path, description } => {
                let mut lines = self.paper.hang(&self.margin(), description);
                lines.extend(self.paper.hang(&self.margin(), path));
                self.block(Kind::Text, lines);
            }
        }
    }

    fn heading(&mut self, text: &str, rule: &str) {
        let lines = heading(self.paper, self.gutter, text, rule);
        self.drawing.lines.extend(lines);
        self.last = Kind::Heading;
    }

    fn text(&mut self, text: &str) {
        let lines = self.paper.hang(&self.margin(), text);
        self.block(Kind::Text, lines);
    }

    /// A text with a line down its side.
    fn set_off(&mut self, sign: &str, text: &str) {
        let side = format!("{}{} ", self.margin(), self.paper.sign("│", "|"));
        let lines = self.paper.lead(&format!("{side}{sign} "), &format!("{side}  "), text);
        self.block(Kind::Text, lines);
    }

    /// `A › B › C`, broken only between the parts; a part that is longer than a line stands below itself.
    fn trail(&self, parts: &[String]) -> Vec<String> {
        let (indent, under) = (" ".repeat(self.gutter + 2), " ".repeat(self.gutter + 4));
        let room = self.paper.width - width(&under);
        let arrow = self.paper.sign(" ›", " >");
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for (index, part) in parts.iter().enumerate() {
            let part = self.paper.shown(part);
            let part = if index + 1 < parts.len() { format!("{part}{arrow}") } else { part };
            if !line.is_empty() && width(&line) + 1 + width(&part) > room {
                lines.extend(self.paper.lead(&indent, &under, &line));
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&part);
        }
        lines.extend(self.paper.lead(&indent, &under, &line));
        lines
    }

    fn run(&mut self, label: &Label<'_>, action: &Action) {
        self.choice(label, Choice::Run(action.clone()), call(action));
        if let (Marks::Calls, Action::Copy { text } | Action::Share { text }) = (self.marks, action) {
            // Nobody can choose it here, so here it is.
            let under = format!("{}    ", self.margin());
            self.drawing.lines.extend(self.paper.hang(&under, text));
        }
    }

    fn input(&mut self, row: &Row, label: &Label<'_>, value: &str) {
        let state = match value.lines().next() {
            None | Some("") => self.paper.sign("–", "-").to_owned(),
            Some(first) if value.lines().nth(1).is_some() => format!("{first} …"),
            Some(first) => first.to_owned(),
        };
        self.choice(&Label { state: Some(&state), ..*label }, Choice::Input(Box::new(row.clone())), field_call(row));
    }

    fn choice(&mut self, label: &Label<'_>, choice: Choice, call: Option<String>) {
        self.drawing.choices.push(choice);
        let mut start = match self.marks {
            Marks::Numbers => format!("{:>4} ", format!("[{}]", self.drawing.choices.len())),
            Marks::Calls => self.margin(),
        };
        if let Some(sign) = label.sign {
            start = format!("{start}{sign} ");
        }
        let under = " ".repeat(width(&start));
        let text = self.paper.shown(label.text);
        let state = label.state.map(|state| self.paper.shown(state));
        let end = self.paper.width.min(self.gutter + STATE_COLUMN);
        let mut lines = match state {
            Some(state) if width(&start) + width(&text) + 2 + width(&state) <= end => {
                let space = end - width(&start) - width(&text) - width(&state);
                vec![format!("{start}{text}{}{state}", " ".repeat(space))]
            }
            Some(state) => self.paper.hang(&start, &format!("{text} {} {state}", self.paper.sign("·", "-"))),
            None => self.paper.hang(&start, &text),
        };
        if label.strong {
            lines = lines.iter().map(|line| self.paper.strong_from(width(&start), line)).collect();
        }
        if let Some(detail) = label.detail {
            lines.extend(self.paper.hang(&under, detail));
        }
        if let Some(call) = call.filter(|_| self.marks == Marks::Calls) {
            lines.extend(self.paper.hang(&format!("{under}{} ", self.paper.sign("→", "->")), &call));
        }
        self.block(Kind::Choice, lines);
    }

    fn margin(&self) -> String {
        " ".repeat(self.gutter)
    }

    fn block(&mut self, kind: Kind, lines: Vec<String>) {
        let near = kind == Kind::Step || (matches!(kind, Kind::State | Kind::Choice) && lines.len() <= 2);
        let close = self.last == kind && near;
        if !close && self.last != Kind::Heading {
            self.gap();
        }
        self.last = if lines.len() <= 2 || kind == Kind::Step { kind } else { Kind::Apart };
        self.drawing.lines.extend(lines);
    }

    fn gap(&mut self) {
        if self.drawing.lines.last().is_some_and(|line| !line.is_empty()) {
            self.drawing.lines.push(String::new());
        }
    }
}

/// A sign that means the same without colour.
pub(crate) fn sign(paper: &Paper, tone: Tone, icon: Icon) -> &'static str {
    meaningful(paper, tone, icon).unwrap_or(match tone {
        Tone::Info => "i",
        _ => paper.sign("•", "*"),
    })
}

/// The sign of an icon that says more than that there is an icon.
fn meaningful(paper: &Paper, tone: Tone, icon: Icon) -> Option<&'static str> {
    match (tone, icon) {
        (_, Icon::Check) => Some(paper.sign("✓", "+")),
        (_, Icon::Circle) => Some(paper.sign("○", "o")),
        (_, Icon::Dash) => Some(paper.sign("–", "-")),
        (_, Icon::Question) => Some("?"),
        (Tone::Warning | Tone::Danger, _) => Some("!"),
        _ => None,
    }
}

/// What to call instead of choosing the line.
fn call(action: &Action) -> Option<String> {
    match action {
        Action::Go { route } => Some(format!("show {route}")),
        Action::Perform { command } => Some(format!("do {command}")),
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

/// The input as a script gives it, with the command where it has its own.
fn field_call(row: &Row) -> Option<String> {
    let (name, value, on_change) = match row {
        Row::Toggle { name, value, on_change, .. } => (name, value.to_string(), on_change),
        Row::Choice { name, value, on_change, .. }
        | Row::DateField { name, value, on_change, .. }
        | Row::TimeField { name, value, on_change, .. } => (name, value.clone(), on_change),
        Row::TextField { name, .. } => (name, String::new(), &None),
        _ => return None,
    };
    let field = format!("{name}={value}");
    Some(on_change.as_ref().map_or_else(|| field.clone(), |command| format!("do {command} {field}")))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use widerspruch_core::Core;
    use widerspruch_core::boundary::{
        ChoiceOption, Direction, FormValues, Moment, OpenConfig, Platform, ScreenSection,
    };

    use super::*;

    const NOW: Moment = Moment { unix_seconds: 1_795_460_400, utc_offset_seconds: 3600 };

    fn words(language: &str, utf8: bool) -> Words {
        Words::load(&[language.to_owned()], utf8)
    }

    fn plain(text: &str) -> String {
        text.chars().filter(|c| !c.is_whitespace()).collect()
    }

    /// All screens that can be reached in a folder, from the beginning and after a step was confirmed.
    fn screens(language: &str) -> Vec<Screen> {
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
        core.perform("welcome", &FormValues::new(), NOW).unwrap();
        for command in ["nudging/p1/linkedin/series", "confirm/p1/linkedin/ai-training", "enough/p1/linkedin"] {
            let mut found = BTreeMap::new();
            let mut waiting = vec!["/".to_owned()];
            while let Some(route) = waiting.pop() {
                if found.contains_key(&route) {
                    continue;
                }
                let shown = core.screen(&route, NOW).unwrap();
                waiting.extend(shown.tabs.iter().map(|tab| tab.route.clone()));
                let drawing = screen(&Paper::new(80, true, false), &words(language, true), &shown, Marks::Numbers);
                for choice in drawing.choices {
                    if let Choice::Run(Action::Go { route }) = choice {
                        waiting.push(route);
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
    fn no_line_is_wider_than_the_paper_and_without_utf8_every_line_is_ascii() {
        for language in Words::languages() {
            let all = screens(language);
            for utf8 in [true, false] {
                let words = words(language, utf8);
                // Beyond that the paper grows no more.
                for columns in (30..=90).chain([100, 120]) {
                    let paper = Paper::new(columns, utf8, false);
                    for shown in &all {
                        for marks in [Marks::Numbers, Marks::Calls] {
                            for line in screen(&paper, &words, shown, marks).lines {
                                assert!(width(&line) <= columns, "{language} {columns} {}: {line}", shown.route);
                                assert!(utf8 || line.is_ascii(), "{language} {}: {line}", shown.route);
                            }
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_a_screen_says_is_lost_however_narrow_the_paper() {
        for language in Words::languages() {
            for shown in screens(language) {
                for columns in [30, 40, 60, 80, 100] {
                    let paper = Paper::new(columns, true, false);
                    let lines = screen(&paper, &words(language, true), &shown, Marks::Numbers).lines;
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
    fn the_next_thing_to_do_stands_last_and_has_the_last_number() {
        for shown in screens("de") {
            let Some(primary) = &shown.primary else { continue };
            let drawing = screen(&Paper::new(88, true, false), &words("de", true), &shown, Marks::Numbers);
            assert_eq!(drawing.choices.last(), Some(&Choice::Run(primary.action.clone())));
            let last = format!("[{}] {}", drawing.choices.len(), primary.label);
            assert_eq!(drawing.lines.last().map(|line| line.trim()), Some(last.as_str()));
        }
    }

    fn of_rows(rows: Vec<Row>) -> Screen {
        Screen {
            route: "/".into(),
            parent: None,
            title: "Titel".into(),
            language: "de".into(),
            direction: Direction::LeftToRight,
            hide_preview: false,
            tabs: Vec::new(),
            sections: vec![ScreenSection { header: Some("Abschnitt".into()), footer: None, rows }],
            primary: None,
            notice: None,
        }
    }

    fn drawn(columns: usize, utf8: bool, rows: Vec<Row>, marks: Marks) -> String {
        let lines = screen(&Paper::new(columns, utf8, false), &words("de", utf8), &of_rows(rows), marks).lines;
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
    fn a_state_stands_at_the_end_where_there_is_room_and_else_after_the_title() {
        let row = || vec![item("Forschung mit Ihren Daten", "steht auf Aus")];
        let wide = " [1] ✓ Forschung mit Ihren Daten            steht auf Aus\n       Schalter daneben";
        assert_eq!(drawn(57, true, row(), Marks::Numbers), wide);
        let narrow = " [1] + Forschung mit Ihren\n       Daten - steht auf Aus\n       Schalter daneben";
        assert_eq!(drawn(30, false, row(), Marks::Numbers), narrow);
    }

    #[test]
    fn in_print_the_call_stands_below_instead_of_a_number() {
        let weekdays = Row::Choice {
            name: "weekdays".into(),
            label: "An welchen Tagen?".into(),
            value: "workdays".into(),
            options: vec![ChoiceOption { id: "workdays".into(), label: "werktags".into() }],
            on_change: Some("set/weekdays".into()),
        };
        let expected = "  An welchen Tagen?           werktags\n  → do set/weekdays weekdays=workdays";
        assert_eq!(drawn(38, true, vec![weekdays], Marks::Calls), expected);
        let expected = "  ✓ Forschung            steht auf Aus\n    Schalter daneben\n    → show /p1";
        assert_eq!(drawn(38, true, vec![item("Forschung", "steht auf Aus")], Marks::Calls), expected);
    }

    #[test]
    fn a_way_breaks_only_between_its_parts() {
        let parts = ["Profilbild", "Einstellungen", "So verwendet LinkedIn Ihre Daten"].map(str::to_owned).into();
        let trail = Row::Trail { caption: "Der Weg:".into(), parts, spoken: String::new() };
        let expected = "     Der Weg:\n       Profilbild › Einstellungen ›\n       So verwendet LinkedIn Ihre Daten";
        assert_eq!(drawn(42, true, vec![trail], Marks::Numbers), expected);
    }

    #[test]
    fn what_is_typed_in_secret_is_not_shown_and_of_many_lines_only_the_first() {
        let field = |value: &str, secret: bool| Row::TextField {
            name: "text".into(),
            label: "Text".into(),
            hint: None,
            value: value.into(),
            max_length: 100,
            multiline: !secret,
            secret,
        };
        assert_eq!(drawn(30, true, vec![field("geheim", true)], Marks::Numbers), " [1] Text                  ***");
        assert_eq!(drawn(30, true, vec![field("eins\nzwei", false)], Marks::Numbers), " [1] Text               eins …");
        assert_eq!(drawn(30, false, vec![field("", false)], Marks::Numbers), " [1] Text                    -");
    }

    #[test]
    fn bold_changes_nothing_but_the_weight() {
        for shown in screens("en") {
            let [bold, not] = [true, false]
                .map(|bold| screen(&Paper::new(80, true, bold), &words("en", true), &shown, Marks::Numbers).lines);
            let without = bold.join("\n").replace("\u{1b}[1m", "").replace("\u{1b}[0m", "");
            assert_eq!(without, not.join("\n"));
            assert!(bold[0].contains("\u{1b}[1m"));
        }
    }
}
