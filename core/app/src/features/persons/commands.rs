//! The commands about persons.

use widerspruch_domain::journal::{Act, HelpAgreement, Membership, format_account_id};
use widerspruch_domain::requests::{ControllerAnswer, Stage};

use super::paths::{self, Command, Route};
use crate::boundary::Outcome;
use crate::features::home;
use crate::features::settings::paths::Setting;
use crate::kit::{Context, Error, Handled, NoChange, go};
use crate::model::{Person, Request, Snapshot, stored_value};
use crate::storage::Erased;
use crate::words::{Word, w};

/// Performs a command of this feature.
pub(crate) fn perform(context: &mut Context<'_>, command: Command<'_>) -> Handled {
    match command {
        Command::Welcome => begin_with_answers(context),
        Command::SkipWelcome => begin_with_presets(context),
        Command::Add => add_person(context),
        Command::Show { person } => show_person(context, person),
        Command::Rename { person } => rename_person(context, person),
        Command::SayWhose { person } => say_whose(context, person),
        Command::ChooseCountry { person } => choose_country(context, person),
        Command::Move { person, country } => change_country(context, person, country, false),
        Command::CorrectCountry { person, country } => change_country(context, person, country, true),
        Command::NoteHelp { person, agreement } => note_help(context, person, agreement),
        Command::Erase { person } => erase_person(context, person),
    }
}

fn begin_with_answers(context: &mut Context<'_>) -> Handled {
    require_nobody(context)?;
    let helped = context.choice(&paths::FOR)? == Some("other");
    let preset = context.snapshot().preset_country();
    let country = known_country(context, context.input(&paths::COUNTRY).unwrap_or(preset))?;
    let name = context.text(&paths::NAME)?;
    // Only who is helped has a name here: any other would be lost without a word.
    if !helped && !name.is_empty() {
        return Err(Error::BadInput(paths::FOR.name, w::ERROR_NAME_WITHOUT_FOR).into());
    }
    let (accounts, membership) = match context.choice(&paths::ACCOUNT)? {
        None | Some("one") => (1, Membership::Member),
        Some("several") => (2, Membership::Member),
        Some("former") => (1, Membership::Former),
        Some("never") => (1, Membership::Never),
        Some(_) => return Err(Error::BadInput(paths::ACCOUNT.name, w::ERROR_CHOICE).into()),
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
    require_nobody(context)?;
    let country = context.snapshot().preset_country().to_owned();
    let mut acts = vec![Act::PersonAdded { name: String::new(), helped: false, country }];
    acts.extend(accounts_everywhere(context, 1, Membership::Member));
    begin(context, acts, Vec::new(), w::NOTICE_BEGUN)
}

fn require_nobody(context: &Context<'_>) -> Result<(), NoChange> {
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
    // The same name again is a second tap, not a second person.
    let persons = context.snapshot().persons();
    let known = persons.into_iter().find(|person| person.state.name == name).map(|person| person.id.to_owned());
    if let Some(known) = known {
        let shown = show_person(context, &known)?;
        return Ok(Outcome { notice: context.notice(w::NOTICE_PERSON_KNOWN), ..shown });
    }
    refuse_word_for_owner(context, &name)?;
    let snapshot = context.snapshot();
    // The screen presets the same country: most people help somebody nearby.
    let nearby = snapshot.current().filter(|person| !person.is_place_lost());
    let preset = nearby.map_or(snapshot.preset_country(), |person| person.country);
    let country = known_country(context, context.input(&paths::COUNTRY).unwrap_or(preset))?;
    let mut acts = vec![Act::PersonAdded { name, helped: true, country }];
    acts.extend(accounts_everywhere(context, 1, Membership::Member));
    begin(context, acts, Vec::new(), w::NOTICE_PERSON_ADDED)
}

/// Begins a person's journal and shows that person. Undo removes the person; choices for the app as a whole stay.
fn begin(context: &mut Context<'_>, acts: Vec<Act>, choices: Vec<Act>, said: Word) -> Handled {
    let store = &mut context.session.store;
    let id = store.free_person();
    let mut writings = vec![(Some(id.clone()), acts)];
    if !choices.is_empty() {
        writings.push((None, choices));
    }
    let (current, previous) = (store.device().current.clone(), store.device().previous.clone());
    // Before the entry: a crash in between leaves the screens of the person before, and nobody is added who is not shown.
    store.change_device(|device| device.show(&id))?;
    let written = store.append_all(writings, context.now);
    if written.is_err() {
        // Where this fails too, the person before is shown all the same.
        let _ = store.change_device(|device| {
            device.current.clone_from(&current);
            device.previous.clone_from(&previous);
        });
    }
    let written = written?;
    let notice = written.first().and_then(|entry| context.undoable(said, entry));
    Ok(Outcome { then: vec![go(&home::paths::Route::Start)], notice, plan_changed: true, long_act: None })
}

fn accounts_everywhere(context: &Context<'_>, count: u32, membership: Membership) -> Vec<Act> {
    let mut acts = Vec::new();
    for service in context.session.catalogue.facts.services.keys() {
        for number in 1..=count {
            let account = format_account_id(service, number);
            acts.push(Act::AccountAdded { account, service: service.to_string(), membership });
        }
    }
    acts
}

fn show_person(context: &mut Context<'_>, person: &str) -> Handled {
    require_person(context, person)?;
    context.session.store.change_device(|device| device.show(person))?;
    Ok(Outcome { then: vec![go(&home::paths::Route::Start)], notice: None, plan_changed: false, long_act: None })
}

fn rename_person(context: &mut Context<'_>, person: &str) -> Handled {
    let name = context.text(&paths::NAME)?;
    if context.snapshot().person(person).is_some_and(|known| known.state.name == name) {
        return Err(NoChange::already(w::NOTICE_ALREADY).into());
    }
    if name.is_empty() && context.snapshot().person(person).is_some_and(|known| known.state.is_perhaps_helped()) {
        return Err(Error::BadInput(paths::NAME.name, w::ERROR_NAME).into());
    }
    refuse_word_for_owner(context, &name)?;
    // Two lists under one name could not be told apart.
    if !name.is_empty() && context.snapshot().persons().iter().any(|known| known.state.name == name) {
        return Err(Error::BadInput(paths::NAME.name, w::ERROR_NAME_TAKEN).into());
    }
    context.write(person, vec![Act::PersonRenamed { name }], w::NOTICE_SAVED, None)
}

/// Refuses as a name the word under which the list of the phone's owner stands.
fn refuse_word_for_owner(context: &Context<'_>, name: &str) -> Result<(), Error> {
    if name == context.snapshot().wording.t(w::PERSON_ME) {
        return Err(Error::BadInput(paths::NAME.name, w::ERROR_NAME_TAKEN));
    }
    Ok(())
}

/// Says whose list it is. Where that is known, nothing changes: a list does not pass to somebody else.
fn say_whose(context: &mut Context<'_>, person: &str) -> Handled {
    let helped = context.choice(&paths::REQUIRED_FOR)? == Some("other");
    if let Some(known) = context.snapshot().person(person).filter(|known| known.state.is_owner_known) {
        let same = known.state.helped == helped;
        return Err(
            if same { NoChange::already(w::NOTICE_ALREADY) } else { NoChange::blocked(w::NOTICE_OWNER_KNOWN) }.into()
        );
    }
    context.write(person, vec![Act::HelpedChosen { helped }], w::NOTICE_SAVED, None)
}

/// Chooses another country. Where something that was sent is open, asks first whether the person moved or the country was
/// wrong: that decides under which law it was sent.
fn choose_country(context: &mut Context<'_>, person: &str) -> Handled {
    let country = known_country(context, context.input(&paths::COUNTRY).unwrap_or_default())?;
    if let Some(known) = context.snapshot().person(person) {
        let said = known.state.country.as_str();
        if said == country {
            return Err(NoChange::already(w::NOTICE_ALREADY).into());
        }
        if asks_why(&context.snapshot(), known) {
            return Err(NoChange::blocked(w::NOTICE_COUNTRY_WHY)
                .at(&Route::Country { person, country: &country })
                .into());
        }
    }
    context.write(person, vec![Act::CountryChosen { country }], w::NOTICE_SAVED, None)
}

/// Returns whether something that was sent from where a person lives is open, so that another country can mean two things.
pub(super) fn asks_why(snapshot: &Snapshot<'_>, person: Person<'_>) -> bool {
    let open = |request: &Request<'_>| {
        !matches!(request.status.stage, Stage::Draft | Stage::Closed | Stage::Answered(ControllerAnswer::Granted))
    };
    // What was sent before the last move was sent from elsewhere, whatever is said now. What is lost cannot be wrong.
    let asks = |request: &Request<'_>| open(request) && person.state.is_sent_from_here(request.state);
    !person.is_place_lost() && snapshot.requests(person).iter().any(asks)
}

/// Notes another country, after the question why it changes.
fn change_country(context: &mut Context<'_>, person: &str, country: &str, corrects: bool) -> Handled {
    let country = known_country(context, country).map_err(|_| Error::UnknownCommand)?;
    let route = Route::Person { person };
    if context.snapshot().person(person).is_some_and(|known| known.state.country == country) {
        return Err(NoChange::already(w::NOTICE_ALREADY).at(&route).into());
    }
    let counts_again = context
        .snapshot()
        .person(person)
        .is_some_and(|known| known.state.requests.values().any(|request| known.state.is_sent_from_here(request)));
    let (act, said) = match (corrects, counts_again) {
        (true, true) => (Act::CountryCorrected { country }, w::NOTICE_CORRECTED),
        (true, false) => (Act::CountryCorrected { country }, w::NOTICE_SAVED),
        (false, _) => (Act::CountryChosen { country }, w::NOTICE_SAVED),
    };
    context.write(person, vec![act], said, Some(&route))
}

/// Notes what somebody who is helped said about it. Nobody is asked about themselves.
fn note_help(context: &mut Context<'_>, person: &str, agreement: HelpAgreement) -> Handled {
    let route = Route::Agreement { person };
    if let Some(known) = context.snapshot().person(person) {
        if !known.state.is_perhaps_helped() {
            return Err(NoChange::gone(&Route::Person { person }).into());
        }
        if known.state.help.as_ref().is_some_and(|(said, _)| *said == agreement) {
            return Err(NoChange::already(w::NOTICE_ALREADY).at(&route).into());
        }
    }
    let said = if agreement.ends_reminders() { w::NOTICE_HELPING_ENDED } else { w::NOTICE_SAVED };
    context.write(person, vec![Act::HelpNoted { agreement }], said, Some(&route))
}

fn erase_person(context: &mut Context<'_>, person: &str) -> Handled {
    require_person(context, person)?;
    if !context.is_on(&paths::SURE) {
        return Err(Error::BadInput(paths::SURE.name, w::ERROR_SURE).into());
    }
    let said = match context.session.store.erase_person(person)? {
        Erased::Whole => w::NOTICE_ERASED,
        Erased::RestLeft => w::NOTICE_ERASED_REST,
    };
    let then = vec![go(&home::paths::Route::Start)];
    Ok(Outcome { then, notice: context.notice(said), plan_changed: true, long_act: None })
}

fn require_person(context: &Context<'_>, person: &str) -> Result<(), NoChange> {
    if context.session.store.persons.contains_key(person) {
        return Ok(());
    }
    Err(NoChange::gone(&Route::Persons))
}

fn known_country(context: &Context<'_>, code: &str) -> Result<String, Error> {
    let known = context.session.catalogue.facts.regions.countries.contains_key(code);
    if known { Ok(code.to_owned()) } else { Err(Error::BadInput(paths::COUNTRY.name, w::ERROR_CHOICE)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::testing::TestFolder;

    fn begun() -> TestFolder {
        let mut folder = TestFolder::empty();
        folder.done(&[], |context| perform(context, Command::SkipWelcome));
        folder
    }

    #[test]
    fn welcome_keeps_the_answers_of_its_form() {
        let mut folder = TestFolder::empty();
        let inputs =
            [("for", "other"), ("name", " Anna\n"), ("country", "CH"), ("account", "several"), ("hour", "9:00")];
        folder.done(&inputs, |context| perform(context, Command::Welcome));
        let snapshot = folder.snapshot();
        let anna = snapshot.current().unwrap();
        assert_eq!((anna.state.name.as_str(), anna.country, anna.state.helped), ("Anna", "CH", true));
        assert_eq!(snapshot.accounts(anna).len(), 2);
        assert_eq!(snapshot.preferences().hour, 9);
    }

    #[test]
    fn skipping_the_welcome_ignores_its_form_and_uses_the_presets() {
        let mut folder = TestFolder::empty();
        folder.done(&[("country", "CH"), ("name", "Anna")], |context| perform(context, Command::SkipWelcome));
        let person = folder.snapshot().current().unwrap();
        assert_eq!((person.state.name.as_str(), person.country), ("", "DE"));
    }

    #[test]
    fn a_second_welcome_adds_no_second_person() {
        let mut folder = begun();
        let gone = NoChange::gone(&home::paths::Route::Start);
        assert_eq!(folder.unchanged(&[], |context| perform(context, Command::Welcome)), gone);
    }

    #[test]
    fn invalid_inputs_of_the_welcome_are_refused_by_name() {
        for (name, value) in
            [("for", "nobody"), ("country", "XX"), ("account", "many"), ("hour", "3:00"), ("weekdays", "never")]
        {
            let mut folder = TestFolder::empty();
            assert_eq!(folder.refused(&[(name, value)], |context| perform(context, Command::Welcome)), name);
        }
    }

    #[test]
    fn a_person_is_added_once_and_shown_on_a_second_tap() {
        let mut folder = begun();
        assert_eq!(folder.refused(&[], |context| perform(context, Command::Add)), "name");
        folder.done(&[("name", "Anna")], |context| perform(context, Command::Add));
        assert_eq!(folder.snapshot().current().unwrap().id, "p2");
        let show = Command::Show { person: "p1" };
        let outcome = folder.done_without_entry(&[], |context| perform(context, show));
        assert!(!outcome.plan_changed, "showing a person moves no reminder");
        assert_eq!(folder.snapshot().current().unwrap().id, "p1");
        let again = folder.done_without_entry(&[("name", "Anna")], |context| perform(context, Command::Add));
        let said = "There is already a person with this name. You now see their list.";
        assert_eq!(again.notice.unwrap().text, said);
        assert_eq!(folder.snapshot().current().unwrap().id, "p2");
        assert_eq!(folder.snapshot().persons().len(), 2);
    }

    #[test]
    fn the_same_name_or_country_again_writes_nothing() {
        let mut folder = begun();
        folder.done(&[("name", "Anna")], |context| perform(context, Command::Rename { person: "p1" }));
        let already = NoChange::already(w::NOTICE_ALREADY);
        let same = folder.unchanged(&[("name", "Anna")], |context| perform(context, Command::Rename { person: "p1" }));
        assert_eq!(same, already);
        let choose = Command::ChooseCountry { person: "p1" };
        assert_eq!(folder.unchanged(&[("country", "DE")], |context| perform(context, choose)), already);
        assert_eq!(folder.refused(&[], |context| perform(context, choose)), "country");
    }

    #[test]
    fn erasing_needs_confirmation_and_then_removes_the_folder() {
        let mut folder = begun();
        let erase = Command::Erase { person: "p1" };
        assert_eq!(folder.refused(&[], |context| perform(context, erase)), "sure");
        assert_eq!(folder.refused(&[("sure", "false")], |context| perform(context, erase)), "sure");
        let outcome = folder.run(&[("sure", "true")], |context| perform(context, erase)).unwrap();
        assert!(outcome.plan_changed, "the reminders of an erased person would stay");
        assert!(!folder.has_file("profiles/p1"));
        let gone = folder.unchanged(&[("sure", "true")], |context| perform(context, erase));
        assert_eq!(gone, NoChange::gone(&Route::Persons));
    }

    #[test]
    fn skipping_a_second_welcome_adds_no_second_person() {
        let mut folder = begun();
        let texts = folder.unchanged_texts(&[], |context| perform(context, Command::SkipWelcome));
        assert_eq!(texts.1, "/");
        assert_eq!(folder.snapshot().persons().len(), 1);
    }

    #[test]
    fn a_name_typed_before_choosing_oneself_is_refused_and_not_lost() {
        let mut folder = TestFolder::empty();
        let for_me = [("name", "Anna"), ("for", "me")];
        assert_eq!(folder.refused(&for_me, |context| perform(context, Command::Welcome)), "for");
        folder.done(&[("name", " "), ("for", "me")], |context| perform(context, Command::Welcome));
        let me = folder.snapshot().current().unwrap();
        assert_eq!((me.state.name.as_str(), me.state.helped), ("", false));
    }

    #[test]
    fn a_name_without_the_answer_for_whom_is_refused_and_not_lost() {
        let mut folder = TestFolder::empty();
        assert_eq!(folder.refused(&[("name", "Mum")], |context| perform(context, Command::Welcome)), "for");
        folder.done(&[("name", " ")], |context| perform(context, Command::Welcome));
    }

    #[test]
    fn nobody_gets_the_name_of_another_person() {
        let mut folder = begun();
        for name in ["Mum", "Dad"] {
            folder.done(&[("name", name)], |context| perform(context, Command::Add));
        }
        let rename = Command::Rename { person: "p3" };
        assert_eq!(folder.refused(&[("name", "Mum")], |context| perform(context, rename)), "name");
        folder.done(&[("name", "Daddy")], |context| perform(context, rename));
    }

    #[test]
    fn who_is_helped_keeps_a_name_that_is_not_what_the_list_of_the_phone_s_owner_is_called() {
        let mut folder = begun();
        let add = |context: &mut Context<'_>| perform(context, Command::Add);
        assert_eq!(folder.refused(&[("name", "Me")], add), "name");
        folder.done(&[("name", "Mum")], add);
        let rename = Command::Rename { person: "p2" };
        for name in [" ", "Me"] {
            assert_eq!(folder.refused(&[("name", name)], |context| perform(context, rename)), "name");
        }
        // The owner can give up a name.
        let own = Command::Rename { person: "p1" };
        for name in ["Anna", ""] {
            folder.done(&[("name", name)], |context| perform(context, own));
        }
    }

    #[test]
    fn whose_list_it_is_does_not_change_and_that_is_said() {
        let mut folder = begun();
        let whose = Command::SayWhose { person: "p1" };
        let same = folder.unchanged(&[("for", "me")], |context| perform(context, whose));
        assert_eq!(same, NoChange::already(w::NOTICE_ALREADY));
        let other = folder.unchanged(&[("for", "other")], |context| perform(context, whose));
        assert_eq!(other, NoChange::blocked(w::NOTICE_OWNER_KNOWN));
    }

    #[test]
    fn why_a_country_changes_is_asked_only_where_it_makes_a_difference() {
        use crate::features::requests;
        use crate::grammar::addresses::AccountAddress;
        use widerspruch_domain::journal::{RequestEvent, RequestKind};
        let mut folder = begun();
        let shows = |folder: &TestFolder, country: &str| {
            super::super::screen::screen(&folder.snapshot(), Route::Country { person: "p1", country }).is_some()
        };
        assert!(!shows(&folder, "FR"), "nothing was sent");
        let account = AccountAddress { person: "p1", account: "linkedin" };
        let (kind, event) = (RequestKind::Objection, RequestEvent::SentByForm);
        let sent = requests::paths::Command::NoteSent { account, kind, event, with_text: false };
        folder.done(&[], |context| requests::perform(context, sent));
        assert!(shows(&folder, "FR"));
        assert!(!shows(&folder, "DE"), "they live there");
    }

    #[test]
    fn without_a_country_the_preset_of_the_screen_is_kept() {
        let mut folder = TestFolder::empty();
        folder.done(&[], |context| perform(context, Command::Welcome));
        assert_eq!(folder.snapshot().current().unwrap().country, "DE", "the region of the device");
        folder.done(&[("country", "CH")], |context| perform(context, Command::ChooseCountry { person: "p1" }));
        folder.done(&[("name", "Anna")], |context| perform(context, Command::Add));
        let anna = folder.snapshot().current().unwrap();
        assert_eq!((anna.id, anna.country), ("p2", "CH"), "the country of the person who helps");
        folder.done(&[("name", "Ben"), ("country", "GB")], |context| perform(context, Command::Add));
        assert_eq!(folder.snapshot().current().unwrap().country, "GB");
    }

    #[test]
    fn an_added_person_is_one_who_is_helped() {
        let mut folder = begun();
        folder.done(&[("name", "Anna")], |context| perform(context, Command::Add));
        let helped = folder.snapshot().persons().into_iter().map(|person| person.state.helped).collect::<Vec<_>>();
        assert_eq!(helped, [false, true]);
    }

    #[test]
    fn a_bad_hour_of_the_welcome_is_refused_with_the_hours_that_are_possible() {
        let mut folder = TestFolder::empty();
        let mut refusal = |input| folder.refusal(&[input], |context| perform(context, Command::Welcome)).1;
        assert_eq!(
            refusal(("hour", "03:00")),
            "We can remind on the hour, between 08:00 and 21:00. Nothing was changed."
        );
        let choice = "There is no such choice. Nothing was changed. Please choose again.";
        assert_eq!(refusal(("weekdays", "never")), choice);
    }

    #[test]
    fn what_somebody_who_is_helped_says_is_noted_once_and_nobody_is_asked_about_themselves() {
        let mut folder = begun();
        let agreed = HelpAgreement::Agreed;
        folder.unchanged(&[], |context| note_help(context, "p1", agreed));
        folder.done(&[("name", "Mum")], add_person);
        let outcome = folder.done(&[], |context| note_help(context, "p2", agreed));
        assert!(outcome.notice.is_some_and(|notice| notice.undo.is_some()) && outcome.plan_changed);
        folder.unchanged(&[], |context| note_help(context, "p2", agreed));
        let snapshot = folder.snapshot();
        let noted = snapshot.person("p2").and_then(|mum| mum.state.help.as_ref()).map(|(said, _)| *said);
        assert_eq!(noted, Some(agreed));
        assert!(snapshot.person("p1").is_some_and(|me| me.state.help.is_none()));
    }
}
