//! A few things by name. A sorted list: what is kept here is read far more often than it grows, and a tree takes several
//! kilobytes of code for each kind of thing.

/// Things by name, in the order of their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<T>(Vec<(String, T)>);

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Named<T> {
    /// Nothing.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What has that name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.pair(name).map(|(_, thing)| thing)
    }

    /// What has that name, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        let place = self.place(name).ok()?;
        Some(&mut self.0[place].1)
    }

    /// What has that name, with the name itself.
    pub fn pair(&self, name: &str) -> Option<(&str, &T)> {
        let (known, thing) = self.0.get(self.place(name).ok()?)?;
        Some((known, thing))
    }

    /// Whether something has that name.
    pub fn contains(&self, name: &str) -> bool {
        self.place(name).is_ok()
    }

    /// What has that name, to be changed; made where it is not there.
    pub fn or_insert(&mut self, name: &str, make: impl FnOnce() -> T) -> &mut T {
        let place = match self.place(name) {
            Ok(place) => place,
            Err(place) => {
                self.0.insert(place, (name.to_owned(), make()));
                place
            }
        };
        &mut self.0[place].1
    }

    /// Keeps what is asked for.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.0.retain(|(name, _)| keep(name));
    }

    /// Names with things.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> + Clone {
        self.0.iter().map(|(name, thing)| (name.as_str(), thing))
    }

    /// All names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// All things.
    pub fn values(&self) -> impl Iterator<Item = &T> + Clone {
        self.0.iter().map(|(_, thing)| thing)
    }

    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.as_str().cmp(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_found_by_name_and_listed_in_order() {
        let mut named = Named::new();
        for name in ["b", "c", "a", "b"] {
            *named.or_insert(name, || 0) += 1;
        }
        assert_eq!(named.iter().collect::<Vec<_>>(), [("a", &1), ("b", &2), ("c", &1)]);
        assert_eq!((named.get("b"), named.get("d"), named.len()), (Some(&2), None, 3));
        named.retain(|name| name != "b");
        assert!(!named.contains("b") && named.contains("c"));
    }
}
