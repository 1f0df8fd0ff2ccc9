//! The calendar file: all planned reminders for the person's own calendar, in the format of RFC 5545.
//!
//! A reminder has a local time without a zone, so it comes at that hour wherever the person is; a due date is a whole
//! day. The same reminder has the same UID in every file, so that a calendar replaces the entry instead of adding
//! another.

use chrono::{NaiveDate, NaiveDateTime, Timelike};
use widerspruch_domain::civil::add_days;
use widerspruch_domain::due::DueDate;
use widerspruch_domain::journal::CHECK;
use widerspruch_domain::law::LegalRequest;
use widerspruch_domain::reminders::{CHECK_DAYS, Category};

use super::notifications::reminder_of;
use super::occurrences::calendar_occurrences;
use crate::boundary::Moment;
use crate::features::settings::paths::Setting;
use crate::model::{Request, Snapshot};
use crate::storage::OpenJournal;
use crate::storage::checksum::checksum;
use crate::words::{Value, Wording, fill_places, local_time, w};

/// Name of the file.
pub(crate) const CALENDAR_NAME: &str = "widerspruch.ics";

/// Most bytes of a line, without its end.
const WIDTH: usize = 75;

const HEAD: &str = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Widerspruch//{version}//{language}\n";

/// An entry with an alarm. The person's time stays free, and other readers of a shared calendar do not see the entry.
const ENTRY: &str = "\
BEGIN:VEVENT
UID:{person}-{sum}
SEQUENCE:{sequence}
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
TRIGGER:{trigger}
END:VALARM
END:VEVENT
";

/// Writes everything that is planned from now on, and counts the entries. Includes reminders even if they are switched
/// off in the app: a calendar is another way to be reminded.
pub(crate) fn calendar_file(snapshot: &Snapshot<'_>) -> (String, usize) {
    let wording = &snapshot.wording;
    let hide = snapshot.is_on(Setting::CalendarPrivate);
    let now = local_time(Moment { utc_offset_seconds: 0, ..snapshot.moment });
    let stamp = ics_time(now, now.minute());
    let note = wording.f(w::CALENDAR_AS_OF, &[("date", &wording.full_date(wording.today()))]);
    let mut text =
        fill_places(HEAD, &[("version", &snapshot.config.app_version), ("language", &wording.catalogue.language)]);
    let mut entries = 0;
    for o in &calendar_occurrences(snapshot) {
        let Some(reminder) = reminder_of(snapshot, o) else { continue };
        let request = snapshot.request_of_key(&o.subject).filter(|_| o.category == Category::Due);
        let due = request.as_ref().and_then(|request| Some((request, request.status.due.as_ref().ok()?)));
        // A snoozed reminder is no due date any more: it comes at its hour.
        let due = due.filter(|(request, _)| request.status.latest() == Some(o.planned));
        let [starts, ends] = match due {
            Some(_) => [0, 1].map(|days| ics_date(add_days(o.planned, days))),
            None => [0, 15].map(|minute| ics_time(o.at, minute)),
        };
        // The UID of a due date contains no day, so that the date can move. A whole day begins at midnight, and readers
        // pass over an alarm after the beginning: the alarm comes at the hour of reminders on the evening before.
        // That of a check day contains none either.
        let check = snapshot.check_of_key(&o.subject);
        let asked = check.as_ref().map(|check| {
            let day = check.address.day;
            times_asked(check.snoozed_until.map_or(day, |until| until.max(day)), o.planned)
        });
        let check = check.map(|check| [check.address.person, "/", CHECK].concat());
        let (id, kind, trigger) = match due {
            Some(_) => (&o.subject, ";VALUE=DATE", format!("-PT{}H", 24 - o.at.hour())),
            None => (check.as_ref().unwrap_or(&o.id), "", "PT0S".to_owned()),
        };
        let mut said = match due {
            Some((request, due)) if !hide => due_description(snapshot, request, due),
            _ => Vec::new(),
        };
        said.push(note.clone());
        let summary = match due {
            _ if hide => wording.t(w::REMINDER_PUBLIC).to_owned(),
            // The reminder asks on its day; the entry is read on every day before.
            Some((request, _)) => wording.join(w::JOIN_COLON, [&reminder.title, &due_summary(wording, request)]),
            None => wording.join(w::JOIN_COLON, [&reminder.title, &reminder.body]),
        };
        let summary = escape_ics_text(&summary);
        // The UID is the same on every device: it names the person by the first entry of their journal. The rest is a
        // checksum, as a UID must not reveal what the person wants hidden.
        let (person, rest) = id.split_once('/').unwrap_or(("", id));
        let begun = snapshot.person(person).and_then(|person| person.state.identity.as_ref());
        let sequence = revision(snapshot, person);
        let values: [(&str, &dyn Value); 10] = [
            ("person", begun.map_or(&person, |entry| entry)),
            ("sum", &checksum(rest.as_bytes())),
            ("sequence", &asked.map_or(sequence, |asked| sequence * (CHECK_DAYS.len() + 1) + asked)),
            ("stamp", &stamp),
            ("kind", &kind),
            ("starts", &starts),
            ("ends", &ends),
            ("summary", &summary),
            ("description", &escape_ics_text(&said.join("\n"))),
            ("trigger", &trigger),
        ];
        text.push_str(&fill_places(ENTRY, &values));
        entries += 1;
    }
    text.push_str("END:VCALENDAR\n");
    (fold_ics_lines(&text), entries)
}

/// Returns the revision of a person's entries (RFC 5545, 3.8.7.4). It grows whenever one of them can have moved: with what
/// the person notes, and with every setting. Journals never get shorter, so it is the same on every device.
fn revision(snapshot: &Snapshot<'_>, person: &str) -> usize {
    let noted = snapshot.store.persons.get(person).map_or(0, OpenJournal::len);
    noted.saturating_add(snapshot.store.app.len())
}

/// Returns how often a check was asked for again before a day, since the day to which it was put off: its event moves with
/// each time, although nothing is noted.
fn times_asked(check: NaiveDate, day: NaiveDate) -> usize {
    CHECK_DAYS.iter().filter(|days| add_days(check, **days) <= day).count()
}

/// Says whose period ends, for the day on which it does.
fn due_summary(wording: &Wording, request: &Request<'_>) -> String {
    let word = match request.status.law {
        _ if request.status.may_be_later => w::REMINDER_QUESTION_OPEN,
        LegalRequest::Complaint => w::CALENDAR_DUE_ACKNOWLEDGE,
        _ => w::CALENDAR_DUE,
    };
    wording.f(word, &[("name", &request.name(wording))])
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
