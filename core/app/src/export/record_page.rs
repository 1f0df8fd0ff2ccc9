//! The record page: everything that a person noted, as one HTML file in the language in use, for a browser or a
//! printer. It loads no other file and runs no script.

use std::io::{self, Write};

use chrono::NaiveDate;
use widerspruch_domain::journal::{
    Attachment, Correction, EntryId, HistoryItem, NotedEvent, Picture, Stamp, is_hour_lost,
};
use widerspruch_domain::letters::Letter;

use crate::boundary::Direction;
use crate::model::{Guide, Person, Request, Snapshot, answer_sentence, correction_words, help_words, history_words};
use crate::storage::checked_copies::CopyProblem;
use crate::storage::pictures::read_copy;
use crate::words::{Value, Word, Wording, event_words, letter_title, w};

const HEAD: &str = "<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">
<style>
body{font:1rem/1.5 sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}
h2{border-top:1px solid;padding-top:.5rem}
.own{white-space:pre-wrap;border-inline-start:3px solid;padding-inline-start:1rem}
img{display:block;max-width:100%;max-height:22cm;margin:.5rem 0}
h2,h3,h4{break-after:avoid}
p,li{break-inside:avoid}
li{margin:.25rem 0}
</style>
<title>";

/// Parts that are left out of the page.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct LeftOut {
    /// The person's own grounds, and the wording of requests, which can contain them.
    pub(crate) grounds: bool,
    /// The pictures; their checksums stay.
    pub(crate) pictures: bool,
}

/// Writes the page of a person to a file, or counts only if there is no file, and returns the number of bytes.
pub(crate) fn write_record_page(
    snapshot: &Snapshot<'_>,
    person: Person<'_>,
    left_out: LeftOut,
    to: Option<&mut dyn Write>,
) -> io::Result<u64> {
    let mut page = PageWriter { snapshot, person, left_out, out: String::new(), to, written: 0 };
    page.head();
    for account in snapshot.all_accounts(person) {
        let guides = snapshot.recorded_guides(account);
        if !guides.is_empty() {
            page.element("h2", &account.name(&snapshot.wording));
        }
        for guide in &guides {
            page.guide(guide)?;
        }
    }
    let requests = snapshot.requests(person);
    if !requests.is_empty() {
        page.word("h2", w::PACK_REQUESTS);
    }
    for request in &requests {
        page.request(request)?;
    }
    page.unknown();
    page.out.push_str("</body>\n</html>\n");
    page.flush()?;
    Ok(page.written)
}

/// Returns the number of bytes that the pictures take on the page.
pub(crate) fn size_of_pictures(person: Person<'_>) -> u64 {
    let mut size = 0_u64;
    for picture in person.state.attachments.iter().filter_map(|attachment| attachment.picture.as_ref()) {
        size = size.saturating_add(picture.size.div_ceil(3).saturating_mul(4));
    }
    size
}

struct PageWriter<'a, 'w> {
    snapshot: &'a Snapshot<'a>,
    person: Person<'a>,
    left_out: LeftOut,
    /// Markup that is not written to the file yet.
    out: String,
    to: Option<&'w mut dyn Write>,
    written: u64,
}

impl PageWriter<'_, '_> {
    fn head(&mut self) {
        let wording = &self.snapshot.wording;
        let direction = if wording.catalogue.direction == Direction::LeftToRight { "ltr" } else { "rtl" };
        self.out.extend([
            "<!DOCTYPE html>\n<html lang=\"",
            wording.catalogue.language,
            "\" dir=\"",
            direction,
            "\">\n<head>\n",
            HEAD,
        ]);
        self.text(wording.t(w::PACK_TITLE));
        self.out.push_str("</title>\n</head>\n<body>\n");
        self.word("h1", w::PACK_TITLE);
        for word in [w::PACK_WHAT, w::PACK_CLOCK] {
            self.word("p", word);
        }
        if size_of_pictures(self.person) > 0 {
            self.word("p", w::PACK_CHECKSUM);
        }
        self.word("p", w::PACK_TAKEN_BACK);
        self.out.push_str("<ul>\n");
        // What a person typed may run in another direction than the page.
        self.out.push_str("<li dir=\"auto\">");
        self.text(&self.person.name(wording));
        self.out.push_str("</li>\n");
        self.element("li", self.person.place(wording));
        if let Some((agreement, stamp)) = &self.person.state.help {
            let said = help_words(wording, self.person, *agreement);
            let on = stamp_words(wording, stamp.at, stamp.offset);
            self.element("li", &wording.join(w::JOIN_COLON, [on, said]));
        }
        let made = stamp_words(wording, wording.now, self.snapshot.moment.utc_offset_seconds);
        self.element("li", &wording.f(w::PACK_MADE, &[("stamp", &made)]));
        self.element("li", &wording.f(w::ABOUT_VERSION, &[("version", &self.snapshot.config.app_version)]));
        for service in wording.catalogue.facts.services.values() {
            let read = wording.f(w::READ_ON, &[("date", &wording.full_date(service.read_on))]);
            self.element("li", &wording.join(w::JOIN_COLON, [service.name.as_str(), &read]));
        }
        if self.left_out.grounds {
            self.word("li", w::PACK_NO_GROUNDS);
        }
        if self.left_out.pictures {
            self.word("li", w::PACK_NO_PICTURES);
        }
        self.out.push_str("</ul>\n");
    }

    fn guide(&mut self, guide: &Guide<'_>) -> io::Result<()> {
        let wording = &self.snapshot.wording;
        self.element("h3", guide.name(wording));
        if let Some(link) = guide.link() {
            self.element("p", &wording.f(w::PACK_PAGE, &[("url", &link.url)]));
        }
        self.out.push_str("<ol>\n");
        for line in lines_of_guide(self.snapshot, guide) {
            match line {
                Told::Answer(stamp, what) => {
                    let what = history_words(wording, guide, what);
                    let is_doubted = self.snapshot.is_note_doubted(self.person, stamp);
                    let said = self.marked(&what, is_doubted);
                    match day_of_sending(self.person, stamp)
                        .filter(|_| !is_hour_lost(&guide.state.corrections, &stamp.entry))
                    {
                        Some(on) => {
                            let said = wording.join(w::JOIN_COLON, [&*wording.full_date(on).alone(), &said]);
                            self.line(&said, w::PACK_NOTED, stamp);
                        }
                        None => self.noted(&said, stamp, &guide.state.corrections),
                    }
                    self.corrections(&what, &stamp.entry, &guide.state.corrections);
                }
                Told::Attachment(attachment) => self.attachment(attachment, guide.name(wording))?,
                Told::Begun | Told::Event(_) => {}
            }
        }
        self.out.push_str("</ol>\n");
        // What was sent and denied is told where it says that it was sent.
        let answered = self.snapshot.request_of_guide(guide).filter(|request| request.status.answer.is_some());
        if let Some(said) = answered.and_then(|request| answer_sentence(wording, &request)) {
            self.element("p", &said);
        }
        if !self.left_out.grounds {
            self.person_text(wording.t(w::PACK_GROUNDS), &guide.state.grounds);
        }
        Ok(())
    }

    fn request(&mut self, request: &Request<'_>) -> io::Result<()> {
        let wording = &self.snapshot.wording;
        self.element("h3", &wording.join(w::JOIN_COLON, [&*request.account.name(wording), request.name(wording)]));
        self.sent_from(request);
        self.out.push_str("<ol>\n");
        for line in lines_of_request(self.snapshot, request) {
            match line {
                Told::Begun => {
                    self.noted(wording.t(w::REQUEST_BEGUN), &request.state.begun, &request.state.corrections);
                }
                Told::Event(noted @ (stamp, event, on)) => {
                    let date = wording.full_date(*on).alone();
                    let what = wording.t(event_words(*event));
                    let said = wording.join(w::JOIN_COLON, [&*date, what]);
                    let said = self.marked(&said, self.snapshot.is_doubted(noted));
                    if is_hour_lost(&request.state.corrections, &stamp.entry) {
                        self.element("li", &said);
                    } else {
                        self.line(&said, w::PACK_NOTED, stamp);
                    }
                    self.corrections(what, &stamp.entry, &request.state.corrections);
                }
                Told::Attachment(attachment) => self.attachment(attachment, request.name(wording))?,
                Told::Answer(..) => {}
            }
        }
        self.out.push_str("</ol>\n");
        if !self.left_out.grounds {
            self.person_text(wording.t(w::PACK_GROUNDS), request.own_text("grounds").unwrap_or_default());
            for (stamp, event, on) in request.state.history() {
                if let (Some(letter), Some(sent)) = (Letter::sent_by(*event), request.wording(&stamp.entry)) {
                    let title = letter_title(wording, letter, request.region());
                    let date = wording.full_date(*on);
                    let title = wording.f(w::PACK_WORDING, &[("letter", &title), ("date", &date)]);
                    let language = request.state.sent_as.get(&stamp.entry.to_string()).map(|sent| &*sent.language);
                    self.text_in(language.unwrap_or_default(), &title, sent);
                }
            }
        }
        Ok(())
    }

    /// Says where the person lived when a request was sent, what was noted wrongly before, and to whom it went.
    fn sent_from(&mut self, request: &Request<'_>) {
        let wording = &self.snapshot.wording;
        let Some(sent) = &request.state.sent_from else { return };
        self.out.push_str("<ul>\n");
        let country = wording.catalogue.country(request.country());
        self.element("li", &wording.f(w::PACK_SENT_FROM, &[("country", &country)]));
        for (place, (_, due)) in sent.former.iter().zip(self.snapshot.counted_before(request)) {
            let country = wording.catalogue.country(&place.country);
            let mut said = vec![wording.f(w::PACK_COUNTRY_WAS, &[("country", &country)])];
            said.extend(due.map(|due| wording.f(w::PACK_COUNTED_BEFORE, &[("date", &wording.full_date(due))])));
            self.line(&wording.join(w::JOIN_DOT, said), w::PACK_NOTED, &place.corrected);
        }
        if let Some(name) = request.state.sent().map(|sent| &sent.addressee_name).filter(|name| !name.is_empty()) {
            self.element("li", &wording.f(w::PACK_SENT_TO, &[("name", name)]));
        }
        self.out.push_str("</ul>\n");
    }

    /// Lists what a newer version of the app noted: its times are known, its content is not.
    fn unknown(&mut self) {
        if self.person.state.unknown.is_empty() {
            return;
        }
        self.word("h2", w::PACK_UNKNOWN);
        self.out.push_str("<ol>\n");
        for stamp in &self.person.state.unknown {
            self.line(self.snapshot.wording.t(w::RECORD_UNKNOWN), w::PACK_NOTED, stamp);
        }
        self.out.push_str("</ol>\n");
    }

    /// Lists an attachment, and says so if it was added on a later day than everything else of its subject.
    fn attachment(&mut self, attachment: &Attachment, subject: &str) -> io::Result<()> {
        let late = self.snapshot.was_added_later(self.person, attachment);
        let when = if late { w::PACK_ADDED_LATER } else { w::PACK_ADDED };
        self.out.push_str("<li>");
        let what = if attachment.picture.is_some() { w::PACK_PICTURE } else { w::PACK_NOTE };
        self.stamped(self.snapshot.wording.t(what), when, &attachment.stamp);
        match &attachment.picture {
            Some(picture) => {
                let stamp = &attachment.stamp;
                let added = stamp_words(&self.snapshot.wording, stamp.at, stamp.offset);
                let seen = [("subject", &subject as &dyn Value), ("stamp", &added)];
                self.picture(picture, &self.snapshot.wording.f(w::PACK_PICTURE_ALT, &seen));
            }
            None => {
                self.out.push_str("<div class=\"own\" dir=\"auto\">");
                self.text(&attachment.note);
                self.out.push_str("</div>");
            }
        }
        self.out.push_str("</li>\n");
        // Pictures are large: hold one at a time.
        self.flush()
    }

    /// Marks a text as one that does not count, where its day is not believed.
    fn marked(&self, said: &str, is_doubted: bool) -> String {
        let wording = &self.snapshot.wording;
        wording.join(w::JOIN_DOT, [said, if is_doubted { wording.t(w::DOUBT_MARK) } else { "" }])
    }

    /// Lists what an entry noted, with the time at which it was noted. Where the clock was wrong then, and the day was
    /// corrected, nobody knows the hour.
    fn noted(&mut self, said: &str, stamp: &Stamp, corrections: &[Correction]) {
        if is_hour_lost(corrections, &stamp.entry) {
            let wording = &self.snapshot.wording;
            let date = wording.full_date(stamp.at.date()).alone();
            self.element("li", &wording.join(w::JOIN_COLON, [&*date, said]));
        } else {
            self.line(said, w::PACK_NOTED, stamp);
        }
    }

    /// Lists the corrections of the day on which something happened.
    fn corrections(&mut self, what: &str, entry: &EntryId, all: &[Correction]) {
        for correction in all.iter().filter(|correction| correction.event == *entry) {
            let said = correction_words(&self.snapshot.wording, what, correction);
            self.line(&said, w::PACK_NOTED, &correction.stamp);
        }
    }

    /// Adds a picture with its checksum, or the problem of its copy. `alt` is what a screen reader says of it.
    fn picture(&mut self, picture: &Picture, alt: &str) {
        self.out.push_str("<br>");
        self.text(&self.snapshot.wording.f(w::PACK_SHA256, &[("sum", &picture.sha256)]));
        if self.left_out.pictures {
            return;
        }
        match read_copy(self.snapshot.store, self.person.id, picture) {
            Ok(bytes) => {
                self.out.push_str("<img alt=\"");
                self.text(alt);
                self.out.push_str("\" src=\"data:image/");
                self.out.push_str(picture.kind.name());
                self.out.push_str(";base64,");
                push_base64(&mut self.out, &bytes);
                self.out.push_str("\">");
            }
            Err(problem) => {
                self.out.push_str("<br>");
                self.text(self.snapshot.wording.t(copy_problem_words(problem)));
            }
        }
    }

    /// Adds a text that the person wrote, under a title; nothing if it is empty.
    fn person_text(&mut self, title: &str, text: &str) {
        self.text_in("", title, text);
    }

    /// Adds a text in a language of its own, a BCP 47 tag that is empty where it is not known, under a title; nothing if
    /// the text is empty.
    fn text_in(&mut self, language: &str, title: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        self.element("h4", title);
        self.out.push_str("<div class=\"own\" dir=\"auto\"");
        // The journal may come from elsewhere, so it is escaped like any other text.
        if !language.is_empty() {
            self.out.push_str(" lang=\"");
            self.text(language);
            self.out.push('"');
        }
        self.out.push('>');
        self.text(text);
        self.out.push_str("</div>\n");
    }

    fn line(&mut self, said: &str, when: Word, stamp: &Stamp) {
        self.out.push_str("<li>");
        self.stamped(said, when, stamp);
        self.out.push_str("</li>\n");
    }

    /// Adds a text with the time at which it was noted.
    fn stamped(&mut self, said: &str, when: Word, stamp: &Stamp) {
        let wording = &self.snapshot.wording;
        let when = wording.f(when, &[("stamp", &stamp_words(wording, stamp.at, stamp.offset))]);
        self.text(&wording.join(w::JOIN_DOT, [said, &when]));
    }

    fn word(&mut self, tag: &str, word: Word) {
        self.element(tag, self.snapshot.wording.t(word));
    }

    fn element(&mut self, tag: &str, text: &str) {
        self.out.extend(["<", tag, ">"]);
        self.text(text);
        self.out.extend(["</", tag, ">\n"]);
    }

    /// Adds a text, with everything escaped that could be markup, also inside an attribute.
    fn text(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                _ => self.out.push(letter),
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        if let Some(file) = &mut self.to {
            file.write_all(self.out.as_bytes())?;
        }
        self.written += self.out.len() as u64;
        self.out.clear();
        Ok(())
    }
}

/// A line of the history of a guide or a request.
enum Told<'a> {
    Begun,
    Answer(&'a Stamp, HistoryItem),
    Event(&'a NotedEvent),
    Attachment(&'a Attachment),
}

/// Lines with their days, and their places in the order in which they were noted.
type Lines<'a> = Vec<(NaiveDate, u64, Told<'a>)>;

/// Returns the lines of a guide in the order of days.
fn lines_of_guide<'a>(snapshot: &Snapshot<'a>, guide: &Guide<'a>) -> Vec<Told<'a>> {
    let day = |stamp: &Stamp| day_of_sending(guide.account.person, stamp).unwrap_or(stamp.at.date());
    let answers = guide.state.history.iter();
    let lines = answers.map(|(stamp, what)| (day(stamp), stamp.seq, Told::Answer(stamp, *what)));
    in_order(lines.collect(), snapshot.attachments(guide.subject()))
}

/// Returns the day on which a request was sent, where an answer to a guide notes that.
fn day_of_sending(person: Person<'_>, stamp: &Stamp) -> Option<NaiveDate> {
    let (.., on) = person.state.requests.values().find_map(|request| request.event(&stamp.entry))?;
    Some(*on)
}

/// Returns the lines of a request in the order of days.
fn lines_of_request<'a>(snapshot: &Snapshot<'a>, request: &Request<'a>) -> Vec<Told<'a>> {
    let begun = &request.state.begun;
    let mut lines = vec![(request.state.begun_on(), begun.seq, Told::Begun)];
    lines.extend(request.state.history().into_iter().map(|event| (event.2, event.0.seq, Told::Event(event))));
    in_order(lines, snapshot.attachments(request.subject()))
}

/// Returns lines and attachments in the order of days; those of one day in the order in which they were noted.
fn in_order<'a>(mut lines: Lines<'a>, attachments: Vec<&'a Attachment>) -> Vec<Told<'a>> {
    for attachment in attachments {
        lines.push((attachment.stamp.at.date(), attachment.stamp.seq, Told::Attachment(attachment)));
    }
    lines.sort_by_key(|(day, seq, _)| (*day, *seq));
    lines.into_iter().map(|(_, _, line)| line).collect()
}

/// Says what is wrong with the copy of a picture.
pub(crate) const fn copy_problem_words(problem: CopyProblem) -> Word {
    match problem {
        CopyProblem::Missing => w::PICTURE_MISSING,
        CopyProblem::Altered => w::PICTURE_ALTERED,
        CopyProblem::Unreadable => w::PICTURE_UNREADABLE,
    }
}

/// Writes a time with its distance from UTC: "23. November 2026, 20:04 (UTC+01:00)".
fn stamp_words(wording: &Wording, at: chrono::NaiveDateTime, offset: i32) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let minutes = offset.unsigned_abs() / 60;
    let offset = format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60);
    wording.f(w::PACK_STAMP, &[("stamp", &wording.stamp(at)), ("offset", &offset)])
}

/// Appends bytes as Base64 with padding, as `data:` addresses have them.
fn push_base64(out: &mut String, bytes: &[u8]) {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for three in bytes.chunks(3) {
        let byte = |at: usize| three.get(at).map_or(0, |byte| usize::from(*byte));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let letter = char::from(LETTERS[bits >> (18 - 6 * place) & 63]);
            out.push(if place > three.len() { '=' } else { letter });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_matches_the_vectors_of_rfc_4648() {
        for (bytes, wanted) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            let mut out = String::new();
            push_base64(&mut out, bytes.as_bytes());
            assert_eq!(out, wanted);
        }
        let mut out = String::new();
        push_base64(&mut out, &[0xfb, 0xff, 0xfe]);
        assert_eq!(out, "+//+");
    }

    #[test]
    fn a_stamp_shows_its_offset_from_utc() {
        let catalogue = crate::words::Catalogue::load(["en"]).unwrap();
        let at = "2026-11-23T20:04:00".parse().unwrap();
        let wording = Wording { catalogue, platform: crate::boundary::Platform::Terminal, now: at };
        for (offset, wanted) in [(3600, "UTC+01:00"), (0, "UTC+00:00"), (-12_600, "UTC-03:30"), (20_700, "UTC+05:45")] {
            assert_eq!(stamp_words(&wording, at, offset), format!("23\u{a0}November 2026, 20:04 ({wanted})"));
        }
    }
}
