//! The law where a person lives. A legal area is one row of a table, and everything that differs by law is a named
//! question to that row: nothing outside this room compares an area or a country with another (`law.md` §1 to §3, §7).
//!
//! * [`Region`] – a legal area, which answers the questions
//! * [`LegalRequest`], [`Period`], [`StatutoryRule`] – what the law says about answers
//! * [`naming_policy`], [`division`] – what differs between the countries of an area
//! * [`holidays`] – the days on which no period ends

mod countries;
pub mod holidays;
mod periods;
mod region;
mod table;

pub use countries::{
    CustodyWord, Division, ELSEWHERE, NamingPolicy, USUAL_CONTROLLER_COUNTRY, complaint_of_minor_needs_agreement,
    custody_word, division, naming_policy,
};
pub use periods::{LegalRequest, Period, StatutoryRule};
pub use region::Region;
pub use table::AuthorityTakes;
