//! What inputs may hold: screens offer it, commands check it.

use widerspruch_domain::journal::{Nudging, RequestEvent, Unseen};
use widerspruch_domain::reminders::{EARLIEST_HOUR, LATEST_HOUR};

use crate::content::{Content, Word, w};

/// Most characters of a name.
pub(crate) const NAME_LENGTH: u32 = 60;

/// Most characters of a text on one line; a longer one may have several.
pub(crate) const LINE_LENGTH: u32 = 200;

/// Most characters of one's own grounds.
pub(crate) const GROUNDS_LENGTH: u32 = 1000;

/// Most characters of a postal address.
pub(crate) const POSTAL_LENGTH: u32 = 300;

/// Most characters of a note.
pub(crate) const NOTE_LENGTH: u32 = 2000;

/// Months after which a setting can be looked at again; 0 for never.
pub(crate) const RECHECK_MONTHS: [u8; 4] = [3, 6, 12, 0];

/// Ids of the reasons for not seeing a setting, most likely first.
pub(crate) const UNSEEN: [(Unseen, &str); 7] = [
    (Unseen::OtherAccount, "other-account"),
    (Unseen::OtherName, "other-name"),
    (Unseen::OtherWord, "other-word"),
    (Unseen::OldApp, "old-app"),
    (Unseen::NotOffered, "not-offered"),
    (Unseen::Minor, "minor"),
    (Unseen::SomethingElse, "something-else"),
];

/// The reason behind an id.
pub(crate) fn unseen(id: &str) -> Option<Unseen> {
    UNSEEN.iter().find(|(_, known)| *known == id).map(|(why, _)| *why)
}

/// Ids of the ways to be nudged.
pub(crate) const NUDGING: [(Nudging, &str); 3] =
    [(Nudging::Series, "series"), (Nudging::Monthly, "monthly"), (Nudging::Stopped, "stopped")];

/// The way to be nudged behind an id.
pub(crate) fn nudging(id: &str) -> Option<Nudging> {
    NUDGING.iter().find(|(_, known)| *known == id).map(|(nudging, _)| *nudging)
}

/// Events of a request, in the order of their kind: id in routes and commands, and what is said of it.
pub(crate) const EVENTS: [(&str, Word); 19] = [
    ("sent-by-form", w::EVENT_SENT_BY_FORM),
    ("sent-by-email", w::EVENT_SENT_BY_EMAIL),
    ("sent-by-post", w::EVENT_SENT_BY_POST),
    ("handed-over", w::EVENT_HANDED_OVER),
    ("received", w::EVENT_RECEIVED),
    ("acknowledged", w::EVENT_ACKNOWLEDGED),
    ("identity-asked", w::EVENT_IDENTITY_ASKED),
    ("identity-given", w::EVENT_IDENTITY_GIVEN),
    ("clarification-asked", w::EVENT_CLARIFICATION_ASKED),
    ("clarification-given", w::EVENT_CLARIFICATION_GIVEN),
    ("more-time", w::EVENT_MORE_TIME),
    ("granted", w::EVENT_GRANTED),
    ("partly", w::EVENT_PARTLY),
    ("refused", w::EVENT_REFUSED),
    ("nothing-came", w::EVENT_NOTHING_CAME),
    ("followed-up", w::EVENT_FOLLOWED_UP),
    ("complained-to-controller", w::EVENT_COMPLAINED_TO_CONTROLLER),
    ("complained", w::EVENT_COMPLAINED),
    ("closed", w::EVENT_CLOSED),
];

/// The event behind an id.
pub(crate) fn event(id: &str) -> Option<RequestEvent> {
    EVENTS.iter().any(|(known, _)| *known == id).then(|| id.replace('-', "_").parse().ok())?
}

/// A text that letters are written from.
pub(crate) struct Detail {
    /// Name of the input and in the journal.
    pub(crate) name: &'static str,
    pub(crate) label: Word,
    pub(crate) hint: Word,
    /// Most characters.
    pub(crate) longest: u32,
}

/// What letters are written from, beside own grounds.
pub(crate) const DETAILS: [Detail; 5] = [
    Detail { name: "what", label: w::LETTER_WHAT, hint: w::GROUNDS_HINT, longest: GROUNDS_LENGTH },
    Detail { name: "name", label: w::LETTER_NAME, hint: w::LETTER_NAME_HINT, longest: LINE_LENGTH },
    Detail { name: "email", label: w::LETTER_EMAIL, hint: w::LETTER_EMAIL_HINT, longest: LINE_LENGTH },
    Detail { name: "profile", label: w::LETTER_PROFILE, hint: w::LETTER_OPTIONAL, longest: LINE_LENGTH },
    Detail { name: "postal", label: w::LETTER_POSTAL, hint: w::LETTER_POSTAL_HINT, longest: POSTAL_LENGTH },
];

/// Names of the inputs for each day of the week, Monday first.
pub(crate) const DAYS: [&str; 7] = ["day1", "day2", "day3", "day4", "day5", "day6", "day7"];

/// A choice for the app as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setting {
    /// `system`, or the code of a language.
    Language,
    /// When to remind; the input holds `18:00`, the journal `18`.
    Hour,
    /// `workdays`, `every-day`, or the days as digits, Monday first: `135`.
    Weekdays,
    /// Whether to remind at all.
    Reminders,
    /// Whether the lock screen says nothing about what is due.
    LockScreen,
    /// Whether the data are part of the device's own backup.
    DeviceBackup,
}

impl Setting {
    const ALL: [Self; 6] =
        [Self::Language, Self::Hour, Self::Weekdays, Self::Reminders, Self::LockScreen, Self::DeviceBackup];

    /// The setting of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.name() == name)
    }

    /// Name of the input, of the command and in the journal: never changed.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Language => "language",
            Self::Hour => "hour",
            Self::Weekdays => "weekdays",
            Self::Reminders => "reminders",
            Self::LockScreen => "lock_screen",
            Self::DeviceBackup => "device_backup",
        }
    }

    /// Its value where nothing was chosen.
    pub(crate) const fn preset(self) -> &'static str {
        match self {
            Self::Language => "system",
            Self::Hour => "18",
            Self::Weekdays => "workdays",
            Self::Reminders | Self::LockScreen | Self::DeviceBackup => "true",
        }
    }

    /// What the journal keeps of an input; `None` for a value that cannot be.
    pub(crate) fn kept(self, input: &str) -> Option<String> {
        let possible = match self {
            Self::Hour => return hour(input).map(|hour| hour.to_string()),
            Self::Language => input == "system" || Content::languages().iter().any(|language| language.code == input),
            Self::Weekdays => return weekdays_of(input).map(|days| weekdays(&days)),
            Self::Reminders | Self::LockScreen | Self::DeviceBackup => matches!(input, "true" | "false"),
        };
        possible.then(|| input.to_owned())
    }
}

/// `18:00`, `9:00` or `9` → the nearest full hour, if reminding is allowed then: alarms are inexact.
pub(crate) fn hour(time: &str) -> Option<u32> {
    let (hour, minute) = time.trim().split_once(':').unwrap_or((time.trim(), "00"));
    let number = |text: &str, digits: std::ops::RangeInclusive<usize>| {
        let plain = digits.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        if plain { text.parse::<u32>().ok() } else { None }
    };
    let (hour, minute) = (number(hour, 1..=2)?, number(minute, 2..=2).filter(|minute| *minute < 60)?);
    let nearest = hour + u32::from(minute >= 30);
    (EARLIEST_HOUR..=LATEST_HOUR).contains(&nearest).then_some(nearest)
}

/// The days of a value of [`Setting::Weekdays`], Monday first; `None` for what is none.
pub(crate) fn weekdays_of(value: &str) -> Option<[bool; 7]> {
    let digits = match value {
        "workdays" => "12345",
        "every-day" => "1234567",
        digits => digits,
    };
    let ascending = digits.bytes().zip(digits.bytes().skip(1)).all(|(day, next)| day < next);
    let possible = !digits.is_empty() && ascending && digits.bytes().all(|day| (b'1'..=b'7').contains(&day));
    possible.then(|| std::array::from_fn(|day| digits.bytes().any(|digit| usize::from(digit - b'1') == day)))
}

/// The value of [`Setting::Weekdays`] for these days.
pub(crate) fn weekdays(days: &[bool; 7]) -> String {
    let digits: String = ('1'..='7').zip(days).filter(|(_, wanted)| **wanted).map(|(digit, _)| digit).collect();
    match digits.as_str() {
        "12345" => "workdays".to_owned(),
        "1234567" => "every-day".to_owned(),
        _ => digits,
    }
}

/// The value of an input for [`Setting::Hour`].
pub(crate) fn time(hour: u32) -> String {
    format!("{hour:02}:00")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_the_nearest_one_between_eight_and_nine_in_the_evening() {
        let right = [("08:00", 8), ("21:00", 21), ("18:30", 19), ("18:29", 18), ("07:45", 8), ("9", 9), (" 9:00 ", 9)];
        for (time, wanted) in right {
            assert_eq!(hour(time), Some(wanted), "{time:?}");
        }
        for wrong in ["", "7", "07:29", "21:30", "22:00", "18:0", "+8:00", "18:60", "18:00:00", "ab:cd", "١٨:٠٠", "018"]
        {
            assert_eq!(hour(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn days_have_one_form() {
        for value in ["workdays", "every-day", "1", "135", "67"] {
            assert_eq!(weekdays(&weekdays_of(value).unwrap()), value);
        }
        assert_eq!(Setting::Weekdays.kept("12345").as_deref(), Some("workdays"));
        for wrong in ["", "0", "8", "31", "11", "never", "1 2"] {
            assert_eq!(weekdays_of(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn what_a_screen_offers_is_what_a_command_understands() {
        assert!((8..=21).all(|h| hour(&time(h)) == Some(h)));
        assert!(UNSEEN.iter().all(|(why, id)| unseen(id) == Some(*why)));
        assert!(NUDGING.iter().all(|(how, id)| nudging(id) == Some(*how)));
        let events = EVENTS.iter().enumerate();
        assert!(events.into_iter().all(|(place, (id, _))| event(id).is_some_and(|event| event as usize == place)));
        assert_eq!(event("sent_by_form"), None, "an id has one form");
    }
}
