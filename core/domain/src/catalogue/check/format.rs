//! The valid forms of ids, addresses, codes and dates.

use chrono::NaiveDate;

use crate::catalogue::packed::FIRST_DAY;

/// Returns whether a text is an id: lower-case letters, digits and hyphens.
pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Returns whether a text is an e-mail address without characters that have to be escaped in a `mailto:` link.
pub(super) fn is_email_address(text: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_".contains(&b))
            && !part.starts_with('.')
    };
    text.split_once('@').is_some_and(|(name, domain)| plain(name) && plain(domain) && domain.contains('.'))
}

/// Returns whether a text is the ISO 3166-2 code of a part of a country: `DE-BY`.
pub(super) fn is_land(text: &str, country: &str) -> bool {
    let part = text.strip_prefix(country).and_then(|rest| rest.strip_prefix('-'));
    part.is_some_and(|part| {
        (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    })
}

/// Returns whether a date can be packed.
pub(super) fn is_packable(day: NaiveDate) -> bool {
    (0..=i64::from(u16::MAX)).contains(&day.signed_duration_since(FIRST_DAY).num_days())
}

/// Returns whether a text is a year, a month or a day that exists: `2025`, `2025-10` or `2025-10-23`.
pub(super) fn is_partial_date(text: &str) -> bool {
    let full = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    full.len() == 10 && full.parse::<NaiveDate>().is_ok()
}
