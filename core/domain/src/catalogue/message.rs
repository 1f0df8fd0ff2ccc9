//! Texts of the app that depend on a number: a text as it is, or one for each plural form of the language.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::packed::{Block, Packed, Packing, Text};
use crate::plural::PluralCategory;

/// A text of the app, or its plural forms: `"Back"`, `{"one": "1 step", "other": "{count} steps"}`.
///
/// Forms are kept as one text, each after a control character that stands for its category.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Message(Text);

impl Message {
    /// Returns the text: of a plural message the last form, which is that for most numbers.
    pub fn text(self) -> &'static str {
        self.0.as_str().rsplit(is_mark).next().unwrap_or_default()
    }

    /// Returns the form for a category; the text of a message without forms.
    pub fn form(self, category: PluralCategory) -> &'static str {
        self.0.as_str().split_once(mark(category)).map_or_else(|| self.text(), |(_, rest)| first_form(rest))
    }

    /// Returns whether the message has plural forms.
    pub fn is_plural(self) -> bool {
        self.0.as_str().starts_with(is_mark)
    }

    /// Returns the plural forms by category; nothing for a message without forms.
    pub fn forms(self) -> impl Iterator<Item = (PluralCategory, &'static str)> {
        let whole = self.0.as_str();
        PluralCategory::ALL.into_iter().filter_map(move |category| {
            let (_, rest) = whole.split_once(mark(category))?;
            Some((category, first_form(rest)))
        })
    }

    /// Returns all texts of the message: its forms, or its single text.
    pub fn texts(self) -> impl Iterator<Item = &'static str> {
        self.0.as_str().split(is_mark).skip(usize::from(self.is_plural()))
    }

    fn of_forms(forms: &BTreeMap<PluralCategory, String>) -> Self {
        let marked = forms.iter().flat_map(|(category, form)| [mark(*category).to_string(), form.clone()]);
        Self(Text::from(marked.collect::<String>()))
    }
}

/// Leaks the text: for tests only.
impl From<String> for Message {
    fn from(text: String) -> Self {
        Self(Text::from(text))
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Packed for Message {
    fn pack(&self, to: &mut Packing) {
        self.0.pack(to);
    }

    fn take(from: &mut Block) -> Self {
        Self(Text::take(from))
    }
}

/// Leaks the text: for the build and for tests only.
impl<'de> Deserialize<'de> for Message {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(MessageVisitor)
    }
}

struct MessageVisitor;

impl<'de> Visitor<'de> for MessageVisitor {
    type Value = Message;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, or its plural forms")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Message, E> {
        check_text(text)?;
        Ok(Message(Text::from(text.to_owned())))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Message, A::Error> {
        let mut forms = BTreeMap::new();
        while let Some((category, form)) = map.next_entry::<PluralCategory, String>()? {
            check_text(&form)?;
            forms.insert(category, form);
        }
        if forms.is_empty() {
            return Err(de::Error::custom("a text without any plural form"));
        }
        Ok(Message::of_forms(&forms))
    }
}

fn check_text<E: de::Error>(text: &str) -> Result<(), E> {
    if text.contains(is_mark) {
        return Err(E::custom("a control character in a text"));
    }
    Ok(())
}

/// Returns the character before the form of a category.
const fn mark(category: PluralCategory) -> char {
    match category {
        PluralCategory::Zero => '\u{1}',
        PluralCategory::One => '\u{2}',
        PluralCategory::Two => '\u{3}',
        PluralCategory::Few => '\u{4}',
        PluralCategory::Many => '\u{5}',
        PluralCategory::Other => '\u{6}',
    }
}

fn is_mark(letter: char) -> bool {
    ('\u{1}'..='\u{6}').contains(&letter)
}

fn first_form(rest: &'static str) -> &'static str {
    rest.split(is_mark).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::packed::{pack, unpack};

    fn message(json: &str) -> Message {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_text_is_its_only_form() {
        let plain = message(r#""Back""#);
        assert_eq!((plain.text(), plain.form(PluralCategory::Few), plain.is_plural()), ("Back", "Back", false));
        assert_eq!(plain.texts().collect::<Vec<_>>(), ["Back"]);
        assert_eq!(plain.forms().count(), 0);
    }

    #[test]
    fn forms_are_found_by_their_category_in_any_order() {
        let forms = message(r#"{"other":"{count} kroków","few":"{count} kroki","one":"1 krok"}"#);
        assert_eq!(forms.form(PluralCategory::One), "1 krok");
        assert_eq!(forms.form(PluralCategory::Few), "{count} kroki");
        assert_eq!(forms.form(PluralCategory::Zero), "{count} kroków", "the last stands in for a missing one");
        assert_eq!(forms.text(), "{count} kroków");
        let listed: Vec<_> = forms.forms().collect();
        assert_eq!(listed[0], (PluralCategory::One, "1 krok"));
        assert_eq!((listed.len(), forms.texts().count()), (3, 3));
        assert_eq!(unpack::<Message>(pack(&forms)), Some(forms));
    }

    #[test]
    fn an_unknown_category_no_category_and_control_characters_are_refused() {
        for wrong in [r#"{"single":"x"}"#, "{}", "\"\\u0002x\"", r#"{"one":"\u0001"}"#, "3"] {
            assert!(serde_json::from_str::<Message>(wrong).is_err(), "{wrong}");
        }
    }
}
