//! The texts of a request: what they are written from, as they can be sent, and as they were sent.

use std::fmt::Display;

use widerspruch_domain::authorities::{Naming, naming};
use widerspruch_domain::journal::{EntryId, RequestKind};
use widerspruch_domain::region::Region;
use widerspruch_domain::requests::{self, may_follow};

use super::authorities;
use super::page::{Line, Page, To, fill, option, say, t};
use super::requests::{name_of, too_early};
use crate::boundary::{Icon, Row, Screen, Tone};
use crate::content::w;
use crate::forms::{DETAILS, GROUNDS_LENGTH};
use crate::letters::{BETWEEN, BLOCKS, BLOCKS_BETWEEN, Letter, Written};
use crate::seen::{Request, Seen};

/// Ways to the texts that can be sent as a request stands.
pub(super) fn texts(page: &mut Page<'_>, request: &Request<'_>) {
    let written = request.text("name");
    let detail = if request.state.texts.is_empty() { t(w::LETTER_DETAILS_NONE) } else { say(written) };
    let line = Line { detail, ..Line::new(Icon::Person, t(w::LETTER_DETAILS)) };
    page.line(line, To::Go(&[&request.route(), "/details"]));
    for (letter, id, _) in Letter::ALL {
        if offered(page.seen, request, letter) {
            let title = t(letter.title(request.account.person.region));
            page.line(Line::new(Icon::Document, title), To::Go(&[&request.route(), "/", id]));
        }
    }
}

/// Whether a text can be of use as the request stands.
pub(super) fn offered(seen: &Seen<'_>, request: &Request<'_>, letter: Letter) -> bool {
    let region = request.account.person.region;
    let complained = request.standing.complained_to_controller.is_some();
    let place = match letter {
        Letter::Form => request.form(seen).is_some(),
        Letter::Post => true,
        Letter::FollowUp => !request.is_answered(),
        Letter::ControllerComplaint => region == Region::Uk && !complained,
        // The British authority wants to see first what the company says.
        Letter::Complaint if region == Region::Uk => complained,
        Letter::Complaint => region != Region::Other,
    };
    place && requests::offered(region).contains(&request.state.kind) && may_follow(&request.standing, letter.sending())
}

/// What all texts of the request are written from.
pub(super) fn details(seen: &Seen<'_>, request: &Request<'_>, route: &str) -> Screen {
    let mut page = Page::new(seen, route, &[&request.route()], t(w::LETTER_DETAILS));
    page.word(w::LETTER_DETAILS_WHY);
    for detail in DETAILS {
        if detail.name != "what" || request.state.kind == RequestKind::Erasure {
            page.text_field(detail.name, detail.label, detail.hint, seen.written(request, detail.name), detail.longest);
        }
    }
    if request.has_grounds(seen) {
        page.head(t(w::GROUNDS_TITLE));
        if request.state.kind == RequestKind::Erasure {
            page.word(w::LETTER_ERASURE_FIRST);
        }
        page.word(w::GROUNDS_HELP);
        page.text_field("grounds", w::GROUNDS_TITLE, w::GROUNDS_HINT, seen.written(request, "grounds"), GROUNDS_LENGTH);
        page.head(t(w::LETTER_BLOCKS));
        page.word(w::LETTER_BLOCKS_WHY);
        for (id, title, text) in BLOCKS {
            page.row(Row::Toggle {
                name: id.to_owned(),
                label: seen.view.t(title).to_owned(),
                detail: Some(seen.view.t(text).to_owned()),
                value: request.text("blocks").split(BLOCKS_BETWEEN).any(|chosen| chosen == id),
                on_change: None,
            });
        }
    }
    page.primary(t(w::LETTER_SAVE), To::Do(&["request/", &request.key(), "/details"]));
    page.done()
}

/// A text to send, or what is still missing for it.
pub(super) fn letter(seen: &Seen<'_>, request: &Request<'_>, route: &str, letter: Letter) -> Option<Screen> {
    let region = request.account.person.region;
    let mut page = Page::new(seen, route, &[&request.route()], t(letter.title(region)));
    let own = request.route();
    let to_details = [own.as_str(), "/details"];
    if letter == Letter::Complaint {
        complaint(&mut page, request);
    }
    match request.letter(seen, letter, seen.view.today())? {
        Ok(written) => {
            let grounds = request.text("grounds").len() + request.text("blocks").len();
            let asks = matches!(letter, Letter::Form | Letter::Post) && request.has_grounds(seen);
            let bare = asks && grounds == 0 && region.has_right_to_object();
            if bare {
                let why = t(w::LETTER_WITHOUT_GROUNDS);
                page.callout_more(Tone::Info, why, t(w::LETTER_FILL_IN), To::Go(&to_details));
            }
            if letter == Letter::Post && request.form(seen).is_some() {
                page.text(fill(w::LETTER_FORM_FIRST, &[("service", &request.account.facts.name)]));
            }
            document(&mut page, &written, letter != Letter::Form);
            page.section();
            if let (Letter::Form, Some(route)) = (letter, request.form(seen)) {
                page.line(Line::new(Icon::External, t(w::REQUEST_TO_FORM)), To::Go(&[&route]));
            }
            if !bare {
                page.item(t(w::LETTER_CHANGE), &to_details);
            }
            let sending = name_of(letter.sending());
            let noting: &[&str] = match letter {
                Letter::Post => &[&own, "/sent"],
                // Nothing of it needs to have been written: that it is this text is known here only.
                Letter::Form => &[&own, "/", sending, "/text"],
                _ => &[&own, "/", sending],
            };
            page.primary(t(w::LETTER_NOTE_SENT), To::Go(noting));
        }
        Err(missing) => {
            let mut names = String::new();
            let mut own = false;
            for name in missing {
                own |= DETAILS.iter().any(|detail| detail.name == name);
                let label = match name {
                    "authority" => w::LETTER_AUTHORITY,
                    "name_me" => w::LETTER_NAME_ME_ANSWER,
                    _ => DETAILS.iter().find(|detail| detail.name == name)?.label,
                };
                names.push_str(if names.is_empty() { "" } else { ", " });
                names.push_str(seen.view.t(label));
            }
            page.section();
            page.callout(Tone::Info, fill(w::LETTER_MISSING, &[("what", &names as &dyn Display)]));
            if own {
                page.primary(t(w::LETTER_FILL_IN), To::Go(&to_details));
            } else if request.authority(seen).is_none() {
                page.primary(t(w::LETTER_AUTHORITY_CHOOSE), To::Go(&[&request.route(), "/authority"]));
            }
        }
    }
    Some(page.done())
}

/// What only a complaint to an authority needs.
fn complaint(page: &mut Page<'_>, request: &Request<'_>) {
    let (seen, region) = (page.seen, request.account.person.region);
    too_early(page, request);
    if let Some((key, authority)) = request.authority(seen) {
        let line = Line { detail: say(&authority.name), ..Line::new(Icon::Document, t(w::LETTER_AUTHORITY)) };
        page.line(line, To::Go(&["/", request.account.person.id, "/authorities/", key]));
    }
    if !request.text("authority").is_empty() {
        page.item(t(w::LETTER_AUTHORITY_OTHER), &[&request.route(), "/authority"]);
    }
    match request.authority(seen) {
        Some((_, authority)) => authorities::notes(page, region, authority),
        None => page.rights(region, seen.view.content.facts.regions.complaint),
    }
    let naming = naming(request.account.person.country);
    if naming == Naming::Always {
        return page.section();
    }
    page.section();
    let view = page.view();
    let mut options = vec![option("yes", view.t(w::LETTER_NAME_ME_YES)), option("no", view.t(w::LETTER_NAME_ME_NO))];
    if request.text("name_me").is_empty() {
        options.insert(0, option("", view.t(w::LETTER_NAME_ME_OPEN)));
    }
    let command = ["request/", &request.key(), "/name-me"];
    page.choice("name_me", t(w::LETTER_NAME_ME), request.text("name_me"), options, &command);
    page.foot(t(if naming == Naming::Asked { w::LETTER_NAME_ME_WHY } else { w::LETTER_NAME_ME_WHY_OTHER }));
    page.section();
}

/// A text with what can be done with it.
fn document(page: &mut Page<'_>, written: &Written, print: bool) {
    page.section();
    let text = written.text();
    // A letter's subject stands above it here.
    let mut paragraphs = written.paragraphs.clone();
    paragraphs.retain(|paragraph| *paragraph != written.title);
    page.row(Row::Document { title: written.title.clone(), paragraphs });
    page.button_like(Tone::Neutral, Some(Icon::Copy), t(w::LETTER_COPY), To::Copy(&text));
    page.button_like(Tone::Neutral, Some(Icon::Share), t(w::LETTER_SHARE), To::Share(&text));
    if print {
        page.button_like(Tone::Neutral, Some(Icon::Document), t(w::LETTER_PRINT), To::Print(written));
    }
}

/// Whom to complain to.
pub(super) fn authority(seen: &Seen<'_>, request: &Request<'_>, route: &str) -> Screen {
    let back = [request.route(), "/complaint".to_owned()].concat();
    let mut page = Page::new(seen, route, &[&back], t(w::LETTER_AUTHORITY_CHOOSE));
    let command = ["request/", &request.key(), "/authority/"].concat();
    authorities::list(&mut page, request.account.person, |path| To::Do(path), &command);
    page.done()
}

/// A text as it was when the person noted that it was sent.
pub(super) fn wording(seen: &Seen<'_>, request: &Request<'_>, route: &str, noted: &EntryId) -> Option<Screen> {
    let text = request.wording(noted)?;
    let (_, event, _) = request.state.events.iter().find(|(mark, ..)| mark.entry == *noted)?;
    let letter = Letter::sent_by(*event)?;
    let mut page = Page::new(seen, route, &[&request.route()], t(w::LETTER_WORDING));
    page.word(w::LETTER_WORDING_WHEN);
    let title = seen.view.t(letter.title(request.account.person.region)).to_owned();
    document(&mut page, &Written { title, paragraphs: text.split(BETWEEN).map(str::to_owned).collect() }, true);
    Some(page.done())
}
