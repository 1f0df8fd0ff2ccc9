//! Whom a letter is addressed to, as it stands at its head.

use widerspruch_domain::catalogue::packed::{List, Text};
use widerspruch_domain::catalogue::{AuthorityFacts, Company};

/// Returns the lines of an authority, as a letter in a language has them: its name and, where it is known, its address.
/// The person lives in its country, so that the country is left out.
pub(super) fn authority_lines(authority: &AuthorityFacts, language: &str) -> String {
    let address = authority.address.as_ref().map(|address| address.lines_in(language)).unwrap_or_default();
    lines([authority.name_in(language)].into_iter().chain(address.iter().copied()))
}

/// Returns the lines of a controller, with its country: most letters cross a border.
pub(super) fn controller_lines(controller: &Company) -> String {
    lines_of(controller.post)
}

fn lines_of(list: List<Text>) -> String {
    lines(list.iter().copied())
}

fn lines(all: impl Iterator<Item = Text>) -> String {
    let all: Vec<&str> = all.map(|line| line.as_str()).collect();
    all.join("\n")
}
