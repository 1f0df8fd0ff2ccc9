//! A small map with texts as keys, kept as a sorted list: it is read far more often than it grows, and the standard
//! library's tree takes several kilobytes of code for each type of value.

/// Map from text to value, in the order of the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortedMap<T>(Vec<(String, T)>);

impl<T> Default for SortedMap<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> SortedMap<T> {
    /// Returns an empty map.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Returns the number of values.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether the map is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the value of a key.
    pub fn get(&self, key: &str) -> Option<&T> {
        self.get_key_value(key).map(|(_, value)| value)
    }

    /// Returns the value of a key for changing it.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut T> {
        let place = self.place(key).ok()?;
        Some(&mut self.0[place].1)
    }

    /// Returns the value of a key with the map's own copy of the key.
    pub fn get_key_value(&self, key: &str) -> Option<(&str, &T)> {
        let (known, value) = self.0.get(self.place(key).ok()?)?;
        Some((known, value))
    }

    /// Returns whether the map has a value for the key.
    pub fn contains_key(&self, key: &str) -> bool {
        self.place(key).is_ok()
    }

    /// Returns the value of a key for changing it, inserting the result of `make` where there is no value yet.
    pub fn get_or_insert_with(&mut self, key: &str, make: impl FnOnce() -> T) -> &mut T {
        let place = match self.place(key) {
            Ok(place) => place,
            Err(place) => {
                self.0.insert(place, (key.to_owned(), make()));
                place
            }
        };
        &mut self.0[place].1
    }

    /// Removes the keys for which `keep` returns `false`.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.0.retain(|(key, _)| keep(key));
    }

    /// Iterates over keys with their values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> + Clone {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// Iterates over the keys.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(key, _)| key.as_str())
    }

    /// Iterates over the values.
    pub fn values(&self) -> impl Iterator<Item = &T> + Clone {
        self.0.iter().map(|(_, value)| value)
    }

    /// Iterates over the values for changing them.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    fn place(&self, key: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.as_str().cmp(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_key_and_listed_in_the_order_of_keys() {
        let mut map = SortedMap::new();
        for key in ["b", "c", "a", "b"] {
            *map.get_or_insert_with(key, || 0) += 1;
        }
        assert_eq!(map.iter().collect::<Vec<_>>(), [("a", &1), ("b", &2), ("c", &1)]);
        assert_eq!((map.get("b"), map.get("d"), map.len()), (Some(&2), None, 3));
        map.retain(|key| key != "b");
        assert!(!map.contains_key("b") && map.contains_key("c"));
    }

    #[test]
    fn a_value_is_changed_in_place_and_a_missing_key_stays_missing() {
        let mut map = SortedMap::new();
        assert!(map.is_empty());
        map.get_or_insert_with("a", || 1);
        *map.get_mut("a").unwrap() += 1;
        assert_eq!(map.get_mut("b"), None);
        assert_eq!((map.get_key_value("a"), map.get_key_value("b")), (Some(("a", &2)), None));
        assert_eq!((map.keys().collect::<Vec<_>>(), map.values().collect::<Vec<_>>()), (vec!["a"], vec![&2]));
    }
}
