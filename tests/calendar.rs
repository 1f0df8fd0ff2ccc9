//! The calendar file, read by two programs of others: what they find is what is planned, wherever it is read.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use std::collections::BTreeSet;
use std::io::BufReader;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeZone, Utc};
use ical::parser::Component as _;
use icalendar::{CalendarDateTime, Component as _, DatePerhapsTime};
use support::{Phone, moment};
use widerspruch_core::boundary::{Action, CivilTime, DeviceReport, ShownReminder};

const SAVE: &str = "reminders/calendar";
const NOW: &str = "2026-11-23T20:00:00+01:00";

/// When something is: a whole day, or a time without a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum When {
    Day(NaiveDate),
    Time(NaiveDateTime),
}

/// What a reader found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    uid: String,
    made: String,
    revision: u32,
    starts: When,
    ends: When,
    summary: String,
    description: String,
    /// What the alarm says, and how long after the start.
    alarm: (String, String),
}

/// The first reader: it knows days from times and floating times from others.
fn icalendar_reads(text: &str) -> Vec<Entry> {
    let calendar: icalendar::Calendar = text.parse().unwrap_or_else(|e| panic!("{e}: {text}"));
    let when = |when: Option<DatePerhapsTime>| match when {
        Some(DatePerhapsTime::Date(day)) => When::Day(day),
        Some(DatePerhapsTime::DateTime(CalendarDateTime::Floating(time))) => When::Time(time),
        other => panic!("{other:?} is neither a day nor a floating time"),
    };
    // Alarms are seen one level below.
    let unfolded = icalendar::parser::unfold(text);
    let raw = icalendar::parser::read_calendar(&unfolded).unwrap();
    let alarms = raw.components.iter().map(|event| {
        assert_eq!((event.name.as_str(), event.components.len()), ("VEVENT", 1));
        let alarm = &event.components[0];
        let value = |name: &str| alarm.find_prop(name).unwrap_or_else(|| panic!("no {name}")).val.as_str().to_owned();
        assert_eq!((alarm.name.as_str(), value("ACTION").as_str()), ("VALARM", "DISPLAY"));
        (value("DESCRIPTION"), value("TRIGGER"))
    });
    let events: Vec<_> = calendar.events().collect();
    assert_eq!(events.len(), raw.components.len());
    let entries = events.into_iter().zip(alarms).map(|(event, alarm)| Entry {
        uid: event.get_uid().unwrap().to_owned(),
        made: event.property_value("DTSTAMP").unwrap().to_owned(),
        revision: event.property_value("SEQUENCE").unwrap().parse().unwrap(),
        starts: when(event.get_start()),
        ends: when(event.get_end()),
        summary: event.get_summary().unwrap().to_owned(),
        description: event.get_description().unwrap().to_owned(),
        alarm,
    });
    entries.collect()
}

/// The second reader: strict about lines, and it hands out values as they are written.
fn ical_reads(text: &str) -> Vec<Entry> {
    let mut calendars = ical::IcalParser::new(BufReader::new(text.as_bytes()));
    let calendar = calendars.next().unwrap().unwrap_or_else(|e| panic!("{e}: {text}"));
    assert!(calendars.next().is_none());
    let entries = calendar.events.iter().map(|event| {
        let when = |name: &str| {
            let found = event.get_property(name).unwrap_or_else(|| panic!("no {name}"));
            let value = found.value.as_deref().unwrap();
            match &found.params {
                None => When::Time(NaiveDateTime::parse_from_str(value, "%Y%m%dT%H%M%S").unwrap()),
                Some(params) => {
                    assert_eq!(params, &[("VALUE".to_owned(), vec!["DATE".to_owned()])]);
                    When::Day(NaiveDate::parse_from_str(value, "%Y%m%d").unwrap())
                }
            }
        };
        let value = |name: &str| plain(event.get_property(name).unwrap().value.as_deref().unwrap());
        let [alarm] = &*event.alarms else { panic!("{:?}", event.alarms) };
        let said = |name: &str| plain(alarm.get_property(name).unwrap().value.as_deref().unwrap());
        assert_eq!(said("ACTION"), "DISPLAY");
        Entry {
            uid: value("UID"),
            made: value("DTSTAMP"),
            revision: value("SEQUENCE").parse().unwrap(),
            starts: when("DTSTART"),
            ends: when("DTEND"),
            summary: value("SUMMARY"),
            description: value("DESCRIPTION"),
            alarm: (said("DESCRIPTION"), said("TRIGGER")),
        }
    });
    entries.collect()
}

/// A text as it was before it was written (RFC 5545, 3.3.11).
fn plain(text: &str) -> String {
    let mut read = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match (letter, if letter == '\\' { letters.next() } else { None }) {
            ('\\', Some('n' | 'N')) => read.push('\n'),
            ('\\', Some(escaped)) => read.push(escaped),
            (letter, _) => read.push(letter),
        }
    }
    read
}

fn now(phone: &Phone) -> DateTime<Utc> {
    DateTime::from_timestamp(phone.now.unix_seconds, 0).unwrap()
}

/// What is saved on that phone now, as both readers find it.
fn saved(phone: &mut Phone) -> Vec<Entry> {
    phone.saved.clear();
    phone.perform(SAVE);
    let text = phone.saved.pop().unwrap_or_else(|| panic!("{:?} {:?}", phone.notice, phone.failure));
    well_formed(&text);
    let entries = icalendar_reads(&text);
    assert_eq!(entries, ical_reads(&text));
    let names: BTreeSet<&str> = entries.iter().map(|entry| entry.uid.as_str()).collect();
    assert_eq!(names.len(), entries.len(), "each has a name of its own");
    for entry in &entries {
        assert_eq!(entry.made, now(phone).format("%Y%m%dT%H%M%SZ").to_string());
        assert_eq!(entry.alarm.0, entry.summary);
        // Readers pass over an alarm that comes after the beginning.
        match entry.starts {
            When::Day(_) => assert!(entry.alarm.1.starts_with("-PT"), "{entry:?}"),
            When::Time(_) => assert_eq!(entry.alarm.1, "PT0S"),
        }
    }
    entries
}

/// What no reader needs and every one may insist on.
fn well_formed(text: &str) {
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    for line in text.split_inclusive("\r\n") {
        let line = line.strip_suffix("\r\n").unwrap();
        assert!(!line.is_empty() && line.len() <= 75 && !line.contains(['\r', '\n', '\t']), "{line:?}");
    }
    let unfolded = text.replace("\r\n ", "");
    let mut head = unfolded.lines();
    assert_eq!(head.next(), Some("BEGIN:VCALENDAR"));
    assert_eq!(head.next(), Some("VERSION:2.0"));
    assert!(head.next().unwrap().starts_with("PRODID:-//Widerspruch//"));
    for line in unfolded.lines() {
        let name = line.split([':', ';']).next().unwrap();
        // A zone would move what is meant for the wall clock; an organizer and a method make an invitation of it.
        assert!(!["ORGANIZER", "METHOD", "ATTENDEE", "BEGIN:VTIMEZONE"].contains(&name), "{line}");
        assert!(!line.contains("TZID") && !line.contains("VTIMEZONE"), "{line}");
    }
}

/// Somebody with open steps, a look ahead, a request with a due date, one on its way and one that is not sent.
fn busy(language: &str, now: &str) -> Phone {
    let mut phone = Phone::new(language, "DE", now);
    phone.welcome();
    tell_calendar(&mut phone, true);
    act(&mut phone, "p1");
    phone
}

/// Lets a person confirm the switch, send two requests and begin a third.
fn act(phone: &mut Phone, person: &str) {
    for command in ["confirm/{p}/linkedin/ai-training", "confirm/{p}/linkedin/objection-form"] {
        phone.perform(&command.replace("{p}", person));
    }
    let request = phone.begin_for(person, "access");
    phone.perform(&format!("request{request}/sent-by-post"));
    phone.perform(&format!("request/{person}/linkedin/erasure/begin"));
}

/// Lets the calendar file say everything, or nothing.
fn tell_calendar(phone: &mut Phone, everything: bool) {
    phone.typed.insert("calendar_private".into(), (!everything).to_string());
    phone.perform("set/calendar_private");
}

fn days(entries: &[Entry]) -> Vec<&Entry> {
    entries.iter().filter(|entry| matches!(entry.starts, When::Day(_))).collect()
}

fn civil(at: &CivilTime) -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(at.year, at.month.into(), at.day.into()).unwrap();
    day.and_hms_opt(at.hour.into(), at.minute.into(), 0).unwrap()
}

#[test]
fn calendar_events_match_the_reminder_plan_and_due_dates() {
    let mut phone = busy("en", NOW);
    let entries = saved(&mut phone);
    let due = days(&entries);
    let [due] = due.as_slice() else { panic!("{due:#?}") };
    let day = |text: &str| When::Day(text.parse().unwrap());
    assert_eq!((due.starts, due.ends), (day("2026-12-23"), day("2026-12-24")));
    assert_eq!(due.summary, "LinkedIn: Objection to AI training: the time limit for the answer ends.");
    let description = support::plain(&due.description);
    assert!(description.starts_with(
        "Objection to AI training\nArt. 12(3) GDPR: the answer has to come without undue delay, at the latest 1 month after receipt.\nReceived: Monday, 23 "
    ));
    assert!(description.ends_with(
        "a consumer body or a lawyer.\nAs of 23 November 2026. What has been done since then is not in this entry."
    ));
    assert_eq!(due.alarm.1, "-PT6H", "at 18:00 on the day before");
    let timed = |entry: &Entry| match entry.starts {
        When::Time(at) => Some((at, entry.summary.clone())),
        When::Day(_) => None,
    };
    let timed: Vec<_> = entries.iter().filter_map(timed).collect();
    let mut upcoming = phone.plan().upcoming;
    // Open steps have no date, and of a check only the next time is there.
    let mut checks = 0;
    upcoming.retain(|reminder| {
        let kind = reminder.id.rsplit('/').nth(1).unwrap();
        checks += usize::from(kind == "check");
        !["nudge", "question"].contains(&kind) && (kind != "check" || checks == 1)
    });
    let planned = upcoming.iter().filter(|reminder| !reminder.id.contains("/due/"));
    let planned: Vec<_> =
        planned.map(|reminder| (civil(&reminder.at), format!("{}: {}", reminder.title, reminder.body))).collect();
    assert_eq!(timed, planned);
    assert_eq!(upcoming.len(), planned.len() + 1, "{upcoming:#?}");
    for part in ["has it been sent?", "has the letter arrived?", "switch still Off?", "follow up?"] {
        assert!(planned.iter().any(|(_, said)| said.contains(part)), "{part}: {planned:#?}");
    }
}

#[test]
fn calendar_times_do_not_shift_with_the_time_zone() {
    let zones = [chrono_tz::Pacific::Auckland, chrono_tz::Europe::Berlin, chrono_tz::America::Los_Angeles];
    let local: NaiveDateTime = "2026-11-23T20:00:00".parse().unwrap();
    let read = zones.map(|zone| {
        let now = zone.from_local_datetime(&local).unwrap();
        let entries = saved(&mut busy("de", &now.to_rfc3339()));
        for entry in &entries {
            // A floating time is there once on that wall clock: no change to or from summer time skips or doubles it.
            if let When::Time(time) = entry.starts {
                assert!(zone.from_local_datetime(&time).single().is_some(), "{zone}: {time}");
            }
        }
        let what = |entry: Entry| (entry.starts, entry.ends, entry.summary, entry.description, entry.alarm);
        (entries[0].made.clone(), entries.into_iter().map(what).collect::<Vec<_>>())
    });
    let [auckland, berlin, los_angeles] = read;
    assert_eq!(auckland.1, berlin.1);
    assert_eq!(los_angeles.1, berlin.1);
    assert!(berlin.1.len() > 10, "{berlin:#?}");
    // Only when it was made is a moment.
    assert_eq!([auckland.0, berlin.0, los_angeles.0], ["20261123T070000Z", "20261123T190000Z", "20261124T040000Z"]);
}

#[test]
fn event_uids_are_stable_across_exports_and_devices() {
    let mut phone = busy("de", NOW);
    let first = saved(&mut phone);
    let named = |entries: &[Entry]| entries.iter().map(|e| (e.uid.clone(), e.starts, e.ends)).collect::<BTreeSet<_>>();
    // In another language, saying nothing, after a new start, on a device that has forgotten what only it knew.
    phone.typed.insert("language".into(), "en".into());
    phone.perform("set/language");
    tell_calendar(&mut phone, false);
    std::fs::remove_file(phone.folder.path().join("device.txt")).unwrap();
    phone.restart();
    assert_eq!(named(&saved(&mut phone)), named(&first));
    // Days later what is past is missing, and nothing else has changed.
    phone.now = moment("2026-12-05T20:00:00+01:00");
    let later = named(&saved(&mut phone));
    let due = |day: &str| When::Day(day.parse().unwrap());
    assert!(later.is_subset(&named(&first)) && later.len() < first.len(), "{later:#?} {first:#?}");
    // A due date that moves keeps its name.
    let request = support::taps(&phone.core.screen("/p1/requests", phone.now).unwrap());
    let to = |(label, action): &(String, Action)| match action {
        Action::Go { route } if label.starts_with("Objection") => Some(route.clone()),
        _ => None,
    };
    let request = request.iter().find_map(to).unwrap();
    phone.perform(&format!("request{request}/more-time"));
    let moved = saved(&mut phone);
    let name = |entries: &[Entry], day| entries.iter().find(|e| e.starts == due(day)).map(|e| e.uid.clone());
    assert_eq!(name(&moved, "2026-12-23"), None);
    assert_eq!(name(&moved, "2027-02-23"), name(&first, "2026-12-23"));
    assert!(name(&moved, "2027-02-23").is_some());
    // A reader takes the one with the higher revision.
    let revision = |entries: &[Entry], day| entries.iter().find(|e| e.starts == due(day)).unwrap().revision;
    assert!(revision(&moved, "2027-02-23") > revision(&first, "2026-12-23"));
}

#[test]
fn each_entry_is_worded_for_its_own_day_and_the_due_date_is_there_until_it_is_over() {
    let mut phone = busy("en", NOW);
    // A second due date on the same day, so that the reminder of one comes a day later.
    let request = phone.begin("advertising");
    phone.perform(&format!("request{request}/sent-by-form"));
    let ends = |entries: &[Entry]| -> Vec<(When, String)> {
        days(entries).into_iter().map(|entry| (entry.starts, entry.summary.clone())).collect()
    };
    let before = ends(&saved(&mut phone));
    assert_eq!(before.len(), 2);
    for (day, summary) in &before {
        assert_eq!(*day, When::Day("2026-12-23".parse().unwrap()), "{summary}");
        assert!(summary.ends_with(": the time limit for the answer ends."), "{summary}");
    }
    // On the day itself, after its reminder was shown, and no more on the next.
    phone.now = moment("2026-12-23T18:30:00+01:00");
    let due = phone.plan().due.unwrap().id;
    let shown = vec![ShownReminder { id: due, at: phone.now }];
    phone.core.report(DeviceReport { shown, ..DeviceReport::default() }, phone.now).unwrap();
    assert_eq!(ends(&saved(&mut phone)), before);
    phone.now = moment("2026-12-24T08:00:00+01:00");
    assert_eq!(ends(&saved(&mut phone)), []);
}

#[test]
fn what_the_calendar_tells_is_chosen_apart_from_the_lock_screen() {
    let mut phone = busy("en", NOW);
    for hidden in ["true", "false"] {
        phone.typed.insert("lock_screen".into(), hidden.into());
        phone.perform("set/lock_screen");
        assert!(saved(&mut phone).iter().any(|entry| entry.summary.contains("Objection")), "{hidden}");
    }
    tell_calendar(&mut phone, false);
    let nothing = "Opt out of AI training: something is waiting.";
    assert!(saved(&mut phone).iter().all(|entry| entry.summary == nothing));
    assert!(phone.plan().upcoming.iter().any(|reminder| reminder.public_text != nothing), "the lock screen tells");
}

#[test]
fn the_check_day_is_one_event_whose_uid_stays_when_it_moves() {
    let mut phone = Phone::new("en", "DE", NOW);
    phone.welcome();
    tell_calendar(&mut phone, true);
    for guide in ["ai-training", "research"] {
        phone.perform(&format!("confirm/p1/linkedin/{guide}"));
    }
    let first = saved(&mut phone);
    let [check] = first.as_slice() else { panic!("{first:#?}") };
    assert!(check.summary.ends_with("2 switches are to be checked today."), "{check:#?}");
    phone.now = moment("2027-02-23T19:00:00+01:00");
    let asked = saved(&mut phone);
    let [again] = asked.as_slice() else { panic!("{asked:#?}") };
    assert_eq!((again.uid.as_str(), again.revision > check.revision), (check.uid.as_str(), true), "asked again");
    assert_eq!(again.starts, When::Time("2027-03-02T18:00:00".parse().unwrap()));
    for guide in ["research", "ai-training"] {
        phone.perform(&format!("checked/p1/linkedin/{guide}/2027-02-23/off"));
    }
    let moved = saved(&mut phone);
    let [next] = moved.as_slice() else { panic!("{moved:#?}") };
    assert_eq!((next.uid.as_str(), next.revision > again.revision), (check.uid.as_str(), true));
    assert_eq!(next.starts, When::Time("2027-08-23T18:00:00".parse().unwrap()));
}

#[test]
fn event_uids_of_two_persons_do_not_collide() {
    let mut phone = busy("en", NOW);
    phone.add("Mama");
    act(&mut phone, "p2");
    let both = saved(&mut phone);
    assert!(both.iter().any(|entry| entry.summary.starts_with("LinkedIn · Mama: ")));
    let other = saved(&mut busy("en", NOW));
    assert!(both.iter().all(|entry| other.iter().all(|other| other.uid != entry.uid)));
}

#[test]
fn hidden_calendar_events_leak_no_text() {
    let mut phone = busy("en", NOW);
    phone.add("Mama");
    let open = saved(&mut phone);
    tell_calendar(&mut phone, false);
    let hidden = saved(&mut phone);
    assert_eq!(open.len(), hidden.len());
    for entry in &hidden {
        assert_eq!(entry.summary, "Opt out of AI training: something is waiting.");
        assert_eq!(
            support::plain(&entry.description),
            "As of 23 November 2026. What has been done since then is not in this entry."
        );
    }
    let text = std::fs::read_to_string(phone.folder.path().join("outbox/widerspruch.ics")).unwrap();
    for word in ["linkedin", "mama", "request", "objection", "gdpr", "check", "nudge"] {
        assert!(!text.to_lowercase().contains(word), "{word}: {text}");
    }
}

#[test]
fn special_characters_in_names_survive_calendar_escaping() {
    const NAME: &str = "Opa, „der\\n; Ä“: \"x\" 👩‍👧 سلام, und Kommas";
    let mut phone = busy("de", NOW);
    phone.add(NAME);
    act(&mut phone, "p2");
    let entries = saved(&mut phone);
    let named = entries.iter().filter(|entry| entry.summary.starts_with(&format!("LinkedIn · {NAME}: "))).count();
    assert!(named > 5, "{entries:#?}");
}

#[test]
fn disabled_reminders_are_still_exported() {
    let mut phone = busy("de", NOW);
    let without_revision = |entries: Vec<Entry>| -> Vec<Entry> {
        entries.into_iter().map(|entry| Entry { revision: 0, ..entry }).collect()
    };
    let with = without_revision(saved(&mut phone));
    phone.typed.insert("reminders".into(), "false".into());
    phone.perform("set/reminders");
    assert!(phone.plan().upcoming.is_empty());
    assert_eq!(without_revision(saved(&mut phone)), with);
}

#[test]
fn calendar_export_exceeds_the_limit_of_fifty_reminders() {
    let mut phone = busy("en", NOW);
    for (name, person) in ["A", "B", "C", "D", "E", "F", "G"].into_iter().zip(2..) {
        phone.add(name);
        act(&mut phone, &format!("p{person}"));
    }
    let entries = saved(&mut phone);
    assert_eq!(phone.plan().upcoming.len(), 50);
    assert!(entries.len() > 60, "{}", entries.len());
    assert!(!entries.iter().any(|entry| entry.summary.contains("Please open the app")));
}

#[test]
fn an_empty_plan_exports_no_file_and_says_so() {
    for begun in [false, true] {
        let mut phone = Phone::new("en", "DE", NOW);
        if begun {
            phone.welcome();
            phone.perform("enough/p1/linkedin");
        }
        phone.perform(SAVE);
        assert_eq!(phone.notice.as_deref(), Some("There is no date for the calendar yet."));
        assert!(phone.saved.is_empty() && !phone.folder.path().join("outbox").exists());
        let screen = phone.core.screen("/reminders/calendar", phone.now).unwrap();
        assert!(screen.primary.is_none_or(|button| button.action == Action::Go { route: "/".into() }));
    }
}

#[test]
fn a_blocked_outbox_is_cleared_and_erasing_removes_the_exported_file() {
    let mut phone = busy("en", NOW);
    let outbox = phone.folder.path().join("outbox");
    std::fs::write(&outbox, "in the way").unwrap();
    saved(&mut phone);
    assert!(outbox.join("widerspruch.ics").exists());
    phone.typed.insert("sure".into(), "true".into());
    phone.perform("person/p1/erase");
    assert!(!outbox.exists());
}
