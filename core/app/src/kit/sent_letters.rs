//! The acts for an event of a request, the text for a form, and the days on which something can have been sent: shared by
//! guides to a form and the screens of requests.

use std::fmt::Display;
use std::ops::RangeInclusive;

use chrono::NaiveDate;
use widerspruch_domain::civil::add_months;
use widerspruch_domain::journal::{Act, EntryId, RequestEvent, RequestKind, RequestState, SentAs, Stamp, Via};
use widerspruch_domain::letters::Letter;
use widerspruch_domain::requests::Stage;

use super::builder::{ScreenBuilder, fill};
use super::context::NoChange;
use super::error::Error;
use crate::boundary::{Screen, Tone};
use crate::features::requests::paths::{Page, Route};
use crate::letters::{Written, letter_for, letter_in, letter_language};
use crate::model::{Account, Guide, Request, Snapshot};
use crate::words::w;

/// Earliest year of an event of a request: the GDPR applies since then.
const EARLIEST_YEAR: i32 = 2018;

/// Months after which a day of sending is asked back: a wrong year is typed more often than a letter stays unanswered
/// for so long.
const LONG_AGO_MONTHS: u32 = 12;

/// Returns the acts that note an event of a request. An event that sends a letter also keeps what the letter is written
/// from, so that no later choice changes it, and its present text, if the person wrote details for it or `with_text` says
/// that the text stood on the screen.
pub(crate) fn acts_of_event(
    snapshot: &Snapshot<'_>,
    found: &Request<'_>,
    event: RequestEvent,
    on: NaiveDate,
    via: Via,
    with_text: bool,
) -> Result<Vec<Act>, Error> {
    let request: EntryId = found.id.parse().map_err(|_| Error::UnknownCommand)?;
    let mut acts = vec![Act::RequestNoted { request: request.clone(), event, on, via }];
    let Some(letter) = Letter::sent_by(event) else { return Ok(acts) };
    let written = if with_text || !found.state.texts.is_empty() {
        letter_for(snapshot, found, letter, on).and_then(Result::ok)
    } else {
        None
    };
    let sent = sent_as(snapshot, found, letter, written.as_ref(), event.is_sending().then_some((event, on)));
    acts.push(Act::RequestSentAs { request: request.clone(), sent });
    if let Some(written) = written {
        let field = letter.id().to_owned();
        acts.push(Act::RequestWritten { request, field, text: written.text() });
    }
    Ok(acts)
}

/// Returns the acts that note the sending of a request of a kind: of the draft, or of a request that begins with the
/// entry `next`. Returns `None` if one was sent and is open.
pub(crate) fn acts_of_sending(
    snapshot: &Snapshot<'_>,
    account: Account<'_>,
    kind: RequestKind,
    next: EntryId,
    (event, on): (RequestEvent, NaiveDate),
    (via, with_text): (Via, bool),
) -> Result<Option<Vec<Act>>, Error> {
    let known = snapshot.open_request(account, kind);
    if known.as_ref().is_some_and(|known| known.status.stage != Stage::Draft) {
        return Ok(None);
    }
    if let Some(draft) = known {
        return acts_of_event(snapshot, &draft, event, on, via, with_text).map(Some);
    }
    let (id, state) = unwritten(snapshot, account, kind, next);
    let request = snapshot.request_with(account, &id, &state);
    let mut acts = vec![Act::RequestBegun { account: account.id.to_owned(), kind }];
    acts.append(&mut acts_of_event(snapshot, &request, event, on, via, with_text)?);
    Ok(Some(acts))
}

/// Ends a command about a request whose sending was noted while the clock was wrong: the day of that is corrected before
/// anything else is noted or corrected, and nothing was sent a second time.
pub(crate) fn refuse_before_correction(snapshot: &Snapshot<'_>, request: &Request<'_>) -> Result<(), NoChange> {
    let Some(entry) = snapshot.doubted_sending(request) else { return Ok(()) };
    let entry = entry.to_string();
    let route = Route::Request { request: request.address(), page: Page::Noted(&entry) };
    Err(NoChange::blocked(w::NOTED_SENDING_FIRST).at(&route))
}

/// Writes the text for a guide's form: that of the draft, or as it would be if a request was begun now. Returns `None`
/// for a guide whose form sends no request, and once the request is sent.
pub(crate) fn form_text(snapshot: &Snapshot<'_>, guide: &Guide<'_>) -> Option<Written> {
    form_text_in(snapshot, guide, None)
}

/// Writes the text for a guide's form in a language of the app; `None` stands for that of who reads it.
pub(crate) fn form_text_in(snapshot: &Snapshot<'_>, guide: &Guide<'_>, language: Option<&str>) -> Option<Written> {
    let write = |request: &Request<'_>| {
        let language = language.unwrap_or_else(|| letter_language(snapshot, request, Letter::Form).code);
        letter_in(snapshot, request, Letter::Form, snapshot.wording.today(), language)
    };
    let kind = guide.request_kind()?;
    let written = match snapshot.open_request(guide.account, kind) {
        Some(known) if known.status.stage == Stage::Draft => write(&known),
        Some(_) => None,
        None => {
            let nobody = EntryId { installation: String::new(), number: 0 };
            let (id, state) = unwritten(snapshot, guide.account, kind, nobody);
            let request = snapshot.request_with(guide.account, &id, &state);
            write(&request)
        }
    };
    written?.ok()
}

/// Returns a screen with a text in the language of the app, to be read beside the one that is sent.
pub(crate) fn reading_page(snapshot: &Snapshot<'_>, back: &dyn Display, written: &Written) -> Screen {
    let catalogue = snapshot.wording.catalogue;
    let name = catalogue.language_name(catalogue.language);
    let mut page = ScreenBuilder::new(snapshot, Some(back), fill(w::LETTER_LANGUAGE_READING, &[("language", &name)]));
    page.callout(Tone::Info, fill(w::LETTER_LANGUAGE_READING_ONLY, &[("language", &name)]));
    page.section();
    page.document(written);
    page.done()
}

/// Makes the state of a request that would begin now with the entry `next`.
fn unwritten(
    snapshot: &Snapshot<'_>,
    account: Account<'_>,
    kind: RequestKind,
    next: EntryId,
) -> (String, RequestState) {
    let id = next.to_string();
    let at = snapshot.wording.today().and_time(chrono::NaiveTime::MIN);
    let begun = Stamp { entry: next, seq: 0, at, offset: 0, via: Via::App };
    (id, RequestState::new(account.id.to_owned(), kind, begun))
}

/// Returns the days on which something can have been sent: not before data subjects had these rights, not after today.
pub(crate) fn days_of_sending(today: NaiveDate) -> RangeInclusive<NaiveDate> {
    NaiveDate::from_ymd_opt(EARLIEST_YEAR, 1, 1).expect("the first day of a year exists")..=today
}

/// Returns whether a day of sending is so long ago that it is asked back.
pub(crate) fn is_long_ago(on: NaiveDate, today: NaiveDate) -> bool {
    add_months(on, LONG_AGO_MONTHS).is_some_and(|year_later| year_later < today)
}

/// Returns what a letter is written from at this moment.
fn sent_as(
    snapshot: &Snapshot<'_>,
    found: &Request<'_>,
    letter: Letter,
    written: Option<&Written>,
    sending: Option<(RequestEvent, NaiveDate)>,
) -> SentAs {
    let (addressee, addressee_name) = match letter {
        Letter::Complaint => {
            let language = written.map_or(snapshot.wording.catalogue.language, |written| written.language);
            snapshot.authority(found).map(|(key, authority)| (key.as_str(), authority.name_in(language)))
        }
        _ => found.controller().map(|(key, controller)| (key.as_str(), controller.name)),
    }
    .map_or_else(Default::default, |(key, name)| (key.to_owned(), name.to_string()));
    SentAs {
        law: found.region().id().to_owned(),
        country: found.country().to_owned(),
        holidays: found.holiday_edition().to_owned(),
        addressee,
        addressee_name,
        language: written.map_or_else(String::new, |written| written.language.to_owned()),
        title: written.map_or_else(String::new, |written| written.title.clone()),
        membership: found.membership(),
        due: sending.and_then(|(event, on)| found.due_after(event, on)),
    }
}
