//! What leaves the screens: pages, texts, files. One match over all actions, for the browser and for scripts.

use std::fmt::Display;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use std::{env, os::unix::process::CommandExt};

use widerspruch_core::Core;
use widerspruch_core::boundary::{Action, DeviceReport, FormValues};

use crate::error::Problem;
use crate::io::clock::Clock;
use crate::io::files::{self, NotTaken};
use crate::io::prompt::Prompt;
use crate::io::terminal;
use crate::render::layout::Paper;
use crate::render::words::{Words, fill};

/// How long a browser has to say that it cannot start.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is left to do after an action, for whoever knows the screens.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Rest {
    /// Nothing.
    Nothing,
    /// Something was printed that should be read before the next screen.
    Read,
    /// Show a screen.
    Go(String),
    /// Show the screen before.
    Back,
    /// Perform a command with the inputs of the screen and these.
    Perform(String, FormValues),
}

/// Runs actions at a terminal.
pub(crate) struct Runner<'a> {
    pub(crate) core: &'a Core,
    pub(crate) clock: Clock,
    pub(crate) data_dir: &'a Path,
    pub(crate) words: &'a Words,
    pub(crate) paper: Paper,
    /// Whom to ask; nobody in a script.
    pub(crate) prompt: Option<&'a mut Prompt>,
}

impl Runner<'_> {
    /// Runs one action.
    pub(crate) fn run(&mut self, action: &Action) -> Result<Rest, Problem> {
        let words = self.words;
        match action {
            Action::Go { route } => Ok(Rest::Go(route.clone())),
            Action::Back => Ok(Rest::Back),
            Action::Perform { command } => Ok(Rest::Perform(command.clone(), FormValues::new())),
            Action::OpenUrl { url, .. } => self.open(url, action),
            Action::Copy { text } => self.set_off(&words.copy_text, text),
            Action::Share { text } => self.set_off(&words.share_text, text),
            // The title is what a printer's list would show; what is printed says it itself.
            Action::Print { document } => self.set_off(&words.print_text, &document.paragraphs.join("\n\n")),
            Action::SaveFile { path, name, .. } => self.save(path, name),
            Action::Pick { accept, command } => self.pick(accept, command),
            Action::AskNotificationPermission => self.say(&words.no_permission).map(|()| Rest::Read),
            Action::OpenSystemSettings { .. } => self.say(&words.no_settings).map(|()| Rest::Read),
        }
    }

    /// Prints a sentence.
    pub(crate) fn say(&self, text: &str) -> Result<(), Problem> {
        terminal::print(&self.paper.hang("", text))
    }

    fn open(&mut self, url: &str, action: &Action) -> Result<Rest, Problem> {
        self.say("")?;
        self.say(&self.words.open_address)?;
        // In one piece, so that it can be copied.
        terminal::print(&[self.paper.shown(url), String::new()])?;
        if !(terminal::is_attended() && has_screen()) {
            self.say(&self.words.open_by_hand)?;
        } else if hand_over(url) {
            self.say(&self.words.open_asked)?;
        } else {
            let report = DeviceReport { failed_action: Some(action.clone()), ..DeviceReport::default() };
            if let Some(notice) = self.core.report(report, self.clock.now())?.notice {
                self.say(&notice.text)?;
            }
        }
        Ok(Rest::Read)
    }

    /// A text between rules and as it is: neither indented nor wrapped, so that it can be copied.
    fn set_off(&self, caption: &str, text: &str) -> Result<Rest, Problem> {
        let rule = self.paper.sign("─", "-").repeat(self.paper.width);
        self.say("")?;
        self.say(caption)?;
        terminal::print(&[rule.clone(), self.paper.shown(text), rule])?;
        if self.prompt.is_some() {
            self.say(&self.words.mark_text)?;
        }
        Ok(Rest::Read)
    }

    fn save(&mut self, path: &str, name: &str) -> Result<Rest, Problem> {
        let words = self.words;
        let source = self.data_dir.join(path);
        let failed =
            |target: &Path| fill(&words.save_failed, &[("path", &target.display()), ("source", &source.display())]);
        if self.prompt.is_none() {
            let saved = files::copy_into(Path::new(""), &source, name);
            let saved = saved.map_err(|_| Problem::NotDone(failed(Path::new(name))))?;
            self.say(&fill(&words.save_done, &[("path", &saved.display())]))?;
            return Ok(Rest::Nothing);
        }
        self.say("")?;
        self.say(&words.save_where)?;
        let mut preset = name.to_owned();
        while let Some(typed) = self.ask(&preset)? {
            let target = files::meant(&typed, name);
            match files::copy_new(&source, &target) {
                Ok(()) => {
                    self.say(&fill(&words.save_done, &[("path", &target.display())]))?;
                    return Ok(Rest::Read);
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    self.say(&fill(&words.save_exists, &[("path", &target.display())]))?;
                }
                Err(_) => self.say(&failed(&target))?,
            }
            preset = typed;
        }
        Ok(Rest::Nothing)
    }

    /// Saves a file of the outbox at a place where there is none yet.
    pub(crate) fn save_as(&self, path: &str, target: &Path) -> Result<(), Problem> {
        let source = self.data_dir.join(path);
        let named = [("path", &target.display() as &dyn Display), ("source", &source.display())];
        match files::copy_new(&source, target) {
            Ok(()) => self.say(&fill(&self.words.save_done, &named)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                Err(Problem::NotDone(fill(&self.words.save_exists, &named)))
            }
            Err(_) => Err(Problem::NotDone(fill(&self.words.save_failed, &named))),
        }
    }

    fn pick(&mut self, accept: &[String], command: &str) -> Result<Rest, Problem> {
        let words = self.words;
        self.say("")?;
        if self.prompt.is_none() {
            self.say(&words.pick_by_hand)?;
            return Ok(Rest::Nothing);
        }
        self.say(&words.pick_which)?;
        if !accept.is_empty() {
            self.say(&fill(&words.pick_types, &[("types", &accept.join(", "))]))?;
        }
        let mut preset = String::new();
        while let Some(typed) = self.ask(&preset)?.filter(|typed| !typed.trim().is_empty()) {
            match self.take_in(&typed) {
                Ok(taken) => {
                    return Ok(Rest::Perform(command.to_owned(), FormValues::from([("file".to_owned(), taken)])));
                }
                Err(sentence) => self.say(&sentence)?,
            }
            preset = typed;
        }
        Ok(Rest::Nothing)
    }

    /// Copies the file that was typed to the inbox: where it lies there, or why it could not be taken, as a sentence.
    pub(crate) fn take_in(&self, typed: &str) -> Result<String, String> {
        let words = self.words;
        let picked = files::meant(typed, "");
        match files::take_in(self.data_dir, &picked) {
            Ok(taken) => Ok(taken.to_string_lossy().into_owned()),
            Err(NotTaken::Unreadable) => Err(fill(&words.pick_unreadable, &[("path", &picked.display())])),
            Err(NotTaken::TooLarge) => {
                Err(fill(&words.pick_too_large, &[("path", &picked.display()), ("limit", &files::LIMIT_MB)]))
            }
            Err(NotTaken::NoRoom) => Err(words.pick_failed.clone()),
        }
    }

    fn ask(&mut self, preset: &str) -> Result<Option<String>, Problem> {
        match &mut self.prompt {
            Some(prompt) => prompt.line("> ", preset),
            None => Ok(None),
        }
    }
}

/// Whether a browser could show itself.
fn has_screen() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Hands an address to the desktop. `false` when it says that it cannot.
fn hand_over(url: &str) -> bool {
    let mut command = Command::new("xdg-open");
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // A group of its own: Ctrl-C here must not close the browser.
    let Ok(mut child) = command.process_group(0).spawn() else { return false };
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => sleep(Duration::from_millis(50)),
            Err(_) => return false,
        }
    }
    // Still there: it is the browser itself.
    true
}

#[cfg(test)]
mod tests {
    use widerspruch_core::boundary::{OpenConfig, Platform, PrintDocument, SystemPage};

    use super::*;

    /// Runs an action as a script does.
    fn run(data_dir: &Path, action: &Action) -> Result<Rest, Problem> {
        let core = Core::open(OpenConfig {
            data_dir: data_dir.to_string_lossy().into_owned(),
            languages: Vec::new(),
            asked_language: None,
            region: None,
            platform: Platform::Terminal,
            app_version: "0.1.0".into(),
        })
        .unwrap();
        let words = Words::load(&[], true);
        let paper = Paper::new(80, true, false);
        Runner { core: &core, clock: Clock(None), data_dir, words: &words, paper, prompt: None }.run(action)
    }

    #[test]
    fn what_belongs_to_the_screens_is_left_to_them() {
        let folder = tempfile::tempdir().unwrap();
        let go = run(folder.path(), &Action::Go { route: "/p1".into() }).unwrap();
        assert_eq!(go, Rest::Go("/p1".into()));
        assert_eq!(run(folder.path(), &Action::Back).unwrap(), Rest::Back);
        let perform = run(folder.path(), &Action::Perform { command: "welcome".into() }).unwrap();
        assert_eq!(perform, Rest::Perform("welcome".into(), FormValues::new()));
    }

    #[test]
    fn what_a_terminal_can_only_say_is_there_to_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let document = PrintDocument { title: "Letter".into(), paragraphs: vec!["One.".into(), "Two.".into()] };
        for action in [
            Action::Copy { text: "text".into() },
            Action::Share { text: "text".into() },
            Action::Print { document },
            Action::AskNotificationPermission,
            Action::OpenSystemSettings { which: SystemPage::Notifications },
            Action::OpenUrl { url: "https://example.org/".into(), browser_only: true },
        ] {
            assert_eq!(run(folder.path(), &action).unwrap(), Rest::Read, "{action:?}");
        }
    }

    #[test]
    fn nobody_is_asked_for_a_file_in_a_script() {
        let folder = tempfile::tempdir().unwrap();
        let pick = Action::Pick { accept: vec!["image/png".into()], command: "picture".into() };
        assert_eq!(run(folder.path(), &pick).unwrap(), Rest::Nothing);
    }

    #[test]
    fn a_file_that_is_not_there_is_told_with_both_places() {
        let folder = tempfile::tempdir().unwrap();
        let save = Action::SaveFile { path: "outbox/none".into(), name: "none".into(), mime: "text/html".into() };
        match run(folder.path(), &save) {
            Err(Problem::NotDone(sentence)) => assert!(sentence.contains("outbox/none"), "{sentence}"),
            other => panic!("{other:?}"),
        }
    }
}
