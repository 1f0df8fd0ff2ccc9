//! The check of the room that cards take in the library: a card without room stays out.

use std::collections::BTreeMap;

use super::refusal::{Reason, Refusal, Refusals};

/// Most bytes of a card by itself, and of all cards by themselves on average.
#[derive(Debug, Clone, Copy)]
struct Limit {
    card: usize,
    mean: usize,
}

// Measured with the first ten cards: 529 bytes of facts, 506 of German and 436 of English. Fifty-five such cards in
// eight languages still fit into the library.
const FACTS: Limit = Limit { card: 900, mean: 550 };
const WORDS: Limit = Limit { card: 600, mean: 525 };

/// Fewest cards of which an average says something.
const FEWEST_CARDS: usize = 10;

/// Bytes of a card, deflated by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardSize {
    /// Id of the service.
    pub id: String,
    /// Bytes of its facts.
    pub facts: usize,
    /// Bytes of its words by language.
    pub words: BTreeMap<String, usize>,
}

/// Checks the room that cards take. A card that tells everything about its service is none of them.
pub fn check_sizes(cards: &[CardSize]) -> Vec<Refusal> {
    let mut refusals = Refusals::default();
    let facts = cards.iter().map(|card| (card.id.as_str(), "facts", card.facts));
    let words =
        cards.iter().flat_map(|card| card.words.iter().map(|(language, bytes)| (&*card.id, &**language, *bytes)));
    let mut files: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (id, file, bytes) in facts.chain(words) {
        let limit = limit_of(file);
        refusals.unless(bytes <= limit.card, || format!("services/{id}/{file}.json: {bytes} bytes"), Reason::TooLarge);
        files.entry(file).or_default().push(bytes);
    }
    for (file, bytes) in files {
        let mean = bytes.iter().sum::<usize>() / bytes.len();
        let place = || format!("services/*/{file}.json: {mean} bytes on average");
        refusals.unless(mean <= limit_of(file).mean || bytes.len() < FEWEST_CARDS, place, Reason::TooLarge);
    }
    refusals.into_sorted()
}

fn limit_of(file: &str) -> Limit {
    if file == "facts" { FACTS } else { WORDS }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(cards: &[(usize, usize)]) -> Vec<String> {
        let card = |(number, (facts, german)): (usize, &(usize, usize))| CardSize {
            id: format!("c{number}"),
            facts: *facts,
            words: BTreeMap::from([("de".to_owned(), *german)]),
        };
        let cards: Vec<CardSize> = cards.iter().enumerate().map(card).collect();
        check_sizes(&cards).into_iter().map(|refusal| refusal.place).collect()
    }

    #[test]
    fn a_card_or_the_average_of_all_that_takes_too_much_room_is_refused() {
        assert_eq!(refused(&[]), [""; 0]);
        assert_eq!(refused(&[(900, 600), (0, 200)]), [""; 0]);
        assert_eq!(
            refused(&[(901, 0), (0, 601)]),
            ["services/c0/facts.json: 901 bytes", "services/c1/de.json: 601 bytes"]
        );
        assert_eq!(
            refused(&[(551, 526); 10]),
            ["services/*/de.json: 526 bytes on average", "services/*/facts.json: 551 bytes on average"]
        );
        assert_eq!(refused(&[(551, 526); 9]), [""; 0]);
    }
}
