//! Names of requests, letters and events, by the law of the region.

use widerspruch_domain::journal::{RequestEvent, RequestKind};
use widerspruch_domain::law::{AuthorityTakes, Region};
use widerspruch_domain::letters::Letter;

use super::catalogue::{Word, w};
use super::wording::Wording;

/// Says how many entries share their id with another one of other content.
pub(crate) fn conflict_words(wording: &Wording, count: usize) -> String {
    wording.n(w::RECORDS_CONFLICTS, count, &[])
}

/// Names the kind of a request, in words that promise no right which is not known in that region.
pub(crate) fn request_kind_words(kind: RequestKind, region: Region) -> Word {
    match kind {
        RequestKind::Objection if region.has_right_to_object() => w::REQUEST_OBJECTION,
        RequestKind::Objection => w::REQUEST_WISH,
        RequestKind::Advertising => w::REQUEST_ADVERTISING,
        RequestKind::Access => w::REQUEST_ACCESS,
        RequestKind::Erasure => w::REQUEST_ERASURE,
    }
}

/// Names a letter by its title in that region.
pub(crate) fn letter_title(wording: &Wording, letter: Letter, region: Region) -> &'static str {
    wording.t(match letter {
        Letter::Form => w::DRAFT_FORM,
        Letter::Post => w::DRAFT_POST,
        Letter::FollowUp => w::DRAFT_FOLLOW_UP_TITLE,
        Letter::ControllerComplaint => {
            let words = wording.catalogue.law(region).company_complaint.as_ref();
            return words.map_or("", |words| words.title.as_str());
        }
        Letter::Complaint if region.authority_takes() == Some(AuthorityTakes::Report) => w::DRAFT_REPORT_TITLE,
        Letter::Complaint => w::DRAFT_COMPLAINT_TITLE,
    })
}

/// Names an event of a request.
pub(crate) const fn event_words(event: RequestEvent) -> Word {
    match event {
        RequestEvent::SentByForm => w::EVENT_SENT_BY_FORM,
        RequestEvent::SentByEmail => w::EVENT_SENT_BY_EMAIL,
        RequestEvent::SentByPost => w::EVENT_SENT_BY_POST,
        RequestEvent::HandedOver => w::EVENT_HANDED_OVER,
        RequestEvent::Received => w::EVENT_RECEIVED,
        RequestEvent::Acknowledged => w::EVENT_ACKNOWLEDGED,
        RequestEvent::IdentityAsked => w::EVENT_IDENTITY_ASKED,
        RequestEvent::IdentityGiven => w::EVENT_IDENTITY_GIVEN,
        RequestEvent::ClarificationAsked => w::EVENT_CLARIFICATION_ASKED,
        RequestEvent::ClarificationGiven => w::EVENT_CLARIFICATION_GIVEN,
        RequestEvent::MoreTime => w::EVENT_MORE_TIME,
        RequestEvent::Granted => w::EVENT_GRANTED,
        RequestEvent::Partly => w::EVENT_PARTLY,
        RequestEvent::Refused => w::EVENT_REFUSED,
        RequestEvent::FormDemanded => w::EVENT_FORM_DEMANDED,
        RequestEvent::Replied => w::EVENT_REPLIED,
        RequestEvent::NothingCame => w::EVENT_NOTHING_CAME,
        RequestEvent::FollowedUp => w::EVENT_FOLLOWED_UP,
        RequestEvent::ComplainedToController => w::EVENT_COMPLAINED_TO_CONTROLLER,
        RequestEvent::Complained => w::EVENT_COMPLAINED,
        RequestEvent::Closed => w::EVENT_CLOSED,
    }
}
