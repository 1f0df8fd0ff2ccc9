//! The letters of a request: their details, the letters to send, and the letters that were sent.

use widerspruch_domain::catalogue::AuthorityFacts;
use widerspruch_domain::journal::{EntryId, Membership, RequestEvent, RequestKind};
use widerspruch_domain::law::{NamingPolicy, complaint_of_minor_needs_agreement, naming_policy};
use widerspruch_domain::letters::{Failure, Letter};
use widerspruch_domain::requests::{Stage, may_note};

use super::authorities::{Leads, add_authorities, add_authority_notes, add_limits, add_ways_to_all, listed_name};
use super::letter_choices::{add_language, warn_of_language};
use super::paths::{
    BLOCKS, Command, EMAIL, FAILURE, GUARDIAN, HandOut, MINOR_BLOCK, NAME, NAME_ME, POSTAL, PROFILE, Page,
    RETIRED_BLOCK, Route, SENSITIVE_BLOCKS, SIGNING, WHAT, enclosures_field,
};
use super::reply_screens::failure_options;
use super::status::{is_handed_out, is_possible, route_to, warn_of_early_complaint};
use crate::boundary::{Icon, Row, Screen, Tone};
use crate::features::guide;
use crate::grammar::fields::{Field, GROUNDS};
use crate::kit::{
    Line, NOTHING, Say, ScreenBuilder, Target, add_grounds_help, fill, guide_route, minors_words, option,
    request_route, rights_claims, say, t,
};
use crate::letters::{
    AGREEMENT, BLOCK_SEPARATOR, PARAGRAPH_SEPARATOR, Written, block_words, can_miss_parts, can_reply, chosen_failure,
    enclosure_words, is_chosen, letter_for, letter_language,
};
use crate::model::{Request, Snapshot};
use crate::words::{Catalogue, Value, Word, letter_title, w};

/// An input whose text goes into letters.
struct Detail {
    field: Field,
    label: Word,
    hint: Word,
}

/// Inputs whose texts go into letters, without what the person says in their own words.
const DETAILS: [Detail; 4] = [
    Detail { field: NAME, label: w::DRAFT_NAME, hint: w::DRAFT_NAME_HINT },
    Detail { field: EMAIL, label: w::DRAFT_EMAIL, hint: w::DRAFT_EMAIL_HINT },
    Detail { field: PROFILE, label: w::DRAFT_PROFILE, hint: w::DRAFT_OPTIONAL },
    Detail { field: POSTAL, label: w::DRAFT_POSTAL, hint: w::DRAFT_POSTAL_HINT },
];

/// Adds the ways to the letters that can be sent as a request stands, and to the details in them.
pub(super) fn add_letters(page: &mut ScreenBuilder<'_>, request: &Request<'_>) {
    let draft = request.status.stage == Stage::Draft;
    if draft {
        add_grounds(page, request, None);
        add_name(page, request, None);
    }
    for letter in Letter::ALL {
        if offers_letter(page.snapshot, request, letter) {
            let title = say(title_of(page.snapshot, request, letter));
            page.line(Line::new(Icon::Document, title), Target::Go(&route_to(request, Page::Letter(letter))));
        }
    }
    // Once the request is sent, the letter that helps comes first.
    if !draft {
        add_name(page, request, None);
    }
}

/// Returns the title of a letter: of a complaint, by the law of the authority.
pub(super) fn title_of(snapshot: &Snapshot<'_>, request: &Request<'_>, letter: Letter) -> &'static str {
    let complaint = letter == Letter::Complaint;
    let region = if complaint { snapshot.complaint_place(request).1 } else { request.region() };
    letter_title(&snapshot.wording, letter, region)
}

/// Adds the way to the grounds that go into the letters, if they have any.
fn add_grounds(page: &mut ScreenBuilder<'_>, request: &Request<'_>, from: Option<Letter>) {
    if has_grounds_page(page.snapshot, request) {
        let chosen = request.text("blocks").split(BLOCK_SEPARATOR).find_map(|block| Some(block_words(block)?.0));
        let detail = match (request.text(GROUNDS.name), chosen) {
            _ if request.state.kind == RequestKind::Erasure => written_or_none(request.text(WHAT.name)),
            ("", Some(title)) => t(title),
            (grounds, _) => written_or_none(grounds),
        };
        let line = Line { detail, ..Line::new(Icon::Document, t(grounds_title(request))) };
        page.line(line, Target::Go(&route_to(request, Page::Grounds(from))));
    }
}

/// Returns the title of the screen for what the letters say in the person's own words: for an erasure, which data.
fn grounds_title(request: &Request<'_>) -> Word {
    if request.state.kind == RequestKind::Erasure { w::DRAFT_WHAT } else { w::GROUNDS_TITLE }
}

/// Adds the way to the name and the addresses that go into the letters.
fn add_name(page: &mut ScreenBuilder<'_>, request: &Request<'_>, from: Option<Letter>) {
    let line =
        Line { detail: written_or_none(request.text(NAME.name)), ..Line::new(Icon::Person, t(w::DRAFT_DETAILS)) };
    page.line(line, Target::Go(&route_to(request, Page::Details(from))));
}

fn written_or_none(written: &str) -> Say<'_> {
    if written.is_empty() { t(w::DRAFT_DETAILS_NONE) } else { say(written) }
}

/// Returns whether a request has a screen for what its letters say in the person's own words.
fn has_grounds_page(snapshot: &Snapshot<'_>, request: &Request<'_>) -> bool {
    snapshot.takes_grounds(request) || request.state.kind == RequestKind::Erasure
}

/// Returns the screen on which to fill something in before a letter can leave: `None` where one is complete and the
/// person has written something.
pub(super) fn missing_details(snapshot: &Snapshot<'_>, request: &Request<'_>) -> Option<Page<'static>> {
    let written = ["grounds", "blocks", "what", "name"].iter().any(|field| !request.text(field).is_empty());
    if !written && request.state.texts.is_empty() {
        return Some(if has_grounds_page(snapshot, request) { Page::Grounds(None) } else { Page::Details(None) });
    }
    let offered = [Letter::Form, Letter::Post].into_iter().filter(|letter| offers_letter(snapshot, request, *letter));
    let today = snapshot.wording.today();
    let mut missing = None;
    for letter in offered {
        match letter_for(snapshot, request, letter, today)? {
            Ok(_) => return None,
            Err(names) => missing = missing.or(Some(page_of(&names, None))),
        }
    }
    missing
}

/// Returns the screen on which to fill in what is missing.
fn page_of(missing: &[&str], from: Option<Letter>) -> Page<'static> {
    let pages = [
        (WHAT.name, Page::Grounds(from)),
        ("gaps", Page::Gaps(from)),
        (FAILURE.name, Page::Failure(from)),
        (AGREEMENT, Page::Signing(from)),
    ];
    pages.into_iter().find(|(name, _)| missing.contains(name)).map_or(Page::Details(from), |(_, page)| page)
}

/// Returns the page from which a page was opened on which something is filled in: a letter, or the request's own.
pub(super) fn opened_from(from: Option<Letter>) -> Page<'static> {
    from.map_or(Page::Request, Page::Letter)
}

/// Returns whether a letter can be of use as the request stands.
pub(super) fn offers_letter(snapshot: &Snapshot<'_>, request: &Request<'_>, letter: Letter) -> bool {
    let region = request.region();
    let complained = request.status.complained_to_controller.is_some();
    let by_form = region.asks_by_form(request.state.kind);
    let place = match letter {
        Letter::Form => by_form || snapshot.form_guide(request).is_some(),
        Letter::Post => !by_form,
        Letter::FollowUp => !request.is_answered(),
        Letter::Reply => can_reply(snapshot, request),
        Letter::IdentityReply => region.is_researched(),
        Letter::ControllerComplaint => snapshot.takes_company_complaint(request) && !complained,
        Letter::Complaint => region.authority_takes().is_some(),
    };
    place && region.offers(request.state.kind) && may_note(&request.status, letter.sending())
}

/// Returns the screen for what the letters say in the person's own words.
pub(super) fn grounds_screen(snapshot: &Snapshot<'_>, request: &Request<'_>, from: Option<Letter>) -> Screen {
    let parent = route_to(request, opened_from(from));
    let mut page = ScreenBuilder::new(snapshot, Some(&parent), t(grounds_title(request)));
    if request.state.kind == RequestKind::Erasure {
        add_text_field(&mut page, request, &WHAT, w::DRAFT_WHAT, w::GROUNDS_HINT);
    }
    if snapshot.takes_grounds(request) {
        page.section();
        if request.state.kind == RequestKind::Erasure {
            page.word(w::DRAFT_ERASURE_FIRST);
        }
        add_grounds_help(&mut page, request.account.person);
        let language = letter_language(snapshot, request, Letter::Post).code;
        if language != snapshot.wording.catalogue.language {
            let name = snapshot.wording.catalogue.language_name(language);
            page.text(fill(w::LETTER_LANGUAGE_OWN_WORDS, &[("language", &name)]));
        }
        add_text_field(&mut page, request, &GROUNDS, w::GROUNDS_TITLE, w::GROUNDS_HINT);
        page.head(t(w::DRAFT_BLOCKS));
        page.word(w::DRAFT_BLOCKS_WHY);
        for block in BLOCKS {
            let Some((title, text)) = block_words(block.name) else { continue };
            if block.name == RETIRED_BLOCK && !is_chosen(request.text("blocks"), RETIRED_BLOCK) {
                continue;
            }
            if block.name == SENSITIVE_BLOCKS[0] {
                page.section();
                page.callout(
                    Tone::Warning,
                    fill(w::DRAFT_BLOCKS_SENSITIVE, &[("service", &request.account.service())]),
                );
            }
            if block.name == MINOR_BLOCK {
                page.section();
                page.callout(Tone::Warning, fill(w::DRAFT_BLOCKS_MINOR, &[("service", &request.account.service())]));
            }
            page.row(Row::Toggle {
                name: block.name.to_owned(),
                label: snapshot.wording.t(title).to_owned(),
                detail: Some(snapshot.wording.t(text).to_owned()),
                value: is_chosen(request.text("blocks"), block.name),
                on_change: None,
            });
        }
    }
    let write = Command::WriteDetails { request: request.address(), letter: from };
    page.primary(t(w::DRAFT_SAVE), Target::Do(&write));
    page.done()
}

/// Adds a field with the text that the letters use. A text from elsewhere says so, until the person saves it here.
fn add_text_field(page: &mut ScreenBuilder<'_>, request: &Request<'_>, field: &Field, label: Word, hint: Word) {
    let taken_over = request.own_text(field.name).is_none() && !request.text(field.name).is_empty();
    let hint = if taken_over { w::DRAFT_TAKEN_OVER } else { hint };
    page.text_field(field, label, hint, request.text(field.name));
}

/// Returns the screen for the name and the addresses that all letters of a request share.
pub(super) fn details_screen(snapshot: &Snapshot<'_>, request: &Request<'_>, from: Option<Letter>) -> Screen {
    let name = request.account.person.helped_name();
    let values: [(&str, &dyn Value); 1] = [("name", &name.unwrap_or_default())];
    let title = if name.is_some() { fill(w::DRAFT_DETAILS_OF, &values) } else { t(w::DRAFT_DETAILS) };
    let mut page = ScreenBuilder::new(snapshot, Some(&route_to(request, opened_from(from))), title);
    page.word(w::DRAFT_DETAILS_WHY);
    for detail in DETAILS {
        add_text_field(&mut page, request, &detail.field, label_of(request, &detail), detail.hint);
    }
    add_minors(&mut page, request, from);
    let write = Command::WriteDetails { request: request.address(), letter: from };
    page.primary(t(w::DRAFT_SAVE), Target::Do(&write));
    page.done()
}

/// Returns the label of a detail. Who never had an account has no profile: then a link names the post in question.
fn label_of(request: &Request<'_>, detail: &Detail) -> Word {
    match (detail.field.name, request.membership()) {
        ("name", Membership::Never | Membership::None) => w::DRAFT_NAME_PLAIN,
        ("profile", Membership::Never | Membership::None) => w::DRAFT_POST_LINK,
        _ => detail.label,
    }
}

/// Adds the way to who signs for somebody under 18, where the law gives the rights without an age (`law.md` §9a.1).
fn add_minors(page: &mut ScreenBuilder<'_>, request: &Request<'_>, from: Option<Letter>) {
    if !request.region().has_right_to_object() {
        return;
    }
    let helped = request.account.person.state.helped;
    let title = if helped { w::MINORS_TITLE_HELPED } else { w::MINORS_TITLE };
    let detail = match request.signing() {
        "self" => NOTHING,
        chosen => t(signing_words(chosen, helped)),
    };
    page.section();
    page.line(
        Line { detail, ..Line::new(Icon::Person, t(title)) },
        Target::Go(&route_to(request, Page::Signing(from))),
    );
}

/// Names who signs, as the person chooses it.
fn signing_words(chosen: &str, helped: bool) -> Word {
    match (chosen, helped) {
        ("minor", false) => w::SIGNING_MINOR,
        ("minor", true) => w::SIGNING_MINOR_HELPED,
        ("agreed", false) => w::SIGNING_AGREED,
        ("agreed", true) => w::SIGNING_AGREED_HELPED,
        ("represented", _) => w::SIGNING_REPRESENTED,
        (_, false) => w::SIGNING_SELF,
        (_, true) => w::SIGNING_SELF_HELPED,
    }
}

/// Says why a choice of who signs does not do for a request, or for its complaint; `None` if it does.
pub(super) fn refused_signing(
    snapshot: &Snapshot<'_>,
    request: &Request<'_>,
    letter: Option<Letter>,
    signing: &str,
) -> Option<Word> {
    // Who says among the grounds that they are under 18 does not sign like everybody else.
    let contradicts = signing == "self" && is_chosen(request.text("blocks"), MINOR_BLOCK);
    let needs_parent = letter == Some(Letter::Complaint)
        && (contradicts || signing == "minor")
        && complaint_of_minor_needs_agreement(snapshot.complaint_place(request).0);
    let word = if needs_parent { w::SIGNING_NEEDS_PARENT } else { w::ERROR_CHOICE };
    (needs_parent || contradicts).then_some(word)
}

/// Returns the screen that asks who signs; `None` where nothing is known about people under 18. It asks for no age.
pub(super) fn signing_screen(snapshot: &Snapshot<'_>, request: &Request<'_>, from: Option<Letter>) -> Option<Screen> {
    if !request.region().has_right_to_object() {
        return None;
    }
    let helped = request.account.person.state.helped;
    let title = if helped { w::MINORS_TITLE_HELPED } else { w::MINORS_TITLE };
    let mut page = ScreenBuilder::new(snapshot, Some(&route_to(request, Page::Details(from))), t(title));
    minors_words(&mut page, helped, snapshot.complaint_place(request).0);
    let offered = ["self", "minor", "agreed", "represented"].into_iter();
    let refused = |id: &str| refused_signing(snapshot, request, from, id);
    let options = offered.filter(|id| refused(id).is_none());
    let options = options.map(|id| option(id, snapshot.wording.t(signing_words(id, helped)))).collect();
    let mut chosen = request.signing();
    if let Some(word) = refused(chosen) {
        page.callout(Tone::Info, t(word));
        chosen = "agreed";
    }
    page.section();
    page.choice(&SIGNING, t(w::SIGNING_TITLE), chosen, options, None);
    page.text_field(&GUARDIAN, w::SIGNING_GUARDIAN, w::SIGNING_GUARDIAN_HINT, request.text(GUARDIAN.name));
    let choose = Command::ChooseSigning { request: request.address(), letter: from };
    page.primary(t(w::DRAFT_SAVE), Target::Do(&choose));
    Some(page.done())
}

/// Returns the screen with a letter to send, or with the missing details; `None` if there is no such letter. First what
/// matters before it is sent, then the letter as paper with what can be done with it, then everything else.
pub(super) fn letter_screen(snapshot: &Snapshot<'_>, request: &Request<'_>, letter: Letter) -> Option<Screen> {
    if !is_possible(request, letter.sending()) {
        return None;
    }
    let to_authority = snapshot.authority(request).map(|(_, it)| it).filter(|_| letter == Letter::Complaint);
    let pasted = letter == Letter::Form || to_authority.is_some_and(AuthorityFacts::takes_only_its_form);
    let title = if pasted {
        letter_title(&snapshot.wording, Letter::Form, request.region())
    } else {
        title_of(snapshot, request, letter)
    };
    let mut page = ScreenBuilder::new(snapshot, Some(&request_route(request)), say(title));
    if letter == Letter::Complaint {
        warn_of_early_complaint(&mut page, request);
    }
    match letter_for(snapshot, request, letter, snapshot.wording.today())? {
        Ok(written) => {
            let print = !pasted && to_authority.is_none_or(AuthorityFacts::can_be_written_to);
            add_warnings(&mut page, request, letter);
            let handed_out = is_handed_out(snapshot, request, letter);
            page.section();
            page.document(&written);
            // All ways stand below the paper. Before it was handed out, the usual one is the primary button too: what goes
            // into a form is copied.
            let usual = usual_way(to_authority, pasted);
            let share = to_authority.is_none_or(|authority| authority.not_by_email.is_empty() || pasted);
            for way in HandOut::ALL {
                let counts = match way {
                    HandOut::Copy => true,
                    HandOut::Share => share,
                    HandOut::Print => print,
                };
                if counts {
                    add_hand_out(&mut page, request, letter, way);
                }
            }
            page.section();
            add_language(&mut page, request, letter);
            page.section();
            if let (Letter::Form, Some(form)) = (letter, snapshot.form_guide(request)) {
                page.line(Line::new(Icon::External, t(w::REQUEST_TO_FORM)), Target::Go(&guide_route(&form)));
            }
            if let Some(authority) = to_authority {
                add_ways_to_all(&mut page, snapshot.complaint_place(request).1, authority);
                page.section();
            }
            add_choices(&mut page, request, letter, pasted);
            if let Some(authority) = to_authority {
                add_naming(&mut page, request);
                add_authority_notes(&mut page, snapshot.complaint_place(request).1, authority);
            }
            let noting = match letter {
                Letter::Post => Page::Sent,
                // The text needs no details in the journal, so the route says that the person saw it.
                Letter::Form => Page::Event { event: letter.sending(), with_text: true },
                _ => Page::Event { event: letter.sending(), with_text: false },
            };
            let noting = route_to(request, noting);
            let hand_out = Command::HandOut { request: request.address(), letter, way: usual };
            match (handed_out, letter, snapshot.form_guide(request)) {
                (true, ..) => page.primary(t(w::DRAFT_NOTE_SENT), Target::Go(&noting)),
                (false, Letter::Form, Some(form)) => {
                    let open = guide::paths::Command::OpenWithText(form.address());
                    page.primary(t(w::GUIDE_OPEN_WITH_TEXT), Target::Do(&open));
                }
                _ => page.primary(t(hand_out_words(usual).1), Target::Do(&hand_out)),
            }
            if !handed_out {
                page.button_to(t(w::REQUEST_SENT_ALREADY), Target::Go(&noting));
            }
        }
        Err(missing) => {
            if letter == Letter::Complaint {
                add_authority_choice(&mut page, request);
                add_naming(&mut page, request);
            }
            let mut names = Vec::new();
            // What went wrong is one tap on this page; where none of the sentences can be true, another page says so.
            let mut elsewhere = missing.clone();
            if missing.contains(&FAILURE.name) && add_failures(&mut page, request, letter) {
                elsewhere.retain(|name| *name != FAILURE.name);
            }
            let to_details = route_to(request, page_of(&elsewhere, Some(letter)));
            let fields: Vec<&Detail> = DETAILS.iter().filter(|detail| missing.contains(&detail.field.name)).collect();
            let here = !fields.is_empty() && !missing.contains(&WHAT.name);
            let own = here || [WHAT.name, "gaps", FAILURE.name, AGREEMENT].iter().any(|name| elsewhere.contains(name));
            for name in missing {
                let label = match name {
                    "what" => w::DRAFT_WHAT,
                    "authority" => w::DRAFT_AUTHORITY,
                    "name_me" => w::DRAFT_NAME_ME_ANSWER,
                    "gaps" => w::GAPS_TITLE,
                    "failure" => w::FAILURE_TITLE,
                    AGREEMENT => w::SIGNING_AGREEMENT,
                    _ => label_of(request, DETAILS.iter().find(|detail| detail.field.name == name)?),
                };
                names.push(snapshot.wording.t(label));
            }
            let names = snapshot.wording.join(w::JOIN_LIST, names);
            page.section();
            page.callout(Tone::Info, fill(w::DRAFT_MISSING, &[("what", &names)]));
            if own && letter == Letter::Complaint && snapshot.authority(request).is_none() {
                page.item(t(w::DRAFT_AUTHORITY_CHOOSE), &route_to(request, Page::Authority));
            }
            if here {
                // What only this letter lacks is asked on its page.
                for detail in fields {
                    add_text_field(&mut page, request, &detail.field, label_of(request, detail), detail.hint);
                }
                let write = Command::WriteDetails { request: request.address(), letter: Some(letter) };
                page.primary(t(w::DRAFT_SAVE), Target::Do(&write));
            } else if own {
                page.primary(t(w::DRAFT_FILL_IN), Target::Go(&to_details));
            } else if snapshot.authority(request).is_none() {
                page.primary(t(w::DRAFT_AUTHORITY_CHOOSE), Target::Go(&route_to(request, Page::Authority)));
            }
        }
    }
    Some(page.done())
}

/// Returns the way in which a letter usually leaves: into a form, by e-mail, or on paper where no ordinary e-mail is
/// known to be enough.
fn usual_way(to_authority: Option<&AuthorityFacts>, pasted: bool) -> HandOut {
    match to_authority {
        _ if pasted => HandOut::Copy,
        Some(authority) if authority.usable_email().is_none() => {
            if authority.can_be_written_to() {
                HandOut::Print
            } else {
                HandOut::Copy
            }
        }
        _ => HandOut::Share,
    }
}

/// Adds what a person should know before the letter leaves: the way that its reader wants, the language, the grounds.
fn add_warnings(page: &mut ScreenBuilder<'_>, request: &Request<'_>, letter: Letter) {
    let (snapshot, region) = (page.snapshot, request.region());
    let asks = matches!(letter, Letter::Form | Letter::Post);
    if let Some((_, authority)) = snapshot.authority(request).filter(|_| letter == Letter::Complaint) {
        let (_, place) = snapshot.complaint_place(request);
        add_limits(page, place, authority);
        if place != region {
            let country = snapshot.wording.catalogue.country(request.country());
            page.callout(Tone::Info, fill(w::DRAFT_OTHER_LAW, &[("country", &country)]));
        }
        // The letter says so: nobody signs that unasked.
        if place.complaint_goes_first_to_the_company() && request.status.complained_to_controller.is_none() {
            let noted = RequestEvent::ComplainedToController;
            if is_possible(request, noted) && may_note(&request.status, noted) {
                let noting = route_to(request, Page::Event { event: noted, with_text: false });
                page.callout_more(Tone::Info, t(w::DRAFT_NOT_COMPLAINED), t(w::DRAFT_COMPLAINED), Target::Go(&noting));
            } else {
                page.callout(Tone::Info, t(w::DRAFT_NOT_COMPLAINED));
            }
        }
    }
    let first = &snapshot.wording.catalogue.facts.regions.before_request;
    if let Some(claims) = first.get(request.state.kind.name()).filter(|_| asks) {
        rights_claims(page, region, *claims);
    }
    if is_bare(snapshot, request, letter) {
        let grounds = route_to(request, Page::Grounds(Some(letter)));
        page.callout_more(Tone::Info, t(w::DRAFT_WITHOUT_GROUNDS), t(w::GROUNDS_SAVE), Target::Go(&grounds));
    }
    warn_of_language(page, request, letter);
    if letter == Letter::Post && snapshot.form_guide(request).is_some() {
        page.text(fill(w::DRAFT_FORM_FIRST, &[("service", &request.account.service())]));
    }
}

/// Returns whether a letter that objects has no grounds of the person's own.
fn is_bare(snapshot: &Snapshot<'_>, request: &Request<'_>, letter: Letter) -> bool {
    let written = ["grounds", "blocks"].iter().any(|field| !request.text(field).is_empty());
    let objects = snapshot.takes_grounds(request) && request.region().has_right_to_object();
    matches!(letter, Letter::Form | Letter::Post) && objects && !written
}

/// Adds what can be changed about a letter.
fn add_choices(page: &mut ScreenBuilder<'_>, request: &Request<'_>, letter: Letter, pasted: bool) {
    let (snapshot, from) = (page.snapshot, Some(letter));
    let asks = matches!(letter, Letter::Form | Letter::Post) && snapshot.takes_grounds(request);
    if asks && !is_bare(snapshot, request, letter) {
        add_grounds(page, request, from);
    }
    if matches!(letter, Letter::Form | Letter::Post) {
        add_part(page, request);
    }
    match letter {
        Letter::Reply if can_reply(snapshot, request) => {
            page.item(t(w::GAPS_TITLE), &route_to(request, Page::Gaps(from)));
        }
        Letter::ControllerComplaint | Letter::Complaint => {
            page.item(t(w::FAILURE_TITLE), &route_to(request, Page::Failure(from)));
            let incomplete = chosen_failure(snapshot, request, snapshot.wording.today()) == Some(Failure::Incomplete);
            if incomplete && request.state.kind == RequestKind::Access && can_miss_parts(snapshot, request) {
                page.item(t(w::GAPS_TITLE), &route_to(request, Page::Gaps(from)));
            }
        }
        _ => {}
    }
    if !pasted {
        add_name(page, request, from);
    }
    if !matches!(letter, Letter::Form | Letter::Post | Letter::IdentityReply) && !pasted {
        let chosen = request.text(&enclosures_field(letter)).split(BLOCK_SEPARATOR);
        let words = chosen.filter_map(|id| Some(snapshot.wording.t(enclosure_words(id)?.0)));
        let names = snapshot.wording.join(w::JOIN_LIST, words);
        let detail = if names.is_empty() { t(w::ENCLOSE_NOTHING) } else { say(&names) };
        let line = Line { detail, ..Line::new(Icon::Document, t(w::ENCLOSE_TITLE)) };
        page.line(line, Target::Go(&route_to(request, Page::Enclosures(letter))));
    }
    page.foot(t(w::ENCLOSE_NO_ID));
    if letter == Letter::Complaint {
        add_other_authority(page, request);
    }
}

/// Adds the way to the part of the country where the person lives, where the letter names the law of that part.
fn add_part(page: &mut ScreenBuilder<'_>, request: &Request<'_>) {
    let snapshot = page.snapshot;
    if snapshot.wording.catalogue.law(request.region()).parts.keys().next().is_some() {
        let detail = match snapshot.authority(request) {
            Some((_, authority)) if authority.land.is_some() => say(listed_name(&snapshot.wording, authority)),
            Some(_) => t(w::AUTHORITY_PROVINCE_OTHER),
            None => t(w::DRAFT_DETAILS_NONE),
        };
        let line = Line { detail, ..Line::new(Icon::Home, t(w::AUTHORITY_PROVINCE)) };
        page.line(line, Target::Go(&route_to(request, Page::Authority)));
    }
}

/// Adds the authority to which the person complains, and the way to another.
fn add_authority_choice(page: &mut ScreenBuilder<'_>, request: &Request<'_>) {
    let snapshot = page.snapshot;
    if let Some((key, authority)) = snapshot.authority(request) {
        let line = Line { detail: say(&authority.name), ..Line::new(Icon::Document, t(w::DRAFT_AUTHORITY)) };
        let route = Route::Authority { person: request.account.person.id, key: key.as_str() };
        page.line(line, Target::Go(&route));
    } else {
        let (_, place) = snapshot.complaint_place(request);
        rights_claims(page, place, snapshot.wording.catalogue.facts.regions.complaint);
    }
    add_other_authority(page, request);
}

fn add_other_authority(page: &mut ScreenBuilder<'_>, request: &Request<'_>) {
    let chosen = !request.text("authority").is_empty();
    match page.snapshot.authority(request) {
        Some(_) if chosen || page.snapshot.complaint_places(request).len() > 1 => {
            page.item(t(w::DRAFT_AUTHORITY_OTHER), &route_to(request, Page::Authority));
        }
        // What was chosen belongs to a country where the person does not live any more.
        None if chosen => page.item(t(w::AUTHORITY_FIND), &route_to(request, Page::Authority)),
        _ => {}
    }
}

/// Adds the question what went wrong, if one of the sentences can be true; returns whether it asks. The person chooses,
/// also where only one can be (`law.md` §9a.3).
fn add_failures(page: &mut ScreenBuilder<'_>, request: &Request<'_>, letter: Letter) -> bool {
    let options = failure_options(page.snapshot, request);
    if options.is_empty() {
        return false;
    }
    page.section();
    let options = [vec![option("", page.wording().t(w::DRAFT_NAME_ME_OPEN))], options].concat();
    let write = Command::WriteFailure { request: request.address(), letter: Some(letter) };
    page.choice(&FAILURE, t(w::FAILURE_TITLE), "", options, Some(&write));
    page.foot(t(w::FAILURE_HELP));
    true
}

/// Adds the question whether the authority may name the person to the company, where it does not always.
fn add_naming(page: &mut ScreenBuilder<'_>, request: &Request<'_>) {
    let naming = naming_policy(page.snapshot.complaint_place(request).0);
    if naming == NamingPolicy::Always {
        return;
    }
    page.section();
    let wording = page.wording();
    let mut options =
        vec![option("yes", wording.t(w::DRAFT_NAME_ME_YES)), option("no", wording.t(w::DRAFT_NAME_ME_NO))];
    if request.text(NAME_ME.name).is_empty() {
        options.insert(0, option("", wording.t(w::DRAFT_NAME_ME_OPEN)));
    }
    let allow = Command::AllowNaming(request.address());
    page.choice(&NAME_ME, t(w::DRAFT_NAME_ME), request.text(NAME_ME.name), options, Some(&allow));
    page.foot(t(if naming == NamingPolicy::Asked { w::DRAFT_NAME_ME_WHY } else { w::DRAFT_NAME_ME_WHY_OTHER }));
    page.section();
}

/// Adds a button that hands out a letter.
fn add_hand_out(page: &mut ScreenBuilder<'_>, request: &Request<'_>, letter: Letter, way: HandOut) {
    let (icon, word) = hand_out_words(way);
    let hand_out = Command::HandOut { request: request.address(), letter, way };
    page.button_like(Tone::Neutral, Some(icon), t(word), Target::Do(&hand_out));
}

const fn hand_out_words(way: HandOut) -> (Icon, Word) {
    match way {
        HandOut::Copy => (Icon::Copy, w::DRAFT_COPY),
        HandOut::Share => (Icon::Share, w::DRAFT_SHARE),
        HandOut::Print => (Icon::Document, w::DRAFT_PRINT),
    }
}

/// Returns the screen that asks to which authority to complain.
pub(super) fn choose_authority_screen(snapshot: &Snapshot<'_>, request: &Request<'_>) -> Screen {
    // Before anything is sent, it is asked for the law of the part where the person lives.
    let (back, title) = match request.status.stage {
        Stage::Draft if request.account.person.state.helped => (request_route(request), w::PERSONS_WHERE),
        Stage::Draft => (request_route(request), w::WELCOME_WHERE),
        _ => (route_to(request, Page::Letter(Letter::Complaint)), w::DRAFT_AUTHORITY_CHOOSE),
    };
    let mut page = ScreenBuilder::new(snapshot, Some(&back), t(title));
    let places = snapshot.complaint_places(request);
    let leads = Leads::Choose(request.address());
    let now = snapshot.moved_to(request);
    // Where the person lives now comes first, also where no authority is known there: the others would seem to be there.
    let all = match (now, places.as_slice()) {
        (_, []) => {
            page.word(w::AUTHORITY_NONE);
            return page.done();
        }
        (Some(now), [then]) if then.country != now.country => vec![now, *then],
        (_, [place]) => {
            add_authorities(&mut page, *place, leads, "");
            return page.done();
        }
        _ => places,
    };
    page.word(w::DRAFT_AUTHORITY_MOVED);
    for (place, word) in all.into_iter().zip([w::DRAFT_AUTHORITY_NOW, w::DRAFT_AUTHORITY_THEN]) {
        page.section();
        page.text(fill(word, &[("country", &snapshot.wording.catalogue.country(place.country))]));
        add_authorities(&mut page, place, leads, "");
    }
    page.done()
}

/// Returns the screen with a letter that was sent, as it was at the time of the note.
pub(super) fn wording_screen(snapshot: &Snapshot<'_>, request: &Request<'_>, noted: &EntryId) -> Option<Screen> {
    let text = request.wording(noted)?;
    let (_, event, _) = request.state.events.iter().find(|(stamp, ..)| stamp.entry == *noted)?;
    let letter = Letter::sent_by(*event)?;
    let mut page = ScreenBuilder::new(snapshot, Some(&request_route(request)), t(w::DRAFT_WORDING));
    page.word(w::DRAFT_WORDING_WHEN);
    let sent = request.state.sent_as.get(&noted.to_string());
    let kept = sent.map(|sent| sent.title.as_str()).filter(|title| !title.is_empty());
    let title = kept.unwrap_or_else(|| letter_title(&snapshot.wording, letter, request.region())).to_owned();
    let language =
        sent.and_then(|sent| Catalogue::known_language(&sent.language).filter(|_| !sent.language.is_empty()));
    let written = Written {
        title,
        // Notes of before language was kept do not say it.
        language: language.unwrap_or(snapshot.wording.catalogue.language),
        subject: String::new(),
        paragraphs: text.split(PARAGRAPH_SEPARATOR).map(str::to_owned).collect(),
    };
    page.section();
    page.document(&written);
    let text = written.text();
    page.button_like(Tone::Neutral, Some(Icon::Copy), t(w::DRAFT_COPY), Target::Copy(&text));
    page.button_like(Tone::Neutral, Some(Icon::Share), t(w::DRAFT_SHARE), Target::Share(&text));
    page.button_like(Tone::Neutral, Some(Icon::Document), t(w::DRAFT_PRINT), Target::Print(&written));
    Some(page.done())
}
