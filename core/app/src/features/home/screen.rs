//! The home screen, which answers "Am I done? What is next? How long does it take?", and the screen about objections.

use chrono::NaiveDate;
use widerspruch_domain::catalogue::GuideFacts;
use widerspruch_domain::checklist::{ChecklistProgress, recheck_showed_on};
use widerspruch_domain::journal::{Answer, Membership, Nudging};
use widerspruch_domain::phase::{Phase, phase_on};
use widerspruch_domain::reminders::{Category, Plan};
use widerspruch_domain::requests::Stage;

use super::damage::damage_screen;
use super::doubt::ask_for_days;
use super::lost::ask_again;
use super::paths::Route;
use crate::boundary::{Icon, Screen, Tone};
use crate::features::settings::paths::Setting;
use crate::features::{guide, persons, records, reminders, requests, services};
use crate::grammar::addresses::CheckAddress;
use crate::kit::{
    Line, NOTHING, ScreenBuilder, Target, damage_warning, fill, guide_route, guide_row, plain_claims, request_route,
    rights_claims, say, shown_claims, t, warn_of_age,
};
use crate::model::{
    Account, Check, Guide, Person, Request, Snapshot, progress_sign, progress_words, recheck_question, stage_words,
};
use crate::plan::{planned_occurrences, recheck_shown_on};
use crate::words::{Day, Value, Wording, w};

/// Returns a screen of this feature; `None` if the person is gone.
pub(crate) fn screen(snapshot: &Snapshot<'_>, route: Route<'_>) -> Option<Screen> {
    Some(match route {
        Route::Start => home_screen(snapshot, snapshot.current()?),
        Route::Home { person } => home_screen(snapshot, snapshot.person(person)?),
        Route::Objection { person } => objection_screen(snapshot, snapshot.person(person)?),
        Route::Damage => damage_screen(snapshot),
    })
}

fn home_screen(snapshot: &Snapshot<'_>, person: Person<'_>) -> Screen {
    let wording = &snapshot.wording;
    let several = snapshot.store.persons.len() > 1;
    let title = if several || person.state.helped {
        wording.f(w::HOME_TITLE_OF, &[("name", &person.name(wording))])
    } else {
        wording.t(w::HOME_TITLE).to_owned()
    };
    let mut page = ScreenBuilder::new(snapshot, None, say(&title));
    damage_warning(&mut page);
    ask_for_days(&mut page, person);
    persons::warn_of_ended_help(&mut page, person);
    let planned = planned_occurrences(snapshot);
    let accounts = snapshot.accounts(person);
    let mut requests = snapshot.requests(person);
    requests.retain(|request| request.status.stage != Stage::Closed);
    // A switch that a check showed on leads, then a due re-check or answer, then an open step: "never two alarms at
    // once".
    let check = snapshot.check(person).filter(|check| check.is_due(wording.today()));
    let on = |account: &&Account<'_>| check.is_some() && seen_on(snapshot, **account).is_some();
    let due = |account: &&Account<'_>| {
        let asked = check.as_ref().filter(|check| check.put_off(wording.today()).is_none());
        asked.is_some_and(|check| check.open.iter().any(|guide| guide.account.id == account.id))
    };
    let asks =
        |account: &&Account<'_>| requests.iter().any(|one| one.account.id == account.id && answer_is_due(one, wording));
    let next = snapshot.next_step(person);
    let open = |account: &&Account<'_>| next.as_ref().is_some_and(|next| next.account.id == account.id);
    let lead = accounts.iter().find(on).or(accounts.iter().find(due));
    let lead = lead.or(accounts.iter().find(asks)).or(accounts.iter().find(open));
    let waits = ask_again(&mut page, person);
    match lead.or(accounts.first()) {
        // What comes next depends on where the person lives. Nothing comes next for who wants no help.
        _ if waits || person.state.wants_no_reminders() => {
            page.head(t(w::TAB_SERVICES));
            for account in &accounts {
                add_further_account(&mut page, *account);
            }
        }
        Some(lead) => {
            let asked = requests.iter().position(|one| one.account.id == lead.id && answer_is_due(one, wording));
            let led = add_leading_account(
                &mut page,
                *lead,
                accounts.len() > 1,
                &planned,
                check.as_ref(),
                asked.map(|place| &requests[place]),
            );
            if let (true, Some(place)) = (led, asked) {
                requests.remove(place);
            }
            // What was denied stands among the steps.
            for (facts, _) in snapshot.progress(*lead).denied {
                if let Some(denied) = denied_request(snapshot, *lead, facts) {
                    requests.retain(|request| request.id != denied.id);
                }
            }
            page.head(t(w::HOME_ACCOUNTS));
            for account in accounts.iter().filter(|account| account.id != lead.id) {
                add_further_account(&mut page, *account);
            }
        }
        None => persons::add_beginning(&mut page, person),
    }
    page.section();
    for request in &requests {
        requests::request_row(&mut page, request);
    }
    page.section();
    if person.state.helped && person.state.help.is_none() {
        persons::add_question_of_help(&mut page, person);
    }
    add_next_reminder(&mut page, &planned);
    if is_owner(snapshot, person) && person.state.nudges.nudging == Nudging::Stopped {
        page.word(w::HOME_NUDGES_STOPPED);
    }
    page.item(t(w::HOME_WHAT_IS), &Route::Objection { person: person.id });
    let helped = person.helped_name();
    let values: [(&str, &dyn Value); 1] = [("name", &helped.unwrap_or_default())];
    let title = if helped.is_some() { fill(w::REQUESTS_TITLE_OF, &values) } else { t(w::REQUESTS_TITLE) };
    page.item(title, &requests::paths::Route::Requests { person: person.id });
    if person.state.entries > 1 {
        let count = records::count_records(snapshot, person);
        let word = if count == 0 { w::HOME_RECORDS } else { w::HOME_RECORDS_COUNT };
        page.item(fill(word, &[("number", &count)]), &records::paths::Route::Records { person: person.id });
    }
    if several {
        page.item(t(w::HOME_OTHERS), &persons::paths::Route::Persons);
    }
    page.done()
}

/// Adds the leading account: its state, the next thing, the rest. `check` is the person's check day, if that has come,
/// and `asked` a request of the account whose answer is due. Returns whether that request leads.
fn add_leading_account(
    page: &mut ScreenBuilder<'_>,
    account: Account<'_>,
    several: bool,
    planned: &Plan,
    check: Option<&Check<'_>>,
    asked: Option<&Request<'_>>,
) -> bool {
    let (snapshot, wording) = (page.snapshot, page.wording());
    let progress = snapshot.progress(account);
    let next = progress.next().and_then(|next| snapshot.guide_of(account, &next.id));
    let on = check.and_then(|_| seen_on(snapshot, account));
    let put_off = check.and_then(|check| check.put_off(wording.today()));
    let asked_for = check.filter(|_| on.is_none() && put_off.is_none());
    let due = asked_for.and_then(|check| check.open.iter().find(|guide| guide.account.id == account.id));
    let name = if several { account.name(wording) } else { String::new() };
    page.head(say(&name));
    // The main step takes less time than a letter, and helps more.
    let is_main = next.as_ref().is_some_and(|next| next.place() == 0);
    let asked = asked.filter(|_| due.is_none() && on.is_none() && !is_main);
    let leads = match (asked_for.zip(due), on.as_ref().or(next.as_ref()), asked) {
        (Some((check, due)), ..) => lead_with_recheck(page, check, due),
        (None, _, Some(request)) => {
            lead_with_answer(page, request);
            None
        }
        (None, Some(next), None) => {
            if on.is_none() && is_owner(snapshot, account.person) && asks_to_go_on(planned) {
                page.answers(t(w::HOME_QUESTION));
                for (word, nudging) in [(w::NUDGING_MONTHLY, Nudging::Monthly), (w::NUDGING_STOP, Nudging::Stopped)] {
                    page.button(t(word), &reminders::paths::Command::ChooseNudging(nudging));
                }
                page.section();
            }
            lead_with_step(page, next, &progress)
        }
        (None, None, None) => {
            sum_up(page, account, &progress);
            None
        }
    };
    if progress.total() > 1 {
        page.section();
        page.progress(progress.done.len(), progress.total(), say(&progress_words(wording, &progress)));
    }
    // A check that has come is the next one.
    let soonest = next_check(snapshot, account, planned).filter(|_| check.is_none());
    let first = leads.is_some() || asked.is_some();
    add_steps(page, account, &progress, leads);
    let text = match (put_off, check.filter(|_| on.is_some()), soonest) {
        (Some(day), ..) => Some(wording.f(w::CHECK_PUT_OFF, &[("date", &wording.full_date(day))])),
        (None, Some(check), _) => Some(wording.n(w::CHECK_LIST, check.open.len(), &[])),
        (None, None, Some(day)) => Some(wording.f(w::HOME_CHECK_PLANNED, &[("date", &wording.full_date(day))])),
        (None, None, None) => None,
    };
    if let Some(text) = text {
        let check = reminders::paths::Route::Check { person: account.person.id };
        page.line(Line::new(Icon::Calendar, say(&text)), Target::Go(&check));
    }
    if let (false, Some(first)) = (first, snapshot.guides(account).first()) {
        let line = Line { detail: t(w::HOME_PASS_ON_DETAIL), ..Line::new(Icon::Share, t(w::HOME_PASS_ON)) };
        page.line(line, Target::Share(&guide::share_message(wording, first, guide::path_here(wording, first))));
    }
    if account.state.membership != Membership::Member {
        page.section();
        // Who once said "none" was not asked whether there had been one.
        if account.state.membership == Membership::None {
            page.item(t(w::ACCOUNT_ASK), &services::paths::Route::Account(account.address()));
        }
        // Of the form it speaks only while it is not sent.
        page.foot(t(if progress.next().is_some() { w::HOME_NO_ACCOUNT } else { w::HOME_NO_SWITCH }));
    }
    asked.is_some()
}

/// Adds the steps of an account: the open ones numbered, with the present one marked, and the others apart.
fn add_steps(
    page: &mut ScreenBuilder<'_>,
    account: Account<'_>,
    progress: &ChecklistProgress<'_>,
    leads: Option<&str>,
) {
    let (snapshot, wording) = (page.snapshot, page.wording());
    let steps: Vec<_> = progress.steps.iter().filter_map(|facts| snapshot.guide_of(account, &facts.id)).collect();
    page.head(t(w::HOME_LIST));
    for (guide, number) in steps.iter().zip(1..).filter(|(guide, _)| guide.state.answer == Answer::Open) {
        let title = wording.f(w::HOME_STEP, &[("number", &number), ("name", &guide.name(wording))]);
        let minutes = wording.minutes(guide.facts.minutes);
        let detail = wording.f(w::HOME_STEP_DETAIL, &[("kind", &guide.words.kind), ("minutes", &minutes)]);
        let present = leads == Some(guide.facts.id.as_str());
        let (tone, state) = if present { (Tone::Info, w::HOME_NOW) } else { (Tone::Neutral, w::STATE_OPEN) };
        let icon = if recheck_showed_on(guide.state) { Icon::Warning } else { Icon::Circle };
        let line = Line { tone, detail: say(&detail), state: t(state), ..Line::new(icon, say(&title)) };
        page.line(line, Target::Go(&guide_route(guide)));
    }
    // What the company denied is neither done nor forgotten.
    for request in progress.denied.iter().filter_map(|(facts, _)| denied_request(snapshot, account, facts)) {
        requests::request_row(page, &request);
    }
    page.head(t(if progress.set_aside.is_empty() { w::HOME_FINISHED } else { w::HOME_FINISHED_ASIDE }));
    for facts in progress.done.iter().chain(&progress.set_aside) {
        // The request that a step sent stands on Home until it is closed, and tells more.
        let guide = snapshot.guide_of(account, &facts.id).filter(|guide| !has_open_request(snapshot, guide));
        if let Some(guide) = guide {
            guide_row(page, &guide);
        }
    }
    if !progress.set_aside.is_empty() {
        let names = progress.set_aside.iter().filter_map(|facts| snapshot.guide_of(account, &facts.id));
        let names = wording.join(w::JOIN_LIST, names.map(|guide| guide.name(wording)));
        page.foot(fill(w::HOME_ASIDE_NAMES, &[("names", &names)]));
    }
}

/// Returns whether a guide's form sent a request that is not closed.
fn has_open_request(snapshot: &Snapshot<'_>, guide: &Guide<'_>) -> bool {
    let request = snapshot.request_of_guide(guide).map(|request| request.status);
    request.is_some_and(|status| status.sent.is_some() && status.stage != Stage::Closed)
}

/// Returns the request of an account's guide that was refused, or granted only in part.
fn denied_request<'a>(snapshot: &Snapshot<'a>, account: Account<'a>, guide: &GuideFacts) -> Option<Request<'a>> {
    snapshot.denied_request(&snapshot.guide_of(account, &guide.id)?)
}

/// Returns whether the statutory period of a request ends today or seems to be over, unless the person snoozed that.
fn answer_is_due(request: &Request<'_>, wording: &Wording) -> bool {
    let (status, today) = (&request.status, wording.today());
    let ends_today = status.latest() == Some(today);
    let asks = ends_today && !status.waits_for_person && status.stage == Stage::Waiting && !status.nothing_came;
    let due = status.stage == Stage::Overdue || asks;
    due && request.state.snoozed_until.is_none_or(|until| until <= today)
}

/// Makes an answer that is due lead alone.
fn lead_with_answer(page: &mut ScreenBuilder<'_>, request: &Request<'_>) {
    let wording = page.wording();
    let overdue = request.status.stage == Stage::Overdue;
    let date = request.status.latest().map(|latest| wording.full_date(latest));
    let values: [(&str, &dyn Value); 2] = [("service", &request.account.service()), ("date", Day::or_nothing(&date))];
    let (tone, word) = if overdue {
        (Tone::Warning, w::REQUEST_OVERDUE_TEXT)
    } else {
        (Tone::Info, requests::due_today_word(&request.status.due, wording.today()))
    };
    page.callout(tone, say(&wording.join(w::JOIN_COLON, [request.name(wording), &wording.f(word, &values)])));
    page.primary(t(w::REMINDER_LOOK), Target::Go(&request_route(request)));
}

/// Makes a check that is due lead alone, and returns its guide of the account.
fn lead_with_recheck(page: &mut ScreenBuilder<'_>, check: &Check<'_>, due: &Guide<'_>) -> Option<&'static str> {
    let (wording, day) = (page.wording(), check.address.day);
    let several = check.only_one().is_none();
    let question = if several {
        wording.n(w::REMINDER_CHECKS, check.open.len(), &[])
    } else {
        recheck_question(wording, due, day)
    };
    page.callout(Tone::Neutral, say(&question));
    if day < wording.today() {
        page.text(fill(w::CHECK_PLANNED, &[("date", &wording.date(day))]));
    }
    let list = reminders::paths::Route::Check { person: check.address.person }.to_string();
    let look = if several { list } else { guide_route(due).to_string() };
    page.primary(t(w::REMINDER_LOOK_AGAIN), Target::Go(&look));
    Some(due.facts.id.as_str())
}

/// Returns the first open step of an account whose switch the newest check showed on.
fn seen_on<'a>(snapshot: &Snapshot<'a>, account: Account<'a>) -> Option<Guide<'a>> {
    let open = snapshot.progress(account).open;
    let mut guides = open.into_iter().filter_map(|facts| snapshot.guide_of(account, &facts.id));
    guides.find(|guide| recheck_showed_on(guide.state))
}

/// Returns whether the phone is this person's: of nobody else's open steps it reminds.
fn is_owner(snapshot: &Snapshot<'_>, person: Person<'_>) -> bool {
    snapshot.owner().is_some_and(|owner| owner.id == person.id)
}

/// Returns whether the nudges have ended in the question whether to go on.
fn asks_to_go_on(planned: &Plan) -> bool {
    planned.due.iter().any(|o| o.category == Category::Question && CheckAddress::parse(&o.subject).is_none())
}

/// Makes an open step lead, with its reason, its duration and a way to leave the rest out. Returns its guide.
fn lead_with_step(
    page: &mut ScreenBuilder<'_>,
    next: &Guide<'_>,
    progress: &ChecklistProgress<'_>,
) -> Option<&'static str> {
    let (snapshot, wording) = (page.snapshot, page.wording());
    let account = next.account;
    let main = account.facts.guides.first().and_then(|main| snapshot.guide_of(account, &main.id));
    let is_main = main.is_some_and(|main| main.facts.id == next.facts.id);
    // Without the main step, as without an account, the situation is the reason for the other steps.
    let unsettled = is_main || main.is_none();
    if recheck_showed_on(next.state) {
        page.callout(Tone::Warning, say(&guide::seen_on_words(wording, next)));
    } else if unsettled {
        add_situation(page, account);
    }
    match main.filter(|_| !is_main).map(|main| main.state.answer) {
        Some(Answer::Done | Answer::WasOff { .. }) => {
            page.callout(Tone::Good, say(&wording.n(w::HOME_MAIN_DONE, progress.open.len(), &[])));
        }
        Some(Answer::NotVisible { .. }) => page.callout(Tone::Info, t(w::HOME_NOT_FOUND)),
        _ => {}
    }
    if unsettled {
        page.primary(fill(w::HOME_NEXT, &[("task", &next.words.task)]), Target::Go(&guide_route(next)));
        if next.facts.setting.is_some() && !recheck_showed_on(next.state) {
            page.item(t(w::HOME_ALREADY), &guide_route(next));
        }
    } else {
        page.primary(fill(w::GUIDE_NEXT, &[("task", &next.words.task)]), Target::Go(&guide_route(next)));
    }
    if !is_main && progress.begun() {
        let line = Line { detail: t(w::HOME_ENOUGH_DETAIL), ..Line::new(Icon::Dash, t(w::HOME_ENOUGH)) };
        page.line(line, Target::Do(&guide::paths::Command::LeaveOutRest(account.address())));
    }
    Some(next.facts.id.as_str())
}

/// Sums up an account without open steps: the steps that were done, and those that were set aside.
fn sum_up(page: &mut ScreenBuilder<'_>, account: Account<'_>, progress: &ChecklistProgress<'_>) {
    let (snapshot, wording) = (page.snapshot, page.wording());
    let main = account.facts.guides.first().and_then(|main| snapshot.guide_of(account, &main.id));
    if main.is_some_and(|main| matches!(main.state.answer, Answer::NotVisible { .. })) {
        page.callout(Tone::Info, t(w::HOME_NOT_FOUND));
    }
    let mut denied = progress.denied.iter().filter(|(_, denial)| !denial.is_closed);
    if let Some(request) = denied.find_map(|(facts, _)| denied_request(snapshot, account, facts)) {
        let said = [request.name(wording), &stage_words(wording, &request)];
        // Where the person did something about it, it is their own question that comes next.
        let tone = if matches!(request.status.stage, Stage::Answered(_)) { Tone::Warning } else { Tone::Info };
        page.callout(tone, say(&wording.join(w::JOIN_COLON, said)));
        page.primary(t(w::REMINDER_LOOK), Target::Go(&request_route(&request)));
    } else if progress.set_aside.is_empty() && progress.denied.is_empty() {
        page.callout(Tone::Good, say(&wording.n(w::HOME_DONE, progress.total(), &[])));
    } else {
        // Whoever wants to do no more is led nowhere: there is no primary button.
        page.callout(Tone::Info, t(w::HOME_ANSWERED));
    }
    for guide in progress.done.iter().filter_map(|facts| snapshot.guide_of(account, &facts.id)) {
        if let (Some(last), true) = (guide.state.last_off, guide.facts.switches_off()) {
            let date = wording.full_date(last.date());
            let text = wording.f(w::HOME_LAST_OFF, &[("off", &guide.off()), ("date", &date)]);
            let text = wording.join(w::JOIN_COLON, [guide.name(wording), &text]);
            page.status(Tone::Good, Icon::Check, say(&text), NOTHING);
        }
    }
}

/// Adds another account as a line: its state, and the way to it.
fn add_further_account(page: &mut ScreenBuilder<'_>, account: Account<'_>) {
    let (snapshot, wording) = (page.snapshot, page.wording());
    let progress = snapshot.progress(account);
    let next = progress.next().and_then(|next| snapshot.guide_of(account, &next.id));
    let (tone, icon) = progress_sign(&progress);
    let detail = next.map_or_else(String::new, |next| next.title(wording));
    let (name, state) = (account.name(wording), progress_words(wording, &progress));
    let line = Line { tone, detail: say(&detail), state: say(&state), ..Line::new(icon, say(&name)) };
    page.line(line, Target::Go(&services::paths::Route::Service(account.address())));
}

/// Returns the first day still to come on which a switch of the account is asked for.
fn next_check(snapshot: &Snapshot<'_>, account: Account<'_>, planned: &Plan) -> Option<NaiveDate> {
    let guides = snapshot.guides(account);
    let later = guides.iter().filter(|guide| snapshot.next_recheck(guide) > Some(snapshot.wording.today()));
    later.filter_map(|guide| recheck_shown_on(snapshot, guide, planned)).min()
}

/// Adds the situation in a sentence, with the way to the rest, and what applies only where the person lives.
fn add_situation(page: &mut ScreenBuilder<'_>, account: Account<'_>) {
    let (snapshot, wording) = (page.snapshot, page.wording());
    let there = account.there();
    warn_of_age(page, account);
    let first = there.and_then(|there| shown_claims(snapshot, account, there.situation).first().copied());
    let countdown = there.and_then(|there| countdown_words(wording, there.start?));
    // The first sentence is about the switch, which only people with an account have.
    let member = account.state.membership == Membership::Member;
    let first = first.filter(|_| member).unwrap_or(&account.words.about);
    let text = wording.join(w::JOIN_SENTENCES, countdown.iter().map(String::as_str).chain([first]));
    let why = services::paths::Route::Why(account.address());
    page.callout_titled(Tone::Info, t(w::HOME_STILL_OPEN), say(&text), t(w::HOME_MORE), Target::Go(&why));
    if member {
        for note in there.map(|there| shown_claims(snapshot, account, there.notes)).unwrap_or_default() {
            page.text(say(note));
        }
    }
    let regions = &wording.catalogue.facts.regions;
    // They are about switches, too.
    let sentences = regions.at_first_sight.get(&account.person.region).copied().filter(|_| member);
    for id in sentences.unwrap_or_default() {
        page.text(say(wording.catalogue.right(id)));
    }
}

/// Says how long it is until a processing begins; returns `None` once it runs.
fn countdown_words(wording: &Wording, start: NaiveDate) -> Option<String> {
    let date = wording.full_date(start);
    let (word, days) = match phase_on(start, wording.today()) {
        Phase::Announced { days } => (w::PHASE_ANNOUNCED, days),
        Phase::LastDays { days: 0 } => return Some(wording.f(w::PHASE_LAST_DAY, &[("date", &date)])),
        Phase::LastDays { days } => (w::PHASE_LAST_DAYS, days + 1),
        Phase::Running { .. } => return None,
    };
    Some(wording.n(word, days, &[("date", &date)]))
}

/// Adds the next reminder, or the way to turn reminders on.
fn add_next_reminder(page: &mut ScreenBuilder<'_>, planned: &Plan) {
    let wording = page.wording();
    if !page.snapshot.reminders_on() {
        // "Not yet" is for a person who was not asked for the permission yet.
        let wanted = page.snapshot.is_on(Setting::Reminders);
        let word = if wanted { w::HOME_REMINDERS_OFF } else { w::HOME_REMINDERS_SWITCHED_OFF };
        let line = Line { state: t(w::HOME_TURN_ON), ..Line::new(Icon::Bell, t(word)) };
        return page.line(line, Target::Go(&reminders::paths::Route::Reminders));
    }
    let due = planned.due.iter().filter(|o| o.category != Category::KeepAlive).count();
    let title = match planned.upcoming.first() {
        _ if due > 0 => wording.n(w::HOME_DUE, due, &[]),
        Some(next) => wording.f(w::HOME_NEXT_REMINDER, &[("date", &wording.date_and_hour(next.at))]),
        None => wording.t(w::HOME_NO_REMINDER).to_owned(),
    };
    page.line(Line::new(Icon::Bell, say(&title)), Target::Go(&reminders::paths::Route::Reminders));
}

/// Returns the screen about objections, with the right to object where the person lives.
fn objection_screen(snapshot: &Snapshot<'_>, person: Person<'_>) -> Screen {
    let wording = &snapshot.wording;
    let mut page = ScreenBuilder::new(snapshot, Some(&Route::Start), t(w::HOME_WHAT_IS));
    page.word(w::OBJECTION_TEXT);
    let mut services = snapshot.accounts(person);
    services.dedup_by(|a, b| a.facts.id == b.facts.id);
    for account in services {
        warn_of_age(&mut page, account);
        // Without an account, nobody can use the switch.
        if account.state.membership == Membership::Member {
            plain_claims(&mut page, account, account.facts.objection);
        }
    }
    if !person.is_place_lost() {
        page.head(fill(w::OBJECTION_RIGHTS, &[("country", &wording.catalogue.country(person.country))]));
        rights_claims(&mut page, person.region, wording.catalogue.facts.regions.rights);
    }
    page.foot(t(w::NO_ADVICE));
    page.section();
    page.item(t(w::AUTHORITY_FIND), &requests::paths::Route::Authorities { person: person.id });
    page.item(t(w::OBJECTION_MOVED), &persons::paths::Route::Person { person: person.id });
    page.done()
}
