//! What a person can do.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use super::entry_id::EntryId;

/// One thing done. `account` is the service's id, with `-2`, `-3` … for further accounts there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// The first act of a person's journal. Its entry's id is that person's identity across phones.
    PersonAdded {
        /// As the person is called in the app; empty for oneself.
        name: String,
        /// Whether somebody else holds the phone.
        helped: bool,
        /// Country code, `ZZ` for elsewhere.
        country: String,
    },
    /// Another name.
    PersonRenamed {
        /// The new one.
        name: String,
    },
    /// The person lives elsewhere.
    CountryChosen {
        /// Country code, `ZZ` for elsewhere.
        country: String,
    },
    /// A checklist begins.
    AccountAdded {
        /// Its id.
        account: String,
        /// The service's id.
        service: String,
        /// Whether there is an account at all.
        membership: Membership,
    },
    /// A name for one of several accounts.
    AccountNamed {
        /// Its id.
        account: String,
        /// The name.
        name: String,
    },
    /// The language of the service's menus.
    ServiceLanguageChosen {
        /// Its id.
        account: String,
        /// Language code.
        language: String,
    },
    /// A guide was answered.
    Answered {
        /// Its account.
        account: String,
        /// Its id.
        guide: String,
        /// The new state.
        answer: Answer,
        /// How.
        via: Via,
    },
    /// A re-check was answered.
    Checked {
        /// Its account.
        account: String,
        /// Its id.
        guide: String,
        /// The occurrence that is answered: the day for which it was planned.
        due: NaiveDate,
        /// What was seen.
        seen: Seen,
        /// How.
        via: Via,
    },
    /// Another interval for re-checks.
    RecheckChosen {
        /// Its account.
        account: String,
        /// Its id.
        guide: String,
        /// 3, 6 or 12; 0 for none.
        months: u8,
    },
    /// Not now.
    Snoozed {
        /// Its account.
        account: String,
        /// Its id.
        guide: String,
        /// The first day on which to remind again.
        until: NaiveDate,
        /// How.
        via: Via,
    },
    /// How nudges go on.
    NudgingChosen {
        /// Its account.
        account: String,
        /// How.
        nudging: Nudging,
    },
    /// The person's own grounds for a form.
    GroundsWritten {
        /// Its account.
        account: String,
        /// Its id.
        guide: String,
        /// The text.
        text: String,
    },
    /// A request begins, as a draft. Its entry's id names it for ever.
    RequestBegun {
        /// The account it is about.
        account: String,
        /// What is asked.
        kind: RequestKind,
    },
    /// Something happened to a request.
    RequestNoted {
        /// The entry with which it began.
        request: EntryId,
        /// What.
        event: RequestEvent,
        /// The day of it, in the person's word.
        on: NaiveDate,
        /// How.
        via: Via,
    },
    /// A text of a request: name, grounds. In an entry that notes an event, the wording that was sent then.
    RequestWritten {
        /// The entry with which it began.
        request: EntryId,
        /// Which text.
        field: String,
        /// The text.
        text: String,
    },
    /// Not now.
    RequestSnoozed {
        /// The entry with which it began.
        request: EntryId,
        /// The first day on which to remind again.
        until: NaiveDate,
        /// How.
        via: Via,
    },
    /// A note of the person's own.
    NoteAdded {
        /// What it belongs to: `linkedin/ai-training`, or `requests/` and the entry with which the request began.
        to: String,
        /// The text.
        text: String,
    },
    /// A picture, of which a copy lies beside the journal.
    PictureAdded {
        /// What it belongs to, as of a note.
        to: String,
        /// The copy when it was added.
        picture: Picture,
    },
    /// A choice for the app as a whole.
    SettingChosen {
        /// `language`, `hour`, `weekdays`, `lock_screen`, `device_backup`, `reminders`.
        name: String,
        /// The new value.
        value: String,
    },
    /// Takes back what an entry did.
    Undone {
        /// That entry.
        entry: EntryId,
    },
}

impl Act {
    /// The account in which it was done.
    pub fn account(&self) -> Option<&str> {
        match self {
            Self::AccountAdded { account, .. }
            | Self::AccountNamed { account, .. }
            | Self::ServiceLanguageChosen { account, .. }
            | Self::Answered { account, .. }
            | Self::Checked { account, .. }
            | Self::RecheckChosen { account, .. }
            | Self::Snoozed { account, .. }
            | Self::NudgingChosen { account, .. }
            | Self::GroundsWritten { account, .. }
            | Self::RequestBegun { account, .. } => Some(account),
            Self::NoteAdded { to, .. } | Self::PictureAdded { to, .. } => {
                to.split_once('/').map(|(account, _)| account).filter(|account| *account != "requests")
            }
            Self::PersonAdded { .. }
            | Self::PersonRenamed { .. }
            | Self::CountryChosen { .. }
            | Self::RequestNoted { .. }
            | Self::RequestWritten { .. }
            | Self::RequestSnoozed { .. }
            | Self::SettingChosen { .. }
            | Self::Undone { .. } => None,
        }
    }
}

/// How the person came to the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Via {
    /// On a screen of the app.
    #[default]
    App,
    /// By a button of a notification.
    Notification,
}

/// Since when a setting was already off, in the person's own word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// Before the processing began.
    BeforeStart,
    /// After it began.
    AfterStart,
    /// The person does not know.
    Unknown,
}

/// Why somebody does not see a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unseen {
    /// Looked in another account.
    OtherAccount,
    /// It has another name.
    OtherName,
    /// It shows other words than the two.
    OtherWord,
    /// The service's app is too old.
    OldApp,
    /// It is not offered where the person lives.
    NotOffered,
    /// The person is under 18.
    Minor,
    /// Something else.
    SomethingElse,
}

/// State of a guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Nothing has been done, or it was taken up again.
    Open,
    /// The person did it.
    Done,
    /// It had been so before.
    WasOff {
        /// Since when.
        since: Since,
    },
    /// The person does not see it.
    NotVisible {
        /// Why, as far as the person can tell.
        why: Unseen,
    },
    /// It does not apply.
    NotApplicable,
    /// Left out by choice.
    LeftOut,
}

/// What a look at a setting showed at a re-check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// Still off.
    Off,
    /// On (again); why is not known.
    On,
    /// Not found.
    NotFound,
}

/// Whether a person has an account at a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Membership {
    /// An account.
    Member,
    /// None (any more).
    None,
}

/// How reminders go on after the question "go on reminding?".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nudging {
    /// The ordinary series.
    Series,
    /// Once a month.
    Monthly,
    /// Not any more.
    Stopped,
}

/// What a person asks of a controller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestKind {
    /// No training with one's data: Art. 21(1) GDPR and what corresponds to it elsewhere.
    Objection,
    /// No direct marketing: Art. 21(2) GDPR.
    Advertising,
    /// Access to one's data: Art. 15 GDPR and what corresponds to it elsewhere.
    Access,
    /// Erasure of data: Art. 17 GDPR.
    Erasure,
}

/// What happened to a request, in the person's own word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestEvent {
    /// Sent by the controller's form on the web.
    SentByForm,
    /// Sent by e-mail.
    SentByEmail,
    /// Sent by post.
    SentByPost,
    /// Handed over.
    HandedOver,
    /// What was sent by post arrived.
    Received,
    /// The controller confirmed that it arrived.
    Acknowledged,
    /// The controller asked who the person is.
    IdentityAsked,
    /// The person answered that.
    IdentityGiven,
    /// The controller asked what exactly is meant.
    ClarificationAsked,
    /// The person answered that.
    ClarificationGiven,
    /// The controller said that it needs longer.
    MoreTime,
    /// Answered: the controller does what was asked.
    Granted,
    /// Answered: it does a part of it.
    Partly,
    /// Answered: it refuses.
    Refused,
    /// On that day nothing had come.
    NothingCame,
    /// The person asked again.
    FollowedUp,
    /// The person complained to the controller, as British law wants it first.
    ComplainedToController,
    /// The person complained to a supervisory authority.
    Complained,
    /// The person is through with it.
    Closed,
}

impl RequestEvent {
    /// Whether an event is the sending of a request.
    pub const fn is_sending(self) -> bool {
        matches!(self, Self::SentByForm | Self::SentByEmail | Self::SentByPost | Self::HandedOver)
    }

    /// Whether an event is an answer of the controller.
    pub const fn is_answer(self) -> bool {
        matches!(self, Self::Granted | Self::Partly | Self::Refused)
    }
}

/// What a picture is, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureType {
    /// As most screenshots are.
    Png,
    /// As most cameras write them.
    Jpeg,
    /// As many websites send them.
    Webp,
    /// As iPhones write them. Not every browser shows it.
    Heic,
}

/// A picture when it was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// SHA-256 of its bytes, as 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// What it is.
    pub kind: PictureType,
    /// How many bytes.
    pub size: u64,
}

impl Picture {
    /// Name of the copy: the same picture has the same name.
    pub fn file(&self) -> String {
        [&self.sha256, ".", self.kind.name()].concat()
    }
}

/// Names of the variants of a choice.
macro_rules! names {
    ($($choice:ident { $($variant:ident = $name:literal),+ $(,)? })+) => {
        $(impl $choice {
            /// As journals and commands name it.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }
        }

        impl fmt::Display for $choice {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }

        impl FromStr for $choice {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                match text {
                    $($name => Ok(Self::$variant),)+
                    _ => Err(()),
                }
            }
        })+
    };
}

names! {
    Via { App = "app", Notification = "notification" }
    Since { BeforeStart = "before_start", AfterStart = "after_start", Unknown = "unknown" }
    Unseen {
        OtherAccount = "other_account",
        OtherName = "other_name",
        OtherWord = "other_word",
        OldApp = "old_app",
        NotOffered = "not_offered",
        Minor = "minor",
        SomethingElse = "something_else",
    }
    Seen { Off = "off", On = "on", NotFound = "not_found" }
    PictureType { Png = "png", Jpeg = "jpeg", Webp = "webp", Heic = "heic" }
    Membership { Member = "member", None = "none" }
    Nudging { Series = "series", Monthly = "monthly", Stopped = "stopped" }
    RequestKind { Objection = "objection", Advertising = "advertising", Access = "access", Erasure = "erasure" }
    RequestEvent {
        SentByForm = "sent_by_form",
        SentByEmail = "sent_by_email",
        SentByPost = "sent_by_post",
        HandedOver = "handed_over",
        Received = "received",
        Acknowledged = "acknowledged",
        IdentityAsked = "identity_asked",
        IdentityGiven = "identity_given",
        ClarificationAsked = "clarification_asked",
        ClarificationGiven = "clarification_given",
        MoreTime = "more_time",
        Granted = "granted",
        Partly = "partly",
        Refused = "refused",
        NothingCame = "nothing_came",
        FollowedUp = "followed_up",
        ComplainedToController = "complained_to_controller",
        Complained = "complained",
        Closed = "closed",
    }
}
