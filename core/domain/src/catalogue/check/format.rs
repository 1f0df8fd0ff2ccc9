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

/// Hosts that hide where a link leads, or of which a record says that they are odd.
const REFUSED_HOSTS: [&str; 18] = [
    "aka.ms",
    "amzn.to",
    "bit.ly",
    "buff.ly",
    "cutt.ly",
    "fb.me",
    "g.co",
    "goo.gl",
    "greekcryptocommunity.com",
    "is.gd",
    "lnkd.in",
    "ow.ly",
    "rb.gy",
    "romanticpoetry.info",
    "t.co",
    "t.ly",
    "tinyurl.com",
    "youtu.be",
];

/// Returns whether a text is a host in full that tells where a link leads: no user, no port, no number, no shortener.
pub(super) fn is_host(text: &str) -> bool {
    let name = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    let (mut parts, bare) = (text.split('.'), text.strip_prefix("www.").unwrap_or(text));
    parts.clone().count() > 1
        && parts.clone().all(name)
        && parts.next_back().is_some_and(|end| end.bytes().all(|b| b.is_ascii_lowercase()))
        && !REFUSED_HOSTS.contains(&bare)
}

/// Returns the host of an address that begins with https and has a host that tells where it leads.
pub(super) fn host_of(url: &str) -> Option<&str> {
    let host = url.strip_prefix("https://")?.split(['/', '?', '#']).next()?;
    is_host(host).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_https_address_with_a_plain_host_has_a_host() {
        assert_eq!(host_of("https://www.example.org/a?b#c"), Some("www.example.org"));
        assert_eq!(host_of("https://xn--bcher-kva.example"), Some("xn--bcher-kva.example"));
        for wrong in [
            "http://www.example.org",
            "https://me@www.example.org/",
            "https://www.example.org:8443/",
            "https://WWW.example.org/",
            "https://127.0.0.1/",
            "https://localhost/",
            "https://bit.ly/3abc",
            "https://www.tinyurl.com/abc",
            "https://www.example.org./",
            "https:///a",
            "example.org",
        ] {
            assert_eq!(host_of(wrong), None, "{wrong}");
        }
    }
}
