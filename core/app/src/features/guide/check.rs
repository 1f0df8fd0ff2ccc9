//! The check day, one switch after the other.

use widerspruch_domain::journal::{Answer, RecheckResult};

use super::answers::{NextThing, add_next_thing};
use super::kinds::route_to;
use super::paths::{Command, Page};
use super::way::add_switch_picture;
use crate::boundary::{Icon, Screen, Tone};
use crate::features::reminders;
use crate::kit::{Line, NOTHING, ScreenBuilder, Target, fill, say, t};
use crate::model::{Guide, Snapshot, recheck_question};
use crate::words::{Value, w};

/// Returns the screen that asks how one switch of a check stands.
pub(super) fn check_step_screen(snapshot: &Snapshot<'_>, guide: &Guide<'_>) -> Screen {
    let wording = &snapshot.wording;
    let list = reminders::paths::Route::Check { person: guide.account.person.id };
    let Some(check) = snapshot.due_check(guide) else { return answered_screen(snapshot, guide) };
    let place = check.open.iter().position(|one| one.address() == guide.address()).unwrap_or(0);
    let (number, total) = (check.answered.len() + place + 1, check.answered.len() + check.open.len());
    let name = guide.name_with_account(wording);
    let values: [(&str, &dyn Value); 3] = [("number", &number), ("total", &total), ("name", &name)];
    let mut page = ScreenBuilder::new(snapshot, Some(&list), fill(w::CHECK_STEP, &values));
    let day = check.address.day;
    page.text(say(&recheck_question(wording, guide, day)));
    add_switch_picture(&mut page, guide);
    page.answers(NOTHING);
    let answer = |result| Command::Recheck { guide: guide.address(), due: day, result };
    if matches!(guide.state.answer, Answer::NotVisible { .. }) {
        let off = wording.f(w::CHECK_OFF_NOW, &[("word", &guide.off())]);
        page.button_like(Tone::Good, Some(Icon::Check), say(&off), Target::Do(&answer(RecheckResult::Off)));
    } else {
        let same = Target::Do(&answer(RecheckResult::Off));
        page.button_like(Tone::Good, Some(Icon::Check), t(w::CHECK_SAME), same);
    }
    page.item(t(w::CHECK_CHANGED), &route_to(guide, Page::CheckChanged));
    page.button(t(w::CHECK_UNSEEN), &answer(RecheckResult::NotFound));
    let skip = Line { icon: None, ..Line::new(Icon::Dash, t(w::CHECK_SKIP)) };
    page.line(skip, Target::Do(&answer(RecheckResult::Skipped)));
    add_next_thing(&mut page, guide, NextThing::Open);
    page.done()
}

/// Returns the screen that asks what has changed at a switch.
pub(super) fn check_changed_screen(snapshot: &Snapshot<'_>, guide: &Guide<'_>) -> Screen {
    let Some(check) = snapshot.due_check(guide) else { return answered_screen(snapshot, guide) };
    let mut page = ScreenBuilder::new(snapshot, Some(&route_to(guide, Page::CheckStep)), t(w::CHECK_CHANGED));
    page.text(say(&guide.name_with_account(&snapshot.wording)));
    page.answers(NOTHING);
    let answer = |result| Command::Recheck { guide: guide.address(), due: check.address.day, result };
    let on = snapshot.wording.f(w::CHECK_ON, &[("word", &guide.on())]);
    page.button_like(Tone::Neutral, None, say(&on), Target::Do(&answer(RecheckResult::On)));
    page.button(t(w::CHECK_LOOKS), &answer(RecheckResult::Changed));
    page.done()
}

/// Says that a switch is not asked for, and leads to the check day.
fn answered_screen(snapshot: &Snapshot<'_>, guide: &Guide<'_>) -> Screen {
    let list = reminders::paths::Route::Check { person: guide.account.person.id };
    let mut page = ScreenBuilder::new(snapshot, Some(&list), t(w::CHECK_TITLE));
    page.word(w::CHECK_NOT_ASKED);
    page.primary(t(w::CHECK_DAY), Target::Go(&list));
    page.done()
}
