//! Folds entries into a state.

use std::cmp::Ordering;
use std::ops::RangeInclusive;

use chrono::{NaiveDate, NaiveDateTime};

use super::account_id::parse_account_id;
use super::act::{Act, Answer, CHECK, Membership, Picture, RecheckResult, Unseen, Via};
use super::durable::write_act;
use super::entry::Entry;
use super::entry_id::EntryId;
use super::state::{
    AccountState, Attachment, Correction, FormerPlace, HistoryItem, Pause, RequestState, SentFrom, Stamp, State,
};
use crate::sorted_map::SortedMap;

/// Folds entries into the state that follows from them. Their order does not matter, nor whether some are repeated.
pub fn fold_entries<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> State {
    fold_believed_entries(entries, &(NaiveDate::MIN..=NaiveDate::MAX))
}

/// Folds entries as [`fold_entries`] does, and believes only some days: an entry of any other was noted while the clock was
/// wrong. What it answers takes no part until that day is corrected, and nothing is counted from its day.
pub fn fold_believed_entries<'a>(
    entries: impl IntoIterator<Item = &'a Entry>,
    days: &RangeInclusive<NaiveDate>,
) -> State {
    let mut order: Vec<&Entry> = entries.into_iter().collect();
    order.sort_unstable_by(|a, b| (a.seq, &a.id).cmp(&(b.seq, &b.id)).then_with(|| compare_content(a, b)));
    order.dedup_by(|a, b| a == b);
    let mut undone_entries: Vec<&EntryId> = Vec::new();
    for act in order.iter().flat_map(|entry| &entry.acts) {
        if let Act::Undone { entry } = act {
            undone_entries.push(entry);
        }
    }
    undone_entries.sort_unstable();
    let undoes = |entry: &Entry| entry.acts.iter().any(|act| matches!(act, Act::Undone { .. }));
    let undone = |entry: &Entry| undoes(entry) || undone_entries.binary_search(&&entry.id).is_ok();
    let mut times = Times { corrected: Vec::new(), days };
    for correction in order.iter().copied().filter(|entry| !undone(entry)) {
        for act in &correction.acts {
            if let Act::DayCorrected { entry, on } = act {
                times.corrected.push((entry, *on, correction));
            }
        }
    }
    let mut state = State { conflicts: count_conflicts(&order), ..State::default() };
    // Accounts that were begun by an entry of its own, which was undone: later entries there went with it.
    let mut undone_accounts: Vec<&str> = Vec::new();
    for entry in order {
        if undone(entry) {
            if entry.only_begins() {
                undone_accounts.extend(entry.acts.iter().filter_map(Act::account));
            }
            continue;
        }
        for act in &entry.acts {
            let began = matches!(act, Act::AccountAdded { .. });
            let gone = |account: &str| undone_accounts.contains(&account) && !state.accounts.contains_key(account);
            if began || !act.account().is_some_and(gone) {
                apply(&mut state, &times, entry, act);
            }
        }
        begin_nudges(&mut state, &times, entry);
        state.entries += 1;
        state.last = Some(entry.id.clone());
    }
    state
}

/// The times of entries.
struct Times<'a> {
    /// Entries whose day was corrected, with that day and the entry that corrects it, the newest correction last.
    corrected: Vec<(&'a EntryId, NaiveDate, &'a Entry)>,
    /// The days that are believed.
    days: &'a RangeInclusive<NaiveDate>,
}

impl Times<'_> {
    /// Returns the local time of an entry, on the day that the person gave it.
    fn of(&self, entry: &Entry) -> NaiveDateTime {
        let at = entry.local();
        self.correction_of(entry).map_or(at, |(on, _)| on.and_time(at.time()))
    }

    /// Returns the newest correction of the day of an entry.
    fn correction_of(&self, entry: &Entry) -> Option<(NaiveDate, &Entry)> {
        let corrected = self.corrected.iter().rev().find(|(known, ..)| **known == entry.id);
        corrected.map(|(_, on, correction)| (*on, *correction))
    }

    /// Returns the correction of the day of an event, where the correction of its entry puts that right too: a day that the
    /// person typed and that can be right stays.
    fn correction_of_event(&self, entry: &Entry, on: NaiveDate) -> Option<(NaiveDate, &Entry)> {
        let noted = entry.local().date();
        let wrong = |right| on == noted || on > right || !(self.days.contains(&noted) || self.days.contains(&on));
        self.correction_of(entry).filter(|(right, _)| wrong(*right))
    }

    /// Returns the correction of the day of an entry as its history tells it.
    fn told_correction(&self, entry: &Entry) -> Option<Correction> {
        let (on, by) = self.correction_of(entry)?;
        Some(self.tell(entry, by, entry.local().date(), on))
    }

    fn tell(&self, entry: &Entry, by: &Entry, was: NaiveDate, on: NaiveDate) -> Correction {
        let stamp = Stamp { entry: by.id.clone(), seq: by.seq, at: self.of(by), offset: by.offset, via: Via::App };
        Correction { event: entry.id.clone(), stamp, was, on, of_entry: true }
    }

    /// Returns whether what an entry noted of a guide takes no part in anything: its day is not believed, or, where it notes
    /// a sending, the day of that.
    fn doubts_note(&self, entry: &Entry) -> bool {
        let noted = self.of(entry).date();
        let sending = entry.acts.iter().find_map(|act| match act {
            Act::RequestNoted { event, on, .. } if event.is_sending() => Some(*on),
            _ => None,
        });
        match sending {
            Some(on) => {
                let on = self.correction_of_event(entry, on).map_or(on, |(right, _)| right);
                is_doubted(self.days, noted, on)
            }
            None => !self.days.contains(&noted),
        }
    }
}

/// Returns whether an event of a day takes no part in its request: the day is still to come, or it was noted while the clock
/// was wrong and is not believed either.
pub fn is_doubted(days: &RangeInclusive<NaiveDate>, noted: NaiveDate, on: NaiveDate) -> bool {
    on > *days.end() || !(days.contains(&noted) || days.contains(&on))
}

fn apply(state: &mut State, times: &Times<'_>, entry: &Entry, act: &Act) {
    let at = times.of(entry);
    let believed = times.days.contains(&at.date());
    let stamp = |via: Via| Stamp { entry: entry.id.clone(), seq: entry.seq, at, offset: entry.offset, via };
    match act {
        Act::PersonAdded { name, helped, country } => {
            state.identity.get_or_insert_with(|| entry.id.clone());
            state.name.clone_from(name);
            state.helped = *helped;
            state.is_owner_known = true;
            state.country.clone_from(country);
        }
        Act::HelpedChosen { helped } => {
            state.helped = *helped;
            state.is_owner_known = true;
        }
        Act::PersonRenamed { name } => state.name.clone_from(name),
        Act::CountryChosen { country } => {
            if state.country.is_empty() {
                answer_country(state, country);
            } else {
                state.moves += 1;
                state.country.clone_from(country);
            }
        }
        // What is lost cannot have been wrong: then a correction is the answer to what is asked.
        Act::CountryCorrected { country } if state.country.is_empty() => answer_country(state, country),
        Act::CountryCorrected { country } => correct_country(state, country, &stamp(Via::App)),
        Act::HelpNoted { agreement } => state.help = Some((*agreement, stamp(Via::App))),
        Act::AccountAdded { account, service, membership } => {
            let account = account_mut(state, account);
            account.service.clone_from(service);
            account.membership = *membership;
            account.put_away = false;
        }
        Act::AccountChosen { account, chosen } => account_mut(state, account).put_away = !chosen,
        Act::AccountNamed { account, name } => account_mut(state, account).name.clone_from(name),
        Act::ServiceLanguageChosen { account, language } => {
            account_mut(state, account).language = Some(language.clone());
        }
        // There is one series a phone, whatever account an older entry names.
        Act::NudgingChosen { nudging, .. } => {
            state.nudges.nudging = *nudging;
            state.nudges.pauses.clear();
            if believed {
                state.nudges.from = Some(at.date());
            }
        }
        Act::Answered { account, guide, answer, via } => {
            note_answer(state, at, believed);
            let account = account_mut(state, account);
            let guide = account.guide_mut(guide);
            guide.history.push((stamp(*via), HistoryItem::Answer(*answer)));
            guide.corrections.extend(times.told_correction(entry));
            if times.doubts_note(entry) {
                guide.doubted = Some(stamp(*via));
                return;
            }
            guide.doubted = None;
            guide.answer = *answer;
            guide.answered = Some(stamp(*via));
            guide.snoozed_until = None;
            guide.last_recheck = None;
            if believed && matches!(answer, Answer::Done | Answer::WasOff { .. }) {
                guide.last_off = Some(at);
            }
        }
        Act::Rechecked { account, guide, due, seen, via } => {
            note_answer(state, at, believed);
            let guide = account_mut(state, account).guide_mut(guide);
            guide.history.push((stamp(*via), HistoryItem::Recheck(*seen)));
            guide.corrections.extend(times.told_correction(entry));
            if !believed {
                guide.doubted = Some(stamp(*via));
                return;
            }
            guide.doubted = None;
            guide.last_recheck = Some((*due, *seen));
            guide.snoozed_until = None;
            match seen {
                RecheckResult::Off => {
                    guide.last_off = Some(at);
                    // The person could not find the setting before, and sees it switched off now.
                    if matches!(guide.answer, Answer::NotVisible { .. }) {
                        guide.answer = Answer::Done;
                        guide.answered = Some(stamp(*via));
                    }
                }
                RecheckResult::On => {
                    guide.answer = Answer::Open;
                    guide.answered = Some(stamp(*via));
                }
                RecheckResult::NotFound => {
                    // A re-check gives no reason; a reason that was given before stands.
                    if !matches!(guide.answer, Answer::NotVisible { .. }) {
                        guide.answer = Answer::NotVisible { why: Unseen::SomethingElse };
                        guide.answered = Some(stamp(*via));
                    }
                }
                RecheckResult::Changed | RecheckResult::Skipped => {}
            }
        }
        // There is one check day a person, at whatever switch it was chosen.
        Act::RecheckChosen { months, .. } => state.check.months = Some(*months),
        // Until a day that was counted from a wrong one.
        Act::Snoozed { .. } | Act::RequestSnoozed { .. } if !believed => {}
        Act::Snoozed { account, until, .. } if account == CHECK => state.check.snoozed_until = Some(*until),
        Act::Snoozed { account, guide, until, .. } => {
            let guide = account_mut(state, account).guide_mut(guide);
            guide.snoozed_until = Some(*until);
            // Of an open step the nudges would remind, and they are one series; of any other the check day.
            match guide.answer {
                Answer::Open => state.nudges.pauses.push(Pause { noted: at, until: *until }),
                _ => state.check.snoozed_until = Some(*until),
            }
        }
        Act::GroundsWritten { account, guide, text } => {
            account_mut(state, account).guide_mut(guide).grounds.clone_from(text);
        }
        Act::RequestBegun { account, kind } => {
            let begun = || RequestState::new(account.clone(), *kind, stamp(Via::App));
            state.requests.get_or_insert_with(&entry.id.to_string(), begun);
        }
        // Only the first entry says what was asked: without it, the others of a request are left out.
        Act::RequestNoted { request, event, on, via } => {
            let corrected = times.correction_of_event(entry, *on);
            let noted = (stamp(*via), *event, corrected.map_or(*on, |(right, _)| right));
            if let Some(request) = state.requests.get_mut(&request.to_string()) {
                if event.is_sending() {
                    let account = state.accounts.get(&request.account);
                    request.sent_from = Some(SentFrom {
                        country: state.country.clone(),
                        law: None,
                        membership: account.map_or(Membership::Member, |account| account.membership),
                        former: Vec::new(),
                        moves: state.moves,
                    });
                }
                request.corrections.extend(corrected.map(|(right, by)| times.tell(entry, by, *on, right)));
                request.events.push(noted);
                request.snoozed_until = None;
            }
        }
        Act::RequestSentAs { request, sent } => {
            if let Some(request) = state.requests.get_mut(&request.to_string()) {
                if let Some(from) = request.sent_from.as_mut().filter(|_| entry.acts.iter().any(is_sending)) {
                    from.country.clone_from(&sent.country);
                    // Where the country was lost, no law was known either.
                    from.law = Some(sent.law.clone()).filter(|_| !sent.country.is_empty());
                    from.membership = sent.membership;
                }
                *request.sent_as.get_or_insert_with(&entry.id.to_string(), || sent.clone()) = sent.clone();
            }
        }
        Act::RequestCorrected { request, entry: event, on } => {
            let corrected = stamp(Via::App);
            if let Some(request) = state.requests.get_mut(&request.to_string())
                && let Some((_, _, day)) = request.events.iter_mut().find(|(stamp, ..)| stamp.entry == *event)
            {
                let was = std::mem::replace(day, *on);
                let of_entry = false;
                request.corrections.push(Correction { event: event.clone(), stamp: corrected, was, on: *on, of_entry });
            }
        }
        Act::RequestWritten { request, field, text } => {
            if let Some(request) = state.requests.get_mut(&request.to_string()) {
                if entry.acts.iter().any(|act| matches!(act, Act::RequestNoted { .. })) {
                    request.wordings.get_or_insert_with(&entry.id.to_string(), String::new).clone_from(text);
                } else {
                    request.texts.get_or_insert_with(field, String::new).clone_from(text);
                }
            }
        }
        Act::RequestSnoozed { request, until, .. } => {
            if let Some(request) = state.requests.get_mut(&request.to_string()) {
                request.snoozed_until = Some(*until);
            }
        }
        Act::NoteAdded { to, text } => attach(state, to, stamp(Via::App), text, None),
        Act::PictureAdded { to, picture } => attach(state, to, stamp(Via::App), "", Some(picture.clone())),
        Act::SettingChosen { name, value } => {
            state.settings.get_or_insert_with(name, String::new).clone_from(value);
        }
        Act::DayCorrected { .. } | Act::Undone { .. } => {}
        Act::Unknown { .. } => state.unknown.push(stamp(Via::App)),
    }
}

/// Lets the nudges begin with the first entry of a day that is believed.
fn begin_nudges(state: &mut State, times: &Times<'_>, entry: &Entry) {
    let day = times.of(entry).date();
    if state.nudges.from.is_none() && times.days.contains(&day) {
        state.nudges.from = Some(day);
    }
}

const fn is_sending(act: &Act) -> bool {
    matches!(act, Act::RequestNoted { event, .. } if event.is_sending())
}

/// Notes the day of an answer: nobody is asked on the days after they acted.
fn note_answer(state: &mut State, at: NaiveDateTime, believed: bool) {
    if believed {
        state.nudges.answered = state.nudges.answered.max(Some(at.date()));
    }
}

/// Answers what is asked where the entry that named the country is lost: nobody moved, and what was sent meanwhile was sent
/// from there.
fn answer_country(state: &mut State, country: &str) {
    country.clone_into(&mut state.country);
    let sent = state.requests.values_mut().filter_map(|request| request.sent_from.as_mut());
    sent.filter(|sent| sent.country.is_empty()).for_each(|sent| country.clone_into(&mut sent.country));
}

/// Puts another country in the place of the one that was noted last, also for what was sent since then. What was sent
/// before the last move was sent from elsewhere.
fn correct_country(state: &mut State, country: &str, corrected: &Stamp) {
    country.clone_into(&mut state.country);
    for request in state.requests.values_mut() {
        let here = request.sent_from.as_mut().filter(|from| from.moves == state.moves && from.country != country);
        if let Some(from) = here {
            let wrong = std::mem::replace(&mut from.country, country.to_owned());
            let law = from.law.take();
            from.former.push(FormerPlace { country: wrong, law, corrected: corrected.clone() });
        }
    }
}

/// Orders entries that share their place and their id, so that a merge has one order. Two such entries differ where a
/// folder was copied and both copies went on under one name.
fn compare_content(a: &Entry, b: &Entry) -> Ordering {
    if a == b {
        return Ordering::Equal;
    }
    let content = |entry: &Entry| -> Vec<_> { entry.acts.iter().map(write_act).collect() };
    (a.at, a.offset, a.v).cmp(&(b.at, b.offset, b.v)).then_with(|| content(a).cmp(&content(b)))
}

/// Counts the entries whose id another entry of other content has too.
fn count_conflicts(order: &[&Entry]) -> usize {
    let mut ids: Vec<&EntryId> = order.iter().map(|entry| &entry.id).collect();
    ids.sort_unstable();
    ids.windows(2).filter(|pair| pair[0] == pair[1]).count()
}

fn attach(state: &mut State, to: &str, stamp: Stamp, note: &str, picture: Option<Picture>) {
    // Only the first entry says what was asked: without it, attachments of a request are left out too.
    if to.strip_prefix("requests/").is_none_or(|request| state.requests.contains_key(request)) {
        state.attachments.push(Attachment { to: to.to_owned(), stamp, note: note.to_owned(), picture });
    }
}

/// Returns an account for changing it. Its first entry can be missing because that line was damaged: then the id says
/// which service it is, and later entries still count.
fn account_mut<'a>(state: &'a mut State, id: &str) -> &'a mut AccountState {
    state.accounts.get_or_insert_with(id, || AccountState {
        service: parse_account_id(id).0.to_owned(),
        membership: Membership::Member,
        put_away: false,
        name: String::new(),
        language: None,
        guides: SortedMap::new(),
    })
}
