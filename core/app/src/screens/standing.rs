//! How an account and its guides stand, in words and signs: what several screens say alike.

use chrono::NaiveDate;
use widerspruch_domain::checklist::Progress;
use widerspruch_domain::journal::{Answer, Noted, Seen as Looked};

use super::page::{Line, Page, To, say};
use crate::boundary::{Icon, Tone};
use crate::content::w;
use crate::seen::{Guide, Seen};
use crate::view::View;

/// "1 of 3 steps", and what was set aside.
pub(super) fn said(view: &View, standing: &Progress<'_>) -> String {
    let (done, all, aside) = (standing.done.len(), standing.total(), standing.set_aside.len());
    let word = match (aside, all) {
        (0, 1) => w::HOME_PROGRESS_ONE,
        (0, _) => w::HOME_PROGRESS,
        _ => w::HOME_PROGRESS_ASIDE,
    };
    view.f(word, &[("done", &done), ("all", &all), ("aside", &aside)])
}

/// A guide in a list, with how it stands.
pub(super) fn guide_item(page: &mut Page<'_>, guide: &Guide<'_>) {
    let (mut tone, mut icon) = sign_of(guide.state.answer);
    let mut state = state_of(page.view(), guide, guide.state.answer);
    if due_check(page.seen, guide).is_some() {
        (tone, icon, state) = (Tone::Neutral, Icon::Question, page.view().t(w::STATE_CHECK_DUE).to_owned());
    }
    let line =
        Line { tone, detail: say(&guide.words.kind), state: say(&state), ..Line::new(icon, say(&guide.words.name)) };
    page.line(line, To::Go(&[&guide.route()]));
}

/// The day of a look that is due.
pub(super) fn due_check(seen: &Seen<'_>, guide: &Guide<'_>) -> Option<NaiveDate> {
    seen.next_check(guide).filter(|day| *day <= seen.view.today())
}

/// Tone and picture of an answer.
pub(super) fn sign_of(answer: Answer) -> (Tone, Icon) {
    match answer {
        Answer::Open => (Tone::Neutral, Icon::Circle),
        Answer::Done | Answer::WasOff { .. } => (Tone::Good, Icon::Check),
        Answer::NotVisible { .. } => (Tone::Info, Icon::Question),
        Answer::NotApplicable | Answer::LeftOut => (Tone::Neutral, Icon::Dash),
    }
}

/// How an answer is named in lists.
pub(super) fn state_of(view: &View, guide: &Guide<'_>, answer: Answer) -> String {
    let word = match answer {
        Answer::Done => return guide.with_off(&guide.words.done_state),
        Answer::Open => w::STATE_OPEN,
        Answer::WasOff { .. } => w::STATE_WAS_OFF,
        Answer::NotVisible { .. } => w::STATE_NOT_VISIBLE,
        Answer::NotApplicable => w::STATE_NOT_APPLICABLE,
        Answer::LeftOut => w::STATE_LEFT_OUT,
    };
    view.t(word).to_owned()
}

/// How something that was noted is named in lists.
pub(crate) fn noted(view: &View, guide: &Guide<'_>, what: Noted) -> String {
    match what {
        Noted::Answer(answer) => state_of(view, guide, answer),
        Noted::Check(Looked::Off) => view.f(w::RECORD_STILL, &[("word", &guide.off())]),
        Noted::Check(Looked::On) => view.f(w::RECORD_SEEN_ON, &[("word", &guide.on())]),
        Noted::Check(Looked::NotFound) => view.t(w::STATE_NOT_VISIBLE).to_owned(),
    }
}
