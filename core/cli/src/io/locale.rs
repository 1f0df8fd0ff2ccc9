//! Languages, region and letters that the environment asks for.

use std::env;

/// Languages, region and letters that the person's system asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Locale {
    /// BCP 47 tags, best first.
    pub(crate) languages: Vec<String>,
    /// ISO 3166 code of a country.
    pub(crate) region: Option<String>,
    /// Whether the terminal shows UTF-8.
    pub(crate) utf8: bool,
}

impl Locale {
    /// Reads the locale from the environment.
    pub(crate) fn from_environment() -> Self {
        Self::from_variables(|name| env::var(name).ok())
    }

    /// Reads the variables as gettext does: `LC_ALL`, `LC_MESSAGES`, `LANG`, and before them the list in `LANGUAGE`,
    /// which is ignored if the locale is `C`. `get` returns a variable's value.
    fn from_variables(get: impl Fn(&str) -> Option<String>) -> Self {
        let first = |names: [&str; 3]| names.iter().find_map(|name| get(name).filter(|value| !value.is_empty()));
        let messages = first(["LC_ALL", "LC_MESSAGES", "LANG"]).unwrap_or_default();
        let letters = first(["LC_ALL", "LC_CTYPE", "LANG"]).unwrap_or_default();
        let list = get("LANGUAGE").filter(|_| !matches!(messages.as_str(), "C" | "POSIX")).unwrap_or_default();
        let languages = list.split(':').chain([messages.as_str()]).filter_map(language_tag).collect();
        let region = language_tag(&messages).and_then(|tag| Some(tag.split_once('-')?.1.to_uppercase()));
        let utf8 = letters.to_ascii_lowercase().replace('-', "").contains(".utf8");
        Self { languages, region, utf8 }
    }
}

/// Returns the BCP 47 tag of a locale, `de-DE` for `de_DE.UTF-8@euro`; `None` for one without a language, as `C`.
fn language_tag(locale: &str) -> Option<String> {
    let name = locale.split(['.', '@']).next().unwrap_or_default();
    let is_language = name.split(['_', '-']).next().is_some_and(|code| (2..=3).contains(&code.len()));
    is_language.then(|| name.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(variables: &[(&str, &str)]) -> Locale {
        Locale::from_variables(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn empty_variable_is_ignored_and_lc_all_overrides_the_others() {
        let found = locale(&[("LC_ALL", ""), ("LC_MESSAGES", "en_GB.UTF-8"), ("LANG", "de_DE.UTF-8")]);
        assert_eq!(found.languages, ["en-GB"]);
        assert_eq!(found.region.as_deref(), Some("GB"));
        let found = locale(&[("LC_ALL", "de_AT@euro"), ("LC_MESSAGES", "en_GB"), ("LANG", "fr_FR")]);
        assert_eq!((found.languages, found.region.as_deref()), (vec!["de-AT".to_owned()], Some("AT")));
    }

    #[test]
    fn language_list_precedes_the_locale() {
        let found = locale(&[("LANGUAGE", "fr:de_CH:en"), ("LANG", "en_US.UTF-8")]);
        assert_eq!(found.languages, ["fr", "de-CH", "en", "en-US"]);
        assert_eq!(found.region.as_deref(), Some("US"));
    }

    #[test]
    fn language_list_is_ignored_in_the_c_locale() {
        for c in ["C", "POSIX"] {
            assert_eq!(locale(&[("LC_ALL", c), ("LANGUAGE", "de")]), Locale::default());
        }
        assert_eq!(locale(&[("LANG", "C.UTF-8"), ("LANGUAGE", "de")]).languages, ["de"]);
        assert_eq!(locale(&[]), Locale::default());
    }

    #[test]
    fn encoding_without_utf8_is_recognized() {
        assert!(locale(&[("LANG", "de_DE.UTF-8")]).utf8);
        assert!(locale(&[("LANG", "C.utf8")]).utf8);
        assert!(locale(&[("LC_CTYPE", "en_US.UTF-8"), ("LANG", "C")]).utf8);
        assert!(!locale(&[("LC_ALL", "C"), ("LC_CTYPE", "en_US.UTF-8"), ("LANG", "de_DE.UTF-8")]).utf8);
        assert!(!locale(&[("LANG", "de_DE.ISO-8859-1")]).utf8);
        assert!(!locale(&[("LANG", "de_DE@euro")]).utf8);
        assert!(!locale(&[]).utf8);
    }
}
