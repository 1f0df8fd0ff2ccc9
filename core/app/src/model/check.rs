//! The check day of a person, with its switches.

use chrono::NaiveDate;

use super::guide::Guide;
use crate::grammar::addresses::CheckAddress;

/// The next check day of a person.
#[derive(Debug, Clone)]
pub(crate) struct Check<'a> {
    pub(crate) address: CheckAddress<'a>,
    /// The switches that are still to be looked at.
    pub(crate) open: Vec<Guide<'a>>,
    /// The switches that were looked at since that day.
    pub(crate) answered: Vec<Guide<'a>>,
    /// The day of the check after it.
    pub(crate) after: NaiveDate,
    /// No reminder before this day.
    pub(crate) snoozed_until: Option<NaiveDate>,
}

impl<'a> Check<'a> {
    /// Returns whether a guide's switch is still to be looked at.
    pub(crate) fn asks(&self, guide: &Guide<'_>) -> bool {
        self.open.iter().any(|one| one.address() == guide.address())
    }

    /// Returns whether the day has come.
    pub(crate) fn is_due(&self, today: NaiveDate) -> bool {
        self.address.day <= today
    }

    /// Returns the day to which a check that has come was put off, if that is still to come.
    pub(crate) fn put_off(&self, today: NaiveDate) -> Option<NaiveDate> {
        self.snoozed_until.filter(|until| self.is_due(today) && *until > today)
    }

    /// Returns the switch of the check, if it is only one.
    pub(crate) fn only_one(&self) -> Option<&Guide<'a>> {
        match self.open.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }
}
