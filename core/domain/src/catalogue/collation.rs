//! The order of names in lists, as each language has it. The build sorts; phones get the order.
//!
//! A letter with a mark sorts as the letter without it, unless the language has it as a letter of its own: its style
//! says after which letter, as in `z å ä ö` for Swedish, or `h ch` for Czech.

use super::packed::{Table, Text};

/// Letters with marks, by the letters as which they sort.
const MARKED: [(&str, &str); 33] = [
    ("a", "àáâãäåāăąǎ"),
    ("ae", "æ"),
    ("c", "çćĉċč"),
    ("d", "ďđð"),
    ("e", "èéêëēĕėęě"),
    ("g", "ĝğġģ"),
    ("h", "ĥħ"),
    ("i", "ìíîïĩīĭįı"),
    ("j", "ĵ"),
    ("k", "ķ"),
    ("l", "ĺļľŀł"),
    ("n", "ñńņňŉ"),
    ("o", "òóôõöøōŏőǒ"),
    ("oe", "œ"),
    ("r", "ŕŗř"),
    ("s", "śŝşšș"),
    ("ss", "ß"),
    ("t", "ţťŧț"),
    ("th", "þ"),
    ("u", "ùúûüũūŭůűų"),
    ("w", "ŵ"),
    ("y", "ýÿŷ"),
    ("z", "źżž"),
    ("α", "ά"),
    ("ε", "έ"),
    ("η", "ή"),
    ("ι", "ίϊΐ"),
    ("ο", "ό"),
    ("σ", "ς"),
    ("υ", "ύϋΰ"),
    ("ω", "ώ"),
    ("е", "ё"),
    ("и", "й"),
];

/// Returns the keys of a table in the order of its texts. `letters` are the language's own letters, each line with the
/// letter after which the others of it sort.
pub fn keys_by_name(names: Table<Text>, letters: &[String]) -> Vec<Text> {
    let mut keys: Vec<(Vec<Unit>, &str, Text)> =
        names.iter().map(|(key, name)| (sort_units(name, letters), name.as_str(), *key)).collect();
    keys.sort();
    keys.into_iter().map(|(_, _, key)| key).collect()
}

/// One letter in the order: the letter as which it sorts, and its place after that letter.
type Unit = (char, usize);

fn sort_units(name: &str, letters: &[String]) -> Vec<Unit> {
    let lower = name.to_lowercase();
    let mut rest = lower.as_str();
    let mut units = Vec::new();
    while let Some(first) = rest.chars().next() {
        let (unit, taken) = own_letter(rest, letters).unwrap_or_else(|| ((first, 0), first.len_utf8()));
        let marked = MARKED.iter().find(|(_, marked)| unit.1 == 0 && marked.contains(first));
        match marked {
            Some((plain, _)) => units.extend(plain.chars().map(|letter| (letter, 0))),
            // Blanks, hyphens and other marks come before all letters.
            None if !unit.0.is_alphanumeric() => units.push((' ', 0)),
            None => units.push(unit),
        }
        rest = &rest[taken..];
    }
    units
}

/// Returns the longest of the language's own letters with which a text begins, and its length.
fn own_letter(text: &str, letters: &[String]) -> Option<(Unit, usize)> {
    let mut longest: Option<(Unit, usize)> = None;
    for line in letters {
        let mut line = line.split(' ');
        let Some(after) = line.next().and_then(|letter| letter.chars().next()) else { continue };
        for (own, place) in line.zip(1..) {
            if text.starts_with(own) && longest.is_none_or(|(_, known)| own.len() > known) {
                longest = Some(((after, place), own.len()));
            }
        }
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_order(letters: &[&str], names: &[&str]) {
        let letters: Vec<String> = letters.iter().map(|line| (*line).to_owned()).collect();
        // The keys are in the opposite order.
        let table = names
            .iter()
            .rev()
            .zip('a'..)
            .map(|(name, key)| (Text::from(key.to_string()), Text::from((*name).to_owned())));
        let table: Table<Text> = table.collect();
        let sorted: Vec<&str> = keys_by_name(table, &letters)
            .iter()
            .filter_map(|key| table.get(key.as_str()).map(|name| name.as_str()))
            .collect();
        assert_eq!(sorted, names);
    }

    #[test]
    fn a_letter_with_a_mark_sorts_as_the_letter_unless_the_language_has_it_as_its_own() {
        // German: no letters of its own.
        assert_order(&[], &["Dänemark", "Deutschland", "Norwegen", "Österreich", "Polen"]);
        // French.
        assert_order(&[], &["Espagne", "Estonie", "États-Unis", "Finlande", "Île Maurice", "Irlande"]);
        // Polish.
        let polish = ["a ą", "c ć", "e ę", "l ł", "n ń", "o ó", "s ś", "z ź ż"];
        assert_order(&polish, &["Litwa", "Luksemburg", "Łotwa", "Malta", "Słowacja", "Szwecja", "Świętokrzyskie"]);
        // Czech, with a letter of two signs.
        assert_order(
            &["c č", "h ch", "r ř", "s š", "z ž"],
            &["Cookovy ostrovy", "Česko", "Hongkong", "Chorvatsko", "Irsko"],
        );
        // Swedish and Danish.
        assert_order(&["z å ä ö"], &["Albanien", "Zypern", "Åland", "Ärmelkanal", "Österrike"]);
        assert_order(&["z æ ø å"], &["Zypern", "Ærø", "Østrig", "Åland"]);
        // Spanish, Ukrainian, Greek.
        assert_order(&["n ñ"], &["Nueva Zelanda", "Nz", "Ñandú", "Oman"]);
        assert_order(&["и і ї", "г ґ", "е є"], &["Греція", "Естонія", "Єгипет", "Ірландія", "Ісландія", "Італія"]);
        assert_order(&[], &["Ελβετία", "Έλλάδα", "Εσθονία", "Ιρλανδία", "Ίσλανδία"]);
    }

    #[test]
    fn a_blank_comes_before_every_letter_and_case_does_not_matter() {
        assert_order(&[], &["Neu Seeland", "Neu-Ulm", "Neuland", "neutral"]);
        assert_order(&[], &["anders", "Andorra", "Straße", "Strasse z", "Z"]);
    }
}
