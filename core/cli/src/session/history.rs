//! The way through the screens, and back.

/// The route of the shown screen and the routes behind it.
#[derive(Debug)]
pub(crate) struct History {
    route: String,
    /// Routes that lead back, the nearest last.
    behind: Vec<String>,
}

impl History {
    /// Creates a history that begins at a route.
    pub(crate) fn new(route: &str) -> Self {
        Self { route: route.to_owned(), behind: Vec::new() }
    }

    /// Returns the route of the shown screen.
    pub(crate) fn route(&self) -> &str {
        &self.route
    }

    /// Returns the route that leads back: the one before, else the parent of the shown screen.
    pub(crate) fn previous<'a>(&'a self, parent: Option<&'a str>) -> Option<&'a str> {
        self.behind.last().map(String::as_str).or(parent)
    }

    /// Goes to a route. Returns whether it is another than the shown one.
    pub(crate) fn go_to(&mut self, route: String) -> bool {
        if route == self.route {
            return false;
        }
        // A route that is behind already is gone back to, so that no route is behind twice.
        match self.behind.iter().position(|known| *known == route) {
            Some(at) => {
                self.behind.truncate(at);
                self.route = route;
            }
            None => self.behind.push(std::mem::replace(&mut self.route, route)),
        }
        true
    }

    /// Shows a route in the place of the shown one, without a step in the way back.
    pub(crate) fn replace(&mut self, route: String) {
        self.route = route;
    }

    /// Goes back. Returns whether there was a way.
    pub(crate) fn go_back(&mut self, parent: Option<&str>) -> bool {
        let Some(route) = self.behind.pop().or_else(|| parent.map(str::to_owned)) else { return false };
        self.route = route;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn going_back_takes_the_same_way_and_ends() {
        let mut history = History::new("/");
        assert!(history.go_to("/a".into()) && history.go_to("/b".into()));
        assert_eq!(history.previous(Some("/parent")), Some("/a"));
        assert!(history.go_back(Some("/parent")) && history.route() == "/a");
        assert!(history.go_back(Some("/parent")) && history.route() == "/");
        assert_eq!(history.previous(None), None);
        assert!(!history.go_back(None) && history.route() == "/");
    }

    #[test]
    fn deep_link_leads_back_to_the_parent() {
        let mut history = History::new("/a/b");
        assert_eq!(history.previous(Some("/a")), Some("/a"));
        assert!(history.go_back(Some("/a")) && history.route() == "/a");
    }

    #[test]
    fn circle_of_screens_leaves_no_duplicate_route_behind() {
        let mut history = History::new("/");
        for route in ["/a", "/b", "/a", "/b", "/a"] {
            assert!(history.go_to(route.into()));
        }
        assert_eq!(history.previous(None), Some("/"));
        assert!(!history.go_to("/a".into()), "the shown screen is not another one");
        assert_eq!(history.previous(None), Some("/"));
    }
}
