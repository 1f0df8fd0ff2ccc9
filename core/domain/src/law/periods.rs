//! What a law says about answers: the kinds of requests that it knows, periods, and how they end.

/// What a person sent to a controller, in the terms of the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum LegalRequest {
    /// An objection, to the processing or to direct marketing.
    Objection,
    Access,
    Erasure,
    /// A data protection complaint to the controller, before the supervisory authority.
    Complaint,
}

/// Length of a period for an answer, counted from receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Period {
    Months(u32),
    /// Calendar days.
    Days(u64),
}

/// Statutory rule for one kind of request in one legal area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatutoryRule {
    /// The period for an answer.
    pub period: Period,
    /// The whole period after the controller asked for more time, also from receipt; `None` where no law fixes one.
    pub extended: Option<Period>,
    /// Whether a period that would end on a Saturday, Sunday or public holiday ends with the next working day. Where it
    /// is `false`, the true date may be a little later: which days count there is not certain.
    pub rolls: bool,
}
