//! What the person chooses to say in later letters: what they miss in an answer, and what went wrong. The app reads no
//! answer and judges none (`law.md` §9a.3).

use widerspruch_domain::letters::{GAPS, Letter, can_miss};

use super::paths::{Command, EFFECT, FAILURE, Page};
use super::status::route_to;
use crate::boundary::{Row, Screen};
use crate::kit::{ScreenBuilder, Target, option, t};
use crate::letters::{can_miss_parts, can_reply, chosen_failure, failures, is_chosen};
use crate::model::{Request, Snapshot};
use crate::words::w;

/// Returns the screen on which the person ticks what they miss in an answer; `None` where there is nothing to reply to.
pub(super) fn gaps_screen(snapshot: &Snapshot<'_>, request: &Request<'_>) -> Option<Screen> {
    if !can_miss_parts(snapshot, request) {
        return None;
    }
    let law = snapshot.wording.catalogue.law(request.region());
    let gaps = law.requests.get(request.state.kind.name())?.gaps;
    let parent = route_to(request, Page::Letter(letter_of_gaps(snapshot, request)));
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
    page.primary(t(w::DRAFT_SAVE), Target::Do(&Command::WriteGaps(request.address())));
    Some(page.done())
}

/// Returns the letter that says what the person misses in an answer.
pub(super) fn letter_of_gaps(snapshot: &Snapshot<'_>, request: &Request<'_>) -> Letter {
    if can_reply(snapshot, request) { Letter::Reply } else { Letter::Complaint }
}

/// Returns the screen on which the person says what went wrong; `None` where no complaint is known.
pub(super) fn failure_screen(snapshot: &Snapshot<'_>, request: &Request<'_>) -> Option<Screen> {
    let (wording, region) = (&snapshot.wording, request.region());
    let law = wording.catalogue.law(region);
    let texts = law.requests.get(request.state.kind.name())?.failures;
    region.authority_takes()?;
    let fitting = failures(snapshot, request, wording.today());
    let chosen = chosen_failure(snapshot, request, wording.today()).map_or("", |failure| failure.name());
    let parent = route_to(request, Page::Letter(Letter::Complaint));
    let mut page = ScreenBuilder::new(snapshot, Some(&parent), t(w::FAILURE_TITLE));
    if fitting.is_empty() {
        page.word(w::FAILURE_NONE);
        return Some(page.done());
    }
    page.word(w::FAILURE_HELP);
    page.section();
    let mut options = Vec::new();
    if chosen.is_empty() {
        options.push(option("", wording.t(w::DRAFT_NAME_ME_OPEN)));
    }
    for failure in fitting {
        let Some(text) = texts.get(failure.name()) else { continue };
        options.push(option(failure.name(), &wording.catalogue.fill(text, &[("law", &law.name)])));
    }
    page.choice(&FAILURE, t(w::FAILURE_TITLE), chosen, options, None);
    page.text_field(&EFFECT, w::FAILURE_EFFECT, w::DRAFT_OPTIONAL, request.text(EFFECT.name));
    page.primary(t(w::DRAFT_SAVE), Target::Do(&Command::WriteFailure(request.address())));
    Some(page.done())
}
