//! The check of the forms of dates and names: every form that a text asks for has words, and no other form is there.

use std::collections::{BTreeMap, BTreeSet};

use super::refusal::{Reason, Refusals};
use super::words::{texts_with_places, whole_places};
use crate::catalogue::facts::Facts;
use crate::catalogue::forms::{Form, split_place};
use crate::catalogue::words::Words;

/// The value whose forms stand with the service that it names.
const SERVICE: &str = "service";

/// What a day can be besides a day of the month, and whether its text holds the date itself.
const DAYS: [(&str, bool); 5] =
    [("date", true), ("weekday", true), ("today", false), ("tomorrow", false), ("yesterday", false)];

pub(super) fn check_forms(
    facts: &Facts,
    language: &str,
    words: &Words,
    known: &BTreeMap<String, Words>,
    refusals: &mut Refusals,
) {
    for (id, service) in &facts.services {
        for code in service.languages().into_iter().filter(|code| !known.contains_key(*code)) {
            let named = words.app.languages.contains_key(code);
            refusals.unless(named, || format!("app/{language}.json: languages.{code}, of {id}"), Reason::MissingWord);
        }
    }
    let dates = &words.app.dates;
    let mut asked = BTreeSet::new();
    for (key, texts) in texts_with_places(words) {
        for place in texts.into_iter().flat_map(whole_places) {
            let (name, Some(form)) = split_place(place) else { continue };
            let known = Form::parse(form).is_some() && (name == SERVICE || dates.forms.contains_key(form));
            refusals.unless(known, || format!("{language}: {key} {{{place}}}"), Reason::UnknownForm);
            if name != SERVICE {
                asked.insert(form);
            }
        }
    }
    for (id, service) in &words.services {
        for (form, text) in service.names {
            let place = || format!("services/{id}/{language}.json: names.{form}");
            refusals.unless(Form::parse(form).is_some(), place, Reason::UnknownForm);
            refusals.unless(!text.trim().is_empty(), place, Reason::MissingWord);
        }
    }
    let file = format!("app/{language}.json: dates");
    for (form, texts) in &dates.forms {
        let place = || format!("{file}.forms.{form}");
        refusals.unless(Form::parse(form).is_some(), place, Reason::UnknownForm);
        refusals.unless(asked.contains(form.as_str()), place, Reason::UnknownWord);
        refusals.unless(texts.contains_key("date"), place, Reason::MissingWord);
        for (day, text) in texts {
            let place = || format!("{file}.forms.{form}.{day}");
            let known = DAYS.iter().find(|(known, _)| day == known).map(|(_, holds_date)| *holds_date);
            let Some(holds_date) = known.or(is_day_of_month(day).then_some(true)) else {
                refusals.add(place(), Reason::UnknownWord);
                continue;
            };
            let places: Vec<&str> = whole_places(text).collect();
            let right = if holds_date { places == ["date"] } else { places.is_empty() && !text.trim().is_empty() };
            refusals.unless(right, place, Reason::PlaceMismatch);
        }
    }
    for (day, text) in &dates.days {
        let place = || format!("{file}.days.{day}");
        refusals.unless(is_day_of_month(day), place, Reason::UnknownWord);
        refusals.unless(!text.trim().is_empty(), place, Reason::MissingWord);
    }
}

fn is_day_of_month(day: &str) -> bool {
    day.parse().is_ok_and(|number: u8| (1..=31).contains(&number) && number.to_string() == day)
}
