//! Licences as texts: which one of several is taken, where its words begin and end in a file, and which lines name who
//! holds the copyright. Two files that differ only in line breaks and names are the same text.

use std::collections::BTreeMap;

/// A licence that we can find in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Known {
    /// Its identifier in SPDX.
    id: &'static str,
    /// How its words begin.
    begins: &'static str,
    /// What stands in its last paragraph.
    ends: &'static str,
}

/// Licences in the order in which they are taken, where a package leaves the choice: the shortest first.
const KNOWN: [Known; 4] = [
    Known { id: "MIT", begins: "Permission is hereby granted, free of charge", ends: "THE SOFTWARE IS PROVIDED" },
    Known { id: "ISC", begins: "Permission to use, copy, modify, and/or distribute", ends: "THE SOFTWARE IS PROVIDED" },
    Known { id: "Apache-2.0", begins: "Apache License Version 2.0", ends: "END OF TERMS AND CONDITIONS" },
    Known {
        id: "MPL-2.0",
        begins: "Mozilla Public License Version 2.0",
        ends: "as defined by the Mozilla Public License, v. 2.0.",
    },
];

/// Texts of licences that packages name without bringing them. The first comes from Debian's collection of licences, the
/// second from the documentation of Rust.
const KEPT: [(&str, &str); 2] =
    [("MPL-2.0", include_str!("mpl-2.0.txt")), ("Unicode-3.0", include_str!("unicode-3.0.txt"))];

/// What a file of a package says about its licence.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) text: String,
    pub(super) copyright: Vec<String>,
}

/// The texts so far, each once.
#[derive(Debug, Default)]
pub(super) struct Bodies(BTreeMap<String, Vec<String>>);

impl Bodies {
    /// Finds the licence of a package in its files, which are pairs of a name and a text, and keeps its words.
    ///
    /// # Errors
    /// If the package is under no licence that we know, or brings no text of it.
    pub(super) fn find(&mut self, expression: &str, files: &[(String, String)]) -> Result<Found, String> {
        let known = chosen(expression).ok_or_else(|| format!("no licence of `{expression}` is known here"))?;
        for (_, text) in files {
            let paragraphs = paragraphs(text);
            if let Some((from, to)) = known.place_in(&paragraphs) {
                let body = paragraphs[from..=to].to_vec();
                let copyright = if known.id == "Apache-2.0" { Vec::new() } else { copyright_lines(text, known) };
                return Ok(Found { text: self.keep(known.id, body), copyright });
            }
        }
        self.require(known.id)?;
        Ok(Found { text: known.id.to_owned(), copyright: Vec::new() })
    }

    /// Makes sure that a text is there under its name.
    ///
    /// # Errors
    /// If no package has brought it and none is kept here.
    pub(super) fn require(&mut self, id: &str) -> Result<(), String> {
        if self.0.contains_key(id) {
            return Ok(());
        }
        let (_, kept) =
            KEPT.iter().find(|(known, _)| *known == id).ok_or_else(|| format!("no text of {id} is there"))?;
        self.0.insert(id.to_owned(), paragraphs(kept));
        Ok(())
    }

    /// Returns the texts as lists of paragraphs.
    pub(super) fn into_paragraphs(self) -> BTreeMap<String, Vec<String>> {
        self.0
    }

    /// Returns the name under which a text is kept; wordings of the same licence that differ are numbered.
    fn keep(&mut self, id: &str, body: Vec<String>) -> String {
        for number in 1.. {
            let name = if number == 1 { id.to_owned() } else { format!("{id} ({number})") };
            match self.0.get(&name) {
                Some(known) if *known == body => return name,
                Some(_) => {}
                None => {
                    self.0.insert(name.clone(), body);
                    return name;
                }
            }
        }
        unreachable!("there is a number for every wording")
    }
}

impl Known {
    /// Returns the first and the last paragraph of the licence.
    fn place_in(self, paragraphs: &[String]) -> Option<(usize, usize)> {
        let from = paragraphs.iter().position(|paragraph| paragraph.starts_with(self.begins))?;
        let length = paragraphs[from..].iter().position(|paragraph| paragraph.contains(self.ends))?;
        Some((from, from + length))
    }
}

/// Returns the licence that is taken of an expression. Its parts are joined by `OR` or, as old packages write it, by `/`.
fn chosen(expression: &str) -> Option<Known> {
    let offered: Vec<&str> = expression.split(" OR ").flat_map(|part| part.split('/')).map(str::trim).collect();
    KNOWN.into_iter().find(|known| offered.contains(&known.id))
}

/// Returns the text as paragraphs without line breaks.
fn paragraphs(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    for line in text.lines().chain([""]) {
        // Lines of marks only are decoration.
        let decoration = line.trim().chars().all(|c| "-=~*#".contains(c));
        if decoration && !words.is_empty() {
            all.push(words.join(" "));
            words.clear();
        } else if !decoration {
            words.extend(line.split_whitespace());
        }
    }
    all
}

/// Returns the lines before the licence's words that say who holds the copyright.
fn copyright_lines(text: &str, known: Known) -> Vec<String> {
    let first_words: Vec<&str> = known.begins.split(' ').take(3).collect();
    let before = text.lines().take_while(|line| !line.trim_start().starts_with(&first_words.join(" ")));
    let mut lines: Vec<String> = Vec::new();
    for line in before.map(str::trim).filter(|line| line.to_lowercase().starts_with("copyright")) {
        let line = line.to_owned();
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

#[cfg(test)]
mod test {
    use super::*;

    const MIT: &str = "MIT License\n\nCopyright (c) 2017 A Person\n\nPermission is hereby granted, free of charge, to any\n\
                       person.\n\nTHE SOFTWARE IS PROVIDED \"AS IS\".\n";

    fn found(bodies: &mut Bodies, expression: &str, text: &str) -> Result<Found, String> {
        bodies.find(expression, &[("LICENSE".to_owned(), text.to_owned())])
    }

    #[test]
    fn a_text_that_differs_in_line_breaks_and_names_is_kept_once() {
        let mut bodies = Bodies::default();
        let one = found(&mut bodies, "MIT OR Apache-2.0", MIT).unwrap();
        assert_eq!(one, Found { text: "MIT".to_owned(), copyright: vec!["Copyright (c) 2017 A Person".to_owned()] });
        let broken = MIT.replace("to any\n", "to\nany ").replace("2017 A Person", "2026 Others");
        let other = found(&mut bodies, "Apache-2.0/MIT", &broken).unwrap();
        assert_eq!(other, Found { text: "MIT".to_owned(), copyright: vec!["Copyright (c) 2026 Others".to_owned()] });
        let differs = found(&mut bodies, "MIT", &MIT.replace("person", "being")).unwrap();
        assert_eq!(differs.text, "MIT (2)");
        let texts = bodies.into_paragraphs();
        assert_eq!(texts.keys().collect::<Vec<_>>(), ["MIT", "MIT (2)"]);
        assert_eq!(texts["MIT"][0], "Permission is hereby granted, free of charge, to any person.");
    }

    #[test]
    fn an_unknown_licence_or_a_missing_text_is_refused() {
        let mut bodies = Bodies::default();
        assert_eq!(found(&mut bodies, "GPL-3.0-only", MIT).unwrap_err(), "no licence of `GPL-3.0-only` is known here");
        assert_eq!(found(&mut bodies, "ISC", MIT).unwrap_err(), "no text of ISC is there");
        assert_eq!(found(&mut bodies, "MPL-2.0", "").unwrap().text, "MPL-2.0");
    }

    #[test]
    fn the_texts_that_are_kept_are_whole() {
        for (id, text) in KEPT {
            let paragraphs = paragraphs(text);
            if let Some(known) = KNOWN.iter().find(|known| known.id == id) {
                assert!(
                    known.place_in(&paragraphs).is_some_and(|(from, to)| from == 0 && to + 1 == paragraphs.len()),
                    "{id}"
                );
            }
            assert!(paragraphs.len() > 3, "{id}");
        }
    }
}
