//! The state of an account and its guides, in words.

use chrono::NaiveDate;
use widerspruch_domain::checklist::ChecklistProgress;
use widerspruch_domain::checks::changed_on;
use widerspruch_domain::civil::months_between;
use widerspruch_domain::journal::{Answer, Correction, HistoryItem, RecheckResult};
use widerspruch_domain::reminders::FIRST_DAY;

use super::guide::Guide;
use super::snapshot::Snapshot;
use crate::boundary::{Icon, Tone};
use crate::words::{Wording, w};

/// Says how many steps are done, how many were denied, and how many were set aside: "1 of 3 steps done · 1 refused".
pub(crate) fn progress_words(wording: &Wording, progress: &ChecklistProgress<'_>) -> String {
    let done = progress.done.len();
    let mut said = vec![wording.n(w::HOME_PROGRESS, progress.total(), &[("done", &done)])];
    let partly = progress.denied.iter().filter(|(_, denial)| denial.is_partly).count();
    let others = [
        (w::HOME_REFUSED, progress.denied.len() - partly),
        (w::HOME_PARTLY, partly),
        (w::HOME_ASIDE, progress.set_aside.len()),
    ];
    said.extend(others.into_iter().filter(|(_, count)| *count > 0).map(|(word, count)| wording.n(word, count, &[])));
    wording.join(w::JOIN_DOT, said)
}

/// Returns the tone and the icon of an account: without an open step it has a tick, unless something was denied.
pub(crate) fn progress_sign(progress: &ChecklistProgress<'_>) -> (Tone, Icon) {
    match progress.next() {
        Some(_) => (Tone::Neutral, Icon::Circle),
        None if progress.denied.is_empty() => (Tone::Good, Icon::Check),
        None => (Tone::Info, Icon::Info),
    }
}

/// Returns the day of a re-check that is due.
pub(crate) fn due_recheck(snapshot: &Snapshot<'_>, guide: &Guide<'_>) -> Option<NaiveDate> {
    Some(snapshot.due_check(guide)?.address.day)
}

/// Names an answer as lists do.
pub(crate) fn answer_words(wording: &Wording, guide: &Guide<'_>, answer: Answer) -> String {
    let word = match answer {
        Answer::Done => return guide.with_off(wording, &guide.words.done_state),
        Answer::Open => w::STATE_OPEN,
        Answer::WasOff { .. } => w::STATE_WAS_OFF,
        Answer::NotVisible { .. } => w::STATE_NOT_VISIBLE,
        Answer::NotApplicable => w::STATE_NOT_APPLICABLE,
        Answer::LeftOut => w::STATE_LEFT_OUT,
    };
    wording.t(word).to_owned()
}

/// Names a line of a guide's history as lists do.
pub(crate) fn history_words(wording: &Wording, guide: &Guide<'_>, what: HistoryItem) -> String {
    match what {
        HistoryItem::Answer(answer) => answer_words(wording, guide, answer),
        HistoryItem::Recheck(RecheckResult::Off) => wording.f(w::RECORD_STILL, &[("word", &guide.off())]),
        HistoryItem::Recheck(RecheckResult::On) => wording.f(w::RECORD_SEEN_ON, &[("word", &guide.on())]),
        HistoryItem::Recheck(RecheckResult::NotFound) => wording.t(w::STATE_NOT_VISIBLE).to_owned(),
        HistoryItem::Recheck(RecheckResult::Changed) => wording.t(w::RECORD_CHANGED).to_owned(),
        HistoryItem::Recheck(RecheckResult::Skipped) => wording.t(w::RECORD_SKIPPED).to_owned(),
    }
}

/// Says on which day a switch looked different at a check; empty if it did not, or was seen since.
pub(crate) fn changed_words(snapshot: &Snapshot<'_>, guide: &Guide<'_>) -> String {
    let on = changed_on(guide.state, snapshot.last_believed_day());
    on.map_or(String::new(), |on| snapshot.wording.f(w::STATE_CHANGED, &[("date", &snapshot.wording.full_date(on))]))
}

/// Says that the day of something was corrected.
pub(crate) fn correction_words(wording: &Wording, what: &str, correction: &Correction) -> String {
    let (date, was) = (wording.full_date(correction.on), wording.full_date(correction.was));
    wording.f(w::NOTED_CORRECTED, &[("date", &date), ("was", &was), ("what", &what)])
}

/// Asks on a day whether a setting is still as the person left it, or can be found by now.
pub(crate) fn recheck_question(wording: &Wording, guide: &Guide<'_>, day: NaiveDate) -> String {
    if matches!(guide.state.answer, Answer::NotVisible { .. }) {
        return wording.f(w::REMINDER_CHECK_UNSEEN, &[("name", &guide.name(wording))]);
    }
    let mut days = guide.state.history.iter().map(|(stamp, _)| stamp.at.date());
    let months = days.rfind(|known| (FIRST_DAY..=day).contains(known)).map_or(0, |known| months_between(known, day));
    let passed = (months > 0).then(|| wording.passed(u8::try_from(months).unwrap_or(u8::MAX)));
    let question = match guide.words.check.as_str() {
        "" => wording.f(w::CHECK_QUESTION, &[("name", &guide.name(wording)), ("off", &guide.off())]),
        own => guide.with_off(wording, own),
    };
    wording.join(w::JOIN_SENTENCES, passed.into_iter().chain([question]))
}
