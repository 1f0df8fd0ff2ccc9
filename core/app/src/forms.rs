//! What inputs may hold: screens offer it, commands check it.

use widerspruch_domain::journal::{Nudging, Unseen};
use widerspruch_domain::reminders::{EARLIEST_HOUR, LATEST_HOUR};

use crate::content::Content;

/// Most characters of a name.
pub(crate) const NAME_LENGTH: u32 = 60;

/// Most characters of one's own grounds.
pub(crate) const GROUNDS_LENGTH: u32 = 1000;

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

/// A choice for the app as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setting {
    /// `system`, or the code of a language.
    Language,
    /// When to remind; the input holds `18:00`, the journal `18`.
    Hour,
    /// `workdays` or `every-day`.
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
            Self::Weekdays => matches!(input, "workdays" | "every-day"),
            Self::Reminders | Self::LockScreen | Self::DeviceBackup => matches!(input, "true" | "false"),
        };
        possible.then(|| input.to_owned())
    }
}

/// `18:00` → 18, if reminding is allowed at that hour. Minutes are dropped: alarms are inexact.
pub(crate) fn hour(time: &str) -> Option<u32> {
    let (hour, minute) = time.split_once(':')?;
    let two_digits = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    let hour: u32 = Some(hour).filter(|h| two_digits(h) && two_digits(minute))?.parse().ok()?;
    (EARLIEST_HOUR..=LATEST_HOUR).contains(&hour).then_some(hour)
}

/// The value of an input for [`Setting::Hour`].
pub(crate) fn time(hour: u32) -> String {
    format!("{hour:02}:00")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_a_time_between_eight_and_nine_in_the_evening() {
        assert_eq!((hour("08:00"), hour("21:00"), hour("18:30")), (Some(8), Some(21), Some(18)));
        for wrong in ["", "18", "8:00", "07:59", "22:00", "18:0", "+8:00", "18:00:00", "ab:cd", "١٨:٠٠"] {
            assert_eq!(hour(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn what_a_screen_offers_is_what_a_command_understands() {
        assert!((8..=21).all(|h| hour(&time(h)) == Some(h)));
        assert!(UNSEEN.iter().all(|(why, id)| unseen(id) == Some(*why)));
        assert!(NUDGING.iter().all(|(how, id)| nudging(id) == Some(*how)));
    }
}
