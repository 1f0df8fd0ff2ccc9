//! The commands about choices for the app as a whole.

use widerspruch_domain::journal::Act;

use super::paths::{Command, Setting, Weekday};
use crate::boundary::Outcome;
use crate::kit::{Context, Error, Handled, NoChange};
use crate::model::{stored_value, weekdays_value};
use crate::words::w;

/// Performs a command of this feature.
pub(crate) fn perform(context: &mut Context<'_>, command: Command) -> Handled {
    match command {
        Command::Choose(setting) => choose_input(context, setting),
        Command::ChooseDay(day) => choose_day(context, day),
    }
}

fn choose_input(context: &mut Context<'_>, setting: Setting) -> Handled {
    let refusal = if setting == Setting::Hour { w::ERROR_HOUR } else { w::ERROR_CHOICE };
    let value = stored_value(setting, context.input(&setting.field()).unwrap_or_default());
    choose(context, setting, value.ok_or(Error::BadInput(setting.name(), refusal))?)
}

fn choose_day(context: &mut Context<'_>, day: Weekday) -> Handled {
    let field = day.field();
    let mut days = context.snapshot().preferences().weekdays;
    days[day.index()] = match context.input(&field) {
        Some("true") => true,
        Some("false") => false,
        _ => return Err(Error::BadInput(field.name, w::ERROR_CHOICE).into()),
    };
    if days == [false; 7] {
        return Err(Error::BadInput(field.name, w::ERROR_DAYS).into());
    }
    choose(context, Setting::Weekdays, weekdays_value(&days))
}

fn choose(context: &mut Context<'_>, setting: Setting, value: String) -> Handled {
    if context.session.setting(setting) == value {
        return Err(NoChange::already(w::NOTICE_ALREADY).into());
    }
    if setting == Setting::DeviceBackup {
        // Before the entry: where the marker cannot be written, nothing was chosen.
        context.session.store.mark_for_backup(value == "true")?;
    }
    let act = Act::SettingChosen { name: setting.name().to_owned(), value };
    let written = context.session.store.append(None, vec![act], context.now);
    // Takes the marker back where the entry was not written. If that fails, the next start does it.
    let _ = context.session.follow_backup_choice();
    let entry = written?;
    // The answer is given in the language that was chosen. If its words cannot be loaded, the call ends with that error.
    let _ = context.session.follow_language();
    let mut notice = context.undoable(w::NOTICE_SAVED, &entry);
    if let (Setting::Hour, Some(notice)) = (setting, &mut notice) {
        let snapshot = context.snapshot();
        let hour = snapshot.wording.hour(snapshot.preferences().hour);
        notice.text = snapshot.wording.f(w::NOTICE_HOUR, &[("hour", &hour)]);
    }
    Ok(Outcome { then: Vec::new(), notice, plan_changed: true, long_act: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Stopped;
    use crate::kit::testing::TestFolder;

    #[test]
    fn an_invalid_value_is_refused_under_the_name_of_its_setting() {
        let mut folder = TestFolder::empty();
        for setting in Setting::ALL {
            for inputs in [&[][..], &[(setting.name(), "nonsense")]] {
                let refused = folder.refused(inputs, |context| perform(context, Command::Choose(setting)));
                assert_eq!(refused, setting.name());
            }
        }
    }

    #[test]
    fn choosing_the_present_value_writes_nothing() {
        let mut folder = TestFolder::empty();
        let hour = Command::Choose(Setting::Hour);
        assert_eq!(
            folder.unchanged(&[("hour", "18:00")], |context| perform(context, hour)),
            NoChange::already(w::NOTICE_ALREADY)
        );
        let outcome = folder.done(&[("hour", "19:00")], |context| perform(context, hour));
        assert!(outcome.notice.unwrap().text.contains("7\u{a0}pm"), "the notice says the hour");
        assert_eq!(folder.snapshot().preferences().hour, 19);
    }

    #[test]
    fn the_answer_comes_in_the_language_that_was_chosen() {
        let mut folder = TestFolder::empty();
        let choose = Command::Choose(Setting::Language);
        folder.done(&[("language", "de")], |context| perform(context, choose));
        assert_eq!(folder.session.catalogue.language, "de");
    }

    #[test]
    fn the_last_day_of_the_week_cannot_be_switched_off() {
        let mut folder = TestFolder::empty();
        for day in &Weekday::ALL[1..5] {
            folder.done(&[(day.field().name, "false")], |context| perform(context, Command::ChooseDay(*day)));
        }
        let monday = Weekday::ALL[0];
        let refused = folder.refused(&[("day1", "false")], |context| perform(context, Command::ChooseDay(monday)));
        assert_eq!(refused, "day1");
        assert_eq!(folder.snapshot().setting(Setting::Weekdays), "1");
        let refused = folder.refused(&[("day1", "maybe")], |context| perform(context, Command::ChooseDay(monday)));
        assert_eq!(refused, "day1");
    }

    #[test]
    fn leaving_the_backup_marks_the_folder() {
        let mut folder = TestFolder::empty();
        let choose = Command::Choose(Setting::DeviceBackup);
        folder.done(&[("device_backup", "false")], |context| perform(context, choose));
        assert!(folder.has_file("no-backup"));
        folder.done(&[("device_backup", "true")], |context| perform(context, choose));
        assert!(!folder.has_file("no-backup"));
    }

    #[test]
    fn without_its_marker_or_its_entry_the_choice_of_the_backup_changes_nothing() {
        for blocked in ["no-backup.new", "app/journal.jsonl"] {
            let mut folder = TestFolder::empty();
            folder.block(blocked);
            let failed = folder
                .run(&[("device_backup", "false")], |context| perform(context, Command::Choose(Setting::DeviceBackup)));
            assert!(matches!(failed, Err(Stopped::Error(Error::Storage(_)))), "{blocked}: {failed:?}");
            assert_eq!(folder.snapshot().setting(Setting::DeviceBackup), "true", "{blocked}");
            assert!(!folder.has_file("no-backup"), "{blocked}");
        }
    }

    #[test]
    fn a_bad_hour_is_refused_with_the_hours_that_are_possible() {
        let mut folder = TestFolder::empty();
        let mut refusal = |setting: Setting, value| {
            folder.refusal(&[(setting.name(), value)], |context| perform(context, Command::Choose(setting)))
        };
        let hours = "We can remind on the hour, between 08:00 and 21:00. Nothing was changed.";
        for hour in ["03:00", "07:59", "18:30", "21:01"] {
            assert_eq!(refusal(Setting::Hour, hour), ("hour", hours), "{hour}");
        }
        let choice = "There is no such choice. Nothing was changed. Please choose again.";
        assert_eq!(refusal(Setting::Weekdays, "never"), ("weekdays", choice));
    }
}
