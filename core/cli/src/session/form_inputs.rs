//! The inputs of a screen as a form: their names, values and commands.

use widerspruch_core::boundary::{FormValues, Row, Screen};

/// Returns the values of all inputs of a screen by name.
pub(crate) fn form_values(screen: &Screen) -> FormValues {
    let rows = screen.sections.iter().flat_map(|section| &section.rows);
    // A search belongs to no form: it only asks for the screen again.
    let rows = rows.filter(|row| !matches!(row, Row::Search { .. }));
    rows.filter_map(|row| Some((input_name(row)?.to_owned(), input_value(row)?))).collect()
}

/// Replaces the values of inputs by those given, so that the screen shows them.
pub(crate) fn set_form_values(screen: &mut Screen, values: &FormValues) {
    for row in screen.sections.iter_mut().flat_map(|section| &mut section.rows) {
        match row {
            Row::Toggle { name, value, .. } => {
                if let Some(text) = values.get(name) {
                    *value = text == "true";
                }
            }
            Row::Choice { name, value, .. } | Row::TextField { name, value, .. } => {
                if let Some(text) = values.get(name) {
                    value.clone_from(text);
                }
            }
            Row::DateField { name, value, shown, .. } => {
                if let Some(text) = values.get(name) {
                    value.clone_from(text);
                    shown.clone_from(text);
                }
            }
            _ => {}
        }
    }
}

/// Finds an input by its name.
pub(crate) fn find_input<'s>(screen: &'s Screen, wanted: &str) -> Option<&'s Row> {
    screen.sections.iter().flat_map(|section| &section.rows).find(|row| input_name(row) == Some(wanted))
}

/// Returns the name of an input; `None` for a row that is not an input.
pub(crate) fn input_name(row: &Row) -> Option<&str> {
    match row {
        Row::Toggle { name, .. }
        | Row::Choice { name, .. }
        | Row::TextField { name, .. }
        | Row::Search { name, .. }
        | Row::DateField { name, .. } => Some(name),
        _ => None,
    }
}

/// Returns the value of an input as text; `None` for a row that is not an input.
pub(crate) fn input_value(row: &Row) -> Option<String> {
    match row {
        Row::Toggle { value, .. } => Some(value.to_string()),
        Row::Choice { value, .. }
        | Row::TextField { value, .. }
        | Row::Search { value, .. }
        | Row::DateField { value, .. } => Some(value.clone()),
        _ => None,
    }
}

/// Returns the command that an input performs as soon as it changes.
pub(crate) fn change_command(row: &Row) -> Option<&str> {
    match row {
        Row::Toggle { on_change, .. } | Row::Choice { on_change, .. } | Row::DateField { on_change, .. } => {
            on_change.as_deref()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use widerspruch_core::boundary::{Direction, ScreenSection, SectionKind, TextKind};

    use super::*;

    fn screen() -> Screen {
        let toggle = Row::Toggle {
            name: "daily".into(),
            label: "Every day".into(),
            value: false,
            detail: None,
            on_change: Some("set/daily".into()),
        };
        let text = Row::TextField {
            name: "reason".into(),
            label: "Reason".into(),
            hint: None,
            value: "old".into(),
            kind: TextKind::FreeText,
            max_length: 10,
            multiline: false,
        };
        let date = Row::DateField {
            name: "day".into(),
            label: "Day".into(),
            value: "2026-11-23".into(),
            shown: "Monday".into(),
            earliest: "2018-01-01".into(),
            latest: "2026-11-23".into(),
            on_change: None,
        };
        let section = |rows| ScreenSection { kind: SectionKind::Rows, header: None, footer: None, rows };
        let sections = vec![section(vec![Row::Paragraph { text: "Text".into() }, toggle]), section(vec![text, date])];
        Screen {
            route: "/".into(),
            parent: None,
            title: String::new(),
            language: "en".into(),
            direction: Direction::LeftToRight,
            hide_preview: false,
            tabs: Vec::new(),
            sections,
            primary: None,
            notice: None,
        }
    }

    fn values(pairs: &[(&str, &str)]) -> FormValues {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn no_input_of_any_section_is_missing_in_the_form() {
        assert_eq!(form_values(&screen()), values(&[("daily", "false"), ("reason", "old"), ("day", "2026-11-23")]));
    }

    #[test]
    fn unsent_values_replace_those_of_the_screen_and_unknown_names_are_ignored() {
        let mut screen = screen();
        let unsent = values(&[("daily", "true"), ("day", "2026-12-01"), ("unknown", "x")]);
        set_form_values(&mut screen, &unsent);
        assert_eq!(form_values(&screen), values(&[("daily", "true"), ("reason", "old"), ("day", "2026-12-01")]));
        let Some(Row::DateField { shown, .. }) = find_input(&screen, "day") else { panic!("no date") };
        assert_eq!(shown, "2026-12-01", "the core's wording is of another day");
    }

    #[test]
    fn unknown_input_and_row_without_input_have_no_value_or_command() {
        let screen = screen();
        assert_eq!(find_input(&screen, "unknown"), None);
        let paragraph = Row::Paragraph { text: "Text".into() };
        assert_eq!((input_name(&paragraph), input_value(&paragraph), change_command(&paragraph)), (None, None, None));
        assert_eq!(find_input(&screen, "daily").and_then(change_command), Some("set/daily"));
        assert_eq!(find_input(&screen, "reason").and_then(change_command), None);
    }
}
