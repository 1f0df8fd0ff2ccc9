//! From the planner's occurrences to finished notifications.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, Timelike};
use widerspruch_domain::catalogue::GuideKind;
use widerspruch_domain::checklist::{interval, subjects};
use widerspruch_domain::civil::add_days;
use widerspruch_domain::due::Request as Law;
use widerspruch_domain::journal::Answer;
use widerspruch_domain::reminders::{Category, EARLIEST_HOUR, LATEST_HOUR, Occurrence, Plan, Subject, plan as lay_out};

use crate::boundary::{
    CivilTime, Moment, Platform, Reminder, ReminderAction, ReminderCategory, ReminderPlan, ReminderTarget,
};
use crate::checksum::checksum;
use crate::content::{Word, w};
use crate::forms::Setting;
use crate::seen::{Account, Guide, Seen};
use crate::session::Session;
use crate::view::local;

/// Most reminders handed to the system; iOS keeps 64.
const LIMIT: usize = 50;

/// "Later" on a notification: as many days until the next one.
pub(crate) const LATER_DAYS: u64 = 3;

/// How far ahead a test reminder is planned, in seconds.
pub(crate) const TEST_AHEAD: i64 = 120;

/// How long a reminder keeps a day that it was given, in days: past the longest interval between two looks. What is
/// answered needs it too, or undo would bring it back on another day.
const KEPT_FOR: u64 = 400;

/// Beginning of the names of test reminders.
const TEST: &str = "test/";

/// How long after its time a test reminder still counts as due, in seconds.
const TEST_WINDOW: i64 = 3600;

/// The occurrences as laid out on the calendar; none where reminders are not wanted.
pub(crate) fn occurrences(seen: &Seen<'_>) -> Plan {
    if seen.is_on(Setting::Reminders) { laid_out(seen, LIMIT) } else { Plan::default() }
}

/// The same whether reminders are wanted or not, with at most `limit` upcoming. Days do not depend on the limit.
pub(crate) fn laid_out(seen: &Seen<'_>, limit: usize) -> Plan {
    let device = seen.store.device();
    let mut plan = lay_out(&wanted(seen), &seen.preferences(), &device.kept_days, seen.view.now, limit);
    // A journey to the west or a later hour does not show again what was shown today.
    plan.upcoming.retain(|o| device.shown_at(&o.id).is_none());
    plan
}

/// After a command: what waited and would now lie in the past keeps its day. A help only: where it cannot be kept,
/// nothing is lost, but a reminder may come at once or be seen on the home screen only.
pub(crate) fn keep_days(session: &mut Session, before: &Plan, now: Moment) {
    for _ in 0..=LIMIT {
        let seen = session.at(now);
        let after = occurrences(&seen);
        let moved = before.moved_into_the_past(&after, &seen.preferences(), seen.view.now);
        let oldest = seen.view.today().checked_sub_days(Days::new(KEPT_FOR)).unwrap_or(NaiveDate::MIN);
        let kept = session.store.change_device(|device| {
            let again = |id: &String| moved.iter().any(|(moved, _)| moved == id);
            device.kept_days.retain(|(id, day)| *day > oldest && !again(id));
            device.kept_days.extend(moved.iter().cloned());
        });
        if moved.is_empty() || kept.is_err() {
            return;
        }
    }
}

/// The plan as finished notifications.
pub(crate) fn plan(seen: &Seen<'_>) -> ReminderPlan {
    let device = seen.store.device();
    let laid_out = occurrences(seen);
    let mut upcoming: Vec<Reminder> = laid_out.upcoming.iter().filter_map(|o| reminder(seen, o)).collect();
    let mut due = due(seen, &laid_out.due);
    if let Some(again) = due.as_ref().and_then(|due| when_it_may_be_shown(seen, &due.id)) {
        // On a day that has another one, both are due together then.
        let taken = laid_out.upcoming.iter().any(|o| o.at.date() == again.date());
        due = None;
        if !taken && let Some(put_off) = late(seen, &laid_out.due, again) {
            let place = laid_out.upcoming.partition_point(|o| o.at < again);
            upcoming.insert(place.min(upcoming.len()), put_off);
            upcoming.truncate(LIMIT);
        }
    }
    // One that lies further ahead was planned while the clock was wrong.
    let believable = |test_at: &i64| *test_at <= seen.moment.unix_seconds.saturating_add(TEST_AHEAD);
    if let Some(test_at) = device.test_at.filter(believable) {
        let test = test(seen, test_at);
        let late = seen.moment.unix_seconds.saturating_sub(test_at);
        if late < 0 {
            upcoming.insert(0, test);
            upcoming.truncate(LIMIT);
        } else if late < TEST_WINDOW && device.shown_at(&test.id).is_none() {
            // What waits as well stays due and follows when the test was seen.
            due = Some(test);
        }
    }
    let due_shown = due.as_ref().is_some_and(|due| device.shown_at(&due.id).is_some());
    ReminderPlan { due, due_shown, upcoming, categories: categories(seen) }
}

/// Name of the test reminder planned for that second.
pub(crate) fn test_id(test_at: i64) -> String {
    format!("{TEST}{test_at}")
}

/// The question of a look: whether the setting still is as it was, or can be found by now.
pub(crate) fn check_question(seen: &Seen<'_>, guide: &Guide<'_>) -> String {
    if matches!(guide.state.answer, Answer::NotVisible { .. }) {
        return seen.view.f(w::REMINDER_CHECK_UNSEEN, &[("name", &guide.words.name)]);
    }
    let passed = seen.view.passed(interval(guide.facts, guide.state).unwrap_or(0));
    guide.with_off(&guide.words.check).replace("{passed}", &passed)
}

/// All that the persons want to be reminded of.
fn wanted(seen: &Seen<'_>) -> Vec<Subject> {
    let latest = seen.latest_mark();
    let mut wanted = Vec::new();
    // Dated things first: on a day that several want, a period that ends leads.
    for request in seen.persons().into_iter().flat_map(|person| seen.requests(person)) {
        if let Some(want) = request.standing.want {
            wanted.push(Subject { key: request.key(), want, snoozed_until: request.state.snoozed_until });
        }
    }
    for account in seen.all_accounts() {
        wanted.extend(subjects(account.facts, account.state, account.person.region, &account.key(), latest));
    }
    wanted
}

/// Where the app itself shows what is due: not at night, and not twice on one day. Then the next time at which it may;
/// `None` where it was shown, may be shown now, or the system shows it.
fn when_it_may_be_shown(seen: &Seen<'_>, id: &str) -> Option<NaiveDateTime> {
    let device = seen.store.device();
    if seen.view.platform != Platform::Android || device.shown_at(id).is_some() {
        return None;
    }
    let today = seen.view.today();
    let on = |at: &i64| local(Moment { unix_seconds: *at, ..seen.moment }).date();
    let had_one = device.shown.iter().any(|(id, at)| !id.starts_with(TEST) && on(at) == today);
    let hour = seen.view.now.hour();
    if !had_one && (EARLIEST_HOUR..=LATEST_HOUR).contains(&hour) {
        return None;
    }
    let early = !had_one && hour < EARLIEST_HOUR;
    Some(seen.preferences().next(if early { today } else { add_days(today, 1) }))
}

/// What is due, to be shown at another time.
fn late(seen: &Seen<'_>, all: &[Occurrence], at: NaiveDateTime) -> Option<Reminder> {
    let mut all = all.to_vec();
    all.last_mut()?.at = at;
    due(seen, &all)
}

/// All that is due as one: itself, or what helps most with how many more wait.
fn due(seen: &Seen<'_>, due: &[Occurrence]) -> Option<Reminder> {
    let newest = due.last()?;
    let first = |o: &&Occurrence| seen.guide_by_key(&o.subject).map(|guide| (guide.place(), o.at));
    let lead = due.iter().min_by_key(first)?;
    let mut reminder = reminder(seen, lead)?;
    let more = due.len() - 1;
    if more > 0 {
        let word = if more == 1 { w::REMINDER_MORE_ONE } else { w::REMINDER_MORE };
        let body = seen.view.f(word, &[("first", &reminder.body), ("count", &more)]);
        // Named after the newest, so that one more thing falling due is shown again.
        let draft = Draft { id: newest.id.clone(), at: newest.at, title: reminder.title, body, route: "/".into() };
        let until = add_days(newest.at.date(), LATER_DAYS);
        let later = ReminderTarget::Command { command: format!("notification/postpone/{until}") };
        reminder = finish(seen, draft, Set::Several, vec![later, ReminderTarget::Route { route: "/".into() }]);
    }
    Some(reminder)
}

/// One occurrence as a notification.
pub(crate) fn reminder(seen: &Seen<'_>, o: &Occurrence) -> Option<Reminder> {
    let view = &seen.view;
    let (id, at) = (o.id.clone(), o.at);
    if o.category == Category::OpenApp {
        let (title, body) = (view.t(w::APP_NAME).to_owned(), view.t(w::REMINDER_OPEN_APP).to_owned());
        return Some(finish(seen, Draft { id, at, title, body, route: "/".into() }, Set::Plain, Vec::new()));
    }
    if let Some(request) = seen.request_by_key(&o.subject) {
        let due = request.standing.due.as_ref().ok().map(|due| due.due);
        let complaint = request.standing.law == Law::Complaint;
        // It may have to wait for another day, or lie unseen.
        let today = due == Some(o.at.date().max(view.today()));
        let word = match o.category {
            Category::Send => w::REMINDER_SEND,
            Category::Receipt => w::REMINDER_RECEIPT,
            Category::Due if request.standing.may_be_later => w::REMINDER_QUESTION_OPEN,
            Category::Due if !today => w::REMINDER_DUE_ENDED,
            Category::Due if complaint => w::REMINDER_DUE_ACKNOWLEDGE,
            Category::Due => w::REMINDER_DUE,
            Category::Overdue if complaint => w::REMINDER_OVERDUE_ACKNOWLEDGE,
            Category::Overdue => w::REMINDER_OVERDUE,
            _ => w::REMINDER_COURTESY,
        };
        let date = due.map_or_else(String::new, |due| view.full_date(due));
        let body = view.f(word, &[("name", &request.name(view)), ("date", &date)]);
        let draft = Draft { id, at, title: titled(seen, request.account), body, route: request.route() };
        let later = format!("notification/later/{}/{}", o.subject, add_days(o.at.date(), LATER_DAYS));
        let targets =
            vec![ReminderTarget::Command { command: later }, ReminderTarget::Route { route: request.route() }];
        return Some(finish(seen, draft, Set::Look, targets));
    }
    let guide = seen.guide_by_key(&o.subject)?;
    let title = titled(seen, guide.account);
    let (body, set) = match o.category {
        Category::Check => (check_question(seen, &guide), Set::Check),
        Category::Question => (view.f(w::REMINDER_QUESTION, &[("name", &guide.words.name)]), Set::Question),
        _ if guide.facts.kind == GuideKind::Switch => (guide.words.nudge.to_string(), Set::Switch),
        _ => (guide.words.nudge.to_string(), Set::Look),
    };
    let draft = Draft { id, at, title, body, route: guide.route() };
    Some(finish(seen, draft, set, set.targets(&guide, o)))
}

/// The account, and the person where there are several.
fn titled(seen: &Seen<'_>, account: Account<'_>) -> String {
    if seen.store.persons.len() > 1 {
        return format!("{} · {}", account.name(), account.person.name(&seen.view));
    }
    account.name()
}

fn test(seen: &Seen<'_>, test_at: i64) -> Reminder {
    let view = &seen.view;
    let at = local(Moment { unix_seconds: test_at, ..seen.moment });
    let (title, body) = (view.t(w::REMINDER_TEST_TITLE).to_owned(), view.t(w::REMINDER_TEST).to_owned());
    let draft = Draft { id: test_id(test_at), at, title, body, route: "/reminders/reliability".into() };
    finish(seen, draft, Set::Plain, Vec::new())
}

struct Draft {
    id: String,
    at: NaiveDateTime,
    title: String,
    body: String,
    route: String,
}

/// The closed sets of buttons. Ids and order are durable: iOS registers them at launch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Set {
    Switch,
    Look,
    Question,
    Check,
    Several,
    Plain,
}

impl Set {
    const ALL: [Self; 6] = [Self::Switch, Self::Look, Self::Question, Self::Check, Self::Several, Self::Plain];

    const fn id(self) -> &'static str {
        match self {
            Self::Switch => "nudge-switch",
            Self::Look => "nudge-look",
            Self::Question => "question",
            Self::Check => "check",
            Self::Several => "several",
            Self::Plain => "plain",
        }
    }

    const fn labels(self) -> &'static [Word] {
        match self {
            Self::Switch => &[w::REMINDER_LATER, w::REMINDER_OFF],
            Self::Look | Self::Several => &[w::REMINDER_LATER, w::REMINDER_LOOK],
            Self::Question => &[w::REMINDER_MONTHLY, w::REMINDER_STOP],
            Self::Check => &[w::REMINDER_LOOK_AGAIN, w::REMINDER_OFF],
            Self::Plain => &[],
        }
    }

    /// Which of them lead to a screen; the others answer where they stand.
    const fn opens_app(self) -> &'static [bool] {
        match self {
            Self::Switch | Self::Question => &[false, false],
            Self::Look | Self::Several => &[false, true],
            Self::Check => &[true, false],
            Self::Plain => &[],
        }
    }

    /// What the buttons of a guide's reminder do, in the order of the labels.
    fn targets(self, guide: &Guide<'_>, o: &Occurrence) -> Vec<ReminderTarget> {
        let key = guide.key();
        let account = guide.account.key();
        let command = |command: String| ReminderTarget::Command { command };
        let later = || command(format!("notification/later/{key}/{}", add_days(o.at.date(), LATER_DAYS)));
        let look = || ReminderTarget::Route { route: guide.route() };
        let nudging = |how: &str| command(format!("notification/nudging/{account}/{how}"));
        match self {
            Self::Switch => vec![later(), command(format!("notification/confirm/{key}"))],
            Self::Look => vec![later(), look()],
            Self::Question => vec![nudging("monthly"), nudging("stopped")],
            Self::Check => vec![look(), command(format!("notification/checked/{key}/{}/off", o.planned))],
            Self::Several | Self::Plain => Vec::new(),
        }
    }
}

fn categories(seen: &Seen<'_>) -> Vec<ReminderCategory> {
    let make = |set: &Set| ReminderCategory {
        id: set.id().to_owned(),
        labels: set.labels().iter().map(|word| seen.view.t(*word).to_owned()).collect(),
        opens_app: set.opens_app().to_vec(),
        public_text: seen.view.t(w::REMINDER_PUBLIC).to_owned(),
    };
    Set::ALL.iter().map(make).collect()
}

fn finish(seen: &Seen<'_>, draft: Draft, set: Set, targets: Vec<ReminderTarget>) -> Reminder {
    let Draft { id, at, title, body, route } = draft;
    let small = |n: u32| u8::try_from(n).unwrap_or(0);
    let at = CivilTime {
        year: at.year(),
        month: small(at.month()),
        day: small(at.day()),
        hour: small(at.hour()),
        minute: small(at.minute()),
    };
    let public_text =
        if seen.is_on(Setting::LockScreen) { seen.view.t(w::REMINDER_PUBLIC).to_owned() } else { body.clone() };
    let labels = set.labels().iter().map(|word| seen.view.t(*word).to_owned());
    let actions = labels.zip(targets).map(|(label, target)| ReminderAction { label, target }).collect();
    let category = set.id().to_owned();
    let actions: Vec<ReminderAction> = actions;
    // It changes with every word, the time, what the buttons do and the app's version.
    let when = format!("{}-{}-{} {}:{}", at.year, at.month, at.day, at.hour, at.minute);
    let mut whole =
        [&when, &title, &body, &public_text, &route, &seen.config.app_version].map(String::as_str).join("\n");
    for action in &actions {
        let (ReminderTarget::Route { route: target } | ReminderTarget::Command { command: target }) = &action.target;
        for part in [&action.label, target] {
            whole.push('\n');
            whole.push_str(part);
        }
    }
    let fingerprint = format!("{:08x}", checksum(whole.as_bytes()));
    Reminder { id, fingerprint, at, title, body, public_text, route, category, actions }
}
