//! What the runners share: a phone with a clock, a folder and a person in front of it.
#![allow(dead_code, reason = "each runner uses a part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

pub(crate) mod requests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use serde_json::Value;
use tempfile::TempDir;
use widerspruch_core::Core;
use widerspruch_core::boundary::{
    Action, CoreError, FormValues, Moment, OpenConfig, Outcome, Platform, ReminderPlan, Row, Screen,
};

/// The folder of this package.
pub(crate) fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The languages of the app: those of the catalogue.
pub(crate) fn languages() -> Vec<String> {
    let files = std::fs::read_dir(here("../core/catalogue/app")).unwrap().map(Result::unwrap);
    let names = files.map(|file| file.file_name().into_string().unwrap());
    let mut languages: Vec<String> = names.filter_map(|name| name.strip_suffix(".json").map(str::to_owned)).collect();
    languages.sort();
    languages
}

pub(crate) fn moment(text: &str) -> Moment {
    let time = DateTime::parse_from_rfc3339(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    Moment { unix_seconds: time.timestamp(), utc_offset_seconds: time.offset().local_minus_utc() }
}

/// An entry with one act, as a line of a journal.
pub(crate) fn journal_line(id: &str, seq: u64, act: &str) -> String {
    let json = format!(r#"{{"v":2,"id":"{id}","seq":{seq},"at":1795460400,"offset":3600,"acts":[{act}]}}"#);
    format!("{:08x} {json}\n", crc32(json.as_bytes()))
}

/// A device: what a shell is to the core.
pub(crate) struct Phone {
    pub(crate) folder: TempDir,
    pub(crate) core: Core,
    pub(crate) config: OpenConfig,
    pub(crate) now: Moment,
    pub(crate) route: String,
    pub(crate) typed: FormValues,
    pub(crate) notice: Option<String>,
    pub(crate) undo: Option<String>,
    pub(crate) opened: Vec<String>,
    pub(crate) shared: Vec<String>,
    /// What the files held that were saved.
    pub(crate) saved: Vec<String>,
    /// What the person picks.
    pub(crate) file: Option<PathBuf>,
    pub(crate) asked_permission: bool,
    pub(crate) failure: Option<CoreError>,
}

impl Phone {
    pub(crate) fn new(language: &str, country: &str, now: &str) -> Self {
        Self::on(Platform::Android, language, country, now)
    }

    pub(crate) fn on(platform: Platform, language: &str, country: &str, now: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let config = OpenConfig {
            data_dir: folder.path().to_string_lossy().into_owned(),
            languages: vec![language.to_owned()],
            asked_language: None,
            region: Some(country.to_owned()),
            platform,
            app_version: "0.1.0".to_owned(),
        };
        let core = Core::open(config.clone()).unwrap();
        Self {
            folder,
            core,
            config,
            now: moment(now),
            route: "/".to_owned(),
            typed: FormValues::new(),
            notice: None,
            undo: None,
            opened: Vec::new(),
            shared: Vec::new(),
            saved: Vec::new(),
            file: None,
            asked_permission: false,
            failure: None,
        }
    }

    /// Begins with LinkedIn on the first screen, and goes to the start.
    pub(crate) fn welcome(&mut self) {
        self.perform("begin/linkedin");
        self.route = "/".to_owned();
    }

    /// Begins with LinkedIn for somebody who is helped, and goes to the start.
    pub(crate) fn help(&mut self, name: &str) {
        self.typed.insert("name".to_owned(), name.to_owned());
        self.perform("welcome/helping");
        self.perform("begin/p1/linkedin");
        self.route = "/".to_owned();
    }

    /// Adds somebody who is helped, who begins with LinkedIn, and goes to the start.
    pub(crate) fn add(&mut self, name: &str) {
        self.typed.insert("name".to_owned(), name.to_owned());
        self.perform("person/add");
        let person = self.core.screen("/persons", self.now).unwrap();
        let mut people = taps(&person).into_iter().filter_map(|(_, action)| match action {
            Action::Perform { command } => command.strip_suffix("/show")?.strip_prefix("person/").map(str::to_owned),
            _ => None,
        });
        let newest = people.next_back().unwrap();
        self.perform(&format!("begin/{newest}/linkedin"));
        self.route = "/".to_owned();
    }

    /// The same folder in a new process.
    pub(crate) fn restart(&mut self) {
        self.core = Core::open(self.config.clone()).unwrap();
        self.route = "/".to_owned();
        self.notice = None;
        self.undo = None;
        self.typed.clear();
    }

    pub(crate) fn screen(&self) -> Screen {
        self.core.screen(&self.route, self.now).unwrap()
    }

    pub(crate) fn plan(&self) -> ReminderPlan {
        self.core.reminders(self.now).unwrap()
    }

    /// Performs a command with all inputs of the screen, as a shell does.
    pub(crate) fn perform(&mut self, command: &str) {
        let mut form = inputs(&self.screen());
        form.extend(self.typed.drain());
        match self.core.perform(command, &form, self.now) {
            Ok(outcome) => self.follow(outcome),
            Err(error) => {
                // A phone says it where it says everything.
                self.notice = Some(plain(&error.to_string()));
                self.failure = Some(error);
            }
        }
    }

    fn follow(&mut self, outcome: Outcome) {
        self.failure = None;
        self.notice = outcome.notice.as_ref().map(|notice| plain(&notice.text));
        self.undo = outcome.notice.and_then(|notice| notice.undo);
        if let Some(act) = outcome.long_act {
            self.perform(&act.command);
        }
        for action in outcome.then {
            self.run(&action);
        }
    }

    /// Adds a note to the first guide, then a picture of one point.
    pub(crate) fn add_note_and_picture(&mut self, note: &str) {
        self.route = "/p1/records/linkedin/ai-training".to_owned();
        self.typed.insert("note".into(), note.into());
        self.perform("note/p1/linkedin/ai-training");
        let picture = self.folder.path().join("picture");
        std::fs::write(
            &picture,
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\x0bIDATx\x9cc\xf8\x0f\x04\0\x09\xfb\x03\xfd\xfb^k+\0\0\0\0IEND\xaeB`\x82",
        )
        .unwrap();
        self.file = Some(picture);
        self.run(&Action::Pick { accept: Vec::new(), command: "picture/p1/linkedin/ai-training".into() });
    }

    pub(crate) fn run(&mut self, action: &Action) {
        match action {
            Action::Go { route } => {
                self.route.clone_from(route);
                self.typed.clear();
            }
            Action::Perform { command } => self.perform(command),
            Action::OpenUrl { url, .. } => self.opened.push(url.clone()),
            Action::Share { text } | Action::Copy { text } => self.shared.push(text.clone()),
            Action::SaveFile { path, .. } => {
                self.saved.push(std::fs::read_to_string(self.folder.path().join(path)).unwrap());
            }
            Action::Pick { command, .. } => {
                let Some(picked) = &self.file else { return };
                let inbox = self.folder.path().join("inbox");
                std::fs::create_dir_all(&inbox).unwrap();
                let taken = inbox.join("picked-1");
                std::fs::copy(picked, &taken).unwrap();
                self.typed.insert("file".to_owned(), taken.to_string_lossy().into_owned());
                self.perform(command);
            }
            Action::AskNotificationPermission => self.asked_permission = true,
            other => panic!("no story needs {other:?} yet"),
        }
    }
}

/// A text with plain blanks, as tests and stories write it.
pub(crate) fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

/// Every element of a screen that can be tapped: its words with plain blanks, and what it does.
pub(crate) fn taps(screen: &Screen) -> Vec<(String, Action)> {
    let mut found: Vec<(String, Action)> = Vec::new();
    for row in screen.sections.iter().flat_map(|section| &section.rows) {
        match row {
            Row::Item { title, action, .. } => found.push((title.clone(), action.clone())),
            Row::ActionButton { label, action, .. } => found.push((label.clone(), action.clone())),
            Row::Claim { sources, .. } => {
                let links = sources.iter().filter_map(|source| Some((source.title.clone(), source.action.clone()?)));
                found.extend(links);
            }
            Row::Callout { more: Some(more), action: Some(action), .. } => found.push((more.clone(), action.clone())),
            _ => {}
        }
    }
    found.extend(screen.primary.iter().map(|primary| (primary.label.clone(), primary.action.clone())));
    found.extend(screen.tabs.iter().map(|tab| (tab.label.clone(), Action::Go { route: tab.route.clone() })));
    found.into_iter().map(|(label, action)| (plain(&label), action)).collect()
}

/// Every screen that can be reached from the start and from the `hidden` routes, by its route.
pub(crate) fn every_screen(phone: &Phone, hidden: &[&str]) -> BTreeMap<String, Screen> {
    let mut found = BTreeMap::new();
    let mut ways: Vec<String> = hidden.iter().chain(&["/"]).map(|route| (*route).to_owned()).collect();
    while let Some(route) = ways.pop() {
        if found.contains_key(&route) {
            continue;
        }
        let screen = phone.core.screen(&route, phone.now).unwrap();
        for (_, action) in taps(&screen) {
            if let Action::Go { route } = action {
                ways.push(route);
            }
        }
        found.insert(route, screen);
    }
    found
}

/// Inputs with their values and the command of a change.
pub(crate) fn input(screen: &Screen, wanted: &str) -> Option<Option<String>> {
    screen.sections.iter().flat_map(|section| &section.rows).find_map(|row| match row {
        Row::Toggle { name, on_change, .. }
        | Row::Choice { name, on_change, .. }
        | Row::DateField { name, on_change, .. } => (name == wanted).then(|| on_change.clone()),
        Row::TextField { name, .. } => (name == wanted).then_some(None),
        _ => None,
    })
}

/// All inputs of a screen with the values they show.
pub(crate) fn inputs(screen: &Screen) -> FormValues {
    let value = |row: &Row| match row {
        Row::Toggle { name, value, .. } => Some((name.clone(), value.to_string())),
        Row::Choice { name, value, .. } | Row::TextField { name, value, .. } | Row::DateField { name, value, .. } => {
            Some((name.clone(), value.clone()))
        }
        _ => None,
    };
    screen.sections.iter().flat_map(|section| &section.rows).filter_map(value).collect()
}

/// All words of a screen with plain blanks, without routes, commands and other names.
pub(crate) fn words(screen: &Screen) -> Vec<String> {
    typeset_words(screen).iter().map(|text| plain(text)).collect()
}

/// All words of a screen as they are set, without routes, commands and other names.
pub(crate) fn typeset_words(screen: &Screen) -> Vec<String> {
    let mut found = Vec::new();
    collect(&serde_json::to_value(screen).unwrap(), &mut found);
    found
}

/// All words of a row as they are set.
pub(crate) fn row_words(row: &Row) -> Vec<String> {
    let mut found = Vec::new();
    collect(&serde_json::to_value(row).unwrap(), &mut found);
    found
}

fn collect(value: &Value, found: &mut Vec<String>) {
    const NAMES: [&str; 12] = [
        "route",
        "parent",
        "language",
        "direction",
        "action",
        "command",
        "row",
        "tone",
        "icon",
        "name",
        "kind",
        "on_change",
    ];
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(all) => all.iter().for_each(|value| collect(value, found)),
        Value::Object(fields) => {
            for (name, value) in fields {
                if !NAMES.contains(&name.as_str()) {
                    collect(value, found);
                }
            }
        }
        _ => {}
    }
}

/// The journal's checksum, written out: a test must not trust the code it tests.
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

/// Returns the text that the button of a screen for copying a letter hands out.
pub(crate) fn copied(phone: &Phone, screen: &Screen) -> Option<String> {
    let commands = taps(screen).into_iter().find_map(|(_, action)| match action {
        Action::Perform { command } if command.starts_with("hand-out/") && command.ends_with("/copy") => Some(command),
        _ => None,
    });
    let outcome = phone.core.perform(&commands?, &FormValues::new(), phone.now).unwrap();
    outcome.then.into_iter().find_map(|action| match action {
        Action::Copy { text } => Some(text),
        _ => None,
    })
}
