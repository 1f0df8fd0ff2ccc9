//! Facts, which are the same in every language, with their sources.

use chrono::NaiveDate;
use serde::Deserialize;

use super::about::PublisherFacts;
use super::packed::{Block, List, Packed, Packing, Table, Text, packed, packed_choice};
use crate::law::Region;

/// The language in which a label is shown where no source shows it in the language of the menus.
const ENGLISH: &str = "en";

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

/// A page or publication from which facts were taken.
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
    /// Day on which we read it.
    pub read_on: NaiveDate,
}

/// A statement about the world. Its sentence stands in the words under the same id.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// How sure we are.
    pub certainty: Certainty,
    /// Keys of [`Source`]s.
    #[serde(default)]
    pub sources: List<Text>,
    /// Whether the claim is about our own research: it then needs no source, and is shown without.
    #[serde(default)]
    pub own: bool,
    /// Regions in which the claim holds; empty means everywhere.
    #[serde(default)]
    pub regions: List<Region>,
    /// First day on which it holds.
    #[serde(default)]
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it holds.
    #[serde(default)]
    pub valid_until: Option<NaiveDate>,
    /// Last day before the claim is shown as "may have changed"; without it the service's date counts.
    #[serde(default)]
    pub recheck_after: Option<NaiveDate>,
    /// Whether a person has tried it on a phone.
    #[serde(default)]
    pub tried_on_phone: bool,
}

impl Claim {
    /// Returns whether the claim may be shown to a person in `region` on `today`.
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
    /// Words as the service shows them.
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
    /// Returns whether the page may ask the person to log in.
    pub const fn may_ask(self) -> bool {
        !matches!(self, Self::No)
    }
}

/// An address that the app may open.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Address: https, on one of the service's `hosts`.
    pub url: Text,
    /// Whether the page asks for a login first.
    pub login: Login,
    /// How sure we are that this is the right page.
    pub certainty: Certainty,
    /// Keys of [`Source`]s.
    pub sources: List<Text>,
}

/// The company that decides about the data: the controller in the sense of the GDPR.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Controller {
    /// Full name of the company.
    pub name: Text,
    /// ISO 3166 code of the country where the controller has to act: its public holidays count for due dates.
    pub country: Text,
    /// Address for post to the data protection officer, line by line, country last.
    pub post: List<Text>,
    /// Whether that address names the data protection officer, whom letters then greet.
    #[serde(default)]
    pub to_officer: bool,
    /// How sure we are.
    pub certainty: Certainty,
    /// Keys of [`Source`]s.
    pub sources: List<Text>,
}

/// Facts about a service that depend on the region where the person lives.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegionFacts {
    /// Key of a [`Controller`].
    pub controller: Text,
    /// First day of the processing, where known.
    #[serde(default)]
    pub start: Option<NaiveDate>,
    /// Claims on how things stand, in order: the first is shown on the home screen, all at the top of "why".
    pub situation: List<Text>,
    /// Further claims that exist only here, for the home screen and the service screen.
    #[serde(default)]
    pub notes: List<Text>,
}

/// Kind of a guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum GuideKind {
    /// A switch in the phone app and on a computer.
    Switch,
    /// A form on the web.
    Form,
    /// A setting that exists on a computer only.
    Computer,
    /// An address to write to.
    Contact,
}

/// Device on which a path is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Device {
    /// The service's phone app.
    App,
    /// A browser on a computer.
    Computer,
}

/// Gesture of one step. Its sentence comes from the app's words (`step.<gesture>`), or for [`Gesture::Words`] from the
/// guide's own words.
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
    /// A sentence in the guide's own words.
    Words,
}

/// Step of a path.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StepFacts {
    /// Gesture of the step.
    pub gesture: Gesture,
    /// Key of the label to tap or find, for the gestures `tap` and `find`.
    #[serde(default)]
    pub label: Option<Text>,
    /// Key in the guide's `steps` words, for the gesture `words`.
    #[serde(default)]
    pub words: Option<Text>,
}

/// Path to a setting.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PathFacts {
    /// Device on which the path is followed.
    pub device: Device,
    /// How sure we are of the path as a whole.
    pub certainty: Certainty,
    /// Keys of [`Source`]s.
    pub sources: List<Text>,
    /// The steps in order; labels of taps form the trail.
    pub steps: List<StepFacts>,
}

/// Switch that a guide is about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SettingFacts {
    /// Key of the label of the setting.
    pub label: Text,
    /// Key of the label beside the switch, where known.
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

/// Another name under which a setting was seen, shown to people who do not see it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OtherName {
    /// Name as the service shows it.
    pub text: Text,
    /// Language of the service's menus.
    pub language: Text,
    /// How sure we are.
    pub certainty: Certainty,
    /// Keys of [`Source`]s.
    pub sources: List<Text>,
}

/// Guide: something that a person can do at a service.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GuideFacts {
    /// Id, part of routes and commands: lower-case letters, digits, hyphens.
    pub id: Text,
    /// Kind of the guide.
    pub kind: GuideKind,
    /// Whether the service counts as done only when this guide is done.
    pub counts: bool,
    /// Estimated minutes.
    pub minutes: u8,
    /// Regions in which the guide exists; empty means everywhere.
    #[serde(default)]
    pub regions: List<Region>,
    /// Whether the guide is only for people with an account.
    pub needs_account: bool,
    /// Whether some people may not see the setting ("if you see it").
    #[serde(default)]
    pub if_visible: bool,
    /// The switch, for [`GuideKind::Switch`].
    #[serde(default)]
    pub setting: Option<SettingFacts>,
    /// Key of the [`Link`] that opens the setting or form.
    pub link: Text,
    /// Keys of other [`Link`]s that open it in some regions.
    #[serde(default)]
    pub link_by_region: Table<Text, Region>,
    /// Keys of [`Link`]s to further pages, in order; their names are in the guide's words.
    #[serde(default)]
    pub more_links: List<Text>,
    /// Paths to the setting. A form has a single path whose steps are sentences.
    pub paths: List<PathFacts>,
    /// Claims: what following the guide does and does not do.
    #[serde(default)]
    pub effect: List<Text>,
    /// Claims: common mistakes; the first two are shown below the picture.
    #[serde(default)]
    pub traps: List<Text>,
    /// Claims: data that is used or covered.
    #[serde(default)]
    pub covered: List<Text>,
    /// Claims: data that is not.
    #[serde(default)]
    pub excluded: List<Text>,
    /// Claims: rules for people under 18.
    #[serde(default)]
    pub minors: List<Text>,
    /// Claims: other things worth knowing.
    #[serde(default)]
    pub notes: List<Text>,
    /// Whether the person's own grounds help here, and the app offers to write them down first.
    #[serde(default)]
    pub own_grounds: bool,
    /// Kind of request that the guide sends to the controller: `objection`, `access` … Confirming the guide notes that
    /// request as sent.
    #[serde(default)]
    pub request: Option<Text>,
    /// Other names under which the setting was seen.
    #[serde(default)]
    pub other_names: List<OtherName>,
    /// Months between re-checks, where a re-check makes sense.
    #[serde(default)]
    pub recheck_months: Option<u8>,
}

impl GuideFacts {
    /// Returns the key of the [`Link`] that opens the guide for people in `region`.
    pub fn link_in(&self, region: Region) -> &str {
        self.link_by_region.get(&region).unwrap_or(&self.link)
    }
}

/// A point that we have not checked yet. Its sentence stands in the words under the same id.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenPoint {
    /// Id of the point.
    pub id: Text,
    /// Regions in which the point matters; empty means everywhere.
    #[serde(default)]
    pub regions: List<Region>,
}

/// Event of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Date: `2025-11-03`, or `2025-10` where the day is not known.
    pub date: Text,
    /// Key of the claim that describes the event.
    pub claim: Text,
}

/// Facts about a service: `services/<id>/facts.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceFacts {
    /// Id, the same as the folder's name: lower-case letters, digits, hyphens; no hyphen with a number at the end.
    pub id: Text,
    /// The service's own name, used only to describe the service.
    pub name: Text,
    /// Newest day on which we read everything again.
    pub read_on: NaiveDate,
    /// Last day before everything here is shown as "may have changed".
    pub recheck_after: NaiveDate,
    /// Whether a person tried the paths on a phone.
    pub tried_on_phone: bool,
    /// Languages of the service in which at least the name of the first guide's setting is known. Another label that is
    /// missing in one of them is shown in English. Their order says nothing where English is among them.
    pub languages: List<Text>,
    /// Hosts that links of this service may point to.
    pub hosts: List<Text>,
    /// Sources by key.
    pub sources: Table<Source>,
    /// Claims by id.
    pub claims: Table<Claim>,
    /// Labels by id, then by language of the service.
    pub labels: Table<Table<Label>>,
    /// Links by key.
    pub links: Table<Link>,
    /// Controllers by key.
    pub controllers: Table<Controller>,
    /// What differs by region; every region has to be listed.
    pub regions: Table<RegionFacts, Region>,
    /// Guides, the most helpful first.
    pub guides: List<GuideFacts>,
    /// Claims: what an objection is at this service.
    #[serde(default)]
    pub objection: List<Text>,
    /// Claims: where to complain about this service.
    #[serde(default)]
    pub complaint: List<Text>,
    /// Id of the guide for people who do not find a setting.
    #[serde(default)]
    pub without_setting: Option<Text>,
    /// Sections of the "why" page and of the pages behind it.
    pub why: List<WhySection>,
    /// Events, oldest first.
    pub timeline: List<Event>,
    /// Points that we have not checked yet, shown as open.
    pub open_points: List<OpenPoint>,
}

/// Section of the "why" page, or of a page behind it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WhySection {
    /// Key of the page behind "why" that shows the section, and of that page's title in `headings`; without it, "why"
    /// itself shows the section.
    #[serde(default)]
    pub page: Option<Text>,
    /// Key of its heading in the service's words (`headings`).
    pub heading: Text,
    /// Claims in order.
    pub claims: List<Text>,
}

/// Facts about countries and the rights that people have there: `regions/facts.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegionsFacts {
    /// Last day before the rights are shown as "may have changed".
    pub recheck_after: NaiveDate,
    /// Sources by key.
    pub sources: Table<Source>,
    /// Claims by id.
    pub claims: Table<Claim>,
    /// Region by country code (ISO 3166-1, upper case; `ZZ` for elsewhere).
    pub countries: Table<Region>,
    /// Claims about the rights in each region, in order; the first is the short answer to "may I object?".
    pub rights: Table<List<Text>, Region>,
    /// Claims of `rights` that the home screen shows too, because people would expect the contrary.
    #[serde(default)]
    pub at_first_sight: Table<List<Text>, Region>,
    /// Claims of `rights` about complaints, shown with every supervisory authority of the region too.
    #[serde(default)]
    pub complaint: Table<List<Text>, Region>,
    /// Claims to read before a kind of request is sent, by its name, which `rights` need not name.
    #[serde(default)]
    pub before_request: Table<Table<List<Text>, Region>>,
}

/// Whether a supervisory authority wants complaints on its own form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FormRule {
    /// It takes nothing else.
    Compulsory,
    /// It tells people to use it.
    Expected,
}

/// Postal address of a supervisory authority, without the country.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PostAddress {
    /// Its lines.
    pub lines: List<Text>,
    /// The same in other languages, by code.
    #[serde(default)]
    pub other: Table<List<Text>>,
    /// How sure we are.
    pub certainty: Certainty,
    /// Keys of [`Source`]s.
    pub sources: List<Text>,
}

impl PostAddress {
    /// Returns the lines as a letter in a language has them.
    pub fn lines_in(&self, language: &str) -> List<Text> {
        self.other.get(language).copied().unwrap_or(self.lines)
    }
}

/// Supervisory authority.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AuthorityFacts {
    /// Country code as in [`RegionsFacts`].
    pub country: Text,
    /// Code of the Land or province for which it is competent (ISO 3166-2, `DE-BY`), where parts of the country have
    /// authorities of their own; without it, the authority is competent for the whole country.
    #[serde(default)]
    pub land: Option<Text>,
    /// Name in the authority's own language.
    pub name: Text,
    /// Names that it gives itself, by the code of the language, where there are several.
    #[serde(default)]
    pub names: Table<Text>,
    /// Postal address, where a present one is known.
    #[serde(default)]
    pub address: Option<PostAddress>,
    /// Website (https), which stays when other addresses change.
    pub website: Text,
    /// Form for complaints (https), where known.
    #[serde(default)]
    pub form: Option<Text>,
    /// Whether it wants complaints on that form; without it, a complaint may come in other ways, as far as is known.
    #[serde(default)]
    pub form_rule: Option<FormRule>,
    /// Claims: what its form is for.
    #[serde(default)]
    pub form_notes: List<Text>,
    /// E-mail address without characters that have to be escaped in a link.
    #[serde(default)]
    pub email: Option<Text>,
    /// Whether it is known that an ordinary e-mail is enough.
    #[serde(default)]
    pub email_enough: bool,
    /// Claims: why an ordinary e-mail is not enough, and what it needs.
    #[serde(default)]
    pub not_by_email: List<Text>,
    /// Languages in which it takes a complaint by its own word or by two sources, the one to preset first; none where
    /// that is not known.
    #[serde(default)]
    pub languages: List<Text>,
    /// Languages of which that is only reported; its own language comes first where nothing better is known.
    #[serde(default)]
    pub reported_languages: List<Text>,
    /// Keys of authorities that may be competent beside it, and that its screen shows too.
    #[serde(default)]
    pub beside: List<Text>,
    /// Claims: where its name and addresses are from, if not from where those of the others are.
    #[serde(default)]
    pub origin: List<Text>,
    /// Claims: why it is competent for nobody. An authority with such claims is never offered.
    #[serde(default)]
    pub not_competent: List<Text>,
    /// Claims: particulars of a complaint there.
    #[serde(default)]
    pub notes: List<Text>,
}

impl AuthorityFacts {
    /// Returns whether the authority is competent for anybody, so that it may be offered.
    pub fn is_competent(&self) -> bool {
        self.not_competent.is_empty()
    }

    /// Returns its name as a letter in a language has it.
    pub fn name_in(&self, language: &str) -> Text {
        self.names.get(language).copied().unwrap_or(self.name)
    }

    /// Returns whether it takes nothing but its own form, so that a letter is of use only for its fields.
    pub fn takes_only_its_form(&self) -> bool {
        self.form_rule == Some(FormRule::Compulsory)
    }

    /// Returns whether a letter on paper is a way to it: it takes more than its own form, and an address is known, or
    /// neither a form nor an e-mail can take the place of paper.
    pub fn can_be_written_to(&self) -> bool {
        let by_paper_only = self.form.is_none() && self.usable_email().is_none();
        !self.takes_only_its_form() && (self.address.is_some() || by_paper_only)
    }

    /// Returns its e-mail address, unless an ordinary e-mail is not enough.
    pub fn usable_email(&self) -> Option<Text> {
        self.email.filter(|_| self.not_by_email.is_empty())
    }
}

/// Facts about the supervisory authorities: `authorities/facts.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AuthoritiesFacts {
    /// Last day before everything here is shown as "may have changed".
    pub recheck_after: NaiveDate,
    /// Sources by key.
    pub sources: Table<Source>,
    /// Claims by id.
    pub claims: Table<Claim>,
    /// Claims: where names and addresses are from, shown with each authority.
    pub addresses: List<Text>,
    /// Claims by country: why the Land or the province decides which authority is competent.
    #[serde(default)]
    pub by_land: Table<List<Text>>,
    /// Authorities by key, which is part of routes and commands: lower-case letters, digits, hyphens.
    pub authorities: Table<AuthorityFacts>,
}

/// All facts of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// Countries and rights.
    pub regions: RegionsFacts,
    /// Supervisory authorities.
    pub authorities: AuthoritiesFacts,
    /// Services by id.
    pub services: Table<ServiceFacts>,
    /// Who publishes the app, and who checked what.
    #[serde(default)]
    pub publisher: PublisherFacts,
}

impl ServiceFacts {
    /// Returns the language in which a label is shown where no source shows it in the language of the menus: English, or
    /// the first language of a service that has no menus in English.
    pub fn fallback_language(&self) -> &'static str {
        let english = self.languages.iter().any(|language| *language == ENGLISH);
        if english { ENGLISH } else { self.languages.first().map_or(ENGLISH, |language| language.as_str()) }
    }
}

packed! {
    Source { title, url, dated, read_on }
    Claim { certainty, sources, own, regions, valid_from, valid_until, recheck_after, tried_on_phone }
    Label { text, certainty, sources }
    Link { url, login, certainty, sources }
    Controller { name, country, post, to_officer, certainty, sources }
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
    RegionsFacts { recheck_after, sources, claims, countries, rights, at_first_sight, complaint, before_request }
    PostAddress { lines, other, certainty, sources }
    AuthorityFacts { country, land, name, names, address, website, form, form_rule, form_notes, email, email_enough, not_by_email, languages, reported_languages, beside, origin, not_competent, notes }
    AuthoritiesFacts { recheck_after, sources, claims, addresses, by_land, authorities }
    Facts { regions, authorities, services, publisher }
}

packed_choice! {
    Certainty { A, B, C, D }
    Login { Yes, No, Unknown }
    GuideKind { Switch, Form, Computer, Contact }
    Device { App, Computer }
    Gesture { TapPhoto, Tap, Find, SwitchOff, Words }
    FormRule { Compulsory, Expected }
}

/// Packs an area by its identifier: the build and the library have the same table.
impl Packed for Region {
    fn pack(&self, to: &mut Packing) {
        Text::from(self.id().to_owned()).pack(to);
    }

    fn take(from: &mut Block) -> Self {
        Self::of(&Text::take(from)).unwrap_or(Self::ELSEWHERE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_claim_is_shown_only_in_its_regions_within_its_dates_and_never_with_certainty_d() {
        let claim: Claim = serde_json::from_str(
            r#"{"certainty":"A","regions":["eu"],"valid_from":"2026-01-01","valid_until":"2026-12-31"}"#,
        )
        .unwrap();
        assert!(claim.holds(Region::EU, day("2026-01-01")) && claim.holds(Region::EU, day("2026-12-31")));
        assert!(!claim.holds(Region::UK, day("2026-06-01")));
        assert!(!claim.holds(Region::EU, day("2025-12-31")) && !claim.holds(Region::EU, day("2027-01-01")));
        let everywhere: Claim = serde_json::from_str(r#"{"certainty":"C"}"#).unwrap();
        assert!(everywhere.holds(Region::ELSEWHERE, day("1900-01-01")));
        let unconfirmed = Claim { certainty: Certainty::D, ..everywhere };
        assert!(!unconfirmed.holds(Region::EU, day("2026-06-01")));
    }

    #[test]
    fn an_unknown_login_may_ask_for_a_password() {
        assert!(Login::Yes.may_ask() && Login::Unknown.may_ask() && !Login::No.may_ask());
    }

    #[test]
    fn a_region_without_its_own_link_uses_the_link_of_the_guide() {
        let guide: GuideFacts = serde_json::from_str(
            r#"{"id":"form","kind":"form","counts":true,"minutes":3,"needs_account":false,"link":"form",
            "link_by_region":{"uk":"form-uk"},"paths":[]}"#,
        )
        .unwrap();
        assert_eq!((guide.link_in(Region::UK), guide.link_in(Region::EU)), ("form-uk", "form"));
    }
}
