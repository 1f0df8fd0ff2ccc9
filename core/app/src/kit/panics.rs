//! Panics: caught at the boundary, with the place where they began.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Place of the last panic of this thread.
    static PLACE: Cell<Option<String>> = const { Cell::new(None) };
}

/// Runs a call, and returns one line about a panic in it for whoever mends the fault: the place, and the message if it
/// is a literal. Any other message can hold a text that the person typed.
pub(crate) fn catch_panic<T>(call: impl FnOnce() -> T) -> Result<T, String> {
    remember_places();
    // Whatever the call left half changed is behind a mutex, which its guard has poisoned.
    panic::catch_unwind(AssertUnwindSafe(call)).map_err(|payload| {
        let place = PLACE.take().unwrap_or_else(|| "an unknown place".to_owned());
        match payload.downcast_ref::<&'static str>() {
            Some(literal) => format!("panic at {place}: {literal}"),
            None => format!("panic at {place}"),
        }
    })
}

/// Makes every panic of the process leave its place behind; what was done with panics before is still done.
fn remember_places() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            PLACE.set(info.location().map(ToString::to_string));
            before(info);
        }));
    });
}

#[cfg(test)]
#[allow(clippy::panic, reason = "the module is about them")]
mod tests {
    use super::*;

    #[test]
    fn a_panic_tells_its_place_and_no_typed_text() {
        assert_eq!(catch_panic(|| 1), Ok(1));
        let begin = format!("panic at {}:{}:", file!(), line!() + 1);
        let literal = catch_panic(|| panic!("a literal")).map(|(): ()| ()).expect_err("it panicked");
        assert!(literal.starts_with(&begin) && literal.ends_with(": a literal"), "{literal}");
        let typed = String::from("Mama ä");
        let cut = catch_panic(|| typed[..6].len()).expect_err("it panicked");
        assert!(cut.starts_with("panic at ") && !cut.contains("Mama"), "{cut}");
    }
}
