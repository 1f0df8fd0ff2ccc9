//! Facts: what is true in every language, with its sources.

use chrono::NaiveDate;
use serde::Deserialize;

use super::packed::{List, Table, Text, packed, packed_choice};
use crate::region::Region;

/// How sure we are of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Certainty {
    /// The service's own text, a statute, a court or an authority's own page.
    A,
    /// Two or more independent secondary sources agree.
    B,
    /// One secondary source or an inference: always worded as reported.
    C,
    /// Not confirmed: never shown as fact.
    D,
}

/// Where something was read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Name of the page or publication, as a reader would cite it.
    pub title: Text,
    /// Its address (https), where one was recorded.
    #[serde(default)]
    pub url: Option<Text>,
    /// The source's own date: `2025`, `2025-10` or `2025-10-23`.
    #[serde(default)]
    pub dated: Option<Text>,
    /// The day on which we read it.
    pub read_on: NaiveDate,
}

/// One statement about the world. Its sentence stands in the words under the same id.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// How sure we are.
    pub certainty: Certainty,
    /// Keys of [`Source`]s.
    #[serde(default)]
    pub sources: List<Text>,
    /// A sentence about what we did or did not look into: it has no source, and is shown without one.
    #[serde(default)]
    pub own: bool,
    /// Where it holds; empty means everywhere.
    #[serde(default)]
    pub regions: List<Region>,
    /// First day on which it holds.
    #[serde(default)]
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it holds.
    #[serde(default)]
    pub valid_until: Option<NaiveDate>,
    /// From the day after this one it is shown as "may have changed"; without it the service's date counts.
    #[serde(default)]
    pub recheck_after: Option<NaiveDate>,
    /// Whether a person has tried it on a phone.
    #[serde(default)]
    pub tried_on_phone: bool,
}

impl Claim {
    /// Whether the claim may be shown to a person in `region` on `today`.
    pub fn holds(&self, region: Region, today: NaiveDate) -> bool {
        self.certainty != Certainty::D
            && (self.regions.is_empty() || self.regions.contains(&region))
            && self.valid_from.is_none_or(|from| from <= today)
            && self.valid_until.is_none_or(|until| today <= until)
    }
}

/// The exact words of a menu in one language of the service.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// The words as the service shows them.
    pub text: Text,
    /// How sure we are; a label of certainty C is shown with "or similar", D is refused.
    pub certainty: Certainty,
    /// Keys of [`Source`]s.
    pub sources: List<Text>,
}

/// Whether a page asks for a login first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Login {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// Not known; nothing is said about it.
    Unknown,
}

impl Login {
    /// Whether the person may be asked for a password.
    pub const fn may_ask(self) -> bool {
        !matches!(self, Self::No)
    }
}

/// An address that the app may open.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// https, on one of the service's `hosts`.
    pub url: Text,
    /// Whether a login is needed.
    pub login: Login,
    /// How sure we are that this is the page.
    pub certainty: Certainty,
    /// Keys of [`Source`]s.
    pub sources: List<Text>,
}

/// Who decides about the data (the controller of the GDPR).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Controller {
    /// Full name of the company.
    pub name: Text,
    /// ISO 3166 code of the country where it has to act: its public holidays count for due dates.
    pub country: Text,
    /// Address for post to the data protection officer, line by line, country last.
    pub post: List<Text>,
    /// How sure we are.
    pub certainty: Certainty,
    /// Keys of [`Source`]s.
    pub sources: List<Text>,
}

/// What differs at a service by where the person lives.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegionFacts {
    /// Key of a [`Controller`].
    pub controller: Text,
    /// First day of the processing, where known.
    #[serde(default)]
    pub start: Option<NaiveDate>,
    /// Claims for the top of the home screen, in order: what is on, what an objection today can do, what is open.
    pub situation: List<Text>,
    /// Further claims that exist only here, for the service screen.
    #[serde(default)]
    pub notes: List<Text>,
}

/// What a guide asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum GuideKind {
    /// A switch that both the phone app and the computer have.
    Switch,
    /// A form on the web.
    Form,
    /// Something that can be done on a computer only.
    Computer,
    /// An address to turn to.
    Contact,
}

/// Where a path is walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Device {
    /// The service's phone app.
    App,
    /// A browser on a computer.
    Computer,
}

/// What the person does in one step. The sentence comes from the app's words (`step.<gesture>`), or for
/// [`Gesture::Words`] from the guide's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Gesture {
    /// Tap the profile picture at the top left; needs no label.
    TapPhoto,
    /// Tap or click the label.
    Tap,
    /// Look for the label further down a page, then tap it.
    Find,
    /// Set the guide's switch to its off word.
    SwitchOff,
    /// A sentence of the guide's own.
    Words,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StepFacts {
    /// What to do.
    pub gesture: Gesture,
    /// Key of the label it is done to (`tap`, `find`).
    #[serde(default)]
    pub label: Option<Text>,
    /// Key in the guide's `steps` words (`words`).
    #[serde(default)]
    pub words: Option<Text>,
}

/// A way to the setting.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PathFacts {
    /// Where it is walked.
    pub device: Device,
    /// How sure we are of the path as a whole.
    pub certainty: Certainty,
    /// Keys of [`Source`]s.
    pub sources: List<Text>,
    /// The steps in order; labels of taps form the trail.
    pub steps: List<StepFacts>,
}

/// The switch a guide is about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SettingFacts {
    /// Key of the label of the setting.
    pub label: Text,
    /// Key of the label of the text beside the switch, where known.
    #[serde(default)]
    pub text: Option<Text>,
    /// Key of the label for "on".
    pub on: Text,
    /// Key of the label for "off".
    pub off: Text,
    /// Key of the claim that says what "on" means.
    pub on_means: Text,
    /// Key of the claim that says what "off" means.
    pub off_means: Text,
}

/// Another name under which a setting was seen, for "I don't see this".
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OtherName {
    /// The words.
    pub text: Text,
    /// Language of the service.
    pub language: Text,
    /// How sure we are.
    pub certainty: Certainty,
    /// Keys of [`Source`]s.
    pub sources: List<Text>,
}

/// One thing a person can do at a service.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GuideFacts {
    /// Part of routes and commands: lower-case letters, digits, hyphens.
    pub id: Text,
    /// What it asks for.
    pub kind: GuideKind,
    /// Whether the service is done only when this is.
    pub counts: bool,
    /// Estimated minutes.
    pub minutes: u8,
    /// Where it exists; empty means everywhere.
    #[serde(default)]
    pub regions: List<Region>,
    /// Whether it falls away for somebody without an account.
    pub needs_account: bool,
    /// Whether it may not be there for everybody ("if you see it").
    #[serde(default)]
    pub if_visible: bool,
    /// The switch, for [`GuideKind::Switch`].
    #[serde(default)]
    pub setting: Option<SettingFacts>,
    /// Key of the [`Link`] that opens it.
    pub link: Text,
    /// Where another [`Link`] opens it.
    #[serde(default)]
    pub link_by_region: Table<Text, Region>,
    /// Keys of [`Link`]s to pages that go with it, in order; their names are in the guide's words.
    #[serde(default)]
    pub more_links: List<Text>,
    /// The ways to it; a form has one path whose steps are sentences.
    pub paths: List<PathFacts>,
    /// Claims: what an answer here does and does not do.
    #[serde(default)]
    pub effect: List<Text>,
    /// Claims: what is easily got wrong; the first is shown beside the picture.
    #[serde(default)]
    pub traps: List<Text>,
    /// Claims: what is used or covered.
    #[serde(default)]
    pub covered: List<Text>,
    /// Claims: what is not.
    #[serde(default)]
    pub excluded: List<Text>,
    /// Claims: what holds for people under 18.
    #[serde(default)]
    pub minors: List<Text>,
    /// Claims: other things worth knowing.
    #[serde(default)]
    pub notes: List<Text>,
    /// Whether the person's own grounds help here, and can be written down before.
    #[serde(default)]
    pub own_grounds: bool,
    /// What is asked of the controller by it: `objection`, `access` … Confirming it begins that request as sent.
    #[serde(default)]
    pub request: Option<Text>,
    /// Names under which it was seen elsewhere.
    #[serde(default)]
    pub other_names: List<OtherName>,
    /// Months after which to look again, where that makes sense.
    #[serde(default)]
    pub recheck_months: Option<u8>,
}

impl GuideFacts {
    /// Key of the [`Link`] that opens it for somebody who lives in `region`.
    pub fn link_in(&self, region: Region) -> &str {
        self.link_by_region.get(&region).unwrap_or(&self.link)
    }
}

/// What nobody has checked yet; its sentence stands in the words under the same id.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenPoint {
    /// Its id.
    pub id: Text,
    /// Where it matters; empty means everywhere.
    #[serde(default)]
    pub regions: List<Region>,
}

/// An event for the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// `2025-11-03`, or `2025-10` where the day is not known.
    pub date: Text,
    /// Key of the claim that tells it.
    pub claim: Text,
}

/// `services/<id>/facts.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceFacts {
    /// Same as the folder: lower-case letters, digits, hyphens.
    pub id: Text,
    /// The service's own name, used to describe only.
    pub name: Text,
    /// Newest day on which the whole was read.
    pub read_on: NaiveDate,
    /// After this day everything here is shown as "may have changed".
    pub recheck_after: NaiveDate,
    /// Whether the paths were tried on a phone.
    pub tried_on_phone: bool,
    /// Languages of the service for which every label is known, best first.
    pub languages: List<Text>,
    /// Hosts that links of this service may point to.
    pub hosts: List<Text>,
    /// By key.
    pub sources: Table<Source>,
    /// By id.
    pub claims: Table<Claim>,
    /// Label id → language of the service → label.
    pub labels: Table<Table<Label>>,
    /// By key.
    pub links: Table<Link>,
    /// By key.
    pub controllers: Table<Controller>,
    /// Every region.
    pub regions: Table<RegionFacts, Region>,
    /// In the order in which they help most.
    pub guides: List<GuideFacts>,
    /// Claims: what an objection is at this service.
    #[serde(default)]
    pub objection: List<Text>,
    /// Claims: who deals with a complaint about this service.
    #[serde(default)]
    pub complaint: List<Text>,
    /// The guide that is open to somebody who does not find a setting.
    #[serde(default)]
    pub without_setting: Option<Text>,
    /// The "why" page and the pages behind it, section by section.
    pub why: List<WhySection>,
    /// Oldest first.
    pub timeline: List<Event>,
    /// What nobody has checked yet, said as open.
    pub open_points: List<OpenPoint>,
}

/// One section of the "why" page, or of a page behind it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WhySection {
    /// The page behind "why" on which it stands, also the key of that page's title in `headings`. Without one it stands
    /// on "why" itself.
    #[serde(default)]
    pub page: Option<Text>,
    /// Key of its heading in the service's words (`headings`).
    pub heading: Text,
    /// Claims in order.
    pub claims: List<Text>,
}

/// `regions/facts.json`: countries and the rights that follow from them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegionsFacts {
    /// From this day on the rights are shown as "may have changed": nobody has looked for too long.
    pub recheck_after: NaiveDate,
    /// By key.
    pub sources: Table<Source>,
    /// By id.
    pub claims: Table<Claim>,
    /// Country code (ISO 3166-1, upper case; `ZZ` = elsewhere) → region.
    pub countries: Table<Region>,
    /// Claims on the rights in each region, in order; the first is the short answer to "may I object?".
    pub rights: Table<List<Text>, Region>,
    /// Those of `rights` that are said on the home screen too, because the person would expect otherwise.
    #[serde(default)]
    pub at_first_sight: Table<List<Text>, Region>,
    /// Those of `rights` that are about complaining, said with every supervisory authority of the region too.
    #[serde(default)]
    pub complaint: Table<List<Text>, Region>,
}

/// A supervisory authority.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AuthorityFacts {
    /// Code of one of the countries of [`RegionsFacts`].
    pub country: Text,
    /// The Land for which it is competent (ISO 3166-2, `DE-BY`), where each has its own; otherwise the whole country.
    #[serde(default)]
    pub land: Option<Text>,
    /// Its own name, in its own language.
    pub name: Text,
    /// Its website (https), which stays when everything else moves.
    pub website: Text,
    /// Where it takes complaints (https), where that is known.
    #[serde(default)]
    pub form: Option<Text>,
    /// Its e-mail address: nothing in it needs to be escaped in a link.
    #[serde(default)]
    pub email: Option<Text>,
    /// Claims: why it is the wrong one for everybody. It is never offered then.
    #[serde(default)]
    pub not_competent: List<Text>,
    /// Claims: what is special about complaining there.
    #[serde(default)]
    pub notes: List<Text>,
}

impl AuthorityFacts {
    /// Whether the authority is competent for somebody, so that it may be offered.
    pub fn is_competent(&self) -> bool {
        self.not_competent.is_empty()
    }
}

/// `authorities/facts.json`: who supervises where.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AuthoritiesFacts {
    /// After this day everything here is shown as "may have changed".
    pub recheck_after: NaiveDate,
    /// By key.
    pub sources: Table<Source>,
    /// By id.
    pub claims: Table<Claim>,
    /// Claims: where names and addresses are from, said with each of them.
    pub addresses: List<Text>,
    /// Claims by country: why the Land decides.
    #[serde(default)]
    pub by_land: Table<List<Text>>,
    /// By key, which is part of routes and commands: lower-case letters, digits, hyphens.
    pub authorities: Table<AuthorityFacts>,
}

/// All facts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// Countries and rights.
    pub regions: RegionsFacts,
    /// Who supervises where.
    pub authorities: AuthoritiesFacts,
    /// By id.
    pub services: Table<ServiceFacts>,
}

packed! {
    Source { title, url, dated, read_on }
    Claim { certainty, sources, own, regions, valid_from, valid_until, recheck_after, tried_on_phone }
    Label { text, certainty, sources }
    Link { url, login, certainty, sources }
    Controller { name, country, post, certainty, sources }
    RegionFacts { controller, start, situation, notes }
    StepFacts { gesture, label, words }
    PathFacts { device, certainty, sources, steps }
    SettingFacts { label, text, on, off, on_means, off_means }
    OtherName { text, language, certainty, sources }
    GuideFacts { id, kind, counts, minutes, regions, needs_account, if_visible, setting, link, link_by_region, more_links, paths, effect, traps, covered, excluded, minors, notes, own_grounds, request, other_names, recheck_months }
    OpenPoint { id, regions }
    Event { date, claim }
    ServiceFacts { id, name, read_on, recheck_after, tried_on_phone, languages, hosts, sources, claims, labels, links, controllers, regions, guides, objection, complaint, without_setting, why, timeline, open_points }
    WhySection { page, heading, claims }
    RegionsFacts { recheck_after, sources, claims, countries, rights, at_first_sight, complaint }
    AuthorityFacts { country, land, name, website, form, email, not_competent, notes }
    AuthoritiesFacts { recheck_after, sources, claims, addresses, by_land, authorities }
    Facts { regions, authorities, services }
}

packed_choice! {
    Certainty { A, B, C, D }
    Login { Yes, No, Unknown }
    GuideKind { Switch, Form, Computer, Contact }
    Device { App, Computer }
    Gesture { TapPhoto, Tap, Find, SwitchOff, Words }
    Region { Eu, Ch, Uk, Ca, Hk, Other }
}
