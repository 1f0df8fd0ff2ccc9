//! Commands: readable paths that name person, account, guide and occurrence, so that performing one twice is harmless.
//! Those carried by notifications begin with `notification/` and are never removed.

use chrono::NaiveDate;
use widerspruch_domain::catalogue::GuideFacts;
use widerspruch_domain::checklist::progress;
use widerspruch_domain::civil::add_days;
use widerspruch_domain::journal::{Act, Answer, EntryId, Membership, Nudging, Seen as Looked, Since, Unseen, Via};
use widerspruch_domain::reminders::{EARLIEST_HOUR, LATEST_HOUR};

use crate::boundary::{Action, FormValues, Moment, Notice, Outcome, PermissionState};
use crate::content::{Content, Word, w};
use crate::core::{Fault, Inner};
use crate::plan;

/// Most characters of a name.
pub(crate) const NAME_LENGTH: usize = 60;

/// Most characters of one's own grounds.
pub(crate) const GROUNDS_LENGTH: usize = 1000;

/// Choices for the app as a whole that a command may set, beside hour and language.
const TOGGLES: [&str; 3] = ["lock_screen", "device_backup", "reminders"];

type Done = Result<Outcome, Fault>;

/// Applies `command`.
pub(crate) fn perform(inner: &mut Inner, command: &str, form: &FormValues, now: Moment) -> Done {
    let (via, path) = match command.strip_prefix("notification/") {
        Some(rest) => (Via::Notification, rest),
        None => (Via::App, command),
    };
    let parts: Vec<&str> = path.split('/').collect();
    let mut command = Command { inner, form, now, via };
    match parts.as_slice() {
        ["welcome"] => command.welcome(true),
        ["welcome", "skip"] => command.welcome(false),
        ["person", "add"] => command.add_person(),
        ["person", person, "show"] => command.show_person(person),
        ["person", person, "rename"] => command.rename(person),
        ["person", person, "country"] => command.country(person),
        ["person", person, "erase"] => command.erase(person),
        ["account", person, service, "add"] => command.add_account(person, service),
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
            let why = unseen(why).ok_or(Fault::UnknownCommand)?;
            command.answer(person, account, guide, Answer::NotVisible { why })
        }
        ["not-applicable", person, account, guide] => command.answer(person, account, guide, Answer::NotApplicable),
        ["leave-out", person, account, guide] => command.answer(person, account, guide, Answer::LeftOut),
        ["reopen", person, account, guide] => command.answer(person, account, guide, Answer::Open),
        ["enough", person, account] => command.enough(person, account),
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
        ["set", name] => command.set(name),
        ["undo", entry] => command.undo(entry),
        ["damage", file, "seen"] => command.damage_seen(file),
        ["reminders", "on"] => command.reminders_on(),
        ["reminders", "test"] => command.test_reminder(),
        _ => Err(Fault::UnknownCommand),
    }
}

/// What to say when a shell could not run an action.
pub(crate) fn failed(action: &Action) -> Word {
    match action {
        Action::OpenUrl { .. } => w::FAILED_OPEN,
        Action::Share { .. } => w::FAILED_SHARE,
        Action::Print { .. } => w::FAILED_PRINT,
        _ => w::FAILED_OTHER,
    }
}

/// Ids of the reasons for not seeing a setting, most likely first.
pub(crate) const UNSEEN: [(Unseen, &str); 7] = [
    (Unseen::OtherAccount, "other-account"),
    (Unseen::OtherName, "other-name"),
    (Unseen::OtherWord, "other-word"),
    (Unseen::OldApp, "old-app"),
    (Unseen::NotOffered, "not-offered"),
    (Unseen::Minor, "minor"),
    (Unseen::SomethingElse, "something-else"),
];

fn unseen(id: &str) -> Option<Unseen> {
    UNSEEN.iter().find(|(_, known)| *known == id).map(|(why, _)| *why)
}

fn date(text: &str) -> Result<NaiveDate, Fault> {
    text.parse().map_err(|_| Fault::UnknownCommand)
}

struct Command<'a> {
    inner: &'a mut Inner,
    form: &'a FormValues,
    now: Moment,
    via: Via,
}

impl Command<'_> {
    fn welcome(&mut self, with_form: bool) -> Done {
        if !self.inner.store.persons.is_empty() {
            return Ok(self.gone("/"));
        }
        let region = self.inner.config.region.clone().unwrap_or_default().to_uppercase();
        let known = self.inner.content.facts.regions.countries.contains_key(&region);
        let preset = if known { region } else { "ZZ".to_owned() };
        let field = |name: &str| if with_form { self.form.get(name).map(String::as_str) } else { None };
        let helped = field("for").is_some_and(|value| value == "other");
        let country = self.known_country(field("country").unwrap_or(&preset))?;
        let name = if helped { self.text("name", NAME_LENGTH)? } else { String::new() };
        let mut acts = vec![Act::PersonAdded { name, helped, country }];
        let (accounts, membership) = match field("account").unwrap_or("one") {
            "one" => (1, Membership::Member),
            "several" => (2, Membership::Member),
            "none" => (1, Membership::None),
            _ => return Err(Fault::BadInput("account", w::ERROR_CHOICE)),
        };
        let services: Vec<String> = self.inner.content.facts.services.keys().cloned().collect();
        for service in services {
            acts.extend((1..=accounts).map(|number| Act::AccountAdded {
                account: if number == 1 { service.clone() } else { format!("{service}-{number}") },
                service: service.clone(),
                membership,
            }));
        }
        let mut choices = Vec::new();
        if let Some(time) = field("hour") {
            choices.push(Act::SettingChosen { name: "hour".into(), value: hour(time)? });
        }
        if let Some(days) = field("weekdays") {
            choices.push(Act::SettingChosen { name: "weekdays".into(), value: weekdays(days)? });
        }
        if !choices.is_empty() {
            self.inner.store.append(None, choices, self.now)?;
        }
        let (id, _) = self.inner.store.add_person(acts, self.now)?;
        self.inner.store.device.current = id;
        self.inner.store.save_device()?;
        Ok(Outcome { then: vec![go("/")], notice: None, plan_changed: true })
    }

    fn add_person(&mut self) -> Done {
        let name = self.text("name", NAME_LENGTH)?;
        if name.is_empty() {
            return Err(Fault::BadInput("name", w::ERROR_NAME));
        }
        // The same name twice in a row is a second tap, not a second person.
        let known = self.inner.at(self.now).persons().find(|p| p.state.name == name).map(|p| p.id.to_owned());
        if let Some(known) = known {
            return self.show_person(&known);
        }
        let country = self.form.get("country").map_or("ZZ", String::as_str);
        let country = self.known_country(country)?;
        let mut acts = vec![Act::PersonAdded { name, helped: true, country }];
        let services = self.inner.content.facts.services.keys();
        acts.extend(services.map(|service| Act::AccountAdded {
            account: service.clone(),
            service: service.clone(),
            membership: Membership::Member,
        }));
        let (id, _) = self.inner.store.add_person(acts, self.now)?;
        self.show_person(&id)
    }

    fn show_person(&mut self, person: &str) -> Done {
        if !self.inner.store.persons.contains_key(person) {
            return Ok(self.gone("/persons"));
        }
        person.clone_into(&mut self.inner.store.device.current);
        self.inner.store.save_device()?;
        Ok(Outcome { then: vec![go("/")], notice: None, plan_changed: true })
    }

    fn rename(&mut self, person: &str) -> Done {
        let name = self.text("name", NAME_LENGTH)?;
        self.write(person, vec![Act::PersonRenamed { name }], w::NOTICE_SAVED, None)
    }

    fn country(&mut self, person: &str) -> Done {
        let country = self.known_country(self.form.get("country").map_or("", String::as_str))?;
        self.write(person, vec![Act::CountryChosen { country }], w::NOTICE_SAVED, None)
    }

    fn erase(&mut self, person: &str) -> Done {
        if !self.inner.store.persons.contains_key(person) {
            return Ok(self.gone("/persons"));
        }
        if self.form.get("sure").map(String::as_str) != Some("true") {
            return Err(Fault::BadInput("sure", w::ERROR_SURE));
        }
        self.inner.store.erase_person(person)?;
        Ok(Outcome { then: vec![go("/")], notice: self.say(w::NOTICE_ERASED), plan_changed: true })
    }

    fn add_account(&mut self, person: &str, service: &str) -> Done {
        let seen = self.inner.at(self.now);
        let Some(known) = seen.person(person).filter(|_| seen.view.content.service(service).is_some()) else {
            return Ok(self.gone("/"));
        };
        let free = (1..).map(|n: u32| if n == 1 { service.to_owned() } else { format!("{service}-{n}") });
        let account = free.into_iter().find(|id| !known.state.accounts.contains_key(id)).unwrap_or_default();
        let act = Act::AccountAdded { account, service: service.to_owned(), membership: Membership::Member };
        self.write(person, vec![act], w::NOTICE_ACCOUNT_ADDED, None)
    }

    fn name_account(&mut self, person: &str, account: &str) -> Done {
        let name = self.text("name", NAME_LENGTH)?;
        self.for_account(person, account, w::NOTICE_SAVED, |account| Act::AccountNamed { account, name })
    }

    fn membership(&mut self, person: &str, account: &str, membership: &str) -> Done {
        let membership = match membership {
            "member" => Membership::Member,
            "none" => Membership::None,
            _ => return Err(Fault::UnknownCommand),
        };
        let Some(known) = self.inner.at(self.now).account(person, account) else { return Ok(self.gone("/")) };
        let service = known.facts.id.clone();
        self.for_account(person, account, w::NOTICE_SAVED, |account| Act::AccountAdded { account, service, membership })
    }

    fn service_language(&mut self, person: &str, account: &str, language: Option<&str>) -> Done {
        let Some(known) = self.inner.at(self.now).account(person, account) else { return Ok(self.gone("/")) };
        let language = language.or_else(|| self.form.get("language").map(String::as_str)).unwrap_or_default();
        if !known.facts.languages.iter().any(|l| l == language) {
            return Err(Fault::BadInput("language", w::ERROR_CHOICE));
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
        let seen = self.inner.at(self.now);
        let Some(found) = seen.guide_at(person, account, guide) else { return Ok(self.gone("/")) };
        let Some(link) = found.account.facts.links.get(&found.facts.link) else { return Ok(self.gone("/")) };
        let action = Action::OpenUrl { url: link.url.clone(), browser_only };
        let key = found.key();
        if self.inner.store.device.opened.insert(key) {
            // The question "did it work?" is a help; that the link opens matters more than that it is remembered.
            let _ = self.inner.store.save_device();
        }
        Ok(Outcome { then: vec![action], notice: None, plan_changed: false })
    }

    fn answer(&mut self, person: &str, account: &str, guide: &str, answer: Answer) -> Done {
        let seen = self.inner.at(self.now);
        let Some(found) = seen.guide_at(person, account, guide) else { return Ok(self.gone("/")) };
        let route = found.route();
        let key = found.key();
        if found.state.answer == answer {
            let told = if answer == Answer::Open { w::NOTICE_ALREADY_OPEN } else { w::NOTICE_ALREADY };
            return Ok(Outcome { then: vec![go(&route)], notice: self.say(told), plan_changed: false });
        }
        // A button of an old notification must not turn what was answered since into something else.
        if self.via == Via::Notification && found.state.answer != Answer::Open {
            return Ok(self.gone(&route));
        }
        let word = match answer {
            Answer::Open => w::NOTICE_REOPENED,
            Answer::LeftOut => w::NOTICE_LEFT_OUT,
            Answer::NotVisible { .. } => w::NOTICE_NOT_VISIBLE,
            Answer::Done | Answer::WasOff { .. } | Answer::NotApplicable => w::NOTICE_NOTED,
        };
        let act = Act::Answered { account: account.to_owned(), guide: guide.to_owned(), answer, via: self.via };
        let done = self.write(person, vec![act], word, Some(&route))?;
        if self.inner.store.device.opened.remove(&key) {
            let _ = self.inner.store.save_device();
        }
        Ok(done)
    }

    fn enough(&mut self, person: &str, account: &str) -> Done {
        let seen = self.inner.at(self.now);
        let Some(found) = seen.account(person, account) else { return Ok(self.gone("/")) };
        let open = progress(found.facts, found.state, found.person.region).open;
        if open.is_empty() {
            return Ok(self.gone("/"));
        }
        let leave =
            |guide| Act::Answered { account: account.to_owned(), guide, answer: Answer::LeftOut, via: self.via };
        let acts = open.into_iter().map(leave).collect();
        self.write(person, acts, w::NOTICE_ENOUGH, Some("/"))
    }

    fn later(&mut self, person: &str, account: &str, guide: &str, until: NaiveDate) -> Done {
        let seen = self.inner.at(self.now);
        let Some(found) = seen.guide_at(person, account, guide) else { return Ok(self.gone("/")) };
        let route = found.route();
        if until <= seen.view.today() || found.state.snoozed_until == Some(until) {
            return Ok(self.gone(&route));
        }
        let far = add_days(seen.view.today(), 366);
        if until > far {
            return Err(Fault::UnknownCommand);
        }
        let act = Act::Snoozed { account: account.to_owned(), guide: guide.to_owned(), until, via: self.via };
        self.write(person, vec![act], w::NOTICE_LATER, Some("/"))
    }

    fn checked(&mut self, person: &str, account: &str, guide: &str, due: NaiveDate, seen: Looked) -> Done {
        let at = self.inner.at(self.now);
        let Some(found) = at.guide_at(person, account, guide) else { return Ok(self.gone("/")) };
        let route = found.route();
        let answered = found.state.last_check.is_some_and(|(last, _)| last >= due);
        if answered || widerspruch_domain::checklist::next_check(found.facts, &found.state) != Some(due) {
            return Ok(self.gone(&route));
        }
        let word = match seen {
            Looked::Off => w::NOTICE_STILL_OFF,
            Looked::On => w::NOTICE_SEEN_ON,
            Looked::NotFound => w::NOTICE_NOT_VISIBLE,
        };
        let act = Act::Checked { account: account.to_owned(), guide: guide.to_owned(), due, seen, via: self.via };
        self.write(person, vec![act], word, Some(&route))
    }

    fn recheck(&mut self, person: &str, account: &str, guide: &str) -> Done {
        let months = match self.form.get("months").map(String::as_str) {
            Some("0") => 0,
            Some("3") => 3,
            Some("6") => 6,
            Some("12") => 12,
            _ => return Err(Fault::BadInput("months", w::ERROR_CHOICE)),
        };
        let guide = guide.to_owned();
        self.for_account(person, account, w::NOTICE_SAVED, |account| Act::RecheckChosen { account, guide, months })
    }

    fn nudging(&mut self, person: &str, account: &str, how: &str) -> Done {
        let all = [Nudging::Series, Nudging::Monthly, Nudging::Stopped];
        let nudging = *all.iter().find(|n| plan::name(**n) == how).ok_or(Fault::UnknownCommand)?;
        let known = self.inner.at(self.now).account(person, account).map(|a| a.state.nudging);
        if known == Some(nudging) {
            return Ok(Outcome { then: Vec::new(), notice: self.say(w::NOTICE_ALREADY), plan_changed: false });
        }
        self.for_account(person, account, w::NOTICE_SAVED, |account| Act::NudgingChosen { account, nudging })
    }

    fn grounds(&mut self, person: &str, account: &str, guide: &str) -> Done {
        let text = self.text("grounds", GROUNDS_LENGTH)?;
        let guide = guide.to_owned();
        self.for_account(person, account, w::NOTICE_SAVED, |account| Act::GroundsWritten { account, guide, text })
    }

    fn set(&mut self, name: &str) -> Done {
        let value = self.form.get(name).map_or("", String::as_str);
        let value = match name {
            "hour" => hour(value)?,
            "weekdays" => weekdays(value)?,
            "language" if value == "system" || Content::languages().any(|(code, _)| code == value) => value.to_owned(),
            "language" => return Err(Fault::BadInput("language", w::ERROR_CHOICE)),
            _ if TOGGLES.contains(&name) && matches!(value, "true" | "false") => value.to_owned(),
            _ => return Err(Fault::UnknownCommand),
        };
        let act = Act::SettingChosen { name: name.to_owned(), value };
        let entry = self.inner.store.append(None, vec![act], self.now)?;
        Ok(Outcome { then: Vec::new(), notice: self.undoable(w::NOTICE_SAVED, &entry), plan_changed: true })
    }

    fn undo(&mut self, entry: &str) -> Done {
        let entry: EntryId = entry.parse().map_err(|_| Fault::UnknownCommand)?;
        let Some(place) = self.inner.store.find(&entry).map(|place| place.map(str::to_owned)) else {
            return Ok(self.gone("/"));
        };
        // A person's beginning is not undone but erased, which is asked first.
        if self.inner.store.persons.values().any(|book| book.state.identity.as_ref() == Some(&entry)) {
            return Ok(self.gone("/persons"));
        }
        if self.inner.store.is_undone(&entry) {
            return Ok(Outcome { then: Vec::new(), notice: self.say(w::NOTICE_UNDONE), plan_changed: false });
        }
        self.inner.store.append(place.as_deref(), vec![Act::Undone { entry }], self.now)?;
        Ok(Outcome { then: Vec::new(), notice: self.say(w::NOTICE_UNDONE), plan_changed: true })
    }

    fn damage_seen(&mut self, file: &str) -> Done {
        self.inner.store.device.dismissed.insert(file.to_owned());
        self.inner.store.save_device()?;
        Ok(Outcome { then: vec![go("/")], notice: None, plan_changed: false })
    }

    fn reminders_on(&mut self) -> Done {
        if self.inner.at(self.now).setting("reminders") != "true" {
            let act = Act::SettingChosen { name: "reminders".into(), value: "true".into() };
            self.inner.store.append(None, vec![act], self.now)?;
        }
        let then = match self.inner.store.device.permission {
            PermissionState::Granted => Vec::new(),
            PermissionState::Denied => {
                vec![Action::OpenSystemSettings { which: crate::boundary::SystemPage::Notifications }]
            }
            _ => vec![Action::AskNotificationPermission],
        };
        Ok(Outcome { then, notice: None, plan_changed: true })
    }

    fn test_reminder(&mut self) -> Done {
        const AHEAD: i64 = 120;
        let planned = self.inner.store.device.test_at;
        if planned.is_none_or(|at| at <= self.now.unix_seconds) {
            // To the full minute: that is what the system is asked for.
            let at = self.now.unix_seconds + AHEAD;
            self.inner.store.device.test_at = Some(at - at.rem_euclid(60));
            self.inner.store.save_device()?;
        }
        Ok(Outcome { then: Vec::new(), notice: self.say(w::NOTICE_TEST), plan_changed: true })
    }

    /// Writes acts for a person and says so, with the way back.
    fn write(&mut self, person: &str, acts: Vec<Act>, word: Word, to: Option<&str>) -> Done {
        if !self.inner.store.persons.contains_key(person) {
            return Ok(self.gone("/"));
        }
        let entry = self.inner.store.append(Some(person), acts, self.now)?;
        let notice = self.undoable(word, &entry);
        Ok(Outcome { then: to.map(go).into_iter().collect(), notice, plan_changed: true })
    }

    fn for_account(&mut self, person: &str, account: &str, word: Word, act: impl FnOnce(String) -> Act) -> Done {
        if self.inner.at(self.now).account(person, account).is_none() {
            return Ok(self.gone("/"));
        }
        self.write(person, vec![act(account.to_owned())], word, None)
    }

    fn known_country(&self, code: &str) -> Result<String, Fault> {
        let countries = &self.inner.content.facts.regions.countries;
        countries.get_key_value(code).map(|(code, _)| code.clone()).ok_or(Fault::BadInput("country", w::ERROR_CHOICE))
    }

    fn text(&self, name: &'static str, longest: usize) -> Result<String, Fault> {
        let text = self.form.get(name).map_or("", String::as_str).trim();
        if text.chars().count() > longest {
            return Err(Fault::BadInput(name, w::ERROR_LONG));
        }
        Ok(text.to_owned())
    }

    /// The command names something that is no more, or was answered meanwhile.
    fn gone(&self, nearest: &str) -> Outcome {
        Outcome { then: vec![go(nearest)], notice: self.say(w::NOTICE_GONE), plan_changed: false }
    }

    fn say(&self, word: Word) -> Option<Notice> {
        Some(Notice { text: self.inner.content.text(word).to_owned(), undo: None })
    }

    fn undoable(&self, word: Word, entry: &EntryId) -> Option<Notice> {
        Some(Notice { text: self.inner.content.text(word).to_owned(), undo: Some(format!("undo/{entry}")) })
    }
}

fn go(route: &str) -> Action {
    Action::Go { route: route.to_owned() }
}

/// `18:00` → `18`.
fn hour(time: &str) -> Result<String, Fault> {
    let hour = time.split_once(':').and_then(|(hour, _)| hour.parse::<u32>().ok());
    let allowed = hour.filter(|hour| (EARLIEST_HOUR..=LATEST_HOUR).contains(hour));
    allowed.map(|hour| hour.to_string()).ok_or(Fault::BadInput("hour", w::ERROR_HOUR))
}

fn weekdays(days: &str) -> Result<String, Fault> {
    let known = matches!(days, "workdays" | "every-day");
    known.then(|| days.to_owned()).ok_or(Fault::BadInput("weekdays", w::ERROR_CHOICE))
}

/// Whether a guide asks "since when?" for "it was already so".
pub(crate) fn asks_since(guide: &GuideFacts) -> bool {
    guide.setting.is_some()
}
