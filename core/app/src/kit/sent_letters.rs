//! The acts for an event of a request, shared by guides to a form and the screens of requests.

use chrono::NaiveDate;
use widerspruch_domain::journal::{Act, EntryId, RequestEvent, Via};
use widerspruch_domain::letters::Letter;

use super::error::Error;
use crate::letters::letter_for;
use crate::model::{Request, Snapshot};

/// Returns the acts that note an event of a request. An event that sends a letter also keeps its present text, if the
/// person wrote details for it or `with_text` says that the text stood on the screen.
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
    if let Some(letter) = Letter::sent_by(event).filter(|_| with_text || !found.state.texts.is_empty())
        && let Some(Ok(written)) = letter_for(snapshot, found, letter, on)
    {
        let field = letter.id().to_owned();
        acts.push(Act::RequestWritten { request, field, text: written.text() });
    }
    Ok(acts)
}
