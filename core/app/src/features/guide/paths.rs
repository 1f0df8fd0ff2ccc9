//! Addresses of a guide's screens and commands.

use std::fmt;

use chrono::NaiveDate;
use widerspruch_domain::catalogue::Device;
use widerspruch_domain::civil::parse_day;
use widerspruch_domain::journal::{Answer, CHECK, RecheckResult, Since, Unseen};

use crate::grammar::addresses::{AccountAddress, GuideAddress, hyphenated, is_person, parse_hyphenated, parse_number};
use crate::grammar::fields::{Field, FieldKind, GROUNDS};

/// A screen of this feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Route<'a> {
    pub(crate) guide: GuideAddress<'a>,
    pub(crate) page: Page,
}

/// One of the screens that a guide may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    Guide,
    /// The way on a computer, for somebody who holds a phone.
    Computer,
    /// The way on a phone, for somebody who sits at a computer.
    Phone,
    /// The effects of an answer here, and their limits.
    Effect,
    /// The same with everything that is known about it.
    Details,
    /// The date for "It was already off", or the day on which the form was sent.
    Already,
    /// The day until which to snooze the guide.
    Later,
    /// A re-check that the person makes without being asked.
    Recheck,
    /// The re-check of the check day.
    CheckStep,
    /// "Changed": what is different.
    CheckChanged,
    /// Grounds in the person's own words.
    Grounds,
    /// The text for the form in the language of the app, to be read beside the one that is sent.
    Reading,
    /// "I don't see this": the reasons for that.
    Unseen,
    UnseenReason(Unseen),
    /// "A step is wrong": which one.
    Wrong,
    /// The text about a step, which is counted from 1.
    WrongStep {
        device: Device,
        number: u32,
    },
    /// The text about something else in the guide.
    WrongElse,
}

/// A command of this feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Command<'a> {
    Answer {
        guide: GuideAddress<'a>,
        answer: Answer,
    },
    /// Opens the page of the guide's setting or form.
    OpenLink {
        guide: GuideAddress<'a>,
        /// Whether to avoid the service's own app.
        browser_only: bool,
    },
    /// Copies the finished text for the guide's form, and opens the form.
    OpenWithText(GuideAddress<'a>),
    /// Answers the re-check that was planned for a day.
    Recheck {
        guide: GuideAddress<'a>,
        due: NaiveDate,
        result: RecheckResult,
    },
    /// Chooses after how many months to check again.
    ChooseInterval(GuideAddress<'a>),
    WriteGrounds(GuideAddress<'a>),
    /// Leaves out every open step of an account.
    LeaveOutRest(AccountAddress<'a>),
}

/// Months until the next re-check.
pub(crate) const MONTHS: Field = Field::required("months", FieldKind::Choice(&["3", "6", "12", "0"]));

impl<'a> Route<'a> {
    /// Returns the route of a guide's first screen.
    pub(crate) const fn to(guide: GuideAddress<'a>) -> Self {
        Self { guide, page: Page::Guide }
    }

    pub(crate) fn parse(parts: &[&'a str]) -> Option<Self> {
        let [person, container, account, guide, ref rest @ ..] = *parts else { return None };
        if !is_person(person) {
            return None;
        }
        let address = GuideAddress { person, account, guide };
        match (container, rest) {
            ("services", _) => {}
            (CHECK, []) => return Some(Self { guide: address, page: Page::CheckStep }),
            (CHECK, ["changed"]) => return Some(Self { guide: address, page: Page::CheckChanged }),
            _ => return None,
        }
        let page = match *rest {
            [] => Page::Guide,
            ["computer"] => Page::Computer,
            ["phone"] => Page::Phone,
            ["effect"] => Page::Effect,
            ["effect", "all"] => Page::Details,
            ["already"] => Page::Already,
            ["later"] => Page::Later,
            ["look"] => Page::Recheck,
            ["reason"] => Page::Grounds,
            ["reading"] => Page::Reading,
            ["unseen"] => Page::Unseen,
            ["unseen", why] => Page::UnseenReason(parse_hyphenated(why)?),
            ["wrong"] => Page::Wrong,
            ["wrong", "else"] => Page::WrongElse,
            ["wrong", "phone", number] => Page::WrongStep { device: Device::App, number: parse_number(number)? },
            ["wrong", "computer", number] => {
                Page::WrongStep { device: Device::Computer, number: parse_number(number)? }
            }
            _ => return None,
        };
        Some(Self { guide: address, page })
    }
}

impl fmt::Display for Route<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let GuideAddress { person, account, guide } = self.guide;
        let container = if matches!(self.page, Page::CheckStep | Page::CheckChanged) { CHECK } else { "services" };
        write!(f, "/{person}/{container}/{account}/{guide}")?;
        f.write_str(match self.page {
            Page::Guide | Page::CheckStep => "",
            Page::CheckChanged => "/changed",
            Page::Computer => "/computer",
            Page::Phone => "/phone",
            Page::Effect => "/effect",
            Page::Details => "/effect/all",
            Page::Already => "/already",
            Page::Later => "/later",
            Page::Recheck => "/look",
            Page::Grounds => "/reason",
            Page::Reading => "/reading",
            Page::Unseen => "/unseen",
            Page::UnseenReason(why) => return write!(f, "/unseen/{}", hyphenated(why.name())),
            Page::Wrong => "/wrong",
            Page::WrongElse => "/wrong/else",
            Page::WrongStep { device: Device::App, number } => return write!(f, "/wrong/phone/{number}"),
            Page::WrongStep { device: Device::Computer, number } => return write!(f, "/wrong/computer/{number}"),
        })
    }
}

impl<'a> Command<'a> {
    pub(crate) fn parse(parts: &[&'a str]) -> Option<Self> {
        if let ["enough", person, account] = *parts {
            return is_person(person).then_some(Self::LeaveOutRest(AccountAddress { person, account }));
        }
        let [act, person, account, guide, ref rest @ ..] = *parts else { return None };
        if !is_person(person) {
            return None;
        }
        let guide = GuideAddress { person, account, guide };
        let answer = match (act, rest) {
            ("confirm", []) => Answer::Done,
            ("was-off", [since]) => Answer::WasOff { since: parse_since(since)? },
            ("unseen", [why]) => Answer::NotVisible { why: parse_hyphenated(why)? },
            ("not-applicable", []) => Answer::NotApplicable,
            ("leave-out", []) => Answer::LeftOut,
            ("reopen", []) => Answer::Open,
            ("open", ["app"]) => return Some(Self::OpenLink { guide, browser_only: false }),
            ("open", ["browser"]) => return Some(Self::OpenLink { guide, browser_only: true }),
            ("open", ["text"]) => return Some(Self::OpenWithText(guide)),
            ("checked", [due, result]) => {
                let (due, result) = (parse_day(due)?, parse_hyphenated(result)?);
                return Some(Self::Recheck { guide, due, result });
            }
            ("recheck", []) => return Some(Self::ChooseInterval(guide)),
            ("grounds", []) => return Some(Self::WriteGrounds(guide)),
            _ => return None,
        };
        Some(Self::Answer { guide, answer })
    }

    /// Returns the inputs that the command reads.
    pub(crate) const fn fields(self) -> &'static [Field] {
        match self {
            Self::ChooseInterval(_) => &[MONTHS],
            Self::WriteGrounds(_) => &[GROUNDS],
            Self::Answer { .. }
            | Self::OpenLink { .. }
            | Self::OpenWithText(_)
            | Self::Recheck { .. }
            | Self::LeaveOutRest(_) => &[],
        }
    }
}

impl fmt::Display for Command<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answer { guide, answer } => match answer {
                Answer::Done => write!(f, "confirm/{guide}"),
                Answer::WasOff { since } => write!(f, "was-off/{guide}/{}", since_text(*since)),
                Answer::NotVisible { why } => write!(f, "unseen/{guide}/{}", hyphenated(why.name())),
                Answer::NotApplicable => write!(f, "not-applicable/{guide}"),
                Answer::LeftOut => write!(f, "leave-out/{guide}"),
                Answer::Open => write!(f, "reopen/{guide}"),
            },
            Self::OpenLink { guide, browser_only } => {
                write!(f, "open/{guide}/{}", if *browser_only { "browser" } else { "app" })
            }
            Self::OpenWithText(guide) => write!(f, "open/{guide}/text"),
            Self::Recheck { guide, due, result } => {
                write!(f, "checked/{guide}/{due}/{}", hyphenated(result.name()))
            }
            Self::ChooseInterval(guide) => write!(f, "recheck/{guide}"),
            Self::WriteGrounds(guide) => write!(f, "grounds/{guide}"),
            Self::LeaveOutRest(account) => write!(f, "enough/{account}"),
        }
    }
}

const fn since_text(since: Since) -> &'static str {
    match since {
        Since::BeforeStart => "before",
        Since::AfterStart => "after",
        Since::Unknown => "unknown",
    }
}

fn parse_since(text: &str) -> Option<Since> {
    [Since::BeforeStart, Since::AfterStart, Since::Unknown].into_iter().find(|since| since_text(*since) == text)
}
