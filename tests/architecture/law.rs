//! Nothing outside `core/domain/src/law` asks in which legal area or country somebody lives: it asks the table of law.
//!
//! Read are the tokens of the code, so that a macro hides nothing. What is compiled for tests only may name places.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::tree::Files;

/// What of `Region` may be named: the areas are reached by asking, not by name.
const ALLOWED: [&str; 3] = ["ALL", "ELSEWHERE", "of"];

/// Names of modules that are compiled for tests only: `#[cfg(test)] mod tests;`.
pub(crate) fn test_modules(files: &Files) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for text in files.values() {
        let all: Vec<TokenTree> = tokens(text).into_iter().collect();
        for (place, token) in all.iter().enumerate() {
            if is_cfg_test(token) {
                let words: Vec<String> = all[place + 1..].iter().take(6).map(ToString::to_string).collect();
                let at = words.iter().position(|word| word == "mod");
                let name =
                    at.and_then(|at| words.get(at + 1).filter(|_| words.get(at + 2).is_some_and(|end| end == ";")));
                found.extend(name.cloned());
            }
        }
    }
    found
}

/// Returns each place where the code of a file names an area or a country, as `line: what`.
pub(crate) fn places_named(text: &str, countries: &BTreeSet<String>) -> Vec<String> {
    let mut found = Vec::new();
    scan(tokens(text), countries, &mut found);
    found
}

fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap()
}

fn is_cfg_test(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket
        && group.stream().to_string().replace(' ', "") == "cfg(test)")
}

fn scan(stream: TokenStream, countries: &BTreeSet<String>, found: &mut Vec<String>) {
    let all: Vec<TokenTree> = stream.into_iter().collect();
    let text = |place: usize| all.get(place).map(ToString::to_string).unwrap_or_default();
    let mut place = 0;
    while place < all.len() {
        let token = &all[place];
        let line = token.span().start().line;
        if is_cfg_test(token) {
            // `#![cfg(test)]` is about everything that follows.
            if place >= 2 && text(place - 1) == "!" {
                return;
            }
            let ends = |token: &TokenTree| match token {
                TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                TokenTree::Punct(punct) => punct.as_char() == ';',
                _ => false,
            };
            while place < all.len() && !ends(&all[place]) {
                place += 1;
            }
            place += 1;
            continue;
        }
        match token {
            TokenTree::Ident(name) if name == "Region" && text(place + 1) == ":" && text(place + 2) == ":" => {
                let of = text(place + 3);
                let compared = place >= 2 && text(place - 1) == "=" && ["=", "!"].contains(&text(place - 2).as_str());
                let literal = of == "of" && text(place + 4).contains('"');
                if !ALLOWED.contains(&of.as_str()) || compared || literal {
                    found.push(format!("{line}: Region::{of}"));
                }
            }
            TokenTree::Ident(name) if name == "id" && text(place + 1) == "()" && text(place + 4).starts_with('"') => {
                let operator = [text(place + 2), text(place + 3)].concat();
                if ["==", "!="].contains(&operator.as_str()) && is_area(&text(place + 4)) {
                    found.push(format!("{line}: id() {operator} {}", text(place + 4)));
                }
            }
            TokenTree::Literal(literal) => {
                let literal = literal.to_string();
                if countries.contains(literal.trim_matches('"')) && literal.starts_with('"') {
                    found.push(format!("{line}: {literal}"));
                }
            }
            TokenTree::Group(group) => scan(group.stream(), countries, found),
            _ => {}
        }
        place += 1;
    }
}

/// Returns whether a literal is the identifier of an area.
fn is_area(literal: &str) -> bool {
    widerspruch_domain::law::Region::of(literal.trim_matches('"')).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_the_code_is_noticed_and_one_in_its_tests_is_not() {
        let countries = BTreeSet::from(["DE".to_owned(), "ZZ".to_owned()]);
        let found = |text: &str| places_named(text, &countries);
        for wrong in [
            "fn a(region: Region) -> bool { region == Region::UK }",
            "fn a(region: Region) -> bool { region != Region::ELSEWHERE }",
            "fn a(region: Region) -> bool { matches!(region, Region::Eu | Region::Ch) }",
            "fn a() { use Region::{Ca, Hk}; }",
            "fn a() -> bool { Some(region) == Region::of(\"uk\") }",
            "fn a(region: Region) -> bool { region.id() == \"hk\" }",
            "fn a(country: &str) -> u8 { match country { \"DE\" => 1, _ => 2 } }",
            "fn a() { say(vec![if country == \"ZZ\" { 1 } else { 2 }]); }",
        ] {
            assert!(!found(wrong).is_empty(), "{wrong}");
        }
        for right in [
            "fn a(text: &str) { Region::of(text).unwrap_or(Region::ELSEWHERE); for region in Region::ALL {} }",
            "fn a(one: Region, other: Region) -> bool { one == other }",
            "fn a(code: &str) -> bool { code == \"uk\" }",
            "#[cfg(test)] mod tests { fn a() { assert_eq!(country, \"DE\"); } }",
            "#[cfg(test)]\n#[allow(missing_docs)]\nimpl Region { const DE: &str = \"DE\"; }",
            "#![cfg(test)] fn a() { country(\"DE\"); }",
        ] {
            assert_eq!(found(right), [""; 0], "{right}");
        }
        assert_eq!(found("\n\nfn a() { country(\"DE\"); }"), ["3: \"DE\""]);
        let files = Files::from([("a.rs".to_owned(), "#[cfg(test)]\nmod storage_errors;\nmod other;".to_owned())]);
        assert_eq!(test_modules(&files), BTreeSet::from(["storage_errors".to_owned()]));
    }
}
