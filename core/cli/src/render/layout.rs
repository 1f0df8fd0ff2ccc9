//! What is drawn on: so many columns, these letters, bold or not. Knows how to wrap; knows nothing of screens.

use unicode_width::UnicodeWidthStr;

use crate::render::ascii::ascii;

/// Wider lines are hard to read.
const WIDEST: usize = 88;

/// Narrower than this nothing can be laid out.
const NARROWEST: usize = 20;

/// Width, letters and weight of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paper {
    /// Columns.
    pub(crate) width: usize,
    /// Whether letters beyond ASCII can be shown.
    pub(crate) utf8: bool,
    /// Whether headings are bold; nothing depends on it.
    pub(crate) bold: bool,
}

impl Paper {
    /// Paper for so many columns, kept to what can be read.
    pub(crate) fn new(columns: usize, utf8: bool, bold: bool) -> Self {
        Self { width: columns.clamp(NARROWEST, WIDEST), utf8, bold }
    }

    /// A text as this paper can show it. Control characters go: a name must not steer the terminal.
    pub(crate) fn shown(&self, text: &str) -> String {
        let calm = |letter| if letter == '\t' { ' ' } else { letter };
        let calm: String = text.chars().map(calm).filter(|c| *c == '\n' || !c.is_control()).collect();
        if self.utf8 { calm } else { ascii(&calm) }
    }

    /// One of our own signs, or what stands for it in ASCII.
    pub(crate) fn sign(&self, sign: &'static str, plain: &'static str) -> &'static str {
        if self.utf8 { sign } else { plain }
    }

    /// The text in bold, where there is bold.
    pub(crate) fn strong(&self, text: &str) -> String {
        if self.bold { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// Everything from a column on in bold, where there is bold.
    pub(crate) fn strong_from(&self, column: usize, line: &str) -> String {
        let start = line.char_indices().map(|(at, _)| at).find(|at| width(&line[..*at]) >= column);
        let (start, text) = line.split_at(start.unwrap_or(line.len()));
        format!("{start}{}", self.strong(text))
    }

    /// Lines that begin with `first` and then with as many spaces, so that further lines stand under the text.
    pub(crate) fn hang(&self, first: &str, text: &str) -> Vec<String> {
        hang(self.width, first, &self.shown(text))
    }

    /// Lines that begin with `first` and then with `rest`.
    pub(crate) fn lead(&self, first: &str, rest: &str, text: &str) -> Vec<String> {
        lead(self.width, first, rest, &self.shown(text))
    }
}

/// Lines of at most `columns` that begin with `first` and then with as many spaces.
pub(crate) fn hang(columns: usize, first: &str, text: &str) -> Vec<String> {
    lead(columns, first, &" ".repeat(width(first)), text)
}

fn lead(columns: usize, first: &str, rest: &str, text: &str) -> Vec<String> {
    let room = columns.saturating_sub(width(first).max(width(rest))).max(1);
    let begin = |(index, line): (usize, String)| {
        let start = if index == 0 { first } else { rest };
        format!("{start}{line}").trim_end().to_owned()
    };
    wrap(text, room).into_iter().enumerate().map(begin).collect()
}

/// Columns that a text takes: double-width letters are two, combining ones none.
pub(crate) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Lines of at most `room` columns. Breaks at spaces; a word that is longer than a line breaks after a sign in it, or
/// where it must.
pub(crate) fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split(breakable).filter(|word| !word.is_empty()).flat_map(|word| pieces(word, room)) {
            if !line.is_empty() && width(&line) + usize::from(word.spaced) + width(word.text) > room {
                lines.push(std::mem::take(&mut line));
            }
            if word.spaced && !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word.text);
        }
        lines.push(line);
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// A space at which a line may end; a no-break space holds its words together.
fn breakable(letter: char) -> bool {
    letter.is_whitespace() && !matches!(letter, '\u{a0}' | '\u{202f}')
}

struct Piece<'a> {
    text: &'a str,
    /// Whether a space goes before it.
    spaced: bool,
}

/// A word as pieces of at most `room` columns; nearly always the word itself.
fn pieces(word: &str, room: usize) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = word;
    while width(rest) > room {
        let fits = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| width(&rest[..*end]) <= room);
        // At least one letter, even where it is wider than the line: the next turn must have less to do.
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
    fn words_stay_whole_and_lines_short() {
        assert_eq!(wrap("Nutzen Sie meine Daten dafür nicht.", 12), ["Nutzen Sie", "meine Daten", "dafür nicht."]);
    }

    #[test]
    fn a_long_word_breaks_after_a_sign_or_where_it_must() {
        assert_eq!(wrap("Datenschutz-Grundverordnung", 16), ["Datenschutz-", "Grundverordnung"]);
        assert_eq!(wrap("ja Wettbewerbsverhältnis", 10), ["ja", "Wettbewerb", "sverhältni", "s"]);
        assert_eq!(wrap("https://example.org/a/b", 13), ["https://", "example.org/", "a/b"]);
    }

    #[test]
    fn wide_and_combining_letters_count_as_they_look() {
        assert_eq!(width("李"), 2);
        assert_eq!(width("e\u{301}"), 1);
        assert_eq!(wrap("李李 李", 5), ["李李", "李"]);
        assert_eq!(wrap("李李李", 3), ["李", "李", "李"]);
        assert_eq!(wrap("李", 1), ["李"]);
    }

    #[test]
    fn line_ends_stay_and_no_break_spaces_hold() {
        assert_eq!(wrap("a\n\nb", 10), ["a", "", "b"]);
        assert_eq!(wrap("§\u{a0}5 gilt", 5), ["§\u{a0}5", "gilt"]);
        assert_eq!(wrap("", 5), [""]);
    }

    #[test]
    fn further_lines_stand_under_the_first() {
        let paper = Paper::new(20, true, false);
        assert_eq!(
            paper.hang("  1. ", "Tippen Sie oben auf das Bild."),
            ["  1. Tippen Sie oben", "     auf das Bild."]
        );
    }

    #[test]
    fn a_name_cannot_steer_the_terminal() {
        assert_eq!(Paper::new(80, true, true).shown("\u{1b}[31mrot\u{7}\tü"), "[31mrot ü");
    }

    #[test]
    fn widths_are_kept_to_what_can_be_read() {
        assert_eq!(Paper::new(3, true, false).width, 20);
        assert_eq!(Paper::new(300, true, false).width, 88);
    }
}
