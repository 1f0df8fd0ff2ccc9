//! The options of a choice as a numbered list, and finding the one that a person means by what was typed.

use widerspruch_core::boundary::ChoiceOption;

use crate::render::ascii::to_ascii;
use crate::render::layout::{Layout, text_width};

/// Number of options from which on they stand in columns.
const MANY: usize = 12;

/// Draws the shown options with their numbers in the whole list; many of them in columns, read downwards.
pub(crate) fn draw_options(layout: &Layout, options: &[ChoiceOption], shown: &[usize]) -> Vec<String> {
    let entry = |index: &usize| {
        let label = options.get(*index).map_or_else(String::new, |option| layout.displayable(&option.label));
        (format!("{:>4} ", format!("[{}]", index + 1)), label)
    };
    let entries: Vec<(String, String)> = shown.iter().map(entry).collect();
    let widest = entries.iter().map(|(start, label)| text_width(start) + text_width(label)).max().unwrap_or(0) + 2;
    let columns = if entries.len() < MANY { 1 } else { (layout.width / widest).clamp(1, 3) };
    if columns == 1 {
        return entries.iter().flat_map(|(start, label)| layout.wrap_hanging(start, label)).collect();
    }
    let rows = entries.len().div_ceil(columns);
    let line = |row: usize| {
        let mut line = String::new();
        for (start, label) in entries.iter().skip(row).step_by(rows) {
            let space = " ".repeat((text_width(&line).div_ceil(widest) * widest).saturating_sub(text_width(&line)));
            line.push_str(&format!("{space}{start}{label}"));
        }
        line
    };
    (0..rows).map(line).collect()
}

/// Finds the options that a person means by a number or the beginning of a label: the option with exactly this label,
/// else those whose label begins so, else those with a word in the label that begins so. Returns their places in the
/// list.
pub(crate) fn matching_options(options: &[ChoiceOption], typed: &str) -> Vec<usize> {
    if let Ok(number) = typed.parse::<usize>() {
        return number.checked_sub(1).filter(|index| *index < options.len()).into_iter().collect();
    }
    let plain = |text: &str| to_ascii(text).to_lowercase();
    let typed = plain(typed);
    let fits: [fn(&str, &str) -> bool; 3] = [
        |label, typed| label == typed,
        |label, typed| label.starts_with(typed),
        |label, typed| label.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(typed)),
    ];
    let found = fits.map(|fits| -> Vec<usize> {
        let fitting = options.iter().enumerate().filter(|(_, option)| fits(&plain(&option.label), &typed));
        fitting.map(|(index, _)| index).collect()
    });
    found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(labels: &[&str]) -> Vec<ChoiceOption> {
        labels.iter().map(|label| ChoiceOption { id: label.to_uppercase(), label: (*label).to_owned() }).collect()
    }

    #[test]
    fn number_out_of_range_and_middle_of_a_label_match_no_option() {
        let options = options(&["Dänemark", "Deutschland", "Island", "Irland", "Österreich", "Neues Königreich"]);
        assert_eq!(matching_options(&options, "2"), [1]);
        assert_eq!(matching_options(&options, "0"), Vec::<usize>::new());
        assert_eq!(matching_options(&options, "7"), Vec::<usize>::new());
        assert_eq!(matching_options(&options, "d"), [0, 1]);
        assert_eq!(matching_options(&options, "DEU"), [1]);
        assert_eq!(matching_options(&options, "oesterreich"), [4]);
        assert_eq!(matching_options(&options, "öst"), [4]);
        assert_eq!(matching_options(&options, "koen"), [5]);
        assert_eq!(matching_options(&options, "land"), Vec::<usize>::new());
    }

    #[test]
    fn exact_label_is_not_ambiguous_with_longer_ones() {
        assert_eq!(matching_options(&options(&["Niger", "Nigeria"]), "niger"), [0]);
    }

    #[test]
    fn many_options_stand_in_columns_and_few_do_not() {
        let layout = Layout::new(40, true, false);
        assert_eq!(
            draw_options(&layout, &options(&["für mich", "ich helfe"]), &[0, 1]),
            [" [1] für mich", " [2] ich helfe"]
        );
        let many = options(&["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"]);
        let all: Vec<usize> = (0..many.len()).collect();
        let lines = draw_options(&layout, &many, &all);
        assert_eq!(lines[0], " [1] a   [6] f  [11] k");
        assert_eq!(lines[4], " [5] e  [10] j");
        assert_eq!(lines.len(), 5);
    }

    #[test]
    fn no_column_is_wider_than_a_narrow_terminal() {
        let layout = Layout::new(30, true, false);
        let labels: Vec<String> = (0..35).map(|n| format!("Land der langen Namen {n}")).collect();
        let many = options(&labels.iter().map(String::as_str).collect::<Vec<_>>());
        let all: Vec<usize> = (0..many.len()).collect();
        assert!(draw_options(&layout, &many, &all).iter().all(|line| text_width(line) <= 30));
    }
}
