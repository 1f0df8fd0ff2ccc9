//! A real terminal with a person at it, who types and waits for text to appear.
#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::process::{Child, Command};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::OFlags;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, Winsize, tcgetattr, tcsetwinsize};

/// Time after which a text is not expected any more, also on a slow machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// The program in a pseudo-terminal.
pub(crate) struct PtySession {
    keyboard: File,
    /// The program's side, kept open to read the modes in which the program leaves it.
    terminal: File,
    shown: Arc<Mutex<Vec<u8>>>,
    /// Length of the output when the person typed last.
    read: usize,
    child: Child,
}

impl PtySession {
    /// Starts a program in a terminal of the given size.
    pub(crate) fn new(mut command: Command, columns: u16, rows: u16) -> Self {
        let keyboard = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&keyboard).unwrap();
        unlockpt(&keyboard).unwrap();
        let name = ptsname(&keyboard, Vec::new()).unwrap();
        let mut options = OpenOptions::new();
        // Not the controlling terminal of the test, which Ctrl-C must not reach.
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, OFlags::NOCTTY.bits().cast_signed());
        let terminal = options.read(true).write(true).open(OsStr::from_bytes(name.to_bytes())).unwrap();
        let size = Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&terminal, size).unwrap();
        let end = || terminal.try_clone().unwrap();
        let child = command.env("TERM", "xterm-256color").stdin(end()).stdout(end()).stderr(end()).spawn().unwrap();
        let keyboard = File::from(keyboard);
        let shown = Arc::new(Mutex::new(Vec::new()));
        let (mut screen, seen) = (keyboard.try_clone().unwrap(), Arc::clone(&shown));
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = screen.read(&mut bytes) {
                seen.lock().unwrap().extend_from_slice(&bytes[..count]);
            }
        });
        Self { keyboard, terminal, shown, read: 0, child }
    }

    /// Returns all output, without carriage returns and with escape sequences.
    pub(crate) fn whole_output(&self) -> String {
        String::from_utf8_lossy(&self.shown.lock().unwrap()).replace('\r', "")
    }

    /// Returns the output since the person typed last.
    pub(crate) fn new_output(&self) -> String {
        self.whole_output().get(self.read..).unwrap_or_default().to_owned()
    }

    /// Waits until a text appears in the new output.
    pub(crate) fn wait_for(&self, text: &str) {
        let start = Instant::now();
        while !self.new_output().contains(text) {
            assert!(start.elapsed() < PATIENCE, "“{text}” does not appear:\n{}", self.new_output());
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Types keys.
    pub(crate) fn press(&mut self, keys: &str) {
        self.press_bytes(keys.as_bytes());
    }

    /// Types bytes, which may be invalid UTF-8.
    pub(crate) fn press_bytes(&mut self, keys: &[u8]) {
        self.read = self.whole_output().len();
        self.keyboard.write_all(keys).unwrap();
    }

    /// Types a line.
    pub(crate) fn type_line(&mut self, line: &str) {
        self.press(&format!("{line}\r"));
    }

    /// Waits for the prompt, then types the number of the line with this label.
    pub(crate) fn choose(&mut self, prompt: &str, label: &str) {
        self.wait_for(prompt);
        let now = without_escapes(&self.new_output());
        let line = now.lines().rev().find(|line| line.contains(label) && line.contains('['));
        let line = line.unwrap_or_else(|| panic!("no line “{label}”:\n{now}"));
        let number = line.split_once('[').and_then(|(_, rest)| rest.split_once(']')).unwrap().0.to_owned();
        self.type_line(&number);
    }

    /// Waits for the end of the program. Returns its exit status, and whether the terminal echoes lines again.
    pub(crate) fn wait_for_exit(&mut self) -> (Option<i32>, bool) {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                let modes = tcgetattr(&self.terminal).unwrap().local_modes;
                return (status.code(), modes.contains(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG));
            }
            assert!(start.elapsed() < PATIENCE, "the program does not end:\n{}", self.new_output());
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for PtySession {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns a text without escape sequences.
pub(crate) fn without_escapes(text: &str) -> String {
    let mut plain = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            letters.by_ref().find(|c| c.is_ascii_alphabetic());
        } else {
            plain.push(letter);
        }
    }
    plain
}
