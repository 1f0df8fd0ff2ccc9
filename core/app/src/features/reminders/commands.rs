//! The commands about reminders.

use std::io::Write as _;

use chrono::NaiveDate;
use widerspruch_domain::civil::{LAST_DAY, add_days};
use widerspruch_domain::journal::{ALL_ACCOUNTS, Act, Answer, CHECK, EntryId, Nudging, Via};
use widerspruch_domain::sorted_map::SortedMap;

use super::paths::Command;
use crate::boundary::{Action, Notice, Outcome, PermissionState, SystemPage};
use crate::features::home;
use crate::features::records::paths::Command as RecordsCommand;
use crate::features::settings::paths::Setting;
use crate::features::{guide, requests};
use crate::grammar::addresses::{CheckAddress, Subject};
use crate::kit::{Context, Error, Handled, NoChange, Stopped, go};
use crate::model::{Snapshot, is_phone};
use crate::plan::{CALENDAR_NAME, LATER_DAYS, TEST_AHEAD, calendar_file, planned_occurrences};
use crate::storage::outbox::write_to_outbox;
use crate::words::w;

/// Most days for which a reminder can be snoozed: more than the longest interval between two re-checks.
const FURTHEST: u64 = 366;

/// Performs a command of this feature.
pub(crate) fn perform(context: &mut Context<'_>, command: Command<'_>) -> Handled {
    match command {
        Command::TurnOn => turn_on(context),
        Command::Test => plan_test(context),
        Command::SaveCalendar => save_calendar(context),
        Command::Snooze { subject, until } => snooze(context, subject, until),
        Command::SnoozeCheck { check, until } => snooze_check(context, check, until),
        Command::SnoozeAll { until } => snooze_all(context, until),
        Command::ChooseNudging(nudging) => choose_nudging(context, nudging),
    }
}

fn turn_on(context: &mut Context<'_>) -> Handled {
    let mut notice = None;
    if context.session.setting(Setting::Reminders) != "true" {
        let act = Act::SettingChosen { name: Setting::Reminders.name().into(), value: "true".into() };
        let entry = context.session.store.append(None, vec![act], context.now)?;
        notice = context.undoable(w::NOTICE_SAVED, &entry);
    }
    let then = match context.session.store.device().permission {
        PermissionState::Granted => Vec::new(),
        PermissionState::Denied => vec![Action::OpenSystemSettings { which: SystemPage::Notifications }],
        PermissionState::Unknown | PermissionState::NotAsked => vec![Action::AskNotificationPermission],
    };
    Ok(Outcome { then, notice, plan_changed: true, long_act: None })
}

fn plan_test(context: &mut Context<'_>) -> Handled {
    if !is_phone(context.session.config.platform) {
        return Err(NoChange::blocked(w::REMINDERS_TERMINAL).into());
    }
    let now = context.now.unix_seconds;
    let planned = context.session.store.device().test_at;
    if planned.is_none_or(|at| at <= now || at > now.saturating_add(TEST_AHEAD)) {
        // To the full minute, as the system is asked for.
        let at = now.saturating_add(TEST_AHEAD);
        context.session.store.change_device(|device| device.test_at = Some(at - at.rem_euclid(60)))?;
    }
    Ok(Outcome { then: Vec::new(), notice: context.notice(w::NOTICE_TEST), plan_changed: true, long_act: None })
}

/// Writes the plan as a file for the person's calendar.
fn save_calendar(context: &mut Context<'_>) -> Handled {
    let text = calendar_text(&context.snapshot())?;
    let path = write_to_outbox(&context.session.store, CALENDAR_NAME, |mut file| file.write_all(text.as_bytes()))?;
    let save = Action::SaveFile { path, name: CALENDAR_NAME.into(), mime: "text/calendar".into() };
    Ok(Outcome { then: vec![save], notice: None, plan_changed: false, long_act: None })
}

/// Returns the calendar file; without an entry in it, ends the command.
pub(crate) fn calendar_text(snapshot: &Snapshot<'_>) -> Result<String, NoChange> {
    match calendar_file(snapshot) {
        (_, 0) => Err(NoChange::nothing(w::CALENDAR_EMPTY)),
        (text, _) => Ok(text),
    }
}

fn snooze(context: &mut Context<'_>, subject: Subject<'_>, until: NaiveDate) -> Handled {
    let (route, snoozed) = match subject {
        Subject::Guide(address) => {
            let route = guide::paths::Route::to(address);
            let guide = context.guide(address)?;
            // Later holds the series, not only that step.
            let series = guide.account.person.state.nudges.paused_until();
            let check = guide.account.person.state.check.snoozed_until;
            let snoozed = if guide.state.answer == Answer::Open { series } else { check };
            (route.to_string(), snoozed)
        }
        Subject::Request(address) => {
            let route = requests::paths::Route::to(address);
            (route.to_string(), context.request(address)?.state.snoozed_until)
        }
    };
    let snapshot = context.snapshot();
    let mut key = subject.to_string();
    if let Subject::Guide(address) = subject {
        let guide = context.guide(address)?;
        // What was answered is asked for on the check day.
        let person = snapshot.person(address.person).filter(|_| guide.state.answer != Answer::Open);
        let check = person.and_then(|person| snapshot.check(person)).filter(|check| check.asks(&guide));
        key = check.map_or(key, |check| check.address.to_string());
    }
    let until = day_to_snooze(context, &key, until, &route, snoozed)?;
    let act = snooze_act(subject, until, context.via)?;
    context.write(subject.person(), vec![act], w::NOTICE_LATER, Some(&home::paths::Route::Start))
}

fn snooze_check(context: &mut Context<'_>, address: CheckAddress<'_>, until: NaiveDate) -> Handled {
    let start = home::paths::Route::Start;
    let key = address.to_string();
    let check = context.snapshot().check_of_key(&key).ok_or_else(|| NoChange::gone(&start))?;
    let person = context.snapshot().person(check.address.person).ok_or_else(|| NoChange::gone(&start))?;
    let snoozed = person.state.check.snoozed_until;
    let until = day_to_snooze(context, &key, until, &start.to_string(), snoozed)?;
    let act = snooze_check_act(address, until, context.via);
    context.write(address.person, vec![act], w::NOTICE_LATER, Some(&start))
}

fn snooze_check_act(check: CheckAddress<'_>, until: NaiveDate, via: Via) -> Act {
    Act::Snoozed { account: CHECK.to_owned(), guide: check.day.to_string(), until, via }
}

/// Snoozes everything that is due until a day.
fn snooze_all(context: &mut Context<'_>, until: NaiveDate) -> Handled {
    let start = home::paths::Route::Start;
    let snapshot = context.snapshot();
    let today = snapshot.wording.today();
    require_near(until, today)?;
    let all = planned_occurrences(&snapshot).due;
    let until = later_day(context, until, today, !all.is_empty());
    let until = until.ok_or_else(|| NoChange::gone(&start))?;
    let mut by_person: SortedMap<Vec<Act>> = SortedMap::new();
    for due in all {
        if let Some(check) = CheckAddress::parse(&due.subject) {
            let act = snooze_check_act(check, until, context.via);
            by_person.get_or_insert_with(check.person, Vec::new).push(act);
        } else if let Some(subject) = Subject::parse(&due.subject) {
            by_person.get_or_insert_with(subject.person(), Vec::new).push(snooze_act(subject, until, context.via)?);
        }
    }
    if by_person.is_empty() {
        return Err(NoChange::gone(&start).into());
    }
    let writings = by_person.iter().map(|(person, acts)| (Some(person.to_owned()), acts.clone())).collect();
    let written: Vec<EntryId> = context.session.store.append_all(writings, context.now)?;
    let undo = Some(RecordsCommand::Undo(written).to_string());
    let notice = Some(Notice { undo, ..Notice::new(context.session.catalogue.text(w::NOTICE_LATER)) });
    Ok(Outcome { then: vec![go(&start)], notice, plan_changed: true, long_act: None })
}

fn choose_nudging(context: &mut Context<'_>, nudging: Nudging) -> Handled {
    let owner = context.snapshot().owner().ok_or_else(|| NoChange::gone(&home::paths::Route::Start))?;
    if owner.state.nudges.nudging == nudging {
        return Err(NoChange::already(w::NOTICE_ALREADY).into());
    }
    let person = owner.id.to_owned();
    let act = Act::NudgingChosen { account: ALL_ACCOUNTS.to_owned(), nudging };
    context.write(&person, vec![act], w::NOTICE_SAVED, None)
}

fn snooze_act(subject: Subject<'_>, until: NaiveDate, via: Via) -> Result<Act, Error> {
    Ok(match subject {
        Subject::Guide(address) => {
            Act::Snoozed { account: address.account.to_owned(), guide: address.guide.to_owned(), until, via }
        }
        Subject::Request(address) => {
            let request = address.id.parse().map_err(|_| Error::UnknownCommand)?;
            Act::RequestSnoozed { request, until, via }
        }
    })
}

/// Returns the day until which to snooze a subject. Ends the command if the subject is snoozed already or the day is
/// past.
fn day_to_snooze(
    context: &Context<'_>,
    key: &str,
    until: NaiveDate,
    route: &str,
    snoozed: Option<NaiveDate>,
) -> Result<NaiveDate, Stopped> {
    let snapshot = context.snapshot();
    let today = snapshot.wording.today();
    require_near(until, today)?;
    let is_due = planned_occurrences(&snapshot).due.iter().any(|o| o.subject == key);
    let snoozed = snoozed.filter(|day| *day > today);
    // An old notification does not shorten what was chosen since.
    if snoozed.is_some_and(|day| day == until || (context.via == Via::Notification && !is_due && until < day)) {
        return Err(NoChange::already(w::NOTICE_ALREADY).into());
    }
    Ok(later_day(context, until, today, is_due).ok_or_else(|| NoChange::gone(&route))?)
}

/// Returns the day until which to snooze a reminder; `None` if that day is past, or has no form in a journal. A notification can lie unseen for
/// days: its button "Later" then still snoozes, as long as its subject is due.
fn later_day(context: &Context<'_>, until: NaiveDate, today: NaiveDate, is_due: bool) -> Option<NaiveDate> {
    if until > today {
        return Some(until);
    }
    let later = (context.via == Via::Notification && is_due).then(|| add_days(today, LATER_DAYS));
    later.filter(|day| *day <= LAST_DAY)
}

fn require_near(until: NaiveDate, today: NaiveDate) -> Result<(), Error> {
    if until > add_days(today, FURTHEST) { Err(Error::UnknownCommand) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use widerspruch_domain::reminders::Category;

    use super::*;
    use crate::boundary::{Platform, Restriction};
    use crate::features::{persons, records, settings};
    use crate::grammar::addresses::GuideAddress;
    use crate::kit::testing::TestFolder;
    use crate::plan::{Carrier, carrier, reminder_plan};

    const TRAINING: Subject<'static> =
        Subject::Guide(GuideAddress { person: "p1", account: "linkedin", guide: "ai-training" });

    fn begun() -> TestFolder {
        let mut folder = TestFolder::empty();
        folder.done(&[], |context| {
            persons::perform(context, persons::paths::Command::Begin { person: None, service: "linkedin" })
        });
        folder
    }

    fn day(folder: &TestFolder, ahead: u64) -> NaiveDate {
        add_days(folder.snapshot().wording.today(), ahead)
    }

    #[test]
    fn snoozing_until_today_or_beyond_a_year_is_not_possible() {
        let mut folder = begun();
        let route = "/p1/services/linkedin/ai-training";
        let today = Command::Snooze { subject: TRAINING, until: day(&folder, 0) };
        assert_eq!(folder.unchanged(&[], |context| perform(context, today)), NoChange::gone(&route));
        let far = Command::Snooze { subject: TRAINING, until: day(&folder, 367) };
        assert!(matches!(folder.run(&[], |context| perform(context, far)), Err(Stopped::Error(Error::UnknownCommand))));
    }

    #[test]
    fn snoozing_until_the_same_day_twice_writes_one_entry() {
        let mut folder = begun();
        let snooze = Command::Snooze { subject: TRAINING, until: day(&folder, 3) };
        folder.done(&[], |context| perform(context, snooze));
        assert_eq!(folder.unchanged(&[], |context| perform(context, snooze)), NoChange::already(w::NOTICE_ALREADY));
    }

    #[test]
    fn later_on_an_old_notification_still_means_later_while_it_is_due() {
        let mut folder = begun();
        folder.wait_days(10);
        folder.via = Via::Notification;
        let due = planned_occurrences(&folder.snapshot()).due;
        assert!(due.iter().any(|occurrence| occurrence.subject == TRAINING.to_string()), "{due:?}");
        let long_ago = Command::Snooze { subject: TRAINING, until: folder.snapshot().wording.today() };
        folder.done(&[], |context| perform(context, long_ago));
        let Subject::Guide(address) = TRAINING else { unreachable!() };
        let until = folder.snapshot().guide(address).unwrap().state.snoozed_until;
        assert_eq!(until, Some(day(&folder, LATER_DAYS)));
    }

    #[test]
    fn snoozing_all_where_nothing_is_due_writes_nothing_on_a_past_day() {
        let mut folder = begun();
        let gone = NoChange::gone(&home::paths::Route::Start);
        for ahead in [0, 3] {
            let all = Command::SnoozeAll { until: day(&folder, ahead) };
            assert_eq!(folder.unchanged(&[], |context| perform(context, all)), gone);
        }
    }

    #[test]
    fn snoozing_all_is_undone_with_all_its_entries() {
        let mut folder = begun();
        folder.done(&[("name", "Anna")], |context| persons::perform(context, persons::paths::Command::Add));
        let begin = persons::paths::Command::Begin { person: Some("p2"), service: "linkedin" };
        folder.done(&[], |context| persons::perform(context, begin));
        for person in ["p1", "p2"] {
            let guide = GuideAddress { person, account: "linkedin", guide: "ai-training" };
            let confirm = guide::paths::Command::Answer { guide, answer: Answer::Done };
            folder.done(&[], |context| guide::perform(context, confirm));
        }
        folder.wait_days(100);
        let due = planned_occurrences(&folder.snapshot()).due;
        assert_eq!(due.len(), 3, "a re-check of each person, and the question whether to go on");
        let all = Command::SnoozeAll { until: day(&folder, 3) };
        let outcome = folder.done(&[], |context| perform(context, all));
        assert!(planned_occurrences(&folder.snapshot()).due.is_empty());
        let undo = outcome.notice.unwrap().undo.unwrap();
        let undo = RecordsCommand::parse(&undo.split('/').collect::<Vec<_>>()).unwrap();
        folder.done(&[], |context| records::perform(context, undo));
        assert_eq!(planned_occurrences(&folder.snapshot()).due, due);
    }

    #[test]
    fn a_test_reminder_comes_on_phones_only() {
        let mut terminal = TestFolder::on(Platform::Terminal);
        let refused = terminal.unchanged(&[], |context| perform(context, Command::Test));
        assert_eq!(refused, NoChange::blocked(w::REMINDERS_TERMINAL));
        let mut phone = begun();
        let now = phone.now.unix_seconds;
        phone.done_without_entry(&[], |context| perform(context, Command::Test));
        assert_eq!(phone.session.store.device().test_at, Some(now + TEST_AHEAD));
    }

    #[test]
    fn turning_on_asks_for_the_permission_or_opens_the_settings_where_it_was_denied() {
        let mut folder = begun();
        let outcome = folder.done_without_entry(&[], |context| perform(context, Command::TurnOn));
        assert_eq!(outcome.then, [Action::AskNotificationPermission]);
        folder
            .run(&[], |context| {
                context.session.store.change_device(|device| device.permission = PermissionState::Denied)?;
                perform(context, Command::TurnOn)
            })
            .map(|outcome| {
                assert_eq!(outcome.then, [Action::OpenSystemSettings { which: SystemPage::Notifications }]);
            })
            .unwrap();
    }

    #[test]
    fn a_calendar_without_entries_is_not_written() {
        let mut empty = TestFolder::empty();
        let none = empty.unchanged(&[], |context| perform(context, Command::SaveCalendar));
        assert_eq!(none, NoChange::nothing(w::CALENDAR_EMPTY));
        // Open steps have no date.
        let mut folder = begun();
        let none = folder.unchanged(&[], |context| perform(context, Command::SaveCalendar));
        assert_eq!(none, NoChange::nothing(w::CALENDAR_EMPTY));
        let Subject::Guide(guide) = TRAINING else { unreachable!() };
        let confirm = guide::paths::Command::Answer { guide, answer: Answer::Done };
        folder.done(&[], |context| guide::perform(context, confirm));
        let outcome = folder.done_without_entry(&[], |context| perform(context, Command::SaveCalendar));
        assert!(!outcome.plan_changed);
        assert!(folder.has_file("outbox/widerspruch.ics"));
    }

    #[test]
    fn the_way_of_reminding_is_chosen_once() {
        let mut folder = begun();
        let stop = Command::ChooseNudging(Nudging::Stopped);
        folder.done(&[], |context| perform(context, stop));
        assert_eq!(folder.unchanged(&[], |context| perform(context, stop)), NoChange::already(w::NOTICE_ALREADY));
        // On the phone of somebody who only helps nothing nudges.
        let mut helper = TestFolder::empty();
        helper.done(&[("name", "Anna")], |context| persons::perform(context, persons::paths::Command::Help));
        let gone = NoChange::gone(&home::paths::Route::Start);
        assert_eq!(helper.unchanged(&[], |context| perform(context, stop)), gone);
    }

    fn snoozed(folder: &TestFolder) -> Option<NaiveDate> {
        let Subject::Guide(address) = TRAINING else { unreachable!() };
        folder.snapshot().guide(address).unwrap().state.snoozed_until
    }

    fn is_due(folder: &TestFolder) -> bool {
        planned_occurrences(&folder.snapshot()).due.iter().any(|o| o.subject == TRAINING.to_string())
    }

    #[test]
    fn a_check_of_which_an_older_version_showed_one_switch_is_not_shown_again() {
        let mut folder = begun();
        let Subject::Guide(guide) = TRAINING else { unreachable!() };
        let confirm = guide::paths::Command::Answer { guide, answer: Answer::Done };
        folder.done(&[], |context| guide::perform(context, confirm));
        let enough = guide::paths::Command::LeaveOutRest(guide.account());
        folder.done(&[], |context| guide::perform(context, enough));
        folder.wait_days(93);
        let plan = |folder: &TestFolder| reminder_plan(&folder.snapshot());
        assert_eq!(plan(&folder).due.map(|due| due.id).as_deref(), Some("p1/check/2027-02-23/check/2027-02-23"));
        assert!(!plan(&folder).due_shown);
        let at = folder.now.unix_seconds;
        let shown = ("p1/linkedin/ai-training/check/2027-02-23".to_owned(), at);
        let noted = folder.run(&[], |context| {
            context.session.store.change_device(|device| device.shown.push(shown.clone()))?;
            Ok(Outcome::default())
        });
        assert!(noted.is_ok());
        assert!(plan(&folder).due_shown);
    }

    #[test]
    fn a_phone_that_puts_unused_apps_to_sleep_is_kept_awake_on_the_way_to_a_far_check() {
        let mut folder = begun();
        let Subject::Guide(guide) = TRAINING else { unreachable!() };
        let confirm = guide::paths::Command::Answer { guide, answer: Answer::Done };
        folder.done(&[], |context| guide::perform(context, confirm));
        let awake = |folder: &TestFolder| -> Vec<String> {
            let plan = planned_occurrences(&folder.snapshot());
            let days = plan.due.into_iter().chain(plan.upcoming);
            days.filter(|o| o.category == Category::KeepAlive).map(|o| o.at.date().to_string()).collect()
        };
        let sleeps = |folder: &mut TestFolder, restrictions: &[Restriction]| {
            let noted = folder.run(&[], |context| {
                context.session.store.change_device(|device| device.restrictions = restrictions.to_vec())?;
                Ok(Outcome::default())
            });
            assert!(noted.is_ok());
        };
        sleeps(&mut folder, &[Restriction::UnusedApp]);
        assert_eq!(awake(&folder), Vec::<String>::new(), "the series does it");
        let enough = guide::paths::Command::LeaveOutRest(guide.account());
        folder.done(&[], |context| guide::perform(context, enough));
        assert_eq!(awake(&folder), ["2027-01-22"]);
        let carried = |folder: &TestFolder| {
            let snapshot = folder.snapshot();
            carrier(&snapshot, &planned_occurrences(&snapshot), "2027-02-23".parse().unwrap())
        };
        assert_eq!(carried(&folder), Some(Carrier::KeepAlive));
        sleeps(&mut folder, &[]);
        assert_eq!(awake(&folder), Vec::<String>::new(), "no need");
        assert_eq!(carried(&folder), Some(Carrier::Exemption));
        sleeps(&mut folder, &[Restriction::UnusedApp]);
        folder.wait_days(61);
        assert_eq!(awake(&folder), ["2027-01-22"], "it waits a week");
        folder.wait_days(7);
        assert_eq!(awake(&folder), Vec::<String>::new());
        folder.wait_days(-60);
        folder.done(&[], |context| perform(context, Command::ChooseNudging(Nudging::Stopped)));
        assert_eq!(awake(&folder), Vec::<String>::new(), "no nudges are wanted");
        assert_eq!(carried(&folder), Some(Carrier::Calendar));
        folder.wait_days(40);
        assert_eq!(carried(&folder), None, "it is not far any more");
    }

    #[test]
    fn turning_on_writes_the_setting_that_was_off_and_can_be_undone() {
        let mut folder = begun();
        let choose = settings::paths::Command::Choose(Setting::Reminders);
        folder.done(&[("reminders", "false")], |context| settings::perform(context, choose));
        let outcome = folder.done(&[], |context| perform(context, Command::TurnOn));
        assert_eq!(folder.snapshot().setting(Setting::Reminders), "true");
        let notice = outcome.notice.unwrap();
        assert_eq!(notice.text, "Saved.");
        assert!(notice.undo.unwrap().starts_with("undo/"));
    }

    #[test]
    fn turning_on_does_not_ask_for_a_permission_that_was_granted() {
        let mut folder = begun();
        let outcome = folder.done_without_entry(&[], |context| {
            context.session.store.change_device(|device| device.permission = PermissionState::Granted)?;
            perform(context, Command::TurnOn)
        });
        assert_eq!(outcome.then, []);
        assert!(outcome.plan_changed);
    }

    #[test]
    fn a_second_tap_on_the_test_does_not_move_it() {
        let mut folder = begun();
        let mut tap = |seconds: i64| {
            folder.now.unix_seconds += seconds;
            let outcome = folder.done_without_entry(&[], |context| perform(context, Command::Test));
            assert!(outcome.plan_changed, "the test reminder would not be handed to the system");
            assert_eq!(outcome.notice.unwrap().text, "A test reminder comes in about two minutes.");
            folder.session.store.device().test_at.unwrap() - 1_795_460_400
        };
        assert_eq!([tap(0), tap(90), tap(29)], [120; 3]);
        // Its time has come: the next tap plans another one.
        assert_eq!(tap(1), 240);
    }

    #[test]
    fn a_test_planned_by_a_wrong_clock_is_planned_anew() {
        let mut folder = begun();
        folder.now.unix_seconds += 86_400;
        folder.done_without_entry(&[], |context| perform(context, Command::Test));
        folder.now.unix_seconds -= 86_400;
        folder.done_without_entry(&[], |context| perform(context, Command::Test));
        assert_eq!(folder.session.store.device().test_at, Some(1_795_460_400 + 120));
    }

    #[test]
    fn a_test_is_planned_to_the_full_minute_on_a_clock_between_two_minutes() {
        let mut folder = begun();
        folder.now.unix_seconds += 59;
        folder.done_without_entry(&[], |context| perform(context, Command::Test));
        assert_eq!(folder.session.store.device().test_at, Some(1_795_460_400 + 120));
    }

    #[test]
    fn snoozing_all_beyond_a_year_is_refused() {
        let mut folder = begun();
        folder.wait_days(10);
        let far = Command::SnoozeAll { until: day(&folder, 367) };
        let handled = folder.run(&[], |context| perform(context, far));
        assert!(matches!(handled, Err(Stopped::Error(Error::UnknownCommand))), "{handled:?}");
        assert!(is_due(&folder), "nothing was snoozed");
        let near = Command::SnoozeAll { until: day(&folder, 366) };
        let outcome = folder.done(&[], |context| perform(context, near));
        assert_eq!(outcome.then, [Action::Go { route: "/".to_owned() }]);
    }

    #[test]
    fn an_old_notification_does_not_shorten_a_snooze_and_a_screen_does() {
        let mut folder = begun();
        let snooze = |until| Command::Snooze { subject: TRAINING, until };
        let (far, near) = (day(&folder, 10), day(&folder, 3));
        let outcome = folder.done(&[], |context| perform(context, snooze(far)));
        assert_eq!(outcome.then, [Action::Go { route: "/".to_owned() }]);
        folder.via = Via::Notification;
        let texts = folder.unchanged_texts(&[], |context| perform(context, snooze(near)));
        assert_eq!(texts, ("That had been noted already.".to_owned(), String::new()));
        folder.via = Via::App;
        folder.done(&[], |context| perform(context, snooze(near)));
        assert_eq!(snoozed(&folder), Some(near));
    }

    #[test]
    fn a_past_day_from_a_screen_or_for_a_reminder_that_is_not_due_snoozes_nothing() {
        const GONE: &str =
            "This no longer applies: it has been answered in the meantime or is gone. Nothing was changed.";
        for (days, via, due) in [(0, Via::Notification, false), (10, Via::App, true)] {
            let mut folder = begun();
            folder.wait_days(days);
            folder.via = via;
            assert_eq!(is_due(&folder), due);
            let today = day(&folder, 0);
            let one = Command::Snooze { subject: TRAINING, until: today };
            let texts = folder.unchanged_texts(&[], |context| perform(context, one));
            assert_eq!(texts, (GONE.to_owned(), "/p1/services/linkedin/ai-training".to_owned()), "{via:?}");
            let all = Command::SnoozeAll { until: today };
            let texts = folder.unchanged_texts(&[], |context| perform(context, all));
            assert_eq!(texts, (GONE.to_owned(), "/".to_owned()), "{via:?}");
        }
    }

    #[test]
    fn an_expired_snooze_does_not_keep_an_old_notification_from_snoozing_again() {
        let mut folder = begun();
        let snooze = Command::Snooze { subject: TRAINING, until: day(&folder, 3) };
        folder.done(&[], |context| perform(context, snooze));
        folder.wait_days(5);
        folder.via = Via::Notification;
        assert!(is_due(&folder));
        folder.done(&[], |context| perform(context, snooze));
        assert_eq!(snoozed(&folder), Some(day(&folder, LATER_DAYS)));
        // All at once, from a notification that lay unseen.
        folder.wait_days(7);
        let all = Command::SnoozeAll { until: day(&folder, 0) };
        folder.done(&[], |context| perform(context, all));
        assert_eq!(snoozed(&folder), Some(day(&folder, LATER_DAYS)));
    }
}
