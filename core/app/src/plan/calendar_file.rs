//! The calendar file: what is planned, for a calendar of the person's own, as RFC 5545 writes it.
//!
//! A reminder has a time without a zone, so it comes at that hour wherever the person is; a due date is a day. The same
//! thing has the same name in every file, so that a calendar can replace what it already has.

use std::fmt::Display;

use chrono::{NaiveDate, NaiveDateTime, Timelike};
use widerspruch_domain::civil::add_days;
use widerspruch_domain::due::DueDate;
use widerspruch_domain::reminders::Category;

use super::notifications::reminder_of;
use super::occurrences::lay_out_occurrences;
use crate::boundary::Moment;
use crate::features::settings::paths::Setting;
use crate::model::{Request, Snapshot};
use crate::storage::checksum::checksum;
use crate::words::{fill, local, w};

/// Name of the file.
pub(crate) const CALENDAR_NAME: &str = "widerspruch.ics";

/// Most bytes of a line, without its end.
const WIDTH: usize = 75;

const HEAD: &str = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Widerspruch//{version}//{language}\n";

/// One entry with an alarm of its own. It takes up none of the person's time, and a shared calendar keeps it to itself.
const ENTRY: &str = "\
BEGIN:VEVENT
UID:{person}-{sum}
DTSTAMP:{stamp}Z
DTSTART{kind}:{starts}
DTEND{kind}:{ends}
SUMMARY:{summary}
DESCRIPTION:{description}
CLASS:PRIVATE
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:{summary}
TRIGGER:PT{hours}H
END:VALARM
END:VEVENT
";

/// Writes all that is planned from now on, and counts the entries. Reminders that are switched off in the app are among
/// them: a calendar is another way to be reminded.
pub(crate) fn calendar_file(snapshot: &Snapshot<'_>) -> (String, usize) {
    let wording = &snapshot.wording;
    let hide = snapshot.is_on(Setting::LockScreen);
    let now = local(Moment { utc_offset_seconds: 0, ..snapshot.moment });
    let stamp = time(now, now.minute());
    let note = wording.f(w::CALENDAR_AS_OF, &[("date", &wording.full_date(wording.today()))]);
    let mut text = fill(HEAD, &[("version", &snapshot.config.app_version), ("language", &wording.catalogue.language)]);
    let mut entries = 0;
    for o in &lay_out_occurrences(snapshot, usize::MAX).upcoming {
        let Some(reminder) = reminder_of(snapshot, o) else { continue };
        let request = snapshot.request_of_key(&o.subject).filter(|_| o.category == Category::Due);
        let due = request.as_ref().and_then(|request| Some((request, request.status.due.as_ref().ok()?)));
        // A snoozed reminder comes at its own hour.
        let due = due.filter(|(_, due)| due.due == o.planned);
        let [starts, ends] = match due {
            Some((_, due)) => [0, 1].map(|days| date(add_days(due.due, days))),
            None => [0, 15].map(|minute| time(o.at, minute)),
        };
        // A due date is a day; its name has none, so that it can move.
        let (id, kind, hours) = if due.is_some() { (&o.subject, ";VALUE=DATE", o.at.hour()) } else { (&o.id, "", 0) };
        let mut said = match due {
            Some((request, due)) if !hide => due_description(snapshot, request, due),
            _ => Vec::new(),
        };
        said.push(note.clone());
        let summary = if hide { ["", "", &reminder.public_text] } else { [&*reminder.title, ": ", &reminder.body] };
        let summary = escaped(&summary.concat());
        // The same on whichever device: the person by the entry with which their journal began. The rest as a checksum:
        // where nothing shall be revealed, a name must not either.
        let (person, rest) = id.split_once('/').unwrap_or(("", id));
        let begun = snapshot.person(person).and_then(|person| person.state.identity.as_ref());
        let values: [(&str, &dyn Display); 9] = [
            ("person", begun.map_or(&person, |entry| entry)),
            ("sum", &checksum(rest.as_bytes())),
            ("stamp", &stamp),
            ("kind", &kind),
            ("starts", &starts),
            ("ends", &ends),
            ("summary", &summary),
            ("description", &escaped(&said.join("\n"))),
            ("hours", &hours),
        ];
        text.push_str(&fill(ENTRY, &values));
        entries += 1;
    }
    text.push_str("END:VCALENDAR\n");
    (folded(&text), entries)
}

/// Says what is due, and how its date came about.
fn due_description(snapshot: &Snapshot<'_>, request: &Request<'_>, due: &DueDate) -> Vec<String> {
    let (wording, status) = (&snapshot.wording, &request.status);
    let mut said = request.due_steps(wording, due);
    if status.may_be_later {
        said.push(wording.t(w::REQUEST_MAY_BE_LATER).to_owned());
    }
    said.insert(0, request.name(wording).to_owned());
    said.push(wording.t(w::REQUESTS_NO_ADVICE).to_owned());
    said
}

/// `20261124`.
fn date(day: NaiveDate) -> String {
    day.to_string().replace('-', "")
}

/// `20261124T180000`.
fn time(at: NaiveDateTime, minute: u32) -> String {
    format!("{}T{:02}{minute:02}{:02}", date(at.date()), at.hour(), at.second())
}

/// A text as the format wants it, without signs that steer its reader.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for mut letter in text.chars() {
        if matches!(letter, ',' | ';' | '\\' | '\n') {
            escaped.push('\\');
        }
        if letter == '\n' {
            letter = 'n';
        }
        if !letter.is_control() {
            escaped.push(letter);
        }
    }
    escaped
}

/// The lines of a file as the format ends them; a long one goes on in the next, between two letters.
fn folded(text: &str) -> String {
    let mut folded = String::new();
    let mut width = 0;
    for letter in text.chars() {
        width += letter.len_utf8();
        if letter == '\n' {
            folded.push('\r');
            width = 0;
        } else if width > WIDTH || (letter == ' ' && width + 4 > WIDTH) {
            // Some readers drop a space at the end of a line, so it begins the next one.
            folded.push_str("\r\n ");
            width = 1 + letter.len_utf8();
        }
        folded.push(letter);
    }
    folded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(name: &str, value: &str) -> String {
        folded(&format!("{name}:{}\n", escaped(value)))
    }

    /// What a reader makes of a value, step by step as RFC 5545 says (3.1, 3.3.11).
    fn read(text: &str) -> String {
        let whole = text.strip_suffix("\r\n").unwrap().replace("\r\n ", "");
        let mut letters = whole.split_once(':').unwrap().1.chars();
        let mut value = String::new();
        while let Some(letter) = letters.next() {
            value.push(match letter {
                '\\' => match letters.next().unwrap() {
                    'n' => '\n',
                    other => other,
                },
                other => other,
            });
        }
        value
    }

    #[test]
    fn what_means_something_in_the_format_is_escaped() {
        assert_eq!(written("SUMMARY", "a, b; c\\d\r\ne\u{7}: f"), "SUMMARY:a\\, b\\; c\\\\d\\ne: f\r\n");
    }

    #[test]
    fn a_long_line_goes_on_in_the_next_and_no_letter_is_torn() {
        let text = written("SUMMARY", &"ä".repeat(70));
        let lengths: Vec<usize> = text.lines().map(str::len).collect();
        // Eight bytes of the name leave 67, which 33 letters of two bytes do not fill.
        assert_eq!(lengths, [74, 75]);
        assert_eq!(written("SUMMARY", &"a".repeat(67)).lines().count(), 1);
        assert_eq!(written("SUMMARY", &"a".repeat(68)).lines().count(), 2);
        let spaces = written("SUMMARY", &"ab ".repeat(40));
        assert!(spaces.trim_end().lines().all(|line| !line.ends_with(' ')), "{spaces}");
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read_back(value in "[^\\p{Cc}]{0,200}", more in "[,;:\\\\\\n \"äß→👩‍👧n]{0,200}") {
            let value = format!("{value}{more}");
            let text = written("DESCRIPTION", &value);
            prop_assert_eq!(read(&text), value);
            for line in text.split_inclusive("\r\n") {
                let line = line.strip_suffix("\r\n").unwrap();
                prop_assert!(line.len() <= WIDTH && !line.contains(['\r', '\n']));
            }
        }

        #[test]
        fn signs_that_steer_a_reader_never_get_in(value in "\\PC{0,20}[\\x00-\\x1f\\x7f]{0,20}\\PC{0,60}") {
            let text = written("SUMMARY", &value);
            prop_assert!(text.replace("\r\n ", "").trim_end_matches("\r\n").chars().all(|letter| !letter.is_control()));
        }
    }
}
