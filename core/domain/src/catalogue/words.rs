//! Words, in one language each.

use serde::Deserialize;

use super::about::PrivacyWords;
use super::collation::keys_by_name;
use super::message::Message;
use super::packed::{BuildKey, List, Table, Text, packed, packed_choice};
use crate::law::{ELSEWHERE, Region};

/// Words of one guide.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GuideWords {
    /// Title of the screen: "KI-Training ausschalten".
    #[serde(default)]
    pub title: Text,
    /// The task with its service, for buttons: "KI-Training bei LinkedIn ausschalten".
    #[serde(default)]
    pub task: Text,
    /// Name in lists: "Forschung mit Ihren Daten".
    #[serde(default)]
    pub name: Text,
    /// Kind of the guide, in lists: "Formular".
    #[serde(default)]
    pub kind: Text,
    /// Complete text of the nudge: "KI-Training bei LinkedIn: ein Schritt, wenige Minuten."
    #[serde(default)]
    pub nudge: Text,
    /// Question of the re-check, empty where the guide has no re-check. "3 months have passed." stands before it.
    #[serde(default)]
    pub check: Text,
    /// Button that answers "done": "Er steht jetzt auf {off}", "Ich habe es abgeschickt".
    #[serde(default)]
    pub done: Text,
    /// State "done" in lists: "ausgeschaltet", "abgeschickt".
    #[serde(default)]
    pub done_state: Text,
    /// Button that answers "already so before", empty where that makes no sense.
    #[serde(default)]
    pub already: Text,
    /// Sentences of the steps with the gesture `words`.
    #[serde(default)]
    pub steps: Table<Text>,
    /// Things to have ready, in order.
    #[serde(default)]
    pub prepare: List<Text>,
    /// Names of the pages behind `more_links`.
    #[serde(default)]
    pub links: Table<Text>,
    /// Text of the mail, for a guide of that kind.
    #[serde(default)]
    pub body: Text,
    /// Short message for people without the app that says what the guide is about. The app adds path and address.
    #[serde(default)]
    pub share: Text,
}

/// Words of a service: `services/<id>/<language>.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceWords {
    /// The service's name as sentences need it, by form: "d’Adobe" for `of`. A form that is left out is the plain name.
    #[serde(default)]
    pub names: Table<Text>,
    /// Sentence about what the service does with the data.
    pub about: Text,
    /// Sentences of all claims that may be shown, by claim id. One that says what many cards say needs none.
    #[serde(default)]
    pub claims: Table<Text>,
    /// Headings of the "why" page, and titles of the pages behind it.
    #[serde(default)]
    pub headings: Table<Text>,
    /// Sentences of open points, by id.
    #[serde(default)]
    pub open_points: Table<Text>,
    /// Words of guides, by id.
    #[serde(default)]
    pub guides: Table<GuideWords>,
}

/// What a card says about a guide by its kind, with `{service}`, `{off}` and the guide's `{name}`: `kinds/<language>.json`.
/// The fields are those of [`GuideWords`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct KindWords {
    /// Title of the screen.
    pub title: Text,
    /// The task with its service.
    pub task: Text,
    /// Name in lists.
    pub name: Text,
    /// Kind in lists.
    pub kind: Text,
    /// Complete text of the nudge.
    pub nudge: Text,
    /// Question of the re-check, for a setting.
    #[serde(default)]
    pub check: Text,
    /// Button that answers "done".
    pub done: Text,
    /// State "done" in lists.
    pub done_state: Text,
    /// Button that answers "already so before", empty where that makes no sense.
    #[serde(default)]
    pub already: Text,
    /// Short message for people without the app.
    pub share: Text,
    /// The task and the message of a guide that has a name of its own.
    pub named: Text,
}

/// A sentence that many cards say, with `{service}`: `common/<language>.json`, by key.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CommonWords {
    /// Sentence for what is known.
    pub plain: Text,
    /// Sentence for what is only reported.
    pub hedged: Text,
}

/// Names of countries and sentences about rights: `regions/<language>.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegionsWords {
    /// Sentences of claims, by claim id.
    pub claims: Table<Text>,
    /// Country names by code.
    pub countries: Table<Text>,
    /// The codes in the order of the names, which the build finds out.
    #[serde(skip)]
    pub order: List<Text>,
}

impl Words {
    /// Puts the names of places in the order of the language. `letters` are those of its style.
    pub fn sort(&mut self, letters: &[String]) {
        let mut countries = keys_by_name(self.regions.countries, letters);
        // "Elsewhere" comes last.
        countries.sort_by_key(|code| *code == ELSEWHERE);
        self.regions.order = countries.into();
        self.authorities.order = keys_by_name(self.authorities.lands, letters).into();
    }
}

/// Words of the law of one area: `law/<language>.json`, by area. Which of them an area has follows from its row in
/// [`crate::law`], and the check holds them to it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LawWords {
    /// Name of the area after "from": "der Schweiz".
    #[serde(default)]
    pub area: Text,
    /// Name of the law in citations: "DSGVO". It fills `{law}`.
    #[serde(default)]
    pub name: Text,
    /// Sentences that say how a due date was counted.
    #[serde(default)]
    pub due: DueWords,
    /// Texts of the letters that begin a request, by the kind of the request.
    pub requests: Table<RequestWords>,
    /// Says that the law of a part of the area is relied on beside that of the area, by its code (ISO 3166-2).
    #[serde(default)]
    pub parts: Table<Text>,
    /// Closing of a letter, where the usual one is not in the spelling of the place.
    #[serde(default)]
    pub closing: Text,
    /// Says what the person intends without an answer; empty where no authority is known.
    #[serde(default)]
    pub next_step: Text,
    /// Texts of the letters that answer what the company wrote; none where the law was not researched.
    #[serde(default)]
    pub reply: Option<ReplyWords>,
    /// Sentence about what a refusal has to say, for the screen that asks for the answer.
    #[serde(default)]
    pub good_answer: Text,
    /// Sentence about what a request costs, for the screen that asks whether to begin another one.
    #[serde(default)]
    pub again: Text,
    /// Texts of the complaint to the company.
    #[serde(default)]
    pub company_complaint: Option<CompanyComplaintWords>,
    /// Texts of the complaint or the report to the supervisory authority.
    #[serde(default)]
    pub complaint: Option<ComplaintWords>,
}

/// Sentences that say how a due date was counted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DueWords {
    /// The period for an answer.
    #[serde(default)]
    pub answer: Text,
    /// The period after the company asked for more time.
    #[serde(default)]
    pub extended: Text,
    /// The period in which the company has to acknowledge a complaint.
    #[serde(default)]
    pub acknowledgement: Text,
    /// Says which period counts in a part with a law of its own, where the person said that they live in one.
    #[serde(default)]
    pub of_part: Text,
    /// That parts of the area have laws of their own.
    #[serde(default)]
    pub parts: Text,
}

/// Texts of the letters that answer what the company wrote.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReplyWords {
    /// Answers that the person should use the company's form; empty where no such answer is known.
    #[serde(default)]
    pub form: Text,
    /// Says that the person helps to find out who they are, where the law names that.
    #[serde(default)]
    pub help: Text,
    /// Paragraphs of the answer to a question about the person's identity.
    pub identity: List<Text>,
}

/// Texts about a kind of request: of the letter that begins it, and of those that come later, a paragraph each.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RequestWords {
    /// Subject of the letter that begins it.
    pub subject: Text,
    /// Paragraphs before the person's own grounds.
    pub before: List<Text>,
    /// For a request for erasure: that it follows an objection made earlier.
    #[serde(default)]
    pub after_objection: Text,
    /// For a request for erasure: the objection made with it.
    #[serde(default)]
    pub with_objection: Text,
    /// Paragraphs after the grounds.
    pub after: List<Text>,
    /// Last paragraph: by when an answer is wanted, where parts of the area may say otherwise.
    #[serde(default)]
    pub answer_by: Text,
    /// The paragraphs that name the law of a part of the area, by its code (ISO 3166-2). That of the country stands for
    /// everywhere else in it.
    #[serde(default)]
    pub parts: Table<PartWords>,
    /// Says that no decision came, where a part of the area has a law of its own.
    #[serde(default)]
    pub no_decision_in_part: Text,
    /// Says what was asked, for later letters.
    pub asked: Text,
    /// Says that the period is over, where a statute sets one.
    #[serde(default)]
    pub over: Text,
    /// Says the same after a question of the company: where it is not settled what a question does to the period, or
    /// from which answer it was counted.
    #[serde(default)]
    pub over_asked: Text,
    /// Says the same after a question about what the person means, where the days of it do not count.
    #[serde(default)]
    pub over_clarified: Text,
    /// Says which form that the law prescribes was sent, instead of a letter.
    #[serde(default)]
    pub form_sent: Text,
    /// Says that in a complaint, as a step.
    #[serde(default)]
    pub form_step: Text,
    /// Names the request in a complaint, where it was sent by a form and had no title.
    #[serde(default)]
    pub by_form: Text,
    /// What can be missing in an answer, by [`crate::letters::GAPS`].
    #[serde(default)]
    pub gaps: Table<Text>,
    /// Paragraphs of a reply below what is missing.
    #[serde(default)]
    pub reply: List<Text>,
    /// Paragraphs of the answer to a question about the person's identity, for this kind alone.
    #[serde(default)]
    pub identity: List<Text>,
    /// What a complaint can say that went wrong, by the name of a [`crate::letters::Failure`].
    #[serde(default)]
    pub failures: Table<Text>,
    /// What the company is to do, in a complaint to it.
    #[serde(default)]
    pub company_wish: Text,
    /// What the authority is to do.
    #[serde(default)]
    pub wish: Text,
}

/// Texts of a request from a part of the area that has a law of its own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PartWords {
    /// The paragraph in the place of those before the grounds.
    pub before: Text,
    /// By when an answer is wanted.
    pub answer_by: Text,
}

/// Texts of the complaint to the company.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CompanyComplaintWords {
    /// Why it comes before the complaint to the authority, for the screen.
    pub why: Text,
    /// Its title on screens.
    pub title: Text,
    /// Its subject.
    pub subject: Text,
    /// First paragraph.
    pub opening: Text,
    /// Last paragraph: what the company is to do.
    pub ask: Text,
}

/// Texts of the complaint to the authority of a part of the area that has a law of its own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ComplaintPartWords {
    /// First paragraph.
    pub opening: Text,
    /// First paragraph where it is about access, if the law of the part has a way of its own for that.
    #[serde(default)]
    pub access_opening: Text,
    /// What the authority is to do.
    pub wish: Text,
}

/// Texts of the complaint or the report to the supervisory authority.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ComplaintWords {
    /// First paragraph.
    pub opening: Text,
    /// First paragraph where the request followed the law of another area, if the usual one says which law was broken.
    #[serde(default)]
    pub moved_opening: Text,
    /// What the authority is to do where the request followed the law of another area.
    #[serde(default)]
    pub moved_wish: Text,
    /// Texts to the authority of a part of the area that has a law of its own, by its code (ISO 3166-2).
    #[serde(default)]
    pub parts: Table<ComplaintPartWords>,
    /// Says that what the service does concerns more people than the one who writes, where the authority weighs that.
    #[serde(default)]
    pub concerns_others: Text,
    /// Says when the period ended, after a sentence that names it.
    #[serde(default)]
    pub over: Text,
    /// Says that after a question of the company, of which the complaint tells somebody else.
    #[serde(default)]
    pub over_asked: Text,
    /// Says that after a question about what the person means, where the days of it do not count.
    #[serde(default)]
    pub over_clarified: Text,
    /// What the authority is to do about more proof than needed.
    #[serde(default)]
    pub proof_wish: Text,
    /// Asks to hand the complaint on to the authority that leads where the company is, if another one may.
    #[serde(default)]
    pub hand_on: Text,
    /// Says that the person complained to the company before, where the law knows such a complaint.
    #[serde(default)]
    pub after_company: Text,
    /// Says that the period of that complaint is over.
    #[serde(default)]
    pub after_company_over: Text,
    /// Says that the person did not complain to the company.
    #[serde(default)]
    pub without_company: Text,
    /// Paragraphs with what the authority is to do.
    pub ask: List<Text>,
}

/// Words about the supervisory authorities: `authorities/<language>.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AuthoritiesWords {
    /// Sentences of claims, by claim id.
    pub claims: Table<Text>,
    /// Names of the Länder by code.
    pub lands: Table<Text>,
    /// The codes in the order of the names, which the build finds out.
    #[serde(skip)]
    pub order: List<Text>,
}

/// Reading direction of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ReadingDirection {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// Words of the app itself: `app/<language>.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AppWords {
    /// The language's own name: "Deutsch".
    pub language_name: Text,
    /// Reading direction.
    pub direction: ReadingDirection,
    /// Hedges: a sentence of certainty C must contain at least one of these words.
    pub hedges: List<Text>,
    /// Names of languages inside a sentence, by code: "Englisch". One that is left out is called as it calls itself.
    #[serde(default)]
    pub languages: Table<Text>,
    /// Spellings and forms of dates that the texts alone cannot tell.
    #[serde(default)]
    pub dates: DateWords,
    /// Texts with `{named}` places, by flat key (`home.title`). A place may ask for a form of its value:
    /// `{date.until}`.
    pub words: Table<Message, BuildKey>,
}

/// Spellings and forms of dates. A language without peculiarities has none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DateWords {
    /// Days of the month that are not written as a plain number: "1er".
    #[serde(default)]
    pub days: Table<Text>,
    /// Texts by form (`until`), then by what the day is: `date` for any day, `weekday` for a day with its weekday, a
    /// number for that day of the month, `today`, `tomorrow`, `yesterday`. What is left out reads as `date`.
    #[serde(default)]
    pub forms: Table<Table<Text>>,
}

/// All words of one language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Words of the app itself.
    pub app: AppWords,
    /// Countries and rights.
    pub regions: RegionsWords,
    /// Letters and due dates, by legal area.
    pub law: Table<LawWords, Region>,
    /// Supervisory authorities.
    pub authorities: AuthoritiesWords,
    /// Words of services, by id.
    pub services: Table<ServiceWords>,
    /// Sentences that many cards say; the build puts them into the words of the services.
    #[serde(default)]
    pub common: Table<CommonWords>,
    /// Words of guides by kind; the build puts them into the words of the services, too.
    #[serde(default)]
    pub kinds: Table<KindWords>,
    /// The privacy policy.
    #[serde(default)]
    pub privacy: PrivacyWords,
}

packed! {
    GuideWords { title, task, name, kind, nudge, check, done, done_state, already, steps, prepare, links, body, share }
    ServiceWords { names, about, claims, headings, open_points, guides }
    CommonWords { plain, hedged }
    KindWords { title, task, name, kind, nudge, check, done, done_state, already, share, named }
    RegionsWords { claims, countries, order }
    LawWords { area, name, due, requests, parts, closing, next_step, reply, good_answer, again, company_complaint, complaint }
    ReplyWords { form, help, identity }
    DueWords { answer, extended, acknowledgement, of_part, parts }
    RequestWords {
        subject, before, after_objection, with_objection, after, answer_by, parts, no_decision_in_part, asked, over, over_asked,
        over_clarified, form_sent, form_step, by_form, gaps, reply, identity, failures, company_wish, wish
    }
    PartWords { before, answer_by }
    CompanyComplaintWords { why, title, subject, opening, ask }
    ComplaintPartWords { opening, access_opening, wish }
    ComplaintWords {
        opening, moved_opening, moved_wish, parts, concerns_others, over, over_asked, over_clarified, proof_wish, hand_on, after_company,
        after_company_over, without_company, ask
    }
    AuthoritiesWords { claims, lands, order }
    AppWords { language_name, direction, hedges, languages, dates, words }
    DateWords { days, forms }
    Words { app, regions, law, authorities, services, common, kinds, privacy }
}

packed_choice! {
    ReadingDirection { Ltr, Rtl }
}
