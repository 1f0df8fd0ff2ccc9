//! Places of texts: how a value gets into `{name}`, in the form that the text asks for.

use std::fmt::{Display, Write as _};

use widerspruch_domain::catalogue::packed::{Table, Text};
use widerspruch_domain::catalogue::{Form, split_place};

/// A value for a place of a text. Most values have one form only; dates and names of services have several.
pub(crate) trait Value {
    /// Appends the value in the form that the text asks for; `None` for `{name}` alone.
    fn write(&self, form: Option<Form>, to: &mut String);
}

impl<T: Display + ?Sized> Value for T {
    fn write(&self, _: Option<Form>, to: &mut String) {
        // Writing to a string cannot fail.
        let _ = write!(to, "{self}");
    }
}

/// The name of a service. A language may have forms of it: "d’Adobe".
#[derive(Debug, Clone, Copy)]
pub(crate) struct ServiceName {
    pub(crate) name: Text,
    /// By the name of the form. A form that is left out is the plain name.
    pub(crate) forms: Table<Text>,
}

impl Value for ServiceName {
    fn write(&self, form: Option<Form>, to: &mut String) {
        let own = form.and_then(|form| self.forms.get(form.name()));
        to.push_str(own.unwrap_or(&self.name));
    }
}

/// Marks around a value that has a direction of its own (first strong isolate, pop directional isolate).
const ISOLATE: [char; 2] = ['\u{2068}', '\u{2069}'];

/// Puts values into the `{named}` places of a text. A place without a value stays. What a person reads is filled by
/// [`Catalogue::fill`](super::catalogue::Catalogue::fill), which knows the direction of the language.
pub(crate) fn fill_places(text: &str, values: &[(&str, &dyn Value)]) -> String {
    fill(text, values, false)
}

/// Puts values into the places of a text from right to left, each with marks around it.
pub(super) fn fill_isolated(text: &str, values: &[(&str, &dyn Value)]) -> String {
    fill(text, values, true)
}

/// Removes the marks around values, from a text that goes to where they would be seen or become part of an address.
pub(crate) fn without_isolates(text: &str) -> String {
    text.replace(ISOLATE, "")
}

fn fill(text: &str, values: &[(&str, &dyn Value)], isolated: bool) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((place, after)) = after.split_once('}') else { break };
        let (name, form) = split_place(place);
        match values.iter().find(|(known, _)| *known == name) {
            // The build refuses a form that is unknown.
            Some((_, value)) => {
                filled.extend(isolated.then_some(ISOLATE[0]));
                value.write(form.and_then(Form::parse), &mut filled);
                filled.extend(isolated.then_some(ISOLATE[1]));
            }
            None => filled.extend(["{", place, "}"]),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_once_and_unknown_places_stay() {
        let values: [(&str, &dyn Value); 2] = [("name", &"{count}"), ("count", &3)];
        assert_eq!(fill_places("{count} for {name}, {other.of}.", &values), "3 for {count}, {other.of}.");
    }

    #[test]
    fn values_are_isolated_only_in_a_text_from_right_to_left() {
        let values: [(&str, &dyn Value); 1] = [("name", &"Ada")];
        assert_eq!(fill_isolated("!{name}, {other}", &values), "!\u{2068}Ada\u{2069}, {other}");
        assert_eq!(without_isolates("!\u{2068}Ada\u{2069}, b"), "!Ada, b");
        assert_eq!(fill_places("{name}!", &values), "Ada!");
    }

    #[test]
    fn a_name_reads_as_the_sentence_needs_it_and_is_plain_where_it_has_no_form() {
        let forms = [("of", "d’Adobe"), ("that", "qu’Adobe")];
        let forms = forms.map(|(form, text)| (Text::from(form.to_owned()), Text::from(text.to_owned())));
        let service = ServiceName { name: Text::from("Adobe".to_owned()), forms: forms.into_iter().collect() };
        let filled = |text| fill_places(text, &[("service", &service)]);
        assert_eq!(filled("Réglages {service.of}"), "Réglages d’Adobe");
        assert_eq!(filled("{service.at} : on dit {service.that}"), "Adobe : on dit qu’Adobe");
        assert_eq!(filled("{service}"), "Adobe");
    }
}
