//! The one object of the boundary.

use std::sync::{Mutex, MutexGuard};

use crate::boundary::{CoreError, DeviceReport, FormValues, Moment, OpenConfig, Outcome, ReminderPlan, Screen};
use crate::dispatch;
use crate::due_question::{DueAnswer, DueQuestion, answer_due_question};
use crate::features::fields::Field;
use crate::features::reminders::take_report;
use crate::kit::{Error, Session};
use crate::model::shows_without_telling;
use crate::plan::reminder_plan;

/// Everything behind the screens: opens a data folder, answers with screens and plans, applies commands.
///
/// Synchronous; call it from one thread that is not the main one. Lives as long as the process.
#[derive(Debug, uniffi::Object)]
pub struct Core {
    session: Mutex<Session>,
}

#[uniffi::export]
impl Core {
    /// Opens the data folder: reads the journals and sets a damaged part aside. Destroys nothing that it cannot read.
    ///
    /// # Errors
    /// [`CoreError::Storage`] when the folder cannot be read, [`CoreError::Internal`] when the library is damaged.
    #[uniffi::constructor]
    pub fn open(config: OpenConfig) -> Result<Self, CoreError> {
        Ok(Self { session: Mutex::new(Session::open(config)?) })
    }

    /// One screen as seen at `now`. A route whose object is gone is a screen that says so.
    ///
    /// # Errors
    /// [`CoreError::UnknownRoute`] for a text that is no route, [`CoreError::BadInput`] for an impossible moment,
    /// [`CoreError::Storage`] when a journal cannot be read.
    pub fn screen(&self, route: &str, now: Moment) -> Result<Screen, CoreError> {
        self.run(now, |session| dispatch::screen(&session.at(now), route))
    }

    /// Applies a command with the inputs of its screen. Twice is harmless; one that no longer applies says so.
    ///
    /// # Errors
    /// Any variant except `UnknownRoute`; nothing was changed then.
    pub fn perform(&self, command: &str, form: &FormValues, now: Moment) -> Result<Outcome, CoreError> {
        self.run_alone(now, |session| dispatch::perform(session, command, form, now))
    }

    /// The whole desired state of notifications as of `now`. On iOS, what it hands out counts as given to the system.
    ///
    /// # Errors
    /// [`CoreError::BadInput`] for an impossible moment, [`CoreError::Storage`] when a journal cannot be read.
    pub fn reminders(&self, now: Moment) -> Result<ReminderPlan, CoreError> {
        let planned = |session: &mut Session| Ok(reminder_plan(&session.at(now)));
        if !shows_without_telling(self.lock()?.config.platform) {
            return self.run(now, planned);
        }
        // What waits in the system is what it was given here.
        self.run_alone(now, |session| {
            let plan = planned(session)?;
            let given: Vec<String> = plan.upcoming.iter().map(|reminder| reminder.id.clone()).collect();
            // A help only: a reminder may be called missed that was shown.
            let _ = session.store.change_device(|device| device.pending.clone_from(&given));
            Ok(plan)
        })
    }

    /// Takes note of what the device did and allows.
    ///
    /// # Errors
    /// [`CoreError::BadInput`] for an impossible moment, [`CoreError::Storage`] when it cannot be kept.
    pub fn report(&self, report: DeviceReport, now: Moment) -> Result<Outcome, CoreError> {
        self.run_alone(now, |session| take_report(session, report, now))
    }
}

impl Core {
    /// The person whose screens are shown; `None` before anybody has begun. Not part of the boundary: phones show it.
    ///
    /// # Errors
    /// [`CoreError::BadInput`] for an impossible moment, [`CoreError::Storage`] when a journal cannot be read.
    pub fn current(&self, now: Moment) -> Result<Option<String>, CoreError> {
        self.run(now, |session| Ok(session.at(now).current().map(|person| person.id.to_owned())))
    }

    /// Says when an answer is due: to an objection where the law gives a period for one, to an access request elsewhere. Not
    /// part of the boundary, as phones show it on the screens of requests.
    ///
    /// # Errors
    /// [`CoreError::BadInput`] with the name of the field: what is malformed, or for which no law sets a period.
    pub fn due(&self, question: &DueQuestion<'_>, now: Moment) -> Result<DueAnswer, CoreError> {
        self.run(now, |session| answer_due_question(&session.at(now).wording, question))
    }

    /// Returns the inputs that a command reads. Not part of the boundary: a script learns from it which of its inputs nothing
    /// would read; a phone sends all inputs of a screen.
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

    /// One call: fresh journals before it, in the language that is wanted now, a fault put into words.
    pub(crate) fn run<T>(
        &self,
        now: Moment,
        call: impl FnOnce(&mut Session) -> Result<T, Error>,
    ) -> Result<T, CoreError> {
        run(&mut *self.lock()?, now, call)
    }

    /// As [`Self::run`], and no other process writes meanwhile.
    fn run_alone<T>(&self, now: Moment, call: impl FnOnce(&mut Session) -> Result<T, Error>) -> Result<T, CoreError> {
        // One guard for the whole call: a second thread waits here, not for the lock that this one holds. And the lock
        // is taken before the journals are read: what the call sees is what it changes.
        let mut session = self.lock()?;
        let lock = session.store.lock();
        let done = run(&mut session, now, call);
        session.store.unlock(lock);
        done
    }

    fn lock(&self) -> Result<MutexGuard<'_, Session>, CoreError> {
        let mut session = match self.session.lock() {
            Ok(session) => return Ok(session),
            Err(poisoned) => poisoned.into_inner(),
        };
        // A panic of ours left it half changed. What is on the disk is whole, so begin with that again.
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
    // Another process may have chosen another one.
    session.follow_language()?;
    let done = fresh.and_then(|()| call(session));
    let done = done.map_err(|fault| fault.explained(&session.catalogue))?;
    session.follow_language()?;
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boundary::Platform;

    #[test]
    fn after_a_panic_the_folder_is_opened_anew() {
        let folder = tempfile::tempdir().unwrap();
        let config = OpenConfig {
            data_dir: folder.path().to_string_lossy().into_owned(),
            languages: vec!["en".into()],
            asked_language: None,
            region: None,
            platform: Platform::Android,
            app_version: "0".into(),
        };
        let core = Core::open(config).unwrap();
        let now = Moment { unix_seconds: 1_795_460_400, utc_offset_seconds: 3600 };
        core.perform("welcome", &FormValues::new(), now).unwrap();
        let half_done = std::thread::scope(|scope| {
            scope
                .spawn(|| {
                    core.run(now, |session| -> Result<(), Error> {
                        session.store.persons.retain(|_| false);
                        panic!("a bug")
                    })
                })
                .join()
        });
        assert!(half_done.is_err());
        assert!(core.screen("/p1", now).unwrap().title.contains("stand"));
    }
}
