//! The texts of letters, in the words of the law where the person lives. A letter claims no right that is not known
//! there (`law.md` §1 to §3 and §8), leaves nothing to be filled in, and contains no data that nobody needs: no
//! identity card, no date of birth, no phone number. It has no e-mail address of LinkedIn, as no such address is known.

use chrono::NaiveDate;
use widerspruch_domain::catalogue::packed::Text;
use widerspruch_domain::catalogue::{Controller, LawWords};
use widerspruch_domain::journal::{RequestEvent, RequestKind};
use widerspruch_domain::law::{AuthorityTakes, NamingPolicy, Region};
use widerspruch_domain::letters::Letter;

use crate::features::requests::paths;
use crate::words::{Day, ServiceName, Value, Word, Wording, request_kind_words, w};

/// The details that go into a letter. Texts are as the person wrote them, empty if they wrote nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Details<'a> {
    pub(crate) region: Region,
    /// The kind of the request that the letter belongs to.
    pub(crate) kind: RequestKind,
    /// Whether the person has an account.
    pub(crate) member: bool,
    /// Day of an objection to AI training that was sent before, for a request for erasure.
    pub(crate) objected: Option<NaiveDate>,
    pub(crate) service: ServiceName,
    pub(crate) controller: &'a Controller,
    pub(crate) name: &'a str,
    /// E-mail address of the account.
    pub(crate) email: &'a str,
    pub(crate) profile: &'a str,
    /// Postal address, several lines.
    pub(crate) postal: &'a str,
    /// Ids of building blocks of grounds, with [`BLOCK_SEPARATOR`] between them. They and `grounds` are empty unless
    /// the letter objects.
    pub(crate) blocks: &'a str,
    pub(crate) grounds: &'a str,
    /// The data to erase, for a request for erasure.
    pub(crate) what: &'a str,
    pub(crate) today: NaiveDate,
    pub(crate) sent: Option<NaiveDate>,
    /// Title under which the request was sent, for the letters that come after it; `None` where that is not known.
    pub(crate) sent_title: Option<&'a str>,
    /// End of the statutory period, if that seems to be over.
    pub(crate) due: Option<NaiveDate>,
    /// Day on which the training began in the person's region, according to the service.
    pub(crate) since: Option<NaiveDate>,
    /// Lines that say what happened so far, oldest first.
    pub(crate) history: &'a [String],
    /// Newest answer of the company.
    pub(crate) answer: Option<RequestEvent>,
    pub(crate) authority: &'a str,
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
        // With the salutation, the sentences read as they do in a letter.
        body.insert(0, wording.t(w::LETTER_SALUTATION).to_owned());
        if letter == Letter::Complaint {
            body.push(account_lines(wording, details));
        } else if !details.profile.is_empty() {
            body.push(filled_words(wording, w::LETTER_ACCOUNT_PROFILE, details));
        }
        return Ok(Written { title, language: wording.catalogue.language, subject: String::new(), paragraphs: body });
    }
    let subject = wording.f(w::LETTER_SUBJECT_LINE, &[("subject", &title)]);
    let mut paragraphs = vec![
        joined_lines(&[details.name, details.postal, details.email]),
        details.to.to_owned(),
        wording.f(w::LETTER_DATE_LINE, &[("date", &wording.full_date(details.today))]),
        subject.clone(),
        wording.t(w::LETTER_SALUTATION).to_owned(),
    ];
    paragraphs.append(&mut body);
    paragraphs.push(account_lines(wording, details));
    paragraphs.push(wording.t(w::LETTER_CLOSING).to_owned());
    paragraphs.push(details.name.to_owned());
    Ok(Written { title, language: wording.catalogue.language, subject, paragraphs })
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
        Letter::Form | Letter::Post => wording.t(asked_words(details)).to_owned(),
        Letter::FollowUp => filled_words(wording, w::LETTER_FOLLOW_UP_SUBJECT, details),
        Letter::ControllerComplaint => {
            law_words(wording, details).company_complaint.as_ref().map_or_else(String::new, |it| it.subject.to_string())
        }
        Letter::Complaint if details.region.authority_takes() == Some(AuthorityTakes::Report) => {
            filled_words(wording, w::LETTER_REPORT_SUBJECT, details)
        }
        Letter::Complaint => filled_words(wording, w::LETTER_COMPLAINT_SUBJECT, details),
    }
}

/// Names what the person asks for, in the words of a letter.
fn asked_words(details: &Details<'_>) -> Word {
    match details.kind {
        RequestKind::Objection if !details.region.has_right_to_object() => w::LETTER_ABOUT_WISH,
        RequestKind::Access => w::LETTER_ABOUT_ACCESS,
        kind => request_kind_words(kind, details.region),
    }
}

/// Writes whose data the letter is about: the account's e-mail address, its profile, or both.
fn account_lines(wording: &Wording, details: &Details<'_>) -> String {
    let mut about = Vec::new();
    if !details.email.is_empty() {
        about.push(filled_words(
            wording,
            if details.member { w::LETTER_ACCOUNT } else { w::LETTER_NO_ACCOUNT },
            details,
        ));
    }
    if !details.profile.is_empty() {
        about.push(filled_words(wording, w::LETTER_ACCOUNT_PROFILE, details));
    }
    about.join("\n")
}

fn letter_body(wording: &Wording, letter: Letter, details: &Details<'_>) -> Vec<String> {
    let mut body = Vec::new();
    let law = law_words(wording, details);
    let say = |body: &mut Vec<String>, words: &[Word]| {
        body.extend(words.iter().map(|word| filled_words(wording, *word, details)));
    };
    // Texts of the law where the person lives.
    let cite = |body: &mut Vec<String>, texts: &[Text]| {
        body.extend(texts.iter().map(|text| filled_text(wording, text, details)));
    };
    match letter {
        Letter::Form | Letter::Post => {
            let Some(words) = law.requests.get(details.kind.name()) else { return body };
            cite(&mut body, &words.before);
            if details.kind == RequestKind::Erasure {
                // The right to erasure rests on an objection, made before or with this letter.
                let objected = details.objected.is_some();
                cite(&mut body, &[if objected { words.after_objection } else { words.with_objection }]);
            }
            body.extend(grounds_paragraph(wording, details));
            cite(&mut body, &words.after);
        }
        Letter::FollowUp => {
            say(&mut body, &[w::LETTER_FOLLOW_UP]);
            if details.due.is_some() {
                say(&mut body, &[w::LETTER_FOLLOW_UP_DUE]);
            }
            say(&mut body, &[w::LETTER_FOLLOW_UP_ASK]);
            body.extend(enclosures_paragraph(wording, details));
        }
        Letter::ControllerComplaint => {
            let Some(words) = &law.company_complaint else { return body };
            cite(&mut body, &[words.opening]);
            body.extend(history_paragraph(wording, details));
            say(&mut body, &[outcome_words(details)]);
            cite(&mut body, &[words.ask]);
            body.extend(enclosures_paragraph(wording, details));
        }
        Letter::Complaint => {
            let Some(words) = &law.complaint else { return body };
            cite(&mut body, &[words.opening]);
            say(&mut body, &[w::LETTER_COMPLAINT_ABOUT]);
            if details.kind == RequestKind::Objection && details.since.is_some() {
                say(&mut body, &[w::LETTER_COMPLAINT_SINCE]);
            }
            body.extend(history_paragraph(wording, details));
            say(&mut body, &[outcome_words(details)]);
            if details.due.is_some() {
                say(&mut body, &[w::LETTER_FOLLOW_UP_DUE]);
            }
            if details.region.has_articles_for(details.kind) {
                say(&mut body, &[w::LETTER_COMPLAINT_ARTICLES]);
            }
            cite(&mut body, &words.ask);
            match (details.naming, details.name_me) {
                (NamingPolicy::Always, _) => {}
                (NamingPolicy::Asked | NamingPolicy::Unknown, Some(true)) => say(&mut body, &[w::LETTER_NAME_YES]),
                (NamingPolicy::Asked, _) => say(&mut body, &[w::LETTER_NAME_NO]),
                (NamingPolicy::Unknown, _) => say(&mut body, &[w::LETTER_NAME_NO_OTHER]),
            }
            body.extend(enclosures_paragraph(wording, details));
        }
    }
    body
}

/// Says what the company answered, or that it did not answer.
fn outcome_words(details: &Details<'_>) -> Word {
    match details.answer {
        Some(RequestEvent::Refused) => w::LETTER_COMPLAINT_REFUSED,
        Some(RequestEvent::Partly) => w::LETTER_COMPLAINT_PARTLY,
        Some(_) => w::LETTER_COMPLAINT_GRANTED,
        None => w::LETTER_COMPLAINT_NO_ANSWER,
    }
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
    let names = details.enclosures.iter().map(|word| wording.t(*word));
    let names = wording.join(w::JOIN_LIST, names);
    (!names.is_empty()).then(|| wording.f(w::LETTER_ENCLOSED, &[("what", &names)]))
}

fn history_paragraph(wording: &Wording, details: &Details<'_>) -> Option<String> {
    let lines = details.history;
    (!lines.is_empty()).then(|| [wording.t(w::LETTER_COMPLAINT_HISTORY), &lines.join("\n")].join("\n"))
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
    let articles = law
        .requests
        .get(details.kind.name())
        .map_or_else(String::new, |words| wording.catalogue.fill(&words.articles, &[("law", &law.name)]));
    let values: [(&str, &dyn Value); 12] = [
        ("start", Day::or_nothing(&start)),
        ("law", &law.name),
        ("service", &details.service),
        ("controller", &details.controller.name),
        ("email", &details.email),
        ("profile", &details.profile),
        ("what", &details.what),
        ("about", &details.sent_title.unwrap_or_else(|| wording.t(asked_words(details)))),
        ("objected", Day::or_nothing(&objected)),
        ("sent", Day::or_nothing(&sent)),
        ("due", Day::or_nothing(&due)),
        ("articles", &articles),
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
