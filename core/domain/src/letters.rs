//! The letters of a request, and which event notes that one was sent.

use crate::journal::RequestEvent;

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letter {
    /// The request itself, for a form on the web: only what is asked.
    Form,
    /// The request itself, as a letter.
    Post,
    /// A reminder that no answer came.
    FollowUp,
    /// United Kingdom: a data protection complaint to the controller.
    ControllerComplaint,
    /// A complaint to the supervisory authority.
    Complaint,
}

impl Letter {
    /// All letters, in the order in which they are listed.
    pub const ALL: [Self; 5] = [Self::Form, Self::Post, Self::FollowUp, Self::ControllerComplaint, Self::Complaint];

    /// Returns its id, which stands in routes and in the journal and never changes.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Form => "form-text",
            Self::Post => "letter",
            Self::FollowUp => "follow-up",
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
            Self::ControllerComplaint => RequestEvent::ComplainedToController,
            Self::Complaint => RequestEvent::Complained,
        }
    }
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
}
