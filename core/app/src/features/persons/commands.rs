//! What a person does about persons.

use widerspruch_domain::journal::{Act, Membership};

use super::paths::{self, Command, Route};
use crate::boundary::Outcome;
use crate::features::home;
use crate::features::settings::paths::Setting;
use crate::kit::{Context, Error, Handled, NoChange, go};
use crate::model::{account_id, stored_value};
use crate::words::{Word, w};

/// Performs a command of this feature.
pub(crate) fn perform(context: &mut Context<'_>, command: Command<'_>) -> Handled {
    match command {
        Command::Welcome => begin_with_answers(context),
        Command::SkipWelcome => begin_with_presets(context),
        Command::Add => add_person(context),
        Command::Show { person } => show_person(context, person),
        Command::Rename { person } => rename_person(context, person),
        Command::ChooseCountry { person } => choose_country(context, person),
        Command::Erase { person } => erase_person(context, person),
    }
}

fn begin_with_answers(context: &mut Context<'_>) -> Handled {
    nobody_has_begun(context)?;
    let helped = context.choice(&paths::FOR, "me")? == "other";
    let country = match context.input(&paths::COUNTRY) {
        Some(code) => known_country(context, code)?,
        None => context.snapshot().preset_country().to_owned(),
    };
    let name = if helped { context.text(&paths::NAME)? } else { String::new() };
    let (accounts, membership) = match context.choice(&paths::ACCOUNT, "one")? {
        "several" => (2, Membership::Member),
        "none" => (1, Membership::None),
        _ => (1, Membership::Member),
    };
    let mut acts = vec![Act::PersonAdded { name, helped, country }];
    acts.extend(accounts_everywhere(context, accounts, membership));
    let mut choices = Vec::new();
    for (setting, refusal) in [(Setting::Hour, w::ERROR_HOUR), (Setting::Weekdays, w::ERROR_CHOICE)] {
        if let Some(input) = context.input(&setting.field()) {
            let value = stored_value(setting, input).ok_or(Error::BadInput(setting.name(), refusal))?;
            if value != context.session.setting(setting) {
                choices.push(Act::SettingChosen { name: setting.name().to_owned(), value });
            }
        }
    }
    begin(context, acts, choices, w::NOTICE_BEGUN)
}

fn begin_with_presets(context: &mut Context<'_>) -> Handled {
    nobody_has_begun(context)?;
    let country = context.snapshot().preset_country().to_owned();
    let mut acts = vec![Act::PersonAdded { name: String::new(), helped: false, country }];
    acts.extend(accounts_everywhere(context, 1, Membership::Member));
    begin(context, acts, Vec::new(), w::NOTICE_BEGUN)
}

fn nobody_has_begun(context: &Context<'_>) -> Result<(), NoChange> {
    if context.session.store.persons.is_empty() {
        return Ok(());
    }
    Err(NoChange::gone(&home::paths::Route::Start))
}

fn add_person(context: &mut Context<'_>) -> Handled {
    let name = context.text(&paths::NAME)?;
    if name.is_empty() {
        return Err(Error::BadInput(paths::NAME.name, w::ERROR_NAME).into());
    }
    // The same name once more is a second tap, not a second person.
    let persons = context.snapshot().persons();
    let known = persons.into_iter().find(|person| person.state.name == name).map(|person| person.id.to_owned());
    if let Some(known) = known {
        return show_person(context, &known);
    }
    let country = match context.input(&paths::COUNTRY) {
        Some(code) => known_country(context, code)?,
        // As the screen presets it: most people help somebody nearby.
        None => {
            let snapshot = context.snapshot();
            snapshot.current().map_or(snapshot.preset_country(), |person| person.country).to_owned()
        }
    };
    let mut acts = vec![Act::PersonAdded { name, helped: true, country }];
    acts.extend(accounts_everywhere(context, 1, Membership::Member));
    begin(context, acts, Vec::new(), w::NOTICE_PERSON_ADDED)
}

/// Begins a person's journal and shows that person. Undoing it takes the person away again; choices for the app as a
/// whole stay.
fn begin(context: &mut Context<'_>, acts: Vec<Act>, choices: Vec<Act>, said: Word) -> Handled {
    let store = &mut context.session.store;
    let id = store.free_person();
    let mut writings = vec![(Some(id.clone()), acts)];
    if !choices.is_empty() {
        writings.push((None, choices));
    }
    let written = store.append_all(writings, context.now)?;
    // Where it cannot be kept who is shown, the person is there all the same.
    let _ = store.change_device(|device| device.show(&id));
    let notice = written.first().and_then(|entry| context.undoable(said, entry));
    Ok(Outcome { then: vec![go(&home::paths::Route::Start)], notice, plan_changed: true })
}

fn accounts_everywhere(context: &Context<'_>, count: u32, membership: Membership) -> Vec<Act> {
    let mut acts = Vec::new();
    for service in context.session.catalogue.facts.services.keys() {
        for number in 1..=count {
            let account = account_id(service, number);
            acts.push(Act::AccountAdded { account, service: service.to_string(), membership });
        }
    }
    acts
}

fn show_person(context: &mut Context<'_>, person: &str) -> Handled {
    is_there(context, person)?;
    context.session.store.change_device(|device| device.show(person))?;
    Ok(Outcome { then: vec![go(&home::paths::Route::Start)], notice: None, plan_changed: false })
}

fn rename_person(context: &mut Context<'_>, person: &str) -> Handled {
    let name = context.text(&paths::NAME)?;
    if context.snapshot().person(person).is_some_and(|known| known.state.name == name) {
        return Err(NoChange::already(w::NOTICE_ALREADY).into());
    }
    context.write(person, vec![Act::PersonRenamed { name }], w::NOTICE_SAVED, None)
}

fn choose_country(context: &mut Context<'_>, person: &str) -> Handled {
    let country = known_country(context, context.input(&paths::COUNTRY).unwrap_or_default())?;
    if context.snapshot().person(person).is_some_and(|known| known.state.country == country) {
        return Err(NoChange::already(w::NOTICE_ALREADY).into());
    }
    context.write(person, vec![Act::CountryChosen { country }], w::NOTICE_SAVED, None)
}

fn erase_person(context: &mut Context<'_>, person: &str) -> Handled {
    is_there(context, person)?;
    if !context.is_on(&paths::SURE) {
        return Err(Error::BadInput(paths::SURE.name, w::ERROR_SURE).into());
    }
    context.session.store.erase_person(person)?;
    let then = vec![go(&home::paths::Route::Start)];
    Ok(Outcome { then, notice: context.notice(w::NOTICE_ERASED), plan_changed: true })
}

fn is_there(context: &Context<'_>, person: &str) -> Result<(), NoChange> {
    if context.session.store.persons.contains(person) {
        return Ok(());
    }
    Err(NoChange::gone(&Route::Persons))
}

fn known_country(context: &Context<'_>, code: &str) -> Result<String, Error> {
    let known = context.session.catalogue.facts.regions.countries.contains_key(code);
    if known { Ok(code.to_owned()) } else { Err(Error::BadInput(paths::COUNTRY.name, w::ERROR_CHOICE)) }
}
