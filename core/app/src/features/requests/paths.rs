//! Addresses of requests, their letters, and supervisory authorities.

use std::fmt;

use chrono::NaiveDate;
use widerspruch_domain::civil::parse_day;
use widerspruch_domain::journal::{RequestEvent, RequestKind};
use widerspruch_domain::letters::{GAPS, Letter};

use crate::grammar::addresses::{AccountAddress, RequestAddress, hyphenated, is_entry_id, is_person, parse_hyphenated};
use crate::grammar::fields::{Field, FieldKind, GROUNDS, GROUNDS_LENGTH, LINE_LENGTH, TextKind};

/// A screen of this feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route<'a> {
    Requests {
        person: &'a str,
    },
    /// The question whether to begin a request although another of the kind is open.
    Again {
        account: AccountAddress<'a>,
        kind: RequestKind,
    },
    Request {
        request: RequestAddress<'a>,
        page: Page<'a>,
    },
    /// What was sent before the app knew of it: which kind of request.
    SentBefore(AccountAddress<'a>),
    /// The same: on which day and in which way it was sent.
    SentWay {
        account: AccountAddress<'a>,
        kind: RequestKind,
    },
    /// The question whether something was really sent so long ago.
    SentLongAgo {
        account: AccountAddress<'a>,
        kind: RequestKind,
        event: RequestEvent,
        on: NaiveDate,
    },
    Authorities {
        person: &'a str,
    },
    /// The authorities whose name or Land fits the words.
    FindAuthorities {
        person: &'a str,
        /// Percent-encoded words, as a shell writes them; empty for all authorities.
        words: &'a str,
    },
    Authority {
        person: &'a str,
        /// Its key in the catalogue.
        key: &'a str,
    },
}

/// One of the screens that a request has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page<'a> {
    Request,
    /// Why the person asks, for the letters that have grounds. Like the other pages on which something is filled in, it
    /// leads back to the letter from which it was opened.
    Grounds(Option<Letter>),
    /// The name and the addresses that all its letters share.
    Details(Option<Letter>),
    /// The authority to complain to.
    Authority,
    /// A letter as it can be sent now.
    Letter(Letter),
    /// The choice of the language in which a letter is written.
    Language(Letter),
    /// A letter in the language of the app, to be read beside the one that is sent.
    Reading(Letter),
    /// The choice of what goes with a letter.
    Enclosures(Letter),
    /// A letter as it was sent, by the entry that noted the sending.
    Wording(&'a str),
    /// An event that was noted, by its entry.
    Noted(&'a str),
    /// What the person misses in an answer.
    Gaps(Option<Letter>),
    /// Who signs, for somebody under 18.
    Signing(Option<Letter>),
    /// What went wrong, for a complaint.
    Failure(Option<Letter>),
    /// Asking again and complaining, before it is time.
    Further,
    /// The choice of how it was sent.
    Sent,
    /// The choice of what the company says.
    Answer,
    /// The choice of what else happened.
    Other,
    /// The choice of what happened before something that rules it out now.
    Earlier,
    /// The computation of the due date.
    Due,
    /// The question whether the request was really sent so long ago.
    LongAgo {
        event: RequestEvent,
        on: NaiveDate,
    },
    /// The same, for a sending whose day is corrected.
    CorrectLongAgo {
        /// The entry that noted the sending.
        entry: &'a str,
        on: NaiveDate,
    },
    /// An event and its day.
    Event {
        event: RequestEvent,
        /// Whether the person has just seen the text that is sent.
        with_text: bool,
    },
}

/// A command of this feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Command<'a> {
    Begin {
        account: AccountAddress<'a>,
        kind: RequestKind,
        /// Whether to begin even if another request of the kind is open.
        again: bool,
    },
    /// Notes a request that the person has sent: the draft, or one that begins with this.
    NoteSent {
        account: AccountAddress<'a>,
        kind: RequestKind,
        event: RequestEvent,
        /// Whether the text that was sent stood on the screen.
        with_text: bool,
    },
    /// Notes the same, for a day long ago that the person has confirmed.
    NoteSentLongAgo { account: AccountAddress<'a>, kind: RequestKind, event: RequestEvent, on: NaiveDate },
    /// Copies, shares or prints a letter, and remembers on this device that it was handed out.
    HandOut { request: RequestAddress<'a>, letter: Letter, way: HandOut },
    /// Writes what stands in letters, and leads back to the letter from which that was opened.
    WriteDetails { request: RequestAddress<'a>, letter: Option<Letter> },
    /// Says what the person misses in an answer.
    WriteGaps { request: RequestAddress<'a>, letter: Option<Letter> },
    /// Says who signs.
    ChooseSigning { request: RequestAddress<'a>, letter: Option<Letter> },
    /// Says what went wrong.
    WriteFailure { request: RequestAddress<'a>, letter: Option<Letter> },
    /// Says whether the authority may name the person to the company.
    AllowNaming(RequestAddress<'a>),
    ChooseAuthority {
        request: RequestAddress<'a>,
        /// Its key in the catalogue.
        key: &'a str,
    },
    /// Chooses the language in which a letter is written.
    ChooseLanguage {
        request: RequestAddress<'a>,
        letter: Letter,
        /// Code of a language of the app.
        language: &'a str,
    },
    /// Says what goes with a letter.
    ChooseEnclosures { request: RequestAddress<'a>, letter: Letter },
    NoteEvent {
        request: RequestAddress<'a>,
        event: RequestEvent,
        /// Whether the text that is sent stood on the screen.
        with_text: bool,
    },
    /// Notes the sending of a request on a day long ago that the person has confirmed.
    NoteEventLongAgo { request: RequestAddress<'a>, event: RequestEvent, on: NaiveDate },
    /// Corrects the day of an event.
    CorrectDay {
        request: RequestAddress<'a>,
        /// The entry that noted the event.
        entry: &'a str,
    },
    /// Corrects the day of a sending to one long ago that the person has confirmed.
    CorrectDayLongAgo {
        request: RequestAddress<'a>,
        /// The entry that noted the sending.
        entry: &'a str,
        on: NaiveDate,
    },
    /// Takes an event back, and no other.
    TakeBack {
        request: RequestAddress<'a>,
        /// The entry that noted the event.
        entry: &'a str,
    },
}

/// How a letter leaves the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HandOut {
    Copy,
    Share,
    Print,
}

impl HandOut {
    /// All ways, in the order in which they are offered.
    pub(crate) const ALL: [Self; 3] = [Self::Copy, Self::Share, Self::Print];

    const fn name(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Share => "share",
            Self::Print => "print",
        }
    }
}

/// Data to erase.
pub(crate) const WHAT: Field = Field::optional("what", FieldKind::Text(TextKind::FreeText, GROUNDS_LENGTH));
/// Full name of the person who makes the request.
pub(crate) const NAME: Field = Field::optional("name", FieldKind::Text(TextKind::Name, LINE_LENGTH));
/// E-mail address of the account.
pub(crate) const EMAIL: Field = Field::optional("email", FieldKind::Text(TextKind::Email, LINE_LENGTH));
/// Web address of the profile.
pub(crate) const PROFILE: Field = Field::optional("profile", FieldKind::Text(TextKind::WebAddress, LINE_LENGTH));
/// Postal address, several lines.
pub(crate) const POSTAL: Field = Field::optional("postal", FieldKind::Text(TextKind::Address, 300));
/// Whether the authority may name the person; empty until the person has chosen.
pub(crate) const NAME_ME: Field = Field::required("name_me", FieldKind::Choice(&["yes", "no", ""]));
/// What went wrong; empty until the person has chosen.
pub(crate) const FAILURE: Field = Field::optional(
    "failure",
    FieldKind::Choice(&["no-decision", "refused", "incomplete", "continued", "too-much-proof", ""]),
);
/// What that means for the person.
pub(crate) const EFFECT: Field = Field::optional("effect", FieldKind::Text(TextKind::FreeText, GROUNDS_LENGTH));
/// Who signs the letters of somebody under 18 (`law.md` §9a.1): the person as everybody, the person and says so, the
/// person with a parent who agrees, a parent for a small child.
pub(crate) const SIGNING: Field =
    Field::optional("signing", FieldKind::Choice(&["self", "minor", "agreed", "represented"]));
/// Name of that parent.
pub(crate) const GUARDIAN: Field = Field::optional("guardian", FieldKind::Text(TextKind::Name, LINE_LENGTH));
/// What is missing in an answer: the person switches on what they miss.
pub(crate) const GAP_FIELDS: [Field; GAPS.len()] = {
    let mut all = [Field::optional("", FieldKind::Toggle); GAPS.len()];
    let mut at = 0;
    while at < GAPS.len() {
        all[at] = Field::optional(GAPS[at], FieldKind::Toggle);
        at += 1;
    }
    all
};
/// Day of an event; today if it is left out.
pub(crate) const ON: Field = Field::optional("on", FieldKind::Day);

/// Building blocks of grounds: the person switches on what applies.
pub(crate) const BLOCKS: [Field; 13] = {
    const fn block(id: &'static str) -> Field {
        Field::optional(id, FieldKind::Toggle)
    }
    [
        block("confidentiality"),
        block("safety"),
        block("career"),
        block("other-people"),
        block("old-content"),
        block("creative-work"),
        block("not-foreseen"),
        block("health"),
        block("belief"),
        block("union"),
        block("origin"),
        block("minor"),
        block(RETIRED_BLOCK),
    ]
};

/// What a person can send with a letter: the person switches on what they send.
pub(crate) const ENCLOSURES: [Field; 4] = [
    Field::optional("request-copy", FieldKind::Toggle),
    Field::optional("answer-copy", FieldKind::Toggle),
    Field::optional("proof-of-sending", FieldKind::Toggle),
    Field::optional("screenshots", FieldKind::Toggle),
];

/// Returns the name of the text that holds the language of a letter, if the person chose one.
pub(crate) fn language_field(letter: Letter) -> String {
    format!("language-{}", letter.id())
}

/// Returns the name of the text that holds what goes with a letter.
pub(crate) fn enclosures_field(letter: Letter) -> String {
    format!("enclosures-{}", letter.id())
}

/// Building blocks that tell the company what the law protects most (`law.md` §8.3): each is shown below a warning.
pub(crate) const SENSITIVE_BLOCKS: [&str; 4] = ["health", "belief", "union", "origin"];

/// The building block that may cost the account (`law.md` §9a.1).
pub(crate) const MINOR_BLOCK: &str = "minor";

/// One building block for what are four now: it is shown to whoever chose it, and to nobody else.
pub(crate) const RETIRED_BLOCK: &str = "sensitive-circles";

impl<'a> Route<'a> {
    /// Returns the route of a request's first screen.
    pub(crate) const fn to(request: RequestAddress<'a>) -> Self {
        Self::Request { request, page: Page::Request }
    }

    pub(crate) fn parse(parts: &[&'a str]) -> Option<Self> {
        let [person, list, ref rest @ ..] = *parts else { return None };
        if !is_person(person) {
            return None;
        }
        match (list, rest) {
            ("authorities", []) => Some(Self::Authorities { person }),
            ("authorities", ["find", words]) => Some(Self::FindAuthorities { person, words }),
            ("authorities", [key]) => Some(Self::Authority { person, key }),
            ("requests", []) => Some(Self::Requests { person }),
            ("requests", ["again", account, kind]) => {
                Some(Self::Again { account: AccountAddress { person, account }, kind: kind.parse().ok()? })
            }
            ("requests", ["sent", account]) => Some(Self::SentBefore(AccountAddress { person, account })),
            ("requests", ["sent", account, kind, rest @ ..]) => {
                let (account, kind) = (AccountAddress { person, account }, kind.parse().ok()?);
                match *rest {
                    [] => Some(Self::SentWay { account, kind }),
                    [event, on] => {
                        let (event, on) = (parse_sending(event)?, parse_day(on)?);
                        Some(Self::SentLongAgo { account, kind, event, on })
                    }
                    _ => None,
                }
            }
            ("requests", [id, page @ ..]) => {
                Some(Self::Request { request: RequestAddress::checked(person, id)?, page: Page::parse(page)? })
            }
            _ => None,
        }
    }
}

impl fmt::Display for Route<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Requests { person } => write!(f, "/{person}/requests"),
            Self::Again { account: AccountAddress { person, account }, kind } => {
                write!(f, "/{person}/requests/again/{account}/{}", kind.name())
            }
            Self::SentBefore(AccountAddress { person, account }) => write!(f, "/{person}/requests/sent/{account}"),
            Self::SentWay { account: AccountAddress { person, account }, kind } => {
                write!(f, "/{person}/requests/sent/{account}/{}", kind.name())
            }
            Self::SentLongAgo { account: AccountAddress { person, account }, kind, event, on } => {
                write!(f, "/{person}/requests/sent/{account}/{}/{}/{on}", kind.name(), hyphenated(event.name()))
            }
            Self::Request { request, page } => write!(f, "/{request}{page}"),
            Self::Authorities { person } => write!(f, "/{person}/authorities"),
            Self::FindAuthorities { person, words } => write!(f, "/{person}/authorities/find/{words}"),
            Self::Authority { person, key } => write!(f, "/{person}/authorities/{key}"),
        }
    }
}

impl<'a> Page<'a> {
    fn parse(parts: &[&'a str]) -> Option<Self> {
        match *parts {
            [] => Some(Self::Request),
            ["authority"] => Some(Self::Authority),
            ["wording", noted] => is_entry_id(noted).then_some(Self::Wording(noted)),
            ["noted", entry] => is_entry_id(entry).then_some(Self::Noted(entry)),
            ["noted", entry, "on", on] if is_entry_id(entry) => {
                Some(Self::CorrectLongAgo { entry, on: parse_day(on)? })
            }
            ["further"] => Some(Self::Further),
            ["sent"] => Some(Self::Sent),
            ["answer"] => Some(Self::Answer),
            ["other"] => Some(Self::Other),
            ["earlier"] => Some(Self::Earlier),
            ["due"] => Some(Self::Due),
            [letter, "language"] => Some(Self::Language(Letter::of(letter)?)),
            [letter, "reading"] => Some(Self::Reading(Letter::of(letter)?)),
            [letter, "enclosures"] => Some(Self::Enclosures(Letter::of(letter)?)),
            [event, "on", on] => Some(Self::LongAgo { event: parse_sending(event)?, on: parse_day(on)? }),
            [event, "text"] => Some(Self::Event { event: parse_hyphenated(event)?, with_text: true }),
            [.., page] if page_to_fill_in(page).is_some() => Some(page_to_fill_in(page)?(letter_before(parts)?)),
            [page] => Letter::of(page)
                .map(Self::Letter)
                .or_else(|| Some(Self::Event { event: parse_hyphenated(page)?, with_text: false })),
            _ => None,
        }
    }
}

impl fmt::Display for Page<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Request => "",
            Self::Grounds(letter) => return write_after(f, *letter, "/grounds"),
            Self::Details(letter) => return write_after(f, *letter, "/details"),
            Self::Gaps(letter) => return write_after(f, *letter, "/gaps"),
            Self::Signing(letter) => return write_after(f, *letter, "/signing"),
            Self::Failure(letter) => return write_after(f, *letter, "/failure"),
            Self::Authority => "/authority",
            Self::Further => "/further",
            Self::Sent => "/sent",
            Self::Answer => "/answer",
            Self::Other => "/other",
            Self::Earlier => "/earlier",
            Self::Due => "/due",
            Self::Letter(letter) => return write!(f, "/{}", letter.id()),
            Self::Language(letter) => return write!(f, "/{}/language", letter.id()),
            Self::Reading(letter) => return write!(f, "/{}/reading", letter.id()),
            Self::Enclosures(letter) => return write!(f, "/{}/enclosures", letter.id()),
            Self::Wording(noted) => return write!(f, "/wording/{noted}"),
            Self::LongAgo { event, on } => return write!(f, "/{}/on/{on}", hyphenated(event.name())),
            Self::Noted(entry) => return write!(f, "/noted/{entry}"),
            Self::CorrectLongAgo { entry, on } => return write!(f, "/noted/{entry}/on/{on}"),
            Self::Event { event, with_text } => {
                return write!(f, "/{}{}", hyphenated(event.name()), text_suffix(*with_text));
            }
        })
    }
}

impl<'a> Command<'a> {
    pub(crate) fn parse(parts: &[&'a str]) -> Option<Self> {
        if let ["hand-out", person, "requests", id, letter, way] = *parts {
            if !is_person(person) {
                return None;
            }
            let way = HandOut::ALL.into_iter().find(|known| known.name() == way)?;
            return Some(Self::HandOut {
                request: RequestAddress::checked(person, id)?,
                letter: Letter::of(letter)?,
                way,
            });
        }
        let ["request", person, ref rest @ ..] = *parts else { return None };
        if !is_person(person) {
            return None;
        }
        let [container, name, ref act @ ..] = *rest else { return None };
        if container != "requests" {
            let account = AccountAddress { person, account: container };
            let kind = name.parse().ok()?;
            return Some(match *act {
                ["begin"] => Self::Begin { account, kind, again: false },
                ["begin-again"] => Self::Begin { account, kind, again: true },
                [event] => Self::NoteSent { account, kind, event: parse_sending(event)?, with_text: false },
                [event, "text"] => Self::NoteSent { account, kind, event: parse_sending(event)?, with_text: true },
                [event, "on", on] => {
                    Self::NoteSentLongAgo { account, kind, event: parse_sending(event)?, on: parse_day(on)? }
                }
                _ => return None,
            });
        }
        let request = RequestAddress::checked(person, name)?;
        match *act {
            [.., "details"] => Some(Self::WriteDetails { request, letter: letter_before(act)? }),
            [.., "gaps"] => Some(Self::WriteGaps { request, letter: letter_before(act)? }),
            [.., "signing"] => Some(Self::ChooseSigning { request, letter: letter_before(act)? }),
            [.., "failure"] => Some(Self::WriteFailure { request, letter: letter_before(act)? }),
            ["name-me"] => Some(Self::AllowNaming(request)),
            ["authority", key] => Some(Self::ChooseAuthority { request, key }),
            ["correct", entry] if is_entry_id(entry) => Some(Self::CorrectDay { request, entry }),
            ["correct", entry, "on", on] if is_entry_id(entry) => {
                Some(Self::CorrectDayLongAgo { request, entry, on: parse_day(on)? })
            }
            ["take-back", entry] if is_entry_id(entry) => Some(Self::TakeBack { request, entry }),
            [letter, "in", language] => Some(Self::ChooseLanguage { request, letter: Letter::of(letter)?, language }),
            [letter, "enclose"] => Some(Self::ChooseEnclosures { request, letter: Letter::of(letter)? }),
            [event, "on", on] => {
                Some(Self::NoteEventLongAgo { request, event: parse_sending(event)?, on: parse_day(on)? })
            }
            [event] => Some(Self::NoteEvent { request, event: parse_hyphenated(event)?, with_text: false }),
            [event, "text"] => Some(Self::NoteEvent { request, event: parse_hyphenated(event)?, with_text: true }),
            _ => None,
        }
    }

    /// Returns the inputs that the command reads.
    pub(crate) const fn fields(self) -> &'static [Field] {
        const DETAILS: [Field; 6 + BLOCKS.len()] = {
            let mut all = [GROUNDS; 6 + BLOCKS.len()];
            let texts = [WHAT, NAME, EMAIL, PROFILE, POSTAL];
            let mut at = 0;
            while at < texts.len() {
                all[at] = texts[at];
                at += 1;
            }
            at = 0;
            while at < BLOCKS.len() {
                all[6 + at] = BLOCKS[at];
                at += 1;
            }
            all
        };
        const REQUIRED_ON: Field = Field { required: true, ..ON };
        match self {
            Self::WriteDetails { .. } => &DETAILS,
            Self::WriteGaps { .. } => &GAP_FIELDS,
            Self::ChooseSigning { .. } => &[SIGNING, GUARDIAN],
            Self::WriteFailure { .. } => &[FAILURE, EFFECT],
            Self::AllowNaming(_) => &[NAME_ME],
            Self::ChooseEnclosures { .. } => &ENCLOSURES,
            Self::NoteEvent { .. } | Self::NoteSent { .. } => &[ON],
            Self::CorrectDay { .. } => &[REQUIRED_ON],
            Self::TakeBack { .. }
            | Self::Begin { .. }
            | Self::NoteSentLongAgo { .. }
            | Self::CorrectDayLongAgo { .. }
            | Self::HandOut { .. }
            | Self::ChooseAuthority { .. }
            | Self::ChooseLanguage { .. }
            | Self::NoteEventLongAgo { .. } => &[],
        }
    }
}

impl fmt::Display for Command<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Begin { account, kind, again } => {
                write!(f, "request/{account}/{}/{}", kind.name(), if *again { "begin-again" } else { "begin" })
            }
            Self::NoteSent { account, kind, event, with_text } => {
                let (kind, event) = (kind.name(), hyphenated(event.name()));
                write!(f, "request/{account}/{kind}/{event}{}", text_suffix(*with_text))
            }
            Self::NoteSentLongAgo { account, kind, event, on } => {
                write!(f, "request/{account}/{}/{}/on/{on}", kind.name(), hyphenated(event.name()))
            }
            Self::HandOut { request, letter, way } => write!(f, "hand-out/{request}/{}/{}", letter.id(), way.name()),
            Self::NoteEventLongAgo { request, event, on } => {
                write!(f, "request/{request}/{}/on/{on}", hyphenated(event.name()))
            }
            Self::WriteDetails { request, letter } => {
                write!(f, "request/{request}").and_then(|()| write_after(f, *letter, "/details"))
            }
            Self::WriteGaps { request, letter } => {
                write!(f, "request/{request}").and_then(|()| write_after(f, *letter, "/gaps"))
            }
            Self::ChooseSigning { request, letter } => {
                write!(f, "request/{request}").and_then(|()| write_after(f, *letter, "/signing"))
            }
            Self::WriteFailure { request, letter } => {
                write!(f, "request/{request}").and_then(|()| write_after(f, *letter, "/failure"))
            }
            Self::AllowNaming(request) => write!(f, "request/{request}/name-me"),
            Self::ChooseAuthority { request, key } => write!(f, "request/{request}/authority/{key}"),
            Self::ChooseLanguage { request, letter, language } => {
                write!(f, "request/{request}/{}/in/{language}", letter.id())
            }
            Self::ChooseEnclosures { request, letter } => write!(f, "request/{request}/{}/enclose", letter.id()),
            Self::NoteEvent { request, event, with_text } => {
                write!(f, "request/{request}/{}{}", hyphenated(event.name()), text_suffix(*with_text))
            }
            Self::CorrectDay { request, entry } => write!(f, "request/{request}/correct/{entry}"),
            Self::CorrectDayLongAgo { request, entry, on } => write!(f, "request/{request}/correct/{entry}/on/{on}"),
            Self::TakeBack { request, entry } => write!(f, "request/{request}/take-back/{entry}"),
        }
    }
}

/// Returns how to make one of the pages on which something is filled in.
fn page_to_fill_in(name: &str) -> Option<fn(Option<Letter>) -> Page<'static>> {
    Some(match name {
        "grounds" => Page::Grounds,
        "details" => Page::Details,
        "gaps" => Page::Gaps,
        "signing" => Page::Signing,
        "failure" => Page::Failure,
        _ => return None,
    })
}

/// Reads the letter from which such a page was opened; `None` for anything else before the page's name.
fn letter_before(parts: &[&str]) -> Option<Option<Letter>> {
    match *parts {
        [_] => Some(None),
        [letter, _] => Letter::of(letter).map(Some),
        _ => None,
    }
}

/// Writes the name of such a page after the letter from which it was opened.
fn write_after(f: &mut fmt::Formatter<'_>, letter: Option<Letter>, name: &str) -> fmt::Result {
    if let Some(letter) = letter {
        write!(f, "/{}", letter.id())?;
    }
    f.write_str(name)
}

/// Reads an event that sends a request.
fn parse_sending(text: &str) -> Option<RequestEvent> {
    parse_hyphenated(text).filter(|event: &RequestEvent| event.is_sending())
}

const fn text_suffix(with_text: bool) -> &'static str {
    if with_text { "/text" } else { "" }
}
