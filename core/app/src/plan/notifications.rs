//! Finished notifications: words, buttons and their targets for the planner's occurrences.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use widerspruch_domain::catalogue::GuideKind;
use widerspruch_domain::civil::{add_days, add_nameable_days};
use widerspruch_domain::journal::{Answer, Nudging, RecheckResult};
use widerspruch_domain::law::LegalRequest;
use widerspruch_domain::reminders::{Category, EARLIEST_HOUR, LATEST_HOUR, Occurrence};
use widerspruch_domain::requests::Stage;

use super::occurrences::{LIMIT, planned_occurrences, shown_at};
use crate::boundary::{CivilTime, Moment, Reminder, ReminderAction, ReminderCategory, ReminderPlan, ReminderTarget};
use crate::features::settings::paths::Setting;
use crate::features::{guide, home, reminders, requests};
use crate::grammar::addresses::{CheckAddress, Subject, notification_command};
use crate::model::{Account, Check, Guide, Snapshot, app_shows_reminders, recheck_question};
use crate::storage::checksum::checksum;
use crate::words::{Day, Value, Word, local_time, w};

/// Days that the button "Later" of a notification snoozes it.
pub(crate) const LATER_DAYS: u64 = 3;

/// Seconds until a test reminder appears.
pub(crate) const TEST_AHEAD: i64 = 120;

/// Beginning of the ids of test reminders.
const TEST: &str = "test/";

/// Seconds for which a test reminder counts as due after its time.
const TEST_WINDOW: i64 = 3600;

/// Returns the plan as finished notifications.
pub(crate) fn reminder_plan(snapshot: &Snapshot<'_>) -> ReminderPlan {
    let device = snapshot.store.device();
    let laid_out = planned_occurrences(snapshot);
    let mut upcoming: Vec<Reminder> = laid_out.upcoming.iter().filter_map(|o| reminder_of(snapshot, o)).collect();
    let mut due = merged_reminder(snapshot, &laid_out.due);
    if let Some(again) = due.as_ref().and_then(|due| next_showing(snapshot, &due.id)) {
        // On a day with another reminder, both are due together.
        let taken = laid_out.upcoming.iter().any(|o| o.at.date() == again.date());
        due = None;
        if !taken && let Some(later) = due_reminder_at(snapshot, &laid_out.due, again) {
            let place = laid_out.upcoming.partition_point(|o| o.at < again);
            upcoming.insert(place.min(upcoming.len()), later);
            upcoming.truncate(LIMIT);
        }
    }
    // A test reminder further ahead was planned while the clock was wrong.
    let believable = |test_at: &i64| *test_at <= snapshot.moment.unix_seconds.saturating_add(TEST_AHEAD);
    if let Some(test_at) = device.test_at.filter(believable) {
        let test = test_reminder(snapshot, test_at);
        let late = snapshot.moment.unix_seconds.saturating_sub(test_at);
        if late < 0 {
            upcoming.insert(0, test);
            upcoming.truncate(LIMIT);
        } else if late < TEST_WINDOW && shown_at(device, &test.id).is_none() {
            // The other due reminder stays due and follows once the test was seen.
            due = Some(test);
        }
    }
    let due_shown = due.as_ref().is_some_and(|due| shown_at(device, &due.id).is_some());
    let due_dismissed = due.as_ref().is_some_and(|due| device.is_swept(&due.id));
    ReminderPlan { due, due_shown, due_dismissed, upcoming, categories: categories(snapshot) }
}

/// Returns the id of the test reminder planned for a second since 1970.
pub(crate) fn test_reminder_id(test_at: i64) -> String {
    format!("{TEST}{test_at}")
}

/// Returns the next time at which the app may show a due reminder: not at night, and not as the second reminder of a
/// day. Returns `None` if it was shown, may be shown now, or is shown by the system.
fn next_showing(snapshot: &Snapshot<'_>, id: &str) -> Option<NaiveDateTime> {
    let device = snapshot.store.device();
    if !app_shows_reminders(snapshot.wording.platform) || shown_at(device, id).is_some() {
        return None;
    }
    let today = snapshot.wording.today();
    let on = |at: &i64| local_time(Moment { unix_seconds: *at, ..snapshot.moment }).date();
    let had_one = device.shown.iter().any(|(id, at)| !id.starts_with(TEST) && on(at) == today);
    let hour = snapshot.wording.now.hour();
    if !had_one && (EARLIEST_HOUR..=LATEST_HOUR).contains(&hour) {
        return None;
    }
    let early = !had_one && hour < EARLIEST_HOUR;
    Some(snapshot.preferences().next(if early { today } else { add_days(today, 1) }))
}

/// Returns everything that is due as one reminder to be shown at another time.
fn due_reminder_at(snapshot: &Snapshot<'_>, all: &[Occurrence], at: NaiveDateTime) -> Option<Reminder> {
    let mut all = all.to_vec();
    all.last_mut()?.at = at;
    merged_reminder(snapshot, &all)
}

/// Merges everything that is due into one reminder: the most helpful thing, with the number of the others.
fn merged_reminder(snapshot: &Snapshot<'_>, due: &[Occurrence]) -> Option<Reminder> {
    let newest = due.last()?;
    let first = |o: &&Occurrence| {
        let place = snapshot.guide_of_key(&o.subject).map(|guide| (guide.place(), o.at));
        (o.category == Category::KeepAlive, place)
    };
    let lead = due.iter().min_by_key(first)?;
    let mut reminder = reminder_of(snapshot, lead)?;
    let more = due.len() - 1;
    if more > 0 {
        let more = snapshot.wording.n(w::REMINDER_MORE, more, &[]);
        let body = snapshot.wording.join(w::JOIN_SENTENCES, [reminder.body, more]);
        // Its id is that of the newest, so that it is shown again when another thing falls due.
        let start = home::paths::Route::Start.to_string();
        let draft = Draft { id: newest.id.clone(), at: newest.at, title: reminder.title, body, route: start.clone() };
        let targets = |until| {
            let later = command_target(&reminders::paths::Command::SnoozeAll { until });
            vec![later, ReminderTarget::Route { route: start.clone() }]
        };
        reminder = finished_reminder(snapshot, draft, ButtonSet::Several, &targets);
    }
    Some(reminder)
}

/// Returns an occurrence as a notification; `None` if its subject is gone.
pub(crate) fn reminder_of(snapshot: &Snapshot<'_>, o: &Occurrence) -> Option<Reminder> {
    let wording = &snapshot.wording;
    let (id, at) = (o.id.clone(), o.at);
    if matches!(o.category, Category::OpenApp | Category::KeepAlive) {
        let word = if o.category == Category::OpenApp { w::REMINDER_OPEN_APP } else { w::REMINDER_KEEP_ALIVE };
        let (title, body) = (wording.t(w::APP_NAME).to_owned(), wording.t(word).to_owned());
        let draft = Draft { id, at, title, body, route: home::paths::Route::Start.to_string() };
        return Some(finished_reminder(snapshot, draft, ButtonSet::Plain, &|_| Vec::new()));
    }
    if let Some(request) = snapshot.request_of_key(&o.subject) {
        let due = request.status.latest();
        let complaint = request.status.law == LegalRequest::Complaint;
        // The reminder may have to wait for another day, or lie unseen.
        let today = due == Some(o.at.date().max(wording.today()));
        let word = match o.category {
            Category::Send => w::REMINDER_SEND,
            Category::Receipt => w::REMINDER_RECEIPT,
            Category::Courtesy if request.status.waits_for_person => w::REMINDER_QUESTION_OPEN,
            Category::Courtesy => match request.status.stage {
                Stage::Answered(_) => w::REMINDER_ANSWER_SHORT,
                Stage::Replied => w::REMINDER_REPLIED,
                Stage::FollowedUp | Stage::Complained => w::REMINDER_AGAIN,
                _ => w::REMINDER_COURTESY,
            },
            Category::Due if !today => w::REMINDER_DUE_ENDED,
            Category::Due if complaint => w::REMINDER_DUE_ACKNOWLEDGE,
            Category::Due => w::REMINDER_DUE,
            Category::Overdue if complaint => w::REMINDER_OVERDUE_ACKNOWLEDGE,
            Category::Overdue => w::REMINDER_OVERDUE,
            _ => w::REMINDER_COURTESY,
        };
        let date = due.map(|due| wording.full_date(due));
        let (name, service) = (request.name(wording), request.account.service());
        let values: [(&str, &dyn Value); 3] =
            [("name", &name), ("date", Day::or_nothing(&date)), ("service", &service)];
        let body = wording.f(word, &values);
        let route = requests::paths::Route::to(request.address()).to_string();
        let draft = Draft { id, at, title: titled(snapshot, request.account), body, route: route.clone() };
        let targets =
            |until| vec![later_target(request.subject(), until), ReminderTarget::Route { route: route.clone() }];
        return Some(finished_reminder(snapshot, draft, ButtonSet::Look, &targets));
    }
    if let Some(check) = snapshot.check_of_key(&o.subject) {
        return Some(check_reminder(snapshot, &check, o));
    }
    let guide = snapshot.guide_of_key(&o.subject)?;
    let title = titled(snapshot, guide.account);
    let (body, set) = match o.category {
        Category::Question => (wording.f(w::REMINDER_QUESTION, &[("name", &guide.name(wording))]), ButtonSet::Question),
        _ if guide.facts.kind == GuideKind::Switch => (guide.words.nudge.to_string(), ButtonSet::Switch),
        _ => (guide.words.nudge.to_string(), ButtonSet::Look),
    };
    let draft = Draft { id, at, title, body, route: guide::paths::Route::to(guide.address()).to_string() };
    Some(finished_reminder(snapshot, draft, set, &|until| set.targets(&guide, until)))
}

/// Returns the reminder of a check day. It can be answered in the notification where it is about one switch.
fn check_reminder(snapshot: &Snapshot<'_>, check: &Check<'_>, o: &Occurrence) -> Reminder {
    let wording = &snapshot.wording;
    let CheckAddress { person, day } = check.address;
    let route = match check.only_one() {
        Some(guide) => guide::paths::Route::to(guide.address()).to_string(),
        None => reminders::paths::Route::Check { person }.to_string(),
    };
    let look = ReminderTarget::Route { route: route.clone() };
    let single = check.only_one().filter(|guide| !matches!(guide.state.answer, Answer::NotVisible { .. }));
    let body = match check.only_one() {
        _ if o.category == Category::Question => wording.t(w::REMINDER_CHECK_QUESTION).to_owned(),
        Some(guide) => recheck_question(wording, guide, day),
        None => wording.n(w::REMINDER_CHECKS, check.open.len(), &[]),
    };
    let title = match check.only_one() {
        Some(guide) => titled(snapshot, guide.account),
        None => {
            let several = snapshot.store.persons.len() > 1;
            let person = snapshot.person(person).filter(|_| several).map(|person| person.name(wording));
            wording.join(w::JOIN_DOT, [wording.t(w::CHECK_DAY).to_owned()].into_iter().chain(person))
        }
    };
    let draft = Draft { id: o.id.clone(), at: o.at, title, body, route };
    let later = |until| command_target(&reminders::paths::Command::SnoozeCheck { check: check.address, until });
    match single.filter(|_| o.category == Category::Recheck) {
        Some(guide) => {
            let still_off =
                guide::paths::Command::Recheck { guide: guide.address(), due: day, result: RecheckResult::Off };
            let targets = || vec![look.clone(), command_target(&still_off)];
            finished_reminder(snapshot, draft, ButtonSet::Check, &|_| targets())
        }
        None => finished_reminder(snapshot, draft, ButtonSet::Checks, &|until| vec![later(until), look.clone()]),
    }
}

/// Returns the account's name, with the person's if there are several persons.
fn titled(snapshot: &Snapshot<'_>, account: Account<'_>) -> String {
    let wording = &snapshot.wording;
    let person = (snapshot.store.persons.len() > 1).then(|| account.person.name(wording));
    wording.join(
        w::JOIN_DOT,
        person.into_iter().fold(vec![account.name(wording)], |mut all, person| {
            all.push(person);
            all
        }),
    )
}

fn test_reminder(snapshot: &Snapshot<'_>, test_at: i64) -> Reminder {
    let wording = &snapshot.wording;
    let at = local_time(Moment { unix_seconds: test_at, ..snapshot.moment });
    let (title, body) = (wording.t(w::REMINDER_TEST_TITLE).to_owned(), wording.t(w::REMINDER_TEST).to_owned());
    let draft = Draft {
        id: test_reminder_id(test_at),
        at,
        title,
        body,
        route: reminders::paths::Route::Reliability.to_string(),
    };
    finished_reminder(snapshot, draft, ButtonSet::Plain, &|_| Vec::new())
}

/// The content of a reminder, without its buttons.
struct Draft {
    id: String,
    at: NaiveDateTime,
    title: String,
    body: String,
    route: String,
}

/// The closed sets of buttons. Ids and order are durable: iOS registers them at launch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ButtonSet {
    Switch,
    Look,
    Question,
    Check,
    Several,
    Plain,
    Checks,
}

impl ButtonSet {
    const ALL: [Self; 7] =
        [Self::Switch, Self::Look, Self::Question, Self::Check, Self::Several, Self::Plain, Self::Checks];

    const fn id(self) -> &'static str {
        match self {
            Self::Switch => "nudge-switch",
            Self::Look => "nudge-look",
            Self::Question => "question",
            Self::Check => "check",
            Self::Several => "several",
            Self::Plain => "plain",
            Self::Checks => "checks",
        }
    }

    const fn labels(self) -> &'static [Word] {
        match self {
            Self::Switch => &[w::REMINDER_LATER, w::REMINDER_OFF],
            Self::Look | Self::Several => &[w::REMINDER_LATER, w::REMINDER_LOOK],
            Self::Question => &[w::REMINDER_MONTHLY, w::REMINDER_STOP],
            Self::Check => &[w::REMINDER_LOOK_AGAIN, w::REMINDER_OFF],
            Self::Plain => &[],
            Self::Checks => &[w::REMINDER_LATER, w::REMINDER_LOOK_AGAIN],
        }
    }

    /// Returns for each button whether it opens a screen. The others are performed without opening the app.
    const fn opens_app(self) -> &'static [bool] {
        match self {
            Self::Switch | Self::Question => &[false, false],
            Self::Look | Self::Several | Self::Checks => &[false, true],
            Self::Check => &[true, false],
            Self::Plain => &[],
        }
    }

    /// Returns the targets of the buttons of a guide's reminder, in the order of the labels.
    fn targets(self, guide: &Guide<'_>, until: NaiveDate) -> Vec<ReminderTarget> {
        use guide::paths::Command;
        let address = guide.address();
        let later = || later_target(guide.subject(), until);
        let look = || ReminderTarget::Route { route: guide::paths::Route::to(guide.address()).to_string() };
        let nudging = |nudging| command_target(&reminders::paths::Command::ChooseNudging(nudging));
        match self {
            Self::Switch => vec![later(), command_target(&Command::Answer { guide: address, answer: Answer::Done })],
            Self::Look => vec![later(), look()],
            Self::Question => vec![nudging(Nudging::Monthly), nudging(Nudging::Stopped)],
            Self::Check | Self::Checks | Self::Several | Self::Plain => Vec::new(),
        }
    }
}

fn later_target(subject: Subject<'_>, until: NaiveDate) -> ReminderTarget {
    command_target(&reminders::paths::Command::Snooze { subject, until })
}

fn command_target(command: &dyn std::fmt::Display) -> ReminderTarget {
    ReminderTarget::Command { command: notification_command(command) }
}

fn categories(snapshot: &Snapshot<'_>) -> Vec<ReminderCategory> {
    let make = |set: &ButtonSet| ReminderCategory {
        id: set.id().to_owned(),
        labels: set.labels().iter().map(|word| snapshot.wording.t(*word).to_owned()).collect(),
        opens_app: set.opens_app().to_vec(),
        public_text: snapshot.wording.t(w::REMINDER_PUBLIC).to_owned(),
    };
    ButtonSet::ALL.iter().map(make).collect()
}

/// Finishes a reminder. `targets` makes the targets of its buttons, with the day until which "Later" snoozes it.
fn finished_reminder(
    snapshot: &Snapshot<'_>,
    draft: Draft,
    set: ButtonSet,
    targets: &dyn Fn(NaiveDate) -> Vec<ReminderTarget>,
) -> Reminder {
    let Draft { id, at, title, body, route } = draft;
    let (until, today) = (add_nameable_days(at.date(), LATER_DAYS), snapshot.wording.today());
    let small = |n: u32| u8::try_from(n).unwrap_or(0);
    let at = CivilTime {
        year: at.year(),
        month: small(at.month()),
        day: small(at.day()),
        hour: small(at.hour()),
        minute: small(at.minute()),
    };
    let public_text = if snapshot.is_on(Setting::LockScreen) {
        snapshot.wording.t(w::REMINDER_PUBLIC).to_owned()
    } else {
        body.clone()
    };
    let labels = set.labels().iter().map(|word| snapshot.wording.t(*word).to_owned());
    let actions = labels.zip(targets(until)).map(|(label, target)| ReminderAction { label, target });
    let mut actions: Vec<ReminderAction> = actions.collect();
    let category = set.id().to_owned();
    // The fingerprint changes with every word, the time, the targets of the buttons and the app's version.
    let when = format!("{}-{}-{}T{}:{}", at.year, at.month, at.day, at.hour, at.minute);
    let mut whole =
        [&when, &title, &body, &public_text, &route, &snapshot.config.app_version].map(String::as_str).join("\n");
    for action in &actions {
        let (ReminderTarget::Route { route: target } | ReminderTarget::Command { command: target }) = &action.target;
        for part in [&action.label, target] {
            whole.push('\n');
            whole.push_str(part);
        }
    }
    let fingerprint = format!("{:08x}", checksum(whole.as_bytes()));
    if until <= today {
        // What has been due for days is the same reminder still, but nothing is put off to a day that is over.
        let fresh = targets(add_nameable_days(today, LATER_DAYS));
        actions.iter_mut().zip(fresh).for_each(|(action, target)| action.target = target);
    }
    Reminder { id, fingerprint, at, title, body, public_text, route, category, actions }
}
