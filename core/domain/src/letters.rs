//! The letters of a request, which event notes that one was sent, and what the person chooses to say in them.

use crate::journal::{RequestEvent, RequestKind};

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letter {
    /// The request itself, for a form on the web: only what is asked.
    Form,
    /// The request itself, as a letter.
    Post,
    /// A reminder that no answer came.
    FollowUp,
    /// An answer to a refusal, to an answer in part, or to the wish that the person use a form.
    Reply,
    /// An answer to a question about the person's identity.
    IdentityReply,
    /// United Kingdom: a data protection complaint to the controller.
    ControllerComplaint,
    /// A complaint to the supervisory authority.
    Complaint,
}

impl Letter {
    /// All letters, in the order in which they are listed.
    pub const ALL: [Self; 7] = [
        Self::Form,
        Self::Post,
        Self::IdentityReply,
        Self::Reply,
        Self::FollowUp,
        Self::ControllerComplaint,
        Self::Complaint,
    ];

    /// Returns its id, which stands in routes and in the journal and never changes.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Form => "form-text",
            Self::Post => "letter",
            Self::FollowUp => "follow-up",
            Self::Reply => "reply",
            Self::IdentityReply => "identity-reply",
            Self::ControllerComplaint => "complaint-to-controller",
            Self::Complaint => "complaint",
        }
    }

    /// Finds the letter of an id.
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|letter| letter.id() == id)
    }

    /// Returns the letter whose sending an event notes.
    pub const fn sent_by(event: RequestEvent) -> Option<Self> {
        match event {
            RequestEvent::SentByForm => Some(Self::Form),
            RequestEvent::SentByEmail | RequestEvent::SentByPost | RequestEvent::HandedOver => Some(Self::Post),
            RequestEvent::FollowedUp => Some(Self::FollowUp),
            RequestEvent::Replied => Some(Self::Reply),
            RequestEvent::IdentityGiven => Some(Self::IdentityReply),
            RequestEvent::ComplainedToController => Some(Self::ControllerComplaint),
            RequestEvent::Complained => Some(Self::Complaint),
            _ => None,
        }
    }

    /// Returns the event that notes its sending.
    pub const fn sending(self) -> RequestEvent {
        match self {
            Self::Form => RequestEvent::SentByForm,
            Self::Post => RequestEvent::SentByPost,
            Self::FollowUp => RequestEvent::FollowedUp,
            Self::Reply => RequestEvent::Replied,
            Self::IdentityReply => RequestEvent::IdentityGiven,
            Self::ControllerComplaint => RequestEvent::ComplainedToController,
            Self::Complaint => RequestEvent::Complained,
        }
    }

    /// Returns whether the letter says what went wrong, as the person chose it.
    pub const fn is_complaint(self) -> bool {
        matches!(self, Self::ControllerComplaint | Self::Complaint)
    }
}

/// What can be missing in an answer, in the order in which letters list it. The ids stand in the journal and never
/// change. Which of them a law knows, and in which words, stands in the catalogue.
pub const GAPS: [&str; 21] = [
    "whether",
    "copy",
    "purposes",
    "categories",
    "source",
    "recipients",
    "storage",
    "decisions",
    "abroad",
    "compelling",
    "justification",
    "exception",
    "purpose-consent",
    "scope",
    "stop-date",
    "confirmation",
    "restriction",
    "notified",
    "consequences",
    "reasons",
    "remedies",
];

/// Returns whether something can be missing in an answer: what only follows from a yes is not missing in a refusal, and
/// what is to hold while the grounds are weighed is not missing where the controller followed the request, nor are there
/// reasons and remedies for what was not refused.
pub fn can_miss(gap: &str, answer: RequestEvent) -> bool {
    match gap {
        "scope" | "stop-date" | "confirmation" | "notified" => answer != RequestEvent::Refused,
        "restriction" => answer == RequestEvent::Refused,
        // Whoever gave all that was asked for owes no reasons.
        "reasons" | "remedies" => answer != RequestEvent::Granted,
        _ => true,
    }
}

/// What went wrong, as a complaint says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// No decision came, and no period runs any more.
    NoDecision,
    /// The request was refused.
    Refused,
    /// Only a part of it was done or told.
    Incomplete,
    /// What should have ended goes on, or what was promised was not done.
    Continued,
    /// More proof of the person's identity was asked for than needed.
    TooMuchProof,
}

impl Failure {
    /// All failures, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::NoDecision, Self::Refused, Self::Incomplete, Self::Continued, Self::TooMuchProof];

    /// Returns its name, which stands in the journal and in the catalogue and never changes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoDecision => "no-decision",
            Self::Refused => "refused",
            Self::Incomplete => "incomplete",
            Self::Continued => "continued",
            Self::TooMuchProof => "too-much-proof",
        }
    }

    /// Finds the failure of a name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|failure| failure.name() == name)
    }

    /// Returns whether the failure can be true of a request as it stands. Which one a complaint names, the person says.
    pub fn fits(self, kind: RequestKind, course: Course) -> bool {
        let answered = |event| course.answer == Some(event);
        match self {
            Self::NoDecision => course.answer.is_none() && course.period_over,
            Self::Refused => answered(RequestEvent::Refused),
            Self::Incomplete => {
                answered(RequestEvent::Partly) || kind == RequestKind::Access && answered(RequestEvent::Granted)
            }
            // Whoever still gets advertising knows it without an answer.
            Self::Continued => {
                kind == RequestKind::Advertising || kind != RequestKind::Access && answered(RequestEvent::Granted)
            }
            Self::TooMuchProof => course.identity_asked,
        }
    }
}

/// The course of a request, as far as a complaint depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course {
    /// Newest answer of the controller.
    pub answer: Option<RequestEvent>,
    /// Whether the period is over by every count, or no statute sets one.
    pub period_over: bool,
    /// Whether the controller asked for proof of the person's identity.
    pub identity_asked: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_is_found_by_its_id_and_by_the_event_that_sends_it() {
        for letter in Letter::ALL {
            assert_eq!(Letter::of(letter.id()), Some(letter));
            assert_eq!(Letter::sent_by(letter.sending()), Some(letter));
        }
        assert_eq!(Letter::of("unknown"), None);
    }

    #[test]
    fn every_failure_is_found_by_its_name_and_no_name_of_a_gap_stands_twice() {
        for failure in Failure::ALL {
            assert_eq!(Failure::of(failure.name()), Some(failure));
        }
        assert_eq!(Failure::of("late"), None);
        let mut gaps = GAPS.to_vec();
        gaps.sort_unstable();
        gaps.dedup();
        assert_eq!(gaps.len(), GAPS.len());
    }

    #[test]
    fn what_only_a_yes_can_say_is_not_missing_in_a_refusal() {
        for gap in ["scope", "stop-date", "confirmation", "notified"] {
            assert!(GAPS.contains(&gap) && can_miss(gap, RequestEvent::Partly), "{gap}");
            assert!(!can_miss(gap, RequestEvent::Refused), "{gap}");
        }
        assert!(GAPS.contains(&"restriction") && can_miss("restriction", RequestEvent::Refused));
        assert!(!can_miss("restriction", RequestEvent::Partly) && can_miss("compelling", RequestEvent::Refused));
        for gap in ["reasons", "remedies"] {
            assert!(can_miss(gap, RequestEvent::Partly) && !can_miss(gap, RequestEvent::Granted), "{gap}");
        }
    }

    #[test]
    fn a_complaint_offers_only_what_can_be_true() {
        use Failure::{Continued, Incomplete, NoDecision, Refused, TooMuchProof};
        use RequestKind::{Access, Advertising, Erasure, Objection};
        let course = |answer, period_over, identity_asked| Course { answer, period_over, identity_asked };
        let (refused, partly, granted) =
            (Some(RequestEvent::Refused), Some(RequestEvent::Partly), Some(RequestEvent::Granted));
        let cases: [(RequestKind, Course, &[Failure]); 10] = [
            // While the period runs, no letter can say that it is over.
            (Objection, course(None, false, false), &[]),
            (Objection, course(None, true, false), &[NoDecision]),
            (Objection, course(None, true, true), &[NoDecision, TooMuchProof]),
            (Objection, course(refused, true, false), &[Refused]),
            (Objection, course(partly, false, false), &[Incomplete]),
            (Erasure, course(granted, false, false), &[Continued]),
            (Access, course(granted, false, false), &[Incomplete]),
            (Access, course(None, false, true), &[TooMuchProof]),
            (Advertising, course(None, false, false), &[Continued]),
            (Advertising, course(refused, true, false), &[Refused, Continued]),
        ];
        for (kind, course, expected) in cases {
            let fitting: Vec<Failure> = Failure::ALL.into_iter().filter(|failure| failure.fits(kind, course)).collect();
            assert_eq!(fitting, expected, "{kind:?} {course:?}");
        }
    }
}
