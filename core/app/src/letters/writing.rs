//! The texts of letters, in the words of the law where the person lives. A letter claims no right that is not known
//! there (`law.md` §1 to §3 and §8), leaves nothing to be filled in, and contains no data that nobody needs: no
//! identity card, no date of birth, no phone number. It has no e-mail address of LinkedIn, as no such address is known.

use chrono::NaiveDate;
use widerspruch_domain::catalogue::packed::Text;
use widerspruch_domain::catalogue::{Company, LawWords, RequestWords};
use widerspruch_domain::journal::{Membership, RequestEvent, RequestKind};
use widerspruch_domain::law::{
    AuthorityTakes, CustodyWord, NamingPolicy, Region, complaint_of_minor_needs_agreement, custody_word,
};
use widerspruch_domain::letters::{Failure, GAPS, Letter, can_miss};

use crate::features::requests::paths;
use crate::words::{Day, ServiceName, Value, Word, Wording, w};

/// The details that go into a letter. Texts are as the person wrote them, empty if they wrote nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Details<'a> {
    pub(crate) region: Region,
    /// Legal area of who reads the letter: after a move, that of the authority.
    pub(crate) place: Region,
    /// Name of the country where the person lived when the request was sent.
    pub(crate) then: &'static str,
    /// Of the one where they live now, if that is another one: without a name where nobody looked into its law.
    pub(crate) now: Option<Option<&'static str>>,
    /// The kind of the request that the letter belongs to.
    pub(crate) kind: RequestKind,
    /// Whether the person has an account.
    pub(crate) membership: Membership,
    /// Day of an objection to AI training that was sent before, for a request for erasure.
    pub(crate) objected: Option<NaiveDate>,
    pub(crate) service: ServiceName,
    pub(crate) controller: &'a Company,
    pub(crate) name: &'a str,
    /// E-mail address of the account.
    pub(crate) email: &'a str,
    pub(crate) profile: &'a str,
    /// Postal address, several lines.
    pub(crate) postal: &'a str,
    /// Who signs (`law.md` §9a.1): `minor`, `agreed`, `represented`; for everybody else `self` or empty.
    pub(crate) signing: &'a str,
    /// Name of the parent who agrees or signs.
    pub(crate) guardian: &'a str,
    /// Place whose law and words hold for that.
    pub(crate) country: &'a str,
    /// Ids of building blocks of grounds, with [`BLOCK_SEPARATOR`] between them. They and `grounds` are empty unless
    /// the letter objects.
    pub(crate) blocks: &'a str,
    pub(crate) grounds: &'a str,
    /// The data to erase, for a request for erasure.
    pub(crate) what: &'a str,
    pub(crate) today: NaiveDate,
    /// Day until which the person would be glad of an answer. It is the person's own, not the law's.
    pub(crate) by: NaiveDate,
    pub(crate) sent: Option<NaiveDate>,
    /// Title under which the request was sent, for the letters that come after it; `None` where that is not known.
    pub(crate) sent_title: Option<&'a str>,
    /// How the request was sent.
    pub(crate) way: Option<RequestEvent>,
    /// The wording of the request, as it was kept when it was sent; empty if none was.
    pub(crate) wording: &'a str,
    /// End of the statutory period by the latest count, if that is over.
    pub(crate) due: Option<NaiveDate>,
    /// Days of the newest question of the company and of the person's answer to it.
    pub(crate) question: Option<NaiveDate>,
    pub(crate) given: Option<NaiveDate>,
    /// Whether that question was only about what the person means.
    pub(crate) clarified: bool,
    /// Whether the form that the law prescribes was sent.
    pub(crate) form_sent: bool,
    /// What the letter says about what follows without an answer.
    pub(crate) next: Next,
    /// Day on which the training began in the person's region, according to the service.
    pub(crate) since: Option<NaiveDate>,
    /// Lines that say what happened so far, oldest first.
    pub(crate) history: &'a [String],
    /// Newest answer of the company, or that it wants its form to be used, with its day.
    pub(crate) answer: Option<(NaiveDate, RequestEvent)>,
    /// Ids of what the person misses in the answer, with [`BLOCK_SEPARATOR`] between them.
    pub(crate) gaps: &'a str,
    /// What went wrong, as the person chose it, or that no decision came.
    pub(crate) failure: Option<Failure>,
    /// What that means for the person, in their words.
    pub(crate) effect: &'a str,
    /// Day of a complaint to the company, and the end of the period to acknowledge it, if that is over.
    pub(crate) complained: Option<NaiveDate>,
    pub(crate) acknowledge_by: Option<NaiveDate>,
    /// Whether another authority leads than the one that gets the complaint.
    pub(crate) hands_on: bool,
    pub(crate) authority: &'a str,
    /// Code of the part of the country where the person lives (ISO 3166-2), that of the country where no part has its own
    /// authority there; empty if it is not known.
    pub(crate) part: &'a str,
    /// Whether that part has a law of its own.
    pub(crate) own_law: bool,
    /// Name and address of who reads the letter, several lines.
    pub(crate) to: &'a str,
    /// Whether the text is for the fields of a form, and no letter.
    pub(crate) for_a_form: bool,
    /// What the person sends with the letter.
    pub(crate) enclosures: &'a [Word],
    pub(crate) naming: NamingPolicy,
    /// Whether the authority may name the person to the company.
    pub(crate) name_me: Option<bool>,
}

/// What a letter to the company says about what follows without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// Nothing: while a period may still run, and where no authority is known.
    Nothing,
    /// The authority, as the law of the request names it.
    Authority,
    /// An authority of another law, after a move.
    AuthorityOfOtherLaw,
}

/// A finished text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    /// Its subject.
    pub(crate) title: String,
    /// Language in which it is written.
    pub(crate) language: &'static str,
    /// The paragraph with the subject; empty if there is none.
    pub(crate) subject: String,
    /// In order, from the sender to the name below; lines inside.
    pub(crate) paragraphs: Vec<String>,
}

impl Written {
    /// Returns the whole letter as one text, to copy and to keep.
    pub(crate) fn text(&self) -> String {
        self.paragraphs.join(PARAGRAPH_SEPARATOR)
    }

    /// Returns the paragraphs to show under the title: without the one with the subject, which says the same.
    pub(crate) fn body(&self) -> Vec<String> {
        let mut paragraphs = self.paragraphs.clone();
        paragraphs.retain(|paragraph| ![&self.subject, &self.title].contains(&paragraph));
        paragraphs
    }
}

/// Name of what is missing where a complaint needs a parent's agreement.
pub(crate) const AGREEMENT: &str = "agreement";

/// Separator of two paragraphs of a text.
pub(crate) const PARAGRAPH_SEPARATOR: &str = "\n\n";

/// Separator of the ids of chosen building blocks in the journal.
pub(crate) const BLOCK_SEPARATOR: char = ',';

/// Returns the title and the sentence of a building block of grounds. The app never chooses a block for the person.
pub(crate) fn block_words(id: &str) -> Option<(Word, Word)> {
    Some(match id {
        "confidentiality" => (w::BLOCK_CONFIDENTIALITY, w::BLOCK_CONFIDENTIALITY_TEXT),
        "safety" => (w::BLOCK_SAFETY, w::BLOCK_SAFETY_TEXT),
        "career" => (w::BLOCK_CAREER, w::BLOCK_CAREER_TEXT),
        "health" => (w::BLOCK_HEALTH, w::BLOCK_HEALTH_TEXT),
        "belief" => (w::BLOCK_BELIEF, w::BLOCK_BELIEF_TEXT),
        "union" => (w::BLOCK_UNION, w::BLOCK_UNION_TEXT),
        "origin" => (w::BLOCK_ORIGIN, w::BLOCK_ORIGIN_TEXT),
        "minor" => (w::BLOCK_MINOR, w::BLOCK_MINOR_TEXT),
        // One block for what are four now. Whoever chose it sees it until it is switched off.
        "sensitive-circles" => (w::BLOCK_SENSITIVE_CIRCLES, w::BLOCK_SENSITIVE_CIRCLES_TEXT),
        "other-people" => (w::BLOCK_OTHER_PEOPLE, w::BLOCK_OTHER_PEOPLE_TEXT),
        "old-content" => (w::BLOCK_OLD_CONTENT, w::BLOCK_OLD_CONTENT_TEXT),
        "creative-work" => (w::BLOCK_CREATIVE_WORK, w::BLOCK_CREATIVE_WORK_TEXT),
        "not-foreseen" => (w::BLOCK_NOT_FORESEEN, w::BLOCK_NOT_FORESEEN_TEXT),
        _ => return None,
    })
}

/// Returns whether a building block is among those chosen.
pub(crate) fn is_chosen(chosen: &str, block: &str) -> bool {
    chosen.split(BLOCK_SEPARATOR).any(|id| id == block)
}

/// Writes a finished text.
///
/// # Errors
/// Returns the names of the inputs without which the letter would have a gap.
pub(crate) fn write_letter(
    wording: &Wording,
    letter: Letter,
    details: &Details<'_>,
) -> Result<Written, Vec<&'static str>> {
    let missing = missing_inputs(letter, details);
    if !missing.is_empty() {
        return Err(missing);
    }
    let title = subject_line(wording, letter, details);
    let mut body = letter_body(wording, letter, details);
    if details.for_a_form {
        // With the salutation, the sentences read as they do in a letter. A form that the law prescribes has fields.
        if letter != Letter::Form || !details.region.asks_by_form(details.kind) {
            body.insert(0, wording.t(w::LETTER_SALUTATION).to_owned());
        }
        if letter == Letter::Complaint {
            body.push(account_lines(wording, details));
        } else if !details.profile.is_empty() {
            body.push(filled_words(wording, profile_words(details), details));
        }
        return Ok(Written { title, language: wording.catalogue.language, subject: String::new(), paragraphs: body });
    }
    let subject = wording.f(w::LETTER_SUBJECT_LINE, &[("subject", &title)]);
    let salutation = match letter {
        Letter::Complaint => w::LETTER_SALUTATION,
        _ if details.controller.to_officer => w::LETTER_SALUTATION_OFFICER,
        _ => w::LETTER_SALUTATION,
    };
    let mut paragraphs = vec![
        joined_lines(&[details.name, details.postal, details.email]),
        details.to.to_owned(),
        wording.f(w::LETTER_DATE_LINE, &[("date", &wording.full_date(details.today))]),
        subject.clone(),
        wording.t(salutation).to_owned(),
    ];
    paragraphs.append(&mut body);
    paragraphs.push(account_lines(wording, details));
    // The spelling of who reads it.
    let closing = wording.catalogue.law(details.place).closing.as_str();
    paragraphs.push(if closing.is_empty() { wording.t(w::LETTER_CLOSING) } else { closing }.to_owned());
    paragraphs.extend(signature_lines(wording, details));
    if letter == Letter::FollowUp && !details.wording.is_empty() {
        paragraphs.push(wording.t(w::LETTER_WORDING_THEN).to_owned());
        paragraphs.extend(quoted_body(wording, details.wording).into_iter().map(str::to_owned));
    }
    Ok(Written { title, language: wording.catalogue.language, subject, paragraphs })
}

/// Writes the names below a letter: the person's, and for somebody under 18 what stands beside it.
fn signature_lines(wording: &Wording, details: &Details<'_>) -> Vec<String> {
    let values: [(&str, &dyn Value); 2] = [("name", &details.name), ("guardian", &details.guardian)];
    let say = |word| wording.f(word, &values);
    let agrees = match custody_word(details.country) {
        CustodyWord::Sorge => w::LETTER_SIGNED_AGREED,
        CustodyWord::Obsorge => w::LETTER_SIGNED_AGREED_OBSORGE,
    };
    match details.signing {
        "minor" => vec![say(w::LETTER_SIGNED_MINOR)],
        "agreed" => vec![say(w::LETTER_SIGNED_MINOR), say(agrees)],
        "represented" => vec![say(w::LETTER_SIGNED_REPRESENTED)],
        _ => vec![details.name.to_owned()],
    }
}

/// Returns the paragraphs of a letter that was kept, from its salutation to before its closing; all, where it has none.
fn quoted_body<'a>(wording: &Wording, kept: &'a str) -> Vec<&'a str> {
    let (mut salutations, mut closings) = (Vec::new(), Vec::new());
    for language in wording.catalogue.offered_languages() {
        let wording = wording.in_language(language.code);
        salutations.extend([wording.t(w::LETTER_SALUTATION), wording.t(w::LETTER_SALUTATION_OFFICER)]);
        closings.push(wording.t(w::LETTER_CLOSING));
        closings.extend(Region::ALL.map(|region| wording.catalogue.law(region).closing.as_str()));
    }
    let all: Vec<&str> = kept.split(PARAGRAPH_SEPARATOR).collect();
    let begin = all.iter().position(|paragraph| salutations.contains(paragraph)).unwrap_or(0);
    let end = all.iter().rposition(|paragraph| !paragraph.is_empty() && closings.contains(paragraph));
    all.get(begin..end.unwrap_or(all.len())).unwrap_or(&all).to_vec()
}

fn joined_lines(lines: &[&str]) -> String {
    let mut text = String::new();
    for line in lines.iter().filter(|line| !line.is_empty()) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line);
    }
    text
}

fn missing_inputs(letter: Letter, details: &Details<'_>) -> Vec<&'static str> {
    let is_letter = letter != Letter::Form;
    let complaint = letter == Letter::Complaint;
    let asks = matches!(letter, Letter::Form | Letter::Post);
    let needs = [
        ("name", is_letter && details.name.is_empty()),
        ("email", is_letter && details.email.is_empty() && details.profile.is_empty()),
        ("postal", complaint && details.postal.is_empty()),
        ("authority", complaint && details.authority.is_empty()),
        ("name_me", complaint && details.naming != NamingPolicy::Always && details.name_me.is_none()),
        ("what", asks && details.kind == RequestKind::Erasure && details.what.is_empty()),
        ("sent", !asks && details.sent.is_none()),
        ("gaps", letter == Letter::Reply && !details.is_about_a_form() && chosen_gaps(details).next().is_none()),
        (AGREEMENT, complaint && details.signing == "minor" && complaint_of_minor_needs_agreement(details.country)),
        ("failure", letter.is_complaint() && details.failure.is_none()),
    ];
    let mut missing = Vec::new();
    for (name, gap) in needs {
        if gap {
            missing.push(name);
        }
    }
    missing
}

fn subject_line(wording: &Wording, letter: Letter, details: &Details<'_>) -> String {
    match letter {
        Letter::Form | Letter::Post => about(wording, details).to_owned(),
        Letter::FollowUp => filled_words(wording, w::LETTER_FOLLOW_UP_SUBJECT, details),
        Letter::Reply => filled_words(wording, w::LETTER_REPLY_SUBJECT, details),
        Letter::IdentityReply => filled_words(wording, w::LETTER_IDENTITY_SUBJECT, details),
        Letter::ControllerComplaint => {
            law_words(wording, details).company_complaint.as_ref().map_or_else(String::new, |it| it.subject.to_string())
        }
        Letter::Complaint if details.place.authority_takes() == Some(AuthorityTakes::Report) => {
            filled_words(wording, w::LETTER_REPORT_SUBJECT, details)
        }
        Letter::Complaint => filled_words(wording, w::LETTER_COMPLAINT_SUBJECT, details),
    }
}

/// Returns the subject of the letter that asks.
fn about(wording: &Wording, details: &Details<'_>) -> &'static str {
    request_words(wording, details).map_or("", |words| words.subject.as_str())
}

/// Names what the link is: the profile, or for somebody without an account the post in question.
const fn profile_words(details: &Details<'_>) -> Word {
    match details.membership {
        Membership::Member | Membership::Former => w::LETTER_ACCOUNT_PROFILE,
        Membership::None | Membership::Never => w::LETTER_POST_LINK,
    }
}

/// Writes whose data the letter is about: the account's e-mail address, its profile, or both.
fn account_lines(wording: &Wording, details: &Details<'_>) -> String {
    let mut about = Vec::new();
    if !details.email.is_empty() {
        about.push(filled_words(
            wording,
            match details.membership {
                Membership::Member => w::LETTER_ACCOUNT,
                Membership::Former => w::LETTER_FORMER_ACCOUNT,
                Membership::None | Membership::Never => w::LETTER_NO_ACCOUNT,
            },
            details,
        ));
    }
    if !details.profile.is_empty() {
        about.push(filled_words(wording, profile_words(details), details));
    }
    about.join("\n")
}

fn letter_body(wording: &Wording, letter: Letter, details: &Details<'_>) -> Vec<String> {
    let law = law_words(wording, details);
    let Some(words) = request_words(wording, details) else { return Vec::new() };
    let mut body = Body { wording, details, paragraphs: Vec::new() };
    match letter {
        Letter::Form | Letter::Post => {
            let part = words.parts.get(details.part);
            match part {
                Some(part) => body.cite(&[part.before]),
                None => {
                    body.cite(words.before);
                    body.cite(law.parts.get(details.part));
                }
            }
            if details.kind == RequestKind::Erasure {
                let objected = details.objected.is_some();
                body.cite(&[if objected { words.after_objection } else { words.with_objection }]);
            }
            if details.kind == RequestKind::Objection && details.membership == Membership::Member {
                body.say(&[w::LETTER_BESIDE_SWITCH]);
            }
            body.paragraphs.extend(grounds_paragraph(wording, details));
            body.cite(words.after);
            body.cite(&[part.map_or(words.answer_by, |part| part.answer_by)]);
        }
        Letter::FollowUp => {
            body.join(&[body.words(w::LETTER_FOLLOW_UP), body.way(words), body.text(words.asked), body.own_law()]);
            body.say(&[w::LETTER_NO_ANSWER]);
            body.over(words);
            if details.due.is_none() {
                body.say(&[w::LETTER_HOW_IT_STANDS]);
            }
            body.next_step(law);
        }
        Letter::Reply => {
            let (opening, about_form) = (reply_words(details), details.is_about_a_form());
            let form = law.reply.as_ref().filter(|_| about_form).map(|reply| body.text(reply.form));
            let mut opening = vec![body.words(opening)];
            opening.extend(form);
            body.join(&opening);
            body.join(&[body.way(words), body.text(words.asked), body.own_law()]);
            if !about_form {
                body.list(w::LETTER_GAPS, &body.gaps(words));
                body.say(&[w::LETTER_REPLY_ASK]);
                body.cite(words.reply);
            }
            body.next_step(law);
        }
        Letter::IdentityReply => {
            body.join(&[body.words(w::LETTER_IDENTITY), body.text(words.asked), body.own_law()]);
            let offer = if details.membership == Membership::Member {
                w::LETTER_IDENTITY_ACCOUNT
            } else {
                w::LETTER_IDENTITY_EMAIL
            };
            let help = law.reply.as_ref().map(|reply| body.text(reply.help)).unwrap_or_default();
            body.join(&[body.words(w::LETTER_IDENTITY_ASKED), help, body.words(offer)]);
            body.cite(law.reply.as_ref().map(|reply| reply.identity).unwrap_or_default());
            body.cite(words.identity);
            body.say(&[w::LETTER_IDENTITY_PAPER]);
        }
        Letter::ControllerComplaint => {
            let Some(complaint) = &law.company_complaint else { return body.paragraphs };
            body.join(&[body.text(complaint.opening), body.way(words), body.text(words.asked)]);
            if details.answer.is_some_and(|(_, event)| event.is_answer()) {
                body.say(&[w::LETTER_YOU_ANSWERED]);
            }
            body.failure(letter, words);
            body.cite(&[words.company_wish, complaint.ask]);
        }
        Letter::Complaint => {
            // What the authority is asked for is of its own law, what was done wrong of the law of the request.
            let Some(complaint) = &wording.catalogue.law(details.place).complaint else { return body.paragraphs };
            let of_place = Details { region: details.place, ..*details };
            let cite = |text: Text| filled_text(wording, &text, &of_place);
            let moved = details.place != details.region;
            let part = complaint.parts.get(details.part);
            let access = part.filter(|_| details.kind == RequestKind::Access).map(|part| part.access_opening);
            let openings = [
                access.unwrap_or_default(),
                part.map(|part| part.opening).unwrap_or_default(),
                if moved { complaint.moved_opening } else { Text::default() },
                complaint.opening,
            ];
            body.paragraphs.push(cite(first_of(openings)));
            let post: Vec<String> = details.controller.post.iter().map(ToString::to_string).collect();
            body.list(w::LETTER_COMPANY_ADDRESS, &post);
            if details.kind == RequestKind::Objection && details.since.is_some() {
                body.join(&[body.words(w::LETTER_COMPLAINT_SINCE), body.text(complaint.concerns_others)]);
            }
            // What went through a form had no title.
            let by_form = if details.region.asks_by_form(details.kind) {
                details.form_sent
            } else {
                way_words(details) == w::LETTER_WAY_FORM
            };
            let about = if by_form { body.text(words.by_form) } else { body.words(about_words(details)) };
            body.join(&[about, body.text(words.asked)]);
            body.moved();
            body.list(w::LETTER_COMPLAINT_HISTORY, details.history);
            body.failure(letter, words);
            body.paragraphs.extend(Some(body.own_law()).filter(|said| !said.is_empty()));
            if details.complained.is_none() {
                body.cite(&[complaint.without_company]);
            } else {
                let over = details.acknowledge_by.map(|_| body.text(complaint.after_company_over));
                let mut said = vec![body.text(complaint.after_company)];
                said.extend(over);
                body.join(&said);
            }
            let proof = details.failure == Some(Failure::TooMuchProof);
            let wish = match part {
                Some(part) => part.wish,
                None if moved => complaint.moved_wish,
                None if proof => complaint.proof_wish,
                None => words.wish,
            };
            body.paragraphs.push(cite(wish));
            if details.hands_on {
                body.paragraphs.push(cite(complaint.hand_on));
            }
            body.paragraphs.extend(complaint.ask.iter().map(|text| cite(*text)));
            match (details.naming, details.name_me) {
                (NamingPolicy::Always, _) => {}
                (NamingPolicy::Asked | NamingPolicy::Unknown, Some(true)) => body.say(&[w::LETTER_NAME_YES]),
                (NamingPolicy::Asked, _) => body.say(&[w::LETTER_NAME_NO]),
                (NamingPolicy::Unknown, _) => body.say(&[w::LETTER_NAME_NO_OTHER]),
            }
        }
    }
    body.paragraphs.extend(enclosures_paragraph(wording, details));
    body.paragraphs
}

/// The paragraphs of a letter, and what fills the places in them.
struct Body<'a> {
    wording: &'a Wording,
    details: &'a Details<'a>,
    paragraphs: Vec<String>,
}

impl Body<'_> {
    fn words(&self, word: Word) -> String {
        filled_words(self.wording, word, self.details)
    }

    fn text(&self, text: Text) -> String {
        filled_text(self.wording, &text, self.details)
    }

    /// Adds sentences, a paragraph each.
    fn say(&mut self, words: &[Word]) {
        self.paragraphs.extend(words.iter().map(|word| filled_words(self.wording, *word, self.details)));
    }

    /// Adds texts of the law where the person lives, a paragraph each; one that the law does not have adds none.
    fn cite<'t>(&mut self, texts: impl IntoIterator<Item = &'t Text>) {
        let there = texts.into_iter().filter(|text| !text.is_empty());
        self.paragraphs.extend(there.map(|text| filled_text(self.wording, text, self.details)));
    }

    /// Adds one paragraph of several sentences.
    fn join(&mut self, sentences: &[String]) {
        let sentences: Vec<&str> = sentences.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        if !sentences.is_empty() {
            self.paragraphs.push(self.wording.join(w::JOIN_SENTENCES, sentences));
        }
    }

    /// Adds a paragraph of lines below a sentence; without lines, nothing.
    fn list(&mut self, above: Word, lines: &[String]) {
        if !lines.is_empty() {
            self.paragraphs.push([self.wording.t(above), &lines.join("\n")].join("\n"));
        }
    }

    /// Says in which way the request was sent, to the company.
    fn way(&self, words: &RequestWords) -> String {
        if self.details.form_sent { self.text(words.form_sent) } else { self.words(way_words(self.details)) }
    }

    /// Says that the law of the part of the area where the person lives is relied on, too.
    fn own_law(&self) -> String {
        let law = law_words(self.wording, self.details);
        law.parts.get(self.details.part).map(|text| self.text(*text)).unwrap_or_default()
    }

    /// Says where the person lived when the request was sent, and where they live now. Without that, nobody could tell
    /// why the letter names the law that it names.
    fn moved(&mut self) {
        let Some(now) = self.details.now else { return };
        let mut said = vec![self.words(w::LETTER_MOVED_FROM)];
        if self.details.place != self.details.region {
            said.push(self.words(w::LETTER_MOVED_LAW));
        }
        said.push(self.words(if now.is_some() { w::LETTER_MOVED_TO } else { w::LETTER_MOVED_AWAY }));
        self.join(&said);
    }

    /// Says by when the person would be glad of an answer and, where no period can be running, what follows without.
    fn next_step(&mut self, law: &LawWords) {
        let next = match self.details.next {
            Next::Nothing => String::new(),
            Next::Authority => self.text(law.next_step),
            Next::AuthorityOfOtherLaw => self.words(w::LETTER_NEXT_AUTHORITY),
        };
        self.join(&[self.words(w::LETTER_GLAD_OF_ANSWER), next]);
    }

    /// Says what the person misses in the answer, a sentence each.
    fn gaps(&self, words: &RequestWords) -> Vec<String> {
        chosen_gaps(self.details).filter_map(|id| words.gaps.get(id)).map(|gap| self.text(*gap)).collect()
    }

    /// Says that the period is over, or, while it may not be, only what the company asked and the person answered.
    fn over(&mut self, words: &RequestWords) {
        let details = self.details;
        let asked = details.question.is_some() && details.given.is_some();
        match (details.due, details.question, details.given) {
            (Some(_), ..) if asked => {
                let asked = if details.clarified { words.over_clarified } else { words.over_asked };
                self.cite(&[first_of([asked, words.over])]);
            }
            (Some(_), ..) => self.cite(&[words.over]),
            (None, Some(_), Some(_)) => self.say(&[w::LETTER_ASKED_AND_GIVEN]),
            (None, Some(_), None) => self.say(&[w::LETTER_ASKED_OPEN]),
            (None, None, _) => {}
        }
    }

    /// Says what went wrong, when that was, and what it means for the person.
    fn failure(&mut self, letter: Letter, words: &RequestWords) {
        let details = self.details;
        let law = law_words(self.wording, details);
        let in_part = Some(&words.no_decision_in_part)
            .filter(|text| details.own_law && details.failure == Some(Failure::NoDecision) && !text.is_empty());
        let failure = in_part.or_else(|| details.failure.and_then(|failure| words.failures.get(failure.name())));
        let mut said: Vec<String> = failure.into_iter().map(|failure| self.text(*failure)).collect();
        let answered = details.answer.is_some_and(|(_, event)| event.is_answer());
        if !answered && details.due.is_some() {
            let asked = details.question.is_some() && details.given.is_some();
            // What an authority reads speaks of the company, and what the sentence before names is not named again.
            let told_otherwise = asked && details.region.moves_period_with_questions();
            let short =
                if told_otherwise { letter == Letter::Complaint } else { details.failure == Some(Failure::NoDecision) };
            let told = law.complaint.as_ref().filter(|_| short);
            let short_text = told.map_or(Text::default(), |it| match (asked, details.clarified) {
                (true, true) => it.over_clarified,
                (true, false) => it.over_asked,
                (false, _) => it.over,
            });
            let long = match (asked, details.clarified) {
                (true, true) => words.over_clarified,
                (true, false) => words.over_asked,
                (false, _) => Text::default(),
            };
            said.push(self.text(first_of([short_text, long, words.over])));
        }
        self.join(&said);
        if details.failure == Some(Failure::Incomplete) && details.kind == RequestKind::Access {
            self.list(w::LETTER_MISSING, &self.gaps(words));
        }
        if !details.effect.is_empty() {
            self.say(&[w::LETTER_EFFECT]);
        }
    }
}

impl Details<'_> {
    /// Returns whether the newest that the company wrote is that the person should use its form.
    fn is_about_a_form(&self) -> bool {
        self.answer.is_some_and(|(_, event)| event == RequestEvent::FormDemanded)
    }
}

/// Says in which way the request was sent, to the company.
fn way_words(details: &Details<'_>) -> Word {
    match details.way {
        Some(RequestEvent::SentByEmail) => w::LETTER_WAY_EMAIL,
        Some(RequestEvent::SentByPost) => w::LETTER_WAY_POST,
        Some(RequestEvent::HandedOver) => w::LETTER_WAY_HAND,
        _ => w::LETTER_WAY_FORM,
    }
}

/// Names the answer to which a reply answers.
fn reply_words(details: &Details<'_>) -> Word {
    match details.answer {
        Some((_, RequestEvent::FormDemanded)) => w::LETTER_REPLY_FORM,
        Some((_, RequestEvent::Partly)) if details.kind == RequestKind::Access => w::LETTER_REPLY_PART_OF_ACCESS,
        Some((_, RequestEvent::Partly)) => w::LETTER_REPLY_PARTLY,
        _ => w::LETTER_REPLY_REFUSED,
    }
}

/// Names the letter that a complaint or a report is about.
fn about_words(details: &Details<'_>) -> Word {
    if details.place.authority_takes() == Some(AuthorityTakes::Report) {
        w::LETTER_REPORT_ABOUT
    } else {
        w::LETTER_COMPLAINT_ABOUT
    }
}

/// Returns the first text that is there.
fn first_of<const N: usize>(texts: [Text; N]) -> Text {
    texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
}

/// Returns the ids of what the person misses in the answer, in the order of the letter.
fn chosen_gaps<'a>(details: &Details<'a>) -> impl Iterator<Item = &'static str> + use<'a> {
    let (chosen, answer) = (details.gaps, details.answer);
    GAPS.into_iter().filter(move |id| is_chosen(chosen, id) && answer.is_none_or(|(_, answer)| can_miss(id, answer)))
}

/// Returns the texts about the kind of the request; `None` where the law has none.
fn request_words(wording: &Wording, details: &Details<'_>) -> Option<&'static RequestWords> {
    law_words(wording, details).requests.get(details.kind.name())
}

/// Returns the texts of the law where the person lives.
fn law_words(wording: &Wording, details: &Details<'_>) -> &'static LawWords {
    wording.catalogue.law(details.region)
}

/// Writes the person's own grounds as one paragraph; `None` if there are no grounds.
fn grounds_paragraph(wording: &Wording, details: &Details<'_>) -> Option<String> {
    let chosen = paths::BLOCKS.iter().filter(|block| is_chosen(details.blocks, block.name));
    let chosen = chosen.filter_map(|block| Some(wording.t(block_words(block.name)?.1)));
    let mut grounds: Vec<&str> = chosen.collect();
    grounds.extend(Some(details.grounds).filter(|text| !text.is_empty()));
    let grounds = wording.join(w::JOIN_SENTENCES, grounds);
    (!grounds.is_empty()).then(|| wording.f(w::LETTER_GROUNDS, &[("grounds", &grounds)]))
}

/// Names what goes with the letter; `None` if the person sends nothing with it.
fn enclosures_paragraph(wording: &Wording, details: &Details<'_>) -> Option<String> {
    let names: Vec<&str> = details.enclosures.iter().map(|word| wording.t(*word)).collect();
    let (last, others) = names.split_last()?;
    let names = wording.join(w::JOIN_AND, [&*wording.join(w::JOIN_LIST, others), *last]);
    Some(wording.f(w::LETTER_ENCLOSED, &[("what", &names)]))
}

fn filled_words(wording: &Wording, word: Word, details: &Details<'_>) -> String {
    filled_text(wording, wording.t(word), details)
}

/// Fills a text of a letter with the details.
fn filled_text(wording: &Wording, text: &str, details: &Details<'_>) -> String {
    let law = law_words(wording, details);
    let date = |day: Option<NaiveDate>| day.map(|day| wording.full_date(day));
    let (sent, due, objected, start) =
        (date(details.sent), date(details.due), date(details.objected), date(details.since));
    let (question, given) = (date(details.question), date(details.given));
    let (complained, acknowledge_by) = (date(details.complained), date(details.acknowledge_by));
    let (answered, by) = (date(details.answer.map(|(day, _)| day)), date(Some(details.by)));
    let values: [(&str, &dyn Value); 21] = [
        ("start", Day::or_nothing(&start)),
        ("law", &law.name),
        ("area", &law.area),
        ("then", &details.then),
        ("now", &details.now.flatten().unwrap_or_default()),
        ("service", &details.service),
        ("controller", &details.controller.name),
        ("email", &details.email),
        ("profile", &details.profile),
        ("what", &details.what),
        ("about", &details.sent_title.unwrap_or_else(|| about(wording, details))),
        ("effect", &details.effect),
        ("objected", Day::or_nothing(&objected)),
        ("sent", Day::or_nothing(&sent)),
        ("due", Day::or_nothing(&due)),
        ("question", Day::or_nothing(&question)),
        ("given", Day::or_nothing(&given)),
        ("answered", Day::or_nothing(&answered)),
        ("complained", Day::or_nothing(&complained)),
        ("acknowledge_by", Day::or_nothing(&acknowledge_by)),
        ("by", Day::or_nothing(&by)),
    ];
    wording.catalogue.fill(text, &values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_building_block_of_the_form_has_words() {
        assert!(paths::BLOCKS.iter().all(|block| block_words(block.name).is_some()));
        assert!(block_words("unknown").is_none());
        assert!(
            is_chosen("safety,career", "career") && !is_chosen("safety,career", "care") && !is_chosen("", "safety")
        );
    }
}
