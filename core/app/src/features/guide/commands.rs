//! The commands of a guide.

use chrono::NaiveDate;
use widerspruch_domain::checklist::checklist_progress;
use widerspruch_domain::checks::{check_months, is_checked};
use widerspruch_domain::journal::{Act, Answer, RecheckResult, RequestEvent, Via};
use widerspruch_domain::requests::Stage;

use super::kinds::{offers_answer, offers_page, route_to};
use super::paths::{Command, MONTHS, Page};
use crate::boundary::{Action, Outcome};
use crate::features::{home, reminders};
use crate::grammar::addresses::{AccountAddress, GuideAddress};
use crate::grammar::fields::GROUNDS;
use crate::kit::{
    Context, Error, Handled, NoChange, acts_of_sending, copy, form_text, guide_route, refuse_before_correction,
};
use crate::model::Guide;
use crate::words::w;

/// Performs a command of this feature.
pub(crate) fn perform(context: &mut Context<'_>, command: Command<'_>) -> Handled {
    match command {
        Command::Answer { guide, answer } => answer_guide(context, guide, answer),
        Command::OpenLink { guide, browser_only } => open_link(context, guide, browser_only),
        Command::OpenWithText(guide) => open_with_text(context, guide),
        Command::Recheck { guide, due, result } => answer_recheck(context, guide, due, result),
        Command::ChooseInterval(guide) => choose_interval(context, guide),
        Command::WriteGrounds(guide) => write_grounds(context, guide),
        Command::LeaveOutRest(account) => leave_out_rest(context, account),
    }
}

fn answer_guide(context: &mut Context<'_>, address: GuideAddress<'_>, answer: Answer) -> Handled {
    let found = context.guide(address)?;
    let route = guide_route(&found).to_string();
    if !offers_answer(&found, answer) {
        return Err(NoChange::gone(&route).into());
    }
    if found.state.answer == answer {
        let said = if answer == Answer::Open { w::NOTICE_ALREADY_OPEN } else { w::NOTICE_ALREADY };
        return Err(NoChange::already(said).at(&route).into());
    }
    // A button of an old notification must not overwrite a newer answer.
    if context.via == Via::Notification && found.state.answer != Answer::Open {
        return Err(NoChange::gone(&route).into());
    }
    let said = match answer {
        Answer::Open => w::NOTICE_REOPENED,
        Answer::LeftOut => w::NOTICE_LEFT_OUT,
        Answer::NotVisible { .. } if is_checked_again(&found) => w::NOTICE_NOT_VISIBLE,
        Answer::NotVisible { .. } | Answer::Done | Answer::WasOff { .. } | Answer::NotApplicable => w::NOTICE_NOTED,
    };
    // A form that was sent is a request, received that day. One entry holds all of it, so that undo removes all of it.
    let asks = found.request_kind().filter(|_| answer == Answer::Done);
    let (account, guide) = (address.account.to_owned(), address.guide.to_owned());
    let mut acts = vec![Act::Answered { account, guide, answer, via: context.via }];
    if let Some(kind) = asks {
        let next = context.session.store.next_id()?;
        let snapshot = context.snapshot();
        let account = context.account(address.account())?;
        if let Some(known) = snapshot.open_request(account, kind) {
            refuse_before_correction(&snapshot, &known)?;
        }
        // The text stands on the guide's screen.
        let (sent, noted) = ((RequestEvent::SentByForm, snapshot.wording.today()), (context.via, true));
        acts.extend(acts_of_sending(&snapshot, account, kind, next, sent, noted)?.unwrap_or_default());
    }
    let outcome = context.write(address.person, acts, said, Some(&route))?;
    if answer == Answer::Open {
        forget_opened_link(context, address);
    }
    Ok(outcome)
}

/// Copies the finished text and opens the form: whoever fills it in has to paste the text there.
fn open_with_text(context: &mut Context<'_>, address: GuideAddress<'_>) -> Handled {
    let snapshot = context.snapshot();
    let found = context.guide(address)?;
    let Some(written) = form_text(&snapshot, &found) else { return Err(NoChange::gone(&guide_route(&found)).into()) };
    let mut outcome = open_link(context, address, false)?;
    outcome.then.insert(0, copy(&written.text()));
    Ok(outcome)
}

fn open_link(context: &mut Context<'_>, address: GuideAddress<'_>, browser_only: bool) -> Handled {
    let found = context.guide(address)?;
    let link = found.link().ok_or_else(|| NoChange::gone(&home::paths::Route::Start))?;
    let action = Action::OpenUrl { url: link.url.to_string(), browser_only };
    let key = address.to_string();
    let at = context.now.unix_seconds;
    // Best effort: opening the link matters more than asking later whether it worked.
    let _ = context.session.store.change_device(|device| device.note_opened(&key, at));
    Ok(Outcome { then: vec![action], notice: None, plan_changed: false, long_act: None })
}

/// Stops asking whether opening the link worked. An answered guide keeps the mark, so that undo finds it.
fn forget_opened_link(context: &mut Context<'_>, address: GuideAddress<'_>) {
    let key = address.to_string();
    // The answer is kept. A mark that stays only asks once more.
    let _ = context.session.store.change_device(|device| device.opened.retain(|opened| *opened != key));
}

/// Records a re-check, either the planned one or one that the person did unprompted today.
fn answer_recheck(
    context: &mut Context<'_>,
    address: GuideAddress<'_>,
    due: NaiveDate,
    result: RecheckResult,
) -> Handled {
    let snapshot = context.snapshot();
    let found = context.guide(address)?;
    let route = guide_route(&found).to_string();
    let known = matches!(found.state.answer, Answer::Done | Answer::WasOff { .. } | Answer::NotVisible { .. });
    let answered = found.state.last_recheck.is_some_and(|(last, _)| last >= due);
    let check = snapshot.due_check(&found);
    let planned = check.as_ref().is_some_and(|check| check.address.day == due);
    // Nobody looked who leaves a switch out: before its day, that would put the check off.
    let unprompted = result != RecheckResult::Skipped
        && (snapshot.next_recheck(&found) == Some(due) || due == snapshot.wording.today());
    let expected = planned || unprompted;
    if !known || answered || !expected || !offers_page(&found, Page::Recheck) {
        return Err(NoChange::gone(&route).into());
    }
    let said = match result {
        RecheckResult::Off => w::NOTICE_STILL_OFF,
        RecheckResult::On => w::NOTICE_SEEN_ON,
        RecheckResult::NotFound if is_checked_again(&found) => w::NOTICE_NOT_VISIBLE,
        // No re-check is chosen, so none asks again.
        RecheckResult::NotFound | RecheckResult::Changed | RecheckResult::Skipped => w::NOTICE_NOTED,
    };
    // A check of several switches goes on with the next, and ends with the sum.
    let several = check.filter(|check| planned && check.open.len() + check.answered.len() > 1);
    let route = match (result, several) {
        (RecheckResult::Changed, _) => route_to(&found, Page::Wrong).to_string(),
        (RecheckResult::On, _) | (_, None) => route,
        (_, Some(check)) => match check.open.iter().find(|one| one.address() != address) {
            Some(next) => route_to(next, Page::CheckStep).to_string(),
            None => reminders::paths::Route::Check { person: address.person }.to_string(),
        },
    };
    let (account, guide) = (address.account.to_owned(), address.guide.to_owned());
    let act = Act::Rechecked { account, guide, due, seen: result, via: context.via };
    let outcome = context.write(address.person, vec![act], said, Some(&route))?;
    if result == RecheckResult::On {
        forget_opened_link(context, address);
    }
    Ok(outcome)
}

/// Returns whether a guide's switch will be looked at again on a check day.
fn is_checked_again(guide: &Guide<'_>) -> bool {
    is_checked(guide.facts) && check_months(guide.account.person.state.check.months).is_some()
}

fn choose_interval(context: &mut Context<'_>, address: GuideAddress<'_>) -> Handled {
    let found = context.guide(address)?;
    if !offers_page(&found, Page::Recheck) {
        return Err(NoChange::gone(&guide_route(&found)).into());
    }
    let months = context.choice(&MONTHS)?.and_then(|months| months.parse().ok());
    let months = months.ok_or(Error::BadInput(MONTHS.name, w::ERROR_CHOICE))?;
    if found.account.person.state.check.months == Some(months) {
        return Err(NoChange::already(w::NOTICE_ALREADY).into());
    }
    let (account, guide) = (address.account.to_owned(), address.guide.to_owned());
    context.write(address.person, vec![Act::RecheckChosen { account, guide, months }], w::NOTICE_SAVED, None)
}

fn write_grounds(context: &mut Context<'_>, address: GuideAddress<'_>) -> Handled {
    let text = context.text(&GROUNDS)?;
    let found = context.guide(address)?;
    let route = guide_route(&found).to_string();
    if !offers_page(&found, Page::Grounds) {
        return Err(NoChange::gone(&route).into());
    }
    if found.grounds() == text {
        return Err(NoChange::already(w::NOTICE_ALREADY).at(&route).into());
    }
    let (account, guide) = (address.account.to_owned(), address.guide.to_owned());
    let mut acts = vec![Act::GroundsWritten { account, guide, text: text.clone() }];
    // The draft that this form sends has the same grounds.
    let draft = found.request_kind().and_then(|kind| context.snapshot().open_request(found.account, kind));
    if let Some(draft) =
        draft.filter(|draft| draft.status.stage == Stage::Draft && draft.own_text(GROUNDS.name).is_some())
    {
        let request = draft.id.parse().map_err(|_| Error::UnknownCommand)?;
        acts.push(Act::RequestWritten { request, field: GROUNDS.name.to_owned(), text });
    }
    context.write(address.person, acts, w::NOTICE_SAVED, Some(&route))
}

fn leave_out_rest(context: &mut Context<'_>, address: AccountAddress<'_>) -> Handled {
    let start = home::paths::Route::Start;
    let found = context.account(address)?;
    let open = checklist_progress(found.facts, found.state, found.person.region).open;
    if open.is_empty() {
        return Err(NoChange::gone(&start).into());
    }
    let leave_out = |guide: String| Act::Answered {
        account: address.account.to_owned(),
        guide,
        answer: Answer::LeftOut,
        via: context.via,
    };
    let acts = open.into_iter().map(|guide| leave_out(guide.id.to_string())).collect();
    context.write(address.person, acts, w::NOTICE_ENOUGH, Some(&start))
}

#[cfg(test)]
mod tests {
    use widerspruch_domain::catalogue::{Facts, ServiceFacts};
    use widerspruch_domain::civil::add_days;
    use widerspruch_domain::journal::{RequestKind, Since, Unseen};

    use super::*;
    use crate::boundary::Row;
    use crate::features::{persons, requests};
    use crate::grammar::addresses::RequestAddress;
    use crate::kit::testing::TestFolder;

    const LINKEDIN: AccountAddress<'static> = AccountAddress { person: "p1", account: "linkedin" };
    const TRAINING: GuideAddress<'static> = guide("ai-training");
    const FORM: GuideAddress<'static> = guide("objection-form");

    const fn guide(guide: &str) -> GuideAddress<'_> {
        GuideAddress { person: "p1", account: "linkedin", guide }
    }

    const GONE: &str = "This no longer applies: it has been answered in the meantime or is gone. Nothing was changed.";

    fn route(guide: &str) -> String {
        format!("/p1/services/linkedin/{guide}")
    }

    fn begun_in(country: &str) -> TestFolder {
        let mut folder = TestFolder::empty();
        let welcome = persons::paths::Command::Begin { person: None, service: "linkedin" };
        folder.done(&[("country", country)], |context| persons::perform(context, welcome));
        folder
    }

    /// Gives the service's form another kind of request than the catalogue does.
    fn set_request_of_form(folder: &mut TestFolder, kind: &str) {
        let text = include_str!("../../../../catalogue/services/linkedin/facts.json");
        let known = r#""request": "objection""#;
        assert_eq!(text.matches(known).count(), 1);
        let service: ServiceFacts =
            serde_json::from_str(&text.replace(known, &format!(r#""request": "{kind}""#))).unwrap();
        let services = [("linkedin".to_owned().into(), service)].into_iter().collect();
        let facts = Facts { services, ..folder.session.catalogue.facts.clone() };
        folder.session.catalogue.facts = Box::leak(Box::new(facts));
    }

    fn begun() -> TestFolder {
        let mut folder = TestFolder::empty();
        folder.done(&[], |context| {
            persons::perform(context, persons::paths::Command::Begin { person: None, service: "linkedin" })
        });
        folder
    }

    fn answer(folder: &mut TestFolder, guide: GuideAddress<'_>, answer: Answer) -> Outcome {
        folder.done(&[], |context| perform(context, Command::Answer { guide, answer }))
    }

    #[test]
    fn the_same_answer_twice_writes_one_entry() {
        let mut folder = begun();
        answer(&mut folder, TRAINING, Answer::Done);
        let again = Command::Answer { guide: TRAINING, answer: Answer::Done };
        let route = guide_route(&folder.snapshot().guide(TRAINING).unwrap()).to_string();
        let unchanged = folder.unchanged(&[], |context| perform(context, again));
        assert_eq!(unchanged, NoChange::already(w::NOTICE_ALREADY).at(&route));
    }

    #[test]
    fn a_button_of_an_old_notification_overwrites_no_answer() {
        let mut folder = begun();
        answer(&mut folder, TRAINING, Answer::LeftOut);
        folder.via = Via::Notification;
        let confirm = Command::Answer { guide: TRAINING, answer: Answer::Done };
        let route = guide_route(&folder.snapshot().guide(TRAINING).unwrap()).to_string();
        assert_eq!(folder.unchanged(&[], |context| perform(context, confirm)), NoChange::gone(&route));
        assert_eq!(folder.snapshot().guide(TRAINING).unwrap().state.answer, Answer::LeftOut);
    }

    #[test]
    fn an_answer_that_the_kind_of_guide_lacks_is_gone() {
        let mut folder = begun();
        let route = guide_route(&folder.snapshot().guide(FORM).unwrap()).to_string();
        let unseen = Answer::NotVisible { why: Unseen::OldApp };
        let command = Command::Answer { guide: FORM, answer: unseen };
        assert_eq!(folder.unchanged(&[], |context| perform(context, command)), NoChange::gone(&route));
    }

    #[test]
    fn a_guide_of_an_unknown_person_is_gone() {
        let mut folder = begun();
        let start = NoChange::gone(&home::paths::Route::Start);
        for address in [guide("unknown"), GuideAddress { person: "p9", ..TRAINING }] {
            for command in [
                Command::Answer { guide: address, answer: Answer::Done },
                Command::OpenLink { guide: address, browser_only: true },
                Command::ChooseInterval(address),
                Command::WriteGrounds(address),
            ] {
                assert_eq!(folder.unchanged(&[], |context| perform(context, command)), start, "{command:?}");
            }
        }
    }

    #[test]
    fn confirming_the_form_begins_a_request_that_was_sent_today_in_one_entry() {
        let mut folder = begun();
        let before = folder.session.store.persons.get("p1").unwrap().len();
        answer(&mut folder, FORM, Answer::Done);
        assert_eq!(folder.session.store.persons.get("p1").unwrap().len(), before + 1);
        let snapshot = folder.snapshot();
        let account = snapshot.account(LINKEDIN).unwrap();
        let request = snapshot.open_request(account, RequestKind::Objection).unwrap();
        assert_eq!(request.status.sent, Some(snapshot.wording.today()));
    }

    #[test]
    fn confirming_the_form_sends_a_draft_and_begins_no_duplicate_of_an_open_request() {
        use requests::paths::Command as Request;
        for sent_before in [false, true] {
            let mut folder = begun();
            let begin = Request::Begin { account: LINKEDIN, kind: RequestKind::Objection, again: false };
            folder.done(&[], |context| requests::perform(context, begin));
            let id = folder.session.store.persons.get("p1").unwrap().state.last.clone().unwrap().to_string();
            let request = RequestAddress { person: "p1", id: &id };
            if sent_before {
                let event = RequestEvent::SentByPost;
                let note = Request::NoteEvent { request, event, with_text: false };
                folder.done(&[], |context| requests::perform(context, note));
                answer(&mut folder, FORM, Answer::Open);
            }
            answer(&mut folder, FORM, Answer::Done);
            let snapshot = folder.snapshot();
            let all = snapshot.requests(snapshot.person("p1").unwrap());
            let events: Vec<RequestEvent> = all[0].state.events.iter().map(|(_, event, _)| *event).collect();
            let event = if sent_before { RequestEvent::SentByPost } else { RequestEvent::SentByForm };
            assert_eq!((all.len(), events), (1, vec![event]));
        }
    }

    #[test]
    fn reopening_forgets_that_the_link_was_opened() {
        let mut folder = begun();
        let open = Command::OpenLink { guide: TRAINING, browser_only: false };
        let outcome = folder.done_without_entry(&[], |context| perform(context, open));
        assert!(!outcome.plan_changed, "opening a link moves no reminder");
        assert_eq!(folder.session.store.device().opened, ["p1/linkedin/ai-training"]);
        answer(&mut folder, TRAINING, Answer::LeftOut);
        answer(&mut folder, TRAINING, Answer::Open);
        assert!(folder.session.store.device().opened.is_empty());
    }

    #[test]
    fn a_recheck_is_answered_once_and_only_for_an_expected_day() {
        let mut folder = begun();
        let today = folder.snapshot().wording.today();
        let at = |due| Command::Recheck { guide: TRAINING, due, result: RecheckResult::On };
        let route = guide_route(&folder.snapshot().guide(TRAINING).unwrap()).to_string();
        // Without an answer there is nothing to check again.
        assert_eq!(folder.unchanged(&[], |context| perform(context, at(today))), NoChange::gone(&route));
        answer(&mut folder, TRAINING, Answer::WasOff { since: Since::Unknown });
        let other_day = add_days(today, 17);
        assert_eq!(folder.unchanged(&[], |context| perform(context, at(other_day))), NoChange::gone(&route));
        folder.done(&[], |context| perform(context, at(today)));
        assert_eq!(folder.snapshot().guide(TRAINING).unwrap().state.answer, Answer::Open);
        assert_eq!(folder.unchanged(&[], |context| perform(context, at(today))), NoChange::gone(&route));
    }

    #[test]
    fn an_interval_that_is_not_offered_is_refused() {
        let mut folder = begun();
        answer(&mut folder, TRAINING, Answer::Done);
        let choose = Command::ChooseInterval(TRAINING);
        for inputs in [&[][..], &[("months", "7")], &[("months", "")]] {
            assert_eq!(folder.refused(inputs, |context| perform(context, choose)), "months");
        }
        folder.done(&[("months", "0")], |context| perform(context, choose));
        assert_eq!(folder.snapshot().next_recheck(&folder.snapshot().guide(TRAINING).unwrap()), None);
    }

    #[test]
    fn grounds_are_kept_only_where_a_guide_asks_for_them() {
        let mut folder = begun();
        let route = guide_route(&folder.snapshot().guide(TRAINING).unwrap()).to_string();
        let elsewhere = Command::WriteGrounds(TRAINING);
        let unchanged = folder.unchanged(&[("grounds", "mine")], |context| perform(context, elsewhere));
        assert_eq!(unchanged, NoChange::gone(&route));
        let write = Command::WriteGrounds(FORM);
        folder.done(&[("grounds", " mine\u{202E} ")], |context| perform(context, write));
        assert_eq!(
            folder.snapshot().guide(FORM).unwrap().state.grounds,
            "mine",
            "what turns the direction is left out"
        );
        let long = "x".repeat(1001);
        assert_eq!(folder.refused(&[("grounds", &long)], |context| perform(context, write)), "grounds");
    }

    #[test]
    fn leaving_out_the_rest_keeps_what_was_done() {
        let mut folder = begun();
        answer(&mut folder, TRAINING, Answer::Done);
        folder.done(&[], |context| perform(context, Command::LeaveOutRest(LINKEDIN)));
        let snapshot = folder.snapshot();
        assert_eq!(snapshot.guide(TRAINING).unwrap().state.answer, Answer::Done);
        assert_eq!(snapshot.guide(FORM).unwrap().state.answer, Answer::LeftOut);
        let gone = NoChange::gone(&home::paths::Route::Start);
        assert_eq!(folder.unchanged(&[], |context| perform(context, Command::LeaveOutRest(LINKEDIN))), gone);
    }

    #[test]
    fn a_recheck_that_found_the_setting_off_is_not_recorded_twice() {
        let mut folder = begun();
        answer(&mut folder, TRAINING, Answer::Done);
        folder.wait_days(95);
        // The day that was planned, although it is past: the person looked a few days late.
        let due = folder.snapshot().next_recheck(&folder.snapshot().guide(TRAINING).unwrap()).unwrap();
        assert!(due < folder.snapshot().wording.today());
        let off = Command::Recheck { guide: TRAINING, due, result: RecheckResult::Off };
        let outcome = folder.done(&[], |context| perform(context, off));
        assert_eq!(outcome.notice.unwrap().text, "Noted: the switch is still off.");
        assert_eq!(outcome.then, [Action::Go { route: route("ai-training") }]);
        assert_eq!(
            folder.unchanged_texts(&[], |context| perform(context, off)),
            (GONE.to_owned(), route("ai-training"))
        );
        let today =
            Command::Recheck { guide: TRAINING, due: folder.snapshot().wording.today(), result: RecheckResult::Off };
        folder.done(&[], |context| perform(context, today));
        assert_eq!(folder.unchanged_texts(&[], |context| perform(context, today)).0, GONE);
    }

    fn shown_interval(folder: &TestFolder, guide: GuideAddress<'_>) -> Option<String> {
        let screen =
            crate::features::guide::screen(&folder.snapshot(), crate::features::guide::paths::Route::to(guide))?;
        screen.sections.into_iter().flat_map(|section| section.rows).find_map(|row| match row {
            Row::Choice { name, value, .. } if name == MONTHS.name => Some(value),
            _ => None,
        })
    }

    #[test]
    fn a_switch_that_waits_for_the_check_after_the_next_shows_the_interval_to_that() {
        let mut folder = begun();
        answer(&mut folder, TRAINING, Answer::Done);
        assert_eq!(shown_interval(&folder, TRAINING).as_deref(), Some("3"));
        folder.wait_days(79);
        answer(&mut folder, guide("research"), Answer::Done);
        assert_eq!(shown_interval(&folder, TRAINING).as_deref(), Some("3"));
        assert_eq!(shown_interval(&folder, guide("research")).as_deref(), Some("6"));
    }

    #[test]
    fn leaving_out_a_switch_before_its_check_day_puts_no_check_off() {
        let mut folder = begun();
        answer(&mut folder, TRAINING, Answer::Done);
        folder.wait_days(89);
        let day = |folder: &TestFolder| folder.snapshot().wording.today();
        let result = |due, result| Command::Recheck { guide: TRAINING, due, result };
        for due in [day(&folder), "2027-02-23".parse().unwrap()] {
            let skip = result(due, RecheckResult::Skipped);
            let gone = NoChange::gone(&route("ai-training"));
            assert_eq!(folder.unchanged(&[], |context| perform(context, skip)), gone);
        }
        folder.wait_days(3);
        let skip = result(day(&folder), RecheckResult::Skipped);
        folder.done(&[], |context| perform(context, skip));
    }

    #[test]
    fn a_setting_that_is_not_found_promises_another_check_only_where_one_is_chosen() {
        for (months, said) in [("3", "Noted: not found. We will ask again at the next check."), ("0", "Noted.")] {
            let mut folder = begun();
            answer(&mut folder, TRAINING, Answer::Done);
            folder.done(&[("months", months)], |context| perform(context, Command::ChooseInterval(TRAINING)));
            let due = folder.snapshot().wording.today();
            let recheck = Command::Recheck { guide: TRAINING, due, result: RecheckResult::NotFound };
            let outcome = folder.done(&[], |context| perform(context, recheck));
            assert_eq!(outcome.notice.unwrap().text, said, "{months}");
        }
    }

    #[test]
    fn a_guide_without_a_setting_is_never_rechecked() {
        let mut folder = begun();
        answer(&mut folder, FORM, Answer::Done);
        let due = folder.snapshot().wording.today();
        let gone = (GONE.to_owned(), route("objection-form"));
        for result in [RecheckResult::Off, RecheckResult::On, RecheckResult::NotFound] {
            let recheck = Command::Recheck { guide: FORM, due, result };
            assert_eq!(folder.unchanged_texts(&[], |context| perform(context, recheck)), gone);
        }
        let choose = Command::ChooseInterval(FORM);
        assert_eq!(folder.unchanged_texts(&[("months", "3")], |context| perform(context, choose)), gone);
    }

    #[test]
    fn a_request_that_the_law_of_the_place_does_not_offer_is_not_begun_by_its_form() {
        for (country, kind, begins) in [
            ("HK", "objection", true),
            ("ZZ", "objection", true),
            ("HK", "erasure", false),
            ("ZZ", "access", false),
            ("DE", "erasure", true),
        ] {
            let mut folder = begun_in(country);
            set_request_of_form(&mut folder, kind);
            answer(&mut folder, FORM, Answer::Done);
            let snapshot = folder.snapshot();
            let person = snapshot.person("p1").unwrap();
            assert_eq!(snapshot.requests(person).len(), usize::from(begins), "{country}, {kind}");
        }
    }

    #[test]
    fn reopening_an_open_guide_says_that_it_is_open_already() {
        let mut folder = begun();
        let reopen = Command::Answer { guide: TRAINING, answer: Answer::Open };
        let texts = folder.unchanged_texts(&[], |context| perform(context, reopen));
        assert_eq!(texts, ("That is open already.".to_owned(), route("ai-training")));
    }

    #[test]
    fn a_link_opened_twice_is_not_marked_twice() {
        let mut folder = begun();
        for browser_only in [true, false] {
            let open = Command::OpenLink { guide: TRAINING, browser_only };
            let outcome = folder.done_without_entry(&[], |context| perform(context, open));
            assert!(
                matches!(outcome.then.as_slice(), [Action::OpenUrl { browser_only: asked, .. }] if *asked == browser_only),
                "{outcome:?}"
            );
        }
        assert_eq!(folder.session.store.device().opened, ["p1/linkedin/ai-training"]);
    }

    #[test]
    fn an_answer_other_than_reopening_keeps_the_mark_of_the_opened_link() {
        let mut folder = begun();
        let open = Command::OpenLink { guide: TRAINING, browser_only: false };
        folder.done_without_entry(&[], |context| perform(context, open));
        answer(&mut folder, TRAINING, Answer::Done);
        let today = folder.snapshot().wording.today();
        let recheck = |result| Command::Recheck { guide: TRAINING, due: today, result };
        folder.done(&[], |context| perform(context, recheck(RecheckResult::NotFound)));
        assert_eq!(folder.session.store.device().opened, ["p1/linkedin/ai-training"]);
        folder.wait_days(1);
        let on = Command::Recheck { guide: TRAINING, due: add_days(today, 1), result: RecheckResult::On };
        folder.done(&[], |context| perform(context, on));
        assert!(folder.session.store.device().opened.is_empty());
    }

    #[test]
    fn the_same_interval_twice_writes_one_entry() {
        let mut folder = begun();
        answer(&mut folder, TRAINING, Answer::Done);
        let choose = Command::ChooseInterval(TRAINING);
        folder.done(&[("months", "6")], |context| perform(context, choose));
        let texts = folder.unchanged_texts(&[("months", "6")], |context| perform(context, choose));
        assert_eq!(texts, ("That had been noted already.".to_owned(), String::new()));
    }

    #[test]
    fn the_same_grounds_twice_write_one_entry_and_lead_to_the_guide() {
        let mut folder = begun();
        let write = Command::WriteGrounds(FORM);
        let outcome = folder.done(&[("grounds", "mine")], |context| perform(context, write));
        assert_eq!(outcome.then, [Action::Go { route: route("objection-form") }]);
        let texts = folder.unchanged_texts(&[("grounds", "mine")], |context| perform(context, write));
        assert_eq!(texts, ("That had been noted already.".to_owned(), route("objection-form")));
    }

    #[test]
    fn an_answer_leads_to_its_guide_and_leaving_out_the_rest_leads_home() {
        let mut folder = begun();
        let outcome = answer(&mut folder, TRAINING, Answer::Done);
        assert_eq!(outcome.then, [Action::Go { route: route("ai-training") }]);
        let outcome = folder.done(&[], |context| perform(context, Command::LeaveOutRest(LINKEDIN)));
        assert_eq!(outcome.then, [Action::Go { route: "/".to_owned() }]);
    }

    #[test]
    fn an_answer_promises_a_recheck_only_where_one_will_come() {
        let unseen = Answer::NotVisible { why: Unseen::OldApp };
        let mut folder = begun();
        let text = |outcome: Outcome| outcome.notice.unwrap().text;
        let promise = "Noted: not found. We will ask again at the next check.";
        assert_eq!(text(answer(&mut folder, TRAINING, unseen)), promise);
        folder.done(&[("months", "0")], |context| perform(context, Command::ChooseInterval(TRAINING)));
        answer(&mut folder, TRAINING, Answer::Open);
        assert_eq!(text(answer(&mut folder, TRAINING, unseen)), "Noted.");
    }
}
