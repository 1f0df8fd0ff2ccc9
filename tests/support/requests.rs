//! Requests to LinkedIn as tests need them: begun, written, sent, and what happens to them then.

use super::{Phone, moment, taps};
use widerspruch_core::boundary::Action;

/// What a letter needs to be written.
pub(crate) const WRITTEN: [(&str, &str); 4] = [
    ("name", "Erika Muster"),
    ("email", "erika@example.org"),
    ("postal", "Musterweg 1\n12345 Musterstadt"),
    ("grounds", "I write under my own name."),
];

impl Phone {
    /// Types values into the fields of a screen.
    pub(crate) fn fill(&mut self, values: &[(&str, &str)]) {
        self.typed.extend(values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    }

    /// Begins a request of a kind, and returns its route, which is the one that is shown.
    pub(crate) fn begin(&mut self, kind: &str) -> String {
        self.begin_for("p1", kind)
    }

    /// Begins a request of a person as [`Self::begin`] does for the first.
    pub(crate) fn begin_for(&mut self, person: &str, kind: &str) -> String {
        self.perform(&format!("request/{person}/linkedin/{kind}/begin"));
        self.route.clone()
    }

    /// Performs a command of a request with values, and stays on the request.
    pub(crate) fn of_request(&mut self, request: &str, command: &str, values: &[(&str, &str)]) {
        request.clone_into(&mut self.route);
        self.fill(values);
        self.perform(&format!("request{request}/{command}"));
        assert!(self.failure.is_none(), "{command}: {:?}", self.failure);
        request.clone_into(&mut self.route);
    }

    /// Notes an event of a request on a day, which becomes the present day.
    pub(crate) fn note(&mut self, request: &str, event: &str, on: &str) {
        self.now = moment(&format!("{on}T20:00:00+01:00"));
        self.of_request(request, event, &[("on", on)]);
    }

    /// Writes a request, and allows its complaint to name the person.
    pub(crate) fn write(&mut self, request: &str, values: &[(&str, &str)]) {
        self.of_request(request, "details", values);
        self.of_request(request, "name-me", &[("name_me", "yes")]);
    }
}

/// Somebody in a country who has an objection that is written and not sent, and its route.
pub(crate) fn written(language: &str, country: &str) -> (Phone, String) {
    let mut phone = Phone::new(language, country, "2026-11-23T20:00:00+01:00");
    phone.welcome();
    let request = phone.begin("objection");
    phone.write(&request, &WRITTEN);
    (phone, request)
}

/// Somebody in a country who has sent the objection with the text of its guide on a day, and its route.
pub(crate) fn sent(language: &str, country: &str, on: &str) -> (Phone, String) {
    let mut phone = Phone::new(language, country, &format!("{on}T20:00:00+01:00"));
    phone.welcome();
    phone.perform("request/p1/linkedin/objection/sent-by-form/text");
    phone.route = "/p1/requests".to_owned();
    let found = taps(&phone.screen()).into_iter().find_map(|(_, action)| match action {
        Action::Go { route } if route.starts_with("/p1/requests/") && !route.contains("/sent/") => Some(route),
        _ => None,
    });
    (phone, found.unwrap())
}
