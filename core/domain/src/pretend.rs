//! A language that nobody speaks, made from English: longer, written from right to left, with a letter beyond ASCII for
//! each of ASCII, and with plural forms as no other of the app's languages has them. What a screen shows of it tells
//! whether its words come from the catalogue alone.

/// The code of the language: one of those that are kept for private use, which other programs use for the same.
pub const PRETEND_LANGUAGE: &str = "qps";

const LETTERS: [(char, char, char); 26] = [
    ('a', 'á', 'Á'),
    ('b', 'ƀ', 'Ƀ'),
    ('c', 'ç', 'Ç'),
    ('d', 'ð', 'Ð'),
    ('e', 'é', 'É'),
    ('f', 'ƒ', 'Ƒ'),
    ('g', 'ğ', 'Ğ'),
    ('h', 'ħ', 'Ħ'),
    ('i', 'í', 'Í'),
    ('j', 'ĵ', 'Ĵ'),
    ('k', 'ķ', 'Ķ'),
    ('l', 'ļ', 'Ļ'),
    ('m', 'ɱ', 'Ɱ'),
    ('n', 'ñ', 'Ñ'),
    ('o', 'ó', 'Ó'),
    ('p', 'þ', 'Þ'),
    ('q', 'ɋ', 'Ɋ'),
    ('r', 'ŕ', 'Ŕ'),
    ('s', 'š', 'Š'),
    ('t', 'ţ', 'Ţ'),
    ('u', 'ú', 'Ú'),
    ('v', 'ṽ', 'Ṽ'),
    ('w', 'ŵ', 'Ŵ'),
    ('x', 'ẋ', 'Ẋ'),
    ('y', 'ý', 'Ý'),
    ('z', 'ž', 'Ž'),
];

/// Letters that are written twice, which makes a text longer by 40 percent.
const DOUBLED: &str = "aeioun";

/// Returns an English text in the made-up language. Its `{places}` stay as they are.
///
/// Each letter is changed alone, so what is a part of a text is a part of the changed one, too.
pub fn pretend(text: &str) -> String {
    let mut changed = String::with_capacity(text.len() * 3);
    let mut in_place = false;
    for letter in text.chars() {
        in_place = (in_place || letter == '{') && letter != '}';
        let small = letter.to_ascii_lowercase();
        match LETTERS.iter().find(|(plain, _, _)| *plain == small && !in_place) {
            Some((_, accented, capital)) => {
                changed.push(if letter.is_ascii_uppercase() { *capital } else { *accented });
                changed.extend(DOUBLED.contains(small).then_some(*accented));
            }
            None => changed.push(letter),
        }
    }
    changed
}

/// Returns a plural form of an English text in the made-up language, with the name of the form at its end: each form of a
/// message is a text of its own, and a test can tell which one is shown.
pub fn pretend_form(text: &str, form: &str) -> String {
    format!("{} ‹{}›", pretend(text), pretend(form))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_of_ascii_is_left_outside_of_places() {
        let changed = pretend("The Quick Brown Fox Jumps Over {count} Lazy Dogs.");
        assert_eq!(changed, "Ţħéé Ɋúúííçķ Ƀŕóóŵññ Ƒóóẋ Ĵúúɱþš Óóṽééŕ {count} Ļáážý Ðóóğš.");
        assert!(!changed.replace("{count}", "").contains(|letter: char| letter.is_ascii_alphabetic()));
    }

    #[test]
    fn a_text_becomes_longer_by_about_40_percent() {
        let plain = "Nothing is damaged and nothing is missing. With these it no longer fitted.";
        let longer = pretend(plain).chars().count() * 100 / plain.chars().count();
        assert!((130..160).contains(&longer), "{longer} %");
    }

    #[test]
    fn a_plural_form_says_which_one_it_is() {
        assert_eq!(pretend_form("{count} days", "few"), "{count} ðááýš ‹ƒééŵ›");
        assert_eq!(pretend_form("{count} days", "many"), "{count} ðááýš ‹ɱááññý›");
    }

    #[test]
    fn a_part_of_a_text_stays_a_part_in_small_letters_too() {
        assert!(pretend("It is Reportedly so.").to_lowercase().contains(&pretend("reportedly")));
    }
}
