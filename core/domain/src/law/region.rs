//! The legal area in which a person lives, and the questions that the rest of the core asks it.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, de};

use super::holidays::HolidayCalendar;
use super::periods::{LegalRequest, StatutoryRule};
use super::table::{AREAS, AreaLaw, AuthorityTakes, ELSEWHERE, HolidayRule, Parts, QuestionRule};
use crate::journal::RequestKind;

/// Legal area, on which rights, controllers and texts depend: a row of the table. The law follows the place of living,
/// not the passport (`law.md` §1).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region(u8);

impl Region {
    /// All areas, in the order in which they are listed.
    pub const ALL: [Self; AREAS.len()] = {
        let mut all = [Self(0); AREAS.len()];
        let mut place = 0;
        while place < all.len() {
            all[place] = Self(place as u8);
            place += 1;
        }
        all
    };

    /// The area of every country that nobody looked into; the app says so.
    pub const ELSEWHERE: Self = Self::of(ELSEWHERE).expect("the table has a row for everywhere else");

    /// Returns the area of an identifier.
    pub const fn of(id: &str) -> Option<Self> {
        let mut place = 0;
        while place < AREAS.len() {
            if is_same(AREAS[place].id, id) {
                return Some(Self(place as u8));
            }
            place += 1;
        }
        None
    }

    /// Returns its row.
    const fn law(self) -> &'static AreaLaw {
        &AREAS[self.0 as usize]
    }

    /// Returns the identifier used in the catalogue.
    pub const fn id(self) -> &'static str {
        self.law().id
    }

    /// Returns whether anybody looked into the law there.
    pub const fn is_researched(self) -> bool {
        self.law().researched
    }

    /// Returns whether a general right to object to processing based on legitimate interests is known. Elsewhere no text
    /// may promise such a right.
    pub const fn has_right_to_object(self) -> bool {
        self.law().right_to_object
    }

    /// Returns the kinds of request that are offered there. A right that is not known is not offered, except an
    /// objection, which is a plain wish where there is no right to object.
    pub const fn offered_requests(self) -> &'static [RequestKind] {
        self.law().offered
    }

    /// Returns whether a kind of request is offered there.
    pub fn offers(self, kind: RequestKind) -> bool {
        self.law().offered.contains(&kind)
    }

    /// Returns whether a request of a kind is made in a form that the law prescribes: a letter may be refused.
    pub fn asks_by_form(self, kind: RequestKind) -> bool {
        kind == RequestKind::Access && self.law().access_by_form
    }

    /// Returns whether a statute sets a period for the answer to a request.
    pub const fn has_period_for(self, request: LegalRequest) -> bool {
        let law = self.law();
        match request {
            LegalRequest::Objection => law.answers.objection.is_some(),
            LegalRequest::Access => law.answers.access.is_some(),
            LegalRequest::Erasure => law.answers.erasure.is_some(),
            LegalRequest::Complaint => law.company_complaint.is_some(),
        }
    }

    /// Returns whether the authority of the company's country leads, so that others hand a complaint on to it.
    pub const fn has_lead_authority(self) -> bool {
        self.law().lead_authority
    }

    /// Returns the statutory rule for a request that was received on a day, `None` where no statute sets a period.
    pub fn statutory_rule(self, request: LegalRequest, receipt: NaiveDate) -> Option<StatutoryRule> {
        let law = self.law();
        match request {
            LegalRequest::Objection => law.answers.objection,
            LegalRequest::Access => law.answers.access,
            LegalRequest::Erasure => law.answers.erasure,
            LegalRequest::Complaint => {
                let complaint = law.company_complaint.as_ref()?;
                complaint.since.is_none_or(|since| receipt >= since).then_some(complaint.acknowledgement)
            }
        }
    }

    /// Returns the first kind of request for whose answer a statute sets a period.
    pub const fn request_with_period(self) -> Option<LegalRequest> {
        let answers = &self.law().answers;
        if answers.objection.is_some() {
            Some(LegalRequest::Objection)
        } else if answers.access.is_some() {
            Some(LegalRequest::Access)
        } else if answers.erasure.is_some() {
            Some(LegalRequest::Erasure)
        } else {
            None
        }
    }

    /// Returns whether a statute fixes how much longer some answer may take.
    pub fn knows_extension(self) -> bool {
        let answers = &self.law().answers;
        [answers.objection, answers.access, answers.erasure].iter().flatten().any(|rule| rule.extended.is_some())
    }

    /// Returns whether the law itself says from when an extended period counts.
    pub const fn settles_extension(self) -> bool {
        self.law().extension_settled
    }

    /// Returns whether the authority counts the day of receipt as the first day, and arrives at the same date.
    pub const fn counts_receipt_as_first_day(self) -> bool {
        self.law().receipt_is_first_day
    }

    /// Returns whether a question of the controller moves the period: it begins with the proof of identity, and days of
    /// waiting for a clarification do not count. Elsewhere the date stays, and may be later.
    pub fn moves_period_with_questions(self) -> bool {
        self.law().question == QuestionRule::MovesThePeriod
    }

    /// Returns whether the public holidays of the controller's country count.
    pub fn follows_holidays_of_controller(self) -> bool {
        self.law().holidays == HolidayRule::OfTheController
    }

    /// Returns the public holidays on which no period ends there, for a controller in a country; `None` where they were
    /// not researched or do not count.
    pub fn holidays(self, controller_country: &str) -> Option<HolidayCalendar> {
        match self.law().holidays {
            HolidayRule::OfTheController => HolidayCalendar::of_country(controller_country),
            HolidayRule::Of(calendar) => Some(calendar),
            HolidayRule::Unknown => None,
        }
    }

    /// Returns whether a request that is repeated too often may cost something.
    pub const fn excess_may_cost(self) -> bool {
        self.law().excess_may_cost
    }

    /// Returns whether a refusal has to give reasons and to name complaint and court.
    pub const fn refusal_needs_reasons(self) -> bool {
        self.law().refusal_needs_reasons
    }

    /// Returns whether something differs between parts of the area.
    pub fn has_parts_that_differ(self) -> bool {
        self.law().parts != Parts::Alike
    }

    /// Returns whether parts of the area have laws of their own beside its law.
    pub fn has_parts_with_laws(self) -> bool {
        self.law().parts == Parts::OtherLaws
    }

    /// Returns whether a period may end on another day in a part of the area, if it ends on `due` here and the days from
    /// `unrolled` on were passed over.
    pub fn may_end_otherwise_in_parts(self, unrolled: NaiveDate, due: NaiveDate) -> bool {
        match (self.law().parts, self.law().holidays) {
            (Parts::Alike, _) => false,
            (Parts::OtherLaws, _) => true,
            (Parts::OtherHolidays, HolidayRule::Of(calendar)) => {
                unrolled.iter_days().take_while(|day| *day <= due).any(|day| calendar.differs_in_parts(day))
            }
            (Parts::OtherHolidays, _) => true,
        }
    }

    /// Returns whether a complaint goes first to the company: the law knows one, and the authority recommends it.
    pub const fn complaint_goes_first_to_the_company(self) -> bool {
        self.law().company_complaint.is_some()
    }

    /// Returns what the supervisory authority takes; `None` where no authority was researched.
    pub const fn authority_takes(self) -> Option<AuthorityTakes> {
        self.law().authority_takes
    }

    /// Returns whether authorities advise waiting for the company's answer before a complaint.
    pub const fn advises_waiting(self) -> bool {
        self.law().waiting_advised
    }

    /// Returns whether a complaint says that the person lives there, so that nobody can send it after a move.
    pub const fn complaint_says_residence(self) -> bool {
        self.law().complaint_says_residence
    }

    /// Returns the months within which an authority has to report on progress.
    pub const fn progress_months(self) -> Option<u32> {
        self.law().progress_months
    }

    /// Returns the languages in which a letter to a company is safe, the safest first.
    pub const fn company_reads(self) -> &'static [&'static str] {
        self.law().company_reads
    }

    /// Returns whether a letter to a company is safe in the person's own language too, because the company writes to
    /// people there in it.
    pub const fn company_reads_own_language(self) -> bool {
        self.law().company_reads_own_language
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl<'de> Deserialize<'de> for Region {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        Self::of(&id).ok_or_else(|| de::Error::custom(format_args!("`{id}` is no legal area")))
    }
}

/// Returns whether two texts are the same, also while the program is compiled.
const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut place = 0;
    while place < one.len() {
        if one[place] != other[place] {
            return false;
        }
        place += 1;
    }
    true
}

/// The areas by name, for the tests of the rules.
#[cfg(test)]
#[allow(missing_docs, reason = "the names say it")]
impl Region {
    pub(crate) const EU: Self = Self::of("eu").unwrap();
    pub(crate) const CH: Self = Self::of("ch").unwrap();
    pub(crate) const UK: Self = Self::of("uk").unwrap();
    pub(crate) const CA: Self = Self::of("ca").unwrap();
    pub(crate) const HK: Self = Self::of("hk").unwrap();
}

#[cfg(test)]
impl schemars::JsonSchema for Region {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Region".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let ids: Vec<&str> = Self::ALL.into_iter().map(Self::id).filter(|id| *id != "xa").collect();
        schemars::json_schema!({ "description": "Legal area, on which rights, controllers and texts depend.", "type": "string", "enum": ids })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_area_is_found_by_its_id_and_no_id_stands_twice() {
        for region in Region::ALL {
            assert_eq!(Region::of(region.id()), Some(region));
            assert_eq!(serde_json::from_value::<Region>(region.id().into()).unwrap(), region);
        }
        assert_eq!(Region::of("EU"), None);
        let refused = serde_json::from_str::<Region>("\"mars\"").unwrap_err().to_string();
        assert!(refused.contains("`mars` is no legal area"), "{refused}");
    }

    #[test]
    fn only_the_gdpr_areas_have_a_general_right_to_object() {
        let with_right = Region::ALL.into_iter().filter(|region| region.has_right_to_object() && region.id() != "xa");
        assert_eq!(with_right.collect::<Vec<_>>(), [Region::EU, Region::UK]);
    }

    #[test]
    fn no_right_is_offered_where_it_is_not_known() {
        use RequestKind::{Access, Advertising, Objection};
        assert_eq!(Region::EU.offered_requests(), Region::UK.offered_requests());
        assert_eq!(Region::EU.offered_requests(), Region::CH.offered_requests());
        for region in [Region::CA, Region::HK] {
            assert_eq!(region.offered_requests(), [Objection, Advertising, Access], "{region}");
        }
        assert_eq!(Region::ELSEWHERE.offered_requests(), [Objection]);
    }

    #[test]
    fn a_row_contradicts_itself_nowhere() {
        for region in Region::ALL {
            let law = region.law();
            assert!(
                !law.access_by_form || region.offers(RequestKind::Access),
                "{region}: a form for what it offers not"
            );
            assert!(!law.lead_authority || law.authority_takes.is_some(), "{region}: nobody who hands on");
            assert_eq!(law.researched, law.authority_takes.is_some(), "{region}");
            assert!(law.researched || region.request_with_period().is_none(), "{region}: a period that nobody read");
            assert!(law.progress_months.is_none() || law.authority_takes.is_some(), "{region}");
            assert!(!law.company_reads.is_empty(), "{region}");
            assert!(law.offered.contains(&RequestKind::Objection), "{region}: a wish can be sent from anywhere");
        }
    }

    #[test]
    fn a_british_complaint_has_a_period_only_since_the_day_of_the_law() {
        let rule = |receipt: &str| Region::UK.statutory_rule(LegalRequest::Complaint, receipt.parse().unwrap());
        assert_eq!(rule("2026-06-18"), None);
        assert_eq!(rule("2026-06-19").map(|rule| rule.period), Some(super::super::Period::Days(30)));
    }
}
