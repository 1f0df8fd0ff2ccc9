//! What the environment says of languages, region and letters.

/// Languages, region and letters of the person's system.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Locale {
    /// BCP 47 tags, best first.
    pub(crate) languages: Vec<String>,
    /// A country code.
    pub(crate) region: Option<String>,
    /// Whether the terminal is said to understand UTF-8.
    pub(crate) utf8: bool,
}

impl Locale {
    /// Reads the variables as gettext does: `LC_ALL`, `LC_MESSAGES`, `LANG`, and before them the list in `LANGUAGE`,
    /// which counts for nothing where somebody asked for `C`. `get` answers with a variable's value.
    pub(crate) fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let first = |names: [&str; 3]| names.iter().find_map(|name| get(name).filter(|value| !value.is_empty()));
        let messages = first(["LC_ALL", "LC_MESSAGES", "LANG"]).unwrap_or_default();
        let letters = first(["LC_ALL", "LC_CTYPE", "LANG"]).unwrap_or_default();
        let list = get("LANGUAGE").filter(|_| !matches!(messages.as_str(), "C" | "POSIX")).unwrap_or_default();
        let languages = list.split(':').chain([messages.as_str()]).filter_map(tag).collect();
        let region = tag(&messages).and_then(|tag| Some(tag.split_once('-')?.1.to_uppercase()));
        let utf8 = letters.to_ascii_lowercase().replace('-', "").contains(".utf8");
        Self { languages, region, utf8 }
    }
}

/// `de_DE.UTF-8@euro` is `de-DE`; `C` is no language.
fn tag(locale: &str) -> Option<String> {
    let name = locale.split(['.', '@']).next().unwrap_or_default();
    let is_language = name.split(['_', '-']).next().is_some_and(|code| (2..=3).contains(&code.len()));
    is_language.then(|| name.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(variables: &[(&str, &str)]) -> Locale {
        Locale::read(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_nearest_variable_wins_and_an_empty_one_counts_for_nothing() {
        let found = locale(&[("LC_ALL", ""), ("LC_MESSAGES", "en_GB.UTF-8"), ("LANG", "de_DE.UTF-8")]);
        assert_eq!(found.languages, ["en-GB"]);
        assert_eq!(found.region.as_deref(), Some("GB"));
        let found = locale(&[("LC_ALL", "de_AT@euro"), ("LC_MESSAGES", "en_GB"), ("LANG", "fr_FR")]);
        assert_eq!((found.languages, found.region.as_deref()), (vec!["de-AT".to_owned()], Some("AT")));
    }

    #[test]
    fn language_is_a_list_before_the_locale() {
        let found = locale(&[("LANGUAGE", "fr:de_CH:en"), ("LANG", "en_US.UTF-8")]);
        assert_eq!(found.languages, ["fr", "de-CH", "en", "en-US"]);
        assert_eq!(found.region.as_deref(), Some("US"));
    }

    #[test]
    fn whoever_asks_for_c_gets_no_language_from_the_list() {
        for c in ["C", "POSIX"] {
            assert_eq!(locale(&[("LC_ALL", c), ("LANGUAGE", "de")]), Locale::default());
        }
        assert_eq!(locale(&[("LANG", "C.UTF-8"), ("LANGUAGE", "de")]).languages, ["de"]);
        assert_eq!(locale(&[]), Locale::default());
    }

    #[test]
    fn letters_follow_their_own_variable() {
        assert!(locale(&[("LANG", "de_DE.UTF-8")]).utf8);
        assert!(locale(&[("LANG", "C.utf8")]).utf8);
        assert!(locale(&[("LC_CTYPE", "en_US.UTF-8"), ("LANG", "C")]).utf8);
        assert!(!locale(&[("LC_ALL", "C"), ("LC_CTYPE", "en_US.UTF-8"), ("LANG", "de_DE.UTF-8")]).utf8);
        assert!(!locale(&[("LANG", "de_DE.ISO-8859-1")]).utf8);
        assert!(!locale(&[("LANG", "de_DE@euro")]).utf8);
        assert!(!locale(&[]).utf8);
    }
}
