//! Columns, letters and weight of the output, and wrapping text to them. Knows nothing of screens.

use unicode_width::UnicodeWidthStr;

use crate::render::ascii::to_ascii;

/// Columns beyond which lines are hard to read.
const WIDEST: usize = 88;

/// Columns below which nothing can be laid out.
const NARROWEST: usize = 20;

/// Width, letters and weight that the output has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Columns.
    pub(crate) width: usize,
    /// Whether letters beyond ASCII can be shown.
    pub(crate) utf8: bool,
    /// Whether headings are bold; no meaning depends on it.
    pub(crate) has_bold: bool,
}

impl Layout {
    /// Creates a layout of that many columns, within the limits of what can be read.
    pub(crate) fn new(columns: usize, utf8: bool, has_bold: bool) -> Self {
        Self { width: columns.clamp(NARROWEST, WIDEST), utf8, has_bold }
    }

    /// Returns a text as the output can show it. Control characters are dropped: a name must not steer the terminal.
    pub(crate) fn displayable(&self, text: &str) -> String {
        plain_blanks(&self.wrappable(text))
    }

    /// Returns a text as the output can show it, but with the blanks at which no line may break.
    pub(crate) fn wrappable(&self, text: &str) -> String {
        let untabbed = text.chars().map(|letter| if letter == '\t' { ' ' } else { letter });
        let safe: String = untabbed.filter(|letter| *letter == '\n' || !letter.is_control()).collect();
        if self.utf8 {
            return safe;
        }
        let parts: Vec<String> = safe.split(is_bound_blank).map(to_ascii).collect();
        parts.join("\u{a0}")
    }

    /// Returns a symbol, or its stand-in in ASCII.
    pub(crate) fn symbol(&self, symbol: &'static str, ascii: &'static str) -> &'static str {
        if self.utf8 { symbol } else { ascii }
    }

    /// Returns the text in bold, where the output has bold.
    pub(crate) fn bold(&self, text: &str) -> String {
        if self.has_bold { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// Returns the line with all text from a column on in bold, where the output has bold.
    pub(crate) fn bold_from(&self, column: usize, line: &str) -> String {
        let start = line.char_indices().map(|(at, _)| at).find(|at| text_width(&line[..*at]) >= column);
        let (start, text) = line.split_at(start.unwrap_or(line.len()));
        format!("{start}{}", self.bold(text))
    }

    /// Wraps a text with a hanging indent: `first` on the first line, as many spaces on the others.
    pub(crate) fn wrap_hanging(&self, first: &str, text: &str) -> Vec<String> {
        wrap_hanging(self.width, first, &self.wrappable(text))
    }

    /// Wraps a text with `first` before the first line and `rest` before the others.
    pub(crate) fn wrap_prefixed(&self, first: &str, rest: &str, text: &str) -> Vec<String> {
        wrap_prefixed(self.width, first, rest, &self.wrappable(text))
    }

    /// Draws a heading between two rules, the first of `gutter` columns; a long heading leaves no room for the second.
    pub(crate) fn heading(&self, gutter: usize, text: &str, rule: &str) -> Vec<String> {
        let start = format!("{} ", rule.repeat(gutter.saturating_sub(1)));
        let mut lines = self.wrap_hanging(&start, text);
        let used = lines.first().map_or(0, |line| text_width(line));
        lines = lines.iter().map(|line| self.bold_from(gutter, line)).collect();
        if let [line] = lines.as_mut_slice()
            && used + 2 < self.width
        {
            line.push(' ');
            line.push_str(&rule.repeat(self.width - used - 1));
        }
        lines
    }
}

/// Wraps a text to `columns` with a hanging indent: `first` on the first line, as many spaces on the others.
pub(crate) fn wrap_hanging(columns: usize, first: &str, text: &str) -> Vec<String> {
    wrap_prefixed(columns, first, &" ".repeat(text_width(first)), text)
}

fn wrap_prefixed(columns: usize, first: &str, rest: &str, text: &str) -> Vec<String> {
    let room = columns.saturating_sub(text_width(first).max(text_width(rest))).max(1);
    let begin = |(index, line): (usize, String)| {
        let start = if index == 0 { first } else { rest };
        format!("{start}{line}").trim_end().to_owned()
    };
    wrap_text(text, room).into_iter().enumerate().map(begin).collect()
}

/// Counts the columns of a text: two for a double-width letter, zero for a combining one.
pub(crate) fn text_width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Wraps a text to `room` columns. Lines break at spaces; a word longer than a line breaks after a punctuation mark in
/// it, or where the line ends. The lines have plain blanks only, so that what is searched for in them is found.
pub(crate) fn wrap_text(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in
            paragraph.split(is_breakable).filter(|word| !word.is_empty()).flat_map(|word| word_pieces(word, room))
        {
            if !line.is_empty() && text_width(&line) + usize::from(word.spaced) + text_width(word.text) > room {
                lines.push(plain_blanks(&std::mem::take(&mut line)));
            }
            if word.spaced && !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word.text);
        }
        lines.push(plain_blanks(&line));
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// Returns whether a line may end at this letter: at a space that is not a no-break space.
fn is_breakable(letter: char) -> bool {
    letter.is_whitespace() && !is_bound_blank(letter)
}

/// Returns whether no line may break at this blank.
const fn is_bound_blank(letter: char) -> bool {
    matches!(letter, '\u{a0}' | '\u{202f}')
}

fn plain_blanks(text: &str) -> String {
    text.replace(is_bound_blank, " ")
}

/// A part of a word that fits on a line.
struct Piece<'a> {
    text: &'a str,
    /// Whether a space stands before it.
    spaced: bool,
}

/// Cuts a word into pieces of at most `room` columns; nearly always one piece.
fn word_pieces(word: &str, room: usize) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = word;
    while text_width(rest) > room {
        let fits =
            rest.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| text_width(&rest[..*end]) <= room);
        // At least one letter, even if it is wider than the line, so that the loop ends.
        let most = fits.last().or_else(|| rest.chars().next().map(char::len_utf8)).unwrap_or(rest.len());
        let after_sign = rest[..most].rfind(['-', '/', '.', '=', '&']).map(|at| at + 1).filter(|end| *end > 1);
        let (piece, more) = rest.split_at(after_sign.unwrap_or(most));
        found.push(Piece { text: piece, spaced: found.is_empty() });
        rest = more;
    }
    if !rest.is_empty() {
        found.push(Piece { text: rest, spaced: found.is_empty() });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_not_torn_where_they_fit() {
        assert_eq!(wrap_text("Nutzen Sie meine Daten dafür nicht.", 12), ["Nutzen Sie", "meine Daten", "dafür nicht."]);
    }

    #[test]
    fn overlong_word_breaks_after_punctuation_or_at_the_margin() {
        assert_eq!(wrap_text("Datenschutz-Grundverordnung", 16), ["Datenschutz-", "Grundverordnung"]);
        assert_eq!(wrap_text("ja Wettbewerbsverhältnis", 10), ["ja", "Wettbewerb", "sverhältni", "s"]);
        assert_eq!(wrap_text("https://example.org/a/b", 13), ["https://", "example.org/", "a/b"]);
    }

    #[test]
    fn double_width_and_combining_letters_are_measured_in_columns() {
        assert_eq!(text_width("李"), 2);
        assert_eq!(text_width("e\u{301}"), 1);
        assert_eq!(wrap_text("李李 李", 5), ["李李", "李"]);
        assert_eq!(wrap_text("李李李", 3), ["李", "李", "李"]);
        assert_eq!(wrap_text("李", 1), ["李"]);
    }

    #[test]
    fn line_ends_and_no_break_spaces_are_kept() {
        assert_eq!(wrap_text("a\n\nb", 10), ["a", "", "b"]);
        assert_eq!(wrap_text("§\u{a0}5 gilt", 5), ["§ 5", "gilt"]);
        assert_eq!(wrap_text("", 5), [""]);
    }

    #[test]
    fn hanging_indent_aligns_further_lines() {
        let layout = Layout::new(20, true, false);
        assert_eq!(
            layout.wrap_hanging("  1. ", "Tippen Sie oben auf das Bild."),
            ["  1. Tippen Sie oben", "     auf das Bild."]
        );
    }

    #[test]
    fn heading_without_room_has_no_second_rule() {
        let layout = Layout::new(20, true, false);
        assert_eq!(layout.heading(2, "Stand", "─"), ["─ Stand ────────────"]);
        assert_eq!(layout.heading(2, "Eine lange Überschrift", "─"), ["─ Eine lange", "  Überschrift"]);
        assert_eq!(layout.heading(2, "Siebzehn Zeichen.", "─"), ["─ Siebzehn Zeichen."]);
        assert_eq!(Layout::new(20, false, true).heading(2, "Stand", "-"), ["- \u{1b}[1mStand\u{1b}[0m ------------"]);
    }

    #[test]
    fn control_characters_and_escapes_are_dropped() {
        assert_eq!(Layout::new(80, true, true).displayable("\u{1b}[31mrot\u{7}\tü"), "[31mrot ü");
    }

    #[test]
    fn width_is_clamped_to_the_readable_range() {
        assert_eq!(Layout::new(3, true, false).width, 20);
        assert_eq!(Layout::new(300, true, false).width, 88);
    }
}
