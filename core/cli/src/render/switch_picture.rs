//! The picture of a service's switch: its two positions, each with the word that counts and what it means.

use widerspruch_core::boundary::SettingPosition;

use crate::render::layout::{Paper, hang, width, wrap};

/// From this inner width on the meaning stands beside its word instead of below.
const SIDE_BY_SIDE: usize = 44;

/// Draws the switch in a box of at most `room` columns.
pub(crate) fn draw(
    paper: &Paper,
    room: usize,
    label: &str,
    text: Option<&str>,
    positions: &[SettingPosition],
) -> Vec<String> {
    let inner = room.saturating_sub(4).max(1);
    let mut lines = wrap(&paper.shown(label), inner);
    if let Some(text) = text {
        lines.extend(wrap(&paper.shown(text), inner));
    }
    let word_width = positions.iter().map(|position| width(&paper.shown(&position.word))).max().unwrap_or(0);
    for position in positions {
        lines.push(String::new());
        let (word, meaning) = (paper.shown(&position.word), paper.shown(&position.meaning));
        let knob = knob(paper, position.is_on);
        let under = width(knob) + 2 + word_width + 2;
        if inner < under.max(SIDE_BY_SIDE) {
            lines.extend(hang(inner, &format!("{knob}  "), &word));
            lines.extend(hang(inner, "  ", &meaning));
        } else {
            let space = " ".repeat(word_width - width(&word));
            lines.extend(hang(inner, &format!("{knob}  {word}{space}  "), &meaning));
        }
    }
    frame(paper, inner, &lines)
}

/// The knob at the end of its track, as on a phone.
fn knob(paper: &Paper, is_on: bool) -> &'static str {
    if is_on { paper.sign("(━━━●)", "(===O)") } else { paper.sign("(●───)", "(O---)") }
}

fn frame(paper: &Paper, inner: usize, lines: &[String]) -> Vec<String> {
    let rule = paper.sign("─", "-").repeat(inner + 2);
    let side = paper.sign("│", "|");
    let mut framed = vec![format!("{}{rule}{}", paper.sign("╭", "+"), paper.sign("╮", "+"))];
    for line in lines {
        let space = " ".repeat(inner.saturating_sub(width(line)));
        framed.push(format!("{side} {line}{space} {side}"));
    }
    framed.push(format!("{}{rule}{}", paper.sign("╰", "+"), paper.sign("╯", "+")));
    framed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn positions() -> Vec<SettingPosition> {
        let position =
            |word: &str, meaning: &str, is_on| SettingPosition { word: word.into(), meaning: meaning.into(), is_on };
        vec![position("Ein", "LinkedIn trainiert damit KI.", true), position("Aus", "Laut LinkedIn nicht mehr.", false)]
    }

    fn drawn(columns: usize, utf8: bool) -> String {
        let paper = Paper::new(columns, utf8, false);
        draw(&paper, columns, "Daten für KI", Some("Darf LinkedIn Ihre Daten nutzen?"), &positions()).join("\n")
    }

    #[test]
    fn word_and_meaning_stand_side_by_side_where_there_is_room() {
        let expected = "\
╭──────────────────────────────────────────────────────────╮
│ Daten für KI                                             │
│ Darf LinkedIn Ihre Daten nutzen?                         │
│                                                          │
│ (━━━●)  Ein  LinkedIn trainiert damit KI.                │
│                                                          │
│ (●───)  Aus  Laut LinkedIn nicht mehr.                   │
╰──────────────────────────────────────────────────────────╯";
        assert_eq!(drawn(60, true), expected);
    }

    #[test]
    fn in_a_narrow_terminal_without_utf8_the_meaning_stands_below() {
        let expected = "\
+----------------------------+
| Daten fuer KI              |
| Darf LinkedIn Ihre Daten   |
| nutzen?                    |
|                            |
| (===O)  Ein                |
|   LinkedIn trainiert damit |
|   KI.                      |
|                            |
| (O---)  Aus                |
|   Laut LinkedIn nicht      |
|   mehr.                    |
+----------------------------+";
        assert_eq!(drawn(30, false), expected);
    }
}
