//! The forms of ids, addresses, codes and dates in the catalogue.

use chrono::NaiveDate;

use crate::catalogue::packed::FIRST_DAY;

pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Whether it is an e-mail address that stands in a `mailto:` link as it is.
pub(super) fn is_address(text: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_".contains(&b))
            && !part.starts_with('.')
    };
    text.split_once('@').is_some_and(|(name, domain)| plain(name) && plain(domain) && domain.contains('.'))
}

/// Whether it is the code of a part of a country as ISO 3166-2 makes them: `DE-BY`.
pub(super) fn is_land(text: &str, country: &str) -> bool {
    let part = text.strip_prefix(country).and_then(|rest| rest.strip_prefix('-'));
    part.is_some_and(|part| {
        (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    })
}

/// Whether a day can be packed.
pub(super) fn fits(day: NaiveDate) -> bool {
    (0..=i64::from(u16::MAX)).contains(&day.signed_duration_since(FIRST_DAY).num_days())
}

/// `2025`, `2025-10` or `2025-10-23`, and a real day.
pub(super) fn is_partial_date(text: &str) -> bool {
    let full = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    full.len() == 10 && full.parse::<NaiveDate>().is_ok()
}
