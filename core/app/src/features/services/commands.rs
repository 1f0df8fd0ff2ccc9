//! What a person says about their accounts.

use widerspruch_domain::journal::{Act, Membership};

use super::paths::{self, Command};
use crate::features::addresses::AccountAddress;
use crate::features::home;
use crate::kit::{Context, Error, Handled, NoChange};
use crate::model::account_id;
use crate::words::w;

/// Performs a command of this feature.
pub(crate) fn perform(context: &mut Context<'_>, command: Command<'_>) -> Handled {
    match command {
        Command::AddAccount { person, service, number } => add_account(context, person, service, number),
        Command::NameAccount(account) => name_account(context, account),
        Command::ChooseMembership { account, membership } => choose_membership(context, account, membership),
        Command::ChooseLanguage { account, language } => choose_language(context, account, language),
    }
}

fn add_account(context: &mut Context<'_>, person: &str, service: &str, number: u32) -> Handled {
    let snapshot = context.snapshot();
    let known = snapshot.person(person).filter(|_| snapshot.wording.catalogue.service(service).is_some());
    let known = known.ok_or_else(|| NoChange::gone(&home::paths::Route::Start))?;
    let account = account_id(service, number);
    if known.state.accounts.contains(&account) {
        return Err(NoChange::already(w::NOTICE_ALREADY).into());
    }
    let act = Act::AccountAdded { account, service: service.to_owned(), membership: Membership::Member };
    context.write(person, vec![act], w::NOTICE_ACCOUNT_ADDED, None)
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
    let language = language.or(context.input(&paths::LANGUAGE)).unwrap_or_default().to_owned();
    if !known.facts.languages.iter().any(|known| **known == *language) {
        return Err(Error::BadInput(paths::LANGUAGE.name, w::ERROR_CHOICE).into());
    }
    if known.state.language.as_deref() == Some(&*language) {
        return Err(NoChange::already(w::NOTICE_ALREADY).into());
    }
    let act = Act::ServiceLanguageChosen { account: address.account.to_owned(), language };
    context.write(address.person, vec![act], w::NOTICE_SAVED, None)
}
