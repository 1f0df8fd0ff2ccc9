//! How a request stands, in words and icons.

use widerspruch_domain::requests::{ControllerAnswer, RequestStatus, Stage};

use super::request::Request;
use crate::boundary::{Icon, Tone};
use crate::words::{Word, Wording, w};

/// Returns the tone and the icon of a stage.
pub(crate) fn stage_sign(status: &RequestStatus) -> (Tone, Icon) {
    match status.stage {
        // It came to nothing, or not to all that was asked.
        Stage::Closed if status.denial().is_some() => (Tone::Neutral, Icon::Dash),
        Stage::ComplainedToController if status.overdue => (Tone::Warning, Icon::Warning),
        Stage::Draft => (Tone::Neutral, Icon::Circle),
        Stage::OnTheWay
        | Stage::Waiting
        | Stage::FollowedUp
        | Stage::Replied
        | Stage::ComplainedToController
        | Stage::Complained => (Tone::Neutral, Icon::Calendar),
        Stage::Overdue | Stage::Answered(ControllerAnswer::Refused) => (Tone::Warning, Icon::Warning),
        Stage::Answered(ControllerAnswer::Partly) => (Tone::Info, Icon::Info),
        Stage::Answered(ControllerAnswer::Granted) | Stage::Closed => (Tone::Good, Icon::Check),
    }
}

/// Says how a request stands, in a few words: what the company answered, and what came after that.
pub(crate) fn stage_words(wording: &Wording, request: &Request<'_>) -> String {
    let status = &request.status;
    let said = match (status.stage, &status.due) {
        (Stage::Answered(_), _) => String::new(),
        (Stage::Waiting, Ok(due)) if !status.waits_for_person && due.due >= wording.today() => {
            wording.f(w::REQUEST_WAITING_UNTIL, &[("date", &wording.date(due.due))])
        }
        (stage, _) => wording.t(stage_word(stage, status.waits_for_person)).to_owned(),
    };
    let answer = status.answer.map_or("", |(answer, _)| wording.t(answer_word(answer)));
    wording.join(w::JOIN_LIST, [answer, &said])
}

/// Names what the controller answered.
const fn answer_word(answer: ControllerAnswer) -> Word {
    match answer {
        ControllerAnswer::Granted => w::REQUEST_GRANTED,
        ControllerAnswer::Partly => w::REQUEST_PARTLY,
        ControllerAnswer::Refused => w::REQUEST_REFUSED,
    }
}

const fn stage_word(stage: Stage, waits_for_person: bool) -> Word {
    match stage {
        Stage::Draft => w::REQUEST_DRAFT,
        Stage::OnTheWay => w::REQUEST_ON_THE_WAY,
        Stage::Waiting | Stage::FollowedUp if waits_for_person => w::REQUEST_WAITS_SHORT,
        Stage::Waiting => w::REQUEST_WAITING,
        Stage::Overdue => w::REQUEST_OVERDUE,
        Stage::FollowedUp => w::REQUEST_FOLLOWED_UP,
        Stage::Replied => w::REQUEST_REPLIED,
        Stage::Answered(answer) => answer_word(answer),
        Stage::ComplainedToController => w::REQUEST_COMPLAINED_TO_CONTROLLER,
        Stage::Complained => w::REQUEST_COMPLAINED,
        Stage::Closed => w::REQUEST_CLOSED,
    }
}

/// Says what the controller answered, and when; `None` without an answer.
pub(crate) fn answer_sentence(wording: &Wording, request: &Request<'_>) -> Option<String> {
    let (answer, on) = request.status.answer?;
    let word = match answer {
        ControllerAnswer::Granted => w::GUIDE_GRANTED,
        ControllerAnswer::Partly => w::GUIDE_PARTLY,
        ControllerAnswer::Refused => w::GUIDE_REFUSED,
    };
    let date = wording.full_date(on);
    let said = wording.f(word, &[("service", &request.account.service()), ("date", &date)]);
    let closed = if request.status.stage == Stage::Closed { wording.t(w::GUIDE_CLOSED) } else { "" };
    Some(wording.join(w::JOIN_SENTENCES, [&*said, closed]))
}
