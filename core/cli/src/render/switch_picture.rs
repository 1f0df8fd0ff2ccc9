//! The picture of a service's switch: its two positions, each with its word and what that word means.

use widerspruch_core::boundary::SettingPosition;

use crate::render::layout::{Layout, text_width, wrap_hanging, wrap_text};

/// Inner width in columns from which on the meaning stands beside its word instead of below.
const SIDE_BY_SIDE: usize = 44;

/// Draws the switch in a box of at most `room` columns.
pub(crate) fn draw_switch(
    layout: &Layout,
    room: usize,
    label: &str,
    text: Option<&str>,
    positions: &[SettingPosition],
) -> Vec<String> {
    let inner = room.saturating_sub(4).max(1);
    let mut lines = wrap_text(&layout.wrappable(label), inner);
    if let Some(text) = text {
        lines.extend(wrap_text(&layout.wrappable(text), inner));
    }
    let word_width =
        positions.iter().map(|position| text_width(&layout.displayable(&position.word))).max().unwrap_or(0);
    for position in positions {
        lines.push(String::new());
        let (word, meaning) = (layout.displayable(&position.word), layout.displayable(&position.meaning));
        let knob = knob_symbol(layout, position.is_on);
        let under = text_width(knob) + 2 + word_width + 2;
        if inner < under.max(SIDE_BY_SIDE) {
            lines.extend(wrap_hanging(inner, &format!("{knob}  "), &word));
            lines.extend(wrap_hanging(inner, "  ", &meaning));
        } else {
            let space = " ".repeat(word_width - text_width(&word));
            lines.extend(wrap_hanging(inner, &format!("{knob}  {word}{space}  "), &meaning));
        }
    }
    draw_frame(layout, inner, &lines)
}

/// Returns the switch as on a phone, with its knob at one end of the track.
fn knob_symbol(layout: &Layout, is_on: bool) -> &'static str {
    if is_on { layout.symbol("(━━━●)", "(===O)") } else { layout.symbol("(●───)", "(O---)") }
}

fn draw_frame(layout: &Layout, inner: usize, lines: &[String]) -> Vec<String> {
    let rule = layout.symbol("─", "-").repeat(inner + 2);
    let side = layout.symbol("│", "|");
    let mut framed = vec![format!("{}{rule}{}", layout.symbol("╭", "+"), layout.symbol("╮", "+"))];
    for line in lines {
        let space = " ".repeat(inner.saturating_sub(text_width(line)));
        framed.push(format!("{side} {line}{space} {side}"));
    }
    framed.push(format!("{}{rule}{}", layout.symbol("╰", "+"), layout.symbol("╯", "+")));
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
        let layout = Layout::new(columns, utf8, false);
        draw_switch(&layout, columns, "Daten für KI", Some("Darf LinkedIn Ihre Daten nutzen?"), &positions()).join("\n")
    }

    #[test]
    fn meaning_stands_beside_its_word_where_there_is_room() {
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
    fn meaning_stands_below_its_word_in_a_narrow_ascii_terminal() {
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
