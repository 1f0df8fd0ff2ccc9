//! The commands about persons.

use widerspruch_domain::catalogue::ServiceFacts;
use widerspruch_domain::journal::{Act, HelpAgreement};
use widerspruch_domain::requests::{ControllerAnswer, Stage};

use super::paths::{self, Command, Route};
use super::welcome::is_country_known;
use crate::boundary::{Action, Outcome};
use crate::features::{home, services};
use crate::grammar::addresses::AccountAddress;
use crate::kit::{Context, Error, Handled, NoChange, first_account, go, guide_route};
use crate::model::{Person, Request, Snapshot};
use crate::storage::Erased;
use crate::words::{Word, w};

/// Performs a command of this feature.
pub(crate) fn perform(context: &mut Context<'_>, command: Command<'_>) -> Handled {
    match command {
        Command::Begin { person: None, service } => begin_with_service(context, service),
        Command::Begin { person: Some(person), service } => begin_at(context, person, service),
        Command::Help => begin_to_help(context),
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

/// Begins with a service, and opens its guide: the tap on the first screen is the answer to what it asks.
fn begin_with_service(context: &mut Context<'_>, service: &str) -> Handled {
    require_nobody(context)?;
    let facts = known_service(context, service)?;
    let snapshot = context.snapshot();
    // Rights and time limits follow from it: where the device does not say it, nothing stands in for it.
    let preset = Some(snapshot.preset_country()).filter(|_| is_country_known(&snapshot));
    let said = context.input(&paths::COUNTRY).or(preset);
    let country = known_country(context, said.ok_or(Error::BadInput(paths::COUNTRY.name, w::ERROR_COUNTRY))?)?;
    let acts = vec![Act::PersonAdded { name: String::new(), helped: false, country }, first_account(facts)];
    let begun = begin(context, acts, w::NOTICE_BEGUN)?;
    let snapshot = context.snapshot();
    let then = snapshot.current().and_then(|person| opened_first(&snapshot, person, facts));
    Ok(Outcome { then: then.into_iter().collect(), ..begun })
}

/// Begins with a service of a person who is there already.
fn begin_at(context: &mut Context<'_>, person: &str, service: &str) -> Handled {
    require_person(context, person)?;
    let facts = known_service(context, service)?;
    let snapshot = context.snapshot();
    let known = snapshot.person(person).and_then(|person| person.state.accounts.get(&facts.id));
    let acts = match known {
        None => vec![first_account(facts)],
        Some(account) if account.put_away => {
            vec![Act::AccountChosen { account: facts.id.to_string(), chosen: true }]
        }
        Some(_) => Vec::new(),
    };
    let written = if acts.is_empty() { None } else { Some(context.write(person, acts, w::NOTICE_USED, None)?) };
    let snapshot = context.snapshot();
    let then: Vec<_> =
        snapshot.person(person).and_then(|person| opened_first(&snapshot, person, facts)).into_iter().collect();
    Ok(Outcome { then, ..written.unwrap_or_default() })
}

/// Leads to the guide of the next open step at a service, else to what was found there.
fn opened_first(snapshot: &Snapshot<'_>, person: Person<'_>, service: &ServiceFacts) -> Option<Action> {
    let account = snapshot.account(AccountAddress { person: person.id, account: &service.id })?;
    let next = snapshot.progress(account).next().and_then(|next| snapshot.guide_of(account, &next.id));
    Some(match next {
        Some(guide) => go(&guide_route(&guide)),
        None => go(&services::paths::Route::Service(account.address())),
    })
}

fn known_service(context: &Context<'_>, service: &str) -> Result<&'static ServiceFacts, NoChange> {
    let known = context.session.catalogue.service(service).map(|(facts, _)| facts);
    known.ok_or_else(|| NoChange::gone(&home::paths::Route::Start))
}

/// Begins with the name of somebody who is helped. What to begin with is asked next.
fn begin_to_help(context: &mut Context<'_>) -> Handled {
    require_nobody(context)?;
    let name = context.text(&paths::NAME)?;
    let preset = context.snapshot().preset_country();
    let country = known_country(context, context.input(&paths::COUNTRY).unwrap_or(preset))?;
    begin(context, vec![Act::PersonAdded { name, helped: true, country }], w::NOTICE_BEGUN)
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
    begin(context, vec![Act::PersonAdded { name, helped: true, country }], w::NOTICE_PERSON_ADDED)
}

/// Begins a person's journal and shows that person. Undo removes the person.
fn begin(context: &mut Context<'_>, acts: Vec<Act>, said: Word) -> Handled {
    let store = &mut context.session.store;
    let id = store.free_person();
    let (current, previous) = (store.device().current.clone(), store.device().previous.clone());
    // Before the entry: a crash in between leaves the screens of the person before, and nobody is added who is not shown.
    store.change_device(|device| device.show(&id))?;
    let written = store.append(Some(&id), acts, context.now);
    if written.is_err() {
        // Where this fails too, the person before is shown all the same.
        let _ = store.change_device(|device| {
            device.current.clone_from(&current);
            device.previous.clone_from(&previous);
        });
    }
    let notice = context.undoable(said, &written?);
    Ok(Outcome { then: vec![go(&home::paths::Route::Start)], notice, plan_changed: true, long_act: None })
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
        folder.done(&[], |context| perform(context, Command::Begin { person: None, service: "linkedin" }));
        folder
    }

    #[test]
    fn where_the_device_names_no_country_nothing_begins_without_one() {
        let mut folder = TestFolder::empty();
        folder.session.config.region = None;
        let begin = Command::Begin { person: None, service: "linkedin" };
        assert_eq!(folder.refused(&[], |context| perform(context, begin)), "country");
        folder.done(&[("country", "AT")], |context| perform(context, begin));
        assert_eq!(folder.snapshot().current().unwrap().country, "AT");
    }

    #[test]
    fn a_tap_on_a_service_is_the_answer_and_opens_its_guide() {
        let mut folder = TestFolder::empty();
        let begin = Command::Begin { person: None, service: "linkedin" };
        let outcome = folder.done(&[("country", "CH")], |context| perform(context, begin));
        assert_eq!(outcome.then, [go(&"/p1/services/linkedin/ai-training")]);
        assert!(outcome.notice.is_some_and(|notice| notice.undo.is_some()));
        let snapshot = folder.snapshot();
        let me = snapshot.current().unwrap();
        assert_eq!((me.state.name.as_str(), me.country, me.state.helped), ("", "CH", false));
        assert_eq!(snapshot.accounts(me).len(), 1);
        assert_eq!(me.state.entries, 1, "undo takes all of it back");
    }

    #[test]
    fn whoever_helps_names_the_person_and_is_then_asked_what_to_begin_with() {
        let mut folder = TestFolder::empty();
        folder.done(&[("name", " Anna\n"), ("country", "CH")], |context| perform(context, Command::Help));
        let snapshot = folder.snapshot();
        let anna = snapshot.current().unwrap();
        assert_eq!((anna.state.name.as_str(), anna.country, anna.state.helped), ("Anna", "CH", true));
        assert!(snapshot.accounts(anna).is_empty());
        let begin = Command::Begin { person: Some("p1"), service: "linkedin" };
        let guide = [go(&"/p1/services/linkedin/ai-training")];
        assert_eq!(folder.done(&[], |context| perform(context, begin)).then, guide);
        let again = folder.done_without_entry(&[], |context| perform(context, begin));
        assert_eq!(again.then, guide, "a second tap leads to the same guide and writes nothing");
    }

    #[test]
    fn a_second_beginning_adds_no_second_person() {
        let mut folder = begun();
        let gone = NoChange::gone(&home::paths::Route::Start);
        for command in [Command::Help, Command::Begin { person: None, service: "linkedin" }] {
            assert_eq!(folder.unchanged(&[], |context| perform(context, command)), gone);
        }
    }

    #[test]
    fn nobody_begins_in_an_unknown_country_or_with_an_unknown_service() {
        let mut folder = TestFolder::empty();
        let begin = |service| Command::Begin { person: None, service };
        assert_eq!(folder.refused(&[("country", "XX")], |context| perform(context, begin("linkedin"))), "country");
        assert_eq!(folder.refused(&[("country", "XX")], |context| perform(context, Command::Help)), "country");
        let gone = NoChange::gone(&home::paths::Route::Start);
        assert_eq!(folder.unchanged(&[], |context| perform(context, begin("unknown"))), gone);
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
        folder.done(&[], |context| perform(context, Command::Begin { person: None, service: "linkedin" }));
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
