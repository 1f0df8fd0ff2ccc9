//! Forms of dates and names. A text asks for one after a dot, as in `{date.until}` or `{service.of}`; the words of the
//! language say how it reads.

/// A form that a sentence needs of a date or a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// At the start of a sentence: "Tomorrow".
    Start,
    /// "on 8 March", "l’8 marzo".
    On,
    /// "until 8 March", "jusqu’au 8 mars".
    Until,
    /// "since 8 March", "dall’8 marzo".
    Since,
    /// "from 8 March on".
    From,
    /// "before 8 March", "prima dell’8 marzo".
    Before,
    /// "after 8 March".
    After,
    /// "for 8 March".
    For,
    /// "of Adobe", "d’Adobe".
    Of,
    /// "in LinkedIn", "no LinkedIn".
    In,
    /// "to LinkedIn", "all’account".
    To,
    /// "at LinkedIn", "chez eBay".
    At,
    /// "with LinkedIn".
    With,
    /// "that eBay", "qu’eBay".
    That,
}

impl Form {
    const ALL: [(&'static str, Self); 14] = [
        ("start", Self::Start),
        ("on", Self::On),
        ("until", Self::Until),
        ("since", Self::Since),
        ("from", Self::From),
        ("before", Self::Before),
        ("after", Self::After),
        ("for", Self::For),
        ("of", Self::Of),
        ("in", Self::In),
        ("to", Self::To),
        ("at", Self::At),
        ("with", Self::With),
        ("that", Self::That),
    ];

    /// Reads the name of a form.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, form)| *form)
    }

    /// Returns the name of the form in the catalogue.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, form)| *form == self).map_or("", |(name, _)| name)
    }
}

/// Splits a place of a text into the name of its value and the name of the form it asks for.
pub fn split_place(place: &str) -> (&str, Option<&str>) {
    place.split_once('.').map_or((place, None), |(name, form)| (name, Some(form)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_has_a_name_of_its_own() {
        for (name, form) in Form::ALL {
            assert_eq!((Form::parse(name), form.name()), (Some(form), name));
        }
        assert_eq!(Form::parse("whenever"), None);
        assert_eq!(split_place("date.until"), ("date", Some("until")));
        assert_eq!(split_place("date"), ("date", None));
    }
}
