//! Commands: readable paths that name person, account, guide and occurrence, so that performing one twice is harmless.
//! Those carried by notifications begin with `notification/` and are never removed.

use std::io::Write as _;
use std::path::Path;

use chrono::{Datelike, NaiveDate};
use widerspruch_domain::checklist::{interval, progress};
use widerspruch_domain::civil::{add_days, day};
use widerspruch_domain::journal::{
    Act, Answer, EntryId, Membership, RequestEvent, RequestKind, Seen as Looked, Since, Via,
};
use widerspruch_domain::named::Named;
use widerspruch_domain::requests::{self, Stage};

use crate::boundary::{Action, FormValues, Moment, Notice, Outcome, PermissionState, Platform, SystemPage};
use crate::calendar;
use crate::content::{Word, w};
use crate::fault::Fault;
use crate::forms::{self, DETAILS, GROUNDS_LENGTH, LINE_LENGTH, NAME_LENGTH, NOTE_LENGTH, Setting};
use crate::letters::{BLOCKS, BLOCKS_BETWEEN, Letter};
use crate::pack::{self, LeftOut};
use crate::plan;
use crate::seen::{Request, Seen, records_route};
use crate::session::Session;
use crate::storage::store::{Book, remove};

/// How far ahead something can be put off, in days: past the longest interval between two looks.
const FURTHEST: u64 = 366;

/// What happened to a request did not happen before this year: the law that gives the right applies from then on.
const EARLIEST_YEAR: i32 = 2018;

type Done = Result<Outcome, Fault>;

/// Applies `command`.
pub(crate) fn perform(session: &mut Session, command: &str, form: &FormValues, now: Moment) -> Done {
    let before = plan::occurrences(&session.at(now));
    let outcome = apply(session, command, form, now)?;
    if outcome.plan_changed {
        plan::keep_days(session, &before, now);
    }
    Ok(outcome)
}

fn apply(session: &mut Session, command: &str, form: &FormValues, now: Moment) -> Done {
    let (via, path) = match command.strip_prefix("notification/") {
        Some(rest) => (Via::Notification, rest),
        None => (Via::App, command),
    };
    let parts: Vec<&str> = path.split('/').collect();
    let mut command = Command { session, form, now, via };
    match parts.as_slice() {
        ["welcome"] => command.welcome(true),
        ["welcome", "skip"] => command.welcome(false),
        ["person", "add"] => command.add_person(),
        ["person", person, "show"] => command.show_person(person),
        ["person", person, "rename"] => command.rename(person),
        ["person", person, "country"] => command.country(person),
        ["person", person, "erase"] => command.erase(person),
        ["account", person, service, "add", number] => {
            let number = number.parse().ok().filter(|number| *number > 0).ok_or(Fault::UnknownCommand)?;
            command.add_account(person, service, number)
        }
        ["account", person, account, "name"] => command.name_account(person, account),
        ["account", person, account, "membership", membership] => command.membership(person, account, membership),
        ["language", person, account] => command.service_language(person, account, None),
        ["language", person, account, language] => command.service_language(person, account, Some(language)),
        ["open", person, account, guide, place] => command.open(person, account, guide, place),
        ["confirm", person, account, guide] => command.answer(person, account, guide, Answer::Done),
        ["was-off", person, account, guide, since] => {
            let since = match *since {
                "before" => Since::BeforeStart,
                "after" => Since::AfterStart,
                "unknown" => Since::Unknown,
                _ => return Err(Fault::UnknownCommand),
            };
            command.answer(person, account, guide, Answer::WasOff { since })
        }
        ["unseen", person, account, guide, why] => {
            let why = forms::unseen(why).ok_or(Fault::UnknownCommand)?;
            command.answer(person, account, guide, Answer::NotVisible { why })
        }
        ["not-applicable", person, account, guide] => command.answer(person, account, guide, Answer::NotApplicable),
        ["leave-out", person, account, guide] => command.answer(person, account, guide, Answer::LeftOut),
        ["reopen", person, account, guide] => command.answer(person, account, guide, Answer::Open),
        ["enough", person, account] => command.enough(person, account),
        ["request", person, account, kind, how @ ("begin" | "begin-again")] => {
            let kind = kind.parse().map_err(|()| Fault::UnknownCommand)?;
            command.begin_request(person, account, kind, *how == "begin-again")
        }
        ["request", person, "requests", id, "details"] => command.write_details(person, id),
        ["request", person, "requests", id, "name-me"] => command.may_name(person, id),
        ["request", person, "requests", id, "authority", key] => command.choose_authority(person, id, key),
        ["request", person, "requests", id, event, rest @ ..] if matches!(rest, [] | ["text"]) => {
            let event = forms::event(event).ok_or(Fault::UnknownCommand)?;
            command.note_request(person, id, event, !rest.is_empty())
        }
        ["postpone", until] => command.postpone(date(until)?),
        ["later", person, "requests", id, until] => command.later_request(person, id, date(until)?),
        ["later", person, account, guide, until] => command.later(person, account, guide, date(until)?),
        ["checked", person, account, guide, due, seen] => {
            let seen = match *seen {
                "off" => Looked::Off,
                "on" => Looked::On,
                "not-found" => Looked::NotFound,
                _ => return Err(Fault::UnknownCommand),
            };
            command.checked(person, account, guide, date(due)?, seen)
        }
        ["recheck", person, account, guide] => command.recheck(person, account, guide),
        ["nudging", person, account, how] => command.nudging(person, account, how),
        ["grounds", person, account, guide] => command.grounds(person, account, guide),
        ["set", "weekdays", day] => command.set_day(day),
        ["set", name] => command.set(name),
        ["pack", person] => command.pack(person),
        [act @ ("note" | "picture"), person, _, _] => {
            let key = &path[act.len() + 1..];
            if *act == "note" { command.note(person, key) } else { command.picture(person, key) }
        }
        ["undo", entry] => command.undo(entry),
        ["damage", "seen"] => command.damage_seen(),
        ["reminders", "on"] => command.reminders_on(),
        ["reminders", "test"] => command.test_reminder(),
        ["reminders", "calendar"] => command.calendar(),
        _ => Err(Fault::UnknownCommand),
    }
}

/// A day as routes and commands write it.
fn date(text: &str) -> Result<NaiveDate, Fault> {
    day(text).ok_or(Fault::UnknownCommand)
}

struct Command<'a> {
    session: &'a mut Session,
    form: &'a FormValues,
    now: Moment,
    via: Via,
}

impl Command<'_> {
    fn welcome(&mut self, with_form: bool) -> Done {
        if !self.session.store.persons.is_empty() {
            return Ok(self.gone("/"));
        }
        let preset = self.session.at(self.now).preset_country().to_owned();
        let field = |name: &str| if with_form { self.form.get(name).map(String::as_str) } else { None };
        let helped = match field("for").unwrap_or("me") {
            "me" => false,
            "other" => true,
            _ => return Err(Fault::BadInput("for", w::ERROR_CHOICE)),
        };
        let country = self.known_country(field("country").unwrap_or(&preset))?;
        let name = if helped { self.text("name", NAME_LENGTH)? } else { String::new() };
        let (accounts, membership) = match field("account").unwrap_or("one") {
            "one" => (1, Membership::Member),
            "several" => (2, Membership::Member),
            "none" => (1, Membership::None),
            _ => return Err(Fault::BadInput("account", w::ERROR_CHOICE)),
        };
        let mut acts = vec![Act::PersonAdded { name, helped, country }];
        acts.extend(self.accounts_everywhere(accounts, membership));
        let mut choices = Vec::new();
        for setting in [Setting::Hour, Setting::Weekdays] {
            if let Some(input) = field(setting.name()) {
                let value = kept(setting, input)?;
                if value != self.session.setting(setting) {
                    choices.push(Act::SettingChosen { name: setting.name().to_owned(), value });
                }
            }
        }
        self.begin(acts, choices, w::NOTICE_BEGUN)
    }

    fn add_person(&mut self) -> Done {
        let name = self.text("name", NAME_LENGTH)?;
        if name.is_empty() {
            return Err(Fault::BadInput("name", w::ERROR_NAME));
        }
        // The same name once more is a second tap, not a second person.
        let persons = self.session.at(self.now).persons();
        let known = persons.into_iter().find(|p| p.state.name == name).map(|p| p.id.to_owned());
        if let Some(known) = known {
            return self.show_person(&known);
        }
        let seen = self.session.at(self.now);
        // As the screen presets it: most people help somebody nearby.
        let preset = seen.current().map_or(seen.preset_country(), |person| person.country).to_owned();
        let country = self.known_country(self.form.get("country").unwrap_or(&preset))?;
        let mut acts = vec![Act::PersonAdded { name, helped: true, country }];
        acts.extend(self.accounts_everywhere(1, Membership::Member));
        self.begin(acts, Vec::new(), w::NOTICE_PERSON_ADDED)
    }

    /// Begins a person's journal and shows that person. Undoing it takes the person away again; choices for the app as a
    /// whole stay.
    fn begin(&mut self, acts: Vec<Act>, choices: Vec<Act>, word: Word) -> Done {
        let id = self.session.store.free_person();
        let mut writings = vec![(Some(id.clone()), acts)];
        if !choices.is_empty() {
            writings.push((None, choices));
        }
        let written = self.session.store.append_all(writings, self.now)?;
        // Where it cannot be kept who is shown, the person is there all the same.
        let _ = self.session.store.change_device(|device| device.show(&id));
        let notice = written.first().and_then(|entry| self.undoable(word, entry));
        Ok(Outcome { then: vec![go("/")], notice, plan_changed: true })
    }

    fn accounts_everywhere(&self, count: u32, membership: Membership) -> Vec<Act> {
        let mut acts = Vec::new();
        for service in self.session.content.facts.services.keys() {
            for number in 1..=count {
                let account = account_id(service, number);
                acts.push(Act::AccountAdded { account, service: service.to_string(), membership });
            }
        }
        acts
    }

    fn show_person(&mut self, person: &str) -> Done {
        if !self.session.store.persons.contains(person) {
            return Ok(self.gone("/persons"));
        }
        self.session.store.change_device(|device| device.show(person))?;
        Ok(Outcome { then: vec![go("/")], notice: None, plan_changed: false })
    }

    fn rename(&mut self, person: &str) -> Done {
        let name = self.text("name", NAME_LENGTH)?;
        if self.session.at(self.now).person(person).is_some_and(|known| known.state.name == name) {
            return Ok(self.already(w::NOTICE_ALREADY));
        }
        self.write(person, vec![Act::PersonRenamed { name }], w::NOTICE_SAVED, None)
    }

    fn country(&mut self, person: &str) -> Done {
        let country = self.known_country(self.form.get("country").map_or("", String::as_str))?;
        if self.session.at(self.now).person(person).is_some_and(|known| known.state.country == country) {
            return Ok(self.already(w::NOTICE_ALREADY));
        }
        self.write(person, vec![Act::CountryChosen { country }], w::NOTICE_SAVED, None)
    }

    fn erase(&mut self, person: &str) -> Done {
        if !self.session.store.persons.contains(person) {
            return Ok(self.gone("/persons"));
        }
        if self.form.get("sure").map(String::as_str) != Some("true") {
            return Err(Fault::BadInput("sure", w::ERROR_SURE));
        }
        self.session.store.erase_person(person)?;
        Ok(Outcome { then: vec![go("/")], notice: self.say(w::NOTICE_ERASED), plan_changed: true })
    }

    fn add_account(&mut self, person: &str, service: &str, number: u32) -> Done {
        let seen = self.session.at(self.now);
        let Some(known) = seen.person(person).filter(|_| seen.view.content.service(service).is_some()) else {
            return Ok(self.gone("/"));
        };
        let account = account_id(service, number);
        if known.state.accounts.contains(&account) {
            return Ok(self.already(w::NOTICE_ALREADY));
        }
        let act = Act::AccountAdded { account, service: service.to_owned(), membership: Membership::Member };
        self.write(person, vec![act], w::NOTICE_ACCOUNT_ADDED, None)
    }

    fn name_account(&mut self, person: &str, account: &str) -> Done {
        let name = self.text("name", NAME_LENGTH)?;
        if self.session.at(self.now).account(person, account).is_some_and(|known| known.state.name == name) {
            return Ok(self.already(w::NOTICE_ALREADY));
        }
        self.for_account(person, account, w::NOTICE_SAVED, |account| Act::AccountNamed { account, name })
    }

    fn membership(&mut self, person: &str, account: &str, membership: &str) -> Done {
        let membership = match membership {
            "member" => Membership::Member,
            "none" => Membership::None,
            _ => return Err(Fault::UnknownCommand),
        };
        let Some(known) = self.session.at(self.now).account(person, account) else { return Ok(self.gone("/")) };
        if known.state.membership == membership {
            return Ok(self.already(w::NOTICE_ALREADY));
        }
        let service = known.facts.id.to_string();
        self.for_account(person, account, w::NOTICE_SAVED, |account| Act::AccountAdded { account, service, membership })
    }

    fn service_language(&mut self, person: &str, account: &str, language: Option<&str>) -> Done {
        let Some(known) = self.session.at(self.now).account(person, account) else { return Ok(self.gone("/")) };
        let language = language.or_else(|| self.form.get("language").map(String::as_str)).unwrap_or_default();
        if !known.facts.languages.iter().any(|l| l == language) {
            return Err(Fault::BadInput("language", w::ERROR_CHOICE));
        }
        if known.state.language.as_deref() == Some(language) {
            return Ok(self.already(w::NOTICE_ALREADY));
        }
        let language = language.to_owned();
        self.for_account(person, account, w::NOTICE_SAVED, |account| Act::ServiceLanguageChosen { account, language })
    }

    fn open(&mut self, person: &str, account: &str, guide: &str, place: &str) -> Done {
        let browser_only = match place {
            "app" => false,
            "browser" => true,
            _ => return Err(Fault::UnknownCommand),
        };
        let seen = self.session.at(self.now);
        let Some(found) = seen.guide_at(person, account, guide) else { return Ok(self.gone("/")) };
        let Some(link) = found.account.facts.links.get(found.facts.link_in(found.account.person.region)) else {
            return Ok(self.gone("/"));
        };
        let action = Action::OpenUrl { url: link.url.to_string(), browser_only };
        let key = found.key();
        // The question "did it work?" is a help; that the link opens matters more than that it is remembered.
        let _ = self.session.store.change_device(|device| {
            if !device.opened.contains(&key) {
                device.opened.push(key.clone());
            }
        });
        Ok(Outcome { then: vec![action], notice: None, plan_changed: false })
    }

    fn answer(&mut self, person: &str, account: &str, guide: &str, answer: Answer) -> Done {
        let seen = self.session.at(self.now);
        let Some(found) = seen.guide_at(person, account, guide) else { return Ok(self.gone("/")) };
        let route = found.route();
        let key = found.key();
        let today = seen.view.today();
        let possible = match answer {
            Answer::WasOff { .. } => found.has("already"),
            Answer::NotVisible { .. } => found.has("unseen"),
            Answer::NotApplicable => found.has("not-applicable"),
            Answer::Open | Answer::Done | Answer::LeftOut => true,
        };
        if !possible {
            return Ok(self.gone(&route));
        }
        if found.state.answer == answer {
            let told = if answer == Answer::Open { w::NOTICE_ALREADY_OPEN } else { w::NOTICE_ALREADY };
            return Ok(Outcome { then: vec![go(&route)], ..self.already(told) });
        }
        // A button of an old notification must not turn what was answered since into something else.
        if self.via == Via::Notification && found.state.answer != Answer::Open {
            return Ok(self.gone(&route));
        }
        let word = match answer {
            Answer::Open => w::NOTICE_REOPENED,
            Answer::LeftOut => w::NOTICE_LEFT_OUT,
            Answer::NotVisible { .. } if interval(found.facts, found.state).is_some() => w::NOTICE_NOT_VISIBLE,
            Answer::NotVisible { .. } | Answer::Done | Answer::WasOff { .. } | Answer::NotApplicable => w::NOTICE_NOTED,
        };
        // A form that was sent is a request, received that day. All of it in one entry: it is true together or not at all.
        let asks = found.facts.request.filter(|_| answer == Answer::Done).and_then(|kind| kind.parse().ok());
        let asks = asks.filter(|kind| requests::offered(found.account.person.region).contains(kind));
        let known = asks.and_then(|kind| seen.open_request(found.account, kind));
        let mut acts =
            vec![Act::Answered { account: account.to_owned(), guide: guide.to_owned(), answer, via: self.via }];
        let event = RequestEvent::SentByForm;
        let begins = asks.filter(|_| known.is_none());
        if let Some(draft) = known.filter(|known| known.standing.stage == Stage::Draft) {
            acts.append(&mut self.noting(&seen, &draft, event, today, false)?);
        }
        if let Some(kind) = begins {
            let request = self.session.store.next_id()?;
            acts.push(Act::RequestBegun { account: account.to_owned(), kind });
            acts.push(Act::RequestNoted { request, event, on: today, via: self.via });
        }
        let done = self.write(person, acts, word, Some(&route))?;
        if answer == Answer::Open {
            self.forget_opened(&key);
        }
        Ok(done)
    }

    /// Asks no more whether opening the link worked. While a guide is answered the mark sleeps, so that undo finds it.
    fn forget_opened(&mut self, key: &str) {
        // A help only, as where it is made.
        let _ = self.session.store.change_device(|device| device.opened.retain(|opened| opened != key));
    }

    fn enough(&mut self, person: &str, account: &str) -> Done {
        let seen = self.session.at(self.now);
        let Some(found) = seen.account(person, account) else { return Ok(self.gone("/")) };
        let open = progress(found.facts, found.state, found.person.region).open;
        if open.is_empty() {
            return Ok(self.gone("/"));
        }
        let leave = |guide: String| Act::Answered {
            account: account.to_owned(),
            guide,
            answer: Answer::LeftOut,
            via: self.via,
        };
        let acts = open.into_iter().map(|guide| leave(guide.id.to_string())).collect();
        self.write(person, acts, w::NOTICE_ENOUGH, Some("/"))
    }

    fn later(&mut self, person: &str, account: &str, guide: &str, until: NaiveDate) -> Done {
        let seen = self.session.at(self.now);
        let Some(found) = seen.guide_at(person, account, guide) else { return Ok(self.gone("/")) };
        let until = match self.put_off(&seen, until, &found.key(), &found.route(), found.state.snoozed_until)? {
            Ok(until) => until,
            Err(told) => return Ok(told),
        };
        let act = Act::Snoozed { account: account.to_owned(), guide: guide.to_owned(), until, via: self.via };
        self.write(person, vec![act], w::NOTICE_LATER, Some("/"))
    }

    /// Begins a request. The same one once more is asked about first; a draft is gone on with.
    fn begin_request(&mut self, person: &str, account: &str, kind: RequestKind, again: bool) -> Done {
        let seen = self.session.at(self.now);
        let Some(known) = seen.account(person, account) else { return Ok(self.gone("/")) };
        if !requests::offered(known.person.region).contains(&kind) {
            return Ok(self.gone(&format!("/{person}/requests")));
        }
        match seen.open_request(known, kind).map(|first| (first.route(), first.standing.stage)) {
            Some((route, Stage::Draft)) => {
                return Ok(Outcome { then: vec![go(&route)], notice: None, plan_changed: false });
            }
            Some(_) if !again => {
                let route = format!("/{person}/requests/again/{account}/{}", kind.name());
                return Ok(Outcome { then: vec![go(&route)], notice: None, plan_changed: false });
            }
            _ => {}
        }
        let act = Act::RequestBegun { account: account.to_owned(), kind };
        let entry = self.session.store.append(Some(person), vec![act], self.now)?;
        let notice = self.undoable(w::NOTICE_REQUEST_BEGUN, &entry);
        Ok(Outcome { then: vec![go(&format!("/{person}/requests/{entry}"))], notice, plan_changed: true })
    }

    /// Notes what happened to a request, and on which day: today where none is given. `with_text` where the text that was
    /// sent stood on the screen.
    fn note_request(&mut self, person: &str, id: &str, event: RequestEvent, with_text: bool) -> Done {
        let seen = self.session.at(self.now);
        let Some(found) = seen.request(person, id) else { return Ok(self.gone("/")) };
        let (route, today) = (found.route(), seen.view.today());
        let on = match self.form.get("on") {
            Some(text) => day(text.trim()).filter(|on| *on <= today && on.year() >= EARLIEST_YEAR),
            None => Some(today),
        };
        let on = on.filter(|on| requests::earliest(found.state, event).is_none_or(|earliest| earliest <= *on));
        let on = on.ok_or(Fault::BadInput("on", w::REQUEST_WRONG_DAY))?;
        if found.state.events.last().is_some_and(|(_, last, day)| (*last, *day) == (event, on)) {
            return Ok(Outcome { then: vec![go(&route)], ..self.already(w::NOTICE_ALREADY) });
        }
        if !requests::may_follow(&found.standing, event) {
            return Ok(self.gone(&route));
        }
        let mut acts = self.noting(&seen, &found, event, on, with_text)?;
        if requests::is_sending(event)
            && let Some(guide) = found.guide(&seen).filter(|guide| guide.state.answer != Answer::Done)
        {
            // The step on the list is the same thing.
            let (account, guide) = (found.account.id.to_owned(), guide.facts.id.to_string());
            acts.push(Act::Answered { account, guide, answer: Answer::Done, via: self.via });
        }
        self.write(person, acts, w::NOTICE_NOTED, Some(&route))
    }

    /// That something happened to a request. What is sent is kept as it reads now, where it was written here or shown.
    fn noting(
        &self,
        seen: &Seen<'_>,
        found: &Request<'_>,
        event: RequestEvent,
        on: NaiveDate,
        with_text: bool,
    ) -> Result<Vec<Act>, Fault> {
        let request: EntryId = found.id.parse().map_err(|_| Fault::UnknownCommand)?;
        let mut acts = vec![Act::RequestNoted { request: request.clone(), event, on, via: self.via }];
        if let Some(letter) = Letter::sent_by(event).filter(|_| with_text || !found.state.texts.is_empty())
            && let Some(Ok(written)) = found.letter(seen, letter, on)
        {
            let field = letter.id().to_owned();
            acts.push(Act::RequestWritten { request, field, text: written.text() });
        }
        Ok(acts)
    }

    /// What the letters of a request are written from: all inputs in one entry, so that one undo takes them back. What is
    /// not among the inputs stays.
    fn write_details(&mut self, person: &str, id: &str) -> Done {
        let own = [("grounds", GROUNDS_LENGTH)];
        let mut texts: Vec<(&str, String)> = Vec::new();
        for (name, longest) in DETAILS.iter().map(|detail| (detail.name, detail.longest)).chain(own) {
            if self.form.contains_key(name) {
                let text = self.text(name, longest)?;
                if name == "email" && !text.is_empty() && (!text.contains('@') || text.contains(' ')) {
                    return Err(Fault::BadInput(name, w::LETTER_WRONG_EMAIL));
                }
                texts.push((name, text));
            }
        }
        let mut blocks = String::new();
        let mut asked = false;
        for (block, ..) in BLOCKS {
            let chosen = self.form.get(block);
            asked |= chosen.is_some();
            if chosen.is_some_and(|chosen| chosen == "true") {
                if !blocks.is_empty() {
                    blocks.push(BLOCKS_BETWEEN);
                }
                blocks.push_str(block);
            }
        }
        if asked {
            texts.push(("blocks", blocks));
        }
        self.write_texts(person, id, texts, "")
    }

    fn may_name(&mut self, person: &str, id: &str) -> Done {
        let value = self.form.get("name_me").map(String::as_str).filter(|value| matches!(*value, "yes" | "no" | ""));
        let value = value.ok_or(Fault::BadInput("name_me", w::ERROR_CHOICE))?;
        self.write_texts(person, id, vec![("name_me", value.to_owned())], "/complaint")
    }

    fn choose_authority(&mut self, person: &str, id: &str, key: &str) -> Done {
        if !self.session.content.facts.authorities.authorities.contains_key(key) {
            return Err(Fault::UnknownCommand);
        }
        self.write_texts(person, id, vec![("authority", key.to_owned())], "/complaint")
    }

    /// Writes the texts that are others than before, and shows a screen of the request.
    fn write_texts(&mut self, person: &str, id: &str, texts: Vec<(&str, String)>, then: &str) -> Done {
        let Some(found) = self.session.at(self.now).request(person, id) else { return Ok(self.gone("/")) };
        let request: EntryId = id.parse().map_err(|_| Fault::UnknownCommand)?;
        let mut acts = Vec::new();
        for (field, text) in texts {
            if found.text(field) != text {
                acts.push(Act::RequestWritten { request: request.clone(), field: field.to_owned(), text });
            }
        }
        let route = found.route() + then;
        if acts.is_empty() {
            return Ok(Outcome { then: vec![go(&route)], ..self.already(w::NOTICE_ALREADY) });
        }
        self.write(person, acts, w::NOTICE_SAVED, Some(&route))
    }

    fn later_request(&mut self, person: &str, id: &str, until: NaiveDate) -> Done {
        let seen = self.session.at(self.now);
        let Some(found) = seen.request(person, id) else { return Ok(self.gone("/")) };
        let until = match self.put_off(&seen, until, &found.key(), &found.route(), found.state.snoozed_until)? {
            Ok(until) => until,
            Err(told) => return Ok(told),
        };
        let request = id.parse().map_err(|_| Fault::UnknownCommand)?;
        let act = Act::RequestSnoozed { request, until, via: self.via };
        self.write(person, vec![act], w::NOTICE_LATER, Some("/"))
    }

    /// All that is due, not before that day.
    fn postpone(&mut self, until: NaiveDate) -> Done {
        let seen = self.session.at(self.now);
        let today = seen.view.today();
        if until > add_days(today, FURTHEST) {
            return Err(Fault::UnknownCommand);
        }
        let all = plan::occurrences(&seen).due;
        let Some(until) = self.still_later(until, today, !all.is_empty()) else { return Ok(self.gone("/")) };
        let via = self.via;
        let mut by_person: Named<Vec<Act>> = Named::new();
        for due in all {
            let names: Vec<&str> = due.subject.split('/').collect();
            let (person, act) = match names.as_slice() {
                [person, "requests", id] => {
                    let Ok(request) = id.parse() else { continue };
                    (person, Act::RequestSnoozed { request, until, via })
                }
                [person, account, guide] => {
                    let (account, guide) = ((*account).to_owned(), (*guide).to_owned());
                    (person, Act::Snoozed { account, guide, until, via })
                }
                _ => continue,
            };
            by_person.or_insert(person, Vec::new).push(act);
        }
        if by_person.is_empty() {
            return Ok(self.gone("/"));
        }
        let writings = by_person.iter().map(|(person, acts)| (Some(person.to_owned()), acts.clone())).collect();
        let written = self.session.store.append_all(writings, self.now)?;
        let written: Vec<String> = written.iter().map(EntryId::to_string).collect();
        let undo = Some(format!("undo/{}", written.join(",")));
        let notice = Some(Notice { text: self.session.content.text(w::NOTICE_LATER).to_owned(), undo });
        Ok(Outcome { then: vec![go("/")], notice, plan_changed: true })
    }

    /// The day until which what `key` names is put off, or what is said where nothing is written.
    fn put_off(
        &self,
        seen: &Seen<'_>,
        until: NaiveDate,
        key: &str,
        route: &str,
        snoozed: Option<NaiveDate>,
    ) -> Result<Result<NaiveDate, Outcome>, Fault> {
        let today = seen.view.today();
        if until > add_days(today, FURTHEST) {
            return Err(Fault::UnknownCommand);
        }
        let due = plan::occurrences(seen).due.iter().any(|o| o.subject == key);
        let snoozed = snoozed.filter(|day| *day > today);
        Ok(match self.still_later(until, today, due) {
            _ if snoozed.is_some_and(|day| day == until || (self.via == Via::Notification && !due)) => {
                Err(self.already(w::NOTICE_ALREADY))
            }
            Some(until) => Ok(until),
            None => Err(self.gone(route)),
        })
    }

    /// The day until which something is put off. A notification can lie unseen for days: "later" still means later then,
    /// as long as what it shows is due.
    fn still_later(&self, until: NaiveDate, today: NaiveDate, due: bool) -> Option<NaiveDate> {
        if until > today {
            return Some(until);
        }
        (self.via == Via::Notification && due).then(|| add_days(today, plan::LATER_DAYS))
    }

    /// A look at a setting: the one that is due or planned, or one of today's own accord.
    fn checked(&mut self, person: &str, account: &str, guide: &str, due: NaiveDate, seen: Looked) -> Done {
        let at = self.session.at(self.now);
        let Some(found) = at.guide_at(person, account, guide) else { return Ok(self.gone("/")) };
        let route = found.route();
        let known = matches!(found.state.answer, Answer::Done | Answer::WasOff { .. } | Answer::NotVisible { .. });
        let answered = found.state.last_check.is_some_and(|(last, _)| last >= due);
        let expected = at.next_check(&found) == Some(due) || due == at.view.today();
        if !known || answered || !expected || !found.has("look") {
            return Ok(self.gone(&route));
        }
        let word = match seen {
            Looked::Off => w::NOTICE_STILL_OFF,
            Looked::On => w::NOTICE_SEEN_ON,
            Looked::NotFound => w::NOTICE_NOT_VISIBLE,
        };
        let key = found.key();
        let act = Act::Checked { account: account.to_owned(), guide: guide.to_owned(), due, seen, via: self.via };
        let done = self.write(person, vec![act], word, Some(&route))?;
        if seen == Looked::On {
            self.forget_opened(&key);
        }
        Ok(done)
    }

    fn recheck(&mut self, person: &str, account: &str, guide: &str) -> Done {
        let Some(found) = self.session.at(self.now).guide_at(person, account, guide) else { return Ok(self.gone("/")) };
        if !found.has("look") {
            return Ok(self.gone(&found.route()));
        }
        let chosen = found.state.recheck_months;
        let months = self.form.get("months").and_then(|months| months.parse().ok());
        let months = months
            .filter(|months| forms::RECHECK_MONTHS.contains(months))
            .ok_or(Fault::BadInput("months", w::ERROR_CHOICE))?;
        if chosen == Some(months) {
            return Ok(self.already(w::NOTICE_ALREADY));
        }
        let guide = guide.to_owned();
        self.for_account(person, account, w::NOTICE_SAVED, |account| Act::RecheckChosen { account, guide, months })
    }

    fn nudging(&mut self, person: &str, account: &str, how: &str) -> Done {
        let nudging = forms::nudging(how).ok_or(Fault::UnknownCommand)?;
        let known = self.session.at(self.now).account(person, account).map(|a| a.state.nudging);
        if known == Some(nudging) {
            return Ok(self.already(w::NOTICE_ALREADY));
        }
        self.for_account(person, account, w::NOTICE_SAVED, |account| Act::NudgingChosen { account, nudging })
    }

    fn grounds(&mut self, person: &str, account: &str, guide: &str) -> Done {
        let text = self.text("grounds", GROUNDS_LENGTH)?;
        let Some(found) = self.session.at(self.now).guide_at(person, account, guide) else { return Ok(self.gone("/")) };
        let route = found.route();
        if !found.has("reason") {
            return Ok(self.gone(&route));
        }
        if found.state.grounds == text {
            return Ok(Outcome { then: vec![go(&route)], ..self.already(w::NOTICE_ALREADY) });
        }
        let act = Act::GroundsWritten { account: account.to_owned(), guide: guide.to_owned(), text };
        self.write(person, vec![act], w::NOTICE_SAVED, Some(&route))
    }

    /// Writes the file with everything that was noted, for the shell to hand on.
    fn pack(&mut self, person: &str) -> Done {
        let seen = self.session.at(self.now);
        let Some(known) = seen.person(person) else { return Ok(self.gone("/")) };
        let is_left_out = |name| self.form.get(name).is_some_and(|value| value == "true");
        let left_out = LeftOut { grounds: is_left_out("without_grounds"), pictures: is_left_out("without_pictures") };
        let name = [seen.view.t(w::PACK_FILE), "-", &seen.view.today().to_string(), ".html"].concat();
        let path = seen.store.hand_out(&name, |file| pack::write(&seen, known, left_out, Some(file)).map(drop))?;
        let save = Action::SaveFile { path, name, mime: "text/html".to_owned() };
        Ok(Outcome { then: vec![save], notice: None, plan_changed: false })
    }

    /// Whether something is there to which a note or a picture can belong.
    fn is_there(&self, key: &str) -> bool {
        let seen = self.session.at(self.now);
        seen.recorded_guide(key).is_some() || seen.request_by_key(key).is_some()
    }

    fn note(&mut self, person: &str, key: &str) -> Done {
        let text = self.text("note", NOTE_LENGTH)?;
        if !self.is_there(key) {
            return Ok(self.gone("/"));
        }
        if text.is_empty() {
            return Err(Fault::BadInput("note", w::ERROR_NOTE_EMPTY));
        }
        let to = key[person.len() + 1..].to_owned();
        let route = records_route(key);
        let seen = self.session.at(self.now);
        if seen.attached(key).last().is_some_and(|last| last.note == text) {
            return Ok(Outcome { then: vec![go(&route)], ..self.already(w::NOTICE_ALREADY) });
        }
        self.write(person, vec![Act::NoteAdded { to, text }], w::NOTICE_SAVED, Some(&route))
    }

    /// Takes a picture from the inbox. Whatever becomes of it, it does not stay there.
    fn picture(&mut self, person: &str, key: &str) -> Done {
        // The name alone: no command leads out of the inbox.
        let name = self.form.get("file").and_then(|file| Path::new(file).file_name()?.to_str());
        let name = name.ok_or(Fault::BadInput("file", w::ERROR_PICTURE_GONE))?;
        let file = self.session.store.at(&["inbox/", name].concat());
        let done = self.take(person, key, &file);
        // What cannot be removed now goes when the app is opened on another day, or with the person.
        let _ = remove(&file);
        done
    }

    fn take(&mut self, person: &str, key: &str, file: &Path) -> Done {
        if !self.is_there(key) {
            return Ok(self.gone("/"));
        }
        let store = &self.session.store;
        let (bytes, picture) = store.received(file)?;
        store.keep(person, &picture, &bytes)?;
        let seen = self.session.at(self.now);
        let all = seen.attached(key);
        if all.iter().any(|attached| attached.picture.as_ref().is_some_and(|known| known.sha256 == picture.sha256)) {
            return Ok(self.already(w::NOTICE_ALREADY));
        }
        let act = Act::PictureAdded { to: key[person.len() + 1..].to_owned(), picture: picture.clone() };
        let done = self.write(person, vec![act], w::NOTICE_SAVED, None);
        if done.is_err() {
            self.session.store.forget(person, &picture);
        }
        done
    }

    fn set(&mut self, name: &str) -> Done {
        let setting = Setting::named(name).ok_or(Fault::UnknownCommand)?;
        let value = kept(setting, self.form.get(name).map_or("", String::as_str))?;
        self.choose(setting, value)
    }

    /// One day of the week by itself.
    fn set_day(&mut self, day: &str) -> Done {
        let name = format!("day{day}");
        let day = forms::DAYS.iter().position(|known| *known == name).ok_or(Fault::UnknownCommand)?;
        let (name, mut days) = (forms::DAYS[day], self.session.at(self.now).preferences().weekdays);
        days[day] = match self.form.get(name).map(String::as_str) {
            Some("true") => true,
            Some("false") => false,
            _ => return Err(Fault::BadInput(name, w::ERROR_CHOICE)),
        };
        if days == [false; 7] {
            return Err(Fault::BadInput(name, w::ERROR_DAYS));
        }
        self.choose(Setting::Weekdays, forms::weekdays(&days))
    }

    fn choose(&mut self, setting: Setting, value: String) -> Done {
        if self.session.setting(setting) == value {
            return Ok(self.already(w::NOTICE_ALREADY));
        }
        let act = Act::SettingChosen { name: setting.name().to_owned(), value };
        let entry = self.session.store.append(None, vec![act], self.now)?;
        self.session.follow_backup_choice()?;
        // The answer is given in the language that was chosen.
        let _ = self.session.follow_language();
        let mut notice = self.undoable(w::NOTICE_SAVED, &entry);
        if let (Setting::Hour, Some(notice)) = (setting, &mut notice) {
            // Minutes are rounded: say to what.
            let seen = self.session.at(self.now);
            notice.text = seen.view.f(w::NOTICE_HOUR, &[("hour", &seen.view.hour(seen.preferences().hour))]);
        }
        Ok(Outcome { then: Vec::new(), notice, plan_changed: true })
    }

    /// Takes back one entry, or several with commas between them.
    fn undo(&mut self, entries: &str) -> Done {
        let entries: Result<Vec<EntryId>, _> = entries.split(',').map(str::parse).collect();
        let entries = entries.map_err(|_| Fault::UnknownCommand)?;
        let mut there = false;
        let mut undone = Vec::new();
        let mut writings = Vec::new();
        for entry in entries {
            if let Some(key) = self.session.store.attached_to(&entry) {
                let notice = self.say(w::NOTICE_ATTACHED);
                return Ok(Outcome { then: vec![go(&records_route(&key))], notice, plan_changed: false });
            }
            // One of several can be gone with its person; the others are taken back all the same.
            let Some(place) = self.session.store.find(&entry).map(|place| place.map(str::to_owned)) else { continue };
            there = true;
            if let Some(person) = place.as_deref().filter(|person| self.begins(person, &entry)) {
                return self.undo_beginning(person);
            }
            if !self.session.store.is_undone(&entry) {
                undone.push(entry.clone());
                writings.push((place, vec![Act::Undone { entry }]));
            }
        }
        if !there {
            return Ok(self.gone("/"));
        }
        if writings.is_empty() {
            return Ok(self.already(w::NOTICE_UNDONE));
        }
        self.session.store.append_all(writings, self.now)?;
        self.session.store.forget_undone(&undone);
        self.session.follow_backup_choice()?;
        Ok(Outcome { then: Vec::new(), notice: self.say(w::NOTICE_UNDONE), plan_changed: true })
    }

    fn begins(&self, person: &str, entry: &EntryId) -> bool {
        self.session.store.persons.get(person).is_some_and(|book| book.state.identity.as_ref() == Some(entry))
    }

    /// Where nothing but the beginning is there, taking it back loses nothing. Else a person is erased, which is asked.
    fn undo_beginning(&mut self, person: &str) -> Done {
        let store = &self.session.store;
        if store.missing() > 0 || !store.persons.get(person).is_some_and(Book::holds_one_entry_only) {
            return Ok(self.gone(&format!("/{person}/erase")));
        }
        self.session.store.erase_person(person)?;
        Ok(Outcome { then: vec![go("/")], notice: self.say(w::NOTICE_UNDONE), plan_changed: true })
    }

    fn damage_seen(&mut self) -> Done {
        self.session.store.accept_losses()?;
        Ok(Outcome { then: vec![go("/")], notice: None, plan_changed: false })
    }

    fn reminders_on(&mut self) -> Done {
        let mut notice = None;
        if self.session.at(self.now).setting(Setting::Reminders) != "true" {
            let act = Act::SettingChosen { name: Setting::Reminders.name().into(), value: "true".into() };
            let entry = self.session.store.append(None, vec![act], self.now)?;
            notice = self.undoable(w::NOTICE_SAVED, &entry);
        }
        let then = match self.session.store.device().permission {
            PermissionState::Granted => Vec::new(),
            PermissionState::Denied => vec![Action::OpenSystemSettings { which: SystemPage::Notifications }],
            PermissionState::Unknown | PermissionState::NotAsked => vec![Action::AskNotificationPermission],
        };
        Ok(Outcome { then, notice, plan_changed: true })
    }

    fn test_reminder(&mut self) -> Done {
        if self.session.config.platform == Platform::Terminal {
            return Ok(Outcome { notice: self.say(w::REMINDERS_TERMINAL), ..Outcome::default() });
        }
        let now = self.now.unix_seconds;
        if self.session.store.device().test_at.is_none_or(|at| at <= now || at > now.saturating_add(plan::TEST_AHEAD)) {
            // To the full minute: that is what the system is asked for.
            let at = now.saturating_add(plan::TEST_AHEAD);
            self.session.store.change_device(|device| device.test_at = Some(at - at.rem_euclid(60)))?;
        }
        Ok(Outcome { then: Vec::new(), notice: self.say(w::NOTICE_TEST), plan_changed: true })
    }

    /// A file for a calendar of the person's own.
    fn calendar(&mut self) -> Done {
        let (text, entries) = calendar::file(&self.session.at(self.now));
        if entries == 0 {
            return Ok(self.already(w::HOME_NO_REMINDER));
        }
        let path = self.session.store.hand_out(calendar::NAME, |mut file| file.write_all(text.as_bytes()))?;
        let save = Action::SaveFile { path, name: calendar::NAME.into(), mime: "text/calendar".into() };
        Ok(Outcome { then: vec![save], notice: None, plan_changed: false })
    }

    /// Writes acts for a person and says so, with the way back.
    fn write(&mut self, person: &str, acts: Vec<Act>, word: Word, to: Option<&str>) -> Done {
        if !self.session.store.persons.contains(person) {
            return Ok(self.gone("/"));
        }
        let entry = self.session.store.append(Some(person), acts, self.now)?;
        let notice = self.undoable(word, &entry);
        Ok(Outcome { then: to.map(go).into_iter().collect(), notice, plan_changed: true })
    }

    fn for_account(&mut self, person: &str, account: &str, word: Word, act: impl FnOnce(String) -> Act) -> Done {
        if self.session.at(self.now).account(person, account).is_none() {
            return Ok(self.gone("/"));
        }
        self.write(person, vec![act(account.to_owned())], word, None)
    }

    fn known_country(&self, code: &str) -> Result<String, Fault> {
        let known = self.session.content.facts.regions.countries.contains_key(code);
        if known { Ok(code.to_owned()) } else { Err(Fault::BadInput("country", w::ERROR_CHOICE)) }
    }

    fn text(&self, name: &'static str, longest: u32) -> Result<String, Fault> {
        let lines = longest > LINE_LENGTH;
        let text: String =
            self.form.get(name).into_iter().flat_map(|text| text.chars()).filter_map(|c| clean(c, lines)).collect();
        let text = text.trim();
        if text.chars().count() > longest as usize {
            return Err(Fault::BadInput(name, w::ERROR_LONG));
        }
        Ok(text.to_owned())
    }

    /// The command names something that is no more, or was answered meanwhile.
    fn gone(&self, nearest: &str) -> Outcome {
        Outcome { then: vec![go(nearest)], notice: self.say(w::NOTICE_GONE), plan_changed: false }
    }

    /// It is so already; nothing was written.
    fn already(&self, word: Word) -> Outcome {
        Outcome { then: Vec::new(), notice: self.say(word), plan_changed: false }
    }

    fn say(&self, word: Word) -> Option<Notice> {
        Some(Notice { text: self.session.content.text(word).to_owned(), undo: None })
    }

    fn undoable(&self, word: Word, entry: &EntryId) -> Option<Notice> {
        Some(Notice { text: self.session.content.text(word).to_owned(), undo: Some(format!("undo/{entry}")) })
    }
}

/// A letter of a text somebody wrote. What steers a terminal or turns the direction of all that follows is left out; a
/// name has one line.
fn clean(letter: char, lines: bool) -> Option<char> {
    match letter {
        '\n' if lines => Some(letter),
        '\n' | '\t' => Some(' '),
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => None,
        _ if letter.is_control() => None,
        _ => Some(letter),
    }
}

/// What the journal keeps of a setting's input.
fn kept(setting: Setting, input: &str) -> Result<String, Fault> {
    let word = if setting == Setting::Hour { w::ERROR_HOUR } else { w::ERROR_CHOICE };
    setting.kept(input).ok_or(Fault::BadInput(setting.name(), word))
}

fn go(route: &str) -> Action {
    Action::Go { route: route.to_owned() }
}

/// `linkedin`, `linkedin-2`, `linkedin-3` …
pub(crate) fn account_id(service: &str, number: u32) -> String {
    if number == 1 { service.to_owned() } else { format!("{service}-{number}") }
}
