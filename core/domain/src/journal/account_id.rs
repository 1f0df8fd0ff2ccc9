//! The id of an account: the service's id, with `-2`, `-3` … for further accounts at the same service.

/// Returns the id of the account with this number, counted from 1, at a service.
pub fn format_account_id(service: &str, number: u32) -> String {
    if number == 1 { service.to_owned() } else { format!("{service}-{number}") }
}

/// Returns the service's id and the number in an account's id: the inverse of [`format_account_id`]. An id without a
/// number is that of the first account. The service's own id must not end in a hyphen and digits.
pub fn parse_account_id(id: &str) -> (&str, u32) {
    let numbered = id.rsplit_once('-').filter(|(_, number)| number.bytes().all(|b| b.is_ascii_digit()));
    numbered.and_then(|(service, number)| Some((service, number.parse().ok()?))).unwrap_or((id, 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn account_ids_are_pinned() {
        assert_eq!(format_account_id("linkedin", 1), "linkedin");
        assert_eq!(format_account_id("linkedin", 2), "linkedin-2");
        assert_eq!(parse_account_id("linkedin-2"), ("linkedin", 2));
    }

    #[test]
    fn an_invalid_number_belongs_to_the_service_id() {
        for id in ["", "linkedin", "-", "linkedin-", "linkedin-x", "linkedin-+2", "linkedin-4294967296"] {
            assert_eq!(parse_account_id(id), (id, 1));
        }
    }

    proptest! {
        #[test]
        fn account_ids_survive_a_round_trip(service in "[a-z][a-z0-9-]{0,12}[a-z]", number in any::<u32>()) {
            let id = format_account_id(&service, number);
            prop_assert_eq!(parse_account_id(&id), (service.as_str(), number));
        }

        #[test]
        fn any_text_parses_as_an_account_id(id in ".{0,20}") {
            let (service, _) = parse_account_id(&id);
            prop_assert!(id.starts_with(service));
        }
    }
}
