//! From text to feature: routes to screens, commands to handlers, and the bar of tabs.

use std::fmt;

use widerspruch_domain::journal::Via;

use crate::boundary::{FormValues, Icon, Moment, Outcome, Row, Screen, ScreenSection, ScreenTab, SectionKind, Tone};
use crate::features::settings::paths::Setting;
use crate::features::{about, guide, home, persons, records, reminders, requests, services, settings};
use crate::grammar::addresses::split_via;
use crate::grammar::fields::Field;
use crate::kit::{Context, Error, Handled, Performed, ScreenBuilder, Session, Stopped, Target, go, keep_days, t};
use crate::model::{Person, Snapshot, listed_inputs};
use crate::plan::planned_occurrences;
use crate::words::{Word, w};

/// Returns the screen behind a route. A route whose object is gone is a screen that says so.
///
/// # Errors
/// [`Error::UnknownRoute`] for a text that no feature's grammar has.
pub(crate) fn screen(snapshot: &Snapshot<'_>, route: &str) -> Result<Screen, Error> {
    let parsed = Route::parse(route).ok_or(Error::UnknownRoute)?;
    let found = match (parsed, snapshot.current()) {
        (Route::Home(home::paths::Route::Start), None) => Some(persons::first_screen(snapshot)),
        (Route::Persons(route), None) => persons::beginning_screen(snapshot, route),
        // Nobody has begun: what the app says about itself is there, and nothing else yet.
        (Route::About(_), None) => parsed.screen(snapshot),
        (_, None) => None,
        _ => parsed.screen(snapshot),
    };
    let mut screen = found.unwrap_or_else(|| gone(snapshot));
    route.clone_into(&mut screen.route);
    screen.tabs = tabs(snapshot, parsed);
    let person = person_of(snapshot, route);
    if let Some(person) = person.filter(|person| person.state.helped) {
        screen.sections.insert(0, about_section(snapshot, person));
    }
    let asked_here = matches!(parsed, Route::Home(home::paths::Route::Start | home::paths::Route::Home { .. }));
    if let Some(person) = person.filter(|person| person.is_place_lost() && !asked_here) {
        screen.sections.insert(0, lost_section(snapshot, person));
    }
    Ok(screen)
}

/// Returns the person whose screen a route names.
fn person_of<'a>(snapshot: &'a Snapshot<'_>, route: &str) -> Option<Person<'a>> {
    match route.strip_prefix('/')?.split('/').next()? {
        "" => snapshot.current(),
        id => snapshot.person(id),
    }
}

/// Names a person who is helped: every text of the screen speaks to whoever holds the phone.
fn about_section(snapshot: &Snapshot<'_>, person: Person<'_>) -> ScreenSection {
    let wording = &snapshot.wording;
    let text = match person.state.name.as_str() {
        "" => wording.t(w::PERSON_ABOUT_UNNAMED).to_owned(),
        name => wording.f(w::PERSON_ABOUT, &[("name", &name)]),
    };
    let detail = Some(wording.t(w::PERSON_DATA).to_owned());
    let row = Row::Status { tone: Tone::Neutral, icon: Icon::Person, text, detail };
    ScreenSection { kind: SectionKind::Rows, header: None, footer: None, rows: vec![row] }
}

/// Says on every other screen of a person that it is not known any more where they live, and leads to the question.
fn lost_section(snapshot: &Snapshot<'_>, person: Person<'_>) -> ScreenSection {
    let wording = &snapshot.wording;
    let row = Row::Callout {
        tone: Tone::Warning,
        icon: Icon::Question,
        title: None,
        text: wording.t(w::LOST_COUNTRY).to_owned(),
        more: Some(wording.t(w::GONE_HOME).to_owned()),
        action: Some(go(&home::paths::Route::Home { person: person.id })),
    };
    ScreenSection { kind: SectionKind::Rows, header: None, footer: None, rows: vec![row] }
}

/// Applies a command, and lets the reminders that waited keep their days.
///
/// # Errors
/// [`Error::UnknownCommand`] for a text that no feature's grammar has; any other error of its handler.
pub(crate) fn perform(
    session: &mut Session,
    command: &str,
    form: &FormValues,
    now: Moment,
) -> Result<Performed, Error> {
    let (via, text) = split_via(command);
    let command = Command::parse(text).ok_or(Error::UnknownCommand)?;
    refuse_impossible_values(command.fields(), form)?;
    session.sweep(now);
    let before = planned_occurrences(&session.at(now));
    let fields = Some(command.fields());
    let handled = command.perform(&mut Context { session, form, now, via, fields });
    let performed = performed(session, handled)?;
    if performed.outcome.plan_changed {
        keep_days(session, &before, now);
    }
    Ok(performed)
}

/// Puts the end of a handler into words.
fn performed(session: &Session, handled: Handled) -> Result<Performed, Error> {
    match handled {
        Ok(outcome) => Ok(Performed { outcome, unchanged: None }),
        Err(Stopped::NoChange(no_change)) => Ok(no_change.performed(&session.catalogue)),
        Err(Stopped::Error(error)) => Err(error),
    }
}

/// Refuses a value that is none of those that an input may hold. A form may lack an input, or hold one that the command
/// does not read: a phone that was restored sends what its screen had before.
fn refuse_impossible_values(fields: &[Field], form: &FormValues) -> Result<(), Error> {
    for field in fields {
        let (sent, possible) = (form.get(field.name), field.possible_values());
        if sent.zip(possible).is_some_and(|(sent, possible)| !possible.contains(&sent.as_str())) {
            return Err(Error::BadInput(field.name, w::ERROR_CHOICE));
        }
    }
    Ok(())
}

/// Returns the calendar file, for a caller that writes it where it belongs.
pub(crate) fn calendar(session: &Session, now: Moment) -> Result<(Performed, String), Error> {
    let (outcome, text) = match reminders::calendar_text(&session.at(now)) {
        Ok(text) => (Ok(Outcome::default()), text),
        Err(nothing) => (Err(nothing.into()), String::new()),
    };
    Ok((performed(session, outcome)?, text))
}

/// Writes the page with all records of a person to a file, and returns the name that suits it.
pub(crate) fn export(
    session: &mut Session,
    person: &str,
    form: &FormValues,
    to: &mut dyn std::io::Write,
    now: Moment,
) -> Result<(Performed, String), Error> {
    let fields = records::paths::Command::Export { person }.fields();
    refuse_impossible_values(fields, form)?;
    let context = Context { session, form, now, via: Via::App, fields: Some(fields) };
    let (handled, name) = match records::write_records(&context, person, to) {
        Ok(name) => (Ok(Outcome::default()), name),
        Err(stopped) => (Err(stopped), String::new()),
    };
    Ok((performed(session, handled)?, name))
}

/// Returns the inputs that a command reads.
///
/// # Errors
/// [`Error::UnknownCommand`] for a text that no feature's grammar has.
pub(crate) fn fields(command: &str) -> Result<&'static [Field], Error> {
    let (_, text) = split_via(command);
    Ok(Command::parse(text).ok_or(Error::UnknownCommand)?.fields())
}

/// Returns the values that an input of a command may hold, for whoever cannot see them on a screen; none where they are
/// without number.
pub(crate) fn possible_values(snapshot: &Snapshot<'_>, command: &str, field: &Field) -> Vec<String> {
    let (_, text) = split_via(command);
    let texts = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    let named = |setting: Setting| setting.name() == field.name;
    match (field.possible_values(), Command::parse(text)) {
        // It can be switched off where it was chosen, and on by nobody.
        (_, Some(Command::Requests(_))) if field.name == requests::paths::RETIRED_BLOCK => texts(&["false"]),
        (Some(possible), _) => texts(possible),
        (None, Some(Command::Services(services::paths::Command::ChooseLanguage { account, .. }))) => {
            let languages = snapshot.account(account).map(|known| known.facts.languages()).unwrap_or_default();
            texts(&languages)
        }
        (None, Some(Command::Persons(_))) if field.name == persons::paths::COUNTRY.name => {
            snapshot.wording.catalogue.facts.regions.countries.keys().map(ToString::to_string).collect()
        }
        _ => texts(&Setting::ALL.into_iter().find(|setting| named(*setting)).map(listed_inputs).unwrap_or_default()),
    }
}

/// Makes the sums of all features from one line each: their routes and commands with the parsers, the screens, the
/// handlers and the tab to which a screen belongs. A text belongs to the first feature that parses it.
macro_rules! features {
    ($($name:ident($route:ty, $command:ty) = $screen:path, $perform:path, $tab:path;)+) => {
        /// A route, by feature.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        enum Route<'a> {
            $($name($route),)+
        }

        /// A command, by feature.
        #[derive(Debug, Clone, PartialEq, Eq)]
        enum Command<'a> {
            $($name($command),)+
        }

        impl<'a> Route<'a> {
            fn parse(text: &'a str) -> Option<Self> {
                let parts: Vec<&str> = text.strip_prefix('/')?.split('/').collect();
                $(if let Some(route) = <$route>::parse(&parts) {
                    return Some(Self::$name(route));
                })+
                None
            }

            /// Returns its screen; `None` where its object is gone.
            fn screen(self, snapshot: &Snapshot<'_>) -> Option<Screen> {
                match self {
                    $(Self::$name(route) => $screen(snapshot, route),)+
                }
            }

            /// Returns the tab to which it belongs, by the tab's icon.
            const fn tab(self) -> Icon {
                match self {
                    $(Self::$name(_) => $tab,)+
                }
            }
        }

        impl<'a> Command<'a> {
            fn parse(text: &'a str) -> Option<Self> {
                let parts: Vec<&str> = text.split('/').collect();
                $(if let Some(command) = <$command>::parse(&parts) {
                    return Some(Self::$name(command));
                })+
                None
            }

            fn perform(self, context: &mut Context<'_>) -> Handled {
                match self {
                    $(Self::$name(command) => $perform(context, command),)+
                }
            }

            /// Returns the inputs that it reads.
            fn fields(&self) -> &'static [Field] {
                match self {
                    $(Self::$name(command) => command.fields(),)+
                }
            }
        }

        impl fmt::Display for Route<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$name(route) => route.fmt(f),)+
                }
            }
        }

        impl fmt::Display for Command<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$name(command) => command.fmt(f),)+
                }
            }
        }
    };
}

features! {
    Home(home::paths::Route<'a>, home::paths::Command) = home::screen, home::perform, Icon::Home;
    Persons(persons::paths::Route<'a>, persons::paths::Command<'a>) = persons::screen, persons::perform, Icon::Gear;
    Settings(settings::paths::Route, settings::paths::Command) = settings::screen, settings::perform, Icon::Gear;
    About(about::paths::Route<'a>, about::paths::Command) = about::screen, about::perform, Icon::Gear;
    Reminders(reminders::paths::Route<'a>, reminders::paths::Command<'a>) = reminders::screen, reminders::perform, Icon::Gear;
    Requests(requests::paths::Route<'a>, requests::paths::Command<'a>) = requests::screen, requests::perform, Icon::Home;
    Records(records::paths::Route<'a>, records::paths::Command<'a>) = records::screen, records::perform, Icon::Home;
    // Before the guides: a service's own screens have names that no guide has.
    Services(services::paths::Route<'a>, services::paths::Command<'a>) = services::screen, services::perform, Icon::Services;
    Guide(guide::paths::Route<'a>, guide::paths::Command<'a>) = guide::screen, guide::perform, Icon::Services;
}

/// Says that what a route names is gone: erased, or from another version.
fn gone(snapshot: &Snapshot<'_>) -> Screen {
    let start = home::paths::Route::Start;
    let mut page = ScreenBuilder::new(snapshot, Some(&start), t(w::GONE_TITLE));
    page.word(w::GONE_TEXT);
    page.primary(t(w::GONE_HOME), Target::Go(&start));
    page.done()
}

fn tabs(snapshot: &Snapshot<'_>, route: Route<'_>) -> Vec<ScreenTab> {
    let Some(current) = snapshot.current() else { return Vec::new() };
    let all: [(String, Word, Icon); 3] = [
        (home::paths::Route::Start.to_string(), w::TAB_HOME, Icon::Home),
        (services::paths::Route::Services { person: current.id }.to_string(), w::TAB_SERVICES, Icon::Services),
        (settings::paths::Route::Settings.to_string(), w::TAB_MORE, Icon::Gear),
    ];
    let mut tabs = Vec::with_capacity(all.len());
    for (address, word, icon) in all {
        let label = snapshot.wording.t(word).to_owned();
        tabs.push(ScreenTab { route: address, label, icon, selected: icon == route.tab() });
    }
    tabs
}

#[cfg(test)]
mod past;
#[cfg(test)]
mod planner;
#[cfg(test)]
mod storage_errors;
#[cfg(test)]
mod tests;
