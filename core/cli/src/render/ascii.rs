//! Text for a terminal that shows ASCII only: letters as a person would write them by hand, symbols by look-alikes.

/// Returns the text in ASCII. A letter without a customary spelling becomes `?`.
pub(crate) fn to_ascii(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() {
            plain.push(letter);
        } else {
            plain.push_str(ascii_spelling(letter));
        }
    }
    plain
}

#[rustfmt::skip]
fn ascii_spelling(letter: char) -> &'static str {
    match letter {
        'ä' => "ae", 'ö' => "oe", 'ü' => "ue", 'ß' => "ss", 'Ä' => "Ae", 'Ö' => "Oe", 'Ü' => "Ue", 'ẞ' => "SS",
        'à' | 'á' | 'â' | 'ã' | 'ā' | 'ă' | 'ą' => "a", 'À' | 'Á' | 'Â' | 'Ã' | 'Ā' | 'Ă' | 'Ą' => "A",
        'å' => "aa", 'Å' => "Aa", 'æ' => "ae", 'Æ' => "Ae", 'œ' => "oe", 'Œ' => "Oe", 'ø' => "oe", 'Ø' => "Oe",
        'ç' | 'ć' | 'č' => "c", 'Ç' | 'Ć' | 'Č' => "C", 'ď' | 'đ' | 'ð' => "d", 'Ď' | 'Đ' | 'Ð' => "D",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e", 'È' | 'É' | 'Ê' | 'Ë' | 'Ē' | 'Ė' | 'Ę' | 'Ě' => "E",
        'ğ' | 'ģ' => "g", 'Ğ' | 'Ģ' => "G",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => "i", 'Ì' | 'Í' | 'Î' | 'Ï' | 'Ī' | 'Į' | 'İ' => "I",
        'ķ' => "k", 'Ķ' => "K", 'ľ' | 'ļ' | 'ł' => "l", 'Ľ' | 'Ļ' | 'Ł' => "L",
        'ñ' | 'ń' | 'ň' | 'ņ' => "n", 'Ñ' | 'Ń' | 'Ň' | 'Ņ' => "N",
        'ò' | 'ó' | 'ô' | 'õ' | 'ō' => "o", 'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ō' => "O", 'ő' => "oe", 'Ő' => "Oe",
        'ř' | 'ŕ' => "r", 'Ř' | 'Ŕ' => "R", 'ś' | 'š' | 'ş' | 'ș' => "s", 'Ś' | 'Š' | 'Ş' | 'Ș' => "S",
        'ť' | 'ţ' | 'ț' => "t", 'Ť' | 'Ţ' | 'Ț' => "T", 'þ' => "th", 'Þ' => "Th",
        'ù' | 'ú' | 'û' | 'ū' | 'ů' | 'ų' => "u", 'Ù' | 'Ú' | 'Û' | 'Ū' | 'Ů' | 'Ų' => "U", 'ű' => "ue", 'Ű' => "Ue",
        'ý' | 'ÿ' => "y", 'Ý' | 'Ÿ' => "Y", 'ź' | 'ż' | 'ž' => "z", 'Ź' | 'Ż' | 'Ž' => "Z",
        '№' => "No.", 'º' => "o",
        // Greek and Bulgarian, for the names of authorities there.
        'α' | 'ά' => "a", 'Α' | 'Ά' => "A", 'β' => "v", 'Β' => "V", 'γ' => "g", 'Γ' => "G", 'δ' => "d", 'Δ' => "D",
        'ε' | 'έ' => "e", 'Ε' | 'Έ' => "E", 'ζ' => "z", 'Ζ' => "Z", 'θ' => "th", 'Θ' => "Th",
        'η' | 'ή' | 'ι' | 'ί' | 'ϊ' | 'ΐ' => "i", 'Η' | 'Ή' | 'Ι' | 'Ί' | 'Ϊ' => "I", 'κ' => "k", 'Κ' => "K",
        'λ' => "l", 'Λ' => "L", 'μ' => "m", 'Μ' => "M", 'ν' => "n", 'Ν' => "N", 'ξ' => "x", 'Ξ' => "X",
        'ο' | 'ό' | 'ω' | 'ώ' => "o", 'Ο' | 'Ό' | 'Ω' | 'Ώ' => "O", 'π' => "p", 'Π' => "P", 'ρ' => "r", 'Ρ' => "R",
        'σ' | 'ς' => "s", 'Σ' => "S", 'τ' => "t", 'Τ' => "T", 'υ' | 'ύ' | 'ϋ' | 'ΰ' => "y", 'Υ' | 'Ύ' | 'Ϋ' => "Y",
        'φ' => "f", 'Φ' => "F", 'χ' => "ch", 'Χ' => "Ch", 'ψ' => "ps", 'Ψ' => "Ps",
        'а' | 'ъ' => "a", 'А' | 'Ъ' => "A", 'б' => "b", 'Б' => "B", 'в' => "v", 'В' => "V", 'г' => "g", 'Г' => "G",
        'д' => "d", 'Д' => "D", 'е' => "e", 'Е' => "E", 'ж' => "zh", 'Ж' => "Zh", 'з' => "z", 'З' => "Z",
        'и' => "i", 'И' => "I", 'й' | 'ь' => "y", 'Й' | 'Ь' => "Y", 'к' => "k", 'К' => "K", 'л' => "l", 'Л' => "L",
        'м' => "m", 'М' => "M", 'н' => "n", 'Н' => "N", 'о' => "o", 'О' => "O", 'п' => "p", 'П' => "P",
        'р' => "r", 'Р' => "R", 'с' => "s", 'С' => "S", 'т' => "t", 'Т' => "T", 'у' => "u", 'У' => "U",
        'ф' => "f", 'Ф' => "F", 'х' => "h", 'Х' => "H", 'ц' => "ts", 'Ц' => "Ts", 'ч' => "ch", 'Ч' => "Ch",
        'ш' => "sh", 'Ш' => "Sh", 'щ' => "sht", 'Щ' => "Sht", 'ю' => "yu", 'Ю' => "Yu", 'я' => "ya", 'Я' => "Ya",
        '„' | '“' | '”' | '«' | '»' => "\"", '‚' | '‘' | '’' | '´' => "'", '‹' => "<", '›' => ">",
        '–' | '—' | '‐' | '‑' | '−' | '·' | '─' => "-", '═' => "=", '•' => "*", '…' => "...", '→' => "->", '←' => "<-",
        '│' => "|", '✓' => "+", '○' => "o", '×' => "x", '€' => "EUR", '§' => "Par.", '©' => "(c)", '°' => " Grad",
        '\u{a0}' | '\u{2009}' | '\u{202f}' => " ",
        // Soft hyphens, joiners and accents that stand apart from their letter.
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{300}'..='\u{36f}' | '\u{fe0f}' => "",
        _ => "?",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn german_umlauts_and_quotes_keep_their_customary_spelling() {
        assert_eq!(
            to_ascii("Größe, Übel, Maß: „Los geht’s“ … A › B"),
            "Groesse, Uebel, Mass: \"Los geht's\" ... A > B"
        );
    }

    #[test]
    fn no_letter_of_the_catalogue_lacks_a_spelling() {
        fn texts(folder: &std::path::Path, found: &mut String) {
            for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if entry.is_dir() {
                    texts(&entry, found);
                } else {
                    found.push_str(&std::fs::read_to_string(entry).unwrap());
                }
            }
        }
        let mut all = String::new();
        texts(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalogue"), &mut all);
        // Chinese has no customary spelling that a reader of it would know; the name in Latin letters stands beside it.
        let chinese = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
        let missing: Vec<char> = all
            .chars()
            .filter(|letter| !letter.is_ascii() && !chinese(*letter) && ascii_spelling(*letter) == "?")
            .collect();
        assert!(all.contains('ä') && missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn foreign_names_stay_readable_and_unknown_letters_are_marked() {
        assert_eq!(to_ascii("Łukasz Šimić, Zoë, 李"), "Lukasz Simic, Zoe, ?");
        assert_eq!(to_ascii("Комисия за защита, Αρχή Προστασίας"), "Komisiya za zashtita, Archi Prostasias");
    }

    #[test]
    fn combining_accent_is_dropped() {
        assert_eq!(to_ascii("e\u{301}te\u{301}"), "ete");
    }
}
