//! What was noted for a person: all of it, notes and pictures of one thing, and the file to keep.

use widerspruch_domain::journal::{Attached, Mark, Noted, RequestEvent, Seen as Looked, Via};

use super::page::{Line, Page, To, say, t};
use super::standing::{noted, sign_of};
use crate::boundary::{Icon, Row, Screen, Tone};
use crate::content::w;
use crate::forms::{EVENTS, NOTE_LENGTH};
use crate::pack::{self, LeftOut};
use crate::seen::{Guide, Person, Request, Seen, records_route};
use crate::storage::evidence;
use crate::view::{View, capital};

/// Most records that the screen lists.
const LISTED: usize = 200;

/// Something that was noted.
#[derive(Clone, Copy)]
enum Record<'a> {
    Guide(&'a Guide<'a>, Noted),
    Request(&'a Request<'a>, RequestEvent),
    Attached(&'a Attached),
}

/// How many answers, looks, events of requests, notes and pictures the person noted.
pub(super) fn recorded(seen: &Seen<'_>, person: Person<'_>) -> usize {
    let mut count = 0;
    for account in seen.accounts(person) {
        for guide in seen.recorded_guides(account) {
            count += guide.state.history.iter().filter(|(mark, _)| !is_of_request(person, mark)).count();
        }
    }
    for request in person.state.requests.values() {
        count += request.events.len();
    }
    count + person.state.attached.len()
}

/// Whether an entry notes of a request too what it notes of a guide: that is one record.
fn is_of_request(person: Person<'_>, guide: &Mark) -> bool {
    person.state.requests.values().any(|request| request.events.iter().any(|(mark, ..)| mark.entry == guide.entry))
}

/// Everything the person noted, newest first.
pub(super) fn records(seen: &Seen<'_>, person: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut page = Page::new(seen, route, &["/"], t(w::HOME_RECORDS));
    let mut guides: Vec<Guide<'_>> = Vec::new();
    for account in seen.accounts(person) {
        guides.append(&mut seen.recorded_guides(account));
    }
    let requests = seen.requests(person);
    let mut newest = Newest { records: Vec::new(), older: 0 };
    for guide in &guides {
        for (mark, what) in guide.state.history.iter().filter(|(mark, _)| !is_of_request(person, mark)) {
            newest.add(mark, Record::Guide(guide, *what));
        }
    }
    for request in &requests {
        for (mark, event, _) in &request.state.events {
            newest.add(mark, Record::Request(request, *event));
        }
    }
    for attached in &person.state.attached {
        newest.add(&attached.mark, Record::Attached(attached));
    }
    for (mark, record) in newest.records.iter().rev() {
        line(&mut page, person, mark, *record);
    }
    if newest.records.is_empty() {
        page.word(w::RECORDS_EMPTY);
    }
    if newest.older > 0 {
        page.text(say(&view.count(w::RECORDS_OLDER_ONE, w::RECORDS_OLDER, newest.older)));
    }
    page.foot(t(w::RECORDS_NOTE));
    page.section();
    page.line(Line::new(Icon::Document, t(w::PACK_SAVE)), To::Go(&[route, "/pack"]));
    // The beginning is not taken back here but erased, which is asked.
    if let Some(last) = person.state.last.as_ref().filter(|last| person.state.identity.as_ref() != Some(*last)) {
        page.section();
        page.button(t(w::RECORDS_UNDO), &["undo/", &last.to_string()]);
    }
    page.done()
}

/// The newest records in their order, and how many are older.
struct Newest<'a> {
    records: Vec<(&'a Mark, Record<'a>)>,
    older: usize,
}

impl<'a> Newest<'a> {
    fn add(&mut self, mark: &'a Mark, record: Record<'a>) {
        let place = self.records.partition_point(|(known, _)| known.seq <= mark.seq);
        if self.records.len() == LISTED {
            self.older += 1;
            if place == 0 {
                return;
            }
            self.records.insert(place, (mark, record));
            self.records.remove(0);
        } else {
            self.records.insert(place, (mark, record));
        }
    }
}

fn line(page: &mut Page<'_>, person: Person<'_>, mark: &Mark, record: Record<'_>) {
    let view = page.view();
    let (mut tone, mut icon) = (Tone::Neutral, Icon::Calendar);
    let (title, what, route) = match record {
        Record::Guide(guide, what) => {
            (tone, icon) = match what {
                Noted::Answer(answer) => sign_of(answer),
                Noted::Check(Looked::Off) => (Tone::Good, Icon::Check),
                Noted::Check(Looked::On) => (Tone::Warning, Icon::Warning),
                Noted::Check(Looked::NotFound) => (Tone::Info, Icon::Question),
            };
            let key = guide.key();
            // What is not offered any more has no screen but that of its notes.
            let own = if guide.is_offered() { guide.route() } else { records_route(&key) };
            (title_of(guide), noted(view, guide, what), own)
        }
        Record::Request(request, event) => {
            (name_of(view, request), view.t(EVENTS[event as usize].1).to_owned(), request.route())
        }
        Record::Attached(attached) => {
            let to = &attached.to;
            icon = Icon::Document;
            let what = view.t(if attached.picture.is_some() { w::PACK_PICTURE } else { w::PACK_NOTE });
            let key = [person.id, "/", to].concat();
            let Some(title) = of(page.seen, &key) else { return };
            (title.0, what.to_owned(), records_route(&key))
        }
    };
    let mut detail = format!("{what} · {}", view.stamp(mark.at));
    if mark.via == Via::Notification {
        detail = format!("{detail} · {}", view.t(w::RECORD_FROM_NOTIFICATION));
    }
    page.line(Line { tone, detail: say(&detail), ..Line::new(icon, say(&title)) }, To::Go(&[&route]));
}

fn title_of(guide: &Guide<'_>) -> String {
    format!("{}: {}", guide.account.name(), guide.words.name)
}

fn name_of(view: &View, request: &Request<'_>) -> String {
    format!("{}: {}", request.account.name(), request.name(view))
}

/// What a key of notes and pictures names, and where it is shown.
fn of(seen: &Seen<'_>, key: &str) -> Option<(String, String)> {
    match seen.request_by_key(key) {
        Some(request) => Some((name_of(&seen.view, &request), request.route())),
        None => {
            let guide = seen.recorded_guide(key)?;
            let all = ["/", guide.account.person.id, "/records"].concat();
            Some((title_of(&guide), if guide.is_offered() { guide.route() } else { all }))
        }
    }
}

/// Notes and pictures of a guide or a request; `None` where it is gone.
pub(super) fn attached(seen: &Seen<'_>, person: Person<'_>, key: &str, route: &str) -> Option<Screen> {
    let view = &seen.view;
    let (title, parent) = of(seen, key)?;
    let mut page = Page::new(seen, route, &[&parent], t(w::ATTACHED_TITLE));
    page.text(say(&title));
    page.word(w::ATTACHED_WHAT);
    let all = seen.attached(key);
    for attached in &all {
        let mark = &attached.mark;
        let when = if seen.is_later(person, attached) { w::PACK_ADDED_LATER } else { w::PACK_ADDED };
        let when = view.f(when, &[("stamp", &view.stamp(mark.at))]);
        page.head(say(&capital(&when)));
        page.text(say(&attached.note));
        if let Some(picture) = &attached.picture {
            match seen.store.picture(person.id, picture) {
                Ok(_) => page.row(Row::Picture {
                    path: evidence::place(person.id, picture),
                    description: [view.t(w::PACK_PICTURE), ", ", &when].concat(),
                }),
                Err(word) => page.callout(Tone::Warning, t(word)),
            }
            page.text(say(&["SHA-256 ", &picture.sha256].concat()));
        }
        page.button(t(w::ATTACHED_REMOVE), &["undo/", &mark.entry.to_string()]);
    }
    page.section();
    page.button_to(t(w::ATTACHED_ADD_NOTE), To::Go(&[&records_route(key), "/note"]));
    page.button_to(t(w::ATTACHED_ADD_PICTURE), To::Pick(&["picture/", key]));
    if all.iter().any(|attached| attached.picture.is_some()) {
        page.foot(t(w::PACK_CHECKSUM));
    }
    Some(page.done())
}

/// A note in the making: on a screen of its own, so that nothing else takes what was typed.
pub(super) fn note(seen: &Seen<'_>, key: &str, route: &str) -> Option<Screen> {
    let (title, _) = of(seen, key)?;
    let mut page = Page::new(seen, route, &[&records_route(key)], t(w::PACK_NOTE));
    page.text(say(&title));
    page.text_field("note", w::PACK_NOTE, w::GROUNDS_HINT, "", NOTE_LENGTH);
    page.primary(t(w::REQUEST_NOTE_IT), To::Do(&["note/", key]));
    Some(page.done())
}

/// The file with everything, and what can be left out of it.
pub(super) fn pack(seen: &Seen<'_>, person: Person<'_>, route: &str) -> Screen {
    let view = &seen.view;
    let mut page = Page::new(seen, route, &["/", person.id, "/records"], t(w::PACK_SAVE));
    page.word(w::PACK_ABOUT);
    page.word(w::RECORDS_NOTE);
    page.section();
    // Nothing can go wrong with writing nowhere.
    let texts = pack::write(seen, person, LeftOut { pictures: true, grounds: false }, None).unwrap_or(0);
    let pictures = pack::size_of_pictures(person);
    let mut toggle = |name: &str, label, detail| {
        let (name, label) = (name.to_owned(), view.t(label).to_owned());
        page.row(Row::Toggle { name, label, detail: Some(detail), value: false, on_change: None });
    };
    toggle("without_grounds", w::PACK_WITHOUT_GROUNDS, view.t(w::PACK_WITHOUT_GROUNDS_TOO).to_owned());
    if pictures > 0 {
        let detail = view.f(w::PACK_SIZE, &[("size", &size(view, texts))]);
        toggle("without_pictures", w::PACK_WITHOUT_PICTURES, capital(&detail));
    }
    page.text(say(&capital(&view.f(w::PACK_SIZE, &[("size", &size(view, texts.saturating_add(pictures)))]))));
    page.foot(t(w::PACK_SIZE_HINT));
    page.primary(t(w::PACK_DO), To::Do(&["pack/", person.id]));
    page.done()
}

/// "40 kB", "1,2 MB".
fn size(view: &View, bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1000);
    if kilobytes < 1000 {
        return view.f(w::SIZE_KB, &[("count", &kilobytes)]);
    }
    let tenths = kilobytes.div_ceil(100);
    view.f(w::SIZE_MB, &[("whole", &(tenths / 10)), ("tenth", &(tenths % 10))])
}
