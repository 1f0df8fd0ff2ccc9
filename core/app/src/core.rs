//! The one object of the boundary.

use std::sync::{Mutex, MutexGuard};

use crate::boundary::{CoreError, DeviceReport, FormValues, Moment, OpenConfig, Outcome, ReminderPlan, Screen};
use crate::fault::Fault;
use crate::session::Session;
use crate::{commands, plan, report, screens};

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
        self.run(now, |session| screens::screen(&session.at(now), route))
    }

    /// Applies a command with the inputs of its screen. Twice is harmless; one that no longer applies says so.
    ///
    /// # Errors
    /// Any variant except `UnknownRoute`; nothing was changed then.
    pub fn perform(&self, command: &str, form: &FormValues, now: Moment) -> Result<Outcome, CoreError> {
        self.run_alone(now, |session| commands::perform(session, command, form, now))
    }

    /// The whole desired state of notifications as of `now`.
    ///
    /// # Errors
    /// [`CoreError::BadInput`] for an impossible moment, [`CoreError::Storage`] when a journal cannot be read.
    pub fn reminders(&self, now: Moment) -> Result<ReminderPlan, CoreError> {
        self.run(now, |session| Ok(plan::plan(&session.at(now))))
    }

    /// Takes note of what the device did and allows.
    ///
    /// # Errors
    /// [`CoreError::BadInput`] for an impossible moment, [`CoreError::Storage`] when it cannot be kept.
    pub fn report(&self, report: DeviceReport, now: Moment) -> Result<Outcome, CoreError> {
        self.run_alone(now, |session| report::take(session, report, now))
    }
}

impl Core {
    /// One call: fresh journals before it, the words of the right language after it, a fault put into words.
    fn run<T>(&self, now: Moment, call: impl FnOnce(&mut Session) -> Result<T, Fault>) -> Result<T, CoreError> {
        let mut session = self.lock()?;
        let done = session.refresh(now).and_then(|()| call(&mut session));
        let done = done.map_err(|fault| fault.explained(&session.content))?;
        session.follow_language()?;
        Ok(done)
    }

    /// As [`Self::run`], and no other process writes meanwhile.
    fn run_alone<T>(&self, now: Moment, call: impl FnOnce(&mut Session) -> Result<T, Fault>) -> Result<T, CoreError> {
        // Taken before the journals are read: what the call sees is what it changes.
        let lock = self.lock()?.store.lock();
        let done = self.run(now, call);
        self.lock()?.store.unlock(lock);
        done
    }

    fn lock(&self) -> Result<MutexGuard<'_, Session>, CoreError> {
        // A panic while the lock was held is a bug of ours; what is on the disk is whole.
        let poisoned = |_| CoreError::Internal { explanation: "internal error; your records are safe".into() };
        self.session.lock().map_err(poisoned)
    }
}
