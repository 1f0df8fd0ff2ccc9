//! The commands about accounts.

use widerspruch_domain::journal::{Act, Membership, format_account_id};

use super::paths::{self, Command};
use crate::features::home;
use crate::grammar::addresses::AccountAddress;
use crate::kit::{Context, Error, Handled, NoChange, first_account};
use crate::words::w;

/// Performs a command of this feature.
pub(crate) fn perform(context: &mut Context<'_>, command: Command<'_>) -> Handled {
    match command {
        Command::AddAccount { person, service, number } => add_account(context, person, service, number),
        Command::Use { person, service, used } => use_service(context, person, service, used),
        Command::NameAccount(account) => name_account(context, account),
        Command::ChooseMembership { account, membership } => choose_membership(context, account, membership),
        Command::ChooseLanguage { account, language } => choose_language(context, account, language),
    }
}

fn add_account(context: &mut Context<'_>, person: &str, service: &str, number: u32) -> Handled {
    let snapshot = context.snapshot();
    let known = snapshot.person(person).filter(|_| snapshot.wording.catalogue.service(service).is_some());
    let known = known.ok_or_else(|| NoChange::gone(&home::paths::Route::Start))?;
    let account = format_account_id(service, number);
    if known.state.accounts.contains_key(&account) {
        return Err(NoChange::already(w::NOTICE_ALREADY).into());
    }
    let act = Act::AccountAdded { account, service: service.to_owned(), membership: Membership::Member };
    context.write(person, vec![act], w::NOTICE_ACCOUNT_ADDED, None)
}

/// Takes a service into the list of a person, or puts all accounts there away.
fn use_service(context: &mut Context<'_>, person: &str, service: &str, used: bool) -> Handled {
    let snapshot = context.snapshot();
    let facts = snapshot.wording.catalogue.facts.service(service);
    let known = snapshot.person(person).zip(facts);
    let (known, facts) = known.ok_or_else(|| NoChange::gone(&home::paths::Route::Start))?;
    let there = snapshot.all_accounts(known).into_iter().filter(|account| account.facts.id == facts.id);
    let there: Vec<_> = there.collect();
    let changed = there.iter().filter(|account| account.state.put_away == used);
    let mut acts: Vec<Act> =
        changed.map(|account| Act::AccountChosen { account: account.id.to_owned(), chosen: used }).collect();
    if there.is_empty() && used {
        acts.push(first_account(facts));
    }
    if acts.is_empty() {
        return Err(NoChange::already(w::NOTICE_ALREADY).into());
    }
    context.write(person, acts, if used { w::NOTICE_USED } else { w::NOTICE_PUT_AWAY }, None)
}

fn name_account(context: &mut Context<'_>, address: AccountAddress<'_>) -> Handled {
    let name = context.text(&paths::NAME)?;
    if context.account(address)?.state.name == name {
        return Err(NoChange::already(w::NOTICE_ALREADY).into());
    }
    let act = Act::AccountNamed { account: address.account.to_owned(), name };
    context.write(address.person, vec![act], w::NOTICE_SAVED, None)
}

fn choose_membership(context: &mut Context<'_>, address: AccountAddress<'_>, membership: Membership) -> Handled {
    let known = context.account(address)?;
    if known.state.membership == membership {
        return Err(NoChange::already(w::NOTICE_ALREADY).into());
    }
    let service = known.facts.id.to_string();
    let act = Act::AccountAdded { account: address.account.to_owned(), service, membership };
    context.write(address.person, vec![act], w::NOTICE_SAVED, None)
}

fn choose_language(context: &mut Context<'_>, address: AccountAddress<'_>, language: Option<&str>) -> Handled {
    let known = context.account(address)?;
    let language = language.or_else(|| context.input(&paths::LANGUAGE)).unwrap_or_default().to_owned();
    if !known.facts.languages().contains(&language.as_str()) {
        return Err(Error::BadInput(paths::LANGUAGE.name, w::ERROR_CHOICE).into());
    }
    if known.state.language.as_deref() == Some(&*language) {
        return Err(NoChange::already(w::NOTICE_ALREADY).into());
    }
    let act = Act::ServiceLanguageChosen { account: address.account.to_owned(), language };
    context.write(address.person, vec![act], w::NOTICE_SAVED, None)
}

#[cfg(test)]
mod tests {
    use widerspruch_domain::journal::Answer;

    use super::*;
    use crate::features::{guide, persons};
    use crate::grammar::addresses::GuideAddress;
    use crate::kit::testing::TestFolder;

    const LINKEDIN: AccountAddress<'static> = AccountAddress { person: "p1", account: "linkedin" };

    fn begun() -> TestFolder {
        let mut folder = TestFolder::empty();
        folder.done(&[], |context| {
            persons::perform(context, persons::paths::Command::Begin { person: None, service: "linkedin" })
        });
        folder
    }

    #[test]
    fn the_same_account_is_not_added_twice() {
        let mut folder = begun();
        let add = Command::AddAccount { person: "p1", service: "linkedin", number: 2 };
        folder.done(&[], |context| perform(context, add));
        assert!(folder.snapshot().account(AccountAddress { account: "linkedin-2", ..LINKEDIN }).is_some());
        assert_eq!(folder.unchanged(&[], |context| perform(context, add)), NoChange::already(w::NOTICE_ALREADY));
    }

    #[test]
    fn a_service_that_is_put_away_keeps_its_accounts_and_what_was_noted_there() {
        let mut folder = begun();
        let add = Command::AddAccount { person: "p1", service: "linkedin", number: 2 };
        folder.done(&[], |context| perform(context, add));
        let uses = |used| Command::Use { person: "p1", service: "linkedin", used };
        let names = |folder: &TestFolder| {
            let snapshot = folder.snapshot();
            let person = snapshot.current().unwrap();
            [snapshot.accounts(person).len(), snapshot.all_accounts(person).len()]
        };
        assert_eq!(folder.unchanged(&[], |context| perform(context, uses(true))), NoChange::already(w::NOTICE_ALREADY));
        folder.done(&[], |context| perform(context, uses(false)));
        assert_eq!(names(&folder), [0, 2]);
        assert!(folder.snapshot().account(LINKEDIN).is_some(), "what was noted there can still be seen");
        assert_eq!(
            folder.unchanged(&[], |context| perform(context, uses(false))),
            NoChange::already(w::NOTICE_ALREADY)
        );
        folder.done(&[], |context| perform(context, uses(true)));
        assert_eq!(names(&folder), [2, 2]);
        let unknown = Command::Use { person: "p1", service: "unknown", used: true };
        assert_eq!(
            folder.unchanged(&[], |context| perform(context, unknown)),
            NoChange::gone(&home::paths::Route::Start)
        );
    }

    #[test]
    fn an_account_of_an_unknown_service_or_person_is_gone() {
        let mut folder = begun();
        let gone = NoChange::gone(&home::paths::Route::Start);
        for (person, service) in [("p1", "unknown"), ("p9", "linkedin")] {
            let add = Command::AddAccount { person, service, number: 1 };
            assert_eq!(folder.unchanged(&[], |context| perform(context, add)), gone);
        }
    }

    #[test]
    fn a_name_that_is_too_long_is_refused() {
        let mut folder = begun();
        let name = Command::NameAccount(LINKEDIN);
        assert_eq!(folder.refused(&[("name", &"x".repeat(61))], |context| perform(context, name)), "name");
        folder.done(&[("name", "Work")], |context| perform(context, name));
        assert_eq!(folder.snapshot().account(LINKEDIN).unwrap().name(&folder.snapshot().wording), "LinkedIn (Work)");
    }

    #[test]
    fn a_language_that_the_service_does_not_have_is_refused() {
        let mut folder = begun();
        let from_form = Command::ChooseLanguage { account: LINKEDIN, language: None };
        assert_eq!(folder.refused(&[], |context| perform(context, from_form)), "language");
        let unknown = Command::ChooseLanguage { account: LINKEDIN, language: Some("xx") };
        assert_eq!(folder.refused(&[], |context| perform(context, unknown)), "language");
        folder.done(&[("language", "de")], |context| perform(context, from_form));
        assert_eq!(folder.snapshot().account(LINKEDIN).unwrap().language, "de");
        let named = Command::ChooseLanguage { account: LINKEDIN, language: Some("de") };
        assert_eq!(folder.unchanged(&[], |context| perform(context, named)), NoChange::already(w::NOTICE_ALREADY));
    }

    #[test]
    fn no_membership_keeps_the_account_and_its_service() {
        let mut folder = begun();
        let none = Command::ChooseMembership { account: LINKEDIN, membership: Membership::None };
        folder.done(&[], |context| perform(context, none));
        let account = folder.snapshot().account(LINKEDIN).unwrap();
        assert_eq!((account.state.membership, account.state.service.as_str()), (Membership::None, "linkedin"));
        assert_eq!(folder.unchanged(&[], |context| perform(context, none)), NoChange::already(w::NOTICE_ALREADY));
    }

    #[test]
    fn the_same_name_twice_writes_one_entry() {
        let mut folder = begun();
        let name = Command::NameAccount(LINKEDIN);
        for typed in ["Work", ""] {
            folder.done(&[("name", typed)], |context| perform(context, name));
            let texts = folder.unchanged_texts(&[("name", typed)], |context| perform(context, name));
            assert_eq!(texts, ("That had been noted already.".to_owned(), String::new()));
        }
    }

    #[test]
    fn a_language_in_the_command_is_not_overwritten_by_the_form() {
        let mut folder = begun();
        let named = Command::ChooseLanguage { account: LINKEDIN, language: Some("de") };
        folder.done(&[("language", "en")], |context| perform(context, named));
        assert_eq!(folder.snapshot().account(LINKEDIN).unwrap().language, "de");
    }

    #[test]
    fn the_name_language_or_membership_of_an_unknown_account_is_gone() {
        let mut folder = begun();
        let account = AccountAddress { account: "linkedin-7", ..LINKEDIN };
        for command in [
            Command::NameAccount(account),
            Command::ChooseLanguage { account, language: Some("de") },
            Command::ChooseMembership { account, membership: Membership::None },
        ] {
            assert_eq!(folder.unchanged_texts(&[], |context| perform(context, command)).1, "/", "{command:?}");
        }
    }

    #[test]
    fn the_first_answer_at_a_service_that_was_only_looked_at_chooses_it_in_the_same_entry() {
        let mut folder = begun();
        folder.know_cards();
        let chatgpt = AccountAddress { account: "chatgpt", ..LINKEDIN };
        let chosen = |folder: &TestFolder| folder.snapshot().account(chatgpt).unwrap().is_chosen();
        assert!(
            !chosen(&folder) && folder.snapshot().account(AccountAddress { account: "qwen", ..LINKEDIN }).is_none()
        );
        let guide = GuideAddress { person: "p1", account: "chatgpt", guide: "ai-training" };
        let answer = guide::paths::Command::Answer { guide, answer: Answer::Done };
        let entries = folder.snapshot().current().unwrap().state.entries;
        folder.done(&[], |context| guide::perform(context, answer));
        let state = &folder.snapshot().current().unwrap().state;
        assert!(chosen(&folder) && state.entries == entries + 1);
        assert_eq!(state.accounts.get("chatgpt").unwrap().guide("ai-training").answer, Answer::Done);
    }
}
