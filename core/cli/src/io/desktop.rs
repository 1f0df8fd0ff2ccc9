//! The desktop around the terminal, which opens web pages.

use std::env;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Time that the desktop has to say that it cannot open a page.
const PATIENCE: Duration = Duration::from_secs(2);

/// Returns whether there is a desktop on which a browser could appear.
pub(crate) fn has_desktop() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Asks the desktop to open a web page. Returns `false` when it says that it cannot.
pub(crate) fn open_on_desktop(url: &str) -> bool {
    let mut command = Command::new("xdg-open");
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // In a separate process group, so that Ctrl-C in this terminal does not close the browser.
    // Whatever the reason, the caller says that no page was opened and shows the address.
    let Ok(mut child) = command.process_group(0).spawn() else { return false };
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => sleep(Duration::from_millis(50)),
            // As above.
            Err(_) => return false,
        }
    }
    // Still running: `xdg-open` has become the browser.
    true
}
