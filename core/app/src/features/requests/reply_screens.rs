//! What the person chooses to say in later letters: what they miss in an answer, and what went wrong. The app reads no
//! answer and judges none (`law.md` §9a.3).

use widerspruch_domain::letters::{GAPS, Letter, can_miss};

use super::paths::{Command, EFFECT, FAILURE, Page};
use super::status::route_to;
use crate::boundary::{ChoiceOption, Row, Screen};
use crate::kit::{ScreenBuilder, Target, option, t};
use crate::letters::{can_miss_parts, can_reply, chosen_failure, failures, is_chosen};
use crate::model::{Request, Snapshot};
use crate::words::w;

/// Returns the screen on which the person ticks what they miss in an answer; `None` where there is nothing to reply to.
pub(super) fn gaps_screen(snapshot: &Snapshot<'_>, request: &Request<'_>, from: Option<Letter>) -> Option<Screen> {
    if !can_miss_parts(snapshot, request) {
        return None;
    }
    let law = snapshot.wording.catalogue.law(request.region());
    let gaps = law.requests.get(request.state.kind.name())?.gaps;
    let parent = route_to(request, Page::Letter(from.unwrap_or(letter_of_gaps(snapshot, request))));
    let mut page = ScreenBuilder::new(snapshot, Some(&parent), t(w::GAPS_TITLE));
    page.word(w::GAPS_HELP);
    page.section();
    let answer = request.newest_answer();
    for id in GAPS.into_iter().filter(|id| answer.is_none_or(|answer| can_miss(id, answer))) {
        let Some(text) = gaps.get(id) else { continue };
        page.row(Row::Toggle {
            name: id.to_owned(),
            label: snapshot.wording.catalogue.fill(text, &[("law", &law.name)]),
            detail: None,
            value: is_chosen(request.text("gaps"), id),
            on_change: None,
        });
    }
    let write = Command::WriteGaps { request: request.address(), letter: from };
    page.primary(t(w::DRAFT_SAVE), Target::Do(&write));
    Some(page.done())
}

/// Returns the letter that says what the person misses in an answer.
pub(super) fn letter_of_gaps(snapshot: &Snapshot<'_>, request: &Request<'_>) -> Letter {
    if can_reply(snapshot, request) { Letter::Reply } else { Letter::Complaint }
}

/// Returns the screen on which the person says what went wrong; `None` where no complaint is known.
pub(super) fn failure_screen(snapshot: &Snapshot<'_>, request: &Request<'_>, from: Option<Letter>) -> Option<Screen> {
    let wording = &snapshot.wording;
    request.region().authority_takes()?;
    let mut options = failure_options(snapshot, request);
    let chosen = chosen_failure(snapshot, request, wording.today()).map_or("", |failure| failure.name());
    let parent = route_to(request, Page::Letter(from.unwrap_or(Letter::Complaint)));
    let mut page = ScreenBuilder::new(snapshot, Some(&parent), t(w::FAILURE_TITLE));
    if options.is_empty() {
        page.word(w::FAILURE_NONE);
        return Some(page.done());
    }
    page.word(w::FAILURE_HELP);
    page.section();
    if chosen.is_empty() {
        options.insert(0, option("", wording.t(w::DRAFT_NAME_ME_OPEN)));
    }
    page.choice(&FAILURE, t(w::FAILURE_TITLE), chosen, options, None);
    page.text_field(&EFFECT, w::FAILURE_EFFECT, w::DRAFT_OPTIONAL, request.text(EFFECT.name));
    let write = Command::WriteFailure { request: request.address(), letter: from };
    page.primary(t(w::DRAFT_SAVE), Target::Do(&write));
    Some(page.done())
}

/// Returns what can have gone wrong as a request stands, in the words of the complaint.
pub(super) fn failure_options(snapshot: &Snapshot<'_>, request: &Request<'_>) -> Vec<ChoiceOption> {
    let wording = &snapshot.wording;
    let law = wording.catalogue.law(request.region());
    let mut options = Vec::new();
    for failure in failures(snapshot, request, wording.today()) {
        let words = law.requests.get(request.state.kind.name()).and_then(|words| words.failures.get(failure.name()));
        let Some(text) = words else { continue };
        options.push(option(failure.name(), &wording.catalogue.fill(text, &[("law", &law.name)])));
    }
    options
}
