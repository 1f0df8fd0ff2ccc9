//! The inputs of a screen as a form.

use widerspruch_core::boundary::{FormValues, Row, Screen};

/// All inputs of a screen with the values they show.
pub(crate) fn inputs(screen: &Screen) -> FormValues {
    let rows = screen.sections.iter().flat_map(|section| &section.rows);
    rows.filter_map(|row| Some((name(row)?.to_owned(), value(row)?))).collect()
}

/// Puts what was typed and not sent yet into the screen, so that it shows it.
pub(crate) fn fill_in(screen: &mut Screen, typed: &FormValues) {
    for row in screen.sections.iter_mut().flat_map(|section| &mut section.rows) {
        match row {
            Row::Toggle { name, value, .. } => {
                if let Some(text) = typed.get(name) {
                    *value = text == "true";
                }
            }
            Row::Choice { name, value, .. } | Row::TextField { name, value, .. } => {
                if let Some(text) = typed.get(name) {
                    value.clone_from(text);
                }
            }
            Row::DateField { name, value, shown, .. } | Row::TimeField { name, value, shown, .. } => {
                if let Some(text) = typed.get(name) {
                    value.clone_from(text);
                    shown.clone_from(text);
                }
            }
            _ => {}
        }
    }
}

/// The input of that name.
pub(crate) fn input<'s>(screen: &'s Screen, wanted: &str) -> Option<&'s Row> {
    screen.sections.iter().flat_map(|section| &section.rows).find(|row| name(row) == Some(wanted))
}

/// The name of an input.
pub(crate) fn name(row: &Row) -> Option<&str> {
    match row {
        Row::Toggle { name, .. }
        | Row::Choice { name, .. }
        | Row::TextField { name, .. }
        | Row::DateField { name, .. }
        | Row::TimeField { name, .. } => Some(name),
        _ => None,
    }
}

/// What an input would send.
pub(crate) fn value(row: &Row) -> Option<String> {
    match row {
        Row::Toggle { value, .. } => Some(value.to_string()),
        Row::Choice { value, .. }
        | Row::TextField { value, .. }
        | Row::DateField { value, .. }
        | Row::TimeField { value, .. } => Some(value.clone()),
        _ => None,
    }
}

/// The command performed when the input changes.
pub(crate) fn on_change(row: &Row) -> Option<&str> {
    match row {
        Row::Toggle { on_change, .. }
        | Row::Choice { on_change, .. }
        | Row::DateField { on_change, .. }
        | Row::TimeField { on_change, .. } => on_change.as_deref(),
        _ => None,
    }
}
