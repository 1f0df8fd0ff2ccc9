//! Records calls over the boundary for a library that was built for another processor: `calls FILE`.
//!
//! Goes in: functions of the C interface and the bytes of their arguments. Must come back: the bytes that this machine's
//! own build answered with. Whoever replays the file needs to know no type. A step a line:
//!
//! ```text
//! names CLONE FREE FROM_BYTES FREE_BYTES     functions of the interface, once, at the start
//! title WORDS                                what the next steps show
//! write PATH BYTES                           a file is put there
//! file PATH BYTES                            a file must be so
//! open FUNCTION ARGUMENT = CODE BYTES        instead of the object that was open
//! call FUNCTION ARGUMENT… = CODE BYTES
//! wait PATH FUNCTION ARGUMENT… = CODE BYTES  while another process holds the lock of that file for a moment
//! panic FUNCTION WORDS                       with a buffer that contradicts itself; the message holds the words
//! other / end                                what stands between them is done by another process
//! ```
//!
//! Bytes are hexadecimal, `-` where there are none; a code is 0 for an answer, 1 for an error of the interface, 2 for a
//! panic. Paths begin in the folder that the steps run in.

use std::collections::{BTreeSet, VecDeque};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use serde_json::Value;
use uniffi::{Lower, LowerError};
use widerspruch_core::boundary::{
    ChannelState, CoreError, DeviceReport, FormValues, Moment, OpenConfig, PermissionState, Platform, Restriction,
    ShownReminder,
};
use widerspruch_core::{Core, UniFfiTag};

/// What every function is called after.
const PREFIX: &str = "uniffi_widerspruch_core_fn";
/// The evening of 23 November 2026 in Berlin.
const NOW: Moment = Moment { unix_seconds: 1_795_460_400, utc_offset_seconds: 3600 };
const DAY: i64 = 86_400;
const DEVICE: &str = "data/device.txt";
const JOURNAL: &str = "data/profiles/p1/journal.jsonl";
const CONFIRM: &str = "confirm/p1/linkedin/ai-training";

fn main() {
    let file = env::args().nth(1).map(|file| env::current_dir().expect("a folder").join(file));
    let Some(file) = file else {
        eprintln!("calls FILE");
        std::process::exit(2)
    };
    let folder = tempfile::tempdir().expect("a folder for the time being");
    env::set_current_dir(folder.path()).expect("it is there");
    let mut recorder = Recorder::new();
    walk(&mut recorder);
    fs::write(&file, recorder.steps).expect("a file that can be written");
    println!("{} calls", recorder.calls);
}

fn walk(it: &mut Recorder) {
    it.title("opens an empty folder");
    // Drawn from the system otherwise, so never the same.
    it.write(DEVICE, b"installation 00c0ffee00c0ffee\n");
    it.open("de");
    it.screen("/");

    it.title("begin");
    it.perform("begin/linkedin", &[("country", "DE")]);
    it.reminders();
    it.report();

    it.title("every screen, in German");
    let german = it.every_screen();

    it.title("an error for what is no route, no command, no country and no time");
    it.screen("nowhere");
    it.perform("nothing", &[]);
    it.perform("begin/linkedin", &[("country", "Atlantis")]);
    it.now.unix_seconds = i64::MAX;
    it.screen("/");
    it.now = NOW;

    it.title("a panic comes back as one, and the next call is answered");
    it.panic("screen", "null RustBuffer had non-zero capacity");
    it.screen("/");

    it.title("reminders, and a test of them");
    it.reminders();
    it.perform("reminders/test", &[]);
    it.reminders();
    it.now.unix_seconds += DAY;
    it.reminders();

    it.title("confirmed, undone and confirmed again, in the journal each time");
    for command in [CONFIRM, "undo/00c0ffee00c0ffee-2", CONFIRM] {
        it.perform(command, &[]);
        it.file(JOURNAL);
        it.screen("/");
    }
    it.reminders();

    it.title("opened again in English, every screen");
    it.open("en");
    let english = it.every_screen();
    assert!(english >= german, "what was seen in German is there in English");

    it.title("another process writes, and this one sees it");
    it.other(|it| {
        it.open("en");
        it.perform("leave-out/p1/linkedin/research", &[]);
        it.file(JOURNAL);
    });
    it.screen("/");
    it.screen("/p1/services/linkedin/research");

    it.title("another process holds the lock, and this one waits");
    it.wait("data/lock", "reopen/p1/linkedin/research");
    it.file(JOURNAL);

    it.title("a journal that was damaged in the middle, and one that was torn at the end");
    let whole = fs::read(JOURNAL).expect("a journal");
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    for journal in [&damaged[..], &whole[..whole.len() - 5]] {
        it.write(JOURNAL, journal);
        it.open("en");
        it.screen("/");
        it.reminders();
        it.file(JOURNAL);
    }

    it.title("a folder that is none");
    it.write("data2", b"a file");
    it.open_in("data2", "en");
}

/// Does every step with this machine's library and notes what comes of it.
struct Recorder {
    core: Option<Core>,
    now: Moment,
    steps: String,
    calls: usize,
}

impl Recorder {
    fn new() -> Self {
        let parts =
            [format!("{PREFIX}_clone_core"), format!("{PREFIX}_free_core"), ffi("from_bytes"), ffi("free")].join(" ");
        Self { core: None, now: NOW, steps: format!("names {parts}\n"), calls: 0 }
    }

    fn title(&mut self, words: &str) {
        self.step(&["title", words]);
    }

    fn write(&mut self, path: &str, bytes: &[u8]) {
        if let Some(folder) = PathBuf::from(path).parent() {
            fs::create_dir_all(folder).expect("a folder");
        }
        fs::write(path, bytes).expect("a file");
        self.step(&["write", path, &hex(bytes)]);
    }

    fn file(&mut self, path: &str) {
        let bytes = fs::read(path).expect("a file that the library wrote");
        self.step(&["file", path, &hex(&bytes)]);
    }

    fn open(&mut self, language: &str) {
        self.open_in("data", language);
    }

    fn open_in(&mut self, folder: &str, language: &str) {
        let config = OpenConfig {
            data_dir: folder.to_owned(),
            languages: vec![language.to_owned()],
            asked_language: None,
            region: Some("DE".to_owned()),
            platform: Platform::Android,
            app_version: "0.1.0".to_owned(),
        };
        let argument = hex(&written(config.clone()));
        let opened = Core::open(config);
        let answer = match &opened {
            Ok(_) => "0 -".to_owned(),
            Err(error) => format!("1 {}", hex(&failed(error))),
        };
        self.core = opened.ok();
        self.call(&["open", &format!("{PREFIX}_constructor_core_open"), &argument, "=", &answer]);
    }

    fn screen(&mut self, route: &str) -> Option<Value> {
        let screen = self.core().screen(route, self.now);
        let json = screen.as_ref().ok().map(|screen| serde_json::to_value(screen).expect("a screen is data"));
        self.method(&["call"], "screen", &[hex(route.as_bytes())], screen);
        json
    }

    fn perform(&mut self, command: &str, form: &[(&str, &str)]) {
        self.perform_as(&["call"], command, form);
    }

    fn wait(&mut self, lock: &str, command: &str) {
        self.perform_as(&["wait", lock], command, &[]);
    }

    fn perform_as(&mut self, verb: &[&str], command: &str, form: &[(&str, &str)]) {
        let form: FormValues = form.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let outcome = self.core().perform(command, &form, self.now);
        self.method(verb, "perform", &[hex(command.as_bytes()), hex(&written(form))], outcome);
    }

    fn reminders(&mut self) {
        let plan = self.core().reminders(self.now);
        self.method(&["call"], "reminders", &[], plan);
    }

    /// What a device reports that shows reminders and was just able to show the first of them.
    fn report(&mut self) {
        let plan = self.core().reminders(self.now).expect("a plan");
        let mut ids = plan.upcoming.iter().map(|reminder| reminder.id.clone());
        let shown = ids.next().map(|id| ShownReminder { id, at: self.now });
        let report = DeviceReport {
            languages: vec!["de".to_owned()],
            permission: PermissionState::Granted,
            channel: ChannelState::On,
            restrictions: vec![Restriction::Background],
            manufacturer: "samsung".to_owned(),
            dismissed: vec!["swept".to_owned()],
            shown: shown.into_iter().collect(),
            pending: ids.collect(),
            failed_action: None,
        };
        let outcome = self.core().report(report.clone(), self.now);
        self.method(&["call"], "report", &[hex(&written(report))], outcome);
    }

    fn panic(&mut self, method: &str, words: &str) {
        self.call(&["panic", &format!("{PREFIX}_method_core_{method}"), words]);
    }

    /// What another process does, with an object of its own.
    fn other(&mut self, steps: impl FnOnce(&mut Self)) {
        self.step(&["other"]);
        let core = self.core.take();
        steps(self);
        self.core = core;
        self.step(&["end"]);
    }

    /// Fetches every screen that can be reached from the start. Gives how many there are.
    fn every_screen(&mut self) -> usize {
        let mut seen = BTreeSet::from(["/".to_owned()]);
        let mut ahead = VecDeque::from(["/".to_owned()]);
        while let Some(route) = ahead.pop_front() {
            let screen = self.screen(&route).expect("a route that a screen names");
            for route in routes(&screen) {
                if seen.insert(route.clone()) {
                    ahead.push_back(route);
                }
            }
        }
        seen.len()
    }

    fn core(&self) -> &Core {
        self.core.as_ref().expect("opened before")
    }

    fn method<T: Lower<UniFfiTag>>(
        &mut self,
        verb: &[&str],
        method: &str,
        arguments: &[String],
        answer: Result<T, CoreError>,
    ) {
        let function = format!("{PREFIX}_method_core_{method}");
        let now = hex(&written(self.now));
        let answer = match answer {
            Ok(answer) => format!("0 {}", hex(&written(answer))),
            Err(error) => format!("1 {}", hex(&failed(&error))),
        };
        let arguments = arguments.iter().map(String::as_str);
        let step: Vec<&str> =
            verb.iter().copied().chain([function.as_str()]).chain(arguments).chain([&*now, "=", &answer]).collect();
        self.call(&step);
    }

    fn call(&mut self, step: &[&str]) {
        self.calls += 1;
        self.step(step);
    }

    fn step(&mut self, step: &[&str]) {
        self.steps.push_str(&step.join(" "));
        self.steps.push('\n');
    }
}

fn ffi(function: &str) -> String {
    format!("ffi_widerspruch_core_rustbuffer_{function}")
}

/// Every route that stands somewhere in a screen.
fn routes(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().flat_map(routes).collect(),
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, value)| match value {
                Value::String(route) if name == "route" => vec![route.clone()],
                other => routes(other),
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// A value as it crosses the boundary.
fn written<T: Lower<UniFfiTag>>(value: T) -> Vec<u8> {
    let mut bytes = Vec::new();
    T::write(value, &mut bytes);
    bytes
}

/// An error as it crosses the boundary.
fn failed(error: &CoreError) -> Vec<u8> {
    <CoreError as LowerError<UniFfiTag>>::lower_error(error.clone()).destroy_into_vec()
}

fn hex(bytes: &[u8]) -> String {
    if bytes.is_empty() {
        return "-".to_owned();
    }
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a text takes everything");
        text
    })
}
