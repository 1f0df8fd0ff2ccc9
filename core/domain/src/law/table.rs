//! The table: what each law says, in the words of `law.md`. A new area is a row here, its facts and its words in the
//! catalogue (`law/<language>.json`, which the build holds to this row), and its vectors.

use chrono::NaiveDate;

use super::holidays::HolidayCalendar;
use super::periods::{Period, StatutoryRule};
use crate::journal::RequestKind;
use crate::journal::RequestKind::{Access, Advertising, Erasure, Objection};

/// A row: what the law of one area says.
#[derive(Debug)]
pub(super) struct AreaLaw {
    /// Identifier, as in the catalogue and in the terminal. It never changes.
    pub(super) id: &'static str,
    /// Whether anybody looked into this law.
    pub(super) researched: bool,
    /// Whether a general right to object to processing based on legitimate interests is known (§1).
    pub(super) right_to_object: bool,
    /// Kinds of request that are offered, the most helpful first. An objection without a right to object is a plain wish.
    pub(super) offered: &'static [RequestKind],
    /// Whether access is asked for in a form that the law prescribes, so that a letter may be refused (§8.2).
    pub(super) access_by_form: bool,
    /// Rules for the answer to an objection, to a request for access and to one for erasure; `None` where no statute
    /// sets a period (§3).
    pub(super) answers: Answers,
    /// Whether the law itself says from when an extended period counts. Elsewhere we read it so, and say that.
    pub(super) extension_settled: bool,
    /// Whether the authority counts the day of receipt as the first day, which leads to the same date.
    pub(super) receipt_is_first_day: bool,
    /// What a question of the controller does to the period (§4.4).
    pub(super) question: QuestionRule,
    /// Whose public holidays count where a period ends (§4.1).
    pub(super) holidays: HolidayRule,
    /// Whether the statute says that a request is free of charge unless it is excessive, as when it is repeated often.
    pub(super) excess_may_cost: bool,
    /// Whether a refusal has to give reasons and to name complaint and court.
    pub(super) refusal_needs_reasons: bool,
    /// What differs between parts of the area.
    pub(super) parts: Parts,
    /// Complaint to the company, which is offered and recommended before the one to the authority.
    pub(super) company_complaint: Option<CompanyComplaint>,
    /// Whether the authority of the company's country leads, and others hand a complaint on to it (§7.1).
    pub(super) lead_authority: bool,
    /// What the supervisory authority takes; `None` where no authority was researched (§7).
    pub(super) authority_takes: Option<AuthorityTakes>,
    /// Whether authorities advise waiting for the company's answer before a complaint (§7.1).
    pub(super) waiting_advised: bool,
    /// Whether a complaint says that the person lives there (§8.2), which is not true after a move.
    pub(super) complaint_says_residence: bool,
    /// Months within which an authority has to report on progress.
    pub(super) progress_months: Option<u32>,
    /// Languages in which a letter to a company is safe, the safest first (§8.5).
    pub(super) company_reads: &'static [&'static str],
    /// Whether a letter to a company is safe in a language of the country too (§8.5).
    pub(super) company_reads_own_language: bool,
}

/// Rules for answers by kind of request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answers {
    pub(super) objection: Option<StatutoryRule>,
    pub(super) access: Option<StatutoryRule>,
    pub(super) erasure: Option<StatutoryRule>,
}

/// What a question of the controller does to a period that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum QuestionRule {
    /// The date stays, and may be later: that is not settled.
    MayMoveThePeriod,
    /// The period begins with the proof of identity, and days of waiting for a clarification do not count.
    MovesThePeriod,
}

/// Whose public holidays count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HolidayRule {
    /// Those of the country where the controller has to act.
    OfTheController,
    /// Always the same.
    Of(HolidayCalendar),
    /// Not known: periods end on the day itself.
    Unknown,
}

/// What differs between parts of an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parts {
    /// Nothing that is known.
    Alike,
    /// Some have laws of their own beside this one, with other periods (§7.4).
    OtherLaws,
    /// Other days are holidays in some, and whose list counts is not said (§5.2).
    OtherHolidays,
}

/// Law about a complaint to the company.
#[derive(Debug, Clone, Copy)]
pub(super) struct CompanyComplaint {
    /// First day of receipt from which the law holds.
    pub(super) since: Option<NaiveDate>,
    /// Rule for the acknowledgement.
    pub(super) acknowledgement: StatutoryRule,
}

/// What a supervisory authority takes from a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthorityTakes {
    /// A complaint, which the authority has to handle.
    Complaint,
    /// A report: nobody can demand that the authority acts on it.
    Report,
}

const MONTH: StatutoryRule =
    StatutoryRule { period: Period::Months(1), extended: Some(Period::Months(3)), rolls: true };

const NO_PERIOD: Answers = Answers { objection: None, access: None, erasure: None };

const fn days(days: u64, extended: Option<Period>) -> StatutoryRule {
    StatutoryRule { period: Period::Days(days), extended, rolls: false }
}

/// All rows, in the order in which areas are listed.
pub(super) const AREAS: &[AreaLaw] = &[
    // GDPR: Art. 12(3), (4), (5), 21(1) and (2), 77, 78(2); Regulation (EEC, Euratom) No 1182/71.
    AreaLaw {
        id: "eu",
        researched: true,
        right_to_object: true,
        offered: &[Objection, Advertising, Access, Erasure],
        access_by_form: false,
        answers: Answers { objection: Some(MONTH), access: Some(MONTH), erasure: Some(MONTH) },
        extension_settled: false,
        receipt_is_first_day: false,
        question: QuestionRule::MayMoveThePeriod,
        holidays: HolidayRule::OfTheController,
        excess_may_cost: true,
        refusal_needs_reasons: true,
        parts: Parts::Alike,
        company_complaint: None,
        lead_authority: true,
        authority_takes: Some(AuthorityTakes::Complaint),
        waiting_advised: true,
        complaint_says_residence: false,
        progress_months: Some(3),
        company_reads: &["en"],
        company_reads_own_language: true,
    },
    // Switzerland: Federal Act on Data Protection, Art. 6(4), 25, 30 to 32, 49; its Ordinance, Art. 16, 18.
    AreaLaw {
        id: "ch",
        researched: true,
        right_to_object: false,
        offered: &[Objection, Advertising, Access, Erasure],
        access_by_form: false,
        answers: Answers { access: Some(days(30, None)), ..NO_PERIOD },
        extension_settled: true,
        receipt_is_first_day: false,
        question: QuestionRule::MayMoveThePeriod,
        holidays: HolidayRule::Unknown,
        excess_may_cost: false,
        refusal_needs_reasons: false,
        parts: Parts::Alike,
        company_complaint: None,
        lead_authority: false,
        authority_takes: Some(AuthorityTakes::Report),
        waiting_advised: true,
        complaint_says_residence: false,
        progress_months: None,
        company_reads: &["en"],
        company_reads_own_language: true,
    },
    // United Kingdom: UK GDPR, Art. 12(3) and 12A; Data Protection Act 2018, s. 164A since 19 June 2026.
    AreaLaw {
        id: "uk",
        researched: true,
        right_to_object: true,
        offered: &[Objection, Advertising, Access, Erasure],
        access_by_form: false,
        answers: Answers { objection: Some(MONTH), access: Some(MONTH), erasure: Some(MONTH) },
        extension_settled: true,
        receipt_is_first_day: true,
        question: QuestionRule::MovesThePeriod,
        holidays: HolidayRule::Of(HolidayCalendar::UnitedKingdom),
        excess_may_cost: true,
        refusal_needs_reasons: true,
        parts: Parts::OtherHolidays,
        company_complaint: Some(CompanyComplaint {
            since: NaiveDate::from_ymd_opt(2026, 6, 19),
            acknowledgement: StatutoryRule { period: Period::Days(30), extended: None, rolls: true },
        }),
        lead_authority: false,
        authority_takes: Some(AuthorityTakes::Complaint),
        waiting_advised: false,
        complaint_says_residence: false,
        progress_months: None,
        company_reads: &["en"],
        company_reads_own_language: false,
    },
    // Canada: PIPEDA, s. 8, 11, Schedule 1, clauses 4.3 and 4.9; Québec, Alberta and British Columbia have laws of their own beside it.
    AreaLaw {
        id: "ca",
        researched: true,
        right_to_object: false,
        offered: &[Objection, Advertising, Access],
        access_by_form: false,
        answers: Answers { access: Some(days(30, Some(Period::Days(60)))), ..NO_PERIOD },
        extension_settled: true,
        receipt_is_first_day: false,
        question: QuestionRule::MayMoveThePeriod,
        holidays: HolidayRule::Unknown,
        excess_may_cost: false,
        refusal_needs_reasons: false,
        parts: Parts::OtherLaws,
        company_complaint: None,
        lead_authority: false,
        authority_takes: Some(AuthorityTakes::Complaint),
        waiting_advised: false,
        complaint_says_residence: false,
        progress_months: None,
        company_reads: &["en"],
        company_reads_own_language: false,
    },
    // Hong Kong: Personal Data (Privacy) Ordinance, s. 18(1), 19(1), 35G, 37, DPP3; a request may be refused in other
    // languages, s. 20(3)(a), and where it is not made in form OPS003, s. 20(3)(e).
    AreaLaw {
        id: "hk",
        researched: true,
        right_to_object: false,
        offered: &[Objection, Advertising, Access],
        access_by_form: true,
        answers: Answers { access: Some(days(40, None)), ..NO_PERIOD },
        extension_settled: true,
        receipt_is_first_day: false,
        question: QuestionRule::MayMoveThePeriod,
        holidays: HolidayRule::Unknown,
        excess_may_cost: false,
        refusal_needs_reasons: false,
        parts: Parts::Alike,
        company_complaint: None,
        lead_authority: false,
        authority_takes: Some(AuthorityTakes::Complaint),
        waiting_advised: false,
        complaint_says_residence: true,
        progress_months: None,
        company_reads: &["en", "zh"],
        company_reads_own_language: false,
    },
    // Everywhere else: not researched, and the app says so.
    AreaLaw {
        id: ELSEWHERE,
        researched: false,
        right_to_object: false,
        offered: &[Objection],
        access_by_form: false,
        answers: NO_PERIOD,
        extension_settled: true,
        receipt_is_first_day: false,
        question: QuestionRule::MayMoveThePeriod,
        holidays: HolidayRule::Unknown,
        excess_may_cost: false,
        refusal_needs_reasons: false,
        parts: Parts::Alike,
        company_complaint: None,
        lead_authority: false,
        authority_takes: None,
        waiting_advised: false,
        complaint_says_residence: false,
        progress_months: None,
        company_reads: &["en"],
        company_reads_own_language: false,
    },
    // A made-up area, which is never shipped: a test lives there, and shows that a row and its words are enough.
    #[cfg(feature = "pretend")]
    AreaLaw {
        id: "xa",
        researched: true,
        right_to_object: true,
        offered: &[Objection, Access],
        access_by_form: false,
        answers: Answers {
            objection: Some(days(20, Some(Period::Days(35)))),
            access: Some(StatutoryRule { period: Period::Months(2), extended: None, rolls: true }),
            erasure: None,
        },
        extension_settled: false,
        receipt_is_first_day: true,
        question: QuestionRule::MovesThePeriod,
        holidays: HolidayRule::Of(HolidayCalendar::Luxembourg),
        excess_may_cost: true,
        refusal_needs_reasons: false,
        parts: Parts::OtherLaws,
        company_complaint: Some(CompanyComplaint { since: None, acknowledgement: days(10, None) }),
        lead_authority: false,
        authority_takes: Some(AuthorityTakes::Report),
        waiting_advised: true,
        complaint_says_residence: false,
        progress_months: Some(2),
        company_reads: &["en"],
        company_reads_own_language: false,
    },
];

/// Identifier of the row for every country that nobody looked into.
pub(super) const ELSEWHERE: &str = "other";
