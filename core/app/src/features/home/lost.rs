//! What damage took away and the app needs: it is asked again, and nothing stands in for it.

use crate::boundary::Tone;
use crate::features::persons::paths::{COUNTRY, Command, NAME, REQUIRED_FOR};
use crate::features::services::paths::Command as ServicesCommand;
use crate::features::settings::paths::{Command as SettingsCommand, Setting};
use crate::kit::{ScreenBuilder, country_input, fill, option, t};
use crate::model::{Person, preset};
use crate::words::w;

/// Asks a person for what was lost. Returns whether anything has to be answered before there can be a next step.
pub(super) fn ask_again(page: &mut ScreenBuilder<'_>, person: Person<'_>) -> bool {
    ask_for_language(page);
    let (place, list) = (person.is_place_lost(), person.state.accounts.is_empty());
    let whose = !person.state.is_owner_known;
    if whose {
        let wording = page.wording();
        page.section();
        page.callout(Tone::Warning, t(w::LOST_WHOSE));
        let options = vec![
            option("", wording.t(w::LOST_UNANSWERED)),
            option("me", wording.t(w::WELCOME_ME)),
            option("other", wording.t(w::WELCOME_OTHER)),
        ];
        let say = Command::SayWhose { person: person.id };
        page.choice(&REQUIRED_FOR, t(w::WELCOME_FOR), "", options, Some(&say));
    }
    if place {
        page.section();
        page.callout(Tone::Warning, t(w::LOST_COUNTRY));
        let choose = Command::ChooseCountry { person: person.id };
        country_input(page, &COUNTRY, w::WELCOME_WHERE, person.country, Some(&choose));
        if person.state.name.is_empty() {
            page.text_field(&NAME, w::PERSON_NAME, w::PERSON_NAME_HINT, "");
            page.button(t(w::PERSON_SAVE), &Command::Rename { person: person.id });
        }
    }
    if list && (place || page.snapshot.store.has_new_damage()) {
        page.section();
        page.callout(Tone::Warning, t(w::LOST_LIST));
        for (service, facts) in page.wording().catalogue.facts.services.iter() {
            let add = ServicesCommand::AddAccount { person: person.id, service, number: 1 };
            page.button(fill(w::LOST_BEGIN_AGAIN, &[("service", &facts.name)]), &add);
        }
    }
    place || whose
}

/// Asks for the language where the choices for the app as a whole were damaged and none is known.
fn ask_for_language(page: &mut ScreenBuilder<'_>) {
    let (snapshot, wording) = (page.snapshot, page.wording());
    let system = preset(Setting::Language);
    if snapshot.setting(Setting::Language) != system || !snapshot.store.has_new_damage_in_settings() {
        return;
    }
    page.section();
    page.callout(Tone::Warning, t(w::LOST_LANGUAGE));
    let mut languages = vec![option(system, wording.t(w::SETTINGS_SYSTEM))];
    languages.extend(wording.catalogue.offered_languages().map(|language| option(language.code, language.name)));
    let choose = SettingsCommand::Choose(Setting::Language);
    page.choice(&Setting::Language.field(), t(w::SETTINGS_LANGUAGE), system, languages, Some(&choose));
}
