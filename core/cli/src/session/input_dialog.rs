//! Asking for one input of a form.

use widerspruch_core::boundary::{ChoiceOption, Row};

use crate::error::Problem;
use crate::io::prompt::Prompt;
use crate::io::terminal;
use crate::render::ascii::ascii;
use crate::render::layout::{Paper, width};
use crate::render::words::{Words, fill};

/// From this many options on they stand in columns.
const MANY: usize = 12;

/// An example day, where none is preset.
const EXAMPLE_DAY: &str = "2026-11-23";

/// What asking needs.
pub(crate) struct Asking<'a> {
    pub(crate) prompt: &'a mut Prompt,
    pub(crate) words: &'a Words,
    pub(crate) paper: Paper,
}

impl Asking<'_> {
    /// A new value for the input; `None` when it stays as it is.
    pub(crate) fn ask(&mut self, row: &Row) -> Result<Option<String>, Problem> {
        match row {
            Row::Toggle { value, .. } => Ok(Some((!value).to_string())),
            Row::Choice { label, value, options, .. } => self.option(label, value, options),
            Row::TextField { label, hint, secret: true, .. } => {
                self.say_all(&[label, hint.as_deref().unwrap_or_default()])?;
                self.prompt.secret("> ")
            }
            Row::TextField { label, hint, value, max_length, multiline, .. } => {
                self.say_all(&[label, hint.as_deref().unwrap_or_default()])?;
                self.text(value, *max_length as usize, *multiline)
            }
            Row::DateField { label, value, .. } => {
                let example = if value.is_empty() { EXAMPLE_DAY } else { value };
                self.say_all(&[label, &fill(&self.words.field_date, &[("example", &example)])])?;
                self.line(value)
            }
            Row::TimeField { label, value, earliest, latest, .. } => {
                let span = fill(&self.words.field_between, &[("earliest", earliest), ("latest", latest)]);
                self.say_all(&[label, &span])?;
                self.line(value)
            }
            _ => Ok(None),
        }
    }

    fn line(&mut self, value: &str) -> Result<Option<String>, Problem> {
        self.say(&self.words.field_keys)?;
        Ok(self.prompt.line("> ", value)?.map(|line| line.trim().to_owned()))
    }

    /// A text no longer than it may be; what was typed stays for the next try.
    fn text(&mut self, value: &str, most: usize, multiline: bool) -> Result<Option<String>, Problem> {
        let mut value = value.to_owned();
        loop {
            let typed = if multiline { self.lines(&value)? } else { self.line(&value)? };
            let Some(typed) = typed else { return Ok(None) };
            let length = typed.chars().count();
            if length <= most {
                return Ok(Some(typed));
            }
            self.say(&fill(&self.words.field_too_long, &[("length", &length), ("most", &most)]))?;
            value = typed;
        }
    }

    /// Lines until an empty one; what there is already comes line by line, to be kept or changed.
    fn lines(&mut self, value: &str) -> Result<Option<String>, Problem> {
        self.say(&self.words.field_lines)?;
        let mut before = value.lines().filter(|line| !line.trim().is_empty());
        let mut lines: Vec<String> = Vec::new();
        loop {
            match self.prompt.line("> ", before.next().unwrap_or_default())? {
                None => return Ok(None),
                Some(line) if line.trim().is_empty() => return Ok(Some(lines.join("\n"))),
                Some(line) => lines.push(line.trim_end().to_owned()),
            }
        }
    }

    fn option(&mut self, label: &str, value: &str, options: &[ChoiceOption]) -> Result<Option<String>, Problem> {
        let chosen = options.iter().find(|option| option.id == value).map_or("", |option| &option.label);
        self.say_all(&[label])?;
        let all: Vec<usize> = (0..options.len()).collect();
        terminal::print(&list(&self.paper, options, &all))?;
        self.say_all(&[&fill(&self.words.option_which, &[("value", &chosen)])])?;
        loop {
            let Some(typed) = self.prompt.line("> ", "")? else { return Ok(None) };
            let typed = typed.trim();
            if typed.is_empty() {
                return Ok(None);
            }
            match matching(options, typed).as_slice() {
                [] => self.say(&fill(&self.words.option_none, &[("typed", &typed)]))?,
                [only] => return Ok(options.get(*only).map(|option| option.id.clone())),
                several => {
                    self.say(&fill(&self.words.option_several, &[("typed", &typed)]))?;
                    terminal::print(&list(&self.paper, options, several))?;
                }
            }
        }
    }

    fn say_all(&self, texts: &[&str]) -> Result<(), Problem> {
        terminal::print(&[String::new()])?;
        texts.iter().filter(|text| !text.is_empty()).try_for_each(|text| self.say(text))
    }

    fn say(&self, text: &str) -> Result<(), Problem> {
        terminal::print(&self.paper.hang("", text))
    }
}

/// The options as a numbered list; a long one in columns, read downwards.
fn list(paper: &Paper, options: &[ChoiceOption], shown: &[usize]) -> Vec<String> {
    let entry = |index: &usize| {
        let label = options.get(*index).map_or_else(String::new, |option| paper.shown(&option.label));
        (format!("{:>4} ", format!("[{}]", index + 1)), label)
    };
    let entries: Vec<(String, String)> = shown.iter().map(entry).collect();
    let widest = entries.iter().map(|(start, label)| width(start) + width(label)).max().unwrap_or(0) + 2;
    let columns = if entries.len() < MANY { 1 } else { (paper.width / widest).clamp(1, 3) };
    if columns == 1 {
        return entries.iter().flat_map(|(start, label)| paper.hang(start, label)).collect();
    }
    let rows = entries.len().div_ceil(columns);
    let line = |row: usize| {
        let mut line = String::new();
        for (start, label) in entries.iter().skip(row).step_by(rows) {
            let space = " ".repeat((width(&line).div_ceil(widest) * widest).saturating_sub(width(&line)));
            line.push_str(&format!("{space}{start}{label}"));
        }
        line
    };
    (0..rows).map(line).collect()
}

/// Which options a typed number or beginning means: the option of that name, else those whose name begins with it, else
/// those with a word in their name that does.
fn matching(options: &[ChoiceOption], typed: &str) -> Vec<usize> {
    if let Ok(number) = typed.parse::<usize>() {
        return number.checked_sub(1).filter(|index| *index < options.len()).into_iter().collect();
    }
    let plain = |text: &str| ascii(text).to_lowercase();
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
    fn a_number_or_the_beginning_of_a_name_chooses() {
        let options = options(&["Dänemark", "Deutschland", "Island", "Irland", "Österreich", "Neues Königreich"]);
        assert_eq!(matching(&options, "2"), [1]);
        assert_eq!(matching(&options, "0"), Vec::<usize>::new());
        assert_eq!(matching(&options, "7"), Vec::<usize>::new());
        assert_eq!(matching(&options, "d"), [0, 1]);
        assert_eq!(matching(&options, "DEU"), [1]);
        assert_eq!(matching(&options, "oesterreich"), [4]);
        assert_eq!(matching(&options, "öst"), [4]);
        assert_eq!(matching(&options, "koen"), [5]);
        assert_eq!(matching(&options, "land"), Vec::<usize>::new());
    }

    #[test]
    fn the_whole_name_wins_over_names_that_begin_with_it() {
        assert_eq!(matching(&options(&["Niger", "Nigeria"]), "niger"), [0]);
    }

    #[test]
    fn a_short_list_stands_below_itself_and_a_long_one_in_columns() {
        let paper = Paper::new(40, true, false);
        assert_eq!(list(&paper, &options(&["für mich", "ich helfe"]), &[0, 1]), [" [1] für mich", " [2] ich helfe"]);
        let many = options(&["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"]);
        let all: Vec<usize> = (0..many.len()).collect();
        let lines = list(&paper, &many, &all);
        assert_eq!(lines[0], " [1] a   [6] f  [11] k");
        assert_eq!(lines[4], " [5] e  [10] j");
        assert_eq!(lines.len(), 5);
    }

    #[test]
    fn a_long_list_fits_a_narrow_terminal() {
        let paper = Paper::new(30, true, false);
        let labels: Vec<String> = (0..35).map(|n| format!("Land der langen Namen {n}")).collect();
        let many = options(&labels.iter().map(String::as_str).collect::<Vec<_>>());
        let all: Vec<usize> = (0..many.len()).collect();
        assert!(list(&paper, &many, &all).iter().all(|line| width(line) <= 30));
    }
}
