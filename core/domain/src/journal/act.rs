//! What a person can do: one [`Act`] for each kind of thing, and the choices in it with their names in journals.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use super::entry_id::EntryId;

/// Stands for all accounts where an entry names one. No service has this id.
pub const ALL_ACCOUNTS: &str = "all";

/// Stands for the check day where an entry names an account. No service has this id.
pub const CHECK: &str = "check";

/// One thing that a person did.
///
/// `account` and `guide` are ids, `request` is the entry with which the request began, `via` says how the person came
/// to do it, and `until` is the first day on which to remind again.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it, beside what is said above")]
pub enum Act {
    /// The first act of a person's journal. The id of its entry is that person's identity across phones.
    PersonAdded {
        /// As the person is called in the app; empty for oneself.
        name: String,
        /// Whether somebody else holds the phone.
        helped: bool,
        /// Country code, `ZZ` for elsewhere.
        country: String,
    },
    PersonRenamed {
        name: String,
    },
    /// Whose list it is, said again because the entry that said so was lost.
    HelpedChosen {
        /// Whether somebody else holds the phone.
        helped: bool,
    },
    /// The person lives elsewhere.
    CountryChosen {
        /// Country code, `ZZ` for elsewhere.
        country: String,
    },
    /// The country that was noted last was wrong all the time: the person has not moved.
    CountryCorrected {
        /// Country code, `ZZ` for elsewhere.
        country: String,
    },
    /// Somebody who is helped was asked, and said whether they want that.
    HelpNoted {
        agreement: HelpAgreement,
    },
    /// A checklist begins.
    AccountAdded {
        account: String,
        /// The service's id.
        service: String,
        membership: Membership,
    },
    /// An account is put away, or taken up again. What was noted there stays.
    AccountChosen {
        account: String,
        chosen: bool,
    },
    AccountNamed {
        account: String,
        name: String,
    },
    /// The language of the service's menus.
    ServiceLanguageChosen {
        account: String,
        /// Language code.
        language: String,
    },
    /// A guide was answered.
    Answered {
        account: String,
        guide: String,
        answer: Answer,
        via: Via,
    },
    /// A re-check was answered.
    Rechecked {
        account: String,
        guide: String,
        /// The day for which the re-check was planned.
        due: NaiveDate,
        seen: RecheckResult,
        via: Via,
    },
    /// Another interval for the re-checks of the person, chosen at one of the switches.
    RecheckChosen {
        account: String,
        guide: String,
        /// 3, 6 or 12; 0 for no re-checks.
        months: u8,
    },
    Snoozed {
        /// [`CHECK`] for the check day, which then stands in the place of the guide.
        account: String,
        guide: String,
        until: NaiveDate,
        via: Via,
    },
    /// An entry was noted while the clock was wrong.
    DayCorrected {
        /// The entry.
        entry: EntryId,
        /// The day on which it was noted.
        on: NaiveDate,
    },
    /// How nudges go on, for the whole phone.
    NudgingChosen {
        /// [`ALL_ACCOUNTS`]; older entries name the account of the step that nudged.
        account: String,
        nudging: Nudging,
    },
    /// The person's own grounds for a form.
    GroundsWritten {
        account: String,
        guide: String,
        text: String,
    },
    /// A request begins, as a draft. The id of its entry names the request for ever.
    RequestBegun {
        account: String,
        kind: RequestKind,
    },
    RequestNoted {
        request: EntryId,
        event: RequestEvent,
        /// The day of the event, as the person says.
        on: NaiveDate,
        via: Via,
    },
    /// What held when a letter of a request was sent, in the entry that notes the sending.
    RequestSentAs {
        request: EntryId,
        sent: SentAs,
    },
    /// An event was noted with a wrong day.
    RequestCorrected {
        request: EntryId,
        /// The entry that noted the event.
        entry: EntryId,
        /// The day on which the event happened.
        on: NaiveDate,
    },
    /// A text of a request: name, grounds. In an entry that notes an event, the wording that was sent then.
    RequestWritten {
        request: EntryId,
        /// Which text.
        field: String,
        text: String,
    },
    RequestSnoozed {
        request: EntryId,
        until: NaiveDate,
        via: Via,
    },
    NoteAdded {
        /// What the note belongs to: `linkedin/ai-training`, or `requests/` and the entry with which the request began.
        to: String,
        text: String,
    },
    /// A picture, of which a copy lies beside the journal.
    PictureAdded {
        /// What the picture belongs to, as of a note.
        to: String,
        picture: Picture,
    },
    /// A choice for the app as a whole.
    SettingChosen {
        /// `language`, `hour`, `weekdays`, `lock_screen`, `calendar_private`, `device_backup`, `reminders`.
        name: String,
        value: String,
    },
    /// Undoes everything that an entry did.
    Undone {
        entry: EntryId,
    },
    /// An act of a version that knows more than this one: kept as it is, shown as not understood, without effect.
    Unknown {
        /// Its fields as they stand in the journal, `act` among them.
        fields: Vec<(String, String)>,
    },
}

impl Act {
    /// Returns the account in which the act was done.
    pub fn account(&self) -> Option<&str> {
        match self {
            Self::AccountAdded { account, .. }
            | Self::AccountChosen { account, .. }
            | Self::AccountNamed { account, .. }
            | Self::ServiceLanguageChosen { account, .. }
            | Self::Answered { account, .. }
            | Self::Rechecked { account, .. }
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
            | Self::CountryCorrected { .. }
            | Self::HelpedChosen { .. }
            | Self::HelpNoted { .. }
            | Self::RequestNoted { .. }
            | Self::RequestSentAs { .. }
            | Self::RequestCorrected { .. }
            | Self::RequestWritten { .. }
            | Self::RequestSnoozed { .. }
            | Self::SettingChosen { .. }
            | Self::DayCorrected { .. }
            | Self::Undone { .. }
            | Self::Unknown { .. } => None,
        }
    }
}

/// What somebody who is helped said about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HelpAgreement {
    /// The person knows, wants it, signs in and sends everything without the helper.
    Agreed,
    /// The person cannot decide any more.
    Unable,
    /// The person cannot decide any more, and whoever helps has a legal authority.
    Represented,
    /// The person does not want it, or not any more.
    Declined,
}

impl HelpAgreement {
    /// Returns whether nobody is to be reminded of what could be done for the person.
    pub const fn ends_reminders(self) -> bool {
        matches!(self, Self::Unable | Self::Declined)
    }
}

/// How the person came to the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Via {
    #[default]
    App,
    Notification,
}

/// State of a guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Answer {
    /// Nothing has been done, or the guide was taken up again.
    Open,
    Done,
    /// The setting was off before the person followed the guide.
    WasOff {
        since: Since,
    },
    NotVisible {
        /// The reason, as far as the person can tell.
        why: Unseen,
    },
    NotApplicable,
    /// Left out by choice.
    LeftOut,
}

/// Since when a setting was already off, as the person says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Since {
    /// Before the processing began.
    BeforeStart,
    AfterStart,
    /// The person does not know.
    Unknown,
}

/// Why somebody does not see a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Unseen {
    OtherAccount,
    /// The setting has another name.
    OtherName,
    /// The setting shows other words than "on" and "off".
    OtherWord,
    /// The service's app is too old.
    OldApp,
    /// The setting is not offered where the person lives.
    NotOffered,
    /// The person is under 18.
    Minor,
    SomethingElse,
}

/// What a re-check of a setting showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum RecheckResult {
    Off,
    /// On again; why is not known.
    On,
    NotFound,
    /// It has another name, or looks different.
    Changed,
    /// The person did not look this time.
    Skipped,
}

/// Whether a person has an account at a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Membership {
    Member,
    /// None, and whether there was one before is not known: older versions did not ask.
    None,
    /// None any more.
    Former,
    /// None, now or before.
    Never,
}

/// How reminders go on after the question "go on reminding?".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Nudging {
    /// The ordinary series.
    #[default]
    Series,
    Monthly,
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

/// What happened to a request, as the person says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum RequestEvent {
    /// Sent by the controller's form on the web.
    SentByForm,
    SentByEmail,
    SentByPost,
    /// Handed over in person.
    HandedOver,
    /// A request sent by post arrived.
    Received,
    /// The controller confirmed receipt.
    Acknowledged,
    /// The controller asked for proof of the person's identity.
    IdentityAsked,
    IdentityGiven,
    /// The controller asked what exactly the request means.
    ClarificationAsked,
    ClarificationGiven,
    /// The controller asked for more time.
    MoreTime,
    Granted,
    Partly,
    Refused,
    /// The controller asked the person to use its own form or another address. That decides nothing.
    FormDemanded,
    /// The person answered a refusal, a part answer or the wish for another form.
    Replied,
    /// The person looked on that day, and no answer had come.
    NothingCame,
    /// The person asked again.
    FollowedUp,
    /// The person complained to the controller, which British law wants first.
    ComplainedToController,
    /// The person complained to a supervisory authority.
    Complained,
    /// The person is through with the request.
    Closed,
}

impl RequestEvent {
    /// Returns whether the event is the sending of the request.
    pub const fn is_sending(self) -> bool {
        matches!(self, Self::SentByForm | Self::SentByEmail | Self::SentByPost | Self::HandedOver)
    }

    /// Returns whether the event is an answer of the controller.
    pub const fn is_answer(self) -> bool {
        matches!(self, Self::Granted | Self::Partly | Self::Refused)
    }

    /// Returns whether the event decides something, after which others no longer happen.
    pub const fn decides(self) -> bool {
        self.is_answer()
            || matches!(self, Self::Replied | Self::ComplainedToController | Self::Complained | Self::Closed)
    }
}

/// What a letter was written from when it was sent. Nothing of it follows a setting of today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentAs {
    /// Identifier of the legal area whose law the letter follows.
    pub law: String,
    /// Code of the country where the person lived.
    pub country: String,
    /// Edition of the list of public holidays by which dates were counted; empty where none counts.
    pub holidays: String,
    /// Key of the addressee in the catalogue: a controller of the service, or a supervisory authority. Empty where none
    /// is known.
    pub addressee: String,
    /// Name of the addressee as it stands in the letter; empty where none is known.
    pub addressee_name: String,
    /// Language of the letter; empty where no letter was written in the app.
    pub language: String,
    /// Title of the letter; empty where no letter was written in the app.
    pub title: String,
    /// Whether the person had the account.
    pub membership: Membership,
    /// End of the statutory period as it was told then, where there was one.
    pub due: Option<NaiveDate>,
}

/// A picture when it was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// SHA-256 of its bytes, as 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// Type of the file.
    pub kind: PictureType,
    /// Size in bytes.
    pub size: u64,
}

impl Picture {
    /// Returns the name of the copy's file. Equal pictures share one file.
    pub fn file_name(&self) -> String {
        [&self.sha256, ".", self.kind.name()].concat()
    }
}

/// Type of a picture's file, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum PictureType {
    Png,
    Jpeg,
    Webp,
    /// Written by iPhones; not every browser shows it.
    Heic,
}

/// Gives each variant of a choice its name in journals, which is never changed.
macro_rules! names {
    ($($choice:ident { $($variant:ident = $name:literal),+ $(,)? })+) => {
        $(impl $choice {
            /// Returns the name in journals and commands.
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
    HelpAgreement { Agreed = "agreed", Unable = "unable", Represented = "represented", Declined = "declined" }
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
    RecheckResult { Off = "off", On = "on", NotFound = "not_found", Changed = "changed", Skipped = "skipped" }
    PictureType { Png = "png", Jpeg = "jpeg", Webp = "webp", Heic = "heic" }
    Membership { Member = "member", None = "none", Former = "former", Never = "never" }
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
        FormDemanded = "form_demanded",
        Replied = "replied",
        NothingCame = "nothing_came",
        FollowedUp = "followed_up",
        ComplainedToController = "complained_to_controller",
        Complained = "complained",
        Closed = "closed",
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::*;

    fn assert_pinned<T: FromStr<Err = ()> + fmt::Display + Debug>(names: &str) {
        for name in names.split(' ') {
            let choice: T = name.parse().unwrap_or_else(|()| panic!("{name} is not known any more"));
            assert_eq!(choice.to_string(), name, "{choice:?}");
        }
        assert!("".parse::<T>().is_err());
    }

    #[test]
    fn the_names_of_choices_are_pinned() {
        assert_pinned::<Via>("app notification");
        assert_pinned::<HelpAgreement>("agreed unable represented declined");
        assert_pinned::<Since>("before_start after_start unknown");
        assert_pinned::<Unseen>("other_account other_name other_word old_app not_offered minor something_else");
        assert_pinned::<RecheckResult>("off on not_found changed skipped");
        assert_pinned::<PictureType>("png jpeg webp heic");
        assert_pinned::<Membership>("member none former never");
        assert_pinned::<Nudging>("series monthly stopped");
        assert_pinned::<RequestKind>("objection advertising access erasure");
        assert_pinned::<RequestEvent>(
            "sent_by_form sent_by_email sent_by_post handed_over received acknowledged identity_asked identity_given \
             clarification_asked clarification_given more_time granted partly refused form_demanded replied nothing_came followed_up \
             complained_to_controller complained closed",
        );
    }

    #[test]
    fn a_note_belongs_to_the_account_of_its_guide_and_to_no_account_for_a_request() {
        let account_of = |to: &str| {
            let act = Act::NoteAdded { to: to.into(), text: String::new() };
            act.account().map(str::to_owned)
        };
        assert_eq!(account_of("linkedin-2/ads").as_deref(), Some("linkedin-2"));
        assert_eq!(account_of("requests/a1-2"), None);
        assert_eq!(account_of("linkedin"), None);
        assert_eq!(Act::PersonRenamed { name: "Mia".into() }.account(), None);
    }

    #[test]
    fn sendings_and_answers_are_told_apart_from_other_events() {
        use RequestEvent as E;
        assert!([E::SentByForm, E::SentByEmail, E::SentByPost, E::HandedOver].into_iter().all(E::is_sending));
        assert!([E::Granted, E::Partly, E::Refused].into_iter().all(E::is_answer));
        for event in [
            E::Received,
            E::Acknowledged,
            E::MoreTime,
            E::FormDemanded,
            E::Replied,
            E::NothingCame,
            E::FollowedUp,
            E::Closed,
        ] {
            assert!(!event.is_sending() && !event.is_answer(), "{event}");
        }
    }
}
