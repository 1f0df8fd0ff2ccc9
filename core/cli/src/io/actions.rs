//! Running actions: opening pages, printing texts, saving and picking files. One match over all actions, for the
//! browser and for scripts.

use std::fmt::Display;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use widerspruch_core::Core;
use widerspruch_core::boundary::{Action, DeviceReport, FailedAction, FormValues};

use crate::error::{Error, with_cause};
use crate::io::clock::Clock;
use crate::io::desktop::{has_desktop, open_on_desktop};
use crate::io::files::{self, InboxError};
use crate::io::prompt::Prompt;
use crate::io::terminal;
use crate::render::layout::Layout;
use crate::render::words::{Words, fill_template};

/// The rest of an action, which is left to the caller because it concerns screens.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum FollowUp {
    /// Nothing is left to do.
    Nothing,
    /// Wait until the person has read what was printed.
    Pause,
    /// Show the screen of this route.
    Go(String),
    /// Show the screen before.
    Back,
    /// Perform a command with the inputs of the screen and these values.
    Perform(String, FormValues),
}

/// Runs actions at a terminal.
pub(crate) struct ActionRunner<'a> {
    pub(crate) core: &'a Core,
    pub(crate) clock: Clock,
    pub(crate) data_dir: &'a Path,
    pub(crate) words: &'a Words,
    pub(crate) layout: Layout,
    /// The prompt for questions; `None` in a script.
    pub(crate) prompt: Option<&'a mut Prompt>,
}

impl ActionRunner<'_> {
    /// Runs an action.
    pub(crate) fn run(&mut self, action: &Action) -> Result<FollowUp, Error> {
        let words = self.words;
        match action {
            Action::Go { route } => Ok(FollowUp::Go(route.clone())),
            Action::Back => Ok(FollowUp::Back),
            Action::Perform { command } => Ok(FollowUp::Perform(command.clone(), FormValues::new())),
            Action::OpenUrl { url, .. } => self.open_url(url, action),
            Action::Copy { text } => self.print_verbatim(&words.copy_text, text),
            Action::Share { text } => self.print_verbatim(&words.share_text, text),
            // The title is for a printer's queue only; the paragraphs contain it.
            Action::Print { document } => self.print_verbatim(&words.print_text, &document.paragraphs.join("\n\n")),
            Action::SaveFile { path, name, .. } => self.save(path, name),
            Action::Pick { accept, command } => self.pick(accept, command),
            Action::AskNotificationPermission => self.print_sentence(&words.no_permission).map(|()| FollowUp::Pause),
            Action::OpenSystemSettings { .. } => self.print_sentence(&words.no_settings).map(|()| FollowUp::Pause),
        }
    }

    /// Prints a sentence.
    pub(crate) fn print_sentence(&self, text: &str) -> Result<(), Error> {
        terminal::print_lines(&self.layout.wrap_hanging("", text))
    }

    fn open_url(&mut self, url: &str, action: &Action) -> Result<FollowUp, Error> {
        self.print_sentence("")?;
        self.print_sentence(&self.words.open_address)?;
        // Not wrapped, so that it can be copied.
        terminal::print_lines(&[self.layout.displayable(url), String::new()])?;
        if !(terminal::is_interactive() && has_desktop()) {
            self.print_sentence(&self.words.open_by_hand)?;
        } else if open_on_desktop(url) {
            self.print_sentence(&self.words.open_asked)?;
        } else {
            let report = DeviceReport {
                failed_action: Some(FailedAction {
                    action: action.clone(),
                    details: "the desktop's opener is missing or ended with an error".to_owned(),
                }),
                ..DeviceReport::default()
            };
            if let Some(notice) = self.core.report(report, self.clock.now())?.notice {
                self.print_sentence(&notice.text)?;
            }
        }
        Ok(FollowUp::Pause)
    }

    /// Prints a text between rules, neither indented nor wrapped, so that it can be copied.
    fn print_verbatim(&self, caption: &str, text: &str) -> Result<FollowUp, Error> {
        let rule = self.layout.symbol("─", "-").repeat(self.layout.width);
        self.print_sentence("")?;
        self.print_sentence(caption)?;
        terminal::print_lines(&[rule.clone(), self.layout.displayable(text), rule])?;
        if self.prompt.is_some() {
            self.print_sentence(&self.words.mark_text)?;
        }
        Ok(FollowUp::Pause)
    }

    /// Saves a file of the outbox where the person says; in a script, under a free name in the current folder.
    fn save(&mut self, path: &str, name: &str) -> Result<FollowUp, Error> {
        let words = self.words;
        let source = self.data_dir.join(path);
        let failed = |target: &Path, error: &io::Error| {
            let places = [("path", &target.display() as &dyn Display), ("source", &source.display())];
            with_cause(words, &fill_template(&words.save_failed, &places), error)
        };
        if self.prompt.is_none() {
            let saved = files::copy_to_free_name(Path::new(""), &source, name);
            let saved = saved.map_err(|error| Error::NotDone(failed(Path::new(name), &error)))?;
            discard_saved(&source);
            self.print_sentence(&fill_template(&words.save_done, &[("path", &saved.display())]))?;
            return Ok(FollowUp::Nothing);
        }
        self.print_sentence("")?;
        self.print_sentence(&words.save_where)?;
        let mut preset = name.to_owned();
        while let Some(typed) = self.ask(&preset)? {
            let target = files::expand_path(&typed, name);
            match files::copy_without_overwriting(&source, &target) {
                Ok(()) => {
                    discard_saved(&source);
                    self.print_sentence(&fill_template(&words.save_done, &[("path", &target.display())]))?;
                    return Ok(FollowUp::Pause);
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    self.print_sentence(&fill_template(&words.save_exists, &[("path", &target.display())]))?;
                }
                Err(error) => self.print_sentence(&failed(&target, &error))?,
            }
            preset = typed;
        }
        Ok(FollowUp::Nothing)
    }

    /// Asks for a file until one can be copied to the inbox, for a command that takes it from there.
    fn pick(&mut self, accept: &[String], command: &str) -> Result<FollowUp, Error> {
        let words = self.words;
        self.print_sentence("")?;
        if self.prompt.is_none() {
            self.print_sentence(&words.pick_by_hand)?;
            return Ok(FollowUp::Nothing);
        }
        self.print_sentence(&words.pick_which)?;
        if !accept.is_empty() {
            self.print_sentence(&fill_template(&words.pick_types, &[("types", &words.list(accept))]))?;
        }
        let mut preset = String::new();
        while let Some(typed) = self.ask(&preset)?.filter(|typed| !typed.trim().is_empty()) {
            match self.copy_to_inbox(&typed) {
                Ok(copy) => {
                    return Ok(FollowUp::Perform(command.to_owned(), FormValues::from([("file".to_owned(), copy)])));
                }
                Err(sentence) => self.print_sentence(&sentence)?,
            }
            preset = typed;
        }
        Ok(FollowUp::Nothing)
    }

    /// Copies a file to the inbox. Returns its path there, or the reason why it was not copied as a sentence.
    pub(crate) fn copy_to_inbox(&self, typed: &str) -> Result<String, String> {
        let words = self.words;
        let picked = files::expand_path(typed, "");
        match files::copy_to_inbox(self.data_dir, &picked) {
            Ok(copy) => Ok(copy.to_string_lossy().into_owned()),
            Err(InboxError::Unreadable(error)) => {
                Err(with_cause(words, &fill_template(&words.pick_unreadable, &[("path", &picked.display())]), &error))
            }
            Err(InboxError::TooLarge) => Err(fill_template(
                &words.pick_too_large,
                &[("path", &picked.display()), ("limit", &files::INBOX_LIMIT_MB)],
            )),
            Err(InboxError::InboxUnwritable(error)) => Err(with_cause(words, &words.pick_failed, &error)),
        }
    }

    fn ask(&mut self, preset: &str) -> Result<Option<String>, Error> {
        match &mut self.prompt {
            Some(prompt) => prompt.read_line("> ", preset),
            None => Ok(None),
        }
    }
}

/// Removes a file of the outbox that now lies where the person wanted it.
fn discard_saved(source: &Path) {
    // The app removes it after a day at the latest.
    let _ = fs::remove_file(source);
}

#[cfg(test)]
mod tests {
    use widerspruch_core::boundary::{OpenConfig, Platform, PrintDocument, SystemPage};

    use super::*;

    /// Runs an action as a script does.
    fn run(data_dir: &Path, action: &Action) -> Result<FollowUp, Error> {
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
        let layout = Layout::new(80, true, false);
        ActionRunner { core: &core, clock: Clock(None), data_dir, words: &words, layout, prompt: None }.run(action)
    }

    #[test]
    fn actions_about_screens_are_left_to_the_caller() {
        let folder = tempfile::tempdir().unwrap();
        let go = run(folder.path(), &Action::Go { route: "/p1".into() }).unwrap();
        assert_eq!(go, FollowUp::Go("/p1".into()));
        assert_eq!(run(folder.path(), &Action::Back).unwrap(), FollowUp::Back);
        let perform = run(folder.path(), &Action::Perform { command: "begin/linkedin".into() }).unwrap();
        assert_eq!(perform, FollowUp::Perform("begin/linkedin".into(), FormValues::new()));
    }

    #[test]
    fn actions_that_only_print_wait_until_they_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let document = PrintDocument {
            title: "Letter".into(),
            language: "en".into(),
            paragraphs: vec!["One.".into(), "Two.".into()],
        };
        for action in [
            Action::Copy { text: "text".into() },
            Action::Share { text: "text".into() },
            Action::Print { document },
            Action::AskNotificationPermission,
            Action::OpenSystemSettings { which: SystemPage::Notifications },
            Action::OpenUrl { url: "https://example.org/".into(), browser_only: true },
        ] {
            assert_eq!(run(folder.path(), &action).unwrap(), FollowUp::Pause, "{action:?}");
        }
    }

    #[test]
    fn what_cannot_be_saved_or_picked_says_what_the_system_answered() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("outbox")).unwrap();
        fs::write(folder.path().join("outbox/x.html"), "x").unwrap();
        let save = run(
            folder.path(),
            &Action::SaveFile { path: "outbox/x.html".into(), name: "none/x.html".into(), mime: "".into() },
        );
        let Err(Error::NotDone(sentence)) = save else { panic!("{save:?}") };
        assert!(sentence.contains("(No such file or directory (os error 2)"), "{sentence}");
    }

    #[test]
    fn script_is_not_asked_for_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let pick = Action::Pick { accept: vec!["image/png".into()], command: "picture".into() };
        assert_eq!(run(folder.path(), &pick).unwrap(), FollowUp::Nothing);
    }

    #[test]
    fn failed_save_names_its_source() {
        let folder = tempfile::tempdir().unwrap();
        let save = Action::SaveFile { path: "outbox/none".into(), name: "none".into(), mime: "text/html".into() };
        match run(folder.path(), &save) {
            Err(Error::NotDone(sentence)) => assert!(sentence.contains("outbox/none"), "{sentence}"),
            other => panic!("{other:?}"),
        }
    }
}
