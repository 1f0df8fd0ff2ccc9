//! The records of a person: the whole list, the notes and pictures of a guide or request, and the page to export.

use chrono::NaiveDate;
use widerspruch_domain::journal::{
    Attachment, Correction, EntryId, HistoryItem, RecheckResult, RequestEvent, Stamp, Via,
};

use super::day::day_screen;
use super::paths::{Command, NOTE, Route, WITHOUT_GROUNDS, WITHOUT_PICTURES};
use crate::boundary::{Icon, Row, Screen, Tone};
use crate::export::{LeftOut, copy_problem_words, size_of_pictures, write_record_page};
use crate::features::home;
use crate::grammar::addresses::Subject;
use crate::grammar::fields::Field;
use crate::kit::{
    Line, NOTHING, ScreenBuilder, Target, answer_sign, fill, guide_route, newest_resting, request_route, say, t,
    undo_words,
};
use crate::model::{Guide, Person, Request, Snapshot, correction_words, history_words};
use crate::storage::pictures::{checked_copy, copy_path, find_copy};
use crate::words::{Wording, conflict_words, event_words, w};

/// Returns a screen of this feature; `None` if the person or the subject of the notes is gone.
pub(crate) fn screen(snapshot: &Snapshot<'_>, route: Route<'_>) -> Option<Screen> {
    match route {
        Route::Records { person } => Some(records_screen(snapshot, snapshot.person(person)?)),
        Route::Export { person } => Some(export_screen(snapshot, snapshot.person(person)?)),
        Route::Attachments(subject) => attachments_screen(snapshot, subject, Check::Size),
        Route::CheckedAttachments(subject) => attachments_screen(snapshot, subject, Check::Checksum),
        Route::Note(subject) => note_screen(snapshot, subject),
        Route::Day { person, entry } => day_screen(snapshot, snapshot.person(person)?, entry),
    }
}

/// Most records that the screen lists.
const LISTED: usize = 200;

/// A record in the list.
#[derive(Clone, Copy)]
enum Record<'a> {
    Guide(&'a Guide<'a>, HistoryItem),
    GuideCorrected(&'a Guide<'a>, &'a Correction),
    Request(&'a Request<'a>, RequestEvent),
    RequestCorrected(&'a Request<'a>, &'a Correction),
    Attachment(&'a Attachment),
    /// An act of a newer version of the app.
    Unknown,
}

/// Counts the answers, re-checks, events of requests, corrections, notes and pictures that a person noted.
pub(crate) fn count_records(snapshot: &Snapshot<'_>, person: Person<'_>) -> usize {
    let mut count = 0;
    for account in snapshot.all_accounts(person) {
        for guide in snapshot.recorded_guides(account) {
            count += guide.state.history.iter().filter(|(stamp, _)| !is_of_request(person, &stamp.entry)).count();
            let corrections = guide.state.corrections.iter();
            count += corrections.filter(|correction| !is_of_request(person, &correction.event)).count();
        }
    }
    for request in person.state.requests.values() {
        count += request.events.len() + request.corrections.len();
    }
    count + person.state.attachments.len() + person.state.unknown.len()
}

/// Returns whether the entry of a guide's record also belongs to a request: then the two count as one record.
fn is_of_request(person: Person<'_>, entry: &EntryId) -> bool {
    person.state.requests.values().any(|request| request.event(entry).is_some())
}

/// Returns the screen with everything that a person noted, the newest day first.
fn records_screen(snapshot: &Snapshot<'_>, person: Person<'_>) -> Screen {
    let wording = &snapshot.wording;
    let mut page = ScreenBuilder::new(snapshot, Some(&home::paths::Route::Start), t(w::HOME_RECORDS));
    let mut guides: Vec<Guide<'_>> = Vec::new();
    for account in snapshot.all_accounts(person) {
        guides.append(&mut snapshot.recorded_guides(account));
    }
    let requests = snapshot.requests(person);
    let mut newest = Newest { records: Vec::new(), older: 0 };
    for guide in &guides {
        for (stamp, what) in guide.state.history.iter().filter(|(stamp, _)| !is_of_request(person, &stamp.entry)) {
            newest.add(stamp.at.date(), stamp, Record::Guide(guide, *what));
        }
        for correction in guide.state.corrections.iter().filter(|known| !is_of_request(person, &known.event)) {
            newest.add(correction.stamp.at.date(), &correction.stamp, Record::GuideCorrected(guide, correction));
        }
    }
    for request in &requests {
        for (stamp, event, on) in &request.state.events {
            newest.add(*on, stamp, Record::Request(request, *event));
        }
        for correction in &request.state.corrections {
            newest.add(correction.stamp.at.date(), &correction.stamp, Record::RequestCorrected(request, correction));
        }
    }
    for attachment in &person.state.attachments {
        newest.add(attachment.stamp.at.date(), &attachment.stamp, Record::Attachment(attachment));
    }
    for stamp in &person.state.unknown {
        newest.add(stamp.at.date(), stamp, Record::Unknown);
    }
    if person.state.conflicts > 0 {
        page.callout(Tone::Info, say(&conflict_words(wording, person.state.conflicts)));
        page.section();
    }
    for (day, stamp, record) in newest.records.iter().rev() {
        record_line(&mut page, person, *day, stamp, *record);
    }
    if newest.records.is_empty() {
        page.word(w::RECORDS_EMPTY);
    }
    if newest.older > 0 {
        page.text(say(&wording.n(w::RECORDS_OLDER, newest.older, &[])));
    }
    page.foot(t(w::RECORDS_NOTE));
    page.section();
    page.line(Line::new(Icon::Document, t(w::PACK_SAVE)), Target::Go(&Route::Export { person: person.id }));
    // The first entry cannot be undone here: that would erase the person, which is asked elsewhere.
    let last = person.state.last.as_ref().filter(|last| person.state.identity.as_ref() != Some(*last));
    if let Some(last) = last.filter(|last| newest_resting(snapshot, person, last, &[]).is_none()) {
        page.section();
        page.button(say(&undo_words(snapshot, person, last)), &Command::undo(last));
    }
    page.done()
}

/// The newest records in the order of the days on which it happened, those of one day as they were noted, and the number
/// of older records.
struct Newest<'a> {
    records: Vec<(NaiveDate, &'a Stamp, Record<'a>)>,
    older: usize,
}

impl<'a> Newest<'a> {
    fn add(&mut self, day: NaiveDate, stamp: &'a Stamp, record: Record<'a>) {
        let place = self.records.partition_point(|(on, known, _)| (*on, known.seq) <= (day, stamp.seq));
        if self.records.len() == LISTED {
            self.older += 1;
            if place == 0 {
                return;
            }
            self.records.insert(place, (day, stamp, record));
            self.records.remove(0);
        } else {
            self.records.insert(place, (day, stamp, record));
        }
    }
}

/// Adds a record with the day on which it happened. When it was noted stands on the page of an event, and in the file.
fn record_line(page: &mut ScreenBuilder<'_>, person: Person<'_>, day: NaiveDate, stamp: &Stamp, record: Record<'_>) {
    let wording = page.wording();
    let day = wording.full_date(day).alone();
    let (mut tone, mut icon) = (Tone::Neutral, Icon::Calendar);
    let (title, what, route) = match record {
        Record::Guide(guide, what) => {
            (tone, icon) = match what {
                HistoryItem::Answer(answer) => answer_sign(answer),
                HistoryItem::Recheck(RecheckResult::Off) => (Tone::Good, Icon::Check),
                HistoryItem::Recheck(RecheckResult::On) => (Tone::Warning, Icon::Warning),
                HistoryItem::Recheck(RecheckResult::NotFound | RecheckResult::Changed) => (Tone::Info, Icon::Question),
                HistoryItem::Recheck(RecheckResult::Skipped) => (Tone::Neutral, Icon::Dash),
            };
            (guide_title(wording, guide), history_words(wording, guide, what), route_of_guide(guide))
        }
        Record::GuideCorrected(guide, correction) => {
            let noted = guide.state.history.iter().find(|(stamp, _)| stamp.entry == correction.event);
            let what = noted.map_or(String::new(), |(_, what)| history_words(wording, guide, *what));
            (guide_title(wording, guide), correction_words(wording, &what, correction), route_of_guide(guide))
        }
        Record::Request(request, event) => (
            request_title(wording, request),
            wording.t(event_words(event)).to_owned(),
            request_route(request).to_string(),
        ),
        Record::RequestCorrected(request, correction) => {
            let noted = request.state.event(&correction.event);
            let what = noted.map_or("", |(_, event, _)| wording.t(event_words(*event)));
            let said = correction_words(wording, what, correction);
            (request_title(wording, request), said, request_route(request).to_string())
        }
        Record::Attachment(attachment) => {
            icon = Icon::Document;
            let what = wording.t(if attachment.picture.is_some() { w::PACK_PICTURE } else { w::PACK_NOTE });
            let Some(subject) = Subject::of_attachment(person.id, &attachment.to) else { return };
            let Some((title, _)) = title_and_parent(page.snapshot, subject) else { return };
            (title, what.to_owned(), Route::Attachments(subject).to_string())
        }
        Record::Unknown => {
            page.status(Tone::Neutral, Icon::Question, t(w::RECORD_UNKNOWN), say(&day));
            return;
        }
    };
    let from = if stamp.via == Via::Notification { wording.t(w::RECORD_FROM_NOTIFICATION) } else { "" };
    let is_doubted =
        matches!(record, Record::Guide(..) | Record::Request(..)) && page.snapshot.is_note_doubted(person, stamp);
    let mark = if is_doubted { wording.t(w::DOUBT_MARK) } else { "" };
    let detail = wording.join(w::JOIN_DOT, [&*what, &day, from, mark]);
    page.line(Line { tone, detail: say(&detail), ..Line::new(icon, say(&title)) }, Target::Go(&route));
}

/// Returns the route of a guide; of one that is not offered any more, that of its notes, which is all it has.
fn route_of_guide(guide: &Guide<'_>) -> String {
    if guide.is_offered() { guide_route(guide).to_string() } else { Route::Attachments(guide.subject()).to_string() }
}

fn guide_title(wording: &Wording, guide: &Guide<'_>) -> String {
    wording.join(w::JOIN_COLON, [&*guide.account.name(wording), guide.name(wording)])
}

fn request_title(wording: &Wording, request: &Request<'_>) -> String {
    wording.join(w::JOIN_COLON, [&*request.account.name(wording), request.name(wording)])
}

/// Returns the title and the route of the subject of notes and pictures; `None` if the subject is gone.
fn title_and_parent(snapshot: &Snapshot<'_>, subject: Subject<'_>) -> Option<(String, String)> {
    match subject {
        Subject::Request(address) => {
            let request = snapshot.request(address)?;
            Some((request_title(&snapshot.wording, &request), request_route(&request).to_string()))
        }
        Subject::Guide(address) => {
            let guide = snapshot.recorded_guide(address)?;
            let all = Route::Records { person: address.person };
            let parent = if guide.is_offered() { guide_route(&guide).to_string() } else { all.to_string() };
            Some((guide_title(&snapshot.wording, &guide), parent))
        }
    }
}

/// What the screen says of the copies of pictures. Either way it reads no picture, however many and large they are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Check {
    /// Whether they are there with their size.
    Size,
    /// The results of the last check of their checksums, too.
    Checksum,
}

/// Returns the screen with the notes and pictures of a guide or a request; `None` if that is gone.
fn attachments_screen(snapshot: &Snapshot<'_>, subject: Subject<'_>, check: Check) -> Option<Screen> {
    let wording = &snapshot.wording;
    let person = snapshot.person(subject.person())?;
    let (title, mut parent) = title_and_parent(snapshot, subject)?;
    if check == Check::Checksum {
        parent = Route::Attachments(subject).to_string();
    }
    let mut page = ScreenBuilder::new(snapshot, Some(&parent), t(w::ATTACHED_TITLE));
    page.text(say(&title));
    page.word(w::ATTACHED_WHAT);
    let all = snapshot.attachments(subject);
    for attachment in &all {
        let stamp = &attachment.stamp;
        let when = if snapshot.was_added_later(person, attachment) { w::PACK_ADDED_LATER } else { w::PACK_ADDED };
        let when = wording.f(when, &[("stamp", &wording.stamp(stamp.at))]);
        page.head(say(&when));
        page.text(say(&attachment.note));
        if let Some(picture) = &attachment.picture {
            let found = match check {
                Check::Size => None,
                Check::Checksum => checked_copy(snapshot.store, person.id, picture),
            };
            let is_checked = found.is_some();
            let found = found.unwrap_or_else(|| find_copy(snapshot.store, person.id, picture));
            match found {
                Ok(()) => {
                    page.row(Row::Picture {
                        path: copy_path(person.id, picture),
                        description: wording.join(w::JOIN_LIST, [wording.t(w::PACK_PICTURE), &when]),
                    });
                    if is_checked {
                        page.status(Tone::Good, Icon::Check, t(w::ATTACHED_CHECKED), NOTHING);
                    }
                }
                Err(problem) => page.callout(Tone::Warning, t(copy_problem_words(problem))),
            }
            page.text(fill(w::PACK_SHA256, &[("sum", &picture.sha256)]));
        }
        page.button(t(w::ATTACHED_REMOVE), &Command::undo(&stamp.entry));
    }
    page.section();
    page.button_to(t(w::ATTACHED_ADD_NOTE), Target::Go(&Route::Note(subject)));
    page.button_to(t(w::ATTACHED_ADD_PICTURE), Target::Pick(&Command::AddPicture(subject)));
    if all.iter().any(|attachment| attachment.picture.is_some()) {
        if check == Check::Size {
            page.button_to(t(w::ATTACHED_CHECK), Target::Do(&Command::CheckPictures { subject, from: 0 }));
        }
        page.foot(t(w::PACK_CHECKSUM));
    }
    Some(page.done())
}

/// Returns the screen for writing a note. It is a screen of its own, so that no other button discards the typed text.
fn note_screen(snapshot: &Snapshot<'_>, subject: Subject<'_>) -> Option<Screen> {
    let (title, _) = title_and_parent(snapshot, subject)?;
    let mut page = ScreenBuilder::new(snapshot, Some(&Route::Attachments(subject)), t(w::PACK_NOTE));
    page.text(say(&title));
    page.text_field(&NOTE, w::PACK_NOTE, w::GROUNDS_HINT, "");
    page.primary(t(w::REQUEST_NOTE_IT), Target::Do(&Command::AddNote(subject)));
    Some(page.done())
}

/// Returns the screen that offers the page with all records, and a choice of what to leave out.
fn export_screen(snapshot: &Snapshot<'_>, person: Person<'_>) -> Screen {
    let wording = &snapshot.wording;
    let mut page = ScreenBuilder::new(snapshot, Some(&Route::Records { person: person.id }), t(w::PACK_SAVE));
    page.word(w::PACK_ABOUT);
    page.word(w::RECORDS_NOTE);
    page.section();
    // Counting without a file cannot fail.
    let texts = write_record_page(snapshot, person, LeftOut { pictures: true, grounds: false }, None).unwrap_or(0);
    let pictures = size_of_pictures(person);
    let mut toggle = |field: &Field, label, detail| {
        let (name, label) = (field.name.to_owned(), wording.t(label).to_owned());
        page.row(Row::Toggle { name, label, detail: Some(detail), value: false, on_change: None });
    };
    toggle(&WITHOUT_GROUNDS, w::PACK_WITHOUT_GROUNDS, wording.t(w::PACK_WITHOUT_GROUNDS_TOO).to_owned());
    if pictures > 0 {
        let detail = wording.f(w::PACK_SIZE, &[("size", &size_words(wording, texts))]);
        toggle(&WITHOUT_PICTURES, w::PACK_WITHOUT_PICTURES, detail);
    }
    page.text(fill(w::PACK_SIZE, &[("size", &size_words(wording, texts.saturating_add(pictures)))]));
    page.foot(t(w::PACK_SIZE_HINT));
    page.primary(t(w::PACK_DO), Target::Do(&Command::Export { person: person.id }));
    page.done()
}

/// Says how large a file is: "40 kB", "1,2 MB".
fn size_words(wording: &Wording, bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1000);
    if kilobytes < 1000 {
        return wording.f(w::SIZE_KB, &[("number", &kilobytes)]);
    }
    let tenths = kilobytes.div_ceil(100);
    wording.f(w::SIZE_MB, &[("whole", &(tenths / 10)), ("tenth", &(tenths % 10))])
}
