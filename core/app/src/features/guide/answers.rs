//! Answers to a guide: the possible answers, the given answer, and the re-check.

use chrono::NaiveDate;
use widerspruch_domain::catalogue::GuideKind;
use widerspruch_domain::checks::{check_months, is_checked};
use widerspruch_domain::civil::add_nameable_days;
use widerspruch_domain::journal::{
    Answer, HistoryItem, RecheckResult, RequestEvent, RequestKind, Since, Stamp, is_hour_lost,
};
use widerspruch_domain::requests::{ControllerAnswer, Stage};

use super::kinds::{offers_page, route_to};
use super::mail::mail_link;
use super::paths::{Command, MONTHS, Page};
use super::way::{path_here, share_message};
use crate::boundary::{Icon, Screen, Tone};
use crate::features::requests::paths::ON;
use crate::features::{home, records, reminders, requests};
use crate::grammar::fields::GROUNDS;
use crate::kit::{
    Line, NOTHING, ScreenBuilder, Target, add_grounds_help, days_of_sending, fill, form_text, form_text_in,
    guide_route, newest_resting, option, reading_page, request_route, say, t,
};
use crate::letters::Written;
use crate::model::{Guide, Request, Snapshot, answer_sentence, due_recheck, history_words, is_phone};
use crate::plan::{planned_occurrences, recheck_shown_on};
use crate::words::{Value, Word, w};

/// Adds the answers that a person can give.
///
/// Once the setting or the form was `opened`, the primary button is the answer that it worked.
pub(super) fn add_answers(page: &mut ScreenBuilder<'_>, guide: &Guide<'_>, opened: bool) {
    let wording = page.wording();
    let answer = |answer| Command::Answer { guide: guide.address(), answer };
    let question = t(if opened { w::GUIDE_WORKED } else { w::GUIDE_ANSWER });
    if guide.request_kind().is_some() {
        page.head(question);
        page.date_field(&ON, w::GUIDE_SENT_DAY, wording.today(), days_of_sending(wording.today()));
        page.answers(NOTHING);
    } else {
        page.answers(question);
    }
    if !opened {
        let done = guide.with_off(wording, &guide.words.done);
        page.button_like(Tone::Good, Some(Icon::Check), say(&done), Target::Do(&*done_command(guide)));
    }
    let setting = guide.facts.switches_off();
    if !guide.words.already.is_empty() {
        let label = guide.with_off(wording, &guide.words.already);
        page.button_to(say(&label), Target::Go(&route_to(guide, Page::Already)));
    }
    if setting {
        page.item(t(w::GUIDE_UNSEEN), &route_to(guide, Page::Unseen));
    }
    if offers_page(guide, Page::Later) {
        page.button_to(t(w::GUIDE_LATER), Target::Go(&route_to(guide, Page::Later)));
    }
    if guide.is_sometimes_missing() {
        page.button(t(w::GUIDE_NOT_APPLICABLE), &answer(Answer::NotApplicable));
    }
    let line =
        Line { icon: None, detail: t(w::GUIDE_LEAVE_OUT_DETAIL), ..Line::new(Icon::Dash, t(w::GUIDE_LEAVE_OUT)) };
    page.line(line, Target::Do(&answer(Answer::LeftOut)));
}

/// Returns the command that says that it worked: for a form that sends a request, on which day.
fn done_command<'a>(guide: &Guide<'a>) -> Box<dyn std::fmt::Display + 'a> {
    let account = guide.account.address();
    match guide.request_kind() {
        Some(kind) => {
            let event = RequestEvent::SentByForm;
            Box::new(requests::paths::Command::NoteSent { account, kind, event, with_text: true })
        }
        None => Box::new(Command::Answer { guide: guide.address(), answer: Answer::Done }),
    }
}

/// Adds the given answer, the way to undo it, and the next re-check.
pub(super) fn add_answered(page: &mut ScreenBuilder<'_>, guide: &Guide<'_>) {
    let wording = page.wording();
    let state = guide.state;
    let done = matches!(state.answer, Answer::Done | Answer::WasOff { .. });
    let answered = page.snapshot.request_of_guide(guide).filter(|request| request.status.answer.is_some());
    page.head(t(w::ANSWERED_TITLE));
    if let Some(stamp) = &state.answered {
        let said = said_words(page, guide, stamp, HistoryItem::Answer(state.answer));
        match &answered {
            Some(request) => {
                page.text(say(&said));
                say_answer(page, request);
            }
            None => page.callout(if done { Tone::Good } else { Tone::Info }, say(&said)),
        }
        // It may have been noted days after it was sent.
        let sent = page.snapshot.request_of_guide(guide).and_then(|request| request.status.sent);
        if let Some(sent) = sent.filter(|sent| done && *sent != stamp.at.date()) {
            page.text(fill(w::ANSWERED_SENT, &[("date", &wording.full_date(sent))]));
        }
        // What does not count is taken back where its day is corrected.
        let counts = |(noted, _): &&(Stamp, HistoryItem)| !page.snapshot.is_note_doubted(guide.account.person, noted);
        let newest = state.history.iter().rev().find(counts);
        let (newest, what) = newest.map_or((stamp, HistoryItem::Answer(state.answer)), |(noted, what)| (noted, *what));
        // Undo stands below what it takes back.
        if newest.entry != stamp.entry {
            page.text(say(&said_words(page, guide, newest, what)));
        }
        if newest_resting(page.snapshot, guide.account.person, &newest.entry, &[]).is_none() {
            page.button(t(w::UNDO), &records::paths::Command::undo(&newest.entry));
        }
    }
    if let Some(last) = state.last_off.filter(|_| guide.facts.switches_off()) {
        page.text(fill(w::ANSWERED_LAST_OFF, &[("off", &guide.off()), ("date", &wording.full_date(last.date()))]));
    }
    if done && guide.facts.setting.is_some() {
        page.word(w::ANSWERED_PICTURE);
    }
    if let Some(request) = page.snapshot.request_of_guide(guide).filter(|_| answered.is_none()) {
        page.line(Line::new(Icon::Document, t(w::GUIDE_REQUEST)), Target::Go(&request_route(&request)));
    }
    page.item(t(w::ATTACHED_TITLE), &records::paths::Route::Attachments(guide.subject()));
    if let Some(day) = recheck_shown_on(page.snapshot, guide, &planned_occurrences(page.snapshot)) {
        // A switch that the next check leaves out has a day of its own.
        let check = page.snapshot.check(guide.account.person);
        let is_next = check.is_some_and(|check| check.asks(guide));
        let word = if is_next { w::HOME_CHECK_PLANNED } else { w::CHECK_SWITCH_PLANNED };
        page.text(fill(word, &[("date", &wording.full_date(day))]));
    }
    if is_checked(guide.facts) && (done || matches!(state.answer, Answer::NotVisible { .. })) {
        add_interval(page, guide);
        page.item(t(w::CHECK_NOW), &route_to(guide, Page::Recheck));
    }
    if !done {
        let reopen = Command::Answer { guide: guide.address(), answer: Answer::Open };
        page.button(t(w::ANSWERED_REOPEN), &reopen);
    }
}

/// Says what a person noted of a guide, and when.
fn said_words(page: &ScreenBuilder<'_>, guide: &Guide<'_>, stamp: &Stamp, what: HistoryItem) -> String {
    let wording = page.wording();
    let lost = is_hour_lost(&guide.state.corrections, &stamp.entry);
    let when = if lost { wording.full_date(stamp.at.date()) } else { wording.stamp(stamp.at) };
    wording.f(w::ANSWERED, &[("state", &history_words(wording, guide, what)), ("stamp", &when)])
}

/// Says what the company answered to what the form sent, and leads to the request.
fn say_answer(page: &mut ScreenBuilder<'_>, request: &Request<'_>) {
    let Some(said) = answer_sentence(page.wording(), request) else { return };
    let is_closed = request.status.stage == Stage::Closed;
    let tone = match request.status.answer {
        Some((ControllerAnswer::Granted, _)) => Tone::Good,
        Some((ControllerAnswer::Refused, _)) if !is_closed => Tone::Warning,
        _ => Tone::Info,
    };
    page.callout_more(tone, say(&said), t(w::GUIDE_REQUEST), Target::Go(&request_route(request)));
}

/// Adds the choice how many months lie between two checks. It is one for all switches of the person.
fn add_interval(page: &mut ScreenBuilder<'_>, guide: &Guide<'_>) {
    let wording = page.wording();
    let person = guide.account.person;
    let check = page.snapshot.person(person.id).and_then(|person| page.snapshot.check(person));
    let guides = page.snapshot.accounts(person).into_iter().flat_map(|account| page.snapshot.guides(account));
    let is_recheck = |item: &HistoryItem| matches!(item, HistoryItem::Recheck(_));
    let checked = guides.into_iter().any(|one| one.state.history.iter().any(|(_, item)| is_recheck(item)));
    // A switch that is too young for the next check waits for the one after it.
    let waits = check.is_some_and(|check| !check.asks(guide));
    let months = check_months(person.state.check.months);
    let months = months.map_or(0, |(first, later)| if checked || waits { later } else { first });
    page.word(w::RECHECK_ALL);
    let mut options = Vec::new();
    for (months, word) in [("3", w::RECHECK_03), ("6", w::RECHECK_06), ("12", w::RECHECK_12), ("0", w::RECHECK_00)] {
        options.push(option(months, wording.t(word)));
    }
    let choose = Command::ChooseInterval(guide.address());
    page.choice(&MONTHS, t(w::RECHECK_LABEL), &months.to_string(), options, Some(&choose));
}

/// Asks the person to look at the setting and to say what it shows. Each answer carries the planned day of the
/// re-check.
pub(super) fn add_recheck(page: &mut ScreenBuilder<'_>, guide: &Guide<'_>, day: NaiveDate) {
    let wording = page.wording();
    if day < wording.today() {
        page.text(fill(w::CHECK_PLANNED, &[("date", &wording.date(day))]));
    }
    page.word(w::CHECK_TEXT);
    page.answers(NOTHING);
    let unseen = matches!(guide.state.answer, Answer::NotVisible { .. });
    let off = wording.f(if unseen { w::CHECK_OFF_NOW } else { w::CHECK_OFF }, &[("word", &guide.off())]);
    let on = wording.f(w::CHECK_ON, &[("word", &guide.on())]);
    for (tone, icon, label, result) in [
        (Tone::Good, Some(Icon::Check), off.as_str(), RecheckResult::Off),
        (Tone::Neutral, None, on.as_str(), RecheckResult::On),
    ] {
        let answer = Command::Recheck { guide: guide.address(), due: day, result };
        page.button_like(tone, icon, say(label), Target::Do(&answer));
    }
    page.item(t(w::GUIDE_UNSEEN), &route_to(guide, Page::Unseen));
    if page.snapshot.due_check(guide).is_some() {
        page.button_to(t(w::GUIDE_LATER), Target::Go(&route_to(guide, Page::Later)));
    }
}

/// Returns the screen of a re-check that the person makes without being asked.
pub(super) fn recheck_screen(snapshot: &Snapshot<'_>, guide: &Guide<'_>) -> Screen {
    let wording = &snapshot.wording;
    let mut page = ScreenBuilder::new(snapshot, Some(&guide_route(guide)), t(w::CHECK_NOW));
    let day = due_recheck(snapshot, guide).unwrap_or(wording.today());
    let rechecked = guide.state.last_recheck.is_some_and(|(last, _)| last >= day);
    let known = matches!(guide.state.answer, Answer::Done | Answer::WasOff { .. } | Answer::NotVisible { .. });
    if rechecked || !known {
        page.word(if rechecked { w::CHECK_TODAY } else { w::NOTICE_GONE });
        page.item(say(&guide.title(wording)), &guide_route(guide));
    } else {
        add_recheck(&mut page, guide, day);
    }
    add_next_thing(&mut page, guide, NextThing::Open);
    page.done()
}

/// Adds the finished text for the guide's form, with the person's grounds.
pub(super) fn add_written_text(page: &mut ScreenBuilder<'_>, guide: &Guide<'_>) {
    let Some(written) = form_text(page.snapshot, guide) else { return };
    page.head(t(w::GUIDE_TEXT));
    add_language_of_text(page, &written, w::LETTER_LANGUAGE_TEXT_COMPANY);
    page.document(&written);
    page.button_like(Tone::Neutral, Some(Icon::Copy), t(w::DRAFT_COPY), Target::Copy(&written.text()));
    let catalogue = page.wording().catalogue;
    if written.language != catalogue.language {
        let name = catalogue.language_name(catalogue.language);
        let values: [(&str, &dyn Value); 1] = [("language", &name)];
        let line = Line::new(Icon::Document, fill(w::LETTER_LANGUAGE_READING, &values));
        page.line(line, Target::Go(&route_to(guide, Page::Reading)));
    }
}

/// Returns the screen with the text for the guide's form in the language of the app; `None` if there is no text, or it is
/// written in that language anyway.
pub(super) fn reading_screen(snapshot: &Snapshot<'_>, guide: &Guide<'_>) -> Option<Screen> {
    let language = snapshot.wording.catalogue.language;
    form_text(snapshot, guide).filter(|written| written.language != language)?;
    let written = form_text_in(snapshot, guide, Some(language))?;
    Some(reading_page(snapshot, &guide_route(guide), &written))
}

/// Says something about the language of the text for the guide's form, where it is not that of the screen.
fn add_language_of_text(page: &mut ScreenBuilder<'_>, written: &Written, word: Word) {
    let catalogue = page.wording().catalogue;
    if written.language != catalogue.language {
        page.text(fill(word, &[("language", &catalogue.language_name(written.language))]));
    }
}

/// Adds the grounds that the person wrote, and the way to change them.
pub(super) fn add_grounds(page: &mut ScreenBuilder<'_>, guide: &Guide<'_>) {
    let wording = page.wording();
    let written = guide.grounds();
    let detail = if written.is_empty() { wording.t(w::GROUNDS_NONE) } else { written };
    let line = Line { detail: say(detail), ..Line::new(Icon::Document, t(w::GROUNDS_TITLE)) };
    page.line(line, Target::Go(&route_to(guide, Page::Grounds)));
}

/// Returns the screen on which a person writes their grounds.
pub(super) fn grounds_screen(snapshot: &Snapshot<'_>, guide: &Guide<'_>) -> Screen {
    let mut page = ScreenBuilder::new(snapshot, Some(&guide_route(guide)), t(w::GROUNDS_TITLE));
    page.text(say(&guide.title(&snapshot.wording)));
    add_grounds_help(&mut page, guide.account.person);
    if let Some(written) = form_text(snapshot, guide) {
        add_language_of_text(&mut page, &written, w::LETTER_LANGUAGE_OWN_WORDS);
    }
    page.text_field(&GROUNDS, w::GROUNDS_TITLE, w::GROUNDS_HINT, guide.grounds());
    page.button_to(t(w::GROUNDS_WITHOUT), Target::Go(&guide_route(guide)));
    page.primary(t(w::GROUNDS_SAVE), Target::Do(&Command::WriteGrounds(guide.address())));
    page.done()
}

/// Returns the screen that asks on which day the form was sent: time limits run from that day.
fn sent_before_screen(snapshot: &Snapshot<'_>, guide: &Guide<'_>, kind: RequestKind) -> Screen {
    let today = snapshot.wording.today();
    let mut page = ScreenBuilder::new(snapshot, Some(&guide_route(guide)), t(w::SENT_BEFORE_TITLE));
    page.word(w::SENT_BEFORE_TEXT);
    page.date_field(&ON, w::GUIDE_SENT_DAY, today, days_of_sending(today));
    page.section();
    page.word(w::SENT_BEFORE_NO_DAY);
    let answer = Answer::WasOff { since: Since::Unknown };
    page.button(t(w::SENT_BEFORE_UNKNOWN), &Command::Answer { guide: guide.address(), answer });
    let (account, event) = (guide.account.address(), RequestEvent::SentByForm);
    let note = requests::paths::Command::NoteSent { account, kind, event, with_text: false };
    page.primary(t(w::DRAFT_NOTE_SENT), Target::Do(&note));
    page.done()
}

/// Returns the screen that asks since when the setting was off, in the person's own word.
pub(super) fn already_screen(snapshot: &Snapshot<'_>, guide: &Guide<'_>) -> Screen {
    if let Some(kind) = guide.request_kind() {
        return sent_before_screen(snapshot, guide, kind);
    }
    let wording = &snapshot.wording;
    let mut page = ScreenBuilder::new(snapshot, Some(&guide_route(guide)), t(w::ALREADY_TITLE));
    page.word(w::ALREADY_TEXT);
    page.answers(NOTHING);
    let answer = |since| Command::Answer { guide: guide.address(), answer: Answer::WasOff { since } };
    let there = guide.account.there();
    // "After the start" is no answer before the start.
    if let Some(start) = there.and_then(|region| region.start).filter(|start| *start <= wording.today()) {
        let before = wording.f(w::ALREADY_BEFORE, &[("date", &wording.full_date(start))]);
        page.button(say(&before), &answer(Since::BeforeStart));
        page.button(t(w::ALREADY_AFTER), &answer(Since::AfterStart));
    }
    page.button(t(w::ALREADY_UNKNOWN), &answer(Since::Unknown));
    page.done()
}

/// Returns the screen that asks until when to put the guide off.
pub(super) fn later_screen(snapshot: &Snapshot<'_>, guide: &Guide<'_>) -> Screen {
    let wording = &snapshot.wording;
    let mut page = ScreenBuilder::new(snapshot, Some(&guide_route(guide)), t(w::GUIDE_LATER));
    for (days, word) in [(1, w::LATER_TOMORROW), (3, w::LATER_3), (7, w::LATER_WEEK), (28, w::LATER_MONTH)] {
        let day = add_nameable_days(wording.today(), days);
        let detail = if days == 1 { String::new() } else { wording.date(day).alone() };
        let line = Line { detail: say(&detail), ..Line::new(Icon::Calendar, t(word)) };
        let snooze = reminders::paths::Command::Snooze { subject: guide.subject(), until: day };
        page.line(line, Target::Do(&snooze));
    }
    page.done()
}

/// What the primary button of a guide is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NextThing {
    /// To open the setting or the form.
    Open,
    /// To say that it worked.
    Answer,
    /// To go on to the next guide.
    Next,
}

/// Sets the primary button.
pub(super) fn add_next_thing(page: &mut ScreenBuilder<'_>, guide: &Guide<'_>, thing: NextThing) {
    let wording = page.wording();
    let account = guide.account;
    if thing == NextThing::Answer {
        let done = guide.with_off(wording, &guide.words.done);
        page.primary(say(&done), Target::Do(&*done_command(guide)));
        return;
    }
    if thing == NextThing::Open {
        if form_text(page.snapshot, guide).is_some() {
            page.primary(t(w::GUIDE_OPEN_WITH_TEXT), Target::Do(&Command::OpenWithText(guide.address())));
            return;
        }
        let open = Command::OpenLink { guide: guide.address(), browser_only: false };
        match guide.facts.kind {
            GuideKind::Computer if is_phone(wording.platform) => {
                let path = path_here(wording, guide);
                page.primary(t(w::COMPUTER_SEND), Target::Share(&share_message(wording, guide, path)));
            }
            GuideKind::Mail | GuideKind::Letter => {
                if let Some(mail) = mail_link(guide) {
                    page.primary(t(w::GUIDE_MAIL_OPEN), Target::Open(&mail));
                }
            }
            GuideKind::Form | GuideKind::Contact => page.primary(t(w::GUIDE_OPEN_FORM), Target::Do(&open)),
            GuideKind::Switch | GuideKind::Computer => {
                page.primary(fill(w::GUIDE_OPEN, &[("service", &account.service())]), Target::Do(&open));
            }
        }
        return;
    }
    let person = page.snapshot.person(account.person.id);
    let check = person.and_then(|person| page.snapshot.check(person)).filter(|check| check.is_due(wording.today()));
    if let Some(one) = check.as_ref().and_then(|check| check.open.first()) {
        page.primary(t(w::CHECK_NEXT), Target::Go(&route_to(one, Page::CheckStep)));
        return;
    }
    let next = page.snapshot.progress(account).next();
    match next.and_then(|next| page.snapshot.guide_of(account, &next.id)) {
        Some(next) => {
            // A form begins with what the person says in it.
            let asks = offers_page(&next, Page::Grounds) && next.grounds().is_empty();
            let first = route_to(&next, if asks { Page::Grounds } else { Page::Guide });
            page.primary(fill(w::GUIDE_NEXT, &[("task", &next.words.task)]), Target::Go(&first));
        }
        None => page.primary(t(w::GONE_HOME), Target::Go(&home::paths::Route::Start)),
    }
}
