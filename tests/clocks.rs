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
    phone.welcome();
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
fn a_note_of_a_day_that_is_still_to_come_counts_once_its_day_is_corrected() {
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
        "AI training: the day of this note lies in the future (5 March 2037). \
         The note does not count until you correct the day. You can also simply answer the step again."
    );
    // The step is open, and its reminders go on as for a person who has not answered.
    let untouched = phone(Platform::Android);
    assert_eq!(ids(&wrong), ids(&untouched));
    let said = |phone: &Phone, route: &str| support::words(&phone.core.screen(route, phone.now).unwrap());
    assert!(said(&wrong, "/").iter().any(|text| text == "0 of 3 steps done"), "{:?}", said(&wrong, "/"));
    assert!(said(&wrong, "/p1/records").iter().any(|text| text.contains("day still to be corrected")));
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
fn a_new_answer_takes_the_place_of_one_that_a_wrong_clock_noted() {
    for clock in ["2037-03-05T12:00:00+01:00", "2020-01-05T12:00:00+01:00"] {
        for (first, again) in [
            ("confirm/p1/linkedin/ai-training", "confirm/p1/linkedin/ai-training"),
            ("leave-out/p1/linkedin/ai-training", "confirm/p1/linkedin/ai-training"),
            ("enough/p1/linkedin", "confirm/p1/linkedin/ai-training"),
        ] {
            let mut phone = phone(Platform::Android);
            phone.now = moment(clock);
            phone.perform(first);
            phone.now = moment(NOW);
            assert!(doubt(&phone).is_some(), "{clock} {first}");
            let asked = callouts(&phone.core.screen("/", phone.now).unwrap());
            let asked = asked.iter().filter(|(text, _)| text.contains("the day of this note")).count();
            assert_eq!(asked, 1, "{clock} {first}: one note is asked for once");
            assert!(phone.plan().upcoming.iter().any(|reminder| reminder.id.contains("/ai-training/nudge/")));
            phone.perform(again);
            let said = support::words(&phone.core.screen("/", phone.now).unwrap());
            assert!(said.iter().any(|text| text == "1 of 3 steps done"), "{clock} {first}: {said:?}");
            assert!(!said.iter().any(|text| text.starts_with("AI training: the day of this note")), "{clock} {first}");
            let checks = |reminder: &widerspruch_core::boundary::Reminder| reminder.id.contains("/check/");
            assert!(phone.plan().upcoming.iter().any(checks), "{clock} {first}");
        }
    }
}

#[test]
fn a_recheck_that_a_wrong_clock_noted_changes_nothing_and_is_asked_again() {
    let mut phone = phone(Platform::Android);
    phone.perform("confirm/p1/linkedin/ai-training");
    phone.now = moment("2027-02-24T19:00:00+01:00");
    let before = phone.plan();
    phone.now = moment("2037-03-05T12:00:00+01:00");
    phone.perform("checked/p1/linkedin/ai-training/2027-02-23/on");
    assert!(phone.failure.is_none(), "{:?}", phone.failure);
    phone.now = moment("2027-02-24T19:00:00+01:00");
    assert_eq!(phone.plan(), before);
    assert!(doubt(&phone).is_some());
    phone.perform("checked/p1/linkedin/ai-training/2027-02-23/off");
    assert_eq!(doubt(&phone), None);
    assert_ne!(phone.plan(), before);
}

/// The wrong notes of a request are put right one after the other, led by the button of its page.
#[test]
fn wrong_notes_of_a_request_are_corrected_from_the_oldest_to_the_newest() {
    for clock in ["2031-05-05T12:00:00+02:00", "2020-05-05T12:00:00+02:00"] {
        let mut phone = phone(Platform::Android);
        phone.now = moment(clock);
        phone.perform("request/p1/linkedin/access/sent-by-form");
        let request = phone.route.clone();
        phone.now = at(&phone, 2 * DAY);
        for event in ["acknowledged", "identity-asked", "identity-given", "more-time", "refused"] {
            phone.now = at(&phone, 2 * DAY);
            phone.perform(&format!("request{request}/{event}"));
            assert!(phone.failure.is_none(), "{clock} {event}: {:?}", phone.failure);
        }
        phone.now = moment("2026-11-30T20:00:00+01:00");
        // Nothing is sent a second time meanwhile.
        phone.perform("request/p1/linkedin/access/sent-by-form");
        let lead = |phone: &Phone| match phone.core.screen(&request, phone.now).unwrap().primary.map(|b| b.action) {
            Some(Action::Go { route }) if route.contains("/noted/") => Some(route),
            _ => None,
        };
        assert_eq!(Some(phone.route.clone()), lead(&phone), "{clock}");
        for day in 20..26 {
            let route = lead(&phone).unwrap_or_else(|| panic!("{clock} {day}: nothing leads on"));
            let (_, asked) = doubt(&phone).unwrap();
            assert_eq!(asked, route, "{clock} {day}");
            let screen = phone.core.screen(&route, phone.now).unwrap();
            let Some(Action::Perform { command }) = screen.primary.map(|button| button.action) else {
                panic!("{clock} {day}: {route} corrects nothing")
            };
            let preset = screen.sections.iter().flat_map(|section| &section.rows).find_map(|row| match row {
                Row::DateField { value, .. } => Some(value.clone()),
                _ => None,
            });
            assert_eq!(preset.as_deref(), Some("2026-11-30"), "{clock} {day}");
            phone.route.clone_from(&route);
            phone.typed.insert("on".into(), format!("2026-11-{day}"));
            phone.perform(&command);
            assert!(phone.failure.is_none(), "{clock} {day}: {:?}", phone.failure);
        }
        assert_eq!((lead(&phone), doubt(&phone)), (None, None), "{clock}");
        assert!(phone.core.screen(&request, phone.now).is_ok());
    }
}

#[test]
fn a_later_wrong_note_leads_to_the_sending_before_it() {
    let mut phone = phone(Platform::Android);
    phone.now = moment("2031-05-05T12:00:00+02:00");
    phone.perform("request/p1/linkedin/access/sent-by-form");
    let request = phone.route.clone();
    phone.perform(&format!("request{request}/acknowledged"));
    phone.now = moment(NOW);
    let entry = request.rsplit('/').next().unwrap().to_owned();
    let (installation, number) = entry.rsplit_once('-').unwrap();
    let later = format!("{installation}-{}", number.parse::<u64>().unwrap() + 1);
    let screen = phone.core.screen(&format!("{request}/noted/{later}"), phone.now).unwrap();
    let to_sending = Action::Go { route: format!("{request}/noted/{entry}") };
    assert_eq!(screen.primary.map(|button| button.action), Some(to_sending));
    phone.typed.insert("on".into(), "2026-11-23".into());
    phone.perform(&format!("request{request}/correct/{later}"));
    assert_eq!(phone.route, format!("{request}/noted/{entry}"));
}

#[test]
fn nudges_begin_afresh_once_a_clock_is_right_that_was_wrong_at_the_welcome() {
    for clock in ["2020-01-05T12:00:00+01:00", "1970-01-01T01:00:00+01:00", "2031-05-05T12:00:00+02:00"] {
        let mut phone = Phone::on(Platform::Android, "en", "DE", clock);
        report(&mut phone, None);
        phone.welcome();
        let mut series = BTreeSet::new();
        // Weeks pass on the wrong clock, too.
        for week in 0..10 {
            phone.now = at(&phone, week * 7 * DAY);
            open_app(&mut phone);
        }
        let right = moment("2026-12-01T20:00:00+01:00");
        // A phone of which nobody can tell how often it nudged does so once a month, and never without an end in sight.
        for day in 0..120 {
            phone.now = Moment { unix_seconds: right.unix_seconds + day * DAY, ..right };
            open_app(&mut phone);
            series.extend(phone.plan().due.into_iter().map(|reminder| reminder.id));
        }
        let nudges = series.iter().filter(|id| id.contains("/nudge/")).count();
        assert!((3..=5).contains(&nudges), "{clock}: {series:?}");
        phone.now = right;
        let said = support::words(&phone.core.screen("/reminders", right).unwrap());
        for wrong in ["2 November", "Remind me once a month"] {
            assert!(!said.iter().any(|text| text.contains(wrong)), "{clock}: {said:?}");
        }
        // Whatever is noted first begins a series of its own, which ends.
        phone.perform("leave-out/p1/linkedin/ai-training");
        let ids: Vec<String> = phone.plan().upcoming.into_iter().map(|reminder| reminder.id).collect();
        assert!(ids.iter().any(|id| id.ends_with("/question/2027-01-12")), "{clock}: {ids:?}");
    }
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
    let request = phone.begin("access");
    phone.now = moment("2027-06-01T12:00:00+02:00");
    phone.typed.insert("on".into(), "2027-06-01".into());
    phone.perform(&format!("request{request}/sent-by-email"));
    phone.now = moment("2026-11-24T20:00:00+01:00");
    let (text, route) = doubt(&phone).unwrap();
    assert!(text.starts_with("Access to personal data · Sent by e-mail: ") && text.contains("(1 June 2027)"), "{text}");
    let due = |phone: &Phone| phone.plan().upcoming.iter().any(|reminder| reminder.id.contains("/due/"));
    assert!(!due(&phone));
    phone.route.clone_from(&route);
    phone.typed.insert("on".into(), "2026-11-24".into());
    let (_, entry) = route.rsplit_once('/').unwrap();
    phone.perform(&format!("request{request}/correct/{entry}"));
    assert_eq!((doubt(&phone), due(&phone)), (None, true), "{:?} {:?}", phone.notice, phone.failure);
}

#[test]
fn a_day_that_it_is_anywhere_on_earth_is_possible() {
    // Half past midnight in the east of Kiribati is half past ten in the evening two days before, on Baker Island.
    let (east, west) = (moment("2026-12-01T00:30:00+14:00"), moment("2026-11-29T22:30:00-12:00"));
    assert_eq!(east.unix_seconds, west.unix_seconds);
    let mut phone = phone(Platform::Android);
    phone.now = east;
    phone.perform("confirm/p1/linkedin/ai-training");
    let request = phone.begin("access");
    phone.typed.insert("on".into(), "2026-12-01".into());
    phone.perform(&format!("request{request}/sent-by-email"));
    phone.now = west;
    assert_eq!(doubt(&phone), None);
    assert!(phone.plan().upcoming.iter().any(|reminder| reminder.id.ends_with("/check/2027-03-01")));
    let acknowledge = |phone: &Phone, day: &str| {
        let form = [("on".to_owned(), day.to_owned())].into();
        phone.core.perform(&format!("request{request}/acknowledged"), &form, phone.now)
    };
    for day in ["2026-11-29", "2026-11-30", "2026-12-02"] {
        assert!(acknowledge(&phone, day).is_err(), "{day}");
    }
    acknowledge(&phone, "2026-12-01").unwrap();
    // Nothing else is asked first, and what was noted can still be corrected.
    let events = taps(&phone.core.screen(&request, phone.now).unwrap());
    let noted = events.into_iter().filter_map(|(_, action)| match action {
        Action::Go { route } if route.contains("/noted/") => Some(route),
        _ => None,
    });
    let noted: Vec<String> = noted.collect();
    assert_eq!(noted.len(), 2);
    for route in noted {
        assert_eq!(support::input(&phone.core.screen(&route, phone.now).unwrap(), "on"), Some(None), "{route}");
    }
}

#[test]
fn a_day_that_is_tomorrow_here_and_was_noted_elsewhere_can_be_entered() {
    let mut phone = phone(Platform::Android);
    let request = phone.begin("access");
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
