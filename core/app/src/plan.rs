//! From the planner's occurrences to finished notifications.

use chrono::{Datelike, NaiveDateTime, Timelike};
use widerspruch_domain::catalogue::GuideKind;
use widerspruch_domain::checklist::subjects;
use widerspruch_domain::civil::add_days;
use widerspruch_domain::journal::Nudging;
use widerspruch_domain::reminders::{Category, Occurrence, Plan, Subject, plan as lay_out};

use crate::boundary::{CivilTime, Moment, Reminder, ReminderAction, ReminderCategory, ReminderPlan, ReminderTarget};
use crate::content::{Word, w};
use crate::core::{Guide, Seen};
use crate::view::{capital, local};

/// Most reminders handed to the system; iOS keeps 64.
const LIMIT: usize = 50;

/// "Later" on a notification: as many days until the next one.
const LATER_DAYS: u64 = 3;

/// How long after its time a test reminder still counts as due.
const TEST_WINDOW_SECONDS: i64 = 3600;

/// All that the persons want to be reminded of.
pub(crate) fn wanted(seen: &Seen<'_>) -> Vec<Subject> {
    let accounts = seen.persons().flat_map(|person| seen.accounts(person));
    accounts.flat_map(|a| subjects(a.facts, a.state, a.person.region, &format!("{}/{}", a.person.id, a.id))).collect()
}

/// The occurrences as laid out on the calendar; none where reminders are not wanted.
pub(crate) fn occurrences(seen: &Seen<'_>) -> Plan {
    if seen.setting("reminders") != "true" {
        return Plan::default();
    }
    lay_out(&wanted(seen), &seen.preferences(), seen.view.now, LIMIT)
}

/// The plan as finished notifications.
pub(crate) fn plan(seen: &Seen<'_>) -> ReminderPlan {
    let laid_out = occurrences(seen);
    let mut upcoming: Vec<Reminder> = laid_out.upcoming.iter().filter_map(|o| reminder(seen, o)).collect();
    let mut due = due(seen, &laid_out.due);
    if let Some(test_at) = seen.store.device.test_at {
        let at = Moment { unix_seconds: test_at, ..seen.moment };
        let late = seen.moment.unix_seconds - test_at;
        let shown = seen.store.device.shown.contains_key(&format!("test/{test_at}"));
        if late < 0 {
            upcoming.insert(0, test(seen, test_at, at));
            upcoming.truncate(LIMIT);
        } else if late < TEST_WINDOW_SECONDS && !shown && due.is_none() {
            due = Some(test(seen, test_at, at));
        }
    }
    ReminderPlan { due, upcoming, categories: categories(seen) }
}

/// All that is due as one: itself, or a sentence that says how many things wait.
fn due(seen: &Seen<'_>, due: &[Occurrence]) -> Option<Reminder> {
    let newest = due.last()?;
    let single = reminder(seen, newest)?;
    if due.len() == 1 {
        return Some(single);
    }
    let title = seen.view.t(w::REMINDER_MERGED_TITLE);
    let body = seen.view.f(w::REMINDER_MERGED, &[("count", &due.len())]);
    Some(finish(seen, Draft { id: newest.id.clone(), at: newest.at, title, body, route: "/".into(), set: Set::Plain }))
}

fn reminder(seen: &Seen<'_>, o: &Occurrence) -> Option<Reminder> {
    let view = &seen.view;
    if o.category == Category::OpenApp {
        let (title, body) = (view.t(w::APP_NAME), view.t(w::REMINDER_OPEN_APP));
        return Some(finish(
            seen,
            Draft { id: o.id.clone(), at: o.at, title, body, route: "/".into(), set: Set::Plain },
        ));
    }
    let mut names = o.subject.split('/');
    let guide = seen.guide_at(names.next()?, names.next()?, names.next()?)?;
    let language = view.content.language;
    let person = guide.account.person;
    let title = if seen.store.persons.len() > 1 {
        format!("{} · {}", guide.account.name(), person.name(view))
    } else {
        guide.account.name()
    };
    let months = guide.state.recheck_months.or(guide.facts.recheck_months).unwrap_or(0);
    let (body, set) = match o.category {
        Category::Check => {
            let text = guide.with_off(&guide.words.check, language).replace("{months}", &view.months(months));
            (capital(&text), Set::Check)
        }
        Category::Question => (view.f(w::REMINDER_QUESTION, &[("name", &guide.words.name)]), Set::Question),
        _ if guide.facts.kind == GuideKind::Switch => (guide.words.nudge.clone(), Set::Switch),
        _ => (guide.words.nudge.clone(), Set::Look),
    };
    let mut done = finish(seen, Draft { id: o.id.clone(), at: o.at, title, body, route: guide.route(), set });
    done.actions = set
        .actions(&guide, o)
        .into_iter()
        .zip(set.labels())
        .map(|(target, word)| ReminderAction { label: view.t(*word), target })
        .collect();
    Some(printed(seen, done))
}

fn test(seen: &Seen<'_>, test_at: i64, at: Moment) -> Reminder {
    let view = &seen.view;
    let (title, body) = (view.t(w::REMINDER_TEST_TITLE), view.t(w::REMINDER_TEST));
    let route = "/reminders/reliability".to_owned();
    finish(seen, Draft { id: format!("test/{test_at}"), at: local(at), title, body, route, set: Set::Plain })
}

struct Draft {
    id: String,
    at: NaiveDateTime,
    title: String,
    body: String,
    route: String,
    set: Set,
}

/// The closed sets of buttons. Ids and order are durable: iOS registers them at launch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Set {
    Switch,
    Look,
    Question,
    Check,
    Plain,
}

impl Set {
    const ALL: [Self; 5] = [Self::Switch, Self::Look, Self::Question, Self::Check, Self::Plain];

    const fn id(self) -> &'static str {
        match self {
            Self::Switch => "nudge-switch",
            Self::Look => "nudge-look",
            Self::Question => "question",
            Self::Check => "check",
            Self::Plain => "plain",
        }
    }

    const fn labels(self) -> &'static [Word] {
        match self {
            Self::Switch => &[w::REMINDER_LATER, w::REMINDER_OFF],
            Self::Look => &[w::REMINDER_LATER, w::REMINDER_LOOK],
            Self::Question => &[w::REMINDER_MONTHLY, w::REMINDER_STOP],
            Self::Check => &[w::REMINDER_LOOK_AGAIN, w::REMINDER_OFF],
            Self::Plain => &[],
        }
    }

    fn actions(self, guide: &Guide<'_>, o: &Occurrence) -> Vec<ReminderTarget> {
        let key = guide.key();
        let account = format!("{}/{}", guide.account.person.id, guide.account.id);
        let command = |command: String| ReminderTarget::Command { command };
        let later = || command(format!("notification/later/{key}/{}", add_days(o.at.date(), LATER_DAYS)));
        let look = || ReminderTarget::Route { route: guide.route() };
        let nudging = |how| command(format!("notification/nudging/{account}/{how}"));
        match self {
            Self::Switch => vec![later(), command(format!("notification/confirm/{key}"))],
            Self::Look => vec![later(), look()],
            Self::Question => vec![nudging(name(Nudging::Monthly)), nudging(name(Nudging::Stopped))],
            Self::Check => vec![look(), command(format!("notification/checked/{key}/{}/off", o.planned))],
            Self::Plain => Vec::new(),
        }
    }
}

/// The word of a command for a way of nudging.
pub(crate) const fn name(nudging: Nudging) -> &'static str {
    match nudging {
        Nudging::Series => "series",
        Nudging::Monthly => "monthly",
        Nudging::Stopped => "stopped",
    }
}

fn categories(seen: &Seen<'_>) -> Vec<ReminderCategory> {
    let make = |set: &Set| ReminderCategory {
        id: set.id().to_owned(),
        labels: set.labels().iter().map(|word| seen.view.t(*word)).collect(),
        public_text: seen.view.t(w::REMINDER_PUBLIC),
    };
    Set::ALL.iter().map(make).collect()
}

fn finish(seen: &Seen<'_>, draft: Draft) -> Reminder {
    let Draft { id, at, title, body, route, set } = draft;
    let small = |n: u32| u8::try_from(n).unwrap_or(0);
    let at = CivilTime {
        year: at.year(),
        month: small(at.month()),
        day: small(at.day()),
        hour: small(at.hour()),
        minute: small(at.minute()),
    };
    let hidden = seen.setting("lock_screen") == "true";
    let public_text = if hidden { seen.view.t(w::REMINDER_PUBLIC) } else { body.clone() };
    let category = set.id().to_owned();
    let plain =
        Reminder { id, fingerprint: String::new(), at, title, body, public_text, route, category, actions: Vec::new() };
    printed(seen, plain)
}

/// Sets the fingerprint: it changes with every word, the time and the app's version.
fn printed(seen: &Seen<'_>, mut reminder: Reminder) -> Reminder {
    reminder.fingerprint.clear();
    let whole = format!("{reminder:?}{}", seen.config.app_version);
    reminder.fingerprint = format!("{:08x}", crc32fast::hash(whole.as_bytes()));
    reminder
}
