//! Clocks that are wrong for a while: what was shown, asked or reported then changes nothing once the clock is right.
//! The jumps are drawn from seeds, the same in every run.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use support::{Phone, moment, taps};
use widerspruch_core::boundary::{
    Action, CoreError, DeviceReport, FormValues, Moment, PermissionState, Platform, ReminderPlan, Row, Screen,
    ShownReminder,
};

const NOW: &str = "2026-11-23T20:00:00+01:00";

const DAY: i64 = 86_400;

/// Always the same numbers for a seed, as different as needed (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }
}

/// A phone of one person, whose entries have the same names on every phone of the same kind.
fn phone(platform: Platform) -> Phone {
    let mut phone = Phone::on(platform, "en", "DE", NOW);
    std::fs::write(phone.folder.path().join("device.txt"), "installation a1\n").unwrap();
    report(&mut phone, None);
    phone.perform("welcome");
    phone
}

/// Reports what the device did and allows. Android tells what it has shown; an iPhone tells what waits.
fn report(phone: &mut Phone, shown: Option<String>) {
    let now = phone.now;
    let shown = shown.into_iter().map(|id| ShownReminder { id, at: now }).collect();
    let pending = phone.plan().upcoming.iter().map(|reminder| reminder.id.clone()).collect();
    let report = DeviceReport { permission: PermissionState::Granted, shown, pending, ..DeviceReport::default() };
    phone.core.report(report, now).unwrap();
}

/// Opens the app: reports, asks for the plan and shows what is due as often as something new is.
fn open_app(phone: &mut Phone) -> Option<String> {
    report(phone, None);
    let plan = phone.plan();
    let due = plan.due.filter(|_| phone.config.platform != Platform::Ios && !plan.due_shown)?;
    report(phone, Some(due.id.clone()));
    Some(due.id)
}

/// Everything that can be seen: the plan, every screen, and the file for the calendar.
fn everything(phone: &mut Phone) -> (ReminderPlan, BTreeMap<String, Screen>, Option<String>) {
    let screens = support::every_screen(phone, &["/reminders/reliability", "/reminders/calendar", "/damage"]);
    phone.saved.clear();
    phone.perform("reminders/calendar");
    (phone.plan(), screens, phone.saved.pop())
}

/// The commands of every screen that note something which the person can do at any time.
fn commands(phone: &Phone) -> Vec<String> {
    let mut all = BTreeSet::new();
    for screen in support::every_screen(phone, &["/"]).values() {
        for (_, action) in taps(screen) {
            if let Action::Perform { command } = action {
                all.insert(command);
            }
        }
    }
    all.retain(|command| {
        ["erase", "undo", "pack/", "test", "reminders/calendar"].iter().all(|no| !command.contains(no))
    });
    all.into_iter().collect()
}

/// Seconds by which a clock is wrong: hours to years ahead, or before the app was made, as after a flat battery.
fn wrong_by(dice: &mut Dice, now: i64) -> i64 {
    match dice.roll(7) {
        0 => 7 * 3600,
        1 => 3 * DAY,
        2 => 40 * DAY,
        3 => 500 * DAY,
        4 => 30 * 365 * DAY,
        5 => -now,
        _ => moment("2026-10-01T09:00:00+02:00").unix_seconds - now,
    }
}

fn at(phone: &Phone, later: i64) -> Moment {
    Moment { unix_seconds: phone.now.unix_seconds + later, ..phone.now }
}

#[test]
fn what_was_shown_while_the_clock_was_wrong_changes_nothing_once_it_is_right() {
    for (platform, seed) in [Platform::Android, Platform::Ios, Platform::Terminal]
        .into_iter()
        .flat_map(|platform| (1..4).map(move |seed| (platform, seed)))
    {
        let mut dice = Dice(seed * 104_729);
        let (mut right, mut wrong) = (phone(platform), phone(platform));
        for step in 0..14 {
            let pause = [600, 7_200, 20 * 3600, DAY, 3 * DAY, 20 * DAY][dice.roll(6)];
            let jump = wrong_by(&mut dice, wrong.now.unix_seconds);
            let true_time = wrong.now;
            wrong.now = at(&wrong, jump);
            for _ in 0..2 {
                open_app(&mut wrong);
                let plan = wrong.plan();
                if let Some(due) = plan.due {
                    let swept = vec![due.id];
                    let report = DeviceReport {
                        permission: PermissionState::Granted,
                        dismissed: swept,
                        ..DeviceReport::default()
                    };
                    wrong.core.report(report, wrong.now).unwrap();
                }
                everything(&mut wrong);
                wrong.now = at(&wrong, 3 * DAY);
            }
            wrong.now = true_time;
            // The system tells the app that the clock was put right.
            for phone in [&mut right, &mut wrong] {
                open_app(phone);
            }
            let case = format!("{platform:?}, seed {seed}, step {step}, wrong by {} days", jump / DAY);
            for phone in [&mut right, &mut wrong] {
                phone.now = at(phone, pause);
            }
            assert_eq!(open_app(&mut right), open_app(&mut wrong), "{case}");
            let choice = commands(&right);
            let command = &choice[dice.roll(choice.len())];
            let mut taken = Vec::new();
            for phone in [&mut right, &mut wrong] {
                let inputs = [("name", "Xy"), ("grounds", "because"), ("note", "seen"), ("country", "AT")];
                let inputs: FormValues = inputs.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
                // An input that lacks is refused on both.
                taken.push(phone.core.perform(command, &inputs, phone.now).is_ok());
                open_app(phone);
            }
            assert_eq!(taken[0], taken[1], "{case}, {command}");
            let (plan, screens, calendar) = everything(&mut right);
            let (wrong_plan, wrong_screens, wrong_calendar) = everything(&mut wrong);
            assert_eq!(wrong_plan, plan, "{case}, {command}");
            assert_eq!(wrong_calendar, calendar, "{case}, {command}");
            assert!(wrong_screens.keys().eq(screens.keys()), "{case}, {command}");
            for (route, screen) in wrong_screens {
                assert_eq!(screen, screens[&route], "{case}, {command}, {route}");
            }
        }
    }
}

#[test]
fn a_reminder_that_was_shown_while_the_clock_was_ahead_is_shown_on_its_day() {
    for platform in [Platform::Android, Platform::Terminal] {
        let mut phone = phone(platform);
        phone.perform("confirm/p1/linkedin/ai-training");
        phone.perform("enough/p1/linkedin");
        // The re-check of a setting that was switched off on 23 November is due three months later.
        phone.now = moment("2027-02-24T19:00:00+01:00");
        let ahead = open_app(&mut phone);
        assert!(ahead.is_some());
        phone.now = moment("2026-11-30T19:00:00+01:00");
        open_app(&mut phone);
        phone.now = moment("2027-02-24T19:00:00+01:00");
        assert_eq!(open_app(&mut phone), ahead, "nobody was reminded of it on its day");
        assert_eq!(open_app(&mut phone), None, "once is enough");
    }
}

#[test]
fn a_clock_that_was_behind_for_a_while_loses_no_reminder() {
    let mut phone = phone(Platform::Android);
    phone.now = moment("2026-12-10T19:00:00+01:00");
    let shown = open_app(&mut phone);
    assert!(shown.is_some());
    // Behind by some days: nobody can tell whether the clock was ahead before.
    phone.now = moment("2026-12-07T19:00:00+01:00");
    assert_eq!(open_app(&mut phone), shown, "once more rather than never");
    phone.now = moment("2026-12-10T19:10:00+01:00");
    assert_eq!(open_app(&mut phone), None);
}

fn callouts(screen: &Screen) -> Vec<(String, Option<Action>)> {
    let rows = screen.sections.iter().flat_map(|section| &section.rows);
    rows.filter_map(|row| match row {
        Row::Callout { text, action, .. } => Some((support::plain(text), action.clone())),
        _ => None,
    })
    .collect()
}

/// The question for a day, and where it leads.
fn doubt(phone: &Phone) -> Option<(String, String)> {
    let found = callouts(&phone.core.screen("/", phone.now).unwrap());
    let (text, action) = found.into_iter().find(|(text, _)| text.contains("the day of this note"))?;
    let Some(Action::Go { route }) = action else { panic!("{text} leads nowhere") };
    Some((text, route))
}

#[test]
fn a_note_of_a_day_that_is_still_to_come_counts_and_its_day_is_asked_for() {
    let (mut right, mut wrong) = (phone(Platform::Android), phone(Platform::Android));
    wrong.now = moment("2037-03-05T12:00:00+01:00");
    for phone in [&mut right, &mut wrong] {
        phone.perform("confirm/p1/linkedin/ai-training");
    }
    wrong.now = moment(NOW);
    let ids = |phone: &Phone| -> Vec<String> {
        let plan = phone.plan();
        plan.due.iter().chain(&plan.upcoming).map(|reminder| reminder.id.clone()).collect()
    };
    let (text, route) = doubt(&wrong).unwrap();
    assert_eq!(
        text,
        "AI training: the day of this note lies in the future (5 March 2037). It does not count until you correct it."
    );
    // What was noted counts: the step is done. Nothing is planned from its day, and nothing is asked at once.
    assert!(support::words(&wrong.core.screen("/", wrong.now).unwrap()).iter().any(|text| text == "1 of 3 steps done"));
    assert!(ids(&wrong).iter().all(|id| !id.contains("ai-training")), "{:?}", ids(&wrong));
    assert!(wrong.plan().due.is_none());
    // Only a day that can be right is taken.
    wrong.route.clone_from(&route);
    let command = format!("day/p1/{}", route.rsplit('/').next().unwrap());
    for day in ["2026-11-24", "2025-10-31", "never", ""] {
        let refused = wrong.core.perform(&command, &[("on".to_owned(), day.to_owned())].into(), wrong.now);
        assert!(matches!(refused, Err(CoreError::BadInput { field, .. }) if field == "on"), "{day}");
    }
    wrong.typed.insert("on".into(), "2026-11-23".into());
    wrong.perform(&command);
    assert_eq!(doubt(&wrong), None);
    assert_eq!(ids(&wrong), ids(&right));
    let undo = wrong.undo.clone().unwrap();
    wrong.perform(&undo);
    assert_eq!(doubt(&wrong), Some((text, route)));
}

#[test]
fn a_note_of_a_day_before_this_app_is_asked_for_and_none_that_can_be_right() {
    let mut phone = phone(Platform::Android);
    phone.now = Moment { unix_seconds: 1_000, utc_offset_seconds: 3600 };
    phone.perform("confirm/p1/linkedin/ai-training");
    phone.now = moment("2026-11-24T20:00:00+01:00");
    assert!(doubt(&phone).unwrap().0.contains("lies before the first version of this app (1 January 1970)"));
    assert!(phone.plan().upcoming.iter().all(|reminder| !reminder.id.contains("check")));
    // A journey to the west makes tomorrow of today.
    let mut far = self::phone(Platform::Android);
    far.now = moment("2026-12-01T09:00:00+13:00");
    far.perform("confirm/p1/linkedin/ai-training");
    far.now = moment("2026-11-30T13:00:00-08:00");
    assert_eq!(doubt(&far), None);
    assert!(far.plan().upcoming.iter().any(|reminder| reminder.id.ends_with("/check/2027-03-01")));
}

#[test]
fn what_was_put_off_while_the_clock_was_ahead_comes_on_its_day() {
    let (right, mut wrong) = (phone(Platform::Android), phone(Platform::Android));
    wrong.now = moment("2027-06-01T12:00:00+02:00");
    wrong.perform("later/p1/linkedin/ai-training/2027-06-20");
    wrong.now = right.now;
    assert_eq!(wrong.plan(), right.plan());
}

#[test]
fn an_event_of_a_day_that_is_still_to_come_takes_no_part_until_it_is_corrected() {
    let mut phone = phone(Platform::Android);
    phone.perform("request/p1/linkedin/access/begin");
    let request = phone.route.clone();
    phone.now = moment("2027-06-01T12:00:00+02:00");
    phone.typed.insert("on".into(), "2027-06-01".into());
    phone.perform(&format!("request{request}/sent-by-email"));
    phone.now = moment("2026-11-24T20:00:00+01:00");
    let (text, route) = doubt(&phone).unwrap();
    assert!(text.starts_with("Access to your data: ") && text.contains("(1 June 2027)"), "{text}");
    let due = |phone: &Phone| phone.plan().upcoming.iter().any(|reminder| reminder.id.contains("/due/"));
    assert!(!due(&phone));
    phone.route.clone_from(&route);
    phone.typed.insert("on".into(), "2026-11-24".into());
    let (_, entry) = route.rsplit_once('/').unwrap();
    phone.perform(&format!("request{request}/correct/{entry}"));
    assert_eq!((doubt(&phone), due(&phone)), (None, true), "{:?} {:?}", phone.notice, phone.failure);
}

#[test]
fn a_day_that_is_tomorrow_here_and_was_noted_elsewhere_can_be_entered() {
    let mut phone = phone(Platform::Android);
    phone.perform("request/p1/linkedin/access/begin");
    let request = phone.route.clone();
    phone.now = moment("2026-12-01T09:00:00+13:00");
    phone.typed.insert("on".into(), "2026-12-01".into());
    phone.perform(&format!("request{request}/sent-by-email"));
    // Los Angeles has 30 November: what follows the sending cannot be before it.
    phone.now = moment("2026-11-30T13:00:00-08:00");
    for (day, taken) in [("2026-11-30", false), ("2026-12-02", false), ("2026-12-01", true)] {
        let form = [("on".to_owned(), day.to_owned())].into();
        let done = phone.core.perform(&format!("request{request}/acknowledged"), &form, phone.now);
        assert_eq!(done.is_ok(), taken, "{day}: {done:?}");
    }
}
