//! Whether somebody who is helped knows and wants that: asked once, noted with the day, told to nobody.

use widerspruch_domain::journal::HelpAgreement;

use super::paths::{Command, Route};
use crate::boundary::{Icon, Screen, Tone};
use crate::kit::{Line, ScreenBuilder, Target, fill, say, t};
use crate::model::{Person, Snapshot, help_words};
use crate::words::{Wording, w};

/// Returns the screen with the question and what was said; `None` for somebody who uses the app for themselves.
pub(super) fn agreement_screen(snapshot: &Snapshot<'_>, person: Person<'_>) -> Option<Screen> {
    if !person.state.is_perhaps_helped() {
        return None;
    }
    let wording = &snapshot.wording;
    let name = person.name_in_sentences(wording);
    let said = person.state.help.as_ref().map(|(agreement, _)| *agreement);
    let title = question(wording, person);
    let mut page = ScreenBuilder::new(snapshot, Some(&Route::Person { person: person.id }), say(&title));
    add_what_was_said(&mut page, person);
    if said != Some(HelpAgreement::Agreed) {
        page.section();
        page.word(w::HELPING_WHY);
        page.word(w::HELPING_PRIVATE);
        page.head(t(w::HELPING_STATEMENTS));
        page.text(fill(w::HELPING_KNOWS, &[("name", &name)]));
        page.text(fill(w::HELPING_ACTS, &[("name", &name)]));
    }
    page.answers(t(w::HELPING_QUESTION));
    let note = |agreement| Command::NoteHelp { person: person.id, agreement };
    if said != Some(HelpAgreement::Agreed) {
        let agreed = note(HelpAgreement::Agreed);
        page.button_like(Tone::Good, Some(Icon::Check), t(w::HELPING_YES), Target::Do(&agreed));
    }
    if said == Some(HelpAgreement::Unable) {
        page.button(t(w::HELPING_HAVE_AUTHORITY), &note(HelpAgreement::Represented));
    }
    if !matches!(said, Some(HelpAgreement::Unable | HelpAgreement::Represented)) {
        page.button(fill(w::HELPING_UNABLE, &[("name", &name)]), &note(HelpAgreement::Unable));
    }
    if said != Some(HelpAgreement::Declined) {
        let word = if said.is_some() { w::HELPING_DECLINED } else { w::HELPING_DECLINES };
        page.button(fill(word, &[("name", &name)]), &note(HelpAgreement::Declined));
    }
    Some(page.done())
}

/// Leads to the question: until it is answered from the start, and always from the screen of the person.
pub(crate) fn add_question_of_help(page: &mut ScreenBuilder<'_>, person: Person<'_>) {
    let wording = page.wording();
    let title = question(wording, person);
    let detail = match &person.state.help {
        None => wording.t(w::HELPING_ASK_ONCE).to_owned(),
        Some((agreement, _)) => help_words(wording, person, *agreement),
    };
    let line = Line { detail: say(&detail), ..Line::new(Icon::Question, say(&title)) };
    page.line(line, Target::Go(&Route::Agreement { person: person.id }));
}

/// Says on the start that the person does not want help, or cannot decide, and leads to the way back.
pub(crate) fn warn_of_ended_help(page: &mut ScreenBuilder<'_>, person: Person<'_>) {
    let wording = page.wording();
    if let Some((agreement, _)) = person.state.help.as_ref().filter(|_| person.state.wants_no_reminders()) {
        let said = [&*help_words(wording, person, *agreement), wording.t(w::HELPING_NO_REMINDERS)];
        let text = wording.join(w::JOIN_SENTENCES, said);
        let more = Target::Go(&Route::Agreement { person: person.id });
        page.callout_more(Tone::Warning, say(&text), t(w::HELPING_SEE), more);
    }
}

/// Adds what was said with its day, and what follows from it.
fn add_what_was_said(page: &mut ScreenBuilder<'_>, person: Person<'_>) {
    let wording = page.wording();
    let Some((agreement, stamp)) = &person.state.help else { return };
    let on = wording.f(w::HELPING_NOTED, &[("date", &wording.full_date(stamp.at.date()))]);
    let (tone, icon) = match agreement {
        HelpAgreement::Agreed | HelpAgreement::Represented => (Tone::Good, Icon::Check),
        HelpAgreement::Unable | HelpAgreement::Declined => (Tone::Warning, Icon::Warning),
    };
    page.status(tone, icon, say(&help_words(wording, person, *agreement)), say(&on));
    if *agreement == HelpAgreement::Unable {
        page.callout(Tone::Warning, t(w::HELPING_AUTHORITY));
        page.word(w::HELPING_WITHOUT);
    }
    if agreement.ends_reminders() {
        page.word(w::HELPING_NO_REMINDERS);
        page.word(w::HELPING_STAYS);
    }
}

fn question(wording: &Wording, person: Person<'_>) -> String {
    match person.helped_name() {
        Some(name) => wording.f(w::HELPING_ASK, &[("name", &name)]),
        None => wording.t(w::HELPING_ASK_UNNAMED).to_owned(),
    }
}
