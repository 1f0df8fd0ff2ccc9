//! Facts, which are the same in every language, with their sources.

use chrono::{Days, NaiveDate};
use serde::de::Error;
use serde::{Deserialize, Deserializer};

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
    /// Who speaks there. Services and companies have it.
    #[serde(default)]
    pub by: Option<Speaker>,
    /// Whether a person is led there; an address that is weak only proves what we read.
    #[serde(default = "yes")]
    pub link: bool,
    /// Day on which we read it; without it, that of the card.
    #[serde(default)]
    pub read_on: Option<NaiveDate>,
}

const fn yes() -> bool {
    true
}

/// Who speaks in a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Speaker {
    /// The company itself.
    Company,
    /// An authority or a legislator.
    Authority,
    /// A court.
    Court,
    /// A consumer organisation.
    Consumer,
    /// Who checks facts.
    FactCheck,
    /// A paper.
    Press,
    /// Anybody else.
    Other,
}

impl Speaker {
    /// Returns whether the speaker found out, and does not only repeat what a company says.
    pub const fn is_independent(self) -> bool {
        matches!(self, Self::Authority | Self::Court | Self::Consumer | Self::FactCheck)
    }
}

/// Mark of the keys of sources that several cards share.
const SHARED: char = '@';

/// The sources that a file may name: its own, and those that several files share.
#[derive(Debug, Clone, Copy)]
pub struct Sources {
    /// Sources of the file.
    pub own: Table<Source>,
    /// Sources of several files, without the mark of their keys.
    pub shared: Table<Source>,
    /// Day on which the file's own sources were read, where they do not say it themselves.
    pub read_on: Option<NaiveDate>,
}

impl Sources {
    /// Returns the source of a key: `S1`, or `@audit` for a shared one.
    pub fn get(&self, key: &str) -> Option<&'static Source> {
        match key.strip_prefix(SHARED) {
            Some(shared) => self.shared.get(shared),
            None => self.own.get(key),
        }
    }

    /// Returns the day on which one of the sources was read.
    pub fn read_on(&self, source: &Source) -> Option<NaiveDate> {
        source.read_on.or(self.read_on)
    }
}

/// The sources of a file that shares none.
impl From<Table<Source>> for Sources {
    fn from(own: Table<Source>) -> Self {
        Self { own, shared: Table::default(), read_on: None }
    }
}

/// A statement about the world. Its sentence stands in the words under the same id.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// How sure we are; a claim of [`Claim::ours`] needs none.
    #[serde(default = "unconfirmed")]
    pub certainty: Certainty,
    /// Keys of [`Source`]s.
    #[serde(default)]
    pub sources: List<Text>,
    /// Key of a sentence in `common/<language>.json`, which is said where the card has none of its own.
    #[serde(default)]
    pub say: Option<Text>,
    /// Whether the claim is about our own research: it then needs no source, and is shown without.
    #[serde(default)]
    pub ours: bool,
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

const fn unconfirmed() -> Certainty {
    Certainty::D
}

impl Claim {
    /// Returns how sure we are: of what we did not read we are sure.
    pub fn level(&self) -> Certainty {
        if self.ours && self.certainty == Certainty::D { Certainty::A } else { self.certainty }
    }

    /// Returns whether the claim may be shown to a person in `region` on `today`.
    pub fn holds(&self, region: Region, today: NaiveDate) -> bool {
        self.level() != Certainty::D
            && (self.regions.is_empty() || self.regions.contains(&region))
            && self.valid_from.is_none_or(|from| from <= today)
            && self.valid_until.is_none_or(|until| today <= until)
    }
}

/// Whether a page asks for a login first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Login {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// Not known; nothing is said about it.
    #[default]
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

/// Way to write to a company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Way {
    /// A form on the web.
    Form,
    /// Its e-mail address.
    Email,
    /// A letter on paper.
    Post,
}

/// A way to write to a company, where it is, and whether it asks for a login.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// The way.
    pub way: Way,
    /// Address of the form (https).
    #[serde(default)]
    pub url: Option<Text>,
    /// Whether the form asks for a login first.
    #[serde(default)]
    pub login: Login,
}

/// Who can be written to instead of a company outside of the area.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Representative {
    /// Name.
    pub name: Text,
    /// Address for post, line by line, country last; empty where none is published.
    #[serde(default)]
    pub post: List<Text>,
    /// E-mail address, where known.
    #[serde(default)]
    pub email: Option<Text>,
}

/// The company that decides about the data: the controller in the sense of the GDPR.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Company {
    /// Name that companies which belong together share: "Meta".
    #[serde(default)]
    pub group: Option<Text>,
    /// Full name of the company.
    pub name: Text,
    /// ISO 3166 code of the country where the company has to act: its public holidays count for due dates.
    pub country: Text,
    /// Address for post, to the data protection officer if it has one, line by line, country last.
    pub post: List<Text>,
    /// Whether that address names the data protection officer, whom letters then greet.
    #[serde(default)]
    pub to_officer: bool,
    /// E-mail address for requests, where known.
    #[serde(default)]
    pub email: Option<Text>,
    /// Ways to write to it, in its own order.
    #[serde(default)]
    pub channels: List<Channel>,
    /// Representatives by region.
    #[serde(default)]
    pub representative: Table<Representative, Region>,
    /// Languages in which it serves its members.
    #[serde(default)]
    pub member_languages: List<Text>,
    /// Key of the authority that leads for it, [`NO_AUTHORITY`] where it has no establishment in the EU, or
    /// [`UNKNOWN_AUTHORITY`] where that was not read.
    pub authority: Text,
    /// Key that entries of older journals have for it.
    #[serde(default)]
    pub formerly: Option<Text>,
    /// How sure we are.
    pub certainty: Certainty,
    /// Keys of [`Source`]s.
    pub sources: List<Text>,
    /// Day on which we read its addresses.
    pub read_on: NaiveDate,
}

/// No authority leads for the company.
pub const NO_AUTHORITY: &str = "none";

/// Whether an authority leads for the company was not read.
pub const UNKNOWN_AUTHORITY: &str = "unknown";

/// Facts about the companies behind the services: `companies/facts.json`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CompaniesFacts {
    /// Sources by key.
    #[serde(default)]
    pub sources: Table<Source>,
    /// Companies by key.
    pub companies: Table<Company>,
}

impl CompaniesFacts {
    /// Returns the company with a key, or with one that older journals have for it.
    pub fn find(&self, key: &str) -> Option<&'static (Text, Company)> {
        let older = |company: &Company| company.formerly.is_some_and(|older| *older == *key);
        self.companies.iter().find(|(known, company)| **known == *key || older(company))
    }
}

/// Facts about a service that depend on the region where the person lives.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegionFacts {
    /// Key of the [`Company`] that decides there, where that was read.
    #[serde(default)]
    pub company: Option<Text>,
    /// First day of the processing, where known.
    #[serde(default)]
    pub start: Option<NaiveDate>,
    /// Claims on how things stand, in order: the first is shown on the home screen, all at the top of "why".
    #[serde(default)]
    pub situation: List<Text>,
    /// Further claims that exist only here, for the home screen and the service screen.
    #[serde(default)]
    pub notes: List<Text>,
}

/// Kind of a guide. What a kind must have, and what it must not have, is in the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum GuideKind {
    /// A switch in the phone app.
    Switch,
    /// Something that exists on a computer only.
    Computer,
    /// A form on the web.
    Form,
    /// One mail whose address and subject the service names.
    Mail,
    /// A letter under the law; the app writes it, the card says nothing about it.
    Letter,
    /// A question to somebody.
    Contact,
}

/// Who can follow a guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Who {
    /// The person with the account.
    #[default]
    Holder,
    /// Who looks after the service in a firm, a club or a school.
    Admin,
}

/// Type of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum AccountType {
    /// An account that an employer set up.
    Work,
    /// An account of a school.
    School,
    /// A private account that is paid for.
    Paid,
}

/// What a guide has to be repeated for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Per {
    /// Each chat.
    Chat,
    /// Each device.
    Device,
    /// Each account.
    Account,
}

/// What a setting looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum SettingShape {
    /// A switch.
    Switch,
    /// A box with a mark.
    Box,
    /// One of several answers.
    Choice,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// Step of a path: `photo`, `tap <label>`, `find <label>`, `off`, or `do <words>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepFacts {
    /// Gesture of the step.
    pub gesture: Gesture,
    /// Key of the label to tap or find, for the gestures `tap` and `find`.
    pub label: Option<Text>,
    /// Key in the guide's `steps` words, for the gesture `words`.
    pub words: Option<Text>,
}

impl<'de> Deserialize<'de> for StepFacts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let step = String::deserialize(deserializer)?;
        let key = |key: &str| Some(Text::from(key.to_owned()));
        let (gesture, label, words) = match step.split_once(' ').unwrap_or((&step, "")) {
            ("photo", "") => (Gesture::TapPhoto, None, None),
            ("off", "") => (Gesture::SwitchOff, None, None),
            ("tap", label) if !label.is_empty() => (Gesture::Tap, key(label), None),
            ("find", label) if !label.is_empty() => (Gesture::Find, key(label), None),
            ("do", words) if !words.is_empty() => (Gesture::Words, None, key(words)),
            _ => return Err(Error::custom(format!("{step}: a step is photo, tap x, find x, off or do x"))),
        };
        Ok(Self { gesture, label, words })
    }
}

/// Path to a setting.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PathFacts {
    /// Device on which the path is followed.
    pub device: Device,
    /// How sure we are of the path and of the labels on it.
    pub certainty: Certainty,
    /// Keys of [`Source`]s.
    pub sources: List<Text>,
    /// Languages in which the labels are only reported.
    #[serde(default)]
    pub reported_in: List<Text>,
    /// Keys of labels that are better known than the path.
    #[serde(default)]
    pub known: List<Text>,
    /// The steps in order; labels of taps form the trail.
    pub steps: List<StepFacts>,
}

/// Switch that a guide is about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SettingFacts {
    /// What it looks like.
    pub shape: SettingShape,
    /// Key of the label of the setting, where known.
    #[serde(default)]
    pub label: Option<Text>,
    /// Key of the label beside the switch, where known.
    #[serde(default)]
    pub text: Option<Text>,
    /// Key of the label for "on", where known.
    #[serde(default)]
    pub on: Option<Text>,
    /// Key of the label for "off", where known.
    #[serde(default)]
    pub off: Option<Text>,
    /// Key of the claim that says what "on" means, where known.
    #[serde(default)]
    pub on_means: Option<Text>,
    /// Key of the claim that says what "off" means, where known.
    #[serde(default)]
    pub off_means: Option<Text>,
    /// Whether it protects where it is on: the person switches it on, and no check asks for "off".
    #[serde(default)]
    pub protects: bool,
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

/// Mail that a service wants instead of a switch.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MailFacts {
    /// Address that the service names.
    pub to: Text,
    /// Subject that it names.
    pub subject: Text,
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
    /// Name of the step that the guide is a way to. Guides of one step are ways to one thing, best first; one of them is
    /// enough. A guide without a step is optional.
    #[serde(default)]
    pub step: Option<Text>,
    /// Estimated minutes.
    pub minutes: u8,
    /// How sure we are by region; empty means as sure as of its path, in all regions of the service. Where a region is
    /// missing, the guide can be read and is no step.
    #[serde(default)]
    pub regions: Table<Certainty, Region>,
    /// Whether the guide is only for people with an account.
    pub account: bool,
    /// Who can follow it.
    #[serde(default)]
    pub who: Who,
    /// Types of accounts that the service leaves out of the processing: then there is no step.
    #[serde(default)]
    pub not_for: List<AccountType>,
    /// What it has to be repeated for.
    #[serde(default)]
    pub per: Option<Per>,
    /// Name that guides of several services share where one answer may stand for all of them.
    #[serde(default)]
    pub linked: Option<Text>,
    /// Claim that says what to keep as proof, shown with the answers.
    #[serde(default)]
    pub proof: Option<Text>,
    /// The mail, for [`GuideKind::Mail`].
    #[serde(default)]
    pub mail: Option<MailFacts>,
    /// Whether some people may not see the setting ("if you see it").
    #[serde(default)]
    pub if_visible: bool,
    /// The setting, for [`GuideKind::Switch`] and [`GuideKind::Computer`].
    #[serde(default)]
    pub setting: Option<SettingFacts>,
    /// Key of the [`Link`] that opens the setting or form.
    #[serde(default)]
    pub link: Option<Text>,
    /// Keys of other [`Link`]s that open it in some regions.
    #[serde(default)]
    pub link_by_region: Table<Text, Region>,
    /// Keys of [`Link`]s to further pages, in order; their names are in the guide's words.
    #[serde(default)]
    pub more_links: List<Text>,
    /// Paths to the setting. A form has a single path whose steps are sentences, or none.
    #[serde(default)]
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
    pub fn link_in(&self, region: Region) -> Option<Text> {
        self.link_by_region.get(&region).copied().or(self.link)
    }

    /// Returns whether the guide is known as a way in `region`.
    pub fn is_known_in(&self, region: Region) -> bool {
        self.regions.is_empty() || self.regions.contains_key(&region)
    }

    /// Returns whether the guide is about a setting that is to be switched off.
    pub fn switches_off(&self) -> bool {
        self.setting.as_ref().is_some_and(|setting| !setting.protects)
    }

    /// Returns whether a way to the guide's setting shows a label.
    fn shows<'a>(&'a self, path: &'a PathFacts, key: &str) -> bool {
        let setting = self.setting.iter().flat_map(|s| [s.label, s.text, s.on, s.off]).flatten();
        setting.chain(path.steps.iter().filter_map(|step| step.label)).any(|label| label == *key)
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

/// What is known of a service about which nobody has to do anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// Somebody independent says that a story is wrong.
    FalseAlarm,
    /// We found no proof, and the company denies it.
    NoProof,
    /// Nothing is announced.
    NothingAnnounced,
    /// Only who switched something on takes part.
    OptIn,
    /// There is nothing to switch off.
    NoWay,
}

/// A finding about a service: no guide, no step, and nothing to count as done.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// What was found.
    pub kind: FindingKind,
    /// Claims: what is true, 1 to 3 of them.
    pub claims: List<Text>,
}

/// Something new about a service.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct News {
    /// Date: `2026-07-23`, or `2026-07` where the day is not known.
    pub date: Text,
    /// Claim that says it.
    pub claim: Text,
    /// Ids of the guides that it is about.
    #[serde(default)]
    pub guides: List<Text>,
}

/// Sort of a service: by it lists are filtered, and letters name what a person put there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Where people publish for others.
    Network,
    /// What people talk to.
    Assistant,
    /// What belongs to a device: searches, recordings, pictures, places.
    Device,
    /// Where people buy.
    Shop,
    /// Where people watch and publish works.
    Media,
    /// Tools of one's work.
    Work,
    /// Everything else of daily life.
    Daily,
}

impl Sort {
    /// All sorts, in the order of lists.
    pub const ALL: [Self; 7] =
        [Self::Network, Self::Assistant, Self::Device, Self::Shop, Self::Media, Self::Work, Self::Daily];

    /// Returns the name, which routes have.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Assistant => "assistant",
            Self::Device => "device",
            Self::Shop => "shop",
            Self::Media => "media",
            Self::Work => "work",
            Self::Daily => "daily",
        }
    }
}

/// How much it helps to follow the steps of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Benefit {
    /// On by default, and known well that personal content trains generative AI.
    High,
    /// On by default and reported, or not generative.
    Medium,
    /// The rest.
    Low,
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
    /// Other names under which people look for it.
    #[serde(default)]
    pub also: List<Text>,
    /// Ids that it had before: what was noted under them belongs to it.
    #[serde(default)]
    pub moved: List<Text>,
    /// What it is for.
    pub sort: Sort,
    /// Place in lists, the lowest first.
    pub order: u16,
    /// Whether it is one of those that are read again most often.
    #[serde(default)]
    pub pillar: bool,
    /// How much it helps to follow its steps.
    pub benefit: Benefit,
    /// Newest day on which we read everything again.
    pub read_on: NaiveDate,
    /// Whether a person tried the paths on a phone.
    pub tried_on_phone: bool,
    /// Key of the [`Link`] to the company's own page on the matter.
    #[serde(default)]
    pub own: Option<Text>,
    /// Language of the service's menus that stands in where no label in English was seen.
    #[serde(default)]
    pub native: Option<Text>,
    /// Hosts that links of this service may point to.
    pub hosts: List<Text>,
    /// Sources by key.
    pub sources: Table<Source>,
    /// Claims by id.
    pub claims: Table<Claim>,
    /// Exact words of menus by id, then by language of the service: the likeliest first, then others that were seen.
    #[serde(default)]
    pub labels: Table<Table<List<Text>>>,
    /// Links by key.
    #[serde(default)]
    pub links: Table<Link>,
    /// What differs by region, by the region's identifier, or [`EVERYWHERE`] where the sources speak of everybody. What
    /// holds in one region says nothing about another.
    pub regions: Table<RegionFacts>,
    /// Guides, the most helpful first.
    #[serde(default)]
    pub guides: List<GuideFacts>,
    /// What was found where nobody has to do anything.
    #[serde(default)]
    pub finding: Option<Finding>,
    /// Claims: false rumours about the service, each with what is true instead.
    #[serde(default)]
    pub rumours: List<Text>,
    /// News, the newest first.
    #[serde(default)]
    pub news: List<News>,
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
    #[serde(default)]
    pub why: List<WhySection>,
    /// Events, oldest first.
    #[serde(default)]
    pub timeline: List<Event>,
    /// Points that we have not checked yet, shown as open.
    #[serde(default)]
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
    /// Companies behind the services.
    #[serde(default)]
    pub companies: CompaniesFacts,
    /// Sources that several services or companies share, by key without its mark.
    #[serde(default)]
    pub sources: Table<Source>,
    /// Who publishes the app, and who checked what.
    #[serde(default)]
    pub publisher: PublisherFacts,
    /// What the first screen names.
    #[serde(default)]
    pub first: FirstFacts,
}

/// The services that the first screen names, in its order: `first.json`. One without a card is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FirstFacts {
    /// A row each.
    pub rows: List<FirstRow>,
}

/// A row of the first screen.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FirstRow {
    /// A company by whose name people mean several services, as a part of an address.
    #[serde(default)]
    pub company: Option<Text>,
    /// Its name.
    #[serde(default)]
    pub name: Text,
    /// Ids of its services, the likeliest first.
    pub services: List<Text>,
}

impl Facts {
    /// Finds a service by its id, or by one that it had before.
    pub fn service(&self, id: &str) -> Option<&'static ServiceFacts> {
        let moved = |facts: &&ServiceFacts| facts.moved.iter().any(|known| *known == *id);
        self.services.get(id).or_else(|| self.services.values().find(moved))
    }

    /// Returns the sources that a card may name.
    pub const fn sources_of(&self, service: &ServiceFacts) -> Sources {
        Sources { own: service.sources, shared: self.sources, read_on: Some(service.read_on) }
    }

    /// Returns the group of the company behind a service: that of the first region that names a company with one. It is
    /// the name by which people know who stands behind it, wherever they live.
    pub fn group_of(&self, service: &ServiceFacts) -> Option<Text> {
        let companies = service.regions.values().filter_map(|region| self.companies.find(&region.company?));
        companies.into_iter().find_map(|(_, company)| company.group)
    }

    /// Returns whether somebody independent says what a claim of a service says.
    pub fn is_proven(&self, service: &ServiceFacts, claim: &Claim) -> bool {
        let sources = self.sources_of(service);
        let mut speakers = claim.sources.iter().filter_map(|key| sources.get(key)?.by);
        speakers.any(Speaker::is_independent)
    }

    /// Returns the sources that a company may name.
    pub const fn sources_of_companies(&self) -> Sources {
        Sources { own: self.companies.sources, shared: self.sources, read_on: None }
    }
}

/// Key of [`ServiceFacts::regions`] for everybody.
pub const EVERYWHERE: &str = "*";

impl ServiceFacts {
    /// Returns what is known about `region`, or about everybody.
    pub fn region(&self, region: Region) -> Option<&'static RegionFacts> {
        self.regions.get(region.id()).or_else(|| self.regions.get(EVERYWHERE))
    }

    /// Returns the last day before everything here is shown as "may have changed".
    pub fn recheck_after(&self) -> NaiveDate {
        self.after_periods(1)
    }

    /// Returns the last day before the steps are folded, so that an old card does not pass for a new one: a second period
    /// went by without anybody reading it again.
    pub fn fold_after(&self) -> NaiveDate {
        self.after_periods(2)
    }

    fn after_periods(&self, periods: u64) -> NaiveDate {
        let only_found = self.finding.is_some() && self.guides.is_empty();
        let days = match (self.pillar, only_found) {
            (true, _) => 92,
            (false, false) => 183,
            (false, true) => 365,
        };
        self.read_on.checked_add_days(Days::new(periods * days)).unwrap_or(NaiveDate::MAX)
    }

    /// Returns whether the card tells everything about its service: it has reasons, events, open points, and what an
    /// objection and a complaint are.
    pub fn is_long(&self) -> bool {
        let parts = [self.why.is_empty(), self.timeline.is_empty(), self.open_points.is_empty()];
        !parts.contains(&true) && !self.objection.is_empty() && !self.complaint.is_empty()
    }

    /// Returns the languages of its menus in which labels were seen, in the order of their codes.
    pub fn languages(&self) -> Vec<&'static str> {
        let mut languages: Vec<&str> = self.labels.values().flat_map(Table::keys).map(|code| code.as_str()).collect();
        languages.sort_unstable();
        languages.dedup();
        languages
    }

    /// Returns the language in which the menus are shown to whoever reads none of them: English, or the first of a service
    /// that has no labels in English.
    pub fn fallback_language(&self, languages: &[&'static str]) -> &'static str {
        let native = self.native.map(Text::as_str).or(languages.first().copied()).unwrap_or(ENGLISH);
        if languages.contains(&ENGLISH) { ENGLISH } else { native }
    }

    /// Returns the words of a label with their language: in `language`, else in English, else in the service's own.
    pub fn label(&self, key: &str, language: &str) -> Option<(&'static str, List<Text>)> {
        let label = self.labels.get(key)?;
        let wanted = [Some(language), Some(ENGLISH), self.native.map(Text::as_str)];
        let found = wanted.into_iter().flatten().find_map(|code| label.iter().find(|(known, _)| *known == *code))?;
        Some((found.0.as_str(), found.1))
    }

    /// Returns whether a label is only reported in `language`: every way that shows it is.
    pub fn is_label_reported(&self, key: &str, language: &str) -> bool {
        let ways = self.guides.into_iter().flat_map(|guide| guide.paths.into_iter().map(move |path| (guide, path)));
        let mut ways = ways.filter(|(guide, path)| guide.shows(path, key)).peekable();
        ways.peek().is_some()
            && ways.all(|(_, path)| {
                let reported = path.certainty == Certainty::C || path.reported_in.iter().any(|code| *code == *language);
                reported && !path.known.iter().any(|known| *known == *key)
            })
    }
}

packed! {
    Source { title, url, dated, by, link, read_on }
    Claim { certainty, sources, say, ours, regions, valid_from, valid_until, recheck_after, tried_on_phone }
    Link { url, login, certainty, sources }
    Channel { way, url, login }
    Representative { name, post, email }
    Company { group, name, country, post, to_officer, email, channels, representative, member_languages, authority, formerly, certainty, sources, read_on }
    CompaniesFacts { sources, companies }
    RegionFacts { company, start, situation, notes }
    StepFacts { gesture, label, words }
    PathFacts { device, certainty, sources, reported_in, known, steps }
    SettingFacts { shape, label, text, on, off, on_means, off_means, protects }
    MailFacts { to, subject, certainty, sources }
    OtherName { text, language, certainty, sources }
    GuideFacts { id, kind, step, minutes, regions, account, who, not_for, per, linked, proof, mail, if_visible, setting, link, link_by_region, more_links, paths, effect, traps, covered, excluded, minors, notes, own_grounds, request, other_names, recheck_months }
    OpenPoint { id, regions }
    Event { date, claim }
    Finding { kind, claims }
    News { date, claim, guides }
    ServiceFacts { id, name, also, moved, sort, order, pillar, benefit, read_on, tried_on_phone, own, native, hosts, sources, claims, labels, links, regions, guides, finding, rumours, news, objection, complaint, without_setting, why, timeline, open_points }
    WhySection { page, heading, claims }
    RegionsFacts { recheck_after, sources, claims, countries, rights, at_first_sight, complaint, before_request }
    PostAddress { lines, other, certainty, sources }
    AuthorityFacts { country, land, name, names, address, website, form, form_rule, form_notes, email, email_enough, not_by_email, languages, reported_languages, beside, origin, not_competent, notes }
    AuthoritiesFacts { recheck_after, sources, claims, addresses, by_land, authorities }
    FirstRow { company, name, services }
    FirstFacts { rows }
    Facts { regions, authorities, services, companies, sources, publisher, first }
}

packed_choice! {
    Certainty { A, B, C, D }
    Speaker { Company, Authority, Court, Consumer, FactCheck, Press, Other }
    Login { Yes, No, Unknown }
    Way { Form, Email, Post }
    GuideKind { Switch, Computer, Form, Mail, Letter, Contact }
    Who { Holder, Admin }
    AccountType { Work, School, Paid }
    Per { Chat, Device, Account }
    SettingShape { Switch, Box, Choice }
    FindingKind { FalseAlarm, NoProof, NothingAnnounced, OptIn, NoWay }
    Sort { Network, Assistant, Device, Shop, Media, Work, Daily }
    Benefit { High, Medium, Low }
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
    fn what_we_did_not_read_is_shown_without_a_certainty() {
        let ours: Claim = serde_json::from_str(r#"{"say":"past-unknown","ours":true}"#).unwrap();
        assert!(ours.holds(Region::EU, day("2026-06-01")) && ours.level() == Certainty::A);
        let forgotten: Claim = serde_json::from_str(r#"{"say":"past-unknown"}"#).unwrap();
        assert!(!forgotten.holds(Region::EU, day("2026-06-01")));
    }

    #[test]
    fn a_pillar_is_read_again_soonest_and_a_card_with_only_a_finding_last() {
        let card = |more: &str| -> ServiceFacts {
            serde_json::from_str(&format!(
                r#"{{"id":"a","name":"A","sort":"daily","order":1,"benefit":"low","read_on":"2026-11-30",
                "tried_on_phone":false,"hosts":[],"sources":{{}},"claims":{{}},"regions":{{}}{more}}}"#
            ))
            .unwrap()
        };
        let finding = r#","finding":{"kind":"no_way","claims":["a"]}"#;
        let guides = r#","guides":[{"id":"g","kind":"form","minutes":1,"account":true}]"#;
        for (more, days) in [
            (r#","pillar":true"#.to_owned(), 92),
            (guides.to_owned(), 183),
            (finding.to_owned(), 365),
            (format!("{finding}{guides}"), 183),
            (format!(r#"{finding},"pillar":true"#), 92),
        ] {
            assert_eq!(card(&more).recheck_after(), day("2026-11-30") + Days::new(days), "{more}");
        }
    }

    #[test]
    fn a_company_is_found_by_its_key_and_by_the_one_that_older_journals_have() {
        let facts: CompaniesFacts = serde_json::from_str(
            r#"{"companies":{"a-ie":{"name":"A","country":"IE","post":["Dublin"],"authority":"ie","formerly":"ireland",
            "certainty":"A","sources":[],"read_on":"2026-11-30"}}}"#,
        )
        .unwrap();
        let found = |key: &str| facts.find(key).map(|(key, _)| key.as_str());
        assert_eq!((found("a-ie"), found("ireland"), found("b-ie")), (Some("a-ie"), Some("a-ie"), None));
    }

    #[test]
    fn everybody_is_who_no_region_of_their_own_is_known_of() {
        let card = |regions: &str| -> ServiceFacts {
            serde_json::from_str(&format!(
                r#"{{"id":"a","name":"A","sort":"daily","order":1,"benefit":"low","read_on":"2026-11-30",
                "tried_on_phone":false,"hosts":[],"sources":{{}},"claims":{{}},"regions":{regions}}}"#
            ))
            .unwrap()
        };
        let company = |card: &ServiceFacts, region| card.region(region).map(|there| there.company.map(Text::as_str));
        let some = card(r#"{"eu":{"company":"a-ie"}}"#);
        assert_eq!((company(&some, Region::EU), company(&some, Region::CH)), (Some(Some("a-ie")), None));
        let all = card(r#"{"*":{"company":"a-us"},"eu":{}}"#);
        assert_eq!((company(&all, Region::EU), company(&all, Region::CH)), (Some(None), Some(Some("a-us"))));
    }

    #[test]
    fn an_unknown_login_may_ask_for_a_password() {
        assert!(Login::Yes.may_ask() && Login::Unknown.may_ask() && !Login::No.may_ask());
    }

    #[test]
    fn a_region_without_its_own_link_uses_the_link_of_the_guide() {
        let guide: GuideFacts = serde_json::from_str(
            r#"{"id":"form","kind":"form","minutes":3,"account":false,"link":"form","link_by_region":{"uk":"form-uk"}}"#,
        )
        .unwrap();
        let link = |region| guide.link_in(region).map(Text::as_str);
        assert_eq!((link(Region::UK), link(Region::EU)), (Some("form-uk"), Some("form")));
    }
}
