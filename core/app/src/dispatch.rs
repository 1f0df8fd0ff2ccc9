//! From text to feature: routes to screens, commands to handlers, and the bar of tabs.

use crate::boundary::{FormValues, Icon, Moment, Outcome, Screen, ScreenTab};
use crate::features::addresses::split_via;
use crate::features::fields::Field;
use crate::features::{guide, home, persons, records, reminders, requests, services, settings};
use crate::kit::{Context, Error, Handled, ScreenBuilder, Session, Stopped, Target, keep_days, t};
use crate::model::Snapshot;
use crate::plan::planned_occurrences;
use crate::words::{Word, w};

/// Returns the screen behind a route. A route whose object is gone is a screen that says so.
///
/// # Errors
/// [`Error::UnknownRoute`] for a text that no feature's grammar has.
pub(crate) fn screen(snapshot: &Snapshot<'_>, route: &str) -> Result<Screen, Error> {
    let parsed = Route::parse(route).ok_or(Error::UnknownRoute)?;
    let found = match (parsed, snapshot.current()) {
        (Route::Home(home::paths::Route::Start), None) => Some(persons::welcome(snapshot)),
        // Nobody has begun: nothing is there yet.
        (_, None) => None,
        _ => parsed.screen(snapshot),
    };
    let mut screen = found.unwrap_or_else(|| gone(snapshot));
    route.clone_into(&mut screen.route);
    screen.tabs = tabs(snapshot, parsed);
    Ok(screen)
}

/// Applies a command, and lets the reminders that waited keep their days.
///
/// # Errors
/// [`Error::UnknownCommand`] for a text that no feature's grammar has; any other error of its handler.
pub(crate) fn perform(session: &mut Session, command: &str, form: &FormValues, now: Moment) -> Result<Outcome, Error> {
    let (via, text) = split_via(command);
    let command = Command::parse(text).ok_or(Error::UnknownCommand)?;
    let before = planned_occurrences(&session.at(now));
    let handled = command.perform(&mut Context { session, form, now, via });
    let outcome = match handled {
        Ok(outcome) => outcome,
        Err(Stopped::NoChange(no_change)) => no_change.outcome(&session.catalogue),
        Err(Stopped::Error(error)) => return Err(error),
    };
    if outcome.plan_changed {
        keep_days(session, &before, now);
    }
    Ok(outcome)
}

/// Returns the inputs that a command reads.
///
/// # Errors
/// [`Error::UnknownCommand`] for a text that no feature's grammar has.
pub(crate) fn fields(command: &str) -> Result<&'static [Field], Error> {
    let (_, text) = split_via(command);
    Ok(Command::parse(text).ok_or(Error::UnknownCommand)?.fields())
}

/// A route, by feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Route<'a> {
    Home(home::paths::Route<'a>),
    Guide(guide::paths::Route<'a>),
    Requests(requests::paths::Route<'a>),
    Records(records::paths::Route<'a>),
    Reminders(reminders::paths::Route),
    Services(services::paths::Route<'a>),
    Persons(persons::paths::Route<'a>),
    Settings(settings::paths::Route),
}

impl<'a> Route<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let parts: Vec<&str> = text.strip_prefix('/')?.split('/').collect();
        let parts = parts.as_slice();
        None.or_else(|| home::paths::Route::parse(parts).map(Self::Home))
            .or_else(|| reminders::paths::Route::parse(parts).map(Self::Reminders))
            .or_else(|| settings::paths::Route::parse(parts).map(Self::Settings))
            .or_else(|| persons::paths::Route::parse(parts).map(Self::Persons))
            .or_else(|| requests::paths::Route::parse(parts).map(Self::Requests))
            .or_else(|| records::paths::Route::parse(parts).map(Self::Records))
            // Before the guides: a service's own screens have names that no guide has.
            .or_else(|| services::paths::Route::parse(parts).map(Self::Services))
            .or_else(|| guide::paths::Route::parse(parts).map(Self::Guide))
    }

    /// Returns its screen; `None` where its object is gone.
    fn screen(self, snapshot: &Snapshot<'_>) -> Option<Screen> {
        match self {
            Self::Home(route) => home::screen(snapshot, route),
            Self::Guide(route) => guide::screen(snapshot, route),
            Self::Requests(route) => requests::screen(snapshot, route),
            Self::Records(route) => records::screen(snapshot, route),
            Self::Reminders(route) => Some(reminders::screen(snapshot, route)),
            Self::Services(route) => services::screen(snapshot, route),
            Self::Persons(route) => persons::screen(snapshot, route),
            Self::Settings(route) => settings::screen(snapshot, route),
        }
    }

    /// Returns the tab to which it belongs, by the tab's icon.
    const fn tab(self) -> Icon {
        match self {
            Self::Home(_) | Self::Requests(_) | Self::Records(_) => Icon::Home,
            Self::Guide(_) | Self::Services(_) => Icon::Services,
            Self::Reminders(_) => Icon::Bell,
            Self::Persons(_) | Self::Settings(_) => Icon::Gear,
        }
    }
}

/// A command, by feature.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Command<'a> {
    Home(home::paths::Command),
    Guide(guide::paths::Command<'a>),
    Requests(requests::paths::Command<'a>),
    Records(records::paths::Command<'a>),
    Reminders(reminders::paths::Command<'a>),
    Services(services::paths::Command<'a>),
    Persons(persons::paths::Command<'a>),
    Settings(settings::paths::Command),
}

impl<'a> Command<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let parts: Vec<&str> = text.split('/').collect();
        let parts = parts.as_slice();
        None.or_else(|| home::paths::Command::parse(parts).map(Self::Home))
            .or_else(|| persons::paths::Command::parse(parts).map(Self::Persons))
            .or_else(|| services::paths::Command::parse(parts).map(Self::Services))
            .or_else(|| guide::paths::Command::parse(parts).map(Self::Guide))
            .or_else(|| requests::paths::Command::parse(parts).map(Self::Requests))
            .or_else(|| records::paths::Command::parse(parts).map(Self::Records))
            .or_else(|| reminders::paths::Command::parse(parts).map(Self::Reminders))
            .or_else(|| settings::paths::Command::parse(parts).map(Self::Settings))
    }

    fn perform(self, context: &mut Context<'_>) -> Handled {
        match self {
            Self::Home(command) => home::perform(context, command),
            Self::Guide(command) => guide::perform(context, command),
            Self::Requests(command) => requests::perform(context, command),
            Self::Records(command) => records::perform(context, command),
            Self::Reminders(command) => reminders::perform(context, command),
            Self::Services(command) => services::perform(context, command),
            Self::Persons(command) => persons::perform(context, command),
            Self::Settings(command) => settings::perform(context, command),
        }
    }

    fn fields(&self) -> &'static [Field] {
        match self {
            Self::Home(command) => command.fields(),
            Self::Guide(command) => command.fields(),
            Self::Requests(command) => command.fields(),
            Self::Records(command) => command.fields(),
            Self::Reminders(command) => command.fields(),
            Self::Services(command) => command.fields(),
            Self::Persons(command) => command.fields(),
            Self::Settings(command) => command.fields(),
        }
    }
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
    let all: [(String, Word, Icon); 4] = [
        (home::paths::Route::Start.to_string(), w::TAB_HOME, Icon::Home),
        (services::paths::Route::Services { person: current.id }.to_string(), w::TAB_SERVICES, Icon::Services),
        (reminders::paths::Route::Reminders.to_string(), w::TAB_REMINDERS, Icon::Bell),
        (settings::paths::Route::Settings.to_string(), w::TAB_SETTINGS, Icon::Gear),
    ];
    let mut tabs = Vec::with_capacity(all.len());
    for (address, word, icon) in all {
        let label = snapshot.wording.t(word).to_owned();
        tabs.push(ScreenTab { route: address, label, icon, selected: icon == route.tab() });
    }
    tabs
}
