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
        RequestKind::Advertising if region.has_right_to_object() => w::REQUEST_ADVERTISING,
        RequestKind::Advertising => w::REQUEST_NO_ADVERTISING,
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
        Letter::Reply => w::DRAFT_REPLY_TITLE,
        Letter::IdentityReply => w::DRAFT_IDENTITY_TITLE,
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

/// Says in a letter what happened, in a sentence of its own.
pub(crate) const fn did_words(event: RequestEvent, kind: RequestKind) -> Word {
    match event {
        // Nobody agrees to access: it is given or not.
        RequestEvent::Granted if matches!(kind, RequestKind::Access) => w::LETTER_DID_GIVE_ACCESS,
        RequestEvent::Partly if matches!(kind, RequestKind::Access) => w::LETTER_DID_GIVE_PART,
        RequestEvent::SentByForm => w::LETTER_DID_SENT_BY_FORM,
        RequestEvent::SentByEmail => w::LETTER_DID_SENT_BY_EMAIL,
        RequestEvent::SentByPost => w::LETTER_DID_SENT_BY_POST,
        RequestEvent::HandedOver => w::LETTER_DID_HANDED_OVER,
        RequestEvent::Received => w::LETTER_DID_RECEIVED,
        RequestEvent::Acknowledged => w::LETTER_DID_ACKNOWLEDGED,
        RequestEvent::IdentityAsked => w::LETTER_DID_IDENTITY_ASKED,
        RequestEvent::IdentityGiven => w::LETTER_DID_IDENTITY_GIVEN,
        RequestEvent::ClarificationAsked => w::LETTER_DID_CLARIFICATION_ASKED,
        RequestEvent::ClarificationGiven => w::LETTER_DID_CLARIFICATION_GIVEN,
        RequestEvent::MoreTime => w::LETTER_DID_MORE_TIME,
        RequestEvent::FormDemanded => w::LETTER_DID_FORM_DEMANDED,
        RequestEvent::Replied => w::LETTER_DID_REPLIED,
        RequestEvent::Granted => w::LETTER_DID_GRANTED,
        RequestEvent::Partly => w::LETTER_DID_PARTLY,
        RequestEvent::Refused => w::LETTER_DID_REFUSED,
        RequestEvent::NothingCame => w::LETTER_DID_NOTHING_CAME,
        RequestEvent::FollowedUp => w::LETTER_DID_FOLLOWED_UP,
        RequestEvent::ComplainedToController => w::LETTER_DID_COMPLAINED_TO_CONTROLLER,
        RequestEvent::Complained => w::LETTER_DID_COMPLAINED,
        RequestEvent::Closed => w::LETTER_DID_CLOSED,
    }
}
