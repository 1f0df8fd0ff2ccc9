//! The calendar file: all planned reminders for the person's own calendar, in the format of RFC 5545.
//!
//! A reminder has a local time without a zone, so it comes at that hour wherever the person is; a due date is a whole
//! day. The same reminder has the same UID in every file, so that a calendar replaces the entry instead of adding
//! another.

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
use crate::words::{Value, fill_places, local_time, w};

/// Name of the file.
pub(crate) const CALENDAR_NAME: &str = "widerspruch.ics";

/// Most bytes of a line, without its end.
const WIDTH: usize = 75;

const HEAD: &str = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Widerspruch//{version}//{language}\n";

/// An entry with an alarm. The person's time stays free, and other readers of a shared calendar do not see the entry.
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

/// Writes everything that is planned from now on, and counts the entries. Includes reminders even if they are switched
/// off in the app: a calendar is another way to be reminded.
pub(crate) fn calendar_file(snapshot: &Snapshot<'_>) -> (String, usize) {
    let wording = &snapshot.wording;
    let hide = snapshot.is_on(Setting::LockScreen);
    let now = local_time(Moment { utc_offset_seconds: 0, ..snapshot.moment });
    let stamp = ics_time(now, now.minute());
    let note = wording.f(w::CALENDAR_AS_OF, &[("date", &wording.full_date(wording.today()))]);
    let mut text =
        fill_places(HEAD, &[("version", &snapshot.config.app_version), ("language", &wording.catalogue.language)]);
    let mut entries = 0;
    for o in &lay_out_occurrences(snapshot, usize::MAX).upcoming {
        let Some(reminder) = reminder_of(snapshot, o) else { continue };
        let request = snapshot.request_of_key(&o.subject).filter(|_| o.category == Category::Due);
        let due = request.as_ref().and_then(|request| Some((request, request.status.due.as_ref().ok()?)));
        // A snoozed reminder is no due date any more: it comes at its hour.
        let due = due.filter(|(request, _)| request.status.latest() == Some(o.planned));
        let [starts, ends] = match due {
            Some(_) => [0, 1].map(|days| ics_date(add_days(o.planned, days))),
            None => [0, 15].map(|minute| ics_time(o.at, minute)),
        };
        // The UID of a due date contains no day, so that the date can move.
        let (id, kind, hours) = if due.is_some() { (&o.subject, ";VALUE=DATE", o.at.hour()) } else { (&o.id, "", 0) };
        let mut said = match due {
            Some((request, due)) if !hide => due_description(snapshot, request, due),
            _ => Vec::new(),
        };
        said.push(note.clone());
        let summary = if hide {
            reminder.public_text.clone()
        } else {
            wording.join(w::JOIN_COLON, [&reminder.title, &reminder.body])
        };
        let summary = escape_ics_text(&summary);
        // The UID is the same on every device: it names the person by the first entry of their journal. The rest is a
        // checksum, as a UID must not reveal what the person wants hidden.
        let (person, rest) = id.split_once('/').unwrap_or(("", id));
        let begun = snapshot.person(person).and_then(|person| person.state.identity.as_ref());
        let values: [(&str, &dyn Value); 9] = [
            ("person", begun.map_or(&person, |entry| entry)),
            ("sum", &checksum(rest.as_bytes())),
            ("stamp", &stamp),
            ("kind", &kind),
            ("starts", &starts),
            ("ends", &ends),
            ("summary", &summary),
            ("description", &escape_ics_text(&said.join("\n"))),
            ("hours", &hours),
        ];
        text.push_str(&fill_places(ENTRY, &values));
        entries += 1;
    }
    text.push_str("END:VCALENDAR\n");
    (fold_ics_lines(&text), entries)
}

/// Says which answer is due, and how the due date was computed.
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

/// Writes a day as a date of RFC 5545: `20261124`.
fn ics_date(day: NaiveDate) -> String {
    day.to_string().replace('-', "")
}

/// Writes a local time of RFC 5545, with this minute: `20261124T180000`.
fn ics_time(at: NaiveDateTime, minute: u32) -> String {
    format!("{}T{:02}{minute:02}{:02}", ics_date(at.date()), at.hour(), at.second())
}

/// Escapes a value of the format and leaves out control characters.
fn escape_ics_text(text: &str) -> String {
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

/// Ends lines with CRLF and folds long lines as RFC 5545 demands (3.1), never inside a character.
fn fold_ics_lines(text: &str) -> String {
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
        fold_ics_lines(&format!("{name}:{}\n", escape_ics_text(value)))
    }

    /// Unfolds and unescapes a value as a reader does by RFC 5545 (3.1, 3.3.11).
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
    fn special_characters_are_escaped_and_control_characters_left_out() {
        assert_eq!(written("SUMMARY", "a, b; c\\d\r\ne\u{7}: f"), "SUMMARY:a\\, b\\; c\\\\d\\ne: f\r\n");
    }

    #[test]
    fn a_long_line_is_folded_between_characters() {
        let text = written("SUMMARY", &"ä".repeat(70));
        let lengths: Vec<usize> = text.lines().map(str::len).collect();
        // The name takes 8 of 75 bytes. 33 letters of two bytes fit into the other 67.
        assert_eq!(lengths, [74, 75]);
        assert_eq!(written("SUMMARY", &"a".repeat(67)).lines().count(), 1);
        assert_eq!(written("SUMMARY", &"a".repeat(68)).lines().count(), 2);
        let spaces = written("SUMMARY", &"ab ".repeat(40));
        assert!(spaces.trim_end().lines().all(|line| !line.ends_with(' ')), "{spaces}");
    }

    proptest! {
        #[test]
        fn an_escaped_and_folded_value_is_read_back(value in "[^\\p{Cc}]{0,200}", more in "[,;:\\\\\\n \"äß→👩‍👧n]{0,200}") {
            let value = format!("{value}{more}");
            let text = written("DESCRIPTION", &value);
            prop_assert_eq!(read(&text), value);
            for line in text.split_inclusive("\r\n") {
                let line = line.strip_suffix("\r\n").unwrap();
                prop_assert!(line.len() <= WIDTH && !line.contains(['\r', '\n']));
            }
        }

        #[test]
        fn control_characters_never_reach_the_file(value in "\\PC{0,20}[\\x00-\\x1f\\x7f]{0,20}\\PC{0,60}") {
            let text = written("SUMMARY", &value);
            prop_assert!(text.replace("\r\n ", "").trim_end_matches("\r\n").chars().all(|letter| !letter.is_control()));
        }
    }
}
