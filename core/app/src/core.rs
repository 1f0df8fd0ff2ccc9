//! The one object of the boundary.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard};

use chrono::NaiveDateTime;
use widerspruch_domain::catalogue::{GuideFacts, GuideWords, ServiceFacts, ServiceWords};
use widerspruch_domain::journal::{AccountState, GuideState, State};
use widerspruch_domain::region::Region;
use widerspruch_domain::reminders::Preferences;

use crate::boundary::{
    CoreError, DeviceReport, FormValues, Moment, Notice, OpenConfig, Outcome, PermissionState, Platform, ReminderPlan,
    Screen,
};
use crate::content::{Content, Word, w};
use crate::storage::store::{Store, WriteError};
use crate::view::{View, local};
use crate::{commands, plan, screens};

/// Everything behind the screens: opens a data folder, answers with screens and plans, applies commands.
///
/// Synchronous; call it from one thread that is not the main one. Lives as long as the process.
#[derive(Debug, uniffi::Object)]
pub struct Core {
    inner: Mutex<Inner>,
}

#[uniffi::export]
impl Core {
    /// Opens the data folder: reads the journals and sets a damaged part aside. Destroys nothing that it cannot read.
    ///
    /// # Errors
    /// [`CoreError::Storage`] when the folder cannot be read, [`CoreError::Internal`] when the library is damaged.
    #[uniffi::constructor]
    pub fn open(config: OpenConfig) -> Result<Self, CoreError> {
        let languages = config.languages.clone();
        let content = load(languages.iter().map(String::as_str))?;
        let store =
            Store::open(&PathBuf::from(&config.data_dir)).map_err(|error| Fault::from(error).explained(&content))?;
        let mut inner = Inner { config, languages, content, store };
        inner.follow_language()?;
        Ok(Self { inner: Mutex::new(inner) })
    }

    /// One screen as seen at `now`. A route whose object is gone is a screen that says so.
    ///
    /// # Errors
    /// [`CoreError::UnknownRoute`] for a text that is no route, [`CoreError::Storage`] when a journal cannot be read.
    pub fn screen(&self, route: &str, now: Moment) -> Result<Screen, CoreError> {
        let mut inner = self.lock()?;
        let shown = inner.refresh(now).and_then(|()| screens::screen(&inner.at(now), route));
        shown.map_err(|fault| fault.explained(&inner.content))
    }

    /// Applies a command with the inputs of its screen. Twice is harmless; one that no longer applies says so.
    ///
    /// # Errors
    /// Any variant except `UnknownRoute`; nothing was changed then.
    pub fn perform(&self, command: &str, form: &FormValues, now: Moment) -> Result<Outcome, CoreError> {
        let mut inner = self.lock()?;
        let done = inner.refresh(now).and_then(|()| commands::perform(&mut inner, command, form, now));
        let done = done.map_err(|fault| fault.explained(&inner.content))?;
        inner.follow_language()?;
        Ok(done)
    }

    /// The whole desired state of notifications as of `now`.
    ///
    /// # Errors
    /// [`CoreError::Storage`] when a journal cannot be read.
    pub fn reminders(&self, now: Moment) -> Result<ReminderPlan, CoreError> {
        let mut inner = self.lock()?;
        let plan = inner.refresh(now).map(|()| plan::plan(&inner.at(now)));
        plan.map_err(|fault| fault.explained(&inner.content))
    }

    /// Takes note of what the device did and allows.
    ///
    /// # Errors
    /// [`CoreError::Storage`] when it cannot be kept.
    pub fn report(&self, report: DeviceReport, now: Moment) -> Result<Outcome, CoreError> {
        let mut inner = self.lock()?;
        let done = inner.refresh(now).and_then(|()| inner.take_report(report));
        let done = done.map_err(|fault| fault.explained(&inner.content))?;
        inner.follow_language()?;
        Ok(done)
    }
}

impl Core {
    fn lock(&self) -> Result<MutexGuard<'_, Inner>, CoreError> {
        // A panic while the lock was held is a bug of ours; what is on the disk is whole.
        self.inner
            .lock()
            .map_err(|_| CoreError::Internal { explanation: "internal error; your records are safe".into() })
    }
}

fn load<'a>(languages: impl IntoIterator<Item = &'a str>) -> Result<Content, CoreError> {
    Content::load(languages).map_err(|detail| CoreError::Internal { explanation: format!("damaged library: {detail}") })
}

/// What went wrong, before it is put into words.
#[derive(Debug)]
pub(crate) enum Fault {
    UnknownRoute,
    UnknownCommand,
    /// Name of the input, and the sentence.
    BadInput(&'static str, Word),
    ReadOnly,
    Storage(std::io::Error),
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self::Storage(error)
    }
}

impl From<WriteError> for Fault {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Newer => Self::ReadOnly,
            WriteError::Storage(error) => Self::Storage(error),
        }
    }
}

impl Fault {
    fn explained(self, content: &Content) -> CoreError {
        let say = |word| content.text(word).to_owned();
        match self {
            Self::UnknownRoute => CoreError::UnknownRoute { explanation: say(w::ERROR_ROUTE) },
            Self::UnknownCommand => CoreError::UnknownCommand { explanation: say(w::ERROR_COMMAND) },
            Self::BadInput(field, word) => CoreError::BadInput { field: field.to_owned(), explanation: say(word) },
            Self::ReadOnly => CoreError::ReadOnly { explanation: say(w::ERROR_NEWER) },
            Self::Storage(error) => {
                let word = match error.kind() {
                    std::io::ErrorKind::StorageFull => w::ERROR_FULL,
                    std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => w::ERROR_DENIED,
                    _ => w::ERROR_STORAGE,
                };
                CoreError::Storage { explanation: say(word) }
            }
        }
    }
}

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) config: OpenConfig,
    languages: Vec<String>,
    pub(crate) content: Content,
    pub(crate) store: Store,
}

impl Inner {
    /// Everything as seen at a moment.
    pub(crate) fn at(&self, now: Moment) -> Seen<'_> {
        let view = View { content: &self.content, platform: self.config.platform, now: local(now) };
        Seen { view, moment: now, store: &self.store, config: &self.config }
    }

    /// The language chosen in the app, or the system's.
    fn follow_language(&mut self) -> Result<(), CoreError> {
        let chosen = self.store.app.state.settings.get("language").filter(|code| *code != "system");
        let wanted: Vec<&str> = chosen.into_iter().chain(&self.languages).map(String::as_str).collect();
        if !self.content.suits(wanted.iter().copied()) {
            self.content = load(wanted)?;
        }
        Ok(())
    }

    fn refresh(&mut self, now: Moment) -> Result<(), Fault> {
        if now.utc_offset_seconds.abs() > 86_400 {
            return Err(Fault::BadInput("now", w::ERROR_NOW));
        }
        Ok(self.store.refresh()?)
    }

    fn take_report(&mut self, report: DeviceReport) -> Result<Outcome, Fault> {
        let before = self.store.device.clone();
        let device = &mut self.store.device;
        device.permission = report.permission;
        device.channel = report.channel;
        device.restrictions = report.restrictions;
        device.shown.extend(report.shown.into_iter().map(|shown| (shown.id, shown.at.unix_seconds)));
        device.pending = report.pending.into_iter().collect();
        let language_changed = !report.languages.is_empty() && report.languages != self.languages;
        if language_changed {
            self.languages = report.languages;
        }
        if *device != before {
            self.store.save_device()?;
        }
        let notice = report
            .failed_action
            .map(|action| Notice { text: self.content.text(commands::failed(&action)).to_owned(), undo: None });
        let plan_changed = language_changed || before.permission != self.store.device.permission;
        Ok(Outcome { then: Vec::new(), notice, plan_changed })
    }
}

/// Words, time and journals as seen at one moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub(crate) view: View<'a>,
    pub(crate) moment: Moment,
    pub(crate) store: &'a Store,
    pub(crate) config: &'a OpenConfig,
}

/// One person.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person<'a> {
    pub(crate) id: &'a str,
    pub(crate) state: &'a State,
    pub(crate) region: Region,
}

/// One account, with what the catalogue knows of its service.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Account<'a> {
    pub(crate) person: Person<'a>,
    pub(crate) id: &'a str,
    pub(crate) state: &'a AccountState,
    pub(crate) facts: &'a ServiceFacts,
    pub(crate) words: &'a ServiceWords,
}

/// One guide of an account.
#[derive(Debug, Clone)]
pub(crate) struct Guide<'a> {
    pub(crate) account: Account<'a>,
    pub(crate) facts: &'a GuideFacts,
    pub(crate) words: &'a GuideWords,
    pub(crate) state: GuideState,
}

impl<'a> Seen<'a> {
    pub(crate) fn persons(&self) -> impl Iterator<Item = Person<'a>> + use<'a> {
        let content = self.view.content;
        self.store.persons.iter().map(move |(id, book)| {
            let region = content.facts.regions.countries.get(&book.state.country).copied().unwrap_or(Region::Other);
            Person { id, state: &book.state, region }
        })
    }

    pub(crate) fn person(&self, id: &str) -> Option<Person<'a>> {
        self.persons().find(|person| person.id == id)
    }

    /// The person whose screens are shown; the first where none was chosen.
    pub(crate) fn current(&self) -> Option<Person<'a>> {
        self.person(&self.store.device.current).or_else(|| self.persons().next())
    }

    pub(crate) fn accounts(&self, person: Person<'a>) -> Vec<Account<'a>> {
        let all = person.state.accounts.iter();
        all.filter_map(|(id, state)| {
            let (facts, words) = self.view.content.service(&state.service)?;
            Some(Account { person, id, state, facts, words })
        })
        .collect()
    }

    pub(crate) fn account(&self, person: &str, account: &str) -> Option<Account<'a>> {
        self.accounts(self.person(person)?).into_iter().find(|a| a.id == account)
    }

    pub(crate) fn guide(&self, account: Account<'a>, guide: &str) -> Option<Guide<'a>> {
        let facts = account.facts.guides.iter().find(|g| g.id == guide)?;
        let words = self.view.content.guide_words(&account.facts.id, guide)?;
        let applies = widerspruch_domain::checklist::applies(facts, account.person.region, account.state.membership);
        let state = account.state.guides.get(guide).cloned().unwrap_or_default();
        applies.then_some(Guide { account, facts, words, state })
    }

    pub(crate) fn guide_at(&self, person: &str, account: &str, guide: &str) -> Option<Guide<'a>> {
        self.guide(self.account(person, account)?, guide)
    }

    /// A choice for the app as a whole, or its preset.
    pub(crate) fn setting(&self, name: &str) -> &'a str {
        let preset = match name {
            "hour" => "18",
            "weekdays" => "workdays",
            "language" => "system",
            _ => "true",
        };
        self.store.app.state.settings.get(name).map_or(preset, String::as_str)
    }

    pub(crate) fn preferences(&self) -> Preferences {
        let every = self.setting("weekdays") == "every-day";
        let hour = self.setting("hour").parse().unwrap_or(18);
        Preferences { hour, weekdays: [true, true, true, true, true, every, every] }
    }

    /// Whether reminders are wanted and can appear.
    pub(crate) fn reminders_on(&self) -> bool {
        let allowed = self.store.device.permission == PermissionState::Granted;
        self.setting("reminders") == "true" && (allowed || self.view.platform == Platform::Terminal)
    }
}

impl Person<'_> {
    pub(crate) fn name(&self, view: &View<'_>) -> String {
        match (self.state.name.as_str(), self.state.helped) {
            ("", false) => view.t(w::PERSON_ME),
            ("", true) => view.t(w::PERSON_UNNAMED),
            (name, _) => name.to_owned(),
        }
    }
}

impl Account<'_> {
    /// The service's name, with the account's own or its number where there are several.
    pub(crate) fn name(&self) -> String {
        let number = self.id.strip_prefix(self.facts.id.as_str()).and_then(|rest| rest.strip_prefix('-'));
        match (self.state.name.as_str(), number) {
            ("", None) => self.facts.name.clone(),
            ("", Some(number)) => format!("{} {number}", self.facts.name),
            (name, _) => format!("{} ({name})", self.facts.name),
        }
    }

    pub(crate) fn route(&self) -> String {
        format!("/{}/services/{}", self.person.id, self.id)
    }

    /// Language of the service's menus: as chosen, else the app's where the service has it.
    pub(crate) fn language<'s>(&'s self, app_language: &'s str) -> &'s str {
        let wanted = self.state.language.as_deref().unwrap_or(app_language);
        let languages = &self.facts.languages;
        languages.iter().find(|l| *l == wanted).or_else(|| languages.first()).map_or(wanted, String::as_str)
    }

    /// The service's own words for a label.
    pub(crate) fn label(&self, key: &str, app_language: &str) -> String {
        let language = self.language(app_language);
        self.facts.labels.get(key).and_then(|l| l.get(language)).map_or_else(String::new, |l| l.text.clone())
    }
}

impl Guide<'_> {
    /// `p1/linkedin/ai-training`.
    pub(crate) fn key(&self) -> String {
        format!("{}/{}/{}", self.account.person.id, self.account.id, self.facts.id)
    }

    pub(crate) fn route(&self) -> String {
        format!("{}/{}", self.account.route(), self.facts.id)
    }

    /// The word for "off" on the person's screen.
    pub(crate) fn off(&self, app_language: &str) -> String {
        self.facts.setting.as_ref().map_or_else(String::new, |s| self.account.label(&s.off, app_language))
    }

    /// One of the guide's texts with the word for "off" in it.
    pub(crate) fn with_off(&self, text: &str, app_language: &str) -> String {
        text.replace("{off}", &self.off(app_language))
    }

    /// When a claim here counts as old.
    pub(crate) fn may_have_changed(&self, now: NaiveDateTime) -> bool {
        now.date() > self.account.facts.recheck_after
    }
}
