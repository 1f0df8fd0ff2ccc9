//! Choices for the app as a whole: their presets, and their values in the journal.

use widerspruch_domain::reminders::{EARLIEST_HOUR, LATEST_HOUR};

use crate::features::settings::paths::Setting;
use crate::words::Catalogue;

/// Returns the value of a setting until the person chooses another.
pub(crate) const fn preset(setting: Setting) -> &'static str {
    match setting {
        Setting::Language => "system",
        Setting::Hour => "18",
        Setting::Weekdays => "workdays",
        Setting::Reminders | Setting::LockScreen | Setting::CalendarPrivate | Setting::DeviceBackup => "true",
    }
}

/// Returns the journal's value for an input; `None` for an invalid input.
pub(crate) fn stored_value(setting: Setting, input: &str) -> Option<String> {
    let possible = match setting {
        Setting::Hour => return parse_hour(input).map(|hour| hour.to_string()),
        Setting::Language => {
            input == preset(setting) || Catalogue::languages().iter().any(|language| language.code == input)
        }
        Setting::Weekdays => return parse_weekdays(input).map(|days| weekdays_value(&days)),
        Setting::Reminders | Setting::LockScreen | Setting::CalendarPrivate | Setting::DeviceBackup => {
            matches!(input, "true" | "false")
        }
    };
    possible.then(|| input.to_owned())
}

/// Returns the inputs that a setting takes, in the order in which they are offered, with an example of single days.
pub(crate) fn listed_inputs(setting: Setting) -> Vec<&'static str> {
    match setting {
        Setting::Hour => Vec::new(),
        Setting::Language => {
            let languages = Catalogue::languages().iter().map(|language| language.code);
            [preset(setting)].into_iter().chain(languages).collect()
        }
        Setting::Weekdays => vec!["workdays", "every-day", "135"],
        Setting::Reminders | Setting::LockScreen | Setting::CalendarPrivate | Setting::DeviceBackup => {
            vec!["true", "false"]
        }
    }
}

/// Reads `18:00`, `9:00` or `9`; `None` for anything but a full hour between the first and the last for reminders.
pub(crate) fn parse_hour(time: &str) -> Option<u32> {
    let (hour, minute) = time.trim().split_once(':').unwrap_or((time.trim(), "00"));
    let number = |text: &str, digits: std::ops::RangeInclusive<usize>| {
        let plain = digits.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        if plain { text.parse::<u32>().ok() } else { None }
    };
    let (hour, minute) = (number(hour, 1..=2)?, number(minute, 2..=2)?);
    (minute == 0 && (EARLIEST_HOUR..=LATEST_HOUR).contains(&hour)).then_some(hour)
}

/// Reads a value of [`Setting::Weekdays`] as the days, Monday first; `None` if it is malformed.
pub(crate) fn parse_weekdays(value: &str) -> Option<[bool; 7]> {
    let digits = match value {
        "workdays" => "12345",
        "every-day" => "1234567",
        digits => digits,
    };
    let ascending = digits.bytes().zip(digits.bytes().skip(1)).all(|(day, next)| day < next);
    let possible = !digits.is_empty() && ascending && digits.bytes().all(|day| (b'1'..=b'7').contains(&day));
    possible.then(|| std::array::from_fn(|day| digits.bytes().any(|digit| usize::from(digit - b'1') == day)))
}

/// Writes days as a value of [`Setting::Weekdays`].
pub(crate) fn weekdays_value(days: &[bool; 7]) -> String {
    let digits: String = ('1'..='7').zip(days).filter(|(_, wanted)| **wanted).map(|(digit, _)| digit).collect();
    match digits.as_str() {
        "12345" => "workdays".to_owned(),
        "1234567" => "every-day".to_owned(),
        _ => digits,
    }
}

/// Writes an hour as an input for [`Setting::Hour`].
pub(crate) fn hour_value(hour: u32) -> String {
    format!("{hour:02}:00")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_full_hour_between_the_first_and_the_last_is_taken() {
        let right = [("08:00", 8), ("21:00", 21), ("18:00", 18), ("9", 9), (" 9:00 ", 9)];
        for (time, wanted) in right {
            assert_eq!(parse_hour(time), Some(wanted), "{time:?}");
        }
        for wrong in [
            "",
            "7",
            "07:00",
            "07:59",
            "18:30",
            "21:01",
            "21:30",
            "22:00",
            "18:0",
            "+8:00",
            "18:60",
            "18:00:00",
            "ab:cd",
            "١٨:٠٠",
            "018",
        ] {
            assert_eq!(parse_hour(wrong), None, "{wrong:?}");
        }
        assert!((8..=21).all(|hour| parse_hour(&hour_value(hour)) == Some(hour)));
    }

    #[test]
    fn weekdays_have_a_single_form_and_malformed_weekdays_are_refused() {
        for value in ["workdays", "every-day", "1", "135", "67"] {
            assert_eq!(weekdays_value(&parse_weekdays(value).unwrap()), value);
        }
        assert_eq!(stored_value(Setting::Weekdays, "12345").as_deref(), Some("workdays"));
        for wrong in ["", "0", "8", "31", "11", "never", "1 2"] {
            assert_eq!(parse_weekdays(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn every_preset_is_a_valid_choice() {
        for setting in Setting::ALL {
            assert!(stored_value(setting, preset(setting)).is_some(), "{setting:?}");
            assert_eq!(stored_value(setting, "nonsense"), None, "{setting:?}");
        }
    }
}
