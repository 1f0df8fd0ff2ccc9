//! Rows that several features show: a guide in a list, and damaged records.

use chrono::NaiveDate;
use widerspruch_domain::journal::Answer;
use widerspruch_domain::law::complaint_of_minor_needs_agreement;
use widerspruch_domain::reminders::FIRST_DAY;
use widerspruch_domain::requests::{ControllerAnswer, Stage};

use super::builder::{Line, ScreenBuilder, Target, say, t};
use crate::boundary::{Icon, Tone};
use crate::features::{guide, home, records, requests};
use crate::model::{Guide, Request, answer_words, changed_words, stage_sign, stage_words};
use crate::storage::OpenJournal;
use crate::words::{Wording, event_words, w};

/// Adds a guide as a line of a list, with how it stands.
pub(crate) fn guide_row(page: &mut ScreenBuilder<'_>, guide: &Guide<'_>) {
    guide_row_with(page, guide, &guide.words.kind);
}

/// Adds a guide as a line of a list, with something else about it than its kind.
pub(crate) fn guide_row_with(page: &mut ScreenBuilder<'_>, guide: &Guide<'_>, detail: &str) {
    let (mut tone, mut icon) = answer_sign(guide.state.answer);
    let mut state = answer_words(page.wording(), guide, guide.state.answer);
    let changed = changed_words(page.snapshot, guide);
    if !changed.is_empty() {
        (tone, icon, state) = (Tone::Info, Icon::Question, changed);
    }
    let check = page.snapshot.due_check(guide);
    if check.is_some_and(|check| check.put_off(page.wording().today()).is_none()) {
        (tone, icon, state) = (Tone::Neutral, Icon::Question, page.wording().t(w::STATE_CHECK_DUE).to_owned());
    }
    if let Some(request) = page.snapshot.request_of_guide(guide)
        && let Some((words, of_answer, sign)) = answered_request(page.wording(), &request)
    {
        (tone, icon, state) = (of_answer, sign, words);
    }
    let line =
        Line { tone, detail: say(detail), state: say(&state), ..Line::new(icon, say(guide.name(page.wording()))) };
    page.line(line, Target::Go(&guide_route(guide)));
}

/// Returns the words, the tone and the icon of a step whose request the company answered, which tells more than that it was
/// sent. What it did not grant is not done, whatever the person did about it.
pub(crate) fn answered_request(wording: &Wording, request: &Request<'_>) -> Option<(String, Tone, Icon)> {
    let (answer, _) = request.status.answer?;
    let (tone, icon) = match answer {
        _ if request.status.stage == Stage::Closed => stage_sign(&request.status),
        ControllerAnswer::Granted => (Tone::Good, Icon::Check),
        ControllerAnswer::Partly => (Tone::Info, Icon::Info),
        ControllerAnswer::Refused => (Tone::Warning, Icon::Warning),
    };
    Some((stage_words(wording, request), tone, icon))
}

/// Adds what the law says to somebody under 18, or to a parent (`law.md` §9a.1); `country` is that of the authority to
/// which a complaint would go.
pub(crate) fn minors_words(page: &mut ScreenBuilder<'_>, helped: bool, country: &str) {
    let words = if helped {
        [w::MINORS_CHILD, w::MINORS_OLDER_CHILD, w::MINORS_SMALL_CHILD]
    } else {
        [w::MINORS_RIGHTS, w::MINORS_SIGN, w::MINORS_PARENT]
    };
    for word in words {
        page.word(word);
    }
    if complaint_of_minor_needs_agreement(country) {
        page.word(w::MINORS_COMPLAINT);
    }
}

/// Returns the tone and the icon of an answer.
pub(crate) fn answer_sign(answer: Answer) -> (Tone, Icon) {
    match answer {
        Answer::Open => (Tone::Neutral, Icon::Circle),
        Answer::Done | Answer::WasOff { .. } => (Tone::Good, Icon::Check),
        Answer::NotVisible { .. } => (Tone::Info, Icon::Question),
        Answer::NotApplicable | Answer::LeftOut => (Tone::Neutral, Icon::Dash),
    }
}

/// Returns the route of a guide's first screen.
pub(crate) fn guide_route<'a>(guide: &Guide<'a>) -> guide::paths::Route<'a> {
    guide::paths::Route::to(guide.address())
}

/// Returns the route of a request's first screen.
pub(crate) const fn request_route<'a>(request: &Request<'a>) -> requests::paths::Route<'a> {
    requests::paths::Route::to(request.address())
}

/// Says that a day which was noted is still to come, or lies before this app: until it is corrected it does not count.
pub(crate) fn doubt_words(wording: &Wording, name: &str, day: NaiveDate) -> String {
    let word = if day < FIRST_DAY { w::DOUBT_PAST } else { w::DOUBT_FUTURE };
    wording.f(word, &[("name", &name), ("date", &wording.full_date(day))])
}

/// Says that an event of a request has a day that does not count, and leads to where that is corrected.
pub(crate) fn warn_of_day_of_request(page: &mut ScreenBuilder<'_>, request: &Request<'_>) {
    let (snapshot, wording) = (page.snapshot, page.wording());
    if let Some((stamp, event, on)) = snapshot.doubted_event(request) {
        let name = wording.join(w::JOIN_DOT, [request.name(wording), wording.t(event_words(*event))]);
        let text = doubt_words(wording, &name, *on);
        let noted = stamp.entry.to_string();
        let page_of_event = requests::paths::Page::Noted(&noted);
        let route = requests::paths::Route::Request { request: request.address(), page: page_of_event }.to_string();
        page.callout_more(Tone::Warning, say(&text), t(w::DOUBT_CORRECT), Target::Go(&route));
    }
}

/// Says that the newest note of a guide has a day that does not count, and leads to where that is corrected.
pub(crate) fn warn_of_day_of_guide(page: &mut ScreenBuilder<'_>, guide: &Guide<'_>) {
    let (snapshot, wording) = (page.snapshot, page.wording());
    let Some(note) = &guide.state.doubted else { return };
    let person = guide.account.person.id;
    let known = snapshot.person(person);
    match known.and_then(|known| snapshot.request_of_doubt(known, &note.entry)) {
        Some(request) => warn_of_day_of_request(page, &request),
        None => {
            let text = doubt_words(wording, guide.name(wording), note.at.date());
            let text = wording.join(w::JOIN_SENTENCES, [&*text, wording.t(w::DOUBT_AGAIN)]);
            let route = records::paths::Route::Day { person, entry: &note.entry.to_string() }.to_string();
            page.callout_more(Tone::Warning, say(&text), t(w::DOUBT_CORRECT), Target::Go(&route));
        }
    }
}

/// Adds a warning about damaged records, if there are any. It belongs above everything else.
pub(crate) fn damage_warning(page: &mut ScreenBuilder<'_>) {
    let (snapshot, wording) = (page.snapshot, page.wording());
    let aside = snapshot.store.new_damage();
    let unread = aside + snapshot.store.journals().map(OpenJournal::damaged).sum::<usize>();
    // The entries of corrupt lines are missing too. Count them once, as lines that can still be looked at.
    let missing = snapshot.store.missing().saturating_sub(unread);
    if unread + missing == 0 {
        return;
    }
    let all: usize = snapshot.store.persons.values().map(OpenJournal::len).sum();
    let kept = wording.n(w::DAMAGE_KEPT, all, &[]);
    let unreadable = if aside == unread { w::DAMAGE_LOST } else { w::DAMAGE_LEFT };
    let (first, last) = if unread > 0 {
        (w::DAMAGE_TEXT, w::DAMAGE_DELETED_NOTHING)
    } else {
        (w::DAMAGE_TEXT_MISSING, w::DAMAGE_APP_DELETED_NOTHING)
    };
    let mut sentences = vec![wording.t(first).to_owned(), kept];
    if unread > 0 {
        sentences.push(wording.n(unreadable, unread, &[]));
    }
    if missing > 0 {
        sentences.push(wording.n(w::DAMAGE_MISSING, missing, &[]));
    }
    sentences.push(wording.t(last).to_owned());
    let text = wording.join(w::JOIN_SENTENCES, sentences);
    page.callout_more(Tone::Warning, say(&text), t(w::DAMAGE_MORE), Target::Go(&home::paths::Route::Damage));
}
