//! The commands about requests.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use widerspruch_domain::authorities::competent_authorities;
use widerspruch_domain::catalogue::AuthorityFacts;
use widerspruch_domain::catalogue::packed::Text;
use widerspruch_domain::journal::{Act, Answer, EntryId, RequestEvent, RequestKind};
use widerspruch_domain::letters::Letter;
use widerspruch_domain::requests::{self, Stage};

use super::letter_screens::{offers_letter, opened_from, refused_signing};
use super::noted::{correct_day, take_back};
use super::paths::{self, BLOCKS, Command, EMAIL, HandOut, NAME_ME, ON, Page, RETIRED_BLOCK, Route};
use super::reply_screens::letter_of_gaps;
use super::status::{days_of_event, days_until_now, handed_out_name};
use crate::boundary::Outcome;
use crate::grammar::addresses::{AccountAddress, RequestAddress};
use crate::grammar::fields::{Field, GROUNDS};
use crate::kit::{
    Context, Error, Handled, NoChange, Stopped, Target, acts_of_event, acts_of_sending, days_of_sending, go,
    guide_route, is_long_ago, refuse_before_correction, request_route,
};
use crate::letters::{BLOCK_SEPARATOR, failures, is_chosen, letter_for, offered_languages, preset_language};
use crate::words::{Value, event_words, w};

/// Performs a command of this feature.
pub(crate) fn perform(context: &mut Context<'_>, command: Command<'_>) -> Handled {
    match command {
        Command::Begin { account, kind, again } => begin_request(context, account, kind, again),
        Command::NoteSent { account, kind, event, with_text } => {
            note_sent(context, account, kind, event, Sending::Asked { with_text })
        }
        Command::NoteSentLongAgo { account, kind, event, on } => {
            note_sent(context, account, kind, event, Sending::LongAgo { on })
        }
        Command::HandOut { request, letter, way } => hand_out(context, request, letter, way),
        Command::WriteDetails { request, letter } => write_details(context, request, letter),
        Command::WriteGaps { request, letter } => write_gaps(context, request, letter),
        Command::ChooseSigning { request, letter } => choose_signing(context, request, letter),
        Command::WriteFailure { request, letter } => write_failure(context, request, letter),
        Command::AllowNaming(request) => allow_naming(context, request),
        Command::ChooseAuthority { request, key } => choose_authority(context, request, key),
        Command::ChooseLanguage { request, letter, language } => choose_language(context, request, letter, language),
        Command::ChooseEnclosures { request, letter } => choose_enclosures(context, request, letter),
        Command::CorrectDay { request, entry } => correct_day(context, request, entry, None),
        Command::CorrectDayLongAgo { request, entry, on } => correct_day(context, request, entry, Some(on)),
        Command::TakeBack { request, entry } => take_back(context, request, entry),
        Command::NoteEvent { request, event, with_text } => {
            note_event(context, request, event, Sending::Asked { with_text })
        }
        Command::NoteEventLongAgo { request, event, on } => {
            note_event(context, request, event, Sending::LongAgo { on })
        }
    }
}

/// The day of a sending, or of another event.
#[derive(Debug, Clone, Copy)]
enum Sending {
    /// The form has the day; today if it has none.
    Asked {
        /// Whether the text that is sent stood on the screen.
        with_text: bool,
    },
    /// The person has confirmed a day long ago, on which the present text did not stand on any screen.
    LongAgo { on: NaiveDate },
}

impl Sending {
    /// Returns the day, one of `days`, and whether the text that is sent stood on the screen.
    fn read(self, context: &Context<'_>, days: &RangeInclusive<NaiveDate>) -> Result<(NaiveDate, bool), Error> {
        let (on, with_text) = match self {
            Self::Asked { with_text } if context.input(&ON).is_none() => (*days.end(), with_text),
            Self::Asked { with_text } => (context.day(&ON)?, with_text),
            Self::LongAgo { on } => (on, false),
        };
        if days.contains(&on) { Ok((on, with_text)) } else { Err(Error::BadInput(ON.name, w::REQUEST_WRONG_DAY)) }
    }

    /// Returns whether the person has to be asked whether the day is right.
    fn asks_back(self, on: NaiveDate, today: NaiveDate) -> bool {
        matches!(self, Self::Asked { .. }) && is_long_ago(on, today)
    }
}

/// Notes a request that the person has sent: the draft of its kind, or one that begins with this entry.
fn note_sent(
    context: &mut Context<'_>,
    address: AccountAddress<'_>,
    kind: RequestKind,
    event: RequestEvent,
    sending: Sending,
) -> Handled {
    let person = address.person;
    let today = context.snapshot().wording.today();
    let (on, with_text) = sending.read(context, &days_of_sending(today))?;
    if !context.account(address)?.offers(kind) {
        return Err(NoChange::gone(&Route::Requests { person }).into());
    }
    if sending.asks_back(on, today) {
        return Err(NoChange::blocked(w::NOTICE_LONG_AGO)
            .at(&Route::SentLongAgo { account: address, kind, event, on })
            .into());
    }
    let next = context.session.store.next_id()?;
    let snapshot = context.snapshot();
    let account = context.account(address)?;
    let known = snapshot.open_request(account, kind);
    if let Some(known) = &known {
        refuse_before_correction(&snapshot, known)?;
    }
    let known = known.map(|known| known.id.to_owned());
    let form = snapshot.guides(account).into_iter().find(|guide| guide.request_kind() == Some(kind));
    let answers = form.filter(|form| form.state.answer != Answer::Done).map(|form| Act::Answered {
        account: address.account.to_owned(),
        guide: form.facts.id.to_string(),
        answer: Answer::Done,
        via: context.via,
    });
    let noted = acts_of_sending(&snapshot, account, kind, next.clone(), (event, on), (context.via, with_text))?;
    let id = known.unwrap_or_else(|| next.to_string());
    let route = Route::to(RequestAddress { person, id: &id });
    let Some(mut acts) = noted else {
        // One was sent and is open: it is looked at first.
        return Err(NoChange::already(w::NOTICE_ALREADY).at(&route).into());
    };
    acts.extend(answers);
    // Whoever sent the form just now goes on with the guides.
    let then = form.filter(|_| with_text).map_or_else(|| route.to_string(), |form| guide_route(&form).to_string());
    context.write(person, acts, w::NOTICE_NOTED, Some(&then))
}

/// Hands out a letter, and remembers that on this device.
fn hand_out(context: &mut Context<'_>, address: RequestAddress<'_>, letter: Letter, way: HandOut) -> Handled {
    let snapshot = context.snapshot();
    let found = context.request(address)?;
    let written = letter_for(&snapshot, &found, letter, snapshot.wording.today());
    let written = written.filter(|_| offers_letter(&snapshot, &found, letter)).and_then(Result::ok);
    let written = written.ok_or_else(|| NoChange::gone(&request_route(&found)))?;
    let text = written.text();
    let action = match way {
        HandOut::Copy => Target::Copy(&text),
        HandOut::Share => Target::Share(&text),
        HandOut::Print => Target::Print(&written),
    };
    let then = vec![action.action()];
    let name = handed_out_name(address, letter);
    let at = context.now.unix_seconds;
    // Best effort: that the letter leaves matters more than which button comes first afterwards.
    let _ = context.session.store.change_device(|device| device.note_handed_out(&name, at));
    Ok(Outcome { then, notice: None, plan_changed: false, long_act: None })
}

/// Forgets that letters of a request were handed out, as they are written differently now.
fn forget_handed_out(context: &mut Context<'_>, address: RequestAddress<'_>) {
    let prefix = format!("{address}/");
    // What stays only offers to note a sending too early.
    let _ = context.session.store.change_device(|device| device.handed_out.retain(|name| !name.starts_with(&prefix)));
}

/// Begins a request. If one of this kind is open, asks first; if it is a draft, opens it.
fn begin_request(context: &mut Context<'_>, address: AccountAddress<'_>, kind: RequestKind, again: bool) -> Handled {
    let person = address.person;
    let known = context.account(address)?;
    if !known.offers(kind) {
        return Err(NoChange::gone(&Route::Requests { person }).into());
    }
    if let Some(first) = context.snapshot().open_request(known, kind) {
        if first.status.stage == Stage::Draft {
            return Err(NoChange::leads_to(&request_route(&first)).into());
        }
        if !again {
            return Err(NoChange::blocked(w::NOTICE_AGAIN).at(&Route::Again { account: address, kind }).into());
        }
    }
    let act = Act::RequestBegun { account: address.account.to_owned(), kind };
    let acts = context.choosing(person, vec![act]);
    let entry = context.session.store.append(Some(person), acts, context.now)?;
    let notice = context.undoable(w::NOTICE_REQUEST_BEGUN, &entry);
    let id = entry.to_string();
    let route = Route::to(RequestAddress { person, id: &id });
    Ok(Outcome { then: vec![go(&route)], notice, plan_changed: true, long_act: None })
}

/// Notes an event of a request and its day.
fn note_event(
    context: &mut Context<'_>,
    address: RequestAddress<'_>,
    event: RequestEvent,
    sending: Sending,
) -> Handled {
    let snapshot = context.snapshot();
    let found = context.request(address)?;
    let (route, today) = (request_route(&found).to_string(), snapshot.wording.today());
    if event.is_sending() {
        refuse_before_correction(&snapshot, &found)?;
    }
    let (on, with_text) = sending.read(context, &days_until_now(&found, today))?;
    if found.state.events.iter().any(|(_, noted, day)| (*noted, *day) == (event, on)) {
        return Err(NoChange::already(w::NOTICE_ALREADY).at(&route).into());
    }
    let impossible = || match found.counted.events.iter().rev().find(|(_, noted, _)| *noted == event) {
        Some((.., day)) => {
            let values: [(&str, &dyn Value); 2] =
                [("what", &snapshot.wording.t(event_words(event))), ("date", &snapshot.wording.full_date(*day))];
            NoChange::already_because(snapshot.wording.f(w::NOTICE_NOTED_ON, &values)).at(&route)
        }
        None => NoChange::gone(&route),
    };
    let days = days_of_event(&found, event, today).ok_or_else(impossible)?;
    if !requests::can_have_happened(&found.counted, event, on) {
        // Whoever named no day meant today.
        if context.input(&ON).is_none() {
            return Err(impossible().into());
        }
        let why = if on < *days.start() { w::REQUEST_WRONG_DAY } else { w::REQUEST_DAY_TOO_LATE };
        return Err(Error::BadInput(ON.name, why).into());
    }
    if event.is_sending() && sending.asks_back(on, today) {
        let page = Page::LongAgo { event, on };
        return Err(NoChange::blocked(w::NOTICE_LONG_AGO).at(&Route::Request { request: address, page }).into());
    }
    let mut acts = acts_of_event(&snapshot, &found, event, on, context.via, with_text)?;
    if !requests::may_note(&found.status, event) {
        // What a letter was written from at that time, nobody knows any more.
        acts.truncate(1);
    }
    if event.is_sending()
        && let Some(guide) = snapshot.form_guide(&found).filter(|guide| guide.state.answer != Answer::Done)
    {
        // Sending the form also answers the guide to the form.
        let (account, guide) = (found.account.id.to_owned(), guide.facts.id.to_string());
        acts.push(Act::Answered { account, guide, answer: Answer::Done, via: context.via });
    }
    context.write(address.person, acts, w::NOTICE_NOTED, Some(&route))
}

/// Writes the details for the letters of a request. All inputs go into one entry, so that a single undo takes them
/// back. Details that are not among the inputs stay.
fn write_details(context: &mut Context<'_>, address: RequestAddress<'_>, letter: Option<Letter>) -> Handled {
    let mut texts: Vec<(&str, String)> = Vec::new();
    for field in [paths::WHAT, paths::NAME, EMAIL, paths::PROFILE, paths::POSTAL, GROUNDS] {
        if context.input(&field).is_some() {
            let text = context.text(&field)?;
            if field == EMAIL && !text.is_empty() && (!text.contains('@') || text.contains(' ')) {
                return Err(Error::BadInput(field.name, w::DRAFT_WRONG_EMAIL).into());
            }
            texts.push((field.name, text));
        }
    }
    let blocks = chosen_among(context, address, "blocks", &BLOCKS)?;
    // It stays where it was chosen, and nobody chooses it any more.
    if is_chosen(&blocks, RETIRED_BLOCK) && !is_chosen(context.request(address)?.text("blocks"), RETIRED_BLOCK) {
        return Err(Error::BadInput(RETIRED_BLOCK, w::ERROR_CHOICE).into());
    }
    texts.push(("blocks", blocks));
    write_texts(context, address, texts, opened_from(letter))
}

/// Returns which toggles are switched on in a text of a request, as the inputs say; one that is not among the inputs
/// stays as it was.
fn chosen_among(
    context: &Context<'_>,
    address: RequestAddress<'_>,
    text: &str,
    toggles: &[Field],
) -> Result<String, Stopped> {
    let found = context.request(address)?;
    let before = found.text(text);
    let is_on = |toggle: &&Field| match context.input(toggle) {
        Some(_) => context.is_on(toggle),
        None => is_chosen(before, toggle.name),
    };
    let chosen: Vec<&str> = toggles.iter().filter(is_on).map(|toggle| toggle.name).collect();
    Ok(chosen.join(&BLOCK_SEPARATOR.to_string()))
}

/// Writes who signs. Where a parent agrees or signs, the letter needs their name.
fn choose_signing(context: &mut Context<'_>, address: RequestAddress<'_>, letter: Option<Letter>) -> Handled {
    let signing = match context.input(&paths::SIGNING) {
        Some(_) => context.choice(&paths::SIGNING)?.unwrap_or("self").to_owned(),
        None => context.request(address)?.signing().to_owned(),
    };
    let guardian = match context.input(&paths::GUARDIAN) {
        Some(_) => context.text(&paths::GUARDIAN)?,
        None => context.request(address)?.text(paths::GUARDIAN.name).to_owned(),
    };
    let refused = refused_signing(&context.snapshot(), &context.request(address)?, letter, &signing);
    if let Some(word) = refused.filter(|_| context.input(&paths::SIGNING).is_some()) {
        return Err(Error::BadInput(paths::SIGNING.name, word).into());
    }
    if matches!(signing.as_str(), "agreed" | "represented") && guardian.is_empty() {
        return Err(Error::BadInput(paths::GUARDIAN.name, w::SIGNING_WITHOUT_NAME).into());
    }
    let texts = vec![(paths::SIGNING.name, signing), (paths::GUARDIAN.name, guardian)];
    write_texts(context, address, texts, letter.map_or(Page::Details(None), Page::Letter))
}

/// Writes what the person misses in an answer.
fn write_gaps(context: &mut Context<'_>, address: RequestAddress<'_>, letter: Option<Letter>) -> Handled {
    let text = chosen_among(context, address, "gaps", &paths::GAP_FIELDS)?;
    let letter = letter.unwrap_or(letter_of_gaps(&context.snapshot(), &context.request(address)?));
    write_texts(context, address, vec![("gaps", text)], Page::Letter(letter))
}

/// Writes what went wrong, one of the sentences that can be true, and what it means for the person.
fn write_failure(context: &mut Context<'_>, address: RequestAddress<'_>, letter: Option<Letter>) -> Handled {
    let mut texts = Vec::new();
    if context.input(&paths::FAILURE).is_some() {
        let said = context.choice(&paths::FAILURE)?.unwrap_or_default().to_owned();
        let snapshot = context.snapshot();
        let fitting = failures(&snapshot, &context.request(address)?, snapshot.wording.today());
        if !said.is_empty() && !fitting.iter().any(|failure| failure.name() == said) {
            return Err(Error::BadInput(paths::FAILURE.name, w::ERROR_CHOICE).into());
        }
        texts.push((paths::FAILURE.name, said));
    }
    if context.input(&paths::EFFECT).is_some() {
        texts.push((paths::EFFECT.name, context.text(&paths::EFFECT)?));
    }
    write_texts(context, address, texts, letter.map_or(COMPLAINT, Page::Letter))
}

fn allow_naming(context: &mut Context<'_>, address: RequestAddress<'_>) -> Handled {
    let value = context.choice(&NAME_ME)?.unwrap_or_default().to_owned();
    write_texts(context, address, vec![(NAME_ME.name, value)], COMPLAINT)
}

fn choose_authority(context: &mut Context<'_>, address: RequestAddress<'_>, key: &str) -> Handled {
    if !context.session.catalogue.facts.authorities.authorities.contains_key(key) {
        return Err(Error::UnknownCommand.into());
    }
    let facts = &context.session.catalogue.facts.authorities;
    let places = context.snapshot().complaint_places(&context.request(address)?);
    let is_key = |(known, _): &(Text, AuthorityFacts)| **known == *key;
    if !places.iter().any(|place| competent_authorities(facts, place.country).any(is_key)) {
        // The person lives elsewhere by now.
        return Err(NoChange::gone(&Route::Request { request: address, page: Page::Authority }).into());
    }
    let draft = context.request(address)?.status.stage == Stage::Draft;
    write_texts(context, address, vec![("authority", key.to_owned())], if draft { Page::Request } else { COMPLAINT })
}

/// Chooses the language of a letter. Whoever chooses the preset one has it change with whoever reads the letter.
fn choose_language(context: &mut Context<'_>, address: RequestAddress<'_>, letter: Letter, language: &str) -> Handled {
    let snapshot = context.snapshot();
    let found = context.request(address)?;
    if !offered_languages(&snapshot, &found, letter).contains(&language) {
        return Err(Error::UnknownCommand.into());
    }
    let is_preset = preset_language(&snapshot, &found, letter).code == language;
    let text = if is_preset { String::new() } else { language.to_owned() };
    write_texts(context, address, vec![(&paths::language_field(letter), text)], Page::Letter(letter))
}

/// Notes what goes with a letter.
fn choose_enclosures(context: &mut Context<'_>, address: RequestAddress<'_>, letter: Letter) -> Handled {
    let field = paths::enclosures_field(letter);
    let text = chosen_among(context, address, &field, &paths::ENCLOSURES)?;
    write_texts(context, address, vec![(&field, text)], Page::Letter(letter))
}

/// The screen of the complaint, which asks for the authority and for permission to name the person.
const COMPLAINT: Page<'static> = Page::Letter(Letter::Complaint);

/// Saves the texts that changed, and shows a screen of the request.
fn write_texts(
    context: &mut Context<'_>,
    address: RequestAddress<'_>,
    texts: Vec<(&str, String)>,
    then: Page<'_>,
) -> Handled {
    let found = context.request(address)?;
    let request: EntryId = address.id.parse().map_err(|_| Error::UnknownCommand)?;
    let mut acts = Vec::new();
    for (field, text) in texts {
        // A text that was taken over is kept once the person has saved it, or taken it out.
        let kept = found.own_text(field).unwrap_or_default() == text;
        if !kept || (found.own_text(field).is_none() && !found.taken_over(field).is_empty()) {
            acts.push(Act::RequestWritten { request: request.clone(), field: field.to_owned(), text });
        }
    }
    let route = Route::Request { request: address, page: then };
    if acts.is_empty() {
        return Err(NoChange::already(w::NOTICE_ALREADY).at(&route).into());
    }
    let outcome = context.write(address.person, acts, w::NOTICE_SAVED, Some(&route))?;
    forget_handed_out(context, address);
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use widerspruch_domain::civil::parse_day;

    use super::*;
    use crate::boundary::Action;
    use crate::features::{guide, persons};
    use crate::grammar::addresses::GuideAddress;
    use crate::kit::testing::TestFolder;

    const LINKEDIN: AccountAddress<'static> = AccountAddress { person: "p1", account: "linkedin" };

    const fn writing(request: RequestAddress<'_>) -> Command<'_> {
        Command::WriteDetails { request, letter: None }
    }

    fn begun_in(country: &str) -> TestFolder {
        let mut folder = TestFolder::empty();
        let welcome = persons::paths::Command::Begin { person: None, service: "linkedin" };
        folder.done(&[("country", country)], |context| persons::perform(context, welcome));
        folder
    }

    /// Begins a request and returns its id.
    fn request(folder: &mut TestFolder, kind: RequestKind) -> String {
        let begin = Command::Begin { account: LINKEDIN, kind, again: true };
        folder.done(&[], |context| perform(context, begin));
        let snapshot = folder.snapshot();
        let account = snapshot.account(LINKEDIN).unwrap();
        snapshot.open_request(account, kind).unwrap().id.to_owned()
    }

    fn note(folder: &mut TestFolder, id: &str, event: RequestEvent, inputs: &[(&str, &str)]) -> Outcome {
        let command = Command::NoteEvent { request: RequestAddress { person: "p1", id }, event, with_text: false };
        folder.done(inputs, |context| perform(context, command))
    }

    #[test]
    fn a_second_request_of_a_kind_needs_confirmation_and_a_draft_is_opened() {
        let mut folder = begun_in("DE");
        let begin = Command::Begin { account: LINKEDIN, kind: RequestKind::Access, again: false };
        let id = request(&mut folder, RequestKind::Access);
        let draft = Route::to(RequestAddress { person: "p1", id: &id });
        assert_eq!(folder.unchanged(&[], |context| perform(context, begin)), NoChange::leads_to(&draft));
        note(&mut folder, &id, RequestEvent::SentByEmail, &[]);
        let again = Route::Again { account: LINKEDIN, kind: RequestKind::Access };
        assert_eq!(
            folder.unchanged(&[], |context| perform(context, begin)),
            NoChange::blocked(w::NOTICE_AGAIN).at(&again)
        );
    }

    #[test]
    fn a_request_without_a_right_in_the_region_is_refused() {
        let mut folder = begun_in("CA");
        let begin = Command::Begin { account: LINKEDIN, kind: RequestKind::Erasure, again: false };
        let gone = NoChange::gone(&Route::Requests { person: "p1" });
        assert_eq!(folder.unchanged(&[], |context| perform(context, begin)), gone);
    }

    #[test]
    fn a_day_in_the_future_before_the_law_or_before_the_sending_is_refused() {
        let mut folder = begun_in("DE");
        let id = request(&mut folder, RequestKind::Access);
        let command =
            |event| Command::NoteEvent { request: RequestAddress { person: "p1", id: &id }, event, with_text: false };
        for day in ["2026-11-24", "2017-12-31", "", "23.11.2026"] {
            let sent = command(RequestEvent::SentByPost);
            assert_eq!(folder.refused(&[("on", day)], |context| perform(context, sent)), "on", "{day}");
        }
        note(&mut folder, &id, RequestEvent::SentByPost, &[("on", "2026-11-20")]);
        let received = command(RequestEvent::Received);
        assert_eq!(folder.refused(&[("on", "2026-11-19")], |context| perform(context, received)), "on");
    }

    #[test]
    fn a_day_more_than_a_year_ago_is_asked_back_and_noted_once_it_is_confirmed() {
        let mut folder = begun_in("DE");
        let (account, kind, event) = (LINKEDIN, RequestKind::Objection, RequestEvent::SentByForm);
        let note = Command::NoteSent { account, kind, event, with_text: false };
        let long_ago: NaiveDate = "2018-05-24".parse().unwrap();
        let route = Route::SentLongAgo { account, kind, event, on: long_ago };
        let asked = NoChange::blocked(w::NOTICE_LONG_AGO).at(&route);
        assert_eq!(folder.unchanged(&[("on", "2018-05-24")], |context| perform(context, note)), asked);
        // A year and no more is no reason to ask.
        let id = request(&mut folder, RequestKind::Access);
        let address = RequestAddress { person: "p1", id: &id };
        let post = Command::NoteEvent { request: address, event: RequestEvent::SentByPost, with_text: false };
        let on = "2025-11-22".parse().unwrap();
        let page = Page::LongAgo { event: RequestEvent::SentByPost, on };
        let asked = NoChange::blocked(w::NOTICE_LONG_AGO).at(&Route::Request { request: address, page });
        assert_eq!(folder.unchanged(&[("on", "2025-11-22")], |context| perform(context, post)), asked);
        note_on_the_last_day_that_needs_no_question(&mut folder, &id);
        let confirmed = Command::NoteSentLongAgo { account, kind, event, on: long_ago };
        folder.done(&[], |context| perform(context, confirmed));
        let snapshot = folder.snapshot();
        let sent = snapshot.open_request(snapshot.account(LINKEDIN).unwrap(), kind).unwrap();
        assert_eq!((sent.status.sent, sent.state.wordings.len()), (Some(long_ago), 0));
    }

    fn note_on_the_last_day_that_needs_no_question(folder: &mut TestFolder, id: &str) {
        note(folder, id, RequestEvent::SentByPost, &[("on", "2025-11-23")]);
    }

    #[test]
    fn what_was_sent_before_begins_a_request_with_its_day_and_answers_the_guide() {
        let mut folder = begun_in("DE");
        let (account, kind, event) = (LINKEDIN, RequestKind::Objection, RequestEvent::SentByForm);
        let sent = Command::NoteSent { account, kind, event, with_text: false };
        folder.done(&[("on", "2026-11-16")], |context| perform(context, sent));
        let snapshot = folder.snapshot();
        let found = snapshot.open_request(snapshot.account(LINKEDIN).unwrap(), kind).unwrap();
        assert_eq!(found.status.sent, "2026-11-16".parse().ok());
        assert_eq!(found.status.due.as_ref().map(|due| due.due.to_string()).unwrap(), "2026-12-16");
        let form = snapshot.form_guide(&found).unwrap();
        assert_eq!(form.state.answer, Answer::Done);
        let route = request_route(&found).to_string();
        // What was sent and is open is not sent once more.
        let again = folder.unchanged(&[("on", "2026-11-17")], |context| perform(context, sent));
        assert_eq!(again, NoChange::already(w::NOTICE_ALREADY).at(&route));
    }

    #[test]
    fn a_letter_that_was_handed_out_is_remembered_until_it_is_written_differently() {
        let mut folder = begun_in("DE");
        let id = request(&mut folder, RequestKind::Access);
        let address = RequestAddress { person: "p1", id: &id };
        let copy = Command::HandOut { request: address, letter: Letter::Post, way: HandOut::Copy };
        // Without a name there is no letter to hand out.
        let gone = NoChange::gone(&Route::to(address));
        assert_eq!(folder.unchanged(&[], |context| perform(context, copy)), gone);
        let details = [("name", "Anna"), ("email", "anna@example.org")];
        folder.done(&details, |context| perform(context, writing(address)));
        let outcome = folder.done_without_entry(&[], |context| perform(context, copy));
        assert!(matches!(&outcome.then[..], [Action::Copy { text }] if text.contains("Anna")), "{outcome:?}");
        let handed_out = |folder: &TestFolder| folder.session.store.device().handed_out.clone();
        assert_eq!(handed_out(&folder), [format!("p1/requests/{id}/letter")]);
        folder.done(&[("name", "Berta")], |context| perform(context, writing(address)));
        assert!(handed_out(&folder).is_empty());
    }

    #[test]
    fn what_a_page_shows_is_what_the_letter_says() {
        let mut folder = begun_in("DE");
        let first = request(&mut folder, RequestKind::Access);
        let address = RequestAddress { person: "p1", id: &first };
        let details = [("name", "Anna"), ("email", "anna@example.org"), ("postal", "Weg 1")];
        folder.done(&details, |context| perform(context, writing(address)));
        let form = GuideAddress { person: "p1", account: "linkedin", guide: "objection-form" };
        let grounds = guide::paths::Command::WriteGrounds(form);
        folder.done(&[("grounds", "I write under my own name.")], |context| guide::perform(context, grounds));
        let second = request(&mut folder, RequestKind::Objection);
        let second = RequestAddress { person: "p1", id: &second };
        let letter = |folder: &TestFolder| {
            let snapshot = folder.snapshot();
            let found = snapshot.request(second).unwrap();
            letter_for(&snapshot, &found, Letter::Post, snapshot.wording.today()).unwrap().unwrap().text()
        };
        let text = letter(&folder);
        assert!(["Anna", "Weg 1", "I write under my own name."].iter().all(|part| text.contains(part)), "{text}");
        // Saving keeps what was taken over: another request no longer changes it.
        folder.done(&details, |context| perform(context, writing(second)));
        folder.done(&[("name", "Berta")], |context| perform(context, writing(address)));
        assert!(letter(&folder).contains("Anna"), "{}", letter(&folder));
        // Grounds written for the request are those of the guide, and the other way round.
        folder.done(&[("grounds", "Another reason.")], |context| perform(context, writing(second)));
        assert_eq!(folder.snapshot().guide(form).unwrap().grounds(), "Another reason.");
        folder.done(&[("grounds", "The last one.")], |context| guide::perform(context, grounds));
        assert!(letter(&folder).contains("The last one."), "{}", letter(&folder));
    }

    #[test]
    fn the_same_event_on_the_same_day_is_noted_once() {
        let mut folder = begun_in("DE");
        let id = request(&mut folder, RequestKind::Access);
        note(&mut folder, &id, RequestEvent::SentByEmail, &[]);
        let address = RequestAddress { person: "p1", id: &id };
        let route = Route::to(address);
        let again = Command::NoteEvent { request: address, event: RequestEvent::SentByEmail, with_text: false };
        let unchanged = folder.unchanged(&[], |context| perform(context, again));
        assert_eq!(unchanged, NoChange::already(w::NOTICE_ALREADY).at(&route));
        let handed = Command::NoteEvent { request: address, event: RequestEvent::HandedOver, with_text: false };
        assert_eq!(folder.unchanged(&[], |context| perform(context, handed)), NoChange::gone(&route));
    }

    #[test]
    fn sending_keeps_the_wording_and_answers_the_guide_to_the_form() {
        let mut folder = begun_in("DE");
        let id = request(&mut folder, RequestKind::Objection);
        let address = RequestAddress { person: "p1", id: &id };
        let inputs = [("name", "Anna"), ("email", "anna@example.org"), ("safety", "true"), ("career", "false")];
        folder.done(&inputs, |context| perform(context, writing(address)));
        note(&mut folder, &id, RequestEvent::SentByForm, &[]);
        let snapshot = folder.snapshot();
        let sent = snapshot.request(address).unwrap();
        assert_eq!(sent.text("blocks"), "safety");
        let (stamp, ..) = sent.state.events.last().unwrap();
        assert!(sent.wording(&stamp.entry).is_some_and(|wording| !wording.is_empty()));
        let form = snapshot.form_guide(&sent).unwrap();
        assert_eq!(form.state.answer, Answer::Done);
        // Confirming the form again changes nothing.
        let form = GuideAddress { person: "p1", account: "linkedin", guide: "objection-form" };
        let confirm = guide::paths::Command::Answer { guide: form, answer: Answer::Done };
        folder.unchanged(&[], |context| guide::perform(context, confirm));
    }

    #[test]
    fn an_invalid_email_address_is_refused_with_the_whole_form() {
        let mut folder = begun_in("DE");
        let id = request(&mut folder, RequestKind::Access);
        let address = RequestAddress { person: "p1", id: &id };
        let inputs = [("name", "Anna"), ("email", "anna at example.org")];
        assert_eq!(folder.refused(&inputs, |context| perform(context, writing(address))), "email");
        assert_eq!(folder.snapshot().request(address).unwrap().text("name"), "");
    }

    #[test]
    fn unknown_values_of_naming_and_authority_are_refused() {
        let mut folder = begun_in("DE");
        let id = request(&mut folder, RequestKind::Access);
        let address = RequestAddress { person: "p1", id: &id };
        for inputs in [&[][..], &[("name_me", "maybe")]] {
            assert_eq!(folder.refused(inputs, |context| perform(context, Command::AllowNaming(address))), "name_me");
        }
        folder.done(&[("name_me", "yes")], |context| perform(context, Command::AllowNaming(address)));
        let unknown = Command::ChooseAuthority { request: address, key: "unknown" };
        assert!(folder.run(&[], |context| perform(context, unknown)).is_err());
        let known = Command::ChooseAuthority { request: address, key: "de-by" };
        folder.done(&[], |context| perform(context, known));
        let snapshot = folder.snapshot();
        let chosen = snapshot.request(address).unwrap();
        assert_eq!((chosen.text("name_me"), chosen.text("authority")), ("yes", "de-by"));
    }

    #[test]
    fn details_without_a_block_among_the_inputs_keep_the_chosen_blocks() {
        let mut folder = begun_in("DE");
        let id = request(&mut folder, RequestKind::Objection);
        let address = RequestAddress { person: "p1", id: &id };
        let write = writing(address);
        folder.done(&[("safety", "true"), ("career", "true")], |context| perform(context, write));
        folder.done(&[("name", "Anna")], |context| perform(context, write));
        assert_eq!(folder.snapshot().request(address).unwrap().text("blocks"), "safety,career");
        folder.done(&[("safety", "false")], |context| perform(context, write));
        assert_eq!(folder.snapshot().request(address).unwrap().text("blocks"), "career");
    }

    #[test]
    fn an_unchanged_detail_is_not_written_a_second_time() {
        let mut folder = begun_in("DE");
        let id = request(&mut folder, RequestKind::Access);
        let write = writing(RequestAddress { person: "p1", id: &id });
        let texts_in_entry = |folder: &TestFolder| folder.newest_line("p1").matches("\"field\":").count();
        folder.done(&[("name", "Anna"), ("email", "a@example.org")], |context| perform(context, write));
        assert_eq!(texts_in_entry(&folder), 2);
        let inputs = [("name", "Anna"), ("email", "b@example.org")];
        let outcome = folder.done(&inputs, |context| perform(context, write));
        assert_eq!(texts_in_entry(&folder), 1);
        assert_eq!(outcome.then, [Action::Go { route: format!("/p1/requests/{id}") }]);
        let texts = folder.unchanged_texts(&inputs, |context| perform(context, write));
        assert_eq!(texts, ("That had been noted already.".to_owned(), format!("/p1/requests/{id}")));
    }

    #[test]
    fn spaces_around_a_day_are_no_reason_to_refuse_it() {
        let mut folder = begun_in("DE");
        let id = request(&mut folder, RequestKind::Access);
        note(&mut folder, &id, RequestEvent::SentByPost, &[("on", " 2026-11-20 ")]);
        let sent = folder.snapshot().request(RequestAddress { person: "p1", id: &id }).unwrap().status.sent;
        assert_eq!(sent, parse_day("2026-11-20"));
    }

    #[test]
    fn a_duplicate_event_or_choice_leads_to_the_screen_of_the_request_where_it_stands() {
        let mut folder = begun_in("DE");
        let id = request(&mut folder, RequestKind::Access);
        let address = RequestAddress { person: "p1", id: &id };
        let sent = Command::NoteEvent { request: address, event: RequestEvent::SentByEmail, with_text: false };
        let name = Command::AllowNaming(address);
        let authority = Command::ChooseAuthority { request: address, key: "de-by" };
        for (command, page) in [(sent, ""), (name, "/complaint"), (authority, "/complaint")] {
            let (inputs, route) = ([("name_me", "yes")], format!("/p1/requests/{id}{page}"));
            let outcome = folder.done(&inputs, |context| perform(context, command));
            assert_eq!(outcome.then, [Action::Go { route: route.clone() }], "{command:?}");
            let texts = folder.unchanged_texts(&inputs, |context| perform(context, command));
            assert_eq!(texts, ("That had been noted already.".to_owned(), route), "{command:?}");
        }
    }

    #[test]
    fn a_request_that_is_open_is_shown_instead_of_begun_twice() {
        let mut folder = begun_in("DE");
        let begin = Command::Begin { account: LINKEDIN, kind: RequestKind::Access, again: false };
        let outcome = folder.done(&[], |context| perform(context, begin));
        let [Action::Go { route: draft }] = outcome.then.as_slice() else { panic!("{outcome:?}") };
        let id = draft.strip_prefix("/p1/requests/").unwrap();
        assert_eq!(folder.unchanged_texts(&[], |context| perform(context, begin)), (String::new(), draft.clone()));
        note(&mut folder, id, RequestEvent::SentByEmail, &[]);
        let again = "/p1/requests/again/linkedin/access".to_owned();
        let asked = "A request like this is under way. Please say whether you want to start another one.".to_owned();
        assert_eq!(folder.unchanged_texts(&[], |context| perform(context, begin)), (asked, again));
    }
}
