//! The search in lists: whether typed words fit the texts of a row.

/// Returns whether each of the typed words begins a word of one of the texts. Case does not matter, and an umlaut may be
/// typed as itself, as two letters or without its dots: `Würt`, `wuert` and `wurt` find "Baden-Württemberg".
pub(crate) fn fits_search(typed: &str, texts: &[&str]) -> bool {
    let spellings: Vec<String> = texts.iter().flat_map(|text| [two_letters(text), without_dots(text)]).collect();
    let begins = |typed: &str| spellings.iter().any(|text| words_of(text).any(|word| word.starts_with(typed)));
    let typed = typed.to_lowercase();
    words_of(&typed).all(|word| begins(&two_letters(word)) || begins(&without_dots(word)))
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn two_letters(text: &str) -> String {
    text.to_lowercase().replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss")
}

fn without_dots(text: &str) -> String {
    text.to_lowercase().replace('ä', "a").replace('ö', "o").replace('ü', "u").replace('ß', "ss")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_an_umlaut_finds_the_row() {
        let texts = ["Baden-Württemberg", "Der Landesbeauftragte für den Datenschutz"];
        for typed in ["", "  ", "Würt", "WUERT", "wurt", "baden", "daten baden", "für", "fuer", "Der."] {
            assert!(fits_search(typed, &texts), "{typed:?}");
        }
        for typed in ["temberg", "bayern", "baden bayern", "wuu", "würz"] {
            assert!(!fits_search(typed, &texts), "{typed:?}");
        }
    }
}
