//! The object through which shells call the app.

use std::io::Write;
use std::sync::{Mutex, MutexGuard};

use crate::boundary::{CoreError, DeviceReport, FormValues, Moment, OpenConfig, Outcome, ReminderPlan, Screen};
use crate::dispatch;
use crate::due_question::{DueAnswer, DueQuestion, answer_due_question, countries_with_holidays};
use crate::features::reminders::take_report;
use crate::grammar::fields::Field;
use crate::kit::{Error, Performed, Session, catch_panic, load_words};
use crate::model::system_shows_reminders;
use crate::plan::reminder_plan;
use crate::words::w;

/// The app behind the screens: opens a data folder, returns screens and plans, applies commands.
///
/// Synchronous: call it from a thread other than the main one. Lives as long as the process.
#[derive(Debug, uniffi::Object)]
pub struct Core {
    session: Mutex<Session>,
}

#[uniffi::export]
impl Core {
    /// Opens the data folder: reads the journals and sets corrupt lines aside unchanged.
    ///
    /// # Errors
    /// [`CoreError::Storage`] if the folder cannot be read, [`CoreError::Internal`] if the library is damaged.
    #[uniffi::constructor]
    pub fn open(config: OpenConfig) -> Result<Self, CoreError> {
        let languages = config.languages.clone();
        let session = catch_panic(|| Session::open(config)).unwrap_or_else(|details| {
            let explanation = load_words(languages.iter().map(String::as_str))?.text(w::ERROR_PANIC).to_owned();
            Err(CoreError::Internal { explanation, details })
        });
        Ok(Self { session: Mutex::new(session?) })
    }

    /// Returns the screen of a route as of `now`. If the object of the route is gone, the screen says so.
    ///
    /// # Errors
    /// [`CoreError::UnknownRoute`] for a text that is no route, [`CoreError::BadInput`] for an impossible moment,
    /// [`CoreError::Storage`] if a journal cannot be read.
    pub fn screen(&self, route: &str, now: Moment) -> Result<Screen, CoreError> {
        self.run(now, |session| dispatch::screen(&session.at(now), route))
    }

    /// Applies a command with the inputs of its screen. Applying it twice is harmless; a command that no longer applies
    /// changes nothing and says so.
    ///
    /// # Errors
    /// Any variant except `UnknownRoute`. Nothing was changed, except where [`CoreError::Internal`] tells of a panic after
    /// the entry was written, or where a device that fails for good kept an entry that could not be taken back.
    pub fn perform(&self, command: &str, form: &FormValues, now: Moment) -> Result<Outcome, CoreError> {
        Ok(self.perform_or_say_why(command, form, now)?.outcome)
    }

    /// Returns the whole desired state of notifications as of `now`. On iOS, the upcoming reminders count as handed to
    /// the system.
    ///
    /// # Errors
    /// [`CoreError::BadInput`] for an impossible moment, [`CoreError::Storage`] if a journal cannot be read.
    pub fn reminders(&self, now: Moment) -> Result<ReminderPlan, CoreError> {
        let planned = |session: &mut Session| Ok(reminder_plan(&session.at(now)));
        if !system_shows_reminders(self.lock()?.config.platform) {
            return self.run(now, planned);
        }
        // iOS does not report what it shows: the reminders that it gets here are those that wait in the system.
        self.run_alone(now, |session| {
            let plan = planned(session)?;
            let given: Vec<String> = plan.upcoming.iter().map(|reminder| reminder.id.clone()).collect();
            // Best effort: without it, a reminder that was shown may be called missed.
            let _ = session.store.change_device(|device| device.pending.clone_from(&given));
            Ok(plan)
        })
    }

    /// Records what the device did and allows.
    ///
    /// # Errors
    /// [`CoreError::BadInput`] for an impossible moment, [`CoreError::Storage`] if the report cannot be written.
    pub fn report(&self, report: DeviceReport, now: Moment) -> Result<Outcome, CoreError> {
        self.run_alone(now, |session| take_report(session, report, now))
    }
}

impl Core {
    /// Returns the person whose screens are shown; `None` before the first person was added. Not part of the boundary:
    /// phones show the person on the screen.
    ///
    /// # Errors
    /// [`CoreError::BadInput`] for an impossible moment, [`CoreError::Storage`] if a journal cannot be read.
    pub fn current(&self, now: Moment) -> Result<Option<String>, CoreError> {
        self.run(now, |session| Ok(session.at(now).current().map(|person| person.id.to_owned())))
    }

    /// Computes when an answer is due: to an objection if the law sets a period for that, otherwise to an access
    /// request. Not part of the boundary: phones show due dates on the screens of requests.
    ///
    /// # Errors
    /// [`CoreError::BadInput`] with the name of a field that is malformed, or for whose value no law sets a period.
    pub fn due(&self, question: &DueQuestion<'_>, now: Moment) -> Result<DueAnswer, CoreError> {
        self.run(now, |session| answer_due_question(&session.at(now).wording, question))
    }

    /// Returns the countries about which [`Self::due`] can be asked at a place; none where they change nothing. Not part of
    /// the boundary, for the same reason.
    ///
    /// # Errors
    /// [`CoreError::BadInput`] for an impossible moment.
    pub fn due_countries(&self, place: &str, now: Moment) -> Result<Vec<String>, CoreError> {
        self.run(now, |session| Ok(countries_with_holidays(&session.catalogue.facts.regions, place)))
    }

    /// Returns the values that an input of a command may hold; none where they are without number. Not part of the
    /// boundary: phones show them.
    ///
    /// # Errors
    /// [`CoreError::BadInput`] for an impossible moment, [`CoreError::Storage`] if a journal cannot be read.
    pub fn possible_values(&self, command: &str, field: &Field, now: Moment) -> Result<Vec<String>, CoreError> {
        self.run(now, |session| Ok(dispatch::possible_values(&session.at(now), command, field)))
    }

    /// Applies a command like [`Self::perform`], and tells programs why it changed nothing. Not part of the boundary: on
    /// a phone, the notice says it to the person.
    ///
    /// # Errors
    /// Those of [`Self::perform`].
    pub fn perform_or_say_why(&self, command: &str, form: &FormValues, now: Moment) -> Result<Performed, CoreError> {
        self.run_alone(now, |session| dispatch::perform(session, command, form, now))
    }

    /// Returns the calendar file. Not part of the boundary: a phone takes it from the outbox, which a folder that is
    /// read-only has not.
    ///
    /// # Errors
    /// [`CoreError::BadInput`] for an impossible moment, [`CoreError::Storage`] if a journal cannot be read.
    pub fn calendar(&self, now: Moment) -> Result<(Performed, String), CoreError> {
        self.run(now, |session| dispatch::calendar(session, now))
    }

    /// Writes the page with all records of a person, and returns the name that suits the file. Not part of the
    /// boundary, for the same reason as [`Self::calendar`].
    ///
    /// # Errors
    /// [`CoreError::BadInput`] for an impossible value or moment, [`CoreError::Storage`] if a journal cannot be read or the
    /// page cannot be written.
    pub fn export(
        &self,
        person: &str,
        form: &FormValues,
        to: &mut dyn Write,
        now: Moment,
    ) -> Result<(Performed, String), CoreError> {
        self.run(now, |session| dispatch::export(session, person, form, to, now))
    }

    /// Returns the inputs that a command reads. Not part of the boundary: it tells scripts which of their inputs would
    /// be ignored; phones send all inputs of a screen.
    ///
    /// # Errors
    /// [`CoreError::UnknownCommand`] for a text that is no command.
    pub fn fields(&self, command: &str) -> Result<&'static [Field], CoreError> {
        let fields = dispatch::fields(command);
        fields.map_err(|error| match self.lock() {
            Ok(session) => error.explained(&session.catalogue),
            Err(error) => error,
        })
    }

    /// Runs a call on fresh journals, in the language that is wanted now, and puts its error into words.
    pub(crate) fn run<T>(
        &self,
        now: Moment,
        call: impl FnOnce(&mut Session) -> Result<T, Error>,
    ) -> Result<T, CoreError> {
        self.guard(|session| run(session, now, call))
    }

    /// Runs a call like [`Self::run`], while no other process can write.
    fn run_alone<T>(&self, now: Moment, call: impl FnOnce(&mut Session) -> Result<T, Error>) -> Result<T, CoreError> {
        // The guard spans the whole call, so that a second thread waits here and not for the lock of the folder. That
        // lock is taken before the journals are read, so that the call changes the state that it has seen.
        self.guard(|session| {
            let lock = session.store.lock();
            let done = run(session, now, call);
            session.store.unlock(lock);
            done
        })
    }

    /// Runs a call on the session. A panic in it becomes an error with a sentence of its own; the folder is then opened
    /// anew.
    fn guard<T>(&self, call: impl FnOnce(&mut Session) -> Result<T, CoreError>) -> Result<T, CoreError> {
        match catch_panic(|| call(&mut *self.lock()?)) {
            Ok(done) => done,
            Err(details) => {
                let explanation = self.lock()?.catalogue.text(w::ERROR_PANIC).to_owned();
                Err(CoreError::Internal { explanation, details })
            }
        }
    }

    fn lock(&self) -> Result<MutexGuard<'_, Session>, CoreError> {
        let mut session = match self.session.lock() {
            Ok(session) => return Ok(session),
            Err(poisoned) => poisoned.into_inner(),
        };
        // A panic left the session half changed. The folder on the disk is consistent, so open it again.
        *session = Session::open(session.config.clone())?;
        self.session.clear_poison();
        Ok(session)
    }
}

fn run<T>(
    session: &mut Session,
    now: Moment,
    call: impl FnOnce(&mut Session) -> Result<T, Error>,
) -> Result<T, CoreError> {
    let fresh = session.refresh(now);
    if fresh.is_ok() {
        session.forget_what_is_to_come(now);
    }
    // Another process may have chosen another language.
    session.follow_language()?;
    let done = fresh.and_then(|()| call(session));
    let done = done.map_err(|error| error.explained(&session.catalogue))?;
    session.follow_language()?;
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boundary::Platform;

    #[test]
    fn a_panic_is_an_error_with_its_place_and_reopens_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let config = OpenConfig {
            data_dir: folder.path().to_string_lossy().into_owned(),
            languages: vec!["en".into()],
            asked_language: None,
            region: Some("DE".into()),
            platform: Platform::Android,
            app_version: "0".into(),
        };
        let core = Core::open(config).unwrap();
        let now = Moment { unix_seconds: 1_795_460_400, utc_offset_seconds: 3600 };
        core.perform("begin/linkedin", &FormValues::new(), now).unwrap();
        let broken = core.run(now, |session| -> Result<(), Error> {
            session.store.persons.retain(|_| false);
            panic!("a bug")
        });
        let Err(CoreError::Internal { explanation, details }) = broken else { panic!("no panic: {broken:?}") };
        assert!(explanation.contains("What you noted is stored on this device"), "{explanation}");
        assert!(details.starts_with("panic at core/app/src/core.rs:") && details.ends_with(": a bug"), "{details}");
        assert!(core.screen("/p1", now).unwrap().title.contains("stand"));
    }
}
