//! Devices over months: what is really shown, when, and that everything can be undone. What the person does is drawn
//! from seeds, the same in every run; `WIDERSPRUCH_SEED=<number>` adds one more, and a failure names the seed that it is of.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use support::{Phone, moment, taps, words};
use widerspruch_core::boundary::{
    Action, CivilTime, DeviceReport, FormValues, Moment, PermissionState, Platform, Reminder, ReminderTarget,
    ShownReminder,
};

const NOW: &str = "2026-11-23T20:00:00+01:00";

/// Seconds from UTC to the wall clock in Berlin's winter; the devices here do not travel.
const BERLIN: i64 = 3600;

/// Seeds of the fixed runs.
const SEEDS: std::ops::Range<u64> = 1..7;

/// How many commands of each run must have been undone.
const TAKEN_BACK: usize = 16;

/// Commands that cannot be undone, by how they begin and end.
const WITHOUT_UNDO: [(&str, &str, &str); 7] = [
    ("undo/", "", "is an undo"),
    ("open/", "", "opens a page of a service; that it was opened is a fact of the device"),
    ("hand-out/", "", "hands out a letter; that it was handed out is a fact of the device"),
    ("person/", "/show", "shows a person; choosing another one is as easy"),
    ("reminders/test", "", "asks for one reminder, which takes itself away"),
    ("reminders/calendar", "", "hands out a file"),
    ("pack/", "", "hands out a file"),
];

/// Always the same numbers for a seed, as different as needed (xorshift).
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        // Of zero, only zeros would follow.
        Self(seed.wrapping_mul(104_729).wrapping_add(77).max(1))
    }

    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }
}

fn inputs() -> FormValues {
    let inputs = [("name", "Xy"), ("grounds", "because"), ("note", "seen"), ("country", "AT")];
    inputs.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}

fn granted(pending: Vec<String>, shown: Vec<(String, Moment)>) -> DeviceReport {
    let shown = shown.into_iter().map(|(id, at)| ShownReminder { id, at }).collect();
    DeviceReport { permission: PermissionState::Granted, pending, shown, ..DeviceReport::default() }
}

fn seconds(at: &CivilTime) -> i64 {
    let day = chrono::NaiveDate::from_ymd_opt(at.year, at.month.into(), at.day.into()).unwrap();
    day.and_hms_opt(at.hour.into(), at.minute.into(), 0).unwrap().and_utc().timestamp() - BERLIN
}

fn ids(reminders: &[Reminder]) -> Vec<String> {
    reminders.iter().map(|reminder| reminder.id.clone()).collect()
}

/// The fixed seeds, and the one that a run is given.
fn seeds() -> Vec<u64> {
    let given = std::env::var("WIDERSPRUCH_SEED").ok();
    let given = given.map(|seed| seed.parse().unwrap_or_else(|_| panic!("WIDERSPRUCH_SEED={seed} is no number")));
    SEEDS.chain(given).collect()
}

/// A few persons and accounts, differently with each seed.
fn household(platform: Platform, seed: u64) -> Phone {
    let mut phone = Phone::on(platform, "en", "DE", NOW);
    phone.core.report(granted(Vec::new(), Vec::new()), phone.now).unwrap();
    phone.welcome();
    if seed.is_multiple_of(3) {
        phone.perform("account/p1/linkedin/add/2");
        phone.route = "/".to_owned();
    }
    if seed.is_multiple_of(4) {
        phone.add("Mama");
    }
    phone
}

/// Every screen that can be reached, with its commands.
fn screens(phone: &Phone) -> BTreeMap<String, (String, Vec<String>)> {
    let mut found = BTreeMap::new();
    let mut ways: Vec<String> = ["/", "/reminders/reliability", "/persons", "/damage"].map(str::to_owned).into();
    while let Some(route) = ways.pop() {
        if found.contains_key(&route) {
            continue;
        }
        let screen = phone.core.screen(&route, phone.now).unwrap();
        let mut commands = Vec::new();
        for (_, action) in taps(&screen) {
            match action {
                Action::Go { route } => ways.push(route),
                Action::Perform { command } => commands.push(command),
                _ => {}
            }
        }
        found.insert(route, (serde_json::to_string(&screen).unwrap(), commands));
    }
    found
}

fn commands(phone: &Phone, without: &[&str]) -> Vec<String> {
    let mut all: BTreeSet<String> = screens(phone).into_values().flat_map(|(_, commands)| commands).collect();
    for action in phone.plan().due.into_iter().flat_map(|due| due.actions) {
        if let ReminderTarget::Command { command } = action.target {
            all.insert(command);
        }
    }
    all.into_iter().filter(|command| without.iter().all(|part| !command.contains(part))).collect()
}

/// A shell as it is meant to be, without a screen: an Android that shows what is due itself, an iPhone that shows what
/// it was given.
struct Shell {
    phone: Phone,
    queue: Vec<(String, i64)>,
    shown: BTreeMap<String, Vec<i64>>,
}

impl Shell {
    /// Asks for the plan, and follows it.
    fn sync(&mut self) {
        let plan = self.phone.plan();
        self.queue = plan.upcoming.iter().map(|reminder| (reminder.id.clone(), seconds(&reminder.at))).collect();
        let Some(due) = plan.due.filter(|_| self.phone.config.platform == Platform::Android && !plan.due_shown) else {
            return;
        };
        self.shown.entry(due.id.clone()).or_default().push(self.phone.now.unix_seconds);
        self.phone.core.report(granted(Vec::new(), vec![(due.id, self.phone.now)]), self.phone.now).unwrap();
        self.queue = self.phone.plan().upcoming.iter().map(|r| (r.id.clone(), seconds(&r.at))).collect();
    }

    /// Lets time pass and shows what comes up.
    fn wait_until(&mut self, time: i64) {
        while let Some((id, at)) = self.queue.iter().min_by_key(|(_, at)| *at).cloned().filter(|(_, at)| *at <= time) {
            self.queue.retain(|(waiting, _)| *waiting != id);
            self.phone.now.unix_seconds = at;
            match self.phone.config.platform {
                Platform::Android => self.sync(),
                _ => self.shown.entry(id).or_default().push(at),
            }
        }
        self.phone.now.unix_seconds = time;
    }

    fn resume(&mut self) {
        let pending = self.queue.iter().map(|(id, _)| id.clone()).collect();
        self.phone.core.report(granted(pending, Vec::new()), self.phone.now).unwrap();
        self.sync();
    }
}

/// Whatever the person taps, at whatever hour: at most one notification a day, by day, each once, and none is lost.
#[test]
fn no_reminder_is_lost_duplicated_or_shown_at_night_over_months() {
    let phones = [Platform::Android, Platform::Ios];
    for (platform, seed) in
        phones.into_iter().flat_map(|platform| seeds().into_iter().map(move |seed| (platform, seed)))
    {
        let mut dice = Dice::new(seed);
        let mut shell = Shell { phone: household(platform, seed), queue: Vec::new(), shown: BTreeMap::new() };
        let mut due = BTreeSet::new();
        shell.sync();
        for _ in 0..45 {
            let pause = [600, 7_200, 20 * 3600, 86_400, 3 * 86_400, 20 * 86_400][dice.roll(6)];
            shell.wait_until(shell.phone.now.unix_seconds + pause);
            due.extend(shell.phone.plan().due.map(|due| due.id));
            shell.resume();
            let choice = commands(
                &shell.phone,
                &["erase", "stopped", "test", "add", "person", "undo", "take-back", "correct", "membership"],
            );
            let command = &choice[dice.roll(choice.len())];
            shell.phone.core.perform(command, &inputs(), shell.phone.now).unwrap();
            shell.sync();
        }
        // A quarter later everything that can still come has come.
        shell.wait_until(shell.phone.now.unix_seconds + 100 * 86_400);
        let case = format!("{platform:?}, WIDERSPRUCH_SEED={seed}");
        assert!(shell.shown.len() > 10, "{case}: {:?}", shell.shown);
        let mut days = BTreeSet::new();
        for (id, times) in &shell.shown {
            assert_eq!(times.len(), 1, "{case}: {id} was shown {} times", times.len());
            let local = times[0] + BERLIN;
            assert!((8..=21).contains(&(local.rem_euclid(86_400) / 3600)), "{case}: {id} at night");
            assert!(days.insert(local.div_euclid(86_400)), "{case}: {id} is the second of its day");
        }
        for id in due {
            assert!(shell.shown.contains_key(&id), "{case}: {id} was never shown");
        }
    }
}

/// Do, do again, undo: the second time changes nothing, and afterwards everything is as before on every screen. A command
/// without an undo is one of [`WITHOUT_UNDO`], or has changed nothing.
#[test]
fn every_command_can_be_repeated_and_undone() {
    for seed in seeds() {
        let mut dice = Dice::new(seed);
        let platform = if seed % 2 == 0 { Platform::Android } else { Platform::Ios };
        let mut phone = household(platform, seed);
        let mut taken_back = 0;
        for tried in 0.. {
            let case = format!("{platform:?}, WIDERSPRUCH_SEED={seed}");
            if taken_back == TAKEN_BACK {
                break;
            }
            assert!(tried < 5 * TAKEN_BACK, "{case}: only {taken_back} of {tried} commands could be undone");
            phone.now.unix_seconds += [600, 86_400, 5 * 86_400, 35 * 86_400][dice.roll(4)];
            let choice = commands(&phone, &["/erase"]);
            let command = &choice[dice.roll(choice.len())];
            let case = format!("{case}: {command}");
            let before = (screens(&phone), phone.plan());
            let outcome = phone.core.perform(command, &inputs(), phone.now).unwrap();
            let Some(undo) = outcome.notice.and_then(|notice| notice.undo) else {
                let fits = |(begin, end, _): &(&str, &str, &str)| command.starts_with(begin) && command.ends_with(end);
                // What takes a single event back is an undo, too.
                let known = WITHOUT_UNDO.iter().any(fits) || command.contains("/take-back/");
                let unchanged = || (screens(&phone), phone.plan()) == before;
                assert!(known || unchanged(), "{case} changed something and has no undo");
                continue;
            };
            let again = phone.core.perform(command, &inputs(), phone.now).unwrap();
            assert!(again.notice.is_none_or(|notice| notice.undo.is_none()), "{case} did something twice");
            phone.core.perform(&undo, &FormValues::new(), phone.now).unwrap();
            let (there, plan) = before;
            let after = screens(&phone);
            assert!(after.keys().eq(there.keys()), "{case} added or removed a screen for good");
            for (route, screen) in after {
                assert_eq!(Some(&screen), there.get(&route), "{case} was not undone on {route}");
            }
            assert_eq!(phone.plan(), plan, "{case} was not undone in the plan");
            taken_back += 1;
            if dice.roll(2) == 0 {
                phone.core.perform(command, &inputs(), phone.now).unwrap();
            }
        }
    }
}

#[test]
fn a_reminder_no_longer_pending_on_an_iphone_is_presumed_shown() {
    let mut phone = household(Platform::Ios, 1);
    let given = ids(&phone.plan().upcoming);
    phone.now = moment("2026-11-24T19:00:00+01:00");
    phone.core.report(granted(given[1..].to_vec(), Vec::new()), phone.now).unwrap();
    phone.route = "/reminders/reliability".into();
    assert!(words(&phone.screen()).iter().any(|text| text == "Probably shown"));
}

#[test]
fn merged_reminders_all_count_as_shown() {
    let mut phone = household(Platform::Android, 1);
    phone.perform("confirm/p1/linkedin/ai-training");
    // A re-check and the question whether to go on.
    phone.now = moment("2027-02-24T18:00:00+01:00");
    let due = phone.plan().due.unwrap();
    phone.core.report(granted(Vec::new(), vec![(due.id, phone.now)]), phone.now).unwrap();
    phone.route = "/reminders/reliability".into();
    let shown = words(&phone.screen());
    assert_eq!(shown.iter().filter(|text| *text == "Shown").count(), 2, "{shown:#?}");
    assert!(shown.iter().all(|text| text != "Missed"), "{shown:#?}");
}

#[test]
fn a_time_zone_change_duplicates_no_reminder() {
    let mut phone = household(Platform::Android, 1);
    phone.now = moment("2026-11-24T18:00:00+01:00");
    let due = phone.plan().due.unwrap();
    phone.core.report(granted(Vec::new(), vec![(due.id.clone(), phone.now)]), phone.now).unwrap();
    phone.now = moment("2026-11-24T16:00:00-05:00");
    assert!(!ids(&phone.plan().upcoming).contains(&due.id));
}

#[test]
fn postponing_a_stale_notification_plans_a_future_day() {
    let mut phone = household(Platform::Android, 1);
    phone.now = moment("2026-12-04T18:00:00+01:00");
    let ReminderTarget::Command { command } = phone.plan().due.unwrap().actions[0].target.clone() else { panic!() };
    assert!(command.ends_with("/2026-12-07"), "{command}");
    phone.now = moment("2026-12-08T09:00:00+01:00");
    phone.perform(&command);
    assert_eq!(phone.notice.as_deref(), Some("All right, later."));
    assert!(phone.plan().due.is_none());
    assert_eq!(phone.plan().upcoming[0].at.day, 11);
    phone.perform(&command);
    assert_eq!(phone.undo, None, "a second tap changes nothing");
}

#[test]
fn a_clock_rollback_discards_a_pending_test_reminder() {
    let mut phone = household(Platform::Android, 1);
    phone.perform("reminders/test");
    assert!(phone.plan().upcoming[0].id.starts_with("test/"));
    phone.now = moment("2026-11-20T12:00:00+01:00");
    assert!(!phone.plan().upcoming[0].id.starts_with("test/"));
    phone.perform("reminders/test");
    assert!(phone.plan().upcoming[0].id.starts_with("test/"));
}

#[test]
fn a_check_that_falls_on_a_sunday_has_one_date_on_every_screen_and_in_the_reminder() {
    let mut phone = household(Platform::Android, 1);
    phone.now = moment("2026-11-28T20:00:00+01:00");
    phone.perform("confirm/p1/linkedin/ai-training");
    phone.perform("enough/p1/linkedin");
    // Three months later it is Sunday, 28 February; reminders come on workdays.
    let plan = phone.plan();
    let check = &plan.upcoming[0];
    assert_eq!((check.at.month, check.at.day), (3, 1));
    for route in ["/", "/p1/services/linkedin/ai-training"] {
        phone.route = route.into();
        let said = words(&phone.screen());
        assert!(said.iter().any(|text| text.contains("1 March 2027")), "{route}: {said:#?}");
        assert!(said.iter().all(|text| !text.contains("28 February")), "{route}: {said:#?}");
    }
}

#[test]
fn only_where_a_phone_puts_apps_to_sleep_a_far_check_says_what_lets_its_reminder_come() {
    let said = |platform: Platform| {
        let mut phone = Phone::on(platform, "de", "DE", NOW);
        phone.welcome();
        phone.core.report(granted(Vec::new(), Vec::new()), phone.now).unwrap();
        phone.perform("confirm/p1/linkedin/ai-training");
        phone.route = "/p1/check".to_owned();
        words(&phone.screen()).iter().any(|text| text.starts_with("Das Telefon lässt die App auch dann erinnern"))
    };
    assert!(said(Platform::Android));
    assert!(!said(Platform::Ios));
}
