//! What a person chooses for the app as a whole.

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
    let act = Act::SettingChosen { name: setting.name().to_owned(), value };
    let entry = context.session.store.append(None, vec![act], context.now)?;
    context.session.follow_backup_choice()?;
    // The answer is given in the language that was chosen.
    let _ = context.session.follow_language();
    let mut notice = context.undoable(w::NOTICE_SAVED, &entry);
    if let (Setting::Hour, Some(notice)) = (setting, &mut notice) {
        // Minutes are rounded: say to what.
        let snapshot = context.snapshot();
        let hour = snapshot.wording.hour(snapshot.preferences().hour);
        notice.text = snapshot.wording.f(w::NOTICE_HOUR, &[("hour", &hour)]);
    }
    Ok(Outcome { then: Vec::new(), notice, plan_changed: true })
}
